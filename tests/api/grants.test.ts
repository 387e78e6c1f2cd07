/** Grants through the API: every proposal, what it changes, and what the administrators see of cases, which is nothing. */
import { randomUUID } from 'node:crypto'
import { isListType, isNonNullType, isObjectType, type GraphQLOutputType } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../src/api/id.ts'
import { schema } from '../../src/api/schema.ts'
import { administrators } from '../../src/review/people.ts'
import { stepNames } from '../../src/review/steps/index.ts'
import { commission, today, who } from '../help/city.ts'
import { offers } from '../help/offers.ts'
import { headOf } from '../../src/store/audit.ts'
import { rosterOf } from '../../src/store/roster.ts'
import { accepted, world } from '../store/city.ts'
import { served, step, type Ask, type Loose, type Served } from './browser.ts'

let city: Served
let security: Ask
let system: Ask
beforeAll(async () => {
  city = await served()
  ;[security, system] = [await city.as('securityAdmin'), await city.as('systemAdmin')]
})
afterAll(async () => { await city.stop() })

const person = (id: string) => encodeId('Person', id)
const postOf = async (id: string) => encodeId('Post', (await rosterOf(city.store, commission)).person(id)?.posts.at(-1)?.id ?? '')
const made = '{ __typename ... on GrantMade { codeHalf grant { id kind state summary person { name } } } ... on GrantRefused { refusals { code field basis { text } } } }'

async function proposes(ask: Ask, field: string, args: string): Promise<Loose> {
  const { data, errors } = await ask(`mutation { ${field}(${args}, reason: "工作需要", operationKey: "${randomUUID()}") ${made} }`)
  if (errors) throw new Error(JSON.stringify(errors))
  return data[field]
}
async function decides(ask: Ask, id: string, field = 'approveGrant', more = ''): Promise<Loose> {
  const { data, errors } = await ask(`mutation ($id: ID!) { ${field}(grantId: $id${more}) ${made} }`, { id })
  if (errors) throw new Error(JSON.stringify(errors))
  return data[field]
}

describe('a proposal', () => {
  it.each<[string, 'security' | 'system', () => Promise<string> | string, string]>([
    ['proposeAppointment', 'security', () => `personId: "${person('lead')}", role: caseManager, from: "${today}"`, '任职：案管监督员，2026年3月2日起'],
    ['proposeHelp', 'security', () => `personId: "${person('reviewer')}", role: handler, bodyId: "${encodeId('Body', 'P03')}", from: "${today}", until: "2026-04-30"`, '临时借调：派驻机构经办人（驻市政府办公厅纪检监察组），2026年3月2日至2026年4月30日'],
    ['proposeDeputy', 'security', async () => `personId: "${person('homeReviewer')}", absentPostId: "${await postOf('groupLeader')}", from: "${today}", until: "2026-03-31"`, '代理职务：代理小组组长（第三片区），2026年3月2日至2026年3月31日'],
    ['proposeMove', 'security', async () => `personId: "${person('otherZoneReviewer')}", postId: "${await postOf('otherZoneReviewer')}", role: reviewer, zoneId: "${encodeId('Zone', 'Z3')}", from: "2026-04-01"`, '调任：由审理员（第一片区）到审理员（第三片区），2026年4月1日起'],
    ['proposeEnd', 'security', async () => `personId: "${person('qualityReviewer')}", postId: "${await postOf('qualityReviewer')}", until: "2026-04-30"`, '免职：评查员，到2026年4月30日止'],
    ['proposeClearance', 'security', () => `personId: "${person('officeHead')}", level: secret, from: "${today}"`, '涉密等级：机密，2026年3月2日起'],
    ['proposeHomeBody', 'security', () => `personId: "${person('spareReviewer')}", bodyId: "${encodeId('Body', 'P03')}"`, '变更来自的派驻机构：驻市政府办公厅纪检监察组'],
    ['proposeDeparture', 'security', () => `personId: "${person('otherContact')}", on: "2026-03-31", undertaking: "已签承诺书"`, '离岗离职：最后一日2026年3月31日，已签承诺书'],
    ['proposePlacement', 'security', () => `bodyId: "${encodeId('Body', 'P08')}", zoneId: "${encodeId('Zone', 'Z3')}", from: "2026-05-01"`, '派驻机构调整片区：驻市委政法委纪检监察组到第三片区，2026年5月1日起'],
    ['proposeReset', 'system', () => `personId: "${person('archivist')}"`, '重置登录凭据'],
  ])('%s says in a line what it asks for, and takes effect when the other administrator approves', async (field, by, args, summary) => {
    const [first, second] = by === 'security' ? [security, system] : [system, security]
    const written = await args()
    expect(await proposes(second, field, written)).toMatchObject({ refusals: [{ code: 'NOT_YOURS', basis: { text: '依据待核' } }] })
    const { grant } = await proposes(first, field, written)
    expect(grant).toMatchObject({ state: 'pending', summary })
    expect(await decides(first, grant.id)).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }, { code: 'OWN_PROPOSAL' }] })
    expect(await decides(second, grant.id)).toMatchObject({ grant: { state: 'approved' } })
  })

  it('takes back an interest that was declared, unlocks and resumes, and is taken back or turned down', async () => {
    const declared = (await (await city.as('committeeHead'))('mutation { declareInterest(unit: "市自然资源和规划局", note: "配偶任职") { ... on InterestDeclared { interest { id body { code } unit until declaredBy { name } } } } }')).data.declareInterest.interest
    expect(declared).toMatchObject({ body: null, unit: '市自然资源和规划局', until: null, declaredBy: { name: 'committeeHead' } })
    const release = await proposes(security, 'proposeInterestRelease', `personId: "${person('committeeHead')}", interestId: "${declared.id}", until: "2026-03-31"`)
    expect(await decides(system, release.grant.id)).toMatchObject({ grant: { summary: '解除利害关系：到2026年3月31日止' } })
    expect((await (await city.as('committeeHead'))('{ interests { totalCount edges { node { until } } } }')).data.interests).toEqual({ totalCount: 1, edges: [{ node: { until: '2026-03-31' } }] })
    expect((await security('query ($id: ID!) { interests(personId: $id) { totalCount } }', { id: person('committeeHead') })).data.interests.totalCount).toBe(1)
    expect((await (await city.as('officeHead'))('query ($id: ID!) { interests(personId: $id) { totalCount } }', { id: person('committeeHead') })).data.interests.totalCount).toBe(0)
    expect(await proposes(system, 'proposeUnlock', `personId: "${person('committeeHead')}"`)).toMatchObject({ refusals: [{ code: 'NOT_LOCKED', field: 'personId' }] })
    expect(await proposes(system, 'proposeResumption', `personId: "${person('committeeHead')}"`)).toMatchObject({ refusals: [{ code: 'NOT_SHUT' }] })
    expect(await proposes(system, 'proposeAccount', `personId: "${person('committeeHead')}", name: "x"`)).toMatchObject({ refusals: [{ code: 'HAS_ACCOUNT' }] })
    const [one, other] = [await proposes(system, 'proposeReset', `personId: "${person('caseManager')}"`), await proposes(system, 'proposeReset', `personId: "${person('caseManager')}"`)]
    expect(await decides(security, one.grant.id, 'withdrawGrant')).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }] })
    expect(await decides(system, one.grant.id, 'withdrawGrant')).toMatchObject({ grant: { state: 'withdrawn' } })
    expect(await decides(security, other.grant.id, 'rejectGrant', ', note: "本人没有申请"')).toMatchObject({ grant: { state: 'rejected' } })
  })

  it('is listed page by page, to whom it may be', async () => {
    const first = (await security('{ grants(first: 3) { totalCount edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }')).data.grants
    expect(first.edges).toHaveLength(3)
    const rest = (await security('query ($after: String) { grants(first: 100, after: $after) { edges { node { id } } pageInfo { hasPreviousPage } } }', { after: first.pageInfo.endCursor })).data.grants
    expect(new Set([...first.edges, ...rest.edges].map((edge: Loose) => edge.node.id)).size).toBe(first.totalCount)
    expect((await security('{ grants(state: rejected) { totalCount edges { node { note decidedRole } } } }')).data.grants).toEqual({ totalCount: 1, edges: [{ node: { note: '本人没有申请', decidedRole: 'securityAdmin' } }] })
    expect((await (await city.as('leaderInCharge'))('{ grants { totalCount } accounts { totalCount } }')).data).toEqual({ grants: { totalCount: 0 }, accounts: { totalCount: 0 } })
  })
})

describe('the roster', () => {
  it('is answered for any day, past and to come', async () => {
    const zones = async (on: string) => (await security(`{ people(on: "${on}", first: 100) { edges { node { name posts { zone { ordinal } } } } } bodies(on: "${on}") { edges { node { code zone { ordinal } } } } }`)).data
    const of = (data: Loose) => [data.people.edges.find((edge: Loose) => edge.node.name === 'otherZoneReviewer')?.node.posts, data.bodies.edges.find((edge: Loose) => edge.node.code === 'P08').node.zone.ordinal]
    expect(of(await zones('2026-03-31'))).toEqual([[{ zone: { ordinal: 1 } }], 1])
    expect(of(await zones('2026-05-01'))).toEqual([[{ zone: { ordinal: 3 } }], 3])
    expect((await security('{ people(on: "2017-01-01") { totalCount } }')).data.people.totalCount).toBe(0)
  })

  it('tells a clearance to the person and to administrators', async () => {
    const levelOf = async (ask: Ask) => (await ask('query ($id: ID!) { node(id: $id) { ... on Person { clearance } } }', { id: person('officeHead') })).data.node.clearance
    expect([await levelOf(await city.as('officeHead')), await levelOf(system), await levelOf(await city.as('handler'))]).toEqual(['secret', 'secret', null])
  })

  it.each([
    ['addZone(code: "Z9", name: " ", ordinal: 9)', ['NOT_WRITTEN']], ['addZone(code: "Z9", name: "第九片区", ordinal: 3)', ['ORDINAL_TAKEN']], ['addZone(code: "Z3", name: "别的", ordinal: 9)', ['CODE_TAKEN']],
    ['addPerson(code: "1 2", name: "某人")', ['BAD_CODE']], ['addPerson(code: "lead", name: "某人")', ['CODE_TAKEN']], [`addPerson(code: "x1", name: "某人", homeBodyId: "${encodeId('Body', 'P99')}")`, ['NO_SUCH_BODY']],
    [`addBody(code: "P26", name: "新组", stationedIn: " ", covers: [], zoneId: "${encodeId('Zone', 'Z9')}")`, ['NOT_WRITTEN', 'NO_SUCH_ZONE']],
  ])('refuses %s', async (field, codes) => {
    expect((await system(`mutation { ${field} { ... on RosterRefused { refusals { code } } } }`)).data[field.split('(')[0] ?? '']).toEqual({ refusals: codes.map((code) => ({ code })) })
  })

  it('is added to by the system administrator alone; the same words twice are one', async () => {
    const field = 'mutation { addPerson(code: "x2", name: "新来的人") { ... on RosterChanged { person { name } } ... on RosterRefused { refusals { code } } } }'
    for (const name of ['securityAdmin', 'auditAdmin', 'officeHead', 'commissionHead'] as const) expect((await (await city.as(name))(field)).data.addPerson).toEqual({ refusals: [{ code: 'NOT_YOURS' }] })
    for (let n = 0; n < 2; n++) expect((await system(field)).data.addPerson).toEqual({ person: { name: '新来的人' } })
  })
})

describe('what can be asked for', () => {
  const acts = '{ mutation kind label alone closedBecause { code message } choices { field value label } }'
  const open = async (name: Parameters<typeof city.as>[0], whom?: string): Promise<Loose[]> => (await (await city.as(name))(`query ($id: ID) { openGrants(personId: $id) ${acts} }`, { id: whom === undefined ? null : person(whom) })).data.openGrants
  const preview = async (name: Parameters<typeof city.as>[0], whom: string, wish: string): Promise<Loose> => (await (await city.as(name))(`{ grantPreview(personId: "${person(whom)}", wish: { ${wish} }) { summary effects deciders refusals { code field message } } }`)).data.grantPreview

  it('is told to whoever has a duty in it, with the reason where it cannot be now, and to nobody else', async () => {
    for (const name of ['auditAdmin', 'officeHead', 'commissionHead', 'handler'] as const) expect([await open(name), await open(name, 'lead')]).toEqual([[], []])
    expect((await open('systemAdmin')).filter((one) => !one.closedBecause).map((one) => one.mutation)).toEqual(['addPerson', 'addBody', 'addZone'])
    expect((await open('securityAdmin')).map((one) => one.closedBecause.code)).toEqual(Array.from({ length: 9 }, () => 'CHOOSE_PERSON'))
    const accounts = await open('systemAdmin', 'lead')
    expect(accounts.map((one) => one.kind)).toEqual(['openAccount', 'resetAccount', 'resetFactor', 'linkSubject', 'unlinkSubject', 'unlock', 'resume', null])
    expect(accounts.find((one) => one.kind === 'openAccount').closedBecause).toMatchObject({ code: 'HAS_ACCOUNT' })
    expect(accounts.find((one) => one.kind === 'unlock').closedBecause).toMatchObject({ code: 'NOT_LOCKED' })
    expect(accounts.find((one) => one.kind === 'resetAccount').closedBecause).toBeNull()
    const posts = await open('securityAdmin', 'lead')
    expect(posts.find((one) => one.kind === 'end').choices).toContainEqual({ field: 'postId', value: encodeId('Post', 'lead:reviewer:Z3:2018-01-01'), label: '审理员（第三片区），2018-01-01起' })
    expect(posts.find((one) => one.kind === 'deputise').choices.map((one: Loose) => one.label)).toContain('groupLeader：小组组长（第三片区）')
    // About oneself nothing, and about the other administrator what the table says.
    expect((await open('securityAdmin', 'securityAdmin')).filter((one) => one.kind !== null).every((one) => one.closedBecause?.code === 'OWN_GRANT')).toBe(true)
    expect((await open('securityAdmin', 'systemAdmin')).map((one) => one.kind)).toContain('resetAccount')
  })

  it('says beforehand what it changes and who decides, or why not, and changes nothing', async () => {
    const before = await headOf(city.store, commission)
    expect(await preview('securityAdmin', 'lead', `kind: move, postId: "${encodeId('Post', 'lead:reviewer:Z3:2018-01-01')}", role: reviewer, zoneId: "${encodeId('Zone', 'Z1')}", from: "2026-12-01"`)).toEqual({
      summary: '调任：由审理员（第三片区）到审理员（第一片区），2026年12月1日起', effects: ['lead的审理员（第三片区）到2026年11月30日止', 'lead自2026年12月1日起担任审理员（第一片区）'], deciders: ['systemAdmin'], refusals: [],
    })
    expect((await preview('securityAdmin', 'lead', 'kind: clear, level: confidential, from: "2026-12-01"')).effects[0]).toBe('可以知悉的密级由工作秘密改为秘密，自2026年12月1日起')
    expect((await preview('systemAdmin', 'lead', 'kind: openAccount, name: "someone"')).refusals).toMatchObject([{ code: 'HAS_ACCOUNT', field: 'personId' }])
    expect((await preview('securityAdmin', 'lead', `kind: help, role: officeHead, from: "2026-12-01", until: "2026-12-31"`)).refusals).toMatchObject([{ code: 'NOT_LENT', field: 'role' }])
    expect(await preview('auditAdmin', 'lead', 'kind: unlock')).toMatchObject({ effects: [], deciders: [], refusals: [{ code: 'NOT_YOURS' }] })
    expect((await headOf(city.store, commission)).seq - before.seq).toBeLessThanOrEqual(3) // signing in
  })
})

describe('an administrator', () => {
  /** Every scalar below a type, to a depth: what can be seen at all. */
  const selection = (type: GraphQLOutputType, depth: number): string => {
    if (isNonNullType(type) || isListType(type)) return selection(type.ofType as GraphQLOutputType, depth)
    if (!isObjectType(type)) return 'getFields' in type || 'getTypes' in type ? ' { __typename }' : ''
    // Who works where would make the question too costly, and is looked at by `people` and `bodies` themselves.
    const fields = Object.values(type.getFields()).filter((field) => field.args.every((arg) => !isNonNullType(arg.type)) && !(type.name === 'Body' && ['people', 'placements'].includes(field.name))).map((field) => ({ name: field.name, sub: depth === 0 ? leafOnly(field.type) : selection(field.type, depth - 1) }))
    return ` { ${fields.filter(({ sub }) => sub !== null).map(({ name, sub }) => `${name}${sub ?? ''}`).join(' ') || '__typename'} }`
  }
  const leafOnly = (type: GraphQLOutputType): string | null => {
    const inner = isNonNullType(type) || isListType(type) ? (type.ofType as GraphQLOutputType) : type
    return isNonNullType(inner) || isListType(inner) ? leafOnly(inner) : 'getFields' in inner || 'getTypes' in inner ? null : ''
  }

  // The audit log is for the audit administrator alone and names cases by opaque id only (its own tests are in audit.test.ts).
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {}).filter((field) => field.name !== 'audit')

  it.each(administrators.flatMap((name) => queries.map((field) => [name, field.name] as const)))('%s learns nothing of any case by %s', async (name, fieldName) => {
    const { case: c } = await accepted(city.store, { title: '只有办案人员知道的案件' })
    const field = queries.find((one) => one.name === fieldName)
    if (!field) throw new Error('no such query')
    const others = { qualityCheck: 'QualityCheck', policyChange: 'PolicyChange', meeting: 'Meeting' } as const
    const given: Record<string, string> = { 'ID!': `"${encodeId('Case', c.id)}"`, '[ID!]!': `["${encodeId('Case', c.id)}"]`, 'String!': `"${c.number}"`, 'StepName!': 'formPanel', 'PolicyName!': 'acceptanceCheckDays', '[PolicyCellInput!]!': '[]', 'GrantWish!': '{ kind: unlock }' }
    const named: Record<string, string> = { ...(['grantPreview', 'personView'].includes(fieldName) ? { personId: `"${encodeId('Person', 'lead')}"` } : {}), on: '"2026-03-01"', bodyId: `"${encodeId('Body', 'P25')}"`, zoneId: `"${encodeId('Zone', 'Z1')}"`, from: '"2026-12-01"', period: '"2026"', half: '"2025H2"', when: 'coming', notice: '{ year: 2027, source: "国办通知", holidays: "", madeUp: "" }' }
    const args = field.args.filter((arg) => isNonNullType(arg.type) || (fieldName === 'casePast' && arg.name === 'on')).map((arg) => `${arg.name}: ${named[arg.name] ?? (fieldName in others ? `"${encodeId(others[fieldName as keyof typeof others], c.id)}"` : given[String(arg.type)])}`)
    const { data, errors } = await (await city.as(name))(`{ ${fieldName}${args.length > 0 ? `(${args.join(', ')})` : ''}${selection(field.type, 3)} }`)
    if (['report', 'circular'].includes(fieldName)) return expect([data, errors?.map((one: Loose) => one.extensions.code)]).toEqual([null, ['FORBIDDEN']])
    expect(errors).toBeUndefined()
    const seen = JSON.stringify(data)
    for (const secret of [c.id, encodeId('Case', c.id), c.number, '只有办案人员知道的案件', '林某辉']) expect(seen).not.toContain(secret)
    const counted = (data as Loose).figures
    if (counted) expect(counted).toMatchObject({ total: 0, open: 0, overdue: 0 })
  })

  it.each(administrators)('%s takes no step', async (name) => {
    const { case: c } = await accepted(city.store)
    const ask = await city.as(name)
    for (const stepName of stepNames) {
      const [payload] = offers(c, stepName, world)
      if (payload === undefined) continue
      const outcome = await step(ask, stepName, stepName === 'openCase' ? null : { id: encodeId('Case', c.id), number: c.number, version: c.version, stage: c.stage }, payload)
      expect(outcome.refusals?.[0]?.code, stepName).toBe(stepName === 'openCase' ? 'NOT_YOURS' : 'NO_SUCH_CASE')
    }
    expect(who[name].role).toBe(name)
  })
})
