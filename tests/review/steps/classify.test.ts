import { describe, expect, it } from 'vitest'
import { act } from '../../../src/review/act.ts'
import type { Rule } from '../../../src/review/law.ts'
import { levelOf } from '../../../src/review/secrecy.ts'
import { maySee } from '../../../src/review/visibility.ts'
import { moment, today, who } from '../../help/city.ts'
import { after, caseAt, notYours, refusal, under } from '../../help/walk.ts'

const reading = caseAt('reading')
const raising = { level: 'confidential', years: 10, reason: '涉及国家秘密' } as const
const raised = after(reading, ['classify', who.leaderInCharge, raising])

describe('fixing how secret a case is', () => {
  it('keeps level, term, reason, who and when, and the day on which it ends', () => {
    expect(levelOf(reading)).toBe('workSecret')
    expect(act(reading, 'classify', raising, who.leaderInCharge, moment)).toMatchObject({ case: { stage: 'reading', classifications: [{ ...raising, endsOn: '2036-03-02', setBy: 'leaderInCharge', setOn: today }] } })
  })

  it('raises and lowers it, and keeps what was set before', () => {
    const lowered = after(raised, ['classify', who.leaderInCharge, { level: 'secret', years: 20, reason: '涉及机密' }], ['classify', who.leaderInCharge, { level: 'workSecret', years: null, reason: '已解密' }])
    expect(lowered.classifications).toMatchObject([raising, { level: 'secret', endsOn: '2046-03-02' }, { level: 'workSecret', endsOn: null, reason: '已解密' }])
    expect(levelOf(lowered)).toBe('workSecret')
  })

  it.each(['transferred', 'deferred', 'accepted', 'returning', 'supplementing', 'reinvestigating', 'approving', 'proposing', 'deciding', 'executing', 'reported', 'disputed', 'suspended'] as const)('is possible at %s, and stays there', (stage) => {
    expect(act(caseAt(stage), 'classify', raising, who.leaderInCharge, moment)).toMatchObject({ case: { stage, classifications: [raising] } })
  })

  it.each<[string, object, string, string, Rule | null]>([
    ['no reason', { reason: '' }, 'NOT_WRITTEN', 'reason', null],
    ['the level there is', { level: 'workSecret', years: null }, 'NOTHING_TO_CHANGE', 'level', 'R-602'],
    ['no term', { years: null }, 'NO_TERM', 'years', 'R-602'],
    ['a term too long for 秘密', { years: 11 }, 'NO_TERM', 'years', 'R-602'],
    ['a term too long for 机密', { level: 'secret', years: 21 }, 'NO_TERM', 'years', 'R-602'],
    ['half a year', { years: 0.5 }, 'NO_TERM', 'years', 'R-602'],
    ['no years', { years: 0 }, 'NO_TERM', 'years', 'R-602'],
    ['a term for a work secret', { level: 'workSecret', years: 1 }, 'NO_TERM', 'years', 'R-604'],
  ])('is refused with %s', (_name, changed, code, field, rule) => {
    expect(act(reading, 'classify', { ...raising, ...changed }, who.leaderInCharge, moment)).toMatchObject(refusal(code, field, rule))
  })

  it.each(['handler', 'bodyHead', 'groupLeader', 'lead', 'officeHead', 'commissionHead', 'committeeHead'] as const)('is not for the %s', (person) => {
    expect(act(reading, 'classify', raising, who[person], moment)).toMatchObject(notYours)
  })

  it('is for whom the policy names', () => {
    expect(act(reading, 'classify', raising, who.commissionHead, under('classifier', 'commissionHead'))).toMatchObject({ case: { classifications: [{ setBy: 'commissionHead' }] } })
  })

  it('takes the case from whoever is not cleared for it, whatever the role, and leaves it to those who are', () => {
    for (const by of [who.handler, who.groupLeader, who.lead, who.officeHead, who.leaderInCharge]) {
      expect(maySee(by, reading)).toBe(true)
      expect(maySee(by, raised)).toBe(false)
      expect(maySee({ ...by, clearance: 'confidential' }, raised)).toBe(true)
    }
    expect(maySee({ ...who.officeHead, clearance: 'confidential' }, after(raised, ['classify', who.leaderInCharge, { level: 'secret', years: 20 }]))).toBe(false)
  })
})
