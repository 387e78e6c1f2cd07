/** The small city in a store, and ways to drive cases through it. */
import { randomUUID } from 'node:crypto'
import type { Case, Package } from '../../src/review/case.ts'
import type { Actor, Person } from '../../src/review/people.ts'
import type { Payload, StepName } from '../../src/review/steps/index.ts'
import type { Entry } from '../../src/review/act.ts'
import { loadUnseen, type Found } from '../../src/store/cases.ts'
import { saveRoster } from '../../src/store/roster.ts'
import { momentOf, settle } from '../../src/store/settings.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { open, take, type TakeOutcome } from '../../src/store/take.ts'
import { bodies, commission, roster, today, who } from '../help/city.ts'
import { offers, packageOf, subject, type World } from '../help/offers.ts'
import type { Engine } from './engines.ts'

export const world: World = { subject, party: 'warning', admin: 'none', crime: false }
export const at = `${today}T01:00:00.000Z`
export const editor = { commission, by: 'systemAdmin', at }

/** A store of this city in an empty database. */
export async function cityIn(url: string): Promise<Store> {
  const store = await openStore(url)
  await settle(store, editor)
  const people = Object.values(who).map((actor) => roster.person(actor.personId)).filter((person): person is Person => person !== undefined)
  await saveRoster(store, editor, { zones: [{ id: 'Z1', name: '第一片区', ordinal: 1 }, { id: 'Z3', name: '第三片区', ordinal: 3 }], bodies, people })
  return store
}

/** A store of its own, for tests that count everything or break something. */
export async function inACityAlone(engine: Engine, use: (store: Store, url: string) => Promise<void>): Promise<void> {
  const url = await engine.fresh()
  const own = await cityIn(url)
  try {
    await use(own, url)
  } finally {
    await own.close()
  }
}

export const moment = (store: Store, on = today) => momentOf(store, commission, on, `${on}T01:00:00.000Z`)

/** The whole of a case, whoever may see it. */
export type Whole = { case: Case; log: Entry[] }

/** A case of P25 opened by its handler, or by whoever else; throws where it is refused. */
export async function opened(store: Store, changed: Partial<Package> = {}, by: Actor = who.handler): Promise<Whole> {
  return whole(store, taken(await open(store, { payload: { package: { ...packageOf(world), ...changed } }, operationKey: randomUUID(), who: by, moment: await moment(store) })))
}

export function taken(outcome: TakeOutcome): Found & { case: Case } {
  if ('refusals' in outcome) throw new Error(JSON.stringify(outcome.refusals))
  return outcome
}

async function whole(store: Store, { case: c }: { case: Case }): Promise<Whole> {
  const found = await loadUnseen(store, store.fresh, commission, c.id)
  if (!found) throw new Error(`${c.id} is not there`)
  return { case: found.case, log: found.log }
}

/** One step, with the first payload a careful person would give, on the case as it stands. */
export async function after<Name extends StepName>(store: Store, { case: { id } }: Pick<Whole, 'case'>, step: Name, by: Actor, payload?: Payload<Name>, on = today): Promise<Whole> {
  const { case: c } = await whole(store, { case: { id } as Case })
  const given = payload ?? offers(c, step, world)[0]
  if (given === undefined) throw new Error(`nothing to give for ${step}`)
  return whole(store, taken(await take(store, { caseId: id, version: null, step, payload: given, operationKey: randomUUID(), who: by, moment: await moment(store, on) })))
}

/** A transferred and accepted case. */
export async function accepted(store: Store, changed: Partial<Package> = {}): Promise<Whole> {
  const transferred = await after(store, await opened(store, changed), 'transfer', who.bodyHead)
  return after(store, transferred, 'accept', who.groupLeader)
}

/** A case at the report, approved, after one return for supplement. */
export async function reported(store: Store): Promise<Whole> {
  let c = await accepted(store)
  const on: readonly [StepName, Actor, number?][] = [
    ['formPanel', who.groupLeader], ['signUndertaking', who.lead], ['signUndertaking', who.reviewer],
    ['requestInterview', who.lead, 2], ['approveInterview', who.leaderInCharge], ['conclude', who.lead, 0], ['deliberate', who.groupLeader, 0], ['proposeReturn', who.groupLeader], ['approveReturn', who.officeHead],
    ['acknowledgeReturn', who.bodyHead], ['answerOutline', who.handler], ['submitAnswers', who.bodyHead], ['judgeAnswers', who.lead], ['closeAnswers', who.groupLeader],
    ['requestInterview', who.lead, 1], ['approveInterview', who.leaderInCharge], ['conclude', who.lead, 1], ['deliberate', who.groupLeader, 1], ['adopt', who.groupLeader],
    ['submitReport', who.lead], ['approveReport', who.officeHead],
  ]
  for (const [step, by, n = 0] of on) c = await after(store, c, step, by, offers(c.case, step, world)[n])
  return c
}
