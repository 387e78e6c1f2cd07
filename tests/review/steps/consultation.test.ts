import { describe, expect, it } from 'vitest'
import { act } from '../../../src/review/act.ts'
import { reviewClock } from '../../../src/review/clock.ts'
import { moment, who } from '../../help/city.ts'
import { after, caseAt, notYours, refusal } from '../../help/walk.ts'

describe('asking the group before transfer', () => {
  it.each(['drafting', 'transferred', 'deferred', 'reinvestigating'] as const)('adds a question and stays at %s', (stage) => {
    expect(act(caseAt(stage), 'askConsultation', { question: '定性是否准确？' }, who.handler, moment))
      .toMatchObject({ case: { stage, consultations: [{ id: 1, question: '定性是否准确？', askedBy: 'handler', askedOn: '2026-03-02', answer: null }] } })
  })

  it('does not start the clock', () => {
    const asked = act(caseAt('drafting'), 'askConsultation', { question: '？' }, who.handler, moment)
    expect('entry' in asked && reviewClock([asked.entry], moment)).toBe(null)
  })

  it('is refused without a question', () => {
    expect(act(caseAt('drafting'), 'askConsultation', { question: '  ' }, who.handler, moment)).toMatchObject(refusal('NOT_WRITTEN', 'question'))
  })

  it.each(['otherHandler', 'groupLeader', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(caseAt('drafting'), 'askConsultation', { question: '？' }, who[person], moment)).toMatchObject(notYours)
  })

  it('is over once the case is accepted', () => {
    expect(act(caseAt('accepted'), 'askConsultation', { question: '？' }, who.handler, moment)).toMatchObject(refusal('WRONG_STAGE', null, 'R-214'))
  })
})

describe('answering a question', () => {
  const asked = after(caseAt('drafting'), ['askConsultation', who.handler, { question: '甲' }], ['askConsultation', who.handler, { question: '乙' }])

  it('answers that question and leaves the others open', () => {
    expect(act(asked, 'answerConsultation', { id: 2, answer: '请补充流水' }, who.groupLeader, moment))
      .toMatchObject({ case: { consultations: [{ answer: null }, { answer: '请补充流水', answeredBy: 'groupLeader', answeredOn: '2026-03-02' }] } })
  })

  it.each([
    ['a blank answer', { answer: '' }, 'NOT_WRITTEN', 'answer', null],
    ['a question nobody asked', { id: 3 }, 'NO_SUCH_QUESTION', 'id', 'R-214'],
  ] as const)('is refused for %s', (_name, changed, code, field, rule) => {
    expect(act(asked, 'answerConsultation', { id: 1, answer: '可以', ...changed }, who.groupLeader, moment)).toMatchObject(refusal(code, field, rule))
  })

  it('is refused for a question that is answered', () => {
    expect(act(after(asked, ['answerConsultation', who.groupLeader]), 'answerConsultation', { id: 1, answer: '改口' }, who.groupLeader, moment)).toMatchObject(refusal('NO_SUCH_QUESTION', 'id', 'R-214'))
  })

  it.each(['handler', 'reviewer', 'otherGroupLeader', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(asked, 'answerConsultation', { id: 1, answer: '可以' }, who[person], moment)).toMatchObject(notYours)
  })
})
