/**
 * 五书比对 with a Word file that is not kept: it comes as it is in the body of a POST, stands for one of the five while the
 * table is made, and is gone. The same rights and records as the API; hidden and missing cases answer alike.
 */
import { Router, type Request } from 'express'
import { asker } from './api/builder.ts'
import { collationFor, mostBytes, readWord } from './api/collation.ts'
import { badInput, failure, type ErrorCode } from './api/errors.ts'
import { idOf } from './api/id.ts'
import { checkTexts } from './api/text.ts'
import { givenPapers } from './papers/five-papers.ts'
import { BadFile } from './papers/zip.ts'
import { basis, basisText } from './review/law.ts'
import { answerError, bytesOf, contextFor, type Served } from './requests.ts'
import { cleanName } from './store/file-names.ts'
import { find } from './store/cases.ts'
import { witnessed } from './store/readings.ts'

/** How many files are compared at once: one of a person, and a few in all. */
const mostAtOnce = 3

/** `POST /collations/CASE?paper=investigation&name=…`, with `filing` and `investigation` where files of the case were chosen. */
export function collationRoutes(given: Served): Router {
  const busy = new Set<string>()
  const routes = Router()
  routes.post('/collations/:caseId', async (req, res) => {
    let person: string | null = null
    try {
      if (!/^application\/octet-stream$/i.test(req.get('content-type') ?? '')) throw badInput('请用 application/octet-stream 提交文件')
      const context = await contextFor(given, req)
      const who = asker(context)
      const { paper, name, caseId, ...chosen } = saidIn(req)
      if (busy.has(who.personId) || busy.size >= mostAtOnce) throw failure('TOO_MANY_REQUESTS', busy.has(who.personId) ? '您的上一份文件还在比对，请稍候' : '正在比对的文件太多，请过一会儿再试')
      busy.add((person = who.personId))
      const bytes = await bytesOf(req, mostBytes)
      if (bytes === null) throw badInput(`文件太大，最多 ${mostBytes / 1_000_000} 兆字节`)
      const table = await witnessed(given.store, { commission: context.commission, at: context.moment.at }, async () => {
        const found = await find(given.store, who, caseId)
        return found && collationFor({ ...context, who }, found, { ...chosen, given: { [paper]: { name, lines: await readWord(bytes) } } })
      })
      if (!table) return void res.status(404).json({ errors: [{ message: '没有找到该案件，或者您看不到移送材料', extensions: { code: 'BAD_USER_INPUT' satisfies ErrorCode } }] })
      const rows = table.rows.map(({ rule, ...row }) => ({ ...row, basis: rule === null ? null : { text: basisText(basis(rule), context.moment.on) } }))
      res.json({ collation: { ...table, rows } })
    } catch (error) {
      if (!res.destroyed) answerError(req, res, error instanceof BadFile ? badInput(error.message) : error, given.numbered)
    } finally {
      if (person !== null) busy.delete(person)
    }
  })
  return routes
}

/** What the address says; each word once, and no other. */
function saidIn(req: Request) {
  const words = new URL(req.originalUrl, 'http://own.invalid').searchParams
  const one = (word: string): string | null => {
    const all = words.getAll(word)
    if (all.length > 1) throw badInput(`地址里应当写一次“${word}”`)
    return all[0] ?? null
  }
  const strange = [...words.keys()].find((word) => !['paper', 'name', 'filing', 'investigation'].includes(word))
  if (strange !== undefined) throw badInput(`地址里多了“${strange.slice(0, 40)}”`)
  const paper = givenPapers.find((word) => word === one('paper'))
  if (paper === undefined) throw badInput('请写明是五书中的哪一份')
  const name = cleanName(one('name') ?? '')
  if (name === null) throw badInput('文件没有名称')
  checkTexts({ name })
  return { paper, name, caseId: idOf('Case', String(req.params.caseId)), filing: one('filing'), investigation: one('investigation') }
}
