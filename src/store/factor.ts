/**
 * 第二因素: a code of six digits from an app or a token (`totp.ts`). Its secret is sealed with a key outside the
 * database, shown once, and belongs to nobody until its first code was given. No code is taken twice.
 */
import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { SignInPolicy } from '../review/policy.ts'
import type { Refusal } from '../review/case.ts'
import { forge } from './audit.ts'
import { isTyped, matching } from './passwords.ts'
import type { Editor } from './roster.ts'
import { seal, unsealed, type SealingKey } from './sealed.ts'
import { codeTyped, endSessionsOf, others, renewed, sessionOf, type KeptCode, type Now, type Session } from './sessions.ts'
import type { Db, Store } from './store.ts'
import { base32, newSecret, stepOf, uriOf } from './totp.ts'
import { plus, rulesAt, tried } from './tries.ts'

/** Wrong codes in a row that lock the factor. */
const mostCodes = 5

type Whose = { commission: string; personId: string }
type Refused = { refusals: Refusal[] }

const ofPerson = ({ t }: Store, { commission, personId }: Whose) => and(eq(t.factors.commission, commission), eq(t.factors.personId, personId))
const placeOf = ({ commission, personId }: Whose): string => `factor:${commission}:${personId}`
const refused = (code: string, message: string, field: string | undefined): Refused => ({ refusals: [field === undefined ? { code, message } : { code, message, field }] })

/** What a person types or reads into their app: the secret, and the same as a square code says it. Shown once. */
export type Offer = { secret: string; uri: string }

/**
 * Makes a secret for the person signed in. Whoever came by a one-time code does so at once; anybody else shows who they
 * are once more and gives the code that an administrator issued for this: a session that was stolen is not enough (A14).
 */
export async function offerFactor(store: Store, token: string, { password, enrolCode }: { password: string; enrolCode: string }, key: SealingKey, now: Now): Promise<Offer | Refused> {
  const { t, fresh } = store
  const session = await sessionOf(store, token, now)
  if (!session || session.awaitsCode) return refused('NOT_SIGNED_IN', '请先登录', undefined)
  const [account] = await fresh.select().from(t.accounts).where(and(eq(t.accounts.commission, session.commission), eq(t.accounts.personId, session.personId)))
  if (!account) return refused('NOT_SIGNED_IN', '请先登录', undefined)
  const rules = await rulesAt(store, session.commission, now.at)
  const [byPassword = false, byCode = false] = isTyped(password) && isTyped(enrolCode) ? await matching([[password, account.passwordHash], [codeTyped(enrolCode), account.enrolCodeHash]]) : []
  const shown = account.passwordHash === null ? (session.confirmedUntil ?? '') > now.at : byPassword
  const secret = newSecret()
  return store.tx(async (db) => {
    const [there] = await db.select({ activeAt: t.factors.activeAt }).from(t.factors).where(ofPerson(store, session))
    if (there && there.activeAt !== null) return refused('FACTOR_EXISTS', '已经有动态口令；要更换的，请管理员先重置', undefined)
    if (session.by !== 'oneTimeCode') {
      const right = await tried(store, db, { commission: session.commission, source: session.source, at: now.at, personId: session.personId, login: account.login, event: 'enrolRefused' }, rules, (counted) =>
        shown && byCode && counted.enrolCodeHash === account.enrolCodeHash && (counted.enrolCodeUntil ?? '') > now.at)
      if (!right) return refused('WRONG_PASSWORD_OR_CODE', '密码或者绑定码不对，或者绑定码已经过期；绑定码由管理员发给本人', 'enrolCode')
    }
    const offered = { sealedSecret: seal(key, secret, placeOf(session)), activeAt: null, lastStep: 0, failedCount: 0, lockedUntil: null }
    await db.insert(t.factors).values({ commission: session.commission, personId: session.personId, ...offered }).onConflictDoUpdate({ target: [t.factors.commission, t.factors.personId], set: offered })
    await forge(store, db, { commission: session.commission, at: now.at, kind: 'session', body: { personId: session.personId, event: 'factorOffered' } })
    return { secret: base32(secret), uri: uriOf(secret, account.login) }
  })
}

/** Takes the first code of a secret that was offered: from now on every sign-in wants one, and the other sessions are over. */
export async function activateFactor(store: Store, token: string, code: string, key: SealingKey, now: Now): Promise<{ token: string } | Refused> {
  const { t } = store
  const session = await sessionOf(store, token, now)
  if (!session || session.awaitsCode) return refused('NOT_SIGNED_IN', '请先登录', undefined)
  return judged(store, session, code, 'offered', key, now, async (db, rules) => {
    await db.update(t.factors).set({ activeAt: now.at }).where(ofPerson(store, session))
    await db.update(t.accounts).set({ enrolCodeHash: null, enrolCodeUntil: null }).where(and(eq(t.accounts.commission, session.commission), eq(t.accounts.personId, session.personId)))
    await endSessionsOf(store, db, session.commission, session.personId, others(store, token))
    await forge(store, db, { commission: session.commission, at: now.at, kind: 'session', body: { personId: session.personId, event: 'factorActive' } })
    return renewed(store, db, token, { strong: true, confirmedUntil: plus(now.at, rules.confirmMinutes * 60) })
  })
}

/** Gives the code that a session waits for: the second step of signing in. */
export async function giveCode(store: Store, token: string, code: string, key: SealingKey, now: Now): Promise<{ token: string } | Refused> {
  const session = await sessionOf(store, token, now)
  if (!session?.awaitsCode) return refused('NOT_SIGNED_IN', '请先登录', undefined)
  return judged(store, session, code, 'active', key, now, async (db, rules) => {
    await forge(store, db, { commission: session.commission, at: now.at, kind: 'session', body: { personId: session.personId, way: session.by, source: session.source, event: 'signedIn' } })
    return renewed(store, db, token, { awaitsCode: false, strong: true, confirmedUntil: plus(now.at, rules.confirmMinutes * 60), expiresAt: plus(now.at, rules.sessionHours * 3600) })
  })
}

async function judged(store: Store, session: Session, code: string, which: 'offered' | 'active', key: SealingKey, now: Now, then: (db: Db, rules: SignInPolicy) => Promise<{ token: string } | null>): Promise<{ token: string } | Refused> {
  const rules = await rulesAt(store, session.commission, now.at)
  const step = await stepTyped(store, session, code, key, now)
  return store.tx(async (db) => {
    const right = await isRightCode(store, db, session, { step, which }, rules, now)
    return (right ? await then(db, rules) : null) ?? refused('WRONG_CODE', '动态口令不对、已经用过，或者输错太多次已被锁定；请等下一个口令再试', 'code')
  })
}

/** The half minute whose code this is, or null. Where there is no secret, one that nobody has is compared. */
export async function stepTyped({ t, fresh }: Store, whose: Whose, code: string, key: SealingKey, { at }: Now): Promise<number | null> {
  const [row] = await fresh.select({ sealedSecret: t.factors.sealedSecret }).from(t.factors).where(and(eq(t.factors.commission, whose.commission), eq(t.factors.personId, whose.personId)))
  const secret = row ? unsealed(key, row.sealedSecret, placeOf(whose)) : null
  const step = stepOf(secret ?? newSecret(), code, at)
  return secret === null ? null : step
}

/** Counts a code and judges it: right, later than the last one, and the factor not locked. Counted first, in the row: of the same code given twice at once, one is taken. */
export async function isRightCode(store: Store, db: Db, { commission, personId }: Whose, { step, which }: { step: number | null; which: 'offered' | 'active' }, rules: SignInPolicy, { at }: Now): Promise<boolean> {
  const { t } = store
  const own = ofPerson(store, { commission, personId })
  const [counted] = await db.update(t.factors).set({ failedCount: sql`${t.factors.failedCount} + 1` }).where(own).returning()
  const locked = (counted?.lockedUntil ?? '') > at
  if (counted && !locked && step !== null && step > counted.lastStep && (counted.activeAt !== null) === (which === 'active')) {
    await db.update(t.factors).set({ failedCount: 0, lockedUntil: null, lastStep: step }).where(own)
    return true
  }
  const locks = counted !== undefined && !locked && counted.failedCount % mostCodes === 0
  if (locks) await db.update(t.factors).set({ lockedUntil: plus(at, rules.lockMinutes * 60) }).where(own)
  await forge(store, db, { commission, at, kind: 'session', body: { personId, event: 'codeRefused', ...(locks ? { factorLocked: true } : {}) } })
  return false
}

/**
 * Takes somebody's second factor away, where there is one, and keeps the code with which they bind a new one. The
 * password stays, the sessions end. Nobody learns a secret: the code is half in the hands of whoever proposed this.
 */
export async function resetFactor(store: Store, db: Db, { commission, by, at }: Editor, personId: string, { hash: enrolCodeHash, until: enrolCodeUntil }: KeptCode): Promise<void> {
  const { t } = store
  const [account] = await db.update(t.accounts).set({ enrolCodeHash, enrolCodeUntil })
    .where(and(eq(t.accounts.commission, commission), eq(t.accounts.personId, personId))).returning({ login: t.accounts.login })
  if (!account) throw new Error(`${personId} has no account`)
  await db.delete(t.factors).where(ofPerson(store, { commission, personId }))
  await endSessionsOf(store, db, commission, personId)
  await forge(store, db, { commission, at, kind: 'session', body: { by, personId, event: 'factorReset' } })
}

/** Whether a person has a second factor in use. */
export async function hasFactor(store: Store, whose: Whose): Promise<boolean> {
  return (await store.fresh.$count(store.t.factors, and(ofPerson(store, whose), isNotNull(store.t.factors.activeAt)))) > 0
}

/** Whether the key is the one that the secrets here were sealed with: asked at the start, so that nobody is locked out by a wrong file. */
export async function keyFits({ t, fresh }: Store, key: SealingKey): Promise<boolean> {
  const [row] = await fresh.select().from(t.factors).where(isNotNull(t.factors.activeAt)).limit(1)
  return !row || unsealed(key, row.sealedSecret, placeOf(row)) !== null
}
