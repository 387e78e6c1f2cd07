import { builder } from '../builder.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

builder.mutationField('refer', (t) =>
  t.field({
    type: StepOutcome,
    description: about('refer'),
    args: { ...at, charge: t.arg.string({ description: '涉嫌的罪名和起诉意见书' }) },
    resolve: (_root, { charge, ...asked }, context) => takeStep(context, asked, 'refer', { charge }),
  }))

builder.mutationField('recordProsecutorReturn', (t) =>
  t.field({
    type: StepOutcome,
    description: about('recordProsecutorReturn'),
    args: { ...at, matters: t.arg.stringList({ description: '补充调查的事项' }) },
    resolve: (_root, { matters, ...asked }, context) => takeStep(context, asked, 'recordProsecutorReturn', { matters }),
  }))

builder.mutationField('answerProsecutorReturn', (t) =>
  t.field({
    type: StepOutcome,
    description: about('answerProsecutorReturn'),
    args: { ...at, answer: t.arg.string({ description: '补充调查结果' }) },
    resolve: (_root, { answer, ...asked }, context) => takeStep(context, asked, 'answerProsecutorReturn', { answer }),
  }))

builder.mutationField('concludeProsecution', (t) =>
  t.field({
    type: StepOutcome,
    description: about('concludeProsecution'),
    args: { ...at, result: t.arg.string({ description: '司法处理结果' }) },
    resolve: (_root, { result, ...asked }, context) => takeStep(context, asked, 'concludeProsecution', { result }),
  }))
