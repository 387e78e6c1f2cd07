/** PostgreSQL, where one machine is not enough: READ COMMITTED, guarded updates, and a head row that locks its chain. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { coveredTables, type Touched } from './coverage.ts'
import { postgres } from './kit.ts'
import { pending } from './migrations.ts'
import { codeOf, NoSpace, OutcomeUnknown, scopesOfKeys, searchRows, Unlinked, wanted, type Db, type Store, type StoreOptions } from './store.ts'
import { tables } from './tables.ts'

for (const type of [20, 1700]) pg.types.setTypeParser(type, Number) // count() and sum()

/** Serialisation failure and deadlock: the server has rolled back, the work may run again. */
const again = ['40001', '40P01']

/** Any number will do; all servers of this product take the same lock. */
const migrationLock = 20_260_718

export async function open(url: string, { replica }: StoreOptions): Promise<Store> {
  const main = openPool(url, tellingTouched)
  const copy = replica ? openPool(replica) : main
  await migrate(main)
  const db = drizzle(main)
  // The casts of this adapter: PostgreSQL's builder under the type of SQLite's. What the contract tests do not run on both, is not shown.
  const fresh = db as unknown as Db
  const read = copy === main ? fresh : (drizzle(copy) as unknown as Db)
  const raw = (tx: Db) => tx as unknown as typeof db
  const inside = new AsyncLocalStorage<true>()
  const ear = openEar(url)

  return {
    engine: 'postgres',
    t: tables(postgres),
    read,
    fresh,
    stamp: () => null, // other servers write too, and to ask whether they did costs as much as to read
    async tx(work) {
      if (inside.getStore()) throw new Error('a transaction inside a transaction would wait for itself')
      for (let n = 1; ; n++) {
        let worked = false
        try {
          return await db.transaction((tx) => inside.run(true, async () => {
            const value = await work(tx as unknown as Db)
            const { rows: unlinked } = await tx.execute<Touched & Record<string, unknown>>(sql`select name as table, key from pg_temp.touched`)
            if (unlinked.length > 0) throw new Unlinked(unlinked)
            worked = true
            return value
          }))
        } catch (error) {
          if (again.includes(codeOf(error)) && n <= 8) await sleep(Math.random() * 2 ** n)
          else if (codeOf(error) === '53100') throw new NoSpace(error)
          else if (worked && !/^(23|40)/.test(codeOf(error))) throw new OutcomeUnknown(error)
          else throw error
        }
      }
    },
    hits({ commission, words, keys, limit }) {
      const terms = wanted(words)
      if (terms.length === 0 || keys.length === 0) return sql`(select id from search where false)`
      return sql`(select s.id from search s where s.grams @> ${sql.param(terms)}::text[] and s.grams && ${sql.param(scopesOfKeys(commission, keys))}::text[]
        and exists (select 1 from case_doors d where d.commission = s.commission and d.case_id = s.id and d.door in ${keys}) order by s.n desc limit ${limit})`
    },
    async index(tx, row) {
      for (const { side, terms } of searchRows(row))
        await raw(tx).execute(sql`insert into search (commission, id, side, grams) values (${row.commission}, ${row.id}, ${side}, ${sql.param(terms)}::text[]) on conflict (commission, id, side) do update set grams = excluded.grams`)
    },
    async touched(tx) {
      const { rows } = await raw(tx).execute<{ table: string; key: unknown[] }>(sql`delete from pg_temp.touched returning name as table, key`)
      return rows satisfies Touched[]
    },
    async publish(tx, topic, message) {
      await raw(tx).execute(sql`select pg_notify(${topic}, ${message})`)
    },
    subscribe: ear.subscribe,
    async faults() {
      const { rows } = await main.query<{ name: string }>(`select conrelid::regclass || '.' || conname as name from pg_constraint where contype = 'f' and not convalidated`)
      return rows.map(({ name }) => `外键约束没有生效：${name}`)
    },
    async close() {
      await ear.close()
      await main.end()
      if (copy !== main) await copy.end()
    },
  }
}

const lost = (error: Error): void => console.warn(`PostgreSQL 连接断开：${error.message}`)

/** Without both error handlers a failover ends the process. */
function openPool(connectionString: string, onConnect?: pg.PoolConfig['onConnect']): pg.Pool {
  // Starting parallel workers takes longer than any query here.
  const pool = new pg.Pool({ connectionString, max: 16, options: '-c max_parallel_workers_per_gather=0', ...(onConnect ? { onConnect } : {}) })
  pool.on('error', lost)
  pool.on('connect', (client) => void client.on('error', lost))
  return pool
}

/** Servers that start together take turns. Text must compare by its bytes, as it does in SQLite and in the core. */
async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    const { rows: [order] } = await client.query<{ bytes: boolean }>(`select 'B' < 'a' and '二' > '一' as bytes`)
    if (!order?.bytes) throw new Error('数据库的排序规则应为 C（create database … template template0 locale "C" encoding "UTF8"），拒绝启动')
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    try {
      await client.query('begin')
      await client.query('create table if not exists __drizzle_migrations (id integer generated always as identity primary key, hash text not null, created_at bigint)')
      const { rows } = await client.query<{ hash: string }>('select hash from __drizzle_migrations order by created_at')
      for (const { hash, when, statements } of pending('postgres', rows.map((row) => row.hash))) {
        for (const one of statements) await client.query(one)
        await client.query('insert into __drizzle_migrations (hash, created_at) values ($1, $2)', [hash, when])
      }
      await watch(client)
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      await client.query('select pg_advisory_unlock($1)', [migrationLock])
    }
  } catch (error) {
    client.release()
    await pool.end()
    throw error
  }
  client.release()
}

/** Where a connection of this store is told which covered rows it writes. The pool waits for it, although its type does not say so. */
const tellingTouched = ((client: pg.ClientBase): unknown => client.query('create temp table touched (name text, key jsonb) on commit delete rows')) as pg.PoolConfig['onConnect']

/** Triggers that tell which covered rows a connection writes, where it has a table to be told in: those of this store have one, others none. */
async function watch(client: pg.PoolClient): Promise<void> {
  await client.query(`create or replace function touched() returns trigger language plpgsql as $$
    begin
      if to_regclass('pg_temp.touched') is null then return null; end if;
      if tg_op <> 'INSERT' then insert into pg_temp.touched (name, key) select tg_table_name, jsonb_agg(to_jsonb(old) -> k order by n) from unnest(tg_argv) with ordinality u(k, n); end if;
      if tg_op <> 'DELETE' then insert into pg_temp.touched (name, key) select tg_table_name, jsonb_agg(to_jsonb(new) -> k order by n) from unnest(tg_argv) with ordinality u(k, n); end if;
      return null;
    end $$`)
  const { rows } = await client.query<{ name: string }>(`select tgrelid::regclass::text as name from pg_trigger where tgname = 'touched'`)
  for (const { name, key } of coveredTables(tables(postgres)))
    if (!rows.some((one) => one.name === name))
      await client.query(`create trigger touched after insert or update or delete on ${name} for each row execute function touched(${key.map((column) => `'${column.name}'`).join(', ')})`)
}

/** One connection that listens, found again after a loss; then every hearer is told to look again. */
function openEar(url: string): Pick<Store, 'subscribe' | 'close'> {
  const hearers = new Map<string, Set<(message: string) => void>>()
  let ear: Promise<pg.Client> | null = null
  let closing = false

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url })
    client.on('notification', ({ channel, payload }) => hearers.get(channel)?.forEach((hear) => hear(payload ?? '')))
    client.on('error', relisten)
    client.on('end', relisten)
    await client.connect()
    for (const topic of hearers.keys()) await client.query(`listen "${topic}"`)
    return client
  }
  function relisten(): void {
    if (closing || ear === null) return
    ear = null
    setTimeout(() => {
      if (closing) return
      ear = connect()
      ear.then(() => hearers.forEach((all) => all.forEach((hear) => hear('')))).catch(relisten)
    }, 500)
  }

  return {
    async subscribe(topic, hear) {
      const first = !hearers.has(topic)
      const all = hearers.get(topic) ?? new Set()
      hearers.set(topic, all.add(hear))
      const already = ear !== null
      const client = await (ear ??= connect())
      if (first && already) await client.query(`listen "${topic}"`)
      return () => void all.delete(hear)
    },
    async close() {
      closing = true
      await (await ear)?.end()
    },
  }
}
