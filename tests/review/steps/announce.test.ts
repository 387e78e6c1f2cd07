import { describe, expect, it } from 'vitest'
import { act } from '../../../src/review/act.ts'
import type { Rule } from '../../../src/review/law.ts'
import { moment, momentOn, who } from '../../help/city.ts'
import { caseAt, notYours, refusal, twoSubjects } from '../../help/walk.ts'

const executing = caseAt('executing')
const announced = { subjectId: 'S1', announcers: ['bodyHead', 'handler'], scope: '局机关党支部', opinion: '服从组织决定', refusedToSign: false }
const served = { subjectId: 'S1', receiver: '本人', proof: '送达回证' }

describe('announcing the decision', () => {
  it('keeps who announced it, to whom, and what the person said', () => {
    expect(act(executing, 'announce', { ...announced, on: '2026-03-06' }, who.handler, momentOn('2026-03-09'))).toMatchObject({ case: { stage: 'executing', announcements: [{ ...announced, on: '2026-03-06' }], services: [] } })
  })

  it('is done for each of two people', () => {
    expect(act(caseAt('executing', { handed: twoSubjects }), 'announce', { ...announced, subjectId: 'S2' }, who.handler, moment)).toMatchObject({ case: { announcements: [{ subjectId: 'S2' }] } })
  })

  it('notes where the person refuses to sign', () => {
    expect(act(executing, 'announce', { ...announced, opinion: null, refusedToSign: true }, who.bodyHead, moment)).toMatchObject({ case: { announcements: [{ opinion: null, refusedToSign: true }] } })
  })

  it.each<[string, object, string, string, Rule | null]>([
    ['a stranger', { subjectId: 'S9' }, 'NO_SUCH_SUBJECT', 'subjectId', null],
    ['one person who announces', { announcers: ['handler'] }, 'TOO_FEW_PEOPLE', 'announcers', 'R-271'],
    ['one person twice', { announcers: ['handler', 'handler'] }, 'TOO_FEW_PEOPLE', 'announcers', 'R-271'],
    ['a nameless second person', { announcers: ['handler', ' '] }, 'TOO_FEW_PEOPLE', 'announcers', 'R-271'],
    ['no circle', { scope: '' }, 'NOT_WRITTEN', 'scope', null],
    ['neither opinion nor refusal', { opinion: '' }, 'NOT_WRITTEN', 'opinion', 'R-271'],
  ])('is refused with %s', (_name, changed, code, field, rule) => {
    expect(act(executing, 'announce', { ...announced, ...changed }, who.handler, moment)).toMatchObject(refusal(code, field, rule))
  })

  it.each(['otherHandler', 'groupLeader', 'partyGroupContact', 'archivist', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(executing, 'announce', announced, who[person], moment)).toMatchObject(notYours)
  })
})

describe('serving the decision', () => {
  it('keeps the receipt, and announces nothing', () => {
    expect(act(executing, 'serve', served, who.handler, moment)).toMatchObject({ case: { stage: 'executing', services: [{ ...served, on: '2026-03-02' }], announcements: [] } })
  })

  it.each([['a stranger', { subjectId: 'S9' }, 'NO_SUCH_SUBJECT', 'subjectId'], ['nobody who received it', { receiver: '' }, 'NOT_WRITTEN', 'receiver'], ['no receipt', { proof: ' ' }, 'NOT_WRITTEN', 'proof']])('is refused with %s', (_name, changed, code, field) => {
    expect(act(executing, 'serve', { ...served, ...changed }, who.handler, moment)).toMatchObject(refusal(code, field))
  })

  it.each(['otherHandler', 'groupLeader', 'partyGroupContact', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(executing, 'serve', served, who[person], moment)).toMatchObject(notYours)
  })
})
