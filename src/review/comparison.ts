/** What only makes sense beside others: how far bodies lie apart (长短腿), which have no case, and what reviewers have in hand. */
import { type Stage } from './case.ts'
import { yearOf } from './day.ts'
import type { Asked, Behind, Rows } from './figures.ts'
import { reviewingPosts, type Role } from './people.ts'
import type { Moment } from './step.ts'
import type { TallyRow } from './tally.ts'

/**
 * 一次通过率 over the bodies: least, quartiles and most. Bodies with fewer approved reports than the setting are only
 * counted; all is null where none is left.
 */
export type Spread = {
  /** From how many approved reports on a body is compared. */
  least: number
  comparedCount: number
  suppressedCount: number
  min: number | null
  lowerQuartile: number | null
  median: number | null
  upperQuartile: number | null
  max: number | null
}

export function spreadOf(bodies: readonly { approved: number; first: number }[], least: number): Spread {
  const some = bodies.filter(({ approved }) => approved > 0)
  const rates = some.filter(({ approved }) => approved >= least).map(({ approved, first }) => first / approved).toSorted((a, b) => a - b)
  const at = (share: number) => quantile(rates, share)
  return { least, comparedCount: rates.length, suppressedCount: some.length - rates.length, min: at(0), lowerQuartile: at(0.25), median: at(0.5), upperQuartile: at(0.75), max: at(1) }
}

/** The value below which a share of sorted values lies, between two of them where it falls there. */
function quantile(values: readonly number[], share: number): number | null {
  const place = (values.length - 1) * share
  const [below, above] = [values[Math.floor(place)], values[Math.ceil(place)]]
  return below === undefined || above === undefined ? null : below + (above - below) * (place - Math.floor(place))
}

/** 零立案: the bodies without a case filed this year among those that somebody sees as a whole; `rows` would give their cases, and give none. */
export type Silent = { year: string; bodies: ({ bodyId: string } & Behind)[] }

/** Who answers for all zones. */
export const overAll: readonly Role[] = ['officeHead', 'leaderInCharge', 'commissionHead']

export function silentIn(filings: readonly TallyRow[], { on }: Pick<Moment, 'on'>, { role, apart, zoneId, view, bodies }: Asked): Silent {
  const year = yearOf(on)
  const zone = role === 'groupLeader' ? (zoneId ?? '') : (view.zoneId ?? null)
  const filed = new Set(filings.filter((row) => row.key === year).map((row) => row.bodyId))
  const watched = overAll.includes(role) || role === 'groupLeader' ? bodies.filter(({ zoneIds }) => zone === null || zoneIds.every((id) => id === zone)) : []
  return {
    year,
    bodies: watched.filter(({ id }) => (view.bodyId ?? id) === id && !apart.includes(id) && !filed.has(id))
      .map(({ id }) => ({ bodyId: id, caseCount: 0, rows: { ...view, bodyId: id, counted: { by: 'filed', key: year } } satisfies Rows })),
  }
}

/** 在办负担 of a reviewer. Outside the office a load is a rank, the lightest first; equals share it. */
export type ReviewerLoad = { personId: string; rank: number; weight: number | null } & { [Name in keyof Behind]: Behind[Name] | null }

export function loadsIn(seats: readonly TallyRow[], { on, roster, policy }: Pick<Moment, 'on' | 'roster' | 'policy'>, { role, zoneId, view }: Asked): ReviewerLoad[] {
  const told = overAll.includes(role)
  const zone = role === 'groupLeader' ? zoneId : (view.zoneId ?? null)
  if (!told && role !== 'groupLeader') return []
  const held = Map.groupBy(seats, (row) => row.key.slice(0, row.key.indexOf('|')))
  const sits = (personId: string) => (held.get(personId) ?? []).map((row) => ({ stage: row.key.slice(personId.length + 1) as Stage, n: row.n }))
  const reviewers = roster.people.filter((person) => reviewingPosts(person, on).some((post) => (post.role === 'reviewer' || post.role === 'groupLeader') && (zone === null || post.zoneId === zone)))
  const weighed = reviewers.map(({ id }) => ({ id, cases: sits(id).reduce((sum, { n }) => sum + n, 0), weight: sits(id).reduce((sum, { stage, n }) => sum + n * (policy.loadWeights[stage] ?? 0), 0) }))
  return weighed.toSorted((a, b) => a.weight - b.weight || (a.id < b.id ? -1 : 1)).map(({ id, cases, weight }) => {
    const rank = 1 + weighed.filter((other) => other.weight < weight).length
    return told ? { personId: id, rank, weight, caseCount: cases, rows: { ...view, counted: { by: 'seat', key: `${id}|` } } } : { personId: id, rank, weight: null, caseCount: null, rows: null }
  })
}
