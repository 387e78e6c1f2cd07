import type { Suspension } from '../case.ts'
import { anotherThan, asked, decideOpen, no, open, written } from '../refusal.ts'
import { demand, step } from '../step.ts'

type Ask = Pick<Suspension, 'ground' | 'basis'>

const pending = demand('pending', 'trace', (c) => (open(c.suspensions) ? [] : [no('NOTHING_PENDING', '没有待批准的中止申请', 'R-320')]))

/** 提请中止审理 (T28): a judgment or appraisal is pending, the person cannot be reached or is ill, or jurisdiction is disputed. */
export const requestSuspension = step<Ask>({
  label: '提请中止审理',
  about: '关联裁判或者鉴定未定、本人无法到案、管辖有争议的，附书面依据提请中止审理。',
  rule: 'R-320',
  by: ['lead', 'groupLeader'],
  guards: [
    written<Ask>('reasoned', { basis: '中止的书面依据' }),
    demand('oneAtATime', 'trace', (c) => (open(c.suspensions) ? [no('ALREADY_PENDING', '已有一份中止申请待批准', 'R-320')] : [])),
  ],
  apply: (c, { ground, basis }, scene) => ({ ...c, suspensions: [...c.suspensions, { ground, basis, from: c.stage, resumedOn: null, resumedBy: null, ...asked(scene) }] }),
})

/** 批准中止: the clock stands still. The case comes back to the stage it leaves now. */
export const approveSuspension = step<object>({
  label: '批准中止审理',
  about: '有权领导批准中止审理，期限停止计算。',
  rule: 'R-320',
  by: ['suspensionApprover'],
  approves: true,
  guards: [pending, anotherThan((c) => open(c.suspensions)?.requestedBy)],
  apply: (c, _payload, { who, day }) => ({ ...c, suspensions: decideOpen(c.suspensions, { from: c.stage, approvedBy: who.personId, approvedOn: day }) }),
})

/** 不批准中止. */
export const rejectSuspension = step<{ reason: string }>({
  label: '不批准中止审理',
  about: '有权领导不批准中止，并写明理由。',
  rule: 'R-320',
  by: ['suspensionApprover'],
  approves: true,
  guards: [pending, written('reasoned', { reason: '不批准的理由' })],
  apply: (c, { reason }, { who }) => ({ ...c, suspensions: decideOpen(c.suspensions, { rejectedBy: who.personId, rejectedReason: reason }) }),
})

/** 恢复审理: the case goes back to where it was suspended, and the clock runs on. */
export const resume = step<{ reason: string }>({
  label: '恢复审理',
  about: '中止事由消除后恢复审理，期限继续计算。',
  rule: 'R-320',
  by: ['lead', 'groupLeader'],
  guards: [written('reasoned', { reason: '恢复的理由' })],
  apply: (c, _payload, { who, day }) => ({ ...c, suspensions: c.suspensions.map((one) => (one.approvedBy !== null && one.resumedOn === null ? { ...one, resumedOn: day, resumedBy: who.personId } : one)) }),
})
