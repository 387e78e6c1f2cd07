/**
 * Reading quality checks: the head of the office all, the team its own, the head of a body what was fed back about it.
 * Of a case that somebody may not see nothing is shown but its seal in the list. Each reading of findings is recorded.
 */
import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Day } from '../review/day.ts'
import { drawFaults, lineOf, type Candidate, type Line } from '../review/draw.ts'
import type { Actor } from '../review/people.ts'
import { checkedBodies, findingsOf, scoreOfSheet, settled, type Feedback, type QualityCheck } from '../review/quality.ts'
import { coverageOf, type Covered } from '../review/quality-years.ts'
import type { Score } from '../review/rubric.ts'
import type { Moment } from '../review/step.ts'
import { bodyOf, linkAt } from './audit.ts'
import { archivedFor, boundBody, mayOpen, sha256, versionFor } from './quality.ts'
import { tellRead } from './readings.ts'
import type { Store } from './store.ts'

/** A check as somebody sees it: cases, sheets and findings of what they may see alone. `version` is theirs. */
export type SeenCheck = { check: QualityCheck; version: number; seen: ReadonlySet<string> }

/** The checks somebody may open, the newest first. Of the cases in them nothing is told here, so it leaves no record. */
export async function checksFor({ t, fresh }: Store, who: Actor): Promise<SeenCheck[]> {
  if (who.role !== 'officeHead' && who.role !== 'qualityReviewer') return []
  const rows = await fresh.select({ doc: t.qualityChecks.doc }).from(t.qualityChecks).where(eq(t.qualityChecks.commission, who.commission)).orderBy(desc(t.qualityChecks.plannedAt), desc(t.qualityChecks.id))
  return rows.map(({ doc }) => JSON.parse(doc) as QualityCheck).filter((c) => mayOpen(who, c)).map((check) => ({ check: without(check, new Set()), version: versionFor(who, check), seen: new Set<string>() }))
}

/** One check with what was found, or null where it is not there for this person. */
export async function checkFor(store: Store, who: Actor, id: string): Promise<SeenCheck | null> {
  const { t, fresh } = store
  if (who.role !== 'officeHead' && who.role !== 'qualityReviewer') return null
  const [row] = await fresh.select({ doc: t.qualityChecks.doc }).from(t.qualityChecks).where(and(eq(t.qualityChecks.commission, who.commission), eq(t.qualityChecks.id, id)))
  const check = row ? (JSON.parse(row.doc) as QualityCheck) : null
  if (!check || !mayOpen(who, check)) return null
  const seen = new Set((await archivedFor(store, fresh, who)).map(({ caseId }) => caseId))
  const shown = without(check, seen)
  tellRead(who, 'quality', shown.cases.map(({ caseId }) => caseId))
  return { check: shown, version: versionFor(who, check), seen }
}

/** The check without the cases that are not in sight. */
function without(c: QualityCheck, seen: ReadonlySet<string>): QualityCheck {
  const inSight = <One extends { caseId: string }>(some: readonly One[]): One[] => some.filter(({ caseId }) => seen.has(caseId))
  return { ...c, cases: inSight(c.cases), sheets: inSight(c.sheets), discussion: c.discussion && { ...c.discussion, grades: inSight(c.discussion.grades) } }
}

/** What anybody needs who wants to draw again: the lines as they were fixed, and of the cases in sight what their seals are made of. */
export type DrawRecord = { lines: (Line & { opened: Candidate | null })[]; faults: string[] }

/** The list of a check as it was fixed, and what does not fit in its draw and in the two links it hangs on. */
export async function drawRecordOf(store: Store, { check, seen }: SeenCheck): Promise<DrawRecord> {
  const { t, fresh } = store
  const { bound, draw, commission } = check
  const [row] = await fresh.select({ candidates: t.qualityChecks.candidates }).from(t.qualityChecks).where(and(eq(t.qualityChecks.commission, commission), eq(t.qualityChecks.id, check.id)))
  const lines = (JSON.parse(row?.candidates ?? '[]') as Candidate[]).map((one) => ({ ...lineOf(one, sha256), opened: seen.has(one.caseId) ? one : null })).sort((one, other) => (`${one.bodyId} ${one.seal}` < `${other.bodyId} ${other.seal}` ? -1 : 1))
  if (!bound) return { lines, faults: [] }
  const [fixed, next] = [await linkAt(store, commission, bound.seq), await linkAt(store, commission, bound.seq + 1)]
  const said = fixed && bodyOf(fixed)
  const fits = said?.event === 'checkPlanned' && said.checkId === check.id && Object.entries(boundBody(check)).every(([name, value]) => said[name] === value)
  return { lines, faults: [
    ...(fits ? [] : [`审计链第${bound.seq}条没有这份名单和承诺`]),
    ...(draw && next?.hash !== draw.beacon ? [`审计链第${bound.seq + 1}条的杂凑值与抽取时不符`] : []),
    ...(draw ? drawFaults({ ...check, ...bound, ...draw, lines }, sha256) : []),
  ] }
}

/** What was fed back to one body, and what it answered. `score` is null where somebody may not see the case: then it is not among them. */
export type ToldFeedback = Feedback & { check: Pick<QualityCheck, 'id' | 'title' | 'mode' | 'rubric'>; version: number; open: boolean; findings: ReturnType<typeof findingsOf>; cases: { caseId: string; number: string; score: Score; grade: string; summary: string }[] }

/** The feedback of a check to one body, as far as its cases are in sight. */
export function toldOf({ check, version }: SeenCheck, feedback: Feedback, whole: QualityCheck = check): ToldFeedback {
  const cases = check.cases.filter(({ bodyId }) => bodyId === feedback.bodyId).flatMap(({ caseId, number }) => {
    const sheet = check.sheets.find((one) => one.caseId === caseId)
    const fixed = check.discussion?.grades.find((one) => one.caseId === caseId)
    return sheet && fixed ? [{ caseId, number, score: scoreOfSheet(check, sheet), grade: fixed.grade, summary: sheet.summary }] : []
  })
  return { ...feedback, check, version, open: !settled(whole, feedback), findings: findingsOf(check, feedback.bodyId), cases }
}

/** What was fed back to the body of whoever heads it, the newest first; empty for everybody else. */
export async function feedbacksFor(store: Store, who: Actor): Promise<ToldFeedback[]> {
  const { t, fresh } = store
  if (who.role !== 'bodyHead') return []
  const rows = await fresh.select({ doc: t.qualityChecks.doc }).from(t.qualityChecks).where(and(eq(t.qualityChecks.commission, who.commission), inArray(t.qualityChecks.state, ['fedBack', 'answered', 'closed']))).orderBy(desc(t.qualityChecks.plannedAt), desc(t.qualityChecks.id))
  const checks = rows.map(({ doc }) => JSON.parse(doc) as QualityCheck).filter((c) => mayOpen(who, c))
  if (checks.length === 0) return []
  const seen = new Set((await archivedFor(store, fresh, who)).map(({ caseId }) => caseId))
  const told = checks.flatMap((c) => c.feedbacks.filter(({ bodyId }) => bodyId === who.bodyId).map((one) => toldOf({ check: without(c, seen), version: versionFor(who, c), seen }, one, c)))
  tellRead(who, 'quality', told.flatMap(({ cases }) => cases.map(({ caseId }) => caseId)))
  return told
}

/** The five-year calendar, for the head of the office and the reviewers of quality; empty for everybody else. */
export async function coverageFor({ t, fresh }: Store, who: Actor, { on, policy, roster }: Pick<Moment, 'on' | 'policy'> & { roster: { bodies: readonly { id: string }[] } }): Promise<Covered[]> {
  if (who.role !== 'officeHead' && who.role !== 'qualityReviewer') return []
  const rows = await fresh.select({ doc: t.qualityChecks.doc }).from(t.qualityChecks).where(and(eq(t.qualityChecks.commission, who.commission), eq(t.qualityChecks.mode, 'full'), inArray(t.qualityChecks.state, ['fedBack', 'answered', 'closed'])))
  const full = rows.flatMap(({ doc }) => fullChecksIn(JSON.parse(doc) as QualityCheck))
  return coverageOf(roster.bodies.map(({ id }) => id), full, { on, ...policy.qualityCycle })
}

/** For which bodies a full check counts: all it was made for, from the day of feedback; those without a case are told with none. */
function fullChecksIn(c: QualityCheck): { bodyId: string; checkId: string; on: Day; caseCount: number }[] {
  const on = c.feedbacks[0]?.sentOn
  if (on === undefined) return []
  return [...new Set([...c.bodyIds, ...checkedBodies(c)])].map((bodyId) => ({ bodyId, checkId: c.id, on, caseCount: c.cases.filter((one) => one.bodyId === bodyId).length }))
}
