import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../../src/review/act.ts'
import type { Finding } from '../../../src/review/case.ts'
import type { Rule } from '../../../src/review/law.ts'
import { moment, today, who } from '../../help/city.ts'
import { finding, subject } from '../../help/offers.ts'
import { after, careful, caseAt, notYours, refusal, twoSubjects, under, worlds } from '../../help/walk.ts'

const reporting = caseAt('reporting')
const approving = caseAt('approving')
const report = careful(reporting, 'submitReport')
const found = finding(worlds.B)
const with_ = (changed: Partial<Finding>) => ({ ...report, findings: [{ ...found, ...changed }] })

describe('submitting the report', () => {
  it.each(['propose', 'withdraw'] as const)('waits for its approval, to %s', (outcome) => {
    expect(act(reporting, 'submitReport', { ...report, outcome }, who.lead, moment)).toMatchObject({
      case: { stage: 'approving', report: { outcome, sections: report.sections, findings: [found], submittedBy: 'lead', submittedOn: today, approvedBy: null } },
    })
  })

  it.each(['person', 'course', 'facts', 'property', 'investigatorsOpinion', 'reviewOpinion', 'attitude', 'procedure'])('is refused without the part on %s', (part) => {
    expect(act(reporting, 'submitReport', { ...report, sections: { ...report.sections, [part]: ' ' } }, who.lead, moment)).toMatchObject(refusal('NOT_WRITTEN', `sections.${part}`, 'R-238'))
  })

  it.each<[string, Finding[], string, string, Rule | null]>([
    ['nothing on the person', [], 'SUBJECT_WITHOUT_FINDING', 'findings', 'R-231'],
    ['something on a stranger', [found, { ...found, subjectId: 'S9' }], 'NO_SUCH_SUBJECT', 'findings.1.subjectId', null],
    ['no word on what it was', [{ ...found, characterisation: '' }], 'NOT_WRITTEN', 'findings.0.characterisation', 'R-231'],
    ['the eight-point rules and no category', [{ ...found, eightPoint: { applies: true, category: null, reasonIfNot: null } }], 'EIGHT_POINT_CATEGORY', 'findings.0.eightPoint.category', 'R-440'],
    ['facts that look like them and no reason', [{ ...found, eightPoint: { applies: false, category: null, reasonIfNot: ' ' } }], 'EIGHT_POINT_UNANSWERED', 'findings.0.eightPoint.reasonIfNot', 'R-440'],
    ['tracks that do not match and no reason', [{ ...found, party: 'expulsion', admin: 'warning', reasonForDifference: null }], 'TRACKS_DO_NOT_MATCH', 'findings.0.reasonForDifference', 'R-430'],
  ])('is refused with %s', (_name, findings, code, field, rule) => {
    expect(act(reporting, 'submitReport', { ...report, findings }, who.lead, moment)).toMatchObject(refusal(code, field, rule))
  })

  it.each<[string, object, Partial<Finding>, string, string, Rule]>([
    ['a Party sanction for somebody outside the Party', { partyMember: false }, { party: 'warning', admin: 'demerit' }, 'NOT_A_MEMBER', 'findings.0.party', 'R-140'],
    ['removal from a Party post that nobody holds', { partyPost: null }, { party: 'removal', admin: 'dismissal' }, 'NO_PARTY_POST', 'findings.0.party', 'R-420'],
    ['an administrative sanction for somebody retired', { retired: true }, { party: 'warning', admin: 'demerit' }, 'RETIRED', 'findings.0.admin', 'R-260'],
  ])('is refused with %s', (_name, about, changed, code, field, rule) => {
    const c = caseAt('reporting', { handed: { subjects: [{ ...subject, ...about }] } })
    expect(act(c, 'submitReport', with_(changed), who.lead, moment)).toMatchObject(refusal(code, field, rule))
  })

  it('may say why the eight-point rules are not found, and why the tracks differ', () => {
    expect(act(reporting, 'submitReport', with_({ eightPoint: { applies: false, category: null, reasonIfNot: '系民间借贷' }, party: 'expulsion', admin: 'warning', reasonForDifference: '情节不同' }), who.lead, moment)).toMatchObject({ case: { stage: 'approving' } })
  })

  describe('whose weighing is given', () => {
    const band = (sanction: 'warning' | 'demerit') => [{ name: '收受礼金', band: { lightest: sanction, heaviest: sanction } }]
    const weighing = { mitigating: [], mitigation: 'within', aggravating: [], aggravation: 'within', slight: false, exempt: false, crime: null, limited: false, party: band('warning'), admin: band('demerit') } as unknown as Finding['weighing']

    it('wants the reason where it differs from what the engine suggests', () => {
      expect(act(reporting, 'submitReport', with_({ weighing, reasonForDifference: '' }), who.lead, moment)).toMatchObject(refusal('DIFFERS_FROM_SUGGESTION', 'findings.0.reasonForDifference', 'R-420'))
    })

    it('keeps suggestion, choice and reason', () => {
      expect(act(reporting, 'submitReport', with_({ weighing, reasonForDifference: '影响恶劣' }), who.lead, moment)).toMatchObject({ case: { report: { findings: [{ party: 'seriousWarning', suggestion: { party: 'warning', admin: 'demerit' }, reasonForDifference: '影响恶劣' }] } } })
    })
  })

  it('is refused where one of two people has no finding', () => {
    expect(act(caseAt('reporting', { handed: twoSubjects }), 'submitReport', report, who.lead, moment)).toMatchObject(refusal('SUBJECT_WITHOUT_FINDING', 'findings', 'R-231'))
  })

  it('is refused by a lead who has just joined and not signed', () => {
    const replaced = after(reporting, ['changePanel', who.groupLeader, { out: 'lead', in: 'spareReviewer' }])
    expect(act(replaced, 'submitReport', report, who.spareReviewer, moment)).toMatchObject(refusal('NOT_SIGNED', null, 'R-603'))
  })

  it.each(['reviewer', 'groupLeader', 'officeHead', 'bodyHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(reporting, 'submitReport', report, who[person], moment)).toMatchObject(notYours)
  })
})

describe('approving the report', () => {
  it('ends the review and signs the opinion of the first layer', () => {
    expect(act(approving, 'approveReport', {}, who.officeHead, moment)).toMatchObject({
      case: { stage: 'proposing', report: { approvedBy: 'officeHead', approvedOn: today }, opinions: [{ layer: 'zone', signedBy: 'lead', enteredBy: 'officeHead', signedOn: today, opinion: report.sections.reviewOpinion }] },
    })
  })

  it.each(['groupLeader', 'lead', 'leaderInCharge', 'bodyHead'] as const)('is not for the %s', (person) => {
    expect(act(approving, 'approveReport', {}, who[person], moment)).toMatchObject(notYours)
  })

  it('is for whom the policy of the day names', () => {
    expect(act(approving, 'approveReport', {}, who.leaderInCharge, under('reportApprover', 'leaderInCharge'))).toMatchObject({ case: { stage: 'proposing' } })
    expect(act(approving, 'approveReport', {}, who.officeHead, under('reportApprover', 'leaderInCharge'))).toMatchObject(notYours)
  })

  it('is never for a member of the panel, in whatever post, and the button says so', () => {
    const double = { ...who.officeHead, personId: 'reviewer' }
    expect(act(approving, 'approveReport', {}, double, moment)).toMatchObject(refusal('OWN_REQUEST', null, 'R-239'))
    expect(openSteps(approving, double, moment)).toContainEqual(expect.objectContaining({ step: 'approveReport', closedBecause: expect.objectContaining({ code: 'OWN_REQUEST' }) }))
  })

  it('is not for an approver who investigated the case', () => {
    expect(act(caseAt('approving', { handed: { investigators: ['handler', 'commissionHead'] } }), 'approveReport', {}, who.commissionHead, under('reportApprover', 'commissionHead'))).toMatchObject(notYours)
  })
})

describe('sending the report back', () => {
  it('keeps the reason, and a new report replaces it', () => {
    const back = after(approving, ['sendBackReport', who.officeHead, { reason: '定性依据不足' }])
    expect(back).toMatchObject({ stage: 'reporting', report: { sentBackReason: '定性依据不足', approvedBy: null } })
    expect(act(back, 'submitReport', report, who.lead, moment)).toMatchObject({ case: { stage: 'approving', report: { sentBackReason: null } } })
  })

  it('wants the reason', () => {
    expect(act(approving, 'sendBackReport', { reason: '' }, who.officeHead, moment)).toMatchObject(refusal('NOT_WRITTEN', 'reason'))
  })

  it.each(['groupLeader', 'lead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(approving, 'sendBackReport', { reason: '否' }, who[person], moment)).toMatchObject(notYours)
  })
})

describe('two findings for one person', () => {
  it('are one too many', () => {
    const due = caseAt('reporting')
    const [one] = due.package.proposals
    expect(act(due, 'submitReport', { ...careful(due, 'submitReport'), findings: [one!, one!] }, who.lead, moment)).toMatchObject(refusal('FINDING_TWICE', 'findings.1.subjectId', 'R-231'))
  })
})
