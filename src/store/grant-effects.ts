/** What an approved grant changes, in the transaction of its decision. */
import { and, eq, gte, isNull, or } from 'drizzle-orm'
import { addDays, type Day } from '../review/day.ts'
import type { Grant, Wish } from '../review/grants.ts'
import { changed, type Staff, type Staffed } from '../review/staffing.ts'
import { resetFactor } from './factor.ts'
import { endFeedsOf } from './feeds.ts'
import type { Editor } from './roster.ts'
import { endLocks, keepCode, type KeptCode } from './sessions.ts'
import type { Db, Store } from './store.ts'
import { linkSubject, unlinkSubject } from './subjects.ts'

/** `code` is the one-time code as it is kept, where the grant is for one. */
export type Approved = { grant: Grant; staff: Staff; person: Staffed | undefined; code: KeptCode | null; editor: Editor; on: Day }

/** Writes what follows from a grant, and gives it for the link of the chain. */
export async function carryOut(store: Store, db: Db, approved: Approved): Promise<Record<string, unknown>> {
  const { t } = store
  const { grant: { wish, id: grantId, reason }, staff, person, editor: { commission } } = approved
  if (wish.kind === 'place') {
    const { bodyId, zoneId, from } = wish
    await db.insert(t.placements).values({ commission, bodyId, zoneId, from, grantId })
      .onConflictDoUpdate({ target: [t.placements.commission, t.placements.bodyId, t.placements.from], set: { zoneId, grantId } })
    return { placed: { bodyId, zoneId, from } }
  }
  if (!person) throw new Error(`grant ${grantId} is for nobody`)
  const { ended, begun } = changed(wish, person, staff)
  for (const { postId, until } of ended) await db.update(t.posts).set({ until }).where(and(eq(t.posts.commission, commission), eq(t.posts.id, postId)))
  // A post is named after the grant that made it.
  if (begun) await db.insert(t.posts).values({ ...begun, commission, id: grantId, personId: person.id, reason, grantId })
  return { ended, begun: begun && { ...begun, id: grantId }, ...(await others(store, db, wish, person, approved)) }
}

/** What is no post: clearance, interest, home body, leaving, and the account. */
async function others(store: Store, db: Db, wish: Wish, person: Staffed, { grant: { id: grantId }, code, editor, on }: Approved): Promise<Record<string, unknown>> {
  const { t } = store
  const { commission, at, by } = editor
  const mine = and(eq(t.accounts.commission, commission), eq(t.accounts.personId, person.id))
  switch (wish.kind) {
    case 'clear': {
      const { level, from, until } = wish
      const open = and(eq(t.clearances.commission, commission), eq(t.clearances.personId, person.id), or(isNull(t.clearances.until), gte(t.clearances.until, from)))
      await db.update(t.clearances).set({ until: addDays(from, -1) }).where(open)
      await db.insert(t.clearances).values({ commission, personId: person.id, level, from, until, grantId })
      return { cleared: { level, from, until } }
    }
    case 'release':
      await db.update(t.interests).set({ until: wish.until, grantId }).where(and(eq(t.interests.commission, commission), eq(t.interests.id, wish.interestId)))
      return { released: wish.interestId, until: wish.until }
    case 'rehome':
      await db.update(t.people).set({ homeBodyId: wish.bodyId }).where(and(eq(t.people.commission, commission), eq(t.people.id, person.id)))
      // Where somebody came from stays a reason to be kept apart.
      if (person.homeBodyId !== null)
        await db.insert(t.interests).values({ commission, id: grantId, personId: person.id, bodyId: person.homeBodyId, unit: null, note: '曾来自这个派驻机构', from: on, until: null, declaredBy: by, declaredAt: at, grantId: null })
      return { home: wish.bodyId, before: person.homeBodyId }
    case 'leave':
      await db.update(t.people).set({ leftOn: wish.on, undertaking: wish.undertaking }).where(and(eq(t.people.commission, commission), eq(t.people.id, person.id)))
      if (wish.on < on) {
        await db.update(t.accounts).set({ disabledAt: at, disabledBecause: 'left' }).where(mine)
        await db.delete(t.sessions).where(and(eq(t.sessions.commission, commission), eq(t.sessions.personId, person.id)))
        await endFeedsOf(store, db, { commission, personId: person.id })
      }
      return { left: wish.on }
    case 'openAccount':
    case 'resetAccount': {
      const [account] = await db.select({ login: t.accounts.login }).from(t.accounts).where(mine)
      if (!code) throw new Error(`grant ${grantId} has no code`)
      const refusals = await keepCode(store, db, editor, person.id, wish.kind === 'openAccount' ? wish.login : (account?.login ?? ''), code)
      if (refusals.length > 0) throw new Error(refusals.map((one) => one.message).join('；'))
      return { code: 'issued' }
    }
    case 'resetFactor':
      if (!code) throw new Error(`grant ${grantId} has no code`)
      await resetFactor(store, db, editor, person.id, code)
      return { code: 'issued' }
    case 'linkSubject':
      await linkSubject(store, db, editor, person.id, wish)
      return { linked: person.id }
    case 'unlinkSubject':
      await unlinkSubject(store, db, editor, wish)
      return { unlinked: person.id }
    case 'unlock':
      await endLocks(store, db, commission, person.id)
      return { unlocked: person.id }
    case 'resume': // also for whoever left and came back: under the same name, so that the past still keeps them apart
      await db.update(t.people).set({ leftOn: null }).where(and(eq(t.people.commission, commission), eq(t.people.id, person.id)))
      await db.update(t.accounts).set({ disabledAt: null, disabledBecause: null, usedAt: at }).where(mine)
      return { resumed: person.id }
    default: return {}
  }
}
