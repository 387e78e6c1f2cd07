/**
 * 参数变更: the numbers of the policy with all their values, what another value would move, and the door through which
 * they change, for the API and the command line alike. What is listed are the open cases that the person asking may
 * see; once in force, a value holds for every case, and the rows follow (`carry`).
 */
import { randomBytes } from 'node:crypto'
import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, lte, notInArray, sql, type SQL } from 'drizzle-orm'
import { ends, type Refusal } from '../review/case.ts'
import type { Day } from '../review/day.ts'
import { lapsesOn } from '../review/grants.ts'
import type { Actor } from '../review/people.ts'
import { firstPolicy, policyOn, type Policy, type PolicyRow } from '../review/policy.ts'
import { askingRefused, beginsOn, decidingRefused, movesCases, policyMoves, proposingRefused, readsPolicy, rowOf, withdrawingRefused, type ChangeState, type PolicyChange, type PolicyMove } from '../review/policy-change.ts'
import { valueFrom, type CellGiven, type PolicyName } from '../review/policy-cells.ts'
import { no } from '../review/refusal.ts'
import { seenBy } from '../review/visibility.ts'
import { forge } from './audit.ts'
import { canonical, digest } from './canonical.ts'
import { loadUnseen } from './cases.ts'
import { impostor, refused } from './grants.ts'
import { tellRead } from './readings.ts'
import { momentOf, policyRows, putPolicy, refresh, type LoadedMoment } from './settings.ts'
import { inTurn, staffOf } from './staff.ts'
import { isTaken, type Db, type Store } from './store.ts'
import { seeing, sightOf, visible } from './visible.ts'

type Asking = { who: Actor; moment: LoadedMoment }
/** A change as it is asked for. */
export type ChangeGiven = { name: PolicyName; from: Day; cells: readonly CellGiven[] }
export type ChangeOutcome = { change: PolicyChange } | { refusals: Refusal[] }

/** What would move in a case that the person asking may see. */
export type CaseMoves = PolicyMove & { caseId: string; number: string; title: string }
/** What a change would do: the value before and after, and everything that moves by it; `looked` says whether open cases were looked through. */
export type PolicyPreview = { name: PolicyName; from: Day; before: Policy[PolicyName]; after: Policy[PolicyName]; looked: boolean; moves: CaseMoves[] }

const given = sql.placeholder
const openSeen = seeing('cases_open_for_policy', (db, t, sight) => db.select({ id: t.cases.id }).from(t.cases)
  .where(and(visible(t, t.cases, sight), notInArray(t.cases.stage, [...ends]), gt(t.cases.id, given('after')))).orderBy(asc(t.cases.id)).limit(given('limit')))
const together = 100

/** Every value that a number has had, has and will have, the oldest first; nothing for whoever has nothing to do with them. */
export const policiesFor = async (store: Store, { who }: Asking): Promise<PolicyRow[]> => (readsPolicy(who) ? policyRows(store, store.fresh, who.commission) : [])

/** What a change would move, before anybody asks for it; nothing is kept. */
export async function previewPolicy(store: Store, asking: Asking, asked: ChangeGiven): Promise<PolicyPreview | { refusals: Refusal[] }> {
  const refusals = askingRefused(asked.name, asked.from, asking)
  if (refusals.length > 0) return { refusals }
  const before = policyOn(await policyRows(store, store.fresh, asking.who.commission), asked.from)
  const made = valueFrom(asked.name, asked.cells, before)
  return 'refusals' in made ? made : movedBy(store, asking, asked.name, asked.from, before[asked.name], made.value)
}

/** What a change that was asked for would move, to whoever looks at it. */
export const movedByChange = (store: Store, asking: Asking, { name, from, replaces, value }: PolicyChange): Promise<PolicyPreview> => movedBy(store, asking, name, beginsOn(from, asking.moment.on), replaces, value)

async function movedBy(store: Store, { who, moment }: Asking, name: PolicyName, from: Day, before: Policy[PolicyName], after: Policy[PolicyName]): Promise<PolicyPreview> {
  const told = { name, from, before, after, looked: movesCases(name), moves: [] as CaseMoves[] }
  if (!told.looked) return told
  const sight = sightOf(who)
  const then = { ...moment.policy, [name]: after }
  for (let last = ''; ; ) {
    const page = await openSeen(store, store.fresh, sight).execute({ ...sight.values, after: last, limit: together })
    for (const { id } of page) {
      const found = await loadUnseen(store, store.fresh, who.commission, id)
      const seen = found && seenBy(who, found.case, found.log)
      if (seen) told.moves.push(...policyMoves(seen.process.case, seen.process.log, { ...moment, policy: { ...moment.policy, [name]: before } }, then).map((move) => ({ caseId: id, number: seen.case.number, title: seen.case.package.title, ...move })))
    }
    const end = page.at(-1)
    if (!end) break
    last = end.id
    await new Promise((done) => setImmediate(done)) // whoever else asks is answered in between
  }
  tellRead(who, 'list', [...new Set(told.moves.map((one) => one.caseId))])
  return told
}

/** 提出: puts a change forward. Asked again with the same key, it answers the same. */
export async function proposePolicy(store: Store, { who, moment }: Asking, { name, from, cells, source, reason, operationKey }: ChangeGiven & { source: string; reason: string; operationKey: string }): Promise<ChangeOutcome> {
  const { t } = store
  const { commission } = who
  const requestHash = digest(canonical({ name, from, cells, source, reason, by: who.personId }))
  const ask = () => store.tx(async (db): Promise<ChangeOutcome> => {
    await inTurn(store, db, commission)
    const about = { policy: name, who, moment }
    const [used] = await db.select().from(t.policyChanges).where(and(eq(t.policyChanges.commission, commission), eq(t.policyChanges.operationKey, operationKey)))
    if (used) return used.requestHash === requestHash ? { change: changeOf(used) } : refused(store, db, about, [no('OPERATION_KEY_REUSED', '这个操作编号已用于另一项操作，请刷新后重试')])
    const may = [...impostor(await staffOf(store, db, commission, moment.at), who, moment.on), ...askingRefused(name, from, { who, moment })]
    if (may.length > 0) return refused(store, db, about, may)
    const then = policyOn(await policyRows(store, db, commission), from)
    const made = valueFrom(name, cells, then)
    const [waiting] = await db.select({ id: t.policyChanges.id }).from(t.policyChanges).where(and(eq(t.policyChanges.commission, commission), eq(t.policyChanges.name, name), isNull(t.policyChanges.outcome), gte(t.policyChanges.lapsesOn, moment.on)))
    const refusals = [...('refusals' in made ? made.refusals : []), ...proposingRefused(name, { source, reason }, !('refusals' in made) && canonical(made.value) === canonical(then[name]), waiting !== undefined)]
    if ('refusals' in made || refusals.length > 0) return refused(store, db, about, refusals)
    const row: Row = {
      commission, id: randomBytes(6).toString('hex'), operationKey, requestHash, name, value: canonical(made.value), replaces: canonical(then[name]), from, source: source.trim(), reason: reason.trim(),
      proposedBy: who.personId, proposedRole: who.role, proposedOn: moment.on, proposedAt: moment.at, lapsesOn: lapsesOn(moment.on, moment.policy.grantDays),
      outcome: null, decidedBy: null, decidedRole: null, decidedOn: null, decidedAt: null, note: null, beganOn: null, carriedAt: null,
    }
    await db.insert(t.policyChanges).values(row)
    await forge(store, db, { commission, at: moment.at, kind: 'settings', body: { event: 'policyProposed', changeId: row.id, by: who.personId, role: who.role, policy: name, value: made.value, from } })
    return { change: changeOf(row) }
  })
  return ask().catch((error: unknown) => {
    if (isTaken(error)) return ask() // the same request, sent twice at once
    throw error
  })
}

/** 决定: a confirmed value holds from its day on. Asked again for the same, it answers the same. */
export const decidePolicy = (store: Store, asking: Asking, { changeId, outcome, note }: { changeId: string; outcome: 'confirmed' | 'rejected'; note: string | null }): Promise<ChangeOutcome> =>
  decided(store, asking, changeId, outcome, async (db, change) => {
    const { who, moment } = asking
    const rows = await policyRows(store, db, who.commission)
    const beganOn = beginsOn(change.from, moment.on)
    const moved = canonical(policyOn(rows, beganOn)[change.name]) !== canonical(change.replaces)
    const refusals = decidingRefused(change, asking, outcome, note, moved)
    if (refusals.length > 0) return { refusals }
    if (outcome === 'confirmed') {
      // The first value of a number that the table has no row of yet: without it the new one would hold from the beginning.
      const [kept] = await db.select({ name: store.t.policies.name }).from(store.t.policies).where(and(eq(store.t.policies.commission, who.commission), eq(store.t.policies.name, change.name))).limit(1)
      const first = firstPolicy.find((row) => row.name === change.name)
      if (!kept && first) await putPolicy(store, db, who.commission, first)
      await putPolicy(store, db, who.commission, rowOf({ ...change, from: beganOn }))
    }
    return { set: { outcome, note: note === null || note.trim() === '' ? null : note.trim(), beganOn: outcome === 'confirmed' ? beganOn : null } }
  })

/** 撤回: whoever proposed takes it back while nobody has decided. */
export const withdrawPolicy = (store: Store, asking: Asking, changeId: string): Promise<ChangeOutcome> =>
  decided(store, asking, changeId, 'withdrawn', async (_db, change) => {
    const refusals = withdrawingRefused(change, asking)
    return refusals.length > 0 ? { refusals } : { set: { outcome: 'withdrawn', note: null, beganOn: null } }
  })

const events = { confirmed: 'policyConfirmed', rejected: 'policyRejected', withdrawn: 'policyWithdrawn' } as const

function decided(store: Store, { who, moment }: Asking, changeId: string, outcome: NonNullable<PolicyChange['outcome']>, settle: (db: Db, change: PolicyChange) => Promise<{ set: Pick<PolicyChange, 'outcome' | 'note' | 'beganOn'> } | { refusals: Refusal[] }>): Promise<ChangeOutcome> {
  const { t } = store
  const { commission } = who
  return store.tx(async (db): Promise<ChangeOutcome> => {
    await inTurn(store, db, commission)
    const [row] = await db.select().from(t.policyChanges).where(and(eq(t.policyChanges.commission, commission), eq(t.policyChanges.id, changeId)))
    const change = row && readsPolicy(who) ? changeOf(row) : null
    if (!change) return refused(store, db, { changeId, who, moment }, [no('NO_SUCH_CHANGE', '没有这项改动', undefined, 'changeId')])
    if (change.outcome === outcome && change.decidedBy === who.personId) return { change }
    const absent = impostor(await staffOf(store, db, commission, moment.at), who, moment.on)
    const made = absent.length > 0 ? { refusals: absent } : await settle(db, change)
    if ('refusals' in made) return refused(store, db, { changeId, policy: change.name, who, moment }, made.refusals)
    const set = { ...made.set, decidedBy: who.personId, decidedRole: who.role, decidedOn: moment.on, decidedAt: moment.at }
    await db.update(t.policyChanges).set(set).where(and(eq(t.policyChanges.commission, commission), eq(t.policyChanges.id, changeId)))
    await forge(store, db, { commission, at: moment.at, kind: 'settings', body: { event: events[outcome], changeId, by: who.personId, role: who.role, policy: change.name, ...(set.beganOn === null ? {} : { value: change.value, from: set.beganOn }) } })
    return { change: { ...change, ...set } }
  })
}

/** The names of the changes that somebody may see, the newest first. */
export async function changeIds({ t, fresh }: Store, who: Actor, on: Day, { state, name }: { state?: ChangeState | null; name?: PolicyName | null } = {}): Promise<string[]> {
  if (!readsPolicy(who)) return []
  const { policyChanges: c } = t
  const inState: Record<ChangeState, (SQL | undefined)[]> = {
    pending: [isNull(c.outcome), gte(c.lapsesOn, on)], lapsed: [isNull(c.outcome), lt(c.lapsesOn, on)],
    confirmed: [eq(c.outcome, 'confirmed')], rejected: [eq(c.outcome, 'rejected')], withdrawn: [eq(c.outcome, 'withdrawn')],
  }
  const rows = await fresh.select({ id: c.id }).from(c).where(and(eq(c.commission, who.commission), name ? eq(c.name, name) : undefined, ...(state ? inState[state] : []))).orderBy(desc(c.proposedAt), desc(c.id))
  return rows.map((row) => row.id)
}

/** Changes by their names, in that order. Ask `changeIds` first. */
export async function changesBy({ t, fresh }: Store, commission: string, ids: readonly string[]): Promise<PolicyChange[]> {
  if (ids.length === 0) return []
  const rows = await fresh.select().from(t.policyChanges).where(and(eq(t.policyChanges.commission, commission), inArray(t.policyChanges.id, [...ids])))
  return rows.map(changeOf).sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id))
}

/**
 * 生效: brings the rows of open cases up to values whose day has come, and puts it on record. Run at each start and while serving. Gives how many
 * values were carried.
 */
export async function carry(store: Store, commission: string, on: Day, at: string): Promise<number> {
  const waiting = await uncarried(store, commission, on)
  if (waiting.length === 0) return 0
  await refresh(store, commission, on, at)
  const { t } = store
  return store.tx(async (db) => {
    await inTurn(store, db, commission)
    const now = await db.select({ id: t.policyChanges.id, name: t.policyChanges.name }).from(t.policyChanges).where(and(eq(t.policyChanges.commission, commission), inArray(t.policyChanges.id, waiting.map(({ id }) => id)), isNull(t.policyChanges.carriedAt)))
      .orderBy(asc(t.policyChanges.beganOn), asc(t.policyChanges.id))
    if (now.length === 0) return 0 // another server was faster
    await db.update(t.policyChanges).set({ carriedAt: at }).where(and(eq(t.policyChanges.commission, commission), inArray(t.policyChanges.id, now.map(({ id }) => id))))
    await forge(store, db, { commission, at, kind: 'settings', body: { event: 'policyInForce', changes: now.map(({ id }) => id), policies: now.map(({ name }) => name), on } })
    return now.length
  })
}

/** Confirmed values whose day has come and to which the rows of cases were not brought up yet. */
export const uncarried = ({ t, fresh }: Store, commission: string, on: Day): Promise<{ id: string; name: PolicyName; beganOn: Day | null }[]> =>
  fresh.select({ id: t.policyChanges.id, name: t.policyChanges.name, beganOn: t.policyChanges.beganOn }).from(t.policyChanges)
    .where(and(eq(t.policyChanges.commission, commission), eq(t.policyChanges.outcome, 'confirmed'), lte(t.policyChanges.beganOn, on), isNull(t.policyChanges.carriedAt))).orderBy(asc(t.policyChanges.beganOn))

type Row = Store['t']['policyChanges']['$inferSelect']

const changeOf = ({ commission: _commission, operationKey: _key, requestHash: _hash, value, replaces, ...row }: Row): PolicyChange =>
  ({ ...row, value: JSON.parse(value) as PolicyChange['value'], replaces: JSON.parse(replaces) as PolicyChange['replaces'] })

/** The moment as it is after a decision. */
export const momentAfter = (store: Store, { who, moment }: Asking): Promise<LoadedMoment> => momentOf(store, who.commission, moment.on, moment.at)
