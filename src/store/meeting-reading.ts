/**
 * Reading meetings: whoever chairs or is invited, and those who oversee the groups. Of a case that somebody may not see there is no
 * item; what others wrote for one is told once it was opened in the meeting. Each look at an agenda is recorded.
 */
import { and, eq, inArray } from 'drizzle-orm'
import type { Deliberation, Refusal } from '../review/case.ts'
import { agendaStages, areTold, callsFor, chairs, groupOf, heldOn, isPending, knowsOf, lastViews, leavesBecause, recordersOf, standingOf, startFrom, staysFor, type ItemStanding, type Meeting, type MeetingItem, type MeetingView } from '../review/meeting.ts'
import { notReadyBecause } from '../review/meeting-steps.ts'
import type { Actor } from '../review/people.ts'
import { standsDown } from '../review/recusal.ts'
import type { Moment } from '../review/step.ts'
import { find, isSeen, loadUnseen, type Found } from './cases.ts'
import { agendaOf, loadMeeting, meetingsIn } from './meetings.ts'
import { tellDenied, tellRead } from './readings.ts'
import type { Store } from './store.ts'
import { rowsFor, seeing, sightOf, visible } from './visible.ts'

/** An item as somebody sees it; what others wrote is empty until they may read it, and null in a view that was sealed with a recusal. */
export type SeenItem = {
  item: MeetingItem
  found: Found
  standing: ItemStanding
  /** Why it cannot be deliberated on yet; null where it can, or was. */
  notReady: Refusal | null
  /** Who stays in the room for it; and, told to whoever chairs alone, who has to leave with the reason, and who finds nothing of the case here though nothing bars them. */
  staying: string[]
  outside: string[]
  leaving: { personId: string; why: string }[]
  written: string[]
  own: MeetingView | null
  mayWrite: boolean
  views: (Omit<MeetingView, 'opinion'> & { opinion: string | null })[]
  held: Deliberation | null
  recorders: string[]
}

/** The meetings somebody knows of: those to come first the next, those that are over first the last. Their items are read one meeting at a time. */
export async function meetingsFor(store: Store, who: Actor, when: 'coming' | 'past'): Promise<Meeting[]> {
  const known = (await meetingsIn(store, store.fresh, who.commission)).filter((m) => knowsOf(who, m) && (m.state === 'called') === (when === 'coming'))
  return when === 'coming' ? known.toSorted((one, other) => (`${one.on} ${one.time}` < `${other.on} ${other.time}` ? -1 : 1)) : known.toReversed()
}

/** One meeting, or null where it is not there for this person. */
export async function meetingFor(store: Store, who: Actor, id: string): Promise<Meeting | null> {
  const m = await loadMeeting(store, store.fresh, who.commission, id)
  if (m && knowsOf(who, m)) return m
  tellDenied(who, 'meeting', null)
  return null
}

/** The cases of an agenda that somebody may see, in its order; nothing of them is given, so it leaves no record. */
export async function agendaFor(store: Store, who: Actor, m: Meeting): Promise<MeetingItem[]> {
  const seen = await Promise.all(m.items.map(({ caseId }) => isSeen(store, who, caseId)))
  return m.items.filter((_item, n) => seen[n])
}

/** The agenda as somebody sees it. */
export async function itemsFor(store: Store, who: Actor, m: Meeting, moment: Moment): Promise<SeenItem[]> {
  const views = await viewsOf(store, m)
  const items: SeenItem[] = []
  for (const item of await agendaFor(store, who, m)) {
    const [found, whole] = [await find(store, who, item.caseId), await loadUnseen(store, store.fresh, who.commission, item.caseId)]
    if (!found || !whole) continue // kept from them between the two
    items.push(itemFor(who, m, item, found, whole.case, views, moment))
  }
  tellRead(who, 'meeting', items.map(({ item }) => item.caseId))
  return items
}

function itemFor(who: Actor, m: Meeting, item: MeetingItem, found: Found, whole: Found['case'], views: readonly MeetingView[], moment: Moment): SeenItem {
  const open = found.side === 'review'
  const standing = open ? standingOf(item, m, found) : 'gone'
  const own = lastViews(views, item.caseId)
  const people = [...new Set([...m.invited, ...own.map(({ personId }) => personId)])]
  const staying = people.filter((id) => staysFor(id, whole, moment))
  const isLed = chairs(who, m)
  const away = isLed ? people.filter((id) => !staying.includes(id)).map((personId) => ({ personId, why: leavesBecause(personId, whole, moment) })) : []
  const mine = own.find(({ personId }) => personId === who.personId) ?? null
  return {
    item, found, standing, staying, own: open ? mine : null,
    notReady: standing === 'waiting' ? notReadyBecause(found.case, moment) : null,
    leaving: away.flatMap(({ personId, why }) => (why === null ? [] : [{ personId, why }])),
    outside: away.flatMap(({ personId, why }) => (why === null ? [personId] : [])),
    written: open ? own.map(({ personId }) => personId) : [],
    mayWrite: isPending(item, m, found) && open && (m.invited.includes(who.personId) || isLed) && !standsDown(found.case, who.personId),
    // What somebody wrote who is kept from the case by now is sealed, as all they did before is.
    views: open && areTold(item, standing) ? own.map((view) => (staying.includes(view.personId) ? view : { ...view, opinion: null, dissent: null })) : [],
    held: open ? heldOn(item, m, found) : null,
    recorders: standing === 'open' ? recordersOf(whole, moment).map(({ personId }) => personId) : [],
  }
}

async function viewsOf({ t, fresh }: Store, { commission, id }: Meeting): Promise<MeetingView[]> {
  const rows = await fresh.select().from(t.meetingViews).where(and(eq(t.meetingViews.commission, commission), eq(t.meetingViews.meetingId, id))).orderBy(t.meetingViews.at, t.meetingViews.n)
  return rows.map(({ caseId, personId, n, opinion, dissent, at }) => ({ caseId, personId, n, opinion, dissent, at }))
}

/** With what the deliberation of a case begins, for whoever records it: from the meeting in which it is open; null where it is in none. */
export async function startFor(store: Store, who: Actor, found: Found, moment: Moment): Promise<(ReturnType<typeof startFrom> & { meeting: Meeting }) | null> {
  if (found.side !== 'review' || found.case.stage !== 'deliberating' || !recordersOf(found.case, moment).some(({ personId, role }) => personId === who.personId && role === who.role)) return null
  for (const meeting of await meetingsIn(store, store.fresh, who.commission, 'called')) {
    const item = meeting.items.find(({ caseId }) => caseId === found.case.id)
    if (!item || standingOf(item, meeting, found) !== 'open') continue
    tellRead(who, 'meeting', [found.case.id])
    return { meeting, ...startFrom(meeting, found, await viewsOf(store, meeting), who.personId, moment) }
  }
  return null
}

/** A case that could be put on an agenda: what is not ready yet says why, what is on one already which day that is. */
export type Candidate = { caseId: string; number: string; title: string; stage: Found['case']['stage']; bodyId: string; dueOn: string; notReady: Refusal | null; agendaOn: string | null; postponedOn: string | null }

const waiting = seeing('meeting_candidates', (db, t, sight) => {
  const f = rowsFor(t, sight)
  return db.select({ caseId: f.id, number: f.number, title: f.title, stage: f.stage, bodyId: f.bodyId, zoneId: f.zoneId, dueOn: f.dueOn }).from(f).where(and(visible(t, f, sight), inArray(f.stage, [...agendaStages]))).orderBy(f.dueOn, f.id)
})

/** The cases that whoever calls meetings could put on one, the most pressing first; empty for everybody else. */
export async function candidatesFor(store: Store, who: Actor, moment: Moment): Promise<Candidate[]> {
  const zoneId = callsFor(who)
  if (zoneId === undefined) return []
  const sight = sightOf(who)
  const rows = (await waiting(store, store.fresh, sight).execute(sight.values)).filter((row) => zoneId === null || row.zoneId === zoneId)
  const agenda = await agendaOf(store, store.fresh, who.commission, moment, new Set(rows.map(({ caseId }) => caseId)))
  const all = (await meetingsIn(store, store.fresh, who.commission)).filter((m) => knowsOf(who, m))
  const some: Candidate[] = []
  for (const { zoneId: _zone, ...row } of rows) {
    const whole = await loadUnseen(store, store.fresh, who.commission, row.caseId)
    if (!whole) continue
    const last = all.findLast((m) => m.items.some((item) => item.caseId === row.caseId))
    some.push({ ...row, notReady: notReadyBecause(whole.case, moment), agendaOn: agenda.get(row.caseId)?.on ?? null, postponedOn: last?.items.find((item) => item.caseId === row.caseId)?.postponed ? last.on : null })
  }
  tellRead(who, 'list', some.map(({ caseId }) => caseId))
  return some
}

/** Who would be invited where nobody is named, for whoever calls meetings. */
export const invitedBy = (who: Actor, moment: Moment): string[] => { const zoneId = callsFor(who); return zoneId === undefined ? [] : groupOf(zoneId, moment) }

/** Whether something written about these cases in a meeting is news to somebody; without cases it is to all who know of the meeting. Leaves no record. */
export async function isMeetingNewsTo(store: Store, who: Actor, meetingId: string, caseIds: readonly string[]): Promise<boolean> {
  const m = await loadMeeting(store, store.fresh, who.commission, meetingId)
  if (!m || !knowsOf(who, m)) return false
  for (const caseId of caseIds) if (await isSeen(store, who, caseId)) return true
  return caseIds.length === 0
}
