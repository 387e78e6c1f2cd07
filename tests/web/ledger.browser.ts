/** The ledger leaves by its buttons: what is on the screen, after one has shown again who one is. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readWorkbook } from '../../src/papers/sheet-reader.ts'
import { city, faults, type City } from './browser.ts'

let demo: City
beforeAll(async () => { demo = await city() }, 240_000)
afterAll(async () => demo?.stop())

describe('the buttons of the ledger', { timeout: 120_000 }, () => {
  it('hand out the cases of the screen, in Chinese and in English', async () => {
    for (const english of [false, true]) {
      const { page, complaints, go, leave } = await demo.sit('s30', { english })
      await go('/cases?returned=1&by=number')
      const shown = Number(/\d+/.exec((await page.locator('main strong').first().textContent()) ?? '')?.[0])
      if (process.env.PICTURES !== undefined) await page.screenshot({ path: `${process.env.PICTURES}/ledger-${english ? 'en' : 'zh'}.png` })
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: english ? 'Export Excel' : '导出 Excel' }).click()])
      expect(download.suggestedFilename()).toMatch(/^台账\d{8}-\d{6}\.xlsx$/)
      const [ledger] = await readWorkbook(await readFile(await download.path()))
      expect(new Set((ledger?.rows.slice(1) ?? []).map((row) => row.cells.get(1)?.value)).size).toBe(shown)
      expect(shown).toBeGreaterThan(0)
      expect(complaints.filter((one) => !one.startsWith('asked blob:'))).toEqual([])
      await leave()
    }
  })
})

describe('a view of the ledger', () => {
  it('is saved, chosen again and deleted', async () => {
    const { page, complaints, go, leave } = await demo.sit('s30')
    await go('/cases?open=1&by=acceptedOn')
    await page.click('button:has-text("视图")')
    await page.waitForSelector('.ant-dropdown li')
    const left = async (what: string) => (await page.locator(what).boundingBox())?.x ?? NaN
    await expect.poll(async () => Math.abs((await left('.ant-dropdown')) - (await left('button:has-text("视图")')))).toBeLessThan(2) // it stands below what opens it
    await page.click('.ant-dropdown li:has-text("保存现在的视图")')
    await page.fill('#name', '在办按受理')
    expect(await faults(page)).toEqual([])
    await page.click('.ant-modal-footer button.ant-btn-primary')
    await page.waitForSelector('.ant-modal', { state: 'hidden' })
    await go('/cases')
    await page.click('.ant-select:has([aria-label="视图"])')
    await page.click('.ant-select-item-option:has-text("在办按受理")')
    await page.waitForURL(/open=1&by=acceptedOn/)
    await go('/cases?open=1&by=acceptedOn')
    await page.waitForSelector('.ant-select:has([aria-label="视图"]):has-text("在办按受理")')
    expect(await faults(page)).toEqual([])
    await page.click('button:has-text("视图")')
    await page.click('.ant-dropdown li:has-text("删除“在办按受理”")')
    await page.click('.ant-modal-confirm button.ant-btn-primary')
    await page.waitForSelector('.ant-select:has([aria-label="视图"])', { state: 'detached' })
    expect(complaints).toEqual([])
    await leave()
  })
})

describe('a case on an earlier day', () => {
  it('is looked back at by the keyboard, says what is different now, lets nothing be done, and leads back to today', async () => {
    const { page, complaints, go, leave, settled } = await demo.sit('o1')
    await go('/cases?stages=executing')
    await page.locator('.ant-table-row a').first().click()
    await page.getByRole('region', { name: '下一步', exact: true }).waitFor()
    const here = () => page.locator('.lifecycle [aria-current=step] .stop').textContent()
    const now = await here()
    const slider = page.getByRole('slider', { name: '看哪一步办完时的样子' })
    await slider.focus()
    await page.keyboard.press('ArrowLeft')
    await page.waitForURL(/at=\d+$/)
    await page.getByText(/这是\d+年\d+月\d+日的样子，不能办理/).waitFor()
    // The focus stays on the slider, and says in words where it is.
    await page.keyboard.press('Home')
    await page.getByText(/^第\d+步：/).first().waitFor()
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^第\d+步：\d+年\d+月\d+日 .+（.+）$/)
    await page.getByRole('button', { name: '更晚' }).click()
    await settled()
    await page.getByText(/此后办了 \d+ 步，\d+ 处和现在不同/).click()
    await page.getByRole('row', { name: /^阶段/ }).waitFor()
    expect(await page.locator('.then-now tr').count()).toBeGreaterThan(3)
    expect(await page.getByText('此后有变化').count()).toBeGreaterThan(0)
    expect(await here()).not.toBe(now)
    expect(await page.getByRole('region', { name: '下一步', exact: true }).count()).toBe(0)
    expect(await faults(page)).toEqual([])
    // The address alone says the same to whoever is sent it; before there was anything it says from when.
    await page.reload()
    await page.getByText(/的样子，不能办理/).waitFor()
    await page.goto(page.url().replace(/at=[\d-]+/, 'at=2020-01-01'))
    await page.getByText('2020年1月1日时本人还看不到本案').waitFor()
    await page.getByRole('button', { name: '回到今天' }).click()
    await page.getByRole('region', { name: '下一步', exact: true }).waitFor()
    expect(await here()).toBe(now)
    expect(complaints).toEqual([])
    await leave()
  })
})
