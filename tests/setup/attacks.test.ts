import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schema } from '../../src/api/schema.ts'
import { documentIdOf, operationsOf } from '../../src/api/trusted.ts'
import { makeSigner } from '../../src/store/signing.ts'

// Each row is one of the catalogue in the guarantees: C the API, I denial of service, J browser and transport.

const folder = mkdtempSync(join(tmpdir(), 'huapian-attacks-'))
const keyFile = join(folder, 'key.pem')
makeSigner(keyFile)
const factorFile = join(folder, 'factor.key')
writeFileSync(factorFile, 'ab'.repeat(32), { mode: 0o600 })
const children: ChildProcess[] = []
type Server = { url: string; port: number; child: ChildProcess; printed: () => string }

async function start(environment: Record<string, string>): Promise<Server> {
  const child = spawn(process.execPath, ['--import', './src/setup/launch.js', 'src/main.ts', 'serve'], { env: { PORT: '0', NODE_ENV: 'production', AUDIT_KEY_FILE: keyFile, FACTOR_KEY_FILE: factorFile, ATTACHMENT_KEY_FILE: factorFile, ATTACHMENTS_DIR: join(folder, `attachments-${children.length}`), DATABASE_URL: join(folder, `${children.length}.db`), ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => { text += data.toString() })
  for (;;) {
    const url = /已启动：(http:\S+)/.exec(text)?.[1]
    if (url !== undefined) return { url, port: Number(new URL(url).port), child, printed: () => text }
    if (child.exitCode !== null) throw new Error(text)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

let server: Server
beforeAll(async () => { server = await start({}) }, 60_000)
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const me = JSON.stringify({ documentId: documentIdOf(operationsOf(schema).find((text) => /^query me\b/.test(text)) ?? '') })
const ask = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}, url = server.url) => fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
const unsigned = { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }

/** Says these bytes and gives what comes back until the connection ends. */
async function raw(bytes: string, port = server.port): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (data: Buffer) => { answer += data.toString() })
  socket.on('error', () => {})
  socket.end(bytes)
  await once(socket, 'close')
  return answer
}
const message = (...lines: string[]): string => `${lines.join('\r\n')}\r\n\r\n`
const statuses = (answer: string): number[] => [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map((found) => Number(found[1]))

describe('whatever is asked for', () => {
  it.each(['/', '/graphql', '/healthz', '/nowhere', '/.git/config', '/graphql/../../package.json', '/%2e%2e/package.json', '/src/main.ts.map', '/metrics', '/health?verbose', '/graphiql', '/admin'])('%s cannot be put into a frame, is not kept and not guessed at (J01, J03, J08)', async (path) => {
    for (const method of ['GET', 'POST', 'PUT']) {
      const { headers } = await fetch(server.url + path, { method })
      expect(Object.fromEntries(headers), method).toMatchObject({
        'content-security-policy': expect.stringMatching(/frame-ancestors 'none'/), 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store',
        'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', 'referrer-policy': 'no-referrer',
      })
      expect(headers.get('x-powered-by')).toBeNull()
    }
  })

  it.each(['/.git/config', '/package.json', '/src/main.ts', '/src/main.ts.map', '/metrics', '/graphiql', '/health?verbose'])('%s is not there (J08)', async (path) => {
    expect((await fetch(server.url + path)).status).toBe(404)
  })

  it('a browser that asks for the API itself finds no page to try it with (C03, J08)', async () => {
    const answer = await fetch(`${server.url}/graphql`, { headers: { accept: 'text/html' } })
    expect(answer.status).toBe(406)
    expect(await answer.text()).not.toMatch(/graphiql/i)
  })

  it.each(['TRACE', 'OPTIONS', 'PUT', 'PROPFIND', 'CONNECT'])('%s is refused (J08)', async (method) => {
    const answer = await raw(message(`${method} ${method === 'CONNECT' ? 'example:443' : '/graphql'} HTTP/1.1`, 'Host: x', 'Connection: close'))
    expect(statuses(answer)[0] ?? 405).toBe(405)
    expect(answer).not.toMatch(/Cookie|TRACE/i)
  })

  it('another origin is told nothing, with or without a question beforehand (J04)', async () => {
    for (const [method, origin] of [['OPTIONS', 'http://evil.example'], ['POST', 'http://evil.example'], ['POST', 'null'], ['GET', 'http://evil.example']] as const) {
      const { headers } = await fetch(`${server.url}/graphql`, { method, headers: { origin, 'access-control-request-method': 'POST' } })
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })
})

describe('a body', () => {
  it.each([
    ['that unpacks to very much (C18)', () => ask(new Uint8Array(gzipSync(Buffer.alloc(50_000_000, ' '))), { 'content-encoding': 'gzip' })],
    ['that is very long (C18)', () => ask(`{"documentId":"x","variables":{"a":"${'x'.repeat(30_000_000)}"}}`)],
    ['that is nested very deeply (D17)', () => ask(`{"documentId":"x","variables":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)],
    ['that is a list (C15)', () => ask(`[${me},${me}]`)],
    ['that is a form (C16)', () => ask('documentId=x', { 'content-type': 'application/x-www-form-urlencoded' })],
    ['that is text (C16)', () => ask(me, { 'content-type': 'text/plain' })],
    ['in parts (C16)', () => ask('--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{}\r\n--x--', { 'content-type': 'multipart/form-data; boundary=x' })],
    ['whose number is too large to be one (D17)', () => ask('{"documentId":1e400}')],
  ])('%s is refused at once, and the memory stays', async (_what, send) => {
    const began = performance.now()
    const answer = await send()
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(await answer.text()).not.toMatch(/Unexpected token|at position|node_modules|\/src\//)
    expect(performance.now() - began).toBeLessThan(3000)
    expect(megabytesOf(server.child)).toBeLessThan(500)
  })

  it.each(['{"documentId":"x","__proto__":{"admin":true}}', '{"documentId":"x","variables":{"__proto__":{"a":1},"constructor":1}}', '{"documentId":"a","documentId":"b"}', '{"documentId":"x","variables":[1]}', '{"documentId":"x","variables":"{}"}'])('like %s changes nothing of how others are answered (C21, D17)', async (body) => {
    expect((await ask(body)).status).toBe(400)
    expect(await (await ask(me)).json()).toMatchObject(unsigned)
  })

  it('that is very long and comes slowly is let pass, so that the sender hears why (C18)', async () => {
    const [piece, count] = ['x'.repeat(100_000), 30]
    const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true })
    let [answer, broken] = ['', '']
    socket.on('data', (data: Buffer) => { answer += data.toString() }).on('error', (error) => { broken = error.message })
    const closed = new Promise((resolve) => socket.on('close', resolve))
    socket.write(message('POST /graphql HTTP/1.1', 'Host: x', 'Content-Type: application/json', `Content-Length: ${piece.length * count}`))
    for (let n = 0; n < count; n++) {
      socket.write(piece)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    socket.end()
    await closed
    expect({ broken, statuses: statuses(answer) }).toEqual({ broken: '', statuses: [413] })
  })

  it('sent in pieces without a length is read to its end and no further (C18)', async () => {
    const piece = `${me.length.toString(16)}\r\n${me}\r\n0\r\n\r\n`
    const answer = await raw(`${message('POST /graphql HTTP/1.1', `Host: 127.0.0.1:${server.port}`, 'Content-Type: application/json', 'Transfer-Encoding: chunked', 'Connection: close')}${piece}`)
    expect(statuses(answer)).toEqual([200])
    expect(answer).toContain('UNAUTHENTICATED')
  })
})

describe('a message that two readers would read differently is refused (I09):', () => {
  const host = () => `Host: 127.0.0.1:${server.port}`
  it.each([
    ['a length and pieces', () => `${message('POST /graphql HTTP/1.1', host(), 'Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\nGET / HTTP/1.1\r\n\r\n`],
    ['two lengths', () => `${message('POST /graphql HTTP/1.1', host(), 'Content-Length: 5', 'Content-Length: 6')}12345`],
    ['a length that is none', () => `${message('POST /graphql HTTP/1.1', host(), 'Content-Length: +5')}12345`],
    ['pieces spelt otherwise', () => `${message('POST /graphql HTTP/1.1', host(), 'Transfer-Encoding: xchunked')}0\r\n\r\n`],
    ['no host', () => message('GET / HTTP/1.1')],
    ['a line end within a name', () => 'GET / HTTP/1.1\r\nHo\nst: x\r\n\r\n'],
    ['headers without end', () => message('GET / HTTP/1.1', host(), `X: ${'x'.repeat(20_000)}`)],
    ['no HTTP at all', () => 'hello\r\n\r\n'],
  ])('%s', async (_what, bytes) => {
    for (const status of statuses(await raw(bytes()))) expect(status).toBeGreaterThanOrEqual(400)
    expect(await (await ask(me)).json()).toMatchObject(unsigned)
  })
})

describe('whoever sends very much', () => {
  it('is asked to wait, and told how long; others are not (I04)', async () => {
    const slow = await start({ RATE_PER_SESSION: '1', RATE_PER_ADDRESS: '1000' })
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask(me, { cookie: '__Host-huapian=made-up' }, slow.url)))
    expect(answers.filter((one) => one.status === 200).length).toBeLessThanOrEqual(6)
    const refused = answers.find((one) => one.status === 429)
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refused?.json()).toMatchObject({ errors: [{ message: expect.stringMatching(/^请求太频繁，请\d+秒后再试$/), extensions: { code: 'TOO_MANY_REQUESTS' } }] })
    expect((await ask(me, { cookie: '__Host-huapian=another' }, slow.url)).status).toBe(200)
    slow.child.kill('SIGTERM')
  }, 60_000)

  it('with another cookie beside the same session is still the same session', async () => {
    const slow = await start({ RATE_PER_SESSION: '1', RATE_PER_ADDRESS: '1000' })
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => ask(me, { cookie: `other=${n}; __Host-huapian=made-up` }, slow.url)))
    expect(answers.filter((one) => one.status === 200).length).toBeLessThanOrEqual(6)
    slow.child.kill('SIGTERM')
  }, 60_000)

  it('from behind a proxy of ours is held by the address the proxy saw, and from nowhere else', async () => {
    const slow = await start({ RATE_PER_ADDRESS: '1', TRUSTED_PROXIES: '127.0.0.1' })
    const from = (address: string) => ask(me, { 'x-forwarded-for': `10.9.9.9, ${address}` }, slow.url)
    const answers = await Promise.all(Array.from({ length: 12 }, () => from('10.0.0.1')))
    expect(answers.filter((one) => one.status === 200).length).toBeLessThanOrEqual(6)
    expect((await from('10.0.0.2')).status).toBe(200)
    slow.child.kill('SIGTERM')
  }, 60_000)

  it('under ever new names is held by the address (A11)', async () => {
    const slow = await start({ RATE_PER_ADDRESS: '1' })
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => ask(me, { cookie: `__Host-huapian=name-${n}`, 'x-forwarded-for': `10.0.0.${n}` }, slow.url)))
    expect(answers.filter((one) => one.status === 200).length).toBeLessThanOrEqual(6)
    slow.child.kill('SIGTERM')
  }, 60_000)

  it('or keeps connections open without a word, or says its headers letter by letter, does not keep others waiting, and is cut off (I01, I03)', async () => {
    const sockets: Socket[] = Array.from({ length: 300 }, () => connect(server.port, '127.0.0.1'))
    for (const socket of sockets) socket.on('error', () => {}).resume()
    const closed = sockets.map((socket) => once(socket, 'close'))
    sockets.forEach((socket, n) => { if (n % 2 === 0) socket.write('POST /graphql HTTP/1.1\r\nHost: x\r\nX-') })
    const times: number[] = []
    for (let n = 0; n < 20; n++) {
      const began = performance.now()
      expect(await (await ask(me)).json()).toMatchObject(unsigned)
      times.push(performance.now() - began)
    }
    expect(times.sort((a, b) => a - b)[10]).toBeLessThan(500)
    await Promise.all(closed.filter((_, n) => n % 2 === 0)) // within the time of this test
    for (const socket of sockets) socket.destroy()
  }, 40_000)

  it('and goes away before the answer leaves the server as it was (I10)', async () => {
    await Promise.all(Array.from({ length: 50 }, () => new Promise<void>((resolve) => {
      const gone = request(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': me.length } })
      gone.on('error', () => resolve()).on('close', () => resolve())
      gone.write(me.slice(0, 10), () => gone.destroy())
    })))
    expect(await (await ask(me)).json()).toMatchObject(unsigned)
    expect(server.child.exitCode).toBeNull()
  })
})

describe('what the server writes', () => {
  it('holds nothing of what was asked, however it was asked (D18, P24)', async () => {
    const canary = 'CANARY金丝雀'
    for (const body of [`{"query":"{ ${'canary'.toUpperCase()}金丝雀 }"}`, JSON.stringify({ documentId: canary, variables: { name: canary } }), canary, `{"variables":{"${canary}\\n{\\"level\\":1}":1}}`])
      await ask(body, { 'user-agent': `${encodeURIComponent(canary)} {"level":"fatal"}`, cookie: `__Host-huapian=${encodeURIComponent(canary)}` })
    await fetch(`${server.url}/${encodeURIComponent(canary)}`)
    expect(server.printed()).not.toMatch(/CANARY|金丝雀|fatal/)
  })
})

/** What a process holds in memory. */
function megabytesOf({ pid }: ChildProcess): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
}
