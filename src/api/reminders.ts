/** 到期提醒: what the person asking has to do or to see to, derived from the clocks at this moment. */
import { reminderKinds, type Concern, type ReminderKind } from '../review/reminders.ts'
import { urgingLetter } from '../review/urging.ts'
import { reminderCounts, reminders, type Reminded } from '../store/reminders.ts'
import { asker, builder } from './builder.ts'
import { HolderEnum, LimitCodeEnum, RoleEnum } from './enums.ts'
import { encodeId } from './id.ts'
import { countOf, pageOf } from './page.ts'
import { bodyOf, BodyRef } from './people.ts'
import { BasisType } from './refusal.ts'

const kindWords: Record<ReminderKind, string> = { escalated: '已提请督办：超期满规定的工作日', overdue: '已超期', dueToday: '今天届满', red: '红灯：即将届满', amber: '黄灯：临近届满' }

const ReminderKindEnum = builder.enumType('ReminderKind', { description: '提醒的种类，最急的在前', values: Object.fromEntries(reminderKinds.map((kind) => [kind, { description: kindWords[kind] }])) as Record<ReminderKind, object> })
const ConcernEnum = builder.enumType('ReminderConcern', { description: '为什么提醒我', values: { act: { description: '由我这一方办理' }, oversee: { description: '由我督促别人办理' } } satisfies Record<Concern, object> })

/** A name for one clock of one case, the same as long as the clock runs. */
const keyOf = ({ caseId, code, subjectId, startedOn }: Reminded): string => [caseId, code, subjectId ?? '', startedOn].join(' ')

const ReminderType = builder.objectRef<Reminded & { id: string }>('Reminder').implement({
  description: '一条到期提醒：由期限推算，不另存',
  fields: (t) => ({
    caseId: t.id({ description: '案件的全局编号', resolve: ({ caseId }) => encodeId('Case', caseId) }),
    number: t.exposeString('number', { description: '案件编号' }),
    title: t.exposeString('title', { description: '案件名称；案管看不到，为空' }),
    subjectNames: t.exposeString('subjectNames', { description: '被审查调查人姓名；案管看不到，为空' }),
    body: t.field({ type: BodyRef, description: '牵头移送的派驻机构', resolve: ({ bodyId }, _args, context) => bodyOf(context, bodyId) }),
    kind: t.expose('kind', { type: ReminderKindEnum, description: '种类' }),
    concern: t.expose('concern', { type: ConcernEnum, description: '为什么提醒我' }),
    code: t.expose('code', { type: LimitCodeEnum, description: '哪一种期限' }),
    label: t.exposeString('label', { description: '期限的名称' }),
    subjectId: t.exposeID('subjectId', { nullable: true, description: '被审查调查人的案内编号；全案的为 null' }),
    startedOn: t.expose('startedOn', { type: 'Day', description: '起算的事由发生之日' }),
    dueOn: t.expose('dueOn', { type: 'Day', description: '届满日' }),
    workingDaysLeft: t.exposeInt('workingDaysLeft', { description: '剩余工作日，超期为负数' }),
    holder: t.expose('holder', { type: HolderEnum, description: '应当由哪一方办理' }),
    role: t.expose('role', { type: RoleEnum, nullable: true, description: '等待谁批准；不等批准的为 null' }),
    escalatedTo: t.expose('escalatedTo', { type: [RoleEnum], description: '已经提请哪几级督办' }),
    warningOnly: t.exposeBoolean('warningOnly', { description: '只作提醒，超过不算违反规定' }),
    provisional: t.exposeBoolean('provisional', { description: '放假安排尚未公布，暂按周末推算' }),
    text: t.exposeString('text', { description: '提醒的话' }),
    letter: t.string({ nullable: true, description: '督办函或者提示函的文字：由我督促、已经超期的才有', resolve: (one, _args, context) => urgingLetter(one, asker(context).role, bodyOf(context, one.bodyId).name, context.moment.on) }),
    basis: t.expose('basis', { type: BasisType, description: '期限的依据' }),
  }),
})

const ReminderConnection = builder.connectionObject(
  { type: ReminderType, name: 'ReminderConnection', description: '到期提醒的一页', fields: (t) => ({ totalCount: t.int({ description: '共多少条', resolve: countOf }) }) },
  { name: 'ReminderEdge', description: '到期提醒的一项' },
)

type Counts = Awaited<ReturnType<typeof reminderCounts>>
const ReminderCountsType = builder.objectRef<Counts>('ReminderCounts').implement({
  description: '到期提醒各有几条',
  fields: (t) => ({
    total: t.int({ description: '共几条', resolve: (told) => told.length }),
    mine: t.int({ description: '其中由我这一方办理的', resolve: (told) => told.filter(({ concern }) => concern === 'act').length }),
    ...(Object.fromEntries(reminderKinds.map((kind) => [kind, t.int({ description: kindWords[kind], resolve: (told) => told.filter((one) => one.kind === kind).length })])) as Record<ReminderKind, ReturnType<typeof t.int>>),
  }),
})

builder.queryFields((t) => ({
  reminders: t.connection({
    description: '到期提醒：本人以当前职务办理的和督促的，最急的在前；每次由期限推算',
    type: ReminderType,
    args: { kinds: t.arg({ type: [ReminderKindEnum], required: false, description: '只看这几种' }) },
    resolve: async (_root, { kinds, ...slice }, context) => {
      const told = (await reminders(context.store, asker(context), context.moment)).filter(({ kind }) => !kinds || kinds.includes(kind))
      return pageOf(context, told.map((one) => ({ ...one, id: keyOf(one) })), slice, `reminders ${kinds?.join() ?? ''}`)
    },
  }, ReminderConnection),
  reminderCounts: t.field({
    description: '到期提醒各有几条：只是数字',
    type: ReminderCountsType,
    resolve: (_root, _args, context) => reminderCounts(context.store, asker(context), context.moment),
  }),
}))
