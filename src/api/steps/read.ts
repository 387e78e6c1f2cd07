import { builder } from '../builder.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

builder.mutationField('note', (t) =>
  t.field({
    type: StepOutcome,
    description: about('note'),
    args: {
      ...at,
      volume: t.arg.string({ description: '卷号' }),
      page: t.arg.int({ description: '页码' }),
      text: t.arg.string({ description: '笔录内容' }),
      factId: t.arg.id({ required: false, description: '所涉事实的案内编号' }),
    },
    resolve: (_root, { volume, page, text, factId, ...asked }, context) => takeStep(context, asked, 'note', { volume, page, text, factId: factId ?? null }),
  }))
