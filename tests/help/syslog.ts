/** The other side of syslog: a reader of RFC 5424, and collectors on real sockets that can die and come back. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'

export type Message = { facility: number; severity: number; timestamp: string; hostname: string; appName: string; procId: string; msgId: string; data: Record<string, Record<string, string>>; text: string }

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Reads one message by the grammar of RFC 5424, section 6; throws where it is none. */
export function messageIn(bytes: Uint8Array): Message {
  const whole = utf8.decode(bytes)
  const header = /^<(0|[1-9]\d{0,2})>1 (-|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)) ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32}) /.exec(whole)
  if (!header) throw new Error(`no header: ${whole.slice(0, 200)}`)
  const [all, priority = '', timestamp = '', hostname = '', appName = '', procId = '', msgId = ''] = header
  if (Number(priority) > 191) throw new Error(`PRI ${priority}`)
  const data: Message['data'] = {}
  let at = all.length
  const take = (wanted: string) => {
    if (!whole.startsWith(wanted, at)) throw new Error(`${wanted} wanted at ${at}: ${whole.slice(at, at + 40)}`)
    at += wanted.length
  }
  const name = () => {
    const [found] = /^[!#-<>-\\^-~]{1,32}/.exec(whole.slice(at)) ?? []
    if (found === undefined) throw new Error(`a name wanted at ${at}`)
    at += found.length
    return found
  }
  if (whole[at] === '-') take('-')
  else do {
    take('[')
    const id = name()
    const params: Record<string, string> = {}
    if (id in data) throw new Error(`${id} twice`)
    data[id] = params
    while (whole[at] === ' ') {
      take(' ')
      const param = name()
      take('="')
      let value = ''
      for (; whole[at] !== '"'; at++) {
        if (whole[at] === ']' || at >= whole.length) throw new Error(`an open value at ${at}`)
        if (whole[at] === '\\' && /["\\\]]/.test(whole[at + 1] ?? '')) at++
        value += whole[at] ?? ''
      }
      take('"')
      params[param] = value
    }
    take(']')
  } while (whole[at] === '[')
  if (at < whole.length) take(' ')
  const text = whole.slice(at)
  if (!text.startsWith('\ufeff')) throw new Error('a text in UTF-8 begins with a BOM')
  return { facility: Number(priority) >> 3, severity: Number(priority) & 7, timestamp, hostname, appName, procId, msgId, data, text: text.slice(1) }
}

/** The frames of RFC 6587, octet counting, as they come. Throws at anything else. */
function framesOf(hear: (message: Message) => void): (bytes: Buffer) => void {
  let rest = Buffer.alloc(0)
  return (bytes) => {
    rest = Buffer.concat([rest, bytes])
    for (;;) {
      const space = rest.indexOf(' ')
      if (space === -1) return
      const count = rest.toString('latin1', 0, space)
      if (!/^[1-9]\d*$/.test(count)) throw new Error(`no count: ${count}`)
      const end = space + 1 + Number(count)
      if (rest.length < end) return
      hear(messageIn(rest.subarray(space + 1, end)))
      rest = rest.subarray(end)
    }
  }
}

/** What came over one connection, in order, and whether it was ended between two messages. */
type Heard = { messages: Message[]; whole: boolean }
export type Listening = { port: number; connections: Heard[]; messages: () => Message[]; die: () => Promise<void> }
type Manner = {
  port?: number
  /** A certificate makes it TLS. */
  tls?: { key: string; cert: string }
  /** Told each message, with what breaks the connection off at once; false of it reads no more. */
  hear?: (message: Message, broken: () => void) => void
  /** Whether it reads at all, and whether it closes its side after the other has. */
  reads?: boolean
  closes?: boolean
}

/** A collector that listens on TCP or TLS until it dies: then whatever it has not read is gone. */
export async function listening({ port = 0, tls, hear, reads = true, closes = true }: Manner = {}): Promise<Listening> {
  const connections: Heard[] = []
  const open = new Set<Socket>()
  const onConnection = (socket: Socket) => {
    const heard: Heard = { messages: [], whole: false }
    connections.push(heard)
    socket.on('error', () => {})
    if (!reads) return void socket.pause()
    let broken = false
    const frames = framesOf((message) => {
      if (broken) return
      heard.messages.push(message)
      hear?.(message, () => { broken = true; socket.destroy() })
    })
    socket.on('data', frames).on('end', () => { heard.whole = true; if (closes) socket.end() })
  }
  const server: Server = tls ? createTlsServer({ ...tls, allowHalfOpen: true }, onConnection) : createServer({ allowHalfOpen: true, pauseOnConnect: !reads }, onConnection)
  server.on('tlsClientError', () => {})
  server.on('connection', (socket) => { open.add(socket.on('close', () => open.delete(socket)).on('error', () => {})) })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    connections,
    messages: () => connections.flatMap(({ messages }) => messages),
    async die() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}

/** A collector on UDP. What cannot be read as a message, being cut off, is kept as it came. */
export async function hearing(port = 0): Promise<{ port: number; datagrams: Buffer[]; messages: () => Message[]; die: () => Promise<void> }> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 })
  const datagrams: Buffer[] = []
  socket.on('message', (bytes) => datagrams.push(bytes))
  socket.bind(port, '127.0.0.1')
  await once(socket, 'listening')
  return {
    port: socket.address().port,
    datagrams,
    messages: () => datagrams.map(messageIn),
    async die() {
      const closed = once(socket, 'close')
      socket.close() // throws where it is closed
      await closed
    },
  }
}
