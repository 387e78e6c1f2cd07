/** 五年全覆盖: when each body was last looked at by a full check, and by when it is due again. */
import { addMonths, type Day } from './day.ts'

/** A full check as it counts for a body: the day its result was fed back, and how many of the body's cases were looked at. */
export type FullCheck = { bodyId: string; checkId: string; on: Day; caseCount: number }
/** Where a body stands in the cycle. `upcoming`: due within a year. */
export const coverageStates = ['covered', 'upcoming', 'overdue'] as const
export type Covered = { bodyId: string; last: FullCheck | null; dueOn: Day; state: (typeof coverageStates)[number] }

/** The calendar, the next due first; a body never looked at is due by the end of the first cycle, counted from `since`. */
export function coverageOf(bodyIds: readonly string[], checks: readonly FullCheck[], { on, years, since }: { on: Day; years: number; since: Day }): Covered[] {
  const calendar = bodyIds.map((bodyId): Covered => {
    const last = checks.filter((one) => one.bodyId === bodyId).sort((one, other) => (one.on < other.on ? 1 : -1))[0] ?? null
    const dueOn = addMonths(last?.on ?? since, years * 12)
    return { bodyId, last, dueOn, state: dueOn < on ? 'overdue' : dueOn <= addMonths(on, 12) ? 'upcoming' : 'covered' }
  })
  return calendar.sort((one, other) => (one.dueOn === other.dueOn ? (one.bodyId < other.bodyId ? -1 : 1) : one.dueOn < other.dueOn ? -1 : 1))
}
