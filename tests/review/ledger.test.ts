import { describe, expect, it } from 'vitest'
import { blankCase } from '../../src/review/blank.ts'
import type { Case, Finding, Subject } from '../../src/review/case.ts'
import { ledgerColumns, ledgerKeys, ledgerRows, type LedgerKey, type Listed } from '../../src/review/ledger.ts'
import { bodies, roster } from '../help/city.ts'
import { finding, subject } from '../help/offers.ts'

const other: Subject = { ...subject, id: 'S2', name: '周某', gender: '女', partyMember: false, partyJoinYear: null, partyPost: null, deputyOrDelegate: false }
const world = { subject, party: 'warning', admin: 'none', crime: false } as const
const proposal = finding(world)
const reviewed: Finding = { ...proposal, party: 'seriousWarning', eightPoint: { applies: false, category: null, reasonIfNot: null } }
const decision: Case['decisions'][number] = {
  subjectId: 'S1', track: 'party', outcome: 'sanction', party: 'seriousWarning', admin: 'none', measure: '调离岗位', property: '收缴二万元', advice: null, organ: 'partyGroup', organName: '市自然资源和规划局党组',
  decidedOn: '2026-02-10', effectiveOn: '2026-02-10', approval: null, minutes: '纪要', findings: reviewed, periodEndsOn: '2027-08-10', periodReason: '', enteredBy: 'handler',
}
const started = blankCase({ id: 'xm-1', commission: 'xm', number: '划审三〔2026〕1号', zoneId: 'Z3' })
const c: Case = {
  ...started, stage: 'executing', transferredOn: '2026-01-05', acceptedOn: '2026-01-06',
  package: { ...started.package, title: '林某辉、周某案', bodyIds: ['P25', 'P03'], filedOn: '2025-12-01', amountYuan: 20_000, subjects: [subject, other], proposals: [proposal],
    facts: [{ id: 'F1', text: '收受礼金二万元', subjectIds: ['S1'] }, { id: 'F2', text: '=共同收受购物卡', subjectIds: ['S1', 'S2'] }] },
  panel: [{ personId: 'lead', undertakingOn: null, joinedOn: '2026-01-07', leftOn: null, leftBecause: null, handover: null }, { personId: 'reviewer', undertakingOn: null, joinedOn: '2026-01-07', leftOn: null, leftBecause: null, handover: null }],
  returns: [{ kind: 'supplement', grounds: ['evidenceToComplete'], reason: '', outline: [], proposedBy: 'groupLeader', proposedOn: '2026-01-08', approvedBy: 'officeHead', approvedOn: '2026-01-09', rejectedBy: null, rejectedReason: null, acknowledgedBy: null, acknowledgedOn: null, leaderNote: null, answeredOn: '2026-01-20', acceptedOn: null }],
  report: { sections: { person: '', course: '', facts: '', property: '', investigatorsOpinion: '', reviewOpinion: '', attitude: '', procedure: '' }, findings: [reviewed], outcome: 'propose', submittedBy: 'lead', submittedOn: '2026-01-28', approvedBy: 'officeHead', approvedOn: '2026-01-30', sentBackReason: null },
  decisions: [decision],
  announcements: [{ subjectId: 'S1', on: '2026-02-12', announcers: [], scope: '', opinion: null, refusedToSign: false }],
  execution: [{ id: 'a', subjectId: 'S1', kind: 'notifyUnit', proof: '', doneOn: '2026-02-13', by: null, extendedBy: null, extendedOn: null }, { id: 'b', subjectId: 'S1', kind: 'personalFile', proof: '', doneOn: '2026-02-20', by: null, extendedBy: null, extendedOn: null }],
}
const listed: Listed = { number: c.number, title: c.package.title, zoneId: 'Z3', bodyId: 'P25', stage: c.stage, holder: 'body', transferredOn: c.transferredOn, acceptedOn: c.acceptedOn, dueOn: null, returnsCount: 1 }
const names = { person: roster.person, body: (id: string) => bodies.find((one) => one.id === id), zone: (id: string) => ({ name: `${id}片区` }) }
const rowsOf = (changed: Partial<Case> = {}, n = 1) => ledgerRows(listed, { case: { ...c, ...changed } }, names, ledgerKeys, n).map((row) => Object.fromEntries(ledgerKeys.map((key, k) => [key, row[k]])) as Record<LedgerKey, string | number | null>)

describe('the ledger', () => {
  it('has a row for each person, with what was found and decided of that person', () => {
    const [one, two] = rowsOf({}, 7)
    expect(one).toMatchObject({
      ordinal: 7, number: '划审三〔2026〕1号', personCode: '划审三〔2026〕1号-S1', body: '驻自然资源和规划局纪检监察组；驻市政府办公厅纪检监察组', zone: 'Z3片区', stage: '处分执行', holder: '派驻机构', secrecy: '工作秘密',
      name: '林某辉', born: '1970年', politics: '中共党员', partyJoined: '1995年', post: '市自然资源和规划局局长，党支部书记', deputy: '是', filedOn: '2025-12-01', returnedOn: '2026-01-09', returnKind: '退回补充审查调查', returnsCount: 1, submittedAgainOn: '2026-01-20', concludedOn: '2026-01-30',
      panel: 'lead（主审）、reviewer', eightPoint: '否', facts: '收受礼金二万元\n=共同收受购物卡', amount: 20_000, proposedNature: '违反廉洁纪律；2023条例第110条', proposedMeasure: '警告', reviewedMeasure: '严重警告',
      change: '处理由“警告”改为“严重警告”；八项规定精神由“是：违规收送礼品礼金”改为“否”', party: '严重警告', admin: null, measure: '调离岗位', property: '收缴二万元', decidedBy: '市自然资源和规划局党组', decidedOn: '2026-02-10', announcedOn: '2026-02-12', partyPeriodEndsOn: '2027-08-10', adminPeriodEndsOn: null, executedOn: '2026-02-20', archivedOn: null,
    })
    expect(two).toMatchObject({ ordinal: 8, name: '周某', politics: '非中共党员', partyJoined: null, facts: '=共同收受购物卡', proposedMeasure: null, party: null, decidedOn: null, executedOn: null })
  })

  it('says nothing of a report that is not approved, of what is left to do, or of a return that was not granted', () => {
    const [row] = rowsOf({
      report: c.report && { ...c.report, approvedBy: null, approvedOn: null }, returns: c.returns.map((one) => ({ ...one, approvedBy: null, approvedOn: null })), execution: c.execution.map((one, n) => (n === 0 ? { ...one, doneOn: null } : one)),
    })
    expect(row).toMatchObject({ reviewedNature: null, reviewedMeasure: null, change: null, concludedOn: null, returnedOn: null, returnKind: null, submittedAgainOn: null, executedOn: null })
  })

  it('has a row for each person about whom something is told where nobody is named, or one', () => {
    const hidden: Partial<Case> = { stage: 'archived', since: '2026-03-01', package: { ...started.package, bodyIds: ['P25'] }, report: null, panel: [], returns: [] }
    expect(rowsOf(hidden)).toMatchObject([{ name: null, post: null, facts: '', party: '严重警告', archivedOn: '2026-03-01' }])
    expect(rowsOf({ ...hidden, decisions: [], announcements: [], execution: [] })).toMatchObject([{ personCode: null, name: null, party: null }])
  })

  it('has columns with titles of their own', () => {
    const titles = ledgerKeys.map((key) => ledgerColumns[key].title)
    expect(new Set(titles).size).toBe(titles.length)
  })
})
