import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addHours } from '../../src/review/day.ts'
import { links } from '../../src/store/audit.ts'
import { changePassword, confirm } from '../../src/store/confirm.ts'
import { activateFactor, giveCode, hasFactor, keyFits, offerFactor } from '../../src/store/factor.ts'
import { keyFrom, newKeyText, type SealingKey } from '../../src/store/sealed.ts'
import { disable, issueCode, sessionOf, signIn, unlock } from '../../src/store/sessions.ts'
import type { Store } from '../../src/store/store.ts'
import { linkSubject, signInBySubject, unlinkSubject } from '../../src/store/subjects.ts'
import { codeOf, stepAt } from '../../src/store/totp.ts'
import { commission, today } from '../help/city.ts'
import { factorKey as key } from '../api/browser.ts'
import { at, cityIn, editor } from './city.ts'
import { engines, type Engine } from './engines.ts'
import { withoutFactor } from './reset.ts'

describe.each(engines)('a second factor on $name', ({ start }) => {
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
  const later = (seconds: number) => ({ on: today, at: new Date(Date.parse(at) + seconds * 1000).toISOString() })
  const password = 'Ein langer Satz 7'

  /** The secret as bytes, as an app keeps it. */
  const bytes = (base32: string) => Buffer.from([...base32].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('').match(/.{8}/g)?.map((bits) => Number.parseInt(bits, 2)) ?? [])
  const codeAt = (secret: string, when: { at: string }, steps = 0) => codeOf(bytes(secret), stepAt(when.at) + steps)
  const tokenIn = (outcome: object): string => ('token' in outcome ? String(outcome.token) : expect.fail(JSON.stringify(outcome)))
  const opened = async (login: string, when = now, given = password) => (await signIn(store, commission, { login, password: given }, when))?.token ?? expect.fail('not signed in')

  /** Somebody's first day: the code, a password. */
  async function newcomer(personId: string): Promise<string> {
    const issued = await issueCode(store, editor, personId, personId)
    return tokenIn(await changePassword(store, await opened(personId, now, 'code' in issued ? issued.code : ''), { current: '', password }, 'djbh3', now))
  }

  /** And an app bound on it. */
  async function bound(personId: string): Promise<{ token: string; secret: string }> {
    const first = await newcomer(personId)
    const offer = await offerFactor(store, first, { password: '', enrolCode: '' }, key, now)
    if (!('secret' in offer)) throw new Error('refused')
    return { token: tokenIn(await activateFactor(store, first, codeAt(offer.secret, now), key, now)), secret: offer.secret }
  }

  it('is bound on the first day, and wanted at every sign-in from then on; until it is given there is nobody', async () => {
    const { token, secret } = await bound('handler')
    expect(await sessionOf(store, token, now)).toMatchObject({ strong: true, awaitsCode: false, who: { role: 'handler' } })
    const half = await opened('handler', later(60))
    expect(await sessionOf(store, half, later(60))).toMatchObject({ awaitsCode: true, strong: false, who: null, confirmedUntil: null })
    expect(await confirm(store, half, password, key, later(60))).toMatchObject({ refusals: [{ code: 'NOT_SIGNED_IN' }] })
    expect(await changePassword(store, half, { current: password, password: 'Ein anderer Satz 8' }, 'djbh3', later(60))).toMatchObject({ refusals: [{ code: 'NOT_SIGNED_IN' }] })
    expect(await offerFactor(store, half, { password, enrolCode: '' }, key, later(60))).toMatchObject({ refusals: [{ code: 'NOT_SIGNED_IN' }] })
    const whole = tokenIn(await giveCode(store, half, codeAt(secret, later(60)), key, later(60)))
    expect(await sessionOf(store, half, later(60))).toBeNull()
    expect(await sessionOf(store, whole, later(60))).toMatchObject({ awaitsCode: false, strong: true, who: { role: 'handler' } })
    expect(await sessionOf(store, await opened('handler', later(120)), later(120 + 5 * 60))).toBeNull() // a code is not waited for long
  })

  it('takes no code twice, of the same code given twice at once one, and none of two steps ago (A13)', async () => {
    const { secret } = await bound('bodyHead')
    const when = later(300)
    const code = codeAt(secret, when)
    const [one, two, three] = await Promise.all([opened('bodyhead', when), opened('bodyhead', when), opened('bodyhead', when)])
    const both = await Promise.all([giveCode(store, one, code, key, when), giveCode(store, two, code, key, when)])
    expect(both.filter((outcome) => 'token' in outcome)).toHaveLength(1)
    expect(await giveCode(store, three, code, key, when)).toMatchObject({ refusals: [{ code: 'WRONG_CODE' }] })
    expect(await giveCode(store, three, codeAt(secret, when, -2), key, when)).toMatchObject({ refusals: [{ code: 'WRONG_CODE' }] })
    expect(await giveCode(store, three, codeAt(secret, when, -1), key, when)).toMatchObject({ refusals: [{ code: 'WRONG_CODE' }] }) // before the last one
    expect(await giveCode(store, three, codeAt(secret, when, 1), key, when)).toHaveProperty('token')
  })

  it('is locked by five wrong codes, for the right one too, with the same answer, until the lock ends or is ended (A13)', async () => {
    const { secret } = await bound('officeHead')
    const when = later(600)
    const half = await opened('officehead', when)
    const wrong = codeAt(secret, when) === '000000' ? '111111' : '000000'
    const answers = []
    for (let n = 0; n < 5; n++) answers.push(await giveCode(store, half, wrong, key, when))
    answers.push(await giveCode(store, half, codeAt(secret, when), key, when))
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1)
    await unlock(store, editor, 'officeHead')
    expect(await giveCode(store, half, codeAt(secret, when), key, when)).toHaveProperty('token')
    const again = later(600 + 31 * 60)
    expect(await giveCode(store, await opened('officehead', again), codeAt(secret, again), key, again)).toHaveProperty('token')
  })

  it('is not bound by a session with the password alone: the administrator gives a code for it, once, for a day (A14)', async () => {
    await newcomer('lead')
    const token = await opened('lead')
    const offer = (more: { password?: string; enrolCode?: string }, when = now, as = token) => offerFactor(store, as, { password, enrolCode: '', ...more }, key, when)
    expect(await offer({})).toMatchObject({ refusals: [{ code: 'WRONG_PASSWORD_OR_CODE' }] })
    const enrolCode = await withoutFactor(store, editor, 'lead')
    expect(await sessionOf(store, token, now)).toBeNull()
    const anew = await opened('lead')
    expect(await offer({ enrolCode, password: 'wrong' }, now, anew)).toMatchObject({ refusals: [{ code: 'WRONG_PASSWORD_OR_CODE' }] })
    const tomorrow = later(24 * 3600)
    expect(await offer({ enrolCode }, tomorrow, await opened('lead', tomorrow))).toMatchObject({ refusals: [{ code: 'WRONG_PASSWORD_OR_CODE' }] })
    const offered = await offer({ enrolCode: enrolCode.toLowerCase() }, now, await opened('lead'))
    expect(offered).toMatchObject({ secret: expect.stringMatching(/^[A-Z2-7]{32}$/), uri: expect.stringContaining('otpauth://totp/') })
    expect(await hasFactor(store, { commission, personId: 'lead' })).toBe(false)
    const binding = await opened('lead')
    expect(await activateFactor(store, binding, '000000', key, now)).toMatchObject({ refusals: [{ code: 'WRONG_CODE' }] })
    const active = tokenIn(await activateFactor(store, binding, codeAt('secret' in offered ? offered.secret : '', now), key, now))
    expect(await hasFactor(store, { commission, personId: 'lead' })).toBe(true)
    expect(await offer({ enrolCode }, now, active)).toMatchObject({ refusals: [{ code: 'FACTOR_EXISTS' }] })
  })

  it('stays when the password is reset, and the password stays when it is reset (A16)', async () => {
    const { secret } = await bound('reviewer')
    const issued = await issueCode(store, editor, 'reviewer', 'reviewer')
    const half = await opened('reviewer', later(60), 'code' in issued ? issued.code : '')
    expect(await sessionOf(store, half, later(60))).toMatchObject({ awaitsCode: true, mustChange: true })
    const whole = tokenIn(await giveCode(store, half, codeAt(secret, later(60)), key, later(60)))
    tokenIn(await changePassword(store, whole, { current: '', password: `${password} neu` }, 'djbh3', later(60)))
    await withoutFactor(store, editor, 'reviewer')
    expect(await sessionOf(store, await opened('reviewer', later(90), `${password} neu`), later(90))).toMatchObject({ awaitsCode: false, mustChange: false })
  })

  it('is sealed: the database does not hold it, and another key does not open it', async () => {
    const { secret } = await bound('caseManager')
    const rows = JSON.stringify(await store.fresh.select().from(store.t.factors))
    for (const text of [secret, bytes(secret).toString('hex'), bytes(secret).toString('base64'), bytes(secret).toString('base64url')]) expect(rows).not.toContain(text)
    expect(await keyFits(store, key)).toBe(true)
    const other = keyFrom(newKeyText()) as SealingKey
    expect(await keyFits(store, other)).toBe(false)
    expect(await giveCode(store, await opened('casemanager', later(60)), codeAt(secret, later(60)), other, later(60))).toMatchObject({ refusals: [{ code: 'WRONG_CODE' }] })
  })

  it('confirms who one is as the password does, for some minutes and under a new token; guessing ends the session', async () => {
    const { token, secret } = await bound('groupLeader')
    expect(await sessionOf(store, token, now)).toMatchObject({ confirmedUntil: addHours(at, 1 / 6) })
    const when = later(700)
    const byCode = tokenIn(await confirm(store, token, codeAt(secret, when), key, when))
    expect(await sessionOf(store, token, when)).toBeNull()
    expect(await sessionOf(store, byCode, when)).toMatchObject({ confirmedUntil: later(1300).at })
    expect(await confirm(store, byCode, codeAt(secret, when), key, when)).toMatchObject({ refusals: [{ code: 'WRONG_SECRET' }] }) // used
    const byPassword = tokenIn(await confirm(store, byCode, password, key, when))
    for (let n = 0; n < 5; n++) {
      expect(await sessionOf(store, byPassword, when)).not.toBeNull()
      expect(await confirm(store, byPassword, 'wrong', key, when)).toMatchObject({ refusals: [{ code: 'WRONG_SECRET' }] })
    }
    expect(await sessionOf(store, byPassword, when)).toBeNull()
  })

  it('leaves a trace of every event, and never a secret, a code or a password', async () => {
    const all = (await links(store, commission, 0, 10_000)).filter((link) => link.kind === 'session')
    expect([...new Set(all.map((link) => (JSON.parse(link.body) as { event: string }).event))].sort()).toEqual([
      'codeIssued', 'codeRefused', 'codeWanted', 'confirmRefused', 'confirmed', 'enrolRefused', 'factorActive', 'factorOffered', 'factorReset', 'passwordChanged', 'sessionEnded', 'signedIn', 'unlocked',
    ])
    expect(all.filter((link) => /\b\d{6}\b|[A-Z2-7]{32}|langer Satz/.test(link.body.replace(/T[\d:.]+Z/g, '')))).toEqual([])
  })

  describe('a new password', () => {
    const change = (token: string, current: string, to: string, when = now) => changePassword(store, token, { current, password: to }, 'djbh3', when)

    it('wants the present one, and is none of the last five (A04)', async () => {
      let token = await newcomer('spareReviewer')
      expect(await change(token, '', `${password} 1`)).toMatchObject({ refusals: [{ code: 'WRONG_PASSWORD', field: 'current' }] })
      let current = password
      for (let n = 1; n < 5; n++) {
        token = tokenIn(await change(token, current, `${password} ${n}`, later(n)))
        current = `${password} ${n}`
        for (const former of [password, current]) expect(await change(token, current, former, later(n))).toMatchObject({ refusals: [{ code: 'PASSWORD_USED' }] })
      }
      token = tokenIn(await change(token, current, `${password} 5`, later(5)))
      expect(await change(token, `${password} 5`, `${password} 1`, later(5))).toMatchObject({ refusals: [{ code: 'PASSWORD_USED' }] })
      expect(await change(token, `${password} 5`, password, later(6))).toHaveProperty('token')
      expect(await store.fresh.$count(store.t.formerPasswords)).toBeLessThan(25)
    })

    it('is wanted after ninety days, and until then nothing else goes on', async () => {
      await newcomer('partyGroupContact')
      const due = { on: '2026-05-31', at: addHours(at, 24 * 90) } // a day later the account would be asleep
      const token = await opened('partygroupcontact', due)
      expect(await sessionOf(store, token, due)).toMatchObject({ mustChange: true })
      const fresh = tokenIn(await change(token, password, `${password} danach`, due))
      expect(await sessionOf(store, fresh, due)).toMatchObject({ mustChange: false })
    })

    it('is not guessed by a session: five wrong ones lock the account and end it', async () => {
      const token = await newcomer('otherContact')
      for (let n = 0; n < 5; n++) expect(await change(token, 'wrong', `${password} 1`)).toMatchObject({ refusals: [{ code: 'WRONG_PASSWORD' }] })
      expect(await sessionOf(store, token, now)).toBeNull()
      expect(await signIn(store, commission, { login: 'othercontact', password }, now)).toBeNull()
    })
  })

  describe('a provider', () => {
    const known = { issuer: 'https://id.example', subject: 'u-1' }
    const come = (subject = known, strong = false) => signInBySubject(store, commission, { ...subject, source: '10.0.0.7', strong }, later(900))

    it('lets in whoever an administrator linked, and makes no account', async () => {
      expect(await come()).toBeNull()
      await newcomer('archivist')
      await store.tx((db) => linkSubject(store, db, editor, 'archivist', known))
      const token = (await come())?.token ?? ''
      expect(await sessionOf(store, token, later(900))).toMatchObject({ personId: 'archivist', by: 'provider', source: '10.0.0.7', strong: false, awaitsCode: false })
      expect(await come({ ...known, issuer: 'https://other.example' })).toBeNull()
      await store.tx((db) => unlinkSubject(store, db, editor, known))
      expect(await sessionOf(store, token, later(900))).toBeNull()
      expect(await come()).toBeNull()
    })

    it('is believed in two factors where it is trusted, and otherwise the own one is asked for', async () => {
      const { secret } = await bound('committeeHead')
      await store.tx((db) => linkSubject(store, db, editor, 'committeeHead', known))
      expect(await sessionOf(store, (await come(known, true))?.token ?? '', later(900))).toMatchObject({ strong: true, awaitsCode: false })
      const half = (await come())?.token ?? ''
      expect(await sessionOf(store, half, later(900))).toMatchObject({ strong: false, awaitsCode: true, who: null })
      expect(await giveCode(store, half, codeAt(secret, later(900)), key, later(900))).toHaveProperty('token')
      await disable(store, editor, 'committeeHead')
      expect(await come()).toBeNull()
    })
  })
})
