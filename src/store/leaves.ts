/** 查阅归档案件: requests to read, what was decided on them, and whom they let read today. Every row leaves a link in the chain. */
import { randomBytes } from 'node:crypto'
import { and, asc, desc, eq, inArray, lt, or, sql, type SQL } from 'drizzle-orm'
import type { Refusal } from '../review/case.ts'
import { decisionRefusals, requestRefusals, type Leave, type LeaveDecision, type LeaveRequest } from '../review/leave.ts'
import { apartFrom, type Actor } from '../review/people.ts'
import type { Moment } from '../review/step.ts'
import { forge } from './audit.ts'
import { load } from './cases.ts'
import { statement } from './prepared.ts'
import { isTaken, type Db, type Store } from './store.ts'
import type { Tables } from './tables.ts'
import { whileUnchanged } from './unchanged.ts'
import { seeing, sightOf, visible } from './visible.ts'

export type LeaveOutcome = { leave: Leave } | { refusals: Refusal[] }

const given = sql.placeholder
const decided = (t: Tables, decision: LeaveDecision['decision']): SQL =>
  sql`exists (select 1 from ${t.leaveDecisions} where ${t.leaveDecisions.commission} = ${t.leaves.commission} and ${t.leaveDecisions.leaveId} = ${t.leaves.id} and ${t.leaveDecisions.decision} = ${sql.raw(`'${decision}'`)})`

const openCases = statement('leaves_open', (db, t) => db.select({ caseId: t.leaves.caseId }).from(t.leaves).where(and(
  eq(t.leaves.commission, given('commission')), eq(t.leaves.personId, given('personId')), sql`${t.leaves.from} <= ${given('on')}`, sql`${t.leaves.until} >= ${given('on')}`, decided(t, 'granted'), sql`not ${decided(t, 'withdrawn')}`)))

const same = whileUnchanged<string[]>()

/** Somebody with what is known of them today: the bodies to be kept apart from, and the archived cases that may be read. */
export async function knownOn(store: Store, who: Actor, { on, policy, roster }: Pick<Moment, 'on' | 'policy' | 'roster'>): Promise<Actor> {
  const open = await same(store, `${who.commission} ${who.personId} ${on}`, async () => {
    const rows = await openCases(store, store.fresh).execute({ commission: who.commission, personId: who.personId, on })
    return [...new Set(rows.map((row) => row.caseId))].sort()
  })
  return { ...who, apart: apartFrom(roster.person(who.personId), { on, policy }), leaves: open }
}

/** Asks to read an archived case. Hidden and missing cases answer alike. */
export const requestLeave = (store: Store, who: Actor, moment: Moment, caseId: string, asked: LeaveRequest): Promise<LeaveOutcome> =>
  store.tx(async (db) => {
    const found = await load(store, db, who, caseId)
    const refusals: Refusal[] = !found ? [{ code: 'NO_SUCH_CASE', message: '没有找到该案件' }]
      : found.case.stage !== 'archived' ? [{ code: 'NOT_ARCHIVED', message: '本案尚未归档，查阅不必申请', field: 'caseId' }]
      : requestRefusals(asked, who, moment)
    if (refusals.length > 0) return refused(store, db, who, moment, { event: 'request', caseId }, refusals)
    const leave: Leave = { ...asked, id: `${Date.parse(moment.at).toString(36).padStart(9, '0')}${randomBytes(6).toString('hex')}`, caseId, requestedBy: who.personId, requestedOn: moment.on, decisions: [] }
    const { decisions: _none, ...row } = leave
    await db.insert(store.t.leaves).values({ commission: who.commission, ...row, requestedAt: moment.at })
    await forge(store, db, { commission: who.commission, at: moment.at, kind: 'leave', body: { event: 'requested', by: who.personId, role: who.role, leave: row } })
    return { leave }
  })

/** Grants a leave, refuses it, or withdraws one that was granted: from the next request on. */
export async function decideLeave(store: Store, who: Actor, moment: Moment, leaveId: string, decision: Pick<LeaveDecision, 'decision' | 'reason'>): Promise<LeaveOutcome> {
  for (let tries = 1; ; tries++)
    try {
      return await store.tx(async (db) => {
        const [leave] = await leavesWhere(store, db, and(eq(store.t.leaves.commission, who.commission), eq(store.t.leaves.id, leaveId)), 1)
        const known = leave && (await load(store, db, who, leave.caseId))
        if (!known) return refused(store, db, who, moment, { event: decision.decision, leaveId }, [{ code: 'NO_SUCH_LEAVE', message: '没有找到这份查阅申请' }])
        const refusals = decisionRefusals(leave, decision, who, moment)
        if (refusals.length > 0) return refused(store, db, who, moment, { event: decision.decision, leaveId }, refusals)
        const made: LeaveDecision = { ...decision, by: who.personId, on: moment.on }
        await db.insert(store.t.leaveDecisions).values({ commission: who.commission, leaveId, n: leave.decisions.length + 1, role: who.role, at: moment.at, ...made })
        await forge(store, db, { commission: who.commission, at: moment.at, kind: 'leave', body: { event: decision.decision, leaveId, caseId: leave.caseId, personId: leave.personId, reason: decision.reason, by: who.personId, role: who.role } })
        return { leave: { ...leave, decisions: [...leave.decisions, made] } }
      })
    } catch (error) {
      if (tries > 3 || !isTaken(error)) throw error // two decided at once: the second reads the first
    }
}

/** The requests somebody may see, newest first: their own; all on cases they see, where they decide on them or keep the archive. */
export async function leaves(store: Store, who: Actor, { policy }: Moment, { first, after }: { first: number; after?: string | undefined }): Promise<{ rows: Leave[]; hasNext: boolean; totalCount: () => Promise<number> }> {
  const sight = sightOf(who)
  const all = who.role === policy.leaveApprover || who.role === 'archivist'
  const { t, fresh } = store
  const own = or(eq(t.leaves.personId, who.personId), eq(t.leaves.requestedBy, who.personId))
  const seen = (await seenCases(store, fresh, sight).execute(sight.values)).map((row) => row.id)
  const where = and(eq(t.leaves.commission, who.commission), inArray(t.leaves.caseId, seen), all ? undefined : own)
  const rows = await leavesWhere(store, fresh, and(where, after === undefined ? undefined : lt(t.leaves.id, after)), first + 1)
  return { rows: rows.slice(0, first), hasNext: rows.length > first, totalCount: () => fresh.$count(t.leaves, where) }
}

/** The cases with requests that somebody sees. */
const seenCases = seeing('leaves_cases', (db, t, sight) => db.select({ id: t.cases.id }).from(t.cases)
  .where(and(visible(t, t.cases, sight), inArray(t.cases.id, db.select({ id: t.leaves.caseId }).from(t.leaves).where(eq(t.leaves.commission, given('commission')))))))

async function leavesWhere({ t }: Store, db: Db, where: SQL | undefined, limit: number): Promise<Leave[]> {
  const rows = await db.select().from(t.leaves).where(where).orderBy(desc(t.leaves.id)).limit(limit)
  const decisions = rows.length === 0 ? [] : await db.select().from(t.leaveDecisions).where(and(eq(t.leaveDecisions.commission, rows[0]!.commission), inArray(t.leaveDecisions.leaveId, rows.map((row) => row.id)))).orderBy(asc(t.leaveDecisions.n)) // there is a row
  return rows.map(({ id, caseId, personId, purpose, from, until, letter, requestedBy, requestedOn }) => ({
    id, caseId, personId, purpose, from, until, letter, requestedBy, requestedOn,
    decisions: decisions.filter((one) => one.leaveId === id).map(({ decision, reason, by, on }) => ({ decision, reason, by, on })),
  }))
}

async function refused(store: Store, db: Db, who: Actor, { at }: Moment, asked: Record<string, unknown>, refusals: Refusal[]): Promise<LeaveOutcome> {
  await forge(store, db, { commission: who.commission, at, kind: 'refusal', body: { ...asked, by: who.personId, role: who.role, codes: refusals.map((one) => one.code) } })
  return { refusals }
}
