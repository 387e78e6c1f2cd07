/**
 * 并入: what two people wrote in one form, brought together. `begun` is what the form began with, `mine` what stands in it,
 * `theirs` what it would begin with now. What only one of them changed is taken; where both changed the same, mine stays and
 * theirs is told, so that no word of either is lost.
 */
type Row = Record<string, unknown>
/** Where the same was changed by both, and what the other wrote: undefined where they took it away. */
export type Clash = { at: (string | number)[]; theirs: unknown }
export type Merged = { value: Row; clashes: Clash[] }

/** What tells the rows of a list apart. */
const identities = ['subjectId', 'factId', 'no', 'item', 'personId', 'standard', 'code', 'key'] as const

export function merge(begun: Row, mine: Row, theirs: Row): Merged {
  const clashes: Clash[] = []
  const value = fields(begun, renumbered(begun, mine, theirs), theirs, [], clashes)
  return { value, clashes }
}

function fields(begun: Row, mine: Row, theirs: Row, at: Clash['at'], clashes: Clash[]): Row {
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])]
  return Object.fromEntries(names.map((name) => [name, either(begun[name], mine[name], theirs[name], [...at, name], clashes)]))
}

function either(begun: unknown, mine: unknown, theirs: unknown, at: Clash['at'], clashes: Clash[]): unknown {
  if (same(mine, theirs) || same(begun, theirs)) return mine
  if (same(begun, mine)) return theirs
  if (isRow(mine) && isRow(theirs)) return fields(isRow(begun) ? begun : {}, mine, theirs, at, clashes)
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    const old: unknown[] = Array.isArray(begun) ? begun : []
    const identity = identityOf([...old, ...mine, ...theirs])
    if (identity !== null) return rows(identity, old as Row[], mine as Row[], theirs as Row[], at, clashes)
    if ([...old, ...mine, ...theirs].every((one) => typeof one === 'string')) return [...mine.filter((one) => theirs.includes(one) || !old.includes(one)), ...theirs.filter((one) => !mine.includes(one) && !old.includes(one))]
  }
  clashes.push({ at, theirs })
  return mine
}

/** Rows that only one of them added are there, and those that one took away untouched by the other are not. */
function rows(identity: string, begun: readonly Row[], mine: readonly Row[], theirs: readonly Row[], at: Clash['at'], clashes: Clash[]): Row[] {
  const of = (list: readonly Row[], row: Row) => list.find((one) => one[identity] === row[identity])
  // A number that both gave to something new means two things: both stay, to be numbered anew by hand.
  const isTwo = (row: Row) => identity === 'no' && !of(begun, row) && !same(of(mine, row), of(theirs, row))
  const merged: Row[] = []
  for (const row of mine) {
    const [old, other] = [of(begun, row), of(theirs, row)]
    const place = [...at, merged.length]
    if (other && !isTwo(row)) merged.push(fields(old ?? {}, row, other, place, clashes))
    else if (!old || isTwo(row)) merged.push(row)
    else if (!same(old, row)) {
      merged.push(row)
      clashes.push({ at: place, theirs: undefined })
    }
  }
  return [...merged, ...theirs.filter((row) => (of(mine, row) ? isTwo(row) : !same(of(begun, row), row)))]
}

/**
 * Two people who add a row each give it the same next id (F5, S3), though they mean two things: mine takes the next one
 * that is free, wherever it is named.
 */
function renumbered(begun: Row, mine: Row, theirs: Row): Row {
  const taken = new Set([...idsIn(mine), ...idsIn(theirs)])
  const known = idsIn(begun)
  const others = new Map(rowsIn(theirs).map((row) => [idIn(row), row]))
  const changes = new Map<string, string>()
  for (const row of rowsIn(mine)) {
    const id = idIn(row)
    if (known.has(id) || !others.has(id) || same(others.get(id), row)) continue
    for (let n = 1; ; n++) {
      const free = `${id.charAt(0)}${n}`
      if (taken.has(free)) continue
      taken.add(free)
      changes.set(id, free)
      break
    }
  }
  const named = (value: unknown): unknown =>
    typeof value === 'string' ? (changes.get(value) ?? value) : Array.isArray(value) ? value.map(named) : isRow(value) ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, named(one)])) : value
  return changes.size === 0 ? mine : (named(mine) as Row)
}

/** The rows that a form gives ids to, wherever they stand, and their ids. */
const rowsIn = (value: unknown): Row[] => (Array.isArray(value) ? value.filter((one): one is Row => isRow(one) && isOwn(one)) : isRow(value) ? Object.values(value).flatMap(rowsIn) : [])
const idsIn = (value: unknown): Set<string> => new Set(rowsIn(value).map(idIn))
const idIn = ({ factId, subjectId }: Row): string => String(factId ?? subjectId)
/** A row with an id of its own: a fact, or somebody the case is about; a proposal only names one. */
const isOwn = (row: Row): boolean => typeof row.factId === 'string' || (typeof row.subjectId === 'string' && 'name' in row)

const identityOf = (all: readonly unknown[]): string | null => (all.every(isRow) ? (identities.find((name) => all.every((row) => row[name] !== undefined && row[name] !== null)) ?? null) : null)
const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether two values say the same: what is empty was never said. */
function same(one: unknown, other: unknown): boolean {
  if (one === other || (isEmpty(one) && isEmpty(other))) return true
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((each, n) => same(each, other[n]))
  if (isRow(one) && isRow(other)) return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => same(one[name], other[name]))
  return false
}
const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === ''
