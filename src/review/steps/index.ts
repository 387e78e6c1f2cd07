/** Every step there is, by name: a list, in the order of a case's life. */
import { openCase, editDraft } from './draft.ts'
import { askConsultation, answerConsultation } from './consultation.ts'
import { requestInvolvement, approveInvolvement, rejectInvolvement, recordInvolvement } from './involvement.ts'
import { transfer, withdraw } from './transfer.ts'
import { accept, defer, refuse, approveIntake, rejectIntake } from './accept.ts'
import { formPanel, signUndertaking, changePanel, appointDeputy } from './panel.ts'
import { requestRecusal, decideRecusal, liftRecusal, keepEarlierWork, repeatEarlierWork } from './recuse.ts'
import { note } from './read.ts'
import { answerCheck, raiseCheck, settleCheck } from './check.ts'
import { requestInterview, approveInterview, rejectInterview, recordInterview } from './interview.ts'
import { conclude } from './conclude.ts'
import { deliberate, adopt } from './deliberate.ts'
import { proposeReturn, approveReturn, rejectReturn, acknowledgeReturn } from './return.ts'
import { answerOutline, submitAnswers, judgeAnswers, closeAnswers } from './answer.ts'
import { submitReport, approveReport, sendBackReport } from './report.ts'
import { holdBodyMeeting, sendProposal } from './meeting.ts'
import { answerJointIssue, inviteCommittee, raiseJointIssue, recordJointSession } from './joint.ts'
import { signCommitteeOpinion } from './committee.ts'
import { recordPartyGroupView } from './party-group.ts'
import { recordBranchMeeting, skipBranchMeeting } from './branch.ts'
import { raiseDispute, recordRuling } from './dispute.ts'
import { giveNotice, recordDecision } from './decide.ts'
import { announce, serve } from './announce.ts'
import { recordExecution, extendFormalities, reportExecution } from './execute.ts'
import { archive } from './archive.ts'
import { requestExtension, approveExtension, rejectExtension } from './extend.ts'
import { requestSuspension, approveSuspension, rejectSuspension, resume } from './suspend.ts'
import { proposeCorrection, confirmCorrection, rejectCorrection } from './correct.ts'
import { refer, recordProsecutorReturn, answerProsecutorReturn, concludeProsecution } from './prosecute.ts'
import { dropCase, handOver, escalate } from './exit.ts'
import { classify } from './classify.ts'

export const steps = {
  openCase, editDraft, answerCheck,
  askConsultation, answerConsultation,
  requestInvolvement, approveInvolvement, rejectInvolvement, recordInvolvement,
  transfer, withdraw,
  accept, defer, refuse, approveIntake, rejectIntake,
  formPanel, signUndertaking, changePanel, appointDeputy,
  requestRecusal, decideRecusal, liftRecusal, keepEarlierWork, repeatEarlierWork,
  note, raiseCheck, settleCheck,
  requestInterview, approveInterview, rejectInterview, recordInterview,
  conclude,
  deliberate, adopt,
  proposeReturn, approveReturn, rejectReturn, acknowledgeReturn,
  answerOutline, submitAnswers, judgeAnswers, closeAnswers,
  submitReport, approveReport, sendBackReport,
  holdBodyMeeting, sendProposal,
  inviteCommittee, recordJointSession, raiseJointIssue, answerJointIssue,
  signCommitteeOpinion,
  recordPartyGroupView,
  recordBranchMeeting, skipBranchMeeting,
  raiseDispute, recordRuling,
  giveNotice, recordDecision,
  announce, serve,
  recordExecution, extendFormalities, reportExecution,
  archive,
  requestExtension, approveExtension, rejectExtension,
  requestSuspension, approveSuspension, rejectSuspension, resume,
  proposeCorrection, confirmCorrection, rejectCorrection,
  refer, recordProsecutorReturn, answerProsecutorReturn, concludeProsecution,
  dropCase, handOver, escalate,
  classify,
} as const

export type StepName = keyof typeof steps
export const stepNames = Object.keys(steps) as StepName[]

/** What a step is given. */
export type Payload<Name extends StepName> = Parameters<(typeof steps)[Name]['apply']>[1]
