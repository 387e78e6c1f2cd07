/** A small city for tests: three bodies, two zones, and people with jobs rather than names. */
import { calendar } from '../../src/review/calendar.ts'
import { acting, apartFrom, type Actor, type Body, type Person, type Post, type Role, type Roster } from '../../src/review/people.ts'
import { firstPolicy, policyOn } from '../../src/review/policy.ts'
import type { Moment } from '../../src/review/step.ts'

export const commission = 'xm'
export const today = '2026-03-02'

export const bodies: Body[] = [
  { id: 'P25', name: '驻自然资源和规划局纪检监察组', stationedIn: '市自然资源和规划局', covers: ['市自然资源和规划局'], zoneId: 'Z3' },
  { id: 'P03', name: '驻市政府办公厅纪检监察组', stationedIn: '市政府办公厅', covers: ['市政府办公厅'], zoneId: 'Z1' },
  { id: 'P08', name: '驻市委政法委纪检监察组', stationedIn: '市委政法委', covers: ['市委政法委'], zoneId: 'Z1' },
]

const people: Record<string, Person> = {}
const actor = (name: string, role: Role, where: { bodyId?: string; zoneId?: string; home?: string } = {}): Actor => {
  const post: Post = { role, bodyId: where.bodyId ?? null, zoneId: where.zoneId ?? null, from: '2018-01-01', until: null }
  people[name] = { id: name, name, homeBodyId: where.home ?? where.bodyId ?? null, posts: [post] }
  return acting({ personId: name, commission, role, bodyId: post.bodyId, zoneId: post.zoneId }, { apart: apartFrom(people[name]) })
}

/** One person of every kind that can stand to a case of P25 in zone 3. */
export const who = {
  handler: actor('handler', 'handler', { bodyId: 'P25' }),
  bodyHead: actor('bodyHead', 'bodyHead', { bodyId: 'P25' }),
  otherHandler: actor('otherHandler', 'handler', { bodyId: 'P03' }),
  otherBodyHead: actor('otherBodyHead', 'bodyHead', { bodyId: 'P03' }),
  groupLeader: actor('groupLeader', 'groupLeader', { zoneId: 'Z3' }),
  otherGroupLeader: actor('otherGroupLeader', 'groupLeader', { zoneId: 'Z1' }),
  lead: actor('lead', 'reviewer', { zoneId: 'Z3', home: 'P03' }),
  reviewer: actor('reviewer', 'reviewer', { zoneId: 'Z3', home: 'P08' }),
  spareReviewer: actor('spareReviewer', 'reviewer', { zoneId: 'Z3', home: 'P08' }),
  otherZoneReviewer: actor('otherZoneReviewer', 'reviewer', { zoneId: 'Z1', home: 'P08' }),
  homeReviewer: actor('homeReviewer', 'reviewer', { zoneId: 'Z3', home: 'P25' }),
  borrowedInvestigator: actor('borrowedInvestigator', 'reviewer', { zoneId: 'Z3', home: 'P08' }),
  officeHead: actor('officeHead', 'officeHead'),
  leaderInCharge: actor('leaderInCharge', 'leaderInCharge'),
  commissionHead: actor('commissionHead', 'commissionHead'),
  committeeReviewer: actor('committeeReviewer', 'committeeReviewer'),
  committeeHead: actor('committeeHead', 'committeeHead'),
  partyGroupContact: actor('partyGroupContact', 'partyGroupContact', { bodyId: 'P25' }),
  otherContact: actor('otherContact', 'partyGroupContact', { bodyId: 'P03' }),
  caseManager: actor('caseManager', 'caseManager'),
  qualityReviewer: actor('qualityReviewer', 'qualityReviewer'),
  archivist: actor('archivist', 'archivist'),
  systemAdmin: actor('systemAdmin', 'systemAdmin'),
  securityAdmin: actor('securityAdmin', 'securityAdmin'),
  auditAdmin: actor('auditAdmin', 'auditAdmin'),
} as const
export type Who = keyof typeof who

/** People who hold a second post in which they could approve what they asked for in the first. */
export const doubles: Actor[] = (['groupLeader', 'lead', 'reviewer', 'officeHead'] as const).flatMap((personId) =>
  (['officeHead', 'leaderInCharge'] as const).map((role) => acting({ personId, commission, role, bodyId: null, zoneId: null }, { apart: apartFrom(people[personId]) })))

export const roster: Roster = { person: (id) => people[id], body: (id) => bodies.find((one) => one.id === id) }

export const momentOn = (on: string): Moment => ({ on, at: `${on}T01:00:00.000Z`, calendar, policy: policyOn(firstPolicy, on), roster })
export const moment = momentOn(today)
