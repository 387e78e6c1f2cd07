/**
 * 管理: what one administrator does alone, since it gives nobody anything: putting people, bodies and zones on the roster,
 * and taking access away at once.
 */
import { and, asc, count, eq, gt } from 'drizzle-orm'
import type { Refusal } from '../review/case.ts'
import type { Actor, Body, Person, Zone } from '../review/people.ts'
import { blank, no } from '../review/refusal.ts'
import { codeFaults, suspendingRefused } from '../review/staffing.ts'
import type { Moment } from '../review/step.ts'
import { forge, type Link } from './audit.ts'
import { canonical } from './canonical.ts'
import { endFeedsOf } from './feeds.ts'
import { impostor, refused } from './grants.ts'
import { inTurn, staffOf } from './staff.ts'
import type { Db, Store } from './store.ts'

type Asking = { who: Actor; moment: Pick<Moment, 'on' | 'at'> }
export type Refused = { refusals: Refusal[] }

/** Puts a person on the roster, without a post and without an account. What is already there in the same words is answered again. */
export const addPerson = (store: Store, asking: Asking, person: Pick<Person, 'id' | 'name' | 'homeBodyId'>): Promise<Refused> =>
  adding(store, asking, { person }, async (db) => {
    const { t } = store
    const { commission } = asking.who
    const { id, name, homeBodyId } = person
    const [known] = await db.select({ id: t.people.id, name: t.people.name, homeBodyId: t.people.homeBodyId }).from(t.people).where(and(eq(t.people.commission, commission), eq(t.people.id, id)))
    const [body] = homeBodyId === null ? [null] : await db.select({ id: t.bodies.id }).from(t.bodies).where(and(eq(t.bodies.commission, commission), eq(t.bodies.id, homeBodyId)))
    return {
      same: known !== undefined && canonical(known) === canonical({ id, name, homeBodyId }),
      refusals: [...codeFaults(id, known !== undefined), ...unnamed(name), ...(body === undefined ? [no('NO_SUCH_BODY', '没有这个派驻机构，请从名单中选择', undefined, 'homeBodyId')] : [])],
      write: async () => { await db.insert(t.people).values({ commission, id, name: name.trim(), homeBodyId }) },
    }
  })

/** Puts a body on the roster, with the zone it first belongs to. */
export const addBody = (store: Store, asking: Asking, body: Body): Promise<Refused> =>
  adding(store, asking, { body }, async (db) => {
    const { t } = store
    const { commission } = asking.who
    const { id, name, stationedIn, covers, zoneId } = body
    const [known] = await db.select({ id: t.bodies.id, name: t.bodies.name, stationedIn: t.bodies.stationedIn, covers: t.bodies.covers, zoneId: t.bodies.zoneId }).from(t.bodies).where(and(eq(t.bodies.commission, commission), eq(t.bodies.id, id)))
    const [zone] = await db.select({ id: t.zones.id }).from(t.zones).where(and(eq(t.zones.commission, commission), eq(t.zones.id, zoneId)))
    return {
      same: known !== undefined && canonical(known) === canonical(body),
      refusals: [
        ...codeFaults(id, known !== undefined), ...unnamed(name), ...(blank(stationedIn) ? [no('NOT_WRITTEN', '请填写驻在单位', undefined, 'stationedIn')] : []),
        ...(zone ? [] : [no('NO_SUCH_ZONE', '没有这个片区，请从名单中选择', undefined, 'zoneId')]),
      ],
      write: async () => { await db.insert(t.bodies).values({ commission, id, name: name.trim(), stationedIn, covers, zoneId }) },
    }
  })

/** Puts a zone on the roster. */
export const addZone = (store: Store, asking: Asking, zone: Zone): Promise<Refused> =>
  adding(store, asking, { zone }, async (db) => {
    const { t } = store
    const { commission } = asking.who
    const { id, name, ordinal } = zone
    const zones = await db.select({ id: t.zones.id, name: t.zones.name, ordinal: t.zones.ordinal }).from(t.zones).where(eq(t.zones.commission, commission))
    const known = zones.find((one) => one.id === id)
    return {
      same: known !== undefined && canonical(known) === canonical(zone),
      refusals: [
        ...codeFaults(id, known !== undefined), ...unnamed(name),
        ...(Number.isInteger(ordinal) && ordinal >= 1 && ordinal <= 99 && !zones.some((one) => one.ordinal === ordinal) ? [] : [no('ORDINAL_TAKEN', '片区的次序应当是 1 到 99，而且没有使用过', undefined, 'ordinal')]),
      ],
      write: async () => { await db.insert(t.zones).values({ commission, id, name: name.trim(), ordinal }) },
    }
  })

/** The link that somebody or something new leaves. */
export const addedLink = ({ who, moment }: Asking, added: Record<string, unknown>): Link => ({ commission: who.commission, at: moment.at, kind: 'roster', body: { event: 'added', by: who.personId, role: who.role, ...added } })

type Addition = { same: boolean; refusals: Refusal[]; write: () => Promise<void> }

/** What is common to additions: only the system administrator makes them, and each leaves a link. */
const adding = (store: Store, { who, moment }: Asking, added: Record<string, unknown>, look: (db: Db) => Promise<Addition>): Promise<Refused> =>
  store.tx(async (db) => {
    await inTurn(store, db, who.commission)
    const staff = await staffOf(store, db, who.commission, moment.at)
    const allowed = [...impostor(staff, who, moment.on), ...(who.role === 'systemAdmin' ? [] : [no('NOT_YOURS', '名单由系统管理员维护', 'R-612-roles')])]
    const { same, refusals, write } = await look(db)
    if (allowed.length === 0 && same) return { refusals: [] }
    if (allowed.length + refusals.length > 0) return refused(store, db, { added: Object.keys(added), who, moment }, [...allowed, ...refusals])
    await write()
    await forge(store, db, addedLink({ who, moment }, added))
    return { refusals: [] }
  })

const unnamed = (name: string): Refusal[] => (blank(name) ? [no('NOT_WRITTEN', '请填写名称', undefined, 'name')] : [])

/** 停用帐号: at once, every session gone. Giving it back is a grant (`resume`). */
export const suspend = (store: Store, { who, moment }: Asking, personId: string, reason: string): Promise<Refused> =>
  store.tx(async (db) => {
    const { t } = store
    const { commission } = who
    await inTurn(store, db, commission)
    const staff = await staffOf(store, db, commission, moment.at)
    const refusals = [...impostor(staff, who, moment.on), ...suspendingRefused(personId, who, reason, staff)]
    if (refusals.length > 0) return refused(store, db, { suspending: personId, who, moment }, refusals)
    await db.update(t.accounts).set({ disabledAt: moment.at, disabledBecause: 'suspended' }).where(and(eq(t.accounts.commission, commission), eq(t.accounts.personId, personId)))
    await db.delete(t.sessions).where(and(eq(t.sessions.commission, commission), eq(t.sessions.personId, personId)))
    await endFeedsOf(store, db, { commission, personId })
    await forge(store, db, { commission, at: moment.at, kind: 'session', body: { event: 'suspended', by: who.personId, role: who.role, personId, reason } })
    return { refusals: [] }
  })

/** How an account stands, for those who keep it: no secret, no hash. */
export type AccountState = { personId: string; login: string; state: 'open' | 'locked' | 'suspended' | 'dormant' | 'left'; mustChange: boolean; usedAt: string | null; sessionCount: number }

/** The accounts of a commission, by person. */
export async function accountStates({ t, fresh }: Store, commission: string, at: string): Promise<AccountState[]> {
  const rows = await fresh.select({
    personId: t.accounts.personId, login: t.accounts.login, mustChange: t.accounts.mustChange, usedAt: t.accounts.usedAt,
    lockedUntil: t.accounts.lockedUntil, factorLockedUntil: t.factors.lockedUntil, disabledAt: t.accounts.disabledAt, disabledBecause: t.accounts.disabledBecause,
  }).from(t.accounts).leftJoin(t.factors, and(eq(t.factors.commission, t.accounts.commission), eq(t.factors.personId, t.accounts.personId))).where(eq(t.accounts.commission, commission)).orderBy(asc(t.accounts.personId))
  const sessions = new Map((await fresh.select({ personId: t.sessions.personId, n: count() }).from(t.sessions).where(and(eq(t.sessions.commission, commission), gt(t.sessions.expiresAt, at), gt(t.sessions.idleUntil, at))).groupBy(t.sessions.personId)).map(({ personId, n }) => [personId, n]))
  return rows.map(({ lockedUntil, factorLockedUntil, disabledAt, disabledBecause, ...row }) => ({
    ...row, sessionCount: sessions.get(row.personId) ?? 0,
    state: disabledAt === null ? ([lockedUntil, factorLockedUntil].some((until) => until !== null && until > at) ? 'locked' : 'open') : (disabledBecause ?? 'suspended'),
  }))
}
