/**
 * `GET /calendar.ics?key=…`: the due days of whoever made the address, as their calendar program asks for them. Every key
 * that opens nothing is answered like an address that does not exist; each answer is recorded as a reading before it goes out.
 */
import { Router, type Request, type Response } from 'express'
import { icalendar } from './review/icalendar.ts'
import { sourceOf } from './api/source.ts'
import { now } from './now.ts'
import { pacing } from './pace.ts'
import { feedAsker, feedEntries } from './store/feeds.ts'
import { witnessed } from './store/readings.ts'
import type { Store } from './store/store.ts'

/** Calendar programs ask every few hours; many sit behind one address. */
const pace = { perSecond: 2, burst: 60 }

/** The address of the feeds. */
export function feedRoutes(store: Store, { commission, trustedProxies }: { commission: string; trustedProxies: readonly string[] }): Router {
  const waitFor = pacing(pace)
  const router = Router()
  router.get('/calendar.ics', async (req: Request, res: Response, next) => {
    const seconds = waitFor(sourceOf({ remote: req.socket.remoteAddress ?? null, forwarded: [req.headers['x-forwarded-for'] ?? []].flat().join() }, trustedProxies) ?? '', performance.now())
    if (seconds > 0) return void res.status(429).set('Retry-After', String(seconds)).type('text').send(`请求太频繁，请${seconds}秒后再试`)
    const { key } = req.query
    const time = now()
    const asker = typeof key === 'string' && /^[\w-]{43}$/.test(key) ? await feedAsker(store, commission, key, time) : null
    if (!asker) return next()
    const entries = await witnessed(store, { commission, at: time.at }, () => feedEntries(store, asker.who))
    res.type('text/calendar; charset=utf-8').set('Content-Disposition', 'inline; filename="huapian.ics"').send(icalendar(entries, { name: '划片审理期限', at: time.at }))
  })
  return router
}
