/**
 * 查阅归档案件: reading an archived case wants the leave of the leader in charge, with purpose and period. A leave
 * begins and ends on its days by itself, and can be withdrawn at once. Requests and decisions are kept, never changed.
 */
import type { Refusal } from './case.ts'
import { isDay, type Day } from './day.ts'
import type { Actor } from './people.ts'
import { blank, no } from './refusal.ts'
import type { Moment } from './step.ts'

export type LeaveDecision = { decision: 'granted' | 'rejected' | 'withdrawn'; reason: string | null; by: string; on: Day }

/** A request to read one archived case, from a day until a day; `letter` is the letter of an outsider's unit, where the archivist asks for somebody. */
export type Leave = { id: string; caseId: string; personId: string; purpose: string; from: Day; until: Day; letter: string | null; requestedBy: string; requestedOn: Day; decisions: readonly LeaveDecision[] }
export type LeaveRequest = Pick<Leave, 'personId' | 'purpose' | 'from' | 'until' | 'letter'>

/** How a request stands. */
export const leaveStates = ['waiting', 'granted', 'rejected', 'withdrawn'] as const
export const stateOf = (leave: Pick<Leave, 'decisions'>): (typeof leaveStates)[number] => leave.decisions.at(-1)?.decision ?? 'waiting'

/** Whether a leave lets its person read on this day. */
export const opensOn = (leave: Leave, on: Day): boolean => stateOf(leave) === 'granted' && leave.from <= on && on <= leave.until

/** Why this person may not ask for that; whether they see the case at all is asked before. */
export function requestRefusals(asked: LeaveRequest, who: Actor, { on, roster }: Moment): Refusal[] {
  const forOther = asked.personId !== who.personId
  return [
    ...(blank(asked.purpose) ? [no('NOT_WRITTEN', '请填写查阅的目的', 'R-607', 'purpose')] : []),
    ...(!isDay(asked.from) || !isDay(asked.until) || asked.until < asked.from || asked.until < on ? [no('NO_PERIOD', '请写明查阅的起止日期，截止日不早于今天和起始日', 'R-607', 'until')] : []),
    ...(forOther && who.role !== 'archivist' ? [no('NOT_YOURS', '只能为本人申请查阅；外单位人员查阅由档案员凭介绍信代为申请', 'R-607', 'personId')] : []),
    ...(forOther && blank(asked.letter) ? [no('NO_LETTER', '代他人申请的，请写明介绍信', 'R-607', 'letter')] : []),
    ...(roster.person(asked.personId) ? [] : [no('NO_SUCH_PERSON', '没有这个人，请从名单中选择', 'R-607', 'personId')]),
  ]
}

/** Why this person may not decide so: the approver alone, never on a request made by or for them, and only what waits; withdrawing wants a granted one. */
export function decisionRefusals(leave: Leave, { decision, reason }: Pick<LeaveDecision, 'decision' | 'reason'>, who: Actor, { policy }: Moment): Refusal[] {
  const wanted = decision === 'withdrawn' ? 'granted' : 'waiting'
  return [
    ...(who.role === policy.leaveApprover ? [] : [no('NOT_YOURS', '您无权审批查阅申请', 'R-607')]),
    ...(leave.requestedBy === who.personId || leave.personId === who.personId ? [no('OWN_REQUEST', '不能批准自己提出的事项，请由另一位有权人员办理', 'R-254')] : []),
    ...(stateOf(leave) === wanted ? [] : [no('NOTHING_PENDING', decision === 'withdrawn' ? '没有正在生效的查阅批准' : '这份申请已经审批', 'R-607')]),
    ...(decision !== 'granted' && blank(reason) ? [no('NOT_WRITTEN', decision === 'rejected' ? '请填写不批准的理由' : '请填写收回的理由', 'R-607', 'reason')] : []),
  ]
}
