import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../../src/review/act.ts'
import { moment, today, who } from '../../help/city.ts'
import { after, caseAt, notYours, refusal } from '../../help/walk.ts'

const groups = ['transferred', 'accepted', 'empanelled', 'reading', 'deliberating', 'returning', 'supplementing', 'answered', 'reporting', 'approving', 'suspended'] as const
const withdrawing = after(caseAt('reporting'), ['submitReport', who.lead, { outcome: 'withdraw' }], ['approveReport', who.officeHead])

describe('dropping a case', () => {
  it.each(['drafting', 'deferred', 'supplementing', 'reinvestigating'] as const)('is for the body that filed it, at %s', (stage) => {
    expect(act(caseAt(stage), 'dropCase', { reason: '事实不能认定' }, who.bodyHead, moment)).toMatchObject({ case: { stage: 'dropped', exit: { reason: '事实不能认定', to: null, by: 'bodyHead', on: today } } })
  })

  it('is possible after the report where the review proposes it', () => {
    expect(act(withdrawing, 'dropCase', { reason: '审理建议撤销' }, who.bodyHead, moment)).toMatchObject({ case: { stage: 'dropped' } })
  })

  it.each(['proposing'] as const)('is refused at %s where the review does not, and the button says so', (stage) => {
    expect(act(caseAt(stage), 'dropCase', { reason: '不办了' }, who.bodyHead, moment)).toMatchObject(refusal('NOT_PROPOSED', null, 'R-253'))
    expect(openSteps(caseAt(stage), who.bodyHead, moment)).toContainEqual(expect.objectContaining({ step: 'dropCase', closedBecause: expect.objectContaining({ code: 'NOT_PROPOSED' }) }))
  })

  it('is not possible while the group has the case', () => {
    expect(act(caseAt('reading'), 'dropCase', { reason: '不办了' }, who.bodyHead, moment)).toMatchObject(refusal('WRONG_STAGE', null, 'R-260'))
  })

  it('wants the reason', () => {
    expect(act(caseAt('drafting'), 'dropCase', { reason: '' }, who.bodyHead, moment)).toMatchObject(refusal('NOT_WRITTEN', 'reason'))
  })

  it.each(['handler', 'otherBodyHead', 'groupLeader', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(caseAt('drafting'), 'dropCase', { reason: '不办了' }, who[person], moment)).toMatchObject(notYours)
  })
})

describe('handing a case over', () => {
  it.each(['drafting', 'deferred', 'reinvestigating', 'supplementing', 'proposing', 'deciding'] as const)('ends it here, from %s', (stage) => {
    expect(act(caseAt(stage), 'handOver', { reason: '管辖', to: '市公安局' }, who.bodyHead, moment)).toMatchObject({ case: { stage: 'handedOver', exit: { to: '市公安局', reason: '管辖' } } })
  })

  it.each(groups)('is for the head of the office at %s', (stage) => {
    expect(act(caseAt(stage), 'handOver', { reason: '管辖', to: '市公安局' }, who.officeHead, moment)).toMatchObject({ case: { stage: 'handedOver', exit: { by: 'officeHead' } } })
  })

  it.each(groups.filter((stage) => stage !== 'supplementing'))('is refused to the body while another has it on the desk, at %s', (stage) => {
    expect(act(caseAt(stage), 'handOver', { reason: '管辖', to: '市公安局' }, who.bodyHead, moment)).toMatchObject(refusal('NOT_ON_YOUR_DESK', null, 'R-260'))
  })

  it.each(['reason', 'to'])('wants %s', (field) => {
    expect(act(caseAt('reading'), 'handOver', { reason: '管辖', to: '市公安局', [field]: ' ' }, who.officeHead, moment)).toMatchObject(refusal('NOT_WRITTEN', field))
  })

  it.each(['handler', 'otherBodyHead', 'groupLeader', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(caseAt('reading'), 'handOver', { reason: '管辖', to: '市公安局' }, who[person], moment)).toMatchObject(notYours)
  })
})

describe('escalating a case', () => {
  it.each(groups)('gives it to the city, from %s', (stage) => {
    expect(act(caseAt(stage), 'escalate', { reason: '市管干部' }, who.officeHead, moment)).toMatchObject({ case: { stage: 'escalated', exit: { to: '市纪委监委', by: 'officeHead' } } })
  })

  it('is also for the leader in charge', () => {
    expect(act(caseAt('reading'), 'escalate', { reason: '提级' }, who.leaderInCharge, moment)).toMatchObject({ case: { stage: 'escalated' } })
  })

  it('wants the reason', () => {
    expect(act(caseAt('reading'), 'escalate', { reason: '' }, who.officeHead, moment)).toMatchObject(refusal('NOT_WRITTEN', 'reason'))
  })

  it('is not possible once the body proposes', () => {
    expect(act(caseAt('proposing'), 'escalate', { reason: '提级' }, who.officeHead, moment)).toMatchObject(refusal('WRONG_STAGE', null, 'R-211'))
  })

  it.each(['groupLeader', 'bodyHead', 'lead'] as const)('is not for the %s', (person) => {
    expect(act(caseAt('reading'), 'escalate', { reason: '提级' }, who[person], moment)).toMatchObject(notYours)
  })
})
