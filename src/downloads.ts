/**
 * Files fetched by their address: the ledger (台账) as Excel or CSV, reports (报表), the circular (通报), the material (会议材料) and the
 * minutes (会议记录) of a meeting, and an extract of the audit log. The same session,
 * rights and records as the API; whoever exports has shown lately who they are. What was refused is answered as the API answers it.
 */
import { Router, type Request } from 'express'
import { auditIn, listIn } from './api/address.ts'
import { asker, confirmed, type Context } from './api/builder.ts'
import { badInput, failure } from './api/errors.ts'
import { idOf } from './api/id.ts'
import { auditFile, auditForms } from './audit-list.ts'
import { ledgerOf } from './ledger.ts'
import { meetingForms, minutesForms, minutesMade, packMade } from './meeting.ts'
import { ledgerForms } from './papers/ledger-file.ts'
import { circularForms, reportForms } from './papers/report-file.ts'
import { circularMade, reportMade } from './reports.ts'
import { answerError, contextFor, type Served } from './requests.ts'
import type { Refusal } from './review/case.ts'
import type { Actor } from './review/people.ts'
import { tellDenied, witnessed } from './store/readings.ts'

/** How many files are made at once: one for a person, and a few in all. */
const mostAtOnce = 3

const mediaTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', page: 'text/html; charset=utf-8', zip: 'application/zip',
} as const
type Form = keyof typeof mediaTypes
/** A file in pieces, or why there is none. */
type Made = { pieces: Uint8Array[]; name: string } | { refusals: Refusal[] }
/** What is asked for by an address; `isGone` ends the work where whoever asked has gone. */
type Work = (req: Request, context: Context, isGone: () => boolean) => { form: Form; make: (who: Actor) => Promise<Made> }

/**
 * `GET /ledger?form=xlsx&…` with the filter and order of the ledger's page; `GET /report?period=2026-03&form=xlsx` and
 * `GET /circular?half=2026H1&form=docx`, `GET /meeting?id=ID&form=zip|docx` and `GET /minutes?id=ID&form=docx`, whose form `page` is shown to be printed; `GET /audit?form=csv&…` with the filter of the page of the log.
 */
export function downloadRoutes(given: Served): Router {
  const busy = new Set<string>()
  const routes = Router()
  const route = (path: string, what: string, work: Work) => routes.get(path, async (req, res) => {
    let person: string | null = null
    try {
      if (req.method === 'HEAD') throw badInput(`${what}只能下载，请用 GET`)
      const context = await contextFor(given, req)
      // A page is shown like any other; what leaves as a file wants to know that it is still they.
      const who = req.query.form === 'page' ? asker(context) : confirmed(context)
      let gone = false
      const { form, make } = work(req, context, () => gone)
      if (busy.has(who.personId) || busy.size >= mostAtOnce) throw failure('TOO_MANY_REQUESTS', busy.has(who.personId) ? '您要的上一份文件还在生成，请等它下载完再试' : '正在生成的文件太多，请过一会儿再试')
      busy.add((person = who.personId))
      res.on('close', () => { gone = true })
      const made = await make(who)
      if ('refusals' in made) {
        const forbidden = made.refusals.some(({ code }) => forbidding.includes(code))
        if (forbidden) await witnessed(context.store, { commission: context.commission, at: given.now().at }, () => tellDenied(who, 'list', null))
        throw failure(forbidden ? 'FORBIDDEN' : 'BAD_USER_INPUT', made.refusals.map((one) => one.message).join('；'))
      }
      res.status(200).set({ 'Content-Type': mediaTypes[form], 'Content-Length': String(made.pieces.reduce((sum, piece) => sum + piece.length, 0)) })
      if (form !== 'page') res.set('Content-Disposition', `attachment; filename="${path.slice(1)}.${form}"; filename*=UTF-8''${encodeURIComponent(made.name)}`)
      for (const piece of made.pieces) res.write(piece)
      res.end()
    } catch (error) {
      if (!(error instanceof Gone)) answerError(req, res, error, given.numbered)
    } finally {
      if (person !== null) busy.delete(person)
    }
  })
  const formIn = <One extends Form>(req: Request, forms: readonly One[]): One => forms.find((one) => one === req.query.form) ?? wrongForm(forms)
  route('/ledger', '台账', (req, context, isGone) => {
    const form = formIn(req, ledgerForms)
    const wanted = listIn(req.query, context)
    return { form, make: (who) => ledgerOf({ ...context, who, now: given.now }, { form, ...wanted }, () => { if (isGone()) throw new Gone() }) }
  })
  route('/report', '报表', (req, context) => {
    const form = formIn(req, [...reportForms, 'page'])
    const { zoneId, bodyId } = listIn({ zoneId: req.query.zoneId, bodyId: req.query.bodyId }, context).filter
    const view = { ...(zoneId === undefined ? {} : { zoneId }), ...(bodyId === undefined ? {} : { bodyId }) }
    return { form, make: (who) => reportMade({ ...context, who, now: given.now }, { form, period: textIn(req, 'period'), view }) }
  })
  route('/circular', '通报', (req, context) => {
    const form = formIn(req, [...circularForms, 'page'])
    return { form, make: (who) => circularMade({ ...context, who, now: given.now }, { form, half: textIn(req, 'half') }) }
  })
  route('/meeting', '会议材料', (req, context) => {
    const form = formIn(req, [...meetingForms, 'page'])
    return { form, make: (who) => packMade({ ...context, who, now: given.now }, { form, id: idOf('Meeting', textIn(req, 'id')) }) }
  })
  route('/minutes', '会议记录', (req, context) => {
    const form = formIn(req, [...minutesForms, 'page'])
    return { form, make: (who) => minutesMade({ ...context, who, now: given.now }, { form, id: idOf('Meeting', textIn(req, 'id')) }) }
  })
  route('/audit', '审计记录', (req, context, isGone) => {
    const form = formIn(req, auditForms)
    const filter = auditIn(req.query)
    return { form, make: (who) => auditFile({ ...context, who, now: given.now }, { form, filter }, () => { if (isGone()) throw new Gone() }) }
  })
  return routes
}

/** Refusals that mean that something is not for this person. */
const forbidding = ['AUDIT_NOT_YOURS', 'NO_CASES', 'REPORT_NOT_YOURS', 'CIRCULAR_NOT_YOURS', 'MEETING_NOT_YOURS']

const textIn = (req: Request, name: string): string => (typeof req.query[name] === 'string' ? req.query[name] : '')

function wrongForm(forms: readonly Form[]): never {
  throw badInput(`请写明下载 ${forms.filter((one) => one !== 'page').join('、').replace(/、(?=[^、]*$)/, ' 还是 ')}`)
}

/** Whoever asked for it has gone. */
class Gone extends Error {
  override name = 'Gone'
}
