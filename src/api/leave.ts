/** 查阅归档案件: asking for leave to read an archived case, and deciding on it. */
import type { Refusal } from '../review/case.ts'
import { leaveStates, stateOf, type Leave, type LeaveDecision } from '../review/leave.ts'
import { decideLeave, leaves, requestLeave, type LeaveOutcome } from '../store/leaves.ts'
import { asker, builder, confirmed, type Context } from './builder.ts'
import { badInput } from './errors.ts'
import { decodeId, encodeId, idOf } from './id.ts'
import { personOf, PersonRef } from './people.ts'
import { RefusalType } from './refusal.ts'
import { spend } from './summary.ts'

const LeaveStateEnum = builder.enumType('LeaveState', {
  description: '查阅申请的状态',
  values: { waiting: { description: '待审批' }, granted: { description: '已批准' }, rejected: { description: '不批准' }, withdrawn: { description: '已收回' } } satisfies Record<(typeof leaveStates)[number], object>,
})

const LeaveDecisionEnum = builder.enumType('LeaveDecisionKind', {
  description: '对查阅申请的决定',
  values: { granted: { description: '批准' }, rejected: { description: '不批准' }, withdrawn: { description: '收回' } } satisfies Record<LeaveDecision['decision'], object>,
})

const LeaveDecisionType = builder.objectRef<LeaveDecision>('LeaveDecision').implement({
  description: '对查阅申请的一次决定，只增不改',
  fields: (t) => ({
    decision: t.expose('decision', { type: LeaveDecisionEnum, description: '决定' }),
    reason: t.exposeString('reason', { nullable: true, description: '理由' }),
    by: t.field({ type: PersonRef, description: '决定人', resolve: (one, _args, context) => personOf(context, one.by) }),
    on: t.expose('on', { type: 'Day', description: '日期' }),
  }),
})

const LeaveType = builder.objectRef<Leave>('Leave').implement({
  description: '查阅归档案件的申请：目的、期限和审批；到期自行失效，可以随时收回',
  fields: (t) => ({
    id: t.id({ description: '申请的全局编号', resolve: ({ id }) => encodeId('Leave', id) }),
    caseId: t.id({ description: '案件的全局编号', resolve: ({ caseId }) => encodeId('Case', caseId) }),
    person: t.field({ type: PersonRef, description: '查阅人', resolve: (one, _args, context) => personOf(context, one.personId) }),
    purpose: t.exposeString('purpose', { description: '查阅的目的' }),
    from: t.expose('from', { type: 'Day', description: '起始日期' }),
    until: t.expose('until', { type: 'Day', description: '最后一日' }),
    letter: t.exposeString('letter', { nullable: true, description: '介绍信' }),
    requestedBy: t.field({ type: PersonRef, description: '申请人', resolve: (one, _args, context) => personOf(context, one.requestedBy) }),
    requestedOn: t.expose('requestedOn', { type: 'Day', description: '申请日期' }),
    state: t.field({ type: LeaveStateEnum, description: '状态', resolve: stateOf }),
    decisions: t.field({ type: [LeaveDecisionType], description: '历次决定，由早到晚', resolve: ({ decisions }) => [...decisions] }),
  }),
})

const LeaveSavedType = builder.objectRef<{ leave: Leave }>('LeaveSaved').implement({
  description: '查阅申请已经登记或者审批',
  fields: (t) => ({ leave: t.expose('leave', { type: LeaveType, description: '查阅申请' }) }),
})

const LeaveRefusedType = builder.objectRef<{ refusals: Refusal[] }>('LeaveRefused').implement({
  description: '查阅申请没有登记或者审批',
  fields: (t) => ({ refusals: t.expose('refusals', { type: [RefusalType], description: '全部理由' }) }),
})

const LeaveOutcomeType = builder.unionType('LeaveOutcome', {
  description: '申请查阅或者审批的结果',
  types: [LeaveSavedType, LeaveRefusedType],
  resolveType: (value) => ('refusals' in value ? 'LeaveRefused' : 'LeaveSaved'),
})

const LeaveConnection = builder.connectionObject(
  { type: LeaveType, name: 'LeaveConnection', description: '查阅申请列表的一页', fields: (t) => ({ totalCount: t.int({ description: '共多少份', resolve: (page) => (page as unknown as { totalCount: () => Promise<number> }).totalCount() }) }) },
  { name: 'LeaveEdge', description: '查阅申请列表的一项' },
)

builder.queryField('leaves', (t) => t.connection({
  description: '查阅申请，最近的在前：本人的；审批人和档案员可以看到全部',
  type: LeaveType,
  resolve: async (_root, { first, after, last, before }, context) => {
    if (last || before) throw badInput('这个列表只能由前往后翻')
    const size = first ?? 20
    if (size < 1 || size > 100) throw badInput('一页 1 到 100 项')
    const page = await leaves(context.store, asker(context), context.moment, { first: size, after: after ? cursorIn(after) : undefined })
    spend(context, page.rows.length)
    const edges = page.rows.map((node) => ({ node, cursor: encodeId('LeaveCursor', node.id) }))
    return { edges, pageInfo: { hasNextPage: page.hasNext, hasPreviousPage: Boolean(after), startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null }, totalCount: page.totalCount }
  },
}, LeaveConnection))

function cursorIn(cursor: string): string {
  const { typename, id } = decodeId(cursor)
  if (typename !== 'LeaveCursor') throw badInput('游标不是这个列表的')
  return id
}

const decide = (context: Context, leaveId: string, decision: LeaveDecision['decision'], reason: string | null): Promise<LeaveOutcome> =>
  decideLeave(context.store, decision === 'granted' ? confirmed(context) : asker(context), context.moment, idOf('Leave', leaveId), { decision, reason })

builder.mutationFields((t) => ({
  requestLeave: t.field({
    type: LeaveOutcomeType,
    description: '申请查阅归档案件：写明目的和起止日期，由分管领导批准',
    args: {
      caseId: t.arg.id({ description: '案件的全局编号' }),
      personId: t.arg.id({ required: false, description: '查阅人的全局编号，不写为本人；档案员可以凭介绍信代他人申请' }),
      purpose: t.arg.string({ description: '查阅的目的' }),
      from: t.arg({ type: 'Day', description: '起始日期' }),
      until: t.arg({ type: 'Day', description: '最后一日' }),
      letter: t.arg.string({ required: false, description: '介绍信' }),
    },
    resolve: (_root, { caseId, personId, purpose, from, until, letter }, context) => {
      const who = asker(context)
      return requestLeave(context.store, who, context.moment, idOf('Case', caseId), { personId: personId ? idOf('Person', personId) : who.personId, purpose, from, until, letter: letter ?? null })
    },
  }),
  grantLeave: t.field({
    type: LeaveOutcomeType,
    description: '批准查阅',
    args: { leaveId: t.arg.id({ description: '申请的全局编号' }) },
    resolve: (_root, { leaveId }, context) => decide(context, leaveId, 'granted', null),
  }),
  rejectLeave: t.field({
    type: LeaveOutcomeType,
    description: '不批准查阅，写明理由',
    args: { leaveId: t.arg.id({ description: '申请的全局编号' }), reason: t.arg.string({ description: '理由' }) },
    resolve: (_root, { leaveId, reason }, context) => decide(context, leaveId, 'rejected', reason),
  }),
  withdrawLeave: t.field({
    type: LeaveOutcomeType,
    description: '收回已经批准的查阅，即时生效，写明理由',
    args: { leaveId: t.arg.id({ description: '申请的全局编号' }), reason: t.arg.string({ description: '理由' }) },
    resolve: (_root, { leaveId, reason }, context) => decide(context, leaveId, 'withdrawn', reason),
  }),
}))
