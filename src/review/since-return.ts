/** 上次退回以来有什么新的: what a reader who has read the file before has still to look at. */
import type { Entry } from './act.ts'
import type { Case } from './case.ts'
import type { Day } from './day.ts'

/** What came after the last approved return: facts and evidence that the package then had not (or had in other words), and the items answered since. */
export type SinceReturn = { on: Day; at: string; factIds: string[]; evidenceNos: number[]; answered: number[] }

/** What is new to whoever sees the case like this; null where it was never returned. */
export function sinceReturn(c: Case, log: readonly Entry[]): SinceReturn | null {
  const approved = log.findLast(({ step }) => step === 'approveReturn')
  if (!approved) return null
  const handedAgain = log.some(({ step, at }) => step === 'transfer' && at > approved.at)
  const before = handedAgain ? c.packages.at(-2) : undefined
  const differs = <One>(now: readonly One[], then: readonly One[] | undefined): One[] => (then === undefined ? [] : now.filter((one) => !then.some((other) => JSON.stringify(other) === JSON.stringify(one))))
  return {
    on: approved.on, at: approved.at,
    factIds: differs(c.package.facts, before?.facts).map(({ id }) => id),
    evidenceNos: differs(c.package.evidence, before?.evidence).map(({ no }) => no),
    answered: (c.returns.findLast(({ approvedBy }) => approvedBy !== null)?.outline ?? []).flatMap(({ no, answer }) => (answer === null ? [] : [no])),
  }
}
