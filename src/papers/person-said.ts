/** What a text says of somebody whom its case is about: by the sentence or the cells that present them, and wherever they are named. */
import type { Subject } from '../review/case.ts'
import { bare, daysIn, type Said } from './said.ts'

/** What is told of a person, in the order in which papers tell it. */
export const traits = ['name', 'gender', 'ethnicity', 'born', 'education', 'joined', 'post', 'rank'] as const
export type Trait = (typeof traits)[number]
/** A name or post as it should be has the value `''`; one that is nearly it has its own words. */
export type Told = Record<Trait, Said[]>

const han = /^\p{sc=Han}+$/u
/** So many lines of labels and values can follow a name and still tell of this person. */
const mostLabels = 15

/** What the lines say of one of several people. */
export function personIn(lines: readonly string[], subject: Subject, all: readonly Subject[]): Told {
  const text = lines.map(bare)
  const others = all.filter((one) => one.id !== subject.id).map((one) => bare(one.name))
  const intro = introOf(text, bare(subject.name), others)
  const days = daysIn(intro.map(({ text: said }) => said)).map((one) => ({ ...one, line: intro[one.line - 1]?.line ?? one.line }))
  const among = (pattern: RegExp, valueOf: (words: string) => string = (words) => words): Said[] => intro.flatMap(({ text: said, line }) => {
    const words = pattern.exec(said)?.[1]
    return words === undefined ? [] : [at(words, line, valueOf(words))]
  }).slice(0, 1)
  return {
    name: namesIn(text, bare(subject.name), others),
    gender: among(/(?:^|[,\t:])([男女])(?=[,\t]|$)/),
    ethnicity: among(/(?:^|[,\t:])((?!民族)\p{sc=Han}{1,5}族)(?=[,\t]|$)/u),
    born: days.filter(({ meaning }) => meaning === 'born'),
    education: among(/(?:^|[,\t:])((?:在职)?(?:博士研究生|硕士研究生|研究生|博士|硕士|大学本科|本科|大学|大专|专科|中专|高中|初中)(?:学历|文化程度|文化)?)(?=[,\t(]|$)/, (words) => words.replace(/学历|文化程度|文化/, '').replace(/(?:大学)?本科$/, '大学').replace(/专科$/, '大专')),
    joined: days.filter(({ meaning }) => meaning === 'joined'),
    post: postsIn(text, intro, subject),
    rank: among(/((?:正|副)(?:省部|部|厅局|厅|局|县处|处|乡科|科|股)级|[一二三四]级(?:巡视员|调研员|主任科员|科员))/),
  }
}

const at = (words: string, line: number, value: string): Said => ({ words, line, value, before: '', after: '' })

type Intro = { text: string; line: number }[]

/** Where somebody is presented: from the name on in its sentence, and the labels and values below it; of a text that presents nobody, nothing. */
function introOf(text: readonly string[], name: string, others: readonly string[]): Intro {
  const presents = (line: string) => line.includes(name) && /[,\t:(][男女](?=[,\t]|$)|出生|\p{sc=Han}族(?=[,\t]|$)/u.test(cut(line))
  const cut = (line: string) => {
    const rest = line.slice(line.indexOf(name))
    return rest.slice(0, Math.min(...others.map((one) => rest.indexOf(one)).filter((n) => n > 0), rest.length))
  }
  const isLabelled = (line: string) => new RegExp(`姓名[:\\t]${name}`).test(line)
  const first = text.findIndex((line) => presents(line) || isLabelled(line))
  if (first < 0) return []
  const below = text.slice(first + 1, first + 1 + mostLabels)
  const end = below.findIndex((line) => /姓名[:\t]/.test(line) || !/^[^,。]{1,14}[:\t]/.test(line))
  return [cut(text[first] ?? ''), ...below.slice(0, end < 0 ? below.length : end)].map((line, n) => ({ text: line, line: first + 1 + n }))
}

/** Where a text names somebody, once, and every name that stands where theirs should or differs from it in one character. */
function namesIn(text: readonly string[], name: string, others: readonly string[]): Said[] {
  const first = text.findIndex((line) => line.includes(name))
  const odd = text.flatMap((line, n) => {
    const rest = [name, ...others].reduce((left, one) => left.replaceAll(one, '\n'), line)
    const placed = [...rest.matchAll(/(?:^|[:。])(\p{sc=Han}{2,5}),[男女],|姓名[:\t](\p{sc=Han}{2,5})(?=[\t,。]|$)|被(?:审查调查|审查|调查|处分)人[:\t]?(\p{sc=Han}{2,4})(?=[,。\t]|$)|给予(\p{sc=Han}{2,4}?)同志/gu)].map((found) => found.slice(1).find((one) => one !== undefined) ?? '')
      .filter((one) => [...one].some((sign, nth) => sign !== '某' && sign === name[nth]))
    return [...new Set([...placed, ...(name.length >= 3 && !name.includes('某') ? nearly(rest, name).filter((one) => han.test(one)) : [])])].map((words) => at(words, n + 1, words))
  })
  return [...(first < 0 ? [] : [at(name, first + 1, '')]), ...odd]
}

/** The stretches of a line that differ from some words in one character. */
function nearly(line: string, words: string): string[] {
  const found: string[] = []
  for (let from = 0; from + words.length <= line.length; from++) {
    let wrong = 0
    for (let n = 0; n < words.length && wrong < 2; n++) if (line[from + n] !== words[n]) wrong++
    if (wrong === 1) found.push(line.slice(from, from + words.length))
  }
  return found
}

/** The post as the case has it, with or without the unit; else what stands in its place; and what differs from it in one character. */
function postsIn(text: readonly string[], intro: Intro, subject: Subject): Said[] {
  const [post, employer] = [bare(subject.post), bare(subject.employer)]
  const short = post.startsWith(employer) && post.length - employer.length >= 3 ? post.slice(employer.length) : post
  const first = [post, short].map((words) => ({ words, n: text.findIndex((line) => line.includes(words)) })).find(({ n }) => n >= 0)
  const odd = post.length < 5 ? [] : text.flatMap((line, n) => nearly(line.replaceAll(post, '\n'), post).map((words) => at(words, n + 1, words)))
  if (first) return [at(first.words, first.n + 1, ''), ...odd]
  const instead = intro.flatMap(({ text: said, line }) => {
    const words = /(?:现任|原任|时任|退休前任|职务[:\t])([^,。;(\t]{2,60})/.exec(said)?.[1]
    return words === undefined ? [] : [at(words, line, words)]
  })
  return odd.length > 0 ? odd : instead.slice(0, 1)
}
