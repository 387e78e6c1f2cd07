import { builder } from '../builder.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

builder.mutationField('accept', (t) =>
  t.field({
    type: StepOutcome,
    description: about('accept'),
    args: at,
    resolve: (_root, asked, context) => takeStep(context, asked, 'accept', {}),
  }))

builder.mutationField('defer', (t) =>
  t.field({
    type: StepOutcome,
    description: about('defer'),
    args: {
      ...at,
      reasons: t.arg.stringList({ description: '理由，一条一项' }),
      missing: t.arg.intList({ description: '缺少的材料是第几项' }),
      dueOn: t.arg({ type: 'Day', required: false, description: '补齐期限' }),
    },
    resolve: (_root, { reasons, missing, dueOn, ...asked }, context) => takeStep(context, asked, 'defer', { reasons, missing, dueOn: dueOn ?? null }),
  }))

builder.mutationField('refuse', (t) =>
  t.field({
    type: StepOutcome,
    description: about('refuse'),
    args: { ...at, reasons: t.arg.stringList({ description: '理由，一条一项' }) },
    resolve: (_root, { reasons, ...asked }, context) => takeStep(context, asked, 'refuse', { reasons, missing: [], dueOn: null }),
  }))

builder.mutationField('approveIntake', (t) =>
  t.field({
    type: StepOutcome,
    description: about('approveIntake'),
    args: at,
    resolve: (_root, asked, context) => takeStep(context, asked, 'approveIntake', {}),
  }))

builder.mutationField('rejectIntake', (t) =>
  t.field({
    type: StepOutcome,
    description: about('rejectIntake'),
    args: { ...at, reason: t.arg.string({ description: '不同意的理由' }) },
    resolve: (_root, { reason, ...asked }, context) => takeStep(context, asked, 'rejectIntake', { reason }),
  }))
