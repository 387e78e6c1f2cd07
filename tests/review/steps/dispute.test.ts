import { describe, expect, it } from 'vitest'
import { act } from '../../../src/review/act.ts'
import type { Case } from '../../../src/review/case.ts'
import type { Rule } from '../../../src/review/law.ts'
import { moment, today, who } from '../../help/city.ts'
import { finding } from '../../help/offers.ts'
import { after, caseAt, decisionOn, notYours, refusal, twoSubjects, worlds } from '../../help/walk.ts'

const raised = { between: '派驻机构与党组', opinions: ['严重警告', '警告'] }
const milder = { ...finding(worlds.B), party: 'warning', admin: 'demerit' } as const
const from: [Case['stage'], Case][] = [
  ['proposing', after(caseAt('proposing'), ['holdBodyMeeting', who.handler])],
  ['committeeReview', caseAt('committeeReview', { world: worlds.A })],
  ['consulting', caseAt('consulting')],
  ['deciding', caseAt('deciding')],
]

describe('bringing a dispute to the sending commission', () => {
  it.each(from)('is possible from %s, with both opinions', (stage, c) => {
    expect(act(c, 'raiseDispute', raised, who.bodyHead, moment)).toMatchObject({ case: { stage: 'disputed', disputes: [{ ...raised, from: stage, raisedBy: 'bodyHead', raisedOn: today, ruling: null }] } })
  })

  it('is also for the head of the work committee', () => {
    expect(act(caseAt('committeeReview', { world: worlds.A }), 'raiseDispute', raised, who.committeeHead, moment)).toMatchObject({ case: { stage: 'disputed' } })
  })

  it.each<[string, object, string, string, Rule | null]>([
    ['no word on who disputes what', { between: '' }, 'NOT_WRITTEN', 'between', null],
    ['one opinion', { opinions: ['严重警告'] }, 'ONE_OPINION_ONLY', 'opinions', 'R-119'],
    ['a blank opinion', { opinions: ['严重警告', ' '] }, 'ONE_OPINION_ONLY', 'opinions', 'R-119'],
    ['three opinions', { opinions: ['甲', '乙', '丙'] }, 'ONE_OPINION_ONLY', 'opinions', 'R-119'],
  ])('is refused with %s', (_name, changed, code, field, rule) => {
    expect(act(caseAt('consulting'), 'raiseDispute', { ...raised, ...changed }, who.bodyHead, moment)).toMatchObject(refusal(code, field, rule))
  })

  it.each(['handler', 'otherBodyHead', 'partyGroupContact', 'groupLeader', 'committeeReviewer', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(caseAt('consulting'), 'raiseDispute', raised, who[person], moment)).toMatchObject(notYours)
  })
})

describe('the ruling', () => {
  const disputed = after(caseAt('consulting'), ['raiseDispute', who.bodyHead])
  const ruling = { ruling: '给予警告处分', findings: [milder] }

  it.each(from)('leads back to %s, where the dispute arose', (stage, c) => {
    expect(act(after(c, ['raiseDispute', who.bodyHead]), 'recordRuling', { ...ruling, findings: c.bodyMeeting!.findings }, who.officeHead, moment)).toMatchObject({ case: { stage } })
  })

  it('binds: its measure is the proposal from then on', () => {
    expect(act(disputed, 'recordRuling', ruling, who.officeHead, moment)).toMatchObject({
      case: { stage: 'consulting', disputes: [{ ruling: '给予警告处分', ruledOn: today, enteredBy: 'officeHead', findings: [milder] }], bodyMeeting: { findings: [{ party: 'warning', admin: 'demerit' }] } },
    })
  })

  it('leads back to the later dispute, and the later ruling counts', () => {
    const second = after(disputed, ['recordRuling', who.officeHead, ruling], ['recordPartyGroupView', who.handler, { agrees: true }], ['raiseDispute', who.bodyHead])
    expect(act(second, 'recordRuling', { ruling: '维持原意见', findings: [finding(worlds.B)] }, who.officeHead, moment)).toMatchObject({ case: { stage: 'deciding', disputes: [{ from: 'consulting' }, { from: 'deciding' }], bodyMeeting: { findings: [{ party: 'seriousWarning' }] } } })
  })

  it.each<[string, object, string, string, Rule | null]>([
    ['no words', { ruling: '' }, 'NOT_WRITTEN', 'ruling', null],
    ['nothing on the person', { findings: [] }, 'SUBJECT_WITHOUT_FINDING', 'findings', 'R-231'],
    ['something on a stranger', { findings: [milder, { ...milder, subjectId: 'S9' }] }, 'NO_SUCH_SUBJECT', 'findings.1.subjectId', null],
  ])('is refused with %s', (_name, changed, code, field, rule) => {
    expect(act(disputed, 'recordRuling', { ...ruling, ...changed }, who.officeHead, moment)).toMatchObject(refusal(code, field, rule))
  })

  it('is refused where one of two people is left out', () => {
    const two = after(caseAt('consulting', { handed: twoSubjects }), ['raiseDispute', who.bodyHead])
    expect(act(two, 'recordRuling', ruling, who.officeHead, moment)).toMatchObject(refusal('SUBJECT_WITHOUT_FINDING', 'findings', 'R-231'))
  })

  it.each(['bodyHead', 'committeeHead', 'groupLeader', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(disputed, 'recordRuling', ruling, who[person], moment)).toMatchObject(notYours)
  })
})

describe('a dispute and the decision', () => {
  const deciding = after(caseAt('deciding'), ['giveNotice', who.handler])
  const first = after(deciding, ['recordDecision', who.handler])

  it('cannot be raised once an organ has decided', () => {
    expect(act(first, 'raiseDispute', raised, who.bodyHead, moment)).toMatchObject(refusal('ALREADY_DECIDED', null, 'R-119'))
  })

  it('is ruled by what the law allows', () => {
    const disputed = after(caseAt('deciding', { world: worlds.D }), ['raiseDispute', who.bodyHead])
    expect(act(disputed, 'recordRuling', { ruling: '给予警告', findings: [{ ...finding(worlds.D), party: 'warning' }] }, who.officeHead, moment)).toMatchObject(refusal('NOT_A_MEMBER', 'findings.0.party', 'R-140'))
  })

  it('binds the decision, whatever reason is given', () => {
    const ruled = after(caseAt('deciding'), ['raiseDispute', who.bodyHead], ['recordRuling', who.officeHead, { ruling: '维持', findings: [finding(worlds.B)] }], ['giveNotice', who.handler])
    const asRuled = decisionOn(ruled, 'party')
    expect(act(ruled, 'recordDecision', { ...asRuled, finding: { ...asRuled.finding, party: 'warning', reasonForDifference: '情节较轻' } }, who.handler, moment)).toMatchObject(refusal('RULED_OTHERWISE', 'finding', 'R-119'))
    expect(act(ruled, 'recordDecision', asRuled, who.handler, moment)).toMatchObject({ case: { decisions: [{ party: 'seriousWarning' }] } })
  })
})
