/** A sheet of bodies (派驻机构): one row a body, read cell by cell and held against the roster (`roster-sheet.ts`). */
import type { Day } from './day.ts'
import type { Wish } from './grants.ts'
import type { Body, Zone } from './people.ts'
import { planned, wishFaults, type Planned, type RosterAround, type RosterPlan } from './roster-sheet.ts'
import { dayIn, isNothing, narrow, quoted, readCells, textIn, type ReadLine, type SheetLine, type SheetValue } from './sheet-cells.ts'
import type { SheetColumns } from './sheet-columns.ts'
import type { Heading } from './sheet-heading.ts'
import { codeFaults } from './staffing.ts'

export type BodiesKey = 'id' | 'name' | 'stationedIn' | 'covers' | 'zone' | 'from'

export const bodiesColumns: SheetColumns<BodiesKey> = {
  name: '派驻机构',
  columns: {
    id: { title: '代号', kind: 'text', width: 10, also: ['机构代号', '编号', '派驻机构代号'], how: '以字母开头，只含字母、数字和“-”' },
    name: { title: '名称', kind: 'text', width: 40, also: ['派驻机构', '派驻机构名称', '机构名称'], how: '派驻机构的全称' },
    stationedIn: { title: '驻在单位', kind: 'text', width: 32, also: ['驻在部门', '驻在单位名称'], how: '驻在单位的名称' },
    covers: { title: '监督单位', kind: 'text', width: 50, also: ['被监督单位', '监督的单位', '综合监督单位'], how: '几个的用分号隔开；不写的为驻在单位' },
    zone: { title: '片区', kind: 'text', width: 14, also: ['所属片区'], how: '片区的名称或者代号' },
    from: { title: '起日', kind: 'day', width: 16, also: ['起始日期', '调整片区起日', '片区起日'], how: '调整片区的自这一日起；不写的、早于今天的自今天起；新列入的不用写' },
  },
  wanted: ['id', 'name', 'stationedIn', 'zone'],
  subject: 'name',
  passed: ['序号', '备注'],
}

/** What a row says; `covers` is null where it says nothing of it. */
export type BodySaid = { n: number; id: string; name: string; stationedIn: string; covers: string[] | null; zoneId: string; from: Day | null }

function cellIn(key: BodiesKey, value: SheetValue): string | null {
  if (key === 'from') return dayIn(value)
  const text = textIn(value, key === 'covers' ? 2000 : 200)
  if (text === null || isNothing(narrow(text))) return null
  return key === 'id' ? narrow(text) : text.replace(key === 'covers' ? /[ \t\u3000]+/g : /\s+/g, '')
}

/** Reads one row under its heading; null where it is a remark and no row of a body. */
export function readBody(line: SheetLine, heading: Pick<Heading<BodiesKey>, 'columns'>, { zoneOf }: { zoneOf: (text: string) => Zone | null }): ReadLine<BodySaid> | null {
  const cells = readCells(line, heading, bodiesColumns, cellIn)
  if (cells === null) return null
  const { read, faults, remarks, say } = cells
  const text = (key: BodiesKey): string => String(read.get(key) ?? '')
  const zone = read.has('zone') ? zoneOf(text('zone')) : null
  if (read.has('zone') && !zone) say('zone', `没有${quoted(text('zone'))}这个片区`)
  if (faults.length > 0 || !zone) return { n: line.n, row: null, faults, remarks }
  const covers = read.has('covers') ? text('covers').split(/[；;、，,\n]/).filter((one) => one !== '') : null
  return { n: line.n, faults, remarks, row: { n: line.n, id: text('id'), name: text('name'), stationedIn: text('stationedIn'), covers, zoneId: zone.id, from: read.has('from') ? text('from') : null } }
}

/** What the rows come to, in order. */
export function* planBodies(said: readonly BodySaid[], around: RosterAround): Generator<Planned<BodiesKey>> {
  const { who, on, staff, bodies, pending } = around
  const byName = new Map([...bodies.values()].map(({ id, name }) => [name, `名单里的${id}`]))
  const byId = new Map<string, number>()
  for (const row of said) yield planOne(row)

  function planOne(row: BodySaid): Planned<BodiesKey> {
    const [faults, remarks]: Planned<BodiesKey>['faults'][] = [[], []]
    const say = (key: BodiesKey | null, sentence: string) => void faults?.push({ key, sentence })
    const plan: RosterPlan = { n: row.n, person: null, body: null, wishes: [] }
    const [twice, known] = [byId.get(row.id), bodies.get(row.id)]
    byId.set(row.id, twice ?? row.n)
    if (twice !== undefined) say('id', `与第${twice}行是同一个代号`)
    else if (known) {
      for (const key of ['name', 'stationedIn'] as const) if (known[key] !== row[key]) say(key, `名单里${row.id}是“${known[key]}”；已有的派驻机构不能由导入改写`)
      if (row.covers !== null && !sameSet(row.covers, known.covers)) say('covers', `名单里${row.id}的监督单位是“${known.covers.join('；')}”；已有的派驻机构不能由导入改写`)
      move(staff.body(row.id)?.zoneId ?? known.zoneId)
    } else add()
    return planned(plan, faults ?? [], remarks ?? [])

    function move(zoneId: string): void {
      if (row.zoneId === zoneId) return
      if (who.role !== 'securityAdmin') return void remarks?.push({ key: 'zone', sentence: `名单里${row.id}在${staff.zone(zoneId)?.name ?? zoneId}；调整片区由安全保密管理员导入这张表提请` })
      if (pending.some(({ wish }) => wish.kind === 'place' && wish.bodyId === row.id && wish.zoneId === row.zoneId)) return
      const wish: Wish = { kind: 'place', bodyId: row.id, zoneId: row.zoneId, from: row.from === null || row.from < on ? on : row.from }
      if (row.from !== null && row.from < on) remarks?.push({ key: 'from', sentence: `“${row.from}”早于今天，按自今天起提请` })
      for (const { message } of wishFaults(wish, null, staff, around)) say('zone', message)
      plan.wishes.push({ personId: null, wish })
    }

    function add(): void {
      for (const { message } of codeFaults(row.id, false)) say('id', message)
      if (who.role !== 'systemAdmin') say('id', `名单里没有${quoted(row.id)}：请由系统管理员先导入这张表，列入名单`)
      const alike = byName.get(row.name)
      if (alike !== undefined) say('name', `与${alike}名称相同`)
      byName.set(row.name, alike ?? `第${row.n}行的${row.id}`)
      const body: Body = { id: row.id, name: row.name, stationedIn: row.stationedIn, covers: row.covers ?? [row.stationedIn], zoneId: row.zoneId }
      plan.body = body
    }
  }
}

const sameSet = (one: readonly string[], other: readonly string[]): boolean => [...new Set(one)].toSorted().join('\n') === [...new Set(other)].toSorted().join('\n')
