/** Administration through the pages alone: what is proposed by one is confirmed by another, each after seeing what it does. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays } from '../../src/review/day.ts'
import { now } from '../../src/now.ts'
import { city, faults, type City } from './browser.ts'

let here: City
/** With `PICTURES=DIR` it is photographed what was done. */
const photograph = async (page: Page, name: string) => { if (process.env.PICTURES !== undefined) await page.screenshot({ path: `${process.env.PICTURES}/${name}.png` }) }
beforeAll(async () => { here = await city() })
afterAll(async () => { await here.stop() })

it('a number of the policy is proposed with what it moves, and confirmed by the leader', async () => {
  const { page, complaints, go, settled, leave } = await here.sit('o1')
  await go('/administration?tab=policy')
  await page.getByRole('button', { name: '受理审核的期限' }).click()
  const drawer = page.locator('.ant-drawer')
  await drawer.getByLabel('期限（1至15个工作日）').fill('5')
  await drawer.getByRole('button', { name: '预览变动' }).click()
  await drawer.getByText('请选择自哪一天起').first().waitFor()
  await drawer.getByLabel('自哪一天起').fill(addDays(now().on, 1))
  await drawer.getByLabel('自哪一天起').press('Enter')
  await drawer.getByRole('button', { name: '预览变动' }).click()
  const moves = drawer.getByRole('region', { name: '会变动的' })
  await moves.getByText('期限：3个工作日 → 5个工作日').waitFor()
  const moved = await moves.locator('tbody tr:has-text("届满日：受理审核")').allTextContents()
  expect(moved.length).toBeGreaterThan(0)
  expect(await faults(page)).toEqual([])
  await photograph(page, 'policy-proposed')
  await drawer.getByRole('button', { name: '提出', exact: true }).click()
  await drawer.getByText('请写明依据：哪份文件，或者谁的意见').first().waitFor()
  await drawer.getByLabel('依据：哪份文件').fill('市纪委办公室2026年11月意见')
  await drawer.getByLabel('为什么改动').fill('三个工作日来不及')
  await drawer.getByRole('button', { name: '提出', exact: true }).click()
  await drawer.waitFor({ state: 'detached' })
  await page.locator('section[aria-label="参数的改动"] tr:has-text("受理审核的期限")').getByRole('button', { name: '撤回' }).waitFor()
  await settled()
  expect(complaints.filter((one) => !/status of 422/.test(one))).toEqual([])
  await leave()

  const leader = await here.sit('l1')
  await leader.go('/administration?tab=policy')
  await leader.page.getByRole('button', { name: '看变动，再同意' }).click()
  const dialog = leader.page.getByRole('dialog')
  await dialog.getByText('期限：3个工作日 → 5个工作日').waitFor()
  expect(await dialog.locator('tbody tr:has-text("届满日：受理审核")').allTextContents()).toEqual(moved)
  expect(await faults(leader.page)).toEqual([])
  await photograph(leader.page, 'policy-confirmed')
  await dialog.getByRole('button', { name: '同意' }).click()
  await leader.page.locator('section[aria-label="参数"] tr:has-text("受理审核的期限")').getByText('5个工作日').waitFor()
  expect(await faults(leader.page)).toEqual([])
  expect(leader.complaints).toEqual([])
  await leader.leave()
})

it('the log is looked through by who, what, result and day; the address and the export say the same', async () => {
  const { page, complaints, go, settled, leave } = await here.sit('a3')
  await go('/administration?tab=audit')
  const log = page.getByRole('region', { name: '审计记录' })
  const pick = async (label: string, text: string) => {
    await log.getByLabel(label, { exact: true }).click()
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
    await settled()
  }
  await pick('事项', '登录')
  await pick('何人', 'sjgly') // 审计管理员, by the initials
  await page.waitForURL(/action=signedIn&personId=/)
  expect(new Set(await log.locator('tr.ant-table-row td:nth-child(4)').allTextContents())).toEqual(new Set(['登录']))
  expect(await faults(page)).toEqual([])
  await photograph(page, 'audit')
  const [file] = await Promise.all([page.waitForEvent('download'), log.getByRole('button', { name: '导出 CSV' }).click()])
  expect(file.suggestedFilename()).toMatch(/^审计记录.*\.csv$/)
  await page.goto(`${page.url()}&until=2020-01-01`)
  await log.getByText('没有符合条件的记录').waitFor()
  await log.getByRole('button', { name: '清除条件' }).click()
  await log.locator('tbody tr:has-text("导出审计记录摘录")').waitFor()
  expect(complaints).toEqual([])
  await leave()
})
