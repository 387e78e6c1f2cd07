/** Reading cases. Every function asks who reads: what somebody may not see is, for them, not there. */
import { and, asc, desc, eq, gte, lt, sql } from 'drizzle-orm'
import type { Entry } from '../review/act.ts'
import type { Basis, Case } from '../review/case.ts'
import type { Actor } from '../review/people.ts'
import { seenBy, type Seen } from '../review/visibility.ts'
import { linesIn, type Columns, type Line } from './columns.ts'
import { columnsIn, type Stored } from './keep.ts'
import type { Past } from './past.ts'
import { atOnce, statement } from './prepared.ts'
import { tellDenied, tellRead } from './readings.ts'
import type { Db, Store } from './store.ts'
import type { Tables } from './tables.ts'
import { rowsFor, seeing, sightOf, visibleOne } from './visible.ts'

/** A case with its log, oldest entry first, as the person asking may see them; `past` is the moment of which it is, where it is looked back at. */
export type Found = Seen & { past?: Past }

const given = sql.placeholder

const seenById = seeing('case_seen', (db, t, sight) => db.select({ doc: t.cases.doc, log: t.cases.log }).from(t.cases).where(and(visibleOne(t, t.cases, sight), eq(t.cases.id, given('id')))))
const seenByNumber = seeing('case_seen_by_number', (db, t, sight) => db.select({ id: t.cases.id }).from(t.cases).where(and(visibleOne(t, t.cases, sight), eq(t.cases.number, given('number')))))
const changeSeen = seeing('case_change_seen', (db, t, sight) => db.select({ changedAt: rowsFor(t, sight).changedAt }).from(rowsFor(t, sight)).where(and(visibleOne(t, rowsFor(t, sight), sight), eq(rowsFor(t, sight).id, given('id')))))
const stored = (db: Db, t: Tables) => db.select({ ...columnsIn(t), bodyTally: sql<string>`${t.caseFaces.tally}`.as('body_tally') }).from(t.cases)
  .innerJoin(t.caseFaces, and(eq(t.caseFaces.commission, t.cases.commission), eq(t.caseFaces.side, 'body'), eq(t.caseFaces.id, t.cases.id)))
const loadedById = seeing('case_loaded', (db, t, sight) => stored(db, t).where(and(visibleOne(t, t.cases, sight), eq(t.cases.id, given('id')))))
const anyById = statement('case_any', (db, t) => stored(db, t).where(and(eq(t.cases.commission, given('commission')), eq(t.cases.id, given('id')))))
const ofCase = (t: Tables) => and(eq(t.caseEntries.commission, given('commission')), eq(t.caseEntries.caseId, given('id')))
const entryRows = statement('case_entries', (db, t) => {
  const { version, step, from, to, by, role, bodyId, zoneId, on, writtenOn, at, basis, payload } = t.caseEntries
  return db.select({ version, step, from, to, by, role, bodyId, zoneId, on, writtenOn, at, basis, payload }).from(t.caseEntries).where(ofCase(t)).orderBy(asc(version))
})
const textRows = statement('case_entry_texts', (db, t) => db.select({ basis: t.caseEntries.basis, payload: t.caseEntries.payload }).from(t.caseEntries).where(ofCase(t)).orderBy(asc(t.caseEntries.version)))

/** The case with its log, or null: hidden and missing look the same. */
export async function find(store: Store, who: Actor, id: string): Promise<Found | null> {
  const sight = sightOf(who)
  const [row] = await seenById(store, store.fresh, sight).execute({ ...sight.values, id })
  const found = row ? seenBy(who, JSON.parse(row.doc) as Case, await logOf(store, store.fresh, who.commission, id, row.log)) : null
  if (found) tellRead(who, 'case', [id])
  else tellDenied(who, 'case', id)
  return found
}

/** Whether the step taken on a case at an instant is one that somebody sees; hidden steps and hidden cases are no news. Nothing of the case is given, so it leaves no record. */
export async function isNewsTo(store: Store, who: Actor, id: string, at: string): Promise<boolean> {
  const sight = sightOf(who)
  const [row] = await changeSeen(store, store.fresh, sight).execute({ ...sight.values, id })
  return row?.changedAt === at
}

/** Whether somebody may see a case. Nothing of it is given, so it leaves no record. */
export async function isSeen(store: Store, who: Actor, id: string): Promise<boolean> {
  const sight = sightOf(who)
  return (await changeSeen(store, store.fresh, sight).execute({ ...sight.values, id })).length > 0
}

/** The case with this number (案号), or null. */
export async function byNumber(store: Store, who: Actor, number: string): Promise<Found | null> {
  const sight = sightOf(who)
  const [row] = await seenByNumber(store, store.fresh, sight).execute({ ...sight.values, number: number.normalize('NFC').trim() })
  return row ? find(store, who, row.id) : (tellDenied(who, 'case', null), null)
}

const importedAs = statement('case_imported', (db, t) => db.select({ id: t.caseEntries.caseId }).from(t.caseEntries)
  .where(and(eq(t.caseEntries.commission, given('commission')), eq(t.caseEntries.version, 1), gte(t.caseEntries.operationKey, given('from')), lt(t.caseEntries.operationKey, given('until')))).orderBy(desc(t.caseEntries.at)).limit(1))

/** The case that was last imported under this id, or null. */
export async function byImport(store: Store, who: Actor, id: string): Promise<Found | null> {
  const [row] = await importedAs(store, store.fresh).execute({ commission: who.commission, from: `import:${id}:`, until: `import:${id};` })
  return row ? find(store, who, row.id) : (tellDenied(who, 'case', null), null)
}

/** The log of a case somebody may see, or null. */
export const entriesOf = async (store: Store, who: Actor, id: string): Promise<Entry[] | null> => (await find(store, who, id))?.log ?? null

/** The whole of a case that somebody may see, to be changed in the same transaction; null where it is hidden or missing. Never shown: `seenBy` gives what may be. */
export async function load(store: Store, db: Db, who: Actor, id: string): Promise<Stored | null> {
  const sight = sightOf(who)
  const [row] = await loadedById(store, db, sight).execute({ ...sight.values, id })
  return row ? storedAs(row, await logOf(store, db, who.commission, id, row.log)) : null
}

/** A case whoever asks, with its log from the entries themselves: for `verify`, `refresh` and answering a repeated operation, never for a person. */
export async function loadUnseen(store: Store, db: Db, commission: string, id: string): Promise<Stored | null> {
  const [row] = await anyById(store, db).execute({ commission, id })
  return row ? storedAs(row, await entriesRead(store, db, commission, id)) : null
}

const storedAs = ({ bodyTally, ...columns }: Columns & { bodyTally: string }, log: Entry[]): Stored => ({ case: JSON.parse(columns.doc) as Case, columns, tally: columns.tally, bodyTally, log })

const entriesRead = async (store: Store, db: Db, commission: string, id: string): Promise<Entry[]> => (await entryRows(store, db).execute({ commission, id })).map(entryOf)

/** A log, from its lines. Where the engine can read at once, the texts of all its entries are read when the first is asked for: an entry never changes. */
async function logOf(store: Store, db: Db, commission: string, id: string, lines: string): Promise<Entry[]> {
  const read = atOnce(textRows(store, db))
  if (read === null) return entriesRead(store, db, commission, id)
  let texts: Texts[] | undefined
  return linesIn(lines).map((line, n) => entryWith(line, () => (texts ??= read({ commission, id }))[n]!)) // as many rows as there are lines, and perhaps later ones
}

/** An entry from its row. */
export const entryOf = ({ basis, payload, ...line }: Line & Texts): Entry => entryWith(line, () => ({ basis, payload }))

/** Basis and payload are read when they are asked for: much of what a log is read for is in neither. */
function entryWith({ version, step, from, to, by, role, bodyId, zoneId, on, writtenOn, at }: Line, texts: () => Texts): Entry {
  let [basis, payload]: [Basis?, unknown?] = []
  return {
    version, step, from, to, by, role, bodyId, zoneId, on, writtenOn, at,
    get basis() { return (basis ??= JSON.parse(texts().basis) as Basis) },
    get payload() { return (payload ??= JSON.parse(texts().payload) as unknown) },
  }
}

type Texts = Pick<Tables['caseEntries']['$inferSelect'], 'basis' | 'payload'>
