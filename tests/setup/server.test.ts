import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { auditServer } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schema } from '../../src/api/schema.ts'
import { documentIdOf, operationsOf } from '../../src/api/trusted.ts'
import { makeSigner } from '../../src/store/signing.ts'

type Running = { child: ChildProcess; url: string; printed: () => string; ended: Promise<number | null> }

const folder = mkdtempSync(join(tmpdir(), 'huapian-server-'))
const children: ChildProcess[] = []
const keyFile = join(folder, 'key.pem')
makeSigner(keyFile)

/** Starts the real command; the caller waits for what it wants. */
function start(environment: Record<string, string>): Omit<Running, 'url'> {
  const child = spawn(process.execPath, ['--import', './src/setup/launch.js', 'src/main.ts', 'serve'], { env: { PORT: '0', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  let text = ''
  child.stdout?.on('data', (data: Buffer) => { text += data.toString() })
  child.stderr?.on('data', (data: Buffer) => { text += data.toString() })
  return { child, printed: () => text, ended: once(child, 'close').then(([code]: (number | null)[]) => code ?? null) }
}

/** Starts it and waits for the address it prints, until it has printed all: lines come one by one. */
async function serving(environment: Record<string, string>): Promise<Running> {
  const running = start(environment)
  for (;;) {
    const url = /已启动：(http:\S+)/.exec(running.printed())?.[1]
    if (url !== undefined && running.printed().includes('按 Ctrl+C 停止')) return { ...running, url }
    if (running.child.exitCode !== null) throw new Error(running.printed())
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const ask = (url: string, query: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query }) })

/** One of the trusted operations of the build, by the name of its field. */
const operation = (url: string, field: string, variables: Record<string, unknown>) => {
  const text = operationsOf(schema).find((one) => new RegExp(`^(query|mutation) ${field}\\b`).test(one)) ?? ''
  return fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ documentId: documentIdOf(text), variables }) })
}

const signingIn = (name: string, password: string) => `mutation { signIn(name: "${name}", password: "${password}") { __typename } }`

let demo: Running
const database = join(folder, 'demo.db')
const FACTOR_KEY_FILE = join(folder, 'key')
writeFileSync(FACTOR_KEY_FILE, 'ab'.repeat(32), { mode: 0o600 })
beforeAll(async () => { demo = await serving({ DATABASE_URL: database }) }, 120_000)
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

describe('a server that runs', () => {
  it('says that it is well and ready', async () => {
    expect(await (await fetch(`${demo.url}/healthz`)).text()).toBe('ok')
    expect((await fetch(`${demo.url}/readyz`)).status).toBe(200)
  })

  it('shows a page that says how to sign in, and nothing that is loaded from elsewhere', async () => {
    const page = await (await fetch(demo.url)).text()
    // The pages of the application, where this tree has them built; otherwise the one that says how to begin.
    expect(page).toMatch(existsSync(join(import.meta.dirname, '../../.web/operations.json')) ? /<script type="module" crossorigin src="\/assets\// : /signIn/)
    expect(page).not.toMatch(/https?:\/\/(?!127)|<script>|(?:src|href)="(?!\/)/)
  })

  it.each(['/', '/healthz', '/graphql', '/nowhere'])('protects the browser on %s', async (path) => {
    const { headers } = await fetch(demo.url + path)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy': expect.stringMatching(/default-src 'self'.*frame-ancestors 'none'/),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    expect(headers.has('x-powered-by')).toBe(false)
    expect(headers.has('access-control-allow-origin')).toBe(false)
  })

  it('answers questions', async () => {
    expect(await (await ask(demo.url, '{ __typename }')).json()).toEqual({ data: { __typename: 'Query' } })
  })

  it.each([
    ['another origin', { origin: 'http://evil.example' }],
    ['an origin that is none', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another host of the same site', { 'sec-fetch-site': 'same-site' }],
  ])('refuses %s', async (_what, headers) => {
    const answer = await ask(demo.url, '{ __typename }', headers)
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'FOREIGN_ORIGIN' } }] })
  })

  it('takes its own origin', async () => {
    expect((await ask(demo.url, '{ __typename }', { origin: demo.url })).status).toBe(200)
  })

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data'])('refuses what a foreign form can send: %s', async (type) => {
    const answer = await fetch(`${demo.url}/graphql`, { method: 'POST', headers: { 'content-type': type }, body: 'query={__typename}' })
    expect(answer.status).toBe(403)
  })

  it('changes nothing by GET', async () => {
    const answer = await fetch(`${demo.url}/graphql?query=${encodeURIComponent('mutation { signOut { at } }')}`)
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('POST')
  })

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('refuses %s everywhere', async (method) => {
    for (const path of ['/', '/graphql', '/healthz']) expect((await fetch(demo.url + path, { method })).status).toBe(405)
  })

  it('signs each group of people in as it printed, with a cookie that scripts cannot read and other sites cannot send', async () => {
    const [, password = '', list = ''] = /密码都是 (\S+)）：\n((?: {2}.+\n)+)/.exec(demo.printed()) ?? []
    const logins = list.trim().split('\n').map((line) => line.trim().split(/\s+/)[0] ?? '')
    expect(logins.length).toBeGreaterThan(4)
    for (const login of logins) {
      const answer = await ask(demo.url, signingIn(login, password))
      expect(await answer.json(), login).toEqual({ data: { signIn: { __typename: 'SessionOpened' } } })
      expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/^huapian=[\w-]{40,}; Path=\/; HttpOnly; SameSite=Strict$/)])
    }
  })

  it('passes every audit of GraphQL over HTTP behind all of this', async () => {
    const results = await auditServer({ url: `${demo.url}/graphql` })
    expect(results.filter((one) => one.status !== 'ok').map((one) => `${one.status} ${one.id} ${one.name}`)).toEqual([])
  })

  it.each([
    ['too much', JSON.stringify({ query: `{ __typename }${' '.repeat(1_100_000)}` }), 413],
    ['half a JSON', '{"query":', 400],
    ['nothing', '', 400],
    ['an empty object', '{}', 400],
    ['several at once', '[{"query":"{ __typename }"}]', 400],
  ])('refuses %s with a code', async (_what, body, status) => {
    const answer = await fetch(`${demo.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ errors: [{ message: expect.any(String), extensions: { code: expect.any(String) } }] })
  })

  it('prints how to sign in to the demo', () => {
    expect(demo.printed()).toContain(database)
    expect(demo.printed()).toMatch(/演示/)
  })
})

describe('starting', () => {
  it('says in one line that the port is taken', async () => {
    const { ended, printed } = start({ PORT: new URL(demo.url).port, DATABASE_URL: join(folder, 'other.db') })
    expect(await ended).toBe(1)
    expect(printed().trim()).toMatch(/^端口 \d+ 已被占用.*$/)
  })

  it('in production shows three codes, and none once somebody has signed in', async () => {
    const production = { NODE_ENV: 'production', AUDIT_KEY_FILE: keyFile, FACTOR_KEY_FILE, ATTACHMENT_KEY_FILE: FACTOR_KEY_FILE, DATABASE_URL: join(folder, 'production.db') }
    const first = await serving(production)
    const codes = first.printed().match(/登录码 [A-Z2-9]{12}$/gm)
    expect(codes).toHaveLength(3)
    expect(first.printed()).not.toMatch(/演示/)
    expect(await (await fetch(first.url)).text()).not.toMatch(/演示/)

    const free = await ask(first.url, signingIn('xitong', codes?.[0]?.slice(4) ?? ''))
    expect(await free.json()).toMatchObject({ errors: [{ extensions: { code: 'ONLY_TRUSTED' } }] })
    const answer = await operation(first.url, 'signIn', { name: 'xitong', password: codes?.[0]?.slice(4) })
    expect(await answer.json()).toMatchObject({ data: { signIn: { __typename: 'SessionOpened', me: { mustChangePassword: true } } } })
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-huapian=\S+; Path=\/; HttpOnly; SameSite=Strict; Secure$/)])
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)

    const again = await serving(production)
    expect(again.printed()).not.toMatch(/登录码/)
    again.child.kill('SIGTERM')
    expect(await again.ended).toBe(0)
  })

  it('in production refuses the demo, whose passwords anybody knows', async () => {
    const { ended, printed } = start({ NODE_ENV: 'production', AUDIT_KEY_FILE: keyFile, FACTOR_KEY_FILE, ATTACHMENT_KEY_FILE: FACTOR_KEY_FILE, DATABASE_URL: database })
    expect(await ended).toBe(1)
    expect(printed().trim()).toMatch(/^数据库里是演示数据.*$/)
  })
})

describe('stopping', () => {
  it('answers what is in flight, refuses what is new, and ends with 0', async () => {
    const { child, url, ended, printed } = await serving({ DATABASE_URL: database })
    const { port, hostname } = new URL(url)
    const body = JSON.stringify({ query: '{ __typename }' })
    const begun = request({ port, host: hostname, method: 'POST', path: '/graphql', headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } })
    const answered = new Promise<number | undefined>((resolve, reject) => {
      begun.on('response', (answer) => resolve(answer.resume().statusCode))
      begun.on('error', reject)
    })
    begun.write(body.slice(0, 5))
    await new Promise((resolve) => setTimeout(resolve, 300))

    child.kill('SIGTERM')
    await new Promise((resolve) => setTimeout(resolve, 300))
    const refused = await new Promise<string | undefined>((resolve) => connect(Number(port), hostname).on('error', (error: NodeJS.ErrnoException) => resolve(error.code)).on('connect', () => resolve('connected')))
    expect(refused).toBe('ECONNREFUSED')

    begun.end(body.slice(5))
    expect(await answered).toBe(200)
    expect(await ended).toBe(0)
    expect(printed()).toContain('已停止')
  })

  it('does not wait for connections that ask nothing', async () => {
    const { child, url, ended } = await serving({ DATABASE_URL: database })
    await (await fetch(`${url}/healthz`)).text()
    const began = performance.now()
    child.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(performance.now() - began).toBeLessThan(3000)
  })
})
