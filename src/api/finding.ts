/** Findings (定性处理意见) as they are read: what was found, what was weighed, what the engine suggested, what was chosen. */
import type { Finding, SanctionSuggestion, Weighing } from '../review/case.ts'
import type { FindingHint } from '../review/finding-hints.ts'
import type { Reason } from '../review/sanctions.ts'
import { builder } from './builder.ts'
import * as enums from './enums.ts'
import { BasisType } from './refusal.ts'

const EightPointType = builder.objectRef<Finding['eightPoint']>('EightPoint').implement({
  description: '违反中央八项规定精神的认定',
  fields: (t) => ({
    applies: t.exposeBoolean('applies', { description: '是否认定' }),
    category: t.exposeString('category', { nullable: true, description: '类别' }),
    reasonIfNot: t.exposeString('reasonIfNot', { nullable: true, description: '疑似而不认定的理由' }),
    suggested: t.string({ nullable: true, description: '呈报审理报告时系统的提示，与认定、理由一并保存；没有提示的为 null', resolve: ({ suggested }) => suggested ?? null }),
  }),
})

const PartyViolationType = builder.objectRef<Weighing['party'][number]>('PartyViolation').implement({
  description: '一种违纪行为和条款规定的党纪处分幅度',
  fields: (t) => ({
    name: t.exposeString('name', { description: '违纪行为' }),
    lightest: t.field({ type: enums.PartySanctionEnum, description: '幅度内最轻的处分', resolve: ({ band }) => band.lightest }),
    heaviest: t.field({ type: enums.PartySanctionEnum, description: '幅度内最重的处分', resolve: ({ band }) => band.heaviest }),
  }),
})

const AdminViolationType = builder.objectRef<Weighing['admin'][number]>('AdminViolation').implement({
  description: '一种违法行为和条款规定的政务处分幅度',
  fields: (t) => ({
    name: t.exposeString('name', { description: '违法行为' }),
    lightest: t.field({ type: enums.AdminSanctionEnum, description: '幅度内最轻的处分', resolve: ({ band }) => band.lightest }),
    heaviest: t.field({ type: enums.AdminSanctionEnum, description: '幅度内最重的处分', resolve: ({ band }) => band.heaviest }),
  }),
})

const CrimeType = builder.objectRef<NonNullable<Weighing['crime']>>('Crime').implement({
  description: '刑事处理',
  fields: (t) => ({
    outcome: t.expose('outcome', { type: enums.CrimeOutcomeEnum, description: '结果' }),
    badEffect: t.exposeBoolean('badEffect', { description: '是否造成不良影响' }),
  }),
})

const WeighingType = builder.objectRef<Weighing>('Weighing').implement({
  description: '量纪情节：各行为的处分幅度和从轻从重情形',
  fields: (t) => ({
    party: t.expose('party', { type: [PartyViolationType], description: '各违纪行为' }),
    admin: t.expose('admin', { type: [AdminViolationType], description: '各违法行为' }),
    mitigating: t.field({ type: [enums.MitigatingFactEnum], description: '从轻、减轻情形', resolve: ({ mitigating }) => [...mitigating] }),
    mitigation: t.expose('mitigation', { type: enums.MitigationEnum, description: '从轻还是减轻' }),
    aggravating: t.field({ type: [enums.AggravatingFactEnum], description: '从重、加重情形', resolve: ({ aggravating }) => [...aggravating] }),
    aggravation: t.expose('aggravation', { type: enums.AggravationEnum, description: '从重还是加重' }),
    slight: t.exposeBoolean('slight', { description: '情节轻微' }),
    exempt: t.exposeBoolean('exempt', { description: '拟免予处分' }),
    crime: t.expose('crime', { type: CrimeType, nullable: true, description: '刑事处理' }),
    limited: t.exposeBoolean('limited', { description: '村居等人员，政务处分最重为记大过' }),
  }),
})

const ReasonType = builder.objectRef<Reason>('SuggestionReason').implement({
  description: '处分提示的一条理由',
  fields: (t) => ({
    text: t.exposeString('text', { description: '理由' }),
    basis: t.expose('basis', { type: BasisType, description: '依据' }),
  }),
})

const SuggestionType = builder.objectRef<SanctionSuggestion>('SanctionSuggestion').implement({
  description: '系统按量纪情节给出的处分提示，只供参考',
  fields: (t) => ({
    party: t.expose('party', { type: enums.PartySanctionEnum, description: '党纪处分' }),
    admin: t.expose('admin', { type: enums.AdminSanctionEnum, description: '政务处分' }),
    reasons: t.expose('reasons', { type: [ReasonType], description: '理由' }),
    flags: t.exposeStringList('flags', { description: '采用之前应当核对的事项' }),
  }),
})

export const FindingType = builder.objectRef<Finding>('Finding').implement({
  description: '定性处理意见：对一名被审查调查人的定性和拟给予的处分',
  fields: (t) => ({
    subjectId: t.exposeID('subjectId', { description: '被审查调查人的案内编号' }),
    characterisation: t.exposeString('characterisation', { description: '定性' }),
    articles: t.exposeStringList('articles', { description: '适用的条款' }),
    eightPoint: t.expose('eightPoint', { type: EightPointType, description: '违反中央八项规定精神的认定' }),
    party: t.expose('party', { type: enums.PartySanctionEnum, description: '党纪处分' }),
    admin: t.expose('admin', { type: enums.AdminSanctionEnum, description: '政务处分' }),
    measure: t.exposeString('measure', { nullable: true, description: '组织处理等其他措施' }),
    weighing: t.expose('weighing', { type: WeighingType, nullable: true, description: '量纪情节' }),
    suggestion: t.expose('suggestion', { type: SuggestionType, nullable: true, description: '系统的处分提示；没有写量纪情节的为 null' }),
    reasonForDifference: t.exposeString('reasonForDifference', { nullable: true, description: '与提示或者前一环节不一致的理由' }),
  }),
})

export const FindingHintType = builder.objectRef<FindingHint>('FindingHint').implement({
  description: '写定性处理意见时对一栏的提示；由人决定',
  fields: (t) => ({
    subjectId: t.exposeID('subjectId', { description: '对谁的意见，被审查调查人的案内编号' }),
    field: t.expose('field', { type: enums.HintFieldEnum, description: '提示的是哪一栏' }),
    text: t.exposeString('text', { description: '发现了什么' }),
    settle: t.exposeString('settle', { description: '怎样处理' }),
    wantsReason: t.exposeBoolean('wantsReason', { description: '另作选择的，是否必须写明理由' }),
    basis: t.expose('basis', { type: BasisType, description: '依据' }),
  }),
})
