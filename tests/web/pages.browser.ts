import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { city, faults, root, type City } from './browser.ts'

let here: City
beforeAll(async () => { here = await city() })
afterAll(async () => { await here.stop() })

const pages: Record<string, readonly string[]> = {
  'p25-2': ['/', '/cases', '/cases/new', '/help'],
  's30': ['/', '/cases', '/reminders', '/dashboard', '/people', '/people?tab=people', '/people?tab=placement', '/administration', '/me', '/help'],
  'o1': ['/', '/cases?overdue=1', '/reminders', '/dashboard', '/administration?tab=calendar', '/administration?tab=templates', '/quality', '/quality?tab=coverage', '/quality?tab=rubric'],
  'q1': ['/', '/quality', '/administration?tab=leaves'],
  'p25-1': ['/quality'],
  'a1': ['/people', '/import?kind=people', '/administration', '/administration?tab=accounts'],
  'a3': ['/administration?tab=audit'],
}
const looks = [{}, { dark: true }, { english: true, width: 1920, height: 1080 }]

describe.each(Object.entries(pages))('%s finds every page', (login, paths) => {
  it.each(looks)('readable for everybody, without an error and without asking another host: %o', async (look) => {
    const seat = await here.sit(login, look)
    for (const path of paths) {
      await seat.go(path)
      expect([path, await faults(seat.page)]).toEqual([path, []])
      // Nothing is cut off at the side.
      expect(await seat.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBeLessThanOrEqual(0)
    }
    expect(seat.complaints).toEqual([])
    await seat.leave()
  })
})

describe('a case and a step of it', () => {
  it.each(looks)('are readable for everybody: %o', async (look) => {
    const seat = await here.sit('s31', look)
    await seat.go('/')
    await seat.page.click('tbody a')
    await seat.page.waitForSelector('.way')
    expect(await faults(seat.page)).toEqual([])
    await seat.page.click('.steps button')
    await seat.page.waitForSelector('.ant-drawer form .ant-form-item')
    await seat.page.waitForTimeout(500) // until the drawer has come to rest
    expect(await faults(seat.page)).toEqual([])
    expect(seat.complaints).toEqual([])
    await seat.leave()
  })

  it('fit a window of half the width, as at 200 % zoom', async () => {
    const seat = await here.sit('s31', { width: 683, height: 384 })
    await seat.go('/')
    await seat.page.click('tbody a')
    await seat.page.waitForSelector('.way')
    expect(await seat.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBeLessThanOrEqual(0)
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
    const { page, leave } = await here.sit('s31')
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
    const foreign = addresses.find(([number]) => number?.includes('划审一'))?.[1] ?? ''
    expect(foreign).toMatch(/^\/cases\//)
    const group = await here.sit('s30')
    const texts: (string | null)[] = []
    for (const path of [foreign, `/cases/${Buffer.from('Case:xm-nothing').toString('base64url')}`]) {
      await group.page.goto(here.url + path)
      await group.page.waitForSelector('.ant-result')
      texts.push(await group.page.textContent('main'))
    }
    expect(texts[0]).toContain('没有找到该案件')
    expect(texts[0]).toBe(texts[1])
    await Promise.all([office.leave(), group.leave()])
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

describe('the first page', () => {
  it('is at most 400 kB compressed, and charts come later', () => {
    const folder = join(root, '.web/pages')
    const html = readFileSync(join(folder, 'index.html'), 'utf8')
    const first = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '')
    const bytes = [...new Set(first)].reduce((sum, path) => sum + statSync(join(folder, `${path}.gz`)).size, 0)
    expect(first.length).toBeGreaterThan(0)
    expect(bytes).toBeLessThan(400_000)
    const charts = readdirSync(join(folder, 'assets')).filter((name) => name.startsWith('charts-'))
    expect(charts.length).toBeGreaterThan(0)
    expect(charts.some((name) => html.includes(name))).toBe(false)
  })
})
