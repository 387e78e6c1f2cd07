/** A real server that sends its records to a collector of logs, and one that has none. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { headsIn } from '../../src/store/kept-heads.ts'
import { readSigner } from '../../src/store/signing.ts'
import { selfSigned } from '../help/certificate.ts'
import { demoAt } from '../help/demo.ts'
import { listening, type Message } from '../help/syslog.ts'
import { ask, serving } from './running.ts'

const folder = mkdtempSync(join(tmpdir(), 'huapian-syslog-'))
const database = join(folder, 'one.db')
const stateFile = join(folder, 'syslog-xm.json')
beforeAll(() => demoAt(database), 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const seqOf = ({ data }: Message) => Number(data['link@32473']?.seq ?? data['head@32473']?.seq)
const signIn = (url: string) => ask(url, 'mutation { signIn(name: "nobody", password: "wrong") { __typename } }')
const chain = () => {
  const db = new Database(database, { readonly: true })
  try {
    return db.prepare('select seq, hash, body from audit order by seq').all() as { seq: number; hash: string; body: string }[]
  } finally {
    db.close()
  }
}

describe('a server', { timeout: 240_000 }, () => {
  it('sends nothing and keeps no place where no collector is named', async () => {
    const server = await serving({ DATABASE_URL: database })
    expect((await signIn(server.url)).status).toBe(200)
    await server.stop()
    expect(server.printed()).toContain('已停止')
    expect(server.printed()).not.toContain('外送')
    expect(readdirSync(folder).filter((name) => name.includes('syslog'))).toEqual([])
  })

  it('that has a collector sends it the whole chain over TLS, as it stands when it has stopped, and goes on from there', async () => {
    const own = selfSigned()
    writeFileSync(join(folder, 'ca.pem'), own.cert)
    const collector = await listening({ tls: own })
    const environment = { DATABASE_URL: database, AUDIT_SYSLOG: `tls://127.0.0.1:${collector.port}`, AUDIT_SYSLOG_CA_FILE: join(folder, 'ca.pem'), AUDIT_HEADS_LINKS: '500' }
    const first = await serving(environment)
    await signIn(first.url)
    await expect.poll(() => collector.messages().some(({ msgId, severity, text }) => msgId === 'session' && severity === 4 && text.includes('signInRefused')), { timeout: 60_000 }).toBe(true)
    await first.stop()
    expect(first.printed()).toContain(`审计记录外送：${environment.AUDIT_SYSLOG}（经 TLS 加密；送到哪一条记在 ${stateFile}）`)
    expect(first.printed()).not.toContain('"number"')

    const links = () => collector.messages().filter(({ msgId }) => msgId !== 'head')
    const kept = chain()
    expect(links().map((one) => ({ seq: seqOf(one), hash: one.data['link@32473']?.hash, body: one.text }))).toEqual(kept)
    const { heads, faults } = headsIn(collector.messages().filter(({ msgId }) => msgId === 'head').map(({ text }) => text).join('\n'), 'sent', readSigner(join(folder, 'audit-key.pem')).keys)
    expect([faults, heads.length, heads.at(-1)]).toEqual([[], Math.ceil(kept.length / 500), expect.objectContaining({ seq: kept.length, hash: kept.at(-1)?.hash })])
    expect(JSON.parse(readFileSync(stateFile, 'utf8'))).toEqual({ commission: 'xm', seq: kept.length, hash: kept.at(-1)?.hash })

    const second = await serving(environment)
    await signIn(second.url)
    await second.stop()
    expect(links().map(seqOf)).toEqual(chain().map(({ seq }) => seq))
    expect(links().length).toBeGreaterThan(kept.length)
    await collector.die()
  })

  it('answers as ever, and stops, where the collector never reads or is not there; that is told once', async () => {
    const mute = await listening({ reads: false })
    const other = { DATABASE_URL: database, AUDIT_SYSLOG_STATE_FILE: join(folder, 'other.json') }
    const beside = await serving({ ...other, AUDIT_SYSLOG: `tcp://127.0.0.1:${mute.port}` })
    for (let n = 0; n < 20; n++) expect((await signIn(beside.url)).status).toBe(200)
    await beside.stop()
    expect(beside.printed()).toContain('已停止')
    await mute.die()

    const alone = await serving({ ...other, AUDIT_SYSLOG: `tcp://127.0.0.1:${mute.port}` })
    await expect.poll(alone.printed, { timeout: 30_000 }).toContain('ECONNREFUSED')
    for (let n = 0; n < 5; n++) expect((await signIn(alone.url)).status).toBe(200)
    await alone.stop()
    const told = alone.printed().split('\n').filter((line) => line.startsWith('{'))
    expect(told.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual([expect.stringMatching(/^审计记录没有送到收集端，从第1条起稍后再送：connect ECONNREFUSED/)])
    expect(JSON.parse(readFileSync(join(folder, 'other.json'), 'utf8'))).toMatchObject({ seq: 0 })
  })

  it('refuses to start where it cannot keep its place', async () => {
    const nowhere = join(folder, 'none', 'place.json')
    await expect(serving({ DATABASE_URL: database, AUDIT_SYSLOG: 'udp://127.0.0.1', AUDIT_SYSLOG_STATE_FILE: nowhere })).rejects.toThrow(`AUDIT_SYSLOG_STATE_FILE 指定的 ${nowhere} 不能读写`)
    expect(existsSync(nowhere)).toBe(false)
  })
})
