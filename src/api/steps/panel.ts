import { builder } from '../builder.ts'
import { ChangeReasonEnum } from '../enums.ts'
import { idOf } from '../id.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'
import { personIds } from '../people.ts'

builder.mutationField('formPanel', (t) =>
  t.field({
    type: StepOutcome,
    description: about('formPanel'),
    args: {
      ...at,
      members: t.arg.idList({ description: '审理组成员的全局编号，第一人为主审人' }),
      borrowReason: t.arg.string({ required: false, description: '借用其他片区人员的理由' }),
      reasonForDifference: t.arg.string({ required: false, description: '与分案建议（panelProposal）不同的理由' }),
    },
    resolve: (_root, { members, borrowReason, reasonForDifference, ...asked }, context) => takeStep(context, asked, 'formPanel', { members: personIds(members), borrowReason: borrowReason ?? null, reasonForDifference: reasonForDifference ?? null }),
  }))

builder.mutationField('signUndertaking', (t) =>
  t.field({
    type: StepOutcome,
    description: about('signUndertaking'),
    args: at,
    resolve: (_root, asked, context) => takeStep(context, asked, 'signUndertaking', {}),
  }))

builder.mutationField('changePanel', (t) =>
  t.field({
    type: StepOutcome,
    description: about('changePanel'),
    args: {
      ...at,
      out: t.arg.id({ required: false, description: '换出的人' }),
      in: t.arg.id({ required: false, description: '换入的人；主审人空缺时也可以是在组成员，由其主审' }),
      because: t.arg({ type: ChangeReasonEnum, description: '原因；回避另行申请和决定' }),
      reason: t.arg.string({ description: '理由' }),
      handover: t.arg.string({ required: false, description: '交接情况' }),
      borrowReason: t.arg.string({ required: false, description: '借用其他片区人员的理由' }),
      reasonForDifference: t.arg.string({ required: false, description: '与分案建议（panelProposal）不同的理由' }),
    },
    resolve: (_root, { out, in: joins, because, reason, handover, borrowReason, reasonForDifference, ...asked }, context) =>
      takeStep(context, asked, 'changePanel', { out: out ? idOf('Person', out) : null, in: joins ? idOf('Person', joins) : null, because, reason, handover: handover ?? null, borrowReason: borrowReason ?? null, reasonForDifference: reasonForDifference ?? null }),
  }))

builder.mutationField('appointDeputy', (t) =>
  t.field({
    type: StepOutcome,
    description: about('appointDeputy'),
    args: {
      ...at,
      personId: t.arg.id({ description: '代理人的全局编号' }),
      until: t.arg({ type: 'Day', description: '代理到哪一天' }),
      reason: t.arg.string({ description: '理由' }),
    },
    resolve: (_root, { personId, until, reason, ...asked }, context) => takeStep(context, asked, 'appointDeputy', { personId: idOf('Person', personId), until, reason }),
  }))
