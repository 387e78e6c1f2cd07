/** A keep-alive connection, one request at a time: bare, so that the client costs little beside what it measures. */
import { connect, type Socket } from 'node:net'

export type Answer = { status: number; body: string }
export type Connection = { ask: (body: string, token: string) => Promise<Answer>; close: () => void }

/** Connects to a server on this machine. */
export async function open(port: number, accept: string): Promise<Connection> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const made = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(made))
    made.once('error', reject)
  })
  let waiting: { done: (answer: Answer) => void; failed: (error: Error) => void } | null = null
  let read: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    read = read.length === 0 ? chunk : Buffer.concat([read, chunk])
    const answer = answerIn(read)
    if (!answer) return
    read = Buffer.alloc(0)
    waiting?.done(answer)
  })
  const broken = (error?: Error) => waiting?.failed(error ?? new Error('the server closed the connection'))
  socket.on('error', broken)
  socket.on('close', () => broken())
  return {
    ask: (body, token) => new Promise((done, failed) => {
      if (socket.destroyed) return failed(new Error('the server closed the connection'))
      waiting = { done, failed }
      socket.write(`POST /graphql HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nAccept: ${accept}\r\nCookie: huapian=${token}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
    }),
    close: () => {
      waiting = null
      socket.destroy()
    },
  }
}

/** The answer, once it is there whole. */
function answerIn(read: Buffer): Answer | null {
  const end = read.indexOf('\r\n\r\n')
  if (end < 0) return null
  const head = read.toString('latin1', 0, end)
  const status = Number(head.slice(9, 12))
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
  if (length !== undefined) return read.length < end + 4 + Number(length) ? null : { status, body: read.toString('utf8', end + 4, end + 4 + Number(length)) }
  if (read.length < end + 9 || read.toString('latin1', read.length - 5) !== '0\r\n\r\n') return null
  return { status, body: unchunked(read.subarray(end + 4)).toString() }
}

function unchunked(body: Buffer): Buffer {
  const chunks: Buffer[] = []
  for (let at = 0; ; ) {
    const line = body.indexOf('\r\n', at)
    const size = Number.parseInt(body.toString('latin1', at, line), 16)
    if (!(size > 0)) return Buffer.concat(chunks)
    chunks.push(body.subarray(line + 2, line + 2 + size))
    at = line + 4 + size
  }
}
