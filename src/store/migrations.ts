/** The migrations in `drizzle/`: which are there, and which a database still wants. */
import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { Store } from './store.ts'

/** One migration as drizzle-kit wrote it. */
export type Migration = { hash: string; when: number; statements: string[] }

/** The folder of an engine. */
export const migrationsFolder = (engine: Store['engine']): string => fileURLToPath(new URL(`../../drizzle/${engine}`, import.meta.url))

/**
 * The migrations that still have to run, in order. It throws where the database has one that this program does
 * not know, or that was edited after it ran: neither can be served (P8).
 */
export function pending(engine: Store['engine'], applied: readonly string[]): Migration[] {
  const all = readMigrationFiles({ migrationsFolder: migrationsFolder(engine) }).map(({ hash, folderMillis, sql }) => ({ hash, when: folderMillis, statements: sql }))
  applied.forEach((hash, n) => {
    if (all[n]?.hash !== hash) throw new Error(`数据库的第${n + 1}项迁移与本程序不符，请使用建立该数据库的程序版本或者恢复备份`)
  })
  return all.slice(applied.length)
}
