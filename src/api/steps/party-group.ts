import { builder } from '../builder.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

builder.mutationField('recordPartyGroupView', (t) =>
  t.field({
    type: StepOutcome,
    description: about('recordPartyGroupView'),
    args: {
      ...at,
      agrees: t.arg.boolean({ description: '是否同意' }),
      opinion: t.arg.string({ description: '党组意见' }),
      minutes: t.arg.string({ description: '沟通记录或者会议纪要' }),
    },
    resolve: (_root, { agrees, opinion, minutes, ...asked }, context) => takeStep(context, asked, 'recordPartyGroupView', { agrees, opinion, minutes }),
  }))
