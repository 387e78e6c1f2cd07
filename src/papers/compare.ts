/**
 * 比对: a text held against the papers of its case. The same fact is typed in the filing report, the investigation and the
 * review report, the decision and the ledger; whatever day, sum or article a text names that none of the case's papers
 * names, and whoever it leaves out, is listed with the line. What agrees says nothing.
 */
import { numberOf, plainText, sumsIn } from '../review/numerals.ts'

export type Difference = { kind: 'day' | 'amount' | 'article' | 'person' | 'post'; line: number | null; words: string; message: string }

/** What the text is held against: the lines of all papers of the case, and whom the case is about. */
export type Against = { papers: readonly string[]; people: readonly { name: string; post: string }[] }

/** Every difference, from top to bottom; what is missing altogether comes last. */
export function differences(lines: readonly string[], { papers, people }: Against): Difference[] {
  const whole = plain(papers.join('\n'))
  const text = lines.map(plain)
  const found = text.flatMap((line, n) => readers.flatMap(({ kind, read, message }) => {
    const known = new Set(read(whole).map(({ value }) => value))
    return read(line).filter(({ value }) => !known.has(value)).map(({ words }): Difference => ({ kind, line: n + 1, words, message: message(words) }))
  }))
  const said = text.join('\n')
  const missing = people.flatMap(({ name, post }): Difference[] =>
    !said.includes(plain(name)) ? [{ kind: 'person', line: null, words: name, message: `没有写到“${name}”，请核对是不是本案的文书` }]
      : !said.includes(plain(post)) ? [{ kind: 'post', line: null, words: post, message: `“${name}”的职务在案件里是“${post}”，这里没有这样写` }] : [])
  return [...found, ...missing]
}

/** Widths, blanks and the commas of thousands make no difference. */
const plain = (text: string): string => plainText(text).replace(/[ \u3000]/g, '')

type Read = { words: string; value: string }
const matches = (text: string, pattern: RegExp, valueOf: (found: RegExpMatchArray) => string): Read[] => [...text.matchAll(pattern)].map((found) => ({ words: found[0], value: valueOf(found) }))

const readers: readonly { kind: Difference['kind']; read: (text: string) => Read[]; message: (words: string) => string }[] = [
  {
    kind: 'day',
    read: (text) => matches(text, /(\d{4})年0?(\d{1,2})月0?(\d{1,2})日/g, ([, year, month, day]) => `${year}-${Number(month)}-${Number(day)}`),
    message: (words) => `日期“${words}”在案件的其他文书里没有`,
  },
  {
    kind: 'amount', // 26.8万元, 26.80万元 and 268,000元 are one sum
    read: (text) => sumsIn(text).map(({ words, yuan }) => ({ words, value: String(yuan) })),
    message: (words) => `金额“${words}”在案件的其他文书里没有`,
  },
  {
    kind: 'article',
    read: (text) => matches(text, /第(\d+|[零一二三四五六七八九十百]+)条/g, ([, number = '']) => String(numberOf(number))),
    message: (words) => `“${words}”在案件的其他文书里没有引用`,
  },
]
