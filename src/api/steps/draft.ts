import { open } from '../../store/take.ts'
import { asker, builder } from '../builder.ts'
import { about, at, dated, keyFrom, StepOutcome, takeStep } from '../outcome.ts'
import { packageFrom, PackageInput } from '../package-input.ts'

builder.mutationField('openCase', (t) =>
  t.field({
    type: StepOutcome,
    description: about('openCase'),
    args: {
      operationKey: at.operationKey,
      on: at.on,
      package: t.arg({ type: PackageInput, description: '移送材料，移送之前还可以修改' }),
    },
    resolve: (_root, { operationKey, on, package: given }, context) =>
      open(context.store, { payload: dated({ package: packageFrom(given, context) }, on), operationKey: keyFrom(operationKey), who: asker(context), moment: context.moment }),
  }))

builder.mutationField('editDraft', (t) =>
  t.field({
    type: StepOutcome,
    description: about('editDraft'),
    args: { ...at, package: t.arg({ type: PackageInput, description: '修改后的全部移送材料' }) },
    resolve: (_root, { package: given, ...asked }, context) => takeStep(context, asked, 'editDraft', { package: packageFrom(given, context) }),
  }))
