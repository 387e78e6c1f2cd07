/** What somebody may see of a world, by the pure rule over all its cases: what every door is held against. */
import { isDeepStrictEqual } from 'node:util'
import { paperMaker } from '../../src/papers/papers.ts'
import { filedFor, paperItems, type Filed } from '../../src/review/attachment.ts'
import type { Actor } from '../../src/review/people.ts'
import { stateOf, type Leave } from '../../src/review/leave.ts'
import { firstPolicy, policyOn } from '../../src/review/policy.ts'
import { eyesOn, signedFor, type Signed } from '../../src/review/signing.ts'
import { seenBy, type Seen } from '../../src/review/visibility.ts'
import { today } from '../help/city.ts'
import { momentAt } from './city.ts'
import type { Kept, World } from './worlds.ts'

/** A case as this person sees it, or null. */
const seenOf = (who: Actor, { c, log }: Pick<Kept, 'c' | 'log'>): Seen | null => seenBy(who, c, log)

/** All that this person sees of the cases of a world, by their ids. */
export const viewOf = (who: Actor, { kept }: Pick<World, 'kept'>): Map<string, Seen> =>
  new Map(kept.flatMap((one): [string, Seen][] => { const seen = seenOf(who, one); return seen ? [[one.id, seen]] : [] }))

/** The requests to read archived cases that this person sees: their own, or all where they decide on them or keep the archive, of cases they see. */
export function leavesSeenBy(who: Actor, { leaves, kept }: Pick<World, 'leaves' | 'kept'>): Leave[] {
  const view = viewOf(who, { kept })
  const all = who.role === policyOn(firstPolicy, today).leaveApprover || who.role === 'archivist'
  return leaves.filter((one) => view.has(one.caseId) && (all || one.personId === who.personId || one.requestedBy === who.personId)).map((one) => ({ ...one, state: stateOf(one) }))
}

/** The files that this person sees. */
function filesSeenBy(who: Actor, { files, kept, moment }: Pick<World, 'files' | 'kept' | 'moment'>): Filed[] {
  const view = viewOf(who, { kept })
  const maker = paperMaker(moment)
  return kept.flatMap(({ id, c, log }) => {
    const seen = view.get(id)
    return seen ? filedFor({ side: seen.side, seen: seen.case, c, log, papers: paperItems(maker.of(seen)), eyes: eyesOn({ case: c, log }, momentAt, maker) }, files.filter((one) => one.caseId === id)) : []
  })
}

/** The signatures that this person reads. */
function signaturesSeenBy(who: Actor, { signatures, kept, moment }: Pick<World, 'signatures' | 'kept' | 'moment'>): Signed[] {
  const view = viewOf(who, { kept })
  const maker = paperMaker(moment)
  return kept.flatMap(({ id, c, log }) => {
    const seen = view.get(id)
    return seen ? signedFor(seen.side, seen, maker.of(seen), signatures.filter((one) => one.caseId === id), eyesOn({ case: c, log }, momentAt, maker)) : []
  })
}

/** The person as known in a world: what they may read there is part of who they are. */
export const inWorld = (personId: string, { actors }: World): Actor => {
  const who = actors.find((one) => one.personId === personId)
  if (!who) throw new Error(`nobody is called ${personId}`)
  return who
}

/** Whether two worlds are one and the same for this person. */
export function sameFor(personId: string, a: World, b: World): boolean {
  const [one, other] = [inWorld(personId, a), inWorld(personId, b)]
  return isDeepStrictEqual(one, other) && isDeepStrictEqual(viewOf(one, a), viewOf(other, b)) && isDeepStrictEqual(leavesSeenBy(one, a), leavesSeenBy(other, b)) && isDeepStrictEqual(filesSeenBy(one, a), filesSeenBy(other, b)) && isDeepStrictEqual(signaturesSeenBy(one, a), signaturesSeenBy(other, b))
}
