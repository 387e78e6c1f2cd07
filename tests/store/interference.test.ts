import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mayReadInterference, type InterferenceGiven } from '../../src/review/interference.ts'
import type { Actor } from '../../src/review/people.ts'
import { links } from '../../src/store/audit.ts'
import { verifyChain } from '../../src/store/chain.ts'
import { byNumber } from '../../src/store/cases.ts'
import { interferenceIds, readInterferences, register } from '../../src/store/interference.ts'
import type { Store } from '../../src/store/store.ts'
import { commission, momentOn, today, who } from '../help/city.ts'
import { after, cityIn, opened } from './city.ts'
import { engines, type Engine } from './engines.ts'

const given: InterferenceGiven = { caseNumber: '划审三〔2026〕1号', kind: 'asking', interfererId: null, interferer: '某人', capacity: '朋友', on: today, how: '当面', said: '打听到何阶段', answered: '无可奉告' }
const moment = momentOn(today)

describe.each(engines)('the register of interference on $name', ({ start }) => {
  let engine: Engine
  let store: Store
  let url: string
  beforeAll(async () => {
    engine = await start()
    url = await engine.fresh()
    store = await cityIn(url)
  }, 60_000)
  afterAll(async () => {
    await store?.close()
    await engine?.stop()
  }, 60_000)

  const enters = (by: Actor, changes: Partial<InterferenceGiven> = {}, key: string = randomUUID()) => register(store, { who: by, moment }, { ...given, ...changes }, key)
  const reads = async (by: Actor, number: string | null = null) => readInterferences(store, { who: by, moment }, await interferenceIds(store, by, number))

  it('takes an entry of anybody, about a case that is there or not, and answers alike', async () => {
    const { case: hidden } = await after(store, await opened(store), 'transfer', who.bodyHead)
    expect(hidden.number).toBe('划审三〔2026〕1号')
    const [one, other] = [await enters(who.otherHandler), await enters(who.otherHandler, { caseNumber: '划审三〔2026〕99号' })]
    expect(Object.keys(one)).toEqual(Object.keys(other))
    expect(await reads(who.otherHandler)).toHaveLength(2)
    for (const by of [who.archivist, who.systemAdmin, who.partyGroupContact]) expect(await enters(by, { caseNumber: '划审三〔2026〕7号' })).toMatchObject({ entry: { registeredBy: by.personId } })
  })

  it('enters once for one operation key, also when sent twice at once, and refuses what is not whole, with a link', async () => {
    const key = randomUUID()
    const [one, same] = await Promise.all([enters(who.lead, {}, key), enters(who.lead, {}, key)])
    expect(same).toEqual(one)
    expect(await enters(who.lead, { said: '别的' }, key)).toMatchObject({ refusals: [{ code: 'OPERATION_KEY_REUSED' }] })
    expect(await enters(who.lead, { said: '' })).toMatchObject({ refusals: [{ code: 'NOT_WRITTEN', field: 'said' }] })
    expect(await enters({ ...who.lead, role: 'caseManager' })).toMatchObject({ refusals: [{ code: 'NOT_YOUR_POST' }] })
    expect((await links(store, commission, 0, 1000)).filter((link) => link.kind === 'refusal')).toHaveLength(3)
  })

  it('shows each exactly what the rule says, over every reader and many entries', async () => {
    await fc.assert(fc.asyncProperty(fc.record({ by: fc.constantFrom(...Object.values(who)), about: fc.constantFrom(null, 'leaderInCharge', 'caseManager', 'lead'), number: fc.constantFrom('划审三〔2026〕1号', '划审一〔2026〕5号') }), async ({ by, about, number }) => {
      await enters(by, { caseNumber: number, interfererId: about, interferer: about ?? '某人' })
    }), { numRuns: 25 })
    const all = await store.fresh.select().from(store.t.interferences)
    for (const reader of Object.values(who)) {
      const may = (await Promise.all(all.map(async (one) => {
        const hidden = one.caseNumber === '划审三〔2026〕1号' && (await byNumber(store, reader, one.caseNumber)) === null
        return mayReadInterference(reader, one, hidden) ? one.id : null
      }))).filter((id) => id !== null)
      expect((await interferenceIds(store, reader, null)).toSorted(), reader.personId).toEqual(may.toSorted())
    }
    expect((await reads(who.caseManager, '划审一〔2026〕5号')).every((one) => one.caseNumber === '划审一〔2026〕5号')).toBe(true)
  })

  it('hides from the leader in charge what is about a case that they may not see', async () => {
    const hidden = await opened(store) // a draft: of its body alone
    await enters(who.handler, { caseNumber: hidden.case.number, said: '还没有移送就来打听' })
    expect((await reads(who.leaderInCharge)).some((one) => one.said.includes('还没有移送'))).toBe(false)
    expect((await reads(who.caseManager)).some((one) => one.said.includes('还没有移送'))).toBe(true)
    await after(store, hidden, 'transfer', who.bodyHead)
    expect((await reads(who.leaderInCharge)).some((one) => one.said.includes('还没有移送'))).toBe(true)
  })

  it('leaves a link for each entry and each reading, and no word of it', async () => {
    const before = (await links(store, commission, 0, 1000)).length
    const made = await enters(who.lead, { said: '一句只在登记里的话' })
    const id = 'entry' in made ? made.entry.id : ''
    await reads(who.lead)
    const more = (await links(store, commission, before, 1000)).map((link) => JSON.parse(link.body) as Record<string, unknown>)
    expect(more).toMatchObject([{ kind: 'interference', id, by: 'lead' }, { kind: 'reading', by: 'lead', interferences: expect.arrayContaining([id]) as unknown }])
    expect(JSON.stringify(more)).not.toContain('一句只在登记里的话')
    expect(await verifyChain(store, commission)).toMatchObject({ ok: true })
  })

  it('is changed by nobody', async () => {
    const [one] = await reads(who.lead)
    for (const statement of [`update interferences set said = ''`, 'delete from interferences']) await expect(engine.tamper(url, [statement]), statement).rejects.toThrow('过问登记只增')
    if (engine.name === 'sqlite') await expect(engine.tamper(url, [`insert or replace into interferences select commission, id, request_hash, case_number, kind, interferer_id, interferer, capacity, happened_on, how, '', answered, registered_by, registered_at from interferences where id = '${one?.id ?? ''}'`])).rejects.toThrow('过问登记只增')
  })
})
