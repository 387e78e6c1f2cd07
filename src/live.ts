/**
 * 实时: tells open pages that something they show has changed, over server-sent events: which case, never what. Each
 * event is asked for anew as whoever is signed in then, so a stream says nothing from the moment a right ends.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { encodeId } from './api/id.ts'
import { contextOf, tokenIn, type ApiSettings } from './api/yoga.ts'
import { now } from './now.ts'
import { isNewsTo } from './store/cases.ts'
import type { Store } from './store/store.ts'

/** How often a stream says that it is alive and looks whether its session still is; and how many streams there may be. */
const beatMs = 15_000
const [mostOfSession, most] = [6, 2000]

export type Live = { serve: (req: IncomingMessage, res: ServerResponse) => void; stop: () => void }

type Stream = { token: string; tell: (caseId: string, at: string) => Promise<void>; beat: () => Promise<void>; end: () => void }

/** Listens to the steps taken here and, with PostgreSQL, on other servers of the same database. */
export async function liveOn(store: Store, settings: ApiSettings, numbered: (error: unknown) => string): Promise<Live> {
  const streams = new Set<Stream>()
  const each = (work: (stream: Stream) => Promise<void>) => {
    for (const stream of streams) void work(stream).catch((error: unknown) => { numbered(error); stream.end() })
  }
  const deaf = await store.subscribe('cases', (message) => {
    const [commission = '', caseId = ''] = message.split(':', 2)
    if (commission === settings.commission) each((stream) => stream.tell(caseId, message.slice(commission.length + caseId.length + 2)))
  })
  const beats = setInterval(() => each((stream) => stream.beat()), beatMs)
  beats.unref()

  /** Who is signed in at this instant; asking so keeps nobody signed in. */
  async function askerOf({ headers, socket }: IncomingMessage) {
    const { session } = await contextOf(store, settings, now(), { cookies: headers.cookie ?? null, background: '1', remote: socket.remoteAddress ?? null, forwarded: null }, () => {})
    return session && !session.mustChange && !session.awaitsCode ? session.who : null
  }

  function serve(req: IncomingMessage, res: ServerResponse): void {
    const token = tokenIn(settings, req.headers.cookie)
    const say = (status: number, text: string) => void res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text)
    if (token === null) return say(401, '请先登录')
    if (streams.size >= most || [...streams].filter((one) => one.token === token).length >= mostOfSession) return say(429, '打开的页面太多，请关掉几个')
    let open = false // what comes before the answer has begun is in what the page is about to ask
    const stream: Stream = {
      token,
      async tell(caseId, at) {
        const who = open && (await askerOf(req))
        if (!open) return
        if (!who) return stream.end()
        if (await isNewsTo(store, who, caseId, at)) res.write(`data: ${JSON.stringify({ caseId: encodeId('Case', caseId) })}\n\n`)
      },
      async beat() {
        if (!open) return
        if (await askerOf(req)) res.write(':\n\n')
        else stream.end()
      },
      end() {
        streams.delete(stream)
        res.end()
      },
    }
    streams.add(stream)
    res.on('close', () => streams.delete(stream))
    askerOf(req).then((who) => {
      if (!who) {
        streams.delete(stream)
        return say(401, '请先登录')
      }
      res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
      res.write('retry: 3000\n\n')
      open = true
      return undefined
    }).catch((error: unknown) => { streams.delete(stream); say(500, `系统出错，编号 ${numbered(error)}`) })
  }

  return {
    serve,
    stop() {
      clearInterval(beats)
      deaf()
      for (const stream of streams) stream.end()
    },
  }
}
