/** A case led through the API step by step, each step with what a careful person would give. */
import { isDeepStrictEqual } from 'node:util'
import { idOf } from '../../src/api/id.ts'
import type { Case } from '../../src/review/case.ts'
import type { Payload, StepName } from '../../src/review/steps/index.ts'
import { loadUnseen } from '../../src/store/cases.ts'
import { blankCase } from '../../src/review/blank.ts'
import { commission, type Who } from '../help/city.ts'
import { offers, type World } from '../help/offers.ts'
import { step, type Loose, type Seen, type Served } from './browser.ts'

export type Walk = {
  /** The case as the page last saw it. */
  seen: () => Seen
  kept: () => Promise<Case>
  /** A step with the n-th payload on offer; throws where it is refused, and where it was not handed over whole. */
  take: (name: StepName, by: Who, n?: number) => Promise<Loose>
}

export function walk(city: Served, world: World): Walk {
  let seen: Seen | null = null
  const at = (): Seen => {
    if (!seen) throw new Error('the case is not open yet')
    return seen
  }
  const found = async () => {
    const one = await loadUnseen(city.store, city.store.fresh, commission, idOf('Case', at().id))
    if (!one) throw new Error('the case is not there')
    return one
  }
  return {
    seen: at,
    kept: async () => (await found()).case,
    async take(name, by, n = 0) {
      const c = seen ? (await found()).case : blankCase({ id: '', commission, number: '', zoneId: '' })
      const payload: Payload<StepName> | undefined = offers(c, name, world)[n]
      if (payload === undefined) throw new Error(`nothing to give for ${name}`)
      const ask = await city.as(by)
      // Each page counts the steps that its person sees.
      if (seen) seen = { ...seen, version: (await ask('query ($id: ID!) { case(id: $id) { version } }', { id: seen.id })).data.case?.version ?? 0 }
      const outcome = await step(ask, name, seen, payload)
      if (outcome.refusals) throw new Error(`${name}: ${JSON.stringify(outcome.refusals)}`)
      seen = outcome.case as Seen
      const written = (await found()).log.at(-1)?.payload
      // The number, the zone, the hash, the explained assignment and what was suggested are the server's.
      const own = ['openCase', 'archive', 'formPanel', 'changePanel', 'submitReport'].includes(name) ? { ...payload, ...pick(written, ['number', 'zoneId', 'hash', 'assignment', ...(name === 'submitReport' ? ['findings'] : [])]) } : payload
      if (!isDeepStrictEqual(written, JSON.parse(JSON.stringify(own)))) throw new Error(`${name} was kept as ${JSON.stringify(written)} instead of ${JSON.stringify(own)}`)
      return outcome
    },
  }
}

const pick = (from: unknown, names: readonly string[]): Record<string, unknown> => Object.fromEntries(Object.entries((from ?? {}) as Record<string, unknown>).filter(([name]) => names.includes(name)))
