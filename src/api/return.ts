/** Returns (退回), their outlines (补查提纲), answers and judgements. */
import type { OutlineItem, Return } from '../review/case.ts'
import type { OutlineSuggestion } from '../review/outline.ts'
import type { SinceReturn } from '../review/since-return.ts'
import { builder } from './builder.ts'
import * as enums from './enums.ts'
import { encodeId } from './id.ts'
import { personOf, personOrNull, PersonRef } from './people.ts'

const AnswerType = builder.objectRef<NonNullable<OutlineItem['answer']>>('OutlineAnswer').implement({
  description: '补查情况报告中对一项的答复',
  fields: (t) => ({
    outcome: t.expose('outcome', { type: enums.AnswerOutcomeEnum, description: '补查结果' }),
    text: t.exposeString('text', { description: '补查情况' }),
    reason: t.exposeString('reason', { nullable: true, description: '无法补充的原因' }),
    attachmentId: t.id({ nullable: true, description: '所附文件的全局编号；没有指明的为 null', resolve: ({ attachmentId }) => (attachmentId ? encodeId('Attachment', attachmentId) : null) }),
    page: t.int({ nullable: true, description: '文件的第几页', resolve: ({ page }) => page ?? null }),
    by: t.field({ type: PersonRef, description: '答复人', resolve: (one, _args, context) => personOf(context, one.by) }),
    on: t.expose('on', { type: 'Day', description: '答复日期' }),
  }),
})

const JudgementType = builder.objectRef<NonNullable<OutlineItem['judgement']>>('OutlineJudgement').implement({
  description: '小组对一项答复的确认',
  fields: (t) => ({
    verdict: t.expose('verdict', { type: enums.VerdictEnum, description: '认可还是仍需补充' }),
    request: t.exposeString('request', { nullable: true, description: '还要补充什么' }),
    by: t.field({ type: PersonRef, description: '确认人', resolve: (one, _args, context) => personOf(context, one.by) }),
    on: t.expose('on', { type: 'Day', description: '确认日期' }),
  }),
})

const ExchangeType = builder.objectRef<OutlineItem['history'][number]>('OutlineExchange').implement({
  description: '此前的一次答复和确认',
  fields: (t) => ({
    answer: t.expose('answer', { type: AnswerType, description: '答复' }),
    judgement: t.expose('judgement', { type: JudgementType, description: '确认' }),
  }),
})

const OutlineItemType = builder.objectRef<OutlineItem>('OutlineItem').implement({
  description: '补查提纲的一项',
  fields: (t) => ({
    no: t.exposeInt('no', { description: '第几项' }),
    category: t.expose('category', { type: enums.ItemCategoryEnum, description: '类别' }),
    problem: t.exposeString('problem', { description: '存在的问题' }),
    evidenceWanted: t.exposeString('evidenceWanted', { description: '需要补充的证据' }),
    toProve: t.exposeString('toProve', { description: '要证明什么' }),
    check: t.exposeString('check', { nullable: true, description: '所跟进的核对发现的案内代码；没有的为 null' }),
    answer: t.expose('answer', { type: AnswerType, nullable: true, description: '现在的答复' }),
    judgement: t.expose('judgement', { type: JudgementType, nullable: true, description: '对现在答复的确认' }),
    history: t.expose('history', { type: [ExchangeType], description: '此前的答复和确认，由早到晚' }),
  }),
})

export const ReturnType = builder.objectRef<Return>('Return').implement({
  description: '退回：理由决定种类，种类决定批准人和期限',
  fields: (t) => ({
    kind: t.expose('kind', { type: enums.ReturnKindEnum, description: '种类' }),
    grounds: t.expose('grounds', { type: [enums.GroundEnum], description: '退回理由' }),
    reason: t.exposeString('reason', { description: '理由说明' }),
    outline: t.expose('outline', { type: [OutlineItemType], description: '补查提纲' }),
    proposedBy: t.field({ type: PersonRef, description: '提请人', resolve: (one, _args, context) => personOf(context, one.proposedBy) }),
    proposedOn: t.expose('proposedOn', { type: 'Day', description: '提请日期' }),
    approvedBy: t.field({ type: PersonRef, nullable: true, description: '批准人', resolve: (one, _args, context) => personOrNull(context, one.approvedBy) }),
    approvedOn: t.expose('approvedOn', { type: 'Day', nullable: true, description: '批准日期' }),
    rejectedBy: t.field({ type: PersonRef, nullable: true, description: '不同意的人', resolve: (one, _args, context) => personOrNull(context, one.rejectedBy) }),
    rejectedReason: t.exposeString('rejectedReason', { nullable: true, description: '不同意的理由' }),
    acknowledgedBy: t.field({ type: PersonRef, nullable: true, description: '签收人', resolve: (one, _args, context) => personOrNull(context, one.acknowledgedBy) }),
    acknowledgedOn: t.expose('acknowledgedOn', { type: 'Day', nullable: true, description: '签收日期' }),
    leaderNote: t.exposeString('leaderNote', { nullable: true, description: '多次退回的理由' }),
    answeredOn: t.expose('answeredOn', { type: 'Day', nullable: true, description: '派驻机构报送补查情况的日期，尚未报送的为 null' }),
    acceptedOn: t.expose('acceptedOn', { type: 'Day', nullable: true, description: '补查得到确认或者重新受理的日期' }),
  }),
})

export const OutlineSuggestionType = builder.objectRef<OutlineSuggestion>('OutlineSuggestion').implement({
  description: '可以列入补查提纲的一项；只是提示，取舍和文字由提请退回的人定',
  fields: (t) => ({
    from: t.expose('from', { type: enums.SuggestionSourceEnum, description: '从何而来' }),
    category: t.expose('category', { type: enums.ItemCategoryEnum, description: '类别' }),
    problem: t.exposeString('problem', { description: '存在的问题' }),
    evidenceWanted: t.exposeString('evidenceWanted', { description: '需要补充的证据' }),
    toProve: t.exposeString('toProve', { description: '要证明什么' }),
    where: t.exposeString('where', { description: '在哪里：卷、页、证据、事实，或者哪一项标准' }),
    check: t.exposeString('check', { nullable: true, description: '所跟进的核对发现的案内代码；没有的为 null' }),
    factId: t.exposeID('factId', { nullable: true, description: '所涉事实的案内编号' }),
    evidenceNo: t.exposeInt('evidenceNo', { nullable: true, description: '所涉证据的序号' }),
    by: t.field({ type: PersonRef, nullable: true, description: '谁记下或者提出的；按规则发现的为 null', resolve: (one, _args, context) => personOrNull(context, one.by) }),
  }),
})

export const SinceReturnType = builder.objectRef<SinceReturn>('SinceReturn').implement({
  description: '上次批准退回以来新的内容；新的附件见 Attachment.newSinceReturn',
  fields: (t) => ({
    on: t.expose('on', { type: 'Day', description: '批准退回的日期' }),
    factIds: t.exposeIDList('factIds', { description: '新的或者改写过的事实的案内编号' }),
    evidenceNos: t.exposeIntList('evidenceNos', { description: '新的或者改写过的证据的序号' }),
    answered: t.exposeIntList('answered', { description: '补查提纲中已经答复的各项' }),
  }),
})
