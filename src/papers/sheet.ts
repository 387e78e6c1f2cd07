/**
 * Excel files, written here: each text an inline string, so that no text becomes a formula; real dates and numbers; a head
 * row that stays in sight, filters and widths. Rows come in batches, and others are let in between two of them. The same
 * content gives the same bytes, whatever the time, zone and machine.
 */
import { setImmediate as others } from 'node:timers/promises'
import { strToU8, Zip, ZipDeflate } from 'fflate'
import { cellName } from '../review/cell-name.ts'
import { daysBetween, isDay, type Day } from '../review/day.ts'
import { fitted } from './cell-text.ts'

export type ColumnKind = 'text' | 'day' | 'amount' | 'number'
/** A column: its title, what stands in it, and how many characters wide it is (a Chinese one takes two). */
export type Column = { title: string; kind: ColumnKind; width: number }
/** Empty, a text, a number, or a day as text in a column of days. A marked cell stands out. */
export type SheetCell = string | number | null | { marked: string | number | null }
export type Batches = AsyncIterable<readonly (readonly SheetCell[])[]> | Iterable<readonly (readonly SheetCell[])[]>
/** A sheet; its batches are asked for one by one, after those of the sheet before it. `above` are rows before the head. */
export type Sheet = { name: string; columns: readonly Column[]; batches: Batches; above?: readonly (readonly string[])[] }

/** The file as pieces, in order. */
export async function workbook(sheets: readonly Sheet[]): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    pieces.push(piece)
  })
  const file = (name: string): ZipDeflate => {
    const one = new ZipDeflate(name, { level: 6 })
    one.mtime = new Date(1980, 0, 1) // as the zone of the machine says it, for so the form keeps it
    zip.add(one)
    return one
  }
  const names = namesOf(sheets)
  const whole: Record<string, string> = {
    '[Content_Types].xml': contentTypes(sheets.length), '_rels/.rels': rootRelations,
    'xl/workbook.xml': bookOf(names), 'xl/_rels/workbook.xml.rels': relationsOf(sheets.length), 'xl/styles.xml': styles,
  }
  for (const [name, text] of Object.entries(whole)) file(name).push(strToU8(text), true)
  for (const [n, sheet] of sheets.entries()) await writeSheet(file(`xl/worksheets/sheet${n + 1}.xml`), sheet)
  zip.end()
  return pieces
}

async function writeSheet(file: ZipDeflate, { columns, batches, above = [] }: Sheet): Promise<void> {
  const widths = columns.map(({ width }, n) => `<col min="${n + 1}" max="${n + 1}" width="${width}" customWidth="1"/>`).join('')
  const head = above.length + 1
  const lines = above.map((texts, n) => rowOf(n + 1, texts.map((text, k) => (text === '' ? '' : textCell(cellName(k, n + 1), fitted(text), style.plain)))))
  file.push(strToU8(`${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="${head}" topLeftCell="A${head + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData>${lines.join('')}${rowOf(head, columns.map(({ title }, n) => textCell(cellName(n, head), fitted(title), style.head)))}`), false)
  let row = head
  for await (const batch of batches) {
    file.push(strToU8(batch.map((cells) => rowOf(++row, cells.map((cell, n) => cellOf(cell, columns[n]?.kind ?? 'text', cellName(n, row))))).join('')), false)
    await others()
  }
  file.push(strToU8(`</sheetData>${columns.length > 0 ? `<autoFilter ref="A${head}:${cellName(columns.length - 1, row)}"/>` : ''}</worksheet>`), true)
}

const rowOf = (n: number, cells: readonly string[]): string => `<row r="${n}">${cells.join('')}</row>`

function cellOf(given: SheetCell, kind: ColumnKind, name: string): string {
  const [value, marked] = typeof given === 'object' && given !== null ? [given.marked, true] : [given, false]
  if (value === null || value === '') return marked ? `<c r="${name}" s="${style.marked}"/>` : ''
  if (typeof value === 'number' && Number.isFinite(value)) return `<c r="${name}" s="${marked ? style.marked : kind === 'amount' ? style.amount : style.plain}"><v>${value}</v></c>`
  const text = fitted(String(value))
  if (kind === 'day' && isDay(text) && !marked) return `<c r="${name}" s="${style.day}"><v>${serialOf(text)}</v></c>`
  return textCell(name, text, marked ? style.marked : /^[=+\-@\t\n]/.test(text) ? style.quoted : style.plain)
}

/** A text, cleaned before. What Excel reads as an escaped character (`_x0041_`) is escaped itself, or another text would come back. */
const textCell = (name: string, text: string, as: number): string =>
  `<c r="${name}" s="${as}" t="inlineStr"><is><t xml:space="preserve">${escaped(text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'))}</t></is></c>`

const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'))

/** Days are counted from the end of 1899: right from March 1900 on, and no day here is as old. */
const serialOf = (day: Day): number => daysBetween('1899-12-30', day)

/** Sheets are named once each, of at most 31 characters, without those that a name of a sheet cannot have. */
const namesOf = (sheets: readonly Sheet[]): string[] => {
  const names = sheets.map(({ name }) => fitted(name).replace(/[\\/?*[\]:\n\t]/g, '').slice(0, 31))
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length || names.includes('')) throw new RangeError('sheets need names of their own')
  return names
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'

const bookOf = (names: readonly string[]): string =>
  `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names.map((name, n) => `<sheet name="${escaped(name).replaceAll('"', '&quot;')}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`).join('')}</sheets></workbook>`

const relationsOf = (count: number): string => {
  const sheets = Array.from({ length: count }, (_, n) => `<Relationship Id="rId${n + 1}" Type="${office}/worksheet" Target="worksheets/sheet${n + 1}.xml"/>`).join('')
  return `${declaration}<Relationships xmlns="${packaged}/relationships">${sheets}<Relationship Id="rId${count + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`
}

const rootRelations = `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

const contentTypes = (count: number): string => {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const sheets = Array.from({ length: count }, (_, n) => `<Override PartName="/xl/worksheets/sheet${n + 1}.xml" ContentType="${type}.worksheet+xml"/>`).join('')
  return `${declaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>${sheets}<Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/></Types>`
}

/** The looks of cells, by their place in `cellXfs`. A quoted text stays one when somebody edits its cell. */
const style = { plain: 0, head: 1, day: 2, amount: 3, quoted: 4, marked: 5 } as const
const wrapped = '<alignment vertical="top" wrapText="1"/>'
const styles = `${declaration}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>`
  + '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts>'
  + '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EDF3"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFD6D6"/></patternFill></fill></fills>'
  + '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
  + `<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">${wrapped}</xf>`
  + `<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1">${wrapped}</xf>`
  + `<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">${wrapped}</xf>`
  + `<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">${wrapped}</xf>`
  + `<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyAlignment="1">${wrapped}</xf>`
  + `<xf numFmtId="0" fontId="0" fillId="3" borderId="0" xfId="0" applyFill="1" applyAlignment="1">${wrapped}</xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
