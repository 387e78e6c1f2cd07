/**
 * 小数不列: a table of counts as it may go out. A count above nothing and below a threshold is small: of so few cases one
 * could tell whose they are. It is not told, and as many others beside it are withheld as it takes that no reader can
 * reckon it back: not from the sums of rows and columns, nor from knowing what “small” and “withheld” mean.
 */

/** A count, and whether it is told: as it is, as small, or withheld for the sake of another. */
export type Cell = { value: number; shown: 'value' | 'small' | 'withheld' }

/** Counts by row and column, with their sums. */
export type Suppressed = { cells: Cell[][]; rowTotals: Cell[]; columnTotals: Cell[]; total: Cell }

/** The table that may go out. Where nothing short of the whole would do, nothing of it is told. */
export function suppress(counts: readonly (readonly number[])[], least: number): Suppressed {
  const grid = withTotals(counts).map((row) => row.map((value): Cell => ({ value, shown: value > 0 && value < least ? 'small' : 'value' })))
  for (;;) {
    const rounds = grid.flatMap((cells, row) => cells.flatMap((cell, column) => (cell.shown === 'value' ? [] : [roundThrough(grid, row, column, least)])))
    const open = rounds.find((round) => round === null || round.cost > 0)
    if (open === undefined) break
    for (const cell of open === null ? grid.flat() : open.cells.filter(({ shown }) => shown === 'value')) cell.shown = 'withheld'
    if (open === null) break
  }
  const inner = grid.slice(0, -1)
  const last = grid.at(-1) ?? []
  return { cells: inner.map((row) => row.slice(0, -1)), rowTotals: inner.flatMap((row) => row.slice(-1)), columnTotals: last.slice(0, -1), total: last.at(-1) ?? { value: 0, shown: 'value' } }
}

/** A count by itself. */
export const alone = (value: number, least: number): Cell => ({ value, shown: value > 0 && value < least ? 'small' : 'value' })

/** As a table writes it. */
export const cellText = ({ value, shown }: Cell, least: number): string | number => (shown === 'value' ? value : shown === 'small' ? `<${least}` : '＊')

type Grid = Cell[][]

function withTotals(counts: readonly (readonly number[])[]): number[][] {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0)
  const rows = counts.map((row) => [...row, sum(row)])
  const width = Math.max(1, ...rows.map(({ length }) => length))
  return [...rows, Array.from({ length: width }, (_, column) => sum(rows.map((row) => row[column] ?? 0)))]
}

/** A round: what is yet to be withheld for it, none of it where the cost is nothing. */
type Round = { cost: number; cells: Cell[] }

/**
 * The cheapest way in which another table fits everything that is told and has another count at this place; null where
 * there is none. Sums taken with a minus, each row and column adds up to nothing; so one table becomes another by going
 * round: one more here, one less beside it, one more above that, until back where it began. Each count on the way stays
 * within what its mark says: small ones from one to below the threshold, withheld ones not below it. What no such round
 * passes through is the same in every table.
 */
function roundThrough(grid: Grid, row: number, column: number, least: number): Round | null {
  const rounds = ([1, -1] as const).flatMap((by) => (costOf(grid, row, column, by, least) === null ? [] : [cheapest(grid, row, column, by, least) ?? []].flat()))
  return rounds.toSorted((one, other) => one.cost - other.cost)[0] ?? null
}

/** What it costs that a count may be one more or less, as it stands in a round: nothing where it is not told anyway, null where it may not. Sums are given up last. */
function costOf(grid: Grid, row: number, column: number, by: 1 | -1, least: number): number | null {
  const [isSum, isSumOfColumn] = [column === (grid[0]?.length ?? 1) - 1, row === grid.length - 1]
  const cell = grid[row]?.[column]
  if (!cell) return null
  const next = cell.value + (isSum === isSumOfColumn ? by : -by)
  if (cell.shown === 'small') return next >= 1 && next < least ? 0 : null
  if (cell.value < least || next < least) return null
  return cell.shown === 'withheld' ? 0 : 1 + cell.value + (isSum || isSumOfColumn ? 1 + (grid.at(-1)?.at(-1)?.value ?? 0) : 0)
}

/** The way from the column back to the row, through rows and columns by turns, on which least has to be withheld (Dijkstra). */
function cheapest(grid: Grid, row: number, column: number, by: 1 | -1, least: number): Round | null {
  const width = grid[0]?.length ?? 0
  // Rows are numbered from 0, columns after them.
  const [from, to] = [grid.length + column, row]
  const reached = new Map<number, Round>([[from, { cost: 0, cells: [] }]])
  const done = new Set<number>()
  for (;;) {
    const [at, way] = [...reached].filter(([n]) => !done.has(n)).toSorted((one, other) => one[1].cost - other[1].cost || one[0] - other[0])[0] ?? []
    if (at === undefined || way === undefined) return null
    if (at === to) return way
    done.add(at)
    const steps = at < grid.length ? Array.from({ length: width }, (_, c) => [at, c, grid.length + c, by] as const) : grid.map((_cells, r) => [r, at - grid.length, r, by === 1 ? -1 : 1] as const)
    for (const [r, c, next, sign] of steps) {
      const [cost, cell] = [r === row && c === column ? null : costOf(grid, r, c, sign, least), grid[r]?.[c]]
      if (cost === null || !cell || (reached.get(next)?.cost ?? Infinity) <= way.cost + cost) continue
      reached.set(next, { cost: way.cost + cost, cells: [...way.cells, cell] })
    }
  }
}
