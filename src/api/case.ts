/** A case with everything that belongs to it, its clocks, its log and what may be done with it. */
import { openSteps, type OpenStep } from '../review/act.ts'
import { checksOf } from '../review/checks.ts'
import { reviewClock } from '../review/clock.ts'
import { courseOf } from '../review/course.ts'
import { inChinese } from '../review/day.ts'
import { clocksOf, executionLines } from '../review/limits.ts'
import { findingHints } from '../review/finding-hints.ts'
import { findingsInView, holderOf } from '../review/machine.ts'
import { outlineSuggestions } from '../review/outline.ts'
import { seesPackage } from '../review/parts.ts'
import { leadReviewer, panelIncomplete } from '../review/people.ts'
import { levelOf } from '../review/secrecy.ts'
import { sinceReturn } from '../review/since-return.ts'
import { warningsOf } from '../review/warnings.ts'
import { wayOf } from '../review/way.ts'
import { whoCan } from '../review/who-can.ts'
import { byNumber, find, type Found } from '../store/cases.ts'
import { findPast, pastVersions } from '../store/past.ts'
import { startFor } from '../store/meeting-reading.ts'
import { AssignmentType, assignmentsOf, proposalFor } from './assignment.ts'
import { attachmentsFor, AttachmentPlaceType, AttachmentType, placesFor } from './attachment.ts'
import { asker, builder, type Context } from './builder.ts'
import { CheckType } from './check.ts'
import { ClockType, ReviewRoundType } from './clock.ts'
import { StretchType } from './course.ts'
import { DecisionType, NoticeType } from './decision.ts'
import { EntryType } from './entry.ts'
import { HolderEnum, SecrecyLevelEnum, StageEnum, StepEnum } from './enums.ts'
import { AnnouncementType, ArchiveType, ExecutionItemType, ExecutionReportType, ServiceType } from './execution.ts'
import { badInput } from './errors.ts'
import { FindingHintType, FindingType } from './finding.ts'
import { idOf } from './id.ts'
import { ConsultationType, IntakeProposalType, InvolvementType } from './intake.ts'
import { DeliberationStartType } from './meeting.ts'
import { writtenNumber } from './number.ts'
import { PaperType, printedOf } from './paper.ts'
import { PackageType, routed, SubjectType } from './package.ts'
import { DeliberationType, DeputyType, InterviewType, PanelMemberType, PanelOpinionType, ReadingNoteType } from './panel.ts'
import { bodyOf, BodyRef, personOf, personOrNull, PersonRef, zoneOf, ZoneRef } from './people.ts'
import { BodyMeetingType, BranchMeetingType, DisputeType, JointIssueType, JointSessionType, LayerOpinionType, PartyGroupViewType } from './proposal.ts'
import { markedInterviews, markedNotes, markedOpinions, recusalsOf, RecusalType } from './recusal.ts'
import { RefusalType } from './refusal.ts'
import { ReportType } from './report.ts'
import { OutlineSuggestionType, ReturnType, SinceReturnType } from './return.ts'
import { ClassificationType } from './secrecy.ts'
import { formerPapers, FormerPaperType } from './signature.ts'
import { AbleType, WayStopType } from './way.ts'
import { CorrectionType, ExitType, ExtensionType, ProsecutionType, SuspensionType } from './side.ts'

type Offered = OpenStep & { c: Found['case'] }

const OpenStepType = builder.objectRef<Offered>('OpenStep').implement({
  description: '当前阶段的一个步骤：可以办理，或者暂时不能办理及其原因',
  fields: (t) => ({
    step: t.expose('step', { type: StepEnum, description: '步骤，与同名的办理操作对应' }),
    label: t.exposeString('label', { description: '步骤的中文' }),
    about: t.exposeString('about', { description: '这一步做什么' }),
    main: t.exposeBoolean('main', { description: '是否本阶段的正事：推动案件，或者本阶段的工作；回避、更正、延长之类的为 false' }),
    closedBecause: t.expose('closedBecause', { type: RefusalType, nullable: true, description: '不能办理的原因；可以办理的为 null' }),
    whoCan: t.field({ type: [AbleType], description: '可以由谁办理；是否应当回避不在这里说', resolve: ({ c, step }, _args, { moment }) => whoCan(c, step, moment) }),
  }),
})

export const CaseRef = builder.objectRef<Found>('Case')

builder.node(CaseRef, {
  description: '案件：一个案件从移送到归档的全部内容；案内各项随案件一次读出，不分页',
  id: { resolve: ({ case: c }) => c.id },
  loadOne: (id, context) => find(context.store, asker(context), id),
  fields: (t) => ({
    number: t.string({ description: '案件编号', resolve: ({ case: c }) => c.number }),
    title: t.string({ description: '案件名称', resolve: ({ case: c }) => c.package.title }),
    zone: t.field({ type: ZoneRef, description: '片区', resolve: ({ case: c }, _args, context) => zoneOf(context, c.zoneId) }),
    bodies: t.field({ type: [BodyRef], description: '移送的派驻机构，第一个牵头', resolve: ({ case: c }, _args, context) => c.package.bodyIds.map((id) => bodyOf(context, id)) }),
    stage: t.field({ type: StageEnum, description: '阶段', resolve: ({ case: c }) => c.stage }),
    holder: t.field({ type: HolderEnum, nullable: true, description: '在谁手里；已经办结的为 null', resolve: ({ process, past }, _args, { moment: now }) => holderOf(process.case, (past ?? now).policy) }),
    version: t.int({ description: '版本：本人可以看到的步骤数；办理时带上，别人先办了就不会覆盖', resolve: ({ case: c }) => c.version }),
    since: t.field({ type: 'Day', nullable: true, description: '进入当前阶段的日期', resolve: ({ case: c }) => c.since }),
    round: t.int({ description: '第几轮审理', resolve: ({ case: c }) => c.round }),
    reading: t.int({ description: '第几次阅卷', resolve: ({ case: c }) => c.reading }),
    openedBy: t.field({ type: PersonRef, nullable: true, description: '建立案件的人', resolve: ({ case: c }, _args, context) => personOrNull(context, c.openedBy) }),
    transferredOn: t.field({ type: 'Day', nullable: true, description: '移送日期', resolve: ({ case: c }) => c.transferredOn }),
    acceptedOn: t.field({ type: 'Day', nullable: true, description: '受理日期', resolve: ({ case: c }) => c.acceptedOn }),

    secrecy: t.field({ type: SecrecyLevelEnum, description: '密级', resolve: ({ case: c }) => levelOf(c) }),
    classifications: t.field({ type: [ClassificationType], description: '历次定密，由早到晚；未定过的为工作秘密', resolve: ({ case: c }) => c.classifications }),
    subjects: t.field({ type: [SubjectType], description: '被审查调查人，路径按当前的处分意见', resolve: ({ case: c, past }, _args, { moment }) => routed(c.package.subjects, findingsInView(c), past ?? moment) }),
    findings: t.field({ type: [FindingType], description: '当前的定性处理意见：组务会、审理报告或者移送时的', resolve: ({ case: c }) => findingsInView(c) }),
    package: t.field({ type: PackageType, description: '移送材料', resolve: ({ case: c, past }) => ({ ...c.package, past }) }),
    packages: t.field({ type: [PackageType], description: '历次移送的材料，由早到晚', resolve: ({ case: c, past }) => c.packages.map((one) => ({ ...one, past })) }),

    consultations: t.field({ type: [ConsultationType], description: '提前沟通', resolve: ({ case: c }) => c.consultations }),
    involvements: t.field({ type: [InvolvementType], description: '提前介入', resolve: ({ case: c }) => c.involvements }),
    intakeProposal: t.field({ type: IntakeProposalType, nullable: true, description: '暂缓受理或者不予受理的提请', resolve: ({ case: c }) => c.intakeProposal }),
    panel: t.field({ type: [PanelMemberType], description: '审理组历任和现任成员', resolve: ({ case: c }) => c.panel }),
    leadReviewer: t.field({ type: PersonRef, nullable: true, description: '主审人；因回避空缺的为 null', resolve: ({ case: c }, _args, context) => { const id = leadReviewer(c); return id === undefined ? null : personOf(context, id) } }),
    recusals: t.field({ type: [RecusalType], description: '回避', resolve: (found) => recusalsOf(found) }),
    panelIncomplete: t.boolean({ description: '审理组是否因回避不足两人或者没有主审人，须先补足', resolve: ({ case: c }) => c.panel.length > 0 && panelIncomplete(c) }),
    panelProposal: t.field({ type: AssignmentType, nullable: true, description: '分案建议：给可以组成或者补足审理组的人看；不需要选人的为 null', resolve: (found, _args, context) => (found.past ? null : proposalFor(found, context)) }),
    assignments: t.field({ type: [AssignmentType], description: '历次分案说明，由早到晚；只给审理一侧看', resolve: (found, _args, context) => assignmentsOf(found, context) }),
    deputy: t.field({ type: DeputyType, nullable: true, description: '代理组长', resolve: ({ case: c }) => c.deputy }),
    notes: t.field({ type: [ReadingNoteType], description: '阅卷笔录', resolve: (found, _args, context) => markedNotes(found, context) }),
    interviews: t.field({ type: [InterviewType], description: '审理谈话', resolve: (found) => markedInterviews(found) }),
    panelOpinions: t.field({ type: [PanelOpinionType], description: '审理组意见', resolve: (found, _args, context) => markedOpinions(found.case.panelOpinions, found, context) }),
    deliberations: t.field({ type: [DeliberationType], description: '集体审议', resolve: (found, _args, context) => markedOpinions(found.case.deliberations, found, context) }),
    deliberationStart: t.field({ type: DeliberationStartType, nullable: true, description: '集体审议一步的起始内容：本案正在会议上审议、由本人记录的才有', resolve: (found, _args, context) => (found.past ? null : startFor(context.store, asker(context), found, context.moment)) }),
    returns: t.field({ type: [ReturnType], description: '历次退回', resolve: ({ case: c }) => c.returns }),
    report: t.field({ type: ReportType, nullable: true, description: '审理报告', resolve: ({ case: c }) => c.report }),

    bodyMeeting: t.field({ type: BodyMeetingType, nullable: true, description: '组务会', resolve: ({ case: c }) => c.bodyMeeting }),
    opinions: t.field({ type: [LayerOpinionType], description: '小组和工委各自签署的意见', resolve: ({ case: c }) => c.opinions }),
    committeeInvitedOn: t.field({ type: 'Day', nullable: true, description: '邀请工委集中审理的日期', resolve: ({ case: c }) => c.committeeInvitedOn }),
    jointSessions: t.field({ type: [JointSessionType], description: '集中审理', resolve: ({ case: c }) => c.jointSessions }),
    jointIssues: t.field({ type: [JointIssueType], description: '集中审理的争点清单', resolve: ({ case: c }) => c.jointIssues }),
    partyGroupViews: t.field({ type: [PartyGroupViewType], description: '党组意见', resolve: ({ case: c }) => c.partyGroupViews }),
    disputes: t.field({ type: [DisputeType], description: '争议', resolve: ({ case: c }) => c.disputes }),
    branchMeetings: t.field({ type: [BranchMeetingType], description: '支部大会', resolve: ({ case: c }) => c.branchMeetings }),
    notices: t.field({ type: [NoticeType], description: '政务处分事先告知', resolve: ({ case: c }) => c.notices }),
    decisions: t.field({ type: [DecisionType], description: '处分决定', resolve: ({ case: c }) => c.decisions }),
    announcements: t.field({ type: [AnnouncementType], description: '宣布', resolve: ({ case: c }) => c.announcements }),
    services: t.field({ type: [ServiceType], description: '送达', resolve: ({ case: c }) => c.services }),
    execution: t.field({ type: [ExecutionItemType], description: '处分执行事项', resolve: ({ case: c, log, past }, _args, { moment: now }) => executionLines(c, log, past ?? now) }),
    executionReport: t.field({ type: ExecutionReportType, nullable: true, description: '执行情况报告', resolve: ({ case: c }) => c.executionReport }),
    archive: t.field({ type: ArchiveType, nullable: true, description: '归档', resolve: ({ case: c }) => c.archive }),
    extensions: t.field({ type: [ExtensionType], description: '延长审理期限', resolve: ({ case: c }) => c.extensions }),
    suspensions: t.field({ type: [SuspensionType], description: '中止审理', resolve: ({ case: c }) => c.suspensions }),
    prosecution: t.field({ type: ProsecutionType, nullable: true, description: '移送检察机关', resolve: ({ case: c }) => c.prosecution }),
    corrections: t.field({ type: [CorrectionType], description: '更正笔误', resolve: ({ case: c }) => c.corrections }),
    exit: t.field({ type: ExitType, nullable: true, description: '撤案、移送其他机关或者提级', resolve: ({ case: c }) => c.exit }),

    attachments: t.field({ type: [AttachmentType], description: '附件，按卷内目录的次序：程序卷、主体身份卷、材料卷、审理卷', resolve: (found, _args, context) => attachmentsFor(found, context) }),
    attachmentPlaces: t.field({ type: [AttachmentPlaceType], description: '本人现在可以附加文件的位置；没有的为空', resolve: (found, _args, context) => (found.past ? [] : placesFor(found, context)) }),

    reviewClock: t.field({ type: ReviewRoundType, nullable: true, description: '审理期限；尚未受理的为 null', resolve: ({ process, past }, _args, { moment: now }) => reviewClock(process.log, past ?? now) }),
    earlierReviewClocks: t.field({ type: [ReviewRoundType], description: '此前各轮的审理期限，由早到晚', resolve: ({ process, past }, _args, { moment: now }) => reviewClock(process.log, past ?? now)?.earlierRounds ?? [] }),
    way: t.field({ type: [WayStopType], description: '流程图：各个阶段，走过的、所在的和前面的，由前到后；旁路接在它从哪里走出去的阶段之后', resolve: (found, _args, { moment: now }) => wayOf(found, (found.past ?? now).policy) }),
    course: t.field({ type: [StretchType], description: '时间归属：首次移送以来每个工作日在哪个阶段、归哪一方，由早到晚', resolve: ({ process, past }, _args, { moment: now }) => courseOf(process.log, { on: (past ?? now).on, holder: holderOf(process.case, (past ?? now).policy) }, (past ?? now).calendar) }),
    clocks: t.field({ type: [ClockType], description: '本案的全部期限，含已经办结的', resolve: ({ process, past }, _args, { moment: now }) => clocksOf(process.case, process.log, past ?? now) }),
    pastVersions: t.intList({ description: '可以回看的各步，由早到晚；后来才让本人看到的步骤不单独回看，回看时为空', resolve: ({ case: c, past }, _args, context) => (past ? [] : pastVersions(context.store, asker(context), c.id)) }),
    entries: t.field({ type: [EntryType], description: '流转记录，由早到晚', resolve: ({ log }) => log }),
    warnings: t.field({ type: [RefusalType], description: '提醒：不妨碍办理，但应当核对的事项', resolve: ({ side, case: c, past }, _args, { moment: now }) => (seesPackage(side, c.packages.length > 0) ? warningsOf(c, (past ?? now).on, (past ?? now).roster) : []) }),
    papers: t.field({ type: [PaperType], description: '已经形成、本人可以生成的文书，按种类排列', resolve: (found, _args, context) => printedOf(found, context) }),
    formerPapers: t.field({ type: [FormerPaperType], description: '签署过、现在已经没有的文书，本人可以读的', resolve: (found, _args, context) => (found.past ? [] : formerPapers(found, context)) }),
    checks: t.field({ type: [CheckType], description: '核对发现：二十八个核对码，移送前后用同一套规则；只看本人看得到的内容', resolve: ({ side, case: c, process, past }, _args, { moment: now }) => (seesPackage(side, c.packages.length > 0) ? checksOf(c, process.log, past ?? now) : []) }),
    outlineSuggestions: t.field({ type: [OutlineSuggestionType], description: '可以列入补查提纲的：没有结论的核对发现、阅卷记下的疑点和缺失、二十四字中没有达到的；只给审理一侧看，由提请退回的人取舍', resolve: ({ side, case: c, process, past }, _args, { moment }) => (!past && side === 'review' && c.acceptedOn !== null ? outlineSuggestions(c, process.log, moment) : []) }),
    findingHints: t.field({ type: [FindingHintType], description: '写定性处理意见时的提示：提示的是哪一栏、依据什么；由人决定', resolve: ({ side, case: c, process, past }, _args, { moment }) => (!past && seesPackage(side, c.packages.length > 0) ? findingHints(c, process.log, moment) : []) }),
    sinceReturn: t.field({ type: SinceReturnType, nullable: true, description: '上次批准退回以来新的内容；没有退回过的为 null', resolve: ({ side, case: c, log }) => (seesPackage(side, c.packages.length > 0) ? sinceReturn(c, log) : null) }),
    openSteps: t.field({ type: [OpenStepType], description: '当前阶段的步骤：本人可以办理的，和不能办理的及其原因', resolve: ({ case: c, past }, _args, context) => (past ? [] : openSteps(c, asker(context), context.moment).map((one) => ({ ...one, c }))) }),
  }),
})

builder.queryFields((t) => ({
  casePast: t.field({
    type: CaseRef,
    nullable: true,
    description: '一个案件在某一天结束时，或者在某一步刚办完时的样子：只给本人当时看得到、现在也看得到的，期限、提醒、核对按当时的规则；不能办理。不存在的和无权查看的都是 null',
    args: {
      id: t.arg.id({ description: '案件的全局编号' }),
      on: t.arg({ type: 'Day', required: false, description: '哪一天；与第几步只写一个' }),
      version: t.arg.int({ required: false, description: '本人看到的第几步，见 pastVersions；与哪一天只写一个' }),
    },
    resolve: (_root, { id, on, version }, context) => pastAt(context, idOf('Case', id), { on: on ?? null, version: version ?? null }),
  }),
  case: t.field({
    type: CaseRef,
    nullable: true,
    description: '一个案件；不存在的和无权查看的都是 null',
    args: { id: t.arg.id({ description: '案件的全局编号' }) },
    resolve: (_root, { id }, context) => find(context.store, asker(context), idOf('Case', id)),
  }),
  caseByNumber: t.field({
    type: CaseRef,
    nullable: true,
    description: '按案件编号查一个案件；不存在的和无权查看的都是 null',
    args: { number: t.arg.string({ description: '案件编号，如 划审一〔2026〕3号；括号和数字的写法不拘' }) },
    resolve: (_root, { number }, context) => byNumber(context.store, asker(context), writtenNumber(number)),
  }),
}))

/** A case as it stood on a day that has come, or after a step. */
export async function pastAt(context: Context, id: string, { on, version }: { on: string | null; version: number | null }): Promise<Found | null> {
  const { store, moment } = context
  const who = asker(context)
  if ((on === null) === (version === null)) throw badInput('请写明看哪一天，或者第几步，只写一个')
  if (on !== null && on > moment.on) throw badInput(`${inChinese(on)}还没有到，请选今天或者以前的日期`)
  const found = await findPast(store, who, id, on === null ? { version: version ?? 0 } : { on })
  if (found && 'message' in found) throw badInput(found.message)
  return found
}
