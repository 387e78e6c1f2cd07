/** The dashboard over a year and a half of simulated work: every figure is the number of the rows that it opens. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPassword, openAccounts } from '../../src/caseload/seed.ts'
import { simulate } from '../../src/caseload/simulate.ts'
import { figureWords } from '../../src/review/figure-words.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { verify } from '../../src/store/verify.ts'
import { apiOver, type Loose } from './browser.ts'

const now = { on: '2026-11-24', at: '2026-11-24T01:00:00.000Z' }
const commission = 'xm'
let folder: string
let store: Store
let city: ReturnType<typeof apiOver>
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huapian-figures-'))
  store = await openStore(join(folder, 'city.db'))
  await simulate(store, { cases: 180, years: 1.5, seed: 11, commission, today: now.on }, () => {})
  await openAccounts(store, commission, now.at)
  city = apiOver(store, { on: now.on }, demoPassword)
}, 400_000)
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const filterFields = '{ zoneId bodyId open overdue dueFrom dueBy counted { by key } }'
const rows = `rows ${filterFields}`
const summary = `total open overdue dueSoon concluded medianDays firstPassRate stages { stage count caseCount ${rows} } returns { kind count caseCount ${rows} } figures { name label definition unit value caseCount ${rows} }`
const everything = `${summary}
  zones { zone { id name } ${summary} } bodies { body { id code } ${summary} }
  returnGrounds { kind ground count caseCount ${rows} } returnMonths { kind month count caseCount ${rows} } routes { route count caseCount ${rows} }
  months { month accepted concluded returned acceptedRows ${filterFields} concludedRows ${filterFields} }
  days { span label definition days average caseCount ${rows} parties { party days } } stageDays { stage days average definition caseCount ${rows} }
  firstPassSpread { least comparedCount suppressedCount min lowerQuartile median upperQuartile max definition }
  silentBodies { year definition bodies { body { code } caseCount ${rows} } }
  loads { person { name } rank weight caseCount ${rows} }`

async function figuresFor(login: string, args = ''): Promise<Loose> {
  const ask = await city.as(login)
  const { data, errors } = await ask(`{ figures${args} { ${everything} } }`)
  if (errors) throw new Error(JSON.stringify(errors))
  return data.figures
}

/** How many cases a list gives for the rows of a figure, each counted by its id. */
async function opened(login: string, given: Loose): Promise<number> {
  const ask = await city.as(login)
  const filter = Object.fromEntries(Object.entries(given as object).filter(([, value]) => value !== null))
  const ids = new Set<string>()
  for (let after: string | null = null, more = true; more; ) {
    const { data, errors } = await ask('query ($filter: CaseFilter, $after: String) { cases(filter: $filter, first: 100, after: $after) { totalCount edges { node { id } } pageInfo { hasNextPage endCursor } } }', { filter, after })
    if (errors) throw new Error(JSON.stringify(errors))
    for (const { node } of data.cases.edges) ids.add(node.id)
    more = data.cases.pageInfo.hasNextPage
    after = data.cases.pageInfo.endCursor
    if (!more) expect(data.cases.totalCount).toBe(ids.size)
  }
  return ids.size
}

/** Everything in an answer that names its rows, by its place. */
function behind(value: Loose, at = 'figures'): { at: string; caseCount: number; rows: Loose }[] {
  if (Array.isArray(value)) return value.flatMap((one, n) => behind(one, `${at}.${n}`))
  if (value === null || typeof value !== 'object') return []
  return [
    ...(value.rows ? [{ at: `${at} ${value.name ?? value.stage ?? value.kind ?? ''}`, caseCount: value.caseCount, rows: value.rows }] : []),
    ...(value.acceptedRows ? [{ at: `${at} accepted`, caseCount: value.accepted, rows: value.acceptedRows }, { at: `${at} concluded`, caseCount: value.concluded, rows: value.concludedRows }] : []),
    ...Object.entries(value).filter(([name]) => !/rows$/i.test(name)).flatMap(([name, one]) => behind(one, `${at}.${name}`)),
  ]
}

const asOffice = 'o1'
const people = [['the office', asOffice], ['a leader of a group', 's30'], ['the head of a body', 'p25-1'], ['the handler of a body', 'p25-2'], ['a reviewer', 's31'], ['case management', 'm1'], ['the work committee', 'w3']] as const

describe.each(people)('to %s', (_name, login) => {
  it('every figure is the number of the cases that it opens', async () => {
    const given = await figuresFor(login)
    const all = behind(given)
    expect(all.length).toBeGreaterThan(20)
    // A body's own place says the same as a zone's where there is one of each: ask each filter once.
    const asked = new Map<string, number>()
    for (const { at, caseCount, rows: filter } of all) {
      const key = JSON.stringify(filter)
      if (!asked.has(key)) asked.set(key, await opened(login, filter))
      expect([at, filter, caseCount]).toEqual([at, filter, asked.get(key)])
    }
    for (const one of [given, ...given.zones, ...given.bodies]) {
      const value = (name: string) => one.figures.find((figure: Loose) => figure.name === name).value
      for (const name of ['total', 'open', 'overdue', 'dueSoon', 'concluded', 'medianDays', 'firstPassRate']) expect([name, value(name)]).toEqual([name, one[name]])
    }
  }, 120_000)

  it('whose days they were sums to all days', async () => {
    const { days, concluded } = await figuresFor(login)
    for (const span of days) expect(span.parties.reduce((sum: number, one: Loose) => sum + one.days, 0)).toBe(span.days)
    const [review] = days
    expect(review).toMatchObject({ span: 'review', caseCount: concluded })
  })
})

describe('the office', () => {
  it('sees a year of work in all its figures', async () => {
    const given = await figuresFor(asOffice)
    const of = (name: string) => given.figures.find((one: Loose) => one.name === name)
    expect(given.figures.map((one: Loose) => one.name)).toEqual(Object.keys(figureWords))
    for (const name of ['concluded', 'firstPass', 'returned', 'changed', 'measureDown', 'eightPointAdded']) expect([name, of(name).value > 0]).toEqual([name, true])
    expect(of('firstPassRate').value).toBeCloseTo(of('firstPass').value / of('firstPassRate').caseCount)
    expect(of('firstPass').value).toBeLessThan(of('concluded').value)
    expect(given.days[0].parties.filter((one: Loose) => one.days > 0).map((one: Loose) => one.party)).toEqual(expect.arrayContaining(['body', 'group']))
    expect(given.stageDays.map((one: Loose) => one.stage)).toEqual(expect.arrayContaining(['transferred', 'accepted', 'reading', 'approving', 'executing']))
    expect(given.returnGrounds.length).toBeGreaterThan(0)
    expect(await verify(store, commission, now)).toEqual([])
  }, 180_000)

  it('compares bodies with enough cases only, and counts the others', async () => {
    const { bodies, firstPassSpread: spread } = await figuresFor(asOffice)
    const approved = bodies.map((one: Loose) => one.figures.find((figure: Loose) => figure.name === 'firstPassRate').caseCount as number)
    expect(spread).toMatchObject({ least: 5, comparedCount: approved.filter((n: number) => n >= 5).length, suppressedCount: approved.filter((n: number) => n > 0 && n < 5).length })
    expect(spread.comparedCount).toBeGreaterThan(2)
    expect(spread.min).toBeLessThanOrEqual(spread.lowerQuartile)
    expect(spread.lowerQuartile).toBeLessThanOrEqual(spread.median)
    expect(spread.upperQuartile).toBeLessThanOrEqual(spread.max)
    for (const [n, one] of bodies.entries()) expect(one.firstPassRate === null).toBe(approved[n] < 5)
  })

  it('is told the bodies without a case this year, each with none behind it', async () => {
    const { silentBodies: { year, bodies } } = await figuresFor(asOffice)
    expect(year).toBe('2026')
    expect(bodies.length).toBeGreaterThan(0)
    expect(bodies.length).toBeLessThan(36)
    const [first] = bodies
    const ask = await city.as(asOffice)
    const others = await ask('{ bodies(first: 100) { edges { node { id code } } } }')
    const talking = others.data.bodies.edges.map((edge: Loose) => edge.node).filter(({ code }: Loose) => !bodies.some((one: Loose) => one.body.code === code))
    for (const { id } of talking.slice(0, 5)) expect(await opened(asOffice, { ...first.rows, bodyId: id })).toBeGreaterThan(0)
  })

  it('sees loads as numbers, a leader of a group as ranks of the own zone, others none', async () => {
    const [office, leader, reviewer, body] = [await figuresFor(asOffice), await figuresFor('s30'), await figuresFor('s31'), await figuresFor('p25-1')]
    expect(office.loads).toHaveLength(21)
    expect(office.loads.some((one: Loose) => one.caseCount > 0 && one.weight > 0)).toBe(true)
    expect(leader.loads.length).toBeGreaterThan(3)
    expect(leader.loads.length).toBeLessThan(21)
    expect(leader.loads.every((one: Loose) => one.weight === null && one.caseCount === null && one.rows === null)).toBe(true)
    expect([reviewer.loads, body.loads, body.silentBodies.bodies]).toEqual([[], [], []])
  })

  it('narrows to a zone or a body, and then only the silent bodies and loads there', async () => {
    const { zones, bodies } = await figuresFor(asOffice)
    const [zone] = zones
    const narrowed = await figuresFor(asOffice, `(zoneId: "${zone.zone.id}")`)
    expect(narrowed).toMatchObject({ total: zone.total, open: zone.open, zones: [{ zone: { name: zone.zone.name } }] })
    expect(narrowed.loads.length).toBeLessThan(21)
    const [body] = bodies
    const one = await figuresFor(asOffice, `(bodyId: "${body.body.id}")`)
    expect(one).toMatchObject({ total: body.total, bodies: [{ body: { code: body.body.code } }] })
    for (const { at, caseCount, rows: filter } of [...behind(narrowed), ...behind(one)].filter((_one, n) => n % 7 === 0)) expect([at, caseCount]).toEqual([at, await opened(asOffice, filter)])
  }, 60_000)
})

describe('the course of a case', () => {
  it('tells whose working days it took, without a gap, and the same sum to its body, to whom what is inside the group is one stage', async () => {
    const ask = await city.as(asOffice)
    const { data } = await ask('{ cases(first: 100, filter: { open: true }) { edges { node { id stage transferredOn body { code } } } } }')
    const tell = async (login: string, id: string): Promise<Loose[]> => (await (await city.as(login))('query ($id: ID!) { case(id: $id) { course { stage party from to workingDays } } }', { id })).data.case?.course ?? []
    const sum = (course: Loose[]) => course.reduce((days, one) => days + Number(one.workingDays), 0)
    let compared = 0
    for (const { node } of data.cases.edges) {
      if (node.transferredOn === null) continue
      const course = await tell(asOffice, node.id)
      expect(course.length).toBeGreaterThan(0)
      expect(course.at(-1).to).toBe(now.on)
      for (const [n, one] of course.slice(1).entries()) expect(one.from).toBe(course[n].to)
      if (compared === 4) continue
      const own = await tell(`${String(node.body.code).toLowerCase()}-1`, node.id)
      expect([node.id, sum(own)]).toEqual([node.id, sum(course)])
      expect(own.map((one) => one.stage)).not.toContain('deliberating')
      compared++
    }
    expect(compared).toBe(4)
  }, 60_000)
})

describe('case management', () => {
  it('is not told why cases came back or what review changed, by no figure and no filter', async () => {
    const given = await figuresFor('m1')
    expect(given.returns.some((one: Loose) => one.count > 0)).toBe(true)
    expect([given.returnGrounds, given.routes]).toEqual([[], []])
    expect(given.figures.find((one: Loose) => one.name === 'changed').value).toBe(0)
    for (const counted of [{ by: 'changed' }, { by: 'sentFor' }, { by: 'return' }, { by: 'route' }, { by: 'filed' }]) expect(await opened('m1', { counted })).toBe(0)
    expect(await opened(asOffice, { counted: { by: 'changed' } })).toBeGreaterThan(0)
  })
})
