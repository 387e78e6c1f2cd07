/**
 * The lenses through which a side sees a part of a case, and the conditions on which it sees a step: the guards of the
 * table in `parts.ts`. A lens gives the part as it would stand had what it hides never been written.
 */
import type { Entry } from './act.ts'
import { blankCase } from './blank.ts'
import type { BodyMeeting, Case, Finding, OutlineItem, Package, PanelMember, Return, Stage } from './case.ts'
import type { Decision } from './decision.ts'
import type { Recusal } from './recusal.ts'
import { corrected } from './steps/correct.ts'
import type { StepName } from './steps/index.ts'

/** What a lens may look at: the case, its log, the log up to the last entry that this side sees, and the entries it sees, already as it sees them. */
export type Sight = { c: Case; log: readonly Entry[]; until: readonly Entry[]; seen: readonly Entry[] }

export type Part = keyof Case
type LensOf = (sight: Sight, part: Part) => unknown

const blank = blankCase({ id: '', commission: '', number: '', zoneId: '' })

type Decided = { approvedBy: string | null }
const isApproved = (one: unknown): boolean => (one as Decided).approvedBy !== null

/** What the group does between acceptance and its report looks alike from outside. */
const shownOutside: Partial<Record<Stage, Stage>> = { empanelled: 'accepted', reading: 'accepted', deliberating: 'accepted', returning: 'accepted', reporting: 'accepted', approving: 'accepted' }

export const lenses = {
  always: ({ c }, part) => c[part],
  never: (_sight, part) => blank[part],
  /** What somebody else has approved; requests, rejected ones and drafts stay with those who made them. */
  approved: ({ c }, part) => {
    const value: unknown = c[part]
    return Array.isArray(value) ? value.filter(isApproved) : value !== null && isApproved(value) ? value : blank[part]
  },
  /** Returns with the answers that were handed in, not those being drafted. */
  submitted: ({ c }) => c.returns.map(withoutDrafts),
  /** Approved returns with the answers that were handed in. */
  settled: ({ c }) => c.returns.filter(isApproved).map(withoutDrafts),
  /** What the body decided among itself, once it has sent the proposal. */
  sent: ({ c, log }, part) => (proposalSent(log) ? c[part] : blank[part]),
  /** The package as handed over, with what was put right since; beforehand the draft, if early involvement was approved. */
  handedOver,
  /** What the body answered to checks before its last transfer; later answers are still its own. */
  sentAlong: ({ c, log }) => c.checkAnswers.slice(0, log.slice(0, lastOf(log, 'transfer') + 1).filter(({ step }) => step === 'answerCheck').length),
  /** Whom it is about, without facts and evidence. */
  persons: ({ c: { package: { title, bodyIds, subjects } } }) => ({ ...blank.package, title, bodyIds, subjects }),
  /** From which bodies it comes. */
  bodies: ({ c }) => onlyBodies(c.package),
  /** The stage as it looks from outside the group. */
  outside: ({ c }) => shownOutside[c.stage] ?? c.stage,
  /** Who sits on the panel, without why somebody left. */
  seats: ({ c }) => c.panel.map(seatOf),
  /** The same, once the panel answers for an approved report. */
  disclosed: ({ c }) => (answersForReport(c) ? c.panel.map(seatOf) : []),
  /** Whether its lead has left, once the panel answers for an approved report. */
  reported: ({ c }, part) => (answersForReport(c) ? c[part] : blank[part]),
  /** How often the panel began to read, not how often it was told to read anew. */
  begun: ({ c, log }) => c.reading - log.filter(({ step }) => step === 'repeatEarlierWork').length,
  /** Who acted for the body, as far as it was told when this side last saw something; hidden steps add nobody. */
  told: ({ until }) => [...new Set(until.filter(({ bodyId }) => bodyId !== null).map(({ by }) => by))],
  /** What was asked and decided about recusals, without what the group makes of the work done before. */
  decided: ({ c }) => c.recusals.map(withoutWork),
  /** The same, with reasons and requester only where the body asked; that there was an informant stays hidden. */
  asked: ({ c }) => c.recusals.map((one) => (one.requestedBy !== null && c.actedForBody.includes(one.requestedBy) ? withoutInformant(withoutWork(one)) : withoutReasons(withoutWork(one)))),
  /** The proposal, without the minutes. */
  proposal: ({ c }) => c.bodyMeeting && withoutMinutes(c.bodyMeeting),
  /** What was decided, without the reasons. */
  outcome: ({ c }) => c.decisions.map(bareDecision),
  /** How many steps this side sees, and their days. */
  counted: ({ seen }, part) => (part === 'version' ? seen.length : part === 'since' ? sinceIn(seen) : latestIn(seen)),
} as const satisfies Record<string, LensOf>

export type Lens = keyof typeof lenses

function handedOver({ c, log }: Sight): Package {
  const handed = c.packages.at(-1)
  if (!handed) return c.involvements.some(isApproved) ? c.package : onlyBodies(c.package)
  const since = log.slice(lastOf(log, 'transfer')).filter(({ step }) => step === 'confirmCorrection').length
  return since === 0 ? handed : c.corrections.filter(isApproved).slice(-since).reduce(corrected, handed)
}

const onlyBodies = ({ bodyIds }: Package): Package => ({ ...blank.package, bodyIds })

/** A return whose unsent answers were never written: the answers and requests before them stand again. */
function withoutDrafts(one: Return): Return {
  if (one.answeredOn !== null) return one
  const undone = (item: OutlineItem): OutlineItem => {
    if (item.answer === null || item.judgement !== null) return item
    const before = item.history.at(-1)
    return { ...item, answer: before?.answer ?? null, judgement: before?.judgement ?? null, history: item.history.slice(0, -1) }
  }
  return { ...one, outline: one.outline.map(undone) }
}

const seatOf = ({ personId, joinedOn, leftOn }: PanelMember): PanelMember => ({ personId, joinedOn, leftOn, undertakingOn: null, leftBecause: null, handover: null })
const answersForReport = ({ report }: Case): boolean => report !== null && isApproved(report)

const withoutWork = (one: Recusal): Recusal => ({ ...one, earlierWork: 'none', earlierWorkReason: null })
const withoutInformant = (one: Recusal): Recusal => (one.requester?.kind === 'informant' ? { ...one, requester: null } : one)
const withoutReasons = (one: Recusal): Recusal => ({ ...one, reason: '', requester: null, rejectedReason: null, paper: null, liftedReason: null })

const withoutMinutes = (meeting: BodyMeeting): BodyMeeting => ({ ...meeting, due: 0, attendees: [], minutes: '', reason: null })

const bareFinding = ({ subjectId, party, admin }: Finding): Finding => ({ subjectId, party, admin, characterisation: '', articles: [], eightPoint: { applies: false, category: null, reasonIfNot: null }, measure: null, weighing: null, suggestion: null, reasonForDifference: null })
const bareDecision = (one: Decision): Decision => ({ ...one, measure: null, property: null, advice: null, minutes: '', periodReason: '', findings: bareFinding(one.findings) })

const lastOf = (log: readonly Entry[], step: StepName): number => log.findLastIndex((entry) => entry.step === step)
const proposalSent = (log: readonly Entry[]): boolean => lastOf(log, 'sendProposal') > lastOf(log, 'holdBodyMeeting')

const sinceIn = (seen: readonly Entry[]) => (seen.findLast((entry) => entry.to !== entry.from) ?? seen[0])?.on ?? null
const latestIn = (seen: readonly Entry[]) => seen.reduce<string | null>((latest, { on }) => (latest !== null && latest > on ? latest : on), null)

/** Who decides what was asked for: the first step approves it, any other ends it unapproved, and so does asking again. */
const decisionsOn: { [Asked in StepName]?: readonly [approves: StepName, ...ends: StepName[]] } = {
  requestInvolvement: ['approveInvolvement', 'rejectInvolvement'],
  defer: ['approveIntake', 'rejectIntake', 'withdraw', 'refuse'],
  refuse: ['approveIntake', 'rejectIntake', 'withdraw', 'defer'],
  proposeReturn: ['approveReturn', 'rejectReturn'],
  submitReport: ['approveReport', 'sendBackReport'],
  requestExtension: ['approveExtension', 'rejectExtension', 'accept'],
  requestSuspension: ['approveSuspension', 'rejectSuspension', 'accept'],
  proposeCorrection: ['confirmCorrection', 'rejectCorrection', 'editDraft'],
}

/** Whether a side sees the step at this place of the log. What is once seen stays seen. */
export const conditions = {
  always: () => true,
  /** Seen that it was done, not with what. */
  bare: () => true,
  never: () => false,
  approved: (log, n) => {
    const { step } = log[n]!
    const decisions = decisionsOn[step]
    return log.slice(n + 1).find((later) => later.step === step || decisions?.includes(later.step))?.step === decisions?.[0]
  },
  submitted: (log, n) => log.slice(n + 1).some(({ step }) => step === 'submitAnswers' || step === 'transfer'),
  sent: (log, n) => log[n]!.from !== 'proposing' || log.slice(n + 1).some(({ step }) => step === 'sendProposal'),
} as const satisfies Record<string, (log: readonly Entry[], n: number) => boolean>

export type Condition = keyof typeof conditions
