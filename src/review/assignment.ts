/**
 * 分案 (R-459): who should sit on a panel, and why this person and not that one. The question holds everything the
 * answer rests on, and no more than its readers may know: loads and turns are ranks, never counts or days of other
 * cases. It is kept with the step, so that anybody can ask it again.
 */
import type { Case } from './case.ts'
import type { Day } from './day.ts'
import { barsTo, panelIncomplete, panelOf, reviewingPosts, type Bar, type Person } from './people.ts'
import { standsDown } from './recusal.ts'
import { blank, no } from './refusal.ts'
import { guard, type Guard, type Scene } from './step.ts'

/** What somebody has in hand: the weighted load of open panels, and the day of the last choice. */
export type Load = { weight: number; chosenOn: Day | null }
/** The loads of everybody, as the store counts them. */
export type Loads = (personId: string) => Load

/** Where candidates are looked for, one after another: the zone, other zones, the office. Whoever was named beside these is explained, never proposed. */
const pools = ['zone', 'otherZone', 'office', 'named'] as const
export type Pool = (typeof pools)[number]

export type Candidate = {
  personId: string
  pool: Pool
  /** What stands against the choice; who is eligible has nothing. */
  bars: Bar[]
  /** Whether the person has sat on this case before: a returned case goes to the same reviewers. */
  satBefore: boolean
  /** 1 for the lightest load, and for the longest since the last choice. */
  loadRank: number
  turnRank: number
  trained: boolean
}

/** How many are wanted, whether one of them is to lead, and who there is. */
export type Question = { wanted: number; leadWanted: boolean; leadTraining: boolean; candidates: Candidate[] }

/** The answer: who, from where; and everybody in order, those who are out with their bars. Nobody is chosen where there are too few: then the office has to provide. */
export type Proposal = { chosen: string[]; from: Pool | null; order: { personId: string; place: number | null; because: string }[] }

/** What is kept with a step that chooses people. */
export type Assignment = { question: Question; proposal: Proposal; chosen: string[] }

/** What decides, in this order: a returned case goes back to its reviewers, then the pool, the load, the turn, the id. */
const keys = (one: Candidate): (number | string)[] => [one.satBefore ? 0 : 1, pools.indexOf(one.pool), one.loadRank, one.turnRank, one.personId]

function compare(one: Candidate, other: Candidate): number {
  const [mine, theirs] = [keys(one), keys(other)]
  const n = mine.findIndex((key, k) => key !== theirs[k])
  return n === -1 ? 0 : mine[n]! < theirs[n]! ? -1 : 1 // both lists are equally long
}

const poolWords: Record<Pool, string> = { zone: '本片区', otherZone: '其他片区', office: '案件审理室', named: '另行指定' }

/** In words, why somebody stands at a place: the keys in the order in which they decide. */
const because = (one: Candidate, chosen: boolean): string =>
  one.bars.length > 0
    ? `不能编入：${one.bars.map((bar) => `${bar.why}（${bar.rule}）`).join('；')}`
    : `${chosen ? '建议编入' : one.pool === 'named' ? '不在建议之列' : '未编入'}：${one.satBefore ? '曾审理本案' : '未审理过本案'}，${poolWords[one.pool]}，在办负担由轻到重第${one.loadRank}，轮次由远到近第${one.turnRank}`

/** Proposes a panel: always the same for the same question. Ties are broken by the id. */
export function proposePanel({ wanted, leadWanted, leadTraining, candidates }: Question): Proposal {
  const proposable = (one: Candidate) => one.bars.length === 0 && one.pool !== 'named'
  const eligible = candidates.filter(proposable).toSorted(compare)
  const lead = leadWanted ? eligible.find((one) => one.trained || !leadTraining) : undefined
  const rest = eligible.filter((one) => one !== lead)
  const picked = (lead ? [lead, ...rest] : leadWanted ? [] : rest).slice(0, wanted)
  const chosen = picked.length < wanted ? [] : picked
  const out = candidates.filter((one) => !proposable(one)).toSorted(compare)
  return {
    chosen: chosen.map((one) => one.personId),
    from: chosen.length === 0 ? null : (pools.findLast((pool) => chosen.some((one) => one.pool === pool)) ?? null),
    order: [
      ...eligible.map((one, n) => ({ personId: one.personId, place: n + 1, because: because(one, chosen.includes(one)) })),
      ...out.map((one) => ({ personId: one.personId, place: null, because: because(one, false) })),
    ],
  }
}

/** What stands against putting somebody on the panel, beside the zone of the post. */
export function barsToPanel(person: Person, c: Case, { roster, policy, loads, day, on }: Scene): Bar[] {
  const reviews = reviewingPosts(person, day).some((post) => post.role === 'reviewer' || post.role === 'groupLeader')
  const weight = loads?.(person.id).weight ?? 0
  return [
    ...barsTo(person.id, c, roster, { on, policy }),
    ...(standsDown(c, person.id) ? [{ rule: 'R-451', why: '已主动申请回避，等待决定' } as const] : []),
    ...(reviews ? [] : [{ rule: 'R-459', why: '当日不是审理人员' } as const]),
    ...(policy.panelLoadMax !== null && weight >= policy.panelLoadMax ? [{ rule: 'R-459', why: '在办负担已达上限' } as const] : []),
  ]
}

/**
 * The question for this case: the reviewers of its zone, those who have sat on it before, and those of other zones and
 * the office where the zone has too few; and whoever was named otherwise. Nobody who sits already is asked for again.
 */
function questionFor(c: Case, { wanted, leadWanted, named }: { wanted: number; leadWanted: boolean; named: readonly string[] }, scene: Scene): Question {
  const sits = panelOf(c)
  const free = scene.roster.people.map((one) => scene.roster.person(one.id) ?? one).filter((one) => !sits.includes(one.id))
  const poolOf = (person: Person): Pool => {
    const posts = reviewingPosts(person, scene.day).filter((post) => post.role === 'reviewer')
    if (posts.length === 0) return 'named'
    return posts.some((post) => post.zoneId === c.zoneId) ? 'zone' : posts.some((post) => post.zoneId !== null) ? 'otherZone' : 'office'
  }
  const reviewers = free.map((person) => ({ person, pool: poolOf(person) })).filter((one) => one.pool !== 'named' || named.includes(one.person.id)).map((one) => ({ ...one, bars: barsToPanel(one.person, c, scene) }))
  const sat = (id: string) => c.panel.some((member) => member.personId === id)
  const enough = reviewers.filter((one) => one.pool === 'zone' && one.bars.length === 0).length >= wanted
  const fitting = (one: (typeof reviewers)[number]) => one.pool === 'zone' || !enough || (one.pool !== 'named' && sat(one.person.id))
  const asked = reviewers.filter((one) => fitting(one) || named.includes(one.person.id)).map((one) => (fitting(one) ? one : { ...one, pool: 'named' as const }))
  const loadOf = (id: string): Load => scene.loads?.(id) ?? { weight: 0, chosenOn: null }
  const rank = <Key>(of: (id: string) => Key) => {
    const all = [...new Set(asked.map((one) => of(one.person.id)))].toSorted((a, b) => (a < b ? -1 : 1))
    return (id: string) => all.indexOf(of(id)) + 1
  }
  const [loadRank, turnRank] = [rank((id) => loadOf(id).weight), rank((id) => loadOf(id).chosenOn ?? '')]
  return {
    wanted, leadWanted, leadTraining: scene.policy.leadTraining,
    candidates: asked.map(({ person, pool, bars }) => ({
      personId: person.id, pool, bars, satBefore: sat(person.id),
      loadRank: loadRank(person.id), turnRank: turnRank(person.id), trained: person.trainedOn !== null && person.trainedOn <= scene.day,
    })).toSorted((one, other) => (one.personId < other.personId ? -1 : 1)),
  }
}

/** The seats to fill: a whole panel, or what a recusal has left open; one where a member is added or replaced. */
const openSeats = (c: Case): { wanted: number; leadWanted: boolean } => {
  const sits = panelOf(c).length
  if (c.stage === 'accepted') return { wanted: 2, leadWanted: true }
  return { wanted: Math.max(2 - sits, 1), leadWanted: c.leadVacant || sits === 0 }
}

/** What the group leader is shown before choosing; null where no seat is open. */
export const panelProposal = (c: Case, scene: Scene): Assignment | null => {
  if (c.stage !== 'accepted' && !(c.panel.length > 0 && panelIncomplete(c))) return null
  const question = questionFor(c, { ...openSeats(c), named: [] }, scene)
  const proposal = proposePanel(question)
  return { question, proposal, chosen: proposal.chosen }
}

/** The question, the answer and the choice, for a step that puts these people on the panel. */
export function assignmentOf(c: Case, chosen: readonly string[], leadWanted: boolean, scene: Scene): Assignment {
  const question = questionFor(c, { wanted: leadWanted ? Math.max(chosen.length, 1) : chosen.length, leadWanted, named: chosen }, scene)
  return { question, proposal: proposePanel(question), chosen: [...chosen] }
}

/** Whether the choice is the proposal: the same lead, the same people. */
export const asProposed = ({ question, proposal, chosen }: Assignment): boolean =>
  proposal.chosen.length === chosen.length && chosen.every((id) => proposal.chosen.includes(id)) && (!question.leadWanted || proposal.chosen[0] === chosen[0])

/** Whoever chooses otherwise than proposed says why. */
export const differenceReasoned = <Payload extends { reasonForDifference: string | null }>(of: (c: Case, payload: Payload, scene: Scene) => Assignment | null): Guard<Payload> =>
  guard('differenceReasoned', 'reasoned', (c, payload, scene) => {
    const assignment = blank(payload.reasonForDifference) ? of(c, payload, scene) : null
    if (assignment === null || asProposed(assignment)) return []
    const proposed = assignment.proposal.chosen.map((id) => scene.roster.person(id)?.name ?? id).join('、')
    return [no('REASON_WANTED', `与分案建议（${proposed || '人手不足，报案件审理室'}）不同，请写明理由`, 'R-459', 'reasonForDifference')]
  })
