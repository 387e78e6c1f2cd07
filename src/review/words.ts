/** The Chinese of every closed list of the core: one concept, one word, the same on every screen and paper. */
import type { CorrectableField, Evidence, Ground, Holder, InterviewDuty, ItemCategory, ReturnKind, Route, SecrecyLevel, Stage, Suspension } from './case.ts'
import type { CheckAnswer, CheckState } from './check-codes.ts'
import type { BranchSkip, DecisionOutcome, Organ } from './decision.ts'
import type { NoteKind } from './note.ts'
import type { Role } from './people.ts'
import type { RecusalGround, Requester, Work } from './recusal.ts'

export const stageWords: Record<Stage, string> = {
  drafting: '拟移送', transferred: '已移送', deferred: '暂缓受理', refused: '不予受理', accepted: '已受理', empanelled: '审理组已定', reading: '阅卷', deliberating: '集体审议',
  returning: '退回呈批', supplementing: '补充审查调查', answered: '补查已报送', reinvestigating: '重新审查调查', reporting: '起草审理报告', approving: '审理报告呈批', proposing: '派驻机构研究',
  committeeReview: '工委审理', consulting: '与党组沟通', disputed: '争议裁定', deciding: '作出决定', executing: '处分执行', reported: '执行已报告', archived: '已归档',
  suspended: '中止审理', prosecuting: '移送检察机关', dropped: '撤销案件', handedOver: '移送其他机关', escalated: '提级办理',
}

export const holderWords: Record<Holder, string> = {
  body: '派驻机构', group: '划片小组', office: '案件审理室', leaderInCharge: '分管领导', workCommittee: '工委', sendingCommission: '派出机关', outside: '外部机关',
}

export const roleWords: Record<Role, string> = {
  handler: '派驻机构经办人', bodyHead: '派驻机构主要负责人', groupLeader: '小组组长', reviewer: '审理员', officeHead: '案件审理室主任', leaderInCharge: '分管领导', commissionHead: '主要负责人',
  committeeReviewer: '工委审理员', committeeHead: '工委负责人', partyGroupContact: '党组联络员', caseManager: '案管监督员', qualityReviewer: '评查员', archivist: '档案员',
  systemAdmin: '系统管理员', securityAdmin: '安全保密管理员', auditAdmin: '审计管理员',
}

export const returnKindWords: Record<ReturnKind, string> = { supplement: '退回补充审查调查', reinvestigation: '退回重新审查调查' }

export const groundWords: Record<Ground, string> = {
  mainFactsUnclear: '主要事实不清', evidenceInsufficient: '证据不足', someFactsUnclear: '部分事实不清', factsOmitted: '遗漏违纪违法事实', evidenceToComplete: '需要补充完善证据',
  newFacts: '审理中发现新的事实', formalitiesToComplete: '手续需要补正',
}

export const noteKindWords: Record<NoteKind, string> = { record: '摘录', doubt: '疑点', missing: '缺失' }

export const categoryWords: Record<ItemCategory, string> = {
  evidence: '证据', characterisation: '定性', weighing: '量纪', procedure: '程序', property: '财物', papers: '文书', identity: '主体身份',
}

export const routeWords: Record<Route, string> = {
  A: '处级，经工委审理、党组决定', B: '党组管理，党组决定', C: '基层党委决定', 'C+': '基层党委决定并报上级批准', D: '非党员，政务处分', N: '免予处分',
}

export const outcomeWords: Record<DecisionOutcome, string> = { sanction: '给予处分', exempt: '免予处分', noSanction: '不予处分', notPursued: '不追究责任', retireeAdjustment: '退休人员待遇调整' }

export const organWords: Record<Organ, string> = {
  partyGroup: '党组', unitCommittee: '基层党委', partyCommittee: '党委', commission: '纪委', stationedBody: '派驻机构', supervisoryCommission: '监委', appointingOrgan: '任免机关', zoneGroup: '划片小组', workCommittee: '工委',
}

export const secrecyWords: Record<SecrecyLevel, string> = { workSecret: '工作秘密', confidential: '秘密', secret: '机密' }

export const branchSkipWords: Record<BranchSkip, string> = {
  secretOrSensitive: '涉密或者敏感', crossRegion: '跨地区跨部门', branchCannotAct: '支部不能或者不便履行职责', managedByHigherCommittee: '县级以上党委管理的干部', noResolutionInTime: '支部不能及时形成决议', raisedLevel: '提级审查', otherRules: '其他规定情形',
}

export const interviewDutyWords: Record<InterviewDuty, string> = {
  detainedAndToBeProsecuted: '被留置且拟移送起诉', possiblyIllegalEvidence: '可能存在非法证据', disagreesWithFacts: '对违纪违法事实有异议或者拒绝签名', asksToSpeak: '本人要求向审理人员陈述',
}

export const suspensionWords: Record<Suspension['ground'], string> = { judgmentPending: '关联裁判或者鉴定未定', personUnavailable: '本人无法到案', jurisdictionDispute: '管辖有争议' }

export const recusalGroundWords: Record<RecusalGround, string> = { nearRelative: '是被审查调查人或者举报人的近亲属', witness: '担任过本案证人', interest: '本人或者近亲属与本案有利害关系', fairness: '有可能影响公正处理的其他情形' }

export const requesterWords: Record<Requester['kind'], string> = { subject: '被审查调查人', informant: '举报人', other: '其他有关人员' }

export const workWords: Record<Work['kind'], string> = { note: '阅卷笔录', interview: '审理谈话', opinion: '审理组意见', deliberation: '集体审议', report: '审理报告', approval: '批准事项' }

export const directionWords: Record<Evidence['direction'], string> = { for: '证明违纪违法', against: '对被审查调查人有利' }

export const legalityWords: Record<Evidence['legality'], string> = { unchecked: '尚未审核', lawful: '合法', excluded: '已排除' }

export const checkStateWords: Record<CheckState, string> = { open: '待核对', answered: '派驻机构已答复', returned: '已列入补查提纲', corrected: '审理已改正', settled: '已解决', notApplicable: '不适用' }

export const checkOutcomeWords: Record<CheckAnswer['outcome'], string> = { settled: '已解决', notApplicable: '不适用' }

export const correctableWords: Record<CorrectableField, string> = {
  title: '案件名称', 'subject.name': '姓名', 'subject.post': '职务', 'subject.employer': '单位', 'subject.birthYear': '出生年份', 'subject.ethnicity': '民族', 'subject.education': '学历',
}
