import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../../src/review/act.ts'
import { standards } from '../../../src/review/case.ts'
import type { Rule } from '../../../src/review/law.ts'
import { moment, who } from '../../help/city.ts'
import { after, caseAt, notYours, refusal } from '../../help/walk.ts'

const deliberating = caseAt('deliberating')
const held = (attendees: string[], outcome: 'return' | 'report' = 'report') => ({ outcome, attendees, minutes: '审议记录', opinions: attendees.map((personId) => ({ personId, opinion: '同意', dissent: null as string | null })) })
const ordinary = held(['groupLeader', 'lead', 'reviewer'])

describe('collective deliberation', () => {
  it.each(['return', 'report'] as const)('records everybody and the outcome to %s, and stays', (outcome) => {
    expect(act(deliberating, 'deliberate', { ...ordinary, outcome }, who.groupLeader, moment)).toMatchObject({
      case: { stage: 'deliberating', deliberations: [{ round: 1, reading: 1, by: 'groupLeader', outcome, attendees: ordinary.attendees, opinions: ordinary.opinions }] },
    })
  })

  it('keeps the dissent', () => {
    const dissenting = { ...ordinary, opinions: ordinary.opinions.map((one) => (one.personId === 'reviewer' ? { ...one, dissent: '应当退回' } : one)) }
    expect(act(deliberating, 'deliberate', dissenting, who.groupLeader, moment)).toMatchObject({ case: { deliberations: [{ opinions: [{}, {}, { dissent: '应当退回' }] }] } })
  })

  it.each<[string, object, string, string, Rule | null]>([
    ['no minutes', { minutes: '' }, 'NOT_WRITTEN', 'minutes', null],
    ['a panel member absent', held(['groupLeader', 'lead', 'spareReviewer']), 'PANEL_ABSENT', 'attendees', 'R-232'],
    ['no leader', held(['lead', 'reviewer', 'spareReviewer']), 'NOT_COLLECTIVE', 'attendees', 'R-232'],
    ['an opinion missing', { opinions: ordinary.opinions.slice(1) }, 'OPINION_MISSING', 'opinions', 'R-232'],
    ['somebody from the body', held(['groupLeader', 'lead', 'reviewer', 'homeReviewer']), 'CONFLICT', 'attendees', 'R-233'],
    ['an investigator', held(['groupLeader', 'lead', 'reviewer', 'borrowedInvestigator']), 'CONFLICT', 'attendees', 'R-233'],
  ])('is refused with %s', (_name, changed, code, field, rule) => {
    expect(act(deliberating, 'deliberate', { ...ordinary, ...changed }, who.groupLeader, moment)).toMatchObject(refusal(code, field, rule))
  })

  it('is refused where a panel that has the leader on it deliberates alone', () => {
    const panel = ['groupLeader', 'lead', 'reviewer']
    const own = after(caseAt('accepted'), ['formPanel', who.groupLeader, { members: panel }], ['signUndertaking', who.groupLeader], ['signUndertaking', who.lead], ['signUndertaking', who.reviewer],
      ['requestInterview', who.groupLeader, { kind: 'waive', scope: 'report' }], ['approveInterview', who.leaderInCharge], ['conclude', who.groupLeader])
    expect(act(own, 'deliberate', held(panel), who.groupLeader, moment)).toMatchObject(refusal('NOT_COLLECTIVE', 'attendees', 'R-232'))
    expect(act(own, 'deliberate', held([...panel, 'spareReviewer']), who.groupLeader, moment)).toMatchObject({ case: { stage: 'deliberating' } })
  })

  it('is refused with somebody recused', () => {
    const recused = after(deliberating, ['requestRecusal', who.handler, { personId: 'reviewer' }], ['decideRecusal', who.commissionHead], ['changePanel', who.groupLeader])
    const judged = after(recused, ['keepEarlierWork', who.groupLeader])
    expect(act(judged, 'deliberate', held(['groupLeader', 'lead', 'spareReviewer', 'reviewer']), who.groupLeader, moment)).toMatchObject(refusal('CONFLICT', 'attendees', 'R-233'))
  })

  it.each(['lead', 'otherGroupLeader', 'officeHead', 'bodyHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(deliberating, 'deliberate', ordinary, who[person], moment)).toMatchObject(notYours)
  })

  it('may be led by the deputy', () => {
    const deputed = after(deliberating, ['appointDeputy', who.officeHead, { personId: 'spareReviewer' }])
    expect(act(deputed, 'deliberate', held(['spareReviewer', 'lead', 'reviewer']), who.spareReviewer, moment)).toMatchObject({ case: { deliberations: [{ by: 'spareReviewer' }] } })
  })
})

describe('adopting the resolution', () => {
  const deliberated = after(deliberating, ['deliberate', who.groupLeader, { outcome: 'report' }])
  const defect = { correctedInReview: [{ standard: 'evidence', how: '已调取原件' }] }

  it('leads to the report', () => {
    expect(act(deliberated, 'adopt', defect, who.groupLeader, moment)).toMatchObject({ case: { stage: 'reporting' }, entry: { basis: { rule: 'R-238' }, payload: defect } })
  })

  it.each([
    ['no deliberation', deliberating],
    ['one that ended in a return', after(deliberating, ['deliberate', who.groupLeader, { outcome: 'return' }])],
    ['a later one that ended in a return', after(deliberated, ['deliberate', who.groupLeader, { outcome: 'return' }])],
  ])('is refused after %s, and the button says so', (_name, c) => {
    expect(act(c, 'adopt', defect, who.groupLeader, moment)).toMatchObject(refusal('NOT_DELIBERATED', null, 'R-232'))
    expect(openSteps(c, who.groupLeader, moment)).toContainEqual(expect.objectContaining({ step: 'adopt', closedBecause: expect.objectContaining({ code: 'NOT_DELIBERATED' }) }))
  })

  it('is refused after a supplement until the group has deliberated again', () => {
    const read = after(caseAt('answered'), ['judgeAnswers', who.lead], ['closeAnswers', who.lead], ['conclude', who.lead, { recommendation: 'report' }])
    expect(act(read, 'adopt', defect, who.groupLeader, moment)).toMatchObject(refusal('NOT_DELIBERATED', null, 'R-232'))
  })

  it('is refused where the interview was only put off', () => {
    const putOff = after(caseAt('reading'), ['requestInterview', who.lead, { kind: 'waive', scope: 'beforeReturn' }], ['approveInterview', who.leaderInCharge], ['conclude', who.lead, { recommendation: 'return' }], ['deliberate', who.groupLeader, { outcome: 'report' }])
    expect(act(putOff, 'adopt', defect, who.groupLeader, moment)).toMatchObject(refusal('NOT_HEARD', null, 'R-234'))
  })

  it('is refused where a major defect was not put right', () => {
    expect(act(deliberated, 'adopt', { correctedInReview: [{ standard: 'evidence', how: '' }] }, who.groupLeader, moment)).toMatchObject(refusal('MAJOR_DEFECT', 'correctedInReview.evidence', 'R-550'))
  })

  it('has nothing to explain where there is only a minor defect', () => {
    const minor = after(caseAt('reading'), ['requestInterview', who.lead, { kind: 'waive' }], ['approveInterview', who.leaderInCharge],
      ['conclude', who.lead, { recommendation: 'report', checklist: standards.map((standard) => ({ standard, verdict: 'minor' as const, note: '页码' })) }], ['deliberate', who.groupLeader, { outcome: 'report' }])
    expect(act(minor, 'adopt', { correctedInReview: [] }, who.groupLeader, moment)).toMatchObject({ case: { stage: 'reporting' } })
  })

  it('has nothing to explain of a defect that the supplement has put right', () => {
    const pass = { recommendation: 'report' as const, checklist: standards.map((standard) => ({ standard, verdict: 'pass' as const, note: '' })) }
    const read = after(caseAt('answered'), ['judgeAnswers', who.lead], ['closeAnswers', who.lead], ['conclude', who.lead, pass], ['deliberate', who.groupLeader, { outcome: 'report' }])
    expect(act(read, 'adopt', { correctedInReview: [] }, who.groupLeader, moment)).toMatchObject({ case: { stage: 'reporting' } })
  })

  it.each(['lead', 'otherGroupLeader', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(deliberated, 'adopt', defect, who[person], moment)).toMatchObject(notYours)
  })
})
