/** 审计记录 as the audit administrator reads them, and the receipt that a step gives. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../src/api/id.ts'
import { bodyOf, headOf, links } from '../../src/store/audit.ts'
import { actionWords } from '../../src/store/audit-words.ts'
import { headsIn } from '../../src/store/kept-heads.ts'
import { verify } from '../../src/store/verify.ts'
import { commission, today, who, type Who } from '../help/city.ts'
import { accepted, at } from '../store/city.ts'
import { served, signer, type Ask, type Loose, type Served } from './browser.ts'

let city: Served
let c: { id: string; number: string; title: string; global: string }
let receipt: Loose

beforeAll(async () => {
  city = await served()
  const { case: found } = await accepted(city.store)
  c = { id: found.id, number: found.number, title: found.package.title, global: encodeId('Case', found.id) }
  const office = await city.as('officeHead')
  await office('query ($id: ID!) { case(id: $id) { title } }', { id: c.global })
  await (await city.as('otherHandler'))('query ($id: ID!) { case(id: $id) { title } }', { id: c.global })
  const leader = await city.as('groupLeader')
  const form = 'mutation ($id: ID!, $key: String!) { formPanel(caseId: $id, version: 3, operationKey: $key, members: ["UGVyc29uOmxlYWQ", "UGVyc29uOnJldmlld2Vy"]) { __typename ... on StepTaken { receipt { seq hash hashAlgorithm at algorithm keyId signature text } } } }'
  receipt = (await leader(form, { id: c.global, key: 'formed-here' })).data.formPanel.receipt
  expect((await leader(form, { id: c.global, key: 'formed-again' })).data.formPanel.__typename).toBe('StepRefused')
  expect((await leader(form, { id: c.global, key: 'formed-here' })).data.formPanel.receipt).toEqual(receipt)
})
afterAll(async () => { await city.stop() })

const all = '{ seq at kind label actorId actor { name } role action actionLabels result resultLabel codes caseIds behind algorithm hash }'
const page = async (ask: Ask, args = 'first: 50') => ask(`{ audit(${args}) { totalCount edges { cursor node ${all} } pageInfo { hasNextPage endCursor } } }`)

describe('the audit administrator', () => {
  it('reads who did what to which case with what result, the newest first', async () => {
    const { data } = await page(await city.as('auditAdmin'))
    const nodes: Loose[] = data.audit.edges.map((edge: Loose) => edge.node)
    expect(nodes.map(({ seq }) => seq)).toEqual(nodes.map((_node, n) => nodes[0].seq - n))
    const of = (kind: string) => nodes.find((node) => node.kind === kind)
    expect(of('step')).toMatchObject({ label: '办理', actorId: 'groupLeader', actor: { name: 'groupLeader' }, role: 'groupLeader', action: ['formPanel'], result: 'done', codes: [], caseIds: [c.global], behind: null, algorithm: 'SM3' })
    expect(of('refusal')).toMatchObject({ label: '不予办理', action: ['formPanel'], result: 'refused', codes: ['STALE'], caseIds: [c.global] })
    expect(of('reading')).toMatchObject({ label: '阅看', actorId: 'officeHead', action: ['case'], result: 'done', caseIds: [c.global] })
    expect(of('denied')).toMatchObject({ label: '查无此案', actorId: 'otherHandler', action: ['case'], result: 'denied', caseIds: [] })
    expect(of('session')).toMatchObject({ label: '登录', actorId: 'auditAdmin', actor: { name: 'auditAdmin' }, action: ['signedIn'], actionLabels: ['登录'], result: 'done', resultLabel: '已经做成' })
    expect(of('step')).toMatchObject({ actionLabels: ['组成审理组'] })
  })

  it('finds what is asked for by who, kind, action, result and day, page by page, and how many there are', async () => {
    const ask = await city.as('auditAdmin')
    const found = async (filter: string, more = 'first: 100') => ((await page(ask, `${more}, filter: { ${filter} }`)).data as Loose).audit
    const whole: Loose[] = (await page(ask, 'first: 100')).data.audit.edges.map(({ node }: Loose) => node)
    const day = (at_: string) => new Date(Date.parse(at_) + 8 * 3_600_000).toISOString().slice(0, 10)
    for (const [filter, fits] of [
      [`personId: "${encodeId('Person', 'groupLeader')}"`, (one: Loose) => one.actorId === 'groupLeader'],
      ['kind: step', (one: Loose) => one.kind === 'step'], ['action: "formPanel"', (one: Loose) => one.action.includes('formPanel')], ['action: "case"', (one: Loose) => one.action.includes('case')],
      ['result: refused', (one: Loose) => one.result === 'refused'], ['result: denied', (one: Loose) => one.result === 'denied'], ['result: done, kind: reading', (one: Loose) => one.kind === 'reading'],
      [`since: "${today}", until: "${today}", action: "transfer"`, (one: Loose) => one.action.includes('transfer') && day(one.at) === today],
      [`personId: "${encodeId('Person', 'groupLeader')}", action: "formPanel", result: refused`, (one: Loose) => one.actorId === 'groupLeader' && one.codes.includes('STALE')],
    ] as const) {
      const told = await found(filter)
      const known = whole.filter((one) => fits(one)).map(({ seq }) => seq)
      expect(known.length, filter).toBeGreaterThan(0)
      // Readings of the log itself are links too, and come after what was counted on.
      expect(told.edges.map(({ node }: Loose) => node.seq).filter((seq: number) => seq <= whole[0]!.seq), filter).toEqual(known)
      expect(told.totalCount).toBe(told.edges.length)
    }
    const first = await found('kind: step', 'first: 2')
    const second = await found('kind: step', `first: 2, after: "${first.pageInfo.endCursor}"`)
    expect([...first.edges, ...second.edges].map(({ node }: Loose) => node.seq)).toEqual((await found('kind: step')).edges.slice(0, 4).map(({ node }: Loose) => node.seq))
    expect((await found(`until: "2020-01-01"`)).totalCount).toBe(0)
    const { data } = await ask('{ auditActions { action label } }')
    expect(data.auditActions).toEqual(expect.arrayContaining([{ action: 'formPanel', label: '组成审理组' }, { action: 'policyConfirmed', label: '同意参数改动' }]))
    expect((await (await city.as('securityAdmin'))('{ auditActions { action } }')).data.auditActions).toEqual([])
  })

  it('finds a word for everything that the product writes into the log', () => {
    const folder = join(import.meta.dirname, '../../src')
    const written = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/event: (?:awaitsCode \? )?'(\w+)'/g)].map(([, event]) => event ?? ''))
    expect(written.length).toBeGreaterThan(25)
    expect([...new Set([...written, 'approved', 'rejected', 'granted', 'dormant', 'left', 'case', 'list', 'search', 'audit'])].filter((event) => !(event in actionWords))).toEqual([])
  })

  it('finds no title, number, name or text of a case in it, nor in the links that are exported', async () => {
    const { data } = await page(await city.as('auditAdmin'))
    const raw = (await links(city.store, commission, 0, 1000)).map(({ body }) => body).join('\n')
    for (const word of [c.title, c.number, '林某辉', '礼金']) {
      expect(JSON.stringify(data)).not.toContain(word)
      expect(raw).not.toContain(word)
    }
  })

  it('pages through all of it, once each, and from any number', async () => {
    const ask = await city.as('auditAdmin')
    const { seq: newest } = await headOf(city.store, commission)
    const seqs: number[] = []
    for (let after = ''; ;) {
      const { audit } = (await page(ask, `from: ${newest}, first: 4${after === '' ? '' : `, after: "${after}"`}`)).data
      seqs.push(...audit.edges.map((edge: Loose) => edge.node.seq))
      if (!audit.pageInfo.hasNextPage) break
      after = audit.pageInfo.endCursor
    }
    expect(seqs).toEqual(Array.from({ length: newest }, (_, n) => newest - n))
    expect((await page(ask, 'from: 3, first: 1')).data.audit.edges[0].node.seq).toBe(3)
  })

  it('leaves a record of having read it', async () => {
    const before = await headOf(city.store, commission)
    await page(await city.as('auditAdmin'))
    expect((await links(city.store, commission, before.seq, 10)).map((link) => bodyOf(link))).toMatchObject([{ kind: 'reading', by: 'auditAdmin', what: ['audit'] }])
  })

  it.each([['a cursor of another list', 'after: "Q2FzZTp4"'], ['a cursor that is none', 'after: "x"'], ['the other direction', 'last: 3'], ['too large a page', 'first: 101']])('is told of %s', async (_what, args) => {
    expect((await page(await city.as('auditAdmin'), args)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })
})

describe('nobody else', () => {
  it.each((Object.keys(who) as Who[]).filter((name) => name !== 'auditAdmin'))('%s reads the audit records, and having asked is one', async (name) => {
    const ask = await city.as(name)
    const before = await headOf(city.store, commission)
    const answer = await page(ask)
    expect(answer.data ?? null).toBeNull()
    expect(answer.errors).toMatchObject([{ message: '审计记录只有审计管理员可以查阅', extensions: { code: 'FORBIDDEN' } }])
    expect((await links(city.store, commission, before.seq, 10)).map((link) => bodyOf(link))).toMatchObject([{ kind: 'denied', by: name, what: ['audit'] }])
  })

  it('reads them without having signed in', async () => {
    expect((await page(city.stranger)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
  })
})

describe('a receipt', () => {
  it('names the link of the step, and can be printed', async () => {
    const [link] = await links(city.store, commission, receipt.seq - 1, 1)
    expect(bodyOf(link!)).toMatchObject({ kind: 'step', step: 'formPanel', caseId: c.id }) // the receipt names it
    expect(receipt).toMatchObject({ hash: link?.hash, hashAlgorithm: 'SM3', algorithm: 'Ed25519', keyId: signer.keyId })
    expect(receipt.text).toMatch(new RegExp(`^办理回执\n案件：${c.number}\n步骤：.*groupLeader办理，第4条流转记录\n审计链：xm 第${receipt.seq}条\n杂凑值（SM3）：${receipt.hash}\n`))
  })

  it('is a head kept elsewhere: its last line shows a chain that was bent later', async () => {
    const { heads, faults } = headsIn(receipt.text.split('\n').at(-1), '回执', signer.keys)
    expect(faults).toEqual([])
    expect(heads).toMatchObject([{ commission, seq: receipt.seq, hash: receipt.hash }])
    expect(await verify(city.store, commission, { on: today, at, known: heads })).toEqual([])
    const other = signer.sign({ commission, seq: receipt.seq, hash: 'ab'.repeat(32), at })
    expect((await verify(city.store, commission, { on: today, at, known: [other] })).join()).toContain(`第${receipt.seq}条与另处保存的链头不符`)
  })
})
