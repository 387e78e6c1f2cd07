/** Old cases on both engines: whole batches or nothing, the head of the office alone, seen as cases are, answered for by the chain. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cellsFor, maySeeOld, type OldCase } from '../../src/review/old-case.ts'
import type { Actor } from '../../src/review/people.ts'
import { importOldCases, oldCases, withdrawOldCases } from '../../src/store/old-cases.ts'
import type { Store } from '../../src/store/store.ts'
import { verify } from '../../src/store/verify.ts'
import { commission, today, who } from '../help/city.ts'
import { at, cityIn, moment } from './city.ts'
import { engines, type Engine } from './engines.ts'

const file = { name: '旧台账.xlsx', hash: 'ab' }
const cells = (number: string): OldCase['cells'] => ({ number, name: '张某', facts: '=收受礼金', amount: 1234.5, acceptedOn: '2019-03-05', party: '警告', note: '备注' })
let made = 0
const old = (changed: Partial<OldCase> = {}): OldCase => {
  const number = `划审〔2019〕${++made}号`
  return { n: made, number, name: '张某', bodyIds: ['P25'], zoneId: 'Z3', level: 'workSecret', acceptedOn: '2019-03-05', archivedOn: null, returned: false, cells: cells(number), ...changed }
}
const every: Actor[] = Object.values(who)

describe.each(engines)('old cases on $name', { timeout: 180_000 }, ({ start }) => {
  let engine: Engine
  let url: string
  let store: Store
  beforeAll(async () => { engine = await start(); url = await engine.fresh(); store = await cityIn(url) }, 120_000)
  afterAll(async () => { await store?.close(); await engine?.stop() })

  const asking = async (actor: Actor) => ({ who: actor, moment: await moment(store) })
  const bringIn = async (cases: readonly OldCase[], by: Actor = who.officeHead) => importOldCases(store, await asking(by), file, cases)
  const seen = async (actor: Actor, filter = {}) => { const all: unknown[] = []; for await (const page of oldCases(store, actor, filter, () => at)) all.push(...page.map((one) => one.cells)); return all }
  const count = () => store.fresh.$count(store.t.oldCases)

  it('come in by the head of the office alone; every other is refused and leaves nothing but the refusal', async () => {
    for (const actor of every.filter((one) => one.role !== 'officeHead')) {
      const outcome = await bringIn([old()], actor)
      expect('refusals' in outcome && outcome.refusals.map((one) => one.code)).toContain('NOT_YOURS')
    }
    expect(await bringIn([old()], { ...who.officeHead, personId: 'lead' })).toMatchObject({ refusals: [{ code: 'NOT_YOUR_POST' }] })
    expect(await bringIn([])).toMatchObject({ refusals: [{ code: 'NOTHING_TO_IMPORT' }] })
    expect(await count()).toBe(0)
  })

  it('come in whole or not at all', async () => {
    const twice = old()
    await expect(bringIn([old(), twice, { ...old(), n: twice.n }])).rejects.toThrow()
    await expect(bringIn([old(), old({ zoneId: 'Z9' })])).rejects.toThrow()
    await expect(bringIn([old(), { ...old(), cells: { note: '\ud800' } }])).rejects.toThrow()
    expect(await count()).toBe(0)
    expect(await store.fresh.$count(store.t.oldBatches)).toBe(0)
  })

  it('are seen by exactly those who may, with what they may, in pages, by the filter', async () => {
    const some = [
      old(), old({ bodyIds: ['P03'], zoneId: 'Z1' }), old({ bodyIds: ['P08', 'P25'], zoneId: 'Z1' }), old({ level: 'confidential' }), old({ archivedOn: '2019-08-01', returned: true }), old({ returned: true, acceptedOn: '2020-01-06' }),
      ...Array.from({ length: 600 }, () => old({ bodyIds: ['P08'], zoneId: 'Z1', acceptedOn: '2018-01-05' })),
    ]
    expect(await bringIn(some)).toMatchObject({ batchId: expect.any(String) as string })
    const cleared = { ...who.officeHead, clearance: 'secret' as const }
    const byDay = some.toSorted((one, other) => (one.acceptedOn === other.acceptedOn ? one.n - other.n : one.acceptedOn < other.acceptedOn ? -1 : 1))
    for (const actor of [...every, cleared]) {
      expect(await seen(actor)).toEqual(byDay.filter((one) => maySeeOld(actor, one)).map((one) => cellsFor(actor, one)))
      expect(await seen(actor, { returned: true })).toHaveLength(some.filter((one) => maySeeOld(actor, one) && one.returned && (one.archivedOn === null || actor.role === 'archivist')).length)
    }
    expect(await seen(cleared)).toHaveLength(606)
    expect(await seen(who.officeHead, { bodyId: 'P25' })).toHaveLength(3)
    expect(await seen(who.officeHead, { acceptedFrom: '2019-03-05', acceptedTo: '2019-12-31', zoneId: 'Z3' })).toHaveLength(2)
    expect(await seen(who.officeHead, { text: '张某' })).toHaveLength(604)
    expect(await seen(who.officeHead, { stages: ['reading'] })).toEqual([])
    // Whoever comes from the body does not review it; the archive alone sees the words of what has been archived.
    expect(await seen({ ...who.groupLeader, apart: ['P25'] })).toEqual([])
    expect((await seen(who.archivist)).filter((one) => (one as OldCase['cells']).facts === undefined)).toEqual([])
    expect((await seen(who.officeHead)).filter((one) => (one as OldCase['cells']).facts === undefined)).toEqual([{ number: some[4]?.number, acceptedOn: '2019-03-05', party: '警告' }])
  })

  it('are not brought in twice, and are again where the batch was taken back', async () => {
    const [one, other] = [old(), old()]
    const first = await bringIn([one])
    expect(await bringIn([other, one])).toMatchObject({ refusals: [{ code: 'IMPORTED_BEFORE', message: `第${one.n}行：${one.number} 张某已经导入过` }] })
    const id = 'batchId' in first ? first.batchId : ''
    const take = async (actor: Actor, batch: string, reason: string) => (await withdrawOldCases(store, await asking(actor), batch, reason)).map((refusal) => refusal.code)
    expect(await take(who.leaderInCharge, id, '导错了')).toEqual(['NOT_YOURS'])
    expect(await take(who.officeHead, id, ' ')).toEqual(['NOT_WRITTEN'])
    expect(await take(who.officeHead, 'gone', '导错了')).toEqual(['NO_SUCH_BATCH'])
    expect(await seen(who.officeHead, { text: one.number })).toHaveLength(1)
    expect(await take(who.officeHead, id, '导错了')).toEqual([])
    expect(await take(who.officeHead, id, '导错了')).toEqual(['ALREADY_WITHDRAWN'])
    expect(await seen(who.officeHead, { text: one.number })).toEqual([])
    expect(await bringIn([one])).toMatchObject({ batchId: expect.any(String) as string })
  })

  it('are never changed, and what is changed beside the product is found', async () => {
    expect(await verify(store, commission, { on: today, at })).toEqual([])
    await expect(engine.tamper(url, ["update old_cases set name = '李某'"])).rejects.toThrow('旧案只增不改')
    await expect(engine.tamper(url, ['delete from old_cases'])).rejects.toThrow('旧案只增不')
    const without = engine.name === 'sqlite' ? ['drop trigger old_cases_no_update', 'drop trigger old_cases_no_delete'] : ['drop trigger old_cases_only_grow on old_cases']
    await engine.tamper(url, [...without, "update old_cases set cells = '{}' where n = (select min(n) from old_cases)"])
    const batches = async () => (await verify(store, commission, { on: today, at })).filter((fault) => fault.startsWith('旧案批次'))
    expect(await batches()).toEqual([expect.stringMatching(/^旧案批次 [0-9a-f-]{36}（旧台账.xlsx）的行与导入时的不一致$/)])
    await engine.tamper(url, ['delete from old_cases where n = (select max(n) from old_cases)'])
    // It stands in the batch that was taken back too.
    expect(await batches()).toHaveLength(3)
  })
})
