/**
 * Zones, bodies, people and their posts (花名册). What is dated is answered for any day: who held what, in which zone a
 * body was, who was cleared for what. Every change leaves a link in the chain; posts change by `grants.ts` alone, save
 * what an installation begins with.
 */
import { and, asc, eq } from 'drizzle-orm'
import { addDays, type Day } from '../review/day.ts'
import { acting, inForce, leastClearance, type Actor, type Body, type Person, type Post, type Roster, type Zone } from '../review/people.ts'
import type { KeptPost } from '../review/staffing.ts'
import { forge } from './audit.ts'
import type { Db, Store } from './store.ts'

/** Who changes the roster, and when. */
export type Editor = { commission: string; by: string; at: string }

/** `leftOn` is the last day of whoever has left. */
export type KeptPerson = Omit<Person, 'posts'> & { posts: KeptPost[]; leftOn: Day | null }

/** The whole roster of a commission on a day, in order, and what the rules may ask about it. Posts are all ever held, each with its days. */
export type LoadedRoster = Omit<Roster, 'person' | 'people'> & {
  zones: Zone[]
  bodies: Body[]
  people: KeptPerson[]
  person: (id: string) => KeptPerson | undefined
  zone: (id: string) => Zone | undefined
  /** In which zones a body has been or will be, oldest first; from null where it began. */
  zonesOf: (bodyId: string) => { zoneId: string; from: Day | null }[]
  /** The same roster as of another day. */
  on: (day: Day) => LoadedRoster
}

/** The roster as committed, with everything that has been decided; `on` gives that of a day. */
export async function rosterOf(store: Store, commission: string): Promise<LoadedRoster> {
  const rows = await rowsOf(store, commission)
  const days = [...new Set([...rows.placements, ...rows.clearances, ...rows.interests].flatMap((row) => ['until' in row && row.until !== null ? addDays(row.until, 1) : '', row.from]))].filter((day) => day !== '').sort()
  const made = new Map<number, LoadedRoster>()
  const at = (n: number): LoadedRoster => {
    const known = made.get(n) ?? asOf(rows, n === 0 ? null : (days[n - 1] ?? null), on)
    made.set(n, known)
    return known
  }
  const on = (day: Day): LoadedRoster => at(days.filter((one) => one <= day).length)
  return at(days.length)
}

/** Who held what on a day, in order: only posts in force then, and only people who held one. */
export async function rosterOn(store: Store, commission: string, day: Day): Promise<KeptPerson[]> {
  const { people } = (await rosterOf(store, commission)).on(day)
  return people.map((person) => ({ ...person, posts: person.posts.filter((post) => inForce(post, day)) })).filter((person) => person.posts.length > 0)
}

type Rows = Awaited<ReturnType<typeof rowsOf>>

async function rowsOf({ t, fresh }: Store, commission: string) {
  const [zones, bodies, people, posts, placements, clearances, interests] = await Promise.all([
    fresh.select({ id: t.zones.id, name: t.zones.name, ordinal: t.zones.ordinal }).from(t.zones).where(eq(t.zones.commission, commission)).orderBy(asc(t.zones.ordinal), asc(t.zones.id)),
    fresh.select({ id: t.bodies.id, name: t.bodies.name, stationedIn: t.bodies.stationedIn, covers: t.bodies.covers, zoneId: t.bodies.zoneId }).from(t.bodies).where(eq(t.bodies.commission, commission)).orderBy(asc(t.bodies.id)),
    fresh.select({ id: t.people.id, name: t.people.name, homeBodyId: t.people.homeBodyId, trainedOn: t.people.trainedOn, leftOn: t.people.leftOn }).from(t.people).where(eq(t.people.commission, commission)).orderBy(asc(t.people.id)),
    fresh.select({ id: t.posts.id, personId: t.posts.personId, role: t.posts.role, bodyId: t.posts.bodyId, zoneId: t.posts.zoneId, from: t.posts.from, until: t.posts.until, kind: t.posts.kind, reason: t.posts.reason, deputyFor: t.posts.deputyFor, grantId: t.posts.grantId })
      .from(t.posts).where(eq(t.posts.commission, commission)).orderBy(asc(t.posts.from), asc(t.posts.id)),
    fresh.select({ bodyId: t.placements.bodyId, zoneId: t.placements.zoneId, from: t.placements.from }).from(t.placements).where(eq(t.placements.commission, commission)).orderBy(asc(t.placements.from)),
    fresh.select({ personId: t.clearances.personId, level: t.clearances.level, from: t.clearances.from, until: t.clearances.until }).from(t.clearances).where(eq(t.clearances.commission, commission)),
    fresh.select({ personId: t.interests.personId, bodyId: t.interests.bodyId, unit: t.interests.unit, from: t.interests.from, until: t.interests.until }).from(t.interests).where(eq(t.interests.commission, commission)),
  ])
  return { zones, bodies, people, posts: Map.groupBy(posts, (post) => post.personId), placements, clearances, interests }
}

/** The roster from a day on, until the next on which something changes; null before the first. */
function asOf(rows: Rows, day: Day | null, on: LoadedRoster['on']): LoadedRoster {
  const holds = (row: Pick<Post, 'from' | 'until'>): boolean => day !== null && inForce(row, day)
  const placed = new Map(rows.placements.filter((row) => day !== null && row.from <= day).map((row) => [row.bodyId, row.zoneId]))
  const bodies = rows.bodies.map((body) => ({ ...body, zoneId: placed.get(body.id) ?? body.zoneId }))
  const cleared = new Map(rows.clearances.filter(holds).map((row) => [row.personId, row.level]))
  const interested = Map.groupBy(rows.interests.filter(holds), (row) => row.personId)
  const people = rows.people.map((person): KeptPerson => ({
    ...person,
    clearance: cleared.get(person.id) ?? leastClearance,
    interests: [...new Set((interested.get(person.id) ?? []).flatMap(({ bodyId, unit }) => (bodyId !== null ? [bodyId] : bodies.filter((body) => unit !== null && (body.stationedIn === unit || body.covers.includes(unit))).map((body) => body.id))))],
    posts: (rows.posts.get(person.id) ?? []).map(({ personId: _holder, ...post }) => post),
  }))
  const [personById, bodyById, zoneById] = [new Map(people.map((one) => [one.id, one])), new Map(bodies.map((one) => [one.id, one])), new Map(rows.zones.map((one) => [one.id, one]))]
  return { zones: rows.zones, bodies, people, person: (id) => personById.get(id), body: (id) => bodyById.get(id), zone: (id) => zoneById.get(id), zonesOf: (bodyId) => zonesIn(rows, bodyId), on }
}

/** The zone a body began in, and those it was moved to since. */
const zonesIn = ({ bodies, placements }: Rows, bodyId: string): ReturnType<LoadedRoster['zonesOf']> => [
  ...bodies.filter(({ id }) => id === bodyId).map(({ zoneId }) => ({ zoneId, from: null })),
  ...placements.filter((row) => row.bodyId === bodyId).map(({ zoneId, from }) => ({ zoneId, from })),
]

/** The person acting in one of their posts, with what is known of them. */
export const actorOf = (commission: string, personId: string, post: Pick<Post, 'role' | 'bodyId' | 'zoneId'>, known: Partial<Actor> = {}): Actor =>
  acting({ personId, commission, role: post.role, bodyId: post.bodyId, zoneId: post.zoneId }, known)

/** Keeps zones, bodies and people with their posts, as an installation or the demo begins with them; what is there already is brought to the same state, nothing is removed. */
export async function saveRoster(store: Store, { commission, by, at }: Editor, roster: { zones?: readonly Zone[]; bodies?: readonly Body[]; people?: readonly Person[] }): Promise<void> {
  const { t } = store
  await store.tx(async (db) => {
    for (const { id, name, ordinal } of roster.zones ?? [])
      await db.insert(t.zones).values({ commission, id, name, ordinal }).onConflictDoUpdate({ target: [t.zones.commission, t.zones.id], set: { name, ordinal } })
    for (const { id, name, stationedIn, covers, zoneId } of roster.bodies ?? [])
      await db.insert(t.bodies).values({ commission, id, name, stationedIn, covers, zoneId }).onConflictDoUpdate({ target: [t.bodies.commission, t.bodies.id], set: { name, stationedIn, covers, zoneId } })
    for (const { id, name, homeBodyId, trainedOn, posts } of roster.people ?? []) {
      await db.insert(t.people).values({ commission, id, name, homeBodyId, trainedOn }).onConflictDoUpdate({ target: [t.people.commission, t.people.id], set: { name, homeBodyId, trainedOn } })
      for (const post of posts) await keepPost(store, db, commission, id, post)
    }
    await forge(store, db, { commission, at, kind: 'roster', body: { by, saved: roster } })
  })
}

async function keepPost({ t }: Store, db: Db, commission: string, personId: string, { role, bodyId, zoneId, from, until }: Post): Promise<void> {
  const id = [personId, role, bodyId ?? zoneId ?? '', from].join(':')
  // Of a post that is there only the end can be written, and none is put in its place.
  const there = await db.update(t.posts).set({ until }).where(and(eq(t.posts.commission, commission), eq(t.posts.id, id))).returning({ id: t.posts.id })
  if (there.length === 0) await db.insert(t.posts).values({ commission, id, personId, role, bodyId, zoneId, from, until })
}
