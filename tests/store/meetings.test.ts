/** 集体审议会议 on both engines: called, changed, written for, held and ended; who is refused, and what the chain keeps of it. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Meeting } from '../../src/review/meeting.ts'
import type { Call, MeetingPayload, MeetingStepName } from '../../src/review/meeting-steps.ts'
import type { Actor } from '../../src/review/people.ts'
import { bodyOf, links } from '../../src/store/audit.ts'
import { candidatesFor, itemsFor, meetingFor, meetingsFor, startFor } from '../../src/store/meeting-reading.ts'
import { callMeeting, takeOnMeeting, writeView, type MeetingOutcome, type ViewWritten } from '../../src/store/meetings.ts'
import { find } from '../../src/store/cases.ts'
import type { Store } from '../../src/store/store.ts'
import { verify } from '../../src/store/verify.ts'
import { commission, today, who } from '../help/city.ts'
import { after, at, cityIn, moment, type Whole } from './city.ts'
import { deliberating, read } from './deliberating.ts'
import { engines, type Engine } from './engines.ts'

describe.each(engines)('a meeting on $name', ({ start }) => {
  let engine: Engine
  let url: string
  let store: Store
  let [one, other, early]: Whole[] = []
  beforeAll(async () => {
    engine = await start()
    url = await engine.fresh()
    store = await cityIn(url)
    ;[one, other, early] = [await deliberating(store, '甲案'), await deliberating(store, '乙案', true), await read(store, '丙案')]
  }, 300_000)
  afterAll(async () => {
    await store?.close()
    await engine?.stop()
  }, 60_000)

  const invited = ['groupLeader', 'lead', 'reviewer', 'spareReviewer', 'homeReviewer']
  const call = (): Call => ({ on: today, time: '09:30', place: '第一会议室', invited, caseIds: [one!.case.id, other!.case.id] })
  const calls = async (changed: Partial<Call> = {}, by: Actor = who.groupLeader, operationKey: string = randomUUID()) => callMeeting(store, { who: by, moment: await moment(store), operationKey, call: { ...call(), ...changed } })
  const takes = async <Name extends MeetingStepName>(meetingId: string, version: number, step: Name, payload: MeetingPayload<Name>, by: Actor = who.groupLeader, on = today) =>
    takeOnMeeting(store, { who: by, moment: await moment(store, on), meetingId, version, step, payload, operationKey: randomUUID() })
  const writes = async (meetingId: string, by: Actor, view: Partial<ViewWritten> = {}, operationKey: string = randomUUID()) =>
    writeView(store, { who: by, moment: await moment(store), meetingId, operationKey, view: { caseId: one!.case.id, opinion: '同意退回', dissent: null, n: 1, ...view } })
  const idOf = (outcome: MeetingOutcome): string => {
    if ('refusals' in outcome) throw new Error(JSON.stringify(outcome.refusals))
    return outcome.meetingId
  }
  const codes = (outcome: MeetingOutcome) => ('refusals' in outcome ? outcome.refusals.map(({ code, field }) => (field === undefined ? code : `${code} ${field}`)) : 'done')
  const meeting = async (id: string, by: Actor = who.groupLeader) => (await meetingFor(store, by, id)) as Meeting
  const agenda = async (id: string, by: Actor) => itemsFor(store, by, await meeting(id, by), await moment(store))
  const titles = async (id: string, by: Actor) => (await agenda(id, by)).map(({ found }) => found.case.package.title)

  it('is called by the leader of the group or the head of the office, and by nobody else', async () => {
    for (const by of Object.values(who).filter(({ role }) => role !== 'groupLeader' && role !== 'officeHead')) expect(codes(await calls({}, by)), by.personId).toEqual(['NOT_YOURS'])
    expect(codes(await calls({}, who.otherGroupLeader))).toEqual(['NO_SUCH_CASE caseIds.0', 'NO_SUCH_CASE caseIds.1'])
    expect(codes(await calls({ caseIds: ['xm-none'] }, who.otherGroupLeader))).toEqual(['NO_SUCH_CASE caseIds.0'])
    expect(codes(await calls({}, { ...who.otherGroupLeader, zoneId: 'Z3' }))).toEqual(['NOT_YOUR_POST'])
  })

  it.each([
    ['a day that is over', { on: '2026-03-01' }, ['DAY_PAST on']],
    ['no such day and no such hour', { on: '2026-02-30', time: '25:00' }, ['NO_SUCH_DAY on', 'NO_SUCH_TIME time']],
    ['no place', { place: ' ' }, ['NOT_WRITTEN place']],
    ['a place without end', { place: '远'.repeat(61) }, ['TOO_LONG place']],
    ['two people', { invited: ['groupLeader', 'lead'] }, ['TOO_FEW invited']],
    ['somebody of a body', { invited: ['groupLeader', 'lead', 'handler'] }, ['NOT_A_REVIEWER invited.2']],
  ] as [string, Partial<Call>, string[]][])('is refused with %s', async (_name, changed, refused) => {
    expect(codes(await calls(changed))).toEqual(refused)
  })

  it('is refused with the same case twice, or too many', async () => {
    expect(codes(await calls({ caseIds: [one!.case.id, one!.case.id] }))).toEqual(['TWICE caseIds'])
    expect(codes(await calls({ caseIds: Array.from({ length: 21 }, (_v, n) => `xm-${n}`) }))).toContain('TOO_MANY_CASES caseIds')
  })

  it('offers what could be put on it, and says of each whether it is ready', async () => {
    const offered = await candidatesFor(store, who.groupLeader, await moment(store))
    expect(Object.fromEntries(offered.map(({ title, notReady, agendaOn }) => [title, [notReady?.message ?? null, agendaOn]]))).toEqual({ 丙案: ['审理组还在阅卷，没有提出意见', null], 乙案: [null, null], 甲案: [null, null] })
    for (const by of [who.lead, who.leaderInCharge, who.bodyHead, who.otherGroupLeader]) expect(await candidatesFor(store, by, await moment(store)), by.personId).toEqual([])
  })

  let id: string
  it('takes the cases in their order, once, and on one agenda at a time', async () => {
    const key = randomUUID()
    const [first, again] = await Promise.all([calls({}, who.groupLeader, key), calls({}, who.groupLeader, key)])
    expect(again).toEqual(first)
    id = idOf(first)
    expect(codes(await calls({ place: '别处' }, who.groupLeader, key))).toEqual(['OPERATION_KEY_REUSED'])
    expect(await titles(id, who.groupLeader)).toEqual(['甲案', '乙案'])
    expect(codes(await calls())).toEqual(['ON_AGENDA caseIds.0', 'ON_AGENDA caseIds.1'])
    expect(codes(await calls({}, who.officeHead))).toEqual(['ON_AGENDA caseIds.0', 'ON_AGENDA caseIds.1'])
    expect((await candidatesFor(store, who.groupLeader, await moment(store))).filter(({ agendaOn }) => agendaOn === today)).toHaveLength(2)
  })

  it('is there for whoever is invited, with the cases each may see: who was recused finds a shorter agenda', async () => {
    expect(await titles(id, who.lead)).toEqual(['甲案', '乙案'])
    expect(await titles(id, who.reviewer)).toEqual(['甲案'])
    expect(await titles(id, who.spareReviewer)).toEqual(['乙案'])
    expect(await titles(id, who.homeReviewer)).toEqual([])
    expect(await titles(id, who.leaderInCharge)).toEqual(['甲案', '乙案'])
    const outside = Object.values(who).filter(({ personId, role }) => !invited.includes(personId) && !['officeHead', 'leaderInCharge', 'commissionHead'].includes(role))
    for (const by of outside) {
      expect(await meetingFor(store, by, id), by.personId).toBeNull()
      expect(await meetingsFor(store, by, 'coming'), by.personId).toEqual([])
      expect(await takes(id, 1, 'cancel', { reason: '不开了' }, by)).toEqual(await takes('none', 1, 'cancel', { reason: '不开了' }, by))
      expect(await writes(id, by)).toEqual(await writes('none', by))
    }
    const [, second] = await agenda(id, who.groupLeader)
    expect(second).toMatchObject({ staying: ['groupLeader', 'lead', 'spareReviewer'], outside: [], leaving: [{ personId: 'reviewer', why: '已决定回避' }, { personId: 'homeReviewer', why: '来自移送本案的派驻机构' }] })
    expect((await agenda(id, who.lead))[0]).toMatchObject({ leaving: [] })
  })

  it('is changed by whoever chairs it, on the newest version, with reasons', async () => {
    for (const by of [who.lead, who.officeHead, who.leaderInCharge]) expect(codes(await takes(id, 1, 'reorder', { caseIds: [] }, by)), by.personId).toEqual(['NOT_YOURS'])
    expect(codes(await takes(id, 7, 'reorder', { caseIds: [] }))).toEqual(['STALE'])
    expect(codes(await takes(id, 1, 'reorder', { caseIds: [one!.case.id] }))).toEqual(['ORDER caseIds'])
    idOf(await takes(id, 1, 'reorder', { caseIds: [other!.case.id, one!.case.id] }))
    expect(await titles(id, who.lead)).toEqual(['乙案', '甲案'])
    expect(codes(await takes(id, 2, 'addItem', { caseId: one!.case.id }))).toEqual(['ON_AGENDA caseId'])
    expect(codes(await takes(id, 2, 'addItem', { caseId: 'xm-none' }))).toEqual(['NO_SUCH_CASE caseId'])
    idOf(await takes(id, 2, 'addItem', { caseId: early!.case.id }))
    expect(codes(await takes(id, 3, 'openItem', { caseId: early!.case.id }))).toEqual(['NOT_READY caseId'])
    expect(codes(await takes(id, 3, 'removeItem', { caseId: early!.case.id, reason: '' }))).toEqual(['NOT_WRITTEN reason'])
    idOf(await takes(id, 3, 'removeItem', { caseId: early!.case.id, reason: '还在阅卷' }))
    expect(codes(await takes(id, 4, 'removeItem', { caseId: early!.case.id, reason: '再去一次' }))).toEqual(['NO_SUCH_ITEM caseId'])
    const when = { on: '2026-03-03', time: '14:30', place: '第二会议室', invited }
    expect(codes(await takes(id, 4, 'change', { ...when, reason: ' ' }))).toEqual(['NOT_WRITTEN reason'])
    idOf(await takes(id, 4, 'change', { ...when, reason: '会议室占用' }))
    expect(codes(await takes(id, 5, 'openItem', { caseId: one!.case.id }))).toEqual(['NOT_TODAY'])
    expect(codes(await takes(id, 5, 'close', {}))).toEqual(['NOT_TODAY', 'NOT_SETTLED'])
    idOf(await takes(id, 5, 'change', { ...when, on: today, reason: '改回今天' }))
    expect(await meeting(id)).toMatchObject({ version: 6, on: today, time: '14:30', place: '第二会议室' })
  })

  it('keeps what each writes from everybody else until the item is opened, the chair included', async () => {
    const key = randomUUID()
    idOf(await writes(id, who.reviewer, { opinion: '不同意退回，可以在审理中补正', dissent: '建议形成审理报告' }, key))
    idOf(await writes(id, who.reviewer, { opinion: '不同意退回，可以在审理中补正', dissent: '建议形成审理报告' }, key))
    expect(codes(await writes(id, who.reviewer))).toEqual(['STALE'])
    expect(codes(await writes(id, who.lead, { opinion: ' ' }))).toEqual(['NOT_WRITTEN opinion'])
    expect(await writes(id, who.reviewer, { caseId: other!.case.id })).toEqual(await writes(id, who.reviewer, { caseId: 'xm-none' }))
    expect(codes(await writes(id, who.leaderInCharge))).toEqual(['NOT_INVITED'])
    idOf(await writes(id, who.lead, { opinion: '同意' }))
    idOf(await writes(id, who.lead, { opinion: '同意退回', n: 2 }))
    for (const by of [who.groupLeader, who.lead, who.officeHead]) {
      const item = (await agenda(id, by)).at(-1)
      expect([item?.views, item?.written], by.personId).toEqual([[], ['reviewer', 'lead']])
    }
    expect((await agenda(id, who.reviewer))[0]?.own).toMatchObject({ dissent: '建议形成审理报告' })
    expect(await startFor(store, who.groupLeader, (await find(store, who.groupLeader, one!.case.id))!, await moment(store))).toBeNull()
  })

  it('is held item by item: all who stay read all, the record begins with what was written, and what it changes shows', async () => {
    idOf(await takes(id, 6, 'openItem', { caseId: one!.case.id }))
    expect(codes(await takes(id, 7, 'openItem', { caseId: one!.case.id }))).toEqual(['ITEM_OPENED caseId'])
    expect(codes(await takes(id, 7, 'openItem', { caseId: other!.case.id }))).toEqual(['OTHER_OPEN caseId'])
    expect(codes(await takes(id, 7, 'removeItem', { caseId: one!.case.id, reason: '不议了' }))).toEqual(['ITEM_OPENED caseId'])
    expect((await agenda(id, who.lead)).at(-1)?.views).toMatchObject([{ personId: 'reviewer', dissent: '建议形成审理报告' }, { personId: 'lead', n: 2, opinion: '同意退回' }])
    expect((await agenda(id, who.lead))[0]?.views).toEqual([])
    const found = (await find(store, who.groupLeader, one!.case.id))!
    const begun = await startFor(store, who.groupLeader, found, await moment(store))
    expect(begun).toMatchObject({ attendees: ['lead', 'reviewer', 'groupLeader'], opinions: [{ personId: 'lead', opinion: '同意退回' }, { personId: 'reviewer', dissent: '建议形成审理报告' }, { personId: 'groupLeader', opinion: null }] })
    for (const by of [who.lead, who.officeHead]) expect(await startFor(store, by, found, await moment(store)), by.personId).toBeNull()
    const opinions = [{ personId: 'lead', opinion: '同意退回', dissent: null }, { personId: 'reviewer', opinion: '保留意见', dissent: null }, { personId: 'groupLeader', opinion: '同意退回', dissent: null }]
    await after(store, one!, 'deliberate', who.groupLeader, { attendees: ['lead', 'reviewer', 'groupLeader'], opinions, outcome: 'return', minutes: '逐人发表意见' })
    const done = (await agenda(id, who.reviewer))[0]
    expect(done).toMatchObject({ standing: 'done', mayWrite: false, held: { outcome: 'return', minutes: '逐人发表意见' }, views: [{ personId: 'reviewer', opinion: '不同意退回，可以在审理中补正' }, { personId: 'lead' }] })
    expect(codes(await writes(id, who.reviewer, { n: 2 }))).toEqual(['VIEW_CLOSED caseId'])
    expect(codes(await takes(id, 7, 'postponeItem', { caseId: one!.case.id, reason: '再议' }))).toEqual(['ITEM_SETTLED caseId'])
    expect(codes(await takes(id, 7, 'cancel', { reason: '不开了' }))).toEqual(['HAS_OUTCOME'])
  })

  it('ends once every item is deliberated on or postponed, and what was postponed goes to the next', async () => {
    expect(codes(await takes(id, 7, 'close', {}))).toEqual(['NOT_SETTLED'])
    idOf(await takes(id, 7, 'postponeItem', { caseId: other!.case.id, reason: '时间不够' }))
    idOf(await takes(id, 8, 'close', {}))
    expect(codes(await takes(id, 9, 'cancel', { reason: '不开了' }))).toEqual(['MEETING_ENDED'])
    expect([(await meetingsFor(store, who.lead, 'coming')).length, (await meetingsFor(store, who.lead, 'past')).map((m) => m.id)]).toEqual([0, [id]])
    expect((await candidatesFor(store, who.groupLeader, await moment(store))).find(({ title }) => title === '乙案')).toMatchObject({ agendaOn: null, postponedOn: today })
    const next = idOf(await calls({ caseIds: [other!.case.id] }))
    expect(codes(await takes(next, 1, 'cancel', { reason: '' }))).toEqual(['NOT_WRITTEN reason'])
    idOf(await takes(next, 1, 'cancel', { reason: '组长出差' }))
    idOf(await calls({ caseIds: [other!.case.id] }, who.officeHead))
  })

  it('leaves the case to the office where its own leader may not see it any more', async () => {
    const next = idOf(await calls({ caseIds: [early!.case.id] }))
    await after(store, early!, 'requestRecusal', who.groupLeader, { personId: 'groupLeader', ground: 'interest', reason: '与本案有利害关系', requester: null })
    await after(store, early!, 'decideRecusal', who.officeHead, { personId: 'groupLeader', grant: true, ground: null, reason: '经核实', paper: null })
    expect(await titles(next, who.groupLeader)).toEqual([])
    idOf(await calls({ caseIds: [early!.case.id] }, who.officeHead))
    idOf(await takes(next, 1, 'close', {}))
  })

  it('leaves a link for each change and each refusal, without a word of what was written, and every row is answered for', async () => {
    const all = (await links(store, commission, 0, 100_000)).map((link) => bodyOf(link)!)
    const of = all.filter(({ kind, meetingId }) => kind === 'meeting' && meetingId === id)
    expect(of.map(({ event }) => event)).toEqual(['meetingCalled', 'meetingReorder', 'meetingAddItem', 'meetingRemoveItem', 'meetingChange', 'meetingChange', 'meetingViewWritten', 'meetingViewWritten', 'meetingViewWritten', 'meetingOpenItem', 'meetingPostponeItem', 'meetingClose'])
    expect(of[6]).toMatchObject({ by: 'reviewer', cases: [one!.case.id] })
    expect(all.filter(({ kind, event }) => kind === 'refusal' && event === 'meetingCancel').at(-1)).toMatchObject({ codes: ['NOT_WRITTEN'] })
    expect(JSON.stringify(all)).not.toContain('建议形成审理报告')
    expect(await verify(store, commission, { on: today, at })).toEqual([])
  })

  it('is changed by nobody beside the product', async () => {
    for (const statement of [`update meeting_entries set payload = ''`, 'delete from meeting_entries', `update meeting_views set opinion = ''`, 'delete from meeting_views', 'delete from meetings']) await expect(engine.tamper(url, [statement]), statement).rejects.toThrow(/会议.*只增/)
    await expect(engine.tamper(url, [`update meetings set doc = '' where state = 'closed'`])).rejects.toThrow('会议结束之后不能改变')
    await engine.tamper(url, [`update meetings set meets_on = '2026-04-01' where state = 'called'`])
    expect((await verify(store, commission, { on: today, at })).join()).toContain('meetings')
  })
})
