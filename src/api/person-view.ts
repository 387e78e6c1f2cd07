/** One person beside the roster: which bodies' cases they do not review, and recusals in the cases that whoever asks may see. */
import { personView, type ApartFrom, type PersonView, type RecusedIn } from '../store/person-view.ts'
import { asker, builder } from './builder.ts'
import { RecusalGroundEnum, RoleEnum } from './enums.ts'
import { encodeId, idOf } from './id.ts'
import { bodyOf, BodyRef, personOf, PersonRef } from './people.ts'
import { spend } from './summary.ts'

const ApartFromType = builder.objectRef<ApartFrom>('ApartFrom').implement({
  description: '应当回避其案件的派驻机构',
  fields: (t) => ({
    body: t.field({ type: BodyRef, description: '派驻机构', resolve: ({ bodyId }, _args, context) => bodyOf(context, bodyId) }),
    because: t.exposeString('because', { description: '为什么应当回避' }),
  }),
})

const RecusedInType = builder.objectRef<RecusedIn>('RecusedIn').implement({
  description: '一个人在一个案件里的回避',
  fields: (t) => ({
    caseId: t.id({ description: '案件的全局编号', resolve: ({ caseId }) => encodeId('Case', caseId) }),
    number: t.exposeString('number', { description: '案件编号' }),
    title: t.exposeString('title', { description: '案件名称；归档的没有查阅许可为空' }),
    ground: t.field({ type: RecusalGroundEnum, description: '法定理由', resolve: ({ recusal }) => recusal.ground }),
    post: t.field({ type: RoleEnum, description: '当时的职务', resolve: ({ recusal }) => recusal.post }),
    approvedOn: t.field({ type: 'Day', nullable: true, description: '决定回避的日期', resolve: ({ recusal }) => recusal.approvedOn }),
  }),
})

const PersonViewType = builder.objectRef<PersonView>('PersonView').implement({
  description: '一个人的回避情况，本人可以知道的',
  fields: (t) => ({
    person: t.field({ type: PersonRef, description: '人员', resolve: ({ personId }, _args, context) => personOf(context, personId) }),
    apartTold: t.exposeBoolean('isTold', { description: '是否告诉我不审理哪些派驻机构的案件：只告诉本人、管理员、案件审理室和领导' }),
    apart: t.expose('apart', { type: [ApartFromType], description: '不审理其案件的派驻机构；不告诉的为空' }),
    recusals: t.expose('recusals', { type: [RecusedInType], description: '已经决定、没有解除的个案回避，只列我可以查看的案件，最多 100 件' }),
  }),
})

builder.queryField('personView', (t) => t.field({
  type: PersonViewType,
  description: '一个人的回避情况：不审理哪些派驻机构的案件，在哪些案件里已经回避',
  args: { personId: t.arg.id({ description: '人员的全局编号' }) },
  resolve: async (_root, { personId }, context) => {
    const view = await personView(context.store, asker(context), context.moment, idOf('Person', personId))
    spend(context, view.recusals.length)
    return view
  },
}))
