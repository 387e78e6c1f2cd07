import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isEnd } from '../../src/review/case.ts'
import type { Actor } from '../../src/review/people.ts'
import type { Counted } from '../../src/review/tally.ts'
import { maySee, seenBy } from '../../src/review/visibility.ts'
import { headOf } from '../../src/store/audit.ts'
import { byNumber, entriesOf, find, loadUnseen } from '../../src/store/cases.ts'
import { figures, reviewerLoads } from '../../src/store/figures.ts'
import { cursorOf, list, sorts, work, type CaseRow, type Listing } from '../../src/store/list.ts'
import { refresh, savePolicy } from '../../src/store/settings.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { open, take } from '../../src/store/take.ts'
import { verify } from '../../src/store/verify.ts'
import { commission, today, who } from '../help/city.ts'
import { packageOf, subject } from '../help/offers.ts'
import { accepted, after, at, cityIn, editor, inACityAlone, moment, opened, reported, taken, world } from './city.ts'
import { engines, type Engine } from './engines.ts'

describe.each(engines)('the store on $name', ({ start }) => {
  let engine: Engine
  let store: Store
  beforeAll(async () => {
    engine = await start()
    store = await cityIn(await engine.fresh())
  }, 60_000)
  afterAll(async () => {
    await store?.close()
    await engine?.stop()
  }, 60_000)

  const alone = (use: (store: Store, url: string) => Promise<void>) => inACityAlone(engine, use)
  const faultsOf = (one: Store) => verify(one, commission, { on: today, at })

  describe('a case', () => {
    it('comes back as it was kept, with its log', async () => {
      const kept = await accepted(store)
      expect(await find(store, who.groupLeader, kept.case.id)).toEqual(seenBy(who.groupLeader, kept.case, kept.log))
      expect(kept.log.map((entry) => entry.step)).toEqual(['openCase', 'transfer', 'accept'])
      expect(await entriesOf(store, who.handler, kept.case.id)).toEqual(kept.log)
    })

    it('gets the next number of its zone and year, and is found by it', async () => {
      const [first, second] = [await opened(store), await opened(store)]
      const n = (number: string) => Number(/^划审三〔2026〕(\d+)号$/.exec(number)?.[1])
      expect(n(second.case.number)).toBe(n(first.case.number) + 1)
      expect((await byNumber(store, who.handler, second.case.number))?.case.id).toBe(second.case.id)
    })

    it('keeps a number it brings along, and the count goes on after it', async () => {
      const opening = async (number?: string) => open(store, { payload: { package: packageOf(world) }, ...(number ? { number } : {}), operationKey: randomUUID(), who: who.handler, moment: await moment(store) })
      expect(taken(await opening('划审三〔2026〕400号')).case.number).toBe('划审三〔2026〕400号')
      expect(taken(await opening()).case.number).toBe('划审三〔2026〕401号')
      expect(await opening('划审三〔2026〕400号')).toMatchObject({ refusals: [{ code: 'NUMBER_TAKEN', field: 'number' }] })
    })

    it('takes no number where it is refused', async () => {
      const before = taken(await open(store, { payload: { package: packageOf(world) }, operationKey: randomUUID(), who: who.handler, moment: await moment(store) }))
      expect(await open(store, { payload: { package: { ...packageOf(world), bodyIds: ['P03'] } }, operationKey: randomUUID(), who: who.handler, moment: await moment(store) })).toMatchObject({ refusals: [{ code: 'NOT_YOUR_BODY' }] })
      const next = await opened(store)
      expect(Number(next.case.number.match(/(\d+)号/)?.[1])).toBe(Number(before.case.number.match(/(\d+)号/)?.[1]) + 1)
    })

    it('is not there for whoever may not see it, and a step says the same of a hidden case as of a missing one', async () => {
      const { case: c } = await opened(store)
      expect(await find(store, who.otherHandler, c.id)).toBeNull()
      expect(await find(store, who.groupLeader, c.id)).toBeNull()
      expect(await find(store, who.systemAdmin, c.id)).toBeNull()
      expect(await byNumber(store, who.otherHandler, c.number)).toBeNull()
      const asked = async (caseId: string) => take(store, { caseId, version: 1, step: 'transfer', payload: {}, operationKey: randomUUID(), who: who.otherBodyHead, moment: await moment(store) })
      expect(await asked(c.id)).toEqual(await asked('xm-0000'))
      expect(await asked(c.id)).toEqual({ refusals: [{ code: 'NO_SUCH_CASE', message: '没有找到该案件' }] })
    })

    it('refuses text that cannot be kept as it was given', async () => {
      for (const title of ['林某\0案', '林某\ud800案'])
        expect(await open(store, { payload: { package: { ...packageOf(world), title } }, operationKey: randomUUID(), who: who.handler, moment: await moment(store) })).toMatchObject({ refusals: [{ code: 'BAD_TEXT' }] })
    })
  })

  describe('a step', () => {
    it('is carried out once for one operation key, and answers the same again', async () => {
      const { case: c } = await opened(store)
      const order = { caseId: c.id, version: 1, step: 'transfer', payload: {}, operationKey: randomUUID(), who: who.bodyHead, moment: await moment(store) } as const
      const first = await take(store, order)
      expect(await take(store, order)).toEqual(first)
      await after(store, taken(first), 'accept', who.groupLeader)
      expect(await take(store, order)).toEqual(first)
      expect((await find(store, who.handler, c.id))?.log).toHaveLength(3)
    })

    it('answers the opening of a case the same again too', async () => {
      const opening = { payload: { package: packageOf(world) }, operationKey: randomUUID(), who: who.handler, moment: await moment(store) }
      const [first, again] = await Promise.all([open(store, opening), open(store, opening)])
      expect(again).toEqual(first)
    })

    it('refuses an operation key that was used for something else', async () => {
      const { case: c } = await opened(store)
      const order = { caseId: c.id, version: 1, step: 'editDraft', operationKey: randomUUID(), who: who.handler, moment: await moment(store) } as const
      taken(await take(store, { ...order, payload: { package: packageOf(world) } }))
      expect(await take(store, { ...order, payload: { package: { ...packageOf(world), title: '另一件事' } } })).toMatchObject({ refusals: [{ code: 'OPERATION_KEY_REUSED' }] })
    })

    it('says who did what where somebody was faster', async () => {
      const seen = await opened(store)
      await after(store, seen, 'transfer', who.bodyHead)
      const late = await take(store, { caseId: seen.case.id, version: 1, step: 'editDraft', payload: { package: packageOf(world) }, operationKey: randomUUID(), who: who.handler, moment: await moment(store) })
      expect(late).toMatchObject({ refusals: [{ code: 'STALE', message: '您查看之后，本案已2026-03-02由bodyHead移送审理。请刷新后再办理' }] })
    })

    it('is won by one of many who take it at once', async () => {
      const { case: c } = await opened(store)
      const now = await moment(store)
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => take(store, { caseId: c.id, version: 1, step: 'transfer', payload: {}, operationKey: randomUUID(), who: who.bodyHead, moment: now })))
      expect(outcomes.filter((one) => 'case' in one)).toHaveLength(1)
      expect(outcomes.flatMap((one) => ('refusals' in one ? one.refusals.map((refusal) => refusal.code) : []))).toEqual(Array(7).fill('STALE'))
    })

    it('leaves a link in the chain when it is refused', async () => {
      const { case: c } = await opened(store)
      const before = await headOf(store, commission)
      await take(store, { caseId: c.id, version: 1, step: 'accept', payload: {}, operationKey: randomUUID(), who: who.handler, moment: await moment(store) })
      expect(await headOf(store, commission)).toMatchObject({ seq: before.seq + 1, steps: before.steps })
    })

    it('is heard of after the commit', async () => {
      const heard: string[] = []
      const stop = await store.subscribe('cases', (message) => heard.push(message))
      const { case: c } = await opened(store)
      await expect.poll(() => heard).toContain(`${commission}:${c.id}:${at}`)
      stop()
    })
  })

  describe('a transaction', () => {
    it('keeps nothing by half where a statement fails midway', async () => {
      const head = await headOf(store, commission)
      const { case: c } = await opened(store)
      const failing = store.tx(async (db) => {
        await db.update(store.t.cases).set({ title: '改了一半' }).where(eq(store.t.cases.id, c.id))
        await store.index(db, { commission, id: c.id, texts: { body: '改了一半', review: '改了一半' }, bodyIds: ['P25'] })
        await db.insert(store.t.zones).values({ commission, id: 'Z1', name: '重复', ordinal: 9 })
      })
      await expect(failing).rejects.toThrow()
      expect((await list(store, who.handler, { filter: { text: '改了一半' } })).rows).toEqual([])
      expect((await find(store, who.handler, c.id))?.case.version).toBe(1)
      expect((await headOf(store, commission)).seq).toBe(head.seq + 1)
    })

    it('does not pull down the others that arrived in the same turn', async () => {
      const heard: string[] = []
      const stop = await store.subscribe('cases', (message) => heard.push(message))
      const head = await headOf(store, commission)
      const fails = () => store.tx(async (db) => { await db.insert(store.t.zones).values({ commission, id: 'Z1', name: '重复', ordinal: 9 }) })
      const [first, failed, second, again] = await Promise.allSettled([opened(store), fails(), opened(store), fails()])
      expect([failed.status, again.status]).toEqual(['rejected', 'rejected'])
      if (first.status === 'rejected' || second.status === 'rejected') throw new Error('pulled down')
      const ids = [first.value.case.id, second.value.case.id]
      for (const id of ids) expect((await find(store, who.handler, id))?.case.version).toBe(1)
      expect((await headOf(store, commission)).seq).toBe(head.seq + 2)
      await expect.poll(() => heard).toHaveLength(2) // each once, though it may have been done twice
      expect(heard.map((message) => message.split(':')[1] ?? '').toSorted()).toEqual(ids.toSorted())
      stop()
    })

    it('is seen by nobody before it is committed, and by everybody from then on', async () => {
      const { zones } = store.t
      const named = async () => (await store.fresh.select({ name: zones.name }).from(zones).where(eq(zones.id, 'Z1')))[0]?.name
      const before = await named()
      let during: string | undefined
      const failing = store.tx(async (db) => {
        await db.update(zones).set({ name: '改到一半' }).where(eq(zones.id, 'Z1'))
        during = await named()
        throw new Error('no further')
      })
      await expect(failing).rejects.toThrow('no further')
      expect([during, await named()]).toEqual([before, before])
      if (store.engine === 'sqlite') await expect(store.fresh.insert(zones).values({ commission, id: 'Z9', name: '绕过', ordinal: 9 })).rejects.toThrow('readonly')
    })

    it('inside a transaction is an error', async () => {
      await expect(store.tx(async () => store.tx(async () => 1))).rejects.toThrow('inside a transaction')
    })
  })

  describe('the list', () => {
    const all = async (listing: Listing, by: Actor = who.officeHead) => (await list(store, by, { first: 200, ...listing })).rows

    it('shows each person exactly the cases that the predicate allows, and counts no others', async () => {
      await alone(async (own) => {
        const barring = await after(own, await opened(own, { investigators: ['handler', 'groupLeader', 'officeHead'] }), 'transfer', who.bodyHead)
        const asking = await after(own, await opened(own, { bodyIds: ['P03'], investigators: ['otherHandler', 'x'] }, who.otherHandler), 'askConsultation', who.otherHandler)
        const made = [await opened(own), await accepted(own), await accepted(own, { bodyIds: ['P25', 'P03'] }), await reported(own), barring, asking]
        const cases = await Promise.all(made.map(async ({ case: c }) => (await loadUnseen(own, own.fresh, commission, c.id))!.case))
        for (const actor of Object.values(who)) {
          const { rows, totalCount } = await list(own, actor, { sort: { by: 'number', direction: 'asc' } })
          const allowed = cases.filter((c) => maySee(actor, c))
          expect(rows.map((row) => row.id).sort(), actor.personId).toEqual(allowed.map((c) => c.id).sort())
          expect(await totalCount()).toBe(allowed.length)
          const counted = await figures(own, actor, await moment(own))
          expect([counted.total, counted.open], actor.personId).toEqual([allowed.length, allowed.filter((c) => !isEnd(c.stage)).length])
        }
      })
    })

    it('pages forward and back without a gap, whatever it is sorted by', async () => {
      await alone(async (own) => {
        for (let n = 0; n < 7; n++) await (n % 2 ? accepted(own) : opened(own))
        for (const by of sorts)
          for (const direction of ['asc', 'desc'] as const) {
            const sort = { by, direction }
            const cursor = (row: CaseRow | undefined) => (row ? cursorOf(row, by) : '')
            const whole = (await list(own, who.handler, { sort, first: 50 })).rows
            expect(whole).toHaveLength(7)
            const forward: CaseRow[] = []
            for (let page = await list(own, who.handler, { sort, first: 3 }); ; page = await list(own, who.handler, { sort, first: 3, after: cursor(page.rows.at(-1)) })) {
              forward.push(...page.rows)
              if (!page.hasNext) break
            }
            expect(forward).toEqual(whole)
            const back: CaseRow[] = []
            for (let page = await list(own, who.handler, { sort, last: 3 }); ; page = await list(own, who.handler, { sort, last: 3, before: cursor(page.rows[0]) })) {
              back.unshift(...page.rows)
              if (!page.hasPrevious) break
            }
            expect(back).toEqual(whole)
          }
      })
    })

    it('carries names and the last entry, and a due day only while the clock runs', async () => {
      const [{ case: draft }, { case: running }] = [await opened(store), await accepted(store)]
      const rows = await all({}, who.handler)
      expect(rows.find((row) => row.id === draft.id)).toMatchObject({ dueOn: null, acceptedOn: null, clockState: 'none', lastStep: 'openCase' })
      expect(rows.find((row) => row.id === running.id)).toMatchObject({
        subjectNames: '林某辉', dueOn: '2026-04-02', clockState: 'running', holder: 'group', lastStep: 'accept',
      })
    })

    it('narrows to stage, zone, body, holder and what is overdue', async () => {
      await accepted(store)
      expect((await all({ filter: { stages: ['accepted'], zoneId: 'Z3', bodyId: 'P25', holder: 'group' } })).length).toBeGreaterThan(0)
      expect(await all({ filter: { stages: [] } })).toEqual([])
      expect(await all({ filter: { zoneId: 'Z1' } }, who.groupLeader)).toEqual([])
      expect(await all({ filter: { overdueOn: '2026-04-02', stages: ['accepted'] } })).toEqual([])
      expect((await all({ filter: { overdueOn: '2026-04-03', stages: ['accepted'] } })).length).toBeGreaterThan(0)
    })

    it.each([['one character', '鑫'], ['two', '鑫磊'], ['three', '欧鑫磊'], ['latin letters', 'kappa'], ['a rare character', '𬺰']])('finds %s of a name', async (_what, text) => {
      const { case: c } = await opened(store, { subjects: [{ ...subject, name: '欧鑫磊𬺰 Kappa' }] })
      expect((await all({ filter: { text } }, who.handler)).map((row) => row.id)).toContain(c.id)
      expect(await all({ filter: { text } }, who.otherHandler)).toEqual([])
      expect(await all({ filter: { text: `${text}没有` } }, who.handler)).toEqual([])
    })

    it.each([['the initials', 'zxl'], ['the whole sound', 'zengxinlei'], ['a number in square brackets', '['], ['a number in round ones, with full-width digits', '（']])('finds a case by %s', async (_what, how) => {
      const { case: c } = await opened(store, { subjects: [{ ...subject, name: '曾鑫磊' }] })
      const text = how === '[' ? c.number.replace('〔', '[').replace('〕', ']') : how === '（' ? c.number.replace('〔', '（').replace('〕', '）').replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)) : how
      expect((await all({ filter: { text } }, who.handler)).map((row) => row.id)).toContain(c.id)
      expect(await all({ filter: { text } }, who.otherHandler)).toEqual([])
      expect(await all({ filter: { text: `${text}没有` } }, who.handler)).toEqual([])
    })

    it('puts names in the order of their sound, surnames read as surnames; case management, who is told none, in none', async () => {
      await alone(async (own) => {
        const named = ['赵一', '单二', '曾三', '林四', '解五', '欧阳六', '吴八', '钱九', '阿卜杜拉']
        for (const name of named) await accepted(own, { subjects: [{ ...subject, name }] })
        const names = async (actor: Actor, direction: 'asc' | 'desc') => (await list(own, actor, { sort: { by: 'name', direction }, first: 50 })).rows.map((row) => row.subjectNames)
        const sounded = ['阿卜杜拉', '林四', '欧阳六', '钱九', '单二', '吴八', '解五', '曾三', '赵一']
        expect([await names(who.groupLeader, 'asc'), await names(who.groupLeader, 'desc')]).toEqual([sounded, sounded.toReversed()])
        const byId = async (actor: Actor) => (await list(own, actor, { sort: { by: 'name', direction: 'asc' }, first: 50 })).rows.map((row) => row.id)
        expect(await byId(who.caseManager)).toEqual((await byId(who.caseManager)).toSorted())
        expect(await byId(who.groupLeader)).not.toEqual((await byId(who.groupLeader)).toSorted())
      })
    })

    it('finds a case by its new name and no longer by the old one', async () => {
      const draft = await opened(store, { title: '旧称甲案' })
      await after(store, draft, 'editDraft', who.handler, { package: { ...draft.case.package, title: '新称乙案' } })
      expect(await all({ filter: { text: '旧称甲' } }, who.handler)).toEqual([])
      expect((await all({ filter: { text: '新称乙' } }, who.handler)).map((row) => row.id)).toEqual([draft.case.id])
    })

    it('puts each open case on exactly one shelf of each person who sees it', async () => {
      await alone(async (own) => {
        const draft = await opened(own)
        const running = await accepted(own)
        await after(own, running, 'requestExtension', who.groupLeader)
        const shelvesOf = async (by: Actor) => Object.fromEntries(Object.entries(await work(own, by)).map(([shelf, page]) => [shelf, page.rows.map((row) => row.id)]))
        expect(await shelvesOf(who.handler)).toEqual({ toAct: [draft.case.id], asked: [], waiting: [running.case.id], done: [] })
        expect(await shelvesOf(who.groupLeader)).toEqual({ toAct: [running.case.id], asked: [], waiting: [], done: [] })
        expect(await shelvesOf(who.leaderInCharge)).toEqual({ toAct: [], asked: [running.case.id], waiting: [running.case.id], done: [] })
        await after(own, draft, 'dropCase', who.bodyHead)
        expect(await shelvesOf(who.handler)).toMatchObject({ toAct: [], done: [draft.case.id] })
      })
    })
  })

  describe('figures', () => {
    it('are those of the cases, counted anew', async () => {
      await alone(async (own) => {
        await reported(own)
        await accepted(own)
        const late = await figures(own, who.officeHead, await moment(own, '2026-05-06'))
        expect(late).toMatchObject({
          total: 2, open: 2, overdue: 1, concluded: 1, medianDays: 0, firstPassRate: 0, returns: [{ kind: 'supplement', count: 1 }, { kind: 'reinvestigation', count: 0 }],
          zones: [{ zoneId: 'Z3', total: 2 }], bodies: [{ bodyId: 'P25', total: 2, medianDays: 0 }], routes: [{ route: 'B', count: 2 }], months: [{ month: '2026-03', accepted: 2, concluded: 1, returned: 1 }],
        })
        expect(await figures(own, who.otherGroupLeader, await moment(own))).toMatchObject({ total: 0, zones: [] })
        expect(await faultsOf(own)).toEqual([])
      })
    })

    it('open their cases: a list narrowed by what was counted gives as many', async () => {
      await alone(async (own) => {
        const { case: { id } } = await reported(own)
        await accepted(own)
        const behind = async (by: Actor, counted: Counted) => (await list(own, by, { filter: { counted } })).rows.map((row) => row.id)
        const { stages, returnGrounds, spans } = await figures(own, who.officeHead, await moment(own))
        const loads = await reviewerLoads(own, who.officeHead, await moment(own))
        expect(loads.map(({ personId, caseCount }) => [personId, caseCount])).toContainEqual(['lead', 0])
        for (const { caseCount, rows } of [...stages, ...returnGrounds, ...spans, ...loads]) expect([rows, caseCount]).toEqual([rows, (await list(own, who.officeHead, { filter: rows ?? {} })).rows.length])
        expect(await behind(who.officeHead, { by: 'sentFor', key: 'supplement|evidenceToComplete' })).toEqual([id])
        expect(await behind(who.officeHead, { by: 'sentFor', key: 'supplement|' })).toEqual([id])
        expect(await behind(who.officeHead, { by: 'sentFor', key: 'supplement' })).toEqual([])
        expect(await behind(who.officeHead, { by: 'sentFor', key: 'SUPPLEMENT|' })).toEqual([])
        expect(await behind(who.handler, { by: 'sent', key: 'any' })).toEqual([id])
        expect(await behind(who.caseManager, { by: 'sentFor', key: null })).toEqual([])
        expect(await behind(who.officeHead, { by: 'sentFor', key: '%' })).toEqual([])
        expect(await behind(who.otherGroupLeader, { by: 'stage', key: null })).toEqual([])
      })
    })

    it('follow a change of policy once the open cases are refreshed', async () => {
      await alone(async (own) => {
        await accepted(own)
        const [row] = (await moment(own)).policy.routes
        await savePolicy(own, editor, [{ name: 'routes', value: [row!, { route: 'A' }], from: '2026-01-01', basis: { document: '本系统设定', article: '试', tag: 'D', rule: 'R-254' }, note: '试' }])
        expect(await refresh(own, commission, today, at)).toBe(1)
        expect(await figures(own, who.officeHead, await moment(own))).toMatchObject({ routes: [{ route: 'A', count: 1 }] })
        expect(await faultsOf(own)).toEqual([])
      })
    })
  })

  it('loses nothing with two servers on the same database', async () => {
    await alone(async (own, address) => {
      const other = await openStore(address)
      try {
        const now = await moment(own)
        const outcomes = await Promise.all(Array.from({ length: 40 }, (_, n) => open(n % 2 ? own : other, { payload: { package: packageOf(world) }, operationKey: randomUUID(), who: who.handler, moment: now })))
        const cases = outcomes.map((one) => taken(one).case)
        expect(new Set(cases.map((c) => c.number)).size).toBe(40)
        const raced = await Promise.all(cases.flatMap((c) => [own, other].map((one) => take(one, { caseId: c.id, version: 1, step: 'transfer', payload: {}, operationKey: randomUUID(), who: who.bodyHead, moment: now }))))
        expect(raced.filter((one) => 'case' in one)).toHaveLength(40)
        expect(await faultsOf(own)).toEqual([])
        expect((await list(other, who.handler, { first: 200 })).rows).toHaveLength(40)
      } finally {
        await other.close()
      }
    })
  }, 60_000)

  it('brings up a database of before the log stood beside its case', async () => {
    const address = await engine.fresh()
    const before = await cityIn(address)
    const { case: c, log } = await accepted(before)
    await before.close()
    await engine.tamper(address, ['alter table cases drop column log', 'delete from __drizzle_migrations where id = (select max(id) from __drizzle_migrations)'])
    const again = await openStore(address)
    try {
      expect(await find(again, who.groupLeader, c.id)).toEqual(seenBy(who.groupLeader, c, log))
      expect(await faultsOf(again)).toEqual([])
    } finally {
      await again.close()
    }
  })
})
