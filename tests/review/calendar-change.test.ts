import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendar } from '../../src/review/calendar.ts'
import { changedDays, linesOf, movesOf, noticeYear, withYear } from '../../src/review/calendar-change.ts'
import { addDays, isWorkingDay, weekdayOf } from '../../src/review/day.ts'
import { clocksOf } from '../../src/review/limits.ts'
import { momentOn } from '../help/city.ts'
import { wander } from '../help/wander.ts'

const notice = (holidays: string, madeUp = '', more: { year?: number; source?: string } = {}) => ({ year: 2027, source: '国务院办公厅通知', holidays, madeUp, ...more })
const faults = (made: ReturnType<typeof noticeYear>) => ('refusals' in made ? made.refusals.map(({ code, message, field }) => [code, field, message]) : [])

describe('a notice', () => {
  it('is read as it is written in notices, and in other ways', () =>
    expect(noticeYear(notice('1月1日（周五）至3日（周日） 元旦\n２０２７年２月５日至2月7日，春节\n2027-10-01~2027-10-03 国庆节\n\n9.15 中秋节', '2027-02-20 春节\n10月9日：国庆节'))).toEqual({ value: {
      published: true, source: '国务院办公厅通知',
      holidays: { '2027-01-01': '元旦', '2027-01-02': '元旦', '2027-01-03': '元旦', '2027-02-05': '春节', '2027-02-06': '春节', '2027-02-07': '春节', '2027-09-15': '中秋节', '2027-10-01': '国庆节', '2027-10-02': '国庆节', '2027-10-03': '国庆节' },
      madeUp: { '2027-02-20': '春节', '2027-10-09': '国庆节' },
    } }))

  it.each([
    ['a line without a name', notice('10月1日至7日'), [['BAD_LINE', 'holidays', '第1行“10月1日至7日”应当写作“10月1日至7日 国庆节”或者“2027-10-01 国庆节”']]],
    ['a day that does not exist', notice('1月1日 元旦\n2月29日 春节'), [['BAD_LINE', 'holidays', '第2行“2月29日 春节”不是真实的日期，或者先后颠倒']]],
    ['a stretch that runs backwards', notice('10月7日至1日 国庆节'), [['BAD_LINE', 'holidays', '第1行“10月7日至1日 国庆节”不是真实的日期，或者先后颠倒']]],
    ['another year', notice('2026-12-31至2027-01-03 元旦'), [['BAD_LINE', 'holidays', '第1行“2026-12-31至2027-01-03 元旦”不在2027年，请写在那一年的安排里']]],
    ['a day twice', notice('1月1日至3日 元旦\n1月3日 元旦'), [['BAD_LINE', 'holidays', '第2行“1月3日 元旦”的2027-01-03前面已经写过']]],
    ['rest and work on one day', notice('1月1日至3日 元旦', '1月3日 元旦'), [['BOTH', 'madeUp', '2027-01-03既写了放假又写了上班']]],
    ['a made-up day that is worked anyway', notice('1月1日 元旦', '1月4日 元旦'), [['NOT_WEEKEND', 'madeUp', '2027-01-04是周一，本来就上班，不必写作调休上班']]],
    ['nothing at all', notice(' \n', '', { source: ' ', year: 1890 }), [['BAD_YEAR', 'year', '年份应当在 2018 到 2100 之间'], ['NOT_WRITTEN', 'source', '请填写放假通知的名称或者文号'], ['NOT_WRITTEN', 'holidays', '请填写放假的日期，每行一段']]],
  ])('is refused for %s, everything at once', (_what, given, expected) => expect(faults(noticeYear(given))).toEqual(expected))

  it('of every published year reads back from its lines', () => {
    for (const [year, value] of Object.entries(calendar.years)) expect(noticeYear({ year: Number(year), source: value.source, holidays: linesOf(value.holidays), madeUp: linesOf(value.madeUp) })).toEqual({ value })
  })
})

const weekend = (day: string) => weekdayOf(day) === '周六' || weekdayOf(day) === '周日'
/** Any notice for 2026 or 2027: some days off, some weekend days worked. */
const anyNotice = fc.record({ year: fc.constantFrom(2026, 2027), off: fc.uniqueArray(fc.nat(364), { minLength: 1, maxLength: 60 }), worked: fc.uniqueArray(fc.nat(364), { maxLength: 20 }) }).map(({ year, off, worked }) => {
  const days = (some: number[]) => some.map((n) => addDays(`${year}-01-01`, n))
  const rest = days(off)
  return { year, source: '试验', holidays: rest.map((day) => `${day} 假`).join('\n'), madeUp: days(worked).filter((day) => weekend(day) && !rest.includes(day)).map((day) => `${day} 班`).join('\n') }
})
const made = (given: Parameters<typeof noticeYear>[0]) => {
  const year = noticeYear(given)
  if ('refusals' in year) throw new Error(JSON.stringify(year.refusals))
  return year.value
}

describe('what moves', () => {
  const walks = Array.from({ length: 30 }, (_, n) => wander(500 + n)).flatMap((walk) => walk.map(({ c, log, entry }) => ({ c, log: [...log, entry] })))

  it('is, of any case and for any notice, every open due day that is another one afterwards, and no other', () => {
    let moved = 0
    fc.assert(fc.property(fc.nat(walks.length - 1), fc.integer({ min: 0, max: 250 }), anyNotice, (n, ahead, given) => {
      const { c, log } = walks[n]!
      const moment = momentOn(addDays(c.latestOn ?? '2026-03-02', ahead))
      const changed = withYear(moment.calendar, given.year, made(given))
      const open = (under: typeof calendar) => new Map(clocksOf(c, log, { ...moment, calendar: under }).filter((clock) => clock.state !== 'closed').map((clock) => [`${clock.code} ${clock.subjectId} ${clock.startedOn}`, clock.dueOn]))
      const [before, after] = [open(moment.calendar), open(changed)]
      const differing = [...before].flatMap(([key, dueOn]) => { const then = after.get(key); return then === undefined || then === dueOn ? [] : [`${key} ${dueOn} ${then}`] })
      const moves = movesOf(c, log, moment, changed)
      moved += moves.length
      expect(moves.map((one) => `${one.code} ${one.subjectId} ${one.startedOn} ${one.before} ${one.after}`).toSorted()).toEqual(differing.toSorted())
    }), { numRuns: 1500 })
    expect(moved).toBeGreaterThan(40)
  })

  it('is nothing where no day changes', () => fc.assert(fc.property(fc.nat(walks.length - 1), (n) => {
    const { c, log } = walks[n]!
    expect(movesOf(c, log, momentOn('2026-03-20'), { ...calendar, version: '同样的' })).toEqual([])
  })))

  it('says which days are worked otherwise', () =>
    fc.assert(fc.property(anyNotice, (given) => {
      const value = made(given)
      const changed = withYear(calendar, given.year, value)
      const days = changedDays(given.year, calendar.years[String(given.year)], value)
      for (let n = 0; n < 365; n++) {
        const day = addDays(`${given.year}-01-01`, n)
        expect(days.includes(day)).toBe(isWorkingDay(day, calendar) !== isWorkingDay(day, changed))
      }
    }), { numRuns: 30 }))
})
