/** An empty installation set up by nothing but the API: from the three codes of the first start to the first case. */
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { encodeId } from '../../src/api/id.ts'
import { yogaFor } from '../../src/api/yoga.ts'
import { firstRun } from '../../src/store/first-run.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { codeOf, stepAt } from '../../src/store/totp.ts'
import { verify } from '../../src/store/verify.ts'
import { commission, today } from '../help/city.ts'
import { packageOf } from '../help/offers.ts'
import { world } from '../store/city.ts'
import { engines } from '../store/engines.ts'
import { apiSettings, post, step, type Answer, type Ask, type Loose, type Served } from './browser.ts'

const now = { on: today, at: `${today}T01:00:00.000Z` }
/** The bytes of a secret as it is typed into an app. */
const bytesOf = (base32: string) => Buffer.from([...base32].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('').match(/.{8}/g)?.map((bits) => Number.parseInt(bits, 2)) ?? [])

const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]?.split(';')[0] ?? ''

/** Somebody at a browser, with the code they were given; they choose a password of their own and bind a second factor first. */
async function enters(yoga: Served['yoga'], name: string, code: string): Promise<Ask> {
  const response = await post(yoga, { query: 'mutation ($name: String!, $code: String!) { signIn(name: $name, password: $code) { __typename ... on SessionOpened { me { mustChangePassword } } } }', variables: { name, code } }, null)
  expect(await response.json(), name).toMatchObject({ data: { signIn: { me: { mustChangePassword: true } } } })
  let cookie = cookieOf(response)
  const ask: Ask = async (query, variables = {}) => {
    const answer = await post(yoga, { query, variables }, cookie)
    cookie = cookieOf(answer) || cookie
    return { status: answer.status, ...((await answer.json()) as Omit<Answer, 'status'>) }
  }
  expect((await ask('mutation ($password: String!) { changePassword(password: $password) { __typename } }', { password: '自己的一个长长的 Satz 9' })).data.changePassword.__typename).toBe('SessionOpened')
  const { data: { offerFactor: { secret } } } = await ask('mutation { offerFactor { ... on FactorOffered { secret } } }')
  expect((await ask('mutation ($code: String!) { activateFactor(code: $code) { __typename } }', { code: codeOf(bytesOf(secret), stepAt(now.at)) })).data.activateFactor.__typename).toBe('SessionOpened')
  return ask
}

/** A mutation whose arguments are written as they are; what it answers, whatever it is. */
async function does(ask: Ask, field: string): Promise<Loose> {
  const grants = /^propose|Grant\(/.test(field)
  const answer = await ask(`mutation { ${field} { ${grants ? '... on GrantMade { codeHalf grant { id state summary } } ... on GrantRefused' : '... on RosterChanged { person { id } body { id } zone { id } } ... on RosterRefused'} { refusals { code } } } }`)
  if (answer.errors) throw new Error(JSON.stringify(answer.errors))
  return Object.values(answer.data)[0]
}

const person = (id: string) => encodeId('Person', id)
const body = (id: string) => encodeId('Body', id)
const zone = (id: string) => encodeId('Zone', id)
const why = () => `reason: "建立系统", operationKey: "${randomUUID()}"`

it.each(engines)('leads from three codes to a first case on $name, and at no point can one of the three do it alone', async ({ start }) => {
  const engine = await start()
  try {
    const store = await openStore(await engine.fresh())
    try {
      await setUp(store, yogaFor(store, apiSettings(), { now: () => now }))
    } finally {
      await store.close()
    }
  } finally {
    await engine.stop()
  }
}, 120_000)

async function setUp(store: Store, yoga: Served['yoga']): Promise<void> {
  const codes = await firstRun(store, commission, now)
  expect(codes?.map(({ login }) => login)).toEqual(['xitong', 'anquan', 'shenji'])
  const [system, security, audit] = await Promise.all((codes ?? []).map(({ login, code }) => enters(yoga, login, code)))
  if (!system || !security || !audit) throw new Error('three administrators')

  // Names: the system administrator alone, and only that one.
  expect(await does(security, 'addZone(code: "Z3", name: "第三片区", ordinal: 3)')).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }] })
  expect(await does(system, 'addZone(code: "Z3", name: "第三片区", ordinal: 3)')).toMatchObject({ zone: { id: zone('Z3') } })
  for (const [code, unit] of [['P25', '市自然资源和规划局'], ['P03', '市政府办公厅']])
    expect(await does(system, `addBody(code: "${code}", name: "驻${unit}纪检监察组", stationedIn: "${unit}", covers: ["${unit}"], zoneId: "${zone('Z3')}")`)).toMatchObject({ body: { id: body(code ?? '') } })
  for (const [code, name, home] of [['head', '陈组长', 'P25'], ['leader', '林组长', null], ['principal', '主要负责人', null]])
    expect(await does(system, `addPerson(code: "${code}", name: "${name}"${home === null ? '' : `, homeBodyId: "${body(home ?? '')}"`})`)).toMatchObject({ person: { id: person(code ?? '') } })

  // Posts: proposed by one, decided by another.
  const posts = [
    `personId: "${person('head')}", role: bodyHead, bodyId: "${body('P25')}"`,
    `personId: "${person('leader')}", role: groupLeader, zoneId: "${zone('Z3')}"`,
    `personId: "${person('principal')}", role: commissionHead`,
  ]
  for (const seat of posts) {
    const field = () => `proposeAppointment(${seat}, from: "${today}", ${why()})`
    for (const other of [system, audit]) expect(await does(other, field())).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }] })
    const { grant } = await does(security, field())
    expect(await does(security, `approveGrant(grantId: "${grant.id}")`)).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }, { code: 'OWN_PROPOSAL' }] })
    expect(await does(audit, `approveGrant(grantId: "${grant.id}")`)).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }] })
    expect(await does(system, `approveGrant(grantId: "${grant.id}")`)).toMatchObject({ grant: { state: 'approved' } })
  }
  expect((await security('{ grants { totalCount edges { node { summary proposedBy { name } decidedBy { name } } } } }')).data.grants).toMatchObject({ totalCount: 3 })

  // Accounts: each of the two learns half of the code.
  const asked = await does(system, `proposeAccount(personId: "${person('head')}", name: "chenzuzhang", ${why()})`)
  expect(await does(system, `approveGrant(grantId: "${asked.grant.id}")`)).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }, { code: 'OWN_PROPOSAL' }] })
  const given = await does(security, `approveGrant(grantId: "${asked.grant.id}")`)
  expect((await system('{ accounts { totalCount edges { node { login state mustChange sessionCount } } } }')).data.accounts).toMatchObject({ totalCount: 4, edges: expect.arrayContaining([{ node: { login: 'chenzuzhang', state: 'open', mustChange: true, sessionCount: 0 } }]) as unknown })

  // Work: the head of the body opens a case, and none of the three sees it.
  const head = await enters(yoga, 'chenzuzhang', `${asked.codeHalf}${given.codeHalf}`)
  const { case: c } = await step(head, 'openCase', null, { package: packageOf(world), number: '', zoneId: '' })
  expect(c).toMatchObject({ number: '划审三〔2026〕1号', stage: 'drafting' })
  for (const ask of [system, security, audit]) expect((await ask('query ($id: ID!) { case(id: $id) { number } cases { totalCount } }', { id: c.id })).data).toEqual({ case: null, cases: { totalCount: 0 } })

  // Access: taken at once by one, given back by two.
  expect(await does(security, `suspendAccount(personId: "${person('head')}", reason: "手机丢失")`)).toMatchObject({ person: { id: person('head') } })
  expect((await head('{ me { expiresAt } }')).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
  const resumption = await does(system, `proposeResumption(personId: "${person('head')}", ${why()})`)
  expect(await does(security, `rejectGrant(grantId: "${resumption.grant.id}", note: "手机尚未找回")`)).toMatchObject({ grant: { state: 'rejected' } })
  expect(await verify(store, commission, now)).toEqual([])
}
