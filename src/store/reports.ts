/**
 * Reports over a period: exactly the cases that the dashboard counts for whoever asks, each with what happened to it. Only
 * numbers come of it, so, as with the dashboard, no case is on record as read; what leaves as a file is.
 */
import { setImmediate as others } from 'node:timers/promises'
import { and, asc, eq, gte, inArray, notInArray, or, sql } from 'drizzle-orm'
import { circularEmpty, circularOf, circularPeriodRefused, circularRefused, type Circular, type FedBack } from '../review/circular.ts'
import { ends, type Case, type Refusal } from '../review/case.ts'
import { addMonths, type Day } from '../review/day.ts'
import type { View } from '../review/figures.ts'
import { toldOf, type Told } from '../review/happenings.ts'
import type { Actor } from '../review/people.ts'
import { periodBefore } from '../review/period.ts'
import { faultsFedBack, type QualityCheck } from '../review/quality.ts'
import { periodAsked, reportOf, reportRefused, type Report } from '../review/reports.ts'
import { sideOf } from '../review/sides.ts'
import { seenFrom } from '../review/visibility.ts'
import { headOf, record } from './audit.ts'
import { entryOf } from './cases.ts'
import { statement } from './prepared.ts'
import { archivedFor } from './quality.ts'
import { tellDenied } from './readings.ts'
import { momentsOf, type LoadedMoment } from './settings.ts'
import type { Store } from './store.ts'
import { rowsFor, seeing, sightOf, visible } from './visible.ts'

const given = sql.placeholder
/** Cases that somebody sees and that had not ended before a day. */
const seenSince = seeing('reports_seen', (db, t, sight) => {
  const f = rowsFor(t, sight)
  return db.select({ id: f.id }).from(f).where(and(visible(t, f, sight), or(notInArray(f.stage, [...ends]), gte(f.lastOn, given('since'))))).orderBy(asc(f.id))
})
const docOfCase = statement('reports_doc', (db, t) => db.select({ doc: t.cases.doc }).from(t.cases).where(and(eq(t.cases.commission, given('commission')), eq(t.cases.id, given('id')))))
const entriesOfCase = statement('reports_entries', (db, t) =>
  db.select().from(t.caseEntries).where(and(eq(t.caseEntries.commission, given('commission')), eq(t.caseEntries.caseId, given('id')))).orderBy(asc(t.caseEntries.version)))

/** So many cases are read before others are let in. */
const readAtOnce = 20

/** What happened to the cases somebody sees, of those that had not ended before a day. Archived ones go on counting, as in the figures. */
async function toldSince(store: Store, who: Actor, moment: LoadedMoment, since: Day): Promise<Told[]> {
  const side = sideOf[who.role]
  if (side === null) return []
  const sight = sightOf(who)
  const rows = await seenSince(store, store.fresh, sight).execute({ ...sight.values, since })
  const told: Told[] = []
  for (const [n, { id }] of rows.entries()) {
    const [row] = await docOfCase(store, store.fresh).execute({ commission: who.commission, id })
    if (!row) continue
    const log = (await entriesOfCase(store, store.fresh).execute({ commission: who.commission, id })).map(entryOf)
    const seen = seenFrom(side, JSON.parse(row.doc) as Case, log)
    // A body counts what it joins with what it leads, as in the figures.
    told.push({ ...toldOf(seen.case, seen.log, moment), ...(side === 'body' ? { bodyId: who.bodyId ?? '' } : {}) })
    if (n % readAtOnce === 0) await others()
  }
  return told
}

type Made = { stamp: string; reports: Map<string, Promise<Report>>; circulars: Map<string, Promise<Circular>> }
const known = new WeakMap<Store, Map<string, Made>>()
const mostKept = 50

/** What was made for somebody since the last step or change of settings, by whichever server it was made. */
async function madeFor(store: Store, who: Actor): Promise<Made> {
  const head = await headOf(store, who.commission)
  const stamp = `${head.steps} ${head.settings}`
  const all = known.get(store) ?? new Map<string, Made>()
  known.set(store, all)
  const key = JSON.stringify(who)
  const made = all.get(key)
  if (made?.stamp === stamp) return made
  if (all.size > mostKept) all.clear()
  const fresh: Made = { stamp, reports: new Map(), circulars: new Map() }
  all.set(key, fresh)
  return fresh
}

type Refused = { refusals: Refusal[] }

/** The report of the cases somebody sees over the period that a text asks for (2026-03, 2026Q1, 2026H1, 2026). */
export async function report(store: Store, who: Actor, moment: LoadedMoment, asked: string, view: View = {}): Promise<{ report: Report } | Refused> {
  const refusals = reportRefused(who)
  if (refusals.length > 0) return denied(who, refusals)
  const period = periodAsked(asked, moment.on, '2026-03（月）、2026Q1（季）、2026H1（半年）或者 2026（年）', 'period')
  if ('code' in period) return { refusals: [period] }
  const { reports } = await madeFor(store, who)
  return { report: await kept(reports, JSON.stringify([moment.on, period, view]), async () =>
    reportOf(await toldSince(store, who, moment, addMonths(period.from, -12)), { ...(await askedIn(store, who, moment)), period, view, apart: who.apart.length })) }
}

/** The circular of the half year that a text asks for (2026H1), for the head of the office. */
export async function circular(store: Store, who: Actor, moment: LoadedMoment, asked: string): Promise<{ circular: Circular } | Refused> {
  const refusals = circularRefused(who)
  if (refusals.length > 0) return denied(who, refusals)
  const half = periodAsked(asked, moment.on, '2026H1 或者 2026H2', 'half')
  if ('code' in half) return { refusals: [half] }
  const unfit = circularPeriodRefused(half)
  if (unfit.length > 0) return { refusals: unfit }
  const { circulars } = await madeFor(store, who)
  // A finding that is fed back changes no case.
  const fedBack = await checksFedBack(store, who)
  const made = await kept(circulars, JSON.stringify([moment.on, half, fedBack]), async () =>
    circularOf(await toldSince(store, who, moment, periodBefore(periodBefore(half)).from), fedBack, { ...(await askedIn(store, who, moment)), period: half, view: {}, apart: who.apart.length }))
  const empty = circularEmpty(made)
  return empty.length > 0 ? { refusals: empty } : { circular: made }
}

function denied(who: Actor, refusals: Refusal[]): Refused {
  tellDenied(who, 'list', null)
  return { refusals }
}

/** The same once for as long as nothing changes; what failed is made again. */
function kept<Value>(made: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>): Promise<Value> {
  const before = made.get(key)
  if (before) return before
  const fresh = make()
  if (made.size > mostKept) made.clear()
  made.set(key, fresh)
  fresh.catch(() => made.delete(key))
  return fresh
}

async function askedIn(store: Store, who: Actor, { on, at, calendar, roster }: LoadedMoment) {
  const momentOf = await momentsOf(store, who.commission)
  return { on, calendar, policyOn: (day: Day) => momentOf(day, at).policy, zones: roster.zones, bodies: roster.bodies, bodiesOn: (day: Day) => roster.on(day).bodies }
}

/** What quality checks found and fed back, by day, body and standard: of cases that somebody sees. */
async function checksFedBack(store: Store, who: Actor): Promise<FedBack[]> {
  const { t, fresh } = store
  const seen = new Set((await archivedFor(store, fresh, who)).map(({ caseId }) => caseId))
  const rows = await fresh.select({ doc: t.qualityChecks.doc }).from(t.qualityChecks).where(and(eq(t.qualityChecks.commission, who.commission), inArray(t.qualityChecks.state, ['fedBack', 'answered', 'closed']))).orderBy(asc(t.qualityChecks.id))
  return rows.flatMap(({ doc }) => faultsFedBack(JSON.parse(doc) as QualityCheck, (caseId) => seen.has(caseId)))
}

/** Puts on record that a report or a circular leaves: by whom, of which period, in which form. */
export async function recordReport(store: Store, { personId: by, role, bodyId, zoneId, commission }: Actor, at: string, made: { event: 'reportExported' | 'circularExported'; form: string; period: string } & View): Promise<void> {
  await record(store, { commission, at, kind: 'export', body: { by, role, bodyId, zoneId, ...made } })
}
