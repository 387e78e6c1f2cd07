/** From the report to the decision (形成处分建议): the body's meeting, both layers, the Party group, the branch, disputes. */
import type { BodyMeeting, Dispute, JointIssue, JointSession, LayerOpinion, PartyGroupView } from '../review/case.ts'
import type { BranchMeeting } from '../review/decision.ts'
import { isSettled } from '../review/steps/joint.ts'
import { builder } from './builder.ts'
import * as enums from './enums.ts'
import { FindingType } from './finding.ts'
import { ParticipantType, personOf, personOrNull, PersonRef } from './people.ts'

export const BodyMeetingType = builder.objectRef<BodyMeeting>('BodyMeeting').implement({
  description: '派驻机构组务会',
  fields: (t) => ({
    on: t.expose('on', { type: 'Day', description: '会议日期' }),
    by: t.field({ type: PersonRef, description: '记录人', resolve: (one, _args, context) => personOf(context, one.by) }),
    due: t.exposeInt('due', { description: '应到人数' }),
    attendees: t.expose('attendees', { type: [ParticipantType], description: '到会人员' }),
    minutes: t.exposeString('minutes', { description: '会议纪要' }),
    findings: t.expose('findings', { type: [FindingType], description: '处分建议' }),
    followsReview: t.exposeBoolean('followsReview', { description: '是否与审理意见一致' }),
    reason: t.exposeString('reason', { nullable: true, description: '不一致的理由' }),
  }),
})

export const LayerOpinionType = builder.objectRef<LayerOpinion>('LayerOpinion').implement({
  description: '一层审理签署的意见：小组和工委各自签署',
  fields: (t) => ({
    layer: t.expose('layer', { type: enums.LayerEnum, description: '哪一层' }),
    signedBy: t.expose('signedBy', { type: ParticipantType, description: '签署人' }),
    signedOn: t.expose('signedOn', { type: 'Day', description: '签署日期' }),
    enteredBy: t.field({ type: PersonRef, description: '录入人', resolve: (one, _args, context) => personOf(context, one.enteredBy) }),
    opinion: t.exposeString('opinion', { description: '意见' }),
    agrees: t.exposeBoolean('agrees', { description: '是否同意' }),
    minutes: t.exposeString('minutes', { description: '会议纪要' }),
  }),
})

const JointParticipantType = builder.objectRef<JointSession['participants'][number]>('JointParticipant').implement({
  description: '集中审理的一名参加人员',
  fields: (t) => ({
    participant: t.expose('personId', { type: ParticipantType, description: '参加人员' }),
    layer: t.expose('layer', { type: enums.LayerEnum, description: '哪一方' }),
  }),
})

export const JointSessionType = builder.objectRef<JointSession>('JointSession').implement({
  description: '集中审理的一次记录',
  fields: (t) => ({
    kind: t.expose('kind', { type: enums.JointKindEnum, description: '环节' }),
    on: t.expose('on', { type: 'Day', description: '日期' }),
    participants: t.expose('participants', { type: [JointParticipantType], description: '参加人员' }),
    note: t.exposeString('note', { description: '情况' }),
  }),
})

const JointWordType = builder.objectRef<JointIssue['words'][number]>('JointWord').implement({
  description: '一层对争点的一次意见',
  fields: (t) => ({
    layer: t.expose('layer', { type: enums.LayerEnum, description: '哪一方' }),
    by: t.field({ type: PersonRef, description: '发表意见的人', resolve: (one, _args, context) => personOf(context, one.by) }),
    on: t.expose('on', { type: 'Day', description: '日期' }),
    text: t.exposeString('text', { description: '意见；第一条就是争点' }),
    settled: t.exposeBoolean('settled', { description: '本层认为已经解决' }),
  }),
})

export const JointIssueType = builder.objectRef<JointIssue>('JointIssue').implement({
  description: '集中审理争点清单上的一项',
  fields: (t) => ({
    no: t.exposeInt('no', { description: '序号' }),
    settled: t.boolean({ description: '小组和工委都认为已经解决', resolve: isSettled }),
    words: t.expose('words', { type: [JointWordType], description: '各层的意见，先后为序' }),
  }),
})

export const PartyGroupViewType = builder.objectRef<PartyGroupView>('PartyGroupView').implement({
  description: '党组对处分建议的意见',
  fields: (t) => ({
    on: t.expose('on', { type: 'Day', description: '日期' }),
    agrees: t.exposeBoolean('agrees', { description: '是否同意' }),
    opinion: t.exposeString('opinion', { description: '意见' }),
    minutes: t.exposeString('minutes', { description: '会议纪要' }),
    enteredBy: t.field({ type: PersonRef, description: '录入人', resolve: (one, _args, context) => personOf(context, one.enteredBy) }),
    purpose: t.expose('purpose', { type: enums.PurposeEnum, description: '环节' }),
  }),
})

export const DisputeType = builder.objectRef<Dispute>('Dispute').implement({
  description: '提请派出机关裁定的争议',
  fields: (t) => ({
    raisedBy: t.field({ type: PersonRef, description: '提请人', resolve: (one, _args, context) => personOf(context, one.raisedBy) }),
    raisedOn: t.expose('raisedOn', { type: 'Day', description: '提请日期' }),
    between: t.exposeString('between', { description: '争议双方和事项' }),
    opinions: t.exposeStringList('opinions', { description: '双方意见' }),
    from: t.expose('from', { type: enums.StageEnum, description: '争议发生的阶段' }),
    ruling: t.exposeString('ruling', { nullable: true, description: '裁定' }),
    findings: t.field({ type: [FindingType], description: '裁定的处分建议，尚未裁定的为空', resolve: ({ findings }) => findings ?? [] }),
    ruledOn: t.expose('ruledOn', { type: 'Day', nullable: true, description: '裁定日期' }),
    enteredBy: t.field({ type: PersonRef, nullable: true, description: '录入人', resolve: (one, _args, context) => personOrNull(context, one.enteredBy) }),
  }),
})

export const BranchMeetingType = builder.objectRef<BranchMeeting>('BranchMeeting').implement({
  description: '支部大会，或者不经支部大会的理由',
  fields: (t) => ({
    subjectId: t.exposeID('subjectId', { description: '被审查调查人的案内编号' }),
    on: t.expose('on', { type: 'Day', description: '日期' }),
    due: t.exposeInt('due', { description: '应到人数' }),
    present: t.exposeInt('present', { description: '实到人数' }),
    inFavour: t.exposeInt('inFavour', { description: '赞成人数' }),
    memberAttended: t.exposeBoolean('memberAttended', { description: '本人是否到会' }),
    minutes: t.exposeString('minutes', { description: '会议记录' }),
    skippedBecause: t.expose('skippedBecause', { type: enums.BranchSkipEnum, nullable: true, description: '不经支部大会的情形' }),
    reason: t.exposeString('reason', { nullable: true, description: '不经支部大会的理由' }),
    enteredBy: t.field({ type: PersonRef, description: '录入人', resolve: (one, _args, context) => personOf(context, one.enteredBy) }),
  }),
})
