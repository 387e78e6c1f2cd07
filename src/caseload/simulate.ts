/** `simulate`: years of invented work through the same door, up to today. */
import { randomUUID } from 'node:crypto'
import type { Entry } from '../review/act.ts'
import type { Case } from '../review/case.ts'
import { addDays, type Day } from '../review/day.ts'
import { steps } from '../review/steps/index.ts'
import type { Store } from '../store/store.ts'
import { generate, random } from './generate.ts'
import type { Given } from './given.ts'
import type { Planned } from './plan.ts'
import { planFor } from './rehearse.ts'
import { carry, instantOf, settleCity } from './settle.ts'

export type Amount = { cases: number; years: number; seed: number; commission: string; today: Day }

/** How many cases are on their way at once: their steps share commits, and lie in the order of their days. */
const together = 400

/** Cases of the years before today, carried as far as their days have come. Gives the number of steps taken. */
export async function simulate(store: Store, { cases, years, seed, commission, today }: Amount, progress: (done: number, total: number) => void): Promise<number> {
  const draw = random(seed)
  const span = Math.round(years * 365.25)
  const filed = Array.from({ length: cases }, () => addDays(today, -1 - Math.floor(draw() * span))).toSorted()
  await settleCity(store, commission, instantOf(filed[0] ?? today))
  let taken = 0
  for (let begin = 0; begin < cases; begin += together) {
    const some = filed.slice(begin, begin + together).map((on, n) => generate(draw, begin + n + 1, on))
    taken += await live(store, commission, some, today)
    progress(Math.min(begin + together, cases), cases)
  }
  return taken
}

/** A handler begins to draft some weeks before the transfer. */
const drafted = (plan: Planned[], { dates }: Given): Planned[] => plan.map((planned) => (planned.step === 'openCase' ? { ...planned, on: addDays(dates.filedOn ?? dates.transferredOn, 21) } : planned))

/** Carries cases side by side, day by day, up to today. */
async function live(store: Store, commission: string, cases: readonly Given[], today: Day): Promise<number> {
  const run = randomUUID()
  const journeys = cases.map((given, n) => ({ key: `${run}-${n}`, plan: drafted(planFor(given), given).filter((planned) => planned.on <= today), found: null as { case: Case; log: Entry[] } | null }))
  const days = [...new Set(journeys.flatMap((one) => one.plan.map((planned) => planned.on)))].toSorted()
  let taken = 0
  for (const day of days) {
    await Promise.all(journeys.map(async (journey) => {
      const due: Planned[] = journey.plan.filter((planned) => planned.on === day)
      if (due.length === 0) return
      const carried = await carry(store, commission, due, { key: journey.key, numbered: false, from: journey.found })
      if (carried && 'refusals' in carried) throw new Error(`模拟办案走不通：${steps[carried.at.step].label}：${carried.refusals.map((one) => one.message).join('；')}`)
      journey.found = carried
      taken += due.length
    }))
  }
  return taken
}

