/** Signing in and out (登录、退出): the two steps, the post to act in, and what somebody sees of their own sign-ins. */
import type { Refusal } from '../review/case.ts'
import { actAs, confirm } from '../store/confirm.ts'
import { giveCode, hasFactor } from '../store/factor.ts'
import { knownOn } from '../store/leaves.ts'
import { endSession, sessionOf, sessionsOf, signIn, signOut, type Listed, type Session } from '../store/sessions.ts'
import { builder, halfSignedIn, lacksFactor, signedIn, type Context } from './builder.ts'
import { failure } from './errors.ts'
import { idOf } from './id.ts'
import { personOf, PersonRef } from './people.ts'
import { RefusalType } from './refusal.ts'
import { PostType } from './roster.ts'

const SignInWayEnum = builder.enumType('SignInWay', {
  description: '怎样登录的',
  values: {
    password: { description: '用密码' },
    oneTimeCode: { description: '用一次性登录码' },
    provider: { description: '经统一身份认证' },
  },
})

const SignedInPlaceType = builder.objectRef<Listed>('SignedInPlace').implement({
  description: '本人的一处登录',
  fields: (t) => ({
    id: t.exposeID('id', { description: '这一处登录的编号，用于 endSession' }),
    by: t.expose('by', { type: SignInWayEnum, description: '怎样登录的' }),
    source: t.exposeString('source', { nullable: true, description: '登录时的来源地址；不经网络的为 null' }),
    signedInAt: t.expose('createdAt', { type: 'Instant', description: '登录的时刻' }),
    seenAt: t.expose('seenAt', { type: 'Instant', description: '最近使用的时刻，约一分钟记一次' }),
    idleUntil: t.expose('idleUntil', { type: 'Instant', description: '一直不用，到什么时刻失效' }),
    expiresAt: t.expose('expiresAt', { type: 'Instant', description: '最迟到什么时刻失效' }),
    current: t.boolean({ description: '是不是现在这一处', resolve: ({ id }, _args, { session }) => id === session?.id }),
  }),
})

const MeType = builder.objectRef<Session>('Me').implement({
  description: '当前登录人',
  fields: (t) => ({
    person: t.field({ type: PersonRef, description: '本人', resolve: ({ personId }, _args, context) => personOf(context, personId) }),
    acting: t.field({
      type: PostType,
      nullable: true,
      description: '现在以哪个职务办理；还没有选定的为 null',
      resolve: ({ posts, postId }) => posts.find((post) => post.id === postId) ?? null,
    }),
    posts: t.expose('posts', { type: [PostType], description: '可以选择的职务' }),
    mustChangePassword: t.exposeBoolean('mustChange', { description: '须先设置自己的密码' }),
    mustBindFactor: t.boolean({ description: '以现在的职务办理，须先绑定动态口令', resolve: (_session, _args, context) => lacksFactor(context) }),
    hasFactor: t.boolean({ description: '已经绑定动态口令', resolve: (session, _args, { store }) => hasFactor(store, session) }),
    confirmedUntil: t.expose('confirmedUntil', { type: 'Instant', nullable: true, description: '身份确认到什么时刻有效；批准之类的步骤须在此之前办理' }),
    expiresAt: t.expose('expiresAt', { type: 'Instant', description: '登录最迟到什么时刻失效' }),
    sessions: t.field({ type: [SignedInPlaceType], description: '本人现有的登录，最近的在前，最多十处', resolve: (session, _args, { store, moment }) => sessionsOf(store, session, moment) }),
  }),
})

const SessionOpenedType = builder.objectRef<Session>('SessionOpened').implement({
  description: '登录、选定职务、确认身份或者修改密码成功',
  fields: (t) => ({ me: t.field({ type: MeType, description: '当前登录人', resolve: (session) => session }) }),
})

const CodeWantedType = builder.objectRef<Session>('CodeWanted').implement({
  description: '密码已经对了，还要动态口令：接着发送 giveCode。此前什么也不能做',
  fields: (t) => ({ until: t.expose('expiresAt', { type: 'Instant', description: '最迟到什么时刻输入' }) }),
})

const SessionRefusedType = builder.objectRef<{ refusals: Refusal[] }>('SessionRefused').implement({
  description: '登录、选定职务、确认身份或者修改密码没有成功',
  fields: (t) => ({ refusals: t.expose('refusals', { type: [RefusalType], description: '全部理由' }) }),
})

export const SessionOutcome = builder.unionType('SessionOutcome', {
  description: '登录、选定职务、确认身份、修改密码的结果',
  types: [SessionOpenedType, CodeWantedType, SessionRefusedType],
  resolveType: (value) => ('refusals' in value ? 'SessionRefused' : value.awaitsCode ? 'CodeWanted' : 'SessionOpened'),
})

const SignedOutType = builder.objectRef<{ at: string }>('SignedOut').implement({
  description: '已经退出登录',
  fields: (t) => ({ at: t.expose('at', { type: 'Instant', description: '退出的时刻' }) }),
})

const refused = (code: string, message: string, field: string) => ({ refusals: [{ code, message, field }] })

/** The session under its new token, for the rest of this request; or the refusal as it is. */
export async function resumed(context: Context, outcome: { token: string } | { refusals: Refusal[] }): Promise<Session | { refusals: Refusal[] }> {
  if ('refusals' in outcome) return outcome
  context.cookie.set(outcome.token)
  const session = await sessionOf(context.store, outcome.token, context.moment)
  if (!session) throw failure('UNAUTHENTICATED', '登录已经失效，请重新登录')
  context.session = { ...session, who: session.who && (await knownOn(context.store, session.who, context.moment)) }
  return context.session
}

/** The token of whoever is signed in. */
export const tokenOf = (context: Context, admit: (context: Context) => Session = signedIn): string => {
  admit(context)
  return context.cookie.token ?? ''
}

builder.queryField('me', (t) => t.field({ type: MeType, description: '当前登录人', resolve: (_root, _args, context) => signedIn(context) }))

builder.mutationFields((t) => ({
  signIn: t.field({
    type: SessionOutcome,
    description: '登录：用登录名和密码，第一次用一次性登录码；绑定了动态口令的，接着还要 giveCode',
    args: {
      name: t.arg.string({ description: '登录名' }),
      password: t.arg.string({ description: '密码，或者一次性登录码' }),
      postId: t.arg.id({ required: false, description: '以哪个职务办理；只有一个职务的不必写' }),
    },
    resolve: async (_root, { name, password, postId }, context) => {
      const wanted = postId ? idOf('Post', postId) : null
      const opened = await signIn(context.store, context.commission, { login: name, password, source: context.source }, context.moment)
      if (!opened) return refused('WRONG_NAME_OR_PASSWORD', '登录名或者密码不对，或者登录名已被锁定', 'password')
      const session = await resumed(context, opened)
      if (wanted === null || 'refusals' in session || session.awaitsCode || session.postId === wanted) return session
      const chosen = await actAs(context.store, opened.token, { postId: wanted, secret: null }, context.factorKey, context.moment)
      if (!('refusals' in chosen)) return resumed(context, chosen)
      await signOut(context.store, opened.token, context.moment)
      context.cookie.clear()
      context.session = null
      return refused('NOT_YOUR_POST', '您没有这个职务', 'postId')
    },
  }),
  giveCode: t.field({
    type: SessionOutcome,
    description: '登录的第二步：输入动态口令。口令只能用一次，连续五次不对即锁定',
    args: { code: t.arg.string({ description: '动态口令，六位数字' }) },
    resolve: async (_root, { code }, context) => resumed(context, await giveCode(context.store, tokenOf(context, halfSignedIn), code, context.factorKey, context.moment)),
  }),
  confirm: t.field({
    type: SessionOutcome,
    description: '再次确认身份：批准之类的步骤之前，用密码或者动态口令',
    args: { secret: t.arg.string({ description: '密码，或者动态口令' }) },
    resolve: async (_root, { secret }, context) => resumed(context, await confirm(context.store, tokenOf(context), secret, context.factorKey, context.moment)),
  }),
  actAs: t.field({
    type: SessionOutcome,
    description: '选定职务：此后以这个职务办理。从一个职务换到另一个职务，须再次确认身份',
    args: {
      postId: t.arg.id({ description: '职务的全局编号' }),
      secret: t.arg.string({ required: false, description: '密码，或者动态口令；登录后第一次选定的不必写' }),
    },
    resolve: async (_root, { postId, secret }, context) =>
      resumed(context, await actAs(context.store, tokenOf(context), { postId: idOf('Post', postId), secret: secret ?? null }, context.factorKey, context.moment)),
  }),
  signOut: t.field({
    type: SignedOutType,
    description: '退出登录',
    resolve: async (_root, _args, context) => {
      await signOut(context.store, tokenOf(context, halfSignedIn), context.moment)
      context.cookie.clear()
      context.session = null
      return { at: context.moment.at }
    },
  }),
  endSession: t.field({
    type: SessionOutcome,
    description: '结束本人在别处的一处登录，下一个请求起失效',
    args: { id: t.arg.id({ description: '这一处登录的编号，见 me.sessions' }) },
    resolve: async (_root, { id }, context) => {
      const session = signedIn(context)
      if (id === session.id) return refused('THIS_SESSION', '这是现在的登录；要退出请用 signOut', 'id')
      return (await endSession(context.store, session, id, context.moment)) ? session : refused('NO_SUCH_SESSION', '没有这一处登录，或者已经失效', 'id')
    },
  }),
}))
