/**
 * The month of review (审理期限), read off the log with the reasons. The log is the only source: nothing
 * here is stored, and the same log, calendar, policy and day always give the same clock. It watches
 * stages, so a new step needs no change here.
 */
import type { Entry } from './act.ts'
import { isEnd, type Basis, type ends, type Stage } from './case.ts'
import { addDays, addMonths, daysBetween, inChinese, isProvisional, restDaysSkipped, rollToWorkingDay, weekdayOf, workingDaysBetween, yearOf, type Calendar, type Day } from './day.ts'
import { basis } from './law.ts'
import type { Policy } from './policy.ts'
import type { Moment } from './step.ts'

/** What a clock reads of an entry. */
export type ClockEntry = Pick<Entry, 'step' | 'from' | 'to' | 'by' | 'on' | 'payload'>

/** The outside facts a clock needs: today, the rest days, the settings; the roster only to print names. */
export type ClockMoment = Pick<Moment, 'on' | 'calendar' | 'policy'> & Partial<Pick<Moment, 'roster'>>

/** One step of the reckoning (计算过程), in order: the day reached, what was done, the rule it rests on. */
export type Explanation = { day: Day | null; text: string; basis: Basis | null }

/** 亮灯. */
export type Light = 'green' | 'amber' | 'red'

/** A stretch in which the clock stood still: from the first day up to, not including, the second (R-306, R-320). */
export type HeldInterval = { from: Day; to: Day | null; days: number; why: 'supplement' | 'suspension' }

/** An approved extension (R-301); `approvedBy` is the id of the person. */
export type ApprovedExtension = { approvedBy: string; approvedOn: Day; months: number; days: number; reason: string }

/** One clock: from an acceptance to the approved report, a re-investigation or a side exit. */
export type ReviewRound = {
  /** 1 for the first acceptance; each re-investigation and new acceptance starts another. */
  round: number
  state: 'running' | 'held' | 'closed'
  startedOn: Day
  closedOn: Day | null
  endedBy: 'report' | 'return' | (typeof ends)[number] | null
  heldSince: Day | null
  heldIntervals: HeldInterval[]
  /** Calendar days held; up to today where the clock still stands. */
  heldDays: number
  extensions: ApprovedExtension[]
  /** The last day before held days and rest days: the month, and what was approved on top (R-310). */
  nominalOn: Day
  /** 届满日. While the clock is held it moves with every day. */
  dueOn: Day
  /** Rests on a year whose rest days are not published. */
  provisional: boolean
  /** Calendar days from acceptance to the close, or to today, less the held days. */
  netDays: number
  /** Working days from today (not counted) to the due day (counted), negative once past; null when closed. */
  workingDaysLeft: number | null
  light: Light
  /** Past the due day, or closed after it. */
  overdue: boolean
  /** 即将到期. */
  dueSoon: boolean
  explanation: Explanation[]
}

/** What the log alone settles of a round: how it stands today and the explanation are left out. */
export type ReckonedRound = Omit<ReviewRound, 'provisional' | 'workingDaysLeft' | 'light' | 'overdue' | 'dueSoon' | 'explanation'>

/** The clock of the last round, and those of the rounds before it, oldest first. */
export type ReviewClock = ReviewRound & { earlierRounds: ReviewRound[] }

/** The month of review as the log tells it (R-300 to R-310, R-320); null before the first acceptance. */
export function reviewClock(log: readonly ClockEntry[], moment: ClockMoment): ReviewClock | null {
  const rounds = log.reduce(follow, []).map((facts, n) => measure(facts, n + 1, moment))
  const last = rounds.at(-1)
  return last ? { ...last, earlierRounds: rounds.slice(0, -1) } : null
}

/** The last round without how it stands and why, and the day of the first acceptance: what rows and tallies are made of. */
export function reckonedClock(log: readonly ClockEntry[], moment: ClockMoment): (ReckonedRound & { firstStartedOn: Day }) | null {
  const rounds = log.reduce(follow, [])
  const [first, last] = [rounds[0], rounds.at(-1)]
  return first && last ? { ...reckon(last, rounds.length, moment), firstStartedOn: first.startedOn } : null
}

/** The due day as it stood when the last entry of this (shortened) log was made; null before acceptance. */
export function dueAsOf(log: readonly ClockEntry[], moment: Pick<ClockMoment, 'calendar' | 'policy'>): Day | null {
  const last = log.at(-1)
  return last ? (reviewClock(log, { ...moment, on: last.on })?.dueOn ?? null) : null
}

/** What the log says about one round, before anything is counted. */
type Facts = {
  startedOn: Day
  closedOn: Day | null
  endedBy: ReviewRound['endedBy']
  holds: Pick<HeldInterval, 'from' | 'to' | 'why'>[]
  extensions: ApprovedExtension[]
  asked: Pick<ApprovedExtension, 'months' | 'days' | 'reason'> | null
}

// @NOTE aside steps lead from `accepted` to `accepted`, a resumed case may come back to it, and to the body all that the group does is `accepted`.
const accepts = ({ from, to }: ClockEntry): boolean => to === 'accepted' && from === 'transferred'

const holdIn = (stage: Stage): HeldInterval['why'] | null =>
  stage === 'supplementing' || stage === 'answered' ? 'supplement' : stage === 'suspended' ? 'suspension' : null

const endIn = ({ from, to }: ClockEntry): ReviewRound['endedBy'] =>
  to === 'reinvestigating' ? 'return' : (from === 'approving' || from === 'accepted') && to === 'proposing' ? 'report' : isEnd(to) ? (to as (typeof ends)[number]) : null

/** The rounds after one more entry. */
function follow(rounds: Facts[], entry: ClockEntry): Facts[] {
  if (accepts(entry)) return [...rounds, { startedOn: entry.on, closedOn: null, endedBy: null, holds: [], extensions: [], asked: null }]
  const round = rounds.at(-1)
  if (!round || round.closedOn !== null) return rounds
  return [...rounds.slice(0, -1), closed(held(extended(round, entry), entry), entry)]
}

function extended(round: Facts, entry: ClockEntry): Facts {
  const { step, by, on } = entry
  if (step === 'requestExtension') return { ...round, asked: amountIn(entry.payload) }
  if (step === 'rejectExtension') return { ...round, asked: null }
  if (step !== 'approveExtension' || !round.asked) return round
  return { ...round, asked: null, extensions: [...round.extensions, { approvedBy: by, approvedOn: on, ...round.asked }] }
}

function held(round: Facts, { to, on }: ClockEntry): Facts {
  const open = round.holds.find((hold) => hold.to === null)
  const why = holdIn(to)
  if (why === (open?.why ?? null)) return round
  const ended = round.holds.map((hold) => (hold === open ? { ...hold, to: on } : hold))
  return { ...round, holds: why === null ? ended : [...ended, { from: on, to: null, why }] }
}

const closed = (round: Facts, entry: ClockEntry): Facts => {
  const endedBy = endIn(entry)
  return endedBy === null ? round : { ...round, closedOn: entry.on, endedBy }
}

/** Months, days and reason of a request as the log keeps it. */
function amountIn(payload: unknown): NonNullable<Facts['asked']> {
  const { months, days, reason } = (payload ?? {}) as { months?: unknown; days?: unknown; reason?: unknown }
  const count = (value: unknown) => (typeof value === 'number' ? value : 0)
  return { months: count(months), days: count(days), reason: typeof reason === 'string' ? reason : '' }
}

/** Counts one round up to its close, or up to today. */
function reckon({ startedOn, closedOn, endedBy, holds, extensions }: Facts, round: number, { on, calendar }: ClockMoment): ReckonedRound {
  const upTo = closedOn ?? on
  const heldIntervals = holds.map((hold) => ({ ...hold, days: Math.max(0, daysBetween(hold.from, hold.to ?? upTo)) }))
  const heldDays = sum(heldIntervals.map((hold) => hold.days))
  const nominalOn = nominal(startedOn, extensions)
  const heldSince = holds.find((hold) => hold.to === null)?.from ?? null
  return {
    round, startedOn, closedOn, endedBy, heldSince, heldIntervals, heldDays, extensions, nominalOn,
    state: closedOn !== null ? 'closed' : heldSince !== null ? 'held' : 'running',
    dueOn: rollToWorkingDay(addDays(nominalOn, heldDays), calendar),
    netDays: Math.max(0, daysBetween(startedOn, upTo) - heldDays),
  }
}

/** The same with how it stands today, and why. */
function measure(facts: Facts, round: number, moment: ClockMoment): ReviewRound {
  const reckoned = reckon(facts, round, moment)
  const { nominalOn, heldIntervals, heldDays, closedOn, dueOn } = reckoned
  const { provisional, explanation } = settle(addDays(nominalOn, heldDays), moment.calendar)
  return {
    ...reckoned,
    provisional,
    ...standing(dueOn, closedOn, moment),
    explanation: [...explainNominal(facts, moment), ...explainHeld(nominalOn, heldIntervals, closedOn ?? moment.on), ...explanation],
  }
}

const nominal = (startedOn: Day, extensions: readonly ApprovedExtension[]): Day =>
  addDays(addMonths(startedOn, 1 + sum(extensions.map((one) => one.months))), sum(extensions.map((one) => one.days)))

/** Acceptance, the month, and each extension in the order of approval. */
function explainNominal({ startedOn, extensions }: Facts, { roster }: ClockMoment): Explanation[] {
  return [
    anchored(startedOn, '受理'),
    { day: null, text: '审理期限为受理之日起一个月', basis: basis('R-300') },
    monthsAdded(startedOn, 1),
    ...extensions.map((one, n): Explanation => {
      const day = nominal(startedOn, extensions.slice(0, n + 1))
      const length = [one.months > 0 ? `${one.months}个月` : '', one.days > 0 ? `${one.days}日` : ''].join('')
      const approver = roster?.person(one.approvedBy)?.name ?? one.approvedBy
      return { day, text: `${inChinese(one.approvedOn)}经${approver}批准延长${length}，至${inChinese(day)}${one.reason === '' ? '' : `；理由：${one.reason}`}`, basis: basis('R-301') }
    }),
  ]
}

/** Each held stretch, and the day the last day moves to. */
const explainHeld = (nominalOn: Day, intervals: readonly HeldInterval[], upTo: Day): Explanation[] =>
  intervals.map(({ from, to, days, why }, n) => {
    const day = addDays(nominalOn, sum(intervals.slice(0, n + 1).map((one) => one.days)))
    const what = why === 'supplement' ? '退回补充审查调查' : '中止审理'
    const stretch = to === null ? `${inChinese(from)}起${what}，尚未恢复，算到${inChinese(upTo)}暂计${days}日` : `${inChinese(from)}${what}，${inChinese(to)}恢复，共${days}日`
    return { day, text: `${stretch}，不计入期限，顺延至${inChinese(day)}`, basis: basis(why === 'supplement' ? 'R-306' : 'R-320') }
  })

/** The line that says where a limit begins. */
export const anchored = (on: Day, event: string): Explanation => ({ day: on, text: `${inChinese(on)}${event}，当日不计入，自次日起算`, basis: basis('R-303') })

/** The line that adds months, naming the end of the month where there is no same-numbered day. */
export function monthsAdded(from: Day, months: number): Explanation {
  const day = addMonths(from, months)
  const clamped = day.slice(8) !== from.slice(8)
  return { day, text: `加${months}个月，${clamped ? '没有对应日，按当月最后一日' : '按对应日'}计至${inChinese(day)}`, basis: basis('R-304') }
}

/** Rolls the reckoned last day to a working day (R-305), naming every rest day passed over. */
export function settle(last: Day, calendar: Calendar): { dueOn: Day; provisional: boolean; explanation: Explanation[] } {
  const dueOn = rollToWorkingDay(last, calendar)
  const unpublished = [...new Set([last, dueOn])].filter((day) => isProvisional(day, calendar)).map(yearOf)
  const rests = restDaysSkipped(last, dueOn, calendar).map(({ day, reason }): Explanation => ({ day, text: `${inChinese(day)}休息（${reason}），顺延一日`, basis: basis('R-305') }))
  return { dueOn, provisional: unpublished.length > 0, explanation: [...rests, result(dueOn), ...provisionalNotes(unpublished)] }
}

/** The line that says when the limit ends. */
export const result = (dueOn: Day): Explanation => ({ day: dueOn, text: `届满日为${inChinese(dueOn)}（${weekdayOf(dueOn)}）`, basis: null })

/** The line that marks a result as provisional, one for each year without published rest days. */
export const provisionalNotes = (years: readonly string[]): Explanation[] =>
  [...new Set(years)].map((year) => ({ day: null, text: `${year}年放假安排尚未公布或未载入，暂按周末推算`, basis: null }))

/** How a limit stands today: working days left, light, overdue, due soon. Closed limits are green, or red when late. */
export function standing(dueOn: Day, closedOn: Day | null, { on, calendar, policy }: ClockMoment): Pick<ReviewRound, 'workingDaysLeft' | 'light' | 'overdue' | 'dueSoon'> {
  const overdue = (closedOn ?? on) > dueOn
  if (closedOn !== null) return { workingDaysLeft: null, light: overdue ? 'red' : 'green', overdue, dueSoon: false }
  const workingDaysLeft = workingDaysBetween(on, dueOn, calendar)
  return { workingDaysLeft, light: lightOf(overdue, workingDaysLeft, policy), overdue, dueSoon: !overdue && workingDaysLeft <= policy.dueSoonDays }
}

const lightOf = (overdue: boolean, left: number, { amberDays, redDays }: Policy): Light => (overdue || left <= redDays ? 'red' : left <= amberDays ? 'amber' : 'green')

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)
