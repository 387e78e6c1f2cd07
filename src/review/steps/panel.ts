import { assignmentOf, barsToPanel, differenceReasoned, type Assignment } from '../assignment.ts'
import type { Case, Refusal } from '../case.ts'
import { isDay } from '../day.ts'
import { panelIncomplete, panelOf, reviewingPosts } from '../people.ts'
import { blank, no, written } from '../refusal.ts'
import { demand, guard, step, type Scene } from '../step.ts'

/** Who may sit: a reviewer or leader of the zone (or borrowed with a reason), with nothing against it. */
function unfit(personId: string, c: Case, borrowReason: string | null, scene: Scene, field: string): Refusal[] {
  const person = scene.roster.person(personId)
  if (!person) return [no('NO_SUCH_PERSON', `没有“${personId}”这个人，请从名单中选择`, 'R-230', field)]
  const bars = barsToPanel(person, c, scene)
  const reviewing = reviewingPosts(person, scene.day).filter((post) => post.role === 'reviewer' || post.role === 'groupLeader')
  return [
    ...bars.map(({ rule, why }) => no(rule !== 'R-459' ? 'CONFLICT' : reviewing.length === 0 ? 'NOT_A_REVIEWER' : 'LOAD_FULL', `${person.name}不能审理本案：${why}`, rule, field)),
    ...(reviewing.length > 0 && !reviewing.some((post) => post.zoneId === c.zoneId) && blank(borrowReason) ? [no('OTHER_ZONE', `${person.name}属于其他片区，借用须写明理由`, 'R-459', 'borrowReason')] : []),
  ]
}

type Form = {
  members: string[]
  borrowReason: string | null
  /** Why these, where they are not the ones proposed. */
  reasonForDifference: string | null
  /** 分案说明: who was asked about and why these; the server's. */
  assignment?: Assignment | null
}

/** 组成审理组 (T6): as proposed, or otherwise with a reason; where too few are eligible or the leader is recused, by the office. */
export const formPanel = step<Form>({
  label: '组成审理组',
  about: '组长按分案建议或者另写明理由，指定不少于两人的审理组，第一人为主审人；人手不足或者组长回避的，由案件审理室组成。',
  rule: 'R-230',
  by: ['groupLeader', 'officeHead'],
  guards: [
    guard('atLeastTwo', 'twoPersons', (_c, { members }) => (new Set(members).size < 2 || new Set(members).size < members.length ? [no('PANEL_TOO_SMALL', '审理组不少于两人，且不能重复', 'R-230', 'members')] : [])),
    guard('fit', 'separation', (c, { members, borrowReason }, scene) => members.flatMap((id) => unfit(id, c, borrowReason, scene, 'members'))),
    differenceReasoned<Form>((c, { members }, scene) => assignmentOf(c, members, true, scene)),
  ],
  completed: (c, payload, scene) => ({ ...payload, assignment: assignmentOf(c, payload.members, true, scene) }),
  apply: (c, { members }, { day }) => ({
    ...c,
    leadVacant: false,
    panel: [...c.panel, ...members.map((personId) => ({ personId, undertakingOn: null, joinedOn: day, leftOn: null, leftBecause: null, handover: null }))],
  }),
})

const sits = (c: Case, personId: string) => c.panel.find((one) => one.personId === personId && one.leftOn === null)

/** 签署保密承诺 (T7): each member; when all have signed, reading begins. */
export const signUndertaking = step<object>({
  label: '签署保密承诺',
  about: '审理组成员各自签署保密承诺，全部签署后开始阅卷。',
  rule: 'R-603',
  by: ['panel'],
  guards: [demand('once', 'trace', (c, { who }) => (sits(c, who.personId)?.undertakingOn === null ? [] : [no('ALREADY_SIGNED', '您已经签署保密承诺', 'R-603')]))],
  apply: (c, _payload, { who, day }) => ({ ...c, panel: c.panel.map((one) => (one === sits(c, who.personId) ? { ...one, undertakingOn: day } : one)) }),
})

/** Only who has signed may work on the file: the guard of every step of the panel. */
export const signed = demand('signed', 'separation', (c, { who }) =>
  sits(c, who.personId)?.undertakingOn === null ? [no('NOT_SIGNED', '请先签署保密承诺', 'R-603')] : [])

/** No work of the panel while a recusal has left it without its lead or with fewer than two. */
export const seated = demand('seated', 'twoPersons', (c) => (panelIncomplete(c) ? [no('PANEL_INCOMPLETE', '因回避，审理组不足两人或者没有主审人，请组长先补足', 'R-230')] : []))

type Change = Omit<Form, 'members'> & { out: string | null; in: string | null; because: 'replacement' | 'absence' | 'reinforcement' | 'transferAway'; reason: string; handover: string | null }

/** Whether whoever comes in takes the lead: the lead's place is empty, or becomes so. */
const takesLead = (c: Case, { out }: Change): boolean => c.leadVacant || panelOf(c).length === 0 || (out !== null && panelOf(c)[0] === out)

/** Somebody who sits already may move into the empty place of the lead. */
const movesUp = (c: Case, { in: joins }: Change): boolean => joins !== null && c.leadVacant && sits(c, joins) !== undefined

const sizeAfter = (c: Case, change: Change): number => panelOf(c).length - (change.out === null ? 0 : 1) + (change.in === null || movesUp(c, change) ? 0 : 1)

const assigned = (c: Case, change: Change, scene: Scene): Assignment | null =>
  change.in === null || movesUp(c, change) ? null : assignmentOf(c, [change.in], takesLead(c, change), scene)

/** 更换、增加审理组成员 (T33): with hand-over; who is recused has left already, and the place is filled here. */
export const changePanel = step<Change>({
  label: '调整审理组',
  about: '因缺席等更换成员，补足回避留下的空缺，或者增加成员，并写明交接；主审人空缺的，由换入的人主审。',
  rule: 'R-459',
  by: ['groupLeader', 'officeHead'],
  guards: [
    written<Change>('reasoned', { reason: '调整的理由' }),
    guard('someone', 'trace', (_c, { out, in: joins }) => (out === null && joins === null ? [no('NOTHING_TO_CHANGE', '请选择换出或者换入的成员', 'R-459', 'in')] : [])),
    guard('outSits', 'trace', (c, { out }) => (out === null || sits(c, out) ? [] : [no('NOT_ON_PANEL', '换出的人不在审理组', 'R-459', 'out')])),
    guard('inNew', 'trace', (c, change) => (change.in !== null && sits(c, change.in) && !(movesUp(c, change) && change.out !== change.in) ? [no('ALREADY_ON_PANEL', '换入的人已在审理组', 'R-459', 'in')] : [])),
    // Where recusals have emptied the panel, it is filled one by one.
    guard('stillTwo', 'twoPersons', (c, change) =>
      sizeAfter(c, change) < 2 && sizeAfter(c, change) <= panelOf(c).length ? [no('PANEL_TOO_SMALL', '调整后审理组少于两人，请同时换入一人', 'R-230', 'in')] : []),
    guard('fit', 'separation', (c, { in: joins, borrowReason }, scene) => (joins === null ? [] : unfit(joins, c, borrowReason, scene, 'in'))),
    guard('handover', 'reasoned', (_c, { out, handover }) => (out !== null && blank(handover) ? [no('NO_HANDOVER', '请写明交接情况', 'R-459', 'handover')] : [])),
    differenceReasoned<Change>(assigned),
  ],
  completed: (c, payload, scene) => ({ ...payload, assignment: assigned(c, payload, scene) }),
  apply: (c, change, { day }) => {
    const { out, in: joins, reason, handover } = change
    const leaves = out === null ? undefined : sits(c, out)
    const up = movesUp(c, change) && joins !== null ? sits(c, joins) : undefined
    const joined = up ? [up] : joins === null ? [] : [{ personId: joins, undertakingOn: null, joinedOn: day, leftOn: null, leftBecause: null, handover }]
    const stay = c.panel.filter((one) => one !== up).map((one) => (one === leaves ? { ...one, leftOn: day, leftBecause: reason, handover } : one))
    return { ...c, leadVacant: c.leadVacant && joins === null, panel: takesLead(c, change) ? [...joined, ...stay] : [...stay, ...joined] }
  },
})

type Depute = { personId: string; until: string; reason: string }

/** 指定代理组长: a deputy for an absent group leader, for this case and until a day. */
export const appointDeputy = step<Depute>({
  label: '指定代理组长',
  about: '组长不在时，由组长或者审理室主任指定一名审理人员代行组长职责至某日。',
  rule: 'R-459',
  by: ['groupLeader', 'officeHead'],
  guards: [
    written<Depute>('reasoned', { reason: '指定代理的理由' }),
    guard('fit', 'separation', (c, { personId }, scene) => unfit(personId, c, '代理', scene, 'personId')),
    guard('someoneElse', 'fourEyes', (_c, { personId }, { who }) => (personId === who.personId ? [no('OWN_DEPUTY', '不能指定自己代理', 'R-459', 'personId')] : [])),
    guard('untilLater', 'trace', (_c, { until }, { day }) => (!isDay(until) || until < day ? [no('DAY_TOO_EARLY', '代理截止日应当是开始日当天或者以后的真实日期', undefined, 'until')] : [])),
  ],
  apply: (c, { personId, until, reason }, { who, day }) => ({ ...c, deputy: { personId, from: day, until, reason, appointedBy: who.personId } }),
})
