/** What can be brought in from a sheet: old cases, bodies, people, rest days; how each is read, held against what is there, and kept. */
import { setImmediate as others } from 'node:timers/promises'
import { bodiesColumns, planBodies, readBody, type BodiesKey, type BodySaid } from './review/bodies-sheet.ts'
import { bodyFinder } from './review/body-words.ts'
import type { CalendarNotice } from './review/calendar-change.ts'
import { calendarColumns, noticeOf, readRestDay, type CalendarKey, type RestDay } from './review/calendar-sheet.ts'
import type { Refusal } from './review/case.ts'
import { importRefused, type OldCase, type OldKey } from './review/old-case.ts'
import { oldColumns } from './review/old-columns.ts'
import { readOldCase } from './review/old-sheet.ts'
import { peopleColumns, planPeople, readPerson, type PeopleKey, type PersonSaid } from './review/people-sheet.ts'
import { planLine, rosterRefused, weighed, type Planned, type RosterAround } from './review/roster-sheet.ts'
import { faultAt, narrow, type ReadLine, type SheetFault, type SheetLine } from './review/sheet-cells.ts'
import type { SheetColumns, SheetKind } from './review/sheet-columns.ts'
import type { Heading } from './review/sheet-heading.ts'
import type { Clerk } from './clerk.ts'
import type { Progress } from './progress.ts'
import { mayKeep, previewCalendar, previewLines, publishCalendar, type Preview } from './store/calendars.ts'
import { importOldCases, numbersTaken } from './store/old-cases.ts'
import { importRoster, rosterAround } from './store/roster-import.ts'

/** Reads the lines of one sheet; `weigh` then says what is wrong with them together and with what is there, in place. */
export type Reader<Row> = {
  /** What whoever brings it in should know of the whole. */
  notes: readonly string[]
  read(line: SheetLine, heading: Heading): ReadLine<Row> | null
  weigh(lines: ReadLine<Row>[], heading: Heading): Promise<void>
}
/** What the chosen rows would do, in lines; of rest days, which due days move. */
export type Outlook = { lines: string[]; calendar?: Preview }
/** What was done, in lines; `codes` are halves of one-time codes, told once. */
export type Kept = { lines: string[]; codes: { personId: string; login: string; code: string }[] }
type File = { name: string; hash: string }

/** A kind of sheet. `outlook` and `keep` are asked for rows that `weigh` found nothing wrong with. */
export type Kind<Row> = {
  columns: SheetColumns
  refused(clerk: Clerk): Refusal[]
  begin(clerk: Clerk, aliases: Readonly<Record<string, string>>): Promise<Reader<Row>>
  outlook(clerk: Clerk, rows: Row[]): Promise<Outlook | { refusals: Refusal[] }>
  keep(clerk: Clerk, rows: Row[], file: File, basedOn: string | null, progress: Progress): Promise<Kept | { refusals: Refusal[] }>
}

const zoneFinder = ({ moment }: Clerk) => (text: string) => moment.roster.zones.find((one) => [one.id, one.name].includes(narrow(text))) ?? null

const cases: Kind<OldCase> = {
  columns: oldColumns,
  refused: ({ who }) => importRefused(who),
  async begin(clerk, aliases) {
    const { store, who, moment } = clerk
    const around = { today: moment.on, bodyOf: bodyFinder(moment.roster.bodies, aliases), zoneOf: zoneFinder(clerk), clearance: who.clearance }
    return {
      notes: [],
      read: (line, heading: Heading<OldKey>) => readOldCase(line, heading, around),
      async weigh(lines) {
        const seen = new Map<string, number>()
        for (const { n, row } of lines) {
          if (!row) continue
          const person = JSON.stringify([row.number, row.name])
          const before = seen.get(person)
          if (before === undefined) seen.set(person, n)
          else addFault(lines, { n, column: null, message: `第${n}行：与第${before}行是同一个案件的同一个人` })
        }
        for (const { n } of await numbersTaken(store, store.fresh, who.commission, lines.flatMap((line) => line.row ?? []))) addFault(lines, { n, column: null, message: `第${n}行：这个人的这个案件已经导入过` })
      },
    }
  },
  outlook: async (_clerk, rows) => ({ lines: [`导入${rows.length}行旧案，一个批次`] }),
  async keep({ store, who, moment }, rows, file, _basedOn, progress) {
    const outcome = await importOldCases(store, { who, moment }, file, rows, progress)
    return 'refusals' in outcome ? outcome : { lines: [`已导入 ${rows.length} 行旧案，批次 ${outcome.batchId}`], codes: [] }
  },
}

/** Makes a row faulty. */
function addFault<Row>(lines: ReadLine<Row>[], fault: SheetFault): void {
  const at = placeOf(lines, fault.n)
  const line = lines[at]
  if (line) lines[at] = { ...line, row: null, faults: [...line.faults, fault] }
}

/** Where the line of a row stands; lines are in the order of their rows. */
function placeOf(lines: readonly { n: number }[], n: number): number {
  let [low, high] = [0, lines.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle]?.n ?? 0) < n) low = middle + 1
    else high = middle
  }
  return lines[low]?.n === n ? low : -1
}

/** What is common to people and bodies. */
function rosterKind<Row, Key extends string>(columns: SheetColumns<Key>, reader: (clerk: Clerk, aliases: Readonly<Record<string, string>>) => Reader<Row>['read'], plan: (rows: readonly Row[], around: RosterAround) => Iterable<Planned<Key>>): Kind<Row> {
  /** Plans row by row, others let in. */
  const planAll = async (rows: readonly Row[], around: RosterAround): Promise<Planned<Key>[]> => {
    const all: Planned<Key>[] = []
    for (const one of plan(rows, around)) if (all.push(one) % 200 === 0) await others()
    return all
  }
  return {
    columns,
    refused: ({ who }) => rosterRefused(who),
    begin: async (clerk, aliases) => ({
      notes: [clerk.who.role === 'systemAdmin' ? '系统管理员导入的：把新的列入名单，提请开立帐号；任职、涉密等级和调整片区由安全保密管理员导入同一张表提请' : '安全保密管理员导入的：提请任职、涉密等级和调整片区；列入名单和开立帐号由系统管理员导入同一张表办理'],
      read: reader(clerk, aliases),
      weigh: async (lines, heading) => weighed(lines, await planAll(lines.flatMap((line) => line.row ?? []), await rosterAround(clerk.store, clerk.store.fresh, clerk)), (n, key: Key | null, sentence) => faultAt(n, heading, columns, key, sentence)),
    }),
    async outlook(clerk, rows) {
      return { lines: [planLine((await planAll(rows, await rosterAround(clerk.store, clerk.store.fresh, clerk))).flatMap((one) => one.plan ?? []))] }
    },
    async keep({ store, who, moment }, rows, file, _basedOn, progress) {
      const outcome = await importRoster(store, { who, moment }, file, (around) => planAll(rows, around), progress)
      if ('refusals' in outcome) return outcome
      const { added, proposed } = outcome
      return {
        lines: [...(added > 0 ? [`已列入名单 ${added} 项`] : []), ...(proposed.length > 0 ? [`已提请 ${proposed.length} 项，请另一位管理员在${proposed[0]?.grant.lapsesOn}以前逐项决定`] : [])],
        codes: proposed.flatMap(({ grant: { personId, wish }, code }) => (code === null || personId === null || wish.kind !== 'openAccount' ? [] : [{ personId, login: wish.login, code }])),
      }
    },
  }
}

const bodies: Kind<BodySaid> = rosterKind(bodiesColumns, (clerk) => (line, heading: Heading<BodiesKey>) => readBody(line, heading, { zoneOf: zoneFinder(clerk) }), planBodies)

const people: Kind<PersonSaid> = rosterKind(peopleColumns, (clerk, aliases) => {
  const words = { bodyOf: bodyFinder(clerk.moment.roster.bodies, aliases), zoneOf: zoneFinder(clerk) }
  return (line, heading: Heading<PeopleKey>) => readPerson(line, heading, words)
}, planPeople)

const noticeIn = (rows: readonly RestDay[]): CalendarNotice => noticeOf(rows, (n, _key, message) => ({ n, column: null, message })).notice

const calendar: Kind<RestDay> = {
  columns: calendarColumns,
  refused: (clerk) => mayKeep(clerk),
  begin: async () => ({
    notes: ['导入的是这一年的全部安排：原有的由它代替'],
    read: (line, heading: Heading<CalendarKey>) => readRestDay(line, heading),
    async weigh(lines, heading) {
      const { faults } = noticeOf(lines.flatMap((line) => line.row ?? []), (n, key, sentence) => faultAt(n, heading, calendarColumns, key, sentence))
      for (const fault of faults) addFault(lines, fault)
    },
  }),
  async outlook({ store, who, moment }, rows) {
    const seen = await previewCalendar(store, { who, moment }, noticeIn(rows))
    if ('refusals' in seen) return seen
    return { lines: previewLines(seen), calendar: seen }
  },
  async keep({ store, who, moment }, rows, _file, basedOn) {
    const outcome = await publishCalendar(store, { who, moment }, noticeIn(rows), basedOn ?? '')
    return 'refusals' in outcome ? outcome : { lines: [`${outcome.year}年放假安排已经发布`], codes: [] }
  },
}

/** Every kind by its name; what a row of it is, only the kind itself knows. */
const importKinds: Readonly<Record<SheetKind, Kind<unknown>>> = { cases, bodies, people, calendar }

/** A kind by its name. */
export const kindOf = (name: SheetKind): Kind<unknown> => importKinds[name]
