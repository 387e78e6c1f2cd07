/**
 * 附件 over HTTP: files come as they are in the body of a POST, never as a form, and go out as downloads that no browser
 * runs. Whoever may not see a case, or the part of it that a file hangs on, is answered as if there were none; each file
 * given is on record before its first byte goes out.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Router, type Request, type Response } from 'express'
import { GraphQLError } from 'graphql'
import { asker, type Context } from './api/builder.ts'
import { mostBytes as mostWordBytes, readWord } from './api/collation.ts'
import { badInput, failure, type ErrorCode } from './api/errors.ts'
import { encodeId, idOf } from './api/id.ts'
import { keyFrom } from './api/outcome.ts'
import { checkTexts } from './api/text.ts'
import { paperMaker } from './papers/papers.ts'
import { BadFile } from './papers/zip.ts'
import { placeNames, volumes, type Attachment, type Place, type Volume } from './review/attachment.ts'
import type { Refusal } from './review/case.ts'
import { no } from './review/refusal.ts'
import { answerJson, contextFor, type Served } from './requests.ts'
import type { AttachmentFiles, Incoming } from './store/attachment-files.ts'
import { announceRefusals, attach, attachmentFor, type Announced } from './store/attachments.ts'
import { kinds, type Found } from './store/file-kinds.ts'
import { cleanName, endingOf } from './store/file-names.ts'
import { Unrecorded, witnessed } from './store/readings.ts'
import { Damaged } from './store/sealed-file.ts'
import { NoSpace, OutcomeUnknown } from './store/store.ts'

type Given = Served & {
  files: AttachmentFiles
  settings: { attachments: { mostBytes: number } }
  /** Told when files begin to come, and when none does any more: so long a request may take longer. */
  busy: (uploading: boolean) => void
}

/** How many files may come at once: of one person, and in all. */
const [mostOfPerson, most] = [3, 16]
/** So long nothing may come before a file counts as broken off. */
const idleMs = 30_000

/** What is said of a file in the address; its bytes are the body. */
type Said = Announced & { caseId: string; pages: number | null; name: string; operationKey: string }

/** The addresses: where files come in, and where each goes out, or the lines of one made with Word. */
export function attachmentRoutes(given: Given): Router {
  const coming = new Map<string, number>()
  const routes = Router()
  routes.post('/attachments', (req, res) => taken(given, coming, req, res).catch((error: unknown) => answerError(given, req, res, error)))
  routes.get('/attachments/:id', (req, res) => gave(given, req, res).catch((error: unknown) => {
    if (res.headersSent) return void res.destroy()
    answerError(given, req, res, error)
  }))
  routes.get('/attachments/:id/lines', (req, res) => gaveLines(given, req, res).catch((error: unknown) => answerError(given, req, res, error)))
  return routes
}

const askingOf = (context: Context) => ({ who: asker(context), moment: context.moment, papers: paperMaker(context.moment) })

/** Takes a file: asked whether it would be before its bytes are read, and once more when they have come, as whoever is signed in then. */
async function taken(given: Given, coming: Map<string, number>, req: Request, res: Response): Promise<void> {
  const { store, files, settings, busy } = given
  const mostBytes = settings.attachments.mostBytes
  if (!/^application\/octet-stream$/i.test(req.get('content-type') ?? '')) throw badInput('请用 application/octet-stream 提交文件')
  const context = await contextFor(given, req)
  const { personId } = asker(context)
  const said = saidIn(req)
  const tooLarge = () => answer(req, res, 413, { refusals: [no('TOO_LARGE', `文件太大：一份附件最多 ${Math.floor(mostBytes / 1_000_000)} 兆字节，请分开扫描`)] })
  if (Number(req.get('content-length') ?? 0) > mostBytes) return tooLarge()
  const before = await announceRefusals(store, askingOf(context), said.caseId, said)
  if (before.length > 0) return answer(req, res, 409, { refusals: before })
  const ending = nameRefusals(said)
  if (ending.length > 0) return answer(req, res, 422, { refusals: ending })

  const own = coming.get(personId) ?? 0
  if (own >= mostOfPerson || [...coming.values()].reduce((sum, n) => sum + n, 0) >= most) throw failure('TOO_MANY_REQUESTS', '同时上传的文件太多，请等前面的传完')
  coming.set(personId, own + 1)
  busy(true)
  let incoming: Incoming | null
  try {
    req.setTimeout(idleMs, () => req.destroy())
    incoming = await files.receive(context.commission, req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>, said.name, mostBytes)
  } finally {
    const left = (coming.get(personId) ?? 1) - 1
    if (left > 0) coming.set(personId, left)
    else coming.delete(personId)
    if (coming.size === 0) busy(false)
  }
  if (incoming === null) return tooLarge()
  let entered: Awaited<ReturnType<typeof enter>>
  try {
    entered = await enter(given, req, said, incoming)
  } finally {
    await incoming.drop()
  }
  answer(req, res, entered.status, entered.said)
}

type Answer = { refusals: readonly Refusal[] } | { attachment: { id: string } }

/** Enters a file that has come. It may have taken a while: whoever has lost the right meanwhile attaches nothing. */
async function enter(given: Given, req: Request, said: Said, incoming: Incoming): Promise<{ status: number; said: Answer }> {
  const { sha256, bytes, found } = incoming
  const unfit = foundRefusals(found, said)
  if (unfit.length > 0 || !('kind' in found)) return { status: 422, said: { refusals: unfit } }
  const context = await contextFor(given, req)
  const asking = askingOf(context)
  const late = await announceRefusals(given.store, asking, said.caseId, said)
  if (late.length > 0) return { status: 409, said: { refusals: late } }
  await incoming.keep()
  const { place, item, volume, title } = said
  const pages = found.pages === 'none' ? null : (said.pages ?? Number(found.pages))
  const outcome = await attach(given.store, asking, said.caseId, { place, item, volume, title, fileName: said.name, mediaType: kinds[found.kind].mediaType, bytes, pages, sha256 }, said.operationKey)
  return 'refusals' in outcome ? { status: 409, said: outcome } : { status: 201, said: { attachment: { id: encodeId('Attachment', outcome.filed.attachment.id) } } }
}

/** Gives a file: looked through whole first, so that what was changed is refused and not broken off in the middle. */
async function gave(given: Given, req: Request, res: Response): Promise<void> {
  const opened = await openedFor(given, req, res)
  if (!opened) return
  const { attachment, pieces } = opened
  res.status(200).set({
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': disposition(attachment.fileName),
    'Content-Length': String(attachment.bytes),
    'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  })
  if (req.method === 'HEAD') return void res.end()
  await pipeline(Readable.from(pieces, { objectMode: false }), res)
}

/** Gives the lines of a Word file, for who reads it on the page: with the same right and record as the file itself. */
async function gaveLines(given: Given, req: Request, res: Response): Promise<void> {
  const opened = await openedFor(given, req, res)
  if (!opened) return
  const { attachment, pieces } = opened
  if (attachment.mediaType !== kinds.docx.mediaType) return say(res, 415, '这份附件不是 Word 文件，请下载查看')
  if (attachment.bytes > mostWordBytes) return say(res, 413, '这份 Word 文件太大，不能逐行显示，请下载查看')
  const whole: Buffer[] = []
  for await (const piece of pieces) whole.push(piece)
  const lines = await readWord(Buffer.concat(whole)).catch((error: unknown) => {
    if (error instanceof BadFile) return error
    throw error
  })
  if (lines instanceof BadFile) return say(res, 422, lines.message)
  answerJson(req, res, 200, { lines })
}

/** The file that is asked for, opened and on record; null where the answer, that there is none, is given already. */
async function openedFor(given: Given, req: Request, res: Response): Promise<{ attachment: Attachment; pieces: AsyncIterable<Buffer> } | null> {
  const { store, files, numbered } = given
  const told = (status: number, text: string): null => { say(res, status, text); return null }
  const context = await contextFor(given, req)
  const who = asker(context)
  const id = attachmentIdIn(String(req.params.id))
  const filed = await witnessed(store, { commission: context.commission, at: context.moment.at }, () => attachmentFor(store, who, id, paperMaker(context.moment)))
  if (!filed) return told(404, '没有找到这份附件')
  const { attachment } = filed
  if (attachment.withdrawnBy !== null) return told(410, '这份附件已经撤回')
  const pieces = await files.read(context.commission, attachment).catch((error: unknown) => {
    if (!(error instanceof Damaged)) throw error
    numbered(error)
    return error
  })
  return pieces instanceof Damaged ? told(500, `这份附件的文件${pieces.message}，不能给出，请告知系统管理员从备份恢复`) : { attachment, pieces }
}

/** What the address says; each word once, and no other. */
function saidIn(req: Request): Said {
  const words = new URL(req.originalUrl, 'http://own.invalid').searchParams
  const one = (name: string, otherwise?: string): string => {
    const all = words.getAll(name)
    const [text = otherwise] = all
    if (text === undefined || all.length > 1) throw badInput(`地址里应当写一次“${name}”`)
    return text
  }
  const strange = [...words.keys()].find((name) => !['case', 'place', 'item', 'volume', 'title', 'name', 'pages', 'operationKey'].includes(name))
  if (strange !== undefined) throw badInput(`地址里多了“${strange.slice(0, 40)}”`)
  const [place, volume, title, pages] = [one('place'), one('volume'), one('title'), one('pages', '')]
  if (!(placeNames as readonly string[]).includes(place)) throw badInput('没有这个附件位置')
  if (!(volumes as readonly string[]).includes(volume)) throw badInput('没有这一卷')
  if (!/^([1-9]\d{0,4})?$/.test(pages)) throw badInput('页数应当是 1 到 99999 之间的整数')
  checkTexts({ title })
  const name = cleanName(one('name'))
  if (name === null) throw badInput('文件没有名称')
  return { caseId: idOf('Case', one('case')), place: place as Place, item: one('item', ''), volume: volume as Volume, title: title.trim(), pages: pages === '' ? null : Number(pages), name, operationKey: keyFrom(one('operationKey')) }
}

/** What can be told from the name before the bytes come. */
function nameRefusals({ name, pages }: Said): Refusal[] {
  const ending = endingOf(name)
  const kind = Object.entries(kinds).find(([, { endings }]) => (endings as readonly string[]).includes(ending))?.[0]
  if (kind === undefined) return [no('UNKNOWN_TYPE', `“${name}”不是可以附加的类型（${Object.values(kinds).map(({ words }) => words).join('、')}），请转换以后再传`, undefined, 'file')]
  return ['docx', 'xlsx', 'tiff'].includes(kind) && pages === null ? [pagesWanted] : []
}

const pagesWanted = no('PAGES_WANTED', '这份文件的页数数不出来，请填写页数', undefined, 'pages')

const foundRefusals = (found: Found, { pages }: Said): Refusal[] =>
  'code' in found ? [no(found.code, found.message, undefined, 'file')] : found.pages === 'unknown' && pages === null ? [pagesWanted] : []

/** An id that is none is answered like one of nothing. */
function attachmentIdIn(global: string): string {
  try {
    return idOf('Attachment', global)
  } catch {
    return ''
  }
}

/** How it is saved (RFC 6266): the name in the letters that every browser reads, and as it is. */
function disposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const whole = encodeURIComponent(name).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`
}

const statuses: { [Code in ErrorCode]?: number } = { UNAUTHENTICATED: 401, BAD_USER_INPUT: 400, TOO_MANY_REQUESTS: 429, NO_SPACE: 507, NOT_RECORDED: 503, OUTCOME_UNKNOWN: 500 }

/** What went wrong, in a sentence; what nobody meant to tell becomes a number. A line that is gone is answered nothing. */
function answerError({ numbered }: Given, req: Request, res: Response, error: unknown): void {
  if (res.headersSent || res.destroyed || req.destroyed) return
  const told = error instanceof NoSpace ? failure('NO_SPACE') : error instanceof OutcomeUnknown ? failure('OUTCOME_UNKNOWN') : error instanceof Unrecorded ? failure('NOT_RECORDED', `${error.message}，编号 ${numbered(error.cause)}`)
    : error instanceof GraphQLError ? error : failure('INTERNAL_SERVER_ERROR', `系统出错，编号 ${numbered(error)}`)
  const code = told.extensions.code as ErrorCode
  const status = statuses[code] ?? (code === 'INTERNAL_SERVER_ERROR' ? 500 : 403)
  if (req.method === 'POST') answer(req, res, status, { refusals: [{ code, message: told.message }] })
  else say(res, status, told.message)
}

const say = (res: Response, status: number, text: string): void => void res.status(status).type('text').send(text)

const answer = (req: Request, res: Response, status: number, said: Answer): void =>
  answerJson(req, res, status, 'refusals' in said ? { refusals: said.refusals.map(({ code, message, field }) => ({ code, message, field: field ?? null })) } : said)
