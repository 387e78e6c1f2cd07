import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paperMaker } from '../../src/papers/papers.ts'
import type { AttachmentGiven } from '../../src/review/attachment.ts'
import type { Actor } from '../../src/review/people.ts'
import { links } from '../../src/store/audit.ts'
import { announceRefusals, attach, attachmentFor, attachmentsOf, withdrawAttachment } from '../../src/store/attachments.ts'
import { findPast } from '../../src/store/past.ts'
import type { Store } from '../../src/store/store.ts'
import { verify } from '../../src/store/verify.ts'
import { commission, momentOn, roster, today, who } from '../help/city.ts'
import { after, cityIn, opened, reported, type Whole } from './city.ts'
import { engines, type Engine } from './engines.ts'

const moment = momentOn(today)
const papers = paperMaker({ ...moment, templates: () => null, roster: { ...roster, zone: () => undefined } })
const given: AttachmentGiven = { place: 'package', item: '', volume: 'material', title: '谈话笔录', fileName: '笔录.pdf', mediaType: 'application/pdf', bytes: 1000, pages: 3, sha256: 'a'.repeat(64) }

describe.each(engines)('attachments on $name', ({ start }) => {
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
  })

  let seconds = 10
  /** Each a second later than the one before. */
  const attaches = (by: Actor, c: Whole, changed: Partial<AttachmentGiven> = {}, key: string = randomUUID()) => attach(store, { who: by, moment: { ...moment, at: `${today}T01:00:${++seconds}.000Z` }, papers }, c.case.id, { ...given, ...changed }, key)
  const idOf = (outcome: Awaited<ReturnType<typeof attach>>): string => {
    if ('refusals' in outcome) throw new Error(JSON.stringify(outcome.refusals))
    return outcome.filed.attachment.id
  }
  const titles = async (by: Actor, c: Whole) => (await attachmentsOf(store, by, c.case.id, papers)).map(({ attachment }) => attachment.title)

  it('are kept with who and when, and stand in the chain by the hash of their row', async () => {
    const c = await opened(store)
    const id = idOf(await attaches(who.handler, c))
    expect(await attachmentsOf(store, who.bodyHead, c.case.id, papers)).toMatchObject([{ number: 1, pageFrom: 1, pageTo: 3, attachment: { ...given, id, attachedBy: 'handler', attachedAt: `${today}T01:00:11.000Z`, version: 1, withdrawnBy: null } }])
    const last = (await links(store, commission, 0, 10_000)).at(-1)
    expect(JSON.parse(last?.body ?? '')).toMatchObject({ kind: 'attachment', event: 'attached', attachment: id, rows: [['attachments', [commission, id], expect.stringMatching(/^[0-9a-f]{64}$/)]] })
  })

  it('are attached once for one key, also when sent twice at once; a reused key and the same file at the same place are refused', async () => {
    const c = await opened(store)
    const key = randomUUID()
    const [one, same] = await Promise.all([attaches(who.handler, c, {}, key), attaches(who.handler, c, {}, key)])
    expect(same).toEqual(one)
    expect(await attaches(who.handler, c, { title: '别的' }, key)).toMatchObject({ refusals: [{ code: 'OPERATION_KEY_REUSED' }] })
    expect(await attaches(who.bodyHead, c, { title: '别的' })).toMatchObject({ refusals: [{ code: 'ATTACHED_BEFORE', message: '这份文件已经附在这里，题名为“谈话笔录”' }] })
    expect(await attaches(who.bodyHead, c, { place: 'fact', item: c.case.package.facts[0]?.id ?? '' })).toHaveProperty('filed')
  })

  it('of a paper are seen by whoever sees the paper, and what was handed in takes no more', async () => {
    const rest = await reported(store)
    expect(await attaches(who.handler, rest, { place: 'answer', item: '1.1' })).toMatchObject({ refusals: [{ code: 'HANDED_OVER' }] })
    const signed = idOf(await attaches(who.officeHead, rest, { place: 'report', volume: 'review', title: '审理报告（签章）' }))
    expect(await attachmentFor(store, who.handler, signed, papers)).toMatchObject({ attachment: { id: signed } })
    expect(await attachmentFor(store, who.committeeReviewer, signed, papers)).toBeNull()
    expect(await attachmentFor(store, who.otherHandler, signed, papers)).toBeNull()
  })

  it('of a case that is looked back at are those of then, as far as they are seen today; what was withdrawn since says so', async () => {
    const c = await opened(store)
    const kept = idOf(await attaches(who.handler, c))
    const wrong = idOf(await attaches(who.handler, c, { title: '附错了的', sha256: 'b'.repeat(64) }))
    const between = { at: `${today}T01:00:${seconds}.500Z` }
    await withdrawAttachment(store, { who: who.handler, moment: { ...moment, at: `${today}T01:00:${++seconds}.000Z` }, papers }, wrong, '附错了')
    await after(store, c, 'transfer', who.bodyHead)
    const index = async (by: Actor, version: number, changed: object = {}) => {
      const then = await findPast(store, by, c.case.id, { version })
      if (!then || 'message' in then) return then
      return (await attachmentsOf(store, by, c.case.id, papers, { ...then.past, ...changed })).map(({ attachment, number }) => [attachment.id, number, attachment.withdrawnReason])
    }
    expect(await index(who.handler, 1)).toEqual([])
    expect(await index(who.handler, 1, between)).toEqual([[kept, 1, null], [wrong, 2, '附错了']])
    expect(await index(who.handler, 2, { at: `${today}T15:59:59.999Z` })).toEqual([[kept, 1, null], [wrong, null, '附错了']])
    expect(await index(who.groupLeader, 1)).toEqual({ message: '没有第1步可以回看，请在第2步至第2步之间选择' })
    expect(await index(who.groupLeader, 2, { at: `${today}T15:59:59.999Z` })).toEqual([[kept, 1, null]])
    expect(await index(who.otherHandler, 2)).toBeNull()
  })

  it('are refused where they do not belong, with a link that names no title', async () => {
    const c = await opened(store)
    const announced = (by: Actor, changed: Partial<AttachmentGiven>) => announceRefusals(store, { who: by, moment, papers }, c.case.id, { ...given, ...changed })
    expect(await announced(who.handler, {})).toEqual([])
    expect(await announced(who.otherHandler, {})).toMatchObject([{ code: 'NO_SUCH_CASE' }])
    expect(await announced(who.handler, { place: 'evidence', item: '99', volume: 'review', title: ' ' })).toMatchObject([{ code: 'NO_SUCH_ITEM', field: 'item' }, { code: 'WRONG_VOLUME', field: 'volume' }, { code: 'NOT_WRITTEN', field: 'title' }])
    const last = (await links(store, commission, 0, 10_000)).at(-1)
    expect(JSON.parse(last?.body ?? '')).toMatchObject({ kind: 'refusal', attaching: 'evidence', codes: ['NO_SUCH_ITEM', 'WRONG_VOLUME', 'NOT_WRITTEN'] })
    expect(last?.body).not.toContain('谈话笔录')
  })

  it('are withdrawn once, by the side that attached them, while it still may; the row stays', async () => {
    const c = await opened(store)
    const id = idOf(await attaches(who.handler, c))
    await attaches(who.handler, c, { title: '留下的', sha256: 'b'.repeat(64) })
    const withdraws = (by: Actor, reason = '传错了') => withdrawAttachment(store, { who: by, moment, papers }, id, reason)
    expect(await withdraws(who.otherHandler)).toMatchObject({ refusals: [{ code: 'NO_SUCH_ATTACHMENT' }] })
    expect(await withdraws(who.handler, ' ')).toMatchObject({ refusals: [{ code: 'NOT_WRITTEN', field: 'reason' }] })
    expect(await withdraws(who.handler)).toMatchObject({ filed: { number: null, attachment: { withdrawnBy: 'handler', withdrawnReason: '传错了', withdrawnVersion: 1 } } })
    expect(await withdraws(who.bodyHead, '再撤')).toMatchObject({ refusals: [{ code: 'WITHDRAWN_BEFORE' }] })
    await after(store, c, 'transfer', who.bodyHead)
    expect(await titles(who.groupLeader, c)).toEqual(['留下的'])
    expect(await titles(who.handler, c)).toEqual(['谈话笔录', '留下的'])
    expect(await verify(store, commission, { on: today, at: moment.at })).toEqual([])
  })

  it('are changed and removed by nobody', async () => {
    const c = await opened(store)
    const id = idOf(await attaches(who.handler, c))
    for (const statement of [`update attachments set title = '别的' where id = '${id}'`, `update attachments set withdrawn_by = 'handler', withdrawn_at = 'x', withdrawn_reason = 'x', withdrawn_version = 1, sha256 = 'x' where id = '${id}'`]) await expect(engine.tamper(url, [statement]), statement).rejects.toThrow('附件只撤回一次')
    await expect(engine.tamper(url, ['delete from attachments'])).rejects.toThrow('附件只增不删')
  })
})
