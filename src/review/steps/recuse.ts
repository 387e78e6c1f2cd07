import type { Case } from '../case.ts'
import { deciderOf, mayDecide } from '../deciders.ts'
import { barsTo, leadReviewer, panelOf } from '../people.ts'
import { inForce, openRecusal, recusalInForce, reviewingPost, withRecusal, workOf, type Recusal, type RecusalGround, type Requester } from '../recusal.ts'
import { blank, no, written } from '../refusal.ts'
import { demand, guard, step, type Guard, type Scene } from '../step.ts'
import { roleWords } from '../words.ts'

type Ask = { personId: string; ground: RecusalGround; reason: string; requester: Requester | null }

const blankRecusal = {
  requester: null, requestedBy: null, approvedBy: null, approvedOn: null, rejectedBy: null, rejectedReason: null, paper: null,
  earlierWork: 'none', earlierWorkReason: null, liftedBy: null, liftedOn: null, liftedReason: null,
} as const

/** 申请回避: oneself, which is a duty, or for the person under review, an informant or others, entered by the body or the group. */
export const requestRecusal = step<Ask>({
  label: '申请回避',
  about: '本人主动申请回避，或者代被审查调查人、举报人及其他有关人员提出回避申请，写明理由。决定之前审理不停止；主动申请的人不再办理。',
  rule: 'R-451',
  by: ['reviewing', 'handler'],
  guards: [
    written<Ask>('reasoned', { reason: '回避的理由' }),
    guard('reviews', 'trace', (_c, { personId }, { roster, day }) => (reviewingPost(roster.person(personId), day) === null ? [no('NOT_REVIEWING', '申请回避的对象应当是审理人员，请从名单中选择', 'R-450', 'personId')] : [])),
    guard('once', 'trace', (c, { personId }) => [
      ...(openRecusal(c, personId) ? [no('ALREADY_PENDING', '对此人的回避申请正在等待决定', 'R-451', 'personId')] : []),
      ...(recusalInForce(c, personId) ? [no('ALREADY_RECUSED', '此人已经回避', 'R-450', 'personId')] : []),
    ]),
    guard('requesterNamed', 'reasoned', (_c, { personId, requester }, { who }) => {
      if (personId === who.personId) return []
      if (requester === null) return [no('REQUESTER_WANTED', '请写明由谁提出回避申请', 'R-451', 'requester')]
      return requester.kind !== 'informant' && blank(requester.name) ? [no('REQUESTER_WANTED', '请写明申请人的姓名', 'R-451', 'requester.name')] : []
    }),
    // Whoever reads the case must not learn who informed.
    guard('informantHidden', 'recusal', (_c, { requester }) => (requester?.kind === 'informant' && !blank(requester.name) ? [no('INFORMANT_NAMED', '举报人的姓名不在本系统填写', 'R-451', 'requester.name')] : [])),
  ],
  apply: (c, { personId, ground, reason, requester }, { who, day, roster }) => ({
    ...c,
    recusals: [...c.recusals, {
      ...blankRecusal, personId, post: reviewingPost(roster.person(personId), day) ?? 'reviewer', ground, reason,
      origin: personId === who.personId ? 'self' : 'asked', requester: personId === who.personId ? null : requester, requestedBy: who.personId, requestedOn: day,
    }],
  }),
})

type Decide = { personId: string; grant: boolean; ground: RecusalGround | null; reason: string; paper: string | null }

/** The recusal a decision is about: the open request, or the one that the organ orders itself. */
const decided = (c: Case, { personId, grant, ground, reason }: Decide, { roster, day }: Scene): Recusal | null => {
  const asked = openRecusal(c, personId)
  const post = reviewingPost(roster.person(personId), day)
  if (asked || !grant || ground === null || post === null || recusalInForce(c, personId)) return asked ?? null
  return { ...blankRecusal, personId, post, ground, reason, origin: 'ordered', requestedOn: day }
}

/**
 * Whether this is the right level for the post concerned, and the paper where it is the upper organ. The level goes by
 * the case as the decider knows it: what a body drafts meanwhile changes nothing before it is handed over.
 */
const rightLevel = <Payload extends { paper: string | null }>(of: (c: Case, payload: Payload, scene: Scene) => Recusal | null | undefined): Guard<Payload>[] => [
  guard('rightLevel', 'recusal', (c, payload, scene) => {
    const one = of(c, payload, scene)
    const decider = one && deciderOf(one.post, scene.known ?? c, scene.policy)
    return decider && !mayDecide(scene.who.role, decider) ? [no('WRONG_LEVEL', `此人的回避由${decider === 'upperOrgan' ? '上级机关决定，由案件审理室代录' : roleWords[decider]}决定`, 'R-452', 'personId')] : []
  }),
  guard('paper', 'recusal', (c, payload, scene) => {
    const one = of(c, payload, scene)
    return one && deciderOf(one.post, scene.known ?? c, scene.policy) === 'upperOrgan' && blank(payload.paper) ? [no('NOT_WRITTEN', '由上级机关决定的，请写明决定文书', 'R-452', 'paper')] : []
  }),
]

/** 决定回避: granted or refused, or ordered without a request. Granted, the case is gone at once: the seat, the deputy's place, and every door. */
export const decideRecusal = step<Decide>({
  label: '决定回避',
  about: '有权的一级对回避申请作出决定，或者没有申请也直接决定回避；上级机关决定的，由案件审理室代录。决定回避的，立即离开本案。',
  rule: 'R-452',
  by: ['recusalDecider'],
  approves: true,
  guards: [
    written<Decide>('reasoned', { reason: '决定的理由' }),
    guard('something', 'trace', (c, payload, scene) => (decided(c, payload, scene) ? [] : [no('NOTHING_PENDING', '此人没有待决定的回避申请；直接决定回避的，请选择审理人员并写明理由', 'R-452', 'personId')])),
    ...rightLevel<Decide>(decided),
    guard('anotherThan', 'fourEyes', (c, { personId }, { who }) => (openRecusal(c, personId)?.requestedBy === who.personId ? [no('OWN_REQUEST', '不能决定自己提出的回避申请，请由另一位有权人员办理', 'R-452')] : [])),
    guard('notOneself', 'fourEyes', (_c, { personId }, { who }) => (personId === who.personId ? [no('OWN_RECUSAL', '不能决定自己的回避', 'R-452', 'personId')] : [])),
  ],
  apply: (c, payload, scene) => {
    const one = decided(c, payload, scene)
    if (one === null) return c
    const { grant, reason, paper } = payload
    const known = c.recusals.includes(one) ? c : { ...c, recusals: [...c.recusals, one] }
    return grant ? withoutPerson(known, one, { paper }, scene) : { ...known, recusals: withRecusal(known, one, { rejectedBy: scene.who.personId, rejectedReason: reason, paper }) }
  },
})

/** The case without somebody: the recusal in force, the seat empty, and what was done before to be looked at. */
const withoutPerson = (c: Case, one: Recusal, { paper }: { paper: string | null }, { who, day }: Scene): Case => ({
  ...c,
  recusals: withRecusal(c, one, { approvedBy: who.personId, approvedOn: day, paper, earlierWork: workOf(c, one.personId).length > 0 ? 'open' : 'none' }),
  leadVacant: c.leadVacant || (panelOf(c).length > 0 && leadReviewer(c) === one.personId),
  panel: c.panel.map((member) => (member.personId === one.personId && member.leftOn === null ? { ...member, leftOn: day, leftBecause: '回避' } : member)),
  deputy: c.deputy?.personId === one.personId ? null : c.deputy,
})

type Lift = { personId: string; reason: string; paper: string | null }

/** 解除回避: a recusal granted in error, by the level that decides on it; what else keeps the person away stays. */
export const liftRecusal = step<Lift>({
  label: '解除回避',
  about: '决定有误的，由有权决定的一级写明理由解除回避；审查调查人员和移送机构的人不能解除。',
  rule: 'R-452',
  by: ['recusalDecider'],
  guards: [
    written<Lift>('reasoned', { reason: '解除的理由' }),
    guard('recused', 'trace', (c, { personId }) => (recusalInForce(c, personId) ? [] : [no('NOT_RECUSED', '此人没有回避', 'R-450', 'personId')])),
    ...rightLevel<Lift>((c, { personId }) => recusalInForce(c, personId)),
    guard('nothingElse', 'separation', (c, { personId }, scene) =>
      barsTo(personId, { ...(scene.known ?? c), recusals: c.recusals.filter((one) => one.personId !== personId) }, scene.roster, scene).map((bar) => no('STILL_BARRED', `不能解除：${bar.why}`, 'R-454', 'personId'))),
  ],
  apply: (c, { personId, reason }, { who, day }) => {
    const one = recusalInForce(c, personId)
    return one ? { ...c, recusals: withRecusal(c, one, { liftedBy: who.personId, liftedOn: day, liftedReason: reason }) } : c
  },
})

type Judge = { personId: string; reason: string }

const unjudged = (c: Case, personId: string) => c.recusals.find((one) => one.personId === personId && inForce(one) && one.earlierWork === 'open')
const pending = guard<Judge>('pending', 'trace', (c, { personId }) => (unjudged(c, personId) ? [] : [no('NOTHING_PENDING', '此人回避前没有待处理的工作', 'R-450', 'personId')]))
const judged = (c: Case, { personId, reason }: Judge, earlierWork: 'kept' | 'again'): Case => {
  const one = unjudged(c, personId)
  return one ? { ...c, recusals: withRecusal(c, one, { earlierWork, earlierWorkReason: reason }) } : c
}

/** 保留回避前的工作: the leader has looked at it and it stands. */
export const keepEarlierWork = step<Judge>({
  label: '保留回避前的工作',
  about: '组长核对回避人员此前所做的阅卷、谈话、意见后予以保留，写明理由。',
  rule: 'R-450',
  by: ['groupLeader'],
  guards: [written<Judge>('reasoned', { reason: '保留的理由' }), pending],
  apply: (c, payload) => judged(c, payload, 'kept'),
})

/** 重做回避前的工作: it no longer counts, and the present panel reads the file anew. */
export const repeatEarlierWork = step<Judge>({
  label: '重做回避前的工作',
  about: '组长决定回避人员此前所做的工作不作数，由现在的审理组重新阅卷、谈话、审议。',
  rule: 'R-450',
  by: ['groupLeader'],
  guards: [written<Judge>('reasoned', { reason: '重做的理由' }), pending],
  apply: (c, payload) => ({ ...judged(c, payload, 'again'), reading: c.reading + 1 }),
})

/** Nothing leads on from the panel before the leader has said what becomes of the work of people since recused. */
export const earlierWorkJudged = demand('earlierWorkJudged', 'recusal', (c, { roster }) =>
  c.recusals.filter((one) => inForce(one) && one.earlierWork === 'open').map((one) => no('EARLIER_WORK_OPEN', `${roster.person(one.personId)?.name ?? one.personId}已回避，请组长先决定其此前的工作保留还是重做`, 'R-450')))
