/** Cases of the small city that have come to collective deliberation, for meetings. */
import type { Store } from '../../src/store/store.ts'
import { who } from '../help/city.ts'
import { offers } from '../help/offers.ts'
import { accepted, after, world, type Whole } from './city.ts'

/** A case that its panel reads: lead, reviewer and, where wanted, a third. */
export async function read(store: Store, title: string, third = false): Promise<Whole> {
  let c = await accepted(store, { title })
  c = await after(store, c, 'formPanel', who.groupLeader, { members: ['lead', 'reviewer', ...(third ? ['spareReviewer'] : [])], borrowReason: null, reasonForDifference: '按本周分工' })
  for (const by of [who.lead, who.reviewer, ...(third ? [who.spareReviewer] : [])]) c = await after(store, c, 'signUndertaking', by)
  return c
}

/** A case whose panel has said what it thinks: return it. */
export async function deliberating(store: Store, title: string, third = false): Promise<Whole> {
  let c = await read(store, title, third)
  if (third) {
    c = await after(store, c, 'requestRecusal', who.reviewer, { personId: 'reviewer', ground: 'interest', reason: '与本案有利害关系', requester: null })
    c = await after(store, c, 'decideRecusal', who.officeHead, { personId: 'reviewer', grant: true, ground: null, reason: '经核实', paper: null })
    for (let n = 0; c.case.recusals.some((one) => one.earlierWork === 'open') && n < 2; n++) c = await after(store, c, 'keepEarlierWork', who.groupLeader)
  }
  c = await after(store, c, 'requestInterview', who.lead, offers(c.case, 'requestInterview', world)[2])
  c = await after(store, c, 'approveInterview', who.leaderInCharge)
  return after(store, c, 'conclude', who.lead, offers(c.case, 'conclude', world)[0])
}
