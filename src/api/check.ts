/** What of a case comes under a check code (核对发现), and what was answered to it. */
import type { Check } from '../review/checks.ts'
import { builder } from './builder.ts'
import { CheckCodeEnum, CheckOutcomeEnum, CheckStateEnum } from './enums.ts'
import { personOf, personOrNull, PersonRef } from './people.ts'
import { BasisType } from './refusal.ts'

const CheckAnswerType = builder.objectRef<Check['answers'][number]>('CheckAnswer').implement({
  description: '对核对发现的一次答复；最后一次为准，历次都保留',
  fields: (t) => ({
    outcome: t.expose('outcome', { type: CheckOutcomeEnum, description: '已经解决，或者不适用' }),
    text: t.exposeString('text', { description: '怎样解决的，或者不适用的理由' }),
    ofBody: t.exposeBoolean('ofBody', { description: '是否派驻机构移送前的答复；审理组的为 false' }),
    by: t.field({ type: PersonRef, description: '答复人', resolve: (one, _args, context) => personOf(context, one.by) }),
    on: t.expose('on', { type: 'Day', description: '答复日期' }),
  }),
})

export const CheckType = builder.objectRef<Check>('Check').implement({
  description: '核对发现：案件中属于某一核对码的事项，写明规则、资料和怎样解决；只提示，不妨碍办理',
  fields: (t) => ({
    key: t.exposeString('key', { description: '案内代码：同一人、同一事实、同一内容的同一核对码不变；答复时带上' }),
    code: t.expose('code', { type: CheckCodeEnum, description: '核对码' }),
    label: t.exposeString('label', { description: '核对码的中文' }),
    basis: t.expose('basis', { type: BasisType, description: '所依据的规则' }),
    subjectId: t.exposeID('subjectId', { nullable: true, description: '涉及的被审查调查人的案内编号' }),
    factId: t.exposeID('factId', { nullable: true, description: '涉及的事实的案内编号' }),
    data: t.exposeString('data', { description: '发现了什么：姓名、条款、数额' }),
    settle: t.exposeString('settle', { description: '怎样解决' }),
    state: t.expose('state', { type: CheckStateEnum, description: '状态' }),
    how: t.exposeString('how', { nullable: true, description: '怎样解决、答复或者列入补查提纲的；还没有处理的为 null' }),
    raisedBy: t.field({ type: PersonRef, nullable: true, description: '提出人；按规则自动发现的为 null', resolve: (one, _args, context) => personOrNull(context, one.raisedBy) }),
    raisedOn: t.expose('raisedOn', { type: 'Day', nullable: true, description: '提出日期；按规则自动发现的为 null' }),
    answers: t.expose('answers', { type: [CheckAnswerType], description: '历次答复，派驻机构的在前' }),
  }),
})
