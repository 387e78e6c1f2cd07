/** A sheet of people: one row a person and post, read cell by cell and held against the roster (`roster-sheet.ts`). */
import { secrecyLevels, type SecrecyLevel } from './case.ts'
import type { Day } from './day.ts'
import type { Seat, Wish } from './grants.ts'
import { leastClearance, overlap, roles, type Body, type Role, type Zone } from './people.ts'
import { planned, wishFaults, type Planned, type RosterAround, type RosterPlan } from './roster-sheet.ts'
import { dayIn, isNothing, narrow, quoted, readCells, textIn, wrong, type ReadLine, type SheetLine, type SheetValue } from './sheet-cells.ts'
import type { SheetColumns } from './sheet-columns.ts'
import type { Heading } from './sheet-heading.ts'
import { codeFaults, roleSeats, wishRefused, type KeptPost, type Staff, type Staffed } from './staffing.ts'
import { roleWords, secrecyWords } from './words.ts'

export type PeopleKey = 'id' | 'name' | 'home' | 'role' | 'place' | 'from' | 'until' | 'login' | 'clearance'

export const peopleColumns: SheetColumns<PeopleKey> = {
  name: '人员',
  columns: {
    id: { title: '人员编号', kind: 'text', width: 14, also: ['编号', '工号', '人员代号', '人员编码'], how: '以字母开头，只含字母、数字和“-”；同一人的几个职务各写一行，编号和姓名相同' },
    name: { title: '姓名', kind: 'text', width: 14, also: ['人员姓名'], how: '只用一种文字' },
    home: { title: '来自的派驻机构', kind: 'text', width: 32, also: ['来自', '来自机构', '来自派驻机构', '原单位'], how: '名单里派驻机构的名称或者代号；不来自派驻机构的不写' },
    role: { title: '职务', kind: 'text', width: 20, also: ['角色', '担任职务', '岗位'], how: `几个的用分号隔开，可以写：${roles.map((one) => roleWords[one]).join('、')}` },
    place: { title: '派驻机构或者片区', kind: 'text', width: 32, also: ['机构或小组', '机构或片区', '派驻机构', '片区', '所在机构', '所在片区', '小组'], how: '派驻机构的职务写派驻机构，小组的职务写片区，名称或者代号；其他职务不写' },
    from: { title: '起任日', kind: 'day', width: 16, also: ['起任日期', '任职日期', '任职时间', '起始日期'], how: '不写的、早于今天的自今天起：以前是谁任职不能补写' },
    until: { title: '止任日', kind: 'day', width: 16, also: ['止任日期', '截止日期', '任期至'], how: '未定的不写' },
    login: { title: '登录名', kind: 'text', width: 18, also: ['帐号', '账号', '用户名'], how: '要开立帐号的写' },
    clearance: { title: '涉密等级', kind: 'text', width: 12, also: ['密级', '知悉范围'], how: `${secrecyLevels.map((one) => secrecyWords[one]).join('、')}之一；不写的为${secrecyWords[leastClearance]}` },
  },
  wanted: ['id', 'name'],
  subject: 'name',
  passed: ['序号', '备注'],
}

/** What a row says; `homeBodyId` is undefined where it says nothing of it. */
export type PersonSaid = { n: number; id: string; name: string; homeBodyId: string | undefined; seats: Seat[]; from: Day | null; until: Day | null; login: string | null; clearance: SecrecyLevel | null }

const scripts = ['Han', 'Latin', 'Cyrillic', 'Greek', 'Hangul', 'Arabic', 'Tibetan', 'Mongolian', 'Hiragana', 'Katakana'].map((one) => new RegExp(`\\p{Script=${one}}`, 'u'))

/** A name: letters of one script, and what stands between its parts. */
function nameIn(value: SheetValue): string | null {
  const text = textIn(value, 50)?.replace(/[・•‧∙．]/g, '·').replaceAll('\u3000', ' ').replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '') ?? null
  if (text === null) return null
  if (!/^[\p{L}\p{M}][\p{L}\p{M}·.'\- ]*$/u.test(text)) return wrong(`${quoted(value.value)}不是姓名：只写文字和间隔号`)
  return scripts.filter((one) => one.test(text)).length > 1 ? wrong(`${quoted(value.value)}混用了两种文字`) : text
}

function cellIn(key: PeopleKey, value: SheetValue): string | null {
  if (key === 'from' || key === 'until') return dayIn(value)
  if (key === 'name') return nameIn(value)
  const text = textIn(value, key === 'role' ? 200 : 100)
  if (text === null || isNothing(narrow(text))) return null
  return key === 'login' ? narrow(text).replace(/\s/g, '').toLowerCase() : narrow(text)
}

type Words = { bodyOf: (text: string) => Body | null; zoneOf: (text: string) => Zone | null }

/** Reads one row under its heading; null where it is a remark and no row of a person. */
export function readPerson(line: SheetLine, heading: Pick<Heading<PeopleKey>, 'columns'>, { bodyOf, zoneOf }: Words): ReadLine<PersonSaid> | null {
  const cells = readCells(line, heading, peopleColumns, cellIn)
  if (cells === null) return null
  const { read, faults, remarks, say } = cells
  const text = (key: PeopleKey): string | null => { const said = read.get(key); return said === undefined ? null : String(said) }
  const [homeSaid, placeSaid, clearanceSaid] = [text('home'), text('place'), text('clearance')]
  const home = homeSaid === null ? undefined : bodyOf(homeSaid)
  if (home === null) say('home', `名单里没有${quoted(homeSaid ?? '')}这个派驻机构`)
  const [body, zone] = placeSaid === null ? [null, null] : [bodyOf(placeSaid), zoneOf(placeSaid)]
  if (placeSaid !== null && !body && !zone) say('place', `名单里没有${quoted(placeSaid)}这个派驻机构或者片区`)
  const clearance = clearanceSaid === null ? null : secrecyLevels.find((one) => one === clearanceSaid || secrecyWords[one] === clearanceSaid)
  if (clearance === undefined) say('clearance', `没有${quoted(clearanceSaid ?? '')}这个涉密等级，应当是${secrecyLevels.map((one) => secrecyWords[one]).join('、')}之一`)
  const named = (text('role') ?? '').split(/[；;、,，\n]/).map((one) => one.trim()).filter((one) => one !== '')
  const held = named.map((one) => roles.find((role) => role === one || roleWords[role] === one))
  named.forEach((one, n) => { if (held[n] === undefined) say('role', `没有${quoted(one)}这个职务，可以写：${roles.map((role) => roleWords[role]).join('、')}`) })
  if (placeSaid !== null && named.length === 0) say('role', '写了派驻机构或者片区，没有写职务')
  if (faults.length > 0 || home === null || clearance === undefined) return { n: line.n, row: null, faults, remarks }
  const several = held.length > 1
  const seats = held.flatMap((role): Seat[] => (role === undefined ? [] : [seatFor(role, body, zone, several)]))
  return { n: line.n, faults, remarks, row: { n: line.n, id: text('id') ?? '', name: text('name') ?? '', homeBodyId: home?.id, seats, from: text('from'), until: text('until'), login: text('login'), clearance } }
}

/** The seat of a role at a place; of several roles each takes of it what it has to have, one alone has to fit it. */
function seatFor(role: Role, body: Body | null, zone: Zone | null, several: boolean): Seat {
  const wanted = roleSeats[role]
  const fits = (one: 'body' | 'zone') => wanted === one || (!several && (wanted === null || (one === 'body' ? zone === null : body === null)))
  return { role, bodyId: body && fits('body') ? body.id : null, zoneId: zone && fits('zone') && !(body && fits('body')) ? zone.id : null }
}

const fieldKeys: Readonly<Record<string, PeopleKey>> = { role: 'role', bodyId: 'place', zoneId: 'place', from: 'from', until: 'until', login: 'login', personId: 'id', code: 'id', name: 'name' }

/** What the rows come to, in order, each seeing what those before it would do. */
export function* planPeople(said: readonly PersonSaid[], around: RosterAround): Generator<Planned<PeopleKey>> {
  const { who, on, staff, pending } = around
  const changed = new Map<string, Staffed>()
  const now: Staff = { ...staff, person: (id) => changed.get(id) ?? staff.person(id) }
  const holding = (person: Staffed, seat: Seat, from: Day, until: Day | null): void => {
    const post: KeptPost = { ...seat, from, until, id: '', kind: 'regular', reason: null, deputyFor: null, grantId: null }
    changed.set(person.id, { ...person, posts: [...person.posts, post] })
  }
  for (const { personId, wish } of pending) {
    const person = personId === null ? undefined : now.person(personId)
    if (person && wish.kind === 'appoint') holding(person, { role: wish.role, bodyId: wish.bodyId, zoneId: wish.zoneId }, wish.from, wish.until)
  }
  const waiting = <Kind extends Wish['kind']>(personId: string, kind: Kind): Extract<Wish, { kind: Kind }> | undefined =>
    pending.find((one) => one.personId === personId && one.wish.kind === kind)?.wish as Extract<Wish, { kind: Kind }> | undefined
  const byName = new Map(staff.people.map((one) => [one.name, one.id]))
  const [firstRow, seatRow, levels] = [new Map<string, number>(), new Map<string, number>(), new Map<string, SecrecyLevel>()]
  const logins = new Map<string, string>(pending.flatMap(({ personId, wish }) => (wish.kind === 'openAccount' && personId !== null ? [[wish.login, personId]] : [])))

  for (const row of said) yield planOne(row)

  function planOne(row: PersonSaid): Planned<PeopleKey> {
    const [faults, remarks]: Planned<PeopleKey>['faults'][] = [[], []]
    const say = (key: PeopleKey | null, sentence: string) => void faults?.push({ key, sentence })
    const note = (key: PeopleKey | null, sentence: string) => void remarks?.push({ key, sentence })
    const plan: RosterPlan = { n: row.n, person: null, body: null, wishes: [] }
    const want = (wish: Wish, key: PeopleKey) => {
      for (const { field, message } of wishFaults(wish, row.id, now, around)) say(fieldKeys[field ?? ''] ?? key, message)
      plan.wishes.push({ personId: row.id, wish })
    }
    const before = firstRow.get(row.id)
    const known = now.person(row.id)
    firstRow.set(row.id, before ?? row.n)
    const there = before === undefined || staff.person(row.id) ? '名单里' : `第${before}行`
    if (known && known.name !== row.name) say('name', `${there}${row.id}是“${known.name}”，不是${quoted(row.name)}`)
    if (known && row.homeBodyId !== undefined && row.homeBodyId !== known.homeBodyId) say('home', `${there}${row.id}${known.homeBodyId === null ? '不来自派驻机构' : `来自${around.bodies.get(known.homeBodyId)?.name ?? known.homeBodyId}`}；变更要另行提请`)
    if (!known) {
      for (const { message } of codeFaults(row.id, false)) say('id', message)
      if (who.role !== 'systemAdmin') say('id', `名单里没有${quoted(row.id)}：请由系统管理员先导入这张表，把人列入名单`)
      const alike = byName.get(row.name)
      if (alike !== undefined) note('name', `名单里的${alike}也叫${quoted(row.name)}，请核对是不是同一人`)
      const homeBodyId = row.homeBodyId ?? null
      plan.person = { id: row.id, name: row.name, homeBodyId }
      changed.set(row.id, { id: row.id, name: row.name, homeBodyId, posts: [], interests: [], leftOn: null, account: null, subjects: [] })
    }
    const from = row.from === null || row.from < on ? on : row.from
    if (row.until !== null && row.until < on) say('until', `“${row.until}”已经过了`)
    for (const seat of row.seats) seatOne(seat)
    if (row.login !== null && who.role === 'systemAdmin') openOne(row.login)
    if (row.clearance !== null && who.role === 'securityAdmin') clearOne(row.clearance)
    return planned(plan, faults ?? [], remarks ?? [])

    function seatOne(seat: Seat): void {
      const key = JSON.stringify([row.id, seat])
      const twice = seatRow.get(key)
      seatRow.set(key, twice ?? row.n)
      if (twice !== undefined) return say('role', `与第${twice}行是同一个人的同一个职务`)
      const person = now.person(row.id)
      const wish = { kind: 'appoint' as const, ...seat, from, until: row.until }
      if (!person || person.posts.some((post) => post.role === seat.role && post.bodyId === seat.bodyId && post.zoneId === seat.zoneId && overlap(post, wish))) return
      if (row.from !== null && row.from < on) note('from', `“${row.from}”早于今天，按自今天起提请`)
      const own = who.role === 'securityAdmin'
      // Whoever does not propose posts is told what is wrong with them all the same.
      for (const { field, message } of own ? wishFaults(wish, row.id, now, around) : wishRefused(wish, row.id, now, on)) say(fieldKeys[field ?? ''] ?? 'role', message)
      if (own) plan.wishes.push({ personId: row.id, wish })
      holding(person, seat, from, row.until)
    }

    function openOne(login: string): void {
      const taken = logins.get(login)
      if (taken !== undefined && taken !== row.id) return say('login', `登录名${quoted(login)}已经写给${taken}`)
      const again = logins.has(login)
      logins.set(login, row.id)
      const has = around.loginOf(row.id) ?? waiting(row.id, 'openAccount')?.login ?? null
      if (has !== null && has !== login) return say('login', `${row.id}已有登录名“${has}”`)
      if (has === null && !again) want({ kind: 'openAccount', login }, 'login')
    }

    function clearOne(level: SecrecyLevel): void {
      const told = levels.get(row.id)
      levels.set(row.id, level)
      if (told !== undefined && told !== level) return say('clearance', `前面的一行写${row.id}是${secrecyWords[told]}`)
      if (told === undefined && level !== (waiting(row.id, 'clear')?.level ?? around.clearanceOf(row.id))) want({ kind: 'clear', level, from, until: null }, 'clearance')
    }
  }
}
