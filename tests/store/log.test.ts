import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { headOf, record } from '../../src/store/audit.ts'
import { verifyChain } from '../../src/store/chain.ts'
import type { Store } from '../../src/store/store.ts'
import { verify } from '../../src/store/verify.ts'
import { commission, today } from '../help/city.ts'
import { accepted, at, inACityAlone, opened } from './city.ts'
import { engines, type Engine } from './engines.ts'

describe.each(engines)('the log on $name', ({ name, start }) => {
  let engine: Engine
  beforeAll(async () => { engine = await start() }, 60_000)
  afterAll(async () => { await engine?.stop() }, 60_000)

  const alone = (use: (store: Store, url: string) => Promise<void>) => inACityAlone(engine, use)
  const faultsOf = (one: Store) => verify(one, commission, { on: today, at })

  it('refuses to be changed or shortened, whoever asks', async () => {
    await alone(async (own, address) => {
      const { case: c } = await opened(own)
      const { t } = own
      await expect(own.tx(async (db) => { await db.update(t.caseEntries).set({ by: 'x' }).where(eq(t.caseEntries.caseId, c.id)) })).rejects.toThrow()
      await expect(own.tx(async (db) => { await db.delete(t.audit).where(eq(t.audit.seq, 1)) })).rejects.toThrow()
      for (const statement of [`update audit set body = '{}'`, 'delete from audit', `update case_entries set step = 'accept'`, 'delete from case_entries'])
        await expect(engine.tamper(address, [statement]), statement).rejects.toThrow('只增不')
    })
  })

  it('refuses a row put in the place of another', async () => {
    await alone(async (own, address) => {
      await accepted(own)
      const ways = name === 'sqlite'
        ? [
            'insert or replace into audit select * from audit where seq = 3',
            'replace into audit (rowid, commission, seq, at, kind, algorithm, prev, hash, body) select rowid, commission, 99, at, kind, algorithm, prev, hash, body from audit where seq = 3',
            'insert into audit select * from audit where seq = 3 on conflict do update set body = excluded.body',
            'update or replace audit set seq = 3 where seq = 4',
            'insert or replace into case_entries select * from case_entries where version = 2',
          ]
        : [
            'insert into audit select * from audit where seq = 3 on conflict (commission, seq) do update set body = excluded.body',
            'insert into case_entries select * from case_entries where version = 2 on conflict (commission, case_id, version) do update set step = excluded.step',
            'truncate audit',
          ]
      for (const statement of ways) await expect(engine.tamper(address, [statement]), statement).rejects.toThrow('只增不')
      expect(await verifyChain(own, commission)).toEqual({ ok: true, links: 5 })
      expect(await faultsOf(own)).toEqual([])
    })
  })

  const drop = name === 'sqlite'
    ? ['drop trigger audit_no_update', 'drop trigger audit_no_delete', 'drop trigger case_entries_no_update', 'drop trigger case_entries_no_delete']
    : ['drop trigger audit_only_grows on audit', 'drop trigger case_entries_only_grow on case_entries']

  it.each([
    ['changed', `update audit set body = replace(body, 'transfer', 'transfex') where seq = 4`, 4],
    ['changed with its hash', `update audit set body = body || ' ', hash = 'f' where seq = 4`, 4],
    ['changed beside its text', `update audit set at = '2020-01-01T00:00:00.000Z' where seq = 4`, 4],
    ['removed', 'delete from audit where seq = 3', 3],
    ['cut off', 'delete from audit where seq >= 5', 5],
    ['added', `insert into audit select commission, 99, at, kind, algorithm, prev, hash, body from audit where seq = 5`, 99],
  ])('names the first link that was %s', async (_how, statement, seq) => {
    await alone(async (own, address) => {
      await accepted(own)
      expect(await verifyChain(own, commission)).toEqual({ ok: true, links: 5 })
      await engine.tamper(address, [...drop, statement])
      expect(await verifyChain(own, commission)).toMatchObject({ ok: false, seq })
    })
  })

  it('shows a whole tail taken away by a head kept elsewhere', async () => {
    await alone(async (own, address) => {
      await accepted(own)
      const kept = await headOf(own, commission)
      await engine.tamper(address, [...drop, 'delete from case_entries where version = 3', 'delete from audit where seq = 5', `update heads set seq = 4, steps = steps - 1, hash = (select hash from audit where seq = 4)`])
      expect(await verifyChain(own, commission)).toMatchObject({ ok: true })
      expect(await verifyChain(own, commission, [kept])).toMatchObject({ ok: false, seq: 5 })
    })
  })

  it.each([
    ['a row', `update cases set doc = replace(doc, '收受礼金二万元', '收受礼金二百元')`, '存下的案件与按流转记录重演的不一致'],
    ['a column', `update cases set stage = 'archived'`, '与案件内容不一致的列：stage'],
    ['a door', `delete from case_doors where door = 'office'`, '可见范围与案件内容不一致'],
    ['a tally', `update tallies set n = n + 1 where kind = 'stage'`, '计数“handed Z3 P25 stage accepted”存为2，应为1'],
    ['an entry', `update case_entries set taken_by = 'lead' where version = 2`, '第2条流转记录与审计链第4条不一致'],
  ])('finds %s that was bent', async (_what, statement, fault) => {
    await alone(async (own, address) => {
      await accepted(own)
      expect(await faultsOf(own)).toEqual([])
      await engine.tamper(address, [...drop, statement])
      expect((await faultsOf(own)).join('\n')).toContain(fault)
    })
  })

  it('records what is no step too, and the chain still holds', async () => {
    await alone(async (own) => {
      const { case: c } = await opened(own)
      await record(own, { commission, at, kind: 'reading', body: { by: 'handler', caseId: c.id } })
      expect(await verifyChain(own, commission)).toEqual({ ok: true, links: 4 })
    })
  })
})
