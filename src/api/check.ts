/** What of a case comes under a check code (核对发现). */
import type { Check } from '../review/checks.ts'
import { builder } from './builder.ts'
import { CheckCodeEnum, CheckStateEnum } from './enums.ts'
import { BasisType } from './refusal.ts'

export const CheckType = builder.objectRef<Check>('Check').implement({
  description: '核对发现：案件中属于某一核对码的事项，写明规则、资料和怎样解决；只提示，不妨碍办理',
  fields: (t) => ({
    key: t.exposeString('key', { description: '案内代码：同一人、同一事实、同一内容的同一核对码不变' }),
    code: t.expose('code', { type: CheckCodeEnum, description: '核对码' }),
    label: t.exposeString('label', { description: '核对码的中文' }),
    basis: t.expose('basis', { type: BasisType, description: '所依据的规则' }),
    subjectId: t.exposeID('subjectId', { nullable: true, description: '涉及的被审查调查人的案内编号' }),
    factId: t.exposeID('factId', { nullable: true, description: '涉及的事实的案内编号' }),
    data: t.exposeString('data', { description: '发现了什么：姓名、条款、数额' }),
    settle: t.exposeString('settle', { description: '怎样解决' }),
    state: t.expose('state', { type: CheckStateEnum, description: '状态' }),
    how: t.exposeString('how', { nullable: true, description: '怎样解决的；没有解决的为 null' }),
  }),
})
