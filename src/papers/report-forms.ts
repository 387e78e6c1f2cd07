/** 报表 and 共性问题通报 as papers and as tables: what stands in each cell is said here once, for Word, the page and Excel. */
import { circularTables, type Circular, type CircularTable } from '../review/circular.ts'
import { periodName } from '../review/period.ts'
import { reportUnitWords, reportWords, type ReportName } from '../review/report-words.ts'
import { bodyNames, type Report, type ReportLine } from '../review/reports.ts'
import { cellText, type Cell } from '../review/suppression.ts'
import { returnKindWords } from '../review/words.ts'
import { heading, table, text, type Block, type Paper } from './paper.ts'

/** What zones and bodies are called, and the organ that signs. */
export type ReportNames = { zone: (id: string) => string; body: (id: string) => string; organ: string }

/** A table as it is written: text, numbers, nothing. */
export type Written = { name: string; head: string[]; rows: (string | number | null)[][] }

const tenths = (value: number): number => Math.round(value * 10) / 10

/** A number of a report as it is written: shares as percent, days to a tenth. */
const written = (name: ReportName, value: number | null): number | null => {
  const { unit } = reportWords[name]
  return value === null ? null : unit === 'share' ? tenths(value * 100) : unit === 'days' ? tenths(value) : value
}
const difference = (one: number | null, other: number | null): number | null => (one === null || other === null ? null : tenths(one - other))

/** The lines of a report with everything beside them. */
export const reportTable = ({ sections, zoneIds }: Report, { zone }: ReportNames): Written => ({
  name: '报表',
  head: ['栏目', '项目', '单位', '本期', '上期', '比上期', '上年同期', '比上年同期', ...zoneIds.map(zone), '统计口径'],
  rows: sections.flatMap(({ title, lines }) => lines.map((line) => {
    const [now, then, ago] = [line.value, line.previous, line.yearBefore].map((value) => written(line.name, value)) as [number | null, number | null, number | null]
    const { unit, definition } = reportWords[line.name]
    return [title, line.label, reportUnitWords[unit], now, then, difference(now, then), ago, difference(now, ago), ...line.zones.map(({ value }) => written(line.name, value)), definition]
  })),
})

const bodyColumns: Record<(typeof bodyNames)[number], string> = { received: '收到移送', accepted: '首次受理', supplement: '退回补充', reinvestigation: '退回重查', concluded: '审结', passFirst: '一次通过' }

/** The bodies of a report. */
export const bodiesTable = ({ bodies }: Report, { body }: ReportNames): Written => ({
  name: '派驻机构',
  head: ['派驻机构', ...bodyNames.map((name) => bodyColumns[name]), '一次通过率%'],
  rows: bodies.map((one) => [body(one.bodyId), ...bodyNames.map((name) => one[name]), written('firstPassRate', one.firstPassRate)]),
})

const asText = (cell: string | number | null): string => (cell === null ? '—' : String(cell))
const shares = (count: number, first: number): number[] => {
  const each = Math.floor((100 - first) / Math.max(1, count))
  return [100 - each * count, ...Array.from({ length: count }, () => each)]
}
const blockOf = ({ head, rows }: Pick<Written, 'head' | 'rows'>, first: number): Block => table(head, shares(head.length - 1, first), rows.map((row) => row.map(asText)))

/** 报表 as a paper. */
export function reportPaper(report: Report, names: ReportNames): Paper<'T01'> {
  const { period, previous, yearBefore, sections, notes, zoneIds } = report
  const label = ({ name, label: said }: ReportLine): string => `${said}（${reportUnitWords[reportWords[name].unit]}）`
  const used = [...new Set(sections.flatMap(({ lines }) => lines.map(({ name }) => name)))]
  const bodies = bodiesTable(report, names)
  return {
    form: 'T01', key: `T01-${period.key}`, title: ['划片审理工作报表', periodName(period)], secrecy: null, head: null, addressee: null,
    blocks: [
      ...text(`上期指${periodName(previous)}，同期指${periodName(yearBefore)}。`, ...notes),
      ...sections.flatMap(({ title, lines }) => [heading(1, title), blockOf({
        head: ['项目', '本期', '上期', '同期', ...zoneIds.map(names.zone)],
        rows: lines.map((line) => [label(line), ...[line.value, line.previous, line.yearBefore, ...line.zones.map(({ value }) => value)].map((value) => written(line.name, value))]),
      }, 34)]),
      ...(bodies.rows.length === 0 ? [] : [heading(1, '各派驻机构'), blockOf(bodies, 30)]),
      heading(1, '统计口径'), ...text(...used.map((name) => `${reportWords[name].label}：${reportWords[name].definition}`)), ...text(`退回补充指${returnKindWords.supplement}，退回重查指${returnKindWords.reinvestigation}`),
    ],
    attachments: [], closing: null, copyTo: [], template: null,
  }
}

const percent = (share: number | null): string => (share === null ? '—' : `${tenths(share * 100)}%`)
const single = ({ columns }: CircularTable): boolean => columns.length === 1

/** A table of the circular as it goes out. */
export function circularTable(one: CircularTable, { threshold, previousThreshold }: Pick<Circular, 'threshold' | 'previousThreshold'>): Written {
  const [now, then] = [(cell: Cell) => cellText(cell, threshold), (cell: Cell) => cellText(cell, previousThreshold)]
  const { name, columns, rows, totals, total, previous, rate } = one
  const { title } = circularTables[name]
  // How many bodies there are over all grounds is no sum: a body may be among several.
  const summed = name !== 'repeats'
  const told = ({ cells, total: sum, previous: before }: { cells: readonly Cell[]; total: Cell; previous: Cell }, share: number | null, own: number | null) =>
    [...cells.map(now), ...(single(one) ? [] : [now(sum)]), ...(name === 'passes' ? [percent(own)] : summed ? [percent(share)] : []), then(before)]
  return {
    name: title,
    head: [name === 'returns' || name === 'passes' ? '派驻机构' : '项目', ...columns, ...(single(one) ? [] : ['合计']), ...(name === 'passes' ? ['一次通过率'] : summed ? ['占比'] : []), '上期'],
    rows: [
      ...rows.map((row) => [row.label, ...told(row, row.share, row.rate)]),
      ...(summed && rows.length > 0 ? [['合计', ...told({ cells: totals, total, previous }, total.shown === 'value' && total.value > 0 ? 1 : null, rate)]] : []),
    ],
  }
}

/** 共性问题通报 as a paper, for the bodies. */
export function circularPaper(circular: Circular, { organ }: Pick<ReportNames, 'organ'>): Paper<'T02'> {
  const { period, title, sentences, tables } = circular
  const setTable = (name: CircularTable['name']): Block[] => {
    const one = tables.find((other) => other.name === name)
    if (!one || one.rows.length === 0) return []
    return [{ kind: 'flush', text: `${circularTables[name].title}（单位：${circularTables[name].unit}）` }, blockOf(circularTable(one, circular), 34), ...text(`统计口径：${circularTables[name].definition}`)]
  }
  return {
    form: 'T02', key: `T02-${period.key}`, title, secrecy: null, head: { organ, number: null }, addressee: '各派驻机构、各划片审理小组',
    blocks: sentences.flatMap(({ heading: said, texts, tables: named }) => [heading(1, said), ...text(...texts), ...named.flatMap(setTable)]),
    attachments: [`${period.name}共性问题统计表`], closing: { organs: [organ], on: null }, copyTo: [], template: null,
  }
}
