/** What a step answers (`StepOutcome`), and the one way from every mutation to the store. */
import type { Entry } from '../review/act.ts'
import type { Refusal } from '../review/case.ts'
import type { Day } from '../review/day.ts'
import { steps, type Payload, type StepName } from '../review/steps/index.ts'
import type { Found } from '../store/cases.ts'
import { take, type TakeOutcome } from '../store/take.ts'
import { asker, builder, confirmed, type Context } from './builder.ts'
import { CaseRef } from './case.ts'
import { EntryType } from './entry.ts'
import { badInput } from './errors.ts'
import { idOf } from './id.ts'
import { receiptOf, ReceiptType } from './receipt.ts'
import { RefusalType } from './refusal.ts'

const StepTakenType = builder.objectRef<Found & { entry: Entry }>('StepTaken').implement({
  description: '已经办理',
  fields: (t) => ({
    case: t.field({ type: CaseRef, description: '办理之后的案件', resolve: (taken) => taken }),
    entry: t.expose('entry', { type: EntryType, description: '这一步的流转记录' }),
    receipt: t.field({ type: ReceiptType, description: '办理回执：这一步在审计链上的位置，经签名，可以打印保存', resolve: (taken, _args, context) => receiptOf(taken, context) }),
  }),
})

const StepRefusedType = builder.objectRef<{ refusals: Refusal[] }>('StepRefused').implement({
  description: '没有办理：什么也没有改变',
  fields: (t) => ({ refusals: t.expose('refusals', { type: [RefusalType], description: '全部理由，一次列出' }) }),
})

export const StepOutcome = builder.unionType('StepOutcome', {
  description: '办理一个步骤的结果：已经办理，或者不能办理及其理由',
  types: [StepTakenType, StepRefusedType],
  resolveType: (value) => ('refusals' in value ? 'StepRefused' : 'StepTaken'),
})

/** The description of a step's mutation: its label and what it is for, as the core says them. */
export const about = (name: StepName): string => `${steps[name].label}：${steps[name].about}`

/** What every step on a case is told beside its own fields. */
export type At = { caseId: string; version: number; operationKey: string; on?: Day | null }

/** The arguments that every step on a case has. */
export const at = builder.args((t) => ({
  caseId: t.id({ description: '案件的全局编号' }),
  version: t.int({ description: '办理人看到的案件版本；别人先办了的，答复 STALE' }),
  operationKey: t.string({ description: '操作编号：由调用方为这一次操作生成，重试时不变，同一编号只办一次' }),
  on: t.field({ type: 'Day', required: false, description: '这一步的日期，不写为今天；补录纸质材料时写材料上的日期' }),
}))

/** Takes a step as the person asking; to approve they have lately confirmed that it is they. */
export function takeStep<Name extends StepName>(context: Context, { caseId, version, operationKey, on }: At, step: Name, payload: Payload<Name>): Promise<TakeOutcome> {
  const who = steps[step].approves ? confirmed(context) : asker(context)
  return take(context.store, { caseId: idOf('Case', caseId), version, step, payload: dated(payload, on), operationKey: keyFrom(operationKey), who, moment: context.moment })
}

/** The payload with the legal day, where one is given. */
export const dated = <Given extends object>(payload: Given, on: Day | null | undefined): Given => (on ? { ...payload, on } : payload)

/** An operation key is a short text without meaning; a UUID is one. */
export function keyFrom(text: string): string {
  if (!/^[\w-]{8,100}$/.test(text)) throw badInput('操作编号应当是 8 到 100 个字母、数字、“-”或者“_”，例如一个 UUID')
  return text
}
