/** What is searched, sorted or counted of a case: all of it follows from the case, its log and the settings. */
import type { Entry } from '../review/act.ts'
import { isEnd, type Case } from '../review/case.ts'
import { reviewClock } from '../review/clock.ts'
import { tallyOf, type TallyRow } from '../review/figures.ts'
import { holderOf, routesOf } from '../review/machine.ts'
import { deciderOf } from '../review/deciders.ts'
import { leadBodyId, type Role } from '../review/people.ts'
import type { Policy } from '../review/policy.ts'
import { isOpen, standingIn } from '../review/recusal.ts'
import { open } from '../review/refusal.ts'
import type { Moment } from '../review/step.ts'
import { barredFrom, doorsOf } from '../review/visibility.ts'
import { canonical } from './canonical.ts'
import { never, type Scope, type Tables } from './tables.ts'

/** The columns of a row of `cases`, without its key. */
export type Columns = Omit<Tables['cases']['$inferInsert'], 'commission' | 'id'>

/** The row of a case that has at least one entry. The due day is there while the clock runs: held, it moves every day. */
export function columnsOf(c: Case, log: readonly Entry[], moment: Moment): Columns {
  const [first, last] = [log[0], log.at(-1)]
  if (!first || !last) throw new Error(`case ${c.id} has no entry`)
  const clock = reviewClock(log, moment)
  return {
    number: c.number,
    numberKey: numberKey(c.number),
    title: c.package.title,
    subjectNames: c.package.subjects.map((subject) => subject.name).join('、'),
    zoneId: c.zoneId,
    bodyId: leadBodyId(c),
    stage: c.stage,
    holder: holderOf(c, moment.policy),
    asks: asksOf(c, moment.policy),
    version: c.version,
    round: c.round,
    routes: [...new Set(routesOf(c, moment.policy))].join('、'),
    transferredOn: c.transferredOn ?? never,
    acceptedOn: c.acceptedOn ?? never,
    dueOn: clock?.state === 'running' ? clock.dueOn : never,
    clockState: clock?.state ?? 'none',
    returnsCount: c.returns.filter((one) => one.approvedOn !== null).length,
    openedAt: first.at,
    changedAt: last.at,
    lastStep: last.step,
    lastOn: last.on,
    lastBy: last.by,
    tally: tallyOf(c, clock, moment.policy).map(({ kind, key }) => `${kind} ${key}`).join('\n'),
    doc: canonical(c),
  }
}

/** Which settings a stored row follows: those of today while the case is open, those of its last step once it has ended. */
export const momentFor = (c: Case, log: readonly Entry[], today: Moment, momentOf: (on: string, at: string) => Moment): Moment => {
  const last = log.at(-1)
  return isEnd(c.stage) && last ? { ...momentOf(last.writtenOn, last.at), calendar: today.calendar } : today
}

/** Who is asked to decide something that waits, beside whoever has the case on the desk: `|role|role|`, or ''. */
function asksOf(c: Case, policy: Policy): string {
  if (isEnd(c.stage)) return ''
  const up = (role: Role) => standingIn(role, c)
  const asked: Role[] = [
    ...c.recusals.filter(isOpen).map((one) => { const decider = deciderOf(one.post, c, policy); return decider === 'upperOrgan' ? 'officeHead' : up(decider) }),
    ...(open(c.involvements) ? [up(policy.involvementApprover)] : []),
    ...(open(c.interviews) ? [up(policy.interviewApprover)] : []),
    ...(open(c.extensions) ? [up(policy.extensionApprover)] : []),
    ...(open(c.suspensions) ? [up(policy.suspensionApprover)] : []),
    ...(open(c.corrections) || c.consultations.some((one) => one.answer === null) ? ['groupLeader' as const] : []),
  ]
  return asked.length === 0 ? '' : `|${[...new Set(asked)].sort().join('|')}|`
}

/** A number as it sorts: year, zone, then the number by its size. */
export function numberKey(number: string): string {
  const [, head = '', year = '', n = ''] = /^(.*)〔(\d{4})〕(\d+)号$/u.exec(number) ?? []
  return year === '' ? number : `${year}${head}${n.padStart(6, '0')}`
}

/** What a case can be found by. */
export const searchText = (c: Case): string =>
  [c.number, c.package.title, ...c.package.subjects.flatMap((subject) => [subject.name, subject.employer, subject.post])].join('\n')

/** The tallies of a case, out of its column `tally`. */
export const tallyLines = (tally: string): { kind: string; key: string }[] =>
  tally.split('\n').map((line) => ({ kind: line.slice(0, line.indexOf(' ')), key: line.slice(line.indexOf(' ') + 1) }))

/** The rows a case contributes to `tallies`, of its column `tally`. */
export function contributionsOf(c: Case, tally: string): (Omit<TallyRow, 'n' | 'kind'> & { kind: string; scope: Scope })[] {
  const [lead = '', ...joint] = [...new Set(c.package.bodyIds)]
  const scopes = [{ scope: scopeOf(c), bodyId: lead }, ...joint.map((bodyId) => ({ scope: 'joint' as const, bodyId }))]
  return scopes.flatMap((one) => tallyLines(tally).map((tallied) => ({ ...one, ...tallied, zoneId: c.zoneId })))
}

/** The doors and bars of a case as the store keeps them, in order. */
export const doorRows = (c: Case): string[] => doorsOf(c).sort()
export const barRows = (c: Case): string[] => barredFrom(c).sort()

const scopeOf = (c: Case): Scope => (doorsOf(c).includes('office') ? 'handed' : 'own')
