/** What is searched, sorted or counted of a case: all of it follows from the case, its log and the settings. */
import type { Entry } from '../review/act.ts'
import { asksIn } from '../review/asked.ts'
import { isEnd, type Case } from '../review/case.ts'
import { reckonedClock } from '../review/clock.ts'
import type { Day } from '../review/day.ts'
import { holderOf, routesOf } from '../review/machine.ts'
import { leadBodyId, type Role } from '../review/people.ts'
import type { Policy } from '../review/policy.ts'
import { deadlinesOf, type Deadline } from '../review/reminders.ts'
import type { Moment } from '../review/step.ts'
import { levelOf, rankOf } from '../review/secrecy.ts'
import { barredFrom, doorsOf, seenFrom } from '../review/visibility.ts'
import { isSummed, tallyOf, type Tally, type TallyKind, type TallyRow } from '../review/tally.ts'
import { canonical } from './canonical.ts'
import { nameKey, spellingsOf } from './pinyin.ts'
import { never, type Scope, type Tables } from './tables.ts'

/** The columns of a face, without its key. */
export type Face = Omit<Tables['caseFaces']['$inferInsert'], 'commission' | 'side' | 'id'>
/** The columns of a row of `cases`, without its key. */
export type Columns = Face & { revision: number; doc: string; log: string }

/** The sides that have a row of their own; the others read the row of the case itself. */
export const facedSides = ['body', 'committee', 'partyGroup', 'archive'] as const
export type FacedSide = (typeof facedSides)[number]

/** The sides that have a door to a case as it stands. */
export function facesOf(c: Case): FacedSide[] {
  const doors = doorsOf(c)
  return facedSides.filter((side) => side === 'body' || doors.some((door) => door === side || door.startsWith(`${side}:`)))
}

/** The row of a case that has at least one entry; `before` is the case as it was loaded, if it was. */
export const columnsOf = (c: Case, log: readonly Entry[], moment: Moment, before: Case | null = null): Columns =>
  ({ ...faceOf('review', c, log, moment), revision: c.version, doc: canonical(c, before), log: logText(log) })

/**
 * A case as lists show it to one side, with the clocks that run. The due day of the review is there while it runs: held, it moves every day. Of an
 * archived case only the archive sees more than that it is there; it goes on counting in the figures.
 */
export function faceOf(side: FacedSide | 'review', c: Case, log: readonly Entry[], moment: Moment): Face {
  const own = seenFrom(side, c, log)
  const shown = c.stage === 'archived' && side !== 'archive' ? seenFrom('closed', c, log) : own
  const [first, last] = [shown.log[0], shown.log.at(-1)]
  if (!first || !last) throw new Error(`case ${c.id} has no entry for ${side}`)
  const clock = reckonedClock(shown.log, moment)
  const { package: handed, ...seen } = shown.case
  const deadlines = deadlinesOf(shown.case, shown.log, moment, clock)
  return {
    number: seen.number,
    numberKey: numberKey(seen.number),
    title: handed.title,
    subjectNames: handed.subjects.map((subject) => subject.name).join('、'),
    nameKey: nameKey(handed.subjects.map((subject) => subject.name)),
    zoneId: seen.zoneId,
    bodyId: leadBodyId(shown.case),
    level: rankOf(levelOf(c)),
    stage: seen.stage,
    holder: holderOf(shown.case, moment.policy),
    asks: asksOf(shown.case, moment.policy),
    version: seen.version,
    round: seen.round,
    routes: [...new Set(routesOf(shown.case, moment.policy))].join('、'),
    transferredOn: seen.transferredOn ?? never,
    acceptedOn: seen.acceptedOn ?? never,
    dueOn: clock?.state === 'running' ? clock.dueOn : never,
    clockState: clock?.state ?? 'none',
    returnsCount: seen.returns.filter((one) => one.approvedOn !== null).length,
    openedAt: first.at,
    changedAt: last.at,
    lastStep: last.step,
    lastOn: last.on,
    lastBy: last.by,
    tally: tallyOf(own.case, own.log, own === shown ? clock : reckonedClock(own.log, moment), moment).map(({ kind, key, n }) => (n === 1 ? `${kind} ${key}` : `${kind} ${key}\t${n}`)).join('\n'),
    nextDueOn: deadlines.map((one) => one.dueOn).sort()[0] ?? never,
    deadlines: deadlineText(deadlines),
  }
}

const deadlineText = (deadlines: readonly Deadline[]): string => JSON.stringify(deadlines.map(({ code, subjectId, startedOn, dueOn, holder, role }) => [code, subjectId, startedOn, dueOn, holder, role]))

/** The deadlines of a row, out of its column. */
export const deadlinesIn = (text: string): Deadline[] =>
  (JSON.parse(text) as [Deadline['code'], string | null, string, string, Deadline['holder'], Role | null][]).map(([code, subjectId, startedOn, dueOn, holder, role]) => ({ code, subjectId, startedOn, dueOn, holder, role }))

/** An entry without its basis and what was filled in. */
export type Line = Omit<Entry, 'basis' | 'payload'>

/** A log without basis and payload: much is read of a log that is in neither, and so it comes with the row of the case. */
const logText = (log: readonly Entry[]): string => JSON.stringify(log.map(({ step, from, to, by, role, bodyId, zoneId, on, writtenOn, at }) => [step, from, to, by, role, bodyId, zoneId, on, writtenOn, at]))

/** The lines of a log, out of its column. */
export const linesIn = (text: string): Line[] =>
  (JSON.parse(text) as [Entry['step'], Entry['from'], Entry['to'], string, Role, string | null, string | null, Day, Day, string][])
    .map(([step, from, to, by, role, bodyId, zoneId, on, writtenOn, at], n) => ({ version: n + 1, step, from, to, by, role, bodyId, zoneId, on, writtenOn, at }))

/** Which settings a stored row follows: those of today while the case is open, those of its last step once it has ended. */
export const momentFor = (c: Case, log: readonly Entry[], today: Moment, momentOf: (on: string, at: string) => Moment): Moment => {
  const last = log.at(-1)
  return isEnd(c.stage) && last ? { ...momentOf(last.writtenOn, last.at), calendar: today.calendar } : today
}

/** The roles that are asked to decide something that waits: `|role|role|`, or ''. */
function asksOf(c: Case, policy: Policy): string {
  const asked = asksIn(c, policy).map(({ role }) => role)
  return asked.length === 0 ? '' : `|${[...new Set(asked)].sort().join('|')}|`
}

/** A number as it sorts: year, zone, then the number by its size. */
export function numberKey(number: string): string {
  const [, head = '', year = '', n = ''] = /^(.*)〔(\d{4})〕(\d+)号$/u.exec(number) ?? []
  return year === '' ? number : `${year}${head}${n.padStart(6, '0')}`
}

/** What a case can be found by, from each of the two sides that see a package: as drafted, and as handed over. */
export const searchTexts = (c: Case, log: readonly Entry[]): { body: string; review: string } => ({ body: searchText(seenFrom('body', c, log).case), review: searchText(seenFrom('review', c, log).case) })

const searchText = (c: Case): string =>
  [c.number, c.package.title, ...c.package.subjects.flatMap((subject) => [subject.name, ...spellingsOf(subject.name), subject.employer, subject.post])].join('\n')

/** The tallies of a case, out of its column `tally`: a line each, with its number behind a tab where it is not one. */
export const tallyLines = (tally: string): Tally[] => (tally === '' ? [] : tally.split('\n').map(tallyOfLine))

function tallyOfLine(line: string): Tally {
  const [named = '', n = '1'] = line.split('\t')
  return { kind: named.slice(0, named.indexOf(' ')) as TallyKind, key: named.slice(named.indexOf(' ') + 1), n: Number(n) }
}

/** How a case is counted: for those who review it, and for its bodies. */
export type Tallied = { tally: string; bodyTally: string }

/** A row of `tallies`, or a part of one. */
export type Contribution = TallyRow & { scope: Scope }

type Place = Pick<Contribution, 'scope' | 'zoneId' | 'bodyId'>

/** Where a case is counted, each place with its tally. */
function placesOf(c: Case, { tally, bodyTally }: Tallied): { place: Place; counted: string }[] {
  const { zoneId } = c
  const [lead = '', ...joint] = [...new Set(c.package.bodyIds)]
  return [
    ...(doorsOf(c).includes('office') ? [{ place: { scope: 'handed' as const, zoneId, bodyId: lead }, counted: tally }] : []),
    { place: { scope: 'own', zoneId, bodyId: lead }, counted: bodyTally },
    ...joint.map((bodyId) => ({ place: { scope: 'joint' as const, zoneId, bodyId }, counted: bodyTally })),
  ]
}

/** The rows a case contributes to `tallies`. */
export const contributionsOf = (c: Case, tallied: Tallied): Contribution[] =>
  placesOf(c, tallied).flatMap(({ place, counted }) => tallyLines(counted).filter(({ kind }) => isSummed(kind)).map((line) => ({ ...place, ...line })))

/** What a step changes in the rows that a case contributes to, each once. */
export function contributionsChanged(before: (Tallied & { case: Case }) | null, c: Case, tallied: Tallied): Contribution[] {
  const [was, is] = [before === null ? [] : placesOf(before.case, before), placesOf(c, tallied)]
  const countedAt = (some: typeof is, { scope, zoneId, bodyId }: Place) => some.find(({ place }) => place.scope === scope && place.bodyId === bodyId && place.zoneId === zoneId)?.counted ?? null
  const places = [...is, ...was.filter(({ place }) => countedAt(is, place) === null)].map(({ place }) => place)
  return places.flatMap((place) => linesChanged(countedAt(was, place) ?? '', countedAt(is, place) ?? '').map((line) => ({ ...place, ...line })))
}

/** The difference of two tallies. Compared as text first: a step leaves most lines alone, and reading what is in them costs more than this. */
function linesChanged(was: string, is: string): Tally[] {
  if (was === is) return []
  const times = new Map<string, number>()
  for (const line of was.split('\n')) times.set(line, (times.get(line) ?? 0) - 1)
  for (const line of is.split('\n')) times.set(line, (times.get(line) ?? 0) + 1)
  const sums = new Map<string, Tally>()
  for (const [line, by] of times) {
    if (by === 0 || line === '') continue
    const { kind, key, n } = tallyOfLine(line)
    if (!isSummed(kind)) continue
    const name = `${kind} ${key}`
    sums.set(name, { kind, key, n: by * n + (sums.get(name)?.n ?? 0) })
  }
  return [...sums.values()].filter(({ n }) => n !== 0)
}

/** The doors and bars of a case as the store keeps them, in order. */
export const doorRows = (c: Case): string[] => doorsOf(c).sort()
export const barRows = (c: Case): string[] => barredFrom(c).sort()
