import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../../src/review/act.ts'
import { blankCase } from '../../../src/review/blank.ts'
import type { Package } from '../../../src/review/case.ts'
import { commission, moment, who } from '../../help/city.ts'
import { packageOf, subject } from '../../help/offers.ts'
import { caseAt, notYours, refusal, worlds } from '../../help/walk.ts'

const blank = blankCase({ id: 'c1', commission, number: '', zoneId: 'Z3' })
const whole = packageOf(worlds.B)
const opening = { package: whole, number: '划审三〔2026〕1号', zoneId: 'Z3' }

const faulty: [string, Partial<Package>, string, string][] = [
  ['a day of filing that does not exist', { filedOn: '2026-02-30' }, 'NO_SUCH_DAY', 'package.filedOn'],
  ['a day of the clue in the future', { clueOn: '2026-03-03' }, 'DAY_IN_FUTURE', 'package.clueOn'],
  ['the same person twice', { subjects: [subject, subject] }, 'SUBJECT_TWICE', 'package.subjects'],
]

describe('opening a case', () => {
  it('is the first entry of a draft, with who opened it', () => {
    expect(act(blank, 'openCase', opening, who.handler, moment)).toMatchObject({
      case: { stage: 'drafting', version: 1, number: opening.number, openedBy: 'handler', package: { title: whole.title } },
      entry: { step: 'openCase', from: 'drafting', to: 'drafting', by: 'handler', role: 'handler', bodyId: 'P25' },
    })
  })

  it('may be done by the head of the body, and by several bodies of which the first leads', () => {
    expect(act(blank, 'openCase', { ...opening, package: { ...whole, bodyIds: ['P25', 'P03'] } }, who.bodyHead, moment)).toMatchObject({ case: { package: { bodyIds: ['P25', 'P03'] } } })
  })

  it('may be of a case filed today', () => {
    expect(act(blank, 'openCase', { ...opening, package: { ...whole, filedOn: moment.on } }, who.handler, moment)).toMatchObject({ case: { package: { filedOn: moment.on } } })
  })

  it('leaves the reasons why a thin package is not transferred to the transfer', () => {
    expect(act(blank, 'openCase', { ...opening, package: { ...whole, title: '', facts: [] } }, who.handler, moment)).toMatchObject({ case: { stage: 'drafting' } })
  })

  it('is refused without a number', () => {
    expect(act(blank, 'openCase', { ...opening, number: '' }, who.handler, moment)).toMatchObject(refusal('NOT_WRITTEN', 'number'))
  })

  it('is refused where another body leads', () => {
    expect(act(blank, 'openCase', { ...opening, package: { ...whole, bodyIds: ['P03', 'P25'] } }, who.handler, moment)).toMatchObject(refusal('NOT_YOUR_BODY', 'package.bodyIds', 'R-110'))
  })

  it('is refused for a body that does not exist', () => {
    expect(act(blank, 'openCase', { ...opening, package: { ...whole, bodyIds: ['P25', 'P99'] } }, who.handler, moment)).toMatchObject(refusal('NO_SUCH_BODY', 'package.bodyIds'))
  })

  it.each(faulty)('is refused for %s', (_name, changed, code, field) => {
    expect(act(blank, 'openCase', { ...opening, package: { ...whole, ...changed } }, who.handler, moment)).toMatchObject(refusal(code, field))
  })

  it.each(['groupLeader', 'partyGroupContact', 'caseManager', 'systemAdmin', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(blank, 'openCase', opening, who[person], moment)).toMatchObject(notYours)
  })

  it('is not for a handler of another commission', () => {
    expect(act(blank, 'openCase', opening, { ...who.handler, commission: 'fz' }, moment)).toMatchObject(notYours)
  })

  it('happens once', () => {
    expect(act(caseAt('drafting'), 'openCase', opening, who.handler, moment)).toMatchObject(refusal('WRONG_STAGE', null, 'R-204'))
  })

  it('is the only button of a case that is not there yet', () => {
    expect(openSteps(blank, who.handler, moment)).toMatchObject([{ step: 'openCase', closedBecause: null }])
  })
})

describe('editing the draft', () => {
  it.each(['drafting', 'deferred', 'reinvestigating'] as const)('replaces the package and stays at %s', (stage) => {
    expect(act(caseAt(stage), 'editDraft', { package: { ...whole, title: '林某辉违纪案' } }, who.handler, moment)).toMatchObject({ case: { stage, package: { title: '林某辉违纪案' } } })
  })

  it('does not touch the package that was handed over before', () => {
    expect(act(caseAt('deferred'), 'editDraft', { package: { ...whole, title: '新名称' } }, who.handler, moment)).toMatchObject({ case: { packages: [{ title: whole.title }] } })
  })

  it('cannot give the lead to another body', () => {
    expect(act(caseAt('drafting'), 'editDraft', { package: { ...whole, bodyIds: ['P03', 'P25'] } }, who.handler, moment)).toMatchObject(refusal('NOT_YOUR_BODY', 'package.bodyIds', 'R-110'))
  })

  it.each(faulty)('is refused for %s', (_name, changed, code, field) => {
    expect(act(caseAt('drafting'), 'editDraft', { package: { ...whole, ...changed } }, who.handler, moment)).toMatchObject(refusal(code, field))
  })

  it.each(['otherHandler', 'otherBodyHead', 'groupLeader', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(caseAt('drafting'), 'editDraft', { package: whole }, who[person], moment)).toMatchObject(notYours)
  })

  it('is also for a handler of the second body', () => {
    expect(act(caseAt('drafting', { handed: { bodyIds: ['P25', 'P03'] } }), 'editDraft', { package: { ...whole, bodyIds: ['P25', 'P03'] } }, who.otherHandler, moment)).toMatchObject({ case: { stage: 'drafting' } })
  })

  it('is over once the case is transferred', () => {
    expect(act(caseAt('transferred'), 'editDraft', { package: whole }, who.handler, moment)).toMatchObject(refusal('WRONG_STAGE'))
  })
})

describe('a draft that is changed', () => {
  const handed = caseAt('drafting').package

  it('is refused with a body that does not exist', () => {
    expect(act(caseAt('drafting'), 'editDraft', { package: { ...handed, bodyIds: ['P25', 'P99'] } }, who.handler, moment)).toMatchObject(refusal('NO_SUCH_BODY', 'package.bodyIds', null))
  })

  it('wants the reason for an exception from the route', () => {
    const excepted = { ...handed, subjects: handed.subjects.map((one) => ({ ...one, routeException: { route: 'C' as const, reason: ' ' } })) }
    expect(act(caseAt('drafting'), 'editDraft', { package: excepted }, who.handler, moment)).toMatchObject(refusal('NOT_WRITTEN', 'package.subjects.0.routeException.reason', 'R-254'))
  })
})
