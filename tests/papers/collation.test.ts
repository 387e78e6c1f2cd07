import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collate, type Row } from '../../src/papers/collation.ts'
import { fivePapers, givenSource, knownTo, ownSources, type GivenPaper, type Source } from '../../src/papers/five-papers.ts'
import { linesOfWord } from '../../src/papers/word-reader.ts'
import { inHan } from '../../src/review/numerals.ts'
import { seenFrom } from '../../src/review/visibility.ts'
import type { Side } from '../../src/review/sides.ts'
import type { Case } from '../../src/review/case.ts'
import { deskOf, givenCase } from './given.ts'

/** The desk of somebody with a given case; `called` gives the person a name without 某. */
const deskAt = (id: string, side: Side = 'archive', until: string | null = null, called: [from: string, to: string] = ['', '']) => {
  const { case: c, log } = givenCase(id, until)
  const renamed = called[0] === '' ? c : (JSON.parse(JSON.stringify(c).replaceAll(called[0], called[1])) as Case)
  const seen = seenFrom(side, renamed, log)
  return deskOf(seen.case, side, seen.log)
}
const own = (desk: ReturnType<typeof deskAt>): Source[] => ownSources(desk) ?? expect.fail('nothing to see')
const rowsWith = (desk: ReturnType<typeof deskAt>, given: Partial<Record<GivenPaper, readonly string[]>> = {}) =>
  collate([...Object.entries(given).map(([paper, lines]) => givenSource(desk, paper as GivenPaper, '审查调查报告', lines)), ...own(desk).filter(({ paper }) => !(paper in given))], knownTo(desk))
const differing = (rows: readonly Row[]) => rows.filter(({ message }) => message !== null)
/** Rows that disagree as they stand, without any file: what the demo leaves open. */
const openIn = (desk: ReturnType<typeof deskAt>) => differing(rowsWith(desk)).map(({ key }) => key)

const desk = deskAt('C01', 'archive', null, ['林某辉', '林志辉'])
const [subject = expect.fail('nobody')] = desk.c.package.subjects

/** How somebody writes days, sums and articles. */
type Style = { day: (year: number, month: number, day: number) => string; sum: (yuan: number) => string; article: (n: number) => string; wide: boolean; table: boolean; comrade: string }
const hanYear = (year: number) => [...String(year)].map((one) => '〇一二三四五六七八九'[Number(one)]).join('')
const days: Style['day'][] = [(y, m, d) => `${y}年${m}月${d}日`, (y, m, d) => `${y}年${String(m).padStart(2, '0')}月${String(d).padStart(2, '0')}日`, (y, m, d) => `${y} 年 ${m} 月 ${d} 日`, (y, m, d) => `${hanYear(y)}年${inHan(m)}月${inHan(d)}日`]
const sums: Style['sum'][] = [(yuan) => `${yuan / 10_000}万元`, (yuan) => `${(yuan / 10_000).toFixed(2)}万元`, (yuan) => `${yuan}元`, (yuan) => `${yuan.toLocaleString('en')}元`, (yuan) => `人民币 ${yuan / 10_000} 万元`]
const styles: fc.Arbitrary<Style> = fc.record({
  day: fc.constantFrom(...days), sum: fc.constantFrom(...sums), article: fc.constantFrom((n: number) => `第${inHan(n)}条`, (n: number) => `第${n}条`, (n: number) => `第 ${n} 条`),
  wide: fc.boolean(), table: fc.boolean(), comrade: fc.constantFrom('', '同志'),
})
const plain: Style = { day: days[0]!, sum: sums[0]!, article: (n) => `第${n}条`, wide: false, table: false, comrade: '同志' }
const widened = (text: string) => text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))

/** An investigation report of the case, as somebody writes it. */
function investigation({ day, sum, article, wide, table, comrade }: Style): string[] {
  const { name, post } = subject
  const lines = [
    `关于${name}${comrade}严重违纪问题的审查调查报告`,
    `${day(2019, 3, 11)}，经批准，对${name}${comrade}违纪问题立案审查调查。`,
    ...(table ? [`姓名\t${name}\t性别\t男\t民族\t汉族`, `出生年月\t1968年\t学历\t大学\t入党时间\t1993年`, `单位职务\t${post}`, '职级\t副处级'] : [`${name}，男，汉族，1968年出生，大学学历，1993年加入中国共产党，现任${post}（副处级）。`]),
    `2014年3月至2018年12月，${name}任分局局长期间，同意以虚列劳务费等方式套取资金${sum(268_000)}，存于出纳个人银行卡，账外使用。`,
    `其中${sum(64_000)}以“租车费”名义转给私家车车主郭某华。`,
    `涉案金额${sum(268_000)}。`,
    `其行为违反2018年《中国共产党纪律处分条例》${article(107)}、${article(104)}之规定。`,
  ]
  return wide ? lines.map(widened) : lines
}

describe('the five papers of a case', () => {
  it('agree as the system makes them, but for what the demo lacks', () => {
    expect(differing(rowsWith(deskAt('C02')))).toEqual([])
    expect(differing(rowsWith(deskAt('C01'))).map(({ message }) => message)).toEqual(['引用条款：处分决定“政务处分决定书”没有写，请补写'])
  })

  it('agree with a report made of the facts of the case, however it is written', () => {
    fc.assert(fc.property(styles, (style) => { expect(differing(rowsWith(desk, { investigation: investigation(style) })).map(({ key }) => key)).toEqual(openIn(desk)) }))
  })

  it('differ in exactly that whose one figure is changed', () => {
    const base = investigation(plain)
    const figures = base.flatMap((line, n) => [...line.matchAll(/\d/g)].map(({ 0: figure, index: at }) => ({ n, at, figure })))
    fc.assert(fc.property(fc.constantFrom(...figures), fc.integer({ min: 1, max: 9 }), ({ n, at, figure }, by) => {
      const changed = base.map((line, nth) => (nth === n ? line.slice(0, at) + String((Number(figure) + by) % 10) + line.slice(at + 1) : line))
      // Another article, or another sum, that the case names anyway is no slip that a text alone could tell.
      fc.pre(!/(?<![\d.])(4\.4|5\.2|1\.2|3\.9)万元/.test(changed[n] ?? ''))
      fc.pre([...(changed[n] ?? '').matchAll(/第(\d+)条/g)].every(([words], nth) => words === ['第107条', '第104条'][nth] || !['第104条', '第106条', '第107条', '第28条', '第23条'].includes(words)))
      const found = differing(rowsWith(desk, { investigation: changed })).filter(({ key }) => !openIn(desk).includes(key))
      expect(found.map(({ key }) => key.split('-')[0]), changed[n]).toEqual([expect.stringMatching(/^(filed|born|joined|amount|total|day|articles|edition)$/)])
      const words = `第${n + 1}行`
      expect(found[0]?.message).toContain(words)
      expect(found[0]?.cells[fivePapers.indexOf('investigation')]?.differs).toBe(true)
    }), { numRuns: 150 })
  })

  it('differ in exactly the name or post whose one character is changed', () => {
    const base = investigation(plain)
    const places = base.flatMap((line, n) => [subject.name, subject.post].flatMap((words) => [...line.matchAll(new RegExp(words, 'g'))].flatMap(({ index }) => [...words].map((_sign, nth) => ({ n, at: index + nth, key: words === subject.name ? 'name' : 'post' })))))
    fc.assert(fc.property(fc.constantFrom(...places), fc.constantFrom('鑫', '淼'), ({ n, at, key }, sign) => {
      const changed = base.map((line, nth) => (nth === n ? line.slice(0, at) + sign + line.slice(at + 1) : line))
      expect(differing(rowsWith(desk, { investigation: changed })).map((one) => one.key).filter((one) => !openIn(desk).includes(one)), changed[n]).toEqual([`${key}-S1`])
    }), { numRuns: 100 })
  })

  it.each([
    ['a day', { investigation: investigation({ ...plain, day: (y, m, d) => `${y}年${m}月${d + 1}日` }) }, '立案日期：审查调查报告第2行为2019年3月12日，审理报告第9行为2019年3月11日，台账“立案时间”栏为2019年3月11日，请核对'],
    ['an article', { investigation: investigation({ ...plain, article: (n) => `第${n === 107 ? 108 : n}条` }) }, '《中国共产党纪律处分条例》条款：第108条只有审查调查报告第7行引用，请核对'],
    ['an edition', { investigation: investigation(plain).map((line) => line.replace('2018年《', '2015年《')) }, '《中国共产党纪律处分条例》版本：审查调查报告第7行为2015年，审理报告第27行为2018年，处分决定“党纪处分决定”第6行为2018年，台账“移送定性”栏为2018年，请核对'],
  ] satisfies [string, Partial<Record<GivenPaper, readonly string[]>>, string][])('say in one sentence where %s differs', (_what, given, message) => {
    expect(differing(rowsWith(desk, given)).map((one) => one.message)).toContain(message)
  })

  it('hold a number of their own case, an earlier round and a sum of parts against nobody', () => {
    const lines = [...investigation(plain), '2019年5月10日移送审理。', '违纪总额20.4万元（套取后存入6.4万元、14万元）。']
    expect(openIn(desk)).toEqual(differing(rowsWith(desk, { investigation: lines.slice(0, 6) })).map(({ key }) => key).filter((key) => key !== 'transferred'))
    const earlier = desk.log.find(({ step }) => step === 'transfer')?.on.split('-').map(Number) ?? []
    const first = [...investigation(plain), `${earlier[0]}年${earlier[1]}月${earlier[2]}日移送审理。`]
    expect(differing(rowsWith(desk, { investigation: first })).map(({ key }) => key)).toEqual(openIn(desk))
    expect(differing(rowsWith(desk, { investigation: [...investigation(plain), '2019年1月2日移送审理。'] })).map(({ key }) => key)).toContain('transferred')
  })

  it('want of a form what it has to name, and by which rule', () => {
    const rows = rowsWith(desk, { decision: ['关于给予林志辉同志严重警告处分的决定', '林志辉，男，汉族，经查有错。'], investigation: ['报告'] })
    expect(differing(rows).map(({ message }) => message)).toEqual([
      '姓名：审查调查报告没有写，请补写', '单位职务：审查调查报告没有写，处分决定没有写，请补写', '立案日期：审查调查报告没有写，请补写', '处分决定和生效日期：处分决定没有写，请补写', '引用条款：处分决定没有写，请补写',
    ])
    expect(differing(rows).map(({ rule }) => rule)).toEqual(['R-204', 'R-501', 'R-204', 'R-115', 'R-501'])
    expect(rows.find(({ key }) => key === 'effective-S1')?.cells.map(({ wanted }) => wanted)).toEqual([false, false, false, true, false])
  })

  it('name somebody else with nearly the same name without a difference, where two of them do', () => {
    const lines = [...investigation(plain), '其弟林志明到场。']
    expect(differing(rowsWith(desk, { investigation: lines })).map(({ key }) => key)).toContain('name-S1')
    expect(differing(rowsWith(desk, { investigation: lines, filing: ['关于林志辉的立案报告', '其弟林志明到场。'] })).map(({ key }) => key)).not.toContain('name-S1')
  })

  it('are read only as far as somebody sees them', () => {
    const papers = (side: Side, until: string | null = null) => ownSources(deskAt('C01', side, until))?.map(({ paper }) => paper) ?? null
    expect(papers('body', 'transfer')).toEqual(['ledger'])
    expect(papers('body')).toEqual(['report', 'decision', 'decision', 'ledger'])
    expect((['manager', 'partyGroup', 'closed'] as const).map((side) => papers(side))).toEqual([null, null, null])
    // The report that nobody has approved is there for those who write it, not for the body.
    expect(papers('review', 'submitReport')).toContain('report')
    expect(papers('body', 'submitReport')).not.toContain('report')
  })

  it('of any text are read', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: fc.constantFrom(...'林志辉，。第一二条款年月日0123456789万元（）《》条例立案受理\t：至、 某男') }), { maxLength: 12 }), (lines) => { expect(rowsWith(desk, { filing: lines }).length).toBeGreaterThan(0) }))
  })
})

/** Word files as LibreOffice makes them from a page and from a text. */
describe.skipIf(spawnSync('soffice', ['--version']).status !== 0)('a Word file of LibreOffice', () => {
  it('agrees or differs as what it was made from', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'huapian-five-'))
    const worded = async (name: string, text: string, filter: string): Promise<string[]> => {
      writeFileSync(join(folder, name), text)
      spawnSync('soffice', ['--headless', `-env:UserInstallation=file://${folder}/profile`, `--infilter=${filter}`, '--convert-to', 'docx:MS Word 2007 XML', '--outdir', folder, join(folder, name)])
      return linesOfWord(readFileSync(join(folder, name.replace(/\.\w+$/, '.docx'))))
    }
    try {
      const page = (filed: string, joined: string, post: string, dinner: string) => `<html><head><meta charset="utf-8"></head><body><h1>关于林某辉同志违规设立“小金库”问题的审查调查报告</h1><p>${filed}，经批准，对林某辉同志违纪问题立案审查调查。</p>
        <table border="1"><tr><td>姓　名</td><td>林某辉</td><td>性　别</td><td>男</td></tr><tr><td>出生年月</td><td>1968年5月</td><td>入党时间</td><td>${joined}</td></tr><tr><td>单位及职务</td><td colspan="3">${post}</td></tr></table>
        <p>２０１４年３月至２０１８年１２月，林某辉任分局局长期间，同意以虚列劳务费等方式套取资金 268,000.00 元。</p><p>其中租车费六万四千元；超范围发放节日补贴12.1万元；超标准接待${dinner}；余款4.4万元。</p><p>违反2018年《中国共产党纪律处分条例》第107条。</p></body></html>`
      const given = deskAt('C01')
      const post = '市自然资源和规划局某分局党支部书记、局长'
      const right = await worded('right.html', page('2019 年 03 月 11 日', '1993年7月', post, '3.9万元'), 'HTML (StarWriter)')
      const wrong = await worded('wrong.html', page('二〇一九年三月十二日', '1994年7月', post.replace('局长', '副局长'), '9.3万元'), 'HTML (StarWriter)')
      const filing = await worded('filing.txt', '关于对林某辉立案审查的请示\n林某辉，男，汉族，1968年出生，1993年加入中国共产党。\n立案日期：2019年3月11日', 'Text (encoded):UTF8')
      expect(differing(rowsWith(given, { filing, investigation: right })).map(({ key }) => key)).toEqual(openIn(given))
      expect(differing(rowsWith(given, { filing, investigation: wrong })).map(({ label }) => label)).toEqual(['入党时间', '单位职务', '立案日期', '引用条款', '金额（超标准接待3.9万元）'])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 60_000)
})
