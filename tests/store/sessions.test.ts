import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addHours } from '../../src/review/day.ts'
import { links } from '../../src/store/audit.ts'
import { rosterOf } from '../../src/store/roster.ts'
import { actAs, changePassword, disable, issueCode, limits, sessionOf, signIn, signOut } from '../../src/store/sessions.ts'
import { momentOf } from '../../src/store/settings.ts'
import type { Store } from '../../src/store/store.ts'
import { commission, today, who } from '../help/city.ts'
import { appoint, at, cityIn, editor, endPost } from './city.ts'
import { engines, type Engine } from './engines.ts'

describe.each(engines)('people on $name', ({ start }) => {
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

  const now = { on: today, at }
  const later = (hours: number) => ({ on: today, at: addHours(at, hours) })
  const password = '一个足够长的密码句子没错'

  /** Somebody who signed in with the code and chose a password. */
  async function member(personId: string): Promise<string> {
    const issued = await issueCode(store, editor, personId, personId)
    if ('refusals' in issued) throw new Error('refused')
    const session = await signIn(store, commission, { login: personId, password: issued.code }, now)
    expect(await changePassword(store, session?.token ?? '', password, now)).toEqual({ refusals: [] })
    return session?.token ?? ''
  }

  it('sign in once with the code they were given, then with their password, whatever the width of the letters', async () => {
    const issued = await issueCode(store, editor, 'officeHead', ' OfficeHead ')
    const code = 'code' in issued ? issued.code : ''
    const first = await signIn(store, commission, { login: 'ｏfficehead', password: code.toLowerCase() }, now)
    expect(await sessionOf(store, first?.token ?? '', now)).toMatchObject({ personId: 'officeHead', mustChange: true, who: who.officeHead })
    expect(await changePassword(store, first?.token ?? '', '短', now)).toMatchObject({ refusals: [{ code: 'PASSWORD_SHORT' }] })
    await changePassword(store, first?.token ?? '', password, now)
    expect(await signIn(store, commission, { login: 'officehead', password: code }, now)).toBeNull()
    const second = await signIn(store, commission, { login: 'officehead', password }, now)
    expect(await sessionOf(store, second?.token ?? '', now)).toMatchObject({ mustChange: false })
  })

  it('are not told whether it was the name, the password or a lock', async () => {
    await member('lead')
    for (let n = 0; n < limits.failures; n++) expect(await signIn(store, commission, { login: 'lead', password: 'wrong' }, now)).toBeNull()
    expect(await signIn(store, commission, { login: 'lead', password }, now)).toBeNull()
    expect(await signIn(store, commission, { login: 'nobody', password }, now)).toBeNull()
    expect(await signIn(store, commission, { login: 'lead', password }, later(1))).not.toBeNull()
  })

  it('are counted one by one when somebody guesses many times at once, and a code opens once', async () => {
    await member('officeHead')
    const guesses = [...Array.from({ length: limits.failures }, () => 'wrong'), password]
    for (const guess of await Promise.all(guesses.slice(0, -1).map((one) => signIn(store, commission, { login: 'officehead', password: one }, now)))) expect(guess).toBeNull()
    expect(await signIn(store, commission, { login: 'officehead', password: guesses.at(-1) ?? '' }, now)).toBeNull()
    const issued = await issueCode(store, editor, 'commissionHead', 'head')
    const code = 'code' in issued ? issued.code : ''
    const opened = await Promise.all([1, 2, 3].map(() => signIn(store, commission, { login: 'head', password: code }, now)))
    expect(opened.filter((one) => one !== null)).toHaveLength(1)
  })

  it('stay signed in while they are there, and no longer than a day of work', async () => {
    const token = await member('handler')
    expect(await sessionOf(store, token, later(0.4))).not.toBeNull()
    expect(await sessionOf(store, token, later(0.8))).not.toBeNull()
    expect(await sessionOf(store, token, later(1.4))).toBeNull()
    const long = await member('handler')
    for (let hours = 0.4; hours < limits.sessionHours; hours += 0.4) expect(await sessionOf(store, long, later(hours))).not.toBeNull()
    expect(await sessionOf(store, long, later(limits.sessionHours))).toBeNull()
  })

  it('are out at once when they sign out, change the password elsewhere, are disabled or lose the post', async () => {
    const one = await member('reviewer')
    await signOut(store, one, now)
    expect(await sessionOf(store, one, now)).toBeNull()
    const other = (await signIn(store, commission, { login: 'reviewer', password }, now))?.token ?? ''
    const mine = (await signIn(store, commission, { login: 'reviewer', password }, now))?.token ?? ''
    await changePassword(store, mine, `${password}二`, now)
    expect(await sessionOf(store, other, now)).toBeNull()
    const [post] = (await rosterOf(store, commission)).person('reviewer')?.posts ?? []
    await endPost(store, editor, post?.id ?? '', '2026-03-01')
    expect(await sessionOf(store, mine, now)).toMatchObject({ who: null, posts: [] })
    await disable(store, editor, 'reviewer')
    expect(await sessionOf(store, mine, now)).toBeNull()
  })

  it('act in one post at a time, of those they hold', async () => {
    const made = await appoint(store, editor, 'groupLeader', { role: 'officeHead', bodyId: null, zoneId: null, from: '2026-01-01', until: null })
    const token = await member('groupLeader')
    expect(await sessionOf(store, token, now)).toMatchObject({ who: null })
    expect(await actAs(store, token, 'not mine', now)).toBe(false)
    expect(await actAs(store, token, made, now)).toBe(true)
    expect(await sessionOf(store, token, now)).toMatchObject({ who: { role: 'officeHead' } })
  })

  it('who administer do nothing else', async () => {
    const post = { bodyId: null, zoneId: null, from: '2026-01-01', until: null }
    await expect(appoint(store, editor, 'systemAdmin', { ...post, role: 'auditAdmin' })).rejects.toThrow()
    await expect(appoint(store, editor, 'lead', { ...post, role: 'systemAdmin' })).rejects.toThrow()
  })

  it('are in the next moment as soon as they are appointed', async () => {
    const before = await momentOf(store, commission, today, at)
    await appoint(store, editor, 'spareReviewer', { role: 'groupLeader', bodyId: null, zoneId: 'Z1', from: '2026-01-01', until: null })
    const after = await momentOf(store, commission, today, at)
    expect(before.roster.person('spareReviewer')?.posts).toHaveLength(1)
    expect(after.roster.person('spareReviewer')?.posts).toHaveLength(2)
    expect((await momentOf(store, commission, today, at)).roster).toBe(after.roster)
  })

  it('leave a trace of signing in and of being refused, and never a password', async () => {
    const all = await links(store, commission, 0, 1000)
    const events = all.filter((link) => link.kind === 'session').map((link) => (JSON.parse(link.body) as { event: string }).event)
    expect(new Set(events)).toEqual(new Set(['codeIssued', 'signedIn', 'passwordChanged', 'signInRefused', 'signedOut', 'disabled', 'actsAs']))
    expect(all.some((link) => link.body.includes(password))).toBe(false)
  })
})
