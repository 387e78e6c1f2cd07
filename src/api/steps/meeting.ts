import { builder } from '../builder.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'
import { findingFrom, FindingInput } from '../finding-input.ts'
import { ParticipantInput, participants } from '../people.ts'

builder.mutationField('holdBodyMeeting', (t) =>
  t.field({
    type: StepOutcome,
    description: about('holdBodyMeeting'),
    args: {
      ...at,
      due: t.arg.int({ description: '应到人数' }),
      attendees: t.arg({ type: [ParticipantInput], description: '到会人员' }),
      minutes: t.arg.string({ description: '会议纪要' }),
      findings: t.arg({ type: [FindingInput], description: '处分建议，一人一份' }),
      reason: t.arg.string({ required: false, description: '与审理意见不一致的理由' }),
    },
    resolve: (_root, { due, attendees, minutes, findings, reason, ...asked }, context) =>
      takeStep(context, asked, 'holdBodyMeeting', { due, attendees: participants(attendees, context), minutes, findings: findings.map(findingFrom), reason: reason ?? null }),
  }))

builder.mutationField('sendProposal', (t) =>
  t.field({
    type: StepOutcome,
    description: about('sendProposal'),
    args: at,
    resolve: (_root, asked, context) => takeStep(context, asked, 'sendProposal', {}),
  }))
