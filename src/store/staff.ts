/** Everybody as the administrators know them (`review/staffing.ts`), as the transaction sees it; grants of one commission are decided in turn. */
import { asc, eq, sql } from 'drizzle-orm'
import type { Day } from '../review/day.ts'
import { inForce, type Actor } from '../review/people.ts'
import type { KeptPost, Staff, Staffed } from '../review/staffing.ts'
import { normalised } from './sessions.ts'
import type { Db, Store } from './store.ts'

/** Waits until nobody else writes in this commission what leaves a link: the chain's head is locked, as `forge` would later. */
export const inTurn = async ({ t }: Store, db: Db, commission: string): Promise<void> => {
  await db.update(t.heads).set({ hash: sql`${t.heads.hash}` }).where(eq(t.heads.commission, commission))
}

export async function staffOf({ t }: Store, db: Db, commission: string, at: string): Promise<Staff> {
  const people = await db.select().from(t.people).where(eq(t.people.commission, commission)).orderBy(asc(t.people.id))
  const posts = Map.groupBy(await db.select().from(t.posts).where(eq(t.posts.commission, commission)).orderBy(asc(t.posts.from), asc(t.posts.id)), (post) => post.personId)
  const interests = Map.groupBy(await db.select({ id: t.interests.id, personId: t.interests.personId, until: t.interests.until }).from(t.interests).where(eq(t.interests.commission, commission)), (one) => one.personId)
  const accounts = new Map((await db.select().from(t.accounts).where(eq(t.accounts.commission, commission))).map((account) => [account.personId, account]))
  const lockedFactors = new Set((await db.select({ personId: t.factors.personId, lockedUntil: t.factors.lockedUntil }).from(t.factors).where(eq(t.factors.commission, commission))).flatMap((one) => (one.lockedUntil !== null && one.lockedUntil > at ? [one.personId] : [])))
  const subjects = Map.groupBy(await db.select({ personId: t.subjects.personId, issuer: t.subjects.issuer, subject: t.subjects.subject }).from(t.subjects).where(eq(t.subjects.commission, commission)), (one) => one.personId)
  const placed = new Map((await db.select().from(t.placements).where(eq(t.placements.commission, commission)).orderBy(asc(t.placements.from))).map((row) => [row.bodyId, row.zoneId]))
  const bodies = new Map((await db.select({ id: t.bodies.id, zoneId: t.bodies.zoneId }).from(t.bodies).where(eq(t.bodies.commission, commission))).map(({ id, zoneId }) => [id, { zoneId: placed.get(id) ?? zoneId }]))
  const zones = new Map((await db.select().from(t.zones).where(eq(t.zones.commission, commission))).map((zone) => [zone.id, zone]))
  const logins = new Set([...accounts.values()].map((account) => account.login))

  const staff = people.map((person): Staffed => {
    const account = accounts.get(person.id)
    return {
      id: person.id, name: person.name, homeBodyId: person.homeBodyId, leftOn: person.leftOn,
      posts: (posts.get(person.id) ?? []).map(({ commission: _one, personId: _holder, ...post }): KeptPost => post),
      interests: interests.get(person.id) ?? [],
      subjects: subjects.get(person.id) ?? [],
      account: account ? { locked: (account.lockedUntil !== null && account.lockedUntil > at) || lockedFactors.has(person.id), shut: account.disabledAt !== null } : null,
    }
  })
  const byId = new Map(staff.map((one) => [one.id, one]))
  return { people: staff, person: (id) => byId.get(id), body: (id) => bodies.get(id), zone: (id) => zones.get(id), loginTaken: (login) => logins.has(normalised(login)) }
}

/** Whether somebody really is what they act as: holds that post today, with an account that is not shut. */
export const isWhoTheySay = (staff: Staff, who: Actor, on: Day): boolean => {
  const person = staff.person(who.personId)
  return person !== undefined && !person.account?.shut && person.posts.some((post) => post.role === who.role && post.bodyId === who.bodyId && post.zoneId === who.zoneId && inForce(post, on))
}
