/** 案件质量评查 as it is shown: the checks, the draw and how to repeat it, what was fed back, the five-year calendar. */
import { drawRule, listText } from '../review/draw.ts'
import { qualityModeWords, scoreOfSheet, type QualityCheck } from '../review/quality.ts'
import { openQualitySteps } from '../review/quality-act.ts'
import type { Covered } from '../review/quality-years.ts'
import { checkFor, checksFor, coverageFor, drawRecordOf, feedbacksFor, toldOf, type DrawRecord, type SeenCheck } from '../store/quality-reading.ts'
import { asker, builder } from './builder.ts'
import { QualityModeEnum, QualityStateEnum, CoverageStateEnum, QualityStepEnum } from './enums.ts'
import { encodeId, idOf } from './id.ts'
import { countOf, pageOf } from './page.ts'
import { bodyOf, BodyRef, personOf, PersonRef } from './people.ts'
import { DiscussionType, FeedbackType, FixedType, RubricType, SheetType } from './quality-sheet.ts'
import { spend } from './summary.ts'

const LineType = builder.objectRef<DrawRecord['lines'][number] & { id: string }>('QualityDrawLine').implement({
  description: '名单的一行；无权查看的案件只有封签',
  fields: (t) => ({
    body: t.field({ type: BodyRef, description: '派驻机构', resolve: ({ bodyId }, _args, context) => bodyOf(context, bodyId) }),
    seal: t.exposeString('seal', { description: '封签' }),
    number: t.string({ nullable: true, description: '案件编号', resolve: ({ opened }) => opened?.number ?? null }),
    opening: t.string({ nullable: true, description: '封签的原文：对它计算 SHA-256 即得封签', resolve: ({ opened }) => (opened === null ? null : [opened.blind, opened.caseId, opened.number, opened.bodyId].join('|')) }),
  }),
})

const LineConnection = builder.connectionObject(
  { type: LineType, name: 'QualityDrawLineConnection', description: '名单的一页', fields: (t) => ({ totalCount: t.int({ description: '共多少行', resolve: countOf }) }) },
  { name: 'QualityDrawLineEdge', description: '名单的一项' },
)

type Draw = SeenCheck & DrawRecord & { bound: NonNullable<QualityCheck['bound']> }

const DrawType = builder.objectRef<Draw>('QualityDraw').implement({
  description: '抽取：名单先固定，密语先承诺，种子取自其后的审计链，任何人可以重算',
  fields: (t) => ({
    rule: t.string({ description: '抽取的办法', resolve: () => drawRule }),
    lines: t.connection({ type: LineType, description: '固定的名单，按代号和封签排列', resolve: ({ lines, check }, slice, context) => pageOf(context, lines.map((one) => ({ ...one, id: one.seal })), slice, `draw ${check.id}`) }, LineConnection),
    listText: t.string({ description: '名单的原文：对它计算 SHA-256 即得名单杂凑', resolve: ({ lines }) => listText(lines) }),
    listHash: t.string({ description: '名单杂凑', resolve: ({ bound }) => bound.listHash }),
    commitment: t.string({ description: '对密语的承诺：密语的 SHA-256', resolve: ({ bound }) => bound.commitment }),
    fixedSeq: t.int({ description: '名单和承诺在审计链的第几条', resolve: ({ bound }) => bound.seq }),
    beaconSeq: t.int({ description: '种子取审计链第几条的杂凑值', resolve: ({ bound }) => bound.seq + 1 }),
    beacon: t.string({ nullable: true, description: '这一条的杂凑值；抽取之前为 null', resolve: ({ check }) => check.draw?.beacon ?? null }),
    secret: t.string({ nullable: true, description: '密语；抽取之前为 null', resolve: ({ check }) => check.draw?.secret ?? null }),
    seed: t.string({ nullable: true, description: '种子；抽取之前为 null', resolve: ({ check }) => check.draw?.seed ?? null }),
    seals: t.stringList({ description: '抽中的封签，按签号由小到大；抽取之前为空', resolve: ({ check }) => check.draw?.seals ?? [] }),
    drawnBy: t.field({ type: PersonRef, nullable: true, description: '抽取人', resolve: ({ check }, _args, context) => (check.draw ? personOf(context, check.draw.by) : null) }),
    drawnOn: t.field({ type: 'Day', nullable: true, description: '抽取日期', resolve: ({ check }) => check.draw?.on ?? null }),
    faults: t.stringList({ description: '重算和核对审计链发现的不符之处；空的为相符', resolve: ({ faults }) => faults }),
  }),
})

type CheckedCase = { of: QualityCheck; one: QualityCheck['cases'][number] }

const CheckedCaseType = builder.objectRef<CheckedCase>('QualityCheckCase').implement({
  description: '被评查的一个案件',
  fields: (t) => ({
    caseId: t.id({ description: '案件的全局编号', resolve: ({ one }) => encodeId('Case', one.caseId) }),
    number: t.string({ description: '案件编号', resolve: ({ one }) => one.number }),
    body: t.field({ type: BodyRef, description: '牵头的派驻机构', resolve: ({ one }, _args, context) => bodyOf(context, one.bodyId) }),
    closedOn: t.field({ type: 'Day', description: '归档日期', resolve: ({ one }) => one.closedOn }),
    sheet: t.field({ type: SheetType, nullable: true, description: '评分表，还没有评分的为 null', resolve: ({ of, one }) => { const sheet = of.sheets.find(({ caseId }) => caseId === one.caseId); return sheet ? { ...sheet, score: scoreOfSheet(of, sheet) } : null } }),
    fixed: t.field({ type: FixedType, nullable: true, description: '确定的等次，还没有研究的为 null', resolve: ({ of, one }) => of.discussion?.grades.find(({ caseId }) => caseId === one.caseId) ?? null }),
  }),
})

const CheckType = builder.objectRef<SeenCheck & { id: string }>('QualityCheck').implement({
  description: '一次案件质量评查（三合一：办案质量、处分决定执行、审理文书质量）',
  fields: (t) => ({
    id: t.id({ description: '评查的全局编号', resolve: ({ id }) => encodeId('QualityCheck', id) }),
    title: t.string({ description: '名称', resolve: ({ check }) => check.title }),
    mode: t.field({ type: QualityModeEnum, description: '方式', resolve: ({ check }) => check.mode }),
    modeLabel: t.string({ description: '方式，中文', resolve: ({ check }) => qualityModeWords[check.mode] }),
    theme: t.string({ nullable: true, description: '专项评查的内容', resolve: ({ check }) => check.theme }),
    from: t.field({ type: 'Day', description: '案件归档的起始日期', resolve: ({ check }) => check.from }),
    until: t.field({ type: 'Day', description: '案件归档的最后一日', resolve: ({ check }) => check.until }),
    bodies: t.field({ type: [BodyRef], description: '被评查的派驻机构', resolve: ({ check }, _args, context) => check.bodyIds.map((id) => bodyOf(context, id)) }),
    perBody: t.int({ description: '每个派驻机构抽取几件', resolve: ({ check }) => check.perBody }),
    total: t.int({ nullable: true, description: '总数至少几件，没有要求的为 null', resolve: ({ check }) => check.total }),
    state: t.field({ type: QualityStateEnum, description: '进展', resolve: ({ check }) => check.state }),
    version: t.exposeInt('version', { description: '办理时要写的版本' }),
    openSteps: t.field({ type: [QualityStepEnum], description: '当前登录人现在可以办理的步骤', resolve: ({ check }, _args, context) => openQualitySteps(check, asker(context)) }),
    plannedBy: t.field({ type: PersonRef, description: '计划人', resolve: ({ check }, _args, context) => personOf(context, check.plannedBy) }),
    plannedOn: t.field({ type: 'Day', description: '计划日期', resolve: ({ check }) => check.plannedOn }),
    rubric: t.field({ type: RubricType, description: '计划当日的评分标准', resolve: ({ check }) => check.rubric }),
    team: t.field({ type: [PersonRef], description: '评查组', resolve: ({ check }, _args, context) => check.team.map((id) => personOf(context, id)) }),
    draw: t.field({ type: DrawType, nullable: true, description: '抽取；日常评查指定案件的为 null', resolve: async (of, _args, { store }) => (of.check.bound ? { ...of, bound: of.check.bound, ...(await drawRecordOf(store, of)) } : null) }),
    cases: t.field({ type: [CheckedCaseType], description: '被评查的案件，限于可以查看的', resolve: ({ check }) => check.cases.map((one) => ({ of: check, one })) }),
    discussion: t.field({ type: DiscussionType, nullable: true, description: '集体研究，还没有的为 null', resolve: ({ check }) => check.discussion }),
    feedbacks: t.field({ type: [FeedbackType], description: '对各派驻机构的反馈', resolve: (of) => of.check.feedbacks.map((one) => toldOf(of, one)) }),
    summary: t.string({ nullable: true, description: '评查总结，终止的为终止的理由；还没有办结的为 null', resolve: ({ check }) => check.closed?.summary ?? null }),
  }),
})

const SummaryType = builder.objectRef<SeenCheck & { id: string }>('QualityCheckSummary').implement({
  description: '一次评查在列表里：不含案件和评分',
  fields: (t) => ({
    id: t.id({ description: '评查的全局编号', resolve: ({ id }) => encodeId('QualityCheck', id) }),
    title: t.string({ description: '名称', resolve: ({ check }) => check.title }),
    mode: t.field({ type: QualityModeEnum, description: '方式', resolve: ({ check }) => check.mode }),
    state: t.field({ type: QualityStateEnum, description: '进展', resolve: ({ check }) => check.state }),
    plannedOn: t.field({ type: 'Day', description: '计划日期', resolve: ({ check }) => check.plannedOn }),
    bodies: t.field({ type: [BodyRef], description: '被评查的派驻机构', resolve: ({ check }, _args, context) => check.bodyIds.map((id) => bodyOf(context, id)) }),
    team: t.field({ type: [PersonRef], description: '评查组', resolve: ({ check }, _args, context) => check.team.map((id) => personOf(context, id)) }),
  }),
})

const CheckConnection = builder.connectionObject(
  { type: SummaryType, name: 'QualityCheckConnection', description: '评查列表的一页', fields: (t) => ({ totalCount: t.int({ description: '共多少次', resolve: countOf }) }) },
  { name: 'QualityCheckEdge', description: '评查列表的一项' },
)

const CoverageType = builder.objectRef<Covered>('QualityCoverage').implement({
  description: '一个派驻机构的五年全覆盖情况',
  fields: (t) => ({
    body: t.field({ type: BodyRef, description: '派驻机构', resolve: ({ bodyId }, _args, context) => bodyOf(context, bodyId) }),
    lastOn: t.field({ type: 'Day', nullable: true, description: '最近一次全面评查反馈的日期，没有评查过的为 null', resolve: ({ last }) => last?.on ?? null }),
    caseCount: t.int({ nullable: true, description: '那一次评查了几件，没有评查过的为 null', resolve: ({ last }) => last?.caseCount ?? null }),
    dueOn: t.expose('dueOn', { type: 'Day', description: '最迟在这一天之前再作全面评查' }),
    state: t.expose('state', { type: CoverageStateEnum, description: '情况' }),
  }),
})

builder.queryFields((t) => ({
  qualityChecks: t.connection({
    description: '案件质量评查，最近的在前：审理室主任看全部，评查员看自己在评查组的，其他人没有；案件和评分在 qualityCheck 里看',
    type: SummaryType,
    resolve: async (_root, slice, context) => {
      const who = asker(context)
      const all = (await checksFor(context.store, who)).map((one) => ({ ...one, id: one.check.id }))
      return pageOf(context, all, slice, `quality ${who.personId} ${who.role}`)
    },
  }, CheckConnection),
  qualityCheck: t.field({
    type: CheckType, nullable: true, description: '一次评查，连同案件、评分和抽取；没有的和无权查看的都是 null。每次查看都有记录',
    args: { id: t.arg.id({ description: '评查的全局编号' }) },
    resolve: async (_root, { id }, context) => {
      const found = await checkFor(context.store, asker(context), idOf('QualityCheck', id))
      return found && { ...found, id: found.check.id }
    },
  }),
  qualityFeedbacks: t.field({
    type: [FeedbackType], description: '评查向本派驻机构的反馈，最近的在前；派驻机构主要负责人看，其他人没有。每次查看都有记录',
    resolve: async (_root, _args, context) => {
      const told = await feedbacksFor(context.store, asker(context))
      spend(context, told.length)
      return told
    },
  }),
  qualityCoverage: t.field({
    type: [CoverageType], description: '五年全覆盖：各派驻机构最近一次全面评查和下次的期限，先到期的在前；审理室主任和评查员看，其他人没有',
    resolve: (_root, _args, context) => coverageFor(context.store, asker(context), context.moment),
  }),
  qualityRubric: t.field({ type: RubricType, description: '现行的评分标准', resolve: (_root, _args, context) => (asker(context), context.moment.policy.qualityRubric) }),
}))
