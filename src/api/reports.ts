/** 报表 and 共性问题通报: each line with its definition, and the lists of cases behind it where the ledger can show them. */
import { circularTables, type Circular, type CircularRow, type CircularTable } from '../review/circular.ts'
import type { Refusal } from '../review/case.ts'
import { monthsOf, periodName, type Period } from '../review/period.ts'
import { reportUnitWords, reportWords, type ReportName } from '../review/report-words.ts'
import type { BodyLine, Report, ReportLine, ReportSection } from '../review/reports.ts'
import { cellText, type Cell } from '../review/suppression.ts'
import { circular, report } from '../store/reports.ts'
import { asker, builder } from './builder.ts'
import { badInput, failure } from './errors.ts'
import { CaseRowsType } from './figure-rows.ts'
import { idOf } from './id.ts'
import { bodyOf, BodyRef, zoneOf, ZoneRef } from './people.ts'

const PeriodType = builder.objectRef<Period>('ReportPeriod').implement({
  description: '报告期：一个月、一季、半年或者一年',
  fields: (t) => ({
    key: t.exposeString('key', { description: '写法：2026-03、2026Q1、2026H1、2026' }),
    name: t.string({ description: '名称；还没有结束的写明截至哪一天', resolve: periodName }),
    from: t.expose('from', { type: 'Day', description: '首日' }),
    until: t.expose('until', { type: 'Day', description: '末日；还没有结束的为今天' }),
    asOf: t.expose('asOf', { type: 'Day', nullable: true, description: '还没有结束的，截至哪一天；已经结束的为 null' }),
    months: t.stringList({ description: '其中的月份', resolve: monthsOf }),
  }),
})

const ReportNameEnum = builder.enumType('ReportLineName', {
  description: '报表一行的名称，及其统计口径',
  values: Object.fromEntries(Object.entries(reportWords).map(([name, { label, definition }]) => [name, { value: name as ReportName, description: `${label}：${definition}` }])) as Record<ReportName, { value: ReportName; description: string }>,
})

const ZoneValueType = builder.objectRef<ReportLine['zones'][number]>('ReportZoneValue').implement({
  description: '一行在一个片区的数',
  fields: (t) => ({
    zone: t.field({ type: ZoneRef, description: '片区', resolve: ({ zoneId }, _args, context) => zoneOf(context, zoneId) }),
    value: t.exposeFloat('value', { nullable: true, description: '数值；没有可以计算的为 null' }),
  }),
})

const ListBehindType = builder.objectRef<ReportLine['behind'][number]>('ReportRows').implement({
  description: '一行由哪些案件得出：一个月一份清单，或者期末的一份',
  fields: (t) => ({
    month: t.exposeString('month', { nullable: true, description: '月份，写作 2026-03；期末的为 null' }),
    rows: t.expose('rows', { type: CaseRowsType, description: '由哪些案件得出' }),
  }),
})

const LineType = builder.objectRef<ReportLine>('ReportLine').implement({
  description: '报表的一行',
  fields: (t) => ({
    name: t.expose('name', { type: ReportNameEnum, description: '名称' }),
    key: t.exposeString('key', { nullable: true, description: '同一名称的几行以此区分；只有一行的为 null' }),
    label: t.exposeString('label', { description: '显示的名称' }),
    definition: t.string({ description: '统计口径', resolve: ({ name }) => reportWords[name].definition }),
    unit: t.string({ description: '单位：件、次、人次、项、天、%（比例，0 到 1）', resolve: ({ name }) => reportUnitWords[reportWords[name].unit] }),
    sums: t.boolean({ description: '各月、各片区之和是否等于全部；期末的数、比率和中位数不是', resolve: ({ name }) => reportWords[name].sums }),
    value: t.exposeFloat('value', { nullable: true, description: '本期；没有可以计算的为 null' }),
    previous: t.exposeFloat('previous', { nullable: true, description: '上期' }),
    yearBefore: t.exposeFloat('yearBefore', { nullable: true, description: '上年同期' }),
    zones: t.expose('zones', { type: [ZoneValueType], description: '各片区' }),
    behind: t.expose('behind', { type: [ListBehindType], description: '台账能够列出的，由哪些案件得出；列不出的为空' }),
  }),
})

const SectionType = builder.objectRef<ReportSection>('ReportSection').implement({
  description: '报表的一栏',
  fields: (t) => ({
    name: t.exposeString('name', { description: '代号' }),
    title: t.exposeString('title', { description: '栏目' }),
    lines: t.expose('lines', { type: [LineType], description: '各行' }),
  }),
})

const BodyLineType = builder.objectRef<BodyLine>('ReportBodyLine').implement({
  description: '一个派驻机构本期的数；没有的不列',
  fields: (t) => ({
    body: t.field({ type: BodyRef, description: '派驻机构', resolve: ({ bodyId }, _args, context) => bodyOf(context, bodyId) }),
    received: t.exposeInt('received', { description: reportWords.received.definition }),
    accepted: t.exposeInt('accepted', { description: reportWords.accepted.definition }),
    supplement: t.exposeInt('supplement', { description: '本期退回补充审查调查的次数' }),
    reinvestigation: t.exposeInt('reinvestigation', { description: '本期退回重新审查调查的次数' }),
    concluded: t.exposeInt('concluded', { description: reportWords.concluded.definition }),
    passFirst: t.exposeInt('passFirst', { description: reportWords.passFirst.definition }),
    firstPassRate: t.exposeFloat('firstPassRate', { nullable: true, description: reportWords.firstPassRate.definition }),
  }),
})

const ReportType = builder.objectRef<Report>('PeriodReport').implement({
  description: '报表：一个报告期里发生了什么，期末怎样；各期的数字可以相加的，月加起来等于年，片区加起来等于合计',
  fields: (t) => ({
    title: t.exposeString('title', { description: '名称' }),
    period: t.expose('period', { type: PeriodType, description: '本期' }),
    previous: t.expose('previous', { type: PeriodType, description: '上期' }),
    yearBefore: t.expose('yearBefore', { type: PeriodType, description: '上年同期' }),
    zones: t.field({ type: [ZoneRef], description: '有案件的片区', resolve: ({ zoneIds }, _args, context) => zoneIds.map((id) => zoneOf(context, id)) }),
    sections: t.expose('sections', { type: [SectionType], description: '各栏' }),
    bodies: t.expose('bodies', { type: [BodyLineType], description: '各派驻机构' }),
    notes: t.exposeStringList('notes', { description: '说明：怎样计算，缺了什么' }),
  }),
})

type ToldCell = Cell & { threshold: number }
const CellType = builder.objectRef<ToldCell>('CircularCell').implement({
  description: '通报表格的一格',
  fields: (t) => ({
    value: t.exposeInt('value', { description: '数值；只供起草，印发的通报写 text' }),
    text: t.string({ description: '印发时的写法：数值，或者“<5”（太小），或者“＊”（为防止推算而不列）', resolve: (cell) => String(cellText(cell, cell.threshold)) }),
  }),
})

type In<Value> = Value & { of: Pick<Circular, 'threshold' | 'previousThreshold'> }
const cellIn = (cell: Cell, threshold: number): ToldCell => ({ ...cell, threshold })

const CircularRowType = builder.objectRef<In<CircularRow>>('CircularRow').implement({
  description: '通报表格的一行',
  fields: (t) => ({
    label: t.exposeString('label', { description: '项目' }),
    cells: t.field({ type: [CellType], description: '各列', resolve: ({ cells, of }) => cells.map((cell) => cellIn(cell, of.threshold)) }),
    total: t.field({ type: CellType, description: '合计', resolve: ({ total, of }) => cellIn(total, of.threshold) }),
    previous: t.field({ type: CellType, description: '上期的合计', resolve: ({ previous, of }) => cellIn(previous, of.previousThreshold) }),
    share: t.exposeFloat('share', { nullable: true, description: '占全部的比例；不列的为 null' }),
    rate: t.exposeFloat('rate', { nullable: true, description: '一次通过率；没有的、不列的为 null' }),
  }),
})

const CircularTableType = builder.objectRef<In<CircularTable>>('CircularTable').implement({
  description: '通报的一张表',
  fields: (t) => ({
    name: t.exposeString('name', { description: '代号' }),
    title: t.string({ description: '名称', resolve: ({ name }) => circularTables[name].title }),
    unit: t.string({ description: '单位', resolve: ({ name }) => circularTables[name].unit }),
    definition: t.string({ description: '统计口径', resolve: ({ name }) => circularTables[name].definition }),
    columns: t.exposeStringList('columns', { description: '各列的名称' }),
    rows: t.field({ type: [CircularRowType], description: '各行；本期和上期都没有的不列', resolve: ({ rows, of }) => rows.map((row) => ({ ...row, of })) }),
    totals: t.field({ type: [CellType], description: '各列的合计', resolve: ({ totals, of }) => totals.map((cell) => cellIn(cell, of.threshold)) }),
    total: t.field({ type: CellType, description: '全部', resolve: ({ total, of }) => cellIn(total, of.threshold) }),
    previous: t.field({ type: CellType, description: '上期全部', resolve: ({ previous, of }) => cellIn(previous, of.previousThreshold) }),
  }),
})

const ParagraphType = builder.objectRef<Circular['sentences'][number]>('CircularParagraph').implement({
  description: '通报的一部分正文',
  fields: (t) => ({
    heading: t.exposeString('heading', { description: '标题' }),
    texts: t.exposeStringList('texts', { description: '各段' }),
    tables: t.exposeStringList('tables', { description: '后面是哪几张表：代号' }),
  }),
})

const CircularType = builder.objectRef<Circular>('FaultCircular').implement({
  description: '共性问题通报：半年里共同出现的问题，按机构、类型和原因；印发的写法不列小数，没有人名',
  fields: (t) => ({
    title: t.string({ description: '标题', resolve: ({ title }) => title.join('') }),
    period: t.expose('period', { type: PeriodType, description: '本期' }),
    previous: t.expose('previous', { type: PeriodType, description: '上期' }),
    threshold: t.exposeInt('threshold', { description: '不足这一数的不列' }),
    paragraphs: t.expose('sentences', { type: [ParagraphType], description: '正文' }),
    tables: t.field({ type: [CircularTableType], description: '表格', resolve: ({ tables, ...of }) => tables.map((one) => ({ ...one, of })) }),
    notes: t.exposeStringList('notes', { description: '起草时要知道的：缺了什么' }),
  }),
})

/** What is refused to a reader: not theirs, or no such period. */
function refuse(refusals: readonly Refusal[]): never {
  const message = refusals.map((one) => one.message).join('；')
  throw refusals.some(({ code }) => code.endsWith('_NOT_YOURS')) ? failure('FORBIDDEN', message) : badInput(message)
}

builder.queryField('report', (t) =>
  t.field({
    type: ReportType,
    description: '月报、季报、半年报、年报：本人可以查看的案件，口径与总览相同',
    args: {
      period: t.arg.string({ description: '报告期：2026-03、2026Q1、2026H1 或者 2026；还没有结束的算到今天' }),
      zoneId: t.arg.id({ required: false, description: '只看一个片区：片区的全局编号' }),
      bodyId: t.arg.id({ required: false, description: '只看一个派驻机构：派驻机构的全局编号' }),
    },
    resolve: async (_root, { period, zoneId, bodyId }, context) => {
      const made = await report(context.store, asker(context), context.moment, period, { ...(zoneId ? { zoneId: idOf('Zone', zoneId) } : {}), ...(bodyId ? { bodyId: idOf('Body', bodyId) } : {}) })
      return 'refusals' in made ? refuse(made.refusals) : made.report
    },
  }))

builder.queryField('circular', (t) =>
  t.field({
    type: CircularType,
    description: '共性问题通报的草稿；只有案件审理室主任可以起草',
    args: { half: t.arg.string({ description: '已经结束的半年：2026H1' }) },
    resolve: async (_root, { half }, context) => {
      const made = await circular(context.store, asker(context), context.moment, half)
      return 'refusals' in made ? refuse(made.refusals) : made.circular
    },
  }))
