/** A case as lists show it (案件摘要), and the lists of them. */
import { createHmac } from 'node:crypto'
import type { GraphQLResolveInfo } from 'graphql'
import { standing } from '../review/clock.ts'
import { addWorkingDays } from '../review/day.ts'
import { BadCursor, cursorOf, list, rowColumns, type CaseRow, type Filter, type Listing, type Page, type RowColumn, type Shelf, type Sort } from '../store/list.ts'
import { asker, builder, type Context } from './builder.ts'
import { ClockStateEnum, HolderEnum, LightEnum, StageEnum, StepEnum } from './enums.ts'
import { badInput, failure } from './errors.ts'
import { CountedInput } from './figure-rows.ts'
import { encodeId, idOf } from './id.ts'
import { bodyOf, BodyRef, personOf, PersonRef, zoneOf, ZoneRef } from './people.ts'
import { selectedAt } from './selection.ts'

/** How the running clock of a row stands today; null where none runs. */
const standingOf = ({ dueOn }: CaseRow, { moment }: Context) => (dueOn === null ? null : standing(dueOn, null, moment))

export const CaseSummaryType = builder.objectRef<CaseRow>('CaseSummary').implement({
  description: '案件摘要：列表中的一个案件；全部内容用同一编号查 case',
  fields: (t) => ({
    id: t.id({ description: '案件的全局编号', resolve: ({ id }) => encodeId('Case', id) }),
    number: t.exposeString('number', { description: '案件编号' }),
    title: t.exposeString('title', { description: '案件名称' }),
    subjectNames: t.exposeString('subjectNames', { description: '被审查调查人姓名' }),
    zone: t.field({ type: ZoneRef, description: '片区', resolve: ({ zoneId }, _args, context) => zoneOf(context, zoneId) }),
    body: t.field({ type: BodyRef, description: '牵头移送的派驻机构', resolve: ({ bodyId }, _args, context) => bodyOf(context, bodyId) }),
    stage: t.expose('stage', { type: StageEnum, description: '阶段' }),
    holder: t.expose('holder', { type: HolderEnum, nullable: true, description: '在谁手里；已经办结的为 null' }),
    version: t.exposeInt('version', { description: '版本' }),
    round: t.exposeInt('round', { description: '第几轮审理' }),
    transferredOn: t.expose('transferredOn', { type: 'Day', nullable: true, description: '移送日期' }),
    acceptedOn: t.expose('acceptedOn', { type: 'Day', nullable: true, description: '受理日期' }),
    dueOn: t.expose('dueOn', { type: 'Day', nullable: true, description: '审理期限届满日；没有在计算的为 null' }),
    clockState: t.field({ type: ClockStateEnum, nullable: true, description: '审理期限的状态；尚未受理的为 null', resolve: ({ clockState }) => (clockState === 'none' ? null : clockState) }),
    light: t.field({ type: LightEnum, nullable: true, description: '亮灯；没有在计算的为 null', resolve: (row, _args, context) => standingOf(row, context)?.light ?? null }),
    overdue: t.boolean({ description: '是否超期', resolve: ({ dueOn }, _args, { moment }) => dueOn !== null && dueOn < moment.on }),
    workingDaysLeft: t.int({ nullable: true, description: '剩余工作日，超期为负数', resolve: (row, _args, context) => standingOf(row, context)?.workingDaysLeft ?? null }),
    returnsCount: t.exposeInt('returnsCount', { description: '退回次数' }),
    openedAt: t.expose('openedAt', { type: 'Instant', description: '建立时刻' }),
    changedAt: t.expose('changedAt', { type: 'Instant', description: '最后办理时刻' }),
    lastStep: t.expose('lastStep', { type: StepEnum, description: '最后一步' }),
    lastOn: t.expose('lastOn', { type: 'Day', description: '最后一步的日期' }),
    lastBy: t.field({ type: PersonRef, description: '最后一步的办理人', resolve: ({ lastBy }, _args, context) => personOf(context, lastBy) }),
  }),
})

export const CaseConnection = builder.connectionObject(
  {
    type: CaseSummaryType,
    name: 'CaseConnection',
    description: '案件列表的一页',
    fields: (t) => ({
      totalCount: t.int({ description: '共多少件', resolve: (page) => (page as unknown as { totalCount: Page['totalCount'] }).totalCount() }),
    }),
  },
  { name: 'CaseEdge', description: '案件列表的一项' },
)

const ShelfEnum = builder.enumType('Shelf', {
  description: '工作台的一栏',
  values: {
    toAct: { description: '待办：等我这一方办理' }, asked: { description: '待批：另有申请等我决定' }, waiting: { description: '在办：等别人办理' }, done: { description: '办结' },
  } satisfies Record<Shelf, object>,
})

const CaseFilter = builder.inputType('CaseFilter', {
  description: '案件的筛选条件，各项同时满足',
  fields: (t) => ({
    zoneId: t.id({ required: false, description: '片区的全局编号' }),
    bodyId: t.id({ required: false, description: '牵头派驻机构的全局编号' }),
    stages: t.field({ type: [StageEnum], required: false, description: '处于其中任一阶段' }),
    holder: t.field({ type: HolderEnum, required: false, description: '在谁手里' }),
    text: t.string({ required: false, description: '编号、名称、姓名、单位、职务中的文字' }),
    overdue: t.boolean({ required: false, description: 'true：只看审理期限已经超期的' }),
    dueSoon: t.boolean({ required: false, description: 'true：只看审理期限即将到期的，含已经超期的' }),
    dueFrom: t.field({ type: 'Day', required: false, description: '审理期限在这一天或者之后届满' }),
    dueBy: t.field({ type: 'Day', required: false, description: '审理期限在这一天或者之前届满' }),
    acceptedFrom: t.field({ type: 'Day', required: false, description: '受理日期起' }),
    acceptedTo: t.field({ type: 'Day', required: false, description: '受理日期止' }),
    returned: t.boolean({ required: false, description: 'true：只看退回过的' }),
    open: t.boolean({ required: false, description: 'true：只看在办的' }),
    counted: t.field({ type: CountedInput, required: false, description: '只看在总览的一个数字里计了数的' }),
    shelf: t.field({ type: ShelfEnum, required: false, description: '工作台的哪一栏' }),
  }),
})

const SortBy = builder.enumType('CaseSortBy', {
  description: '排序的项目',
  values: {
    dueOn: { description: '审理期限届满日' }, changedAt: { description: '最后办理时刻' }, number: { description: '案件编号' }, name: { description: '被审查调查人姓名，按拼音' },
    acceptedOn: { description: '受理日期' }, transferredOn: { description: '移送日期' },
  } satisfies Record<Sort['by'], object>,
})

const CaseSort = builder.inputType('CaseSort', {
  description: '案件的排序；相同的再按编号排，次序固定',
  fields: (t) => ({
    by: t.field({ type: SortBy, description: '排序的项目' }),
    descending: t.boolean({ required: false, description: 'true：由大到小、由晚到早' }),
  }),
})

builder.queryField('cases', (t) =>
  t.connection({
    description: '案件列表：只有本人可以查看的案件',
    type: CaseSummaryType,
    args: {
      filter: t.arg({ type: CaseFilter, required: false, description: '筛选条件' }),
      sort: t.arg({ type: CaseSort, required: false, description: '排序，默认按届满日由早到晚' }),
    },
    resolve: (_root, { filter, sort, ...slice }, context, info) =>
      casePage(context, info, filterFrom(filter ?? {}, context), { by: sort?.by ?? 'dueOn', direction: sort?.descending === true ? 'desc' : 'asc' }, slice),
  }, CaseConnection))

/** The filter of the store that an input says; days that depend on today are reckoned here. */
export function filterFrom({ zoneId, bodyId, overdue, dueSoon, dueBy, returned, open, counted, ...rest }: typeof CaseFilter.$inferInput, { moment }: Context): Filter {
  const dueDays = [dueBy, dueSoon === true ? addWorkingDays(moment.on, moment.policy.dueSoonDays, moment.calendar) : null].filter((day) => day !== null && day !== undefined).sort()
  const given = Object.entries(rest).filter(([, value]) => value !== null && value !== undefined)
  return {
    ...(Object.fromEntries(given) as Filter),
    ...(zoneId ? { zoneId: idOf('Zone', zoneId) } : {}),
    ...(bodyId ? { bodyId: idOf('Body', bodyId) } : {}),
    ...(overdue === true ? { overdueOn: moment.on } : {}),
    ...(dueDays[0] === undefined ? {} : { dueBy: dueDays[0] }),
    ...(returned === true ? { returned: true } : {}),
    ...(open === true ? { open: true } : {}),
    ...(counted ? { counted: { by: counted.by, key: counted.key ?? null } } : {}),
  }
}

/** The part of a list that is asked for. */
export type Slice = { first?: number | null; after?: string | null; last?: number | null; before?: string | null }

/** How many to a page, and from which end. */
export function sliceOf({ first, after, last, before }: Slice): Pick<Listing, 'first' | 'after' | 'last' | 'before'> {
  const size = last ?? first ?? 20
  if (first !== null && first !== undefined && last !== null && last !== undefined) throw badInput('first 和 last 只能用一个')
  if (size < 1 || size > 100) throw badInput('一页 1 到 100 项')
  if (last !== null && last !== undefined) return { last, ...(before ? { before } : {}) }
  return { first: size, ...(after ? { after } : {}) }
}

/** Counts what a request has read: no single request reads more than its share. */
export function spend(context: Context, rows: number): void {
  context.rowsLeft -= rows
  if (context.rowsLeft < 0) throw failure('TOO_MANY_ROWS', '一次请求读取的行太多，请分页或者分次查询')
}

/** The columns that fields of a summary are made of, where they are not called alike. */
const madeOf: Record<string, readonly RowColumn[]> = { id: [], __typename: [], zone: ['zoneId'], body: ['bodyId'], light: ['dueOn'], overdue: ['dueOn'], workingDaysLeft: ['dueOn'] }

/** What a list has to read for what is selected of its cases: each column costs about as much as finding the row. */
function columnsFor(info: GraphQLResolveInfo): readonly RowColumn[] {
  const names = selectedAt(info, ['edges', 'node'])
  const wanted = new Set([...names].flatMap((name): readonly string[] => madeOf[name] ?? [name]))
  return rowColumns.filter((name) => wanted.has(name))
}

/** One page of cases. The cursors of the store are sealed with the session, the person and the list they belong to. */
export async function casePage(context: Context, info: GraphQLResolveInfo, filter: Filter, sort: Sort, slice: Slice) {
  const who = asker(context)
  const seal = once(() => JSON.stringify([context.cookie.token, who.personId, who.role, who.bodyId, who.zoneId, Object.entries(filter).toSorted(([one], [other]) => (one < other ? -1 : 1)), sort]))
  const { after, before, ...size } = sliceOf(slice)
  const opened = { ...size, ...(after === undefined ? {} : { after: unseal(after, seal) }), ...(before === undefined ? {} : { before: unseal(before, seal) }) }
  const page = await list(context.store, who, { filter, sort, ...opened, columns: columnsFor(info) }).catch((error: unknown) => {
    throw error instanceof BadCursor ? badInput('游标不是这个列表的') : error
  })
  spend(context, page.rows.length)
  // Sealing costs more than reading the row, so it is done for the cursors that are asked for.
  const edges = page.rows.map((node) => ({ node, get cursor() { return sealed(cursorOf(node, sort.by), seal) } }))
  return {
    edges,
    pageInfo: { hasNextPage: page.hasNext, hasPreviousPage: page.hasPrevious, get startCursor() { return edges[0]?.cursor ?? null }, get endCursor() { return edges.at(-1)?.cursor ?? null } },
    totalCount: page.totalCount,
  }
}

type Seal = () => string

/** The same text every time, made when it is first wanted. */
function once(make: Seal): Seal {
  let made: string | null = null
  return () => (made ??= make())
}

/** A mark that only who holds the token of the session could make. */
const markOf = (cursor: string, seal: Seal): string => createHmac('sha256', seal()).update(cursor).digest('base64url').slice(0, 22)
const sealed = (cursor: string, seal: Seal): string => `${markOf(cursor, seal)}.${cursor}`

/** The store's cursor inside ours; one that is altered or of another list, filter or sort is the caller's mistake. */
function unseal(cursor: string, seal: Seal): string {
  const inner = cursor.slice(23)
  if (inner === '' || cursor !== sealed(inner, seal)) throw badInput('游标不是这个列表的')
  return inner
}
