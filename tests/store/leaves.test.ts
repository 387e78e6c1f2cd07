/** 查阅归档案件, on both engines: asked, granted, read, withdrawn, over. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { opensOn } from '../../src/review/leave.ts'
import { find } from '../../src/store/cases.ts'
import { links } from '../../src/store/audit.ts'
import type { Payload } from '../../src/review/steps/index.ts'
import { decideLeave, knownOn, leaves, requestLeave, type LeaveOutcome } from '../../src/store/leaves.ts'
import { list } from '../../src/store/list.ts'
import type { Store } from '../../src/store/store.ts'
import { verify } from '../../src/store/verify.ts'
import { commission, today, who } from '../help/city.ts'
import { wander } from '../help/wander.ts'
import { accepted, after, at, cityIn, moment, opened, type Whole } from './city.ts'
import { engines, type Engine } from './engines.ts'

describe.each(engines)('leave to read an archived case, on $name', ({ start }) => {
  let engine: Engine
  let store: Store
  let url: string
  let archived: Whole
  beforeAll(async () => {
    engine = await start()
    url = await engine.fresh()
    store = await cityIn(url)
    const [walk] = Array.from({ length: 200 }, (_, n) => wander(300 + n)).filter((one) => one.at(-1)?.c.stage === 'archived' && one.every(({ step }) => step !== 'classify'))
    let c: Whole | null = null
    for (const { step, payload, by } of walk ?? []) c = c ? await after(store, c, step, by, payload as never) : await opened(store, (payload as Payload<'openCase'>).package, by)
    archived = c!
  }, 300_000)
  afterAll(async () => {
    await store?.close()
    await engine?.stop()
  }, 60_000)

  const wish = { personId: 'otherZoneReviewer', purpose: '类案比对', from: today, until: '2026-03-31', letter: '介绍信〔2026〕1号' }
  const ok = (outcome: LeaveOutcome) => {
    if ('refusals' in outcome) throw new Error(JSON.stringify(outcome.refusals))
    return outcome.leave
  }
  const reader = async (on = today) => knownOn(store, who.otherZoneReviewer, await moment(store, on))
  const sees = async (on = today) => (await find(store, await reader(on), archived.case.id))?.case.package.title ?? null
  const lists = async (on = today) => (await list(store, await reader(on))).rows.map((row) => row.id)

  it('answers alike for a case that is hidden and one that is not there, and needs none for one that is open', async () => {
    const now = await moment(store)
    const mine = { ...wish, personId: 'otherZoneReviewer', letter: null }
    expect(await requestLeave(store, who.otherZoneReviewer, now, archived.case.id, mine)).toEqual(await requestLeave(store, who.otherZoneReviewer, now, 'xm-none', mine))
    expect(await requestLeave(store, who.groupLeader, now, (await accepted(store)).case.id, { ...mine, personId: 'groupLeader' })).toMatchObject({ refusals: [{ code: 'NOT_ARCHIVED' }] })
  })

  it('opens the case on its days to its person, by another hand than asked, until it is withdrawn', async () => {
    const now = await moment(store)
    const leave = ok(await requestLeave(store, who.archivist, now, archived.case.id, wish))
    expect(await sees()).toBeNull()
    expect(await lists()).toEqual([])
    expect(await decideLeave(store, who.archivist, now, leave.id, { decision: 'granted', reason: null })).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }, { code: 'OWN_REQUEST' }] })
    expect(await decideLeave(store, who.otherGroupLeader, now, leave.id, { decision: 'granted', reason: null })).toEqual(await decideLeave(store, who.otherGroupLeader, now, 'none', { decision: 'granted', reason: null }))
    ok(await decideLeave(store, who.leaderInCharge, now, leave.id, { decision: 'granted', reason: null }))
    for (const on of ['2026-03-01', today, '2026-03-31', '2026-04-01']) {
      const open = opensOn({ ...leave, decisions: [{ decision: 'granted', reason: null, by: '', on: today }] }, on)
      expect(await sees(on), on).toBe(open ? archived.case.package.title : null)
      expect(await lists(on), on).toEqual(open ? [archived.case.id] : [])
    }
    ok(await decideLeave(store, who.leaderInCharge, now, leave.id, { decision: 'withdrawn', reason: '目的已达' }))
    expect(await sees()).toBeNull()
    expect((await leaves(store, who.leaderInCharge, now, { first: 10 })).rows).toMatchObject([{ id: leave.id, decisions: [{ decision: 'granted' }, { decision: 'withdrawn', reason: '目的已达' }] }])
  })

  it('is decided once where two decide at once', async () => {
    const now = await moment(store)
    const leave = ok(await requestLeave(store, who.archivist, now, archived.case.id, wish))
    const outcomes = await Promise.all(['granted', 'rejected'].map((decision) => decideLeave(store, who.leaderInCharge, now, leave.id, { decision: decision as 'granted', reason: '理由' })))
    expect(outcomes.filter((one) => 'leave' in one)).toHaveLength(1)
    expect(outcomes.flatMap((one) => ('refusals' in one ? one.refusals.map(({ code }) => code) : []))).toEqual(['NOTHING_PENDING'])
  })

  it('is listed page by page to those whom it concerns, and to nobody else', async () => {
    const now = await moment(store)
    ok(await requestLeave(store, who.groupLeader, now, archived.case.id, { ...wish, personId: 'groupLeader', letter: null }))
    expect((await leaves(store, who.groupLeader, now, { first: 10 })).rows.map((one) => one.personId)).toEqual(['groupLeader'])
    const all = await leaves(store, who.archivist, now, { first: 2 })
    expect([all.rows.length, all.hasNext, await all.totalCount()]).toEqual([2, true, 3])
    expect((await leaves(store, who.archivist, now, { first: 2, after: all.rows[1]?.id })).rows).toHaveLength(1)
    for (const by of [who.handler, who.otherHandler, who.systemAdmin, who.auditAdmin]) expect((await leaves(store, by, now, { first: 10 })).rows).toEqual([])
  })

  it('leaves a link for every request, decision and refusal, and rows that nobody can change', async () => {
    const kinds = (await links(store, commission, 0, 10_000)).filter((one) => one.kind === 'leave').map((one) => (JSON.parse(one.body) as { event: string }).event)
    expect(kinds.filter((event) => event === 'requested')).toHaveLength(3)
    expect(kinds).toEqual(expect.arrayContaining(['granted', 'withdrawn']))
    for (const statement of [`update leaves set purpose = '改'`, 'delete from leaves', `update leave_decisions set decision = 'granted'`, 'delete from leave_decisions'])
      await expect(engine.tamper(url, [statement]), statement).rejects.toThrow('只增不')
    expect(await verify(store, commission, { on: today, at })).toEqual([])
  })
})
