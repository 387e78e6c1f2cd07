/** One line of the log (流转记录), as the timeline shows it. */
import type { Entry } from '../review/act.ts'
import { steps } from '../review/steps/index.ts'
import { builder } from './builder.ts'
import { RoleEnum, StageEnum, StepEnum } from './enums.ts'
import { bodyOf, BodyRef, personOf, PersonRef } from './people.ts'
import { BasisType } from './refusal.ts'

export const EntryType = builder.objectRef<Entry>('Entry').implement({
  description: '流转记录的一条：谁在何时以什么身份办了什么',
  fields: (t) => ({
    version: t.exposeInt('version', { description: '本人可以看到的第几条，也是办理之后案件的版本' }),
    step: t.expose('step', { type: StepEnum, description: '步骤' }),
    label: t.string({ description: '步骤的中文', resolve: ({ step }) => steps[step].label }),
    from: t.expose('from', { type: StageEnum, description: '办理前的阶段' }),
    to: t.expose('to', { type: StageEnum, description: '办理后的阶段' }),
    by: t.field({ type: PersonRef, description: '办理人', resolve: (entry, _args, context) => personOf(context, entry.by) }),
    role: t.expose('role', { type: RoleEnum, description: '以什么职务办理' }),
    body: t.field({ type: BodyRef, nullable: true, description: '代表哪个派驻机构', resolve: ({ bodyId }, _args, context) => (bodyId === null ? null : bodyOf(context, bodyId)) }),
    on: t.expose('on', { type: 'Day', description: '这一步的日期' }),
    writtenOn: t.expose('writtenOn', { type: 'Day', description: '录入日期' }),
    at: t.expose('at', { type: 'Instant', description: '录入时刻' }),
    reason: t.string({ nullable: true, description: '办理时写明的理由', resolve: ({ payload }) => reasonIn(payload) }),
    basis: t.field({ type: BasisType, description: '依据', resolve: ({ basis, on }) => ({ ...basis, on }) }),
  }),
})

const reasonIn = (payload: unknown): string | null =>
  typeof payload === 'object' && payload !== null && 'reason' in payload && typeof payload.reason === 'string' ? payload.reason : null
