import { describe, expect, it } from 'vitest'
import { decisionRefusals, opensOn, requestRefusals, stateOf, type Leave } from '../../src/review/leave.ts'
import { maySee, seenBy, sideFor } from '../../src/review/visibility.ts'
import { moment, today, who } from '../help/city.ts'
import { caseAt, under } from '../help/walk.ts'

const asked = { personId: 'reviewer', purpose: '类案比对', from: today, until: '2026-03-31', letter: null }
const waiting: Leave = { ...asked, id: '1', caseId: 'c1', requestedBy: 'reviewer', requestedOn: today, decisions: [] }
const granted: Leave = { ...waiting, decisions: [{ decision: 'granted', reason: null, by: 'leaderInCharge', on: today }] }
const withdrawn: Leave = { ...granted, decisions: [...granted.decisions, { decision: 'withdrawn', reason: '目的已达', by: 'leaderInCharge', on: today }] }
const codes = (refusals: { code: string; field?: string }[]) => refusals.map(({ code, field }) => [code, field ?? null])

describe('asking to read an archived case', () => {
  it('wants a purpose and a period, for oneself', () => {
    expect(requestRefusals(asked, who.reviewer, moment)).toEqual([])
  })

  it.each<[string, object, string, string]>([
    ['no purpose', { purpose: ' ' }, 'NOT_WRITTEN', 'purpose'],
    ['a period that ends before it begins', { from: '2026-03-20', until: '2026-03-19' }, 'NO_PERIOD', 'until'],
    ['a period that is over', { from: '2026-02-01', until: '2026-03-01' }, 'NO_PERIOD', 'until'],
    ['a day that does not exist', { until: '2026-02-30' }, 'NO_PERIOD', 'until'],
    ['somebody else', { personId: 'lead', letter: '介绍信' }, 'NOT_YOURS', 'personId'],
  ])('is refused with %s', (_name, changed, code, field) => {
    expect(codes(requestRefusals({ ...asked, ...changed }, who.reviewer, moment))).toEqual([[code, field]])
  })

  it('is done for others by the archivist, with the letter of their unit, for people there are', () => {
    const other = { ...asked, personId: 'otherHandler' }
    expect(requestRefusals({ ...other, letter: '介绍信〔2026〕1号' }, who.archivist, moment)).toEqual([])
    expect(codes(requestRefusals(other, who.archivist, moment))).toEqual([['NO_LETTER', 'letter']])
    expect(codes(requestRefusals({ ...other, personId: 'nobody', letter: '介绍信' }, who.archivist, moment))).toEqual([['NO_SUCH_PERSON', 'personId']])
  })
})

describe('deciding on it', () => {
  it('is for whom the policy names: granted, or refused with the reason', () => {
    expect(decisionRefusals(waiting, { decision: 'granted', reason: null }, who.leaderInCharge, moment)).toEqual([])
    expect(codes(decisionRefusals(waiting, { decision: 'rejected', reason: '' }, who.leaderInCharge, moment))).toEqual([['NOT_WRITTEN', 'reason']])
    expect(decisionRefusals(waiting, { decision: 'granted', reason: null }, who.officeHead, under('leaveApprover', 'officeHead'))).toEqual([])
  })

  it.each(['officeHead', 'commissionHead', 'groupLeader', 'archivist', 'handler'] as const)('is not for the %s', (person) => {
    expect(codes(decisionRefusals(waiting, { decision: 'granted', reason: null }, who[person], moment))).toEqual([['NOT_YOURS', null]])
  })

  it('is never for whoever asked, or whom it is for', () => {
    expect(codes(decisionRefusals({ ...waiting, requestedBy: 'leaderInCharge' }, { decision: 'granted', reason: null }, who.leaderInCharge, moment))).toEqual([['OWN_REQUEST', null]])
    expect(codes(decisionRefusals({ ...waiting, personId: 'leaderInCharge' }, { decision: 'granted', reason: null }, who.leaderInCharge, moment))).toEqual([['OWN_REQUEST', null]])
  })

  it('is done once; what was granted is withdrawn with the reason, and nothing else is', () => {
    expect(codes(decisionRefusals(granted, { decision: 'granted', reason: null }, who.leaderInCharge, moment))).toEqual([['NOTHING_PENDING', null]])
    expect(decisionRefusals(granted, { decision: 'withdrawn', reason: '目的已达' }, who.leaderInCharge, moment)).toEqual([])
    expect(codes(decisionRefusals(granted, { decision: 'withdrawn', reason: null }, who.leaderInCharge, moment))).toEqual([['NOT_WRITTEN', 'reason']])
    for (const other of [waiting, withdrawn]) expect(codes(decisionRefusals(other, { decision: 'withdrawn', reason: '否' }, who.leaderInCharge, moment))).toEqual([['NOTHING_PENDING', null]])
  })

  it('opens the case from its first day to its last, and no longer once withdrawn', () => {
    expect([stateOf(waiting), stateOf(granted), stateOf(withdrawn)]).toEqual(['waiting', 'granted', 'withdrawn'])
    expect(['2026-03-01', today, '2026-03-31', '2026-04-01'].map((on) => opensOn(granted, on))).toEqual([false, true, true, false])
    expect([opensOn(waiting, today), opensOn(withdrawn, today)]).toEqual([false, false])
  })
})

describe('an archived case', () => {
  const archived = caseAt('archived')

  it('is there for those who handled it, with number, stage and outcome, and with nothing that was written', () => {
    for (const by of [who.handler, who.groupLeader, who.officeHead, who.qualityReviewer, who.caseManager]) {
      const seen = seenBy(by, archived, [])?.case
      expect(seen).toMatchObject({ number: archived.number, stage: 'archived', decisions: archived.decisions.map(({ outcome, party, admin }) => ({ outcome, party, admin, minutes: '', measure: null })) })
      expect(seen).toMatchObject({ package: { title: '', subjects: [], bodyIds: ['P25'] }, notes: [], deliberations: [], report: null, panel: [], returns: [] })
    }
  })

  it('is whole for the archivist', () => {
    expect(seenBy(who.archivist, archived, [])?.case).toMatchObject({ package: archived.package, deliberations: archived.deliberations, report: archived.report, panel: archived.panel })
  })

  it('opens with a leave from the side of whoever reads: their own part, and no more', () => {
    const [body, group, other] = [{ ...who.handler, leaves: ['c1'] }, { ...who.groupLeader, leaves: ['c1'] }, { ...who.otherZoneReviewer, leaves: ['c1'] }]
    expect([sideFor(body, archived), sideFor(group, archived), sideFor(other, archived)]).toEqual(['body', 'review', 'review'])
    expect(seenBy(body, archived, [])?.case).toMatchObject({ package: archived.package, report: archived.report, deliberations: [], notes: [] })
    expect(seenBy(group, archived, [])?.case).toMatchObject({ deliberations: archived.deliberations })
    expect(maySee(who.otherZoneReviewer, archived)).toBe(false)
    expect(seenBy(other, archived, [])?.case).toMatchObject({ deliberations: archived.deliberations })
  })

  it('stays shut to whoever is barred, not cleared, of another case, or an administrator, whatever the leave', () => {
    expect(maySee({ ...who.homeReviewer, leaves: ['c1'] }, archived)).toBe(false)
    expect(maySee({ ...who.otherZoneReviewer, leaves: ['c1'] }, { ...archived, classifications: [{ level: 'secret', years: 20, endsOn: null, reason: '', setBy: '', setOn: today }] })).toBe(false)
    expect(maySee({ ...who.otherZoneReviewer, leaves: ['c2'] }, archived)).toBe(false)
    expect(maySee({ ...who.otherZoneReviewer, leaves: ['c1'] }, { ...archived, stage: 'reported' })).toBe(false)
    expect(maySee({ ...who.securityAdmin, leaves: ['c1'] }, archived)).toBe(false)
    expect(maySee({ ...who.otherContact, leaves: ['c1'] }, archived)).toBe(false)
  })
})
