/**
 * The matrix (P10 a): which side sees what, read off the law and the house for the tests alone. Nothing of it is taken
 * from the product; `reference.ts` says what a sign means, and every mutant of the product's own table has to differ.
 *
 *   +  whole            .  as if never written      ~  that it was done, not with what
 *   a  once approved    n  counted by what is seen  o  as it looks from outside the group
 *   h  as handed over   p  whom it is about         b  from which bodies it comes
 *   s  answers as handed in, of all returns         t  the same, of approved returns
 *   m  once the body has sent its proposal          v  the proposal without the minutes
 *   x  who sits, and since when                     d  the same, once the report is approved
 *   r  what was decided, without the reasons       g  readings begun, not those ordered again
 *   w  as told when something was last seen        y  once the report is approved
 *   e  the body's answers that went along with its last transfer
 *   z  asked and decided, not what became of work   q  the same, with reasons where the body asked
 */
export const columns = ['body', 'review', 'committee', 'partyGroup', 'manager', 'archive', 'closed'] as const
export type Column = (typeof columns)[number]

/** R-603 (each sees what the task needs), R-607 (archived), R-614, 6.2 of the work committee's part; columns as above. */
const partRows = `
  id +++++++            commission +++++++    number +++++++        zoneId +++++++
  stage o+oo+++         version nnnnnnn       since nnnnnnn         latestOn nnnnnnn
  round +++.+++         reading g+g.++.       package +hhpbhb       packages +++..+.
  openedBy +++.++.      transferredOn +++.+++ acceptedOn +++.+++    classifications +++++++
  consultations ++...+. involvements ++a..+.  intakeProposal a+a..+. panel d+x.x+.
  actedForBody +ww..w.  leadVacant y++.++.    recusals q+z..+.      deputy .+...+.        notes .+...+.         raisedChecks y+...+.   checkAnswers +ee..e.  settledChecks y+...+.
          interviews .+...+.
  panelOpinions .+...+. deliberations .+...+. returns ast..s.       report a+a..+.
  bodyMeeting ++mv.+.   opinions +++..+.      committeeInvitedOn +++.++. jointSessions +++..+. jointIssues +++..+.
  partyGroupViews ++m+.+. disputes +++..+.    branchMeetings ++m+.+. notices ++...+.
  decisions ++++.+r     announcements ++++.+. services ++++.+.      execution ++++.+.
  executionReport ++++.+. archive ++++.+.     extensions a+a..+.    suspensions a+a..+.
  prosecution +++..+.   corrections ++a..+.   exit ++++.+.
`
const stepRows = `
  openCase +~~.+~.      editDraft +......     answerCheck +ss.ss.   raiseCheck .+..++.     settleCheck .+..++.
  askConsultation ++..++.    answerConsultation ++..++.
  requestInvolvement ++a.++. approveInvolvement +++.++. rejectInvolvement ++..++. recordInvolvement +++.++.
  transfer +++.++.      withdraw +++.++.      accept +++.++.             defer a+a.++.
  refuse a+a.++.        approveIntake +++.++. rejectIntake .+..++.       formPanel .+~.++.
  signUndertaking .+..++. changePanel .+~.++. appointDeputy .+..++.      note .+..++.
  requestInterview .+..++. approveInterview .+..++. rejectInterview .+..++. recordInterview .+..++.
  conclude .+..++.      deliberate .+..++.    adopt .+..++.              proposeReturn a+a.++.
  approveReturn +++.++. rejectReturn .+..++.  acknowledgeReturn +++.++.  answerOutline +ss.ss.
  submitAnswers +++.++. judgeAnswers +++.++.  closeAnswers +++.++.       submitReport a+a.++.
  approveReport +++.++. sendBackReport .+..++. holdBodyMeeting ++m~++.   sendProposal ++++++.
  inviteCommittee +++.++. recordJointSession +++.++. raiseJointIssue +++.++. answerJointIssue +++.++. signCommitteeOpinion +++~++. recordPartyGroupView ++m+++.
  recordBranchMeeting ++m+++. skipBranchMeeting ++m+++. raiseDispute +++~++. recordRuling +++~++.
  giveNotice ++..++.    recordDecision ++++++. announce ++++++.          serve ++++++.
  recordExecution ++++++. extendFormalities ++++++. reportExecution ++++++. archive +++++++
  requestExtension a+a.++. approveExtension +++.++. rejectExtension .+..++. requestSuspension a+a.++.
  approveSuspension +++.++. rejectSuspension .+..++. resume +++.++.      proposeCorrection ++a.++.
  confirmCorrection +++~++. rejectCorrection ++..++. refer +++~++.       recordProsecutorReturn +++.++.
  answerProsecutorReturn +++.++. concludeProsecution +++~++. dropCase ++++++. handOver ++++++.
  escalate ++++++.      classify +++~+++      requestRecusal ~++.++.     decideRecusal ~++.++.
  liftRecusal ~++.++.   keepEarlierWork .+..++. repeatEarlierWork .+..++.
`

const read = (rows: string): Map<string, string> => new Map([...rows.matchAll(/(\w+) (\S{7})(?=\s)/g)].map(([, name = '', signs = '']) => [name, signs]))
const [parts, steps] = [read(partRows), read(stepRows)]

const signIn = (table: Map<string, string>, name: string, side: Column): string => {
  const sign = table.get(name)?.[columns.indexOf(side)]
  if (sign === undefined) throw new Error(`nobody has said who sees ${name}: give it a row in matrix.ts`)
  return sign
}
export const signOfPart = (part: string, side: Column): string => signIn(parts, part, side)
export const signOfStep = (step: string, side: Column): string => signIn(steps, step, side)
