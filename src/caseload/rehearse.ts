/** A plan carried out in memory through the one door: what comes out, or why the law does not allow it. */
import { act, type Entry } from '../review/act.ts'
import { blankCase } from '../review/blank.ts'
import { calendar } from '../review/calendar.ts'
import type { Case, Refusal } from '../review/case.ts'
import { reviewClock } from '../review/clock.ts'
import { addMonths, daysBetween, rollToWorkingDay, type Day } from '../review/day.ts'
import { firstPolicy, policyOn } from '../review/policy.ts'
import type { Moment } from '../review/step.ts'
import { actorOf, roster } from './city.ts'
import type { Given } from './given.ts'
import { planOf, type Length, type Planned } from './plan.ts'

/** The moment at which a given step is taken: on its own day, in the demo city. */
export const momentOf = (on: Day): Moment => ({ on, at: `${on}T01:00:00.000Z`, calendar, policy: policyOn(firstPolicy, on), roster })

export type Rehearsed = { case: Case; log: Entry[] } | { at: Planned; refusals: Refusal[] }

/** Takes the steps of a plan one after another; stops at the first that is refused. */
export function rehearse(plan: readonly Planned[]): Rehearsed {
  let c = blankCase({ id: 'rehearsal', commission: 'rehearsal', number: '', zoneId: '' })
  const log: Entry[] = []
  for (const planned of plan) {
    const outcome = act(c, planned.step, planned.payload, actorOf(planned.by, c.commission), momentOf(planned.on))
    if ('refusals' in outcome) return { at: planned, refusals: outcome.refusals }
    c = outcome.case
    log.push(outcome.entry)
  }
  return { case: c, log }
}

/** The due day with the extension: as it stood right after the approval, and as it came to stand with what was held later. */
export function extendedDueDays(log: readonly Entry[]): Day[] {
  const until = log.findLastIndex((entry) => entry.step === 'approveExtension')
  const entry = log[until]
  if (!entry) return []
  return [log.slice(0, until + 1), log].flatMap((part) => reviewClock(part, momentOf(entry.writtenOn))?.dueOn ?? [])
}

/**
 * The plan of a given case. The file names only the new due day of an extension, so its length is worked
 * out: the first of the usual lengths that gives this day; one month where none does, and then the
 * comparison shows it.
 */
export function planFor(given: Given): Planned[] {
  const policy = policyOn(firstPolicy, given.dates.transferredOn)
  const { extension } = given.review
  const fitting = extension && usualLengths(given, extension.approvedOn).find((length) => {
    const rehearsed = rehearse(planOf(given, policy, length))
    return 'log' in rehearsed && extendedDueDays(rehearsed.log).includes(extension.newDueOn)
  })
  return planOf(given, policy, fitting ?? { months: 1, days: 0 })
}

/** Whole months, the usual numbers of days, and the same counted from the old due day or from the approval. */
function usualLengths(given: Given, approvedOn: Day): Length[] {
  const months = [1, 2, 3, 4, 5, 6]
  const days = [5, 7, 10, 14, 15, 20, 21, 28, 30, 31, 45, 60, 61, 62, 90]
  const base = addMonths(given.dates.reacceptedOn ?? given.dates.acceptedOn, 1)
  const counted = [base, rollToWorkingDay(base, momentOf(base).calendar), approvedOn]
    .flatMap((from) => months.map((n) => daysBetween(base, addMonths(from, n))))
    .filter((n) => n > 0)
  return [...months.map((n) => ({ months: n, days: 0 })), ...[...days, ...counted].map((n) => ({ months: 0, days: n }))]
}

