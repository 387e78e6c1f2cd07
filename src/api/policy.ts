/** 参数: the numbers that the law leaves open, each with its values by day; what another value would move; and changing one by two. */
import { stateOf } from '../review/grants.ts'
import { dutyOf, readsPolicy, type PolicyChange } from '../review/policy-change.ts'
import { cellSaid, cellsOf, cellText, described, differing, policyNames, valueLine, type CellGiven, type PolicyCell, type PolicyName } from '../review/policy-cells.ts'
import { firstPolicy, type Policy, type PolicyRow } from '../review/policy.ts'
import { changeIds, changesBy, decidePolicy, momentAfter, movedByChange, policiesFor, previewPolicy, proposePolicy, withdrawPolicy, type CaseMoves, type ChangeOutcome, type PolicyPreview } from '../store/policies.ts'
import { asker, builder, confirmed, type Context } from './builder.ts'
import { BasisTagEnum, ChangeStateEnum, PolicyCellKindEnum, PolicyMoveEnum, PolicyNameEnum, RoleEnum } from './enums.ts'
import { encodeId, idOf } from './id.ts'
import { keyFrom } from './outcome.ts'
import { countOf, pageOf } from './page.ts'
import { personOf, personOrNull, PersonRef } from './people.ts'
import { outcomeOf } from './refusal.ts'
import { spend } from './summary.ts'

const PolicyOptionType = builder.objectRef<{ value: string; label: string }>('PolicyOption').implement({
  description: '可以选的一个值',
  fields: (t) => ({ value: t.exposeString('value', { description: '值' }), label: t.exposeString('label', { description: '中文' }) }),
})

type Filled = { made: PolicyCell; value: Policy[PolicyName] }
const PolicyCellType = builder.objectRef<Filled>('PolicyCell').implement({
  description: '参数里要填的一项',
  fields: (t) => ({
    key: t.string({ description: '这一项的代号，提出时照写', resolve: ({ made }) => made.key }),
    label: t.string({ description: '名称', resolve: ({ made }) => made.label }),
    kind: t.field({ type: PolicyCellKindEnum, description: '怎样填写', resolve: ({ made }) => made.kind }),
    unit: t.string({ description: '单位；没有的为空', resolve: ({ made }) => made.unit }),
    least: t.float({ nullable: true, description: '最小', resolve: ({ made }) => made.least }),
    most: t.float({ nullable: true, description: '最大；文字的为最多几个字', resolve: ({ made }) => made.most }),
    mayBeNone: t.boolean({ description: '可以不填：没有设定', resolve: ({ made }) => made.mayBeNone }),
    options: t.field({ type: [PolicyOptionType], description: '可以选的；不是选择的为空', resolve: ({ made }) => Object.entries(made.options).map(([value, label]) => ({ value, label })) }),
    value: t.string({ description: '值，写成文字：几个的用顿号隔开，是否写 true、false，没有的为空', resolve: ({ made, value }) => cellText(made, value) }),
    said: t.string({ description: '值，给人看的写法', resolve: ({ made, value }) => cellSaid(made, value) }),
  }),
})

const PolicyValueType = builder.objectRef<PolicyRow>('PolicyValue').implement({
  description: '参数的一个值：自某日起，到下一个值的前一日为止',
  fields: (t) => ({
    from: t.expose('from', { type: 'Day', description: '自哪一天起' }),
    said: t.string({ description: '值，一句话', resolve: ({ name, value }) => valueLine(name, value) }),
    basis: t.string({ description: '依据：项目默认、待核的文件，或者本单位写明的依据', resolve: (row) => basisSaid(row) }),
    tag: t.field({ type: BasisTagEnum, description: '依据的可靠程度：D 项目默认，M 待核，L 本单位确定', resolve: ({ basis }) => basis.tag }),
    rule: t.string({ description: '本系统的规则编号', resolve: ({ basis }) => basis.rule }),
    note: t.exposeString('note', { description: '说明，或者改动的理由' }),
    isFirst: t.boolean({ description: '是不是本系统带来的初值', resolve: (row) => isFirst(row) }),
  }),
})

const isFirst = (row: PolicyRow): boolean => firstPolicy.some((one) => one.name === row.name && one.from === row.from)
const basisSaid = (row: PolicyRow): string => (row.basis.tag === 'L' ? row.basis.article : row.basis.tag === 'M' ? `项目默认（${row.basis.article}，依据待核）` : row.basis.tag === 'D' ? `项目默认（${row.basis.article}）` : `${row.basis.document}${row.basis.article}`)

type Setting = { name: PolicyName; rows: readonly PolicyRow[] }
const inForce = ({ rows }: Setting, on: string): PolicyRow => {
  const row = rows.findLast((one) => one.from <= on) ?? rows[0]
  if (!row) throw new Error('a number of the policy has no value')
  return row
}

const PolicySettingType = builder.objectRef<Setting>('PolicySetting').implement({
  description: '一个参数：法律没有规定、由各地确定的数和批准人',
  fields: (t) => ({
    name: t.expose('name', { type: PolicyNameEnum, description: '参数' }),
    label: t.string({ description: '名称', resolve: ({ name }) => described[name].label }),
    about: t.string({ description: '说明', resolve: ({ name }) => firstPolicy.find((row) => row.name === name)?.note ?? '' }),
    now: t.field({ type: PolicyValueType, description: '今天的值', resolve: (setting, _args, { moment }) => inForce(setting, moment.on) }),
    values: t.field({ type: [PolicyValueType], description: '全部的值，新的在前，包括以后生效的', resolve: ({ rows }) => rows.toReversed() }),
    cells: t.field({ type: [PolicyCellType], description: '要填的各项，填着今天的值', resolve: (setting, _args, { moment }) => { const { name, value } = inForce(setting, moment.on); return cellsOf(name, value).map((made) => ({ made, value })) } }),
    proposer: t.field({ type: RoleEnum, description: '由谁提出改动', resolve: ({ name }) => dutyOf(name).proposes }),
    confirmer: t.field({ type: RoleEnum, description: '由谁决定', resolve: ({ name }) => dutyOf(name).confirms }),
    mayPropose: t.boolean({ description: '我现在的职务可不可以提出改动', resolve: ({ name }, _args, context) => asker(context).role === dutyOf(name).proposes }),
  }),
})

const PolicyMoveType = builder.objectRef<CaseMoves>('PolicyMove').implement({
  description: '改动参数会变动的一处',
  fields: (t) => ({
    caseId: t.id({ description: '案件的全局编号', resolve: ({ caseId }) => encodeId('Case', caseId) }),
    number: t.exposeString('number', { description: '案件编号' }),
    title: t.exposeString('title', { description: '案件名称' }),
    what: t.expose('what', { type: PolicyMoveEnum, description: '变动的是什么' }),
    label: t.exposeString('label', { description: '哪一种期限、在哪个阶段批准，或者等待决定的是什么' }),
    subjectId: t.exposeID('subjectId', { nullable: true, description: '被审查调查人的案内编号；全案的为 null' }),
    before: t.exposeString('before', { nullable: true, description: '现在：日期、灯、职务或者路径；现在没有的为 null' }),
    after: t.exposeString('after', { nullable: true, description: '改动以后；不再有的为 null' }),
    held: t.exposeBoolean('held', { description: '期限停止计算，届满日还会逐日顺延' }),
  } satisfies Record<keyof CaseMoves, unknown>),
})

const PolicyDifferenceType = builder.objectRef<{ label: string; before: string; after: string }>('PolicyDifference').implement({
  description: '参数里改动的一项',
  fields: (t) => ({ label: t.exposeString('label', { description: '名称' }), before: t.exposeString('before', { description: '原来' }), after: t.exposeString('after', { description: '改为' }) }),
})

const mostMoves = 300
const PolicyPreviewType = builder.objectRef<PolicyPreview>('PolicyPreview').implement({
  description: '改动之前：哪几项不同，在办案件的哪些届满日、灯、批准人随之变动，按今天推算。只列本人可以查看的案件，生效后对全部案件一样',
  fields: (t) => ({
    name: t.expose('name', { type: PolicyNameEnum, description: '参数' }),
    from: t.expose('from', { type: 'Day', description: '自哪一天起' }),
    differences: t.field({ type: [PolicyDifferenceType], description: '改动的各项', resolve: ({ name, before, after }) => differing(name, before, after) }),
    looked: t.exposeBoolean('looked', { description: '这个参数影响不影响在办案件的期限、灯、批准人和路径；不影响的没有变动' }),
    totalCount: t.int({ description: '共有多少处变动', resolve: ({ moves }) => moves.length }),
    moves: t.field({ type: [PolicyMoveType], description: '各处变动，按案件，最多 300 处', resolve: ({ moves }, _args, context) => { const shown = moves.slice(0, mostMoves); spend(context, shown.length); return shown } }),
  }),
})
const PolicyPreviewOutcome = outcomeOf('PolicyPreview', '预览参数的改动', PolicyPreviewType)

const PolicyChangeType = builder.objectRef<PolicyChange>('PolicyChange').implement({
  description: '参数的改动：由一人提出，另一人决定；决定之前什么也不改变',
  fields: (t) => ({
    id: t.id({ description: '改动的全局编号', resolve: ({ id }) => encodeId('PolicyChange', id) }),
    name: t.expose('name', { type: PolicyNameEnum, description: '参数' }),
    label: t.string({ description: '参数的名称', resolve: ({ name }) => described[name].label }),
    said: t.string({ description: '改为什么，一句话', resolve: ({ name, value }) => valueLine(name, value) }),
    differences: t.field({ type: [PolicyDifferenceType], description: '改动的各项', resolve: ({ name, replaces, value }) => differing(name, replaces, value) }),
    from: t.field({ type: 'Day', description: '自哪一天起；决定得晚的，自决定的次日起', resolve: ({ beganOn, from }) => beganOn ?? from }),
    source: t.exposeString('source', { description: '依据' }),
    reason: t.exposeString('reason', { description: '理由' }),
    state: t.field({ type: ChangeStateEnum, description: '现在的状态', resolve: (change, _args, { moment }) => stateOf(change, moment.on) }),
    proposedBy: t.field({ type: PersonRef, description: '提出人', resolve: ({ proposedBy }, _args, context) => personOf(context, proposedBy) }),
    proposedRole: t.expose('proposedRole', { type: RoleEnum, description: '以什么职务提出' }),
    proposedAt: t.expose('proposedAt', { type: 'Instant', description: '提出的时刻' }),
    lapsesOn: t.expose('lapsesOn', { type: 'Day', description: '最迟在这一天决定，过期失效' }),
    decidedBy: t.field({ type: PersonRef, nullable: true, description: '决定人，撤回的为提出人；还没有结果的为 null', resolve: ({ decidedBy }, _args, context) => personOrNull(context, decidedBy) }),
    decidedAt: t.expose('decidedAt', { type: 'Instant', nullable: true, description: '决定的时刻' }),
    note: t.exposeString('note', { nullable: true, description: '决定时写明的意见' }),
    mayDecide: t.boolean({ description: '现在可不可以由我决定', resolve: (change, _args, context) => { const who = asker(context); return stateOf(change, context.moment.on) === 'pending' && who.role === dutyOf(change.name).confirms && who.personId !== change.proposedBy } }),
    mayWithdraw: t.boolean({ description: '现在可不可以由我撤回', resolve: (change, _args, context) => stateOf(change, context.moment.on) === 'pending' && asker(context).personId === change.proposedBy }),
    preview: t.field({
      type: PolicyPreviewType, nullable: true, description: '决定之前：会变动什么，按现在推算；已有结果的为 null',
      resolve: (change, _args, context) => (stateOf(change, context.moment.on) === 'pending' ? movedByChange(context.store, { who: asker(context), moment: context.moment }, change) : null),
    }),
  }),
})

const PolicyChangedType = builder.objectRef<{ change: PolicyChange }>('PolicyChanged').implement({
  description: '已经提出、决定或者撤回',
  fields: (t) => ({ change: t.expose('change', { type: PolicyChangeType, description: '现在的改动' }) }),
})
const PolicyOutcome = outcomeOf('Policy', '改动参数', PolicyChangedType)

const PolicyCellInput = builder.inputRef<CellGiven>('PolicyCellInput').implement({
  description: '参数里填的一项；没有写的各项不变',
  fields: (t) => ({ key: t.string({ description: '这一项的代号' }), value: t.string({ description: '值，写成文字；没有设定的写空' }) }),
})

const PolicyChangeConnection = builder.connectionObject(
  { type: PolicyChangeType, name: 'PolicyChangeConnection', description: '参数改动列表的一页', fields: (t) => ({ totalCount: t.int({ description: '共多少项', resolve: countOf }) }) },
  { name: 'PolicyChangeEdge', description: '参数改动列表的一项' },
)

const asking = (context: Context) => ({ who: asker(context), moment: context.moment })
const seen = '案件审理室主任、分管领导、主要负责人和三位管理员可以看，其他人看到的是空的'

builder.queryFields((t) => ({
  policySettings: t.field({
    type: [PolicySettingType],
    description: `参数：法律没有规定、由各地确定的数和批准人，及其依据和日期；${seen}`,
    args: { name: t.arg({ type: PolicyNameEnum, required: false, description: '只看一个' }) },
    resolve: async (_root, { name }, context) => {
      const rows = await policiesFor(context.store, asking(context))
      return readsPolicy(asker(context)) ? policyNames.filter((one) => !name || one === name).map((one) => ({ name: one, rows: rows.filter((row) => row.name === one) })) : []
    },
  }),
  policyPreview: t.field({
    type: PolicyPreviewOutcome,
    description: '预览：参数改成这样，在办案件的哪些届满日、灯、批准人会变动。什么也不改变',
    args: { name: t.arg({ type: PolicyNameEnum, description: '参数' }), from: t.arg({ type: 'Day', description: '自哪一天起，最早是明天' }), cells: t.arg({ type: [PolicyCellInput], description: '要改的各项' }) },
    resolve: (_root, { name, from, cells }, context) => previewPolicy(context.store, asking(context), { name, from, cells }),
  }),
}))

builder.queryField('policyChange', (t) => t.field({
  type: PolicyChangeType, nullable: true,
  description: '一项参数的改动；没有的，或者不能看的，为 null',
  args: { id: t.arg.id({ description: '改动的全局编号' }) },
  resolve: async (_root, { id }, context) => {
    const who = asker(context)
    const wanted = idOf('PolicyChange', id)
    const known = await changeIds(context.store, who, context.moment.on)
    return known.includes(wanted) ? ((await changesBy(context.store, who.commission, [wanted]))[0] ?? null) : null
  },
}))

builder.queryField('policyChanges', (t) => t.connection({
  description: `参数的改动，由近到远；${seen}`,
  type: PolicyChangeType,
  args: { state: t.arg({ type: ChangeStateEnum, required: false, description: '只看一种状态的' }), name: t.arg({ type: PolicyNameEnum, required: false, description: '只看一个参数的' }) },
  resolve: async (_root, { state, name, ...slice }, context) => {
    const who = asker(context)
    const ids = await changeIds(context.store, who, context.moment.on, { state: state ?? null, name: name ?? null })
    const page = pageOf(context, ids.map((id) => ({ id })), slice, `policy ${state ?? ''} ${name ?? ''}`)
    const changes = await changesBy(context.store, who.commission, page.edges.map(({ node }) => node.id))
    return { ...page, edges: changes.map((node, n) => ({ node, cursor: page.edges[n]?.cursor ?? '' })) }
  },
}, PolicyChangeConnection))

/** The outcome, with the policy as it is afterwards for the rest of this request. */
async function answered(context: Context, outcome: ChangeOutcome): Promise<ChangeOutcome> {
  if (!('refusals' in outcome)) context.moment = await momentAfter(context.store, asking(context))
  return outcome
}

builder.mutationFields((t) => ({
  proposePolicy: t.field({
    type: PolicyOutcome,
    description: '提出参数的改动：自某日起，最早是明天；由另一人决定，决定之前什么也不改变',
    args: {
      name: t.arg({ type: PolicyNameEnum, description: '参数' }), from: t.arg({ type: 'Day', description: '自哪一天起，最早是明天；决定得晚的，自决定的次日起' }), cells: t.arg({ type: [PolicyCellInput], description: '要改的各项' }),
      source: t.arg.string({ description: '依据：哪份文件，或者谁的意见' }), reason: t.arg.string({ description: '为什么改动' }), operationKey: t.arg.string({ description: '操作编号：由调用方为这一次操作生成，重试时不变，同一编号只提出一次' }),
    },
    resolve: (_root, { operationKey, ...args }, context) => proposePolicy(context.store, asking(context), { ...args, operationKey: keyFrom(operationKey) }),
  }),
  confirmPolicy: t.field({
    type: PolicyOutcome,
    description: '同意参数的改动：自所写的一天起生效，最早是明天。须先确认身份',
    args: { changeId: t.arg.id({ description: '改动的全局编号' }), note: t.arg.string({ required: false, description: '意见' }) },
    resolve: async (_root, { changeId, note }, context) => answered(context, await decidePolicy(context.store, { who: confirmed(context), moment: context.moment }, { changeId: idOf('PolicyChange', changeId), outcome: 'confirmed', note: note ?? null })),
  }),
  rejectPolicy: t.field({
    type: PolicyOutcome,
    description: '不同意参数的改动。须先确认身份',
    args: { changeId: t.arg.id({ description: '改动的全局编号' }), note: t.arg.string({ description: '不同意的理由' }) },
    resolve: (_root, { changeId, note }, context) => decidePolicy(context.store, { who: confirmed(context), moment: context.moment }, { changeId: idOf('PolicyChange', changeId), outcome: 'rejected', note }),
  }),
  withdrawPolicy: t.field({
    type: PolicyOutcome,
    description: '撤回自己提出、还没有结果的参数改动',
    args: { changeId: t.arg.id({ description: '改动的全局编号' }) },
    resolve: (_root, { changeId }, context) => withdrawPolicy(context.store, asking(context), idOf('PolicyChange', changeId)),
  }),
}))
