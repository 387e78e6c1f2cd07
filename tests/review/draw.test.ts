import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commitmentTo, drawFaults, drawFrom, lineOf, listHashOf, sealOf, seedOf, type Candidate, type Drawn, type DrawSize } from '../../src/review/draw.ts'

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

const candidate = fc.record({ caseId: fc.uuid(), bodyId: fc.constantFrom('P01', 'P02', 'P03', 'P25'), n: fc.integer({ min: 1, max: 99 }), blind: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 }) })
  .map(({ n, ...one }): Candidate => ({ ...one, number: `划审三〔2026〕${n}号`, closedOn: '2026-01-05' }))
const candidates = fc.uniqueArray(candidate, { minLength: 1, maxLength: 40, selector: ({ caseId }) => caseId })
const size: fc.Arbitrary<DrawSize> = fc.record({ perBody: fc.integer({ min: 1, max: 4 }), total: fc.option(fc.integer({ min: 4, max: 30 })) })
const text = fc.string({ minLength: 1, maxLength: 64 })

const drawn = (some: readonly Candidate[], asked: DrawSize, secret: string, beacon: string): Drawn => {
  const lines = some.map((one) => lineOf(one, sha256))
  const listHash = listHashOf(lines, sha256)
  const seed = seedOf({ listHash, secret, beacon }, sha256)
  return { ...asked, lines, listHash, commitment: commitmentTo(secret, sha256), secret, beacon, seed, seals: drawFrom(lines, asked, seed, sha256) }
}

describe('a draw', () => {
  it('comes out the same from the same seed, in whatever order the list comes', () => {
    fc.assert(fc.property(candidates, size, text, text, (some, asked, secret, beacon) => {
      const one = drawn(some, asked, secret, beacon)
      expect(drawn(some.toReversed(), asked, secret, beacon)).toEqual({ ...one, lines: one.lines.toReversed() })
      expect(drawFaults(one, sha256)).toEqual([])
    }))
  })

  it('takes from every body that has a case, as many as were asked, and never a case twice', () => {
    fc.assert(fc.property(candidates, size, text, (some, asked, seed) => {
      const lines = some.map((one) => lineOf(one, sha256))
      const seals = drawFrom(lines, asked, seed, sha256)
      expect(new Set(seals).size).toBe(seals.length)
      let least = 0
      for (const [bodyId, own] of Map.groupBy(lines, (line) => line.bodyId)) {
        least += Math.min(asked.perBody, own.length)
        expect(own.filter(({ seal }) => seals.includes(seal)).length, bodyId).toBeGreaterThanOrEqual(Math.min(asked.perBody, own.length))
      }
      expect(seals.length).toBe(Math.min(lines.length, Math.max(least, asked.total ?? 0)))
    }))
  })

  it('is bound to its list: another case, number, body or random text gives another hash', () => {
    fc.assert(fc.property(candidates, fc.nat(), fc.constantFrom('caseId', 'number', 'bodyId', 'blind' as const), (some, at, field) => {
      const n = at % some.length
      const other = some.with(n, { ...some[n]!, [field]: `${some[n]![field as keyof Candidate]}x` })
      const hashOf = (list: readonly Candidate[]) => listHashOf(list.map((one) => lineOf(one, sha256)), sha256)
      expect(hashOf(other)).not.toBe(hashOf(some))
      expect(hashOf(some.slice(0, -1))).not.toBe(hashOf(some))
    }))
  })

  it('is taken apart by whatever was changed in it afterwards', () => {
    fc.assert(fc.property(candidates.filter((some) => some.length > 1), text, text, (some, secret, beacon) => {
      const kept = drawn(some, { perBody: 1, total: null }, secret, beacon)
      expect(drawFaults({ ...kept, secret: `${secret}x` }, sha256)).toContain('密语与固定名单时的承诺不符')
      expect(drawFaults({ ...kept, beacon: `${beacon}x` }, sha256)).toContain('种子不是由名单、密语和审计链算出的')
      expect(drawFaults({ ...kept, lines: kept.lines.slice(1) }, sha256)).toContain('名单与固定时的杂凑不符')
      expect(drawFaults({ ...kept, seals: kept.seals.slice(1) }, sha256)).toContain('抽取结果与种子不符')
      expect(drawFaults({ ...kept, lines: [...kept.lines, kept.lines[0]!] }, sha256)).toContain('名单中有重复的封签')
    }))
  })

  it('can be repeated by hand', () => {
    const one: Candidate = { caseId: 'xm-1', number: '划审三〔2026〕1号', bodyId: 'P25', closedOn: '2026-01-05', blind: '00' }
    // printf '00|xm-1|划审三〔2026〕1号|P25' | sha256sum
    expect(sealOf(one, sha256)).toBe('e718c3c47e61cd127013e96b25e26452a1d436d954279a4bbc73fad6fda253b2')
  })
})
