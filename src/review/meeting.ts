/**
 * 集体审议会议: when a group meets, about which cases in which order, and what each person has written for it. It stands
 * beside the cases and moves none: what came of an item is the step `deliberate` of its case. `meeting-steps.ts` is the one door.
 */
import type { Entry } from './act.ts'
import type { Case, Deliberation, Opinion, Refusal, Stage } from './case.ts'
import type { Day } from './day.ts'
import { parties } from './parties.ts'
import { acting, apartFrom, barsTo, inForce, panelOf, type Actor, type Person, type Roster } from './people.ts'
import type { Policy } from './policy.ts'
import { standsDown } from './recusal.ts'
import type { MeetingStepName } from './meeting-steps.ts'
import { sideOf } from './sides.ts'
import type { Moment } from './step.ts'
import { maySee } from './visibility.ts'

/** Called, over, or called off. */
export const meetingStates = ['called', 'closed', 'cancelled'] as const
export type MeetingState = (typeof meetingStates)[number]
export const meetingStateWords: Record<MeetingState, string> = { called: '已召集', closed: '已散会', cancelled: '已取消' }

/** How an item stands. `gone`: the case is no longer at a stage at which it is deliberated on. */
export const itemStandings = ['waiting', 'open', 'done', 'postponed', 'gone'] as const
export type ItemStanding = (typeof itemStandings)[number]
export const itemStandingWords: Record<ItemStanding, string> = { waiting: '待审议', open: '正在审议', done: '已审议', postponed: '已顺延', gone: '已不在审议阶段' }

/** One case on the agenda (议题). `since`: how long its log was when it was put on, so that a deliberation after that is the one of this meeting. */
export type MeetingItem = { caseId: string; since: number; opened: { by: string; at: string } | null; postponed: { by: string; on: Day; reason: string } | null }

export type Meeting = {
  id: string
  commission: string
  /** The zone whose group meets; null where the office does. */
  zoneId: string | null
  on: Day
  /** 24 hours: 09:30. */
  time: string
  place: string
  state: MeetingState
  version: number
  calledBy: string
  calledOn: Day
  invited: string[]
  /** In their order. What was taken off again is in the entries. */
  items: MeetingItem[]
  ended: { by: string; on: Day; at: string; reason: string | null } | null
}

/** 个人意见: what somebody wrote for an item, as they wrote it the n-th time; the last one counts. */
export type MeetingView = { caseId: string; personId: string; n: number; opinion: string; dissent: string | null; at: string }

/** One step of a meeting, as it is kept. */
export type MeetingEntry = { n: number; step: MeetingStepName | 'call'; by: string; role: Actor['role']; on: Day; at: string; payload: unknown }

/** A case as whoever acts sees it, with its log. */
export type OnAgenda = { case: Case; log: readonly Entry[] }

/** The outside facts a step needs: the day, who is who, the cases in sight (null where hidden or missing), and on which other agenda a case stands. */
export type MeetingScene = { who: Actor; on: Day; at: string; policy: Policy; roster: Roster; caseOf: (id: string) => OnAgenda | null; elsewhere: (caseId: string) => Pick<Meeting, 'id' | 'on' | 'zoneId'> | null }

/** What a step of a meeting is: possible until the meeting has ended, for whoever chairs it. */
export type MeetingStep<Payload> = {
  label: string
  about: string
  check: (m: Meeting, payload: Payload, scene: MeetingScene) => Refusal[]
  apply: (m: Meeting, payload: Payload, scene: MeetingScene) => Meeting
}

/** 主持: the leader of the group, or the head of the office where the office meets; whoever sits there now. */
export const chairs = (who: Actor, { commission, zoneId }: Pick<Meeting, 'commission' | 'zoneId'>): boolean =>
  who.commission === commission && (zoneId === null ? who.role === 'officeHead' : who.role === 'groupLeader' && who.zoneId === zoneId)

/** Of whose cases somebody may call a meeting; undefined where of none. */
export const callsFor = (who: Actor): string | null | undefined => (who.role === 'officeHead' ? null : who.role === 'groupLeader' && who.zoneId !== null ? who.zoneId : undefined)

/** Who knows of a meeting: whoever chairs it, whoever is invited, and those who oversee all groups; always from the reviewing side. What of its agenda, is said by each case. */
export const knowsOf = (who: Actor, m: Meeting): boolean =>
  who.commission === m.commission && sideOf[who.role] === 'review' && (chairs(who, m) || m.invited.includes(who.personId) || ['officeHead', 'leaderInCharge', 'commissionHead'].includes(who.role))

type Known = { on: Day; policy: Policy; roster: Roster }

/** As what somebody may sit in a meeting: every post on the reviewing side that they hold that day, with what is known of them. */
export const seatsOf = (person: Person | undefined, commission: string, { on, policy }: Omit<Known, 'roster'>): Actor[] =>
  person?.posts.filter((post) => inForce(post, on) && sideOf[post.role] === 'review')
    .map((post) => acting({ personId: person.id, commission, role: post.role, bodyId: post.bodyId, zoneId: post.zoneId }, { clearance: person.clearance, apart: apartFrom(person, { on, policy }) })) ?? []

/** The people of a group, its leader first: who is invited where nobody is named. To the office come its head, the leader in charge and the leaders of the groups. */
export const groupOf = (zoneId: string | null, { on, roster }: Known): string[] => {
  const of = (post: Person['posts'][number]): number => (!inForce(post, on) ? 0 : zoneId === null ? (['groupLeader', 'leaderInCharge', 'officeHead'].indexOf(post.role) + 1) : post.zoneId !== zoneId ? 0 : post.role === 'groupLeader' ? 2 : post.role === 'reviewer' ? 1 : 0)
  return roster.people.map(({ id, posts }) => ({ id, rank: Math.max(0, ...posts.map(of)) })).filter(({ rank }) => rank > 0).toSorted((one, other) => other.rank - one.rank || (one.id < other.id ? -1 : 1)).map(({ id }) => id)
}

/** Whether somebody stays in the room for an item: they may see the case, and have not asked to stand down from it. An invitation opens no case. */
export const staysFor = (personId: string, c: Case, known: Known): boolean =>
  !standsDown(c, personId) && seatsOf(known.roster.person(personId), c.commission, known).some((seat) => maySee(seat, c))

/** Why somebody has to leave the room for an item, in words for whoever chairs; null where nothing bars them, they only have nothing to do with the case and find nothing of it here. */
export function leavesBecause(personId: string, c: Case, { on, policy, roster }: Known): string | null {
  const bars = barsTo(personId, c, roster, { on, policy })
  return bars.length > 0 ? bars.map(({ why }) => why).join('；') : standsDown(c, personId) ? '已主动申请回避' : null
}

/** Who records what came of an item: whoever leads the group in this case today. */
export const recordersOf = (c: Case, moment: Moment): Actor[] =>
  moment.roster.people.flatMap((person) => seatsOf(person, c.commission, moment)).filter((who) => parties.groupLeader.stands(who, c, { ...moment, who, day: moment.on }))

/** The stages at which a case is put on an agenda: it is read for the meeting, or has come to it. */
export const agendaStages = ['reading', 'deliberating'] as const satisfies readonly Stage[]
const comes = ({ stage }: Case): boolean => (agendaStages as readonly Stage[]).includes(stage)

/** 审议结果 of an item: the last deliberation recorded between its coming onto the agenda and the end of the meeting; null while there is none. */
export function heldOn({ since, postponed }: MeetingItem, { ended }: Pick<Meeting, 'ended'>, { case: c, log }: OnAgenda): Deliberation | null {
  if (postponed) return null
  const entries = log.filter(({ step }) => step === 'deliberate')
  const at = entries.findLastIndex((entry) => entry.version > since && (ended === null || entry.at <= ended.at))
  return c.deliberations[at] ?? null
}

/** How an item stands, told from its case. */
export const standingOf = (item: MeetingItem, m: Meeting, of: OnAgenda): ItemStanding =>
  item.postponed ? 'postponed' : heldOn(item, m, of) ? 'done' : !comes(of.case) ? 'gone' : item.opened ? 'open' : 'waiting'

/** Whether an item still waits for this meeting: its case is on no other agenda meanwhile. */
export const isPending = (item: MeetingItem, m: Meeting, of: OnAgenda): boolean => m.state === 'called' && ['waiting', 'open'].includes(standingOf(item, m, of))

/** The last of what each person wrote for an item, in the order of writing. */
export const lastViews = (views: readonly MeetingView[], caseId: string): MeetingView[] =>
  views.filter((one) => one.caseId === caseId && !views.some((other) => other.caseId === caseId && other.personId === one.personId && other.n > one.n)).toSorted((one, other) => (one.at < other.at ? -1 : 1))

/**
 * 独立发表意见: whether others may read what somebody wrote for an item. Until whoever chairs opens it in the meeting everybody,
 * the chair included, sees their own alone and who has written; from then on all see all.
 */
export const areTold = (item: MeetingItem, standing: ItemStanding): boolean => item.opened !== null || standing === 'done'

/** Whether the record says otherwise than the person wrote: shown beside it, the person's own text stays. */
export const wasChanged = (own: Pick<MeetingView, 'opinion' | 'dissent'>, recorded: Opinion | undefined): boolean =>
  recorded === undefined || recorded.opinion.trim() !== own.opinion.trim() || (recorded.dissent ?? '').trim() !== (own.dissent ?? '').trim()

/** With what the form of the deliberation begins: who stays for the case, with what each wrote; panel and recorder are there even where they wrote nothing. */
export function startFrom(m: Meeting, { case: c }: OnAgenda, views: readonly MeetingView[], recorder: string, known: Known): { attendees: string[]; opinions: { personId: string; opinion: string | null; dissent: string | null }[] } {
  const attendees = [...new Set([...panelOf(c), recorder, ...m.invited])].filter((id) => staysFor(id, c, known))
  const own = lastViews(views, c.id)
  return { attendees, opinions: attendees.map((personId) => { const one = own.find((view) => view.personId === personId); return { personId, opinion: one?.opinion ?? null, dissent: one?.dissent ?? null } }) }
}
