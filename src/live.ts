/**
 * 实时: tells open pages that something they show has changed, over server-sent events: which case, never what. Each
 * event is asked for anew as whoever is signed in then, so a stream says nothing from the moment a right ends. Of a meeting
 * likewise: which, to whoever may know of what changed in it. A page that shows a case (`/live?case=…`) is also told who else has it open.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { encodeId, idOf } from './api/id.ts'
import { contextOf, tokenIn, type ApiSettings } from './api/yoga.ts'
import { now } from './now.ts'
import { presenceIn, type Place } from './presence.ts'
import { isNewsTo } from './store/cases.ts'
import { isMeetingNewsTo } from './store/meeting-reading.ts'
import type { Actor } from './review/people.ts'
import type { Store } from './store/store.ts'

/** How often a stream says that it is alive and looks whether its session still is; and how many streams there may be. */
const beatMs = 15_000
const [mostOfSession, most] = [6, 2000]

export type Live = { serve: (req: IncomingMessage, res: ServerResponse) => void; stop: () => void }

/** What a stream says where it is news to whoever listens. */
type News = { told: Record<string, string>; isFor: (who: Actor) => Promise<boolean> }
type Stream = { token: string; place: Place | null; tell: (news: News) => Promise<void>; beat: () => Promise<void>; end: () => void }

/** Listens to the steps taken here and, with PostgreSQL, on other servers of the same database. */
export async function liveOn(store: Store, settings: ApiSettings, numbered: (error: unknown) => string): Promise<Live> {
  const streams = new Set<Stream>()
  const presence = presenceIn(store, settings.commission)
  const failed = (error: unknown) => void numbered(error)
  const each = (work: (stream: Stream) => Promise<void>) => {
    for (const stream of streams) void work(stream).catch((error: unknown) => { numbered(error); stream.end() })
  }
  const deaf = await store.subscribe('cases', (message) => {
    const [commission = '', caseId = ''] = message.split(':', 2)
    if (commission !== settings.commission) return
    const at = message.slice(commission.length + caseId.length + 2)
    each((stream) => stream.tell({ told: { caseId: encodeId('Case', caseId) }, isFor: (who) => isNewsTo(store, who, caseId, at) }))
    presence.again(caseId).catch(failed)
  })
  const deafToMeetings = await store.subscribe('meetings', (message) => {
    const [commission = '', meetingId = '', cases = ''] = message.split(':')
    if (commission !== settings.commission) return
    const caseIds = cases.split(',').filter((id) => id !== '')
    each((stream) => stream.tell({ told: { meetingId: encodeId('Meeting', meetingId) }, isFor: (who) => isMeetingNewsTo(store, who, meetingId, caseIds) }))
  })
  const beats = setInterval(() => {
    each((stream) => stream.beat())
    for (const caseId of new Set([...streams].flatMap(({ place }) => (place ? [place.caseId] : [])))) presence.again(caseId).catch(failed)
  }, beatMs)
  beats.unref()

  /** Who is signed in at this instant; asking so keeps nobody signed in. */
  async function askerOf({ headers, socket }: IncomingMessage) {
    const { session } = await contextOf(store, settings, now(), { cookies: headers.cookie ?? null, background: '1', remote: socket.remoteAddress ?? null, forwarded: null }, () => {})
    return session?.who && !session.mustChange && !session.awaitsCode ? { who: session.who, name: session.personName } : null
  }

  function serve(req: IncomingMessage, res: ServerResponse): void {
    const token = tokenIn(settings, req.headers.cookie)
    const say = (status: number, text: string) => void res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text)
    if (token === null) return say(401, '请先登录')
    if (streams.size >= most || [...streams].filter((one) => one.token === token).length >= mostOfSession) return say(429, '打开的页面太多，请关掉几个')
    const shown = shownBy(req.url)
    let open = false // what comes before the answer has begun is in what the page is about to ask
    const stream: Stream = {
      token,
      place: shown === null ? null : { caseId: shown, asker: () => askerOf(req), hear: (here) => { if (open && streams.has(stream)) res.write(`event: here\ndata: ${here}\n\n`) } },
      async tell({ told, isFor }) {
        const asker = open && (await askerOf(req))
        if (!open) return
        if (!asker) return stream.end()
        if (await isFor(asker.who)) res.write(`data: ${JSON.stringify(told)}\n\n`)
      },
      async beat() {
        if (!open) return
        if (await askerOf(req)) res.write(':\n\n')
        else stream.end()
      },
      end() {
        leave()
        res.end()
      },
    }
    const leave = () => {
      streams.delete(stream)
      if (stream.place) presence.go(stream.place).catch(failed)
    }
    streams.add(stream)
    res.on('close', leave)
    askerOf(req).then((asker) => {
      if (!asker) {
        streams.delete(stream)
        return say(401, '请先登录')
      }
      res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
      res.write('retry: 3000\n\n')
      open = true
      return stream.place && streams.has(stream) ? presence.come(stream.place) : undefined
    }).catch((error: unknown) => {
      leave()
      const told = numbered(error)
      if (open) res.end()
      else say(500, `系统出错，编号 ${told}`)
    })
  }

  return {
    serve,
    stop() {
      clearInterval(beats)
      deaf()
      deafToMeetings()
      for (const stream of streams) stream.end()
    },
  }
}

/** The case that a page says it shows; what is no id of a case is none. */
function shownBy(url: string | undefined): string | null {
  const asked = new URL(url ?? '', 'http://live').searchParams.get('case')
  try {
    return asked === null ? null : idOf('Case', asked)
  } catch {
    return null
  }
}
