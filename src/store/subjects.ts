/**
 * 统一身份: signing in by a provider of OpenID Connect. A person is known by the provider's name for them, which two
 * administrators linked beforehand; signing in makes no account and takes no right from what the provider says.
 */
import { and, eq } from 'drizzle-orm'
import { forge } from './audit.ts'
import type { Editor } from './roster.ts'
import { begin, endSessionsOf, shutIfDormant, type Now } from './sessions.ts'
import { momentOf } from './settings.ts'
import type { Db, Store } from './store.ts'

/** How a provider names somebody: its own address, and a name that it never gives to another. */
export type Subject = { issuer: string; subject: string }

/** Links a person with a subject that is nobody's yet. A subject is one person's for good; a person may have several. */
export async function linkSubject(store: Store, db: Db, { commission, by, at }: Editor, personId: string, { issuer, subject }: Subject): Promise<void> {
  await db.insert(store.t.subjects).values({ commission, issuer, subject, personId })
  await forge(store, db, { commission, at, kind: 'session', body: { by, personId, issuer, subject, event: 'subjectLinked' } })
}

/** Takes a link away, and ends the sessions of the person. */
export async function unlinkSubject(store: Store, db: Db, { commission, by, at }: Editor, { issuer, subject }: Subject): Promise<void> {
  const [gone] = await db.delete(store.t.subjects).where(is(store, commission, { issuer, subject })).returning({ personId: store.t.subjects.personId })
  if (!gone) return
  await endSessionsOf(store, db, commission, gone.personId)
  await forge(store, db, { commission, at, kind: 'session', body: { by, personId: gone.personId, issuer, subject, event: 'subjectUnlinked' } })
}

/**
 * Opens a session for whoever a provider has just recognised, or gives null where the subject is nobody's or the account
 * is disabled. `strong` where the provider saw two factors and is trusted in that: otherwise the own factor is asked for.
 */
export async function signInBySubject(store: Store, commission: string, { issuer, subject, source, strong }: Subject & { source: string | null; strong: boolean }, now: Now): Promise<{ token: string } | null> {
  const { t } = store
  const { policy } = await momentOf(store, commission, now.on, now.at)
  return store.tx(async (db) => {
    const [found] = await db.select({ personId: t.subjects.personId, disabledAt: t.accounts.disabledAt }).from(t.subjects)
      .innerJoin(t.accounts, and(eq(t.accounts.commission, t.subjects.commission), eq(t.accounts.personId, t.subjects.personId))).where(is(store, commission, { issuer, subject }))
    if (found && found.disabledAt === null && !(await shutIfDormant(store, db, { commission, personId: found.personId }, now, policy.dormantDays))) return begin(store, db, { commission, personId: found.personId, by: 'provider', source, strong }, policy.signIn, now)
    await forge(store, db, { commission, at: now.at, kind: 'session', body: { issuer, subject, personId: found?.personId ?? null, source, event: 'signInRefused' } })
    return null
  })
}

const is = ({ t }: Store, commission: string, { issuer, subject }: Subject) => and(eq(t.subjects.commission, commission), eq(t.subjects.issuer, issuer), eq(t.subjects.subject, subject))
