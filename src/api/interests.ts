/** 利害关系: declared, kept, lifted only by two. */
import { isAdministrator } from '../review/people.ts'
import { declareInterest, interestsOf, type Interest } from '../store/interests.ts'
import { asker, builder } from './builder.ts'
import { answered } from './grants.ts'
import { encodeId, idOf } from './id.ts'
import { countOf, pageOf } from './page.ts'
import { bodyOf, BodyRef, personOf, PersonRef } from './people.ts'
import { outcomeOf } from './refusal.ts'

const InterestType = builder.objectRef<Interest>('Interest').implement({
  description: '利害关系：与某个派驻机构或者单位；在此期间不能审理其案件',
  fields: (t) => ({
    id: t.id({ description: '利害关系的全局编号', resolve: ({ id }) => encodeId('Interest', id) }),
    person: t.field({ type: PersonRef, description: '谁的', resolve: ({ personId }, _args, context) => personOf(context, personId) }),
    body: t.field({ type: BodyRef, nullable: true, description: '与哪个派驻机构；与单位的为 null', resolve: ({ bodyId }, _args, context) => (bodyId === null ? null : bodyOf(context, bodyId)) }),
    unit: t.exposeString('unit', { nullable: true, description: '与哪个单位；与派驻机构的为 null' }),
    note: t.exposeString('note', { description: '是什么关系' }),
    from: t.expose('from', { type: 'Day', description: '起始日期' }),
    until: t.expose('until', { type: 'Day', nullable: true, description: '解除的，最后一日；没有解除的为 null' }),
    declaredBy: t.field({ type: PersonRef, description: '申报人或者登记人', resolve: ({ declaredBy }, _args, context) => personOf(context, declaredBy) }),
    declaredAt: t.expose('declaredAt', { type: 'Instant', description: '申报的时刻' }),
  }),
})

const InterestDeclaredType = builder.objectRef<{ interest: Interest }>('InterestDeclared').implement({
  description: '已经申报',
  fields: (t) => ({ interest: t.expose('interest', { type: InterestType, description: '利害关系' }) }),
})
const InterestOutcome = outcomeOf('Interest', '申报利害关系', InterestDeclaredType)

const InterestConnection = builder.connectionObject(
  { type: InterestType, name: 'InterestConnection', description: '利害关系列表的一页', fields: (t) => ({ totalCount: t.int({ description: '共多少项', resolve: countOf }) }) },
  { name: 'InterestEdge', description: '利害关系列表的一项' },
)

builder.queryField('interests', (t) => t.connection({
  description: '一个人申报过的利害关系，含已经解除的；本人和管理员可以看，其他人看到的是空的',
  type: InterestType,
  args: { personId: t.arg.id({ required: false, description: '人员的全局编号，不写为本人' }) },
  resolve: async (_root, { personId, ...slice }, context) => {
    const who = asker(context)
    const person = personId ? idOf('Person', personId) : who.personId
    const all = person === who.personId || isAdministrator(who.role) ? await interestsOf(context.store, who.commission, person) : []
    return pageOf(context, all, slice, `interests ${person}`)
  },
}, InterestConnection))

builder.mutationField('declareInterest', (t) => t.field({
  type: InterestOutcome,
  description: '申报利害关系：本人申报，或者由安全保密管理员登记；立即生效，解除须由两人办理',
  args: {
    personId: t.arg.id({ required: false, description: '谁的：人员的全局编号，不写为本人' }),
    bodyId: t.arg.id({ required: false, description: '与哪个派驻机构：全局编号；与单位两者选一' }),
    unit: t.arg.string({ required: false, description: '与哪个单位：单位名称' }),
    note: t.arg.string({ description: '是什么关系' }),
    from: t.arg({ type: 'Day', required: false, description: '起始日期，不写为今天' }),
  },
  resolve: async (_root, { personId, bodyId, unit, note, from }, context) => {
    const who = asker(context)
    return answered(context, await declareInterest(context.store, { who, moment: context.moment }, {
      personId: personId ? idOf('Person', personId) : who.personId, bodyId: bodyId ? idOf('Body', bodyId) : null, unit: unit ?? null, note, from: from ?? context.moment.on,
    }))
  },
}))
