import { builder } from '../builder.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

builder.mutationField('recordExecution', (t) =>
  t.field({
    type: StepOutcome,
    description: about('recordExecution'),
    args: {
      ...at,
      itemId: t.arg.id({ description: '执行事项的案内编号' }),
      proof: t.arg.string({ description: '证明材料' }),
    },
    resolve: (_root, { itemId, proof, ...asked }, context) => takeStep(context, asked, 'recordExecution', { itemId, proof }),
  }))

builder.mutationField('extendFormalities', (t) =>
  t.field({
    type: StepOutcome,
    description: about('extendFormalities'),
    args: {
      ...at,
      itemId: t.arg.id({ description: '执行事项的案内编号' }),
      until: t.arg({ type: 'Day', description: '延长到哪一天' }),
      reason: t.arg.string({ description: '理由' }),
    },
    resolve: (_root, { itemId, until, reason, ...asked }, context) => takeStep(context, asked, 'extendFormalities', { itemId, until, reason }),
  }))

builder.mutationField('reportExecution', (t) =>
  t.field({
    type: StepOutcome,
    description: about('reportExecution'),
    args: { ...at, text: t.arg.string({ description: '执行情况' }) },
    resolve: (_root, { text, ...asked }, context) => takeStep(context, asked, 'reportExecution', { text }),
  }))
