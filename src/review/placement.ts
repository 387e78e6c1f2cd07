/** 片区调整: which cases of a body stay with their group when the body moves to another zone from a day on. */
import type { Case, Stage } from './case.ts'
import { isEnd } from './case.ts'
import { leadBodyId, reviewingPosts, whyApart, type Roster, type Since } from './people.ts'
import type { Policy } from './policy.ts'
import type { Scene } from './step.ts'

/** What the law leaves open (R-614-zone): cases stay in the zone they were opened in, or only those that a group has once accepted. */
export const placementRules = ['opened', 'accepted'] as const
export type PlacementRule = (typeof placementRules)[number]

export const placementRuleWords: Record<PlacementRule, string> = {
  opened: '已经建立的案件都留在原片区；之后建立的归新片区',
  accepted: '受理过的案件留在原片区；没有受理过、之后移送的案件归新片区，案号不变',
}

/** Stages from which a body hands a case over: where it has never been accepted, it then goes to the zone of its body. */
const awaitingTransfer: readonly Stage[] = ['drafting', 'deferred']

/** Whether an open case stays with its group although its body moves; what is handed over already lies with that group. */
export const staysBehind = ({ stage, round }: Pick<Case, 'stage' | 'round'>, { placementStays }: Pick<Policy, 'placementStays'>): boolean =>
  placementStays === 'opened' || round > 1 || !awaitingTransfer.includes(stage)

/** Why it stays or goes, in a sentence. */
export function stayReason(c: Pick<Case, 'stage' | 'round'>, policy: Pick<Policy, 'placementStays'>): string {
  if (isEnd(c.stage)) return '已经办结，留在原片区'
  if (policy.placementStays === 'opened') return '已经建立，留在原片区'
  if (c.round > 1) return '受理过，留在原片区，再次移送也归原片区'
  return awaitingTransfer.includes(c.stage) ? '没有受理过，移送时归新片区，审理期限自新片区受理起算' : c.stage === 'transferred' ? '已经移送到原片区，由原片区审核受理' : '已经受理，留在原片区，审理期限照常计算'
}

/** The zone to which a case is handed over: that of its leading body on the day of writing, unless a group has once accepted it. */
export const zoneForTransfer = (c: Case, { policy, roster }: Scene): string =>
  policy.placementStays === 'opened' || c.reading > 0 ? c.zoneId : (roster.body(leadBodyId(c))?.zoneId ?? c.zoneId)

/** Somebody of a zone who would have to be kept apart from the body, and why. */
export type KeptApart = { personId: string; because: string }

/** Who reviews in a zone on a day, and who of them may not review the cases of a body: its cases would be for the others. */
export function reviewersFor(bodyId: string, zoneId: string, roster: Roster, since: Since): { reviewers: string[]; apart: KeptApart[] } {
  const there = roster.people.filter((person) => reviewingPosts(person, since.on).some((post) => (post.role === 'reviewer' || post.role === 'groupLeader') && post.zoneId === zoneId))
  const apart = there.flatMap((person): KeptApart[] => {
    const because = whyApart(person, bodyId, since)
    return because.length === 0 ? [] : [{ personId: person.id, because: because.join('；') }]
  })
  return { reviewers: there.map(({ id }) => id), apart }
}
