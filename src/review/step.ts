/**
 * What a step (步骤) is: its label, who may take it, what it demands, what it changes. Where it is
 * possible is said by the machine alone.
 */
import type { Loads } from './assignment.ts'
import type { Case, Refusal } from './case.ts'
import type { Calendar, Day } from './day.ts'
import type { Rule } from './law.ts'
import type { Party } from './parties.ts'
import type { Actor, Roster } from './people.ts'
import type { Policy } from './policy.ts'
import type { Invariant } from './invariants.ts'

/**
 * The outside facts a rule may need. `on` is the day of writing; `at` the instant, as an ISO string.
 * `policy` and `calendar` are those in force on that day. `loads` is there where people are chosen; what was read from
 * it is kept with the step, so that replay does without.
 */
export type Moment = {
  on: Day
  at: string
  calendar: Calendar
  policy: Policy
  roster: Roster
  loads?: Loads
  /** The attached files that the person acting may read, where a step points to one; whether it may is not asked again in replay. */
  files?: readonly { id: string; pages: number | null }[]
  /** The case as the person acting may know it, for reasons that must not rest on what is hidden; the case itself where left out. */
  known?: Case
}

/** What a guard and an effect see: the moment, who acts, and the legal day of the step. */
export type Scene = Moment & { who: Actor; day: Day }

/** One demand of a step. It names the invariant it serves, so that a test can take it away and see that fall. */
export type Guard<Payload> = {
  name: string
  serves: Invariant
  /** Whether the case alone decides, whatever the payload says: then the closed button shows it beforehand. */
  ofCase: boolean
  refuse: (c: Case, payload: Payload, scene: Scene) => Refusal[]
}

export type Step<Payload> = {
  label: string
  /** What it is for, in a sentence; becomes the description in the API. */
  about: string
  /** The rule the step rests on; the entry keeps its citation. */
  rule: Rule
  by: readonly Party[]
  /** Whether it decides what somebody else asked for or proposed: whoever takes it has shown lately that it is they. */
  approves?: true
  guards: readonly Guard<Payload>[]
  /** What the server adds to the payload before it is kept, so that replay needs nothing else; whatever was sent in its place is replaced. */
  completed?: (c: Case, payload: Payload, scene: Scene) => Payload
  apply: (c: Case, payload: Payload, scene: Scene) => Case
}

/** Every payload may carry the legal day of the step where it differs from the day of writing. */
export type Dated = { on?: Day | null }

export const step = <Payload extends object>(definition: Step<Payload & Dated>): Step<Payload & Dated> => definition

/** A guard that looks at the payload. */
export const guard = <Payload>(name: string, serves: Invariant, refuse: Guard<Payload>['refuse']): Guard<Payload> => ({ name, serves, ofCase: false, refuse })

/** A guard that looks at the case alone. */
export const demand = (name: string, serves: Invariant, refuse: (c: Case, scene: Scene) => Refusal[]): Guard<unknown> => ({
  name, serves, ofCase: true, refuse: (c, _payload, scene) => refuse(c, scene),
})
