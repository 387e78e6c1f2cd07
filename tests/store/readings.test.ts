import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { bodyOf, headOf, links, record, secondsBack } from '../../src/store/audit.ts'
import { byNumber, find } from '../../src/store/cases.ts'
import { verifyChain } from '../../src/store/chain.ts'
import { list } from '../../src/store/list.ts'
import { Unrecorded, witnessed } from '../../src/store/readings.ts'
import type { Store } from '../../src/store/store.ts'
import { take } from '../../src/store/take.ts'
import { commission, who } from '../help/city.ts'
import { accepted, at, inACityAlone, moment, opened } from './city.ts'
import { engines, type Engine } from './engines.ts'

describe.each(engines)('what is read on $name', ({ name, start }) => {
  let engine: Engine
  beforeAll(async () => { engine = await start() }, 60_000)
  afterAll(async () => { await engine?.stop() }, 60_000)
  const alone = (use: (store: Store, url: string) => Promise<void>) => inACityAlone(engine, use)
  const request = <T>(store: Store, work: () => Promise<T>): Promise<T> => witnessed(store, { commission, at }, work)

  it('leaves one record a request, however much of it is read, before the request is done', async () => {
    await alone(async (store) => {
      const { case: c } = await accepted(store)
      const before = await headOf(store, commission)
      await request(store, async () => {
        await find(store, who.groupLeader, c.id)
        await byNumber(store, who.groupLeader, c.number)
        await list(store, who.groupLeader, { filter: { text: '林' } })
        await find(store, who.groupLeader, 'xm-none')
      })
      expect((await links(store, commission, before.seq, 10)).map((link) => bodyOf(link))).toMatchObject([{
        seq: before.seq + 1, kind: 'reading', at, by: 'groupLeader', role: 'groupLeader', bodyId: null, zoneId: 'Z3', what: ['case', 'search'], cases: [c.id], denied: ['xm-none'],
      }])
    })
  })

  it('leaves no record where nothing is read, and none outside a request', async () => {
    await alone(async (store) => {
      const { case: c } = await accepted(store)
      const before = await headOf(store, commission)
      await request(store, async () => 1)
      await find(store, who.groupLeader, c.id)
      expect((await headOf(store, commission)).seq).toBe(before.seq)
    })
  })

  it('shares commits with all that comes at once, steps too, and none is lost', async () => {
    await alone(async (store) => {
      const made = await Promise.all(Array.from({ length: 6 }, () => opened(store)))
      const before = await headOf(store, commission)
      const now = await moment(store)
      await Promise.all([
        ...Array.from({ length: 90 }, (_, n) => request(store, () => find(store, who.handler, made[n % 6]!.case.id))), // six were made
        ...made.map(({ case: c }, n) => take(store, { caseId: c.id, version: 1, step: 'transfer', payload: {}, operationKey: `together-${n}`, who: who.bodyHead, moment: now })),
        record(store, { commission, at, kind: 'session', body: { event: 'signedOut', personId: 'handler' } }),
      ])
      const made2 = await links(store, commission, before.seq, 1000)
      expect(made2.filter(({ kind }) => kind === 'reading')).toHaveLength(90)
      expect(made2).toHaveLength(97)
      expect(await verifyChain(store, commission)).toEqual({ ok: true, links: before.seq + 97 })
    })
  })

  it('is not given where it cannot be recorded, and is again once it can', async () => {
    await alone(async (store, url) => {
      const { case: c } = await accepted(store)
      await engine.tamper(url, name === 'sqlite'
        ? [`create trigger audit_fails before insert on audit begin select raise(abort, 'no more'); end`]
        : [`create function fails() returns trigger language plpgsql as $$ begin raise exception 'no more'; end $$`, 'create trigger audit_fails before insert on audit for each row execute function fails()'])
      const reads = () => request(store, () => find(store, who.groupLeader, c.id))
      const settled = await Promise.allSettled([reads(), reads(), reads()])
      expect(settled.map((one) => one.status === 'rejected' && one.reason instanceof Unrecorded)).toEqual([true, true, true])
      const stepped = take(store, { caseId: c.id, version: c.version, step: 'formPanel', payload: { members: ['lead', 'reviewer'], borrowReason: null, reasonForDifference: null }, operationKey: 'not-taken', who: who.groupLeader, moment: await moment(store) })
      await expect(stepped).rejects.toThrow()
      await engine.tamper(url, [name === 'sqlite' ? 'drop trigger audit_fails' : 'drop trigger audit_fails on audit'])
      expect((await reads())?.case.version).toBe(c.version)
      expect(await verifyChain(store, commission)).toMatchObject({ ok: true })
    })
  })

  it('says in the link by how much a clock was set back, and verify warns', async () => {
    await alone(async (store) => {
      const warnings: string[] = []
      const link = (instant: string) => record(store, { commission, at: instant, kind: 'reading', body: { by: 'handler' } })
      await link('2026-03-02T01:00:30.000Z')
      await link('2026-03-02T01:00:00.000Z') // within what requests overtake each other by
      expect(await verifyChain(store, commission, [], { warn: (line) => warnings.push(line) })).toMatchObject({ ok: true })
      expect(warnings).toEqual([])
      const { seq } = await link('2026-03-01T23:00:00.000Z')
      const [back] = await links(store, commission, seq - 1, 1)
      expect(bodyOf(back!)).toMatchObject({ behind: 7200, boot: expect.stringMatching(/^[0-9a-f]{8}$/), mono: expect.any(Number) }) // just written
      expect(await verifyChain(store, commission, [], { warn: (line) => warnings.push(line) })).toMatchObject({ ok: true })
      expect(warnings).toEqual([expect.stringMatching(new RegExp(`时间倒退1处，第一处在第${seq}条，最多72\\d\\d秒`))])
    })
  })
})

it('the seconds by which an instant lies back are never negative, and those of the calendar', () => {
  fc.assert(fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), fc.integer({ min: -100_000, max: 100_000 }), (date, seconds) => {
    const before = date.toISOString()
    const then = new Date(date.getTime() + seconds * 1000).toISOString()
    expect(secondsBack(before, then)).toBe(Math.max(0, -seconds) || 0)
    expect(secondsBack(null, then)).toBe(0)
  }))
})
