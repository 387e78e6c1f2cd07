/** 在办负担: what everybody on a panel has in hand, so that a panel is chosen without looking at any case. */
import { eq, sql } from 'drizzle-orm'
import type { Loads } from '../review/assignment.ts'
import { isEnd, type Case, type Stage } from '../review/case.ts'
import type { Day } from '../review/day.ts'
import { panelOf } from '../review/people.ts'
import type { Policy } from '../review/policy.ts'
import { statement } from './prepared.ts'
import type { Db, Store } from './store.ts'

const given = sql.placeholder

const loadRows = statement('loads', (db, t) =>
  db.select({ personId: t.loads.personId, stage: t.loads.stage, n: t.loads.n, chosenOn: t.loads.chosenOn }).from(t.loads).where(eq(t.loads.commission, given('commission'))))

const addLoad = statement('load_add', (db, t) =>
  db.insert(t.loads).values({ commission: given('commission'), personId: given('personId'), stage: given('stage'), n: given('n'), chosenOn: given('chosenOn') })
    .onConflictDoUpdate({ target: [t.loads.commission, t.loads.personId, t.loads.stage], set: { n: sql`${t.loads.n} + excluded.n`, chosenOn: sql`case when excluded.chosen_on > ${t.loads.chosenOn} then excluded.chosen_on else ${t.loads.chosenOn} end` } }))

const holdHead = statement('loads_hold', (db, t) => db.update(t.heads).set({ seq: sql`${t.heads.seq}` }).where(eq(t.heads.commission, given('commission'))))

/** The loads of everybody as these statements find them, weighed by the policy: one statement. */
export async function loadsOf(store: Store, db: Db, commission: string, { loadWeights }: Policy): Promise<Loads> {
  const held = Map.groupBy(await loadRows(store, db).execute({ commission }), (row) => row.personId)
  return (personId) => {
    const rows = held.get(personId) ?? []
    const chosenOn = rows.map((row) => row.chosenOn).toSorted().at(-1) ?? ''
    return { weight: rows.reduce((sum, row) => sum + row.n * (loadWeights[row.stage] ?? 0), 0), chosenOn: chosenOn === '' ? null : chosenOn }
  }
}

/** Lets choices of one commission wait for each other, so that two at once do not both find the last place free (G05). */
export const holdLoads = async (store: Store, db: Db, commission: string): Promise<void> => void (await holdHead(store, db).execute({ commission }))

type Seat = { personId: string; stage: Stage; chosenOn: Day }

/** Who sits on a case, and since when; nobody where it has ended. */
export const seatsOf = (c: Case): Seat[] =>
  isEnd(c.stage) ? [] : panelOf(c).map((personId) => ({ personId, stage: c.stage, chosenOn: c.panel.findLast((one) => one.personId === personId && one.leftOn === null)?.joinedOn ?? '' }))

/** Counts the seats of a case as a step leaves it, always in the same order, so that two steps at once do not wait in a circle. */
export async function keepLoads(store: Store, db: Db, before: Case | null, c: Case): Promise<void> {
  const [old, now] = [before ? seatsOf(before) : [], seatsOf(c)]
  const same = (one: Seat) => (other: Seat) => other.personId === one.personId && other.stage === one.stage
  const changes = [...old.filter((one) => !now.some(same(one))).map((one) => ({ ...one, n: -1, chosenOn: '' })), ...now.filter((one) => !old.some(same(one))).map((one) => ({ ...one, n: 1 }))]
  for (const change of changes.sort((a, b) => (`${a.personId} ${a.stage}` < `${b.personId} ${b.stage}` ? -1 : 1))) await addLoad(store, db).execute({ commission: c.commission, ...change })
}

/** What is counted wrongly, held against the seats of all cases. */
export async function loadFaults({ t, fresh }: Store, commission: string, seats: readonly Seat[]): Promise<string[]> {
  const rows = await fresh.select({ personId: t.loads.personId, stage: t.loads.stage, n: t.loads.n }).from(t.loads).where(eq(t.loads.commission, commission))
  const name = (one: { personId: string; stage: Stage }) => `${one.personId} ${one.stage}`
  const counted = Map.groupBy(seats, name)
  const stored = new Map(rows.map((row) => [name(row), row.n]))
  return [...new Set([...stored.keys(), ...counted.keys()])].sort().filter((key) => (stored.get(key) ?? 0) !== (counted.get(key)?.length ?? 0))
    .map((key) => `在办负担“${key}”存为${stored.get(key) ?? 0}，应为${counted.get(key)?.length ?? 0}`)
}
