/** Calling, changing, holding and ending a meeting, and writing one's own view: one mutation a step. */
import { meetingSteps, type MeetingPayload, type MeetingStepName } from '../review/meeting-steps.ts'
import { callMeeting, takeOnMeeting, writeView, type MeetingOutcome } from '../store/meetings.ts'
import { asker, builder, type Context } from './builder.ts'
import { encodeId, idOf } from './id.ts'
import { keyFrom } from './outcome.ts'
import { personIds } from './people.ts'
import { outcomeOf } from './refusal.ts'

const MeetingDoneType = builder.objectRef<Extract<MeetingOutcome, { meetingId: string }>>('MeetingDone').implement({
  description: '会议的这一步已经办理',
  fields: (t) => ({ meetingId: t.id({ description: '会议的全局编号', resolve: ({ meetingId }) => encodeId('Meeting', meetingId) }) }),
})
const Outcome = outcomeOf('Meeting', '会议的这一步', MeetingDoneType)

const operationKey = '操作编号：由调用方为这一次操作生成，重试时不变，同一编号只办一次'
/** The arguments that every step on a meeting has. */
const at = builder.args((t) => ({
  meetingId: t.id({ description: '会议的全局编号' }),
  version: t.int({ description: '主持人看到的会议版本；别人先办了的，答复 STALE' }),
  operationKey: t.string({ description: operationKey }),
}))
const calling = builder.args((t) => ({
  on: t.field({ type: 'Day', description: '日期' }),
  time: t.string({ description: '时间，如 09:30' }),
  place: t.string({ description: '地点，最多六十个字' }),
  invited: t.idList({ description: '邀请参加的人：全局编号；审理组成员自动在内' }),
}))
const ofCase = builder.args((t) => ({ caseId: t.id({ description: '案件的全局编号' }) }))
const because = builder.args((t) => ({ reason: t.string({ description: '理由' }) }))
type At = { meetingId: string; version: number; operationKey: string }

const take = <Name extends MeetingStepName>(context: Context, { meetingId, version, operationKey: key }: At, step: Name, payload: MeetingPayload<Name>): Promise<MeetingOutcome> =>
  takeOnMeeting(context.store, { who: asker(context), moment: context.moment, meetingId: idOf('Meeting', meetingId), version, operationKey: keyFrom(key), step, payload })

const about = (name: MeetingStepName): string => `${meetingSteps[name].label}：${meetingSteps[name].about}`
const caseIn = (id: string): string => idOf('Case', id)

builder.mutationFields((t) => ({
  callMeeting: t.field({
    type: Outcome, description: '召集集体审议会议：小组组长召集本小组的，审理室主任召集案件审理室的；列入议程不改变案件',
    args: { operationKey: t.arg.string({ description: operationKey }), ...calling, caseIds: t.arg.idList({ description: '议程：案件的全局编号，按次序，可以为空' }) },
    resolve: (_root, { operationKey: key, invited, caseIds, ...rest }, context) => callMeeting(context.store, { who: asker(context), moment: context.moment, operationKey: keyFrom(key), call: { ...rest, invited: personIds(invited), caseIds: caseIds.map(caseIn) } }),
  }),
  changeMeeting: t.field({
    type: Outcome, description: about('change'), args: { ...at, ...calling, ...because },
    resolve: (_root, { on, time, place, invited, reason, ...rest }, context) => take(context, rest, 'change', { on, time, place, invited: personIds(invited), reason }),
  }),
  addMeetingItem: t.field({ type: Outcome, description: about('addItem'), args: { ...at, ...ofCase }, resolve: (_root, { caseId, ...rest }, context) => take(context, rest, 'addItem', { caseId: caseIn(caseId) }) }),
  removeMeetingItem: t.field({ type: Outcome, description: about('removeItem'), args: { ...at, ...ofCase, ...because }, resolve: (_root, { caseId, reason, ...rest }, context) => take(context, rest, 'removeItem', { caseId: caseIn(caseId), reason }) }),
  reorderMeeting: t.field({
    type: Outcome, description: about('reorder'), args: { ...at, caseIds: t.arg.idList({ description: '案件的全局编号，按新的次序' }) },
    resolve: (_root, { caseIds, ...rest }, context) => take(context, rest, 'reorder', { caseIds: caseIds.map(caseIn) }),
  }),
  openMeetingItem: t.field({ type: Outcome, description: about('openItem'), args: { ...at, ...ofCase }, resolve: (_root, { caseId, ...rest }, context) => take(context, rest, 'openItem', { caseId: caseIn(caseId) }) }),
  postponeMeetingItem: t.field({ type: Outcome, description: about('postponeItem'), args: { ...at, ...ofCase, ...because }, resolve: (_root, { caseId, reason, ...rest }, context) => take(context, rest, 'postponeItem', { caseId: caseIn(caseId), reason }) }),
  closeMeeting: t.field({ type: Outcome, description: about('close'), args: { ...at }, resolve: (_root, args, context) => take(context, args, 'close', {}) }),
  cancelMeeting: t.field({ type: Outcome, description: about('cancel'), args: { ...at, ...because }, resolve: (_root, { reason, ...rest }, context) => take(context, rest, 'cancel', { reason }) }),
  writeMeetingView: t.field({
    type: Outcome, description: '写下本人对一个议题的意见：开始审议之前只有本人看得到，之后参加的人互相看得到；记录审议结果之前可以改，每次所写都保留',
    args: {
      meetingId: t.arg.id({ description: '会议的全局编号' }), ...ofCase, operationKey: t.arg.string({ description: operationKey }),
      opinion: t.arg.string({ description: '意见' }), dissent: t.arg.string({ required: false, description: '不同意见，没有的不写' }), no: t.arg.int({ description: '第几次写：本人看到的上一次加一，第一次为 1' }),
    },
    resolve: (_root, { meetingId, caseId, operationKey: key, opinion, dissent, no }, context) =>
      writeView(context.store, { who: asker(context), moment: context.moment, operationKey: keyFrom(key), meetingId: idOf('Meeting', meetingId), view: { caseId: caseIn(caseId), opinion, dissent: dissent?.trim() ? dissent : null, n: no } }),
  }),
}))
