import { describe, expect, it } from 'vitest'
import { gathering } from '../../src/store/gather.ts'

/** How many have come: one more at each look, from so many on, up to so many. */
const coming = (from: number, to: number) => {
  let came = from - 1
  return { count: () => (came = Math.min(to, came + 1)), came: () => came }
}

describe('gathering what is written together', () => {
  it('does not wait where one comes alone', async () => {
    const gathered = gathering()
    for (let n = 0; n < 5; n++) {
      let looks = 0
      await gathered(() => (looks++, 1))
      expect(looks).toBe(1)
    }
  })

  it('waits until as many are there as came of late, and no longer', async () => {
    const gathered = gathering()
    await gathered(() => 6)
    const { count, came } = coming(2, 9)
    await gathered(count)
    expect(came()).toBe(6)
  })

  it('goes on without them where they do not come', async () => {
    const gathered = gathering()
    await gathered(() => 6)
    let looks = 0
    await gathered(() => (looks++, 2))
    expect(looks).toBeGreaterThan(1)
  })

  it('finds out that there are more by now', async () => {
    const gathered = gathering()
    const most: number[] = []
    for (let n = 0; n < 20; n++) {
      const { count, came } = coming(2, 12)
      await gathered(count)
      most.push(came())
    }
    expect(most.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 2))
    expect(most.at(-1)).toBeGreaterThan(2)
  })

  it('waits for nobody any more once those who came have long been gone', async () => {
    const gathered = gathering()
    await gathered(() => 6)
    for (let n = 0; n < 8; n++) await gathered(() => 1)
    let looks = 0
    await gathered(() => (looks++, 1))
    expect(looks).toBe(1)
  })
})
