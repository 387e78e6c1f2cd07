/**
 * 参数变更: a number of the policy gets another value from a day on. One person proposes it, another confirms it, and
 * before that it is said what it moves. A value begins with a day, and no earlier than the day after it is confirmed:
 * so each day has one value, and what was done on a day is replayed under the value that then held.
 */
import { asksIn } from './asked.ts'
import { isEnd, type Basis, type Case, type Refusal } from './case.ts'
import type { ClockEntry, Light } from './clock.ts'
import { addDays, isDay, type Day } from './day.ts'
import { stateOf, type Proposal } from './grants.ts'
import { basis } from './law.ts'
import { clocksOf } from './limits.ts'
import { approverHere, routesOf } from './machine.ts'
import type { Actor, Role } from './people.ts'
import { firstPolicy, type Policy, type PolicyRow } from './policy.ts'
import { described, type PolicyName } from './policy-cells.ts'
import { blank, no } from './refusal.ts'
import type { Moment } from './step.ts'
import { roleWords, routeWords, stageWords } from './words.ts'

type Duty = { proposes: Role; confirms: Role }

/** Of the review: who sees to it every day proposes, who answers for it confirms. */
const ofReview: Duty = { proposes: 'officeHead', confirms: 'leaderInCharge' }
/** Of signing in and granting: the two administrators who grant (R-612-roles). */
const ofSecurity: Duty = { proposes: 'securityAdmin', confirms: 'systemAdmin' }
const securities: readonly PolicyName[] = ['signIn', 'grantDays', 'dormantDays']

/** Who proposes another value, and who confirms it. What lets something leave the system is confirmed by whoever keeps secrets (R-603-reminders). */
export const dutyOf = (name: PolicyName): Duty => (securities.includes(name) ? ofSecurity : name === 'remindersOutside' ? { proposes: 'officeHead', confirms: 'securityAdmin' } : ofReview)

/** Who reads the numbers and their changes: whoever has a duty in them, the head of the commission, and who watches. */
const readers: readonly Role[] = ['officeHead', 'leaderInCharge', 'commissionHead', 'systemAdmin', 'securityAdmin', 'auditAdmin']
export const readsPolicy = ({ role }: Pick<Actor, 'role'>): boolean => readers.includes(role)

/** A change asked for, and what became of it. `replaces` is the value that it was held against; `beganOn` the day from which the confirmed value holds, `carriedAt` when the rows of cases were brought up to it. */
export type PolicyChange = Proposal<'confirmed' | 'rejected' | 'withdrawn'> & {
  name: PolicyName
  value: Policy[PolicyName]
  replaces: Policy[PolicyName]
  from: Day
  source: string
  beganOn: Day | null
  carriedAt: string | null
}

export const changeStates = ['pending', 'confirmed', 'rejected', 'withdrawn', 'lapsed'] as const
export type ChangeState = (typeof changeStates)[number]

/** The day from which a value holds that is confirmed on a day. */
export const beginsOn = (from: Day, decidedOn: Day): Day => (from > decidedOn ? from : addDays(decidedOn, 1))

const longest = 200
const texts = (given: { source: string; reason: string }): Refusal[] => ([['source', '依据'], ['reason', '理由']] as const).flatMap(([field, label]) => [
  ...(blank(given[field]) ? [no('NOT_WRITTEN', field === 'source' ? '请写明依据：哪份文件，或者谁的意见' : '请填写为什么改动', undefined, field)] : []),
  ...([...given[field]].length > longest ? [no('TOO_LONG', `${label}最多${longest}个字`, undefined, field)] : []),
])

/** Why this person may not ask for another value of this number. */
export function askingRefused(name: PolicyName, from: Day, { who, moment: { on } }: Asking): Refusal[] {
  const { proposes } = dutyOf(name)
  return [
    ...(who.role === proposes ? [] : [no('NOT_YOURS', `“${described[name].label}”的改动由${roleWords[proposes]}提出`, ruleOf(name))]),
    ...(!isDay(from) ? [no('BAD_DAY', '请填写真实的日期', undefined, 'from')] : from <= on ? [no('PAST_DAY', `生效日期最早是${addDays(on, 1)}：一天之内只有一个数，已经办过的不因此改变`, undefined, 'from')] : []),
  ]
}

/** Why a change cannot be put forward as it is written; `pending` is another of the same number that nobody has decided. */
export const proposingRefused = (name: PolicyName, given: { source: string; reason: string }, same: boolean, pending: boolean): Refusal[] => [
  ...texts(given),
  ...(same ? [no('NOTHING_CHANGES', `“${described[name].label}”那一天本来就是这样，没有改动`, undefined, 'cells')] : []),
  ...(pending ? [no('ALREADY_PENDING', `“${described[name].label}”已有一项改动等待决定，请先决定或者撤回那一项`, undefined, 'name')] : []),
]

/** Why this person may not decide this change on this day. `moved`: the value that it replaces is another by now. */
export const decidingRefused = (change: PolicyChange, { who, moment: { on } }: Asking, outcome: 'confirmed' | 'rejected', note: string | null, moved: boolean): Refusal[] => {
  const { confirms } = dutyOf(change.name)
  return [
    ...(who.role === confirms ? [] : [no('NOT_YOURS', `“${described[change.name].label}”的改动由${roleWords[confirms]}决定`, ruleOf(change.name))]),
    ...(change.proposedBy === who.personId ? [no('OWN_PROPOSAL', '不能决定自己提出的改动，请由另一人决定', 'R-612-grants')] : []),
    ...closed(change, on),
    ...(outcome === 'rejected' && blank(note) ? [no('NOT_WRITTEN', '请填写不同意的理由', undefined, 'note')] : []),
    ...(note !== null && [...note].length > longest ? [no('TOO_LONG', `意见最多${longest}个字`, undefined, 'note')] : []),
    ...(outcome === 'confirmed' && moved ? [no('STALE', '提出之后这个参数已经改过，请不同意这一项，由提出人重新提出', undefined, 'changeId')] : []),
  ]
}

/** Why this person may not take back this change. */
export const withdrawingRefused = (change: PolicyChange, { who, moment: { on } }: Asking): Refusal[] => [
  ...(change.proposedBy === who.personId ? [] : [no('NOT_YOURS', '改动只能由提出的人撤回', 'R-612-grants')]), ...closed(change, on),
]

type Asking = { who: Actor; moment: { on: Day } }

function closed(change: PolicyChange, on: Day): Refusal[] {
  const state = stateOf(change, on)
  return state === 'pending' ? [] : [state === 'lapsed' ? no('LAPSED', `这项改动在${change.lapsesOn}之后没有人决定，已经失效，请重新提出`, 'R-612-grants') : no('ALREADY_DECIDED', '这项改动已有结果，请刷新后查看', 'R-612-grants')]
}

/** The rule that a number rests on, as the table in code has it. */
const firstOf = (name: PolicyName): PolicyRow | undefined => firstPolicy.find((row) => row.name === name)
const ruleOf = (name: PolicyName) => firstOf(name)?.basis.rule as Parameters<typeof basis>[0] | undefined

/** The row of the table that a confirmed change becomes: what was put down as its basis is local, not law. */
export const rowOf = ({ name, value, from, source, reason }: Pick<PolicyChange, 'name' | 'value' | 'from' | 'source' | 'reason'>): PolicyRow =>
  ({ name, value, from, basis: { document: source, article: source, tag: 'L', rule: firstOf(name)?.basis.rule ?? '' } satisfies Basis, note: reason }) as PolicyRow

/** One thing in an open case that another value moves: a due day, a light, who approves, who decides, the route. */
export type PolicyMove = { what: 'due' | 'light' | 'approver' | 'decider' | 'route'; label: string; subjectId: string | null; before: string | null; after: string | null; held: boolean }

const lightWords: Record<Light, string> = { green: '绿灯', amber: '黄灯', red: '红灯' }

/** What moves in an open case when another policy is in force. */
export function policyMoves(c: Case, log: readonly ClockEntry[], moment: Pick<Moment, 'on' | 'calendar' | 'policy'>, policy: Policy): PolicyMove[] {
  if (isEnd(c.stage)) return []
  return [...clockMoves(c, log, moment, policy), ...approvals(c, moment.policy, policy), ...routeMoves(c, moment.policy, policy)]
}

function clockMoves(c: Case, log: readonly ClockEntry[], moment: Pick<Moment, 'on' | 'calendar' | 'policy'>, policy: Policy): PolicyMove[] {
  const running = (under: Policy) => new Map(clocksOf(c, log, { ...moment, policy: under }).filter(({ state }) => state !== 'closed').map((clock) => [[clock.code, clock.subjectId ?? '', clock.startedOn].join(' '), clock]))
  const [before, after] = [running(moment.policy), running(policy)]
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key): PolicyMove[] => {
    const [one, other] = [before.get(key), after.get(key)]
    const clock = one ?? other
    if (!clock || (one?.dueOn === other?.dueOn && one?.light === other?.light)) return []
    const { label, subjectId, state } = clock
    const due = one?.dueOn !== other?.dueOn
    return [{ what: due ? 'due' : 'light', label, subjectId, before: due ? (one?.dueOn ?? null) : one ? lightWords[one.light] : null, after: due ? (other?.dueOn ?? null) : other ? lightWords[other.light] : null, held: state === 'held' }]
  })
}

function approvals(c: Case, before: Policy, after: Policy): PolicyMove[] {
  const [one, other] = [approverHere(c, before), approverHere(c, after)]
  const [asked, then] = [asksIn(c, before), asksIn(c, after)]
  const said = (role: Role | null) => (role === null ? null : roleWords[role])
  return [
    ...(one === other ? [] : [{ what: 'approver' as const, label: stageWords[c.stage], subjectId: null, before: said(one), after: said(other), held: false }]),
    ...asked.flatMap(({ about, role }, n) => (then[n] && then[n].role !== role ? [{ what: 'decider' as const, label: about, subjectId: null, before: roleWords[role], after: roleWords[then[n].role], held: false }] : [])),
  ]
}

function routeMoves(c: Case, before: Policy, after: Policy): PolicyMove[] {
  const [one, other] = [routesOf(c, before), routesOf(c, after)]
  return c.package.subjects.flatMap(({ id }, n) => {
    const [from, to] = [one[n], other[n]]
    return from !== undefined && to !== undefined && from !== to ? [{ what: 'route' as const, label: '办理路径', subjectId: id, before: routeWords[from], after: routeWords[to], held: false }] : []
  })
}

/** Numbers by which something in an open case is reckoned: others move none, and nothing has to be looked through. */
export const movesCases = (name: PolicyName): boolean => !still.includes(name)
const still: readonly PolicyName[] = ['classifier', 'leaveApprover', 'apartYears', 'loadWeights', 'panelLoadMax', 'leadTraining', 'returnCountWarn', 'dueSoonDays', 'escalation', 'calendarKeeper', 'templateKeeper', 'remindersOutside', 'sanctionEnd', 'grantDays', 'dormantDays', 'figureLeast', 'smallLeast', 'placementStays', 'eightPointArticles', 'briberyThresholdYuan', 'organNames', 'signIn', 'qualityRubric', 'qualityCycle', 'qualityTeam', 'rectifyDays', 'routeDemands']

