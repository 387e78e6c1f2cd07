/** Amounts and days that several texts name: which are one and the same, and which is nearly the same in the same place, as a slip of the hand makes it. */
import { inCents } from '../review/numerals.ts'
import type { FivePaper } from './five-papers.ts'
import type { Said } from './said.ts'

/** Something said, with the paper and the place it stands in. */
export type Entry<Value = string, More = object> = Said<Value> & More & { paper: FivePaper; where: string }
/** Everything that says one thing; `odd` are those that say it otherwise than the rest. */
type Cluster<Value> = { entries: Entry<Value>[]; odd: Entry<Value>[] }
/** Whether two values can be one that was mistyped, and whether the words beside them say that they are the same thing. */
type Nearness<Value> = { near: (one: Value, other: Value) => boolean; beside: (one: Entry<Value>, other: Entry<Value>) => boolean; explained: (one: Value, others: readonly Entry<Value>[]) => boolean }

/** So many different values are held against each other at most; a longer text is told by what agrees. */
const mostValues = 400

/** Values in the order in which they are named, each with what was taken for it. */
export function clusters<Value>(entries: readonly Entry<Value>[], { near, beside, explained }: Nearness<Value>): Cluster<Value>[] {
  const byValue = new Map<Value, Entry<Value>[]>()
  for (const one of entries) byValue.set(one.value, [...(byValue.get(one.value) ?? []), one])
  const groups = [...byValue.values()]
  if (groups.length > mostValues) return groups.map((own) => ({ entries: own, odd: [] }))
  const papersOf = (own: readonly Entry<Value>[]) => new Set(own.map(({ paper }) => paper))
  const saidIn = (paper: FivePaper) => entries.filter((one) => one.paper === paper)
  const counted = (own: readonly Entry<Value>[], paper: FivePaper) => own.filter((one) => one.paper === paper).length
  const taken = new Map<Entry<Value>[], Entry<Value>[]>()
  for (const own of groups) {
    const [paper, more] = papersOf(own)
    const [first] = own
    if (paper === undefined || more !== undefined || first === undefined) continue // what two papers say alike is no slip
    const right = groups.find((other) => {
      const [said] = other.filter((one) => one.paper !== paper)
      if (other === own || said === undefined || taken.has(other)) return false
      const isNear = near(first.value, said.value)
      if (!isNear && (explained(first.value, saidIn(said.paper)) || explained(said.value, saidIn(paper)))) return false
      const same = own.some((one) => other.some((another) => another.paper !== paper && beside(one, another)))
      const here = counted(other, paper)
      const fewer = [...papersOf(other)].some((one) => one !== paper && counted(other, one) > here)
      return same && fewer && (here === 0 || isNear)
    })
    if (right) taken.set(own, right)
  }
  return groups.filter((own) => !taken.has(own)).map((own) => {
    const slips = [...taken].filter(([, right]) => right === own).flatMap(([slip]) => slip)
    return { entries: [...own, ...slips], odd: slips.length === 0 ? [] : [...own, ...slips] }
  })
}

/** The pairs of Chinese characters beside something, without those that only lead to it. */
const pairsOf = (...texts: readonly string[]): Set<string> => new Set(texts.flatMap((text) => {
  const signs = text.replace(/[^\p{sc=Han}]|[万元年月日至]|其中|约|共计|合计|总计|人民币/gu, '')
  return [...signs].slice(1).map((sign, n) => `${signs[n] ?? ''}${sign}`)
}))
const share = (own: Set<string>, others: Set<string>): boolean => [...others].some((pair) => own.has(pair))

/** One step of a hand from a run of figures to another: a figure more, less or other, two that changed places. */
function isSlip(one: string, other: string): boolean {
  if (one.length === other.length) {
    const wrong = [...one].flatMap((sign, n) => (sign === other[n] ? [] : [n]))
    const [a = 0, b = 0] = wrong
    return wrong.length === 1 || (wrong.length === 2 && one[a] === other[b] && one[b] === other[a])
  }
  const [long, short] = one.length > other.length ? [one, other] : [other, one]
  return long.length === short.length + 1 && [...long].some((_sign, n) => long.slice(0, n) + long.slice(n + 1) === short)
}

/** Amounts: by the words of their clause. A total that is the sum of parts, or a part of such a sum, explains itself. */
export const nearAmounts: Nearness<number> = {
  near: (one, other) => one === 0 || other === 0 || isSlip(String(one), String(other)) || [10, 100, 1000, 10_000].some((times) => one * times === other || other * times === one),
  beside: (one, other) => share(clauseOf(one), clauseOf(other)),
  explained: sumOfParts,
}

const clauseOf = ({ before, after }: Entry<number>): Set<string> => pairsOf((before.split(/[,、。;:\t]/).at(-1) ?? '').slice(-10), (after.split(/[,、。;)\t]/)[0] ?? '').slice(0, 10))

/** Days: by the words of their line after them, or before. */
export const nearDays: Nearness<string> = {
  near: isNearDay,
  beside: (one, other) => isNearDay(one.value, other.value) && (share(pairsOf(one.after.slice(0, 24)), pairsOf(other.after.slice(0, 24))) || share(pairsOf(one.before.slice(-16)), pairsOf(other.before.slice(-16)))),
  explained: () => false,
}

function isNearDay(one: string, other: string): boolean {
  const [own, others] = [one.split('-'), other.split('-')]
  return own.length === others.length && own.filter((part, n) => part !== others[n]).length === 1
}

/** Whether a sum is that of parts that follow one another in a text, with or without those in brackets (其中…). */
export function sumOfParts(total: number, said: readonly Entry<number>[]): boolean {
  const bracketed = ({ before }: Entry<number>) => before.lastIndexOf('(') > before.lastIndexOf(')')
  return [said, said.filter((one) => !bracketed(one))].some((parts) => parts.some((_one, from) => {
    let sum = 0
    return parts.slice(from).some(({ value }, n) => (sum = inCents(sum + value)) === total && n > 0)
  }))
}
