import type { Ground, OutlineItem, Return, ReturnKind } from '../case.ts'
import { checksOf } from '../checks.ts'
import { anotherThan, blank, no, written } from '../refusal.ts'
import { demand, guard, step } from '../step.ts'
import { deliberated } from './deliberate.ts'
import { seated } from './panel.ts'
import { earlierWorkJudged } from './recuse.ts'

/** What is wrong decides how far the case goes back; no one picks the kind by hand. */
const kindOf = {
  mainFactsUnclear: 'reinvestigation',
  evidenceInsufficient: 'reinvestigation',
  someFactsUnclear: 'supplement',
  factsOmitted: 'supplement',
  evidenceToComplete: 'supplement',
  newFacts: 'supplement',
  formalitiesToComplete: 'supplement',
} as const satisfies Record<Ground, ReturnKind>

/** An item of the outline as it is asked: what, how to prove it, and what it should prove; and the check it follows up, where there is one. */
export type AskedItem = Pick<OutlineItem, 'category' | 'problem' | 'evidenceWanted' | 'toProve'> & { check?: string }
type Proposal = { grounds: Ground[]; reason: string; outline: AskedItem[] }

/** 提请退回 (T11): with at least one ground and one workable item. */
export const proposeReturn = step<Proposal>({
  label: '提请退回',
  about: '经集体审议，按理由退回补充或者重新审查调查，并附补查提纲。',
  rule: 'R-251',
  by: ['groupLeader', 'lead'],
  guards: [
    deliberated('return'),
    seated,
    earlierWorkJudged,
    guard('grounded', 'wholeReturn', (_c, { grounds }) => (grounds.length === 0 ? [no('NO_GROUND', '请选择退回的理由', 'R-251', 'grounds')] : [])),
    written<Proposal>('reasoned', { reason: '退回的理由' }),
    guard('outline', 'wholeReturn', (_c, { outline }) => (outline.length === 0 ? [no('OUTLINE_EMPTY', '补查提纲至少列一项', 'R-255', 'outline')] : [])),
    guard('workable', 'wholeReturn', (_c, { outline }) =>
      outline.flatMap((item, n) => blanksOf(item).map((field) => no('ITEM_INCOMPLETE', `补查提纲第${n + 1}项没有写完`, 'R-255', `outline.${n}.${field}`)))),
    guard('knownCheck', 'wholeReturn', (c, { outline }, scene) =>
      outline.flatMap(({ check }, n) => (check === undefined || checksOf(scene.known ?? c, [], scene).some(({ key }) => key === check) ? [] : [no('NO_SUCH_CHECK', `补查提纲第${n + 1}项所指的核对发现不在本案中`, 'R-550', `outline.${n}.check`)]))),
  ],
  apply: (c, { grounds, reason, outline }, { who, day }) => ({
    ...c,
    returns: [...c.returns, {
      kind: grounds.some((ground) => kindOf[ground] === 'reinvestigation') ? 'reinvestigation' : 'supplement',
      grounds, reason,
      outline: outline.map((item, n) => ({ ...item, check: item.check ?? null, no: n + 1, answer: null, judgement: null, history: [] })),
      proposedBy: who.personId, proposedOn: day, approvedBy: null, approvedOn: null, rejectedBy: null, rejectedReason: null,
      acknowledgedBy: null, acknowledgedOn: null, leaderNote: null, answeredOn: null, acceptedOn: null,
    }],
  }),
})

/** An item the body cannot act on is worse than no item. */
const blanksOf = (item: AskedItem) => (['problem', 'evidenceWanted', 'toProve'] as const).filter((field) => blank(item[field]))

const last = (returns: Return[], changed: Partial<Return>): Return[] => returns.map((one, n) => (n === returns.length - 1 ? { ...one, ...changed } : one))

/** 批准退回 (T12): the approver follows from the kind; a supplement holds the clock, a re-investigation ends it. */
export const approveReturn = step<{ note: string | null }>({
  label: '批准退回',
  about: '有权领导批准退回；退回次数较多的须说明理由。',
  rule: 'R-251',
  by: ['returnApprover'],
  approves: true,
  guards: [
    anotherThan((c) => c.returns.at(-1)?.proposedBy),
    guard('manyReturns', 'reasoned', (c, { note }, { policy }) =>
      c.returns.filter((one) => one.approvedBy !== null).length >= policy.returnCountWarn && blank(note) ? [no('NOTE_WANTED', `本案已退回${policy.returnCountWarn}次以上，请写明再次退回的理由`, 'R-250', 'note')] : []),
  ],
  apply: (c, { note }, { who, day }) => ({ ...c, returns: last(c.returns, { approvedBy: who.personId, approvedOn: day, leaderNote: note }) }),
})

/** 不同意退回 (T25): the case goes back to deliberation. */
export const rejectReturn = step<{ reason: string }>({
  label: '不同意退回',
  about: '有权领导不同意退回，由小组重新审议。',
  rule: 'R-251',
  by: ['returnApprover'],
  approves: true,
  guards: [written('reasoned', { reason: '不同意退回的理由' })],
  apply: (c, { reason }, { who }) => ({ ...c, returns: last(c.returns, { rejectedBy: who.personId, rejectedReason: reason }) }),
})

/** 签收退回 (T32): by the head of the body. */
export const acknowledgeReturn = step<object>({
  label: '签收退回',
  about: '派驻机构主要负责人签收退回和补查提纲。',
  rule: 'R-254',
  by: ['bodyHead'],
  guards: [demand('once', 'trace', (c) => (c.returns.at(-1)?.acknowledgedBy === null ? [] : [no('ALREADY_ACKNOWLEDGED', '已经签收', 'R-254')]))],
  apply: (c, _payload, { who, day }) => ({ ...c, returns: last(c.returns, { acknowledgedBy: who.personId, acknowledgedOn: day }) }),
})
