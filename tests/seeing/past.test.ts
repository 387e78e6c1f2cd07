/** 回看 over cases that come about by chance: a case at every step is what it was when that step was the newest; what was taken back or withheld since is not to be had by looking back. */
import { describe, expect, it } from 'vitest'
import { replay } from '../../src/review/act.ts'
import { blankCase } from '../../src/review/blank.ts'
import type { Case } from '../../src/review/case.ts'
import { pastOf, versionsOf } from '../../src/review/past.ts'
import type { Actor } from '../../src/review/people.ts'
import { seenBy, seenFrom, type Seen } from '../../src/review/visibility.ts'
import { offers } from '../help/offers.ts'
import { everybody, momentAt } from './city.ts'
import { storyOf, taken, toldOf, type Plot, type Told } from './stories.ts'

const plots: Plot[] = [
  ...Array.from({ length: 8 }, (_one, n): Plot => ({ key: `past${n}`, cast: (['own', 'far', 'joint'] as const)[n % 3] ?? 'own', number: `回看〔2026〕${n}号`, length: 70 })),
  ...Array.from({ length: 4 }, (_one, n): Plot => ({ key: `back${n}`, cast: 'own', number: `回看〔2026〕${20 + n}号`, length: 40, wish: ['withdraw', 'askConsultation'] })),
]
const stories = plots.map((plot, n) => { const story = storyOf(77 + n * 13, plot); return { story, told: toldOf(story) as Told } })

/** The case after each of its steps. */
function stands(lines: (typeof stories)[number]['story']['lines'], id: string): Told[] {
  const all: Told[] = []
  let told = toldOf({ key: id, cast: 'own', number: '', lines: [] }) as Told
  for (const line of lines) all.push((told = taken(told, line) as Told))
  return all
}

/** Whether something that a side saw then may be kept from it by now: a transfer since taken back, or what the body decides anew and has not sent yet. */
const takenSince = (seen: Seen, { log }: Told, length: number): boolean =>
  (seen.side !== 'body' && log.slice(length).some(({ step }) => step === 'withdraw')) || (seen.side === 'committee' && log.findLastIndex(({ step }) => step === 'sendProposal') < log.findLastIndex(({ step }) => step === 'holdBodyMeeting'))

const shown = ({ side, case: c, log, process }: Seen) => ({ side, case: c, log: log.map(({ version, step, from, to, by, on, payload }) => ({ version, step, from, to, by, on, payload })), process: { case: process.case, steps: process.log.length } })

describe('a case that is looked back at', () => {
  it('stands at every step as it stood when that step was the newest, for everybody to whom it is still there', () => {
    let compared = 0
    for (const { story, told } of stories) {
      const way = stands(story.lines, told.c.id)
      for (const who of everybody) {
        const now = seenBy(who, told.c, told.log)
        if (!now || now.side === 'closed') continue
        const whole = { case: told.c, log: told.log }
        const possible = new Set(versionsOf(who, now, whole, momentAt))
        const before = new Set<number>()
        for (const [n, { c, log }] of way.entries()) {
          const then = seenBy(who, c, log)
          if (!then || then.side !== now.side || before.has(then.log.length)) continue
          before.add(then.log.length)
          if ((n + before.size) % 4 !== 0) continue // a look costs a replay: every fourth is asked, at other steps for others
          expect(possible, `${story.key} ${who.personId} ${then.log.length}`).toContain(then.log.length)
          const past = pastOf(who, now, whole, { version: then.log.length }, momentAt)
          if ('message' in past) throw new Error(`${story.key} ${who.personId}: ${past.message}`)
          if (past.past.length !== n + 1 || takenSince(now, told, past.past.length)) continue
          expect(shown(past), `${story.key} ${who.personId} ${then.log.length}`).toEqual(shown(then))
          expect([past.past.on, past.past.at]).toEqual([log.at(-1)?.writtenOn, log.at(-1)?.at])
          compared++
        }
      }
    }
    expect(compared).toBeGreaterThan(800)
  })

  it('tells nobody who reviews of a package that was taken back', () => {
    let packages = 0
    for (const { story, told } of stories)
      for (const { now, stood, past } of everyPast(told)) {
        if (now.side === 'body' || !handedBack(told, past.past.length)) continue
        const kept = now.case.packages.map((one) => JSON.stringify(one))
        expect(past.case.packages.filter((one) => !kept.includes(JSON.stringify(one))), story.key).toEqual([])
        if (stood.case.package.title !== past.case.package.title) packages++
      }
    expect(packages).toBeGreaterThan(3)
  })

  it('tells the committee of a meeting of the body no more, while the body has met again and not sent what it decided', () => {
    const plot: Plot = { key: 'again', cast: 'own', number: '回看〔2026〕30号', length: 70, kind: 'division', asides: 40 }
    const { c, log } = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((seed) => stands(storyOf(seed, plot).lines, plot.key)).find((told) => told.c.opinions.some(({ layer }) => layer === 'workCommittee') && ['consulting', 'deciding'].includes(told.c.stage)) as Told
    const head = everybody.find(({ personId }) => personId === 'bodyHead') as Actor
    const met = (told: Told, step: 'holdBodyMeeting' | 'sendProposal') => taken(told, { step, payload: offers(told.c, step, { subject: told.c.package.subjects[0]!, party: 'seriousWarning', admin: 'majorDemerit', crime: false })[0] as object, by: head, on: log.at(-1)!.writtenOn, at: `${log.at(-1)!.writtenOn}T02:00:00.000Z` }) as Told
    const committee = everybody.find(({ role }) => role === 'committeeReviewer') as Actor
    const meetings = (told: Told) => {
      const now = seenBy(committee, told.c, told.log) as Seen
      return [...everyPast(told, [committee])].map(({ past }) => past.case.bodyMeeting?.minutes ?? null).concat(now.case.bodyMeeting?.minutes ?? null)
    }
    const before = meetings({ c, log })
    expect(before.filter((one) => one !== null).length).toBeGreaterThan(1)
    const again = met({ c, log }, 'holdBodyMeeting')
    expect(meetings(again).filter((one) => one !== null)).toEqual([])
    const sent = met(again, 'sendProposal')
    expect(meetings(sent).slice(0, before.length - 1)).toEqual(before.slice(0, -1))
  })

  it('is closed once it is archived, save to the archivist and whoever has leave to read', () => {
    const archived = stories.find(({ told }) => told.c.stage === 'archived')?.told as Told
    const whole = { case: archived.c, log: archived.log }
    const look = (who: Actor, version: number) => {
      const now = seenBy(who, archived.c, archived.log)
      return now && { versions: versionsOf(who, now, whole, momentAt), past: pastOf(who, now, whole, { version }, momentAt) }
    }
    const head = everybody.find(({ role }) => role === 'officeHead') as Actor
    expect(look(head, 4)).toEqual({ versions: [], past: { message: '本案已经归档，查阅须经批准，批准以后才能回看' } })
    const let_ = look({ ...head, leaves: [archived.c.id] }, 6)
    expect(let_).toMatchObject({ past: { side: 'review', case: { version: 6 } } })
    // The archivist is told of a case once it is reported, and looks back no further than that.
    const archivist = look(everybody.find(({ role }) => role === 'archivist') as Actor, 1)
    expect(archivist?.versions.length).toBeGreaterThanOrEqual(1)
    expect(archivist?.past).toEqual({ message: expect.stringMatching(/^没有第1步可以回看，请在第\d+步至第\d+步之间选择$/) })
  })
})

const handedBack = ({ log }: Told, length: number): boolean => log.slice(length).find(({ step }) => step === 'transfer' || step === 'withdraw')?.step === 'withdraw'

/** Every look back at a case by everybody to whom it is there, beside what their side saw then. */
function* everyPast({ c, log }: Told, people: readonly Actor[] = everybody): Generator<{ now: Seen; stood: Seen; past: Seen & { past: { length: number } } }> {
  for (const who of people) {
    const now = seenBy(who, c, log)
    if (!now || now.side === 'closed') continue
    for (const [n, version] of versionsOf(who, now, { case: c, log }, momentAt).entries()) {
      if (people === everybody && (n + everybody.indexOf(who)) % 5 !== 0) continue
      const past = pastOf(who, now, { case: c, log }, { version }, momentAt)
      if ('message' in past) throw new Error(past.message)
      yield { now, past, stood: seenThen(now, past.past.length, { c, log }) }
    }
  }
}

/** What the side saw when the log was so long, with nothing kept back. */
function seenThen(now: Seen, length: number, { c, log }: Told): Seen {
  const upTo = log.slice(0, length)
  const then: Case = replay(blankCase({ id: c.id, commission: c.commission, number: '', zoneId: '' }), upTo, momentAt)
  return seenFrom(now.side, then, upTo)
}
