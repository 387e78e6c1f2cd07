import { builder } from '../builder.ts'
import { SecrecyLevelEnum } from '../enums.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

builder.mutationField('classify', (t) =>
  t.field({
    type: StepOutcome,
    description: about('classify'),
    args: {
      ...at,
      level: t.arg({ type: SecrecyLevelEnum, description: '密级' }),
      years: t.arg.int({ required: false, description: '保密期限（年）；工作秘密不写' }),
      reason: t.arg.string({ description: '理由' }),
    },
    resolve: (_root, { level, years, reason, ...asked }, context) => takeStep(context, asked, 'classify', { level, years: years ?? null, reason }),
  }))
