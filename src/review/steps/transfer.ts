import type { Case, Return } from '../case.ts'
import { intakeItems } from '../checklist.ts'
import type { Day } from '../day.ts'
import { coverage } from '../finding.ts'
import { zoneForTransfer } from '../placement.ts'
import { blank, no, written } from '../refusal.ts'
import { demand, step } from '../step.ts'

/** The package says whom, what, on which evidence, and who investigated. */
const substance = demand('substance', 'intake', ({ package: handed }) => [
  ...(blank(handed.title) ? [no('NOT_WRITTEN', '请填写案件名称', 'R-204', 'package.title')] : []),
  ...(handed.subjects.length === 0 ? [no('NO_SUBJECT', '请至少写明一名被审查调查人', 'R-204', 'package.subjects')] : []),
  ...(handed.facts.length === 0 ? [no('NO_FACT', '请至少写明一项违纪违法事实', 'R-204', 'package.facts')] : []),
  ...(handed.evidence.length === 0 ? [no('NO_EVIDENCE', '请列明证据，包括对被审查调查人有利的证据', 'R-205', 'package.evidence')] : []),
  ...(handed.filedOn === null && handed.origin !== 'courtJudgment' ? [no('NOT_FILED', '请填写立案日期', 'R-204', 'package.filedOn')] : []),
])

const investigators = demand('twoInvestigators', 'twoPersons', ({ package: handed }) =>
  new Set(handed.investigators).size < 2 && handed.origin !== 'courtJudgment' ? [no('TOO_FEW_INVESTIGATORS', '审查调查人员不少于两人，请逐一写明（包括借用人员）', 'R-233', 'package.investigators')] : [])

/** Every intake item is there, or is marked as missing or not applicable with the reason (T1). */
const marked = demand('intakeMarked', 'intake', ({ package: handed }) =>
  intakeItems.flatMap(({ item, label }) => {
    const mark = handed.intake.find((one) => one.item === item)
    if (!mark) return [no('ITEM_UNMARKED', `受理材料第${item}项“${label}”没有标注`, 'R-215', `package.intake.${item}`)]
    return mark.state === 'missing' && blank(mark.reason) ? [no('REASON_FOR_MISSING', `第${item}项“${label}”缺少，请写明原因`, 'R-215', `package.intake.${item}`)] : []
  }))

/** A proposal for everybody. What is wrong with it in law is for the review to put right, not a bar to transfer. */
const proposals = demand('proposals', 'rightMeasure', (c) => [
  ...coverage(c, c.package.proposals, 'package.proposals'),
  ...c.package.proposals.flatMap((one, n) => (blank(one.characterisation) ? [no('NOT_WRITTEN', '请写明拟认定的性质', 'R-204', `package.proposals.${n}.characterisation`)] : [])),
])

/** After a return for re-investigation every item is answered before the new transfer (T14, R-255); answering wants the return acknowledged. */
const outlineAnswered = demand('outlineAnswered', 'answered', (c) =>
  c.stage === 'reinvestigating' ? (c.returns.at(-1)?.outline ?? []).filter((item) => item.answer === null).map((item) => no('ITEM_UNANSWERED', `补查提纲第${item.no}项尚未答复`, 'R-255', `outline.${item.no}`)) : [])

/** 移送审理 (T1, T5, T14): by the head of the body, who approves it by doing so. `zoneId` is the server's: where the body has moved to another zone, the case goes there. */
export const transfer = step<{ zoneId?: string }>({
  label: '移送审理',
  about: '派驻机构主要负责人批准并移送审理；退回重新审查调查后再次移送为新的一轮。',
  rule: 'R-204',
  by: ['bodyHead'],
  approves: true,
  guards: [substance, investigators, marked, proposals, outlineAnswered],
  completed: (c, { zoneId: _sent, ...payload }, scene) => (zoneForTransfer(c, scene) === c.zoneId ? payload : { ...payload, zoneId: zoneForTransfer(c, scene) }),
  apply: (c, { zoneId = c.zoneId }, { day }) => ({
    ...c,
    zoneId,
    round: 1 + c.returns.filter((one) => one.kind === 'reinvestigation' && one.approvedBy !== null).length,
    transferredOn: day,
    acceptedOn: null,
    intakeProposal: null,
    packages: [...c.packages, c.package],
    returns: c.stage === 'reinvestigating' ? withLast(c.returns, day) : c.returns,
  }),
})

/** 撤回移送 (T24): before acceptance the body may take the transfer back; a re-investigation stays one. */
export const withdraw = step<{ reason: string }>({
  label: '撤回移送',
  about: '受理之前，派驻机构主要负责人可以撤回移送。',
  rule: 'R-211',
  by: ['bodyHead'],
  guards: [written('reasoned', { reason: '撤回的理由' })],
  apply: (c) => ({ ...takenBack(c), transferredOn: null, intakeProposal: null }),
})

/** The steps that hand a case over, and take it back. */
export const handing: readonly string[] = ['transfer', 'withdraw']

/** The case without what its last transfer handed over: the answers that went along are drafts again. */
export const takenBack = (c: Case): Case => ({
  ...c, packages: c.packages.slice(0, -1),
  returns: c.returns.at(-1)?.acceptedOn === null && c.returns.at(-1)?.kind === 'reinvestigation' ? withLast(c.returns, null) : c.returns,
})

/** The answers to the last return handed in with the package, or taken back with it. */
const withLast = (returns: Return[], answeredOn: Day | null): Return[] => returns.map((one, n) => (n === returns.length - 1 ? { ...one, answeredOn } : one))
