/** What an administrator could ask for now, and what it would change: the pages offer the forms that are named here and no others. */
import { duties, type GrantKind, type Wish } from '../review/grants.ts'
import type { Refusal } from '../review/case.ts'
import { aloneActs, openGrants, previewGrant, type GrantAct, type GrantChoice, type GrantPreview, type OpenGrant } from '../store/open-grants.ts'
import { asker, builder } from './builder.ts'
import { badInput } from './errors.ts'
import { GrantKindEnum, RoleEnum, SecrecyLevelEnum } from './enums.ts'
import { grantMutations } from './grant-mutations.ts'
import { encodeId, idOf } from './id.ts'
import { RefusalType } from './refusal.ts'

const aloneWords: Record<(typeof aloneActs)[number], string> = { addPerson: '把一个人列入名单', addBody: '把一个派驻机构列入名单', addZone: '把一个片区列入名单', suspendAccount: '停用帐号', declareInterest: '登记利害关系' }
const isAlone = (act: GrantAct): act is (typeof aloneActs)[number] => (aloneActs as readonly string[]).includes(act)

/** The ids of a choice as the mutations take them. */
const globalOf = ({ field, value }: GrantChoice): string => (field === 'postId' || field === 'absentPostId' ? encodeId('Post', value) : field === 'interestId' ? encodeId('Interest', value) : value)

const GrantChoiceType = builder.objectRef<GrantChoice>('GrantChoice').implement({
  description: '表单里一栏可以选的',
  fields: (t) => ({ field: t.exposeString('field', { description: '哪一栏：参数的名称' }), value: t.string({ description: '值', resolve: globalOf }), label: t.exposeString('label', { description: '给人看的写法' }) }),
})

const OpenGrantType = builder.objectRef<OpenGrant>('OpenGrant').implement({
  description: '我现在可以提请或者办理的一项；现在不能的写明理由',
  fields: (t) => ({
    mutation: t.string({ description: '用哪个操作', resolve: ({ act }) => grantMutations[act] }),
    kind: t.field({ type: GrantKindEnum, nullable: true, description: '授权的种类；一人即可办理的为 null', resolve: ({ act }) => (isAlone(act) ? null : act) }),
    label: t.string({ description: '名称', resolve: ({ act }) => (isAlone(act) ? aloneWords[act] : duties[act].label) }),
    alone: t.boolean({ description: '一人即可办理，立即生效', resolve: ({ act }) => isAlone(act) }),
    closedBecause: t.expose('closedBecause', { type: RefusalType, nullable: true, description: '现在不能的理由；可以的为 null' }),
    choices: t.expose('choices', { type: [GrantChoiceType], description: '要选的各栏有哪些可以选' }),
  }),
})

const GrantPreviewType = builder.objectRef<GrantPreview>('GrantPreview').implement({
  description: '提请之前：会改变什么，由谁决定。什么也不改变',
  fields: (t) => ({
    summary: t.exposeString('summary', { description: '提请的内容，一句话' }),
    effects: t.exposeStringList('effects', { description: '会改变什么，每项一句；不能这样提请的为空' }),
    refusals: t.field({ type: [RefusalType], description: '不能这样提请的理由', resolve: ({ refusals }): Refusal[] => refusals }),
    deciders: t.expose('deciders', { type: [RoleEnum], description: '由谁决定' }),
  }),
})

type Wished = { kind: GrantKind } & { [Name in 'postId' | 'absentPostId' | 'bodyId' | 'zoneId' | 'interestId' | 'from' | 'until' | 'on' | 'undertaking' | 'name' | 'issuer' | 'subject']?: string | null } & { role?: Parameters<typeof roleOf>[0]; level?: Extract<Wish, { kind: 'clear' }>['level'] | null }
const roleOf = (role: Extract<Wish, { kind: 'appoint' }>['role'] | null | undefined) => { if (!role) throw badInput('请选择职务'); return role }

const GrantWishInput = builder.inputRef<Wished>('GrantWish').implement({
  description: '要提请的：种类，以及这一种要写的各栏，名称同各个提请的操作',
  fields: (t) => ({
    kind: t.field({ type: GrantKindEnum, description: '授权的种类' }),
    postId: t.id({ required: false, description: '现任的职务：全局编号' }), absentPostId: t.id({ required: false, description: '缺席的负责人的职务：全局编号' }),
    role: t.field({ type: RoleEnum, required: false, description: '职务' }), bodyId: t.id({ required: false, description: '派驻机构的全局编号' }), zoneId: t.id({ required: false, description: '片区的全局编号' }),
    level: t.field({ type: SecrecyLevelEnum, required: false, description: '可以知悉的最高密级' }), interestId: t.id({ required: false, description: '利害关系的全局编号' }),
    from: t.field({ type: 'Day', required: false, description: '起始日期' }), until: t.field({ type: 'Day', required: false, description: '最后一日' }), on: t.field({ type: 'Day', required: false, description: '离岗的最后一日' }),
    undertaking: t.string({ required: false, description: '签订的离岗离职保密承诺' }), name: t.string({ required: false, description: '登录名' }),
    issuer: t.string({ required: false, description: '统一身份提供方的地址' }), subject: t.string({ required: false, description: '此人在统一身份提供方的编号' }),
  }),
})

/** A wish from what was filled in; what is wanted and missing is the caller's mistake. */
function wishFrom(given: Wished): Wish {
  const { kind } = given
  const want = (name: Exclude<keyof Wished, 'kind' | 'role' | 'level'>, label: string): string => given[name] || missing(label)
  const post = (name: 'postId' | 'absentPostId') => idOf('Post', want(name, '职务'))
  const seat = () => ({ role: roleOf(given.role), bodyId: given.bodyId ? idOf('Body', given.bodyId) : null, zoneId: given.zoneId ? idOf('Zone', given.zoneId) : null })
  const from = () => want('from', '起始日期')
  const until = () => want('until', '最后一日')
  switch (kind) {
    case 'appoint': return { kind, ...seat(), from: from(), until: given.until || null }
    case 'move': return { kind, postId: post('postId'), ...seat(), from: from() }
    case 'end': return { kind, postId: post('postId'), until: until() }
    case 'deputise': return { kind, absentPostId: post('absentPostId'), from: from(), until: until() }
    case 'help': return { kind, ...seat(), from: from(), until: until() }
    case 'clear': return { kind, level: given.level ?? missing('密级'), from: from(), until: given.until || null }
    case 'release': return { kind, interestId: idOf('Interest', want('interestId', '利害关系')), until: until() }
    case 'rehome': return { kind, bodyId: given.bodyId ? idOf('Body', given.bodyId) : null }
    case 'leave': return { kind, on: want('on', '最后一日'), undertaking: given.undertaking ?? '' }
    case 'place': return { kind, bodyId: idOf('Body', want('bodyId', '派驻机构')), zoneId: idOf('Zone', want('zoneId', '片区')), from: from() }
    case 'openAccount': return { kind, login: given.name ?? '' }
    case 'linkSubject':
    case 'unlinkSubject': return { kind, issuer: given.issuer ?? '', subject: given.subject ?? '' }
    default: return { kind }
  }
}

function missing(label: string): never {
  throw badInput(`请填写${label}`)
}

builder.queryFields((t) => ({
  openGrants: t.field({
    type: [OpenGrantType],
    description: '我现在的职务可以提请或者办理的授权：写明为谁的，是关系到这个人的；不写的，是与人无关的。只有系统管理员和安全保密管理员有，其他人看到的是空的',
    args: { personId: t.arg.id({ required: false, description: '为谁：人员的全局编号' }) },
    resolve: (_root, { personId }, context) => openGrants(context.store, { who: asker(context), moment: context.moment }, personId ? idOf('Person', personId) : null),
  }),
  grantPreview: t.field({
    type: GrantPreviewType,
    description: '预览：这样提请会改变什么，由谁决定。什么也不改变',
    args: { personId: t.arg.id({ description: '为谁：人员的全局编号' }), wish: t.arg({ type: GrantWishInput, description: '要提请的' }) },
    resolve: async (_root, { personId, wish }, context) => {
      const preview = await previewGrant(context.store, { who: asker(context), moment: context.moment }, idOf('Person', personId), wishFrom(wish))
      return { ...preview, refusals: preview.refusals.map((one) => (one.field === 'login' ? { ...one, field: 'name' } : one)) }
    },
  }),
}))
