/** The mutations that propose a grant (提请授权), each with its arguments written out. */
import type { Wish } from '../review/grants.ts'
import type { Role } from '../review/people.ts'
import { propose } from '../store/grants.ts'
import { builder, type Context } from './builder.ts'
import { RoleEnum, SecrecyLevelEnum } from './enums.ts'
import { GrantOutcome, grantor } from './grants.ts'
import { idOf } from './id.ts'
import { keyFrom } from './outcome.ts'

/** What every proposal says. */
const why = builder.args((t) => ({
  reason: t.string({ description: '提请的理由' }),
  operationKey: t.string({ description: '操作编号：由调用方为这一次操作生成，重试时不变，同一编号只提请一次' }),
}))
const whom = builder.args((t) => ({ ...why, personId: t.id({ description: '为谁提请：人员的全局编号' }) }))
const known = builder.args((t) => ({
  issuer: t.string({ description: '统一身份提供方的地址，即它的 issuer' }),
  subject: t.string({ description: '此人在统一身份提供方的编号，即它的 sub' }),
}))
const seat = builder.args((t) => ({
  role: t.field({ type: RoleEnum, description: '职务' }),
  bodyId: t.id({ required: false, description: '在哪个派驻机构：全局编号；经办人、主要负责人、党组联络员要写' }),
  zoneId: t.id({ required: false, description: '在哪个片区：全局编号；小组组长、审理员要写' }),
}))
const from = builder.args((t) => ({ from: t.field({ type: 'Day', description: '起始日期，不早于今天；决定得晚的，自决定之日起' }) }))
const until = builder.args((t) => ({ until: t.field({ type: 'Day', description: '最后一日' }) }))

type Why = { reason: string; operationKey: string }

const proposed = (context: Context, { reason, operationKey }: Why, personId: string | null, wish: Wish) =>
  propose(context.store, { ...grantor(context), wish, personId: personId === null ? null : idOf('Person', personId), reason, operationKey: keyFrom(operationKey) })

const seatFrom = ({ role, bodyId, zoneId }: { role: Role; bodyId?: string | null; zoneId?: string | null }) =>
  ({ role, bodyId: bodyId ? idOf('Body', bodyId) : null, zoneId: zoneId ? idOf('Zone', zoneId) : null })

builder.mutationFields((t) => ({
  proposeAppointment: t.field({
    type: GrantOutcome,
    description: '提请任职：自某日起，可以写到哪一天',
    args: { ...whom, ...seat, ...from, until: t.arg({ type: 'Day', required: false, description: '最后一日，未定的不写' }) },
    resolve: (_root, args, context) => proposed(context, args, args.personId, { kind: 'appoint', ...seatFrom(args), from: args.from, until: args.until ?? null }),
  }),
  proposeMove: t.field({
    type: GrantOutcome,
    description: '提请调任：一个职务到前一日为止，另一个职务自这一日起；以前是谁任职不改写',
    args: { ...whom, postId: t.arg.id({ description: '现任的职务：全局编号' }), ...seat, ...from },
    resolve: (_root, args, context) => proposed(context, args, args.personId, { kind: 'move', postId: idOf('Post', args.postId), ...seatFrom(args), from: args.from }),
  }),
  proposeEnd: t.field({
    type: GrantOutcome,
    description: '提请免职：某个职务到某日为止',
    args: { ...whom, postId: t.arg.id({ description: '职务的全局编号' }), ...until },
    resolve: (_root, args, context) => proposed(context, args, args.personId, { kind: 'end', postId: idOf('Post', args.postId), until: args.until }),
  }),
  proposeDeputy: t.field({
    type: GrantOutcome,
    description: '提请代理：负责人缺席期间由另一人代行职务',
    args: { ...whom, absentPostId: t.arg.id({ description: '缺席的负责人的职务：全局编号' }), ...from, ...until },
    resolve: (_root, args, context) => proposed(context, args, args.personId, { kind: 'deputise', absentPostId: idOf('Post', args.absentPostId), from: args.from, until: args.until }),
  }),
  proposeHelp: t.field({
    type: GrantOutcome,
    description: '提请临时借调：到另一个派驻机构办案或者到另一个片区审理，到某日为止；借调期间和以后都按任职回避',
    args: { ...whom, ...seat, ...from, ...until },
    resolve: (_root, args, context) => proposed(context, args, args.personId, { kind: 'help', ...seatFrom(args), from: args.from, until: args.until }),
  }),
  proposeClearance: t.field({
    type: GrantOutcome,
    description: '提请涉密等级：自某日起，代替以前的等级',
    args: { ...whom, level: t.arg({ type: SecrecyLevelEnum, description: '可以知悉的最高密级' }), ...from, until: t.arg({ type: 'Day', required: false, description: '最后一日，未定的不写' }) },
    resolve: (_root, args, context) => proposed(context, args, args.personId, { kind: 'clear', level: args.level, from: args.from, until: args.until ?? null }),
  }),
  proposeInterestRelease: t.field({
    type: GrantOutcome,
    description: '提请解除利害关系：到某日为止；记录保留',
    args: { ...whom, interestId: t.arg.id({ description: '利害关系的全局编号' }), ...until },
    resolve: (_root, args, context) => proposed(context, args, args.personId, { kind: 'release', interestId: idOf('Interest', args.interestId), until: args.until }),
  }),
  proposeHomeBody: t.field({
    type: GrantOutcome,
    description: '提请变更一个人来自的派驻机构；原来的转为利害关系，继续回避',
    args: { ...whom, bodyId: t.arg.id({ required: false, description: '派驻机构的全局编号；不来自派驻机构的不写' }) },
    resolve: (_root, args, context) => proposed(context, args, args.personId, { kind: 'rehome', bodyId: args.bodyId ? idOf('Body', args.bodyId) : null }),
  }),
  proposeDeparture: t.field({
    type: GrantOutcome,
    description: '提请离岗离职：全部职务到最后一日为止，此后停用帐号，并记录保密承诺',
    args: { ...whom, on: t.arg({ type: 'Day', description: '最后一日' }), undertaking: t.arg.string({ description: '签订的离岗离职保密承诺' }) },
    resolve: (_root, args, context) => proposed(context, args, args.personId, { kind: 'leave', on: args.on, undertaking: args.undertaking }),
  }),
  proposePlacement: t.field({
    type: GrantOutcome,
    description: '提请派驻机构调整片区：自某日起；已有的案件留在原来的片区',
    args: { ...why, bodyId: t.arg.id({ description: '派驻机构的全局编号' }), zoneId: t.arg.id({ description: '片区的全局编号' }), ...from },
    resolve: (_root, args, context) => proposed(context, args, null, { kind: 'place', bodyId: idOf('Body', args.bodyId), zoneId: idOf('Zone', args.zoneId), from: args.from }),
  }),
  proposeAccount: t.field({
    type: GrantOutcome,
    description: '提请开立帐号：首次登录码分两半，由提请人和决定人各自交给本人',
    args: { ...whom, name: t.arg.string({ description: '登录名' }) },
    resolve: async (_root, args, context) => {
      const outcome = await proposed(context, args, args.personId, { kind: 'openAccount', login: args.name })
      return 'refusals' in outcome ? { refusals: outcome.refusals.map((one) => (one.field === 'login' ? { ...one, field: 'name' } : one)) } : outcome
    },
  }),
  proposeReset: t.field({
    type: GrantOutcome,
    description: '提请重置登录凭据：原来的密码作废，在各处的登录失效，换发一次性登录码，也分两半',
    args: whom,
    resolve: (_root, args, context) => proposed(context, args, args.personId, { kind: 'resetAccount' }),
  }),
  proposeFactorReset: t.field({
    type: GrantOutcome,
    description: '提请重置动态口令：原来绑定的作废，在各处的登录失效，密码不变；换发绑定码，也分两半，本人凭密码和绑定码重新绑定',
    args: whom,
    resolve: (_root, args, context) => proposed(context, args, args.personId, { kind: 'resetFactor' }),
  }),
  proposeSubjectLink: t.field({ type: GrantOutcome, description: '提请关联统一身份：此后本人可以从统一身份登录', args: { ...whom, ...known }, resolve: (_root, args, context) => proposed(context, args, args.personId, { kind: 'linkSubject', issuer: args.issuer, subject: args.subject }) }),
  proposeSubjectUnlink: t.field({ type: GrantOutcome, description: '提请解除统一身份的关联：在各处的登录随之失效', args: { ...whom, ...known }, resolve: (_root, args, context) => proposed(context, args, args.personId, { kind: 'unlinkSubject', issuer: args.issuer, subject: args.subject }) }),
  proposeUnlock: t.field({ type: GrantOutcome, description: '提请解除帐号的锁定', args: whom, resolve: (_root, args, context) => proposed(context, args, args.personId, { kind: 'unlock' }) }),
  proposeResumption: t.field({ type: GrantOutcome, description: '提请恢复停用的帐号，或者离岗离职的人重新到岗；职务另行提请', args: whom, resolve: (_root, args, context) => proposed(context, args, args.personId, { kind: 'resume' }) }),
}))
