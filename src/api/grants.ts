/** 授权提请: what gives or takes back what somebody may do, asked for by one person and decided by another. */
import { wishLine, type Names } from '../review/grant-words.ts'
import { stateOf, type Grant } from '../review/grants.ts'
import type { KeptPost } from '../review/staffing.ts'
import { decide, grantIds, grantsBy, withdraw, type GrantOutcome as Outcome } from '../store/grants.ts'
import { momentOf } from '../store/settings.ts'
import { asker, builder, confirmed, type Context } from './builder.ts'
import { GrantKindEnum, GrantStateEnum, RoleEnum } from './enums.ts'
import { encodeId, idOf } from './id.ts'
import { countOf, pageOf } from './page.ts'
import { personOf, personOrNull, PersonRef } from './people.ts'
import { outcomeOf } from './refusal.ts'

/** Names for the line of a grant, from the roster of this request. */
const namesIn = ({ moment: { roster } }: Context): Names => ({
  body: roster.body, zone: roster.zone, post: (id): KeptPost | undefined => roster.people.flatMap((person) => person.posts).find((post) => post.id === id),
})

const GrantType = builder.objectRef<Grant>('Grant').implement({
  description: '授权提请：由一人提出，另一人决定；决定之前什么也不改变',
  fields: (t) => ({
    id: t.id({ description: '提请的全局编号', resolve: ({ id }) => encodeId('Grant', id) }),
    kind: t.field({ type: GrantKindEnum, description: '授权的种类', resolve: ({ wish }) => wish.kind }),
    summary: t.string({ description: '提请的内容，一句话', resolve: ({ wish }, _args, context) => wishLine(wish, namesIn(context)) }),
    person: t.field({ type: PersonRef, nullable: true, description: '关系到谁；调整片区的为 null', resolve: ({ personId }, _args, context) => personOrNull(context, personId) }),
    reason: t.exposeString('reason', { description: '提请的理由' }),
    state: t.field({ type: GrantStateEnum, description: '现在的状态', resolve: (grant, _args, { moment }) => stateOf(grant, moment.on) }),
    proposedBy: t.field({ type: PersonRef, description: '提请人', resolve: ({ proposedBy }, _args, context) => personOf(context, proposedBy) }),
    proposedRole: t.expose('proposedRole', { type: RoleEnum, description: '以什么职务提请' }),
    proposedAt: t.expose('proposedAt', { type: 'Instant', description: '提请的时刻' }),
    lapsesOn: t.expose('lapsesOn', { type: 'Day', description: '最迟在这一天决定，过期失效' }),
    decidedBy: t.field({ type: PersonRef, nullable: true, description: '决定人，撤回的为提请人；还没有结果的为 null', resolve: ({ decidedBy }, _args, context) => personOrNull(context, decidedBy) }),
    decidedRole: t.expose('decidedRole', { type: RoleEnum, nullable: true, description: '以什么职务决定' }),
    decidedAt: t.expose('decidedAt', { type: 'Instant', nullable: true, description: '决定的时刻' }),
    note: t.exposeString('note', { nullable: true, description: '决定时写明的意见' }),
  }),
})

type Made = Exclude<Outcome, { refusals: unknown }>

const GrantMadeType = builder.objectRef<Made>('GrantMade').implement({
  description: '已经提请、决定或者撤回',
  fields: (t) => ({
    grant: t.expose('grant', { type: GrantType, description: '现在的提请' }),
    codeHalf: t.exposeString('code', { nullable: true, description: '开立帐号、重置凭据时一次性登录码的一半，或者重置动态口令时绑定码的一半：提请人得前一半，决定人得后一半，各自当面交给本人；只给这一次' }),
  }),
})

export const GrantOutcome = outcomeOf('Grant', '授权提请', GrantMadeType)

/** Who proposes, decides, suspends and keeps the roster: everything by which an administrator changes something passes here. */
export const grantor = (context: Context) => ({ who: asker(context), moment: context.moment })

/** Who decides a grant: has shown lately that it is they. */
const decider = (context: Context) => ({ who: confirmed(context), moment: context.moment })

/** The outcome, with the roster as it is afterwards for the rest of this request. */
export async function answered<Answer extends object>(context: Context, outcome: Answer): Promise<Answer> {
  if (!('refusals' in outcome)) context.moment = await momentOf(context.store, context.commission, context.moment.on, context.moment.at)
  return outcome
}

const GrantConnection = builder.connectionObject(
  { type: GrantType, name: 'GrantConnection', description: '授权提请列表的一页', fields: (t) => ({ totalCount: t.int({ description: '共多少项', resolve: countOf }) }) },
  { name: 'GrantEdge', description: '授权提请列表的一项' },
)

builder.queryField('grants', (t) => t.connection({
  description: '授权提请，由近到远：管理员和主要负责人可以看全部，其他人只看关系到自己的',
  type: GrantType,
  args: {
    state: t.arg({ type: GrantStateEnum, required: false, description: '只看一种状态的' }),
    personId: t.arg.id({ required: false, description: '只看关系到一个人的：人员的全局编号' }),
  },
  resolve: async (_root, { state, personId, ...slice }, context) => {
    const who = asker(context)
    const person = personId ? idOf('Person', personId) : null
    const ids = await grantIds(context.store, who, context.moment.on, { ...(state ? { state } : {}), ...(person === null ? {} : { personId: person }) })
    const page = pageOf(context, ids.map((id) => ({ id })), slice, `grants ${who.personId} ${state ?? ''} ${person}`)
    const grants = await grantsBy(context.store, who.commission, page.edges.map(({ node }) => node.id))
    return { ...page, edges: grants.map((node, n) => ({ node, cursor: page.edges[n]?.cursor ?? '' })) }
  },
}, GrantConnection))

builder.mutationFields((t) => ({
  approveGrant: t.field({
    type: GrantOutcome,
    description: '同意授权提请：由另一位管理员决定，关系到管理员的也可以由主要负责人决定；同意即生效',
    args: { grantId: t.arg.id({ description: '提请的全局编号' }), note: t.arg.string({ required: false, description: '意见' }) },
    resolve: async (_root, { grantId, note }, context) => answered(context, await decide(context.store, { ...decider(context), grantId: idOf('Grant', grantId), outcome: 'approved', note: note ?? null })),
  }),
  rejectGrant: t.field({
    type: GrantOutcome,
    description: '不同意授权提请',
    args: { grantId: t.arg.id({ description: '提请的全局编号' }), note: t.arg.string({ description: '不同意的理由' }) },
    resolve: async (_root, { grantId, note }, context) => decide(context.store, { ...decider(context), grantId: idOf('Grant', grantId), outcome: 'rejected', note }),
  }),
  withdrawGrant: t.field({
    type: GrantOutcome,
    description: '撤回自己提出、还没有结果的授权提请',
    args: { grantId: t.arg.id({ description: '提请的全局编号' }) },
    resolve: async (_root, { grantId }, context) => withdraw(context.store, { ...grantor(context), grantId: idOf('Grant', grantId) }),
  }),
}))
