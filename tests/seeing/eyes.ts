/** What somebody may see of a world, by the pure rule over all its cases: what every door is held against. */
import { isDeepStrictEqual } from 'node:util'
import type { Entry } from '../../src/review/act.ts'
import type { Case } from '../../src/review/case.ts'
import type { Actor } from '../../src/review/people.ts'
import { maySee } from '../../src/review/visibility.ts'
import type { Kept, World } from './worlds.ts'

export type Sight = { case: Case; log: readonly Entry[] }

/** A case as this person sees it, or null. */
export const seenOf = (who: Actor, { c, log }: Pick<Kept, 'c' | 'log'>): Sight | null => (maySee(who, c) ? { case: c, log } : null)

/** All that this person sees of a world, by the id of each case. */
export const viewOf = (who: Actor, { kept }: World): Map<string, Sight> =>
  new Map(kept.flatMap((one): [string, Sight][] => { const seen = seenOf(who, one); return seen ? [[one.id, seen]] : [] }))

/** Whether two worlds are one and the same for this person. */
export const sameFor = (who: Actor, a: World, b: World): boolean => isDeepStrictEqual(viewOf(who, a), viewOf(who, b))
