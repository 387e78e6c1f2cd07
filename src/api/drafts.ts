/** 暂存: the forms that the person asking has filled in and not yet sent. */
import { steps } from '../review/steps/index.ts'
import { draftOf, draftsOf, dropDraft, keepDraft, type Drafted, type StepDraft, type Unfinished } from '../store/drafts.ts'
import { asker, builder } from './builder.ts'
import { StepEnum } from './enums.ts'
import { badInput } from './errors.ts'
import { encodeId, idOf } from './id.ts'
import { outcomeOf } from './refusal.ts'

const caseIdOf = ({ caseId }: Drafted): string | null => (caseId === null ? null : encodeId('Case', caseId))
const draftedBy = (caseId: string | null | undefined, step: Drafted['step']): Drafted => ({ caseId: caseId === null || caseId === undefined ? null : idOf('Case', caseId), step })

const StepDraftType = builder.objectRef<StepDraft>('StepDraft').implement({
  description: '暂存的填写：本人填了还没有办理的一步，只有本人看得到',
  fields: (t) => ({
    version: t.exposeInt('version', { description: '打开这一步时案件的版本' }),
    filled: t.exposeString('filled', { description: '填写的内容，由页面自己解读（JSON）' }),
    savedAt: t.expose('savedAt', { type: 'Instant', description: '暂存的时刻' }),
  }),
})

const UnfinishedStepType = builder.objectRef<Unfinished>('UnfinishedStep').implement({
  description: '本人填了还没有办理的一步',
  fields: (t) => ({
    caseId: t.id({ nullable: true, description: '案件的全局编号；还没有建立的案件为 null', resolve: caseIdOf }),
    number: t.exposeString('number', { nullable: true, description: '案件编号；还没有建立的为 null' }),
    title: t.exposeString('title', { description: '案件名称；案管看不到，为空' }),
    step: t.expose('step', { type: StepEnum, description: '哪一步' }),
    label: t.string({ description: '这一步的名称', resolve: ({ step }) => steps[step].label }),
    savedAt: t.expose('savedAt', { type: 'Instant', description: '暂存的时刻' }),
  }),
})

const StepDraftKeptType = builder.objectRef<{ savedAt: string | null }>('StepDraftKept').implement({
  description: '已经暂存，或者已经删除',
  fields: (t) => ({ savedAt: t.expose('savedAt', { type: 'Instant', nullable: true, description: '暂存的时刻；已经删除的为 null' }) }),
})
const StepDraftOutcome = outcomeOf('StepDraft', '暂存', StepDraftKeptType)

builder.queryFields((t) => ({
  stepDraft: t.field({
    type: StepDraftType,
    nullable: true,
    description: '本人暂存的填写；没有暂存、或者不能查看该案件的为 null',
    args: { caseId: t.arg.id({ required: false, description: '案件的全局编号；新建移送不写' }), step: t.arg({ type: StepEnum, description: '哪一步' }) },
    resolve: (_root, { caseId, step }, context) => draftOf(context.store, asker(context), draftedBy(caseId, step)),
  }),
  unfinishedSteps: t.field({ type: [UnfinishedStepType], description: '本人填了还没有办理的各步，最近的在前，最多一百份', resolve: (_root, _args, context) => draftsOf(context.store, asker(context)) }),
}))

builder.mutationFields((t) => ({
  keepStepDraft: t.field({
    type: StepDraftOutcome,
    description: '暂存一步的填写：办理之后不再保留。只是填写，不算办理，不检查内容',
    args: {
      caseId: t.arg.id({ required: false, description: '案件的全局编号；新建移送不写' }),
      step: t.arg({ type: StepEnum, description: '哪一步' }),
      version: t.arg.int({ description: '打开这一步时案件的版本；新建移送为 0' }),
      filled: t.arg.string({ description: '填写的内容（JSON 对象），最多五十万字' }),
      after: t.arg({ type: 'Instant', required: false, description: '这个窗口上一次暂存的时刻；第一次暂存不写。另一个窗口在此之后暂存过的，不覆盖' }),
    },
    resolve: async (_root, { caseId, step, version, filled, after }, context) => {
      if (!isObject(filled)) throw badInput('“filled”应当是 JSON 对象')
      return keepDraft(context.store, asker(context), { ...draftedBy(caseId, step), version, filled }, after ?? null, context.moment.at)
    },
  }),
  dropStepDraft: t.field({
    type: StepDraftOutcome,
    description: '删除本人暂存的填写',
    args: { caseId: t.arg.id({ required: false, description: '案件的全局编号；新建移送不写' }), step: t.arg({ type: StepEnum, description: '哪一步' }) },
    resolve: async (_root, { caseId, step }, context) => {
      await dropDraft(context.store, asker(context), draftedBy(caseId, step))
      return { savedAt: null }
    },
  }),
}))

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
