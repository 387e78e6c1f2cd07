/**
 * The one door. Every change to a case in this system is one call of `act`: the same case, step,
 * payload, person and moment always give the same outcome.
 */
import { isDay, type Day } from './day.ts'
import type { Basis, Case, Refusal, Stage } from './case.ts'
import { basis } from './law.ts'
import { leadsOn, stageAfter, stepsFrom, weightOf } from './machine.ts'
import { parties, standsAs } from './parties.ts'
import { acting, type Actor, type Role } from './people.ts'
import type { Dated, Moment, Scene, Step } from './step.ts'
import { steps, type Payload, type StepName } from './steps/index.ts'

/**
 * One line of the log (流转记录). `on` is the legal day, `writtenOn` the day of writing, `at` the instant;
 * `version` counts from 1.
 */
export type Entry = {
  version: number
  step: StepName
  from: Stage
  to: Stage
  by: string
  role: Role
  bodyId: string | null
  zoneId: string | null
  on: Day
  writtenOn: Day
  at: string
  basis: Basis
  payload: unknown
}

export type Outcome = { case: Case; entry: Entry } | { refusals: Refusal[] }

// @NOTE TypeScript cannot tie steps[name] to Payload<Name>, hence the one cast of the door.
const stepOf = (name: StepName) => steps[name] as unknown as Step<Dated>

/**
 * Takes a step, or says why not: `WRONG_STAGE` (naming what is possible), `NOT_YOURS` (naming who can), or
 * every refusal of the step's guards at once.
 */
export function act<Name extends StepName>(c: Case, name: Name, payload: Payload<Name>, who: Actor, moment: Moment): Outcome {
  const taken = stepOf(name)
  const scene = sceneOf(payload, who, moment)
  const shut = closedBecause(c, name, who, moment)
  if (shut) return { refusals: [shut] }

  const refusals = [...dayRefusals(c, scene), ...taken.guards.flatMap((guard) => guard.refuse(c, payload, scene))]
  if (refusals.length > 0) return { refusals }

  const entered = enter(c, name, taken.completed?.(c, payload, scene) ?? payload, scene)
  const { latestOn } = moment.known ?? c
  return entered.entry.to !== c.stage && latestOn !== null && scene.day < latestOn
    ? { refusals: [{ code: 'DAY_TOO_EARLY', message: `${scene.day}早于本案已经记录的最近日期（${latestOn}），请核对`, field: 'on' }] }
    : entered
}

/** Applies a step without asking: what `act` does once nothing refuses, and what replaying the log does. */
function enter(c: Case, name: StepName, payload: Dated, scene: Scene): { case: Case; entry: Entry } {
  const taken = stepOf(name)
  const changed = taken.apply(c, payload, scene)
  const to = stageAfter(changed, name, scene.policy)
  const version = c.version + 1
  return {
    case: { ...changed, actedForBody: actedForBody(changed, scene), stage: to, version, since: to === c.stage ? (c.since ?? scene.day) : scene.day, latestOn: c.latestOn !== null && c.latestOn > scene.day ? c.latestOn : scene.day },
    entry: {
      version, step: name, from: c.stage, to, by: scene.who.personId, role: scene.who.role, bodyId: scene.who.bodyId, zoneId: scene.who.zoneId,
      on: scene.day, writtenOn: scene.on, at: scene.at, basis: basis(taken.rule), payload,
    },
  }
}

/** Whoever acts on a case for a body is remembered: they never review it. */
const actedForBody = (c: Case, { who }: Scene): string[] =>
  who.bodyId === null || c.actedForBody.includes(who.personId) ? c.actedForBody : [...c.actedForBody, who.personId]

/**
 * The case as its log says it stands. `momentOf` gives calendar, policy and roster of a day. It throws
 * where an entry does not lead where it says it did: then the log or the rules were bent.
 */
export function replay(blank: Case, log: readonly Entry[], momentOf: (day: Day, at: string) => Moment): Case {
  return log.reduce((c, entry) => {
    const who = acting({ personId: entry.by, commission: c.commission, role: entry.role, bodyId: entry.bodyId, zoneId: entry.zoneId })
    const moment = momentOf(entry.writtenOn, entry.at)
    const next = enter(c, entry.step, entry.payload as Dated, { ...moment, who, day: entry.on })
    if (next.entry.version !== entry.version || next.entry.from !== entry.from || next.entry.to !== entry.to)
      throw new Error(`第${entry.version}条流转记录对不上：记录为 ${entry.from} → ${entry.to}，重演为 ${next.entry.from} → ${next.entry.to}`)
    return next.case
  }, blank)
}

/** A step as a screen shows it: open, or closed with the reason; `main` where the stage is there for it. */
export type OpenStep = { step: StepName; label: string; about: string; main: boolean; closedBecause: Refusal | null }

/** Every step that leads on from here, open or closed for this person, what moves the case first; the screen draws its buttons from this. */
export const openSteps = (c: Case, who: Actor, moment: Moment): OpenStep[] =>
  stepsHere(c).toSorted((one, other) => weightOf(c.stage, other) - weightOf(c.stage, one)).map((name) => ({ step: name, label: steps[name].label, about: steps[name].about, main: weightOf(c.stage, name) > 0, closedBecause: closedBecause(c, name, who, moment) ?? readiness(c, name, who, moment) }))

/** Whether a step leads on from here; a case that is not there yet can only be opened. */
const isHere = (c: Case, name: StepName): boolean => leadsOn(c.stage, name) && (name === 'openCase') === (c.version === 0)
const stepsHere = (c: Case): StepName[] => stepsFrom(c.stage).filter((name) => isHere(c, name))

/** Whether the door is shut for this person before any payload is looked at. */
function closedBecause(c: Case, name: StepName, who: Actor, moment: Moment): Refusal | null {
  const taken = stepOf(name)
  if (!isHere(c, name)) {
    const possible = stepsHere(c).map((one) => steps[one].label)
    return { code: 'WRONG_STAGE', message: possible.length > 0 ? `本案当前不能${taken.label}，可以：${possible.join('、')}` : `本案已办结，不能${taken.label}`, basis: basis(taken.rule) }
  }
  if (!standsAs(taken.by, who, c, sceneOf({}, who, moment)))
    return { code: 'NOT_YOURS', message: `您无权对本案${taken.label}，应由${taken.by.map((party) => parties[party].label).join('或')}办理`, basis: basis(taken.rule) }
  return null
}

/** What the case itself still lacks, whatever would be filled in. */
const readiness = (c: Case, name: StepName, who: Actor, moment: Moment): Refusal | null =>
  stepOf(name).guards.filter((guard) => guard.ofCase).flatMap((guard) => guard.refuse(c, {}, sceneOf({}, who, moment)))[0] ?? null

const sceneOf = (payload: Dated, who: Actor, moment: Moment): Scene => ({ ...moment, who, day: payload.on ?? moment.on })

/** Paper comes first: a step's own day is real, not in the future, and not before the case came to its stage. */
function dayRefusals(c: Case, { day, on, known }: Scene): Refusal[] {
  const { since } = known ?? c
  if (!isDay(day)) return [{ code: 'NO_SUCH_DAY', message: `“${day}”不是真实的日期，请按“2026-11-24”的格式填写`, field: 'on' }]
  if (day > on) return [{ code: 'DAY_IN_FUTURE', message: `${day}晚于今天（${on}），请填写已经发生的日期`, field: 'on' }]
  if (since !== null && day < since) return [{ code: 'DAY_TOO_EARLY', message: `${day}早于本案进入当前阶段的日期（${since}），请核对`, field: 'on' }]
  return []
}
