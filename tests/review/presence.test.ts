import { describe, expect, it } from 'vitest'
import { act, type Entry } from '../../src/review/act.ts'
import { blankCase } from '../../src/review/blank.ts'
import type { Case } from '../../src/review/case.ts'
import { acting } from '../../src/review/people.ts'
import { maySeePresent } from '../../src/review/presence.ts'
import { commission, moment, who, type Who } from '../help/city.ts'
import { careful } from '../help/walk.ts'
import type { StepName } from '../../src/review/steps/index.ts'

type Way = [step: StepName, by: Who, changed?: object][]
const reading: Way = [['openCase', 'handler'], ['transfer', 'bodyHead'], ['accept', 'groupLeader'], ['formPanel', 'groupLeader'], ['signUndertaking', 'lead'], ['signUndertaking', 'reviewer']]
const invited: Way = [...reading, ['inviteCommittee', 'officeHead']]

/** A case with its log, as careful people leave it. */
const told = (way: Way): { c: Case; log: Entry[] } => way.reduce<{ c: Case; log: Entry[] }>(({ c, log }, [step, by, changed]) => {
  const outcome = act(c, step, careful(c, step, (changed ?? {}) as never) as never, who[by], moment)
  if ('refusals' in outcome) throw new Error(`${step}: ${outcome.refusals.map(({ message }) => message).join()}`)
  return { c: outcome.case, log: [...log, outcome.entry] }
}, { c: blankCase({ id: 'c1', commission, number: '', zoneId: 'Z3' }), log: [] })

const [alone, joint] = [told(reading), told(invited)]
const sees = (viewer: Who, other: Who, { c, log } = joint) => maySeePresent(who[viewer], who[other], c, log)

describe('who learns that somebody has a case open', () => {
  it.each<[Who, Who]>([['handler', 'bodyHead'], ['lead', 'reviewer'], ['reviewer', 'groupLeader'], ['groupLeader', 'officeHead'], ['officeHead', 'lead']])('the %s of the %s, on one side, always', (viewer, other) => {
    expect([sees(viewer, other, alone), sees(other, viewer, alone), sees(viewer, other)]).toEqual([true, true, true])
  })

  it.each<[Who, Who]>([['handler', 'groupLeader'], ['groupLeader', 'bodyHead'], ['handler', 'committeeReviewer'], ['committeeReviewer', 'handler'], ['lead', 'committeeReviewer'], ['committeeReviewer', 'lead'], ['committeeHead', 'officeHead']])('the %s of the %s, across sides, in joint review only', (viewer, other) => {
    expect([sees(viewer, other, alone), sees(viewer, other)]).toEqual([false, true])
  })

  it('the body of no reviewer before the report, but of one whom the joint record names', () => {
    expect([sees('handler', 'lead'), sees('handler', 'reviewer')]).toEqual([false, false])
    const met = told([...invited, ['recordJointSession', 'lead']])
    expect([sees('handler', 'lead', met), sees('handler', 'reviewer', met)]).toEqual([true, false])
    const asked = told([...invited, ['raiseJointIssue', 'lead']])
    expect([sees('handler', 'lead', asked), sees('handler', 'reviewer', asked)]).toEqual([true, false])
  })

  it('nobody across sides once the committee has signed', () => {
    const { c, log } = joint
    const signed = { ...c, opinions: [{ layer: 'workCommittee' as const, signedBy: 'committeeHead', signedOn: moment.on, enteredBy: 'committeeHead', opinion: '同意', agrees: true, minutes: '纪要' }] }
    expect([maySeePresent(who.handler, who.committeeReviewer, signed, log), maySeePresent(who.lead, who.reviewer, signed, log)]).toEqual([false, true])
  })

  it.each<Who>(['otherHandler', 'otherGroupLeader', 'otherZoneReviewer', 'homeReviewer', 'borrowedInvestigator', 'caseManager', 'qualityReviewer', 'systemAdmin', 'securityAdmin', 'auditAdmin', 'otherContact'])('nobody of the %s, who is told of nobody', (outsider) => {
    for (const insider of ['handler', 'lead', 'groupLeader', 'committeeReviewer', 'officeHead'] as const) expect([insider, sees(insider, outsider), sees(outsider, insider)]).toEqual([insider, false, false])
  })

  it('nobody of whoever stands down or is recused, who is told of nobody', () => {
    const asked = told([...invited, ['requestRecusal', 'lead', { personId: 'lead', ground: 'interest', reason: '与本案有利害关系', requester: null }]])
    const decided = told([...invited, ['requestRecusal', 'lead', { personId: 'lead', ground: 'interest', reason: '与本案有利害关系', requester: null }], ['decideRecusal', 'commissionHead']])
    for (const one of [asked, decided]) expect([sees('lead', 'reviewer', one), sees('reviewer', 'lead', one), sees('committeeReviewer', 'lead', one)]).toEqual([false, false, false])
  })

  it('nobody of oneself, and nobody of a case that is too secret for either', () => {
    const { c, log } = joint
    const secret: Case = { ...c, classifications: [{ level: 'secret' } as Case['classifications'][number]] }
    expect(sees('lead', 'lead')).toBe(false)
    expect(maySeePresent(who.lead, who.reviewer, secret, log)).toBe(false)
    expect(maySeePresent(acting(who.lead, { clearance: 'secret' }), who.reviewer, secret, log)).toBe(false)
    expect(maySeePresent(acting(who.lead, { clearance: 'secret' }), acting(who.reviewer, { clearance: 'secret' }), secret, log)).toBe(true)
  })
})
