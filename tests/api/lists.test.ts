import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { who } from '../help/city.ts'
import { accepted, after, opened } from '../store/city.ts'
import { served, type Ask, type Loose, type Served } from './browser.ts'

let city: Served
let ask: Ask
const total = 23

beforeAll(async () => {
  city = await served()
  ask = await city.as('groupLeader')
  for (let n = 0; n < total; n++) await (n % 3 === 0 ? accepted(city.store) : after(city.store, await opened(city.store), 'transfer', who.bodyHead))
}, 60_000)
afterAll(async () => { await city.stop() })

const list = async (args: string, variables: Record<string, unknown> = {}): Promise<Loose> => {
  const declared = ['after', 'before'].filter((name) => args.includes(`$${name}`)).map((name) => `$${name}: String`)
  const answer = await ask(`query ${declared.length > 0 ? `(${declared.join(', ')})` : ''} { cases(${args}) { totalCount edges { cursor node { id number dueOn body { name } zone { name } lastBy { name } } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`, variables)
  if (answer.errors) throw new Error(JSON.stringify(answer.errors))
  return answer.data.cases
}
const idsOf = (page: Loose): string[] => page.edges.map((edge: Loose) => edge.node.id)

/** How many statements SQLite is asked while something is done: those that read, and those that keep the record of it (P21); whether another process wrote is no reading. */
async function statements(work: () => Promise<unknown>): Promise<{ reads: number; writes: number }> {
  const probe = new Database(':memory:')
  const statement = Object.getPrototypeOf(probe.prepare('select 1')) as { source: string } & Record<'all' | 'get' | 'run' | 'iterate', (...args: unknown[]) => unknown>
  probe.close()
  const before = { all: statement.all, get: statement.get, run: statement.run, iterate: statement.iterate }
  const count = { reads: 0, writes: 0 }
  for (const name of ['all', 'get', 'run', 'iterate'] as const) statement[name] = function (this: typeof statement, ...args) { if (!/^\s*pragma\b/i.test(this.source)) count[/^\s*(select|with)\b/i.test(this.source) ? 'reads' : 'writes']++; return before[name].apply(this, args) }
  try {
    await work()
  } finally {
    Object.assign(statement, before)
  }
  return count
}

describe.each(['sort: { by: dueOn }', 'sort: { by: number, descending: true }', 'sort: { by: changedAt }', 'sort: { by: acceptedOn, descending: true }'])('the list by %s', (sort) => {
  it('is walked forward and backward, each case once, in the same order', async () => {
    const all = idsOf(await list(`first: 100, ${sort}`))
    expect(new Set(all).size).toBe(total)
    const forward: string[] = []
    for (let cursor: string | null = null, more = true; more; ) {
      const page = await list(`first: 5, after: $after, ${sort}`, { after: cursor })
      expect(page).toMatchObject({ totalCount: total, pageInfo: { hasPreviousPage: cursor !== null, startCursor: page.edges[0].cursor } })
      forward.push(...idsOf(page))
      cursor = page.pageInfo.endCursor
      more = page.pageInfo.hasNextPage
    }
    expect(forward).toEqual(all)
    const backward: string[] = []
    for (let cursor: string | null = null, more = true; more; ) {
      const page = await list(`last: 5, before: $before, ${sort}`, { before: cursor })
      expect(page.pageInfo.hasNextPage).toBe(cursor !== null)
      backward.unshift(...idsOf(page))
      cursor = page.pageInfo.startCursor
      more = page.pageInfo.hasPreviousPage
    }
    expect(backward).toEqual(all)
  })
})

describe('a cursor', () => {
  it.each([
    ['of another order', 'sort: { by: number }'],
    ['of the other direction', 'sort: { by: dueOn, descending: true }'],
    ['of another filter', 'filter: { stages: [transferred] }'],
  ])('%s is refused', async (_name, args) => {
    const { pageInfo } = await list('first: 2')
    expect((await ask(`query ($after: String) { cases(after: $after, ${args}) { totalCount } }`, { after: pageInfo.endCursor })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })

  it('that is altered, invented, or of another list is refused', async () => {
    const { pageInfo: { endCursor } } = await list('first: 2')
    const people = (await ask('{ people(first: 1) { pageInfo { endCursor } } }')).data.people.pageInfo.endCursor
    for (const cursor of [`${endCursor}A`, endCursor.slice(1), `${endCursor.slice(0, -2)}AA`, 'Zm9v', people])
      expect((await ask('query ($after: String) { cases(after: $after) { totalCount } }', { after: cursor })).errors, cursor).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
    expect((await ask('query ($after: String) { people(after: $after) { totalCount } }', { after: endCursor })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })
})

/** One record for each request that showed a case: its transaction (2 statements), the link, and the head of the chain (2). */
const record = 5

describe('a list', () => {
  it('asks the database as often for many cases as for few, and never more than three times', async () => {
    const asking = (first: number) => () => list(`first: ${first}`)
    await asking(2)()
    const nothing = await statements(() => ask('{ me { expiresAt } }'))
    const few = await statements(asking(2))
    expect(await statements(asking(20))).toEqual(few)
    expect(few.reads - nothing.reads).toBeLessThanOrEqual(3)
    expect([nothing.writes, few.writes]).toEqual([0, record])
  })

  it('of the workbench and the figures does not grow with the cases either', async () => {
    const nothing = await statements(() => ask('{ me { expiresAt } }'))
    const workbench = (n: number) => statements(() => ask(`{ work { toAct(first: ${n}) { totalCount edges { node { number body { name } } } } done(first: ${n}) { totalCount edges { node { number } } } } }`))
    await workbench(1)
    expect(await workbench(20)).toEqual(await workbench(1))
    expect((await workbench(20)).reads - nothing.reads).toBeLessThanOrEqual(4)
    expect((await workbench(20)).writes).toBe(record)
  })

  it('of a whole case is one statement, and a second where basis or reasons of its steps are asked for', async () => {
    const [id] = idsOf(await list('first: 1'))
    const nothing = await statements(() => ask('{ me { expiresAt } }'))
    const whole = () => ask('query ($id: ID!) { case(id: $id) { number zone { name bodies { name } } bodies { name } entries { by { name posts { role } } } panel { person { name } } clocks { label explanation { text } } openSteps { step } } }', { id })
    expect((await whole()).errors).toBeUndefined()
    const asked = await statements(whole)
    expect([asked.reads - nothing.reads, asked.writes]).toEqual([1, record])
    const steps = () => ask('query ($id: ID!) { case(id: $id) { entries { reason basis { document article } } } }', { id })
    expect((await steps()).errors).toBeUndefined()
    expect((await statements(steps)).reads - nothing.reads).toBe(2)
  })

  it('of everybody who could sit on a panel is one statement more', async () => {
    const [id] = idsOf(await list('first: 1, filter: { stages: [accepted] }'))
    const asking = (fields: string) => () => ask(`query ($id: ID!) { case(id: $id) { ${fields} } }`, { id })
    await asking('panelProposal { wanted }')()
    const few = await statements(asking('number'))
    expect((await statements(asking('panelProposal { proposed { name } candidates { person { name homeBody { name } } because } }'))).reads - few.reads).toBe(1)
  })

  it('stops a request that reads more than its share', async () => {
    const { errors } = await ask(`{ ${Array.from({ length: 30 }, (_, n) => `a${n}: cases(first: 100) { edges { node { id } } }`).join(' ')} }`)
    expect(errors?.map((error) => error.extensions.code)).toContain('TOO_MANY_ROWS')
  })

  it('of people and bodies is paged and filtered', async () => {
    const first = (await ask('{ bodies(first: 2) { totalCount edges { node { code zone { name } } } pageInfo { hasNextPage endCursor } } }')).data.bodies
    expect(first).toMatchObject({ totalCount: 3, edges: [{ node: { code: 'P03' } }, { node: { code: 'P08' } }], pageInfo: { hasNextPage: true } })
    expect((await ask('query ($after: String) { bodies(after: $after) { edges { node { code } } pageInfo { hasNextPage hasPreviousPage } } }', { after: first.pageInfo.endCursor })).data.bodies)
      .toEqual({ edges: [{ node: { code: 'P25' } }], pageInfo: { hasNextPage: false, hasPreviousPage: true } })
    expect((await ask('{ people(role: groupLeader) { totalCount } zones { name bodies { code } } }')).data).toEqual({ people: { totalCount: 2 }, zones: [{ name: '第一片区', bodies: [{ code: 'P03' }, { code: 'P08' }] }, { name: '第三片区', bodies: [{ code: 'P25' }] }] })
  })

  it('of figures adds up to the rows behind it', async () => {
    const { data } = await ask('{ figures { total open overdue dueSoon medianDays firstPassRate stages { stage count } zones { zone { name } total } bodies { body { code } total } returns { kind count } months { month accepted } } accepted: cases(filter: { stages: [accepted] }) { totalCount } }')
    const count = data.accepted.totalCount as number
    expect(data.figures).toMatchObject({ total, open: total, overdue: 0, medianDays: null, firstPassRate: null, zones: [{ zone: { name: '第三片区' }, total }], bodies: [{ body: { code: 'P25' }, total }], months: [{ month: '2026-03', accepted: count }] })
    expect(data.figures.stages).toContainEqual({ stage: 'accepted', count })
  })
})
