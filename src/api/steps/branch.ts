import { builder } from '../builder.ts'
import { BranchSkipEnum } from '../enums.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

builder.mutationField('recordBranchMeeting', (t) =>
  t.field({
    type: StepOutcome,
    description: about('recordBranchMeeting'),
    args: {
      ...at,
      subjectId: t.arg.id({ description: '被审查调查人的案内编号' }),
      due: t.arg.int({ description: '应到人数' }),
      present: t.arg.int({ description: '实到人数' }),
      inFavour: t.arg.int({ description: '赞成人数' }),
      memberAttended: t.arg.boolean({ description: '本人是否到会' }),
      minutes: t.arg.string({ description: '会议记录' }),
    },
    resolve: (_root, { subjectId, due, present, inFavour, memberAttended, minutes, ...asked }, context) =>
      takeStep(context, asked, 'recordBranchMeeting', { subjectId, due, present, inFavour, memberAttended, minutes }),
  }))

builder.mutationField('skipBranchMeeting', (t) =>
  t.field({
    type: StepOutcome,
    description: about('skipBranchMeeting'),
    args: {
      ...at,
      subjectId: t.arg.id({ description: '被审查调查人的案内编号' }),
      because: t.arg({ type: BranchSkipEnum, description: '情形' }),
      reason: t.arg.string({ description: '理由' }),
    },
    resolve: (_root, { subjectId, because, reason, ...asked }, context) => takeStep(context, asked, 'skipBranchMeeting', { subjectId, because, reason }),
  }))
