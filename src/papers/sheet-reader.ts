/**
 * Excel files that others made (.xlsx), read as what somebody sees in them: shared and rich texts flattened, dates by their
 * number format, merged cells filled, of formulas the value that was kept. Others are let in while a long sheet is read.
 */
import { setImmediate as others } from 'node:timers/promises'
import { addDays, type Day } from '../review/day.ts'
import { BadXml, tokensOf, xmlText, type XmlToken } from './xml.ts'
import { BadFile, openZip, type Zip } from './zip.ts'

/** What stands in a cell. `formula` where it was computed, `merged` where it is the value of a cell that it is merged with. */
export type ReadCell = { kind: 'text' | 'number' | 'day' | 'error'; value: string | number; formula?: true; merged?: true }
/** A row by its number, and its cells by their column counted from 0; empty ones are not there. `hidden` where nobody sees it in the file. */
export type ReadRow = { n: number; cells: Map<number, ReadCell>; hidden?: true }
export type ReadSheet = { name: string; rows: ReadRow[] }

/** How much is taken: bytes of the file and unpacked, rows with something in them, columns. */
export const readLimits = { bytes: 30_000_000, unpacked: 300_000_000, rows: 50_000, columns: 300, cells: 5_000_000 }
type Limits = typeof readLimits

/** The visible sheets of a file, in order. Throws `BadFile` with a sentence where it cannot be read. */
export async function readWorkbook(bytes: Uint8Array, limits: Limits = readLimits): Promise<ReadSheet[]> {
  if (bytes.length > limits.bytes) throw new BadFile(`文件超过${Math.round(limits.bytes / 1_000_000)}兆：请拆成几个文件`)
  const zip = openZip(bytes, limits.unpacked)
  try {
    return await sheetsOf(zip, limits)
  } catch (error) {
    if (error instanceof BadXml || error instanceof RangeError) throw new BadFile('文件的内容不合 Excel 的格式：请用 Excel 打开后另存为 .xlsx，再试一次', { cause: error })
    throw error
  }
}

async function sheetsOf(zip: Zip, limits: Limits): Promise<ReadSheet[]> {
  const partOf = async (name: string): Promise<XmlToken[] | null> => {
    const part = await zip.read(name)
    return part && [...tokensOf(xmlText(part))]
  }
  const relations = async (name: string): Promise<Map<string, { type: string; target: string }>> => {
    const [folder, file] = [name.slice(0, name.lastIndexOf('/') + 1), name.slice(name.lastIndexOf('/') + 1)]
    return new Map(opened((await partOf(`${folder}_rels/${file}.rels`)) ?? [], 'Relationship').map(({ Id = '', Type = '', Target = '' }) => [Id, { type: Type, target: resolved(folder, Target) }]))
  }
  const bookName = [...(await relations('')).values()].find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml'
  const book = await partOf(bookName)
  if (!book) throw new BadFile('这不是 Excel 工作簿（.xlsx）')
  const parts = await relations(bookName)
  const ofType = (end: string) => [...parts.values()].find(({ type }) => type.endsWith(end))?.target ?? ''
  const known: Known = {
    texts: await textsOf(xmlText((await zip.read(ofType('/sharedStrings'))) ?? new Uint8Array())),
    dayStyles: dayStylesOf((await partOf(ofType('/styles'))) ?? []),
    from1904: opened(book, 'workbookPr').some(({ date1904 }) => date1904 === '1' || date1904 === 'true'),
  }
  const sheets: ReadSheet[] = []
  for (const { name = '', id = '', state } of opened(book, 'sheet')) {
    const part = parts.get(id)
    const xml = state === undefined || state === 'visible' ? part && part.type.endsWith('/worksheet') && (await zip.read(part.target)) : null
    if (xml) sheets.push({ name, rows: await rowsOf(xmlText(xml), known, limits, name) })
  }
  if (sheets.length === 0) throw new BadFile('文件里没有可以看见的工作表')
  return sheets
}

const opened = (tokens: readonly XmlToken[], name: string): Record<string, string | undefined>[] => tokens.flatMap((one) => (one.at === 'open' && one.name === name ? [one.attributes] : []))

/** Where a part lies that is named from another. */
const resolved = (folder: string, target: string): string => decodeURI(new URL(target, `https://parts.invalid/${folder}`).pathname).slice(1)

type Known = { texts: readonly string[]; dayStyles: ReadonlySet<number>; from1904: boolean }

/** Excel keeps characters that XML cannot hold as `_x0007_`. */
const meant = (text: string): string => text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/** The shared texts: runs of one text joined, readings of characters left out. */
async function textsOf(xml: string): Promise<string[]> {
  const texts: string[] = []
  let [text, inText, inReading] = ['', false, false]
  for (const one of tokensOf(xml)) {
    if (one.at === 'text') text += inText && !inReading ? one.text : ''
    else if (one.name === 't') inText = one.at === 'open' && !one.empty
    else if (one.name === 'rPh') inReading = one.at === 'open' && !one.empty
    else if (one.name === 'si') {
      if (one.at === 'close' || one.empty) texts.push(meant(text))
      text = ''
      if (texts.length % 5000 === 0) await others()
    }
  }
  return texts
}

/** The styles of cells that show a day. */
function dayStylesOf(tokens: readonly XmlToken[]): Set<number> {
  const formats = new Map(opened(tokens, 'numFmt').map(({ numFmtId, formatCode = '' }) => [Number(numFmtId), formatCode]))
  const isDayFormat = (id: number): boolean => {
    const code = formats.get(id)
    if (code === undefined) return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)
    return /[yd]|年|日/i.test(code.replace(/"[^"]*"/g, (quoted) => (/[年日]/.test(quoted) ? '日' : '')).replace(/\\.|_.|\*.|\[[^\]]*\]/g, '').replace(/general/gi, ''))
  }
  const inCells = tokens.findIndex((one) => one.at === 'open' && one.name === 'cellXfs')
  const end = tokens.findIndex((one) => one.at === 'close' && one.name === 'cellXfs')
  return new Set(opened(tokens.slice(inCells, end), 'xf').flatMap(({ numFmtId }, n) => (isDayFormat(Number(numFmtId)) ? [n] : [])))
}

/** What is gathered of a cell while its tags go by. */
type Raw = { column: number; type: string; style: number; value: string; text: string; formula: boolean }

async function rowsOf(xml: string, known: Known, limits: Limits, sheet: string): Promise<ReadRow[]> {
  const rows: ReadRow[] = []
  const merges: string[] = []
  let row: ReadRow = { n: 0, cells: new Map() }
  let cell: Raw | null = null
  let [column, within, inReading, count] = [0, '', false, 0]
  for (const one of tokensOf(xml)) {
    if (one.at === 'text') {
      if (!cell || inReading) continue
      if (within === 'v') cell.value += one.text
      else if (within === 't') cell.text += one.text
      continue
    }
    const begins = one.at === 'open'
    if (one.name === 'row') {
      if (begins) {
        row = { n: Number(one.attributes.r ?? row.n + 1), cells: new Map(), ...(one.attributes.hidden === '1' || one.attributes.hidden === 'true' ? { hidden: true } : {}) }
        column = 0
        if (!Number.isSafeInteger(row.n) || row.n < 1 || row.n > 1_048_576) throw new BadXml('row')
      }
      if ((!begins || one.empty) && row.cells.size > 0 && rows.push(row) > limits.rows) throw new BadFile(`工作表“${sheet}”超过${limits.rows}行：请拆成几个文件`)
      if (!begins && rows.length % 50 === 0) await others()
    } else if (one.name === 'c') {
      if (begins) {
        column = one.attributes.r === undefined ? column : columnOf(one.attributes.r)
        cell = { column, type: one.attributes.t ?? 'n', style: Number(one.attributes.s ?? 0), value: '', text: '', formula: false }
      }
      if (cell && (!begins || one.empty)) {
        const read = valueOf(cell, known)
        if (read && column >= limits.columns) throw new BadFile(`工作表“${sheet}”第${row.n}行超过${limits.columns}列`)
        if (read && ++count > limits.cells) throw new BadFile(`工作表“${sheet}”的内容太多：请拆成几个文件`)
        if (read) row.cells.set(column, read)
        cell = null
        column += 1
      }
    } else if (one.name === 'f' && cell) cell.formula = true
    else if (one.name === 'mergeCell' && begins) merges.push(one.attributes.ref ?? '')
    if (one.name === 'rPh') inReading = begins && !one.empty
    within = begins && !one.empty ? one.name : ''
  }
  fill(rows, merges, limits)
  return rows
}

/** The column of `AB12`, counted from 0. */
function columnOf(name: string): number {
  const letters = /^([A-Z]{1,3})\d+$/.exec(name.toUpperCase())?.[1]
  if (letters === undefined) throw new BadXml(name)
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function valueOf({ type, style, value, text, formula }: Raw, { texts, dayStyles, from1904 }: Known): ReadCell | null {
  const computed = formula ? ({ formula: true } as const) : {}
  const asText = (said: string): ReadCell | null => (said === '' ? null : { kind: 'text', value: said, ...computed })
  switch (type) {
    case 's': return asText(texts[Number(value)] ?? '')
    case 'inlineStr': return asText(meant(text))
    case 'str': return asText(meant(value))
    case 'b': return asText(value === '1' || value === 'true' ? '是' : '否')
    case 'e': return { kind: 'error', value, ...computed }
    case 'd': return /^\d{4}-\d{2}-\d{2}/.test(value) ? { kind: 'day', value: value.slice(0, 10), ...computed } : asText(value)
    default: {
      if (value === '') return asText(text)
      const number = Number(value)
      if (!Number.isFinite(number)) return asText(value)
      const day = dayStyles.has(style) ? dayOfSerial(number, from1904) : null
      return day === null ? { kind: 'number', value: number, ...computed } : { kind: 'day', value: day, ...computed }
    }
  }
}

/** The day a serial number stands for; null where it is none. Counted from 1900 there is a 29 February 1900 that never was. */
function dayOfSerial(serial: number, from1904: boolean): Day | null {
  const whole = Math.floor(serial)
  if (whole < 0 || whole > 2_958_465) return null
  if (from1904) return addDays('1904-01-01', whole)
  return whole === 60 ? '1900-02-29' : addDays(whole < 60 ? '1899-12-31' : '1899-12-30', whole)
}

/** Gives every cell of a merged stretch the value of its first, within the rows that there are. */
function fill(rows: readonly ReadRow[], merges: readonly string[], limits: Limits): void {
  const byNumber = new Map(rows.map((row) => [row.n, row]))
  const last = rows.at(-1)?.n ?? 0
  let steps = limits.cells
  for (const ref of merges) {
    const [from = '', to = ''] = ref.split(':')
    if (to === '') continue
    const [left, right, top, bottom] = [columnOf(from), Math.min(columnOf(to), limits.columns - 1), rowIn(from), Math.min(rowIn(to), last)]
    const first = byNumber.get(top)?.cells.get(left)
    if (!first) continue
    for (let n = top; n <= bottom && steps > 0; n++, steps--) {
      const cells = byNumber.get(n)?.cells
      if (!cells) continue
      for (let column = left; column <= right && steps > 0; column++, steps--) if (n > top || column > left) cells.set(column, { ...first, merged: true })
    }
  }
}

const rowIn = (name: string): number => Number(/\d+$/.exec(name)?.[0])
