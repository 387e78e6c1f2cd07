/** The register of interference (过问登记, R-458): entries are added and read, never changed. Each reading is a link of the chain, written before the answer. */
import { and, desc, eq, inArray, isNull, ne, or, sql, type SQL } from 'drizzle-orm'
import { registeringRefused, type Interference, type InterferenceGiven } from '../review/interference.ts'
import type { Actor } from '../review/people.ts'
import { no } from '../review/refusal.ts'
import type { Moment } from '../review/step.ts'
import type { Refused } from './administration.ts'
import { forge, record } from './audit.ts'
import { canonical, digest } from './canonical.ts'
import { impostor, refused } from './grants.ts'
import { staffOf } from './staff.ts'
import { isTaken, type Store } from './store.ts'
import type { Tables } from './tables.ts'
import { seeing, sightOf, visible, type Sight } from './visible.ts'

type Asking = { who: Actor; moment: Pick<Moment, 'on' | 'at'> }

/** Puts it on record. The link holds a hash of the words, not the words: whoever reads the audit reads no content. The operation key names the entry. */
export async function register(store: Store, { who, moment }: Asking, given: InterferenceGiven, operationKey: string): Promise<Refused | { entry: Interference }> {
  const { t } = store
  const { commission } = who
  const requestHash = digest(canonical({ given, by: who.personId }))
  const enter = () => store.tx(async (db) => {
    const [used] = await db.select().from(t.interferences).where(and(eq(t.interferences.commission, commission), eq(t.interferences.id, operationKey)))
    if (used && used.requestHash === requestHash) return { entry: entryOf(used) }
    const refusals = used
      ? [no('OPERATION_KEY_REUSED', '这个操作编号已用于另一项操作，请刷新后重试')]
      : [...impostor(await staffOf(store, db, commission, moment.at), who, moment.on), ...registeringRefused(given, moment.on)]
    if (refusals.length > 0) return refused(store, db, { registering: 'interference', who, moment }, refusals)
    const row = { ...given, commission, id: operationKey, requestHash, registeredBy: who.personId, registeredAt: moment.at }
    await db.insert(t.interferences).values(row)
    await forge(store, db, { commission, at: moment.at, kind: 'interference', body: { id: row.id, by: who.personId, role: who.role, rowHash: digest(canonical(row)) } })
    return { entry: entryOf(row) }
  })
  return enter().catch((error: unknown) => {
    if (isTaken(error)) return enter() // the same entry, sent twice at once
    throw error
  })
}

/** The names of the entries that somebody may read, the newest first: `mayReadInterference`, compiled. */
export async function interferenceIds(store: Store, who: Actor, caseNumber: string | null): Promise<string[]> {
  const ids = who.role === 'caseManager' ? idsForManager : who.role === 'leaderInCharge' ? idsForLeader : idsOfOwn
  const sight = sightOf(who)
  const rows = await ids(store, store.fresh, sight).execute({ ...sight.values, by: who.personId, number: caseNumber ?? '' })
  return rows.map((row) => row.id)
}

const given = sql.placeholder
const idsFor = (name: string, othersThan: (t: Tables, sight: Sight) => SQL | undefined) => seeing(name, (db, t, sight) =>
  db.select({ id: t.interferences.id }).from(t.interferences)
    .where(and(eq(t.interferences.commission, given('commission')), sql`(${given('number')} = '' or ${t.interferences.caseNumber} = ${given('number')})`, or(eq(t.interferences.registeredBy, given('by')), othersThan(t, sight))))
    .orderBy(desc(t.interferences.registeredAt), desc(t.interferences.id)))
const notAboutMe = (t: Tables) => or(isNull(t.interferences.interfererId), ne(t.interferences.interfererId, given('by')))

const idsOfOwn = idsFor('interferences_own', () => undefined)
const idsForManager = idsFor('interferences_all', notAboutMe)
// A case that is there and hidden from the leader hides its entries too; of one that is not there, nothing can be told.
const idsForLeader = idsFor('interferences_in_sight', (t, sight) =>
  and(notAboutMe(t), sql`not exists (select 1 from ${t.cases} where ${t.cases.commission} = ${given('commission')} and ${t.cases.number} = ${t.interferences.caseNumber} and not ${visible(t, t.cases, sight)})`))

/** Reads entries by their names, in that order; ask `interferenceIds` first whose they are. One link names them all. */
export async function readInterferences(store: Store, { who, moment }: Asking, ids: readonly string[]): Promise<Interference[]> {
  if (ids.length === 0) return []
  const { t, fresh } = store
  await record(store, { commission: who.commission, at: moment.at, kind: 'reading', body: { by: who.personId, role: who.role, interferences: ids } })
  const rows = await fresh.select().from(t.interferences).where(and(eq(t.interferences.commission, who.commission), inArray(t.interferences.id, [...ids])))
  return rows.map(entryOf).sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id))
}

function entryOf({ commission: _commission, requestHash: _hash, ...entry }: Store['t']['interferences']['$inferSelect']): Interference {
  return entry
}
