/** SQLite, opened so that a prepared statement stays prepared. */
import Database from 'better-sqlite3'

/**
 * Opens a file. @NOTE SQLite may look at what is bound to a bare `?` and plan by it, and better-sqlite3 clears all
 * values after each run; the two together have every statement parsed and planned anew each time, which costs more
 * than running it. At `+?` SQLite does not look, and the value is the same.
 */
export function openFile(file: string, options: Database.Options = {}): Database.Database {
  const db = new Database(file, options)
  const prepare = db.prepare.bind(db) as (text: string) => Database.Statement
  db.prepare = ((text: string) => prepare(unpeeked(text))) as typeof db.prepare
  return db
}

const unpeeked = (text: string): string => text.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?|@\w+/g, (part) => (part === '?' || part.startsWith('@') ? `+${part}` : part))
