import { builder } from '../builder.ts'
import { CorrectableFieldEnum } from '../enums.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

builder.mutationField('proposeCorrection', (t) =>
  t.field({
    type: StepOutcome,
    description: about('proposeCorrection'),
    args: {
      ...at,
      field: t.arg({ type: CorrectableFieldEnum, description: '更正的项目' }),
      subjectId: t.arg.id({ required: false, description: '被审查调查人的案内编号；更正案件名称的不写' }),
      after: t.arg.string({ description: '更正后的内容' }),
      reason: t.arg.string({ description: '理由' }),
    },
    resolve: (_root, { field, subjectId, after, reason, ...asked }, context) => takeStep(context, asked, 'proposeCorrection', { field, subjectId: subjectId ?? null, after, reason }),
  }))

builder.mutationField('confirmCorrection', (t) =>
  t.field({
    type: StepOutcome,
    description: about('confirmCorrection'),
    args: at,
    resolve: (_root, asked, context) => takeStep(context, asked, 'confirmCorrection', {}),
  }))

builder.mutationField('rejectCorrection', (t) =>
  t.field({
    type: StepOutcome,
    description: about('rejectCorrection'),
    args: { ...at, reason: t.arg.string({ description: '不予更正的理由' }) },
    resolve: (_root, { reason, ...asked }, context) => takeStep(context, asked, 'rejectCorrection', { reason }),
  }))
