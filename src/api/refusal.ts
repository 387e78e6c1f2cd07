/** Why not (拒绝的理由), and what it rests on (依据). */
import type { Basis, Refusal } from '../review/case.ts'
import type { Day } from '../review/day.ts'
import { basisText } from '../review/law.ts'
import { builder } from './builder.ts'
import { BasisTagEnum } from './enums.ts'

/** A basis, and the day on which it was applied where that is not today. */
export const BasisType = builder.objectRef<Basis & { on?: Day }>('Basis').implement({
  description: '依据：规则出自哪份文件哪一条',
  fields: (t) => ({
    document: t.exposeString('document', { description: '文件名称' }),
    article: t.string({ nullable: true, description: '条款；凭记忆、尚未核对的为 null', resolve: ({ tag, article }) => (tag === 'M' ? null : article) }),
    tag: t.expose('tag', { type: BasisTagEnum, description: '依据的可靠程度' }),
    rule: t.exposeString('rule', { description: '本系统的规则编号' }),
    text: t.string({
      description: '给人看的写法：待核的条款、当日未施行的文件只写“依据待核”，系统设定不写成法条',
      resolve: (basis, _args, { moment }) => basisText(basis, basis.on ?? moment.on),
    }),
  }),
})

export const RefusalType = builder.objectRef<Refusal>('Refusal').implement({
  description: '拒绝的理由：写明为什么不能办、怎样才能办',
  fields: (t) => ({
    code: t.exposeString('code', { description: '代码，保持不变，供程序判断' }),
    message: t.exposeString('message', { description: '给办理人看的一句话' }),
    field: t.string({ nullable: true, description: '问题所在的参数，如 outline.0.toProve；与哪个参数都无关的为 null', resolve: ({ field }) => field ?? null }),
    basis: t.field({ type: BasisType, nullable: true, description: '所依据的规则', resolve: ({ basis }) => basis ?? null }),
  }),
})

/** What a mutation answers that is no step: what was done, or why not. The name of the answer is that of the concept: `GrantOutcome`, `GrantRefused`. */
export const outcomeOf = <Made extends object>(concept: string, chinese: string, made: ReturnType<ReturnType<typeof builder.objectRef<Made>>['implement']>) => {
  const refused = builder.objectRef<{ refusals: Refusal[] }>(`${concept}Refused`).implement({
    description: `${chinese}没有办成：什么也没有改变`,
    fields: (t) => ({ refusals: t.expose('refusals', { type: [RefusalType], description: '全部理由，一次列出' }) }),
  })
  return builder.unionType(`${concept}Outcome`, { description: `${chinese}的结果：已经办成，或者不能办及其理由`, types: [made, refused], resolveType: (value) => ('refusals' in value ? `${concept}Refused` : made.name) })
}
