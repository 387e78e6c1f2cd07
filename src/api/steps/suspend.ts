import { builder } from '../builder.ts'
import { SuspensionGroundEnum } from '../enums.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

builder.mutationField('requestSuspension', (t) =>
  t.field({
    type: StepOutcome,
    description: about('requestSuspension'),
    args: {
      ...at,
      ground: t.arg({ type: SuspensionGroundEnum, description: '中止的理由' }),
      basis: t.arg.string({ description: '书面依据' }),
    },
    resolve: (_root, { ground, basis, ...asked }, context) => takeStep(context, asked, 'requestSuspension', { ground, basis }),
  }))

builder.mutationField('approveSuspension', (t) =>
  t.field({
    type: StepOutcome,
    description: about('approveSuspension'),
    args: at,
    resolve: (_root, asked, context) => takeStep(context, asked, 'approveSuspension', {}),
  }))

builder.mutationField('rejectSuspension', (t) =>
  t.field({
    type: StepOutcome,
    description: about('rejectSuspension'),
    args: { ...at, reason: t.arg.string({ description: '不批准的理由' }) },
    resolve: (_root, { reason, ...asked }, context) => takeStep(context, asked, 'rejectSuspension', { reason }),
  }))

builder.mutationField('resume', (t) =>
  t.field({
    type: StepOutcome,
    description: about('resume'),
    args: { ...at, reason: t.arg.string({ description: '恢复的理由' }) },
    resolve: (_root, { reason, ...asked }, context) => takeStep(context, asked, 'resume', { reason }),
  }))
