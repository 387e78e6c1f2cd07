/**
 * `npm run mutants`: the policy of seeing, mutated cell by cell and guard by guard. Each mutant has to fail a check: the
 * table and the predicate against the reference, the compiled queries against the pure rule. Prints what was killed and
 * what survived; exit code 1 where one survives. `--sample` takes a fixed part of them, `--only TEXT` those with this in their name.
 */
import { parseArgs } from 'node:util'
import { conditions, lenses, type Condition, type Lens } from '../../src/review/lenses.ts'
import { entries, parts, withoutPayload } from '../../src/review/parts.ts'
import { sideOf, sides, type Side } from '../../src/review/sides.ts'
import * as visibility from '../../src/review/visibility.ts'
import * as cases from '../../src/store/cases.ts'
import * as dashboard from '../../src/store/figures.ts'
import * as lists from '../../src/store/list.ts'
import { bent, expectations, expectationsOfLogs, expectationsOfPeople, fault, faultOfLog, faultOfPeople, lookers, madeUp, samples, type Product } from './checks.ts'
import { compiledFault, compiledWorld, lookersAt } from './compiled.ts'
import { guardsIn, withGuard, type Guard } from './guards.ts'
import { razed } from './worlds.ts'

/** A mutant: its name, how it comes to be and goes again, and from which sides it can be told. */
type Mutant = { name: string; sides: readonly Side[]; with: <Made>(use: () => Made) => Made }

const { values: { sample, only } } = parseArgs({ options: { sample: { type: 'boolean', default: false }, only: { type: 'string', multiple: true } } })
const told = samples()
const people = lookers(told)
const expected = expectations(told, people)

const bents = bent(told)
const expectedOfBents = expectationsOfPeople(bents, people)
const made = madeUp(told)
const expectedOfLogs = expectationsOfLogs(made)

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

const ofOnePiece = 'id|commission|number|zoneId|stage|version|since|latestOn|round|reading|openedBy|transferredOn|acceptedOn|committeeInvitedOn|actedForBody|leadVacant'

/** Mutants that say the same in other words, by what they are, not by what was found: [pattern, why]. */
const equal: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`^part (${ofOnePiece})\\.\\w+: (always → approved|approved → always)$`), 'a text, a number, a day or a name has no approval of its own'],
  [/^part report\.\w+: (approved → reported|reported → approved)$/, 'the report is approved when the report is approved'],
  [/^step \w+\.(manager|closed): (always → bare|bare → always)$/, 'these sides see no payload of any step'],
  [/^review\/visibility.ts:\d+ taken from the list: .*'manager', 'archive'\]\.includes/, 'whoever keeps the archive or checks quality has a key to every archived case'],
  [/^side of \w+Admin: null → (committee|partyGroup|closed)$/, 'an administrator holds no key, and no leave opens a case from these sides'],
]

const mutants = [
  ...cellsOf(parts as unknown as Cells, Object.keys(lenses) satisfies string[] as Lens[], 'part'),
  ...cellsOf(entries as unknown as Cells, Object.keys(conditions) as Condition[], 'step'),
  ...roleMutants,
  ...payloadMutants,
]

const every = (n: number) => <One extends { name: string }>({ name }: One, at: number) => (only ? only.some((part) => name.includes(part)) : !sample || at % n === 0)
const survived: string[] = []
let killed = 0
let same = 0

async function count(name: string, find: () => string | null | Promise<string | null>): Promise<void> {
  if (equal.some(([pattern]) => pattern.test(name))) same++
  else if ((await find()) === null) survived.push(name)
  else killed++
}

function tried(product: Product, first: readonly Side[]): string | null {
  try {
    return (first.length > 0 ? (faultOfLog(product, made.slice(0, 6), expectedOfLogs, first) ?? fault(product, told, [], expected, first) ?? faultOfLog(product, made, expectedOfLogs, first)) : null) ?? fault(product, told, people, expected, first.length > 0 ? [] : sides)
  } catch (error) {
    return String(error)
  }
}

/** What a mutant of the predicate itself is: seen from every side, asked by everybody. */
const ofPredicate = (guard: Guard) => withGuard(guard, ['review/visibility.ts', 'review/lenses.ts', 'review/parts.ts', 'review/secrecy.ts'], async (tag) => {
  const product = (await import(`../../src/review/visibility.ts?${tag}`)) as Product
  return tried(product, []) ?? faultOfPeople(product, bents, people, expectedOfBents) ?? faultOfLog(product, made, expectedOfLogs)
}).catch(String)

const world = await compiledWorld()
const looking = lookersAt(world)
const ofQueries = (guard: Guard) => withGuard(guard, ['store/visible.ts', 'store/cases.ts', 'store/list.ts', 'store/figures.ts'], async (tag) => {
  const [{ find, byNumber }, { list }, { figures }] = (await Promise.all(['cases', 'list', 'figures'].map((file) => import(`../../src/store/${file}.ts?${tag}`)))) as [typeof cases, typeof lists, typeof dashboard]
  return compiledFault({ find, byNumber, list, figures }, world, looking)
}).catch(String)

const clean = tried(visibility, []) ?? faultOfPeople(visibility, bents, people, expectedOfBents) ?? faultOfLog(visibility, made, expectedOfLogs) ?? (await compiledFault({ ...cases, ...lists, ...dashboard }, world, looking))
if (clean !== null) throw new Error(`the checks fail without any mutant: ${clean}`)

for (const mutant of mutants.filter(every(60))) await count(mutant.name, () => mutant.with(() => tried(visibility, mutant.sides)))
for (const guard of ['review/visibility.ts', 'review/lenses.ts', 'review/secrecy.ts'].flatMap(guardsIn).filter(every(12))) await count(guard.name, () => ofPredicate(guard))
for (const guard of guardsIn('store/visible.ts').filter(every(5))) await count(guard.name, () => ofQueries(guard))
await world.store.close()
razed(world.city)

process.stdout.write(`${killed} killed, ${same} the same by construction, ${survived.length} survived\n`)
for (const name of survived) process.stdout.write(`survived: ${name}\n`)
process.exitCode = survived.length === 0 ? 0 : 1
