import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../../src/review/act.ts'
import { moment, momentOn, today, who } from '../../help/city.ts'
import { packageOf, subject } from '../../help/offers.ts'
import { after, careful, caseAt, notYours, refusal, under, worlds } from '../../help/walk.ts'

const transferred = caseAt('transferred')
const proposed = after(transferred, ['defer', who.groupLeader])
const without = (item: number) => ({ intake: packageOf(worlds.B).intake.map((one) => (one.item === item ? { ...one, state: 'missing' as const, reason: '尚未取得' } : one)) })

describe('accepting a case', () => {
  it('starts the month of review on that day', () => {
    expect(act(transferred, 'accept', {}, who.groupLeader, moment)).toMatchObject({ case: { stage: 'accepted', acceptedOn: '2026-03-02', reading: 1 }, entry: { basis: { rule: 'R-213', tag: 'Q' } } })
  })

  it('counts from the legal day, not from the day of writing', () => {
    expect(act(transferred, 'accept', { on: '2026-03-06' }, who.groupLeader, momentOn('2026-03-09'))).toMatchObject({ case: { acceptedOn: '2026-03-06' }, entry: { writtenOn: '2026-03-09' } })
  })

  it('is refused without an item that must be there', () => {
    expect(act(caseAt('transferred', { handed: without(3) }), 'accept', {}, who.groupLeader, moment)).toMatchObject(refusal('ITEM_MISSING', 'intake.3', 'R-210'))
  })

  it.each([
    ['an item that may be lacking', without(12)],
    ['the investigation papers, where a court has judged', { ...without(2), origin: 'courtJudgment' as const }],
    ['the criminal volume, where there is no crime', without(14)],
  ])('may lack %s', (_name, handed) => {
    expect(act(caseAt('transferred', { handed }), 'accept', {}, who.groupLeader, moment)).toMatchObject({ case: { stage: 'accepted' } })
  })

  it.each([
    ['the criminal volume of a crime', 14, { crime: true }],
    ['the list of property that was seized', 11, {}],
    ['the explanation of an objection', 7, { interviewDuties: ['disagreesWithFacts'] as const }],
  ])('is refused without %s', (_name, item, handed) => {
    expect(act(caseAt('transferred', { handed: { ...without(item), ...handed, interviewDuties: 'interviewDuties' in handed ? [...handed.interviewDuties] : [] } }), 'accept', {}, who.groupLeader, moment)).toMatchObject(refusal('ITEM_MISSING', `intake.${item}`, 'R-210'))
  })

  it('is refused for somebody the city manages', () => {
    expect(act(caseAt('transferred', { handed: { subjects: [{ ...subject, managedBy: 'city' }] } }), 'accept', {}, who.groupLeader, moment)).toMatchObject(refusal('NOT_A_ZONE_CASE', null, 'R-211'))
  })

  it('is refused while a deferral waits, and the button says so', () => {
    expect(act(proposed, 'accept', {}, who.groupLeader, moment)).toMatchObject(refusal('ALREADY_PENDING', null, 'R-211'))
    expect(openSteps(proposed, who.groupLeader, moment)).toContainEqual(expect.objectContaining({ step: 'accept', closedBecause: expect.objectContaining({ code: 'ALREADY_PENDING' }) }))
  })

  it.each(['bodyHead', 'reviewer', 'otherGroupLeader', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(transferred, 'accept', {}, who[person], moment)).toMatchObject(notYours)
  })

  it('is not for a leader who investigated the case', () => {
    expect(act(caseAt('transferred', { handed: { investigators: ['handler', 'groupLeader'] } }), 'accept', {}, who.groupLeader, moment)).toMatchObject(notYours)
  })

  it('begins a second round without the panel and the requests of the first', () => {
    const asked = after(caseAt('deliberating'), ['requestInterview', who.lead], ['requestExtension', who.lead], ['requestSuspension', who.lead])
    const second = after(asked, ['deliberate', who.groupLeader, { outcome: 'return' }], ['proposeReturn', who.lead], ['rejectReturn', who.officeHead], ['proposeReturn', who.lead, { grounds: ['evidenceInsufficient'] }], ['approveReturn', who.leaderInCharge, {}], ['acknowledgeReturn', who.bodyHead], ['answerOutline', who.handler], ['transfer', who.bodyHead])
    expect(act(second, 'accept', {}, who.groupLeader, moment)).toMatchObject({
      case: {
        stage: 'accepted', round: 2, reading: 2, report: null, returns: [{ acceptedOn: null }, { acceptedOn: today }],
        panel: [{ personId: 'lead', leftOn: today, leftBecause: expect.stringContaining('新一轮') }, { personId: 'reviewer', leftOn: today }],
        interviews: [{ rejectedBy: null }, { rejectedBy: 'groupLeader' }], extensions: [{ rejectedReason: expect.stringContaining('失效') }], suspensions: [{ rejectedBy: 'groupLeader' }],
      },
    })
  })
})

describe('deferring a case', () => {
  const deferral = { reasons: ['缺少检讨材料'], missing: [8], dueOn: '2026-03-10' }

  it('waits for the approval with what is missing and until when', () => {
    expect(act(transferred, 'defer', deferral, who.groupLeader, moment)).toMatchObject({ case: { stage: 'transferred', intakeProposal: { outcome: 'deferred', ...deferral, proposedBy: 'groupLeader', approvedBy: null } } })
  })

  it.each([
    ['no reason', { reasons: [] }, 'NOT_WRITTEN', 'reasons'],
    ['a blank reason', { reasons: ['缺', ' '] }, 'NOT_WRITTEN', 'reasons'],
    ['no item', { missing: [] }, 'NO_MISSING_ITEM', 'missing'],
    ['no period', { dueOn: null }, 'NO_PERIOD', 'dueOn'],
    ['a period that is over', { dueOn: '2026-03-01' }, 'NO_PERIOD', 'dueOn'],
  ])('is refused for %s', (_name, changed, code, field) => {
    expect(act(transferred, 'defer', { ...deferral, ...changed }, who.groupLeader, moment)).toMatchObject(refusal(code, field, 'R-211'))
  })

  it('is refused twice', () => {
    expect(act(proposed, 'defer', deferral, who.groupLeader, moment)).toMatchObject(refusal('ALREADY_PENDING', null, 'R-211'))
  })

  it.each(['reviewer', 'otherGroupLeader', 'officeHead', 'bodyHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(transferred, 'defer', deferral, who[person], moment)).toMatchObject(notYours)
  })
})

describe('refusing a case', () => {
  it('wants reasons, but neither items nor a period', () => {
    expect(act(transferred, 'refuse', { reasons: ['没有调查报告'], missing: [], dueOn: null }, who.groupLeader, moment)).toMatchObject({ case: { stage: 'transferred', intakeProposal: { outcome: 'refused' } } })
  })

  it('is refused for no reason', () => {
    expect(act(transferred, 'refuse', { reasons: [], missing: [], dueOn: null }, who.groupLeader, moment)).toMatchObject(refusal('NOT_WRITTEN', 'reasons', 'R-211'))
  })

  it('is refused while a deferral waits', () => {
    expect(act(proposed, 'refuse', careful(proposed, 'refuse'), who.groupLeader, moment)).toMatchObject(refusal('ALREADY_PENDING', null, 'R-211'))
  })

  it.each(['otherGroupLeader', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(transferred, 'refuse', careful(transferred, 'refuse'), who[person], moment)).toMatchObject(notYours)
  })
})

describe('deciding on a deferral or a refusal', () => {
  it.each([['defer', 'deferred'], ['refuse', 'refused']] as const)('leads on %s to %s', (step, stage) => {
    expect(act(after(transferred, [step, who.groupLeader]), 'approveIntake', {}, who.officeHead, moment)).toMatchObject({ case: { stage, intakeProposal: { approvedBy: 'officeHead' } } })
  })

  it('gives the transfer back to the group when it is not approved', () => {
    expect(act(proposed, 'rejectIntake', { reason: '材料可以后补' }, who.officeHead, moment)).toMatchObject({ case: { stage: 'transferred', intakeProposal: null } })
  })

  it('wants the reason for not approving', () => {
    expect(act(proposed, 'rejectIntake', { reason: '' }, who.officeHead, moment)).toMatchObject(refusal('NOT_WRITTEN', 'reason', 'R-211'))
  })

  it.each([['approveIntake', {}], ['rejectIntake', { reason: '否' }]] as const)('is refused where nothing waits: %s', (step, payload) => {
    expect(act(transferred, step, payload, who.officeHead, moment)).toMatchObject(refusal('NOTHING_PENDING', null, 'R-211'))
  })

  it.each(['groupLeader', 'bodyHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(proposed, 'approveIntake', {}, who[person], moment)).toMatchObject(notYours)
    expect(act(proposed, 'rejectIntake', { reason: '否' }, who[person], moment)).toMatchObject(notYours)
  })

  it('is for whom the policy of the day names, from that day on', () => {
    expect(act(proposed, 'approveIntake', {}, who.leaderInCharge, under('intakeApprover', 'leaderInCharge'))).toMatchObject({ case: { stage: 'deferred' } })
    expect(act(proposed, 'approveIntake', {}, who.officeHead, under('intakeApprover', 'leaderInCharge'))).toMatchObject(notYours)
    expect(act(proposed, 'rejectIntake', { reason: '否' }, who.officeHead, under('intakeApprover', 'leaderInCharge'))).toMatchObject(notYours)
    expect(act(proposed, 'approveIntake', {}, who.leaderInCharge, under('intakeApprover', 'leaderInCharge', '2026-04-01', today))).toMatchObject(notYours)
  })

  it('is never for the leader who proposed it', () => {
    expect(act(proposed, 'approveIntake', {}, who.groupLeader, under('intakeApprover', 'groupLeader'))).toMatchObject(refusal('OWN_REQUEST', null, 'R-254'))
  })
})
