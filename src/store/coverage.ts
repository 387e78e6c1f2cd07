/**
 * 覆盖: how the chain answers for each table. A row of a covered table stands in the link of the transaction that
 * wrote it, by the hash of the row as left; so whatever changes such a row beside the product no longer fits.
 */
import { and, eq, getTableColumns, getTableName, is } from 'drizzle-orm'
import { getTableConfig as configOfPostgres, PgTable } from 'drizzle-orm/pg-core'
import { getTableConfig, type SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import { canonical, digest } from './canonical.ts'
import type { Db, Store } from './store.ts'
import type { Tables } from './tables.ts'

/**
 * `rows`: by the hash of each row. `steps`: by the links of steps, which a case and its log must give again when
 * replayed. `batches`: by the digest that the row of their batch has of them. `chain`: is the chain. `open`: not covered, and why.
 */
export const coverage = {
  zones: 'rows',
  bodies: 'rows',
  people: 'rows',
  posts: 'rows',
  accounts: 'rows',
  formerPasswords: 'rows',
  factors: 'rows',
  subjects: 'rows',
  feeds: 'rows',
  policies: 'rows',
  policyChanges: 'rows',
  calendars: 'rows',
  templates: 'rows',
  leaves: 'rows',
  grants: 'rows',
  placements: 'rows',
  clearances: 'rows',
  interests: 'rows',
  interferences: 'rows',
  attachments: 'rows',
  signedTexts: 'rows',
  signatures: 'rows',
  leaveDecisions: 'rows',
  oldBatches: 'rows',
  oldWithdrawals: 'rows',
  oldCases: 'batches',
  qualityChecks: 'rows',
  qualityEntries: 'rows',
  meetings: 'rows',
  meetingEntries: 'rows',
  meetingViews: 'rows',
  cases: 'steps',
  caseFaces: 'steps',
  caseDoors: 'steps',
  caseBars: 'steps',
  caseEntries: 'steps',
  tallies: 'steps',
  loads: 'steps',
  audit: 'chain',
  heads: 'chain',
  sessions: { open: '登录只在有效期内有用，过期即作废；每次登录和退出在审计链上各有一条' },
  sources: { open: '只是各来源地址连续试错的次数，一刻钟后作废；每次试错在审计链上各有一条' },
  stepDrafts: { open: '只是本人填了一半的内容，办理之后不再有用；办理本身在审计链上' },
  readMarks: { open: '只是本人看过哪些页的记号，谁也不据以办理；每次取出文件在审计链上各有一条' },
  ledgerViews: 'rows',
  numbers: { open: '只是下一个案号的计数；案号本身在案件里，由审计链证明，重复的号存不进去' },
} as const satisfies Record<keyof Tables, 'rows' | 'steps' | 'batches' | 'chain' | { open: string }>

/** The tables that the chain does not answer for, each with the reason. */
export const uncovered = (t: Tables): { table: string; reason: string }[] =>
  names.flatMap((name) => {
    const how: (typeof coverage)[keyof Tables] = coverage[name]
    return typeof how === 'object' ? [{ table: getTableName(t[name]), reason: how.open }] : []
  })

const names = Object.keys(coverage) as (keyof Tables)[]

/** A covered table, as both engines have it; `key` are the columns of its key, by the names of Drizzle and of the database. */
export type Covered = { name: string; table: SQLiteTable; key: readonly { property: string; name: string; column: SQLiteColumn }[] }

/** The tables that are covered row by row. */
export const coveredTables = (t: Tables): Covered[] => names.filter((name) => coverage[name] === 'rows').map((name) => ({ name: getTableName(t[name]), table: t[name], key: keyOf(t[name]) }))

function keyOf(table: SQLiteTable): Covered['key'] {
  const [key] = is(table, PgTable) ? configOfPostgres(table).primaryKeys : getTableConfig(table).primaryKeys
  if (!key) throw new Error(`${getTableName(table)} has no key`)
  const columns = Object.entries(getTableColumns(table))
  return key.columns.map(({ name }) => {
    const [property, column] = columns.find(([, one]) => one.name === name) ?? []
    if (property === undefined || column === undefined) throw new Error(`${getTableName(table)} has no ${name}`)
    return { property, name, column }
  })
}

/** A row that a transaction has written: its table and key. */
export type Touched = { table: string; key: readonly unknown[] }

/** How a row was left: the hash of it, or null where it was deleted. */
export type RowLeft = [table: string, key: readonly unknown[], hash: string | null]

/** The covered rows that this transaction has written since the last link, as they are now, in order. */
export async function rowsLeft(store: Store, db: Db): Promise<RowLeft[]> {
  const touched = await store.touched(db)
  if (touched.length === 0) return []
  const tables = new Map(coveredTables(store.t).map((one) => [one.name, one]))
  const left: RowLeft[] = []
  for (const [, { table, key }] of [...new Map(touched.map((one) => [nameOf(one.table, one.key), one]))].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const covered = tables.get(table)
    if (!covered) throw new Error(`${table} is not covered`)
    left.push([table, key, await rowHash(db, covered, key)])
  }
  return left
}

/** The hash of a row: of its values, by the names that both engines give them; null where there is none. */
export async function rowHash(db: Db, { table, key: columns }: Covered, key: readonly unknown[]): Promise<string | null> {
  const [row] = await db.select().from(table).where(and(...columns.map(({ column }, n) => eq(column, key[n]))))
  return row ? digest(canonical(row)) : null
}

/** One name for a row. */
export const nameOf = (table: string, key: readonly unknown[]): string => `${table} ${JSON.stringify(key)}`
