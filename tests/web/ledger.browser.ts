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
    const [button, menu] = [await page.locator('button:has-text("视图")').boundingBox(), await page.locator('.ant-dropdown').boundingBox()]
    expect(menu?.x).toBe(button?.x) // it stands below what opens it
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
  it('is looked back at by the keyboard, shows that nothing can be done, and leads back to today', async () => {
    const { page, complaints, go, leave } = await demo.sit('o1')
    await go('/cases?stages=executing')
    await page.locator('.ant-table-row a').first().click()
    await page.getByRole('region', { name: '下一步', exact: true }).waitFor()
    await page.getByRole('slider', { name: '看哪一天的样子' }).focus()
    await page.keyboard.press('ArrowLeft')
    await page.waitForURL(/at=\d{4}-\d{2}-\d{2}/)
    await page.getByText('结束时的样子，不能办理').waitFor()
    for (let n = 0; n < 3; n++) await page.getByRole('button', { name: '上一步' }).click()
    await page.getByText(/此后办了 \d+ 步/).click()
    expect(await page.getByRole('region', { name: '下一步', exact: true }).count()).toBe(0)
    expect(await faults(page)).toEqual([])
    await page.goto(page.url().replace(/at=[\d-]+/, 'at=2020-01-01'))
    await page.getByText('时还没有本案').waitFor()
    await page.getByRole('button', { name: '回到今天' }).click()
    await page.getByRole('region', { name: '下一步', exact: true }).waitFor()
    expect(complaints).toEqual([])
    await leave()
  })
})
