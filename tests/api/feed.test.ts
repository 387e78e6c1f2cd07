import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { feedRoutes } from '../../src/feed.ts'
import { now } from '../../src/now.ts'
import { basis } from '../../src/review/law.ts'
import { suspend } from '../../src/store/administration.ts'
import { links } from '../../src/store/audit.ts'
import { issueCode } from '../../src/store/sessions.ts'
import { savePolicy } from '../../src/store/settings.ts'
import { verify } from '../../src/store/verify.ts'
import { commission, today, who, type Who } from '../help/city.ts'
import { accepted, after, at, editor, moment, opened } from '../store/city.ts'
import { served, type Loose, type Served } from './browser.ts'

let city: Served
let server: Server
let numbers: { plain: string; secret: string; draft: string }
const allow = (value: boolean) => savePolicy(city.store, editor, [{ name: 'remindersOutside', from: '2018-01-01', value, basis: basis('R-603-reminders'), note: '' }])

beforeAll(async () => {
  city = await served()
  const secret = await accepted(city.store)
  numbers = { plain: (await accepted(city.store)).case.number, secret: secret.case.number, draft: (await opened(city.store, { clueOn: '2026-02-20', filedOn: null })).case.number }
  await after(city.store, secret, 'classify', who.leaderInCharge, { level: 'confidential', years: 5, reason: '涉及国家秘密' })
  const app = express().use(feedRoutes(city.store, { commission, trustedProxies: [] })).use((_req, res) => void res.status(404).type('text').send('没有这个地址'))
  server = createServer(app)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await city.stop()
})

const make = async (name: Who): Promise<Loose> => (await (await city.as(name))('mutation { makeCalendarFeed { ... on CalendarFeedChanged { path } ... on CalendarFeedRefused { refusals { code message basis { text } } } } }')).data.makeCalendarFeed
const fetched = async (path: string) => {
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
}
const notThere = { status: 404, type: 'text/plain; charset=utf-8', text: '没有这个地址' }
const summaries = (text: string): string[] => text.split('\r\n').filter((line) => line.startsWith('SUMMARY:')).map((line) => line.slice(8)).toSorted()

describe('a calendar address', () => {
  it('is not made while the office has not allowed it', async () =>
    expect(await make('groupLeader')).toEqual({ refusals: [{ code: 'FEEDS_CLOSED', message: expect.stringContaining('没有开放日历订阅') as unknown, basis: { text: '日历订阅和提醒摘要（系统设定，非法定）' } }] }))

  it('gives the due days of its owner, as whole days, with numbers and kinds of limits and no names', async () => {
    await allow(true)
    const { path } = await make('groupLeader')
    const { status, type, text } = await fetched(path)
    expect([status, type]).toEqual([200, 'text/calendar; charset=utf-8'])
    expect(summaries(text)).toEqual([`审理届满 ${numbers.plain}`])
    expect(text).toContain('DTSTART;VALUE=DATE:20260402\r\n')
    expect(text).not.toMatch(/林|某/)
    expect((await fetched(path)).text.split('\r\n').filter((line) => line.startsWith('UID:'))).toEqual(text.split('\r\n').filter((line) => line.startsWith('UID:')))
  })

  it('holds no case above a work secret, nor one that its owner may not see: to the body its draft, to the office what was handed over', async () => {
    expect(await feedOf('officeHead')).toEqual([`督促：审理届满 ${numbers.plain}`])
    expect(await feedOf('bodyHead')).toEqual([`线索处置意见届满 ${numbers.draft}`])
    for (const name of ['otherGroupLeader', 'otherBodyHead', 'spareReviewer', 'systemAdmin'] as const) expect(await feedOf(name), name).toEqual([])
  })
  const feedOf = async (name: Who): Promise<string[]> => summaries((await fetched((await make(name)).path)).text)

  it('leaves a record of the cases it told, and of being made; never the key', async () => {
    const { path } = await make('lead')
    await fetched((await make('officeHead')).path)
    const all = await links(city.store, commission, 0, 10_000)
    const last = JSON.parse(all.at(-1)?.body ?? '{}') as Loose
    expect(last).toMatchObject({ kind: 'reading', by: 'officeHead', what: ['feed'], cases: [expect.any(String)] })
    expect(all.filter((link) => link.body.includes('feedMade')).length).toBeGreaterThan(1)
    expect(all.every((link) => !link.body.includes(path.slice(-43)))).toBe(true)
    expect(JSON.stringify(await city.store.fresh.select().from(city.store.t.feeds))).not.toContain(path.slice(-43))
  })

  it('ends when it is taken back, made anew, or closed for all: the same answer as for a key that never was', async () => {
    const first = (await make('groupLeader')).path
    const second = (await make('groupLeader')).path
    expect(await fetched(first)).toEqual(notThere)
    const ask = await city.as('groupLeader')
    const { calendarFeeds } = (await ask('{ calendarFeeds { allowed feeds { id createdAt post { role } } } }')).data
    expect(calendarFeeds).toEqual({ allowed: true, feeds: [{ id: expect.any(String) as unknown, createdAt: `${today}T01:00:00.000Z`, post: { role: 'groupLeader' } }] })
    const withdraw = async (by: Who, id: string): Promise<Loose> => (await (await city.as(by))('mutation ($id: ID!) { withdrawCalendarFeed(id: $id) { ... on CalendarFeedChanged { path } ... on CalendarFeedRefused { refusals { code } } } }', { id })).data.withdrawCalendarFeed
    expect(await withdraw('otherGroupLeader', calendarFeeds.feeds[0].id)).toEqual({ refusals: [{ code: 'NO_SUCH_FEED' }] })
    await allow(false)
    expect(await fetched(second)).toEqual(notThere)
    await allow(true)
    expect((await fetched(second)).status).toBe(200)
    expect(await withdraw('groupLeader', calendarFeeds.feeds[0].id)).toEqual({ path: null })
    for (const path of [second, '/calendar.ics', '/calendar.ics?key=', `/calendar.ics?key=${'A'.repeat(43)}`, '/calendar.ics?key[]=a', `/calendar.ics?key=${"'".repeat(43)}`, `${second}&key=x`]) expect(await fetched(path), path).toEqual(notThere)
  })

  it('ends with the account', async () => {
    const { path } = await make('otherHandler')
    expect((await fetched(path)).status).toBe(200)
    const admin = { who: who.systemAdmin, moment: await moment(city.store) }
    expect(await suspend(city.store, admin, 'otherHandler', '疑似泄密')).toEqual({ refusals: [] })
    expect(await fetched(path)).toEqual(notThere)
    await issueCode(city.store, { ...editor, at }, 'otherHandler', 'otherhandler')
    expect(await fetched(path)).toEqual(notThere)
  })

  it('wants its maker to have shown again who they are', async () => {
    city.day.on = '2026-03-03'
    await savePolicy(city.store, editor, [{ name: 'signIn', from: '2026-03-01', value: { ...(await moment(city.store)).policy.signIn, confirmMinutes: 0 }, basis: basis('R-601-signIn'), note: '' }])
    expect((await (await city.as('leaderInCharge'))('mutation { makeCalendarFeed { __typename } }')).errors).toMatchObject([{ extensions: { code: 'CONFIRM_FIRST' } }])
  })

  it('is covered by the chain', async () => expect(await verify(city.store, commission, { on: now().on, at })).toEqual([]))
})
