/**
 * People and bodies brought in from a sheet (`review/roster-sheet.ts`): all of the chosen rows in one transaction or none.
 * Names are put on the roster and grants proposed as one by one, with the same links; nobody gets anything before another
 * administrator has decided.
 */
import { randomUUID } from 'node:crypto'
import { and, eq, gte, isNull } from 'drizzle-orm'
import type { Refusal } from '../review/case.ts'
import type { Grant, Wish } from '../review/grants.ts'
import { leastClearance, type Actor, type Body } from '../review/people.ts'
import { no } from '../review/refusal.ts'
import { rosterRefused, type Planned, type RosterAround } from '../review/roster-sheet.ts'
import { keepBody, keepPerson, tellAdded } from './administration.ts'
import { enter, impostor, refused } from './grants.ts'
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

/** Brings the rows in: planned once more against what is there now, then all or nothing. */
export const importRoster = <Key>(store: Store, { who, moment }: Asking, file: { name: string; hash: string }, plan: (around: RosterAround) => Planned<Key>[]): Promise<{ added: number; proposed: RosterProposal[] } | { refusals: Refusal[] }> =>
  store.tx(async (db): Promise<{ added: number; proposed: RosterProposal[] } | { refusals: Refusal[] }> => {
    const { commission } = who
    await inTurn(store, db, commission)
    const around = await rosterAround(store, db, { who, moment })
    const rows = plan(around)
    const plans = rows.flatMap((one) => one.plan ?? [])
    const refusals = [
      ...impostor(around.staff, who, moment.on), ...rosterRefused(who), ...(plans.length === 0 ? [no('NOTHING_TO_IMPORT', '没有可以导入的行')] : []),
      ...rows.flatMap(({ n, faults }) => faults.map(({ sentence }) => no('ROW_REFUSED', `第${n}行：${sentence}`))).slice(0, 20),
    ]
    if (refusals.length > 0) return refused(store, db, { importing: 'roster', who, moment }, refusals)
    let added = 0
    for (const { person, body } of plans) {
      if (person) await keepPerson(store, db, commission, person)
      if (body) await keepBody(store, db, commission, body)
      if (person ?? body) await tellAdded(store, db, { who, moment }, { ...(person ? { person } : { body }), fileHash: file.hash })
      added += person || body ? 1 : 0
    }
    const proposed: RosterProposal[] = []
    for (const { n, wishes } of plans)
      for (const { personId, wish } of wishes) proposed.push({ n, ...(await enter(store, db, { wish, personId, reason: `导入“${file.name}”第${n}行`, operationKey: randomUUID(), who, moment })) })
    return { added, proposed }
  })
