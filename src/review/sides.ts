/** 各方: the sides from which a case is seen, and whose each role is. */
import type { Role } from './people.ts'

/**
 * The sides from which a case is seen: the body; those who review it (group, panel, office, leaders); the work
 * committee; the Party group; case management (案管); the archive; and whoever finds it archived without leave to read.
 */
export const sides = ['body', 'review', 'committee', 'partyGroup', 'manager', 'archive', 'closed'] as const
export type Side = (typeof sides)[number]

/** The side of each role; the three administrators see no case. */
export const sideOf = {
  handler: 'body', bodyHead: 'body', groupLeader: 'review', reviewer: 'review', officeHead: 'review', leaderInCharge: 'review', commissionHead: 'review',
  committeeReviewer: 'committee', committeeHead: 'committee', partyGroupContact: 'partyGroup', caseManager: 'manager', qualityReviewer: 'archive', archivist: 'archive',
  systemAdmin: null, securityAdmin: null, auditAdmin: null,
} as const satisfies Record<Role, Side | null>
