/** The dashboard: sums of tallies, for exactly the cases that the person asking may see. */
import { and, eq, inArray, not, sql, type SQL } from 'drizzle-orm'
import { figuresOf, type Figures, type TallyKind, type TallyRow } from '../review/figures.ts'
import type { Stage } from '../review/case.ts'
import type { Actor } from '../review/people.ts'
import type { Moment } from '../review/step.ts'
import { headOf } from './audit.ts'
import { tallyLines } from './columns.ts'
import { statement } from './prepared.ts'
import type { Db, Store } from './store.ts'
import type { Tables } from './tables.ts'
import { hasDoor, opensFew, sightOf, visible, visibleBy, visibleByFew } from './visible.ts'

/** Only the cases of one zone, or of one leading body. */
export type View = { zoneId?: string; bodyId?: string }

type Counted = { stamp: string; rows: TallyRow[]; figures: Map<string, Figures> }
const known = new WeakMap<Store, Map<string, Counted>>()

/** The figures of the cases somebody may see, as of the moment. */
export async function figures(store: Store, who: Actor, moment: Moment, view: View = {}): Promise<Figures> {
  const counted = await countedFor(store, who)
  const key = JSON.stringify([moment.on, view.zoneId ?? null, view.bodyId ?? null])
  const before = counted.figures.get(key)
  if (before) return before
  const made = figuresOf(counted.rows.filter((row) => (view.zoneId ?? row.zoneId) === row.zoneId && (view.bodyId ?? row.bodyId) === row.bodyId), moment)
  counted.figures.set(key, made)
  return made
}

/** How many cases somebody sees at some stages of a zone, without looking at any. */
export async function countOf(store: Store, who: Actor, { zoneId, stages }: { zoneId?: string; stages?: readonly Stage[] }): Promise<number> {
  const { rows } = await countedFor(store, who)
  return rows.reduce((sum, row) => (row.kind === 'stage' && (zoneId ?? row.zoneId) === row.zoneId && (!stages || stages.includes(row.key as Stage)) ? sum + row.n : sum), 0)
}

/** The tallies for somebody, read again only after a step or a change of settings, by whichever server it was made. */
async function countedFor(store: Store, who: Actor): Promise<Counted> {
  const head = await headOf(store, who.commission)
  const stamp = `${head.steps} ${head.settings}`
  const all = known.get(store) ?? new Map<string, Counted>()
  known.set(store, all)
  const key = JSON.stringify([who.commission, who.personId, who.role, who.bodyId, who.zoneId])
  const before = all.get(key)
  if (before?.stamp === stamp) return before
  const made: Counted = { stamp, rows: await tallyRows(store, who), figures: new Map() }
  if (all.size > 300) all.clear()
  all.set(key, made)
  return made
}

/** Sums for those who see all of a body, a zone or the commission; for others the tallies of each case they see. */
async function tallyRows(store: Store, who: Actor): Promise<TallyRow[]> {
  const sight = sightOf(who)
  const whole = wholeOf(store.t, who)
  if (!whole) return sums(await (opensFew(who) ? fewSeen : allSeen)(store, store.fresh).execute(sight), 1)
  const { t, fresh } = store
  const rows = await fresh.select({ kind: t.tallies.kind, zoneId: t.tallies.zoneId, bodyId: t.tallies.bodyId, key: t.tallies.key, n: sql<number>`sum(${t.tallies.n})` })
    .from(t.tallies).where(and(eq(t.tallies.commission, who.commission), whole)).groupBy(t.tallies.kind, t.tallies.zoneId, t.tallies.bodyId, t.tallies.key)
  const beside = sight.key1 === sight.key2 ? [] : sums(await seenBeside(store, fresh).execute(sight), 1)
  const hidden = sight.barred === '' ? [] : sums(await barred(store, fresh).execute(sight), -1)
  return [...(rows as TallyRow[]), ...beside, ...hidden]
}

/**
 * The tallies of whoever sees a whole, which the first key opens. A body sees what it leads and what it joins, handed
 * over or not; the others see what is handed over.
 */
function wholeOf(t: Tables, who: Actor): SQL | undefined {
  switch (who.role) {
    case 'handler':
    case 'bodyHead': return eq(t.tallies.bodyId, who.bodyId ?? '')
    case 'groupLeader': return and(eq(t.tallies.scope, 'handed'), eq(t.tallies.zoneId, who.zoneId ?? ''))
    case 'officeHead':
    case 'leaderInCharge':
    case 'commissionHead': return eq(t.tallies.scope, 'handed')
    default: return undefined
  }
}

const tallied = (db: Db, t: Tables, where: SQL | undefined) => db.select({ zoneId: t.cases.zoneId, bodyId: t.cases.bodyId, tally: t.cases.tally }).from(t.cases).where(where)

const allSeen = statement('figures_seen', (db, t) => tallied(db, t, visible(t)))
const fewSeen = statement('figures_few_seen', (db, t) => tallied(db, t, visibleByFew(t)))
/** Cases that only the second key opens: the panels of a group leader in other zones. */
const seenBeside = statement('figures_beside', (db, t) => tallied(db, t, and(visibleBy(t, 'key2'), not(hasDoor(t, 'key1')))))
/** Cases that the first key would open, but that bar this person. */
const barred = statement('figures_barred', (db, t) => tallied(db, t, and(
  eq(t.cases.commission, sql.placeholder('commission')),
  inArray(t.cases.id, db.select({ id: t.caseBars.caseId }).from(t.caseBars).where(and(eq(t.caseBars.commission, sql.placeholder('commission')), eq(t.caseBars.personId, sql.placeholder('barred'))))),
  hasDoor(t, 'key1'),
)))

/** The rows that some cases add up to. */
const sums = (cases: readonly { zoneId: string; bodyId: string; tally: string }[], by: 1 | -1): TallyRow[] =>
  cases.flatMap(({ zoneId, bodyId, tally }) => tallyLines(tally).map(({ kind, key }) => ({ kind: kind as TallyKind, key, zoneId, bodyId, n: by })))
