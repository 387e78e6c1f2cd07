import { parse, validate } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schema } from '../../src/api/schema.ts'
import { documentIdOf, operationsOf, trustedIn } from '../../src/api/trusted.ts'
import { rulesOf } from '../../src/api/yoga.ts'
import { post, served, type Served } from './browser.ts'

const production = { production: true }
const own = '{ me { person { name } } }'
const textOf = (field: string): string => operationsOf(schema).find((text) => new RegExp(`^(query|mutation) ${field}\\b`).test(text)) ?? ''

let city: Served
beforeAll(async () => { city = await served({ ...production, trustedOperations: [own] }) })
afterAll(async () => { await city.stop() })

const ask = async (body: object, cookie: string | null = null, accept = 'application/graphql-response+json') => {
  const response = await post(city.yoga, body, cookie, { accept })
  return { status: response.status, cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? null, body: (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] } }
}

describe('the trusted operations of this build', () => {
  it('are one for each field of the root, and fit the schema and its limits', () => {
    const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((root) => Object.keys(root?.getFields() ?? {}))
    expect(operationsOf(schema).map((text) => /^\w+ (\w+)/.exec(text)?.[1])).toEqual(fields)
    for (const text of operationsOf(schema)) expect(validate(schema, parse(text), rulesOf(production)), text.slice(0, 60)).toEqual([])
  }, 30_000)

  it('are known by the hash of their text', () => {
    expect(documentIdOf('{ me { posts { role } } }')).toMatch(/^[0-9a-f]{64}$/)
    const trusted = trustedIn(schema, rulesOf(production), [own])
    expect(trusted(documentIdOf(textOf('case')))).toBe(textOf('case'))
    expect(trusted(documentIdOf(own))).toBe(own)
    expect(trusted(documentIdOf('{ me { posts { role } } }'))).toBeNull()
  })

  it.each([
    ['no GraphQL', '{ me {', /^第1个可信操作有误：Syntax Error/],
    ['what the schema has not', '{ nothing }', /^第1个可信操作有误：Cannot query field/],
    ['what costs too much', '{ cases(first: 100) { edges { node { zone { bodies { zone { bodies { name stationedIn } } } } } } } }', /查询估算的代价/],
    ['two operations', 'query A { me { mustChangePassword } } query B { me { mustChangePassword } }', /应当恰好有一个查询或者办理/],
  ])('take no %s beside them', (_name, text, message) => {
    expect(() => trustedIn(schema, rulesOf(production), [text])).toThrow(message)
  })
})

describe('a production installation', () => {
  it.each([
    ['free text', { query: own }, 'ONLY_TRUSTED'],
    ['a mutation as free text', { query: 'mutation { signOut { at } }' }, 'ONLY_TRUSTED'],
    ['nothing', {}, 'ONLY_TRUSTED'],
    ['an operation it does not know', { documentId: documentIdOf('{ me { expiresAt } }') }, 'NOT_TRUSTED'],
    ['an id with a text beside it', { documentId: documentIdOf(own), query: own }, 'NOT_TRUSTED'],
    ['an id that is none', { documentId: 7 }, 'NOT_TRUSTED'],
    ['a name of an object', { documentId: '__proto__' }, 'NOT_TRUSTED'],
  ])('refuses %s, whatever form the answer has (C04)', async (_name, body, code) => {
    for (const accept of ['application/graphql-response+json', 'application/json'])
      expect(await ask(body, null, accept)).toMatchObject({ status: 400, body: { errors: [{ extensions: { code } }] } })
  })

  it('takes an operation of the build, and one that the office has added', async () => {
    const opened = await ask({ documentId: documentIdOf(textOf('signIn')), variables: { name: 'officeHead', password: '一个足够长的演示密码' } })
    expect(opened).toMatchObject({ status: 200, body: { data: { signIn: { __typename: 'SessionOpened', me: { person: { name: 'officeHead' } } } } } })
    expect(await ask({ documentId: documentIdOf(own) }, opened.cookie)).toMatchObject({ status: 200, body: { data: { me: { person: { name: 'officeHead' } } } } })
    expect(await ask({ documentId: documentIdOf(textOf('cases')), variables: { first: 5 } }, opened.cookie)).toMatchObject({ body: { data: { cases: { totalCount: 0, edges: [] } } } })
  })
})

describe('while developing', () => {
  it('both are taken, and give the same', async () => {
    const free = await served()
    const answers = await Promise.all([{ query: own }, { documentId: documentIdOf(textOf('zones')) }, { query: textOf('zones') }].map(async (body) => (await post(free.yoga, body, null)).json()))
    expect(answers[0]).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
    expect(answers[1]).toEqual(answers[2])
    await free.stop()
  })
})
