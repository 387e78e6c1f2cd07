/**
 * 停用久未使用的帐号 (等保 07): an account that nobody signed in with for so many days is shut, and so is that of whoever has left
 * . The last who can still grant is left alone, or nobody could let anybody in again.
 */
import { and, eq, isNull, lt, ne } from 'drizzle-orm'
import { addDays, addHours, type Day } from '../review/day.ts'
import { inForce } from '../review/people.ts'
import { forge } from './audit.ts'
import { endFeedsOf } from './feeds.ts'
import { momentsOf } from './settings.ts'
import type { Db, Store } from './store.ts'

type Account = Store['t']['accounts']['$inferSelect']
type Now = { on: Day; at: string }

/** Shuts every account that has fallen dormant and of everybody who has left: at each start, beside what signing in finds. Gives how many. */
export async function retire(store: Store, commission: string, now: Now): Promise<number> {
  const { t } = store
  const { policy } = (await momentsOf(store, commission))(now.on, now.at)
  return store.tx(async (db) => {
    const open = await db.select().from(t.accounts).where(and(eq(t.accounts.commission, commission), isNull(t.accounts.disabledAt)))
    const gone = await db.select({ id: t.people.id }).from(t.people).where(and(eq(t.people.commission, commission), lt(t.people.leftOn, now.on)))
    let count = 0
    for (const account of open)
      if (gone.some((person) => person.id === account.personId)) {
        await shut(store, db, account, now, 'left')
        count++
      } else if (await fallsDormant(store, db, account, now, policy.dormantDays)) count++
    return count
  })
}

/** Shuts an account that has not been used for too long, and says whether it did. */
export async function fallsDormant(store: Store, db: Db, account: Account, now: Now, days: number): Promise<boolean> {
  if (account.disabledAt !== null || !unused(account, now.on, days) || (await grantsAlone(store, db, account, now.on, days))) return false
  await shut(store, db, account, now, 'dormant')
  return true
}

const unused = ({ usedAt }: Account, on: Day, days: number): boolean => usedAt !== null && addDays(addHours(usedAt, 8).slice(0, 10), days) < on

/** Whether this is the last account of a system or security administrator that is not asleep itself. */
async function grantsAlone({ t }: Store, db: Db, account: Account, on: Day, days: number): Promise<boolean> {
  const { commission, personId } = account
  const posts = (await db.select().from(t.posts).where(and(eq(t.posts.commission, commission)))).filter((post) => (post.role === 'systemAdmin' || post.role === 'securityAdmin') && inForce(post, on))
  const others = (await db.select().from(t.accounts).where(and(eq(t.accounts.commission, commission), isNull(t.accounts.disabledAt), ne(t.accounts.personId, personId)))).filter((other) => !unused(other, on, days))
  return posts.some((mine) => mine.personId === personId && !posts.some((post) => post.role === mine.role && others.some((other) => other.personId === post.personId)))
}

async function shut(store: Store, db: Db, { commission, personId }: Account, { at }: Now, because: 'dormant' | 'left'): Promise<void> {
  const { t } = store
  await db.update(t.accounts).set({ disabledAt: at, disabledBecause: because }).where(and(eq(t.accounts.commission, commission), eq(t.accounts.personId, personId)))
  await db.delete(t.sessions).where(and(eq(t.sessions.commission, commission), eq(t.sessions.personId, personId)))
  await endFeedsOf(store, db, { commission, personId })
  await forge(store, db, { commission, at, kind: 'session', body: { personId, event: because } })
}
