import type { Case, Finding, Refusal, Subject } from '../case.ts'
import type { Decision, Organ } from '../decision.ts'
import { eightPointFaults, findingFaults, sameMeasure, withSuggestion } from '../finding.ts'
import { isDay, type Day } from '../day.ts'
import { findingsInView, tracksOf } from '../machine.ts'
import { routeOf, type Policy, type RouteDemands } from '../policy.ts'
import { blank, no, written } from '../refusal.ts'
import { adminGrade, adminPeriodEnd, adminWords, partyPeriodEnd, type AdminSanction, type EarlierAdmin, type EarlierParty } from '../sanctions.ts'
import { guard, step } from '../step.ts'
import { executionOf } from '../execution.ts'

type Announced = { subjectId: string; facts: string; basis: string; admin: AdminSanction; defence: string | null; adopted: string | null; by: string[] }

/** 政务处分事先告知: facts, basis and measure are told, the defence is heard and recorded. */
export const giveNotice = step<Announced>({
  label: '政务处分事先告知',
  about: '作出政务处分之前，告知事实、依据和拟给予的处分，听取陈述申辩并记录。',
  rule: 'R-237',
  by: ['handler'],
  guards: [
    written<Announced>('noWorseAfterNotice', { facts: '告知的事实', basis: '告知的依据' }),
    guard('knownSubject', 'trace', (c, { subjectId }) => (c.package.subjects.some((one) => one.id === subjectId) ? [] : [no('NO_SUCH_SUBJECT', '请选择本案被审查调查人', undefined, 'subjectId')])),
    guard('twoTell', 'twoPersons', (_c, { by }) => (new Set(by).size < 2 ? [no('TOO_FEW_PEOPLE', '告知不少于两人', 'R-237', 'by')] : [])),
    guard('defenceAnswered', 'reasoned', (_c, { defence, adopted }) => (!blank(defence) && blank(adopted) ? [no('NOT_WRITTEN', '本人有申辩的，请写明是否采纳及理由', 'R-237', 'adopted')] : [])),
    guard('notForDefence', 'noWorseAfterNotice', (c, { subjectId, admin, defence }) => {
      const before = noticeOf(c, subjectId)
      return before && !blank(before.defence) && blank(defence) && heavier(admin, before.admin)
        ? [no('WORSE_AFTER_DEFENCE', '不得因本人申辩而加重处分；重新告知的，请再次听取并记录申辩', 'R-237', 'defence')] : []
    }),
  ],
  apply: (c, { subjectId, facts, basis, admin, defence, adopted, by }, { day }) => ({ ...c, notices: [...c.notices, { subjectId, on: day, facts, basis, admin, defence, adopted, by }] }),
})

const noticeOf = (c: Case, subjectId: string) => c.notices.findLast((one) => one.subjectId === subjectId)
const heavier = (one: AdminSanction, other: AdminSanction): boolean => weight(one) > weight(other)
const weight = (sanction: AdminSanction): number => adminGrade[sanction]

/** Party organisations that have the power on a route; a body, the zone group and the work committee never do (5.3, 4). */
const partyOrgans = {
  A: ['partyGroup', 'partyCommittee', 'commission'],
  B: ['partyGroup', 'partyCommittee', 'commission'],
  C: ['unitCommittee', 'partyCommittee', 'commission'],
  'C+': ['unitCommittee', 'partyCommittee', 'commission'],
  D: [],
  N: ['partyGroup', 'unitCommittee', 'partyCommittee', 'commission'],
} as const satisfies Record<string, readonly Organ[]>

/** Who can approve a decision from above. */
const higherOrgans: Record<'party' | 'admin', readonly Organ[]> = { party: ['workCommittee', 'commission', 'partyCommittee'], admin: ['supervisoryCommission', 'commission'] }

const adminOrgans: readonly Organ[] = ['stationedBody', 'supervisoryCommission', 'appointingOrgan']

type Payload = Pick<Decision, 'subjectId' | 'track' | 'outcome' | 'organ' | 'organName' | 'measure' | 'property' | 'advice' | 'approval' | 'minutes'> & {
  finding: Finding
  /** An earlier sanction still running, for the sum of periods. */
  earlierParty: EarlierParty | null
  earlierAdmin: EarlierAdmin | null
  /** The months the unit itself has set for its own sanction, where it is none of the law's six. */
  unitPeriodMonths: number | null
}

type View = { subject: Subject; demands: RouteDemands; route: keyof typeof partyOrgans; before: Finding | undefined }

/** The person, route and proposal that a decision is about. */
function view(c: Case, subjectId: string, policy: Policy): View | null {
  const subject = c.package.subjects.find((one) => one.id === subjectId)
  if (!subject) return null
  const before = findingsInView(c).find((one) => one.subjectId === subjectId)
  const route = routeOf(subject, { party: before?.party ?? 'none', admin: before?.admin ?? 'none' }, policy)
  return { subject, before, route, demands: policy.routeDemands[route] }
}

/** A guard that needs the person, and says nothing where another guard already says there is none. */
const about = (name: string, serves: Parameters<typeof guard>[1], refuse: (one: View, c: Case, payload: Payload, policy: Policy, day: Day) => Refusal[]) =>
  guard<Payload>(name, serves, (c, payload, { policy, day }) => {
    const one = view(c, payload.subjectId, policy)
    return one ? refuse(one, c, payload, policy, day) : []
  })

/** The period of the sanction that was chosen, also where expulsion was due and, with a reason, not chosen. */
function partyPeriodOf({ finding, earlierParty }: Payload, effectiveOn: Day, policy: Policy) {
  const suggested = partyPeriodEnd(finding.party, effectiveOn, earlierParty, policy.sanctionEnd)
  if (!suggested.value || suggested.value.sanction === finding.party) return suggested
  return { ...partyPeriodEnd(finding.party, effectiveOn, null, policy.sanctionEnd), flags: suggested.flags }
}

/** 作出决定 (T19): by the organ with the power, in its meeting, one a person and track; effective on that day. */
export const recordDecision = step<Payload>({
  label: '记处分决定',
  about: '记录有权机关的决定，一人一轨一份；附会议纪要，自决定之日起生效。',
  rule: 'R-115',
  by: ['handler'],
  guards: [
    guard('knownSubject', 'trace', (c, { subjectId, finding }) => (c.package.subjects.some((one) => one.id === subjectId) && finding.subjectId === subjectId ? [] : [no('NO_SUCH_SUBJECT', '请选择本案被审查调查人', undefined, 'subjectId')])),
    written<Payload>('partyOrgan', { organName: '决定机关', minutes: '会议纪要' }),
    // A retired person's benefits are adjusted beside a Party sanction, where no administrative one is given.
    about('trackDue', 'rightMeasure', ({ subject }, c, { track, outcome }) => (tracksOf(c, subject.id).includes(track) || (track === 'admin' && subject.retired && outcome === 'retireeAdjustment') ? [] : [no('NO_SUCH_TRACK', `${subject.name}没有需要作出的${track === 'party' ? '党纪' : '政务'}决定`, 'R-260', 'track')])),
    about('once', 'trace', ({ subject }, c, { track }) => (c.decisions.some((one) => one.subjectId === subject.id && one.track === track) ? [no('ALREADY_DECIDED', `对${subject.name}已经作出决定`, 'R-260', 'track')] : [])),
    about('power', 'partyOrgan', ({ route }, _c, { track, organ }) =>
      track === 'party'
        ? (partyOrgans[route] as readonly Organ[]).includes(organ) ? [] : [no('NO_POWER', '该机关没有党纪处分决定权：派驻机构、划片小组和工委都不能决定党纪处分', 'R-114', 'organ')]
        : adminOrgans.includes(organ) ? [] : [no('NO_POWER', '政务处分应当由经授权的派驻机构、监委或者任免机关决定', 'R-140', 'organ')]),
    about('higherApproval', 'partyOrgan', ({ demands }, _c, { track, finding, organ, approval }) =>
      track === 'party' && finding.party === 'expulsion' && (demands.approval || organ === 'unitCommittee') && (!approval || !['workCommittee', 'commission'].includes(approval.organ))
        ? [no('APPROVAL_WANTED', '开除党籍须报县级以上纪检机关批准，请填写批准机关和批准日期', 'R-125', 'approval')] : []),
    guard('approvalSane', 'partyOrgan', (_c, { track, approval }) =>
      approval && (blank(approval.organName) || !higherOrgans[track].includes(approval.organ)) ? [no('NO_POWER_TO_APPROVE', '请写明有权批准的上级机关', 'R-125', 'approval.organ')] : []),
    guard('approvalDay', 'effectiveDay', (_c, { approval }, { day, on }) =>
      approval && (!isDay(approval.approvedOn) || approval.approvedOn < day || approval.approvedOn > on) ? [no('DAY_OUT_OF_ORDER', '批准日期应当在决定会议之后、今天之前', 'R-115', 'approval.approvedOn')] : []),
    about('committeeSigned', 'twoLayers', ({ demands }, c) =>
      demands.committee && new Set(c.opinions.map((one) => one.layer)).size < 2 ? [no('COMMITTEE_MISSING', '本案须经工委审理，缺少工委签署的意见', 'R-118')] : []),
    about('partyGroupConsulted', 'consulted', ({ demands }, c) =>
      demands.partyGroup !== null && !(demands.partyGroup === 'agrees' ? c.partyGroupViews.at(-1)?.agrees : c.partyGroupViews.length > 0) ? [no('NOT_CONSULTED', '请先与驻在部门党组沟通并取得一致', 'R-114')] : []),
    about('branchMet', 'consulted', ({ demands, subject }, c, { track }, _policy, day) =>
      track === 'party' && demands.branch && !c.branchMeetings.some((one) => one.subjectId === subject.id && one.on <= day) ? [no('BRANCH_MISSING', `请先由${subject.name}所在支部大会讨论，或者写明不经支部大会的理由`, 'R-126')] : []),
    about('noticed', 'noWorseAfterNotice', ({ subject }, c, { track, finding }, _policy, day) => {
      if (track !== 'admin' || weight(finding.admin) === 0) return []
      const notice = noticeOf(c, subject.id)
      if (!notice) return [no('NO_NOTICE', `作出政务处分之前，请先告知${subject.name}并听取申辩`, 'R-237')]
      if (notice.on > day) return [no('NOTICE_TOO_LATE', `告知日期（${notice.on}）晚于决定日期，请核对`, 'R-237', 'on')]
      return heavier(finding.admin, notice.admin) ? [no('WORSE_THAN_NOTICE', `拟给予的处分重于已经告知的${adminWords[notice.admin]}，请重新告知`, 'R-237', 'finding.admin')] : []
    }),
    guard('sane', 'rightMeasure', (c, { finding }, { day }) => findingFaults(c, finding, 'finding', day)),
    guard('eightPoint', 'wholeFile', (c, { finding }, { policy }) => eightPointFaults(c, finding, 'finding', policy)),
    about('sameRoute', 'consulted', ({ subject, route, before }, _c, { track, finding }, policy) => {
      const decided = track === 'party' ? { party: finding.party, admin: before?.admin ?? 'none' } : { party: before?.party ?? 'none', admin: finding.admin }
      return routeOf(subject, decided, policy) === route ? [] : [no('ROUTE_CHANGED', '拟决定的处分改变了办理路径，请重新召开组务会', 'R-114', 'finding')]
    }),
    about('boundByRuling', 'ruled', ({ subject }, c, { track, finding }) => {
      const ruled = c.disputes.findLast((one) => one.findings !== null)?.findings?.find((one) => one.subjectId === subject.id)
      return ruled && (track === 'party' ? ruled.party !== finding.party : ruled.admin !== finding.admin) ? [no('RULED_OTHERWISE', '派出机关已经裁定，决定应当与裁定一致', 'R-119', 'finding')] : []
    }),
    about('differs', 'reasoned', ({ before }, _c, { finding }) => (before && !sameMeasure(finding, before) && blank(finding.reasonForDifference) ? [no('REASON_WANTED', '决定与处分建议不一致，请写明理由', 'R-420', 'finding.reasonForDifference')] : [])),
    about('outcomeFits', 'rightMeasure', (_one, _c, { track, outcome, finding }) => {
      const sanction = track === 'party' ? finding.party : finding.admin
      const fits = sanction === 'exempt' ? outcome === 'exempt' : sanction === 'none' ? ['noSanction', 'notPursued', 'retireeAdjustment'].includes(outcome) : outcome === 'sanction'
      return fits ? [] : [no('OUTCOME_DOES_NOT_FIT', '决定的种类与处分不符，请核对', 'R-260', 'outcome')]
    }),
    // A second sanction inside the term of a probation leads to expulsion: anything else wants the reason.
    about('insideProbation', 'reasoned', (_one, _c, { track, finding, earlierParty }, policy, day) =>
      track === 'party' && partyPeriodEnd(finding.party, day, earlierParty, policy.sanctionEnd).flags.some((flag) => flag.code === 'EXPULSION_DUE') && finding.party !== 'expulsion' && blank(finding.reasonForDifference)
        ? [no('EXPULSION_DUE', '留党察看期间又受处分的，应当开除党籍；不开除的请写明理由', 'R-401', 'finding.reasonForDifference')] : []),
    about('exemptReasoned', 'reasoned', (_one, _c, { outcome, measure }) => (outcome === 'exempt' && blank(measure) ? [no('MEASURE_WANTED', '免予处分的，请写明批评教育、责令检查、诫勉等处理', 'R-260', 'measure')] : [])),
  ],
  apply: (c, payload, { who, day, policy }) => {
    const effectiveOn = payload.approval?.approvedOn ?? day
    const period = payload.track === 'party'
      ? partyPeriodOf(payload, effectiveOn, policy)
      : adminPeriodEnd(payload.finding.admin, effectiveOn, payload.earlierAdmin, policy.sanctionEnd, payload.unitPeriodMonths)
    const decision: Decision = {
      subjectId: payload.subjectId, track: payload.track, outcome: payload.outcome, party: payload.finding.party, admin: payload.finding.admin,
      measure: payload.measure, property: payload.property, advice: payload.advice, organ: payload.organ, organName: payload.organName,
      decidedOn: day, effectiveOn, approval: payload.approval, minutes: payload.minutes, findings: withSuggestion(c, payload.finding, day),
      periodEndsOn: period.value?.endsOn ?? null, periodReason: [...period.reasons, ...period.flags].map((one) => one.text).join('；'),
      enteredBy: who.personId,
    }
    return { ...c, decisions: [...c.decisions, decision], execution: executionOf(c, decision) }
  },
})
