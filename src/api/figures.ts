/** The dashboard (总览): the figures of the cases that the person asking may see, each with its definition. */
import type { Figures, Summary } from '../review/figures.ts'
import { figures } from '../store/figures.ts'
import { asker, builder } from './builder.ts'
import { GroundEnum, ReturnKindEnum, RouteEnum, StageEnum } from './enums.ts'
import { idOf } from './id.ts'
import { bodyOf, BodyRef, zoneOf, ZoneRef } from './people.ts'

const StageCountType = builder.objectRef<Summary['stages'][number]>('StageCount').implement({
  description: '一个阶段的件数',
  fields: (t) => ({
    stage: t.expose('stage', { type: StageEnum, description: '阶段' }),
    count: t.exposeInt('count', { description: '现在处于这一阶段的案件数' }),
  }),
})

const ReturnCountType = builder.objectRef<Summary['returns'][number]>('ReturnCount').implement({
  description: '一种退回的次数',
  fields: (t) => ({
    kind: t.expose('kind', { type: ReturnKindEnum, description: '退回的种类' }),
    count: t.exposeInt('count', { description: '经批准的退回次数，一案退回两次计两次' }),
  }),
})

const SummaryInterface = builder.interfaceRef<Summary>('FigureSummary').implement({
  description: '一组案件的数字',
  fields: (t) => ({
    total: t.exposeInt('total', { description: '案件总数，含已经办结的' }),
    open: t.exposeInt('open', { description: '在办：没有归档、撤案、移送其他机关、提级，也不是不予受理的案件数' }),
    stages: t.expose('stages', { type: [StageCountType], description: '各阶段的案件数，没有的不列' }),
    overdue: t.exposeInt('overdue', { description: '超期：审理期限正在计算，届满日早于今天的案件数；停止计算和已经终止的不计' }),
    dueSoon: t.exposeInt('dueSoon', { description: '即将到期：审理期限正在计算，届满日在今天至设定的工作日数（默认 5 个）之内的案件数，不含超期' }),
    concluded: t.exposeInt('concluded', { description: '审结：审理报告已经批准的案件数' }),
    medianDays: t.exposeFloat('medianDays', { nullable: true, description: '审理天数中位数：审结案件从受理到报告批准、扣除停止计算天数的净天数的中位数；没有审结的为 null' }),
    firstPassRate: t.exposeFloat('firstPassRate', { nullable: true, description: '一次通过率：没有退回过就批准审理报告的案件数，除以批准审理报告的案件数；没有的为 null' }),
    returns: t.expose('returns', { type: [ReturnCountType], description: '各种退回的次数' }),
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
  fields: (t) => ({
    kind: t.expose('kind', { type: ReturnKindEnum, description: '退回的种类' }),
    ground: t.expose('ground', { type: GroundEnum, description: '退回理由' }),
    count: t.exposeInt('count', { description: '经批准的退回中写有这一理由的次数，一次退回可以有几个理由' }),
  }),
})

const RouteCountType = builder.objectRef<Figures['routes'][number]>('RouteCount').implement({
  description: '一种办理路径的件数',
  fields: (t) => ({
    route: t.expose('route', { type: RouteEnum, description: '办理路径' }),
    count: t.exposeInt('count', { description: '案件数，几名被审查调查人路径不同的各计一次' }),
  }),
})

const MonthCountType = builder.objectRef<Figures['months'][number]>('MonthCount').implement({
  description: '一个月的数字',
  fields: (t) => ({
    month: t.exposeString('month', { description: '月份，写作 2026-11' }),
    accepted: t.exposeInt('accepted', { description: '当月首次受理的案件数' }),
    concluded: t.exposeInt('concluded', { description: '当月批准审理报告的案件数' }),
    returned: t.exposeInt('returned', { description: '当月批准的退回次数' }),
  }),
})

const FiguresType = builder.objectRef<Figures>('Figures').implement({
  description: '总览：本人可以查看的全部案件的数字',
  interfaces: [SummaryInterface],
  fields: (t) => ({
    zones: t.expose('zones', { type: [ZoneFiguresType], description: '各片区的数字' }),
    bodies: t.expose('bodies', { type: [BodyFiguresType], description: '各派驻机构的数字' }),
    returnGrounds: t.expose('returnGrounds', { type: [GroundCountType], description: '退回的种类和理由，没有的不列' }),
    routes: t.expose('routes', { type: [RouteCountType], description: '各办理路径的案件数' }),
    months: t.expose('months', { type: [MonthCountType], description: '各月的受理、审结和退回，由早到晚' }),
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
    resolve: (_root, { zoneId, bodyId }, context) =>
      figures(context.store, asker(context), context.moment, { ...(zoneId ? { zoneId: idOf('Zone', zoneId) } : {}), ...(bodyId ? { bodyId: idOf('Body', bodyId) } : {}) }),
  }))
