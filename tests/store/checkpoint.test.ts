/** The log of writes: copied into the file beside the steps, so that nobody waits for it and it does not grow for ever. */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../../src/store/store.ts'

const page = 4096
const frame = page + 24
const folder = mkdtempSync(join(tmpdir(), 'huapian-checkpoint-'))
const file = join(folder, 'city.db')
let store: Store
beforeAll(async () => { store = await openStore(file) })
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Writes so many pages, durable when it is done. */
const write = (pages: number): Promise<unknown> => store.tx(async (db) => {
  for (let n = 0; n < pages; n++) await db.insert(store.t.numbers).values({ commission: 'xm', zoneId: `${written++}`.padEnd(page, '页'), year: '2026', last: written })
})
let written = 0

/** Pages that the log has room for; a log begun anew is written over from its beginning. */
const room = (): number => Math.round((statSync(`${file}-wal`).size - 32) / frame)

describe('the log of writes', () => {
  it('is begun anew again and again, however long steps go on, and holds nothing back', async () => {
    let most = 0
    for (let n = 0; n < 150; n++) {
      await write(200) // some three pages each, with its index
      most = Math.max(most, room())
      await sleep(1)
    }
    expect(written).toBe(30_000)
    expect(most).toBeGreaterThan(8000)
    expect(most).toBeLessThan(24_000)
    const beside = new Database(file, { readonly: true })
    expect(beside.prepare('select count(*) from numbers').pluck().get()).toBe(written)
    expect(beside.pragma('quick_check', { simple: true })).toBe('ok')
    beside.close()
    const [row] = await store.fresh.select({ n: sql<number>`count(*)` }).from(store.t.numbers)
    expect(row?.n).toBe(written)
  })

  it('is in the file, and gone, once the store is closed', async () => {
    await store.close()
    expect(() => statSync(`${file}-wal`)).toThrow('ENOENT')
    store = await openStore(file)
    expect(await store.fresh.$count(store.t.numbers)).toBe(written)
  })
})
