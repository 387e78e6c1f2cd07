/** The one door through which a quality check changes, for people and tests alike. */
import type { Refusal } from './case.ts'
import type { Actor } from './people.ts'
import { qualityStateWords, type QualityState, type QualityCheck, type QualityEntry, type QualityScene, type QualityStep } from './quality.ts'
import { qualitySteps, type QualityPayload, type QualityStepName } from './quality-steps.ts'
import { no } from './refusal.ts'

export type QualityOutcome = { check: QualityCheck; entry: QualityEntry } | { refusals: Refusal[] }

/** The one door: the same check, step, payload and scene always give the same outcome. */
export function actOnCheck<Name extends QualityStepName>(c: QualityCheck, name: Name, payload: QualityPayload<Name>, scene: QualityScene): QualityOutcome {
  // @NOTE TypeScript cannot tie qualitySteps[name] to its payload, hence the cast.
  const step = qualitySteps[name] as unknown as QualityStep<QualityPayload<Name>>
  const { who, on, at } = scene
  if (who.commission !== c.commission || who.role !== step.by) return { refusals: [no('NOT_YOURS', `您现在的职务不能${step.label}`, 'R-561')] }
  if (!step.from.includes(c.state)) return { refusals: [no('WRONG_STATE', `这次评查现在是“${qualityStateWords[c.state]}”，不能${step.label}`, 'R-561')] }
  const refusals = step.check(c, payload, scene)
  if (refusals.length > 0) return { refusals }
  const check = { ...step.apply(c, payload, scene), version: c.version + 1 }
  return { check, entry: { n: check.version, step: name, by: who.personId, role: who.role, bodyId: who.bodyId, on, at, payload } }
}

/** The steps that somebody may take on a check as it stands. */
export const openQualitySteps = (c: QualityCheck, who: Actor): QualityStepName[] =>
  (Object.keys(qualitySteps) as QualityStepName[]).filter((name) => qualitySteps[name].by === who.role && (qualitySteps[name].from as readonly QualityState[]).includes(c.state))
