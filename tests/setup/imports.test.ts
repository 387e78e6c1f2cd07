/** Sheets through the server that somebody starts, by requests as the page sends them: looked at, mapped, corrected, confirmed, and kept from everybody else. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holdingSheets, type HeldSheets } from '../../src/held-sheets.ts'
import { readWorkbook } from '../../src/papers/sheet-reader.ts'
import { openDemoAccounts } from '../../src/store/sessions.ts'
import type { Store } from '../../src/store/store.ts'
import { commission, who, type Who } from '../help/city.ts'
import { cityIn } from '../store/city.ts'
import { ask, cookieOf, serving, type Running } from './running.ts'

const folder = mkdtempSync(join(tmpdir(), 'huapian-imports-'))
const database = join(folder, 'city.db')
const password = '一个足够长的演示密码'
let store: Store
let server: Running
beforeAll(async () => {
  store = await cityIn(database)
  await openDemoAccounts(store, { commission, by: 'systemAdmin', at: new Date().toISOString() }, Object.keys(who).map((name) => ({ personId: name, login: name })), password)
  server = await serving({ DATABASE_URL: database, NODE_ENV: 'test', RATE_PER_SESSION: '1000', RATE_PER_ADDRESS: '1000' })
}, 60_000)
afterAll(async () => {
  await server?.stop()
  await store?.close()
  rmSync(folder, { recursive: true, force: true })
})

const cookies = new Map<string, string>()
const signedIn = async (name: Who): Promise<string> => cookieOf(await ask(server.url, `mutation { signIn(name: "${name}", password: "${password}") { __typename } }`))
async function as(name: Who): Promise<string> {
  const known = cookies.get(name) ?? (await signedIn(name))
  cookies.set(name, known)
  return known
}

type Said = Record<string, never> & { held: Held; kinds: { kind: string }[]; batches: { id: string; rowCount: number; withdrawnAt: string | null }[]; refusals?: { code: string; message: string }[]; errors?: { message: string; extensions: { code: string } }[]; lines: never[]; total: number; rows: number }
type Held = { id: string; sheets: string[]; sheet: string; headRow: number; columns: { letter: string; title: string; key: string | null }[]; headingFaults: string[]; counts: Record<string, number> | null; sound: string }
type Answer = { status: number; said: Said }

async function call(cookie: string, address: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${server.url}${address}`, { ...init, headers: { cookie, 'sec-fetch-site': 'same-origin', ...(init.headers as Record<string, string> | undefined) } })
  return { status: response.status, said: (await response.json()) as Said }
}
const upload = (cookie: string, kind: string, text: string | Uint8Array<ArrayBuffer>, name = '台账.csv', headers: Record<string, string> = {}) =>
  call(cookie, `/imports?kind=${kind}&name=${encodeURIComponent(name)}`, { method: 'POST', body: text, headers: { 'content-type': 'application/octet-stream', ...headers } })
const post = (cookie: string, address: string, body: unknown, headers: Record<string, string> = {}) => call(cookie, address, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } })
const codes = ({ said }: Answer) => [...(said.refusals ?? []).map(({ code }) => code), ...(said.errors ?? []).map((one) => one.extensions.code)]
const kept = () => store.fresh.$count(store.t.oldCases)

const head = '案号,移送单位,姓名,受理日期'
const good = (n: number) => `划审[2020]${n}号,P25,赵某,2020-1-2`

describe('a sheet that comes by the page', { timeout: 90_000 }, () => {
  it('is shown with its faults by row and cell, paged, comes back corrected, and is kept only when it is confirmed', async () => {
    const cookie = await as('officeHead')
    const { status, said } = await upload(cookie, 'cases', `${head}\n${good(1)}\n划审[2020]2号,P25,钱某,2020-2-30\n${Array.from({ length: 120 }, (_, n) => `划审[2020]${n + 100}号,某局,孙某,2020-1-2`).join('\n')}\n${good(3)}\n`)
    expect(status).toBe(201)
    expect(said.held).toMatchObject({ sheets: ['CSV'], sheet: 'CSV', headRow: 1, headingFaults: [], counts: { rows: 123, sound: 2, faulty: 121, known: 0, faults: 121, remarks: 0 }, sound: '2,124' })
    const { id } = said.held
    const first = await call(cookie, `/imports/${id}/lines?of=faults`)
    expect(first.said).toMatchObject({ total: 121, lines: expect.arrayContaining([{ n: 3, message: '第3行“受理日期”（D3）：“2020-2-30”不是日期' }]) as unknown })
    expect([first.said.lines.length, (await call(cookie, `/imports/${id}/lines?of=faults&from=100`)).said.lines.length]).toEqual([50, 21])
    const [back] = await readWorkbook(new Uint8Array(await (await fetch(`${server.url}/imports/${id}/corrected`, { headers: { cookie } })).arrayBuffer()))
    expect(back?.rows.find((row) => row.n === 3)?.cells.get(4)?.value).toBe('第3行“受理日期”（D3）：“2020-2-30”不是日期')
    expect((await call(cookie, `/imports/${id}/outlook?rows=2-4`)).said.refusals).toEqual([expect.objectContaining({ code: 'FAULTY_ROWS', message: '选定的行里有2行有错（3-4），请改正后再导入，或者不选这些行' })])
    expect(codes(await call(cookie, `/imports/${id}/outlook?rows=x`))).toEqual(['BAD_ROWS'])
    expect((await call(cookie, `/imports/${id}/outlook`)).said).toMatchObject({ rows: 2, lines: ['导入2行旧案，一个批次'] })
    expect(await kept()).toBe(0)
    expect((await call(cookie, '/imports')).said.held.id).toBe(id)
    expect(codes(await post(cookie, `/imports/${id}/confirmation`, { rows: '3', basedOn: '' }))).toEqual(['FAULTY_ROWS'])
    expect(await kept()).toBe(0)
    expect((await post(cookie, `/imports/${id}/confirmation`, { rows: '', basedOn: '' })).said).toMatchObject({ lines: [expect.stringContaining('已导入 2 行旧案')] })
    expect(await kept()).toBe(2)
    // Once it is kept it is no longer held.
    expect(codes(await post(cookie, `/imports/${id}/confirmation`, { rows: '', basedOn: '' }))).toEqual(['BAD_USER_INPUT'])
    const { said: after } = await call(cookie, '/imports')
    expect([after.held, after.batches.map((one) => [one.rowCount, one.withdrawnAt])]).toEqual([null, [[2, null]]])
    const batch = after.batches[0]?.id ?? ''
    expect(codes(await post(cookie, `/imports/batches/${batch}/withdrawal`, { reason: ' ' }))).toEqual(['NOT_WRITTEN'])
    expect(codes(await post(await as('groupLeader'), `/imports/batches/${batch}/withdrawal`, { reason: '导错了' }))).toEqual(['NOT_YOURS'])
    expect((await post(cookie, `/imports/batches/${batch}/withdrawal`, { reason: '导错了' })).status).toBe(200)
    expect((await call(cookie, '/imports')).said.batches[0]?.withdrawnAt).toMatch(/^20/)
  })

  it('is mapped column by column where its titles are strange, and read anew', async () => {
    const cookie = await as('officeHead')
    const { said } = await upload(cookie, 'cases', `某委台账\n档号,来件单位,谁,哪天\n划审[2020]9号,P25,赵某,2020-1-2\n`)
    expect(said.held).toMatchObject({ counts: null, headingFaults: [expect.stringContaining('前30行里没有找到标题行')] })
    const headed = (await post(cookie, `/imports/${said.held.id}/mapping`, { sheet: 'CSV', headRow: 2, columns: {} })).said.held
    expect([headed.columns.map(({ letter, title, key }) => [letter, title, key]), headed.headingFaults]).toEqual([[['A', '档号', null], ['B', '来件单位', null], ['C', '谁', null], ['D', '哪天', null]], ['第2行不是标题行']])
    const read = (await post(cookie, `/imports/${headed.id}/mapping`, { sheet: 'CSV', headRow: 2, columns: { A: 'number', B: 'body', C: 'name', D: 'acceptedOn' } })).said.held
    expect(read).toMatchObject({ headRow: 2, headingFaults: [], counts: { rows: 1, sound: 1 } })
    for (const wrong of [{ sheet: '二', headRow: 2, columns: {} }, { sheet: 'CSV', headRow: 0, columns: {} }, { sheet: 'CSV', headRow: 2, columns: { A: 'nothing' } }, { sheet: 'CSV', headRow: 2, columns: null }]) expect(codes(await post(cookie, `/imports/${read.id}/mapping`, wrong))).toEqual(['BAD_USER_INPUT'])
    const { status, said: unread } = await call(cookie, `/imports/${read.id}/drop`, { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } })
    expect([status, unread.errors?.[0]?.message]).toEqual([400, '请用 application/json 提交一个对象'])
    expect(codes(await call(cookie, `/imports/${read.id}/drop`, { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' } }))).toEqual(['BAD_USER_INPUT'])
    expect((await post(cookie, `/imports/${read.id}/drop`, {})).status).toBe(200)
    expect((await call(cookie, '/imports')).said.held).toBeNull()
  })

  it('is taken from nobody but those whose kind it is, and by no page of another origin', async () => {
    const mine: Record<string, string[]> = { officeHead: ['cases', 'calendar'], systemAdmin: ['bodies', 'people'], securityAdmin: ['bodies', 'people'], auditAdmin: [], groupLeader: [], leaderInCharge: [], handler: [], commissionHead: [] }
    for (const [name, kinds] of Object.entries(mine)) {
      const cookie = await as(name as Who)
      const { said } = await call(cookie, '/imports')
      expect([name, said.kinds.map((one) => one.kind)]).toEqual([name, kinds])
      if (name !== 'officeHead') expect(said.batches).toEqual([])
      for (const kind of ['cases', 'bodies', 'people', 'calendar'].filter((one) => !kinds.includes(one))) {
        expect([name, kind, codes(await upload(cookie, kind, `${head}\n${good(1)}\n`))]).toEqual([name, kind, ['NOT_YOURS']])
        expect(codes(await call(cookie, `/imports/template?kind=${kind}`))).toEqual(['FORBIDDEN'])
      }
    }
    const cookie = await as('officeHead')
    expect(codes(await upload('', 'cases', head))).toEqual(['UNAUTHENTICATED'])
    expect(codes(await upload(cookie, 'cases', head, '台账.csv', { 'sec-fetch-site': 'cross-site' }))).toEqual(['FOREIGN_ORIGIN'])
    expect(codes(await upload(cookie, 'cases', head, '台账.csv', { 'content-type': 'text/plain' }))).toEqual(['BAD_USER_INPUT'])
    expect(codes(await upload(cookie, 'nothing', head))).toEqual(['BAD_USER_INPUT'])
    expect((await upload(cookie, 'cases', new TextEncoder().encode('PK这不是') as Uint8Array<ArrayBuffer>, 'x.xlsx')).said.refusals).toEqual([expect.objectContaining({ code: 'BAD_FILE', message: expect.stringContaining('已经损坏') as string })])
    const large = await upload(cookie, 'cases', new Uint8Array(20_000_001))
    expect([large.status, codes(large)]).toEqual([413, ['TOO_LARGE']])
  })

  it('is held for its own session alone, and gone with it', async () => {
    const [own, again] = [await signedIn('officeHead'), await signedIn('officeHead')]
    const { id } = (await upload(own, 'cases', `${head}\n${good(7)}\n`)).said.held
    for (const cookie of [again, await as('leaderInCharge'), await as('systemAdmin')]) {
      expect((await call(cookie, '/imports')).said.held).toBeNull()
      for (const what of ['lines?of=faults', 'outlook', 'corrected']) expect(codes(await call(cookie, `/imports/${id}/${what}`))).toEqual(['BAD_USER_INPUT'])
      expect(codes(await post(cookie, `/imports/${id}/confirmation`, { rows: '', basedOn: '' }))).toEqual(['BAD_USER_INPUT'])
    }
    expect(codes(await post(own, `/imports/${id}/confirmation`, { rows: '' }, { 'sec-fetch-site': 'cross-site' }))).toEqual(['FOREIGN_ORIGIN'])
    await ask(server.url, 'mutation { signOut { at } }', { cookie: own })
    expect(codes(await call(own, `/imports/${id}/outlook`))).toEqual(['UNAUTHENTICATED'])
    const before = await kept()
    expect(codes(await post(own, `/imports/${id}/confirmation`, { rows: '' }))).toEqual(['UNAUTHENTICATED'])
    expect(await kept()).toBe(before)
  })

  it('is let go when nobody looks at it for a while, and when its session has ended', async () => {
    const sheet = (sessionId: string): Parameters<HeldSheets['hold']>[0] => ({ owner: { commission, personId: sessionId, role: 'officeHead', sessionId }, kind: 'cases', file: { name: 'x', hash: '', sheets: [] }, sheet: undefined, said: { columns: {} }, read: { faults: [], sheet: null, found: null }, faults: [], remarks: [] })
    await signedIn('officeHead')
    const [session] = await store.fresh.select({ id: store.t.sessions.id }).from(store.t.sessions)
    const [lasting, ended] = [sheet(session?.id ?? ''), sheet('ended')]
    const held = holdingSheets(store, () => new Date().toISOString(), { idleMs: 2000, sweepMs: 10 })
    for (const one of [lasting, ended]) held.hold(one)
    expect(held.find({ ...ended.owner, sessionId: 'another' })).toBeNull()
    await expect.poll(() => held.find(ended.owner), { timeout: 1500 }).toBeNull()
    expect(held.find(lasting.owner)).toMatchObject({ kind: 'cases' })
    await new Promise((done) => setTimeout(done, 2100))
    expect(held.find(lasting.owner)).toBeNull()
  })

  it('wants whoever confirms to have shown lately who they are', async () => {
    const cookie = await signedIn('systemAdmin')
    const { id } = (await upload(cookie, 'people', '人员编号,姓名,登录名\nW1,王五,wang\n')).said.held
    await store.tx(async (db) => { await db.update(store.t.sessions).set({ confirmedUntil: '2000-01-01T00:00:00.000Z' }) })
    expect(codes(await post(cookie, `/imports/${id}/confirmation`, { rows: '', basedOn: '' }))).toEqual(['CONFIRM_FIRST'])
    expect(await store.fresh.$count(store.t.grants)).toBe(0)
    const confirmed = cookieOf(await ask(server.url, `mutation { confirm(secret: "${password}") { __typename } }`, { cookie }))
    expect((await post(confirmed, `/imports/${id}/confirmation`, { rows: '', basedOn: '' })).said).toMatchObject({ lines: ['已列入名单 1 项', expect.stringContaining('已提请 1 项')], codes: [{ personId: 'W1', login: 'wang' }] })
  })

  it('shows which due days rest days would move before it publishes them', async () => {
    const cookie = await signedIn('officeHead')
    const { id } = (await upload(cookie, 'calendar', '日期,放假/上班,名称,放假通知\n2027-10-01,放假,国庆节,某通知\n')).said.held
    const { said } = await call(cookie, `/imports/${id}/outlook`)
    expect(said).toMatchObject({ rows: 1, calendar: { year: 2027, days: ['2027-10-01'], moves: [], totalCount: 0 } })
    expect(codes(await post(cookie, `/imports/${id}/confirmation`, { rows: '', basedOn: '' }))).toEqual(['STALE'])
    // What was refused is read anew, and held under another name.
    const { id: next } = (await call(cookie, '/imports')).said.held
    const { basedOn } = (said as unknown as { calendar: { basedOn: string } }).calendar
    expect((await post(cookie, `/imports/${next}/confirmation`, { rows: '', basedOn })).said).toMatchObject({ lines: ['2027年放假安排已经发布'] })
  })

  it('reads and keeps 20,000 rows in seconds while others go on working', async () => {
    const [cookie, other] = [await signedIn('officeHead'), await as('groupLeader')]
    const rows = Array.from({ length: 20_000 }, (_, n) => `划审[2018]${n}号,P25,赵某${n},2018-${String((n % 12) + 1).padStart(2, '0')}-05,"收受礼金，第${n}件",警告`)
    const state = { over: false, longest: 0 }
    const others = (async () => {
      while (!state.over) {
        const asked = performance.now()
        await (await ask(server.url, '{ me { person { name } } }', { cookie: other })).text()
        state.longest = Math.max(state.longest, performance.now() - asked)
        await new Promise((done) => setTimeout(done, 10))
      }
    })()
    const began = performance.now()
    const { said } = await upload(cookie, 'cases', `${head},主要违纪违法事实,党纪处分\n${rows.join('\n')}\n`)
    const read = performance.now()
    expect(said.held.counts).toMatchObject({ rows: 20_000, sound: 20_000 })
    expect((await post(cookie, `/imports/${said.held.id}/confirmation`, { rows: '', basedOn: '' })).said.lines).toEqual([expect.stringContaining('已导入 20000 行')])
    const done = performance.now()
    state.over = true
    await others
    console.log(`20,000 rows read in ${Math.round(read - began)} ms, kept in ${Math.round(done - read)} ms; others waited ${Math.round(state.longest)} ms at most`)
    expect(done - began).toBeLessThan(60_000)
    expect(state.longest).toBeLessThan(10_000)
  })
})
