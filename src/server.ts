/**
 * The server: one address for the API, two for whoever watches over it, and the pages, or where they are not built one
 * that says how to begin. It stops in order: what is in flight is answered, then the store is closed.
 */
import { hash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Response } from 'express'
import type { ErrorCode } from './api/errors.ts'
import { quickFor } from './api/known.ts'
import { sourceOf } from './api/source.ts'
import { tokenIn, yogaFor, type ApiSettings } from './api/yoga.ts'
import { attachmentFilesOf } from './attachment-key.ts'
import { attachmentRoutes } from './attachments.ts'
import { collationRoutes } from './collating.ts'
import { daily } from './daily.ts'
import { openDatabase } from './database.ts'
import { downloadRoutes } from './downloads.ts'
import { factorKeyOf } from './factor-key.ts'
import { feedRoutes } from './feed.ts'
import { showGraphiql, wantsPage } from './graphiql.ts'
import { keepHeadsFor, signerFor, toldOfHeads } from './heads.ts'
import { importRoutes } from './imports.ts'
import { liveOn, type Live } from './live.ts'
import { now } from './now.ts'
import { pacing, type Paced } from './pace.ts'
import { pageOperations, servePages } from './pages.ts'
import { paperRoutes } from './printed.ts'
import { providerRoutes } from './provider.ts'
import { templateRoutes } from './templating.ts'
import { withoutPassword, type Settings } from './settings.ts'
import { sendRecordsFor, toldOfSyslog } from './syslog.ts'
import type { AttachmentFiles } from './store/attachment-files.ts'
import { keptContents } from './store/attachments.ts'
import type { Store } from './store/store.ts'
import { welcome } from './welcome.ts'

/** Requests are answered only while serving; the port is taken before the demo is loaded. */
type State = { now: 'starting' | 'serving' | 'stopping' }

/** The settings, with the keys that they name. */
type Serving = Settings & ApiSettings

const stopWithinMs = 10_000
/** So long a request may come; and so long while files come, which are large. */
const [requestMs, filesMs] = [30_000, 900_000]
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** Serves until a signal says stop; resolved once everything is closed. */
export async function serve(settings: Settings, print: (line: string) => void): Promise<void> {
  const state: State = { now: 'starting' }
  const signer = signerFor(settings)
  const store = await openDatabase(settings, { onBroken: endBroken })
  const closing = async (error: unknown): Promise<never> => {
    await store.close()
    throw error
  }
  const factorKey = await factorKeyOf(store, settings).catch(closing)
  const heads = await keepHeadsFor(store, settings, signer, numbered).catch(closing)
  const files = await attachmentFilesOf(settings).catch(closing)
  const serving = { ...settings, trustedOperations: [...pageOperations(), ...settings.trustedOperations], factorKey, signer, files }
  await files.sweep(await files.strays(settings.commission, keptContents(store, settings.commission))).catch(closing)
  const live = await liveOn(store, serving, numbered).catch(closing)
  const busy = (uploading: boolean) => { server.requestTimeout = uploading ? filesMs : requestMs }
  const server = createServer(
    { requestTimeout: requestMs, headersTimeout: 8000, keepAliveTimeout: 5000, connectionsCheckingInterval: 1000, maxHeaderSize: 16_384 },
    answering(store, serving, state, { pages: await servePages(settings.provider ? '/sign-in/oidc' : null), live, files, busy }),
  )
  let days: ReturnType<typeof daily> | undefined
  let records: { stop: () => Promise<void> } | undefined
  try {
    await listen(server, settings)
    const lines = await welcome(store, settings)
    records = await sendRecordsFor(store, settings, signer, numbered)
    days = daily(store, settings.commission, { now, numbered })
    state.now = 'serving'
    const told = toldToStop() // heard from here on: whoever reads the last line may stop it at once
    for (const line of [`划片审理已启动：${addressOf(server, settings)}`, `数据库：${withoutPassword(settings.databaseUrl)}`, ...toldOfHeads(settings, signer), ...toldOfSyslog(settings), ...lines, '按 Ctrl+C 停止']) print(line)
    await told
    state.now = 'stopping'
    live.stop()
    await drained(server)
    print('已停止')
  } finally {
    days?.stop()
    server.close()
    server.closeAllConnections()
    live.stop()
    await heads.stop().catch(numbered)
    await records?.stop()
    await store.close()
  }
}

/** What is served beside the API. */
type Beside = { pages: RequestHandler | null; live: Live; files: AttachmentFiles; busy: (uploading: boolean) => void }

/** Everything that is answered: the API straight (texts that come again the short way, the rest by Yoga), all else by Express. */
function answering(store: Store, settings: Serving, state: State, beside: Beside): RequestListener {
  const yoga = yogaFor(store, settings, { now, numbered })
  const app = appOf(store, settings, state, beside)
  const quick = quickFor(store, settings, { now, numbered }, yoga)
  const waitFor = senders(settings)
  return (req, res) => {
    const [, address] = /^\/(graphql|attachments|collations|imports)($|[?/])/.exec(req.url ?? '') ?? []
    if (state.now !== 'serving' || address === undefined || !knownMethods.includes(req.method ?? '')) return app(req, res)
    res.setHeaders(pageHeaders)
    const seconds = waitFor(req)
    if (seconds > 0) return tooMany(res, seconds)
    if (address !== 'graphql') return app(req, res)
    const answer = !settings.production && wantsPage(req) ? showGraphiql(res) : quick(req, res) ? undefined : Promise.resolve(yoga(req, res))
    answer?.catch((error: unknown) => {
      const text = `系统出错，编号 ${numbered(error)}`
      if (res.headersSent) res.destroy()
      else res.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(text)
    })
  }
}

/**
 * How long the sender of a request has to wait. Everybody at an address together may send more than one session: many
 * sit behind one address, and made-up sessions do not help.
 */
function senders(settings: Serving): (req: IncomingMessage) => number {
  const { ratePerSession, ratePerAddress, trustedProxies } = settings
  const [ofSession, ofAddress] = [ratePerSession, ratePerAddress].map((perSecond) => pacing({ perSecond, burst: perSecond * burstSeconds })) as [Paced, Paced]
  return ({ headers, socket }) => {
    const at = performance.now()
    const token = tokenIn(settings, headers.cookie)
    const source = sourceOf({ remote: socket.remoteAddress ?? null, forwarded: [headers['x-forwarded-for'] ?? []].flat().join() }, trustedProxies)
    // A token is kept by its hash, so that thousands of long ones take no room.
    return Math.max(ofAddress(source ?? '', at), token === null ? 0 : ofSession(hash('sha256', token), at))
  }
}

/** A sender may save up for so many seconds: a page that opens asks for much at once. */
const burstSeconds = 5

function tooMany(res: ServerResponse, seconds: number): void {
  const body = JSON.stringify({ errors: [{ message: `请求太频繁，请${seconds}秒后再试`, extensions: { code: 'TOO_MANY_REQUESTS' satisfies ErrorCode } }] })
  res.writeHead(429, { 'retry-after': String(seconds), 'content-type': 'application/json; charset=utf-8', 'content-length': String(Buffer.byteLength(body)) }).end(body)
}

function appOf(store: Store, settings: Serving, state: State, { pages, live, files, busy }: Beside): Express {
  const app = express().disable('x-powered-by').disable('etag').set('query parser', 'simple')
  app.use(withHeaders, onlyKnownMethods)
  app.get('/healthz', (_req, res) => say(res, 200, 'ok'))
  app.get('/readyz', async (_req, res) => {
    const ready = state.now === 'serving' && (await store.fresh.$count(store.t.heads).then(() => true, () => false))
    say(res, ready ? 200 : 503, ready ? 'ok' : 'not ready')
  })
  app.use(onlyWhileServing(state))
  app.use(feedRoutes(store, settings))
  app.get('/live', (req, res) => live.serve(req, res))
  app.use(attachmentRoutes({ store, settings, files, now, numbered, busy }))
  app.use(collationRoutes({ store, settings, now, numbered }))
  app.use(downloadRoutes({ store, settings, now, numbered }))
  app.use(importRoutes({ store, settings, now, numbered }))
  if (settings.provider) app.use(providerRoutes({ store, settings, provider: settings.provider, now, numbered }))
  app.use(paperRoutes({ store, settings, now }))
  app.use(templateRoutes({ store, settings, now, numbered }))
  if (pages) app.use(pages)
  else app.get('/', (_req, res) => void res.type('html').send(firstPage(settings)))
  app.use((_req, res) => say(res, 404, '没有这个地址'))
  app.use(sayNumber)
  return app
}

const pageHeaders = new Map([
  ['Content-Security-Policy', "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Cache-Control', 'no-store'],
])

const withHeaders: RequestHandler = (_req, res, next) => {
  res.setHeaders(pageHeaders)
  next()
}

const knownMethods = ['GET', 'HEAD', 'POST']
const onlyKnownMethods: RequestHandler = (req, res, next) => {
  if (knownMethods.includes(req.method)) return next()
  say(res.set('Allow', 'GET, HEAD, POST'), 405, '只接受 GET 和 POST')
}

const onlyWhileServing = (state: State): RequestHandler => (_req, res, next) => {
  if (state.now === 'serving') return next()
  res.set('Connection', 'close')
  say(res, 503, state.now === 'starting' ? '正在启动，请稍候' : '正在停止，请稍后再试')
}

const sayNumber: ErrorRequestHandler = (error: unknown, _req, res, next) => (res.headersSent ? next(error) : say(res, 500, `系统出错，编号 ${numbered(error)}`))

const say = (res: Response, status: number, text: string): void => void res.status(status).type('text').send(text)

/** Writes a mishap to the log and gives its number. Values stay out of the log: drizzle puts them after `params:`. */
function numbered(error: unknown): string {
  const number = randomBytes(2).toString('hex').toUpperCase()
  const [name, message, stack] = error instanceof Error ? [error.name, error.message.split('\nparams:')[0], error.stack?.split('\n').filter((line) => /^\s+at /.test(line))] : ['Error', typeof error, []]
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), number, name, message, stack })}\n`)
  return number
}

/** The disk or the file is broken: what was answered stands, nothing more can be promised (P5). */
function endBroken(error: Error): void {
  process.stderr.write(`数据库无法继续读写，已停止服务：${error.message}\n`)
  process.exit(1)
}

function listen(server: Server, { port, host }: Settings): Promise<void> {
  const sentences: Record<string, string> = {
    EADDRINUSE: `端口 ${port} 已被占用：请先停掉占用它的程序，或者用 PORT 指定另一个端口`,
    EACCES: `没有权限使用端口 ${port}：请用 PORT 指定 1024 以上的端口`,
    EADDRNOTAVAIL: `HOST 写的 ${host} 不是本机的地址`,
    ENOTFOUND: `HOST 写的 ${host} 找不到`,
  }
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code !== undefined && sentences[error.code] !== undefined ? new Error(sentences[error.code]) : error))
    server.listen(port, host, resolve)
  })
}

function addressOf(server: Server, { host }: Settings): string {
  const { port } = server.address() as AddressInfo
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

const toldToStop = (): Promise<void> => new Promise((resolve) => signals.forEach((signal) => process.once(signal, () => resolve())))

/** No new connection; each open one ends with its answer, or after ten seconds, or at the next signal. */
async function drained(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  await Promise.race([closed, sleep(stopWithinMs, undefined, { ref: false }), toldToStop()])
  clearInterval(idle)
  server.closeAllConnections()
  await closed
}

const firstPage = ({ production, provider }: Settings): string => `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<title>划片审理</title>
<h1>划片审理</h1>
<p>服务已经启动。接口地址是 <code>/graphql</code>，用 POST 发送 JSON（<code>content-type: application/json</code>）。${production ? '生产环境只接受可信操作：发送 <code>{ "documentId": …, "variables": … }</code>，编号由 <code>npm run -s huapian -- operations</code> 打印，以下的文本换成其中同名的操作。' : ''}</p>
<h2>怎样登录</h2>
<ol>
<li>发送 <code>signIn</code>，登录名和密码${production ? '由管理员发给本人，第一次用一次性登录码' : '见启动时屏幕上打印的演示帐号'}：
<pre>mutation { signIn(name: "登录名", password: "密码") { __typename ... on SessionOpened { me { person { name } } } ... on SessionRefused { refusals { message } } } }</pre></li>
<li>保存返回的 Cookie，以后的请求都带上它：
<pre>query { me { person { name } acting { role } } }</pre></li>
<li>绑定了动态口令的，接着发送 <code>mutation { giveCode(code: "六位数字") { __typename } }</code>。</li>
<li>用完发送 <code>mutation { signOut { at } }</code>。</li>
</ol>
${provider ? '<p>也可以<a href="/sign-in/oidc">经统一身份认证登录</a>。</p>' : ''}</html>
`
