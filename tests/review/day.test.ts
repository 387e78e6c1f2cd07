import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendar } from '../../src/review/calendar.ts'
import {
  addDays, addHours, addMonths, addWorkingDays, daysBetween, inChinese, isDay, isProvisional, isWorkingDay, monthOf, restDaysSkipped,
  rollToWorkingDay, weekdayOf, workingDaysBetween, yearOf, type Day,
} from '../../src/review/day.ts'

const days = fc.integer({ min: 0, max: 55_000 }).map((n) => addDays('1949-10-01', n))
const publishedDays = fc.integer({ min: 0, max: 3200 }).map((n) => addDays('2018-01-01', n))
const span = (from: Day, to: Day): Day[] => Array.from({ length: daysBetween(from, to) + 1 }, (_, n) => addDays(from, n))

describe('a day', () => {
  it.each(['1949-01-01', '2024-02-29', '2025-12-31', '2100-12-31'])('is %s', (text) => expect(isDay(text)).toBe(true))

  it.each(['2026-02-30', '2025-02-29', '2100-02-29', '2026-13-01', '2026-00-10', '2026-01-00', '1948-12-31', '2101-01-01', '2026-1-1', '2026/01/01', '2026-01-01T00:00', ' 2026-01-01', '', '今天'])(
    'is not “%s”',
    (text) => expect(isDay(text)).toBe(false),
  )

  it('knows its month, year, weekday and Chinese spelling', () => {
    expect([monthOf('2025-10-17'), yearOf('2025-10-17'), weekdayOf('2025-10-17'), inChinese('2025-10-07')]).toEqual(['2025-10', '2025', '周五', '2025年10月7日'])
  })

  it('that is malformed stops a reckoning instead of giving a wrong day', () => {
    expect(() => addDays('soon', 1)).toThrow()
    expect(() => addMonths('', 1)).toThrow()
  })

  it('comes after the last of a month, of a leap February, of a year', () => {
    expect([addDays('2025-11-30', 1), addDays('2024-02-28', 1), addDays('2025-02-28', 1), addDays('2025-12-31', 1), addDays('2026-01-01', -1)]).toEqual([
      '2025-12-01', '2024-02-29', '2025-03-01', '2026-01-01', '2025-12-31',
    ])
  })

  it('is as far from another as it was moved', () => {
    fc.assert(fc.property(days, fc.integer({ min: -2000, max: 2000 }), (day, n) => daysBetween(day, addDays(day, n)) === n))
  })
})

describe('a month later', () => {
  it.each([
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2025-12-31', 1, '2026-01-31'],
    ['2025-12-31', 2, '2026-02-28'],
    ['2025-10-31', 1, '2025-11-30'],
    ['2025-11-30', 1, '2025-12-30'],
    ['2025-03-31', -1, '2025-02-28'],
    ['2025-01-15', -1, '2024-12-15'],
    ['2025-08-15', 6, '2026-02-15'],
    ['2025-05-05', 0, '2025-05-05'],
  ])('than %s, %i times, is %s', (day, months, expected) => expect(addMonths(day, months)).toBe(expected))

  it('is never skipped and never another day than the same or the last of the month', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -60, max: 60 }), (day, n) => {
        const later = addMonths(day, n)
        const index = (one: Day) => Number(yearOf(one)) * 12 + Number(one.slice(5, 7))
        const sameOrLast = later.slice(8) === day.slice(8) || (later.slice(8) < day.slice(8) && monthOf(addDays(later, 1)) !== monthOf(later))
        return index(later) - index(day) === n && sameOrLast
      }),
    )
  })
})

describe('the published year 2025', () => {
  const holidays = ['2025-01-01', ...span('2025-01-28', '2025-02-04'), ...span('2025-04-04', '2025-04-06'), ...span('2025-05-01', '2025-05-05'), ...span('2025-05-31', '2025-06-02'), ...span('2025-10-01', '2025-10-08')]
  const madeUp = ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11']

  it('has the holidays and made-up days of the State Council, and no others', () => {
    expect(Object.keys(calendar.years['2025']?.holidays ?? {})).toEqual(holidays)
    expect(Object.keys(calendar.years['2025']?.madeUp ?? {})).toEqual(madeUp)
  })

  it('is worked on every day that is neither a holiday nor an ordinary weekend', () => {
    for (const day of span('2025-01-01', '2025-12-31')) {
      const weekend = ['周六', '周日'].includes(weekdayOf(day))
      expect([day, isWorkingDay(day, calendar)]).toEqual([day, madeUp.includes(day) || (!weekend && !holidays.includes(day))])
    }
  })

  it('has 248 working days', () => expect(workingDaysBetween('2024-12-31', '2025-12-31', calendar)).toBe(248))
})

describe('the calendar', () => {
  it('is published from 2018 to 2026, each year with its source', () => {
    expect(Object.keys(calendar.years)).toEqual(['2018', '2019', '2020', '2021', '2022', '2023', '2024', '2025', '2026'])
    expect(Object.entries(calendar.years).filter(([year, { published, source }]) => !published || !source.includes(year))).toEqual([])
  })

  it('makes up only weekend days, and never on a holiday', () => {
    const madeUp = Object.values(calendar.years).flatMap((year) => Object.keys(year.madeUp).map((day) => ({ day, holiday: year.holidays[day] })))
    expect(madeUp.filter(({ day, holiday }) => holiday !== undefined || !['周六', '周日'].includes(weekdayOf(day)))).toEqual([])
  })

  it('has the Spring Festival of 2020 as it was extended to 2 February', () => {
    expect(span('2020-01-24', '2020-02-03').map((day) => isWorkingDay(day, calendar))).toEqual([...Array<boolean>(10).fill(false), true])
    expect(rollToWorkingDay('2020-01-24', calendar)).toBe('2020-02-03')
  })

  it.each([
    ['a Saturday', '2025-02-08'],
    ['a Sunday', '2025-01-26'],
    ['the Saturday after the National Day week of 2021,', '2021-10-09'],
  ])('counts %s that was made up as a working day', (_name, day) => expect(isWorkingDay(day, calendar)).toBe(true))

  it('guesses no holiday of a year that is not published', () => {
    expect([isProvisional('2026-12-31', calendar), isProvisional('2027-01-01', calendar), isProvisional('2017-12-31', calendar)]).toEqual([false, true, true])
    expect([isWorkingDay('2027-01-01', calendar), isWorkingDay('2027-10-01', calendar), isWorkingDay('2027-01-02', calendar)]).toEqual([true, true, false])
  })

  it('ignores the rows of a year that is only drafted', () => {
    const drafted = { version: 'draft', years: { 2027: { holidays: { '2027-01-01': '元旦' }, madeUp: {}, source: '', published: false } } }
    expect([isProvisional('2027-01-01', drafted), isWorkingDay('2027-01-01', drafted)]).toEqual([true, true])
  })
})

describe('working days', () => {
  it('roll over chained holidays and weekends, naming each day passed over', () => {
    expect(rollToWorkingDay('2025-10-01', calendar)).toBe('2025-10-09')
    expect(restDaysSkipped('2025-10-04', '2025-10-09', calendar)).toEqual([
      { day: '2025-10-04', reason: '国庆节' },
      { day: '2025-10-05', reason: '国庆节' },
      { day: '2025-10-06', reason: '中秋节' },
      { day: '2025-10-07', reason: '国庆节' },
      { day: '2025-10-08', reason: '国庆节' },
    ])
    expect(restDaysSkipped('2025-11-28', '2025-12-01', calendar)).toEqual([{ day: '2025-11-29', reason: '周六' }, { day: '2025-11-30', reason: '周日' }])
  })

  it('stay where they are on a made-up Sunday', () => expect(rollToWorkingDay('2025-09-28', calendar)).toBe('2025-09-28'))

  it.each([
    ['2025-09-26', 3, '2025-09-30'],
    ['2025-09-30', 3, '2025-10-11'],
    ['2025-10-17', 3, '2025-10-22'],
    ['2025-10-11', -1, '2025-10-10'],
    ['2025-10-05', 0, '2025-10-05'],
  ])('counted from %s, %i of them, end on %s', (day, n, expected) => expect(addWorkingDays(day, n, calendar)).toBe(expected))

  it('are counted between two days, the first left out', () => {
    expect([workingDaysBetween('2025-09-30', '2025-10-11', calendar), workingDaysBetween('2025-10-11', '2025-09-30', calendar), workingDaysBetween('2025-10-09', '2025-10-09', calendar)]).toEqual([3, -3, 0])
  })

  it('between a day and its n-th working day are n', () => {
    fc.assert(fc.property(publishedDays, fc.integer({ min: 0, max: 60 }), (day, n) => workingDaysBetween(day, addWorkingDays(day, n, calendar), calendar) === n), { numRuns: 50 })
  })

  it('and the rest days make up every span', () => {
    fc.assert(
      fc.property(publishedDays, fc.integer({ min: 0, max: 90 }), (day, n) => {
        const end = addDays(day, n)
        return workingDaysBetween(addDays(day, -1), addDays(end, -1), calendar) + restDaysSkipped(day, end, calendar).length === n
      }),
      { numRuns: 50 },
    )
  })
})

describe('an instant', () => {
  it('is 24 hours later on the next day, whatever the offset it was written in', () => {
    expect(addHours('2025-10-01T22:15:00+08:00', 24)).toBe('2025-10-02T14:15:00.000Z')
  })
})

describe('the time zone of the process', () => {
  const script = `
    const { addDays, addMonths, addWorkingDays, isDay, rollToWorkingDay, daysBetween, weekdayOf } = await import('./src/review/day.ts')
    const { calendar } = await import('./src/review/calendar.ts')
    const days = Array.from({ length: 800 }, (_, n) => addDays('2025-01-01', n))
    const results = days.map((day) => [isDay(day), addMonths(day, 1), addWorkingDays(day, 30, calendar), rollToWorkingDay(day, calendar), daysBetween('2025-01-01', day), weekdayOf(day)])
    console.log(JSON.stringify({ offset: new Date('2025-07-01').getTimezoneOffset(), results }))`
  const runIn = (zone: string) =>
    JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: new URL('../..', import.meta.url), env: { ...process.env, TZ: zone }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })) as { offset: number; results: unknown[] }

  it('changes nothing', () => {
    const [utc, newYork, shanghai] = [runIn('UTC'), runIn('America/New_York'), runIn('Asia/Shanghai')]
    expect([utc.offset, newYork.offset, shanghai.offset]).toEqual([0, 240, -480])
    expect(newYork.results).toEqual(utc.results)
    expect(shanghai.results).toEqual(utc.results)
    expect(utc.results).toHaveLength(800)
  }, 20_000)
})
