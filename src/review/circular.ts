/**
 * 共性问题通报: what the bodies are told each half year of the faults that came up in common, by body, by type and by
 * cause. Only counts, no name of anybody, and no count so small that one could tell whose it is (`suppression.ts`). The
 * sentences say what the tables tell, and no more.
 */
import { grounds, itemCategories, type Refusal } from './case.ts'
import { checkCodes, type CheckCode } from './check-codes.ts'
import type { Day } from './day.ts'
import { timesOf, type Line, type Told } from './happenings.ts'
import type { Actor } from './people.ts'
import { isIn, periodBefore, type Period } from './period.ts'
import type { Policy } from './policy.ts'
import { apartNote, linesIn, type ReportAsked } from './reports.ts'
import { no } from './refusal.ts'
import { qualityStandards, qualityStandardWords, type QualityStandard } from './rubric.ts'
import { alone, suppress, type Cell, type Suppressed } from './suppression.ts'
import { categoryWords, groundWords, returnKindWords, roleWords } from './words.ts'

/** A finding of a quality check as it was fed back to a body. */
export type FedBack = { on: Day; bodyId: string; standard: QualityStandard }

export const circularTables = {
  grounds: { title: '退回理由', unit: '次', definition: '本期批准的退回中写有这一理由的次数，一次退回可以有几个理由' },
  categories: { title: '补查提纲的问题类别', unit: '项', definition: '本期批准的退回所附补查提纲，按问题类别计算的项数' },
  checks: { title: '核对发现', unit: '项', definition: '审理人员提出的核对发现，以及补查提纲各项所依据的核对发现，同一发现只计一次' },
  repeats: { title: '重复出现的问题', unit: '个机构', definition: '本期有两件以上案件因这一理由退回，或者上期和本期都因这一理由退回的派驻机构数' },
  faults: { title: '案件质量评查发现的问题', unit: '项', definition: '本期反馈派驻机构的评查问题，按评查标准计算的项数' },
  returns: { title: '各派驻机构的退回', unit: '次', definition: '本期批准的退回次数，按案件牵头的派驻机构' },
  passes: { title: '各派驻机构的一次通过', unit: '件', definition: '本期批准审理报告的案件，此前没有退回过的为一次通过；一次通过率只在件数足够、各数都列出时计算' },
} as const
export type CircularTableName = keyof typeof circularTables

/** One row: its counts, their sum, what part of the whole it is, the sum of the half year before, and a rate where the table has one. Null is not told. */
export type CircularRow = { key: string; label: string; cells: Cell[]; total: Cell; share: number | null; previous: Cell; rate: number | null }
export type CircularTable = { name: CircularTableName; columns: string[]; rows: CircularRow[]; totals: Cell[]; total: Cell; previous: Cell; rate: number | null; previousRate: number | null }

export type Circular = { period: Period; previous: Period; title: [string, string]; threshold: number; previousThreshold: number; accepted: Cell; tables: CircularTable[]; sentences: { heading: string; texts: string[]; tables: CircularTableName[] }[]; notes: string[]; caseCount: number }

/** Who draws the circular up. */
export function circularRefused({ role }: Pick<Actor, 'role'>): Refusal[] {
  return role === 'officeHead' ? [] : [no('CIRCULAR_NOT_YOURS', `${roleWords[role]}不起草通报；共性问题通报由案件审理室主任起草`, 'R-614-figures')]
}

/** A circular is drawn up of half a year that is over. */
export const circularPeriodRefused = (period: Period): Refusal[] =>
  period.months !== 6 ? [no('NOT_HALF_A_YEAR', `${period.name}不是半年：共性问题通报每半年一次，请写作 2026H1 或者 2026H2`, undefined, 'half')]
  : period.asOf !== null ? [no('HALF_NOT_OVER', `${period.name}还没有结束：通报在半年结束以后起草，现在的数字请看报表`, undefined, 'half')] : []

/** Nothing to tell of a half year in which nothing happened. */
export const circularEmpty = ({ caseCount, period }: Pick<Circular, 'caseCount' | 'period'>): Refusal[] =>
  caseCount > 0 ? [] : [no('NOTHING_HAPPENED', `${period.name}没有受理、退回、审结的案件，也没有反馈过评查问题，无从通报`, undefined, 'half')]

export type CircularAsked = Omit<ReportAsked, 'zones'> & { zones: readonly { id: string; name: string }[]; bodiesOn: (day: Day) => readonly { id: string; name: string }[] }

type Counts = { keys: readonly string[]; labels: readonly string[]; columns: readonly string[]; counts: number[][] }
/** What happened in a half year, by case. */
type Half = { period: Period; cases: { told: Told; lines: Line[] }[]; earlier: { told: Told; lines: Line[] }[]; fedBack: FedBack[]; threshold: number }

/** The circular of a half year. */
export function circularOf(all: readonly Told[], fedBack: readonly FedBack[], asked: CircularAsked): Circular {
  const { period } = asked
  const settings = [thresholds(asked.policyOn(period.until)), thresholds(asked.policyOn(periodBefore(period).until))] as const
  const [{ threshold }, { threshold: previousThreshold }] = settings
  const linesOf = (half: Period) => all.map((told) => ({ told, lines: linesIn(told, half, asked) }))
  const halves = [period, periodBefore(period), periodBefore(periodBefore(period))] as const
  const [now, then, earlier] = [linesOf(halves[0]), linesOf(halves[1]), linesOf(halves[2])]
  const half = (n: 0 | 1): Half => ({ period: halves[n], cases: n === 0 ? now : then, earlier: n === 0 ? then : earlier, fedBack: fedBack.filter(({ on }) => isIn(halves[n], on)), threshold: settings[n].threshold })
  const tables = (Object.keys(circularTables) as CircularTableName[]).map((name) => tableOf(name, countsOf(name, half(0), asked), countsOf(name, half(1), asked), settings))
  const accepted = now.reduce((sum, { lines }) => sum + timesOf(lines, 'accepted'), 0)
  const happened = now.reduce((sum, { lines }) => sum + (lines.some(({ kind }) => ['accepted', 'received', 'sentBack', 'concluded', 'check'].includes(kind)) ? 1 : 0), 0)
  const made = { period, previous: halves[1], threshold, previousThreshold, accepted: alone(accepted, threshold), tables, caseCount: happened + half(0).fedBack.length, title: [`关于${period.name}划片审理案件`, '共性问题的通报'] as [string, string] }
  return { ...made, sentences: sentencesOf(made), notes: apartNote(asked.apart) }
}

/** Below three a threshold gives the count away: “less than 2” is one. */
const leastThreshold = 3
type Thresholds = { threshold: number; figureLeast: number }
/** As they were when a half year ended. */
const thresholds = ({ smallLeast, figureLeast }: Pick<Policy, 'smallLeast' | 'figureLeast'>): Thresholds => ({ threshold: Math.max(leastThreshold, smallLeast), figureLeast })

/** The counts of a table in a half year: always the same rows and columns, so that the half year before comes out as it did in its own circular. */
function countsOf(name: CircularTableName, { period, cases, earlier, fedBack, threshold }: Half, { zones, bodiesOn }: CircularAsked): Counts {
  const byZone = (keys: readonly string[], labels: readonly string[], count: (lines: readonly Line[], key: string) => number): Counts => ({
    keys, labels, columns: zones.map((zone) => zone.name),
    counts: keys.map((key) => zones.map(({ id }) => cases.reduce((sum, { told, lines }) => (told.zoneId === id ? sum + count(lines, key) : sum), 0))),
  })
  const bodies = bodiesOn(period.until)
  /** Bodies with few are told together: a line for each would say nothing but that. */
  const byBody = (columns: readonly [string, (lines: readonly Line[]) => number][]): Counts => {
    const all = bodies.map(({ id, name: label }) => ({ id, label, counts: columns.map(([, count]) => cases.reduce((sum, { told, lines }) => (told.bodyId === id ? sum + count(lines) : sum), 0)) }))
    const enough = all.filter(({ counts }) => sumOf(counts) >= threshold)
    const others = all.filter(({ counts }) => sumOf(counts) < threshold)
    const together = others.length === 0 ? [] : [{ id: otherBodies, label: `其他${others.length}个派驻机构（各不足${threshold}）`, counts: columns.map((_column, n) => sumOf(others.map(({ counts }) => counts[n] ?? 0))) }]
    const rows = [...enough, ...together]
    return { keys: rows.map(({ id }) => id), labels: rows.map(({ label }) => label), columns: columns.map(([label]) => label), counts: rows.map(({ counts }) => counts) }
  }
  const single = (keys: readonly string[], labels: readonly string[], column: string, count: (key: string) => number): Counts => ({ keys, labels, columns: [column], counts: keys.map((key) => [count(key)]) })
  const groundLabels = grounds.map((ground) => groundWords[ground])
  switch (name) {
    case 'grounds': return byZone(grounds, groundLabels, sentFor)
    case 'categories': return byZone(itemCategories, itemCategories.map((one) => categoryWords[one]), (lines, key) => timesOf(lines, 'category', key))
    case 'checks': return byZone(codes, codes.map((code) => checkCodes[code].label), (lines, key) => timesOf(lines, 'check', key))
    case 'repeats': return single(grounds, groundLabels, '派驻机构', (ground) => {
      const bodiesIn = (some: Half['cases']) => some.filter(({ lines }) => sentFor(lines, ground) > 0).map(({ told }) => told.bodyId)
      const [before, again] = [bodiesIn(earlier), bodiesIn(cases)]
      return new Set(again.filter((bodyId, n) => before.includes(bodyId) || again.indexOf(bodyId) !== n)).size
    })
    case 'faults': return single(qualityStandards, qualityStandards.map((one) => qualityStandardWords[one]), '问题', (standard) => fedBack.filter((one) => one.standard === standard).length)
    case 'returns': return byBody((['supplement', 'reinvestigation'] as const).map((kind) => [returnKindWords[kind], (lines) => timesOf(lines, 'sentBack', kind)]))
    case 'passes': return byBody([['一次通过', (lines) => timesOf(lines, 'pass', 'first')], ['退回后通过', (lines) => timesOf(lines, 'pass', 'returned')]])
  }
}

const otherBodies = 'others'
const sumOf = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0)
const codes = Object.keys(checkCodes) as CheckCode[]
const sentFor = (lines: readonly Line[], ground: string): number => timesOf(lines, 'ground', `supplement|${ground}`) + timesOf(lines, 'ground', `reinvestigation|${ground}`)

function tableOf(name: CircularTableName, now: Counts, then: Counts, [own, earlier]: readonly [Thresholds, Thresholds]): CircularTable {
  const [shown, before] = [suppress(now.counts, own.threshold), suppress(then.counts, earlier.threshold)]
  const none: Cell = { value: 0, shown: 'value' }
  const byBody = name === 'returns' || name === 'passes'
  /** What a row had before. A body that was not told by itself then had few; the others are not the same ones. */
  const beforeOf = (key: string): Cell => before.rowTotals[then.keys.indexOf(key)] ?? (byBody ? { value: 0, shown: 'small' } : none)
  const rateIn = (cells: readonly Cell[], total: Cell, { figureLeast }: Thresholds): number | null => (name === 'passes' && total.value >= figureLeast && [...cells, total].every(isTold) ? (cells[0]?.value ?? 0) / total.value : null)
  const rows = now.keys.map((key, n): CircularRow => {
    const [cells, total] = [shown.cells[n] ?? [], shown.rowTotals[n] ?? none]
    return { key, label: now.labels[n] ?? key, cells, total, share: shareOf(total, shown), previous: key === otherBodies ? { value: 0, shown: 'withheld' } : beforeOf(key), rate: rateIn(cells, total, own) }
  })
  return {
    name, columns: [...now.columns], rows: rows.filter(({ total, previous }) => total.value > 0 || previous.value > 0),
    totals: shown.columnTotals, total: shown.total, previous: before.total, rate: rateIn(shown.columnTotals, shown.total, own), previousRate: rateIn(before.columnTotals, before.total, earlier),
  }
}

const isTold = ({ shown }: Cell): boolean => shown === 'value'
const shareOf = (part: Cell, { total }: Pick<Suppressed, 'total'>): number | null => (isTold(part) && isTold(total) && total.value > 0 ? part.value / total.value : null)

/** A count in a sentence. */
const said = ({ value, shown }: Cell, unit: string, threshold: number): string => (shown === 'value' ? `${value}${unit}` : shown === 'small' ? `不足${threshold}${unit}` : `若干${unit}`)
const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`

/** More or fewer than before, where both are told. */
function changed(now: Cell, before: Cell, unit: string): string {
  if (!isTold(now) || !isTold(before)) return ''
  const by = now.value - before.value
  return by === 0 ? '，与上期持平' : `，比上期${by > 0 ? '增加' : '减少'}${Math.abs(by)}${unit}`
}

const mostNamed = 3

/** The paragraphs, each before its table. */
function sentencesOf({ period, previous, threshold, accepted, tables }: Pick<Circular, 'period' | 'previous' | 'threshold' | 'accepted' | 'tables'>): Circular['sentences'] {
  const of = (name: CircularTableName): CircularTable => tables.find((one) => one.name === name) ?? emptyTable(name)
  const count = (cell: Cell | undefined, unit: string) => said(cell ?? { value: 0, shown: 'value' }, unit, threshold)
  const [returns, passes] = [of('returns'), of('passes')]
  const named = (name: CircularTableName): CircularRow[] => of(name).rows.filter(({ total }) => isTold(total) && total.value > 0).toSorted((a, b) => b.total.value - a.total.value).slice(0, mostNamed)
  const told = (name: CircularTableName): string => {
    const { unit } = circularTables[name]
    const { total, previous: before } = of(name)
    const most = named(name)
    if (total.value === 0) return `本期没有${name === 'repeats' ? '同一理由重复退回的派驻机构' : unit === '次' ? '退回' : '这类问题'}。`
    return `共${count(total, unit)}${changed(total, before, unit)}。${most.length === 0 ? `各项均不足${threshold}${unit}或者不便列出，不逐项说明。` : `较多的是：${most.map(({ label, total: own, share }) => `${label}${own.value}${unit}${share === null ? '' : `（占${percent(share)}）`}`).join('、')}。`}`
  }
  const rate = passes.rate === null ? '' : `一次通过率${percent(passes.rate)}${passes.previousRate === null ? '' : pointsOf(passes.rate, passes.previousRate, previous)}。`
  const repeated = named('repeats')
  return [
    { heading: '总体情况', tables: [], texts: [`${period.name}，划片审理案件首次受理${count(accepted, '件')}，批准审理报告${count(passes.total, '件')}${changed(passes.total, passes.previous, '件')}；批准退回${count(returns.total, '次')}${changed(returns.total, returns.previous, '次')}，其中退回补充审查调查${count(returns.totals[0], '次')}、退回重新审查调查${count(returns.totals[1], '次')}。${rate}`, `上期指${previous.name}。为防止从小数推知个案，不足${threshold}的数写作“<${threshold}”，为防止推算而不列的数写作“＊”。`] },
    { heading: '退回的理由', tables: ['grounds'], texts: [told('grounds')] },
    { heading: '补查提纲反映的问题', tables: ['categories'], texts: [told('categories')] },
    { heading: '核对发现反映的原因', tables: ['checks'], texts: [told('checks'), ...named('checks').map(({ key, label }) => `${label}：移送前应当${checkCodes[key as CheckCode].settle}。`)] },
    { heading: '重复出现的问题', tables: ['repeats'], texts: [of('repeats').total.value === 0 ? told('repeats') : repeated.length === 0 ? '有派驻机构因同一理由重复退回，各项机构数较少，不逐项说明。' : `因同一理由重复退回的派驻机构：${repeated.map(({ label, total }) => `${label}${total.value}个`).join('、')}。`] },
    { heading: '案件质量评查发现的问题', tables: ['faults'], texts: [told('faults')] },
    { heading: '各派驻机构情况', tables: ['returns', 'passes'], texts: [`各派驻机构退回和一次通过的情况如下，不足${threshold}的机构合并列出，比率只在件数足够、不致推知个案时列出。`] },
    { heading: '有关要求', tables: [], texts: ['各派驻机构要对照上列问题开展自查，移送前按核对清单逐项检查；曾经退回过的同类问题，移送前由主要负责人过问。', '各划片审理小组要对上列问题重点审核，移送前沟通时向派驻机构提示。'] },
  ]
}

function pointsOf(now: number, then: number, { name }: Period): string {
  const points = Math.round((now - then) * 1000) / 10
  return points === 0 ? `，与${name}持平` : `，比${name}${points > 0 ? '提高' : '下降'}${Math.abs(points)}个百分点`
}

const emptyTable = (name: CircularTableName): CircularTable => ({ name, columns: [], rows: [], totals: [], total: { value: 0, shown: 'value' }, previous: { value: 0, shown: 'value' }, rate: null, previousRate: null })
