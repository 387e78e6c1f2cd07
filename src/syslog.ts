/**
 * The collector of logs that the settings name, and the ways to it: syslog over UDP (RFC 5426), TCP (RFC 6587, with octet
 * counting) or TLS (RFC 5425). What is sent, and when, is told in `store/sending.ts`.
 */
import { createSocket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import { now } from './now.ts'
import type { CollectorSettings, Settings } from './settings.ts'
import { sendRecords, type Collector, type Connection } from './store/sending.ts'
import type { Signer } from './store/signing.ts'
import type { Store } from './store/store.ts'

/** Sends the records of this commission while the server runs, where a collector is named. Throws one sentence where its place cannot be kept. */
export async function sendRecordsFor(store: Store, { audit, commission }: Settings, signer: Signer, failed: (error: unknown) => void): Promise<{ stop: () => Promise<void> }> {
  if (audit.syslog === null) return { stop: async () => {} }
  const { stateFile } = audit.syslog
  const sending = { collector: collectorAt(audit.syslog), commission, signer, links: audit.headsLinks, minutes: audit.headsMinutes, stateFile, at: () => now().at, failed }
  return sendRecords(store, sending).catch((error: unknown) => {
    throw error instanceof Error && 'syscall' in error ? new Error(`AUDIT_SYSLOG_STATE_FILE 指定的 ${stateFile} 不能读写`, { cause: error }) : error
  })
}

/** What a start says of it. */
export const toldOfSyslog = ({ audit: { syslog } }: Settings): string[] => (syslog === null ? [] : [`审计记录外送：${addressOf(syslog)}（${syslog.protocol === 'tls' ? '经 TLS 加密' : '不加密'}；送到哪一条记在 ${syslog.stateFile}）`])

const addressOf = ({ protocol, host, port }: CollectorSettings): string => `${protocol}://${host.includes(':') ? `[${host}]` : host}:${port}`

/** The way to a collector. Where it takes nothing for `patienceMs`, it counts as down. */
export const collectorAt = (settings: CollectorSettings, patienceMs = 30_000): Collector =>
  settings.protocol === 'udp'
    // No more at once than a receiver holds that reads slowly (on Linux 208 KiB): what does not fit is lost.
    ? { open: (signal) => overUdp(settings, signal), page: 10, restMs: 50, silentMs }
    : { open: (signal) => overStream(settings, patienceMs, signal), page: 100, restMs: 10, silentMs }

/** A connection over which nothing goes is ended before anything between here and there would cut it off. */
const silentMs = 10_000

/** Before a connection is ended it rests so long: what had already failed when the last message went out shows by then. */
const quietMs = 250

/**
 * TCP or TLS. A message is taken when the socket calls back, so a slow collector slows what is read for it, and no more
 * than one message waits. After our end the collector reads up to it and closes its side: an end that comes earlier, a
 * reset or silence leave open what it has read.
 */
async function overStream({ protocol, host, port, ca }: CollectorSettings, patienceMs: number, signal: AbortSignal): Promise<Connection> {
  signal.throwIfAborted()
  const socket = protocol === 'tls' ? connectTls({ host, port, ...(ca === null ? {} : { ca }) }) : connect({ host, port })
  let lost: Error | null = null
  let ending = false
  let read = false
  const lose = (error: Error) => {
    lost ??= error
    socket.destroy()
  }
  const closedEarly = () => new Error('收集端断开了连接')
  signal.addEventListener('abort', () => lose(signal.reason as Error), { once: true })
  socket.on('error', lose).on('close', () => { if (!read) lost ??= closedEarly() })
  socket.on('end', () => (ending ? (read = true) : lose(closedEarly()))).resume()

  /** Waits for one thing to happen, as long as the patience lasts. */
  const waited = async (begin: (happened: (error?: Error | null) => void) => void): Promise<void> => {
    const timer = setTimeout(() => lose(new Error(`收集端 ${patienceMs / 1000} 秒没有回应`)), patienceMs)
    const closed = Promise.withResolvers<void>()
    const onClose = () => closed.resolve()
    socket.once('close', onClose)
    try {
      await Promise.race([closed.promise, new Promise<void>((resolve, reject) => begin((error) => (error ? reject(error) : resolve())))])
    } catch (error) {
      throw lost ?? error
    } finally {
      clearTimeout(timer)
      socket.off('close', onClose)
    }
  }
  const orLost = () => { if (lost) throw lost }

  await waited((happened) => socket.once(protocol === 'tls' ? 'secureConnect' : 'connect', () => happened()))
  orLost()
  socket.setKeepAlive(true, 60_000)
  return {
    lost: () => lost,
    async send(message) {
      orLost()
      await waited((happened) => socket.write(Buffer.concat([Buffer.from(`${message.length} `), message]), happened))
      orLost()
    },
    async finish() {
      await sleep(quietMs)
      orLost()
      ending = true
      await waited(() => socket.end()) // until it is closed
      orLost()
    },
  }
}

/** Bytes of a datagram: all of them where the system takes that, what IPv4 can carry (RFC 5426, 3.2), and what every receiver should take. */
const datagramBytes = [Infinity, 65_507, 2048]

/**
 * UDP. A message that is too long for a datagram is cut off at its end, inside its text (RFC 5424, 6.1): its place in the
 * chain still arrives, and that it is not whole shows by its hash. That nobody listens is noticed where the machine
 * there says so; what is lost on the way is not.
 */
async function overUdp({ host, port }: CollectorSettings, signal: AbortSignal): Promise<Connection> {
  const { address, family } = await lookup(host)
  signal.throwIfAborted()
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
  let lost: Error | null = null
  const lose = (error: Error) => { lost ??= error }
  signal.addEventListener('abort', () => { lose(signal.reason as Error); socket.close() }, { once: true })
  socket.on('error', lose)
  const sent = (bytes: Uint8Array) => new Promise<Error | null>((resolve) => socket.send(bytes, (error) => resolve(error)))
  const orLost = () => { if (lost) throw lost }

  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.connect(port, address, () => { socket.off('error', reject); resolve() })
  })
  return {
    lost: () => lost,
    async send(message) {
      for (const most of datagramBytes) {
        orLost()
        const error = await sent(cutOff(message, most))
        if (error === null) return
        if (!('code' in error) || error.code !== 'EMSGSIZE') throw error
      }
      throw new Error(`网络上送不了 ${datagramBytes.at(-1)} 字节`)
    },
    async finish() {
      await sleep(quietMs)
      orLost()
    },
  }
}

/** The beginning of a text in UTF-8, with no character in halves. */
function cutOff(text: Buffer, most: number): Uint8Array {
  if (text.length <= most) return text
  let end = most
  while (((text[end] ?? 0) & 0xc0) === 0x80) end--
  return text.subarray(0, end)
}
