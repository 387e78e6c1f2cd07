/**
 * 导入 over HTTP, for the page: a sheet comes as it is in the body of a POST, is read and shown with its faults, and is kept
 * only where whoever brought it confirms, having shown again who they are. The same reading, rights and records as on the
 * command line. Until then it is held in memory alone (`held-sheets.ts`).
 */
import express, { Router, type Request, type RequestHandler, type Response } from 'express'
import { asker, confirmed, signedIn, type Context } from './api/builder.ts'
import { badInput, failure } from './api/errors.ts'
import { encodeId } from './api/id.ts'
import { checkTexts } from './api/text.ts'
import { columnLetters } from './review/cell-name.ts'
import type { Refusal } from './review/case.ts'
import { no } from './review/refusal.ts'
import { columnOf, keysIn, sheetKinds, sheetKindWords, type SheetKind } from './review/sheet-columns.ts'
import { readLimits } from './papers/sheet-reader.ts'
import { BadFile } from './papers/zip.ts'
import type { Clerk } from './clerk.ts'
import { holdingSheets, type Held, type HeldSheets, type Owner } from './held-sheets.ts'
import { choose, chosenOf, corrected, importTemplate, keepRows, load, outlookOf, readLines, soundRows, type Loaded } from './import.ts'
import { kindOf } from './import-kinds.ts'
import { answerError, answerJson, bytesOf, contextFor, type Served } from './requests.ts'
import { rangesOf, rowsFrom } from './rows.ts'
import { cleanName } from './store/file-names.ts'
import { oldBatches, withdrawOldCases } from './store/old-cases.ts'
import { witnessed } from './store/readings.ts'

/** How much comes by the page: less than by the command line, since a server holds it beside others. */
const limits = { ...readLimits, bytes: 20_000_000, cells: 2_000_000 }
/** How many files are read at once in all, how many faults make a page, and how many moves of due days are listed. */
const [mostReading, onPage, mostMoves] = [2, 50, 300]

type Desk = Served & { held: HeldSheets; reading: Set<string> }
/** Somebody who asks, as what. */
type Asking = { context: Context; clerk: Clerk; owner: Owner }

/** The addresses of the import. */
export function importRoutes(given: Served): Router {
  const desk: Desk = { ...given, held: holdingSheets(given.store, () => given.now().at), reading: new Set() }
  const routes = Router()
  /** Answers what the work gives, on record before it goes out; or what went wrong. */
  const answering = (work: (desk: Desk, asking: Asking, req: Request, res: Response) => Promise<{ status?: number; said: unknown } | null>): RequestHandler => async (req, res) => {
    try {
      const asking = await askingOf(given, req)
      const answer = await witnessed(given.store, { commission: asking.context.commission, at: asking.context.moment.at }, () => work(desk, asking, req, res))
      if (answer !== null) answerJson(req, res, answer.status ?? 200, answer.said)
    } catch (error) {
      if (!res.destroyed) answerError(req, res, error, given.numbered)
    }
  }
  routes.get('/imports', answering(async ({ held, store }, { clerk, owner }) => ({ said: await standing(clerk, held.find(owner), store) })))
  routes.get('/imports/template', answering((_desk, { clerk }, req, res) => template(clerk, req, res)))
  routes.post('/imports', answering(taken))
  routes.post('/imports/:id/mapping', answering(mapped))
  routes.get('/imports/:id/lines', answering(async ({ held }, { owner }, req) => ({ said: linesOf(heldOf(held, owner, req), req) })))
  routes.get('/imports/:id/outlook', answering(outlook))
  routes.get('/imports/:id/corrected', answering(async ({ held }, { owner }, req, res) => {
    const { read, file } = heldOf(held, owner, req)
    if ('faults' in read) throw badInput('标题还对不上，没有可以标出的行')
    return sent(res, await corrected(read), `改正-${file.name.replace(/\.[^.]+$/, '')}.xlsx`)
  }))
  routes.post('/imports/:id/confirmation', answering(kept))
  routes.post('/imports/:id/drop', answering(async ({ held }, { owner }, req, res) => { await bodyOf(req, res); held.drop(heldOf(held, owner, req).id); return { said: { dropped: true } } }))
  routes.post('/imports/batches/:id/withdrawal', answering(async ({ store }, { context, clerk }, req, res) => {
    confirmed(context)
    const { reason } = await bodyOf(req, res)
    if (typeof reason !== 'string') throw badInput('请写明撤回的理由')
    checkTexts({ reason })
    const refusals = await withdrawOldCases(store, clerk, String(req.params.id), reason)
    return refusals.length > 0 ? refusedWith(refusals) : { said: { withdrawn: true } }
  }))
  return routes
}

async function askingOf(given: Served, req: Request): Promise<Asking> {
  if (req.method === 'HEAD') throw badInput('请用 GET')
  const context = await contextFor(given, req)
  const who = asker(context)
  const { id: sessionId } = signedIn(context)
  return { context, clerk: { store: given.store, who, moment: context.moment }, owner: { commission: context.commission, personId: who.personId, role: who.role, sessionId } }
}

const refusedWith = (refusals: readonly Refusal[], status = 409) => ({ status, said: { refusals: refusals.map(({ code, message, field }) => ({ code, message, field: field ?? null })) } })

/** What somebody may bring in, what they hold, and the batches they may take back. */
async function standing(clerk: Clerk, held: Held | null, store: Clerk['store']) {
  const kinds = sheetKinds.filter((kind) => kindOf(kind).refused(clerk).length === 0)
  const nameOf = (id: string): string => clerk.moment.roster.person(id)?.name ?? id
  const batches = kinds.includes('cases') ? (await oldBatches(store, clerk.who)).map((one) => ({ ...one, importedBy: nameOf(one.importedBy) })) : []
  return { kinds: kinds.map((kind) => ({ kind, label: sheetKindWords[kind] })), most: { megabytes: limits.bytes / 1_000_000, rows: limits.rows }, held: held && stateOf(held), batches }
}

/** The kind that the address says, where this person may bring it in. */
function kindIn(clerk: Clerk, req: Request): { kind: SheetKind; refusals: Refusal[] } {
  const kind = sheetKinds.find((one) => one === req.query.kind)
  if (kind === undefined) throw badInput('没有这一种表')
  return { kind, refusals: kindOf(kind).refused(clerk) }
}

async function template(clerk: Clerk, req: Request, res: Response) {
  const { kind, refusals } = kindIn(clerk, req)
  if (refusals.length > 0) throw failure('FORBIDDEN', refusals.map((one) => one.message).join('；'))
  return sent(res, await importTemplate(kind), `${sheetKindWords[kind]}模板.xlsx`)
}

/** Hands a workbook out as a download. */
function sent(res: Response, pieces: readonly Uint8Array[], name: string): null {
  res.status(200).set({ 'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'Content-Length': String(pieces.reduce((sum, piece) => sum + piece.length, 0)), 'Content-Disposition': `attachment; filename="import.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}` })
  for (const piece of pieces) res.write(piece)
  res.end()
  return null
}

/** Takes a file: whether it would be taken is asked before its bytes are read. */
async function taken(desk: Desk, { clerk, owner }: Asking, req: Request) {
  const { held } = desk
  if (!/^application\/octet-stream$/i.test(req.get('content-type') ?? '')) throw badInput('请用 application/octet-stream 提交文件')
  const { kind, refusals } = kindIn(clerk, req)
  if (refusals.length > 0) return refusedWith(refusals)
  const name = typeof req.query.name === 'string' ? cleanName(req.query.name) : null
  if (name === null) throw badInput('文件没有名称')
  const tooLarge = refusedWith([no('TOO_LARGE', `文件超过${limits.bytes / 1_000_000}兆：请拆成几个文件，或者用命令行导入`, undefined, 'file')], 413)
  if (Number(req.get('content-length') ?? 0) > limits.bytes) return tooLarge
  return inTurn(desk, owner, async () => {
    if (!held.hasRoom(owner)) throw failure('TOO_MANY_REQUESTS', '正在核对的表太多，请过一会儿再试')
    const bytes = await bytesOf(req, limits.bytes)
    if (bytes === null) return tooLarge
    let file: Loaded
    try {
      file = await load(name, bytes, limits)
    } catch (error) {
      if (error instanceof BadFile) return refusedWith([no('BAD_FILE', error.message, undefined, 'file')], 422)
      throw error
    }
    return { status: 201, said: { held: stateOf(await readAnew(desk, clerk, { owner, kind, file, sheet: undefined, said: { columns: {} } })) } }
  })
}

/** Reads one at a time for a person, and few in all. */
async function inTurn<T>({ reading }: Desk, { personId }: Owner, work: () => Promise<T>): Promise<T> {
  if (reading.has(personId) || reading.size >= mostReading) throw failure('TOO_MANY_REQUESTS', reading.has(personId) ? '您的上一份表还在读取，请稍候' : '正在读取的表太多，请过一会儿再试')
  reading.add(personId)
  return work().finally(() => reading.delete(personId))
}

/** Reads a sheet by what was said of it, and holds what came of it. */
async function readAnew({ held }: Desk, clerk: Clerk, one: Pick<Held, 'owner' | 'kind' | 'file' | 'sheet' | 'said'>): Promise<Held> {
  const chosen = choose(one.file, one.kind, one.sheet, one.said)
  const read = 'faults' in chosen ? chosen : await readLines(clerk, one.kind, chosen, {}, () => {})
  const lines = 'lines' in read ? read.lines : []
  return held.hold({ ...one, read, faults: lines.flatMap((line) => line.faults), remarks: lines.flatMap((line) => line.remarks) })
}

/** The sheet that the address names, of whoever asks. */
function heldOf(held: HeldSheets, owner: Owner, req: Request): Held {
  const one = held.find(owner, String(req.params.id))
  if (!one) throw failure('BAD_USER_INPUT', '这张表已经不在了（导入过、放下了，或者很久没有看），请重新上传')
  return one
}

/** How a held sheet stands: its sheets, how its columns are read, and how many rows are how. */
function stateOf({ id, kind, file, read, faults, remarks }: Held) {
  const { columns: known } = kindOf(kind)
  const heading = 'lines' in read ? read.heading : read.found
  const rows = read.sheet?.rows ?? []
  const titles = rows.find((row) => row.n === heading?.n)
  const sample = rows.find((row) => row.n > (heading?.n ?? 0))
  const lines = 'lines' in read ? read.lines : []
  const faulty = lines.filter((line) => line.faults.length > 0).length
  return {
    id, kind, name: file.name, sheets: file.sheets.map((one) => one.name), sheet: read.sheet?.name ?? null, headRow: heading?.n ?? null,
    columns: [...(titles?.cells ?? [])].toSorted(([one], [other]) => one - other).map(([column, { value }]) => ({ letter: columnLetters(column), title: String(value).slice(0, 60), sample: String(sample?.cells.get(column)?.value ?? '').slice(0, 40), key: heading?.columns.get(column)?.key ?? null })),
    fields: keysIn(known).map((key) => ({ key, title: columnOf(known, key).title, wanted: known.wanted.includes(key) })),
    headingFaults: 'lines' in read ? [] : read.faults, notes: 'lines' in read ? read.notes : [],
    counts: 'lines' in read ? { rows: lines.length, sound: lines.length - faulty, known: lines.filter((line) => line.known).length, faulty, faults: faults.length, remarks: remarks.length } : null,
    sound: 'lines' in read ? rangesOf(soundRows(read)) : '',
  }
}

/** Faults or remarks, a page at a time. */
function linesOf(held: Held, { query }: Request) {
  const from = Number(query.from ?? 0)
  if (!Number.isSafeInteger(from) || from < 0) throw badInput('from 应当是一个数')
  const all = query.of === 'faults' ? held.faults : query.of === 'remarks' ? held.remarks : null
  if (all === null) throw badInput('of 应当是 faults 或者 remarks')
  return { total: all.length, lines: all.slice(from, from + onPage).map(({ n, message }) => ({ n, message })) }
}

const json = express.json({ limit: '100kb', type: 'application/json' })

/** What a page sends as JSON, which no form can. */
const bodyOf = (req: Request, res: Response): Promise<Record<string, unknown>> => new Promise((done, failed) => {
  json(req, res, (error?: unknown) => {
    const body: unknown = req.body
    if (error !== undefined || typeof body !== 'object' || body === null || Array.isArray(body)) failed(badInput('请用 application/json 提交一个对象'))
    else done(body as Record<string, unknown>)
  })
})

/** Reads the sheet anew by another sheet, row of titles or mapping of columns. */
async function mapped(desk: Desk, { clerk, owner }: Asking, req: Request, res: Response) {
  const held = heldOf(desk.held, owner, req)
  const { sheet, headRow, columns } = await bodyOf(req, res)
  if (!held.file.sheets.some((one) => one.name === sheet)) throw badInput('没有这个工作表')
  if (headRow !== null && !(typeof headRow === 'number' && Number.isSafeInteger(headRow) && headRow > 0)) throw badInput('标题行应当是行号')
  const known = keysIn(kindOf(held.kind).columns)
  if (typeof columns !== 'object' || columns === null || !Object.entries(columns).every(([letter, key]) => /^[A-Z]{1,3}$/.test(letter) && (key === null || known.includes(String(key))))) throw badInput('对应的列应当写：{ "列号": "本系统的列" 或者 null }')
  const said = { columns: columns as Record<string, string | null>, ...(headRow === null ? {} : { headRow: headRow as number }) }
  return inTurn(desk, owner, async () => ({ said: { held: stateOf(await readAnew(desk, clerk, { ...held, sheet: sheet as string, said })) } }))
}

/** The rows that are chosen: by ranges, or all without a fault. */
function chosenIn({ read }: Held, rows: unknown): { kept: unknown[]; refusals: Refusal[] } {
  if (!('lines' in read)) return { kept: [], refusals: [no('BAD_HEADING', '标题还对不上：请先写明每一列是什么', undefined, 'columns')] }
  const isChosen = typeof rows === 'string' && rows.trim() !== '' ? rowsFrom(rows) : new Set(soundRows(read))
  if (isChosen === null) return { kept: [], refusals: [no('BAD_ROWS', '应当是文件里的行号，如 2-50,60', undefined, 'rows')] }
  const { faulty, kept: chosen } = chosenOf(read, typeof isChosen === 'function' ? isChosen : (n) => isChosen.has(n))
  if (faulty.length > 0) return { kept: [], refusals: [no('FAULTY_ROWS', `选定的行里有${faulty.length}行有错（${rangesOf(faulty.map((line) => line.n))}），请改正后再导入，或者不选这些行`, undefined, 'rows')] }
  return { kept: chosen, refusals: chosen.length === 0 ? [no('NOTHING_TO_IMPORT', '没有可以导入的行', undefined, 'rows')] : [] }
}

async function outlook({ held }: Desk, { clerk, owner }: Asking, req: Request) {
  const one = heldOf(held, owner, req)
  const { kept: rows, refusals } = chosenIn(one, req.query.rows)
  // Nothing was wanted yet, so what would be refused is an answer like another.
  if (refusals.length > 0 || !('lines' in one.read)) return refusedWith(refusals, 200)
  const seen = await outlookOf(clerk, one.read, rows)
  if ('refusals' in seen) return refusedWith(seen.refusals, 200)
  const { lines, calendar } = seen
  return { said: { rows: rows.length, lines: calendar ? [] : lines, calendar: calendar ? { ...calendar, totalCount: calendar.moves.length, moves: calendar.moves.slice(0, mostMoves).map(({ caseId, ...move }) => ({ ...move, caseId: encodeId('Case', caseId) })) } : null } }
}

/** Keeps the chosen rows, once whoever asks has shown again who they are. What is refused is read anew, so that the page shows why. */
async function kept(desk: Desk, { context, clerk, owner }: Asking, req: Request, res: Response) {
  const who = confirmed(context)
  const one = heldOf(desk.held, owner, req)
  const { rows: said, basedOn } = await bodyOf(req, res)
  const { kept: rows, refusals } = chosenIn(one, said)
  if (refusals.length > 0 || !('lines' in one.read)) return refusedWith(refusals)
  const { read } = one
  return inTurn(desk, owner, async () => {
    const outcome = await keepRows({ ...clerk, who }, read, rows, one.file, typeof basedOn === 'string' ? basedOn : null, () => {})
    if ('refusals' in outcome) {
      await readAnew(desk, clerk, one)
      return refusedWith(outcome.refusals)
    }
    desk.held.drop(one.id)
    return { said: outcome }
  })
}
