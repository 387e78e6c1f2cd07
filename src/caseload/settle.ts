/** Brings the demo city into a store, and plans through its door. */
import type { Entry } from '../review/act.ts'
import type { Case, Refusal } from '../review/case.ts'
import { loadUnseen } from '../store/cases.ts'
import { saveRoster } from '../store/roster.ts'
import { momentsOf, settle } from '../store/settings.ts'
import type { Store } from '../store/store.ts'
import { open, take } from '../store/take.ts'
import { actorOf, bodies, people, zones } from './city.ts'
import type { Planned } from './plan.ts'

/** Zones, bodies, people, the first policy and the calendar; what is there already stays. */
export async function settleCity(store: Store, commission: string, at: string): Promise<void> {
  const editor = { commission, by: '演示数据', at }
  await settle(store, editor)
  await saveRoster(store, editor, { zones, bodies, people })
}

/** The hour at which planned steps are written: nine in the morning in China. */
export const instantOf = (on: string): string => `${on}T01:00:00.000Z`

export type Carried = { case: Case; log: Entry[] } | { at: Planned; refusals: Refusal[] }

/** Takes the steps of a plan on a case (or begins one), one after another; stops at the first refusal. `key` makes the operation keys, and of the form `import:C01:…` lets the case be found again by the id it was imported under (`store/cases.ts`); without `numbered` the store gives the number. */
export async function carry(store: Store, commission: string, plan: readonly Planned[], { key, numbered, from = null }: { key: string; numbered: boolean; from?: { case: Case; log: Entry[] } | null }): Promise<Carried | null> {
  let caseId = from?.case.id ?? null
  for (const [n, planned] of plan.entries()) {
    const moment = (await momentsOf(store, commission))(planned.on, instantOf(planned.on))
    const order = { operationKey: `${key}-${(from?.log.length ?? 0) + n + 1}`, who: actorOf(planned.by, commission), moment }
    const taken = planned.step === 'openCase'
      ? await open(store, { ...order, payload: { package: planned.payload.package }, ...(numbered ? { number: planned.payload.number } : {}) })
      : await take(store, { ...order, caseId: caseId ?? '', version: null, step: planned.step, payload: planned.payload })
    if ('refusals' in taken) return { at: planned, refusals: taken.refusals }
    caseId = taken.case.id
  }
  return caseId === null ? null : loadUnseen(store, store.fresh, commission, caseId)
}
