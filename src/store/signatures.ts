/** 签名、用印: who signed which paper in which capacity, with what was signed to the letter. Every row leaves a link, by hashes, without a word of the paper. */
import { createHash, randomBytes } from 'node:crypto'
import { and, asc, eq, gt } from 'drizzle-orm'
import type { Refusal } from '../review/case.ts'
import type { Actor } from '../review/people.ts'
import { no } from '../review/refusal.ts'
import { capacityFor, eyesOn, signedFor, type Eyes, type MadePaper, type PaperMaker, type Signature, type SignatureKind, type Signed } from '../review/signing.ts'
import type { Moment } from '../review/step.ts'
import { seenFrom, sideFor, type Seen } from '../review/visibility.ts'
import { forge, idAsked } from './audit.ts'
import { canonical, digest } from './canonical.ts'
import { load, type Found } from './cases.ts'
import { wholeThen, type Past } from './past.ts'
import { momentsOf, type MomentOf } from './settings.ts'
import type { Stored } from './keep.ts'
import { inTurn } from './staff.ts'
import type { Db, Store } from './store.ts'

type Asking = { who: Actor; moment: Moment; papers: PaperMaker }
/** What somebody signs: the paper by its key, as they read it, which the hash says. */
export type ToSign = { caseId: string; key: string; hash: string; kind: SignatureKind }
export type SigningOutcome = { signed: Signed } | { refusals: Refusal[] }

const noSuchCase: Refusal = { code: 'NO_SUCH_CASE', message: '没有找到该案件' }
const noSuchPaper: Refusal = { code: 'NO_SUCH_PAPER', message: '没有找到这份文书，或者您不能查看', field: 'key' }

/** A case as somebody sees it, with its papers, and what else is needed to say what they read of signatures. */
type Read = { seen: Seen; now: MadePaper[]; eyes: Eyes }

function readAs(found: Stored, who: Actor, papers: PaperMaker, momentOf: MomentOf): Read {
  const seen = seenFrom(sideFor(who, found.case), found.case, found.log)
  return { seen, now: papers.of(seen), eyes: eyesOn(found, momentOf, papers) }
}

const signedIn = ({ seen, now, eyes }: Read, rows: readonly Signature[]): Signed[] => signedFor(seen.side, seen, now, rows, eyes)

/**
 * Signs a paper, or puts on record that it was sealed. What is signed is the paper as the signer sees it now: where that is
 * not what they read, it is refused. Its text is kept. A repeated operation key gives the first answer; a refusal leaves a link.
 */
export async function sign(store: Store, { who, moment, papers }: Asking, asked: ToSign, operationKey: string): Promise<SigningOutcome> {
  const { t } = store
  const { commission } = who
  const momentOf = await momentsOf(store, commission)
  const requestHash = digest(canonical(asked))
  return store.tx(async (db): Promise<SigningOutcome> => {
    const refused = async (refusals: Refusal[], caseId: string): Promise<SigningOutcome> => {
      await forge(store, db, { commission, at: moment.at, kind: 'refusal', body: { signing: asked.kind, caseId: idAsked(caseId), by: who.personId, role: who.role, codes: refusals.map(({ code }) => code) } })
      return { refusals }
    }
    await inTurn(store, db, commission)
    const found = await load(store, db, who, asked.caseId)
    if (!found) return refused([noSuchCase], asked.caseId)
    const rows = await rowsOf(store, db, commission, asked.caseId)
    const read = readAs(found, who, papers, momentOf)
    const [used] = await db.select({ id: t.signatures.id, requestHash: t.signatures.requestHash }).from(t.signatures).where(and(eq(t.signatures.commission, commission), eq(t.signatures.by, who.personId), eq(t.signatures.operationKey, operationKey)))
    const again = used?.requestHash === requestHash ? signedIn(read, rows).find(({ id }) => id === used.id) : undefined
    if (again) return { signed: again }
    if (used) return refused([no('OPERATION_KEY_REUSED', '这个操作编号已用于另一项操作，请刷新后重试')], asked.caseId)
    const paper = read.now.find(({ key }) => key === asked.key)
    if (!paper) return refused([noSuchPaper], asked.caseId)
    const word = asked.kind === 'seal' ? '用印' : '签名'
    if (paper.hash !== asked.hash) return refused([no('PAPER_CHANGED', `“${paper.title}”的内容在您打开以后变了，请重新阅读后再${word}`, undefined, 'hash')], asked.caseId)
    const own = capacityFor(read.seen.case, paper, asked.kind, signedIn(read, rows), who, moment)
    if ('refusal' in own) return refused([own.refusal], asked.caseId)
    const made: Signature = {
      id: randomBytes(12).toString('hex'), caseId: asked.caseId, form: paper.form, key: paper.key, hash: paper.hash, content: paper.content, kind: asked.kind, capacity: own.capacity,
      version: found.log.length, by: who.personId, role: who.role, at: moment.at,
    }
    const isKept = and(eq(t.signedTexts.commission, commission), eq(t.signedTexts.caseId, asked.caseId), eq(t.signedTexts.hash, paper.hash))
    if ((await db.select({ hash: t.signedTexts.hash }).from(t.signedTexts).where(isKept)).length === 0) await db.insert(t.signedTexts).values({ commission, caseId: asked.caseId, hash: paper.hash, text: paper.text })
    await db.insert(t.signatures).values({ ...made, commission, operationKey, requestHash })
    const { id, caseId, key, hash, kind, capacity } = made
    await forge(store, db, { commission, at: moment.at, kind: 'signature', body: { event: kind === 'seal' ? 'sealed' : 'signed', by: who.personId, role: who.role, bodyId: who.bodyId, zoneId: who.zoneId, caseId, signature: id, paper: key, content: hash, capacity } })
    return { signed: { ...made, kept: made.hash, stale: false } }
  })
}

/**
 * The signatures on the papers of a case that somebody may read, oldest first; none where the case is hidden or missing. A
 * paper that a side counts otherwise has the key and the hash that it has for that side: the other key would tell what is hidden.
 * With `then`, the case as it stood, those that were there by then.
 */
export async function signaturesOf(store: Store, who: Actor, caseId: string, papers: PaperMaker, then?: Found): Promise<Signed[]> {
  const rows = await rowsOf(store, store.fresh, who.commission, caseId)
  const found = rows.length === 0 ? null : await load(store, store.fresh, who, caseId)
  if (!found) return []
  const momentOf = await momentsOf(store, who.commission)
  const now = signedIn(readAs(found, who, papers, momentOf), rows)
  const signed = then?.past ? await signedThen(store, found, { ...then, past: then.past }, papers, rows.filter(({ id }) => now.some((one) => one.id === id))) : now
  const counted = new Map(rows.map(({ id, key }) => [id, key]))
  return Promise.all(signed.map(async (one) => (one.key === counted.get(one.id) ? one : { ...one, hash: papers.under(await textOf(store, who, one), one.key).hash })))
}

/** Of the signatures that somebody reads today, those that were put by then, held against what the papers said then. */
async function signedThen(store: Store, found: Stored, then: Found & { past: Past }, papers: PaperMaker, rows: readonly Signature[]): Promise<Signed[]> {
  const eyes = eyesOn(await wholeThen(store, found.case, found, then.past.length), await momentsOf(store, found.case.commission), papers)
  return signedIn({ seen: then, now: papers.of(then), eyes }, rows.filter(({ at }) => at <= then.past.at))
}

/** What these signatures were put under, to the letter, by hash. They come from `signaturesOf`, so whoever asks may read them. */
export async function signedTexts(store: Store, who: Actor, signed: readonly Signed[], papers: PaperMaker): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  for (const one of signed) {
    if (texts.has(one.hash)) continue
    const text = await textOf(store, who, one)
    texts.set(one.hash, one.hash === one.kept ? text : papers.under(text, one.key).text)
  }
  return texts
}

async function textOf({ t, fresh }: Store, { commission }: Actor, { caseId, kept }: Signed): Promise<string> {
  const [row] = await fresh.select({ text: t.signedTexts.text }).from(t.signedTexts).where(and(eq(t.signedTexts.commission, commission), eq(t.signedTexts.caseId, caseId), eq(t.signedTexts.hash, kept)))
  if (!row) throw new Error(`what was signed as ${kept} is not there`)
  return row.text
}

async function rowsOf({ t }: Store, db: Db, commission: string, caseId: string): Promise<Signature[]> {
  const rows = await db.select().from(t.signatures).where(and(eq(t.signatures.commission, commission), eq(t.signatures.caseId, caseId))).orderBy(asc(t.signatures.at), asc(t.signatures.id))
  return rows.map(({ commission: _commission, operationKey: _key, requestHash: _hash, ...row }) => row)
}

/** Kept texts that are not what was signed: each gives its hash again. Named by case and paper. */
export async function signedFaults({ t, fresh }: Store, commission: string): Promise<string[]> {
  const faults: string[] = []
  for (let after = ''; ; ) {
    const page = await fresh.select({ id: t.signatures.id, number: t.cases.number, key: t.signatures.key, hash: t.signatures.hash, text: t.signedTexts.text }).from(t.signatures)
      .innerJoin(t.cases, and(eq(t.cases.commission, t.signatures.commission), eq(t.cases.id, t.signatures.caseId)))
      .leftJoin(t.signedTexts, and(eq(t.signedTexts.commission, t.signatures.commission), eq(t.signedTexts.caseId, t.signatures.caseId), eq(t.signedTexts.hash, t.signatures.hash)))
      .where(and(eq(t.signatures.commission, commission), gt(t.signatures.id, after))).orderBy(asc(t.signatures.id)).limit(500)
    for (const { number, key, hash, text } of page)
      if (text === null) faults.push(`${number}：文书 ${key} 签署时的内容不见了`)
      else if (createHash('sha256').update(text).digest('hex') !== hash) faults.push(`${number}：文书 ${key} 签署时的内容被改过，与签名的校验值不符`)
    const last = page.at(-1)
    if (!last) return [...new Set(faults)]
    after = last.id
  }
}
