/** 文书的打印页和 Word 文件: each asked for as whoever is signed in, each reading on record before anything is given. */
import { Router, type Request, type Response } from 'express'
import { GraphQLError } from 'graphql'
import { asker } from './api/builder.ts'
import { idOf } from './api/id.ts'
import { printedOf, type Printed } from './api/paper.ts'
import { contextOf, type ApiSettings } from './api/yoga.ts'
import { now } from './now.ts'
import { forms, sourceWords } from './papers/catalogue.ts'
import { pageStyles, toPage } from './papers/page.ts'
import { contentHash, fileName } from './papers/papers.ts'
import { toWord } from './papers/word.ts'
import { find } from './store/cases.ts'
import { witnessed } from './store/readings.ts'
import type { Store } from './store/store.ts'

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The addresses of the papers. What its reader may not see is not there. */
export function paperRoutes(store: Store, settings: ApiSettings): Router {
  const routes = Router()
  routes.get('/paper.css', (_req, res) => void res.type('css').send(pageStyles))
  routes.get('/papers/:caseId/:key', async (req, res) => {
    const word = req.params.key.endsWith('.docx')
    const printed = await printedFor(store, settings, req, req.params.caseId, word ? req.params.key.slice(0, -5) : req.params.key)
    if ('status' in printed) return void res.status(printed.status).type('text').send(printed.text)
    const { paper } = printed
    if (word) send(res, wordType, `${fileName(paper)}.docx`, await toWord(paper))
    else res.type('html').send(toPage(paper, `${paper.key}　${sourceWords[forms[paper.form].tag]}　内容校验值 ${contentHash(paper)}　打印：Ctrl+P`))
  })
  return routes
}

type Refused = { status: number; text: string }

async function printedFor(store: Store, settings: ApiSettings, { headers, socket }: Request, global: string, key: string): Promise<Printed | Refused> {
  const context = await contextOf(store, settings, now(), { cookies: headers.cookie ?? null, background: null, remote: socket.remoteAddress ?? null, forwarded: headers['x-forwarded-for']?.toString() ?? null }, () => {})
  const nothing: Refused = { status: 404, text: '没有找到这份文书，或者您不能查看' }
  try {
    const [who, id] = [asker(context), idOf('Case', global)]
    return await witnessed(store, { commission: context.commission, at: context.moment.at }, async () => {
      const found = await find(store, who, id)
      return (found ? printedOf(found, context) : []).find(({ paper }) => paper.key === key) ?? nothing
    })
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    return error.extensions.code === 'BAD_USER_INPUT' ? nothing : { status: error.extensions.code === 'UNAUTHENTICATED' ? 401 : 403, text: error.message }
  }
}

/** A file that the browser keeps and does not run. */
function send(res: Response, type: string, name: string, bytes: Uint8Array): void {
  res.set({ 'Content-Type': type, 'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`, 'Content-Length': String(bytes.length) }).end(bytes)
}
