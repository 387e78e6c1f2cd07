import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sourceOf } from '../../src/api/source.ts'
import { rosterOf } from '../../src/store/roster.ts'
import { disable, openDemoAccounts, signIn } from '../../src/store/sessions.ts'
import { cityIn, editor, endPost } from '../store/city.ts'
import { makeSigner } from '../../src/store/signing.ts'
import { openStore } from '../../src/store/store.ts'
import { commission } from '../help/city.ts'
import { now } from '../../src/now.ts'
import { ask, cookieOf, serving, type Running } from './running.ts'

const folder = mkdtempSync(join(tmpdir(), 'huapian-sign-in-'))
const database = join(folder, 'city.db')
const auditKey = join(folder, 'audit-key.pem')
makeSigner(auditKey)
const password = 'Ein langer Satz 7'
let server: Running
let proxied: Running
beforeAll(async () => {
  const store = await cityIn(database)
  await openDemoAccounts(store, { ...editor, at: now().at }, ['handler', 'bodyHead', 'officeHead', 'groupLeader', 'lead', 'archivist'].map((name) => ({ personId: name, login: name })), password)
  await store.close()
  server = await serving({ DATABASE_URL: database })
  proxied = await serving({ DATABASE_URL: database, TRUSTED_PROXIES: '127.0.0.1' })
}, 120_000)
afterAll(async () => {
  await server?.stop()
  await proxied?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const signing = (name: string, secret: string) => `mutation { signIn(name: ${JSON.stringify(name)}, password: ${JSON.stringify(secret)}) { __typename ... on SessionRefused { refusals { code message } } } }`
const from = (address: string) => ({ 'x-forwarded-for': address })
const refused = { data: { signIn: { __typename: 'SessionRefused', refusals: [{ code: 'WRONG_NAME_OR_PASSWORD', message: '登录名或者密码不对，或者登录名已被锁定' }] } } }
let host = 0
/** A client that nobody has seen yet. */
const somewhere = () => from(`10.1.${Math.floor(++host / 250)}.${(host % 250) + 1}`)
const me = (cookie: string, more: Record<string, string> = {}, url = server.url) => ask(url, '{ me { person { name } } }', { ...(cookie === '' ? {} : { cookie }), ...more }).then((answer) => answer.json())
const stranger = { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }

describe('signing in to a running server', () => {
  it('answers an unknown name, a wrong password, a locked and a disabled account alike: text, status and headers (A07, A10)', async () => {
    const store = await openStore(database)
    await disable(store, { ...editor, at: now().at }, 'archivist')
    await store.close()
    const guesser = '10.7.7.7'
    for (let n = 0; n < 5; n++) {
      await ask(proxied.url, signing('lead', 'wrong'), from(n < 2 ? guesser : `10.7.7.${n}`)) // several sources: locked for all
    }
    const answers = await Promise.all([['nobody', password], ['officehead', 'wrong'], ['lead', password], ['archivist', password], ['officehead', 'x'.repeat(10_000)], ['officehead', ''], ['officehead', ' '], ['officehead', `${password}\0`]].map(async ([name = '', secret = '']) => {
      const answer = await ask(proxied.url, signing(name, secret), somewhere())
      return { status: answer.status, headers: [...answer.headers].filter(([header]) => header !== 'date'), body: await answer.text() }
    }))
    expect(JSON.parse(answers[0]?.body ?? '')).toEqual(refused)
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })

  it('takes as long for a name that does not exist as for one that does (A10)', async () => {
    // In pairs, one right after the other: what else the machine has to do comes upon both.
    const ratios: number[] = []
    for (let n = 0; n < 60; n++) {
      const times = { known: 0, unknown: 0 }
      for (const which of n % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
        const began = performance.now()
        await ask(proxied.url, signing(which === 'known' ? 'officehead' : `name${n}`, 'wrong'), somewhere())
        times[which] = performance.now() - began
      }
      ratios.push(times.known / times.unknown)
    }
    const median = ratios.toSorted((a, b) => a - b)[ratios.length / 2] ?? 0
    expect(median).toBeGreaterThan(0.8)
    expect(median).toBeLessThan(1.25)
  }, 120_000)

  it('slows down whoever guesses, whatever they claim to come from, and nobody else (A08, A11)', async () => {
    for (let n = 0; n < 3; n++) expect(await (await ask(server.url, signing(`guess${n}`, 'wrong'), from(`10.2.2.${n}`))).json()).toEqual(refused)
    const slowed = (await (await ask(server.url, signing('handler', password), from('10.2.2.9'))).json()) as { errors: { message: string; extensions: { code: string } }[] }
    expect(slowed).toMatchObject({ errors: [{ message: expect.stringMatching(/^尝试次数太多，请 1 秒后再试$/), extensions: { code: 'TOO_MANY_TRIES' } }] })
    expect(await (await ask(proxied.url, signing('handler', password), somewhere())).json()).toEqual({ data: { signIn: { __typename: 'SessionOpened' } } })
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect(await (await ask(server.url, signing('handler', password))).json()).toEqual({ data: { signIn: { __typename: 'SessionOpened' } } })
  })

  it('gives a new token, whatever cookie came along, and knows it by that cookie alone (A17, A25)', async () => {
    const answer = await ask(proxied.url, signing('handler', password), { cookie: 'huapian=planted-before-signing-in', ...somewhere() })
    const cookie = cookieOf(answer)
    expect(cookie).toMatch(/^huapian=[\w-]{43}$/)
    expect(await me('huapian=planted-before-signing-in')).toMatchObject(stranger)
    expect(await me(cookie)).toMatchObject({ data: { me: { person: { name: 'handler' } } } })
    const token = cookie.slice('huapian='.length)
    expect(await me('', { authorization: `Bearer ${token}` })).toMatchObject(stranger)
    expect(await me('', { 'x-session': token, huapian: token })).toMatchObject(stranger)
    expect(await me(`other=${token}`)).toMatchObject(stranger)
    const byUrl = await fetch(`${server.url}/graphql?huapian=${token}&token=${token}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ me { expiresAt } }', huapian: token }) })
    expect(await byUrl.json()).toMatchObject({ errors: [{ extensions: { code: expect.any(String) } }] })
    expect(await me(cookie)).toMatchObject({ data: {} })
  })

  it('keeps the hash of a token, in which no guess is found (A26)', async () => {
    const store = await openStore(database)
    const opened = await signIn(store, commission, { login: 'handler', password }, now())
    const hashes = (await store.fresh.select().from(store.t.sessions)).map((row) => row.tokenHash)
    expect(hashes).toContain(createHash('sha256').update(opened?.token ?? '').digest('hex'))
    expect(JSON.stringify(await store.fresh.select().from(store.t.sessions))).not.toContain(opened?.token)
    await store.close()
    for (const hash of hashes.slice(0, 3)) expect(await me(`huapian=${hash}`)).toMatchObject(stranger)
    for (const last of '-_.~!') expect(await me(`huapian=${(opened?.token ?? '').slice(0, -1)}${last}`)).toMatchObject(stranger)
  })

  it('ends a session at the next request, at both servers, once the account is disabled or the post has ended (A20)', async () => {
    const [leader, head] = await Promise.all(['groupleader', 'bodyhead'].map(async (name) => cookieOf(await ask(proxied.url, signing(name, password), somewhere()))))
    const figures = (cookie = '', url = server.url) => ask(url, '{ figures { total } }', { cookie }).then((answer) => answer.json())
    expect(await figures(leader)).toMatchObject({ data: { figures: { total: 0 } } })
    expect(await figures(head)).toMatchObject({ data: { figures: { total: 0 } } })
    const store = await openStore(database)
    await disable(store, { ...editor, at: now().at }, 'groupLeader')
    await endPost(store, { ...editor, at: now().at }, (await rosterOf(store, commission)).person('bodyHead')?.posts[0]?.id ?? '', '2026-01-01')
    await store.close()
    for (const url of [server.url, proxied.url]) {
      expect(await figures(leader, url)).toMatchObject(stranger)
      expect(await figures(head, url)).toMatchObject({ errors: [{ extensions: { code: 'NO_POST' } }] })
    }
  })

  it.each(['admin', 'root', 'test', 'huapian', 'xitong', 'guest'])('knows no default account: %s (A19)', async (name) => {
    for (const secret of [name, '123456', '']) expect(await (await ask(proxied.url, signing(name, secret), somewhere())).json()).toEqual(refused)
  })

  it('does some sign-ins at once and tells the rest so, and goes on answering others meanwhile (I04)', async () => {
    const all = await Promise.all(Array.from({ length: 40 }, async () => (await ask(proxied.url, signing('nobody', 'wrong'), somewhere())).json() as Promise<{ errors?: { extensions: { code: string } }[] }>))
    const sent = all.filter((one) => one.errors !== undefined)
    expect(sent.length).toBeGreaterThan(5)
    expect(sent.every((one) => one.errors?.[0]?.extensions.code === 'TOO_MANY_TRIES')).toBe(true)
    expect(all.filter((one) => one.errors === undefined).length).toBeGreaterThan(5)
  })
})

describe('where a request comes from', () => {
  it.each([
    ['the socket, whatever is claimed', { remote: '10.0.0.9', forwarded: '1.2.3.4' }, [], '1.2.3.4', false],
    ['the client that a trusted proxy names', { remote: '::ffff:127.0.0.1', forwarded: '10.0.0.5' }, ['127.0.0.1'], '10.0.0.5', true],
    ['the nearest that is no proxy of ours, whatever stands before it', { remote: '127.0.0.1', forwarded: '1.1.1.1, 10.0.0.5, 10.0.0.8' }, ['127.0.0.1', '10.0.0.8'], '10.0.0.5', true],
    ['a trusted proxy that names nobody', { remote: '127.0.0.1', forwarded: null }, ['127.0.0.1'], '127.0.0.1', true],
    ['the client, whose first word is not heard behind a proxy', { remote: '127.0.0.1', forwarded: '6.6.6.6, 10.0.0.5' }, ['127.0.0.1'], '10.0.0.5', true],
  ])('is %s', (_what, hops, trusted, address, heard) => expect(sourceOf(hops, trusted) === address).toBe(heard))

  it('is nowhere for what came by no network', () => expect(sourceOf({ remote: null, forwarded: null }, [])).toBeNull())
})

describe('the key of the second factors', () => {
  const refuses = (environment: Record<string, string>) => serving({ DATABASE_URL: join(folder, 'other.db'), ...environment }).then(() => expect.fail('it started'), (error: Error) => error.message.trim())

  it('is made beside the database outside production, for its owner alone', () => {
    expect(statSync(join(folder, 'factor.key')).mode & 0o077).toBe(0)
  })

  it('is wanted in production, unreadable to others, and one', async () => {
    const production = { NODE_ENV: 'production', AUDIT_KEY_FILE: auditKey, ATTACHMENT_KEY_FILE: join(folder, 'attachment.key') }
    expect(await refuses(production)).toMatch(/FACTOR_KEY_FILE：生产环境必须指定密钥文件/)
    expect(await refuses({ ...production, FACTOR_KEY_FILE: join(folder, 'missing') })).toMatch(/^读不到密钥文件/)
    const key = join(folder, 'own.key')
    writeFileSync(key, 'ab'.repeat(32), { mode: 0o644 })
    chmodSync(key, 0o644)
    expect(await refuses({ ...production, FACTOR_KEY_FILE: key })).toMatch(/别的用户也能读/)
    chmodSync(key, 0o600)
    writeFileSync(key, 'short')
    expect(await refuses({ ...production, FACTOR_KEY_FILE: key })).toMatch(/64 位十六进制/)
  }, 60_000)
})
