/**
 * Signing in: accounts, and sessions kept on the server. The answer to a wrong password, an unknown name, a locked and
 * a disabled account is the same, and costs the same (P15).
 */
import { hash, randomBytes, randomInt } from 'node:crypto'
import { and, desc, eq, gt, inArray, lte, ne, or, sql, type Placeholder, type SQL } from 'drizzle-orm'
import type { Day } from '../review/day.ts'
import { inForce, leastClearance, type Actor, type Post } from '../review/people.ts'
import type { SignInPolicy } from '../review/policy.ts'
import type { KeptPost } from '../review/staffing.ts'
import type { Refusal, SecrecyLevel } from '../review/case.ts'
import { forge } from './audit.ts'
import { fallsDormant } from './dormancy.ts'
import { endFeedsOf } from './feeds.ts'
import { hashed, isTyped, matching } from './passwords.ts'
import { actorOf, type Editor } from './roster.ts'
import { statement } from './prepared.ts'
import { momentOf, savePolicy } from './settings.ts'
import type { Db, Store } from './store.ts'
import type { SignInWay } from './sign-in-tables.ts'
import type { Tables } from './tables.ts'
import { whileUnchanged } from './unchanged.ts'
import { patience, plus, rulesAt, tried } from './tries.ts'

/** How often a session that is used is written down as seen, how long a code is waited for, and how many sessions somebody has. */
const [seenEverySeconds, codeMinutes, mostSessions] = [60, 5, 10]

/** 当前登录人, with what the session allows. `who` is null until a post is chosen, and while a code is waited for. */
export type Session = {
  commission: string
  id: string
  personId: string
  personName: string
  who: Actor | null
  posts: KeptPost[]
  /** The post that was chosen; it may have ended since. */
  postId: string | null
  by: SignInWay
  source: string | null
  /** The password was right; the second factor is still wanted, and nothing else is answered. */
  awaitsCode: boolean
  /** Signed in by two factors. */
  strong: boolean
  mustChange: boolean
  /** Until when the identity counts as confirmed. */
  confirmedUntil: string | null
  expiresAt: string
}

/** A time of asking: the day decides which posts are held, the instant how long the session lives. */
export type Now = { on: Day; at: string }

/** A name as it is compared: ＺＨＡＮＧ is zhang, and what nobody sees does not count. */
export const normalised = (login: string): string => login.normalize('NFKC').replace(/[\p{Cf}\p{Cc}\s]/gu, '').toLowerCase()

/** Without characters that look alike. */
const codeCharacters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
export const newCode = (length = 12): string => Array.from({ length }, () => codeCharacters[randomInt(codeCharacters.length)]).join('')
/** A code as it was issued, however it was typed. */
export const codeTyped = (text: string): string => text.trim().toUpperCase()

/** Gives a person an account, or back the way into it, with a code for the next sign-in, which is shown once. */
export async function issueCode(store: Store, editor: Editor, personId: string, login: string): Promise<{ code: string } | { refusals: Refusal[] }> {
  const code = newCode()
  const [codeHash, { codeHours }] = await Promise.all([hashed(code), rulesAt(store, editor.commission, editor.at)])
  return store.tx(async (db) => {
    const refusals = await keepCode(store, db, editor, personId, login, { hash: codeHash, until: plus(editor.at, codeHours * 3600) })
    return refusals.length > 0 ? { refusals } : { code }
  })
}

/** A code for the next sign-in as it is kept: good until an instant. */
export type KeptCode = { hash: string; until: string }

/**
 * Keeps the code for the next sign-in, made by whoever hands it out. The old password and the sessions end, a lock too;
 * a second factor stays. Nobody learns or chooses a password.
 */
export async function keepCode(store: Store, db: Db, { commission, by, at }: Editor, personId: string, login: string, { hash: oneTimeCodeHash, until: oneTimeCodeUntil }: KeptCode): Promise<Refusal[]> {
  const { t } = store
  const name = normalised(login)
  const [other] = await db.select({ personId: t.accounts.personId }).from(t.accounts).where(and(eq(t.accounts.commission, commission), eq(t.accounts.login, name), ne(t.accounts.personId, personId)))
  if (name === '' || other) return [{ code: 'LOGIN_TAKEN', message: name === '' ? '请填写登录名' : `登录名“${name}”已经使用`, field: 'login' }]
  const fresh = { ...blankAccount, login: name, mustChange: true, oneTimeCodeHash, oneTimeCodeUntil, usedAt: at }
  await db.insert(t.accounts).values({ commission, personId, ...fresh }).onConflictDoUpdate({ target: [t.accounts.commission, t.accounts.personId], set: fresh })
  await endSessionsOf(store, db, commission, personId)
  await endFeedsOf(store, db, { commission, personId })
  await forge(store, db, { commission, at, kind: 'session', body: { by, personId, event: 'codeIssued' } })
  return []
}

const blankAccount = {
  passwordHash: null, passwordUntil: null, oneTimeCodeHash: null, oneTimeCodeUntil: null, enrolCodeHash: null, enrolCodeUntil: null,
  failedCount: 0, failedFrom: null, lockedUntil: null, lockedFor: null, disabledAt: null, disabledBecause: null,
}

/**
 * Accounts of the demo, all with one password that is printed at the start; those that are there already stay. Nobody
 * must show a second factor, and signing in confirms for a whole day. Never called in production.
 */
export async function openDemoAccounts(store: Store, editor: Editor, accounts: readonly { personId: string; login: string }[], password: string): Promise<void> {
  const { commission, by, at } = editor
  const [passwordHash, rules] = await Promise.all([hashed(password), rulesAt(store, commission, at)])
  await store.tx(async (db) => {
    for (const { personId, login } of accounts)
      await db.insert(store.t.accounts).values({ commission, personId, ...blankAccount, login: normalised(login), passwordHash, mustChange: false, usedAt: at }).onConflictDoNothing()
    await forge(store, db, { commission, at, kind: 'session', body: { by, event: 'demoAccounts', count: accounts.length } })
  })
  const row = { document: '本系统设定', article: '演示的登录', tag: 'D', rule: 'R-601-signIn' } as const
  await savePolicy(store, editor, [{ name: 'signIn', from: '2018-01-01', value: { ...rules, confirmMinutes: 24 * 60, secondFactor: [] }, basis: row, note: '演示数据：不要求第二因素，登录即为确认' }])
}

/**
 * Signs in with the password, or once with a code. The token is given once and kept nowhere. With a second factor the
 * session then waits for its code. Throws `TooMany` where the source guesses, whatever the name.
 */
export async function signIn(store: Store, commission: string, { login, password, source = null }: { login: string; password: string; source?: string | null }, now: Now): Promise<{ token: string } | null> {
  const { t } = store
  const name = normalised(login)
  await patience(store, { commission, source, at: now.at })
  const [{ policy }, [account]] = await Promise.all([momentOf(store, commission, now.on, now.at), accountByLogin(store, store.fresh).execute({ commission, login: name })])
  // Both are always computed, with a stand-in where there is none, so that the time says nothing.
  const [byPassword = false, byCode = false] = isTyped(password) ? await matching([[password, account?.passwordHash ?? null], [codeTyped(password), account?.oneTimeCodeHash ?? null]]) : []
  return store.tx(async (db) => {
    const personId = account?.personId ?? null
    if (account) await shutIfDormant(store, db, account, now, policy.dormantDays)
    const opened = await tried(store, db, { commission, source, at: now.at, personId, login: name, event: 'signInRefused' }, policy.signIn, (counted) =>
      (byPassword && counted.passwordHash === account?.passwordHash) || (byCode && counted.oneTimeCodeHash === account?.oneTimeCodeHash && (counted.oneTimeCodeUntil ?? '') > now.at))
    if (!opened) return null
    if (byCode) await db.update(t.accounts).set({ oneTimeCodeHash: null, oneTimeCodeUntil: null, mustChange: true }).where(and(eq(t.accounts.commission, commission), eq(t.accounts.personId, opened.personId)))
    return begin(store, db, { commission, personId: opened.personId, by: byCode ? 'oneTimeCode' : 'password', source, strong: false }, policy.signIn, now)
  })
}

/** An account that nobody used for too long is shut before the password counts, as it stands in this transaction. */
export async function shutIfDormant(store: Store, db: Db, { commission, personId }: { commission: string; personId: string }, now: Now, days: number): Promise<boolean> {
  const { t } = store
  const [account] = await db.select().from(t.accounts).where(and(eq(t.accounts.commission, commission), eq(t.accounts.personId, personId)))
  return account !== undefined && fallsDormant(store, db, account, now, days)
}

/** Opens a session of somebody who has shown who they are, and ends what is over. */
export async function begin(store: Store, db: Db, { commission, personId, by, source, strong }: Pick<Session, 'commission' | 'personId' | 'by' | 'source' | 'strong'>, rules: SignInPolicy, { on, at }: Now): Promise<{ token: string }> {
  const { t } = store
  const ofPerson = and(eq(t.sessions.commission, commission), eq(t.sessions.personId, personId))
  // Gone, not only over: a clock that is set back finds nothing to revive (A28).
  await db.delete(t.sessions).where(and(eq(t.sessions.commission, commission), or(lte(t.sessions.idleUntil, at), lte(t.sessions.expiresAt, at))))
  const [factor] = await db.select({ activeAt: t.factors.activeAt }).from(t.factors).where(and(eq(t.factors.commission, commission), eq(t.factors.personId, personId)))
  const posts = (await db.select().from(t.posts).where(and(eq(t.posts.commission, commission), eq(t.posts.personId, personId)))).filter((post) => inForce(post, on))
  const older = await db.select({ id: t.sessions.id }).from(t.sessions).where(ofPerson).orderBy(desc(t.sessions.createdAt), desc(t.sessions.id))
  if (older.length >= mostSessions) await db.delete(t.sessions).where(and(ofPerson, inArray(t.sessions.id, older.slice(mostSessions - 1).map((one) => one.id))))
  const token = newToken()
  const awaitsCode = !strong && (factor?.activeAt ?? null) !== null
  const idleMinutes = idleFor(posts, rules)
  await db.update(t.accounts).set({ usedAt: at }).where(and(eq(t.accounts.commission, commission), eq(t.accounts.personId, personId)))
  await db.insert(t.sessions).values({
    commission, tokenHash: tokenHash(token), id: randomBytes(9).toString('base64url'), personId, postId: posts.length === 1 ? (posts[0]?.id ?? null) : null, by, source, awaitsCode, strong,
    confirmedUntil: awaitsCode ? null : plus(at, rules.confirmMinutes * 60), createdAt: at, seenAt: at, idleMinutes, idleUntil: plus(at, idleMinutes * 60),
    expiresAt: awaitsCode ? plus(at, codeMinutes * 60) : plus(at, rules.sessionHours * 3600),
  })
  await forge(store, db, { commission, at, kind: 'session', body: { personId, way: by, source, event: awaitsCode ? 'codeWanted' : 'signedIn' } })
  return { token }
}

const administers = (post: Pick<Post, 'role'>): boolean => ['systemAdmin', 'securityAdmin', 'auditAdmin'].includes(post.role)
/** How long a session in one of these posts may be idle. */
export const idleFor = (posts: readonly Pick<Post, 'role'>[], rules: SignInPolicy): number => (posts.some(administers) ? rules.adminIdleMinutes : rules.idleMinutes)

const given = sql.placeholder
const accountByLogin = statement('account_by_login', (db, t) => db.select().from(t.accounts).where(and(eq(t.accounts.commission, given('commission')), eq(t.accounts.login, given('login')))))
/** The session of a token, with a row for each post of the person; a person without any has one row without. Fields lie side by side: nested ones Drizzle would find anew for every row. */
const sessionRows = statement('session_by_token', (db, t) =>
  db.select({
    commission: t.sessions.commission, sessionId: t.sessions.id, personId: t.sessions.personId, postId: t.sessions.postId, by: t.sessions.by, source: t.sessions.source,
    awaitsCode: t.sessions.awaitsCode, strong: t.sessions.strong, confirmedUntil: t.sessions.confirmedUntil, expiresAt: t.sessions.expiresAt,
    seenAt: t.sessions.seenAt, idleMinutes: t.sessions.idleMinutes, idleUntil: t.sessions.idleUntil,
    mustChange: t.accounts.mustChange, passwordUntil: t.accounts.passwordUntil, disabledAt: t.accounts.disabledAt,
    personName: t.people.name,
    clearance: clearanceOn(t, given('on')).as('clearance'),
    id: t.posts.id, role: t.posts.role, bodyId: t.posts.bodyId, zoneId: t.posts.zoneId, from: t.posts.from, until: t.posts.until,
    kind: t.posts.kind, reason: t.posts.reason, deputyFor: t.posts.deputyFor, grantId: t.posts.grantId,
  }).from(t.sessions)
    .innerJoin(t.accounts, and(eq(t.accounts.commission, t.sessions.commission), eq(t.accounts.personId, t.sessions.personId)))
    .innerJoin(t.people, and(eq(t.people.commission, t.sessions.commission), eq(t.people.id, t.sessions.personId)))
    .leftJoin(t.posts, and(eq(t.posts.commission, t.sessions.commission), eq(t.posts.personId, t.sessions.personId)))
    .where(eq(t.sessions.tokenHash, given('tokenHash'))).orderBy(t.posts.from, t.posts.id))

const same = whileUnchanged<Awaited<ReturnType<ReturnType<typeof sessionRows>['execute']>>>()

/**
 * The session of a token, or null once it is idle or over, the account is disabled, or the clock runs before the last
 * request. A post that has ended no longer counts. What a page asks by itself, in the background, does not keep it alive.
 */
export async function sessionOf(store: Store, token: string, now: Now, asking: 'person' | 'background' = 'person'): Promise<Session | null> {
  const key = tokenHash(token)
  const rows = await same(store, `${key} ${now.on}`, () => sessionRows(store, store.fresh).execute({ tokenHash: key, on: now.on }))
  const [row] = rows
  if (!row) return null
  const { commission, personId, postId, awaitsCode, passwordUntil } = row
  const sinceSeen = (Date.parse(now.at) - Date.parse(row.seenAt)) / 1000
  if (row.disabledAt !== null || row.expiresAt <= now.at || row.idleUntil <= now.at || sinceSeen < -seenEverySeconds) return null
  const posts = rows.flatMap(({ id, role, bodyId, zoneId, from, until, kind, reason, deputyFor, grantId }): KeptPost[] =>
    (id === null || role === null || from === null || kind === null ? [] : [{ id, role, bodyId, zoneId, from, until, kind, reason, deputyFor, grantId }])).filter((post) => inForce(post, now.on))
  if (asking === 'person' && sinceSeen >= seenEverySeconds) await touch(store, token, now.at, row.idleMinutes)
  const acting = awaitsCode ? undefined : posts.find((post) => post.id === postId)
  return {
    commission, id: row.sessionId, personId, postId, by: row.by, source: row.source, awaitsCode, strong: row.strong, confirmedUntil: row.confirmedUntil, expiresAt: row.expiresAt,
    personName: row.personName, posts, mustChange: row.mustChange || (passwordUntil !== null && passwordUntil <= now.at),
    who: acting ? actorOf(commission, personId, acting, { clearance: row.clearance ?? leastClearance }) : null,
  }
}

/** The level somebody is cleared for on a day; null where none was granted. At most one row holds on a day. */
const clearanceOn = (t: Tables, on: SQL | Placeholder) => sql<SecrecyLevel | null>`(select ${t.clearances.level} from ${t.clearances} where ${t.clearances.commission} = ${t.sessions.commission}
  and ${t.clearances.personId} = ${t.sessions.personId} and ${t.clearances.from} <= ${on} and (${t.clearances.until} is null or ${t.clearances.until} >= ${on}))`

const touch = ({ t, tx }: Store, token: string, seenAt: string, idleMinutes: number) =>
  tx(async (db) => { await db.update(t.sessions).set({ seenAt, idleUntil: plus(seenAt, idleMinutes * 60) }).where(eq(t.sessions.tokenHash, tokenHash(token))) })

/** Gives a session another token, with what has changed about it: what was seen of the old one opens nothing (A17). Null where it has ended meanwhile. */
export async function renewed({ t }: Store, db: Db, token: string, changed: Partial<Store['t']['sessions']['$inferInsert']> = {}): Promise<{ token: string } | null> {
  const fresh = newToken()
  const [row] = await db.update(t.sessions).set({ ...changed, tokenHash: tokenHash(fresh) }).where(eq(t.sessions.tokenHash, tokenHash(token))).returning({ id: t.sessions.id })
  return row ? { token: fresh } : null
}

/** Ends this session. */
export async function signOut(store: Store, token: string, now: Now): Promise<void> {
  const { t } = store
  await store.tx(async (db) => {
    const [row] = await db.delete(t.sessions).where(eq(t.sessions.tokenHash, tokenHash(token))).returning({ commission: t.sessions.commission, personId: t.sessions.personId })
    if (row) await forge(store, db, { commission: row.commission, at: now.at, kind: 'session', body: { personId: row.personId, event: 'signedOut' } })
  })
}

/** One of somebody's sessions, as they see it listed. */
export type Listed = Pick<Session, 'id' | 'by' | 'source' | 'expiresAt'> & { createdAt: string; seenAt: string; idleUntil: string }

/** Where somebody is signed in, newest first; never more than a few. */
export async function sessionsOf({ t, fresh }: Store, { commission, personId }: Pick<Session, 'commission' | 'personId'>, { at }: Now): Promise<Listed[]> {
  const rows = await fresh.select({ id: t.sessions.id, by: t.sessions.by, source: t.sessions.source, createdAt: t.sessions.createdAt, seenAt: t.sessions.seenAt, idleUntil: t.sessions.idleUntil, expiresAt: t.sessions.expiresAt })
    .from(t.sessions).where(and(eq(t.sessions.commission, commission), eq(t.sessions.personId, personId))).orderBy(desc(t.sessions.createdAt), desc(t.sessions.id))
  return rows.filter((row) => row.idleUntil > at && row.expiresAt > at)
}

/** Which of these sessions still last, by their ids. */
export async function lasting({ t, fresh }: Store, ids: readonly string[], at: string): Promise<Set<string>> {
  const rows = await fresh.select({ id: t.sessions.id }).from(t.sessions).where(and(inArray(t.sessions.id, [...ids]), gt(t.sessions.idleUntil, at), gt(t.sessions.expiresAt, at)))
  return new Set(rows.map((row) => row.id))
}

/** Ends one of one's own sessions by its id; false where there is none. */
export async function endSession(store: Store, { commission, personId }: Pick<Session, 'commission' | 'personId'>, id: string, { at }: Now): Promise<boolean> {
  return store.tx(async (db) => {
    const ended = await endSessionsOf(store, db, commission, personId, eq(store.t.sessions.id, id))
    if (ended > 0) await forge(store, db, { commission, at, kind: 'session', body: { personId, sessionId: id, event: 'sessionEnded' } })
    return ended > 0
  })
}

/** Ends the sessions of a person, in the transaction of whatever ends them. */
export async function endSessionsOf({ t }: Store, db: Db, commission: string, personId: string, which?: SQL): Promise<number> {
  return (await db.delete(t.sessions).where(and(eq(t.sessions.commission, commission), eq(t.sessions.personId, personId), which)).returning({ id: t.sessions.id })).length
}

/** All but the session of this token. */
export const others = ({ t }: Store, token: string): SQL => ne(t.sessions.tokenHash, tokenHash(token))

/** Disables an account and ends its sessions at once. */
export async function disable(store: Store, { commission, by, at }: Editor, personId: string): Promise<void> {
  const { t } = store
  await store.tx(async (db) => {
    await db.update(t.accounts).set({ disabledAt: at }).where(and(eq(t.accounts.commission, commission), eq(t.accounts.personId, personId)))
    await endSessionsOf(store, db, commission, personId)
    await endFeedsOf(store, db, { commission, personId })
    await forge(store, db, { commission, at, kind: 'session', body: { by, personId, event: 'disabled' } })
  })
}

/** Ends a lock before its time, of the password and of the second factor: for the security administrator. */
export const unlock = (store: Store, { commission, by, at }: Editor, personId: string): Promise<void> =>
  store.tx(async (db) => {
    await endLocks(store, db, commission, personId)
    await forge(store, db, { commission, at, kind: 'session', body: { by, personId, event: 'unlocked' } })
  })

/** The locks of the password and of the second factor, in the transaction of whatever ends them. */
export async function endLocks({ t }: Store, db: Db, commission: string, personId: string): Promise<void> {
  const open = { failedCount: 0, lockedUntil: null }
  await db.update(t.accounts).set({ ...open, failedFrom: null, lockedFor: null }).where(and(eq(t.accounts.commission, commission), eq(t.accounts.personId, personId)))
  await db.update(t.factors).set(open).where(and(eq(t.factors.commission, commission), eq(t.factors.personId, personId)))
}

const newToken = (): string => randomBytes(32).toString('base64url')
const tokenHash = (token: string): string => hash('sha256', token)
