/**
 * The numbers of the dashboard (统计). Each case contributes a few tallies (计数), the store keeps their sums in
 * the transaction of each step, and these readers turn sums into figures: their cost does not grow with the cases.
 */
import { grounds, isEnd, routes, stages, type Case, type Ground, type ReturnKind, type Route, type Stage } from './case.ts'
import type { reckonedClock } from './clock.ts'
import { addWorkingDays, monthOf, type Day } from './day.ts'
import { routesOf } from './machine.ts'
import type { Policy } from './policy.ts'
import type { Moment } from './step.ts'

/**
 * What is counted: cases by stage; running clocks by due day; concluded reviews by net days; approved returns by
 * `kind|ground|month`, and each once by `kind|month`; reports approved at the first attempt or after a return;
 * cases by route; acceptances and conclusions by month.
 */
export type TallyKind = 'stage' | 'due' | 'days' | 'return' | 'returned' | 'pass' | 'route' | 'accepted' | 'concluded'
export type Tally = { kind: TallyKind; key: string }
/** A sum of tallies, of the cases of one zone and leading body. */
export type TallyRow = Tally & { zoneId: string; bodyId: string; n: number }

/** What one case contributes. */
export function tallyOf(c: Case, clock: ReturnType<typeof reckonedClock>, policy: Policy): Tally[] {
  const approved = c.returns.flatMap((one) => (one.approvedOn === null ? [] : [{ ...one, month: monthOf(one.approvedOn) }]))
  const firstAcceptedOn = clock?.firstStartedOn ?? null
  const concludedOn = clock?.endedBy === 'report' ? clock.closedOn : null
  return [
    { kind: 'stage', key: c.stage },
    ...(clock?.state === 'running' ? [{ kind: 'due' as const, key: clock.dueOn }] : []),
    ...(clock && concludedOn !== null ? [{ kind: 'days' as const, key: String(clock.netDays) }, { kind: 'concluded' as const, key: monthOf(concludedOn) }] : []),
    ...(firstAcceptedOn === null ? [] : [{ kind: 'accepted' as const, key: monthOf(firstAcceptedOn) }]),
    ...approved.flatMap(({ kind, grounds: why, month }) => why.map((ground): Tally => ({ kind: 'return', key: `${kind}|${ground}|${month}` }))),
    ...approved.map(({ kind, month }): Tally => ({ kind: 'returned', key: `${kind}|${month}` })),
    ...(c.report !== null && c.report.approvedOn !== null ? [{ kind: 'pass' as const, key: approved.length === 0 ? 'first' : 'returned' }] : []),
    ...[...new Set(routesOf(c, policy))].map((route): Tally => ({ kind: 'route', key: route })),
  ]
}

/** The figures of some cases. Rates and medians are null where there is nothing to divide. */
export type Summary = {
  total: number
  /** 在办. */
  open: number
  stages: { stage: Stage; count: number }[]
  /** Past the due day of the review, the clock running. */
  overdue: number
  /** 即将到期. */
  dueSoon: number
  /** Reviews concluded by an approved report, and the median of their net days. */
  concluded: number
  medianDays: number | null
  /** 一次通过率: reports approved without any return, of all approved. */
  firstPassRate: number | null
  returns: { kind: ReturnKind; count: number }[]
}

/** The figures of all cases in view, of each zone and of each body, and what only makes sense for all together. */
export type Figures = Summary & {
  zones: (Summary & { zoneId: string })[]
  bodies: (Summary & { bodyId: string; zoneId: string })[]
  returnGrounds: { kind: ReturnKind; ground: Ground; count: number }[]
  routes: { route: Route; count: number }[]
  months: { month: string; accepted: number; concluded: number; returned: number }[]
}

/** Figures from sums of tallies, as of the day of the moment. */
export function figuresOf(rows: readonly TallyRow[], moment: Pick<Moment, 'on' | 'calendar' | 'policy'>): Figures {
  const soonOn = addWorkingDays(moment.on, moment.policy.dueSoonDays, moment.calendar)
  const summary = (some: readonly TallyRow[]) => summaryOf(some, moment.on, soonOn)
  const of = (kind: TallyKind, fits: (key: string) => boolean) => count(rows, kind, fits)
  const months = [...new Set(rows.filter((row) => row.kind === 'accepted' || row.kind === 'concluded' || row.kind === 'returned').map((row) => row.key.slice(-7)))].sort()
  return {
    ...summary(rows),
    zones: groups(rows, (row) => row.zoneId).map(([zoneId, some]) => ({ zoneId, ...summary(some) })),
    bodies: groups(rows, (row) => row.bodyId).map(([bodyId, some]) => ({ bodyId, zoneId: some[0]?.zoneId ?? '', ...summary(some) })),
    returnGrounds: returnKinds.flatMap((kind) => grounds.map((ground) => ({ kind, ground, count: of('return', (key) => key.startsWith(`${kind}|${ground}|`)) }))).filter((one) => one.count > 0),
    routes: routes.map((route) => ({ route, count: of('route', (key) => key === route) })).filter((one) => one.count > 0),
    months: months.map((month) => ({
      month,
      accepted: of('accepted', (key) => key === month),
      concluded: of('concluded', (key) => key === month),
      returned: of('returned', (key) => key.endsWith(`|${month}`)),
    })),
  }
}

const returnKinds = ['supplement', 'reinvestigation'] as const satisfies readonly ReturnKind[]

function summaryOf(rows: readonly TallyRow[], on: Day, soonOn: Day): Summary {
  const of = (kind: TallyKind, fits: (key: string) => boolean = () => true) => count(rows, kind, fits)
  const passed = of('pass')
  return {
    total: of('stage'),
    open: of('stage', (key) => !isEnd(key as Stage)),
    stages: stages.map((stage) => ({ stage, count: of('stage', (key) => key === stage) })).filter((one) => one.count > 0),
    overdue: of('due', (key) => key < on),
    dueSoon: of('due', (key) => key >= on && key <= soonOn),
    concluded: of('days'),
    medianDays: median(rows.filter((row) => row.kind === 'days')),
    firstPassRate: passed === 0 ? null : of('pass', (key) => key === 'first') / passed,
    returns: returnKinds.map((kind) => ({ kind, count: of('returned', (key) => key.startsWith(`${kind}|`)) })),
  }
}

const count = (rows: readonly TallyRow[], kind: TallyKind, fits: (key: string) => boolean): number =>
  rows.reduce((sum, row) => (row.kind === kind && fits(row.key) ? sum + row.n : sum), 0)

/** Walks the histogram of days up to the middle; the mean of the two in the middle where their number is even. */
function median(rows: readonly TallyRow[]): number | null {
  const days = groups(rows, (row) => row.key).map(([key, some]) => ({ days: Number(key), n: some.reduce((sum, row) => sum + row.n, 0) })).sort((a, b) => a.days - b.days)
  const total = days.reduce((sum, one) => sum + one.n, 0)
  if (total === 0) return null
  const at = (rank: number): number => {
    let passed = 0
    return days.find((one) => (passed += one.n) > rank)?.days ?? 0
  }
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2
}

function groups(rows: readonly TallyRow[], keyOf: (row: TallyRow) => string): [key: string, rows: TallyRow[]][] {
  const found = new Map<string, TallyRow[]>()
  for (const row of rows) {
    const group = found.get(keyOf(row))
    if (group) group.push(row)
    else found.set(keyOf(row), [row])
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1))
}
