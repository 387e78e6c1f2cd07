/**
 * The defects that papers are sent back for, and the forms of numbers, days and numbering of GB/T 9704: found in
 * the text of a paper, made by us or come from Word. Each says where and what to do.
 */
import { isDay } from '../review/day.ts'
import { numberOf } from '../review/numerals.ts'

/** Where a defect stands: the line, counted from 1, and the words; and what is wrong in one sentence. */
export type Defect = { code: DefectCode; line: number; words: string; message: string }
export type DefectCode = 'NUMBERING_GAP' | 'SHORT_NAME' | 'POST_MISSING' | 'PAGE_MISMATCH' | 'WRONG_CASE_NUMBER' | 'COPIED_CLAUSE' | 'NUMBER_FORM' | 'DATE_FORM' | 'TO_BE_FILLED' | 'COMRADE'

/**
 * What the text is held against: number and title of its case, and whoever it is about with their post; `expelled` are
 * named without 同志. A text that `tells` (a report, a letter, a decision, no form) says who somebody is where it names them first.
 */
export type Known = { number: string; title: string; tells: boolean; people: readonly { name: string; post: string; expelled: boolean }[] }

type Check = (lines: readonly string[], known: Known) => Defect[]

/** Every defect of a text, from top to bottom. */
export const lint = (lines: readonly string[], known: Known): Defect[] => checks.flatMap((check) => check(lines, known)).sort((a, b) => a.line - b.line)

const at = (code: DefectCode, n: number, words: string, message: string): Defect => ({ code, line: n + 1, words, message })
const each = (lines: readonly string[], pattern: RegExp, say: (found: RegExpMatchArray, n: number) => Defect | null): Defect[] =>
  lines.flatMap((line, n) => [...line.matchAll(pattern)].flatMap((found) => say(found, n) ?? []))

const levels: readonly RegExp[] = [/^([一二三四五六七八九十百零]+)、/, /^（([一二三四五六七八九十百零]+)）/, /^(\d+)[.．](?!\d)/]

/** Numbers that jump or come twice after something was taken out or put in; a lower level begins anew under each higher one. */
const gaps: Check = (lines) => {
  const last = [0, 0, 0]
  return lines.flatMap((line, n) => levels.flatMap((pattern, level) => {
    const found = pattern.exec(line.trim())
    if (!found) return []
    const [number, wanted] = [numberOf(found[1] ?? '') ?? 0, (last[level] ?? 0) + 1]
    last.forEach((_one, m) => { if (m > level) last[m] = 0 })
    last[level] = number
    return number === wanted ? [] : [at('NUMBERING_GAP', n, found[0], `序号“${found[0]}”不连续，此处应当是第${wanted}项，请核对前后`)]
  }))
}

/** 以下简称“…” comes before the short name is used; in its own line the name stands within the full one. */
const shortNames: Check = (lines) => each(lines, /(?:以下)?简称[“"]?([^”"）)，,。]{2,12})[”"]?[）)]/g, (found, n) => {
  const name = found[1] ?? ''
  return lines.slice(0, n).some((line) => line.includes(name)) ? at('SHORT_NAME', n, name, `简称“${name}”在说明之前已经使用，请在第一次出现时说明`) : null
})

/** Who is named for the first time is named with the post. */
const posts: Check = (lines, { title, tells, people }) => (tells ? people : []).flatMap(({ name, post }) => {
  // The title of the case, that of the paper, and who signs, name without the post.
  const n = lines.findIndex((line) => line.replaceAll(title, '').includes(name) && !line.startsWith('关于') && !/的(?:决定|报告|函|意见书)$|签字/.test(line))
  return n < 0 || lines.slice(n, n + 2).some((line) => line.includes(post)) ? [] : [at('POST_MISSING', n, name, `“${name}”第一次出现没有写职务，请补写“${post}”`)]
})

/** 共…页 against the last page that an index names. */
const pages: Check = (lines) => {
  const ends = lines.flatMap((line) => [...line.matchAll(/\d+[—－-](\d+)(?=\t|$)/g)].map((found) => Number(found[1])))
  const last = ends.at(-1)
  return last === undefined ? [] : each(lines, /共(?:\d+卷)?(\d+)页/g, (found, n) => (Number(found[1]) === last ? null : at('PAGE_MISMATCH', n, found[0], `写的是${found[1]}页，目录末页是第${last}页，请核对`)))
}

/** Another case's number, left over from a text that was copied. */
const numbers: Check = (lines, { number }) => each(lines, /划审[一二三四五六七八九十]+[〔[(（【]\d{4}[〕\])）】]\d+号/g, (found, n) => (found[0] === number ? null : at('WRONG_CASE_NUMBER', n, found[0], `案件编号写成了“${found[0]}”，本案是“${number}”`)))

/** The same sentence twice. */
const copied: Check = (lines) => {
  const seen = new Map<string, number>()
  return lines.flatMap((line, n) => line.split(/(?<=[。；])/).map((part) => part.trim()).filter((part) => part.length >= 24).flatMap((part) => {
    const before = seen.get(part)
    if (before === undefined) seen.set(part, n)
    return before === undefined ? [] : [at('COPIED_CLAUSE', n, part.slice(0, 16), `与第${before + 1}行重复：“${part.slice(0, 16)}…”，前面写过的不再重复`)]
  }))
}

/** 〔2026〕3号: six-cornered brackets, the year in full, no 第, no leading zero. */
const forms: Check = (lines) => [
  ...each(lines, /[审纪监][一-龥]{0,3}[[(（【]\d{2,4}[\])）】]第?\d+号/g, (found, n) => at('NUMBER_FORM', n, found[0], `文号“${found[0]}”应当用六角括号，如〔2026〕3号`)),
  ...each(lines, /〔(\d+)〕(第?)(0*)\d+号/g, (found, n) => (found[1]?.length === 4 && found[2] === '' && found[3] === '' ? null : at('NUMBER_FORM', n, found[0], `文号“${found[0]}”应当写全年份，不加“第”，不编虚位`))),
]

/** 2019年5月20日: a day that there is, in Arabic numerals, without leading zeros. */
const days: Check = (lines) => [
  ...each(lines, /(\d{4})年(\d{1,2})月(\d{1,2})日/g, (found, n) => {
    const [words, year = '', month = '', day = ''] = found
    if (!isDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)) return at('DATE_FORM', n, words, `没有“${words}”这一天，请核对`)
    return month.startsWith('0') || day.startsWith('0') ? at('DATE_FORM', n, words, `日期“${words}”不编虚位，应当写${year}年${Number(month)}月${Number(day)}日`) : null
  }),
  ...each(lines, /\d{4}[-./]\d{1,2}[-./]\d{1,2}/g, (found, n) => at('DATE_FORM', n, found[0], `日期“${found[0]}”应当写成年月日`)),
]

/** What the system knew nothing for and nobody has written yet. */
const blanks: Check = (lines) => each(lines, /[^　\s：]{0,8}　{5,}[^　\s]{0,8}/g, (found, n) => at('TO_BE_FILLED', n, found[0].replace(/　+/g, '＿'), '此处没有写明，请补写'))

/** 同志 after the name of somebody who is expelled. */
const comrades: Check = (lines, { people }) => people.filter((one) => one.expelled).flatMap(({ name }) => each(lines, new RegExp(`${name}同志`, 'g'), (found, n) => at('COMRADE', n, found[0], `${name}被开除党籍，不再称同志`)))

const checks: readonly Check[] = [gaps, shortNames, posts, pages, numbers, copied, forms, days, blanks, comrades]
