import { builder } from '../builder.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

builder.mutationField('transfer', (t) =>
  t.field({
    type: StepOutcome,
    description: about('transfer'),
    args: at,
    resolve: (_root, asked, context) => takeStep(context, asked, 'transfer', {}),
  }))

builder.mutationField('withdraw', (t) =>
  t.field({
    type: StepOutcome,
    description: about('withdraw'),
    args: { ...at, reason: t.arg.string({ description: '撤回的理由' }) },
    resolve: (_root, { reason, ...asked }, context) => takeStep(context, asked, 'withdraw', { reason }),
  }))
