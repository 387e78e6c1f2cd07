import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../../src/review/act.ts'
import type { Case } from '../../../src/review/case.ts'
import { laterOf } from '../../../src/review/execution.ts'
import type { Rule } from '../../../src/review/law.ts'
import { executionLines } from '../../../src/review/limits.ts'
import { deadlinesOf } from '../../../src/review/reminders.ts'
import { moment, momentOn, today, who } from '../../help/city.ts'
import { subject } from '../../help/offers.ts'
import { after, caseAt, decisionOn, notYours, refusal, twoSubjects, under, worlds } from '../../help/walk.ts'

const heavy = { world: { ...worlds.B, party: 'removal', admin: 'dismissal' } } as const
const executing = caseAt('executing', heavy)
const kinds = (c: Case) => c.execution.map((one) => one.kind)
/** Everything that was to be done is done. */
const done = (c: Case) => after(c, ...c.execution.map((item) => ['recordExecution', who.handler, { itemId: item.id }] as const))
const told = (c: Case) => after(c, ['announce', who.handler], ['serve', who.handler])

describe('what is to be done', () => {
  it('follows from the decisions, nothing twice for one person', () => {
    expect(kinds(executing)).toEqual(['notifyUnit', 'personalFile', 'formalities', 'measure', 'representativeNotice'])
    expect(kinds(caseAt('executing', { world: { ...worlds.B, subject: { ...subject, deputyOrDelegate: false } } }))).toEqual(['notifyUnit', 'personalFile', 'measure'])
    expect(kinds(caseAt('executing', { world: worlds['C+'] }))).toContain('endEmployment')
  })
})

describe('recording what was done', () => {
  it('keeps the proof, who and when', () => {
    expect(act(executing, 'recordExecution', { itemId: 'S1-personalFile', proof: '归档回执' }, who.handler, moment)).toMatchObject({ case: { stage: 'executing', execution: [{ proof: null }, { proof: '归档回执', doneOn: today, by: 'handler' }, {}, {}, {}] } })
  })

  it.each<[string, object, string, string, Rule | null]>([
    ['something that was not asked', { itemId: 'S1-endEmployment' }, 'NO_SUCH_ITEM', 'itemId', 'R-274'],
    ['no proof', { proof: '' }, 'NOT_WRITTEN', 'proof', null],
  ])('is refused with %s', (_name, changed, code, field, rule) => {
    expect(act(executing, 'recordExecution', { itemId: 'S1-personalFile', proof: '回执', ...changed }, who.handler, moment)).toMatchObject(refusal(code, field, rule))
  })

  it.each(['otherHandler', 'groupLeader', 'archivist', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(executing, 'recordExecution', { itemId: 'S1-personalFile', proof: '回执' }, who[person], moment)).toMatchObject(notYours)
  })
})

describe('what is followed up later', () => {
  const reported = after(told(done(executing)), ['reportExecution', who.handler])
  const lines = (c: Case, on: string) => executionLines(c, [], momentOn(on)).map(({ id, dueOn, doneOn, overdue }) => [id, dueOn, doneOn, overdue])

  it('is told with its days beside what is to be done now, and not demanded by the report', () => {
    expect(kinds(executing)).not.toContain('returnVisit')
    expect(lines(executing, '2026-03-10').map(([id, dueOn]) => [id, dueOn])).toEqual([
      ['S1-notifyUnit', '2026-04-02'], ['S1-personalFile', '2026-04-02'], ['S1-formalities', '2026-04-02'], ['S1-measure', '2026-04-02'], ['S1-representativeNotice', '2026-04-02'],
      ['S1-yearlyRating', '2027-03-31'], ['S1-returnVisit', '2026-09-02'], ['S1-restoration', '2028-04-03'],
    ])
    expect(reported.stage).toBe('reported')
    expect(laterOf(reported).map((one) => one.kind)).toEqual(expect.arrayContaining(['returnVisit']))
  })

  it('is recorded with its proof, also after the report, once it is done', () => {
    const outcome = act(reported, 'recordExecution', { itemId: 'S1-returnVisit', proof: '回访记录' }, who.handler, momentOn('2026-09-10'))
    expect(outcome).toMatchObject({ case: { stage: 'reported' } })
    if (!('case' in outcome)) throw new Error('refused')
    expect(outcome.case.execution.at(-1)).toEqual({ id: 'S1-returnVisit', subjectId: 'S1', kind: 'returnVisit', proof: '回访记录', doneOn: '2026-09-10', by: 'handler', extendedBy: null, extendedOn: null })
    expect(lines(outcome.case, '2026-09-11')).toContainEqual(['S1-returnVisit', '2026-09-02', '2026-09-10', true])
    expect(laterOf(outcome.case).map((one) => one.kind)).not.toContain('returnVisit')
  })

  it('holds nothing of what the decision gives no reason for, and is not for others', () => {
    expect(act(reported, 'recordExecution', { itemId: 'S1-adviceFollowed', proof: '回函' }, who.handler, moment)).toMatchObject(refusal('NO_SUCH_ITEM', 'itemId', 'R-274'))
    for (const person of ['otherHandler', 'groupLeader', 'archivist', 'officeHead'] as const) expect(act(reported, 'recordExecution', { itemId: 'S1-returnVisit', proof: '回访记录' }, who[person], moment), person).toMatchObject(notYours)
  })

  it('reminds the body of what is open until it is done or archived', () => {
    const codes = (c: Case) => deadlinesOf(c, [], moment).map(({ code, holder }) => [code, holder])
    expect(codes(reported)).toContainEqual(['RETURN_VISIT', 'body'])
    expect(codes(after(reported, ['archive', who.archivist]))).toEqual([])
  })
})

describe('more time for the formalities', () => {
  const longer = { itemId: 'S1-formalities', until: '2026-09-02', reason: '工资核定' }

  it('ends six months after the decision at the latest', () => {
    expect(act(executing, 'extendFormalities', longer, who.leaderInCharge, moment)).toMatchObject({ case: { stage: 'executing', execution: [{}, {}, { kind: 'formalities', extendedBy: 'leaderInCharge', extendedOn: '2026-09-02' }, {}, {}] } })
  })

  it.each<[string, object, string, string, Rule | null]>([
    ['no reason', { reason: '' }, 'NOT_WRITTEN', 'reason', null],
    ['an item of another kind', { itemId: 'S1-personalFile' }, 'NO_SUCH_ITEM', 'itemId', 'R-274'],
    ['a day too late', { until: '2026-09-03' }, 'TOO_LONG', 'until', 'R-274'],
  ])('is refused with %s', (_name, changed, code, field, rule) => {
    expect(act(executing, 'extendFormalities', { ...longer, ...changed }, who.leaderInCharge, moment)).toMatchObject(refusal(code, field, rule))
  })

  it('is refused for formalities that are done', () => {
    expect(act(done(executing), 'extendFormalities', longer, who.leaderInCharge, moment)).toMatchObject(refusal('NO_SUCH_ITEM', 'itemId', 'R-274'))
  })

  it('counts from the later of the two decisions on that person', () => {
    const later = momentOn('2026-03-09')
    const informed = after(caseAt('deciding', { ...heavy, handed: { ...twoSubjects, proposals: [{ ...twoSubjects.proposals![0]!, party: 'removal', admin: 'dismissal' }, twoSubjects.proposals![1]!] } }), ['giveNotice', who.handler, { admin: 'dismissal' }], ['giveNotice', who.handler, { subjectId: 'S2', admin: 'demerit' }])
    const c = after(informed, ['recordDecision', who.handler, decisionOn(informed, 'party')], ['recordDecision', who.handler, decisionOn(informed, 'admin', { on: '2026-03-04' }), later], ['recordDecision', who.handler, decisionOn(informed, 'admin', { subjectId: 'S2', on: '2026-03-06' }), later])
    expect(act(c, 'extendFormalities', { ...longer, until: '2026-09-04' }, who.leaderInCharge, later)).toMatchObject({ case: { stage: 'executing' } })
    expect(act(c, 'extendFormalities', { ...longer, until: '2026-09-05' }, who.leaderInCharge, later)).toMatchObject(refusal('TOO_LONG', 'until', 'R-274'))
  })

  it('follows the months and the approver of the policy', () => {
    expect(act(executing, 'extendFormalities', longer, who.leaderInCharge, under('formalitiesMaxMonths', 3))).toMatchObject(refusal('TOO_LONG', 'until', 'R-274'))
    expect(act(executing, 'extendFormalities', longer, who.officeHead, under('extensionApprover', 'officeHead'))).toMatchObject({ case: { stage: 'executing' } })
  })

  it.each(['handler', 'bodyHead', 'groupLeader', 'officeHead'] as const)('is not for the %s', (person) => {
    expect(act(executing, 'extendFormalities', longer, who[person], moment)).toMatchObject(notYours)
  })
})

describe('reporting the execution', () => {
  const ready = done(told(executing))

  it('ends the execution', () => {
    expect(act(ready, 'reportExecution', { text: '已全部执行' }, who.handler, moment)).toMatchObject({ case: { stage: 'reported', executionReport: { text: '已全部执行', on: today, by: 'handler' } } })
  })

  it('wants words', () => {
    expect(act(ready, 'reportExecution', { text: '' }, who.handler, moment)).toMatchObject(refusal('NOT_WRITTEN', 'text'))
  })

  it.each<[string, Case, string, string | null, Rule]>([
    ['the decision was served, but not announced', done(after(executing, ['serve', who.handler])), 'NOT_ANNOUNCED', null, 'R-271'],
    ['the decision was announced, but not served', done(after(executing, ['announce', who.handler])), 'NOT_SERVED', null, 'R-273'],
    ['one item is open', { ...ready, execution: ready.execution.map((one) => (one.kind === 'formalities' ? { ...one, proof: null } : one)) }, 'NOT_CARRIED_OUT', 'execution.S1-formalities', 'R-274'],
  ])('is refused where %s, and the button says so', (_name, c, code, field, rule) => {
    expect(act(c, 'reportExecution', { text: '已执行' }, who.handler, moment)).toMatchObject(refusal(code, field, rule))
    expect(openSteps(c, who.handler, moment)).toContainEqual(expect.objectContaining({ step: 'reportExecution', closedBecause: expect.objectContaining({ code }) }))
  })

  it('is refused until the second person was told too', () => {
    const two = done(told(caseAt('executing', { handed: twoSubjects })))
    expect(act(two, 'reportExecution', { text: '已执行' }, who.handler, moment)).toMatchObject({ refusals: [{ code: 'NOT_ANNOUNCED', message: expect.stringContaining('陈某') }, { code: 'NOT_SERVED', message: expect.stringContaining('陈某') }] })
  })

  it.each(['otherHandler', 'partyGroupContact', 'groupLeader', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(ready, 'reportExecution', { text: '已执行' }, who[person], moment)).toMatchObject(notYours)
  })
})
