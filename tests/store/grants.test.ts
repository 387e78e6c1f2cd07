import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, addHours } from '../../src/review/day.ts'
import { firstPolicy, policyOn } from '../../src/review/policy.ts'
import type { Grant, Wish } from '../../src/review/grants.ts'
import { administrators, conflicts, inForce, isAdministrator, type Actor } from '../../src/review/people.ts'
import { accountStates, addBody, addPerson, addZone, suspend } from '../../src/store/administration.ts'
import { links } from '../../src/store/audit.ts'
import { verifyChain } from '../../src/store/chain.ts'
import { retire } from '../../src/store/dormancy.ts'
import { decide, grantIds, grantsBy, propose, withdraw } from '../../src/store/grants.ts'
import { offerFactor } from '../../src/store/factor.ts'
import { declareInterest } from '../../src/store/interests.ts'
import { rosterOf, rosterOn } from '../../src/store/roster.ts'
import { openDemoAccounts, sessionOf, signIn } from '../../src/store/sessions.ts'
import { changePassword } from '../../src/store/confirm.ts'
import { momentOf, savePolicy } from '../../src/store/settings.ts'
import type { Store } from '../../src/store/store.ts'
import { signInBySubject } from '../../src/store/subjects.ts'
import { verify } from '../../src/store/verify.ts'
import { factorKey } from '../api/browser.ts'
import { commission, momentOn, today, who } from '../help/city.ts'
import { at, cityIn, editor, inACityAlone, opened } from './city.ts'
import { engines, type Engine } from './engines.ts'

const password = '一个足够长的演示密码'
const on = (day: string) => ({ ...momentOn(day), at: `${day}T01:00:00.000Z` })

/** Proposes as the one whose duty it is. */
const asks = (store: Store, personId: string | null, wish: Wish, by: Actor = who.securityAdmin, day = today, operationKey: string = randomUUID()) =>
  propose(store, { wish, personId, reason: '工作需要', operationKey, who: by, moment: on(day) })
const made = (outcome: Awaited<ReturnType<typeof propose>>): { grant: Grant; code: string | null } => {
  if ('refusals' in outcome) throw new Error(JSON.stringify(outcome.refusals))
  return outcome
}
const decides = (store: Store, grantId: string, by: Actor = who.systemAdmin, day = today, outcome: 'approved' | 'rejected' = 'approved', note: string | null = null) =>
  decide(store, { grantId, outcome, note, who: by, moment: on(day) })
/** Proposes and decides. */
const grants = async (store: Store, personId: string | null, wish: Wish, [proposer, decider]: [Actor, Actor] = [who.securityAdmin, who.systemAdmin], day = today) =>
  made(await decides(store, made(await asks(store, personId, wish, proposer, day)).grant.id, decider, day))
const ofAccounts: [Actor, Actor] = [who.systemAdmin, who.securityAdmin]

const reviewer = (zoneId: string, from: string, until: string | null = null): Wish => ({ kind: 'appoint', role: 'reviewer', bodyId: null, zoneId, from, until })

describe.each(engines)('granting by two on $name', ({ start }) => {
  let engine: Engine
  let store: Store
  beforeAll(async () => {
    engine = await start()
    store = await cityIn(await engine.fresh())
    await openDemoAccounts(store, editor, Object.keys(who).map((name) => ({ personId: name, login: name })), password)
  }, 60_000)
  afterAll(async () => {
    await store?.close()
    await engine?.stop()
  }, 60_000)

  const enter = async (login: string, secret = password, now = { on: today, at }) => (await signIn(store, commission, { login, password: secret }, now))?.token ?? null
  const heldOn = async (day: string, personId: string) => (await rosterOn(store, commission, day)).find((one) => one.id === personId)?.posts.map(({ role, bodyId, zoneId }) => `${role} ${bodyId ?? zoneId ?? ''}`) ?? []

  it('changes nothing before the second person has decided, and then both names stand by the post', async () => {
    const { grant } = made(await asks(store, 'otherHandler', { kind: 'appoint', role: 'handler', bodyId: 'P08', zoneId: null, from: today, until: null }))
    expect(await heldOn(today, 'otherHandler')).toEqual(['handler P03'])
    expect(made(await decides(store, grant.id)).grant).toMatchObject({ outcome: 'approved', proposedBy: 'securityAdmin', decidedBy: 'systemAdmin', decidedRole: 'systemAdmin' })
    expect(await heldOn(today, 'otherHandler')).toEqual(['handler P03', 'handler P08'])
    expect((await rosterOf(store, commission)).person('otherHandler')?.posts[1]).toMatchObject({ id: grant.id, grantId: grant.id, kind: 'regular', reason: '工作需要' })
    expect((await momentOf(store, commission, today, at)).roster.person('otherHandler')?.posts).toHaveLength(2)
  })

  it('answers a repeated proposal and a repeated decision the same, and refuses the key for another', async () => {
    const key = randomUUID()
    const [one, same] = await Promise.all([1, 2].map(() => asks(store, 'reviewer', reviewer('Z1', '2026-05-01'), who.securityAdmin, today, key)))
    expect(same).toEqual(one)
    expect(await asks(store, 'reviewer', reviewer('Z1', '2026-06-01'), who.securityAdmin, today, key)).toMatchObject({ refusals: [{ code: 'OPERATION_KEY_REUSED' }] })
    const { grant } = made(one ?? { refusals: [] })
    const decided = await Promise.all([decides(store, grant.id), decides(store, grant.id)])
    expect(decided[1]).toEqual(decided[0])
    expect((await rosterOf(store, commission)).person('reviewer')?.posts).toHaveLength(2)
  })

  it.each<[string, (grant: Grant) => Promise<unknown>, string[]]>([
    ['by the proposer', (grant) => decides(store, grant.id, who.securityAdmin), ['NOT_YOURS', 'OWN_PROPOSAL']],
    ['by whoever only reads', (grant) => decides(store, grant.id, who.auditAdmin), ['NOT_YOURS']],
    ['by the head of the office', (grant) => decides(store, grant.id, who.officeHead), ['NOT_YOURS']],
    ['by somebody who says to be the system administrator', (grant) => decides(store, grant.id, { ...who.systemAdmin, personId: 'lead' }), ['NOT_YOUR_POST']],
    ['too late', (grant) => decides(store, grant.id, who.systemAdmin, '2026-03-18'), ['LAPSED']],
    ['against it, without a reason', (grant) => decides(store, grant.id, who.systemAdmin, today, 'rejected'), ['NOT_WRITTEN']],
    ['for a grant that is not there', () => decides(store, 'none'), ['NO_SUCH_GRANT']],
    ['by taking back what another proposed', (grant) => withdraw(store, { grantId: grant.id, who: who.systemAdmin, moment: on(today) }), ['NOT_YOURS']],
    ['by taking back what is not there', () => withdraw(store, { grantId: 'none', who: who.systemAdmin, moment: on(today) }), ['NO_SUCH_GRANT']],
  ])('refuses a decision %s, changes nothing, and leaves a link', async (_who, deciding, codes) => {
    const { grant } = made(await asks(store, 'committeeReviewer', { kind: 'appoint', role: 'qualityReviewer', bodyId: null, zoneId: null, from: '2026-07-01', until: null }))
    const before = (await links(store, commission, 0, 10_000)).length
    expect(await deciding(grant)).toMatchObject({ refusals: codes.map((code) => ({ code })) })
    const after = await links(store, commission, 0, 10_000)
    expect(after).toHaveLength(before + 1)
    expect(JSON.parse(after.at(-1)?.body ?? '')).toMatchObject({ kind: 'refusal', codes })
    expect(await grantsBy(store, commission, [grant.id])).toMatchObject([{ outcome: null }])
    await withdraw(store, { grantId: grant.id, who: who.securityAdmin, moment: on(today) })
  })

  it('refuses whoever may not propose, and says so in the chain', async () => {
    for (const by of [who.systemAdmin, who.auditAdmin, who.officeHead, who.lead]) expect(await asks(store, 'handler', reviewer('Z1', today), by)).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }] })
    expect(await asks(store, 'handler', reviewer('Z1', today), { ...who.securityAdmin, personId: 'handler' })).toMatchObject({ refusals: [{ code: 'NOT_YOUR_POST' }, { code: 'OWN_GRANT' }] })
  })

  it('is taken back by whoever proposed, and then decided by nobody', async () => {
    const { grant } = made(await asks(store, 'handler', reviewer('Z1', today)))
    expect(made(await withdraw(store, { grantId: grant.id, who: who.securityAdmin, moment: on(today) })).grant.outcome).toBe('withdrawn')
    expect(await withdraw(store, { grantId: grant.id, who: who.securityAdmin, moment: on(today) })).toMatchObject({ grant: { outcome: 'withdrawn' } })
    expect(await decides(store, grant.id)).toMatchObject({ refusals: [{ code: 'ALREADY_DECIDED' }] })
  })

  it('asks again at the decision what was asked at the proposal', async () => {
    const post = await grants(store, 'archivist', reviewer('Z1', today))
    const twice = made(await asks(store, 'archivist', { kind: 'end', postId: post.grant.id, until: today }))
    await grants(store, 'archivist', { kind: 'end', postId: post.grant.id, until: '2026-03-01' })
    expect(await decides(store, twice.grant.id)).toMatchObject({ refusals: [{ code: 'POST_ENDED' }] })
  })

  it('answers for any day who held what', async () => {
    await grants(store, 'spareReviewer', { kind: 'move', postId: (await rosterOf(store, commission)).person('spareReviewer')?.posts[0]?.id ?? '', role: 'reviewer', bodyId: null, zoneId: 'Z1', from: '2026-04-01' })
    await grants(store, 'spareReviewer', { kind: 'help', role: 'handler', bodyId: 'P25', zoneId: null, from: '2026-05-01', until: '2026-05-31' })
    expect(await Promise.all(['2017-12-31', today, '2026-03-31', '2026-04-01', '2026-05-31', '2026-06-01'].map((day) => heldOn(day, 'spareReviewer'))))
      .toEqual([[], ['reviewer Z3'], ['reviewer Z3'], ['reviewer Z1'], ['reviewer Z1', 'handler P25'], ['reviewer Z1']])
    // Whoever helped a body is kept apart from its cases, then and afterwards.
    const { case: c } = await opened(store)
    expect(conflicts('spareReviewer', c, (await momentOf(store, commission, '2026-12-31', at)).roster)).toHaveLength(1)
    expect(conflicts('reviewer', c, (await momentOf(store, commission, '2026-12-31', at)).roster)).toEqual([])
  })

  it('lets a deputy act for the one who is absent, and no longer', async () => {
    const absent = (await rosterOf(store, commission)).person('groupLeader')?.posts[0]?.id ?? ''
    await grants(store, 'homeReviewer', { kind: 'deputise', absentPostId: absent, from: today, until: '2026-03-09' })
    const session = async (day: string) => sessionOf(store, (await enter('homereviewer', password, { on: day, at: `${day}T01:00:00.000Z` })) ?? '', { on: day, at: `${day}T01:00:00.000Z` })
    expect((await session('2026-03-09'))?.posts.map(({ role, kind, until }) => ({ role, kind, until }))).toEqual([{ role: 'reviewer', kind: 'regular', until: null }, { role: 'groupLeader', kind: 'deputy', until: '2026-03-09' }])
    expect((await session('2026-03-10'))?.posts.map((post) => post.role)).toEqual(['reviewer'])
  })

  it('takes the sessions of somebody suspended on the next request, and gives the account back only by two', async () => {
    const token = await enter('otherbodyhead')
    expect(await suspend(store, { who: who.auditAdmin, moment: on(today) }, 'otherBodyHead', '疑似泄密')).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }] })
    expect(await sessionOf(store, token ?? '', { on: today, at })).not.toBeNull()
    expect(await suspend(store, { who: who.systemAdmin, moment: on(today) }, 'otherBodyHead', '疑似泄密')).toEqual({ refusals: [] })
    expect(await sessionOf(store, token ?? '', { on: today, at })).toBeNull()
    expect(await enter('otherbodyhead')).toBeNull()
    await grants(store, 'otherBodyHead', { kind: 'resume' }, ofAccounts)
    expect(await enter('otherbodyhead')).not.toBeNull()
  })

  it('unlocks who guessed wrong too often', async () => {
    for (let n = 0; n < policyOn(firstPolicy, today).signIn.failures; n++) await enter('othercontact', 'wrong')
    expect(await enter('othercontact')).toBeNull()
    await grants(store, 'otherContact', { kind: 'unlock' }, ofAccounts)
    expect(await enter('othercontact')).not.toBeNull()
  })

  it('resets an account by a code of which each of the two knows half', async () => {
    const token = await enter('partygroupcontact')
    const asked = made(await asks(store, 'partyGroupContact', { kind: 'resetAccount' }, who.systemAdmin))
    const given = made(await decides(store, asked.grant.id, who.securityAdmin))
    expect([asked.code, given.code]).toEqual([expect.stringMatching(/^\w{6}$/), expect.stringMatching(/^\w{6}$/)])
    expect(await sessionOf(store, token ?? '', { on: today, at })).toBeNull()
    for (const half of [asked.code, given.code, `${given.code ?? ''}${asked.code ?? ''}`]) expect(await enter('partygroupcontact', half ?? '')).toBeNull()
    const whole = await enter('partygroupcontact', `${asked.code ?? ''}${given.code ?? ''}`)
    expect(await sessionOf(store, whole ?? '', { on: today, at })).toMatchObject({ mustChange: true })
    expect(await changePassword(store, whole ?? '', { current: '', password: '自己的一个长长的新 Satz 8' }, 'djbh3', { on: today, at })).toHaveProperty('token')
    expect((await store.fresh.select({ code: store.t.grants.code }).from(store.t.grants)).every((row) => row.code === null)).toBe(true)
    expect((await links(store, commission, 0, 10_000)).some((link) => link.body.includes(asked.code ?? '-') || link.body.includes(given.code ?? '-'))).toBe(false)
  })

  it('resets a lost second factor by a code of which each of the two knows half, and leaves the password', async () => {
    const token = await enter('archivist')
    const asked = made(await asks(store, 'archivist', { kind: 'resetFactor' }, who.systemAdmin))
    const given = made(await decides(store, asked.grant.id, who.securityAdmin))
    expect([asked.code, given.code]).toEqual([expect.stringMatching(/^\w{6}$/), expect.stringMatching(/^\w{6}$/)])
    expect(await sessionOf(store, token ?? '', { on: today, at })).toBeNull()
    const offer = async (enrolCode: string) => offerFactor(store, (await enter('archivist')) ?? '', { password, enrolCode }, factorKey, { on: today, at })
    for (const half of [asked.code, given.code]) expect(await offer(half ?? '')).toMatchObject({ refusals: [{ code: 'WRONG_PASSWORD_OR_CODE' }] })
    expect(await offer(`${asked.code ?? ''}${given.code ?? ''}`)).toHaveProperty('secret')
  })

  it('links somebody with the name a provider knows them by, and unlinks them, each by two', async () => {
    const known = { issuer: 'https://id.example', subject: 'u-17' }
    const come = () => signInBySubject(store, commission, { ...known, source: null, strong: false }, { on: today, at })
    expect(await come()).toBeNull()
    await grants(store, 'archivist', { kind: 'linkSubject', ...known }, ofAccounts)
    const token = (await come())?.token ?? ''
    expect(await sessionOf(store, token, { on: today, at })).toMatchObject({ personId: 'archivist', by: 'provider' })
    await grants(store, 'archivist', { kind: 'unlinkSubject', ...known }, ofAccounts)
    expect(await sessionOf(store, token, { on: today, at })).toBeNull()
    expect(await come()).toBeNull()
  })

  it('clears somebody from a day to a day, and the session knows it', async () => {
    await grants(store, 'officeHead', { kind: 'clear', level: 'confidential', from: today, until: '2026-03-31' })
    await grants(store, 'officeHead', { kind: 'clear', level: 'secret', from: '2026-03-10', until: null })
    const levels: unknown[][] = []
    for (const day of ['2026-03-01', today, '2026-03-09', '2026-03-10', '2026-04-01']) { // one after the other: a later one sweeps what is over
      const now = { on: day, at: `${day}T02:00:00.000Z` }
      const session = await sessionOf(store, (await enter('officehead', password, now)) ?? '', now)
      levels.push([session?.who?.clearance, (await momentOf(store, commission, day, now.at)).roster.person('officeHead')?.clearance])
    }
    expect(levels).toEqual([['workSecret', 'workSecret'], ['confidential', 'confidential'], ['confidential', 'confidential'], ['secret', 'secret'], ['secret', 'secret']])
  })

  it('keeps an interest until two lift it, and names the bodies of a unit', async () => {
    const declares = (by: Actor, changes: Partial<Parameters<typeof declareInterest>[2]> = {}) => declareInterest(store, { who: by, moment: on(today) }, { personId: 'committeeHead', bodyId: null, unit: '市政府办公厅', note: '配偶在该单位任职', from: today, ...changes })
    expect(await declares(who.committeeHead)).toMatchObject({ interest: { declaredBy: 'committeeHead', until: null } })
    expect(await declares(who.committeeHead)).toEqual(await declares(who.committeeHead))
    expect(await declares(who.securityAdmin, { bodyId: 'P25', unit: null, note: '曾在该组工作' })).toMatchObject({ interest: { declaredBy: 'securityAdmin' } })
    expect(await declares(who.officeHead)).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }] })
    expect(await declares(who.committeeHead, { unit: null })).toMatchObject({ refusals: [{ code: 'ONE_OF_TWO' }] })
    expect(await declares(who.committeeHead, { bodyId: 'P25' })).toMatchObject({ refusals: [{ code: 'ONE_OF_TWO' }] })
    expect(await declares(who.committeeHead, { bodyId: 'P99', unit: null })).toMatchObject({ refusals: [{ code: 'NO_SUCH_BODY' }] })
    expect(await declares(who.committeeHead, { note: ' ' })).toMatchObject({ refusals: [{ code: 'NOT_WRITTEN' }] })
    expect(await declares(who.committeeHead, { from: '2026-02-30' })).toMatchObject({ refusals: [{ code: 'BAD_DAY' }] })
    const interests = async (day: string) => (await momentOf(store, commission, day, at)).roster.person('committeeHead')?.interests.toSorted()
    expect(await interests(today)).toEqual(['P03', 'P25'])
    const [first] = await store.fresh.select({ id: store.t.interests.id }).from(store.t.interests)
    await grants(store, 'committeeHead', { kind: 'release', interestId: first?.id ?? '', until: '2026-03-05' })
    expect([(await interests('2026-03-01')), (await interests('2026-03-05')), (await interests('2026-03-06'))?.length]).toEqual([[], ['P03', 'P25'], 1])
  })

  it('moves a body to another zone from a day on; a case keeps the zone it was opened in', async () => {
    const { case: c } = await opened(store)
    await grants(store, null, { kind: 'place', bodyId: 'P25', zoneId: 'Z1', from: '2026-08-01' })
    const zoneOn = async (day: string) => (await momentOf(store, commission, day, at)).roster.body('P25')?.zoneId
    expect([await zoneOn(today), await zoneOn('2026-07-31'), await zoneOn('2026-08-01')]).toEqual(['Z3', 'Z3', 'Z1'])
    expect(c.zoneId).toBe('Z3')
    expect(await verify(store, commission, { on: today, at })).toEqual([])
  })

  it('remembers where somebody came from as an interest', async () => {
    await grants(store, 'handler', { kind: 'rehome', bodyId: 'P08' })
    expect((await momentOf(store, commission, today, at)).roster.person('handler')).toMatchObject({ homeBodyId: 'P08', interests: ['P25'] })
  })

  it('ends everything of whoever leaves, keeps the undertaking, and shuts the account once the last day is over', async () => {
    await grants(store, 'otherGroupLeader', { kind: 'leave', on: '2026-03-04', undertaking: '2026年3月2日签订离岗保密承诺书' })
    const now = (day: string) => ({ on: day, at: `${day}T03:00:00.000Z` })
    expect(await heldOn('2026-03-04', 'otherGroupLeader')).toEqual(['groupLeader Z1'])
    expect(await heldOn('2026-03-05', 'otherGroupLeader')).toEqual([])
    expect(await retire(store, commission, now('2026-03-04'))).toBe(0)
    expect(await retire(store, commission, now('2026-03-05'))).toBe(1)
    expect(await enter('othergroupleader', password, now('2026-03-05'))).toBeNull()
    expect(await asks(store, 'otherGroupLeader', reviewer('Z1', today))).toMatchObject({ refusals: [{ code: 'HAS_LEFT' }] })
    await grants(store, 'otherGroupLeader', { kind: 'resume' }, ofAccounts)
    expect(await enter('othergroupleader', password, now('2026-03-05'))).not.toBeNull()
    await grants(store, 'otherGroupLeader', reviewer('Z1', '2026-03-06'))
    expect(await heldOn('2026-03-06', 'otherGroupLeader')).toEqual(['reviewer Z1'])
    expect((await store.fresh.select({ undertaking: store.t.people.undertaking }).from(store.t.people)).some((row) => row.undertaking?.includes('保密承诺书'))).toBe(true)
  })

  it('puts names on the roster by the system administrator alone, once, and says how accounts stand', async () => {
    const asking = (by: Actor) => ({ who: by, moment: on(today) })
    for (const by of [who.securityAdmin, who.auditAdmin, who.officeHead]) expect(await addZone(store, asking(by), { id: 'Z7', name: '第七片区', ordinal: 7 })).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }] })
    expect(await addZone(store, asking({ ...who.systemAdmin, personId: 'lead' }), { id: 'Z7', name: '第七片区', ordinal: 7 })).toMatchObject({ refusals: [{ code: 'NOT_YOUR_POST' }] })
    for (let n = 0; n < 2; n++) {
      expect(await addZone(store, asking(who.systemAdmin), { id: 'Z7', name: '第七片区', ordinal: 7 })).toEqual({ refusals: [] })
      expect(await addBody(store, asking(who.systemAdmin), { id: 'P70', name: '驻某局组', stationedIn: '某局', covers: ['某局', '某中心'], zoneId: 'Z7' })).toEqual({ refusals: [] })
      expect(await addPerson(store, asking(who.systemAdmin), { id: 'new-1', name: '新来的人', homeBodyId: 'P70' })).toEqual({ refusals: [] })
    }
    expect(await addBody(store, asking(who.systemAdmin), { id: 'P70', name: '别的组', stationedIn: '某局', covers: [], zoneId: 'Z7' })).toMatchObject({ refusals: [{ code: 'CODE_TAKEN', field: 'code' }] })
    const { roster } = await momentOf(store, commission, today, at)
    expect([roster.zone('Z7'), roster.body('P70')?.covers, roster.person('new-1')]).toMatchObject([{ ordinal: 7 }, ['某局', '某中心'], { name: '新来的人', homeBodyId: 'P70', posts: [] }])
    await enter('partygroupcontact', '自己的一个长长的新 Satz 8') // whoever signed in later meanwhile has swept what was over
    const states = await accountStates(store, commission, at)
    expect(states.find((one) => one.personId === 'partyGroupContact')).toMatchObject({ state: 'open', mustChange: false, usedAt: at, sessionCount: 1 })
    expect(states.map((one) => one.personId)).not.toContain('new-1')
  })

  it('lists to administrators and the head all, to others what is about them, by state', async () => {
    const { grant } = made(await asks(store, 'committeeReviewer', reviewer('Z1', '2026-09-01')))
    for (const by of [who.systemAdmin, who.securityAdmin, who.auditAdmin, who.commissionHead]) expect(await grantIds(store, by, today, { state: 'pending' })).toContain(grant.id)
    expect(await grantIds(store, who.committeeReviewer, today)).toContain(grant.id)
    expect(await grantIds(store, who.leaderInCharge, today)).toEqual([])
    expect(await grantIds(store, who.systemAdmin, '2026-04-01', { state: 'pending' })).toEqual([])
    expect(await grantIds(store, who.systemAdmin, '2026-04-01', { state: 'lapsed', personId: 'committeeReviewer' })).toEqual([grant.id])
    expect(await grantIds(store, who.systemAdmin, today, { state: 'rejected' })).toEqual([])
  })

  it('leaves a whole chain', async () => expect(await verifyChain(store, commission)).toMatchObject({ ok: true }))
})

describe.each(engines)('the database on $name', ({ start }) => {
  let engine: Engine
  beforeAll(async () => { engine = await start() }, 60_000)
  afterAll(async () => { await engine?.stop() }, 60_000)

  it('keeps the three apart, lets nobody decide alone, and forgets nothing, whoever writes', async () => {
    await inACityAlone(engine, async (own, url) => {
      const { grant } = made(await asks(own, 'reviewer', reviewer('Z1', '2026-05-01')))
      await grants(own, 'lead', reviewer('Z1', '2026-05-01'))
      const post = (personId: string, role: string, from: string, until: string) => `insert into posts (commission, id, person_id, role, from_day, until_day) values ('xm', 'raw-${personId}-${role}', '${personId}', '${role}', '${from}', ${until})`
      const refused: [string, string][] = [
        [post('systemAdmin', 'auditAdmin', '2026-01-01', 'null'), '不由同一人'],
        [post('systemAdmin', 'officeHead', '2020-01-01', `'2020-01-01'`), '不由同一人'],
        [post('lead', 'securityAdmin', '2026-01-01', 'null'), '不由同一人'],
        [`update posts set role = 'reviewer', person_id = 'systemAdmin' where person_id = 'lead'`, ''],
        [`update posts set role = 'officeHead' where person_id = 'lead'`, '职务只能写截止日期'],
        [`update posts set from_day = '2010-01-01' where person_id = 'lead'`, '职务只能写截止日期'],
        [`insert into posts (commission, id, person_id, role, from_day, grant_id) values ('xm', 'x', 'reviewer', 'archivist', '2026-01-01', '${grant.id}')`, '没有批准'],
        [`insert into clearances values ('xm', 'reviewer', 'secret', '2026-01-01', null, '${grant.id}')`, '没有批准'],
        [`insert into placements values ('xm', 'P25', 'Z1', '2026-01-01', '${grant.id}')`, '没有批准'],
        [`update grants set outcome = 'approved', decided_by = 'securityAdmin' where id = '${grant.id}'`, '由另一人决定'],
        [`update grants set outcome = 'approved', decided_by = 'reviewer' where id = '${grant.id}'`, '由另一人决定'],
        [`update grants set outcome = 'approved' where id = '${grant.id}'`, '由另一人决定'],
        [`update grants set wish = '{}' where id = '${grant.id}'`, '只决定一次'],
        [`update grants set outcome = null where outcome = 'approved'`, '只决定一次'],
        [`insert into grants (commission, id, operation_key, request_hash, kind, wish, reason, proposed_by, proposed_role, proposed_on, proposed_at, lapses_on, outcome) values ('xm', 'x', 'x', '', 'place', '{}', '', 'a', 'securityAdmin', '', '', '', 'approved')`, '先提出'],
        ...['posts', 'grants', 'clearances', 'interests', 'placements', 'interferences'].map((table): [string, string] => [`delete from ${table}`, '只增']),
      ]
      await grants(own, null, { kind: 'place', bodyId: 'P08', zoneId: 'Z3', from: today })
      await grants(own, 'lead', { kind: 'clear', level: 'secret', from: today, until: null })
      await declareInterest(own, { who: who.lead, moment: on(today) }, { personId: 'lead', bodyId: 'P25', unit: null, note: '同学', from: today })
      const replaced = ['posts', 'clearances', 'interests'].flatMap((table): [string, string][] => [[`insert or replace into ${table} select * from ${table} limit 1`, '只增'], [`replace into ${table} select * from ${table}`, '只增']])
      for (const [statement, sentence] of [...refused, ...(engine.name === 'sqlite' ? replaced : [])].filter(([one]) => one !== 'delete from interferences')) await expect(engine.tamper(url, [statement]), statement).rejects.toThrow(sentence)
      await engine.tamper(url, [post('systemAdmin', 'archivist', '2010-01-01', `'2010-12-31'`)]) // before: another day, another role
    })
  })

  it('lets one of two grants through that together would mix an administrator with a case role, when both are decided at once', async () => {
    await inACityAlone(engine, async (own) => {
      await addPerson(own, { who: who.systemAdmin, moment: on(today) }, { id: 'both', name: '两项提请的人', homeBodyId: null })
      const asked = await Promise.all([reviewer('Z1', today), { kind: 'appoint', role: 'auditAdmin', bodyId: null, zoneId: null, from: today, until: null } as const].map((wish) => asks(own, 'both', wish)))
      const decided = await Promise.all(asked.map((outcome) => decides(own, made(outcome).grant.id)))
      expect(new Set(decided.map((outcome) => ('refusals' in outcome ? outcome.refusals.map((one) => one.code).join() : outcome.grant.outcome)))).toEqual(new Set(['ADMIN_APART', 'approved']))
      expect((await rosterOf(own, commission)).person('both')?.posts).toHaveLength(1)
    })
  })

  it('hears an administrator no more whose account was shut a moment ago', async () => {
    await inACityAlone(engine, async (own) => {
      await openDemoAccounts(own, editor, [{ personId: 'securityAdmin', login: 'anquan' }], password)
      const { grant } = made(await asks(own, 'lead', reviewer('Z1', today)))
      expect(await suspend(own, { who: who.systemAdmin, moment: on(today) }, 'securityAdmin', '密码泄露')).toEqual({ refusals: [] })
      expect(await asks(own, 'reviewer', reviewer('Z1', today))).toMatchObject({ refusals: [{ code: 'NOT_YOUR_POST' }] })
      expect(await withdraw(own, { grantId: grant.id, who: who.securityAdmin, moment: on(today) })).toMatchObject({ refusals: [{ code: 'NOT_YOUR_POST' }] })
      // Given back by the other administrator and the head of the commission: there is nobody else.
      expect(await grants(own, 'securityAdmin', { kind: 'resume' }, [who.systemAdmin, who.commissionHead])).toMatchObject({ grant: { outcome: 'approved', decidedRole: 'commissionHead' } })
      expect(await asks(own, 'reviewer', reviewer('Z1', today))).toMatchObject({ grant: { outcome: null } })
    })
  })

  it('shuts what nobody has signed in with for so long, but never the last who can grant', async () => {
    await inACityAlone(engine, async (own) => {
      await openDemoAccounts(own, editor, ['lead', 'reviewer', 'systemAdmin', 'securityAdmin', 'auditAdmin'].map((name) => ({ personId: name, login: name })), password)
      const after = (days: number) => ({ on: addDays(today, days), at: addHours(at, days * 24) })
      const days = firstPolicy.find((row) => row.name === 'dormantDays')?.value
      expect(days).toBe(90)
      const enters = async (login: string, now: ReturnType<typeof after>) => (await signIn(own, commission, { login, password }, now)) !== null
      expect(await enters('lead', after(60))).toBe(true)
      expect([await enters('reviewer', after(90)), await enters('lead', after(91))]).toEqual([true, true])
      expect([await enters('auditadmin', after(91)), await enters('systemadmin', after(91)), await enters('securityadmin', after(91))]).toEqual([false, true, true])
      expect(await retire(own, commission, after(200))).toBe(2)
      expect(await enters('lead', after(200))).toBe(false)
      await savePolicy(own, editor, [{ ...(firstPolicy.find((row) => row.name === 'dormantDays') ?? firstPolicy[0]), value: 5, from: '2026-01-01' } as (typeof firstPolicy)[number]])
      expect((await momentOf(own, commission, today, at)).policy.dormantDays).toBe(5)
    })
  })

  it('holds every invariant whatever anybody proposes and decides', async () => {
    await inACityAlone(engine, async (own) => {
      await openDemoAccounts(own, editor, Object.keys(who).map((name) => ({ personId: name, login: name })), password)
      const people = ['systemAdmin', 'securityAdmin', 'auditAdmin', 'commissionHead', 'lead', 'handler'] as const
      const role = fc.constantFrom('systemAdmin', 'securityAdmin', 'auditAdmin', 'officeHead', 'caseManager')
      const act = fc.record({ person: fc.constantFrom(...people), by: fc.constantFrom('securityAdmin', 'securityAdmin', ...people), second: fc.constantFrom('systemAdmin', 'systemAdmin', ...people), role, days: fc.nat({ max: 5 }), ends: fc.boolean(), n: fc.nat({ max: 1 }) })
      await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 8 }), async (acts) => {
        for (const { person, by, second, role: wanted, days, ends, n } of acts) {
          const posts = (await rosterOf(own, commission)).person(person)?.posts ?? []
          const wish: Wish = ends ? { kind: 'end', postId: posts[n]?.id ?? '', until: addDays(today, days) } : { kind: 'appoint', role: wanted, bodyId: null, zoneId: null, from: addDays(today, days), until: n === 0 ? null : addDays(today, days + 2) }
          const asked = await asks(own, person, wish, who[by])
          if (!('refusals' in asked)) await decides(own, asked.grant.id, who[second])
        }
      }), { numRuns: 12 })
      const all = await rosterOf(own, commission)
      const decided = new Map((await grantsBy(own, commission, await grantIds(own, who.auditAdmin, today))).map((grant) => [grant.id, grant]))
      for (const { id, posts } of all.people) {
        for (const post of posts.filter((one) => one.grantId !== null)) {
          const grant = decided.get(post.grantId ?? '')
          expect(grant).toMatchObject({ outcome: 'approved', personId: id })
          expect(new Set([grant?.proposedBy, grant?.decidedBy, id]).size).toBe(3)
        }
        for (let n = 0; n < 12; n++) {
          const held = new Set(posts.filter((post) => inForce(post, addDays(today, n))).map((post) => post.role))
          if ([...held].some(isAdministrator)) expect(held.size).toBe(1)
        }
      }
      for (const one of administrators) expect(all.people.some((person) => person.posts.some((post) => post.role === one && inForce(post, today)))).toBe(true)
      expect(await verifyChain(own, commission)).toMatchObject({ ok: true })
    })
  }, 60_000)
})
