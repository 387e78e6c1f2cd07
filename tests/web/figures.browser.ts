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

describe('moving a body to another zone', () => {
  const address = (body: string, zone: string) => `/people?tab=placement&body=${encodeURIComponent(Buffer.from(`Body:${body}`).toString('base64url'))}&zone=${encodeURIComponent(Buffer.from(`Zone:${zone}`).toString('base64url'))}&from=2099-01-05`

  it('is shown before it is proposed: cases, clocks, both zones and who would be kept apart', async () => {
    const office = await here.sit('o1')
    await office.go(address('P25', 'Z1'))
    await office.page.waitForSelector('.preview')
    const text = (await office.page.textContent('main')) ?? ''
    for (const said of ['由第三片区到第一片区', '在办案件和审理期限', '留在原片区', '两个片区的变化', '应当回避的审理人员']) expect(text).toContain(said)
    expect(await office.page.locator('section[aria-label="提请调整"]').count()).toBe(0)
    expect(await faults(office.page)).toEqual([])
    expect(office.complaints).toEqual([])
    await office.leave()
  })

  it('is proposed by an administrator with a reason, who sees no case, and waits for another', async () => {
    const security = await here.sit('a2')
    await security.go(address('P25', 'Z1'))
    await security.page.waitForSelector('.preview')
    expect(await security.page.textContent('section[aria-label="在办案件和审理期限"]')).toContain('没有您可以查看的在办案件')
    await security.page.click('section[aria-label="提请调整"] button')
    await security.page.waitForSelector('section[aria-label="提请调整"] .refusals')
    await security.page.fill('section[aria-label="提请调整"] input', '均衡各片区任务')
    await security.page.click('section[aria-label="提请调整"] button')
    await security.page.waitForSelector('text=已经提请')
    await security.go('/administration')
    await security.page.waitForSelector('text=均衡各片区任务')
    expect(security.complaints).toEqual([])
    await security.leave()
  })
})
