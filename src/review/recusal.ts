/**
 * 回避: who asks, and what becomes of what was done before. Until it is decided, review
 * goes on; whoever recuses himself takes no further step meanwhile, for that is his own duty.
 */
import type { Case, Interview } from './case.ts'
import type { Day } from './day.ts'
import { reviewingPosts, reviewingRoles, type Person, type Role } from './people.ts'

/** The four grounds. */
export const recusalGrounds = ['nearRelative', 'witness', 'interest', 'fairness'] as const
export type RecusalGround = (typeof recusalGrounds)[number]

/** Who asks, besides the person concerned. An informant is never named here. */
export const requesterKinds = ['subject', 'informant', 'other'] as const
export type Requester = { kind: (typeof requesterKinds)[number]; name: string | null }

/** One recusal, asked for or ordered. */
export type Recusal = {
  personId: string
  /** The highest post on the reviewing side that the person held: it says who decides. */
  post: Role
  ground: RecusalGround
  reason: string
  origin: 'self' | 'asked' | 'ordered'
  requester: Requester | null
  /** Who entered the request; null where the organ ordered it without one. */
  requestedBy: string | null
  requestedOn: Day
  approvedBy: string | null
  approvedOn: Day | null
  rejectedBy: string | null
  rejectedReason: string | null
  /** The paper of the upper organ, where that decides. */
  paper: string | null
  /** What the person had done before: nothing, or the leader has still to say whether it is kept or done again. */
  earlierWork: 'none' | 'open' | 'kept' | 'again'
  earlierWorkReason: string | null
  liftedBy: string | null
  liftedOn: Day | null
  liftedReason: string | null
}

export const isOpen = (one: Recusal): boolean => one.approvedBy === null && one.rejectedBy === null
export const inForce = (one: Recusal): boolean => one.approvedBy !== null && one.liftedBy === null
export const openRecusal = (c: Case, personId: string): Recusal | undefined => c.recusals.find((one) => one.personId === personId && isOpen(one))
export const recusalInForce = (c: Case, personId: string): Recusal | undefined => c.recusals.find((one) => one.personId === personId && inForce(one))

/** The same list with one recusal changed. */
export const withRecusal = (c: Case, one: Recusal, changed: Partial<Recusal>): Recusal[] => c.recusals.map((other) => (other === one ? { ...one, ...changed } : other))

/** Whether somebody has recused himself and waits for the decision. */
export const standsDown = (c: Case, personId: string): boolean => openRecusal(c, personId)?.origin === 'self'

/** The highest post somebody holds on the reviewing side; null where none is held. */
export const reviewingPost = (person: Person | undefined, on: Day): Role | null => {
  const held = reviewingPosts(person, on).map((post) => post.role)
  return reviewingRoles.find((role) => held.includes(role)) ?? null
}

/** One level up, where the usual one is recused or has asked himself. */
export const above: Partial<Record<Role, Role>> = { officeHead: 'leaderInCharge', leaderInCharge: 'commissionHead', committeeHead: 'commissionHead' }

/** Whoever approves in the place of a recused approver: the next level, as R-453 has it for recusal. */
export function standingIn(role: Role, c: Case): Role {
  const next = above[role]
  return next !== undefined && c.recusals.some((one) => inForce(one) && one.post === role) ? standingIn(next, c) : role
}

/** A kind of work on a case, and how often somebody did it. */
export type Work = { kind: 'note' | 'interview' | 'opinion' | 'deliberation' | 'report' | 'approval'; count: number }

/** What somebody did on a case on the reviewing side. */
export function workOf(c: Case, personId: string): Work[] {
  const of = <One>(list: readonly One[], did: (one: One) => boolean) => list.filter(did).length
  const approvals = [...c.involvements, ...c.interviews, ...c.extensions, ...c.suspensions, ...c.returns, ...(c.report ? [c.report] : [])]
  return ([
    { kind: 'note', count: of(c.notes, (one) => one.by === personId) },
    { kind: 'interview', count: of(c.interviews, (one) => one.record?.reviewers.includes(personId) ?? false) },
    { kind: 'opinion', count: of(c.panelOpinions, (one) => one.by === personId || one.opinions.some((other) => other.personId === personId)) },
    { kind: 'deliberation', count: of(c.deliberations, (one) => one.attendees.includes(personId)) },
    { kind: 'report', count: c.report?.submittedBy === personId ? 1 : 0 },
    { kind: 'approval', count: of(approvals, (one) => one.approvedBy === personId) },
  ] as const).filter((one) => one.count > 0)
}

/** Whoever had a hand in an interview or its waiver. */
export const handsIn = ({ requestedBy, approvedBy, record }: Interview): string[] => [requestedBy, ...(approvedBy === null ? [] : [approvedBy]), ...(record?.reviewers ?? [])]

/** Whether an interview, or its waiver, no longer counts: somebody recused had a hand in it, and it is to be done again. */
export const setAside = (c: Case, interview: Interview): boolean =>
  c.recusals.some((one) => inForce(one) && one.earlierWork === 'again' && handsIn(interview).includes(one.personId))

/**
 * Whether what somebody wrote on this case is sealed: kept, but shown to nobody, until the leader keeps it. The leader
 * who has still to decide reads it.
 */
export function isSealed(c: Case, personId: string, reader: 'leader' | 'other'): boolean {
  const recusal = recusalInForce(c, personId)
  return recusal !== undefined && recusal.earlierWork !== 'kept' && !(reader === 'leader' && recusal.earlierWork === 'open')
}
