/** Archived cases in the small city, as they come about by chance, and a second reviewer of quality. */
import type { Payload } from '../../src/review/steps/index.ts'
import { saveRoster } from '../../src/store/roster.ts'
import type { Store } from '../../src/store/store.ts'
import { leastClearance } from '../../src/review/people.ts'
import { today } from '../help/city.ts'
import { wander, type Taken } from '../help/wander.ts'
import { after, editor, opened, type Whole } from './city.ts'

/** Seeds that led there by a short way when this was written, and then any. */
const seeds = [405, 370, 402, 316, ...Array.from({ length: 300 }, (_, n) => 500 + n)]
const walks: Taken[][] = []
let tried = 0
function archivedWalk(n: number): Taken[] {
  for (; walks.length <= n; tried++) {
    const seed = seeds[tried]
    if (seed === undefined) throw new Error(`there is no archived walk ${n}`)
    const walk = wander(seed)
    if (walk.at(-1)?.c.stage === 'archived' && walk.every(({ step }) => step !== 'classify')) walks.push(walk)
  }
  return walks[n] ?? []
}

/** The nth case that is led to its archive on a day. */
export async function archivedCase(store: Store, n = 0, on = today): Promise<Whole> {
  let c: Whole | null = null
  const walk = archivedWalk(n)
  for (const [at, { step, payload, by }] of walk.entries()) c = c ? await after(store, c, step, by, payload as never, at === walk.length - 1 ? on : today) : await opened(store, (payload as Payload<'openCase'>).package, by)
  if (!c) throw new Error(`there is no archived walk ${n}`)
  return c
}

/** A team wants two. */
export const secondReviewer = (store: Store): Promise<void> => saveRoster(store, editor, { people: [{
  id: 'second', name: 'second', homeBodyId: null, clearance: leastClearance, interests: [], trainedOn: null, posts: [{ role: 'qualityReviewer', bodyId: null, zoneId: null, from: '2018-01-01', until: null }],
}] })
