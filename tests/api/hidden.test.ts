/** What somebody may not see is, for them, not there: by no path can they tell it from what does not exist. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../src/api/id.ts'
import { who } from '../help/city.ts'
import { after, opened } from '../store/city.ts'
import { served, step, type Ask, type Served } from './browser.ts'

let city: Served
let hidden: { id: string; number: string; version: number; stage: string }
const missing = { id: encodeId('Case', 'xm-gone'), number: '划审三〔2026〕99号', version: 2, stage: 'transferred' }

const paths: [name: string, ask: (ask: Ask, c: typeof missing) => Promise<unknown>][] = [
  ['case', (ask, { id }) => ask('query ($id: ID!) { case(id: $id) { number } }', { id })],
  ['caseByNumber', (ask, { number }) => ask('query ($number: String!) { caseByNumber(number: $number) { number } }', { number })],
  ['casePast', (ask, { id }) => ask('query ($id: ID!) { casePast(id: $id, on: "2026-07-01") { number } }', { id })],
  ['node', (ask, { id }) => ask('query ($id: ID!) { node(id: $id) { id ... on Case { number } } }', { id })],
  ['nodes', (ask, { id }) => ask('query ($id: ID!) { nodes(ids: [$id]) { id } }', { id })],
  ['a step', (ask, c) => step(ask, 'accept', c, {})],
  ['a step with a hash', (ask, c) => step(ask, 'archive', c, { volumes: [], hash: '' })],
]

beforeAll(async () => {
  city = await served()
  const { case: c } = await after(city.store, await opened(city.store), 'transfer', who.bodyHead)
  hidden = { id: encodeId('Case', c.id), number: c.number, version: c.version, stage: c.stage }
})
afterAll(async () => { await city.stop() })

const strangers = ['otherHandler', 'otherBodyHead', 'otherGroupLeader', 'otherContact', 'reviewer', 'committeeHead', 'qualityReviewer', 'archivist', 'systemAdmin', 'securityAdmin', 'auditAdmin'] as const

describe.each(strangers)('%s', (name) => {
  it.each(paths)('learns nothing by %s', async (_path, asks) => {
    const ask = await city.as(name)
    expect(await asks(ask, hidden)).toEqual(await asks(ask, missing))
  })

  it('finds it in no list, count or figure', async () => {
    const ask = await city.as(name)
    const lists = ['', `filter: { zoneId: "${encodeId('Zone', 'Z3')}" }`, `filter: { bodyId: "${encodeId('Body', 'P25')}" }`, 'filter: { stages: [transferred] }', 'filter: { text: "林某辉" }', 'filter: { holder: group }', 'filter: { dueSoon: true }', 'sort: { by: number }']
    for (const list of lists) expect((await ask(`{ cases(${list === '' ? 'first: 5' : list}) { totalCount edges { node { id } } } }`)).data, list).toEqual({ cases: { totalCount: 0, edges: [] } })
    const { data } = await ask('{ work { toAct { totalCount } asked { totalCount } waiting { totalCount } done { totalCount } } figures { total open overdue dueSoon stages { count } zones { total } bodies { total } } }')
    expect(data).toEqual({
      work: { toAct: { totalCount: 0 }, asked: { totalCount: 0 }, waiting: { totalCount: 0 }, done: { totalCount: 0 } },
      figures: { total: 0, open: 0, overdue: 0, dueSoon: 0, stages: [], zones: [], bodies: [] },
    })
  })
})

describe('those whose case it is', () => {
  it.each(['handler', 'bodyHead', 'groupLeader', 'officeHead', 'leaderInCharge'] as const)('%s finds it by every path', async (name) => {
    const ask = await city.as(name)
    expect((await ask('query ($id: ID!, $number: String!) { case(id: $id) { number } caseByNumber(number: $number) { id } node(id: $id) { id __typename } }', hidden)).data)
      .toEqual({ case: { number: hidden.number }, caseByNumber: { id: hidden.id }, node: { id: hidden.id, __typename: 'Case' } })
    expect((await ask('{ cases(filter: { text: "林某辉" }) { totalCount edges { node { id number body { code } zone { name } lastStep lastBy { name } } } } figures { total stages { stage count } } }')).data).toEqual({
      cases: { totalCount: 1, edges: [{ node: { id: hidden.id, number: hidden.number, body: { code: 'P25' }, zone: { name: '第三片区' }, lastStep: 'transfer', lastBy: { name: 'bodyHead' } } }] },
      figures: { total: 1, stages: [{ stage: 'transferred', count: 1 }] },
    })
  })

  it.each(['划审三[2026]1号', '划审三(2026)1号', '划审三（２０２６）１号', ' 划审三【2026】 1号'])('find it however the number is written: %s', async (number) => {
    expect((await (await city.as('handler'))('query ($number: String!) { caseByNumber(number: $number) { number } }', { number })).data.caseByNumber).toEqual({ number: hidden.number })
  })

  it('has it where it belongs on the workbench', async () => {
    expect((await (await city.as('groupLeader'))('{ work { toAct { totalCount edges { node { number } } } waiting { totalCount } } }')).data.work).toEqual({ toAct: { totalCount: 1, edges: [{ node: { number: hidden.number } }] }, waiting: { totalCount: 0 } })
    expect((await (await city.as('bodyHead'))('{ work { toAct { totalCount } waiting { totalCount } } }')).data.work).toEqual({ toAct: { totalCount: 0 }, waiting: { totalCount: 1 } })
  })
})
