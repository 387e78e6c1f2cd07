/** Reports in a real browser: the period in the address, the definitions, the files, and who finds the page. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { city, faults, type City } from './browser.ts'

let demo: City
beforeAll(async () => { demo = await city() }, 240_000)
afterAll(async () => demo?.stop())

const picture = (name: string) => (process.env.PICTURES === undefined ? {} : { path: `${process.env.PICTURES}/${name}.png`, fullPage: true })

describe('the page of reports', { timeout: 180_000 }, () => {
  it.each([['in Chinese', {}], ['in English, dark', { english: true, dark: true }]])('shows a quarter with its definitions, %s, without a fault and within its width', async (_how, look) => {
    const english = 'english' in look
    const { page, complaints, go, leave } = await demo.sit('o1', look)
    await go('/reports?period=2026Q3')
    await page.waitForSelector(english ? 'section[aria-label="Returns"]' : 'section[aria-label="退回"]')
    expect(await page.textContent('main')).toContain(english ? 'First accepted in the period, as on the dashboard' : '本期首次受理的案件数')
    expect(await faults(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
    if (process.env.PICTURES !== undefined) await page.screenshot(picture(english ? 'report-en' : 'report-zh'))
    expect(complaints).toEqual([])
    await leave()
  })

  it('keeps the period in the address, opens the cases of a month and hands out a file', async () => {
    const { page, complaints, go, leave } = await demo.sit('o1')
    await go('/reports?period=2026Q3')
    const row = page.locator('section[aria-label="收案与办结"] tr', { hasText: '首次受理' }).first()
    const links = row.locator('a.behind')
    expect(await links.count()).toBe(3)
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 Word' }).click()])
    expect(download.suggestedFilename()).toBe('报表2026Q3.docx')
    await links.first().click()
    await page.waitForSelector('main h1:has-text("台账")')
    await page.goBack()
    await page.waitForSelector('h2:has-text("2026年第三季度")')
    await page.waitForLoadState('networkidle') // what still moves would move away from under the list of choices
    await page.getByLabel('报表种类').first().click()
    await page.click('.ant-select-item-option[title="年报"]')
    await page.waitForURL((url) => /period=\d{4}$/.test(url.search))
    expect(complaints.filter((one) => !one.startsWith('asked blob:'))).toEqual([])
    await leave()
  })

  it('shows the head of the office the circular, with what is not told beside each number', async () => {
    const { page, complaints, go, leave } = await demo.sit('o1')
    await go('/reports?tab=circular')
    await page.waitForSelector('section[aria-label="总体情况"]')
    expect(await page.textContent('section[aria-label="各派驻机构情况"]')).toMatch(/<5|＊/)
    expect(await faults(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
    if (process.env.PICTURES !== undefined) await page.screenshot(picture('circular'))
    expect(complaints).toEqual([])
    await leave()
  })

  it('says in a sentence that a period has not begun', async () => {
    const { page, go, leave } = await demo.sit('o1')
    await go('/reports?period=2099Q1')
    await page.waitForSelector('text=2099年第一季度还没有开始')
    await leave()
  })

  it('is there for the leader of a group and the head of a body, without the circular, and not for a reviewer', async () => {
    for (const login of ['s30', 'p25-1']) {
      const { page, go, leave } = await demo.sit(login)
      await go('/reports')
      await page.waitForSelector('section[aria-label="收案与办结"]')
      expect(await page.locator('[role=tab]').count()).toBe(0)
      await leave()
    }
    const { page, go, leave } = await demo.sit('s31')
    expect(await page.locator('nav a[href="/reports"]').count()).toBe(0)
    await go('/reports')
    await page.waitForSelector('text=审理员不看报表')
    await leave()
  })
})
