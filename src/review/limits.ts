/**
 * Every time limit of the field other than the reckoning of the month of review (`law.md` 4.5), as a
 * table, and the clocks of one case that follow from it. All are derived, none is stored.
 */
import { isEnd, type Basis, type Case, type Stage } from './case.ts'
import type { Decision, ExecutionItem, ExecutionKind } from './decision.ts'
import { executionFrom, laterOf } from './execution.ts'
import { anchored, monthsAdded, provisionalNotes, result, reviewClock, settle, standing, type ClockEntry, type ClockMoment, type Explanation, type Light, type ReviewRound } from './clock.ts'
import { addDays, addHours, addMonths, addWorkingDays, inChinese, isProvisional, restDaysSkipped, rollToWorkingDay, yearOf, type Day } from './day.ts'
import { basis, instruments } from './law.ts'
import type { Policy } from './policy.ts'

/** A length in calendar months or days, working days, or hours; a name stands for a number of the policy, `execution` for one of its months of each thing to do. */
export type Length = {
  unit: 'months' | 'days' | 'workingDays' | 'hours'
  count: number | 'acceptanceCheckDays' | 'supplementDueDays' | 'serveMonths' | 'committeeReviewDays' | { execution: keyof Policy['executionMonths'] }
}

export type LimitRow = {
  label: string
  /** The event the limit counts from. */
  from: string
  length: Length
  basis: Basis
  /** Reminds only; nobody is late in law. */
  warningOnly: boolean
  /** How it can be made longer, in words; null where it cannot. */
  extendable: string | null
  /** How often it can occur in one case, where the law caps it. */
  maxTimes?: number
}

const limit = (label: string, from: string, count: Length['count'], unit: Length['unit'], source: Basis, extendable: string | null = null): LimitRow =>
  ({ label, from, length: { unit, count }, basis: source, warningOnly: false, extendable })
const reminder = (...row: Parameters<typeof limit>): LimitRow => ({ ...limit(...row), warningOnly: true })

/** The table of `law.md` 4.5; a line there with three limits has three rows here. Added: the notice of. */
export const limits = {
  CLUE_OPINION: limit('线索处置意见', '收到线索', 1, 'months', basis('R-113')),
  ACCEPT_CHECK: limit('受理审核', '移送', 'acceptanceCheckDays', 'workingDays', basis('R-212')),
  REVIEW: limit('审理', '受理', 1, 'months', basis('R-300'), '经批准可以适当延长'),
  COMMITTEE_REVIEW: reminder('工委审理', '送工委审理', 'committeeReviewDays', 'days', basis('R-254')),
  SUPPLEMENT_ANSWER: reminder('补充审查调查', '退回', 'supplementDueDays', 'days', basis('R-250')),
  ANNOUNCE_PARTY: limit('宣布党纪处分决定', '处分决定生效', 1, 'months', basis('R-270')),
  ANNOUNCE_ADMIN: limit('宣布政务处分决定', '处分决定生效', 'serveMonths', 'months', basis('R-273')),
  SERVE_ADMIN: limit('送达政务处分决定书', '处分决定生效', 'serveMonths', 'months', basis('R-273')),
  CHANGE_FORMALITIES: limit('办理变更手续', '处分决定生效', 1, 'months', basis('R-274'), '经批准可以延长，最长六个月'),
  NOTIFY_UNIT: reminder('通知所在单位并抄送', '处分决定生效', { execution: 'notifyUnit' }, 'months', basis('R-274-follow')),
  PERSONAL_FILE: reminder('处分决定归入本人档案', '处分决定生效', { execution: 'personalFile' }, 'months', basis('R-274-follow')),
  END_EMPLOYMENT: reminder('解除人事关系', '处分决定生效', { execution: 'endEmployment' }, 'months', basis('R-276')),
  PROPERTY_DISPOSAL: reminder('涉案财物处置', '处分决定生效', { execution: 'property' }, 'months', basis('R-274-follow')),
  MEASURE: reminder('组织处理', '处分决定生效', { execution: 'measure' }, 'months', basis('R-274-follow')),
  REPRESENTATIVE_NOTICE: reminder('通报有关代表、委员机关', '处分决定生效', { execution: 'representativeNotice' }, 'months', basis('R-274-follow')),
  YEARLY_RATING: reminder('年度考核', '处分决定生效的当年年底', { execution: 'yearlyRating' }, 'months', basis('R-274-follow')),
  ADVICE_FOLLOWED: reminder('“三书”落实', '处分决定生效', { execution: 'adviceFollowed' }, 'months', basis('R-274-follow')),
  RETURN_VISIT: reminder('回访教育', '处分决定生效', { execution: 'returnVisit' }, 'months', basis('R-274-follow')),
  RESTORATION: reminder('期满恢复权利', '处分期（影响期）满', { execution: 'restoration' }, 'months', basis('R-274-follow')),
  EXECUTION_REPORT: limit('报告处分执行情况', '处分决定生效', 6, 'months', basis('R-275')),
  FUSHEN_FILE: limit('申请复审', '收到政务处分决定', 1, 'months', basis('R-290')),
  FUSHEN_DECIDE: limit('作出复审决定', '受理复审申请', 1, 'months', basis('R-290')),
  FUHE_FILE: limit('申请复核', '收到复审决定', 1, 'months', basis('R-291')),
  FUHE_DECIDE: limit('作出复核决定', '受理复核申请', 2, 'months', basis('R-291')),
  FUYI_FUCHA_DECIDE: limit('复议复查', '受理申诉', 3, 'months', basis('R-292')),
  SHENSU_MEASURE_DECIDE: limit('处理对措施、财物的申诉', '受理申诉', 1, 'months', basis('R-294')),
  SHENSU_MEASURE_REVIEW_FILE: limit('申请复查', '收到申诉处理决定', 1, 'months', basis('R-294')),
  SHENSU_MEASURE_REVIEW_DECIDE: limit('作出复查决定', '收到复查申请', 2, 'months', basis('R-294')),
  PROCURATORATE_SUPPL: { ...limit('检察机关退回补充调查', '检察机关退回', 1, 'months', basis('R-262')), maxTimes: 2 },
  PROSECUTION_DECIDE: limit('检察机关审查起诉', '移送审查起诉', 1, 'months', { document: instruments.XSS.title, article: '第172条', tag: 'Q', rule: 'R-262' }, '重大、复杂案件可以延长十五日'),
  UNFREEZE_IRRELEVANT: limit('解除查封、扣押、冻结', '查明与案件无关', 3, 'days', { document: instruments.JCF.title, article: '第26、28条', tag: 'Q', rule: 'law.md 4.5' }),
  ACCIDENT_REPORT: limit('逐级上报安全事故', '事故发生', 24, 'hours', basis('R-610')),
} as const satisfies Record<string, LimitRow>

export type LimitCode = keyof typeof limits

/** A limit from one anchor. `anchorOn` and `dueOn` are days, or ISO instants for a limit in hours. */
export type Limit = { code: LimitCode; label: string; anchorOn: Day; dueOn: Day; basis: Basis; warningOnly: boolean; provisional: boolean; explanation: Explanation[] }

/** What was approved on top of a limit that can be made longer. */
export type Extra = { months?: number; days?: number }

/** The length of a limit under the policy in force; null where the policy sets none (`committeeReviewDays`). */
export function lengthOf(code: LimitCode, policy: Policy): { unit: Length['unit']; count: number } | null {
  const { unit, count }: Length = limits[code].length
  const number = typeof count === 'number' ? count : typeof count === 'string' ? policy[count] : policy.executionMonths[count.execution]
  return number === null ? null : { unit, count: number }
}

/**
 * When a limit ends that begins on a day (or instant, in hours). Months and days roll to a working day
 * working days never count a rest day, hours roll nowhere. It throws for an extension the limit
 * does not know, and for a limit the policy does not set: ask `lengthOf` first.
 */
export function limitOf(code: LimitCode, anchor: Day, moment: Pick<ClockMoment, 'calendar' | 'policy'>, extra: Extra = {}): Limit {
  const row: LimitRow = limits[code]
  const length = lengthOf(code, moment.policy)
  const [months, days] = [extra.months ?? 0, extra.days ?? 0]
  if (!length) throw new Error(`${code} has no length under this policy`)
  if (months + days > 0 && row.extendable === null) throw new Error(`${code} cannot be extended`)

  const reckoned = {
    months: () => byMonths(anchor, row, length.count, { months, days }, moment),
    days: () => byDays(anchor, row, length.count, moment),
    workingDays: () => byWorkingDays(anchor, row, length.count, moment),
    hours: () => byHours(anchor, row, length.count),
  }[length.unit]()
  return { code, label: row.label, anchorOn: anchor, basis: row.basis, warningOnly: row.warningOnly, ...reckoned }
}

/** The day alone on which the same limit ends: what rows of lists are made of, without the reasons. Limits in hours have none. */
export function dueDayOf(code: LimitCode, anchor: Day, { calendar, policy }: Known, { months = 0, days = 0 }: Extra = {}): Day | null {
  const length = lengthOf(code, policy)
  switch (length?.unit) {
    case 'months': return rollToWorkingDay(addDays(addMonths(anchor, length.count + months), days), calendar)
    case 'days': return rollToWorkingDay(addDays(anchor, length.count), calendar)
    case 'workingDays': return addWorkingDays(anchor, length.count, calendar)
    default: return null
  }
}

type Reckoned = Pick<Limit, 'dueOn' | 'provisional' | 'explanation'>
type Known = Pick<ClockMoment, 'calendar' | 'policy'>

const opening = (anchor: Day, row: LimitRow, length: string): Explanation[] => [anchored(anchor, row.from), { day: null, text: `${row.label}期限为${length}`, basis: row.basis }]

function byMonths(anchor: Day, row: LimitRow, count: number, extra: Required<Extra>, { calendar }: Known): Reckoned {
  const last = addDays(addMonths(anchor, count + extra.months), extra.days)
  const amount = [extra.months > 0 ? `${extra.months}个月` : '', extra.days > 0 ? `${extra.days}日` : ''].join('')
  const longer: Explanation[] = amount === '' ? [] : [{ day: last, text: `经批准延长${amount}，至${inChinese(last)}`, basis: row.basis }]
  const { explanation, ...settled } = settle(last, calendar)
  return { ...settled, explanation: [...opening(anchor, row, `${count}个月`), monthsAdded(anchor, count), ...longer, ...explanation] }
}

function byDays(anchor: Day, row: LimitRow, count: number, { calendar }: Known): Reckoned {
  const last = addDays(anchor, count)
  const { explanation, ...settled } = settle(last, calendar)
  return { ...settled, explanation: [...opening(anchor, row, `${count}日`), { day: last, text: `加${count}日，计至${inChinese(last)}`, basis: basis('R-303') }, ...explanation] }
}

function byWorkingDays(anchor: Day, row: LimitRow, count: number, { calendar }: Known): Reckoned {
  const dueOn = addWorkingDays(anchor, count, calendar)
  const rests = restDaysSkipped(addDays(anchor, 1), dueOn, calendar).map(({ day, reason }): Explanation => ({ day, text: `${inChinese(day)}休息（${reason}），不计入`, basis: basis('R-305') }))
  const unpublished = [addDays(anchor, 1), dueOn].filter((day) => isProvisional(day, calendar)).map(yearOf)
  return { dueOn, provisional: unpublished.length > 0, explanation: [...opening(anchor, row, `${count}个工作日`), ...rests, result(dueOn), ...provisionalNotes(unpublished)] }
}

const byHours = (anchor: string, row: LimitRow, count: number): Reckoned => ({
  dueOn: addHours(anchor, count),
  provisional: false,
  explanation: [{ day: null, text: `${row.label}期限为${row.from}后${count}小时，不因休息日顺延`, basis: row.basis }],
})

/** What the clocks read of a case besides its log. */
export type ClockedCase = Pick<Case, 'stage' | 'prosecution'> & {
  package: Pick<Case['package'], 'clueOn' | 'filedOn'>
  decisions: readonly Decided[]
  announcements: readonly Done[]
  services: readonly Done[]
  execution: readonly Pick<Case['execution'][number], 'subjectId' | 'kind' | 'doneOn' | 'extendedOn'>[]
  executionReport: Pick<NonNullable<Case['executionReport']>, 'on'> | null
}
type Decided = Pick<Decision, 'subjectId' | 'track' | 'effectiveOn'> & Partial<Pick<Decision, 'outcome' | 'advice' | 'periodEndsOn' | 'party' | 'admin'>>
type Done = { subjectId: string; on: Day }

/** One clock of a case as lists and the timeline show it. `overdue`: past the day and not done, or done after it. */
export type Clock = {
  code: LimitCode
  label: string
  subjectId: string | null
  startedOn: Day
  dueOn: Day
  endedOn: Day | null
  state: 'running' | 'held' | 'closed'
  overdue: boolean
  light: Light
  warningOnly: boolean
  basis: Basis
  provisional: boolean
  explanation: Explanation[]
}

/** A limit that has begun in a case: from which day, and when it was met. `theirs`: it is the person's own, runs out by itself, and nobody is late. */
export type Run = { code: LimitCode; startedOn: Day; endedOn: Day | null; subjectId: string | null; extra: Extra; theirs: boolean }

/**
 * Every limit whose anchor is in the case or its log, ended ones included, in the order of the way: those before the
 * review, and those after it. What is still open when a case leaves by a side exit ends with it.
 */
export function runsOf(c: ClockedCase, log: readonly ClockEntry[], { policy }: Pick<ClockMoment, 'policy'>): { before: Run[]; after: Run[] } {
  const leftOn = isEnd(c.stage) && c.stage !== 'archived' ? (log.at(-1)?.on ?? null) : null
  const run = (code: LimitCode, startedOn: Day, endedOn: Day | null, more: { subjectId?: string; extra?: Extra } = {}): Run =>
    ({ code, startedOn, endedOn: endedOn ?? leftOn, subjectId: more.subjectId ?? null, extra: more.extra ?? {}, theirs: false })
  const stays = (stage: Stage, code: LimitCode) => staysIn(stage, log).map(({ from, to }) => run(code, from, to))
  const effectiveOn = latest(c.decisions)
  return {
    before: [...(c.package.clueOn === null ? [] : [run('CLUE_OPINION', c.package.clueOn, c.package.filedOn)]), ...stays('transferred', 'ACCEPT_CHECK')],
    after: [
      ...stays('supplementing', 'SUPPLEMENT_ANSWER'),
      ...(lengthOf('COMMITTEE_REVIEW', policy) ? stays('committeeReview', 'COMMITTEE_REVIEW') : []),
      ...c.decisions.flatMap((decision) => afterDecision(decision, c, run)),
      ...c.execution.filter((item) => item.kind === 'formalities').flatMap((item) => {
        const decidedOn = latest(c.decisions.filter((one) => one.subjectId === item.subjectId))
        const extra = item.extendedOn === null ? {} : { months: policy.formalitiesMaxMonths - 1 }
        return decidedOn === null ? [] : [run('CHANGE_FORMALITIES', decidedOn, item.doneOn, { subjectId: item.subjectId, extra })]
      }),
      ...[...c.execution, ...(isEnd(c.stage) ? [] : laterOf(c))].flatMap((item) => {
        const code = item.kind === 'formalities' ? null : executionLimits[item.kind]
        const startedOn = executionFrom(item, c.decisions)
        return code === null || startedOn === null ? [] : [run(code, startedOn, item.doneOn, { subjectId: item.subjectId })]
      }),
      ...(effectiveOn === null ? [] : [run('EXECUTION_REPORT', effectiveOn, c.executionReport?.on ?? null)]),
      ...filingPeriods(c),
      ...(c.prosecution === null ? [] : [run('PROSECUTION_DECIDE', c.prosecution.referredOn, c.prosecution.concludedOn)]),
      ...(c.prosecution?.returns ?? []).map((one) => run('PROCURATORATE_SUPPL', one.on, one.answeredOn)),
    ],
  }
}

/** The limit of each thing to do after a decision; formalities have one of the law. */
const executionLimits = {
  notifyUnit: 'NOTIFY_UNIT', personalFile: 'PERSONAL_FILE', endEmployment: 'END_EMPLOYMENT', property: 'PROPERTY_DISPOSAL', measure: 'MEASURE', representativeNotice: 'REPRESENTATIVE_NOTICE',
  yearlyRating: 'YEARLY_RATING', adviceFollowed: 'ADVICE_FOLLOWED', returnVisit: 'RETURN_VISIT', restoration: 'RESTORATION',
} as const satisfies Record<Exclude<ExecutionKind, 'formalities'>, LimitCode>

/** Every clock of a case, ended ones included, in the order of the way. */
export function clocksOf(c: ClockedCase, log: readonly ClockEntry[], moment: ClockMoment): Clock[] {
  const { before, after } = runsOf(c, log, moment)
  const review = reviewClock(log, moment)
  const clock = (run: Run): Clock => clockFrom(limitOf(run.code, run.startedOn, moment, run.extra), run, moment)
  return [...before.map(clock), ...(review ? [...review.earlierRounds, review] : []).map(reviewAsClock), ...after.map(clock)]
}

/** Announcing each decision; serving it where it is an administrative one. */
function afterDecision(
  { subjectId, track, effectiveOn }: Decided, c: ClockedCase,
  run: (code: LimitCode, startedOn: Day, endedOn: Day | null, more: { subjectId: string }) => Run,
): Run[] {
  const announcedOn = firstAfter(c.announcements, subjectId, effectiveOn)
  const servedOn = firstAfter(c.services, subjectId, effectiveOn)
  return track === 'party'
    ? [run('ANNOUNCE_PARTY', effectiveOn, announcedOn, { subjectId })]
    : [run('ANNOUNCE_ADMIN', effectiveOn, announcedOn, { subjectId }), run('SERVE_ADMIN', effectiveOn, servedOn, { subjectId })]
}

/** The month the person has for 复审 after service. */
const filingPeriods = (c: ClockedCase): Run[] =>
  c.decisions.filter((one) => one.track === 'admin').flatMap(({ subjectId, effectiveOn }) => {
    const servedOn = firstAfter(c.services, subjectId, effectiveOn)
    return servedOn === null ? [] : [{ code: 'FUSHEN_FILE', startedOn: servedOn, endedOn: null, subjectId, extra: {}, theirs: true }]
  })

function clockFrom({ anchorOn, ...limited }: Limit, { subjectId, theirs, ...run }: Run, moment: ClockMoment): Clock {
  const endedOn = theirs ? (moment.on > limited.dueOn ? limited.dueOn : null) : run.endedOn
  const { overdue, light } = standing(limited.dueOn, endedOn, momentFor(limited.code, moment))
  return { ...limited, subjectId, startedOn: anchorOn, endedOn, state: endedOn === null ? 'running' : 'closed', overdue, light: theirs ? 'green' : light }
}

/** A limit of a few working days would be red from its first: it is amber until its last working day. */
export const momentFor = (code: LimitCode, moment: ClockMoment): ClockMoment => {
  const length = lengthOf(code, moment.policy)
  const short = length !== null && length.unit !== 'months' && length.count <= moment.policy.amberDays
  return short ? { ...moment, policy: { ...moment.policy, redDays: Math.min(1, moment.policy.redDays) } } : moment
}

const reviewAsClock = ({ startedOn, dueOn, closedOn, state, overdue, light, provisional, explanation }: ReviewRound): Clock => ({
  code: 'REVIEW', label: limits.REVIEW.label, subjectId: null, startedOn, dueOn, endedOn: closedOn, state, overdue, light,
  warningOnly: false, basis: limits.REVIEW.basis, provisional, explanation,
})

/** Each stay of the case in a stage: the day it came, the day it left. */
const staysIn = (stage: Stage, log: readonly ClockEntry[]): { from: Day; to: Day | null }[] =>
  log.flatMap((entry, n) =>
    entry.to === stage && entry.from !== stage ? [{ from: entry.on, to: log.slice(n + 1).find((later) => later.from === stage && later.to !== stage)?.on ?? null }] : [],
  )

/** The first day on or after the decision on which something was done for this person. */
const firstAfter = (done: readonly Done[], subjectId: string, effectiveOn: Day): Day | null =>
  done.filter((one) => one.subjectId === subjectId && one.on >= effectiveOn).map((one) => one.on).sort()[0] ?? null

const latest = (decisions: readonly Decided[]): Day | null => decisions.map((one) => one.effectiveOn).sort().at(-1) ?? null

/** One thing to do after the decision, with the day by which it is due. */
export type ExecutionLine = ExecutionItem & Pick<Clock, 'overdue'> & { dueOn: Day | null; light: Light | null }

/** Everything to do after the decisions and to follow up later, each with its clock. */
export function executionLines(c: Case, log: readonly ClockEntry[], moment: ClockMoment): ExecutionLine[] {
  const clocks = clocksOf(c, log, moment)
  return [...c.execution, ...(isEnd(c.stage) ? [] : laterOf(c))].map((item) => {
    const code = item.kind === 'formalities' ? 'CHANGE_FORMALITIES' : executionLimits[item.kind]
    const clock = clocks.find((one) => one.code === code && one.subjectId === item.subjectId)
    return { ...item, dueOn: clock?.dueOn ?? null, light: clock?.light ?? null, overdue: clock?.overdue ?? false }
  })
}

/** By when each thing after the decisions is due, without the reasons, and when it was done. */
export function executionDues(c: ClockedCase, log: readonly ClockEntry[], known: Known): { dueOn: Day; doneOn: Day | null }[] {
  const codes = new Set<LimitCode>([...Object.values(executionLimits), 'CHANGE_FORMALITIES'])
  return runsOf(c, log, known).after.filter(({ code }) => codes.has(code)).flatMap(({ code, startedOn, endedOn, extra }) => {
    const dueOn = dueDayOf(code, startedOn, known, extra)
    return dueOn === null ? [] : [{ dueOn, doneOn: endedOn }]
  })
}
