/** What happens beside the usual way: extension, suspension, prosecution, correction, side exits. */
import type { Case, Correction, Extension, Prosecution, Suspension } from '../review/case.ts'
import { builder } from './builder.ts'
import { CorrectableFieldEnum, StageEnum, SuspensionGroundEnum } from './enums.ts'
import { personOf, personOrNull, PersonRef } from './people.ts'
import { RequestInterface } from './request.ts'

export const ExtensionType = builder.objectRef<Extension>('Extension').implement({
  description: '延长审理期限',
  interfaces: [RequestInterface],
  fields: (t) => ({
    months: t.exposeInt('months', { description: '延长的月数' }),
    days: t.exposeInt('days', { description: '延长的天数' }),
    reason: t.exposeString('reason', { description: '理由' }),
  }),
})

export const SuspensionType = builder.objectRef<Suspension>('Suspension').implement({
  description: '中止审理',
  interfaces: [RequestInterface],
  fields: (t) => ({
    ground: t.expose('ground', { type: SuspensionGroundEnum, description: '中止的理由' }),
    basis: t.exposeString('basis', { description: '书面依据' }),
    from: t.expose('from', { type: StageEnum, description: '中止时所在的阶段' }),
    resumedOn: t.expose('resumedOn', { type: 'Day', nullable: true, description: '恢复日期' }),
    resumedBy: t.field({ type: PersonRef, nullable: true, description: '恢复的人', resolve: (one, _args, context) => personOrNull(context, one.resumedBy) }),
  }),
})

const ProsecutorReturnType = builder.objectRef<Prosecution['returns'][number]>('ProsecutorReturn').implement({
  description: '检察机关退回补充调查',
  fields: (t) => ({
    on: t.expose('on', { type: 'Day', description: '退回日期' }),
    matters: t.exposeStringList('matters', { description: '补充调查的事项' }),
    answeredOn: t.expose('answeredOn', { type: 'Day', nullable: true, description: '答复日期' }),
    answer: t.exposeString('answer', { nullable: true, description: '补充调查结果' }),
  }),
})

export const ProsecutionType = builder.objectRef<Prosecution>('Prosecution').implement({
  description: '移送检察机关',
  fields: (t) => ({
    referredOn: t.expose('referredOn', { type: 'Day', description: '移送日期' }),
    by: t.field({ type: PersonRef, description: '移送人', resolve: (one, _args, context) => personOf(context, one.by) }),
    charge: t.exposeString('charge', { description: '涉嫌的罪名和起诉意见书' }),
    from: t.expose('from', { type: StageEnum, description: '移送时所在的阶段' }),
    returns: t.expose('returns', { type: [ProsecutorReturnType], description: '退回补充调查' }),
    result: t.exposeString('result', { nullable: true, description: '司法处理结果' }),
    concludedOn: t.expose('concludedOn', { type: 'Day', nullable: true, description: '处理完毕的日期' }),
  }),
})

export const CorrectionType = builder.objectRef<Correction>('Correction').implement({
  description: '更正笔误，前后两个版本都保留',
  interfaces: [RequestInterface],
  fields: (t) => ({
    field: t.expose('field', { type: CorrectableFieldEnum, description: '更正的项目' }),
    subjectId: t.exposeID('subjectId', { nullable: true, description: '被审查调查人的案内编号' }),
    before: t.exposeString('before', { description: '更正前' }),
    after: t.exposeString('after', { description: '更正后' }),
    reason: t.exposeString('reason', { description: '理由' }),
  }),
})

export const ExitType = builder.objectRef<NonNullable<Case['exit']>>('Exit').implement({
  description: '撤案、移送其他机关或者提级',
  fields: (t) => ({
    reason: t.exposeString('reason', { description: '理由' }),
    to: t.exposeString('to', { nullable: true, description: '接收机关' }),
    by: t.field({ type: PersonRef, description: '办理人', resolve: (one, _args, context) => personOf(context, one.by) }),
    on: t.expose('on', { type: 'Day', description: '日期' }),
  }),
})
