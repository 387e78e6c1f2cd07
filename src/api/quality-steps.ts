/** Planning, drawing, scoring, deciding, feeding back and putting right in a quality check: one mutation a step. */
import { qualitySteps, type QualityPayload, type QualityStepName } from '../review/quality-steps.ts'
import { drawCheck, planCheck, takeOnCheck, type QualityOutcome } from '../store/quality.ts'
import { asker, builder, type Context } from './builder.ts'
import { BonusKindEnum, QualityModeEnum, FailGroundEnum, GradeEnum } from './enums.ts'
import { encodeId, idOf } from './id.ts'
import { OpinionInput, opinionsFrom } from './opinion-input.ts'
import { keyFrom } from './outcome.ts'
import { personIds } from './people.ts'
import { outcomeOf } from './refusal.ts'

const QualityDoneType = builder.objectRef<Extract<QualityOutcome, { checkId: string }>>('QualityDone').implement({
  description: '评查的这一步已经办理',
  fields: (t) => ({ checkId: t.id({ description: '评查的全局编号', resolve: ({ checkId }) => encodeId('QualityCheck', checkId) }) }),
})
const Outcome = outcomeOf('Quality', '评查的这一步', QualityDoneType)

const MarkInput = builder.inputType('QualityMarkInput', {
  description: '发现的一个问题',
  fields: (t) => ({
    itemId: t.string({ description: '评分标准的哪一项，如 F1' }),
    points: t.float({ description: '扣几分' }),
    place: t.string({ description: '在卷宗的哪一卷哪一页' }),
    found: t.string({ description: '发现的问题' }),
  }),
})
const BonusInput = builder.inputType('QualityBonusInput', {
  description: '一项加分',
  fields: (t) => ({ kind: t.field({ type: BonusKindEnum, description: '种类' }), points: t.float({ description: '加几分' }), reason: t.string({ description: '理由' }) }),
})
const GroundInput = builder.inputType('QualityGroundInput', {
  description: '一票否决的一种情形',
  fields: (t) => ({ ground: t.field({ type: FailGroundEnum, description: '情形' }), reason: t.string({ description: '理由' }) }),
})
const GradeInput = builder.inputType('QualityGradeInput', {
  description: '一个案件的等次',
  fields: (t) => ({
    caseId: t.id({ description: '案件的全局编号' }),
    grade: t.field({ type: GradeEnum, description: '等次' }),
    reason: t.string({ required: false, description: '与建议不同的理由' }),
  }),
})
const MeasureInput = builder.inputType('QualityMeasureInput', {
  description: '对一个问题的整改',
  fields: (t) => ({ markId: t.string({ description: '问题的编号' }), measure: t.string({ description: '整改措施' }), done: t.boolean({ description: '是否已经完成' }) }),
})

/** The arguments that every step on a check has. */
const at = builder.args((t) => ({
  checkId: t.id({ description: '评查的全局编号' }),
  version: t.int({ description: '办理人看到的评查版本；别人先办了的，答复 STALE' }),
  operationKey: t.string({ description: '操作编号：由调用方为这一次操作生成，重试时不变，同一编号只办一次' }),
}))
type At = { checkId: string; version: number; operationKey: string }

const take = <Name extends Exclude<QualityStepName, 'draw'>>(context: Context, { checkId, version, operationKey }: At, step: Name, payload: QualityPayload<Name>): Promise<QualityOutcome> =>
  takeOnCheck(context.store, { who: asker(context), moment: context.moment, checkId: idOf('QualityCheck', checkId), version, operationKey: keyFrom(operationKey), step, payload })

const about = (name: QualityStepName): string => `${qualitySteps[name].label}：${qualitySteps[name].about}`

builder.mutationFields((t) => ({
  planQualityCheck: t.field({
    type: Outcome,
    description: '制定评查计划：全面和专项评查固定候选名单并承诺密语，日常评查指定案件',
    args: {
      operationKey: t.arg.string({ description: '操作编号：由调用方为这一次操作生成，重试时不变，同一编号只办一次' }),
      title: t.arg.string({ description: '名称' }),
      mode: t.arg({ type: QualityModeEnum, description: '方式' }),
      theme: t.arg.string({ required: false, description: '专项评查的内容' }),
      from: t.arg({ type: 'Day', description: '案件归档的起始日期' }),
      until: t.arg({ type: 'Day', description: '案件归档的最后一日' }),
      bodyIds: t.arg.idList({ description: '被评查的派驻机构：全局编号' }),
      perBody: t.arg.int({ description: '每个派驻机构抽取几件' }),
      total: t.arg.int({ required: false, description: '总数至少几件' }),
      caseIds: t.arg.idList({ required: false, description: '日常评查指定的案件：全局编号' }),
    },
    resolve: (_root, { operationKey, theme, total, bodyIds, caseIds, ...plan }, context) => planCheck(context.store, {
      who: asker(context), moment: context.moment, operationKey: keyFrom(operationKey),
      plan: { ...plan, theme: theme ?? null, total: total ?? null, bodyIds: bodyIds.map((id) => idOf('Body', id)), caseIds: (caseIds ?? []).map((id) => idOf('Case', id)) },
    }),
  }),
  drawQualityCases: t.field({
    type: Outcome, description: about('draw'), args: at,
    resolve: (_root, { checkId, version, operationKey }, context) => drawCheck(context.store, { who: asker(context), moment: context.moment, checkId: idOf('QualityCheck', checkId), version, operationKey: keyFrom(operationKey) }),
  }),
  formQualityTeam: t.field({
    type: Outcome, description: about('formTeam'), args: { ...at, members: t.arg.idList({ description: '评查组成员：人员的全局编号' }) },
    resolve: (_root, { members, ...rest }, context) => take(context, rest, 'formTeam', { members: personIds(members) }),
  }),
  scoreQuality: t.field({
    type: Outcome, description: about('scoreCase'),
    args: {
      ...at,
      caseId: t.arg.id({ description: '案件的全局编号' }),
      marks: t.arg({ type: [MarkInput], description: '扣分，没有问题的为空' }),
      bonuses: t.arg({ type: [BonusInput], description: '加分' }),
      grounds: t.arg({ type: [GroundInput], description: '一票否决的情形' }),
      summary: t.arg.string({ description: '评查意见' }),
    },
    resolve: (_root, { caseId, marks, bonuses, grounds, summary, ...rest }, context) => take(context, rest, 'scoreCase', { caseId: idOf('Case', caseId), marks, bonuses, grounds, summary }),
  }),
  fixQualityGrades: t.field({
    type: Outcome, description: about('fixGrades'),
    args: {
      ...at,
      opinions: t.arg({ type: [OpinionInput], description: '参加人和各人意见' }),
      minutes: t.arg.string({ description: '研究记录' }),
      grades: t.arg({ type: [GradeInput], description: '逐案确定的等次' }),
    },
    resolve: (_root, { opinions, minutes, grades, ...rest }, context) => {
      const said = opinionsFrom(opinions)
      return take(context, rest, 'fixGrades', { attendees: said.map(({ personId }) => personId), opinions: said, minutes, grades: grades.map(({ caseId, grade, reason }) => ({ caseId: idOf('Case', caseId), grade, reason: reason ?? null })) })
    },
  }),
  feedBackQuality: t.field({
    type: Outcome, description: about('feedBack'), args: { ...at, note: t.arg.string({ description: '反馈意见' }) },
    resolve: (_root, { note, ...rest }, context) => take(context, rest, 'feedBack', { note }),
  }),
  answerQuality: t.field({
    type: Outcome, description: about('answerFindings'),
    args: { ...at, measures: t.arg({ type: [MeasureInput], description: '逐个问题的整改' }), note: t.arg.string({ description: '整改情况' }) },
    resolve: (_root, { measures, note, ...rest }, context) => take(context, rest, 'answerFindings', { measures, note }),
  }),
  judgeQualityAnswer: t.field({
    type: Outcome, description: about('judgeAnswer'),
    args: { ...at, bodyId: t.arg.id({ description: '派驻机构的全局编号' }), accepted: t.arg.boolean({ description: '是否认可' }), reason: t.arg.string({ required: false, description: '继续整改的理由' }) },
    resolve: (_root, { bodyId, accepted, reason, ...rest }, context) => take(context, rest, 'judgeAnswer', { bodyId: idOf('Body', bodyId), accepted, reason: reason ?? null }),
  }),
  closeQualityCheck: t.field({
    type: Outcome, description: about('closeCheck'), args: { ...at, summary: t.arg.string({ description: '评查总结' }) },
    resolve: (_root, { summary, ...rest }, context) => take(context, rest, 'closeCheck', { summary }),
  }),
  abandonQualityCheck: t.field({
    type: Outcome, description: about('abandonCheck'), args: { ...at, reason: t.arg.string({ description: '终止的理由' }) },
    resolve: (_root, { reason, ...rest }, context) => take(context, rest, 'abandonCheck', { reason }),
  }),
}))
