/**
 * The cells of an office's own sheet, read as what their column wants. Whatever is wrong is named by row and cell, and nothing
 * is guessed: a day that does not exist is no other day, a word that nobody knows is no other word.
 */
import { cellName } from './cell-name.ts'
import { isDay, type Day } from './day.ts'
import { columnOf, type SheetColumns } from './sheet-columns.ts'
import type { Heading } from './sheet-heading.ts'

/** What stands in a cell of a sheet; `formula` where it was computed there. */
export type SheetValue = { kind: 'text' | 'number' | 'day' | 'error'; value: string | number; formula?: true }
export type SheetLine = { n: number; cells: ReadonlyMap<number, SheetValue> }

/** Something wrong with a row, or with one cell of it; or worth a look, where it is a remark. */
export type SheetFault = { n: number; column: number | null; message: string }
/** A cell that is wrong; the sentence comes after the name of the cell. */
class Wrong extends Error {}
export const wrong = (sentence: string): never => { throw new Wrong(sentence) }

/** Full-width letters, digits and signs as narrow ones, blanks trimmed. */
export const narrow = (text: string): string => text.replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ').trim()
export const quoted = (value: string | number): string => { const text = String(value); return `“${text.length > 30 ? `${text.slice(0, 30).replace(/[\ud800-\udbff]$/, '')}…` : text}”` }
/** What offices write where there is nothing. */
export const isNothing = (text: string): boolean => text === '' || /^(?:[/\\—–\-*]+|无|空|暂无)$/.test(text)

/** What a formula leaves that failed, also where a program wrote it out as text (CSV, a sheet given back). */
const errors = /^#(?:DIV\/0!|N\/A|REF!|VALUE!|NAME\?|NUM!|NULL!)$/

/** The day that a cell says. A day of a spreadsheet that is none, and a day before 1949, are no days here. */
export function dayIn({ kind, value }: SheetValue): Day | null {
  const text = narrow(String(value))
  if (isNothing(text)) return null
  if (kind === 'number' && !/^\d{8}$/.test(text)) return wrong(`${quoted(value)}不是日期（像是没有设成日期格式的数字）`)
  const [, year, month, date] = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? []
  if (year === undefined || month === undefined || date === undefined) return wrong(/^\d{4}\s*[-/.年]\s*\d{1,2}\s*月?$/.test(text) ? `${quoted(value)}只写到月，应当写到日` : `${quoted(value)}不是日期`)
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  return isDay(day) ? day : wrong(`${quoted(value)}不是日期`)
}

/** A year, perhaps with a month, as `1970年5月`. */
export function monthIn({ value }: SheetValue): string | null {
  const text = narrow(String(value))
  if (isNothing(text)) return null
  const [, year = '', month] = /^(\d{4})(?:\s*[-/.年]\s*(\d{1,2})?(?:\s*[-/.月]\s*(?:\d{1,2})?)?\s*日?)?$/.exec(text) ?? /^(\d{4})(\d{2})(?:\d{2})?$/.exec(text) ?? []
  if (year === '' || Number(year) < 1900 || Number(year) > 2100 || (month !== undefined && (Number(month) < 1 || Number(month) > 12))) return wrong(`${quoted(value)}不是年月`)
  return `${year}年${month === undefined ? '' : `${Number(month)}月`}`
}

export function countIn({ value }: SheetValue): number | null {
  const text = narrow(String(value)).replace(/\s*次$/, '')
  if (isNothing(text)) return null
  return /^\d{1,3}$/.test(text) ? Number(text) : wrong(`${quoted(value)}不是次数`)
}

/** An amount in yuan; `factor` is what the title says it is counted in. */
export function amountIn({ value }: SheetValue, factor: number): number | null {
  const text = narrow(String(value)).replaceAll(/[,\s¥￥]/g, '')
  if (isNothing(text)) return null
  const [, digits = '', unit = ''] = /^(\d{1,13}(?:\.\d{1,6})?)(万元|万|元)?$/.exec(text) ?? []
  if (digits === '') return wrong(`${quoted(value)}不是金额`)
  return Math.round(Number(digits) * (unit.startsWith('万') ? 10_000 : unit === '元' ? 1 : factor) * 100) / 100
}

/** A text, with controls taken out; no longer than such a column may be. */
export function textIn({ value }: SheetValue, most = 500): string | null {
  // oxlint-disable-next-line no-control-regex
  const text = String(value).toWellFormed().replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '').trim()
  if (text === '' || /^[/\\—–-]+$/.test(text)) return null
  return text.length <= most ? text : wrong(`有${[...text].length}个字，这一栏最多${most}个字`)
}

/** A row as it was read: what it says where nothing is wrong and there is something to do; `known` where all of it is there already. */
export type ReadLine<Row> = { n: number; row: Row | null; known?: true; faults: SheetFault[]; remarks: SheetFault[] }

/** The cells of one row: what they say by column, what is wrong with them, and a way to say what is wrong besides. */
export type ReadCells<Key extends string> = { read: Map<Key, string | number>; faults: SheetFault[]; remarks: SheetFault[]; say: (key: Key, sentence: string) => void; remark: (key: Key, sentence: string) => void }

/** Reads the cells of one row under its heading; null where it is a sum or a remark and no row of its own. */
export function readCells<Key extends string>({ n, cells }: SheetLine, { columns }: Pick<Heading<Key>, 'columns'>, kind: SheetColumns<Key>, cellIn: (key: Key, value: SheetValue, factor: number) => string | number | null): ReadCells<Key> | null {
  const faults: SheetFault[] = []
  const remarks: SheetFault[] = []
  const read = new Map<Key, string | number>()
  const saying = (list: SheetFault[]) => (key: Key, sentence: string): void => void list.push(faultAt(n, { columns }, kind, key, sentence))
  const say = saying(faults)
  if ([...cells.values()].some(({ value }) => /^(?:合\s*计|总\s*计|小\s*计|填表人|制表人|审核人|注[：:])/.test(narrow(String(value)))) && ![...columns].some(([column, { key }]) => key === kind.subject && cells.has(column))) return null
  for (const [column, { key, title, factor }] of columns) {
    const value = cells.get(column)
    if (value === undefined) continue
    const at = `第${n}行“${title}”（${cellName(column, n)}）`
    if (value.formula) remarks.push({ n, column, message: `${at}：是公式，取文件里存下的值${quoted(value.value)}` })
    try {
      const said = value.kind === 'error' || errors.test(String(value.value)) ? wrong(`${quoted(value.value)}是公式出的错`) : cellIn(key, value, factor)
      if (said !== null) read.set(key, said)
    } catch (error) {
      if (!(error instanceof Wrong)) throw error
      faults.push({ n, column, message: `${at}：${error.message}` })
    }
  }
  const isFaulty = (key: Key): boolean => faults.some(({ column }) => column !== null && columns.get(column)?.key === key)
  for (const key of kind.wanted) if (!read.has(key) && !isFaulty(key)) say(key, '没有填写')
  return { read, faults, remarks, say, remark: saying(remarks) }
}

/** Something wrong with what a row says in a column, or does not say where the sheet has no such column; with no column, of the row. */
export function faultAt<Key extends string>(n: number, { columns }: Pick<Heading<Key>, 'columns'>, kind: SheetColumns<Key>, key: Key | null, sentence: string): SheetFault {
  if (key === null) return { n, column: null, message: `第${n}行：${sentence}` }
  const [column, { title }] = [...columns].find(([, one]) => one.key === key) ?? [null, columnOf(kind, key)]
  return { n, column, message: column === null ? `第${n}行“${title}”：${sentence}` : `第${n}行“${title}”（${cellName(column, n)}）：${sentence}` }
}
