/** `huapian import FILE --kind …`: an office's own sheet brought in on the command line; nothing is kept before `--confirm`. */
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { columnLetters } from './review/cell-name.ts'
import type { Refusal } from './review/case.ts'
import { columnOf, type SheetKind } from './review/sheet-columns.ts'
import { keyOfTitle, type Said } from './review/sheet-heading.ts'
import type { ReadLine, SheetFault } from './review/sheet-cells.ts'
import { readLimits } from './papers/sheet-reader.ts'
import { BadFile } from './papers/zip.ts'
import type { Clerk } from './clerk.ts'
import { choose, chosenOf, corrected, keepRows, load, outlookOf, readLines, soundRows, type Loaded, type Reading } from './import.ts'
import { kindOf } from './import-kinds.ts'
import type { Progress } from './progress.ts'
import { rangesOf } from './rows.ts'

export type ImportOptions = { kind: SheetKind; sheet?: string; map?: string; rows?: (n: number) => boolean; corrected?: string; confirm?: true }
/** Where lines and files go, and how long work is shown. */
type Desk = { print: (line: string) => void; complain: (line: string) => void; progressOf: (label: string) => Progress; write: (file: string, pieces: readonly Uint8Array[]) => Promise<void> }

/** How many faults and remarks are printed; the corrected file has all of them. */
const mostPrinted = 100

/** Reads a sheet and shows what would come of it; keeps it where that is confirmed and nothing is wrong. Gives whether all is well. */
export async function importSheet(clerk: Clerk, file: string, options: ImportOptions, desk: Desk): Promise<{ refusals: Refusal[] } | { ok: boolean }> {
  const refusals = kindOf(options.kind).refused(clerk)
  if (refusals.length > 0) return { refusals }
  const { said, aliases, sheet: mapped } = options.map === undefined ? { said: { columns: {} }, aliases: {}, sheet: undefined } : await mapIn(options.map, options.kind)
  const loaded = await loadedFrom(file)
  const chosen = choose(loaded, options.kind, options.sheet ?? mapped, said)
  if ('faults' in chosen) {
    chosen.faults.forEach(desk.complain)
    return { ok: false }
  }
  const reading = await readLines(clerk, options.kind, chosen, aliases, desk.progressOf('读取'))
  const { wanted, faulty, kept } = chosenOf(reading, options.rows)
  show(loaded, reading, { wanted, faulty }, desk)
  if (options.corrected !== undefined) {
    await desk.write(options.corrected, await corrected(reading))
    desk.print(`标出错误的文件：${options.corrected}`)
  }
  if (faulty.length > 0 || kept.length === 0) {
    desk.complain(faulty.length === 0 ? '没有可以导入的行，什么也没有保存' : `${faulty.length}行有错，什么也没有保存：请改正后再导入，或者用 --rows 只导入没有错的行（${rangesOf(soundRows(reading)) || '没有'}）`)
    return { ok: false }
  }
  const outlook = await outlookOf(clerk, reading, kept)
  if ('refusals' in outlook) return outlook
  outlook.lines.forEach(desk.print)
  if (options.confirm === undefined) {
    desk.print('没有错误，还没有保存：加 --confirm 即导入')
    return { ok: true }
  }
  const outcome = await keepRows(clerk, reading, kept, loaded, outlook.calendar?.basedOn ?? null, desk.progressOf('导入'))
  if ('refusals' in outcome) return outcome
  for (const { personId, login, code } of outcome.codes) desk.print(`${personId}（${login}）一次性登录码的前一半：${code}，只显示这一次，请当面交给本人`)
  outcome.lines.forEach(desk.print)
  return { ok: true }
}

async function loadedFrom(file: string): Promise<Loaded> {
  const known = await stat(file).catch(() => null)
  if (!known?.isFile()) throw new Error(`读不到文件 ${file}`)
  if (known.size > readLimits.bytes) throw new Error(`文件超过${readLimits.bytes / 1_000_000}兆：请拆成几个文件`)
  return load(basename(file), await readFile(file)).catch((error: unknown) => { throw error instanceof BadFile ? new Error(error.message, { cause: error }) : error })
}

function show({ name }: Loaded, { kind, sheet, heading, lines, notes }: Reading, { wanted, faulty }: { wanted: readonly ReadLine<unknown>[]; faulty: readonly ReadLine<unknown>[] }, { print }: Desk): void {
  const known = wanted.filter((line) => line.known).length
  print(`${name}，工作表“${sheet.name}”，标题在第${heading.n}行`)
  print(`对应的列：${[...heading.columns].map(([column, { key, title }]) => `${columnLetters(column)}列“${title}”→${columnOf(kindOf(kind).columns, key).title}`).join('；')}`)
  if (heading.unused.length > 0) print(`没有用到的列：${heading.unused.map((title) => `“${title.replace(/\s+/g, ' ').slice(0, 30)}”`).join('、')}`)
  notes.forEach(print)
  print(`共${lines.length}行，选定${wanted.length}行，其中没有错的${wanted.length - faulty.length}行${known > 0 ? `（${known}行已有）` : ''}、有错的${faulty.length}行`)
  const few = (what: string, faults: readonly SheetFault[]) => {
    if (faults.length > 0) print(`${what}${faults.length}处：`)
    for (const { message } of faults.slice(0, mostPrinted)) print(`  ${message}`)
    if (faults.length > mostPrinted) print(`  ……另有${faults.length - mostPrinted}处，用 --corrected 写出标好的文件`)
  }
  few('错误', wanted.flatMap((line) => line.faults))
  few('提醒', wanted.flatMap((line) => line.remarks))
}

/** What `--map` says: the sheet, the row of titles, which column is which, and which words mean which body. */
async function mapIn(file: string, kind: SheetKind): Promise<{ said: Said; aliases: Record<string, string>; sheet: string | undefined }> {
  const text = await readFile(file, 'utf8').catch(() => { throw new Error(`读不到映射文件 ${file}`) })
  const bad = (what: string): never => { throw new Error(`映射文件 ${what}`) }
  let map: unknown
  try {
    map = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return bad('不是 JSON')
  }
  if (typeof map !== 'object' || map === null || Array.isArray(map)) return bad('应当是一个对象：{ "sheet"、"headRow"、"columns"、"bodies" }')
  const { sheet, headRow, columns = {}, bodies = {}, ...unknown } = map as Record<string, unknown>
  if (Object.keys(unknown).length > 0) bad(`里没有“${Object.keys(unknown).join('、')}”这些项，只有 sheet、headRow、columns、bodies`)
  if (sheet !== undefined && typeof sheet !== 'string') bad('的 sheet 应当是工作表的名称')
  if (headRow !== undefined && !(typeof headRow === 'number' && Number.isSafeInteger(headRow) && headRow > 0)) bad('的 headRow 应当是标题所在的行号')
  const isTexts = (one: unknown, orNull: boolean): one is Record<string, string | null> => typeof one === 'object' && one !== null && !Array.isArray(one) && Object.values(one).every((value) => typeof value === 'string' || (orNull && value === null))
  if (!isTexts(columns, true)) return bad('的 columns 应当写：{ "文件里的标题或者列号": "本系统的列名"，不要的列写 null }')
  if (!isTexts(bodies, false)) return bad('的 bodies 应当写：{ "文件里的单位": "派驻机构的代号" }')
  const keys = Object.entries(columns).map(([title, name]): [string, string | null] => [title, name === null ? null : (keyOfTitle(kindOf(kind).columns, name) ?? bad(`的 columns 里，没有“${name}”这一列`))])
  return { said: { headRow: headRow as number | undefined, columns: Object.fromEntries(keys) }, aliases: bodies as Record<string, string>, sheet: sheet as string | undefined }
}
