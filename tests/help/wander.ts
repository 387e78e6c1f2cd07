/** Cases as they come about by chance: walks of careful people, in every kind of case, from a seed. */
import { act, type Entry } from '../../src/review/act.ts'
import { blankCase } from '../../src/review/blank.ts'
import type { Case } from '../../src/review/case.ts'
import { stepsFrom } from '../../src/review/machine.ts'
import type { Actor } from '../../src/review/people.ts'
import type { StepName } from '../../src/review/steps/index.ts'
import { maySee } from '../../src/review/visibility.ts'
import { commission, moment, who } from './city.ts'
import { offers, subject, type World } from './offers.ts'

export type Taken = { before: Case; log: readonly Entry[]; step: StepName; payload: object; by: Actor; c: Case; entry: Entry }

const about: World[] = [
  { subject: { ...subject, rank: '副处级' }, party: 'seriousWarning', admin: 'majorDemerit', crime: false },
  { subject, party: 'removal', admin: 'dismissal', crime: true },
  { subject: { ...subject, rank: '事业单位管理岗八级' }, party: 'warning', admin: 'none', crime: false },
  { subject: { ...subject, partyMember: false, partyPost: null }, party: 'none', admin: 'demerit', crime: false },
]

/** One in so many: steps that end a walk early are taken seldom, those that lead aside or back less often than those that lead on. */
const seldom: Partial<Record<StepName, number>> = {
  escalate: 60, handOver: 60, dropCase: 30, refuse: 20, defer: 6, withdraw: 8, classify: 10, raiseDispute: 5, refer: 6, requestSuspension: 12, changePanel: 10, appointDeputy: 20, note: 8, askConsultation: 6,
  requestInvolvement: 6, proposeCorrection: 20, editDraft: 8, answerCheck: 8, raiseCheck: 8, settleCheck: 8, rejectIntake: 3, rejectReturn: 4, sendBackReport: 4, requestExtension: 6, recordJointSession: 8, inviteCommittee: 6, holdBodyMeeting: 3, recordBranchMeeting: 4, skipBranchMeeting: 8,
}

/** Numbers from a seed, the same on every machine (mulberry32). */
export function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }
}

/** One walk of at most so many steps. */
export function wander(seed: number, most = 120): Taken[] {
  const roll = dice(seed)
  const world = about[roll(about.length)]!
  const people = Object.values(who).map((by): Actor => ({ ...by, clearance: 'secret' }))
  let c = blankCase({ id: `c${seed}`, commission, number: '', zoneId: 'Z3' })
  const log: Entry[] = []
  const walk: Taken[] = []
  for (let tries = 0; walk.length < most && tries < most * 30; tries++) {
    const possible = stepsFrom(c.stage)
    const step = possible[roll(possible.length)]
    if (step === undefined) break
    if (roll(seldom[step] ?? 1) > 0) continue
    const payloads = offers(c, step, world)
    const payload = payloads[roll(Math.max(payloads.length, 1))]
    if (payload === undefined) continue
    const first = roll(people.length)
    for (let n = 0; n < people.length; n++) {
      const by = people[(first + n) % people.length]!
      if (c.version > 0 && !maySee(by, c)) continue
      const outcome = act(c, step, payload, by, moment)
      if ('refusals' in outcome) continue
      walk.push({ before: c, log: [...log], step, payload, by, c: outcome.case, entry: outcome.entry })
      log.push(outcome.entry)
      c = outcome.case
      break
    }
  }
  return walk
}
