import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { blankCase } from '../../src/review/blank.ts'
import { calendar } from '../../src/review/calendar.ts'
import type { Case, Stage } from '../../src/review/case.ts'
import type { ClockEntry } from '../../src/review/clock.ts'
import { addDays, isWorkingDay } from '../../src/review/day.ts'
import { clocksOf } from '../../src/review/limits.ts'
import { roles } from '../../src/review/people.ts'
import { firstPolicy, policyOn } from '../../src/review/policy.ts'
import { concernOf, deadlinesOf, horizon, reminderOf, remindersFor, type Deadline } from '../../src/review/reminders.ts'
import { commission, momentOn } from '../help/city.ts'
import { wander } from '../help/wander.ts'

/** Accepted on 1 September 2025: the month ends in the National Day rest and moves to 9 October (law.md 4.3). */
const review: Deadline = { code: 'REVIEW', subjectId: null, startedOn: '2025-09-01', dueOn: '2025-10-09', holder: 'group', role: null }
const told = (on: string, deadline: Deadline = review) => reminderOf(deadline, momentOn(on))

describe('a clock on one day', () => {
  it.each([
    ['2025-09-22', null, null, '八个工作日以前'],
    ['2025-09-23', 'amber', 7, '第七个工作日'],
    ['2025-09-26', 'amber', 4, '周五，后面的周日要上班'],
    ['2025-09-27', 'amber', 4, '周六'],
    ['2025-09-28', 'red', 3, '调休上班的周日'],
    ['2025-09-30', 'red', 1, '放假前一天'],
    ['2025-10-01', 'red', 1, '国庆节'],
    ['2025-10-08', 'red', 1, '假期最后一天'],
    ['2025-10-09', 'dueToday', 0, '当天'],
    ['2025-10-10', 'overdue', -1, '次日'],
    ['2025-10-11', 'overdue', -2, '调休上班的周六'],
    ['2025-10-12', 'overdue', -2, '周日'],
    ['2025-10-13', 'escalated', -3, '满三个工作日'],
  ] as const)('%s says %s with %s working days left (%s)', (on, kind, left, _which) => {
    const reminder = told(on)
    expect(reminder?.kind ?? null).toBe(kind)
    expect(reminder?.workingDaysLeft ?? null).toBe(left)
  })

  it('is overdue over a weekend though no working day has passed', () =>
    expect(told('2026-03-07', { ...review, dueOn: '2026-03-06' })).toMatchObject({ kind: 'overdue', workingDaysLeft: 0, escalatedTo: [], text: '审理期限2026年3月6日已经届满，划片小组尚未办结' }))

  it('is brought up level by level', () => {
    expect(told('2025-10-13')).toMatchObject({ escalatedTo: ['officeHead'], text: '审理期限2025年10月9日已经届满，超过3个工作日，划片小组尚未办结，提请案件审理室主任督办' })
    expect(told('2025-10-21')?.escalatedTo).toEqual(['officeHead'])
    expect(told('2025-10-22')?.escalatedTo).toEqual(['officeHead', 'leaderInCharge'])
  })

  it('of a limit that only reminds is never brought up', () =>
    expect(told('2026-02-02', { code: 'SUPPLEMENT_ANSWER', subjectId: null, startedOn: '2025-10-27', dueOn: '2025-11-26', holder: 'body', role: null })).toMatchObject({ kind: 'overdue', escalatedTo: [], warningOnly: true, text: expect.stringContaining('补充审查调查的提示期限2025年11月26日已经届满') as unknown }))

  it('of three working days is amber until the last of them', () => {
    const check: Deadline = { code: 'ACCEPT_CHECK', subjectId: null, startedOn: '2026-03-02', dueOn: '2026-03-05', holder: 'group', role: null }
    expect(['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06'].map((on) => told(on, check)?.kind)).toEqual(['amber', 'amber', 'red', 'dueToday', 'overdue'])
  })

  it('follows the settings of its day', () => {
    const rows = [...firstPolicy, { ...firstPolicy.find((row) => row.name === 'amberDays')!, value: 10, from: '2025-09-01' } as (typeof firstPolicy)[number], { ...firstPolicy.find((row) => row.name === 'escalation')!, value: [{ to: 'groupLeader', workingDays: 1 }], from: '2025-09-01' } as (typeof firstPolicy)[number]]
    const on = (day: string) => reminderOf(review, { ...momentOn(day), policy: policyOn(rows, day) })
    expect(on('2025-09-19')?.kind).toBe('amber')
    expect(on('2025-10-10')).toMatchObject({ kind: 'escalated', escalatedTo: ['groupLeader'] })
  })

  it('marks a day that rests on a year not published yet', () => expect(told('2027-01-12', { ...review, dueOn: '2027-01-15' })?.provisional).toBe(true))
})

describe('whom it is told', () => {
  const whom = (deadline: Deadline, on: string) => Object.fromEntries(roles.flatMap((role) => { const [one] = remindersFor({ role }, [deadline], momentOn(on)); return one ? [[role, one.concern]] : [] }))
  const group = { groupLeader: 'act', reviewer: 'act', officeHead: 'oversee' }
  const body = { handler: 'act', bodyHead: 'act', groupLeader: 'oversee', officeHead: 'oversee' }

  it.each([
    ['while it is red', review, '2025-09-30', group],
    ['once it is overdue', review, '2025-10-10', { ...group, caseManager: 'oversee' }],
    ['once it is brought up twice', review, '2025-10-22', { ...group, caseManager: 'oversee', leaderInCharge: 'oversee' }],
    ['where the body must answer', { ...review, code: 'ANNOUNCE_PARTY', holder: 'body' }, '2025-09-30', body],
    ['where the office must approve', { ...review, holder: 'office', role: 'officeHead' }, '2025-09-30', { officeHead: 'act', groupLeader: 'oversee' }],
    ['where the head of the commission stands in for a recused leader', { ...review, holder: 'leaderInCharge', role: 'commissionHead' }, '2025-09-30', { commissionHead: 'act', groupLeader: 'oversee', officeHead: 'oversee' }],
    ['where the work committee has it', { ...review, code: 'COMMITTEE_REVIEW', holder: 'workCommittee' }, '2025-09-30', { committeeReviewer: 'act', committeeHead: 'act', groupLeader: 'oversee', officeHead: 'oversee' }],
    ['where it lies with an organ outside', { ...review, code: 'PROSECUTION_DECIDE', holder: 'outside' }, '2025-09-30', { groupLeader: 'oversee', officeHead: 'oversee' }],
    ['while it is green', review, '2025-09-22', {}],
  ] as [string, Deadline, string, Record<string, string>][])('%s', (_when, deadline, on, expected) => expect(whom(deadline, on)).toEqual(expected))

  it('the most pressing first', () => {
    const days = ['2025-10-15', '2025-10-10', '2025-09-30', '2025-10-13', '2025-10-20']
    expect(remindersFor({ role: 'officeHead' }, days.map((dueOn) => ({ ...review, dueOn })), momentOn('2025-10-13')).map((one) => [one.kind, one.dueOn])).toEqual([
      ['escalated', '2025-09-30'], ['overdue', '2025-10-10'], ['dueToday', '2025-10-13'], ['red', '2025-10-15'], ['amber', '2025-10-20'],
    ])
  })
})

describe('the clocks of a case that remind', () => {
  const entry = (from: Stage, to: Stage, on: string, step: ClockEntry['step'] = 'accept', payload: unknown = {}): ClockEntry => ({ step, from, to, on, by: 'x', payload })
  const at = (stage: Stage, more: Partial<Case> = {}): Case => ({ ...blankCase({ id: 'c', commission, number: 'n', zoneId: 'Z3' }), stage, ...more })
  const log = [entry('transferred', 'accepted', '2025-10-17'), entry('returning', 'supplementing', '2025-10-27', 'approveReturn')]
  const codes = (c: Case, on: string, entries = log) => deadlinesOf(c, entries, momentOn(on)).map(({ code, dueOn, holder }) => [code, dueOn, holder])

  it('are not that of a review that is held, but the one of the supplement', () => {
    expect(codes(at('supplementing'), '2025-11-20')).toEqual([['SUPPLEMENT_ANSWER', '2025-11-26', 'body']])
    expect(codes(at('answered'), '2025-11-20', [...log, entry('supplementing', 'answered', '2025-11-07')])).toEqual([])
    expect(codes(at('reading'), '2025-11-20', [...log, entry('supplementing', 'answered', '2025-11-07'), entry('answered', 'reading', '2025-11-10')])).toEqual([['REVIEW', '2025-12-01', 'group']])
  })
  it('survive a loop: a second return begins another clock, and the first is gone', () => {
    const again = [...log, entry('supplementing', 'answered', '2025-11-07'), entry('answered', 'supplementing', '2025-11-10', 'closeAnswers')]
    expect(codes(at('supplementing'), '2025-11-20', again)).toEqual([['SUPPLEMENT_ANSWER', '2025-12-10', 'body']])
  })
  it('are none once it has ended', () => expect(codes(at('dropped'), '2025-11-20')).toEqual([]))
})

describe('over every walk of careful people', () => {
  const walks = Array.from({ length: 40 }, (_, n) => wander(300 + n)).flatMap((walk) => walk.map(({ c, log, entry }) => ({ c, log: [...log, entry] })))

  it('on any day, the lights of the clocks and the reminders say the same, and somebody must act on each', () =>
    fc.assert(fc.property(fc.nat(walks.length - 1), fc.integer({ min: -40, max: 300 }), (n, ahead) => {
      const { c, log } = walks[n]!
      const moment = momentOn(addDays(c.latestOn ?? '2026-03-02', ahead))
      const lit = clocksOf(c, log, moment).filter((clock) => clock.state === 'running' && clock.light !== 'green').map(({ code, subjectId, startedOn, dueOn, light }) => [code, subjectId, startedOn, dueOn, light])
      const deadlines = deadlinesOf(c, log, moment)
      const reminded = deadlines.flatMap((deadline) => { const one = reminderOf(deadline, moment); return one ? [one] : [] })
      expect(reminded.map(({ code, subjectId, startedOn, dueOn, kind }) => [code, subjectId, startedOn, dueOn, kind === 'amber' ? 'amber' : 'red'])).toEqual(lit)
      for (const one of reminded) {
        expect(one.dueOn <= horizon(moment)).toBe(true)
        expect(one.kind === 'overdue' || one.kind === 'escalated').toBe(one.workingDaysLeft < 0 || (moment.on > one.dueOn && !isWorkingDay(moment.on, calendar)))
        expect(one.holder === 'outside' || roles.some((role) => concernOf({ role }, one) === 'act'), `${one.code} ${one.holder}`).toBe(true)
      }
    }), { numRuns: 2000 }))

  it('says the same of a case on every day on which nothing happens', () =>
    fc.assert(fc.property(fc.nat(walks.length - 1), fc.integer({ min: 0, max: 400 }), (n, ahead) => {
      const { c, log } = walks[n]!
      const from = c.latestOn ?? '2026-03-02'
      expect(deadlinesOf(c, log, momentOn(addDays(from, ahead)))).toEqual(deadlinesOf(c, log, momentOn(from)))
    }), { numRuns: 500 }))
})
