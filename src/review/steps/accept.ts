import { intakeItems, missingItems } from '../checklist.ts'
import { isDay } from '../day.ts'
import { anotherThan, blank, decideOpen, no } from '../refusal.ts'
import { demand, guard, step } from '../step.ts'

const complete = demand('complete', 'intake', (c) => missingItems(c.package).map(({ item, label }) => no('ITEM_MISSING', `缺少受理材料第${item}项“${label}”，请暂缓受理并列明`, 'R-210', `intake.${item}`)))

/** Persons managed by the city are not zone cases (2.3). */
const inScope = demand('inScope', 'intake', (c) =>
  c.package.subjects.filter((one) => one.managedBy === 'city').map((one) => no('NOT_A_ZONE_CASE', `${one.name}由市委管理，不属于划片审理范围，请提级办理`, 'R-211')))

const nothingPending = demand('nothingPending', 'fourEyes', (c) => (c.intakeProposal ? [no('ALREADY_PENDING', '已提请暂缓受理或者不予受理，正在等待审批', 'R-211')] : []))

/** 受理 (T2): starts the clock. */
export const accept = step<object>({
  label: '受理',
  about: '划片小组组长受理案件，自当日起算审理期限。',
  rule: 'R-213',
  by: ['groupLeader'],
  guards: [complete, inScope, nothingPending],
  apply: (c, _payload, { day, who }) => ({
    ...c,
    acceptedOn: day,
    // What was still asked for in an earlier round has lapsed with it.
    interviews: decideOpen(c.interviews, lapsed(who.personId)),
    extensions: decideOpen(c.extensions, lapsed(who.personId)),
    suspensions: decideOpen(c.suspensions, lapsed(who.personId)),
    reading: c.reading + 1,
    report: null,
    leadVacant: false,
    panel: c.panel.map((member) => (member.leftOn === null ? { ...member, leftOn: day, leftBecause: '新一轮审理重新组成审理组' } : member)),
    returns: c.returns.map((one) => (one.approvedBy !== null && one.acceptedOn === null ? { ...one, acceptedOn: day } : one)),
  }),
})

const lapsed = (personId: string) => ({ rejectedBy: personId, rejectedReason: '新一轮审理开始，原申请失效' })

type Reasons = { reasons: string[]; missing: number[]; dueOn: string | null }

const reasoned = guard<Reasons>('reasonsGiven', 'reasoned', (_c, { reasons }) =>
  reasons.length === 0 || reasons.some(blank) ? [no('NOT_WRITTEN', '请至少写明一条理由，并且每条都写完整', 'R-211', 'reasons')] : [])

const deferralWhole = guard<Reasons>('deferralWhole', 'reasoned', (_c, { missing, dueOn }, { day }) => [
  ...(missing.length === 0 ? [no('NO_MISSING_ITEM', '暂缓受理须列明缺少的材料', 'R-211', 'missing')] : []),
  ...missing.filter((item) => !intakeItems.some((one) => one.item === item)).map((item) => no('NO_SUCH_ITEM', `受理材料没有第${item}项`, 'R-215', 'missing')),
  ...(dueOn === null || !isDay(dueOn) || dueOn < day ? [no('NO_PERIOD', '请写明补齐材料的期限', 'R-211', 'dueOn')] : []),
])

const propose = (outcome: 'deferred' | 'refused') => step<Reasons>({
  label: outcome === 'deferred' ? '提请暂缓受理' : '提请不予受理',
  about: outcome === 'deferred' ? '材料不齐的，列明缺项和补齐期限，提请暂缓受理。' : '不属于受案范围、没有调查报告或者主要事实未查的，提请不予受理。',
  rule: 'R-211',
  by: ['groupLeader'],
  guards: [
    nothingPending, reasoned,
    ...(outcome === 'deferred' ? [deferralWhole] : []),
  ],
  apply: (c, { reasons, missing, dueOn }, { who, day }) => ({ ...c, intakeProposal: { outcome, reasons, missing, dueOn, proposedBy: who.personId, proposedOn: day, approvedBy: null } }),
})

/** 暂缓受理 (T3) and 不予受理 (T4): proposed by the leader, approved by another. */
export const defer = propose('deferred')
export const refuse = propose('refused')

const pending = demand('pending', 'trace', (c) => (c.intakeProposal ? [] : [no('NOTHING_PENDING', '没有待审批的暂缓受理或者不予受理', 'R-211')]))

/** 批准暂缓受理或者不予受理. */
export const approveIntake = step<object>({
  label: '批准暂缓或不予受理',
  about: '审批人同意暂缓受理或者不予受理。',
  rule: 'R-211',
  by: ['intakeApprover'],
  approves: true,
  guards: [pending, anotherThan((c) => c.intakeProposal?.proposedBy)],
  apply: (c, _payload, { who }) => ({ ...c, intakeProposal: c.intakeProposal && { ...c.intakeProposal, approvedBy: who.personId } }),
})

/** 不批准: the group takes the transfer up again. */
export const rejectIntake = step<{ reason: string }>({
  label: '不同意暂缓或不予受理',
  about: '审批人不同意暂缓受理或者不予受理，由小组重新研究。',
  rule: 'R-211',
  by: ['intakeApprover'],
  approves: true,
  guards: [pending, guard('reasonGiven', 'reasoned', (_c, { reason }) => (blank(reason) ? [no('NOT_WRITTEN', '请写明不同意的理由', 'R-211', 'reason')] : []))],
  apply: (c) => ({ ...c, intakeProposal: null }),
})
