import { builder } from '../builder.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

builder.mutationField('dropCase', (t) =>
  t.field({
    type: StepOutcome,
    description: about('dropCase'),
    args: { ...at, reason: t.arg.string({ description: '撤销案件的理由' }) },
    resolve: (_root, { reason, ...asked }, context) => takeStep(context, asked, 'dropCase', { reason }),
  }))

builder.mutationField('handOver', (t) =>
  t.field({
    type: StepOutcome,
    description: about('handOver'),
    args: { ...at, reason: t.arg.string({ description: '移送的理由' }), to: t.arg.string({ description: '接收机关' }) },
    resolve: (_root, { reason, to, ...asked }, context) => takeStep(context, asked, 'handOver', { reason, to }),
  }))

builder.mutationField('escalate', (t) =>
  t.field({
    type: StepOutcome,
    description: about('escalate'),
    args: { ...at, reason: t.arg.string({ description: '提级的理由' }) },
    resolve: (_root, { reason, ...asked }, context) => takeStep(context, asked, 'escalate', { reason }),
  }))
