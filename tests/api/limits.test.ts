import { getNamedType, isObjectType, type GraphQLObjectType } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorCodes } from '../../src/api/errors.ts'
import { limits } from '../../src/api/limits.ts'
import { schema } from '../../src/api/schema.ts'
import { trustedIn } from '../../src/api/trusted.ts'
import { rulesOf } from '../../src/api/yoga.ts'
import { who } from '../help/city.ts'
import { reported } from '../store/city.ts'
import { encodeId } from '../../src/api/id.ts'
import { served, type Ask, type Served } from './browser.ts'

let city: Served
let ask: Ask
beforeAll(async () => { city = await served(); ask = await city.as('officeHead') })
afterAll(async () => { await city.stop() })

const page = 'edges { node { id zone { bodies { zone { bodies { zone { bodies { name } } } } } } } }'

describe('a request is refused that', () => {
  it.each([
    ['is too long', `{ ${'__typename '.repeat(limits.tokens)} }`, 'TOO_MANY_TOKENS'],
    ['has too many aliases', `{ ${Array.from({ length: 101 }, (_, n) => `a${n}: __typename`).join(' ')} }`, 'TOO_MANY_ALIASES'],
    ['is too broad', `{ ${'__typename '.repeat(limits.breadth + 1)} }`, 'TOO_BROAD'],
    ['is too deep', `{ zones { ${'bodies { zone { '.repeat(6)} name ${'} } '.repeat(6)} } }`, 'TOO_DEEP'],
    ['costs too much', `{ cases(first: 100) { ${page} } }`, 'TOO_COSTLY'],
    ['costs too much, the number hidden in a variable', `query ($n: Int) { cases(first: $n) { ${page} } }`, 'TOO_COSTLY'],
    ['costs too much, in fragments', `{ cases(first: 100) { ...P } } fragment P on CaseConnection { ${page} }`, 'TOO_COSTLY'],
    ['hides behind an alias', `{ __schema: cases(first: 100) { ${page} } }`, 'TOO_COSTLY'],
    ['hides behind the name of a fragment', `{ ...__schema } fragment __schema on Query { zones { ${'bodies { zone { '.repeat(6)} name ${'} } '.repeat(6)} } }`, 'TOO_DEEP'],
    ['goes in circles', '{ zones { ...A } } fragment A on Zone { bodies { zone { ...A } } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['is no GraphQL', '{ zones { name }', 'GRAPHQL_PARSE_FAILED'],
    ['asks for what there is not', '{ zones { secret } }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s', async (_name, query, code) => {
    const before = process.cpuUsage()
    const answer = await ask(query)
    expect(answer.status).toBe(400)
    expect(answer.errors?.map((error) => error.extensions.code)).toContain(code)
    expect(answer.data).toBeUndefined()
    const { user, system } = process.cpuUsage(before) // of ours, however busy the machine is
    expect((user + system) / 1000).toBeLessThan(500)
    for (const error of answer.errors ?? []) expect(Object.keys(errorCodes)).toContain(error.extensions.code)
  })

  it.each([[101], [0], [-1], [1_000_000]])('asks for a page of %i, also in a variable', async (n) => {
    for (const list of ['cases', 'people', 'bodies'])
      expect((await ask(`query ($n: Int) { ${list}(first: $n) { totalCount } }`, { n })).errors, list).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
    expect((await ask('query ($n: Int) { work { toAct(last: $n) { totalCount } } }', { n })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })

  it.each([
    ['an id that is none', 'query { case(id: "x") { id } }'],
    ['the id of something else', `query { case(id: "${Buffer.from('Person:lead').toString('base64url')}") { id } }`],
    ['the id of what has no page', `query { node(id: "${Buffer.from('Post:1').toString('base64url')}") { id } }`],
    ['both ends of a list', 'query { cases(first: 1, last: 1) { totalCount } }'],
  ])('names %s', async (_name, query) => {
    expect((await ask(query)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })

  it.each([['NUL', 'a\0b'], ['half a character', '\ud83d'], ['the words of a search engine', '" OR NEAR * (林'], ['SQL', "' or 1=1 --"], ['nothing', '   ']])('holds %s is no mishap', async (_name, text) => {
    for (const query of ['query ($text: String!) { cases(filter: { text: $text }) { totalCount } }', 'query ($text: String!) { caseByNumber(number: $text) { id } }', 'mutation ($text: String!) { signIn(name: $text, password: $text) { __typename } }', 'query ($text: ID!) { node(id: $text) { id } }'])
      expect((await ask(query, { text })).errors?.map((error) => error.extensions.code) ?? [], query).not.toContain('INTERNAL_SERVER_ERROR')
  })

  it('gives variables that do not fit', async () => {
    expect((await ask('query ($id: ID!) { case(id: $id) { id } }', {})).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
    expect((await ask('query ($id: ID!) { case(id: $id) { id } }', { id: { a: 1 } })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })
})

/** Every field there is below a type; of people, bodies and zones the name. */
function everything(type: GraphQLObjectType): string {
  if (['Person', 'Body', 'Zone'].includes(type.name)) return '{ id name }'
  return `{ ${Object.values(type.getFields()).map((field) => {
    const below = getNamedType(field.type)
    return isObjectType(below) ? `${field.name} ${everything(below)}` : field.name
  }).join(' ')} }`
}

describe('a request is answered that', () => {
  it('asks for everything there is about a case', async () => {
    const { case: c } = await reported(city.store)
    const answer = await ask(`query ($id: ID!) { case(id: $id) ${everything(schema.getType('Case') as GraphQLObjectType)} }`, { id: encodeId('Case', c.id) })
    expect(answer.errors).toBeUndefined()
    expect(answer.data.case).toMatchObject({ stage: 'proposing', report: { approvedBy: { name: who.officeHead.personId } }, reviewClock: { state: 'closed', endedBy: 'report' }, returns: [{ kind: 'supplement' }] })
  })

  it('asks for a full page of cases, its length in a variable', async () => {
    const fields = everything(schema.getType('CaseSummary') as GraphQLObjectType)
    const answer = await ask(`query ($n: Int) { cases(first: $n) { totalCount edges { cursor node ${fields} } pageInfo { endCursor } } }`, { n: 100 })
    expect(answer).toMatchObject({ status: 200, data: { cases: { totalCount: 1, edges: [{ node: { stage: 'proposing', dueOn: null, clockState: 'closed', light: null } }] } } })
  })
})

describe('what is wrong inside', () => {
  it('comes out as a number, without a word of it', async () => {
    const broken = await served()
    const asks = await broken.as('officeHead')
    await broken.store.close()
    const answer = await asks('{ figures { total } }')
    expect(answer.errors?.[0]).toMatchObject({ message: expect.stringMatching(/^系统出错，编号 [0-9A-F]{4}$/), extensions: { code: 'INTERNAL_SERVER_ERROR' } })
    expect(JSON.stringify(answer)).not.toMatch(/select|sqlite|database/i)
    await broken.stop()
  })
})

describe('introspection', () => {
  const query = '{ __type(name: "Case") { name } }'
  it('is open while developing, shut in production, where an office cannot let it in either', async () => {
    expect((await ask(query)).data).toEqual({ __type: { name: 'Case' } })
    const production = await served({ production: true })
    expect(await production.stranger(query)).toMatchObject({ status: 400, errors: [{ extensions: { code: 'ONLY_TRUSTED' } }] })
    await production.stop()
    for (const text of [query, '{ __schema { types { name } } }', '{ ...__schema } fragment __schema on Query { __schema { types { name } } }'])
      expect(() => trustedIn(schema, rulesOf({ production: true }), [text])).toThrow('第1个可信操作有误')
  })
})
