/**
 * `huapian import FILE`: an office's own ledger becomes old cases (旧案). It is read, shown with all that is wrong with it, and
 * kept only where somebody confirms; the same sheet comes back with its faults marked.
 */
import { hash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { setImmediate as others } from 'node:timers/promises'
import { columnLetters } from './review/cell-name.ts'
import type { Refusal } from './review/case.ts'
import { ledgerColumns, type LedgerKey } from './review/ledger.ts'
import { importRefused, oldKeys } from './review/old-case.ts'
import { headingOf, keyOfTitle, type Heading, type Said } from './review/old-heading.ts'
import { narrow, readLine, wantedKeys, type ReadLine, type SheetFault, type Surroundings } from './review/old-sheet.ts'
import type { Body } from './review/people.ts'
import { readCsv } from './papers/csv-reader.ts'
import { readLimits, readWorkbook, type ReadSheet } from './papers/sheet-reader.ts'
import { workbook, type SheetCell } from './papers/sheet.ts'
import { BadFile } from './papers/zip.ts'
import type { Clerk } from './clerk.ts'
import type { Progress } from './progress.ts'
import { rangesOf } from './rows.ts'
import { importOldCases, numbersTaken } from './store/old-cases.ts'

export type ImportOptions = { sheet?: string; map?: string; rows?: (n: number) => boolean; corrected?: string; confirm?: true }
/** Where lines and files go, and how long work is shown. */
export type Desk = { print: (line: string) => void; complain: (line: string) => void; progressOf: (label: string) => Progress; write: (file: string, pieces: readonly Uint8Array[]) => Promise<void> }

/** How many faults and remarks are printed; the corrected file has all of them. */
const mostPrinted = 100

/** Reads a sheet and shows what would come of it; keeps it where that is confirmed and nothing is wrong. Gives whether all is well. */
export async function importSheet({ store, who, moment }: Clerk, file: string, options: ImportOptions, desk: Desk): Promise<{ refusals: Refusal[] } | { ok: boolean }> {
  const refusals = importRefused(who)
  if (refusals.length > 0) return { refusals }
  const { said, aliases, sheet: mapped } = options.map === undefined ? { said: { columns: {} }, aliases: {}, sheet: undefined } : await mapIn(options.map)
  const bytes = await bytesOf(file)
  const sheets = await sheetsIn(bytes)
  const chosen = choose(sheets, options.sheet ?? mapped, said)
  if ('faults' in chosen) {
    chosen.faults.forEach(desk.complain)
    return { ok: false }
  }
  const { sheet, heading } = chosen
  const around: Surroundings = { today: moment.on, bodyOf: finder(moment.roster.bodies, aliases), zoneOf: (text) => moment.roster.zones.find((one) => [one.id, one.name].includes(narrow(text))) ?? null, clearance: who.clearance }
  const all = await readAll(sheet, heading, around, desk.progressOf('读取'))
  for (const { n } of await numbersTaken(store, store.fresh, who.commission, all.flatMap((line) => line.case ?? []))) addFault(all, n, `第${n}行：这个人的这个案件已经导入过`)
  const wanted = all.filter(({ n }) => options.rows?.(n) ?? true)
  const faulty = wanted.filter((line) => line.case === null)
  show({ file, sheet, heading, all, wanted, faulty }, desk)
  if (options.corrected !== undefined) {
    await desk.write(options.corrected, await corrected(sheet, heading, all))
    desk.print(`标出错误的文件：${options.corrected}`)
  }
  if (faulty.length > 0 || wanted.length === 0) {
    desk.complain(wanted.length === 0 ? '没有可以导入的行，什么也没有保存' : `${faulty.length}行有错，什么也没有保存：请改正后再导入，或者用 --rows 只导入没有错的行（${rangesOf(all.filter((line) => line.case !== null).map((line) => line.n)) || '没有'}）`)
    return { ok: false }
  }
  if (options.confirm === undefined) {
    desk.print('没有错误，还没有保存：加 --confirm 即导入')
    return { ok: true }
  }
  const outcome = await importOldCases(store, { who, moment }, { name: basename(file), hash: hash('sha256', bytes) }, wanted.flatMap((line) => line.case ?? []), desk.progressOf('导入'))
  if ('refusals' in outcome) return outcome
  desk.print(`已导入 ${wanted.length} 行旧案，批次 ${outcome.batchId}`)
  return { ok: true }
}

async function bytesOf(file: string): Promise<Uint8Array> {
  const known = await stat(file).catch(() => null)
  if (!known?.isFile()) throw new Error(`读不到文件 ${file}`)
  if (known.size > readLimits.bytes) throw new Error(`文件超过${readLimits.bytes / 1_000_000}兆：请拆成几个文件`)
  return readFile(file)
}

/** By what is in it: a workbook, an old workbook (which is refused in words), or text. */
const sheetsIn = async (bytes: Uint8Array): Promise<ReadSheet[]> => {
  const isPacked = (bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0xd0 && bytes[1] === 0xcf)
  return (isPacked ? readWorkbook(bytes) : readCsv(bytes)).catch((error: unknown) => { throw error instanceof BadFile ? new Error(error.message, { cause: error }) : error })
}

/** The sheet by its name, or the one whose heading fits best: the first without a fault, else the first. */
function choose(sheets: readonly ReadSheet[], name: string | undefined, said: Said): { sheet: ReadSheet; heading: Heading } | { faults: string[] } {
  const named = name === undefined ? sheets : sheets.filter((one) => one.name === name)
  if (named.length === 0) return { faults: [`没有“${name}”这个工作表，文件里有：${sheets.map((one) => one.name).join('、')}`] }
  const read = named.map((sheet) => ({ sheet, read: headingOf(sheet.rows, said) }))
  for (const { sheet, read: found } of read) if ('heading' in found) return { sheet, heading: found.heading }
  return { faults: read.flatMap(({ sheet, read: found }) => ('faults' in found ? found.faults.map((fault) => (sheets.length > 1 ? `工作表“${sheet.name}”：${fault}` : fault)) : [])) }
}

/** Finds a body by its code, its name with or without what stands in front, the unit it sits in, or a name that somebody says is its. */
function finder(bodies: readonly Body[], aliases: Readonly<Record<string, string>>): (text: string) => Body | null {
  const bare = (text: string): string => narrow(text.normalize('NFKC')).replace(/\s/g, '')
  const short = (text: string): string => bare(text).replace(/^.*?(?:市|区|县)?纪委监委(?=驻)/, '').replace(/^派驻/, '驻')
  const known = new Map<string, Body | null>()
  // A word for two bodies is a word for none.
  const add = (word: string, body: Body) => known.set(word, known.has(word) && known.get(word)?.id !== body.id ? null : body)
  for (const body of bodies) for (const word of new Set([body.id, bare(body.name), short(body.name), bare(body.stationedIn), ...body.covers.map(bare)])) add(word, body)
  for (const [word, id] of Object.entries(aliases)) { const body = bodies.find((one) => one.id === id); if (body) known.set(bare(word), body) }
  return (text) => known.get(bare(text)) ?? known.get(short(text)) ?? null
}

/** All rows below the heading, others let in; the same person of the same case twice is a fault of the later row. */
async function readAll(sheet: ReadSheet, heading: Heading, around: Surroundings, progress: Progress): Promise<ReadLine[]> {
  const below = sheet.rows.filter(({ n }) => n > heading.n)
  const lines: ReadLine[] = []
  const seen = new Map<string, number>()
  for (const [at, row] of below.entries()) {
    const line = readLine(row, heading, around)
    if (line) lines.push(line)
    if (line?.case) {
      const person = JSON.stringify([line.case.number, line.case.name])
      const before = seen.get(person)
      if (before === undefined) seen.set(person, line.n)
      else addFault(lines, line.n, `第${line.n}行：与第${before}行是同一个案件的同一个人`)
    }
    if ((at + 1) % 200 === 0 || at + 1 === below.length) {
      progress(at + 1, below.length)
      await others()
    }
  }
  return lines
}

/** Makes a row faulty; the last ones are looked at first. */
function addFault(lines: ReadLine[], n: number, message: string): void {
  const at = lines.findLastIndex((line) => line.n === n)
  const line = lines[at]
  if (line) lines[at] = { ...line, case: null, faults: [...line.faults, { n, column: null, message }] }
}

type Shown = { file: string; sheet: ReadSheet; heading: Heading; all: readonly ReadLine[]; wanted: readonly ReadLine[]; faulty: readonly ReadLine[] }

function show({ file, sheet, heading, all, wanted, faulty }: Shown, { print }: Desk): void {
  print(`${basename(file)}，工作表“${sheet.name}”，标题在第${heading.n}行`)
  print(`对应的列：${[...heading.columns].map(([column, { key, title }]) => `${columnLetters(column)}列“${title}”→${ledgerColumns[key].title}`).join('；')}`)
  if (heading.unused.length > 0) print(`没有用到的列：${heading.unused.map((title) => `“${title.replace(/\s+/g, ' ').slice(0, 30)}”`).join('、')}`)
  print(`共${all.length}行，选定${wanted.length}行，其中没有错的${wanted.length - faulty.length}行、有错的${faulty.length}行`)
  const few = (what: string, faults: readonly SheetFault[]) => {
    if (faults.length > 0) print(`${what}${faults.length}处：`)
    for (const { message } of faults.slice(0, mostPrinted)) print(`  ${message}`)
    if (faults.length > mostPrinted) print(`  ……另有${faults.length - mostPrinted}处，用 --corrected 写出标好的文件`)
  }
  few('错误', wanted.flatMap((line) => line.faults))
  few('提醒', wanted.flatMap((line) => line.remarks))
}

/** The same sheet, each row where it was, with the faulty cells marked and what is wrong in a last column. */
async function corrected(sheet: ReadSheet, heading: Heading, all: readonly ReadLine[]): Promise<Uint8Array[]> {
  const width = sheet.rows.reduce((most, { cells }) => Math.max(most, ...[...cells.keys()].map((column) => column + 1)), 0)
  const byNumber = new Map(sheet.rows.map((row) => [row.n, row]))
  const faults = new Map(all.map((line) => [line.n, line.faults]))
  const textAt = (n: number, column: number): string => String(byNumber.get(n)?.cells.get(column)?.value ?? '')
  const columns = Array.from({ length: width + 1 }, (_, column) => {
    const key = heading.columns.get(column)?.key
    return { title: column === width ? '错误说明' : textAt(heading.n, column), kind: key === undefined ? ('text' as const) : ledgerColumns[key].kind, width: column === width ? 60 : key === undefined ? 14 : ledgerColumns[key].width }
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
export const importTemplate = (): Promise<Uint8Array[]> =>
  workbook([
    { name: '旧案', columns: oldKeys.map((key) => ledgerColumns[key]), batches: [] },
    { name: '填写说明', columns: [{ title: '列', kind: 'text', width: 34 }, { title: '必须填写', kind: 'text', width: 10 }, { title: '写法', kind: 'text', width: 70 }], batches: [oldKeys.map((key) => [ledgerColumns[key].title, (wantedKeys as readonly LedgerKey[]).includes(key) ? '是' : '', howTo(key)])] },
  ])

function howTo(key: LedgerKey): string {
  const own: { [Key in LedgerKey]?: string } = {
    number: '如 划审三〔2019〕9号；同一案件的几个人各写一行，案件编码相同', body: '名单里的名称或者代号；几个单位的用分号隔开，第一个为牵头', zone: '不写的按移送单位现在的片区', secrecy: '工作秘密、秘密或者机密；不写的为工作秘密', gender: '男或者女',
    born: '如 1970年5月', partyJoined: '如 1995年7月', party: '如 警告、严重警告、撤销党内职务、留党察看一年、开除党籍、免予处分', admin: '如 政务警告、政务记过、政务记大过、政务降级、政务撤职、政务开除、免予处分', archivedOn: '已经归档的写；归档后除档案员外只看得到编号、单位、日期和处分',
  }
  const byKind = { text: '文字', day: '日期，如 2020年6月5日 或者 2020-06-05', amount: '数字，单位元；标题写明“万元”的按万元', number: '整数' }
  return own[key] ?? byKind[ledgerColumns[key].kind]
}

/** What `--map` says: the sheet, the row of titles, which column is which, and which words mean which body. */
async function mapIn(file: string): Promise<{ said: Said; aliases: Record<string, string>; sheet: string | undefined }> {
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
  const keys = Object.entries(columns).map(([title, name]): [string, LedgerKey | null] => [title, name === null ? null : (keyOfTitle(name) ?? bad(`的 columns 里，没有“${name}”这一列`))])
  return { said: { headRow: headRow as number | undefined, columns: Object.fromEntries(keys) }, aliases: bodies as Record<string, string>, sheet: sheet as string | undefined }
}
