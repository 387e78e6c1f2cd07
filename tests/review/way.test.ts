/** 流程图: the drawing of the lifecycle, over cases that come about by chance, as every side sees them. */
import { describe, expect, it } from 'vitest'
import { isEnd, type Stage } from '../../src/review/case.ts'
import { caseMachine, leadsOn } from '../../src/review/machine.ts'
import { parties } from '../../src/review/parties.ts'
import { stepNames, steps } from '../../src/review/steps/index.ts'
import { seenBy } from '../../src/review/visibility.ts'
import { mainWay, wayOf } from '../../src/review/way.ts'
import { whoCan } from '../../src/review/who-can.ts'
import { everybody, momentAt } from '../seeing/city.ts'
import { storyOf, taken, toldOf, type Told } from '../seeing/stories.ts'

const targets = (stage: Stage): string[] => Object.values(caseMachine.states[stage]?.config.on ?? {}).flat().map((one) => (one as { target: string }).target)
const moment = momentAt('2026-11-24')
const told = [3, 8, 21, 34, 55].flatMap((seed) => {
  const story = storyOf(seed, { key: `way${seed}`, cast: 'own', number: `流程〔2026〕${seed}号`, length: 60 })
  const all: Told[] = []
  for (const line of story.lines) all.push(taken(all.at(-1) ?? (toldOf({ key: story.key, cast: 'own', number: '', lines: [] }) as Told), line) as Told)
  return all
})

describe('the way of a case', () => {
  it('goes along the machine: each stage of the main way leads to the next, or over those that are not for every case', () => {
    const skipped: readonly string[] = ['committeeReview', 'consulting']
    for (const [n, stage] of mainWay.slice(0, -1).entries()) {
      const next = mainWay.slice(n + 1).findIndex((one) => !skipped.includes(one)) + n + 1
      for (const one of mainWay.slice(n + 1, next + 1)) if (!(stage === 'committeeReview' && one === 'committeeReview')) expect(targets(stage), `${stage} → ${one}`).toContain(one)
    }
  })

  it('has one place where the case is, those behind it as been, those before it as ahead, and every stay with its days', () => {
    let beside = 0
    for (const { c, log } of told)
      for (const who of everybody) {
        const seen = seenBy(who, c, log)
        if (!seen || seen.log.length === 0) continue
        const way = wayOf(seen, moment.policy)
        const here = way.filter(({ state }) => state === 'here')
        expect(here.map(({ stage }) => stage)).toEqual([seen.case.stage])
        expect(new Set(way.map(({ stage }) => stage)).size).toBe(way.length)
        const main = way.filter(({ under }) => under === null)
        const at = main.findIndex(({ stage }) => stage === (here[0]?.under ?? seen.case.stage))
        expect(main.map(({ state }, n) => (n < at ? 'been' : n > at ? 'ahead' : state))).toEqual(main.map(({ state }) => state))
        const changes = seen.log.filter(({ from, to }) => from !== to)
        expect(way.reduce((sum, { stays }) => sum + stays.length, 0)).toBe(changes.length + 1)
        expect(way.flatMap(({ stays }) => stays.filter(({ to }) => to === null))).toHaveLength(isEnd(seen.case.stage) ? 0 : 1)
        beside += way.length - main.length
        // What the group does among itself is one stage from outside.
        if (['body', 'committee', 'partyGroup'].includes(seen.side)) expect(way.filter(({ stage }) => ['reading', 'deliberating', 'returning', 'approving'].includes(stage))).toEqual([])
      }
    expect(beside).toBeGreaterThan(20)
  })
})

describe('who can take a step', () => {
  it('is told by capacity always, by name where the reader may know: the lead is named inside the group and not to the body', () => {
    const reading = told.find(({ c }) => c.stage === 'reading') as Told
    const seenAs = (personId: string) => seenBy(everybody.find((one) => one.personId === personId)!, reading.c, reading.log)!.case
    expect(whoCan(seenAs('groupLeader'), 'conclude', moment)).toEqual([{ label: parties.lead.label, people: ['lead'] }])
    expect(whoCan(seenAs('handler'), 'conclude', moment)).toEqual([{ label: parties.lead.label, people: [] }])
    expect(whoCan(seenAs('handler'), 'accept', moment)).toEqual([{ label: parties.groupLeader.label, people: ['groupLeader'] }])
    expect(whoCan(seenAs('lead'), 'approveReport', moment)).toEqual([{ label: parties.reportApprover.label, people: ['officeHead'] }])
    for (const step of stepNames) if (leadsOn('reading', step)) expect(whoCan(seenAs('lead'), step, moment).map(({ label }) => label)).toEqual(steps[step].by.map((party) => parties[party].label))
  })
})
