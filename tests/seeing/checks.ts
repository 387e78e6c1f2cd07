/** The checks that every mutant of the policy has to fail: the product's predicate against the reference, over cases from a seed. */
import { isDeepStrictEqual } from 'node:util'
import type * as visibility from '../../src/review/visibility.ts'
import type { Actor } from '../../src/review/people.ts'
import { acting } from '../../src/review/people.ts'
import type { Case } from '../../src/review/case.ts'
import { addDays } from '../../src/review/day.ts'
import { stepNames, type StepName } from '../../src/review/steps/index.ts'
import { everybody, type Cast } from './city.ts'
import { columns, type Column } from './matrix.ts'
import { answers, mayByRole, partsByMatrix, seenByMatrix, sideByRole } from './reference.ts'
import { dice, storyOf, taken, toldOf, type Plot, type Story, type Told } from './stories.ts'
import { classified } from './changes.ts'
import { blankCase } from '../../src/review/blank.ts'
import { commission, today } from '../help/city.ts'
import { offers, subject } from '../help/offers.ts'

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
  // A correction of what was handed over once does not come back in what is handed over again.
  chosen.push(led('openCase', 'transfer', 'proposeCorrection', 'confirmCorrection', 'withdraw', 'editDraft', 'transfer').at(-1)!)
  const toReturn: Lead[] = ['openCase', 'transfer', 'accept', 'formPanel', 'signUndertaking', 'signUndertaking', ['requestInterview', 2], 'approveInterview', 'conclude', 'deliberate']
  // Handed over twice, otherwise the second time; and checks answered after the first.
  chosen.push(...led(...toReturn, ['proposeReturn', 1], 'approveReturn', 'acknowledgeReturn', ['editDraft', 0, (said) => ({ ...said, package: { ...(said as { package: object }).package, title: '改过的名称' } })], 'answerOutline', 'answerCheck', 'transfer').slice(-2))
  // Asked again twice, and the third answer still a draft.
  const answered: Lead[] = [1, 2].flatMap((): Lead[] => ['answerOutline', 'submitAnswers', ['judgeAnswers', 1], 'closeAnswers'])
  chosen.push(...led(...toReturn, 'proposeReturn', 'approveReturn', 'acknowledgeReturn', ...answered, 'answerOutline').slice(-1))
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
  return everybody.flatMap((who) => [who, acting(who, { clearance: 'confidential', apart: who.apart }), acting(who, { apart: who.apart, leaves: archived }), acting(who, { apart: ['P25'] })])
}

type Expected = { may: boolean[]; side: Column[]; seen: Map<Column, ReturnType<typeof seenByMatrix>> }

/** The reference over the samples, worked out once. */
export function expectations(told: readonly Told[], people: readonly Actor[]): Expected[] {
  return told.map(({ c, log }) => ({ may: people.map((who) => mayByRole(who, c)), side: people.map((who) => sideByRole(who, c)), seen: new Map(columns.map((side) => [side, seenByMatrix(side, c, log)])) }))
}

/** The first way in which a product differs from the reference, or null. */
export const fault = (product: Product, told: readonly Told[], people: readonly Actor[], expected: readonly Expected[], sides: readonly Column[] = columns): string | null =>
  faultOfSides(product, told, expected, sides) ?? faultOfPeople(product, told, people, expected)

function faultOfSides(product: Product, told: readonly Told[], expected: readonly Expected[], sides: readonly Column[]): string | null {
  for (const [n, { c, log }] of told.entries())
    for (const side of sides)
      if (!isDeepStrictEqual(product.seenFrom(side, c, log), expected[n]!.seen.get(side))) return `${side} sees ${c.id} otherwise after ${log.length} steps`
  return null
}

/** Who may see a case, and from which side. */
export function faultOfPeople(product: Product, told: readonly Told[], people: readonly Actor[], expected: readonly Pick<Expected, 'may' | 'side'>[]): string | null {
  for (const [n, { c }] of told.entries())
    for (const [m, who] of people.entries()) {
      if (product.maySee(who, c) !== expected[n]!.may[m]) return `${who.personId} may${expected[n]!.may[m] ? ' not' : ''} see ${c.id} at ${c.stage}`
      if (expected[n]!.may[m] && product.sideFor(who, c) !== expected[n]!.side[m]) return `${who.personId} sees ${c.id} from ${product.sideFor(who, c)}`
    }
  return null
}

export const expectationsOfPeople = (told: readonly Told[], people: readonly Actor[]): Pick<Expected, 'may' | 'side'>[] =>
  told.map(({ c }) => ({ may: people.map((who) => mayByRole(who, c)), side: people.map((who) => sideByRole(who, c)) }))

/** A recusal granted. */
const recusalOf = (personId: string): Case['recusals'][number] => ({
  personId, post: 'reviewer', ground: 'interest', reason: '', origin: 'self', requester: null, requestedBy: null, requestedOn: '2026-01-01', approvedBy: 'another', approvedOn: '2026-01-01',
  rejectedBy: null, rejectedReason: null, paper: null, earlierWork: 'none', earlierWorkReason: null, liftedBy: null, liftedOn: null, liftedReason: null,
})

/** Cases as no story leaves them: what a guard of the predicate stands against when all before it has failed. */
export function bent(told: readonly Told[]): Told[] {
  const all = everybody.map(({ personId }) => personId)
  const level = (...levels: Case['classifications'][number]['level'][]) => levels.map((one) => ({ level: one, years: null, endsOn: null, reason: '', setBy: '', setOn: '2026-01-01' }))
  const bend = (c: Case): Case[] => [
    { ...c, package: { ...c.package, investigators: all } }, { ...c, packages: [...c.packages, { ...c.package, investigators: all }] }, { ...c, recusals: all.map(recusalOf) }, { ...c, actedForBody: all },
    { ...c, commission: 'elsewhere' }, { ...c, package: { ...c.package, bodyIds: ['P25', 'P03', 'P08'] } }, { ...c, classifications: level('confidential', 'workSecret') }, { ...c, classifications: level('workSecret', 'confidential') }, { ...c, classifications: level('secret') },
    { ...c, packages: [], consultations: [], involvements: [] }, { ...c, packages: [], involvements: [] }, { ...c, consultations: [], involvements: [] }, { ...c, packages: [], consultations: [] },
    { ...c, stage: 'archived', packages: [], consultations: [], involvements: [] }, { ...c, stage: 'reporting' }, { ...c, stage: 'approving' }, { ...c, committeeInvitedOn: null, opinions: [], stage: 'proposing' }, { ...c, committeeInvitedOn: null, disputes: [], stage: 'proposing' },
    { ...c, committeeInvitedOn: null, disputes: [{ from: 'committeeReview' }] as unknown as Case['disputes'], opinions: [], stage: 'proposing' }, { ...c, committeeInvitedOn: null, disputes: [], opinions: [{ layer: 'workCommittee' }] as unknown as Case['opinions'], stage: 'proposing' },
  ]
  return told.filter((_one, n) => n % 12 === 0).flatMap(({ c, log }) => bend(c).map((one) => ({ c: one, log })))
}

/** A step with what is offered first, or another of its offers, said otherwise. */
type Lead = StepName | [step: StepName, offer: number, otherwise?: (said: object) => object]

/** A story led through these steps: how it stood after each. */
function led(...steps: Lead[]): Told[] {
  let told: Told = { c: blankCase({ id: 'led', commission, number: '', zoneId: '' }), log: [] }
  return steps.map((lead, n) => {
    const [step, offer, otherwise = (said: object) => said] = typeof lead === 'string' ? [lead, 0] as const : lead
    const said = offers(told.c, step, { subject, party: 'warning', admin: 'none', crime: false })[offer]
    const payload = otherwise({ ...said, ...(step === 'answerOutline' ? { answers: (said as { answers: object[] }).answers.map((one) => ({ ...one, text: `第${n}步的答复` })) } : {}), number: '划审三〔2026〕9号', zoneId: 'Z3' })
    const next = said && everybody.map((by) => taken(told, { step, payload, by, on: today, at: `${today}T01:00:${10 + n}.000Z` })).find((one) => one !== null)
    if (!next) throw new Error(`nobody can take ${step} at step ${n + 1}, ${told.c.stage}: ${JSON.stringify(payload).slice(0, 300)}`)
    told = next
    return told
  })
}

/** Logs that no case has: any step from anywhere, again and again, on the fullest of the cases, with and without approvals. */
export function madeUp(told: readonly Told[], most = 60): Told[] {
  const roll = dice(36)
  const { c, log: [first] } = told[0]!
  const full = Object.fromEntries(Object.keys(c).map((part) => [part, told.map((one) => one.c[part as keyof Case]).find((value) => (Array.isArray(value) ? value.length > 0 : value !== null && value !== false)) ?? c[part as keyof Case]])) as Case
  const steps = stepNames.flatMap((step) => [step, step])
  const chance = Array.from({ length: most }, (_, n) => {
    const log = Array.from({ length: 90 }, (_one, at) => ({ ...first!, version: at + 1, step: steps[roll(steps.length)]!, from: roll(2) > 0 ? 'proposing' as const : 'reading' as const, to: (['proposing', 'executing', 'reading'] as const)[roll(3)]!, payload: { reason: `第${at}步`, months: 1, days: 0 }, on: addDays('2026-01-01', roll(50)) }))
    return { c: withApprovals(told[n % told.length]!.c, full, n), log }
  })
  // Something asked for, ended, and then granted all the same.
  const ended = Object.entries(answers).flatMap(([asked, { yes, no }]) => no.map((end) => [asked, end, yes] as StepName[]))
  return [...chance, ...ended.map((some) => ({ c: chance[0]!.c, log: some.map((step, at) => ({ ...first!, version: at + 1, step, payload: {}, on: today })) }))]
}

/** The case with something in every list, and an approver, or none, on everything. */
function withApprovals(c: Case, full: Case, n: number): Case {
  const some = Object.entries(c).map(([part, value]) => [part, Array.isArray(value) && value.length === 0 ? full[part as keyof Case] : (value === false ? full[part as keyof Case] : (value ?? full[part as keyof Case]))] as const)
  const one = { approvedBy: n % 2 === 0 ? null : 'somebody' }
  return Object.fromEntries(some.map(([part, value]): [string, unknown] => [part, Array.isArray(value) ? value.map((item: unknown) => (typeof item === 'object' ? { ...item, ...one } : item)) : typeof value === 'object' && value !== null ? { ...value, ...one } : value])) as Case
}

/** Parts that the reference works out by replaying, which a log that nobody could write does not allow. */
const byReplay = /[hste]/

/** The same for logs made up: steps, and the parts that need no replay. */
export function faultOfLog(product: Product, made: readonly Told[], expected: readonly Map<Column, ReturnType<typeof partsByMatrix>>[], sides: readonly Column[] = columns): string | null {
  for (const [n, { c, log }] of made.entries())
    for (const side of sides) {
      const seen = product.seenFrom(side, c, log)
      const wanted = expected[n]!.get(side)!
      if (!isDeepStrictEqual(seen.log, wanted.log)) return `${side} sees other steps`
      for (const [part, value] of Object.entries(wanted.case)) if (!isDeepStrictEqual(seen.case[part as keyof Case], value)) return `${side} sees ${part} otherwise`
    }
  return null
}

export const expectationsOfLogs = (made: readonly Told[]) => made.map(({ c, log }) => new Map(columns.map((side) => [side, partsByMatrix(side, c, log, byReplay)] as const)))
