/**
 * Seeing, said once. Which cases: a case has doors, a person acting in one capacity has keys, and some are
 * kept out whatever they hold. What of a case: the table in `parts.ts`. The store keeps doors as rows and compiles the
 * first into every query; everything that is shown is read from what `seenBy` gives.
 */
import type { Entry } from './act.ts'
import type { Case } from './case.ts'
import { conditions, lenses, type Condition, type Part, type Sight } from './lenses.ts'
import { entries, parts, withoutPayload } from './parts.ts'
import { barredBy, panelOf, reviewingRoles, type Actor } from './people.ts'
import { cleared, levelOf } from './secrecy.ts'
import { sideOf, type Side } from './sides.ts'

/** The doors of a case as it stands, each once. */
export function doorsOf(c: Case): string[] {
  const handed = c.packages.length > 0 || c.consultations.length > 0 || c.involvements.length > 0
  const closed = c.stage === 'archived'
  const before = c.committeeInvitedOn !== null || c.opinions.some((one) => one.layer === 'workCommittee') || c.disputes.some((one) => one.from === 'committeeReview')
  return [...new Set([
    ...c.package.bodyIds.map((id) => `body:${id}`),
    ...(handed ? [`zone:${c.zoneId}`, 'office', 'process'] : []),
    ...panelOf(c).map((id) => `panel:${id}`),
    ...(c.deputy ? [`panel:${c.deputy.personId}`] : []),
    ...(before || c.stage === 'committeeReview' ? ['committee'] : []),
    ...(c.bodyMeeting && !['reporting', 'approving'].includes(c.stage) ? c.package.bodyIds.map((id) => `partyGroup:${id}`) : []),
    ...(c.stage === 'reported' || closed ? ['archive'] : []),
    ...(closed ? ['quality'] : []),
  ])]
}

/** People who may never see the case from the reviewing side, whatever keys they hold. */
export const barredFrom = (c: Case): string[] => [...new Set(barredBy(c))]

/** The keys of a person in the capacity in which they act; the three administrators hold none. */
export function keysOf(who: Actor): string[] {
  switch (who.role) {
    case 'handler':
    case 'bodyHead': return [`body:${who.bodyId}`]
    case 'groupLeader': return [`zone:${who.zoneId}`, `panel:${who.personId}`]
    case 'reviewer': return [`panel:${who.personId}`]
    case 'officeHead':
    case 'leaderInCharge':
    case 'commissionHead': return ['office']
    case 'committeeReviewer':
    case 'committeeHead': return ['committee']
    case 'partyGroupContact': return [`partyGroup:${who.bodyId}`]
    case 'caseManager': return ['process']
    case 'archivist': return ['archive']
    case 'qualityReviewer': return ['quality']
    default: return []
  }
}

/** Whether recusal and separation apply to the capacity in which somebody acts. */
export const canBeBarred = (who: Actor): boolean => reviewingRoles.includes(who.role)

/** The bodies whose cases somebody does not see in this capacity. */
export const keptFrom = (who: Actor): readonly string[] => (canBeBarred(who) ? who.apart : [])

/** The archived cases that a leave opens in this capacity: the work committee and the Party group read what was handed to them. */
export const leavesOf = (who: Actor): readonly string[] => (['body', 'review', 'manager', 'archive'].includes(sideOf[who.role] ?? '') ? who.leaves : [])

/** May this person, acting in this capacity, see this case? The level is asked before the role. */
export const maySee = (who: Actor, c: Case): boolean =>
  who.commission === c.commission &&
  cleared(who.clearance, levelOf(c)) &&
  !(canBeBarred(who) && barredFrom(c).includes(who.personId)) &&
  !c.package.bodyIds.some((id) => keptFrom(who).includes(id)) &&
  (keysOf(who).some((key) => doorsOf(c).includes(key)) || (c.stage === 'archived' && leavesOf(who).includes(c.id)))

/** From which side somebody sees a case. An archived one is closed to all but the archivist and those with leave to read it. */
export function sideFor(who: Actor, c: Pick<Case, 'id' | 'stage'>): Side {
  if (c.stage === 'archived' && who.role !== 'archivist' && !who.leaves.includes(c.id)) return 'closed'
  return sideOf[who.role] ?? 'closed'
}

/** A case from one side with its log, oldest entry first; and what clocks and desks are told from, where a side sees these without what is in them. */
export type Seen = { side: Side; case: Case; log: Entry[]; process: { case: Case; log: Entry[] } }

/** The case as this person may see it, or null where it is not there for them. */
export const seenBy = (who: Actor, c: Case, log: readonly Entry[]): Seen | null => (maySee(who, c) ? seenFrom(sideFor(who, c), c, log) : null)

/** The case as it is seen from a side: what is hidden is as if never written. */
export function seenFrom(side: Side, c: Case, log: readonly Entry[]): Seen {
  const seen = entriesFrom(side, log)
  const sight: Sight = { c, log, until: log.slice(0, log.findLastIndex((_entry, n) => sees(side, log, n)) + 1), seen }
  const own = { side, case: caseFrom(side, sight), log: seen }
  if (side !== 'manager') return { ...own, process: own }
  const reviewed = seenFrom('review', c, log)
  return { ...own, process: { case: reviewed.case, log: reviewed.log.map(timed) } }
}

// @NOTE TypeScript cannot tie a lens to the type of its part, hence the cast; a test compares every shape with the whole case.
function caseFrom(side: Side, sight: Sight): Case {
  const seen: Record<string, unknown> = { ...noParts }
  for (const part of partNames) seen[part] = lenses[parts[part][side]](sight, part)
  return seen as Case
}

const partNames = Object.keys(parts) as Part[]
/** Every part by its name: a copy of this, filled in, is made faster than an object that grows part by part. */
const noParts = Object.fromEntries(partNames.map((part) => [part, null]))

/** How many steps of a log a side sees. */
export const stepsSeen = (side: Side, log: readonly Entry[]): number => placesSeen(side, log).length

/** The places in a log of the steps that a side sees, in order; the first is 0. */
export const placesSeen = (side: Side, log: readonly Entry[]): number[] => log.flatMap((_entry, n) => (sees(side, log, n) ? [n] : []))

/** The steps that a side sees, counted anew. */
function entriesFrom(side: Side, log: readonly Entry[]): Entry[] {
  return log.filter((_entry, n) => sees(side, log, n)).map((entry, n) => {
    const [version, from, to] = [n + 1, stageFrom(side, entry.from), stageFrom(side, entry.to)]
    const bare = cellOf(entry.step, side) === 'bare' || withoutPayload.includes(side)
    return !bare && version === entry.version && from === entry.from && to === entry.to ? entry : seenAs(entry, { version, from, to, bare })
  })
}

/** An entry as a side sees it. Basis and payload stay unread until somebody asks for them. */
function seenAs(entry: Entry, { version, from, to, bare }: Pick<Entry, 'version' | 'from' | 'to'> & { bare: boolean }): Entry {
  const { step, by, role, bodyId, zoneId, on, writtenOn, at } = entry
  return { version, step, from, to, by, role, bodyId, zoneId, on, writtenOn, at, get basis() { return entry.basis }, get payload() { return bare ? {} : entry.payload } }
}

/** A stage as it looks from a side. */
export const stageFrom = (side: Side, stage: Case['stage']): Case['stage'] => lenses[parts.stage[side]]({ c: { stage } as Case, log: [], until: [], seen: [] }, 'stage') as Case['stage']

const sees = (side: Side, log: readonly Entry[], n: number): boolean => conditions[cellOf(log[n]!.step, side)](log, n)
const cellOf = (step: Entry['step'], side: Side): Condition => entries[step][side]

/** Of an extension case management sees how long it is, not why. */
function timed(entry: Entry): Entry {
  const { version, from, to } = entry
  if (entry.step !== 'requestExtension') return seenAs(entry, { version, from, to, bare: true })
  const { months, days } = entry.payload as { months: number; days: number }
  return { ...entry, payload: { months, days } }
}
