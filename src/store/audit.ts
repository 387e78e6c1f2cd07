/**
 * 审计链: one chain a commission. Each link hashes the link before it together with its own text, so that a change,
 * a removal or an insertion anywhere is found, and named by its number. Links of one commission are forged in
 * turn, because the head row is locked by its own upsert. A link says who did what to which case, never what stands
 * in the case: that is covered by its hash, so that the audit administrator can read and check all of it (B25).
 */
import { readFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { algorithm, canonical, digest } from './canonical.ts'
import { rowsLeft, type RowLeft } from './coverage.ts'
import { statement } from './prepared.ts'
import type { Db, Store } from './store.ts'

/**
 * What a link records: a step, a refusal, a reading of case content, something asked for that was not there to be
 * seen, signing in and out, roster and settings, what is proposed to be granted, leave to read, an entry in the register
 * of interference, a file attached or withdrawn, a paper signed or sealed, a step of a quality check or of a meeting, an export of the chain itself, of a ledger or of
 * a dossier, and an import of old cases.
 */
export const linkKinds = ['step', 'refusal', 'reading', 'denied', 'session', 'roster', 'settings', 'grant', 'leave', 'interference', 'attachment', 'signature', 'quality', 'meeting', 'export', 'import'] as const
export type LinkKind = (typeof linkKinds)[number]
export type Link = { commission: string; at: string; kind: LinkKind; body: Record<string, unknown> }
/** Where a chain ends. Whoever keeps a head elsewhere can show later that nothing before it was taken away. */
export type Head = { seq: number; hash: string }

const given = sql.placeholder

const lock = statement('audit_lock', (db, t) =>
  db.insert(t.heads)
    .values({ commission: given('commission'), seq: given('links'), hash: '', steps: given('steps'), settings: given('settings') })
    .onConflictDoUpdate({ target: t.heads.commission, set: { seq: sql`${t.heads.seq} + excluded.seq`, steps: sql`${t.heads.steps} + excluded.steps`, settings: sql`${t.heads.settings} + excluded.settings` } })
    .returning({ seq: t.heads.seq, hash: t.heads.hash, at: t.heads.at }))

const add = statement('audit_add', (db, t) =>
  db.insert(t.audit).values({
    commission: given('commission'), seq: given('seq'), at: given('at'), kind: given('kind'), algorithm,
    prev: given('prev'), hash: given('hash'), body: given('body'),
  }))

const advance = statement('audit_advance', (db, t) =>
  db.update(t.heads).set({ hash: sql`${given('hash')}`, at: sql`${given('at')}` }).where(eq(t.heads.commission, given('commission'))))

/** A link but for its number: what can be written before its turn has come. */
export type Draft = { at: string; kind: LinkKind; rest: string }

/** A machine since it was started: steady readings of its clock can be compared with each other only. */
const boot = bootId()

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)
  } catch {
    return randomBytes(4).toString('hex') // elsewhere than on Linux: this process since it was started
  }
}

/** Writes a link but for its number. `mono` is what a clock that nobody can set says, in milliseconds (P22). */
export const draft = ({ commission, at, kind, body }: Link): Draft =>
  ({ at, kind, rest: canonical({ ...body, commission, at, kind, boot, mono: Number(process.hrtime.bigint() / 1_000_000n) }).slice(1) })

/** Forges one link inside a transaction, after all that the transaction writes, and gives its number. */
export const forge = async (store: Store, db: Db, link: Link): Promise<Head> => forgeAll(store, db, link.commission, [draft(link)], await rowsLeft(store, db))

/** Forges some links of a commission in turn, with one change of its head. `rows` are written into the first. */
export async function forgeAll(store: Store, db: Db, commission: string, drafts: readonly Draft[], rows: readonly RowLeft[] = []): Promise<Head> {
  const count = (...kinds: LinkKind[]) => drafts.reduce((sum, { kind }) => sum + (kinds.includes(kind) ? 1 : 0), 0)
  const [head] = await lock(store, db).execute({ commission, links: drafts.length, steps: count('step'), settings: count('roster', 'settings') })
  if (!head) throw new Error('the chain has no head')
  let { hash: prev, at: before } = head
  let seq = head.seq - drafts.length
  for (const [n, { at, kind, rest }] of drafts.entries()) {
    seq++
    const behind = secondsBack(before, at)
    const body = `{"seq":${seq},${behind > steadySeconds ? `"behind":${behind},` : ''}${n === 0 && rows.length > 0 ? `"rows":${canonical(rows)},` : ''}${rest}`
    const hash = digest(prev + body)
    await add(store, db).execute({ commission, seq, at, kind, prev, hash, body })
    ;[prev, before] = [hash, at]
  }
  await advance(store, db).execute({ commission, hash: prev, at: before })
  return { seq, hash: prev }
}

/** Requests end in another order than they begin; more than that is a clock that was set back, or an act that was back-dated (H12). */
export const steadySeconds = 60

/** By how many seconds a link lies before the link before it. */
export const secondsBack = (before: string | null, at: string): number => (before === null || at >= before ? 0 : Math.round((Date.parse(before) - Date.parse(at)) / 1000))

/** Records what is no step: answered once it is durable, so that what cannot be recorded is not shown (P21). */
export const record = (store: Store, link: Link): Promise<Head> => store.tx((db) => forge(store, db, link))

const headRow = statement('audit_head', (db, t) => db.select().from(t.heads).where(eq(t.heads.commission, given('commission'))))

/** The head of a chain as committed, with the counts that say whether figures or settings must be read again. */
export async function headOf(store: Store, commission: string): Promise<Head & { at: string | null; steps: number; settings: number }> {
  const [head] = await headRow(store, store.fresh).execute({ commission })
  return head ?? { seq: 0, hash: '', at: null, steps: 0, settings: 0 }
}

/** The commissions that have a chain here, in order. */
export const chains = async ({ t, fresh }: Store): Promise<string[]> =>
  (await fresh.select({ commission: t.heads.commission }).from(t.heads).orderBy(asc(t.heads.commission))).map(({ commission }) => commission)

/** One link as an auditor reads it. */
export type AuditRow = { seq: number; at: string; kind: string; algorithm: string; prev: string; hash: string; body: string }

/** The columns of a link as an auditor reads it. */
export const linkColumns = ({ audit: { seq, at, kind, algorithm: by, prev, hash, body } }: Store['t']) => ({ seq, at, kind, algorithm: by, prev, hash, body })

/** Links after a number, in order. */
export const links = (store: Store, commission: string, after: number, limit: number): Promise<AuditRow[]> =>
  store.fresh.select().from(store.t.audit).where(and(eq(store.t.audit.commission, commission), gt(store.t.audit.seq, after))).orderBy(asc(store.t.audit.seq)).limit(limit)

/** The link with a number, or null. */
export async function linkAt({ t, fresh }: Store, commission: string, seq: number): Promise<AuditRow | null> {
  const [row] = await fresh.select().from(t.audit).where(and(eq(t.audit.commission, commission), eq(t.audit.seq, seq)))
  return row ?? null
}

/** The link that a step left. */
export async function linkOfStep({ t, fresh }: Store, commission: string, caseId: string, version: number): Promise<AuditRow> {
  const [row] = await fresh.select({ link: t.audit }).from(t.caseEntries)
    .innerJoin(t.audit, and(eq(t.audit.commission, t.caseEntries.commission), eq(t.audit.seq, t.caseEntries.seq)))
    .where(and(eq(t.caseEntries.commission, commission), eq(t.caseEntries.caseId, caseId), eq(t.caseEntries.version, version)))
  if (!row) throw new Error(`entry ${version} of ${caseId} has no link`)
  return row.link
}

/** An id that a client sent, as a link may keep it: null where it does not look like one, for then it may be anything. */
export const idAsked = (id: string | null): string | null => (id !== null && /^[\w:.-]{1,80}$/.test(id) ? id : null)

/** The text of a link, read; null where it is none. */
export function bodyOf({ body }: { body: string }): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(body)
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Record<string, unknown>) : null
  } catch {
    return null
  }
}
