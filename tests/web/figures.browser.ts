/** The dashboard in a browser: every number opens a ledger with just as many cases. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { city, faults, type City, type Seat } from './browser.ts'

let here: City
beforeAll(async () => { here = await city() })
afterAll(async () => { await here.stop() })

/** Each number of the dashboard with the address that it opens, each address once. */
async function numbersOf(seat: Seat): Promise<[address: string, told: string[]][]> {
  await seat.go('/dashboard')
  await seat.page.waitForSelector('a.behind')
  const all = await seat.page.$$eval('a.behind', (links) => links.map((link) => [link.getAttribute('href') ?? '', link.getAttribute('data-cases') ?? ''] as const))
  return [...new Set(all.map(([address]) => address))].map((address) => [address, [...new Set(all.filter(([other]) => other === address).map(([, told]) => told))]])
}

/** How many cases the ledger says there are at an address. */
async function opened(seat: Seat, address: string): Promise<string> {
  await seat.page.goto(here.url + address)
  const told = seat.page.locator('strong[aria-live]', { hasText: /共 \d+ 件/ })
  await told.waitFor()
  return /共 (\d+) 件/.exec((await told.textContent()) ?? '')?.[1] ?? ''
}

describe.each([['o1', 60], ['s30', 20], ['p25-1', 10], ['m1', 10]] as const)('the dashboard of %s', (login, least) => {
  it('opens as many cases as each of its numbers says', async () => {
    const seat = await here.sit(login)
    const numbers = await numbersOf(seat)
    expect(numbers.length).toBeGreaterThan(least)
    // A dozen, spread over the page; tests/api/figures.test.ts asks for all of them.
    const every = Math.ceil(numbers.length / 12)
    for (const [address, told] of numbers.filter((_one, n) => n % every === 0)) expect([address, told]).toEqual([address, [await opened(seat, address)]])
    expect(seat.complaints).toEqual([])
    await seat.leave()
  })
})

describe('the ledger that a number opens', () => {
  it('says what it is narrowed to, and shows everything once that is taken away', async () => {
    const seat = await here.sit('o1')
    await seat.go('/dashboard')
    const link = seat.page.locator('section[aria-label="审理改变了什么"] a.behind').first()
    const told = await link.textContent()
    await link.click()
    await seat.page.waitForSelector('main h1:has-text("台账")')
    await seat.page.waitForSelector(`strong:has-text("共 ${told} 件")`)
    expect(await seat.page.textContent('.ant-tag-closable, .ant-tag:has(.ant-tag-close-icon)')).toContain('审理改变了什么')
    expect(await faults(seat.page)).toEqual([])
    await seat.page.click('.ant-tag-close-icon')
    await seat.page.waitForURL((url) => !url.search.includes('counted'))
    await seat.leave()
  })
})
