/** After the decision (处分执行): announcing, serving, carrying out, the archive. */
import type { ExecutionLine } from '../review/limits.ts'
import type { Announcement, Archive, ExecutionReport, Service } from '../review/decision.ts'
import { executionWords } from '../review/execution.ts'
import { builder } from './builder.ts'
import { ExecutionKindEnum, LightEnum, VolumeKindEnum } from './enums.ts'
import { ParticipantType, personOf, personOrNull, PersonRef } from './people.ts'

export const AnnouncementType = builder.objectRef<Announcement>('Announcement').implement({
  description: '宣布处分决定',
  fields: (t) => ({
    subjectId: t.exposeID('subjectId', { description: '被审查调查人的案内编号' }),
    on: t.expose('on', { type: 'Day', description: '宣布日期' }),
    announcers: t.expose('announcers', { type: [ParticipantType], description: '宣布人' }),
    scope: t.exposeString('scope', { description: '宣布的范围' }),
    opinion: t.exposeString('opinion', { nullable: true, description: '本人意见' }),
    refusedToSign: t.exposeBoolean('refusedToSign', { description: '是否拒绝签字' }),
  }),
})

export const ServiceType = builder.objectRef<Service>('Service').implement({
  description: '送达处分决定',
  fields: (t) => ({
    subjectId: t.exposeID('subjectId', { description: '被审查调查人的案内编号' }),
    on: t.expose('on', { type: 'Day', description: '送达日期' }),
    receiver: t.exposeString('receiver', { description: '受送达人' }),
    proof: t.exposeString('proof', { description: '送达回证' }),
  }),
})

export const ExecutionItemType = builder.objectRef<ExecutionLine>('ExecutionItem').implement({
  description: '处分执行事项；年度考核、“三书”落实、回访、恢复权利在办结之前由处分决定推出',
  fields: (t) => ({
    dueOn: t.expose('dueOn', { type: 'Day', nullable: true, description: '应当办结的日期，提示性的也在内' }),
    light: t.expose('light', { type: LightEnum, nullable: true, description: '亮灯' }),
    overdue: t.exposeBoolean('overdue', { description: '是否超期，或者超期办结' }),
    itemId: t.exposeID('id', { description: '案内编号，只在本案内唯一' }),
    subjectId: t.exposeID('subjectId', { description: '被审查调查人的案内编号' }),
    kind: t.expose('kind', { type: ExecutionKindEnum, description: '事项的种类' }),
    label: t.string({ description: '事项的中文', resolve: ({ kind }) => executionWords[kind] }),
    proof: t.exposeString('proof', { nullable: true, description: '证明材料' }),
    doneOn: t.expose('doneOn', { type: 'Day', nullable: true, description: '办结日期' }),
    by: t.field({ type: PersonRef, nullable: true, description: '办理人', resolve: (one, _args, context) => personOrNull(context, one.by) }),
    extendedBy: t.field({ type: PersonRef, nullable: true, description: '批准延长的人', resolve: (one, _args, context) => personOrNull(context, one.extendedBy) }),
    extendedUntil: t.expose('extendedOn', { type: 'Day', nullable: true, description: '延长到哪一天' }),
  }),
})

export const ExecutionReportType = builder.objectRef<ExecutionReport>('ExecutionReport').implement({
  description: '执行情况报告',
  fields: (t) => ({
    on: t.expose('on', { type: 'Day', description: '报告日期' }),
    by: t.field({ type: PersonRef, description: '报告人', resolve: (one, _args, context) => personOf(context, one.by) }),
    text: t.exposeString('text', { description: '执行情况' }),
  }),
})

const VolumeType = builder.objectRef<Archive['volumes'][number]>('Volume').implement({
  description: '一卷档案',
  fields: (t) => ({
    kind: t.expose('kind', { type: VolumeKindEnum, description: '卷的种类' }),
    title: t.exposeString('title', { description: '题名' }),
    pages: t.exposeInt('pages', { description: '页数' }),
  }),
})

export const ArchiveType = builder.objectRef<Archive>('Archive').implement({
  description: '归档',
  fields: (t) => ({
    on: t.expose('on', { type: 'Day', description: '归档日期' }),
    by: t.field({ type: PersonRef, description: '归档人', resolve: (one, _args, context) => personOf(context, one.by) }),
    volumes: t.expose('volumes', { type: [VolumeType], description: '各卷' }),
    hash: t.exposeString('hash', { description: '电子档案的校验值' }),
  }),
})
