import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { basis, basisText } from '../../src/review/law.ts'
import { adminGrade, adminSanctions, partyGrade, partySanctions, type AdminSanction, type PartySanction } from '../../src/review/sanctions.ts'
import {
  aggravatingFacts, crimeOutcomes, editionOf, lower, lowerAdmin, mandatoryFloor, mergeAdmin, mergeParty, mitigatingFacts, raise, relation, suggestAdmin, suggestParty, withinAdminBand, withinBand,
  type AggravatingFact, type Circumstances, type Crime, type MitigatingFact, type Violation,
} from '../../src/review/weighing.ts'

const codesOf = (one: { flags: { code: string }[] }) => one.flags.map((flag) => flag.code)
const plain: Circumstances = {
  mitigating: [], mitigation: 'within', aggravating: [], aggravation: 'within', slight: false, exempt: false, crime: null,
  person: { partyMember: true, partyPost: '党支部书记', retired: false, limited: false }, actEndOn: '2024-05-01', decidedOn: '2025-03-01',
}
const one = <Sanction>(lightest: Sanction, heaviest: Sanction, name = '违规收受礼金'): Violation<Sanction> => ({ name, band: { lightest, heaviest } })
const party = (violations: Violation<PartySanction>[], other: Partial<Circumstances> = {}) => suggestParty(violations, { ...plain, ...other })
const admin = (violations: Violation<AdminSanction>[], other: Partial<Circumstances> = {}) => suggestAdmin(violations, { ...plain, ...other })
const light = one<PartySanction>('warning', 'seriousWarning')
const heavy = one<PartySanction>('removal', 'probation2')
const only = one<PartySanction>('expulsion', 'expulsion')
const lightAdmin = one<AdminSanction>('warning', 'majorDemerit')

describe('one grade', () => {
  it.each([
    ['warning', 'seriousWarning'], ['seriousWarning', 'removal'], ['seriousWarningNoPost', 'probation1'], ['removal', 'probation1'], ['probation1', 'expulsion'], ['probation2', 'expulsion'],
  ] as const)('up from %s is %s', (from, to) => expect(raise(from)).toMatchObject({ value: to, flags: [], reasons: [{ basis: { rule: 'R-420-CF23', tag: 'Q' } }] }))
  it.each(['none', 'exempt', 'expulsion'] as const)('up from %s leads nowhere', (from) => expect(raise(from)).toMatchObject({ value: from, flags: [{ code: 'NO_RAISE' }] }))

  it.each([
    ['seriousWarning', 'warning'], ['seriousWarningNoPost', 'seriousWarning'], ['removal', 'seriousWarning'], ['probation1', 'removal'], ['probation2', 'removal'], ['expulsion', 'probation2'],
  ] as const)('down from %s is %s', (from, to) => expect(lower(from)).toMatchObject({ value: to, flags: [] }))
  it('down from a warning is exemption, in writing', () => expect(lower('warning')).toMatchObject({ value: 'exempt', flags: [{ code: 'WRITTEN_DECISION' }] }))
  it.each(['none', 'exempt'] as const)('down from %s leads nowhere', (from) => expect(lower(from)).toMatchObject({ value: from, flags: [{ code: 'NO_REDUCTION' }] }))
  it('is never taken off a clause with expulsion alone', () => expect(lower('expulsion', only.band)).toMatchObject({ value: 'expulsion', flags: [{ code: 'NO_REDUCTION' }] }))

  it.each([
    ['discharge', 'dismissal'], ['dismissal', 'demotion'], ['demotion', 'majorDemerit'], ['majorDemerit', 'demerit'], ['demerit', 'warning'], ['warning', 'exempt'], ['none', 'none'],
  ] as const)('down on the administrative track from %s is %s', (from, to) => expect(lowerAdmin(from).value).toBe(to))

  it('up and down again is the same grade, inside the ladder', () =>
    fc.assert(fc.property(fc.constantFrom<PartySanction>('warning', 'seriousWarning', 'seriousWarningNoPost', 'removal', 'probation1', 'probation2'), (from) => partyGrade[lower(raise(from).value).value] === partyGrade[from])))
})

describe('a band', () => {
  it.each([
    ['warning', 'within', 0], ['seriousWarning', 'within', 0], ['removal', 'above', 1], ['exempt', 'below', 1],
  ] as const)('of the lightest clause has %s %s', (given, where, flags) => {
    expect(withinBand(given, light.band)).toMatchObject({ value: where })
    expect(withinBand(given, light.band).flags).toHaveLength(flags)
  })
  it('says so where a sanction is more than one grade off', () => {
    expect(withinBand('expulsion', light.band).flags[0]?.text).toContain('不止一档')
    expect(withinBand('warning', heavy.band).flags[0]?.text).toContain('不止一档')
    expect(withinBand('removal', light.band).flags[0]?.text).not.toContain('不止一档')
  })
  it('on the administrative track cannot be left upwards', () => {
    expect(withinAdminBand('demotion', lightAdmin.band)).toMatchObject({ value: 'above', flags: [{ code: 'OUTSIDE_BAND', text: expect.stringContaining('没有加重') }] })
    expect(withinAdminBand('exempt', lightAdmin.band).value).toBe('below')
    expect(withinAdminBand('demerit', lightAdmin.band).value).toBe('within')
  })
})

describe('several violations', () => {
  it.each([
    [[], 'none'], [['exempt'], 'exempt'], [['exempt', 'none'], 'exempt'], [['warning'], 'warning'], [['warning', 'exempt'], 'warning'], [['warning', 'warning'], 'seriousWarning'],
    [['warning', 'seriousWarning'], 'removal'], [['removal', 'warning'], 'probation1'], [['probation1', 'warning'], 'expulsion'], [['probation2', 'probation1'], 'expulsion'], [['expulsion', 'warning'], 'expulsion'],
    [['warning', 'warning', 'warning'], 'seriousWarning'],
  ] as [PartySanction[], PartySanction][])('%j make on the Party track %s', (grades, value) => expect(mergeParty(grades).value).toBe(value))

  it.each([
    [[], 'none', null], [['exempt'], 'exempt', null], [['demerit'], 'demerit', null], [['demerit', 'warning'], 'demerit', null], [['discharge', 'discharge'], 'discharge', null], [['warning', 'discharge'], 'discharge', null],
    [['demerit', 'demerit'], 'demerit', { least: 12, most: 24 }], [['demerit', 'demerit', 'warning'], 'demerit', { least: 12, most: 24 }], [['warning', 'warning', 'demotion'], 'demotion', null],
    [['dismissal', 'dismissal', 'dismissal'], 'dismissal', { least: 24, most: 48 }], [['postDowngrade'], 'postDowngrade', null], [['postDowngrade', 'warning'], 'warning', null],
  ] as [AdminSanction[], AdminSanction, unknown][])('%j make on the administrative track %s', (list, sanction, term) => expect(mergeAdmin(list).value).toEqual({ sanction, term }))

  it('are reasoned from the heaviest, which nothing raises above expulsion', () => {
    expect(mergeParty(['probation1', 'probation2']).reasons[0]?.text).toContain('按最高的留党察看两年加重一档')
    expect(mergeParty(['warning', 'expulsion']).reasons[0]?.text).toBe('数种违纪行为中有应当开除党籍的，给予开除党籍')
  })

  it('leave the unit’s sanction to the unit', () => expect(codesOf(mergeAdmin(['postDowngrade', 'warning']))).toEqual(['UNIT_SANCTION']))

  it('are never lighter together than the heaviest of them', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...partySanctions)), (grades) => grades.every((grade) => partyGrade[mergeParty(grades).value] >= partyGrade[grade])))
    fc.assert(fc.property(fc.array(fc.constantFrom(...adminSanctions.filter((sanction) => sanction !== 'postDowngrade'))), (list) => {
      const { sanction, term } = mergeAdmin(list).value
      return list.every((given) => adminGrade[sanction] >= adminGrade[given]) && (term === null || (term.least <= term.most && term.most <= 48))
    }))
  })
})

describe('the suggestion for the Party track', () => {
  const facts = { mitigating: ['voluntaryAccount'] as MitigatingFact[] }
  const worse = { aggravating: ['afterSanction'] as AggravatingFact[] }
  it.each([
    ['no violation', [], {}, 'none', []],
    ['a band without circumstances', [light], {}, 'warning', []],
    ['从轻', [light], facts, 'warning', []],
    ['从重', [light], worse, 'seriousWarning', []],
    ['减轻', [heavy], { ...facts, mitigation: 'below' }, 'seriousWarning', []],
    ['减轻 below a warning', [light], { ...facts, mitigation: 'below' }, 'exempt', ['WRITTEN_DECISION']],
    ['加重', [light], { ...worse, aggravation: 'above' }, 'removal', []],
    ['加重 above a probation', [heavy], { ...worse, aggravation: 'above' }, 'expulsion', []],
    ['减轻 without a fact', [heavy], { mitigation: 'below' }, 'removal', ['FACT_MISSING']],
    ['加重 without a fact', [light], { aggravation: 'above' }, 'warning', ['FACT_MISSING']],
    ['减轻 of a clause with expulsion alone', [only], { ...facts, mitigation: 'below' }, 'expulsion', ['NO_REDUCTION']],
    ['减轻 for the particular facts of the case', [heavy], { mitigating: ['special'], mitigation: 'below' }, 'seriousWarning', ['SPECIAL_APPROVAL']],
    ['facts on both sides', [one<PartySanction>('warning', 'removal')], { ...facts, ...worse }, 'seriousWarning', ['BOTH_WAYS']],
    ['a fact of the other track', [light], { aggravating: ['evidenceTampered'] }, 'warning', ['FACT_NOT_OF_TRACK']],
    ['two violations', [light, light], {}, 'seriousWarning', []],
    ['exemption from a warning', [light], { ...facts, exempt: true }, 'exempt', ['WRITTEN_DECISION']],
    ['exemption from nothing', [], { ...facts, exempt: true }, 'none', []],
    ['exemption without a fact', [light], { exempt: true }, 'warning', ['EXEMPT_NOT_ALLOWED']],
    ['exemption from a heavy sanction', [heavy], { ...facts, exempt: true }, 'removal', ['EXEMPT_NOT_ALLOWED']],
    ['exemption from a crime', [light], { ...facts, exempt: true, crime: { outcome: 'fineOnly', badEffect: false } }, 'removal', ['EXEMPT_NOT_ALLOWED', 'MANDATORY']],
    ['a crime', [light], { crime: { outcome: 'intentional', badEffect: false } }, 'expulsion', ['MANDATORY']],
    ['a crime by negligence', [light], { crime: { outcome: 'negligentUpToThree', badEffect: false } }, 'expulsion', ['MANDATORY', 'UPPER_APPROVAL']],
    ['nobody of the Party', [light], { person: { ...plain.person, partyMember: false } }, 'none', ['NOT_A_MEMBER']],
    ['nobody with a Party post', [heavy], { person: { ...plain.person, partyPost: null } }, 'seriousWarningNoPost', ['NO_PARTY_POST']],
    ['an act of the older edition', [light], { actEndOn: '2023-12-31' }, 'warning', ['COMPARE_EDITIONS', 'EDITION_NOT_LOADED']],
  ] as [string, Violation<PartySanction>[], Partial<Circumstances>, PartySanction, string[]][])('after %s is right', (_what, violations, other, value, flags) => {
    const suggestion = party(violations, other)
    expect(suggestion.value).toBe(value)
    expect(codesOf(suggestion)).toEqual(flags)
  })

  it('names the violation, the facts and the rule of each reason', () =>
    expect(party([light, one('warning', 'warning', '违规吃喝')], { aggravating: ['coercion'] }).reasons.map((reason) => `${reason.text} ${reason.basis.rule}`)).toEqual([
      '从重情节：强迫、唆使他人 R-420-CF20', '违规收受礼金：在幅度内从重 R-420', '违规吃喝：在幅度内从重 R-420', '有2种违纪行为应受处分，合并处理：按最高的严重警告加重一档，给予撤销党内职务 R-420-CF24',
    ]))

  it('is never lighter for an aggravating fact, never heavier for a mitigating one', () =>
    fc.assert(fc.property(fc.array(fc.constantFrom(light, heavy, only), { minLength: 1, maxLength: 4 }), (violations) => {
      const grade = (other: Partial<Circumstances>) => partyGrade[party(violations, other).value]
      const [below, within, usual, above] = [grade({ ...facts, mitigation: 'below' }), grade(facts), grade({}), grade({ ...worse, aggravation: 'above' })]
      return below <= within && within <= usual && usual <= grade(worse) && grade(worse) <= above
    })))
})

describe('the suggestion for the administrative track', () => {
  const facts = { mitigating: ['minorRole'] as MitigatingFact[] }
  const top = one<AdminSanction>('demotion', 'dismissal')
  it.each([
    ['no violation', [], {}, 'none', []],
    ['a band without circumstances', [lightAdmin], {}, 'demerit', []],
    ['从轻', [lightAdmin], facts, 'warning', []],
    ['从重', [lightAdmin], { aggravating: ['evidenceTampered'] }, 'majorDemerit', []],
    ['加重, which this track does not know', [lightAdmin], { aggravating: ['shielding'], aggravation: 'above' }, 'majorDemerit', ['NO_RAISE']],
    ['减轻', [top], { ...facts, mitigation: 'below' }, 'majorDemerit', []],
    ['a fact of the other track', [lightAdmin], { aggravating: ['undisclosedFound'] }, 'demerit', ['FACT_NOT_OF_TRACK']],
    ['exemption', [lightAdmin], { ...facts, slight: true, exempt: true }, 'exempt', ['WRITTEN_DECISION']],
    ['exemption of what is not slight', [lightAdmin], { ...facts, exempt: true }, 'warning', ['EXEMPT_NOT_ALLOWED']],
    ['exemption without a fact', [lightAdmin], { slight: true, exempt: true }, 'demerit', ['EXEMPT_NOT_ALLOWED']],
    ['a crime', [lightAdmin], { crime: { outcome: 'intentional', badEffect: false } }, 'discharge', ['MANDATORY']],
    ['a crime not prosecuted', [lightAdmin], { crime: { outcome: 'notProsecuted', badEffect: false } }, 'dismissal', ['MANDATORY']],
    ['a crime not prosecuted, with bad effect', [lightAdmin], { crime: { outcome: 'notProsecuted', badEffect: true } }, 'discharge', ['MANDATORY']],
    ['a retired person, lightly', [lightAdmin], { person: { ...plain.person, retired: true } }, 'none', []],
    ['a retired person, gravely', [top], { person: { ...plain.person, retired: true } }, 'none', ['RETIREE_ADJUST']],
    ['village staff', [top], { person: { ...plain.person, limited: true } }, 'majorDemerit', ['IDENTITY_LIMIT']],
    ['village staff, lightly', [lightAdmin], { person: { ...plain.person, limited: true } }, 'demerit', []],
    ['an act before the law', [lightAdmin], { actEndOn: '2019-05-01' }, 'demerit', ['COMPARE_EDITIONS', 'EDITION_NOT_LOADED']],
    ['an act before the interim rules too', [lightAdmin], { actEndOn: '2014-05-01' }, 'demerit', ['COMPARE_EDITIONS', 'EDITION_NOT_LOADED']],
  ] as [string, Violation<AdminSanction>[], Partial<Circumstances>, AdminSanction, string[]][])('after %s is right', (_what, violations, other, sanction, flags) => {
    const suggestion = admin(violations, other)
    expect(suggestion.value.sanction).toBe(sanction)
    expect(codesOf(suggestion)).toEqual(flags)
  })

  it('gives the bounds of the term for equal measures', () => expect(admin([lightAdmin, lightAdmin]).value).toEqual({ sanction: 'demerit', term: { least: 12, most: 24 } }))
  it('never proposes the unit’s own sanction', () =>
    fc.assert(fc.property(fc.array(fc.constantFrom(lightAdmin, top)), fc.boolean(), (violations, exempt) => admin(violations, { exempt }).value.sanction !== 'postDowngrade')))
})

describe('after a crime', () => {
  it.each([
    ['intentional', false, 'discharge', 'discharge', 'expulsion'], ['rightsDeprived', false, 'discharge', 'discharge', 'expulsion'], ['negligentOverThree', false, 'discharge', 'discharge', 'expulsion'],
    ['negligentUpToThree', false, 'discharge', 'dismissal', 'expulsion'], ['fineOnly', false, 'dismissal', 'dismissal', 'removal'], ['notProsecuted', false, 'dismissal', 'dismissal', 'removal'],
    ['punishmentExempted', false, 'dismissal', 'dismissal', 'removal'], ['fineOnly', true, 'discharge', 'discharge', 'removal'],
  ] as const)('%s (bad effect: %s) the administrative measure is %s, at least %s; the Party’s %s', (outcome, badEffect, usual, least, sanction) =>
    expect(mandatoryFloor({ outcome, badEffect }).value).toMatchObject({ admin: { usual, least }, party: { usual: sanction } }))

  it('the upper organ must approve a dismissal instead of a discharge', () => expect(codesOf(mandatoryFloor({ outcome: 'negligentUpToThree', badEffect: false }))).toEqual(['UPPER_APPROVAL']))
  it('the Party side, known from memory, is never printed as law', () => {
    const [adminReason, partyReason] = mandatoryFloor({ outcome: 'intentional', badEffect: false }).reasons
    expect([basisText(adminReason!.basis, '2025-01-01'), basisText(partyReason!.basis, '2025-01-01')]).toEqual(['《中华人民共和国公职人员政务处分法》第14条', '依据待核'])
  })
  it('no suggestion is lighter than what is mandatory', () =>
    fc.assert(fc.property(fc.constantFrom(...(Object.keys(crimeOutcomes) as Crime['outcome'][])), fc.boolean(), fc.constantFrom(light, heavy, only), fc.boolean(), (outcome, badEffect, violation, exempt) => {
      const crime = { outcome, badEffect }
      const floor = mandatoryFloor(crime).value
      const other = { crime, exempt, slight: true, mitigating: ['merit'] as MitigatingFact[], mitigation: 'below' as const }
      return partyGrade[party([violation], other).value] >= partyGrade[floor.party.least] && adminGrade[admin([lightAdmin], other).value.sanction] >= adminGrade[floor.admin.least]
    })))
})

describe('the edition of the rules', () => {
  it.each([
    ['2015-12-31', '此前规定', '此前规定'], ['2016-01-01', '2015条例', '此前规定'], ['2017-05-31', '2015条例', '此前规定'], ['2018-09-30', '2015条例', '政务处分暂行规定'], ['2018-10-01', '2018条例', '政务处分暂行规定'],
    ['2020-06-30', '2018条例', '政务处分暂行规定'], ['2020-07-01', '2018条例', '政务处分法'], ['2023-12-31', '2018条例', '政务处分法'], ['2024-01-01', '2023条例', '政务处分法'],
  ] as const)('of an act that ended on %s is %s and %s', (actEndOn, partySide, adminSide) => expect(editionOf(actEndOn, '2025-01-01').value).toMatchObject({ party: partySide, admin: adminSide, partyNow: '2023条例', adminNow: '政务处分法' }))

  it('is compared with the one at the decision, which holds where it is lighter', () => expect(codesOf(editionOf('2017-05-31', '2019-08-06'))).toEqual(['COMPARE_EDITIONS', 'EDITION_NOT_LOADED', 'COMPARE_EDITIONS', 'EDITION_NOT_LOADED']))
  it('needs no comparison where nothing changed', () => expect(editionOf('2024-05-01', '2025-01-01').flags).toEqual([]))
  it('of an act after the decision is asked about', () => expect(codesOf(editionOf('2025-05-01', '2025-01-01'))).toEqual(['ACT_AFTER_DECISION']))
})

describe('an act beside an earlier decision', () => {
  const earlier = { effectiveOn: '2024-03-01', endsOn: '2025-03-01' }
  const act = (startOn: string, endOn: string, foundOn: string) => ({ startOn, endOn, foundOn })
  it.each([
    ['again, inside the period', act('2024-06-01', '2024-06-02', '2024-09-01'), 'again', ['IN_PERIOD']],
    ['again, after the period', act('2025-06-01', '2025-06-02', '2025-09-01'), 'again', []],
    ['again, in part', act('2024-01-01', '2024-06-02', '2024-09-01'), 'again', ['STRADDLES', 'IN_PERIOD']],
    ['again, on the last day', act('2025-03-01', '2025-03-01', '2025-09-01'), 'again', ['BOUNDARY_DAY', 'IN_PERIOD']],
    ['missed', act('2023-06-01', '2023-06-02', '2024-09-01'), 'missed', []],
    ['missed, though done on the very day', act('2024-03-01', '2024-03-01', '2024-09-01'), 'missed', ['BOUNDARY_DAY']],
    ['missed, found on the very day', act('2023-06-01', '2023-06-02', '2024-03-01'), 'missed', []],
    ['merged', act('2023-06-01', '2023-06-02', '2024-01-15'), 'merged', []],
  ] as const)('is %s', (_what, given, value, flags) => {
    const found = relation(given, earlier, 'sameDay')
    expect(found.value).toBe(value)
    expect(codesOf(found)).toEqual(flags)
  })
  it('is merged where nothing has taken effect yet, whatever letter was sent', () => expect(relation(act('2023-06-01', '2023-06-02', '2024-01-15'), null, 'sameDay').value).toBe('merged'))
  it('is weighed against expulsion too, which has no period of effect', () => expect(relation(act('2024-03-01', '2024-03-01', '2024-09-01'), { ...earlier, endsOn: null }, 'sameDay')).toMatchObject({ value: 'missed', flags: [{ code: 'BOUNDARY_DAY' }] }))
})

describe('the circumstances', () => {
  it.each(['R-410-unit', 'R-414-party', 'R-420-CF17', 'R-420-forms'] as const)('and %s rest on memory and name no article number', (rule) => expect(basis(rule)).toMatchObject({ tag: 'M', article: expect.not.stringMatching(/第.*条/) }))
  it('each count on one track at least', () => expect([...Object.values(mitigatingFacts), ...Object.values(aggravatingFacts)].every((fact) => fact.party || fact.admin)).toBe(true))
})
