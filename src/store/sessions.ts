/**
 * Signing in: accounts with argon2id, and sessions kept on the server. The answer to a wrong password, an unknown
 * name, a locked and a disabled account is the same, and costs the same (P15).
 */
import { argon2, hash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { and, eq, ne, sql, type Placeholder, type SQL } from 'drizzle-orm'
import type { Day } from '../review/day.ts'
import { inForce, leastClearance, type Actor, type Post } from '../review/people.ts'
import type { KeptPost } from '../review/staffing.ts'
import type { Refusal, SecrecyLevel } from '../review/case.ts'
import { forge } from './audit.ts'
import { fallsDormant } from './dormancy.ts'
import { actorOf, type Editor } from './roster.ts'
import { momentsOf } from './settings.ts'
import { statement } from './prepared.ts'
import type { Db, Store } from './store.ts'
import type { Tables } from './tables.ts'

/** How long a session lives, idle and in all, and when a name is locked. */
export const limits = { idleMinutes: 30, sessionHours: 12, seenEverySeconds: 60, failures: 5, lockMinutes: 15, passwordLength: 12 } as const

/** 当前登录人, with what the session allows. `who` is null until a post is chosen. */
export type Session = { commission: string; personId: string; personName: string; who: Actor | null; posts: KeptPost[]; mustChange: boolean; expiresAt: string }

/** A time of asking: the day decides which posts are held, the instant how long the session lives. */
export type Now = { on: Day; at: string }

/** A name as it is compared: 张三 and ＺＨＡＮＧ are what they look like. */
export const normalised = (login: string): string => login.normalize('NFKC').trim().toLowerCase()

/** Gives a person an account and a code for the first sign-in, which is shown once. A new code for an old account ends its sessions. */
export async function issueCode(store: Store, { commission, by, at }: Editor, personId: string, login: string): Promise<{ code: string } | { refusals: Refusal[] }> {
  const code = newCode(12)
  const oneTimeCodeHash = await hashed(code)
  return store.tx(async (db) => {
    const refusals = await keepCode(store, db, { commission, by, at }, personId, login, oneTimeCodeHash)
    return refusals.length > 0 ? { refusals } : { code }
  })
}

/** Keeps the code for the first sign-in, made by whoever hands it out. */
export async function keepCode(store: Store, db: Db, { commission, by, at }: Editor, personId: string, login: string, oneTimeCodeHash: string): Promise<Refusal[]> {
  const { t } = store
  const name = normalised(login)
  const [other] = await db.select({ personId: t.accounts.personId }).from(t.accounts).where(and(eq(t.accounts.commission, commission), eq(t.accounts.login, name), ne(t.accounts.personId, personId)))
  if (name === '' || other) return [{ code: 'LOGIN_TAKEN', message: name === '' ? '请填写登录名' : `登录名“${name}”已经使用`, field: 'login' }]
  const fresh = { login: name, passwordHash: null, mustChange: true, oneTimeCodeHash, failedCount: 0, lockedUntil: null, disabledAt: null, disabledBecause: null, usedAt: at }
  await db.insert(t.accounts).values({ commission, personId, ...fresh }).onConflictDoUpdate({ target: [t.accounts.commission, t.accounts.personId], set: fresh })
  await db.delete(t.sessions).where(and(eq(t.sessions.commission, commission), eq(t.sessions.personId, personId)))
  await forge(store, db, { commission, at, kind: 'session', body: { by, personId, event: 'codeIssued' } })
  return []
}

/** Accounts of the demo, all with one password that is printed at the start; those that are there already stay. Never called in production. */
export async function openDemoAccounts(store: Store, { commission, by, at }: Editor, accounts: readonly { personId: string; login: string }[], password: string): Promise<void> {
  const passwordHash = await hashed(password)
  await store.tx(async (db) => {
    for (const { personId, login } of accounts)
      await db.insert(store.t.accounts).values({ commission, personId, login: normalised(login), passwordHash, mustChange: false, oneTimeCodeHash: null, failedCount: 0, lockedUntil: null, disabledAt: null, usedAt: at }).onConflictDoNothing()
    await forge(store, db, { commission, at, kind: 'session', body: { by, event: 'demoAccounts', count: accounts.length } })
  })
}

/** Without characters that look alike. */
const codeCharacters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
export const newCode = (length: number): string => Array.from({ length }, () => codeCharacters[randomInt(codeCharacters.length)]).join('')

/** Signs in with the password, or the first time with the code. The token is given once and kept nowhere. */
export async function signIn(store: Store, commission: string, { login, password }: { login: string; password: string }, now: Now): Promise<{ token: string } | null> {
  const { t } = store
  const name = normalised(login)
  const [account] = await accountByLogin(store, store.fresh).execute({ commission, login: name })
  // Both are always computed, with a stand-in where there is none, so that the time says nothing.
  const [byPassword, byCode] = await Promise.all([matches(password, account?.passwordHash ?? null), matches(password.trim().toUpperCase(), account?.oneTimeCodeHash ?? null)])
  const { policy } = (await momentsOf(store, commission))(now.on, now.at)
  const token = randomBytes(32).toString('base64url')
  return store.tx(async (db) => {
    const link = (event: string) => forge(store, db, { commission, at: now.at, kind: 'session', body: { login: name, personId: account?.personId ?? null, event } })
    // Counted first and in the row itself: many guesses at once are still counted one by one, and a code opens once.
    const own = and(eq(t.accounts.commission, commission), eq(t.accounts.personId, account?.personId ?? ''))
    const [counted] = await db.update(t.accounts).set({ failedCount: sql`${t.accounts.failedCount} + 1` }).where(own).returning()
    const dormant = counted !== undefined && (await fallsDormant(store, db, counted, now, policy.dormantDays))
    const shut = !counted || dormant || counted.disabledAt !== null || (counted.lockedUntil !== null && counted.lockedUntil > now.at)
    const right = (byPassword && counted?.passwordHash === account?.passwordHash) || (byCode && counted?.oneTimeCodeHash === account?.oneTimeCodeHash)
    if (!account || shut || !right) {
      const lock = !shut && counted.failedCount % limits.failures === 0
      await db.update(t.accounts).set({ lockedUntil: lock ? plus(now.at, limits.lockMinutes * 60) : (counted?.lockedUntil ?? null) }).where(own)
      await link('signInRefused')
      return null
    }
    await db.update(t.accounts).set({ failedCount: 0, lockedUntil: null, usedAt: now.at, ...(byCode ? { oneTimeCodeHash: null, mustChange: true } : {}) }).where(own)
    const posts = await db.select().from(t.posts).where(and(eq(t.posts.commission, commission), eq(t.posts.personId, account.personId)))
    const held = posts.filter((post) => inForce(post, now.on))
    await db.insert(t.sessions).values({
      commission, tokenHash: tokenHash(token), personId: account.personId, postId: held.length === 1 ? (held[0]?.id ?? null) : null,
      createdAt: now.at, seenAt: now.at, expiresAt: plus(now.at, limits.sessionHours * 3600),
    })
    await link('signedIn')
    return { token }
  })
}

const given = sql.placeholder
const accountByLogin = statement('account_by_login', (db, t) => db.select().from(t.accounts).where(and(eq(t.accounts.commission, given('commission')), eq(t.accounts.login, given('login')))))
/** The session of a token, with a row for each post of the person; a person without any has one row without. */
const sessionRows = statement('session_by_token', (db, t) =>
  db.select({
    commission: t.sessions.commission, personId: t.sessions.personId, personName: t.people.name, postId: t.sessions.postId, seenAt: t.sessions.seenAt, expiresAt: t.sessions.expiresAt,
    mustChange: t.accounts.mustChange, disabledAt: t.accounts.disabledAt,
    clearance: clearanceOn(t, given('on')).as('clearance'),
    id: t.posts.id, role: t.posts.role, bodyId: t.posts.bodyId, zoneId: t.posts.zoneId, from: t.posts.from, until: t.posts.until,
    kind: t.posts.kind, reason: t.posts.reason, deputyFor: t.posts.deputyFor, grantId: t.posts.grantId,
  }).from(t.sessions)
    .innerJoin(t.accounts, and(eq(t.accounts.commission, t.sessions.commission), eq(t.accounts.personId, t.sessions.personId)))
    .innerJoin(t.people, and(eq(t.people.commission, t.sessions.commission), eq(t.people.id, t.sessions.personId)))
    .leftJoin(t.posts, and(eq(t.posts.commission, t.sessions.commission), eq(t.posts.personId, t.sessions.personId)))
    .where(eq(t.sessions.tokenHash, given('tokenHash'))).orderBy(t.posts.from, t.posts.id))

/** The session of a token, or null once it is idle or over, or the account is disabled. A post that has ended no longer counts. */
export async function sessionOf(store: Store, token: string, now: Now): Promise<Session | null> {
  const rows = await sessionRows(store, store.fresh).execute({ tokenHash: tokenHash(token), on: now.on })
  const [row] = rows
  if (!row || row.disabledAt !== null || row.expiresAt <= now.at || plus(row.seenAt, limits.idleMinutes * 60) <= now.at) return null
  const posts = rows.flatMap(({ id, role, bodyId, zoneId, from, until, kind, reason, deputyFor, grantId }): KeptPost[] => (id === null || role === null || from === null || kind === null ? [] : [{ id, role, bodyId, zoneId, from, until, kind, reason, deputyFor, grantId }])).filter((post) => inForce(post, now.on))
  if (plus(row.seenAt, limits.seenEverySeconds) <= now.at) await touch(store, token, now.at)
  const { commission, personId, personName, mustChange, expiresAt } = row
  const acting: Post | undefined = posts.find((post) => post.id === row.postId)
  return { commission, personId, personName, mustChange, expiresAt, posts, who: acting ? actorOf(commission, personId, acting, { clearance: row.clearance ?? leastClearance }) : null }
}

const touch = ({ t, tx }: Store, token: string, seenAt: string) => tx(async (db) => { await db.update(t.sessions).set({ seenAt }).where(eq(t.sessions.tokenHash, tokenHash(token))) })

/** Acts in another of one's posts from now on; false where it is not held. */
export async function actAs(store: Store, token: string, postId: string, now: Now): Promise<boolean> {
  const session = await sessionOf(store, token, now)
  if (!session?.posts.some((post) => post.id === postId)) return false
  const { t } = store
  await store.tx(async (db) => {
    await db.update(t.sessions).set({ postId }).where(eq(t.sessions.tokenHash, tokenHash(token)))
    await forge(store, db, { commission: session.commission, at: now.at, kind: 'session', body: { personId: session.personId, postId, event: 'actsAs' } })
  })
  return true
}

/** Sets a new password of the person signed in, and ends their other sessions. */
export async function changePassword(store: Store, token: string, password: string, now: Now): Promise<{ refusals: Refusal[] }> {
  const session = await sessionOf(store, token, now)
  if (!session) return { refusals: [{ code: 'NOT_SIGNED_IN', message: '请先登录' }] }
  if ([...password].length < limits.passwordLength) return { refusals: [{ code: 'PASSWORD_SHORT', message: `密码不少于${limits.passwordLength}个字符`, field: 'password' }] }
  const { t } = store
  const { commission, personId } = session
  const passwordHash = await hashed(password)
  await store.tx(async (db) => {
    await db.update(t.accounts).set({ passwordHash, mustChange: false, oneTimeCodeHash: null }).where(and(eq(t.accounts.commission, commission), eq(t.accounts.personId, personId)))
    await db.delete(t.sessions).where(and(eq(t.sessions.commission, commission), eq(t.sessions.personId, personId), ne(t.sessions.tokenHash, tokenHash(token))))
    await forge(store, db, { commission, at: now.at, kind: 'session', body: { personId, event: 'passwordChanged' } })
  })
  return { refusals: [] }
}

/** Ends this session. */
export async function signOut(store: Store, token: string, now: Now): Promise<void> {
  const { t } = store
  await store.tx(async (db) => {
    const [row] = await db.delete(t.sessions).where(eq(t.sessions.tokenHash, tokenHash(token))).returning({ commission: t.sessions.commission, personId: t.sessions.personId })
    if (row) await forge(store, db, { commission: row.commission, at: now.at, kind: 'session', body: { personId: row.personId, event: 'signedOut' } })
  })
}

/** Disables an account and ends its sessions at once. */
export async function disable(store: Store, { commission, by, at }: Editor, personId: string): Promise<void> {
  const { t } = store
  await store.tx(async (db) => {
    await db.update(t.accounts).set({ disabledAt: at }).where(and(eq(t.accounts.commission, commission), eq(t.accounts.personId, personId)))
    await db.delete(t.sessions).where(and(eq(t.sessions.commission, commission), eq(t.sessions.personId, personId)))
    await forge(store, db, { commission, at, kind: 'session', body: { by, personId, event: 'disabled' } })
  })
}

const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const
const derive = promisify(argon2)
/** The level somebody is cleared for on a day; null where none was granted. At most one row holds on a day. */
const clearanceOn = (t: Tables, on: SQL | Placeholder) => sql<SecrecyLevel | null>`(select ${t.clearances.level} from ${t.clearances} where ${t.clearances.commission} = ${t.sessions.commission}
  and ${t.clearances.personId} = ${t.sessions.personId} and ${t.clearances.from} <= ${on} and (${t.clearances.until} is null or ${t.clearances.until} >= ${on}))`

const tokenHash = (token: string): string => hash('sha256', token)
const plus = (at: string, seconds: number): string => new Date(Date.parse(at) + seconds * 1000).toISOString()

/** argon2id as its usual text, parameters and salt included. */
export async function hashed(secret: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive('argon2id', { message: secret.normalize('NFKC'), nonce, ...cost })
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${nonce.toString('base64')}$${tag.toString('base64')}`
}

const nobody = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(32).toString('base64')}`

/** Compares in the same time whether there is a secret or not. */
async function matches(secret: string, stored: string | null): Promise<boolean> {
  const [, memory, passes, parallelism, salt = '', tag = ''] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored ?? nobody) ?? []
  const expected = Buffer.from(tag, 'base64')
  const made = await derive('argon2id', { message: secret.normalize('NFKC'), nonce: Buffer.from(salt, 'base64'), memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism), tagLength: expected.length })
  return timingSafeEqual(made, expected) && stored !== null
}
