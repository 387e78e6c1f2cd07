import { describe, expect, it } from 'vitest'
import { act } from '../../../src/review/act.ts'
import type { Rule } from '../../../src/review/law.ts'
import { moment, momentOn, who } from '../../help/city.ts'
import { after, caseAt, notYours, refusal, worlds } from '../../help/walk.ts'

const consulting = caseAt('consulting')
/** On route A the Party group has to agree. */
const agreeing = caseAt('consulting', { world: worlds.A })
const met = after(caseAt('proposing', { world: worlds.A }), ['holdBodyMeeting', who.handler])
const view = { agrees: true, opinion: '同意', minutes: '党组会纪要' }

describe('the view of the Party group', () => {
  it.each(['handler', 'partyGroupContact'] as const)('leads to the decision where it agrees, entered by the %s', (person) => {
    expect(act(consulting, 'recordPartyGroupView', view, who[person], moment)).toMatchObject({ case: { stage: 'deciding', partyGroupViews: [{ ...view, enteredBy: person, purpose: 'proposal' }] } })
  })

  it('is only recorded where the Party group is told, and the case goes on', () => {
    expect(act(consulting, 'recordPartyGroupView', { ...view, agrees: false }, who.handler, moment)).toMatchObject({ case: { stage: 'deciding', partyGroupViews: [{ agrees: false }] } })
  })

  it('stays where it does not agree', () => {
    expect(act(agreeing, 'recordPartyGroupView', { ...view, agrees: false }, who.handler, moment)).toMatchObject({ case: { stage: 'consulting' } })
  })

  it('may come round', () => {
    expect(act(after(agreeing, ['recordPartyGroupView', who.handler, { agrees: false }]), 'recordPartyGroupView', view, who.handler, moment)).toMatchObject({ case: { stage: 'deciding' } })
  })

  it('is preliminary on the way to the work committee, and stays', () => {
    expect(act(met, 'recordPartyGroupView', view, who.handler, moment)).toMatchObject({ case: { stage: 'proposing', partyGroupViews: [{ purpose: 'preliminary' }] } })
  })

  it('carries the day of the meeting', () => {
    expect(act(consulting, 'recordPartyGroupView', { ...view, on: '2026-03-06' }, who.handler, momentOn('2026-03-09'))).toMatchObject({ case: { partyGroupViews: [{ on: '2026-03-06' }] }, entry: { writtenOn: '2026-03-09' } })
  })

  it.each<[string, object, string, string, Rule | null]>([
    ['no opinion', { opinion: '' }, 'NOT_WRITTEN', 'opinion', null],
    ['no minutes', { minutes: '' }, 'NOT_WRITTEN', 'minutes', null],
  ])('is refused with %s', (_name, changed, code, field, rule) => {
    expect(act(consulting, 'recordPartyGroupView', { ...view, ...changed }, who.handler, moment)).toMatchObject(refusal(code, field, rule))
  })

  it('is refused before the body has met', () => {
    expect(act(caseAt('proposing'), 'recordPartyGroupView', view, who.handler, moment)).toMatchObject(refusal('NOT_STUDIED', null, 'R-110'))
  })

  it.each(['otherHandler', 'otherContact', 'groupLeader', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(consulting, 'recordPartyGroupView', view, who[person], moment)).toMatchObject(notYours)
  })
})
