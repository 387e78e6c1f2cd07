/** The ledger leaves by its buttons: what is on the screen, after one has shown again who one is. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readWorkbook } from '../../src/papers/sheet-reader.ts'
import { city, type City } from './browser.ts'

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
