/** What the addresses beside the API share: what they are given, who asks by them, and how they answer. */
import type { IncomingMessage } from 'node:http'
import type { Request, Response } from 'express'
import type { Context } from './api/builder.ts'
import { failure, type ErrorCode } from './api/errors.ts'
import { backgroundHeader, contextOf, isForeign, masked, type ApiSettings } from './api/yoga.ts'
import type { now } from './now.ts'
import type { Store } from './store/store.ts'

/** What routes are given by the server. */
export type Served = { store: Store; settings: ApiSettings; now: typeof now; numbered: (error: unknown) => string }

/** Who asks, by the cookie alone; a page of another origin is not heard. Nothing here changes a session, so there is no cookie to set. */
export function contextFor({ store, settings, now }: Pick<Served, 'store' | 'settings' | 'now'>, { headers, socket }: IncomingMessage): Promise<Context> {
  const header = (name: string) => headers[name]?.toString() ?? null
  if (isForeign(header('sec-fetch-site'), header('origin'), headers.host ?? '')) throw failure('FOREIGN_ORIGIN', '请求来自别的网站，已拒绝')
  return contextOf(store, settings, now(), { cookies: headers.cookie ?? null, background: header(backgroundHeader), forwarded: header('x-forwarded-for'), remote: socket.remoteAddress ?? null }, () => {})
}

const statuses: { [Code in ErrorCode]?: number } = {
  UNAUTHENTICATED: 401, FORBIDDEN: 403, NO_POST: 403, MUST_CHANGE_PASSWORD: 403, CODE_FIRST: 401, FACTOR_FIRST: 403, CONFIRM_FIRST: 403, FOREIGN_ORIGIN: 403,
  BAD_USER_INPUT: 400, BAD_REQUEST: 400, TOO_MANY_REQUESTS: 429, NOT_RECORDED: 503, NO_SPACE: 507,
}

/** What went wrong, as the API says it, for an answer without GraphQL; what nobody meant to tell becomes a number. */
export function toldOf(error: unknown, numbered: Served['numbered']): { status: number; code: ErrorCode; message: string } {
  const { message, extensions } = masked(error, numbered)
  const code = extensions.code as ErrorCode
  return { status: statuses[code] ?? 500, code, message }
}

/** The same, answered as the API answers it. */
export function answerError(req: Request, res: Response, error: unknown, numbered: Served['numbered']): void {
  if (res.headersSent) return void res.destroy()
  const { status, code, message } = toldOf(error, numbered)
  answerJson(req, res, status, { errors: [{ message, extensions: { code } }] })
}

/** So long somebody who is refused may go on sending. */
const restWithinMs = 3000

/**
 * Answers a request that came whole, or a file that still comes: then the rest is let pass unread, and the line stays open
 * until the sender is through or time is up, for closed before that he would hear of a broken line instead of the answer.
 */
export function answerJson(req: Request, res: Response, status: number, said: unknown): void {
  const body = JSON.stringify(said)
  res.status(status).set({ 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': String(Buffer.byteLength(body)) })
  if (req.complete || req.method !== 'POST') return void res.end(body)
  const end = () => void res.end()
  const patience = setTimeout(end, restWithinMs)
  res.set('Connection', 'close').write(body)
  req.resume().once('end', end).once('close', () => clearTimeout(patience))
}

/** All that is sent, or null where it is more than is taken; the rest of that is left where it is, for `answerJson` to let pass. */
export async function bytesOf(req: Request, most: number): Promise<Uint8Array | null> {
  if (Number(req.get('content-length') ?? 0) > most) return null
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > most) return null
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
