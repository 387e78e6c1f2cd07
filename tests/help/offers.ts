/** For every step the payloads a careful person would give: one for each way the step can lead. */
import { standards, type Case, type Finding, type Package, type Subject } from '../../src/review/case.ts'
import { checksOf, raisedChecksOf } from '../../src/review/checks.ts'
import { intakeItems, isDemanded } from '../../src/review/checklist.ts'
import { findingsInView, tracksOf } from '../../src/review/machine.ts'
import { panelIncomplete, panelOf } from '../../src/review/people.ts'
import { inForce, isOpen, recusalInForce, standsDown, type Recusal } from '../../src/review/recusal.ts'
import { routeOf } from '../../src/review/policy.ts'
import type { AdminSanction, PartySanction } from '../../src/review/sanctions.ts'
import type { Payload, StepName } from '../../src/review/steps/index.ts'
import { moment, today } from './city.ts'

export const subject: Subject = {
  id: 'S1', name: '林某辉', gender: '男', birthYear: 1970, partyMember: true, partyJoinYear: 1995, ethnicity: '汉族', education: '大学', post: '局长', employer: '市自然资源和规划局',
  rank: '正科级', personnelType: '公务员', partyPost: '党支部书记', deputyOrDelegate: true, retired: false, managedBy: 'partyGroup', routeException: null,
}

/** A kind of case: who it is about and how it ends; in a plain one people go one way where several lead on, and return it once. */
export type World = { subject: Subject; party: PartySanction; admin: AdminSanction; crime: boolean; plain?: true }

export const finding = (world: World): Finding => ({
  subjectId: 'S1', characterisation: '违反廉洁纪律', articles: ['2023条例第110条'], eightPoint: { applies: true, category: '违规收送礼品礼金', reasonIfNot: null },
  party: world.party, admin: world.admin, measure: null, suggestion: null, reasonForDifference: '双轨轻重经研究一致',
  weighing: null,
})

export function packageOf(world: World): Package {
  const handed: Package = {
    title: '林某辉收受礼金案', bodyIds: ['P25'], designation: null, origin: 'investigation', crime: world.crime, simple: false,
    clueOn: '2025-10-08', filedOn: '2025-12-01', actsFrom: '2024-02-01', actsUntil: '2025-09-30', edition: '2023条例', amountYuan: 20_000, subjects: [world.subject], facts: [{ id: 'F1', text: '收受礼金二万元', subjectIds: ['S1'] }],
    evidence: [{ no: 1, type: '书证', name: '转账记录', direction: 'for', factIds: ['F1'], legality: 'lawful' }], proposals: [finding(world)], property: '收缴二万元',
    investigators: ['handler', 'borrowedInvestigator'], interviewDuties: [], intake: [],
  }
  return { ...handed, intake: intakeItems.map(({ item, required }) => ({ item, state: isDemanded(required, handed) ? 'present' as const : 'notApplicable' as const, reason: null })) }
}

/** Reviewers who could still be put on the panel. */
const free = (c: Case): string[] => ['lead', 'reviewer', 'spareReviewer'].filter((id) => !panelOf(c).includes(id) && !recusalInForce(c, id) && !standsDown(c, id))

/** The first item follows up what was raised and has no end yet. */
const followedUp = (c: Case, n: number): { check?: string } => { const raised = n === 1 ? raisedChecksOf(c).find(({ state }) => state === 'open') : undefined; return raised ? { check: raised.key } : {} }

const request = { reason: '理由充分' }
const sections = { rights: '已告知', facts: '已核对', defence: '无异议', methods: '未发现', education: '已教育' }

/** What a careful person would give for this step, given the case; empty where nothing sensible can be given. */
export function offers<Name extends StepName>(c: Case, name: Name, world: World): Payload<Name>[] {
  const outline = c.returns.at(-1)?.outline ?? []
  const all: { [Step in StepName]: () => Payload<Step>[] } = {
    openCase: () => [{ package: packageOf(world), number: '划审三〔2026〕1号', zoneId: 'Z3' }],
    editDraft: () => [{ package: packageOf(world) }],
    answerCheck: () => (c.checkAnswers.length > 0 ? [] : checksOf(c, [], moment).slice(0, 1).map(({ key }) => ({ checkKey: key, outcome: 'notApplicable', text: '经核对不适用' }))),
    askConsultation: () => [{ question: '证据是否足够？' }],
    answerConsultation: () => c.consultations.filter((one) => one.answer === null).map((one) => ({ id: one.id, answer: '请补充流水' })),
    requestInvolvement: () => [{ ground: 'A', ticks: { complex: true, factsEstablished: true, tentativeOpinion: true }, reason: '重大复杂' }],
    approveInvolvement: () => [{}],
    rejectInvolvement: () => [request],
    recordInvolvement: () => [{ opinion: '证据方向明确' }],
    transfer: () => [{}],
    withdraw: () => [request],
    accept: () => [{}],
    defer: () => [{ reasons: ['缺少材料'], missing: [8], dueOn: today }],
    refuse: () => [{ reasons: ['不属于受案范围'], missing: [], dueOn: null }],
    approveIntake: () => [{}],
    rejectIntake: () => [request],
    formPanel: () => [{ members: free(c).slice(0, 2), borrowReason: null, reasonForDifference: '按本周分工' }],
    signUndertaking: () => [{}],
    changePanel: () => (panelIncomplete(c)
      ? free(c).slice(0, 1).map((joins) => ({ out: null, in: joins, because: 'replacement' as const, reason: '补足空缺', handover: null, borrowReason: null, reasonForDifference: '按本周分工' }))
      : panelOf(c).includes('reviewer') && !world.plain ? [{ out: 'reviewer', in: 'spareReviewer', because: 'absence', reason: '出差', handover: '已交接', borrowReason: null, reasonForDifference: '按本周分工' }] : []),
    requestRecusal: () => (c.recusals.length > 0 ? [] : [
      { personId: 'reviewer', ground: 'nearRelative', reason: '与本人有近亲属关系', requester: { kind: 'subject', name: '林某辉' } },
      { personId: 'lead', ground: 'interest', reason: '与本案有利害关系', requester: null },
    ]),
    decideRecusal: () => c.recusals.filter(isOpen).flatMap((one) => [true, false].map((grant) => ({ personId: one.personId, grant, ground: null, reason: '经核实', paper: '关于回避的决定' }))),
    liftRecusal: () => c.recusals.filter(inForce).map((one) => ({ personId: one.personId, reason: '原决定有误', paper: '关于解除回避的决定' })),
    keepEarlierWork: () => c.recusals.filter((one) => one.earlierWork === 'open').map((one) => ({ personId: one.personId, reason: '经核对无误' })),
    repeatEarlierWork: () => c.recusals.filter((one) => one.earlierWork === 'open').map((one) => ({ personId: one.personId, reason: '须重新阅卷' })),
    appointDeputy: () => [{ personId: 'spareReviewer', until: today, reason: '组长出差' }],
    note: () => [{ volume: '第一卷', page: 3, text: '转账记录与笔录一致', factId: 'F1', kind: 'doubt', evidenceNo: 1, attachmentId: null, attachmentPage: null }],
    raiseCheck: () => (c.raisedChecks.length > 0 ? [] : [{ code: 'DOC_SOURCE', subjectId: 'S1', factId: 'F1', data: '转账记录没有注明出处', settle: '由开户行盖章注明出处' }]),
    settleCheck: () => (c.settledChecks.length > 0 ? [] : checksOf(c, [], moment).filter(({ raisedBy }) => (c.raisedChecks.length > 0) === (raisedBy !== null)).slice(0, 1).map(({ key }) => ({ checkKey: key, outcome: 'settled', text: '已由开户行补正' }))),
    requestInterview: () => [
      { kind: 'hold', scope: 'report', subjectId: 'S1', reason: '应当谈话' },
      ...(world.plain ? [] : [{ kind: 'waive' as const, scope: 'report' as const, subjectId: 'S1', reason: '本人在外就医，事实无异议' }]),
      { kind: 'waive', scope: 'beforeReturn', subjectId: 'S1', reason: '退回前未谈话' },
    ],
    approveInterview: () => [{}],
    rejectInterview: () => [request],
    recordInterview: () => [{ subjectId: 'S1', reviewers: panelOf(c).slice(0, 2), sections, signed: true, refusalNote: null, outcome: 'noObjection' }],
    conclude: () => (['return', 'report'] as const).map((recommendation) => ({
      recommendation,
      checklist: standards.map((standard) => ({ standard, verdict: recommendation === 'return' && standard === 'evidence' ? 'major' as const : 'pass' as const, note: '已核对' })),
      opinions: panelOf(c).map((personId) => ({ personId, opinion: '同意', dissent: null })),
    })),
    deliberate: () => (['return', 'report'] as const).map((outcome) => {
      const attendees = [...new Set(['groupLeader', ...(c.deputy ? [c.deputy.personId] : []), ...panelOf(c)])]
      return { outcome, attendees, minutes: '审议记录', opinions: attendees.map((personId) => ({ personId, opinion: '同意', dissent: null })) }
    }),
    adopt: () => [{ correctedInReview: [{ standard: 'evidence', how: '审理中已补强' }] }],
    proposeReturn: () => (world.plain && c.returns.length > 0 ? [] : ['evidenceToComplete', 'mainFactsUnclear'] as const).map((ground) => ({
      grounds: [ground], reason: '证据不足', outline: [1, 2].map((n) => ({ category: 'evidence' as const, problem: `问题${n}`, evidenceWanted: '流水', toProve: '去向', ...followedUp(c, n) })),
    })),
    approveReturn: () => [{ note: '确有必要' }],
    rejectReturn: () => [request],
    acknowledgeReturn: () => [{}],
    answerOutline: () => (outline.length === 0 ? [] : [{ answers: outline.filter((item) => item.judgement?.verdict !== 'accepted').map((item) => ({ no: item.no, outcome: 'cannot' as const, text: '已调取', reason: '档案遗失', attachmentId: null, page: null })) }]).filter((one) => one.answers.length > 0),
    submitAnswers: () => [{}],
    judgeAnswers: () => (outline.length === 0 ? [] : (['accepted', 'again'] as const).map((last) => ({ judgements: outline.map((item, n) => ({ no: item.no, verdict: n === outline.length - 1 ? last : 'accepted' as const, request: '补充原件' })) }))),
    closeAnswers: () => [{}],
    submitReport: () => (['propose', 'withdraw'] as const).map((outcome) => ({
      outcome, findings: [finding(world)],
      sections: { person: '一', course: '二', facts: '三', property: '四', investigatorsOpinion: '五', reviewOpinion: '六', attitude: '七', procedure: '八' },
    })),
    approveReport: () => [{}],
    sendBackReport: () => [request],
    holdBodyMeeting: () => [{ due: 3, attendees: ['bodyHead', 'handler'], minutes: '组务会纪要', findings: [finding(world)], reason: null }],
    sendProposal: () => [{}],
    inviteCommittee: () => [request],
    recordJointSession: () => [{ kind: 'reading', note: '同步阅卷', participants: [{ personId: 'lead', layer: 'zone' }, { personId: 'committeeReviewer', layer: 'workCommittee' }] }],
    raiseJointIssue: () => (c.jointIssues.length > 0 ? [] : [{ question: '违纪所得数额' }]),
    answerJointIssue: () => c.jointIssues.slice(0, 1).filter((one) => one.words.length === 1).map(({ no }) => ({ no, text: '以书证为准', settled: true })),
    signCommitteeOpinion: () => [{ opinion: '同意', agrees: true, minutes: '会议纪要', signedBy: null }, { opinion: '同意', agrees: true, minutes: '会议纪要', signedBy: '工委书记' }],
    recordPartyGroupView: () => [true, false].map((agrees) => ({ agrees, opinion: '研究意见', minutes: '党组会纪要' })),
    recordBranchMeeting: () => [{ subjectId: 'S1', due: 20, present: 15, inFavour: 12, memberAttended: true, minutes: '支部大会记录' }],
    skipBranchMeeting: () => [{ subjectId: 'S1', because: 'branchCannotAct', reason: '支部书记涉案' }],
    raiseDispute: () => [{ between: '派驻机构与党组', opinions: ['意见甲', '意见乙'] }],
    recordRuling: () => [{ ruling: '同意派驻机构意见', findings: [finding(world)] }],
    giveNotice: () => [{ subjectId: 'S1', facts: '事实', basis: '依据', admin: world.admin, defence: '请求从轻', adopted: '部分采纳', by: ['bodyHead', 'handler'] }],
    recordDecision: () => tracksOf(c, 'S1').map((track) => {
      const view = findingsInView(c)[0] ?? finding(world)
      const sanction = track === 'party' ? view.party : view.admin
      const route = routeOf(world.subject, view, moment.policy)
      return {
        subjectId: 'S1', track, finding: view, organName: '有权机关', minutes: '会议纪要', measure: '诫勉', property: '收缴', advice: null, earlierParty: null, earlierAdmin: null, unitPeriodMonths: null,
        outcome: sanction === 'exempt' ? 'exempt' as const : sanction === 'none' ? 'noSanction' as const : 'sanction' as const,
        organ: track === 'admin' ? 'stationedBody' as const : route === 'C' || route === 'C+' ? 'unitCommittee' as const : 'partyGroup' as const,
        approval: track === 'party' && route === 'C+' ? { organ: 'workCommittee' as const, organName: '市直机关纪检监察工委', approvedOn: today } : null,
      }
    }),
    announce: () => [{ subjectId: 'S1', announcers: ['bodyHead', 'handler'], scope: '党支部', opinion: '服从', refusedToSign: false }],
    serve: () => [{ subjectId: 'S1', receiver: '本人', proof: '送达回证' }],
    recordExecution: () => c.execution.filter((item) => item.proof === null).slice(0, 1).map((item) => ({ itemId: item.id, proof: '证明' })),
    extendFormalities: () => c.execution.filter((item) => item.kind === 'formalities').map((item) => ({ itemId: item.id, until: '2026-05-01', reason: '手续复杂' })),
    reportExecution: () => [{ text: '已执行' }],
    archive: () => [{ volumes: [{ kind: 'investigation', title: '调查卷', pages: 100 }, { kind: 'review', title: '审理卷', pages: 30 }], hash: 'a'.repeat(64) }],
    requestExtension: () => [{ months: 1, days: 0, reason: '案情复杂' }],
    approveExtension: () => [{}],
    rejectExtension: () => [request],
    requestSuspension: () => [{ ground: 'personUnavailable', basis: '住院证明' }],
    approveSuspension: () => [{}],
    rejectSuspension: () => [request],
    resume: () => [request],
    proposeCorrection: () => [{ field: 'subject.birthYear', subjectId: 'S1', after: String((c.package.subjects[0]?.birthYear ?? 1970) === 1970 ? 1971 : 1970), reason: '笔误' }],
    confirmCorrection: () => [{}],
    rejectCorrection: () => [request],
    refer: () => [{ charge: '受贿罪' }],
    recordProsecutorReturn: () => [{ matters: ['补充证言'] }],
    answerProsecutorReturn: () => [{ answer: '已补充' }],
    concludeProsecution: () => [{ result: '判处有期徒刑' }],
    dropCase: () => [request],
    handOver: () => [{ reason: '管辖', to: '市公安局' }],
    escalate: () => [request],
    classify: () => [{ level: 'confidential', years: 10, reason: '涉及国家秘密' }, { level: 'workSecret', years: null, reason: '不再涉及国家秘密' }],
  }
  return all[name]() as Payload<Name>[]
}

/** Payloads with more than one thing out of the ordinary, which no single fault of a careful payload gives. */
export function careless(c: Case, name: StepName, world: World): object[] {
  const other: Finding = { ...finding(world), party: world.party === 'warning' ? 'seriousWarning' : 'warning', admin: 'none', reasonForDifference: null }
  const attending = (...attendees: string[]) => ({ outcome: 'report', attendees, minutes: '审议记录', opinions: attendees.map((personId) => ({ personId, opinion: '同意', dissent: null })) })
  switch (name) {
    case 'openCase':
    case 'editDraft': return [{ package: { ...packageOf(world), bodyIds: ['P25', 'P99'] }, number: '划审三〔2026〕1号', zoneId: 'Z3' }]
    case 'raiseCheck': return c.raisedChecks.map(({ code, subjectId, factId }) => ({ code, subjectId, factId, data: '又一份书证没有出处', settle: '盖章' }))
    case 'answerCheck':
    case 'settleCheck': return [{ checkKey: 'raised:INTENT:S9::0', outcome: 'settled', text: '已补正' }]
    case 'proposeReturn': return offers(c, name, world).map((payload) => ({ ...payload, outline: payload.outline.map((item) => ({ ...item, check: 'raised:INTENT:S9::0' })) }))
    case 'conclude': return [{ recommendation: 'report', checklist: standards.map((standard) => ({ standard, verdict: 'pass', note: '' })), opinions: panelOf(c).map((personId) => ({ personId, opinion: '同意', dissent: null })) }]
    case 'formPanel': return [{ members: ['spareReviewer', 'lead'], borrowReason: null, reasonForDifference: null }]
    case 'changePanel': return [
      { out: null, in: null, because: 'absence', reason: '无', handover: null, borrowReason: null, reasonForDifference: null },
      { out: 'reviewer', in: 'groupLeader', because: 'absence', reason: '出差', handover: '已交接', borrowReason: null, reasonForDifference: null },
    ]
    case 'requestRecusal': return c.recusals.map((one) => ({ personId: one.personId, ground: 'witness', reason: '担任过证人', requester: { kind: 'other', name: '陈某' } }))
    case 'decideRecusal':
    case 'liftRecusal': return offers(c, name, world).map((payload) => ({ ...payload, paper: null }))
    case 'deliberate': return [attending('groupLeader', 'spareReviewer', 'otherZoneReviewer'), attending('groupLeader', 'homeReviewer', ...panelOf(c)), attending('groupLeader', 'spareReviewer', 'otherZoneReviewer', ...panelOf(c))]
    case 'holdBodyMeeting': return [{ due: 3, attendees: ['bodyHead', 'handler'], minutes: '纪要', findings: [other], reason: '情节较轻' }]
    case 'giveNotice': return [{ subjectId: 'S1', facts: '事实', basis: '依据', admin: 'discharge', defence: null, adopted: null, by: ['bodyHead', 'handler'] }]
    case 'recordDecision': return offers(c, 'recordDecision', world).flatMap((payload) => [
      { ...payload, finding: { ...payload.finding, ...(payload.track === 'party' ? { party: other.party } : {}), reasonForDifference: null } },
      { ...payload, finding: { ...payload.finding, reasonForDifference: null }, earlierParty: { sanction: 'probation2', effectiveOn: '2025-06-01', endsOn: null } },
    ])
    default: return []
  }
}

/** Cases that no careful walk leads to: what a guard stands against when everything before it had failed. */
export const faultyCases = (c: Case): Case[] => [
  { ...c, panel: c.panel.map((one) => ({ ...one, undertakingOn: null })) },
  { ...c, opinions: c.opinions.filter((one) => one.layer !== 'workCommittee') },
  { ...c, opinions: [] },
  { ...c, partyGroupViews: [] },
  ...(['newFacts', 'illegalEvidence'] as const).map((outcome) => ({ ...c, interviews: c.interviews.map((one) => ({ ...one, record: one.record && { ...one.record, outcome } })) })),
  { ...c, involvements: c.involvements.map((one) => ({ ...one, requestedBy: 'groupLeader' })) },
  ...(c.stage === 'disputed' ? [{ ...c, disputes: c.disputes.map((one) => ({ ...one, raisedBy: 'officeHead' })) }] : []),
  ...c.recusals.flatMap((one): Case[] => [
    { ...c, leadVacant: true },
    { ...c, package: { ...c.package, investigators: [...c.package.investigators, one.personId] } },
    ...[{}, { approvedBy: 'leaderInCharge' }].map((state) => ({ ...c, recusals: [{ ...one, ...undecided, personId: 'commissionHead', post: 'commissionHead' as const, ...state }] })),
    { ...c, recusals: [{ ...one, ...undecided, personId: 'lead', requestedBy: 'groupLeader' }] },
    { ...c, recusals: [{ ...one, ...undecided, personId: 'committeeReviewer', approvedBy: 'committeeHead', earlierWork: 'open' }] },
  ]),
]

const undecided: Partial<Recusal> = { origin: 'asked', approvedBy: null, approvedOn: null, rejectedBy: null, rejectedReason: null, liftedBy: null }
