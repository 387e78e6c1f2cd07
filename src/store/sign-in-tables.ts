/** The tables of signing in: accounts and what they are shown by, wrong tries, and sessions. */
import type { Kit } from './kit.ts'

/** By what somebody signed in: the password, a one-time code, or a provider of OpenID Connect. */
export type SignInWay = 'password' | 'oneTimeCode' | 'provider'

type Keyed = Parameters<Kit['foreignKey']>[0]['foreignColumns'][number]
/** The tables these point to. */
type Roster = Record<'people' | 'posts', { commission: Keyed; id: Keyed }>

export const signInTables = (k: Kit, { people, posts }: Roster) => {
  /**
   * `login` is normalised; all three secrets are argon2id texts, and codes are good until a certain instant. Wrong
   * tries and a lock name the source they came from, or `*` where there were several.
   * `usedAt` is the last signing in, or when the account was opened.
   */
  const accounts = k.table('accounts', {
    commission: k.text('commission').notNull(),
    personId: k.text('person_id').notNull(),
    login: k.text('login').notNull(),
    passwordHash: k.text('password_hash'),
    passwordUntil: k.text('password_until'),
    mustChange: k.bool('must_change').notNull(),
    oneTimeCodeHash: k.text('one_time_code_hash'),
    oneTimeCodeUntil: k.text('one_time_code_until'),
    enrolCodeHash: k.text('enrol_code_hash'),
    enrolCodeUntil: k.text('enrol_code_until'),
    failedCount: k.int('failed_count').notNull(),
    failedFrom: k.text('failed_from'),
    lockedUntil: k.text('locked_until'),
    lockedFor: k.text('locked_for'),
    disabledAt: k.text('disabled_at'),
    disabledBecause: k.text<'suspended' | 'dormant' | 'left'>('disabled_because'),
    usedAt: k.text('used_at'),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.personId] }),
    k.uniqueIndex('accounts_login').on(t.commission, t.login),
    k.foreignKey({ columns: [t.commission, t.personId], foreignColumns: [people.commission, people.id] }),
  ])

  /** 用过的密码: the hashes of the last ones, so that none comes back too soon. */
  const formerPasswords = k.table('former_passwords', {
    commission: k.text('commission').notNull(),
    personId: k.text('person_id').notNull(),
    passwordHash: k.text('password_hash').notNull(),
    setAt: k.text('set_at').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.personId, t.passwordHash] }),
    k.foreignKey({ columns: [t.commission, t.personId], foreignColumns: [people.commission, people.id] }),
  ])

  /** 第二因素: the secret is sealed with a key outside the database. `lastStep` is the half-minute of the last code: none is taken twice. */
  const factors = k.table('factors', {
    commission: k.text('commission').notNull(),
    personId: k.text('person_id').notNull(),
    sealedSecret: k.text('sealed_secret').notNull(),
    activeAt: k.text('active_at'),
    lastStep: k.int('last_step').notNull(),
    failedCount: k.int('failed_count').notNull(),
    lockedUntil: k.text('locked_until'),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.personId] }),
    k.foreignKey({ columns: [t.commission, t.personId], foreignColumns: [people.commission, people.id] }),
  ])

  /** 统一身份: the names under which an OpenID Connect provider knows a person, linked by an administrator beforehand. */
  const subjects = k.table('subjects', {
    commission: k.text('commission').notNull(),
    issuer: k.text('issuer').notNull(),
    subject: k.text('subject').notNull(),
    personId: k.text('person_id').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.issuer, t.subject] }),
    k.index('subjects_person').on(t.commission, t.personId),
    k.foreignKey({ columns: [t.commission, t.personId], foreignColumns: [people.commission, people.id] }),
  ])

  /** Wrong tries by where they came from, whatever name they were for. */
  const sources = k.table('sources', {
    commission: k.text('commission').notNull(),
    source: k.text('source').notNull(),
    failedCount: k.int('failed_count').notNull(),
    failedAt: k.text('failed_at').notNull(),
  }, (t) => [k.primaryKey({ columns: [t.commission, t.source] })])

  /**
   * The token itself is never kept, only its hash; `id` is what a session is called by those who see it listed. Its
   * ends are instants, so that what is over can be told without asking the settings.
   */
  const sessions = k.table('sessions', {
    commission: k.text('commission').notNull(),
    tokenHash: k.text('token_hash').notNull(),
    id: k.text('id').notNull(),
    personId: k.text('person_id').notNull(),
    postId: k.text('post_id'),
    by: k.text<SignInWay>('signed_in_by').notNull(),
    source: k.text('source'),
    awaitsCode: k.bool('awaits_code').notNull(),
    strong: k.bool('strong').notNull(),
    confirmedUntil: k.text('confirmed_until'),
    createdAt: k.text('created_at').notNull(),
    seenAt: k.text('seen_at').notNull(),
    idleMinutes: k.int('idle_minutes').notNull(),
    idleUntil: k.text('idle_until').notNull(),
    expiresAt: k.text('expires_at').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.tokenHash] }),
    k.index('sessions_person').on(t.commission, t.personId),
    k.index('sessions_token').on(t.tokenHash),
    k.foreignKey({ columns: [t.commission, t.personId], foreignColumns: [people.commission, people.id] }),
    k.foreignKey({ columns: [t.commission, t.postId], foreignColumns: [posts.commission, posts.id] }),
  ])

  /** 日历订阅: the address under which a calendar program asks for the due days of one post; its token is kept as its hash alone. */
  const feeds = k.table('feeds', {
    commission: k.text('commission').notNull(),
    id: k.text('id').notNull(),
    personId: k.text('person_id').notNull(),
    postId: k.text('post_id').notNull(),
    tokenHash: k.text('token_hash').notNull(),
    createdAt: k.text('created_at').notNull(),
  }, (t) => [
    k.primaryKey({ columns: [t.commission, t.id] }),
    k.uniqueIndex('feeds_token').on(t.commission, t.tokenHash),
    k.index('feeds_person').on(t.commission, t.personId),
    k.foreignKey({ columns: [t.commission, t.personId], foreignColumns: [people.commission, people.id] }),
    k.foreignKey({ columns: [t.commission, t.postId], foreignColumns: [posts.commission, posts.id] }),
  ])

  return { accounts, formerPasswords, factors, subjects, sources, sessions, feeds }
}
