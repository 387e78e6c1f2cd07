/**
 * Changing quality checks: load, decide, keep. One transaction holds the row, its entry with the operation key, and the
 * link of the chain; a refusal changes nothing and leaves a link too. Links say who did what to which check; what was found is covered by the hashes of the rows.
 */
import { hash, randomBytes } from 'node:crypto'
import { and, eq, ne } from 'drizzle-orm'
import type { Case, Refusal } from '../review/case.ts'
import { commitmentTo, lineOf, listHashOf, sealOf, seedOf, type Candidate } from '../review/draw.ts'
import type { Actor } from '../review/people.ts'
import { drawnCases, fedBackBy, type EarlierFinding, type QualityCheck, type QualityScene } from '../review/quality.ts'
import { actOnCheck } from '../review/quality-act.ts'
import { candidatesFor, planned, planRefusals, type Archived, type Plan } from '../review/quality-plan.ts'
import type { QualityPayload, QualityStepName } from '../review/quality-steps.ts'
import { no } from '../review/refusal.ts'
import type { Moment } from '../review/step.ts'
import { maySee, sideFor } from '../review/visibility.ts'
import { forge, idAsked, linkAt, record } from './audit.ts'
import { canonical, digest } from './canonical.ts'
import { loadUnseen } from './cases.ts'
import { impostor } from './grants.ts'
import { staffOf, inTurn } from './staff.ts'
import { isTaken, type Db, type Store } from './store.ts'
import { rowsFor, seeing, sightOf, visible } from './visible.ts'

export type QualityOutcome = { checkId: string } | { refusals: Refusal[] }
type Asking = { who: Actor; moment: Moment }
/** What somebody asks for: `version` is that of the check as they saw it (`versionFor`). */
export type QualityOrder<Name extends QualityStepName> = Asking & { checkId: string; version: number; step: Name; payload: QualityPayload<Name>; operationKey: string }

export const sha256 = (text: string): string => hash('sha256', text, 'hex')

/** Fixes the list of a check and binds the secret, or names the cases of a daily one. */
export const planCheck = (store: Store, { who, moment, plan, operationKey }: Asking & { plan: Plan; operationKey: string }): Promise<QualityOutcome> =>
  answer(store, { who, moment, step: 'plan', checkId: null, operationKey }, plan, async (db, requestHash) => {
    const found = candidatesFor(plan, await archivedFor(store, db, who))
    const refusals = planRefusals(plan, found, who, { on: moment.on, knows: (id) => moment.roster.body(id) !== undefined })
    if (refusals.length > 0) return { refusals }
    const id = `${Date.parse(moment.at).toString(36)}${randomBytes(6).toString('hex')}`
    const candidates = found.map((one): Candidate => ({ ...one, blind: randomBytes(16).toString('hex') }))
    const secret = randomBytes(32).toString('hex')
    await inTurn(store, db, who.commission)
    const bound = { listHash: listHashOf(candidates.map((one) => lineOf(one, sha256)), sha256), commitment: commitmentTo(secret, sha256), seq: (await endOf(store, db, who.commission)) + 1 }
    const check = planned(plan, candidates, { id, who, on: moment.on, policy: moment.policy, bound })
    const row = { commission: who.commission, id, mode: check.mode, state: check.state, version: check.version, plannedBy: who.personId, plannedAt: moment.at, requestHash, candidates: canonical(candidates), secret, doc: canonical(check) }
    await db.insert(store.t.qualityChecks).values(row)
    await addEntry(store, db, { who, moment, operationKey, requestHash, checkId: id, n: 1, step: 'plan', payload: plan })
    const { seq } = await forge(store, db, { commission: who.commission, at: moment.at, kind: 'quality', body: { event: 'checkPlanned', checkId: id, by: who.personId, role: who.role, ...(check.bound ? boundBody(check) : {}) } })
    if (check.bound && seq !== check.bound.seq) throw new Error(`the list was bound by link ${check.bound.seq} and stands in ${seq}`)
    return { checkId: id }
  })

/** What the link says by which a list was fixed: all that the draw hangs on. */
export const boundBody = ({ bound, perBody, total }: Pick<QualityCheck, 'bound' | 'perBody' | 'total'>) => ({ listHash: bound?.listHash, commitment: bound?.commitment, perBody, total })

/** 抽取. Where nothing has been written into the chain since the list was fixed, a link is written first: the draw hangs on the next one, whoever's it is. */
export async function drawCheck(store: Store, { who, moment, checkId, version, operationKey }: Omit<QualityOrder<'draw'>, 'step' | 'payload'>): Promise<QualityOutcome> {
  const check = await loadCheck(store, store.fresh, who.commission, checkId)
  if (check?.bound && who.role === 'officeHead' && !(await linkAt(store, who.commission, check.bound.seq + 1)))
    await record(store, { commission: who.commission, at: moment.at, kind: 'quality', body: { event: 'checkBeacon', checkId, by: who.personId, role: who.role } })
  return answer(store, { who, moment, step: 'draw', checkId, operationKey }, { version }, async (db, requestHash) => {
    const found = await seenCheck(store, db, who, checkId, version)
    if ('refusals' in found) return found
    const given = await drawOf(store, db, found)
    return decide(store, db, { who, moment, checkId, version, step: 'draw', payload: given, operationKey }, found, requestHash)
  })
}

/** Takes any other step on a check, or says why not. */
export const takeOnCheck = <Name extends Exclude<QualityStepName, 'draw'>>(store: Store, order: QualityOrder<Name>): Promise<QualityOutcome> =>
  answer(store, order, { version: order.version, payload: order.payload }, async (db, requestHash) => {
    const found = await seenCheck(store, db, order.who, order.checkId, order.version)
    return 'refusals' in found ? found : decide(store, db, order, found, requestHash)
  })

async function decide<Name extends QualityStepName>(store: Store, db: Db, order: QualityOrder<Name>, found: QualityCheck, requestHash: string): Promise<QualityOutcome> {
  const { who, moment, step, payload, checkId } = order
  const outcome = actOnCheck(found, step, payload, await sceneOf(store, db, order, found))
  if ('refusals' in outcome) return outcome
  const { check, entry } = outcome
  const { commission } = who
  await db.update(store.t.qualityChecks).set({ state: check.state, version: check.version, doc: canonical(check) }).where(and(eq(store.t.qualityChecks.commission, commission), eq(store.t.qualityChecks.id, checkId)))
  await addEntry(store, db, { who, moment, operationKey: order.operationKey, requestHash, checkId, n: entry.n, step, payload })
  const cases = step === 'draw' ? check.cases.map(({ caseId }) => caseId) : caseIn(payload)
  await forge(store, db, { commission, at: moment.at, kind: 'quality', body: { event: step, checkId, by: who.personId, role: who.role, ...(cases.length > 0 ? { cases } : {}) } })
  return { checkId }
}

const caseIn = (payload: unknown): string[] => (typeof payload === 'object' && payload !== null && 'caseId' in payload ? [String(payload.caseId)] : [])

/** What the list, the secret and the chain make of a draw; nothing of it is anybody's choice. */
async function drawOf(store: Store, db: Db, check: QualityCheck): Promise<QualityPayload<'draw'>> {
  const none = { secret: '', beacon: '', seed: '', seals: [], cases: [] }
  const [row] = await db.select({ candidates: store.t.qualityChecks.candidates, secret: store.t.qualityChecks.secret }).from(store.t.qualityChecks).where(and(eq(store.t.qualityChecks.commission, check.commission), eq(store.t.qualityChecks.id, check.id)))
  const link = check.bound && (await linkAt(store, check.commission, check.bound.seq + 1))
  if (!row || !check.bound || !link) return none // a check that is not to be drawn: refused by its state
  const candidates = (JSON.parse(row.candidates) as Candidate[]).map((one) => ({ ...one, seal: sealOf(one, sha256) }))
  const seed = seedOf({ listHash: check.bound.listHash, secret: row.secret, beacon: link.hash }, sha256)
  return { secret: row.secret, beacon: link.hash, seed, ...drawnCases(candidates, check, seed, sha256) }
}

async function sceneOf<Name extends QualityStepName>(store: Store, db: Db, { who, moment }: QualityOrder<Name>, check: QualityCheck): Promise<QualityScene> {
  const cases = new Map<string, Case>()
  if (check.state === 'drawn' || check.state === 'reviewing')
    for (const { caseId } of check.cases) {
      const found = await loadUnseen(store, db, who.commission, caseId)
      if (found) cases.set(caseId, found.case)
    }
  const { on, at, policy, roster } = moment
  return {
    who, on, at, policy, roster, caseOf: (id) => cases.get(id),
    reads: (id) => { const c = cases.get(id); return c !== undefined && maySee(who, c) && sideFor(who, c) !== 'closed' },
    earlier: check.state === 'reviewing' ? await earlierThan(store, db, check) : [],
  }
}

async function earlierThan({ t }: Store, db: Db, { commission, id }: QualityCheck): Promise<EarlierFinding[]> {
  const rows = await db.select({ doc: t.qualityChecks.doc }).from(t.qualityChecks).where(and(eq(t.qualityChecks.commission, commission), ne(t.qualityChecks.id, id)))
  return rows.flatMap(({ doc }) => fedBackBy(JSON.parse(doc) as QualityCheck))
}

/** A check whoever asks: `mayOpen` says whether they may. */
async function loadCheck({ t }: Store, db: Db, commission: string, id: string): Promise<QualityCheck | null> {
  const [row] = await db.select({ doc: t.qualityChecks.doc }).from(t.qualityChecks).where(and(eq(t.qualityChecks.commission, commission), eq(t.qualityChecks.id, id)))
  return row ? (JSON.parse(row.doc) as QualityCheck) : null
}

/** Who has to do with a check: the head of the office, the team, and the head of a body from the day it was fed back to. */
export const mayOpen = (who: Actor, c: QualityCheck): boolean =>
  who.role === 'officeHead' || (who.role === 'qualityReviewer' && c.team.includes(who.personId)) || (who.role === 'bodyHead' && c.feedbacks.some(({ bodyId }) => bodyId === who.bodyId))

/** The version of a check as somebody sees it: a body counts its own answers and what was said to them, and nothing of the others. */
export const versionFor = (who: Actor, c: QualityCheck): number =>
  who.role === 'bodyHead' ? c.feedbacks.filter(({ bodyId }) => bodyId === who.bodyId).reduce((sum, { answers }) => sum + answers.length + answers.filter(({ verdict }) => verdict !== null).length, 1) : c.version

async function seenCheck(store: Store, db: Db, who: Actor, id: string, version: number): Promise<QualityCheck | { refusals: Refusal[] }> {
  await inTurn(store, db, who.commission)
  const check = await loadCheck(store, db, who.commission, id)
  if (!check || !mayOpen(who, check)) return { refusals: [no('NO_SUCH_CHECK', '没有找到这次评查')] }
  return versionFor(who, check) === version ? check : { refusals: [no('STALE', '这次评查已经有了新的办理，请刷新后再办')] }
}

type Asked = Asking & { step: QualityStepName | 'plan'; checkId: string | null; operationKey: string }

/** What is common: the first answer where the operation was carried out already, whether they hold the post, and a link for each refusal. */
async function answer(store: Store, { who, moment, step, checkId, operationKey }: Asked, asked: unknown, work: (db: Db, requestHash: string) => Promise<QualityOutcome>): Promise<QualityOutcome> {
  const { t } = store
  const { commission, personId, role, bodyId } = who
  const requestHash = digest(canonical({ step, checkId, asked, personId, role, bodyId }))
  for (let tries = 1; ; tries++)
    try {
      return await store.tx(async (db) => {
        const [used] = await db.select({ checkId: t.qualityEntries.checkId, requestHash: t.qualityEntries.requestHash }).from(t.qualityEntries)
          .where(and(eq(t.qualityEntries.commission, commission), eq(t.qualityEntries.by, personId), eq(t.qualityEntries.operationKey, operationKey)))
        if (used && used.requestHash === requestHash) return { checkId: used.checkId }
        const barred = used ? [no('OPERATION_KEY_REUSED', '这个操作编号已用于另一项操作，请刷新后重试')] : impostor(await staffOf(store, db, commission, moment.at), who, moment.on)
        const outcome = barred.length > 0 ? { refusals: barred } : await work(db, requestHash)
        if ('refusals' in outcome) await forge(store, db, { commission, at: moment.at, kind: 'refusal', body: { event: step, checkId: idAsked(checkId), by: personId, role, codes: outcome.refusals.map(({ code }) => code) } })
        return outcome
      })
    } catch (error) {
      if (tries > 3 || !isTaken(error)) throw error // the same sent twice at once: the second reads the first
    }
}

const addEntry = (store: Store, db: Db, { who, moment, payload, ...entry }: Asking & { operationKey: string; requestHash: string; checkId: string; n: number; step: QualityStepName | 'plan'; payload: unknown }) =>
  db.insert(store.t.qualityEntries).values({ ...entry, commission: who.commission, by: who.personId, role: who.role, bodyId: who.bodyId, on: moment.on, at: moment.at, payload: canonical(payload) })

/** The number of the last link. */
async function endOf({ t }: Store, db: Db, commission: string): Promise<number> {
  const [head] = await db.select({ seq: t.heads.seq }).from(t.heads).where(eq(t.heads.commission, commission))
  return head?.seq ?? 0
}

const archivedSeen = seeing('quality_archived', (db, t, sight) => {
  const f = rowsFor(t, sight)
  return db.select({ caseId: f.id, number: f.number, bodyId: f.bodyId, closedOn: f.lastOn }).from(f).where(and(visible(t, f, sight), eq(f.stage, 'archived'))).orderBy(f.id)
})

/** The archived cases that are there for somebody. */
export async function archivedFor(store: Store, db: Db, who: Actor): Promise<Archived[]> {
  const sight = sightOf(who)
  return archivedSeen(store, db, sight).execute(sight.values)
}
