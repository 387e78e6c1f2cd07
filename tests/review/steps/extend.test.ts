import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../../src/review/act.ts'
import type { Rule } from '../../../src/review/law.ts'
import { moment, today, who } from '../../help/city.ts'
import { after, caseAt, notYours, refusal, under } from '../../help/walk.ts'

const reading = caseAt('reading')
const asking = { months: 1, days: 0, reason: '案情复杂' }
const asked = after(reading, ['requestExtension', who.lead])

describe('asking for more time', () => {
  it.each(['accepted', 'empanelled', 'reading', 'deliberating', 'returning', 'supplementing', 'answered', 'reporting', 'approving'] as const)('is possible at %s, and stays there', (stage) => {
    expect(act(caseAt(stage), 'requestExtension', asking, who.groupLeader, moment)).toMatchObject({ case: { stage, extensions: [{ ...asking, requestedBy: 'groupLeader', requestedOn: today, approvedBy: null }] } })
  })

  it('may be for days, and by the lead', () => {
    expect(act(reading, 'requestExtension', { ...asking, months: 0, days: 15 }, who.lead, moment)).toMatchObject({ case: { extensions: [{ months: 0, days: 15 }] } })
  })

  it.each<[string, object, string, string, Rule | null]>([
    ['no reason', { reason: '' }, 'NOT_WRITTEN', 'reason', null],
    ['no length', { months: 0 }, 'NO_LENGTH', 'months', 'R-301'],
    ['half a month', { months: 0.5 }, 'NO_LENGTH', 'months', 'R-301'],
    ['half a day', { days: 0.5 }, 'NO_LENGTH', 'months', 'R-301'],
    ['less time', { months: 2, days: -1 }, 'NO_LENGTH', 'months', 'R-301'],
    ['months back', { months: -1, days: 40 }, 'NO_LENGTH', 'months', 'R-301'],
  ])('is refused with %s', (_name, changed, code, field, rule) => {
    expect(act(reading, 'requestExtension', { ...asking, ...changed }, who.lead, moment)).toMatchObject(refusal(code, field, rule))
  })

  it('is refused while another request waits, and the button says so', () => {
    expect(act(asked, 'requestExtension', asking, who.groupLeader, moment)).toMatchObject(refusal('ALREADY_PENDING', null, 'R-301'))
    expect(openSteps(asked, who.groupLeader, moment)).toContainEqual(expect.objectContaining({ step: 'requestExtension', closedBecause: expect.objectContaining({ code: 'ALREADY_PENDING' }) }))
  })

  it.each(['reviewer', 'otherGroupLeader', 'bodyHead', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(reading, 'requestExtension', asking, who[person], moment)).toMatchObject(notYours)
  })
})

describe('deciding on more time', () => {
  it('is kept with who approved it', () => {
    expect(act(asked, 'approveExtension', {}, who.leaderInCharge, moment)).toMatchObject({ case: { stage: 'reading', extensions: [{ approvedBy: 'leaderInCharge', approvedOn: today }] } })
  })

  it('keeps the reason where it is not approved, and another request may follow', () => {
    const rejected = after(asked, ['rejectExtension', who.leaderInCharge, { reason: '可以按期' }])
    expect(act(rejected, 'requestExtension', asking, who.lead, moment)).toMatchObject({ case: { extensions: [{ approvedBy: null, rejectedBy: 'leaderInCharge', rejectedReason: '可以按期' }, { rejectedBy: null }] } })
  })

  it('wants the reason for not approving', () => {
    expect(act(asked, 'rejectExtension', { reason: '' }, who.leaderInCharge, moment)).toMatchObject(refusal('NOT_WRITTEN', 'reason'))
  })

  it.each([['approveExtension', {}], ['rejectExtension', { reason: '否' }]] as const)('is refused where nothing waits: %s', (step, payload) => {
    expect(act(reading, step, payload, who.leaderInCharge, moment)).toMatchObject(refusal('NOTHING_PENDING', null, 'R-301'))
  })

  it.each(['lead', 'groupLeader', 'officeHead', 'commissionHead', 'bodyHead'] as const)('is not for the %s', (person) => {
    expect(act(asked, 'approveExtension', {}, who[person], moment)).toMatchObject(notYours)
    expect(act(asked, 'rejectExtension', { reason: '否' }, who[person], moment)).toMatchObject(notYours)
  })

  it('is for whom the policy names, and never for whoever asked', () => {
    const byGroup = under('extensionApprover', 'groupLeader')
    expect(act(asked, 'approveExtension', {}, who.groupLeader, byGroup)).toMatchObject({ case: { extensions: [{ approvedBy: 'groupLeader' }] } })
    expect(act(after(reading, ['requestExtension', who.groupLeader]), 'approveExtension', {}, who.groupLeader, byGroup)).toMatchObject(refusal('OWN_REQUEST', null, 'R-254'))
  })
})
