/** The notice and the decision (处分决定), with the period of effect. */
import type { Decision, Notice } from '../review/decision.ts'
import { builder } from './builder.ts'
import * as enums from './enums.ts'
import { FindingType } from './finding.ts'
import { ParticipantType, personOf, PersonRef } from './people.ts'

export const NoticeType = builder.objectRef<Notice>('Notice').implement({
  description: '政务处分事先告知',
  fields: (t) => ({
    subjectId: t.exposeID('subjectId', { description: '被审查调查人的案内编号' }),
    on: t.expose('on', { type: 'Day', description: '告知日期' }),
    facts: t.exposeString('facts', { description: '告知的事实' }),
    basis: t.exposeString('basis', { description: '告知的依据' }),
    admin: t.expose('admin', { type: enums.AdminSanctionEnum, description: '拟给予的政务处分' }),
    defence: t.exposeString('defence', { nullable: true, description: '陈述申辩' }),
    adopted: t.exposeString('adopted', { nullable: true, description: '是否采纳及理由' }),
    by: t.expose('by', { type: [ParticipantType], description: '告知人' }),
  }),
})

const ApprovalType = builder.objectRef<NonNullable<Decision['approval']>>('HigherApproval').implement({
  description: '上级机关的批准',
  fields: (t) => ({
    organ: t.expose('organ', { type: enums.OrganEnum, description: '机关的种类' }),
    organName: t.exposeString('organName', { description: '机关名称' }),
    approvedOn: t.expose('approvedOn', { type: 'Day', description: '批准日期' }),
  }),
})

const PeriodType = builder.objectRef<Pick<Decision, 'effectiveOn' | 'periodEndsOn' | 'periodReason'>>('Period').implement({
  description: '影响期、处分期',
  fields: (t) => ({
    from: t.expose('effectiveOn', { type: 'Day', description: '起算日期，即决定生效之日' }),
    endsOn: t.expose('periodEndsOn', { type: 'Day', nullable: true, description: '届满日期，没有期间的为 null' }),
    reason: t.exposeString('periodReason', { description: '算法和依据' }),
  }),
})

export const DecisionType = builder.objectRef<Decision>('Decision').implement({
  description: '处分决定，一人一轨一份',
  fields: (t) => ({
    subjectId: t.exposeID('subjectId', { description: '被审查调查人的案内编号' }),
    track: t.expose('track', { type: enums.TrackEnum, description: '党纪还是政务' }),
    outcome: t.expose('outcome', { type: enums.DecisionOutcomeEnum, description: '决定的种类' }),
    party: t.expose('party', { type: enums.PartySanctionEnum, description: '党纪处分' }),
    admin: t.expose('admin', { type: enums.AdminSanctionEnum, description: '政务处分' }),
    measure: t.exposeString('measure', { nullable: true, description: '组织处理等其他措施' }),
    property: t.exposeString('property', { nullable: true, description: '涉案财物的处置' }),
    advice: t.exposeString('advice', { nullable: true, description: '纪检监察建议' }),
    organ: t.expose('organ', { type: enums.OrganEnum, description: '决定机关的种类' }),
    organName: t.exposeString('organName', { description: '决定机关' }),
    decidedOn: t.expose('decidedOn', { type: 'Day', description: '决定会议的日期' }),
    effectiveOn: t.expose('effectiveOn', { type: 'Day', description: '生效日期' }),
    approval: t.expose('approval', { type: ApprovalType, nullable: true, description: '上级机关的批准' }),
    minutes: t.exposeString('minutes', { description: '会议纪要' }),
    finding: t.expose('findings', { type: FindingType, description: '认定的定性处理意见' }),
    period: t.field({ type: PeriodType, description: '影响期、处分期', resolve: (decision) => decision }),
    enteredBy: t.field({ type: PersonRef, description: '录入人', resolve: (one, _args, context) => personOf(context, one.enteredBy) }),
  }),
})
