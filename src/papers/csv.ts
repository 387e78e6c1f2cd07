/** CSV as Excel opens it: UTF-8 with a byte order mark, CRLF, quoted where it has to be; no text that a spreadsheet would take for a formula. */
import { setImmediate as others } from 'node:timers/promises'
import { strToU8 } from 'fflate'
import { cleaned } from './cell-text.ts'
import type { Batches, SheetCell } from './sheet.ts'

/** What begins like a formula, also after blanks, or with a control that some programs take for one. An apostrophe hides it; one that is there already is another text. */
const needsHiding = /^'*(?:\s*[=+\-@]|[\t\n])/

/** A text as a field: whatever it was before, it is looked at as it will be read. */
function csvText(text: string): string {
  const clean = cleaned(text)
  const safe = needsHiding.test(clean) ? `'${clean}` : clean
  return /[",\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The text that such a field stands for. */
export const shownInCsv = (field: string): string => (field.startsWith("'") && needsHiding.test(field.slice(1)) ? field.slice(1) : field)

/** The field of a cell: numbers and days as they are, texts as above. */
const csvField = (cell: SheetCell): string => {
  const value = typeof cell === 'object' && cell !== null ? cell.marked : cell
  return value === null ? '' : typeof value === 'number' ? String(value) : csvText(value)
}

/** Rows as a piece, without the mark. */
export const csvLines = (rows: readonly (readonly SheetCell[])[]): Uint8Array => strToU8(rows.map((cells) => `${cells.map(csvField).join(',')}\r\n`).join(''))

/** The rows of all batches as pieces. Others are let in between two batches. */
export async function csvRows(batches: Batches): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = []
  for await (const batch of batches) {
    pieces.push(csvLines(batch))
    await others()
  }
  return pieces
}

/** The whole file: the mark, then the pieces. */
export const csvOf = (pieces: readonly Uint8Array[]): Uint8Array[] => [strToU8('\ufeff'), ...pieces]
