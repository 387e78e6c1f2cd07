/**
 * 文书模板 over HTTP: the list of fields, a template to start from, the file of a version; and a file that comes in as the
 * body of a POST, to be tried out or to be kept. For whoever keeps the templates; for anybody else none of it is there.
 */
import { Router, type Request, type Response } from 'express'
import { asker, confirmed } from './api/builder.ts'
import { badInput } from './api/errors.ts'
import { formIn } from './api/template.ts'
import { checkTexts } from './api/text.ts'
import { csvLines, csvOf } from './papers/csv.ts'
import { fieldRows } from './papers/fields.ts'
import { mostTemplateBytes } from './papers/template-file.ts'
import { startTemplate } from './papers/as-word.ts'
import { forms } from './papers/catalogue.ts'
import { wordType } from './printed.ts'
import { contextFor, toldOf, type Served } from './requests.ts'
import type { Refusal } from './review/case.ts'
import { isDay } from './review/day.ts'
import { no } from './review/refusal.ts'
import { tellRead, witnessed } from './store/readings.ts'
import { templateFile } from './store/template-rows.ts'
import { strangersRefused, templateVersions } from './store/templates.ts'
import { enterTemplate, triedTemplate } from './template-entry.ts'

/** The addresses of the templates. */
export function templateRoutes(given: Served): Router {
  const routes = Router()
  const at = (work: (req: Request, res: Response) => Promise<void>) => (req: Request, res: Response) => work(req, res).catch((error: unknown) => {
    if (res.headersSent) return void res.destroy()
    const { status, code, message } = toldOf(error, given.numbered)
    answer(res, status, { refusals: [{ code, message }] })
  })
  routes.get('/templates/fields.csv', at(async (req, res) => {
    if (!(await keeperOf(given, req, ''))) return notThere(res)
    sendFile(res, 'text/csv; charset=utf-8', '模板字段.csv', Buffer.concat(csvOf([csvLines(fieldRows())])))
  }))
  routes.get('/templates/:form/:name', at(async (req, res) => {
    const [form, name] = [String(req.params.form), String(req.params.name)]
    const asking = await keeperOf(given, req, form)
    if (!asking || !Object.hasOwn(forms, form)) return notThere(res)
    const code = formIn(form)
    if (name === 'start.docx') return sendFile(res, wordType, `${code} ${forms[code].title}（起始模板）.docx`, await startTemplate(code))
    const version = (await templateVersions(given.store, asking)).find((one) => one.form === code && `${one.version}.docx` === name)
    if (!version?.file) return notThere(res)
    const bytes = await witnessed(given.store, { commission: asking.who.commission, at: asking.moment.at }, () => {
      tellRead(asking.who, 'template', [])
      return templateFile(given.store, asking.who.commission, version)
    })
    sendFile(res, wordType, version.file.name, bytes)
  }))
  routes.post('/templates/check', at(async (req, res) => {
    const context = await contextFor(given, req)
    const asking = { store: given.store, who: asker(context), moment: context.moment }
    const form = formIn(wordsOf(req, 'form').form)
    const content = await bodyOf(req)
    if (content === null) return answer(res, 413, { refusals: [tooLarge] })
    const tried = await triedTemplate(asking, form, content)
    if ('refusals' in tried) return answer(res, 403, tried)
    res.status(200).json({ faults: tried.faults, remarks: tried.remarks, fields: tried.fields, trial: tried.trial && Buffer.from(tried.trial).toString('base64') })
  }))
  routes.post('/templates', at(async (req, res) => {
    const context = await contextFor(given, req)
    const asking = { store: given.store, who: confirmed(context), moment: context.moment }
    const { form, from, note, name } = wordsOf(req, 'form', 'from', 'note', 'name')
    if (!isDay(from)) throw badInput('生效日期应当是真实的日期，如 2026-11-24')
    checkTexts({ note })
    const code = formIn(form)
    const content = await bodyOf(req)
    if (content === null) return answer(res, 413, { refusals: [tooLarge] })
    const outcome = await enterTemplate(asking, { form: code, from, note, name, content })
    if ('refusals' in outcome) return answer(res, outcome.refusals.some(({ code: why }) => why === 'NOT_YOURS') ? 403 : 422, outcome)
    res.status(201).json({ version: outcome.version.version })
  }))
  return routes
}

const tooLarge = no('TOO_LARGE', `文件太大：一个模板最多 ${mostTemplateBytes / 1_000_000} 兆字节，请压缩或者去掉图片`, undefined, 'file')

/** Whoever asks, where they keep the templates. */
async function keeperOf(given: Served, req: Request, form: string) {
  const context = await contextFor(given, req)
  const asking = { who: asker(context), moment: context.moment }
  return (await strangersRefused(given.store, asking, Object.hasOwn(forms, form) ? form : '')).length > 0 ? null : asking
}

/** The words of the address, each once and no other. */
function wordsOf<Name extends string>(req: Request, ...names: Name[]): Record<Name, string> {
  const words = new URL(req.originalUrl, 'http://own.invalid').searchParams
  if ([...words.keys()].toSorted().join() !== names.toSorted().join()) throw badInput(`地址里应当各写一次：${names.join('、')}`)
  return Object.fromEntries(names.map((name) => [name, words.get(name) ?? ''])) as Record<Name, string>
}

/** The bytes that come, which no form can send; null where they are too many. */
async function bodyOf(req: Request): Promise<Uint8Array | null> {
  if (!/^application\/octet-stream$/i.test(req.get('content-type') ?? '')) throw badInput('请用 application/octet-stream 提交文件')
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of req as AsyncIterable<Buffer>) {
    bytes += piece.length
    if (bytes <= mostTemplateBytes) pieces.push(piece)
  }
  return bytes > mostTemplateBytes ? null : Buffer.concat(pieces)
}

const notThere = (res: Response): void => void res.status(404).type('text').send('没有这个地址')
const answer = (res: Response, status: number, { refusals }: { refusals: readonly Refusal[] }): void => void res.status(status).json({ refusals: refusals.map(({ code, message, field }) => ({ code, message, field: field ?? null })) })
const sendFile = (res: Response, type: string, name: string, bytes: Uint8Array): void =>
  void res.set({ 'Content-Type': type, 'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`, 'Content-Length': String(bytes.length) }).end(bytes)
