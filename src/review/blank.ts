/** A case before its first step: version 0, nothing known but its name. */
import type { Case, Package } from './case.ts'

const emptyPackage: Package = {
  title: '', bodyIds: [], designation: null, origin: 'investigation', crime: false, simple: false,
  clueOn: null, filedOn: null, actsFrom: null, actsUntil: null, edition: null, amountYuan: null, subjects: [], facts: [], evidence: [], proposals: [], property: null, investigators: [], interviewDuties: [], intake: [],
}

export const blankCase = (name: { id: string; commission: string; number: string; zoneId: string }): Case => ({
  ...name, stage: 'drafting', version: 0, since: null, latestOn: null, round: 0, reading: 0, package: emptyPackage, packages: [], openedBy: null, actedForBody: [], transferredOn: null, acceptedOn: null, classifications: [],
  consultations: [], involvements: [], intakeProposal: null, panel: [], leadVacant: false, recusals: [], deputy: null, notes: [], raisedChecks: [], checkAnswers: [], settledChecks: [], interviews: [], panelOpinions: [], deliberations: [],
  returns: [], report: null, bodyMeeting: null, opinions: [], committeeInvitedOn: null, jointSessions: [], jointIssues: [], partyGroupViews: [], disputes: [], branchMeetings: [],
  notices: [], decisions: [], announcements: [], services: [], execution: [], executionReport: null, archive: null, extensions: [], suspensions: [],
  prosecution: null, corrections: [], exit: null,
})
