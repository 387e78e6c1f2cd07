/**
 * 到期提醒: what a clock says to one person on one day. Derived from the clocks when it is read and never kept, so a return
 * loop cannot lose one: amber, red, on the day itself, overdue, and brought one level up.
 */
import { isEnd, type Basis, type Case, type Holder } from './case.ts'
import { reckonedClock, standing, type ClockEntry, type ClockMoment, type ReckonedRound } from './clock.ts'
import { addWorkingDays, inChinese, isProvisional, type Day } from './day.ts'
import { dueDayOf, limits, momentFor, runsOf, type LimitCode, type Run } from './limits.ts'
import { approverHere, holderOf } from './machine.ts'
import type { Actor, Role } from './people.ts'
import type { Moment } from './step.ts'
import { holderWords, roleWords } from './words.ts'

/** A clock that runs, and who must act before it ends: a party, or one role of it whose approval is waited for. */
export type Deadline = { code: LimitCode; subjectId: string | null; startedOn: Day; dueOn: Day; holder: Holder; role: Role | null }

/** From the most pressing to the least. */
export const reminderKinds = ['escalated', 'overdue', 'dueToday', 'red', 'amber'] as const
export type ReminderKind = (typeof reminderKinds)[number]

export type Reminder = Deadline & {
  kind: ReminderKind
  label: string
  /** Working days from today (not counted) to the due day (counted), negative once past. */
  workingDaysLeft: number
  /** The levels to which it has been brought by now. */
  escalatedTo: Role[]
  /** Reminds only; nobody is late in law, and nothing is brought any level up. */
  warningOnly: boolean
  /** Rests on a year whose rest days are not published. */
  provisional: boolean
  /** Why this person is told, in one sentence. */
  text: string
  basis: Basis
}

/** Whether somebody must act on it, or sees to it that others do. */
export type Concern = 'act' | 'oversee'

/** Who is at work on what: limits that begin after the decision, and those of the body before it, are its own; those of review lie with whoever has the case. */
const actors: { [Code in LimitCode]?: Holder } = {
  CLUE_OPINION: 'body', SUPPLEMENT_ANSWER: 'body', COMMITTEE_REVIEW: 'workCommittee', ANNOUNCE_PARTY: 'body', ANNOUNCE_ADMIN: 'body', SERVE_ADMIN: 'body',
  CHANGE_FORMALITIES: 'body', EXECUTION_REPORT: 'body', NOTIFY_UNIT: 'body', PERSONAL_FILE: 'body', END_EMPLOYMENT: 'body', PROPERTY_DISPOSAL: 'body', MEASURE: 'body', REPRESENTATIVE_NOTICE: 'body',
  YEARLY_RATING: 'body', ADVICE_FOLLOWED: 'body', RETURN_VISIT: 'body', RESTORATION: 'body', PROSECUTION_DECIDE: 'outside', PROCURATORATE_SUPPL: 'body',
}

/**
 * The clocks of an open case that run, with who must act on each. A clock that is held reminds nobody (R-306), nor does
 * the month in which the person may ask for 复审: it is theirs. It says the same on every day, as long as nothing happens.
 * `review` is the clock of the review, where it has been reckoned already.
 */
export function deadlinesOf(c: Case, log: readonly ClockEntry[], moment: Pick<Moment, 'on' | 'calendar' | 'policy'>, review: Pick<ReckonedRound, 'state' | 'startedOn' | 'dueOn'> | null = reckonedClock(log, moment)): Deadline[] {
  if (isEnd(c.stage)) return []
  const { before, after } = runsOf(c, log, moment)
  const run = ({ code, subjectId, startedOn, endedOn, extra, theirs }: Run): Ending[] => {
    const dueOn = theirs || endedOn !== null ? null : dueDayOf(code, startedOn, moment, extra)
    return dueOn === null ? [] : [{ code, subjectId, startedOn, dueOn }]
  }
  const running: Ending[] = [...before.flatMap(run), ...(review?.state === 'running' ? [{ code: 'REVIEW' as const, subjectId: null, startedOn: review.startedOn, dueOn: review.dueOn }] : []), ...after.flatMap(run)]
  return running.flatMap((ending) => {
    const own = actors[ending.code]
    const holder = own ?? holderOf(c, moment.policy)
    return holder === null ? [] : [{ ...ending, holder, role: own === undefined ? approverHere(c, moment.policy) : null }]
  })
}

type Ending = Pick<Deadline, 'code' | 'subjectId' | 'startedOn' | 'dueOn'>

/** The last due day of which anybody is told on a day: later ones are green. */
export const horizon = ({ on, calendar, policy }: Pick<ClockMoment, 'on' | 'calendar' | 'policy'>): Day => addWorkingDays(on, Math.max(policy.amberDays, policy.redDays), calendar)

/** What a clock says on a day, whoever is told; null while it is green. */
export function reminderOf(deadline: Deadline, moment: ClockMoment): Reminder | null {
  const { on, calendar, policy } = moment
  const { code, dueOn } = deadline
  const { light, overdue, workingDaysLeft } = standing(dueOn, null, momentFor(code, moment))
  if (light === 'green' || workingDaysLeft === null) return null
  const { label, basis, warningOnly } = limits[code]
  const escalatedTo = overdue && !warningOnly ? policy.escalation.filter((level) => -workingDaysLeft >= level.workingDays).map((level) => level.to) : []
  const kind = escalatedTo.length > 0 ? 'escalated' : overdue ? 'overdue' : on === dueOn ? 'dueToday' : light
  return { ...deadline, kind, label, workingDaysLeft, escalatedTo, warningOnly, provisional: isProvisional(dueOn, calendar), basis, text: sentence(deadline, label, kind, workingDaysLeft, escalatedTo, warningOnly) }
}

function sentence({ dueOn, holder, role }: Deadline, label: string, kind: ReminderKind, left: number, escalatedTo: readonly Role[], warningOnly: boolean): string {
  const who = role === null ? holderWords[holder] : roleWords[role]
  const what = `${label}${warningOnly ? '的提示期限' : '期限'}`
  if (kind === 'amber' || kind === 'red') return `${what}${inChinese(dueOn)}届满，还有${left}个工作日，由${who}办理`
  if (kind === 'dueToday') return `${what}今天届满，由${who}办理`
  return `${what}${inChinese(dueOn)}已经届满，${left < 0 ? `超过${-left}个工作日，` : ''}${who}尚未办结${escalatedTo.length > 0 ? `，提请${escalatedTo.map((one) => roleWords[one]).join('、')}督办` : ''}`
}

/** Whose desk each party is. */
const desks: { [Name in Holder]?: readonly Role[] } = {
  body: ['handler', 'bodyHead'], group: ['groupLeader', 'reviewer'], office: ['officeHead'], leaderInCharge: ['leaderInCharge'],
  workCommittee: ['committeeReviewer', 'committeeHead'], sendingCommission: ['commissionHead'],
}

/** Who sees to it that others act: on everything, or once it is overdue. */
const overseers: { [Name in Role]?: 'all' | 'overdue' } = { groupLeader: 'all', officeHead: 'all', caseManager: 'overdue' }

/** How a clock concerns somebody who may see the case, in the capacity in which they act; null where it does not. Whoever may not see the case is not asked for: the store reads through `visible`. */
export function concernOf({ role: as }: Pick<Actor, 'role'>, { holder, role }: Pick<Deadline, 'holder' | 'role'>): Concern | null {
  if (role === null ? desks[holder]?.includes(as) : role === as) return 'act'
  return overseers[as] === 'all' ? 'oversee' : null
}

/** The same for what is to be told today: an overdue clock also concerns case management, and whomever it has been brought to. */
const concernIn = (who: Pick<Actor, 'role'>, reminder: Pick<Reminder, 'holder' | 'role' | 'kind' | 'escalatedTo'>): Concern | null =>
  concernOf(who, reminder) ??
  ((overseers[who.role] === 'overdue' && (reminder.kind === 'overdue' || reminder.kind === 'escalated')) || reminder.escalatedTo.includes(who.role) ? 'oversee' : null)

/** What one person is told of some clocks on one day, the most pressing first. */
export function remindersFor<One extends Deadline>(who: Pick<Actor, 'role'>, deadlines: readonly One[], moment: ClockMoment): (One & Reminder & { concern: Concern })[] {
  return deadlines
    .flatMap((deadline) => {
      const reminder = reminderOf(deadline, moment)
      const concern = reminder && concernIn(who, reminder)
      return reminder && concern ? [{ ...deadline, ...reminder, concern }] : []
    })
    .sort((one, other) => rank(one) - rank(other) || (one.dueOn < other.dueOn ? -1 : one.dueOn > other.dueOn ? 1 : 0))
}

const rank = ({ kind }: { kind: ReminderKind }): number => reminderKinds.indexOf(kind)
