/**
 * What happened to a case on which day, for reports over a period. What the dashboard counts is taken from the same
 * tallies and given the day on which it came about; the rest is read off the case and its log. A day that is past keeps
 * what happened on it, whatever comes later.
 */
import type { Entry } from './act.ts'
import { isEnd, type Case, type Stage } from './case.ts'
import { checkCodes, type CheckCode } from './check-codes.ts'
import { reckonedClock } from './clock.ts'
import type { Calendar, Day } from './day.ts'
import { executionDues } from './limits.ts'
import { leadBodyId } from './people.ts'
import type { Policy } from './policy.ts'
import { keyFits, tallyOf, type TallyKind } from './tally.ts'

const own = [
  'received', 'deferred', 'sentBack', 'ground', 'category', 'check', 'late', 'extended', 'suspended', 'decided', 'party', 'admin', 'eightPoint', 'executed', 'ended',
  'opening', 'closing', 'overdue', 'executionDue', 'executionOverdue', 'recordedLate',
] as const
export type HappeningKind = (typeof own)[number] | Extract<TallyKind, 'accepted' | 'concluded' | 'days' | 'pass' | 'changed' | 'took' | 'spent'>

/** Something that was so many times. */
export type Line = { kind: HappeningKind; key: string; n: number }
/** Something that happened on a day. */
export type Happening = Line & { on: Day }

/** A case as reports read it: where it belongs, what happened to it, and how it stood at the end of a day. */
export type Told = { id: string; zoneId: string; bodyId: string; happenings: readonly Happening[]; standing: (day: Day, known: Known) => Line[]; entries: readonly { on: Day; writtenOn: Day }[] }

type Known = { calendar: Calendar; policy: Policy }

/** How often something was among some lines; a key that ends in `|` fits all that begin so, and none fits all. */
export const timesOf = (lines: readonly Line[], kind: HappeningKind, key: string | null = null): number =>
  lines.reduce((sum, line) => (line.kind === kind && keyFits(key, line.key) ? sum + line.n : sum), 0)

/** The case as it is seen from a side, ready to be counted in any period. */
export const toldOf = (c: Case, log: readonly Entry[], known: Known): Told => ({
  id: c.id, zoneId: c.zoneId, bodyId: leadBodyId(c), happenings: happeningsOf(c, log, known), standing: (day, then) => standingOf(c, log, day, then),
  entries: log.map(({ on, writtenOn }) => ({ on, writtenOn })),
})

/** Of these tallies the day of the approved report is the day. */
const settledByReport = ['concluded', 'days', 'pass', 'changed', 'took', 'spent'] as const satisfies readonly TallyKind[]

function happeningsOf(c: Case, log: readonly Entry[], known: Known): Happening[] {
  const clock = reckonedClock(log, { ...known, on: log.at(-1)?.on ?? '' })
  const concludedOn = clock?.endedBy === 'report' ? clock.closedOn : null
  const once = (kind: HappeningKind, key: string, on: Day | null | undefined): Happening[] => (on === null || on === undefined ? [] : [{ kind, key, on, n: 1 }])
  const returns = c.returns.flatMap((one) => (one.approvedOn === null ? [] : [{ ...one, approvedOn: one.approvedOn }]))
  const tallies = concludedOn === null ? [] : tallyOf(c, log, clock, known)
  const receivedOn = receivedIn(log)
  return [
    ...once('received', '', receivedOn),
    ...once('accepted', '', clock?.firstStartedOn),
    ...log.flatMap(({ from, to, on }) => (to === 'deferred' && from === 'transferred' ? once('deferred', '', on) : [])),
    ...returns.flatMap(({ kind, grounds, outline, approvedOn }) => [
      ...once('sentBack', kind, approvedOn),
      ...grounds.flatMap((ground) => once('ground', `${kind}|${ground}`, approvedOn)),
      ...outline.flatMap(({ category }) => once('category', category, approvedOn)),
    ]),
    ...checksIn(c).flatMap(({ code, on }) => once('check', code, on)),
    ...tallies.flatMap(({ kind, key, n }): Happening[] => {
      const counted = settledByReport.find((one) => one === kind)
      return counted === undefined || key.startsWith('whole') ? [] : [{ kind: counted, key: counted === 'concluded' ? '' : key, n, on: concludedOn ?? '' }]
    }),
    ...(clock !== null && concludedOn !== null && concludedOn > clock.dueOn ? once('late', '', concludedOn) : []),
    ...c.extensions.flatMap((one) => once('extended', '', one.approvedOn)),
    ...c.suspensions.flatMap((one) => once('suspended', '', one.approvedOn)),
    ...c.decisions.flatMap(({ track, outcome, party, admin, decidedOn }) => [
      ...once('decided', `${track}|${outcome}`, decidedOn),
      ...(outcome === 'sanction' ? once(track, track === 'party' ? party : admin, decidedOn) : []),
    ]),
    ...c.decisions.filter((one, n) => one.findings.eightPoint.applies && c.decisions.findIndex(({ subjectId }) => subjectId === one.subjectId) === n).flatMap(({ decidedOn }) => once('eightPoint', '', decidedOn)),
    ...c.execution.flatMap(({ kind, doneOn }) => once('executed', kind, doneOn)),
    ...(receivedOn === null ? [] : log.flatMap(({ to, from, on }) => (isEnd(to) && !isEnd(from) ? once('ended', to, on) : []))),
  ]
}

const receivedIn = (log: readonly Entry[]): Day | null => log.find(({ from, to }) => to === 'transferred' && from !== 'transferred')?.on ?? null

/** The checks that reviewers raised, and those that outlines ask about, each once. */
function checksIn(c: Case): { code: CheckCode; on: Day }[] {
  const raised = c.raisedChecks.map(({ key, code, raisedOn }) => ({ key, code, on: raisedOn }))
  const asked = c.returns.flatMap(({ approvedOn, outline }) => outline.flatMap(({ check }) => {
    const code = (check?.split(':')[0] ?? '') as CheckCode
    return check === null || approvedOn === null || !(code in checkCodes) ? [] : [{ key: check, code, on: approvedOn }]
  }))
  const all = [...raised, ...asked]
  return all.filter(({ key }, n) => all.findIndex((one) => one.key === key) === n)
}

/** How a case stood at the end of a day, by what had happened then: in hand, past the due day of the review, with something to be carried out. */
function standingOf(c: Case, log: readonly Entry[], day: Day, known: Known): Line[] {
  const until = log.filter(({ on }) => on <= day)
  const last = until.at(-1)
  if (!last || receivedIn(until) === null) return []
  const clock = reckonedClock(until, { ...known, on: day })
  const dues = c.decisions.length === 0 ? [] : executionDues(asOf(c, until, last.to, day), until, known)
  const line = (kind: HappeningKind, n: number): Line[] => (n === 0 ? [] : [{ kind, key: '', n }])
  return [
    ...line('closing', isEnd(last.to) ? 0 : 1),
    ...line('overdue', clock?.state === 'running' && clock.dueOn < day ? 1 : 0),
    ...dues.filter(({ dueOn }) => dueOn <= day).map(({ dueOn }): Line => ({ kind: 'executionDue', key: dueOn, n: 1 })),
    ...line('executionOverdue', dues.filter(({ dueOn, doneOn }) => dueOn < day && doneOn === null).length),
  ]
}

/** Decisions and what is to be carried out as they were at the end of a day. */
function asOf(c: Case, until: readonly Entry[], stage: Stage, day: Day): Case {
  const decisions = c.decisions.filter(({ decidedOn }) => decidedOn <= day)
  const longer = new Set(until.flatMap(({ step, payload }) => (step === 'extendFormalities' ? [(payload as { itemId?: string }).itemId] : [])))
  const execution = c.execution.filter(({ subjectId }) => decisions.some((one) => one.subjectId === subjectId))
    .map((item) => ({ ...item, doneOn: item.doneOn !== null && item.doneOn <= day ? item.doneOn : null, extendedOn: longer.has(item.id) ? item.extendedOn : null }))
  return { ...c, stage, decisions, execution, executionReport: c.executionReport && c.executionReport.on <= day ? c.executionReport : null }
}
