import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, type Day } from '../../src/review/day.ts'
import { basisText } from '../../src/review/law.ts'
import {
  adminGrade, adminPeriod, adminPeriodEnd, adminSanctionOf, adminSanctions, adminWords, boundaryOf, classOf, extendProbation, fourForms, longestAdminMonths, matching, partyGrade, partyPeriod,
  partyPeriodEnd, partySanctionOf, partySanctions, partyWords, type AdminSanction, type EarlierParty, type PartySanction,
} from '../../src/review/sanctions.ts'

const codesOf = (one: { flags: { code: string }[] }) => one.flags.map((flag) => flag.code)
const textOf = (one: { reasons: { text: string }[] }) => one.reasons.map((reason) => reason.text).join('；')
const days = fc.integer({ min: 0, max: 3000 }).map((n) => addDays('2020-07-01', n))
const partyWithPeriod = partySanctions.filter((one) => partyPeriod(one).value !== null)
const adminWithPeriod = adminSanctions.filter((one) => adminPeriod(one).value !== null)

describe('the words of the sanctions', () => {
  it.each([
    ['无', 'none'], ['警告', 'warning'], ['严重警告', 'seriousWarning'], ['撤销党内职务', 'removal'], ['留党察看一年', 'probation1'], ['留党察看两年', 'probation2'], ['开除党籍', 'expulsion'],
    ['免予党纪处分', 'exempt'], [' 严重 警告 ', 'seriousWarning'], ['政务警告', null], ['批评', null], ['', null],
  ] as const)('read “%s” on the Party track as %s', (text, sanction) => expect(partySanctionOf(text)).toBe(sanction))

  it.each([
    ['无', 'none'], ['政务警告', 'warning'], ['政务记过', 'demerit'], ['政务记大过', 'majorDemerit'], ['政务降级', 'demotion'], ['政务撤职', 'dismissal'], ['政务开除', 'discharge'],
    ['降低岗位等级(单位处分)', 'postDowngrade'], ['降低岗位等级（单位处分）', 'postDowngrade'], ['警告', null], ['开除党籍', null],
  ] as const)('read “%s” on the administrative track as %s', (text, sanction) => expect(adminSanctionOf(text)).toBe(sanction))

  it.each(partySanctions)('come back from the word of Party %s', (one) => expect(partySanctionOf(partyWords[one])).toBe(one === 'seriousWarningNoPost' ? 'seriousWarning' : one))
  it.each(adminSanctions)('come back from the word of administrative %s', (one) => expect(adminSanctionOf(adminWords[one])).toBe(one))
})

describe('the length of a period', () => {
  it.each([
    ['none', null], ['exempt', null], ['warning', 12], ['seriousWarning', 18], ['seriousWarningNoPost', 24], ['removal', 24], ['probation1', 36], ['probation2', 48], ['expulsion', 60],
  ] as const)('is for Party %s %s months', (one, months) => expect(partyPeriod(one).value).toBe(months))

  it.each([
    ['none', null], ['exempt', null], ['warning', 6], ['demerit', 12], ['majorDemerit', 18], ['demotion', 24], ['dismissal', 24], ['discharge', null], ['postDowngrade', 24],
  ] as const)('is for administrative %s %s months', (one, months) => expect(adminPeriod(one).value).toBe(months))

  it('names the two parts of a probation', () => expect(textOf(partyPeriod('probation1'))).toBe('留党察看一年：察看期12个月，恢复党员权利后影响期24个月'))
  it('of the unit’s own sanction is from memory and says so', () => {
    const period = adminPeriod('postDowngrade')
    expect(codesOf(period)).toEqual(['UNIT_SANCTION'])
    expect(basisText(period.reasons[0]!.basis, '2025-01-01')).toBe('依据待核')
  })
})

describe('the end of a Party sanction', () => {
  it.each([
    ['warning', '2020-01-13', '2021-01-13'],
    ['seriousWarning', '2019-09-04', '2021-03-04'],
    ['seriousWarning', '2020-06-18', '2021-12-18'],
    ['seriousWarning', '2019-09-03', '2021-03-03'],
    ['seriousWarning', '2024-08-31', '2026-02-28'],
    ['warning', '2024-02-29', '2025-02-28'],
    ['seriousWarningNoPost', '2024-03-01', '2026-03-01'],
    ['removal', '2024-03-01', '2026-03-01'],
    ['probation1', '2024-03-01', '2027-03-01'],
    ['probation2', '2024-03-01', '2028-03-01'],
    ['probation2', '2024-02-29', '2028-02-28'],
    ['expulsion', '2024-03-01', '2029-03-01'],
  ] as const)('%s of %s is %s', (one, effectiveOn, endsOn) => expect(partyPeriodEnd(one, effectiveOn, null, 'sameDay').value?.endsOn).toBe(endsOn))

  it('is the day before where the policy counts so', () => expect(partyPeriodEnd('warning', '2024-03-01', null, 'dayBefore').value?.endsOn).toBe('2025-02-28'))
  it('is not moved from a Sunday of the Spring Festival', () => expect(partyPeriodEnd('warning', '2024-02-11', null, 'sameDay').value?.endsOn).toBe('2025-02-11'))
  it.each(['none', 'exempt'] as const)('is missing for %s', (one) => expect(partyPeriodEnd(one, '2024-03-01', null, 'sameDay').value).toBeNull())
  it('under rules that are not loaded reads 依据待核', () => {
    expect(codesOf(partyPeriodEnd('warning', '2023-12-31', null, 'sameDay'))).toEqual(['EDITION_NOT_LOADED'])
    expect(codesOf(partyPeriodEnd('warning', '2024-01-01', null, 'sameDay'))).toEqual([])
  })
})

describe('a second Party sanction', () => {
  const warned: EarlierParty = { sanction: 'warning', effectiveOn: '2024-03-01', endsOn: null }

  it('inside the first joins the rest of it, counted from the new decision', () => {
    const joined = partyPeriodEnd('seriousWarning', '2024-09-01', warned, 'sameDay')
    expect(joined).toMatchObject({ value: { endsOn: '2026-09-01', months: 24, days: 0, sanction: 'seriousWarning' }, flags: [] })
    expect(textOf(joined)).toContain('尚余6个月，与新处分的18个月合并')
  })

  it('comes to the same where the last day is the day before', () =>
    expect(partyPeriodEnd('seriousWarning', '2024-09-01', warned, 'dayBefore').value).toMatchObject({ endsOn: '2026-08-31', months: 24, days: 0 }))

  it('keeps the left-over days where the rest is no whole month, and is flagged', () => {
    const joined = partyPeriodEnd('seriousWarning', '2024-09-02', warned, 'sameDay')
    expect(joined.value).toMatchObject({ endsOn: '2026-09-01', months: 23, days: 27 })
    expect(codesOf(joined)).toEqual(['REMAINDER_NOT_WHOLE'])
  })

  it('trusts the recorded end of the first over its own reckoning', () =>
    expect(partyPeriodEnd('warning', '2024-09-01', { ...warned, endsOn: '2025-09-01' }, 'sameDay').value?.endsOn).toBe('2026-09-01'))

  it('has no ceiling', () =>
    expect(partyPeriodEnd('removal', '2024-09-01', { sanction: 'removal', effectiveOn: '2024-08-01', endsOn: '2030-09-01' }, 'sameDay').value).toMatchObject({ endsOn: '2032-09-01', months: 96 }))

  it('after the first has run out stands alone', () => {
    const alone = partyPeriodEnd('warning', '2025-03-05', warned, 'sameDay')
    expect(alone).toMatchObject({ value: { endsOn: '2026-03-05', months: 12 }, flags: [] })
    expect(textOf(alone)).toContain('已于2025年3月1日届满')
  })

  it.each(['2024-03-01', '2025-02-28', '2025-03-01'])('on the disputed day %s is flagged', (day) => expect(codesOf(partyPeriodEnd('warning', day, warned, 'sameDay'))).toContain('BOUNDARY_DAY'))
  it.each(['2024-03-02', '2025-02-27', '2025-03-02'])('on %s, off the boundary, is not', (day) => expect(codesOf(partyPeriodEnd('warning', day, warned, 'sameDay'))).not.toContain('BOUNDARY_DAY'))

  it('in the term of a probation is not summed: expulsion is due', () => {
    const due = partyPeriodEnd('warning', '2024-09-01', { sanction: 'probation1', effectiveOn: '2024-03-01', endsOn: null }, 'sameDay')
    expect(due.value).toEqual({ endsOn: '2029-09-01', months: 60, days: 0, sanction: 'expulsion' })
    expect(codesOf(due)).toContain('EXPULSION_DUE')
  })

  it('after the term of a probation, in its two years, is summed', () =>
    expect(partyPeriodEnd('warning', '2025-09-01', { sanction: 'probation1', effectiveOn: '2024-03-01', endsOn: null }, 'sameDay').value).toMatchObject({ endsOn: '2028-03-01', months: 30, sanction: 'warning' }))

  it('on the last day of a probation’s term still means expulsion, and is flagged as disputed', () =>
    expect(codesOf(partyPeriodEnd('warning', '2025-03-01', { sanction: 'probation1', effectiveOn: '2024-03-01', endsOn: null }, 'sameDay'))).toEqual(['BOUNDARY_DAY', 'EXPULSION_DUE']))

  it('on the last day of the first, counted to the day before, still joins its one day', () =>
    expect(partyPeriodEnd('warning', '2025-02-28', { sanction: 'warning', effectiveOn: '2024-03-01', endsOn: '2025-02-28' }, 'dayBefore').value).toMatchObject({ endsOn: '2026-02-28', months: 12, days: 1 }))

  it('of expulsion keeps its five years, and is flagged', () => {
    const expelled = partyPeriodEnd('expulsion', '2024-09-01', warned, 'sameDay')
    expect(expelled.value?.endsOn).toBe('2029-09-01')
    expect(codesOf(expelled)).toEqual(['SUM_TO_CHECK'])
  })

  it('after expulsion is flagged', () => expect(codesOf(partyPeriodEnd('warning', '2024-09-01', { ...warned, sanction: 'expulsion' }, 'sameDay'))).toEqual(['NO_LONGER_MEMBER']))
  it('before the first is flagged and not summed', () => {
    const odd = partyPeriodEnd('warning', '2024-02-01', warned, 'sameDay')
    expect(odd.value?.endsOn).toBe('2025-02-01')
    expect(codesOf(odd)).toEqual(['EARLIER_IS_LATER'])
  })
  it('after an exemption stands alone', () => expect(partyPeriodEnd('warning', '2024-09-01', { ...warned, sanction: 'exempt' }, 'sameDay').value?.endsOn).toBe('2025-09-01'))
})

describe('a probation', () => {
  it('of one year may be extended to two', () => expect(extendProbation('probation1')).toMatchObject({ value: 'probation2', flags: [] }))
  it.each(['probation2', 'removal'] as const)('cannot be extended from %s', (one) => expect(extendProbation(one)).toMatchObject({ value: one, flags: [{ code: 'CANNOT_EXTEND' }] }))
})

describe('the end of an administrative sanction', () => {
  it.each([
    ['demerit', '2019-09-04', '2020-09-04'],
    ['demerit', '2020-08-18', '2021-08-18'],
    ['warning', '2019-10-29', '2020-04-29'],
    ['majorDemerit', '2024-08-31', '2026-02-28'],
    ['demotion', '2024-03-01', '2026-03-01'],
    ['dismissal', '2024-03-01', '2026-03-01'],
    ['discharge', '2024-03-01', null],
    ['none', '2024-03-01', null],
    ['exempt', '2024-03-01', null],
    ['postDowngrade', '2024-03-01', '2026-03-01'],
  ] as const)('%s of %s is %s', (one, effectiveOn, endsOn) => expect(adminPeriodEnd(one, effectiveOn, null, 'sameDay')?.value?.endsOn ?? null).toBe(endsOn))

  it('before the law on 政务处分 reads 依据待核', () => expect(codesOf(adminPeriodEnd('demerit', '2020-06-30', null, 'sameDay'))).toEqual(['EDITION_NOT_LOADED']))

  it.each([
    ['the unit’s own term', 'postDowngrade', 12, '2025-03-01'],
    ['no term where the unit set none', 'postDowngrade', null, null],
    ['the law’s term whatever is entered', 'demerit', 18, '2025-03-01'],
    ['the term set for several equal measures', 'demerit', { mergedMonths: 20 }, '2025-11-01'],
    ['no merged term below one period', 'demerit', { mergedMonths: 11 }, '2025-03-01'],
    ['no merged term above 48 months', 'demerit', { mergedMonths: 49 }, '2025-03-01'],
  ] as const)('takes %s', (_what, one, set, endsOn) => expect(adminPeriodEnd(one, '2024-03-01', null, 'sameDay', set).value?.endsOn ?? null).toBe(endsOn))

  it('joins the rest of a first one and is flagged for a check', () => {
    const joined = adminPeriodEnd('demerit', '2024-09-01', { sanction: 'demerit', effectiveOn: '2024-03-01', endsOn: null }, 'sameDay')
    expect(joined.value).toMatchObject({ endsOn: '2026-03-01', months: 18 })
    expect(codesOf(joined)).toContain('SUM_TO_CHECK')
  })

  it('stops at 48 months', () => {
    const joined = adminPeriodEnd('dismissal', '2024-09-01', { sanction: 'dismissal', effectiveOn: '2024-08-01', endsOn: '2027-09-01' }, 'sameDay')
    expect(joined.value).toMatchObject({ endsOn: '2028-09-01', months: 48, days: 0 })
    expect(textOf(joined)).toContain('以48个月为限')
  })

  it('stands alone after the first has run out, or where the first is said to be later', () => {
    expect(adminPeriodEnd('warning', '2024-09-05', { sanction: 'warning', effectiveOn: '2024-03-01', endsOn: null }, 'sameDay').value?.endsOn).toBe('2025-03-05')
    expect(codesOf(adminPeriodEnd('warning', '2024-02-01', { sanction: 'warning', effectiveOn: '2024-03-01', endsOn: null }, 'sameDay'))).toEqual(['EARLIER_IS_LATER'])
  })
})

describe('a new act', () => {
  const period = { effectiveOn: '2024-03-01', endsOn: '2025-03-01' }
  it.each([['2024-03-01', 1], ['2024-03-02', 0], ['2025-02-28', 1], ['2025-03-01', 1], ['2025-03-02', 0]])('on %s is flagged %i times', (day, count) => expect(boundaryOf(day, period, 'sameDay')).toHaveLength(count))
  it('is asked about the same two days where the period is counted to the day before', () =>
    expect(['2025-02-28', '2025-03-01'].flatMap((day) => boundaryOf(day, { ...period, endsOn: '2025-02-28' }, 'dayBefore'))).toHaveLength(2))
})

describe('the two tracks', () => {
  it.each([
    ['removal', 'dismissal', 'ok'], ['probation1', 'dismissal', 'ok'], ['probation2', 'dismissal', 'ok'], ['seriousWarningNoPost', 'dismissal', 'ok'],
    ['expulsion', 'dismissal', 'ok'], ['expulsion', 'discharge', 'ok'],
    ['warning', 'demerit', 'ok'], ['seriousWarning', 'majorDemerit', 'ok'], ['seriousWarning', 'demotion', 'ok'],
    ['warning', 'none', 'ok'], ['seriousWarning', 'none', 'ok'], ['none', 'demerit', 'ok'], ['none', 'none', 'ok'], ['exempt', 'none', 'ok'], ['exempt', 'exempt', 'ok'],
    ['warning', 'warning', 'note'], ['seriousWarning', 'demerit', 'note'], ['warning', 'demotion', 'note'], ['exempt', 'warning', 'note'], ['warning', 'exempt', 'note'],
    ['removal', 'postDowngrade', 'note'], ['seriousWarningNoPost', 'postDowngrade', 'note'], ['none', 'dismissal', 'note'], ['none', 'discharge', 'note'],
    ['removal', 'none', 'warning'], ['probation1', 'demotion', 'warning'], ['expulsion', 'majorDemerit', 'warning'], ['expulsion', 'exempt', 'warning'],
    ['removal', 'discharge', 'warning'], ['probation2', 'discharge', 'warning'], ['warning', 'discharge', 'warning'], ['exempt', 'discharge', 'warning'],
    ['warning', 'dismissal', 'warning'], ['seriousWarning', 'postDowngrade', 'warning'], ['exempt', 'dismissal', 'warning'],
  ] as const)('%s beside %s: %s', (party, admin, value) => expect(matching(party, admin).value).toBe(value))

  it.each([
    ['a member without a Party sanction', { partyMember: true, retired: false }, 'none', 'dismissal', 'warning'],
    ['a member discharged but not expelled', { partyMember: true, retired: false }, 'none', 'discharge', 'warning'],
    ['somebody who is no member', { partyMember: false, retired: false }, 'none', 'discharge', 'ok'],
    ['a Party sanction for no member', { partyMember: false, retired: false }, 'warning', 'none', 'warning'],
    ['a retired member', { partyMember: true, retired: true }, 'expulsion', 'none', 'ok'],
    ['a retired member dismissed all the same', { partyMember: true, retired: true }, 'warning', 'dismissal', 'warning'],
  ] as const)('know %s', (_who, subject, party, admin, value) => expect(matching(party, admin, subject).value).toBe(value))

  it('give a reason with the rule for every pair', () => {
    for (const party of partySanctions) for (const admin of adminSanctions) expect(matching(party, admin).reasons[0]).toMatchObject({ text: expect.stringMatching(/./), basis: { rule: 'R-430', tag: 'S' } })
  })

  it.each([
    ['none', null], ['exempt', null], ['warning', 'light'], ['seriousWarning', 'light'], ['seriousWarningNoPost', 'heavy'], ['removal', 'heavy'], ['probation1', 'heavy'], ['expulsion', 'heavy'],
    ['demerit', 'light'], ['majorDemerit', 'light'], ['demotion', 'light'], ['dismissal', 'heavy'], ['discharge', 'heavy'], ['postDowngrade', 'heavy'],
  ] as const)('class %s as %s', (one, value) => expect(classOf(one)).toBe(value))

  it.each([
    ['none', 'none', false, 1], ['exempt', 'exempt', false, 1], ['warning', 'none', false, 2], ['none', 'demerit', false, 2], ['removal', 'dismissal', false, 3], ['none', 'dismissal', false, 3], ['warning', 'none', true, 4],
  ] as const)('put %s and %s (crime: %s) into form %i', (party, admin, crime, form) => expect(fourForms(party, admin, crime).value).toBe(form))
  it('never print the four forms as law', () => expect(basisText(fourForms('warning', 'none', false).reasons[0]!.basis, '2025-01-01')).toBe('依据待核'))
  it('ask about the form of a serious warning in place of a removal', () => expect(codesOf(fourForms('seriousWarningNoPost', 'none', false))).toEqual(['CHECK_FORM']))
})

describe('whatever the day', () => {
  const end = fc.constantFrom('sameDay' as const, 'dayBefore' as const)
  const party = fc.constantFrom(...partyWithPeriod)
  const admin = fc.constantFrom(...adminWithPeriod)
  const endOf = (one: PartySanction, day: Day, earlier: EarlierParty | null, how: 'sameDay' | 'dayBefore') => partyPeriodEnd(one, day, earlier, how).value?.endsOn ?? ''

  it('a later Party decision never ends earlier', () =>
    fc.assert(fc.property(party, days, fc.nat(900), end, (one, day, later, how) => endOf(one, day, null, how) <= endOf(one, addDays(day, later), null, how))))

  it('a later second decision never ends earlier either', () =>
    fc.assert(fc.property(party, fc.constantFrom<PartySanction>('warning', 'seriousWarning', 'removal'), days, fc.nat(900), fc.nat(60), end, (one, first, day, inside, later, how) => {
      const earlier: EarlierParty = { sanction: first, effectiveOn: day, endsOn: null }
      return endOf(one, addDays(day, inside), earlier, how) <= endOf(one, addDays(day, inside + later), earlier, how)
    })))

  it('a second Party sanction never ends earlier than the first, nor than it would alone', () =>
    fc.assert(fc.property(party, party, days, fc.nat(2000), end, (first, second, day, inside, how) => {
      const earlier: EarlierParty = { sanction: first, effectiveOn: day, endsOn: null }
      const [firstEnd, effectiveOn] = [endOf(first, day, null, how), addDays(day, inside)]
      fc.pre(first !== 'expulsion' && effectiveOn <= firstEnd)
      const joined = endOf(second, effectiveOn, earlier, how)
      return joined >= firstEnd && joined >= endOf(second, effectiveOn, null, how)
    })))

  it('the administrative sum never passes 48 months, and is never shorter than the new sanction alone', () =>
    fc.assert(fc.property(admin, admin, days, fc.nat(800), end, (first, second, day, inside, how) => {
      const effectiveOn = addDays(day, inside)
      const { value } = adminPeriodEnd(second, effectiveOn, { sanction: first, effectiveOn: day, endsOn: null }, how)
      const limit = addMonths(effectiveOn, longestAdminMonths)
      return value !== null && value.months <= longestAdminMonths && value.endsOn <= limit && value.endsOn >= (adminPeriodEnd(second, effectiveOn, null, how).value?.endsOn ?? '')
    })))

  it('a lighter grade never has the longer period', () => {
    const falls = (ones: { grade: number; months: number }[]) => ones.sort((a, b) => a.grade - b.grade || a.months - b.months).every((one, n) => n === 0 || one.months >= (ones[n - 1]?.months ?? 0))
    expect(falls(partyWithPeriod.map((one: PartySanction) => ({ grade: partyGrade[one], months: partyPeriod(one).value ?? 0 })))).toBe(true)
    expect(falls(adminWithPeriod.map((one: AdminSanction) => ({ grade: adminGrade[one], months: adminPeriod(one).value ?? 0 })))).toBe(true)
  })
})
