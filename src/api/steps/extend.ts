import { builder } from '../builder.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

builder.mutationField('requestExtension', (t) =>
  t.field({
    type: StepOutcome,
    description: about('requestExtension'),
    args: {
      ...at,
      months: t.arg.int({ description: '延长的月数' }),
      days: t.arg.int({ description: '延长的天数' }),
      reason: t.arg.string({ description: '理由' }),
    },
    resolve: (_root, { months, days, reason, ...asked }, context) => takeStep(context, asked, 'requestExtension', { months, days, reason }),
  }))

builder.mutationField('approveExtension', (t) =>
  t.field({
    type: StepOutcome,
    description: about('approveExtension'),
    args: at,
    resolve: (_root, asked, context) => takeStep(context, asked, 'approveExtension', {}),
  }))

builder.mutationField('rejectExtension', (t) =>
  t.field({
    type: StepOutcome,
    description: about('rejectExtension'),
    args: { ...at, reason: t.arg.string({ description: '不批准的理由' }) },
    resolve: (_root, { reason, ...asked }, context) => takeStep(context, asked, 'rejectExtension', { reason }),
  }))
