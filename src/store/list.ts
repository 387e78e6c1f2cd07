/**
 * Lists of cases. Every list is one statement whatever its length, reads the face of the side that asks through the one
 * visibility condition, is ordered by a column that is never null and then by id, and is paged by keyset.
 */
import { and, asc, desc, eq, gte, inArray, lte, ne, notInArray, sql, type SQL } from 'drizzle-orm'
import { ends, type Holder, type Stage } from '../review/case.ts'
import type { Day } from '../review/day.ts'
import type { Actor, Role } from '../review/people.ts'
import { sideOf } from '../review/sides.ts'
import type { StepName } from '../review/steps/index.ts'
import { countedFor, type Counted } from '../review/tally.ts'
import { keysOf } from '../review/visibility.ts'
import { countOf } from './figures.ts'
import { prepared } from './prepared.ts'
import { tellRead } from './readings.ts'
import type { Db, Store } from './store.ts'
import { never, type Tables } from './tables.ts'
import { rowsFor, sightOf, visible, type Seeable } from './visible.ts'

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
  /** Running clocks that fall due on this day or later. */
  dueFrom?: Day
  /** Running clocks that fall due up to and on this day. */
  dueBy?: Day
  acceptedFrom?: Day
  acceptedTo?: Day
  /** Cases returned at least once. */
  returned?: true
  /** Cases that have not come to an end. */
  open?: true
  /** The cases behind a figure: those that have a line of this kind and key in their tally. */
  counted?: Counted
  shelf?: Shelf
}

export const sorts = ['dueOn', 'changedAt', 'number', 'name', 'acceptedOn', 'transferredOn'] as const
export type Sort = { by: (typeof sorts)[number]; direction: 'asc' | 'desc' }

/** A part of a list. `columns` says which are wanted beside the id and what the list is ordered by, all where it is left out; the others are then not there. */
export type Listing = { filter?: Filter; sort?: Sort; first?: number; after?: string; last?: number; before?: string; columns?: readonly RowColumn[] }

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
  /** What the list was ordered by. */
  sortValue: string
}

export const rowColumns = [
  'number', 'title', 'subjectNames', 'zoneId', 'bodyId', 'stage', 'holder', 'version', 'round', 'routes', 'transferredOn', 'acceptedOn',
  'dueOn', 'clockState', 'returnsCount', 'openedAt', 'changedAt', 'lastStep', 'lastOn', 'lastBy',
] as const satisfies readonly (keyof CaseRow)[]
export type RowColumn = (typeof rowColumns)[number]

export type Page = { rows: CaseRow[]; hasNext: boolean; hasPrevious: boolean; totalCount: () => Promise<number> }

/** A cursor that no list of this order has given. */
export class BadCursor extends Error {
  override name = 'BadCursor'
}

const mostRows = 200
const mostHits = 2000
const given = sql.placeholder

/** The cases this person may see and asks for. */
export async function list(store: Store, who: Actor, { filter = {}, sort = { by: 'dueOn', direction: 'asc' }, first, after, last, before, columns = rowColumns }: Listing = {}): Promise<Page> {
  const backwards = last !== undefined
  const limit = Math.min(Math.max(Math.trunc(last ?? first ?? 20), 0), mostRows)
  const cursor = backwards ? before : after
  const wanted = narrowed(store, who, filter)
  const down = (sort.direction === 'desc') !== backwards
  const values = { ...wanted.values, limit: limit + 1, ...(cursor === undefined ? {} : readCursor(cursor, sort)) }
  const shape = [wanted.shape, sort.by, down, cursor !== undefined, ...(columns === rowColumns ? [] : columns)].join(' ')

  const rows = await kept(store, `list ${shape}`, wanted.once, (db) => page(db, wanted, sort.by, down, cursor !== undefined, columns)).execute(values)
  const shown = (backwards ? rows.slice(0, limit).toReversed() : rows.slice(0, limit)).map(rowOf)
  tellRead(who, wanted.once ? 'search' : 'list', shown.map((row) => row.id))
  const more = rows.length > limit
  return {
    rows: shown,
    hasNext: backwards ? before !== undefined : more,
    hasPrevious: backwards ? more : after !== undefined,
    totalCount: async () => (coarse(filter) ? countOf(store, who, filter) : ((await kept(store, `count ${wanted.shape}`, wanted.once, (db) => counting(db, wanted.rows, wanted.where())).execute(values))[0]?.n ?? 0)),
  }
}

/** Whether the tallies already know how many cases there are. */
const coarse = (filter: Filter): boolean => Object.entries(filter).every(([name, value]) => value === undefined || name === 'zoneId' || name === 'stages')

/** The first page of each shelf: to act on by due day, finished ones by the day of the last change. */
export async function work(store: Store, who: Actor, first = 20): Promise<Record<Shelf, Page>> {
  const shelf = (name: Shelf) => list(store, who, { filter: { shelf: name }, first, sort: name === 'done' ? { by: 'changedAt', direction: 'desc' } : { by: 'dueOn', direction: 'asc' } })
  return { toAct: await shelf('toAct'), asked: await shelf('asked'), waiting: await shelf('waiting'), done: await shelf('done') }
}

type Wanted = { shape: string; rows: Seeable; named: boolean; where: () => SQL; values: Record<string, unknown>; once: boolean }

/**
 * The filter as a condition with placeholders on the rows of a side, which is built only where no statement of its `shape`
 * is kept; `once` says that it cannot be. Case management is told no names.
 */
function narrowed(store: Store, who: Actor, filter: Filter): Wanted {
  const { t } = store
  const sight = sightOf(who)
  const f = rowsFor(t, sight)
  const named = who.role !== 'caseManager'
  const parts: { name: string; where: () => SQL | undefined; values?: Record<string, unknown> }[] = [{ name: `${sight.shape} ${named ? 'named' : 'bare'}`, where: () => visible(t, f, sight), values: sight.values }]
  const add = (name: string, value: unknown, where: () => SQL | undefined) => value !== undefined && parts.push({ name, where, values: { [name]: value } })
  add('zoneId', filter.zoneId, () => eq(f.zoneId, given('zoneId')))
  add('bodyId', filter.bodyId, () => eq(f.bodyId, given('bodyId')))
  add('holder', filter.holder, () => eq(f.holder, given('holder')))
  add('overdueOn', filter.overdueOn, () => sql`${f.dueOn} < ${given('overdueOn')}`)
  add('dueFrom', filter.dueFrom, () => and(gte(f.dueOn, given('dueFrom')), ne(f.dueOn, never)))
  add('dueBy', filter.dueBy, () => lte(f.dueOn, given('dueBy')))
  add('acceptedFrom', filter.acceptedFrom, () => and(gte(f.acceptedOn, given('acceptedFrom')), ne(f.acceptedOn, never)))
  add('acceptedTo', filter.acceptedTo, () => lte(f.acceptedOn, given('acceptedTo')))
  add('returned', filter.returned, () => sql`${f.returnsCount} > 0`)
  add('open', filter.open, () => notInArray(f.stage, [...ends]))
  const { counted } = filter
  if (counted) parts.push({ name: `counted${countedFor(sideOf[who.role], counted.by)}`, where: () => (countedFor(sideOf[who.role], counted.by) ? hasLine(f) : sql`1 = 0`), values: { line: lineOf(counted), break: '\n' } })
  if (filter.stages) {
    const values = Object.fromEntries(filter.stages.map((stage, n) => [`stage${n}`, stage]))
    const names = Object.keys(values)
    parts.push({ name: `stages${names.length}`, where: () => (names.length === 0 ? sql`1 = 0` : inArray(f.stage, names.map((name) => given(name)))), values })
  }
  const { shelf } = filter
  if (shelf) parts.push({ name: `${shelf} ${who.role}`, where: () => onShelf(f, shelf, who.role) })
  const text = filter.text?.trim()
  // Only in text this person may see: none of it to case management, and of archived cases to the archivist alone.
  if (text) parts.push({ name: 'text', where: () => (named ? and(inArray(f.id, store.hits({ commission: who.commission, words: text, keys: keysOf(who), limit: mostHits })), who.role === 'archivist' ? undefined : ne(f.stage, 'archived')) : sql`1 = 0`) })
  return {
    shape: parts.map((part) => part.name).join(' '),
    rows: f,
    named,
    where: () => and(...parts.map((part) => part.where())) ?? sql`1 = 0`,
    values: Object.assign({}, ...parts.map((part) => part.values ?? {})) as Record<string, unknown>,
    once: Boolean(text),
  }
}

/** Whether the tally has the line looked for. @NOTE no `like`: on SQLite it does not tell small letters from capitals. */
const hasLine = (f: Seeable): SQL => sql`replace(${given('break')} || ${f.tally} || ${given('break')}, ${given('line')}, '') <> ${given('break')} || ${f.tally} || ${given('break')}`

/** A line of a tally as text, from the break before it to the break behind it; without the rest of it where only its beginning is looked for. */
function lineOf({ by, key }: Counted): string {
  const line = `\n${by} ${(key ?? '').replaceAll('\n', ' ')}`
  return key === null || key.endsWith('|') ? line : `${line}\n`
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

function onShelf(f: Seeable, shelf: Shelf, role: Role): SQL | undefined {
  const desk = desks[role]
  const [mine, notMine] = desk === undefined ? [sql`1 = 0`, sql`1 = 1`]
    : 'holder' in desk ? [eq(f.holder, desk.holder), ne(f.holder, desk.holder)]
    : [inArray(f.stage, desk.stages), notInArray(f.stage, desk.stages)]
  switch (shelf) {
    case 'toAct': return mine
    case 'asked': return and(sql`${f.asks} > ''`, sql`${f.asks} like ${`%|${role}|%`}`)
    case 'waiting': return and(notMine, notInArray(f.stage, [...ends]))
    case 'done': return inArray(f.stage, [...ends])
  }
}

/** What a list is ordered by. To whom no names are told, none is ordered by them. */
const columnOf = ({ rows: f, named }: Wanted, by: Sort['by']): SQL => (by === 'name' ? (named ? sql`${f.nameKey}` : sql`cast('' as text)`) : sql`${by === 'number' ? f.numberKey : f[by]}`)

function page(db: Db, asked: Wanted, by: Sort['by'], down: boolean, fromCursor: boolean, columns: readonly RowColumn[]) {
  const { rows: f, named, where } = asked
  const column = columnOf(asked, by)
  const name = (text: typeof f.title) => (named ? sql<string>`${text}` : sql<string>`''`)
  const beyond = fromCursor ? sql`(${column}, ${f.id}) ${sql.raw(down ? '<' : '>')} (${given('sortValue')}, ${given('sortId')})` : undefined
  const order = down ? desc : asc
  const wanted = Object.fromEntries(columns.map((one) => [one, f[one]])) as { [Name in RowColumn]: Tables['cases'][Name] }
  const names = { ...(columns.includes('title') ? { title: name(f.title).as('title') } : {}), ...(columns.includes('subjectNames') ? { subjectNames: name(f.subjectNames).as('subject_names') } : {}) }
  return db.select({ id: f.id, ...wanted, ...(named ? {} : names), sortValue: sql<string>`${column}`.as('sort_value') })
    .from(f)
    .where(and(where(), beyond)).orderBy(order(column), order(f.id)).limit(given('limit'))
}

const counting = (db: Db, f: Seeable, where: SQL) => db.select({ n: sql<number>`count(*)` }).from(f).where(where)

type Row = Awaited<ReturnType<ReturnType<typeof page>['execute']>>[number]

const rowOf = (row: Row): CaseRow => ({ ...row, transferredOn: day(row.transferredOn), acceptedOn: day(row.acceptedOn), dueOn: day(row.dueOn) })

/** Where a page that begins or ends with this row goes on. */
export const cursorOf = ({ sortValue, id }: CaseRow, by: Sort['by']): string => Buffer.from(JSON.stringify([by, sortValue, id])).toString('base64url')

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

const mostStatements = 300

/** The statement of this shape, built once; one with a search in it is built each time, for its terms are part of it, and so are further ones where very many shapes were asked for. */
function kept<Prepared>(store: Store, shape: string, once: boolean, build: (db: Db) => { prepare: () => Prepared }): Prepared {
  const known = statements.get(store) ?? new Map<string, unknown>()
  statements.set(store, known)
  const before = known.get(shape) as Prepared | undefined
  if (before) return before
  if (once || known.size >= mostStatements) return prepared('', build(store.fresh))
  const fresh = prepared(`${shape.slice(0, 5)}_${known.size}`, build(store.fresh))
  known.set(shape, fresh)
  return fresh
}
