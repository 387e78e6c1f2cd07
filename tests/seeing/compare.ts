/** Asks two worlds the same, as the same person, and holds the answers against each other, byte by byte. */
import { encodeId } from '../../src/api/id.ts'
import { schema } from '../../src/api/schema.ts'
import type { Actor } from '../../src/review/people.ts'
import { stepNames } from '../../src/review/steps/index.ts'
import { argumentsOf } from '../api/browser.ts'
import { bodies, today } from '../help/city.ts'
import { offers, subject } from '../help/offers.ts'
import { people, type Cast } from './city.ts'
import { mutationTemplatesOf, requestsOf, templatesOf, type Given } from './documents.ts'
import { inWorld, sameFor, viewOf } from './eyes.ts'
import { masked, numbersInOrder } from './masks.ts'
import { dice, marked, type Story } from './stories.ts'
import type { Asking, Request, Way, World } from './worlds.ts'

/** Two worlds that differ in one story. */
export type Pair = { name: string; a: World; b: World; story: Story; id: string }
export type Planned = { request: Request; way: Way }
export type Difference = Planned & { who: string; a: string; b: string }
/** How much is asked: by how many people, and how much by chance beside what is aimed at the case in which the worlds differ. */
export type Amount = { people: number; sampled: number; steps: number }

export const templates = templatesOf(schema)
const mutations = mutationTemplatesOf(schema)

/** What stands in a request for what only the person asking holds: cursors, and the version of the case as they see it. */
const ownCursor = (n: number) => `CURSOR-${n}`
const ownVersion = 7_654_321

/** What can be tried of a pair: the case in which the worlds differ first, others, none; and what is said of it. */
export function givenOf({ a, b, id, story }: Pair): Given {
  const others = [...new Set([...a.kept, ...b.kept].map((one) => one.id))].filter((one) => one !== id)
  const ids = [id, ...others.slice(0, 3), 'xm-nothere']
  const numberOf = (one: string) => [...a.kept, ...b.kept].find((other) => other.id === one)?.c.number ?? '划审九〔2026〕999号'
  const said = [...story.lines.map(({ payload }) => JSON.stringify(payload)).join().matchAll(/·(\w+)/g)][0]?.[1] ?? story.key
  return {
    cases: ids.map((one) => encodeId('Case', one)), numbers: ids.map(numberOf),
    words: [said, subject.name, numberOf(id), story.key, '案', '局长'], cursors: [ownCursor(0), ownCursor(1), ownCursor(2), 'nonsense'],
    people: people.slice(0, 4).map((one) => encodeId('Person', one.id)),
    bodies: bodies.map((one) => encodeId('Body', one.id)), zones: ['Z3', 'Z1'].map((one) => encodeId('Zone', one)), posts: ['UG9zdDpub3RoZXJl'],
    days: [today, '2026-01-20', '2026-02-15', '2030-01-01'], key: 'operation-of-one',
  }
}

/** The cursors somebody holds after looking at the first pages. */
export async function cursorsOf({ ask }: Asking, who: string): Promise<string[]> {
  const text = await ask(who, { door: 'cursors', query: '{ cases(first: 1) { pageInfo { endCursor } } work { toAct(first: 1) { pageInfo { endCursor } } waiting(first: 1) { pageInfo { endCursor } } } people(first: 2) { pageInfo { endCursor } } }', variables: {} }, 'yoga')
  return [...new Set([...text.matchAll(/"endCursor":"([^"]+)"/g)].map(([, cursor]) => cursor ?? ''))]
}

const doorsAside = ['caseByNumber', 'node', 'nodes']

/** All that can be asked of a pair: everything about the case in which the worlds differ, all else, and every step on it. */
export type Menu = { aimed: Request[]; aside: Request[]; bare: Request[]; rest: Request[]; careful: Request[]; anything: Request[] }

export function menuOf(pair: Pair): Menu {
  const given = givenOf(pair)
  const theCase = { ...given, cases: given.cases.slice(0, 1), numbers: given.numbers.slice(0, 1) }
  return {
    aimed: templates.filter(({ door }) => door === 'case').flatMap((one) => requestsOf(one, theCase)),
    aside: templates.filter(({ door }) => doorsAside.includes(door)).flatMap((one) => requestsOf(one, theCase)),
    bare: templates.filter(({ args }) => args.length === 0).flatMap((one) => requestsOf(one, given)),
    rest: templates.filter(({ args }) => args.length > 0).flatMap((one) => requestsOf(one, given)),
    careful: carefulOn(pair, given),
    anything: mutations.filter(({ door }) => !ofOneself.has(door)).flatMap((one) => requestsOf(one, given).slice(0, 5)),
  }
}

/** Every step on the case in which the worlds differ and on two others, with what a careful person would give. */
function carefulOn({ a, story }: Pair, given: Given): Request[] {
  return given.cases.slice(0, 3).flatMap((caseId, n) => stepNames.flatMap((name): Request[] => {
    const kept = a.kept.find((one) => encodeId('Case', one.id) === caseId)
    const [payload] = kept ? offers(kept.c, name, { subject, party: 'warning', admin: 'none', crime: false }) : []
    if (kept === undefined || payload === undefined) return []
    const cast: Cast = n === 0 ? story.cast : kept.c.package.bodyIds.length > 1 ? 'joint' : kept.c.package.bodyIds[0] === 'P25' ? 'own' : kept.c.package.bodyIds[0] === 'P03' ? 'far' : 'third'
    const { variables } = argumentsOf(name, { id: caseId, version: ownVersion }, marked(payload, cast, 'tried') as never, { operationKey: `careful-${name}` })
    return mutations.filter(({ door }) => door === `mutation ${name}`).map(({ door, query, args }) => ({ door, query, variables: Object.fromEntries(args.map((arg) => [arg.name, variables[arg.name]])) }))
  }))
}

/** The audit administrator is told by the log itself, by design, that something was done on a case without a name (house, B25): for them alone it is no door. */
const isTheirLog = (who: Actor, { door }: Request): boolean => who.role === 'auditAdmin' && /\baudit\b/.test(door)

/** What somebody asks of a pair: all about the case in which the worlds differ, and by chance of the rest; of all where the amount has no end. */
export function planFor(who: Actor, pair: Pair, menu: Menu, cursors: readonly string[], { sampled, steps }: Amount, seed: number): Planned[] {
  const roll = dice(seed)
  const pick = (some: readonly Request[], n: number) => (n >= some.length ? some : Array.from({ length: n }, () => some[roll(some.length)]!))
  const view = viewOf(inWorld(who.personId, pair.a), pair.a)
  const own = (request: Request, behind = 0): Request => {
    const [, id] = /^Case:(.+)$/.exec(Buffer.from(typeof request.variables.caseId === 'string' ? request.variables.caseId : '', 'base64url').toString()) ?? []
    const version = Math.max((view.get(id ?? '')?.case.version ?? pair.a.kept.find((one) => one.id === id)?.c.version ?? 1) - behind, 0)
    return {
      ...request,
      variables: JSON.parse(JSON.stringify(request.variables).replace(/CURSOR-(\d)/g, (_all, n: string) => cursors[Number(n)] ?? 'none').replace(String(ownVersion), String(version))) as Record<string, unknown>,
    }
  }
  const turn = <One>(some: readonly One[]) => (sampled === Infinity ? some : some.filter((_one, n) => n % 3 === seed % 3))
  return [
    ...[...menu.aimed, ...turn(menu.aside), ...turn(menu.bare), ...pick(menu.rest, sampled), ...pick(menu.careful, steps), ...pick(menu.anything, Math.ceil(steps / 3))].map((one) => own(one)),
    ...pick(menu.careful, Math.ceil(steps / 3)).map((one) => own(one, 3)),
  ].filter((request) => !isTheirLog(who, request)).flatMap((request, n): Planned[] => (['short', 'yoga'] as const).filter((_way, which) => sampled === Infinity || (n + seed) % 2 === which).map((way) => ({ request, way })))
}

/** Mutations of one's own sign-in: they answer with a new token, or end the session with which the next is asked. */
const ofOneself = new Set(['mutation signIn', 'mutation signOut', 'mutation actAs', 'mutation changePassword', 'mutation makeCalendarFeed'])

/** The answer as it is compared. */
async function answerOf({ ask }: Asking, who: string, { request, way }: Planned): Promise<string> {
  const text = masked(await ask(who, request, way))
  return request.door === 'mutation openCase' ? numbersInOrder(text) : text
}

/** What differs, or the first of it. */
export async function differences(a: Asking, b: Asking, who: Actor, plan: readonly Planned[], known: Map<string, string>, most: number = Infinity): Promise<Difference[]> {
  const found: Difference[] = []
  for (const one of plan) {
    const key = JSON.stringify([who.personId, one])
    const [first, second] = [known.get(key) ?? (await answerOf(a, who.personId, one)), await answerOf(b, who.personId, one)]
    known.set(key, first)
    if (first !== second) found.push({ ...one, who: who.personId, a: first, b: second })
    if (found.length >= most) break
  }
  return found
}

/** A difference as a person reads it: where the answers part. */
export function shown({ who, request: { door, query, variables }, way, a, b }: Difference): string {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  const near = (text: string) => text.slice(Math.max(at - 80, 0), at + 120)
  return `${who} ${door} (${way}) ${JSON.stringify(variables)}\n  ${query.slice(0, 120)}\n  A …${near(a)}\n  B …${near(b)}`
}

/** Who sees no difference between the worlds, and who does. */
export function partedBy({ a, b }: Pair): { blind: Actor[]; seeing: Actor[] } {
  const { true: blind = [], false: seeing = [] } = Object.groupBy(a.actors, (who) => String(sameFor(who.personId, a, b)) as 'true' | 'false')
  return { blind, seeing }
}

