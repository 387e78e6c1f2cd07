/** The explained assignment (分案说明): who is proposed for a panel, and why this person and not that one. */
import { panelProposal, type Assignment } from '../review/assignment.ts'
import { standsAs } from '../review/parties.ts'
import { reviewingRoles } from '../review/people.ts'
import type { Found } from '../store/cases.ts'
import { loadsOf } from '../store/loads.ts'
import { asker, builder, type Context } from './builder.ts'
import { PoolEnum } from './enums.ts'
import { personOf, PersonRef } from './people.ts'
import { BasisType } from './refusal.ts'
import { basis } from '../review/law.ts'
import type { Basis } from '../review/case.ts'

const BarType = builder.objectRef<{ why: string; basis: Basis }>('PanelBar').implement({
  description: '不能编入审理组的一条原因',
  fields: (t) => ({
    why: t.exposeString('why', { description: '原因' }),
    basis: t.expose('basis', { type: BasisType, description: '依据' }),
  }),
})

type Explained = Assignment['question']['candidates'][number] & { place: number | null; because: string; chosen: boolean }

const CandidateType = builder.objectRef<Explained>('PanelCandidate').implement({
  description: '一名审理人员在分案中的情况；负担和轮次只有名次，不透露其他案件',
  fields: (t) => ({
    person: t.field({ type: PersonRef, description: '审理人员', resolve: (one, _args, context) => personOf(context, one.personId) }),
    pool: t.expose('pool', { type: PoolEnum, description: '从哪里来' }),
    eligible: t.boolean({ description: '是否可以编入', resolve: ({ bars }) => bars.length === 0 }),
    bars: t.field({ type: [BarType], description: '不能编入的原因', resolve: ({ bars }) => bars.map(({ rule, why }) => ({ why, basis: basis(rule) })) }),
    satBefore: t.exposeBoolean('satBefore', { description: '是否曾在本案审理组' }),
    loadRank: t.exposeInt('loadRank', { description: '在办负担由轻到重的名次' }),
    turnRank: t.exposeInt('turnRank', { description: '上次编入审理组由远到近的名次' }),
    trained: t.exposeBoolean('trained', { description: '是否经过主审培训' }),
    place: t.exposeInt('place', { nullable: true, description: '排序；不能编入的为 null' }),
    because: t.exposeString('because', { description: '为什么' }),
    chosen: t.exposeBoolean('chosen', { description: '是否建议编入' }),
  }),
})

export const AssignmentType = builder.objectRef<Assignment>('PanelAssignment').implement({
  description: '分案说明：问了谁、建议谁、选了谁；同样的情况总是同样的建议',
  fields: (t) => ({
    wanted: t.int({ description: '需要几人', resolve: ({ question }) => question.wanted }),
    leadWanted: t.boolean({ description: '其中是否有主审人', resolve: ({ question }) => question.leadWanted }),
    proposed: t.field({ type: [PersonRef], description: '建议的人，需要主审人的第一人主审；人手不足的为空，报案件审理室', resolve: ({ proposal }, _args, context) => proposal.chosen.map((id) => personOf(context, id)) }),
    from: t.field({ type: PoolEnum, nullable: true, description: '最远从哪里借用；人手不足的为 null', resolve: ({ proposal }) => proposal.from }),
    chosen: t.field({ type: [PersonRef], description: '实际选定的人；还没有选定的与建议相同', resolve: ({ chosen }, _args, context) => chosen.map((id) => personOf(context, id)) }),
    candidates: t.field({ type: [CandidateType], description: '每名审理人员的情况，按排序', resolve: explained }),
  }),
})

/** Everybody who was asked about, in the order of the proposal. */
function explained({ question, proposal }: Assignment): Explained[] {
  const byId = new Map(question.candidates.map((one) => [one.personId, one]))
  return proposal.order.flatMap(({ personId, place, because }) => { const one = byId.get(personId); return one ? [{ ...one, place, because, chosen: proposal.chosen.includes(personId) }] : [] })
}

/** What the log keeps of earlier choices, for people on the reviewing side; nothing for others. */
export function assignmentsOf({ log }: Found, context: Context): Assignment[] {
  if (!reviewingRoles.includes(asker(context).role)) return []
  return log.flatMap(({ step, payload }) => {
    const kept = step === 'formPanel' || step === 'changePanel' ? (payload as { assignment?: Assignment | null }).assignment : null
    return kept ? [kept] : []
  })
}

/** The proposal for whoever may form the panel now; null for everybody else, and where no seat is open. */
export async function proposalFor({ case: c }: Found, context: Context): Promise<Assignment | null> {
  const who = asker(context)
  const { moment, store } = context
  const scene = { ...moment, who, day: moment.on }
  if (!standsAs(['groupLeader', 'officeHead'], who, c, scene)) return null
  return panelProposal(c, { ...scene, loads: await loadsOf(store, store.fresh, who.commission, moment.policy) })
}
