/** What the addresses beside the API share: what they are given, and who asks by them. */
import type { IncomingMessage } from 'node:http'
import type { Context } from './api/builder.ts'
import { failure } from './api/errors.ts'
import { backgroundHeader, contextOf, isForeign, type ApiSettings } from './api/yoga.ts'
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
