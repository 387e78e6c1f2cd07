/**
 * 日历订阅: an address of somebody's own, for one post, under which a calendar program asks for due days. The address holds
 * a token that is kept as its hash alone; it opens case numbers and kinds of limits and nothing else, and of cases whose
 * level is no more than a work secret. Making one and taking it back each leave a link.
 */
import { hash, randomBytes } from 'node:crypto'
import { and, asc, eq } from 'drizzle-orm'
import type { DayEntry } from '../review/icalendar.ts'
import { inForce, leastClearance, type Actor } from '../review/people.ts'
import { no } from '../review/refusal.ts'
import type { Moment } from '../review/step.ts'
import type { Refusal } from '../review/case.ts'
import { limits } from '../review/limits.ts'
import { forge } from './audit.ts'
import { knownOn } from './leaves.ts'
import { dueDays } from './reminders.ts'
import { actorOf } from './roster.ts'
import { momentOf, type LoadedMoment } from './settings.ts'
import type { Db, Store } from './store.ts'

/** One address, as its owner sees it listed. */
export type Feed = { id: string; postId: string; createdAt: string }
type Owner = { commission: string; personId: string }
type Asking = { who: Actor; postId: string; moment: Pick<Moment, 'at' | 'policy'> }

/** The addresses of somebody, oldest first. */
export const feedsOf = ({ t, fresh }: Store, { commission, personId }: Owner): Promise<Feed[]> =>
  fresh.select({ id: t.feeds.id, postId: t.feeds.postId, createdAt: t.feeds.createdAt }).from(t.feeds).where(and(eq(t.feeds.commission, commission), eq(t.feeds.personId, personId))).orderBy(asc(t.feeds.createdAt), asc(t.feeds.id))

/** Makes an address for the post in which somebody acts; the one there was for it ends. The token is given once and kept nowhere. */
export async function makeFeed(store: Store, { who, postId, moment: { at, policy } }: Asking): Promise<{ token: string; feed: Feed } | { refusals: Refusal[] }> {
  if (!policy.remindersOutside) return { refusals: [no('FEEDS_CLOSED', '本单位没有开放日历订阅，请与案件审理室联系', 'R-603-reminders')] }
  const { commission, personId } = who
  const token = randomBytes(32).toString('base64url')
  const feed: Feed = { id: randomBytes(9).toString('base64url'), postId, createdAt: at }
  return store.tx(async (db) => {
    const { t } = store
    await db.delete(t.feeds).where(and(eq(t.feeds.commission, commission), eq(t.feeds.personId, personId), eq(t.feeds.postId, postId)))
    await db.insert(t.feeds).values({ commission, personId, tokenHash: hashOf(token), ...feed })
    await forge(store, db, { commission, at, kind: 'session', body: { by: personId, role: who.role, feedId: feed.id, event: 'feedMade' } })
    return { token, feed }
  })
}

/** Takes one of one's own addresses back: from the next request on it is not there. */
export const withdrawFeed = (store: Store, { commission, personId }: Owner, id: string, at: string): Promise<{ refusals: Refusal[] }> =>
  store.tx(async (db) => {
    const { t } = store
    const gone = await db.delete(t.feeds).where(and(eq(t.feeds.commission, commission), eq(t.feeds.personId, personId), eq(t.feeds.id, id))).returning({ id: t.feeds.id })
    if (gone.length === 0) return { refusals: [no('NO_SUCH_FEED', '没有这个订阅地址，或者已经停用', undefined, 'id')] }
    await forge(store, db, { commission, at, kind: 'session', body: { by: personId, feedId: id, event: 'feedWithdrawn' } })
    return { refusals: [] }
  })

/** Ends the addresses of a person, in the transaction of whatever shuts the account or gives it back anew. */
export const endFeedsOf = async ({ t }: Store, db: Db, { commission, personId }: Owner): Promise<void> => { await db.delete(t.feeds).where(and(eq(t.feeds.commission, commission), eq(t.feeds.personId, personId))) }

/** Who asks by a token, as far as they are known today; null for a token that is wrong, withdrawn or not allowed any more, whichever it is. */
export async function feedAsker(store: Store, commission: string, token: string, now: { on: string; at: string }): Promise<{ who: Actor; moment: LoadedMoment } | null> {
  const { t, fresh } = store
  const [row] = await fresh.select({ personId: t.feeds.personId, postId: t.feeds.postId, disabledAt: t.accounts.disabledAt }).from(t.feeds)
    .innerJoin(t.accounts, and(eq(t.accounts.commission, t.feeds.commission), eq(t.accounts.personId, t.feeds.personId))).where(and(eq(t.feeds.commission, commission), eq(t.feeds.tokenHash, hashOf(token))))
  const moment = await momentOf(store, commission, now.on, now.at)
  const post = moment.roster.person(row?.personId ?? '')?.posts.find((one) => one.id === row?.postId && inForce(one, now.on))
  if (!row || !post || row.disabledAt !== null || !moment.policy.remindersOutside) return null
  const who = await knownOn(store, actorOf(commission, row.personId, post), moment)
  return { who: outside(who), moment }
}

/** Somebody as what leaves the system sees them: cleared for no secret, with leave to read nothing archived. */
export const outside = (who: Actor): Actor => ({ ...who, clearance: leastClearance, leaves: [] })

/** The due days that concern somebody, for a calendar: numbers of cases and kinds of limits. */
export async function feedEntries(store: Store, who: Actor): Promise<DayEntry[]> {
  return (await dueDays(store, outside(who), 'feed')).map(({ caseId, number, code, subjectId, startedOn, dueOn, concern }) => ({
    uid: `${hash('sha256', [who.commission, caseId, code, subjectId ?? '', startedOn].join('\n')).slice(0, 32)}@huapian`,
    on: dueOn,
    summary: `${concern === 'oversee' ? '督促：' : ''}${limits[code].label}届满 ${number}`,
  }))
}

const hashOf = (token: string): string => hash('sha256', token)
