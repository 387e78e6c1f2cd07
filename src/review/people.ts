/**
 * Who there is, and in which capacity somebody stands to a case.
 */
import type { Case, SecrecyLevel } from './case.ts'
import type { Day } from './day.ts'

export const roles = [
  'handler', 'bodyHead', 'groupLeader', 'reviewer', 'officeHead', 'leaderInCharge', 'commissionHead',
  'committeeReviewer', 'committeeHead', 'partyGroupContact', 'caseManager', 'qualityReviewer', 'archivist',
  'systemAdmin', 'securityAdmin', 'auditAdmin',
] as const
export type Role = (typeof roles)[number]

export type Zone = { id: string; name: string; ordinal: number }
/** 派驻机构; `covers` lists the units it supervises. */
export type Body = { id: string; name: string; stationedIn: string; covers: string[]; zoneId: string }
/** A person with the roles held; `homeBodyId` is where the person comes from, also while reviewing. */
export type Person = { id: string; name: string; homeBodyId: string | null; posts: Post[] }
/** One role somebody holds, from a day and perhaps until one. */
export type Post = { role: Role; bodyId: string | null; zoneId: string | null; from: Day; until: Day | null }

/** 当前登录人: a person acting in one capacity. */
export type Capacity = { personId: string; commission: string; role: Role; bodyId: string | null; zoneId: string | null }
/** The same with what is known of the person: 涉密等级, the bodies to be kept apart from, the archived cases that may be read. */
export type Actor = Capacity & { clearance: SecrecyLevel; apart: readonly string[]; leaves: readonly string[] }

/** Somebody of whom nothing more is known: the lowest clearance, and no leave to read. */
export const acting = (as: Capacity, known: Partial<Actor> = {}): Actor => ({ clearance: 'workSecret', apart: [], leaves: [], ...as, ...known })

/** The bodies somebody is kept apart from when reviewing: where the person comes from, and where any post was ever held. */
export const apartFrom = (person: Person | undefined): string[] =>
  [...new Set([person?.homeBodyId ?? null, ...(person?.posts ?? []).map((post) => post.bodyId)].filter((id) => id !== null))]

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
