/**
 * Old cases (旧案) as they are kept: brought in by batches, each whole or not at all, read as the cases are by whoever may
 * see them, taken back by batches, never changed. The row of a batch has the digest of all its rows, so the chain answers
 * for each of them.
 */
import { randomUUID } from 'node:crypto'
import { setImmediate as others } from 'node:timers/promises'
import { and, asc, desc, eq, gt, gte, inArray, isNull, lte, or, sql, type SQL } from 'drizzle-orm'
import type { Refusal } from '../review/case.ts'
import { secrecyLevels } from '../review/case.ts'
import { cellsFor, importRefused, oldReach, type OldCase, type OldCells, type OldReach } from '../review/old-case.ts'
import type { Actor } from '../review/people.ts'
import { blank, no } from '../review/refusal.ts'
import { rankOf } from '../review/secrecy.ts'
import { keptFrom } from '../review/visibility.ts'
import { forge } from './audit.ts'
import { canonical, digest } from './canonical.ts'
import { impostor, refused } from './grants.ts'
import type { Filter } from './list.ts'
import { statement } from './prepared.ts'
import { tellRead, witnessed } from './readings.ts'
import type { LoadedMoment } from './settings.ts'
import { staffOf } from './staff.ts'
import type { Db, Store } from './store.ts'
import type { Tables } from './tables.ts'

type Asking = { who: Actor; moment: Pick<LoadedMoment, 'on' | 'at'> }
type Row = Tables['oldCases']['$inferInsert']

/** Rows to a page of reading, and numbers to a question. */
const readAtOnce = 500

const given = sql.placeholder
/** One row at a time by a statement that is ready: on SQLite others wait only half as long as for many rows in one. */
const addRow = statement('old_cases_add', (db, t) => db.insert(t.oldCases).values({
  commission: given('commission'), batchId: given('batchId'), n: given('n'), number: given('number'), name: given('name'), bodies: given('bodies'), zoneId: given('zoneId'),
  level: given('level'), acceptedOn: given('acceptedOn'), archivedOn: given('archivedOn'), returned: given('returned'), cells: given('cells'),
}))

/** What covers the rows of a batch: the hash of their hashes, in order. */
const digestOf = (rows: readonly Row[]): string => digest(rows.map((row) => digest(canonical(row))).join(''))

/** Brings a batch in, all of it in one transaction with its link; or refuses it and keeps nothing. `progress` is told of rows written, before the commit. */
export async function importOldCases(store: Store, { who, moment }: Asking, file: { name: string; hash: string }, cases: readonly OldCase[], progress: (done: number, total: number) => void = () => {}): Promise<{ batchId: string } | { refusals: Refusal[] }> {
  const { t } = store
  const { commission } = who
  const id = randomUUID()
  const rows = cases.map((one) => rowOf(commission, id, one)).toSorted((one, other) => one.n - other.n)
  const hashes: string[] = []
  for (const row of rows) {
    hashes.push(digest(canonical(row)))
    if (hashes.length % 500 === 0) await others()
  }
  const total = digest(hashes.join(''))
  return store.tx(async (db): Promise<{ batchId: string } | { refusals: Refusal[] }> => {
    const taken = await numbersTaken(store, db, commission, cases)
    const refusals = [
      ...impostor(await staffOf(store, db, commission, moment.at), who, moment.on), ...importRefused(who),
      ...(rows.length === 0 ? [no('NOTHING_TO_IMPORT', '没有可以导入的行')] : []), ...taken.slice(0, 20).map(({ n, number, name }) => no('IMPORTED_BEFORE', `第${n}行：${number} ${name}已经导入过`)),
    ]
    if (refusals.length > 0) return refused(store, db, { importing: 'oldCases', who, moment }, refusals)
    await db.insert(t.oldBatches).values({ commission, id, fileName: file.name, fileHash: file.hash, rowCount: rows.length, digest: total, importedBy: who.personId, importedAt: moment.at })
    for (const [at, row] of rows.entries()) {
      await addRow(store, db).execute(row)
      if ((at + 1) % 1000 === 0 || at + 1 === rows.length) progress(at + 1, rows.length)
      // Whoever only reads is answered in between; the transaction is nobody else's.
      if ((at + 1) % 200 === 0) await others()
    }
    await forge(store, db, { commission, at: moment.at, kind: 'import', body: { by: who.personId, role: who.role, event: 'oldCasesImported', batchId: id, rowCount: rows.length, fileHash: file.hash, digest: total } })
    return { batchId: id }
  })
}

/** Takes a batch back: its rows are seen by nobody any more, and may be brought in again. */
export async function withdrawOldCases(store: Store, { who, moment }: Asking, batchId: string, reason: string): Promise<Refusal[]> {
  const { t } = store
  const { commission } = who
  const outcome = await store.tx(async (db): Promise<{ refusals: Refusal[] }> => {
    const [batch] = await db.select({ id: t.oldBatches.id }).from(t.oldBatches).where(and(eq(t.oldBatches.commission, commission), eq(t.oldBatches.id, batchId)))
    const [gone] = await db.select({ at: t.oldWithdrawals.withdrawnAt }).from(t.oldWithdrawals).where(and(eq(t.oldWithdrawals.commission, commission), eq(t.oldWithdrawals.batchId, batchId)))
    const refusals = [
      ...impostor(await staffOf(store, db, commission, moment.at), who, moment.on), ...importRefused(who), ...(blank(reason) ? [no('NOT_WRITTEN', '请填写撤回的理由', undefined, 'reason')] : []),
      ...(batch ? [] : [no('NO_SUCH_BATCH', '没有找到这个批次')]), ...(gone ? [no('ALREADY_WITHDRAWN', '这个批次已经撤回')] : []),
    ]
    if (refusals.length > 0) return refused(store, db, { withdrawing: 'oldCases', who, moment }, refusals)
    await db.insert(t.oldWithdrawals).values({ commission, batchId, reason, withdrawnBy: who.personId, withdrawnAt: moment.at })
    await forge(store, db, { commission, at: moment.at, kind: 'import', body: { by: who.personId, role: who.role, event: 'oldCasesWithdrawn', batchId } })
    return { refusals: [] }
  })
  return outcome.refusals
}

/** A batch that was brought in, and when it was taken back. */
export type OldBatch = { id: string; fileName: string; rowCount: number; importedBy: string; importedAt: string; withdrawnAt: string | null; reason: string | null }

/** The batches, the newest first, for whoever brings them in. */
export async function oldBatches({ t, fresh }: Store, who: Actor): Promise<OldBatch[]> {
  if (importRefused(who).length > 0) return []
  const b = t.oldBatches
  return fresh.select({ id: b.id, fileName: b.fileName, rowCount: b.rowCount, importedBy: b.importedBy, importedAt: b.importedAt, withdrawnAt: t.oldWithdrawals.withdrawnAt, reason: t.oldWithdrawals.reason })
    .from(b).leftJoin(t.oldWithdrawals, and(eq(t.oldWithdrawals.commission, b.commission), eq(t.oldWithdrawals.batchId, b.id))).where(eq(b.commission, who.commission)).orderBy(desc(b.importedAt), desc(b.id))
}

/** Which of these are there already, by number and name; asked by numbers, some at a time. */
export async function numbersTaken(store: Store, db: Db, commission: string, cases: readonly Pick<OldCase, 'n' | 'number' | 'name'>[]): Promise<Pick<OldCase, 'n' | 'number' | 'name'>[]> {
  const { t } = store
  const known = new Set<string>()
  for (let from = 0; from < cases.length; from += readAtOnce) {
    const numbers = [...new Set(cases.slice(from, from + readAtOnce).map((one) => one.number))]
    const rows = await db.select({ number: t.oldCases.number, name: t.oldCases.name }).from(t.oldCases).leftJoin(t.oldWithdrawals, ofBatch(t))
      .where(and(eq(t.oldCases.commission, commission), inArray(t.oldCases.number, numbers), isNull(t.oldWithdrawals.batchId)))
    for (const { number, name } of rows) known.add(JSON.stringify([number, name]))
  }
  return cases.filter(({ number, name }) => known.has(JSON.stringify([number, name])))
}

const ofBatch = (t: Tables): SQL | undefined => and(eq(t.oldWithdrawals.commission, t.oldCases.commission), eq(t.oldWithdrawals.batchId, t.oldCases.batchId))

const rowOf = (commission: string, batchId: string, { n, number, name, bodyIds, zoneId, level, acceptedOn, archivedOn, returned, cells }: OldCase): Row =>
  ({ commission, batchId, n, number, name, bodies: `|${bodyIds.join('|')}|`, zoneId, level: rankOf(level), acceptedOn, archivedOn, returned, cells })

/** What somebody sees of a row, and how secret it is. */
type OldSeen = { cells: OldCells; level: number }

/** Whether a filter can be asked of old cases: they have no stage, no holder and no running clock. */
export const asksOldCases = ({ stages, holder, overdueOn, dueFrom, dueBy, open, counted, shelf }: Filter): boolean => [stages, holder, overdueOn, dueFrom, dueBy, open, counted, shelf].every((one) => one === undefined)

/** The rows that somebody may see: `maySeeOld`, compiled. */
function seeable({ t }: Store, who: Actor, reach: NonNullable<OldReach>): (SQL | undefined)[] {
  const o = t.oldCases
  return [
    eq(o.commission, who.commission), isNull(t.oldWithdrawals.batchId), lte(o.level, rankOf(who.clearance)),
    ...(reach.of === 'zone' ? [eq(o.zoneId, reach.id)] : reach.of === 'body' ? [names(o.bodies, reach.id)] : []),
    ...keptFrom(who).map((id) => sql`not (${names(o.bodies, id)})`),
  ]
}

/** Whether there are old cases that somebody may see. */
export async function anyOldCases(store: Store, who: Actor): Promise<boolean> {
  const reach = oldReach(who)
  if (reach === null) return false
  const [row] = await store.fresh.select({ n: store.t.oldCases.n }).from(store.t.oldCases).leftJoin(store.t.oldWithdrawals, ofBatch(store.t)).where(and(...seeable(store, who, reach))).limit(1)
  return row !== undefined
}

/** The old cases that somebody may see, by day of acceptance, a page at a time, each on record before it is given. Words are looked for in what this person sees. */
export async function* oldCases(store: Store, who: Actor, filter: Filter, at: () => string): AsyncGenerator<OldSeen[]> {
  const reach = oldReach(who)
  if (reach === null || !asksOldCases(filter)) return
  const { t, fresh } = store
  const o = t.oldCases
  const wanted = [
    ...seeable(store, who, reach),
    ...(filter.zoneId === undefined ? [] : [eq(o.zoneId, filter.zoneId)]), ...(filter.bodyId === undefined ? [] : [sql`${o.bodies} like ${`|${filter.bodyId}|%`}`]),
    ...(filter.acceptedFrom === undefined ? [] : [gte(o.acceptedOn, filter.acceptedFrom)]), ...(filter.acceptedTo === undefined ? [] : [lte(o.acceptedOn, filter.acceptedTo)]),
    // That an archived case was returned is not told, as of the cases themselves.
    ...(filter.returned === undefined ? [] : [eq(o.returned, true), ...(who.role === 'archivist' ? [] : [isNull(o.archivedOn)])]),
  ]
  const words = filter.text?.trim().normalize('NFKC').toLowerCase().split(/\s+/) ?? []
  for (let last: { acceptedOn: string; batchId: string; n: number } | null = null; ; ) {
    const beyond: SQL | undefined = last === null ? undefined : or(gt(o.acceptedOn, last.acceptedOn), and(eq(o.acceptedOn, last.acceptedOn), or(gt(o.batchId, last.batchId), and(eq(o.batchId, last.batchId), gt(o.n, last.n)))))
    const rows = await fresh.select({ acceptedOn: o.acceptedOn, batchId: o.batchId, n: o.n, level: o.level, archivedOn: o.archivedOn, cells: o.cells }).from(o).leftJoin(t.oldWithdrawals, ofBatch(t))
      .where(and(...wanted, beyond)).orderBy(asc(o.acceptedOn), asc(o.batchId), asc(o.n)).limit(readAtOnce)
    const seen = rows.map(({ level, ...row }) => ({ level, cells: cellsFor(who, row) })).filter(({ cells }) => words.every((word) => searched.some((key) => String(cells[key] ?? '').normalize('NFKC').toLowerCase().includes(word))))
    if (seen.length > 0) {
      await witnessed(store, { commission: who.commission, at: at() }, () => tellRead(who, 'old', []))
      yield seen
    }
    last = rows.at(-1) ?? null
    if (last === null || rows.length < readAtOnce) return
  }
}

const searched = ['number', 'title', 'name', 'post'] as const
/** Whether a list of bodies names one; their ids have nothing in them that a pattern reads otherwise, or fewer rows are found. */
const names = (column: Tables['oldCases']['bodies'], bodyId: string): SQL => sql`${column} like ${`%|${bodyId}|%`}`

/** Batches whose rows are not as they came in: changed, taken out or slipped in. */
export async function oldFaults({ t, fresh }: Store, commission: string): Promise<string[]> {
  const faults: string[] = []
  const batches = await fresh.select().from(t.oldBatches).where(eq(t.oldBatches.commission, commission)).orderBy(asc(t.oldBatches.importedAt))
  for (const { id, fileName, rowCount, digest: told } of batches) {
    const rows = await fresh.select().from(t.oldCases).where(and(eq(t.oldCases.commission, commission), eq(t.oldCases.batchId, id))).orderBy(asc(t.oldCases.n))
    if (rows.length !== rowCount || rows.some(({ level }) => secrecyLevels[level] === undefined) || digestOf(rows) !== told) faults.push(`旧案批次 ${id}（${fileName}）的行与导入时的不一致`)
  }
  const known = new Set(batches.map((one) => one.id))
  const kept = await fresh.selectDistinct({ batchId: t.oldCases.batchId }).from(t.oldCases).where(eq(t.oldCases.commission, commission))
  return [...faults, ...kept.filter(({ batchId }) => !known.has(batchId)).map(({ batchId }) => `旧案批次 ${batchId} 不是经本系统导入的`)]
}
