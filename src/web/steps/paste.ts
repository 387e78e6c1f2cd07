/** 粘贴: what comes out of Word and Excel as somebody would have typed it, and tables as rows of a form. */
import { isDay } from '../../review/day.ts'
import type { Asked } from '../asked.ts'

/** A text without what Word leaves in it unseen and the server would refuse: manual breaks, hard blanks, marks of direction, controls; full-width digits as digits. */
export const cleaned = (text: string): string => text
  .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n').replace(/[\u00a0\u2000-\u200a\u202f\u205f]/g, ' ')
  .replace(/[^\P{Cc}\n\t]|\p{Noncharacter_Code_Point}|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '').replace(/\p{Surrogate}/gu, '')
  .replace(/[\uff10-\uff19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)).replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n').replace(/^\n+|\n+$/g, '')

/** The cells of what was copied from a table, row by row; empty rows are left out. In quotes a cell may have lines and tabs, as Excel copies it. */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]]
  const cell = /("(?:[^"]|"")*"(?=\t|\r?\n|$)|[^\t\r\n]*)(\t|\r?\n|$)/g
  for (let found = cell.exec(text); found; found = cell.exec(text)) {
    const [, said = '', end = ''] = found
    rows[rows.length - 1]?.push(cleaned(said.startsWith('"') && said.endsWith('"') && said.length > 1 ? said.slice(1, -1).replaceAll('""', '"') : said).trim())
    if (end === '') break
    if (end !== '\t') rows.push([])
  }
  return rows.filter((row) => row.some((words) => words !== ''))
}

/** The choices of a field, as the form offers them. */
export type Choices = (field: Asked) => readonly { value: string; label: string }[]
type Row = Record<string, unknown>
/** What became of a table: rows for the form, and which cell was not understood and is left empty. */
export type Pasted = { columns: (Asked | null)[]; rows: Row[]; faults: { row: number; column: string; words: string }[] }

/** The fields of a row that a table can fill. */
export const columnsOf = (fields: readonly Asked[]): Asked[] => fields.filter(({ kind }) => kind !== 'given' && kind !== 'group' && kind !== 'check')

/** Rows of a form from a table: by its heading where the first row has one, else in the order of the form. */
export function rowsFrom(text: string, fields: readonly Asked[], choices: Choices): Pasted {
  const cells = cellsOf(text)
  const known = columnsOf(fields)
  const named = (cells[0] ?? []).map((title) => known.find(({ zh, en }) => title !== '' && (zh === title || en.toLowerCase() === title.toLowerCase() || zh.endsWith(title))) ?? null)
  const hasHeading = named.some((field) => field !== null)
  const columns = hasHeading ? named : known
  const faults: Pasted['faults'] = []
  const rows = cells.slice(hasHeading ? 1 : 0).map((row, n) => Object.fromEntries(columns.flatMap((field, at): [string, unknown][] => {
    const words = row[at] ?? ''
    if (field === null || words === '') return []
    const value = valueOf(words, field, choices)
    if (value === undefined) faults.push({ row: n + (hasHeading ? 2 : 1), column: field.zh, words })
    return value === undefined ? [] : [[field.name, value]]
  })))
  return { columns, rows, faults }
}

/** What a cell says for a field; undefined where it says nothing that the field takes. */
function valueOf(words: string, field: Asked, choices: Choices): unknown {
  if (!field.many) return single(words, field, choices)
  const values = words.split(field.kind === 'line' || field.kind === 'text' ? /[；;\n]/ : /[；;、，,\s]+/).map((part) => part.trim()).filter((part) => part !== '').map((part) => single(part, field, choices))
  return values.includes(undefined) ? undefined : [...new Set(values)]
}

function single(words: string, field: Asked, choices: Choices): unknown {
  switch (field.kind) {
    case 'line': case 'text': return words
    case 'whole': return /^\d{1,9}$/.test(words) ? Number(words) : undefined
    case 'number': return /^\d{1,12}(\.\d+)?$/.test(words.replaceAll(',', '')) ? Number(words.replaceAll(',', '')) : undefined
    case 'flag': return ({ 是: true, 否: false, 有: true, 无: false } as Record<string, boolean>)[words]
    case 'day': return dayOf(words)
    default: {
      const all = choices(field)
      const found = all.filter(({ value, label }) => label === words || value === words)
      return (found[0] ?? all.filter(({ label }) => label.startsWith(`${words} `) || label.replace(/[（(].*$/, '') === words)[0])?.value
    }
  }
}

/** 2026年3月5日, 2026-3-5, 2026/3/5 and 2026.3.5 are one day. */
function dayOf(words: string): string | undefined {
  const [, year = '', month = '', date = ''] = /^(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?$/.exec(words) ?? []
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  return isDay(day) ? day : undefined
}
