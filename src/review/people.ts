/**
 * Who there is, in which capacity somebody stands to a case, and whom recusal and separation keep from it (6.6).
 */
import type { Case, Package, SecrecyLevel } from './case.ts'
import { addMonths, type Day } from './day.ts'
import type { Rule } from './law.ts'

export const roles = [
  'handler', 'bodyHead', 'groupLeader', 'reviewer', 'officeHead', 'leaderInCharge', 'commissionHead',
  'committeeReviewer', 'committeeHead', 'partyGroupContact', 'caseManager', 'qualityReviewer', 'archivist',
  'systemAdmin', 'securityAdmin', 'auditAdmin',
] as const
export type Role = (typeof roles)[number]

/** Roles on the reviewing side: recusal, and separation of investigation and review, keep people from them. Highest first. */
export const reviewingRoles: readonly Role[] = ['commissionHead', 'leaderInCharge', 'officeHead', 'committeeHead', 'committeeReviewer', 'groupLeader', 'reviewer', 'qualityReviewer']
/** 三员: they keep the system and see no case. */
export const administrators = ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const satisfies readonly Role[]
export type Administrator = (typeof administrators)[number]
export const isAdministrator = (role: Role): role is Administrator => (administrators as readonly Role[]).includes(role)

export type Zone = { id: string; name: string; ordinal: number }
/** 派驻机构; `covers` lists the units it supervises. */
export type Body = { id: string; name: string; stationedIn: string; covers: string[]; zoneId: string }
/**
 * A person with the roles held; `homeBodyId` is where the person comes from, also while reviewing; `trainedOn` is the day
 * of the training for leading a panel. `clearance` (涉密等级) and `interests` (bodies in whose cases an interest is
 * declared) are those of the day for which the roster was asked.
 */
export type Person = { id: string; name: string; homeBodyId: string | null; clearance: SecrecyLevel; interests: string[]; trainedOn: Day | null; posts: Post[] }
/** One role somebody holds, from a day and perhaps until one, its last. */
export type Post = { role: Role; bodyId: string | null; zoneId: string | null; from: Day; until: Day | null }

/** What everybody on the roster may know who was granted no more: work secrets. */
export const leastClearance: SecrecyLevel = 'workSecret'

/** 当前登录人: a person acting in one capacity. */
export type Capacity = { personId: string; commission: string; role: Role; bodyId: string | null; zoneId: string | null }
/** The same with what is known of the person on the day: 涉密等级, the bodies to be kept apart from, the archived cases that may be read. */
export type Actor = Capacity & { clearance: SecrecyLevel; apart: readonly string[]; leaves: readonly string[] }

/** Somebody of whom nothing more is known: the lowest clearance, and no leave to read. */
export const acting = (as: Capacity, known: Partial<Actor> = {}): Actor => ({ clearance: leastClearance, apart: [], leaves: [], ...as, ...known })

/** Whether something dated holds on a day; `until` is its last day. */
export const inForce = ({ from, until }: Pick<Post, 'from' | 'until'>, on: Day): boolean => from <= on && (until === null || on <= until)

/** Whether two posts are held on a common day. */
export const overlap = (one: Pick<Post, 'from' | 'until'>, other: Pick<Post, 'from' | 'until'>): boolean =>
  (one.until === null || other.from <= one.until) && (other.until === null || one.from <= other.until)

/** 三员分立 (P12): on no day does an administrator hold another role, be it that of another administrator. A trigger of the database says the same. */
export const mixes = (one: Post, other: Post): boolean => one.role !== other.role && (isAdministrator(one.role) || isAdministrator(other.role)) && overlap(one, other)

/** What the rules may ask about people and bodies. */
export type Roster = { people: readonly Person[]; person: (id: string) => Person | undefined; body: (id: string) => Body | undefined }

export const leadBodyId = (c: Case): string => c.package.bodyIds[0] ?? ''
export const panelOf = (c: Case): string[] => c.panel.filter((member) => member.leftOn === null).map((member) => member.personId)
export const leadReviewer = (c: Case): string | undefined => (c.leadVacant ? undefined : panelOf(c)[0])

/** Whether a recusal has left the panel without its lead or with fewer than two: its work waits for the group leader. */
export const panelIncomplete = (c: Case): boolean => c.leadVacant || panelOf(c).length < 2

/** The posts on the reviewing side that somebody holds on a day. */
export const reviewingPosts = (person: Person | undefined, on: Day): Post[] =>
  person?.posts.filter((post) => reviewingRoles.includes(post.role) && post.from <= on && (post.until === null || on <= post.until)) ?? []

/** Why somebody may not review a case, and the rule that says so. */
export type Bar = { rule: Rule; why: string }

/** The package, and those of earlier rounds. */
const everyPackage = (c: Case): Package[] => (c.packages.length === 0 ? [c.package] : [c.package, ...c.packages])

/** Whom the case itself keeps away, and why. Early involvement of a leader is none of these. */
const keptAway: readonly { people: (c: Case) => string[]; bar: Bar }[] = [
  { people: (c) => (c.packages.length === 0 ? c.package.investigators : everyPackage(c).flatMap((handed) => handed.investigators)), bar: { rule: 'R-233', why: '参与过本案审查调查' } },
  { people: (c) => c.actedForBody, bar: { rule: 'R-454', why: '代表派驻机构办理过本案' } },
  { people: (c) => c.recusals.filter((one) => one.approvedBy !== null && one.liftedBy === null).map((one) => one.personId), bar: { rule: 'R-450', why: '已决定回避' } },
]

/** The same people: investigators in every round, people on loan included; whoever acted for a body; and people recused. */
export const barredBy = (c: Case): string[] => keptAway.flatMap((one) => one.people(c))

/** The day of asking, and the policy: how long a post in a body counts. */
export type Since = { on: Day; policy: { apartYears: number } }

/** Whether a post keeps somebody apart from the body: while it is held, and for N years after; without a day, for good. */
const counts = (post: Post, since: Since | null): boolean =>
  post.until === null || since === null || post.until >= addMonths(since.on, -12 * since.policy.apartYears)

/** Why somebody must be kept apart from the cases of these bodies when reviewing; empty where nothing stands against it. */
const barsOf = ({ homeBodyId, posts, interests }: Person, bodies: readonly string[], since: Since | null): Bar[] => [
  ...(homeBodyId !== null && bodies.includes(homeBodyId) ? [{ rule: 'R-455', why: '来自移送本案的派驻机构' } as const] : []),
  ...(posts.some((post) => post.bodyId !== null && bodies.includes(post.bodyId) && counts(post, since)) ? [{ rule: 'R-455', why: '在移送本案的派驻机构任职，或者离任未满年限' } as const] : []),
  ...(interests.some((id) => bodies.includes(id)) ? [{ rule: 'R-450', why: '申报与移送本案的派驻机构有利害关系' } as const] : []),
]

/** The same of one body, in words that stand outside a case. */
export const whyApart = (person: Person, bodyId: string, since: Since | null): string[] => barsOf(person, [bodyId], since).map(({ why }) => why.replace('移送本案的派驻机构', '该派驻机构'))

/**
 * The ids of the bodies somebody must be kept apart from when reviewing: the home body, bodies of posts, bodies of
 * declared interests. With `since`, posts that ended more than N years before no longer count.
 */
export function apartFrom(person: Person | undefined, since: Since | null = null): string[] {
  if (!person) return []
  const known = [person.homeBodyId, ...person.posts.map((post) => post.bodyId), ...person.interests].filter((id) => id !== null)
  return [...new Set(known)].filter((id) => barsOf(person, [id], since).length > 0)
}

/** Every body that hands this case over, or handed it over in an earlier round. */
export const bodiesOf = (c: Case): string[] => (c.packages.length === 0 ? c.package.bodyIds : [...new Set(everyPackage(c).flatMap((handed) => handed.bodyIds))])

/** Why this person may not review this case, each with its rule; empty where nothing stands against it. No grant overrides it. */
export function barsTo(personId: string, c: Case, roster: Roster, since: Since | null = null): Bar[] {
  const person = roster.person(personId)
  return [
    ...keptAway.filter((one) => one.people(c).includes(personId)).map((one) => one.bar),
    ...(person ? barsOf(person, bodiesOf(c), since) : []),
  ]
}

/** The same in words. */
export const conflicts = (personId: string, c: Case, roster: Roster, since: Since | null = null): string[] => barsTo(personId, c, roster, since).map((bar) => bar.why)

/** Who took part in a case: as investigator, for a body, or on the reviewing side. */
const tookPart = (c: Case): string[] => [
  ...barredBy(c),
  ...c.panel.map((one) => one.personId),
  ...c.deliberations.flatMap((one) => one.attendees),
  ...c.opinions.map((one) => one.signedBy),
  ...[c.report?.submittedBy, c.report?.approvedBy].filter((one) => typeof one === 'string'),
  ...c.returns.flatMap((one) => [one.proposedBy, ...(one.approvedBy === null ? [] : [one.approvedBy])]),
]

/** 申诉办理人员与原案办理人员分开: whoever investigated or reviewed the original case does not handle the appeal. */
export const barsToAppeal = (personId: string, original: Case, roster: Roster, since: Since | null = null): Bar[] => [
  ...(tookPart(original).includes(personId) ? [{ rule: 'R-242', why: '参与过原案的审查调查或者审理' } as const] : []),
  ...barsTo(personId, original, roster, since),
]

/** 评查人员与被评查案件分开: whoever sat on the panel or deliberated, or stands apart from the case for any other reason, does not check its quality. */
export const barsToQualityCheck = (personId: string, c: Case, roster: Roster, since: Since | null = null): Bar[] => [
  ...([...c.panel.map((one) => one.personId), ...c.deliberations.flatMap((one) => one.attendees), ...(c.deputy ? [c.deputy.personId] : [])].includes(personId) ? [{ rule: 'R-561-team', why: '参加过本案审理' } as const] : []),
  ...barsTo(personId, c, roster, since),
]
