/**
 * 月报、季报、年报: what happened in a period and how things stood at its end, in total, by zone and by body, beside the
 * period before and the same one a year before. Each number is the sum of what happened to each case (`happenings.ts`), so
 * months add up to a year and zones to the whole, and what the dashboard counts too comes from its own tallies.
 */
import { grounds, type Refusal, type ReturnKind } from './case.ts'
import { overAll } from './comparison.ts'
import { dayParties } from './course.ts'
import { addDays, inChinese, type Calendar, type Day } from './day.ts'
import { outcomes } from './decision.ts'
import { median, type Rows, type View } from './figures.ts'
import { timesOf, type HappeningKind, type Line, type Told } from './happenings.ts'
import type { Actor } from './people.ts'
import { isIn, monthsOf, periodBefore, periodIn, periodName, upTo, yearBefore, type Period } from './period.ts'
import type { Policy } from './policy.ts'
import { no } from './refusal.ts'
import { reportNotes, reportWords, sectionWords, spentLabel, type ReportName, type SectionName } from './report-words.ts'
import { adminSanctions, adminWords, partySanctions, partyWords } from './sanctions.ts'
import { changes, type Counted } from './tally.ts'
import { groundWords, outcomeWords, returnKindWords, roleWords } from './words.ts'

/** One line of a report. `behind` are lists of cases that together are what the whole counts, where a filter of the ledger says so; one a month. */
export type ReportLine = {
  name: ReportName
  key: string | null
  label: string
  value: number | null
  previous: number | null
  yearBefore: number | null
  zones: { zoneId: string; value: number | null }[]
  behind: { month: string | null; rows: Rows }[]
}
export type ReportSection = { name: SectionName; title: string; lines: ReportLine[] }
/** A body with a few of its lines; `firstPassRate` is null where it would be chance. */
export type BodyLine = { bodyId: string } & Record<(typeof bodyNames)[number], number> & { firstPassRate: number | null }
export const bodyNames = ['received', 'accepted', 'supplement', 'reinvestigation', 'concluded', 'passFirst'] as const

export type Report = {
  period: Period
  title: string
  previous: Period
  yearBefore: Period
  zoneIds: string[]
  sections: ReportSection[]
  bodies: BodyLine[]
  /** What has to be known to read it: how it is counted, and what is missing. */
  notes: string[]
}

/** Whose figures a report tells: those who answer for all zones or for one, and the head of a body for that body. */
export function reportRefused({ role }: Pick<Actor, 'role'>): Refusal[] {
  return overAll.includes(role) || role === 'groupLeader' || role === 'bodyHead' ? []
    : [no('REPORT_NOT_YOURS', `${roleWords[role]}不看报表；报表由案件审理室、分管领导、主要负责人、小组组长和派驻机构主要负责人查看`, 'R-614-figures')]
}

/** The period somebody asks for, as far as it has come; a sentence where there is none. */
export function periodAsked(asked: string, today: Day, shapes: string, field: string): Period | Refusal {
  const period = periodIn(asked)
  if (!period) return no('NO_SUCH_PERIOD', `“${asked.slice(0, 20)}”不是报告期，请写作${shapes}`, undefined, field)
  return upTo(period, today) ?? no('PERIOD_IN_FUTURE', `${period.name}还没有开始（今天是${inChinese(today)}），请选已经开始的报告期`, undefined, field)
}

type Sums = (kind: HappeningKind, key?: string) => number
type Spec = { section: SectionName; name: ReportName; key: string | null; label: string; of: (sums: Sums, lines: readonly Line[]) => number | null; counted?: (month: string) => Counted; rows?: (on: Day) => Rows; always: boolean }

const kinds = ['supplement', 'reinvestigation'] as const satisfies readonly ReturnKind[]
const rate = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

const spec = (section: SectionName, name: ReportName, of: Spec['of'], more: Partial<Spec> = {}): Spec => ({ section, name, key: null, label: reportWords[name].label, of, always: true, ...more })
/** The sum of a kind of happening, where its name is that of the line. */
const plain = (section: SectionName, name: ReportName & HappeningKind, more: Partial<Spec> = {}): Spec => spec(section, name, (of) => of(name), more)
/** One line for a key, left out where there is nothing of it in any of the three periods. */
const keyed = (section: SectionName, name: ReportName, key: string, label: string, of: Spec['of']): Spec => spec(section, name, of, { key, label, always: false })

const specs: readonly Spec[] = [
  plain('flow', 'opening'), plain('flow', 'received'), plain('flow', 'accepted', { counted: (month) => ({ by: 'accepted', key: month }) }), plain('flow', 'deferred'),
  spec('flow', 'refused', (of) => of('ended', 'refused')), plain('flow', 'concluded', { counted: (month) => ({ by: 'concluded', key: month }) }), plain('flow', 'ended'), plain('flow', 'closing'),
  plain('returns', 'sentBack'),
  ...kinds.map((kind) => spec('returns', 'sentBack', (of) => of('sentBack', kind), { key: kind, label: returnKindWords[kind], counted: (month) => ({ by: 'sentIn', key: `${kind}|${month}` }) })),
  ...kinds.flatMap((kind) => grounds.map((ground) => keyed('returns', 'ground', `${kind}|${ground}`, `${returnKindWords[kind]}：${groundWords[ground]}`, (of) => of('ground', `${kind}|${ground}`)))),
  spec('quality', 'passFirst', (of) => of('pass', 'first')), spec('quality', 'firstPassRate', (of) => rate(of('pass', 'first'), of('pass'))),
  spec('quality', 'medianDays', (_of, lines) => median(lines.filter(({ kind }) => kind === 'days'))), spec('quality', 'took', (of) => rate(of('took'), of('concluded'))),
  ...dayParties.map((party) => keyed('quality', 'spent', party, spentLabel(party), (of) => rate(of('spent', `review|${party}`), of('concluded')))),
  plain('quality', 'late'), plain('quality', 'overdue', { rows: (on) => ({ overdueOn: on }) }), plain('quality', 'extended'), plain('quality', 'suspended'),
  spec('changes', 'changed', (of) => of('changed', 'any')), ...changes.map((change) => spec('changes', change, (of) => of('changed', change))),
  plain('decisions', 'decided'),
  ...(['party', 'admin'] as const).flatMap((track) => outcomes.map((outcome) => keyed('decisions', 'decided', `${track}|${outcome}`, `${track === 'party' ? '党纪' : '政务'}：${outcomeWords[outcome]}`, (of) => of('decided', `${track}|${outcome}`)))),
  ...partySanctions.map((sanction) => keyed('decisions', 'party', sanction, `党纪处分：${partyWords[sanction]}${sanction === 'seriousWarningNoPost' ? '（没有党内职务可撤）' : ''}`, (of) => of('party', sanction))),
  ...adminSanctions.map((sanction) => keyed('decisions', 'admin', sanction, `政务处分：${adminWords[sanction]}`, (of) => of('admin', sanction))),
  plain('decisions', 'eightPoint'),
  plain('execution', 'executionDue'), plain('execution', 'executed'), plain('execution', 'executionOverdue'), spec('execution', 'archived', (of) => of('ended', 'archived')),
  spec('execution', 'leftOtherwise', (of) => of('ended') - of('ended', 'archived') - of('ended', 'refused')),
]

/** What happened to a case in a period, and how it stood at its end and before its beginning. */
export function linesIn(told: Told, period: Period, { calendar, policyOn }: Pick<ReportAsked, 'calendar' | 'policyOn'>): Line[] {
  const start = addDays(period.from, -1)
  return [
    ...told.happenings.filter(({ on }) => isIn(period, on)),
    ...told.standing(start, { calendar, policy: policyOn(start) }).flatMap((line): Line[] => (line.kind === 'closing' ? [{ ...line, kind: 'opening' }] : [])),
    ...told.standing(period.until, { calendar, policy: policyOn(period.until) }).filter(({ kind, key }) => kind !== 'executionDue' || isIn(period, key)),
    ...told.entries.filter(({ on, writtenOn }) => isIn(period, on) && writtenOn > period.until).map((): Line => ({ kind: 'recordedLate', key: '', n: 1 })),
  ]
}

/** Who asks for which period; `bodies` and `zones` are those there are, `apart` of how many of them whoever asks is kept from. `policyOn` gives the settings of a day. */
export type ReportAsked = { period: Period; view: View; apart: number; on: Day; calendar: Calendar; policyOn: (day: Day) => Policy; zones: readonly { id: string }[]; bodies: readonly { id: string }[] }

/** The report of some cases over a period. */
export function reportOf(all: readonly Told[], asked: ReportAsked): Report {
  const { period, view, zones } = asked
  const cases = all.filter(({ zoneId, bodyId }) => (view.zoneId ?? zoneId) === zoneId && (view.bodyId ?? bodyId) === bodyId)
  const [previous, lastYear] = [periodBefore(period), yearBefore(period)]
  const counted = cases.map((told) => ({ told, lines: linesIn(told, period, asked) }))
  const whole = counted.flatMap(({ lines }) => lines)
  const [now, earlier, ago] = [totalled(whole), ...[previous, lastYear].map((one) => totalled(cases.flatMap((told) => linesIn(told, one, asked))))] as [Totalled, Totalled, Totalled]
  const zoneIds = zones.map(({ id }) => id).filter((id) => cases.some(({ zoneId }) => zoneId === id))
  const ofZone = new Map(zoneIds.map((id) => [id, totalled(counted.filter(({ told }) => told.zoneId === id).flatMap(({ lines }) => lines))]))
  const lines = specs.map((one) => ({ one, line: lineOf(one, { now, earlier, ago, ofZone }, asked) })).filter(({ one, line }) => one.always || [line.value, line.previous, line.yearBefore].some(Boolean))
  return {
    period, previous, yearBefore: lastYear, zoneIds, title: `${periodName(period)}划片审理工作报表`,
    sections: (Object.keys(sectionWords) as SectionName[]).map((name) => ({ name, title: sectionWords[name], lines: lines.filter(({ one }) => one.section === name).map(({ line }) => line) })),
    bodies: bodyLines(counted, asked),
    notes: notesOf(whole, asked),
  }
}

type Totalled = { of: Sums; lines: readonly Line[] }

/** Some lines with their sums, sorted by kind once for all that are asked of them. */
function totalled(lines: readonly Line[]): Totalled {
  const byKind = Map.groupBy(lines, ({ kind }) => kind)
  return { lines, of: (kind, key) => timesOf(byKind.get(kind) ?? [], kind, key ?? null) }
}

function lineOf({ name, key, label, of, counted, rows }: Spec, { now, earlier, ago, ofZone }: { now: Totalled; earlier: Totalled; ago: Totalled; ofZone: ReadonlyMap<string, Totalled> }, { period, view, on }: ReportAsked): ReportLine {
  const value = ({ of: sums, lines }: Totalled) => of(sums, lines)
  const behind = counted ? monthsOf(period).map((month) => ({ month, rows: { ...view, counted: counted(month) } })) : rows && period.asOf !== null ? [{ month: null, rows: { ...view, ...rows(on) } }] : []
  return { name, key, label, value: value(now), previous: value(earlier), yearBefore: value(ago), zones: [...ofZone].map(([zoneId, lines]) => ({ zoneId, value: value(lines) })), behind }
}

function bodyLines(counted: readonly { told: Told; lines: Line[] }[], { bodies, period, policyOn }: ReportAsked): BodyLine[] {
  const { figureLeast } = policyOn(period.until)
  return bodies.flatMap(({ id }) => {
    const { of } = totalled(counted.filter(({ told }) => told.bodyId === id).flatMap(({ lines }) => lines))
    const line = { received: of('received'), accepted: of('accepted'), supplement: of('sentBack', 'supplement'), reinvestigation: of('sentBack', 'reinvestigation'), concluded: of('concluded'), passFirst: of('pass', 'first') }
    return Object.values(line).every((n) => n === 0) ? [] : [{ bodyId: id, ...line, firstPassRate: line.concluded < figureLeast ? null : rate(line.passFirst, line.concluded) }]
  })
}

function notesOf(lines: readonly Line[], { period, apart }: ReportAsked): string[] {
  const late = timesOf(lines, 'recordedLate')
  return [
    ...(lines.length === 0 ? [`${periodName(period)}没有案件：报表人可以查看的案件在这一期都没有开始`] : []),
    reportNotes.days, reportNotes.places, reportNotes.whose,
    ...apartNote(apart),
    ...(late === 0 ? [] : [`本期的事项中有${late}个步骤是期末以后补录的，已经计入`]),
  ]
}

/** Whoever is to be kept apart from bodies does not count their cases, and says so. */
export const apartNote = (apart: number): string[] => (apart === 0 ? [] : [`报表人应当回避${apart}个派驻机构的案件，这些案件没有计入`])
