/** Signing in and out (登录、退出), and choosing the post to act in. */
import type { Refusal } from '../review/case.ts'
import { knownOn } from '../store/leaves.ts'
import { actAs, changePassword, sessionOf, signIn, signOut, type Session } from '../store/sessions.ts'
import { builder, signedIn, type Context } from './builder.ts'
import { failure } from './errors.ts'
import { idOf } from './id.ts'
import { personOf, PersonRef } from './people.ts'
import { RefusalType } from './refusal.ts'
import { PostType } from './roster.ts'

const MeType = builder.objectRef<Session>('Me').implement({
  description: '当前登录人',
  fields: (t) => ({
    person: t.field({ type: PersonRef, description: '本人', resolve: ({ personId }, _args, context) => personOf(context, personId) }),
    acting: t.field({
      type: PostType,
      nullable: true,
      description: '现在以哪个职务办理；还没有选定的为 null',
      resolve: ({ posts, who }) => posts.find((post) => who !== null && post.role === who.role && post.bodyId === who.bodyId && post.zoneId === who.zoneId) ?? null,
    }),
    posts: t.expose('posts', { type: [PostType], description: '可以选择的职务' }),
    mustChangePassword: t.exposeBoolean('mustChange', { description: '须先设置自己的密码' }),
    expiresAt: t.expose('expiresAt', { type: 'Instant', description: '登录最迟到什么时刻失效' }),
  }),
})

const SessionOpenedType = builder.objectRef<Session>('SessionOpened').implement({
  description: '登录、选定职务或者修改密码成功',
  fields: (t) => ({ me: t.field({ type: MeType, description: '当前登录人', resolve: (session) => session }) }),
})

const SessionRefusedType = builder.objectRef<{ refusals: Refusal[] }>('SessionRefused').implement({
  description: '登录、选定职务或者修改密码没有成功',
  fields: (t) => ({ refusals: t.expose('refusals', { type: [RefusalType], description: '全部理由' }) }),
})

const SessionOutcome = builder.unionType('SessionOutcome', {
  description: '登录、选定职务、修改密码的结果',
  types: [SessionOpenedType, SessionRefusedType],
  resolveType: (value) => ('refusals' in value ? 'SessionRefused' : 'SessionOpened'),
})

const SignedOutType = builder.objectRef<{ at: string }>('SignedOut').implement({
  description: '已经退出登录',
  fields: (t) => ({ at: t.expose('at', { type: 'Instant', description: '退出的时刻' }) }),
})

const refused = (code: string, message: string, field: string) => ({ refusals: [{ code, message, field }] })

/** The session of a token, for the rest of this request. */
async function resumed(context: Context, token: string): Promise<Session> {
  const session = await sessionOf(context.store, token, context.moment)
  if (!session) throw failure('UNAUTHENTICATED', '登录已经失效，请重新登录')
  context.session = { ...session, who: session.who && (await knownOn(context.store, session.who, context.moment)) }
  return context.session
}

const tokenOf = (context: Context): string => {
  signedIn(context)
  return context.cookie.token ?? ''
}

builder.queryField('me', (t) => t.field({ type: MeType, description: '当前登录人', resolve: (_root, _args, context) => signedIn(context) }))

builder.mutationFields((t) => ({
  signIn: t.field({
    type: SessionOutcome,
    description: '登录：用登录名和密码，第一次用一次性登录码',
    args: {
      name: t.arg.string({ description: '登录名' }),
      password: t.arg.string({ description: '密码，或者一次性登录码' }),
      postId: t.arg.id({ required: false, description: '以哪个职务办理；只有一个职务的不必写' }),
    },
    resolve: async (_root, { name, password, postId }, context) => {
      const wanted = postId ? idOf('Post', postId) : null
      const opened = await signIn(context.store, context.commission, { login: name, password }, context.moment)
      if (!opened) return refused('WRONG_NAME_OR_PASSWORD', '登录名或者密码不对，或者登录名已被锁定', 'password')
      if (wanted !== null && !(await actAs(context.store, opened.token, wanted, context.moment))) {
        await signOut(context.store, opened.token, context.moment)
        return refused('NOT_YOUR_POST', '您没有这个职务', 'postId')
      }
      context.cookie.set(opened.token)
      return resumed(context, opened.token)
    },
  }),
  actAs: t.field({
    type: SessionOutcome,
    description: '选定职务：此后以这个职务办理',
    args: { postId: t.arg.id({ description: '职务的全局编号' }) },
    resolve: async (_root, { postId }, context) => {
      const token = tokenOf(context)
      return (await actAs(context.store, token, idOf('Post', postId), context.moment)) ? resumed(context, token) : refused('NOT_YOUR_POST', '您没有这个职务', 'postId')
    },
  }),
  changePassword: t.field({
    type: SessionOutcome,
    description: '修改密码；本人在别处的登录随之失效',
    args: { password: t.arg.string({ description: '新密码，不少于 12 个字符' }) },
    resolve: async (_root, { password }, context) => {
      const token = tokenOf(context)
      const changed = await changePassword(context.store, token, password, context.moment)
      return changed.refusals.length > 0 ? changed : resumed(context, token)
    },
  }),
  signOut: t.field({
    type: SignedOutType,
    description: '退出登录',
    resolve: async (_root, _args, context) => {
      await signOut(context.store, tokenOf(context), context.moment)
      context.cookie.clear()
      context.session = null
      return { at: context.moment.at }
    },
  }),
}))
