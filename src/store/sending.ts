/**
 * 审计记录外送: the chain of a commission, link by link, to a collector elsewhere, while the server runs (等保 8.1.5). Nobody
 * waits for it: it reads the chain behind those who write it, a page at a time, and keeps nothing in memory but that page.
 *
 * What is sent goes in sections, each over a connection of its own. Neither that a socket has taken a message nor that the
 * other machine has says that the collector read it; that it closed its side after ours does. Only then is the section
 * done, and the place put down in a file. Whatever breaks off a section, it is sent again from its beginning: links may
 * arrive twice, in order each time, and none is left out. UDP says nothing of what arrived.
 */
import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { synced } from './attachment-files.ts'
import { headOf, linkAt, links as linksAfter, type Head } from './audit.ts'
import type { Signer } from './signing.ts'
import type { Store } from './store.ts'
import { headMessage, linkMessage } from './syslog-message.ts'

/** One connection, for one section. */
export type Connection = {
  /** Resolved once the system has taken the message; the next is given only then. Throws where the connection is lost. */
  send: (message: Buffer) => Promise<void>
  /** Why nothing more can be sent; null where all is well. */
  lost: () => Error | null
  /** Ends it in order. Resolved once the collector has read everything, as far as it can be known; throws where it may not have. */
  finish: () => Promise<void>
}

/** Where to; how many messages at once, and the rest after them; after how long without a link a connection is ended. What is opened ends with its signal. */
export type Collector = { open: (signal: AbortSignal) => Promise<Connection>; page: number; restMs: number; silentMs: number }

/** What is sent where, with a signed head after so many links or minutes, and at stop. `stateFile` keeps up to where sections are done. */
export type Sending = { collector: Collector; commission: string; signer: Signer; links: number; minutes: number; stateFile: string; at: () => string; failed: (error: unknown) => void }

/** How often it is looked for new links; the first and the longest pause after a failure, each twice as long as the one before; and how long a stop waits. */
const lookMs = 1000
const [firstPauseMs, longestPauseMs] = [1000, 60_000]
const stopWithinMs = 5000

/**
 * Sends the chain of a commission from where the file says that it came to, or from link 1, until it is stopped; then what
 * is left, for five seconds at most. Troubles are told once until a section is done again. Throws where the file cannot be
 * written; where what it says is not in this chain, that is told, and everything is sent again.
 */
export async function sendRecords(store: Store, sending: Sending): Promise<{ stop: () => Promise<void> }> {
  const { collector, commission, signer, links, minutes, stateFile, at, failed } = sending
  const [stopping, over] = [new AbortController(), new AbortController()]
  let done = await placeIn(store, sending)
  await keepPlace(stateFile, commission, done)
  let headed = { seq: done.seq, at: performance.now() }

  const rest = (ms: number) => sleep(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => turn())
  const wantsHead = ({ seq }: Head) => seq > headed.seq && (seq - headed.seq >= links || performance.now() - headed.at >= minutes * 60_000)

  async function section(): Promise<void> {
    const own = new AbortController()
    try {
      const connection = await collector.open(AbortSignal.any([over.signal, own.signal]))
      let [sent, came] = [done, performance.now()]
      while (!wantsHead(sent)) {
        const page = await linksAfter(store, commission, sent.seq, Math.min(collector.page, links - (sent.seq - headed.seq)))
        for (const link of page) {
          await connection.send(linkMessage(commission, link))
          sent = { seq: link.seq, hash: link.hash }
        }
        if (page.length > 0) came = performance.now()
        else if (stopping.signal.aborted || performance.now() - came >= collector.silentMs) break
        else if (sent.seq === done.seq) throw new Error(`审计链缺少第${done.seq + 1}条：请运行 huapian verify 查明`)
        const lost = connection.lost()
        if (lost) throw lost
        await rest(page.length > 0 ? collector.restMs : lookMs)
      }
      const head = sent.seq > headed.seq && (stopping.signal.aborted || wantsHead(sent))
      if (head) await connection.send(headMessage(signer.sign({ commission, ...sent, at: at() })))
      await connection.finish()
      done = sent
      if (head) headed = { seq: sent.seq, at: performance.now() }
    } finally {
      own.abort()
    }
  }

  async function follow(): Promise<void> {
    let tries = 0
    while (!over.signal.aborted) {
      try {
        const [{ seq }, before] = [await headOf(store, commission), done.seq]
        if (seq > before || wantsHead(done) || (stopping.signal.aborted && before > headed.seq)) {
          await section()
          if (done.seq > before) await keepPlace(stateFile, commission, done)
          else if (stopping.signal.aborted) return
          tries = 0
        } else if (stopping.signal.aborted) return
        else await rest(lookMs)
      } catch (error) {
        if (tries++ === 0) failed(new Error(`审计记录没有送到收集端，从第${done.seq + 1}条起稍后再送：${reasonOf(error)}`, { cause: error }))
        if (stopping.signal.aborted) return
        await rest(Math.min(firstPauseMs * 2 ** (tries - 1), longestPauseMs))
      }
    }
  }

  const following = follow()
  return {
    async stop() {
      stopping.abort()
      const within = (ms: number) => Promise.race([following, sleep(ms, undefined, { ref: false })])
      await within(stopWithinMs)
      over.abort(new Error('停止以前收集端没有收完'))
      await within(lookMs) // a name that is being looked up cannot be called off, and asks nothing more of the store
    },
  }
}

/** Several addresses that all fail give an error without words. */
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message || ('code' in error ? String(error.code) : error.name) : String(error))

const beginning: Head = { seq: 0, hash: '' }

/** Up to where sections are done. A file that says what is not in this chain says nothing. */
async function placeIn(store: Store, { stateFile, commission, failed }: Sending): Promise<Head> {
  const text = await readFile(stateFile, 'utf8').catch((error: NodeJS.ErrnoException) => { if (error.code === 'ENOENT') return null; throw error })
  if (text === null) return beginning
  const place = placeFrom(text, commission)
  if (place && (place.seq === 0 || (await linkAt(store, commission, place.seq))?.hash === place.hash)) return place
  failed(new Error(`${stateFile} 记的不是审计链 ${commission} 里的一条${place ? `（第${place.seq}条）` : ''}：从第1条起重新外送`))
  return beginning
}

function placeFrom(text: string, commission: string): Head | null {
  try {
    const read = JSON.parse(text) as { commission?: unknown; seq?: unknown; hash?: unknown } | null
    return read?.commission === commission && Number.isSafeInteger(read.seq) && typeof read.hash === 'string' ? { seq: read.seq as number, hash: read.hash } : null
  } catch {
    return null
  }
}

/** Whole and durable, or as it was before. */
async function keepPlace(file: string, commission: string, { seq, hash }: Head): Promise<void> {
  const coming = `${file}.new`
  const handle = await open(coming, 'w', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify({ commission, seq, hash })}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(coming, file)
  await synced(dirname(file))
}
