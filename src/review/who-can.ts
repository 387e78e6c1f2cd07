/** 可以由谁办理: who takes a step, by capacity, and by name where the case as it is seen, or the roster that everybody reads, says so. */
import type { Case } from './case.ts'
import { parties, type Party } from './parties.ts'
import { inForce, leadBodyId, leadReviewer, panelOf, type Role } from './people.ts'
import type { Policy } from './policy.ts'
import type { Moment } from './step.ts'
import { steps, type StepName } from './steps/index.ts'

/** A capacity in words, with the people who hold it; nobody where it is held by many, or the reader is not told. */
export type Able = { label: string; people: string[] }

/** Who holds a role here: of a body, a group or a Party group only those of this case. */
type Held = Role | 'lead' | 'panel' | null
const heldAs: { [Name in Party]: Held | ((policy: Policy, c: Case) => Held) } = {
  anyHandler: null, handler: 'handler', bodyHead: 'bodyHead', groupLeader: 'groupLeader', lead: 'lead', panel: 'panel', officeHead: 'officeHead', leaderInCharge: 'leaderInCharge',
  reviewing: null, recusalDecider: null,
  intakeApprover: ({ intakeApprover }) => intakeApprover, interviewApprover: ({ interviewApprover }) => interviewApprover, involvementApprover: ({ involvementApprover }) => involvementApprover,
  extensionApprover: ({ extensionApprover }) => extensionApprover, suspensionApprover: ({ suspensionApprover }) => suspensionApprover, classifier: ({ classifier }) => classifier,
  returnApprover: ({ returnApprover }, c) => { const kind = c.returns.at(-1)?.kind; return kind ? returnApprover[kind] : null }, reportApprover: ({ reportApprover }) => reportApprover,
  committeeReviewer: 'committeeReviewer', committeeHead: 'committeeHead', partyGroupContact: 'partyGroupContact', archivist: 'archivist',
}

/** Who can take a step of a case, as somebody sees it. Who is kept from it by recusal or separation is not told here: that would tell why. */
export const whoCan = (c: Case, step: StepName, moment: Moment): Able[] => steps[step].by.map((party) => ({ label: parties[party].label, people: peopleAs(c, party, moment) }))

function peopleAs(c: Case, party: Party, { policy, roster, on }: Moment): string[] {
  const named = heldAs[party]
  const held = typeof named === 'function' ? named(policy, c) : named
  if (held === null) return []
  if (held === 'panel') return panelOf(c)
  if (held === 'lead') return [leadReviewer(c)].filter((one) => one !== undefined)
  const here = (post: { bodyId: string | null; zoneId: string | null }) =>
    held === 'groupLeader' ? post.zoneId === c.zoneId : held === 'bodyHead' ? post.bodyId === leadBodyId(c) : held === 'handler' || held === 'partyGroupContact' ? c.package.bodyIds.includes(post.bodyId ?? '') : true
  const holders = roster.people.filter(({ posts }) => posts.some((post) => post.role === held && inForce(post, on) && here(post))).map(({ id }) => id)
  return held === 'groupLeader' && c.deputy !== null && c.deputy.from <= on && on <= c.deputy.until ? [...new Set([...holders, c.deputy.personId])] : holders
}
