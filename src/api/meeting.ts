/** 集体审议会议 as it is shown: the meetings of one's group, the agenda, what each person wrote, and what came of each item. */
import { wasChanged, chairs, type Meeting } from '../review/meeting.ts'
import { openMeetingSteps } from '../review/meeting-steps.ts'
import { agendaFor, candidatesFor, invitedBy, itemsFor, meetingFor, meetingsFor, type Candidate, type SeenItem, type startFor } from '../store/meeting-reading.ts'
import { never } from '../store/tables.ts'
import { asker, builder } from './builder.ts'
import { ItemStandingEnum, MeetingStateEnum, MeetingStepEnum, MeetingWhenEnum, StageEnum } from './enums.ts'
import { encodeId, idOf } from './id.ts'
import { countOf, pageOf } from './page.ts'
import { DeliberationType } from './panel.ts'
import { bodyOf, BodyRef, personOf, PersonRef, zoneOf, ZoneRef } from './people.ts'
import { markedOpinions } from './recusal.ts'
import { RefusalType } from './refusal.ts'
import { spend } from './summary.ts'

type Told = { view: SeenItem['views'][number]; held: SeenItem['held'] }

const recordedOf = ({ view, held }: Told) => held?.opinions.find(({ personId }) => personId === view.personId)
/** What the record says otherwise than the person wrote; null where it says the same, is not there yet, or the view is sealed. */
const otherwise = (told: Told) => {
  const { view: { opinion, ...view }, held } = told
  return held !== null && opinion !== null && wasChanged({ ...view, opinion }, recordedOf(told)) ? (recordedOf(told) ?? { opinion: '', dissent: null }) : null
}

const ViewType = builder.objectRef<Told>('MeetingView').implement({
  description: '个人意见：本人为一个议题写下的意见，最后一次为准',
  fields: (t) => ({
    person: t.field({ type: PersonRef, description: '谁的意见', resolve: ({ view }, _args, context) => personOf(context, view.personId) }),
    no: t.int({ description: '第几次写', resolve: ({ view }) => view.n }),
    opinion: t.string({ nullable: true, description: '意见；回避后封存的为 null', resolve: ({ view }) => view.opinion }),
    dissent: t.string({ nullable: true, description: '不同意见；没有的和回避后封存的为 null', resolve: ({ view }) => view.dissent }),
    at: t.field({ type: 'Instant', description: '写下的时刻', resolve: ({ view }) => view.at }),
    isRecordedOtherwise: t.boolean({ description: '审议记录与本人所写是否不同；还没有记录的为否', resolve: (told) => otherwise(told) !== null }),
    recordedOpinion: t.string({ nullable: true, description: '与本人所写不同时，审议记录的写法；没有记录此人的为空', resolve: (told) => otherwise(told)?.opinion ?? null }),
    recordedDissent: t.string({ nullable: true, description: '与本人所写不同时，审议记录的不同意见', resolve: (told) => otherwise(told)?.dissent ?? null }),
  }),
})

const LeaverType = builder.objectRef<SeenItem['leaving'][number]>('MeetingLeaver').implement({
  description: '审议一个议题时应当离席的人',
  fields: (t) => ({
    person: t.field({ type: PersonRef, description: '谁', resolve: ({ personId }, _args, context) => personOf(context, personId) }),
    why: t.exposeString('why', { description: '原因' }),
  }),
})

const ItemType = builder.objectRef<SeenItem & { no: number }>('MeetingItem').implement({
  description: '议题：议程中的一个案件，只有可以查看的',
  fields: (t) => ({
    no: t.exposeInt('no', { description: '第几项，按本人看到的' }),
    caseId: t.id({ description: '案件的全局编号', resolve: ({ item }) => encodeId('Case', item.caseId) }),
    number: t.string({ description: '案件编号', resolve: ({ found }) => found.case.number }),
    title: t.string({ description: '案件名称；已归档、无权查阅的为空', resolve: ({ found }) => found.case.package.title }),
    stage: t.field({ type: StageEnum, description: '阶段', resolve: ({ found }) => found.case.stage }),
    standing: t.expose('standing', { type: ItemStandingEnum, description: '进展' }),
    notReady: t.field({ type: RefusalType, nullable: true, description: '还不能审议的原因；可以审议的、已经审议或者顺延的为 null', resolve: ({ notReady }) => notReady }),
    openedAt: t.field({ type: 'Instant', nullable: true, description: '开始审议的时刻', resolve: ({ item }) => item.opened?.at ?? null }),
    postponedBecause: t.string({ nullable: true, description: '顺延的理由', resolve: ({ item }) => item.postponed?.reason ?? null }),
    staying: t.field({ type: [PersonRef], description: '参加审议这个案件的人', resolve: ({ staying }, _args, context) => staying.map((id) => personOf(context, id)) }),
    leaving: t.field({ type: [LeaverType], description: '审议这个案件时应当离席的人；只告诉主持人，对其他人为空', resolve: ({ leaving }) => leaving }),
    outside: t.field({ type: [PersonRef], description: '受邀而不是本案审理人员、在系统里看不到本案的人；到会参加审议的，记录时可以加上。只告诉主持人，对其他人为空', resolve: ({ outside }, _args, context) => outside.map((id) => personOf(context, id)) }),
    written: t.field({ type: [PersonRef], description: '已经写下意见的人', resolve: ({ written }, _args, context) => written.map((id) => personOf(context, id)) }),
    ownView: t.field({ type: ViewType, nullable: true, description: '本人的意见，没有写的为 null', resolve: ({ own, held }) => own && { view: own, held } }),
    mayWrite: t.exposeBoolean('mayWrite', { description: '本人现在是否可以写意见' }),
    views: t.field({ type: [ViewType], description: '每个人的意见：开始审议之前为空，谁也看不到别人的', resolve: ({ views, held }) => views.map((view) => ({ view, held })) }),
    recorders: t.field({ type: [PersonRef], description: '记录审议结果的人；没有在审议的为空', resolve: ({ recorders }, _args, context) => recorders.map((id) => personOf(context, id)) }),
    deliberation: t.field({ type: DeliberationType, nullable: true, description: '审议记录；还没有的为 null', resolve: ({ held, found }, _args, context) => (held && (markedOpinions([held], found, context)[0] ?? null)) }),
  }),
})

const MeetingHead = builder.interfaceRef<Meeting>('MeetingHead').implement({
  description: '一次会议的时间、地点和进展：在列表里，或者连同议程',
  fields: (t) => ({
    id: t.id({ description: '会议的全局编号', resolve: ({ id }) => encodeId('Meeting', id) }),
    zone: t.field({ type: ZoneRef, nullable: true, description: '哪个片区的小组；案件审理室的会议为 null', resolve: ({ zoneId }, _args, context) => (zoneId === null ? null : zoneOf(context, zoneId)) }),
    on: t.expose('on', { type: 'Day', description: '日期' }),
    time: t.exposeString('time', { description: '时间，如 09:30' }),
    place: t.exposeString('place', { description: '地点' }),
    state: t.expose('state', { type: MeetingStateEnum, description: '进展' }),
    calledBy: t.field({ type: PersonRef, description: '召集人', resolve: ({ calledBy }, _args, context) => personOf(context, calledBy) }),
    isInvited: t.boolean({ description: '是否邀请了当前登录人', resolve: ({ invited }, _args, context) => invited.includes(asker(context).personId) }),
    itemCount: t.int({ description: '议程中有几个案件，只计可以查看的', resolve: async (m, _args, context) => (await agendaFor(context.store, asker(context), m)).length }),
    endedOn: t.field({ type: 'Day', nullable: true, description: '散会或者取消的日期', resolve: ({ ended }) => ended?.on ?? null }),
    endReason: t.string({ nullable: true, description: '取消的理由', resolve: ({ ended }) => ended?.reason ?? null }),
  }),
})

const MeetingSummaryType = builder.objectRef<Meeting>('MeetingSummary').implement({ description: '会议在列表里：不含议程', interfaces: [MeetingHead] })

const MeetingType = builder.objectRef<Meeting>('Meeting').implement({
  description: '集体审议会议，连同议程',
  interfaces: [MeetingHead],
  fields: (t) => ({
    version: t.int({ nullable: true, description: '办理时要写的版本；只告诉主持人，对其他人为 null', resolve: (m, _args, context) => (chairs(asker(context), m) ? m.version : null) }),
    openSteps: t.field({ type: [MeetingStepEnum], description: '当前登录人现在可以办理的步骤', resolve: (m, _args, context) => openMeetingSteps(m, asker(context)) }),
    calledOn: t.expose('calledOn', { type: 'Day', description: '召集日期' }),
    invited: t.field({ type: [PersonRef], description: '邀请参加的人', resolve: ({ invited }, _args, context) => invited.map((id) => personOf(context, id)) }),
    items: t.field({ type: [ItemType], description: '议程，按次序，只有可以查看的案件。每次查看都有记录', resolve: async (m, _args, context) => {
      const items = await itemsFor(context.store, asker(context), m, context.moment)
      spend(context, items.length)
      return items.map((one, n) => ({ ...one, no: n + 1 }))
    } }),
  }),
})

const MeetingConnection = builder.connectionObject(
  { type: MeetingSummaryType, name: 'MeetingConnection', description: '会议列表的一页', fields: (t) => ({ totalCount: t.int({ description: '共多少次', resolve: countOf }) }) },
  { name: 'MeetingEdge', description: '会议列表的一项' },
)

const CandidateType = builder.objectRef<Candidate>('MeetingCandidate').implement({
  description: '可以列入议程的案件：已经到集体审议，或者还在阅卷',
  fields: (t) => ({
    caseId: t.id({ description: '案件的全局编号', resolve: ({ caseId }) => encodeId('Case', caseId) }),
    number: t.exposeString('number', { description: '案件编号' }),
    title: t.exposeString('title', { description: '案件名称' }),
    stage: t.expose('stage', { type: StageEnum, description: '阶段' }),
    body: t.field({ type: BodyRef, description: '牵头的派驻机构', resolve: ({ bodyId }, _args, context) => bodyOf(context, bodyId) }),
    dueOn: t.field({ type: 'Day', nullable: true, description: '审理期限届满日', resolve: ({ dueOn }) => (dueOn === never ? null : dueOn) }),
    notReady: t.field({ type: RefusalType, nullable: true, description: '还不能审议的原因，可以审议的为 null', resolve: ({ notReady }) => notReady }),
    agendaOn: t.field({ type: 'Day', nullable: true, description: '已经列入哪一天的会议', resolve: ({ agendaOn }) => agendaOn }),
    postponedOn: t.field({ type: 'Day', nullable: true, description: '从哪一天的会议顺延下来', resolve: ({ postponedOn }) => postponedOn }),
  }),
})

const StartOpinionType = builder.objectRef<{ personId: string; opinion: string | null; dissent: string | null }>('DeliberationStartOpinion').implement({
  description: '一个人为会议写下的意见',
  fields: (t) => ({
    person: t.field({ type: PersonRef, description: '谁的意见', resolve: ({ personId }, _args, context) => personOf(context, personId) }),
    opinion: t.exposeString('opinion', { nullable: true, description: '意见，没有写的为 null' }),
    dissent: t.exposeString('dissent', { nullable: true, description: '不同意见，没有的为 null' }),
  }),
})

/** With what the deliberation of a case begins. */
export const DeliberationStartType = builder.objectRef<NonNullable<Awaited<ReturnType<typeof startFor>>>>('DeliberationStart').implement({
  description: '集体审议一步的起始内容：取自正在审议本案的会议，可以改正；本人所写照样保留',
  fields: (t) => ({
    meetingId: t.id({ description: '会议的全局编号', resolve: ({ meeting }) => encodeId('Meeting', meeting.id) }),
    attendees: t.field({ type: [PersonRef], description: '参加审议的人', resolve: ({ attendees }, _args, context) => attendees.map((id) => personOf(context, id)) }),
    opinions: t.field({ type: [StartOpinionType], description: '每个人的意见，没有写的为 null', resolve: ({ opinions }) => opinions }),
  }),
})

builder.queryFields((t) => ({
  meetings: t.connection({
    description: '集体审议会议：召集的、受邀的，负责人看全部；派驻机构等其他人没有。将要召开的先到的在前，已经结束的最近的在前',
    type: MeetingSummaryType,
    args: { when: t.arg({ type: MeetingWhenEnum, description: '将要召开的，还是已经结束的' }) },
    resolve: async (_root, { when, ...slice }, context) => {
      const who = asker(context)
      return pageOf(context, await meetingsFor(context.store, who, when), slice, `meetings ${when} ${who.personId} ${who.role}`)
    },
  }, MeetingConnection),
  meeting: t.field({
    type: MeetingType, nullable: true, description: '一次会议；没有的和与本人无关的都是 null',
    args: { id: t.arg.id({ description: '会议的全局编号' }) },
    resolve: (_root, { id }, context) => meetingFor(context.store, asker(context), idOf('Meeting', id)),
  }),
  meetingCandidates: t.field({
    type: [CandidateType], description: '可以列入议程的案件，期限先到的在前；小组组长看本小组的，审理室主任看全部，其他人没有',
    resolve: async (_root, _args, context) => {
      const some = await candidatesFor(context.store, asker(context), context.moment)
      spend(context, some.length)
      return some
    },
  }),
  meetingInvitees: t.field({ type: [PersonRef], description: '召集会议时通常邀请的人：本小组的人，组长在前；不召集会议的人没有', resolve: (_root, _args, context) => invitedBy(asker(context), context.moment).map((id) => personOf(context, id)) }),
}))
