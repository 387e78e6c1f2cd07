import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BadText, canonical } from '../../src/store/canonical.ts'

/** The same value with the keys of every object the other way round. */
const reversed = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(reversed)
  : value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).toReversed().map(([key, one]) => [key, reversed(one)]))
  : value

const sortedKeys = (value: unknown): boolean =>
  Array.isArray(value) ? value.every(sortedKeys)
  : value === null || typeof value !== 'object' || (Object.keys(value).every((key, n, keys) => n === 0 || (keys[n - 1] ?? '') < key) && Object.values(value).every(sortedKeys))

/** Names, as keys of what is stored are; a key that is a number has a place of its own in every JavaScript object. */
const name = fc.string({ minLength: 1, maxLength: 4 }).map((text) => `k${text}`)
const wellFormed = fc.string({ unit: 'binary' }).filter((one) => !one.includes('\0'))
const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, wellFormed, fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(name, tie('value'), { maxKeys: 5 })),
}))

describe('the text of a value', () => {
  it('is one, in whatever order its keys were written, and says the value', () => {
    fc.assert(fc.property(values, (value) => {
      const written = canonical(value)
      expect(canonical(reversed(value))).toBe(written)
      expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(sortedKeys(JSON.parse(written))).toBe(true)
    }), { numRuns: 500 })
  })

  it('is the same where a part of it was read from such a text', () => {
    const some = fc.dictionary(name, values, { maxKeys: 5 })
    fc.assert(fc.property(some, some, (stored, more) => {
      const read = JSON.parse(canonical(stored)) as object
      const changed = { ...read, ...more }
      expect(canonical(changed, read)).toBe(canonical(changed))
    }), { numRuns: 500 })
  })

  it('leaves out what is undefined, and is null where that is all', () => {
    expect(canonical({ b: undefined, a: [undefined, { d: 1, c: undefined }] })).toBe('{"a":[null,{"d":1}]}')
    expect(canonical(undefined)).toBe('null')
  })

  it.each(['\ud800', '\udc00后面', '前面\ud83d', '中间\0有空字符'])('is refused for %j, in a value, in a list, in a key', (bad) => {
    for (const value of [bad, { a: bad }, [[bad]], { [bad]: 1 }, { b: { a: [{ c: bad }] } }]) expect(() => canonical(value)).toThrow(BadText)
  })

  it('keeps control characters, backslashes and all that is well-formed', () => {
    for (const text of ['\u0001\u001f', String.raw`\u0000`, String.raw`\ud800`, '𠮷😀', '\u2028']) expect(JSON.parse(canonical({ text }))).toEqual({ text })
  })
})
