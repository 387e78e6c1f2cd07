import type { EarlyInvolvement } from '../case.ts'
import { anotherThan, asked, blank, decideOpen, no, open, written } from '../refusal.ts'
import { demand, guard, step } from '../step.ts'

type Ask = Pick<EarlyInvolvement, 'ground' | 'ticks' | 'reason'>

const pending = demand('pending', 'trace', (c) => (open(c.involvements) ? [] : [no('NOTHING_PENDING', '没有待批准的提前介入申请', 'R-220')]))

/** 商请提前介入: only on ground A (complex, main facts established, tentative opinion) or B (disputed nature), R-220. */
export const requestInvolvement = step<Ask>({
  label: '商请提前介入',
  about: '重大、复杂、疑难且主要事实已查清、有倾向性意见的，或者对定性分歧较大的，商请提前介入。',
  rule: 'R-220',
  by: ['handler', 'groupLeader'],
  guards: [
    written<Ask>('reasoned', { reason: '提前介入的理由' }),
    guard('grounded', 'reasoned', (_c, { ground, ticks }) =>
      ground === 'B' || (ticks.complex && ticks.factsEstablished && ticks.tentativeOpinion) ? [] : [no('GROUND_INCOMPLETE', '以案情重大复杂疑难为由提前介入的，须主要事实已查清并有倾向性意见，三项都要满足', 'R-220', 'ticks')]),
    guard('oneAtATime', 'trace', (c) => (open(c.involvements) ? [no('ALREADY_PENDING', '已有一份提前介入申请待批准', 'R-220')] : [])),
  ],
  apply: (c, { ground, ticks, reason }, scene) => ({ ...c, involvements: [...c.involvements, { ground, ticks, reason, opinion: null, ...asked(scene) }] }),
})

/** 批准提前介入. */
export const approveInvolvement = step<object>({
  label: '批准提前介入',
  about: '有权领导批准提前介入；不起算审理期限。',
  rule: 'R-220',
  by: ['involvementApprover'],
  approves: true,
  guards: [pending, anotherThan((c) => open(c.involvements)?.requestedBy)],
  apply: (c, _payload, { who, day }) => ({ ...c, involvements: decideOpen(c.involvements, { approvedBy: who.personId, approvedOn: day }) }),
})

/** 不批准提前介入. */
export const rejectInvolvement = step<{ reason: string }>({
  label: '不批准提前介入',
  about: '有权领导不批准提前介入，并写明理由。',
  rule: 'R-220',
  by: ['involvementApprover'],
  approves: true,
  guards: [pending, written('reasoned', { reason: '不批准的理由' })],
  apply: (c, { reason }, { who }) => ({ ...c, involvements: decideOpen(c.involvements, { rejectedBy: who.personId, rejectedReason: reason }) }),
})

/** 提前介入意见: on facts, evidence and norms only. */
export const recordInvolvement = step<{ opinion: string }>({
  label: '提出提前介入意见',
  about: '就事实、证据和适用规定提出提前介入意见，供派驻机构参考。',
  rule: 'R-220',
  by: ['groupLeader'],
  guards: [
    written('reasoned', { opinion: '提前介入意见' }),
    demand('approved', 'fourEyes', (c) => (c.involvements.some((one) => one.approvedBy !== null && blank(one.opinion)) ? [] : [no('NOT_APPROVED', '提前介入须先经批准', 'R-220')])),
  ],
  apply: (c, { opinion }) => ({ ...c, involvements: c.involvements.map((one) => (one.approvedBy !== null && blank(one.opinion) ? { ...one, opinion } : one)) }),
})
