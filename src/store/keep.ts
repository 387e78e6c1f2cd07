/** Keeps a case as a step leaves it: row, doors, bars, tallies and what it is found by, in the transaction of the step. */
import { and, eq, sql } from 'drizzle-orm'
import type { Entry } from '../review/act.ts'
import type { Case } from '../review/case.ts'
import type { Moment } from '../review/step.ts'
import { stepsSeen } from '../review/visibility.ts'
import { barRows, columnsOf, contributionsChanged, doorRows, facedSides, faceOf, facesOf, searchTexts, type Columns, type Contribution, type Face, type FacedSide, type Tallied } from './columns.ts'
import { keepLoads } from './loads.ts'
import { statement } from './prepared.ts'
import type { Db, Store } from './store.ts'
import type { Tables } from './tables.ts'

/** A case as it was loaded, with its log, the columns of its row and what it is counted as. */
export type Stored = Tallied & { case: Case; log: Entry[]; columns: Columns }

/** Somebody else was faster between loading and keeping: run the work again on what is there now. */
export class Raced extends Error {
  override name = 'Raced'
}

const given = sql.placeholder
const faceNames = [
  'number', 'numberKey', 'title', 'subjectNames', 'nameKey', 'zoneId', 'bodyId', 'level', 'stage', 'holder', 'asks', 'version', 'round', 'routes', 'transferredOn', 'acceptedOn', 'dueOn',
  'clockState', 'returnsCount', 'openedAt', 'changedAt', 'lastStep', 'lastOn', 'lastBy', 'tally', 'nextDueOn', 'deadlines',
] as const satisfies readonly (keyof Face)[]
const columnNames = [...faceNames, 'revision', 'doc', 'log'] as const satisfies readonly (keyof Columns)[]

const insertCase = statement('case_insert', (db, t) =>
  db.insert(t.cases).values({ commission: given('commission'), id: given('id'), ...fields(columnNames) } as unknown as Tables['cases']['$inferInsert']))

type Update = ReturnType<typeof updateOf>
const updates = new Map<string, Update>()

/** The statement that writes these columns, one for each set of them: a column that stays costs its indexes as much as one that changes. */
function updateCase(names: readonly (keyof Columns)[]): Update {
  const shape = names.join()
  const known = updates.get(shape) ?? updateOf(names, updates.size)
  updates.set(shape, known)
  return known
}

const updateOf = (names: readonly (keyof Columns)[], n: number) => statement(`case_update_${n}`, (db, t) =>
  db.update(t.cases).set(fields(names))
    .where(and(eq(t.cases.commission, given('commission')), eq(t.cases.id, given('id')), eq(t.cases.revision, given('from'))))
    .returning({ id: t.cases.id }))

/** What a row of `cases` is loaded with to be changed. */
export const columnsIn = (t: Tables) => Object.fromEntries(columnNames.map((name) => [name, t.cases[name]])) as { [Name in keyof Columns]-?: Tables['cases'][Name] }

const putFace = statement('face_put', (db, t) =>
  db.insert(t.caseFaces).values({ commission: given('commission'), side: given('side'), id: given('id'), ...fields(faceNames) } as unknown as Tables['caseFaces']['$inferInsert'])
    .onConflictDoUpdate({ target: [t.caseFaces.commission, t.caseFaces.side, t.caseFaces.id], set: fields(faceNames) }))
const dropFace = statement('face_drop', (db, t) => db.delete(t.caseFaces).where(and(eq(t.caseFaces.commission, given('commission')), eq(t.caseFaces.side, given('side')), eq(t.caseFaces.id, given('id')))))

/** A placeholder for each column. */
const fields = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, sql`${given(name)}`]))

const addDoor = statement('door_add', (db, t) => db.insert(t.caseDoors).values({ commission: given('commission'), caseId: given('id'), door: given('value') }))
const dropDoor = statement('door_drop', (db, t) => db.delete(t.caseDoors).where(and(eq(t.caseDoors.commission, given('commission')), eq(t.caseDoors.caseId, given('id')), eq(t.caseDoors.door, given('value')))))
const addBar = statement('bar_add', (db, t) => db.insert(t.caseBars).values({ commission: given('commission'), caseId: given('id'), personId: given('value') }))
const dropBar = statement('bar_drop', (db, t) => db.delete(t.caseBars).where(and(eq(t.caseBars.commission, given('commission')), eq(t.caseBars.caseId, given('id')), eq(t.caseBars.personId, given('value')))))

const tallyKey = ['scope', 'zoneId', 'bodyId', 'kind', 'key'] as const
/** Statements that count so many changes at once; more come one after another. */
const most = 24
const countedFields = [...tallyKey, 'n'] as const
/** What the values of each of these changes are called. */
const valueNames = Array.from({ length: most }, (_, n) => Object.fromEntries(countedFields.map((name) => [name, `${name}${n}`])) as Record<(typeof countedFields)[number], string>)
const counts = new Map<number, ReturnType<typeof countOf>>()
const countOf = (rows: number) => statement(`tally_count_${rows}`, (db, t) =>
  db.insert(t.tallies)
    .values(Array.from({ length: rows }, (_, n) => ({ commission: given('commission'), ...Object.fromEntries(countedFields.map((name) => [name, sql`${given(valueNames[n]![name])}`])) }) as unknown as Tables['tallies']['$inferInsert']))
    .onConflictDoUpdate({ target: [t.tallies.commission, t.tallies.scope, t.tallies.zoneId, t.tallies.bodyId, t.tallies.kind, t.tallies.key], set: { n: sql`${t.tallies.n} + excluded.n` } })
    .returning({ scope: t.tallies.scope, zoneId: t.tallies.zoneId, bodyId: t.tallies.bodyId, kind: t.tallies.kind, key: t.tallies.key, n: t.tallies.n }))

/** The statement that counts so many changes, built once for each number. */
function count(rows: number): ReturnType<typeof countOf> {
  const known = counts.get(rows) ?? countOf(rows)
  counts.set(rows, known)
  return known
}

const uncount = statement('tally_uncount', (db, t) =>
  db.delete(t.tallies).where(and(
    eq(t.tallies.commission, given('commission')), eq(t.tallies.scope, given('scope')), eq(t.tallies.zoneId, given('zoneId')), eq(t.tallies.bodyId, given('bodyId')),
    eq(t.tallies.kind, given('kind')), eq(t.tallies.key, given('key')), eq(t.tallies.n, 0))))

/** Writes the case over what was loaded (`before`, null for a new one) and gives the row as kept. Throws `Raced` where the revision has moved. */
export async function keep(store: Store, db: Db, before: Stored | null, c: Case, log: readonly Entry[], moment: Moment): Promise<Columns> {
  const key = { commission: c.commission, id: c.id }
  const columns = columnsOf(c, log, moment, before?.case)
  if (before === null) await insertCase(store, db).execute({ ...key, ...columns })
  else if ((await updateCase(columnNames.filter((name) => name === 'revision' || before.columns[name] !== columns[name]))(store, db).execute({ ...key, ...columns, from: before.case.version })).length === 0) throw new Raced()
  const faces = await keepFaces(store, db, before, c, log, moment)

  const doors = difference(before ? doorRows(before.case) : [], doorRows(c))
  const bars = difference(before ? barRows(before.case) : [], barRows(c))
  for (const value of doors.gone) await dropDoor(store, db).execute({ ...key, value })
  for (const value of doors.come) await addDoor(store, db).execute({ ...key, value })
  for (const value of bars.gone) await dropBar(store, db).execute({ ...key, value })
  for (const value of bars.come) await addBar(store, db).execute({ ...key, value })

  await recount(store, db, c.commission, contributionsChanged(before, c, { tally: columns.tally, bodyTally: faces.get('body')?.tally ?? before?.bodyTally ?? '' }))
  await keepLoads(store, db, before?.case ?? null, c)
  // A part that a step leaves alone is the same value still.
  if (before?.case.package !== c.package || before.case.packages !== c.packages || before.case.involvements !== c.involvements)
    await store.index(db, { ...key, texts: searchTexts(c, log), bodyIds: c.package.bodyIds })
  return columns
}

/** The faces that this step changed: those of sides that see it, or that have come to see the case or see it no longer. */
async function keepFaces(store: Store, db: Db, before: Stored | null, c: Case, log: readonly Entry[], moment: Moment): Promise<Map<FacedSide, Face>> {
  const [had, has] = [before ? facesOf(before.case) : [], facesOf(c)]
  const refreshed = before !== null && before.case.version === c.version
  const kept = new Map<FacedSide, Face>()
  for (const side of facedSides) {
    const key = { commission: c.commission, id: c.id, side }
    if (!has.includes(side)) {
      if (had.includes(side)) await dropFace(store, db).execute(key)
    } else if (refreshed || !before || !had.includes(side) || stepsSeen(side, before.log) !== stepsSeen(side, log)) {
      const face = faceOf(side, c, log, moment)
      await putFace(store, db).execute({ ...key, ...face })
      kept.set(side, face)
    }
  }
  return kept
}

/** Adds the difference, always in the same order, so that two steps at once do not wait for each other in a circle. */
async function recount(store: Store, db: Db, commission: string, changes: readonly Contribution[]): Promise<void> {
  const nameOf = (one: Contribution) => tallyKey.map((name) => one[name]).join('\n')
  const sorted = changes.map((one) => ({ one, name: nameOf(one) })).sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ one }) => one)
  for (let at = 0; at < sorted.length; at += most) {
    const some = sorted.slice(at, at + most)
    const values: Record<string, unknown> = { commission }
    some.forEach((one, n) => { for (const name of countedFields) values[valueNames[n]![name]] = one[name] })
    for (const sum of await count(some.length)(store, db).execute(values)) if (sum.n === 0) await uncount(store, db).execute({ commission, ...sum })
  }
}

function difference(before: readonly string[], after: readonly string[]): { gone: string[]; come: string[] } {
  return { gone: before.filter((one) => !after.includes(one)), come: after.filter((one) => !before.includes(one)) }
}
