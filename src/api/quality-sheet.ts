/** 评分标准, 评分表 and 反馈: what a case scored and why, and what a body is told of it. */
import type { Discussion, Fixed, Rectification, Sheet } from '../review/quality.ts'
import { failGroundWords, type Bonus, type Grade, type Ground, type ItemScore, type Mark, type Rubric, type RubricItem, type Score } from '../review/rubric.ts'
import type { ToldFeedback } from '../store/quality-reading.ts'
import { builder } from './builder.ts'
import { BonusKindEnum, QualityModeEnum, FailGroundEnum, GradeEnum, QualityStandardEnum, QualityTabEnum } from './enums.ts'
import { encodeId } from './id.ts'
import { bodyOf, BodyRef, personOf, PersonRef } from './people.ts'

const RubricItemType = builder.objectRef<RubricItem>('QualityRubricItem').implement({
  description: '评分标准的一项',
  fields: (t) => ({
    itemId: t.exposeString('id', { description: '项目代号，如 F1' }),
    standard: t.expose('standard', { type: QualityStandardEnum, description: '属于哪项标准' }),
    tab: t.expose('tab', { type: QualityTabEnum, description: '属于三合一的哪个方面' }),
    points: t.exposeFloat('points', { description: '分值' }),
    check: t.exposeString('check', { description: '看什么' }),
    deduction: t.exposeString('deduction', { description: '通常怎样扣分' }),
  }),
})

export const RubricType = builder.objectRef<Rubric>('QualityRubric').implement({
  description: '评分标准：有日期的设定，不是法定标准',
  fields: (t) => ({
    name: t.exposeString('name', { description: '名称，如“项目默认”' }),
    items: t.field({ type: [RubricItemType], description: '各项，按次序', resolve: ({ items }) => [...items] }),
    excellentFrom: t.float({ description: '优秀的最低分', resolve: ({ least }) => least.excellent }),
    qualifiedFrom: t.float({ description: '合格的最低分', resolve: ({ least }) => least.qualified }),
    flawedFrom: t.float({ description: '瑕疵的最低分，更低的不合格', resolve: ({ least }) => least.flawed }),
    bonusMost: t.exposeFloat('bonusMost', { description: '加分合计的上限' }),
    repeatFactor: t.exposeFloat('repeatFactor', { description: '反馈整改之后重犯的问题按几倍扣分' }),
  }),
})

const MarkType = builder.objectRef<Mark>('QualityMark').implement({
  description: '发现的一个问题',
  fields: (t) => ({
    markId: t.exposeString('id', { description: '问题的编号，本次评查之内唯一' }),
    itemId: t.exposeString('itemId', { description: '评分标准的哪一项' }),
    points: t.exposeFloat('points', { description: '扣几分，重犯的尚未加重' }),
    place: t.exposeString('place', { description: '在卷宗的哪一卷哪一页' }),
    found: t.exposeString('found', { description: '发现的问题' }),
    isRepeat: t.boolean({ description: '是否以前反馈过、到期应当整改又重犯的', resolve: ({ repeat }) => repeat !== null }),
  }),
})

const BonusType = builder.objectRef<Bonus>('QualityBonus').implement({
  description: '一项加分',
  fields: (t) => ({ kind: t.expose('kind', { type: BonusKindEnum, description: '种类' }), points: t.exposeFloat('points', { description: '加几分' }), reason: t.exposeString('reason', { description: '理由' }) }),
})

const GroundType = builder.objectRef<Ground>('QualityGround').implement({
  description: '一票否决的一种情形',
  fields: (t) => ({ ground: t.expose('ground', { type: FailGroundEnum, description: '情形' }), label: t.string({ description: '情形，中文', resolve: ({ ground }) => failGroundWords[ground] }), reason: t.exposeString('reason', { description: '理由' }) }),
})

const ItemScoreType = builder.objectRef<ItemScore>('QualityItemScore').implement({
  description: '一项的得分情况',
  fields: (t) => ({ itemId: t.string({ description: '评分标准的哪一项', resolve: ({ item }) => item.id }), points: t.float({ description: '分值', resolve: ({ item }) => item.points }), deducted: t.exposeFloat('deducted', { description: '扣了几分，重犯的已经加重，不超过分值' }) }),
})

const ScoreType = builder.objectRef<Score>('QualityScore').implement({
  description: '得分：由评分表算出，以及建议的等次',
  fields: (t) => ({
    total: t.exposeFloat('total', { description: '得分' }),
    most: t.exposeFloat('most', { description: '满分' }),
    added: t.exposeFloat('added', { description: '加了几分' }),
    suggested: t.expose('suggested', { type: GradeEnum, description: '按得分和一票否决建议的等次' }),
    items: t.field({ type: [ItemScoreType], description: '各项扣分', resolve: ({ items }) => [...items] }),
  }),
})

export const SheetType = builder.objectRef<Sheet & { score: Score }>('QualitySheet').implement({
  description: '评分表：一案一张，由评查组成员签名',
  fields: (t) => ({
    marks: t.field({ type: [MarkType], description: '扣分', resolve: ({ marks }) => marks }),
    bonuses: t.field({ type: [BonusType], description: '加分', resolve: ({ bonuses }) => bonuses }),
    grounds: t.field({ type: [GroundType], description: '一票否决的情形', resolve: ({ grounds }) => grounds }),
    summary: t.exposeString('summary', { description: '评查意见' }),
    signedBy: t.field({ type: PersonRef, description: '签名人', resolve: ({ signedBy }, _args, context) => personOf(context, signedBy) }),
    signedOn: t.expose('signedOn', { type: 'Day', description: '签名日期' }),
    score: t.expose('score', { type: ScoreType, description: '得分' }),
  }),
})

export const FixedType = builder.objectRef<Fixed>('QualityFixed').implement({
  description: '确定的等次，旁边是建议的等次',
  fields: (t) => ({
    score: t.exposeFloat('score', { description: '研究时的得分' }),
    suggested: t.expose('suggested', { type: GradeEnum, description: '建议的等次' }),
    grade: t.expose('grade', { type: GradeEnum, description: '集体研究确定的等次' }),
    reason: t.exposeString('reason', { nullable: true, description: '与建议不同的理由' }),
  }),
})

const OpinionType = builder.objectRef<Discussion['opinions'][number]>('QualityOpinion').implement({
  description: '研究时的一人意见',
  fields: (t) => ({ person: t.field({ type: PersonRef, description: '谁', resolve: ({ personId }, _args, context) => personOf(context, personId) }), opinion: t.exposeString('opinion', { description: '意见' }), dissent: t.exposeString('dissent', { nullable: true, description: '不同意见' }) }),
})

export const DiscussionType = builder.objectRef<Discussion>('QualityDiscussion').implement({
  description: '集体研究',
  fields: (t) => ({
    on: t.expose('on', { type: 'Day', description: '日期' }),
    opinions: t.field({ type: [OpinionType], description: '参加人和各人意见', resolve: ({ opinions }) => opinions }),
    minutes: t.exposeString('minutes', { description: '研究记录' }),
    recordedBy: t.field({ type: PersonRef, description: '记录人', resolve: ({ recordedBy }, _args, context) => personOf(context, recordedBy) }),
  }),
})

const MeasureType = builder.objectRef<Rectification['measures'][number]>('QualityMeasure').implement({
  description: '对一个问题的整改',
  fields: (t) => ({ markId: t.exposeString('markId', { description: '问题的编号' }), measure: t.exposeString('measure', { description: '整改措施' }), done: t.exposeBoolean('done', { description: '是否已经完成' }) }),
})

const RectificationType = builder.objectRef<Rectification>('QualityRectification').implement({
  description: '派驻机构的一次整改答复和核实意见',
  fields: (t) => ({
    measures: t.field({ type: [MeasureType], description: '逐个问题的整改', resolve: ({ measures }) => measures }),
    note: t.exposeString('note', { description: '整改情况' }),
    by: t.field({ type: PersonRef, description: '答复人', resolve: ({ by }, _args, context) => personOf(context, by) }),
    on: t.expose('on', { type: 'Day', description: '答复日期' }),
    accepted: t.boolean({ nullable: true, description: '核实后是否认可，还没有核实的为 null', resolve: ({ verdict }) => verdict?.accepted ?? null }),
    verdictReason: t.string({ nullable: true, description: '核实意见', resolve: ({ verdict }) => verdict?.reason ?? null }),
    verdictOn: t.field({ type: 'Day', nullable: true, description: '核实日期', resolve: ({ verdict }) => verdict?.on ?? null }),
  }),
})

const FedBackCaseType = builder.objectRef<ToldFeedback['cases'][number]>('QualityFedBackCase').implement({
  description: '反馈的一个案件：等次、得分和评查意见',
  fields: (t) => ({
    caseId: t.id({ description: '案件的全局编号', resolve: ({ caseId }) => encodeId('Case', caseId) }),
    number: t.exposeString('number', { description: '案件编号' }),
    grade: t.field({ type: GradeEnum, description: '确定的等次', resolve: ({ grade }) => grade as Grade }),
    score: t.expose('score', { type: ScoreType, description: '得分' }),
    summary: t.exposeString('summary', { description: '评查意见' }),
  }),
})

const FindingType = builder.objectRef<ToldFeedback['findings'][number]>('QualityFinding').implement({
  description: '反馈的一个问题',
  fields: (t) => ({
    caseId: t.id({ description: '案件的全局编号', resolve: ({ caseId }) => encodeId('Case', caseId) }),
    mark: t.field({ type: MarkType, description: '问题', resolve: (finding) => finding }),
  }),
})

export const FeedbackType = builder.objectRef<ToldFeedback>('QualityFeedback').implement({
  description: '对一个派驻机构的反馈和它的整改',
  fields: (t) => ({
    checkId: t.id({ description: '评查的全局编号', resolve: ({ check }) => encodeId('QualityCheck', check.id) }),
    title: t.string({ description: '评查的名称', resolve: ({ check }) => check.title }),
    mode: t.field({ type: QualityModeEnum, description: '评查的方式', resolve: ({ check }) => check.mode }),
    version: t.exposeInt('version', { description: '办理时要写的版本' }),
    body: t.field({ type: BodyRef, description: '派驻机构', resolve: ({ bodyId }, _args, context) => bodyOf(context, bodyId) }),
    sentOn: t.expose('sentOn', { type: 'Day', description: '反馈日期' }),
    dueOn: t.expose('dueOn', { type: 'Day', description: '整改答复的最后一日' }),
    isOverdue: t.boolean({ description: '是否超期没有答复', resolve: ({ open, dueOn }, _args, { moment }) => open && dueOn < moment.on }),
    isOpen: t.exposeBoolean('open', { description: '是否等待派驻机构答复' }),
    note: t.exposeString('note', { description: '反馈意见' }),
    cases: t.field({ type: [FedBackCaseType], description: '本机构被评查的案件', resolve: ({ cases }) => cases }),
    findings: t.field({ type: [FindingType], description: '需要整改的问题', resolve: ({ findings }) => findings }),
    answers: t.field({ type: [RectificationType], description: '历次整改答复，由早到晚', resolve: ({ answers }) => answers }),
    rubric: t.field({ type: RubricType, description: '所用的评分标准', resolve: ({ check }) => check.rubric }),
  }),
})
