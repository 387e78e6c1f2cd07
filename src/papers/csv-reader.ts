/** CSV files that others made, read as sheets are: UTF-8 or UTF-16 with a mark, else UTF-8 where it fits, else GB18030; commas, semicolons or tabs. */
import { setImmediate as others } from 'node:timers/promises'
import { shownInCsv } from './csv.ts'
import { readLimits, type ReadRow, type ReadSheet } from './sheet-reader.ts'
import { BadFile } from './zip.ts'

/** The rows of a file as one sheet. Throws `BadFile` with a sentence where it cannot be read. */
export async function readCsv(bytes: Uint8Array, limits = readLimits): Promise<ReadSheet[]> {
  if (bytes.length > limits.bytes) throw new BadFile(`文件超过${Math.round(limits.bytes / 1_000_000)}兆：请拆成几个文件`)
  const text = decoded(bytes)
  const separator = separatorOf(text)
  const rows: ReadRow[] = []
  let row: ReadRow = { n: 1, cells: new Map() }
  let [at, column] = [0, 0]
  while (at < text.length) {
    const { field, end } = fieldAt(text, at, separator)
    if (field !== '') {
      if (column >= limits.columns) throw new BadFile(`第${row.n}行超过${limits.columns}列`)
      row.cells.set(column, { kind: 'text', value: shownInCsv(field) })
    }
    column += 1
    at = end + 1
    if (text[end] === separator) continue
    if (text[end] === '\r' && text[end + 1] === '\n') at += 1
    if (row.cells.size > 0 && rows.push(row) > limits.rows) throw new BadFile(`文件超过${limits.rows}行：请拆成几个文件`)
    row = { n: row.n + 1, cells: new Map() }
    column = 0
    if (row.n % 500 === 0) await others()
  }
  if (row.cells.size > 0) rows.push(row)
  return [{ name: 'CSV', rows }]
}

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // An office's own programs write the code of the mainland (GB18030).
  }
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new BadFile('文件的编码不是 UTF-8，也不是 GB18030：请用 Excel 打开，另存为“CSV UTF-8”', { cause })
  }
}

/** The mark between fields: of the first line that has one outside quotes, a tab before a comma before a semicolon, as texts have them ever more often. */
function separatorOf(text: string): string {
  for (const line of text.slice(0, 100_000).replace(/"[^"]*"/g, '').split(/[\r\n]+/)) {
    const found = ['\t', ',', ';'].find((one) => line.includes(one))
    if (found !== undefined) return found
  }
  return ','
}

/** One field, and where the mark after it stands. */
function fieldAt(text: string, start: number, separator: string): { field: string; end: number } {
  if (text[start] !== '"') {
    let end = start
    while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++
    return { field: text.slice(start, end), end }
  }
  let field = ''
  for (let at = start + 1; ; ) {
    const quote = text.indexOf('"', at)
    if (quote === -1) throw new BadFile('有一处引号没有成对：请用 Excel 打开后另存，再试一次')
    field += text.slice(at, quote)
    if (text[quote + 1] !== '"') {
      let end = quote + 1
      while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++
      return { field: field + text.slice(quote + 1, end), end }
    }
    field += '"'
    at = quote + 2
  }
}
