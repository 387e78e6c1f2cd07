/** Who asks, as the limit finds it: one statement for the session, the account, the person and the post. */
import { hash } from 'node:crypto'
import type Database from 'better-sqlite3'

export type Asker = { commission: string; personId: string; role: string; bodyId: string | null; zoneId: string | null; key1: string; key2: string; barred: string; apart: string }

type Row = { commission: string; personId: string; seenAt: string; expiresAt: string; mustChange: number; disabledAt: string | null; role: string; bodyId: string | null; zoneId: string | null; from: string; until: string | null }

const idleMs = 30 * 60_000
const reviewing = new Set(['groupLeader', 'reviewer', 'officeHead'])

/** Finds the person of a token in force, or null. */
export function askers(db: Database.Database): (cookie: string | undefined, on: string, at: number) => Asker | null {
  const session = db.prepare(`select s.commission, s.person_id personId, s.seen_at seenAt, s.expires_at expiresAt, a.must_change mustChange, a.disabled_at disabledAt, p.role, p.body_id bodyId, p.zone_id zoneId, p.from_day "from", p.until_day "until"
    from sessions s join accounts a on a.commission = s.commission and a.person_id = s.person_id join posts p on p.commission = s.commission and p.id = s.post_id where s.token_hash = ?`)
  const home = db.prepare('select home_body_id from people where commission = ? and id = ? and home_body_id is not null union select body_id from posts where commission = ? and person_id = ? and body_id is not null').pluck()
  return (cookie, on, at) => {
    const token = cookie?.slice(cookie.indexOf('huapian=') + 8)
    if (!token) return null
    const row = session.get(hash('sha256', token)) as Row | undefined
    if (!row || row.disabledAt !== null || row.mustChange !== 0 || Date.parse(row.expiresAt) <= at || Date.parse(row.seenAt) + idleMs <= at || row.from > on || (row.until !== null && row.until < on)) return null
    const { commission, personId, role, bodyId, zoneId } = row
    const keys = role === 'officeHead' ? ['office'] : role === 'groupLeader' ? [`zone:${zoneId}`, `panel:${personId}`] : role === 'reviewer' ? [`panel:${personId}`] : [`body:${bodyId}`]
    return { commission, personId, role, bodyId, zoneId, key1: keys[0] ?? '', key2: keys[1] ?? keys[0] ?? '', barred: reviewing.has(role) ? personId : '', apart: JSON.stringify(reviewing.has(role) ? (home.all(commission, personId, commission, personId) as string[]).map((id) => `body:${id}`) : []) }
  }
}

/** The condition for seeing a case `c`, with the named parameters of an asker. */
export const seen = `c.commission = @commission and +c.level <= 0 and exists (select 1 from case_doors d where d.commission = c.commission and d.case_id = c.id and d.door in (@key1, @key2))
  and not exists (select 1 from case_bars b where b.commission = c.commission and b.case_id = c.id and b.person_id = @barred)
  and not exists (select 1 from case_doors a where a.commission = c.commission and a.case_id = c.id and a.door in (select value from json_each(@apart)))`
