import { builder } from '../builder.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

builder.mutationField('askConsultation', (t) =>
  t.field({
    type: StepOutcome,
    description: about('askConsultation'),
    args: { ...at, question: t.arg.string({ description: '要沟通的问题' }) },
    resolve: (_root, { question, ...asked }, context) => takeStep(context, asked, 'askConsultation', { question }),
  }))

builder.mutationField('answerConsultation', (t) =>
  t.field({
    type: StepOutcome,
    description: about('answerConsultation'),
    args: { ...at, no: t.arg.int({ description: '答复第几个问题' }), answer: t.arg.string({ description: '答复' }) },
    resolve: (_root, { no, answer, ...asked }, context) => takeStep(context, asked, 'answerConsultation', { id: no, answer }),
  }))
