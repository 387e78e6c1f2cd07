/** The transfer package (移送材料) as it is written. */
import type { Package } from '../review/case.ts'
import { builder, type Context } from './builder.ts'
import * as enums from './enums.ts'
import { findingFrom, FindingInput } from './finding-input.ts'
import { idOf } from './id.ts'
import { ParticipantInput, participants } from './people.ts'

const RouteExceptionInput = builder.inputType('RouteExceptionInput', {
  description: '办理路径的例外',
  fields: (t) => ({
    route: t.field({ type: enums.RouteEnum, description: '改用的路径' }),
    reason: t.string({ description: '理由' }),
  }),
})

const SubjectInput = builder.inputType('SubjectInput', {
  description: '被审查调查人',
  fields: (t) => ({
    subjectId: t.id({ description: '案内编号，由起草人自定，如 S1' }),
    name: t.string({ description: '姓名' }),
    gender: t.field({ type: enums.GenderEnum, description: '性别' }),
    birthYear: t.int({ description: '出生年份' }),
    partyMember: t.boolean({ description: '是否中共党员' }),
    partyJoinYear: t.int({ required: false, description: '入党年份' }),
    ethnicity: t.string({ description: '民族' }),
    education: t.string({ description: '学历' }),
    post: t.string({ description: '职务' }),
    employer: t.string({ description: '单位' }),
    rank: t.string({ description: '职级' }),
    personnelType: t.string({ description: '人员类别' }),
    partyPost: t.string({ required: false, description: '党内职务' }),
    deputyOrDelegate: t.boolean({ description: '是否人大代表、政协委员等' }),
    retired: t.boolean({ description: '是否退休' }),
    managedBy: t.field({ type: enums.ManagedByEnum, description: '干部管理权限' }),
    routeException: t.field({ type: RouteExceptionInput, required: false, description: '办理路径的例外及理由' }),
  }),
})

const FactInput = builder.inputType('FactInput', {
  description: '违纪违法事实',
  fields: (t) => ({
    factId: t.id({ description: '案内编号，由起草人自定，如 F1' }),
    text: t.string({ description: '事实' }),
    subjectIds: t.idList({ description: '涉及的被审查调查人' }),
  }),
})

const EvidenceInput = builder.inputType('EvidenceInput', {
  description: '证据',
  fields: (t) => ({
    no: t.int({ description: '序号' }),
    type: t.string({ description: '证据种类' }),
    name: t.string({ description: '证据名称' }),
    direction: t.field({ type: enums.DirectionEnum, description: '证据的方向' }),
    factIds: t.idList({ description: '所证明的事实' }),
    legality: t.field({ type: enums.LegalityEnum, description: '合法性' }),
  }),
})

const IntakeMarkInput = builder.inputType('IntakeMarkInput', {
  description: '受理材料十五项之一的标注',
  fields: (t) => ({
    item: t.int({ description: '第几项' }),
    state: t.field({ type: enums.IntakeStateEnum, description: '已有、缺少或者不适用' }),
    reason: t.string({ required: false, description: '缺少或者不适用的原因' }),
  }),
})

export const PackageInput = builder.inputType('PackageInput', {
  description: '移送材料',
  fields: (t) => ({
    title: t.string({ description: '案件名称' }),
    bodyIds: t.idList({ description: '移送的派驻机构的全局编号，第一个牵头' }),
    designation: t.string({ required: false, description: '指定管辖文书' }),
    origin: t.field({ type: enums.OriginEnum, description: '案件来源' }),
    crime: t.boolean({ description: '是否涉嫌职务犯罪' }),
    simple: t.boolean({ description: '是否简易案件' }),
    clueOn: t.field({ type: 'Day', required: false, description: '收到线索的日期' }),
    filedOn: t.field({ type: 'Day', required: false, description: '立案日期' }),
    actsFrom: t.field({ type: 'Day', required: false, description: '违纪违法行为开始的日期' }),
    actsUntil: t.field({ type: 'Day', required: false, description: '违纪违法行为终了的日期' }),
    edition: t.string({ required: false, description: '适用条例版本' }),
    amountYuan: t.float({ required: false, description: '涉案金额（元）' }),
    subjects: t.field({ type: [SubjectInput], description: '被审查调查人' }),
    facts: t.field({ type: [FactInput], description: '违纪违法事实' }),
    evidence: t.field({ type: [EvidenceInput], description: '证据，包括对被审查调查人有利的' }),
    proposals: t.field({ type: [FindingInput], description: '派驻机构的定性处理意见，一人一份' }),
    property: t.string({ required: false, description: '涉案财物' }),
    investigators: t.field({ type: [ParticipantInput], description: '审查调查人员，含借用人员' }),
    interviewDuties: t.field({ type: [enums.InterviewDutyEnum], description: '必须审理谈话的情形' }),
    intake: t.field({ type: [IntakeMarkInput], description: '受理材料十五项' }),
  }),
})

export const packageFrom = ({ designation, clueOn, filedOn, actsFrom, actsUntil, edition, amountYuan, property, ...given }: typeof PackageInput.$inferInput, context: Context): Package => ({
  ...given,
  bodyIds: given.bodyIds.map((id) => idOf('Body', id)),
  designation: designation ?? null, clueOn: clueOn ?? null, filedOn: filedOn ?? null, property: property ?? null,
  actsFrom: actsFrom ?? null, actsUntil: actsUntil ?? null, edition: edition ?? null, amountYuan: amountYuan ?? null,
  subjects: given.subjects.map(({ subjectId, ...one }) => ({ ...one, id: subjectId, partyJoinYear: one.partyJoinYear ?? null, partyPost: one.partyPost ?? null, routeException: one.routeException ?? null })),
  facts: given.facts.map(({ factId, ...one }) => ({ ...one, id: factId })),
  proposals: given.proposals.map(findingFrom),
  investigators: participants(given.investigators, context),
  intake: given.intake.map(({ item, state, reason }) => ({ item, state, reason: reason ?? null })),
})
