import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../../src/review/act.ts'
import type { Rule } from '../../../src/review/law.ts'
import { moment, today, who } from '../../help/city.ts'
import { after, caseAt, notYours, refusal } from '../../help/walk.ts'

const sent = caseAt('supplementing')
const working = after(sent, ['acknowledgeReturn', who.bodyHead])
const first = { no: 1, outcome: 'done', text: '已调取流水', reason: null } as const
const second = { no: 2, outcome: 'cannot', text: '未能取得', reason: '档案遗失' } as const
const answered = after(working, ['answerOutline', who.handler, { answers: [first, second] }])
const handedIn = after(answered, ['submitAnswers', who.bodyHead])
const accepted = { no: 1, verdict: 'accepted', request: null } as const
const again = { no: 2, verdict: 'again', request: '请调取复印件' } as const
const askedAgain = after(handedIn, ['judgeAnswers', who.lead, { judgements: [accepted, again] }], ['closeAnswers', who.lead])

describe('answering the outline', () => {
  it('keeps each answer with its author', () => {
    expect(act(working, 'answerOutline', { answers: [first] }, who.handler, moment)).toMatchObject({
      case: { stage: 'supplementing', returns: [{ outline: [{ no: 1, answer: { outcome: 'done', text: '已调取流水', reason: null, by: 'handler', on: today } }, { no: 2, answer: null }] }] },
    })
  })

  it('may be put right before it is handed in, without history', () => {
    expect(act(answered, 'answerOutline', { answers: [{ ...first, text: '已补调' }] }, who.handler, moment)).toMatchObject({ case: { returns: [{ outline: [{ answer: { text: '已补调' }, history: [] }, {}] }] } })
  })

  it('also answers in a re-investigation', () => {
    const reinvestigating = after(caseAt('reinvestigating'), ['acknowledgeReturn', who.bodyHead])
    expect(act(reinvestigating, 'answerOutline', { answers: [first] }, who.handler, moment)).toMatchObject({ case: { stage: 'reinvestigating' } })
  })

  it.each<[string, object[], string, string, Rule]>([
    ['nothing', [], 'NO_ANSWER', 'answers', 'R-255'],
    ['an item nobody asked', [first, { ...first, no: 9 }], 'NO_SUCH_ITEM', 'answers.1.no', 'R-255'],
    ['no text', [{ ...first, text: ' ' }], 'NOT_WRITTEN', 'answers.0.text', 'R-255'],
    ['something that cannot be done and no reason', [{ ...second, reason: null }], 'REASON_WANTED', 'answers.0.reason', 'R-255'],
  ])('is refused with %s', (_name, answers, code, field, rule) => {
    expect(act(working, 'answerOutline', { answers: answers as (typeof first)[] }, who.handler, moment)).toMatchObject(refusal(code, field, rule))
  })

  it('is refused before the head of the body has acknowledged the return, and the button says so', () => {
    expect(act(sent, 'answerOutline', { answers: [first] }, who.handler, moment)).toMatchObject(refusal('NOT_ACKNOWLEDGED', null, 'R-254'))
    expect(openSteps(sent, who.handler, moment)).toContainEqual(expect.objectContaining({ step: 'answerOutline', closedBecause: expect.objectContaining({ code: 'NOT_ACKNOWLEDGED' }) }))
  })

  it.each(['otherHandler', 'groupLeader', 'lead', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(working, 'answerOutline', { answers: [first] }, who[person], moment)).toMatchObject(notYours)
  })
})

describe('handing in the answers', () => {
  it('gives the case to the group, the clock still held', () => {
    expect(act(answered, 'submitAnswers', {}, who.bodyHead, moment)).toMatchObject({ case: { stage: 'answered', returns: [{ acceptedOn: null }] } })
  })

  it('is refused while an item is open, and the button says so', () => {
    const half = after(working, ['answerOutline', who.handler, { answers: [first] }])
    expect(act(half, 'submitAnswers', {}, who.bodyHead, moment)).toMatchObject(refusal('ITEM_UNANSWERED', 'outline.2', 'R-255'))
    expect(openSteps(half, who.bodyHead, moment)).toContainEqual(expect.objectContaining({ step: 'submitAnswers', closedBecause: expect.objectContaining({ code: 'ITEM_UNANSWERED' }) }))
  })

  it('is refused while an item asked again has only its old answer', () => {
    expect(act(askedAgain, 'submitAnswers', {}, who.bodyHead, moment)).toMatchObject(refusal('ITEM_UNANSWERED', 'outline.2', 'R-255'))
  })

  it.each(['handler', 'otherBodyHead', 'groupLeader', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(answered, 'submitAnswers', {}, who[person], moment)).toMatchObject(notYours)
  })
})

describe('judging the answers', () => {
  it.each(['lead', 'groupLeader'] as const)('keeps each judgement, by the %s', (person) => {
    expect(act(handedIn, 'judgeAnswers', { judgements: [accepted, again] }, who[person], moment)).toMatchObject({
      case: { stage: 'answered', returns: [{ outline: [{ judgement: { verdict: 'accepted', by: person, on: today } }, { judgement: { verdict: 'again', request: '请调取复印件' } }] }] },
    })
  })

  it.each<[string, object[], string, string]>([
    ['nothing', [], 'NO_ANSWER', 'judgements'],
    ['an item nobody asked', [accepted, { ...accepted, no: 9 }], 'NO_SUCH_ITEM', 'judgements.1.no'],
    ['no word on what is still wanted', [{ ...again, request: '' }], 'REQUEST_WANTED', 'judgements.0.request'],
  ])('is refused with %s', (_name, judgements, code, field) => {
    expect(act(handedIn, 'judgeAnswers', { judgements: judgements as (typeof accepted)[] }, who.lead, moment)).toMatchObject(refusal(code, field, 'R-249'))
  })

  it.each(['reviewer', 'otherGroupLeader', 'officeHead', 'bodyHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(handedIn, 'judgeAnswers', { judgements: [accepted] }, who[person], moment)).toMatchObject(notYours)
  })
})

describe('closing the answers', () => {
  const judged = (...judgements: (typeof accepted | typeof again)[]) => after(handedIn, ['judgeAnswers', who.lead, { judgements: [...judgements] }])

  it('takes the file up for another reading where all are accepted', () => {
    expect(act(judged(accepted, { ...accepted, no: 2 } as never), 'closeAnswers', {}, who.lead, moment)).toMatchObject({ case: { stage: 'reading', reading: 2, round: 1, returns: [{ acceptedOn: today }] } })
  })

  it('sends back what is asked again, and only that', () => {
    expect(act(judged(accepted, again), 'closeAnswers', {}, who.lead, moment)).toMatchObject({ case: { stage: 'supplementing', reading: 1, returns: [{ acceptedOn: null, acknowledgedBy: 'bodyHead' }] } })
  })

  it('is refused while an item is not judged, and the button says so', () => {
    expect(act(judged(again), 'closeAnswers', {}, who.lead, moment)).toMatchObject(refusal('ITEM_UNJUDGED', 'outline.1', 'R-249'))
    expect(openSteps(judged(again), who.lead, moment)).toContainEqual(expect.objectContaining({ step: 'closeAnswers', closedBecause: expect.objectContaining({ code: 'ITEM_UNJUDGED' }) }))
  })

  it.each(['reviewer', 'otherGroupLeader', 'bodyHead', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(judged(accepted, again), 'closeAnswers', {}, who[person], moment)).toMatchObject(notYours)
  })
})

describe('an item asked again', () => {
  it('keeps the earlier answer and the request beside the new answer', () => {
    expect(act(askedAgain, 'answerOutline', { answers: [{ ...second, text: '已取得复印件', outcome: 'done' as never, reason: null as never }] }, who.handler, moment)).toMatchObject({
      case: { returns: [{ outline: [{ history: [] }, { answer: { text: '已取得复印件' }, judgement: null, history: [{ answer: { text: '未能取得' }, judgement: { request: '请调取复印件' } }] }] }] },
    })
  })

  it('is the only one that can be answered', () => {
    expect(act(askedAgain, 'answerOutline', { answers: [first] }, who.handler, moment)).toMatchObject(refusal('ITEM_ACCEPTED', 'answers.0.no', 'R-249'))
  })

  it('comes back to the group, where the accepted one stays accepted', () => {
    const back = after(askedAgain, ['answerOutline', who.handler, { answers: [second] }], ['submitAnswers', who.bodyHead], ['judgeAnswers', who.lead, { judgements: [{ ...accepted, no: 2 }] }])
    expect(act(back, 'closeAnswers', {}, who.groupLeader, moment)).toMatchObject({ case: { stage: 'reading' } })
  })
})
