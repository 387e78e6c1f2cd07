/**
 * The nouns of case review (案件审理): what a case is made of, and what is said when a rule says no.
 * Plain values, never changed in place; `null` means "not yet".
 */
import type { CheckAnswer, RaisedCheck } from './check-codes.ts'
import type { Day } from './day.ts'
import type { Announcement, Archive, BranchMeeting, Decision, ExecutionItem, ExecutionReport, Notice, Service } from './decision.ts'
import type { ReadingNote } from './note.ts'
import type { Recusal } from './recusal.ts'
import type { AdminSanction, PartySanction, Reason } from './sanctions.ts'
import type { Circumstances, Violation } from './weighing.ts'

/** Where a case stands (阶段). The order is that of the usual way; the last five are side exits. */
export const stages = [
  'drafting', 'transferred', 'deferred', 'refused', 'accepted', 'empanelled', 'reading', 'deliberating',
  'returning', 'supplementing', 'answered', 'reinvestigating', 'reporting', 'approving', 'proposing',
  'committeeReview', 'consulting', 'disputed', 'deciding', 'executing', 'reported', 'archived',
  'suspended', 'prosecuting', 'dropped', 'handedOver', 'escalated',
] as const
export type Stage = (typeof stages)[number]

/** The ends: no step leads on from here. */
export const ends = ['refused', 'archived', 'dropped', 'handedOver', 'escalated'] as const satisfies readonly Stage[]
export const isEnd = (stage: Stage): boolean => (ends as readonly Stage[]).includes(stage)

/** Who has the case on the desk (在谁手里). */
export const holders = ['body', 'group', 'office', 'leaderInCharge', 'workCommittee', 'sendingCommission', 'outside'] as const
export type Holder = (typeof holders)[number]

/** A legal basis, kept so that nothing from memory is ever printed as law. */
export type Basis = { document: string; article: string; tag: 'Q' | 'S' | 'M' | 'L' | 'D'; rule: string }

/** Why a step was not taken: a stable code, a sentence for the person, the field it stands at, the rule it rests on. */
export type Refusal = { code: string; message: string; field?: string; basis?: Basis }

/** Secrecy of a case (密级), from low to high: 工作秘密, 秘密, 机密; a city fixes no higher one. */
export const secrecyLevels = ['workSecret', 'confidential', 'secret'] as const
export type SecrecyLevel = (typeof secrecyLevels)[number]
/** 定密: a level that was set, for how long and why. The last one counts, all are kept. */
export type Classification = { level: SecrecyLevel; years: number | null; endsOn: Day | null; reason: string; setBy: string; setOn: Day }

/** Routes of `practice.md` A4: who decides after the group's review. */
export const routes = ['A', 'B', 'C', 'C+', 'D', 'N'] as const
export type Route = (typeof routes)[number]

/** 违反中央八项规定精神: a flag that wants a reason when it is "no" against the look of the facts. */
export type EightPoint = { applies: boolean; category: string | null; reasonIfNot: string | null; suggested?: string | null }

/** Characterisation and measure (定性处理意见) for one person: by the body, by the review, by the decision. */
export type Finding = {
  subjectId: string
  characterisation: string
  articles: string[]
  eightPoint: EightPoint
  party: PartySanction
  admin: AdminSanction
  /** 组织处理 or other measure, in words. */
  measure: string | null
  /** What was weighed: bands and circumstances, for the engine to make its suggestion from. */
  weighing: Weighing | null
  /** What the engine suggested when the finding was made; the person decided, and says why where it differs. */
  suggestion: SanctionSuggestion | null
  reasonForDifference: string | null
}

export type Weighing = Omit<Circumstances, 'person' | 'actEndOn' | 'decidedOn'> & { party: Violation<PartySanction>[]; admin: Violation<AdminSanction>[]; limited: boolean }
export type SanctionSuggestion = { party: PartySanction; admin: AdminSanction; reasons: Reason[]; flags: string[] }

/** 被审查调查人. A case may have several; findings, routes, decisions and execution are kept for each. */
export type Subject = {
  id: string
  name: string
  gender: '男' | '女'
  birthYear: number
  partyMember: boolean
  partyJoinYear: number | null
  ethnicity: string
  education: string
  post: string
  employer: string
  rank: string
  personnelType: string
  partyPost: string | null
  /** 人大代表、政协委员 and the like. */
  deputyOrDelegate: boolean
  retired: boolean
  /** Who manages this person as a cadre; `city` is not a zone case (2.3). */
  managedBy: 'city' | 'partyGroup' | 'unit'
  /** A reasoned exception from the route table, or null. */
  routeException: { route: Route; reason: string } | null
}

/** A fact found (违纪违法事实) and whom it concerns. */
export type Fact = { id: string; text: string; subjectIds: string[] }

/** One item of evidence; `direction` keeps evidence against the charge in sight. */
export type Evidence = {
  no: number
  type: string
  name: string
  direction: 'for' | 'against'
  factIds: string[]
  legality: 'unchecked' | 'lawful' | 'excluded'
}

/** One of the 15 intake items as the body hands it over. */
export type IntakeMark = { item: number; state: 'present' | 'missing' | 'notApplicable'; reason: string | null }

/** Circumstances in which the review interview cannot be waived (R-234, items 1 to 4). */
export const interviewDuties = ['detainedAndToBeProsecuted', 'possiblyIllegalEvidence', 'disagreesWithFacts', 'asksToSpeak'] as const
export type InterviewDuty = (typeof interviewDuties)[number]

/** The transfer package (移送材料): what the body drafts and hands over. */
export type Package = {
  title: string
  /** The transferring bodies; the first leads. */
  bodyIds: string[]
  /** 指定管辖 paper where a subject's employer is outside what the body covers, or null. */
  designation: string | null
  origin: 'investigation' | 'courtJudgment'
  crime: boolean
  simple: boolean
  clueOn: Day | null
  filedOn: Day | null
  /** When the acts began and ended: the end decides which edition of the rules applies. */
  actsFrom: Day | null
  actsUntil: Day | null
  /** 适用条例版本, as the body names it. */
  edition: string | null
  /** 涉案金额, in yuan. */
  amountYuan: number | null
  subjects: Subject[]
  facts: Fact[]
  evidence: Evidence[]
  proposals: Finding[]
  property: string | null
  /** 审查调查人员, people borrowed included. */
  investigators: string[]
  interviewDuties: InterviewDuty[]
  intake: IntakeMark[]
}

/** 提前沟通: a question of the body before transfer, without effect on the clock. */
export type Consultation = { id: number; question: string; askedBy: string; askedOn: Day; answer: string | null; answeredBy: string | null; answeredOn: Day | null }

/** A request that somebody else must approve: maker, checker and both days are kept. */
export type Request<What> = What & {
  requestedBy: string
  requestedOn: Day
  approvedBy: string | null
  approvedOn: Day | null
  rejectedBy: string | null
  rejectedReason: string | null
}

/** 提前介入 on its two grounds. */
export type EarlyInvolvement = Request<{ ground: 'A' | 'B'; ticks: { complex: boolean; factsEstablished: boolean; tentativeOpinion: boolean }; reason: string; opinion: string | null }>

/** The outcome a group leader proposes instead of accepting. */
export type IntakeProposal = { outcome: 'deferred' | 'refused'; reasons: string[]; missing: number[]; dueOn: Day | null; proposedBy: string; proposedOn: Day; approvedBy: string | null }

/** 审理组: who reads the case, the first leads. */
export type PanelMember = { personId: string; undertakingOn: Day | null; joinedOn: Day; leftOn: Day | null; leftBecause: string | null; handover: string | null }

/** 审理谈话, or its waiver; `beforeReturn` puts it off until the answers are there. */
export type Interview = Request<{
  kind: 'hold' | 'waive'
  scope: 'report' | 'beforeReturn'
  subjectId: string
  reason: string
  round: number
  record: { on: Day; reading: number; reviewers: string[]; sections: InterviewSections; signed: boolean; refusalNote: string | null; outcome: 'noObjection' | 'illegalEvidence' | 'newFacts' } | null
}>

/** The five parts of an interview record. */
export type InterviewSections = { rights: string; facts: string; defence: string; methods: string; education: string }

/** The six parts of the 24-character standard (二十四字, R-550). */
export const standards = ['facts', 'evidence', 'nature', 'handling', 'formalities', 'procedure'] as const
export type Standard = (typeof standards)[number]
export type StandardMark = { standard: Standard; verdict: 'pass' | 'minor' | 'major' | 'notApplicable'; note: string }

/** One person's opinion, kept with the dissent (5.4). */
export type Opinion = { personId: string; opinion: string; dissent: string | null }

export type PanelOpinion = { round: number; reading: number; on: Day; by: string; checklist: StandardMark[]; opinions: Opinion[]; recommendation: 'return' | 'report' }

/** 集体审议. */
export type Deliberation = { round: number; reading: number; on: Day; by: string; attendees: string[]; opinions: Opinion[]; outcome: 'return' | 'report'; minutes: string }

export type ReturnKind = 'supplement' | 'reinvestigation'
export const grounds = [
  'mainFactsUnclear', 'evidenceInsufficient', 'someFactsUnclear', 'factsOmitted', 'evidenceToComplete', 'newFacts', 'formalitiesToComplete',
] as const
export type Ground = (typeof grounds)[number]

export const itemCategories = ['evidence', 'characterisation', 'weighing', 'procedure', 'property', 'papers', 'identity'] as const
export type ItemCategory = (typeof itemCategories)[number]

/** One item of an outline (补查提纲), R-255, with the body's answer and the group's view of it. */
export type OutlineItem = {
  no: number
  category: ItemCategory
  problem: string
  evidenceWanted: string
  toProve: string
  /** The check (核对发现) that the item follows up, by its key, or null. */
  check: string | null
  /** The attached file that proves it, with the page, where one was named. */
  answer: { outcome: 'done' | 'cannot'; text: string; reason: string | null; attachmentId?: string | null; page?: number | null; by: string; on: Day } | null
  judgement: { verdict: 'accepted' | 'again'; request: string | null; by: string; on: Day } | null
  /** Earlier answers and renewed requests, oldest first. */
  history: { answer: NonNullable<OutlineItem['answer']>; judgement: NonNullable<OutlineItem['judgement']> }[]
}

/** 退回. */
export type Return = {
  kind: ReturnKind
  grounds: Ground[]
  reason: string
  outline: OutlineItem[]
  proposedBy: string
  proposedOn: Day
  approvedBy: string | null
  approvedOn: Day | null
  rejectedBy: string | null
  rejectedReason: string | null
  /** 派驻机构主要负责人签收 (T32). */
  acknowledgedBy: string | null
  acknowledgedOn: Day | null
  /** Why a third return is needed, by the approver. */
  leaderNote: string | null
  /** When the body handed its answers in; null while it is still drafting them. */
  answeredOn: Day | null
  acceptedOn: Day | null
}

/** 审理报告: all four parts of R-231 and the findings of the review. */
export type Report = {
  sections: { person: string; course: string; facts: string; property: string; investigatorsOpinion: string; reviewOpinion: string; attitude: string; procedure: string }
  findings: Finding[]
  outcome: 'propose' | 'withdraw'
  submittedBy: string
  submittedOn: Day
  approvedBy: string | null
  approvedOn: Day | null
  sentBackReason: string | null
}

/** 派驻机构组务会. */
export type BodyMeeting = { on: Day; by: string; due: number; attendees: string[]; minutes: string; findings: Finding[]; followsReview: boolean; reason: string | null }

/** A signed opinion of one layer: neither can be derived from the other. */
export type LayerOpinion = { layer: 'zone' | 'workCommittee'; signedBy: string; signedOn: Day; enteredBy: string; opinion: string; agrees: boolean; minutes: string }

/** 集中审理: read together, discuss together, two opinions. */
export type JointSession = { kind: 'reading' | 'discussion' | 'opinion'; on: Day; participants: { personId: string; layer: 'zone' | 'workCommittee' | 'body' }[]; note: string }

/** One point of the one list of a joint review (争点): what each layer said of it, in order; the first word is the question. */
export type JointIssue = { no: number; words: { layer: JointSession['participants'][number]['layer']; by: string; on: Day; text: string; settled: boolean }[] }

/** What the Party group (党组) said to the proposal. */
export type PartyGroupView = { on: Day; agrees: boolean; opinion: string; minutes: string; enteredBy: string; purpose: 'preliminary' | 'proposal' }

/** A dispute brought to the sending commission, with both opinions and its ruling. */
export type Dispute = { raisedBy: string; raisedOn: Day; between: string; opinions: [string, string]; from: Stage; ruling: string | null; findings: Finding[] | null; ruledOn: Day | null; enteredBy: string | null }

/** 中止 on the grounds (b) to (d) of R-320. */
export type Suspension = Request<{ ground: 'judgmentPending' | 'personUnavailable' | 'jurisdictionDispute'; basis: string; from: Stage; resumedOn: Day | null; resumedBy: string | null }>

/** 延长. */
export type Extension = Request<{ months: number; days: number; reason: string }>

/** 移送检察机关 and what comes back. */
export type Prosecution = { referredOn: Day; by: string; charge: string; from: Stage; returns: { on: Day; matters: string[]; answeredOn: Day | null; answer: string | null }[]; result: string | null; concludedOn: Day | null }

/** A clerical error put right after transfer (T34): both versions stay. */
export type Correction = Request<{ field: CorrectableField; subjectId: string | null; before: string; after: string; reason: string }>
export const correctableFields = ['title', 'subject.name', 'subject.post', 'subject.employer', 'subject.birthYear', 'subject.ethnicity', 'subject.education'] as const
export type CorrectableField = (typeof correctableFields)[number]

/** A deputy for an absent group leader, for this case and until a day. */
export type Deputy = { personId: string; from: Day; until: Day; reason: string; appointedBy: string }

export type Case = {
  id: string
  commission: string
  number: string
  zoneId: string
  stage: Stage
  /** How many entries the log has. */
  version: number
  /** The day on which the case came to its present stage. */
  since: Day | null
  /** The latest legal day in the log: no step leads on to another stage before it. */
  latestOn: Day | null
  /** Transfers after a re-investigation count up. */
  round: number
  /** How often a panel has taken the file up for reading; a supplement starts another. */
  reading: number
  package: Package
  /** The packages as they were handed over. */
  packages: Package[]
  openedBy: string | null
  /** Whoever has acted on the case for a body: they never review it, wherever they move. */
  actedForBody: string[]
  transferredOn: Day | null
  acceptedOn: Day | null
  classifications: Classification[]
  consultations: Consultation[]
  involvements: EarlyInvolvement[]
  intakeProposal: IntakeProposal | null
  panel: PanelMember[]
  /** Whether the lead was recused and nobody has taken the seat yet. */
  leadVacant: boolean
  recusals: Recusal[]
  deputy: Deputy | null
  notes: ReadingNote[]
  raisedChecks: RaisedCheck[]
  /** What the body answered to checks of its own, before a transfer; what the group answered to those of the review. */
  checkAnswers: CheckAnswer[]
  settledChecks: CheckAnswer[]
  interviews: Interview[]
  panelOpinions: PanelOpinion[]
  deliberations: Deliberation[]
  returns: Return[]
  report: Report | null
  bodyMeeting: BodyMeeting | null
  opinions: LayerOpinion[]
  committeeInvitedOn: Day | null
  jointSessions: JointSession[]
  jointIssues: JointIssue[]
  partyGroupViews: PartyGroupView[]
  disputes: Dispute[]
  branchMeetings: BranchMeeting[]
  notices: Notice[]
  decisions: Decision[]
  announcements: Announcement[]
  services: Service[]
  execution: ExecutionItem[]
  executionReport: ExecutionReport | null
  archive: Archive | null
  extensions: Extension[]
  suspensions: Suspension[]
  prosecution: Prosecution | null
  corrections: Correction[]
  /** Why and by whom a side exit was taken. */
  exit: { reason: string; to: string | null; by: string; on: Day } | null
}
