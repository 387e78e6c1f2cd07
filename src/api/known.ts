/**
 * The short way for trusted operations and for texts that come again: read, checked against the schema and the limits,
 * and compiled once, then executed without Yoga behind the same context, session, masking and page check. Whatever is not plain (another
 * content type or answer, a first use, a text that is faulty or cannot be compiled) goes to Yoga, as it came. What
 * is sent is read here, no further than is allowed: Yoga's own bound costs a tenth of a request.
 */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { GraphQLError, parse, validate } from 'graphql'
import type { YogaServerInstance } from 'graphql-yoga'
import { witnessed } from '../store/readings.ts'
import type { Store } from '../store/store.ts'
import type { Context } from './builder.ts'
import { answerOf, compiled, type Compiled } from './compiled.ts'
import { errorCodes, type ErrorCode } from './errors.ts'
import { limits } from './limits.ts'
import { schema } from './schema.ts'
import { trustedIn } from './trusted.ts'
import { backgroundHeader, contextOf, isForeign, masked, mostBytes, rulesOf, type ApiSettings, type Surroundings } from './yoga.ts'

/** Answers a request that brings a body; of any other it gives false and has not touched it. */
export type Quick = (req: IncomingMessage, res: ServerResponse) => boolean

const mostTexts = 300
const longestText = 20_000
/** Compiling pays from here on. */
const usesToCompile = 3
/** So long somebody whose body is refused may go on sending before the line is closed. */
const restWithinMs = 3000

export function quickFor(store: Store, settings: ApiSettings, { now, numbered }: Required<Surroundings>, yoga: YogaServerInstance<object, Context>): Quick {
  const find = finder(settings)

  async function answer(req: IncomingMessage, res: ServerResponse, body: Buffer): Promise<void> {
    const asked = askedIn(body)
    const run = asked && find(asked)?.(asked.variables)
    if (!run) return handOver(yoga, req, res, body)
    const cookies: string[] = []
    const { headers, socket } = req
    const asking = { cookies: headers.cookie ?? null, background: headerOf(headers, backgroundHeader), forwarded: headerOf(headers, 'x-forwarded-for'), remote: socket.remoteAddress ?? null }
    const context = await contextOf(store, settings, now(), asking, (cookie) => void cookies.push(cookie))
    const { json, errors } = await witnessed(store, { commission: context.commission, at: context.moment.at }, () => run(context))
    const text = answerOf(json, errors.map((error) => masked(error, numbered)))
    if (cookies.length > 0) res.setHeader('set-cookie', cookies)
    res.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) }).end(text)
  }

  const begin = beginTogether()
  return (req, res) => {
    if (req.method !== 'POST') return false
    const way = isPlain(req) ? answer : (...given: Parameters<typeof answer>) => handOver(yoga, ...given)
    const chunks: Buffer[] = []
    let bytes = 0
    const tooMuch = () => {
      // The rest is let pass unread. The line stays open until the sender is through, or time is up: closed before that, a
      // sender that still writes hears of a broken line instead of the answer.
      const end = () => void res.end()
      const patience = setTimeout(end, restWithinMs)
      req.removeAllListeners('data').removeAllListeners('end').resume().once('end', end).once('close', () => clearTimeout(patience))
      const body = JSON.stringify({ errors: [{ message: errorCodes.REQUEST_ENTITY_TOO_LARGE, extensions: { code: 'REQUEST_ENTITY_TOO_LARGE' satisfies ErrorCode } }] })
      res.writeHead(413, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body), connection: 'close' }).write(body)
      return true
    }
    if (Number(req.headers['content-length'] ?? 0) > mostBytes) return tooMuch()
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > mostBytes) tooMuch()
      else chunks.push(chunk)
    })
    req.once('end', () => begin(() => {
      way(req, res, chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks)).catch((error: unknown) => {
        if (res.headersSent) return void res.destroy()
        res.writeHead(500, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify({ errors: [masked(error, numbered)] }))
      })
    }))
    return true
  }
}

/**
 * Lets what has come in one turn of the event loop begin at once after it: at every await the requests then take turns, and
 * each piece of work is done for all of them while the processor has its code at hand (a quarter more cases a second).
 */
function beginTogether(): (work: () => void) => void {
  let waiting: (() => void)[] = []
  return (work) => {
    if (waiting.push(work) > 1) return
    setImmediate(() => {
      const all = waiting
      waiting = []
      for (const one of all) one()
    })
  }
}

/** A POST of JSON from our own pages, of a length that is said and allowed, that takes JSON for an answer. */
function isPlain({ method, headers }: IncomingMessage): boolean {
  const { accept } = headers
  return method === 'POST' && /^application\/json(; ?charset=utf-8)?$/i.test(headers['content-type'] ?? '') &&
    (accept === undefined || accept === '*/*' || accept === 'application/json') &&
    headers['content-encoding'] === undefined && headers['transfer-encoding'] === undefined && Number(headers['content-length']) > 0 &&
    !isForeign(headerOf(headers, 'sec-fetch-site'), headerOf(headers, 'origin'), headers.host ?? '')
}

const headerOf = (headers: IncomingHttpHeaders, name: string): string | null => headers[name]?.toString() ?? null

type Asked = { text: string; isId: boolean; operationName: string | null; variables: Record<string, unknown> }

/** A body with nothing in it but a text or the id of one, variables, and the name of the operation. */
function askedIn(body: Buffer): Asked | null {
  let read: unknown
  try {
    read = JSON.parse(body.toString())
  } catch {
    return null
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return null
  const { query, documentId, operationName = null, variables = null, ...others } = read as Record<string, unknown>
  const text = query ?? documentId
  if (typeof text !== 'string' || text.length > longestText || (query !== undefined && documentId !== undefined) || Object.keys(others).length > 0) return null
  if (operationName !== null && typeof operationName !== 'string') return null
  if (typeof variables !== 'object' || Array.isArray(variables)) return null
  return { text, isId: query === undefined, operationName, variables: (variables ?? {}) as Record<string, unknown> }
}

/** What is compiled: a trusted operation from its first use, in development also texts that come again, those used last kept; null where the ordinary way is to be gone. */
function finder(settings: ApiSettings): (asked: Asked) => Compiled | null {
  const trusted = trustedIn(schema, rulesOf(settings), settings.trustedOperations ?? [])
  const operations = new Map<string, Compiled | null>()
  const texts = new Map<string, { uses: number; run: Compiled | null }>()

  function operation(id: string): Compiled | null {
    const known = operations.get(id)
    if (known !== undefined) return known
    const text = trusted(id)
    if (text === null) return null
    const run = compiledText(text, null, settings)
    operations.set(id, run)
    return run
  }

  return ({ text, isId, operationName }) => {
    if (isId) return operationName === null ? operation(text) : null
    if (settings.production) return null
    const key = `${operationName?.length ?? '-'} ${operationName ?? ''}${text}`
    const known = texts.get(key) ?? { uses: 0, run: null }
    known.uses++
    if (known.uses === usesToCompile) known.run = compiledText(text, operationName, settings)
    if (known.uses > usesToCompile && texts.size < mostTexts) return known.run
    texts.delete(key)
    texts.set(key, known)
    const [oldest] = texts.keys()
    if (texts.size > mostTexts && oldest !== undefined) texts.delete(oldest)
    return known.run
  }
}

function compiledText(query: string, operationName: string | null, settings: ApiSettings): Compiled | null {
  try {
    const document = parse(query, { maxTokens: limits.tokens })
    return validate(schema, document, rulesOf(settings)).length > 0 ? null : compiled(schema, document, operationName)
  } catch (error) {
    if (error instanceof GraphQLError) return null
    throw error
  }
}

/** Gives Yoga what was read, and its answer to the client. */
async function handOver(yoga: YogaServerInstance<object, Context>, req: IncomingMessage, res: ServerResponse, body: Buffer): Promise<void> {
  const { headers, url = '/' } = req
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value.toString()]]))
  const response = await yoga.fetch(`http://${headers.host ?? 'localhost'}${url}`, { method: 'POST', headers: given, body: headers['content-encoding'] === undefined ? body.toString() : new Uint8Array(body) }, { req })
  const text = await response.text()
  for (const [name, value] of response.headers) if (name !== 'set-cookie') res.setHeader(name, value)
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) res.setHeader('set-cookie', cookies)
  res.writeHead(response.status, { 'content-length': Buffer.byteLength(text) }).end(text)
}
