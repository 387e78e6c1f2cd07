/** 放假安排: the rest days of each year, what a new notice would move, and publishing it. */
import { linesOf, type CalendarNotice, type Move } from '../review/calendar-change.ts'
import type { CalendarYear } from '../review/day.ts'
import { previewCalendar, publishCalendar, type CaseMove, type Preview } from '../store/calendars.ts'
import { momentOf } from '../store/settings.ts'
import { asker, builder, confirmed, type Context } from './builder.ts'
import { LimitCodeEnum } from './enums.ts'
import { encodeId } from './id.ts'
import { outcomeOf } from './refusal.ts'
import { spend } from './summary.ts'

type Year = CalendarYear & { year: string }

const CalendarYearType = builder.objectRef<Year>('CalendarYear').implement({
  description: '一年的放假安排',
  fields: (t) => ({
    year: t.int({ description: '年份', resolve: ({ year }) => Number(year) }),
    source: t.exposeString('source', { description: '根据哪个通知' }),
    published: t.exposeBoolean('published', { description: '是否已经公布；没有公布的只按周末计算' }),
    holidays: t.string({ description: '放假的日期和名称，每行一段', resolve: ({ holidays }) => linesOf(holidays) }),
    madeUp: t.string({ description: '调休上班的日期和名称，每行一段', resolve: ({ madeUp }) => linesOf(madeUp) }),
    mine: t.boolean({ description: '我现在的职务可不可以发布放假安排', resolve: (_year, _args, context) => asker(context).role === context.moment.policy.calendarKeeper }),
  }),
})

const CalendarMoveType = builder.objectRef<CaseMove>('CalendarMove').implement({
  description: '一个会变动的届满日',
  fields: (t) => ({
    caseId: t.id({ description: '案件的全局编号', resolve: ({ caseId }) => encodeId('Case', caseId) }),
    number: t.exposeString('number', { description: '案件编号' }),
    title: t.exposeString('title', { description: '案件名称' }),
    code: t.expose('code', { type: LimitCodeEnum, description: '哪一种期限' }),
    label: t.exposeString('label', { description: '期限的名称' }),
    subjectId: t.exposeID('subjectId', { nullable: true, description: '被审查调查人的案内编号；全案的为 null' }),
    before: t.expose('before', { type: 'Day', description: '现在的届满日' }),
    after: t.expose('after', { type: 'Day', description: '发布后的届满日' }),
    held: t.exposeBoolean('held', { description: '期限停止计算，届满日还会逐日顺延' }),
  } satisfies Record<keyof Omit<CaseMove, keyof Move> | keyof Omit<Move, 'startedOn'>, unknown>),
})

const mostMoves = 300
const CalendarPreviewType = builder.objectRef<Preview>('CalendarPreview').implement({
  description: '发布之前：哪些日子变了，哪些在办案件的届满日随之变动。只列本人可以查看的案件，发布后对全部案件生效',
  fields: (t) => ({
    year: t.exposeInt('year', { description: '年份' }),
    days: t.expose('days', { type: ['Day'], description: '由上班变为休息或者由休息变为上班的日子' }),
    basedOn: t.exposeString('basedOn', { description: '据以比较的现状，发布时照写' }),
    totalCount: t.int({ description: '共有多少个届满日变动', resolve: ({ moves }) => moves.length }),
    moves: t.field({ type: [CalendarMoveType], description: '各个变动，原届满日早的在前，最多 300 个', resolve: ({ moves }, _args, context) => { const shown = moves.slice(0, mostMoves); spend(context, shown.length); return shown } }),
  }),
})
const CalendarPreviewOutcome = outcomeOf('CalendarPreview', '预览放假安排', CalendarPreviewType)

type Published = { calendarYear: Year; changed: number }
const CalendarPublishedType = builder.objectRef<Published>('CalendarPublished').implement({
  description: '放假安排已经发布，即时生效',
  fields: (t) => ({ calendarYear: t.expose('calendarYear', { type: CalendarYearType, description: '这一年现在的安排' }) }),
})
const CalendarOutcome = outcomeOf('Calendar', '发布放假安排', CalendarPublishedType)

const CalendarNoticeInput = builder.inputRef<CalendarNotice>('CalendarNotice').implement({
  description: '一年的放假安排，整年写全',
  fields: (t) => ({
    year: t.int({ description: '年份' }),
    source: t.string({ description: '根据哪个通知：名称或者文号' }),
    holidays: t.string({ description: '放假的日期和名称，每行一段，如“10月1日至7日 国庆节”' }),
    madeUp: t.string({ description: '调休上班的日期和名称，每行一段；没有的写空' }),
  }),
})

const yearIn = ({ moment }: Context, year: number): Year => ({ holidays: {}, madeUp: {}, source: '', published: false, ...moment.calendar.years[String(year)], year: String(year) })

builder.queryFields((t) => ({
  calendarYears: t.field({
    type: [CalendarYearType],
    description: '各年的放假安排，近的在前',
    resolve: (_root, _args, context) => (asker(context), Object.keys(context.moment.calendar.years).toSorted().toReversed().map((year) => yearIn(context, Number(year)))),
  }),
  calendarPreview: t.field({
    type: CalendarPreviewOutcome,
    description: '预览：按这份放假安排，哪些在办案件的届满日会变动。什么也不改变',
    args: { notice: t.arg({ type: CalendarNoticeInput, description: '这一年的安排' }) },
    resolve: (_root, { notice }, context) => previewCalendar(context.store, { who: asker(context), moment: context.moment }, notice),
  }),
}))

builder.mutationField('publishCalendar', (t) =>
  t.field({
    type: CalendarOutcome,
    description: '发布一年的放假安排，整年替换；先预览。即时生效，全部届满日随之推算。须先确认身份',
    args: {
      notice: t.arg({ type: CalendarNoticeInput, description: '这一年的安排' }),
      basedOn: t.arg.string({ description: '预览给出的现状；此间有人改过的不予发布' }),
    },
    resolve: async (_root, { notice, basedOn }, context) => {
      const outcome = await publishCalendar(context.store, { who: confirmed(context), moment: context.moment }, notice, basedOn)
      if ('refusals' in outcome) return outcome
      context.moment = await momentOf(context.store, context.commission, context.moment.on, context.moment.at)
      return { calendarYear: yearIn(context, outcome.year), changed: outcome.changed }
    },
  }))
