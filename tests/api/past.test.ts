/** 回看: a case on any day that is over is what the same question told on that day, to each side; and to nobody more than that. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { idOf } from '../../src/api/id.ts'
import { addDays } from '../../src/review/day.ts'
import { links } from '../../src/store/audit.ts'
import { verify } from '../../src/store/verify.ts'
import { commission, today, type Who } from '../help/city.ts'
import { world } from '../store/city.ts'
import { served, type Loose, type Served } from './browser.ts'
import { walk, type Walk } from './walk.ts'

let city: Served
let way: Walk
/** What each person was told at the end of each day. */
const told = new Map<string, Map<Who, Loose>>()

const whole = `fragment All on Case {
  number title stage holder version since round secrecy subjects { name route } findings { characterisation } package { title facts { text } evidence { name } intake { item state } } packages { title }
  panel { person { name } leftOn } leadReviewer { name } recusals { reason } notes { text } interviews { reason } consultations { question answer }
  panelOpinions { checklist { note } opinions { opinion dissent } } deliberations { minutes opinions { opinion } } returns { reason outline { problem answer { text } history { answer { text } } } }
  report { sections { reviewOpinion } approvedOn } extensions { reason approvedOn } bodyMeeting { minutes } partyGroupViews { opinion } opinions { opinion } decisions { minutes outcome party }
  entries { version step from to on by { name } reason } warnings { message } checks { code state } clocks { label state light dueOn explanation { text } } reviewClock { state dueOn workingDaysLeft netDays } course { stage party workingDays }
}`
const asToday = async (name: Who): Promise<Loose> => (await (await city.as(name))(`query ($id: ID!) { case(id: $id) { ...All } } ${whole}`, { id: way.seen().id })).data.case
const asThen = async (name: Who, on: string) => (await city.as(name))(`query ($id: ID!, $on: Day!) { casePast(id: $id, on: $on) { ...All openSteps { step } papers { key } attachmentPlaces { place } panelProposal { wanted } } } ${whole}`, { id: way.seen().id, on })

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
    if (n % 2 === 0) continue // two steps a day
    told.set(city.day.on, new Map())
    for (const one of people) told.get(city.day.on)?.set(one, await asToday(one))
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
        const { data, errors } = await asThen(name, on)
        if (answer === null) { // nobody is told more of the past than their side was told then
          if (name === 'lead' && answers.get('officeHead') !== null) expect(data.casePast.version).toBe(answers.get('officeHead').version)
          else expect(data?.casePast ?? null, `${name} ${on}`).toBeNull()
          continue
        }
        expect(errors, `${name} ${on}`).toBeUndefined()
        const { openSteps, papers, attachmentPlaces, panelProposal, ...then } = data.casePast
        expect(then, `${name} ${on}`).toEqual(answer)
        compared++
        expect([openSteps, papers, attachmentPlaces, panelProposal]).toEqual([[], [], [], null])
      }
    expect(compared).toBeGreaterThan(20)
  })

  it('is not there before it began, and not yet on a day to come', async () => {
    const wrong = async (name: Who, on: string) => (await asThen(name, on)).errors?.map(({ message }) => message)
    expect(await wrong('handler', addDays(today, -1))).toEqual([`${addDays(today, -1)}时还没有本案：本人可以看到的，从${today}开始`])
    expect(await wrong('lead', addDays(today, 400))).toEqual([`${addDays(today, 400)}还没有到，请选今天或者以前的日期`])
    expect(await wrong('lead', '2026-02-30')).toMatchObject([expect.stringContaining('不是真实的日期')])
  })

  it('is as little there as the case itself for whoever may not see it', async () => {
    for (const name of ['otherHandler', 'otherGroupLeader', 'systemAdmin', 'archivist'] as const) {
      const { data, errors } = await asThen(name, today)
      const now = await (await city.as(name))('query ($id: ID!) { case(id: $id) { number } }', { id: way.seen().id })
      expect([data?.casePast ?? null, errors?.map(({ extensions }) => extensions.code)]).toEqual([now.data?.case ?? null, now.errors?.map(({ extensions }) => extensions.code)])
      expect(now.data?.case ?? null).toBeNull()
    }
  })

  it('is read on record like the case, and changes nothing', async () => {
    const all = () => links(city.store, commission, 0, 2000)
    const before = (await all()).length
    expect((await asThen('groupLeader', today)).data.casePast.number).toBe(way.seen().number)
    const since = (await all()).slice(before).map(({ kind, body }) => ({ kind, ...(JSON.parse(body) as { by: string; cases: string[] }) }))
    expect(since).toMatchObject([{ kind: 'reading', by: 'groupLeader', cases: [idOf('Case', way.seen().id)] }])
    expect(await verify(city.store, commission, { on: city.day.on, at: `${city.day.on}T01:00:00.000Z` })).toEqual([])
  })
})
