import { builder } from '../builder.ts'
import { GroundEnum, ItemCategoryEnum } from '../enums.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

const OutlineItemInput = builder.inputType('OutlineItemInput', {
  description: '补查提纲的一项：什么问题、要什么证据、证明什么',
  fields: (t) => ({
    category: t.field({ type: ItemCategoryEnum, description: '类别' }),
    problem: t.string({ description: '存在的问题' }),
    evidenceWanted: t.string({ description: '需要补充的证据' }),
    toProve: t.string({ description: '要证明什么' }),
    check: t.string({ required: false, description: '所跟进的核对发现的案内代码；没有的不写' }),
  }),
})

builder.mutationField('proposeReturn', (t) =>
  t.field({
    type: StepOutcome,
    description: about('proposeReturn'),
    args: {
      ...at,
      grounds: t.arg({ type: [GroundEnum], description: '退回理由，决定退回的种类' }),
      reason: t.arg.string({ description: '理由说明' }),
      outline: t.arg({ type: [OutlineItemInput], description: '补查提纲' }),
    },
    resolve: (_root, { grounds, reason, outline, ...asked }, context) => takeStep(context, asked, 'proposeReturn', { grounds, reason, outline: outline.map(({ check, ...item }) => (check ? { ...item, check } : item)) }),
  }))

builder.mutationField('approveReturn', (t) =>
  t.field({
    type: StepOutcome,
    description: about('approveReturn'),
    args: { ...at, note: t.arg.string({ required: false, description: '多次退回的，写明理由' }) },
    resolve: (_root, { note, ...asked }, context) => takeStep(context, asked, 'approveReturn', { note: note ?? null }),
  }))

builder.mutationField('rejectReturn', (t) =>
  t.field({
    type: StepOutcome,
    description: about('rejectReturn'),
    args: { ...at, reason: t.arg.string({ description: '不同意退回的理由' }) },
    resolve: (_root, { reason, ...asked }, context) => takeStep(context, asked, 'rejectReturn', { reason }),
  }))

builder.mutationField('acknowledgeReturn', (t) =>
  t.field({
    type: StepOutcome,
    description: about('acknowledgeReturn'),
    args: at,
    resolve: (_root, asked, context) => takeStep(context, asked, 'acknowledgeReturn', {}),
  }))
