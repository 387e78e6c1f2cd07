import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../../src/review/act.ts'
import { standards } from '../../../src/review/case.ts'
import { moment, momentOn, who } from '../../help/city.ts'
import { after, caseAt, notYours, refusal, twoSubjects } from '../../help/walk.ts'

const reading = caseAt('reading')
const heard = after(reading, ['requestInterview', who.lead, { kind: 'hold' }], ['approveInterview', who.leaderInCharge], ['recordInterview', who.lead])
const waived = (scope: 'report' | 'beforeReturn') => after(reading, ['requestInterview', who.lead, { kind: 'waive', scope }], ['approveInterview', who.leaderInCharge])
const checklist = standards.map((standard) => ({ standard, verdict: 'pass' as const, note: '' }))
const opinions = [{ personId: 'lead', opinion: '同意', dissent: null }, { personId: 'reviewer', opinion: '同意', dissent: '数额应当再核' }]
const concluded = { checklist, opinions, recommendation: 'report' } as const

describe('the opinion of the panel', () => {
  it.each(['report', 'return'] as const)('goes to the group with every opinion and dissent, to %s', (recommendation) => {
    expect(act(heard, 'conclude', { ...concluded, recommendation }, who.lead, moment)).toMatchObject({
      case: { stage: 'deliberating', panelOpinions: [{ round: 1, reading: 1, by: 'lead', on: '2026-03-02', checklist, opinions, recommendation }] },
    })
  })

  it('may rest on an approved waiver', () => {
    expect(act(waived('report'), 'conclude', concluded, who.lead, moment)).toMatchObject({ case: { stage: 'deliberating' } })
  })

  it('may ask for a return where the interview was put off', () => {
    expect(act(waived('beforeReturn'), 'conclude', { ...concluded, recommendation: 'return' }, who.lead, moment)).toMatchObject({ case: { stage: 'deliberating' } })
  })

  it.each([
    ['nobody was heard', reading],
    ['the interview was only put off', waived('beforeReturn')],
    ['the waiver was not approved', after(reading, ['requestInterview', who.lead, { kind: 'waive' }])],
    ['the approved interview was not held', after(reading, ['requestInterview', who.lead, { kind: 'hold' }], ['approveInterview', who.leaderInCharge])],
  ])('is refused where %s', (_name, c) => {
    expect(act(c, 'conclude', concluded, who.lead, moment)).toMatchObject(refusal('NOT_HEARD', 'recommendation', 'R-234'))
  })

  it('is refused in a second round until the person is heard again', () => {
    const second = after(caseAt('reinvestigating'), ['acknowledgeReturn', who.bodyHead], ['answerOutline', who.handler], ['transfer', who.bodyHead], ['accept', who.groupLeader], ['formPanel', who.groupLeader], ['signUndertaking', who.lead], ['signUndertaking', who.reviewer])
    expect(act(second, 'conclude', concluded, who.lead, moment)).toMatchObject(refusal('NOT_HEARD', 'recommendation', 'R-234'))
  })

  it('is refused where one of two people was not heard', () => {
    const one = after(caseAt('reading', { handed: twoSubjects }), ['requestInterview', who.lead, { kind: 'waive', subjectId: 'S1' }], ['approveInterview', who.leaderInCharge])
    expect(act(one, 'conclude', concluded, who.lead, moment)).toMatchObject({ refusals: [{ code: 'NOT_HEARD', message: expect.stringContaining('陈某') }] })
  })

  it.each(standards)('is refused where %s was not checked', (standard) => {
    expect(act(heard, 'conclude', { ...concluded, checklist: checklist.filter((one) => one.standard !== standard) }, who.lead, moment)).toMatchObject(refusal('STANDARD_UNMARKED', `checklist.${standard}`, 'R-550'))
  })

  it.each(['minor', 'major', 'notApplicable'] as const)('is refused where a mark of %s says nothing', (verdict) => {
    expect(act(heard, 'conclude', { ...concluded, checklist: checklist.map((one) => (one.standard === 'nature' ? { ...one, verdict } : one)) }, who.lead, moment)).toMatchObject(refusal('NOT_WRITTEN', 'checklist.nature', 'R-550'))
  })

  it.each([['left out', opinions.slice(0, 1)], ['given by somebody else', [opinions[0]!, { ...opinions[1]!, personId: 'spareReviewer' }]], ['blank', [opinions[0]!, { ...opinions[1]!, opinion: ' ' }]]])('is refused where the opinion of a member is %s', (_name, given) => {
    expect(act(heard, 'conclude', { ...concluded, opinions: given }, who.lead, moment)).toMatchObject(refusal('OPINION_MISSING', 'opinions', 'R-232'))
  })

  it('is refused while a new member has not signed, and the button says so', () => {
    const joined = after(heard, ['changePanel', who.groupLeader, { out: null, in: 'spareReviewer', because: 'reinforcement' }])
    const all = [...opinions, { personId: 'spareReviewer', opinion: '同意', dissent: null }]
    expect(act(joined, 'conclude', { ...concluded, opinions: all }, who.lead, moment)).toMatchObject(refusal('NOT_SIGNED', null, 'R-603'))
    expect(openSteps(joined, who.lead, moment)).toContainEqual(expect.objectContaining({ step: 'conclude', closedBecause: expect.objectContaining({ code: 'NOT_SIGNED' }) }))
  })

  it('is refused on a day before the last reading note', () => {
    const noted = after(heard, ['note', who.lead, { on: '2026-03-06' }, momentOn('2026-03-09')])
    expect(act(noted, 'conclude', { ...concluded, on: '2026-03-05' }, who.lead, momentOn('2026-03-09'))).toMatchObject(refusal('DAY_TOO_EARLY', 'on'))
  })

  it.each(['reviewer', 'groupLeader', 'spareReviewer', 'handler', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(heard, 'conclude', concluded, who[person], moment)).toMatchObject(notYours)
  })

  it('is for the new lead once the lead is replaced', () => {
    const replaced = after(heard, ['changePanel', who.groupLeader, { out: 'lead', in: 'spareReviewer' }], ['signUndertaking', who.spareReviewer])
    const theirs = [{ personId: 'spareReviewer', opinion: '同意', dissent: null }, opinions[1]!]
    expect(act(replaced, 'conclude', { ...concluded, opinions: theirs }, who.lead, moment)).toMatchObject(notYours)
    expect(act(replaced, 'conclude', { ...concluded, opinions: theirs }, who.spareReviewer, moment)).toMatchObject({ case: { stage: 'deliberating' } })
  })
})

describe('what came up in the interview', () => {
  const met = (outcome: 'illegalEvidence' | 'newFacts') => after(reading, ['requestInterview', who.lead, { kind: 'hold' }], ['approveInterview', who.leaderInCharge], ['recordInterview', who.lead, { outcome }])

  it('goes back to the body where there are new facts, not on to the report', () => {
    expect(act(met('newFacts'), 'conclude', concluded, who.lead, moment)).toMatchObject(refusal('NEW_FACTS', 'recommendation', 'R-241'))
    expect(act(met('newFacts'), 'conclude', { ...concluded, recommendation: 'return' }, who.lead, moment)).toMatchObject({ case: { stage: 'deliberating' } })
  })

  it('is answered in writing where evidence may be illegal', () => {
    const answered = { ...concluded, checklist: checklist.map((mark) => (mark.standard === 'evidence' ? { ...mark, note: '已核查并排除' } : mark)) }
    expect(act(met('illegalEvidence'), 'conclude', concluded, who.lead, moment)).toMatchObject(refusal('ILLEGAL_EVIDENCE', 'checklist.evidence', 'R-236'))
    expect(act(met('illegalEvidence'), 'conclude', answered, who.lead, moment)).toMatchObject({ case: { stage: 'deliberating' } })
  })
})
