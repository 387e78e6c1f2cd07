import { builder } from '../builder.ts'
import { CheckCodeEnum, CheckOutcomeEnum } from '../enums.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

builder.mutationField('raiseCheck', (t) =>
  t.field({
    type: StepOutcome,
    description: about('raiseCheck'),
    args: {
      ...at,
      code: t.arg({ type: CheckCodeEnum, description: '核对码' }),
      subjectId: t.arg.id({ required: false, description: '涉及的被审查调查人的案内编号' }),
      factId: t.arg.id({ required: false, description: '涉及的事实的案内编号' }),
      data: t.arg.string({ description: '发现了什么' }),
      settle: t.arg.string({ description: '怎样解决' }),
    },
    resolve: (_root, { code, subjectId, factId, data, settle, ...asked }, context) => takeStep(context, asked, 'raiseCheck', { code, subjectId: subjectId ?? null, factId: factId ?? null, data, settle }),
  }))

const answering = builder.args((t) => ({
  checkKey: t.string({ description: '核对发现' }),
  outcome: t.field({ type: CheckOutcomeEnum, description: '结论' }),
  text: t.string({ description: '怎样解决的，或者不适用的理由' }),
}))

builder.mutationField('answerCheck', (t) =>
  t.field({
    type: StepOutcome,
    description: about('answerCheck'),
    args: { ...at, ...answering },
    resolve: (_root, { checkKey, outcome, text, ...asked }, context) => takeStep(context, asked, 'answerCheck', { checkKey, outcome, text }),
  }))

builder.mutationField('settleCheck', (t) =>
  t.field({
    type: StepOutcome,
    description: about('settleCheck'),
    args: { ...at, ...answering },
    resolve: (_root, { checkKey, outcome, text, ...asked }, context) => takeStep(context, asked, 'settleCheck', { checkKey, outcome, text }),
  }))
