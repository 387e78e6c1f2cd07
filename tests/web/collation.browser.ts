import { afterAll, beforeAll, expect, it } from 'vitest'
import { zip } from '../help/files.ts'
import { city, faults, type City } from './browser.ts'

let here: City
beforeAll(async () => { here = await city() })
afterAll(async () => { await here.stop() })

const at = 'section[aria-label="五书比对"]'
const word = (...lines: string[]): Buffer => zip([{ name: '[Content_Types].xml', data: '<Types/>' }, { name: 'word/document.xml', data: `<w:document xmlns:w="x"><w:body>${lines.map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`).join('')}</w:body></w:document>` }])
const file = (buffer: Buffer) => ({ name: '调查报告.docx', mimeType: 'application/octet-stream', buffer })

it.each([{}, { dark: true }])('the five papers are compared when somebody asks, and with a file that is not kept (%o)', async (look) => {
  const { page, complaints, go, leave } = await here.sit('s31', look)
  await go('/')
  await page.click('tbody a')
  // By the keyboard alone.
  await page.focus(`${at} .section-head button`)
  await page.keyboard.press('Enter')
  await page.waitForSelector(`${at} p[role=status]`)
  await page.click(`${at} button:has-text("显示一致的")`)
  const heads = await page.$$eval(`${at} thead th`, (all) => all.map((one) => (one as HTMLElement).innerText.split('\n')[0]))
  expect(heads).toEqual(['事项', '立案报告', '审查调查报告', '审理报告', '处分决定', '台账'])
  const name = (await page.textContent(`${at} tbody tr:has-text("姓名") td:last-child div`))?.split(' ')[0] ?? ''

  await page.setInputFiles('#collation-file', file(Buffer.from('hello')))
  expect(await (await page.waitForSelector(`${at} .refusals`)).textContent()).toMatch(/^不是 Word 文件/)
  await page.setInputFiles('#collation-file', file(word(`关于${name}的审查调查报告`, `2019年3月12日，对${name}立案审查调查。`)))
  await page.waitForSelector(`${at} :text("没有保存")`)
  expect(await page.textContent(`${at} tbody tr:has-text("立案日期") td`)).toMatch(/立案日期审查调查报告第2行为2019年3月12日，.*台账“立案时间”栏为.*，请核对/)
  await page.mouse.move(5, 5)
  expect(await faults(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBeLessThanOrEqual(0)
  await page.click(`${at} button:has-text("去掉这份文件")`)
  await page.waitForSelector(`${at} :text("没有保存")`, { state: 'detached' })
  expect(complaints.filter((one) => !one.includes('400'))).toEqual([])
  await leave()
}, 120_000)

it('is not offered to whoever does not see what was handed over', async () => {
  const { page, go, leave } = await here.sit('m1')
  await go('/cases')
  await page.click('tbody a')
  await page.waitForSelector('.way')
  expect(await page.$(at)).toBeNull()
  await leave()
}, 60_000)
