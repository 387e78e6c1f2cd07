/** 附件: which files hang on a case, who attached them and who withdrew them; every row leaves a link, by hashes, without its title. The bytes are kept by `attachment-files.ts`. */
import { randomBytes } from 'node:crypto'
import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { attachRefusals, filedFor, hangsOnPaper, itemInCase, paperItems, withdrawRefusals, type Attachment, type AttachmentGiven, type Filed, type Item } from '../review/attachment.ts'
import type { Refusal } from '../review/case.ts'
import type { Actor } from '../review/people.ts'
import { no } from '../review/refusal.ts'
import { eyesOn, type PaperMaker } from '../review/signing.ts'
import type { Moment } from '../review/step.ts'
import { seenFrom, sideFor, type Seen } from '../review/visibility.ts'
import { forge, idAsked, record, type Link } from './audit.ts'
import { canonical, digest } from './canonical.ts'
import { load } from './cases.ts'
import type { Stored } from './keep.ts'
import { tellDenied, tellRead } from './readings.ts'
import { wholeThen, type Past } from './past.ts'
import { momentsOf, type MomentOf } from './settings.ts'
import { inTurn } from './staff.ts'
import { isTaken, type Db, type Store } from './store.ts'
import { seeing, sightOf, visibleOne } from './visible.ts'

type Asking = { who: Actor; moment: Moment; papers: PaperMaker }
type Whole = Pick<Stored, 'case' | 'log'>
export type AttachmentOutcome = { filed: Filed } | { refusals: Refusal[] }
/** What is said of a file before its bytes have come. */
export type Announced = Pick<AttachmentGiven, 'place' | 'item' | 'volume' | 'title'>

const noSuchCase: Refusal = { code: 'NO_SUCH_CASE', message: '没有找到该案件' }
const noSuchAttachment: Refusal = { code: 'NO_SUCH_ATTACHMENT', message: '没有找到这份附件' }

/** Why a file would not be taken, asked before its bytes are read; hidden and missing cases answer alike. A refusal leaves a link. */
export async function announceRefusals(store: Store, asking: Asking, caseId: string, announced: Announced): Promise<Refusal[]> {
  const found = await load(store, store.fresh, asking.who, caseId)
  const refusals = found ? refusalsIn(found, announced, asking) : [noSuchCase]
  if (refusals.length > 0) await record(store, refusalOf(asking, { attaching: announced.place, caseId: idAsked(caseId) }, refusals))
  return refusals
}

/** Attaches a file whose bytes are kept already. A repeated operation key gives the first answer; the same file twice at the same place is refused. */
export async function attach(store: Store, asking: Asking, caseId: string, given: AttachmentGiven, operationKey: string): Promise<AttachmentOutcome> {
  const { who, moment } = asking
  const { t } = store
  const requestHash = digest(canonical({ caseId, given }))
  const enter = (reader: Reader) => store.tx(async (db): Promise<AttachmentOutcome> => {
    await inTurn(store, db, who.commission) // or a transfer that goes through meanwhile would hand over what came after it
    const found = await load(store, db, who, caseId)
    if (!found) return refused(store, db, asking, { attaching: given.place, caseId: idAsked(caseId) }, [noSuchCase])
    const rows = await rowsOf(store, db, who.commission, caseId)
    const seen = seenIn(found, who)
    const used = (await db.select().from(t.attachments).where(and(eq(t.attachments.commission, who.commission), eq(t.attachments.attachedBy, who.personId), eq(t.attachments.operationKey, operationKey))))[0]
    if (used?.requestHash === requestHash) return { filed: filedIn(found, reader, rows, used.id) }
    const item = itemInCase(seen.side, found.case, given.place, given.item)
    const same = filedAll(found, reader, rows).find(({ attachment: one }) => one.withdrawnBy === null && one.sha256 === given.sha256 && one.place === given.place && one.item === item)
    const refusals = used ? [no('OPERATION_KEY_REUSED', '这个操作编号已用于另一项操作，请刷新后重试')] : [
      ...attachRefusals(seen.case, given, who, moment, itemsIn(seen, asking.papers)),
      ...(same ? [no('ATTACHED_BEFORE', `这份文件已经附在这里，题名为“${same.attachment.title}”`)] : []),
    ]
    if (refusals.length > 0) return refused(store, db, asking, { attaching: given.place, caseId }, refusals)
    const made: Attachment = {
      ...given, item, id: randomBytes(12).toString('hex'), caseId, version: found.log.length, attachedBy: who.personId, attachedAt: moment.at,
      withdrawnBy: null, withdrawnAt: null, withdrawnReason: null, withdrawnVersion: null,
    }
    await db.insert(t.attachments).values({ ...made, commission: who.commission, operationKey, requestHash })
    await forge(store, db, linkOf(asking, 'attached', made))
    return { filed: filedIn(found, reader, [...rows, made], made.id) }
  })
  const reader = await readerOf(store, asking)
  return enter(reader).catch((error: unknown) => {
    if (isTaken(error)) return enter(reader) // the same file, sent twice at once
    throw error
  })
}

/** Withdraws an attachment: the row and the file stay, the file is given to nobody who knows of it. Withdrawing again in the same words is answered alike. */
export async function withdrawAttachment(store: Store, asking: Asking, attachmentId: string, reason: string): Promise<AttachmentOutcome> {
  const reader = await readerOf(store, asking)
  return store.tx(async (db): Promise<AttachmentOutcome> => {
    const { t } = store
    const { who, moment } = asking
    await inTurn(store, db, who.commission)
    const found = await ownerOf(store, db, who, attachmentId)
    const rows = found ? await rowsOf(store, db, who.commission, found.case.id) : []
    const filed = found && filedAll(found, reader, rows).find(({ attachment }) => attachment.id === attachmentId)
    if (!found || !filed) return refused(store, db, asking, { withdrawing: idAsked(attachmentId) }, [noSuchAttachment])
    const { attachment: one } = filed
    if (one.withdrawnBy === who.personId && one.withdrawnReason === reason) return { filed }
    const refusals = withdrawRefusals(seenIn(found, who).case, one, reason, who, moment)
    if (refusals.length > 0) return refused(store, db, asking, { withdrawing: one.id, caseId: one.caseId }, refusals)
    const withdrawn = { withdrawnBy: who.personId, withdrawnAt: moment.at, withdrawnReason: reason, withdrawnVersion: found.log.length }
    await db.update(t.attachments).set(withdrawn).where(and(eq(t.attachments.commission, who.commission), eq(t.attachments.id, one.id)))
    await forge(store, db, linkOf(asking, 'attachmentWithdrawn', one))
    return { filed: filedIn(found, reader, rows.map((row) => (row.id === one.id ? { ...row, ...withdrawn } : row)), one.id) }
  })
}

/**
 * The attachments of a case as somebody may see them, in the order of the index of its volumes; none where the case is hidden or missing.
 * With `past` the index as it was then, of what they see today: what was withdrawn since stands in it as withdrawn.
 */
export async function attachmentsOf(store: Store, who: Actor, caseId: string, papers: PaperMaker, past?: Past): Promise<Filed[]> {
  const rows = await rowsOf(store, store.fresh, who.commission, caseId)
  const found = rows.length === 0 ? null : await load(store, store.fresh, who, caseId)
  if (!found) return []
  const reader = await readerOf(store, { who, papers })
  const now = filedAll(found, reader, rows)
  if (!past) return now
  const then = rows.filter(({ attachedAt }) => attachedAt <= past.at).map((one) => (one.withdrawnAt !== null && one.withdrawnAt > past.at ? { ...one, withdrawnBy: null, withdrawnAt: null, withdrawnReason: null, withdrawnVersion: null } : one))
  return filedAll(await wholeThen(store, found.case, found, past.length), reader, then).flatMap((filed) => {
    const same = now.find(({ attachment }) => attachment.id === filed.attachment.id)
    // What it hangs on is named as today: then it may have been called by words that were taken back.
    return same ? [{ ...filed, attachment: same.attachment, item: same.item }] : []
  })
}

/** The file that somebody asks for, or null: hidden and missing look the same, and leave the same record. One that was withdrawn is told of, not given. */
export async function attachmentFor(store: Store, who: Actor, attachmentId: string, papers: PaperMaker): Promise<Filed | null> {
  const found = await ownerOf(store, store.fresh, who, attachmentId)
  const rows = found ? await rowsOf(store, store.fresh, who.commission, found.case.id) : []
  const filed = (found && filedAll(found, await readerOf(store, { who, papers }), rows).find(({ attachment }) => attachment.id === attachmentId)) ?? null
  if (filed && filed.attachment.withdrawnBy === null) tellRead(who, 'attachment', [filed.attachment.caseId], [attachmentId])
  else tellDenied(who, 'attachment', attachmentId)
  return filed
}

/** A file that somebody may read, without its being given and told: of one that is hidden, missing or withdrawn there is none. */
export async function fileFor(store: Store, who: Actor, attachmentId: string, papers: PaperMaker): Promise<Attachment | null> {
  const found = await ownerOf(store, store.fresh, who, attachmentId)
  const rows = found ? await rowsOf(store, store.fresh, who.commission, found.case.id) : []
  const one = (found && filedAll(found, await readerOf(store, { who, papers }), rows).find(({ attachment }) => attachment.id === attachmentId))?.attachment ?? null
  return one?.withdrawnBy === null ? one : null
}

/** What a kept file must be, for checks and sweeping; never for a person. */
type KeptContent = { id: string; caseNumber: string; sha256: string; bytes: number }

/** All files of a commission that rows speak of, in the order of their ids. */
export async function* keptContents({ t, fresh }: Store, commission: string): AsyncGenerator<KeptContent> {
  for (let after = ''; ;) {
    const page = await fresh.select({ id: t.attachments.id, caseNumber: t.cases.number, sha256: t.attachments.sha256, bytes: t.attachments.bytes }).from(t.attachments)
      .innerJoin(t.cases, and(eq(t.cases.commission, t.attachments.commission), eq(t.cases.id, t.attachments.caseId)))
      .where(and(eq(t.attachments.commission, commission), gt(t.attachments.id, after))).orderBy(asc(t.attachments.id)).limit(500)
    yield* page
    const last = page.at(-1)
    if (!last) return
    after = last.id
  }
}

const given = sql.placeholder
const caseOf = seeing('attachment_case', (db, t, sight) => db.select({ caseId: t.attachments.caseId }).from(t.attachments)
  .innerJoin(t.cases, and(eq(t.cases.commission, t.attachments.commission), eq(t.cases.id, t.attachments.caseId)))
  .where(and(eq(t.attachments.commission, given('commission')), eq(t.attachments.id, given('id')), visibleOne(t, t.cases, sight))))

/** The case that an attachment hangs on, where this person may see that case. */
async function ownerOf(store: Store, db: Db, who: Actor, id: string): Promise<Stored | null> {
  const sight = sightOf(who)
  const [row] = await caseOf(store, db, sight).execute({ ...sight.values, id })
  return row ? load(store, db, who, row.caseId) : null
}

const seenIn = ({ case: c, log }: Whole, who: Actor) => seenFrom(sideFor(who, c), c, log)

const itemsIn = (seen: Seen, papers: PaperMaker): Item[] => paperItems(papers.of(seen))

function refusalsIn(found: Stored, announced: Announced, { who, moment, papers }: Asking): Refusal[] {
  const seen = seenIn(found, who)
  return attachRefusals(seen.case, announced, who, moment, itemsIn(seen, papers))
}

/** Who reads, and what tells them what they ever read of papers. */
type Reader = { who: Actor; papers: PaperMaker; momentOf: MomentOf }
const readerOf = async (store: Store, { who, papers }: Pick<Asking, 'who' | 'papers'>): Promise<Reader> => ({ who, papers, momentOf: await momentsOf(store, who.commission) })

function filedAll(found: Whole, { who, papers, momentOf }: Reader, rows: readonly Attachment[]): Filed[] {
  const seen = seenIn(found, who)
  return filedFor({ side: seen.side, seen: seen.case, c: found.case, log: found.log, papers: rows.some(({ place }) => hangsOnPaper(place)) ? itemsIn(seen, papers) : [], eyes: eyesOn(found, momentOf, papers) }, rows)
}

function filedIn(found: Stored, reader: Reader, rows: readonly Attachment[], id: string): Filed {
  const filed = filedAll(found, reader, rows).find(({ attachment }) => attachment.id === id)
  if (!filed) throw new Error(`${reader.who.role} does not see the attachment just made on ${found.case.id}`)
  return filed
}

async function rowsOf({ t }: Store, db: Db, commission: string, caseId: string): Promise<Attachment[]> {
  const rows = await db.select().from(t.attachments).where(and(eq(t.attachments.commission, commission), eq(t.attachments.caseId, caseId)))
  return rows.map(({ commission: _commission, operationKey: _key, requestHash: _hash, ...row }) => row)
}

/** A title is case content, and stands in the link by the hash of its row alone (B25). */
const linkOf = ({ who, moment }: Asking, event: 'attached' | 'attachmentWithdrawn', { id, caseId, place, volume, mediaType, bytes, sha256 }: Attachment): Link => ({
  commission: who.commission, at: moment.at, kind: 'attachment',
  body: { event, by: who.personId, role: who.role, bodyId: who.bodyId, zoneId: who.zoneId, caseId, attachment: id, place, volume, mediaType, bytes, content: sha256 },
})

const refusalOf = ({ who, moment }: Asking, asked: Record<string, unknown>, refusals: readonly Refusal[]): Link => ({
  commission: who.commission, at: moment.at, kind: 'refusal', body: { ...asked, by: who.personId, role: who.role, codes: refusals.map(({ code }) => code) },
})

async function refused(store: Store, db: Db, asking: Asking, asked: Record<string, unknown>, refusals: Refusal[]): Promise<AttachmentOutcome> {
  await forge(store, db, refusalOf(asking, asked, refusals))
  return { refusals }
}
