import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../src/review/day.ts'
import { isIn, monthsOf, periodBefore, periodIn, periodName, upTo, yearBefore, type Period } from '../../src/review/period.ts'

const of = (text: string): Period => {
  const period = periodIn(text)
  if (!period) throw new Error(`${text} is a period`)
  return period
}

describe('a period', () => {
  it.each([
    ['2026-03', '2026年3月', '2026-03-01', '2026-03-31', '2026-02', '2025-03'],
    ['2026-01', '2026年1月', '2026-01-01', '2026-01-31', '2025-12', '2025-01'],
    ['2024-02', '2024年2月', '2024-02-01', '2024-02-29', '2024-01', '2023-02'],
    ['2026Q1', '2026年第一季度', '2026-01-01', '2026-03-31', '2025Q4', '2025Q1'],
    ['2026Q4', '2026年第四季度', '2026-10-01', '2026-12-31', '2026Q3', '2025Q4'],
    ['2026H1', '2026年上半年', '2026-01-01', '2026-06-30', '2025H2', '2025H1'],
    ['2026H2', '2026年下半年', '2026-07-01', '2026-12-31', '2026H1', '2025H2'],
    ['2026', '2026年', '2026-01-01', '2026-12-31', '2025', '2025'],
  ])('asked for as %s is %s, and compared with the one before and a year before', (key, name, from, until, previous, lastYear) => {
    expect(of(key)).toMatchObject({ key, name, from, until, asOf: null })
    expect([periodBefore(of(key)).key, yearBefore(of(key)).key]).toEqual([previous, lastYear])
  })

  it.each(['', '2026-13', '2026-00', '2026-3', '2026Q5', '2026Q0', '2026H3', '26', '2026年', '2026-03-01', ' 2026', '0026'])('is not asked for as “%s”', (text) => expect(periodIn(text)).toBeNull())

  it('that runs is counted up to today, and so much of the ones it is compared with', () => {
    const running = upTo(of('2026-03'), '2026-03-15')
    expect(running).toMatchObject({ until: '2026-03-15', asOf: '2026-03-15' })
    expect(running && [periodName(running), periodBefore(running).until, yearBefore(running).until]).toEqual(['2026年3月（截至2026年3月15日）', '2026-02-15', '2025-03-15'])
    const last = upTo(of('2026-03'), '2026-03-30')
    expect(last && periodBefore(last)).toMatchObject({ until: '2026-02-28', asOf: null })
    expect(upTo(of('2026-03'), '2026-03-31')?.asOf).toBe('2026-03-31')
    expect(upTo(of('2026-03'), '2026-04-01')?.asOf).toBeNull()
    expect(upTo(of('2026-03'), '2026-02-28')).toBeNull()
  })

  it('is made of its months, none left out and none twice', () => {
    const year = fc.integer({ min: 2000, max: 2100 })
    const key = fc.tuple(year, fc.constantFrom('', 'Q1', 'Q2', 'Q3', 'Q4', 'H1', 'H2')).map(([y, part]) => `${y}${part}`)
    fc.assert(fc.property(key, fc.integer({ min: 0, max: 366 }), (text, n) => {
      const period = of(text)
      const months = monthsOf(period).map(of)
      expect(months).toHaveLength(period.months)
      expect([months[0]?.from, months.at(-1)?.until]).toEqual([period.from, period.until])
      const day = addDays(period.from, n)
      expect(months.filter((month) => isIn(month, day))).toHaveLength(isIn(period, day) ? 1 : 0)
      expect(addDays(periodBefore(period).until, 1)).toBe(period.from)
    }))
  })
})
