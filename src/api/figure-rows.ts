/** The cases behind a figure (打开明细): what a figure gives is what the list of cases takes as its filter. */
import { figureWords } from '../review/figure-words.ts'
import type { Behind, Figure, Rows } from '../review/figures.ts'
import { addsDays, tallyKinds, type Counted, type TallyKind } from '../review/tally.ts'
import { builder } from './builder.ts'
import { encodeId } from './id.ts'

/** The kinds by which cases are found. */
export const countable = (Object.keys(tallyKinds) as TallyKind[]).filter((kind) => !addsDays(kind))

const CountedBy = builder.enumType('CountedBy', {
  description: '计数的项目：一个案件在哪一项里计了数',
  values: Object.fromEntries(countable.map((kind) => [kind, { value: kind, description: tallyKinds[kind] }])) as Record<TallyKind, { value: TallyKind; description: string }>,
})

const by = { type: CountedBy, description: '计数的项目' } as const
const key = '在这一项里的取值；以“|”结尾的，取值以它开头即可；不写的，计过数即可'

export const CountedInput = builder.inputRef<{ by: TallyKind; key?: string | null }>('CountedInput').implement({
  description: '只看在一个数字里计了数的案件；由总览的数字给出',
  fields: (t) => ({ by: t.field(by), key: t.string({ required: false, description: key }) }),
})

const CountedType = builder.objectRef<Counted>('Counted').implement({
  description: '案件在哪一项里计了数',
  fields: (t) => ({ by: t.expose('by', by), key: t.exposeString('key', { nullable: true, description: key }) }),
})

export const CaseRowsType = builder.objectRef<Rows>('CaseRows').implement({
  description: '一个数字由哪些案件得出：各项原样写进 cases 的 filter（为 null 的不写），得到的正是这些案件',
  fields: (t) => ({
    zoneId: t.id({ nullable: true, description: '片区的全局编号', resolve: ({ zoneId }) => (zoneId === undefined ? null : encodeId('Zone', zoneId)) }),
    bodyId: t.id({ nullable: true, description: '牵头派驻机构的全局编号', resolve: ({ bodyId }) => (bodyId === undefined ? null : encodeId('Body', bodyId)) }),
    open: t.boolean({ nullable: true, description: '只看在办的', resolve: ({ open }) => open ?? null }),
    overdue: t.boolean({ nullable: true, description: '只看审理期限已经超期的', resolve: ({ overdueOn }) => (overdueOn === undefined ? null : true) }),
    dueFrom: t.field({ type: 'Day', nullable: true, description: '审理期限在这一天或者之后届满', resolve: ({ dueFrom }) => dueFrom ?? null }),
    dueBy: t.field({ type: 'Day', nullable: true, description: '审理期限在这一天或者之前届满', resolve: ({ dueBy }) => dueBy ?? null }),
    counted: t.field({ type: CountedType, nullable: true, description: '只看在这一项里计了数的', resolve: ({ counted }) => counted ?? null }),
  }),
})

export const BehindInterface = builder.interfaceRef<Behind>('Behind').implement({
  description: '由一些案件得出的数字',
  fields: (t) => ({
    caseCount: t.exposeInt('caseCount', { description: '由多少件案件得出' }),
    rows: t.expose('rows', { type: CaseRowsType, description: '由哪些案件得出' }),
  }),
})

const UnitEnum = builder.enumType('FigureUnit', {
  description: '数字的单位',
  values: { cases: { description: '件' }, share: { description: '比例，0 到 1' }, days: { description: '天' } },
})

const FigureNameEnum = builder.enumType('FigureName', {
  description: '数字的名称，及其统计口径',
  values: Object.fromEntries(Object.entries(figureWords).map(([name, { label, definition }]) => [name, { value: name as Figure['name'], description: `${label}：${definition}` }])) as Record<Figure['name'], { value: Figure['name']; description: string }>,
})

export const FigureType = builder.objectRef<Figure>('Figure').implement({
  description: '总览的一个数字：叫什么，怎么算，由哪些案件得出',
  interfaces: [BehindInterface],
  fields: (t) => ({
    name: t.expose('name', { type: FigureNameEnum, description: '名称' }),
    label: t.string({ description: '显示的名称', resolve: ({ name }) => figureWords[name].label }),
    definition: t.string({ description: '统计口径', resolve: ({ name }) => figureWords[name].definition }),
    unit: t.field({ type: UnitEnum, description: '单位', resolve: ({ name }) => figureWords[name].unit }),
    value: t.exposeFloat('value', { nullable: true, description: '数值；没有可以计算的为 null' }),
  }),
})
