/** What somebody signs in with (密码、动态口令), changed by themselves. */
import type { Refusal } from '../review/case.ts'
import { changePassword } from '../store/confirm.ts'
import { activateFactor, offerFactor, type Offer } from '../store/factor.ts'
import { builder } from './builder.ts'
import { RefusalType } from './refusal.ts'
import { resumed, SessionOutcome, tokenOf } from './session.ts'

const FactorOfferedType = builder.objectRef<Offer>('FactorOffered').implement({
  description: '动态口令的密钥，只显示这一次；用 activateFactor 输入第一个口令后生效',
  fields: (t) => ({
    secret: t.exposeString('secret', { description: '密钥，手工输入时用' }),
    uri: t.exposeString('uri', { description: '同一密钥，制成二维码供应用扫描' }),
  }),
})

const FactorRefusedType = builder.objectRef<{ refusals: Refusal[] }>('FactorRefused').implement({
  description: '不能绑定动态口令',
  fields: (t) => ({ refusals: t.expose('refusals', { type: [RefusalType], description: '全部理由' }) }),
})

const FactorOutcome = builder.unionType('FactorOutcome', {
  description: '绑定动态口令第一步的结果',
  types: [FactorOfferedType, FactorRefusedType],
  resolveType: (value) => ('refusals' in value ? 'FactorRefused' : 'FactorOffered'),
})

builder.mutationFields((t) => ({
  changePassword: t.field({
    type: SessionOutcome,
    description: '修改密码；本人在别处的登录随之失效',
    args: {
      current: t.arg.string({ required: false, description: '现在的密码；用一次性登录码登录的没有，不必写' }),
      password: t.arg.string({ description: '新密码' }),
    },
    resolve: async (_root, { current, password }, context) =>
      resumed(context, await changePassword(context.store, tokenOf(context), { current: current ?? '', password }, context.passwordProfile, context.moment)),
  }),
  offerFactor: t.field({
    type: FactorOutcome,
    description: '绑定动态口令，第一步：取得密钥。用一次性登录码登录的可以直接绑定，其他人凭密码和管理员发的绑定码',
    args: {
      password: t.arg.string({ required: false, description: '现在的密码；用一次性登录码登录的不必写' }),
      enrolCode: t.arg.string({ required: false, description: '绑定码；用一次性登录码登录的不必写' }),
    },
    resolve: (_root, { password, enrolCode }, context) => offerFactor(context.store, tokenOf(context), { password: password ?? '', enrolCode: enrolCode ?? '' }, context.factorKey, context.moment),
  }),
  activateFactor: t.field({
    type: SessionOutcome,
    description: '绑定动态口令，第二步：输入第一个口令；此后每次登录都要口令，本人在别处的登录随之失效',
    args: { code: t.arg.string({ description: '动态口令，六位数字' }) },
    resolve: async (_root, { code }, context) => resumed(context, await activateFactor(context.store, tokenOf(context), code, context.factorKey, context.moment)),
  }),
}))
