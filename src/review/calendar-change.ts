/**
 * 放假安排的变更: a notice for one year as an office writes it down, what is wrong with it, and which due days it moves.
 * Nothing of a clock is kept, so whatever is published is in force at once for every clock that runs.
 */
import { isEnd, type Case, type Refusal } from './case.ts'
import { reckonedClock, type ClockEntry } from './clock.ts'
import { addDays, daysBetween, isDay, weekdayOf, type Calendar, type CalendarYear, type Day } from './day.ts'
import { dueDayOf, limits, runsOf, type LimitCode } from './limits.ts'
import { blank, no } from './refusal.ts'
import type { Moment } from './step.ts'

/** A notice: rest days and made-up working days, a line each: `10月1日至7日 国庆节`, `2027-02-20 春节`. */
export type CalendarNotice = { year: number; source: string; holidays: string; madeUp: string }

/** The year that a notice says, or everything that is wrong with it. */
export function noticeYear({ year, source, holidays, madeUp }: CalendarNotice): { value: CalendarYear } | { refusals: Refusal[] } {
  const [rest, worked] = [daysIn(holidays, year, 'holidays'), daysIn(madeUp, year, 'madeUp')]
  const refusals = [
    ...(Number.isInteger(year) && year >= 2018 && year <= 2100 ? [] : [no('BAD_YEAR', '年份应当在 2018 到 2100 之间', undefined, 'year')]),
    ...(blank(source) ? [no('NOT_WRITTEN', '请填写放假通知的名称或者文号', undefined, 'source')] : []),
    ...rest.refusals, ...worked.refusals,
    ...(rest.days.size === 0 && rest.refusals.length === 0 ? [no('NOT_WRITTEN', '请填写放假的日期，每行一段', undefined, 'holidays')] : []),
    ...[...worked.days.keys()].flatMap((day) => [
      ...(rest.days.has(day) ? [no('BOTH', `${day}既写了放假又写了上班`, undefined, 'madeUp')] : []),
      ...(weekdayOf(day) === '周六' || weekdayOf(day) === '周日' ? [] : [no('NOT_WEEKEND', `${day}是${weekdayOf(day)}，本来就上班，不必写作调休上班`, undefined, 'madeUp')]),
    ]),
  ]
  if (refusals.length > 0) return { refusals }
  return { value: { holidays: inOrder(rest.days), madeUp: inOrder(worked.days), source: source.trim(), published: true } }
}

const inOrder = (days: ReadonlyMap<Day, string>): Record<Day, string> => Object.fromEntries([...days].sort(([a], [b]) => (a < b ? -1 : 1)))

const oneDay = String.raw`(?:(\d{4})[-年.])?(\d{1,2})[-月.](\d{1,2})日?`
const inLine = new RegExp(String.raw`^${oneDay}(?:\s*(?:至|到|~|—+|－)\s*(?:${oneDay}|(\d{1,2})日))?[\s，,：:]+(.+)$`, 'u')

/** The days of some lines with the name each is called by. */
function daysIn(text: string, year: number, field: string): { days: Map<Day, string>; refusals: Refusal[] } {
  const days = new Map<Day, string>()
  const refusals: Refusal[] = []
  for (const [n, line] of text.normalize('NFKC').replaceAll(/\((?:周|星期)[一二三四五六日天]\)/g, '').split('\n').map((one) => one.trim()).entries()) {
    if (line === '') continue
    const wrong = (message: string) => refusals.push(no('BAD_LINE', `第${n + 1}行“${line.slice(0, 40)}”${message}`, undefined, field))
    const [whole, y1, m1, d1, y2, m2, d2, dayAlone, name = ''] = inLine.exec(line) ?? []
    if (whole === undefined) { wrong('应当写作“10月1日至7日 国庆节”或者“2027-10-01 国庆节”'); continue }
    const first = day(y1 ?? String(year), m1, d1)
    const last = m2 !== undefined ? day(y2 ?? String(year), m2, d2) : dayAlone === undefined ? first : day(y1 ?? String(year), m1, dayAlone)
    if (!isDay(first) || !isDay(last) || last < first) { wrong('不是真实的日期，或者先后颠倒'); continue }
    if (Number(first.slice(0, 4)) !== year || Number(last.slice(0, 4)) !== year) { wrong(`不在${year}年，请写在那一年的安排里`); continue }
    for (let n2 = 0; n2 <= daysBetween(first, last); n2++) {
      const one = addDays(first, n2)
      if (days.has(one)) wrong(`的${one}前面已经写过`)
      else days.set(one, name.trim())
    }
  }
  return { days, refusals }
}

const day = (year: string, month = '', date = ''): string => `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`

/** The lines of a year as it stands, to be edited: days that follow each other under one name are one line. */
export function linesOf(days: Record<Day, string>): string {
  const stretches: { from: Day; to: Day; name: string }[] = []
  for (const [one, name] of Object.entries(days).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = stretches.at(-1)
    if (last?.name === name && addDays(last.to, 1) === one) last.to = one
    else stretches.push({ from: one, to: one, name })
  }
  return stretches.map(({ from, to, name }) => `${from}${from === to ? '' : `至${to}`} ${name}`).join('\n')
}

/** The calendar with one year as a notice has it. */
export const withYear = (calendar: Calendar, year: number, value: CalendarYear): Calendar => ({ ...calendar, years: { ...calendar.years, [String(year)]: value } })

/** The days on which work differs between two states of a year: worked in one, rest in the other. */
export function changedDays(year: number, before: CalendarYear | undefined, after: CalendarYear): Day[] {
  const worked = (one: Day, { holidays, madeUp, published }: CalendarYear) => {
    const weekend = weekdayOf(one) === '周六' || weekdayOf(one) === '周日'
    return published ? madeUp[one] !== undefined || (!weekend && holidays[one] === undefined) : !weekend
  }
  const bare: CalendarYear = { holidays: {}, madeUp: {}, source: '', published: false }
  return Array.from({ length: daysBetween(`${year}-01-01`, `${year + 1}-01-01`) }, (_, n) => addDays(`${year}-01-01`, n)).filter((one) => worked(one, before ?? bare) !== worked(one, after))
}

/** One due day that a change of the calendar moves; `held`: the clock stands still, and the day is only as it would be today. */
export type Move = { code: LimitCode; label: string; subjectId: string | null; startedOn: Day; before: Day; after: Day; held: boolean }

/** What moves in an open case when another calendar is in force. */
export function movesOf(c: Case, log: readonly ClockEntry[], moment: Pick<Moment, 'on' | 'calendar' | 'policy'>, calendar: Calendar): Move[] {
  if (isEnd(c.stage)) return []
  const { before, after } = runsOf(c, log, moment)
  const ends = (under: Calendar) => {
    const at = { ...moment, calendar: under }
    const review = reckonedClock(log, at)
    const limited = [...before, ...after].filter((run) => run.endedOn === null).flatMap(({ code, subjectId, startedOn, extra, theirs }) => {
      const dueOn = dueDayOf(code, startedOn, at, extra)
      return dueOn === null || (theirs && dueOn < moment.on) ? [] : [{ code, subjectId, startedOn, dueOn, held: false }]
    })
    return [...(review && review.state !== 'closed' ? [{ code: 'REVIEW' as const, subjectId: null, startedOn: review.startedOn, dueOn: review.dueOn, held: review.state === 'held' }] : []), ...limited]
  }
  const [now, then] = [ends(moment.calendar), new Map(ends(calendar).map((one) => [keyOf(one), one.dueOn]))]
  return now.flatMap(({ dueOn, ...one }) => {
    const moved = then.get(keyOf(one))
    return moved === undefined || moved === dueOn ? [] : [{ ...one, label: limits[one.code].label, before: dueOn, after: moved }]
  })
}

const keyOf = ({ code, subjectId, startedOn }: Pick<Move, 'code' | 'subjectId' | 'startedOn'>): string => [code, subjectId ?? '', startedOn].join(' ')
