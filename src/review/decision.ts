/** From the branch meeting to the archive: the nouns of deciding and carrying out (处分决定与执行). */
import type { Finding } from './case.ts'
import type { Day } from './day.ts'
import type { AdminSanction, PartySanction } from './sanctions.ts'

/** Why no branch meeting was held: the seven reasons of R-126. */
export const branchSkips = ['secretOrSensitive', 'crossRegion', 'branchCannotAct', 'managedByHigherCommittee', 'noResolutionInTime', 'raisedLevel', 'otherRules'] as const
export type BranchSkip = (typeof branchSkips)[number]
export type BranchMeeting = { subjectId: string; on: Day; due: number; present: number; inFavour: number; memberAttended: boolean; minutes: string; skippedBecause: BranchSkip | null; reason: string | null; enteredBy: string }

/** The notice of R-237 before an administrative sanction. */
export type Notice = { subjectId: string; on: Day; facts: string; basis: string; admin: AdminSanction; defence: string | null; adopted: string | null; by: string[] }

/** Who can decide: never the zone group; on the Party track never a body or the work committee (5.3, 4). */
export const organs = ['partyGroup', 'unitCommittee', 'partyCommittee', 'commission', 'stationedBody', 'supervisoryCommission', 'appointingOrgan', 'zoneGroup', 'workCommittee'] as const
export type Organ = (typeof organs)[number]

/** The outcomes of R-260 that a decision can have. */
export const outcomes = ['sanction', 'exempt', 'noSanction', 'notPursued', 'retireeAdjustment'] as const
export type DecisionOutcome = (typeof outcomes)[number]

/** 处分决定, one a person and track. */
export type Decision = {
  subjectId: string
  track: 'party' | 'admin'
  outcome: DecisionOutcome
  party: PartySanction
  admin: AdminSanction
  measure: string | null
  property: string | null
  /** 纪检监察建议 to the unit, or null. */
  advice: string | null
  organ: Organ
  organName: string
  /** The day of the deciding meeting; decisions take effect on it. */
  decidedOn: Day
  effectiveOn: Day
  /** The higher organ's approval where the measure wants one (C+), or null. */
  approval: { organ: Organ; organName: string; approvedOn: Day } | null
  minutes: string
  findings: Finding
  periodEndsOn: Day | null
  periodReason: string
  enteredBy: string
}

export type Announcement = { subjectId: string; on: Day; announcers: string[]; scope: string; opinion: string | null; refusedToSign: boolean }
export type Service = { subjectId: string; on: Day; receiver: string; proof: string }

/** One thing to do after the decision (处分执行). The last four come after the report of the execution, as late as the end of the period. */
export const executionKinds = ['notifyUnit', 'personalFile', 'formalities', 'endEmployment', 'property', 'measure', 'representativeNotice', 'yearlyRating', 'adviceFollowed', 'returnVisit', 'restoration'] as const
export type ExecutionKind = (typeof executionKinds)[number]
export type ExecutionItem = { id: string; subjectId: string; kind: ExecutionKind; proof: string | null; doneOn: Day | null; by: string | null; extendedBy: string | null; extendedOn: Day | null }
export type ExecutionReport = { on: Day; by: string; text: string }
export type Archive = { on: Day; by: string; volumes: { kind: 'investigation' | 'review'; title: string; pages: number }[]; hash: string }
