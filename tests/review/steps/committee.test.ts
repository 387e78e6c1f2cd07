import { describe, expect, it } from 'vitest'
import { act } from '../../../src/review/act.ts'
import type { Rule } from '../../../src/review/law.ts'
import { moment, today, who } from '../../help/city.ts'
import { after, caseAt, notYours, refusal, worlds } from '../../help/walk.ts'

const reviewing = caseAt('committeeReview', { world: worlds.A })
const opinion = { opinion: '同意小组意见', agrees: true, minutes: '工委审理会纪要', signedBy: null }

describe('the opinion of the work committee', () => {
  it('stands beside that of the group, in another hand, and leads to the Party group', () => {
    expect(act(reviewing, 'signCommitteeOpinion', opinion, who.committeeHead, moment)).toMatchObject({
      case: { stage: 'consulting', opinions: [{ layer: 'zone', signedBy: 'lead' }, { layer: 'workCommittee', signedBy: 'committeeHead', enteredBy: 'committeeHead', signedOn: today, agrees: true }] },
    })
  })

  it('leads straight to the decision where the policy asks no Party group', () => {
    const { A, ...others } = moment.policy.routeDemands
    const policy = { ...moment.policy, routeDemands: { ...others, A: { ...A, partyGroup: null } } }
    expect(act(reviewing, 'signCommitteeOpinion', opinion, who.committeeHead, { ...moment, policy })).toMatchObject({ case: { stage: 'deciding' } })
  })

  it('may disagree', () => {
    expect(act(reviewing, 'signCommitteeOpinion', { ...opinion, agrees: false }, who.committeeHead, moment)).toMatchObject({ case: { stage: 'consulting', opinions: [{}, { agrees: false }] } })
  })

  it('is entered by the body for a committee without an account, under the name of the signer', () => {
    expect(act(reviewing, 'signCommitteeOpinion', { ...opinion, signedBy: '工委书记' }, who.bodyHead, moment)).toMatchObject({ case: { opinions: [{}, { signedBy: '工委书记', enteredBy: 'bodyHead' }] } })
  })

  it.each<[string, object, 'committeeHead' | 'bodyHead', string, string, Rule | null]>([
    ['no opinion', { opinion: '' }, 'committeeHead', 'NOT_WRITTEN', 'opinion', null],
    ['no minutes', { minutes: ' ' }, 'committeeHead', 'NOT_WRITTEN', 'minutes', null],
    ['nobody who signed', {}, 'bodyHead', 'NOT_SIGNED', 'signedBy', 'R-118'],
    ['the hand of the panel', { signedBy: 'lead' }, 'committeeHead', 'SAME_HAND', 'signedBy', 'R-118'],
    ['the hand that approved the report', { signedBy: 'officeHead' }, 'bodyHead', 'SAME_HAND', 'signedBy', 'R-118'],
  ])('is refused with %s', (_name, changed, person, code, field, rule) => {
    expect(act(reviewing, 'signCommitteeOpinion', { ...opinion, ...changed }, who[person], moment)).toMatchObject(refusal(code, field, rule))
  })

  it('is refused by a head of the committee who sat on the panel', () => {
    expect(act(reviewing, 'signCommitteeOpinion', opinion, { ...who.committeeHead, personId: 'reviewer' }, moment)).toMatchObject(refusal('SAME_HAND', 'signedBy', 'R-118'))
  })

  it('is refused before the group has signed', () => {
    expect(act({ ...reviewing, opinions: [] }, 'signCommitteeOpinion', opinion, who.committeeHead, moment)).toMatchObject(refusal('ZONE_UNSIGNED', null, 'R-118'))
  })

  it.each(['committeeReviewer', 'groupLeader', 'handler', 'otherBodyHead', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(reviewing, 'signCommitteeOpinion', { ...opinion, signedBy: '工委书记' }, who[person], moment)).toMatchObject(notYours)
  })

  it('is not for a head of the committee who investigated the case', () => {
    expect(act(caseAt('committeeReview', { world: worlds.A, handed: { investigators: ['handler', 'committeeHead'] } }), 'signCommitteeOpinion', opinion, who.committeeHead, moment)).toMatchObject(notYours)
  })

  it('is signed once: the case has left the committee', () => {
    expect(act(after(reviewing, ['signCommitteeOpinion', who.committeeHead]), 'signCommitteeOpinion', opinion, who.committeeHead, moment)).toMatchObject(refusal('WRONG_STAGE', null, 'R-118'))
  })
})

describe('whose hand signs for the committee', () => {
  it.each(['bodyHead', 'handler', 'groupLeader', 'borrowedInvestigator'])('is not that of the %s', (signedBy) => {
    expect(act(caseAt('committeeReview', { world: worlds.A }), 'signCommitteeOpinion', { opinion: '同意', agrees: true, minutes: '会议纪要', signedBy }, who.bodyHead, moment)).toMatchObject(refusal('SAME_HAND', 'signedBy', 'R-118'))
  })
})
