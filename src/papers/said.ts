/**
 * What a text says, whoever wrote it: days by what they mean, amounts of money, articles by their norm. Widths, blanks,
 * commas of thousands and the way of writing numbers make no difference. A line is a paragraph or a row of a table.
 */
import { inCents, numberOf, plainText, sumsIn } from '../review/numerals.ts'

/** Something that a text says: how it says it, in which line (from 1) and between which words of it, and what it comes to. */
export type Said<Value = string> = { words: string; line: number; value: Value; before: string; after: string }

/** What a day is the day of (日期的含义); null where the words around it do not tell. */
export const dayMeanings = ['clue', 'filed', 'transferred', 'accepted', 'returned', 'concluded', 'decided', 'effective', 'partyPeriodEnds', 'adminPeriodEnds', 'born', 'joined'] as const
export type DayMeaning = (typeof dayMeanings)[number]

/** A line as it is compared: plain characters, no blanks but between figures, cells of a row parted by tabs. */
export const bare = (line: string): string => plainText(line.normalize('NFKC').replace(/(?<!\d) +| +(?!\d)/g, ''))

const han = '〇○零一二三四五六七八九十'
const written = new RegExp(
  [
    `(?<![\\d.])(?<year>\\d{4}|[〇○零一二三四五六七八九]{4})(?:年(?!版|修|条|《|以来|度)(?:(?<month>\\d{1,2}|[${han}]{1,3})月(?:(?<day>\\d{1,2}|[${han}]{1,3})[日号])?)?|[.\\-/](?<m>\\d{1,2})(?:[.\\-/](?<d>\\d{1,2}))?(?![\\d.]))`,
    `(?<=[至到同年、,和及与-]|当年)(?<lateMonth>\\d{1,2}|[${han}]{1,3})月(?!份工)(?:(?<lateDay>\\d{1,2}|[${han}]{1,3})[日号])?`,
    `(?<=[至到、和及与-])(?<sameMonth>\\d{1,2}|[${han}]{1,3})[日号]`,
  ].join('|'), 'g',
)

/** Every day, month or year that a text names: `2019`, `2019-3`, `2019-3-5`. What follows in the same line without a year (至5月, 同年5月3日) has the year before it. */
export function daysIn(lines: readonly string[]): (Said & { meaning: DayMeaning | null })[] {
  return lines.flatMap((line, n) => {
    const text = bare(line)
    let [year, month] = ['', '']
    const found = [...text.matchAll(written)].flatMap(({ 0: words, index: at, groups = {} }) => {
      const { year: y, month: m = groups.m, day: d = groups.d, lateMonth, lateDay, sameMonth } = groups
      if (y !== undefined) [year, month] = [yearOf(y), m === undefined ? '' : figure(m)]
      else if (lateMonth !== undefined) month = figure(lateMonth)
      const day = d ?? lateDay ?? sameMonth
      if (year === '' || (y === undefined && month === '') || (groups.m !== undefined && Number(month) > 12)) return []
      return [{ words, at, value: [year, month, day === undefined ? '' : figure(day)].filter((one) => one !== '').join('-') }]
    })
    return found.map(({ words, at, value }, nth) => {
      const before = text.slice((found[nth - 1]?.at ?? 0) + (found[nth - 1]?.words.length ?? 0), at)
      const after = text.slice(at + words.length, found[nth + 1]?.at)
      return { words, line: n + 1, value, before: text.slice(0, at), after: text.slice(at + words.length), meaning: meaningOf(before, after) }
    })
  })
}

const yearOf = (text: string): string => (/^\d/.test(text) ? text : [...text].map((one) => String(numberOf(one))).join(''))
const figure = (text: string): string => String(numberOf(text) ?? text)

/** By the words right before a day, or by what follows it in its sentence. The first that fits counts. */
const meanings: readonly [DayMeaning, before: RegExp, after: RegExp][] = [
  ['partyPeriodEnds', /(?:影响期(?:限|止)?[^,]{0,8}[至到:\t]|不得重新入党\(?至)$/, /^(?!)/],
  ['adminPeriodEnds', /处分期(?:限|止)?(?:[^,]{0,8},?)?[至到:\t]$/, /^(?!)/],
  ['clue', /线索(?:受理|来源|登记)?(?:时间|日期)?[:\t]$/, /^,?[^,]{0,20}(?:收到|接到|受理)[^,]{0,12}(?:线索|举报|信访)/],
  ['born', /(?:出生(?:年月日?|日期|时间)?[:\t]?|生于|生日[:\t])$/, /^\)?(?:出生|生(?=[,)\t]|$))/],
  ['joined', /(?<!重新)入党(?:时间|日期|年月)?[:\t于]?$/, /^(?:加入中国共产党|加入中共|入党)/],
  ['effective', /生效(?:时间|日期)[:\t]$/, /^起?(?:生效|施行)/],
  ['concluded', /审结(?:时间|日期)[:\t]$/, /^[^,]{0,30}审批同意/],
  ['returned', /退回(?:时间|日期)[:\t]$/, /^[^,]{0,20}退回(?:补充|重新)/],
  ['transferred', /移送(?:审理)?(?:(?:时间|日期)?[:\t]|于)$/, /^[^,]{0,40}移送[^,]{0,16}审理/],
  ['accepted', /(?<!线索)受理(?:审理)?(?:(?:时间|日期)?[:\t]|于)$/, /^[^,]{0,24}受理(?!线索|举报|信访|业务|申请)/],
  ['decided', /(?:处分)?决定(?:时间|日期)[:\t]$/, /^[^。]{0,60}?(?:会议(?:讨论|研究)决定|集体研究,?决定)/],
  ['filed', /立案(?:审查调查|审查|调查)?(?:决定)?(?:(?:时间|日期|之日)?[:\t]|[于是在为自])$/, /^.{0,60}?立案(?!前|后|以来)/],
]

/** A text without the year in the middle of a label is a fact; a label that stands behind a tab or colon counts as one. */
const meaningOf = (before: string, after: string): DayMeaning | null =>
  (meanings.find(([, sign]) => sign.test(before)) ?? meanings.find(([, , sign]) => sign.test(after.split(/[。;\t]/)[0] ?? '')))?.[0] ?? null

/** Every amount of money, in yuan. The unit may stand in the label (金额（万元）：26.8). */
export const amountsSaid = (lines: readonly string[]): Said<number>[] => lines.flatMap((line, n) => {
  const text = bare(line).replace(/\((万?元)\)([:\t])(\d+(?:\.\d+)?)(?![\d.]|[万亿元])/g, '$2$3$1')
  return sumsIn(text).map(({ words, yuan, at }) => ({ words, line: n + 1, value: inCents(yuan), before: text.slice(0, at), after: text.slice(at + words.length) }))
})

/** A norm as it is cited, and the article with paragraph and item: `107`, `107.1`, `107.1.2`; the edition where it is named. */
export type Cited = Said & { norm: string; edition: string | null }

const norms: Readonly<Record<string, string>> = {
  纪律处分条例: '《中国共产党纪律处分条例》', 政务处分法: '《中华人民共和国公职人员政务处分法》', 监察法: '《中华人民共和国监察法》', 公务员法: '《中华人民共和国公务员法》', 刑法: '《中华人民共和国刑法》',
}
const cited = new RegExp(
  [
    '(?:(?<early>\\d{4})年?(?:版|修订的?|修正的?)?)?《(?<name>[^》]{2,40})》(?:\\((?<late>\\d{4})年?[^)]{0,6}\\))?',
    '(?:(?<earlyShort>\\d{4})年?(?:版|修订的?)?)?(?<short>(?:中国共产党)?纪律处分条例|处分条例|条例|(?:公职人员)?政务处分法|监察法实施条例|监察法|公务员法|刑法)(?:\\((?<lateShort>\\d{4})年?[^)]{0,6}\\))?(?=第)',
    '第(?<article>\\d+|[零〇一二三四五六七八九十百]+)条(?:第?(?<paragraph>\\d+|[一二三四五六七八九十]+)款)?(?:第?\\(?(?<item>\\d+|[一二三四五六七八九十]+)\\)?项)?',
    '(?<=[、,和及])第(?<more>\\d+|[一二三四五六七八九十]+)款',
  ].join('|'), 'g',
)

/** Every article that a text cites, by its norm; one without a norm belongs to the one named last before it, `''` where there is none. */
export function articlesIn(lines: readonly string[]): Cited[] {
  let [norm, edition, last]: [string, string | null, string] = ['', null, '']
  return lines.flatMap((line, n) => {
    const text = bare(line)
    return [...text.matchAll(cited)].flatMap(({ 0: words, index: at, groups = {} }) => {
      const named = groups.name ?? groups.short
      if (named !== undefined) {
        ;[norm, edition] = [normOf(named), groups.early ?? groups.late ?? groups.earlyShort ?? groups.lateShort ?? null]
        return []
      }
      const number = (one: string | undefined) => (one === undefined ? [] : [String(numberOf(one) ?? one)])
      const value = groups.more === undefined ? [...number(groups.article), ...number(groups.paragraph), ...number(groups.item)].join('.') : `${last}.${number(groups.more).join()}`
      if (groups.more === undefined) last = number(groups.article).join()
      return [{ words, line: n + 1, value, norm, edition, before: text.slice(0, at), after: text.slice(at + words.length) }]
    })
  })
}

/** One name for a norm, however it is shortened. */
function normOf(name: string): string {
  const short = name.replace(/^(?:中国共产党|中华人民共和国)?(?:公职人员)?/, '').replace(/^(?:处分)?条例$/, '纪律处分条例')
  return norms[short] ?? `《${name}》`
}
