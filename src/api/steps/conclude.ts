import { builder } from '../builder.ts'
import { MarkEnum, RecommendationEnum, StandardEnum } from '../enums.ts'
import { OpinionInput, opinionsFrom } from '../opinion-input.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

const StandardMarkInput = builder.inputType('StandardMarkInput', {
  description: '二十四字之一的核对结果',
  fields: (t) => ({
    standard: t.field({ type: StandardEnum, description: '哪一方面' }),
    verdict: t.field({ type: MarkEnum, description: '结果' }),
    note: t.string({ description: '情况，符合的可以为空' }),
  }),
})

builder.mutationField('conclude', (t) =>
  t.field({
    type: StepOutcome,
    description: about('conclude'),
    args: {
      ...at,
      checklist: t.arg({ type: [StandardMarkInput], description: '二十四字逐项核对' }),
      opinions: t.arg({ type: [OpinionInput], description: '审理组每名成员的意见' }),
      recommendation: t.arg({ type: RecommendationEnum, description: '建议退回还是形成审理报告' }),
    },
    resolve: (_root, { checklist, opinions, recommendation, ...asked }, context) => takeStep(context, asked, 'conclude', { checklist, opinions: opinionsFrom(opinions), recommendation }),
  }))
