/**
 * Who may see which case: the one predicate for seeing. A case has doors, a person acting in
 * one capacity has keys; whoever holds a key to one of the doors sees the case, unless barred. The store
 * keeps the doors as rows and compiles the same rule into every query.
 */
import type { Case } from './case.ts'
import { barredBy, panelOf, reviewingRoles, type Actor } from './people.ts'

/** The doors of a case as it stands, each once. */
export function doorsOf(c: Case): string[] {
  const handed = c.transferredOn !== null || c.consultations.length > 0 || c.involvements.length > 0
  const closed = c.stage === 'archived'
  return [...new Set([
    ...c.package.bodyIds.map((id) => `body:${id}`),
    ...(handed ? [`zone:${c.zoneId}`, 'office'] : []),
    ...panelOf(c).map((id) => `panel:${id}`),
    ...(c.deputy ? [`panel:${c.deputy.personId}`] : []),
    ...(c.committeeInvitedOn || c.stage === 'committeeReview' || c.opinions.some((one) => one.layer === 'workCommittee') ? ['committee'] : []),
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
    case 'archivist': return ['archive']
    case 'qualityReviewer': return ['quality']
    default: return []
  }
}

/** Whether recusal and separation apply to the capacity in which somebody acts. */
export const canBeBarred = (who: Actor): boolean => reviewingRoles.includes(who.role)

/** May this person, acting in this capacity, see this case? */
export const maySee = (who: Actor, c: Case): boolean =>
  who.commission === c.commission &&
  !(canBeBarred(who) && barredFrom(c).includes(who.personId)) &&
  keysOf(who).some((key) => doorsOf(c).includes(key))
