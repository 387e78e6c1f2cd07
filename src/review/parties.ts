/**
 * In which capacity somebody stands to a case: the answer to "may you take this step?".
 */
import type { Case, ReturnKind } from './case.ts'
import type { Policy } from './policy.ts'
import { barsTo, leadBodyId, leadReviewer, panelOf, type Actor, type Role } from './people.ts'
import { standingIn, standsDown } from './recusal.ts'
import type { Scene } from './step.ts'

type Test = (who: Actor, c: Case, scene: Scene) => boolean

const ofBody: Test = (who, c) => who.bodyId !== null && c.package.bodyIds.includes(who.bodyId)
const reviews = (who: Actor): boolean => who.role === 'reviewer' || who.role === 'groupLeader'
/** Nothing keeps this person from the case, nor has he recused himself. */
const clear: Test = (who, c, scene) => !standsDown(c, who.personId) && barsTo(who.personId, c, scene.roster, scene).length === 0

const leads: Test = (who, c, scene) =>
  ((who.role === 'groupLeader' && who.zoneId === c.zoneId) ||
    (c.deputy?.personId === who.personId && reviews(who) && c.deputy.from <= scene.on && scene.on <= c.deputy.until)) &&
  clear(who, c, scene)

/** Whoever holds this role, or the next level where that is recused. */
const atLevel = (role: Role): Test => (who, c, scene) => [role, standingIn(role, c)].includes(who.role) && clear(who, c, scene)

/** Whoever holds the role that the policy names; a group leader or body head only where the case is theirs. */
const holding = (role: (policy: Policy, c: Case) => Role | null): Test => (who, c, scene) => {
  const wanted = role(scene.policy, c)
  if (wanted === 'groupLeader') return leads(who, c, scene)
  if (wanted === 'bodyHead') return who.role === 'bodyHead' && who.bodyId === leadBodyId(c)
  return wanted !== null && atLevel(wanted)(who, c, scene)
}

/** The roles that decide on somebody's recusal; on whose, is a guard of the step. */
const deciding: readonly Role[] = ['officeHead', 'leaderInCharge', 'commissionHead', 'committeeHead']

/** Whoever has a case to review, lead or approve here. */
const reviewing: Test = (who, c, scene) => {
  if (!clear(who, c, scene)) return false
  if (reviews(who)) return panelOf(c).includes(who.personId) || leads(who, c, scene)
  if (who.role === 'committeeReviewer' || who.role === 'committeeHead') return c.committeeInvitedOn !== null || c.stage === 'committeeReview'
  return deciding.includes(who.role)
}

const openReturnKind = (c: Case): ReturnKind | null => c.returns.at(-1)?.kind ?? null

export const parties = {
  anyHandler: { label: '派驻机构经办人', stands: (who: Actor) => (who.role === 'handler' || who.role === 'bodyHead') && who.bodyId !== null },
  handler: { label: '本案派驻机构经办人', stands: (who, c, scene) => (who.role === 'handler' || who.role === 'bodyHead') && ofBody(who, c, scene) },
  bodyHead: { label: '本案派驻机构主要负责人', stands: (who, c) => who.role === 'bodyHead' && who.bodyId === leadBodyId(c) },
  groupLeader: { label: '划片小组组长', stands: leads },
  lead: { label: '主审人', stands: (who, c, scene) => reviews(who) && leadReviewer(c) === who.personId && clear(who, c, scene) },
  panel: { label: '审理组成员', stands: (who, c, scene) => reviews(who) && panelOf(c).includes(who.personId) && clear(who, c, scene) },
  officeHead: { label: '案件审理室主任', stands: atLevel('officeHead') },
  leaderInCharge: { label: '分管领导', stands: atLevel('leaderInCharge') },
  reviewing: { label: '本案审理人员', stands: reviewing },
  recusalDecider: { label: '有权决定回避的负责人', stands: (who, c, scene) => deciding.includes(who.role) && clear(who, c, scene) },
  intakeApprover: { label: '受理审批人', stands: holding((policy) => policy.intakeApprover) },
  interviewApprover: { label: '审理谈话批准人', stands: holding((policy) => policy.interviewApprover) },
  involvementApprover: { label: '提前介入批准人', stands: holding((policy) => policy.involvementApprover) },
  extensionApprover: { label: '延期批准人', stands: holding((policy) => policy.extensionApprover) },
  suspensionApprover: { label: '中止审理批准人', stands: holding((policy) => policy.suspensionApprover) },
  classifier: { label: '定密责任人', stands: holding((policy) => policy.classifier) },
  returnApprover: { label: '退回批准人', stands: holding((policy, c) => { const kind = openReturnKind(c); return kind && policy.returnApprover[kind] }) },
  reportApprover: { label: '审理报告批准人', stands: holding((policy) => policy.reportApprover) },
  committeeReviewer: { label: '工委审理员', stands: (who, c, scene) => (who.role === 'committeeReviewer' || who.role === 'committeeHead') && clear(who, c, scene) },
  committeeHead: { label: '工委负责人', stands: (who, c, scene) => who.role === 'committeeHead' && clear(who, c, scene) },
  partyGroupContact: { label: '党组联络员', stands: (who, c, scene) => who.role === 'partyGroupContact' && ofBody(who, c, scene) },
  archivist: { label: '档案员', stands: (who: Actor) => who.role === 'archivist' },
} as const satisfies Record<string, { label: string; stands: Test }>

export type Party = keyof typeof parties

/** Whether this person may take steps that are for these parties. */
export const standsAs = (wanted: readonly Party[], who: Actor, c: Case, scene: Scene): boolean =>
  who.commission === c.commission && wanted.some((party) => (parties[party].stands as Test)(who, c, scene))
