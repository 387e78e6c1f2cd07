/**
 * The numbers of the dashboard (统计). The store keeps the sums of what each case contributes (`tally.ts`), and these
 * readers turn sums into figures: their cost does not grow with the cases. Every figure says which cases it counts, as
 * a filter that gives exactly these.
 */
import { grounds, isEnd, routes, stages, type Ground, type ReturnKind, type Route, type Stage } from './case.ts'
import { dayParties, type DayParty } from './course.ts'
import { addWorkingDays, type Day } from './day.ts'
import { silentIn, spreadOf, type Silent, type Spread } from './comparison.ts'
import type { FigureName } from './figure-words.ts'
import type { Actor } from './people.ts'
import type { Moment } from './step.ts'
import { changes, isCounted, spans, type Counted, type Span, type TallyKind, type TallyRow } from './tally.ts'

/** Only the cases of one zone, or of one leading body. */
export type View = { zoneId?: string; bodyId?: string }

/** The cases behind a figure: what a list of cases is to be narrowed by. */
export type Rows = View & { open?: true; overdueOn?: Day; dueFrom?: Day; dueBy?: Day; counted?: Counted }

/** One number: null where there is nothing to divide. `caseCount` is how many cases it rests on, and `rows` which. */
export type Figure = { name: FigureName; value: number | null; caseCount: number; rows: Rows }

/** Something counted, with its cases. */
export type Behind = { caseCount: number; rows: Rows }

/** The figures of some cases. Rates and medians are null where there is nothing to divide. */
export type Summary = {
  total: number
  /** 在办. */
  open: number
  stages: ({ stage: Stage; count: number } & Behind)[]
  /** Past the due day of the review, the clock running. */
  overdue: number
  /** 即将到期. */
  dueSoon: number
  /** Reviews concluded by an approved report, and the median of their net days. */
  concluded: number
  medianDays: number | null
  /** 一次通过率: reports approved without any return, of all approved. */
  firstPassRate: number | null
  returns: ({ kind: ReturnKind; count: number } & Behind)[]
  /** The same and more, each with its name and its cases. */
  figures: Figure[]
}

/** Days of a span over all cases for which it is over, and whose they were: the parts sum to the whole. */
export type SpanDays = Behind & { span: Span; days: number; parties: { party: DayParty; days: number }[] }

/** The figures of all cases in view, of each zone and of each body, and what only makes sense for all together. */
export type Figures = Summary & {
  zones: (Summary & { zoneId: string })[]
  bodies: (Summary & { bodyId: string; zoneId: string })[]
  returnGrounds: ({ kind: ReturnKind; ground: Ground; count: number } & Behind)[]
  returnMonths: ({ kind: ReturnKind; month: string; count: number } & Behind)[]
  routes: ({ route: Route; count: number } & Behind)[]
  months: { month: string; accepted: number; acceptedRows: Rows; concluded: number; concludedRows: Rows; returned: number }[]
  spans: SpanDays[]
  stageDays: (Behind & { stage: Stage; days: number })[]
  spread: Spread
  silent: Silent
}

/** Who asks, and what for; `bodies` are all there are, each with the zones it has been in this year. */
export type Asked = Pick<Actor, 'role' | 'apart' | 'zoneId'> & { view: View; bodies: readonly { id: string; zoneIds: readonly string[] }[] }

/** Figures from sums of tallies, as of the day of the moment. */
export function figuresOf(all: readonly TallyRow[], moment: Pick<Moment, 'on' | 'calendar' | 'policy'>, asked: Asked): Figures {
  const { view, role } = asked
  const rows = byKind(all)
  const ofBody = role === 'handler' || role === 'bodyHead' // which counts what it joins with what it leads
  const soonOn = addWorkingDays(moment.on, moment.policy.dueSoonDays, moment.calendar)
  const place: View = !ofBody ? view : view.zoneId === undefined ? {} : { zoneId: view.zoneId }
  const inBody = (bodyId: string): View => (ofBody ? place : { ...place, bodyId })
  const summary = (some: readonly TallyRow[], where: View) => summaryOf(byKind(some), where, moment.on, soonOn)
  const behind = (by: TallyKind, key: string | null): Behind => ({ caseCount: count(rows, by, key), rows: { ...place, counted: { by, key } } })
  const months = [...new Set((['accepted', 'concluded', 'returned'] as const).flatMap((kind) => rows.get(kind) ?? []).map((row) => row.key.slice(-7)))].sort()
  const bodies = groups(all, (row) => row.bodyId).map(([bodyId, some]) => ({ bodyId, zoneId: some[0]?.zoneId ?? '', ...compared(summary(some, inBody(bodyId)), moment.policy.figureLeast) }))
  return {
    ...summary(all, place),
    zones: groups(all, (row) => row.zoneId).map(([zoneId, some]) => ({ zoneId, ...summary(some, { ...place, zoneId }) })),
    bodies,
    returnGrounds: returnKinds.flatMap((kind) => grounds.map((ground) => ({ kind, ground, count: count(rows, 'return', `${kind}|${ground}|`), ...behind('sentFor', `${kind}|${ground}`) }))).filter((one) => one.count > 0),
    returnMonths: months.flatMap((month) => returnKinds.map((kind) => ({ kind, month, count: count(rows, 'returned', `${kind}|${month}`), ...behind('sentIn', `${kind}|${month}`) }))).filter((one) => one.count > 0),
    routes: routes.map((route) => ({ route, count: count(rows, 'route', route), ...behind('route', route) })).filter((one) => one.count > 0),
    months: months.map((month) => ({
      month, accepted: count(rows, 'accepted', month), acceptedRows: behind('accepted', month).rows, concluded: count(rows, 'concluded', month), concludedRows: behind('concluded', month).rows,
      returned: returnKinds.reduce((sum, kind) => sum + count(rows, 'returned', `${kind}|${month}`), 0),
    })),
    spans: spans.map((span) => ({
      span, days: count(rows, 'took', span), parties: dayParties.map((party) => ({ party, days: count(rows, 'spent', `${span}|${party}`) })), ...behind('span', span),
    })),
    stageDays: stages.map((stage) => ({ stage, days: count(rows, 'stay', stage), ...behind('passed', stage) })).filter((one) => one.caseCount > 0),
    spread: spreadOf(bodies.map(({ figures }) => ofPass(figures)), moment.policy.figureLeast),
    silent: silentIn(rows.get('filed') ?? [], moment, asked),
  }
}

const returnKinds = ['supplement', 'reinvestigation'] as const satisfies readonly ReturnKind[]

type Index = ReadonlyMap<TallyKind, readonly TallyRow[]>
const byKind = (rows: readonly TallyRow[]): Index => Map.groupBy(rows, (row) => row.kind)

function summaryOf(rows: Index, place: View, on: Day, soonOn: Day): Summary {
  const of = (by: TallyKind, key: string | null = null) => count(rows, by, key)
  const due = (fits: (key: string) => boolean) => (rows.get('due') ?? []).reduce((sum, row) => (fits(row.key) ? sum + row.n : sum), 0)
  const at = stages.map((stage) => ({ stage, count: of('stage', stage), caseCount: of('stage', stage), rows: { ...place, counted: { by: 'stage' as const, key: stage } } })).filter((one) => one.count > 0)
  const sums = {
    total: of('stage'), open: at.reduce((sum, one) => (isEnd(one.stage) ? sum : sum + one.count), 0),
    overdue: due((key) => key < on), dueSoon: due((key) => key >= on && key <= soonOn), concluded: of('concluded'), medianDays: median(rows.get('days') ?? []),
  }
  const [first, passed] = [of('pass', 'first'), of('pass')]
  const firstPassRate = passed === 0 ? null : first / passed
  const counted = (name: FigureName, by: TallyKind, key: string | null): Figure => ({ name, value: of(by, key), caseCount: of(by, key), rows: { ...place, counted: { by, key } } })
  const narrowed = (name: 'total' | 'open' | 'overdue' | 'dueSoon', to: Rows): Figure => ({ name, value: sums[name], caseCount: sums[name], rows: { ...place, ...to } })
  return {
    ...sums, firstPassRate, stages: at,
    returns: returnKinds.map((kind) => ({ kind, count: of('returned', `${kind}|`), caseCount: of('sent', kind), rows: { ...place, counted: { by: 'sent' as const, key: kind } } })),
    figures: [
      narrowed('total', {}), narrowed('open', { open: true }), narrowed('overdue', { overdueOn: on }), narrowed('dueSoon', { dueFrom: on, dueBy: soonOn }),
      counted('concluded', 'concluded', null), { ...counted('medianDays', 'days', null), value: sums.medianDays },
      counted('firstPass', 'pass', 'first'), { ...counted('firstPassRate', 'pass', null), value: firstPassRate },
      counted('returned', 'sent', 'any'), counted('changed', 'changed', 'any'), ...changes.map((change) => counted(change, 'changed', change)),
    ],
  }
}

/** A body beside others: of too few cases no rate is told, for it would be chance. */
function compared(one: Summary, least: number): Summary {
  const { approved } = ofPass(one.figures)
  const shown = (figure: Figure): Figure => (figure.name === 'firstPassRate' ? { ...figure, value: null } : figure)
  return approved >= least ? one : { ...one, firstPassRate: null, figures: one.figures.map(shown) }
}

/** How many reports were approved, and how many at the first attempt. */
function ofPass(figures: readonly Figure[]): { approved: number; first: number } {
  const of = (name: FigureName) => figures.find((one) => one.name === name)?.caseCount ?? 0
  return { approved: of('firstPassRate'), first: of('firstPass') }
}

const count = (rows: Index, by: TallyKind, key: string | null): number =>
  (rows.get(by) ?? []).reduce((sum, row) => (isCounted({ by, key }, row) ? sum + row.n : sum), 0)

/** Walks the histogram of days up to the middle; the mean of the two in the middle where their number is even. */
export function median(rows: readonly { key: string; n: number }[]): number | null {
  const days = groups(rows, (row) => row.key).map(([key, some]) => ({ days: Number(key), n: some.reduce((sum, row) => sum + row.n, 0) })).sort((a, b) => a.days - b.days)
  const total = days.reduce((sum, one) => sum + one.n, 0)
  if (total === 0) return null
  const at = (rank: number): number => {
    let passed = 0
    return days.find((one) => (passed += one.n) > rank)?.days ?? 0
  }
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2
}

function groups<Row>(rows: readonly Row[], keyOf: (row: Row) => string): [key: string, rows: Row[]][] {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    const group = found.get(keyOf(row))
    if (group) group.push(row)
    else found.set(keyOf(row), [row])
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1))
}
