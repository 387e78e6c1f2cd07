/**
 * Changing meetings (集体审议会议): load, decide, keep. One transaction holds the row, its entry with the operation key, and the link
 * of the chain; a refusal changes nothing and leaves a link too. Links say who did what to which meeting and about which cases;
 * what somebody wrote is covered by the hash of its row.
 */
import { randomBytes } from 'node:crypto'
import { and, desc, eq } from 'drizzle-orm'
import type { Refusal } from '../review/case.ts'
import { chairs, isPending, knowsOf, seatsOf, type Meeting, type MeetingScene, type MeetingView, type OnAgenda } from '../review/meeting.ts'
import { actOnMeeting, callRefusals, called, meetingSteps, viewRefusals, type Call, type MeetingPayload, type MeetingStepName } from '../review/meeting-steps.ts'
import type { Actor } from '../review/people.ts'
import { no } from '../review/refusal.ts'
import type { Moment } from '../review/step.ts'
import { maySee, seenBy, seenFrom } from '../review/visibility.ts'
import { forge, idAsked } from './audit.ts'
import { canonical, digest } from './canonical.ts'
import { load, loadUnseen } from './cases.ts'
import { impostor } from './grants.ts'
import { inTurn, staffOf } from './staff.ts'
import { isTaken, type Db, type Store } from './store.ts'

export type MeetingOutcome = { meetingId: string } | { refusals: Refusal[] }
type Asking = { who: Actor; moment: Moment; operationKey: string }
/** What somebody asks for; `version` is that of the meeting as they saw it. */
export type MeetingOrder<Name extends MeetingStepName> = Asking & { meetingId: string; version: number; step: Name; payload: MeetingPayload<Name> }
/** What somebody writes for an item, for the n-th time. */
export type ViewWritten = Pick<MeetingView, 'caseId' | 'opinion' | 'dissent' | 'n'>

/** 召集会议. */
export const callMeeting = (store: Store, { call, ...asking }: Asking & { call: Call }): Promise<MeetingOutcome> =>
  answer(store, asking, { step: 'call', meetingId: null }, call, async (db, requestHash) => {
    const { moment } = asking
    const scene = await sceneOf(store, db, asking, call.caseIds)
    const refusals = callRefusals(call, scene)
    if (refusals.length > 0) return { refusals }
    const meeting = called(`${Date.parse(moment.at).toString(36)}${randomBytes(6).toString('hex')}`, call, scene)
    const { id: meetingId, commission, calledBy } = meeting
    await db.insert(store.t.meetings).values({ commission, id: meetingId, calledBy, ...columnsOf(meeting) })
    await addEntry(store, db, asking, { requestHash, meetingId, n: 1, step: 'call', payload: call })
    return kept(store, db, asking, meetingId, 'call', call.caseIds)
  })

/** Takes a step on a meeting, or says why not. */
export const takeOnMeeting = <Name extends MeetingStepName>(store: Store, { meetingId, version, step, payload, ...asking }: MeetingOrder<Name>): Promise<MeetingOutcome> =>
  answer(store, asking, { step, meetingId }, { version, payload }, async (db, requestHash) => {
    const { who } = asking
    const m = await loadMeeting(store, db, who.commission, meetingId)
    if (!m || !knowsOf(who, m)) return noSuchMeeting
    if (chairs(who, m) && m.version !== version) return { refusals: [no('STALE', '这次会议已经有了新的变更，请刷新后再办')] }
    const named = casesIn(payload)
    const outcome = actOnMeeting(m, step, payload, await sceneOf(store, db, asking, [...m.items.map(({ caseId }) => caseId), ...named]))
    if ('refusals' in outcome) return outcome
    const { meeting, entry: { n } } = outcome
    await db.update(store.t.meetings).set(columnsOf(meeting)).where(and(eq(store.t.meetings.commission, who.commission), eq(store.t.meetings.id, meetingId)))
    await addEntry(store, db, asking, { requestHash, meetingId, n, step, payload })
    return kept(store, db, asking, meetingId, step, named)
  })

/** Keeps what somebody wrote for an item, beside what they wrote before. */
export const writeView = (store: Store, { meetingId, view, ...asking }: Asking & { meetingId: string; view: ViewWritten }): Promise<MeetingOutcome> =>
  answer(store, asking, { step: 'view', meetingId }, view, async (db, requestHash) => {
    const { who, moment, operationKey } = asking
    const m = await loadMeeting(store, db, who.commission, meetingId)
    if (!m || !knowsOf(who, m)) return noSuchMeeting
    const { t } = store
    const of = { commission: who.commission, meetingId, caseId: view.caseId, personId: who.personId }
    const [before] = await db.select().from(t.meetingViews).where(and(eq(t.meetingViews.commission, of.commission), eq(t.meetingViews.meetingId, meetingId), eq(t.meetingViews.caseId, of.caseId), eq(t.meetingViews.personId, of.personId))).orderBy(desc(t.meetingViews.n)).limit(1)
    const refusals = viewRefusals(m, view, before ?? null, await sceneOf(store, db, asking, [view.caseId]))
    if (refusals.length > 0) return { refusals }
    await db.insert(t.meetingViews).values({ ...of, n: view.n, operationKey, requestHash, opinion: view.opinion, dissent: view.dissent, at: moment.at })
    return kept(store, db, asking, meetingId, 'view', [view.caseId])
  })

const noSuchMeeting: { refusals: Refusal[] } = { refusals: [no('NO_SUCH_MEETING', '没有找到这次会议')] }
const columnsOf = (m: Meeting) => ({ state: m.state, on: m.on, doc: canonical(m) })

/** The cases that a payload names. */
function casesIn(payload: unknown): string[] {
  const { caseId, caseIds } = payload as { caseId?: string; caseIds?: string[] }
  return [...(caseId === undefined ? [] : [caseId]), ...(caseIds ?? [])]
}

/** Links what was written, and lets those hear of it who may know: of a case whoever may see it, of the meeting all who know of it. */
async function kept(store: Store, db: Db, { who, moment }: Asking, meetingId: string, event: MeetingStepName | 'call' | 'view', cases: readonly string[]): Promise<{ meetingId: string }> {
  const { commission, personId: by, role } = who
  await forge(store, db, { commission, at: moment.at, kind: 'meeting', body: { event: events[event], meetingId, by, role, ...(cases.length > 0 ? { cases } : {}) } })
  await store.publish(db, 'meetings', `${commission}:${meetingId}:${cases.join(',')}`)
  return { meetingId }
}

/** What links call the steps of a meeting. */
export const events = { call: 'meetingCalled', view: 'meetingViewWritten', ...(Object.fromEntries(Object.keys(meetingSteps).map((name) => [name, `meeting${name[0]?.toUpperCase()}${name.slice(1)}`])) as Record<MeetingStepName, string>) }

/** A meeting whoever asks: `knowsOf` says whether they may. */
export async function loadMeeting({ t }: Store, db: Db, commission: string, id: string): Promise<Meeting | null> {
  const [row] = await db.select({ doc: t.meetings.doc }).from(t.meetings).where(and(eq(t.meetings.commission, commission), eq(t.meetings.id, id)))
  return row ? (JSON.parse(row.doc) as Meeting) : null
}

/** The meetings of a state, whoever asks, by day. */
export async function meetingsIn({ t }: Store, db: Db, commission: string, state?: Meeting['state']): Promise<Meeting[]> {
  const rows = await db.select({ doc: t.meetings.doc }).from(t.meetings).where(and(eq(t.meetings.commission, commission), ...(state === undefined ? [] : [eq(t.meetings.state, state)]))).orderBy(t.meetings.on, t.meetings.id)
  return rows.map(({ doc }) => JSON.parse(doc) as Meeting)
}

/**
 * The cases that are on an agenda, and of which meeting. Where nobody who chairs the meeting may see the case any more, it is on none:
 * somebody else has to deliberate on it.
 */
export async function agendaOf(store: Store, db: Db, commission: string, moment: Moment, caseIds: ReadonlySet<string>): Promise<Map<string, Meeting>> {
  const on = new Map<string, Meeting>()
  for (const m of await meetingsIn(store, db, commission, 'called'))
    for (const item of m.items.filter(({ caseId }) => caseIds.has(caseId))) {
      const found = await loadUnseen(store, db, commission, item.caseId)
      if (!found || !isPending(item, m, seenFromReview(found))) continue
      const chair = moment.roster.people.flatMap((person) => seatsOf(person, commission, moment)).filter((seat) => chairs(seat, m))
      if (chair.some((seat) => maySee(seat, found.case))) on.set(item.caseId, m)
    }
  return on
}

/** How a case and its log stand for those who review: items are told by what that side sees. */
const seenFromReview = ({ case: c, log }: { case: OnAgenda['case']; log: OnAgenda['log'] }): OnAgenda => seenFrom('review', c, log)

async function sceneOf(store: Store, db: Db, { who, moment }: Asking, caseIds: readonly string[]): Promise<MeetingScene> {
  const seen = new Map<string, OnAgenda>()
  for (const id of new Set(caseIds)) {
    const found = await load(store, db, who, id)
    const one = found && seenBy(who, found.case, found.log)
    if (one) seen.set(id, one)
  }
  const agenda = await agendaOf(store, db, who.commission, moment, new Set(seen.keys()))
  const { on, at, policy, roster } = moment
  return { who, on, at, policy, roster, caseOf: (id) => seen.get(id) ?? null, elsewhere: (id) => agenda.get(id) ?? null }
}

const addEntry = (store: Store, db: Db, { who, moment, operationKey }: Asking, { payload, ...entry }: { requestHash: string; meetingId: string; n: number; step: MeetingStepName | 'call'; payload: unknown }) =>
  db.insert(store.t.meetingEntries).values({ ...entry, operationKey, commission: who.commission, by: who.personId, role: who.role, on: moment.on, at: moment.at, payload: canonical(payload) })

/** What is common: the first answer where the operation was carried out already, whether they hold the post, and a link for each refusal. */
async function answer(store: Store, { who, moment, operationKey }: Asking, { step, meetingId }: { step: MeetingStepName | 'call' | 'view'; meetingId: string | null }, asked: unknown, work: (db: Db, requestHash: string) => Promise<MeetingOutcome>): Promise<MeetingOutcome> {
  const { t } = store
  const { commission, personId, role, zoneId } = who
  const requestHash = digest(canonical({ step, meetingId, asked, personId, role, zoneId }))
  for (let tries = 1; ; tries++)
    try {
      return await store.tx(async (db) => {
        await inTurn(store, db, commission) // the same sent twice at once: the second finds the first
        const [entry] = await db.select({ meetingId: t.meetingEntries.meetingId, requestHash: t.meetingEntries.requestHash }).from(t.meetingEntries).where(and(eq(t.meetingEntries.commission, commission), eq(t.meetingEntries.by, personId), eq(t.meetingEntries.operationKey, operationKey)))
        const [view] = await db.select({ meetingId: t.meetingViews.meetingId, requestHash: t.meetingViews.requestHash }).from(t.meetingViews).where(and(eq(t.meetingViews.commission, commission), eq(t.meetingViews.personId, personId), eq(t.meetingViews.operationKey, operationKey)))
        const used = entry ?? view
        if (used && used.requestHash === requestHash) return { meetingId: used.meetingId }
        const barred = used ? [no('OPERATION_KEY_REUSED', '这个操作编号已用于另一项操作，请刷新后重试')] : impostor(await staffOf(store, db, commission, moment.at), who, moment.on)
        const outcome = barred.length > 0 ? { refusals: barred } : await work(db, requestHash)
        if ('refusals' in outcome) await forge(store, db, { commission, at: moment.at, kind: 'refusal', body: { event: events[step], meetingId: idAsked(meetingId), by: personId, role, codes: outcome.refusals.map(({ code }) => code) } })
        return outcome
      })
    } catch (error) {
      if (tries > 3 || !isTaken(error)) throw error
    }
}
