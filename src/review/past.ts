/**
 * 回看: a case as it stood, for whoever asks now. What is shown is what both hold: what their side saw of it then, and what
 * they may see today. So a transfer that was taken back, and a part that is withheld by now, are not to be had by looking back.
 */
import { replay, type Entry } from './act.ts'
import { blankCase } from './blank.ts'
import type { Case } from './case.ts'
import { inChinese, type Day } from './day.ts'
import type { Part } from './lenses.ts'
import type { Actor } from './people.ts'
import type { Side } from './sides.ts'
import type { Moment } from './step.ts'
import { handing, takenBack } from './steps/transfer.ts'
import { doorsOf, keysOf, seenFrom, stepsSeen, type Seen } from './visibility.ts'

/** The end of a day, or when so many steps, as they are counted for whoever asks, were the newest. */
export type When = { on: Day } | { version: number }

/** The moment of which a case is shown; `length` is how long its log was then, `today` how the same person sees it now. */
export type Then<Of extends Moment = Moment> = Of & { when: When; length: number; today: Case }

type Whole = { case: Case; log: readonly Entry[] }
/** How far the log had come after each step, for whoever was told of the case by then. */
type Place = { version: number; length: number; stood: Case }

/** The case as it stood, or why it cannot be looked back at, in a sentence. `now` is what the same person sees today, of the whole case. */
export function pastOf<Of extends Moment>(who: Actor, now: Seen, whole: Whole, when: When, momentOf: (on: Day, at: string) => Of): (Seen & { past: Then<Of> }) | { message: string } {
  if (now.side === 'closed') return { message: '本案已经归档，查阅须经批准，批准以后才能回看' }
  const places = placesOf(who, now, whole, momentOf)
  const { log } = whole
  const upTo = 'on' in when ? log.filter(({ writtenOn }) => writtenOn <= when.on).length : null
  const place = 'on' in when ? places.find(({ length }) => length === upTo) : places.find(({ version }) => version === when.version)
  if (!place) return { message: 'on' in when ? notThen(when.on, places.find(({ length }) => length > (upTo ?? 0)), log) : noSuchStep(when.version, versionsIn(places)) }
  const last = log[place.length - 1] as Entry
  const moment = 'on' in when ? momentOf(when.on, endOf(when.on)) : momentOf(last.writtenOn, last.at)
  return { ...both(now, whole, place), past: { ...moment, when, length: place.length, today: now.case } }
}

/** The steps, as they are counted for whoever asks, after each of which the case can be looked back at. One that came to be seen together with a later one never was the newest. */
export const versionsOf = (who: Actor, now: Seen, whole: Whole, momentOf: (on: Day, at: string) => Moment): number[] => (now.side === 'closed' ? [] : versionsIn(placesOf(who, now, whole, momentOf)))

const versionsIn = (places: readonly Place[]): number[] => [...new Set(places.map(({ version }) => version))]

/** Every place in the log at which the case had come to the side of whoever asks: nobody looks back further. */
function placesOf(who: Actor, { side }: Seen, { case: { id, commission }, log }: Whole, momentOf: (on: Day, at: string) => Moment): Place[] {
  const places: Place[] = []
  let stood = blankCase({ id, commission, number: '', zoneId: '' })
  for (let length = 1; length <= log.length; length++) {
    stood = replay(stood, log.slice(length - 1, length), momentOf)
    const version = stepsSeen(side, log.slice(0, length))
    if (version > 0 && came(who, side, stood)) places.push({ version, length, stood })
  }
  return places
}

/** Whether the case had come to somebody's side. Of those who review, whoever sees it now looks back to where it came to them, also from before they joined. */
const came = (who: Actor, side: Side, stood: Case): boolean => (side === 'review' ? ['office'] : keysOf(who)).some((key) => doorsOf(stood).includes(key))

/** What a side saw at this place and is not kept from today. */
function both(now: Seen, { case: c, log }: Whole, { length, stood }: Place): Seen {
  const handedBack = now.side !== 'body' && log.slice(length).find(({ step }) => handing.includes(step))?.step === 'withdraw'
  const seen = seenFrom(now.side, handedBack ? takenBack(stood) : stood, log.slice(0, length))
  const withheld = Object.fromEntries(Object.entries(blankCase({ id: '', commission: '', number: '', zoneId: '' })).filter(([part, blank]) => same(now.case[part as Part], blank) && !same(c[part as Part], blank)))
  const own = { side: seen.side, case: { ...seen.case, ...withheld }, log: seen.log }
  return { ...own, process: seen.side === 'manager' ? seen.process : own }
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** The last instant of a day in China. */
const endOf = (on: Day): string => `${on}T15:59:59.999Z`

const notThen = (on: Day, begins: Place | undefined, log: readonly Entry[]): string =>
  begins ? `${inChinese(on)}时本人还看不到本案，可以从${inChinese((log[begins.length - 1] as Entry).writtenOn)}看起` : `${inChinese(on)}时本人看不到本案，请另选日期`

function noSuchStep(version: number, versions: readonly number[]): string {
  const [first, last] = [versions[0], versions.at(-1)]
  if (first === undefined || last === undefined) return '本案还没有可以回看的步骤'
  return version < first || version > last ? `没有第${version}步可以回看，请在第${first}步至第${last}步之间选择` : `第${version}步是后来才让本人看到的，当时不是最新的一步，请改看第${versions.findLast((one) => one < version) ?? first}步`
}
