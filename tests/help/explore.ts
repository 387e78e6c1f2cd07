/**
 * Walks every path of the lifecycle that careful people can take, the case abstracted to what its guards can tell apart.
 */
import { isDeepStrictEqual } from 'node:util'
import { act, replay, type Entry } from '../../src/review/act.ts'
import { blankCase } from '../../src/review/blank.ts'
import { isEnd, type Case } from '../../src/review/case.ts'
import { brokenBy } from './holds.ts'
import type { Invariant } from '../../src/review/invariants.ts'
import { stepsFrom } from '../../src/review/machine.ts'
import { panelOf } from '../../src/review/people.ts'
import { inForce, isOpen, setAside } from '../../src/review/recusal.ts'
import { standsAs } from '../../src/review/parties.ts'
import { open } from '../../src/review/refusal.ts'
import { levelOf } from '../../src/review/secrecy.ts'
import { steps, type StepName } from '../../src/review/steps/index.ts'
import { commission, moment, momentOn, who, type Who } from './city.ts'
import { offers, type World } from './offers.ts'

export type Node = { c: Case; log: readonly Entry[]; next: { step: StepName; to: string }[] }
export type Walked = { nodes: Map<string, Node>; transitions: number; broken: { invariant: Invariant; log: readonly Entry[] }[]; bent: (readonly Entry[])[] }

const pendingOf = (list: readonly { approvedBy: string | null; rejectedBy: string | null }[]) => open(list) !== undefined

const before = ['drafting', 'transferred', 'deferred', 'reinvestigating']
const returning = [...before, 'accepted', 'empanelled', 'reading', 'deliberating', 'returning', 'supplementing', 'answered', 'suspended']
const proposing = ['proposing', 'committeeReview', 'consulting', 'disputed', 'deciding', 'prosecuting']

/**
 * What of a case decides where it can still go: a finite key in place of days, texts and counts. What no later
 * step asks about (which interview led to a report that is approved) is left out, stage by stage.
 */
function keyOf(c: Case): string {
  if (isEnd(c.stage)) return c.stage
  const on = (stages: readonly string[], ...parts: (string | number | boolean | null | undefined)[]) => (stages.includes(c.stage) ? parts.join(',') : '')
  const sent = c.returns.at(-1)
  const round = c.interviews.filter((one) => one.round === c.round && !setAside(c, one))
  const dispute = c.disputes.at(-1)
  return [
    c.stage, c.version === 0, pendingOf(c.extensions), pendingOf(c.corrections), levelOf(c), c.committeeInvitedOn !== null, c.jointSessions.length > 0, c.stage === 'committeeReview' && c.jointIssues.map(({ words }) => words.map((one) => one.layer).join('+')).join(), c.deputy !== null,
    on(before, c.consultations.some((one) => one.answer === null), pendingOf(c.involvements), c.involvements.some((one) => one.approvedBy !== null && one.opinion === null), c.intakeProposal?.outcome, c.acceptedOn !== null),
    on(returning, Math.min(c.returns.filter((one) => one.approvedBy !== null).length, 3)),
    on([...returning, 'reporting', 'approving'], c.leadVacant, c.recusals.map((one) => [one.personId, isOpen(one) ? one.origin : inForce(one) ? one.earlierWork : 'over'].join()).join(';')),
    on([...returning, 'reporting', 'approving'], panelOf(c).join('+'), c.panel.filter((one) => one.leftOn === null && one.undertakingOn === null).map((one) => one.personId).join('+'), pendingOf(c.suspensions), c.suspensions.find((one) => one.approvedBy !== null && one.resumedOn === null)?.from),
    on(['reading', 'deliberating', 'supplementing', 'answered', 'returning', 'suspended'], open(round)?.kind, open(round)?.scope, round.some((one) => one.record !== null), round.some((one) => one.approvedBy !== null && one.kind === 'hold' && one.record === null), round.filter((one) => one.approvedBy !== null && one.kind === 'waive').map((one) => one.scope).toSorted().at(-1)),
    on(['deliberating', 'returning', 'suspended'], c.panelOpinions.at(-1)?.recommendation, c.deliberations.findLast((one) => one.round === c.round && one.reading === c.reading)?.outcome),
    on(['returning', 'supplementing', 'answered', 'reinvestigating'], sent?.kind, sent?.acknowledgedBy !== null, sent?.outline.map((item) => `${item.answer !== null}${item.judgement?.verdict ?? ''}`).join()),
    on(['reading', 'deliberating'], c.notes.length > 0),
    on([...returning, 'reporting'], c.raisedChecks.length > 0, c.settledChecks.length > 0, c.checkAnswers.length > 0),
    on(['reporting', 'approving', ...proposing], c.report?.outcome),
    on(proposing, c.bodyMeeting !== null, c.opinions.map((one) => one.layer).join(), c.partyGroupViews.length > 0, c.partyGroupViews.at(-1)?.agrees, dispute && `${dispute.from}${dispute.ruledOn !== null}`, c.branchMeetings.length > 0, c.notices.length > 0, c.decisions.map((one) => one.track).toSorted().join()),
    on(['executing', 'prosecuting'], c.announcements.length > 0, c.services.length > 0, c.execution.filter((one) => one.proof === null).length, c.execution.some((one) => one.extendedOn !== null)),
    on([...proposing, 'executing'], c.prosecution && [c.prosecution.from, c.prosecution.returns.length, c.prosecution.returns.some((one) => one.answeredOn === null), c.prosecution.concludedOn !== null].join()),
  ].map((part) => String(part)).join('|')
}

/** Explores one world; `leaveOut` names the side steps that other worlds cover. */
export function explore(world: World, leaveOut: readonly StepName[] = []): Walked {
  const start = blankCase({ id: 'c1', commission, number: '', zoneId: 'Z3' })
  const first = keyOf(start)
  const walked: Walked = { nodes: new Map([[first, { c: start, log: [], next: [] }]]), transitions: 0, broken: [], bent: [] }
  const queue = [first]
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const node = walked.nodes.get(at)!
    for (const step of stepsFrom(node.c.stage)) {
      if (leaveOut.includes(step)) continue
      for (const payload of offers(node.c, step, world)) {
        for (const actor of Object.values(who)) {
          if (!standsAs(steps[step].by, actor, node.c, { ...moment, who: actor, day: moment.on })) continue
          const outcome = act(node.c, step, payload, actor, moment)
          if ('refusals' in outcome) continue
          const log = [...node.log, outcome.entry]
          for (const invariant of brokenBy({ before: node.c, c: outcome.case, log, moment })) walked.broken.push({ invariant, log })
          const key = keyOf(outcome.case)
          walked.transitions++
          node.next.push({ step, to: key })
          if (!walked.nodes.has(key)) {
            // Each case is its predecessor and one entry, so replaying the entry replays the log, by induction.
            if (!isDeepStrictEqual(replay(node.c, [outcome.entry], momentOn), outcome.case)) walked.bent.push(log)
            walked.nodes.set(key, { c: outcome.case, log, next: [] })
            queue.push(key)
          }
          if (step !== 'signUndertaking') break
        }
      }
    }
  }
  return walked
}

export const everybody = Object.entries(who) as [Who, (typeof who)[Who]][]
