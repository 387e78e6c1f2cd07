/** What a day brings while the server runs, as each start does: values of the policy come into force, and accounts that fell dormant are shut. */
import type { Surroundings } from './api/yoga.ts'
import { retire } from './store/dormancy.ts'
import { carry } from './store/policies.ts'
import type { Store } from './store/store.ts'

/** So often it is looked which day it is, in milliseconds. */
const lookMs = 60_000

/** Looks which day it is until it is stopped. What fails is told to `numbered`, and tried again with the next look. */
export function daily(store: Store, commission: string, { now, numbered }: Required<Surroundings>, everyMs = lookMs): { stop: () => void } {
  let retired = now().on
  let looking = false

  async function look(): Promise<void> {
    const { on, at } = now()
    await carry(store, commission, on, at)
    if (on === retired) return
    await retire(store, commission, { on, at })
    retired = on
  }

  const timer = setInterval(() => {
    if (looking) return
    looking = true
    look().catch(numbered).finally(() => { looking = false })
  }, everyMs).unref()
  return { stop: () => clearInterval(timer) }
}
