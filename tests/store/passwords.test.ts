import { createHook } from 'node:async_hooks'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashed, isTyped, matching, passwordFaults, TooMany } from '../../src/store/passwords.ts'
import { keyFrom, newKeyText, seal, unsealed, type SealingKey } from '../../src/store/sealed.ts'
import { base32, codeOf, isCode, newSecret, stepAt, stepOf, uriOf } from '../../src/store/totp.ts'

const codes = (password: string, profile: 'djbh3' | 'asvs' = 'djbh3', login = 'handler') => passwordFaults(password, login, profile).map((one) => one.code)
const same = async (typed: string, kept: string) => (await matching([[typed, kept]]))[0]

describe('a new password', () => {
  it.each([
    ['', ['PASSWORD_SHORT', 'PASSWORD_PLAIN', 'PASSWORD_COMMON']],
    [' ', ['PASSWORD_SHORT', 'PASSWORD_PLAIN', 'PASSWORD_COMMON']],
    ['Kurz-7!', ['PASSWORD_SHORT']],
    ['nur kleine', ['PASSWORD_PLAIN']],
    ['Password12345', ['PASSWORD_COMMON']],
    ['P@ssw0rd2026!', ['PASSWORD_COMMON']],
    ['Huapian@2026', ['PASSWORD_COMMON']],
    ['2026_Hua.pian!', ['PASSWORD_COMMON']],
    ['划片审理@2026Aa', ['PASSWORD_COMMON']],
    ['Xiamen-Jiwei-2026', ['PASSWORD_COMMON']],
    ['Xiamen ist weit 7', []],
    ['Aa1Aa1Aa1Aa1', ['PASSWORD_COMMON']],
    ['my-Handler-7', ['PASSWORD_HAS_LOGIN']],
    ['x'.repeat(257), ['PASSWORD_LONG']],
    [`Lang genug 7\0`, ['PASSWORD_LONG']],
    ['Lang genug 7\ud800', ['PASSWORD_LONG']],
    ['Lang genug 7', []],
    ['中文短句 Ab 7 也可以', []],
  ])('after 等保 is judged: %j', (password, expected) => expect(codes(password)).toEqual(expected))

  it.each([
    ['nur kleine worte reichen', []],
    ['elf zeichen', ['PASSWORD_SHORT']],
    ['password1234', ['PASSWORD_COMMON']],
  ])('after ASVS needs length and no kinds: %j', (password, expected) => expect(codes(password, 'asvs')).toEqual(expected))

  it('is counted in characters, not in the units they are stored in', () => {
    expect(codes('𠮷𠮷𠮷Ab7!x')).toContain('PASSWORD_SHORT')
    expect(isTyped('𠮷'.repeat(256))).toBe(true)
    expect(isTyped('𠮷'.repeat(257))).toBe(false)
  })
})

describe('a password', () => {
  it('is verified as it was typed, in NFC: composed and decomposed are one, full-width digits are others, nothing is cut (A01, A02)', async () => {
    const kept = await hashed('Caf\u00e9 123 und mehr')
    expect(await same('Cafe\u0301 123 und mehr', kept)).toBe(true)
    expect(await same('Caf\u00e9 １２３ und mehr', kept)).toBe(false)
    expect(await same('Caf\u00e9 123 und mehr ', kept)).toBe(false)
    const long = await hashed(`${'x'.repeat(72)}A`)
    expect(await same(`${'x'.repeat(72)}B`, long)).toBe(false)
    expect(await same('', await hashed('\0'))).toBe(false)
  })

  it('costs the same whether there is one to compare with or not', async () => {
    const counted = async (work: () => Promise<unknown>) => {
      let jobs = 0
      const hook = createHook({ init: (_id, type) => { if (type === 'ARGON2REQUEST') jobs++ } }).enable()
      await work()
      hook.disable()
      return jobs
    }
    const kept = await hashed('Lang genug 7')
    expect(await counted(() => matching([['a', kept], ['b', null]]))).toBe(2)
    expect(await counted(() => matching([['a', null], ['b', null]]))).toBe(2)
  })

  it('waits its turn behind a few others, and is sent away beyond (I04)', async () => {
    const all = await Promise.allSettled(Array.from({ length: 40 }, () => matching([['a', null]])))
    const refused = all.filter((one) => one.status === 'rejected')
    expect(refused).toHaveLength(40 - 16)
    expect(refused.every((one) => one.reason instanceof TooMany)).toBe(true)
    expect(await matching([['a', null]])).toEqual([false])
  })
})

describe('a code', () => {
  // RFC 6238, appendix B, SHA-1: the last six of eight digits.
  const secret = Buffer.from('12345678901234567890')
  it.each([[59, '287082'], [1_111_111_109, '081804'], [1_111_111_111, '050471'], [1_234_567_890, '005924'], [2_000_000_000, '279037'], [20_000_000_000, '353130']])('at second %i is that of the standard', (second, code) => {
    const at = new Date(second * 1000).toISOString()
    expect(codeOf(secret, stepAt(at))).toBe(code)
    expect(stepOf(secret, ` ${code.slice(0, 3)} ${code.slice(3)}`, at)).toBe(stepAt(at))
  })

  it('is taken half a minute early and late, and no further', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), fc.integer({ min: -5, max: 5 }), fc.uint8Array({ minLength: 20, maxLength: 20 }), (second, away, bytes) => {
      const at = new Date((second + 1000) * 1000).toISOString()
      const own = Buffer.from(bytes)
      const step = stepAt(at) + away
      const taken = stepOf(own, codeOf(own, step), at)
      const twins = [-1, 0, 1].some((n) => codeOf(own, stepAt(at) + n) === codeOf(own, step))
      expect(taken !== null).toBe(Math.abs(away) <= 1 || twins)
    }))
  })

  it.each(['', '12345', '1234567', 'abcdef', '１２３４５６', '12345\0'])('is not %j', (text) => {
    expect(isCode(text)).toBe(false)
    expect(stepOf(secret, text, '2026-03-02T01:00:00.000Z')).toBeNull()
  })

  it('has a secret that an app can read', () => {
    expect(base32(Buffer.from('Hello!\u00de\u00ad', 'latin1'))).toBe('JBSWY3DPEHPK2')
    const own = newSecret()
    expect(own).toHaveLength(20)
    expect(uriOf(own, '张三')).toBe(`otpauth://totp/${encodeURIComponent('划片审理:张三')}?secret=${base32(own)}&issuer=${encodeURIComponent('划片审理')}&algorithm=SHA1&digits=6&period=30`)
  })
})

describe('a sealed secret', () => {
  const key = keyFrom(newKeyText()) as SealingKey
  it('opens with its key, in its place, unchanged, and in no other way', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.nat(), (bytes, n) => {
      const sealed = seal(key, Buffer.from(bytes), 'here')
      expect(unsealed(key, sealed, 'here')?.equals(Buffer.from(bytes))).toBe(true)
      expect(unsealed(key, sealed, 'there')).toBeNull()
      expect(unsealed(keyFrom(newKeyText()) as SealingKey, sealed, 'here')).toBeNull()
      const [version, ...parts] = sealed.split('.')
      const changed = parts.map((part, at) => {
        const raw = Buffer.from(part, 'base64url')
        if (at === n % 3) raw[n % raw.length] = (raw[n % raw.length] ?? 0) ^ 1
        return raw.toString('base64url')
      })
      expect(unsealed(key, [version, ...changed].join('.'), 'here')).toBeNull()
    }), { numRuns: 50 })
    expect(unsealed(key, 'v2.a.b.c', 'here')).toBeNull()
    expect([keyFrom('short'), keyFrom('g'.repeat(64))]).toEqual([null, null])
  })
})
