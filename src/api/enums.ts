/** The closed lists of the core as enums: the same words, with the Chinese of each value as its description. */
import type { AdminSanction, PartySanction } from '../review/sanctions.ts'
import { adminWords, partyWords } from '../review/sanctions.ts'
import type { Case, CorrectableField, Interview, JointSession, LayerOpinion, OutlineItem, Report, Route, StandardMark, Subject } from '../review/case.ts'
import type { Pool } from '../review/assignment.ts'
import { placeNames, places, volumeWords, type Place } from '../review/attachment.ts'
import { standardWords } from '../review/checklist.ts'
import { checkCodes, type CheckCode } from '../review/check-codes.ts'
import type { Light, ReviewRound } from '../review/clock.ts'
import { partyWordsOfDays, spanWords } from '../review/figure-words.ts'
import { executionWords } from '../review/execution.ts'
import { duties, type GrantKind, type GrantState } from '../review/grants.ts'
import type { HintField } from '../review/finding-hints.ts'
import { interferenceKindWords } from '../review/interference.ts'
import { limits, type LimitCode } from '../review/limits.ts'
import type { OutlineSuggestion } from '../review/outline.ts'
import type { ChangeState, PolicyMove } from '../review/policy-change.ts'
import { described, policyNames, type CellKind, type PolicyName } from '../review/policy-cells.ts'
import { qualityModeWords, qualityStateWords } from '../review/quality.ts'
import { itemStandingWords, meetingStateWords } from '../review/meeting.ts'
import { meetingSteps, type MeetingStepName } from '../review/meeting-steps.ts'
import { qualitySteps, type QualityStepName } from '../review/quality-steps.ts'
import type { coverageStates } from '../review/quality-years.ts'
import type { Recusal } from '../review/recusal.ts'
import { bonusKindWords, failGroundWords, gradeWords, qualityStandardWords, qualityTabWords } from '../review/rubric.ts'
import { fivePaperWords } from '../papers/five-papers.ts'
import { signatureKindWords } from '../review/signing.ts'
import { stepNames, steps, type StepName } from '../review/steps/index.ts'
import type { PostKind } from '../review/staffing.ts'
import type { WayStop } from '../review/way.ts'
import { aggravatingFacts, crimeOutcomes, mitigatingFacts, type AggravatingFact, type MitigatingFact } from '../review/weighing.ts'
import { linkKindWords, resultWords } from '../store/audit-words.ts'
import * as words from '../review/words.ts'
import { builder } from './builder.ts'

/** An enum from a list with its Chinese; `renamed` gives a name where GraphQL allows no such word. */
const enumOf = <Value extends string>(name: string, description: string, chinese: Record<Value, string>, renamed: Partial<Record<Value, string>> = {}) =>
  builder.enumType(name, {
    description,
    values: Object.fromEntries((Object.keys(chinese) as Value[]).map((value) => [renamed[value] ?? value, { value, description: chinese[value] }])) as Record<string, { value: Value; description: string }>,
  })

export const StageEnum = enumOf('Stage', '阶段：案件走到哪一步', words.stageWords)
export const HolderEnum = enumOf('Holder', '在谁手里：现在应当由哪一方办理', words.holderWords)
export const RoleEnum = enumOf('Role', '职务：以什么身份办理', words.roleWords)
export const PostKindEnum = enumOf<PostKind>('PostKind', '职务的由来', { regular: '任职', deputy: '代理', help: '临时借调' })
export const GrantKindEnum = enumOf('GrantKind', '授权的种类', Object.fromEntries(Object.entries(duties).map(([kind, { label }]) => [kind, label])) as Record<GrantKind, string>)
export const GrantStateEnum = enumOf<GrantState>('GrantState', '授权提请的状态', { pending: '等待第二人决定', approved: '已经同意', rejected: '没有同意', withdrawn: '已经撤回', lapsed: '过期失效' })
export const PolicyNameEnum = enumOf('PolicyName', '参数：法律没有规定、由各地确定的', Object.fromEntries(policyNames.map((name) => [name, described[name].label])) as Record<PolicyName, string>)
export const PolicyCellKindEnum = enumOf<CellKind>('PolicyCellKind', '参数里一项怎样填写', { whole: '整数', number: '数，最多两位小数', flag: '是或者否', choice: '选一个', choices: '选几个', line: '一行文字', words: '几个词', wholes: '几个整数', day: '日期' })
export const PolicyMoveEnum = enumOf<PolicyMove['what']>('PolicyMoveKind', '改动参数会变动的', { due: '届满日', light: '灯', approver: '批准人', decider: '等待谁决定', route: '办理路径' })
export const ChangeStateEnum = enumOf<ChangeState>('PolicyChangeState', '参数改动的状态', { pending: '等待第二人决定', confirmed: '已经同意', rejected: '没有同意', withdrawn: '已经撤回', lapsed: '过期失效' })
export const AuditKindEnum = enumOf('AuditKind', '审计记录的类别', linkKindWords)
export const AuditResultEnum = enumOf('AuditResult', '审计记录的结果', resultWords)
export const AttachmentVolumeEnum = enumOf('AttachmentVolume', '附件编入的卷', volumeWords)
export const AttachmentPlaceEnum = enumOf('AttachmentPlace', '附件附在案件的哪一部分', Object.fromEntries(placeNames.map((place) => [place, places[place].label])) as Record<Place, string>)
export const FivePaperEnum = enumOf('FivePaper', '五书之一：应当彼此一致的文书', fivePaperWords)
export const CollationStateEnum = enumOf<'read' | 'absent' | 'unreadable'>('CollationState', '五书之一有没有可以比对的文字', { read: '已经读取', absent: '没有', unreadable: '不能读取' })
export const SignatureKindEnum = enumOf('SignatureKind', '签名，还是用印', signatureKindWords)
export const InterferenceKindEnum = enumOf('InterferenceKind', '过问的种类', interferenceKindWords)
export const StepEnum = enumOf('StepName', '步骤：每一个业务动作', Object.fromEntries(stepNames.map((name) => [name, steps[name].label])) as Record<StepName, string>)
export const RouteEnum = enumOf<Route>('Route', '办理路径：审理之后由谁决定', words.routeWords, { 'C+': 'CPlus' })
export const SecrecyLevelEnum = enumOf('SecrecyLevel', '密级', words.secrecyWords)

export const ReturnKindEnum = enumOf('ReturnKind', '退回的种类：由理由决定', words.returnKindWords)
export const GroundEnum = enumOf('Ground', '退回理由', words.groundWords)
export const ItemCategoryEnum = enumOf('ItemCategory', '补查事项的类别', words.categoryWords)
export const NoteKindEnum = enumOf('NoteKind', '阅卷笔录的种类', words.noteKindWords)
export const SuggestionSourceEnum = enumOf<OutlineSuggestion['from']>('SuggestionSource', '补查提纲的提示从何而来', { check: '核对发现', note: '阅卷笔录', standard: '二十四字核对' })
export const HintFieldEnum = enumOf<HintField>('HintField', '提示的是定性处理意见的哪一栏', { eightPoint: '违反中央八项规定精神的认定', articles: '适用的条款', party: '党纪处分', admin: '政务处分' })
export const AnswerOutcomeEnum = enumOf<NonNullable<OutlineItem['answer']>['outcome']>('AnswerOutcome', '补查结果', { done: '已补查', cannot: '无法补充' })
export const VerdictEnum = enumOf<NonNullable<OutlineItem['judgement']>['verdict']>('AnswerVerdict', '对补查答复的意见', { accepted: '认可', again: '仍需补充' })

export const PartySanctionEnum = enumOf<PartySanction>('PartySanction', '党纪处分', { ...partyWords, seriousWarningNoPost: '严重警告（没有党内职务可撤，影响期二年）' })
export const AdminSanctionEnum = enumOf<AdminSanction>('AdminSanction', '政务处分', adminWords)
const labelled = <Name extends string>(facts: Record<Name, { label: string }>) => Object.fromEntries(Object.entries<{ label: string }>(facts).map(([name, { label }]) => [name, label])) as Record<Name, string>
export const MitigatingFactEnum = enumOf<MitigatingFact>('MitigatingFact', '从轻、减轻情形', labelled(mitigatingFacts))
export const AggravatingFactEnum = enumOf<AggravatingFact>('AggravatingFact', '从重、加重情形', labelled(aggravatingFacts))
export const MitigationEnum = enumOf<'within' | 'below'>('Mitigation', '从轻还是减轻', { within: '从轻：在处分幅度之内', below: '减轻：低于处分幅度一档' })
export const AggravationEnum = enumOf<'within' | 'above'>('Aggravation', '从重还是加重', { within: '从重：在处分幅度之内', above: '加重：高于处分幅度一档，只用于党纪处分' })
export const CrimeOutcomeEnum = enumOf('CrimeOutcome', '刑事处理结果', crimeOutcomes)
export const TrackEnum = enumOf<'party' | 'admin'>('Track', '处分的轨', { party: '党纪处分', admin: '政务处分' })
export const DecisionOutcomeEnum = enumOf('DecisionOutcome', '决定的种类', words.outcomeWords)
export const OrganEnum = enumOf('Organ', '决定或者批准的机关', words.organWords)

export const GenderEnum = enumOf<Subject['gender']>('Gender', '性别', { 男: '男', 女: '女' }, { 男: 'male', 女: 'female' })
export const ManagedByEnum = enumOf<Subject['managedBy']>('ManagedBy', '干部管理权限', { city: '市委管理', partyGroup: '党组管理', unit: '所在单位管理' })
export const OriginEnum = enumOf<Case['package']['origin']>('Origin', '案件来源', { investigation: '审查调查', courtJudgment: '依据生效判决' })
export const DirectionEnum = enumOf('EvidenceDirection', '证据的方向', words.directionWords)
export const LegalityEnum = enumOf('EvidenceLegality', '证据合法性', words.legalityWords)
export const IntakeStateEnum = enumOf<Case['package']['intake'][number]['state']>('IntakeState', '受理材料的情况', { present: '已有', missing: '缺少', notApplicable: '不适用' })
export const InterviewDutyEnum = enumOf('InterviewDuty', '必须审理谈话的情形', words.interviewDutyWords)
export const InvolvementGroundEnum = enumOf<'A' | 'B'>('InvolvementGround', '提前介入的理由', { A: '案情重大、复杂、疑难，主要事实已查清并有倾向性意见', B: '对定性分歧较大' })
export const IntakeOutcomeEnum = enumOf<'deferred' | 'refused'>('IntakeOutcome', '受理审核的结果', { deferred: '暂缓受理', refused: '不予受理' })
export const ChangeReasonEnum = enumOf<'replacement' | 'absence' | 'reinforcement' | 'transferAway'>('PanelChangeReason', '调整审理组的原因', { replacement: '补足回避留下的空缺', absence: '缺席', reinforcement: '增加力量', transferAway: '调离' })

export const RecusalGroundEnum = enumOf('RecusalGround', '回避的理由', words.recusalGroundWords)
export const RecusalOriginEnum = enumOf<Recusal['origin']>('RecusalOrigin', '回避从何而来', { self: '本人主动申请', asked: '有关人员申请', ordered: '机关直接决定' })
export const RequesterKindEnum = enumOf('RequesterKind', '回避的申请人', words.requesterWords)
export const EarlierWorkEnum = enumOf<Recusal['earlierWork']>('EarlierWork', '回避前的工作如何处理', { none: '没有', open: '待组长决定', kept: '保留', again: '重做' })
export const WorkKindEnum = enumOf('WorkKind', '回避前所做的工作', words.workWords)
export const PoolEnum = enumOf<Pool>('PanelPool', '审理人员从哪里来', { zone: '本片区', otherZone: '其他片区', office: '案件审理室', named: '另行指定，不在建议之列' })

export const InterviewKindEnum = enumOf<Interview['kind']>('InterviewKind', '审理谈话或者不谈', { hold: '审理谈话', waive: '不谈' })
export const InterviewScopeEnum = enumOf<Interview['scope']>('InterviewScope', '申请的范围', { report: '形成审理报告之前', beforeReturn: '只在退回之前暂不谈，补查后再谈' })
export const InterviewOutcomeEnum = enumOf<NonNullable<Interview['record']>['outcome']>('InterviewOutcome', '谈话的结果', { noObjection: '没有异议', illegalEvidence: '反映非法取证', newFacts: '反映新的事实' })
export const CheckCodeEnum = enumOf<CheckCode>('CheckCode', '核对码：二十八项核对', labelled(checkCodes))
export const CheckOutcomeEnum = enumOf('CheckOutcome', '对核对发现的答复', words.checkOutcomeWords)
export const CheckStateEnum = enumOf('CheckState', '核对发现的状态', words.checkStateWords)
export const StandardEnum = enumOf('Standard', '二十四字的六个方面', standardWords)
export const MarkEnum = enumOf<StandardMark['verdict']>('StandardVerdict', '二十四字的核对结果', { pass: '符合', minor: '有一般瑕疵', major: '有重大缺陷', notApplicable: '不适用' })
export const RecommendationEnum = enumOf<'return' | 'report'>('Recommendation', '审议的方向', { return: '退回', report: '形成审理报告' })
export const ReportOutcomeEnum = enumOf<Report['outcome']>('ReportOutcome', '审理意见的结论', { propose: '提出处分建议', withdraw: '建议撤销案件' })

export const LayerEnum = enumOf<JointSession['participants'][number]['layer'] | LayerOpinion['layer']>('Layer', '审理的层次', { zone: '划片小组', workCommittee: '工委', body: '派驻机构' })
export const JointKindEnum = enumOf<JointSession['kind']>('JointSessionKind', '集中审理的环节', { reading: '同步阅卷', discussion: '同步讨论', opinion: '同步形成意见' })
export const PurposeEnum = enumOf<Case['partyGroupViews'][number]['purpose']>('PartyGroupPurpose', '与党组沟通的环节', { preliminary: '报工委审理之前的初步沟通', proposal: '对处分建议的意见' })
export const BranchSkipEnum = enumOf('BranchSkip', '不经支部大会的情形', words.branchSkipWords)

export const ExecutionKindEnum = enumOf('ExecutionKind', '处分执行事项', executionWords)
export const VolumeKindEnum = enumOf<'investigation' | 'review'>('VolumeKind', '卷的种类', { investigation: '审查调查卷', review: '审理卷' })
export const SuspensionGroundEnum = enumOf('SuspensionGround', '中止审理的理由', words.suspensionWords)
const enumName = (field: CorrectableField): string => field.replace(/\.(.)/, (_dot, first: string) => first.toUpperCase())
export const CorrectableFieldEnum = enumOf<CorrectableField>('CorrectableField', '可以作为笔误更正的项目', words.correctableWords,
  Object.fromEntries((Object.keys(words.correctableWords) as CorrectableField[]).map((field) => [field, enumName(field)])))

export const LightEnum = enumOf<Light>('Light', '亮灯', { green: '绿灯：期限宽裕', amber: '黄灯：临近届满', red: '红灯：即将届满或者已经超期' })
export const LimitCodeEnum = enumOf('LimitCode', '期限的种类', Object.fromEntries(Object.entries(limits).map(([code, { label }]) => [code, label])) as Record<LimitCode, string>)
export const ClockStateEnum = enumOf<ReviewRound['state']>('ClockState', '期限的状态', { running: '正在计算', held: '停止计算', closed: '已经终止' })
export const HeldBecauseEnum = enumOf<ReviewRound['heldIntervals'][number]['why']>('HeldBecause', '期限停止计算的原因', { supplement: '退回补充审查调查', suspension: '中止审理' })
export const ClockEndEnum = enumOf<NonNullable<ReviewRound['endedBy']>>('ClockEnd', '审理期限因何终止', {
  report: '审理报告批准', return: '退回重新审查调查', refused: '不予受理', archived: '归档', dropped: '撤销案件', handedOver: '移送其他机关', escalated: '提级办理',
})
export const BasisTagEnum = enumOf<'Q' | 'S' | 'M' | 'L' | 'D'>('BasisTag', '依据的可靠程度', { Q: '见到原文', S: '见于可查的文章', M: '凭记忆，待核', L: '地方做法', D: '系统设定' })
export const WayStateEnum = enumOf<WayStop['state']>('WayState', '案件与流程图上一个阶段的关系', { been: '已经走过', here: '现在在这里', ahead: '还没有到' })
export const DayPartyEnum = enumOf('DayParty', '工作日归属的一方', partyWordsOfDays)
export const SpanEnum = enumOf('DaySpan', '计算工作日的一段时间', spanWords)

export const QualityModeEnum = enumOf('QualityCheckMode', '评查的方式', qualityModeWords)
export const QualityStateEnum = enumOf('QualityCheckState', '评查的进展', qualityStateWords)
export const QualityStepEnum = enumOf('QualityStepName', '评查的步骤', Object.fromEntries(Object.entries(qualitySteps).map(([name, { label }]) => [name, label])) as Record<QualityStepName, string>)
export const QualityStandardEnum = enumOf('QualityStandard', '评查的八项标准', qualityStandardWords)
export const QualityTabEnum = enumOf('QualityTab', '三合一的三个方面', qualityTabWords)
export const GradeEnum = enumOf('QualityGrade', '评查等次', gradeWords)
export const FailGroundEnum = enumOf('QualityFailGround', '一票否决的情形', failGroundWords)
export const BonusKindEnum = enumOf('QualityBonusKind', '加分的种类', bonusKindWords)
export const CoverageStateEnum = enumOf<(typeof coverageStates)[number]>('QualityCoverageState', '五年全覆盖的情况', { covered: '周期之内', upcoming: '一年内到期', overdue: '已经超期' })
export const MeetingStateEnum = enumOf('MeetingState', '会议的进展', meetingStateWords)
export const MeetingWhenEnum = enumOf<'coming' | 'past'>('MeetingWhen', '哪些会议', { coming: '将要召开', past: '已经结束' })
export const ItemStandingEnum = enumOf('MeetingItemStanding', '议题的进展', itemStandingWords)
export const MeetingStepEnum = enumOf('MeetingStepName', '会议的步骤', Object.fromEntries(Object.entries(meetingSteps).map(([name, { label }]) => [name, label])) as Record<MeetingStepName, string>)
