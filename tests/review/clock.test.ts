import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendar } from '../../src/review/calendar.ts'
import type { Stage } from '../../src/review/case.ts'
import { dueAsOf, reviewClock, type ClockEntry, type ClockMoment } from '../../src/review/clock.ts'
import { addDays, addMonths, daysBetween, isProvisional, isWorkingDay, type Day } from '../../src/review/day.ts'
import { basis } from '../../src/review/law.ts'
import { leastClearance } from '../../src/review/people.ts'
import { firstPolicy, policyOn } from '../../src/review/policy.ts'

const policy = policyOn(firstPolicy, '2025-01-01')
const on = (day: Day): ClockMoment => ({ on: day, calendar, policy })
const walk = (step: ClockEntry['step'], from: Stage, to: Stage) => (day: Day): ClockEntry => ({ step, from, to, by: 'someone', on: day, payload: {} })

const accept = walk('accept', 'transferred', 'accepted')
const approveReturn = walk('approveReturn', 'returning', 'supplementing')
const submitAnswers = walk('submitAnswers', 'supplementing', 'answered')
const askAgain = walk('closeAnswers', 'answered', 'supplementing')
const closeAnswers = walk('closeAnswers', 'answered', 'reading')
const sendToReinvestigation = walk('approveReturn', 'returning', 'reinvestigating')
const suspend = walk('approveSuspension', 'reading', 'suspended')
const resume = walk('resume', 'suspended', 'reading')
const approveReport = walk('approveReport', 'approving', 'proposing')
const requestExtension = (day: Day, months: number, days: number): ClockEntry =>
  ({ ...walk('requestExtension', 'reading', 'reading')(day), payload: { months, days, reason: '案情复杂' } })
const approveExtension = (day: Day): ClockEntry => ({ ...walk('approveExtension', 'reading', 'reading')(day), by: 'leader' })
const rejectExtension = walk('rejectExtension', 'reading', 'reading')
const extend = (day: Day, months: number, days: number) => [requestExtension(day, months, days), approveExtension(day)]
const supplement = (from: Day, to: Day) => [approveReturn(from), submitAnswers(to), closeAnswers(to)]
const suspension = (from: Day, to: Day) => [suspend(from), resume(to)]

const clockOf = (log: ClockEntry[], today: Day) => {
  const clock = reviewClock(log, on(today))
  if (!clock) throw new Error('no clock runs')
  return clock
}
const dueOf = (...log: ClockEntry[]) => clockOf(log, log.at(-1)?.on ?? '').dueOn

describe('the month of review', () => {
  it.each([
    ['ends on the last of a short month', [accept('2025-01-31')], '2025-02-28'],
    ['ends on the same-numbered day', [accept('2025-03-15')], '2025-04-15'],
    ['rolls over the Labour Day rest', [accept('2025-04-03')], '2025-05-06'],
    ['is clamped and rolls over a Sunday', [accept('2025-07-31')], '2025-09-01'],
    ['rolls over the National Day rest', [accept('2025-09-01')], '2025-10-09'],
    ['rolls over the Spring Festival', [accept('2024-12-30')], '2025-02-05'],
    ['stands still for a supplement of 14 days', [accept('2025-10-17'), ...supplement('2025-10-27', '2025-11-10')], '2025-12-01'],
    ['starts anew after a re-investigation', [accept('2025-10-17'), sendToReinvestigation('2025-10-31'), accept('2025-12-24')], '2026-01-26'],
  ])('%s (law.md 4.3)', (_name, log, due) => expect(dueOf(...log)).toBe(due))

  it.each([
    ['to the leap day', [accept('2024-01-31')], '2024-02-29'],
    ['from the leap day', [accept('2024-02-29')], '2024-03-29'],
    ['from the last day of the year over a Saturday', [accept('2025-12-31')], '2026-02-02'],
    ['to a made-up Saturday', [accept('2025-01-08')], '2025-02-08'],
    ['to a made-up Sunday', [accept('2025-08-28')], '2025-09-28'],
    ['over the extended Spring Festival of 2020', [accept('2019-12-24')], '2020-02-03'],
    ['over the chained rest of National Day and Mid-Autumn 2020', [accept('2020-09-04')], '2020-10-09'],
    ['with one month more', [accept('2025-01-31'), ...extend('2025-02-20', 1, 0)], '2025-03-31'],
    ['with fifteen days more', [accept('2025-03-15'), ...extend('2025-04-01', 0, 15)], '2025-04-30'],
    ['with a month and ten days more', [accept('2025-03-15'), ...extend('2025-04-01', 1, 10)], '2025-05-26'],
    ['with two extensions', [accept('2025-03-15'), ...extend('2025-04-01', 1, 0), ...extend('2025-05-08', 0, 7)], '2025-05-22'],
    ['with two supplements of 5 and 7 days', [accept('2025-03-03'), ...supplement('2025-03-10', '2025-03-15'), ...supplement('2025-03-20', '2025-03-27')], '2025-04-15'],
    ['with a suspension of 10 and a supplement of 3 days', [accept('2025-03-03'), ...suspension('2025-03-05', '2025-03-15'), ...supplement('2025-03-20', '2025-03-23')], '2025-04-16'],
    ['with a hold that begins and ends on one day', [accept('2025-03-03'), ...supplement('2025-03-10', '2025-03-10')], '2025-04-03'],
  ])('reaches %s', (_name, log, due) => expect(dueOf(...log)).toBe(due))

  it('has not begun before the case is accepted', () => {
    expect(reviewClock([], on('2025-03-01'))).toBeNull()
    expect(reviewClock([walk('transfer', 'drafting', 'transferred')('2025-03-01')], on('2025-03-01'))).toBeNull()
  })

  it('runs with its net days and working days left', () => {
    expect(clockOf([accept('2025-03-14')], '2025-03-24')).toMatchObject({
      round: 1, state: 'running', startedOn: '2025-03-14', closedOn: null, endedBy: null, nominalOn: '2025-04-14', dueOn: '2025-04-14', provisional: false,
      netDays: 10, heldDays: 0, workingDaysLeft: 14, light: 'green', overdue: false, dueSoon: false, earlierRounds: [],
    })
  })

  it('is not begun again by a step aside, nor by resuming at the stage of acceptance', () => {
    const log = [accept('2025-03-03'), walk('appointDeputy', 'accepted', 'accepted')('2025-03-04'), walk('approveSuspension', 'accepted', 'suspended')('2025-03-05'), walk('resume', 'suspended', 'accepted')('2025-03-15')]
    expect(clockOf(log, '2025-03-20')).toMatchObject({ round: 1, startedOn: '2025-03-03', dueOn: '2025-04-14', heldDays: 10 })
  })
})

describe('while it is held', () => {
  const log = [accept('2025-10-17'), approveReturn('2025-10-27')]

  it('the due day moves with every day', () => {
    expect(clockOf(log, '2025-10-28')).toMatchObject({ state: 'held', heldSince: '2025-10-27', heldDays: 1, netDays: 10, dueOn: '2025-11-18' })
    expect(clockOf(log, '2025-11-10')).toMatchObject({ state: 'held', heldDays: 14, netDays: 10, dueOn: '2025-12-01' })
  })

  it('answers and renewed requests keep it standing', () => {
    const again = [...log, submitAnswers('2025-11-03'), walk('judgeAnswers', 'answered', 'answered')('2025-11-04'), askAgain('2025-11-05'), submitAnswers('2025-11-08')]
    expect(clockOf(again, '2025-11-09')).toMatchObject({ state: 'held', heldSince: '2025-10-27', heldIntervals: [{ from: '2025-10-27', to: null, days: 13, why: 'supplement' }] })
    expect(clockOf([...again, closeAnswers('2025-11-10')], '2025-11-20')).toMatchObject({
      state: 'running', heldSince: null, dueOn: '2025-12-01', netDays: 20, heldIntervals: [{ from: '2025-10-27', to: '2025-11-10', days: 14, why: 'supplement' }],
    })
  })

  it('a suspension is kept apart from a supplement', () => {
    expect(clockOf([accept('2025-03-03'), ...suspension('2025-03-05', '2025-03-15'), ...supplement('2025-03-20', '2025-03-23')], '2025-03-25').heldIntervals).toEqual([
      { from: '2025-03-05', to: '2025-03-15', days: 10, why: 'suspension' },
      { from: '2025-03-20', to: '2025-03-23', days: 3, why: 'supplement' },
    ])
  })

  it('an extension can be approved', () => {
    const extended = extend('2025-10-30', 1, 0).map((entry): ClockEntry => ({ ...entry, from: 'supplementing', to: 'supplementing' }))
    expect(clockOf([...log, ...extended], '2025-11-10')).toMatchObject({ state: 'held', nominalOn: '2025-12-17', dueOn: '2025-12-31' })
  })
})

describe('an extension', () => {
  const asked = [accept('2025-03-14'), requestExtension('2025-04-01', 1, 0)]

  it('has no effect until it is approved', () => expect(clockOf(asked, '2025-04-02')).toMatchObject({ dueOn: '2025-04-14', extensions: [] }))

  it('counts from its approval, with the approver', () => {
    expect(clockOf([...asked, approveExtension('2025-04-02')], '2025-04-02')).toMatchObject({
      dueOn: '2025-05-14', extensions: [{ approvedBy: 'leader', approvedOn: '2025-04-02', months: 1, days: 0, reason: '案情复杂' }],
    })
  })

  it('is void once rejected, and another may be asked for', () => {
    const rejected = [...asked, rejectExtension('2025-04-02')]
    expect(clockOf([...rejected, approveExtension('2025-04-03')], '2025-04-03')).toMatchObject({ dueOn: '2025-04-14', extensions: [] })
    expect(dueOf(...rejected, ...extend('2025-04-03', 0, 2))).toBe('2025-04-16')
  })

  it('of a round does not reach into the next', () => {
    expect(dueOf(...asked, approveExtension('2025-04-02'), sendToReinvestigation('2025-04-10'), accept('2025-06-10'))).toBe('2025-07-10')
  })

  it('without a usable payload adds nothing', () => {
    expect(dueOf(accept('2025-03-14'), { ...requestExtension('2025-04-01', 1, 0), payload: null }, approveExtension('2025-04-02'))).toBe('2025-04-14')
  })
})

describe('the end', () => {
  it('is the approved report, whatever comes after', () => {
    const log = [accept('2025-03-14'), walk('submitReport', 'reporting', 'approving')('2025-04-08'), approveReport('2025-04-10'), walk('raiseDispute', 'proposing', 'disputed')('2025-05-10'), walk('recordRuling', 'disputed', 'proposing')('2025-06-10'), walk('dropCase', 'proposing', 'dropped')('2025-06-11')]
    expect(clockOf(log, '2025-07-01')).toMatchObject({ state: 'closed', closedOn: '2025-04-10', endedBy: 'report', netDays: 27, overdue: false, light: 'green', workingDaysLeft: null, dueSoon: false })
  })

  it('is late when the report is approved after the due day', () => {
    expect(clockOf([accept('2025-03-14'), approveReport('2025-04-15')], '2025-07-01')).toMatchObject({ dueOn: '2025-04-14', overdue: true, light: 'red' })
  })

  it('by a return to investigation leaves the next round alone, and keeps the first', () => {
    const log = [accept('2019-05-22'), sendToReinvestigation('2019-06-05'), walk('transfer', 'reinvestigating', 'transferred')('2019-07-18'), accept('2019-07-19'), approveReport('2019-08-09')]
    expect(clockOf(log.slice(0, 3), '2019-07-18')).toMatchObject({ round: 1, state: 'closed', closedOn: '2019-06-05', endedBy: 'return', netDays: 14 })
    expect(clockOf(log, '2019-09-01')).toMatchObject({ round: 2, netDays: 21, startedOn: '2019-07-19', earlierRounds: [{ round: 1, netDays: 14, endedBy: 'return' }] })
  })

  it.each(['dropped', 'handedOver', 'escalated'] as const)('comes with the side exit %s, also from a hold', (exit) => {
    const log = [accept('2025-10-17'), approveReturn('2025-10-27'), walk('escalate', 'supplementing', exit)('2025-11-03')]
    expect(clockOf(log, '2025-12-01')).toMatchObject({ state: 'closed', endedBy: exit, closedOn: '2025-11-03', heldSince: null, heldDays: 7, netDays: 10 })
  })
})

describe('the light', () => {
  it.each([
    ['2025-04-01', 8, 'green', false],
    ['2025-04-02', 7, 'amber', false],
    ['2025-04-06', 6, 'amber', false],
    ['2025-04-07', 5, 'amber', true],
    ['2025-04-09', 3, 'red', true],
    ['2025-04-14', 0, 'red', true],
    ['2025-04-15', -1, 'red', false],
  ])('on %s, with %i working days left, is %s', (today, workingDaysLeft, light, dueSoon) => {
    expect(clockOf([accept('2025-03-14')], today)).toMatchObject({ workingDaysLeft, light, dueSoon, overdue: today > '2025-04-14' })
  })

  it('follows the policy', () => {
    const strict = { ...on('2025-04-01'), policy: { ...policy, amberDays: 20, redDays: 8, dueSoonDays: 8 } }
    expect(reviewClock([accept('2025-03-14')], strict)).toMatchObject({ light: 'red', dueSoon: true })
  })
})

describe('the explanation', () => {
  it('tells every step of the reckoning in order, with its basis', () => {
    const { explanation } = clockOf([accept('2025-10-17'), ...supplement('2025-10-27', '2025-11-10')], '2025-11-12')
    expect(explanation).toEqual([
      { day: '2025-10-17', text: '2025年10月17日受理，当日不计入，自次日起算', basis: basis('R-303') },
      { day: null, text: '审理期限为受理之日起一个月', basis: basis('R-300') },
      { day: '2025-11-17', text: '加1个月，按对应日计至2025年11月17日', basis: basis('R-304') },
      { day: '2025-12-01', text: '2025年10月27日退回补充审查调查，2025年11月10日恢复，共14日，不计入期限，顺延至2025年12月1日', basis: basis('R-306') },
      { day: '2025-12-01', text: '届满日为2025年12月1日（周一）', basis: null },
    ])
  })

  it('says that a month has no such day, and names every rest day passed over', () => {
    expect(clockOf([accept('2025-08-31'), ...extend('2025-09-20', 0, 5)], '2025-09-20').explanation.slice(2).map((one) => one.text)).toEqual([
      '加1个月，没有对应日，按当月最后一日计至2025年9月30日',
      '2025年9月20日经leader批准延长5日，至2025年10月5日；理由：案情复杂',
      '2025年10月5日休息（国庆节），顺延一日',
      '2025年10月6日休息（中秋节），顺延一日',
      '2025年10月7日休息（国庆节），顺延一日',
      '2025年10月8日休息（国庆节），顺延一日',
      '届满日为2025年10月9日（周四）',
    ])
  })

  it('names the approver where the roster knows the person', () => {
    const roster = { people: [], person: (id: string) => ({ id, name: '分管领导', homeBodyId: null, clearance: leastClearance, interests: [], trainedOn: null, posts: [] }), body: () => undefined }
    const clock = reviewClock([accept('2025-03-14'), ...extend('2025-04-01', 1, 3)], { ...on('2025-04-01'), roster })
    expect(clock?.explanation.map((one) => one.text)).toContain('2025年4月1日经分管领导批准延长1个月3日，至2025年5月17日；理由：案情复杂')
  })

  it('says that a hold still lasts and a suspension is one', () => {
    expect(clockOf([accept('2025-03-03'), suspend('2025-03-05')], '2025-03-08').explanation[3]).toEqual({
      day: '2025-04-06', text: '2025年3月5日起中止审理，尚未恢复，算到2025年3月8日暂计3日，不计入期限，顺延至2025年4月6日', basis: basis('R-320'),
    })
  })

  it('marks a result that rests on an unpublished year', () => {
    expect(clockOf([accept('2026-12-03')], '2026-12-04')).toMatchObject({ provisional: true, dueOn: '2027-01-04' })
    expect(clockOf([accept('2026-12-03')], '2026-12-04').explanation.at(-1)).toEqual({ day: null, text: '2027年放假安排尚未公布或未载入，暂按周末推算', basis: null })
    expect(clockOf([accept('2026-11-30')], '2026-12-04')).toMatchObject({ provisional: false, dueOn: '2026-12-30' })
  })
})

describe('the due day as of an entry', () => {
  const log = [accept('2025-10-17'), ...supplement('2025-10-27', '2025-11-10'), ...extend('2025-11-12', 1, 0)]

  it('is that of the log so far', () => {
    expect([0, 1, 2, 4, 5, 6].map((length) => dueAsOf(log.slice(0, length), { calendar, policy }))).toEqual([null, '2025-11-17', '2025-11-17', '2025-12-01', '2025-12-01', '2025-12-31'])
  })
})

describe('on every walk', () => {
  const start = fc.integer({ min: 0, max: 3300 }).map((n) => addDays('2018-01-01', n))
  const happenings = fc.array(
    fc.record({ kind: fc.constantFrom('supplement', 'suspension', 'extension'), wait: fc.integer({ min: 0, max: 9 }), length: fc.integer({ min: 0, max: 40 }), months: fc.integer({ min: 0, max: 2 }), days: fc.integer({ min: 0, max: 20 }) }),
    { maxLength: 5 },
  )
  type Happening = { kind: string; wait: number; length: number; months: number; days: number }
  const logOf = (startedOn: Day, happened: readonly Happening[]): ClockEntry[] => {
    let day = startedOn
    return [accept(startedOn), ...happened.flatMap(({ kind, wait, length, months, days }) => {
      const from = addDays(day, wait)
      day = kind === 'extension' ? from : addDays(from, length)
      return kind === 'extension' ? extend(from, months, days) : kind === 'supplement' ? supplement(from, day) : suspension(from, day)
    })]
  }
  const endOf = (log: ClockEntry[]) => log.at(-1)?.on ?? ''

  it('the due day is a working day, and provisional where its year is not published', () => {
    fc.assert(fc.property(start, happenings, (startedOn, happened) => {
      const log = logOf(startedOn, happened)
      const { dueOn, provisional } = clockOf(log, endOf(log))
      return isWorkingDay(dueOn, calendar) && (provisional || !isProvisional(dueOn, calendar))
    }))
  })

  it('the order of holds and extensions does not matter', () => {
    const shuffled = happenings.chain((happened) => fc.tuple(fc.constant(happened), fc.shuffledSubarray(happened, { minLength: happened.length })))
    fc.assert(fc.property(start, shuffled, (startedOn, [happened, otherwise]) => dueOf(...logOf(startedOn, happened)) === dueOf(...logOf(startedOn, otherwise))))
  })

  it('net days and held days make up the calendar span, running, held and closed', () => {
    fc.assert(fc.property(start, happenings, fc.integer({ min: 0, max: 60 }), (startedOn, happened, more) => {
      const log = logOf(startedOn, happened)
      const today = addDays(endOf(log), more)
      const logs = [log, [...log, approveReturn(endOf(log))], [...log, approveReport(today)]]
      return logs.every((one) => {
        const { netDays, heldDays, heldIntervals } = clockOf(one, today)
        return netDays + heldDays === daysBetween(startedOn, today) && heldIntervals.reduce((total, { days }) => total + days, 0) === heldDays
      })
    }))
  })

  it('a hold never makes the review due earlier, and every held day moves the last day by one', () => {
    fc.assert(fc.property(start, fc.integer({ min: 0, max: 90 }), (startedOn, held) => {
      const log = [accept(startedOn), ...supplement(startedOn, addDays(startedOn, held))]
      const last = addDays(addMonths(startedOn, 1), held)
      return dueOf(...log) >= last && dueOf(...log) >= dueOf(accept(startedOn)) && daysBetween(last, dueOf(...log)) <= 10
    }))
  })

  it('the explanation ends with the day that is due and names no rest day twice', () => {
    fc.assert(fc.property(start, happenings, (startedOn, happened) => {
      const log = logOf(startedOn, happened)
      const { explanation, dueOn } = clockOf(log, endOf(log))
      const texts = explanation.filter((one) => one.text.includes('休息（')).map((one) => one.text)
      return explanation.filter((one) => one.text.startsWith('届满日为')).every((one) => one.day === dueOn) && new Set(texts).size === texts.length
    }))
  })
})
