/** Calling a meeting, and the steps of one: what each refuses and changes; the one door through which a meeting changes. */
import { openSteps } from './act.ts'
import type { Case, Refusal } from './case.ts'
import { isDay } from './day.ts'
import { agendaStages, callsFor, chairs, heldOn, isPending, meetingStateWords, recordersOf, seatsOf, standingOf, staysFor, type ItemStanding, type Meeting, type MeetingEntry, type MeetingItem, type MeetingScene, type MeetingStep, type MeetingView, type OnAgenda } from './meeting.ts'
import { panelOf } from './people.ts'
import { standsDown } from './recusal.ts'
import { blank, no } from './refusal.ts'
import { sideOf } from './sides.ts'
import type { Moment } from './step.ts'
import { stageWords } from './words.ts'

/** When, where and with whom. */
type Calling = Pick<Meeting, 'on' | 'time' | 'place' | 'invited'>
export type Call = Calling & { caseIds: string[] }

/** So many cases a meeting takes at most; and how long a place and a reason may be. */
const mostItems = 20
const longest = { place: 60, reason: 500 } as const

/** Why somebody is given no material of any meeting. */
export const materialRefusals = ({ role }: Pick<MeetingScene['who'], 'role'>): Refusal[] => (sideOf[role] === 'review' ? [] : [no('MEETING_NOT_YOURS', '会议材料由审理一方生成', 'R-232')])

const step = <Payload>(definition: MeetingStep<Payload>): MeetingStep<Payload> => definition
const wanted = (text: string, label: string, field: keyof typeof longest): Refusal[] =>
  blank(text) ? [no('NOT_WRITTEN', `请填写${label}`, undefined, field)] : [...text].length > longest[field] ? [no('TOO_LONG', `${label}最多${longest[field]}个字`, undefined, field)] : []

const titled = ({ package: { title }, number }: Case): string => `${number}“${title}”`

/** Whether the day, the hour, the place and the people will do. */
function callingRefusals(zoneId: string | null, { on, time, place, invited }: Calling, { on: today, policy, roster, who }: Pick<MeetingScene, 'on' | 'policy' | 'roster' | 'who'>): Refusal[] {
  return [
    ...(!isDay(on) ? [no('NO_SUCH_DAY', `“${on}”不是真实的日期，请写会议日期，如 2026-11-26`, undefined, 'on')] : on < today ? [no('DAY_PAST', `会议日期（${on}）已经过去，请改为今天或者以后的一天`, undefined, 'on')] : []),
    ...(/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time) ? [] : [no('NO_SUCH_TIME', `“${time}”不是时间，请写作 09:30`, undefined, 'time')]),
    ...wanted(place, '会议地点', 'place'),
    ...(new Set(invited).size >= 3 ? [] : [no('TOO_FEW', zoneId === null ? '参加会议的不少于三人' : '集体审议不少于三人，请再邀请审理人员', 'R-232', 'invited')]),
    ...[...new Set(invited)].flatMap((id, n) => (seatsOf(roster.person(id), who.commission, { on: today, policy }).length > 0 ? [] : [no('NOT_A_REVIEWER', `${roster.person(id)?.name ?? id}现在没有审理职务，不能邀请`, 'R-232', `invited.${n}`)])),
  ]
}

/** Why a case does not come onto this agenda; hidden and missing ones answer alike. */
function agendaRefusals({ id, zoneId }: Pick<Meeting, 'id' | 'zoneId'>, caseId: string, { caseOf, elsewhere }: MeetingScene, field: string): Refusal[] {
  const found = caseOf(caseId)
  if (!found) return [no('NO_SUCH_CASE', '没有找到该案件', undefined, field)]
  const { case: c } = found
  const other = elsewhere(caseId)
  return [
    ...(zoneId === null || c.zoneId === zoneId ? [] : [no('NOT_OF_GROUP', `${titled(c)}不是本小组的案件，请从议程中去掉`, 'R-232', field)]),
    ...((agendaStages as readonly string[]).includes(c.stage) ? [] : [no('NOT_AT_STAGE', `${titled(c)}现在是“${stageWords[c.stage]}”，阅卷和集体审议阶段的案件才能列入议程`, 'R-232', field)]),
    ...(other && other.id !== id ? [no('ON_AGENDA', `${titled(c)}已经列入${other.on}${other.zoneId === null ? '案件审理室' : '小组'}的会议，请先在那次会议上去掉或者顺延`, 'R-232', field)] : []),
  ]
}

const put = ({ caseOf }: MeetingScene, caseId: string): MeetingItem => ({ caseId, since: caseOf(caseId)?.log.length ?? 0, opened: null, postponed: null })

/** Whoever chairs is invited, and the panels of these cases along: all of a panel attend. */
const withPanels = (invited: readonly string[], caseIds: readonly string[], scene: MeetingScene): string[] =>
  [...new Set([scene.who.personId, ...invited, ...caseIds.flatMap((id) => { const found = scene.caseOf(id); return found ? panelOf(found.case).filter((one) => staysFor(one, found.case, scene)) : [] })])]

/** Whether somebody may call such a meeting. */
export function callRefusals({ caseIds, ...calling }: Call, scene: MeetingScene): Refusal[] {
  const zoneId = callsFor(scene.who)
  if (zoneId === undefined) return [no('NOT_YOURS', '会议由小组组长召集，案件审理室的会议由主任召集', 'R-232')]
  return [
    ...callingRefusals(zoneId, calling, scene),
    ...(new Set(caseIds).size === caseIds.length ? [] : [no('TWICE', '同一案件在议程中只列一次', undefined, 'caseIds')]),
    ...(caseIds.length <= mostItems ? [] : [no('TOO_MANY_CASES', `一次会议最多${mostItems}个案件，请分次召开`, undefined, 'caseIds')]),
    ...caseIds.flatMap((id, n) => agendaRefusals({ id: '', zoneId }, id, scene, `caseIds.${n}`)),
  ]
}

/** A meeting as it is called. */
export const called = (id: string, { caseIds, invited, ...calling }: Call, scene: MeetingScene): Meeting => ({
  id, commission: scene.who.commission, zoneId: callsFor(scene.who) ?? null, ...calling, place: calling.place.trim(), state: 'called', version: 1, calledBy: scene.who.personId, calledOn: scene.on,
  invited: withPanels(invited, caseIds, scene), items: caseIds.map((caseId) => put(scene, caseId)), ended: null,
})

type Named = { caseId: string }
/** The item of a case that is in sight, with the case. */
const itemOf = (m: Meeting, { caseId }: Named, { caseOf }: MeetingScene): { item: MeetingItem; of: OnAgenda; standing: ItemStanding } | null => {
  const [item, of] = [m.items.find((one) => one.caseId === caseId), caseOf(caseId)]
  return item && of ? { item, of, standing: standingOf(item, m, of) } : null
}
const noItem: Refusal[] = [no('NO_SUCH_ITEM', '议程中没有这个案件，请刷新后再办', undefined, 'caseId')]
const changedItem = (m: Meeting, caseId: string, changed: Partial<MeetingItem>): Meeting => ({ ...m, items: m.items.map((one) => (one.caseId === caseId ? { ...one, ...changed } : one)) })
const inSight = (m: Meeting, { caseOf }: MeetingScene): MeetingItem[] => m.items.filter(({ caseId }) => caseOf(caseId) !== null)

/** 改期, 改地点, 调整参加人. */
const change = step<Calling & { reason: string }>({
  label: '变更会议', about: '改变会议的日期、时间、地点或者参加人，写明理由',
  check: (m, { reason, ...calling }, scene) => [
    ...wanted(reason, '变更的理由', 'reason'),
    ...callingRefusals(m.zoneId, calling, scene),
    ...(calling.on !== m.on && inSight(m, scene).some(({ opened }) => opened) ? [no('IN_SESSION', '会议已经开始审议，不能改期；没有审议的案件可以顺延', 'R-232', 'on')] : []),
  ],
  apply: (m, { reason: _why, invited, ...calling }, scene) => ({ ...m, ...calling, place: calling.place.trim(), invited: withPanels(invited, m.items.map(({ caseId }) => caseId), scene) }),
})

const addItem = step<Named>({
  label: '列入议程', about: '把一个阅卷或者集体审议阶段的案件列入议程',
  check: (m, { caseId }, scene) => [
    ...agendaRefusals(m, caseId, scene, 'caseId'),
    ...(scene.caseOf(caseId) && m.items.some((one) => one.caseId === caseId && !one.postponed) ? [no('ON_AGENDA', '这个案件已经在议程中', undefined, 'caseId')] : []),
    ...(inSight(m, scene).length < mostItems ? [] : [no('TOO_MANY_CASES', `一次会议最多${mostItems}个案件，请另外召集一次`, undefined, 'caseId')]),
  ],
  apply: (m, { caseId }, scene) => ({ ...m, items: [...m.items.filter((one) => one.caseId !== caseId), put(scene, caseId)], invited: withPanels(m.invited, [caseId], scene) }),
})

const removeItem = step<Named & { reason: string }>({
  label: '从议程中去掉', about: '去掉还没有开始审议的案件，写明理由',
  check: (m, given, scene) => {
    const found = itemOf(m, given, scene)
    if (!found) return noItem
    return [
      ...wanted(given.reason, '去掉的理由', 'reason'),
      ...(found.item.opened || found.standing === 'done' || found.standing === 'postponed' ? [no('ITEM_OPENED', '这个案件已经审议过或者顺延，留在议程中；没有审议完的请顺延', 'R-232', 'caseId')] : []),
    ]
  },
  apply: (m, { caseId }) => ({ ...m, items: m.items.filter((one) => one.caseId !== caseId) }),
})

const reorder = step<{ caseIds: string[] }>({
  label: '调整次序', about: '按新的次序排列议程，每个案件一次',
  check: (m, { caseIds }, scene) => {
    const seen = inSight(m, scene)
    return caseIds.length === seen.length && new Set(caseIds).size === caseIds.length && seen.every(({ caseId }) => caseIds.includes(caseId)) ? [] : [no('ORDER', '请把议程中的案件逐个排列，每个一次', undefined, 'caseIds')]
  },
  // What is not in sight keeps its place behind.
  apply: (m, { caseIds }) => ({ ...m, items: m.items.toSorted((one, other) => place(caseIds, one) - place(caseIds, other)) }),
})
const place = (caseIds: readonly string[], { caseId }: MeetingItem): number => { const at = caseIds.indexOf(caseId); return at < 0 ? caseIds.length : at }

/** 开始审议一个案件: from then on everybody who stays reads what all have written; whoever has to stay away has left the room. */
const openItem = step<Named>({
  label: '开始审议', about: '会议当日开始审议一个案件，此后留下的人互相看得到意见；一次审议一个',
  check: (m, given, scene) => {
    const found = itemOf(m, given, scene)
    if (!found) return noItem
    const other = inSight(m, scene).map((item) => itemOf(m, item, scene)).find((one) => one?.standing === 'open' && one.item.caseId !== given.caseId)
    return [
      ...(scene.on < m.on ? [no('NOT_TODAY', `会议定在${m.on}，提前召开请先变更会议日期`, 'R-232')] : []),
      ...(found.standing === 'waiting' ? (found.of.case.stage === 'deliberating' ? [] : [no('NOT_READY', `${titled(found.of.case)}的审理组还没有提出意见，提出之后才能审议`, 'R-232', 'caseId')]) : [no('ITEM_OPENED', '这个案件已经开始审议，或者不用再审议', 'R-232', 'caseId')]),
      ...(other ? [no('OTHER_OPEN', `正在审议${titled(other.of.case)}，请先记录审议结果或者顺延`, 'R-232', 'caseId')] : []),
    ]
  },
  apply: (m, { caseId }, { who, at }) => changedItem(m, caseId, { opened: { by: who.personId, at } }),
})

const postponeItem = step<Named & { reason: string }>({
  label: '顺延到下次会议', about: '这次不审议或者没有审议完的案件顺延，写明理由；可以列入下次会议',
  check: (m, given, scene) => {
    const found = itemOf(m, given, scene)
    if (!found) return noItem
    return [...wanted(given.reason, '顺延的理由', 'reason'), ...(['waiting', 'open'].includes(found.standing) ? [] : [no('ITEM_SETTLED', '这个案件已经有审议结果，或者不用再审议', 'R-232', 'caseId')])]
  },
  apply: (m, { caseId, reason }, { who, on }) => changedItem(m, caseId, { postponed: { by: who.personId, on, reason } }),
})

/** 散会: every item has its outcome, or is postponed. */
const close = step<Record<string, never>>({
  label: '散会', about: '每个案件都已审议或者顺延之后结束会议',
  check: (m, _given, scene) => {
    const left = inSight(m, scene).map((item) => itemOf(m, item, scene)).filter((one) => one !== null && ['waiting', 'open'].includes(one.standing))
    return [
      ...(scene.on < m.on ? [no('NOT_TODAY', `会议定在${m.on}，还没有召开；不开了请取消`, 'R-232')] : []),
      ...(left.length === 0 ? [] : [no('NOT_SETTLED', `${left.map((one) => titled(one!.of.case)).join('、')}还没有审议结果，请先记录或者顺延`, 'R-232')]),
    ]
  },
  apply: (m, _given, { who, on, at }) => ({ ...m, state: 'closed', ended: { by: who.personId, on, at, reason: null } }),
})

const cancel = step<{ reason: string }>({
  label: '取消会议', about: '还没有审议结果的会议可以取消，写明理由；案件可以列入别的会议',
  check: (m, { reason }, scene) => [
    ...wanted(reason, '取消的理由', 'reason'),
    ...(m.items.some((item) => { const of = scene.caseOf(item.caseId); return of !== null && heldOn(item, m, of) !== null }) ? [no('HAS_OUTCOME', '会议已经有审议结果，请顺延其余案件后散会', 'R-232')] : []),
  ],
  apply: (m, { reason }, { who, on, at }) => ({ ...m, state: 'cancelled', ended: { by: who.personId, on, at, reason } }),
})

export const meetingSteps = { change, addItem, removeItem, reorder, openItem, postponeItem, close, cancel } as const
export type MeetingStepName = keyof typeof meetingSteps
export type MeetingPayload<Name extends MeetingStepName> = (typeof meetingSteps)[Name] extends MeetingStep<infer Payload> ? Payload : never

const ended = (m: Meeting): Refusal[] => [no('MEETING_ENDED', `这次会议${meetingStateWords[m.state]}，不能再改变`, 'R-232')]

/** The one door: the same meeting, step, payload and scene always give the same outcome. */
export function actOnMeeting<Name extends MeetingStepName>(m: Meeting, name: Name, payload: MeetingPayload<Name>, scene: MeetingScene): { meeting: Meeting; entry: MeetingEntry } | { refusals: Refusal[] } {
  // @NOTE TypeScript cannot tie meetingSteps[name] to its payload, hence the cast.
  const taken = meetingSteps[name] as unknown as MeetingStep<MeetingPayload<Name>>
  const { who, on, at } = scene
  if (!chairs(who, m)) return { refusals: [no('NOT_YOURS', `您不能${taken.label}，应由${m.zoneId === null ? '案件审理室主任' : '小组组长'}办理`, 'R-232')] }
  if (m.state !== 'called') return { refusals: ended(m) }
  const refusals = taken.check(m, payload, scene)
  if (refusals.length > 0) return { refusals }
  const meeting = { ...taken.apply(m, payload, scene), version: m.version + 1 }
  return { meeting, entry: { n: meeting.version, step: name, by: who.personId, role: who.role, on, at, payload } }
}

/** The steps that whoever chairs may take on a meeting as it stands; what an item allows, is told with the item. */
export const openMeetingSteps = (m: Meeting, who: MeetingScene['who']): MeetingStepName[] => (m.state === 'called' && chairs(who, m) ? (Object.keys(meetingSteps) as MeetingStepName[]) : [])

/** Whether somebody may write what they think of an item, for the n-th time: invited, staying for the case, and as long as it waits or is open. */
export function viewRefusals(m: Meeting, { caseId, opinion, n }: Pick<MeetingView, 'caseId' | 'opinion' | 'n'>, before: MeetingView | null, scene: MeetingScene): Refusal[] {
  const found = itemOf(m, { caseId }, scene)
  if (!found) return noItem
  const { of, item } = found
  if (!m.invited.includes(scene.who.personId) && !chairs(scene.who, m)) return [no('NOT_INVITED', '您没有被邀请参加这次会议，不写意见', 'R-232')]
  if (standsDown(of.case, scene.who.personId)) return [no('CONFLICT', '您已主动申请回避本案，不写意见', 'R-451', 'caseId')]
  return [
    ...(isPending(item, m, of) ? [] : [no('VIEW_CLOSED', '这个案件已经审议、顺延或者会议已经结束，意见不能再改', 'R-232', 'caseId')]),
    ...(blank(opinion) ? [no('NOT_WRITTEN', '请填写意见', 'R-232', 'opinion')] : []),
    ...((before?.n ?? 0) + 1 === n ? [] : [no('STALE', '您在另一个窗口里已经写过，请刷新后再写', undefined)]),
  ]
}

/** 是否可以审议: null where the deliberation of a case can be recorded by whoever leads its group, or why not yet. */
export function notReadyBecause(c: Case, moment: Moment): Refusal | null {
  if (c.stage !== 'deliberating') return no('NOT_READY', c.stage === 'reading' ? '审理组还在阅卷，没有提出意见' : `现在是“${stageWords[c.stage]}”`, 'R-232')
  const [recorder] = recordersOf(c, moment)
  if (!recorder) return no('NO_RECORDER', '小组组长不能办理本案，请先指定代理组长', 'R-232')
  return openSteps(c, recorder, moment).find((one) => one.step === 'deliberate')?.closedBecause ?? null
}
