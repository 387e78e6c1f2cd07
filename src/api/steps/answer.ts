import { filesFor } from '../attachment.ts'
import { builder } from '../builder.ts'
import { AnswerOutcomeEnum, VerdictEnum } from '../enums.ts'
import { idOf } from '../id.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

const AnswerInput = builder.inputType('OutlineAnswerInput', {
  description: '对补查提纲一项的答复',
  fields: (t) => ({
    no: t.int({ description: '第几项' }),
    outcome: t.field({ type: AnswerOutcomeEnum, description: '补查结果' }),
    text: t.string({ description: '补查情况' }),
    reason: t.string({ required: false, description: '无法补充的原因' }),
    attachmentId: t.id({ required: false, description: '所附文件的全局编号；没有附文件的不写' }),
    page: t.int({ required: false, description: '文件页码，从 1 起；不指到页的不写' }),
  }),
})

const JudgementInput = builder.inputType('OutlineJudgementInput', {
  description: '对一项答复的确认',
  fields: (t) => ({
    no: t.int({ description: '第几项' }),
    verdict: t.field({ type: VerdictEnum, description: '认可还是仍需补充' }),
    request: t.string({ required: false, description: '还要补充什么' }),
  }),
})

builder.mutationField('answerOutline', (t) =>
  t.field({
    type: StepOutcome,
    description: about('answerOutline'),
    args: { ...at, answers: t.arg({ type: [AnswerInput], description: '逐项答复' }) },
    resolve: async (_root, { answers, ...asked }, context) => {
      const said = answers.map(({ reason, attachmentId, page, ...one }) => ({ ...one, reason: reason ?? null, attachmentId: attachmentId ? idOf('Attachment', attachmentId) : null, page: page ?? null }))
      const files = said.some(({ attachmentId }) => attachmentId !== null) ? await filesFor(context, idOf('Case', asked.caseId)) : []
      return takeStep({ ...context, moment: { ...context.moment, files } }, asked, 'answerOutline', { answers: said })
    },
  }))

builder.mutationField('submitAnswers', (t) =>
  t.field({
    type: StepOutcome,
    description: about('submitAnswers'),
    args: at,
    resolve: (_root, asked, context) => takeStep(context, asked, 'submitAnswers', {}),
  }))

builder.mutationField('judgeAnswers', (t) =>
  t.field({
    type: StepOutcome,
    description: about('judgeAnswers'),
    args: { ...at, judgements: t.arg({ type: [JudgementInput], description: '逐项确认' }) },
    resolve: (_root, { judgements, ...asked }, context) => takeStep(context, asked, 'judgeAnswers', { judgements: judgements.map((one) => ({ ...one, request: one.request ?? null })) }),
  }))

builder.mutationField('closeAnswers', (t) =>
  t.field({
    type: StepOutcome,
    description: about('closeAnswers'),
    args: at,
    resolve: (_root, asked, context) => takeStep(context, asked, 'closeAnswers', {}),
  }))
