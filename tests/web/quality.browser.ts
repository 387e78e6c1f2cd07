import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { city, faults, type City, type Seat } from './browser.ts'

let here: City
beforeAll(async () => { here = await city() })
afterAll(async () => { await here.stop() })

/** Chooses in a list by the words of what is chosen. */
async function choose(page: Page, field: string, ...options: string[]): Promise<void> {
  await page.click(`.ant-select:has(#${field})`)
  for (const option of options) {
    await page.locator(`.ant-select-item-option:visible:has-text("${option}")`).first().waitFor()
    await page.locator(`.ant-select-item-option:visible:has-text("${option}")`).first().click()
  }
  await page.keyboard.press('Escape')
}

/** The page as it stands is readable for everybody and complains of nothing. */
async function fine({ page, complaints }: Seat): Promise<void> {
  expect([page.url(), await faults(page)]).toEqual([page.url(), []])
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBeLessThanOrEqual(0)
  expect(complaints).toEqual([])
}

describe('a quality check through the pages', () => {
  it('is planned for all bodies and drawn, and the page says that it comes out again', async () => {
    const office = await here.sit('o1')
    const { page } = office
    await office.go('/quality')
    await page.click('button:has-text("制定评查计划")')
    await page.fill('#title', '全面评查')
    await page.click('button:has-text("全部 36 个")')
    await fine(office)
    await page.click('button:has-text("固定名单")')
    await page.waitForSelector('text=尚未抽取')
    await page.click('button:has-text("抽取案件")')
    await page.waitForSelector('text=重算相符')
    await page.click('text=固定的名单')
    await page.waitForSelector('text=第一页')
    await page.click('text=怎样自己重算')
    await fine(office)
    await page.fill('#reason', '只是试抽')
    await page.click('button:has-text("终 止"), section[aria-label="终止评查"] button[type=submit]')
    await page.waitForSelector('[aria-current=step]:has-text("已终止")')
    await fine(office)
    for (const path of ['/quality?tab=coverage', '/quality?tab=rubric']) {
      await office.go(path)
      await fine(office)
    }
    await office.leave()
  })

  it('goes from the named case to its end, through the hands of everybody whose it is', async () => {
    const [office, checker, leader] = await Promise.all([here.sit('o1'), here.sit('q1', { dark: true }), here.sit('l1')])
    await office.go('/quality')
    await office.page.click('button:has-text("制定评查计划")')
    await office.page.fill('#title', '日常评查')
    await choose(office.page, 'mode', '日常评查')
    await choose(office.page, 'caseIds', '号 市纪委监委')
    await office.page.click('button:has-text("确定评查的案件")')
    await office.page.waitForURL(/quality\/.+/)
    await choose(office.page, 'members', '评查员甲', '评查员乙')
    await office.page.click('button:has-text("组成评查组")')
    await office.page.waitForSelector('text=调整评查组')
    const path = new URL(office.page.url()).pathname

    await checker.go(path)
    await checker.page.click('button:has-text("申请查阅")')
    await checker.page.waitForSelector('text=已申请')
    await checker.page.click('button:has-text("F1 记一个问题")')
    await checker.page.fill('[aria-label="F1 第 1 处扣几分"]', '4')
    await checker.page.fill('[aria-label="F1 第 1 处在哪一卷哪一页"]', '审查调查卷二第31页')
    await checker.page.fill('[aria-label="F1 第 1 处发现的问题"]', '缺少收受礼金的地点')
    await checker.page.fill('#summary', '总体较好')
    await checker.page.click('button:has-text("签名提交")')
    await checker.page.waitForSelector('.refusals:has-text("请先申请查阅")')
    await fine(checker)
    await leader.go('/administration?tab=leaves')
    await leader.page.click('tbody button.ant-btn-primary')
    await leader.page.waitForSelector('tbody:has-text("已批准")')
    await fine(leader)
    await checker.page.click('button:has-text("签名提交")')
    await checker.page.waitForSelector('button:has-text("重新签名")')

    await office.go(path)
    await choose(office.page, 'people', '分管领导')
    await office.page.locator('textarea[id$=_opinion]').nth(2).waitFor() // one for everybody who takes part
    for (const area of await office.page.locator('textarea[id$=_opinion]').all()) await area.fill('同意评查意见')
    await office.page.fill('#minutes', '逐案研究，一致同意')
    await fine(office)
    await office.page.click('button:has-text("确定等次")')
    await office.page.fill('#note', '请对照问题整改')
    await office.page.click('section[aria-label="反馈评查结果"] button[type=submit]')
    await office.page.waitForSelector('text=整改答复期限')
    const body = (await office.page.textContent('section[aria-label^="反馈："] h2'))?.replace('反馈：', '') ?? ''
    const codes = await office.page.evaluate(`fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ bodies(first: 100) { edges { node { code name } } } }' }) }).then((answer) => answer.json()).then(({ data }) => Object.fromEntries(data.bodies.edges.map(({ node }) => [node.name, node.code])))`) as Record<string, string>

    const code = codes[body] ?? ''
    const [head, other] = await Promise.all([here.sit(`${code.toLowerCase()}-1`), here.sit(code === 'P25' ? 'p14-1' : 'p25-1')])
    await other.go('/quality')
    expect(await other.page.textContent('main')).toContain('没有向本机构的反馈')
    await fine(other)
    await head.go('/quality')
    await head.page.fill('textarea >> nth=0', '补充地点并约谈承办人')
    await head.page.click('input[type=checkbox]')
    await head.page.fill('#note', '已经整改')
    await fine(head)
    await head.page.click('button:has-text("答复整改情况")')
    await head.page.waitForSelector('text=第 1 次整改答复')
    await office.go(path)
    await office.page.click('button:has-text("认可整改")')
    await office.page.waitForSelector('dd:has-text("认可")')
    await office.page.fill('#summary', '总体较好')
    await office.page.click('section[aria-label="办结评查"] button[type=submit]')
    await office.page.waitForSelector('[aria-current=step]:has-text("已办结")')
    await office.page.click('.ant-collapse-header >> nth=0')
    await fine(office)
    await Promise.all([office, checker, leader, head, other].map((seat) => seat.leave()))
  })

  it('is no page for anybody else', async () => {
    const group = await here.sit('s30', { english: true })
    await group.page.goto(`${here.url}/quality`)
    await group.page.waitForSelector('.ant-result')
    expect(await group.page.textContent('main')).toContain('no quality checks for this post')
    expect(await group.page.textContent('nav')).not.toContain('Quality checks')
    await group.leave()
  })
})
