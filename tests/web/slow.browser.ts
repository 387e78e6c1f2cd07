/** A day with a slow line, and two people on one case: nothing is sent twice, no word is lost. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../src/api/id.ts'
import { city, type City, type Seat } from './browser.ts'

let here: City
beforeAll(async () => { here = await city() })
afterAll(async () => { await here.stop() })

const form = '.ant-drawer #package_title'
const send = '.ant-drawer-extra button.ant-btn-primary'

/** Asks as the page of somebody could. */
const asks = async ({ page }: Seat, query: string): Promise<Record<string, { __typename: string; grant?: { id: string } }>> => {
  const answer = await page.request.post(`${here.url}/graphql`, { data: { query }, headers: { origin: here.url } })
  const { data } = (await answer.json()) as { data: Record<string, { __typename: string; grant?: { id: string } }> | null }
  return data ?? expect.fail(await answer.text())
}

describe('with one second on the way of every request', () => {
  it('a handler finds a case, fills its form in and sends it once, however often the button is pressed', async () => {
    const seat = await here.sit('p25-2')
    const { page } = seat
    const sent: string[] = []
    page.on('request', (request) => { if (request.method() === 'POST') sent.push(request.postData() ?? '') })
    await page.route('**/*', async (route) => {
      if (!route.request().url().endsWith('/live')) await new Promise((resolve) => setTimeout(resolve, 1000))
      await route.continue().catch(() => undefined)
    })
    await page.goto(here.url)
    await page.waitForSelector('text=正在') // words from the first file on, never a blank page
    await page.click('tbody a')
    await page.click('.steps button:has-text("修改移送材料")')
    await page.waitForSelector('.ant-drawer .waiting')
    await page.waitForSelector(form)
    await page.fill(form, '慢线路上写的案件名称')
    await page.click(send)
    await page.click(send, { force: true, noWaitAfter: true }).catch(() => undefined)
    await page.waitForSelector(`${send}.ant-btn-loading`)
    expect(await page.isDisabled(form)).toBe(true) // nothing is typed into what is on its way
    await page.waitForSelector('.ant-drawer', { state: 'detached' })
    await page.waitForSelector('h1:has-text("慢线路上写的案件名称")')
    expect(sent.filter((one) => one.includes('慢线路上写的案件名称') && one.includes('operationKey'))).toHaveLength(1)
    expect(seat.complaints).toEqual([])
    await seat.leave()
  })
})

describe('two people on one case', () => {
  it('each in a browser of their own lose no word, and what one had typed is found after signing out, in another browser', async () => {
    const [one, security, system] = [await here.sit('p25-2'), await here.sit('a2'), await here.sit('a1')]
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())
    const { proposed } = await asks(security, `mutation { proposed: proposeAppointment(personId: "${encodeId('Person', 'P25-3')}", role: handler, bodyId: "${encodeId('Body', 'P25')}", from: "${day}", reason: "增加经办人", operationKey: "${randomUUID()}") { __typename ... on GrantMade { grant { id } } } }`)
    const { approved } = await asks(system, `mutation { approved: approveGrant(grantId: "${proposed?.grant?.id ?? ''}") { __typename } }`)
    expect(approved).toEqual({ __typename: 'GrantMade' })
    await Promise.all([security.leave(), system.leave()])

    const other = await here.sit('p25-3', {}, /经办人/)
    for (const { page, go } of [one, other]) {
      await go('/cases?stage=drafting')
      await page.click('tbody a')
      await page.click('.steps button:has-text("修改移送材料")')
      await page.waitForSelector(form)
    }
    const title = await one.page.inputValue(form)
    await one.page.fill('.ant-drawer #package_property', '甲写的退缴情况')
    await other.page.fill(form, `${title}（乙更正）`)
    await other.page.fill('.ant-drawer #package_property', '乙写的退缴情况')
    await other.page.waitForSelector('.ant-drawer [role=status]:has-text("已暂存")')
    await one.page.click(send)
    await one.page.waitForSelector('.ant-drawer', { state: 'detached' })

    // The other goes home before having sent, and takes it up again elsewhere.
    await other.page.click('.ant-drawer-close')
    await other.page.click('.shell > header .ant-dropdown-trigger')
    await other.page.click('.ant-dropdown li:has-text("退出登录")')
    await other.page.waitForSelector('input[autocomplete=username]')
    await other.leave()
    const again = await here.sit('p25-3', {}, /经办人/)
    await again.page.click('section[aria-label="填了还没有办理的"] a')
    await again.page.waitForSelector('.ant-drawer:has-text("已找回您")')
    expect([await again.page.inputValue(form), await again.page.inputValue('.ant-drawer #package_property')]).toEqual([`${title}（乙更正）`, '乙写的退缴情况'])
    await again.page.click(send)
    await again.page.waitForSelector('.clashes:has-text("甲写的退缴情况")')
    await again.page.click(send)
    await again.page.waitForSelector('.ant-drawer', { state: 'detached' })
    await one.page.waitForSelector(`h1:has-text("${title}（乙更正）")`)
    await one.page.waitForSelector('section:has-text("乙写的退缴情况")')
    expect([...one.complaints, ...again.complaints]).toEqual([])
    await Promise.all([one.leave(), again.leave()])
  })
})
