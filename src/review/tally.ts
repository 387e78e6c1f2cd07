/**
 * 计数: what each case contributes to the figures. The store keeps these lines with the case, and their sums in the
 * transaction of each step; a figure and the list of its cases are read from the same lines, so they always agree.
 */
import { isEnd, type Case, type Finding } from './case.ts'
import type { reckonedClock } from './clock.ts'
import { courseOf, daysBy, untilReport, type CourseEntry, type Stretch } from './course.ts'
import { monthOf, yearOf } from './day.ts'
import { routesOf } from './machine.ts'
import { panelOf } from './people.ts'
import { adminGrade, partyWeight } from './sanctions.ts'
import type { Side } from './sides.ts'
import type { Moment } from './step.ts'

/** Each kind of line, and what its key says. What counts cases is there once for a case; `days` and `times` add up. */
export const tallyKinds = {
  stage: '所处阶段',
  due: '正在计算的审理期限的届满日',
  days: '审结案件的净审理天数',
  accepted: '首次受理的月份',
  concluded: '审结的月份',
  pass: '审结时是否退回过：first 没有，returned 退回过',
  route: '办理路径',
  filed: '立案的年份',
  return: '退回次数，按种类、理由和月份',
  returned: '退回次数，按种类和月份',
  sent: '退回过的案件：any 任一种，或者退回的种类',
  sentFor: '退回过的案件，按种类和理由',
  sentIn: '退回过的案件，按种类和月份',
  changed: '审理改变了什么：any 任一项，或者改变的项目',
  span: '时间归属已经算完的案件：review 到审结，whole 到办结',
  took: '所用的工作日，按 review 或者 whole',
  spent: '所用的工作日，按 review 或者 whole 和归属的一方',
  passed: '经过某一阶段、时间归属已经算完的案件',
  stay: '在某一阶段停留的工作日',
  seat: '审理组成员在办的案件，按人员和阶段',
} as const
export type TallyKind = keyof typeof tallyKinds

/** Kinds that add days up: no cases are found by them, those behind such a sum are found by `span` and `passed`. */
export const addsDays = (kind: TallyKind): boolean => kind === 'took' || kind === 'spent' || kind === 'stay'

/** Kinds that the store does not sum with each step: they change with every stage, and only few ask. Their lines are added up when somebody does. */
export const isSummed = (kind: TallyKind): boolean => kind !== 'seat'

/** One line: `n` times, or days where the kind adds days up. */
export type Tally = { kind: TallyKind; key: string; n: number }
/** A sum of tallies, of the cases of one zone and leading body. */
export type TallyRow = Tally & { zoneId: string; bodyId: string }

/** Which cases a figure counts: those with a line of this kind and key; a key that ends in `|`, or none, fits all that begin so. */
export type Counted = { by: TallyKind; key: string | null }

export const isCounted = ({ by, key }: Counted, { kind, key: has }: Pick<Tally, 'kind' | 'key'>): boolean => kind === by && keyFits(key, has)

/** Whether a line has the key looked for. */
export const keyFits = (key: string | null, has: string): boolean => key === null || (key.endsWith('|') ? has.startsWith(key) : has === key)

/** 案管 is told how cases run, not what stands in them: neither why they came back nor what review changed. */
export const countedFor = (side: Side | null, kind: TallyKind): boolean => side !== 'manager' || !['return', 'sentFor', 'changed', 'route', 'filed'].includes(kind)

/** The spans over which days are told: from the first transfer to the approved report, and to the end. */
export const spans = ['review', 'whole'] as const
export type Span = (typeof spans)[number]

/** What review changed of what the body proposed, and how that is told. */
export const changes = ['characterisation', 'measureUp', 'measureDown', 'eightPointAdded', 'eightPointDropped'] as const
export type Change = (typeof changes)[number]

/** What one case contributes, in a fixed order. */
export function tallyOf(c: Case, log: readonly CourseEntry[], clock: ReturnType<typeof reckonedClock>, { policy, calendar }: Pick<Moment, 'policy' | 'calendar'>): Tally[] {
  const concludedOn = clock?.endedBy === 'report' ? clock.closedOn : null
  const line = (kind: TallyKind, key: string, n = 1): Tally[] => (n === 0 ? [] : [{ kind, key, n }])
  const { filedOn } = c.package
  return [
    ...line('stage', c.stage),
    ...(clock?.state === 'running' ? line('due', clock.dueOn) : []),
    ...(clock && concludedOn !== null ? [...line('days', String(clock.netDays)), ...line('concluded', monthOf(concludedOn))] : []),
    ...(clock === null ? [] : line('accepted', monthOf(clock.firstStartedOn))),
    ...returnLines(c),
    ...(approvedReport(c) ? line('pass', c.returns.every((one) => one.approvedOn === null) ? 'first' : 'returned') : []),
    ...[...new Set(routesOf(c, policy))].flatMap((route) => line('route', route)),
    ...(filedOn === null ? [] : line('filed', yearOf(filedOn))),
    ...once('changed', approvedReport(c) ? changesOf(c) : []),
    ...dayLines(log, isEnd(c.stage), calendar),
    ...(isEnd(c.stage) || approvedReport(c) ? [] : panelOf(c).flatMap((personId) => line('seat', `${personId}|${c.stage}`))),
  ]
}

const approvedReport = (c: Case): boolean => c.report !== null && c.report.approvedOn !== null

/** Lines that are there once for the case, each key once, and `any` before them where there is one. */
const once = (kind: TallyKind, keys: readonly string[]): Tally[] => (keys.length === 0 ? [] : ['any', ...new Set(keys)].map((key) => ({ kind, key, n: 1 })))

/** Approved returns, as often as there were any, and as cases. */
function returnLines(c: Case): Tally[] {
  const approved = c.returns.flatMap((one) => (one.approvedOn === null ? [] : [{ ...one, month: monthOf(one.approvedOn) }]))
  const each = (kind: TallyKind, keys: readonly string[]): Tally[] => keys.map((key) => ({ kind, key, n: 1 }))
  return [
    ...each('return', approved.flatMap(({ kind, grounds, month }) => grounds.map((ground) => `${kind}|${ground}|${month}`))),
    ...each('returned', approved.map(({ kind, month }) => `${kind}|${month}`)),
    ...once('sent', approved.map(({ kind }) => kind)),
    ...each('sentFor', [...new Set(approved.flatMap(({ kind, grounds }) => grounds.map((ground) => `${kind}|${ground}`)))]),
    ...each('sentIn', [...new Set(approved.map(({ kind, month }) => `${kind}|${month}`))]),
  ]
}

/** What the report says otherwise than the body proposed, of any of the people under review. */
function changesOf(c: Pick<Case, 'package' | 'report'>): Change[] {
  const made = new Set<Change>()
  for (const found of c.report?.findings ?? []) {
    const proposed = c.package.proposals.find((one) => one.subjectId === found.subjectId)
    if (proposed) for (const change of between(proposed, found)) made.add(change)
  }
  return changes.filter((one) => made.has(one))
}

function between(proposed: Finding, found: Finding): Change[] {
  const [party, admin] = [partyWeight(found.party) - partyWeight(proposed.party), adminGrade[found.admin] - adminGrade[proposed.admin]]
  const plain = (text: string) => text.replace(/\s/g, '')
  return [
    ...(plain(proposed.characterisation) === plain(found.characterisation) ? [] : ['characterisation' as const]),
    ...(party > 0 || admin > 0 ? ['measureUp' as const] : []),
    ...(party < 0 || admin < 0 ? ['measureDown' as const] : []),
    ...(found.eightPoint.applies && !proposed.eightPoint.applies ? ['eightPointAdded' as const] : []),
    ...(!found.eightPoint.applies && proposed.eightPoint.applies ? ['eightPointDropped' as const] : []),
  ]
}

/** Days are told once they are over: those up to the report when it is approved, all of them at the end. */
function dayLines(log: readonly CourseEntry[], ended: boolean, calendar: Moment['calendar']): Tally[] {
  const told = untilReport(log)
  const reviewed = told === null ? null : closed(told, calendar)
  const whole = ended ? closed(log, calendar) : null
  const ofStages = whole ?? reviewed ?? []
  return [
    ...(reviewed === null ? [] : spanLines('review', reviewed)),
    ...(whole === null || whole.length === 0 ? [] : spanLines('whole', whole)),
    ...[...daysBy(ofStages, (one) => one.stage)].flatMap(([stage, days]): Tally[] => [{ kind: 'passed', key: stage, n: 1 }, ...(days === 0 ? [] : [{ kind: 'stay' as const, key: stage, n: days }])]),
  ]
}

/** The stretches of a log whose last entry ends it: at the stage it leads to, no time has passed. */
function closed(log: readonly CourseEntry[], calendar: Moment['calendar']): Stretch[] {
  const last = log.at(-1)
  if (!last) return []
  const stretches = courseOf(log, { on: last.on, holder: null }, calendar)
  return isEnd(last.to) ? stretches : stretches.slice(0, -1)
}

function spanLines(span: Span, stretches: readonly Stretch[]): Tally[] {
  const parties = [...daysBy(stretches, (one) => one.party)].filter(([, days]) => days > 0)
  const days = parties.reduce((sum, [, n]) => sum + n, 0)
  return [{ kind: 'span', key: span, n: 1 }, ...(days === 0 ? [] : [{ kind: 'took' as const, key: span, n: days }]), ...parties.map(([party, n]): Tally => ({ kind: 'spent', key: `${span}|${party}`, n }))]
}
