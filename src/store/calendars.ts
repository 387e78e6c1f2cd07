/**
 * 放假安排: what a notice for one year moves before it is published, and publishing it. What is listed are the open cases
 * that the person asking may see, as they see them; published, it is in force for every case, and the rows follow at once.
 */
import { and, asc, eq, gt, notInArray, sql } from 'drizzle-orm'
import { changedDays, movesOf, noticeYear, withYear, type CalendarNotice, type Move } from '../review/calendar-change.ts'
import { ends, type Refusal } from '../review/case.ts'
import type { CalendarYear } from '../review/day.ts'
import type { Actor } from '../review/people.ts'
import { no } from '../review/refusal.ts'
import { seenBy } from '../review/visibility.ts'
import { roleWords } from '../review/words.ts'
import { forge } from './audit.ts'
import { canonical, digest } from './canonical.ts'
import { loadUnseen } from './cases.ts'
import { refused } from './grants.ts'
import { tellRead } from './readings.ts'
import { keepYear, momentOf, refresh, type LoadedMoment } from './settings.ts'
import type { Store } from './store.ts'
import { seeing, sightOf, visible } from './visible.ts'

/** A due day that would move, of a case that the person asking may see. */
export type CaseMove = Move & { caseId: string; number: string; title: string }
/** What a notice would do; `basedOn` names the state of the year it was held against. */
export type Preview = { year: number; days: string[]; moves: CaseMove[]; basedOn: string }

type Asking = { who: Actor; moment: LoadedMoment }

const given = sql.placeholder
const openSeen = seeing('cases_open_seen', (db, t, sight) => db.select({ id: t.cases.id }).from(t.cases)
  .where(and(visible(t, t.cases, sight), notInArray(t.cases.stage, [...ends]), gt(t.cases.id, given('after')))).orderBy(asc(t.cases.id)).limit(given('limit')))

const together = 100

/** Names the state of a year. */
const stateOf = (value: CalendarYear | undefined): string => digest(canonical(value ?? null)).slice(0, 16)

/** Why this person may not publish rest days. */
export const mayKeep = ({ who, moment: { policy } }: Asking): Refusal[] =>
  (who.role === policy.calendarKeeper ? [] : [no('NOT_YOURS', `放假安排由${roleWords[policy.calendarKeeper]}发布`, 'R-305-keeper')])

/** Which days change, and every due day of an open case that moves by it; nothing is kept. */
export async function previewCalendar(store: Store, asking: Asking, notice: CalendarNotice): Promise<Preview | { refusals: Refusal[] }> {
  const { who, moment } = asking
  const made = noticeYear(notice)
  const refusals = [...mayKeep(asking), ...('refusals' in made ? made.refusals : [])]
  if ('refusals' in made || refusals.length > 0) return { refusals }
  const before = moment.calendar.years[String(notice.year)]
  const calendar = withYear(moment.calendar, notice.year, made.value)
  const sight = sightOf(who)
  const moves: CaseMove[] = []
  for (let after = ''; ; ) {
    const page = await openSeen(store, store.fresh, sight).execute({ ...sight.values, after, limit: together })
    for (const { id } of page) {
      const found = await loadUnseen(store, store.fresh, who.commission, id)
      const seen = found && seenBy(who, found.case, found.log)
      if (seen) moves.push(...movesOf(seen.process.case, seen.process.log, moment, calendar).map((move) => ({ caseId: id, number: seen.case.number, title: seen.case.package.title, ...move })))
    }
    const last = page.at(-1)
    if (!last) break
    after = last.id
    await new Promise((done) => setImmediate(done)) // whoever else asks is answered in between
  }
  tellRead(who, 'list', [...new Set(moves.map((one) => one.caseId))])
  return { year: notice.year, days: changedDays(notice.year, before, made.value), moves: moves.toSorted((one, other) => (one.before < other.before ? -1 : one.before > other.before ? 1 : 0)), basedOn: stateOf(before) }
}

/** What a notice would move, in lines. */
export const previewLines = ({ year, days, moves }: Preview): string[] => [
  `${year}年：${days.length} 天的上班、休息有变动${days.length > 0 ? `（${days.join('、')}）` : ''}`,
  moves.length === 0 ? '没有届满日变动' : `${moves.length} 个届满日变动：`,
  ...moves.map(({ number, label, before, after, held }) => `${number}  ${label}  ${before} → ${after}${held ? '（停止计算，还会顺延）' : ''}`),
]

/** Publishes a notice that was held against the state `basedOn`, and brings the rows up to it. Gives how many cases have other rows now. */
export async function publishCalendar(store: Store, asking: Asking, notice: CalendarNotice, basedOn: string): Promise<{ year: number; changed: number } | { refusals: Refusal[] }> {
  const { who, moment } = asking
  const { commission } = who
  const made = noticeYear(notice)
  const outcome = await store.tx(async (db) => {
    const { t } = store
    const year = String(notice.year)
    const [kept] = await db.select({ value: t.calendars.value }).from(t.calendars).where(and(eq(t.calendars.commission, commission), eq(t.calendars.year, year)))
    const before = kept?.value ?? moment.calendar.years[year]
    const refusals = [
      ...mayKeep(asking), ...('refusals' in made ? made.refusals : []),
      ...(stateOf(before) === basedOn ? [] : [no('STALE', `${year}年的放假安排已经改动过，请重新预览后再发布`, undefined, 'basedOn')]),
      ...(!('refusals' in made) && before && canonical(before) === canonical(made.value) ? [no('NOTHING_CHANGES', `${year}年的放假安排就是这样，没有改动`, undefined, 'holidays')] : []),
    ]
    if ('refusals' in made || refusals.length > 0) return refused(store, db, { calendar: year, who, moment }, refusals)
    await keepYear(store, db, commission, year, `${notice.source.trim()}（${moment.on}发布）`, made.value)
    await forge(store, db, { commission, at: moment.at, kind: 'settings', body: { event: 'calendarPublished', by: who.personId, role: who.role, year, calendar: made.value } })
    return { past: changedDays(notice.year, before, made.value).some((day) => day <= moment.on) }
  })
  if ('refusals' in outcome) return outcome
  const fresh = await momentOf(store, commission, moment.on, moment.at)
  return { year: notice.year, changed: await refresh(store, commission, fresh.on, fresh.at, outcome.past ? 'all' : 'open') }
}
