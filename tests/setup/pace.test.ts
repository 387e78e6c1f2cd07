import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pacing } from '../../src/pace.ts'

describe('the pace of a sender', () => {
  it('is taken as it comes up to the burst, then one by one', () => {
    const paced = pacing({ perSecond: 2, burst: 4 })
    expect([0, 0, 0, 0, 0, 0].map((at) => paced('a', at))).toEqual([0, 0, 0, 0, 1, 1])
    expect(paced('a', 499)).toBe(1)
    expect(paced('a', 500)).toBe(0)
    expect(paced('a', 501)).toBe(1)
    expect(paced('b', 501)).toBe(0)
  })

  it('never is more than the burst and what the time gives, whatever is sent when', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 1, maxLength: 200 }), (perSecond, burst, gaps) => {
      const paced = pacing({ perSecond, burst })
      let [now, taken] = [0, 0]
      for (const gap of gaps) {
        now += gap
        if (paced('a', now) === 0) taken++
      }
      expect(taken).toBeLessThanOrEqual(burst + (now / 1000) * perSecond)
    }))
  })

  it('after the wait that was named is taken', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 9 }), (perSecond, burst) => {
      const paced = pacing({ perSecond, burst })
      for (let n = 0; n < burst; n++) paced('a', 0)
      const seconds = paced('a', 0)
      expect(seconds).toBeGreaterThan(0)
      expect(paced('a', seconds * 1000)).toBe(0)
    }))
  })

  it('gains nothing from a clock set back, and nothing from very many other senders', () => {
    const paced = pacing({ perSecond: 1, burst: 1 })
    expect([paced('a', 10_000), paced('a', 0), paced('a', 10_500)]).toEqual([0, 1, 1])
    for (let n = 0; n < 30_000; n++) paced(`other ${n}`, 10_600)
    expect(paced('other 29999', 10_600)).toBe(1)
  })
})
