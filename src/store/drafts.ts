/**
 * 暂存: what somebody has filled in for a step and not yet sent, kept as it is typed, so that signing out loses no word.
 * It is theirs alone, in the seat in which they began; out of sight with the case; and gone once the step is taken.
 */
import { and, asc, count, eq, not, sql } from 'drizzle-orm'
import type { Refusal } from '../review/case.ts'
import type { Actor } from '../review/people.ts'
import { no } from '../review/refusal.ts'
import type { StepName } from '../review/steps/index.ts'
import { isSeen } from './cases.ts'
import { tellDenied, tellRead } from './readings.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables.ts'
import { rowsFor, seeing, sightOf, visible } from './visible.ts'

/** The form of which step of which case; null for a case that is not begun yet. */
export type Drafted = { caseId: string | null; step: StepName }
/** `version` is that of the case when the form was opened, `filled` what the page keeps (JSON). */
export type StepDraft = Drafted & { version: number; filled: string; savedAt: string }
/** A form as it is listed: without what is in it. */
export type Unfinished = Drafted & { number: string | null; title: string; savedAt: string }

/** So many forms are kept for one person at most. */
const mostDrafts = 100

const seatOf = ({ role, bodyId, zoneId }: Actor): string => [role, bodyId ?? '', zoneId ?? ''].join(' ')
const keyOf = (who: Actor, { caseId, step }: Drafted) => ({ commission: who.commission, personId: who.personId, caseId: caseId ?? '', step, seat: seatOf(who) })
const isOf = ({ t }: Store, key: ReturnType<typeof keyOf>) =>
  and(eq(t.stepDrafts.commission, key.commission), eq(t.stepDrafts.personId, key.personId), eq(t.stepDrafts.caseId, key.caseId), eq(t.stepDrafts.step, key.step), eq(t.stepDrafts.seat, key.seat))

const noSuchCase: Refusal = { code: 'NO_SUCH_CASE', message: '没有找到该案件' }

/** Whether the case of a form may be seen; told as denied where not. */
async function isThere(store: Store, who: Actor, { caseId }: Drafted): Promise<boolean> {
  if (caseId === null || (await isSeen(store, who, caseId))) return true
  tellDenied(who, 'case', caseId)
  return false
}

/** One's own form as it was kept, or null: of a case that is hidden or missing there is none. */
export async function draftOf(store: Store, who: Actor, drafted: Drafted): Promise<StepDraft | null> {
  if (!(await isThere(store, who, drafted))) return null
  const [row] = await store.fresh.select().from(store.t.stepDrafts).where(and(isOf(store, keyOf(who, drafted)), not(taken(store.t))))
  if (row && drafted.caseId !== null) tellRead(who, 'case', [drafted.caseId])
  return row ? { ...drafted, version: row.version, filled: row.filled, savedAt: row.savedAt } : null
}

/**
 * Keeps a form. `after` is when it was kept last as far as this window knows, null for not at all: what another window
 * has kept meanwhile is not written over.
 */
export async function keepDraft(store: Store, who: Actor, draft: Omit<StepDraft, 'savedAt'>, after: string | null, at: string): Promise<{ savedAt: string } | { refusals: Refusal[] }> {
  if (!(await isThere(store, who, draft))) return { refusals: [noSuchCase] }
  const { t } = store
  const key = keyOf(who, draft)
  return store.tx(async (db) => {
    await db.delete(t.stepDrafts).where(and(eq(t.stepDrafts.commission, who.commission), eq(t.stepDrafts.personId, who.personId), taken(t)))
    const [before] = await db.select({ savedAt: t.stepDrafts.savedAt }).from(t.stepDrafts).where(isOf(store, key))
    if ((before?.savedAt ?? null) !== after) return { refusals: [no('DRAFT_ELSEWHERE', '这一步您在另一个窗口里也填写过，这里填写的没有暂存：请先关掉其中一个窗口')] }
    const [kept] = await db.select({ n: count() }).from(t.stepDrafts).where(and(eq(t.stepDrafts.commission, who.commission), eq(t.stepDrafts.personId, who.personId)))
    if (!before && (kept?.n ?? 0) >= mostDrafts) return { refusals: [no('TOO_MANY_DRAFTS', `您暂存的填写已有${mostDrafts}份，没有再暂存：请先办完或者删除几份`)] }
    const said = { version: draft.version, filled: draft.filled, savedAt: at }
    await db.insert(t.stepDrafts).values({ ...key, ...said }).onConflictDoUpdate({ target: [t.stepDrafts.commission, t.stepDrafts.personId, t.stepDrafts.caseId, t.stepDrafts.step, t.stepDrafts.seat], set: said })
    return { savedAt: at }
  })
}

/** Throws a form of one's own away; there need not be one. */
export const dropDraft = async (store: Store, who: Actor, drafted: Drafted): Promise<void> => { await store.tx((db) => db.delete(store.t.stepDrafts).where(isOf(store, keyOf(who, drafted)))) }

/** Whether the step of a form was taken by whoever filled it in, after it was kept: said by the log, so that no step has to clear anything away. */
const taken = ({ stepDrafts: d, caseEntries: e }: Tables) => sql`exists (select 1 from ${e} where ${e.commission} = ${d.commission} and ${e.by} = ${d.personId} and ${e.step} = ${d.step} and ${e.at} >= ${d.savedAt} and (${d.caseId} = '' or ${e.caseId} = ${d.caseId}))`

const given = sql.placeholder
const listed = seeing('drafts_seen', (db, t, sight) => {
  const f = rowsFor(t, sight)
  return db.select({ caseId: t.stepDrafts.caseId, step: t.stepDrafts.step, savedAt: t.stepDrafts.savedAt, number: f.number, title: f.title }).from(t.stepDrafts)
    .innerJoin(f, and(eq(f.commission, t.stepDrafts.commission), eq(f.id, t.stepDrafts.caseId)))
    .where(and(eq(t.stepDrafts.personId, given('personId')), eq(t.stepDrafts.seat, given('seat')), not(taken(t)), visible(t, f, sight))).orderBy(asc(t.stepDrafts.savedAt))
})

/** One's own forms of the cases one sees, and of one not begun yet; the one kept last comes first. */
export async function draftsOf(store: Store, who: Actor): Promise<Unfinished[]> {
  const sight = sightOf(who)
  const { t } = store
  const [ofCases, others] = await Promise.all([
    listed(store, store.fresh, sight).execute({ ...sight.values, personId: who.personId, seat: seatOf(who) }),
    store.fresh.select({ step: t.stepDrafts.step, savedAt: t.stepDrafts.savedAt }).from(t.stepDrafts).where(and(eq(t.stepDrafts.commission, who.commission), eq(t.stepDrafts.personId, who.personId), eq(t.stepDrafts.caseId, ''), eq(t.stepDrafts.seat, seatOf(who)), not(taken(t)))),
  ])
  tellRead(who, 'list', [...new Set(ofCases.map((one) => one.caseId))])
  const bare = who.role === 'caseManager'
  return [...ofCases.map((one) => ({ ...one, title: bare ? '' : one.title })), ...others.map((one) => ({ ...one, caseId: null, number: null, title: '' }))]
    .sort((one, other) => (one.savedAt < other.savedAt ? 1 : -1))
}
