/**
 * The API as something that answers requests. A server mounts what `yogaFor` gives at `/graphql`:
 *
 *     const yoga = yogaFor(store, settings, { now, numbered })
 *     createServer(yoga)                    // node:http
 *     app.use('/graphql', yoga)             // Express; yoga.fetch(url, init) in tests
 *
 * Everything that belongs to the API is decided here: who asks (by the sign-in cookie), the moment, limits, masking,
 * and from whose pages requests are taken. Headers of the page, body size on the wire and stopping are the server's.
 */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { useCSRFPrevention } from '@graphql-yoga/plugin-csrf-prevention'
import { GraphQLError, NoSchemaIntrospectionCustomRule, parse, specifiedRules, type DocumentNode, type ExecutionResult, type Source, type ValidationRule } from 'graphql'
import { createYoga, type Plugin, type YogaInitialContext, type YogaServerInstance } from 'graphql-yoga'
import type { Day } from '../review/day.ts'
import type { AttachmentFiles } from '../store/attachment-files.ts'
import { BadText } from '../store/canonical.ts'
import { knownOn } from '../store/leaves.ts'
import { TooMany, type ProfileName } from '../store/passwords.ts'
import { Unrecorded, witnessed } from '../store/readings.ts'
import type { SealingKey } from '../store/sealed.ts'
import { sessionOf } from '../store/sessions.ts'
import { momentOf } from '../store/settings.ts'
import type { Signer } from '../store/signing.ts'
import { NoSpace, OutcomeUnknown, type Store } from '../store/store.ts'
import type { Context } from './builder.ts'
import { answerOf, compiled, type Compiled, type Written } from './compiled.ts'
import { badInput, errorCodes, failure, type ErrorCode } from './errors.ts'
import { limits, limitsRule } from './limits.ts'
import { schema } from './schema.ts'
import { sourceOf } from './source.ts'
import { trustedIn } from './trusted.ts'

/** The settings that the API needs. In production the schema is not told to strangers, and only trusted operations are taken; `trustedOperations` are those of an office beside ours. `signer` signs receipts. */
export type ApiSettings = {
  commission: string
  production: boolean
  secureCookies: boolean
  signer: Signer
  passwordProfile: ProfileName
  factorKey: SealingKey
  trustedProxies: readonly string[]
  files: AttachmentFiles | null
  trustedOperations?: readonly string[]
}

/** What a request says of itself beside the question. Its token comes by the cookie alone (A25). */
export type Asking = { cookies: string | null; background: string | null; remote: string | null; forwarded: string | null }

/** Sent by pages with what they ask by themselves: it does not keep a session alive (A22). */
export const backgroundHeader = 'huapian-background'

/** What comes from outside: the day in China and the instant, and a place to report a mishap to, which gives its number. */
export type Surroundings = { now: () => { on: Day; at: string }; numbered?: (error: unknown) => string }

/** How long a request may be. */
export const mostBytes = 1_000_000

export function yogaFor(store: Store, settings: ApiSettings, { now, numbered = () => randomBytes(2).toString('hex').toUpperCase() }: Surroundings): YogaServerInstance<object, Context> {
  const cookies = new WeakMap<Request, string>()
  return createYoga<object, Context>({
    schema,
    context: ({ request, ...server }) => contextOf(store, settings, now(), {
      cookies: request.headers.get('cookie'), background: request.headers.get(backgroundHeader), forwarded: request.headers.get('x-forwarded-for'),
      remote: (server as { req?: IncomingMessage }).req?.socket.remoteAddress ?? null,
    }, (cookie) => void cookies.set(request, cookie)),
    cors: false,
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
    logging: false,
    maxRequestBodySize: false, // what is sent was read by then, no further than `mostBytes` (`known.ts`)
    extraParamNames: ['documentId'],
    maskedErrors: { maskError: (error) => masked(error, numbered) },
    plugins: [
      ownPagesOnly(),
      trustedOnly(settings),
      limited(settings),
      compiling(),
      witnessing(store),
      { onResponse: ({ request, response }) => { const cookie = cookies.get(request); if (cookie !== undefined) response.headers.append('set-cookie', cookie) } },
    ],
  })
}

/** What a resolver is given: who asks, and the rules of this moment. */
export async function contextOf(store: Store, settings: ApiSettings, { on, at }: ReturnType<Surroundings['now']>, asking: Asking, setCookie: (cookie: string) => void): Promise<Context> {
  const { commission, signer, passwordProfile, factorKey, trustedProxies, files } = settings
  const token = tokenIn(settings, asking.cookies)
  const session = token === null ? null : await sessionOf(store, token, { on, at }, asking.background === null ? 'person' : 'background')
  const moment = await momentOf(store, commission, on, at)
  const context: Context = {
    store,
    commission,
    session: session?.commission === commission ? { ...session, who: session.who && (await knownOn(store, session.who, moment)) } : null,
    moment,
    cookie: {
      token,
      set: (fresh) => { context.cookie.token = fresh; setCookie(cookieOf(settings, fresh)) },
      clear: () => { context.cookie.token = null; setCookie(`${cookieOf(settings, '')}; Max-Age=0`) },
    },
    source: sourceOf(asking, trustedProxies),
    passwordProfile,
    factorKey,
    rowsLeft: limits.rows,
    files,
    signer,
  }
  return context
}

type CookieSettings = Pick<ApiSettings, 'secureCookies'>
const cookieName = ({ secureCookies }: CookieSettings): string => (secureCookies ? '__Host-huapian' : 'huapian')
/** The token that a request brings along, or null. */
export function tokenIn(settings: CookieSettings, cookies: string | null | undefined): string | null {
  const name = cookieName(settings)
  return cookies?.split('; ').find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) || null
}

/** The sign-in cookie: not for scripts, not sent along by other sites. */
export const cookieOf = (settings: CookieSettings, token: string): string => `${cookieName(settings)}=${token}; Path=/; HttpOnly; SameSite=Strict${settings.secureCookies ? '; Secure' : ''}`

/**
 * No page of another origin may act for the person signed in. Browsers say where a request comes from; on plain HTTP
 * some only send Origin, which must then name the host that was asked. What a foreign form could send is refused as
 * well, except for GET, by which nothing can be changed.
 */
function ownPagesOnly(): Plugin<YogaInitialContext> {
  const { onRequestParse: refuseForms } = useCSRFPrevention()
  return {
    onRequestParse(payload) {
      const { headers, method, url } = payload.request
      const [site, origin] = [headers.get('sec-fetch-site'), headers.get('origin')]
      const host = headers.get('host') ?? new URL(url).host
      if (isForeign(site, origin, host)) throw new GraphQLError('请求来自别的网站，已拒绝', { extensions: { code: 'FOREIGN_ORIGIN', http: { status: 403 } } })
      try {
        return method === 'GET' ? undefined : refuseForms?.(payload)
      } catch {
        throw new GraphQLError('请用 application/json 提交', { extensions: { code: 'FOREIGN_ORIGIN', http: { status: 403 } } })
      }
    },
  }
}

/** Whether a page of another origin sent this, by what the browser says of it. */
export const isForeign = (site: string | null, origin: string | null, host: string): boolean =>
  site === null ? origin !== null && !(URL.canParse(origin) && new URL(origin).host === host) : site !== 'same-origin' && site !== 'none'

/** Takes the text of a trusted operation for its id; in production nothing else. */
function trustedOnly(settings: ApiSettings): Plugin {
  const trusted = trustedIn(schema, rulesOf(settings), settings.trustedOperations ?? [])
  const refuse = (code: ErrorCode) => new GraphQLError(errorCodes[code], { extensions: { code, http: { status: 400 } } })
  return {
    onParams({ params, setParams }) {
      const { documentId } = params as { documentId?: unknown }
      if (documentId === undefined || documentId === null) {
        if (settings.production) throw refuse('ONLY_TRUSTED')
        return
      }
      const query = typeof documentId === 'string' && !params.query ? trusted(documentId) : null
      if (query === null) throw refuse('NOT_TRUSTED')
      setParams({ ...params, query })
    },
  }
}

/** What a text is checked against: the schema, the limits of `limits.ts`, and in production no introspection. */
export const rulesOf = ({ production }: Pick<ApiSettings, 'production'>): ValidationRule[] => [...specifiedRules, limitsRule, ...(production ? [NoSchemaIntrospectionCustomRule] : [])]

/** Executes what can be compiled as compiled; Yoga keeps the documents of texts that come again, so that this is done once. */
function compiling(): Plugin {
  const known = new WeakMap<DocumentNode, Map<string, Compiled | null>>()
  return {
    onExecute({ args: { document, operationName, variableValues }, setExecuteFn }) {
      const before = known.get(document)
      const runs = before ?? new Map<string, Compiled | null>()
      known.set(document, runs)
      if (!before) return // compiling pays only for what comes again
      const name = operationName ?? ''
      const run = runs.has(name) ? runs.get(name) : compiled(schema, document, operationName)
      runs.set(name, run ?? null)
      const execute = run?.(variableValues ?? {})
      if (execute) setExecuteFn(async ({ contextValue }) => written(await execute(contextValue as Context)))
    },
  }
}

/** An answer for Yoga, which has nothing to do with the data but to write it, and asks only whether it is null. */
function written({ json, errors }: Written): ExecutionResult & { stringify: (result: ExecutionResult) => string } {
  return { ...(errors.length > 0 ? { errors } : {}), data: json === 'null' ? null : {}, stringify: (result) => answerOf(json, result.errors) }
}

/** What a request reads is recorded before it is answered. Comes after `compiling`, so that it holds for both ways to execute. */
const witnessing = (store: Store): Plugin<Context> => ({
  onExecute({ executeFn, setExecuteFn, args: { contextValue: { commission, moment } } }) {
    setExecuteFn((args) => witnessed(store, { commission, at: moment.at }, () => executeFn(args) as Promise<ExecutionResult>))
  },
})

/** The limits of `limits.ts`, and in production no introspection. */
const limited = ({ production }: ApiSettings): Plugin => ({
  onParse({ setParseFn }) {
    setParseFn((source: string | Source, options) => {
      try {
        return parse(source, { ...options, maxTokens: limits.tokens })
      } catch (error) {
        throw error instanceof GraphQLError && /more that \d+ tokens|more than \d+ tokens/.test(error.message) ? failure('TOO_MANY_TOKENS', `查询文本最多 ${limits.tokens} 个词`) : error
      }
    })
  },
  onValidate({ addValidationRule }) {
    addValidationRule(limitsRule)
    if (production) addValidationRule(NoSchemaIntrospectionCustomRule)
  },
})

/** What somebody meant to be told goes through; anything else becomes a number to ask for. */
export function masked(error: unknown, numbered: (error: unknown) => string): GraphQLError {
  // What Yoga and graphql say of a request carries a code or a status of its own, whatever caused it.
  const meant = error instanceof GraphQLError && (error.extensions.code !== undefined || error.extensions.http !== undefined)
  const thrown = error instanceof GraphQLError && !meant ? (error.originalError ?? error) : error
  const where = error instanceof GraphQLError ? { nodes: error.nodes ?? null, source: error.source ?? null, positions: error.positions ?? null, path: error.path ?? null } : {}
  const told = thrown instanceof OutcomeUnknown ? failure('OUTCOME_UNKNOWN') : thrown instanceof NoSpace ? failure('NO_SPACE') : thrown instanceof BadText ? badInput(thrown.message) : thrown instanceof TooMany ? failure('TOO_MANY_TRIES', thrown.message)
    : thrown instanceof Unrecorded ? failure('NOT_RECORDED', `${thrown.message}，编号 ${numbered(thrown.cause)}`) : thrown
  if (!(told instanceof GraphQLError)) return new GraphQLError(`系统出错，编号 ${numbered(thrown)}`, { ...where, extensions: { code: 'INTERNAL_SERVER_ERROR' } })
  const { originalError: _parserText, ...extensions } = told.extensions
  // A request that cannot be read at all is a 400 whatever answer is accepted; Yoga would make it a 200 for application/json.
  const readable = extensions.code === 'BAD_REQUEST' ? { http: { ...extensions.http, spec: false } } : {}
  return new GraphQLError(told.message, { ...where, extensions: { code: 'BAD_USER_INPUT', ...extensions, ...readable } })
}
