import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addressOf, aCase } from './addresses.ts'
import { city, faults, root, type City, type Seat } from './browser.ts'
import { cut, foreign, mouseOnly, trapped, walked } from './looking.ts'
import { pages, rounds, routes } from './pages.ts'

let here: City
beforeAll(async () => { here = await city() })
afterAll(async () => { await here.stop() })

const readable = { english: true, dark: true, width: 1920, height: 1080 }
const zoomed = { width: 683, height: 384 } // 1366 × 768 at 200 %

/** With `PICTURES=DIR` every page is photographed as it is looked at. */
const picture = async ({ page }: Seat, name: string) => { if (process.env.PICTURES !== undefined) await page.screenshot({ path: join(process.env.PICTURES, `${name.replace(/\W+/g, '_')}.png`) }) }

/** What is wrong with the page as it stands, for anybody. */
const wrong = async (seat: Seat, english = false): Promise<string[]> => [...(await faults(seat.page)), ...(await cut(seat.page)).map((one) => `cut off: ${one}`), ...(await foreign(seat.page, english, await seat.heard())).map((one) => `foreign: ${one}`)]

it('every page of the application is in the table of those that are looked at', () => {
  expect(Object.keys(pages).toSorted()).toEqual(routes().toSorted())
})

describe('every page, for whom it is', () => {
  it.each(rounds())('%s: readable in both themes and languages, at 200 %%, with the keyboard alone, without an error and without asking another host', async (login, addresses) => {
    const seat = await here.sit(login)
    const { page } = seat
    const found: Record<string, string[]> = {}
    for (const known of addresses) {
      const at = await addressOf(seat, here.url, known)
      await seat.go(at)
      await picture(seat, `${login} ${known} zh light 1366`)
      found[at] = [...(await wrong(seat)), ...(await mouseOnly(page)), ...(await walked(page, 24)), ...(await trapped(page))]
      await seat.dress(zoomed)
      await picture(seat, `${login} ${known} zoomed`)
      found[`${at} at 200 %`] = await cut(page)
      await seat.dress(readable)
      await picture(seat, `${login} ${known} en dark 1920`)
      found[`${at} in English, dark`] = await wrong(seat, true)
      await seat.dress({})
    }
    expect(Object.entries(found).filter(([, some]) => some.length > 0)).toEqual([])
    expect(seat.complaints).toEqual([])
    await seat.leave()
  })

  it('a step of a case: its form is readable, has the focus and gives it back, and fits at 200 %', async () => {
    const seat = await here.sit('s31')
    const { page } = seat
    await seat.go(await aCase(seat))
    for (const look of [{}, readable, zoomed]) {
      await seat.dress(look)
      await page.focus('.steps button')
      await page.keyboard.press('Enter')
      await page.waitForSelector('.ant-drawer form #on')
      await seat.settled()
      expect([look, await wrong(seat, 'english' in look), await mouseOnly(page)]).toEqual([look, [], []])
      expect(await page.evaluate("document.activeElement.closest('.ant-drawer') !== null")).toBe(true)
      for (let n = 0; n < 12; n++) await page.keyboard.press('Tab')
      expect(await page.evaluate("document.activeElement === document.body || document.activeElement.closest('.ant-drawer, .ant-select-dropdown, .ant-picker-dropdown') !== null")).toBe(true)
      await page.locator('.ant-drawer-close').focus()
      await page.keyboard.press('Escape')
      await page.waitForSelector('.ant-drawer form', { state: 'detached' })
      await page.waitForSelector('.steps button:focus')
    }
    expect(seat.complaints).toEqual([])
    await seat.leave()
  })
})

describe('the door and what lies under the pointer', () => {
  it.each([{}, { english: true }, { dark: true }, { english: true, dark: true }])('%o: are readable', async (look) => {
    const seat = await here.sit('s30', look)
    const { page } = seat
    await seat.go('/cases')
    for (const button of await page.locator('main button:visible').all()) {
      await button.hover()
      expect([await button.textContent(), await faults(page)]).toEqual([await button.textContent(), []])
    }
    await page.context().clearCookies()
    await page.goto(here.url)
    await page.click('.door button[type=submit]') // with nothing filled in
    await page.waitForSelector('.door .ant-form-item-explain-error')
    await page.hover('.door button[type=submit]')
    expect([...(await faults(page)), ...(await cut(page)), ...(await foreign(page, 'english' in look, ''))]).toEqual([])
    await picture(seat, `door ${JSON.stringify(look)}`)
    await seat.leave()
  })
})

/** Everything that the page itself asks for, not what stands around it. */
const asks = /\/(graphql|imports)$/
const around = new Set(['query Session', 'query ReminderCounts'])
const texts = JSON.parse(readFileSync(join(root, 'src/web/gql/persisted-documents.json'), 'utf8')) as Record<string, string>
const isAround = (sent: { documentId?: string } | null): boolean => around.has(/(query|mutation) \w+/g.exec(texts[`sha256:${sent?.documentId ?? ''}`]?.replace(/^.*?(?=(query|mutation) \w)/s, '') ?? '')?.[0] ?? '')

/** The answer as it would be with nothing there: no rows, no one thing that is asked for by its id. */
function emptied(value: unknown, name = ''): unknown {
  if (name === 'case' || name === 'qualityCheck' || name === 'meeting') return null
  if (Array.isArray(value)) return []
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, emptied(one, key)]))
  return name === 'totalCount' || name === 'caseCount' ? 0 : value
}

describe('how a page says that it waits, has failed, or has nothing', () => {
  const told = Object.values(pages).filter(({ asksNothing }) => asksNothing !== true)
  it.each([...new Set(told.map(({ by }) => by))])('every page of %s', async (login) => {
    const seat = await here.sit(login)
    const { page } = seat
    for (const { at: known, empty } of told.filter(({ by }) => by === login)) {
      const at = await addressOf(seat, here.url, known)
      let answering: 'held' | 'failed' | 'away' | 'empty' | 'real' = 'held'
      const held: (() => void)[] = []
      await page.route(asks, async (route) => {
        const sent = route.request().method() === 'POST' ? (route.request().postDataJSON() as { documentId?: string }) : null
        if (isAround(sent)) return route.continue()
        if (answering === 'held') await new Promise<void>((resolve) => { held.push(resolve) })
        if (answering === 'failed') return route.fulfill({ status: 500, contentType: 'application/json', body: JSON.stringify({ data: null, errors: [{ message: '系统出错，编号 7F3A', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] }) })
        if (answering === 'away') return route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' })
        if (answering !== 'empty' || sent === null) return route.continue()
        const answer = await route.fetch()
        const { data, ...rest } = (await answer.json()) as { data: unknown }
        return route.fulfill({ response: answer, body: JSON.stringify({ ...rest, data: emptied(data) }) })
      })
      await page.goto(here.url + at)
      await page.waitForSelector('main .waiting:has-text("正在读取")')
      expect([`${at} waits`, await faults(page)]).toEqual([`${at} waits`, []])
      answering = 'failed'
      for (const go of held.splice(0)) go()
      await page.waitForSelector('main .ant-result:has-text("系统出错，编号 7F3A")')
      await page.waitForSelector('main .waiting', { state: 'detached' })
      expect([`${at} failed`, await faults(page)]).toEqual([`${at} failed`, []])
      answering = 'away'
      await page.locator('main .ant-result button:has-text("重试")').first().click()
      await page.waitForSelector('main .ant-result:has-text("服务器没有答复（502）")')
      answering = empty === null ? 'real' : 'empty'
      while (await page.locator('main .ant-result button:has-text("重试")').count() > 0) {
        await page.locator('main .ant-result button:has-text("重试")').first().click()
        await seat.settled()
      }
      if (empty !== null) {
        expect([at, await page.textContent('main')]).toEqual([at, expect.stringMatching(empty)])
        expect([`${at} empty`, await faults(page), await cut(page)]).toEqual([`${at} empty`, [], []])
      }
      await page.unroute(asks)
    }
    // The browser says of itself that an answer was no; the page says nothing else.
    expect(seat.complaints.filter((one) => !/status of 50[02]/.test(one))).toEqual([])
    await seat.leave()
  })

  it('a server that cannot be reached is said so, and found again', async () => {
    const seat = await here.sit('s30', { english: true })
    const { page } = seat
    await page.route(asks, (route) => (isAround(route.request().postDataJSON() as { documentId?: string }) ? route.continue() : route.abort()))
    await page.goto(`${here.url}/reminders`)
    await page.waitForSelector('main .ant-result:has-text("The server cannot be reached")')
    await page.unroute(asks)
    await page.click('main .ant-result button:has-text("Try again")')
    await page.waitForSelector('main [role=tab]')
    await seat.leave()
  })
})

/** Goes on with Tab until something like this has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let n = 0; n < 60; n++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return
  }
  expect.fail(`Tab does not come to ${selector}`)
}

describe('whoever has no mouse', () => {
  it('signs in, finds a case with the slash, opens it and its next step, and closes it again', async () => {
    const { page, go, leave } = await here.sit('s31')
    await go('/')
    await page.keyboard.press('Tab')
    expect(await page.evaluate("document.activeElement.matches('.skip')")).toBe(true)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate("document.activeElement.closest('main') !== null")).toBe(true)
    await page.keyboard.press('/')
    await page.keyboard.type('小金库')
    await page.keyboard.press('Enter')
    await page.waitForURL(/cases\?text=/)
    await page.waitForSelector('tbody a')
    await tabTo(page, 'tbody a')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.steps button')
    await tabTo(page, '.steps button')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.ant-drawer form')
    await page.keyboard.press('Escape')
    await page.waitForSelector('.ant-drawer form', { state: 'detached' })
    await leave()
  })
})

describe('who may not', () => {
  it('finds neither a case of another zone nor that there is one', async () => {
    const office = await here.sit('o1')
    await office.go('/cases')
    const addresses = await office.page.$$eval('tbody a', (links) => links.map((link) => [link.textContent, link.getAttribute('href')]))
    const elsewhere = addresses.find(([number]) => number?.includes('划审一'))?.[1] ?? ''
    expect(elsewhere).toMatch(/^\/cases\//)
    const group = await here.sit('s30')
    const said: (string | null)[] = []
    for (const path of [elsewhere, `/cases/${Buffer.from('Case:xm-nothing').toString('base64url')}`]) {
      await group.page.goto(here.url + path)
      await group.page.waitForSelector('.ant-result')
      said.push(await group.page.textContent('main'))
    }
    expect(said[0]).toContain('没有找到该案件')
    expect(said[0]).toBe(said[1])
    await Promise.all([office.leave(), group.leave()])
  })

  it('finds that a page is nothing for the post they act in, in a sentence', async () => {
    const all = Object.values(pages).flatMap(({ at, not }) => (not === null ? [] : [{ at, login: not[0], says: not[1] }]))
    for (const login of new Set(all.map((one) => one.login))) {
      const seat = await here.sit(login)
      for (const { at, says } of all.filter((one) => one.login === login)) {
        await seat.page.goto(here.url + at)
        await seat.page.waitForSelector('main h1, main .ant-result')
        await seat.settled()
        expect([login, at, await seat.page.textContent('main')]).toEqual([login, at, expect.stringMatching(says)])
        expect([at, await faults(seat.page)]).toEqual([at, []])
      }
      await seat.leave()
    }
  })

  it('is asked at the door once the session is over, and finds what was typed', async () => {
    const { page, leave } = await here.sit('p25-2')
    await page.goto(`${here.url}/cases/new`)
    await page.fill('input#package_title', '写到一半的案件名称')
    await page.context().clearCookies()
    await page.waitForTimeout(5500) // by then what is shown is old, and whoever comes back to the window asks anew
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
    await page.waitForSelector('.over input[autocomplete=username]')
    await page.fill('.over input[autocomplete=username]', 'p25-2')
    await page.fill('.over input[type=password]', 'huapian-demo')
    await page.click('.over button[type=submit]')
    await page.waitForSelector('.over', { state: 'detached' })
    expect(await page.inputValue('input#package_title')).toBe('写到一半的案件名称')
    await leave()
  })
})
