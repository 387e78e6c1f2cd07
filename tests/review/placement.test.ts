import { describe, expect, it } from 'vitest'
import { firstPolicy, policyOn } from '../../src/review/policy.ts'
import { reviewersFor, stayReason, staysBehind } from '../../src/review/placement.ts'
import { stages } from '../../src/review/case.ts'
import { moment, roster, today } from '../help/city.ts'

describe('a body that moves to another zone', () => {
  it('takes along only what no group has ever accepted', () => {
    const goes = stages.filter((stage) => !staysBehind({ stage, round: 1 }, moment.policy))
    expect(goes).toEqual(['drafting', 'deferred'])
    expect(stages.filter((stage) => !staysBehind({ stage, round: 2 }, moment.policy))).toEqual([])
  })

  it('takes nothing along where the setting says that cases stay where they were opened', () => {
    const policy = { ...moment.policy, placementStays: 'opened' as const }
    expect(stages.filter((stage) => !staysBehind({ stage, round: 1 }, policy))).toEqual([])
    expect(stayReason({ stage: 'drafting', round: 1 }, policy)).toBe('已经建立，留在原片区')
  })

  it('is told for each case why it stays or goes, and what becomes of its clock', () => {
    const why = (stage: (typeof stages)[number], round = 1) => stayReason({ stage, round }, policyOn(firstPolicy, today))
    expect([why('drafting'), why('transferred'), why('reading'), why('reinvestigating', 2), why('archived')]).toEqual([
      '没有受理过，移送时归新片区，审理期限自新片区受理起算', '已经移送到原片区，由原片区审核受理', '已经受理，留在原片区，审理期限照常计算', '受理过，留在原片区，再次移送也归原片区', '已经办结，留在原片区',
    ])
  })

  it('finds in its new zone those who have to be kept apart from it, and why', () => {
    const since = { on: today, policy: moment.policy }
    expect(reviewersFor('P08', 'Z1', roster, since)).toEqual({ reviewers: ['otherGroupLeader', 'otherZoneReviewer'], apart: [{ personId: 'otherZoneReviewer', because: '来自该派驻机构' }] })
    expect(reviewersFor('P25', 'Z1', roster, since).apart).toEqual([])
    expect(reviewersFor('P08', 'Z1', { ...roster, people: roster.people.map((one) => ({ ...one, interests: ['P08'] })) }, since).apart.map(({ personId, because }) => [personId, because])).toEqual([
      ['otherGroupLeader', '申报与该派驻机构有利害关系'], ['otherZoneReviewer', '来自该派驻机构；申报与该派驻机构有利害关系'],
    ])
  })
})
