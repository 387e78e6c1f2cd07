import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lint, type Known } from '../../src/papers/lint.ts'

const known: Known = { number: '划审三〔2026〕1号', title: '林某辉违规租用车辆案', tells: true, people: [{ name: '林某辉', post: '分局局长', expelled: true }, { name: '陈某', post: '科员', expelled: false }] }
const codes = (...lines: string[]) => lint(lines, known).map((one) => `${one.line} ${one.code}`)
const long = '经查，该笔款项由分局出纳存入个人银行卡，并在账外使用，没有入账，也没有说明。'

describe('the linter finds', () => {
  it.each([
    ['a number that jumps', ['一、基本情况', '三、事实'], ['2 NUMBERING_GAP']],
    ['a number that comes twice', ['（一）甲', '（一）乙'], ['2 NUMBERING_GAP']],
    ['a level that does not begin anew', ['一、甲', '（一）乙', '二、丙', '（二）丁'], ['4 NUMBERING_GAP']],
    ['a short name before it is said', ['分局同意租车。', '市自然资源和规划局某分局（以下简称分局）'], ['2 SHORT_NAME']],
    ['a person without the post', ['林某辉同意租车。'], ['1 POST_MISSING']],
    ['pages that are not those of the index', ['1\t调查卷\t1—100', '2\t审理卷\t101—130', '共2卷131页。'], ['3 PAGE_MISMATCH']],
    ['the number of another case', ['案件编号：划审三〔2026〕2号。'], ['1 WRONG_CASE_NUMBER']],
    ['a sentence that came twice', [long, `${long}此外没有。`], ['2 COPIED_CLAUSE']],
    ['a number in square brackets', ['市纪审[2026]3号'], ['1 NUMBER_FORM']],
    ['a number with a leading zero', ['市纪〔2026〕03号'], ['1 NUMBER_FORM']],
    ['a number with 第', ['市纪〔2026〕第3号'], ['1 NUMBER_FORM']],
    ['a year cut short', ['市纪〔26〕3号'], ['1 NUMBER_FORM']],
    ['a day with a leading zero', ['2026年03月2日'], ['1 DATE_FORM']],
    ['a day that there is not', ['2025年2月30日'], ['1 DATE_FORM']],
    ['a day by hyphens', ['2026-03-02受理。'], ['1 DATE_FORM']],
    ['an empty line', ['依据　　　　　　之规定'], ['1 TO_BE_FILLED']],
    ['同志 for the expelled', ['分局局长林某辉同志'], ['1 COMRADE']],
  ])('%s', (_what, lines, found) => {
    expect(codes(...lines)).toEqual(found)
  })

  it.each([
    ['numbers in order', ['一、甲', '（一）乙', '1.丙', '2.丁', '（二）戊', '1.己', '二、庚', '（一）辛']],
    ['ten and more', ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'].map((n) => `${n}、某事`)],
    ['a sum at the start of a line', ['26.8万元存于个人银行卡。']],
    ['a short name that is said first', ['市自然资源和规划局某分局（以下简称分局）', '分局同意租车。']],
    ['a person with the post, or in the title', ['“林某辉违规租用车辆案”已经审理。', '林某辉，分局局长。', '科员陈某']],
    ['the right pages', ['1\t调查卷\t1—100', '2\t审理卷\t101—130', '共2卷130页。']],
    ['the number of this case', ['案件编号：划审三〔2026〕1号。']],
    ['short sentences that come twice', ['签字：', '签字：', '经查属实。', '经查属实。']],
    ['days as they are written', ['2026年3月2日受理，2024年2月29日立案。']],
    ['同志 for whoever stays', ['科员陈某同志']],
  ])('nothing in %s', (_what, lines) => {
    expect(codes(...lines)).toEqual([])
  })

  it('its way through any text, each defect on a line that there is', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme' })), (lines) => {
      for (const one of lint(lines, known)) expect(lines[one.line - 1]).toBeDefined()
    }))
  })
})
