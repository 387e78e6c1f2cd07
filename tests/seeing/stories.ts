/**
 * Stories: cases as they come about by chance, from a seed. Each is a list of steps that careful people took through the
 * one door; every free text in it says where it stands, so that one that turns up elsewhere is known by its words.
 */
import { act, type Entry } from '../../src/review/act.ts'
import { blankCase } from '../../src/review/blank.ts'
import type { Case, Package } from '../../src/review/case.ts'
import type { AttachmentGiven } from '../../src/review/attachment.ts'
import { addDays, type Day } from '../../src/review/day.ts'
import { stepsFrom } from '../../src/review/machine.ts'
import type { Actor } from '../../src/review/people.ts'
import type { Payload, StepName } from '../../src/review/steps/index.ts'
import { maySee } from '../../src/review/visibility.ts'
import { commission, today } from '../help/city.ts'
import { offers, subject, type World } from '../help/offers.ts'
import { casts, everybody, momentAt, type Cast } from './city.ts'

export type Line = { step: StepName; payload: object; by: Actor; on: Day; at: string }
/** A case to be: `key` names it in every world in which it occurs. */
export type Story = { key: string; cast: Cast; number: string; lines: readonly Line[]; leaves?: readonly Leaving[]; files?: readonly Filing[]; signed?: readonly Signing[] }
/** Somebody asks to read the case once it is archived, and may be let. */
export type Leaving = { personId: string; purpose: string; granted: boolean }
/** Somebody attaches a file to it after one of its lines. */
export type Filing = { after: number; by: Actor } & Pick<AttachmentGiven, 'place' | 'item' | 'volume' | 'title'>
/** Somebody signs a paper of it after one of its lines, as they read it. */
export type Signing = { after: number; by: Actor; key: string }
/** A story as far as it has come. */
export type Told = { c: Case; log: readonly Entry[] }

/** Numbers from a seed, the same on every machine (mulberry32). */
export function dice(seed: number): (sides: number) => number {
  let state = seed | 0
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }
}

const about = {
  crime: { subject, party: 'removal', admin: 'dismissal', crime: true },
  division: { subject: { ...subject, rank: '副处级' }, party: 'seriousWarning', admin: 'majorDemerit', crime: false },
  institution: { subject: { ...subject, rank: '事业单位管理岗八级' }, party: 'warning', admin: 'none', crime: false },
  outsideParty: { subject: { ...subject, partyMember: false, partyPost: null }, party: 'none', admin: 'demerit', crime: false },
} as const satisfies Record<string, World>

/** Steps that lead on. The others lead aside, back or out, and are taken less often; none again and again. */
const forward: readonly StepName[] = [
  'transfer', 'accept', 'formPanel', 'signUndertaking', 'requestInterview', 'approveInterview', 'recordInterview', 'conclude', 'deliberate', 'proposeReturn', 'adopt', 'approveReturn', 'acknowledgeReturn', 'answerOutline',
  'submitAnswers', 'judgeAnswers', 'closeAnswers', 'submitReport', 'approveReport', 'holdBodyMeeting', 'recordPartyGroupView', 'recordBranchMeeting', 'sendProposal', 'signCommitteeOpinion', 'giveNotice', 'recordDecision',
  'announce', 'serve', 'recordExecution', 'reportExecution', 'archive', 'resume', 'recordRuling', 'concludeProsecution', 'approveIntake',
]
const exits: readonly StepName[] = ['escalate', 'handOver', 'dropCase', 'refuse', 'withdraw']
const most: { [Step in StepName]?: number } = { recordExecution: 12, recordPartyGroupView: 10, holdBodyMeeting: 2, recordBranchMeeting: 2, raiseDispute: 1, skipBranchMeeting: 1, refer: 1, classify: 0, requestRecusal: 1, decideRecusal: 1, liftRecusal: 1, keepEarlierWork: 1, repeatEarlierWork: 1 }
const mostOf = (step: StepName): number => most[step] ?? (forward.includes(step) ? 4 : 2)

/** Fields whose text means something to a rule, and so is not marked. */
const meaning = new Set(['gender', 'ethnicity', 'rank', 'personnelType', 'partyPost', 'education', 'employer', 'edition', 'articles', 'type', 'category', 'receiver', 'number', 'field', 'after', 'signedBy', 'organName', 'to', 'check', 'checkKey'])

/** The payload in another cast, each free text marked with where it stands. */
export function marked(payload: object, cast: Cast, mark: string): object {
  const parts: Record<string, string> = casts[cast]
  let n = 0
  const walk = (value: unknown, name: string): unknown => {
    if (typeof value === 'string') return parts[value] ?? (/\p{Script=Han}/u.test(value) && !meaning.has(name) ? `${value}·${mark}n${++n}` : value)
    if (Array.isArray(value)) return value.map((one) => walk(one, name))
    return value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([field, one]) => [field, walk(one, field)])) : value
  }
  const made = walk(payload, '') as { package?: { bodyIds: string[] } }
  if (cast === 'joint' && made.package) made.package = { ...made.package, bodyIds: ['P25', 'P03'] }
  return made
}

/** `asides`: one step in so many does not lead on. `wish`: steps that are taken once as soon as they can be. */
export type Plot = { key: string; cast: Cast; number: string; length?: number; daysAgo?: number; asides?: number; investigators?: readonly string[]; wish?: readonly StepName[]; kind?: keyof typeof about }

/** One story of at most so many steps, begun so many days ago. */
export function storyOf(seed: number, { key, cast, number, length = 60, daysAgo = 50, asides = 4, investigators = [], wish = [], kind }: Plot): Story {
  const roll = dice(seed)
  const drawn = Object.values(about)[roll(Object.keys(about).length)]!
  const world: World = kind ? about[kind] : drawn
  const leaves = roll(5) === 0
  const lines: Line[] = []
  let c = blankCase({ id: key, commission, number: '', zoneId: '' })
  let on = addDays(today, -daysAgo)
  for (let tries = 0; lines.length < length && tries < length * 8; tries++) {
    const times = (step: StepName) => lines.filter((line) => line.step === step).length
    const onward = lines.length > 2 ? roll(asides) > 0 : roll(2) > 0
    const possible = stepsFrom(c.stage).filter((one) => forward.includes(one) === onward && times(one) < mostOf(one))
    const fewest = Math.min(...possible.map(times))
    const fresh = possible.filter((one) => times(one) === fewest)
    const wished = roll(3) > 0 ? stepsFrom(c.stage).filter((one) => wish.includes(one) && times(one) === 0) : []
    const among = wished.length > 0 ? wished : roll(4) > 0 ? fresh : possible
    const step = lines.length === 0 ? 'openCase' : among[roll(Math.max(among.length, 1))]
    if (step === undefined) continue
    if (exits.includes(step) && !wish.includes(step) && !(leaves && roll(6) === 0)) continue
    const payloads: object[] = offers(c, step, world)
    const payload = payloads[roll(Math.max(payloads.length, 1))]
    if (payload === undefined) continue
    const later = addDays(on, [0, 0, 0, 1, 1, 3][roll(6)]!)
    const day = later > today ? today : later
    const first = roll(everybody.length)
    const given = withInvestigators(marked(payload, cast, `${key}s${lines.length + 1}`), investigators)
    for (let n = 0; n < everybody.length; n++) {
      const by = everybody[(first + n) % everybody.length]!
      const line: Line = { step, payload: step === 'openCase' ? { ...given, number, zoneId: casts[cast === 'far' || cast === 'third' ? 'far' : 'own'] === casts.far ? 'Z1' : 'Z3' } : given, by, on: day, at: instant(day, key, lines.length) }
      const told = taken({ c, log: [] }, line)
      if (!told) continue
      lines.push(line)
      c = told.c
      on = day
      break
    }
  }
  return { key, cast, number, lines }
}

const withInvestigators = (payload: object, more: readonly string[]): object =>
  'package' in payload && more.length > 0 ? { ...payload, package: { ...(payload.package as Package), investigators: [...(payload.package as Package).investigators, ...more] } } : payload

/** The instant of a line: no two of one world are the same. */
const instant = (on: Day, key: string, n: number): string =>
  `${on}T01:${String(n % 60).padStart(2, '0')}:${String([...key].reduce((sum, one) => (sum * 31 + one.charCodeAt(0)) % 60, 7)).padStart(2, '0')}.${String(Math.floor(n / 60)).padStart(3, '0')}Z`

/** The story after one more line, or null where the line is refused. */
export function taken({ c, log }: Told, { step, payload, by, on, at }: Line): Told | null {
  if (c.version > 0 && !maySee(by, c)) return null
  const outcome = act(c, step, payload as Payload<StepName>, by, momentAt(on, at))
  return 'refusals' in outcome ? null : { c: outcome.case, log: [...log, outcome.entry] }
}

/** The case of a story, or null where a line is refused. */
export function toldOf({ key, lines }: Story, id = key): Told | null {
  let told: Told | null = { c: blankCase({ id, commission, number: '', zoneId: '' }), log: [] }
  for (const line of lines) told = told && taken(told, line)
  return told
}
