import { builder } from '../builder.ts'
import { InterviewKindEnum, InterviewOutcomeEnum, InterviewScopeEnum } from '../enums.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'
import { personIds } from '../people.ts'

const SectionsInput = builder.inputType('InterviewSectionsInput', {
  description: '审理谈话笔录的五个部分',
  fields: (t) => ({
    rights: t.string({ description: '告知权利义务' }),
    facts: t.string({ description: '核对违纪违法事实' }),
    defence: t.string({ description: '听取辩解' }),
    methods: t.string({ description: '了解审查调查方式' }),
    education: t.string({ description: '思想教育' }),
  }),
})

builder.mutationField('requestInterview', (t) =>
  t.field({
    type: StepOutcome,
    description: about('requestInterview'),
    args: {
      ...at,
      kind: t.arg({ type: InterviewKindEnum, description: '谈话还是不谈' }),
      scope: t.arg({ type: InterviewScopeEnum, description: '申请的范围' }),
      subjectId: t.arg.id({ description: '被审查调查人的案内编号' }),
      reason: t.arg.string({ description: '理由' }),
    },
    resolve: (_root, { kind, scope, subjectId, reason, ...asked }, context) => takeStep(context, asked, 'requestInterview', { kind, scope, subjectId, reason }),
  }))

builder.mutationField('approveInterview', (t) =>
  t.field({
    type: StepOutcome,
    description: about('approveInterview'),
    args: at,
    resolve: (_root, asked, context) => takeStep(context, asked, 'approveInterview', {}),
  }))

builder.mutationField('rejectInterview', (t) =>
  t.field({
    type: StepOutcome,
    description: about('rejectInterview'),
    args: { ...at, reason: t.arg.string({ description: '不批准的理由' }) },
    resolve: (_root, { reason, ...asked }, context) => takeStep(context, asked, 'rejectInterview', { reason }),
  }))

builder.mutationField('recordInterview', (t) =>
  t.field({
    type: StepOutcome,
    description: about('recordInterview'),
    args: {
      ...at,
      subjectId: t.arg.id({ description: '被审查调查人的案内编号' }),
      reviewers: t.arg.idList({ description: '谈话人的全局编号，不少于两人' }),
      sections: t.arg({ type: SectionsInput, description: '五个部分' }),
      signed: t.arg.boolean({ description: '本人是否签名' }),
      refusalNote: t.arg.string({ required: false, description: '拒签情况' }),
      outcome: t.arg({ type: InterviewOutcomeEnum, description: '谈话的结果' }),
    },
    resolve: (_root, { subjectId, reviewers, sections, signed, refusalNote, outcome, ...asked }, context) =>
      takeStep(context, asked, 'recordInterview', { subjectId, reviewers: personIds(reviewers), sections, signed, refusalNote: refusalNote ?? null, outcome }),
  }))
