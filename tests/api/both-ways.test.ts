import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getNamedType, isAbstractType, isEnumType, isLeafType, isNonNullType, isObjectType, isScalarType, parse, type GraphQLNamedType } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { quickFor } from '../../src/api/known.ts'
import { compiled } from '../../src/api/compiled.ts'
import { schema } from '../../src/api/schema.ts'
import { yogaFor } from '../../src/api/yoga.ts'
import type { Who } from '../help/city.ts'
import { subject } from '../help/offers.ts'
import { apiSettings, post, served, type Served } from './browser.ts'
import { walk, type Walk } from './walk.ts'

let city: Served
let server: Server
let seen: ReturnType<Walk['seen']>
const cookies = new Map<Who | null, string | null>([[null, null]])
const settings = apiSettings()
const surroundings = { now: () => ({ on: city.day.on, at: `${city.day.on}T01:00:00.000Z` }), numbered: () => 'XXXX' }

beforeAll(async () => {
  city = await served()
  const one = walk(city, { subject, party: 'warning', admin: 'none', crime: false })
  const steps: [Parameters<Walk['take']>[0], Who, number?][] = [
    ['openCase', 'handler'], ['transfer', 'bodyHead'], ['accept', 'groupLeader'], ['formPanel', 'groupLeader'], ['signUndertaking', 'lead'], ['signUndertaking', 'reviewer'],
    ['requestInterview', 'lead', 1], ['approveInterview', 'leaderInCharge'], ['conclude', 'lead', 0], ['deliberate', 'groupLeader', 0], ['proposeReturn', 'groupLeader'], ['approveReturn', 'officeHead'],
  ]
  for (const [step, by, n] of steps) await one.take(step, by, n)
  seen = one.seen()
  const quick = quickFor(city.store, settings, surroundings, city.yoga)
  server = createServer((req, res) => { if (!quick(req, res)) res.writeHead(500).end('not quick') })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  for (const name of ['officeHead', 'handler', 'otherHandler'] as Who[]) {
    const response = await post(city.yoga, { query: 'mutation ($name: String!, $password: String!) { signIn(name: $name, password: $password) { __typename } }', variables: { name, password: '一个足够长的演示密码' } }, null)
    cookies.set(name, response.headers.getSetCookie()[0]?.split(';')[0] ?? null)
  }
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await city.stop()
})

type Said = { status: number; body: unknown; type: string | null }
const said = async (response: Response): Promise<Said> => ({ status: response.status, body: await response.json(), type: response.headers.get('content-type') })
const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`

/** The answer of the short way once the text is known, and that of a Yoga which has not seen it yet: the ordinary executor. */
async function bothWays(body: unknown, name: Who | null): Promise<[Said, Said]> {
  const cookie = cookies.get(name)
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...(cookie ? { cookie } : {}) }
  for (let n = 0; n < 3; n++) await fetch(url(), { method: 'POST', headers, body: JSON.stringify(body) })
  return [await said(await fetch(url(), { method: 'POST', headers, body: JSON.stringify(body) })), await said(await post(yogaFor(city.store, settings, surroundings), body, cookie ?? null, { accept: 'application/json' }))]
}

/** All that can be selected of a type without arguments, a few levels down. */
function selection(type: GraphQLNamedType, depth: number): string {
  if (isAbstractType(type)) return `{ __typename ${schema.getPossibleTypes(type).map((one) => `... on ${one.name} ${selection(one, depth)}`).join(' ')} }`
  if (!isObjectType(type)) return ''
  const fields = Object.values(type.getFields()).filter((field) => field.args.every((arg) => !isNonNullType(arg.type))).flatMap((field) => {
    const named = getNamedType(field.type)
    return isLeafType(named) ? [field.name] : depth > 1 ? [`${field.name} ${selection(named, depth - 1)}`] : []
  })
  return `{ __typename ${fields.join(' ')} }`
}

const fieldsOf = (name: string) => {
  const type = schema.getType(name)
  return isObjectType(type) ? Object.values(type.getFields()) : []
}

describe('a text that comes again is answered as Yoga answers it:', () => {
  it.each(fieldsOf('Case').map((field) => field.name))('case { %s } with all below it', async (name) => {
    const type = getNamedType(fieldsOf('Case').find((one) => one.name === name)?.type)
    const query = `query C($id: ID!) { case(id: $id) { ${name} ${type && !isScalarType(type) && !isEnumType(type) ? selection(type, 3) : ''} } }`
    expect(compiled(schema, parse(query))).not.toBeNull()
    const [quick, yoga] = await bothWays({ query, variables: { id: seen.id } }, 'officeHead')
    expect(quick).toEqual(yoga)
    expect(quick.body).toMatchObject({ data: { case: {} } })
  })

  it.each([
    ['a list', '{ cases(first: 2, sort: { by: dueOn }) { edges { cursor node { id zone { name } body { name } light workingDaysLeft lastBy { name } } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }'],
    ['work', '{ work { toAct { totalCount edges { node { number } } } asked { totalCount } waiting { totalCount } done { totalCount } } }'],
    ['figures', `{ figures ${selection(schema.getType('Figures')!, 3)} }`], // the type is there
    ['who is signed in', `{ me ${selection(schema.getType('Me')!, 3)} }`],
    ['people and bodies', '{ zones { name bodies { code } } bodies(first: 2) { totalCount edges { cursor node { name } } } people(first: 3) { edges { node { name posts { role } } } } }'],
    ['fragments and aliases', 'query { a: zones { ...Z } b: zones { ... on Zone { n: name } ordinal } } fragment Z on Zone { id name }'],
    ['interfaces', '{ figures { ... on FigureSummary { total } zones { ... on FigureSummary { open } zone { name } } } }'],
    ['a directive', 'query ($with: Boolean = false) { zones { name ordinal @include(if: $with) } }'],
    ['a key selected twice', '{ zones { bodies { code } bodies { name } } }'],
    ['a node', `query { node(id: "Q2FzZTp4") { __typename id } }`],
    ['introspection', '{ __schema { queryType { name } } __typename }'],
    ['a bad id', '{ case(id: "nonsense") { id } }'],
    ['a bad cursor beside something good', '{ zones { name } cases(after: "nonsense") { totalCount } }'],
    ['too large a page', '{ cases(first: 500) { totalCount } }'],
    ['a text that is wrong', '{ cases { nothing } }'],
    ['a text that cannot be read', '{ cases { '],
    ['two operations and no name', 'query A { zones { name } } query B { zones { ordinal } }'],
    ['what is too deep', `{ zones ${'{ bodies { zone '.repeat(7)}{ name }${' } }'.repeat(7)} }`],
    ['nothing', ''],
  ])('%s', async (_name, query) => {
    for (const name of ['officeHead', 'handler', 'otherHandler', null] as (Who | null)[]) {
      const [quick, yoga] = await bothWays({ query }, name)
      expect(quick).toEqual(yoga)
    }
  })

  it.each([
    ['a variable that is missing', {}],
    ['a variable of another kind', { id: { a: 1 } }],
    ['a variable that is null', { id: null }],
    ['variables that nobody asked for', { id: 'Q2FzZTp4', more: 1 }],
    ['variables that are no object', [1]],
  ])('%s', async (_name, variables) => {
    const [quick, yoga] = await bothWays({ query: 'query ($id: ID!) { case(id: $id) { id } }', variables }, 'officeHead')
    expect(quick).toEqual(yoga)
  })

  it('a name of the operation', async () => {
    for (const operationName of ['A', 'B', 'C', '', null]) {
      const [quick, yoga] = await bothWays({ query: 'query A { zones { name } } query B { zones { ordinal } }', operationName }, 'handler')
      expect(quick).toEqual(yoga)
    }
  })

  it('a step that is refused, and one under an operation key that was used', async () => {
    const query = 'mutation ($id: ID!, $version: Int!, $key: String!) { accept(caseId: $id, version: $version, operationKey: $key) { __typename ... on StepTaken { case { number } } ... on StepRefused { refusals { code message field basis { text } } } } }'
    for (const variables of [{ id: seen.id, version: seen.version, key: 'both-ways-1' }, { id: seen.id, version: 1, key: 'both-ways-2' }, { id: seen.id, version: 1, key: 'x' }, { id: 'Q2FzZTp4', version: 1, key: 'both-ways-3' }]) {
      const [quick, yoga] = await bothWays({ query, variables }, 'officeHead')
      expect(quick).toEqual(yoga)
    }
  })
})

describe('the short way', () => {
  it('leaves to Yoga what comes from the page of another, or is no plain JSON', async () => {
    const ask = (headers: Record<string, string>) => fetch(url(), { method: 'POST', headers, body: '{"query":"{ __typename }"}' }).then((response) => response.text())
    expect(await ask({ 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' })).toContain('FOREIGN_ORIGIN')
    expect(await ask({ 'content-type': 'application/json', origin: 'http://evil.example' })).toContain('FOREIGN_ORIGIN')
    expect(await ask({ 'content-type': 'text/plain' })).toContain('FOREIGN_ORIGIN')
    expect(await ask({ 'content-type': 'application/json', accept: 'text/event-stream' })).toContain('event: next')
  })

  it('reads no further than is allowed, whether a length was said or not', async () => {
    const much = JSON.stringify({ query: `{ __typename }${' '.repeat(1_100_000)}` })
    const pieces = () => new ReadableStream({ start(controller) { for (let n = 0; n < much.length; n += 100_000) controller.enqueue(new TextEncoder().encode(much.slice(n, n + 100_000))); controller.close() } })
    for (const body of [much, pieces()]) {
      const response = await fetch(url(), { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' } as RequestInit)
      expect([response.status, await response.text()]).toEqual([413, expect.stringContaining('REQUEST_ENTITY_TOO_LARGE')])
    }
    const little = new ReadableStream({ start(controller) { controller.enqueue(new TextEncoder().encode('{"query":"{ __typename }"}')); controller.close() } })
    expect(await (await fetch(url(), { method: 'POST', headers: { 'content-type': 'application/json' }, body: little, duplex: 'half' } as RequestInit)).json()).toEqual({ data: { __typename: 'Query' } })
  })

  it('sets and clears the cookie of a session', async () => {
    const query = 'mutation ($password: String!) { signIn(name: "handler", password: $password) { __typename } }'
    for (let n = 0; n < 5; n++) {
      const response = await fetch(url(), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query, variables: { password: '一个足够长的演示密码' } }) })
      expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(/^huapian=.+; Path=\/; HttpOnly; SameSite=Strict$/)])
    }
  })
})
