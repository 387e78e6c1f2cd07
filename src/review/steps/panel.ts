import type { Case, Refusal } from '../case.ts'
import { isDay } from '../day.ts'
import { conflicts, panelOf } from '../people.ts'
import { blank, no, written } from '../refusal.ts'
import { demand, guard, step, type Scene } from '../step.ts'

/** Who may sit: a reviewer or leader of the zone (or borrowed with a reason), free of conflict. */
function unfit(personId: string, c: Case, borrowReason: string | null, { roster, day }: Scene, field: string): Refusal[] {
  const person = roster.person(personId)
  if (!person) return [no('NO_SUCH_PERSON', `没有“${personId}”这个人，请从名单中选择`, 'R-230', field)]
  const reviewing = person.posts.filter((post) => (post.role === 'reviewer' || post.role === 'groupLeader') && post.from <= day && (post.until === null || day <= post.until))
  return [
    ...conflicts(personId, c, roster).map((why) => no('CONFLICT', `${person.name}不能审理本案：${why}`, why.startsWith('来自') || why.startsWith('在移送') ? 'R-455' : 'R-233', field)),
    ...(reviewing.length === 0 ? [no('NOT_A_REVIEWER', `${person.name}当日不是审理人员`, 'R-459', field)] : []),
    ...(reviewing.length > 0 && !reviewing.some((post) => post.zoneId === c.zoneId) && blank(borrowReason) ? [no('OTHER_ZONE', `${person.name}属于其他片区，借用须写明理由`, 'R-459', 'borrowReason')] : []),
  ]
}

/** 组成审理组 (T6). */
export const formPanel = step<{ members: string[]; borrowReason: string | null }>({
  label: '组成审理组',
  about: '组长指定不少于两人的审理组，第一人为主审人。',
  rule: 'R-230',
  by: ['groupLeader'],
  guards: [
    guard('atLeastTwo', 'twoPersons', (_c, { members }) => (new Set(members).size < 2 || new Set(members).size < members.length ? [no('PANEL_TOO_SMALL', '审理组不少于两人，且不能重复', 'R-230', 'members')] : [])),
    guard('fit', 'separation', (c, { members, borrowReason }, scene) => members.flatMap((id) => unfit(id, c, borrowReason, scene, 'members'))),
  ],
  apply: (c, { members }, { day }) => ({
    ...c,
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

type Change = { out: string | null; in: string | null; because: 'recusal' | 'absence' | 'reinforcement' | 'transferAway'; reason: string; handover: string | null; borrowReason: string | null }

/** 更换、增加审理组成员 (T33): with hand-over; a recusal bars the person for good. */
export const changePanel = step<Change>({
  label: '调整审理组',
  about: '因回避、缺席等更换成员，或者增加成员，并写明交接。',
  rule: 'R-459',
  by: ['groupLeader', 'officeHead'],
  guards: [
    written<Change>('reasoned', { reason: '调整的理由' }),
    guard('someone', 'trace', (_c, { out, in: joins }) => (out === null && joins === null ? [no('NOTHING_TO_CHANGE', '请选择换出或者换入的成员', 'R-459', 'in')] : [])),
    guard('outSits', 'trace', (c, { out }) => (out === null || sits(c, out) ? [] : [no('NOT_ON_PANEL', '换出的人不在审理组', 'R-459', 'out')])),
    guard('inNew', 'trace', (c, { in: joins }) => (joins !== null && sits(c, joins) ? [no('ALREADY_ON_PANEL', '换入的人已在审理组', 'R-459', 'in')] : [])),
    guard('stillTwo', 'twoPersons', (c, { out, in: joins }) =>
      panelOf(c).length - (out === null ? 0 : 1) + (joins === null ? 0 : 1) < 2 ? [no('PANEL_TOO_SMALL', '调整后审理组少于两人，请同时换入一人', 'R-230', 'in')] : []),
    guard('fit', 'separation', (c, { in: joins, borrowReason }, scene) => (joins === null ? [] : unfit(joins, c, borrowReason, scene, 'in'))),
    guard('handover', 'reasoned', (_c, { out, handover }) => (out !== null && blank(handover) ? [no('NO_HANDOVER', '请写明交接情况', 'R-459', 'handover')] : [])),
  ],
  apply: (c, { out, in: joins, because, reason, handover }, { day }) => {
    const leaves = out === null ? undefined : sits(c, out)
    const joined = joins === null ? [] : [{ personId: joins, undertakingOn: null, joinedOn: day, leftOn: null, leftBecause: null, handover }]
    const place = leaves && panelOf(c)[0] === out ? 'first' : 'last'
    const stay = c.panel.map((one) => (one === leaves ? { ...one, leftOn: day, leftBecause: reason, handover } : one))
    return {
      ...c,
      panel: place === 'first' ? [...joined, ...stay] : [...stay, ...joined],
      recusals: because === 'recusal' && out !== null ? [...c.recusals, { personId: out, reason, on: day }] : c.recusals,
    }
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
