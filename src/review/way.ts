/** 流程图: the lifecycle as a drawing, with the way that a case took through it as far as its log tells a side. */
import type { Entry } from './act.ts'
import { isEnd, type Case, type Stage } from './case.ts'
import type { Day } from './day.ts'
import { routesOf } from './machine.ts'
import type { Policy } from './policy.ts'
import type { Side } from './sides.ts'
import { stageFrom } from './visibility.ts'

export const wayStates = ['been', 'here', 'ahead'] as const
/** A stage in the drawing: on the main way, or beside it under the stage from which the case went there; with each stay, the last open while the case is there. */
export type WayStop = { stage: Stage; under: Stage | null; state: (typeof wayStates)[number]; stays: { from: Day; to: Day | null }[] }

/** The main way, from the draft to the archive: each leads to the next, or over it where that is not for every case. */
export const mainWay = ['drafting', 'transferred', 'accepted', 'empanelled', 'reading', 'deliberating', 'reporting', 'approving', 'proposing', 'committeeReview', 'consulting', 'deciding', 'executing', 'reported', 'archived'] as const satisfies readonly Stage[]
/** Stages of the main way that are not for every case, by what the route demands. */
const notForAll: Partial<Record<Stage, 'committee' | 'partyGroup'>> = { committeeReview: 'committee', consulting: 'partyGroup' }

/** The drawing of a case as a side sees it. What lies ahead goes by the opinion in view. */
export function wayOf({ side, case: c, log }: { side: Side; case: Case; log: readonly Entry[] }, policy: Policy): WayStop[] {
  const been = new Map<Stage, WayStop['stays']>()
  const under = new Map<Stage, Stage>()
  const main = [...new Set(mainWay.map((stage) => stageFrom(side, stage)))]
  const onMain = (stage: Stage): boolean => main.includes(stage)
  let at: { stage: Stage; on: Day } | null = null
  let leftFrom: Stage = main[0] ?? 'drafting'
  const leave = (on: Day | null) => { if (at) been.set(at.stage, [...(been.get(at.stage) ?? []), { from: at.on, to: on }]) }
  for (const { from, to, on } of log) {
    at ??= { stage: from, on }
    if (onMain(at.stage)) leftFrom = at.stage
    if (to === at.stage) continue
    leave(on)
    at = { stage: to, on }
    if (!onMain(to)) under.set(to, under.get(to) ?? leftFrom)
  }
  if (at) leave(isEnd(at.stage) ? at.on : null)
  if (!onMain(c.stage) && !under.has(c.stage)) under.set(c.stage, leftFrom)
  const demands = routesOf(c, policy).map((route) => policy.routeDemands[route])
  const place = main.indexOf(onMain(c.stage) ? c.stage : (under.get(c.stage) ?? leftFrom))
  const due = (stage: Stage, n: number): boolean => {
    const wants = notForAll[stage]
    return wants === undefined || been.has(stage) || stage === c.stage || (n > place && demands.some((one) => Boolean(one[wants])))
  }
  // A case that has ended beside the way goes no further on it.
  const ends = isEnd(c.stage) && !onMain(c.stage)
  return main.flatMap((stage, n): WayStop[] => {
    if (!due(stage, n) || (ends && n > place)) return []
    const state = stage === c.stage ? 'here' : n < place || (n === place && !onMain(c.stage)) ? 'been' : 'ahead'
    const beside = [...under].filter(([, from]) => from === stage).map(([one]): WayStop => ({ stage: one, under: stage, state: one === c.stage ? 'here' : 'been', stays: been.get(one) ?? [] }))
    return [{ stage, under: null, state, stays: been.get(stage) ?? [] }, ...beside]
  })
}
