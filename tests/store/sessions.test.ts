import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addHours } from '../../src/review/day.ts'
import { links } from '../../src/store/audit.ts'
import { actAs, changePassword } from '../../src/store/confirm.ts'
import { rosterOf } from '../../src/store/roster.ts'
import { disable, endSession, issueCode, sessionOf, sessionsOf, signIn, signOut, unlock } from '../../src/store/sessions.ts'
import { momentOf } from '../../src/store/settings.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { commission, today, who } from '../help/city.ts'
import { factorKey } from '../api/browser.ts'
import { appoint, at, cityIn, editor, endPost } from './city.ts'
import { engines, type Engine } from './engines.ts'

describe.each(engines)('people on $name', ({ start }) => {
  let engine: Engine
  let store: Store
  let address: string
  beforeAll(async () => {
    engine = await start()
    address = await engine.fresh()
    store = await cityIn(address)
  }, 60_000)
  afterAll(async () => {
    await store?.close()
    await engine?.stop()
  }, 60_000)

  const now = { on: today, at }
  const later = (minutes: number) => ({ on: today, at: addHours(at, minutes / 60) })
  const password = '一个足够长的 Satz 7'
  const rules = { failures: 5, lockMinutes: 30, idleMinutes: 15, adminIdleMinutes: 10, sessionHours: 8 }

  const code = async (personId: string, login = personId) => {
    const issued = await issueCode(store, editor, personId, login)
    if ('refusals' in issued) throw new Error('refused')
    return issued.code
  }
  const opened = async (login: string, given = password, when = now, source: string | null = null) => (await signIn(store, commission, { login, password: given, source }, when))?.token ?? null
  const change = (token: string, to: string, current = '') => changePassword(store, token, { current, password: to }, 'djbh3', now)

  /** Somebody who signed in, the first time with the code, and chose a password: their token. */
  async function member(personId: string): Promise<string> {
    const again = await opened(personId)
    if (again !== null) return again
    const changed = await change((await opened(personId, await code(personId))) ?? '', password)
    if ('refusals' in changed) throw new Error(JSON.stringify(changed.refusals))
    return changed.token
  }

  it('sign in once with the code they were given, then with their password, whatever the width of the letters', async () => {
    const issued = await code('officeHead', ' Office\u200bHead ')
    const first = await opened('ｏfficehead', issued.toLowerCase())
    expect(await sessionOf(store, first ?? '', now)).toMatchObject({ personId: 'officeHead', mustChange: true, by: 'oneTimeCode', who: who.officeHead })
    expect(await change(first ?? '', '短')).toMatchObject({ refusals: [{ code: 'PASSWORD_SHORT' }, { code: 'PASSWORD_PLAIN' }, { code: 'PASSWORD_COMMON' }] })
    expect(await change(first ?? '', password)).toHaveProperty('token')
    expect(await opened('officehead', issued)).toBeNull()
    const second = await opened('officehead')
    expect(await sessionOf(store, second ?? '', now)).toMatchObject({ mustChange: false, by: 'password', strong: false })
  })

  it('get one name each, however it is written (A05)', async () => {
    await code('officeHead', 'officehead')
    for (const name of ['OFFICEHEAD', ' officehead', 'office\u200dhead', 'ｏｆｆｉｃｅｈｅａｄ']) expect(await issueCode(store, editor, 'lead', name)).toMatchObject({ refusals: [{ code: 'LOGIN_TAKEN' }] })
    expect(await issueCode(store, editor, 'lead', '\u200b')).toMatchObject({ refusals: [{ code: 'LOGIN_TAKEN' }] })
  })

  it('find a code closed after a day, and when another was issued (A16)', async () => {
    const old = await code('caseManager')
    expect(await opened('casemanager', old, later(24 * 60))).toBeNull()
    const fresh = await code('caseManager')
    expect(await opened('casemanager', old)).toBeNull()
    expect(await opened('casemanager', fresh)).not.toBeNull()
    expect(await opened('casemanager', fresh)).toBeNull()
  })

  it('are not told whether it was the name, the password or a lock, and the lock ends by itself (A07)', async () => {
    await member('lead')
    for (let n = 0; n < rules.failures; n++) expect(await opened('lead', 'wrong')).toBeNull()
    expect(await opened('lead')).toBeNull()
    expect(await opened('nobody')).toBeNull()
    expect(await opened('lead', password, later(rules.lockMinutes - 1))).toBeNull()
    expect(await opened('lead', password, later(rules.lockMinutes + 1))).not.toBeNull()
  })

  it('are let in at once where the security administrator ends the lock', async () => {
    await member('archivist')
    for (let n = 0; n < rules.failures; n++) await opened('archivist', 'wrong')
    expect(await opened('archivist')).toBeNull()
    await unlock(store, editor, 'archivist')
    expect(await opened('archivist')).not.toBeNull()
  })

  it('are not locked out by somebody at one other desk, but by guesses from several (A08)', async () => {
    await member('groupLeader')
    const guess = async (source: string, times: number, from: number) => {
      for (let n = 0; n < times; n++) expect(await opened('groupleader', 'wrong', later(from + n * 2), source)).toBeNull()
    }
    await guess('10.0.0.66', rules.failures, 0)
    expect(await opened('groupleader', password, later(12), '10.0.0.66')).toBeNull()
    expect(await opened('groupleader', password, later(12), '10.0.0.1')).not.toBeNull()
    expect(await opened('groupleader', password, later(14), '10.0.0.66')).toBeNull()
    await unlock(store, editor, 'groupLeader')
    await guess('10.0.0.67', 4, 60)
    await guess('10.0.0.68', 1, 68)
    expect(await opened('groupleader', password, later(70), '10.0.0.1')).toBeNull()
    await unlock(store, editor, 'groupLeader')
  })

  it('wait longer after each wrong try, at the source and whatever the name, and no longer than a minute', async () => {
    const source = '10.9.9.9'
    const tryAt = (seconds: number, name: string) => signIn(store, commission, { login: name, password: 'wrong', source }, { on: today, at: new Date(Date.parse(at) + seconds * 1000).toISOString() })
    for (const name of ['a', 'b', 'c']) expect(await tryAt(0, name)).toBeNull()
    await expect(tryAt(0.5, 'd')).rejects.toThrow('请 1 秒后再试')
    expect(await tryAt(1, 'd')).toBeNull()
    await expect(tryAt(2, 'e')).rejects.toThrow('请 1 秒后再试')
    for (let n = 1; n < 12; n++) expect(await tryAt(n * 61, `${n}`)).toBeNull()
    await expect(tryAt(11 * 61 + 59, 'handler')).rejects.toThrow('请 1 秒后再试')
    expect(await tryAt(11 * 61 + 60, 'handler')).toBeNull()
    expect(await signIn(store, commission, { login: 'handler', password: 'wrong', source: '10.9.9.10' }, now)).toBeNull()
    expect(await tryAt(11 * 61 + 60 + 16 * 60, 'x')).toBeNull() // forgotten
    expect(await tryAt(11 * 61 + 60 + 16 * 60, 'y')).toBeNull()
  })

  it('are counted one by one when somebody guesses many times at once, and a code opens once', async () => {
    await member('leaderInCharge')
    for (const guess of await Promise.all(Array.from({ length: rules.failures }, () => opened('leaderincharge', 'wrong')))) expect(guess).toBeNull()
    expect(await opened('leaderincharge')).toBeNull()
    const issued = await code('commissionHead', 'head')
    const all = await Promise.all([1, 2, 3].map(() => opened('head', issued)))
    expect(all.filter((one) => one !== null)).toHaveLength(1)
  })

  it('stay signed in while they are there, what pages ask by themselves not counted, and no longer than a day of work (A22, A23)', async () => {
    const token = await member('handler')
    expect(await sessionOf(store, token, later(14))).not.toBeNull()
    expect(await sessionOf(store, token, later(28))).not.toBeNull()
    expect(await sessionOf(store, token, later(44))).toBeNull()
    const polled = await member('handler')
    for (let minutes = 2; minutes < rules.idleMinutes; minutes += 2) expect(await sessionOf(store, polled, later(minutes), 'background')).not.toBeNull()
    expect(await sessionOf(store, polled, later(rules.idleMinutes), 'background')).toBeNull()
    const long = await member('handler')
    for (let minutes = 10; minutes < rules.sessionHours * 60; minutes += 10) expect(await sessionOf(store, long, later(minutes))).not.toBeNull()
    expect(await sessionOf(store, long, later(rules.sessionHours * 60))).toBeNull()
  })

  it('who administer are out sooner', async () => {
    const token = await member('securityAdmin')
    expect(await sessionOf(store, token, later(rules.adminIdleMinutes - 1), 'background')).not.toBeNull()
    expect(await sessionOf(store, token, later(rules.adminIdleMinutes))).toBeNull()
  })

  it('are not signed in again by a clock that is set back (A28)', async () => {
    const token = await member('qualityReviewer')
    expect(await sessionOf(store, token, later(10))).not.toBeNull()
    expect(await sessionOf(store, token, later(8))).toBeNull()
    const idle = await member('qualityReviewer')
    await opened('qualityreviewer', password, later(24 * 60)) // whoever signs in next sweeps what is over
    expect(await sessionOf(store, idle, later(1))).toBeNull()
  })

  it('are out at once when they sign out, change the password elsewhere, are disabled or lose the post (A20)', async () => {
    const one = await member('reviewer')
    await signOut(store, one, now)
    expect(await sessionOf(store, one, now)).toBeNull()
    const [other, mine] = [await opened('reviewer'), await opened('reviewer')]
    const changed = await change(mine ?? '', `${password}二`, password)
    const token = 'token' in changed ? changed.token : ''
    expect(await sessionOf(store, other ?? '', now)).toBeNull()
    expect(await sessionOf(store, mine ?? '', now)).toBeNull() // under a new token from now on (A17)
    const [post] = (await rosterOf(store, commission)).person('reviewer')?.posts ?? []
    await endPost(store, editor, post?.id ?? '', '2026-03-01')
    expect(await sessionOf(store, token, now)).toMatchObject({ who: null, posts: [] })
    await disable(store, editor, 'reviewer')
    expect(await sessionOf(store, token, now)).toBeNull()
    expect(await opened('reviewer', `${password}二`)).toBeNull()
  })

  it('are out at once when it was another server that ended their session, their post or their account', async () => {
    const elsewhere = await openStore(address)
    try {
      const token = await member('archivist')
      expect(await sessionOf(store, token, now)).toMatchObject({ personId: 'archivist', posts: [{ role: 'archivist' }] })
      const [post] = (await rosterOf(elsewhere, commission)).person('archivist')?.posts ?? []
      await endPost(elsewhere, editor, post?.id ?? '', '2026-03-01')
      expect(await sessionOf(store, token, now)).toMatchObject({ who: null, posts: [] })
      expect((await momentOf(store, commission, today, at)).roster.person('archivist')?.posts).toMatchObject([{ until: '2026-03-01' }])
      await disable(elsewhere, editor, 'archivist')
      expect(await sessionOf(store, token, now)).toBeNull()
    } finally {
      await elsewhere.close()
    }
  })

  it('see where they are signed in, end what they do not know, and are in ten places at most', async () => {
    const mine = await member('otherHandler')
    const session = await sessionOf(store, mine, now)
    if (!session) throw new Error('not signed in')
    const strange = await opened('otherhandler', password, later(1), '10.0.0.99')
    const [listed, own] = await sessionsOf(store, session, later(1))
    expect([listed, own]).toMatchObject([{ by: 'password', source: '10.0.0.99' }, { id: session.id, by: 'oneTimeCode', source: null }])
    expect(await endSession(store, { commission, personId: 'handler' }, listed?.id ?? '', now)).toBe(false)
    expect(await endSession(store, session, listed?.id ?? '', now)).toBe(true)
    expect(await sessionOf(store, strange ?? '', later(1))).toBeNull()
    for (let n = 0; n < 10; n++) await opened('otherhandler', password, later(2 + n / 10))
    expect(await sessionsOf(store, session, later(4))).toHaveLength(10)
    expect(await sessionOf(store, mine, later(4))).toBeNull()
  })

  it('act in one post at a time, of those they hold, and show who they are to change (B15)', async () => {
    const made = await appoint(store, editor, 'groupLeader', { role: 'officeHead', bodyId: null, zoneId: null, from: '2026-01-01', until: null })
    const token = await member('groupLeader')
    const first = (await sessionOf(store, token, now))?.posts.find((post) => post.role === 'groupLeader')?.id ?? ''
    expect(await sessionOf(store, token, now)).toMatchObject({ who: null })
    expect(await actAs(store, token, { postId: 'not mine', secret: null }, factorKey, now)).toMatchObject({ refusals: [{ code: 'NOT_YOUR_POST' }] })
    const chosen = await actAs(store, token, { postId: made, secret: null }, factorKey, now)
    const chosenToken = 'token' in chosen ? chosen.token : ''
    expect(await sessionOf(store, token, now)).toBeNull()
    expect(await sessionOf(store, chosenToken, now)).toMatchObject({ who: { role: 'officeHead' } })
    expect(await actAs(store, chosenToken, { postId: first, secret: null }, factorKey, now)).toMatchObject({ refusals: [{ code: 'SECRET_WANTED', field: 'secret' }] })
    expect(await actAs(store, chosenToken, { postId: first, secret: 'wrong' }, factorKey, now)).toMatchObject({ refusals: [{ code: 'WRONG_SECRET', field: 'secret' }] })
    expect(await sessionOf(store, chosenToken, now)).toMatchObject({ who: { role: 'officeHead' } })
    const changed = await actAs(store, chosenToken, { postId: first, secret: password }, factorKey, now)
    expect(await sessionOf(store, 'token' in changed ? changed.token : '', now)).toMatchObject({ who: { role: 'groupLeader' } })
    const [last] = (await links(store, commission, 0, 10_000)).slice(-1)
    expect(JSON.parse(last?.body ?? '')).toMatchObject({ event: 'actsAs', personId: 'groupLeader', from: made, postId: first })
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

  it('leave a trace of signing in and of being refused, and never a password or a token', async () => {
    const all = await links(store, commission, 0, 10_000)
    const events = all.filter((link) => link.kind === 'session').map((link) => (JSON.parse(link.body) as { event: string }).event)
    expect([...new Set(events)].sort()).toEqual(['actsAs', 'codeIssued', 'confirmRefused', 'confirmed', 'disabled', 'passwordChanged', 'passwordShown', 'sessionEnded', 'signInRefused', 'signedIn', 'signedOut', 'unlocked'])
    expect(all.some((link) => link.body.includes(password))).toBe(false)
    const kept = JSON.stringify(await store.fresh.select().from(store.t.sessions))
    const token = await opened('handler')
    expect(kept).not.toContain(token)
  })
})
