/** What goes out of a table of small counts: read as somebody would who wants to know the counts that are not told. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alone, cellText, suppress, type Cell, type Suppressed } from '../../src/review/suppression.ts'

const least = 5
const grid = (table: Suppressed): Cell[][] => [...table.cells.map((row, n) => [...row, table.rowTotals[n] as Cell]), [...table.columnTotals, table.total]]
const written = (counts: number[][]): string[][] => grid(suppress(counts, least)).map((row) => row.map((cell) => String(cellText(cell, least))))

const counts = (rows: number, columns: number, most: number) =>
  fc.tuple(fc.integer({ min: 1, max: rows }), fc.integer({ min: 1, max: columns })).chain(([r, c]) => fc.array(fc.array(fc.oneof(fc.integer({ min: 0, max: most }), fc.integer({ min: 0, max: 3 })), { minLength: c, maxLength: c }), { minLength: r, maxLength: r }))

/** Subtracts for as long as something can be: in a row or column with one count not told, it is the sum less the others. */
function subtracted(table: string[][]): string[][] {
  const known = table.map((row) => row.map((said) => (/^\d+$/.test(said) ? Number(said) : null)))
  const lines = [
    ...known.map((row, r) => row.map((_cell, c): [number, number] => [r, c])),
    ...(known[0] ?? []).map((_cell, c) => known.map((_row, r): [number, number] => [r, c])),
  ]
  for (let found = true; found; ) {
    found = false
    for (const line of lines) {
      const open = line.filter(([r, c]) => known[r]?.[c] === null)
      const [only] = open
      if (open.length !== 1 || !only) continue
      const [sumAt] = line.slice(-1)
      const parts = line.slice(0, -1).reduce((sum, [r, c]) => sum + (known[r]?.[c] ?? 0), 0)
      const value = sumAt && only[0] === sumAt[0] && only[1] === sumAt[1] ? parts : (known[sumAt?.[0] ?? 0]?.[sumAt?.[1] ?? 0] ?? 0) - parts
      const row = known[only[0]]
      if (row) row[only[1]] = value
      found = true
    }
  }
  return known.map((row) => row.map((value) => (value === null ? '?' : String(value))))
}

/** Every table that says the same: all counts that are not told, tried one by one within what their marks say. */
function others(table: Suppressed, most: number): number[][][] {
  const all = grid(table)
  const [rows, columns] = [table.cells.length, table.columnTotals.length]
  const fits = (cell: Cell, value: number): boolean => (cell.shown === 'value' ? value === cell.value : cell.shown === 'small' ? value >= 1 && value < least : value === 0 || value >= least)
  const found: number[][][] = []
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0)
  const tried: number[][] = Array.from({ length: rows }, () => Array.from({ length: columns }, () => 0))
  const at = (n: number): void => {
    if (found.length > 20_000) return
    if (n === rows * columns) {
      const sums = [...tried.map((row) => [...row, sum(row)]), [...tried[0]?.map((_v, c) => sum(tried.map((row) => row[c] ?? 0))) ?? [], sum(tried.flat())]]
      if (sums.every((row, r) => row.every((value, c) => fits(all[r]?.[c] as Cell, value)))) found.push(sums)
      return
    }
    const [r, c] = [Math.floor(n / columns), n % columns]
    const cell = all[r]?.[c] as Cell
    const values = cell.shown === 'value' ? [cell.value] : Array.from({ length: most + 1 }, (_v, value) => value).filter((value) => fits(cell, value))
    for (const value of values) {
      const row = tried[r]
      if (row) row[c] = value
      at(n + 1)
    }
  }
  at(0)
  return found
}

describe('a table of small counts', () => {
  it('tells counts that are large enough, and nothing as nothing', () => {
    expect(written([[12, 0], [7, 30]])).toEqual([['12', '0', '12'], ['7', '30', '37'], ['19', '30', '49']])
  })

  it('does not tell a small count, nor what it could be reckoned from', () => {
    const table = written([[2, 20, 30], [40, 50, 60]])
    expect(table[0]?.[0]).toBe('<5')
    expect(table[0]?.slice(1)).toContain('＊')
    expect(table.at(-1)).toEqual(['42', '70', '90', '202'])
  })

  it('withholds a sum of ones, which would tell each of them', () => {
    const table = written(Array.from({ length: 6 }, () => [1, 10]))
    expect(table.slice(0, -1).map(([first]) => first)).toEqual(Array.from({ length: 6 }, () => '<5'))
    expect(table.at(-1)?.[0]).not.toBe('6')
  })

  it('tells nothing where nothing less would do', () => {
    expect(suppress([[1, 0]], 2).cells[0]?.[0]?.shown).toBe('withheld')
    expect(cellText(alone(4, least), least)).toBe('<5')
    expect(cellText(alone(0, least), least)).toBe(0)
  })

  it('never tells a count below the threshold, and never changes one', () => {
    fc.assert(fc.property(counts(8, 5, 40), (some) => {
      const table = suppress(some, least)
      expect(table.cells.map((row) => row.map(({ value }) => value))).toEqual(some)
      for (const { value, shown } of grid(table).flat()) if (value > 0 && value < least) expect(shown).not.toBe('value')
      expect(suppress(some, least)).toEqual(table)
    }))
  })

  it('gives no count away by subtraction in rows and columns', () => {
    fc.assert(fc.property(counts(12, 5, 40), (some) => {
      const table = written(some)
      const reckoned = subtracted(table)
      table.forEach((row, r) => row.forEach((said, c) => { if (!/^\d+$/.test(said)) expect([r, c, reckoned[r]?.[c]]).toEqual([r, c, '?']) }))
    }), { numRuns: 1000 })
  })

  it('gives no count away to whoever tries every table that it could be, knowing the marks and the threshold', () => {
    fc.assert(fc.property(counts(3, 2, 9), (some) => {
      const table = suppress(some, least)
      const hidden = grid(table).flatMap((row, r) => row.flatMap((cell, c) => (cell.shown === 'value' ? [] : [[r, c] as const])))
      if (hidden.length === 0) return
      const whole = grid(table).flat().every(({ shown }) => shown === 'withheld')
      if (whole) return // then nothing at all is told
      const possible = others(table, 16)
      for (const [r, c] of hidden) expect([r, c, new Set(possible.map((one) => one[r]?.[c])).size > 1]).toEqual([r, c, true])
    }), { numRuns: 300 })
  })
})
