/** The limit: the same work on the same data with the same audit records, as fast as this machine does it without any framework. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { now } from '../../src/now.ts'
import { openFile } from '../../src/store/unpeeked.ts'
import { restOf, writing } from './limit-audit.ts'
import { namesIn } from './limit-names.ts'
import { reads, type Read } from './limit-read.ts'
import { askers } from './limit-session.ts'
import { steps } from './limit-step.ts'
import type { Ask } from './works.ts'

const file = process.argv[2] ?? ''
const writer = openFile(file)
for (const pragma of ['journal_mode = wal', 'synchronous = full', 'secure_delete = 1', 'foreign_keys = on']) writer.pragma(pragma)
if (writer.pragma('synchronous', { simple: true }) !== 2) throw new Error('the limit must be as durable as the product')
const reader = openFile(file, { readonly: true })
const names = namesIn(reader)
const asker = askers(reader)
const read = reads(reader, names)
const write = writing(writer)
const take = steps(writer, write, names)

const server = createServer((req, res) => {
  const chunks: Buffer[] = []
  req.on('data', (chunk: Buffer) => void chunks.push(chunk))
  req.on('end', () => {
    const say = (status: number, body: string) => {
      res.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) })
      res.end(body)
    }
    const { on, at } = now()
    const who = asker(req.headers.cookie, on, Date.parse(at))
    if (!who) return say(401, '{"errors":[]}')
    const recorded = (what: string, { answer, cases, denied }: Read) => {
      const kind = denied === null ? 'reading' : 'denied'
      const { personId: by, role, bodyId, zoneId } = who
      write.reading(who.commission, { at, kind, rest: restOf(at, who.commission, kind, { by, role, bodyId, zoneId, cases, denied, what }) }, () => say(200, answer))
    }
    const ask = JSON.parse(Buffer.concat(chunks).toString()) as Ask
    switch (ask.work) {
      case 'R1': return recorded('list', read.R1(who, ask.zone, ask.stage))
      case 'R2': return recorded('case', read.R2(who, ask.id))
      case 'R3': return say(200, read.R3(who, on))
      case 'W1': return take({ ...ask, who, on, at, done: (answer) => say(200, answer) })
    }
  })
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.once('SIGTERM', () => {
  server.closeAllConnections()
  server.close(() => {
    reader.close()
    writer.close()
    process.disconnect?.()
  })
})
