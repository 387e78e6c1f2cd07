import { builder } from '../builder.ts'
import { VolumeKindEnum } from '../enums.ts'
import { about, at, StepOutcome, takeStep } from '../outcome.ts'

const VolumeInput = builder.inputType('VolumeInput', {
  description: '一卷档案',
  fields: (t) => ({
    kind: t.field({ type: VolumeKindEnum, description: '卷的种类' }),
    title: t.string({ description: '题名' }),
    pages: t.int({ description: '页数' }),
  }),
})

builder.mutationField('archive', (t) =>
  t.field({
    type: StepOutcome,
    description: `${about('archive')}校验值由系统按案件全部内容计算。`,
    args: { ...at, volumes: t.arg({ type: [VolumeInput], description: '各卷' }) },
    resolve: (_root, { volumes, ...asked }, context) => takeStep(context, asked, 'archive', { volumes, hash: '' }),
  }))
