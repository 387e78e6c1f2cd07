/** What is read leaves one record, written before the answer, by both ways to execute. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq, sql, type SQL } from 'drizzle-orm'
import { getNamedType, isAbstractType, isObjectType, type GraphQLNamedType } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId, idOf } from '../../src/api/id.ts'
import { quickFor } from '../../src/api/known.ts'
import { schema } from '../../src/api/schema.ts'
import { bodyOf, headOf, links } from '../../src/store/audit.ts'
import { verifyChain } from '../../src/store/chain.ts'
import { commission, who, type Who } from '../help/city.ts'
import { accepted } from '../store/city.ts'
import { apiSettings, post, served, type Answer, type Loose, type Served } from './browser.ts'

let city: Served
let server: Server
let c: { id: string; global: string; number: string }
let draft: { id: string; global: string }
const cookies = new Map<Who, string>()

beforeAll(async () => {
  city = await served()
  const quick = quickFor(city.store, apiSettings(), { now: () => ({ on: city.day.on, at: `${city.day.on}T01:00:00.000Z` }), numbered: () => 'XXXX' }, city.yoga)
  server = createServer((req, res) => { if (!quick(req, res)) void city.yoga(req, res) })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const one = await accepted(city.store)
  c = { id: one.case.id, global: encodeId('Case', one.case.id), number: one.case.number }
  draft = { id: 'xm-gone', global: encodeId('Case', 'xm-gone') }
  for (const name of ['officeHead', 'otherHandler', 'handler', 'groupLeader'] as const) {
    const response = await post(city.yoga, { query: 'mutation ($name: String!, $password: String!) { signIn(name: $name, password: $password) { __typename } }', variables: { name, password: '一个足够长的演示密码' } }, null)
    cookies.set(name, response.headers.getSetCookie()[0]?.split(';')[0] ?? '')
  }
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await city.stop()
})

type Send = (query: string, variables?: Record<string, unknown>, headers?: Record<string, string>) => Promise<Answer>

const byYoga = (name: Who): Send => async (query, variables = {}, headers = {}) => {
  const response = await post(city.yoga, { query, variables }, cookies.get(name) ?? null, headers)
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) }
}
/** The text is known from its third use on. */
const byTheShortWay = (name: Who): Send => async (query, variables = {}, headers = {}) => {
  const send = (text: string) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', cookie: cookies.get(name) ?? '', ...headers }, body: text })
  const response = await send(JSON.stringify({ query, variables }))
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) }
}

/** The links that some work has left, by what they say. */
async function leaves(work: () => Promise<unknown>): Promise<Loose[]> {
  const before = await headOf(city.store, commission)
  await work()
  return (await links(city.store, commission, before.seq, 1000)).map((link) => bodyOf(link))
}

const raw = (statement: SQL) => city.store.tx(async (db) => { (db as unknown as { run: (statement: SQL) => void }).run(statement) })

describe.each([['Yoga', byYoga], ['the short way', byTheShortWay]])('by %s', (_way, by) => {
  const asks: [name: string, query: string, variables: () => Record<string, unknown>, kept: () => object][] = [
    ['a case', 'query ($id: ID!) { case(id: $id) { number entries { label } } }', () => ({ id: c.global }), () => ({ kind: 'reading', what: ['case'], cases: [c.id] })],
    ['a case by its number', 'query ($number: String!) { caseByNumber(number: $number) { title } }', () => ({ number: c.number }), () => ({ kind: 'reading', what: ['case'], cases: [c.id] })],
    ['a case on a day', 'query ($id: ID!, $on: Day!) { casePast(id: $id, on: $on) { title } }', () => ({ id: c.global, on: city.day.on }), () => ({ kind: 'reading', what: ['case'], cases: [c.id] })],
    ['a node', 'query ($id: ID!) { node(id: $id) { ... on Case { title } } }', () => ({ id: c.global }), () => ({ kind: 'reading', what: ['case'], cases: [c.id] })],
    ['some nodes', 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Case { title } } }', () => ({ ids: [c.global] }), () => ({ kind: 'reading', what: ['case'], cases: [c.id] })],
    ['a list', '{ cases(first: 5) { edges { node { title } } } }', () => ({}), () => ({ kind: 'reading', what: ['list'], cases: [c.id] })],
    ['a search', 'query ($text: String!) { cases(filter: { text: $text }) { edges { node { title } } } }', () => ({ text: '林某辉' }), () => ({ kind: 'reading', what: ['search'] })],
    ['the shelves', '{ work { toAct { edges { node { title } } } waiting { edges { node { title } } } } }', () => ({}), () => ({ kind: 'reading', what: ['list'], cases: [c.id] })],
    ['what moving a body would change', 'query ($body: ID!, $zone: ID!) { placementPreview(bodyId: $body, zoneId: $zone, from: "2026-12-01") { cases { because case { number } } } }', () => ({ body: encodeId('Body', 'P25'), zone: encodeId('Zone', 'Z1') }), () => ({ kind: 'reading', what: ['list'], cases: [c.id] })],
    ['the five papers of a case', 'query ($id: ID!) { collation(caseId: $id) { differences } }', () => ({ id: c.global }), () => ({ kind: 'reading', what: ['case'], cases: [c.id] })],
    ['a case twice, and a list', 'query ($id: ID!) { a: case(id: $id) { title } b: case(id: $id) { number } cases { edges { node { id } } } }', () => ({ id: c.global }), () => ({ kind: 'reading', what: ['case', 'list'], cases: [c.id] })],
    ['a case, and one that is not there', 'query ($id: ID!, $gone: ID!) { a: case(id: $id) { title } b: case(id: $gone) { title } }', () => ({ id: c.global, gone: draft.global }), () => ({ kind: 'reading', what: ['case'], cases: [c.id], denied: ['xm-gone'] })],
  ]

  it.each(asks)('%s leaves one record of who read what, and no word of it', async (_name, query, variables, kept) => {
    const send = by('officeHead')
    for (let n = 0; n < 4; n++) {
      const left = await leaves(async () => expect((await send(query, variables())).errors).toBeUndefined())
      expect(left).toHaveLength(1)
      expect(left[0]).toMatchObject({ by: 'officeHead', role: 'officeHead', at: `${city.day.on}T01:00:00.000Z`, ...kept() })
      expect(JSON.stringify(left)).not.toMatch(/林某辉|〔|礼金/)
    }
  })

  it.each([
    ['figures', '{ figures { total } }'],
    ['the roster', '{ zones { name bodies { name } } people { totalCount } }'],
    ['oneself', '{ me { person { name } } }'],
    ['what is refused for its size', `{ ${'__typename '.repeat(5000)} }`],
  ])('%s leaves none', async (_name, query) => {
    expect(await leaves(() => by('officeHead')(query))).toEqual([])
  })

  it('a page of another origin leaves none', async () => {
    expect(await leaves(() => by('officeHead')('{ cases { totalCount } }', {}, { 'sec-fetch-site': 'cross-site' }))).toEqual([])
  })

  it('a hidden case leaves the record that a missing one leaves', async () => {
    const query = 'query ($id: ID!) { case(id: $id) { title } }'
    const [hidden] = await leaves(() => by('otherHandler')(query, { id: c.global }))
    const [missing, ...more] = await leaves(() => by('otherHandler')(query, { id: draft.global }))
    expect(more).toEqual([])
    expect(hidden).toMatchObject({ kind: 'denied', by: 'otherHandler', what: ['case'], denied: [c.id] })
    const same = ({ seq: _seq, mono: _mono, denied: _denied, ...rest }: Loose): object => rest
    expect(same(missing)).toEqual(same(hidden))
    const byNumber = 'query ($number: String!) { caseByNumber(number: $number) { title } }'
    const [first] = await leaves(() => by('otherHandler')(byNumber, { number: c.number }))
    const [second] = await leaves(() => by('otherHandler')(byNumber, { number: '划审三〔2026〕999号' }))
    expect(first).toMatchObject({ kind: 'denied' })
    expect(first.denied).toBeUndefined()
    expect(same(second)).toEqual(same(first))
  })

  it('keeps nothing of an id that is none', async () => {
    const [left] = await leaves(() => by('officeHead')('query ($id: ID!) { case(id: $id) { title } }', { id: encodeId('Case', '林某辉 受贿') }))
    expect(left).toMatchObject({ kind: 'denied' })
    expect(left.denied).toBeUndefined()
  })

  it('many at once leave one each, in a chain that holds', async () => {
    const left = await leaves(() => Promise.all(Array.from({ length: 60 }, () => by('officeHead')('{ cases(first: 5) { edges { node { title } } } }'))))
    expect(left.map((one) => one.kind)).toEqual(Array.from({ length: 60 }, () => 'reading'))
    expect(await verifyChain(city.store, commission)).toMatchObject({ ok: true })
  })

  it('what cannot be recorded is not shown, and the step is not taken', async () => {
    const [send, leader] = [by('officeHead'), by('groupLeader')]
    const query = 'query ($id: ID!) { case(id: $id) { title } }'
    for (let n = 0; n < 3; n++) await send(query, { id: c.global })
    await raw(sql`create trigger audit_fails before insert on audit begin select raise(abort, 'no more'); end`)
    try {
      const left = await leaves(async () => {
        const answer = await send(query, { id: c.global })
        expect(answer.data ?? null).toBeNull()
        expect(answer.errors).toMatchObject([{ message: expect.stringMatching(/^审计记录没有写成，内容不予显示，编号/), extensions: { code: 'NOT_RECORDED' } }])
        const step = await leader('mutation ($id: ID!) { formPanel(caseId: $id, version: 3, operationKey: "never-taken", members: ["UGVyc29uOmxlYWQ", "UGVyc29uOnJldmlld2Vy"]) { __typename } }', { id: c.global })
        expect(step.errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }])
      })
      expect(left).toEqual([])
      const [row] = await city.store.fresh.select({ version: city.store.t.cases.version }).from(city.store.t.cases).where(eq(city.store.t.cases.id, c.id))
      expect(row?.version).toBe(3)
    } finally {
      await raw(sql`drop trigger audit_fails`)
    }
    expect((await send(query, { id: c.global })).data).toMatchObject({ case: {} })
  })
})

it('there is no other way to a case than those above', () => {
  const reaches = (type: GraphQLNamedType, seen = new Set<string>()): boolean => {
    if (['Case', 'CaseSummary', 'Entry'].includes(type.name)) return true
    if (seen.has(type.name)) return false
    seen.add(type.name)
    if (isAbstractType(type)) return schema.getPossibleTypes(type).some((one) => reaches(one, seen))
    return isObjectType(type) && Object.values(type.getFields()).some((field) => reaches(getNamedType(field.type), seen))
  }
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {}).filter((field) => reaches(getNamedType(field.type))).map((field) => field.name)
  // A new one belongs into `asks`: the store function behind it tells what it gave (`tellRead`).
  expect(roots.sort()).toEqual(['case', 'caseByNumber', 'casePast', 'cases', 'node', 'nodes', 'placementPreview', 'work'])
  expect(schema.getSubscriptionType()).toBeUndefined()
})

it('a step that answers with the case is a change and leaves its own link only', async () => {
  const send = byYoga('groupLeader')
  const left = await leaves(async () => expect((await send('mutation ($id: ID!) { formPanel(caseId: $id, version: 3, operationKey: "taken-once", members: ["UGVyc29uOmxlYWQ", "UGVyc29uOnJldmlld2Vy"]) { ... on StepTaken { case { title entries { label } } } } }', { id: c.global })).data).toMatchObject({ formPanel: { case: {} } }))
  expect(left).toMatchObject([{ kind: 'step', step: 'formPanel', caseId: c.id, by: who.groupLeader.personId }])
  const refused = await leaves(() => send('mutation ($id: ID!) { formPanel(caseId: $id, version: 3, operationKey: "refused-once", members: ["UGVyc29uOmxlYWQ"]) { ... on StepRefused { refusals { code } } } }', { id: c.global }))
  expect(refused).toMatchObject([{ kind: 'refusal', step: 'formPanel', codes: ['STALE'] }])
  expect(idOf('Case', c.global)).toBe(c.id)
})
