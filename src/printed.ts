/** 文书的打印页和 Word 文件: each asked for as whoever is signed in, each reading on record before anything is given. */
import { Router, type Request } from 'express'
import { GraphQLError } from 'graphql'
import { asker } from './api/builder.ts'
import { idOf } from './api/id.ts'
import { printedOf, type Printed } from './api/paper.ts'
import { forms, sourceWords } from './papers/catalogue.ts'
import { pageStyles, toPage } from './papers/page.ts'
import { contentHash, fileName } from './papers/papers.ts'
import { toWord } from './papers/word.ts'
import { contextFor, type Served } from './requests.ts'
import { find } from './store/cases.ts'
import { witnessed } from './store/readings.ts'

export const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The addresses of the papers. What its reader may not see is not there. */
export function paperRoutes(given: Omit<Served, 'numbered'>): Router {
  const routes = Router()
  routes.get('/paper.css', (_req, res) => void res.type('css').send(pageStyles))
  routes.get('/papers/:caseId/:key', async (req, res) => {
    const word = req.params.key.endsWith('.docx')
    const printed = await printedFor(given, req, req.params.caseId, word ? req.params.key.slice(0, -5) : req.params.key)
    if ('status' in printed) return void res.status(printed.status).type('text').send(printed.text)
    const { paper } = printed
    if (!word) return void res.type('html').send(toPage(paper, `${paper.key}　${sourceWords[forms[paper.form].tag]}　内容校验值 ${contentHash(paper)}　打印：Ctrl+P`))
    const bytes = await toWord(paper)
    res.set({ 'Content-Type': wordType, 'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${fileName(paper)}.docx`)}`, 'Content-Length': String(bytes.length) }).end(bytes)
  })
  return routes
}

const nothing = { status: 404, text: '没有找到这份文书，或者您不能查看' }

async function printedFor(given: Omit<Served, 'numbered'>, req: Request, global: string, key: string): Promise<Printed | typeof nothing> {
  try {
    const context = await contextFor(given, req)
    const [who, id] = [asker(context), idOf('Case', global)]
    return await witnessed(given.store, { commission: context.commission, at: context.moment.at }, async () => {
      const found = await find(given.store, who, id)
      return (found ? printedOf(found, context) : []).find(({ paper }) => paper.key === key) ?? nothing
    })
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    return error.extensions.code === 'BAD_USER_INPUT' ? nothing : { status: error.extensions.code === 'UNAUTHENTICATED' ? 401 : 403, text: error.message }
  }
}
