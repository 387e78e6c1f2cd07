import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { yogaFor } from '../../src/api/yoga.ts'
import { addHours } from '../../src/review/day.ts'
import { basis } from '../../src/review/law.ts'
import { firstPolicy, policyOn, type SignInPolicy } from '../../src/review/policy.ts'
import { links } from '../../src/store/audit.ts'
import { withoutFactor } from '../store/reset.ts'
import { savePolicy } from '../../src/store/settings.ts'
import { codeOf, stepAt } from '../../src/store/totp.ts'
import { commission, today, type Who } from '../help/city.ts'
import { subject } from '../help/offers.ts'
import { editor } from '../store/city.ts'
import { apiSettings, post, served, step, type Ask, type Served } from './browser.ts'
import { walk, type Walk } from './walk.ts'

let city: Served
let yoga: Served['yoga']
let one: Walk
/** What time it is. */
let at = `${today}T01:00:00.000Z`
beforeAll(async () => {
  city = await served()
  yoga = yogaFor(city.store, apiSettings(), { now: () => ({ on: today, at }) })
  one = walk(city, { subject, party: 'warning', admin: 'none', crime: false })
  await one.take('openCase', 'handler')
})
afterAll(async () => { await city.stop() })

const password = '一个足够长的演示密码'
const rules = (changed: Partial<SignInPolicy>) =>
  savePolicy(city.store, editor, [{ name: 'signIn', from: '2018-01-01', value: { ...policyOn(firstPolicy, today).signIn, secondFactor: [], ...changed }, basis: basis('R-601-signIn'), note: '' }])
const after = (minutes: number) => { at = addHours(`${today}T01:00:00.000Z`, minutes / 60) }

/** A page that keeps its cookie, whatever it becomes. */
function page(): Ask & { cookie: () => string | null } {
  let cookie: string | null = null
  const ask: Ask = async (query, variables = {}) => {
    const response = await post(yoga, { query, variables }, cookie)
    const set = response.headers.getSetCookie().at(-1)?.split(';')[0]
    if (set !== undefined) cookie = set
    return { status: response.status, ...((await response.json()) as Omit<Awaited<ReturnType<Ask>>, 'status'>) }
  }
  return Object.assign(ask, { cookie: () => cookie })
}
async function pageOf(name: Who) {
  const ask = page()
  await ask('mutation ($name: String!, $password: String!) { signIn(name: $name, password: $password) { __typename } }', { name, password })
  return ask
}

describe('a step that approves', () => {
  it('wants the identity confirmed lately, by signing in or by the password; a step that only asks does not', async () => {
    await rules({})
    after(0)
    const [head, handler] = [await pageOf('bodyHead'), await pageOf('handler')]
    after(11)
    const entries = (await links(city.store, commission, 0, 10_000)).filter((link) => link.kind === 'step').length
    await expect(step(head, 'transfer', one.seen(), {})).rejects.toThrow('CONFIRM_FIRST')
    expect((await links(city.store, commission, 0, 10_000)).filter((link) => link.kind === 'step')).toHaveLength(entries)
    expect(await step(handler, 'editDraft', one.seen(), { package: (await one.kept()).package })).toHaveProperty('case')

    const old = head.cookie()
    expect((await head('mutation { confirm(secret: "不对") { ... on SessionRefused { refusals { code field } } } }')).data.confirm).toEqual({ refusals: [{ code: 'WRONG_SECRET', field: 'secret' }] })
    expect((await head(`mutation { confirm(secret: "${password}") { ... on SessionOpened { me { confirmedUntil } } } }`)).data.confirm).toEqual({ me: { confirmedUntil: `${today}T01:21:00.000Z` } })
    expect(head.cookie()).not.toBe(old)
    const seen = { ...one.seen(), version: (await one.kept()).version }
    expect(await step(head, 'transfer', seen, {})).toMatchObject({ case: { stage: 'transferred' } })
  })

  it('is nobody else’s to confirm: the token of before opens nothing', async () => {
    after(12)
    const head = await pageOf('bodyHead')
    const stolen = head.cookie()
    await head(`mutation { confirm(secret: "${password}") { __typename } }`)
    expect(await (await post(yoga, { query: '{ me { expiresAt } }' }, stolen)).json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  })
})

describe('a post that wants a second factor', () => {
  it('lets nothing be done before one is bound, and then asks for it in a second step of signing in', async () => {
    after(20)
    await rules({ secondFactor: ['officeHead'] })
    expect((await (await pageOf('handler'))('{ figures { total } }')).data.figures).toEqual({ total: 1 })
    expect((await (await pageOf('officeHead'))('{ figures { total } }')).errors).toMatchObject([{ extensions: { code: 'FACTOR_FIRST' } }])

    const enrolCode = await withoutFactor(city.store, { ...editor, at }, 'officeHead')
    const head = await pageOf('officeHead')
    expect((await head('{ me { mustBindFactor hasFactor } }')).data.me).toEqual({ mustBindFactor: true, hasFactor: false })
    const offer = 'mutation ($password: String, $enrolCode: String) { offerFactor(password: $password, enrolCode: $enrolCode) { ... on FactorOffered { secret uri } ... on FactorRefused { refusals { code } } } }'
    expect((await head(offer, {})).data.offerFactor).toEqual({ refusals: [{ code: 'WRONG_PASSWORD_OR_CODE' }] })
    const { secret } = (await head(offer, { password, enrolCode })).data.offerFactor as { secret: string }
    const bytes = Buffer.from([...secret].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('').match(/.{8}/g)?.map((bits) => Number.parseInt(bits, 2)) ?? [])
    const code = () => codeOf(bytes, stepAt(at))
    expect((await head('mutation ($code: String!) { activateFactor(code: $code) { ... on SessionOpened { me { mustBindFactor hasFactor } } } }', { code: code() })).data.activateFactor).toEqual({ me: { mustBindFactor: false, hasFactor: true } })
    expect((await head('{ figures { total } }')).data.figures).toEqual({ total: 1 })

    after(21)
    const again = page()
    expect((await again('mutation ($password: String!) { signIn(name: "officeHead", password: $password) { __typename } }', { password })).data.signIn).toEqual({ __typename: 'CodeWanted' })
    for (const query of ['{ me { expiresAt } }', '{ figures { total } }', '{ people { totalCount } }', `mutation { confirm(secret: "${password}") { __typename } }`, `mutation { changePassword(current: "${password}", password: "Ein neuer Satz 7") { __typename } }`, 'mutation { offerFactor { __typename } }', 'mutation { endSession(id: "x") { __typename } }', `mutation { actAs(postId: "UG9zdDp4") { __typename } }`])
      expect((await again(query)).errors, query).toMatchObject([{ extensions: { code: 'CODE_FIRST' } }])
    expect((await again('mutation { giveCode(code: "abc") { ... on SessionRefused { refusals { code field } } } }')).data.giveCode).toEqual({ refusals: [{ code: 'WRONG_CODE', field: 'code' }] })
    expect((await again('mutation ($code: String!) { giveCode(code: $code) { ... on SessionOpened { me { acting { role } } } } }', { code: code() })).data.giveCode).toEqual({ me: { acting: { role: 'officeHead' } } })
    expect((await again('{ figures { total } }')).data.figures).toEqual({ total: 1 })

    after(22)
    const leaving = page()
    await leaving('mutation ($password: String!) { signIn(name: "officeHead", password: $password) { __typename } }', { password })
    expect((await leaving('mutation { signOut { at } }')).data.signOut).toEqual({ at })
  })
})

describe('the places where somebody is signed in', () => {
  it('are listed to them, and ended by them from elsewhere, at the next request', async () => {
    after(30)
    await rules({})
    const [here, there, stranger] = [await pageOf('archivist'), await pageOf('archivist'), await pageOf('caseManager')]
    const list = async (ask: Ask) => (await ask('{ me { sessions { id by current source idleUntil } } }')).data.me.sessions as { id: string; current: boolean }[]
    expect(await list(here)).toMatchObject([{ by: 'password', source: null }, { by: 'password' }])
    const other = (await list(here)).find((place) => !place.current)?.id
    const end = (ask: Ask, id: string | undefined) => ask('mutation ($id: ID!) { endSession(id: $id) { __typename ... on SessionRefused { refusals { code } } } }', { id })
    expect((await end(stranger, other)).data.endSession).toMatchObject({ refusals: [{ code: 'NO_SUCH_SESSION' }] })
    expect((await end(there, other)).data.endSession).toMatchObject({ refusals: [{ code: 'THIS_SESSION' }] })
    expect((await end(here, other)).data.endSession).toEqual({ __typename: 'SessionOpened' })
    expect((await there('{ me { expiresAt } }')).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
    expect(await list(here)).toHaveLength(1)
  })
})

describe('a signature', () => {
  it('wants the identity confirmed lately', async () => {
    after(40)
    const head = await pageOf('bodyHead')
    const { id, papers } = (await head('query ($id: ID!) { case(id: $id) { id papers { key hash } } }', { id: one.seen().id })).data.case as { id: string; papers: { key: string; hash: string }[] }
    const hash = papers.find(({ key }) => key === 'W01')?.hash ?? expect.fail('no paper')
    const sign = () => head('mutation ($id: ID!, $key: String!, $hash: String!) { signPaper(caseId: $id, operationKey: $key, key: "W01", hash: $hash, kind: signature) { __typename } }', { id, key: 'sign-by-step-up', hash })
    after(51)
    expect((await sign()).errors).toMatchObject([{ extensions: { code: 'CONFIRM_FIRST' } }])
    await head(`mutation { confirm(secret: "${password}") { __typename } }`)
    expect((await sign()).data.signPaper).toEqual({ __typename: 'PaperSigned' })
  })
})
