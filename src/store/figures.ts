/** The dashboard: sums of tallies, for exactly the cases that the person asking may see. */
import { and, eq, inArray, not, notInArray, sql, type SQL } from 'drizzle-orm'
import { ends, type Stage } from '../review/case.ts'
import { loadsIn, type ReviewerLoad } from '../review/comparison.ts'
import { yearOf } from '../review/day.ts'
import { figuresOf, type Figures, type View } from '../review/figures.ts'
import type { Actor } from '../review/people.ts'
import { sideOf } from '../review/sides.ts'
import { countedFor, isSummed, type TallyRow } from '../review/tally.ts'
import { keptFrom } from '../review/visibility.ts'
import { headOf } from './audit.ts'
import { tallyLines } from './columns.ts'
import type { LoadedMoment } from './settings.ts'
import type { Db, Store } from './store.ts'
import type { Tables } from './tables.ts'
import { hasDoor, keptBack, onSide, rowsFor, seeing, sightOf, visible, type Seeable } from './visible.ts'

type Counted = { stamp: string; rows: TallyRow[]; figures: Map<string, Figures>; seats: Promise<TallyRow[]> | null }
const known = new WeakMap<Store, Map<string, Counted>>()

/** The figures of the cases somebody may see, as of the moment. */
export async function figures(store: Store, who: Actor, moment: LoadedMoment, view: View = {}): Promise<Figures> {
  const counted = await sumsFor(store, who)
  const key = JSON.stringify([moment.on, view.zoneId ?? null, view.bodyId ?? null])
  const before = counted.figures.get(key)
  if (before) return before
  const made = figuresOf(counted.rows.filter(inView(view)), moment, askedBy(who, moment, view))
  counted.figures.set(key, made)
  return made
}

const inView = ({ zoneId, bodyId }: View) => (row: TallyRow): boolean => (zoneId ?? row.zoneId) === row.zoneId && (bodyId ?? row.bodyId) === row.bodyId

/** 在办负担 of the reviewers, of the cases somebody may see. Seats change with every stage, so they are added up here, from the open cases, and not with each step. */
export async function reviewerLoads(store: Store, who: Actor, moment: LoadedMoment, view: View = {}): Promise<ReviewerLoad[]> {
  if (!wholeOf(store.t, who)) return []
  const counted = await sumsFor(store, who)
  counted.seats ??= seatRows(store, who)
  return loadsIn((await counted.seats).filter(inView(view)), moment, askedBy(who, moment, view))
}

async function seatRows(store: Store, who: Actor): Promise<TallyRow[]> {
  const sight = sightOf(who)
  return linesOf(await open(store, store.fresh, sight).execute(sight.values), 1).filter(({ kind }) => kind === 'seat')
}

/** Who asks for figures, with the bodies there are. */
export function askedBy({ role, apart, zoneId }: Actor, { on, roster }: Pick<LoadedMoment, 'on' | 'roster'>, view: View): Parameters<typeof figuresOf>[2] {
  const before = roster.on(`${yearOf(on)}-01-01`)
  return { role, apart, zoneId, view, bodies: roster.bodies.map((body) => ({ id: body.id, zoneIds: [...new Set([before.body(body.id)?.zoneId ?? body.zoneId, body.zoneId])] })) }
}

/** How many cases somebody sees at some stages of a zone, without looking at any. */
export async function countOf(store: Store, who: Actor, { zoneId, stages }: { zoneId?: string; stages?: readonly Stage[] }): Promise<number> {
  const { rows } = await sumsFor(store, who)
  return rows.reduce((sum, row) => (row.kind === 'stage' && (zoneId ?? row.zoneId) === row.zoneId && (!stages || stages.includes(row.key as Stage)) ? sum + row.n : sum), 0)
}

/** The tallies for somebody, read again only after a step or a change of settings, by whichever server it was made. */
async function sumsFor(store: Store, who: Actor): Promise<Counted> {
  const head = await headOf(store, who.commission)
  const stamp = `${head.steps} ${head.settings}`
  const all = known.get(store) ?? new Map<string, Counted>()
  known.set(store, all)
  const key = JSON.stringify(who)
  const before = all.get(key)
  if (before?.stamp === stamp) return before
  const side = sideOf[who.role]
  const made: Counted = { stamp, rows: (await tallyRows(store, who)).filter((row) => countedFor(side, row.kind)), figures: new Map(), seats: null }
  if (all.size > 300) all.clear()
  all.set(key, made)
  return made
}

/** Sums for those who see all of a body, a zone or the commission; for others the tallies of each case they see. */
async function tallyRows(store: Store, who: Actor): Promise<TallyRow[]> {
  const sight = sightOf(who)
  const whole = wholeOf(store.t, who)
  if (!whole) return sums(await seen(store, store.fresh, sight).execute(sight.values), 1)
  const { t, fresh } = store
  const apart = keptFrom(who)
  const rows = await fresh.select({ kind: t.tallies.kind, zoneId: t.tallies.zoneId, bodyId: t.tallies.bodyId, key: t.tallies.key, n: sql<number>`sum(${t.tallies.n})` })
    .from(t.tallies).where(and(eq(t.tallies.commission, who.commission), whole, apart.length > 0 ? notInArray(t.tallies.bodyId, [...apart]) : undefined)).groupBy(t.tallies.kind, t.tallies.zoneId, t.tallies.bodyId, t.tallies.key)
  const beside = sums(sight.values.key1 === sight.values.key2 && sight.leaves.length === 0 ? [] : await seenBeside(store, fresh, sight).execute(sight.values), 1)
  const hidden = sums((await kept(store, fresh, sight).execute(sight.values)).filter(({ bodyId }) => !apart.includes(bodyId)), -1)
  return hidden.length === 0 ? [...(rows as TallyRow[]), ...beside] : net([...(rows as TallyRow[]), ...beside, ...hidden])
}

/** One row for each tally, none where nothing is left: a body or a month with nothing in it would tell that something is kept back. */
function net(rows: readonly TallyRow[]): TallyRow[] {
  const sums = new Map<string, TallyRow>()
  for (const row of rows) {
    const key = [row.zoneId, row.bodyId, row.kind, row.key].join('\n')
    sums.set(key, { ...row, n: row.n + (sums.get(key)?.n ?? 0) })
  }
  return [...sums.values()].filter(({ n }) => n !== 0)
}

/** The tallies of whoever sees a whole, which the first key opens: a body what it leads and what it joins, the others what is handed over. */
function wholeOf(t: Tables, who: Actor): SQL | undefined {
  switch (who.role) {
    case 'handler':
    case 'bodyHead': return and(inArray(t.tallies.scope, ['own', 'joint']), eq(t.tallies.bodyId, who.bodyId ?? ''))
    case 'groupLeader': return and(eq(t.tallies.scope, 'handed'), eq(t.tallies.zoneId, who.zoneId ?? ''))
    case 'officeHead':
    case 'leaderInCharge':
    case 'commissionHead':
    case 'caseManager': return eq(t.tallies.scope, 'handed')
    default: return undefined
  }
}

const tallied = (db: Db, f: Seeable, where: SQL | undefined) => db.select({ zoneId: f.zoneId, bodyId: f.bodyId, tally: f.tally }).from(f).where(where)

const seen = seeing('figures_seen', (db, t, sight) => tallied(db, rowsFor(t, sight), visible(t, rowsFor(t, sight), sight)))
const open = seeing('figures_open', (db, t, sight) => tallied(db, rowsFor(t, sight), and(visible(t, rowsFor(t, sight), sight), notInArray(rowsFor(t, sight).stage, [...ends]))))
/** Cases that the first key does not open: the panels of a group leader in other zones, and archived cases with a leave. */
const seenBeside = seeing('figures_beside', (db, t, sight) => tallied(db, rowsFor(t, sight), and(visible(t, rowsFor(t, sight), sight), not(hasDoor(t, rowsFor(t, sight), 'key1')))))
/** Cases that the first key would open, but that are kept back. */
const kept = seeing('figures_kept', (db, t, sight) => {
  const f = rowsFor(t, sight)
  return tallied(db, f, and(onSide(t, f), inArray(f.id, keptBack(t, sight)), hasDoor(t, f, 'key1')))
})

/** The rows that some cases add up to, of what is summed. */
const sums = (cases: Parameters<typeof linesOf>[0], by: 1 | -1): TallyRow[] => linesOf(cases, by).filter(({ kind }) => isSummed(kind))

const linesOf = (cases: readonly { zoneId: string; bodyId: string; tally: string }[], by: 1 | -1): TallyRow[] =>
  cases.flatMap(({ zoneId, bodyId, tally }) => tallyLines(tally).map(({ kind, key, n }) => ({ kind, key, zoneId, bodyId, n: by * n })))
