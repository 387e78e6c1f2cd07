import { describe, expect, it } from 'vitest'
import { act } from '../../../src/review/act.ts'
import { moment, momentOn, today, who } from '../../help/city.ts'
import { after, caseAt, notYours, refusal, under } from '../../help/walk.ts'

const stages = ['accepted', 'empanelled', 'reading', 'deliberating', 'reporting'] as const
const reading = caseAt('reading')
const asking = { ground: 'personUnavailable', basis: '住院证明' } as const
const asked = after(reading, ['requestSuspension', who.lead])
const suspended = after(asked, ['approveSuspension', who.leaderInCharge])

describe('asking for a suspension', () => {
  it.each(stages)('is possible at %s, and waits there', (stage) => {
    expect(act(caseAt(stage), 'requestSuspension', asking, who.groupLeader, moment)).toMatchObject({ case: { stage, suspensions: [{ ...asking, from: stage, requestedBy: 'groupLeader', approvedBy: null, resumedOn: null }] } })
  })

  it('wants the paper it rests on', () => {
    expect(act(reading, 'requestSuspension', { ...asking, basis: '' }, who.lead, moment)).toMatchObject(refusal('NOT_WRITTEN', 'basis'))
  })

  it('is refused while another request waits', () => {
    expect(act(asked, 'requestSuspension', asking, who.groupLeader, moment)).toMatchObject(refusal('ALREADY_PENDING', null, 'R-320'))
  })

  it.each(['reviewer', 'otherGroupLeader', 'bodyHead', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(reading, 'requestSuspension', asking, who[person], moment)).toMatchObject(notYours)
  })

  it('is not possible while the body supplements, for the clock stands still already', () => {
    expect(act(caseAt('supplementing'), 'requestSuspension', asking, who.groupLeader, moment)).toMatchObject(refusal('WRONG_STAGE', null, 'R-320'))
  })
})

describe('deciding on a suspension', () => {
  it('takes the case out of the hands of the group', () => {
    expect(act(asked, 'approveSuspension', {}, who.leaderInCharge, moment)).toMatchObject({ case: { stage: 'suspended', suspensions: [{ from: 'reading', approvedBy: 'leaderInCharge', approvedOn: today }] } })
  })

  it('remembers the stage at which it was approved, not that of the request', () => {
    const moved = after(caseAt('accepted'), ['requestSuspension', who.groupLeader], ['formPanel', who.groupLeader])
    expect(act(moved, 'approveSuspension', {}, who.leaderInCharge, moment)).toMatchObject({ case: { stage: 'suspended', suspensions: [{ from: 'empanelled' }] } })
  })

  it('keeps the reason where it is not approved', () => {
    expect(act(asked, 'rejectSuspension', { reason: '可以书面核实' }, who.leaderInCharge, moment)).toMatchObject({ case: { stage: 'reading', suspensions: [{ rejectedBy: 'leaderInCharge', rejectedReason: '可以书面核实' }] } })
  })

  it('wants the reason for not approving', () => {
    expect(act(asked, 'rejectSuspension', { reason: '' }, who.leaderInCharge, moment)).toMatchObject(refusal('NOT_WRITTEN', 'reason'))
  })

  it.each([['approveSuspension', {}], ['rejectSuspension', { reason: '否' }]] as const)('is refused where nothing waits: %s', (step, payload) => {
    expect(act(reading, step, payload, who.leaderInCharge, moment)).toMatchObject(refusal('NOTHING_PENDING', null, 'R-320'))
  })

  it.each(['lead', 'groupLeader', 'officeHead', 'bodyHead'] as const)('is not for the %s', (person) => {
    expect(act(asked, 'approveSuspension', {}, who[person], moment)).toMatchObject(notYours)
    expect(act(asked, 'rejectSuspension', { reason: '否' }, who[person], moment)).toMatchObject(notYours)
  })

  it('is for whom the policy names, and never for whoever asked', () => {
    const byGroup = under('suspensionApprover', 'groupLeader')
    expect(act(asked, 'approveSuspension', {}, who.groupLeader, byGroup)).toMatchObject({ case: { stage: 'suspended' } })
    expect(act(after(reading, ['requestSuspension', who.groupLeader]), 'approveSuspension', {}, who.groupLeader, byGroup)).toMatchObject(refusal('OWN_REQUEST', null, 'R-254'))
  })
})

describe('resuming', () => {
  it.each(stages)('goes on at %s, where the case was', (stage) => {
    const c = after(caseAt(stage), ['requestSuspension', who.groupLeader], ['approveSuspension', who.leaderInCharge])
    expect(act(c, 'resume', { reason: '本人出院' }, who.groupLeader, momentOn('2026-03-09'))).toMatchObject({ case: { stage, suspensions: [{ resumedOn: '2026-03-09', resumedBy: 'groupLeader' }] } })
  })

  it('goes on where the case was the second time, and leaves the first as it was', () => {
    const again = after(suspended, ['resume', who.lead], ['requestInterview', who.lead, { kind: 'waive', scope: 'report' }], ['approveInterview', who.leaderInCharge], ['conclude', who.lead], ['requestSuspension', who.lead], ['approveSuspension', who.leaderInCharge])
    expect(act(again, 'resume', { reason: '鉴定已出' }, who.groupLeader, moment)).toMatchObject({ case: { stage: 'deliberating', suspensions: [{ resumedBy: 'lead' }, { resumedBy: 'groupLeader' }] } })
  })

  it('wants the reason', () => {
    expect(act(suspended, 'resume', { reason: '' }, who.lead, moment)).toMatchObject(refusal('NOT_WRITTEN', 'reason'))
  })

  it('is refused on a day before the suspension', () => {
    expect(act(suspended, 'resume', { reason: '出院', on: '2026-03-01' }, who.lead, moment)).toMatchObject(refusal('DAY_TOO_EARLY', 'on'))
  })

  it.each(['reviewer', 'otherGroupLeader', 'bodyHead', 'leaderInCharge', 'officeHead'] as const)('is not for the %s', (person) => {
    expect(act(suspended, 'resume', { reason: '出院' }, who[person], moment)).toMatchObject(notYours)
  })
})
