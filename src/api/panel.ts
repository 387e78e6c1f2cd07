/** The panel and its work (审理组): members, reading notes, interviews, opinions, deliberation. */
import type { Deliberation, Deputy, Interview, InterviewSections, Opinion, PanelMember, PanelOpinion, StandardMark } from '../review/case.ts'
import { standardWords } from '../review/checklist.ts'
import type { ReadingNote } from '../review/note.ts'
import { builder } from './builder.ts'
import * as enums from './enums.ts'
import { encodeId } from './id.ts'
import { personOf, PersonRef } from './people.ts'
import type { Marked } from './recusal.ts'
import { RequestInterface } from './request.ts'

export const PanelMemberType = builder.objectRef<PanelMember>('PanelMember').implement({
  description: '审理组成员；现任成员中第一人为主审人',
  fields: (t) => ({
    person: t.field({ type: PersonRef, description: '成员', resolve: (one, _args, context) => personOf(context, one.personId) }),
    undertakingOn: t.expose('undertakingOn', { type: 'Day', nullable: true, description: '签署保密承诺的日期' }),
    joinedOn: t.expose('joinedOn', { type: 'Day', description: '加入日期' }),
    leftOn: t.expose('leftOn', { type: 'Day', nullable: true, description: '离开日期，现任成员为 null' }),
    leftBecause: t.exposeString('leftBecause', { nullable: true, description: '离开的原因' }),
    handover: t.exposeString('handover', { nullable: true, description: '交接情况' }),
  }),
})

export const DeputyType = builder.objectRef<Deputy>('Deputy').implement({
  description: '代理组长：在本案中代行组长职责',
  fields: (t) => ({
    person: t.field({ type: PersonRef, description: '代理人', resolve: (one, _args, context) => personOf(context, one.personId) }),
    from: t.expose('from', { type: 'Day', description: '起始日期' }),
    until: t.expose('until', { type: 'Day', description: '截止日期' }),
    reason: t.exposeString('reason', { description: '理由' }),
    appointedBy: t.field({ type: PersonRef, description: '指定人', resolve: (one, _args, context) => personOf(context, one.appointedBy) }),
  }),
})

export const ReadingNoteType = builder.objectRef<Marked<ReadingNote>>('ReadingNote').implement({
  description: '阅卷笔录',
  fields: (t) => ({
    by: t.field({ type: PersonRef, description: '记录人', resolve: (one, _args, context) => personOf(context, one.by) }),
    on: t.expose('on', { type: 'Day', description: '日期' }),
    volume: t.exposeString('volume', { description: '卷号' }),
    page: t.exposeInt('page', { description: '页码' }),
    text: t.string({ nullable: true, description: '内容；回避后封存的为 null', resolve: ({ sealed, text }) => (sealed ? null : text) }),
    beforeRecusal: t.exposeBoolean('beforeRecusal', { description: '是否为已回避的人此前所记' }),
    factId: t.exposeID('factId', { nullable: true, description: '所涉事实的案内编号' }),
    kind: t.field({ type: enums.NoteKindEnum, description: '种类：摘录、疑点、缺失', resolve: ({ kind }) => kind ?? 'record' }),
    evidenceNo: t.int({ nullable: true, description: '所涉证据在证据目录中的序号', resolve: ({ evidenceNo }) => evidenceNo ?? null }),
    attachmentId: t.id({ nullable: true, description: '所在附件的全局编号；在纸质卷宗上记的为 null', resolve: ({ attachmentId }) => (attachmentId === null || attachmentId === undefined ? null : encodeId('Attachment', attachmentId)) }),
    attachmentPage: t.int({ nullable: true, description: '所在附件的第几页', resolve: ({ attachmentPage }) => attachmentPage ?? null }),
  }),
})

const SectionsType = builder.objectRef<InterviewSections>('InterviewSections').implement({
  description: '审理谈话笔录的五个部分',
  fields: (t) => ({
    rights: t.exposeString('rights', { description: '告知权利义务' }),
    facts: t.exposeString('facts', { description: '核对违纪违法事实' }),
    defence: t.exposeString('defence', { description: '听取辩解' }),
    methods: t.exposeString('methods', { description: '了解审查调查方式' }),
    education: t.exposeString('education', { description: '思想教育' }),
  }),
})

const RecordType = builder.objectRef<NonNullable<Interview['record']>>('InterviewRecord').implement({
  description: '审理谈话笔录',
  fields: (t) => ({
    on: t.expose('on', { type: 'Day', description: '谈话日期' }),
    reviewers: t.field({ type: [PersonRef], description: '谈话人', resolve: (one, _args, context) => one.reviewers.map((id) => personOf(context, id)) }),
    sections: t.expose('sections', { type: SectionsType, description: '五个部分' }),
    signed: t.exposeBoolean('signed', { description: '本人是否签名' }),
    refusalNote: t.exposeString('refusalNote', { nullable: true, description: '拒签情况' }),
    outcome: t.expose('outcome', { type: enums.InterviewOutcomeEnum, description: '谈话的结果' }),
  }),
})

export const InterviewType = builder.objectRef<Interview & { beforeRecusal: boolean; setAside: boolean }>('Interview').implement({
  description: '审理谈话，或者批准不谈',
  interfaces: [RequestInterface],
  fields: (t) => ({
    kind: t.expose('kind', { type: enums.InterviewKindEnum, description: '谈话还是不谈' }),
    scope: t.expose('scope', { type: enums.InterviewScopeEnum, description: '申请的范围' }),
    subjectId: t.exposeID('subjectId', { description: '被审查调查人的案内编号' }),
    reason: t.exposeString('reason', { description: '理由' }),
    round: t.exposeInt('round', { description: '第几轮审理' }),
    beforeRecusal: t.exposeBoolean('beforeRecusal', { description: '是否有已回避的人参与' }),
    setAside: t.exposeBoolean('setAside', { description: '是否因回避须重做，不再作数' }),
    record: t.expose('record', { type: RecordType, nullable: true, description: '笔录' }),
  }),
})

const StandardMarkType = builder.objectRef<StandardMark>('StandardMark').implement({
  description: '二十四字之一的核对结果',
  fields: (t) => ({
    standard: t.expose('standard', { type: enums.StandardEnum, description: '哪一方面' }),
    label: t.string({ description: '中文', resolve: ({ standard }) => standardWords[standard] }),
    verdict: t.expose('verdict', { type: enums.MarkEnum, description: '结果' }),
    note: t.exposeString('note', { description: '情况' }),
  }),
})

const OpinionType = builder.objectRef<Marked<Opinion>>('Opinion').implement({
  description: '一个人的意见',
  fields: (t) => ({
    person: t.field({ type: PersonRef, description: '谁的意见', resolve: (one, _args, context) => personOf(context, one.personId) }),
    opinion: t.string({ nullable: true, description: '意见；回避后封存的为 null', resolve: ({ sealed, opinion }) => (sealed ? null : opinion) }),
    dissent: t.string({ nullable: true, description: '不同意见；没有的和回避后封存的为 null', resolve: ({ sealed, dissent }) => (sealed ? null : dissent) }),
    beforeRecusal: t.exposeBoolean('beforeRecusal', { description: '是否为已回避的人此前所提' }),
  }),
})

export const PanelOpinionType = builder.objectRef<PanelOpinion & { opinions: Marked<Opinion>[] }>('PanelOpinion').implement({
  description: '审理组意见',
  fields: (t) => ({
    round: t.exposeInt('round', { description: '第几轮审理' }),
    reading: t.exposeInt('reading', { description: '第几次阅卷' }),
    on: t.expose('on', { type: 'Day', description: '日期' }),
    by: t.field({ type: PersonRef, description: '提出人', resolve: (one, _args, context) => personOf(context, one.by) }),
    checklist: t.expose('checklist', { type: [StandardMarkType], description: '二十四字核对' }),
    opinions: t.expose('opinions', { type: [OpinionType], description: '每名成员的意见' }),
    recommendation: t.expose('recommendation', { type: enums.RecommendationEnum, description: '建议' }),
  }),
})

export const DeliberationType = builder.objectRef<Deliberation & { opinions: Marked<Opinion>[] }>('Deliberation').implement({
  description: '集体审议',
  fields: (t) => ({
    round: t.exposeInt('round', { description: '第几轮审理' }),
    reading: t.exposeInt('reading', { description: '第几次阅卷' }),
    on: t.expose('on', { type: 'Day', description: '日期' }),
    by: t.field({ type: PersonRef, description: '主持人', resolve: (one, _args, context) => personOf(context, one.by) }),
    attendees: t.field({ type: [PersonRef], description: '参加人', resolve: (one, _args, context) => one.attendees.map((id) => personOf(context, id)) }),
    opinions: t.expose('opinions', { type: [OpinionType], description: '每个人的意见' }),
    outcome: t.expose('outcome', { type: enums.RecommendationEnum, description: '审议结果' }),
    minutes: t.exposeString('minutes', { description: '审议记录' }),
  }),
})
