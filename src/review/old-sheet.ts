/**
 * An office's own ledger as it lies in a sheet, read row by row into old cases. Whatever is wrong is named by row and cell, and
 * nothing is guessed: a day that does not exist is no other day, a body that nobody knows is no other body.
 */
import { secrecyLevels, type SecrecyLevel } from './case.ts'
import { cellName } from './cell-name.ts'
import { isDay, type Day } from './day.ts'
import { ledgerColumns, type LedgerKey } from './ledger.ts'
import type { OldCase } from './old-case.ts'
import type { Body, Zone } from './people.ts'
import { adminSanctionOf, partySanctionOf } from './sanctions.ts'
import { cleared } from './secrecy.ts'
import type { Heading } from './old-heading.ts'
import { secrecyWords } from './words.ts'

/** What stands in a cell of a sheet; `formula` where it was computed there. */
export type SheetValue = { kind: 'text' | 'number' | 'day' | 'error'; value: string | number; formula?: true }
export type SheetLine = { n: number; cells: ReadonlyMap<number, SheetValue> }

/** Something wrong with a row, or with one cell of it; or worth a look, where it is a remark. */
export type SheetFault = { n: number; column: number | null; message: string }
/** A row as it was read: an old case where nothing is wrong. */
export type ReadLine = { n: number; case: OldCase | null; faults: SheetFault[]; remarks: SheetFault[] }

/** What is known beside the sheet: today, the bodies and zones by the words an office uses, and how secret a row may be for whoever brings it in. */
export type Surroundings = { today: Day; bodyOf: (text: string) => Body | null; zoneOf: (text: string) => Zone | null; clearance: SecrecyLevel }

/** A cell that is wrong; the sentence comes after the name of the cell. */
class Wrong extends Error {}
const wrong = (sentence: string): never => { throw new Wrong(sentence) }

/** Full-width letters, digits and signs as narrow ones, blanks trimmed. */
export const narrow = (text: string): string => text.replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ').trim()
const quoted = (value: string | number): string => { const text = String(value); return `“${text.length > 30 ? `${text.slice(0, 30).replace(/[\ud800-\udbff]$/, '')}…` : text}”` }
/** What offices write where there is nothing. */
const isNothing = (text: string): boolean => text === '' || /^(?:[/\\—–\-*]+|无|空|暂无)$/.test(text)

/** The day that a cell says. A day of a spreadsheet that is none, and a day before 1949, are no days here. */
function dayIn({ kind, value }: SheetValue): Day | null {
  const text = narrow(String(value))
  if (isNothing(text)) return null
  if (kind === 'number' && !/^\d{8}$/.test(text)) return wrong(`${quoted(value)}不是日期（像是没有设成日期格式的数字）`)
  const [, year, month, date] = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? []
  if (year === undefined || month === undefined || date === undefined) return wrong(/^\d{4}\s*[-/.年]\s*\d{1,2}\s*月?$/.test(text) ? `${quoted(value)}只写到月，应当写到日` : `${quoted(value)}不是日期`)
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  return isDay(day) ? day : wrong(`${quoted(value)}不是日期`)
}

/** A year, perhaps with a month, as `1970年5月`. */
function monthIn({ value }: SheetValue): string | null {
  const text = narrow(String(value))
  if (isNothing(text)) return null
  const [, year = '', month] = /^(\d{4})(?:\s*[-/.年]\s*(\d{1,2})?(?:\s*[-/.月]\s*(?:\d{1,2})?)?\s*日?)?$/.exec(text) ?? /^(\d{4})(\d{2})(?:\d{2})?$/.exec(text) ?? []
  if (year === '' || Number(year) < 1900 || Number(year) > 2100 || (month !== undefined && (Number(month) < 1 || Number(month) > 12))) return wrong(`${quoted(value)}不是年月`)
  return `${year}年${month === undefined ? '' : `${Number(month)}月`}`
}

function countIn({ value }: SheetValue): number | null {
  const text = narrow(String(value)).replace(/\s*次$/, '')
  if (isNothing(text)) return null
  return /^\d{1,3}$/.test(text) ? Number(text) : wrong(`${quoted(value)}不是次数`)
}

/** An amount in yuan; `factor` is what the title says it is counted in. */
function amountIn({ value }: SheetValue, factor: number): number | null {
  const text = narrow(String(value)).replaceAll(/[,\s¥￥]/g, '')
  if (isNothing(text)) return null
  const [, digits = '', unit = ''] = /^(\d{1,13}(?:\.\d{1,6})?)(万元|万|元)?$/.exec(text) ?? []
  if (digits === '') return wrong(`${quoted(value)}不是金额`)
  return Math.round(Number(digits) * (unit.startsWith('万') ? 10_000 : unit === '元' ? 1 : factor) * 100) / 100
}

/** A text, with controls taken out; as long as such a column may be. */
function textIn(key: LedgerKey, { value }: SheetValue): string | null {
  // oxlint-disable-next-line no-control-regex
  const text = String(value).toWellFormed().replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '').trim()
  if (text === '' || /^[/\\—–-]+$/.test(text)) return null
  const most = key === 'name' ? 50 : longKeys.includes(key) ? 32_767 : 500
  return text.length <= most ? text : wrong(`有${[...text].length}个字，这一栏最多${most}个字`)
}
const longKeys: readonly LedgerKey[] = ['facts', 'proposedNature', 'reviewedNature', 'change', 'property', 'note', 'measure', 'proposedMeasure', 'reviewedMeasure']

/** A number of a case: 划审三〔2019〕9号, however its brackets were typed. */
const numberIn = (value: SheetValue): string | null => textIn('number', value) && narrow(String(textIn('number', value))).replaceAll(' ', '').replace(/[[(〔【](\d{4})[\])〕】]/, '〔$1〕')

const noSanction = /^(?:不予处分|不给予处分|不予党纪处分|不予政务处分)$/
/** Sanctions as offices wrote them in former years, and as the law calls them. */
function sanctionIn(track: 'party' | 'admin', value: SheetValue): string | null {
  const text = narrow(String(value.value)).replaceAll(' ', '')
  if (isNothing(text) || noSanction.test(text)) return noSanction.test(text) ? text : null
  const former = text.replace(/^(?:行政|政纪|政务)(?=警告|记过|记大过|降级|撤职|开除)/, '').replace(/^党内(?=警告|严重警告)/, '')
  const known = track === 'party'
    ? partySanctionOf(former) !== null || /^(?:免予处分|留党察看|留党察看[一二]年|开除党籍)$/.test(former)
    : adminSanctionOf(former) !== null || adminSanctionOf(`政务${former}`) !== null || /^(?:免予处分|降低岗位等级)$/.test(former)
  return known ? text : wrong(`没有${quoted(value.value)}这种${track === 'party' ? '党纪' : '政务'}处分`)
}

/** What a cell says, as its column wants it; null where it says nothing. */
function cellIn(key: LedgerKey, value: SheetValue, factor: number): string | number | null {
  if (value.kind === 'error') return wrong(`${quoted(value.value)}是公式出的错`)
  switch (key) {
    case 'born':
    case 'partyJoined': return monthIn(value)
    case 'number': return numberIn(value)
    case 'party':
    case 'admin': return sanctionIn(key, value)
    case 'gender': { const text = narrow(String(value.value)); return isNothing(text) ? null : text === '男' || text === '女' ? text : wrong(`${quoted(value.value)}不是性别，应当是男或者女`) }
    case 'name': { const text = textIn(key, value); return text === null ? null : text.replace(/^(\p{Script=Han})\s+(?=\p{Script=Han}$)/u, '$1') }
    default: break
  }
  switch (ledgerColumns[key].kind) {
    case 'day': return dayIn(value)
    case 'number': return countIn(value)
    case 'amount': return amountIn(value, factor)
    case 'text': return textIn(key, value.kind === 'day' ? { ...value, kind: 'text' } : value)
  }
}

/** Which must be there for a row to be one. */
export const wantedKeys = ['number', 'name', 'body', 'acceptedOn'] as const satisfies readonly LedgerKey[]
/** Which day does not lie before which. */
const inOrder: readonly (readonly [LedgerKey, LedgerKey])[] = [['filedOn', 'transferredOn'], ['transferredOn', 'acceptedOn'], ['acceptedOn', 'returnedOn'], ['returnedOn', 'submittedAgainOn'], ['acceptedOn', 'concludedOn'], ['decidedOn', 'announcedOn'], ['decidedOn', 'executedOn'], ['decidedOn', 'archivedOn'], ['decidedOn', 'partyPeriodEndsOn'], ['decidedOn', 'adminPeriodEndsOn']]
const mayLieAhead: readonly LedgerKey[] = ['partyPeriodEndsOn', 'adminPeriodEndsOn']

/** Reads one row under its heading; null where it is a sum or a remark and no row of a person. */
export function readLine({ n, cells }: SheetLine, { columns }: Pick<Heading, 'columns'>, around: Surroundings): ReadLine | null {
  const faults: SheetFault[] = []
  const remarks: SheetFault[] = []
  const read = new Map<LedgerKey, string | number>()
  const at = (column: number, title: string): string => `第${n}行“${title}”（${cellName(column, n)}）`
  const say = (key: LedgerKey, sentence: string): void => {
    const [column, { title }] = [...columns].find(([, one]) => one.key === key) ?? [null, ledgerColumns[key]]
    faults.push({ n, column, message: column === null ? `第${n}行“${title}”：${sentence}` : `${at(column, title)}：${sentence}` })
  }
  if ([...cells.values()].some(({ value }) => /^(?:合\s*计|总\s*计|小\s*计|填表人|制表人|审核人|注[：:])/.test(narrow(String(value)))) && ![...columns].some(([column, { key }]) => key === 'name' && cells.has(column))) return null
  for (const [column, { key, title, factor }] of columns) {
    const value = cells.get(column)
    if (value === undefined) continue
    if (value.formula) remarks.push({ n, column, message: `${at(column, title)}：是公式，取文件里存下的值${quoted(value.value)}` })
    try {
      const said = cellIn(key, value, factor)
      if (said !== null) read.set(key, said)
    } catch (error) {
      if (!(error instanceof Wrong)) throw error
      faults.push({ n, column, message: `${at(column, title)}：${error.message}` })
    }
  }
  const isFaulty = (key: LedgerKey): boolean => faults.some(({ column }) => column !== null && columns.get(column)?.key === key)
  for (const key of wantedKeys) if (!read.has(key) && !isFaulty(key)) say(key, '没有填写')
  for (const key of read.keys()) if (ledgerColumns[key].kind === 'day' && !mayLieAhead.includes(key) && String(read.get(key)) > around.today) say(key, `“${read.get(key)}”还没有到`)
  for (const [first, second] of inOrder) { const [one, other] = [read.get(first), read.get(second)]; if (one !== undefined && other !== undefined && other < one) say(second, `“${other}”早于${ledgerColumns[first].title}“${one}”`) }
  const bodies = bodiesIn(read.get('body'), around, (sentence) => say('body', sentence))
  const zone = zoneIn(read.get('zone'), bodies[0], around, (sentence) => say('zone', sentence))
  const level = levelIn(read.get('secrecy'), around, (sentence) => say('secrecy', sentence))
  if (faults.length > 0 || zone === null || level === null) return { n, case: null, faults, remarks }
  const [number, name, acceptedOn] = [String(read.get('number')), String(read.get('name')), String(read.get('acceptedOn'))]
  const told = { body: bodies.map((one) => one.name).join('；'), zone: zone.name, secrecy: secrecyWords[level] }
  return {
    n, faults, remarks,
    case: { n, number, name, bodyIds: bodies.map((one) => one.id), zoneId: zone.id, level, acceptedOn, archivedOn: read.has('archivedOn') ? String(read.get('archivedOn')) : null, returned: Number(read.get('returnsCount') ?? 0) > 0 || read.has('returnedOn'), cells: { ...Object.fromEntries(read), ...told } },
  }
}

type Say = (sentence: string) => void

/** The bodies that a cell names, all of them known; the first leads. */
function bodiesIn(said: string | number | undefined, { bodyOf }: Surroundings, say: Say): Body[] {
  if (said === undefined) return []
  const whole = bodyOf(String(said))
  const parts = whole ? [String(said)] : String(said).split(/[；;、\n]/).filter((part) => part.trim() !== '')
  const found = parts.map((part) => [part, bodyOf(part)] as const)
  const unknown = found.filter(([, body]) => body === null)
  if (unknown.length > 0) say(`名单里没有${unknown.map(([part]) => quoted(part.trim())).join('、')}这个派驻机构；请改成名单里的名称或者代号，或者在 --map 的 bodies 里写明`)
  return found.flatMap(([, body]) => body ?? [])
}

/** The zone that the sheet says, or that of the leading body. */
function zoneIn(said: string | number | undefined, lead: Body | undefined, { zoneOf }: Surroundings, say: Say): Zone | null {
  if (said === undefined) return lead ? zoneOf(lead.zoneId) : null
  const zone = zoneOf(String(said))
  if (!zone) say(`没有${quoted(said)}这个片区`)
  return zone
}

function levelIn(said: string | number | undefined, { clearance }: Surroundings, say: Say): SecrecyLevel | null {
  const level = said === undefined ? 'workSecret' : secrecyLevels.find((one) => secrecyWords[one] === narrow(String(said)))
  if (level === undefined) say(`没有${quoted(said ?? '')}这个密级，应当是${secrecyLevels.map((one) => secrecyWords[one]).join('、')}之一`)
  else if (!cleared(clearance, level)) say(`密级“${secrecyWords[level]}”高于导入人的涉密等级，不能由本人导入`)
  return level !== undefined && cleared(clearance, level) ? level : null
}
