/** Returns (退回), their outlines (补查提纲), answers and judgements. */
import type { OutlineItem, Return } from '../review/case.ts'
import { builder } from './builder.ts'
import * as enums from './enums.ts'
import { personOf, personOrNull, PersonRef } from './people.ts'

const AnswerType = builder.objectRef<NonNullable<OutlineItem['answer']>>('OutlineAnswer').implement({
  description: '补查情况报告中对一项的答复',
  fields: (t) => ({
    outcome: t.expose('outcome', { type: enums.AnswerOutcomeEnum, description: '补查结果' }),
    text: t.exposeString('text', { description: '补查情况' }),
    reason: t.exposeString('reason', { nullable: true, description: '无法补充的原因' }),
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
