/** A change of the rest days: what is said to move before it is published is what moves. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../src/review/people.ts'
import { clocksOf } from '../../src/review/limits.ts'
import { find } from '../../src/store/cases.ts'
import { previewCalendar, publishCalendar } from '../../src/store/calendars.ts'
import { links } from '../../src/store/audit.ts'
import { list } from '../../src/store/list.ts'
import { reminders } from '../../src/store/reminders.ts'
import { momentOf } from '../../src/store/settings.ts'
import type { Store } from '../../src/store/store.ts'
import { verify } from '../../src/store/verify.ts'
import { commission, who } from '../help/city.ts'
import { accepted, after, cityIn, opened, reported } from './city.ts'
import { engines, type Engine } from './engines.ts'

// The month of a case accepted on 2 March ends on Thursday, 2 April.
const notice = { year: 2026, source: '试验通知', holidays: '1月1日至3日 元旦\n4月2日至7日 试验假\n4月20日 试验假', madeUp: '3月7日 试验假' }

describe.each(engines)('rest days on $name', ({ start }) => {
  let engine: Engine
  let store: Store
  let hidden: string
  const at = (on: string) => momentOf(store, commission, on, `${on}T02:00:00.000Z`)
  const asking = async (by: Actor, on = '2026-03-20') => ({ who: by, moment: await at(on) })
  beforeAll(async () => {
    engine = await start()
    store = await cityIn(await engine.fresh())
    await accepted(store)
    await after(store, await opened(store), 'transfer', who.bodyHead)
    await reported(store)
    const held = await accepted(store)
    const suspension = await after(store, held, 'requestSuspension', who.groupLeader)
    await after(store, suspension, 'approveSuspension', who.leaderInCharge)
    await after(store, await accepted(store), 'escalate', who.officeHead)
    hidden = (await opened(store, { clueOn: '2026-03-02', filedOn: null })).case.id
  }, 120_000)
  afterAll(async () => {
    await store?.close()
    await engine?.stop()
  }, 60_000)

  /** Every open due day of every case somebody sees, by what they are. */
  async function dueDays(by: Actor, on: string): Promise<Map<string, string>> {
    const moment = await at(on)
    const days = new Map<string, string>()
    for (const { id } of (await list(store, by, { first: 200 })).rows) {
      const { process } = (await find(store, by, id))!
      for (const clock of clocksOf(process.case, process.log, moment)) if (clock.state !== 'closed') days.set(`${id} ${clock.code} ${clock.subjectId} ${clock.startedOn}`, clock.dueOn)
    }
    return days
  }

  it.each(['groupLeader', 'leaderInCharge', 'handler', 'systemAdmin', 'auditAdmin'] as const)('are neither previewed nor published by %s', async (name) => {
    expect(await previewCalendar(store, await asking(who[name]), notice)).toEqual({ refusals: [expect.objectContaining({ code: 'NOT_YOURS', message: '放假安排由案件审理室主任发布' })] })
    expect(await publishCalendar(store, await asking(who[name]), notice, '')).toMatchObject({ refusals: expect.arrayContaining([expect.objectContaining({ code: 'NOT_YOURS' })]) as unknown })
  })

  it('that are wrong are refused with everything that is wrong', async () =>
    expect(await previewCalendar(store, await asking(who.officeHead), { ...notice, source: '', madeUp: '3月9日 班' })).toMatchObject({ refusals: [{ code: 'NOT_WRITTEN', field: 'source' }, { code: 'NOT_WEEKEND', field: 'madeUp' }] }))

  it('move what the preview said, in every case that is seen; the rows follow, and everything still fits', async () => {
    const on = '2026-03-20'
    const [office, body] = [await dueDays(who.officeHead, on), await dueDays(who.bodyHead, on)]
    const seen = await previewCalendar(store, await asking(who.officeHead, on), notice)
    if ('refusals' in seen) throw new Error(JSON.stringify(seen.refusals))
    expect(seen.days).toContain('2026-04-02')
    expect(seen.moves.some((one) => one.held)).toBe(true)
    expect(seen.moves.map((one) => one.caseId)).not.toContain(hidden)
    expect(await dueDays(who.officeHead, on)).toEqual(office)

    expect(await publishCalendar(store, await asking(who.officeHead, on), notice, 'something else')).toEqual({ refusals: [expect.objectContaining({ code: 'STALE' })] })
    expect(await publishCalendar(store, await asking(who.officeHead, on), notice, seen.basedOn)).toMatchObject({ year: 2026, changed: expect.any(Number) as unknown })
    const afterwards = await dueDays(who.officeHead, on)
    const moved = [...office].flatMap(([key, before]) => (afterwards.get(key) === before ? [] : [`${key} ${before} ${afterwards.get(key)}`]))
    expect(seen.moves.map((one) => `${one.caseId} ${one.code} ${one.subjectId} ${one.startedOn} ${one.before} ${one.after}`).toSorted()).toEqual(moved.toSorted())
    expect(moved.length).toBeGreaterThan(1)
    // The body's own draft has moved too, though the office is told nothing of it.
    expect((await dueDays(who.bodyHead, on)).get([...body.keys()].find((key) => key.startsWith(hidden))!)).toBe('2026-04-08')

    const told = await reminders(store, who.groupLeader, await at('2026-04-07'))
    expect(told).toContainEqual(expect.objectContaining({ code: 'REVIEW', dueOn: '2026-04-08', kind: 'red' }))
    expect((await list(store, who.officeHead, { first: 200 })).rows.map((row) => row.dueOn)).toContain('2026-04-08')
    expect(await verify(store, commission, { on, at: `${on}T03:00:00.000Z` })).toEqual([])
    expect((await links(store, commission, 0, 10_000)).map((link) => JSON.parse(link.body) as { event?: string; by?: string }).filter(({ event }) => event === 'calendarPublished')).toMatchObject([{ by: 'officeHead' }])
  })

  it('are not published twice, nor over what somebody else has published meanwhile', async () => {
    const again = await previewCalendar(store, await asking(who.officeHead), notice)
    expect(again).toMatchObject({ moves: [], days: [] })
    expect(await publishCalendar(store, await asking(who.officeHead), notice, (again as { basedOn: string }).basedOn)).toEqual({ refusals: [expect.objectContaining({ code: 'NOTHING_CHANGES' })] })
  })

  it('that are past can be put right: what has ended is counted anew', async () => {
    const earlier = { ...notice, holidays: `${notice.holidays}\n3月3日至5日 补录` }
    const seen = await previewCalendar(store, await asking(who.officeHead, '2026-04-20'), earlier)
    expect(await publishCalendar(store, await asking(who.officeHead, '2026-04-20'), earlier, (seen as { basedOn: string }).basedOn)).toHaveProperty('changed')
    expect(await verify(store, commission, { on: '2026-04-20', at: '2026-04-20T03:00:00.000Z' })).toEqual([])
  })
})
