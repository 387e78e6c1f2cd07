import { builder } from '../builder.ts'
import { ReportOutcomeEnum } from '../enums.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'
import { findingFrom, FindingInput } from '../finding-input.ts'

const SectionsInput = builder.inputType('ReportSectionsInput', {
  description: '审理报告的各部分',
  fields: (t) => ({
    person: t.string({ description: '被审查调查人基本情况' }),
    course: t.string({ description: '审查调查和审理经过' }),
    facts: t.string({ description: '违纪违法事实及证据' }),
    property: t.string({ description: '涉案财物' }),
    investigatorsOpinion: t.string({ description: '派驻机构意见' }),
    reviewOpinion: t.string({ description: '审理意见' }),
    attitude: t.string({ description: '态度和认识变化' }),
    procedure: t.string({ description: '程序和手续' }),
  }),
})

builder.mutationField('submitReport', (t) =>
  t.field({
    type: StepOutcome,
    description: about('submitReport'),
    args: {
      ...at,
      sections: t.arg({ type: SectionsInput, description: '各部分' }),
      findings: t.arg({ type: [FindingInput], description: '定性处理意见，一人一份' }),
      outcome: t.arg({ type: ReportOutcomeEnum, description: '结论' }),
    },
    resolve: (_root, { sections, findings, outcome, ...asked }, context) => takeStep(context, asked, 'submitReport', { sections, findings: findings.map(findingFrom), outcome }),
  }))

builder.mutationField('approveReport', (t) =>
  t.field({
    type: StepOutcome,
    description: about('approveReport'),
    args: at,
    resolve: (_root, asked, context) => takeStep(context, asked, 'approveReport', {}),
  }))

builder.mutationField('sendBackReport', (t) =>
  t.field({
    type: StepOutcome,
    description: about('sendBackReport'),
    args: { ...at, reason: t.arg.string({ description: '修改意见' }) },
    resolve: (_root, { reason, ...asked }, context) => takeStep(context, asked, 'sendBackReport', { reason }),
  }))
