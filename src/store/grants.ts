/**
 * Granting by two: the one door through which posts, clearances and accounts change, for the API and the command line
 * alike. A grant is proposed by one person and decided by another (`review/grants.ts`); what it changes is written with
 * the decision, in one transaction with its link of the chain. A refusal changes nothing and leaves a link too.
 */
import { randomBytes } from 'node:crypto'
import { and, desc, eq, gte, inArray, isNull, lt, type SQL } from 'drizzle-orm'
import type { Refusal } from '../review/case.ts'
import type { Day } from '../review/day.ts'
import { asDecided, decidingRefused, lapsesOn, proposingRefused, withdrawingRefused, type Grant, type GrantState, type Wish } from '../review/grants.ts'
import { isAdministrator, type Actor } from '../review/people.ts'
import { no } from '../review/refusal.ts'
import { rolesConcerned, wishRefused, type Staff } from '../review/staffing.ts'
import type { Moment } from '../review/step.ts'
import { forge, type Link } from './audit.ts'
import { canonical, digest } from './canonical.ts'
import { carryOut } from './grant-effects.ts'
import { hashed } from './passwords.ts'
import { newCode } from './sessions.ts'
import { inTurn, isWhoTheySay, staffOf } from './staff.ts'
import { isTaken, type Db, type Store } from './store.ts'
import { plus } from './tries.ts'

/** The grant as it now stands; `code` is the half of a one-time code that falls to whoever asked, told once. */
export type GrantOutcome = { grant: Grant; code: string | null } | { refusals: Refusal[] }

type Asking = { who: Actor; moment: Pick<Moment, 'on' | 'at' | 'policy'> }

/** What somebody asks for, for whom and why. */
type Proposal = Asking & { wish: Wish; personId: string | null; reason: string; operationKey: string }

/**
 * 提请. A first code is made of two halves: one for whoever proposes, one for whoever decides. Neither can sign in as the
 * person, who types both (P12, ASVS 6.4.6).
 */
export async function propose(store: Store, { wish, personId, reason, operationKey, who, moment }: Proposal): Promise<GrantOutcome> {
  const { t } = store
  const { commission } = who
  const requestHash = requestHashOf({ wish, personId, reason, who })
  const ask = () => store.tx(async (db): Promise<GrantOutcome> => {
    await inTurn(store, db, commission)
    const [used] = await db.select().from(t.grants).where(and(eq(t.grants.commission, commission), eq(t.grants.operationKey, operationKey)))
    if (used) return used.requestHash === requestHash ? { grant: grantOf(used), code: used.code } : refused(store, db, { wish: wish.kind, who, moment }, [no('OPERATION_KEY_REUSED', '这个操作编号已用于另一项操作，请刷新后重试')])
    const staff = await staffOf(store, db, commission, moment.at)
    const roles = rolesConcerned(wish, personId === null ? undefined : staff.person(personId), staff, moment.on)
    const refusals = [...impostor(staff, who, moment.on), ...proposingRefused(wish.kind, personId, roles, reason, who), ...wishRefused(wish, personId, staff, moment.on)]
    if (refusals.length > 0) return refused(store, db, { wish: wish.kind, personId, who, moment }, refusals)
    const { row, link } = proposalRow({ wish, personId, reason, operationKey, who, moment }, requestHash)
    await db.insert(t.grants).values(row)
    await forge(store, db, link)
    return { grant: grantOf(row), code: row.code }
  })
  return ask().catch((error: unknown) => {
    if (isTaken(error)) return ask() // the same request, sent twice at once
    throw error
  })
}

/** The row of a proposal that nothing stands in the way of, and its link. */
export function proposalRow({ wish, personId, reason, operationKey, who, moment }: Proposal, requestHash: string = requestHashOf({ wish, personId, reason, who })): { row: Row; link: Link } {
  const { commission } = who
  const row: Row = {
    commission, id: randomBytes(6).toString('hex'), operationKey, requestHash, personId, kind: wish.kind, wish: canonical(wish), reason: reason.trim(),
    proposedBy: who.personId, proposedRole: who.role, proposedOn: moment.on, proposedAt: moment.at, lapsesOn: lapsesOn(moment.on, moment.policy.grantDays),
    outcome: null, decidedBy: null, decidedRole: null, decidedOn: null, decidedAt: null, note: null, code: coded(wish) ? newCode(6) : null,
  }
  return { row, link: { commission, at: moment.at, kind: 'grant', body: { event: 'proposed', grantId: row.id, by: who.personId, role: who.role, personId, wish } } }
}

const requestHashOf = ({ wish, personId, reason, who }: Pick<Proposal, 'wish' | 'personId' | 'reason' | 'who'>): string => digest(canonical({ wish, personId, reason, by: who.personId }))

/** 决定: approving carries the grant out. Asked again for the same, it answers the same. */
export async function decide(store: Store, { grantId, outcome, note, who, moment }: Asking & { grantId: string; outcome: 'approved' | 'rejected'; note: string | null }): Promise<GrantOutcome> {
  const { t } = store
  const { commission } = who
  const [asked] = await store.fresh.select({ code: t.grants.code }).from(t.grants).where(and(eq(t.grants.commission, commission), eq(t.grants.id, grantId)))
  const second = asked?.code ? newCode(6) : null
  const code = asked?.code && second !== null ? { hash: await hashed(asked.code + second), until: plus(moment.at, moment.policy.signIn.codeHours * 3600) } : null
  return store.tx(async (db): Promise<GrantOutcome> => {
    await inTurn(store, db, commission)
    const grant = await grantIn(store, db, commission, grantId)
    if (!grant) return refused(store, db, { grantId, who, moment }, [noSuchGrant])
    if (grant.outcome === outcome && grant.decidedBy === who.personId) return { grant, code: null }
    const staff = await staffOf(store, db, commission, moment.at)
    const person = grant.personId === null ? undefined : staff.person(grant.personId)
    const wish = asDecided(grant.wish, moment.on)
    const refusals = [
      ...impostor(staff, who, moment.on),
      ...decidingRefused(grant, rolesConcerned(wish, person, staff, moment.on), who, moment.on),
      ...(outcome === 'approved' ? wishRefused(wish, grant.personId, staff, moment.on) : note === null || note.trim() === '' ? [no('NOT_WRITTEN', '请填写不同意的理由', undefined, 'note')] : []),
    ]
    if (refusals.length > 0) return refused(store, db, { grantId, personId: grant.personId, who, moment }, refusals)
    const decided = { outcome, decidedBy: who.personId, decidedRole: who.role, decidedOn: moment.on, decidedAt: moment.at, note, code: null }
    await db.update(t.grants).set(decided).where(and(eq(t.grants.commission, commission), eq(t.grants.id, grantId)))
    const changes = outcome === 'approved' ? await carryOut(store, db, { grant: { ...grant, wish }, staff, person, code, editor: { commission, by: who.personId, at: moment.at }, on: moment.on }) : null
    await forge(store, db, { commission, at: moment.at, kind: outcome === 'approved' ? 'roster' : 'grant', body: { event: outcome, grantId, by: who.personId, role: who.role, personId: grant.personId, changes } })
    return { grant: { ...grant, ...withoutCode(decided) }, code: outcome === 'approved' ? second : null }
  })
}

/** 撤回: whoever proposed takes it back while nobody has decided. */
export const withdraw = (store: Store, { grantId, who, moment }: Asking & { grantId: string }): Promise<GrantOutcome> =>
  store.tx(async (db): Promise<GrantOutcome> => {
    const { t } = store
    const { commission } = who
    await inTurn(store, db, commission)
    const grant = await grantIn(store, db, commission, grantId)
    if (!grant) return refused(store, db, { grantId, who, moment }, [noSuchGrant])
    if (grant.outcome === 'withdrawn' && grant.proposedBy === who.personId) return { grant, code: null }
    const refusals = [...impostor(await staffOf(store, db, commission, moment.at), who, moment.on), ...withdrawingRefused(grant, who, moment.on)]
    if (refusals.length > 0) return refused(store, db, { grantId, personId: grant.personId, who, moment }, refusals)
    const decided = { outcome: 'withdrawn' as const, decidedBy: who.personId, decidedRole: who.role, decidedOn: moment.on, decidedAt: moment.at, code: null }
    await db.update(t.grants).set(decided).where(and(eq(t.grants.commission, commission), eq(t.grants.id, grantId)))
    await forge(store, db, { commission, at: moment.at, kind: 'grant', body: { event: 'withdrawn', grantId, by: who.personId, role: who.role, personId: grant.personId } })
    return { grant: { ...grant, ...withoutCode(decided) }, code: null }
  })

/** The names of the grants that somebody may see, the newest first: the administrators and the head of the commission all, anybody else those about themselves. */
export async function grantIds({ t, fresh }: Store, who: Actor, on: Day, filter: { state?: GrantState; personId?: string } = {}): Promise<string[]> {
  const { state, personId } = filter
  const whole = isAdministrator(who.role) || who.role === 'commissionHead'
  const inState: Record<GrantState, (SQL | undefined)[]> = {
    pending: [isNull(t.grants.outcome), gte(t.grants.lapsesOn, on)], lapsed: [isNull(t.grants.outcome), lt(t.grants.lapsesOn, on)],
    approved: [eq(t.grants.outcome, 'approved')], rejected: [eq(t.grants.outcome, 'rejected')], withdrawn: [eq(t.grants.outcome, 'withdrawn')],
  }
  const rows = await fresh.select({ id: t.grants.id }).from(t.grants)
    .where(and(eq(t.grants.commission, who.commission), whole ? undefined : eq(t.grants.personId, who.personId), personId === undefined ? undefined : eq(t.grants.personId, personId), ...(state === undefined ? [] : inState[state])))
    .orderBy(desc(t.grants.proposedAt), desc(t.grants.id))
  return rows.map((row) => row.id)
}

/** Grants by their names, in that order. Ask `grantIds` first whose they are. */
export async function grantsBy({ t, fresh }: Store, commission: string, ids: readonly string[]): Promise<Grant[]> {
  if (ids.length === 0) return []
  const rows = await fresh.select().from(t.grants).where(and(eq(t.grants.commission, commission), inArray(t.grants.id, [...ids])))
  return rows.map(grantOf).sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id))
}

type Row = Store['t']['grants']['$inferSelect']

const coded = ({ kind }: Wish): boolean => kind === 'openAccount' || kind === 'resetAccount' || kind === 'resetFactor'

/** A grant from its row; the half of its code stays behind. */
export function grantOf({ commission: _commission, operationKey: _key, requestHash: _hash, kind: _kind, code: _code, wish, ...row }: Row): Grant {
  return { ...row, wish: JSON.parse(wish) as Wish }
}

const withoutCode = <Decided extends { code: null }>({ code: _code, ...decided }: Decided): Omit<Decided, 'code'> => decided

async function grantIn({ t }: Store, db: Db, commission: string, id: string): Promise<Grant | null> {
  const [row] = await db.select().from(t.grants).where(and(eq(t.grants.commission, commission), eq(t.grants.id, id)))
  return row ? grantOf(row) : null
}

const noSuchGrant: Refusal = { code: 'NO_SUCH_GRANT', message: '没有这项提请', field: 'grantId' }

/** Whoever asks is asked for their post again, whichever way they came. */
export const impostor = (staff: Staff, who: Actor, on: Day): Refusal[] => (isWhoTheySay(staff, who, on) ? [] : [no('NOT_YOUR_POST', '您今天没有这个职务，或者帐号已经停用', 'R-612-roles')])

/** A link for each refusal, as for steps. */
export async function refused(store: Store, db: Db, { who, moment, ...about }: { who: Actor; moment: Pick<Moment, 'at'> } & Record<string, unknown>, refusals: Refusal[]): Promise<{ refusals: Refusal[] }> {
  await forge(store, db, { commission: who.commission, at: moment.at, kind: 'refusal', body: { ...about, by: who.personId, role: who.role, codes: refusals.map((one) => one.code) } })
  return { refusals }
}
