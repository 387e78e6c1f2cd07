import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schema } from '../../src/api/schema.ts'
import { commission } from '../help/city.ts'
import { appoint, editor } from '../store/city.ts'
import { issueCode } from '../../src/store/sessions.ts'
import { isEnumType, isInputObjectType, isListType, isNonNullType, isObjectType, type GraphQLInputType } from 'graphql'
import { post, served, type Served } from './browser.ts'

let city: Served
beforeAll(async () => { city = await served() })
afterAll(async () => { await city.stop() })

const signIn = 'mutation ($name: String!, $password: String!) { signIn(name: $name, password: $password) { __typename ... on SessionRefused { refusals { code } } ... on SessionOpened { me { person { name } acting { role } mustChangePassword posts { id role } } } } }'

const cookieIn = (response: Response): string => response.headers.getSetCookie().at(-1)?.split(';')[0] ?? ''

/** The simplest value of an input type, written as a literal. */
function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType as GraphQLInputType)
  if (isListType(type)) return '[]'
  if (isEnumType(type)) return type.getValues()[0]?.name ?? ''
  if (isInputObjectType(type)) return type.isOneOf ? '{ name: "甲" }' : `{ ${Object.values(type.getFields()).filter((field) => isNonNullType(field.type)).map((field) => `${field.name}: ${literal(field.type)}`).join(', ')} }`
  return { Int: '1', Boolean: 'true', Day: '"2026-03-02"' }[type.name] ?? '"12345678"'
}

const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) => Object.values(type?.getFields() ?? {}).map((field) => {
  const args = field.args.filter((arg) => isNonNullType(arg.type)).map((arg) => `${arg.name}: ${literal(arg.type)}`)
  const answered = isNonNullType(field.type) ? field.type.ofType : field.type
  const leaf = isListType(answered) || isObjectType(answered) || 'getTypes' in answered || 'getFields' in answered ? ' { __typename }' : ''
  return { name: field.name, document: `${type === schema.getQueryType() ? 'query' : 'mutation'} { ${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${leaf} }` }
}))

describe('a stranger', () => {
  it.each(roots.filter(({ name }) => name !== 'signIn'))('is told to sign in by $name', async ({ document }) => {
    const { data, errors } = await city.stranger(document)
    expect(errors).toMatchObject([{ message: '请先登录', extensions: { code: 'UNAUTHENTICATED' } }])
    expect(data ?? null).toSatisfy((given) => given === null || Object.values(given as object).every((value) => value === null))
  })

  it('is told the same for a wrong password and a name that does not exist', async () => {
    const [wrong, unknown] = [await city.stranger(signIn, { name: 'handler', password: '不对' }), await city.stranger(signIn, { name: '没有这个人', password: '不对' })]
    expect(wrong).toEqual(unknown)
    expect(wrong.data.signIn).toEqual({ __typename: 'SessionRefused', refusals: [{ code: 'WRONG_NAME_OR_PASSWORD' }] })
  })

  it('gets nothing by a cookie that nobody gave', async () => {
    const response = await post(city.yoga, { query: '{ me { expiresAt } }' }, 'huapian=invented')
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  })
})

describe('signing in', () => {
  it('sets a cookie that scripts and other sites do not get, and signing out ends the session', async () => {
    const response = await post(city.yoga, { query: signIn, variables: { name: 'HANDLER', password: '一个足够长的演示密码' } }, null)
    expect(await response.json()).toMatchObject({ data: { signIn: { me: { person: { name: 'handler' }, acting: { role: 'handler' }, mustChangePassword: false } } } })
    const [set = ''] = response.headers.getSetCookie()
    expect(set).toMatch(/^huapian=[\w-]{40,}; Path=\/; HttpOnly; SameSite=Strict$/)
    const cookie = set.split(';')[0] ?? ''
    const out = await post(city.yoga, { query: 'mutation { signOut { at } }' }, cookie)
    expect(out.headers.getSetCookie()[0]).toMatch(/^huapian=; .*Max-Age=0/)
    expect(await (await post(city.yoga, { query: '{ me { expiresAt } }' }, cookie)).json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  })

  it('with a one-time code lets nothing be done before a password is set', async () => {
    const issued = await issueCode(city.store, editor, 'commissionHead', 'commissionhead')
    if ('refusals' in issued) throw new Error('refused')
    const response = await post(city.yoga, { query: signIn, variables: { name: 'commissionHead', password: issued.code } }, null)
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    expect(await response.json()).toMatchObject({ data: { signIn: { me: { mustChangePassword: true } } } })
    const ask = async (query: string) => (await post(city.yoga, { query }, cookie)).json()
    expect(await ask('{ figures { total } }')).toMatchObject({ errors: [{ extensions: { code: 'MUST_CHANGE_PASSWORD' } }] })
    expect(await ask('mutation { changePassword(password: "太短") { ... on SessionRefused { refusals { code field } } } }')).toMatchObject({ data: { changePassword: { refusals: [{ code: 'PASSWORD_SHORT', field: 'password' }, { code: 'PASSWORD_PLAIN' }, { code: 'PASSWORD_COMMON' }] } } })
    const changed = await post(city.yoga, { query: 'mutation { changePassword(password: "Ein neuer Satz 7") { ... on SessionOpened { me { mustChangePassword } } } }' }, cookie)
    expect(await changed.json()).toMatchObject({ data: { changePassword: { me: { mustChangePassword: false } } } })
    expect(await ask('{ figures { total } }')).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }) // the old token is void
    expect(await (await post(city.yoga, { query: '{ figures { total } }' }, cookieIn(changed))).json()).toMatchObject({ data: { figures: { total: 0 } } })
  })

  it('lets somebody with two posts choose, and change', async () => {
    await appoint(city.store, editor, 'spareReviewer', { role: 'handler', bodyId: 'P08', zoneId: null, from: '2020-01-01', until: null })
    const response = await post(city.yoga, { query: signIn, variables: { name: 'spareReviewer', password: '一个足够长的演示密码' } }, null)
    let cookie = cookieIn(response)
    const { data } = (await response.json()) as { data: { signIn: { me: { acting: null; posts: { id: string; role: string }[] } } } }
    expect(data.signIn.me).toMatchObject({ acting: null, posts: [{ role: 'reviewer' }, { role: 'handler' }] })
    const ask = async (query: string) => (await post(city.yoga, { query }, cookie)).json()
    expect(await ask('{ work { toAct { totalCount } } }')).toMatchObject({ errors: [{ extensions: { code: 'NO_POST' } }] })
    const [reviewing, handling] = data.signIn.me.posts
    const actAs = async (id: string | undefined, secret: string | null) => {
      const answer = await post(city.yoga, { query: 'mutation ($id: ID!, $secret: String) { actAs(postId: $id, secret: $secret) { ... on SessionOpened { me { acting { role } } } ... on SessionRefused { refusals { code field } } } }', variables: { id, secret } }, cookie)
      cookie = cookieIn(answer) || cookie
      return ((await answer.json()) as { data: { actAs: unknown } }).data.actAs
    }
    expect(await actAs(reviewing?.id, null)).toEqual({ me: { acting: { role: 'reviewer' } } })
    expect(await actAs(handling?.id, null)).toEqual({ refusals: [{ code: 'SECRET_WANTED', field: 'secret' }] })
    expect(await actAs(handling?.id, '不对')).toEqual({ refusals: [{ code: 'WRONG_SECRET', field: 'secret' }] })
    expect(await actAs(handling?.id, '一个足够长的演示密码')).toEqual({ me: { acting: { role: 'handler' } } })
    expect(await ask('{ me { acting { role body { code } } } }')).toEqual({ data: { me: { acting: { role: 'handler', body: { code: 'P08' } } } } })
    expect(commission).toBe('xm')
  })
})

describe('requests of other pages', () => {
  const query = JSON.stringify({ query: '{ __typename }' })
  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another origin of ours', { 'sec-fetch-site': 'same-site' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['plain text', { 'content-type': 'text/plain' }],
  ])('are refused: %s', async (_name, headers) => {
    const response = await post(city.yoga, query, null, headers)
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'FOREIGN_ORIGIN' } }] })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('cannot change anything by GET', async () => {
    const response = await city.yoga.fetch(`http://huapian.example/graphql?query=${encodeURIComponent('mutation { signOut { at } }')}`)
    expect(response.status).toBe(405)
  })
})
