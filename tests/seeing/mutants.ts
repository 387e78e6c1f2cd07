/**
 * `npm run mutants`: the policy of seeing, mutated cell by cell and guard by guard. Each mutant has to fail a check: the
 * table and the predicate against the reference, the compiled queries against the pure rule. Prints what was killed and
 * what survived; exit code 1 where one survives. `--sample` takes a fixed part of them.
 */
import { conditions, lenses, type Condition, type Lens } from '../../src/review/lenses.ts'
import { entries, parts, sideOf, sides, withoutPayload, type Side } from '../../src/review/parts.ts'
import * as visibility from '../../src/review/visibility.ts'
import { expectations, fault, lookers, samples, type Product } from './checks.ts'

/** A mutant: its name, how it comes to be and goes again, and from which sides it can be told. */
type Mutant = { name: string; sides: readonly Side[]; with: <Made>(use: () => Made) => Made }

const sample = process.argv.includes('--sample')
const told = samples()
const people = lookers(told)
const expected = expectations(told, people)

type Cells = Record<string, Record<string, string>>

/** A cell of a table with another sign in it. */
const cell = (table: Cells, name: string, side: Side, other: string, what: string): Mutant => ({
  name: `${what} ${name}.${side}: ${table[name]![side]} → ${other}`,
  sides: side === 'review' ? ['review', 'manager'] : [side],
  with: (use) => {
    const before = table[name]![side]!
    table[name]![side] = other
    try {
      return use()
    } finally {
      table[name]![side] = before
    }
  },
})

const cellsOf = (table: Cells, signs: readonly string[], what: string): Mutant[] =>
  Object.keys(table).flatMap((name) => sides.flatMap((side) => signs.filter((sign) => sign !== table[name]![side]).map((sign) => cell(table, name, side, sign, what))))

/** A role that looks from another side. */
const roleMutants: Mutant[] = Object.entries(sideOf as Record<string, Side | null>).flatMap(([role, side]) => [...sides, null].filter((other) => other !== side).map((other): Mutant => ({
  name: `side of ${role}: ${side} → ${other}`, sides: [],
  with: (use) => {
    const table = sideOf as Record<string, Side | null>
    table[role] = other
    try {
      return use()
    } finally {
      table[role] = side
    }
  },
})))

/** A side that no longer sees steps without what was said, or does so now. */
const payloadMutants: Mutant[] = sides.map((side): Mutant => ({
  name: `payloads of ${side}`, sides: [side, 'manager'],
  with: (use) => {
    const list = withoutPayload as Side[]
    const at = list.indexOf(side)
    if (at < 0) list.push(side)
    else list.splice(at, 1)
    try {
      return use()
    } finally {
      if (at < 0) list.pop()
      else list.splice(at, 0, side)
    }
  },
}))

/** Mutants that say the same in other words, by what they are, not by what was found: [pattern, why]. */
const equal: readonly (readonly [RegExp, string])[] = []

const mutants = [
  ...cellsOf(parts as unknown as Cells, Object.keys(lenses) satisfies string[] as Lens[], 'part'),
  ...cellsOf(entries as unknown as Cells, Object.keys(conditions) as Condition[], 'step'),
  ...roleMutants,
  ...payloadMutants,
]

const every = (n: number) => <One>(_one: One, at: number) => !sample || at % n === 0
const survived: string[] = []
let killed = 0
let same = 0

for (const mutant of mutants.filter(every(60))) {
  if (equal.some(([pattern]) => pattern.test(mutant.name))) {
    same++
    continue
  }
  const found = mutant.with(() => tried(visibility, mutant.sides))
  if (found === null) survived.push(mutant.name)
  else killed++
}

function tried(product: Product, first: readonly Side[]): string | null {
  try {
    return (first.length > 0 ? fault(product, told, [], expected, first) : null) ?? fault(product, told, people, expected, first.length > 0 ? [] : sides)
  } catch (error) {
    return String(error)
  }
}
process.stdout.write(`${killed} killed, ${same} the same by construction, ${survived.length} survived\n`)
for (const name of survived) process.stdout.write(`survived: ${name}\n`)
process.exitCode = survived.length === 0 ? 0 : 1
