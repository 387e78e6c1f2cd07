/**
 * Statements that are built once. Building one costs several times what running it does; and what Drizzle would find
 * out anew at every call (where each value goes, how each column is decoded) is found out once here.
 */
import type Database from 'better-sqlite3'
import { Column, is, noopDecoder, Param, Placeholder, SQL } from 'drizzle-orm'
import type { Db, Store } from './store.ts'
import type { Tables } from './tables.ts'

/**
 * A statement that is built once for each connection instead of at each call: building costs several times what
 * running does. Inside a PostgreSQL transaction it is built anew, since each has a `Db` of its own.
 */
export function statement<Prepared>(name: string, build: (db: Db, t: Tables) => { prepare: () => Prepared }): (store: Store, db: Db) => Prepared {
  const made = new WeakMap<Db, Prepared>()
  return (store, db) => {
    const known = made.get(db)
    if (known) return known
    const fresh = prepared(name, build(db, store.t))
    made.set(db, fresh)
    return fresh
  }
}

// @NOTE PostgreSQL's builder wants a name, SQLite's takes none and ignores it.
export const prepared = <Prepared>(name: string, query: { prepare: () => Prepared }): Prepared =>
  straight(mappingOnce((query as unknown as { prepare: (name: string) => Prepared }).prepare(name)))

type Mapped = { fields?: { path: string[]; field: unknown }[]; customResultMapper?: (rows: unknown[][]) => Record<string, unknown>[] }

/**
 * Drizzle finds out anew for every value of every row how it is decoded, which costs a list half of what SQLite itself
 * takes; here it is found out once. Both drivers ask `customResultMapper` first, with rows as arrays.
 */
function mappingOnce<Prepared>(made: Prepared): Prepared {
  const query = made as Mapped
  if (!query.fields || query.customResultMapper || query.fields.some(({ path }) => path.length !== 1)) return made
  const columns = query.fields.map(({ path: [name = ''], field }) => ({ name, decoder: decoderOf(field) }))
  query.customResultMapper = (rows) => rows.map((row) => {
    const out: Record<string, unknown> = {}
    columns.forEach(({ name, decoder }, n) => {
      const value = row[n]
      out[name] = value === null || decoder === null ? value : decoder.mapFromDriverValue(value)
    })
    return out
  })
  return made
}

type Decoder = { mapFromDriverValue: (value: unknown) => unknown }

/** How Drizzle decodes a column or an expression; null where the value stays as it is. */
function decoderOf(field: unknown): Decoder | null {
  const decoder = (is(field, Column) ? field : is(field, SQL) ? (field as unknown as { decoder: unknown }).decoder : (field as { sql: { decoder: unknown } }).sql.decoder) as Decoder
  const { mapFromDriverValue } = decoder
  return mapFromDriverValue === Column.prototype.mapFromDriverValue || mapFromDriverValue === noopDecoder.mapFromDriverValue ? null : decoder
}

type Values = Record<string, unknown>
type OnSqlite = Mapped & { stmt?: Database.Statement<unknown[][]>; query: { params: unknown[] }; execute: (values?: Values) => Promise<unknown>; atOnce?: (values: Values) => unknown }

/** On SQLite the values go straight to the statement, and the rows straight to the mapper. PostgreSQL's has no `stmt` and stays as it is. */
function straight<Prepared>(made: Prepared): Prepared {
  const query = made as unknown as OnSqlite
  const { stmt, customResultMapper } = query
  if (!stmt || (stmt.reader && !customResultMapper)) return made
  const params = query.query.params.map(valueOf)
  const bound = (values: Values = {}) => params.map((one) => one(values))
  if (!stmt.reader) query.execute = async (values) => stmt.run(bound(values))
  else {
    const rows = stmt.raw()
    const read = (values?: Values) => customResultMapper?.(rows.all(bound(values)) as unknown[][])
    query.execute = async (values) => read(values)
    query.atOnce = read
  }
  return made
}

/** Reads without waiting, for what may be read only once somebody asks for it; null where the engine can but promise (PostgreSQL). */
export const atOnce = <Rows>(made: { execute: (values?: Values) => Promise<Rows> }): ((values: Values) => Rows) | null =>
  (made as { atOnce?: (values: Values) => Rows }).atOnce ?? null

/** Where the value of a parameter comes from; a placeholder without one is refused by SQLite. */
function valueOf(param: unknown): (values: Values) => unknown {
  if (is(param, Placeholder)) return (values) => values[param.name]
  if (!is(param, Param)) return () => param
  const { value, encoder } = param
  return is(value, Placeholder) ? (values) => encoder.mapToDriverValue(values[value.name]) : () => encoder.mapToDriverValue(value)
}
