/**
 * 案件质量评查 (“三合一”, R-560 to R-566): what a quality check is, how far it has come, and what follows from it. It looks at
 * archived cases beside their own lifecycle and never changes them; `quality-act.ts` is the one door through which a check changes.
 */
import type { Case, Opinion, Refusal } from './case.ts'
import { addDays, type Day } from './day.ts'
import { drawFrom, type Candidate, type DrawSize } from './draw.ts'
import type { Actor, Roster } from './people.ts'
import type { Policy } from './policy.ts'
import type { QualityStepName } from './quality-steps.ts'
import { scoreOf, type Bonus, type Grade, type Ground, type Mark, type QualityStandard, type Rubric } from './rubric.ts'

/** 日常评查, 全面评查, 专项评查. */
export const qualityModes = ['daily', 'full', 'special'] as const
export type QualityMode = (typeof qualityModes)[number]
export const qualityModeWords: Record<QualityMode, string> = { daily: '日常评查', full: '全面评查', special: '专项评查' }

/** How far a check has come. `answered`: every body has answered what it had to put right. */
export const qualityStates = ['planned', 'drawn', 'reviewing', 'graded', 'fedBack', 'answered', 'closed', 'abandoned'] as const
export type QualityState = (typeof qualityStates)[number]
export const qualityStateWords: Record<QualityState, string> = { planned: '名单已固定', drawn: '案件已抽取', reviewing: '评查中', graded: '等次已确定', fedBack: '已反馈，待整改', answered: '已答复，待核实', closed: '已办结', abandoned: '已终止' }

/** 评分表 of one case, as its reviewer last signed it. */
export type Sheet = { caseId: string; marks: Mark[]; bonuses: Bonus[]; grounds: Ground[]; summary: string; signedBy: string; signedOn: Day }
/** 等次 of one case: what the score suggests beside what people decided, with the reason where they differ. */
export type Fixed = { caseId: string; score: number; suggested: Grade; grade: Grade; reason: string | null }
/** 集体研究. */
export type Discussion = { on: Day; attendees: string[]; opinions: Opinion[]; minutes: string; grades: Fixed[]; recordedBy: string }
/** 整改答复: what the body did about each finding, and what the office found on checking it. */
export type Rectification = { measures: { markId: string; measure: string; done: boolean }[]; note: string; by: string; on: Day; verdict: { accepted: boolean; reason: string | null; by: string; on: Day } | null }
/** 反馈 to one body; the answers it gave, oldest first. */
export type Feedback = { bodyId: string; sentOn: Day; dueOn: Day; note: string; answers: Rectification[] }

export type QualityCheck = DrawSize & {
  id: string
  commission: string
  title: string
  mode: QualityMode
  /** What a special check looks at. */
  theme: string | null
  /** The days on which the cases were archived. */
  from: Day
  until: Day
  bodyIds: string[]
  state: QualityState
  version: number
  plannedBy: string
  plannedOn: Day
  /** What the list and the secret were bound by before the draw, and the number of the link that says so; null in a daily check, whose cases are named. */
  bound: { listHash: string; commitment: string; seq: number } | null
  draw: { secret: string; beacon: string; seed: string; seals: string[]; by: string; on: Day } | null
  /** The cases that are looked at, in the order drawn. */
  cases: Candidate[]
  /** The rubric as it was in force on the day of planning. */
  rubric: Rubric
  team: string[]
  sheets: Sheet[]
  discussion: Discussion | null
  feedbacks: Feedback[]
  /** The end: what came of it, or why it was given up. */
  closed: { on: Day; by: string; summary: string } | null
}

/** One step of a check, as it is kept. */
export type QualityEntry = { n: number; step: QualityStepName; by: string; role: Actor['role']; bodyId: string | null; on: Day; at: string; payload: unknown }

/** A finding fed back to a body in another check, which may make a defect a repeated one. */
export type EarlierFinding = { checkId: string; title: string; bodyId: string; itemId: string; sentOn: Day; dueOn: Day }

/** The outside facts a step needs: the day, the settings, the cases looked at as they stand, which of them the person may read today, and what was fed back before. */
export type QualityScene = { who: Actor; on: Day; at: string; policy: Policy; roster: Roster; caseOf: (id: string) => Case | undefined; reads: (id: string) => boolean; earlier: readonly EarlierFinding[] }

/** What a step of a check is. `from`: where it is possible. */
export type QualityStep<Payload> = {
  label: string
  about: string
  by: Actor['role']
  from: readonly QualityState[]
  check: (c: QualityCheck, payload: Payload, scene: QualityScene) => Refusal[]
  apply: (c: QualityCheck, payload: Payload, scene: QualityScene) => QualityCheck
}

/** The score of a sheet by the rubric of its check. */
export const scoreOfSheet = ({ rubric }: Pick<QualityCheck, 'rubric'>, sheet: Sheet) => scoreOf(rubric, sheet)

/** Everything that was found in the cases of a body, in the order of the sheets. */
export const findingsOf = (c: Pick<QualityCheck, 'cases' | 'sheets'>, bodyId: string): (Mark & { caseId: string })[] =>
  c.sheets.filter(({ caseId }) => c.cases.find((one) => one.caseId === caseId)?.bodyId === bodyId).flatMap(({ caseId, marks }) => marks.map((mark) => ({ ...mark, caseId })))

/** The bodies whose cases are looked at, each once. */
export const checkedBodies = (c: Pick<QualityCheck, 'cases'>): string[] => [...new Set(c.cases.map(({ bodyId }) => bodyId))].sort()

/** Whether a body has nothing more to answer: nothing was found, or its last answer stands. */
export function settled(c: QualityCheck, { bodyId, answers }: Feedback): boolean {
  const last = answers.at(-1)
  return findingsOf(c, bodyId).length === 0 || (last !== undefined && last.verdict?.accepted !== false)
}

/** What a check has fed back, as later checks count it. */
export const fedBackBy = (c: QualityCheck): EarlierFinding[] =>
  c.feedbacks.flatMap(({ bodyId, sentOn, dueOn }) => [...new Set(findingsOf(c, bodyId).map(({ itemId }) => itemId))].map((itemId) => ({ checkId: c.id, title: c.title, bodyId, itemId, sentOn, dueOn })))

/** Every finding that was fed back, of the cases in sight, by day and standard: what a circular counts. */
export const faultsFedBack = (c: QualityCheck, isSeen: (caseId: string) => boolean): { on: Day; bodyId: string; standard: QualityStandard }[] =>
  c.feedbacks.flatMap(({ bodyId, sentOn }) => findingsOf(c, bodyId).filter(({ caseId }) => isSeen(caseId)).flatMap(({ itemId }) => {
    const item = c.rubric.items.find(({ id }) => id === itemId)
    return item ? [{ on: sentOn, bodyId, standard: item.standard }] : []
  }))

/**
 * The earlier check that makes a defect a repeated one, or null: the same item, at the same body, to be put right
 * before this check was planned, and the case was closed after it had been fed back: what was done before cannot have learnt from it.
 */
export function repeatOf(c: Pick<QualityCheck, 'id' | 'plannedOn'>, { bodyId, closedOn }: Pick<Candidate, 'bodyId' | 'closedOn'>, itemId: string, earlier: readonly EarlierFinding[]): string | null {
  const found = earlier.find((one) => one.checkId !== c.id && one.bodyId === bodyId && one.itemId === itemId && one.dueOn < c.plannedOn && one.sentOn < closedOn)
  return found?.checkId ?? null
}

/** The day by which a body answers what was fed back. */
export const answerDueOn = (sentOn: Day, { rectifyDays }: Pick<Policy, 'rectifyDays'>): Day => addDays(sentOn, rectifyDays)

/** The cases a seed draws from the candidates, in order. */
export const drawnCases = (candidates: readonly (Candidate & { seal: string })[], size: DrawSize, seed: string, sha256: (text: string) => string): { seals: string[]; cases: Candidate[] } => {
  const seals = drawFrom(candidates, size, seed, sha256)
  return { seals, cases: seals.flatMap((seal) => candidates.filter((one) => one.seal === seal).map(({ seal: _seal, ...one }) => one)) }
}
