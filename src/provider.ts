/**
 * 统一身份认证: signing in by a provider of OpenID Connect, where an organisation has one (authorization code with PKCE,
 * state and nonce). The provider says who somebody is and nothing else: which account that is was linked beforehand, and
 * what it may do is this product's. Each time the provider is asked to see the person anew, so that this counts as a
 * confirmation; the second factor here is still asked for, unless it saw two and is trusted in that.
 */
import { readFile } from 'node:fs/promises'
import { Router, type Request, type Response } from 'express'
import { allowInsecureRequests, authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, ClientSecretBasic, discovery, randomNonce, randomPKCECodeVerifier, randomState, type Configuration, type IDToken } from 'openid-client'
import { sourceOf } from './api/source.ts'
import { cookieOf, type ApiSettings } from './api/yoga.ts'
import type { now } from './now.ts'
import type { ProviderSettings } from './settings.ts'
import { record } from './store/audit.ts'
import { seal, unsealed } from './store/sealed.ts'
import type { Store } from './store/store.ts'
import { signInBySubject } from './store/subjects.ts'

/** What is kept of a sign-in while the browser is at the provider: in a sealed cookie of a few minutes, nowhere else. */
type Begun = { verifier: string; state: string; nonce: string; next: string }

type Given = { store: Store; settings: ApiSettings; provider: ProviderSettings; now: typeof now; numbered: (error: unknown) => string }

const minutes = 10
/** How long ago the provider may have seen the person. */
const maxAge = 300
const multiFactor = ['mfa', 'http://schemas.openid.net/pape/policies/2007/06/multi-factor']

/** The two addresses. The provider is looked up at the first sign-in, and again after a failure: it may come up later than we do. */
export function providerRoutes(given: Given): Router {
  const { settings, provider } = given
  let looked: Promise<Configuration> | null = null
  const found = async (): Promise<Configuration> => {
    looked ??= lookUp(provider)
    return looked.catch((error: unknown) => {
      looked = null
      throw error
    })
  }
  const routes = Router()
  routes.get('/sign-in/oidc', async (req, res) => {
    const begun: Begun = { verifier: randomPKCECodeVerifier(), state: randomState(), nonce: randomNonce(), next: ownPath(req.query.next) }
    try {
      const url = buildAuthorizationUrl(await found(), {
        redirect_uri: callbackOf(provider), scope: 'openid', state: begun.state, nonce: begun.nonce, prompt: 'login', max_age: String(maxAge),
        code_challenge: await calculatePKCECodeChallenge(begun.verifier), code_challenge_method: 'S256',
      })
      res.append('set-cookie', begunCookie(settings, seal(settings.factorKey, Buffer.from(JSON.stringify(begun)), place), minutes * 60)).redirect(303, url.href)
    } catch (error) {
      say(res, 502, `连不上统一身份认证，请稍后再试，或者用登录名和密码登录（编号 ${given.numbered(error)}）`, '/')
    }
  })
  routes.get('/sign-in/oidc/callback', async (req, res) => {
    res.append('set-cookie', begunCookie(settings, '', 0))
    const begun = begunIn(req, settings)
    const token = begun && (await recognised(given, await found(), begun, req))
    if (!begun || !token) return say(res, 403, '没有登录：统一身份认证没有成功，或者在本系统还没有帐号', '/')
    // A page rather than a redirect: the cookie is not sent along a way that began at another site.
    res.append('set-cookie', cookieOf(settings, token))
    say(res, 200, '已登录', begun.next, `<meta http-equiv="refresh" content="0; url=${escaped(begun.next)}">`)
  })
  return routes
}

async function lookUp({ issuer, clientId, secretFile }: ProviderSettings): Promise<Configuration> {
  const secret = (await readFile(secretFile, 'utf8')).trim()
  // Only an issuer on this machine can be without TLS: the settings take no other.
  const options = issuer.startsWith('http:') ? { execute: [allowInsecureRequests], timeout: 10 } : { timeout: 10 }
  return discovery(new URL(issuer), clientId, undefined, ClientSecretBasic(secret), options)
}

/** Exchanges the code, checks the answer, and opens the session of whoever it names; null where any of it does not hold. */
async function recognised({ store, settings, provider, now, numbered }: Given, configuration: Configuration, begun: Begun, req: Request): Promise<string | null> {
  const source = sourceOf({ remote: req.socket.remoteAddress ?? null, forwarded: req.get('x-forwarded-for') ?? null }, settings.trustedProxies)
  let claims: IDToken | undefined
  try {
    const tokens = await authorizationCodeGrant(configuration, new URL(req.originalUrl, provider.publicUrl), { pkceCodeVerifier: begun.verifier, expectedState: begun.state, expectedNonce: begun.nonce, maxAge, idTokenExpected: true })
    claims = tokens.claims()
  } catch (error) {
    await record(store, { commission: settings.commission, at: now().at, kind: 'session', body: { source, event: 'providerRefused', number: numbered(error) } })
  }
  if (!claims) return null
  const strong = provider.trustMfa && [claims.acr, claims.amr].flat().some((way) => typeof way === 'string' && multiFactor.includes(way))
  const opened = await signInBySubject(store, settings.commission, { issuer: claims.iss, subject: claims.sub, source, strong }, now())
  return opened?.token ?? null
}

const place = 'sign-in at the provider'
const callbackOf = ({ publicUrl }: ProviderSettings): string => `${publicUrl}/sign-in/oidc/callback`

/** A path of our own, or the first page: nobody is sent elsewhere after signing in (J06). */
export const ownPath = (next: unknown): string => (typeof next === 'string' && /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next) && new URL(next, 'https://own.invalid').origin === 'https://own.invalid' ? next : '/')

/** Lax, since the way back begins at the provider's site. */
const begunName = ({ secureCookies }: ApiSettings): string => (secureCookies ? '__Host-huapian-provider' : 'huapian-provider')
const begunCookie = (settings: ApiSettings, value: string, seconds: number): string =>
  `${begunName(settings)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${settings.secureCookies ? '; Secure' : ''}`

function begunIn(req: Request, settings: ApiSettings): Begun | null {
  const start = `${begunName(settings)}=`
  const sealed = req.headers.cookie?.split('; ').find((one) => one.startsWith(start))?.slice(start.length)
  const opened = sealed === undefined ? null : unsealed(settings.factorKey, sealed, place)
  return opened === null ? null : (JSON.parse(opened.toString()) as Begun)
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const say = (res: Response, status: number, text: string, next: string, head = ''): void =>
  void res.status(status).type('html').send(`<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
${head}
<title>划片审理</title>
<p>${escaped(text)}</p>
<p><a href="${escaped(next)}">继续</a></p>
</html>
`)
