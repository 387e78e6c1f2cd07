import { builder } from '../builder.ts'
import { JointKindEnum, LayerEnum } from '../enums.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'
import { participant, ParticipantInput } from '../people.ts'

const JointParticipantInput = builder.inputType('JointParticipantInput', {
  description: '集中审理的一名参加人员',
  fields: (t) => ({
    participant: t.field({ type: ParticipantInput, description: '参加人员' }),
    layer: t.field({ type: LayerEnum, description: '哪一方' }),
  }),
})

builder.mutationField('inviteCommittee', (t) =>
  t.field({
    type: StepOutcome,
    description: about('inviteCommittee'),
    args: { ...at, reason: t.arg.string({ description: '集中审理的理由' }) },
    resolve: (_root, { reason, ...asked }, context) => takeStep(context, asked, 'inviteCommittee', { reason }),
  }))

builder.mutationField('recordJointSession', (t) =>
  t.field({
    type: StepOutcome,
    description: about('recordJointSession'),
    args: {
      ...at,
      kind: t.arg({ type: JointKindEnum, description: '环节' }),
      participants: t.arg({ type: [JointParticipantInput], description: '各方参加人员' }),
      note: t.arg.string({ description: '集中审理情况' }),
    },
    resolve: (_root, { kind, participants, note, ...asked }, context) =>
      takeStep(context, asked, 'recordJointSession', { kind, participants: participants.map((one) => ({ personId: participant(one.participant, context), layer: one.layer })), note }),
  }))

builder.mutationField('raiseJointIssue', (t) =>
  t.field({
    type: StepOutcome,
    description: about('raiseJointIssue'),
    args: { ...at, question: t.arg.string({ description: '争点' }) },
    resolve: (_root, { question, ...asked }, context) => takeStep(context, asked, 'raiseJointIssue', { question }),
  }))

builder.mutationField('answerJointIssue', (t) =>
  t.field({
    type: StepOutcome,
    description: about('answerJointIssue'),
    args: {
      ...at,
      no: t.arg.int({ description: '争点清单上的序号' }),
      text: t.arg.string({ description: '本层意见' }),
      settled: t.arg.boolean({ description: '本层认为已经解决' }),
    },
    resolve: (_root, { no, text, settled, ...asked }, context) => takeStep(context, asked, 'answerJointIssue', { no, text, settled }),
  }))
