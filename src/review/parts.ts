/**
 * 知悉范围表: which side sees which part of a case, and which steps of its log. A cell names a lens or a
 * condition of `lenses.ts`. A part or a step without a row does not compile.
 */
import type { Condition, Lens, Part } from './lenses.ts'
import type { Role } from './people.ts'
import type { StepName } from './steps/index.ts'

/**
 * The sides from which a case is seen: the body; those who review it (group, panel, office, leaders); the work
 * committee; the Party group; case management (案管); the archive; and whoever finds it archived without leave to read.
 */
export const sides = ['body', 'review', 'committee', 'partyGroup', 'manager', 'archive', 'closed'] as const
export type Side = (typeof sides)[number]
type Row<Cell> = Record<Side, Cell>

/** The side of each role; the three administrators see no case. */
export const sideOf = {
  handler: 'body', bodyHead: 'body', groupLeader: 'review', reviewer: 'review', officeHead: 'review', leaderInCharge: 'review', commissionHead: 'review',
  committeeReviewer: 'committee', committeeHead: 'committee', partyGroupContact: 'partyGroup', caseManager: 'manager', qualityReviewer: 'archive', archivist: 'archive',
  systemAdmin: null, securityAdmin: null, auditAdmin: null,
} as const satisfies Record<Role, Side | null>

/** Sides that see of every step that it was done, never with what. */
export const withoutPayload: readonly Side[] = ['manager', 'closed']

/** Whether a side sees what was handed over well enough to be told what is missing in it. */
export const seesPackage = (side: Side, handed: boolean): boolean => side === 'body' || (handed && ['always', 'handedOver'].includes(parts.package[side]))

const row = <Cell>(body: Cell, review: Cell, committee: Cell, partyGroup: Cell, manager: Cell, archive: Cell, closed: Cell): Row<Cell> => ({ body, review, committee, partyGroup, manager, archive, closed })
const lens = row<Lens>
const when = row<Condition>

export const parts = {
  //                      body         review        committee     partyGroup  manager    archive       closed
  id:                lens('always',    'always',     'always',     'always',   'always',  'always',     'always'),
  commission:        lens('always',    'always',     'always',     'always',   'always',  'always',     'always'),
  number:            lens('always',    'always',     'always',     'always',   'always',  'always',     'always'),
  zoneId:            lens('always',    'always',     'always',     'always',   'always',  'always',     'always'),
  stage:             lens('outside',   'always',     'outside',    'outside',  'always',  'always',     'always'),
  version:           lens('counted',   'counted',    'counted',    'counted',  'counted', 'counted',    'counted'),
  since:             lens('counted',   'counted',    'counted',    'counted',  'counted', 'counted',    'counted'),
  latestOn:          lens('counted',   'counted',    'counted',    'counted',  'counted', 'counted',    'counted'),
  round:             lens('always',    'always',     'always',     'never',    'always',  'always',     'always'),
  reading:           lens('begun',     'always',     'begun',      'never',    'always',  'always',     'never'),
  package:           lens('always',    'handedOver', 'handedOver', 'persons',  'bodies',  'handedOver', 'bodies'),
  packages:          lens('always',    'always',     'always',     'never',    'never',   'always',     'never'),
  openedBy:          lens('always',    'always',     'always',     'never',    'always',  'always',     'never'),
  actedForBody:      lens('always',    'told',       'told',       'never',    'never',   'told',       'never'),
  transferredOn:     lens('always',    'always',     'always',     'never',    'always',  'always',     'always'),
  acceptedOn:        lens('always',    'always',     'always',     'never',    'always',  'always',     'always'),
  classifications:   lens('always',    'always',     'always',     'always',   'always',  'always',     'always'),
  consultations:     lens('always',    'always',     'never',      'never',    'never',   'always',     'never'),
  involvements:      lens('always',    'always',     'approved',   'never',    'never',   'always',     'never'),
  intakeProposal:    lens('approved',  'always',     'approved',   'never',    'never',   'always',     'never'),
  panel:             lens('disclosed', 'always',     'seats',      'never',    'seats',   'always',     'never'),
  leadVacant:        lens('reported',  'always',     'always',     'never',    'always',  'always',     'never'),
  recusals:          lens('asked',     'always',     'decided',    'never',    'never',   'always',     'never'),
  deputy:            lens('never',     'always',     'never',      'never',    'never',   'always',     'never'),
  notes:             lens('never',     'always',     'never',      'never',    'never',   'always',     'never'),
  raisedChecks:      lens('reported',  'always',     'never',      'never',    'never',   'always',     'never'),
  checkAnswers:      lens('always',    'sentAlong',  'sentAlong',  'never',    'never',   'sentAlong',  'never'),
  settledChecks:     lens('reported',  'always',     'never',      'never',    'never',   'always',     'never'),
  interviews:        lens('never',     'always',     'never',      'never',    'never',   'always',     'never'),
  panelOpinions:     lens('never',     'always',     'never',      'never',    'never',   'always',     'never'),
  deliberations:     lens('never',     'always',     'never',      'never',    'never',   'always',     'never'),
  returns:           lens('approved',  'submitted',  'settled',    'never',    'never',   'submitted',  'never'),
  report:            lens('approved',  'always',     'approved',   'never',    'never',   'always',     'never'),
  bodyMeeting:       lens('always',    'always',     'sent',       'proposal', 'never',   'always',     'never'),
  opinions:          lens('always',    'always',     'always',     'never',    'never',   'always',     'never'),
  committeeInvitedOn: lens('always',   'always',     'always',     'never',    'always',  'always',     'never'),
  jointSessions:     lens('always',    'always',     'always',     'never',    'never',   'always',     'never'),
  jointIssues:       lens('always',    'always',     'always',     'never',    'never',   'always',     'never'),
  partyGroupViews:   lens('always',    'always',     'sent',       'always',   'never',   'always',     'never'),
  disputes:          lens('always',    'always',     'always',     'never',    'never',   'always',     'never'),
  branchMeetings:    lens('always',    'always',     'sent',       'always',   'never',   'always',     'never'),
  notices:           lens('always',    'always',     'never',      'never',    'never',   'always',     'never'),
  decisions:         lens('always',    'always',     'always',     'always',   'never',   'always',     'outcome'),
  announcements:     lens('always',    'always',     'always',     'always',   'never',   'always',     'never'),
  services:          lens('always',    'always',     'always',     'always',   'never',   'always',     'never'),
  execution:         lens('always',    'always',     'always',     'always',   'never',   'always',     'never'),
  executionReport:   lens('always',    'always',     'always',     'always',   'never',   'always',     'never'),
  archive:           lens('always',    'always',     'always',     'always',   'never',   'always',     'never'),
  extensions:        lens('approved',  'always',     'approved',   'never',    'never',   'always',     'never'),
  suspensions:       lens('approved',  'always',     'approved',   'never',    'never',   'always',     'never'),
  prosecution:       lens('always',    'always',     'always',     'never',    'never',   'always',     'never'),
  corrections:       lens('always',    'always',     'approved',   'never',    'never',   'always',     'never'),
  exit:              lens('always',    'always',     'always',     'always',   'never',   'always',     'never'),
} as const satisfies Record<Part, Row<Lens>>

export const entries = {
  //                              body        review       committee    partyGroup manager      archive      closed
  openCase:                  when('always',   'bare',      'bare',      'never',   'always',    'bare',      'never'),
  editDraft:                 when('always',   'never',     'never',     'never',   'never',     'never',     'never'),
  answerCheck:               when('always',   'submitted', 'submitted', 'never',   'submitted', 'submitted', 'never'),
  askConsultation:           when('always',   'always',    'never',     'never',   'always',    'always',    'never'),
  answerConsultation:        when('always',   'always',    'never',     'never',   'always',    'always',    'never'),
  requestInvolvement:        when('always',   'always',    'approved',  'never',   'always',    'always',    'never'),
  approveInvolvement:        when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  rejectInvolvement:         when('always',   'always',    'never',     'never',   'always',    'always',    'never'),
  recordInvolvement:         when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  transfer:                  when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  withdraw:                  when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  accept:                    when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  defer:                     when('approved', 'always',    'approved',  'never',   'always',    'always',    'never'),
  refuse:                    when('approved', 'always',    'approved',  'never',   'always',    'always',    'never'),
  approveIntake:             when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  rejectIntake:              when('never',    'always',    'never',     'never',   'always',    'always',    'never'),
  formPanel:                 when('never',    'always',    'bare',      'never',   'always',    'always',    'never'),
  signUndertaking:           when('never',    'always',    'never',     'never',   'always',    'always',    'never'),
  changePanel:               when('never',    'always',    'bare',      'never',   'always',    'always',    'never'),
  appointDeputy:             when('never',    'always',    'never',     'never',   'always',    'always',    'never'),
  requestRecusal:            when('bare',     'always',    'always',    'never',   'always',    'always',    'never'),
  decideRecusal:             when('bare',     'always',    'always',    'never',   'always',    'always',    'never'),
  liftRecusal:               when('bare',     'always',    'always',    'never',   'always',    'always',    'never'),
  keepEarlierWork:           when('never',    'always',    'never',     'never',   'always',    'always',    'never'),
  repeatEarlierWork:         when('never',    'always',    'never',     'never',   'always',    'always',    'never'),
  note:                      when('never',    'always',    'never',     'never',   'always',    'always',    'never'),
  raiseCheck:                when('never',    'always',    'never',     'never',   'always',    'always',    'never'),
  settleCheck:               when('never',    'always',    'never',     'never',   'always',    'always',    'never'),
  requestInterview:          when('never',    'always',    'never',     'never',   'always',    'always',    'never'),
  approveInterview:          when('never',    'always',    'never',     'never',   'always',    'always',    'never'),
  rejectInterview:           when('never',    'always',    'never',     'never',   'always',    'always',    'never'),
  recordInterview:           when('never',    'always',    'never',     'never',   'always',    'always',    'never'),
  conclude:                  when('never',    'always',    'never',     'never',   'always',    'always',    'never'),
  deliberate:                when('never',    'always',    'never',     'never',   'always',    'always',    'never'),
  adopt:                     when('never',    'always',    'never',     'never',   'always',    'always',    'never'),
  proposeReturn:             when('approved', 'always',    'approved',  'never',   'always',    'always',    'never'),
  approveReturn:             when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  rejectReturn:              when('never',    'always',    'never',     'never',   'always',    'always',    'never'),
  acknowledgeReturn:         when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  answerOutline:             when('always',   'submitted', 'submitted', 'never',   'submitted', 'submitted', 'never'),
  submitAnswers:             when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  judgeAnswers:              when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  closeAnswers:              when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  submitReport:              when('approved', 'always',    'approved',  'never',   'always',    'always',    'never'),
  approveReport:             when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  sendBackReport:            when('never',    'always',    'never',     'never',   'always',    'always',    'never'),
  holdBodyMeeting:           when('always',   'always',    'sent',      'bare',    'always',    'always',    'never'),
  sendProposal:              when('always',   'always',    'always',    'always',  'always',    'always',    'never'),
  inviteCommittee:           when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  recordJointSession:        when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  raiseJointIssue:           when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  answerJointIssue:          when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  signCommitteeOpinion:      when('always',   'always',    'always',    'bare',    'always',    'always',    'never'),
  recordPartyGroupView:      when('always',   'always',    'sent',      'always',  'always',    'always',    'never'),
  recordBranchMeeting:       when('always',   'always',    'sent',      'always',  'always',    'always',    'never'),
  skipBranchMeeting:         when('always',   'always',    'sent',      'always',  'always',    'always',    'never'),
  raiseDispute:              when('always',   'always',    'always',    'bare',    'always',    'always',    'never'),
  recordRuling:              when('always',   'always',    'always',    'bare',    'always',    'always',    'never'),
  giveNotice:                when('always',   'always',    'never',     'never',   'always',    'always',    'never'),
  recordDecision:            when('always',   'always',    'always',    'always',  'always',    'always',    'never'),
  announce:                  when('always',   'always',    'always',    'always',  'always',    'always',    'never'),
  serve:                     when('always',   'always',    'always',    'always',  'always',    'always',    'never'),
  recordExecution:           when('always',   'always',    'always',    'always',  'always',    'always',    'never'),
  extendFormalities:         when('always',   'always',    'always',    'always',  'always',    'always',    'never'),
  reportExecution:           when('always',   'always',    'always',    'always',  'always',    'always',    'never'),
  archive:                   when('always',   'always',    'always',    'always',  'always',    'always',    'always'),
  requestExtension:          when('approved', 'always',    'approved',  'never',   'always',    'always',    'never'),
  approveExtension:          when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  rejectExtension:           when('never',    'always',    'never',     'never',   'always',    'always',    'never'),
  requestSuspension:         when('approved', 'always',    'approved',  'never',   'always',    'always',    'never'),
  approveSuspension:         when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  rejectSuspension:          when('never',    'always',    'never',     'never',   'always',    'always',    'never'),
  resume:                    when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  proposeCorrection:         when('always',   'always',    'approved',  'never',   'always',    'always',    'never'),
  confirmCorrection:         when('always',   'always',    'always',    'bare',    'always',    'always',    'never'),
  rejectCorrection:          when('always',   'always',    'never',     'never',   'always',    'always',    'never'),
  refer:                     when('always',   'always',    'always',    'bare',    'always',    'always',    'never'),
  recordProsecutorReturn:    when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  answerProsecutorReturn:    when('always',   'always',    'always',    'never',   'always',    'always',    'never'),
  concludeProsecution:       when('always',   'always',    'always',    'bare',    'always',    'always',    'never'),
  dropCase:                  when('always',   'always',    'always',    'always',  'always',    'always',    'never'),
  handOver:                  when('always',   'always',    'always',    'always',  'always',    'always',    'never'),
  escalate:                  when('always',   'always',    'always',    'always',  'always',    'always',    'never'),
  classify:                  when('always',   'always',    'always',    'bare',    'always',    'always',    'always'),
} as const satisfies Record<StepName, Row<Condition>>
