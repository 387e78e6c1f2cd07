/** A leak planted in any one door is caught by asking two worlds the same (P10 b); without one, nothing is found. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { schema } from '../../src/api/schema.ts'
import { changes } from './changes.ts'
import { differences, menuOf, partedBy, planFor, type Menu, type Pair, type Planned } from './compare.ts'
import { leaks, planted } from './leaks.ts'
import { storyOf } from './stories.ts'
import { cityOf, grown, razed, served, worldOf, type City } from './worlds.ts'

let city: City
let pair: Pair
let menu: Menu

beforeAll(async () => {
  city = await cityOf()
  const common = await grown(city, [
    storyOf(3, { key: 'a1', cast: 'own', number: '划审三〔2026〕1号', length: 24 }), storyOf(9, { key: 'a2', cast: 'own', number: '划审三〔2026〕2号', length: 12 }),
    storyOf(8, { key: 'a3', cast: 'far', number: '划审一〔2026〕3号', length: 20 }),
  ])
  const story = storyOf(5, { key: 'f1', cast: 'third', number: '划审一〔2026〕11号', asides: 3, length: 40 })
  const [a, b] = [await worldOf(common, [story]), await worldOf(common, [])]
  pair = { name: changes[0]!.name, a, b, story, id: a.kept.find((one) => one.key === story.key)!.id }
  menu = menuOf(pair)
}, 180_000)
afterAll(async () => {
  await pair.a.store.close()
  await pair.b.store.close()
  razed(city)
})

/** What somebody of the body, the group or the panel asks, the suspected door first: to them the worlds are the same. */
function plansFor(door: string, most: number) {
  const at = (plan: readonly Planned[]) => Object.groupBy(plan, ({ request }) => (request.door.startsWith(door) ? 'here' : 'elsewhere'))
  return partedBy(pair).blind.filter(({ personId }) => ['handler', 'groupLeader', 'lead'].includes(personId)).map((who, n) => {
    const { here = [], elsewhere = [] } = at(planFor(who, pair, menu, [], { people: 1, sampled: Infinity, steps: Infinity }, n))
    return { who, plan: [...here.slice(0, most), ...elsewhere.filter((_one, place) => place % 40 === n)] }
  })
}

async function found(door: string, most = 1200): Promise<string[]> {
  const [a, b] = [await served(pair.a), await served(pair.b)]
  const known = new Map<string, string>()
  try {
    for (const { who, plan } of plansFor(door, most)) {
      const some = await differences(a, b, who, plan, known, 1)
      if (some.length > 0) return some.map(({ request }) => request.door)
    }
    return []
  } finally {
    await a.stop()
    await b.stop()
  }
}

describe('a leak is caught that is planted in', () => {
  it.each(leaks)('$name', async (leak) => {
    const heal = planted(schema, leak)
    try {
      expect(await found(leak.door)).not.toEqual([])
    } finally {
      heal()
    }
  }, 120_000)

  it('no door: then nothing is found', async () => {
    expect(await found('mutation', 40)).toEqual([])
  }, 120_000)
})
