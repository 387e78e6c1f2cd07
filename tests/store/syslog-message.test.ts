/** Links and heads as messages of RFC 5424, read by a reader of that grammar which shares nothing with the product. */
import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkKinds, type AuditRow } from '../../src/store/audit.ts'
import { digest } from '../../src/store/canonical.ts'
import { headsIn } from '../../src/store/kept-heads.ts'
import { signerOf } from '../../src/store/signing.ts'
import { headMessage, linkMessage } from '../../src/store/syslog-message.ts'
import { commission } from '../help/city.ts'
import { messageIn } from '../help/syslog.ts'
import { at } from './city.ts'

const link = (more: Partial<AuditRow> = {}): AuditRow => ({ seq: 7, at, kind: 'step', algorithm: 'SM3', prev: 'ab'.repeat(32), hash: 'cd'.repeat(32), body: '{"seq":7}', ...more })
const read = (more: Partial<AuditRow> = {}) => messageIn(linkMessage(commission, link(more)))

describe('a link as a message', () => {
  it('says when, from which program, what kind and where in the chain, and carries its text', () => {
    expect(read()).toEqual({
      facility: 13, severity: 6, timestamp: at, hostname: expect.any(String) as unknown, appName: 'huapian', procId: String(process.pid), msgId: 'step',
      data: { 'link@32473': { commission, seq: '7', algorithm: 'SM3', prev: 'ab'.repeat(32), hash: 'cd'.repeat(32) } }, text: '{"seq":7}',
    })
  })

  it('is a message of every kind, and the first link has an empty hash before it', () => {
    for (const kind of linkKinds) expect(read({ kind })).toMatchObject({ facility: 13, msgId: kind })
    expect(read({ prev: '' }).data['link@32473']).toMatchObject({ prev: '' })
  })

  it.each([
    ['what was asked for in vain', { kind: 'denied' }, 4],
    ['a step that was refused', { kind: 'refusal' }, 5],
    ['a sign-in that was refused', { kind: 'session', body: '{"event":"signInRefused"}' }, 4],
    ['a sign-in', { kind: 'session', body: '{"event":"signedIn"}' }, 6],
    ['a reading', { kind: 'reading' }, 6],
    ['a text that is none', { kind: 'grant', body: 'null' }, 6],
  ])('has the severity of its kind: %s', (_what, more, severity) => {
    expect(read(more).severity).toBe(severity)
  })

  it('has no time where there is none that RFC 5424 can write', () => {
    expect(read({ at: '昨天' }).timestamp).toBe('-')
  })

  it('comes out of the reader as it went in, whatever stands in it', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }).filter((one) => one.isWellFormed()), fc.string({ unit: fc.constantFrom('"', '\\', ']', '[', ' ', '=', '<', '\n', '\0', '案', '\ufeff', '🀄') }))
    fc.assert(fc.property(text, text, text, text, (algorithm, prev, hash, body) => {
      const { data, text: said } = read({ algorithm, prev, hash, body })
      expect({ data, said }).toEqual({ data: { 'link@32473': { commission, seq: '7', algorithm, prev, hash } }, said: body })
    }), { numRuns: 1000 })
  })

  it('lets whoever has its text and the hash before it reckon its hash', () => {
    const [prev, body] = ['ab'.repeat(32), '{"note":"引号“]”与 \\\\ 和 🀄"}']
    const { data, text } = read({ prev, body, hash: digest(prev + body) })
    const said = data['link@32473']
    expect(digest(`${said?.prev}${text}`, said?.algorithm)).toBe(said?.hash)
  })
})

describe('a head as a message', () => {
  it('has a line of a heads file for its text, whose signature holds', () => {
    const signer = signerOf(generateKeyPairSync('ed25519').privateKey)
    const head = signer.sign({ commission, seq: 7, hash: 'cd'.repeat(32), at })
    const { text, ...told } = messageIn(headMessage(head))
    expect(told).toMatchObject({ facility: 13, severity: 6, timestamp: at, msgId: 'head', data: { 'head@32473': { commission, seq: '7', hash: head.hash, keyId: signer.keyId } } })
    expect(headsIn(text, 'sent', signer.keys)).toEqual({ heads: [head], faults: [] })
  })
})
