/**
 * 在场: who has which case open, as long as their page listens. Kept in the memory of this server and nowhere else; it is no
 * reading, leaves no record and keeps nobody signed in. Each page is told by the rule of `review/presence.ts`, asked anew
 * at every change, and only when what it would be told has changed.
 */
import { encodeId } from './api/id.ts'
import type { Actor } from './review/people.ts'
import { maySeePresent } from './review/presence.ts'
import { layerOf } from './review/steps/joint.ts'
import { loadUnseen } from './store/cases.ts'
import type { Store } from './store/store.ts'

/** A page that shows a case. `asker` says who is signed in there at this instant, `hear` tells it who is here. */
export type Place = { caseId: string; asker: () => Promise<{ who: Actor; name: string } | null>; hear: (here: string) => void }

export type Presence = { come: (place: Place) => Promise<void>; go: (place: Place) => Promise<void>; again: (caseId: string) => Promise<void> }

export function presenceIn(store: Store, commission: string): Presence {
  const places = new Map<string, Map<Place, string>>()
  const telling = new Map<string, Promise<void>>()

  async function tell(caseId: string): Promise<void> {
    const here = places.get(caseId)
    if (!here) return
    const [found, ...askers] = await Promise.all([loadUnseen(store, store.fresh, commission, caseId), ...[...here.keys()].map(async (place) => ({ place, asker: await place.asker() }))])
    const seated = askers.flatMap(({ place, asker }) => (asker ? [{ place, ...asker }] : []))
    for (const { place, asker } of askers) {
      const told = here.get(place)
      if (told === undefined) continue // it went meanwhile
      const others = new Map(found && asker ? seated.filter((one) => maySeePresent(asker.who, one.who, found.case, found.log)).map(({ who, name }) => [who.personId, { id: encodeId('Person', who.personId), name, role: who.role, layer: layerOf(who) }]) : [])
      const text = JSON.stringify([...others.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1)))
      if (text === told) continue
      here.set(place, text)
      place.hear(text)
    }
  }

  /** One after the other for each case, so that the last word is the newest. */
  function again(caseId: string): Promise<void> {
    const next = (telling.get(caseId) ?? Promise.resolve()).catch(() => {}).then(() => tell(caseId)).finally(() => { if (telling.get(caseId) === next) telling.delete(caseId) })
    telling.set(caseId, next)
    return next
  }

  return {
    come(place) {
      places.set(place.caseId, (places.get(place.caseId) ?? new Map<Place, string>()).set(place, '[]'))
      return again(place.caseId)
    },
    async go(place) {
      const here = places.get(place.caseId)
      if (!here?.delete(place)) return
      if (here.size === 0) places.delete(place.caseId)
      await again(place.caseId)
    },
    again,
  }
}
