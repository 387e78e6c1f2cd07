/** The chain sent to a collector, over real sockets, to collectors that read, stall, die and come back. */
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { forgeAll, draft, headOf, record } from '../../src/store/audit.ts'
import { digest } from '../../src/store/canonical.ts'
import { headsIn } from '../../src/store/kept-heads.ts'
import { sendRecords, type Collector, type Sending } from '../../src/store/sending.ts'
import { signerOf } from '../../src/store/signing.ts'
import type { Store } from '../../src/store/store.ts'
import { collectorAt } from '../../src/syslog.ts'
import { selfSigned } from '../help/certificate.ts'
import { commission } from '../help/city.ts'
import { hearing, listening, messageIn, type Listening, type Message } from '../help/syslog.ts'
import { at, inACityAlone, opened } from './city.ts'
import { engines, type Engine } from './engines.ts'

const signer = signerOf(generateKeyPairSync('ed25519').privateKey)
const folder = mkdtempSync(join(tmpdir(), 'huapian-sending-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let [count, stateFile]: [number, string] = [0, '']
const troubles: string[] = []
const collectors: { die: () => Promise<void> }[] = []
beforeEach(() => {
  stateFile = join(folder, `${++count}.json`)
  troubles.length = 0
})
afterEach(async () => {
  for (const one of collectors.splice(0)) await one.die().catch(() => {})
})

const tcp = (port: number) => collectorAt({ protocol: 'tcp', host: '127.0.0.1', port, ca: null })
const sending = (collector: Collector, more: Partial<Sending> = {}): Sending =>
  ({ collector, commission, signer, links: 1000, minutes: 60, stateFile, at: () => at, failed: (error) => troubles.push(error instanceof Error ? error.message : String(error)), ...more })
const started = async (...manner: Parameters<typeof listening>): Promise<Listening> => {
  const one = await listening(...manner)
  collectors.push(one)
  return one
}
const place = () => (JSON.parse(readFileSync(stateFile, 'utf8')) as { seq: number }).seq
const grow = (store: Store, links: number) => store.tx((db) => forgeAll(store, db, commission, Array.from({ length: links }, (_, n) => draft({ commission, at, kind: 'export', body: { by: 'a3', event: 'auditExported', from: n, note: '引号 ]"\\ 🀄' } }))))
const until = (what: () => unknown, timeout = 30_000) => expect.poll(what, { timeout, interval: 20 })

const linksOf = (messages: readonly Message[]) => messages.filter(({ msgId }) => msgId !== 'head').map(({ data: { 'link@32473': { seq, prev, hash, algorithm } = {} }, text, msgId }) => ({ seq: Number(seq), prev, hash, algorithm, msgId, text }))
const seqsOf = (messages: readonly Message[]) => linksOf(messages).map(({ seq }) => seq)
const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, n) => n + first)

/** Builds the chain anew from what a collector has, and says which links it has; throws where they do not fit together, or a head does not fit them. */
function rebuilt(messages: readonly Message[]): number[] {
  const bySeq = new Map(linksOf(messages).map((link) => [link.seq, link]))
  const seqs = [...bySeq.keys()].sort((a, b) => a - b)
  let prev = ''
  for (const seq of seqs) {
    const link = bySeq.get(seq)
    expect({ seq, prev: link?.prev, hash: link?.hash }).toEqual({ seq, prev, hash: digest(`${prev}${link?.text}`, link?.algorithm) })
    expect(JSON.parse(link?.text ?? '')).toMatchObject({ seq, kind: link?.msgId, commission })
    prev = link?.hash ?? ''
  }
  const { heads, faults } = headsIn(messages.filter(({ msgId }) => msgId === 'head').map(({ text }) => text).join('\n'), 'sent', signer.keys)
  expect(faults).toEqual([])
  for (const { seq, hash } of heads) expect(bySeq.get(seq)?.hash).toBe(hash)
  return seqs
}

/** Within each connection links come one after the other, and none is skipped. */
function inOrder({ connections }: Listening): void {
  for (const { messages } of connections) {
    const seqs = seqsOf(messages)
    if (seqs.length > 0) expect(seqs).toEqual(upTo(seqs.at(-1) ?? 0, seqs[0]))
  }
}

describe.each(engines)('the chain of $name', ({ start }) => {
  let engine: Engine
  beforeAll(async () => { engine = await start() }, 60_000)
  afterAll(async () => { await engine?.stop() }, 60_000)

  it('is sent from its first link on, then as it grows, and at stop with a head that fits', async () => {
    await inACityAlone(engine, async (store) => {
      const collector = await started()
      const running = await sendRecords(store, sending(tcp(collector.port)))
      await until(() => seqsOf(collector.messages())).toEqual([1, 2])
      await opened(store)
      await until(() => seqsOf(collector.messages())).toEqual([1, 2, 3])
      await record(store, { commission, at, kind: 'denied', body: { by: 'a1', asked: null } })
      await running.stop()
      expect(rebuilt(collector.messages())).toEqual([1, 2, 3, 4])
      expect(collector.connections).toMatchObject([{ whole: true }])
      expect(collector.messages().at(-1)).toMatchObject({ msgId: 'head', data: { 'head@32473': { seq: '4', hash: (await headOf(store, commission)).hash } } })
      expect([place(), troubles]).toEqual([4, []])
    })
  })

  it('goes on after a restart where it stopped, and says nothing twice', async () => {
    await inACityAlone(engine, async (store) => {
      const collector = await started()
      const again = async () => (await sendRecords(store, sending(tcp(collector.port)))).stop()
      await again()
      await again()
      await grow(store, 5)
      await again()
      expect(seqsOf(collector.messages())).toEqual(upTo(7))
      expect(collector.connections.length).toBe(2)
      expect(statSync(stateFile).mode & 0o777).toBe(0o600)
      expect(existsSync(`${stateFile}.new`)).toBe(false)
    })
  })
})

describe('sending', () => {
  let engine: Engine
  beforeAll(async () => { engine = await (engines.find(({ name }) => name === 'sqlite') ?? engines[0])!.start() }) // sqlite is one of them
  afterAll(async () => { await engine?.stop() })
  const alone = (use: (store: Store, url: string) => Promise<void>) => inACityAlone(engine, use)

  it('ends a section with a head after so many links, and puts its place down only then', async () => {
    await alone(async (store) => {
      await grow(store, 20)
      const collector = await started()
      const running = await sendRecords(store, sending(tcp(collector.port), { links: 8 }))
      await until(place).toBe(16)
      await until(() => seqsOf(collector.messages()).length).toBe(22)
      expect(collector.connections.map(({ messages, whole }) => [seqsOf(messages).length, messages.at(-1)?.msgId, whole])).toEqual([[8, 'head', true], [8, 'head', true], [6, 'export', false]])
      await running.stop()
      expect([rebuilt(collector.messages()), place()]).toEqual([upTo(22), 22])
    })
  })

  it('ends a connection that is silent, and sends a head of what went over it after so many minutes, or at stop', async () => {
    await alone(async (store) => {
      const collector = await started()
      const kinds = () => collector.connections.map(({ messages, whole }) => [...messages.map(({ msgId }) => msgId), ...(whole ? ['end'] : [])])
      const running = await sendRecords(store, sending({ ...tcp(collector.port), silentMs: 100 }, { minutes: 1 / 8 }))
      await until(place).toBe(2)
      expect(kinds()).toEqual([['settings', 'roster', 'end']])
      await until(kinds).toEqual([['settings', 'roster', 'end'], ['head', 'end']])
      await opened(store)
      await until(place).toBe(3)
      await running.stop()
      expect(kinds()).toEqual([['settings', 'roster', 'end'], ['head', 'end'], ['step', 'end'], ['head', 'end']])
      expect([rebuilt(collector.messages()), troubles]).toEqual([[1, 2, 3], []])
    })
  })

  it('leaves nothing out where a collector dies at any message, without reading what had arrived, and comes back', async () => {
    await alone(async (store) => {
      await grow(store, 298)
      let [deaths, heard] = [0, 0]
      const breaks = [1, 70, 90]
      // It dies with the rest of the section in its system unread, which the sender's system takes for delivered.
      const manner = { hear: (_message: Message, broken: () => void) => { if (++heard === breaks[deaths]) { deaths++; heard = 0; broken() } } }
      const collector = await started(manner)
      const running = await sendRecords(store, sending(tcp(collector.port), { links: 100 }))
      await until(place, 60_000).toBe(300)
      await running.stop()
      expect(deaths).toBe(breaks.length)
      inOrder(collector)
      expect(rebuilt(collector.messages())).toEqual(upTo(300))
      expect(troubles).toEqual([expect.stringMatching(/^审计记录没有送到收集端，从第1条起稍后再送：/)])
    })
  })

  it('waits for a collector that is not there, tells of it once, and again only when it fails after it was well', async () => {
    await alone(async (store) => {
      const first = await started()
      await first.die()
      const running = await sendRecords(store, sending(tcp(first.port), { links: 10 }))
      await until(() => troubles.length).toBe(1)
      await grow(store, 8)
      const second = await started({ port: first.port })
      await until(place).toBe(10)
      await second.die()
      await grow(store, 10)
      await until(() => troubles.length).toBe(2)
      const third = await started({ port: first.port })
      await until(place).toBe(20)
      await running.stop()
      expect(troubles).toEqual([expect.stringMatching(/从第1条起.*ECONNREFUSED/), expect.stringMatching(/从第11条起/)])
      expect(rebuilt([...second.messages(), ...third.messages()])).toEqual(upTo(20))
    })
  })

  it('notices in the midst of silence that a collector has gone, and sends it again what it may have lost', async () => {
    await alone(async (store) => {
      const collector = await started()
      const running = await sendRecords(store, sending(tcp(collector.port)))
      await until(() => seqsOf(collector.messages())).toEqual([1, 2])
      await collector.die()
      const again = await started({ port: collector.port })
      await until(() => seqsOf(again.messages())).toEqual([1, 2])
      await running.stop()
      expect([place(), troubles]).toEqual([2, [expect.stringContaining('收集端断开了连接')]])
    })
  })

  it('takes nothing for read from a collector that leaves its side open', async () => {
    await alone(async (store) => {
      const collector = await started({ closes: false })
      const running = await sendRecords(store, sending(collectorAt({ protocol: 'tcp', host: '127.0.0.1', port: collector.port, ca: null }, 300), { links: 2 }))
      await until(() => troubles).toEqual([expect.stringContaining('没有回应')])
      expect(place()).toBe(0)
      await running.stop()
    })
  })

  it('holds up nobody and no memory where a collector never reads: one message waits, however long the chain', async () => {
    await alone(async (store) => {
      const collector = await started({ reads: false })
      const real = tcp(collector.port)
      const seen = { waiting: 0, most: 0, bytes: 0 }
      const counted: Collector = {
        ...real,
        async open(signal) {
          const connection = await real.open(signal)
          return {
            ...connection,
            async send(message) {
              seen.most = Math.max(seen.most, ++seen.waiting)
              await connection.send(message)
              seen.waiting--
              seen.bytes += message.length
            },
          }
        },
      }
      const large = 'x'.repeat(50_000)
      await store.tx((db) => forgeAll(store, db, commission, Array.from({ length: 400 }, () => draft({ commission, at, kind: 'export', body: { by: 'a3', event: 'auditExported', large } }))))
      const running = await sendRecords(store, sending(counted, { links: 1_000_000 }))
      // The two systems between take some megabytes of the twenty; then nothing moves.
      let before = -1
      await until(() => { const stands = seen.waiting === 1 && seen.bytes === before; before = seen.bytes; return stands }).toBe(true)
      expect(seen.bytes).toBeLessThan(16_000_000)
      for (let n = 0; n < 20; n++) await opened(store)
      expect((await headOf(store, commission)).seq).toBe(422)
      expect(seen.most).toBe(1)
      const began = performance.now()
      await running.stop()
      expect(performance.now() - began).toBeLessThan(8000)
      expect(place()).toBe(0)
    })
  })

  it.each([
    ['that is beyond the chain', JSON.stringify({ commission, seq: 99, hash: 'ab' }), /第99条.*从第1条起重新外送/],
    ['of another chain', JSON.stringify({ commission, seq: 2, hash: 'ab'.repeat(32) }), /第2条.*从第1条起重新外送/],
    ['of another commission', JSON.stringify({ commission: 'other', seq: 1, hash: 'ab' }), /不是审计链 xm 里的一条：从第1条起/],
    ['that was torn', '{"commission":', /从第1条起重新外送/],
  ])('tells of a place %s, and begins at link 1', async (_what, text, sentence) => {
    await alone(async (store) => {
      writeFileSync(stateFile, text)
      const collector = await started()
      await (await sendRecords(store, sending(tcp(collector.port)))).stop()
      expect(troubles).toEqual([expect.stringMatching(sentence)])
      expect([seqsOf(collector.messages()), place()]).toEqual([[1, 2], 2])
    })
  })

  it('refuses to begin where its place cannot be kept', async () => {
    await alone(async (store) => {
      await expect(sendRecords(store, sending(tcp(1), { stateFile: join(folder, 'none', 'state.json') }))).rejects.toThrow('ENOENT')
    })
  })

  it('tells of a chain with a link taken out, instead of passing it over for ever', async () => {
    await alone(async (store, url) => {
      await engine.tamper(url, ['drop trigger audit_no_delete', 'delete from audit'])
      const collector = await started()
      const running = await sendRecords(store, sending(tcp(collector.port)))
      await until(() => troubles).toEqual([expect.stringContaining('审计链缺少第1条：请运行 huapian verify')])
      await running.stop()
    })
  })

  describe('over TLS', () => {
    const [own, foreign] = [selfSigned(), selfSigned()]
    const tls = (port: number, ca: string | null, host = '127.0.0.1') => collectorAt({ protocol: 'tls', host, port, ca })

    it('goes to a collector that the named certificates vouch for, through deaths too', async () => {
      await alone(async (store) => {
        await grow(store, 58)
        let heard = 0
        const collector = await started({ tls: own, hear: (_message, broken) => { if (++heard === 30) broken() } })
        const running = await sendRecords(store, sending(tls(collector.port, own.cert), { links: 20 }))
        await until(place).toBe(60)
        await running.stop()
        expect(rebuilt(collector.messages())).toEqual(upTo(60))
        inOrder(collector)
        expect(collector.connections.filter(({ whole }) => whole).length).toBe(3)
        expect(troubles.length).toBe(1)
      })
    })

    it.each([['for whom nobody vouches', null, '127.0.0.1'], ['for whom somebody else would have to vouch', foreign.cert, '127.0.0.1'], ['of another name', own.cert, 'localhost']])('sends nothing to one %s', async (_who, ca, host) => {
      await alone(async (store) => {
        const collector = await started({ tls: own })
        const running = await sendRecords(store, sending(tls(collector.port, ca, host)))
        await until(() => troubles).toEqual([expect.stringMatching(/self.signed certificate|certificate's altnames|signature/)])
        await running.stop()
        expect([collector.messages(), place()]).toEqual([[], 0])
      })
    })

    it('is no longer waited for where nobody answers the greeting', async () => {
      await alone(async (store) => {
        const mute = await started({ reads: false })
        const running = await sendRecords(store, sending(collectorAt({ protocol: 'tls', host: '127.0.0.1', port: mute.port, ca: null }, 200)))
        await until(() => troubles).toEqual([expect.stringContaining('0.2 秒没有回应')])
        await running.stop()
      })
    })
  })

  describe('over UDP', () => {
    const udp = (port: number) => collectorAt({ protocol: 'udp', host: '127.0.0.1', port, ca: null })

    it('is one datagram a message, with heads, and goes on where it stopped', async () => {
      await alone(async (store) => {
        await grow(store, 58)
        const collector = await hearing()
        collectors.push(collector)
        await (await sendRecords(store, sending(udp(collector.port), { links: 20 }))).stop()
        await until(() => collector.datagrams.length).toBe(63)
        await (await sendRecords(store, sending(udp(collector.port)))).stop()
        expect(rebuilt(collector.messages())).toEqual(upTo(60))
        expect([collector.datagrams.length, place(), troubles]).toEqual([63, 60, []])
      })
    })

    it('cuts off what no datagram can carry inside its text, where no character is halved, and sends the next', async () => {
      await alone(async (store) => {
        await record(store, { commission, at, kind: 'export', body: { large: '案'.repeat(30_000) } })
        await grow(store, 1)
        const collector = await hearing()
        collectors.push(collector)
        await (await sendRecords(store, sending(udp(collector.port)))).stop()
        await until(() => collector.datagrams.length).toBe(5)
        const cut = collector.datagrams[2] ?? Buffer.alloc(0)
        expect(cut.length).toBeGreaterThan(65_500)
        expect(messageIn(cut)).toMatchObject({ msgId: 'export', data: { 'link@32473': { seq: '3' } }, text: expect.stringMatching(/案$/) as unknown })
        expect(seqsOf(collector.messages())).toEqual([1, 2, 3, 4])
      })
    })

    it('waits where the machine there says that nobody listens', async () => {
      await alone(async (store) => {
        const gone = await hearing()
        await gone.die()
        const running = await sendRecords(store, sending(udp(gone.port), { links: 1 }))
        await until(() => troubles).toEqual([expect.stringMatching(/从第1条起.*ECONNREFUSED/)])
        expect(place()).toBe(0)
        const back = await hearing(gone.port)
        collectors.push(back)
        await until(place).toBe(2)
        await running.stop()
        expect(rebuilt(back.messages())).toEqual([1, 2])
      })
    })
  })
})
