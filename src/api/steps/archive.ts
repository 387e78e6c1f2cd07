import { canonical, digest } from '../../store/canonical.ts'
import { find } from '../../store/cases.ts'
import { asker, builder, type Context } from '../builder.ts'
import { VolumeKindEnum } from '../enums.ts'
import { idOf } from '../id.ts'
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
    resolve: async (_root, { volumes, ...asked }, context) => takeStep(context, asked, 'archive', { volumes, hash: await hashOf(context, asked.caseId) }),
  }))

/** The hash of the case as it goes to the archive; the one it went with, where this is a repeated request. */
async function hashOf(context: Context, caseId: string): Promise<string> {
  const found = await find(context.store, asker(context), idOf('Case', caseId))
  return found?.case.archive?.hash ?? digest(canonical(found?.case ?? null))
}
