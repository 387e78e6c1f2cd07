/**
 * `replay FILE`: drives given cases through the door on their days, prints a line a case, and compares
 * with what the file says. Nothing is stored unless every case of the file can be carried out.
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Entry } from '../review/act.ts'
import type { Case, Route } from '../review/case.ts'
import { checksOf } from '../review/checks.ts'
import { reviewClock } from '../review/clock.ts'
import type { Day } from '../review/day.ts'
import { routeOf } from '../review/policy.ts'
import { adminWords, partyWords } from '../review/sanctions.ts'
import { steps } from '../review/steps/index.ts'
import { returnKindWords, stageWords } from '../review/words.ts'
import { openStore } from '../store/store.ts'
import { faultLine, kindOfReturn, readGiven, returnsOf, type Fault, type Given } from './given.ts'
import { carry, instantOf, settleCity } from './settle.ts'
import type { Planned } from './plan.ts'
import { extendedDueDays, momentOf, planFor, rehearse } from './rehearse.ts'

type ReplayOptions = { json: boolean; database: string | null; commission: string }
/** Where lines go: results to `out`, faults to `err`. */
type Lines = { out: (line: string) => void; err: (line: string) => void }

/** Exit code 0: all as the file says; 1: differences; 2: bad input, nothing stored. */
export async function replay(file: string, options: ReplayOptions, lines: Lines): Promise<0 | 1 | 2> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    lines.err(`读不了文件“${file}”，请核对路径`)
    return 2
  }
  const read = readGiven(text)
  if ('faults' in read) return faulty(read.faults, lines)
  const planned = read.cases.map((given) => ({ given, plan: planFor(given) }))
  const faults = planned.flatMap(({ given, plan }) => refused(given, plan))
  if (faults.length > 0) return faulty(faults, lines)

  const folder = options.database === null ? await mkdtemp(join(tmpdir(), 'huapian-')) : null
  const store = await openStore(options.database ?? join(folder ?? '', 'replay.db'))
  try {
    await settleCity(store, options.commission, instantOf('2018-01-01'))
    let differing = 0
    for (const { given, plan } of planned) {
      const taken = await carry(store, options.commission, plan, { key: `import:${given.id}:${randomUUID()}`, numbered: true })
      if (taken === null) continue
      if ('refusals' in taken) return faulty(taken.refusals.map((refusal) => ({ case: given.id, field: taken.at.field, message: `${steps[taken.at.step].label}：${refusal.message}` })), lines)
      const walked = summaryOf(taken.case, taken.log)
      const differences = differencesOf(given, walked)
      if (differences.length > 0) differing++
      lines.out(options.json ? JSON.stringify({ id: given.id, ...walked, differences }) : lineOf(walked))
      if (!options.json) for (const one of differences) lines.out(`  ✗ ${given.id} ${one.field}：文件为${String(one.given)}，重演为${String(one.replayed)}`)
    }
    if (!options.json) lines.out(differing === 0 ? `${planned.length}件全部与文件一致` : `${planned.length}件中${differing}件与文件不一致`)
    return differing === 0 ? 0 : 1
  } finally {
    await store.close()
    if (folder) await rm(folder, { recursive: true, force: true })
  }
}

function faulty(faults: readonly Fault[], { err }: Lines): 2 {
  for (const fault of faults) err(faultLine(fault))
  return 2
}

/** Why the law does not allow a step on its day: one fault a refusal, at the field the day comes from. */
function refused(given: Given, plan: readonly Planned[]): Fault[] {
  const rehearsed = rehearse(plan)
  return 'refusals' in rehearsed ? rehearsed.refusals.map((refusal) => ({ case: given.id, field: rehearsed.at.field, message: `${steps[rehearsed.at.step].label}：${refusal.message}` })) : []
}

type Summary = {
  number: string
  route: Route
  stages: Case['stage'][]
  returns: { kind: 'supplement' | 'reinvestigation'; items: number }[]
  netReviewDays: number | null
  dueOn: Day | null
  extendedDueDays: Day[]
  party: { sanction: string; endsOn: Day | null } | null
  admin: { sanction: string; endsOn: Day | null } | null
  /** The check codes that the case comes under, each once, as the file writes them. */
  checks: string[]
  stage: Case['stage']
}

/** What came of a case: read off the case and its log. */
function summaryOf(c: Case, log: readonly Entry[]): Summary {
  const last = log.at(-1)
  const moment = momentOf(last?.writtenOn ?? '2018-01-01')
  const clock = reviewClock(log, moment)
  const party = c.decisions.find((one) => one.track === 'party')
  const admin = c.decisions.find((one) => one.track === 'admin')
  const subject = c.package.subjects[0]
  return {
    number: c.number,
    route: subject ? routeOf(subject, { party: party?.party ?? 'none', admin: admin?.admin ?? 'none' }, moment.policy) : 'C',
    stages: log.filter((entry, n) => n === 0 || entry.to !== entry.from).map((entry) => entry.to),
    returns: c.returns.filter((one) => one.approvedBy !== null).map((one) => ({ kind: one.kind, items: one.outline.length })),
    netReviewDays: clock?.netDays ?? null,
    dueOn: clock?.dueOn ?? null,
    extendedDueDays: extendedDueDays(log),
    party: party ? { sanction: partyWords[party.party], endsOn: party.periodEndsOn } : null,
    admin: admin ? { sanction: adminWords[admin.admin], endsOn: admin.periodEndsOn } : null,
    checks: [...new Set(checksOf(c, log, moment).map(({ code }) => `CHK_${code}`))],
    stage: c.stage,
  }
}

type Difference = { field: string; given: unknown; replayed: unknown }

/** Where the replayed case and the file part. */
function differencesOf(given: Given, walked: Summary): Difference[] {
  const expected = returnsOf(given)
  const rows: [field: string, given: unknown, replayed: unknown][] = [
    ['review.returns（次数）', expected.length, walked.returns.length],
    ...expected.flatMap((back, n): [string, unknown, unknown][] => [
      [`review.returns.${n}.type`, returnKindWords[kindOfReturn(back)], walked.returns[n] ? returnKindWords[walked.returns[n].kind] : null],
      [`review.returns.${n}.items（项数）`, back.items.length, walked.returns[n]?.items ?? null],
    ]),
    ['review.netReviewDays', given.review.netReviewDays, walked.netReviewDays],
    ['review.extension.newDueOn', given.review.extension?.newDueOn ?? null, walked.extendedDueDays.find((day) => day === given.review.extension?.newDueOn) ?? walked.extendedDueDays[0] ?? null],
    ['approval.route', given.approval.route, walked.route],
    ['finalSanction.partyInfluenceEndsOn', given.finalSanction.partyInfluenceEndsOn, walked.party?.endsOn ?? null],
    ['finalSanction.governmentPeriodEndsOn', given.finalSanction.governmentPeriodEndsOn, walked.admin?.endsOn ?? null],
    ['终态', stageWords.archived, stageWords[walked.stage]],
  ]
  return rows.filter(([, one, other]) => one !== other).map(([field, one, other]) => ({ field, given: one, replayed: other }))
}

const until = (one: Summary['party']): string => (one === null ? '无' : one.endsOn === null ? one.sanction : `${one.sanction}（至${one.endsOn}）`)

function lineOf(walked: Summary): string {
  const returns = walked.returns.length === 0 ? '未退回' : walked.returns.map((one) => `${returnKindWords[one.kind]}${one.items}项`).join('、')
  return [
    walked.number, `路径${walked.route}`, walked.stages.map((stage) => stageWords[stage]).join('→'), returns, `净审理${walked.netReviewDays ?? '—'}天`,
    `届满${walked.dueOn ?? '—'}`, `党纪：${until(walked.party)}`, `政务：${until(walked.admin)}`, `核对：${walked.checks.join('、') || '无'}`, stageWords[walked.stage],
  ].join(' | ')
}
