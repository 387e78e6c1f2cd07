import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../../src/review/act.ts'
import { packageOf } from '../../help/offers.ts'
import { moment, momentOn, who } from '../../help/city.ts'
import { after, caseAt, notYours, refusal, worlds } from '../../help/walk.ts'
import type { Package } from '../../../src/review/case.ts'
import type { Rule } from '../../../src/review/law.ts'

const whole = packageOf(worlds.B)

describe('transferring a case', () => {
  it.each(['drafting', 'deferred'] as const)('hands the package to the group from %s', (stage) => {
    expect(act(caseAt(stage), 'transfer', {}, who.bodyHead, moment)).toMatchObject({
      case: { stage: 'transferred', round: 1, transferredOn: '2026-03-02', acceptedOn: null, intakeProposal: null, package: whole },
      entry: { step: 'transfer', from: stage, to: 'transferred', basis: { rule: 'R-204' } },
    })
  })

  it('keeps every package as it was handed over', () => {
    expect(act(caseAt('deferred'), 'transfer', {}, who.bodyHead, moment)).toMatchObject({ case: { packages: [whole, whole] } })
  })

  describe('of a body that has moved to another zone', () => {
    const moved = { ...moment, roster: { ...moment.roster, body: (id: string) => { const body = moment.roster.body(id); return body && id === 'P25' ? { ...body, zoneId: 'Z1' } : body } } }

    it.each(['drafting', 'deferred'] as const)('goes to the group of the new zone from %s, under the same number', (stage) => {
      const c = caseAt(stage)
      expect(act(c, 'transfer', {}, who.bodyHead, moved)).toMatchObject({ case: { zoneId: 'Z1', number: c.number }, entry: { payload: { zoneId: 'Z1' } } })
    })

    it('stays with the group that has once accepted it', () => {
      const again = after(caseAt('reinvestigating'), ['acknowledgeReturn', who.bodyHead], ['answerOutline', who.handler])
      expect(act(again, 'transfer', {}, who.bodyHead, moved)).toMatchObject({ case: { zoneId: again.zoneId, stage: 'transferred' }, entry: { payload: {} } })
    })

    it('stays where it was opened, if the setting says so', () => {
      const policy = { ...moved.policy, placementStays: 'opened' as const }
      expect(act(caseAt('drafting'), 'transfer', {}, who.bodyHead, { ...moved, policy })).toMatchObject({ case: { zoneId: 'Z3' } })
    })

    it('does not go where the payload says', () => {
      expect(act(caseAt('drafting'), 'transfer', { zoneId: 'Z1' }, who.bodyHead, moment)).toMatchObject({ case: { zoneId: 'Z3' }, entry: { payload: {} } })
    })
  })

  it('keeps the day of the letter beside the day of writing', () => {
    expect(act(caseAt('drafting'), 'transfer', { on: '2026-03-04' }, who.bodyHead, momentOn('2026-03-09')))
      .toMatchObject({ case: { transferredOn: '2026-03-04', since: '2026-03-04' }, entry: { on: '2026-03-04', writtenOn: '2026-03-09' } })
  })

  it('is refused before the latest day in the log, for it moves the case on', () => {
    const asked = after(caseAt('drafting'), ['askConsultation', who.handler, { on: '2026-03-05' }, momentOn('2026-03-09')])
    expect(act(asked, 'transfer', { on: '2026-03-04' }, who.bodyHead, momentOn('2026-03-09'))).toMatchObject(refusal('DAY_TOO_EARLY', 'on'))
  })

  it.each<[string, Partial<Package>, string, string, Rule | null]>([
    ['no title', { title: ' ' }, 'NOT_WRITTEN', 'package.title', 'R-204'],
    ['nobody named', { subjects: [], proposals: [] }, 'NO_SUBJECT', 'package.subjects', 'R-204'],
    ['no fact', { facts: [] }, 'NO_FACT', 'package.facts', 'R-204'],
    ['no evidence', { evidence: [] }, 'NO_EVIDENCE', 'package.evidence', 'R-205'],
    ['no day of filing', { filedOn: null }, 'NOT_FILED', 'package.filedOn', 'R-204'],
    ['one investigator', { investigators: ['handler', 'handler'] }, 'TOO_FEW_INVESTIGATORS', 'package.investigators', 'R-233'],
    ['an item not marked', { intake: whole.intake.filter((one) => one.item !== 3) }, 'ITEM_UNMARKED', 'package.intake.3', 'R-215'],
    ['a missing item without the reason', { intake: whole.intake.map((one) => (one.item === 8 ? { ...one, state: 'missing' } : one)) }, 'REASON_FOR_MISSING', 'package.intake.8', 'R-215'],
    ['nobody proposed for', { proposals: [] }, 'SUBJECT_WITHOUT_FINDING', 'package.proposals', 'R-231'],
    ['a proposal for a stranger', { proposals: [...whole.proposals, { ...whole.proposals[0]!, subjectId: 'S9' }] }, 'NO_SUCH_SUBJECT', 'package.proposals.1.subjectId', null],
    ['a proposal that does not say what it was', { proposals: [{ ...whole.proposals[0]!, characterisation: '' }] }, 'NOT_WRITTEN', 'package.proposals.0.characterisation', 'R-204'],
  ])('is refused with %s', (_name, handed, code, field, rule) => {
    expect(act(caseAt('drafting', { handed }), 'transfer', {}, who.bodyHead, moment)).toMatchObject(refusal(code, field, rule))
  })

  it('gives every reason at once', () => {
    expect(act(caseAt('drafting', { handed: { title: '', facts: [] } }), 'transfer', {}, who.bodyHead, moment)).toMatchObject({ refusals: [{ field: 'package.title' }, { field: 'package.facts' }] })
  })

  it('wants no filing and no investigators where a court has judged', () => {
    const handed = { origin: 'courtJudgment' as const, filedOn: null, investigators: [] }
    expect(act(caseAt('drafting', { handed }), 'transfer', {}, who.bodyHead, moment)).toMatchObject({ case: { stage: 'transferred' } })
  })

  it('may lack an item where the reason is given', () => {
    const intake = whole.intake.map((one) => (one.item === 8 ? { ...one, state: 'missing' as const, reason: '本人在外就医' } : one))
    expect(act(caseAt('drafting', { handed: { intake } }), 'transfer', {}, who.bodyHead, moment)).toMatchObject({ case: { stage: 'transferred' } })
  })

  it.each(['handler', 'otherBodyHead', 'groupLeader', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(caseAt('drafting'), 'transfer', {}, who[person], moment)).toMatchObject(notYours)
  })

  it('is for the head of the leading body where several transfer together', () => {
    const joint = caseAt('drafting', { handed: { bodyIds: ['P25', 'P03'] } })
    expect(act(joint, 'transfer', {}, who.otherBodyHead, moment)).toMatchObject(notYours)
    expect(act(joint, 'transfer', {}, who.bodyHead, moment)).toMatchObject({ case: { stage: 'transferred', package: { bodyIds: ['P25', 'P03'] } } })
  })

  it('is shut, with the reason, while the package is not whole', () => {
    expect(openSteps(caseAt('drafting', { handed: { title: '' } }), who.bodyHead, moment)).toContainEqual(expect.objectContaining({ step: 'transfer', closedBecause: expect.objectContaining({ code: 'NOT_WRITTEN' }) }))
  })
})

describe('transferring again after a re-investigation', () => {
  const sentBack = caseAt('reinvestigating')
  const ready = after(sentBack, ['acknowledgeReturn', who.bodyHead], ['answerOutline', who.handler])

  it('is a new round, whose acceptance starts a new clock with a new panel', () => {
    expect(act(ready, 'transfer', {}, who.bodyHead, moment)).toMatchObject({ case: { stage: 'transferred', round: 2, acceptedOn: null, packages: [{}, {}] } })
  })

  it('counts only the rounds that were approved, and not the supplements', () => {
    const mixed = after(caseAt('answered'), ['judgeAnswers', who.lead], ['closeAnswers', who.lead], ['conclude', who.lead], ['deliberate', who.groupLeader, { outcome: 'return' }], ['proposeReturn', who.lead, { grounds: ['mainFactsUnclear'] }], ['rejectReturn', who.leaderInCharge],
      ['proposeReturn', who.lead, { grounds: ['mainFactsUnclear'] }], ['approveReturn', who.leaderInCharge])
    expect(act(mixed, 'transfer', {}, who.bodyHead, moment)).toMatchObject({ refusals: [{ code: 'ITEM_UNANSWERED' }, { code: 'ITEM_UNANSWERED' }] })
    expect(act(after(mixed, ['acknowledgeReturn', who.bodyHead], ['answerOutline', who.handler]), 'transfer', {}, who.bodyHead, moment)).toMatchObject({ case: { round: 2 } })
  })

  it('is refused while an item of the outline is not answered', () => {
    expect(act(sentBack, 'transfer', {}, who.bodyHead, moment)).toMatchObject({
      refusals: [1, 2].map((no) => ({ code: 'ITEM_UNANSWERED', field: `outline.${no}`, basis: { rule: 'R-255' } })),
    })
  })

  it('goes back to the re-investigation when it is withdrawn, not to the draft', () => {
    expect(act(after(ready, ['transfer', who.bodyHead]), 'withdraw', { reason: '补充报告' }, who.bodyHead, moment)).toMatchObject({ case: { stage: 'reinvestigating', transferredOn: null, round: 2 } })
  })
})

describe('withdrawing a transfer', () => {
  const transferred = caseAt('transferred')

  it('takes a case of the first round back to the draft, and what was proposed of it', () => {
    expect(act(after(transferred, ['defer', who.groupLeader]), 'withdraw', { reason: '材料有误' }, who.bodyHead, moment)).toMatchObject({ case: { stage: 'drafting', transferredOn: null, intakeProposal: null } })
  })

  it('wants the reason', () => {
    expect(act(transferred, 'withdraw', { reason: ' ' }, who.bodyHead, moment)).toMatchObject(refusal('NOT_WRITTEN', 'reason'))
  })

  it.each(['handler', 'otherBodyHead', 'groupLeader', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(transferred, 'withdraw', { reason: '材料有误' }, who[person], moment)).toMatchObject(notYours)
  })

  it('is over once the group has accepted', () => {
    expect(act(caseAt('accepted'), 'withdraw', { reason: '材料有误' }, who.bodyHead, moment)).toMatchObject(refusal('WRONG_STAGE', null, 'R-211'))
  })
})
