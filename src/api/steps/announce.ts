import { builder } from '../builder.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'
import { ParticipantInput, participants } from '../people.ts'

builder.mutationField('announce', (t) =>
  t.field({
    type: StepOutcome,
    description: about('announce'),
    args: {
      ...at,
      subjectId: t.arg.id({ description: '被审查调查人的案内编号' }),
      announcers: t.arg({ type: [ParticipantInput], description: '宣布人，不少于两人' }),
      scope: t.arg.string({ description: '宣布的范围' }),
      opinion: t.arg.string({ required: false, description: '本人意见' }),
      refusedToSign: t.arg.boolean({ description: '是否拒绝签字' }),
    },
    resolve: (_root, { subjectId, announcers, scope, opinion, refusedToSign, ...asked }, context) =>
      takeStep(context, asked, 'announce', { subjectId, announcers: participants(announcers, context), scope, opinion: opinion ?? null, refusedToSign }),
  }))

builder.mutationField('serve', (t) =>
  t.field({
    type: StepOutcome,
    description: about('serve'),
    args: {
      ...at,
      subjectId: t.arg.id({ description: '被审查调查人的案内编号' }),
      receiver: t.arg.string({ description: '受送达人' }),
      proof: t.arg.string({ description: '送达回证' }),
    },
    resolve: (_root, { subjectId, receiver, proof, ...asked }, context) => takeStep(context, asked, 'serve', { subjectId, receiver, proof }),
  }))
