/**
 * Showing once more who one is (再次确认身份): before steps that approve, to act in another post, and with a new
 * password. The session goes on under another token.
 */
import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Refusal } from '../review/case.ts'
import type { SignInPolicy } from '../review/policy.ts'
import { forge } from './audit.ts'
import { isRightCode, stepTyped } from './factor.ts'
import { hashed, isTyped, matching, passwordFaults, profiles, type ProfileName } from './passwords.ts'
import type { SealingKey } from './sealed.ts'
import { endSessionsOf, idleFor, others, renewed, sessionOf, type Now, type Session } from './sessions.ts'
import type { Db, Store } from './store.ts'
import { isCode } from './totp.ts'
import { plus, rulesAt, tried } from './tries.ts'

type Outcome = { token: string } | { refusals: Refusal[] }

const refused = (code: string, message: string, field?: string): { refusals: Refusal[] } => ({ refusals: [field === undefined ? { code, message } : { code, message, field }] })
const notSignedIn = refused('NOT_SIGNED_IN', '请先登录')

/** Confirms by the password or by a code, for as long as the rules say. Wrong ones count like those of signing in; the one that locks ends the session. */
export async function confirm(store: Store, token: string, secret: string, key: SealingKey, now: Now): Promise<Outcome> {
  const session = await sessionOf(store, token, now)
  if (!session || session.awaitsCode) return notSignedIn
  const rules = await rulesAt(store, session.commission, now.at)
  const judge = await judgeOf(store, session, secret, key, rules, now)
  const outcome = await store.tx(async (db) => {
    if (!(await judge(db))) return null
    await forge(store, db, { commission: session.commission, at: now.at, kind: 'session', body: { personId: session.personId, event: 'confirmed' } })
    return (await renewed(store, db, token, { confirmedUntil: plus(now.at, rules.confirmMinutes * 60) })) ?? notSignedIn
  })
  if (outcome) return outcome
  await endWhereLocked(store, session, now)
  return refused('WRONG_SECRET', '密码或者动态口令不对，或者试错太多次已被锁定', 'secret')
}

/**
 * Whether this is the password of the person signed in, or a code of their second factor that was not used yet: computed
 * at once, counted in the transaction of what is confirmed, so that one link answers for all of it.
 */
async function judgeOf(store: Store, session: Session, secret: string, key: SealingKey, rules: SignInPolicy, now: Now): Promise<(db: Db) => Promise<boolean>> {
  const { t } = store
  if (isCode(secret)) {
    const step = await stepTyped(store, session, secret, key, now)
    return (db) => isRightCode(store, db, session, { step, which: 'active' }, rules, now)
  }
  const [account] = await store.fresh.select().from(t.accounts).where(and(eq(t.accounts.commission, session.commission), eq(t.accounts.personId, session.personId)))
  const [byPassword = false] = isTyped(secret) ? await matching([[secret, account?.passwordHash ?? null]]) : []
  const given = { commission: session.commission, source: session.source, at: now.at, personId: session.personId, login: account?.login ?? '', event: 'confirmRefused' }
  return async (db) => (await tried(store, db, given, rules, (counted) => byPassword && counted.passwordHash === account?.passwordHash)) !== null
}

/** A session in which somebody guessed until the lock is not theirs. */
async function endWhereLocked(store: Store, { commission, personId, id }: Session, { at }: Now): Promise<void> {
  const { t, fresh } = store
  const [account] = await fresh.select({ lockedUntil: t.accounts.lockedUntil }).from(t.accounts).where(and(eq(t.accounts.commission, commission), eq(t.accounts.personId, personId)))
  const [factor] = await fresh.select({ lockedUntil: t.factors.lockedUntil }).from(t.factors).where(and(eq(t.factors.commission, commission), eq(t.factors.personId, personId)))
  if ((account?.lockedUntil ?? '') <= at && (factor?.lockedUntil ?? '') <= at) return
  await store.tx(async (db) => {
    await endSessionsOf(store, db, commission, personId, eq(t.sessions.id, id))
    await forge(store, db, { commission, at, kind: 'session', body: { personId, sessionId: id, event: 'sessionEnded' } })
  })
}

/**
 * Acts in another of one's posts from now on. The first choice after signing in is free; to change from one post to
 * another the person shows once more who they are, however lately they did (B15).
 */
export async function actAs(store: Store, token: string, { postId, secret }: { postId: string; secret: string | null }, key: SealingKey, now: Now): Promise<Outcome> {
  const session = await sessionOf(store, token, now)
  if (!session || session.awaitsCode) return notSignedIn
  const post = session.posts.find((one) => one.id === postId)
  if (!post) return refused('NOT_YOUR_POST', '您没有这个职务', 'postId')
  const switches = session.postId !== null && session.postId !== postId
  if (switches && secret === null) return refused('SECRET_WANTED', '换到另一个职务，须再次确认身份：请填写密码或者动态口令', 'secret')
  const confirmed = switches ? await confirm(store, token, secret ?? '', key, now) : { token }
  if ('refusals' in confirmed) return confirmed
  const idleMinutes = idleFor([post], await rulesAt(store, session.commission, now.at))
  return store.tx(async (db) => {
    await forge(store, db, { commission: session.commission, at: now.at, kind: 'session', body: { personId: session.personId, from: session.postId, postId, event: 'actsAs' } })
    return (await renewed(store, db, confirmed.token, { postId, idleMinutes, idleUntil: plus(now.at, idleMinutes * 60) })) ?? notSignedIn
  })
}

/**
 * Sets a new password of the person signed in, and ends their other sessions. The current one is wanted; whoever came by
 * a one-time code has none, and whoever came by a provider has lately shown there who they are.
 */
export async function changePassword(store: Store, token: string, { current, password }: { current: string; password: string }, profile: ProfileName, now: Now): Promise<Outcome> {
  const { t, fresh } = store
  const session = await sessionOf(store, token, now)
  if (!session || session.awaitsCode) return notSignedIn
  const { commission, personId } = session
  const ofAccount = and(eq(t.accounts.commission, commission), eq(t.accounts.personId, personId))
  const ofFormer = and(eq(t.formerPasswords.commission, commission), eq(t.formerPasswords.personId, personId))
  const [account] = await fresh.select().from(t.accounts).where(ofAccount)
  if (!account) return notSignedIn
  const rules = await rulesAt(store, commission, now.at)
  const had = account.passwordHash
  const wrong = refused('WRONG_PASSWORD', '现在的密码不对，或者试错太多次已被锁定', 'current')
  if (had === null && session.by !== 'oneTimeCode' && (session.confirmedUntil ?? '') <= now.at) return refused('CONFIRM_FIRST', '请先再次确认身份')
  if (had !== null) {
    const [byPassword = false] = isTyped(current) ? await matching([[current, had]]) : []
    const given = { commission, source: session.source, at: now.at, personId, login: account.login, event: 'passwordRefused' }
    const right = await store.tx(async (db) => {
      const counted = await tried(store, db, given, rules, (one) => byPassword && one.passwordHash === had)
      if (counted) await forge(store, db, { commission, at: now.at, kind: 'session', body: { personId, event: 'passwordShown' } })
      return counted !== null
    })
    if (!right) {
      await endWhereLocked(store, session, now)
      return wrong
    }
  }
  const faults = passwordFaults(password, account.login, profile)
  if (faults.length > 0) return { refusals: faults }
  const { days, former } = profiles[profile]
  const before = await fresh.select({ passwordHash: t.formerPasswords.passwordHash }).from(t.formerPasswords).where(ofFormer).orderBy(desc(t.formerPasswords.setAt)).limit(former)
  const earlier = [...new Set([...(had === null ? [] : [had]), ...before.map((one) => one.passwordHash)])].slice(0, former)
  if ((await matching(earlier.map((kept) => [password, kept] as const))).includes(true)) return refused('PASSWORD_USED', `不能再用${former > 1 ? `最近 ${former} 次用过的` : '现在的'}密码`, 'password')
  const passwordHash = await hashed(password)
  return store.tx(async (db) => {
    const [still] = await db.select({ passwordHash: t.accounts.passwordHash }).from(t.accounts).where(ofAccount)
    if (still?.passwordHash !== had) return wrong // changed or reset meanwhile
    await db.update(t.accounts).set({ passwordHash, passwordUntil: days === null ? null : plus(now.at, days * 86_400), mustChange: false, oneTimeCodeHash: null, oneTimeCodeUntil: null }).where(ofAccount)
    await db.insert(t.formerPasswords).values({ commission, personId, passwordHash, setAt: now.at })
    const kept = await db.select({ passwordHash: t.formerPasswords.passwordHash }).from(t.formerPasswords).where(ofFormer).orderBy(desc(t.formerPasswords.setAt))
    const forgotten = kept.map((one) => one.passwordHash).filter((one) => one !== passwordHash).slice(mostFormer - 1)
    if (forgotten.length > 0) await db.delete(t.formerPasswords).where(and(ofFormer, inArray(t.formerPasswords.passwordHash, forgotten)))
    await endSessionsOf(store, db, commission, personId, others(store, token))
    await forge(store, db, { commission, at: now.at, kind: 'session', body: { personId, event: 'passwordChanged' } })
    return (await renewed(store, db, token)) ?? notSignedIn
  })
}

/** Of the hashes of old passwords no more are kept than any profile asks for. */
const mostFormer = Math.max(...Object.values(profiles).map((profile) => profile.former))
