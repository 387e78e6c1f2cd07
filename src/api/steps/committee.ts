import { builder } from '../builder.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'
import { participant, ParticipantInput } from '../people.ts'

builder.mutationField('signCommitteeOpinion', (t) =>
  t.field({
    type: StepOutcome,
    description: about('signCommitteeOpinion'),
    args: {
      ...at,
      opinion: t.arg.string({ description: '工委审理意见' }),
      agrees: t.arg.boolean({ description: '是否同意' }),
      minutes: t.arg.string({ description: '审理会议纪要' }),
      signedBy: t.arg({ type: ParticipantInput, required: false, description: '代录的，写明签署人' }),
    },
    resolve: (_root, { opinion, agrees, minutes, signedBy, ...asked }, context) =>
      takeStep(context, asked, 'signCommitteeOpinion', { opinion, agrees, minutes, signedBy: signedBy ? participant(signedBy, context) : null }),
  }))
