import { describe, expect, it } from 'vitest'
import { act } from '../../../src/review/act.ts'
import type { Case, Finding } from '../../../src/review/case.ts'
import { moment, who } from '../../help/city.ts'
import { after, caseAt, decisionOn, refusal, twoSubjects, worlds } from '../../help/walk.ts'

const told = (c: Case) => after(c, ['giveNotice', who.handler, { admin: 'majorDemerit' }])
const deciding = told(caseAt('deciding'))
const worldOf = (party: Finding['party'], admin: Finding['admin']) => caseAt('deciding', { world: { ...worlds.B, party, admin } })

describe('the kinds of outcome', () => {
  const kinds = ['sanction', 'exempt', 'noSanction', 'notPursued', 'retireeAdjustment'] as const
  const cases = { sanction: deciding, exempt: caseAt('deciding', { world: worlds.N }), none: worldOf('none', 'none') }
  const fitting = { sanction: ['sanction'], exempt: ['exempt'], none: ['noSanction', 'notPursued', 'retireeAdjustment'] } as const
  const rows = (fits: boolean) => (Object.keys(cases) as (keyof typeof cases)[]).flatMap((given) => kinds.filter((kind) => (fitting[given] as readonly string[]).includes(kind) === fits).map((kind) => [given, kind] as const))

  it.each(rows(true))('where the measure is %s may be %s', (given, outcome) => {
    expect(act(cases[given], 'recordDecision', decisionOn(cases[given], 'party', { outcome }), who.handler, moment)).toMatchObject({ case: { decisions: [{ outcome }] } })
  })

  it.each(rows(false))('where the measure is %s is never %s', (given, outcome) => {
    expect(act(cases[given], 'recordDecision', decisionOn(cases[given], 'party', { outcome }), who.handler, moment)).toMatchObject(refusal('OUTCOME_DOES_NOT_FIT', 'outcome', 'R-260'))
  })

  it('wants to know what an exempted person is told', () => {
    expect(act(cases.exempt, 'recordDecision', decisionOn(cases.exempt, 'party', { measure: ' ' }), who.handler, moment)).toMatchObject(refusal('MEASURE_WANTED', 'measure', 'R-260'))
  })

  it('wants no notice where no administrative sanction is given', () => {
    const c = caseAt('deciding', { world: { ...worlds.D, admin: 'none' } })
    expect(act(c, 'recordDecision', decisionOn(c, 'admin'), who.handler, moment)).toMatchObject({ case: { stage: 'executing', decisions: [{ outcome: 'noSanction', periodEndsOn: null }] } })
  })
})

describe('a second sanction inside the period of the first', () => {
  it.each([
    ['joins what is left of the Party sanction', 'party', { earlierParty: { sanction: 'warning', effectiveOn: '2025-09-02', endsOn: null } }, '2028-03-02'],
    ['joins nothing of one that has run out', 'party', { earlierParty: { sanction: 'warning', effectiveOn: '2024-09-02', endsOn: null } }, '2027-09-02'],
    ['joins what is left of the administrative sanction', 'admin', { earlierAdmin: { sanction: 'demerit', effectiveOn: '2025-09-02', endsOn: null } }, '2028-03-02'],
  ] as const)('%s', (_name, track, changed, periodEndsOn) => {
    expect(act(deciding, 'recordDecision', decisionOn(deciding, track, changed), who.handler, moment)).toMatchObject({ case: { decisions: [{ periodEndsOn }] } })
  })

  const inside = { earlierParty: { sanction: 'probation2', effectiveOn: '2025-06-01', endsOn: null } } as const

  it('leads inside a probation to expulsion: anything else wants the reason', () => {
    expect(act(deciding, 'recordDecision', decisionOn(deciding, 'party', { ...inside, finding: { ...decisionOn(deciding, 'party').finding, reasonForDifference: null } }), who.handler, moment)).toMatchObject(refusal('EXPULSION_DUE', 'finding.reasonForDifference', 'R-401'))
    expect(act(deciding, 'recordDecision', decisionOn(deciding, 'party', inside), who.handler, moment)).toMatchObject({ case: { decisions: [{ periodReason: expect.stringContaining('应当开除党籍') }] } })
  })
})

describe('when everything is decided', () => {
  it('waits for the second track of one person', () => {
    const party = after(deciding, ['recordDecision', who.handler, decisionOn(deciding, 'party')])
    expect(party).toMatchObject({ stage: 'deciding' })
    expect(act(party, 'recordDecision', decisionOn(party, 'admin'), who.handler, moment)).toMatchObject({ case: { stage: 'executing', decisions: [{ track: 'party' }, { track: 'admin' }] } })
  })

  it('waits for the second person, each by the own route', () => {
    const two = caseAt('deciding', { handed: twoSubjects })
    const first = after(two, ['giveNotice', who.handler, { admin: 'majorDemerit' }], ['recordDecision', who.handler, decisionOn(two, 'party')], ['recordDecision', who.handler, decisionOn(two, 'admin')], ['giveNotice', who.handler, { subjectId: 'S2', admin: 'demerit' }])
    expect(first).toMatchObject({ stage: 'deciding' })
    expect(act(first, 'recordDecision', decisionOn(first, 'admin', { subjectId: 'S2' }), who.handler, moment)).toMatchObject({ case: { stage: 'executing', decisions: [{ subjectId: 'S1' }, { subjectId: 'S1' }, { subjectId: 'S2', admin: 'demerit' }] } })
  })

  it('does not take the notice to one person for a notice to the other', () => {
    const two = told(caseAt('deciding', { handed: twoSubjects }))
    expect(act(two, 'recordDecision', decisionOn(two, 'admin', { subjectId: 'S2' }), who.handler, moment)).toMatchObject({ refusals: expect.arrayContaining([expect.objectContaining({ code: 'NO_NOTICE', message: expect.stringContaining('陈某') })]) })
  })
})
