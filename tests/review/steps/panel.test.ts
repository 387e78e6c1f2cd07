import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../../src/review/act.ts'
import type { Rule } from '../../../src/review/law.ts'
import type { Roster } from '../../../src/review/people.ts'
import { moment, momentOn, roster, today, who } from '../../help/city.ts'
import { after, caseAt, notYours, refusal } from '../../help/walk.ts'

const accepted = caseAt('accepted')
const empanelled = caseAt('empanelled')
const reading = caseAt('reading')

/** Everybody who must not sit on this case, and why. */
const barred: [string, string, string, Rule][] = [
  ['somebody from the body itself', 'homeReviewer', 'CONFLICT', 'R-455'],
  ['somebody borrowed into the investigation', 'borrowedInvestigator', 'CONFLICT', 'R-233'],
  ['somebody who does not review', 'officeHead', 'NOT_A_REVIEWER', 'R-459'],
  ['nobody we know', 'nobody', 'NO_SUCH_PERSON', 'R-230'],
]

describe('forming the panel', () => {
  it('names the lead first and waits for the undertakings', () => {
    expect(act(accepted, 'formPanel', { members: ['lead', 'reviewer'], borrowReason: null, reasonForDifference: null }, who.groupLeader, moment))
      .toMatchObject({ case: { stage: 'empanelled', panel: [{ personId: 'lead', undertakingOn: null, joinedOn: today, leftOn: null }, { personId: 'reviewer' }] } })
  })

  it('may borrow from another zone with a reason', () => {
    expect(act(accepted, 'formPanel', { members: ['lead', 'otherZoneReviewer'], borrowReason: '本片区人手不足', reasonForDifference: '本片区人手不足' }, who.groupLeader, moment)).toMatchObject({ case: { stage: 'empanelled' } })
  })

  it('may name the group leader', () => {
    expect(act(accepted, 'formPanel', { members: ['groupLeader', 'lead'], borrowReason: null, reasonForDifference: '组长主审' }, who.groupLeader, moment)).toMatchObject({ case: { stage: 'empanelled' } })
  })

  it('may name somebody who reviews in this zone and in another', () => {
    const then: Roster = { ...roster, person: (id) => { const one = roster.person(id); return one && id === 'reviewer' ? { ...one, posts: [...one.posts, { ...one.posts[0]!, zoneId: 'Z1' }] } : one } }
    expect(act(accepted, 'formPanel', { members: ['lead', 'reviewer'], borrowReason: null, reasonForDifference: null }, who.groupLeader, { ...moment, roster: then })).toMatchObject({ case: { stage: 'empanelled' } })
  })

  it.each([['one member', ['lead']], ['one member twice', ['lead', 'lead']], ['three names of two', ['lead', 'reviewer', 'lead']]])('is refused with %s', (_name, members) => {
    expect(act(accepted, 'formPanel', { members, borrowReason: null, reasonForDifference: '按本周分工' }, who.groupLeader, moment)).toMatchObject(refusal('PANEL_TOO_SMALL', 'members', 'R-230'))
  })

  it.each(barred)('is refused with %s', (_name, personId, code, rule) => {
    expect(act(accepted, 'formPanel', { members: ['lead', personId], borrowReason: null, reasonForDifference: '按本周分工' }, who.groupLeader, moment)).toMatchObject(refusal(code, 'members', rule))
  })

  it('is refused with somebody of another zone and no reason', () => {
    expect(act(accepted, 'formPanel', { members: ['lead', 'otherZoneReviewer'], borrowReason: ' ', reasonForDifference: '本片区人手不足' }, who.groupLeader, moment)).toMatchObject(refusal('OTHER_ZONE', 'borrowReason', 'R-459'))
  })

  it('is refused with a reviewer from the second body of a joint case', () => {
    expect(act(caseAt('accepted', { handed: { bodyIds: ['P25', 'P03'] } }), 'formPanel', { members: ['lead', 'reviewer'], borrowReason: null, reasonForDifference: '按本周分工' }, who.groupLeader, moment)).toMatchObject(refusal('CONFLICT', 'members', 'R-455'))
  })

  it.each([['ended', { from: '2018-01-01', until: '2026-03-01' }], ['begins later', { from: '2026-03-03', until: null }]])('is refused with a reviewer whose post %s', (_name, days) => {
    const then: Roster = { ...roster, person: (id) => { const one = roster.person(id); return one && id === 'reviewer' ? { ...one, posts: one.posts.map((post) => ({ ...post, ...days })) } : one } }
    expect(act(accepted, 'formPanel', { members: ['lead', 'reviewer'], borrowReason: null, reasonForDifference: '按本周分工' }, who.groupLeader, { ...moment, roster: then })).toMatchObject(refusal('NOT_A_REVIEWER', 'members', 'R-459'))
  })

  it('is refused with somebody who holds a post in the body, wherever the person comes from', () => {
    const then: Roster = { ...roster, person: (id) => { const one = roster.person(id); return one && id === 'reviewer' ? { ...one, posts: [...one.posts, { role: 'handler', bodyId: 'P25', zoneId: null, from: '2018-01-01', until: null }] } : one } }
    expect(act(accepted, 'formPanel', { members: ['lead', 'reviewer'], borrowReason: null, reasonForDifference: '按本周分工' }, who.groupLeader, { ...moment, roster: then })).toMatchObject(refusal('CONFLICT', 'members', 'R-455'))
  })

  it.each(['lead', 'otherGroupLeader', 'bodyHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(accepted, 'formPanel', { members: ['lead', 'reviewer'], borrowReason: null, reasonForDifference: null }, who[person], moment)).toMatchObject(notYours)
  })
})

describe('signing the undertaking', () => {
  const oneSigned = after(empanelled, ['signUndertaking', who.lead])

  it('waits until everybody has signed', () => {
    expect(act(empanelled, 'signUndertaking', {}, who.lead, moment)).toMatchObject({ case: { stage: 'empanelled', panel: [{ undertakingOn: today }, { undertakingOn: null }] } })
  })

  it('begins the reading with the last signature', () => {
    expect(act(oneSigned, 'signUndertaking', {}, who.reviewer, moment)).toMatchObject({ case: { stage: 'reading' } })
  })

  it('is done once', () => {
    expect(act(oneSigned, 'signUndertaking', {}, who.lead, moment)).toMatchObject(refusal('ALREADY_SIGNED', null, 'R-603'))
    expect(openSteps(oneSigned, who.lead, moment)).toContainEqual(expect.objectContaining({ step: 'signUndertaking', closedBecause: expect.objectContaining({ code: 'ALREADY_SIGNED' }) }))
  })

  it.each(['spareReviewer', 'groupLeader', 'handler', 'officeHead', 'leaderInCharge'] as const)('is not for the %s, who is not on the panel', (person) => {
    expect(act(empanelled, 'signUndertaking', {}, who[person], moment)).toMatchObject(notYours)
  })
})

describe('changing the panel', () => {
  const change = { out: 'reviewer', in: 'spareReviewer', because: 'absence', reason: '出差', handover: '已交接', borrowReason: null, reasonForDifference: '按本周分工' } as const

  it.each(['groupLeader', 'officeHead'] as const)('keeps who left, why, and the hand-over, by the %s', (person) => {
    expect(act(reading, 'changePanel', change, who[person], moment)).toMatchObject({
      case: { stage: 'reading', panel: [{ personId: 'lead' }, { personId: 'reviewer', leftOn: today, leftBecause: '出差', handover: '已交接' }, { personId: 'spareReviewer', leftOn: null, undertakingOn: null }], recusals: [] },
    })
  })

  it('puts whoever replaces the lead in the lead', () => {
    expect(act(reading, 'changePanel', { ...change, out: 'lead' }, who.groupLeader, moment)).toMatchObject({ case: { panel: [{ personId: 'spareReviewer' }, { personId: 'lead', leftOn: today }, { personId: 'reviewer' }] } })
  })

  it('may only add', () => {
    expect(act(reading, 'changePanel', { ...change, out: null, because: 'reinforcement', handover: null }, who.groupLeader, moment)).toMatchObject({ case: { panel: [{}, {}, { personId: 'spareReviewer' }] } })
  })

  it('may only take away where two stay', () => {
    const three = after(accepted, ['formPanel', who.groupLeader, { members: ['lead', 'reviewer', 'spareReviewer'] }])
    expect(act(three, 'changePanel', { ...change, in: null }, who.groupLeader, moment)).toMatchObject({ case: { panel: [{ leftOn: null }, { leftOn: today }, { leftOn: null }] } })
  })

  it.each<[string, object, string, string | null, Rule | null]>([
    ['no reason', { reason: '' }, 'NOT_WRITTEN', 'reason', null],
    ['somebody who does not sit', { out: 'spareReviewer', in: 'groupLeader' }, 'NOT_ON_PANEL', 'out', 'R-459'],
    ['somebody who sits already', { out: null, in: 'lead' }, 'ALREADY_ON_PANEL', 'in', 'R-459'],
    ['one left alone', { in: null }, 'PANEL_TOO_SMALL', 'in', 'R-230'],
    ['no hand-over', { handover: '' }, 'NO_HANDOVER', 'handover', 'R-459'],
    ['somebody of another zone and no reason', { in: 'otherZoneReviewer' }, 'OTHER_ZONE', 'borrowReason', 'R-459'],
    ['nobody out and nobody in', { out: null, in: null }, 'NOTHING_TO_CHANGE', 'in', 'R-459'],
  ])('is refused with %s', (_name, changed, code, field, rule) => {
    expect(act(reading, 'changePanel', { ...change, ...changed }, who.groupLeader, moment)).toMatchObject(refusal(code, field, rule))
  })

  it.each(barred)('is refused with %s', (_name, personId, code, rule) => {
    expect(act(reading, 'changePanel', { ...change, in: personId }, who.groupLeader, moment)).toMatchObject(refusal(code, null, rule))
  })

  it.each(['lead', 'otherGroupLeader', 'leaderInCharge', 'bodyHead'] as const)('is not for the %s', (person) => {
    expect(act(reading, 'changePanel', change, who[person], moment)).toMatchObject(notYours)
  })
})

describe('appointing a deputy', () => {
  const depute = { personId: 'spareReviewer', until: '2026-03-04', reason: '组长出差' }
  const deputed = after(caseAt('transferred'), ['appointDeputy', who.groupLeader, depute])

  it.each(['groupLeader', 'officeHead'] as const)('names the deputy until a day, by the %s', (person) => {
    expect(act(accepted, 'appointDeputy', depute, who[person], moment)).toMatchObject({ case: { stage: 'accepted', deputy: { personId: 'spareReviewer', from: today, until: '2026-03-04', appointedBy: person } } })
  })

  it('lets the deputy lead up to the last day', () => {
    expect(act(deputed, 'accept', {}, who.spareReviewer, momentOn('2026-03-04'))).toMatchObject({ case: { stage: 'accepted' }, entry: { by: 'spareReviewer', role: 'reviewer' } })
  })

  it('may be for that day alone', () => {
    expect(act(accepted, 'appointDeputy', { ...depute, until: today }, who.groupLeader, moment)).toMatchObject({ case: { deputy: { from: today, until: today } } })
  })

  it('ends with that day', () => {
    expect(act(deputed, 'accept', {}, who.spareReviewer, momentOn('2026-03-05'))).toMatchObject(notYours)
  })

  it('leaves the leader the leader', () => {
    expect(act(deputed, 'accept', {}, who.groupLeader, moment)).toMatchObject({ case: { stage: 'accepted' } })
  })

  it.each<[string, object, string, string | null, Rule | null]>([
    ['no reason', { reason: '' }, 'NOT_WRITTEN', 'reason', null],
    ['a last day that is over', { until: '2026-03-01' }, 'DAY_TOO_EARLY', 'until', null],
    ['oneself', { personId: 'groupLeader' }, 'OWN_DEPUTY', 'personId', 'R-459'],
  ])('is refused with %s', (_name, changed, code, field, rule) => {
    expect(act(accepted, 'appointDeputy', { ...depute, ...changed }, who.groupLeader, moment)).toMatchObject(refusal(code, field, rule))
  })

  it.each(barred)('is refused with %s', (_name, personId, code, rule) => {
    expect(act(accepted, 'appointDeputy', { ...depute, personId }, who.groupLeader, moment)).toMatchObject(refusal(code, null, rule))
  })

  it.each(['lead', 'otherGroupLeader', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(accepted, 'appointDeputy', depute, who[person], moment)).toMatchObject(notYours)
  })
})

describe('a member who leaves without having signed', () => {
  it('leaves the others to begin reading where all of them have signed', () => {
    const three = after(caseAt('accepted'), ['formPanel', who.groupLeader, { members: ['lead', 'reviewer', 'spareReviewer'] }], ['signUndertaking', who.lead], ['signUndertaking', who.reviewer])
    expect(act(three, 'changePanel', { out: 'spareReviewer', in: null, because: 'absence', reason: '出差', handover: '未开始', borrowReason: null, reasonForDifference: null }, who.groupLeader, moment)).toMatchObject({ case: { stage: 'reading' } })
  })
})
