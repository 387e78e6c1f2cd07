import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { jpeg, pdf } from '../help/files.ts'
import { city, faults, type City, type Seat } from './browser.ts'

let here: City
beforeAll(async () => { here = await city() })
afterAll(async () => { await here.stop() })

const at = 'section[aria-label="附件"]'

/** Fills the form in and sends it: what is refused stands above the form, otherwise the form is gone. */
async function attach(page: Page, name: string, bytes: Buffer, place: string | null = null): Promise<string | null> {
  await page.click(`${at} button:has-text("附加文件")`)
  await page.waitForSelector('.ant-drawer form')
  await page.setInputFiles('#attach-file', { name, mimeType: 'application/octet-stream', buffer: bytes })
  if (place !== null) {
    await page.click('.ant-drawer .ant-form-item:has(#place) .ant-select')
    await page.click(`.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option:has-text("${place}")`)
  }
  await page.click('.ant-drawer-header button.ant-btn-primary')
  const refused = await Promise.race([page.waitForSelector('.ant-drawer', { state: 'detached' }).then(() => null), page.waitForSelector('.ant-drawer .refusals').then((found) => found.textContent())])
  if (refused !== null) {
    await page.click('.ant-drawer-close')
    await page.waitForSelector('.ant-drawer', { state: 'detached' })
  }
  return refused
}

const rows = (page: Page) => page.$$eval(`${at} tbody tr`, (all) => all.map((row) => [...row.children].slice(0, 4).map((cell) => (cell as HTMLElement).innerText.split('\n')[0] ?? '')))

it('the body attaches files to its draft, is told what is wrong, takes one back, and the group downloads what was handed over', async () => {
  const seats: Seat[] = []
  const sit = async (login: string, address: string | null): Promise<Page> => {
    const seat = await here.sit(login)
    seats.push(seat)
    if (address === null) await seat.page.click('tbody tr:has-text("拟移送") a')
    else await seat.page.goto(here.url + address)
    await seat.page.waitForSelector('.way')
    return seat.page
  }
  const body = await sit('p25-1', null)
  const address = new URL(body.url()).pathname
  const bytes = pdf(3, { mark: 'browser' })
  expect(await attach(body, '立案决定书.pdf', bytes)).toBeNull()
  expect(await attach(body, '谈话笔录.pdf', pdf(12), '证据')).toBeNull()
  expect(await attach(body, '假的.pdf', jpeg())).toBe('文件名是“假的.pdf”，内容却是JPEG 图片，请核对以后改名再传')
  await body.waitForSelector(`${at} tr:has-text("谈话笔录")`)
  expect(await rows(body)).toEqual([['1', '立案决定书', '移送材料', '1–3'], ['1', '谈话笔录', '证据', '1–12']])
  await body.mouse.move(700, 500) // away from what the mouse stands on, which is shown otherwise
  expect(await faults(body)).toEqual([])

  await body.click(`${at} tr:has-text("谈话笔录") button:has-text("撤回")`)
  await body.click('.ant-modal-footer .ant-btn-primary')
  expect(await (await body.waitForSelector('.ant-modal .refusals')).textContent()).toBe('请写明撤回的原因')
  await body.fill('#withdraw-reason', '传错了文件')
  await body.click('.ant-modal-footer .ant-btn-primary')
  await body.waitForSelector(`${at} tr:has-text("已撤回")`)

  await body.click('.steps button:has-text("移送审理")')
  await body.waitForSelector('.ant-drawer form')
  await body.click('.ant-drawer-header button.ant-btn-primary')
  await body.waitForSelector('.way li[aria-current]:has-text("已移送")')
  expect(await body.$(`${at} tbody button`)).toBeNull() // nothing of what was handed over is taken back

  const papers = 'section[aria-label="文书"]'
  await body.click(`${papers} button:has-text("签名")`)
  await body.waitForSelector('.ant-modal')
  await body.click('.ant-modal-footer .ant-btn-primary')
  await body.waitForSelector(`${papers} li li:has-text("（派驻机构主要负责人）")`)
  expect(await body.textContent(papers)).toContain('待签：派驻机构经办人签名')
  await body.click(`${papers} button:has-text("附签署件")`)
  await body.waitForSelector('.ant-drawer form')
  await body.setInputFiles('#attach-file', { name: '登记表签署件.pdf', mimeType: 'application/octet-stream', buffer: pdf(2) })
  await body.click('.ant-drawer-header button.ant-btn-primary')
  await body.mouse.move(700, 500)
  await body.waitForSelector(`${papers} a:has-text("登记表签署件")`)
  await body.waitForSelector('.ant-drawer', { state: 'detached' })
  await body.waitForSelector('.ant-message-notice', { state: 'detached' })
  expect(await faults(body)).toEqual([])

  const leader = await sit('s30', address)
  expect(await rows(leader)).toEqual([['1', '立案决定书', '移送材料', '1–3'], ['2', '登记表签署件', '派驻机构文书的签署件', '4–5']])
  expect(await leader.textContent(papers)).toMatch(/签名：.+（派驻机构主要负责人）.*签署件：登记表签署件/)
  const [download] = await Promise.all([leader.waitForEvent('download'), leader.click(`${at} a:has-text("立案决定书")`)])
  expect(download.suggestedFilename()).toBe('立案决定书.pdf')
  expect(readFileSync(await download.path()).equals(bytes)).toBe(true)

  // The one thing that the browser says of itself: that an answer was no.
  expect(seats.flatMap(({ complaints }) => complaints).filter((one) => !/status of 422/.test(one))).toEqual([])
  for (const seat of seats) await seat.leave()
}, 120_000)
