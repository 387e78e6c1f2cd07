/** 文书的打印页和 Word 文件: each asked for as whoever is signed in, each reading on record before anything is given. */
import { Router, type Request } from 'express'
import { GraphQLError } from 'graphql'
import { asker, type Context } from './api/builder.ts'
import { pastAt } from './api/case.ts'
import { idOf } from './api/id.ts'
import { printedOf } from './api/paper.ts'
import { signaturesFor } from './api/signature.ts'
import { forms, formsVersion, sourceWords } from './papers/catalogue.ts'
import { pageStyles, toPage } from './papers/page.ts'
import { hashOf, paperFrom, type Paper } from './papers/paper.ts'
import { fileName, paperMaker, signable } from './papers/papers.ts'
import { signatureWords, signingState } from './papers/signing.ts'
import { toWord } from './papers/as-word.ts'
import { contextFor, type Served } from './requests.ts'
import { inChinese, isDay } from './review/day.ts'
import { find, type Found } from './store/cases.ts'
import { witnessed } from './store/readings.ts'
import { signedTexts } from './store/signatures.ts'
import { templateFile } from './store/template-rows.ts'

export const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The addresses of the papers. What its reader may not see is not there. */
export function paperRoutes(given: Omit<Served, 'numbered'>): Router {
  const routes = Router()
  routes.get('/paper.css', (_req, res) => void res.type('css').send(pageStyles))
  routes.get('/papers/:caseId/:key', async (req, res) => {
    const word = req.params.key.endsWith('.docx')
    const printed = await printedFor(given, req, req.params.caseId, word ? req.params.key.slice(0, -5) : req.params.key)
    if ('status' in printed) return void res.status(printed.status).type('text').send(printed.text)
    const { paper, version, note } = printed
    if (!word) return void res.type('html').send(toPage(paper, `${paper.key}　${sourceWords[forms[paper.form].tag]}　内容校验值 ${hashOf(paper, version)}　${note}　打印：Ctrl+P`))
    const bytes = await toWord(paper, version)
    res.set({ 'Content-Type': wordType, 'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${fileName(paper)}.docx`)}`, 'Content-Length': String(bytes.length) }).end(bytes)
  })
  return routes
}

/** A paper as it goes out, and what is said above it of its signatures. */
type Shown = { paper: Paper; version: string; note: string }

/** The paper of this key as the case is, or stood; or, with the hash of what was signed, as it was then. */
async function shownOf(found: Found, key: string, hash: string | null, context: Context): Promise<Shown | typeof nothing> {
  if (hash === null) {
    const printed = printedOf(found, context).find(({ paper }) => paper.key === key)
    const past = found.past ? `按${inChinese(found.past.on)}的案件内容，不是现在的　` : ''
    return printed ? { paper: printed.paper, version: formsVersion, note: `${past}${signingState(found.case, signable(printed.paper), await printed.signed(), context.moment.roster)}` } : nothing
  }
  const signed = (await signaturesFor(found, context)).filter((one) => one.key === key && one.hash === hash)
  const text = (await signedTexts(context.store, asker(context), signed, paperMaker(context.moment))).get(hash)
  return text === undefined ? nothing : { ...paperFrom(text, (form, version) => templateFile(context.store, context.commission, { form, version })), note: `签署时的内容${signed.some(({ stale }) => stale) ? '，此后内容已变' : ''}　${signed.map((one) => signatureWords(one, context.moment.roster)).join('；')}` }
}

/** A day or the number of a step, as an address says it. */
function whenIn(at: string): Parameters<typeof pastAt>[2] {
  if (isDay(at)) return { on: at, version: null }
  return { on: null, version: /^\d{1,6}$/.test(at) ? Number(at) : 0 }
}

const nothing = { status: 404, text: '没有找到这份文书，或者您不能查看' }

async function printedFor(given: Omit<Served, 'numbered'>, req: Request, global: string, key: string): Promise<Shown | typeof nothing> {
  try {
    const context = await contextFor(given, req)
    const [who, id] = [asker(context), idOf('Case', global)]
    return await witnessed(given.store, { commission: context.commission, at: context.moment.at }, async () => {
      const asked = new URL(req.originalUrl, 'http://own.invalid').searchParams
      const at = asked.get('at')
      const found = at === null ? await find(given.store, who, id) : await pastAt(context, id, whenIn(at))
      return found ? shownOf(found, key, asked.get('signed'), context) : nothing
    })
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    return error.extensions.code === 'BAD_USER_INPUT' ? nothing : { status: error.extensions.code === 'UNAUTHENTICATED' ? 401 : 403, text: error.message }
  }
}
