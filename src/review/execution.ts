/** What has to be done after a decision: one list a case, grown by each decision. */
import type { Case } from './case.ts'
import type { Decision, ExecutionItem } from './decision.ts'

const heavyParty = ['removal', 'seriousWarningNoPost', 'probation1', 'probation2', 'expulsion']
const heavyAdmin = ['demotion', 'dismissal', 'discharge', 'postDowngrade']

export const executionWords: Record<ExecutionItem['kind'], string> = {
  notifyUnit: '通知所在单位党组织并抄送组织部门', personalFile: '处分决定归入本人档案', formalities: '办理职务、级别、工资等变更手续', endEmployment: '解除人事关系',
  property: '涉案财物处置', measure: '组织处理', representativeNotice: '通报有关代表、委员机关',
}

/** The part of a decision that says what is to be done. */
type Effect = Pick<Decision, 'subjectId' | 'track' | 'party' | 'admin' | 'property' | 'measure'>

/** Which items one decision asks for. */
const kindsOf = (c: Case, decision: Effect): ExecutionItem['kind'][] => {
  const heavy = decision.track === 'party' ? heavyParty.includes(decision.party) : heavyAdmin.includes(decision.admin)
  return [
    'notifyUnit', 'personalFile',
    ...(heavy ? (['formalities'] as const) : []),
    ...(decision.track === 'admin' && decision.admin === 'discharge' ? (['endEmployment'] as const) : []),
    ...(decision.property ? (['property'] as const) : []),
    ...(decision.measure ? (['measure'] as const) : []),
    ...(c.package.subjects.some((one) => one.id === decision.subjectId && one.deputyOrDelegate) ? (['representativeNotice'] as const) : []),
  ]
}

/** The list with what a new decision adds; the same thing is not asked twice of one person. */
export const executionOf = (c: Case, decision: Effect): ExecutionItem[] => [
  ...c.execution,
  ...kindsOf(c, decision)
    .filter((kind) => !c.execution.some((one) => one.subjectId === decision.subjectId && one.kind === kind))
    .map((kind) => ({ id: `${decision.subjectId}-${kind}`, subjectId: decision.subjectId, kind, proof: null, doneOn: null, by: null, extendedBy: null, extendedOn: null })),
]
