/** The checks that every mutant of the policy has to fail: the product's predicate against the reference, over cases from a seed. */
import { isDeepStrictEqual } from 'node:util'
import type * as visibility from '../../src/review/visibility.ts'
import type { Actor } from '../../src/review/people.ts'
import { acting } from '../../src/review/people.ts'
import { stepNames, type StepName } from '../../src/review/steps/index.ts'
import { everybody, type Cast } from './city.ts'
import { columns, type Column } from './matrix.ts'
import { mayByRole, seenByMatrix, sideByRole } from './reference.ts'
import { storyOf, taken, toldOf, type Plot, type Story, type Told } from './stories.ts'
import { classified } from './changes.ts'
import { blankCase } from '../../src/review/blank.ts'
import { commission } from '../help/city.ts'

/** What is checked: of the module as it is, or as a mutant has it. */
export type Product = Pick<typeof visibility, 'maySee' | 'seenFrom' | 'sideFor'>

/** What chance alone seldom leads to. */
const wishes: readonly Pick<Plot, 'wish' | 'kind'>[] = [
  { wish: ['refer', 'recordProsecutorReturn', 'answerProsecutorReturn'], kind: 'crime' }, { wish: ['inviteCommittee', 'sendProposal', 'signCommitteeOpinion'], kind: 'division' },
  {}, { wish: ['requestInvolvement', 'approveInvolvement', 'recordInvolvement'] }, { wish: ['refuse', 'rejectIntake'] }, { wish: ['proposeReturn', 'rejectReturn', 'judgeAnswers'] },
  { wish: ['defer', 'approveIntake', 'withdraw'] }, { wish: ['raiseDispute', 'extendFormalities'] }, { wish: ['editDraft', 'sendBackReport'] }, { wish: ['dropCase'] }, { wish: ['escalate'] }, { wish: ['handOver'] },
]

/** Stories in which every step is taken, cut at the turns at which something is done that was seldom done before; the longest first. */
export function samples(seeds = 60): Told[] {
  const casts: Cast[] = ['own', 'far', 'joint', 'third']
  const done = new Map<StepName, number>()
  const chosen: Told[] = []
  for (let seed = 0; seed < seeds && stepNames.some((step) => step !== 'classify' && !done.has(step)); seed++) {
    const story = storyOf(seed, {
      key: `m${seed}`, cast: casts[seed % casts.length]!, number: `划审三〔2026〕${seed}号`, asides: 3, length: 60, ...wishes[seed % wishes.length],
      ...(seed % 5 === 4 ? { investigators: ['groupLeader', 'officeHead', 'lead'] } : {}),
    })
    if (seed >= wishes.length && story.lines.every(({ step }) => done.has(step))) continue
    const turns = turnsOf(story)
    chosen.push(...turns.filter(({ log }, at) => {
      const { step } = log.at(-1)!
      done.set(step, (done.get(step) ?? 0) + 1)
      return done.get(step)! <= 3 || at === turns.length - 1
    }), ...(seed % 4 === 0 ? turnsOf(classified({ ...story, lines: story.lines.slice(0, 20) }) ?? { ...story, lines: [] }).slice(-1) : []))
  }
  return chosen.toSorted((one, other) => other.log.length - one.log.length)
}

function turnsOf(story: Story): Told[] {
  const turns: Told[] = []
  let told: Told | null = { c: blankCase({ id: story.key, commission, number: '', zoneId: '' }), log: [] }
  for (const line of story.lines) {
    told = told && taken(told, line)
    if (!told) break
    turns.push(told)
  }
  if (turns.length === 0 && toldOf(story) === null) throw new Error(`${story.key} cannot be told`)
  return turns
}

/** Everybody, and some of them with more clearance, with a leave, or in another post. */
export const lookers = (told: readonly Told[]): Actor[] => {
  const archived = told.filter(({ c }) => c.stage === 'archived').map(({ c }) => c.id)
  return everybody.flatMap((who) => [who, acting(who, { clearance: 'secret', apart: who.apart }), acting(who, { apart: who.apart, leaves: archived })])
}

type Expected = { may: boolean[]; side: Column[]; seen: Map<Column, ReturnType<typeof seenByMatrix>> }

/** The reference over the samples, worked out once. */
export function expectations(told: readonly Told[], people: readonly Actor[]): Expected[] {
  return told.map(({ c, log }) => ({ may: people.map((who) => mayByRole(who, c)), side: people.map((who) => sideByRole(who, c)), seen: new Map(columns.map((side) => [side, seenByMatrix(side, c, log)])) }))
}

/** The first way in which a product differs from the reference, or null. `first` names the side to look from first. */
export function fault(product: Product, told: readonly Told[], people: readonly Actor[], expected: readonly Expected[], sides: readonly Column[] = columns): string | null {
  for (const [n, { c, log }] of told.entries())
    for (const side of sides)
      if (!isDeepStrictEqual(product.seenFrom(side, c, log), expected[n]!.seen.get(side))) return `${side} sees ${c.id} otherwise after ${log.length} steps`
  for (const [n, { c }] of told.entries())
    for (const [m, who] of people.entries()) {
      if (product.maySee(who, c) !== expected[n]!.may[m]) return `${who.personId} may${expected[n]!.may[m] ? ' not' : ''} see ${c.id} at ${c.stage}`
      if (expected[n]!.may[m] && product.sideFor(who, c) !== expected[n]!.side[m]) return `${who.personId} sees ${c.id} from ${product.sideFor(who, c)}`
    }
  return null
}
