/** The heading of an office's own sheet: which of its columns is which of ours, by the titles that offices use and by what somebody says besides. */
import { cellName, columnLetters } from './cell-name.ts'
import { columnOf, keysIn, type SheetColumns } from './sheet-columns.ts'
import type { SheetLine } from './sheet-cells.ts'

/** A column that is read: as which, under which title, and by what an amount is multiplied to be in yuan. */
export type HeadingColumn<Key extends string = string> = { key: Key; title: string; factor: number }
/** The row of the titles, the columns that are read, by their place, and the titles that are not. */
export type Heading<Key extends string = string> = { n: number; columns: ReadonlyMap<number, HeadingColumn<Key>>; unused: readonly string[] }

/** A title as it is compared: without blanks and signs, wide ones narrow, and without the unit. */
const bare = (title: string): string => title.normalize('NFKC').replace(/\((?:万?元|人民币)\)|[\s\p{P}\p{S}]/gu, '').toLowerCase()

const titlesOf = new WeakMap<SheetColumns, Map<string, string>>()

/** One of the columns by its title, what offices call it, or its name in the code; null where it is none. */
export function keyOfTitle(kind: SheetColumns, title: string): string | null {
  const known = titlesOf.get(kind) ?? new Map(keysIn(kind).flatMap((key) => [key, columnOf(kind, key).title, ...(columnOf(kind, key).also ?? [])].map((one) => [bare(one), key] as const)))
  titlesOf.set(kind, known)
  return known.get(bare(title)) ?? null
}

/** How far down a heading is looked for. */
const mostAbove = 30

/** What somebody says of a sheet: the row of its titles, and which column (by title or letter) is which of ours; null for one that is not to be read. */
export type Said = { headRow?: number | undefined; columns: Readonly<Record<string, string | null>> }

/** The row that is the heading, whatever is wrong with it. */
type Found = { n: number; columns: Map<number, HeadingColumn>; unused: string[] }

/** The heading: the row with most titles that are known, the lower one of two. Faults say what is missing, or what is there twice; `found` is the row all the same, to be mapped. */
export function headingOf(lines: readonly SheetLine[], said: Said, kind: SheetColumns): { heading: Heading } | { faults: string[]; found: Heading | null } {
  const rows = lines.filter((line) => (said.headRow === undefined ? line.n <= mostAbove : line.n === said.headRow)).map((line) => columnsOf(line, said, kind))
  const best = rows.reduce<Found | null>((most, one) => (most === null || differentIn(one) >= differentIn(most) ? one : most), null)
  const least = Math.min(2, kind.wanted.length)
  if (best === null || differentIn(best) < least) return { faults: [said.headRow === undefined ? `前${mostAbove}行里没有找到标题行：标题应当有${kind.wanted.map((key) => columnOf(kind, key).title).join('、')}等，可以写明标题行和对应的列（命令行用 --map）` : `第${said.headRow}行不是标题行`], found: said.headRow === undefined ? null : best }
  const { n, columns } = best
  const titles = [...columns]
  const missing = kind.wanted.filter((key) => !titles.some(([, one]) => one.key === key))
  const twice = titles.filter(([column, { key }]) => titles.some(([other, one]) => other < column && one.key === key))
  const faults = [
    ...missing.map((key) => `第${n}行标题里没有“${columnOf(kind, key).title}”：请在文件里补上，或者写明是哪一列（命令行用 --map）`),
    ...twice.map(([column, { key, title }]) => `第${n}行“${title}”（${cellName(column, n)}）与前面的一列都是“${columnOf(kind, key).title}”：请写明用哪一列（命令行用 --map）`),
  ]
  return faults.length > 0 ? { faults, found: best } : { heading: { n, columns, unused: best.unused } }
}

const differentIn = ({ columns }: Found): number => new Set([...columns.values()].map((one) => one.key)).size

function columnsOf({ n, cells }: SheetLine, said: Said, kind: SheetColumns): Found {
  const columns = new Map<number, HeadingColumn>()
  const unused: string[] = []
  const passed = new Set((kind.passed ?? []).map(bare))
  for (const [column, { value }] of [...cells].toSorted(([one], [other]) => one - other)) {
    const title = String(value).trim()
    const own = [title, bare(title), columnLetters(column)].map((name) => said.columns[name]).find((key) => key !== undefined)
    const key = own === undefined ? keyOfTitle(kind, title) : own
    // What is numbered anew here, or is known of living cases alone, is no column that somebody would miss.
    if (key === null) unused.push(...(passed.has(bare(title)) ? [] : [title]))
    else columns.set(column, { key, title: title.replace(/\s+/g, ''), factor: /万元/.test(title) ? 10_000 : 1 })
  }
  return { n, columns, unused }
}
