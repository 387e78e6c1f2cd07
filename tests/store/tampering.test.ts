/** Whoever has the file or the server can change any row beside the product, triggers dropped. It is found, and the first wrong number is named. */
import { generateKeyPairSync } from 'node:crypto'
import { copyFileSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import fc from 'fast-check'
import { eq, getTableColumns, getTableName } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forge, headOf, links, record, type Head } from '../../src/store/audit.ts'
import { digest } from '../../src/store/canonical.ts'
import { verifyChain } from '../../src/store/chain.ts'
import { coverage, uncovered } from '../../src/store/coverage.ts'
import { issueCode, signIn } from '../../src/store/sessions.ts'
import { signerOf } from '../../src/store/signing.ts'
import { openStore, Unlinked, type Db, type Store } from '../../src/store/store.ts'
import type { Tables } from '../../src/store/tables.ts'
import { commissionsIn, verify } from '../../src/store/verify.ts'
import { commission, today } from '../help/city.ts'
import { accepted, appoint, at, cityIn, editor, opened } from './city.ts'
import { engines, type Engine } from './engines.ts'

const signer = signerOf(generateKeyPairSync('ed25519').privateKey)

/** Some of everything: settings (1), roster (2), two cases (3 to 6), accounts (7, 8), a reading (9). */
async function filled(url: string): Promise<Store> {
  const store = await cityIn(url)
  await accepted(store)
  await opened(store, { title: '另一个案件' })
  await issueCode(store, editor, 'handler', 'handler')
  await signIn(store, commission, { login: 'nobody', password: 'x' }, { on: today, at })
  await record(store, { commission, at, kind: 'reading', body: { by: 'handler', cases: ['x'] } })
  return store
}

const triggers = readdirSync('drizzle/sqlite').filter((name) => name.endsWith('.sql')).flatMap((name) => [...readFileSync(`drizzle/sqlite/${name}`, 'utf8').matchAll(/^CREATE TRIGGER `(\w+)`/gm)].map(([, trigger]) => trigger!))

const withoutTriggers = (engine: Engine['name']): string[] =>
  engine === 'sqlite'
    ? ['pragma foreign_keys = off', ...triggers.map((trigger) => `drop trigger ${trigger}`)]
    : [`set session_replication_role = replica`, 'alter table audit disable trigger all', 'alter table case_entries disable trigger all']

/** The head after each link, as receipts and the second place keep them. */
async function headsOf(store: Store): Promise<Head[]> {
  return (await links(store, commission, 0, 1000)).map(({ seq, hash }) => signer.sign({ commission, seq, hash, at }))
}

describe.each(engines)('on $name', ({ name, start }) => {
  let engine: Engine
  beforeAll(async () => { engine = await start() }, 60_000)
  afterAll(async () => { await engine?.stop() }, 60_000)

  /** What is found after some SQL, with and without heads kept elsewhere. */
  async function after(statements: (store: Store) => Promise<readonly string[]> | readonly string[], use: (found: { alone: string[]; withHeads: string[]; chain: Awaited<ReturnType<typeof verifyChain>> }) => void): Promise<void> {
    const url = await engine.fresh()
    const store = await filled(url)
    try {
      const known = await headsOf(store)
      expect(await verify(store, commission, { on: today, at, known })).toEqual([])
      await engine.tamper(url, [...withoutTriggers(name), ...(await statements(store))])
      use({ alone: await verify(store, commission, { on: today, at }), withHeads: await verify(store, commission, { on: today, at, known }), chain: await verifyChain(store, commission, known) })
    } finally {
      await store.close()
    }
  }

  it.each<[how: string, seq: number, statements: string[]]>([
    ['a text edited', 5, [`update audit set body = replace(body, 'accept', 'accepd') where seq = 5`]],
    ['a kind edited beside its text', 4, [`update audit set kind = 'reading' where seq = 4`]],
    ['an instant edited beside its text', 4, [`update audit set at = '2020-01-01T00:00:00.000Z' where seq = 4`]],
    ['another algorithm named', 4, [`update audit set algorithm = 'SHA-256' where seq = 4`]],
    ['an algorithm named that nobody knows', 4, [`update audit set algorithm = 'MD5' where seq = 4`]],
    ['a middle deleted', 4, ['delete from audit where seq = 4']],
    ['a middle deleted and the rest moved up', 4, ['delete from audit where seq = 4', 'update audit set seq = seq - 1000 where seq > 4', 'update audit set seq = seq + 999 where seq < 0', 'update heads set seq = seq - 1']],
    ['two swapped', 3, ['update audit set seq = 1003 where seq = 3', 'update audit set seq = 3 where seq = 4', 'update audit set seq = 4 where seq = 1003']],
    ['one inserted at the end', 10, [`insert into audit select commission, 10, at, kind, algorithm, hash, hash, body from audit where seq = 9`]],
    ['the tail cut off', 9, ['delete from audit where seq >= 9']],
    ['a head that counts otherwise', 9, ['update heads set steps = steps + 1']],
  ])('finds %s', async (_how, seq, statements) => {
    await after(() => statements, ({ alone, chain }) => {
      expect(chain).toMatchObject({ ok: false, seq })
      expect(alone.join('\n')).toContain('审计链：')
    })
  })

  it('finds a tail that was cut off together with head, entries and row, by heads kept elsewhere', async () => {
    await after((store) => cutTo(store, 8), ({ chain, withHeads }) => {
      expect(chain).toEqual({ ok: false, seq: 9, reason: '另处保存的链头为第9条，现在只有8条' })
      expect(withHeads.join('\n')).toContain('第9条')
    })
  })

  it('finds a chain that was forged anew with all its hashes, by signed heads', async () => {
    await after((store) => forgedAnew(store, 4), ({ alone, chain }) => {
      expect(alone.filter((fault) => fault.startsWith('审计链：'))).toEqual([])
      expect(chain).toMatchObject({ ok: false, seq: 4 })
    })
  })

  it('finds a whole database set back to an earlier state, by heads kept elsewhere', async () => {
    const url = await engine.fresh()
    const store = await filled(url)
    const earlier = await headOf(store, commission)
    await opened(store, { title: '后来的案件' })
    const known = await headsOf(store)
    await store.close()
    // As if the file had been put back: an earlier database stands at its place.
    const old = await openStore(url)
    await engine.tamper(url, [...withoutTriggers(name), ...(await cutTo(old, earlier.seq)), `delete from case_entries where seq > ${earlier.seq}`,
      ...['case_doors', 'case_bars'].map((table) => `delete from ${table} where case_id not in (select case_id from case_entries)`), `delete from cases where id not in (select case_id from case_entries)`,
      `update heads set steps = (select count(*) from audit where kind = 'step')`])
    expect((await verify(old, commission, { on: today, at })).filter((fault) => fault.startsWith('审计链'))).toEqual([])
    expect(await verifyChain(old, commission, known)).toEqual({ ok: false, seq: 10, reason: '另处保存的链头为第10条，现在只有9条' })
    await old.close()
  })

  it.each<[what: string, fault: string, statements: string[]]>([
    ['a case', '存下的案件与按流转记录重演的不一致', [`update cases set doc = replace(doc, '收受礼金二万元', '收受礼金二百元')`]],
    ['a case and its entry', '与审计链第3条不一致', [`update cases set doc = replace(doc, '收受礼金二万元', '收受礼金二百元')`, `update case_entries set payload = replace(payload, '收受礼金二万元', '收受礼金二百元')`]],
    ['a column of a case', '与案件内容不一致的列：returnsCount', ['update cases set returns_count = 3']],
    ['a line of the log beside its case', '与案件内容不一致的列：log', [`update cases set log = replace(log, 'handler', 'reviewer')`]],
    ['an entry', '第2条流转记录与审计链第4条不一致', [`update case_entries set taken_by = 'lead' where version = 2`]],
    ['the request of an entry', '第2条流转记录与审计链第4条不一致', [`update case_entries set request_hash = 'x' where version = 2`]],
    ['an entry taken out', '审计链第4条的流转记录不见了', ['delete from case_entries where seq = 4']],
    ['a case taken out with all that is its', '审计链第3条的流转记录不见了', [`delete from case_entries where seq in (3, 4, 5)`, ...['case_doors', 'case_bars'].map((table) => `delete from ${table} where case_id not in (select case_id from case_entries)`), 'delete from cases where id not in (select case_id from case_entries)']],
    ['a case taken out without its entries', '审计链第3条所办的案件不见了', ['delete from cases where version = 3']],
    ['a door', '可见范围与案件内容不一致', [`insert into case_doors select commission, id, 'panel:handler' from cases where version = 3`]],
    ['a bar', '回避范围与案件内容不一致', [`insert into case_bars select commission, id, 'officeHead' from cases where version = 3`]],
    ['a tally', '计数', ['update tallies set n = n + 1']],
    ['a person', '审计链第2条留下的不一致', [`update people set name = '别人' where id = 'lead'`]],
    ['a post', '审计链第2条留下的不一致', [`update posts set role = 'officeHead' where person_id = 'lead'`]],
    ['a post given', '不是经本系统写入的', [`insert into posts (commission, id, person_id, role, from_day) values ('xm', 'p', 'lead', 'officeHead', '2018-01-01')`]],
    ['a post taken away', '审计链第2条写下过它', [`delete from posts where person_id = 'lead'`]],
    ['a body moved to another zone', '审计链第2条留下的不一致', [`update bodies set zone_id = 'Z1' where id = 'P25'`]],
    ['a policy', '审计链第1条留下的不一致', [`update policies set note = 'x' where name = 'returnApprover'`]],
    ['a calendar', '审计链第1条留下的不一致', [`update calendars set version = 'x' where year = '2026'`]],
    ['an account', '审计链第7条留下的不一致', ['update accounts set one_time_code_hash = null, failed_count = 0, must_change = false']],
    ['an account given', '不是经本系统写入的', [`insert into accounts (commission, person_id, login, must_change, failed_count) values ('xm', 'officeHead', 'me', false, 0)`]],
  ])('finds %s that was bent', async (_what, fault, statements) => {
    await after(() => statements, ({ alone }) => expect(alone.join('\n')).toContain(fault))
  })

  it('tells by the number of the link that last wrote a row', async () => {
    const url = await engine.fresh()
    const store = await filled(url)
    await appoint(store, editor, 'spareReviewer', { role: 'reviewer', bodyId: null, zoneId: 'Z1', from: today, until: null })
    await engine.tamper(url, [`update posts set until_day = '2026-01-01' where person_id = 'spareReviewer' and zone_id = 'Z1'`])
    expect(await verify(store, commission, { on: today, at })).toEqual([expect.stringContaining('与审计链第10条留下的不一致')])
    await store.close()
  })

  it('keeps no row that no link answers for', async () => {
    const url = await engine.fresh()
    const store = await cityIn(url)
    const { people } = store.t
    const rename = (db: Db) => db.update(people).set({ name: '改名' }).where(eq(people.id, 'lead'))
    const link = { commission, at, kind: 'roster' as const, body: { by: 'systemAdmin' } }
    await expect(store.tx(async (db) => { await rename(db) })).rejects.toThrow(Unlinked)
    await expect(store.tx(async (db) => { await forge(store, db, link); await rename(db) })).rejects.toThrow('no link for what was written to people')
    expect(await verify(store, commission, { on: today, at })).toEqual([])
    expect(await store.fresh.$count(people, eq(people.name, '改名'))).toBe(0)
    await store.tx(async (db) => { await rename(db); await forge(store, db, link) })
    expect(await verify(store, commission, { on: today, at })).toEqual([])
    await store.close()
  })

  /** Deletes links after a number with all traces of them in the chain. */
  async function cutTo(store: Store, seq: number): Promise<string[]> {
    const [last] = await links(store, commission, seq - 1, 1)
    return [`delete from audit where seq > ${seq}`, `update heads set seq = ${seq}, hash = '${last?.hash}', at = '${last?.at}'`]
  }

  /** Every link from a number on with new hashes, after one of them says something else. */
  async function forgedAnew(store: Store, from: number): Promise<string[]> {
    const statements: string[] = []
    let prev = (await links(store, commission, from - 2, 1))[0]?.hash ?? ''
    for (const link of await links(store, commission, from - 1, 1000)) {
      const body = link.seq === from ? link.body.replace('"by":"', '"by":"un') : link.body
      const hash = digest(prev + body)
      statements.push(`update audit set prev = '${prev}', hash = '${hash}', body = '${body.replaceAll(`'`, `''`)}' where seq = ${link.seq}`)
      prev = hash
    }
    return [...statements, `update heads set hash = '${prev}'`]
  }
})

describe('every table', () => {
  it('is covered, or named with the reason why not', async () => {
    const engine = await engines[0]!.start() // SQLite is the first
    const store = await openStore(await engine.fresh())
    expect(Object.keys(coverage).sort()).toEqual(Object.keys(store.t).sort())
    expect(uncovered(store.t).map(({ table }) => table).sort()).toEqual(['numbers', 'read_marks', 'sessions', 'sources', 'step_drafts'])
    for (const { reason } of uncovered(store.t)) expect(reason.length).toBeGreaterThan(10)
    await store.close()
    await engine.stop()
  })

  it('that is covered gives a change of any value of any row away', async () => {
    const engine = await engines[0]!.start()
    const original = await engine.fresh()
    const store = await filled(original)
    const known = await headsOf(store)
    const { default: Database } = await import('better-sqlite3')
    const tables = (Object.keys(coverage) as (keyof Tables)[]).filter((name) => typeof coverage[name] === 'string').map((name) => ({ name: getTableName(store.t[name]), columns: Object.values(getTableColumns(store.t[name])).map((column) => column.name) }))
    await store.close()
    new Database(original).pragma('wal_checkpoint(truncate)')

    await fc.assert(fc.asyncProperty(fc.constantFrom(...tables), fc.nat(), fc.nat(), fc.nat(), fc.constantFrom('change', 'delete', 'double'), async (table, row, column, place, how) => {
      const copy = await engine.fresh()
      copyFileSync(original, copy)
      const db = new Database(copy)
      for (const one of withoutTriggers('sqlite')) db.exec(one)
      const ids = db.prepare(`select rowid from ${table.name} order by rowid`).pluck().all() as number[]
      const id = ids[row % Math.max(1, ids.length)]
      fc.pre(id !== undefined)
      const name = table.columns[column % table.columns.length]!
      const old = db.prepare(`select ${name} from ${table.name} where rowid = ?`).pluck().get(id) as string | number | null
      try {
        if (how === 'delete') db.prepare(`delete from ${table.name} where rowid = ?`).run(id)
        else if (how === 'double') db.exec(`insert into ${table.name} select ${table.columns.map((one) => (one === name ? (typeof old === 'number' ? `${one} + 1000` : `coalesce(${one}, '') || 'x'`) : one)).join()} from ${table.name} where rowid = ${id}`)
        else db.prepare(`update ${table.name} set ${name} = ? where rowid = ?`).run(changed(old, place), id)
      } catch (error) {
        fc.pre(!(error instanceof Error && /constraint/i.test(error.message))) // the database itself refuses it
        throw error
      } finally {
        db.close()
      }
      // A row whose own row is gone is found by the check at the start already.
      const bent = await openStore(copy).catch((error: unknown) => String(error))
      const faults = typeof bent === 'string' ? [bent] : (await Promise.all([...new Set([commission, ...(await commissionsIn(bent))])].map((one) => verify(bent, one, { on: today, at, known: one === commission ? known : [] })))).flat()
      if (typeof bent !== 'string') await bent.close()
      for (const end of ['', '-wal', '-shm']) rmSync(copy + end, { force: true })
      expect(faults, `${how} ${table.name}.${name} of row ${id}: ${String(old)}`).not.toEqual([])
    }), { numRuns: 150 })
    await engine.stop()
  }, 240_000)
})

/** Another value of the same kind: one character of a text, or another number. */
function changed(value: string | number | null, place: number): string | number {
  if (typeof value === 'number') return value + 1
  if (value === null || value === '') return 'x'
  const n = place % value.length
  return `${value.slice(0, n)}${value[n] === 'x' ? 'y' : 'x'}${value.slice(n + 1)}`
}
