/** Quality checks on both engines: what is fixed stays fixed, what is drawn can be drawn again, and what was done is in the chain. */
import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawFrom, listHashOf } from '../../src/review/draw.ts'
import type { Actor } from '../../src/review/people.ts'
import type { Plan } from '../../src/review/quality-plan.ts'
import type { QualityPayload, QualityStepName } from '../../src/review/quality-steps.ts'
import { bodyOf, linkAt, links } from '../../src/store/audit.ts'
import { decideLeave, knownOn, requestLeave } from '../../src/store/leaves.ts'
import { checkFor, checksFor, coverageFor, drawRecordOf, feedbacksFor } from '../../src/store/quality-reading.ts'
import { drawCheck, planCheck, sha256, takeOnCheck, type QualityOutcome } from '../../src/store/quality.ts'
import type { Store } from '../../src/store/store.ts'
import { verify } from '../../src/store/verify.ts'
import { commission, today, who } from '../help/city.ts'
import { archivedCase, secondReviewer } from './archive.ts'
import { accepted, at, cityIn, moment, type Whole } from './city.ts'
import { engines, type Engine } from './engines.ts'

const plan: Plan = { title: '全面评查', mode: 'full', theme: null, from: '2018-01-01', until: today, bodyIds: ['P25', 'P03', 'P08'], perBody: 2, total: null, caseIds: [] }

describe.each(engines)('quality checks on $name', ({ start }) => {
  let engine: Engine
  let store: Store
  let url: string
  let archived: Whole[]
  beforeAll(async () => {
    engine = await start()
    url = await engine.fresh()
    store = await cityIn(url)
    await secondReviewer(store)
    archived = []
    for (let n = 0; n < 4; n++) archived.push(await archivedCase(store, n))
    await accepted(store) // open, so never looked at
  }, 300_000)
  afterAll(async () => {
    await store?.close()
    await engine?.stop()
  }, 60_000)

  const plans = async (changed: Partial<Plan> = {}, by: Actor = who.officeHead, operationKey: string = randomUUID()) => planCheck(store, { who: by, moment: await moment(store), plan: { ...plan, ...changed }, operationKey })
  const draws = async (checkId: string, by: Actor = who.officeHead, version = 1) => drawCheck(store, { who: by, moment: await moment(store), checkId, version, operationKey: randomUUID() })
  const takes = async <Name extends Exclude<QualityStepName, 'draw'>>(checkId: string, version: number, step: Name, payload: QualityPayload<Name>, by: Actor, operationKey: string = randomUUID()) =>
    takeOnCheck(store, { who: await knownOn(store, by, await moment(store)), moment: await moment(store), checkId, version, step, payload, operationKey })
  const idOf = (outcome: QualityOutcome): string => {
    if ('refusals' in outcome) throw new Error(JSON.stringify(outcome.refusals))
    return outcome.checkId
  }
  const seen = async (checkId: string) => (await checkFor(store, who.officeHead, checkId))!

  it('fixes the list before the draw, and hangs the draw on a link that came after it', async () => {
    const checkId = idOf(await plans())
    const { check } = await seen(checkId)
    expect(check).toMatchObject({ state: 'planned', cases: [], draw: null })
    const fixed = bodyOf((await linkAt(store, commission, check.bound!.seq))!)
    expect(fixed).toMatchObject({ event: 'checkPlanned', checkId, listHash: check.bound!.listHash, commitment: check.bound!.commitment, perBody: 2, total: null })
    expect((await drawRecordOf(store, await seen(checkId))).faults).toEqual([])
    idOf(await draws(checkId))
    const after = await seen(checkId)
    const record = await drawRecordOf(store, after)
    const draw = after.check.draw!
    expect(record.faults).toEqual([])
    expect(record.lines).toHaveLength(4)
    // By hand, from what the record says.
    expect(listHashOf(record.lines, sha256)).toBe(check.bound!.listHash)
    expect(sha256(draw.secret)).toBe(check.bound!.commitment)
    expect(draw.beacon).toBe((await linkAt(store, commission, check.bound!.seq + 1))?.hash)
    expect(draw.seed).toBe(sha256(`${check.bound!.listHash}|${draw.secret}|${draw.beacon}`))
    expect(drawFrom(record.lines, { perBody: 2, total: null }, draw.seed, sha256)).toEqual(draw.seals)
    for (const { seal, opened } of record.lines) expect(sha256(`${opened!.blind}|${opened!.caseId}|${opened!.number}|${opened!.bodyId}`)).toBe(seal)
    expect(after.check.cases.map(({ caseId }) => caseId).every((id) => archived.some((c) => c.case.id === id))).toBe(true)
  })

  it('tells of a case out of sight nothing but its seal, and does not draw it into the plan of somebody who may not see it', async () => {
    const hidden = archived[0]!.case
    const before = idOf(await plans())
    idOf(await draws(before))
    await store.tx(async (db) => { await db.insert(store.t.caseBars).values({ commission, caseId: hidden.id, personId: 'officeHead' }) })
    const { check } = await seen(before)
    const record = await drawRecordOf(store, await seen(before))
    expect(record.faults).toEqual([])
    expect(JSON.stringify([check, record])).not.toContain(hidden.id)
    expect(JSON.stringify([check, record])).not.toContain(hidden.number)
    expect(record.lines.filter(({ opened }) => opened === null)).toHaveLength(1)
    const other = idOf(await plans())
    expect((await drawRecordOf(store, await seen(other))).lines).toHaveLength(3)
    expect(await plans({ mode: 'daily', caseIds: [hidden.id] })).toEqual({ refusals: [expect.objectContaining({ code: 'NO_CASES' })] })
    expect(await plans({ mode: 'daily', caseIds: ['xm-none'] })).toEqual({ refusals: [expect.objectContaining({ code: 'NO_CASES' })] })
    await store.tx(async (db) => { await db.delete(store.t.caseBars).where(and(eq(store.t.caseBars.caseId, hidden.id), eq(store.t.caseBars.personId, 'officeHead'))) })
  })

  it('does once what is asked twice, says who was slower, and keeps a link for what it refuses', async () => {
    const key = randomUUID()
    const [one, same] = await Promise.all([plans({}, who.officeHead, key), plans({}, who.officeHead, key)])
    expect(same).toEqual(one)
    const checkId = idOf(one)
    expect(await plans({ title: '别的' }, who.officeHead, key)).toMatchObject({ refusals: [{ code: 'OPERATION_KEY_REUSED' }] })
    expect(await draws(checkId, who.officeHead, 7)).toMatchObject({ refusals: [{ code: 'STALE' }] })
    expect(await plans({}, who.groupLeader)).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }] })
    expect(await plans({}, { ...who.groupLeader, role: 'officeHead', zoneId: null })).toMatchObject({ refusals: [{ code: 'NOT_YOUR_POST' }] })
    expect(await draws(checkId, who.qualityReviewer)).toEqual(await draws('none', who.qualityReviewer))
    idOf(await draws(checkId))
    expect(await draws(checkId, who.officeHead, 2)).toMatchObject({ refusals: [{ code: 'WRONG_STATE' }] })
    expect(await draws(idOf(await plans({ mode: 'daily', caseIds: [archived[1]!.case.id] })))).toMatchObject({ refusals: [{ code: 'WRONG_STATE' }] })
    const refused = (await links(store, commission, 0, 100_000)).filter(({ kind }) => kind === 'refusal').map((link) => bodyOf(link)!)
    expect(refused.slice(-3)).toMatchObject([{ event: 'draw', codes: ['NO_SUCH_CHECK'] }, { event: 'draw', codes: ['WRONG_STATE'] }, { event: 'draw', codes: ['WRONG_STATE'] }])
  })

  it('goes to its end: read with leave, scored, graded, fed back, answered, closed', async () => {
    const [found] = [archived[1]!.case]
    const daily = { mode: 'daily' as const, caseIds: [found.id] }
    const checkId = idOf(await plans(daily))
    expect(await takes(checkId, 1, 'formTeam', { members: ['qualityReviewer', 'lead'] }, who.officeHead)).toMatchObject({ refusals: [{ code: 'NOT_A_REVIEWER' }] })
    expect(await checksFor(store, who.qualityReviewer)).toEqual([])
    idOf(await takes(checkId, 1, 'formTeam', { members: ['qualityReviewer', 'second'] }, who.officeHead))
    expect((await checksFor(store, who.qualityReviewer)).map(({ check }) => check.id)).toEqual([checkId])
    const sheet = { caseId: found.id, marks: [{ itemId: 'F1', points: 4, place: '卷二第31页', found: '一句只在评分表里的话' }], bonuses: [], grounds: [], summary: '总体较好' }
    expect(await takes(checkId, 2, 'scoreCase', sheet, who.qualityReviewer)).toMatchObject({ refusals: [{ code: 'NOT_READ' }] })
    const leave = await requestLeave(store, who.qualityReviewer, await moment(store), found.id, { personId: 'qualityReviewer', purpose: '质量评查', from: today, until: '2026-03-31', letter: null })
    if ('leave' in leave) await decideLeave(store, who.leaderInCharge, await moment(store), leave.leave.id, { decision: 'granted', reason: null })
    idOf(await takes(checkId, 2, 'scoreCase', sheet, who.qualityReviewer))
    const opinions = ['qualityReviewer', 'second', 'leaderInCharge'].map((personId) => ({ personId, opinion: '同意', dissent: null }))
    idOf(await takes(checkId, 3, 'fixGrades', { attendees: opinions.map(({ personId }) => personId), opinions, minutes: '逐案研究', grades: [{ caseId: found.id, grade: 'excellent', reason: null }] }, who.officeHead))
    expect(await feedbacksFor(store, who.bodyHead)).toEqual([])
    idOf(await takes(checkId, 4, 'feedBack', { note: '请整改' }, who.officeHead))
    const [told] = await feedbacksFor(store, who.bodyHead)
    expect(told).toMatchObject({ bodyId: 'P25', version: 1, open: true, cases: [{ number: found.number, grade: 'excellent', score: { total: 96 } }], findings: [{ id: '1-1', found: '一句只在评分表里的话' }] })
    for (const other of Object.values(who)) if (other.role !== 'bodyHead' || other.bodyId !== 'P25') expect(await feedbacksFor(store, other), other.personId).toEqual([])
    for (const other of Object.values(who)) if (other.role !== 'officeHead' && other.personId !== 'qualityReviewer') expect(await checkFor(store, other, checkId), other.personId).toBeNull()
    expect(await takes(checkId, 1, 'answerFindings', { measures: [{ markId: '1-1', measure: '补正', done: true }], note: '已整改' }, who.otherBodyHead)).toMatchObject({ refusals: [{ code: 'NO_SUCH_CHECK' }] })
    idOf(await takes(checkId, 1, 'answerFindings', { measures: [{ markId: '1-1', measure: '补正', done: true }], note: '已整改' }, who.bodyHead))
    idOf(await takes(checkId, 6, 'judgeAnswer', { bodyId: 'P25', accepted: true, reason: null }, who.officeHead))
    idOf(await takes(checkId, 7, 'closeCheck', { summary: '总体较好' }, who.officeHead))
    expect((await seen(checkId)).check).toMatchObject({ state: 'closed', version: 8 })

    // No word of it in the chain, and every row answered for.
    expect((await links(store, commission, 0, 100_000)).map(({ body }) => body).join()).not.toContain('一句只在评分表里的话')
    expect(await verify(store, commission, { on: today, at })).toEqual([])
  })

  it('counts a full check for its bodies from its feedback, for those who keep the calendar', async () => {
    const now = await moment(store)
    const calendar = await coverageFor(store, who.officeHead, now)
    expect(calendar.map(({ bodyId, last }) => [bodyId, last])).toEqual([['P03', null], ['P08', null], ['P25', null]])
    for (const other of Object.values(who)) if (!['officeHead', 'qualityReviewer'].includes(other.role)) expect(await coverageFor(store, other, now), other.personId).toEqual([])
  })

  it('is changed by nobody beside the product', async () => {
    for (const statement of [`update quality_entries set payload = ''`, 'delete from quality_entries', 'delete from quality_checks']) await expect(engine.tamper(url, [statement]), statement).rejects.toThrow(/评查.*只增/)
    for (const column of ['candidates', 'secret', 'mode', 'planned_by']) await expect(engine.tamper(url, [`update quality_checks set ${column} = 'x'`]), column).rejects.toThrow('评查名单固定之后不能改变')
    await engine.tamper(url, [`update quality_checks set state = 'closed' where state = 'planned'`])
    expect((await verify(store, commission, { on: today, at })).join()).toContain('quality_checks')
  })

})
