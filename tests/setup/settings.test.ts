import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readSettings, withoutPassword } from '../../src/settings.ts'
import { selfSigned } from '../help/certificate.ts'

const folder = mkdtempSync(join(tmpdir(), 'huapian-settings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const settingsFrom = (environment: Record<string, string>) => {
  const read = readSettings(environment)
  return 'settings' in read ? read.settings : read.faults
}

describe('the settings', () => {
  it('have a default each', () => {
    expect(settingsFrom({})).toEqual({
      port: 4000, host: '127.0.0.1', databaseUrl: '.huapian/huapian.db', production: false, commission: 'xm', secureCookies: false, ratePerSession: 30, ratePerAddress: 300, trustedOperations: [],
      audit: { keyFile: '.huapian/audit-key.pem', headsDir: null, headsLinks: 1000, headsMinutes: 5, keepDays: null, syslog: null },
      passwordProfile: 'djbh3', factorKeyFile: null, attachments: { dir: '.huapian/attachments', keyFile: null, mostBytes: 200_000_000 }, trustedProxies: [], provider: null,
    })
  })

  it('count an empty variable as not set, and blanks around a value as nothing', () => {
    expect(settingsFrom({ PORT: '', HOST: ' ', DATABASE_URL: ' a.db ' })).toMatchObject({ port: 4000, host: '127.0.0.1', databaseUrl: 'a.db' })
  })

  it('send the cookie over TLS only in production, unless told otherwise', () => {
    expect(settingsFrom({ NODE_ENV: 'production', AUDIT_KEY_FILE: 'key.pem', FACTOR_KEY_FILE: 'key', ATTACHMENT_KEY_FILE: 'key' })).toMatchObject({ production: true, secureCookies: true })
    expect(settingsFrom({ NODE_ENV: 'production', AUDIT_KEY_FILE: 'key.pem', FACTOR_KEY_FILE: 'key', ATTACHMENT_KEY_FILE: 'key', SECURE_COOKIES: 'false' })).toMatchObject({ secureCookies: false })
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

  it.each([['RATE_PER_SESSION', '0'], ['RATE_PER_ADDRESS', '-1'], ['RATE_PER_ADDRESS', '12345678'], ['TRUSTED_OPERATIONS', 'no-such-file.json'], ['TRUSTED_OPERATIONS', 'package.json'], ['ATTACHMENT_MAX_MB', '0'], ['ATTACHMENT_MAX_MB', '2001']])('refuse %s=%s', (name, text) => {
    expect(settingsFrom({ [name]: text })).toEqual([expect.stringMatching(new RegExp(`^${name}：`))])
  })

  it('in production want each key, a folder for attachments beside a server of PostgreSQL, and a provider over TLS', () => {
    expect(settingsFrom({ NODE_ENV: 'production' })).toEqual([expect.stringMatching(/^FACTOR_KEY_FILE：.*openssl.*现在没有写$/), expect.stringMatching(/^ATTACHMENT_KEY_FILE：.*openssl.*现在没有写$/), expect.stringMatching(/^AUDIT_KEY_FILE：.*现在没有写$/)])
    expect(settingsFrom({ NODE_ENV: 'production', FACTOR_KEY_FILE: 'key', ATTACHMENT_KEY_FILE: 'key', AUDIT_KEY_FILE: 'key.pem', DATABASE_URL: 'postgres://host/db' })).toEqual([expect.stringMatching(/^ATTACHMENTS_DIR：/)])
    const provider = { NODE_ENV: 'production', FACTOR_KEY_FILE: 'key', ATTACHMENT_KEY_FILE: 'key', AUDIT_KEY_FILE: 'key.pem', OIDC_CLIENT_ID: 'huapian', OIDC_CLIENT_SECRET_FILE: 'secret', PUBLIC_URL: 'https://huapian.example' }
    expect(settingsFrom({ ...provider, OIDC_ISSUER: 'http://127.0.0.1:9000' })).toEqual([expect.stringMatching(/^OIDC_ISSUER：.*https/)])
    expect(settingsFrom({ ...provider, OIDC_ISSUER: 'https://id.example', OIDC_TRUST_MFA: 'true' })).toMatchObject({ provider: { issuer: 'https://id.example', clientId: 'huapian', secretFile: 'secret', publicUrl: 'https://huapian.example', trustMfa: true } })
  })

  it('want the rest of a provider with its address, and addresses that are some', () => {
    expect(settingsFrom({ OIDC_ISSUER: 'https://id.example' })).toEqual([expect.stringMatching(/^OIDC_CLIENT_ID：/), expect.stringMatching(/^OIDC_CLIENT_SECRET_FILE：/), expect.stringMatching(/^PUBLIC_URL：/)])
    expect(settingsFrom({ OIDC_ISSUER: 'http://id.example', PUBLIC_URL: 'https://huapian.example/path', TRUSTED_PROXIES: '10.0.0.1, proxy', PASSWORD_PROFILE: 'none' })).toEqual([
      expect.stringMatching(/^PASSWORD_PROFILE：/), expect.stringMatching(/^TRUSTED_PROXIES：/), expect.stringMatching(/^PUBLIC_URL：/), expect.stringMatching(/^OIDC_ISSUER：/),
    ])
    expect(settingsFrom({ TRUSTED_PROXIES: '10.0.0.1, ::1', PASSWORD_PROFILE: 'asvs' })).toMatchObject({ trustedProxies: ['10.0.0.1', '::1'], passwordProfile: 'asvs' })
  })

  it.each(['postgres://', 'postgres://host', 'postgres://host/', 'postgres://u:p@h:x/db', 'data/', 'http://host/db'])('refuse %s as a database', (url) => {
    expect(settingsFrom({ DATABASE_URL: url })).toEqual([expect.stringMatching(/^DATABASE_URL：/)])
  })

  it.each(['data/huapian.db', '/srv/数据.db', 'postgres://u:p@h:5432/db', 'postgresql://h/db?sslmode=require'])('take %s as a database', (url) => {
    expect(settingsFrom({ DATABASE_URL: url })).toMatchObject({ databaseUrl: url })
  })

  it('want a key for the heads in production, and put it beside the database elsewhere', () => {
    expect(settingsFrom({ NODE_ENV: 'production', FACTOR_KEY_FILE: 'key', ATTACHMENT_KEY_FILE: 'key' })).toEqual([expect.stringMatching(/^AUDIT_KEY_FILE：生产环境必须指定/)])
    expect(settingsFrom({ DATABASE_URL: '/srv/one/a.db' })).toMatchObject({ audit: { keyFile: '/srv/one/audit-key.pem' } })
    expect(settingsFrom({ DATABASE_URL: 'postgres://h/d' })).toMatchObject({ audit: { keyFile: '.huapian/audit-key.pem' } })
  })

  it.each([
    ['udp://10.0.0.9', 'udp', '10.0.0.9', 514], ['tcp://log.example', 'tcp', 'log.example', 601], ['tls://log.example', 'tls', 'log.example', 6514],
    ['tcp://log.example:5514/', 'tcp', 'log.example', 5514], ['TLS://[fd00::9]:10514', 'tls', 'fd00::9', 10_514], ['udp://[::1]', 'udp', '::1', 514],
  ])('take %s as a collector of logs', (text, protocol, host, port) => {
    expect(settingsFrom({ AUDIT_SYSLOG: text, DATABASE_URL: '/srv/one/a.db', COMMISSION: 'fz' })).toMatchObject({ audit: { syslog: { protocol, host, port, ca: null, stateFile: '/srv/one/syslog-fz.json' } } })
  })

  it.each(['log.example', 'http://log.example', 'udp://', 'udp://:514', 'udp://a b', 'udp://log.example:0', 'udp://log.example:65536', 'tcp://log.example:514/path', 'tls://log.example?x=1', 'tls://log.example#x', 'tcp://::1', 'tcp://[10.0.0.9]', 'tcp://[fd00::9', 'tcp://日志'])('refuse %s as one, in one sentence', (text) => {
    expect(settingsFrom({ AUDIT_SYSLOG: text })).toEqual([`AUDIT_SYSLOG：应当形如 udp://主机:514、tcp://主机:601 或者 tls://主机:6514（端口可以不写），现在是“${text}”`])
  })

  it('show no password of a collector, which has none', () => {
    expect(settingsFrom({ AUDIT_SYSLOG: 'tcp://sender:secret@log.example' })).toEqual([expect.not.stringContaining('secret')])
  })

  it('take certificates for a collector over TLS alone, and only where the file holds some', () => {
    const [good, bad, file] = [join(folder, 'ca.pem'), join(folder, 'bad.pem'), join(folder, 'place.json')]
    const { cert, key } = selfSigned()
    writeFileSync(good, `# ${key}${cert}${cert}`)
    writeFileSync(bad, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
    expect(settingsFrom({ AUDIT_SYSLOG: 'tls://log.example', AUDIT_SYSLOG_CA_FILE: good, AUDIT_SYSLOG_STATE_FILE: file })).toMatchObject({ audit: { syslog: { ca: cert + cert, stateFile: file } } })
    for (const wrong of [bad, file, 'package.json']) expect(settingsFrom({ AUDIT_SYSLOG: 'tls://log.example', AUDIT_SYSLOG_CA_FILE: wrong })).toEqual([`AUDIT_SYSLOG_CA_FILE：读不出这个文件，或者内容不是证书（PEM），现在是“${wrong}”`])
    for (const collector of ['', 'tcp://log.example']) expect(settingsFrom({ AUDIT_SYSLOG: collector, AUDIT_SYSLOG_CA_FILE: good })).toEqual([expect.stringMatching(/^AUDIT_SYSLOG_CA_FILE：只用于 tls:\/\/ 开头的 AUDIT_SYSLOG/)])
  })

  it.each([['179', 1], ['0', 1], ['-1', 1], ['永久', 1], ['180', 0], ['3650', 0]])('take %s days of keeping audit records only where the law does', (days, faults) => {
    const read = settingsFrom({ AUDIT_KEEP_DAYS: days })
    if (faults === 0) expect(read).toMatchObject({ audit: { keepDays: Number(days) } })
    else expect(read).toEqual([expect.stringMatching(/^AUDIT_KEEP_DAYS：审计记录至少保存 180 天/)])
  })

  it('never show a password', () => {
    expect(withoutPassword('postgres://reader:p4ss:w@rd@host/db')).toBe('postgres://reader:***@host/db')
    expect(settingsFrom({ DATABASE_URL: 'mysql://u:secret@host/db' })).toEqual([expect.not.stringContaining('secret')])
  })
})
