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
    const open = cellsOf(grid).find(({ cell, row, column }) => cell.shown !== 'value' && !canDiffer(grid, row, column, least))
    if (!open) break
    const more = besides(grid, open.row, open.column)
    if (more) more.shown = 'withheld'
    else {
      for (const { cell } of cellsOf(grid)) cell.shown = 'withheld'
      break
    }
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
type Place = { cell: Cell; row: number; column: number }

function withTotals(counts: readonly (readonly number[])[]): number[][] {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0)
  const rows = counts.map((row) => [...row, sum(row)])
  const width = Math.max(1, ...rows.map(({ length }) => length))
  return [...rows, Array.from({ length: width }, (_, column) => sum(rows.map((row) => row[column] ?? 0)))]
}

const cellsOf = (grid: Grid): Place[] => grid.flatMap((cells, row) => cells.map((cell, column) => ({ cell, row, column })))

/**
 * Whether another table fits everything that is told and has another count at this place. Sums taken with a minus, each
 * row and column adds up to nothing; so one table becomes another by going round: one more here, one less beside it, one
 * more below that, until back where it began. Each count on the way stays within what its mark says: small ones from one to
 * below the threshold, withheld ones not below it. What no such round passes through is the same in every table.
 */
function canDiffer(grid: Grid, row: number, column: number, least: number): boolean {
  const [lastRow, lastColumn] = [grid.length - 1, (grid[0]?.length ?? 1) - 1]
  const moves = (at: { row: number; column: number }, by: 1 | -1): boolean => {
    const cell = grid[at.row]?.[at.column]
    if (!cell || cell.shown === 'value') return false
    const sign = (at.row === lastRow) === (at.column === lastColumn) ? by : -by
    const next = cell.value + sign
    return cell.shown === 'small' ? next >= 1 && next < least : cell.value >= least && next >= least
  }
  const around = (by: 1 | -1): boolean => {
    if (!moves({ row, column }, by)) return false
    const [rows, columns] = [new Set<number>(), new Set([column])]
    const waiting = [column]
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      for (let r = 0; r <= lastRow; r++) {
        if (rows.has(r) || (r === row && at === column) || !moves({ row: r, column: at }, by === 1 ? -1 : 1)) continue
        if (r === row) return true
        rows.add(r)
        for (let c = 0; c <= lastColumn; c++) if (!columns.has(c) && moves({ row: r, column: c }, by)) { columns.add(c); waiting.push(c) }
      }
    }
    return false
  }
  return around(1) || around(-1)
}

/** The next cell to withhold for one that can be reckoned: in its row or column, rather no sum, where others are withheld already, of the lowest count. */
function besides(grid: Grid, row: number, column: number): Cell | null {
  const [lastRow, lastColumn] = [grid.length - 1, (grid[0]?.length ?? 1) - 1]
  const hiddenIn = (at: Place): number => Number(at.row === row ? grid.some((cells, r) => r !== row && (cells[at.column]?.shown ?? 'value') !== 'value') : (grid[at.row] ?? []).some((cell, c) => c !== column && cell.shown !== 'value'))
  const rank = (at: Place): number[] => [at.row === row || at.column === column ? 0 : 1, at.row === lastRow || at.column === lastColumn ? 1 : 0, 1 - hiddenIn(at), at.cell.value, at.row, at.column]
  const [first] = cellsOf(grid).filter(({ cell }) => cell.shown === 'value' && cell.value > 0).map((place) => ({ place, by: rank(place) })).toSorted((a, b) => compare(a.by, b.by))
  return first?.place.cell ?? null
}

function compare(one: readonly number[], other: readonly number[]): number {
  const n = one.findIndex((value, k) => value !== other[k])
  return n === -1 ? 0 : (one[n] ?? 0) - (other[n] ?? 0)
}
