/** Reading cases. Every function asks who reads: what somebody may not see is, for them, not there. */
import { and, asc, eq, sql } from 'drizzle-orm'
import type { Entry } from '../review/act.ts'
import type { Basis, Case } from '../review/case.ts'
import type { Actor } from '../review/people.ts'
import type { Stored } from './keep.ts'
import { tellDenied, tellRead } from './readings.ts'
import { statement, type Db, type Store } from './store.ts'
import type { Tables } from './tables.ts'
import { sightOf, visible } from './visible.ts'

/** A case with its log, oldest entry first. */
export type Found = { case: Case; log: Entry[] }

const given = sql.placeholder

const seenById = statement('case_seen', (db, t) => db.select({ doc: t.cases.doc, tally: t.cases.tally }).from(t.cases).where(and(visible(t), eq(t.cases.id, given('id')))))
const seenByNumber = statement('case_seen_by_number', (db, t) => db.select({ id: t.cases.id }).from(t.cases).where(and(visible(t), eq(t.cases.number, given('number')))))
const anyById = statement('case_any', (db, t) => db.select({ doc: t.cases.doc, tally: t.cases.tally }).from(t.cases).where(and(eq(t.cases.commission, given('commission')), eq(t.cases.id, given('id')))))
const entryRows = statement('case_entries', (db, t) =>
  db.select().from(t.caseEntries).where(and(eq(t.caseEntries.commission, given('commission')), eq(t.caseEntries.caseId, given('id')))).orderBy(asc(t.caseEntries.version)))

/** The case with its log, or null: hidden and missing look the same. */
export async function find(store: Store, who: Actor, id: string): Promise<Found | null> {
  const found = await load(store, store.fresh, who, id)
  if (!found) return tellDenied(who, 'case', id), null
  tellRead(who, 'case', [id])
  return { case: found.case, log: found.log }
}

/** The case with this number (案号), or null. */
export async function byNumber(store: Store, who: Actor, number: string): Promise<Found | null> {
  const [row] = await seenByNumber(store, store.fresh).execute({ ...sightOf(who), number: number.normalize('NFC').trim() })
  return row ? find(store, who, row.id) : (tellDenied(who, 'case', null), null)
}

/** The log of a case somebody may see, or null. */
export const entriesOf = async (store: Store, who: Actor, id: string): Promise<Entry[] | null> => (await find(store, who, id))?.log ?? null

/** A case as this person may see it, to be changed in the same transaction; null where it is hidden or missing. */
export async function load(store: Store, db: Db, who: Actor, id: string): Promise<(Stored & { log: Entry[] }) | null> {
  const [row] = await seenById(store, db).execute({ ...sightOf(who), id })
  return row ? { ...storedOf(row), log: await logOf(store, db, who.commission, id) } : null
}

/** A case whoever asks: for `verify`, `refresh` and answering a repeated operation, never for a person. */
export async function loadUnseen(store: Store, db: Db, commission: string, id: string): Promise<(Stored & { log: Entry[] }) | null> {
  const [row] = await anyById(store, db).execute({ commission, id })
  return row ? { ...storedOf(row), log: await logOf(store, db, commission, id) } : null
}

async function logOf(store: Store, db: Db, commission: string, id: string): Promise<Entry[]> {
  return (await entryRows(store, db).execute({ commission, id })).map(entryOf)
}

const storedOf = ({ doc, tally }: { doc: string; tally: string }): Stored => ({ case: JSON.parse(doc) as Case, tally })

/** An entry from its row. */
const entryOf = (row: Tables['caseEntries']['$inferSelect']): Entry => ({
  version: row.version, step: row.step, from: row.from, to: row.to, by: row.by, role: row.role, bodyId: row.bodyId, zoneId: row.zoneId,
  on: row.on, writtenOn: row.writtenOn, at: row.at, basis: JSON.parse(row.basis) as Basis, payload: JSON.parse(row.payload) as unknown,
})
