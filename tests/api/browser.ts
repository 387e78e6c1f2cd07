/** People of the small city at their browsers: requests as a page sends them, to the API over a real store. */
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isEnumType, isInputObjectType, isListType, isNonNullType, type GraphQLArgument, type GraphQLInputType } from 'graphql'
import type { YogaServerInstance } from 'graphql-yoga'
import type { Context } from '../../src/api/builder.ts'
import { encodeId } from '../../src/api/id.ts'
import { schema } from '../../src/api/schema.ts'
import { yogaFor, type ApiSettings } from '../../src/api/yoga.ts'
import { keyFrom, newKeyText, type SealingKey } from '../../src/store/sealed.ts'
import type { Payload, StepName } from '../../src/review/steps/index.ts'
import { openDemoAccounts } from '../../src/store/sessions.ts'
import { signerOf } from '../../src/store/signing.ts'
import type { Store } from '../../src/store/store.ts'
import { commission, roster, today, who, type Who } from '../help/city.ts'
import { cityIn, editor } from '../store/city.ts'

const password = '一个足够长的演示密码'

/** Signs the receipts of these tests. */
export const signer = signerOf(generateKeyPairSync('ed25519').privateKey)

/** A key as the server reads one from its file. */
export const factorKey = keyFrom(newKeyText()) as SealingKey

/** The settings of the API in tests, with whatever a test wants otherwise. */
export const apiSettings = (changed: Partial<ApiSettings> = {}): ApiSettings => ({ commission, production: false, secureCookies: false, signer, passwordProfile: 'djbh3', factorKey, trustedProxies: [], files: null, ...changed })

/** What came back, loosely: the tests say what they expect of it. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Loose = any
export type Answer = { status: number; data: Loose; errors?: { message: string; path?: string[]; extensions: { code: string } }[] }
export type Ask = (query: string, variables?: Record<string, unknown>) => Promise<Answer>

/** A city with accounts for everybody, and its API. `at` is the day that it is. */
export type Served = { store: Store; yoga: YogaServerInstance<object, Context>; day: { on: string }; as: (name: Who) => Promise<Ask>; stranger: Ask; stop: () => Promise<void> }

export async function served(settings: Partial<ApiSettings> = {}): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'huapian-api-'))
  const store = await cityIn(join(folder, 'city.db'))
  await openDemoAccounts(store, editor, Object.keys(who).map((name) => ({ personId: name, login: name })), password)
  return {
    ...apiOver(store, { on: today }, password, settings),
    async stop() {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The API over a store whose accounts have this password, as people use it on a day. */
export function apiOver(store: Store, day: { on: string }, known: string, settings: Partial<ApiSettings> = {}) {
  const yoga = yogaFor(store, apiSettings(settings), { now: () => ({ on: day.on, at: `${day.on}T01:00:00.000Z` }) })
  const cookies = new Map<string, string>()
  return {
    store, yoga, day,
    stranger: asking(yoga, null),
    async as(name: string) {
      const before = cookies.get(`${name} ${day.on}`) // a session does not outlive the day
      if (before !== undefined) return asking(yoga, before)
      const response = await post(yoga, { query: 'mutation ($name: String!, $password: String!) { signIn(name: $name, password: $password) { __typename } }', variables: { name, password: known } }, null)
      const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
      if (cookie === undefined) throw new Error(await response.text())
      cookies.set(`${name} ${day.on}`, cookie)
      return asking(yoga, cookie)
    },
  }
}

/** One request of a page: JSON, from our own origin, with the cookie if there is one. */
export const post = async (yoga: Served['yoga'], body: unknown, cookie: string | null, headers: Record<string, string> = {}): Promise<Response> =>
  yoga.fetch('http://huapian.example/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', 'sec-fetch-site': 'same-origin', ...(cookie === null ? {} : { cookie }), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

const asking = (yoga: Served['yoga'], cookie: string | null): Ask => async (query, variables = {}) => {
  const response = await post(yoga, { query, variables }, cookie)
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) }
}

/** A case as a page keeps it between two steps. */
export type Seen = { id: string; number: string; version: number; stage: string }
const taken = '... on StepTaken { case { id number version stage } entry { step label on by { name } } } ... on StepRefused { refusals { code message field basis { text } } }'

/** The arguments of the mutation of a step that say the payload of the core. */
export function argumentsOf<Name extends StepName>(name: Name, c: Pick<Seen, 'id' | 'version'> | null, payload: Payload<Name>, more: { operationKey?: string; version?: number } = {}): { args: readonly GraphQLArgument[]; variables: Record<string, unknown> } {
  const field = schema.getMutationType()?.getFields()[name]
  if (!field) throw new Error(`no mutation ${name}`)
  const given: Record<string, unknown> = { ...(payload as object), ...(name === 'answerConsultation' ? { no: (payload as { id: number }).id } : {}), ...(c && { caseId: c.id, version: more.version ?? c.version }), operationKey: more.operationKey ?? randomUUID() }
  const args = field.args.filter((arg) => given[arg.name] !== undefined)
  return { args, variables: Object.fromEntries(args.map((arg) => [arg.name, asInput(arg.type, given[arg.name], arg.name)])) }
}

/** Takes a step with the payload of the core, written as the arguments of its mutation. */
export async function step<Name extends StepName>(ask: Ask, name: Name, c: Seen | null, payload: Payload<Name>, more: { operationKey?: string; version?: number } = {}): Promise<Loose> {
  const { args, variables } = argumentsOf(name, c, payload, more)
  const answer = await ask(`mutation (${args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ')}) { ${name}(${args.map((arg) => `${arg.name}: $${arg.name}`).join(', ')}) { ${taken} } }`, variables)
  if (answer.errors) throw new Error(JSON.stringify(answer.errors))
  return answer.data[name]
}

const ofPerson = ['members', 'attendees', 'reviewers', 'out', 'in', 'personId']

/** A value of the core as a page writes it: enums by name, people and bodies by global id. */
function asInput(type: GraphQLInputType, value: unknown, name: string): unknown {
  if (value === null || value === undefined) return null
  if (isNonNullType(type)) return asInput(type.ofType as GraphQLInputType, value, name)
  if (isListType(type)) return (value as unknown[]).map((one) => asInput(type.ofType as GraphQLInputType, one, name))
  if (isEnumType(type)) return type.serialize(value)
  if (typeof value === 'string' && type.name === 'ID') return ofPerson.includes(name) ? encodeId('Person', value) : name === 'bodyIds' ? encodeId('Body', value) : value
  if (!isInputObjectType(type)) return value
  if (typeof value === 'string') return roster.person(value) ? { personId: encodeId('Person', value) } : { name: value }
  const inside = value as Record<string, unknown>
  const named: Record<string, unknown> = { ...inside, ...(inside.band as object | undefined), subjectId: inside.subjectId ?? inside.id, factId: inside.factId ?? inside.id, participant: inside.personId }
  return Object.fromEntries(Object.entries(type.getFields()).map(([field, { type: of }]) => [field, asInput(of, named[field], field)]))
}
