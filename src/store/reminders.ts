/**
 * 到期提醒 and deadlines of exactly the cases that somebody may see: one statement whatever their number, through the one
 * visibility condition, along the day on which the next clock of a case ends. Nothing of a reminder is kept.
 */
import { and, asc, lte, sql } from 'drizzle-orm'
import type { Day } from '../review/day.ts'
import type { Actor } from '../review/people.ts'
import { concernOf, horizon, remindersFor, type Concern, type Deadline, type Reminder } from '../review/reminders.ts'
import type { Moment } from '../review/step.ts'
import { deadlinesIn } from './columns.ts'
import { tellRead, type Reading } from './readings.ts'
import type { Store } from './store.ts'
import { rowsFor, seeing, sightOf, visible } from './visible.ts'

/** The case that a clock belongs to, as lists show it. */
export type OfCase = { caseId: string; number: string; title: string; subjectNames: string; bodyId: string }
export type Reminded = OfCase & Reminder & { concern: Concern }
export type Due = OfCase & Deadline & { concern: Concern }

/** So many cases are looked through at most, those that are due first. */
const mostCases = 2000

const given = sql.placeholder

const rows = seeing('case_deadlines', (db, t, sight) => {
  const f = rowsFor(t, sight)
  return db.select({ caseId: f.id, number: f.number, title: f.title, subjectNames: f.subjectNames, bodyId: f.bodyId, deadlines: f.deadlines }).from(f)
    .where(and(visible(t, f, sight), lte(f.nextDueOn, given('dueBy')))).orderBy(asc(f.nextDueOn), asc(f.id)).limit(given('limit'))
})

/** Every clock that runs, of cases with one that ends up to and on a day. Case management is told no names. */
async function deadlinesUntil(store: Store, who: Actor, dueBy: Day): Promise<(OfCase & Deadline)[]> {
  const sight = sightOf(who)
  const named = who.role !== 'caseManager'
  const found = await rows(store, store.fresh, sight).execute({ ...sight.values, dueBy, limit: mostCases })
  return found.flatMap(({ deadlines, title, subjectNames, ...row }) => deadlinesIn(deadlines).map((deadline) => ({ ...row, title: named ? title : '', subjectNames: named ? subjectNames : '', ...deadline })))
}

type Asked = Pick<Moment, 'on' | 'calendar' | 'policy'>

/** What somebody is told today, without saying that it was read: for counting. */
const found = async (store: Store, who: Actor, moment: Asked): Promise<Reminded[]> => remindersFor(who, await deadlinesUntil(store, who, horizon(moment)), moment)

/** What somebody has to do or to see to, the most pressing first. `as` says how the reading is recorded. */
export async function reminders(store: Store, who: Actor, moment: Asked, as: Reading = 'list'): Promise<Reminded[]> {
  const told = await found(store, who, moment)
  tellRead(who, as, [...new Set(told.map((one) => one.caseId))])
  return told
}

/** How many of each kind there are: a figure, which says nothing of any case. */
export async function reminderCounts(store: Store, who: Actor, moment: Asked): Promise<Pick<Reminded, 'kind' | 'concern'>[]> {
  return (await found(store, who, moment)).map(({ kind, concern }) => ({ kind, concern }))
}

/** Every clock that runs and concerns somebody, by due day: for their calendar. */
export async function dueDays(store: Store, who: Actor, as: Reading): Promise<Due[]> {
  const told = (await deadlinesUntil(store, who, '9999-12-30'))
    .flatMap((one) => { const concern = concernOf(who, one); return concern ? [{ ...one, concern }] : [] })
    .sort((one, other) => (one.dueOn < other.dueOn ? -1 : one.dueOn > other.dueOn ? 1 : 0))
  tellRead(who, as, [...new Set(told.map((one) => one.caseId))])
  return told
}
