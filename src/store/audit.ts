/**
 * 审计链: one chain a commission. Each link hashes the link before it together with its own text, so that a change,
 * a removal or an insertion anywhere is found, and named by its number. Links of one commission are forged in
 * turn, because the head row is locked by its own upsert.
 */
import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { algorithm, canonical, digest } from './canonical.ts'
import { statement, type Db, type Store } from './store.ts'

/** What a link records: a step, a refusal, a reading of case content, signing in and out, roster and settings, leave to read. */
export type LinkKind = 'step' | 'refusal' | 'reading' | 'session' | 'roster' | 'settings' | 'leave'
export type Link = { commission: string; at: string; kind: LinkKind; body: Record<string, unknown> }
/** Where a chain ends. Whoever keeps a head elsewhere can show later that nothing before it was taken away. */
export type Head = { seq: number; hash: string }

const lock = statement('audit_lock', (db, t) =>
  db.insert(t.heads)
    .values({ commission: sql.placeholder('commission'), seq: 1, hash: '', steps: sql.placeholder('steps'), settings: sql.placeholder('settings') })
    .onConflictDoUpdate({ target: t.heads.commission, set: { seq: sql`${t.heads.seq} + 1`, steps: sql`${t.heads.steps} + excluded.steps`, settings: sql`${t.heads.settings} + excluded.settings` } })
    .returning({ seq: t.heads.seq, hash: t.heads.hash }))

const add = statement('audit_add', (db, t) =>
  db.insert(t.audit).values({
    commission: sql.placeholder('commission'), seq: sql.placeholder('seq'), at: sql.placeholder('at'), kind: sql.placeholder('kind'), algorithm,
    prev: sql.placeholder('prev'), hash: sql.placeholder('hash'), body: sql.placeholder('body'),
  }))

const advance = statement('audit_advance', (db, t) =>
  db.update(t.heads).set({ hash: sql`${sql.placeholder('hash')}` }).where(eq(t.heads.commission, sql.placeholder('commission'))))

/** Forges one link inside a transaction, and gives its number. */
export async function forge(store: Store, db: Db, { commission, at, kind, body }: Link): Promise<Head> {
  const [head] = await lock(store, db).execute({ commission, steps: kind === 'step' ? 1 : 0, settings: kind === 'roster' || kind === 'settings' ? 1 : 0 })
  if (!head) throw new Error('the chain has no head')
  const text = canonical({ ...body, commission, seq: head.seq, at, kind })
  const hash = digest(head.hash + text)
  await add(store, db).execute({ commission, seq: head.seq, at, kind, prev: head.hash, hash, body: text })
  await advance(store, db).execute({ commission, hash })
  return { seq: head.seq, hash }
}

/** Records what is no step: answered once it is durable, so that what cannot be recorded is not shown (P21). */
export const record = (store: Store, link: Link): Promise<Head> => store.tx((db) => forge(store, db, link))

const headRow = statement('audit_head', (db, t) => db.select().from(t.heads).where(eq(t.heads.commission, sql.placeholder('commission'))))

/** The head of a chain as committed, with the counts that say whether figures or settings must be read again. */
export async function headOf(store: Store, commission: string): Promise<Head & { steps: number; settings: number }> {
  const [head] = await headRow(store, store.fresh).execute({ commission })
  return head ?? { seq: 0, hash: '', steps: 0, settings: 0 }
}

/** One link as an auditor reads it. */
export type AuditRow = { seq: number; at: string; kind: string; algorithm: string; prev: string; hash: string; body: string }

/** Links after a number, in order. */
export const links = (store: Store, commission: string, after: number, limit: number): Promise<AuditRow[]> =>
  store.fresh.select().from(store.t.audit).where(and(eq(store.t.audit.commission, commission), gt(store.t.audit.seq, after))).orderBy(asc(store.t.audit.seq)).limit(limit)

/** The outcome of a check: the number of links, or the first that is wrong and why. */
export type ChainCheck = { ok: true; links: number } | { ok: false; seq: number; reason: string }

/** Walks a whole chain. `known` are heads kept elsewhere: they show a tail cut off or a file rolled back, which a chain alone cannot. */
export async function verifyChain(store: Store, commission: string, known: readonly Head[] = [], progress: (seq: number) => void = () => {}): Promise<ChainCheck> {
  const wrong = (seq: number, reason: string): ChainCheck => ({ ok: false, seq, reason })
  const exported = new Map(known.map((head) => [head.seq, head.hash]))
  const head = await headOf(store, commission)
  let [seq, prev] = [0, '']
  for (;;) {
    const page = await links(store, commission, seq, 1000)
    for (const link of page) {
      if (link.seq > head.seq) break // written since this walk began
      const next = seq + 1
      if (link.seq !== next) return wrong(next, `缺少第${next}条`)
      if (link.prev !== prev) return wrong(next, `第${next}条与前一条接不上`)
      if (digest(prev + link.body, link.algorithm) !== link.hash) return wrong(next, `第${next}条的内容与其杂凑值不符`)
      if (!bodyAgrees(link, commission)) return wrong(next, `第${next}条的时间或者类别被改过`)
      if (exported.has(next) && exported.get(next) !== link.hash) return wrong(next, `第${next}条与先前导出的链头不符`)
      ;[seq, prev] = [next, link.hash]
    }
    progress(seq)
    if (page.length < 1000 || seq >= head.seq) break
  }
  if (head.seq !== seq) return wrong(seq + 1, `链头为第${head.seq}条，链却只到第${seq}条`)
  const beyond = await beyondHead(store, commission)
  if (beyond !== null) return wrong(beyond, `链上有第${beyond}条，链头却没有到这一条`)
  if (head.hash !== prev) return wrong(seq, '链头与最后一条不符')
  const missing = known.find((one) => one.seq > seq)
  return missing ? wrong(seq + 1, `先前导出的链头为第${missing.seq}条，现在只有${seq}条`) : { ok: true, links: seq }
}

/** A link after the head, in one statement, so that writing meanwhile does not look like one. */
async function beyondHead({ t, fresh }: Store, commission: string): Promise<number | null> {
  const [link] = await fresh.select({ seq: t.audit.seq }).from(t.audit)
    .leftJoin(t.heads, eq(t.heads.commission, t.audit.commission))
    .where(and(eq(t.audit.commission, commission), sql`${t.audit.seq} > coalesce(${t.heads.seq}, 0)`)).orderBy(asc(t.audit.seq)).limit(1)
  return link?.seq ?? null
}

/** The columns beside the text say the same as the text. */
function bodyAgrees(link: AuditRow, commission: string): boolean {
  const body: unknown = JSON.parse(link.body)
  const has = (name: string, value: unknown) => typeof body === 'object' && body !== null && (body as Record<string, unknown>)[name] === value
  return has('seq', link.seq) && has('at', link.at) && has('kind', link.kind) && has('commission', commission)
}
