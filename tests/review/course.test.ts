import { describe, expect, it } from 'vitest'
import { calendar } from '../../src/review/calendar.ts'
import type { Stage } from '../../src/review/case.ts'
import { isEnd } from '../../src/review/case.ts'
import { reckonedClock } from '../../src/review/clock.ts'
import { courseOf, daysBy, type CourseEntry } from '../../src/review/course.ts'
import { workingDaysBetween, type Day } from '../../src/review/day.ts'
import { holderOf } from '../../src/review/machine.ts'
import { sides } from '../../src/review/sides.ts'
import type { Role } from '../../src/review/people.ts'
import { tallyOf } from '../../src/review/tally.ts'
import { seenFrom } from '../../src/review/visibility.ts'
import { moment } from '../help/city.ts'
import { storyOf, toldOf } from '../seeing/stories.ts'

const entry = (step: CourseEntry['step'], from: Stage, to: Stage, on: Day, role: Role = 'groupLeader'): CourseEntry => ({ step, from, to, on, role })
const transfer = entry('transfer', 'drafting', 'transferred', '2026-03-02', 'bodyHead')
const days = (log: CourseEntry[], on: Day, holder: Parameters<typeof courseOf>[1]['holder'] = 'group') => Object.fromEntries(daysBy(courseOf(log, { on, holder }, calendar), (one) => one.party))

describe('the working days of a case', () => {
  it('begin with the first transfer, and belong to whoever has it on the desk', () => {
    const log = [entry('openCase', 'drafting', 'drafting', '2026-02-02', 'handler'), transfer, entry('accept', 'transferred', 'accepted', '2026-03-04'), entry('formPanel', 'accepted', 'empanelled', '2026-03-06')]
    expect(courseOf(log, { on: '2026-03-09', holder: 'group' }, calendar)).toEqual([
      { stage: 'transferred', party: 'group', from: '2026-03-02', to: '2026-03-04', workingDays: 2 },
      { stage: 'accepted', party: 'group', from: '2026-03-04', to: '2026-03-06', workingDays: 2 },
      { stage: 'empanelled', party: 'group', from: '2026-03-06', to: '2026-03-09', workingDays: 1 },
    ])
  })

  it.each([
    ['officeHead', 'office'],
    ['leaderInCharge', 'approver'],
    ['commissionHead', 'approver'],
  ] as const)('wait for the %s who decides on a return, and count for the %s', (role, party) => {
    const log = [transfer, entry('proposeReturn', 'deliberating', 'returning', '2026-03-05', 'groupLeader'), entry('approveReturn', 'returning', 'supplementing', '2026-03-10', role), entry('submitAnswers', 'supplementing', 'answered', '2026-03-12', 'bodyHead')]
    expect(days(log, '2026-03-12')).toEqual({ group: 3, [party]: 3, body: 2 })
  })

  it('lie with the decider from the moment somebody proposes not to accept, and go back where that is rejected', () => {
    const log = [transfer, entry('refuse', 'transferred', 'transferred', '2026-03-03'), entry('rejectIntake', 'transferred', 'transferred', '2026-03-06', 'officeHead'), entry('accept', 'transferred', 'accepted', '2026-03-10')]
    expect(days(log, '2026-03-10')).toEqual({ group: 3, office: 3 })
  })

  it('are nobody’s while the review is suspended, and of others where others have the case', () => {
    const log = [transfer, entry('approveSuspension', 'reading', 'suspended', '2026-03-04', 'leaderInCharge'), entry('resume', 'suspended', 'reading', '2026-03-06'), entry('sendProposal', 'proposing', 'committeeReview', '2026-03-09', 'bodyHead')]
    expect(days(log, '2026-03-11', 'workCommittee')).toEqual({ group: 3, tolled: 2, outside: 2 })
  })

  it('go to the body for as long as a matter of the procurator is with it', () => {
    const log = [transfer, entry('refer', 'transferred', 'prosecuting', '2026-03-03', 'bodyHead'), entry('recordProsecutorReturn', 'prosecuting', 'prosecuting', '2026-03-05', 'handler'), entry('answerProsecutorReturn', 'prosecuting', 'prosecuting', '2026-03-09', 'handler')]
    expect(days(log, '2026-03-10', 'outside')).toEqual({ group: 1, outside: 3, body: 2 })
  })

  it('are none of a case that was never handed over', () => {
    expect(courseOf([entry('openCase', 'drafting', 'drafting', '2026-02-02', 'handler')], { on: '2026-03-09', holder: 'body' }, calendar)).toEqual([])
  })
})

describe('over cases as they come', () => {
  const told = Array.from({ length: 40 }, (_, n) => toldOf(storyOf(n, { key: `c${n}`, cast: (['own', 'far', 'joint', 'third'] as const)[n % 4]!, number: `划审三〔2026〕${n}号`, asides: 3, length: 20 + n })))

  it('every working day belongs to exactly one party and one stage, from whichever side it is told', () => {
    const parties = new Set<string>()
    for (const one of told) {
      if (!one) continue
      for (const side of sides) {
        const { case: c, log } = seenFrom(side, one.c, one.log)
        const holder = holderOf(c, moment.policy)
        const stretches = courseOf(log, { on: moment.on, holder }, calendar)
        const first = log.find(({ to, from }) => to === 'transferred' && from !== 'transferred')
        const until = isEnd(c.stage) ? (log.findLast(({ to }) => isEnd(to))?.on ?? '') : moment.on
        for (const by of [(s: (typeof stretches)[number]) => s.party, (s: (typeof stretches)[number]) => s.stage])
          expect([...daysBy<never>(stretches, by as never).values()].reduce((sum, n) => sum + n, 0), `${c.id} ${side}`).toBe(first ? workingDaysBetween(first.on, until, calendar) : 0)
        if (side === 'review') stretches.forEach(({ party, workingDays }) => { if (workingDays > 0) parties.add(party) })
        if (stretches.length > 0 && !isEnd(c.stage) && !['returning', 'approving', 'transferred', 'prosecuting', 'suspended'].includes(c.stage)) expect(stretches.at(-1)?.party, `${c.id} ${c.stage} ${side}`).toBe({ body: 'body', group: 'group', office: 'office', leaderInCharge: 'approver', workCommittee: 'outside', sendingCommission: 'outside', outside: 'outside' }[holder ?? 'body'])
      }
    }
    expect(parties.size).toBeGreaterThan(3)
  })

  it('what is counted of a case sums up the same', () => {
    let reviewed = 0
    for (const one of told) {
      if (!one) continue
      const lines = tallyOf(one.c, one.log, reckonedClock(one.log, moment), moment)
      for (const span of ['review', 'whole'] as const) {
        const of = (kind: string, fits: (key: string) => boolean) => lines.filter((line) => line.kind === kind && fits(line.key)).reduce((sum, { n }) => sum + n, 0)
        expect(of('spent', (key) => key.startsWith(`${span}|`))).toBe(of('took', (key) => key === span))
        if (span === 'review') reviewed += of('span', (key) => key === span)
      }
      expect(new Set(lines.filter(({ kind }) => !['return', 'returned'].includes(kind)).map(({ kind, key }) => `${kind} ${key}`)).size, 'each line that counts cases is there once').toBe(lines.filter(({ kind }) => !['return', 'returned'].includes(kind)).length)
    }
    expect(reviewed).toBeGreaterThan(3)
  })
})
