/**
 * Wrong tries (登录失败处理), counted in the row in one statement, so that many guesses at once are still counted one
 * by one. A source that guesses is slowed first. An account is locked for the source its wrong tries came from, so
 * that nobody locks a colleague out from one desk, and for everybody once they came from several.
 */
import { and, eq, sql } from 'drizzle-orm'
import { addHours } from '../review/day.ts'
import type { SignInPolicy } from '../review/policy.ts'
import { forge } from './audit.ts'
import { TooMany } from './passwords.ts'
import { momentOf } from './settings.ts'
import type { Db, Store } from './store.ts'
import type { Tables } from './tables.ts'

/** Wherever a try came from that several came from, or one that is not known. */
const several = '*'

/** Wrong tries of a source that cost no wait, the longest wait, and after how long they are forgotten. */
const [patient, longestSeconds, forgottenMinutes] = [3, 60, 15]

export const plus = (at: string, seconds: number): string => new Date(Date.parse(at) + seconds * 1000).toISOString()

/** The rules of signing in, in force at an instant. */
export const rulesAt = async (store: Store, commission: string, at: string): Promise<SignInPolicy> => (await momentOf(store, commission, addHours(at, 8).slice(0, 10), at)).policy.signIn

type From = { commission: string; source: string | null; at: string }

/** Throws where this source still has to wait: one second after the third wrong try, twice as long after each further one. */
export async function patience({ t, fresh }: Store, { commission, source, at }: From): Promise<void> {
  if (source === null) return
  const [row] = await fresh.select().from(t.sources).where(and(eq(t.sources.commission, commission), eq(t.sources.source, source)))
  if (!row || row.failedCount < patient || row.failedAt <= plus(at, -forgottenMinutes * 60)) return
  const until = plus(row.failedAt, Math.min(longestSeconds, 2 ** (row.failedCount - patient)))
  if (until > at) throw new TooMany(`尝试次数太多，请 ${Math.ceil((Date.parse(until) - Date.parse(at)) / 1000)} 秒后再试`)
}

async function slowDown({ t }: Store, db: Db, { commission, source, at }: From): Promise<void> {
  if (source === null) return
  const forgotten = plus(at, -forgottenMinutes * 60)
  await db.insert(t.sources).values({ commission, source, failedCount: 1, failedAt: at }).onConflictDoUpdate({
    target: [t.sources.commission, t.sources.source],
    set: { failedCount: sql`case when ${t.sources.failedAt} <= ${forgotten} then 1 else ${t.sources.failedCount} + 1 end`, failedAt: at },
  })
}

export type Account = Tables['accounts']['$inferSelect']
/** A try to show that one is the person of an account; `event` is what the chain calls a wrong one. */
export type Try = From & { personId: string | null; login: string; event: string }

/** Counts a try and judges it: the account if it is right and not locked, otherwise null, whatever the reason. */
export async function tried(store: Store, db: Db, given: Try, rules: SignInPolicy, isRight: (counted: Account) => boolean): Promise<Account | null> {
  const { t } = store
  const { commission, personId, at, login, event } = given
  const from = given.source ?? several
  const own = and(eq(t.accounts.commission, commission), eq(t.accounts.personId, personId ?? ''))
  const [counted] = await db.update(t.accounts).set({
    failedCount: sql`${t.accounts.failedCount} + 1`,
    failedFrom: sql`case when ${t.accounts.failedCount} = 0 or ${t.accounts.failedFrom} = ${from} then ${from} else ${several} end`,
  }).where(own).returning()
  const locked = (counted?.lockedUntil ?? '') > at && (counted?.lockedFor === several || counted?.lockedFor === from)
  if (counted && counted.disabledAt === null && !locked && isRight(counted)) {
    await db.update(t.accounts).set({ failedCount: 0, failedFrom: null }).where(own)
    return counted
  }
  const locks = counted !== undefined && !locked && counted.failedCount % rules.failures === 0
  await db.update(t.accounts).set(locks ? { lockedUntil: plus(at, rules.lockMinutes * 60), lockedFor: counted.failedFrom } : { lockedUntil: counted?.lockedUntil ?? null }).where(own)
  await slowDown(store, db, given)
  await forge(store, db, { commission, at, kind: 'session', body: { login, personId, source: given.source, event, ...(locks ? { lockedFor: counted.failedFrom } : {}) } })
  return null
}
