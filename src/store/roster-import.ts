/**
 * People and bodies brought in from a sheet (`review/roster-sheet.ts`): all of the chosen rows in one transaction or none.
 * Names are put on the roster and grants proposed as one by one, with the same links; nobody gets anything before another
 * administrator has decided.
 */
import { randomUUID } from 'node:crypto'
import { setImmediate as others } from 'node:timers/promises'
import { and, eq, gte, isNull } from 'drizzle-orm'
import type { Refusal } from '../review/case.ts'
import type { Grant, Wish } from '../review/grants.ts'
import { leastClearance, type Actor, type Body } from '../review/people.ts'
import { no } from '../review/refusal.ts'
import { rosterRefused, type Planned, type RosterAround } from '../review/roster-sheet.ts'
import { addedLink } from './administration.ts'
import { draft, forgeAll } from './audit.ts'
import { rowsLeft } from './coverage.ts'
import { grantOf, impostor, proposalRow, refused } from './grants.ts'
import type { LoadedMoment } from './settings.ts'
import { inTurn, staffOf } from './staff.ts'
import type { Db, Store } from './store.ts'

type Asking = { who: Actor; moment: LoadedMoment }

/** What a sheet of people or bodies is held against, as the transaction or whoever reads sees it. */
export async function rosterAround(store: Store, db: Db, { who, moment }: Asking): Promise<RosterAround> {
  const { t } = store
  const { commission } = who
  const staff = await staffOf(store, db, commission, moment.at)
  const bodies = await db.select({ id: t.bodies.id, name: t.bodies.name, stationedIn: t.bodies.stationedIn, covers: t.bodies.covers, zoneId: t.bodies.zoneId }).from(t.bodies).where(eq(t.bodies.commission, commission))
  const logins = new Map((await db.select({ personId: t.accounts.personId, login: t.accounts.login }).from(t.accounts).where(eq(t.accounts.commission, commission))).map((one) => [one.personId, one.login]))
  const waiting = await db.select({ personId: t.grants.personId, wish: t.grants.wish }).from(t.grants).where(and(eq(t.grants.commission, commission), isNull(t.grants.outcome), gte(t.grants.lapsesOn, moment.on)))
  const pending = waiting.map(({ personId, wish }) => ({ personId, wish: JSON.parse(wish) as Wish }))
  return {
    who, on: moment.on, staff, pending, bodies: new Map(bodies.map((body): [string, Body] => [body.id, body])),
    loginOf: (personId) => logins.get(personId) ?? null, clearanceOf: (personId) => moment.roster.person(personId)?.clearance ?? leastClearance,
  }
}

/** A proposal that a row made, and the half of a one-time code that falls to whoever brought it in. */
export type RosterProposal = { n: number; grant: Grant; code: string | null }

/** So many rows are written, and linked, at once. */
const together = 100

/** Brings the rows in: planned once more against what is there now, then all or nothing. Whoever only reads is answered in between; the transaction is nobody else's. */
export const importRoster = <Key>(store: Store, { who, moment }: Asking, file: { name: string; hash: string }, plan: (around: RosterAround) => Promise<Planned<Key>[]>, progress: (done: number, total: number) => void = () => {}): Promise<{ added: number; proposed: RosterProposal[] } | { refusals: Refusal[] }> =>
  store.tx(async (db): Promise<{ added: number; proposed: RosterProposal[] } | { refusals: Refusal[] }> => {
    const { t } = store
    const { commission } = who
    await inTurn(store, db, commission)
    const around = await rosterAround(store, db, { who, moment })
    const rows = await plan(around)
    const plans = rows.flatMap((one) => one.plan ?? [])
    const refusals = [
      ...impostor(around.staff, who, moment.on), ...rosterRefused(who), ...(plans.length === 0 ? [no('NOTHING_TO_IMPORT', '没有可以导入的行')] : []),
      ...rows.flatMap(({ n, faults }) => faults.map(({ sentence }) => no('ROW_REFUSED', `第${n}行：${sentence}`))).slice(0, 20),
    ]
    if (refusals.length > 0) return refused(store, db, { importing: 'roster', who, moment }, refusals)
    const proposed: RosterProposal[] = []
    for (let from = 0; from < plans.length; from += together) {
      const some = plans.slice(from, from + together)
      const [people, bodies] = [some.flatMap(({ person }) => person ?? []), some.flatMap(({ body }) => body ?? [])]
      const asked = some.flatMap(({ n, wishes }) => wishes.map(({ personId, wish }) => ({ n, ...proposalRow({ wish, personId, reason: `导入“${file.name}”第${n}行`, operationKey: randomUUID(), who, moment }) })))
      if (people.length > 0) await db.insert(t.people).values(people.map((person) => ({ commission, ...person })))
      if (bodies.length > 0) await db.insert(t.bodies).values(bodies.map((body) => ({ commission, ...body })))
      if (asked.length > 0) await db.insert(t.grants).values(asked.map(({ row }) => row))
      const added = [...people.map((person) => ({ person })), ...bodies.map((body) => ({ body }))].map((one) => addedLink({ who, moment }, { ...one, fileHash: file.hash }))
      await forgeAll(store, db, commission, [...added, ...asked.map(({ link }) => link)].map(draft), await rowsLeft(store, db))
      proposed.push(...asked.map(({ n, row }) => ({ n, grant: grantOf(row), code: row.code })))
      progress(from + some.length, plans.length)
      await others()
    }
    return { added: plans.filter((one) => one.person ?? one.body).length, proposed }
  })
