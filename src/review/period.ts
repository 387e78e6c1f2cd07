/** 报告期: a month, a quarter, half a year or a year of the calendar, and what it is compared with. */
import { addDays, addMonths, inChinese, monthOf, type Day } from './day.ts'

/**
 * From its first day to its last; `asOf` is the day up to which it is counted where it is not over yet. `key` is how it is
 * asked for: 2026-03, 2026Q1, 2026H1, 2026.
 */
export type Period = { key: string; name: string; from: Day; until: Day; months: number; asOf: Day | null }

const lengths = { month: 1, quarter: 3, half: 6, year: 12 } as const
const quarters = ['一', '二', '三', '四'] as const
const halves = ['上半年', '下半年'] as const

/** The period that a text asks for, or null where it is none. */
export function periodIn(text: string): Period | null {
  const [, year = '', month, quarter, half] = /^([12]\d{3})(?:-(0[1-9]|1[0-2])|Q([1-4])|H([12]))?$/.exec(text) ?? []
  if (year === '') return null
  const [months, first] = month !== undefined ? [lengths.month, Number(month)] : quarter !== undefined ? [lengths.quarter, 3 * Number(quarter) - 2] : half !== undefined ? [lengths.half, 6 * Number(half) - 5] : [lengths.year, 1]
  return periodFrom(`${year}-${String(first).padStart(2, '0')}-01`, months)
}

function periodFrom(from: Day, months: number): Period {
  const [year = '', first = ''] = from.split('-')
  const n = Number(first)
  const [key, name] =
    months === lengths.month ? [`${year}-${first}`, `${year}年${n}月`]
    : months === lengths.quarter ? [`${year}Q${(n + 2) / 3}`, `${year}年第${quarters[(n + 2) / 3 - 1] ?? ''}季度`]
    : months === lengths.half ? [`${year}H${n < 7 ? 1 : 2}`, `${year}年${halves[n < 7 ? 0 : 1]}`] : [year, `${year}年`]
  return { key, name, from, until: addDays(addMonths(from, months), -1), months, asOf: null }
}

/** A running period as far as it has come; one that is over stays whole, and null is one that has not begun. */
export function upTo(period: Period, today: Day): Period | null {
  if (period.from > today) return null
  return period.until < today ? period : { ...period, until: today, asOf: today }
}

/** The period of the same length so many months before; of a running one as much as has passed. */
function earlier(period: Period, months: number): Period {
  const whole = periodFrom(addMonths(period.from, -months), period.months)
  if (period.asOf === null) return whole
  const until = addMonths(period.asOf, -months)
  return until < whole.until ? { ...whole, until, asOf: until } : whole
}

/** 上期: the one before. */
export const periodBefore = (period: Period): Period => earlier(period, period.months)

/** 上年同期. */
export const yearBefore = (period: Period): Period => earlier(period, 12)

/** What it is called, with the day up to which it is counted. */
export const periodName = ({ name, asOf }: Period): string => (asOf === null ? name : `${name}（截至${inChinese(asOf)}）`)

/** The months of a period, up to where it is counted. */
export function monthsOf({ from, until }: Period): string[] {
  const months: string[] = []
  for (let day = from; day <= until; day = addMonths(day, 1)) months.push(monthOf(day))
  return months
}

/** Whether a day lies in a period. */
export const isIn = ({ from, until }: Pick<Period, 'from' | 'until'>, day: Day): boolean => from <= day && day <= until
