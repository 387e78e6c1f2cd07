import { describe, expect, it } from 'vitest'
import { readSettings, withoutPassword } from '../../src/settings.ts'

const settingsFrom = (environment: Record<string, string>) => {
  const read = readSettings(environment)
  return 'settings' in read ? read.settings : read.faults
}

describe('the settings', () => {
  it('have a default each', () => {
    expect(settingsFrom({})).toEqual({
      port: 4000, host: '127.0.0.1', databaseUrl: '.huapian/huapian.db', production: false, commission: 'xm', secureCookies: false, ratePerSession: 30, ratePerAddress: 300, trustedOperations: [],
    })
  })

  it('count an empty variable as not set, and blanks around a value as nothing', () => {
    expect(settingsFrom({ PORT: '', HOST: ' ', DATABASE_URL: ' a.db ' })).toMatchObject({ port: 4000, host: '127.0.0.1', databaseUrl: 'a.db' })
  })

  it('send the cookie over TLS only in production, unless told otherwise', () => {
    expect(settingsFrom({ NODE_ENV: 'production' })).toMatchObject({ production: true, secureCookies: true })
    expect(settingsFrom({ NODE_ENV: 'production', SECURE_COOKIES: 'false' })).toMatchObject({ secureCookies: false })
  })

  it('name every fault at once, each in one line', () => {
    const faults = settingsFrom({ PORT: '70000', HOST: 'a b', DATABASE_URL: 'mysql://a/b', NODE_ENV: 'prod', COMMISSION: '厦门', SECURE_COOKIES: '1' })
    expect(faults).toEqual([
      expect.stringMatching(/^PORT：.*现在是“70000”$/),
      expect.stringMatching(/^HOST：/),
      expect.stringMatching(/^DATABASE_URL：.*postgres:\/\//),
      expect.stringMatching(/^NODE_ENV：/),
      expect.stringMatching(/^COMMISSION：/),
      expect.stringMatching(/^SECURE_COOKIES：/),
    ])
  })

  it.each([['RATE_PER_SESSION', '0'], ['RATE_PER_ADDRESS', '-1'], ['RATE_PER_ADDRESS', '12345678'], ['TRUSTED_OPERATIONS', 'no-such-file.json'], ['TRUSTED_OPERATIONS', 'package.json']])('refuse %s=%s', (name, text) => {
    expect(settingsFrom({ [name]: text })).toEqual([expect.stringMatching(new RegExp(`^${name}：`))])
  })

  it.each(['postgres://', 'postgres://host', 'postgres://host/', 'postgres://u:p@h:x/db', 'data/', 'http://host/db'])('refuse %s as a database', (url) => {
    expect(settingsFrom({ DATABASE_URL: url })).toEqual([expect.stringMatching(/^DATABASE_URL：/)])
  })

  it.each(['data/huapian.db', '/srv/数据.db', 'postgres://u:p@h:5432/db', 'postgresql://h/db?sslmode=require'])('take %s as a database', (url) => {
    expect(settingsFrom({ DATABASE_URL: url })).toMatchObject({ databaseUrl: url })
  })

  it('never show a password', () => {
    expect(withoutPassword('postgres://reader:p4ss:w@rd@host/db')).toBe('postgres://reader:***@host/db')
    expect(settingsFrom({ DATABASE_URL: 'mysql://u:secret@host/db' })).toEqual([expect.not.stringContaining('secret')])
  })
})
