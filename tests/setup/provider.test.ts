import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Provider } from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownPath } from '../../src/provider.ts'
import { basis } from '../../src/review/law.ts'
import { firstPolicy, policyOn } from '../../src/review/policy.ts'
import { links } from '../../src/store/audit.ts'
import { now } from '../../src/now.ts'
import { disable, openDemoAccounts } from '../../src/store/sessions.ts'
import { savePolicy } from '../../src/store/settings.ts'
import type { Store } from '../../src/store/store.ts'
import { linkSubject } from '../../src/store/subjects.ts'
import { commission } from '../help/city.ts'
import { cityIn, editor } from '../store/city.ts'
import { ask, cookieOf, serving, type Running } from './running.ts'

const folder = mkdtempSync(join(tmpdir(), 'huapian-provider-'))
const database = join(folder, 'city.db')
const secret = 'the secret of this client'
let store: Store
let idp: Server
let issuer: string
let server: Running
let secondPort: number
/** Whom the provider recognises next, and what it saw of them. */
let arriving = { accountId: '', amr: ['pwd'] }

const freePort = async (): Promise<number> => {
  const probe = createServer()
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done))
  const { port } = probe.address() as AddressInfo
  await new Promise((done) => probe.close(done))
  return port
}

const hour = 3600

/** A certified provider on this machine; in place of its sign-in page it recognises whoever arrives. */
async function startProvider(callback: string, second: string): Promise<void> {
  idp = createServer((req, res) => {
    const { accountId, amr } = arriving
    if (req.url?.startsWith('/interaction/')) void provider.interactionFinished(req, res, { login: { accountId, amr } })
    else void provider.callback()(req, res)
  })
  await new Promise<void>((done) => idp.listen(0, '127.0.0.1', done))
  issuer = `http://127.0.0.1:${(idp.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'huapian', client_secret: secret, redirect_uris: [callback], token_endpoint_auth_method: 'client_secret_basic' }, { client_id: 'second', client_secret: secret, redirect_uris: [second], token_endpoint_auth_method: 'client_secret_basic' }],
    pkce: { required: () => true },
    cookies: { keys: ['a key of the test'] },
    jwks: { keys: [generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })] },
    ttl: { Interaction: hour, Session: hour, Grant: hour, AccessToken: hour, IdToken: hour },
    claims: { openid: ['sub', 'amr'] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId ?? '', accountId: oidc.account?.accountId ?? '' })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
  })
}

beforeAll(async () => {
  const port = await freePort()
  secondPort = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  await startProvider(`${publicUrl}/sign-in/oidc/callback`, `http://127.0.0.1:${secondPort}/sign-in/oidc/callback`)
  writeFileSync(join(folder, 'secret'), `${secret}\n`)
  store = await cityIn(database)
  await openDemoAccounts(store, { ...editor, at: now().at }, ['handler', 'bodyHead'].map((name) => ({ personId: name, login: name })), 'Ein langer Satz 7')
  await store.tx((db) => linkSubject(store, db, editor, 'handler', { issuer, subject: 'employee-17' }))
  server = await serving({ DATABASE_URL: database, PORT: String(port), PUBLIC_URL: publicUrl, OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'huapian', OIDC_CLIENT_SECRET_FILE: join(folder, 'secret') })
}, 120_000)
afterAll(async () => {
  await server?.stop()
  await store?.close()
  idp?.closeAllConnections()
  idp?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A browser: keeps the cookies of each host, follows where it is sent, one step at a time. */
function browser() {
  const jars = new Map<string, Map<string, string>>()
  async function go(url: string, init: RequestInit = {}): Promise<Response> {
    const { host } = new URL(url)
    const jar = jars.get(host) ?? new Map<string, string>()
    jars.set(host, jar)
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { ...(init.headers as Record<string, string> | undefined), cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /expires=Thu, 01 Jan 1970|max-age=0/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }
  const onTo = (from: string, answer: Response): string => new URL(answer.headers.get('location') ?? expect.fail(`nowhere to go: ${answer.status}`), from).href
  return {
    go, jars,
    /** Begins here and signs in there as somebody; gives the address back here, not yet visited. */
    async throughProvider(accountId: string, { query = '', amr = ['pwd'], here = server.url } = {}): Promise<string> {
      arriving = { accountId, amr }
      let url = onTo(here, await go(`${here}/sign-in/oidc${query}`))
      for (let steps = 0; steps < 12 && !url.startsWith(`${here}/`); steps++) url = onTo(url, await go(url))
      return url
    },
  }
}

const me = async (answer: Response) => (await ask(server.url, '{ me { person { name } confirmedUntil sessions { by current } } }', { cookie: cookieOf(answer) })).json()
const events = async () => (await links(store, commission, 0, 10_000)).filter((link) => link.kind === 'session').map((link) => JSON.parse(link.body) as { event: string; subject?: string; by?: string })

describe('signing in by a provider', () => {
  it('sends the browser there with PKCE, state and nonce, and asks for the person to be seen anew', async () => {
    const answer = await browser().go(`${server.url}/sign-in/oidc`)
    expect(answer.status).toBe(303)
    const asked = Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams)
    expect(asked).toMatchObject({ client_id: 'huapian', response_type: 'code', scope: 'openid', prompt: 'login', max_age: '300', code_challenge_method: 'S256', redirect_uri: `${server.url}/sign-in/oidc/callback` })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked[name]).toMatch(/^[\w-]{43}$/)
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/^huapian-provider=v1\.\S+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/)])
  })

  it('opens the session of the person who was linked, and goes on to the own page that was wanted', async () => {
    const one = browser()
    const answer = await one.go(await one.throughProvider('employee-17', { query: '?next=/cases?stage=reading' }))
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('url=/cases?stage=reading')
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/^huapian-provider=; .*Max-Age=0$/), expect.stringMatching(/^huapian=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)])
    expect(await me(answer)).toMatchObject({ data: { me: { person: { name: 'handler' }, confirmedUntil: expect.any(String), sessions: [{ by: 'provider', current: true }] } } })
    expect(await events()).toContainEqual(expect.objectContaining({ event: 'signedIn', way: 'provider', personId: 'handler' }))
  })

  it('is offered at the door', async () => {
    expect(await (await fetch(server.url)).text()).toContain('/sign-in/oidc')
  })

  it('makes no account, and tells a stranger no more than that', async () => {
    const one = browser()
    const answer = await one.go(await one.throughProvider('employee-99'))
    expect(answer.status).toBe(403)
    expect(cookieOf(answer)).toBe('')
    expect(await answer.text()).toContain('没有登录')
    expect(await store.fresh.$count(store.t.accounts)).toBe(2)
    expect(await events()).toContainEqual(expect.objectContaining({ event: 'signInRefused', subject: 'employee-99' }))
  })

  it('refuses a way back that is changed, begun by somebody else, taken twice, or begun by nobody', async () => {
    const [one, other] = [browser(), browser()]
    const [mine, theirs] = [await one.throughProvider('employee-17'), await other.throughProvider('employee-17')]
    const changed = new URL(mine)
    changed.searchParams.set('state', 'x'.repeat(43))
    const cookies = new Map(one.jars.get(new URL(server.url).host))
    const visit = (url: string) => fetch(url, { headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } })
    for (const [what, answer] of [['state', await visit(changed.href)], ['another browser', await visit(theirs)], ['no cookie', await fetch(mine)], ['an error', await visit(`${server.url}/sign-in/oidc/callback?error=access_denied&state=${new URL(mine).searchParams.get('state')}`)]] as const) {
      expect(answer.status, what).toBe(403)
      expect(cookieOf(answer), what).toBe('')
    }
    const issuerChanged = new URL(mine)
    issuerChanged.searchParams.set('iss', 'https://evil.example')
    expect((await visit(issuerChanged.href)).status).toBe(403)
    expect((await visit(mine)).status).toBe(200)
    expect((await visit(mine)).status).toBe(403) // the code is used up
    expect(await events()).toContainEqual(expect.objectContaining({ event: 'providerRefused' }))
  })

  it('does not stand for the second factor here, unless the provider saw two and is trusted in that', async () => {
    const trusting = await serving({ DATABASE_URL: database, PORT: String(secondPort), PUBLIC_URL: `http://127.0.0.1:${secondPort}`, OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'second', OIDC_CLIENT_SECRET_FILE: join(folder, 'secret'), OIDC_TRUST_MFA: 'true' })
    await savePolicy(store, editor, [{ name: 'signIn', from: '2018-01-01', value: policyOn(firstPolicy, '2026-01-01').signIn, basis: basis('R-601-signIn'), note: '' }])
    const figures = async (here: string, amr: string[]) => {
      const one = browser()
      const cookie = cookieOf(await one.go(await one.throughProvider('employee-17', { here, amr })))
      return (await ask(here, '{ figures { total } }', { cookie })).json()
    }
    expect(await figures(trusting.url, ['pwd', 'otp', 'mfa'])).toMatchObject({ data: { figures: { total: 0 } } })
    expect(await figures(trusting.url, ['pwd'])).toMatchObject({ errors: [{ extensions: { code: 'FACTOR_FIRST' } }] })
    expect(await figures(server.url, ['pwd', 'otp', 'mfa'])).toMatchObject({ errors: [{ extensions: { code: 'FACTOR_FIRST' } }] })
    await trusting.stop()
  }, 60_000)

  it('ends with the account: whoever is disabled here is not let in from there', async () => {
    await disable(store, { ...editor, at: now().at }, 'handler')
    const one = browser()
    expect((await one.go(await one.throughProvider('employee-17'))).status).toBe(403)
  })

  it('says so where the provider cannot be reached, and takes it when it can', async () => {
    const port = await freePort()
    const alone = await serving({ DATABASE_URL: database, PUBLIC_URL: 'http://127.0.0.1:1', OIDC_ISSUER: `http://127.0.0.1:${port}`, OIDC_CLIENT_ID: 'huapian', OIDC_CLIENT_SECRET_FILE: join(folder, 'secret') })
    const answer = await fetch(`${alone.url}/sign-in/oidc`, { redirect: 'manual' })
    expect(answer.status).toBe(502)
    expect(await answer.text()).toMatch(/连不上统一身份认证.*编号 [0-9A-F]{4}/)
    await alone.stop()
  })

  it('is not there where there is none', async () => {
    const plain = await serving({ DATABASE_URL: database })
    expect((await fetch(`${plain.url}/sign-in/oidc`)).status).toBe(404)
    expect(await (await fetch(plain.url)).text()).not.toContain('统一身份认证')
    await plain.stop()
  })
})

describe('where one goes on after signing in', () => {
  it.each(['/', '/cases/1?x=1#y', '/案件'])('is a page of our own: %s', (next) => expect(ownPath(next)).toBe(next))
  it.each(['//evil.example', '/\\evil.example', '\\\\evil', 'https://evil.example', 'javascript:alert(1)', '/a\nb', '/\t/evil.example', 'cases', '', undefined, ['/a'], '/%0d%0aSet-Cookie:a\\'])('is nowhere else (J06): %j', (next) => expect(ownPath(next)).toBe('/'))
})
