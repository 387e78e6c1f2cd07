/** The order in which reports tell what was done: by discipline, then the law, then crime; what cannot be told apart stays where it was. */

const disciplines: readonly RegExp[] = [
  /政治纪律|政治规矩|对抗组织审查|串供|迷信活动/,
  /八项规定/,
  /组织纪律|隐瞒不报|个人有关事项|出国|出境|选人用人/,
  /廉洁纪律|营利活动|礼品|礼金|以权谋私/,
  /群众纪律|群众利益/,
  /工作纪律|不负责任|失职|财经法规|小金库/,
  /生活纪律|不正当性关系|生活奢靡/,
  /职务违法|违反.*政务处分法/,
  /其他违法|治安管理/,
  /犯罪|受贿|贪污|挪用公款/,
]

/** Which of the ten a sentence is about, or null. */
function disciplineOf(said: string): number | null {
  const found = disciplines.findIndex((words) => words.test(said))
  return found < 0 ? null : found
}

/** What leans on the sentence before it and cannot leave its side. */
const leaning = /^(其中|上述|该|此外|同时|另|以上|至案发)/

/** The same things in the order of R-500. One that names no discipline, or leans on the one before it, stays behind that. */
export function inOrder<T>(things: readonly T[], said: (thing: T) => string): T[] {
  let before = -1
  return things
    .map((thing, n) => ({ thing, n, rank: (before = (n > 0 && leaning.test(said(thing)) ? null : disciplineOf(said(thing))) ?? before) }))
    .sort((a, b) => a.rank - b.rank || a.n - b.n)
    .map(({ thing }) => thing)
}

/** A characterisation with its parts in order: they stand between semicolons. */
export const characterisationInOrder = (said: string): string => inOrder(said.split(/[;；]/).map((part) => part.trim()).filter((part) => part !== ''), (part) => part).join('；').replaceAll('(', '（').replaceAll(')', '）').replaceAll(',', '，')
