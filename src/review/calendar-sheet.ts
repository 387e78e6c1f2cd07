/** A sheet of rest days (放假安排): one row a day of one year, read into the notice that is previewed and published (`calendar-change.ts`). */
import { linesOf, type CalendarNotice } from './calendar-change.ts'
import { weekdayOf, type Day } from './day.ts'
import { dayIn, isNothing, narrow, quoted, readCells, textIn, wrong, type ReadLine, type SheetFault, type SheetLine, type SheetValue } from './sheet-cells.ts'
import type { SheetColumns } from './sheet-columns.ts'
import type { Heading } from './sheet-heading.ts'

export type CalendarKey = 'day' | 'rest' | 'name' | 'source'

export const calendarColumns: SheetColumns<CalendarKey> = {
  name: '放假安排',
  columns: {
    day: { title: '日期', kind: 'day', width: 16, also: ['时间', '放假日期'], how: '如 2027年10月1日 或者 2027-10-01；一行一天，都在同一年' },
    rest: { title: '放假或者上班', kind: 'text', width: 14, also: ['放假/上班', '类型', '放假上班', '安排', '类别'], how: '放假，或者上班（周末调休上班的）；平常的周末和工作日不写' },
    name: { title: '名称', kind: 'text', width: 16, also: ['节日', '节日名称', '假日', '节假日'], how: '如 国庆节' },
    source: { title: '放假通知', kind: 'text', width: 40, also: ['依据', '通知', '文号', '根据'], how: '通知的名称或者文号，写在一行里即可' },
  },
  wanted: ['day', 'rest', 'name'],
  subject: 'day',
  passed: ['序号', '星期', '备注'],
}

/** What a row says. */
export type RestDay = { n: number; day: Day; rest: boolean; name: string; source: string | null }

function cellIn(key: CalendarKey, value: SheetValue): string | null {
  if (key === 'day') return dayIn(value.kind === 'day' ? value : { ...value, value: String(value.value).replace(/[(（](?:周|星期)[一二三四五六日天][)）]/g, '') })
  const text = textIn(value, 200)?.replace(/\s+/g, ' ') ?? null
  if (text === null || isNothing(narrow(text))) return null
  if (key !== 'rest') return text
  const said = narrow(text)
  if (/^(?:放假|休息|休|假|法定节假日|节假日)$/.test(said)) return '放假'
  return /^(?:上班|调休上班|班|补班|工作日)$/.test(said) ? '上班' : wrong(`${quoted(value.value)}应当写放假或者上班`)
}

/** Reads one row under its heading; null where it is a remark and no row of a day. */
export function readRestDay(line: SheetLine, heading: Pick<Heading<CalendarKey>, 'columns'>): ReadLine<RestDay> | null {
  const cells = readCells(line, heading, calendarColumns, cellIn)
  if (cells === null) return null
  const { read, faults, remarks, say } = cells
  const [day, rest, name] = [String(read.get('day') ?? ''), read.get('rest') === '放假', String(read.get('name') ?? '')]
  if (faults.length === 0 && !rest && !/^周[六日]$/.test(weekdayOf(day))) say('rest', `${day}是${weekdayOf(day)}，本来就上班，不必写作上班`)
  return { n: line.n, faults, remarks, row: faults.length > 0 ? null : { n: line.n, day, rest, name, source: read.has('source') ? String(read.get('source')) : null } }
}

/** The notice that the rows say, and what is wrong with them together. */
export function noticeOf(days: readonly RestDay[], faultOf: (n: number, key: CalendarKey | null, sentence: string) => SheetFault): { notice: CalendarNotice; faults: SheetFault[] } {
  const year = days[0]?.day.slice(0, 4) ?? ''
  const faults: SheetFault[] = []
  const rowOf = new Map<Day, number>()
  const sources = days.filter((one) => one.source !== null)
  for (const { n, day } of days) {
    const twice = rowOf.get(day)
    rowOf.set(day, twice ?? n)
    if (twice !== undefined) faults.push(faultOf(n, 'day', `${day}在第${twice}行已经写过`))
    if (!day.startsWith(year)) faults.push(faultOf(n, 'day', `“${day}”不在${year}年，请写在那一年的表里`))
  }
  for (const { n, source } of sources) if (source !== sources[0]?.source) faults.push(faultOf(n, 'source', `与第${sources[0]?.n}行的“${sources[0]?.source}”不同：一张表只根据一个通知`))
  if (days[0] && sources.length === 0) faults.push(faultOf(days[0].n, 'source', '没有写放假通知的名称或者文号，写在一行里即可'))
  const lines = (rest: boolean) => linesOf(Object.fromEntries(days.filter((one) => one.rest === rest).map(({ day, name }) => [day, name])))
  return { notice: { year: Number(year), source: sources[0]?.source ?? '', holidays: lines(true), madeUp: lines(false) }, faults }
}
