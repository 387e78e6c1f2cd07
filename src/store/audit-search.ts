/**
 * 审计记录的筛选: links by who, what, result and day, the newest first, from a number on. What a link says stands in its text; each
 * question has an index over that (`drizzle/*_audit_search.sql`), whose expressions are the ones here, to the letter.
 */
import { and, count, desc, eq, gte, inArray, like, lt, lte, max, min, ne, sql, type SQL } from 'drizzle-orm'
import { addDays, addHours, type Day } from '../review/day.ts'
import { headOf, type AuditRow, type LinkKind } from './audit.ts'
import { readings, type AuditResult } from './audit-words.ts'
import type { Store } from './store.ts'

/** What is looked for: days are days in China, the last one included. */
export type AuditFilter = { personId?: string | undefined; kind?: LinkKind | undefined; action?: string | undefined; result?: AuditResult | undefined; since?: Day | undefined; until?: Day | undefined }

const isNone = ({ personId, kind, action, result, since, until }: AuditFilter): boolean => [personId, kind, action, result, since, until].every((one) => one === undefined)

/** The beginning of a day in China. */
const beginning = (day: Day): string => addHours(`${day}T00:00:00.000Z`, -8)

/** What stands in the text of a link, as each engine reads it. */
const inText = ({ engine }: Store) => (engine === 'sqlite'
  ? { by: sql`case when json_valid("body") then coalesce(json_extract("body", '$.by'), json_extract("body", '$.personId')) end`, action: sql`case when json_valid("body") then coalesce(json_extract("body", '$.step'), json_extract("body", '$.event')) end`, refused: sql`(json_valid("body") and substr(json_extract("body", '$.event'), -7) = 'Refused')` }
  : { by: sql`case when "body" is json then coalesce("body"::jsonb ->> 'by', "body"::jsonb ->> 'personId') end`, action: sql`case when "body" is json then coalesce("body"::jsonb ->> 'step', "body"::jsonb ->> 'event') end`, refused: sql`("body" is json and right("body"::jsonb ->> 'event', 7) = 'Refused')` })

/** The conditions of a filter; days are told by the numbers of the first and last link in them, besides by their instants. */
async function conditions(store: Store, commission: string, { personId, kind, action, result, since, until }: AuditFilter): Promise<(SQL | undefined)[]> {
  const { t: { audit: a }, fresh } = store
  const says = inText(store)
  const from = since === undefined ? undefined : gte(a.at, beginning(since))
  const to = until === undefined ? undefined : lt(a.at, beginning(addDays(until, 1)))
  const [reach] = from || to ? await fresh.select({ first: min(a.seq), last: max(a.seq) }).from(a).where(and(eq(a.commission, commission), from, to)) : []
  const isReading = action !== undefined && (readings as readonly string[]).includes(action)
  const refused = sql`(${a.kind} = 'refusal' or coalesce(${says.refused}, false))`
  return [
    eq(a.commission, commission), from, to,
    reach ? and(gte(a.seq, reach.first ?? 0), lte(a.seq, reach.last ?? -1)) : undefined,
    personId === undefined ? undefined : sql`${says.by} = ${personId}`,
    kind === undefined ? undefined : eq(a.kind, kind),
    action === undefined ? undefined : isReading ? and(inArray(a.kind, ['reading', 'denied']), like(a.body, `%"what":[%"${action}"%`)) : sql`${says.action} = ${action}`,
    result === undefined ? undefined : result === 'denied' ? eq(a.kind, 'denied') : result === 'refused' ? refused : and(ne(a.kind, 'denied'), sql`not ${refused}`),
  ]
}

/** Links that fit, before a number, the newest first. */
export async function linksFound(store: Store, commission: string, filter: AuditFilter, before: number, limit: number): Promise<AuditRow[]> {
  const { t: { audit: a }, fresh } = store
  return fresh.select().from(a).where(and(...(await conditions(store, commission, filter)), lt(a.seq, before))).orderBy(desc(a.seq)).limit(limit)
}

/** How many links fit; without a filter the number of the last. */
export async function countLinks(store: Store, commission: string, filter: AuditFilter): Promise<number> {
  if (isNone(filter)) return (await headOf(store, commission)).seq
  const [row] = await store.fresh.select({ n: count() }).from(store.t.audit).where(and(...(await conditions(store, commission, filter))))
  return row?.n ?? 0
}
