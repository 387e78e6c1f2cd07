/** Clocks (期限), each with its explanation. */
import type { ApprovedExtension, Explanation, HeldInterval, ReviewClock, ReviewRound } from '../review/clock.ts'
import type { Clock } from '../review/limits.ts'
import { builder } from './builder.ts'
import * as enums from './enums.ts'
import { personOf, PersonRef } from './people.ts'
import { BasisType } from './refusal.ts'

const ExplanationType = builder.objectRef<Explanation>('Explanation').implement({
  description: '期限计算过程的一步',
  fields: (t) => ({
    day: t.expose('day', { type: 'Day', nullable: true, description: '算到的日期' }),
    text: t.exposeString('text', { description: '怎样算' }),
    basis: t.expose('basis', { type: BasisType, nullable: true, description: '依据' }),
  }),
})

export const ClockType = builder.objectRef<Clock>('Clock').implement({
  description: '一个期限',
  fields: (t) => ({
    code: t.expose('code', { type: enums.LimitCodeEnum, description: '种类' }),
    label: t.exposeString('label', { description: '名称' }),
    subjectId: t.exposeID('subjectId', { nullable: true, description: '被审查调查人的案内编号；全案的为 null' }),
    startedOn: t.expose('startedOn', { type: 'Day', description: '起算的事由发生之日' }),
    dueOn: t.expose('dueOn', { type: 'Day', description: '届满日' }),
    endedOn: t.expose('endedOn', { type: 'Day', nullable: true, description: '办结日期' }),
    state: t.expose('state', { type: enums.ClockStateEnum, description: '状态' }),
    overdue: t.exposeBoolean('overdue', { description: '是否超期' }),
    light: t.expose('light', { type: enums.LightEnum, description: '亮灯' }),
    warningOnly: t.exposeBoolean('warningOnly', { description: '只作提醒，超过不算违反规定' }),
    basis: t.expose('basis', { type: BasisType, description: '依据' }),
    provisional: t.exposeBoolean('provisional', { description: '放假安排尚未公布，暂按周末推算' }),
    explanation: t.expose('explanation', { type: [ExplanationType], description: '计算过程' }),
  }),
})

const HeldIntervalType = builder.objectRef<HeldInterval>('HeldInterval').implement({
  description: '期限停止计算的一段',
  fields: (t) => ({
    from: t.expose('from', { type: 'Day', description: '起' }),
    to: t.expose('to', { type: 'Day', nullable: true, description: '止，尚未恢复的为 null' }),
    days: t.exposeInt('days', { description: '天数，尚未恢复的算到今天' }),
    why: t.expose('why', { type: enums.HeldBecauseEnum, description: '原因' }),
  }),
})

const ApprovedExtensionType = builder.objectRef<ApprovedExtension>('ApprovedExtension').implement({
  description: '已经批准的延长',
  fields: (t) => ({
    approvedBy: t.field({ type: PersonRef, description: '批准人', resolve: (one, _args, context) => personOf(context, one.approvedBy) }),
    approvedOn: t.expose('approvedOn', { type: 'Day', description: '批准日期' }),
    months: t.exposeInt('months', { description: '月数' }),
    days: t.exposeInt('days', { description: '天数' }),
    reason: t.exposeString('reason', { description: '理由' }),
  }),
})

export const ReviewRoundType = builder.objectRef<ReviewRound | ReviewClock>('ReviewClock').implement({
  description: '审理期限：从一次受理到审理报告批准、退回重新审查调查或者离开',
  fields: (t) => ({
    round: t.exposeInt('round', { description: '第几轮' }),
    state: t.expose('state', { type: enums.ClockStateEnum, description: '状态' }),
    startedOn: t.expose('startedOn', { type: 'Day', description: '受理日期' }),
    closedOn: t.expose('closedOn', { type: 'Day', nullable: true, description: '终止日期' }),
    endedBy: t.expose('endedBy', { type: enums.ClockEndEnum, nullable: true, description: '因何终止' }),
    heldSince: t.expose('heldSince', { type: 'Day', nullable: true, description: '自哪天起停止计算；正在计算的为 null' }),
    heldIntervals: t.expose('heldIntervals', { type: [HeldIntervalType], description: '停止计算的各段' }),
    heldDays: t.exposeInt('heldDays', { description: '停止计算的天数' }),
    extensions: t.expose('extensions', { type: [ApprovedExtensionType], description: '批准的延长' }),
    nominalOn: t.expose('nominalOn', { type: 'Day', description: '未计停止和休息日的届满日' }),
    dueOn: t.expose('dueOn', { type: 'Day', description: '届满日；停止计算期间逐日顺延' }),
    provisional: t.exposeBoolean('provisional', { description: '放假安排尚未公布，暂按周末推算' }),
    netDays: t.exposeInt('netDays', { description: '净审理天数' }),
    workingDaysLeft: t.exposeInt('workingDaysLeft', { nullable: true, description: '剩余工作日，超期为负数，已终止为 null' }),
    light: t.expose('light', { type: enums.LightEnum, description: '亮灯' }),
    overdue: t.exposeBoolean('overdue', { description: '是否超期' }),
    dueSoon: t.exposeBoolean('dueSoon', { description: '是否即将到期' }),
    explanation: t.expose('explanation', { type: [ExplanationType], description: '计算过程' }),
  }),
})
