/** The one predicate for seeing, compiled: `maySee` of `review/visibility.ts` as a condition on cases and their faces. */
import { inArray, sql, type SQL } from 'drizzle-orm'
import type { Actor } from '../review/people.ts'
import { rankOf } from '../review/secrecy.ts'
import { sideOf } from '../review/sides.ts'
import { canBeBarred, keptFrom, keysOf, leavesOf } from '../review/visibility.ts'
import { statement } from './prepared.ts'
import type { Db, Store } from './store.ts'
import type { Tables } from './tables.ts'

const given = sql.placeholder

/** A table that is read through the predicate. */
export type Seeable = Tables['cases'] | Tables['caseFaces']

/** How somebody looks: what the condition is built of, and the values of its placeholders. Whoever holds no key sees nothing: no door is called ''. */
export type Sight = { shape: string; few: boolean; face: 'cases' | 'caseFaces'; apart: string[]; leaves: string[]; values: Record<string, unknown> }

/** Placeholders come in fours, so that there are few shapes of a statement. */
const padded = (name: string, values: readonly string[]): Record<string, string> =>
  Object.fromEntries(Array.from({ length: Math.ceil(values.length / 4) * 4 }, (_, n) => [`${name}${n}`, values[n] ?? '']))

export function sightOf(who: Actor): Sight {
  const keys = keysOf(who)
  if (keys.length > 2) throw new Error('visible() compiles two keys')
  const side = sideOf[who.role] ?? 'closed'
  const faced = side === 'body' || side === 'committee' || side === 'partyGroup' || who.role === 'archivist'
  const apart = padded('apart', keptFrom(who).map((id) => `body:${id}`))
  const leaves = padded('leave', leavesOf(who))
  const few = keys.every((key) => /^(?:panel|body|partyGroup):/.test(key))
  return {
    shape: `${faced ? 'face' : 'case'} ${few ? 'few' : 'all'} ${Object.keys(apart).length} ${Object.keys(leaves).length}`,
    few, face: faced ? 'caseFaces' : 'cases', apart: Object.keys(apart), leaves: Object.keys(leaves),
    values: { commission: who.commission, side, clearance: rankOf(who.clearance), key1: keys[0] ?? '', key2: keys[1] ?? keys[0] ?? '', barred: canBeBarred(who) ? who.personId : '', ...apart, ...leaves },
  }
}

/** The rows that lists show to somebody: the cases themselves to those who review, a face of them to others. */
export const rowsFor = (t: Tables, { face }: Sight): Seeable => t[face]

/**
 * The level is not too high, one of the doors fits one of the keys or a leave opens it, and nothing keeps this person out.
 * @NOTE the plus keeps SQLite from finding nearly all rows by their level, when it should walk the order of the list.
 */
export const visible = (t: Tables, f: Seeable, sight: Sight): SQL => sql`(${onSide(t, f)} and +${f.level} <= ${given('clearance')} and ${opened(t, f, sight)} and ${unbarred(t, f, sight)})`

/** The same for a row that is found by its id or number: its doors are tried, where a list would gather all rows that a key opens. */
export const visibleOne = (t: Tables, f: Seeable, sight: Sight): SQL => visible(t, f, { ...sight, few: false })

/** Rows of this commission, and of the side where a case has several. */
export const onSide = (t: Tables, f: Seeable): SQL => (f === t.caseFaces ? sql`${f.commission} = ${given('commission')} and ${t.caseFaces.side} = ${given('side')}` : sql`${f.commission} = ${given('commission')}`)

/** Whether the case has a door for this key; for keys that open few cases, found from the doors and not by trying every case. */
export const hasDoor = (t: Tables, f: Seeable, ...keys: ('key1' | 'key2')[]): SQL =>
  sql`exists (select 1 from ${t.caseDoors} where ${t.caseDoors.commission} = ${f.commission} and ${t.caseDoors.caseId} = ${f.id} and ${inArray(t.caseDoors.door, keys.map((key) => given(key)))})`

function opened(t: Tables, f: Seeable, { few, leaves }: Sight): SQL {
  const byDoor = few
    ? sql`${f.id} in (select ${t.caseDoors.caseId} from ${t.caseDoors} where ${t.caseDoors.commission} = ${given('commission')} and ${t.caseDoors.door} in (${given('key1')}, ${given('key2')}))`
    : hasDoor(t, f, 'key1', 'key2')
  return leaves.length === 0 ? byDoor : sql`(${byDoor} or (${f.stage} = 'archived' and ${inArray(f.id, leaves.map((name) => given(name)))}))`
}

function unbarred(t: Tables, f: Seeable, { apart }: Sight): SQL {
  const notBarred = sql`not exists (select 1 from ${t.caseBars} where ${t.caseBars.commission} = ${f.commission} and ${t.caseBars.caseId} = ${f.id} and ${t.caseBars.personId} = ${given('barred')})`
  return apart.length === 0 ? notBarred : sql`${notBarred} and not exists (select 1 from ${t.caseDoors} where ${t.caseDoors.commission} = ${f.commission} and ${t.caseDoors.caseId} = ${f.id} and ${inArray(t.caseDoors.door, apart.map((name) => given(name)))})`
}

/** The ids of cases kept from somebody who holds a key: barred, of a body to be kept apart from, or too secret. */
export const keptBack = (t: Tables, { apart }: Sight): SQL => sql`(
  select ${t.caseBars.caseId} from ${t.caseBars} where ${t.caseBars.commission} = ${given('commission')} and ${t.caseBars.personId} = ${given('barred')}
  ${apart.length === 0 ? sql`` : sql`union select ${t.caseDoors.caseId} from ${t.caseDoors} where ${t.caseDoors.commission} = ${given('commission')} and ${inArray(t.caseDoors.door, apart.map((name) => given(name)))}`}
  union select ${t.cases.id} from ${t.cases} where ${t.cases.commission} = ${given('commission')} and ${t.cases.level} > ${given('clearance')})`

/** A statement with the predicate in it: one for each shape of sight. */
export function seeing<Prepared>(name: string, build: (db: Db, t: Tables, sight: Sight) => { prepare: () => Prepared }): (store: Store, db: Db, sight: Sight) => Prepared {
  const shapes = new Map<string, (store: Store, db: Db) => Prepared>()
  return (store, db, sight) => {
    const known = shapes.get(sight.shape) ?? statement(`${name}_${sight.shape.replaceAll(' ', '_')}`, (at, t) => build(at, t, sight))
    shapes.set(sight.shape, known)
    return known(store, db)
  }
}
