import type { Extension } from '../case.ts'
import { anotherThan, asked, decideOpen, no, open, written } from '../refusal.ts'
import { demand, guard, step } from '../step.ts'

type Longer = Pick<Extension, 'months' | 'days' | 'reason'>

const pending = demand('pending', 'trace', (c) => (open(c.extensions) ? [] : [no('NOTHING_PENDING', '没有待批准的延期申请', 'R-301')]))

/** 提请延长审理期限 (T27): for major or complex cases; the law names no maximum. */
export const requestExtension = step<Longer>({
  label: '提请延长审理期限',
  about: '重大、复杂案件需要延长审理期限的，写明理由和延长的月数或者天数。',
  rule: 'R-301',
  by: ['lead', 'groupLeader'],
  guards: [
    written<Longer>('reasoned', { reason: '延长的理由' }),
    guard('longer', 'trace', (_c, { months, days }) => (Number.isInteger(months) && Number.isInteger(days) && months >= 0 && days >= 0 && months + days > 0 ? [] : [no('NO_LENGTH', '请填写延长的整月数或者天数', 'R-301', 'months')])),
    demand('oneAtATime', 'trace', (c) => (open(c.extensions) ? [no('ALREADY_PENDING', '已有一份延期申请待批准', 'R-301')] : [])),
  ],
  apply: (c, { months, days, reason }, scene) => ({ ...c, extensions: [...c.extensions, { months, days, reason, ...asked(scene) }] }),
})

/** 批准延长. */
export const approveExtension = step<object>({
  label: '批准延长审理期限',
  about: '有权领导批准延长审理期限，届满日自动顺延。',
  rule: 'R-301',
  by: ['extensionApprover'],
  approves: true,
  guards: [pending, anotherThan((c) => open(c.extensions)?.requestedBy)],
  apply: (c, _payload, { who, day }) => ({ ...c, extensions: decideOpen(c.extensions, { approvedBy: who.personId, approvedOn: day }) }),
})

/** 不批准延长. */
export const rejectExtension = step<{ reason: string }>({
  label: '不批准延长审理期限',
  about: '有权领导不批准延长，并写明理由。',
  rule: 'R-301',
  by: ['extensionApprover'],
  approves: true,
  guards: [pending, written('reasoned', { reason: '不批准的理由' })],
  apply: (c, { reason }, { who }) => ({ ...c, extensions: decideOpen(c.extensions, { rejectedBy: who.personId, rejectedReason: reason }) }),
})
