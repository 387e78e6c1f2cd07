import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escaped, folded, icalendar } from '../../src/review/icalendar.ts'

const octets = (text: string) => Buffer.byteLength(text, 'utf8')
/** Any text that has an encoding, with many of the characters that matter here. */
const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom('\\', ';', ',', '\r', '\n', ' ', '\t', '\u0000', '\u007f', '划', '〔', '𠮷', '👩‍⚖️', 'é', 'a', '"') }))

/** Any character of Unicode that has an encoding and ends no line. */
const anyLine = fc.array(fc.integer({ min: 0, max: 0x10ffff }).filter((point) => point !== 10 && point !== 13 && (point < 0xd800 || point > 0xdfff)).map((point) => String.fromCodePoint(point)), { maxLength: 300 }).map((some) => some.join(''))

/** Reads back as a calendar program does: 3.1 and 3.3.11. */
const unfolded = (lines: string): string => lines.replaceAll('\r\n ', '')
const unescaped = (value: string): string => value.replaceAll(/\\([\\;,nN])/g, (_whole, mark: string) => (mark === 'n' || mark === 'N' ? '\n' : mark))
const sayable = (value: string): string => value.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll(/(?![\t\n])\p{Cc}/gu, '')

describe('a line of a calendar', () => {
  it('is never longer than 75 octets, and reads back whole', () =>
    fc.assert(fc.property(anyLine, (some) => {
      const made = folded(some)
      expect(made.split('\r\n').filter((part) => octets(part) > 75)).toEqual([])
      expect(made.split('\r\n').slice(1).filter((part) => !part.startsWith(' '))).toEqual([])
      expect(unfolded(made)).toBe(some)
    })))

  it('is folded between characters, each of whose octets stay together', () =>
    fc.assert(fc.property(anyLine, (some) => {
      expect(folded(some).split('\r\n').filter((part) => !part.isWellFormed())).toEqual([])
    })))

  it('as long as may be is not folded', () => {
    expect(folded('a'.repeat(75))).toBe('a'.repeat(75))
    expect(folded('a'.repeat(76))).toBe(`${'a'.repeat(75)}\r\n a`)
    expect(folded('划'.repeat(26))).toBe(`${'划'.repeat(25)}\r\n 划`)
    expect(folded(`a${'𠮷'.repeat(19)}`)).toBe(`a${'𠮷'.repeat(18)}\r\n 𠮷`)
  })
})

describe('a text', () => {
  it('reads back as it was, without what no text may hold', () => fc.assert(fc.property(text, (value) => { expect(unescaped(escaped(value))).toBe(sayable(value)) })))
  it('ends no line and no value', () => fc.assert(fc.property(text, (value) => { expect(escaped(value)).not.toMatch(/(?!\t)\p{Cc}|(?<!\\)(?:\\\\)*[;,]/u) })))
  it('with half a character is whole', () => expect(escaped('案\ud842号')).toBe('案\ufffd号'))
})

describe('a calendar', () => {
  const at = '2026-03-02T01:02:03.456Z'
  it('says each day as a whole day, with an id that stays', () => {
    expect(icalendar([{ uid: 'u@huapian', on: '2026-12-31', summary: '审理届满 划审三〔2026〕3号' }], { name: '划片审理期限', at }).split('\r\n').slice(15)).toEqual([
      'BEGIN:VEVENT', 'UID:u@huapian', 'DTSTAMP:20260302T010203Z', 'DTSTART;VALUE=DATE:20261231', 'DTEND;VALUE=DATE:20270101', 'SUMMARY:审理届满 划审三〔2026〕3号', 'TRANSP:TRANSPARENT', 'END:VEVENT', 'END:VCALENDAR', '',
    ])
  })
  it('is well-formed whatever is in it: CRLF alone, what begins ends, every property named', () =>
    fc.assert(fc.property(fc.array(fc.record({ uid: text, on: fc.constantFrom('2026-02-28', '2028-02-29', '2026-12-31'), summary: text })), text, (entries, name) => {
      const made = icalendar(entries, { name, at })
      expect(made.endsWith('\r\n')).toBe(true)
      expect(made.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
      const lines = unfolded(made).trimEnd().split('\r\n')
      const open: string[] = []
      for (const line of lines) {
        expect(line).toMatch(/^[A-Z-]+(;[A-Z]+=[A-Z]+)?:/)
        if (line.startsWith('BEGIN:')) open.push(line.slice(6))
        if (line.startsWith('END:')) expect(open.pop()).toBe(line.slice(4))
      }
      expect(open).toEqual([])
      expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(entries.length)
      expect(lines.filter((line) => line.startsWith('SUMMARY:')).map((line) => unescaped(line.slice(8)))).toEqual(entries.map(({ summary }) => sayable(summary)))
    })))
  it('without any day is a calendar still', () => expect(icalendar([], { name: '空', at })).toContain('BEGIN:VTIMEZONE'))
})
