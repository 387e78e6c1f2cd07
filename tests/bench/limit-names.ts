/** Names as the limit keeps them: read once, since nobody changes the roster while it runs. */
import type Database from 'better-sqlite3'

export function namesIn(db: Database.Database) {
  const named = (table: string) => {
    const names = new Map((db.prepare(`select id, name from ${table}`).all() as { id: string; name: string }[]).map((row) => [row.id, row.name]))
    return (id: string): string => names.get(id) ?? id
  }
  return { zone: named('zones'), body: named('bodies'), person: named('people') }
}

export const globalId = (type: string, id: string): string => Buffer.from(`${type}:${id}`).toString('base64url')
