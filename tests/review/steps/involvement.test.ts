import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../../src/review/act.ts'
import { moment, who } from '../../help/city.ts'
import { after, caseAt, notYours, refusal, under } from '../../help/walk.ts'

const draft = caseAt('drafting')
const asked = after(draft, ['requestInvolvement', who.handler])
const approved = after(asked, ['approveInvolvement', who.leaderInCharge])
const ticks = { complex: true, factsEstablished: true, tentativeOpinion: true }
const asking = { ground: 'A', ticks, reason: '重大复杂' } as const

describe('asking for early involvement', () => {
  it.each(['handler', 'groupLeader'] as const)('waits for its approval when the %s asks', (person) => {
    expect(act(draft, 'requestInvolvement', asking, who[person], moment)).toMatchObject({ case: { stage: 'drafting', involvements: [{ ground: 'A', requestedBy: person, requestedOn: '2026-03-02', approvedBy: null, opinion: null }] } })
  })

  it('needs no ticks where the nature is disputed', () => {
    expect(act(draft, 'requestInvolvement', { ground: 'B', ticks: { complex: false, factsEstablished: false, tentativeOpinion: false }, reason: '定性分歧' }, who.handler, moment)).toMatchObject({ case: { involvements: [{ ground: 'B' }] } })
  })

  it.each(['complex', 'factsEstablished', 'tentativeOpinion'] as const)('on ground A is refused without %s', (tick) => {
    expect(act(draft, 'requestInvolvement', { ...asking, ticks: { ...ticks, [tick]: false } }, who.handler, moment)).toMatchObject(refusal('GROUND_INCOMPLETE', 'ticks', 'R-220'))
  })

  it('wants a reason', () => {
    expect(act(draft, 'requestInvolvement', { ...asking, reason: '' }, who.handler, moment)).toMatchObject(refusal('NOT_WRITTEN', 'reason'))
  })

  it('is refused while another request waits', () => {
    expect(act(asked, 'requestInvolvement', asking, who.groupLeader, moment)).toMatchObject(refusal('ALREADY_PENDING', null, 'R-220'))
  })

  it.each(['otherHandler', 'otherGroupLeader', 'reviewer', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(draft, 'requestInvolvement', asking, who[person], moment)).toMatchObject(notYours)
  })
})

describe('approving early involvement', () => {
  it('is kept with who approved it, and starts no clock', () => {
    expect(act(asked, 'approveInvolvement', {}, who.leaderInCharge, moment)).toMatchObject({ case: { stage: 'drafting', acceptedOn: null, involvements: [{ approvedBy: 'leaderInCharge', approvedOn: '2026-03-02' }] } })
  })

  it('is refused where nothing waits, and the button says so', () => {
    expect(act(draft, 'approveInvolvement', {}, who.leaderInCharge, moment)).toMatchObject(refusal('NOTHING_PENDING', null, 'R-220'))
    expect(openSteps(draft, who.leaderInCharge, moment)).toContainEqual(expect.objectContaining({ step: 'approveInvolvement', closedBecause: expect.objectContaining({ code: 'NOTHING_PENDING' }) }))
  })

  it.each(['bodyHead', 'groupLeader', 'officeHead', 'commissionHead'] as const)('is not for the %s', (person) => {
    expect(act(asked, 'approveInvolvement', {}, who[person], moment)).toMatchObject(notYours)
  })

  const byGroup = under('involvementApprover', 'groupLeader')

  it('is for whom the policy of the day names', () => {
    expect(act(asked, 'approveInvolvement', {}, who.groupLeader, byGroup)).toMatchObject({ case: { involvements: [{ approvedBy: 'groupLeader' }] } })
    expect(act(asked, 'approveInvolvement', {}, who.leaderInCharge, byGroup)).toMatchObject(notYours)
  })

  it('is never for whoever asked', () => {
    expect(act(after(draft, ['requestInvolvement', who.groupLeader]), 'approveInvolvement', {}, who.groupLeader, byGroup)).toMatchObject(refusal('OWN_REQUEST', null, 'R-254'))
  })
})

describe('not approving early involvement', () => {
  it('keeps the reason, and another request may follow', () => {
    const rejected = after(asked, ['rejectInvolvement', who.leaderInCharge, { reason: '事实未清' }])
    expect(act(rejected, 'requestInvolvement', asking, who.handler, moment)).toMatchObject({ case: { involvements: [{ rejectedBy: 'leaderInCharge', rejectedReason: '事实未清', approvedBy: null }, { rejectedBy: null }] } })
  })

  it('wants the reason', () => {
    expect(act(asked, 'rejectInvolvement', { reason: '' }, who.leaderInCharge, moment)).toMatchObject(refusal('NOT_WRITTEN', 'reason'))
  })

  it('is refused where nothing waits', () => {
    expect(act(approved, 'rejectInvolvement', { reason: '改变主意' }, who.leaderInCharge, moment)).toMatchObject(refusal('NOTHING_PENDING', null, 'R-220'))
  })

  it.each(['handler', 'groupLeader', 'officeHead'] as const)('is not for the %s', (person) => {
    expect(act(asked, 'rejectInvolvement', { reason: '否' }, who[person], moment)).toMatchObject(notYours)
  })
})

describe('the opinion of early involvement', () => {
  it('is kept with the request that was approved, not with one that was not or that has its own', () => {
    const again = after(asked, ['rejectInvolvement', who.leaderInCharge], ['requestInvolvement', who.handler], ['approveInvolvement', who.leaderInCharge], ['recordInvolvement', who.groupLeader, { opinion: '第一次' }], ['requestInvolvement', who.handler], ['approveInvolvement', who.leaderInCharge])
    expect(act(again, 'recordInvolvement', { opinion: '第二次' }, who.groupLeader, moment)).toMatchObject({ case: { involvements: [{ opinion: null }, { opinion: '第一次' }, { opinion: '第二次' }] } })
  })

  it('is kept with the request', () => {
    expect(act(approved, 'recordInvolvement', { opinion: '补强主观明知的证据' }, who.groupLeader, moment)).toMatchObject({ case: { stage: 'drafting', involvements: [{ opinion: '补强主观明知的证据' }] } })
  })

  it('wants words', () => {
    expect(act(approved, 'recordInvolvement', { opinion: '' }, who.groupLeader, moment)).toMatchObject(refusal('NOT_WRITTEN', 'opinion'))
  })

  it.each([['before the approval', asked], ['a second time', after(approved, ['recordInvolvement', who.groupLeader])]])('is refused %s', (_name, c) => {
    expect(act(c, 'recordInvolvement', { opinion: '意见' }, who.groupLeader, moment)).toMatchObject(refusal('NOT_APPROVED', null, 'R-220'))
  })

  it.each(['handler', 'otherGroupLeader', 'reviewer', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(approved, 'recordInvolvement', { opinion: '意见' }, who[person], moment)).toMatchObject(notYours)
  })
})
