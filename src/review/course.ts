/**
 * 时间归属: whose days a case took, read off the log. From the first transfer on, every working day belongs to exactly
 * one stage and one party, the one that had the case on the desk; so the parts always sum to the whole.
 */
import type { Entry } from './act.ts'
import { isEnd, type Holder, type Stage } from './case.ts'
import { workingDaysBetween, type Calendar, type Day } from './day.ts'
import { deskOf } from './machine.ts'
import type { Role } from './people.ts'
import type { StepName } from './steps/index.ts'

/** Whose days: the body, the group, the office, a leader who decides, somebody outside (the work committee among them), or nobody's while the review is suspended. */
export const dayParties = ['body', 'group', 'office', 'approver', 'outside', 'tolled'] as const
export type DayParty = (typeof dayParties)[number]

/** What the reckoning reads of an entry. */
export type CourseEntry = Pick<Entry, 'step' | 'from' | 'to' | 'on' | 'role'>

/** A stretch at one stage with one party: from the first day (not counted) to the last (counted), as deadlines count. */
export type Stretch = { stage: Stage; party: DayParty; from: Day; to: Day; workingDays: number }

const partyOf: Record<Holder, DayParty> = { body: 'body', group: 'group', office: 'office', leaderInCharge: 'approver', workCommittee: 'outside', sendingCommission: 'outside', outside: 'outside' }
const decides: Partial<Record<Role, DayParty>> = { officeHead: 'office', leaderInCharge: 'approver', commissionHead: 'approver', bodyHead: 'body', groupLeader: 'group' }

/** At these stages, or once this was proposed, the case lies with whoever decides; who that was, the deciding step tells. */
const decisions: readonly StepName[] = ['approveReturn', 'rejectReturn', 'approveReport', 'sendBackReport', 'approveIntake', 'rejectIntake']
/** Steps after which the case lies with somebody else although its stage stays; null gives it back to the desk of the stage. */
const handsOver: Partial<Record<StepName, 'decider' | DayParty | null>> = { defer: 'decider', refuse: 'decider', rejectIntake: null, recordProsecutorReturn: 'body', answerProsecutorReturn: null }

type Open = { stage: Stage; from: Day; with: 'decider' | DayParty }

const beginsWith = (stage: Stage): Open['with'] => (stage === 'returning' || stage === 'approving' ? 'decider' : stage === 'suspended' ? 'tolled' : partyOf[deskOf(stage) ?? 'body'])

/**
 * The stretches of a case from its first transfer to its end, or up to `now`: a day, and who has the case on the desk then.
 * Of a case that was never handed over there are none. Entries are taken in order; a legal day before the one before it
 * counts as that day, for only steps that stay at a stage may lie so.
 */
export function courseOf(log: readonly CourseEntry[], now: { on: Day; holder: Holder | null }, calendar: Calendar): Stretch[] {
  const stretches: Stretch[] = []
  let open: Open | null = null
  const close = (on: Day, decider: DayParty): Day => {
    if (!open) return on
    const to = on > open.from ? on : open.from
    stretches.push({ stage: open.stage, party: open.with === 'decider' ? decider : open.with, from: open.from, to, workingDays: workingDaysBetween(open.from, to, calendar) })
    return to
  }
  for (const { step, from, to, on, role } of log) {
    const over = handsOver[step]
    if (!open ? to !== 'transferred' : from === to && over === undefined) continue
    const day: Day = close(on, (decisions.includes(step) ? decides[role] : undefined) ?? 'office')
    open = isEnd(to) ? null : { stage: to, from: day, with: from === to ? (over ?? beginsWith(to)) : beginsWith(to) }
    if (!open) return stretches
  }
  close(now.on, partyOf[now.holder ?? 'office'])
  return stretches
}

/** The log up to and with the step by which the review ended in an approved report; null where it has not. */
export function untilReport(log: readonly CourseEntry[]): readonly CourseEntry[] | null {
  const n = log.findLastIndex(({ from, to }) => to === 'proposing' && (from === 'approving' || from === 'accepted'))
  return n === -1 ? null : log.slice(0, n + 1)
}

/** Working days by party, or by stage. */
export function daysBy<Key extends DayParty | Stage>(stretches: readonly Stretch[], keyOf: (one: Stretch) => Key): Map<Key, number> {
  const sums = new Map<Key, number>()
  for (const one of stretches) sums.set(keyOf(one), (sums.get(keyOf(one)) ?? 0) + one.workingDays)
  return sums
}
