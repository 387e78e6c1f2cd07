/** The dashboard (总览): the figures of the cases that the person asking may see, each with its definition and its cases. */
import type { ReviewerLoad, Silent } from '../review/comparison.ts'
import { breakdownWords, figureWords, spanWords } from '../review/figure-words.ts'
import type { Figures, SpanDays, Summary } from '../review/figures.ts'
import { figures, reviewerLoads } from '../store/figures.ts'
import { asker, builder } from './builder.ts'
import { RateSpreadType, ReviewerLoadType } from './comparison.ts'
import { DayPartyEnum, GroundEnum, ReturnKindEnum, RouteEnum, SpanEnum, StageEnum } from './enums.ts'
import { BehindInterface, CaseRowsType, FigureType } from './figure-rows.ts'
import { idOf } from './id.ts'
import { bodyOf, BodyRef, zoneOf, ZoneRef } from './people.ts'

const told = (name: keyof typeof figureWords): string => `${figureWords[name].label}：${figureWords[name].definition}`

const StageCountType = builder.objectRef<Summary['stages'][number]>('StageCount').implement({
  description: '一个阶段的件数',
  interfaces: [BehindInterface],
  fields: (t) => ({
    stage: t.expose('stage', { type: StageEnum, description: '阶段' }),
    count: t.exposeInt('count', { description: breakdownWords.stages }),
  }),
})

const ReturnCountType = builder.objectRef<Summary['returns'][number]>('ReturnCount').implement({
  description: '一种退回的次数',
  interfaces: [BehindInterface],
  fields: (t) => ({
    kind: t.expose('kind', { type: ReturnKindEnum, description: '退回的种类' }),
    count: t.exposeInt('count', { description: breakdownWords.returns }),
  }),
})

const SummaryInterface = builder.interfaceRef<Summary>('FigureSummary').implement({
  description: '一组案件的数字',
  fields: (t) => ({
    total: t.exposeInt('total', { description: told('total') }),
    open: t.exposeInt('open', { description: told('open') }),
    stages: t.expose('stages', { type: [StageCountType], description: `各阶段：${breakdownWords.stages}` }),
    overdue: t.exposeInt('overdue', { description: told('overdue') }),
    dueSoon: t.exposeInt('dueSoon', { description: told('dueSoon') }),
    concluded: t.exposeInt('concluded', { description: told('concluded') }),
    medianDays: t.exposeFloat('medianDays', { nullable: true, description: told('medianDays') }),
    firstPassRate: t.exposeFloat('firstPassRate', { nullable: true, description: told('firstPassRate') }),
    returns: t.expose('returns', { type: [ReturnCountType], description: `退回的种类：${breakdownWords.returns}` }),
    figures: t.expose('figures', { type: [FigureType], description: '这些数字和审理改变了什么，各带统计口径和明细' }),
  }),
})

const ZoneFiguresType = builder.objectRef<Figures['zones'][number]>('ZoneFigures').implement({
  description: '一个片区的数字',
  interfaces: [SummaryInterface],
  fields: (t) => ({ zone: t.field({ type: ZoneRef, description: '片区', resolve: ({ zoneId }, _args, context) => zoneOf(context, zoneId) }) }),
})

const BodyFiguresType = builder.objectRef<Figures['bodies'][number]>('BodyFigures').implement({
  description: '一个派驻机构的数字；几个机构共同移送的，各计一次',
  interfaces: [SummaryInterface],
  fields: (t) => ({ body: t.field({ type: BodyRef, description: '派驻机构', resolve: ({ bodyId }, _args, context) => bodyOf(context, bodyId) }) }),
})

const GroundCountType = builder.objectRef<Figures['returnGrounds'][number]>('GroundCount').implement({
  description: '一种退回理由的次数',
  interfaces: [BehindInterface],
  fields: (t) => ({
    kind: t.expose('kind', { type: ReturnKindEnum, description: '退回的种类' }),
    ground: t.expose('ground', { type: GroundEnum, description: '退回理由' }),
    count: t.exposeInt('count', { description: breakdownWords.grounds }),
  }),
})

const ReturnMonthType = builder.objectRef<Figures['returnMonths'][number]>('ReturnMonthCount').implement({
  description: '一个月里一种退回的次数',
  interfaces: [BehindInterface],
  fields: (t) => ({
    month: t.exposeString('month', { description: '月份，写作 2026-11' }),
    kind: t.expose('kind', { type: ReturnKindEnum, description: '退回的种类' }),
    count: t.exposeInt('count', { description: breakdownWords.returnMonths }),
  }),
})

const RouteCountType = builder.objectRef<Figures['routes'][number]>('RouteCount').implement({
  description: '一种办理路径的件数',
  interfaces: [BehindInterface],
  fields: (t) => ({
    route: t.expose('route', { type: RouteEnum, description: '办理路径' }),
    count: t.exposeInt('count', { description: breakdownWords.routes }),
  }),
})

const MonthCountType = builder.objectRef<Figures['months'][number]>('MonthCount').implement({
  description: '一个月的数字',
  fields: (t) => ({
    month: t.exposeString('month', { description: '月份，写作 2026-11' }),
    accepted: t.exposeInt('accepted', { description: '当月首次受理的案件数' }),
    concluded: t.exposeInt('concluded', { description: '当月批准审理报告的案件数' }),
    returned: t.exposeInt('returned', { description: '当月批准的退回次数' }),
    acceptedRows: t.expose('acceptedRows', { type: CaseRowsType, description: '当月首次受理的案件' }),
    concludedRows: t.expose('concludedRows', { type: CaseRowsType, description: '当月批准审理报告的案件' }),
  }),
})

const PartyDaysType = builder.objectRef<SpanDays['parties'][number]>('PartyDays').implement({
  description: '一方的工作日',
  fields: (t) => ({
    party: t.expose('party', { type: DayPartyEnum, description: '归属的一方' }),
    days: t.exposeInt('days', { description: '各案件合计的工作日' }),
  }),
})

const SpanDaysType = builder.objectRef<SpanDays>('SpanDays').implement({
  description: '一段时间用了多少工作日，各是谁的；时间已经走完的案件才计入',
  interfaces: [BehindInterface],
  fields: (t) => ({
    span: t.expose('span', { type: SpanEnum, description: '哪一段' }),
    label: t.string({ description: '这一段的说法', resolve: ({ span }) => spanWords[span] }),
    definition: t.string({ description: '统计口径', resolve: () => breakdownWords.days }),
    days: t.exposeInt('days', { description: '各案件合计的工作日' }),
    average: t.float({ nullable: true, description: '平均每件的工作日；没有案件的为 null', resolve: averageOf }),
    parties: t.expose('parties', { type: [PartyDaysType], description: '各方的工作日，合计等于全部' }),
  }),
})

const StageDaysType = builder.objectRef<Figures['stageDays'][number]>('StageDays').implement({
  description: '一个阶段用了多少工作日',
  interfaces: [BehindInterface],
  fields: (t) => ({
    stage: t.expose('stage', { type: StageEnum, description: '阶段' }),
    definition: t.string({ description: '统计口径', resolve: () => breakdownWords.stageDays }),
    days: t.exposeInt('days', { description: '各案件合计的工作日' }),
    average: t.float({ nullable: true, description: '平均每件的工作日', resolve: averageOf }),
  }),
})

function averageOf({ days, caseCount }: { days: number; caseCount: number }): number | null {
  return caseCount === 0 ? null : days / caseCount
}

const SilentBodyType = builder.objectRef<Silent['bodies'][number]>('SilentBody').implement({
  description: '一个零立案的派驻机构；由零件案件得出',
  interfaces: [BehindInterface],
  fields: (t) => ({ body: t.field({ type: BodyRef, description: '派驻机构', resolve: ({ bodyId }, _args, context) => bodyOf(context, bodyId) }) }),
})

const SilentType = builder.objectRef<Silent>('SilentBodies').implement({
  description: '零立案的派驻机构',
  fields: (t) => ({
    year: t.exposeString('year', { description: '年份' }),
    definition: t.string({ description: '统计口径', resolve: () => breakdownWords.silent }),
    bodies: t.expose('bodies', { type: [SilentBodyType], description: '派驻机构，按代号排列' }),
  }),
})

const FiguresType = builder.objectRef<Figures & { loads: () => Promise<ReviewerLoad[]> }>('Figures').implement({
  description: '总览：本人可以查看的全部案件的数字',
  interfaces: [SummaryInterface],
  fields: (t) => ({
    zones: t.expose('zones', { type: [ZoneFiguresType], description: '各片区的数字' }),
    bodies: t.expose('bodies', { type: [BodyFiguresType], description: '各派驻机构的数字' }),
    returnGrounds: t.expose('returnGrounds', { type: [GroundCountType], description: `退回的种类和理由，没有的不列：${breakdownWords.grounds}` }),
    returnMonths: t.expose('returnMonths', { type: [ReturnMonthType], description: `各月的退回，没有的不列：${breakdownWords.returnMonths}` }),
    routes: t.expose('routes', { type: [RouteCountType], description: `各办理路径：${breakdownWords.routes}` }),
    months: t.expose('months', { type: [MonthCountType], description: '各月首次受理的案件数、批准审理报告的案件数和批准的退回次数，由早到晚' }),
    days: t.expose('spans', { type: [SpanDaysType], description: `工作日是谁的：${breakdownWords.days}` }),
    stageDays: t.expose('stageDays', { type: [StageDaysType], description: `各阶段用时：${breakdownWords.stageDays}` }),
    firstPassSpread: t.expose('spread', { type: RateSpreadType, description: breakdownWords.spread }),
    silentBodies: t.expose('silent', { type: SilentType, description: breakdownWords.silent }),
    loads: t.field({ type: [ReviewerLoadType], description: breakdownWords.loads, resolve: ({ loads }) => loads() }),
  }),
})

builder.queryField('figures', (t) =>
  t.field({
    type: FiguresType,
    description: '总览：按片区、派驻机构和阶段的数字',
    args: {
      zoneId: t.arg.id({ required: false, description: '只看一个片区：片区的全局编号' }),
      bodyId: t.arg.id({ required: false, description: '只看一个派驻机构：派驻机构的全局编号' }),
    },
    resolve: async (_root, { zoneId, bodyId }, context) => {
      const asked = [context.store, asker(context), context.moment, { ...(zoneId ? { zoneId: idOf('Zone', zoneId) } : {}), ...(bodyId ? { bodyId: idOf('Body', bodyId) } : {}) }] as const
      return { ...(await figures(...asked)), loads: () => reviewerLoads(...asked) }
    },
  }))
