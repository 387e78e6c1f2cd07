/** Reports over a year and a half of simulated work: months add up to a year, zones to the whole, and all of it to the dashboard. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoPassword, openAccounts } from '../../src/caseload/seed.ts'
import { simulate } from '../../src/caseload/simulate.ts'
import { replay } from '../../src/review/act.ts'
import { blankCase } from '../../src/review/blank.ts'
import { toldOf } from '../../src/review/happenings.ts'
import { periodIn, type Period } from '../../src/review/period.ts'
import { reportWords } from '../../src/review/report-words.ts'
import { linesIn } from '../../src/review/reports.ts'
import { seenFrom } from '../../src/review/visibility.ts'
import { loadUnseen } from '../../src/store/cases.ts'
import { rosterOf } from '../../src/store/roster.ts'
import { momentsOf } from '../../src/store/settings.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { apiOver, type Loose } from './browser.ts'

const now = { on: '2026-11-24', at: '2026-11-24T01:00:00.000Z' }
const commission = 'xm'
let folder: string
let store: Store
let city: ReturnType<typeof apiOver>
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huapian-reports-'))
  store = await openStore(join(folder, 'city.db'))
  await simulate(store, { cases: 150, years: 1.5, seed: 7, commission, today: now.on }, () => {})
  await openAccounts(store, commission, now.at)
  city = apiOver(store, { on: now.on }, demoPassword)
}, 400_000)
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const period = '{ key name from until asOf months }'
const filter = 'rows { zoneId bodyId open overdue dueFrom dueBy counted { by key } }'
const reportFields = `title notes period ${period} previous ${period} yearBefore ${period} zones { id name } bodies { body { id code } received accepted supplement reinvestigation concluded passFirst firstPassRate }
  sections { name title lines { name key label definition unit sums value previous yearBefore zones { zone { id } value } behind { month ${filter} } } }`
const circularFields = `title threshold notes period ${period} previous ${period} paragraphs { heading texts tables }
  tables { name title unit definition columns rows { label share rate cells { value text } total { value text } previous { value text } } totals { value text } total { value text } previous { value text } }`

async function report(login: string, key: string, args = ''): Promise<Loose> {
  const { data, errors } = await (await city.as(login))(`{ report(period: "${key}"${args}) { ${reportFields} } }`)
  if (errors) throw new Error(JSON.stringify(errors))
  return data.report
}
const linesOf = (made: Loose): Loose[] => made.sections.flatMap((section: Loose) => section.lines)
const named = (made: Loose): Map<string, Loose> => new Map(linesOf(made).map((line) => [`${line.name} ${line.key ?? ''}`, line]))
const valueOf = (made: Loose, name: string, key = ''): number => named(made).get(`${name} ${key}`)?.value ?? 0
const refusedTo = async (login: string, document: string) => (await (await city.as(login))(document)).errors?.map(({ message, extensions: { code } }) => [code, message])

const months = (year: string, last = 12) => Array.from({ length: last }, (_, n) => `${year}-${String(n + 1).padStart(2, '0')}`)
const seats = [['the office', 'o1'], ['the leader in charge', 'l1'], ['a leader of a group', 's30'], ['the head of a body', 'p25-1']] as const

describe.each(seats)('to %s', (_name, login) => {
  it('a year is the sum of its months and of its quarters, and the whole the sum of the zones', async () => {
    const year = await report(login, '2026')
    const [ofMonths, ofQuarters] = [await Promise.all(months('2026', 11).map((key) => report(login, key))), await Promise.all(['2026Q1', '2026Q2', '2026Q3', '2026Q4'].map((key) => report(login, key)))]
    const summing = linesOf(year).filter(({ sums }) => sums)
    expect(summing.length).toBeGreaterThan(20)
    for (const { name, key, value, zones } of summing) {
      const sum = (some: Loose[]): number => some.reduce((total, one) => total + valueOf(one, name, key ?? ''), 0)
      expect([name, key, sum(ofMonths), sum(ofQuarters), zones.reduce((total: number, one: Loose) => total + Number(one.value), 0)]).toEqual([name, key, value, value, value])
    }
    for (const one of [year, ...ofMonths, ...ofQuarters]) expect(valueOf(one, 'opening') + valueOf(one, 'received') - valueOf(one, 'ended')).toBe(valueOf(one, 'closing'))
    for (const [n, one] of ofMonths.entries()) {
      if (n === 0) continue
      expect([one.period.key, valueOf(one, 'opening')]).toEqual([one.period.key, valueOf(ofMonths[n - 1], 'closing')])
      // Of a running month only as much of the one before is compared.
      if (one.period.asOf === null) expect([one.period.key, named(one).get('accepted ')?.previous]).toEqual([one.period.key, valueOf(ofMonths[n - 1], 'accepted')])
    }
    expect(valueOf(year, 'decided')).toBe(['party', 'admin'].flatMap((track) => linesOf(year).filter(({ name, key }) => name === 'decided' && key?.startsWith(track))).reduce((sum, one) => sum + Number(one.value), 0))
    expect(linesOf(year).map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(reportWords).filter((name) => !['spent', 'ground', 'party', 'admin'].includes(name))))
  }, 120_000)

  it('says what the dashboard says of the same months and of all of them', async () => {
    const { data } = await (await city.as(login))('{ figures { medianDays overdue months { month accepted concluded returned } figures { name value } days { span days parties { party days } } returnGrounds { kind ground count } } }')
    const { figures } = data
    for (const { month, accepted, concluded, returned } of figures.months) {
      const made = await report(login, month)
      expect([month, valueOf(made, 'accepted'), valueOf(made, 'concluded'), valueOf(made, 'sentBack')]).toEqual([month, accepted, concluded, returned])
    }
    const years = await Promise.all(['2025', '2026'].map((key) => report(login, key)))
    const sum = (name: string, key = '') => years.reduce((total, one) => total + valueOf(one, name, key), 0)
    const of = (name: string): number => figures.figures.find((one: Loose) => one.name === name).value
    expect(sum('concluded')).toBeGreaterThan(login === 'p25-1' ? 0 : 20)
    expect(sum('passFirst')).toBe(of('firstPass'))
    for (const name of ['concluded', 'changed', 'characterisation', 'measureUp', 'measureDown', 'eightPointAdded', 'eightPointDropped']) expect([name, sum(name)]).toEqual([name, of(name)])
    for (const { kind, ground, count } of figures.returnGrounds) expect([kind, ground, sum('ground', `${kind}|${ground}`)]).toEqual([kind, ground, count])
    expect(valueOf(years[1], 'overdue')).toBe(figures.overdue)
  }, 120_000)
})

describe('a report of a period that is past', () => {
  it('tells of each case what it told then: what came later changes nothing', async () => {
    const momentOf = await momentsOf(store, commission)
    const asked = { calendar: momentOf(now.on, now.at).calendar, policyOn: (day: string) => momentOf(day, now.at).policy }
    const rows = await store.fresh.select({ id: store.t.cases.id }).from(store.t.cases)
    let compared = 0
    for (const key of ['2025Q4', '2026-03', '2026H1']) {
      const past = periodIn(key) as Period
      for (const { id } of rows) {
        const whole = await loadUnseen(store, store.fresh, commission, id)
        const until = whole?.log.filter(({ writtenOn }) => writtenOn <= past.until) ?? []
        if (!whole || until.length === 0 || until.length === whole.log.length) continue
        const then = seenFrom('review', replay(blankCase({ id, commission, number: '', zoneId: '' }), until, momentOf), until)
        const later = seenFrom('review', whole.case, whole.log)
        const told = (seen: typeof then) => linesIn(toldOf(seen.case, seen.log, momentOf(past.until, now.at)), past, asked).map(({ kind, key: what, n }) => `${kind} ${what} ${n}`).toSorted()
        expect([id, key, told(later)]).toEqual([id, key, told(then)])
        compared++
      }
    }
    expect(compared).toBeGreaterThan(100)
  }, 120_000)

  it('opens the cases of each month of a line, as many as the line says', async () => {
    const ask = await city.as('o1')
    const made = await report('o1', '2026Q2')
    let opened = 0
    for (const { name, behind, value } of linesOf(made).filter((line) => line.behind.length > 0)) {
      let sum = 0
      for (const { rows } of behind) {
        const wanted = Object.fromEntries(Object.entries(rows as object).filter(([, one]) => one !== null))
        sum += (await ask('query ($filter: CaseFilter) { cases(filter: $filter) { totalCount } }', { filter: wanted })).data.cases.totalCount
      }
      if (name === 'sentBack') expect(sum).toBeLessThanOrEqual(value) // a case may come back twice in a month
      else expect([name, sum]).toEqual([name, value])
      opened++
    }
    expect(opened).toBe(4)
  }, 60_000)

  it('narrows to a zone or a body', async () => {
    const whole = await report('o1', '2026H1')
    const [zone] = whole.zones
    const narrowed = await report('o1', '2026H1', `, zoneId: "${zone.id}"`)
    expect(narrowed.zones.map((one: Loose) => one.id)).toEqual([zone.id])
    for (const line of linesOf(narrowed)) expect([line.name, line.key, line.value]).toEqual([line.name, line.key, named(whole).get(`${line.name} ${line.key ?? ''}`)?.zones.find((one: Loose) => one.zone.id === zone.id).value])
    const [body] = whole.bodies
    expect(await report('o1', '2026H1', `, bodyId: "${body.body.id}"`)).toMatchObject({ bodies: [body] })
    for (const { concluded, firstPassRate, passFirst } of whole.bodies) expect(firstPassRate).toBe(concluded < 5 ? null : passFirst / concluded)
  }, 60_000)

  it('says in a sentence that nothing was there, that it has not begun, and that it is none', async () => {
    const empty = await report('o1', '2019')
    expect(empty.notes[0]).toBe('2019年没有案件：报表人可以查看的案件在这一期都没有开始')
    expect(linesOf(empty).every(({ value }) => value === 0 || value === null)).toBe(true)
    expect(await refusedTo('o1', '{ report(period: "2027Q1") { title } }')).toEqual([['BAD_USER_INPUT', '2027年第一季度还没有开始（今天是2026年11月24日），请选已经开始的报告期']])
    expect(await refusedTo('o1', '{ report(period: "三月") { title } }')).toEqual([['BAD_USER_INPUT', '“三月”不是报告期，请写作2026-03（月）、2026Q1（季）、2026H1（半年）或者 2026（年）']])
    expect((await report('o1', '2026-11')).period).toMatchObject({ name: '2026年11月（截至2026年11月24日）', asOf: '2026-11-24', until: '2026-11-24' })
  })

  it.each([['a reviewer', 's31', '审理员'], ['the handler of a body', 'p25-2', '派驻机构经办人'], ['case management', 'm1', '案管监督员'], ['the work committee', 'w3', '工委负责人'], ['an administrator', 'a1', '系统管理员']])('is not for %s', async (_name, login, role) => {
    expect(await refusedTo(login, '{ report(period: "2026") { title } }')).toEqual([['FORBIDDEN', `${role}不看报表；报表由案件审理室、分管领导、主要负责人、小组组长和派驻机构主要负责人查看`]])
  })
})

describe('the circular', () => {
  const circular = async (half: string): Promise<Loose> => {
    const { data, errors } = await (await city.as('o1'))(`{ circular(half: "${half}") { ${circularFields} } }`)
    if (errors) throw new Error(JSON.stringify(errors))
    return data.circular
  }
  const cellsOf = ({ rows, totals, total, previous }: Loose): Loose[] => [...rows.flatMap((row: Loose) => [...row.cells, row.total, row.previous]), ...totals, total, previous]

  it('counts what the reports count, by zone and by body', async () => {
    const [made, half] = [await circular('2026H1'), await report('o1', '2026H1')]
    const table = (name: string) => made.tables.find((one: Loose) => one.name === name)
    expect(made.period.key).toBe('2026H1')
    expect(table('returns').total.value).toBe(valueOf(half, 'sentBack'))
    expect(table('returns').totals.map(({ value }: Loose) => value)).toEqual([valueOf(half, 'sentBack', 'supplement'), valueOf(half, 'sentBack', 'reinvestigation')])
    expect(table('passes').totals[0].value).toBe(valueOf(half, 'passFirst'))
    expect(table('passes').total.value).toBe(valueOf(half, 'concluded'))
    expect(table('grounds').total.value).toBe(linesOf(half).filter(({ name }) => name === 'ground').reduce((sum, { value }) => sum + Number(value), 0))
    expect(table('passes').previous.value).toBe(valueOf(await report('o1', '2025H2'), 'concluded'))
  }, 60_000)

  it('writes no small count, and no rate where a count is not told', async () => {
    const made = await circular('2026H1')
    expect(made.threshold).toBe(5)
    const cells = made.tables.flatMap(cellsOf)
    expect(cells.some(({ text }: Loose) => text === '<5')).toBe(true)
    for (const { value, text } of cells) expect([value, text]).toEqual([value, value > 0 && value < 5 ? expect.stringMatching(/^<5$|^＊$/) : expect.stringMatching(new RegExp(`^${value}$|^＊$|^<5$`))])
    for (const { name, rows } of made.tables)
      for (const { rate, share, cells: own, total } of rows) {
        if ([...own, total].some(({ text }: Loose) => !/^\d+$/.test(text))) expect([name, rate]).toEqual([name, null])
        if (!/^\d+$/.test(total.text)) expect(share).toBeNull()
      }
    const said = made.paragraphs.flatMap(({ texts }: Loose) => texts).join('\n')
    expect(said.replace(/比上期(增加|减少)\d+/g, '')).not.toMatch(/(?<![\d.])[1-4](件|次|项|个)/)
  }, 60_000)

  it('names nobody and no case', async () => {
    const text = JSON.stringify(await circular('2026H1'))
    for (const { name } of (await rosterOf(store, commission)).people.filter(({ name: one }) => !one.includes('室主任') && one.length > 1)) expect(text).not.toContain(name)
    const { data } = await (await city.as('o1'))('{ cases(first: 100) { edges { node { number title subjectNames } } } }')
    for (const { node } of data.cases.edges) for (const one of [node.number, node.title, ...String(node.subjectNames).split('、')]) if (one !== '') expect(text).not.toContain(one)
  }, 60_000)

  it.each([
    ['2026H2', '2026年下半年还没有结束：通报在半年结束以后起草，现在的数字请看报表'],
    ['2027H1', '2027年上半年还没有开始（今天是2026年11月24日），请选已经开始的报告期'],
    ['2026', '2026年不是半年：共性问题通报每半年一次，请写作 2026H1 或者 2026H2'],
    ['2019H1', '2019年上半年没有受理、退回、审结的案件，也没有反馈过评查问题，无从通报'],
  ])('is not drawn up of %s', async (half, message) => {
    expect(await refusedTo('o1', `{ circular(half: "${half}") { title } }`)).toEqual([['BAD_USER_INPUT', message]])
  })

  it.each([['the leader in charge', 'l1', '分管领导'], ['a leader of a group', 's30', '小组组长'], ['the head of a body', 'p25-1', '派驻机构主要负责人']])('is not drawn up by %s', async (_name, login, role) => {
    expect(await refusedTo(login, '{ circular(half: "2026H1") { title } }')).toEqual([['FORBIDDEN', `${role}不起草通报；共性问题通报由案件审理室主任起草`]])
  })
})
