import { describe, expect, it } from 'vitest'
import { act } from '../../src/review/act.ts'
import { blankCase } from '../../src/review/blank.ts'
import { ends, isEnd, stages, type Case } from '../../src/review/case.ts'
import { leadsOn, stepsFrom } from '../../src/review/machine.ts'
import { acting, type Actor, type Role } from '../../src/review/people.ts'
import { parties } from '../../src/review/parties.ts'
import { stepNames, steps, type Payload, type StepName } from '../../src/review/steps/index.ts'
import { commission, moment, momentOn, who } from '../help/city.ts'
import { offers } from '../help/offers.ts'
import { pairs, plain, type Pair } from '../help/pairs.ts'
import { after, caseAt } from '../help/walk.ts'

/** The case as it waits between the two steps. */
const waiting = ({ way }: Pair): Case =>
  way.reduce((c, [step, by, n = 0]) => {
    const outcome = act(c, step, offers(c, step, plain)[n]!, who[by], moment)
    if ('refusals' in outcome) throw new Error(`${step}: ${JSON.stringify(outcome.refusals)}`)
    return outcome.case
  }, blankCase({ id: 'c1', commission, number: '', zoneId: 'Z3' }))

const inPost = (personId: string, role: Role): Actor => acting({ personId, commission, role, bodyId: null, zoneId: role === 'groupLeader' ? 'Z3' : null })
const answer = (c: Case, approves: StepName) => offers(c, approves, plain)[0] as Payload<StepName>

/** Steps that approve, confirm or decide on something that another step asked for. */
const approving = stepNames.filter((name) => /^(approve|confirm|decide|recordRuling)/.test(name))

describe('four eyes', () => {
  it('has a pair for every step that approves', () => {
    expect(approving.filter((name) => !pairs.some(({ approves }) => approves === name))).toEqual([])
    expect(stepNames.filter((name) => /^(request|propose)/.test(name) && !pairs.some(({ makes }) => makes === name))).toEqual([])
  })

  it.each(pairs)('keep the $maker, who took $makes, from $approves in a second post, and let another answer it', (pair) => {
    const c = waiting(pair)
    expect(act(c, pair.approves, answer(c, pair.approves), inPost(pair.maker, pair.approver), moment)).toMatchObject({ refusals: [expect.anything()] })
    expect(act(c, pair.approves, answer(c, pair.approves), inPost('another', pair.approver), moment)).toMatchObject({ entry: { step: pair.approves, by: 'another' } })
  })

  it('are not undone by leaving the panel', () => {
    const left = after(caseAt('reporting'), ['changePanel', who.groupLeader])
    expect(left.panel).toContainEqual(expect.objectContaining({ personId: 'reviewer', leftOn: moment.on }))
    const submitted = after(left, ['submitReport', who.lead])
    expect(act(submitted, 'approveReport', {}, { ...who.officeHead, personId: 'reviewer' }, moment)).toMatchObject({ refusals: [{ code: 'OWN_REQUEST' }] })
  })
})

describe('time', () => {
  it('takes no step: every step has somebody who takes it, and no post is a clock', () => {
    for (const name of stepNames) expect(steps[name].by.length, name).toBeGreaterThan(0)
    const nobody: Actor = acting({ personId: '', commission, role: 'systemAdmin', bodyId: null, zoneId: null })
    for (const stage of stages.filter((one) => !(ends as readonly string[]).includes(one)))
      for (const name of stepsFrom(stage)) expect(steps[name].by.some((party) => (parties[party].stands as (who: Actor, c: Case, scene: object) => boolean)(nobody, caseAt('transferred'), { ...moment, who: nobody, day: moment.on })), `${stage} ${name}`).toBe(false)
  })

  it('approves nothing: what waits still waits ten years on, and can still be refused', () => {
    const later = momentOn('2036-03-03')
    for (const pair of pairs) {
      const c = waiting(pair)
      expect(isEnd(c.stage)).toBe(false)
      expect(leadsOn(c.stage, pair.approves)).toBe(true)
      expect(act(c, pair.approves, answer(c, pair.approves), who.archivist, later)).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }] })
    }
  })
})
