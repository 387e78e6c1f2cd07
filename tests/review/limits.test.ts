import { describe, expect, it } from 'vitest'
import { calendar } from '../../src/review/calendar.ts'
import type { Stage } from '../../src/review/case.ts'
import type { ClockEntry, ClockMoment } from '../../src/review/clock.ts'
import type { Day } from '../../src/review/day.ts'
import { clocksOf, lengthOf, limitOf, limits, type ClockedCase, type LimitCode, type LimitRow } from '../../src/review/limits.ts'
import { firstPolicy, policyOn } from '../../src/review/policy.ts'

const policy = policyOn(firstPolicy, '2025-01-01')
const on = (day: Day): ClockMoment => ({ on: day, calendar, policy })
const codes = Object.keys(limits) as LimitCode[]
const rows: [string, LimitRow][] = Object.entries(limits)

const blank: ClockedCase = {
  stage: 'drafting', package: { clueOn: null, filedOn: null }, decisions: [], announcements: [], services: [], execution: [], executionReport: null, prosecution: null,
}
const line = (step: ClockEntry['step'], from: Stage, to: Stage, day: Day): ClockEntry => ({ step, from, to, by: 'someone', on: day, payload: {} })
const clocks = (c: Partial<ClockedCase>, log: ClockEntry[], today: Day) => clocksOf({ ...blank, ...c }, log, on(today))
const only = (code: LimitCode, c: Partial<ClockedCase>, log: ClockEntry[], today: Day) => clocks(c, log, today).filter((clock) => clock.code === code)
const party = (effectiveOn: Day, subjectId = 's1') => ({ subjectId, track: 'party' as const, effectiveOn })
const admin = (effectiveOn: Day, subjectId = 's1') => ({ subjectId, track: 'admin' as const, effectiveOn })

describe('the table of limits', () => {
  it('has every line of law.md 4.5', () => {
    expect(codes).toEqual(expect.arrayContaining([
      'CLUE_OPINION', 'ACCEPT_CHECK', 'REVIEW', 'SUPPLEMENT_ANSWER', 'ANNOUNCE_PARTY', 'SERVE_ADMIN', 'CHANGE_FORMALITIES', 'EXECUTION_REPORT', 'FUSHEN_FILE', 'FUSHEN_DECIDE',
      'FUHE_FILE', 'FUHE_DECIDE', 'FUYI_FUCHA_DECIDE', 'SHENSU_MEASURE_DECIDE', 'PROCURATORATE_SUPPL', 'PROSECUTION_DECIDE', 'UNFREEZE_IRRELEVANT', 'ACCIDENT_REPORT',
    ]))
  })

  it.each([
    ['CLUE_OPINION', '2025-03-15', '2025-04-15'],
    ['ACCEPT_CHECK', '2025-10-17', '2025-10-22'],
    ['REVIEW', '2025-07-31', '2025-09-01'],
    ['SUPPLEMENT_ANSWER', '2025-10-27', '2025-11-26'],
    ['ANNOUNCE_PARTY', '2025-09-01', '2025-10-09'],
    ['ANNOUNCE_ADMIN', '2025-03-15', '2025-04-15'],
    ['SERVE_ADMIN', '2025-01-31', '2025-02-28'],
    ['CHANGE_FORMALITIES', '2025-01-08', '2025-02-08'],
    ['NOTIFY_UNIT', '2025-03-15', '2025-04-15'],
    ['PERSONAL_FILE', '2025-09-01', '2025-10-09'],
    ['END_EMPLOYMENT', '2025-10-17', '2025-10-17'],
    ['PROPERTY_DISPOSAL', '2025-08-15', '2025-10-15'],
    ['MEASURE', '2025-03-15', '2025-04-15'],
    ['REPRESENTATIVE_NOTICE', '2025-03-15', '2025-04-15'],
    ['YEARLY_RATING', '2025-12-31', '2026-03-31'],
    ['ADVICE_FOLLOWED', '2025-03-14', '2025-06-16'],
    ['RETURN_VISIT', '2025-03-14', '2025-09-15'],
    ['RESTORATION', '2025-03-14', '2025-04-14'],
    ['EXECUTION_REPORT', '2025-08-31', '2026-02-28'],
    ['FUSHEN_FILE', '2025-04-03', '2025-05-06'],
    ['FUSHEN_DECIDE', '2025-12-31', '2026-02-02'],
    ['FUHE_FILE', '2024-01-31', '2024-02-29'],
    ['FUHE_DECIDE', '2025-08-15', '2025-10-15'],
    ['FUYI_FUCHA_DECIDE', '2025-07-03', '2025-10-09'],
    ['SHENSU_MEASURE_DECIDE', '2025-03-15', '2025-04-15'],
    ['SHENSU_MEASURE_REVIEW_FILE', '2025-03-15', '2025-04-15'],
    ['SHENSU_MEASURE_REVIEW_DECIDE', '2025-03-15', '2025-05-15'],
    ['PROCURATORATE_SUPPL', '2025-03-15', '2025-04-15'],
    ['PROSECUTION_DECIDE', '2025-03-14', '2025-04-14'],
    ['UNFREEZE_IRRELEVANT', '2025-10-16', '2025-10-20'],
    ['ACCIDENT_REPORT', '2025-10-01T08:30:00.000Z', '2025-10-02T08:30:00.000Z'],
  ] as const)('%s from %s ends at %s', (code, anchor, due) => {
    expect(limitOf(code, anchor, on('2025-01-01'))).toMatchObject({ code, label: limits[code].label, anchorOn: anchor, dueOn: due, provisional: false, basis: limits[code].basis })
  })

  it('only reminds of the supplement, of the review of the work committee, and of what is to be done after a decision', () => {
    expect(rows.filter(([, row]) => row.warningOnly).map(([code]) => code)).toEqual(['COMMITTEE_REVIEW', 'SUPPLEMENT_ANSWER', 'NOTIFY_UNIT', 'PERSONAL_FILE', 'END_EMPLOYMENT', 'PROPERTY_DISPOSAL', 'MEASURE', 'REPRESENTATIVE_NOTICE', 'YEARLY_RATING', 'ADVICE_FOLLOWED', 'RETURN_VISIT', 'RESTORATION'])
  })

  it('names what can be made longer, and caps the returns of the procuratorate at two', () => {
    expect(rows.filter(([, row]) => row.extendable !== null).map(([code]) => code)).toEqual(['REVIEW', 'CHANGE_FORMALITIES', 'PROSECUTION_DECIDE'])
    expect(limits.PROCURATORATE_SUPPL.maxTimes).toBe(2)
  })

  it('never cites the supervision law for the month of the procuratorate', () => {
    expect(limits.PROSECUTION_DECIDE.basis).toMatchObject({ document: '中华人民共和国刑事诉讼法', article: '第172条' })
  })
})

describe('a limit', () => {
  it('takes from the policy what the law leaves open', () => {
    const other = { calendar, policy: { ...policy, acceptanceCheckDays: 5, supplementDueDays: 45, serveMonths: 2, committeeReviewDays: 15 } }
    expect([
      limitOf('ACCEPT_CHECK', '2025-10-17', other).dueOn, limitOf('SUPPLEMENT_ANSWER', '2025-10-27', other).dueOn,
      limitOf('SERVE_ADMIN', '2025-03-15', other).dueOn, limitOf('COMMITTEE_REVIEW', '2025-03-03', other).dueOn,
    ]).toEqual(['2025-10-24', '2025-12-11', '2025-05-15', '2025-03-18'])
  })

  it('that the policy does not set has no length, and reckoning it is a bug', () => {
    expect(lengthOf('COMMITTEE_REVIEW', policy)).toBeNull()
    expect(() => limitOf('COMMITTEE_REVIEW', '2025-03-03', on('2025-03-03'))).toThrow()
  })

  it('is made longer only where it can be', () => {
    expect(limitOf('PROSECUTION_DECIDE', '2025-03-14', on('2025-03-14'), { days: 15 })).toMatchObject({ dueOn: '2025-04-29' })
    expect(limitOf('CHANGE_FORMALITIES', '2025-03-14', on('2025-03-14'), { months: 5 })).toMatchObject({ dueOn: '2025-09-15' })
    expect(() => limitOf('FUSHEN_FILE', '2025-03-14', on('2025-03-14'), { days: 15 })).toThrow()
  })

  it('in working days explains each day that is not counted', () => {
    expect(limitOf('ACCEPT_CHECK', '2025-10-17', on('2025-10-17')).explanation.map((one) => one.text)).toEqual([
      '2025年10月17日移送，当日不计入，自次日起算', '受理审核期限为3个工作日', '2025年10月18日休息（周六），不计入', '2025年10月19日休息（周日），不计入', '届满日为2025年10月22日（周三）',
    ])
  })

  it('in working days counts made-up days and jumps over a chained holiday', () => {
    expect(limitOf('ACCEPT_CHECK', '2025-09-30', on('2025-09-30')).dueOn).toBe('2025-10-11')
    expect(limitOf('ACCEPT_CHECK', '2025-09-26', on('2025-09-26')).dueOn).toBe('2025-09-30')
  })

  it('that rests on an unpublished year says so', () => {
    expect(limitOf('EXECUTION_REPORT', '2026-08-03', on('2026-08-03'))).toMatchObject({ dueOn: '2027-02-03', provisional: true })
    expect(limitOf('ACCEPT_CHECK', '2026-12-30', on('2026-12-30'))).toMatchObject({ dueOn: '2027-01-04', provisional: true })
    expect(limitOf('ACCEPT_CHECK', '2026-12-30', on('2026-12-30')).explanation.filter((one) => one.text.includes('2027年放假安排'))).toHaveLength(1)
  })
})

describe('the clocks of a case', () => {
  it('are none before there is anything to count from', () => expect(clocks({}, [], '2025-03-01')).toEqual([]))

  it('begin with the clue, until the case is filed', () => {
    expect(only('CLUE_OPINION', { package: { clueOn: '2025-03-14', filedOn: null } }, [], '2025-04-15')).toMatchObject([{ startedOn: '2025-03-14', dueOn: '2025-04-14', endedOn: null, state: 'running', overdue: true, light: 'red' }])
    expect(only('CLUE_OPINION', { package: { clueOn: '2025-03-14', filedOn: '2025-04-14' } }, [], '2025-06-01')).toMatchObject([{ endedOn: '2025-04-14', state: 'closed', overdue: false, light: 'green' }])
  })

  it('have an acceptance check for every transfer, until the case leaves it', () => {
    const log = [
      line('transfer', 'drafting', 'transferred', '2025-10-17'), line('defer', 'transferred', 'transferred', '2025-10-20'), line('approveIntake', 'transferred', 'deferred', '2025-10-23'),
      line('transfer', 'deferred', 'transferred', '2025-11-03'),
    ]
    expect(only('ACCEPT_CHECK', {}, log, '2025-11-04')).toMatchObject([
      { startedOn: '2025-10-17', dueOn: '2025-10-22', endedOn: '2025-10-23', state: 'closed', overdue: true, light: 'red' },
      { startedOn: '2025-11-03', dueOn: '2025-11-06', endedOn: null, state: 'running', overdue: false, light: 'amber' },
    ])
    expect(only('ACCEPT_CHECK', {}, log, '2025-11-05')).toMatchObject([{}, { light: 'red' }])
  })

  it('have the review of every round, held while the body supplements', () => {
    const log = [
      line('accept', 'transferred', 'accepted', '2025-03-14'), line('approveReturn', 'returning', 'reinvestigating', '2025-03-24'),
      line('accept', 'transferred', 'accepted', '2025-10-17'), line('approveReturn', 'returning', 'supplementing', '2025-10-27'),
    ]
    expect(only('REVIEW', {}, log, '2025-11-10')).toMatchObject([{ startedOn: '2025-03-14', endedOn: '2025-03-24', state: 'closed' }, { startedOn: '2025-10-17', dueOn: '2025-12-01', endedOn: null, state: 'held' }])
  })

  it('remind the body of the supplement until it submits, and anew when it is asked again', () => {
    const log = [
      line('approveReturn', 'returning', 'supplementing', '2025-10-27'), line('answerOutline', 'supplementing', 'supplementing', '2025-11-03'),
      line('submitAnswers', 'supplementing', 'answered', '2025-11-10'), line('closeAnswers', 'answered', 'supplementing', '2025-11-12'),
    ]
    expect(only('SUPPLEMENT_ANSWER', {}, log, '2025-12-20')).toMatchObject([
      { startedOn: '2025-10-27', dueOn: '2025-11-26', endedOn: '2025-11-10', overdue: false, warningOnly: true },
      { startedOn: '2025-11-12', dueOn: '2025-12-12', endedOn: null, overdue: true, warningOnly: true },
    ])
  })

  it('have the work committee only where the policy sets it days', () => {
    const log = [line('sendProposal', 'proposing', 'committeeReview', '2025-03-03'), line('signCommitteeOpinion', 'committeeReview', 'consulting', '2025-03-20')]
    expect(only('COMMITTEE_REVIEW', {}, log, '2025-04-01')).toEqual([])
    expect(clocksOf(blank, log, { ...on('2025-04-01'), policy: { ...policy, committeeReviewDays: 15 } })).toMatchObject([{ code: 'COMMITTEE_REVIEW', dueOn: '2025-03-18', endedOn: '2025-03-20', overdue: true, warningOnly: true }])
  })

  it('want each person told within a month of the decision', () => {
    const c = { decisions: [party('2025-03-14'), party('2025-03-20', 's2')], announcements: [{ subjectId: 's1', on: '2025-04-01' }] }
    expect(only('ANNOUNCE_PARTY', c, [], '2025-04-22')).toMatchObject([
      { subjectId: 's1', dueOn: '2025-04-14', endedOn: '2025-04-01', overdue: false, state: 'closed' },
      { subjectId: 's2', dueOn: '2025-04-21', endedOn: null, overdue: true, state: 'running' },
    ])
  })

  it('want an administrative decision announced and served, then leave the person a month to ask for review', () => {
    const c = { decisions: [admin('2025-03-14')], announcements: [], services: [{ subjectId: 's1', on: '2025-03-18' }] }
    expect(clocks(c, [], '2025-03-20')).toMatchObject([
      { code: 'ANNOUNCE_ADMIN', endedOn: null }, { code: 'SERVE_ADMIN', dueOn: '2025-04-14', endedOn: '2025-03-18' }, { code: 'EXECUTION_REPORT' },
      { code: 'FUSHEN_FILE', startedOn: '2025-03-18', dueOn: '2025-04-18', endedOn: null, overdue: false, light: 'green' },
    ])
    expect(only('FUSHEN_FILE', c, [], '2025-05-20')).toMatchObject([{ state: 'closed', endedOn: '2025-04-18', overdue: false, light: 'green' }])
    expect(only('FUSHEN_FILE', { decisions: [party('2025-03-14')], services: c.services }, [], '2025-03-20')).toEqual([])
  })

  it('give the formalities a month, and six in all by approval', () => {
    const item = { subjectId: 's1', kind: 'formalities' as const, doneOn: null, extendedOn: null }
    const c = { decisions: [party('2025-03-03'), admin('2025-03-14')], execution: [item, { ...item, kind: 'personalFile' as const }] }
    expect(only('CHANGE_FORMALITIES', c, [], '2025-04-01')).toMatchObject([{ startedOn: '2025-03-14', dueOn: '2025-04-14', subjectId: 's1' }])
    expect(only('CHANGE_FORMALITIES', { ...c, execution: [{ ...item, extendedOn: '2025-04-10', doneOn: '2025-09-16' }] }, [], '2025-10-01')).toMatchObject([{ dueOn: '2025-09-15', endedOn: '2025-09-16', overdue: true }])
  })

  it('want one report of the execution, six months from the last decision', () => {
    const decisions = [party('2025-02-28'), party('2025-03-14', 's2')]
    expect(only('EXECUTION_REPORT', { decisions }, [], '2025-04-01')).toMatchObject([{ startedOn: '2025-03-14', dueOn: '2025-09-15', endedOn: null, subjectId: null }])
    expect(only('EXECUTION_REPORT', { decisions, executionReport: { on: '2025-08-01' } }, [], '2026-04-01')).toMatchObject([{ endedOn: '2025-08-01', overdue: false }])
  })

  it('follow the procuratorate: its decision, and each of its returns', () => {
    const prosecution = {
      referredOn: '2025-03-14', by: 'someone', charge: '受贿', from: 'deciding' as const, result: null, concludedOn: null,
      returns: [{ on: '2025-04-01', matters: [], answeredOn: '2025-04-20', answer: '' }, { on: '2025-05-06', matters: [], answeredOn: null, answer: null }],
    }
    expect(clocks({ stage: 'prosecuting', prosecution }, [], '2025-05-10')).toMatchObject([
      { code: 'PROSECUTION_DECIDE', dueOn: '2025-04-14', endedOn: null },
      { code: 'PROCURATORATE_SUPPL', dueOn: '2025-05-06', endedOn: '2025-04-20', overdue: false },
      { code: 'PROCURATORATE_SUPPL', dueOn: '2025-06-06', endedOn: null, overdue: false },
    ])
  })

  it('end with a case that leaves by a side exit, but not with the archive', () => {
    const log = [line('dropCase', 'deciding', 'dropped', '2025-04-01')]
    expect(only('ANNOUNCE_PARTY', { stage: 'dropped', decisions: [party('2025-03-14')] }, log, '2025-06-01')).toMatchObject([{ endedOn: '2025-04-01', state: 'closed', overdue: false }])
    expect(only('ANNOUNCE_PARTY', { stage: 'archived', decisions: [party('2025-03-14')] }, [line('archive', 'reported', 'archived', '2025-04-01')], '2025-06-01')).toMatchObject([{ endedOn: null, overdue: true }])
  })

  it('each carry label, basis and explanation', () => {
    const log = [line('transfer', 'drafting', 'transferred', '2025-10-17'), line('accept', 'transferred', 'accepted', '2025-10-20')]
    for (const clock of clocks({ package: { clueOn: '2025-03-14', filedOn: '2025-04-01' }, decisions: [party('2025-11-03'), admin('2025-11-03')] }, log, '2025-11-04')) {
      expect(clock).toMatchObject({ label: limits[clock.code].label, basis: limits[clock.code].basis })
      expect(clock.explanation.length).toBeGreaterThan(3)
    }
  })
})
