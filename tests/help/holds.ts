/**
 * Whether the invariants hold of a case and its log: independent of the guards, so that the one can be
 * held against the other on every path.
 */
import type { Entry } from '../../src/review/act.ts'
import { correctableFields, isEnd, type Case, type Finding } from '../../src/review/case.ts'
import { checksOf } from '../../src/review/checks.ts'
import { missingItems, intakeItems } from '../../src/review/checklist.ts'
import { addMonths, isDay } from '../../src/review/day.ts'
import { eightPointFaults, findingsFaults, sameMeasure } from '../../src/review/finding.ts'
import { blank } from '../../src/review/refusal.ts'
import type { Invariant } from '../../src/review/invariants.ts'
import { holderOf, routesOf, tracksOf } from '../../src/review/machine.ts'
import { conflicts, panelOf, reviewingPosts, type Role } from '../../src/review/people.ts'
import { inForce, isOpen, standsDown } from '../../src/review/recusal.ts'
import { routeOf, type Policy } from '../../src/review/policy.ts'
import type { Moment } from '../../src/review/step.ts'
import { adminGrade, partyPeriodEnd, type AdminSanction, type EarlierParty } from '../../src/review/sanctions.ts'

/** What an invariant is asked about: the case after its last step, the case before it, and the whole log. */
export type Walk = { before: Case; c: Case; log: readonly Entry[]; moment: Moment }
type Broken = (walk: Walk) => boolean

const last = (log: readonly Entry[]): Entry | undefined => log.at(-1)
const said = <Payload>(walk: Walk, step: Entry['step']): Payload | null => (last(walk.log)?.step === step ? (last(walk.log)?.payload as Payload) : null)
const some = (...tests: Broken[]): Broken => (walk) => tests.some((test) => test(walk))
const distinct = (list: readonly string[]): number => new Set(list.filter((one) => !blank(one))).size
const weight = (sanction: AdminSanction): number => adminGrade[sanction]
const requestsOf = (c: Case) => [c.involvements, c.interviews, c.extensions, c.suspensions, c.corrections]
const afterGroup = ['reporting', 'approving', 'proposing', 'committeeReview', 'consulting', 'deciding', 'executing', 'reported', 'archived']
const named = (c: Case): string[] => [...c.interviews, ...c.branchMeetings, ...c.notices, ...c.decisions, ...c.announcements, ...c.services].map((one) => one.subjectId)
const hears = (c: Case, subjectId: string, scope: 'report' | 'beforeReturn'): boolean =>
  c.interviews.some((one) => one.subjectId === subjectId && one.round === c.round && one.approvedBy !== null && (one.kind === 'hold' ? one.record !== null : scope === 'beforeReturn' || one.scope === 'report'))
const demandsOf = (c: Case, policy: Policy) => routesOf(c, policy).map((route) => policy.routeDemands[route])

/** Steps whose text is their reason, and the field it stands in. */
const reasonFields: Partial<Record<Entry['step'], readonly string[]>> = {
  askConsultation: ['question'], answerConsultation: ['answer'], requestInvolvement: ['reason'], rejectInvolvement: ['reason'], recordInvolvement: ['opinion'], withdraw: ['reason'],
  rejectIntake: ['reason'], changePanel: ['reason'], appointDeputy: ['reason'], requestInterview: ['reason'], rejectInterview: ['reason'], proposeReturn: ['reason'], rejectReturn: ['reason'],
  sendBackReport: ['reason'], inviteCommittee: ['reason'], recordJointSession: ['note'], raiseJointIssue: ['question'], answerJointIssue: ['text'], skipBranchMeeting: ['reason'], raiseCheck: ['data', 'settle'], answerCheck: ['text'], settleCheck: ['text'], raiseDispute: ['between'], extendFormalities: ['reason'],
  requestExtension: ['reason'], rejectExtension: ['reason'], requestSuspension: ['basis'], rejectSuspension: ['reason'], resume: ['reason'], proposeCorrection: ['after', 'reason'],
  rejectCorrection: ['reason'], requestRecusal: ['reason'], decideRecusal: ['reason'], liftRecusal: ['reason'], keepEarlierWork: ['reason'], repeatEarlierWork: ['reason'], refer: ['charge'], concludeProsecution: ['result'], dropCase: ['reason'], handOver: ['reason', 'to'], escalate: ['reason'], classify: ['reason'],
}

const reasonless: Broken = ({ log }) => {
  const entry = last(log)
  return (entry && reasonFields[entry.step]?.some((field) => blank((entry.payload as Record<string, string | null>)[field]))) ?? false
}

/** The work of the panel, which two and their lead do. */
const panelWork: string[] = ['note', 'raiseCheck', 'settleCheck', 'requestInterview', 'recordInterview', 'conclude', 'deliberate', 'adopt', 'proposeReturn', 'submitReport'] satisfies Entry['step'][]

/** Who may decide on a recusal in this city: a reviewer on the Party track alone goes to the office, else to the head of the organ; its head to the upper organ, by its paper. */
function decidedAbove({ before, c, log, moment }: Walk, { personId, paper }: { personId: string; paper: string | null }): boolean {
  const role = last(log)?.role ?? 'handler'
  const party = !c.package.crime && c.package.subjects.every((one) => tracksOf(before, one.id).join() === 'party')
  const held = reviewingPosts(moment.roster.person(personId), moment.on).map((post) => post.role)
  if (held.includes('commissionHead')) return !blank(paper) && ['officeHead', 'leaderInCharge'].includes(role)
  return (party ? (['officeHead', 'leaderInCharge', 'commissionHead'] satisfies Role[]) : (['commissionHead'] satisfies Role[])).some((one) => one === role)
}

/** Others than the first eligible reviewers of the zone, whoever sat on the case before going first, and no reason why. */
function unproposed(walk: Walk): boolean {
  const formed = said<{ members: string[]; reasonForDifference: string | null }>(walk, 'formPanel')
  const changed = said<{ in: string | null; reasonForDifference: string | null }>(walk, 'changePanel')
  const reason = formed?.reasonForDifference ?? changed?.reasonForDifference
  const chosen = formed ? formed.members : changed?.in ? [changed.in] : []
  const { before, moment } = walk
  if (chosen.length === 0 || !blank(reason) || panelOf(before).includes(chosen[0] ?? '')) return false
  const eligible = ['lead', 'reviewer', 'spareReviewer'].filter((id) => !panelOf(before).includes(id) && !standsDown(before, id) && conflicts(id, before, moment.roster).length === 0)
  const sat = (id: string) => before.panel.some((one) => one.personId === id)
  const proposed = [...eligible.filter(sat), ...eligible.filter((id) => !sat(id))].slice(0, chosen.length)
  return chosen[0] !== proposed[0] || chosen.some((id) => !proposed.includes(id))
}

/** Nothing was done: the step left neither a mark on the case nor moved it. */
const markless: Broken = ({ before, c, log }) =>
  /^(approve|reject|confirm|change|decide|lift|keepEarlier|answerConsultation|recordInvolvement|recordExecution|answerProsecutorReturn)/.test(last(log)?.step ?? '') &&
  (Object.keys(c) as (keyof Case)[]).every((part) => part === 'version' || part === 'since' || part === 'stage' || c[part] === before[part] || JSON.stringify(c[part]) === JSON.stringify(before[part]))

/** Two invariants are not about one case: that an end can be reached, and that the log replays. The walk itself shows them. */
const broken: Record<Exclude<Invariant, 'endReachable' | 'replayed'>, Broken> = {
  collective: some(
    ({ c, log }) => afterGroup.includes(c.stage) && !log.some((entry) => entry.step === 'adopt'),
    ({ c, log }) => ['adopt', 'proposeReturn'].includes(last(log)?.step ?? '') && c.deliberations.findLast((one) => one.round === c.round && one.reading === c.reading)?.outcome !== (last(log)?.step === 'adopt' ? 'report' : 'return'),
    ({ c }) => c.deliberations.some((one) => one.attendees.some((id) => blank(one.opinions.find((other) => other.personId === id)?.opinion)) || blank(one.minutes) || distinct(one.attendees) < 3 || !one.attendees.includes(one.by)),
    (walk) => said(walk, 'deliberate') !== null && panelOf(walk.c).some((id) => !walk.c.deliberations.at(-1)?.attendees.includes(id)),
    (walk) => said(walk, 'conclude') !== null && panelOf(walk.c).some((id) => blank(walk.c.panelOpinions.at(-1)?.opinions.find((one) => one.personId === id)?.opinion)),
    ({ before, log, moment }) => last(log)?.step === 'handOver' && last(log)?.role === 'bodyHead' && holderOf(before, moment.policy) !== 'body',
    ({ before, c }) => c.stage === 'dropped' && before.stage === 'proposing' && c.report?.outcome !== 'withdraw',
  ),
  separation: some(
    ({ c, moment }) => panelOf(c).some((id) => conflicts(id, c, moment.roster).length > 0 || !moment.roster.person(id)?.posts.some((post) => post.role === 'reviewer' || post.role === 'groupLeader')),
    ({ c, moment }) => c.deputy !== null && conflicts(c.deputy.personId, c, moment.roster).length > 0,
    (walk) => said(walk, 'deliberate') !== null && (walk.c.deliberations.at(-1)?.attendees ?? []).some((id) => !walk.moment.roster.person(id) || conflicts(id, walk.c, walk.moment.roster).length > 0),
    (walk) => {
      const payload = said<{ members: string[]; borrowReason: string | null }>(walk, 'formPanel') ?? said<{ in: string | null; borrowReason: string | null }>(walk, 'changePanel')
      const joined = payload === null ? [] : 'members' in payload ? payload.members : payload.in === null ? [] : [payload.in]
      return joined.some((id) => blank(payload?.borrowReason) && !walk.moment.roster.person(id)?.posts.some((post) => post.zoneId === walk.c.zoneId))
    },
    ({ before, log }) => ['note', 'raiseCheck', 'settleCheck', 'conclude', 'requestInterview', 'recordInterview', 'submitReport'].includes(last(log)?.step ?? '') && before.panel.some((one) => one.personId === last(log)?.by && one.leftOn === null && one.undertakingOn === null),
    (walk) => said(walk, 'conclude') !== null && walk.c.panel.some((one) => one.leftOn === null && one.undertakingOn === null),
    (walk) => (said<{ reviewers: string[] }>(walk, 'recordInterview')?.reviewers ?? []).some((id) => !panelOf(walk.c).includes(id)),
    (walk) => (said<{ participants: { personId: string; layer: string }[] }>(walk, 'recordJointSession')?.participants ?? []).some((one) => one.layer !== 'body' && conflicts(one.personId, walk.c, walk.moment.roster).length > 0),
    (walk) => { const lifted = said<{ personId: string }>(walk, 'liftRecusal'); return lifted !== null && conflicts(lifted.personId, walk.c, walk.moment.roster).length > 0 },
  ),
  recusal: some(
    ({ c }) => c.recusals.some((one) => inForce(one) && (panelOf(c).includes(one.personId) || c.deputy?.personId === one.personId)),
    ({ before, log }) => standsDown(before, last(log)?.by ?? '') && !['handler', 'bodyHead'].includes(last(log)?.role ?? ''),
    (walk) => { const one = said<{ personId: string; paper: string | null }>(walk, 'decideRecusal') ?? said<{ personId: string; paper: string | null }>(walk, 'liftRecusal'); return one !== null && !decidedAbove(walk, one) },
    ({ c }) => c.recusals.some((one) => one.requester?.kind === 'informant' && !blank(one.requester.name)),
    ({ before, log }) => ['conclude', 'deliberate', 'adopt', 'proposeReturn', 'submitReport', 'approveReport'].includes(last(log)?.step ?? '') && before.recusals.some((one) => inForce(one) && one.earlierWork === 'open'),
  ),
  twoPersons: some(
    ({ c }) => ['empanelled', 'reading', 'deliberating', 'reporting'].includes(c.stage) && distinct(panelOf(c)) < 2 && !c.recusals.some((one) => one.approvedBy !== null),
    ({ before, log }) => panelWork.includes(last(log)?.step ?? '') && (before.leadVacant || distinct(panelOf(before)) < 2),
    ({ c }) => ['empanelled', 'reading'].includes(c.stage) && distinct(panelOf(c)) < panelOf(c).length,
    ({ c }) => c.interviews.some((one) => one.record !== null && distinct(one.record.reviewers) < 2),
    ({ c }) => c.announcements.some((one) => distinct(one.announcers) < 2) || c.notices.some((one) => distinct(one.by) < 2),
    ({ c }) => c.stage === 'transferred' && c.package.origin !== 'courtJudgment' && distinct(c.package.investigators) < 2,
  ),
  partyOrgan: ({ c, moment }) => c.decisions.some((one) => {
    const subject = c.package.subjects.find((person) => person.id === one.subjectId)
    const route = subject && routeOf(subject, one, moment.policy)
    if (blank(one.organName) || blank(one.minutes)) return true
    if (one.track === 'admin' && one.approval && (blank(one.approval.organName) || !['supervisoryCommission', 'commission'].includes(one.approval.organ))) return true
    if (one.track === 'admin') return !['stationedBody', 'supervisoryCommission', 'appointingOrgan'].includes(one.organ)
    if (['stationedBody', 'zoneGroup', 'workCommittee', 'supervisoryCommission', 'appointingOrgan'].includes(one.organ)) return true
    if ((route === 'A' || route === 'B') && one.organ === 'unitCommittee') return true
    if ((route === 'C' || route === 'C+') && one.organ === 'partyGroup') return true
    if (one.approval && (blank(one.approval.organName) || !['workCommittee', 'commission', 'partyCommittee'].includes(one.approval.organ))) return true
    return (route === 'C+' || (one.party === 'expulsion' && one.organ === 'unitCommittee')) && (one.approval === null || !['workCommittee', 'commission'].includes(one.approval.organ))
  }),
  wholeReturn: some(
    (walk) => (said<{ outline: { check?: string }[] }>(walk, 'proposeReturn')?.outline ?? []).some(({ check }) => check !== undefined && !checksOf(walk.before, [], walk.moment).some(({ key }) => key === check)),
    ({ c }) => c.returns.some((one) => one.grounds.length === 0 || one.outline.length === 0 || one.outline.some((item) => blank(item.problem) || blank(item.evidenceWanted) || blank(item.toProve))),
    ({ c, log, moment }) => last(log)?.step === 'approveReturn' && last(log)?.role !== moment.policy.returnApprover[c.returns.at(-1)?.kind ?? 'supplement'],
    ({ before, log }) => (['answerOutline', 'submitAnswers'].includes(last(log)?.step ?? '') || (last(log)?.step === 'transfer' && before.stage === 'reinvestigating')) && before.returns.at(-1)?.acknowledgedBy === null,
    ({ c }) => (c.prosecution?.returns.length ?? 0) > 2 || (c.prosecution?.returns.filter((one) => one.answeredOn === null).length ?? 0) > 1 || (c.prosecution?.returns.some((one) => one.matters.length === 0 || one.matters.some(blank)) ?? false),
  ),
  effectiveDay: ({ c, log }) => c.decisions.some((one) => one.effectiveOn !== (one.approval?.approvedOn ?? one.decidedOn) || !isDay(one.effectiveOn) || one.effectiveOn < one.decidedOn || one.effectiveOn > (last(log)?.writtenOn ?? one.effectiveOn)),
  twoLayers: some(
    ({ c, moment }) => c.decisions.length > 0 && demandsOf(c, moment.policy).some((one) => one.committee) && new Set(c.opinions.map((one) => one.layer)).size < 2,
    ({ c }) => c.opinions.some((one) => one.layer === 'workCommittee' && (blank(one.opinion) || blank(one.minutes) || blank(one.signedBy) || c.package.investigators.includes(one.signedBy) || panelOf(c).includes(one.signedBy) || one.signedBy === c.report?.approvedBy)),
    (walk) => said<{ signedBy: string | null }>(walk, 'signCommitteeOpinion')?.signedBy === null && last(walk.log)?.role !== 'committeeHead',
    (walk) => blank(said<{ signedBy: string | null }>(walk, 'signCommitteeOpinion')?.signedBy ?? 'own') && last(walk.log)?.role !== 'committeeHead',
    ({ c, moment }) => c.opinions.some((one) => { const person = moment.roster.person(one.signedBy); return one.layer === 'workCommittee' && person !== undefined && !person.posts.some((post) => post.role === 'committeeReviewer' || post.role === 'committeeHead') }),
    ({ c }) => c.opinions.some((one) => one.layer === 'workCommittee') && !c.opinions.some((one) => one.layer === 'zone'),
    ({ before, log }) => last(log)?.step === 'inviteCommittee' && before.acceptedOn === null && !before.involvements.some((one) => one.approvedBy !== null),
    ({ c }) => c.jointSessions.some((one) => !(['zone', 'workCommittee'] as const).every((layer) => one.participants.some((person) => person.layer === layer && !blank(person.personId)))),
    ({ c }) => c.jointSessions.length > 0 && c.committeeInvitedOn === null,
    ({ c }) => c.jointIssues.length > 0 && c.committeeInvitedOn === null,
    ({ c }) => c.jointIssues.some(({ words }) => words.some((one) => one.layer === 'body' && one.settled)),
  ),
  noWorseAfterNotice: some(
    ({ c }) => c.decisions.some((one) => one.track === 'admin' && weight(one.admin) > 0 && weight(one.admin) > weight(c.notices.findLast((notice) => notice.subjectId === one.subjectId)?.admin ?? 'none')),
    ({ c }) => c.decisions.some((one) => one.track === 'admin' && weight(one.admin) > 0 && (c.notices.findLast((notice) => notice.subjectId === one.subjectId)?.on ?? '') > one.decidedOn),
    ({ c }) => c.notices.some((one) => blank(one.facts) || blank(one.basis)),
    ({ c }) => c.notices.some((one, n) => { const earlier = c.notices.slice(0, n).findLast((other) => other.subjectId === one.subjectId); return earlier !== undefined && !blank(earlier.defence) && blank(one.defence) && weight(one.admin) > weight(earlier.admin) }),
  ),
  trace: some(
    ({ before, c, log }) => last(log) !== undefined && (blank(last(log)?.by) || !isDay(last(log)?.on ?? '') || (last(log)?.on ?? '') > (last(log)?.writtenOn ?? '') || (before.since !== null && (last(log)?.on ?? '') < before.since) || (before.latestOn !== null && c.stage !== before.stage && (last(log)?.on ?? '') < before.latestOn) || c.version !== log.length),
    ({ c, log }) => log.filter((entry) => entry.step === 'openCase').length > 1 || blank(c.number),
    ({ c }) => [c.package.clueOn, c.package.filedOn].some((day) => day !== null && !isDay(day)) || [c.package.clueOn, c.package.filedOn].some((day) => day !== null && day > (c.since ?? day)),
    ({ c }) => new Set(c.package.subjects.map((one) => one.id)).size < c.package.subjects.length,
    ({ c }) => distinct(c.raisedChecks.map(({ key }) => key)) < c.raisedChecks.length,
    (walk) => { const answered = said<{ no: number }>(walk, 'answerJointIssue'); return answered !== null && !walk.before.jointIssues.some(({ no }) => no === answered.no) },
    (walk) => { const answered = said<{ checkKey: string }>(walk, 'answerCheck') ?? said<{ checkKey: string }>(walk, 'settleCheck'); return answered !== null && !answered.checkKey.startsWith('TIME_LIMIT:') && !checksOf(walk.before, [], walk.moment).some(({ key }) => key === answered.checkKey) },
    ({ c }) => named(c).some((id) => !c.package.subjects.some((one) => one.id === id)),
    ({ c }) => c.branchMeetings.some((one) => !c.package.subjects.some((person) => person.id === one.subjectId)),
    ({ c }) => requestsOf(c).some((list) => list.filter((one) => one.approvedBy === null && one.rejectedBy === null).length > 1),
    ({ c, moment }) => c.recusals.some((one) => reviewingPosts(moment.roster.person(one.personId), moment.on).length === 0 || c.recusals.filter((other) => other.personId === one.personId && (isOpen(other) || inForce(other))).length > 1),
    (walk) => { const again = said<{ personId: string }>(walk, 'repeatEarlierWork'); return again !== null && !walk.before.recusals.some((one) => inForce(one) && one.earlierWork === 'open' && one.personId === again.personId) },
    ({ c }) => c.corrections.some((one) => one.before === one.after || !correctableFields.includes(one.field) || (one.field === 'subject.birthYear' && !/^(19|20)\d\d$/.test(one.after)) || (one.field !== 'title' && !c.package.subjects.some((person) => person.id === one.subjectId))),
    ({ c }) => c.extensions.some((one) => !Number.isInteger(one.months) || !Number.isInteger(one.days) || one.months < 0 || one.days < 0 || one.months + one.days === 0),
    ({ c }) => c.deputy !== null && (!isDay(c.deputy.until) || c.deputy.until < c.deputy.from),
    ({ c }) => distinct(panelOf(c)) < panelOf(c).length,
    (walk) => { const change = said<{ out: string | null }>(walk, 'changePanel'); return change !== null && change.out !== null && !panelOf(walk.before).includes(change.out) },
    ({ c }) => c.decisions.some((one, n) => c.decisions.findIndex((other) => other.subjectId === one.subjectId && other.track === one.track) < n),
    ({ before, log }) => last(log)?.step === 'acknowledgeReturn' && before.returns.at(-1)?.acknowledgedBy !== null,
    ({ before, log }) => last(log)?.step === 'signUndertaking' && before.panel.some((one) => one.personId === last(log)?.by && one.leftOn === null && one.undertakingOn !== null),
    ({ before, log }) => last(log)?.step === 'inviteCommittee' && before.committeeInvitedOn !== null,
    ({ before, log }) => last(log)?.step === 'refer' && before.prosecution !== null,
    ({ c }) => c.stage === 'suspended' && !c.suspensions.some((one) => one.approvedBy !== null && one.resumedOn === null),
    ({ c, before }) => (c.stage === 'deferred' || c.stage === 'refused') && before.stage === 'transferred' && before.intakeProposal === null,
    (walk) => { const longer = said<{ itemId: string }>(walk, 'extendFormalities'); return longer !== null && !walk.c.execution.some((one) => one.id === longer.itemId && one.kind === 'formalities' && one.doneOn === null) },
    markless,
  ),
  oneHolder: ({ c, moment }) => (holderOf(c, moment.policy) === null) !== isEnd(c.stage),
  fourEyes: some(
    ({ c }) => requestsOf(c).some((list) => list.some((one) => one.approvedBy !== null && one.approvedBy === one.requestedBy)),
    ({ c }) => c.returns.some((one) => one.approvedBy !== null && one.approvedBy === one.proposedBy),
    ({ c }) => c.report !== null && c.report.approvedBy !== null && (c.report.approvedBy === c.report.submittedBy || panelOf(c).includes(c.report.approvedBy)),
    ({ c }) => c.intakeProposal !== null && c.intakeProposal.approvedBy === c.intakeProposal.proposedBy,
    ({ c }) => c.recusals.some((one) => one.approvedBy !== null && (one.approvedBy === one.requestedBy || one.approvedBy === one.personId)),
    ({ c, log }) => last(log)?.step === 'approveReport' && [c.deliberations.at(-1)?.by, ...c.panel.map((one) => one.personId)].includes(last(log)?.by),
    ({ c }) => c.disputes.some((one) => one.enteredBy !== null && one.enteredBy === one.raisedBy),
    ({ c }) => c.deputy !== null && c.deputy.personId === c.deputy.appointedBy,
    ({ before, log }) => last(log)?.step === 'accept' && before.intakeProposal !== null,
    ({ before, log }) => ['defer', 'refuse'].includes(last(log)?.step ?? '') && before.intakeProposal !== null,
    ({ before, log }) => last(log)?.step === 'recordInvolvement' && !before.involvements.some((one) => one.approvedBy !== null && blank(one.opinion)),
    (walk) => {
      const talk = said<{ subjectId: string }>(walk, 'recordInterview')
      return talk !== null && !walk.before.interviews.some((one) => one.kind === 'hold' && one.round === walk.before.round && one.approvedBy !== null && one.record === null && one.subjectId === talk.subjectId)
    },
  ),
  intake: some(
    ({ c, log }) => last(log)?.step === 'accept' && (missingItems(c.package).length > 0 || c.package.subjects.some((one) => one.managedBy === 'city')),
    ({ c, log }) => last(log)?.step === 'transfer' && (blank(c.package.title) || c.package.subjects.length === 0 || c.package.facts.length === 0 || c.package.evidence.length === 0 || (c.package.filedOn === null && c.package.origin !== 'courtJudgment')),
    ({ c, log }) => last(log)?.step === 'transfer' && intakeItems.some(({ item }) => { const mark = c.package.intake.find((one) => one.item === item); return !mark || (mark.state === 'missing' && blank(mark.reason)) }),
  ),
  wholeFile: some(
    ({ c }) => c.panelOpinions.some((one) => one.checklist.length < 6 || one.checklist.some((mark) => mark.verdict !== 'pass' && blank(mark.note))),
    (walk) => said(walk, 'conclude') !== null && walk.c.interviews.some((one) => one.round === walk.c.round && one.record?.reading === walk.c.reading && one.record.outcome === 'illegalEvidence') && blank(walk.c.panelOpinions.at(-1)?.checklist.find((one) => one.standard === 'evidence')?.note),
    ({ c }) => c.report !== null && Object.values(c.report.sections).some(blank),
    ({ c }) => c.notes.some((one) => blank(one.volume) || blank(one.text) || !Number.isInteger(one.page) || one.page <= 0 || (one.factId !== null && !c.package.facts.some((fact) => fact.id === one.factId)) || ((one.evidenceNo ?? null) !== null && !c.package.evidence.some((proof) => proof.no === one.evidenceNo)) || (one.attachmentId ?? null) !== null || (one.attachmentPage ?? null) !== null), // on these walks nothing is attached
    ({ c }) => c.interviews.some((one) => one.record !== null && Object.values(one.record.sections).some(blank)),
    (walk) => { const raised = said<{ subjectId: string | null; factId: string | null }>(walk, 'raiseCheck'); return raised !== null && ((raised.subjectId !== null && !walk.c.package.subjects.some((one) => one.id === raised.subjectId)) || (raised.factId !== null && !walk.c.package.facts.some((one) => one.id === raised.factId))) },
    ({ c }) => [...(c.report?.findings ?? []), ...c.decisions.map((one) => one.findings)].some((one) => eightPointFaults(c, one, '').length > 0),
    (walk) => {
      const adopted = said<{ correctedInReview: { standard: string; how: string }[] }>(walk, 'adopt')
      return adopted !== null && (walk.c.panelOpinions.at(-1)?.checklist ?? []).some((mark) => mark.verdict === 'major' && blank(adopted.correctedInReview.find((one) => one.standard === mark.standard)?.how))
    },
  ),
  heard: some(
    ({ c }) => c.stage === 'reporting' && c.package.subjects.some((one) => !hears(c, one.id, 'report')),
    (walk) => { const concluded = said<{ recommendation: 'return' | 'report' }>(walk, 'conclude'); return concluded !== null && walk.c.package.subjects.some((one) => !hears(walk.c, one.id, concluded.recommendation === 'return' ? 'beforeReturn' : 'report')) },
    (walk) => said<{ recommendation: string }>(walk, 'conclude')?.recommendation === 'report' && walk.c.interviews.some((one) => one.round === walk.c.round && one.record?.reading === walk.c.reading && one.record.outcome === 'newFacts'),
    ({ c }) => c.interviews.some((one) => one.kind === 'waive' && one.scope === 'report' && c.package.interviewDuties.length > 0),
    ({ c }) => c.interviews.some((one) => !c.package.subjects.some((person) => person.id === one.subjectId)),
  ),
  answered: some(
    (walk) => said(walk, 'submitAnswers') !== null && (walk.before.returns.at(-1)?.outline ?? []).some((item) => item.answer === null || item.judgement?.verdict === 'again'),
    (walk) => said(walk, 'transfer') !== null && walk.before.stage === 'reinvestigating' && (walk.before.returns.at(-1)?.outline ?? []).some((item) => item.answer === null),
    (walk) => said(walk, 'closeAnswers') !== null && (walk.before.returns.at(-1)?.outline ?? []).some((item) => item.judgement === null),
    ({ c }) => c.returns.some((one) => one.outline.some((item) => item.answer !== null && (blank(item.answer.text) || (item.answer.outcome === 'cannot' && blank(item.answer.reason))))),
    ({ c }) => c.returns.some((one) => one.outline.some((item) => item.judgement !== null && (item.answer === null || (item.judgement.verdict === 'again' && blank(item.judgement.request))))),
    (walk) => (said<{ answers: { no: number }[] }>(walk, 'answerOutline')?.answers ?? [{ no: 1 }]).length === 0 || (said<{ judgements: unknown[] }>(walk, 'judgeAnswers')?.judgements ?? [1]).length === 0,
    (walk) => (said<{ answers: { no: number }[] }>(walk, 'answerOutline')?.answers ?? []).some((one) => { const item = walk.before.returns.at(-1)?.outline.find((other) => other.no === one.no); return !item || item.judgement?.verdict === 'accepted' }),
    (walk) => (said<{ judgements: { no: number }[] }>(walk, 'judgeAnswers')?.judgements ?? []).some((one) => !walk.before.returns.at(-1)?.outline.some((item) => item.no === one.no && item.answer !== null)),
    ({ c }) => c.prosecution?.concludedOn !== null && (c.prosecution?.returns.some((one) => one.answeredOn === null) ?? false),
    (walk) => blank(said<{ answer: string }>(walk, 'answerProsecutorReturn')?.answer ?? 'given'),
  ),
  bodyResponsible: some(
    ({ c, log, moment }) => last(log)?.step === 'openCase' && (c.package.bodyIds[0] !== last(log)?.bodyId || c.package.bodyIds.some((id) => !moment.roster.body(id))),
    ({ before, c, log, moment }) => last(log)?.step === 'editDraft' && (before.package.bodyIds[0] !== c.package.bodyIds[0] || c.package.bodyIds.some((id) => !moment.roster.body(id))),
    ({ c }) => c.bodyMeeting !== null && (blank(c.bodyMeeting.minutes) || distinct(c.bodyMeeting.attendees) * 2 <= c.bodyMeeting.due || distinct(c.bodyMeeting.attendees) < c.bodyMeeting.attendees.length || c.bodyMeeting.attendees.length > c.bodyMeeting.due),
    ({ c }) => ['committeeReview', 'consulting', 'deciding', 'executing'].includes(c.stage) && c.bodyMeeting === null,
    ({ before, log }) => ['recordBranchMeeting', 'skipBranchMeeting', 'recordPartyGroupView'].includes(last(log)?.step ?? '') && before.bodyMeeting === null,
  ),
  consulted: some(
    ({ c, moment }) => c.decisions.length > 0 && demandsOf(c, moment.policy).some((one) => (one.partyGroup === 'agrees' ? !c.partyGroupViews.at(-1)?.agrees : one.partyGroup === 'told' && c.partyGroupViews.length === 0)),
    ({ c, moment }) => c.decisions.some((one) => { const person = c.package.subjects.find((other) => other.id === one.subjectId); return one.track === 'party' && person !== undefined && moment.policy.routeDemands[routeOf(person, one, moment.policy)].branch && !c.branchMeetings.some((other) => other.subjectId === one.subjectId) }),
    ({ before, c, log, moment }) => last(log)?.step === 'sendProposal' && demandsOf(c, moment.policy).some((one) => one.committee) && !before.partyGroupViews.at(-1)?.agrees,
    ({ c }) => c.branchMeetings.some((one) => one.skippedBecause === null && (blank(one.minutes) || one.due <= 0 || one.present > one.due || one.inFavour > one.present || one.present * 2 <= one.due || one.inFavour * 2 <= one.due || ![one.due, one.present, one.inFavour].every(Number.isInteger))),
    ({ c }) => c.partyGroupViews.some((one) => blank(one.opinion) || blank(one.minutes)),
    ({ c, log, moment }) => {
      const made = last(log)?.step === 'recordDecision' ? c.decisions.at(-1) : undefined
      const person = c.package.subjects.find((one) => one.id === made?.subjectId)
      const view = c.bodyMeeting?.findings.find((one) => one.subjectId === made?.subjectId)
      return made !== undefined && person !== undefined && view !== undefined && routeOf(person, made.track === 'party' ? { ...view, party: made.party } : { ...view, admin: made.admin }, moment.policy) !== routeOf(person, view, moment.policy)
    },
  ),
  rightMeasure: some(
    ({ c }) => c.report !== null && findingsFaults(c, c.report.findings, '', c.report.submittedOn).length > 0,
    ({ c }) => c.bodyMeeting !== null && findingsFaults(c, c.bodyMeeting.findings, '', c.bodyMeeting.on).length > 0,
    ({ c }) => c.decisions.length > 0 && c.decisions.some((one) => findingsFaults({ ...c, package: { ...c.package, subjects: c.package.subjects.filter((person) => person.id === one.subjectId) } }, [one.findings], '', one.decidedOn).length > 0),
    ({ c, log }) => last(log)?.step === 'transfer' && (c.package.subjects.some((person) => !c.package.proposals.some((one) => one.subjectId === person.id && !blank(one.characterisation))) || c.package.proposals.some((one) => !c.package.subjects.some((person) => person.id === one.subjectId))),
    ({ before, c, log }) => last(log)?.step === 'sendProposal' && (before.report?.outcome === 'withdraw' || c.report === null),
    ({ before, c, log }) => last(log)?.step === 'recordDecision' && c.decisions.at(-1)?.outcome !== 'retireeAdjustment' && !tracksOf(before, c.decisions.at(-1)?.subjectId ?? '').includes(c.decisions.at(-1)?.track ?? 'party'),
    ({ c }) => c.decisions.some((one) => {
      const sanction = one.track === 'party' ? one.party : one.admin
      return sanction === 'exempt' ? one.outcome !== 'exempt' : sanction === 'none' ? ['sanction', 'exempt'].includes(one.outcome) : one.outcome !== 'sanction'
    }),
    ({ c }) => c.prosecution !== null && !c.package.crime,
  ),
  carriedOut: some(
    ({ c }) => ['reported', 'archived'].includes(c.stage) && (c.package.subjects.some((one) => !c.announcements.some((other) => other.subjectId === one.id) || !c.services.some((other) => other.subjectId === one.id)) || c.execution.some((one) => blank(one.proof)) || blank(c.executionReport?.text)),
    ({ c }) => c.announcements.some((one) => blank(one.scope)) || c.services.some((one) => blank(one.receiver) || blank(one.proof)),
    (walk) => blank(said<{ proof: string }>(walk, 'recordExecution')?.proof ?? 'given'),
    ({ c, moment }) => c.execution.some((one) => one.extendedOn !== null && (!isDay(one.extendedOn) || one.extendedOn < moment.on)),
    ({ c, moment }) => c.execution.some((one) => one.extendedOn !== null && c.decisions.filter((decision) => decision.subjectId === one.subjectId).every((decision) => (one.extendedOn ?? '') > addMonths(decision.effectiveOn, moment.policy.formalitiesMaxMonths))),
    ({ c }) => c.archive !== null && ((['investigation', 'review'] as const).some((kind) => !c.archive?.volumes.some((one) => one.kind === kind)) || c.archive.volumes.some((one) => blank(one.title) || !(one.pages > 0)) || !/^[0-9a-f]{64}$/.test(c.archive.hash)),
  ),
  reasoned: some(
    reasonless,
    (walk) => unproposed(walk),
    (walk) => { const asked = said<{ personId: string; requester: { kind: string; name: string | null } | null }>(walk, 'requestRecusal'); return asked !== null && asked.personId !== last(walk.log)?.by && (asked.requester === null || (asked.requester.kind !== 'informant' && blank(asked.requester.name))) },
    ({ c }) => c.involvements.some((one) => one.ground === 'A' && !(one.ticks.complex && one.ticks.factsEstablished && one.ticks.tentativeOpinion)),
    ({ c, log }) => ['openCase', 'editDraft'].includes(last(log)?.step ?? '') && c.package.subjects.some((one) => one.routeException !== null && blank(one.routeException.reason)),
    ({ c }) => c.intakeProposal !== null && (c.intakeProposal.reasons.length === 0 || c.intakeProposal.reasons.some(blank) || (c.intakeProposal.outcome === 'deferred' && (c.intakeProposal.missing.length === 0 || c.intakeProposal.missing.some((item) => !intakeItems.some((one) => one.item === item)) || c.intakeProposal.dueOn === null || !isDay(c.intakeProposal.dueOn) || c.intakeProposal.dueOn < c.intakeProposal.proposedOn))),
    (walk) => { const change = said<{ out: string | null; handover: string | null }>(walk, 'changePanel'); return change !== null && change.out !== null && blank(change.handover) },
    ({ c }) => c.interviews.some((one) => one.record !== null && !one.record.signed && blank(one.record.refusalNote)),
    ({ c, moment }) => c.returns.filter((one) => one.approvedBy !== null).some((one, n) => n >= moment.policy.returnCountWarn && blank(one.leaderNote)),
    ({ c }) => c.bodyMeeting !== null && !c.bodyMeeting.followsReview && blank(c.bodyMeeting.reason) && c.disputes.every((one) => one.findings === null),
    ({ c }) => c.notices.some((one) => !blank(one.defence) && blank(one.adopted)),
    ({ c }) => c.decisions.some((one) => one.outcome === 'exempt' && blank(one.measure)),
    ({ before, c, log }) => last(log)?.step === 'recordDecision' && !sameMeasure(c.decisions.at(-1)?.findings ?? { party: 'none', admin: 'none' }, before.bodyMeeting?.findings.find((one) => one.subjectId === c.decisions.at(-1)?.subjectId)) && blank(c.decisions.at(-1)?.findings.reasonForDifference),
    (walk) => {
      const decided = said<{ track: string; finding: Finding; earlierParty: EarlierParty | null }>(walk, 'recordDecision')
      return decided?.track === 'party' && decided.finding.party !== 'expulsion' && blank(decided.finding.reasonForDifference) &&
        partyPeriodEnd(decided.finding.party, last(walk.log)?.on ?? '', decided.earlierParty, walk.moment.policy.sanctionEnd).flags.some((flag) => flag.code === 'EXPULSION_DUE')
    },
    ({ c }) => c.announcements.some((one) => !one.refusedToSign && blank(one.opinion)),
  ),
  secrecy: some(
    ({ c }) => c.classifications.some((one, n) => { const before = c.classifications[n - 1] ?? { level: 'workSecret', years: null }; return one.level === before.level && one.years === before.years }),
    ({ c }) => c.classifications.some(({ level, years }) => (level === 'workSecret' ? years !== null : years === null || !Number.isInteger(years) || years < 1 || years > (level === 'secret' ? 20 : 10))),
    ({ before, c, log, moment }) => c.classifications.length > before.classifications.length && last(log)?.role !== moment.policy.classifier,
  ),
  ruled: some(
    ({ c }) => c.disputes.some((one) => one.opinions.some(blank) || (one.ruledOn !== null && blank(one.ruling))),
    (walk) => (said<{ opinions: string[] }>(walk, 'raiseDispute')?.opinions.length ?? 2) !== 2,
    (walk) => { const ruling = said<{ findings: Finding[] }>(walk, 'recordRuling'); return ruling !== null && (findingsFaults(walk.c, ruling.findings, '', walk.moment.on).length > 0 || walk.c.package.subjects.some((one) => !ruling.findings.some((other) => other.subjectId === one.id)) || ruling.findings.some((one) => !walk.c.package.subjects.some((person) => person.id === one.subjectId))) },
    ({ c }) => { const ruling = c.disputes.findLast((one) => one.findings !== null); const bound = ruling?.findings ?? null; return bound !== null && c.bodyMeeting !== null && c.bodyMeeting.findings.some((one) => !sameMeasure(one, bound.find((other) => other.subjectId === one.subjectId))) },
    ({ c }) => c.decisions.some((one) => { const ruled = c.disputes.findLast((other) => other.findings !== null)?.findings?.find((other) => other.subjectId === one.subjectId); return ruled !== undefined && (one.track === 'party' ? ruled.party !== one.party : ruled.admin !== one.admin) }),
    ({ before, log }) => last(log)?.step === 'raiseDispute' && before.decisions.length > 0,
    ({ c, before, log }) => last(log)?.step === 'recordRuling' && c.stage !== before.disputes.at(-1)?.from,
  ),
}

/** The invariants that a walk breaks, none where all is well. */
export const brokenBy = (walk: Walk): Invariant[] => (Object.keys(broken) as (keyof typeof broken)[]).filter((name) => broken[name](walk))
