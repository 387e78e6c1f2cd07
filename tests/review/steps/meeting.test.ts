import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../../src/review/act.ts'
import type { Rule } from '../../../src/review/law.ts'
import { moment, today, who } from '../../help/city.ts'
import { finding } from '../../help/offers.ts'
import { after, careful, caseAt, decisionOn, notYours, refusal, twoSubjects, worlds } from '../../help/walk.ts'

const proposing = caseAt('proposing')
const found = finding(worlds.B)
const milder = { ...found, party: 'warning', admin: 'demerit' } as const
const meeting = { due: 3, attendees: ['bodyHead', 'handler'], minutes: '组务会纪要', findings: [found], reason: null }

describe('the meeting of the body', () => {
  it('proposes with quorum and minutes, following the review', () => {
    expect(act(proposing, 'holdBodyMeeting', meeting, who.handler, moment)).toMatchObject({ case: { stage: 'proposing', bodyMeeting: { on: today, by: 'handler', ...meeting, followsReview: true } } })
  })

  it('may differ from the review with the reason', () => {
    expect(act(proposing, 'holdBodyMeeting', { ...meeting, findings: [milder], reason: '主动交代' }, who.handler, moment)).toMatchObject({ case: { bodyMeeting: { followsReview: false, reason: '主动交代' } } })
  })

  it('wants a new opinion of the committee and of the Party group for another measure, and keeps that of the group', () => {
    expect(act(caseAt('consulting', { world: worlds.A }), 'holdBodyMeeting', { ...meeting, findings: [milder], reason: '主动交代' }, who.handler, moment)).toMatchObject({ case: { stage: 'proposing', opinions: [{ layer: 'zone' }], partyGroupViews: [], notices: [] } })
  })

  it('keeps both opinions where the measure stays', () => {
    expect(act(caseAt('consulting', { world: worlds.A }), 'holdBodyMeeting', { ...meeting, findings: caseAt('consulting', { world: worlds.A }).bodyMeeting!.findings }, who.handler, moment)).toMatchObject({ case: { stage: 'proposing', opinions: [{ layer: 'zone' }, { layer: 'workCommittee' }], partyGroupViews: [{ agrees: true }] } })
  })

  it('may be held again while the decision is prepared, and the case proposes again', () => {
    expect(act(caseAt('deciding'), 'holdBodyMeeting', meeting, who.bodyHead, moment)).toMatchObject({ case: { stage: 'proposing' } })
  })

  it.each<[string, object, string, string, Rule | null]>([
    ['no minutes', { minutes: '' }, 'NOT_WRITTEN', 'minutes', null],
    ['half of those due', { due: 4 }, 'NO_QUORUM', 'attendees', 'R-110'],
    ['one person twice', { attendees: ['bodyHead', 'bodyHead'] }, 'NO_QUORUM', 'attendees', 'R-110'],
    ['more than were due', { due: 1 }, 'NO_QUORUM', 'attendees', 'R-110'],
    ['nothing on the person', { findings: [], reason: '无' }, 'SUBJECT_WITHOUT_FINDING', 'findings', 'R-231'],
    ['tracks that do not match and no reason', { findings: [{ ...found, party: 'expulsion', reasonForDifference: null }], reason: '从重' }, 'TRACKS_DO_NOT_MATCH', 'findings.0.reasonForDifference', 'R-430'],
    ['another measure than the review and no reason', { findings: [milder], reason: ' ' }, 'REASON_WANTED', 'reason', 'R-116'],
  ])('is refused with %s', (_name, changed, code, field, rule) => {
    expect(act(proposing, 'holdBodyMeeting', { ...meeting, ...changed }, who.handler, moment)).toMatchObject(refusal(code, field, rule))
  })

  it('is bound by a ruling', () => {
    const ruled = after(caseAt('consulting'), ['raiseDispute', who.bodyHead], ['recordRuling', who.officeHead, { findings: [milder] }])
    expect(act(ruled, 'holdBodyMeeting', { ...meeting, reason: '仍持原意见' }, who.handler, moment)).toMatchObject(refusal('RULED_OTHERWISE', 'findings', 'R-119'))
    expect(act(ruled, 'holdBodyMeeting', { ...meeting, findings: [milder], reason: '按裁定' }, who.handler, moment)).toMatchObject({ case: { stage: 'proposing' } })
  })

  describe('on two people', () => {
    const two = caseAt('proposing', { handed: twoSubjects })
    const both = two.report!.findings
    const oneMilder = [milder, both[1]!]

    it('wants the reason where it differs on one of them', () => {
      expect(act(two, 'holdBodyMeeting', { ...meeting, findings: oneMilder }, who.handler, moment)).toMatchObject(refusal('REASON_WANTED', 'reason', 'R-116'))
      expect(act(two, 'holdBodyMeeting', { ...meeting, findings: oneMilder, reason: '主动交代' }, who.handler, moment)).toMatchObject({ case: { bodyMeeting: { followsReview: false } } })
    })

    it('is bound by the later of two rulings, on each of them', () => {
      const ruled = after(two, ['holdBodyMeeting', who.handler], ['raiseDispute', who.bodyHead], ['recordRuling', who.officeHead, { findings: both }], ['raiseDispute', who.bodyHead], ['recordRuling', who.officeHead, { findings: oneMilder }])
      expect(act(ruled, 'holdBodyMeeting', { ...meeting, findings: both }, who.handler, moment)).toMatchObject(refusal('RULED_OTHERWISE', 'findings', 'R-119'))
      expect(act(ruled, 'holdBodyMeeting', { ...meeting, findings: oneMilder, reason: '按裁定' }, who.handler, moment)).toMatchObject({ case: { stage: 'proposing' } })
    })
  })

  it('is refused once a decision was made', () => {
    const decided = after(caseAt('deciding'), ['recordDecision', who.handler, decisionOn(caseAt('deciding'), 'party')])
    expect(act(decided, 'holdBodyMeeting', meeting, who.handler, moment)).toMatchObject(refusal('ALREADY_DECIDED', null, 'R-115'))
  })

  it.each(['otherHandler', 'groupLeader', 'partyGroupContact', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(proposing, 'holdBodyMeeting', meeting, who[person], moment)).toMatchObject(notYours)
  })
})

describe('sending the proposal', () => {
  const met = (world: (typeof worlds)[keyof typeof worlds]) => after(caseAt('proposing', { world }), ['holdBodyMeeting', who.handler])
  const agreed = after(met(worlds.A), ['recordPartyGroupView', who.handler, { agrees: true }])

  it.each([['B', 'consulting'], ['C', 'deciding'], ['C+', 'deciding'], ['D', 'deciding'], ['N', 'deciding']] as const)('on route %s leads to %s', (route, stage) => {
    expect(act(met(worlds[route]), 'sendProposal', {}, who.bodyHead, moment)).toMatchObject({ case: { stage } })
  })

  it('on route A leads to the work committee, once the Party group agrees', () => {
    expect(act(agreed, 'sendProposal', {}, who.bodyHead, moment)).toMatchObject({ case: { stage: 'committeeReview' } })
  })

  it('wants the Party group asked where one of two people goes by route A', () => {
    const one = after(caseAt('proposing', { world: worlds.A, handed: { ...twoSubjects, subjects: [worlds.A.subject, twoSubjects.subjects![1]!] } }), ['holdBodyMeeting', who.handler])
    expect(act(one, 'sendProposal', {}, who.bodyHead, moment)).toMatchObject(refusal('NOT_AGREED', null, 'R-116'))
  })

  it('goes past a committee that has signed already', () => {
    const signed = { ...agreed, opinions: [...agreed.opinions, { ...agreed.opinions[0]!, layer: 'workCommittee' as const }] }
    expect(act(signed, 'sendProposal', {}, who.bodyHead, moment)).toMatchObject({ case: { stage: 'consulting' } })
  })

  it('follows a reasoned exception from the route table', () => {
    const exception = { route: 'B' as const, reason: '工委已委托审理室' }
    const c = after(caseAt('proposing', { world: { ...worlds.A, subject: { ...worlds.A.subject, routeException: exception } } }), ['holdBodyMeeting', who.handler])
    expect(act(c, 'sendProposal', {}, who.bodyHead, moment)).toMatchObject({ case: { stage: 'consulting' } })
  })

  it.each([
    ['no meeting of the body', caseAt('proposing'), 'NOT_STUDIED', 'R-110'],
    ['a review that proposes withdrawal', after(caseAt('reporting'), ['submitReport', who.lead, { outcome: 'withdraw' }], ['approveReport', who.officeHead], ['holdBodyMeeting', who.handler]), 'WITHDRAWAL_PROPOSED', 'R-253'],
    ['a Party group that was not asked on route A', met(worlds.A), 'NOT_AGREED', 'R-116'],
    ['a Party group that does not agree on route A', after(met(worlds.A), ['recordPartyGroupView', who.handler, { agrees: false }]), 'NOT_AGREED', 'R-116'],
  ] as const)('is refused with %s, and the button says so', (_name, c, code, rule) => {
    expect(act(c, 'sendProposal', {}, who.bodyHead, moment)).toMatchObject(refusal(code, null, rule))
    expect(openSteps(c, who.bodyHead, moment)).toContainEqual(expect.objectContaining({ step: 'sendProposal', closedBecause: expect.objectContaining({ code }) }))
  })

  it.each(['handler', 'otherBodyHead', 'groupLeader', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(met(worlds.B), 'sendProposal', careful(met(worlds.B), 'sendProposal'), who[person], moment)).toMatchObject(notYours)
  })
})
