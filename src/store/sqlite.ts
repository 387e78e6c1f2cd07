/**
 * SQLite: one writer, durable when answered. Everything that arrives in one turn of the event loop, or just after it
 * while more keeps coming, shares one transaction and is answered after its commit; nothing that fails takes others with it.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { EventEmitter } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import { getTableName, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { between } from './between.ts'
import { checkpoints } from './checkpoint.ts'
import { coveredTables, type Touched } from './coverage.ts'
import { gathering } from './gather.ts'
import { sqlite } from './kit.ts'
import { pending } from './migrations.ts'
import { codeOf, NoSpace, OutcomeUnknown, scopesOfKeys, searchRows, Unlinked, wanted, type Db, type Store, type StoreOptions } from './store.ts'
import { tables, type Tables } from './tables.ts'
import { openFile } from './unpeeked.ts'

type Job = { work: (db: Db) => Promise<unknown>; done: (value: unknown) => void; failed: (error: unknown) => void; context: <T>(run: () => T) => T }
type Control = Database.Statement<[]>
type Settled = { job: Job; value: unknown; said: [topic: string, message: string][] }

/** How long a start of a transaction waits for another process, in tries of `busyMs`. */
const tries = 50
const busyMs = 200
/** Pages that the connection that writes keeps: a negative size is in kilobytes. The other has to forget its pages after each commit, and keeps few. */
const [cacheKb, besideKb] = [-10_000, -2000]

export async function open(file: string, { onBroken }: StoreOptions): Promise<Store> {
  const writer = openWriter(file)
  const t = tables(sqlite)
  const { touched, changed } = watch(writer, t)
  const otherVersion = writer.prepare('pragma data_version').pluck() as Database.Statement<[], number> // another number once anybody else has committed
  const stamp = { n: 0, others: otherVersion.get(), asked: false }
  const reader = openFile(file, { readonly: true }) // never sees an open transaction
  reader.pragma(`cache_size = ${besideKb}`)
  reader.pragma(`busy_timeout = ${busyMs}`)
  // The cast of this adapter: the synchronous builder, awaited, does all that `Db` asks.
  const write = drizzle(writer) as unknown as Db
  const read = drizzle(between(writer, reader, () => broken === null)) as unknown as Db
  const bus = new EventEmitter().setMaxListeners(0)
  const inside = new AsyncLocalStorage<true>()
  const keyed = writer.prepare('insert into search_keys (commission, id, side) values (?, ?, ?) on conflict (commission, id, side) do update set id = excluded.id returning n').pluck()
  const unfind = writer.prepare('delete from search where rowid = ?')
  const refind = writer.prepare('insert into search (rowid, grams) values (?, ?)')

  const [begun, undone, committed] = ['begin immediate', 'rollback', 'commit'].map((text) => writer.prepare(text)) as [Control, Control, Control]

  const gathered = gathering()
  let queue: Job[] = []
  let said: Settled['said'] = []
  let writing: Promise<void> | null = null
  let broken: Error | null = null
  const log = checkpoints(writer, file, breakOff)

  function breakOff(error: unknown): void {
    if (broken || !/^SQLITE_(IOERR|CORRUPT|NOTADB)/.test(codeOf(error))) return
    broken = error instanceof Error ? error : new Error(String(error))
    onBroken?.(broken)
  }

  async function begin(): Promise<void> {
    for (let n = 1; ; n++)
      try {
        begun.run()
        return
      } catch (error) {
        if (n >= tries || !codeOf(error).startsWith('SQLITE_BUSY')) throw error
        await sleep(5)
      }
  }

  /**
   * One transaction for all jobs; whatever becomes of it, every job is answered. Where one fails all are undone, and each
   * is done again by itself: a savepoint for each would have SQLite keep a second copy of every page that it changes.
   */
  async function writeTogether(jobs: Job[]): Promise<void> {
    if (broken) return fail(jobs, new OutcomeUnknown(broken))
    try {
      await begin()
    } catch (error) {
      breakOff(error)
      return fail(jobs, typed(error))
    }
    const settled: Settled[] = []
    try {
      for (const job of jobs) {
        said = []
        const value = await job.context(() => inside.run(true, () => job.work(write)))
        const unlinked = touched()
        if (unlinked.length > 0) throw new Unlinked(unlinked)
        settled.push({ job, value, said })
      }
    } catch (error) {
      breakOff(error)
      const isUndone = !writer.inTransaction // by SQLite itself: the disk is full, or broken
      if (!isUndone) undone.run()
      touched() // told of what is undone
      if (isUndone || jobs.length === 1) return fail(jobs, typed(error))
      for (const job of jobs) await writeTogether([job])
      return
    }
    try {
      committed.run()
    } catch (error) {
      breakOff(error)
      if (writer.inTransaction) undone.run()
      return fail(settled.map((one) => one.job), new OutcomeUnknown(error))
    }
    log.look()
    if (changed()) stamp.n++
    for (const one of settled) {
      one.job.done(one.value)
      for (const [topic, message] of one.said) bus.emit(topic, message)
    }
  }

  async function writeAll(): Promise<void> {
    do {
      await gathered(() => queue.length)
      const jobs = queue
      queue = []
      await writeTogether(jobs)
    } while (queue.length > 0)
    writing = null
  }

  return {
    engine: 'sqlite',
    t,
    read,
    fresh: read,
    tx<T>(work: (db: Db) => Promise<T>): Promise<T> {
      if (inside.getStore()) throw new Error('a transaction inside a transaction would wait for itself')
      return new Promise<T>((done, failed) => {
        queue.push({ work, done: done as (value: unknown) => void, failed, context: AsyncLocalStorage.snapshot() })
        writing ??= writeAll()
      })
    },
    stamp() {
      if (stamp.asked) return stamp.n
      // Asked once for all that came in together.
      stamp.asked = true
      setImmediate(() => { stamp.asked = false })
      const others = otherVersion.get()
      if (others !== stamp.others) Object.assign(stamp, { n: stamp.n + 1, others })
      return stamp.n
    },
    hits({ commission, words, keys, limit }) {
      const terms = wanted(words)
      if (terms.length === 0 || keys.length === 0) return sql`(select id from search_keys where 1 = 0)`
      const either = scopesOfKeys(commission, keys).map((term) => `"${term}"`).join(' OR ')
      const match = [...terms.map((term) => `"${term}"`), `(${either})`].join(' AND ')
      // Whose keys open few cases is searched for in those; for all others the newest hits are tried one by one.
      if (keys.every((key) => key.startsWith('panel:')))
        return sql`(select k.id from case_doors d cross join search_keys k on k.commission = d.commission and k.id = d.case_id and k.side = 'review' cross join search on search.rowid = k.n
          where d.commission = ${commission} and d.door in ${keys} and search match ${match} limit ${limit})`
      return sql`(select k.id from search join search_keys k on k.n = search.rowid
        where search match ${match} and exists (select 1 from case_doors d where d.commission = k.commission and d.case_id = k.id and d.door in ${keys}) order by search.rowid desc limit ${limit})`
    },
    async index(_db, row) {
      for (const { side, terms } of searchRows(row)) {
        const n = keyed.get(row.commission, row.id, side)
        unfind.run(n)
        refind.run(n, terms.join(' '))
      }
    },
    async touched() {
      return touched()
    },
    async publish(_db, topic, message) {
      said.push([topic, message])
    },
    async subscribe(topic, hear) {
      bus.on(topic, hear)
      return () => void bus.off(topic, hear)
    },
    async faults() {
      const pages = reader.pragma('quick_check') as { quick_check: string }[]
      const orphans = reader.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[]
      return [
        ...pages.map((one) => one.quick_check).filter((text) => text !== 'ok').map((text) => `数据库文件损坏：${text}`),
        ...orphans.map((one) => `表${one.table}第${one.rowid}行所属的${one.parent}不存在`),
      ]
    },
    async close() {
      await writing
      await log.close()
      reader.close()
      writer.close()
    },
  }
}

const fail = (jobs: readonly Job[], error: unknown): void => jobs.forEach((job) => job.failed(error))

const typed = (error: unknown): unknown =>
  codeOf(error) === 'SQLITE_FULL' ? new NoSpace(error) : /^SQLITE_(IOERR|CORRUPT|NOTADB)/.test(codeOf(error)) ? new OutcomeUnknown(error) : error

/** The connection that writes, set as promised and migrated. WAL lowers `synchronous` to NORMAL, so FULL is set after it and read back. */
function openWriter(file: string): Database.Database {
  if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600))
  const writer = openFile(file)
  writer.pragma(`busy_timeout = ${busyMs * tries}`)
  const wished = { journal_mode: 'wal', synchronous: 2, secure_delete: 1 }
  for (const [name, value] of Object.entries(wished)) {
    writer.pragma(`${name} = ${value}`)
    const now: unknown = writer.pragma(name, { simple: true })
    if (now !== value) throw new Error(`SQLite 的 ${name} 应为 ${value}，实为 ${String(now)}，不能保证已保存的内容不丢失，拒绝启动`)
  }
  migrate(writer)
  writer.pragma(`busy_timeout = ${busyMs}`)
  writer.pragma(`cache_size = ${cacheKb}`)
  return writer
}

/**
 * Temporary triggers tell which covered rows this connection writes; those of no other connection. `touched` gives what was told since it was
 * last asked, `changed` whether any such row or a session was written since, kept or not.
 */
function watch(writer: Database.Database, t: Tables): { touched: () => Touched[]; changed: () => boolean } {
  let told: Touched[] = []
  let any = false
  writer.function('touched', (table: string, key: string) => {
    told.push({ table, key: JSON.parse(key) as unknown[] })
    any = true
    return null
  })
  writer.function('changed', () => {
    any = true
    return null
  })
  for (const event of ['insert', 'update', 'delete']) writer.exec(`create temp trigger changed_sessions_${event} after ${event} on main.${getTableName(t.sessions)} begin select changed(); end`)
  for (const { name, key } of coveredTables(t)) {
    const tell = (row: 'old' | 'new') => `select touched('${name}', json_array(${key.map((column) => `${row}.${column.name}`).join(', ')}));`
    for (const [event, body] of [['insert', tell('new')], ['update', tell('old') + tell('new')], ['delete', tell('old')]] as const)
      writer.exec(`create temp trigger touched_${name}_${event} after ${event} on main.${name} begin ${body} end`)
  }
  return {
    touched() {
      const all = told
      if (all.length > 0) told = []
      return all
    },
    changed() {
      const was = any
      any = false
      return was
    },
  }
}

/** Foreign keys are off around it: inside a transaction the switch does nothing, and a rebuilt table would empty its children. */
function migrate(writer: Database.Database): void {
  writer.pragma('foreign_keys = off')
  writer.exec('begin immediate')
  try {
    writer.exec('create table if not exists __drizzle_migrations (id integer primary key, hash text not null, created_at numeric)')
    const applied = writer.prepare('select hash from __drizzle_migrations order by created_at').pluck().all() as string[]
    const due = pending('sqlite', applied)
    for (const { hash, when, statements } of due) {
      for (const one of statements) writer.exec(one)
      writer.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)').run(hash, when)
    }
    // It reads every row, so only where something was changed; `verify` asks whenever it runs.
    if (due.length > 0 && (writer.pragma('foreign_key_check') as unknown[]).length > 0) throw new Error('迁移之后有的行失去了所属的行，迁移已撤销')
    writer.exec('commit')
  } catch (error) {
    if (writer.inTransaction) writer.exec('rollback')
    writer.close()
    throw error
  }
  writer.pragma('foreign_keys = on')
}
