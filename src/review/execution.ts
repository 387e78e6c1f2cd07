/**
 * What has to be done after a decision, and what is followed up after the execution was reported: with
 * announcing and serving the eleven things that are recorded of an execution (practice.md B4). One list a case, grown by
 * each decision; the later ones are not in it before they are done.
 */
import type { Case } from './case.ts'
import { yearOf, type Day } from './day.ts'
import type { Decision, ExecutionItem, ExecutionKind } from './decision.ts'

const heavyParty = ['removal', 'seriousWarningNoPost', 'probation1', 'probation2', 'expulsion']
const heavyAdmin = ['demotion', 'dismissal', 'discharge', 'postDowngrade']

export const executionWords: Record<ExecutionItem['kind'], string> = {
  notifyUnit: '通知所在单位党组织并抄送组织部门', personalFile: '处分决定归入本人档案', formalities: '办理职务、级别、工资等变更手续', endEmployment: '解除人事关系',
  property: '涉案财物处置', measure: '组织处理', representativeNotice: '通报有关代表、委员机关',
  yearlyRating: '年度考核按规定确定等次', adviceFollowed: '纪检监察建议等“三书”落实', returnVisit: '回访教育', restoration: '期满恢复权利、解除处分手续',
}

/** The part of a decision that says what is to be done. */
type Effect = Pick<Decision, 'subjectId' | 'track' | 'party' | 'admin' | 'property' | 'measure'>

/** What is read of a decision for what comes later. */
type Decided = Pick<Decision, 'subjectId' | 'effectiveOn'> & Partial<Pick<Decision, 'outcome' | 'advice' | 'periodEndsOn' | 'party' | 'admin'>>

/** What is still to be followed up for each person: the rating of the year, the advice, a visit, and the end of the period, where there is one. */
export function laterOf({ decisions, execution }: { decisions: readonly Decided[]; execution: readonly Pick<ExecutionItem, 'subjectId' | 'kind'>[] }): ExecutionItem[] {
  return [...new Set(decisions.map((one) => one.subjectId))].flatMap((subjectId) => {
    const own = decisions.filter((one) => one.subjectId === subjectId)
    const sanctioned = own.some((one) => one.outcome === 'sanction')
    const gone = own.some((one) => one.party === 'expulsion' || one.admin === 'discharge')
    const kinds: ExecutionKind[] = [
      ...(sanctioned && !gone ? (['yearlyRating'] as const) : []),
      ...(own.some((one) => (one.advice ?? null) !== null) ? (['adviceFollowed'] as const) : []),
      ...(sanctioned ? (['returnVisit'] as const) : []),
      ...(!gone && own.some((one) => (one.periodEndsOn ?? null) !== null) ? (['restoration'] as const) : []),
    ]
    return kinds.filter((kind) => !execution.some((one) => one.subjectId === subjectId && one.kind === kind)).map((kind) => blankItem(subjectId, kind))
  })
}

/** From which day a thing is to be done within its months: the end of the period, the end of the year, or the last decision on the person. */
export function executionFrom({ subjectId, kind }: Pick<ExecutionItem, 'subjectId' | 'kind'>, decisions: readonly Decided[]): Day | null {
  const own = decisions.filter((one) => one.subjectId === subjectId)
  const effectiveOn = own.map((one) => one.effectiveOn).sort().at(-1) ?? null
  if (kind === 'restoration') return own.flatMap((one) => one.periodEndsOn ?? []).sort().at(-1) ?? effectiveOn
  return kind === 'yearlyRating' && effectiveOn !== null ? `${yearOf(effectiveOn)}-12-31` : effectiveOn
}

const blankItem = (subjectId: string, kind: ExecutionKind): ExecutionItem => ({ id: `${subjectId}-${kind}`, subjectId, kind, proof: null, doneOn: null, by: null, extendedBy: null, extendedOn: null })

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
    .map((kind) => blankItem(decision.subjectId, kind)),
]
