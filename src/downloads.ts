/**
 * Files fetched by their address: the ledger (台账) as Excel or CSV. The same session, rights and records as the API; whoever
 * exports has shown lately who they are. What was refused is answered as the API answers it.
 */
import { Router, type Response } from 'express'
import { listIn } from './api/address.ts'
import { confirmed } from './api/builder.ts'
import { badInput, failure, type ErrorCode } from './api/errors.ts'
import { masked } from './api/yoga.ts'
import { ledgerOf } from './ledger.ts'
import { ledgerForms } from './papers/ledger-file.ts'
import { contextFor, type Served } from './requests.ts'
import { tellDenied, witnessed } from './store/readings.ts'

/** How many files are made at once: one for a person, and a few in all. */
const mostAtOnce = 3

const mediaTypes = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8' } as const

/** `GET /ledger?form=xlsx&…` with the filter and order of the ledger's page. */
export function downloadRoutes(given: Served): Router {
  const busy = new Set<string>()
  const routes = Router()
  routes.get('/ledger', async (req, res) => {
    let person: string | null = null
    try {
      if (req.method === 'HEAD') throw badInput('台账只能下载，请用 GET')
      const context = await contextFor(given, req)
      const who = confirmed(context)
      const form = ledgerForms.find((one) => one === req.query.form)
      if (form === undefined) throw badInput('请写明下载 xlsx 还是 csv')
      const wanted = listIn(req.query, context)
      if (busy.has(who.personId) || busy.size >= mostAtOnce) throw failure('TOO_MANY_REQUESTS', busy.has(who.personId) ? '您要的上一份台账还在生成，请等它下载完再试' : '正在生成的台账太多，请过一会儿再试')
      busy.add((person = who.personId))
      let gone = false
      res.on('close', () => { gone = true })
      const made = await ledgerOf({ ...context, who, now: given.now }, { form, ...wanted }, () => { if (gone) throw new Gone() })
      if ('refusals' in made) {
        await witnessed(context.store, { commission: context.commission, at: given.now().at }, () => tellDenied(who, 'list', null))
        throw failure('FORBIDDEN', made.refusals.map((one) => one.message).join('；'))
      }
      res.status(200).set({
        'Content-Type': mediaTypes[form], 'Content-Length': String(made.pieces.reduce((sum, piece) => sum + piece.length, 0)),
        'Content-Disposition': `attachment; filename="ledger.${form}"; filename*=UTF-8''${encodeURIComponent(made.name)}`,
      })
      for (const piece of made.pieces) res.write(piece)
      res.end()
    } catch (error) {
      if (!(error instanceof Gone)) refuse(res, error, given.numbered)
    } finally {
      if (person !== null) busy.delete(person)
    }
  })
  return routes
}

/** Whoever asked for it has gone. */
class Gone extends Error {
  override name = 'Gone'
}

const statuses: { [Code in ErrorCode]?: number } = {
  UNAUTHENTICATED: 401, FORBIDDEN: 403, NO_POST: 403, MUST_CHANGE_PASSWORD: 403, CODE_FIRST: 401, FACTOR_FIRST: 403, CONFIRM_FIRST: 403, FOREIGN_ORIGIN: 403,
  BAD_USER_INPUT: 400, BAD_REQUEST: 400, TOO_MANY_REQUESTS: 429, NOT_RECORDED: 503,
}

/** What went wrong as an answer without GraphQL has it. */
export function toldOf(error: unknown, numbered: Served['numbered']): { status: number; code: ErrorCode; message: string } {
  const { message, extensions } = masked(error, numbered)
  const code = extensions.code as ErrorCode
  return { status: statuses[code] ?? 500, code, message }
}

function refuse(res: Response, error: unknown, numbered: Served['numbered']): void {
  if (res.headersSent) return void res.destroy()
  const { status, message, code } = toldOf(error, numbered)
  res.status(status).json({ errors: [{ message, extensions: { code } }] })
}
