/**
 * A few hundred different cases, driven through the one door to the stages of a working city. Their rows are made by
 * the product's own functions; `fill.ts` writes them many times over with new ids and numbers.
 */
import { act, type Entry } from '../../src/review/act.ts'
import { blankCase } from '../../src/review/blank.ts'
import type { Case, Stage } from '../../src/review/case.ts'
import { addDays, daysBetween, yearOf, type Day } from '../../src/review/day.ts'
import { actorOf } from '../../src/caseload/city.ts'
import { generate, random } from '../../src/caseload/generate.ts'
import type { Planned } from '../../src/caseload/plan.ts'
import { momentOf, planFor } from '../../src/caseload/rehearse.ts'
import { canonical } from '../../src/store/canonical.ts'
import { barRows, columnsOf, contributionsOf, doorRows, faceOf, facesOf, searchTexts, type Columns, type Face } from '../../src/store/columns.ts'

export const commission = 'xm'

/** What stands in the texts of a template where each copy has its own id and number. */
export const blanks = { id: '@@id@@', number: '@@number@@' } as const

/** One entry of a template: the texts that are hashed and stored, with blanks. */
export type TemplateEntry = { entry: Entry; payload: string; basis: string; request: string; doc: string }

export type Template = {
  columns: Columns
  faces: { side: string; face: Face }[]
  entries: TemplateEntry[]
  doors: string[]
  bars: string[]
  tallied: ReturnType<typeof contributionsOf>
  search: ReturnType<typeof searchTexts>
  bodyIds: string[]
  zoneId: string
  year: string
}

/** Of a hundred cases, how many stand where: about five entries a case. */
const shares: [stage: Stage, share: number][] = [
  ['drafting', 6], ['transferred', 40], ['accepted', 6], ['reading', 20], ['deliberating', 5], ['supplementing', 4],
  ['reporting', 4], ['approving', 3], ['proposing', 3], ['deciding', 2], ['executing', 2], ['archived', 5],
]

/** Three templates for each hundredth, in an order that mixes the stages. */
export function templates(today: Day): Template[] {
  const stages = shares.flatMap(([stage, share]) => Array.from({ length: share * 3 }, () => stage))
  const draw = random(2026)
  return stages.map((stage) => ({ stage, place: draw() })).sort((a, b) => a.place - b.place).map(({ stage }, n) => templateOf(stage, n, today))
}

/** One case at a stage, its last step some days ago; archived ones lie up to three years back. */
function templateOf(stage: Stage, n: number, today: Day): Template {
  const upTo = addDays(today, -2 - (stage === 'archived' ? (n * 37) % 1000 : (n * 7) % 40))
  for (let seed = n; ; seed += 1000) {
    let filedOn = addDays(upTo, -100)
    for (let tries = 0; tries < 6; tries++) {
      const driven = drive(planFor(generate(random(seed), n + 1, filedOn)), stage)
      const last = driven?.log.at(-1)
      if (!driven || !last) break
      if (last.on <= upTo && daysBetween(last.on, upTo) < 14) return templateFrom(driven, momentOf(today))
      filedOn = addDays(filedOn, daysBetween(last.on, upTo) - (tries > 2 ? 3 : 0))
    }
  }
}

type Driven = { log: Entry[]; states: Case[] }

/** The case where it first comes to the stage; null where this plan never does. */
function drive(plan: readonly Planned[], stage: Stage): Driven | null {
  let c = blankCase({ id: blanks.id, commission, number: '', zoneId: '' })
  const driven: Driven = { log: [], states: [] }
  for (const planned of plan) {
    const payload = JSON.parse(canonical(planned.step === 'openCase' ? { ...planned.payload, number: blanks.number } : planned.payload)) as Planned['payload']
    const outcome = act(c, planned.step, payload, actorOf(planned.by, commission), momentOf(planned.on))
    if ('refusals' in outcome) throw new Error(`${planned.step}: ${outcome.refusals.map((one) => one.message).join('；')}`)
    c = outcome.case
    driven.log.push(outcome.entry)
    driven.states.push(c)
    if (c.stage === stage) return driven
  }
  return null
}

function templateFrom({ log, states }: Driven, today: ReturnType<typeof momentOf>): Template {
  const c = states.at(-1)
  if (!c) throw new Error('a template has at least one entry')
  const columns = columnsOf(c, log, today)
  const faces = facesOf(c).map((side) => ({ side, face: faceOf(side, c, log, today) }))
  return {
    columns,
    faces,
    entries: log.map((entry, n) => ({ entry, payload: canonical(entry.payload), basis: canonical(entry.basis), request: requestOf(entry), doc: canonical(states[n]) })),
    doors: doorRows(c),
    bars: barRows(c),
    tallied: contributionsOf(c, { tally: columns.tally, bodyTally: faces.find((one) => one.side === 'body')?.face.tally ?? '' }),
    search: searchTexts(c, log),
    bodyIds: c.package.bodyIds,
    zoneId: c.zoneId,
    year: yearOf(log[0]?.writtenOn ?? ''),
  }
}

/** What the store hashes of an order: a case that is opened has no id yet, and its number and zone are the store's. */
function requestOf({ step, version, by, role, bodyId, zoneId, payload }: Entry): string {
  const who = { personId: by, commission, role, bodyId, zoneId }
  const opens = step === 'openCase'
  return canonical({ step, caseId: opens ? null : blanks.id, version: version - 1, who, payload: opens ? { package: (payload as { package: unknown }).package } : payload })
}
