/** Templates in the database: added by whoever keeps them, in force on their day, changed by nobody. */
import { hash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../src/review/people.ts'
import { headOf, links } from '../../src/store/audit.ts'
import { momentOf } from '../../src/store/settings.ts'
import type { Store } from '../../src/store/store.ts'
import { templateFile } from '../../src/store/template-rows.ts'
import { addTemplate, templateVersions, type TemplateGiven } from '../../src/store/templates.ts'
import { verify } from '../../src/store/verify.ts'
import { commission, today, who } from '../help/city.ts'
import { cityIn, inACityAlone, moment } from './city.ts'
import { engines, type Engine } from './engines.ts'

const content = Buffer.from('模板的内容')
const file = { name: '退回意见书.docx', fields: ['标题', '正文'], content }
const [tomorrow, later] = ['2026-12-30', '2026-12-31']

describe.each(engines)('templates on $name', ({ start }) => {
  let engine: Engine
  let store: Store
  let url: string
  beforeAll(async () => {
    engine = await start()
    url = await engine.fresh()
    store = await cityIn(url)
  }, 120_000)
  afterAll(async () => {
    await store?.close()
    await engine?.stop()
  }, 60_000)

  const add = async (given: Partial<TemplateGiven> = {}, by: Actor = who.officeHead, to = store) => addTemplate(to, { who: by, moment: await moment(to) }, { form: 'W09', from: tomorrow, note: '换版头', file, ...given })
  const lastLink = async (of = store) => JSON.parse((await links(of, commission, (await headOf(of, commission)).seq - 1, 1))[0]?.body ?? '') as Record<string, unknown>

  it.each(['groupLeader', 'leaderInCharge', 'handler', 'systemAdmin', 'auditAdmin'] as const)('are neither added, taken back nor listed by %s', async (name) => {
    for (const given of [{}, { file: null }]) expect(await add(given, who[name])).toMatchObject({ refusals: expect.arrayContaining([expect.objectContaining({ code: 'NOT_YOURS', message: '文书模板由案件审理室主任管理' })]) as unknown })
    expect(await lastLink()).toMatchObject({ kind: 'refusal', template: 'W09', by: who[name].personId })
    expect(await templateVersions(store, { who: who[name], moment: await moment(store) })).toEqual([])
  })

  it('are refused with everything that is wrong, and nothing is kept', async () => {
    expect(await add({ from: '2020-01-01', note: ' ' })).toMatchObject({ refusals: [{ code: 'PAST_DAY', field: 'from' }, { code: 'NOT_WRITTEN', field: 'note' }] })
    expect(await add({ note: '长'.repeat(201) })).toMatchObject({ refusals: [{ code: 'TOO_LONG', field: 'note' }] })
    expect(await add({ form: 'W10', file: null })).toMatchObject({ refusals: [{ code: 'NOTHING_TO_WITHDRAW', message: '这种文书没有启用的模板' }] })
    expect(await templateVersions(store, { who: who.officeHead, moment: await moment(store) })).toEqual([])
  })

  it('are in force from their day on, for whoever reads, until taken back', async () => {
    await inACityAlone(engine, async (own) => {
      const before = await momentOf(own, commission, today, `${today}T01:00:00.000Z`)
      expect(await add({ from: today }, who.officeHead, own)).toMatchObject({ version: { version: 1, from: today, addedBy: 'officeHead', file: { name: file.name, bytes: content.length, sha256: hash('sha256', content), fields: file.fields } } })
      expect(await lastLink(own)).toMatchObject({ kind: 'settings', event: 'templateAdded', by: 'officeHead', form: 'W09', version: 1, from: today, content: hash('sha256', content), rows: [['templates', [commission, 'W09', 1], expect.any(String)]] })
      // Sent twice it is there once.
      expect(await add({ from: today }, who.officeHead, own)).toMatchObject({ version: { version: 1 } })
      expect(await add({ from: tomorrow, file: { ...file, content: Buffer.from('另一版') } }, who.officeHead, own)).toMatchObject({ version: { version: 2 } })
      expect(await add({ from: later, file: null, note: '恢复' }, who.officeHead, own)).toMatchObject({ version: { version: 3, file: null } })
      expect(await add({ from: later, file: null, note: '再恢复' }, who.officeHead, own)).toMatchObject({ refusals: [{ code: 'NOTHING_TO_WITHDRAW' }] })
      const on = async (day: string, form = 'W09') => (await momentOf(own, commission, day, `${day}T01:00:00.000Z`)).templates(form)
      expect(before.templates('W09')).toBeNull()
      expect([await on('2000-01-01'), await on(later), await on(today, 'W10')]).toEqual([null, null, null])
      expect(await on(today)).toMatchObject({ version: 1, from: today, sha256: hash('sha256', content) })
      expect(Buffer.from((await (await on(today))?.open()) ?? []).equals(content)).toBe(true)
      expect(Buffer.from((await (await on(tomorrow))?.open()) ?? []).toString()).toBe('另一版')
      expect(await verify(own, commission, { on: today, at: `${today}T01:00:00.000Z` })).toEqual([])
    })
  })

  it('added at once are both kept, one after the other', async () => {
    const both = await Promise.all(['甲', '乙'].map((words) => add({ form: 'W20', note: words })))
    expect(both.map((one) => ('version' in one ? one.version.version : 0)).sort((one, other) => one - other)).toEqual([1, 2])
  })

  it('are changed and removed by nobody, and what is changed all the same is found', async () => {
    await add({ form: 'W11' })
    for (const statement of ["update templates set from_day = '2020-01-01'", 'delete from templates']) await expect(engine.tamper(url, [statement]), statement).rejects.toThrow(/文书模板只增不/)
    await inACityAlone(engine, async (own, place) => {
      await add({ from: today }, who.officeHead, own)
      await engine.tamper(place, [engine.name === 'sqlite' ? 'drop trigger templates_no_update' : 'drop trigger templates_only_grow on templates', `update templates set content = '${Buffer.from('假').toString('base64')}'`])
      await expect(templateFile(own, commission, { form: 'W09', version: 1 })).rejects.toThrow('文书模板 W09 第1版的文件不见了或者被改动')
      expect(await verify(own, commission, { on: today, at: `${today}T01:00:00.000Z` })).toEqual([expect.stringContaining('templates')])
    })
  })
})
