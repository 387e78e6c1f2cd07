import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../../src/review/act.ts'
import { grounds, type Case } from '../../../src/review/case.ts'
import type { Rule } from '../../../src/review/law.ts'
import { moment, momentOn, today, who } from '../../help/city.ts'
import { after, caseAt, notYours, refusal, under } from '../../help/walk.ts'

const deliberated = after(caseAt('deliberating'), ['deliberate', who.groupLeader, { outcome: 'return' }])
const item = { category: 'evidence', problem: '去向不明', evidenceWanted: '银行流水', toProve: '用于个人支出' } as const
const proposal = { grounds: ['evidenceToComplete' as const], reason: '证据链不全', outline: [item] }
const supplement = after(deliberated, ['proposeReturn', who.lead])
const reinvestigation = after(deliberated, ['proposeReturn', who.lead, { grounds: ['mainFactsUnclear'] }])
/** Sent back for a supplement, answered, read and deliberated on once more. */
const returnedAgain = (c: Case) => after(c, ['approveReturn', who.officeHead], ['acknowledgeReturn', who.bodyHead], ['answerOutline', who.handler], ['submitAnswers', who.bodyHead], ['judgeAnswers', who.lead],
  ['closeAnswers', who.lead], ['conclude', who.lead], ['deliberate', who.groupLeader, { outcome: 'return' }], ['proposeReturn', who.lead])

describe('proposing a return', () => {
  it.each(['lead', 'groupLeader'] as const)('waits for its approval when the %s proposes it', (person) => {
    expect(act(deliberated, 'proposeReturn', proposal, who[person], moment)).toMatchObject({
      case: { stage: 'returning', returns: [{ kind: 'supplement', reason: '证据链不全', proposedBy: person, proposedOn: today, approvedBy: null, outline: [{ ...item, no: 1, answer: null, judgement: null, history: [] }] }] },
    })
  })

  it.each([
    ['mainFactsUnclear', 'reinvestigation'], ['evidenceInsufficient', 'reinvestigation'],
    ['someFactsUnclear', 'supplement'], ['factsOmitted', 'supplement'], ['evidenceToComplete', 'supplement'], ['newFacts', 'supplement'], ['formalitiesToComplete', 'supplement'],
  ] as const)('on %s is a %s: the ground decides, nobody picks', (ground, kind) => {
    expect(grounds).toContain(ground)
    expect(act(deliberated, 'proposeReturn', { ...proposal, grounds: [ground] }, who.lead, moment)).toMatchObject({ case: { returns: [{ kind, grounds: [ground] }] } })
  })

  it('goes all the way back where one of several grounds wants it', () => {
    expect(act(deliberated, 'proposeReturn', { ...proposal, grounds: ['formalitiesToComplete', 'evidenceInsufficient'] }, who.lead, moment)).toMatchObject({ case: { returns: [{ kind: 'reinvestigation' }] } })
  })

  it.each<[string, object, string, string, Rule | null]>([
    ['no ground', { grounds: [] }, 'NO_GROUND', 'grounds', 'R-251'],
    ['no reason', { reason: '' }, 'NOT_WRITTEN', 'reason', null],
    ['no item', { outline: [] }, 'OUTLINE_EMPTY', 'outline', 'R-255'],
    ['an item without a problem', { outline: [item, { ...item, problem: ' ' }] }, 'ITEM_INCOMPLETE', 'outline.1.problem', 'R-255'],
    ['an item that asks for nothing', { outline: [{ ...item, evidenceWanted: '' }] }, 'ITEM_INCOMPLETE', 'outline.0.evidenceWanted', 'R-255'],
    ['an item that proves nothing', { outline: [{ ...item, toProve: '' }] }, 'ITEM_INCOMPLETE', 'outline.0.toProve', 'R-255'],
  ])('is refused with %s', (_name, changed, code, field, rule) => {
    expect(act(deliberated, 'proposeReturn', { ...proposal, ...changed }, who.lead, moment)).toMatchObject(refusal(code, field, rule))
  })

  it('is refused after a supplement until the group has deliberated again', () => {
    const read = after(caseAt('answered'), ['judgeAnswers', who.lead], ['closeAnswers', who.lead], ['conclude', who.lead])
    expect(act(read, 'proposeReturn', proposal, who.lead, moment)).toMatchObject(refusal('NOT_DELIBERATED', null, 'R-232'))
  })

  it.each([['before the group has deliberated', caseAt('deliberating')], ['where the group was for the report', after(deliberated, ['deliberate', who.groupLeader, { outcome: 'report' }])]])('is refused %s', (_name, c) => {
    expect(act(c, 'proposeReturn', proposal, who.lead, moment)).toMatchObject(refusal('NOT_DELIBERATED', null, 'R-232'))
  })

  it.each(['reviewer', 'otherGroupLeader', 'officeHead', 'bodyHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(deliberated, 'proposeReturn', proposal, who[person], moment)).toMatchObject(notYours)
  })
})

describe('approving a return', () => {
  it.each([['supplement', supplement, 'officeHead', 'supplementing'], ['reinvestigation', reinvestigation, 'leaderInCharge', 'reinvestigating']] as const)('of the kind %s is for its own approver', (_kind, c, person, stage) => {
    expect(act(c, 'approveReturn', { note: null }, who[person], moment)).toMatchObject({ case: { stage, returns: [{ approvedBy: person, approvedOn: today, leaderNote: null }] } })
  })

  it.each([['supplement', supplement, 'leaderInCharge'], ['supplement', supplement, 'groupLeader'], ['supplement', supplement, 'bodyHead'], ['reinvestigation', reinvestigation, 'officeHead'], ['reinvestigation', reinvestigation, 'commissionHead']] as const)('of the kind %s is not for the other: %s', (_kind, c, person) => {
    expect(act(c, 'approveReturn', { note: null }, who[person], moment)).toMatchObject(notYours)
  })

  describe('where the policy of the day names another', () => {
    const byGroup = under('returnApprover', { supplement: 'groupLeader', reinvestigation: 'bodyHead' })

    it('follows the policy', () => {
      expect(act(supplement, 'approveReturn', { note: null }, who.groupLeader, byGroup)).toMatchObject({ case: { stage: 'supplementing' }, entry: { role: 'groupLeader' } })
      expect(act(reinvestigation, 'approveReturn', { note: null }, who.bodyHead, byGroup)).toMatchObject({ case: { stage: 'reinvestigating' } })
      expect(act(supplement, 'approveReturn', { note: null }, who.officeHead, byGroup)).toMatchObject(notYours)
    })

    it('takes only the group leader of the zone and the head of the body', () => {
      expect(act(supplement, 'approveReturn', { note: null }, who.otherGroupLeader, byGroup)).toMatchObject(notYours)
      expect(act(reinvestigation, 'approveReturn', { note: null }, who.otherBodyHead, byGroup)).toMatchObject(notYours)
    })

    it('never lets whoever proposed it approve it, and the button says so', () => {
      const own = after(deliberated, ['proposeReturn', who.groupLeader])
      expect(act(own, 'approveReturn', { note: null }, who.groupLeader, byGroup)).toMatchObject(refusal('OWN_REQUEST', null, 'R-254'))
      expect(openSteps(own, who.groupLeader, byGroup)).toContainEqual(expect.objectContaining({ step: 'approveReturn', closedBecause: expect.objectContaining({ code: 'OWN_REQUEST' }) }))
    })
  })

  it('is for somebody who proposed an earlier one', () => {
    const double = { ...who.officeHead, personId: 'lead' }
    const second = after(supplement, ['rejectReturn', who.officeHead], ['proposeReturn', who.groupLeader])
    expect(act(second, 'approveReturn', { note: null }, double, moment)).toMatchObject({ case: { stage: 'supplementing' } })
  })

  it('is not for whoever proposed it in another post', () => {
    expect(act(supplement, 'approveReturn', { note: null }, { ...who.officeHead, personId: 'lead' }, moment)).toMatchObject(refusal('OWN_REQUEST', null, 'R-254'))
  })

  describe('for the third time', () => {
    const twice = returnedAgain(supplement)
    const thrice = returnedAgain(twice)

    it('needs no note the second time', () => {
      expect(act(twice, 'approveReturn', { note: null }, who.officeHead, moment)).toMatchObject({ case: { stage: 'supplementing' } })
    })

    it('wants to know why', () => {
      expect(act(thrice, 'approveReturn', { note: ' ' }, who.officeHead, moment)).toMatchObject(refusal('NOTE_WANTED', 'note', 'R-250'))
    })

    it('keeps why', () => {
      expect(act(thrice, 'approveReturn', { note: '新证人出现' }, who.officeHead, moment)).toMatchObject({ case: { returns: [{}, {}, { leaderNote: '新证人出现' }] } })
    })

    it('counts as the policy of the day counts', () => {
      expect(act(thrice, 'approveReturn', { note: null }, who.officeHead, under('returnCountWarn', 3))).toMatchObject({ case: { stage: 'supplementing' } })
    })

    it('does not count what was not approved', () => {
      const rejected = after(twice, ['rejectReturn', who.officeHead], ['proposeReturn', who.lead])
      expect(act(rejected, 'approveReturn', { note: null }, who.officeHead, moment)).toMatchObject({ case: { stage: 'supplementing' } })
    })
  })
})

describe('not approving a return', () => {
  it('takes the case back to the deliberation with the reason', () => {
    expect(act(supplement, 'rejectReturn', { reason: '现有证据已足' }, who.officeHead, moment)).toMatchObject({ case: { stage: 'deliberating', returns: [{ approvedBy: null, rejectedBy: 'officeHead', rejectedReason: '现有证据已足' }] } })
  })

  it('wants the reason', () => {
    expect(act(supplement, 'rejectReturn', { reason: '' }, who.officeHead, moment)).toMatchObject(refusal('NOT_WRITTEN', 'reason'))
  })

  it.each(['groupLeader', 'leaderInCharge', 'bodyHead'] as const)('is not for the %s', (person) => {
    expect(act(supplement, 'rejectReturn', { reason: '否' }, who[person], moment)).toMatchObject(notYours)
  })
})

describe('acknowledging a return', () => {
  it.each(['supplementing', 'reinvestigating'] as const)('is signed by the head of the body and stays at %s', (stage) => {
    expect(act(caseAt(stage), 'acknowledgeReturn', { on: '2026-03-04' }, who.bodyHead, momentOn('2026-03-09'))).toMatchObject({ case: { stage, returns: [{ acknowledgedBy: 'bodyHead', acknowledgedOn: '2026-03-04' }] } })
  })

  it('is done once', () => {
    expect(act(after(caseAt('supplementing'), ['acknowledgeReturn', who.bodyHead]), 'acknowledgeReturn', {}, who.bodyHead, moment)).toMatchObject(refusal('ALREADY_ACKNOWLEDGED', null, 'R-254'))
  })

  it.each(['handler', 'otherBodyHead', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(caseAt('supplementing'), 'acknowledgeReturn', {}, who[person], moment)).toMatchObject(notYours)
  })
})
