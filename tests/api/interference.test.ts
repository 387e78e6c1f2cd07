import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../src/api/id.ts'
import { links } from '../../src/store/audit.ts'
import { commission, today, type Who } from '../help/city.ts'
import { accepted } from '../store/city.ts'
import { served, type Loose, type Served } from './browser.ts'

let city: Served
let number: string
beforeAll(async () => {
  city = await served()
  number = (await accepted(city.store)).case.number
})
afterAll(async () => { await city.stop() })

const mutation = 'mutation ($caseNumber: String!, $interferer: ParticipantInput!, $key: String!, $on: Day!, $said: String!) { registerInterference(caseNumber: $caseNumber, kind: pleading, interferer: $interferer, capacity: "上级", on: $on, how: "电话", said: $said, answered: "告知不得过问", operationKey: $key) { ... on InterferenceRegistered { entry { caseNumber kind interferer { name person { id } } registeredBy { name } } } ... on InterferenceRefused { refusals { code field basis { text } } } } }'
const registers = async (by: Who, changes: Record<string, unknown> = {}): Promise<Loose> =>
  (await (await city.as(by))(mutation, { caseNumber: number, interferer: { name: '某单位负责人' }, key: randomUUID(), on: today, said: '请求从轻处理', ...changes })).data.registerInterference
const reads = async (by: Who, more = ''): Promise<Loose> => (await (await city.as(by))(`{ interferences${more} { totalCount edges { cursor node { caseNumber said registeredBy { name } } } pageInfo { hasNextPage endCursor } } }`)).data.interferences

describe('the register of interference', () => {
  it('answers whoever may not see the case as if there were none, in the same words', async () => {
    const entry = { kind: 'pleading', interferer: { name: '某单位负责人', person: null }, registeredBy: { name: 'otherHandler' } }
    expect(await registers('otherHandler', { caseNumber: '划审三[２０２６]1号' })).toEqual({ entry: { ...entry, caseNumber: number } })
    expect(await registers('otherHandler', { caseNumber: '划审三〔2026〕99号' })).toEqual({ entry: { ...entry, caseNumber: '划审三〔2026〕99号' } })
  })

  it('names somebody of ours by the person, and refuses what is not whole', async () => {
    expect(await registers('lead', { interferer: { personId: encodeId('Person', 'officeHead') } })).toMatchObject({ entry: { interferer: { name: 'officeHead', person: { id: encodeId('Person', 'officeHead') } } } })
    expect(await registers('lead', { said: ' ' })).toEqual({ refusals: [{ code: 'NOT_WRITTEN', field: 'said', basis: { text: expect.stringContaining('监察法') as unknown } }] })
  })

  it('is read by the case manager and the leader in charge; by others as far as they made it, administrators included', async () => {
    expect([await reads('caseManager'), await reads('leaderInCharge')].map((page) => page.totalCount)).toEqual([3, 3])
    expect((await reads('otherHandler')).totalCount).toBe(2)
    for (const other of ['officeHead', 'commissionHead', 'handler', 'systemAdmin', 'securityAdmin', 'auditAdmin'] as const) expect((await reads(other)).totalCount, other).toBe(0)
    expect((await reads('caseManager', `(caseNumber: "${number}")`)).totalCount).toBe(2)
  })

  it('goes page by page, and each page that was read is a link', async () => {
    const first = await reads('caseManager', '(first: 2)')
    expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } })
    const rest = await reads('caseManager', `(first: 2, after: "${first.pageInfo.endCursor}")`)
    expect(rest.edges).toHaveLength(1)
    const read = (await links(city.store, commission, 0, 1000)).filter((link) => link.kind === 'reading').map((link) => JSON.parse(link.body) as { by: string; interferences: string[] })
    expect(read.slice(-2).map((one) => [one.by, one.interferences.length])).toEqual([['caseManager', 2], ['caseManager', 1]])
  })
})
