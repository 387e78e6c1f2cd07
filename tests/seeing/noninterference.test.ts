/**
 * Noninterference (P10 b): two worlds that differ only in what somebody may not see give that person the same answers,
 * byte by byte, through every door. `npm run -s noninterference` asks more.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { roles, type Actor } from '../../src/review/people.ts'
import { changes, fitting } from './changes.ts'
import { cursorsOf, differences, menuOf, partedBy, planFor, shown, type Amount, type Pair } from './compare.ts'
import { storyOf, type Story } from './stories.ts'
import { cityOf, grown, razed, served, worldOf, type Asking, type City, type World } from './worlds.ts'

/** A sample; all of it with `WHOLE=1`. */
const amount: Amount = process.env.WHOLE === '1' ? { people: Infinity, sampled: Infinity, steps: Infinity } : { people: 6, sampled: 6, steps: 4 }

/** What is always there beside the case in which the worlds differ. */
const beside: Story[] = [
  storyOf(3, { key: 'a1', cast: 'own', number: '划审三〔2026〕1号', length: 24 }),
  storyOf(8, { key: 'a2', cast: 'far', number: '划审一〔2026〕2号', length: 30 }),
  storyOf(9, { key: 'a3', cast: 'joint', number: '划审三〔2026〕3号', length: 12 }),
  storyOf(5, { key: 'a4', cast: 'own', number: '划审三〔2026〕4号', length: 2, investigators: ['groupLeader', 'officeHead'] }),
]
/** The cases in which worlds differ, each by every kind of change that fits it. */
const focus = fitting(['own', 'far', 'joint', 'third'], 60)
/** Cases that those who see nearly all do not see: a draft, and one that they helped to investigate. */
const draft = storyOf(5, { key: 'g1', cast: 'own', number: '划审三〔2026〕31号', length: 2 })
const own = storyOf(7, { key: 'g2', cast: 'third', number: '划审一〔2026〕32号', length: 12, investigators: ['otherGroupLeader', 'officeHead', 'leaderInCharge', 'commissionHead', 'committeeReviewer', 'committeeHead', 'qualityReviewer'] })

const pairs: { name: string; story: Story; other: Story }[] = [
  ...changes.flatMap(({ name, change }, n) => focus.toSpliced(0, 0, ...focus.slice(n % focus.length)).flatMap((story) => { const other = change(story); return other ? [{ name, story, other }] : [] }).slice(0, 1)),
  ...[draft, own].flatMap((story) => changes.slice(0, 2).flatMap(({ name, change }) => { const other = change(story); return other ? [{ name: `${name} (${story.key})`, story, other }] : [] })),
]

let city: City
let common: City
const bases = new Map<string, { world: World; asking: Asking; known: Map<string, string> }>()
const counted = { worlds: 0, people: 0, requests: 0, doors: new Set<string>(), roles: new Map<string, number>(), asked: new Map<string, number>() }
const timesAsked = ({ role, personId }: Actor): number => (counted.roles.get(role) ?? 0) * 100 + (counted.asked.get(personId) ?? 0)

beforeAll(async () => {
  city = await cityOf()
  common = await grown(city, beside)
}, 180_000)
afterAll(async () => {
  for (const { world, asking } of bases.values()) {
    await asking.stop()
    await world.store.close()
  }
  razed(city)
})

async function baseOf(story: Story) {
  const before = bases.get(story.key)
  if (before) return before
  const world = await worldOf(common, [story])
  const base = { world, asking: await served(world), known: new Map<string, string>() }
  bases.set(story.key, base)
  return base
}

describe.each(pairs)('$name:', ({ name, story, other }) => {
  it('whoever may not see it cannot tell, whoever may see it can', async () => {
    const base = await baseOf(story)
    const world = await worldOf(common, other.lines.length > 0 ? [other] : [])
    const asking = await served(world)
    const pair: Pair = { name, a: base.world, b: world, story, id: base.world.kept.find((one) => one.key === story.key)!.id }
    const { blind, seeing } = partedBy(pair)
    const menu = menuOf(pair)
    // Those of whose role the fewest were asked so far come first.
    const asked = blind.toSorted((one, two) => timesAsked(one) - timesAsked(two)).slice(0, amount.people)
    for (const who of asked) {
      const plan = planFor(who, pair, menu, await cursorsOf(base.asking, who.personId), amount, counted.worlds)
      expect((await differences(base.asking, asking, who, plan, base.known)).map(shown)).toEqual([])
      counted.people++
      counted.requests += plan.length
      counted.roles.set(who.role, (counted.roles.get(who.role) ?? 0) + 1)
      counted.asked.set(who.personId, (counted.asked.get(who.personId) ?? 0) + 1)
      for (const { request } of plan) counted.doors.add(request.door)
    }
    counted.worlds++
    expect(seeing.length, 'people who see a difference').toBeGreaterThan(0)
    let told = 0
    for (const who of seeing.slice(0, amount.people)) {
      const plan = planFor(who, pair, { ...menu, bare: [], aside: [] }, [], { people: 1, sampled: 0, steps: 0 }, 1)
      if ((await differences(base.asking, asking, who, plan, base.known, 1)).length > 0) told++
    }
    expect(told, 'people who are told of the difference').toBeGreaterThan(0)
    await asking.stop()
    await world.store.close()
  }, 120_000)
})

describe('what was compared', () => {
  it('is not little', () => {
    console.log(`${counted.worlds} pairs of worlds, ${counted.people} people to whom they are the same, ${counted.requests} requests through ${counted.doors.size} doors`)
    expect(changes.map(({ name }) => name).filter((name) => !pairs.some((one) => one.name === name)), 'changes that fit no story').toEqual([])
    expect(counted.worlds).toBe(pairs.length)
    expect(counted.people).toBeGreaterThan(pairs.length * 5)
    expect(counted.requests).toBeGreaterThan(2500)
    expect([...roles].filter((role) => !counted.roles.has(role))).toEqual([])
  })
})
