/** Refusals, and the two guards that nearly every step has. */
import type { Case, Refusal } from './case.ts'
import { basis, type Rule } from './law.ts'
import type { Invariant } from './invariants.ts'
import { guard, type Guard, type Scene } from './step.ts'

/** A refusal from its code, its sentence, the rule it rests on and the field it stands at. */
export const no = (code: string, message: string, rule?: Rule, field?: string): Refusal => ({
  code, message, ...(field === undefined ? {} : { field }), ...(rule === undefined ? {} : { basis: basis(rule) }),
})

export const blank = (text: string | null | undefined): boolean => text === null || text === undefined || text.trim() === ''

/** Refuses blank texts, one refusal a field; the labels are what the person sees. */
export const written = <Payload extends object>(serves: Invariant, labels: { [Field in keyof Payload]?: string }): Guard<Payload> =>
  guard('written', serves, (_c, payload) =>
    (Object.entries(labels) as [keyof Payload & string, string][])
      .filter(([field]) => blank(payload[field] as string | null | undefined))
      .map(([field, label]) => no('NOT_WRITTEN', `请填写${label}`, undefined, field)))

/** Nothing approves itself: whoever made the request may not check it. */
export const anotherThan = (makerOf: (c: Case) => string | null | undefined): Guard<unknown> => ({
  name: 'anotherThan', serves: 'fourEyes', ofCase: true,
  refuse: (c, _payload, { who }: Scene) => (makerOf(c) === who.personId ? [no('OWN_REQUEST', '不能批准自己提出的事项，请由另一位有权人员办理', 'R-254')] : []),
})

/** The requests that wait for somebody: none decided yet. */
export const open = <One extends { approvedBy: string | null; rejectedBy: string | null }>(requests: readonly One[]): One | undefined =>
  requests.find((one) => one.approvedBy === null && one.rejectedBy === null)

/** The same list with the open request decided. */
export const decideOpen = <One extends { approvedBy: string | null; rejectedBy: string | null }>(requests: readonly One[], decided: Partial<One>): One[] =>
  requests.map((one) => (one === open(requests) ? { ...one, ...decided } : one))

/** What a new request starts from. */
export const asked = ({ who, day }: Scene) => ({
  requestedBy: who.personId, requestedOn: day, approvedBy: null, approvedOn: null, rejectedBy: null, rejectedReason: null,
})
