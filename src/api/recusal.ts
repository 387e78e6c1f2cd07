/** Recusal (回避), and what becomes of the work of people since recused. */
import type { Deliberation, Interview, Opinion, PanelOpinion } from '../review/case.ts'
import type { ReadingNote } from '../review/note.ts'
import { handsIn, isSealed, recusalInForce, setAside, workOf, type Recusal, type Requester, type Work } from '../review/recusal.ts'
import { standsAs } from '../review/parties.ts'
import { reviewingRoles } from '../review/people.ts'
import type { Found } from '../store/cases.ts'
import { asker, builder, type Context } from './builder.ts'
import * as enums from './enums.ts'
import { personOf, personOrNull, PersonRef } from './people.ts'

const RequesterType = builder.objectRef<Requester>('RecusalRequester').implement({
  description: '回避的申请人',
  fields: (t) => ({
    kind: t.expose('kind', { type: enums.RequesterKindEnum, description: '什么人' }),
    name: t.exposeString('name', { nullable: true, description: '姓名；举报人的姓名不记' }),
  }),
})

const WorkType = builder.objectRef<Work>('EarlierWorkItem').implement({
  description: '回避人员此前所做的一类工作',
  fields: (t) => ({
    kind: t.expose('kind', { type: enums.WorkKindEnum, description: '哪一类' }),
    count: t.exposeInt('count', { description: '几项' }),
  }),
})

export const RecusalType = builder.objectRef<Recusal & { work: Work[] }>('Recusal').implement({
  description: '回避：申请、决定、解除，以及回避前工作的处理',
  fields: (t) => ({
    person: t.field({ type: PersonRef, description: '申请或者决定回避的人', resolve: (one, _args, context) => personOf(context, one.personId) }),
    post: t.expose('post', { type: enums.RoleEnum, description: '当时的职务，决定由哪一级决定' }),
    ground: t.expose('ground', { type: enums.RecusalGroundEnum, description: '法定理由' }),
    reason: t.exposeString('reason', { description: '具体情况；不是派驻机构提出的，对派驻机构为空' }),
    origin: t.expose('origin', { type: enums.RecusalOriginEnum, description: '从何而来' }),
    // That there was an informant is for the reviewing side alone.
    requester: t.field({
      type: RequesterType, nullable: true, description: '由谁申请；本人主动申请和机关直接决定的为 null，举报人申请的只给审理一侧看，不是派驻机构提出的不给派驻机构看',
      resolve: ({ requester }, _args, context) => (requester?.kind === 'informant' && !reviewingRoles.includes(asker(context).role) ? null : requester),
    }),
    requestedBy: t.field({ type: PersonRef, nullable: true, description: '录入申请的人；机关直接决定的为 null', resolve: (one, _args, context) => personOrNull(context, one.requestedBy) }),
    requestedOn: t.expose('requestedOn', { type: 'Day', description: '申请日期' }),
    approvedBy: t.field({ type: PersonRef, nullable: true, description: '决定回避的人', resolve: (one, _args, context) => personOrNull(context, one.approvedBy) }),
    approvedOn: t.expose('approvedOn', { type: 'Day', nullable: true, description: '决定回避的日期' }),
    rejectedBy: t.field({ type: PersonRef, nullable: true, description: '决定不予回避的人', resolve: (one, _args, context) => personOrNull(context, one.rejectedBy) }),
    rejectedReason: t.exposeString('rejectedReason', { nullable: true, description: '不予回避的理由' }),
    paper: t.exposeString('paper', { nullable: true, description: '上级机关的决定文书' }),
    work: t.expose('work', { type: [WorkType], description: '此前所做的工作' }),
    earlierWork: t.expose('earlierWork', { type: enums.EarlierWorkEnum, description: '此前的工作如何处理；派驻机构和工委看到的总是“没有”' }),
    earlierWorkReason: t.exposeString('earlierWorkReason', { nullable: true, description: '保留或者重做的理由' }),
    liftedBy: t.field({ type: PersonRef, nullable: true, description: '解除回避的人', resolve: (one, _args, context) => personOrNull(context, one.liftedBy) }),
    liftedOn: t.expose('liftedOn', { type: 'Day', nullable: true, description: '解除日期' }),
    liftedReason: t.exposeString('liftedReason', { nullable: true, description: '解除的理由' }),
  }),
})

/** The recusals of a case, each with what the person had done. */
export const recusalsOf = ({ case: c }: Found): (Recusal & { work: Work[] })[] => c.recusals.map((one) => ({ ...one, work: one.approvedBy === null ? [] : workOf(c, one.personId) }))

/** What a reader is told of something written by one person: whether it dates from before a recusal, and whether it is sealed. */
export type Marked<One> = One & { beforeRecusal: boolean; sealed: boolean }

/** How what people wrote on this case is shown to the person asking; what is sealed today is sealed in the past of the case too. */
function markerOf({ case: then, past }: Found, context: Context): <One extends object>(one: One, personId: string) => Marked<One> {
  const who = asker(context)
  const c = past?.today ?? then
  const reader = standsAs(['groupLeader'], who, c, { ...context.moment, who, day: context.moment.on }) ? 'leader' : 'other'
  return (one, personId) => ({ ...one, beforeRecusal: recusalInForce(c, personId) !== undefined, sealed: isSealed(c, personId, reader) })
}

/** Interviews, with whether somebody since recused had a hand in them, and whether they still count. */
export const markedInterviews = ({ case: c }: Found): (Interview & { beforeRecusal: boolean; setAside: boolean })[] =>
  c.interviews.map((one) => ({ ...one, beforeRecusal: handsIn(one).some((id) => recusalInForce(c, id) !== undefined), setAside: setAside(c, one) }))

export const markedNotes = (found: Found, context: Context): Marked<ReadingNote>[] => {
  const mark = markerOf(found, context)
  return found.case.notes.map((note) => mark(note, note.by))
}

/** Opinions, panel's or group's, with each person's own marked. */
export const markedOpinions = <One extends PanelOpinion | Deliberation>(list: readonly One[], found: Found, context: Context): (One & { opinions: Marked<Opinion>[] })[] => {
  const mark = markerOf(found, context)
  return list.map((one) => ({ ...one, opinions: one.opinions.map((opinion) => mark(opinion, opinion.personId)) }))
}
