import { afterAll, beforeAll, expect, it } from 'vitest'
import { city, faults, type City, type Seat } from './browser.ts'

let here: City
beforeAll(async () => { here = await city() })
afterAll(async () => { await here.stop() })

/** Opens the form of the draft of the body, and gives the address of the case. */
async function edit({ page, go }: Seat): Promise<void> {
  await go('/cases?stage=drafting')
  await page.click('tbody a')
  await page.waitForSelector('.way')
  await page.click('.steps button:has-text("修改移送材料")')
  await page.waitForSelector('.ant-drawer #package_title')
}
const kept = ({ page }: Seat) => page.waitForSelector('.ant-drawer [role=status]:has-text("已暂存")')

it('two windows on one draft lose no word: what one has sent is taken into the form of the other before it is sent', async () => {
  // The demo has one who may edit it; for two people it is the same, but that each has a form of their own kept.
  const [one, other] = [await here.sit('p25-2'), await here.sit('p25-2')]
  await edit(one)
  await edit(other)
  const title = await one.page.inputValue('.ant-drawer #package_title')
  const fact = '.ant-drawer #package_facts_0_text'
  await one.page.fill('.ant-drawer #package_property', '主动退缴两万元')
  await one.page.fill(fact, '甲改写的事实')
  await kept(one)
  await other.page.fill('.ant-drawer #package_title', `${title}（更正）`)
  await other.page.fill(fact, '乙改写的事实')
  await other.page.waitForSelector('.ant-drawer [role=alert]:has-text("您在另一个窗口里也填写过")')

  await one.page.click('.ant-drawer-extra button')
  await one.page.waitForSelector('.ant-drawer', { state: 'detached' })
  await other.page.waitForSelector('.ant-drawer:has-text("本案又有办理")')
  expect(await faults(other.page)).toEqual([])
  await other.page.click('.ant-drawer-extra button')
  await other.page.waitForSelector('.clashes:has-text("甲改写的事实")')
  expect([await other.page.inputValue('.ant-drawer #package_property'), await other.page.inputValue(fact), await other.page.inputValue('.ant-drawer #package_title')]).toEqual(['主动退缴两万元', '乙改写的事实', `${title}（更正）`])
  expect(await faults(other.page)).toEqual([])
  await other.page.click('.ant-drawer-extra button')
  await other.page.waitForSelector('.ant-drawer', { state: 'detached' })
  await one.page.waitForSelector(`h1:has-text("${title}（更正）")`)
  await one.page.waitForSelector('section:has-text("主动退缴两万元")')
  expect([...one.complaints, ...other.complaints]).toEqual([])
  await one.leave()
  await other.leave()
})

it('what was typed survives signing out, in another browser too, and can be thrown away', async () => {
  const seat = await here.sit('p25-2')
  await edit(seat)
  const before = await seat.page.inputValue('.ant-drawer #package_title')
  await seat.page.fill('.ant-drawer #package_title', '写到一半')
  await kept(seat)
  await seat.leave()

  const again = await here.sit('p25-2')
  await again.go('/')
  await again.page.click('section[aria-label="填了还没有办理的"] a')
  await again.page.waitForSelector('.ant-drawer:has-text("已找回您")')
  expect(await again.page.inputValue('.ant-drawer #package_title')).toBe('写到一半')
  expect(await faults(again.page)).toEqual([])
  await again.page.click('button:has-text("不要了，重新填写")')
  await again.page.waitForSelector('.ant-drawer:not(:has-text("已找回您"))')
  expect(await again.page.inputValue('.ant-drawer #package_title')).toBe(before)
  await again.go('/')
  expect(await again.page.locator('section[aria-label="填了还没有办理的"]').count()).toBe(0)
  expect(again.complaints).toEqual([])
  await again.leave()
})

it('a new transfer is kept while it is typed, for the one who types alone', async () => {
  const seat = await here.sit('p25-2')
  await seat.go('/cases/new')
  await seat.page.fill('#package_title', '尚未保存的案件')
  await seat.page.waitForSelector('[role=status]:has-text("已暂存")')
  await seat.go('/cases/new')
  await seat.page.waitForSelector('text=已找回您')
  expect(await seat.page.inputValue('#package_title')).toBe('尚未保存的案件')
  const other = await here.sit('p14-2')
  await other.go('/cases/new')
  await other.page.waitForSelector('#package_title')
  expect(await other.page.inputValue('#package_title')).toBe('')
  expect([...seat.complaints, ...other.complaints]).toEqual([])
  await seat.leave()
  await other.leave()
})

it('a table copied in Excel becomes the evidence of a new transfer, which names the facts above it; what Word left in a text is gone', async () => {
  const seat = await here.sit('p25-2')
  const { page } = seat
  await seat.go('/cases/new')
  const group = (name: string) => page.locator('fieldset.group', { has: page.locator(`> legend:has-text("${name}（")`) }).last()
  await group('事实').locator('> button:has-text("增加")').click()
  await page.fill('#package_facts_0_text', '收受礼金')
  await group('证据').locator('> button:has-text("从表格粘贴")').click()
  await page.fill('textarea[aria-label="复制的表格"]', '序号\t证据种类\t证据名称\t证据的方向\t所证明的事实\n1\t书证\t行程单\t也许\tF1\n2\t证人证言\t询问笔录\t\tF1、F7\n')
  await page.waitForSelector('.ant-modal:has-text("第2行“证据的方向”写着“也许”")')
  await page.waitForSelector('.ant-modal:has-text("第3行“所证明的事实”写着“F1、F7”")')
  expect(await faults(page)).toEqual([])
  await page.click('.ant-modal button:has-text("加入 2 行")')
  expect([await page.inputValue('#package_evidence_0_name'), await page.inputValue('#package_evidence_1_name')]).toEqual(['行程单', '询问笔录'])
  await page.waitForSelector('.ant-select:has(#package_evidence_0_factIds):has-text("F1 收受礼金")')

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate("navigator.clipboard.writeText('２０２６年３月５日\\u00a0已退缴\\u200b５０００元\\u000b全部上交')")
  await page.click('#package_property')
  await page.keyboard.press('Control+V')
  expect(await page.inputValue('#package_property')).toBe('2026年3月5日 已退缴5000元\n全部上交')
  expect(seat.complaints).toEqual([])
  await seat.leave()
})
