/** 回看: a case on any day that is over, and after any step, is what the same question told then, to each side; and to nobody more than that, nor more than today. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { idOf } from '../../src/api/id.ts'
import { addDays, inChinese } from '../../src/review/day.ts'
import { links } from '../../src/store/audit.ts'
import { verify } from '../../src/store/verify.ts'
import { commission, today, type Who } from '../help/city.ts'
import { world } from '../store/city.ts'
import { served, type Loose, type Served } from './browser.ts'
import { walk, type Walk } from './walk.ts'

let city: Served
let way: Walk
/** What each person was told at the end of each day, and when each of the steps that they see was the newest. */
const told = new Map<string, Map<Who, Loose>>()
const newest = new Map<Who, Map<number, Loose>>()

const whole = `fragment All on Case {
  number title stage holder version since round secrecy subjects { name route } findings { characterisation } package { title facts { text } evidence { name } intake { item state } } packages { title }
  panel { person { name } leftOn } leadReviewer { name } recusals { reason } notes { text } interviews { reason } consultations { question answer }
  panelOpinions { checklist { note } opinions { opinion dissent } } deliberations { minutes opinions { opinion } } returns { reason outline { problem answer { text } history { answer { text } } } }
  report { sections { reviewOpinion } approvedOn } extensions { reason approvedOn } bodyMeeting { minutes } partyGroupViews { opinion } opinions { opinion } decisions { minutes outcome party }
  entries { version step from to on by { name } reason } warnings { message } checks { code state } clocks { label state light dueOn explanation { text } } reviewClock { state dueOn workingDaysLeft netDays } course { stage party workingDays }
}`
const asToday = async (name: Who): Promise<Loose> => (await (await city.as(name))(`query ($id: ID!) { case(id: $id) { ...All } } ${whole}`, { id: way.seen().id })).data.case
const asThen = async (name: Who, when: { on: string } | { version: number }, id = way.seen().id) => (await city.as(name))(`query ($id: ID!, $on: Day, $version: Int) { casePast(id: $id, on: $on, version: $version) { ...All openSteps { step } pastVersions papers { openSignatures { kind } page } attachmentPlaces { place } panelProposal { wanted } } } ${whole}`, { id, ...when })
const versions = async (name: Who): Promise<number[] | null> => (await (await city.as(name))('query ($id: ID!) { case(id: $id) { pastVersions } }', { id: way.seen().id })).data?.case?.pastVersions ?? null

const people: readonly Who[] = ['handler', 'bodyHead', 'groupLeader', 'lead', 'officeHead', 'otherHandler', 'otherGroupLeader', 'committeeReviewer', 'caseManager', 'archivist', 'systemAdmin']
const steps: [Parameters<Walk['take']>[0], Who, number?][] = [
  ['openCase', 'handler'], ['askConsultation', 'handler'], ['answerConsultation', 'groupLeader'], ['transfer', 'bodyHead'], ['accept', 'groupLeader'], ['formPanel', 'groupLeader'], ['signUndertaking', 'lead'], ['signUndertaking', 'reviewer'], ['note', 'lead'],
  ['requestInterview', 'lead', 2], ['approveInterview', 'leaderInCharge'], ['requestExtension', 'lead'], ['conclude', 'lead', 0], ['deliberate', 'groupLeader', 0], ['proposeReturn', 'groupLeader'], ['approveReturn', 'officeHead'],
]

beforeAll(async () => {
  city = await served()
  way = walk(city, world)
  for (const [n, [name, by, which]] of steps.entries()) {
    await way.take(name, by, which)
    const answers = new Map<Who, Loose>()
    for (const one of people) {
      const answer = await asToday(one)
      answers.set(one, answer)
      const known = newest.get(one) ?? new Map<number, Loose>()
      newest.set(one, known)
      if (answer !== null && !known.has(answer.version)) known.set(answer.version, answer)
    }
    if (n % 2 === 0) continue // two steps a day
    told.set(city.day.on, answers)
    city.day.on = addDays(city.day.on, 1)
  }
  city.day.on = addDays(city.day.on, 9)
}, 120_000)
afterAll(async () => { await city.stop() })

describe('a case on a day that is over', () => {
  it('is what the same question told everybody at the end of that day', async () => {
    let compared = 0
    for (const [on, answers] of told)
      for (const [name, answer] of answers) {
        const { data, errors } = await asThen(name, { on })
        if (answer === null) { // nobody is told more of the past than their side was told then
          if (name === 'lead' && answers.get('officeHead') !== null) expect(data.casePast.version).toBe(answers.get('officeHead').version)
          else expect(data?.casePast ?? null, `${name} ${on}`).toBeNull()
          continue
        }
        expect(errors, `${name} ${on}`).toBeUndefined()
        const { openSteps, pastVersions, papers, attachmentPlaces, panelProposal, ...then } = data.casePast
        expect(then, `${name} ${on}`).toEqual(answer)
        compared++
        expect([openSteps, pastVersions, attachmentPlaces, panelProposal, papers.flatMap((one: Loose) => one.openSignatures)]).toEqual([[], [], [], null, []])
        for (const { page } of papers) expect(page).toMatch(new RegExp(`[?]at=${on}$`))
      }
    expect(compared).toBeGreaterThan(20)
  })

  it('is what the same question told when a step was the newest, for every step and everybody who was told of it', async () => {
    let compared = 0
    for (const [name, known] of newest) {
      const here = await versions(name)
      if (here === null) continue
      for (const [version, answer] of known) {
        expect(here, `${name} ${version}`).toContain(version)
        const { openSteps, pastVersions: _none, papers: _papers, attachmentPlaces: _places, panelProposal: _panel, ...then } = (await asThen(name, { version })).data.casePast
        expect(then, `${name} ${version}`).toEqual(answer)
        expect(openSteps).toEqual([])
        compared++
      }
    }
    expect(compared).toBeGreaterThan(50)
    // What came to be seen together with a later step never was the newest: the body is told of the proposal by its approval.
    const body = newest.get('bodyHead') as Map<number, Loose>
    const last = Math.max(...body.keys())
    expect(await versions('bodyHead')).toEqual([...body.keys()])
    expect(body.has(last - 1)).toBe(false)
    expect((await asThen('bodyHead', { version: last - 1 })).errors?.map(({ message }) => message)).toEqual([`第${last - 1}步是后来才让本人看到的，当时不是最新的一步，请改看第${last - 2}步`])
  })

  it('is not there before it began, and not yet on a day to come', async () => {
    const wrong = async (name: Who, when: Parameters<typeof asThen>[1]) => (await asThen(name, when)).errors?.map(({ message }) => message)
    expect(await wrong('handler', { on: addDays(today, -1) })).toEqual([`${inChinese(addDays(today, -1))}时本人还看不到本案，可以从${inChinese(today)}看起`])
    expect(await wrong('lead', { on: addDays(today, 400) })).toEqual([`${inChinese(addDays(today, 400))}还没有到，请选今天或者以前的日期`])
    expect(await wrong('lead', { on: '2026-02-30' })).toMatchObject([expect.stringContaining('不是真实的日期')])
    expect(await wrong('handler', { version: 0 })).toMatchObject([expect.stringMatching(/^没有第0步可以回看，请在第1步至第\d+步之间选择$/)])
    expect(await wrong('officeHead', { version: 99 })).toMatchObject([expect.stringMatching(/^没有第99步可以回看，请在第2步至第\d+步之间选择$/)])
    for (const neither of [{}, { on: today, version: 3 }]) expect(await wrong('handler', neither as { version: number })).toEqual(['请写明看哪一天，或者第几步，只写一个'])
  })

  it('is as little there as the case itself for whoever may not see it', async () => {
    for (const name of ['otherHandler', 'otherGroupLeader', 'systemAdmin', 'archivist'] as const) {
      const { data, errors } = await asThen(name, { on: today })
      const now = await (await city.as(name))('query ($id: ID!) { case(id: $id) { number } }', { id: way.seen().id })
      expect([data?.casePast ?? null, errors?.map(({ extensions }) => extensions.code)]).toEqual([now.data?.case ?? null, now.errors?.map(({ extensions }) => extensions.code)])
      expect(now.data?.case ?? null).toBeNull()
    }
  })

  it('is read on record like the case, and changes nothing', async () => {
    const all = () => links(city.store, commission, 0, 2000)
    const before = (await all()).length
    expect((await asThen('groupLeader', { on: today })).data.casePast.number).toBe(way.seen().number)
    const since = (await all()).slice(before).map(({ kind, body }) => ({ kind, ...(JSON.parse(body) as { by: string; cases: string[] }) }))
    expect(since).toMatchObject([{ kind: 'reading', by: 'groupLeader', cases: [idOf('Case', way.seen().id)] }])
    expect(await verify(city.store, commission, { on: city.day.on, at: `${city.day.on}T01:00:00.000Z` })).toEqual([])
  })

  it('keeps sealed what a recusal has sealed since, and is there no more for whoever was recused', async () => {
    const noted = [...(newest.get('officeHead') ?? [])].find(([, answer]) => answer.notes.length > 0)?.[0] ?? 0
    const notes = async () => (await asThen('officeHead', { version: noted })).data.casePast.notes.map((one: Loose) => one.text)
    expect(await notes()).toEqual(['转账记录与笔录一致'])
    expect((await asThen('lead', { version: noted })).data.casePast.version).toBe(noted)
    await way.take('requestRecusal', 'lead', 1)
    await way.take('decideRecusal', 'officeHead')
    expect(await notes()).toEqual([null])
    expect((await asThen('lead', { version: noted })).data?.casePast ?? null).toBeNull()
  })
})
