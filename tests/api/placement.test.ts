/** A body moves to another zone: previewed, decided by two, and then true from its day on, on both engines. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../src/api/id.ts'
import { openDemoAccounts } from '../../src/store/sessions.ts'
import { verify } from '../../src/store/verify.ts'
import type { Store } from '../../src/store/store.ts'
import { commission, today, who } from '../help/city.ts'
import { accepted, after, at, cityIn, editor, opened } from '../store/city.ts'
import { engines, type Engine } from '../store/engines.ts'
import { apiOver, type Loose } from './browser.ts'

const password = '一个足够长的演示密码'
const byNumber = ([one = '']: unknown[], [other = '']: unknown[]) => (String(one) < String(other) ? -1 : 1)
const [p25, z1, z3] = [encodeId('Body', 'P25'), encodeId('Zone', 'Z1'), encodeId('Zone', 'Z3')]

describe.each(engines)('a body that moves to another zone, on $name', ({ start }) => {
  let engine: Engine
  let store: Store
  let city: ReturnType<typeof apiOver>
  beforeAll(async () => {
    engine = await start()
    store = await cityIn(await engine.fresh())
    await openDemoAccounts(store, editor, Object.keys(who).map((name) => ({ personId: name, login: name })), password)
    city = apiOver(store, { on: today }, password)
  }, 60_000)
  afterAll(async () => {
    await store?.close()
    await engine?.stop()
  }, 60_000)

  const preview = async (login: string, zone = z1, from = '2026-04-01', body = 'P25'): Promise<Loose> => {
    const ask = await city.as(login)
    const { data, errors } = await ask(`{ placementPreview(bodyId: "${encodeId('Body', body)}", zoneId: "${zone}", from: "${from}") { from rule refusals { code } body { code } before { id } after { id } caseCount placements { from zone { id } } apartTold apart { person { name } because } cases { stays because case { number stage } } zones { zone { id } bodiesBefore bodiesAfter reviewers acceptedBefore acceptedAfter } } }`)
    if (errors) throw new Error(JSON.stringify(errors))
    return data.placementPreview
  }

  it('is previewed: which cases stay and go, whose load changes; then it is so from the day on', async () => {
    const [draft, running] = [await opened(store), await accepted(store)]
    const handed = await after(store, await opened(store), 'transfer', who.bodyHead)

    const seen = await preview('officeHead')
    expect(seen).toMatchObject({ body: { code: 'P25' }, before: { id: z3 }, after: { id: z1 }, refusals: [], caseCount: 2, rule: expect.stringContaining('受理过的案件留在原片区') })
    expect(seen.cases.map((one: Loose) => [one.case.number, one.stays, one.because]).toSorted(byNumber)).toEqual([
      [running.case.number, true, '已经受理，留在原片区，审理期限照常计算'], [handed.case.number, true, '已经移送到原片区，由原片区审核受理'],
    ].toSorted(byNumber))
    expect(seen.zones).toEqual([
      { zone: { id: z3 }, bodiesBefore: 1, bodiesAfter: 0, reviewers: 6, acceptedBefore: 1, acceptedAfter: 0 },
      { zone: { id: z1 }, bodiesBefore: 2, bodiesAfter: 3, reviewers: 2, acceptedBefore: 0, acceptedAfter: 1 },
    ])
    expect(seen).toMatchObject({ apart: [], apartTold: true })
    // In the first zone somebody comes from P08: office and administrators are told, neither bodies nor groups are.
    const told = await Promise.all((['officeHead', 'systemAdmin', 'bodyHead', 'groupLeader'] as const).map(async (login) => { const { apart, apartTold } = await preview(login, z1, '2026-04-01', 'P08'); return [apartTold, apart] }))
    expect(told).toEqual([...Array.from({ length: 2 }, () => [true, [{ person: { name: 'otherZoneReviewer' }, because: '来自该派驻机构' }]]), ...Array.from({ length: 2 }, () => [false, []])])
    // The body sees its draft too; the administrators, who propose and decide, see no case.
    expect((await preview('bodyHead')).cases).toContainEqual({ stays: false, because: '没有受理过，移送时归新片区，审理期限自新片区受理起算', case: { number: draft.case.number, stage: 'drafting' } })
    expect(await preview('securityAdmin')).toMatchObject({ caseCount: 0, cases: [], zones: [{ bodiesBefore: 1, acceptedBefore: 0 }, { bodiesAfter: 3, acceptedAfter: 0 }] })
    expect(await preview('officeHead', z3)).toMatchObject({ refusals: [{ code: 'NOTHING_TO_CHANGE' }], zones: [] })
    expect(await preview('officeHead', z1, '2026-03-01')).toMatchObject({ refusals: [{ code: 'BAD_DAY' }], zones: [] })

    const [security, system] = [await city.as('securityAdmin'), await city.as('systemAdmin')]
    const proposed = await security(`mutation { proposePlacement(bodyId: "${p25}", zoneId: "${z1}", from: "2026-04-01", reason: "均衡各片区任务", operationKey: "${randomUUID()}") { ... on GrantMade { grant { id } } } }`)
    expect((await system('mutation ($id: ID!) { approveGrant(grantId: $id) { __typename } }', { id: proposed.data.proposePlacement.grant.id })).data.approveGrant.__typename).toBe('GrantMade')
    expect((await preview('securityAdmin')).placements).toEqual([{ from: null, zone: { id: z3 } }, { from: '2026-04-01', zone: { id: z1 } }])

    const later = await after(store, draft, 'transfer', who.bodyHead, {}, '2026-04-02')
    expect(later.case).toMatchObject({ zoneId: 'Z1', number: draft.case.number })
    expect((await after(store, handed, 'accept', who.groupLeader, {}, '2026-04-02')).case.zoneId).toBe('Z3')
    city.day.on = '2026-04-02'
    const figuresOf = async (login: string) => (await (await city.as(login))('{ figures { total zones { zone { id } total } } cases { totalCount } }')).data
    expect(await figuresOf('otherGroupLeader')).toEqual({ figures: { total: 1, zones: [{ zone: { id: z1 }, total: 1 }] }, cases: { totalCount: 1 } })
    expect(await figuresOf('groupLeader')).toEqual({ figures: { total: 2, zones: [{ zone: { id: z3 }, total: 2 }] }, cases: { totalCount: 2 } })
    expect(await verify(store, commission, { on: '2026-04-02', at })).toEqual([])
  })
})
