import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proposePanel, type Assignment } from '../../src/review/assignment.ts'
import { basis } from '../../src/review/law.ts'
import { acting, type Actor } from '../../src/review/people.ts'
import { firstPolicy, policyOn } from '../../src/review/policy.ts'
import type { StepName } from '../../src/review/steps/index.ts'
import { find, loadUnseen } from '../../src/store/cases.ts'
import { list } from '../../src/store/list.ts'
import { loadsOf } from '../../src/store/loads.ts'
import { refresh, savePolicy } from '../../src/store/settings.ts'
import type { Store } from '../../src/store/store.ts'
import { take } from '../../src/store/take.ts'
import { verify } from '../../src/store/verify.ts'
import { commission, today, who } from '../help/city.ts'
import { offers } from '../help/offers.ts'
import { pairs, plain } from '../help/pairs.ts'
import { accepted, after, at, cityIn, editor, inACityAlone, moment, opened, world, type Whole } from './city.ts'
import { engines, type Engine } from './engines.ts'

describe.each(engines)('panels in the store on $name', ({ start }) => {
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

  const policy = policyOn(firstPolicy, today)
  const weightOf = async (one: Store, id: string) => (await loadsOf(one, one.fresh, commission, policy))(id)
  const reading = async (one: Store): Promise<Whole> => {
    let c = await after(one, await accepted(one), 'formPanel', who.groupLeader)
    for (const actor of [who.lead, who.reviewer]) c = await after(one, c, 'signUndertaking', actor)
    return c
  }
  const form = async (one: Store, { case: c }: Whole, members: string[], reasonForDifference: string | null) =>
    take(one, { caseId: c.id, version: c.version, step: 'formPanel', payload: { members, borrowReason: null, reasonForDifference }, operationKey: randomUUID(), who: who.groupLeader, moment: await moment(one) })

  it('count what everybody has in hand as cases move, and nothing once they have ended', () => inACityAlone(engine, async (own) => {
    expect(await weightOf(own, 'lead')).toEqual({ weight: 0, chosenOn: null })
    const c = await after(own, await accepted(own), 'formPanel', who.groupLeader)
    expect(await weightOf(own, 'lead')).toEqual({ weight: 2, chosenOn: today })
    const signed = await after(own, await after(own, c, 'signUndertaking', who.lead), 'signUndertaking', who.reviewer)
    expect([await weightOf(own, 'lead'), await weightOf(own, 'reviewer'), await weightOf(own, 'spareReviewer')]).toEqual([{ weight: 4, chosenOn: today }, { weight: 4, chosenOn: today }, { weight: 0, chosenOn: null }])
    const recused = await after(own, await after(own, signed, 'requestRecusal', who.handler), 'decideRecusal', who.officeHead)
    expect([(await weightOf(own, 'lead')).weight, (await weightOf(own, 'reviewer')).weight]).toEqual([4, 0])
    await after(own, recused, 'escalate', who.officeHead)
    expect(await weightOf(own, 'lead')).toEqual({ weight: 0, chosenOn: today })
    expect(await verify(own, commission, { on: today, at })).toEqual([])
  }))

  it('that were counted wrongly are found', () => inACityAlone(engine, async (own, url) => {
    await reading(own)
    await engine.tamper(url, [`update loads set n = 7 where person_id = 'lead' and stage = 'reading'`])
    expect(await verify(own, commission, { on: today, at })).toEqual(['在办负担“lead reading”存为7，应为1'])
  }))

  it('are proposed by the loads of the moment, and keep an explanation that can be asked again', () => inACityAlone(engine, async (own) => {
    await reading(own)
    const next = await form(own, await accepted(own), ['spareReviewer', 'lead'], null)
    const kept = 'entry' in next ? (next.entry.payload as { assignment: Assignment }).assignment : null
    expect(kept?.proposal.chosen).toEqual(['spareReviewer', 'lead'])
    expect(kept && proposePanel(kept.question)).toEqual(kept?.proposal)
    expect(await form(own, await accepted(own), ['lead', 'reviewer'], null)).toMatchObject({ refusals: [{ code: 'REASON_WANTED' }] })
    expect(await verify(own, commission, { on: today, at })).toEqual([])
  }))

  it('do not both get the last free place, formed at once under a limit (G05)', () => inACityAlone(engine, async (own) => {
    await savePolicy(own, editor, [{ name: 'panelLoadMax', value: 2, from: today, basis: basis('R-459'), note: '另行规定' }])
    const [one, other] = [await accepted(own), await accepted(own)]
    const outcomes = await Promise.all([form(own, one, ['lead', 'reviewer'], '按本周分工'), form(own, other, ['lead', 'spareReviewer'], '按本周分工')])
    expect(outcomes.filter((outcome) => 'entry' in outcome)).toHaveLength(1)
    expect(outcomes.flatMap((outcome) => ('refusals' in outcome ? outcome.refusals.map((refusal) => refusal.code) : []))).toEqual(['LOAD_FULL'])
  }))

  it('lose whoever is recused on the very next request, in every list too (B13)', async () => {
    const c = await reading(store)
    const noted = await after(store, c, 'note', who.reviewer)
    const seen = async () => (await list(store, who.reviewer, { first: 100 })).rows.some((row) => row.id === c.case.id)
    expect([await find(store, who.reviewer, c.case.id) !== null, await seen()]).toEqual([true, true])
    const recused = await after(store, await after(store, noted, 'requestRecusal', who.handler), 'decideRecusal', who.officeHead)
    expect([await find(store, who.reviewer, c.case.id), await seen()]).toEqual([null, false])
    const late = { caseId: c.case.id, version: recused.case.version, step: 'note' as const, payload: offers(recused.case, 'note', world)[0]!, operationKey: randomUUID(), who: who.reviewer, moment: await moment(store) }
    expect(await take(store, late)).toEqual({ refusals: [{ code: 'NO_SUCH_CASE', message: '没有找到该案件' }] })
    expect(recused.case.notes).toMatchObject([{ by: 'reviewer' }])
  })

  const waiting = async (way: (typeof pairs)[number]['way']): Promise<Whole> => {
    let c = await opened(store)
    for (const [step, by, n = 0] of way.slice(1)) c = await after(store, c, step, who[by], offers(c.case, step, plain)[n])
    return c
  }

  it('and everything else approve nothing of one’s own, through this door as through the other', async () => {
    for (const { makes, maker, approves, approver, way } of pairs) {
      const { case: c } = await waiting(way)
      const answer = async (personId: string) => {
        const actor: Actor = acting({ personId, commission, role: approver, bodyId: null, zoneId: approver === 'groupLeader' ? c.zoneId : null })
        return take(store, { caseId: c.id, version: c.version, step: approves as StepName, payload: offers(c, approves, plain)[0]!, operationKey: randomUUID(), who: actor, moment: await moment(store) })
      }
      expect(await answer(maker), `${maker} ${makes} ${approves}`).toMatchObject({ refusals: [expect.anything()] })
      expect(await answer('another'), `another ${approves}`).toMatchObject({ entry: { by: 'another' } })
    }
  }, 60_000)

  it('wait for people: the years alone approve nothing', async () => {
    const c = await waiting(pairs.find(({ approves }) => approves === 'approveReturn')!.way)
    await refresh(store, commission, '2036-03-03', '2036-03-03T01:00:00.000Z')
    expect((await loadUnseen(store, store.fresh, commission, c.case.id))?.case).toEqual(c.case)
  })
})
