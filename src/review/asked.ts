/** Who is asked to decide something that waits in a case, beside whoever has it on the desk. */
import { isEnd, type Case } from './case.ts'
import { deciderOf } from './deciders.ts'
import type { Role } from './people.ts'
import type { Policy } from './policy.ts'
import { isOpen, standingIn } from './recusal.ts'
import { open } from './refusal.ts'

/** What waits for a decision: what it is called, and the role that decides, the next level where that one is recused. */
export function asksIn(c: Case, policy: Policy): { about: string; role: Role }[] {
  if (isEnd(c.stage)) return []
  const up = (role: Role) => standingIn(role, c)
  const waits = (about: string, there: unknown, role: Role) => (there ? [{ about, role: up(role) }] : [])
  return [
    ...c.recusals.filter(isOpen).map((one) => { const decider = deciderOf(one.post, c, policy); return { about: '回避', role: decider === 'upperOrgan' ? ('officeHead' as const) : up(decider) } }),
    ...waits('提前介入', open(c.involvements), policy.involvementApprover),
    ...waits('审理谈话', open(c.interviews), policy.interviewApprover),
    ...waits('延长审理期限', open(c.extensions), policy.extensionApprover),
    ...waits('中止审理', open(c.suspensions), policy.suspensionApprover),
    ...(open(c.corrections) || c.consultations.some((one) => one.answer === null) ? [{ about: '更正或者沟通', role: 'groupLeader' as const }] : []),
  ]
}
