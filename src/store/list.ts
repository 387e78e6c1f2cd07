/**
 * Lists of cases. Every list is one statement whatever its length, goes through the one visibility condition, is
 * ordered by a column that is never null and then by id, and is paged by keyset.
 */
import { and, asc, desc, eq, gte, inArray, lte, ne, notInArray, sql, type SQL } from 'drizzle-orm'
import { ends, type Holder, type Stage } from '../review/case.ts'
import type { Day } from '../review/day.ts'
import type { Actor, Role } from '../review/people.ts'
import type { StepName } from '../review/steps/index.ts'
import { keysOf } from '../review/visibility.ts'
import { countOf } from './figures.ts'
import { tellRead } from './readings.ts'
import { prepared, type Db, type Store } from './store.ts'
import { never, type Tables } from './tables.ts'
import { opensFew, sightOf, visible, visibleByFew } from './visible.ts'

/** 工作台: what I must act on, what waits for my decision beside that, what others have, what is finished. */
export const shelves = ['toAct', 'asked', 'waiting', 'done'] as const
export type Shelf = (typeof shelves)[number]

export type Filter = {
  zoneId?: string
  bodyId?: string
  stages?: readonly Stage[]
  holder?: Holder
  /** Words in number, title, names, employers and posts; the newest two thousand hits. */
  text?: string
  /** Running clocks whose due day lies before this day. */
  overdueOn?: Day
  /** Running clocks that fall due up to and on this day. */
  dueBy?: Day
  acceptedFrom?: Day
  acceptedTo?: Day
  /** Cases returned at least once. */
  returned?: true
  shelf?: Shelf
}

export const sorts = ['dueOn', 'changedAt', 'number', 'acceptedOn', 'transferredOn'] as const
export type Sort = { by: (typeof sorts)[number]; direction: 'asc' | 'desc' }

export type Listing = { filter?: Filter; sort?: Sort; first?: number; after?: string; last?: number; before?: string }

/** A case as lists show it, names of zones, bodies and people left to the roster that every request has; a day that is not yet there is null, and the due day is there while the clock runs. */
export type CaseRow = {
  id: string
  number: string
  title: string
  subjectNames: string
  zoneId: string
  bodyId: string
  stage: Stage
  holder: Holder | null
  version: number
  round: number
  routes: string
  transferredOn: Day | null
  acceptedOn: Day | null
  dueOn: Day | null
  clockState: 'none' | 'running' | 'held' | 'closed'
  returnsCount: number
  openedAt: string
  changedAt: string
  lastStep: StepName
  lastOn: Day
  lastBy: string
  cursor: string
}

export type Page = { rows: CaseRow[]; hasNext: boolean; hasPrevious: boolean; totalCount: () => Promise<number> }

/** A cursor that no list of this order has given. */
export class BadCursor extends Error {
  override name = 'BadCursor'
}

const mostRows = 200
const mostHits = 2000
const given = sql.placeholder

/** The cases this person may see and asks for. */
export async function list(store: Store, who: Actor, { filter = {}, sort = { by: 'dueOn', direction: 'asc' }, first, after, last, before }: Listing = {}): Promise<Page> {
  const backwards = last !== undefined
  const limit = Math.min(Math.max(Math.trunc(last ?? first ?? 20), 0), mostRows)
  const cursor = backwards ? before : after
  const wanted = narrowed(store, who, filter)
  const down = (sort.direction === 'desc') !== backwards
  const values = { ...sightOf(who), ...wanted.values, limit: limit + 1, ...(cursor === undefined ? {} : readCursor(cursor, sort)) }
  const shape = [wanted.shape, sort.by, down, cursor !== undefined].join(' ')

  const rows = await kept(store, `list ${shape}`, wanted.once, (db, t) => page(db, t, wanted.where, sort.by, down, cursor !== undefined)).execute(values)
  const shown = (backwards ? rows.slice(0, limit).toReversed() : rows.slice(0, limit)).map((row) => rowOf(row, sort))
  tellRead(who, wanted.once ? 'search' : 'list', shown.map((row) => row.id))
  const more = rows.length > limit
  return {
    rows: shown,
    hasNext: backwards ? before !== undefined : more,
    hasPrevious: backwards ? more : after !== undefined,
    totalCount: async () => (coarse(filter) ? countOf(store, who, filter) : ((await kept(store, `count ${wanted.shape}`, wanted.once, (db, t) => counting(db, t, wanted.where)).execute(values))[0]?.n ?? 0)),
  }
}

/** Whether the tallies already know how many cases there are. */
const coarse = (filter: Filter): boolean => Object.entries(filter).every(([name, value]) => value === undefined || name === 'zoneId' || name === 'stages')

/** The first page of each shelf: to act on by due day, finished ones by the day of the last change. */
export async function work(store: Store, who: Actor, first = 20): Promise<Record<Shelf, Page>> {
  const shelf = (name: Shelf) => list(store, who, { filter: { shelf: name }, first, sort: name === 'done' ? { by: 'changedAt', direction: 'desc' } : { by: 'dueOn', direction: 'asc' } })
  return { toAct: await shelf('toAct'), asked: await shelf('asked'), waiting: await shelf('waiting'), done: await shelf('done') }
}

type Wanted = { shape: string; where: SQL; values: Record<string, unknown>; once: boolean }

/** The filter as a condition with placeholders; `shape` names the condition, `once` says that it cannot be kept. */
function narrowed(store: Store, who: Actor, filter: Filter): Wanted {
  const { t } = store
  const few = opensFew(who)
  const parts: { name: string; where: SQL | undefined; values?: Record<string, unknown> }[] = [{ name: few ? 'few' : 'seen', where: few ? visibleByFew(t) : visible(t) }]
  const add = (name: string, value: unknown, where: SQL) => value !== undefined && parts.push({ name, where, values: { [name]: value } })
  add('zoneId', filter.zoneId, eq(t.cases.zoneId, given('zoneId')))
  add('bodyId', filter.bodyId, eq(t.cases.bodyId, given('bodyId')))
  add('holder', filter.holder, eq(t.cases.holder, given('holder')))
  add('overdueOn', filter.overdueOn, sql`${t.cases.dueOn} < ${given('overdueOn')}`)
  add('dueBy', filter.dueBy, lte(t.cases.dueOn, given('dueBy')))
  add('acceptedFrom', filter.acceptedFrom, and(gte(t.cases.acceptedOn, given('acceptedFrom')), ne(t.cases.acceptedOn, never))!) // two conditions are never undefined
  add('acceptedTo', filter.acceptedTo, lte(t.cases.acceptedOn, given('acceptedTo')))
  add('returned', filter.returned, sql`${t.cases.returnsCount} > 0`)
  if (filter.stages) {
    const values = Object.fromEntries(filter.stages.map((stage, n) => [`stage${n}`, stage]))
    parts.push({ name: `stages${filter.stages.length}`, where: filter.stages.length === 0 ? sql`1 = 0` : inArray(t.cases.stage, Object.keys(values).map((name) => given(name))), values })
  }
  if (filter.shelf) parts.push({ name: `${filter.shelf} ${who.role}`, where: onShelf(t, filter.shelf, who.role) })
  const text = filter.text?.trim()
  if (text) parts.push({ name: 'text', where: inArray(t.cases.id, store.hits({ commission: who.commission, words: text, keys: keysOf(who), limit: mostHits })) })
  return {
    shape: parts.map((part) => part.name).join(' '),
    where: and(...parts.map((part) => part.where)) ?? sql`1 = 0`,
    values: Object.assign({}, ...parts.map((part) => part.values ?? {})) as Record<string, unknown>,
    once: Boolean(text),
  }
}

/** On whose desk a role finds its work: the holder of the case, or the stage where the holder has it done by somebody else. */
const desks: { [Name in Role]?: { holder: Holder } | { stages: Stage[] } } = {
  handler: { holder: 'body' },
  bodyHead: { holder: 'body' },
  groupLeader: { holder: 'group' },
  reviewer: { holder: 'group' },
  officeHead: { holder: 'office' },
  leaderInCharge: { holder: 'leaderInCharge' },
  commissionHead: { holder: 'sendingCommission' },
  committeeReviewer: { holder: 'workCommittee' },
  committeeHead: { holder: 'workCommittee' },
  partyGroupContact: { stages: ['consulting'] },
  archivist: { stages: ['reported'] },
}

function onShelf(t: Tables, shelf: Shelf, role: Role): SQL | undefined {
  const desk = desks[role]
  const [mine, notMine] = desk === undefined ? [sql`1 = 0`, sql`1 = 1`]
    : 'holder' in desk ? [eq(t.cases.holder, desk.holder), ne(t.cases.holder, desk.holder)]
    : [inArray(t.cases.stage, desk.stages), notInArray(t.cases.stage, desk.stages)]
  switch (shelf) {
    case 'toAct': return mine
    case 'asked': return and(sql`${t.cases.asks} > ''`, sql`${t.cases.asks} like ${`%|${role}|%`}`)
    case 'waiting': return and(notMine, notInArray(t.cases.stage, [...ends]))
    case 'done': return inArray(t.cases.stage, [...ends])
  }
}

const columnOf = (t: Tables, by: Sort['by']) => (by === 'number' ? t.cases.numberKey : t.cases[by])

function page(db: Db, t: Tables, where: SQL, by: Sort['by'], down: boolean, fromCursor: boolean) {
  const column = columnOf(t, by)
  const beyond = fromCursor ? sql`(${column}, ${t.cases.id}) ${sql.raw(down ? '<' : '>')} (${given('sortValue')}, ${given('sortId')})` : undefined
  const order = down ? desc : asc
  return db.select({
    id: t.cases.id, number: t.cases.number, title: t.cases.title, subjectNames: t.cases.subjectNames, zoneId: t.cases.zoneId, bodyId: t.cases.bodyId,
    stage: t.cases.stage, holder: t.cases.holder, version: t.cases.version, round: t.cases.round, routes: t.cases.routes, transferredOn: t.cases.transferredOn, acceptedOn: t.cases.acceptedOn,
    dueOn: t.cases.dueOn, clockState: t.cases.clockState, returnsCount: t.cases.returnsCount, openedAt: t.cases.openedAt, changedAt: t.cases.changedAt, lastStep: t.cases.lastStep,
    lastOn: t.cases.lastOn, lastBy: t.cases.lastBy, sortValue: sql<string>`${column}`.as('sort_value'),
  })
    .from(t.cases)
    .where(and(where, beyond)).orderBy(order(column), order(t.cases.id)).limit(given('limit'))
}

const counting = (db: Db, t: Tables, where: SQL) => db.select({ n: sql<number>`count(*)` }).from(t.cases).where(where)

type Row = Awaited<ReturnType<ReturnType<typeof page>['execute']>>[number]

const rowOf = ({ sortValue, ...row }: Row, sort: Sort): CaseRow => ({
  ...row,
  transferredOn: day(row.transferredOn),
  acceptedOn: day(row.acceptedOn),
  dueOn: day(row.dueOn),
  get cursor() {
    return Buffer.from(JSON.stringify([sort.by, sortValue, row.id])).toString('base64url')
  },
})

const day = (column: string): Day | null => (column === never ? null : column)

function readCursor(cursor: string, sort: Sort): { sortValue: string; sortId: string } {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    parts = null
  }
  if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== sort.by || !parts.every((part) => typeof part === 'string')) throw new BadCursor('the cursor is not from this list')
  return { sortValue: parts[1] as string, sortId: parts[2] as string }
}

type Statements = Map<string, unknown>
const statements = new WeakMap<Store, Statements>()

/** The statement of this shape, built once; one with a search in it is built each time, for its terms are part of it. */
function kept<Prepared>(store: Store, shape: string, once: boolean, build: (db: Db, t: Tables) => { prepare: () => Prepared }): Prepared {
  const known = statements.get(store) ?? new Map<string, unknown>()
  statements.set(store, known)
  if (once) return prepared('', build(store.fresh, store.t))
  const before = known.get(shape) as Prepared | undefined
  if (before) return before
  const fresh = prepared(`${shape.slice(0, 5)}_${known.size}`, build(store.fresh, store.t))
  known.set(shape, fresh)
  return fresh
}
