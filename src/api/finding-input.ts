/** Findings (定性处理意见) as they are written. The suggestion is the server's and is not handed in. */
import type { Finding } from '../review/case.ts'
import { builder } from './builder.ts'
import * as enums from './enums.ts'

const EightPointInput = builder.inputType('EightPointInput', {
  description: '违反中央八项规定精神的认定',
  fields: (t) => ({
    applies: t.boolean({ description: '是否认定' }),
    category: t.string({ required: false, description: '类别，认定的须写' }),
    reasonIfNot: t.string({ required: false, description: '疑似而不认定的理由' }),
  }),
})

const PartyViolationInput = builder.inputType('PartyViolationInput', {
  description: '一种违纪行为和条款规定的党纪处分幅度',
  fields: (t) => ({
    name: t.string({ description: '违纪行为' }),
    lightest: t.field({ type: enums.PartySanctionEnum, description: '幅度内最轻的处分' }),
    heaviest: t.field({ type: enums.PartySanctionEnum, description: '幅度内最重的处分' }),
  }),
})

const AdminViolationInput = builder.inputType('AdminViolationInput', {
  description: '一种违法行为和条款规定的政务处分幅度',
  fields: (t) => ({
    name: t.string({ description: '违法行为' }),
    lightest: t.field({ type: enums.AdminSanctionEnum, description: '幅度内最轻的处分' }),
    heaviest: t.field({ type: enums.AdminSanctionEnum, description: '幅度内最重的处分' }),
  }),
})

const CrimeInput = builder.inputType('CrimeInput', {
  description: '刑事处理',
  fields: (t) => ({
    outcome: t.field({ type: enums.CrimeOutcomeEnum, description: '结果' }),
    badEffect: t.boolean({ description: '是否造成不良影响' }),
  }),
})

const WeighingInput = builder.inputType('WeighingInput', {
  description: '量纪情节，写了的由系统给出处分提示',
  fields: (t) => ({
    party: t.field({ type: [PartyViolationInput], description: '各违纪行为' }),
    admin: t.field({ type: [AdminViolationInput], description: '各违法行为' }),
    mitigating: t.field({ type: [enums.MitigatingFactEnum], description: '从轻、减轻情形' }),
    mitigation: t.field({ type: enums.MitigationEnum, description: '从轻还是减轻' }),
    aggravating: t.field({ type: [enums.AggravatingFactEnum], description: '从重、加重情形' }),
    aggravation: t.field({ type: enums.AggravationEnum, description: '从重还是加重' }),
    slight: t.boolean({ description: '情节轻微' }),
    exempt: t.boolean({ description: '拟免予处分' }),
    crime: t.field({ type: CrimeInput, required: false, description: '刑事处理' }),
    limited: t.boolean({ description: '村居等人员，政务处分最重为记大过' }),
  }),
})

export const FindingInput = builder.inputType('FindingInput', {
  description: '定性处理意见：对一名被审查调查人',
  fields: (t) => ({
    subjectId: t.id({ description: '被审查调查人的案内编号' }),
    characterisation: t.string({ description: '定性' }),
    articles: t.stringList({ description: '适用的条款' }),
    eightPoint: t.field({ type: EightPointInput, description: '违反中央八项规定精神的认定' }),
    party: t.field({ type: enums.PartySanctionEnum, description: '党纪处分' }),
    admin: t.field({ type: enums.AdminSanctionEnum, description: '政务处分' }),
    measure: t.string({ required: false, description: '组织处理等其他措施' }),
    weighing: t.field({ type: WeighingInput, required: false, description: '量纪情节' }),
    reasonForDifference: t.string({ required: false, description: '与提示或者前一环节不一致的理由' }),
  }),
})

export const findingFrom = ({ eightPoint, measure, weighing, reasonForDifference, ...given }: typeof FindingInput.$inferInput): Finding => ({
  ...given,
  eightPoint: { applies: eightPoint.applies, category: eightPoint.category ?? null, reasonIfNot: eightPoint.reasonIfNot ?? null },
  measure: measure ?? null, suggestion: null, reasonForDifference: reasonForDifference ?? null,
  weighing: weighing
    ? { ...weighing, crime: weighing.crime ?? null, party: weighing.party.map(({ name, ...band }) => ({ name, band })), admin: weighing.admin.map(({ name, ...band }) => ({ name, band })) }
    : null,
})
