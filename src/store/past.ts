/** 回看: reading a case as it stood. Whoever may not see it today is told what they are told of the case itself. */
import { replay } from '../review/act.ts'
import { blankCase } from '../review/blank.ts'
import { pastOf, versionsOf, type Then, type When } from '../review/past.ts'
import type { Actor } from '../review/people.ts'
import { seenFrom, sideFor } from '../review/visibility.ts'
import { load, type Found } from './cases.ts'
import type { Stored } from './keep.ts'
import { tellDenied, tellRead } from './readings.ts'
import { momentsOf, type LoadedMoment } from './settings.ts'
import type { Store } from './store.ts'

/** The moment of which a case is shown. */
export type Past = Then<LoadedMoment>

/** The case as it stood; null where it is not there for whoever asks; or why it cannot be looked back at, in a sentence. */
export async function findPast(store: Store, who: Actor, id: string, when: When): Promise<(Found & { past: Past }) | { message: string } | null> {
  const whole = await load(store, store.fresh, who, id)
  if (!whole) return tellDenied(who, 'case', id), null
  tellRead(who, 'case', [id])
  return pastOf(who, seenIn(whole, who), whole, when, await momentsOf(store, who.commission))
}

/** The steps of a case at which somebody can look back; none where it is hidden or missing. Nothing is given that the log does not say, so it leaves no record of its own. */
export async function pastVersions(store: Store, who: Actor, id: string): Promise<number[]> {
  const whole = await load(store, store.fresh, who, id)
  return whole ? versionsOf(who, seenIn(whole, who), whole, await momentsOf(store, who.commission)) : []
}

/** The whole of a case as it stood when its log was so long. Never shown: `findPast` gives what may be. */
export async function wholeThen(store: Store, { commission, id }: Stored['case'], { log }: Pick<Stored, 'log'>, length: number): Promise<Pick<Stored, 'case' | 'log'>> {
  const upTo = log.slice(0, length)
  return { case: replay(blankCase({ id, commission, number: '', zoneId: '' }), upTo, await momentsOf(store, commission)), log: upTo }
}

const seenIn = ({ case: c, log }: Stored, who: Actor) => seenFrom(sideFor(who, c), c, log)
