import { builder } from '../builder.ts'
import { InvolvementGroundEnum } from '../enums.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

const TicksInput = builder.inputType('InvolvementTicksInput', {
  description: '提前介入的条件',
  fields: (t) => ({
    complex: t.boolean({ description: '案情重大、复杂、疑难' }),
    factsEstablished: t.boolean({ description: '主要事实已查清' }),
    tentativeOpinion: t.boolean({ description: '有倾向性意见' }),
  }),
})

builder.mutationField('requestInvolvement', (t) =>
  t.field({
    type: StepOutcome,
    description: about('requestInvolvement'),
    args: {
      ...at,
      ground: t.arg({ type: InvolvementGroundEnum, description: '理由的种类' }),
      ticks: t.arg({ type: TicksInput, description: '条件' }),
      reason: t.arg.string({ description: '理由' }),
    },
    resolve: (_root, { ground, ticks, reason, ...asked }, context) => takeStep(context, asked, 'requestInvolvement', { ground, ticks, reason }),
  }))

builder.mutationField('approveInvolvement', (t) =>
  t.field({
    type: StepOutcome,
    description: about('approveInvolvement'),
    args: at,
    resolve: (_root, asked, context) => takeStep(context, asked, 'approveInvolvement', {}),
  }))

builder.mutationField('rejectInvolvement', (t) =>
  t.field({
    type: StepOutcome,
    description: about('rejectInvolvement'),
    args: { ...at, reason: t.arg.string({ description: '不批准的理由' }) },
    resolve: (_root, { reason, ...asked }, context) => takeStep(context, asked, 'rejectInvolvement', { reason }),
  }))

builder.mutationField('recordInvolvement', (t) =>
  t.field({
    type: StepOutcome,
    description: about('recordInvolvement'),
    args: { ...at, opinion: t.arg.string({ description: '提前介入意见' }) },
    resolve: (_root, { opinion, ...asked }, context) => takeStep(context, asked, 'recordInvolvement', { opinion }),
  }))
