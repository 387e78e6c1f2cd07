import { describe, expect, it } from 'vitest'
import cases from '../../src/caseload/data/cases.json' with { type: 'json' }
import { readGiven, type Given as GivenCase } from '../../src/caseload/given.ts'
import { momentOf, planFor, rehearse } from '../../src/caseload/rehearse.ts'
import type { Case, Evidence, Fact, Finding, Package, Weighing } from '../../src/review/case.ts'
import { checkCodes, type CheckCode } from '../../src/review/check-codes.ts'
import { checksOf, type Check } from '../../src/review/checks.ts'
import type { ClockEntry } from '../../src/review/clock.ts'
import { basisText } from '../../src/review/law.ts'
import { amountsIn, numberOf } from '../../src/review/numerals.ts'
import { moment, momentOn, today, who } from '../help/city.ts'
import { finding, packageOf, subject } from '../help/offers.ts'
import { after, caseAt, twoSubjects, under, worlds } from '../help/walk.ts'

const of = (c: Case, log: readonly ClockEntry[] = [], at = moment): Check[] => checksOf(c, log, at)
const codesOf = (c: Case, log: readonly ClockEntry[] = [], at = moment) => of(c, log, at).map(({ code }) => code)
const one = (c: Case, code: CheckCode, at = moment): Check => {
  const found = of(c, [], at).filter((check) => check.code === code)
  expect(found, code).toHaveLength(1)
  return found[0]!
}

/** A draft with another package, or another proposal of the body. */
const handed = (package_: Partial<Package>, world: (typeof worlds)[keyof typeof worlds] = worlds.B): Case => caseAt('drafting', { world, handed: package_ })
const proposed = (change: Partial<Finding>, more: Partial<Package> = {}, world: (typeof worlds)[keyof typeof worlds] = worlds.B): Case => handed({ ...more, proposals: [{ ...finding(world), ...change }] }, world)
const facts = (...texts: string[]): Fact[] => texts.map((text, n) => ({ id: `F${n + 1}`, text, subjectIds: ['S1'] }))
const evidence = (...items: [type: string, name: string, more?: Partial<Evidence>][]): Evidence[] => items.map(([type, name, more], n) => ({ no: n + 1, type, name, direction: 'for', factIds: ['F1'], legality: 'lawful', ...more }))
const band = { lightest: 'warning', heaviest: 'seriousWarning' } as const
const weighing = (more: Partial<Weighing> = {}): Weighing => ({ party: [{ name: '违规收受礼金', band }], admin: [], mitigating: [], mitigation: 'within', aggravating: [], aggravation: 'within', slight: false, exempt: false, crime: null, limited: false, ...more })
const crime = (outcome: NonNullable<Weighing['crime']>['outcome']) => weighing({ crime: { outcome, badEffect: false } })
const no: Finding['eightPoint'] = { applies: false, category: null, reasonIfNot: null }
const subjectOf = (more: Partial<typeof subject>) => ({ subjects: [{ ...subject, ...more }] })
const accepted = (on: string): ClockEntry[] => [{ step: 'accept', from: 'transferred', to: 'accepted', by: 'groupLeader', on, payload: {} }]
const intake = (state: 'present' | 'missing') => packageOf(worlds.B).intake.map((mark) => (mark.item === 9 ? { ...mark, state, reason: '尚未调取' } : mark))

/** Each code that follows from the data: a case that comes under it, and a near one that does not. */
const table: [code: CheckCode, comes: () => Case, near: () => Case][] = [
  ['EIGHT_RULES_TAG', () => proposed({ articles: ['2018条例第一百零九条'], eightPoint: no }), () => proposed({ articles: ['2018条例第110条'], eightPoint: no })],
  ['LAW_VERSION', () => proposed({ articles: ['2018条例第104条'] }, { actsUntil: '2018-09-30' }), () => proposed({ articles: ['2018条例第104条'] }, { actsUntil: '2018-10-01' })],
  ['COMBINE', () => proposed({ weighing: weighing({ party: [{ name: '违规收受礼金', band }, { name: '违规接受宴请', band }] }) }), () => proposed({ weighing: weighing() })],
  ['RANK_ROUTE', () => handed({}, worlds.A), () => handed({}, worlds.B)],
  ['PARTY_ONLY', () => proposed({ party: 'warning' }, {}, worlds.D), () => proposed({ articles: ['政务处分法第三十三条'] }, { edition: '政务处分法' }, worlds.D)],
  ['FILING_TYPE', () => proposed({ articles: ['政务处分法第三十三条'] }, { edition: '2023条例' }, worlds.D), () => proposed({ articles: ['政务处分法第三十三条'] }, { edition: '政务处分法' }, worlds.D)],
  ['MANDATORY_EXPULSION', () => proposed({ party: 'probation2', weighing: crime('intentional') }), () => proposed({ party: 'expulsion', weighing: crime('intentional') })],
  ['NOT_PROSECUTED_MIN', () => proposed({ party: 'seriousWarning', weighing: crime('notProsecuted') }), () => proposed({ party: 'removal', weighing: crime('notProsecuted') })],
  ['GOV_MINIMUM', () => proposed({ admin: 'demotion', weighing: crime('fineOnly') }), () => proposed({ admin: 'dismissal', weighing: crime('fineOnly') })],
  ['NO_PARTY_POST', () => proposed({ party: 'removal' }, subjectOf({ partyPost: null })), () => proposed({ party: 'removal' })],
  ['PARTY_GOV_MATCH', () => proposed({ party: 'warning', admin: 'dismissal' }), () => proposed({ party: 'warning', admin: 'demerit' })],
  ['SENTENCING_RANGE', () => proposed({ party: 'expulsion', admin: 'none', weighing: weighing() }), () => proposed({ party: 'warning', admin: 'none', weighing: weighing() })],
  ['SINGLE_SOURCE', () => handed({ evidence: evidence(['书证', '转账记录'], ['书证', '账册'], ['证人证言', '已排除的证言', { legality: 'excluded' }], ['证人证言', '有利的证言', { direction: 'against' }]) }), () => handed({ evidence: evidence(['书证', '转账记录'], ['证人证言', '证言1份']) })],
  ['SUBJECT_DOCS', () => handed({ intake: intake('missing') }), () => handed({ intake: intake('present') })],
  ['VALUATION', () => handed({ facts: facts('收受烟酒，自报价值二万元') }), () => handed({ facts: facts('收受烟酒，自报价值二万元'), evidence: evidence(['鉴定意见', '烟酒价格认定结论书']) })],
  ['AMOUNT_RECALC', () => handed({ amountYuan: 22_000, facts: facts('收受礼金1.3万元', '收受购物卡0.8万元') }), () => handed({ amountYuan: 22_000, facts: facts('收受礼金1.3万元', '收受购物卡9,000元') })],
  ['ILLEGAL_GAINS', () => handed({ property: null }), () => handed({ property: null, amountYuan: 0 })],
  ['BRIBERY_THRESHOLD', () => handed({ amountYuan: 10_000 }), () => handed({ amountYuan: 9_999 })],
  ['CRIME_SCREEN', () => handed({ amountYuan: 30_000, facts: facts('侵吞公款三万元') }), () => handed({ amountYuan: 30_000, facts: facts('侵吞公款三万元'), crime: true })],
  ['DOUBLE_JEOPARDY', () => handed({ facts: facts('收受礼金二万元，已由市场监管部门作出行政处罚') }), () => handed({ facts: facts('收受礼金二万元，处分期内') })],
  ['RESPONSIBILITY', () => proposed({ characterisation: '违反工作纪律（履行职责不力）' }), () => proposed({ characterisation: '违反工作纪律（履行职责不力），负主要领导责任' })],
  ['EXEMPTION_RECORD', () => handed({}, worlds.N), () => handed({}, worlds.B)],
  ['EXPULSION_APPROVAL', () => handed({}, worlds['C+']), () => handed({}, worlds.C)],
  ['FAST_TRACK', () => handed({ origin: 'courtJudgment' }), () => handed({ origin: 'investigation' })],
  ['TIME_LIMIT', () => after(caseAt('reading'), ['requestExtension', who.lead]), () => after(caseAt('reading'), ['requestExtension', who.lead], ['rejectExtension', who.leaderInCharge])],
  ['ARTICLE_REF', () => proposed({ articles: ['2023条例第110条'] }), () => proposed({ articles: ['2023条例第110条第一款', '《政务处分法》第三十三条第（二）项'] })],
]

describe('a check code', () => {
  it.each(table)('%s comes up where the data say so, and not beside it', (code, comes, near) => {
    const found = of(comes()).filter((check) => check.code === code)
    expect(found.length).toBeGreaterThan(0)
    for (const check of found) expect(check).toMatchObject({ label: checkCodes[code].label, settle: checkCodes[code].settle, state: code === 'PARTY_GOV_MATCH' || code === 'SENTENCING_RANGE' ? 'settled' : 'open' })
    expect(codesOf(near())).not.toContain(code)
  })

  it('is computed from the data, but for two that only a person finds', () => {
    expect((Object.keys(checkCodes) as CheckCode[]).filter((code) => !table.some(([other]) => other === code))).toEqual(['DOC_SOURCE', 'INTENT'])
    expect(Object.keys(checkCodes)).toHaveLength(28)
  })

  it('says the rule, and prints nothing from memory as law', () => {
    const tags = Object.values(checkCodes).length
    const all = table.flatMap(([, comes]) => of(comes()))
    expect(new Set(all.map(({ code }) => code)).size).toBe(tags - 2)
    for (const { basis } of all.filter((check) => check.basis.tag === 'M')) expect(basisText(basis, today)).toBe('依据待核')
  })

  it('has another key for each person, fact and amount, and the same one again for the same', () => {
    const all = table.flatMap(([, comes]) => [of(comes()).map(({ key }) => key)])
    for (const keys of all) expect(new Set(keys).size).toBe(keys.length)
    expect(one(handed({ amountYuan: 12_000 }), 'AMOUNT_RECALC').key).not.toBe(one(handed({ amountYuan: 13_000 }), 'AMOUNT_RECALC').key)
    expect(of(handed(twoSubjects)).filter(({ code }) => code === 'ARTICLE_REF').map(({ subjectId }) => subjectId)).toEqual(['S1', 'S2'])
  })
})

describe('what a check says', () => {
  it.each<[name: string, c: () => Case, code: CheckCode, words: string[]]>([
    ['the article and the family', () => proposed({ articles: ['2018条例第109条', '2018条例第94条'], eightPoint: no }), 'EIGHT_RULES_TAG', ['林某辉', '2018条例第109条']],
    ['both days', () => proposed({ articles: ['2018条例第104条'] }, { actsUntil: '2017-05-31' }), 'LAW_VERSION', ['2017年5月31日', '2018条例第104条', '2018年10月1日']],
    ['the sums', () => handed({ amountYuan: 25_000, facts: facts('收受礼金1.3万元', '收受购物卡8000元') }), 'AMOUNT_RECALC', ['25,000元', '13,000元', '8,000元', '21,000元']],
    ['the only kind of evidence and its name', () => handed({}), 'SINGLE_SOURCE', ['收受礼金二万元', '书证', '转账记录']],
    ['that there is none at all', () => handed({ evidence: evidence(['书证', '旧账', { factIds: ['F9'] }]) }), 'SINGLE_SOURCE', ['没有可用的证据']],
    ['the violations that are to be merged', () => proposed({ weighing: weighing({ party: [{ name: '违规收受礼金', band }, { name: '违规接受宴请', band }] }) }), 'COMBINE', ['违规收受礼金、违规接受宴请', '提示为']],
    ['the floor and what is proposed', () => proposed({ admin: 'demotion', weighing: crime('fineOnly') }), 'GOV_MINIMUM', ['政务撤职', '政务降级']],
  ])('names %s', (_name, c, code, words) => { for (const word of words) expect(one(c(), code).data).toContain(word) })

  it('counts articles that name no edition under the one the body named', () => {
    expect(codesOf(proposed({ articles: ['条例第九十七条'], eightPoint: no }))).toContain('EIGHT_RULES_TAG')
    expect(codesOf(proposed({ articles: ['条例第九十七条'], eightPoint: no }, { edition: '2015条例' }))).toContain('EIGHT_RULES_TAG')
    expect(codesOf(proposed({ articles: ['条例第九十七条'], eightPoint: no }, { edition: '2018条例' }))).not.toContain('EIGHT_RULES_TAG')
    expect(codesOf(proposed({ articles: ['办法第九十七条'], eightPoint: no }))).not.toContain('EIGHT_RULES_TAG')
  })

  it('reads sums and articles as papers write them', () => {
    expect(amountsIn('收受礼金二万元、１．３万元、9,000元、三十余元和2亿元')).toEqual([20_000, 13_000, 9_000, 30, 200_000_000])
    expect(amountsIn('办公室三间，十二名职工')).toEqual([])
    expect(['109', '一百零九', '十', '二十三', '', '第一'].map(numberOf)).toEqual([109, 109, 10, 23, null, null])
  })

  it('takes lines and articles from the settings of the day', () => {
    expect(codesOf(handed({ amountYuan: 9_999 }), [], under('briberyThresholdYuan', { from: 5_000, line: 10_000, until: 20_000 }))).toContain('BRIBERY_THRESHOLD')
    expect(codesOf(proposed({ articles: ['2018条例第110条'], eightPoint: no }), [], under('eightPointArticles', { '2018条例': [110] }))).toContain('EIGHT_RULES_TAG')
  })

  it('screens for a crime from where the amount is no longer near the line', () => {
    expect(codesOf(handed({ amountYuan: 45_000 }))).toContain('CRIME_SCREEN')
    expect(codesOf(handed({ amountYuan: 45_000 }))).not.toContain('BRIBERY_THRESHOLD')
    expect(codesOf(handed({ amountYuan: 44_999 }))).not.toContain('CRIME_SCREEN')
  })
})

describe('how a check stands', () => {
  it('is settled by what the case itself did about it', () => {
    expect(one(proposed({ articles: ['2018条例第109条'], eightPoint: { ...no, reasonIfNot: '核定面积以内' } }), 'EIGHT_RULES_TAG')).toMatchObject({ state: 'settled', how: expect.stringContaining('核定面积以内') })
    const reviewed = caseAt('consulting', { world: worlds.A })
    expect(one(reviewed, 'RANK_ROUTE')).toMatchObject({ state: 'settled', how: expect.stringContaining('工委已于') })
    expect(one(caseAt('committeeReview', { world: worlds.A }), 'RANK_ROUTE').state).toBe('open')
    expect(one(caseAt('executing', { world: worlds['C+'] }), 'EXPULSION_APPROVAL')).toMatchObject({ state: 'settled', how: expect.stringContaining('市纪委') })
    expect(one(caseAt('executing', { world: worlds.N }), 'EXEMPTION_RECORD').state).toBe('settled')
    expect(one(proposed({ party: 'seriousWarningNoPost' }, subjectOf({ partyPost: null })), 'NO_PARTY_POST')).toMatchObject({ state: 'settled' })
    expect(one(caseAt('approving', { handed: { property: null } }), 'ILLEGAL_GAINS')).toMatchObject({ state: 'settled' })
    const extended = after(caseAt('reading'), ['requestExtension', who.lead], ['approveExtension', who.leaderInCharge])
    expect(one(extended, 'TIME_LIMIT')).toMatchObject({ state: 'settled', how: expect.stringContaining('批准延长') })
    const merged = proposed({ party: 'seriousWarning', admin: 'none', weighing: weighing({ party: [{ name: '违规收受礼金', band }, { name: '违规接受宴请', band }] }) })
    expect(one(merged, 'COMBINE').state).toBe('settled')
  })

  it('is corrected where only the proposal has it, and the finding of the review no more', () => {
    const wrong = { ...finding(worlds.B), articles: ['2018条例第109条'], eightPoint: { ...no, reasonIfNot: null } }
    const approving = after(caseAt('reporting', { handed: { proposals: [wrong] } }), ['submitReport', who.lead, { findings: [finding(worlds.B)] }])
    expect(one(caseAt('reporting', { handed: { proposals: [wrong] } }), 'EIGHT_RULES_TAG').state).toBe('open')
    expect(one(approving, 'EIGHT_RULES_TAG')).toMatchObject({ state: 'corrected' })
  })

  it('knows a review that is nearly due, and one that is late, and not one that is held', () => {
    const c = caseAt('reading')
    const onDay = (on: string) => codesOf(c, accepted('2026-03-02'), momentOn(on))
    expect(onDay('2026-03-10')).not.toContain('TIME_LIMIT')
    expect(onDay('2026-04-01')).toContain('TIME_LIMIT')
    expect(of(c, accepted('2026-03-02'), momentOn('2026-04-10')).find(({ code }) => code === 'TIME_LIMIT')?.data).toContain('已经超过')
    const held: ClockEntry[] = [...accepted('2026-03-02'), { step: 'approveReturn', from: 'returning', to: 'supplementing', by: 'officeHead', on: '2026-03-05', payload: {} }]
    expect(codesOf(c, held, momentOn('2026-04-20'))).not.toContain('TIME_LIMIT')
  })
})

/** The codes that follow from fields (`data/README.md`). */
const ofFields = ['RANK_ROUTE', 'LAW_VERSION', 'EIGHT_RULES_TAG', 'PARTY_ONLY', 'FILING_TYPE', 'EXPULSION_APPROVAL', 'EXEMPTION_RECORD', 'NO_PARTY_POST', 'TIME_LIMIT'] as const satisfies CheckCode[]

/** The codes of fields that a given case comes under, when it is archived. */
function replayedCodes(given: GivenCase): CheckCode[] {
  const walked = rehearse(planFor(given))
  if (!('case' in walked)) throw new Error(`${given.id}: ${walked.refusals.map(({ message }) => message).join()}`)
  expect(walked.case.stage).toBe('archived')
  const found = checksOf(walked.case, walked.log, momentOf(walked.log.at(-1)!.writtenOn)).map(({ code }) => code)
  return ofFields.filter((code) => found.includes(code))
}

/** A given case with some fields changed, by their path. */
function changed(id: string, changes: Record<string, unknown>): GivenCase {
  const copy = structuredClone(cases.find((given) => given.id === id)) as unknown as Record<string, unknown>
  for (const [path, value] of Object.entries(changes)) {
    const fields = path.split('.')
    const last = fields.pop()!
    fields.reduce((inside, field) => inside[field] as Record<string, unknown>, copy)[last] = value
  }
  const read = readGiven(JSON.stringify([copy]))
  if (!('cases' in read)) throw new Error(JSON.stringify(read.faults))
  return read.cases[0]!
}

describe('the given cases, walked to the archive', () => {
  it.each(cases.map((given) => [given.id, given.expectedChecks] as const))('%s comes under the codes that follow from its fields', (id, expected) => {
    expect(replayedCodes(changed(id, {}))).toEqual(ofFields.filter((code) => expected.includes(`CHK_${code}`)))
  })

  const outside = { 'subject.partyMember': false, 'subject.partyJoinYear': null, 'approval.route': 'D', 'finalSanction.party': '无', 'finalSanction.government': '政务记过', 'finalSanction.partyInfluenceEndsOn': null, 'characterizationAfterReview.advisedPartySanction': '无', 'characterizationAfterReview.advisedGovernmentSanction': '政务记过' }
  it.each<[name: string, id: string, changes: Record<string, unknown>, codes: CheckCode[]]>([
    ['a non-member for whom a Party sanction was proposed', 'C15', outside, ['PARTY_ONLY', 'FILING_TYPE']],
    ['a non-member under the right law', 'C15', { ...outside, applicableLawVersion: '政务处分法', 'proposedByBody.partySanction': '无', 'proposedByBody.articles': [], 'characterizationAfterReview.articles': [] }, []],
    ['an extension', 'C15', { 'review.extension': { approvedOn: '2019-10-09', approverRole: '分管领导', reason: '案情复杂', newDueOn: '2019-11-18' } }, ['TIME_LIMIT']],
    ['an expulsion that review arrived at', 'C07', { 'approval.route': 'C+', 'finalSanction.party': '开除党籍', 'characterizationAfterReview.advisedPartySanction': '开除党籍', 'finalSanction.government': '政务开除', 'characterizationAfterReview.advisedGovernmentSanction': '政务开除' }, ['EXPULSION_APPROVAL']],
    ['a removal for which there was no post', 'C06', { 'proposedByBody.partySanction': '撤销党内职务' }, ['NO_PARTY_POST']],
    ['a division-level cadre without the dimension', 'C01', { 'proposedByBody.violatesEightRules': false }, ['RANK_ROUTE', 'EIGHT_RULES_TAG']],
    ['the edition that was in force', 'C20', { 'proposedByBody.articles': ['2015条例第97条'] }, []],
  ])('%s comes under its own', (_name, id, changes, codes) => expect(replayedCodes(changed(id, changes))).toEqual(codes))
})
