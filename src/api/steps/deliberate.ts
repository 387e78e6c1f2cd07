import { builder } from '../builder.ts'
import { RecommendationEnum, StandardEnum } from '../enums.ts'
import { OpinionInput, opinionsFrom } from '../opinion-input.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'
import { personIds } from '../people.ts'

const CorrectedInput = builder.inputType('CorrectedInReviewInput', {
  description: '重大缺陷在审理中如何纠正',
  fields: (t) => ({
    standard: t.field({ type: StandardEnum, description: '二十四字的哪一方面' }),
    how: t.string({ description: '如何纠正' }),
  }),
})

builder.mutationField('deliberate', (t) =>
  t.field({
    type: StepOutcome,
    description: about('deliberate'),
    args: {
      ...at,
      attendees: t.arg.idList({ description: '参加人的全局编号' }),
      opinions: t.arg({ type: [OpinionInput], description: '每个人的意见和不同意见' }),
      outcome: t.arg({ type: RecommendationEnum, description: '审议结果' }),
      minutes: t.arg.string({ description: '审议记录' }),
    },
    resolve: (_root, { attendees, opinions, outcome, minutes, ...asked }, context) =>
      takeStep(context, asked, 'deliberate', { attendees: personIds(attendees), opinions: opinionsFrom(opinions), outcome, minutes }),
  }))

builder.mutationField('adopt', (t) =>
  t.field({
    type: StepOutcome,
    description: about('adopt'),
    args: { ...at, correctedInReview: t.arg({ type: [CorrectedInput], defaultValue: [], description: '重大缺陷在审理中如何纠正，没有的不写' }) },
    resolve: (_root, { correctedInReview, ...asked }, context) => takeStep(context, asked, 'adopt', { correctedInReview }),
  }))
