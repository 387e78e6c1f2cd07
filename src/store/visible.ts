/** The one predicate for seeing, compiled: `maySee` of `review/visibility.ts` as a condition on `cases`. */
import { inArray, sql, type SQL } from 'drizzle-orm'
import { canBeBarred, keysOf } from '../review/visibility.ts'
import type { Actor } from '../review/people.ts'
import type { Tables } from './tables.ts'

const given = sql.placeholder

/** The values of the placeholders in `visible` and `visibleByFew`. Whoever holds no key sees nothing: no door is called ''. */
export function sightOf(who: Actor): { commission: string; key1: string; key2: string; barred: string } {
  const keys = keysOf(who)
  if (keys.length > 2) throw new Error('visible() compiles two keys')
  return { commission: who.commission, key1: keys[0] ?? '', key2: keys[1] ?? keys[0] ?? '', barred: canBeBarred(who) ? who.personId : '' }
}

type Key = 'key1' | 'key2'

/** One of the doors fits one of the keys, and nobody barred this person. */
export const visible = (t: Tables): SQL => visibleBy(t, 'key1', 'key2')

/** The same for some of the keys. */
export const visibleBy = (t: Tables, ...keys: Key[]): SQL => sql`(${t.cases.commission} = ${given('commission')} and ${hasDoor(t, ...keys)} and ${unbarred(t)})`

/** Whether the case has a door for one of these keys. */
export const hasDoor = (t: Tables, ...keys: Key[]): SQL =>
  sql`exists (select 1 from ${t.caseDoors} where ${t.caseDoors.commission} = ${t.cases.commission} and ${t.caseDoors.caseId} = ${t.cases.id} and ${inArray(t.caseDoors.door, keys.map((key) => given(key)))})`

/** `visible` for people whose keys open few cases: found from the doors, not by trying every case. */
export const visibleByFew = (t: Tables): SQL => sql`(${t.cases.commission} = ${given('commission')}
  and ${t.cases.id} in (select ${t.caseDoors.caseId} from ${t.caseDoors} where ${t.caseDoors.commission} = ${given('commission')} and ${t.caseDoors.door} in (${given('key1')}, ${given('key2')}))
  and ${unbarred(t)})`

/** Whether all keys of this person are those of single panels. */
export const opensFew = (who: Actor): boolean => keysOf(who).every((key) => key.startsWith('panel:'))

const unbarred = (t: Tables): SQL =>
  sql`not exists (select 1 from ${t.caseBars} where ${t.caseBars.commission} = ${t.cases.commission} and ${t.caseBars.caseId} = ${t.cases.id} and ${t.caseBars.personId} = ${given('barred')})`
