/** The transfer package (移送材料) as it is read. How it is written is in `package-input.ts`. */
import type { Evidence, Fact, Finding, Package, Route, Subject } from '../review/case.ts'
import { intakeItems } from '../review/checklist.ts'
import { routeOf, type RouteDemands } from '../review/policy.ts'
import type { Moment } from '../review/step.ts'
import { builder } from './builder.ts'
import * as enums from './enums.ts'
import { FindingType } from './finding.ts'
import { bodyOf, BodyRef, ParticipantType } from './people.ts'

const RouteDemandsType = builder.objectRef<RouteDemands>('RouteDemands').implement({
  description: '办理路径在审理之后要求的环节',
  fields: (t) => ({
    committee: t.exposeBoolean('committee', { description: '须经工委审理' }),
    partyGroupAgrees: t.boolean({ description: '须与党组取得一致', resolve: ({ partyGroup }) => partyGroup === 'agrees' }),
    partyGroupTold: t.boolean({ description: '须与党组沟通', resolve: ({ partyGroup }) => partyGroup !== null }),
    branch: t.exposeBoolean('branch', { description: '须经支部大会或者写明不经的理由' }),
    approval: t.exposeBoolean('approval', { description: '须报上级机关批准' }),
  }),
})

/** A subject with the route under the measure in view. */
export type Routed = Subject & { route: Route; demands: RouteDemands }

/** The subjects of a package with their routes under these findings. */
export const routed = (subjects: readonly Subject[], findings: readonly Finding[], { policy }: Pick<Moment, 'policy'>): Routed[] =>
  subjects.map((subject) => {
    const finding = findings.find((one) => one.subjectId === subject.id)
    const route = routeOf(subject, { party: finding?.party ?? 'none', admin: finding?.admin ?? 'none' }, policy)
    return { ...subject, route, demands: policy.routeDemands[route] }
  })

const RouteExceptionType = builder.objectRef<NonNullable<Subject['routeException']>>('RouteException').implement({
  description: '办理路径的例外',
  fields: (t) => ({
    route: t.expose('route', { type: enums.RouteEnum, description: '改用的路径' }),
    reason: t.exposeString('reason', { description: '理由' }),
  }),
})

export const SubjectType = builder.objectRef<Routed>('Subject').implement({
  description: '被审查调查人',
  fields: (t) => ({
    subjectId: t.exposeID('id', { description: '案内编号，只在本案内唯一' }),
    name: t.exposeString('name', { description: '姓名' }),
    gender: t.expose('gender', { type: enums.GenderEnum, description: '性别' }),
    birthYear: t.exposeInt('birthYear', { description: '出生年份' }),
    partyMember: t.exposeBoolean('partyMember', { description: '是否中共党员' }),
    partyJoinYear: t.exposeInt('partyJoinYear', { nullable: true, description: '入党年份' }),
    ethnicity: t.exposeString('ethnicity', { description: '民族' }),
    education: t.exposeString('education', { description: '学历' }),
    post: t.exposeString('post', { description: '职务' }),
    employer: t.exposeString('employer', { description: '单位' }),
    rank: t.exposeString('rank', { description: '职级' }),
    personnelType: t.exposeString('personnelType', { description: '人员类别' }),
    partyPost: t.exposeString('partyPost', { nullable: true, description: '党内职务' }),
    deputyOrDelegate: t.exposeBoolean('deputyOrDelegate', { description: '是否人大代表、政协委员等' }),
    retired: t.exposeBoolean('retired', { description: '是否退休' }),
    managedBy: t.expose('managedBy', { type: enums.ManagedByEnum, description: '干部管理权限' }),
    routeException: t.expose('routeException', { type: RouteExceptionType, nullable: true, description: '办理路径的例外及理由' }),
    route: t.expose('route', { type: enums.RouteEnum, description: '办理路径，按职级和拟给予的处分确定' }),
    demands: t.expose('demands', { type: RouteDemandsType, description: '这一路径要求的环节' }),
  }),
})

const FactType = builder.objectRef<Fact>('Fact').implement({
  description: '违纪违法事实',
  fields: (t) => ({
    factId: t.exposeID('id', { description: '案内编号，只在本案内唯一' }),
    text: t.exposeString('text', { description: '事实' }),
    subjectIds: t.exposeIDList('subjectIds', { description: '涉及的被审查调查人' }),
  }),
})

const EvidenceType = builder.objectRef<Evidence>('Evidence').implement({
  description: '证据',
  fields: (t) => ({
    no: t.exposeInt('no', { description: '序号' }),
    type: t.exposeString('type', { description: '证据种类' }),
    name: t.exposeString('name', { description: '证据名称' }),
    direction: t.expose('direction', { type: enums.DirectionEnum, description: '证据的方向' }),
    factIds: t.exposeIDList('factIds', { description: '所证明的事实' }),
    legality: t.expose('legality', { type: enums.LegalityEnum, description: '合法性' }),
  }),
})

const labels = new Map(intakeItems.map(({ item, label }) => [item as number, label as string]))

const IntakeMarkType = builder.objectRef<Package['intake'][number]>('IntakeMark').implement({
  description: '受理材料十五项之一的标注',
  fields: (t) => ({
    item: t.exposeInt('item', { description: '第几项' }),
    label: t.string({ description: '材料名称', resolve: ({ item }) => labels.get(item) ?? '' }),
    state: t.expose('state', { type: enums.IntakeStateEnum, description: '已有、缺少或者不适用' }),
    reason: t.exposeString('reason', { nullable: true, description: '缺少或者不适用的原因' }),
  }),
})

export const PackageType = builder.objectRef<Package & { past?: Moment | undefined }>('Package').implement({
  description: '移送材料：派驻机构起草并移送的全部内容',
  fields: (t) => ({
    title: t.exposeString('title', { description: '案件名称' }),
    bodies: t.field({ type: [BodyRef], description: '移送的派驻机构，第一个牵头', resolve: ({ bodyIds }, _args, context) => bodyIds.map((id) => bodyOf(context, id)) }),
    designation: t.exposeString('designation', { nullable: true, description: '指定管辖文书' }),
    origin: t.expose('origin', { type: enums.OriginEnum, description: '案件来源' }),
    crime: t.exposeBoolean('crime', { description: '是否涉嫌职务犯罪' }),
    simple: t.exposeBoolean('simple', { description: '是否简易案件' }),
    clueOn: t.expose('clueOn', { type: 'Day', nullable: true, description: '收到线索的日期' }),
    filedOn: t.expose('filedOn', { type: 'Day', nullable: true, description: '立案日期' }),
    actsFrom: t.expose('actsFrom', { type: 'Day', nullable: true, description: '违纪违法行为开始的日期' }),
    actsUntil: t.expose('actsUntil', { type: 'Day', nullable: true, description: '违纪违法行为终了的日期，决定适用哪个版本的条例' }),
    edition: t.exposeString('edition', { nullable: true, description: '适用条例版本' }),
    amountYuan: t.exposeFloat('amountYuan', { nullable: true, description: '涉案金额（元）' }),
    subjects: t.field({ type: [SubjectType], description: '被审查调查人，路径按移送时的处分建议', resolve: ({ subjects, proposals, past }, _args, { moment }) => routed(subjects, proposals, past ?? moment) }),
    facts: t.expose('facts', { type: [FactType], description: '违纪违法事实' }),
    evidence: t.expose('evidence', { type: [EvidenceType], description: '证据' }),
    proposals: t.expose('proposals', { type: [FindingType], description: '派驻机构的定性处理意见' }),
    property: t.exposeString('property', { nullable: true, description: '涉案财物' }),
    investigators: t.expose('investigators', { type: [ParticipantType], description: '审查调查人员，含借用人员' }),
    interviewDuties: t.expose('interviewDuties', { type: [enums.InterviewDutyEnum], description: '必须审理谈话的情形' }),
    intake: t.expose('intake', { type: [IntakeMarkType], description: '受理材料十五项' }),
  }),
})
