/** 过问登记: asking about a case, meddling and pleading, put on record by whoever met with it. */
import type { Interference } from '../review/interference.ts'
import { interferenceIds, readInterferences, register } from '../store/interference.ts'
import { asker, builder } from './builder.ts'
import { InterferenceKindEnum } from './enums.ts'
import { writtenNumber } from './number.ts'
import { keyFrom } from './outcome.ts'
import { countOf, pageOf } from './page.ts'
import { ParticipantInput, ParticipantType, personOf, PersonRef, participant } from './people.ts'
import { outcomeOf } from './refusal.ts'

const InterferenceType = builder.objectRef<Interference>('Interference').implement({
  description: '过问登记的一条：只增不改；每次查看都有记录',
  fields: (t) => ({
    caseNumber: t.exposeString('caseNumber', { description: '登记人所写的案件编号；是否有这个案件不在此核对' }),
    kind: t.expose('kind', { type: InterferenceKindEnum, description: '过问的种类' }),
    interferer: t.field({ type: ParticipantType, description: '谁过问', resolve: ({ interfererId, interferer }) => interfererId ?? interferer }),
    capacity: t.exposeString('capacity', { description: '以什么身份' }),
    on: t.expose('on', { type: 'Day', description: '哪一天' }),
    how: t.exposeString('how', { description: '以什么方式' }),
    said: t.exposeString('said', { description: '说了什么' }),
    answered: t.exposeString('answered', { description: '怎样答复' }),
    registeredBy: t.field({ type: PersonRef, description: '登记人', resolve: ({ registeredBy }, _args, context) => personOf(context, registeredBy) }),
    registeredAt: t.expose('registeredAt', { type: 'Instant', description: '登记的时刻' }),
  }),
})

const InterferenceRegisteredType = builder.objectRef<{ entry: Interference }>('InterferenceRegistered').implement({
  description: '已经登记',
  fields: (t) => ({ entry: t.expose('entry', { type: InterferenceType, description: '登记的内容' }) }),
})
const InterferenceOutcome = outcomeOf('Interference', '过问登记', InterferenceRegisteredType)

const InterferenceConnection = builder.connectionObject(
  { type: InterferenceType, name: 'InterferenceConnection', description: '过问登记列表的一页', fields: (t) => ({ totalCount: t.int({ description: '共多少条', resolve: countOf }) }) },
  { name: 'InterferenceEdge', description: '过问登记列表的一项' },
)

builder.queryField('interferences', (t) => t.connection({
  description: '过问登记，由近到远：案管监督员和分管领导可以看（分管领导只看自己可以查看的案件的），其他人只看自己登记的；谁也看不到别人登记自己的',
  type: InterferenceType,
  args: { caseNumber: t.arg.string({ required: false, description: '只看一个案件编号的；括号和数字的写法不拘' }) },
  resolve: async (_root, { caseNumber, ...slice }, context) => {
    const who = asker(context)
    const number = caseNumber ? writtenNumber(caseNumber) : null
    const ids = await interferenceIds(context.store, who, number)
    const page = pageOf(context, ids.map((id) => ({ id })), slice, `interferences ${who.personId} ${who.role} ${number ?? ''}`)
    const entries = await readInterferences(context.store, { who, moment: context.moment }, page.edges.map(({ node }) => node.id))
    return { ...page, edges: entries.map((node, n) => ({ node, cursor: page.edges[n]?.cursor ?? '' })) }
  },
}, InterferenceConnection))

builder.mutationField('registerInterference', (t) => t.field({
  type: InterferenceOutcome,
  description: '登记打听案情、过问案件、说情干预和未经批准的接触：人人可以登记，写明案件编号即可',
  args: {
    caseNumber: t.arg.string({ description: '案件编号，如 划审一〔2026〕3号' }),
    kind: t.arg({ type: InterferenceKindEnum, description: '过问的种类' }),
    interferer: t.arg({ type: ParticipantInput, description: '谁过问' }),
    capacity: t.arg.string({ description: '以什么身份' }),
    on: t.arg({ type: 'Day', description: '哪一天' }),
    how: t.arg.string({ description: '以什么方式：当面、电话等' }),
    said: t.arg.string({ description: '说了什么' }),
    answered: t.arg.string({ description: '怎样答复' }),
    operationKey: t.arg.string({ description: '操作编号：由调用方为这一次操作生成，重试时不变，同一编号只登记一次' }),
  },
  resolve: (_root, { caseNumber, interferer, operationKey, ...rest }, context) => {
    const name = participant(interferer, context)
    const given = { ...rest, caseNumber: writtenNumber(caseNumber), interfererId: interferer.personId ? name : null, interferer: context.moment.roster.person(name)?.name ?? name }
    return register(context.store, { who: asker(context), moment: context.moment }, given, keyFrom(operationKey))
  },
}))
