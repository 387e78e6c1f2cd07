import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../../src/review/act.ts'
import type { Rule } from '../../../src/review/law.ts'
import { isSettled } from '../../../src/review/steps/joint.ts'
import { moment, who } from '../../help/city.ts'
import { after, caseAt, notYours, refusal, worlds } from '../../help/walk.ts'

const given = { world: worlds.A }
const reading = caseAt('reading', given)
const invited = after(reading, ['inviteCommittee', who.officeHead])
const zone = { personId: 'lead', layer: 'zone' } as const
const committee = { personId: 'committeeReviewer', layer: 'workCommittee' } as const
const session = { kind: 'discussion', participants: [zone, committee], note: '共同讨论定性' } as const

describe('inviting the work committee to review jointly', () => {
  it.each(['officeHead', 'groupLeader'] as const)('is possible after acceptance, by the %s', (person) => {
    expect(act(reading, 'inviteCommittee', { reason: '处级干部案件' }, who[person], moment)).toMatchObject({ case: { stage: 'reading', committeeInvitedOn: '2026-03-02' } })
  })

  it('is possible before, where early involvement was approved', () => {
    const involved = after(caseAt('drafting', given), ['requestInvolvement', who.handler], ['approveInvolvement', who.leaderInCharge])
    expect(act(involved, 'inviteCommittee', { reason: '处级干部案件' }, who.groupLeader, moment)).toMatchObject({ case: { stage: 'drafting', committeeInvitedOn: '2026-03-02' } })
  })

  it.each([['a mere draft', caseAt('drafting', given)], ['a draft whose early involvement waits', after(caseAt('drafting', given), ['requestInvolvement', who.handler])]])('is refused for %s', (_name, c) => {
    expect(act(c, 'inviteCommittee', { reason: '处级干部案件' }, who.groupLeader, moment)).toMatchObject(refusal('TOO_EARLY', null, 'R-222'))
  })

  it('wants the reason', () => {
    expect(act(reading, 'inviteCommittee', { reason: '' }, who.groupLeader, moment)).toMatchObject(refusal('NOT_WRITTEN', 'reason'))
  })

  it('is done once, and the button says so', () => {
    expect(act(invited, 'inviteCommittee', { reason: '再邀' }, who.groupLeader, moment)).toMatchObject(refusal('ALREADY_INVITED', null, 'R-222'))
    expect(openSteps(invited, who.groupLeader, moment)).toContainEqual(expect.objectContaining({ step: 'inviteCommittee', closedBecause: expect.objectContaining({ code: 'ALREADY_INVITED' }) }))
  })

  it.each(['lead', 'otherGroupLeader', 'committeeHead', 'bodyHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(reading, 'inviteCommittee', { reason: '处级干部案件' }, who[person], moment)).toMatchObject(notYours)
  })
})

describe('a joint session', () => {
  it.each(['lead', 'groupLeader', 'committeeReviewer', 'committeeHead'] as const)('names who took part from both layers, entered by the %s', (person) => {
    expect(act(invited, 'recordJointSession', { ...session, participants: [...session.participants] }, who[person], moment)).toMatchObject({ case: { stage: 'reading', jointSessions: [{ ...session, on: '2026-03-02' }], opinions: [] } })
  })

  it.each<[string, object, string, string, Rule | null]>([
    ['nobody of the committee', { participants: [zone] }, 'ONE_LAYER_ONLY', 'participants', 'R-222'],
    ['nobody of the group', { participants: [committee] }, 'ONE_LAYER_ONLY', 'participants', 'R-222'],
    ['somebody of the body in place of the committee', { participants: [zone, { personId: 'handler', layer: 'body' }] }, 'ONE_LAYER_ONLY', 'participants', 'R-222'],
    ['a nameless somebody of the committee', { participants: [zone, { ...committee, personId: '' }] }, 'ONE_LAYER_ONLY', 'participants', 'R-222'],
    ['no words', { note: '' }, 'NOT_WRITTEN', 'note', null],
  ])('is refused with %s', (_name, changed, code, field, rule) => {
    expect(act(invited, 'recordJointSession', { ...session, participants: [...session.participants], ...changed }, who.lead, moment)).toMatchObject(refusal(code, field, rule))
  })

  it('is refused where nobody was invited', () => {
    expect(act(reading, 'recordJointSession', { ...session, participants: [...session.participants] }, who.lead, moment)).toMatchObject(refusal('NOT_INVITED', null, 'R-222'))
  })

  it.each(['reviewer', 'otherGroupLeader', 'bodyHead', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(invited, 'recordJointSession', { ...session, participants: [...session.participants] }, who[person], moment)).toMatchObject(notYours)
  })
})

describe('the one list of issues', () => {
  const raised = after(invited, ['raiseJointIssue', who.handler])
  const word = { no: 1, text: '以银行流水为准', settled: false }

  it.each([['handler', 'body'], ['lead', 'zone'], ['groupLeader', 'zone'], ['committeeReviewer', 'workCommittee'], ['committeeHead', 'workCommittee']] as const)('takes a point of the %s, in the name of its layer', (person, layer) => {
    expect(act(invited, 'raiseJointIssue', { question: '数额' }, who[person], moment)).toMatchObject({ case: { stage: 'reading', jointIssues: [{ no: 1, words: [{ layer, by: person, on: '2026-03-02', text: '数额', settled: false }] }] } })
    expect(act(raised, 'answerJointIssue', word, who[person], moment)).toMatchObject({ case: { jointIssues: [{ words: [{ layer: 'body' }, { layer, text: '以银行流水为准' }] }] } })
  })

  it('is settled once the last word of both layers says so, and then says no more', () => {
    const ofZone = after(raised, ['answerJointIssue', who.lead, { ...word, settled: true }])
    expect(ofZone.jointIssues.map(isSettled)).toEqual([false])
    const taken = after(ofZone, ['answerJointIssue', who.groupLeader, word], ['answerJointIssue', who.committeeReviewer, { ...word, settled: true }])
    expect(taken.jointIssues.map(isSettled)).toEqual([false])
    const settled = after(taken, ['answerJointIssue', who.lead, { ...word, settled: true }])
    expect(settled.jointIssues.map(isSettled)).toEqual([true])
    expect(act(settled, 'answerJointIssue', word, who.committeeReviewer, moment)).toMatchObject(refusal('ISSUE_SETTLED', 'no', 'R-222'))
  })

  it('refuses a point before the invitation, without words, an answer to none or without words, and the body that settles for the layers', () => {
    expect(act(reading, 'raiseJointIssue', { question: '数额' }, who.lead, moment)).toMatchObject(refusal('NOT_INVITED', null, 'R-222'))
    expect(act(invited, 'raiseJointIssue', { question: ' ' }, who.lead, moment)).toMatchObject(refusal('NOT_WRITTEN', 'question'))
    expect(act(raised, 'answerJointIssue', { ...word, no: 2 }, who.lead, moment)).toMatchObject(refusal('NO_SUCH_ISSUE', 'no', 'R-222'))
    expect(act(raised, 'answerJointIssue', { ...word, text: '' }, who.lead, moment)).toMatchObject(refusal('NOT_WRITTEN', 'text'))
    expect(act(raised, 'answerJointIssue', { ...word, settled: true }, who.handler, moment)).toMatchObject(refusal('NOT_A_LAYER', 'settled', 'R-118'))
  })

  it.each(['reviewer', 'otherZoneReviewer', 'otherGroupLeader', 'otherHandler', 'officeHead', 'homeReviewer'] as const)('is not for the %s', (person) => {
    expect(act(invited, 'raiseJointIssue', { question: '数额' }, who[person], moment)).toMatchObject(notYours)
    expect(act(raised, 'answerJointIssue', word, who[person], moment)).toMatchObject(notYours)
  })
})
