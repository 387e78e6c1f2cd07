import { describe, expect, it } from 'vitest'
import { act } from '../../../src/review/act.ts'
import { branchSkips } from '../../../src/review/decision.ts'
import type { Rule } from '../../../src/review/law.ts'
import { moment, who } from '../../help/city.ts'
import { caseAt, notYours, refusal, twoSubjects, worlds } from '../../help/walk.ts'

const deciding = caseAt('deciding', { world: worlds.C })
const vote = { subjectId: 'S1', due: 20, present: 15, inFavour: 12, memberAttended: true, minutes: '支部大会记录' }

describe('the vote of the branch', () => {
  it.each([['deciding', 'C'], ['consulting', 'B']] as const)('is kept with the numbers, and stays at %s', (stage, route) => {
    expect(act(caseAt(stage, { world: worlds[route] }), 'recordBranchMeeting', vote, who.handler, moment)).toMatchObject({ case: { stage, branchMeetings: [{ ...vote, skippedBecause: null, enteredBy: 'handler' }] } })
  })

  it('may be entered by the contact of the unit, and without the member', () => {
    expect(act(deciding, 'recordBranchMeeting', { ...vote, memberAttended: false }, who.partyGroupContact, moment)).toMatchObject({ case: { branchMeetings: [{ memberAttended: false, enteredBy: 'partyGroupContact' }] } })
  })

  it('is one for each of two people', () => {
    expect(act(caseAt('consulting', { handed: twoSubjects }), 'recordBranchMeeting', { ...vote, subjectId: 'S2' }, who.handler, moment)).toMatchObject({ case: { branchMeetings: [{ subjectId: 'S2' }] } })
  })

  it.each([[20, 11, 11], [21, 11, 11], [1, 1, 1], [20, 20, 11]])('carries with %i due, %i present and %i in favour', (due, present, inFavour) => {
    expect(act(deciding, 'recordBranchMeeting', { ...vote, due, present, inFavour }, who.handler, moment)).toMatchObject({ case: { branchMeetings: [{ due, present, inFavour }] } })
  })

  it.each([
    ['half of those due present', 20, 10, 10], ['half of those due in favour', 20, 20, 10], ['less than half of an odd number', 21, 21, 10], ['most of those present, but not of those due', 20, 15, 10], ['nobody in favour', 20, 15, 0],
  ])('does not carry with %s', (_name, due, present, inFavour) => {
    expect(act(deciding, 'recordBranchMeeting', { ...vote, due, present, inFavour }, who.handler, moment)).toMatchObject(refusal('NOT_CARRIED', 'inFavour', 'R-127'))
  })

  it.each([['more present than due', { present: 21 }], ['more in favour than present', { inFavour: 16 }], ['half a person', { inFavour: 11.5 }]])('is refused with %s', (_name, changed) => {
    expect(act(deciding, 'recordBranchMeeting', { ...vote, ...changed }, who.handler, moment)).toMatchObject(refusal('VOTES_DO_NOT_ADD_UP', 'inFavour', 'R-127'))
  })

  it('is refused with nobody due, in every way at once', () => {
    expect(act(deciding, 'recordBranchMeeting', { ...vote, due: 0, present: 0, inFavour: 0 }, who.handler, moment)).toMatchObject({ refusals: [{ code: 'VOTES_DO_NOT_ADD_UP' }, { code: 'NOT_CARRIED' }] })
  })

  it.each<[string, object, string, string, Rule | null]>([
    ['no minutes', { minutes: '' }, 'NOT_WRITTEN', 'minutes', null],
    ['a stranger', { subjectId: 'S9' }, 'NO_SUCH_SUBJECT', 'subjectId', null],
  ])('is refused with %s', (_name, changed, code, field, rule) => {
    expect(act(deciding, 'recordBranchMeeting', { ...vote, ...changed }, who.handler, moment)).toMatchObject(refusal(code, field, rule))
  })

  it('is refused before the first collective opinion', () => {
    expect(act(caseAt('proposing'), 'recordBranchMeeting', vote, who.handler, moment)).toMatchObject(refusal('NOT_STUDIED', null, 'R-126'))
  })

  it.each(['otherHandler', 'otherContact', 'groupLeader', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(deciding, 'recordBranchMeeting', vote, who[person], moment)).toMatchObject(notYours)
  })
})

describe('going without the branch', () => {
  it.each(branchSkips)('is possible for %s, with the reason', (because) => {
    expect(act(deciding, 'skipBranchMeeting', { subjectId: 'S1', because, reason: '支部书记涉案' }, who.bodyHead, moment)).toMatchObject({ case: { stage: 'deciding', branchMeetings: [{ skippedBecause: because, reason: '支部书记涉案', due: 0, enteredBy: 'bodyHead' }] } })
  })

  it.each([['no reason', { reason: '' }, 'NOT_WRITTEN', 'reason'], ['a stranger', { subjectId: 'S9' }, 'NO_SUCH_SUBJECT', 'subjectId']])('is refused with %s', (_name, changed, code, field) => {
    expect(act(deciding, 'skipBranchMeeting', { subjectId: 'S1', because: 'crossRegion', reason: '跨区', ...changed }, who.bodyHead, moment)).toMatchObject(refusal(code, field))
  })

  it('is refused before the first collective opinion', () => {
    expect(act(caseAt('proposing'), 'skipBranchMeeting', { subjectId: 'S1', because: 'crossRegion', reason: '跨区' }, who.bodyHead, moment)).toMatchObject(refusal('NOT_STUDIED', null, 'R-126'))
  })

  it.each(['handler', 'partyGroupContact', 'otherBodyHead', 'groupLeader', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(deciding, 'skipBranchMeeting', { subjectId: 'S1', because: 'crossRegion', reason: '跨区' }, who[person], moment)).toMatchObject(notYours)
  })
})
