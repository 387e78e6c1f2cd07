/** Policy, calendar and roster as tables, and the moment that the rules ask for. */
import { and, asc, eq, sql } from 'drizzle-orm'
import { calendar as firstCalendar } from '../review/calendar.ts'
import { isEnd } from '../review/case.ts'
import type { Calendar, CalendarYear, Day } from '../review/day.ts'
import { firstPolicy, policyOn, type Policy, type PolicyRow } from '../review/policy.ts'
import type { Moment } from '../review/step.ts'
import type { Templates } from '../review/template.ts'
import { forge, headOf } from './audit.ts'
import { loadUnseen } from './cases.ts'
import { columnsOf, faceOf, momentFor, type FacedSide } from './columns.ts'
import { keep, Raced } from './keep.ts'
import { rosterOf, type Editor, type LoadedRoster } from './roster.ts'
import { statement } from './prepared.ts'
import { templatesOf } from './template-rows.ts'
import type { Db, Store } from './store.ts'
import { whileUnchanged } from './unchanged.ts'

/** A moment whose roster can also be listed, with the templates that papers are set by. */
export type LoadedMoment = Omit<Moment, 'roster'> & { roster: LoadedRoster; templates: Templates }
export type MomentOf = (on: Day, at: string) => LoadedMoment

const known = new WeakMap<Store, Map<string, { settings: number; momentOf: MomentOf }>>()
const momentsWhile = whileUnchanged<MomentOf>()

/**
 * The moments of a commission: policy, calendar and templates in force on a day, and the roster. Read again only after a change
 * of settings or roster, by whichever server it was made.
 */
export const momentsOf = (store: Store, commission: string): Promise<MomentOf> => momentsWhile(store, commission, () => readMoments(store, commission))

async function readMoments(store: Store, commission: string): Promise<MomentOf> {
  const { settings } = await headOf(store, commission)
  const made = known.get(store) ?? new Map<string, { settings: number; momentOf: MomentOf }>()
  known.set(store, made)
  const before = made.get(commission)
  if (before?.settings === settings) return before.momentOf

  const [rows, calendar, roster, templates] = await Promise.all([policyRows(store, store.fresh, commission), calendarOf(store, commission), rosterOf(store, commission), templatesOf(store, commission)])
  const policies = new Map<Day, Policy>()
  const momentOf: MomentOf = (on, at) => {
    const policy = policies.get(on) ?? policyOn(rows, on)
    policies.set(on, policy)
    return { on, at, calendar, policy, roster: roster.on(on), templates: templates(on) }
  }
  made.set(commission, { settings, momentOf })
  return momentOf
}

/** The moment of a request. */
export const momentOf = async (store: Store, commission: string, on: Day, at: string): Promise<LoadedMoment> => (await momentsOf(store, commission))(on, at)

/** Every policy row, oldest first; the first state of a name of which the table has none, as in a database of an earlier version. */
export async function policyRows({ t }: Pick<Store, 't'>, db: Db, commission: string): Promise<PolicyRow[]> {
  const rows = await db.select({ name: t.policies.name, from: t.policies.from, value: t.policies.value, basis: t.policies.basis, note: t.policies.note })
    .from(t.policies).where(eq(t.policies.commission, commission)).orderBy(asc(t.policies.from), asc(t.policies.name))
  return [...firstPolicy.filter((one) => !rows.some((row) => row.name === one.name)), ...(rows as PolicyRow[])]
}

/** The rest days as the office has them; those the product comes with where the table has none. */
async function calendarOf({ t, fresh }: Store, commission: string): Promise<Calendar> {
  const rows = await fresh.select({ year: t.calendars.year, version: t.calendars.version, value: t.calendars.value }).from(t.calendars).where(eq(t.calendars.commission, commission)).orderBy(asc(t.calendars.year))
  if (rows.length === 0) return firstCalendar
  return { version: [...new Set(rows.map((row) => row.version))].join('；'), years: Object.fromEntries(rows.map((row) => [row.year, row.value])) }
}

/** Adds policy rows without asking anybody, for what an installation begins with (demo, tests): a row of the same name and day is replaced. Then `refresh` the open cases. */
export const savePolicy = (store: Store, { commission, by, at }: Editor, rows: readonly PolicyRow[]): Promise<void> =>
  store.tx(async (db) => {
    for (const row of rows) await putPolicy(store, db, commission, row)
    await forge(store, db, { commission, at, kind: 'settings', body: { by, policy: rows } })
  })

/** Writes the first policy and calendar of a new commission, once. */
export async function settle(store: Store, { commission, by, at }: Editor): Promise<void> {
  await store.tx(async (db) => {
    const [row] = await db.select({ name: store.t.policies.name }).from(store.t.policies).where(eq(store.t.policies.commission, commission)).limit(1)
    if (row) return
    for (const one of firstPolicy) await putPolicy(store, db, commission, one)
    for (const [year, value] of Object.entries(firstCalendar.years)) await putYear(store, db, commission, year, firstCalendar.version, value)
    await forge(store, db, { commission, at, kind: 'settings', body: { by, first: firstCalendar.version } })
  })
}

const openIds = statement('cases_open', (db, t) => db.select({ id: t.cases.id, stage: t.cases.stage }).from(t.cases).where(and(eq(t.cases.commission, sql.placeholder('commission')), sql`${t.cases.id} > ${sql.placeholder('after')}`)).orderBy(asc(t.cases.id)).limit(500))

/**
 * Brings the rows of open cases up to the settings of today: after a change of policy or calendar, and when a dated row
 * comes into force; those of ended ones too where days that are past have changed. Gives the number of rows that changed.
 */
export async function refresh(store: Store, commission: string, on: Day, at: string, which: 'open' | 'all' = 'open'): Promise<number> {
  const moments = await momentsOf(store, commission)
  const today = moments(on, at)
  let changed = 0
  for (let after = ''; ; ) {
    const page = await openIds(store, store.fresh).execute({ commission, after })
    for (const { id, stage } of page) if ((which === 'all' || !isEnd(stage)) && (await refreshOne(store, commission, id, today, moments))) changed++
    await new Promise((done) => setImmediate(done)) // whoever else asks is answered in between
    const last = page.at(-1)
    if (!last) return changed
    after = last.id
  }
}

async function refreshOne(store: Store, commission: string, id: string, asOf: Moment, moments: MomentOf): Promise<boolean> {
  const { t, fresh } = store
  const [row] = await fresh.select().from(t.cases).where(and(eq(t.cases.commission, commission), eq(t.cases.id, id)))
  const found = await loadUnseen(store, fresh, commission, id)
  if (!row || !found) return false
  const today = momentFor(found.case, found.log, asOf, moments)
  const now = columnsOf(found.case, found.log, today)
  const faces = await fresh.select().from(t.caseFaces).where(and(eq(t.caseFaces.commission, commission), eq(t.caseFaces.id, id)))
  const same = <Row extends object>(made: Row, stored: Row): boolean => (Object.keys(made) as (keyof Row)[]).every((name) => made[name] === stored[name])
  if (same(now, row as typeof now) && faces.every((face) => same(faceOf(face.side as FacedSide, found.case, found.log, today), face))) return false
  try {
    await store.tx(async (db) => {
      const again = await loadUnseen(store, db, commission, id)
      if (again) await keep(store, db, again, again.case, again.log, today)
    })
    return true
  } catch (error) {
    if (error instanceof Raced) return refreshOne(store, commission, id, asOf, moments) // a step came between and has read the new settings
    throw error
  }
}

/** Keeps one row of the policy; one of the same name and day is replaced, which `policies.ts` only does while the day has not come. */
export const putPolicy = ({ t }: Store, db: Db, commission: string, { name, from, value, basis, note }: PolicyRow) =>
  db.insert(t.policies).values({ commission, name, from, value, basis, note }).onConflictDoUpdate({ target: [t.policies.commission, t.policies.name, t.policies.from], set: { value, basis, note } })

/** Keeps one year of rest days; the years that the product comes with first, where the table has none. */
export async function keepYear(store: Store, db: Db, commission: string, year: string, version: string, value: CalendarYear): Promise<void> {
  const [any] = await db.select({ year: store.t.calendars.year }).from(store.t.calendars).where(eq(store.t.calendars.commission, commission)).limit(1)
  if (!any) for (const [each, first] of Object.entries(firstCalendar.years)) await putYear(store, db, commission, each, firstCalendar.version, first)
  await putYear(store, db, commission, year, version, value)
}

const putYear = ({ t }: Store, db: Db, commission: string, year: string, version: string, value: CalendarYear) =>
  db.insert(t.calendars).values({ commission, year, version, value }).onConflictDoUpdate({ target: [t.calendars.commission, t.calendars.year], set: { version, value } })
