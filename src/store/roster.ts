/** Zones, bodies, people and their posts (花名册). Every change leaves a link in the chain. */
import { and, asc, eq, sql } from 'drizzle-orm'
import type { Day } from '../review/day.ts'
import { acting, type Actor, type Body, type Person, type Post, type Role, type Roster, type Zone } from '../review/people.ts'
import type { Refusal } from '../review/case.ts'
import { forge } from './audit.ts'
import type { Db, Store } from './store.ts'

/** Who changes the roster, and when. */
export type Editor = { commission: string; by: string; at: string }

/** A post with the name it is kept under. */
export type KeptPost = Post & { id: string }

export type KeptPerson = Omit<Person, 'posts'> & { posts: KeptPost[] }

/** The whole roster of a commission, in order, and what the rules may ask about it. */
export type LoadedRoster = Omit<Roster, 'person'> & { zones: Zone[]; bodies: Body[]; people: KeptPerson[]; person: (id: string) => KeptPerson | undefined; zone: (id: string) => Zone | undefined }

/** The roster as committed. */
export async function rosterOf({ t, fresh }: Store, commission: string): Promise<LoadedRoster> {
  const [zones, bodies, people, posts] = await Promise.all([
    fresh.select({ id: t.zones.id, name: t.zones.name, ordinal: t.zones.ordinal }).from(t.zones).where(eq(t.zones.commission, commission)).orderBy(asc(t.zones.ordinal), asc(t.zones.id)),
    fresh.select({ id: t.bodies.id, name: t.bodies.name, stationedIn: t.bodies.stationedIn, covers: t.bodies.covers, zoneId: t.bodies.zoneId }).from(t.bodies).where(eq(t.bodies.commission, commission)).orderBy(asc(t.bodies.id)),
    fresh.select({ id: t.people.id, name: t.people.name, homeBodyId: t.people.homeBodyId }).from(t.people).where(eq(t.people.commission, commission)).orderBy(asc(t.people.id)),
    fresh.select({ id: t.posts.id, personId: t.posts.personId, role: t.posts.role, bodyId: t.posts.bodyId, zoneId: t.posts.zoneId, from: t.posts.from, until: t.posts.until })
      .from(t.posts).where(eq(t.posts.commission, commission)).orderBy(asc(t.posts.from), asc(t.posts.id)),
  ])
  const held = Map.groupBy(posts, (post) => post.personId)
  const staff = people.map((person) => ({ ...person, posts: (held.get(person.id) ?? []).map(({ id, role, bodyId, zoneId, from, until }) => ({ id, role, bodyId, zoneId, from, until })) }))
  const [personById, bodyById, zoneById] = [new Map(staff.map((one) => [one.id, one])), new Map(bodies.map((one) => [one.id, one])), new Map(zones.map((one) => [one.id, one]))]
  return { zones, bodies, people: staff, person: (id) => personById.get(id), body: (id) => bodyById.get(id), zone: (id) => zoneById.get(id) }
}

/** Whether a post is held on a day; `until` is its last day. */
export const inForce = (post: Pick<Post, 'from' | 'until'>, on: Day): boolean => post.from <= on && (post.until === null || on <= post.until)

/** The person acting in one of their posts, with what is known of them. */
export const actorOf = (commission: string, personId: string, post: Pick<Post, 'role' | 'bodyId' | 'zoneId'>, known: Partial<Actor> = {}): Actor =>
  acting({ personId, commission, role: post.role, bodyId: post.bodyId, zoneId: post.zoneId }, known)

/** Keeps zones, bodies and people with their posts; what is there already is brought to the same state, nothing is removed. */
export async function saveRoster(store: Store, { commission, by, at }: Editor, roster: { zones?: readonly Zone[]; bodies?: readonly Body[]; people?: readonly Person[] }): Promise<void> {
  const { t } = store
  await store.tx(async (db) => {
    for (const { id, name, ordinal } of roster.zones ?? [])
      await db.insert(t.zones).values({ commission, id, name, ordinal }).onConflictDoUpdate({ target: [t.zones.commission, t.zones.id], set: { name, ordinal } })
    for (const { id, name, stationedIn, covers, zoneId } of roster.bodies ?? [])
      await db.insert(t.bodies).values({ commission, id, name, stationedIn, covers, zoneId }).onConflictDoUpdate({ target: [t.bodies.commission, t.bodies.id], set: { name, stationedIn, covers, zoneId } })
    for (const { id, name, homeBodyId, posts } of roster.people ?? []) {
      await db.insert(t.people).values({ commission, id, name, homeBodyId }).onConflictDoUpdate({ target: [t.people.commission, t.people.id], set: { name, homeBodyId } })
      for (const post of posts) await keepPost(store, db, commission, id, post)
    }
    await forge(store, db, { commission, at, kind: 'roster', body: { by, saved: roster } })
  })
}

const administrators: readonly Role[] = ['systemAdmin', 'securityAdmin', 'auditAdmin']

/** Gives somebody a post from a day on. The three administrators are three persons and do nothing else (三员分立, P12). */
export async function appoint(store: Store, { commission, by, at }: Editor, personId: string, post: Post): Promise<{ post: KeptPost } | { refusals: Refusal[] }> {
  const { t } = store
  return store.tx(async (db) => {
    const held = await db.select({ role: t.posts.role, from: t.posts.from, until: t.posts.until }).from(t.posts).where(and(eq(t.posts.commission, commission), eq(t.posts.personId, personId)))
    const beside = held.filter((other) => (other.until === null || post.from <= other.until) && (post.until === null || other.from <= post.until) && other.role !== post.role)
    if (beside.some((other) => administrators.includes(other.role) || administrators.includes(post.role)))
      return { refusals: [{ code: 'ADMIN_APART', message: '系统管理员、安全保密管理员、审计管理员由不同的人担任，也不兼任其他职务', field: 'role' }] }
    const id = await keepPost(store, db, commission, personId, post)
    await forge(store, db, { commission, at, kind: 'roster', body: { by, personId, appointed: { ...post, id } } })
    return { post: { ...post, id } }
  })
}

/** Ends a post; `until` is its last day. */
export async function endPost(store: Store, { commission, by, at }: Editor, postId: string, until: Day): Promise<void> {
  const { t } = store
  await store.tx(async (db) => {
    await db.update(t.posts).set({ until }).where(and(eq(t.posts.commission, commission), eq(t.posts.id, postId)))
    await forge(store, db, { commission, at, kind: 'roster', body: { by, postId, until } })
  })
}

/** The commissions that have a roster here, in order. */
export async function commissions({ t, fresh }: Store): Promise<string[]> {
  const rows = await fresh.select({ commission: t.zones.commission }).from(t.zones).groupBy(t.zones.commission).orderBy(asc(t.zones.commission))
  return rows.map((row) => row.commission)
}

async function keepPost({ t }: Store, db: Db, commission: string, personId: string, { role, bodyId, zoneId, from, until }: Post): Promise<string> {
  const id = [personId, role, bodyId ?? zoneId ?? '', from].join(':')
  await db.insert(t.posts).values({ commission, id, personId, role, bodyId, zoneId, from, until })
    .onConflictDoUpdate({ target: [t.posts.commission, t.posts.id], set: { until: sql`excluded.until_day` } })
  return id
}
