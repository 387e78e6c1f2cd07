import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../../src/review/act.ts'
import type { Rule } from '../../../src/review/law.ts'
import { moment, today, who } from '../../help/city.ts'
import { after, caseAt, notYours, refusal, worlds } from '../../help/walk.ts'

const given = { world: { ...worlds.B, crime: true } }
const prosecuting = caseAt('prosecuting', given)
const returned = after(prosecuting, ['recordProsecutorReturn', who.groupLeader])
const answered = after(returned, ['answerProsecutorReturn', who.bodyHead])
const twice = after(answered, ['recordProsecutorReturn', who.officeHead], ['answerProsecutorReturn', who.bodyHead])

describe('referring the case to the procuratorate', () => {
  it.each(['proposing', 'deciding', 'executing'] as const)('waits outside, from %s', (stage) => {
    expect(act(caseAt(stage, given), 'refer', { charge: '受贿罪' }, who.bodyHead, moment)).toMatchObject({ case: { stage: 'prosecuting', prosecution: { charge: '受贿罪', from: stage, by: 'bodyHead', referredOn: today, returns: [], result: null } } })
  })

  it('wants the charge', () => {
    expect(act(caseAt('proposing', given), 'refer', { charge: '' }, who.bodyHead, moment)).toMatchObject(refusal('NOT_WRITTEN', 'charge'))
  })

  it('is refused where there is no crime, and the button says so', () => {
    expect(act(caseAt('proposing'), 'refer', { charge: '受贿罪' }, who.bodyHead, moment)).toMatchObject(refusal('NO_CRIME', null, 'R-260'))
    expect(openSteps(caseAt('proposing'), who.bodyHead, moment)).toContainEqual(expect.objectContaining({ step: 'refer', closedBecause: expect.objectContaining({ code: 'NO_CRIME' }) }))
  })

  it('happens once', () => {
    expect(act(after(prosecuting, ['concludeProsecution', who.bodyHead]), 'refer', { charge: '受贿罪' }, who.bodyHead, moment)).toMatchObject(refusal('ALREADY_REFERRED', null, 'R-260'))
  })

  it.each(['handler', 'otherBodyHead', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(caseAt('proposing', given), 'refer', { charge: '受贿罪' }, who[person], moment)).toMatchObject(notYours)
  })
})

describe('what the procurator sends back', () => {
  it.each(['groupLeader', 'officeHead'] as const)('comes in by way of the review, entered by the %s', (person) => {
    expect(act(prosecuting, 'recordProsecutorReturn', { matters: ['补充证言'] }, who[person], moment)).toMatchObject({ case: { stage: 'prosecuting', prosecution: { returns: [{ matters: ['补充证言'], on: today, answeredOn: null }] } } })
  })

  it('may come a second time', () => {
    expect(act(answered, 'recordProsecutorReturn', { matters: ['补充流水'] }, who.groupLeader, moment)).toMatchObject({ case: { prosecution: { returns: [{ answer: '已补充' }, { answer: null }] } } })
  })

  it('cannot come a third time', () => {
    expect(act(twice, 'recordProsecutorReturn', { matters: ['再补充'] }, who.groupLeader, moment)).toMatchObject(refusal('TWICE_ALREADY', null, 'R-262'))
  })

  it('cannot come while the first is not answered', () => {
    expect(act(returned, 'recordProsecutorReturn', { matters: ['再补充'] }, who.groupLeader, moment)).toMatchObject(refusal('ALREADY_PENDING', null, 'R-262'))
  })

  it.each([['nothing', []], ['something blank', ['补充证言', ' ']]])('is refused with %s', (_name, matters) => {
    expect(act(prosecuting, 'recordProsecutorReturn', { matters }, who.groupLeader, moment)).toMatchObject(refusal('NOT_WRITTEN', 'matters', 'R-262'))
  })

  it.each(['bodyHead', 'handler', 'otherGroupLeader', 'lead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(prosecuting, 'recordProsecutorReturn', { matters: ['补充证言'] }, who[person], moment)).toMatchObject(notYours)
  })
})

describe('answering the procurator', () => {
  it('keeps the answer beside the matters', () => {
    expect(act(returned, 'answerProsecutorReturn', { answer: '已补充' }, who.bodyHead, moment)).toMatchObject({ case: { stage: 'prosecuting', prosecution: { returns: [{ answer: '已补充', answeredOn: today }] } } })
  })

  it.each<[string, typeof returned, string, string, string | null, Rule | null]>([
    ['a blank answer', returned, '', 'NOT_WRITTEN', 'answer', null],
    ['nothing sent back', prosecuting, '已补充', 'NOTHING_PENDING', null, 'R-262'],
    ['everything answered', answered, '再补充', 'NOTHING_PENDING', null, 'R-262'],
  ])('is refused with %s', (_name, c, answer, code, field, rule) => {
    expect(act(c, 'answerProsecutorReturn', { answer }, who.bodyHead, moment)).toMatchObject(refusal(code, field, rule))
  })

  it.each(['handler', 'otherBodyHead', 'groupLeader', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(returned, 'answerProsecutorReturn', { answer: '已补充' }, who[person], moment)).toMatchObject(notYours)
  })
})

describe('the end of the prosecution', () => {
  it.each(['proposing', 'deciding', 'executing'] as const)('leads back to %s, where the case left', (stage) => {
    const away = after(caseAt(stage, given), ['refer', who.bodyHead])
    expect(act(away, 'concludeProsecution', { result: '判处有期徒刑' }, who.officeHead, moment)).toMatchObject({ case: { stage, prosecution: { result: '判处有期徒刑', concludedOn: today } } })
  })

  it.each<[string, typeof returned, string, string, string | null, Rule | null]>([
    ['no result', answered, '', 'NOT_WRITTEN', 'result', null],
    ['something still to be answered', returned, '不起诉', 'ALREADY_PENDING', null, 'R-262'],
  ])('is refused with %s', (_name, c, result, code, field, rule) => {
    expect(act(c, 'concludeProsecution', { result }, who.bodyHead, moment)).toMatchObject(refusal(code, field, rule))
  })

  it.each(['handler', 'otherBodyHead', 'groupLeader', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(prosecuting, 'concludeProsecution', { result: '不起诉' }, who[person], moment)).toMatchObject(notYours)
  })
})
