/**
 * An office's own sheet, brought in by whoever may: read, shown with all that is wrong with it, given back with its faults
 * marked, and kept only where somebody confirms. One way for every kind of sheet, for the command line and the page alike.
 */
import { hash } from 'node:crypto'
import { setImmediate as others } from 'node:timers/promises'
import type { Refusal } from './review/case.ts'
import { columnOf, keysIn, type SheetKind } from './review/sheet-columns.ts'
import { headingOf, type Heading, type Said } from './review/sheet-heading.ts'
import type { ReadLine } from './review/sheet-cells.ts'
import { readCsv } from './papers/csv-reader.ts'
import { readLimits, readWorkbook, type ReadSheet } from './papers/sheet-reader.ts'
import { workbook, type SheetCell } from './papers/sheet.ts'
import type { Clerk } from './clerk.ts'
import { kindOf, type Kept, type Outlook } from './import-kinds.ts'
import type { Progress } from './progress.ts'

/** A file as it came, and the sheets in it. */
export type Loaded = { name: string; hash: string; sheets: ReadSheet[] }
/** The sheet that is read, and its heading. */
export type Chosen = { sheet: ReadSheet; heading: Heading }
/** A sheet as it was read: its lines with all that is wrong with them, and what to know of the whole. */
export type Reading = Chosen & { kind: SheetKind; lines: ReadLine<unknown>[]; notes: readonly string[] }

/** Opens a file by what is in it: a workbook, an old workbook (which is refused in words), or text. Throws `BadFile` with a sentence where it cannot be read. */
export async function load(name: string, bytes: Uint8Array, limits = readLimits): Promise<Loaded> {
  const isPacked = (bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0xd0 && bytes[1] === 0xcf)
  return { name, hash: hash('sha256', bytes), sheets: await (isPacked ? readWorkbook(bytes, limits) : readCsv(bytes, limits)) }
}

/** The sheet by its name, or the one whose heading fits best: the first without a fault, else the first. With faults come the sheet and row that were looked at, to be mapped. */
export function choose({ sheets }: Loaded, kind: SheetKind, name: string | undefined, said: Said): Chosen | { faults: string[]; sheet: ReadSheet | null; found: Heading | null } {
  const named = name === undefined ? sheets : sheets.filter((one) => one.name === name)
  if (named.length === 0) return { faults: [`没有“${name}”这个工作表，文件里有：${sheets.map((one) => one.name).join('、')}`], sheet: null, found: null }
  const read = named.map((sheet) => ({ sheet, read: headingOf(sheet.rows, said, kindOf(kind).columns) }))
  for (const { sheet, read: found } of read) if ('heading' in found) return { sheet, heading: found.heading }
  const [first] = read
  return {
    faults: read.flatMap(({ sheet, read: found }) => ('faults' in found ? found.faults.map((fault) => (sheets.length > 1 ? `工作表“${sheet.name}”：${fault}` : fault)) : [])),
    sheet: first?.sheet ?? null, found: first && 'found' in first.read ? first.read.found : null,
  }
}

/** All rows below the heading, others let in, each with what is wrong with it by itself, beside the others, and with what is there already. */
export async function readLines(clerk: Clerk, kind: SheetKind, { sheet, heading }: Chosen, aliases: Readonly<Record<string, string>>, progress: Progress): Promise<Reading> {
  const reader = await kindOf(kind).begin(clerk, aliases)
  const below = sheet.rows.filter(({ n }) => n > heading.n)
  const lines: ReadLine<unknown>[] = []
  for (const [at, row] of below.entries()) {
    const line = reader.read(row, heading)
    if (line) lines.push(row.hidden ? { ...line, remarks: [...line.remarks, { n: row.n, column: null, message: `第${row.n}行：在文件里是隐藏的` }] } : line)
    if ((at + 1) % 200 === 0 || at + 1 === below.length) {
      progress(at + 1, below.length)
      await others()
    }
  }
  await reader.weigh(lines, heading)
  return { kind, sheet, heading, lines, notes: reader.notes }
}

/** The lines of the rows that somebody chose: those with a fault, and those that would be kept. */
export function chosenOf({ lines }: Reading, isChosen: (n: number) => boolean = () => true): { wanted: ReadLine<unknown>[]; faulty: ReadLine<unknown>[]; kept: unknown[] } {
  const wanted = lines.filter(({ n }) => isChosen(n))
  return { wanted, faulty: wanted.filter((line) => line.faults.length > 0), kept: wanted.flatMap((line) => (line.faults.length === 0 && line.row !== null ? [line.row] : [])) }
}

/** The rows without a fault. */
export const soundRows = ({ lines }: Reading): number[] => lines.filter((line) => line.faults.length === 0).map((line) => line.n)

/** What the chosen rows would do; nothing is kept. */
export const outlookOf = (clerk: Clerk, { kind }: Reading, rows: unknown[]): Promise<Outlook | { refusals: Refusal[] }> => kindOf(kind).outlook(clerk, rows)

/** Keeps the chosen rows, all or none. */
export const keepRows = (clerk: Clerk, { kind }: Reading, rows: unknown[], file: { name: string; hash: string }, basedOn: string | null, progress: Progress): Promise<Kept | { refusals: Refusal[] }> =>
  kindOf(kind).keep(clerk, rows, file, basedOn, progress)

/** The same sheet, each row where it was, with the faulty cells marked and what is wrong in a last column. */
export async function corrected({ kind, sheet, heading, lines }: Reading): Promise<Uint8Array[]> {
  const { columns: known } = kindOf(kind)
  const width = sheet.rows.reduce((most, { cells }) => Math.max(most, ...[...cells.keys()].map((column) => column + 1)), 0)
  const byNumber = new Map(sheet.rows.map((row) => [row.n, row]))
  const faults = new Map(lines.map((line) => [line.n, line.faults]))
  const textAt = (n: number, column: number): string => String(byNumber.get(n)?.cells.get(column)?.value ?? '')
  const columns = Array.from({ length: width + 1 }, (_, column) => {
    const key = heading.columns.get(column)?.key
    const { kind: as, width: wide } = key === undefined ? { kind: 'text' as const, width: 14 } : columnOf(known, key)
    return { title: column === width ? '错误说明' : textAt(heading.n, column), kind: as, width: column === width ? 60 : wide }
  })
  const last = sheet.rows.at(-1)?.n ?? heading.n
  function* batches(): Generator<SheetCell[][]> {
    for (let from = heading.n + 1; from <= last; from += 50)
      yield Array.from({ length: Math.min(50, last - from + 1) }, (_, more) => {
        const n = from + more
        const wrong = faults.get(n) ?? []
        const cells = Array.from({ length: width }, (_cell, column): SheetCell => {
          const value = byNumber.get(n)?.cells.get(column)?.value ?? null
          return wrong.some((fault) => fault.column === column) ? { marked: value } : value
        })
        return wrong.length === 0 ? cells : [...cells, { marked: wrong.map((one) => one.message).join('\n') }]
      })
  }
  const above = Array.from({ length: heading.n - 1 }, (_, n) => Array.from({ length: width }, (_cell, column) => textAt(n + 1, column)))
  return workbook([{ name: sheet.name, columns, batches: batches(), above }])
}

/** An empty sheet with our titles, and how each is filled in on a second one. */
export function importTemplate(kind: SheetKind): Promise<Uint8Array[]> {
  const { columns: known } = kindOf(kind)
  const columns = keysIn(known).map((key) => columnOf(known, key))
  return workbook([
    { name: known.name, columns, batches: [] },
    { name: '填写说明', columns: [{ title: '列', kind: 'text', width: 34 }, { title: '必须填写', kind: 'text', width: 10 }, { title: '写法', kind: 'text', width: 70 }], batches: [keysIn(known).map((key) => [columnOf(known, key).title, known.wanted.includes(key) ? '是' : '', columnOf(known, key).how])] },
  ])
}
