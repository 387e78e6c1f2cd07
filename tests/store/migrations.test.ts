import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { sql, type SQL } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyChain } from '../../src/store/audit.ts'
import { migrationFaults, migrationNames } from '../../src/store/generate.ts'
import { NoSpace, openStore, OutcomeUnknown } from '../../src/store/store.ts'
import { commission } from '../help/city.ts'
import { cityIn, opened } from './city.ts'

describe('the migrations', () => {
  it('have the same names on both engines, and nothing is left to generate', () => {
    expect(migrationNames('sqlite')).toEqual(migrationNames('postgres'))
    expect(migrationFaults()).toEqual([])
  }, 120_000)
})

describe('a SQLite file', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'huapian-file-'))
    file = join(folder, 'one.db')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const edit = (...statements: string[]) => {
    const db = new Database(file)
    for (const one of statements) db.exec(one)
    db.close()
  }

  it('is for its owner alone, in WAL, and keeps its cases when opened again', async () => {
    const store = await cityIn(file)
    const { case: c } = await opened(store)
    expect(existsSync(`${file}-wal`)).toBe(true)
    expect(statSync(file).mode & 0o077).toBe(0)
    await store.close()
    const again = await openStore(file)
    expect(await again.fresh.$count(again.t.cases)).toBe(1)
    expect(await verifyChain(again, commission)).toMatchObject({ ok: true })
    expect(c.version).toBe(1)
    await again.close()
  })

  it('is refused where it cannot be durable: the setting is read back', async () => {
    await expect(openStore(':memory:')).rejects.toThrow('journal_mode 应为 wal')
  })

  it('is refused where a migration was edited after it ran, or is not known here', async () => {
    await (await openStore(file)).close()
    edit(`insert into __drizzle_migrations (hash, created_at) values ('of a later version', 9999999999999)`)
    await expect(openStore(file)).rejects.toThrow('第5项迁移与本程序不符')
    edit(`delete from __drizzle_migrations where hash = 'of a later version'`, `update __drizzle_migrations set hash = 'edited' where id = 2`)
    await expect(openStore(file)).rejects.toThrow('第2项迁移与本程序不符')
  })

  it('is refused where the migration finds rows without the row they belong to', async () => {
    await (await openStore(file)).close()
    edit('pragma foreign_keys = off', `insert into bodies values ('xm', 'P99', '无片区', '某局', '[]', 'Z9')`)
    await expect(openStore(file)).rejects.toThrow('失去了所属的行')
  })

  it('is brought up by two servers that start at once', async () => {
    const stores = await Promise.all([openStore(file), openStore(file)])
    await Promise.all(stores.map((store) => store.close()))
  })

  it('leaves no text behind once it was changed', async () => {
    const store = await cityIn(file)
    const { case: c } = await opened(store, { title: '甲乙丙丁戊' })
    await store.tx((db) => store.index(db, { commission, id: c.id, text: '别的', bodyIds: [] }))
    await store.close()
    const db = new Database(file, { readonly: true })
    const left = db.prepare(`select count(*) from search where search match '"甲乙"'`).pluck().get()
    db.close()
    expect(left).toBe(0)
  })

  it('says that there is no space, keeps nothing of it, and goes on once there is', async () => {
    const store = await cityIn(file)
    const { case: c } = await opened(store)
    const large = (n: number) => store.tx(async (db) => { await db.insert(store.t.audit).values({ commission: 'other', seq: n, at: '', kind: '', algorithm: '', prev: '', hash: '', body: 'x'.repeat(3_000_000) }) })
    // The limit belongs to the writing connection, so it is set through it.
    await store.tx(async (db) => raw(db, 'pragma max_page_count = 200'))
    await expect(large(1)).rejects.toBeInstanceOf(NoSpace)
    expect(await store.fresh.$count(store.t.cases)).toBe(1)
    await store.tx(async (db) => raw(db, 'pragma max_page_count = 1000000'))
    await large(2)
    expect((await opened(store)).case.id).not.toBe(c.id)
    await store.close()
  })

  it('answers "outcome unknown" to everybody in the transaction where the commit fails', async () => {
    const store = await cityIn(file)
    const outcomes = await Promise.allSettled([1, 2].map((seq) => store.tx(async (db) => {
      await db.insert(store.t.audit).values({ commission: 'other', seq, at: '', kind: '', algorithm: '', prev: '', hash: '', body: '' })
      // A reference that is looked at only when the commit comes: then it is the commit that fails.
      if (seq === 2) {
        raw(db, 'pragma defer_foreign_keys = on')
        raw(db, `insert into bodies values ('xm', 'P98', '无片区', '某局', '[]', 'Z9')`)
      }
    })))
    expect(outcomes.map((one) => one.status === 'rejected' && one.reason instanceof OutcomeUnknown)).toEqual([true, true])
    expect(await verifyChain(store, commission)).toMatchObject({ ok: true })
    await store.close()
  })
})

/** What only a test asks of the writing connection. */
const raw = (db: unknown, statement: string): void => void (db as { run: (query: SQL) => unknown }).run(sql.raw(statement))
