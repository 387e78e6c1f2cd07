/** An old ledger brought in through the page: a fault by row and cell, the sheet corrected and confirmed; not for the nearest person who may not. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { city, faults, type City } from './browser.ts'

let demo: City
const folder = mkdtempSync(join(tmpdir(), 'huapian-import-web-'))
beforeAll(async () => { demo = await city() }, 240_000)
afterAll(async () => { await demo?.stop(); rmSync(folder, { recursive: true, force: true }) })

const sheet = (name: string, day: string): string => {
  const path = join(folder, name)
  writeFileSync(path, `案号,移送单位,姓名,哪天受理\n划审[2019]1号,P12,赵某,2019-3-5\n划审[2019]2号,P12,钱某,${day}\n`)
  return path
}
const picture = async (page: Page, name: string) => {
  if (process.env.PICTURES !== undefined) await page.screenshot({ path: `${process.env.PICTURES}/import-${name}.png`, fullPage: true })
}

/** Says by the keyboard that the last column is the day of acceptance, and reads the sheet anew. */
async function asAccepted(page: Page): Promise<void> {
  const column = page.getByRole('combobox', { name: 'D列“哪天受理”作为' })
  await column.fill('受理时间')
  await column.press('Enter')
  await page.getByRole('button', { name: '按这样重新读取' }).click()
}

describe('the page of the import', { timeout: 120_000 }, () => {
  it('shows what is wrong, and keeps the corrected sheet once it is confirmed', async () => {
    const { page, complaints, go, leave } = await demo.sit('o1')
    await go('/import')
    await picture(page, 'start')
    expect(await faults(page)).toEqual([])
    await page.setInputFiles('input[type=file]', sheet('旧台账.csv', '2019-2-30'))
    await page.getByText('第1行标题里没有“受理时间”').waitFor()
    await asAccepted(page)
    await page.getByText('第3行“哪天受理”（D3）：“2019-2-30”不是日期').waitFor()
    await page.getByRole('button', { name: '确认导入1行' }).waitFor()
    await picture(page, 'faults')
    expect(await faults(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载标出错误的表' }).click()])
    expect(download.suggestedFilename()).toBe('改正-旧台账.xlsx')
    await page.getByRole('button', { name: '放下这张表' }).click()
    await page.setInputFiles('input[type=file]', sheet('改好.csv', '2019-2-28'))
    await asAccepted(page)
    await page.getByRole('button', { name: '确认导入2行' }).click()
    await page.getByText('已导入 2 行旧案').waitFor()
    await page.getByRole('cell', { name: '改好.csv' }).waitFor()
    await picture(page, 'done')
    await page.getByRole('button', { name: '撤回这一批' }).click()
    await page.getByRole('textbox', { name: '撤回的理由' }).fill('试导入')
    await page.getByRole('dialog').getByRole('button', { name: /撤\s*回/ }).click()
    await page.getByRole('cell', { name: /试导入/ }).waitFor()
    expect(complaints.filter((one) => !one.startsWith('asked blob:'))).toEqual([])
    await leave()
  })

  it('brings nothing in for a group leader, and stands in no menu of theirs', async () => {
    const { page, complaints, go, leave } = await demo.sit('s30', { dark: true, english: true })
    expect(await page.getByRole('link', { name: 'Import' }).count()).toBe(0)
    await go('/import')
    await page.getByText('The post you act in brings nothing in').waitFor()
    expect(await page.locator('input[type=file]').count()).toBe(0)
    expect(await faults(page)).toEqual([])
    expect(complaints).toEqual([])
    await leave()
  })
})
