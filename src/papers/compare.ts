/**
 * 比对: a text held against the papers of its case. The same fact is typed in the filing report, the investigation and the
 * review report, the decision and the ledger; whatever day, sum or article a text names that none of the case's papers
 * names, and whoever it leaves out, is listed with the line. What agrees says nothing.
 */
import { amountsSaid, articlesIn, bare, daysIn, type Said } from './said.ts'

export type Difference = { kind: 'day' | 'amount' | 'article' | 'person' | 'post'; line: number | null; words: string; message: string }

/** What the text is held against: the lines of all papers of the case, and whom the case is about. */
export type Against = { papers: readonly string[]; people: readonly { name: string; post: string }[] }

/** Every difference, from top to bottom; what is missing altogether comes last. */
export function differences(lines: readonly string[], { papers, people }: Against): Difference[] {
  const found = readers.flatMap(({ kind, read, knows, message }) => {
    const known = read(papers)
    return read(lines).filter((one) => !known.some((other) => knows(one, other))).map(({ words, line }): Difference => ({ kind, line, words, message: message(words) }))
  }).sort((one, other) => (one.line ?? 0) - (other.line ?? 0))
  const said = lines.map(bare).join('\n')
  const missing = people.flatMap(({ name, post }): Difference[] =>
    !said.includes(bare(name)) ? [{ kind: 'person', line: null, words: name, message: `没有写到“${name}”，请核对是不是本案的文书` }]
      : !said.includes(bare(post)) ? [{ kind: 'post', line: null, words: post, message: `“${name}”的职务在案件里是“${post}”，这里没有这样写` }] : [])
  return [...found, ...missing]
}

/** A reader with its own way to tell whether two things that were read are one. */
const reader = <One extends Said<unknown>>(kind: Difference['kind'], read: (lines: readonly string[]) => One[], knows: (one: One, other: One) => boolean, message: (words: string) => string) =>
  ({ kind, read, knows: (one: Said<unknown>, other: Said<unknown>) => knows(one as One, other as One), message })

const readers = [
  reader('day', (lines) => daysIn(lines).filter(({ value }) => value.split('-').length === 3), (one, other) => one.value === other.value, (words) => `日期“${words}”在案件的其他文书里没有`),
  // 26.8万元, 26.80万元 and 268,000元 are one sum
  reader('amount', amountsSaid, (one, other) => one.value === other.value, (words) => `金额“${words}”在案件的其他文书里没有`),
  reader('article', articlesIn, (one, other) => one.value.split('.')[0] === other.value.split('.')[0] && (one.norm === other.norm || one.norm === '' || other.norm === ''), (words) => `“${words}”在案件的其他文书里没有引用`),
]
