/** Before and at acceptance (受理之前和受理): consultations, early involvement, deferral and refusal. */
import type { Consultation, EarlyInvolvement, IntakeProposal } from '../review/case.ts'
import { builder } from './builder.ts'
import { IntakeOutcomeEnum, InvolvementGroundEnum } from './enums.ts'
import { personOf, personOrNull, PersonRef } from './people.ts'
import { RequestInterface } from './request.ts'

export const ConsultationType = builder.objectRef<Consultation>('Consultation').implement({
  description: '提前沟通：移送前的提问和答复，不起算期限',
  fields: (t) => ({
    no: t.exposeInt('id', { description: '序号' }),
    question: t.exposeString('question', { description: '问题' }),
    askedBy: t.field({ type: PersonRef, description: '提问人', resolve: (one, _args, context) => personOf(context, one.askedBy) }),
    askedOn: t.expose('askedOn', { type: 'Day', description: '提问日期' }),
    answer: t.exposeString('answer', { nullable: true, description: '答复' }),
    answeredBy: t.field({ type: PersonRef, nullable: true, description: '答复人', resolve: (one, _args, context) => personOrNull(context, one.answeredBy) }),
    answeredOn: t.expose('answeredOn', { type: 'Day', nullable: true, description: '答复日期' }),
  }),
})

const TicksType = builder.objectRef<EarlyInvolvement['ticks']>('InvolvementTicks').implement({
  description: '提前介入的条件',
  fields: (t) => ({
    complex: t.exposeBoolean('complex', { description: '案情重大、复杂、疑难' }),
    factsEstablished: t.exposeBoolean('factsEstablished', { description: '主要事实已查清' }),
    tentativeOpinion: t.exposeBoolean('tentativeOpinion', { description: '有倾向性意见' }),
  }),
})

export const InvolvementType = builder.objectRef<EarlyInvolvement>('EarlyInvolvement').implement({
  description: '提前介入',
  interfaces: [RequestInterface],
  fields: (t) => ({
    ground: t.expose('ground', { type: InvolvementGroundEnum, description: '理由的种类' }),
    ticks: t.expose('ticks', { type: TicksType, description: '条件' }),
    reason: t.exposeString('reason', { description: '理由' }),
    opinion: t.exposeString('opinion', { nullable: true, description: '提前介入意见' }),
  }),
})

export const IntakeProposalType = builder.objectRef<IntakeProposal>('IntakeProposal').implement({
  description: '暂缓受理或者不予受理的提请',
  fields: (t) => ({
    outcome: t.expose('outcome', { type: IntakeOutcomeEnum, description: '暂缓还是不予受理' }),
    reasons: t.exposeStringList('reasons', { description: '理由' }),
    missing: t.exposeIntList('missing', { description: '缺少的材料是第几项' }),
    dueOn: t.expose('dueOn', { type: 'Day', nullable: true, description: '补齐期限' }),
    proposedBy: t.field({ type: PersonRef, description: '提请人', resolve: (one, _args, context) => personOf(context, one.proposedBy) }),
    proposedOn: t.expose('proposedOn', { type: 'Day', description: '提请日期' }),
    approvedBy: t.field({ type: PersonRef, nullable: true, description: '批准人', resolve: (one, _args, context) => personOrNull(context, one.approvedBy) }),
  }),
})
