import { builder } from '../builder.ts'
import { RecusalGroundEnum, RequesterKindEnum } from '../enums.ts'
import { idOf } from '../id.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

const RequesterInput = builder.inputType('RecusalRequesterInput', {
  description: '回避的申请人',
  fields: (t) => ({
    kind: t.field({ type: RequesterKindEnum, description: '什么人' }),
    name: t.string({ required: false, description: '姓名；举报人的不写' }),
  }),
})

const person = { description: '申请或者决定回避的人：人员的全局编号' }

builder.mutationField('requestRecusal', (t) =>
  t.field({
    type: StepOutcome,
    description: about('requestRecusal'),
    args: {
      ...at,
      personId: t.arg.id(person),
      ground: t.arg({ type: RecusalGroundEnum, description: '法定理由' }),
      reason: t.arg.string({ description: '具体情况' }),
      requester: t.arg({ type: RequesterInput, required: false, description: '代谁提出；本人主动申请的不写' }),
    },
    resolve: (_root, { personId, ground, reason, requester, ...asked }, context) =>
      takeStep(context, asked, 'requestRecusal', { personId: idOf('Person', personId), ground, reason, requester: requester ? { kind: requester.kind, name: requester.name ?? null } : null }),
  }))

builder.mutationField('decideRecusal', (t) =>
  t.field({
    type: StepOutcome,
    description: about('decideRecusal'),
    args: {
      ...at,
      personId: t.arg.id(person),
      grant: t.arg.boolean({ description: '决定回避，还是不予回避' }),
      ground: t.arg({ type: RecusalGroundEnum, required: false, description: '没有申请、直接决定回避的，写明法定理由' }),
      reason: t.arg.string({ description: '决定的理由' }),
      paper: t.arg.string({ required: false, description: '由上级机关决定的，写明决定文书' }),
    },
    resolve: (_root, { personId, grant, ground, reason, paper, ...asked }, context) =>
      takeStep(context, asked, 'decideRecusal', { personId: idOf('Person', personId), grant, ground: ground ?? null, reason, paper: paper ?? null }),
  }))

builder.mutationField('liftRecusal', (t) =>
  t.field({
    type: StepOutcome,
    description: about('liftRecusal'),
    args: {
      ...at,
      personId: t.arg.id({ description: '解除谁的回避：人员的全局编号' }),
      reason: t.arg.string({ description: '解除的理由' }),
      paper: t.arg.string({ required: false, description: '由上级机关决定的，写明决定文书' }),
    },
    resolve: (_root, { personId, reason, paper, ...asked }, context) => takeStep(context, asked, 'liftRecusal', { personId: idOf('Person', personId), reason, paper: paper ?? null }),
  }))

builder.mutationField('keepEarlierWork', (t) =>
  t.field({
    type: StepOutcome,
    description: about('keepEarlierWork'),
    args: { ...at, personId: t.arg.id({ description: '已回避的人的全局编号' }), reason: t.arg.string({ description: '保留的理由' }) },
    resolve: (_root, { personId, reason, ...asked }, context) => takeStep(context, asked, 'keepEarlierWork', { personId: idOf('Person', personId), reason }),
  }))

builder.mutationField('repeatEarlierWork', (t) =>
  t.field({
    type: StepOutcome,
    description: about('repeatEarlierWork'),
    args: { ...at, personId: t.arg.id({ description: '已回避的人的全局编号' }), reason: t.arg.string({ description: '重做的理由' }) },
    resolve: (_root, { personId, reason, ...asked }, context) => takeStep(context, asked, 'repeatEarlierWork', { personId: idOf('Person', personId), reason }),
  }))
