/**
 * Days, months and working days. A day is a string `2025-10-17`, and only this file computes with days
 * and instants, always in UTC, so the time zone of the process changes nothing.
 */

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string

/** One year of rest days as published; `madeUp` are weekend days turned into working days (调休上班). */
export type CalendarYear = { holidays: Record<Day, string>; madeUp: Record<Day, string>; source: string; published: boolean }

/** The table of rest days (节假日安排) by year. A year that is missing or not published counts weekends only. */
export type Calendar = { version: string; years: Record<string, CalendarYear> }

/** A day that is not worked, and why: 国庆节, 周六. */
export type RestDay = { day: Day; reason: string }

const shape = /^\d{4}-\d{2}-\d{2}$/
const msPerDay = 86_400_000
const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

/** Whether a text is a real day between 1949 and 2100. */
export function isDay(text: string): text is Day {
  if (!shape.test(text)) return false
  const [year, month, date] = partsOf(text)
  return year >= 1949 && year <= 2100 && month >= 1 && month <= 12 && date >= 1 && date <= daysIn(year, month)
}

/** The day a number of calendar days later, or earlier where it is negative. */
export const addDays = (day: Day, days: number): Day => {
  const [year, month, date] = partsOf(day)
  return dayOf(year, month, date + days)
}

/** The same-numbered day a number of months later, or the last day of that month where there is none. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = partsOf(day)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return dayOf(year, month + months, Math.min(date, last))
}

/** How many days a month has. */
const daysIn = (year: number, month: number): number => (month !== 2 ? (month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31) : year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28)

/** Calendar days from `from` (not counted) to `to` (counted), R-303; negative where `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => (millisecondsOf(to) - millisecondsOf(from)) / msPerDay

/** `2025-10` of `2025-10-17`. */
export const monthOf = (day: Day): string => day.slice(0, 7)

/** `2025` of `2025-10-17`. */
export const yearOf = (day: Day): string => day.slice(0, 4)

/** 周一 to 周日. */
export const weekdayOf = (day: Day): (typeof weekdays)[number] => weekdays[new Date(millisecondsOf(day)).getUTCDay()] ?? '周日'

/** `2025年10月17日`, as sentences and papers write it. */
export const inChinese = (day: Day): string => {
  const [year, month, date] = partsOf(day)
  return `${year}年${month}月${date}日`
}

/** The instant a number of hours later, both as ISO strings in UTC; for limits in hours, which no rest day moves. */
export const addHours = (at: string, hours: number): string => new Date(Date.parse(at) + hours * 3_600_000).toISOString()

/** Whether a day is worked: a made-up weekend day is, a holiday and an ordinary weekend day are not. */
export const isWorkingDay = (day: Day, calendar: Calendar): boolean => restReason(day, calendar) === null

/** Whether the rest days of this day's year are not published (or not loaded), so that only weekends are known. */
export const isProvisional = (day: Day, calendar: Calendar): boolean => !calendar.years[yearOf(day)]?.published

/** The day itself where it is worked, else the first working day after it. */
export function rollToWorkingDay(day: Day, calendar: Calendar): Day {
  let rolled = day
  while (!isWorkingDay(rolled, calendar)) rolled = addDays(rolled, 1)
  return rolled
}

/** The n-th working day after a day, which itself is not counted; before it where n is negative; the day where n is 0. */
export function addWorkingDays(day: Day, n: number, calendar: Calendar): Day {
  const direction = Math.sign(n)
  let [reached, left] = [day, Math.abs(n)]
  while (left > 0) {
    reached = addDays(reached, direction)
    if (isWorkingDay(reached, calendar)) left -= 1
  }
  return reached
}

/** Working days after `from` up to and including `to`; negative where `to` is earlier. */
export function workingDaysBetween(from: Day, to: Day, calendar: Calendar): number {
  if (to === from) return 0
  if (to < from) return 0 - workingDaysBetween(to, from, calendar)
  const known = reckoned.get(calendar) ?? new Map<string, number>()
  reckoned.set(calendar, known)
  const pair = `${from} ${to}`
  const before = known.get(pair)
  if (before !== undefined) return before
  const made = daysFrom(addDays(from, 1), addDays(to, 1)).filter((day) => isWorkingDay(day, calendar)).length
  if (known.size > 20_000) known.clear()
  known.set(pair, made)
  return made
}

/** Reckoned before: each step of a case asks for the same stretches of its past again. */
const reckoned = new WeakMap<Calendar, Map<string, number>>()

/** Every rest day from `from` up to, not including, `to`, each with its reason. */
export const restDaysSkipped = (from: Day, to: Day, calendar: Calendar): RestDay[] =>
  daysFrom(from, to).flatMap((day) => {
    const reason = restReason(day, calendar)
    return reason === null ? [] : [{ day, reason }]
  })

/** Every day from `from` up to, not including, `to`. */
const daysFrom = (from: Day, to: Day): Day[] => Array.from({ length: Math.max(0, daysBetween(from, to)) }, (_, n) => addDays(from, n))

/** Why a day is not worked, or null. */
function restReason(day: Day, calendar: Calendar): string | null {
  const year = calendar.years[yearOf(day)]
  const weekday = weekdayOf(day)
  const weekend = weekday === '周六' || weekday === '周日' ? weekday : null
  if (!year?.published) return weekend
  if (year.madeUp[day] !== undefined) return null
  return year.holidays[day] ?? weekend
}

/** Year, month and date as numbers. Text that is no day is a bug of the caller and never becomes a due day. */
function partsOf(day: Day): [year: number, month: number, date: number] {
  if (!shape.test(day)) throw new RangeError(`“${day}” is not a day`)
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))]
}

const millisecondsOf = (day: Day): number => {
  const [year, month, date] = partsOf(day)
  return Date.UTC(year, month - 1, date)
}

const dayOf = (year: number, month: number, date: number): Day => new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10)
