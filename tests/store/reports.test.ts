/** Reports on both engines: what somebody sees and no more, and the same of a period that is past whatever comes later. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../src/review/people.ts'
import type { Report } from '../../src/review/reports.ts'
import { circular, report } from '../../src/store/reports.ts'
import type { Store } from '../../src/store/store.ts'
import { who } from '../help/city.ts'
import { accepted, after, cityIn, moment, opened, reported } from './city.ts'
import { engines, type Engine } from './engines.ts'

describe.each(engines)('reports on $name', ({ start }) => {
  let engine: Engine
  let store: Store
  beforeAll(async () => {
    engine = await start()
    store = await cityIn(await engine.fresh())
  }, 60_000)
  afterAll(async () => {
    await store?.close()
    await engine?.stop()
  }, 60_000)

  const of = async (by: Actor, period: string, on = '2026-05-20'): Promise<Report> => {
    const made = await report(store, by, await moment(store, on), period)
    if ('refusals' in made) throw new Error(JSON.stringify(made.refusals))
    return made.report
  }
  const numbers = ({ sections }: Report) => Object.fromEntries(sections.flatMap(({ lines }) => lines.map(({ name, key, value }) => [`${name}${key === null ? '' : ` ${key}`}`, value])))

  it('count what happened in the period, and stay as they are when more happens later', async () => {
    const done = await reported(store)
    const waiting = await after(store, await opened(store), 'transfer', who.bodyHead)
    const march = await of(who.officeHead, '2026-03')
    expect(numbers(march)).toMatchObject({ opening: 0, received: 2, accepted: 1, concluded: 1, ended: 0, closing: 2, sentBack: 1, 'sentBack supplement': 1, passFirst: 0, firstPassRate: 0 })
    expect(numbers(await of(who.otherGroupLeader, '2026-03'))).toMatchObject({ received: 0, accepted: 0, closing: 0 })
    expect(numbers(await of(who.bodyHead, '2026-03'))).toMatchObject({ received: 2, accepted: 1, concluded: 1, sentBack: 1 })

    await after(store, waiting, 'accept', who.groupLeader, undefined, '2026-04-02')
    await after(store, done, 'handOver', who.bodyHead, undefined, '2026-04-10')
    await accepted(store) // recorded for March, as the numbers then say
    expect(numbers(await of(who.officeHead, '2026-04'))).toMatchObject({ opening: 3, accepted: 1, ended: 1, leftOtherwise: 1, closing: 2, received: 0 })
    const again = numbers(await of(who.officeHead, '2026-03'))
    expect(again).toEqual({ ...numbers(march), received: 3, accepted: 2, closing: 3 })
  })

  it('say how many steps of a period were recorded after its end', async () => {
    const before = await of(who.officeHead, '2026-04')
    expect(before.notes.some((note) => note.includes('个步骤是期末以后补录'))).toBe(false)
    const late = await opened(store)
    const { on } = await moment(store, '2026-05-04')
    await after(store, late, 'transfer', who.bodyHead, { on: '2026-04-20' } as never, on)
    const told = await of(who.officeHead, '2026-04')
    expect(told.notes).toContain('本期的事项中有1个步骤是期末以后补录的，已经计入')
    expect(numbers(told).received).toBe(1)
  })

  it('draw up a circular that tells no small count, and none where nothing happened', async () => {
    const made = await circular(store, who.officeHead, await moment(store, '2026-07-02'), '2026H1')
    if ('refusals' in made) throw new Error(JSON.stringify(made.refusals))
    const cells = made.circular.tables.flatMap(({ rows, totals, total }) => [...rows.flatMap((row) => [...row.cells, row.total]), ...totals, total])
    expect(cells.filter(({ value, shown }) => value > 0 && value < 5 && shown === 'value')).toEqual([])
    expect(cells.some(({ value }) => value === 1)).toBe(true)
    expect(await circular(store, who.officeHead, await moment(store, '2026-07-02'), '2025H2')).toMatchObject({ refusals: [{ code: 'NOTHING_HAPPENED' }] })
    expect(await circular(store, who.leaderInCharge, await moment(store, '2026-07-02'), '2026H1')).toMatchObject({ refusals: [{ code: 'CIRCULAR_NOT_YOURS' }] })
  })

  it('tell whoever is to be kept apart from a body that its cases are not counted', async () => {
    const apart = await of({ ...who.leaderInCharge, apart: ['P25'] }, '2026-03')
    expect(numbers(apart)).toMatchObject({ received: 0, closing: 0 })
    expect(apart.notes).toContain('报表人应当回避1个派驻机构的案件，这些案件没有计入')
  })
})
