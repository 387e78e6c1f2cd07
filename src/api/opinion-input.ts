/** One person's opinion as it is written (意见), with the dissent. */
import type { Opinion } from '../review/case.ts'
import { builder } from './builder.ts'
import { idOf } from './id.ts'

export const OpinionInput = builder.inputType('OpinionInput', {
  description: '一个人的意见',
  fields: (t) => ({
    personId: t.id({ description: '谁的意见：人员的全局编号' }),
    opinion: t.string({ description: '意见' }),
    dissent: t.string({ required: false, description: '不同意见' }),
  }),
})

export const opinionsFrom = (some: readonly (typeof OpinionInput.$inferInput)[]): Opinion[] =>
  some.map(({ personId, opinion, dissent }) => ({ personId: idOf('Person', personId), opinion, dissent: dissent ?? null }))
