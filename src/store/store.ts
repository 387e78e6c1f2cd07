/**
 * The seam between the engines. Everything above it is written once against `Db`; each engine keeps what only it
 * can say: transactions, the search table, and how others hear of a change.
 */
import { hash } from 'node:crypto'
import type { SQL } from 'drizzle-orm'
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import type { Touched } from './coverage.ts'
import type { Tables } from './tables.ts'

/** What both of Drizzle's builders can do. Everything is awaited; no `.all()`, `.get()`, `.run()`, which only SQLite has. */
export type Db = Pick<BaseSQLiteDatabase<'async', unknown>, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | '$count'>

/** What to look for in the search table: words, in the cases that have a door for one of the keys. */
export type Search = { commission: string; words: string; keys: readonly string[]; limit: number }

export type Indexed = { commission: string; id: string; texts: { body: string; review: string }; bodyIds: readonly string[] }

export type Store = {
  engine: 'sqlite' | 'postgres'
  t: Tables
  /** Committed rows, perhaps from a replica that lags. */
  read: Db
  /** Committed rows, as the last write left them. */
  fresh: Db
  /** All or nothing, answered after the commit. The work may be run again and must not wait for anything but `db`. Throws `Unlinked` where it has written covered rows after its last link. */
  tx: <T>(work: (db: Db) => Promise<T>) => Promise<T>
  /** Stands for all that is committed but cases, their counts and the chain: while it is the same, so are roster, settings, accounts, sessions and leaves, whoever might write them. Null where only asking tells. */
  stamp: () => number | null
  /** A subselect of the ids of the newest such cases. */
  hits: (search: Search) => SQL
  /** Keeps what a case can be found by: its text as its bodies see it, and as all others do. */
  index: (db: Db, row: Indexed) => Promise<void>
  /** The rows of covered tables that this transaction has written through this store since it was last asked; what others write beside it is not among them. */
  touched: (db: Db) => Promise<Touched[]>
  /** Heard after the commit, never after a rollback. */
  publish: (db: Db, topic: string, message: string) => Promise<void>
  /** The hearer gets '' where something may have been missed: then look again. */
  subscribe: (topic: string, hear: (message: string) => void) => Promise<() => void>
  /** What the engine itself finds wrong: damaged pages, rows without the row they belong to. */
  faults: () => Promise<string[]>
  close: () => Promise<void>
}

export type StoreOptions = {
  /** A PostgreSQL replica for `read`. */
  replica?: string
  /** Called once when the disk or the file is broken and writing has stopped: the process should end. */
  onBroken?: (error: Error) => void
}

/** The commit failed and may have been kept all the same (P5): ask again with the same operation key. */
export class OutcomeUnknown extends Error {
  override name = 'OutcomeUnknown'
  constructor(cause: unknown) {
    super('结果未知，请用同一操作重试', { cause })
  }
}

/** Rows were written that no link of the chain answers for: `forge` comes last. Nothing of it was kept. */
export class Unlinked extends Error {
  override name = 'Unlinked'
  constructor(touched: readonly Touched[]) {
    super(`no link for what was written to ${[...new Set(touched.map(({ table }) => table))].join(', ')}`)
  }
}

/** The disk is full: nothing of this was kept, reading goes on (P6). */
export class NoSpace extends Error {
  override name = 'NoSpace'
  constructor(cause: unknown) {
    super('空间不足，未保存', { cause })
  }
}

/** A file name opens SQLite, `postgres://…` PostgreSQL. Migrates first; throws rather than serve wrong. */
export const openStore = async (url: string, options: StoreOptions = {}): Promise<Store> =>
  /^postgres(ql)?:/.test(url) ? (await import('./postgres.ts')).open(url, options) : (await import('./sqlite.ts')).open(url, options)

/** The code of a database error, wherever Drizzle has put it. */
export function codeOf(error: unknown): string {
  for (let one = error; one instanceof Error; one = one.cause) if ('code' in one && typeof one.code === 'string') return one.code
  return ''
}

/** Whether a row was refused because its key is taken. A table that only grows says so on SQLite by a trigger, lest `INSERT OR REPLACE` put another row in its place. */
export const isTaken = (error: unknown): boolean => ['23505', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'].includes(codeOf(error)) || (codeOf(error) === 'SQLITE_CONSTRAINT_TRIGGER' && says(error, '已有同一条'))

const says = (error: unknown, words: string): boolean => error instanceof Error && (error.message.includes(words) || says(error.cause, words))

const runs = (text: string): string[] => [...text.normalize('NFKC').toLowerCase().matchAll(/\p{Script=Han}+|[a-z0-9]+/gu)].map(([run]) => run)
const isWord = (run: string): boolean => /^[a-z0-9]/.test(run)
const pairs = (characters: string[]): string[] => characters.slice(1).map((second, n) => `${characters[n]}${second}`)

/** What a text can be found by: pairs of neighbouring characters and each single one for Chinese, whole words for the rest. */
const grams = (text: string): string[] => [...new Set(runs(text).flatMap((run) => (isWord(run) ? [run] : [...run, ...pairs([...run])])))]

/** What a query asks for: the pairs, or the character where it is alone. */
export const wanted = (words: string): string[] =>
  [...new Set(runs(words).flatMap((run) => (isWord(run) || [...run].length === 1 ? [run] : pairs([...run]))))]

// Begins with a private character, so no word that somebody types can be one.
const scopeTerm = (commission: string, bodyId: string): string => `\u{e000}${hash('sha256', `${commission}/${bodyId}`).slice(0, 16)}`

/** The two rows a case is searched in: for its bodies by their terms, for all others by that of the commission. */
export const searchRows = ({ commission, texts, bodyIds }: Omit<Indexed, 'id'>): { side: 'body' | 'review'; terms: string[] }[] => [
  { side: 'body', terms: [...grams(texts.body), ...bodyIds.map((bodyId) => scopeTerm(commission, bodyId))] },
  { side: 'review', terms: [...grams(texts.review), scopeTerm(commission, '')] },
]

/** The terms of which a hit must have one. Only bodies narrow: they never change, other doors would mean indexing a case again and again. */
export function scopesOfKeys(commission: string, keys: readonly string[]): string[] {
  const bodyIds = keys.map((key) => /^(?:body|partyGroup):(.*)$/.exec(key)?.[1])
  return bodyIds.some((bodyId) => bodyId === undefined) ? [scopeTerm(commission, '')] : bodyIds.map((bodyId) => scopeTerm(commission, bodyId ?? ''))
}
