import { describe, expect, it } from 'vitest'
import { act } from '../../../src/review/act.ts'
import { interviewDuties } from '../../../src/review/case.ts'
import type { Rule } from '../../../src/review/law.ts'
import { moment, today, who } from '../../help/city.ts'
import { after, careful, caseAt, notYours, refusal, twoSubjects, under } from '../../help/walk.ts'

const reading = caseAt('reading')
const holding = { kind: 'hold', scope: 'report', subjectId: 'S1', reason: '应当谈话' } as const
const waiving = { kind: 'waive', scope: 'report', subjectId: 'S1', reason: '事实无异议' } as const
const asked = after(reading, ['requestInterview', who.lead, holding])
const approved = after(asked, ['approveInterview', who.leaderInCharge])
const unsigned = after(reading, ['changePanel', who.groupLeader, { out: 'lead', in: 'spareReviewer' }])

describe('asking for the interview, or for its waiver', () => {
  it.each([['the talk', holding], ['the waiver', waiving], ['putting it off until after the return', { ...waiving, scope: 'beforeReturn' } as const]])('waits for the approval of %s', (_name, asking) => {
    expect(act(reading, 'requestInterview', asking, who.lead, moment)).toMatchObject({ case: { stage: 'reading', interviews: [{ ...asking, round: 1, record: null, requestedBy: 'lead', approvedBy: null }] } })
  })

  it('is asked for each of two people', () => {
    expect(act(caseAt('reading', { handed: twoSubjects }), 'requestInterview', { ...holding, subjectId: 'S2' }, who.lead, moment)).toMatchObject({ case: { interviews: [{ subjectId: 'S2' }] } })
  })

  it.each(interviewDuties)('cannot waive it where %s', (duty) => {
    expect(act(caseAt('reading', { handed: { interviewDuties: [duty] } }), 'requestInterview', waiving, who.lead, moment)).toMatchObject({ refusals: [{ code: 'INTERVIEW_DUE', field: 'kind', basis: { rule: 'R-234' } }] })
  })

  it.each([['held', holding], ['put off', { ...waiving, scope: 'beforeReturn' } as const]])('can have it %s where it cannot be waived', (_name, asking) => {
    expect(act(caseAt('reading', { handed: { interviewDuties: ['asksToSpeak'] } }), 'requestInterview', asking, who.lead, moment)).toMatchObject({ case: { stage: 'reading' } })
  })

  it.each<[string, object, string, string, Rule | null]>([
    ['no reason', { reason: '' }, 'NOT_WRITTEN', 'reason', null],
    ['a stranger', { subjectId: 'S9' }, 'NO_SUCH_SUBJECT', 'subjectId', 'R-234'],
  ])('is refused with %s', (_name, changed, code, field, rule) => {
    expect(act(reading, 'requestInterview', { ...holding, ...changed }, who.lead, moment)).toMatchObject(refusal(code, field, rule))
  })

  it('is refused while another request waits', () => {
    expect(act(asked, 'requestInterview', waiving, who.groupLeader, moment)).toMatchObject(refusal('ALREADY_PENDING', null, 'R-234'))
  })

  it('is refused before the undertaking', () => {
    expect(act(unsigned, 'requestInterview', holding, who.spareReviewer, moment)).toMatchObject(refusal('NOT_SIGNED', null, 'R-603'))
  })

  it.each(['reviewer', 'otherGroupLeader', 'handler', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(reading, 'requestInterview', holding, who[person], moment)).toMatchObject(notYours)
  })
})

describe('approving it', () => {
  it.each(['reading', 'deliberating'] as const)('keeps who approved and stays at %s', (stage) => {
    expect(act(after(caseAt(stage), ['requestInterview', who.lead, holding]), 'approveInterview', {}, who.leaderInCharge, moment)).toMatchObject({ case: { stage }, entry: { by: 'leaderInCharge' } })
  })

  it('keeps the reason where it is not approved', () => {
    expect(act(asked, 'rejectInterview', { reason: '再核实' }, who.leaderInCharge, moment)).toMatchObject({ case: { interviews: [{ approvedBy: null, rejectedBy: 'leaderInCharge', rejectedReason: '再核实' }] } })
  })

  it('wants the reason for not approving', () => {
    expect(act(asked, 'rejectInterview', { reason: '' }, who.leaderInCharge, moment)).toMatchObject(refusal('NOT_WRITTEN', 'reason'))
  })

  it.each([['approveInterview', {}], ['rejectInterview', { reason: '否' }]] as const)('is refused where nothing waits: %s', (step, payload) => {
    expect(act(reading, step, payload, who.leaderInCharge, moment)).toMatchObject(refusal('NOTHING_PENDING', null, 'R-234'))
  })

  it.each(['lead', 'groupLeader', 'officeHead', 'bodyHead'] as const)('is not for the %s', (person) => {
    expect(act(asked, 'approveInterview', {}, who[person], moment)).toMatchObject(notYours)
    expect(act(asked, 'rejectInterview', { reason: '否' }, who[person], moment)).toMatchObject(notYours)
  })

  it('is for whom the policy names, and never for whoever asked', () => {
    const byGroup = under('interviewApprover', 'groupLeader')
    expect(act(asked, 'approveInterview', {}, who.groupLeader, byGroup)).toMatchObject({ case: { interviews: [{ approvedBy: 'groupLeader' }] } })
    expect(act(after(reading, ['requestInterview', who.groupLeader]), 'approveInterview', {}, who.groupLeader, byGroup)).toMatchObject(refusal('OWN_REQUEST', null, 'R-254'))
  })
})

describe('the record of the interview', () => {
  const record = careful(approved, 'recordInterview')

  it('is kept with the five parts and who talked', () => {
    expect(act(approved, 'recordInterview', { ...record, outcome: 'newFacts' }, who.reviewer, moment)).toMatchObject({
      case: { stage: 'reading', interviews: [{ record: { on: today, reviewers: ['lead', 'reviewer'], sections: record.sections, signed: true, outcome: 'newFacts' } }] },
    })
  })

  it('notes where the person does not sign', () => {
    expect(act(approved, 'recordInterview', { ...record, signed: false, refusalNote: '本人拒绝签名' }, who.lead, moment)).toMatchObject({ case: { interviews: [{ record: { signed: false, refusalNote: '本人拒绝签名' } }] } })
  })

  it.each<[string, object, string, string, Rule]>([
    ['one reviewer', { reviewers: ['lead'] }, 'TOO_FEW_REVIEWERS', 'reviewers', 'R-234'],
    ['one reviewer twice', { reviewers: ['lead', 'lead'] }, 'TOO_FEW_REVIEWERS', 'reviewers', 'R-234'],
    ['somebody not on the panel', { reviewers: ['lead', 'spareReviewer'] }, 'NOT_ON_PANEL', 'reviewers', 'R-235'],
    ['no signature and no note', { signed: false }, 'NOT_SIGNED', 'refusalNote', 'R-235'],
    ['somebody no talk was approved for', { subjectId: 'S2' }, 'NOT_APPROVED', 'subjectId', 'R-234'],
  ])('is refused with %s', (_name, changed, code, field, rule) => {
    expect(act(approved, 'recordInterview', { ...record, ...changed }, who.lead, moment)).toMatchObject(refusal(code, field, rule))
  })

  it.each(['rights', 'facts', 'defence', 'methods', 'education'])('is refused without the part on %s', (part) => {
    expect(act(approved, 'recordInterview', { ...record, sections: { ...record.sections, [part]: ' ' } }, who.lead, moment)).toMatchObject(refusal('NOT_WRITTEN', `sections.${part}`, 'R-235'))
  })

  it.each([
    ['before the approval', asked],
    ['where it was waived', after(reading, ['requestInterview', who.lead, waiving], ['approveInterview', who.leaderInCharge])],
    ['twice', after(approved, ['recordInterview', who.lead])],
  ])('is refused %s', (_name, c) => {
    expect(act(c, 'recordInterview', record, who.lead, moment)).toMatchObject(refusal('NOT_APPROVED', 'subjectId', 'R-234'))
  })

  it('is refused before the undertaking', () => {
    expect(act(after(approved, ['changePanel', who.groupLeader, { out: null, in: 'spareReviewer', because: 'reinforcement' }]), 'recordInterview', record, who.spareReviewer, moment)).toMatchObject(refusal('NOT_SIGNED', null, 'R-603'))
  })

  it.each(['spareReviewer', 'groupLeader', 'handler', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(approved, 'recordInterview', record, who[person], moment)).toMatchObject(notYours)
  })
})
