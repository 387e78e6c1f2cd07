/**
 * All that differs between the columns of the two engines. Days are `YYYY-MM-DD` and instants ISO strings,
 * both text on both; whatever is hashed is text too, because jsonb reorders keys.
 */
import * as p from 'drizzle-orm/pg-core'
import * as s from 'drizzle-orm/sqlite-core'

/** The columns of SQLite; its type is the type of both kits. */
export const sqlite = {
  table: s.sqliteTable,
  primaryKey: s.primaryKey,
  foreignKey: s.foreignKey,
  index: s.index,
  uniqueIndex: s.uniqueIndex,
  text: <Text extends string = string>(name: string) => s.text(name).$type<Text>(),
  int: (name: string) => s.integer(name),
  bool: (name: string) => s.integer(name, { mode: 'boolean' }),
  json: <Value>(name: string) => s.text(name, { mode: 'json' }).$type<Value>(),
}

export type Kit = typeof sqlite

/** The columns of PostgreSQL, under the type of the others: the contract tests run on both and keep this cast honest. */
export const postgres = {
  table: p.pgTable,
  primaryKey: p.primaryKey,
  foreignKey: p.foreignKey,
  index: p.index,
  uniqueIndex: p.uniqueIndex,
  text: (name: string) => p.text(name),
  int: (name: string) => p.integer(name),
  bool: (name: string) => p.boolean(name),
  json: (name: string) => p.jsonb(name),
} as unknown as Kit
