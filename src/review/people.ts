/**
 * Who there is, and in which capacity somebody stands to a case.
 */
import type { Case, Secrecy } from './case.ts'
import type { Day } from './day.ts'

export const roles = [
  'handler', 'bodyHead', 'groupLeader', 'reviewer', 'officeHead', 'leaderInCharge', 'commissionHead',
  'committeeReviewer', 'committeeHead', 'partyGroupContact', 'caseManager', 'qualityReviewer', 'archivist',
  'systemAdmin', 'securityAdmin', 'auditAdmin',
] as const
export type Role = (typeof roles)[number]

/** 三员: they keep the system and see no case. */
export const administrators = ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const satisfies readonly Role[]
export type Administrator = (typeof administrators)[number]
export const isAdministrator = (role: Role): role is Administrator => (administrators as readonly Role[]).includes(role)

export type Zone = { id: string; name: string; ordinal: number }
/** 派驻机构; `covers` lists the units it supervises. */
export type Body = { id: string; name: string; stationedIn: string; covers: string[]; zoneId: string }
/**
 * A person with the roles held; `homeBodyId` is where the person comes from, also while reviewing. `clearance` (涉密等级)
 * and `interests` (bodies in which an interest is declared) are those of the day for which the roster was asked.
 */
export type Person = { id: string; name: string; homeBodyId: string | null; clearance: Secrecy['level']; interests: string[]; posts: Post[] }
/** One role somebody holds, from a day and perhaps until one, its last. */
export type Post = { role: Role; bodyId: string | null; zoneId: string | null; from: Day; until: Day | null }

/** What everybody on the roster may know who was granted no more: work secrets. */
export const leastClearance: Secrecy['level'] = 'workSecret'

/** 当前登录人: a person acting in one capacity, with the clearance of the day. */
export type Actor = { personId: string; commission: string; role: Role; bodyId: string | null; zoneId: string | null; clearance: Secrecy['level'] }

/** Whether something dated holds on a day; `until` is its last day. */
export const inForce = ({ from, until }: Pick<Post, 'from' | 'until'>, on: Day): boolean => from <= on && (until === null || on <= until)

/** Whether two posts are held on a common day. */
export const overlap = (one: Pick<Post, 'from' | 'until'>, other: Pick<Post, 'from' | 'until'>): boolean =>
  (one.until === null || other.from <= one.until) && (other.until === null || one.from <= other.until)

/** 三员分立 (P12): on no day does an administrator hold another role, be it that of another administrator. A trigger of the database says the same. */
export const mixes = (one: Post, other: Post): boolean => one.role !== other.role && (isAdministrator(one.role) || isAdministrator(other.role)) && overlap(one, other)

/** What the rules may ask about people and bodies. */
export type Roster = { person: (id: string) => Person | undefined; body: (id: string) => Body | undefined }

export const leadBodyId = (c: Case): string => c.package.bodyIds[0] ?? ''
export const panelOf = (c: Case): string[] => c.panel.filter((member) => member.leftOn === null).map((member) => member.personId)
export const leadReviewer = (c: Case): string | undefined => panelOf(c)[0]

/**
 * Why this person may not review this case, or an empty list (R-233, R-454, R-455; 6.6). No grant
 * overrides it: investigators, people from a transferring body, people recused.
 */
export function conflicts(personId: string, c: Case, roster: Roster): string[] {
  const person = roster.person(personId)
  return [
    ...(c.package.investigators.includes(personId) ? ['参与过本案审查调查'] : []),
    ...(person?.homeBodyId && c.package.bodyIds.includes(person.homeBodyId) ? ['来自移送本案的派驻机构'] : []),
    ...(person?.posts.some((post) => post.bodyId !== null && c.package.bodyIds.includes(post.bodyId)) ? ['在移送本案的派驻机构任职'] : []),
    ...c.recusals.filter((recusal) => recusal.personId === personId).map((recusal) => `已回避：${recusal.reason}`),
  ]
}
