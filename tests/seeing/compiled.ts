/** The compiled queries against the pure rule, over a store with cases from a seed: what every mutant of the condition has to fail. */
import type * as cases from '../../src/store/cases.ts'
import type * as figures from '../../src/store/figures.ts'
import type * as list from '../../src/store/list.ts'
import { acting, type Actor } from '../../src/review/people.ts'
import { maySee, seenFrom, sideFor } from '../../src/review/visibility.ts'
import { classified, opened, withFile, withSigned } from './changes.ts'
import { storyOf, type Story } from './stories.ts'
import { cityOf, worldOf, type World } from './worlds.ts'

/** The store functions that are checked: as they are, or over a mutant. */
export type Compiled = Pick<typeof cases, 'find' | 'byNumber'> & Pick<typeof figures, 'figures'> & Pick<typeof list, 'list'>

/** A world with cases of every cast, some of them archived, classified, or investigated by those who review. */
export async function compiledWorld(others: readonly Story[] = []): Promise<World> {
  const story = (seed: number, key: string, more: Partial<Parameters<typeof storyOf>[1]> = {}) => storyOf(seed, { key, cast: 'own', number: `划审三〔2026〕${seed}号`, length: 60, asides: 12, ...more })
  const secret = classified(story(17, 'x5', { length: 12 }))
  if (!secret) throw new Error('no story can be classified')
  const archived = (['own', 'far', 'joint'] as const).map((cast, n) => Array.from({ length: 60 }, (_, seed) => story(seed + 100 * n, `y${n}`, { cast, asides: 30, length: 90 })).find(({ lines }) => lines.at(-1)?.step === 'archive'))
  return worldOf(await cityOf(), [
    filed(story(3, 'x1', { length: 25 })), story(8, 'x2', { cast: 'far', length: 30 }), story(9, 'x3', { cast: 'joint', length: 20 }), story(5, 'x4', { cast: 'third', length: 9, investigators: ['otherGroupLeader', 'officeHead', 'leaderInCharge'] }),
    secret, story(6, 'x6', { length: 2 }), story(12, 'x7', { cast: 'far', kind: 'division', wish: ['inviteCommittee', 'sendProposal', 'signCommitteeOpinion'] }), ...archived.flatMap((one) => (one ? [opened(one) ?? one] : [])), ...others,
  ])
}

/** The story with files on the package as a whole, on a fact of it, and among those who review it; its transfer is signed. */
function filed(story: Story): Story {
  const isOpening = ({ step }: Story['lines'][number]) => step === 'openCase'
  const onDraft = withFile(withFile(story, isOpening, { place: 'package', volume: 'procedure' }) ?? story, isOpening, { place: 'fact', item: 'F1', volume: 'material' }) ?? story
  const filedToo = withFile(onDraft, ({ step }) => step === 'conclude', { place: 'internal', volume: 'review' }) ?? onDraft
  return withSigned(filedToo, 'transfer', 'W01') ?? filedToo
}

/** Everybody, as they are, with more clearance, with leaves to read, and to be kept apart from a body. */
export function lookersAt({ actors, kept }: World): Actor[] {
  const archived = kept.filter(({ c }) => c.stage === 'archived').map(({ id }) => id)
  return actors.flatMap((who) => [who, acting(who, { clearance: 'confidential', apart: who.apart }), acting(who, { apart: who.apart, leaves: archived.slice(0, 1) }), acting(who, { apart: ['P25'], leaves: archived }), acting(who, { apart: ['P03'] })])
}

/** The first way in which a query differs from the rule, or null. */
export async function compiledFault(product: Compiled, { store, kept, moment }: World, people: readonly Actor[]): Promise<string | null> {
  for (const who of people) {
    const wanted = kept.filter(({ c }) => maySee(who, c)).map(({ id }) => id).toSorted()
    const page = await product.list(store, who, { first: 100 })
    if (page.rows.map(({ id }) => id).toSorted().join() !== wanted.join()) return `${who.personId} is given another list`
    for (const { id, version, stage } of page.rows) {
      const { c, log } = kept.find((one) => one.id === id)!
      // A list shows of an archived case that it is there, also to whoever has leave to read it.
      const seen = c.stage === 'archived' && who.role !== 'archivist' ? seenFrom('closed', c, log) : seenFrom(sideFor(who, c), c, log)
      if (seen.case.version !== version || seen.case.stage !== stage) return `${who.personId} is told of ${id} otherwise`
    }
    if ((await page.totalCount()) !== wanted.length) return `${who.personId} counts otherwise`
    const filtered = await product.list(store, who, { first: 100, filter: { text: '林某辉', returned: true }, sort: { by: 'number', direction: 'desc' } })
    if (filtered.rows.some(({ id }) => !wanted.includes(id)) || (await filtered.totalCount()) !== filtered.rows.length) return `${who.personId} finds otherwise`
    if ((await product.figures(store, who, moment)).total !== wanted.length) return `${who.personId} is told other figures`
    for (const { id, c } of kept) {
      if (((await product.find(store, who, id)) !== null) !== wanted.includes(id)) return `${who.personId} ${wanted.includes(id) ? 'does not get' : 'gets'} ${id}`
      if (((await product.byNumber(store, who, c.number)) !== null) !== wanted.includes(id)) return `${who.personId} ${wanted.includes(id) ? 'does not get' : 'gets'} ${c.number}`
    }
  }
  return null
}
