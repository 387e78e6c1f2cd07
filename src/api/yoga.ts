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
import { useCSRFPrevention } from '@graphql-yoga/plugin-csrf-prevention'
import { GraphQLError, NoSchemaIntrospectionCustomRule, parse, type Source } from 'graphql'
import { createYoga, type Plugin, type YogaInitialContext, type YogaServerInstance } from 'graphql-yoga'
import type { Day } from '../review/day.ts'
import { BadText } from '../store/canonical.ts'
import { sessionOf } from '../store/sessions.ts'
import { momentOf } from '../store/settings.ts'
import { NoSpace, OutcomeUnknown, type Store } from '../store/store.ts'
import type { Context } from './builder.ts'
import { badInput, failure } from './errors.ts'
import { limits, limitsRule } from './limits.ts'
import { schema } from './schema.ts'

/** The settings that the API needs. In production the schema is not told to strangers. */
export type ApiSettings = { commission: string; production: boolean; secureCookies: boolean }

/** What comes from outside: the day in China and the instant, and a place to report a mishap to, which gives its number. */
export type Surroundings = { now: () => { on: Day; at: string }; numbered?: (error: unknown) => string }

export function yogaFor(store: Store, settings: ApiSettings, { now, numbered = () => randomBytes(2).toString('hex').toUpperCase() }: Surroundings): YogaServerInstance<object, Context> {
  const cookies = new WeakMap<Request, string>()
  return createYoga<object, Context>({
    schema,
    context: ({ request }) => contextOf(store, settings, now(), request, (cookie) => void cookies.set(request, cookie)),
    cors: false,
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
    logging: false,
    maxRequestBodySize: 1_000_000,
    maskedErrors: { maskError: (error) => masked(error, numbered) },
    plugins: [
      ownPagesOnly(),
      limited(settings),
      { onResponse: ({ request, response }) => { const cookie = cookies.get(request); if (cookie !== undefined) response.headers.append('set-cookie', cookie) } },
    ],
  })
}

/** What a resolver is given: who asks, and the rules of this moment. */
async function contextOf(store: Store, { commission, secureCookies }: ApiSettings, { on, at }: ReturnType<Surroundings['now']>, request: Request, setCookie: (cookie: string) => void): Promise<Context> {
  const name = secureCookies ? '__Host-huapian' : 'huapian'
  const cookie = (value: string, more = '') => `${name}=${value}; Path=/; HttpOnly; SameSite=Strict${secureCookies ? '; Secure' : ''}${more}`
  const token = request.headers.get('cookie')?.split('; ').find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) || null
  const session = token === null ? null : await sessionOf(store, token, { on, at })
  const context: Context = {
    store,
    commission,
    session: session?.commission === commission ? session : null,
    moment: await momentOf(store, commission, on, at),
    cookie: {
      token,
      set: (fresh) => { context.cookie.token = fresh; setCookie(cookie(fresh)) },
      clear: () => { context.cookie.token = null; setCookie(cookie('', '; Max-Age=0')) },
    },
    rowsLeft: limits.rows,
  }
  return context
}

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
      const foreign = site === null ? origin !== null && !(URL.canParse(origin) && new URL(origin).host === host) : site !== 'same-origin' && site !== 'none'
      if (foreign) throw new GraphQLError('请求来自别的网站，已拒绝', { extensions: { code: 'FOREIGN_ORIGIN', http: { status: 403 } } })
      try {
        return method === 'GET' ? undefined : refuseForms?.(payload)
      } catch {
        throw new GraphQLError('请用 application/json 提交', { extensions: { code: 'FOREIGN_ORIGIN', http: { status: 403 } } })
      }
    },
  }
}

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
function masked(error: unknown, numbered: (error: unknown) => string): GraphQLError {
  // What Yoga and graphql say of a request carries a code or a status of its own, whatever caused it.
  const meant = error instanceof GraphQLError && (error.extensions.code !== undefined || error.extensions.http !== undefined)
  const thrown = error instanceof GraphQLError && !meant ? (error.originalError ?? error) : error
  const where = error instanceof GraphQLError ? { nodes: error.nodes ?? null, source: error.source ?? null, positions: error.positions ?? null, path: error.path ?? null } : {}
  const told = thrown instanceof OutcomeUnknown ? failure('OUTCOME_UNKNOWN') : thrown instanceof NoSpace ? failure('NO_SPACE') : thrown instanceof BadText ? badInput(thrown.message) : thrown
  if (!(told instanceof GraphQLError)) return new GraphQLError(`系统出错，编号 ${numbered(thrown)}`, { ...where, extensions: { code: 'INTERNAL_SERVER_ERROR' } })
  const { originalError: _parserText, ...extensions } = told.extensions
  // A request that cannot be read at all is a 400 whatever answer is accepted; Yoga would make it a 200 for application/json.
  const readable = extensions.code === 'BAD_REQUEST' ? { http: { ...extensions.http, spec: false } } : {}
  return new GraphQLError(told.message, { ...where, extensions: { code: 'BAD_USER_INPUT', ...extensions, ...readable } })
}
