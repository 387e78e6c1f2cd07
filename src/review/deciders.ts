/** Who decides on a recusal. */
import type { Case } from './case.ts'
import { tracksOf } from './machine.ts'
import type { Role } from './people.ts'
import type { Policy } from './policy.ts'
import { above, inForce } from './recusal.ts'

/** Who decides on whom, by the post of the person concerned; every reviewer is one of the others. */
export type RecusalDeciders = Record<'others' | 'officeHead' | 'leaderInCharge' | 'commissionHead' | 'committeeReviewer' | 'committeeHead', Role | 'upperOrgan'>

/**
 * Who decides on the recusal of somebody in this post. A case on the Party track alone goes by R-453, any other by the
 * stricter R-452; the head of the organ, and whoever only a recused head could decide on, goes to the upper organ.
 */
export function deciderOf(post: Role, c: Case, policy: Policy): Role | 'upperOrgan' {
  const partyOnly = !c.package.crime && c.package.subjects.every((one) => tracksOf(c, one.id).every((track) => track === 'party'))
  const table = policy.recusalDecider[partyOnly ? 'party' : 'admin']
  const decider = post in table ? table[post as keyof RecusalDeciders] : table.others
  return decider === 'commissionHead' && c.recusals.some((one) => inForce(one) && one.post === 'commissionHead') ? 'upperOrgan' : decider
}

/** Whether this role may decide, or a level above it; what the upper organ decides is entered by the office. */
export function mayDecide(role: Role, decider: Role | 'upperOrgan'): boolean {
  if (decider === 'upperOrgan') return role === 'officeHead' || role === 'leaderInCharge'
  const next = above[decider]
  return role === decider || (next !== undefined && mayDecide(role, next))
}
