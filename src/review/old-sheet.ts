/** An office's own ledger as it lies in a sheet, read row by row into old cases. */
import { secrecyLevels, type SecrecyLevel } from './case.ts'
import type { Day } from './day.ts'
import { ledgerColumns } from './ledger.ts'
import type { OldCase, OldKey } from './old-case.ts'
import { oldColumns } from './old-columns.ts'
import type { Body, Zone } from './people.ts'
import { adminSanctionOf, partySanctionOf } from './sanctions.ts'
import { cleared } from './secrecy.ts'
import { amountIn, countIn, dayIn, isNothing, monthIn, narrow, quoted, readCells, textIn, wrong, type ReadLine, type SheetLine, type SheetValue } from './sheet-cells.ts'
import type { Heading } from './sheet-heading.ts'
import { secrecyWords } from './words.ts'

/** What is known beside the sheet: today, the bodies and zones by the words an office uses, and how secret a row may be for whoever brings it in. */
export type Surroundings = { today: Day; bodyOf: (text: string) => Body | null; zoneOf: (text: string) => Zone | null; clearance: SecrecyLevel }

const longKeys: readonly OldKey[] = ['facts', 'proposedNature', 'reviewedNature', 'change', 'property', 'note', 'measure', 'proposedMeasure', 'reviewedMeasure']

/** A number of a case: 划审三〔2019〕9号, however its brackets were typed. */
const numberIn = (value: SheetValue): string | null => textIn(value) && narrow(String(textIn(value))).replaceAll(' ', '').replace(/[[(〔【](\d{4})[\])〕】]/, '〔$1〕')

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
function cellIn(key: OldKey, value: SheetValue, factor: number): string | number | null {
  switch (key) {
    case 'born':
    case 'partyJoined': return monthIn(value)
    case 'number': return numberIn(value)
    case 'party':
    case 'admin': return sanctionIn(key, value)
    case 'gender': { const text = narrow(String(value.value)); return isNothing(text) ? null : text === '男' || text === '女' ? text : wrong(`${quoted(value.value)}不是性别，应当是男或者女`) }
    case 'name': { const text = textIn(value, 50); return text === null ? null : text.replace(/^(\p{Script=Han})\s+(?=\p{Script=Han}$)/u, '$1') }
    default: break
  }
  switch (ledgerColumns[key].kind) {
    case 'day': return dayIn(value)
    case 'number': return countIn(value)
    case 'amount': return amountIn(value, factor)
    case 'text': return textIn(value, longKeys.includes(key) ? 32_767 : 500)
  }
}

/** Which day does not lie before which. */
const inOrder: readonly (readonly [OldKey, OldKey])[] = [['filedOn', 'transferredOn'], ['transferredOn', 'acceptedOn'], ['acceptedOn', 'returnedOn'], ['returnedOn', 'submittedAgainOn'], ['acceptedOn', 'concludedOn'], ['decidedOn', 'announcedOn'], ['decidedOn', 'executedOn'], ['decidedOn', 'archivedOn'], ['decidedOn', 'partyPeriodEndsOn'], ['decidedOn', 'adminPeriodEndsOn']]
const mayLieAhead: readonly OldKey[] = ['partyPeriodEndsOn', 'adminPeriodEndsOn']

/** Reads one row under its heading; null where it is a sum or a remark and no row of a person. */
export function readOldCase(line: SheetLine, heading: Pick<Heading<OldKey>, 'columns'>, around: Surroundings): ReadLine<OldCase> | null {
  const said = readCells(line, heading, oldColumns, cellIn)
  if (said === null) return null
  const { n } = line
  const { read, faults, remarks, say } = said
  for (const key of read.keys()) if (ledgerColumns[key].kind === 'day' && !mayLieAhead.includes(key) && String(read.get(key)) > around.today) say(key, `“${read.get(key)}”还没有到`)
  for (const [first, second] of inOrder) { const [one, other] = [read.get(first), read.get(second)]; if (one !== undefined && other !== undefined && other < one) say(second, `“${other}”早于${ledgerColumns[first].title}“${one}”`) }
  const bodies = bodiesIn(read.get('body'), around, (sentence) => say('body', sentence))
  const zone = zoneIn(read.get('zone'), bodies[0], around, (sentence) => say('zone', sentence))
  const level = levelIn(read.get('secrecy'), around, (sentence) => say('secrecy', sentence))
  if (faults.length > 0 || zone === null || level === null) return { n, row: null, faults, remarks }
  const [number, name, acceptedOn] = [String(read.get('number')), String(read.get('name')), String(read.get('acceptedOn'))]
  const told = { body: bodies.map((one) => one.name).join('；'), zone: zone.name, secrecy: secrecyWords[level] }
  return {
    n, faults, remarks,
    row: { n, number, name, bodyIds: bodies.map((one) => one.id), zoneId: zone.id, level, acceptedOn, archivedOn: read.has('archivedOn') ? String(read.get('archivedOn')) : null, returned: Number(read.get('returnsCount') ?? 0) > 0 || read.has('returnedOn'), cells: { ...Object.fromEntries(read), ...told } },
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
  if (unknown.length > 0) say(`名单里没有${unknown.map(([part]) => quoted(part.trim())).join('、')}这个派驻机构；请改成名单里的名称或者代号，或者写明它是哪一个（命令行用 --map 的 bodies）`)
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
