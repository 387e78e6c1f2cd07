/**
 * Where a case can stand, and which steps lead on from there (`law.md` 5.2, T1 to T34). Only that: who
 * may take a step and what it demands is in `steps/`; what is due when is in `clock.ts`. Guards choose
 * between targets, they see the case as the step leaves it, and never refuse.
 */
import { setup } from 'xstate'
import { isEnd, type Case, type Holder, type Stage } from './case.ts'
import { panelIncomplete, panelOf, type Role } from './people.ts'
import { routeOf, type Policy } from './policy.ts'
import { standingIn } from './recusal.ts'
import type { StepName } from './steps/index.ts'

type Context = { c: Case; policy: Policy }

/** The measures in view for each person: those of the decision, the body's meeting, the report, the proposal. */
export const findingsInView = (c: Case) => c.bodyMeeting?.findings ?? c.report?.findings ?? c.package.proposals

/** The route of each person of the case, under the measure in view. */
export const routesOf = (c: Case, policy: Policy) =>
  c.package.subjects.map((subject) => {
    const finding = findingsInView(c).find((one) => one.subjectId === subject.id)
    return routeOf(subject, { party: finding?.party ?? 'none', admin: finding?.admin ?? 'none' }, policy)
  })

/** Which tracks of a person still want a decision: Party for members, administrative where one is proposed. */
export const tracksOf = (c: Case, subjectId: string): ('party' | 'admin')[] => {
  const subject = c.package.subjects.find((one) => one.id === subjectId)
  const finding = findingsInView(c).find((one) => one.subjectId === subjectId)
  return [...(subject?.partyMember ? (['party'] as const) : []), ...(!subject?.partyMember || (finding && finding.admin !== 'none') ? (['admin'] as const) : [])]
}

const demands = ({ c, policy }: Context) => routesOf(c, policy).map((route) => policy.routeDemands[route])
const cameFrom = (stage: Stage) => ({ context: { c } }: { context: Context }) =>
  (c.stage === 'suspended' ? c.suspensions.at(-1)?.from : c.stage === 'prosecuting' ? c.prosecution?.from : c.disputes.at(-1)?.from) === stage

const backTo = (from: readonly Stage[]) => from.map((stage) => ({ guard: cameFrom(stage), target: stage }))
const here = <Name extends StepName>(stage: Stage, ...names: Name[]) =>
  Object.fromEntries(names.map((name) => [name, { target: stage }])) as Record<Name, { target: Stage }>

/** 集中审理: what the layers record, raise and answer together. */
const joint = ['recordJointSession', 'raiseJointIssue', 'answerJointIssue'] as const
/** Steps of the group that leave the stage as it is, from acceptance to the report. */
const aside = ['appointDeputy', 'changePanel', 'signUndertaking', 'requestExtension', 'approveExtension', 'rejectExtension', 'inviteCommittee', ...joint, 'proposeCorrection', 'confirmCorrection', 'rejectCorrection', 'requestSuspension', 'rejectSuspension'] as const
/** Recusal is asked for, decided and lifted wherever somebody on the reviewing side still has something to do. */
const recusals = ['requestRecusal', 'decideRecusal', 'liftRecusal', 'keepEarlierWork'] as const
const corrections = ['proposeCorrection', 'confirmCorrection', 'rejectCorrection'] as const
const extensions = ['requestExtension', 'approveExtension', 'rejectExtension'] as const
const before = ['askConsultation', 'answerConsultation', 'requestInvolvement', 'approveInvolvement', 'rejectInvolvement', 'recordInvolvement', 'inviteCommittee', ...joint] as const
const interviews = ['requestInterview', 'approveInterview', 'rejectInterview', 'recordInterview'] as const
/** 核对发现 of the review: raised and answered while the file is read, until the report is handed in. */
const checks = ['raiseCheck', 'settleCheck'] as const
const suspendable = ['accepted', 'empanelled', 'reading', 'deliberating', 'reporting'] as const
const away = { escalate: { target: 'escalated' }, handOver: { target: 'handedOver' } } as const

export const caseMachine = setup({
  types: {} as { context: Context; input: Context; events: { type: StepName }; tags: Holder },
  guards: {
    intakeRefused: ({ context: { c } }) => c.intakeProposal?.outcome === 'refused',
    undertakingsSigned: ({ context: { c } }) => !panelIncomplete(c) && panelOf(c).every((id) => c.panel.some((one) => one.personId === id && one.leftOn === null && one.undertakingOn !== null)),
    mustBeReinvestigated: ({ context: { c } }) => c.returns.at(-1)?.kind === 'reinvestigation',
    investigatedAgain: ({ context: { c } }) => { const sent = c.returns.at(-1); return sent?.kind === 'reinvestigation' && sent.approvedBy !== null && sent.acceptedOn === null },
    askedAgain: ({ context: { c } }) => c.returns.at(-1)?.outline.some((item) => item.judgement?.verdict !== 'accepted') ?? false,
    committeeDue: ({ context }) => demands(context).some((one) => one.committee) && !context.c.opinions.some((one) => one.layer === 'workCommittee'),
    partyGroupDue: ({ context }) => demands(context).some((one) => one.partyGroup !== null),
    // On a route where the Party group is only told, its view is recorded and the case goes on.
    partyGroupAgrees: ({ context }) => demands(context).every((one) => one.partyGroup !== 'agrees') || (context.c.partyGroupViews.at(-1)?.agrees ?? false),
    allDecided: ({ context: { c } }) =>
      c.package.subjects.every((subject) => tracksOf(c, subject.id).every((track) => c.decisions.some((one) => one.subjectId === subject.id && one.track === track))),
  },
}).createMachine({
  id: 'case',
  context: ({ input }) => input,
  initial: 'drafting',
  states: {
    drafting: { tags: 'body', on: { ...here('drafting', 'openCase', 'editDraft', 'answerCheck', ...before), transfer: { target: 'transferred' }, dropCase: { target: 'dropped' }, handOver: { target: 'handedOver' } } },
    transferred: {
      tags: 'group',
      on: {
        ...here('transferred', 'classify', ...recusals, 'defer', 'refuse', 'rejectIntake', 'appointDeputy', ...before, ...corrections),
        accept: { target: 'accepted' },
        approveIntake: [{ guard: 'intakeRefused', target: 'refused' }, { target: 'deferred' }],
        withdraw: [{ guard: 'investigatedAgain', target: 'reinvestigating' }, { target: 'drafting' }],
        ...away,
      },
    },
    deferred: { tags: 'body', on: { ...here('deferred', 'classify', 'editDraft', 'answerCheck', ...before), transfer: { target: 'transferred' }, dropCase: { target: 'dropped' }, handOver: { target: 'handedOver' } } },
    refused: { type: 'final' },
    accepted: { tags: 'group', on: { ...here('accepted', 'classify', ...recusals, 'appointDeputy', ...extensions, 'inviteCommittee', ...joint, ...corrections, 'requestSuspension', 'rejectSuspension'), formPanel: { target: 'empanelled' }, approveSuspension: { target: 'suspended' }, ...away } },
    empanelled: {
      tags: 'group',
      on: { ...here('empanelled', 'classify', ...recusals, ...aside), decideRecusal: [{ guard: 'undertakingsSigned', target: 'reading' }, { target: 'empanelled' }], changePanel: [{ guard: 'undertakingsSigned', target: 'reading' }, { target: 'empanelled' }], signUndertaking: [{ guard: 'undertakingsSigned', target: 'reading' }, { target: 'empanelled' }], approveSuspension: { target: 'suspended' }, ...away },
    },
    reading: { tags: 'group', on: { ...here('reading', 'classify', ...recusals, 'repeatEarlierWork', 'note', ...checks, ...interviews, ...aside), conclude: { target: 'deliberating' }, approveSuspension: { target: 'suspended' }, ...away } },
    deliberating: {
      tags: 'group',
      on: { ...here('deliberating', 'classify', ...recusals, 'deliberate', 'note', ...checks, ...interviews, ...aside), repeatEarlierWork: { target: 'reading' }, proposeReturn: { target: 'returning' }, adopt: { target: 'reporting' }, approveSuspension: { target: 'suspended' }, ...away },
    },
    returning: {
      tags: 'office',
      on: {
        ...here('returning', 'classify', ...recusals, ...joint, ...extensions, ...corrections),
        approveReturn: [{ guard: 'mustBeReinvestigated', target: 'reinvestigating' }, { target: 'supplementing' }],
        rejectReturn: { target: 'deliberating' },
        ...away,
      },
    },
    supplementing: { tags: 'body', on: { ...here('supplementing', 'classify', ...recusals, 'acknowledgeReturn', 'answerOutline', ...extensions, ...corrections), submitAnswers: { target: 'answered' }, dropCase: { target: 'dropped' }, ...away } },
    answered: { tags: 'group', on: { ...here('answered', 'classify', ...recusals, 'judgeAnswers', 'appointDeputy', 'changePanel', 'signUndertaking', ...extensions, ...corrections), closeAnswers: [{ guard: 'askedAgain', target: 'supplementing' }, { target: 'reading' }], ...away } },
    reinvestigating: { tags: 'body', on: { ...here('reinvestigating', 'classify', ...recusals, 'acknowledgeReturn', 'answerOutline', 'editDraft', 'answerCheck', ...before), transfer: { target: 'transferred' }, dropCase: { target: 'dropped' }, handOver: { target: 'handedOver' } } },
    reporting: { tags: 'group', on: { ...here('reporting', 'classify', ...recusals, ...checks, ...aside), repeatEarlierWork: { target: 'reading' }, submitReport: { target: 'approving' }, approveSuspension: { target: 'suspended' }, ...away } },
    approving: { tags: 'office', on: { ...here('approving', 'classify', ...recusals, ...joint, ...extensions, ...corrections), repeatEarlierWork: { target: 'reading' }, approveReport: { target: 'proposing' }, sendBackReport: { target: 'reporting' }, ...away } },
    proposing: {
      tags: 'body',
      on: {
        ...here('proposing', 'classify', ...recusals, 'holdBodyMeeting', 'recordPartyGroupView', 'recordBranchMeeting', 'skipBranchMeeting', ...joint, ...corrections),
        sendProposal: [{ guard: 'committeeDue', target: 'committeeReview' }, { guard: 'partyGroupDue', target: 'consulting' }, { target: 'deciding' }],
        raiseDispute: { target: 'disputed' },
        refer: { target: 'prosecuting' },
        dropCase: { target: 'dropped' },
        handOver: { target: 'handedOver' },
      },
    },
    committeeReview: { tags: 'workCommittee', on: { ...here('committeeReview', 'classify', ...recusals, ...joint, ...corrections), signCommitteeOpinion: [{ guard: 'partyGroupDue', target: 'consulting' }, { target: 'deciding' }], raiseDispute: { target: 'disputed' } } },
    consulting: {
      tags: 'body',
      on: { ...here('consulting', 'classify', 'recordBranchMeeting', 'skipBranchMeeting', ...corrections), recordPartyGroupView: [{ guard: 'partyGroupAgrees', target: 'deciding' }, { target: 'consulting' }], holdBodyMeeting: { target: 'proposing' }, raiseDispute: { target: 'disputed' } },
    },
    disputed: { tags: 'sendingCommission', on: { ...here('disputed', 'classify', ...recusals), recordRuling: [...backTo(['committeeReview', 'consulting', 'deciding']), { target: 'proposing' }] } },
    deciding: {
      tags: 'body',
      on: {
        ...here('deciding', 'classify', 'recordBranchMeeting', 'skipBranchMeeting', 'giveNotice', ...corrections),
        recordDecision: [{ guard: 'allDecided', target: 'executing' }, { target: 'deciding' }],
        holdBodyMeeting: { target: 'proposing' },
        raiseDispute: { target: 'disputed' },
        refer: { target: 'prosecuting' },
        handOver: { target: 'handedOver' },
      },
    },
    executing: { tags: 'body', on: { ...here('executing', 'classify', 'announce', 'serve', 'recordExecution', 'extendFormalities', ...corrections), reportExecution: { target: 'reported' }, refer: { target: 'prosecuting' } } },
    reported: { tags: 'body', on: { ...here('reported', 'classify', 'recordExecution', ...corrections), archive: { target: 'archived' } } },
    archived: { type: 'final' },
    suspended: { tags: 'outside', on: { ...here('suspended', 'classify', ...recusals), resume: [...backTo(suspendable.slice(1)), { target: 'accepted' }], ...away } },
    prosecuting: { tags: 'outside', on: { ...here('prosecuting', 'classify', 'recordProsecutorReturn', 'answerProsecutorReturn'), concludeProsecution: [...backTo(['proposing', 'executing']), { target: 'deciding' }] } },
    dropped: { type: 'final' },
    handedOver: { type: 'final' },
    escalated: { type: 'final' },
  },
})

// Every stage is a state of the machine: the list of stages and the machine are compared by a test.
const stateOf = (stage: Stage) => caseMachine.states[stage]!.config

/** Where a step may lead from a stage, in the order in which the machine asks. */
const waysOn = (stage: Stage, name: StepName): { target: Stage; guard?: unknown }[] =>
  [(stateOf(stage).on as Record<string, { target: Stage } | { target: Stage }[]> | undefined)?.[name] ?? []].flat()

/** Whether a step leads on from a stage at all. */
export const leadsOn = (stage: Stage, name: StepName): boolean => name in (stateOf(stage).on ?? {})

/** Where a step leads, given the case as the step leaves it. XState is asked where there is something to choose, and only which way it would go: to go it, it makes an actor. */
export function stageAfter(c: Case, name: StepName, policy: Policy): Stage {
  const [way, ...others] = waysOn(c.stage, name)
  if (way && others.length === 0 && way.guard === undefined) return way.target
  const [chosen] = caseMachine.getTransitionData(caseMachine.resolveState({ value: c.stage, context: { c, policy } }), { type: name })
  return (chosen?.target?.[0]?.key ?? c.stage) as Stage
}

/** Every step that leads on from a stage, in the order of the machine. */
export const stepsFrom = (stage: Stage): StepName[] => Object.keys(stateOf(stage).on ?? {}) as StepName[]

/** What may be done wherever a case stands, and what takes it off its way. */
const beside = new Set<string>(['classify', ...recusals, ...corrections, ...extensions, ...aside, ...before, 'requestSuspension', 'rejectSuspension', 'repeatEarlierWork', 'withdraw'])
const offTheWay = new Set<string>(['dropped', 'handedOver', 'escalated', 'suspended', 'disputed', 'prosecuting'])

/** The desk a stage names, whoever policy or a request puts in its place; null at an end. */
export const deskOf = (stage: Stage): Holder | null => (stateOf(stage).tags as Holder | undefined) ?? null

/** How much a step is what a stage is there for: 2 moves the case along its way, 1 is work of the stage, 0 stands beside it. */
export function weightOf(stage: Stage, name: StepName): 0 | 1 | 2 {
  if (name === 'signUndertaking') return 1
  const targets = waysOn(stage, name).map(({ target }) => target)
  if (beside.has(name) || targets.some((target) => offTheWay.has(target))) return 0
  return targets.some((target) => target !== stage) ? 2 : 1
}

/** Whose approval a case waits for where it stands, the next level where that one is recused; null where it waits for none. */
export function approverHere(c: Case, policy: Policy): Role | null {
  const kind = c.returns.at(-1)?.kind
  if (c.stage === 'transferred' && c.intakeProposal) return standingIn(policy.intakeApprover, c)
  if (c.stage === 'returning' && kind) return standingIn(policy.returnApprover[kind], c)
  return c.stage === 'approving' ? standingIn(policy.reportApprover, c) : null
}

/**
 * Who must act on the case now; null at an end. One party always, which the stage names, except where
 * the policy, or a request that waits, says whose turn it is.
 */
export function holderOf(c: Case, policy: Policy): Holder | null {
  if (isEnd(c.stage)) return null
  const approver = approverHere(c, policy)
  if (approver !== null) return approver === 'leaderInCharge' || approver === 'commissionHead' ? 'leaderInCharge' : approver === 'bodyHead' ? 'body' : approver === 'groupLeader' ? 'group' : 'office'
  if (c.stage === 'prosecuting' && c.prosecution?.returns.some((one) => one.answeredOn === null)) return 'body'
  return deskOf(c.stage)
}
