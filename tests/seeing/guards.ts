/** The code of the predicate, mutated: every guard taken away, negated, weakened. Mutants are texts; a hook of Node's loads them in place of the file. */
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

export type Guard = { name: string; file: string; text: string }

/** What is done to a line of code: each place that fits, one mutant. */
const weakenings: readonly (readonly [what: string, pattern: RegExp, by: string])[] = [
  ['and → or', / && /g, ' || '], ['or → and', / \|\| /g, ' && '],
  ['equal → unequal', / === /g, ' !== '], ['unequal → equal', / !== /g, ' === '], ['turned', / > /g, ' <= '], ['turned', / >= /g, ' < '], ['turned', / <= /g, ' > '],
  ['not → is', /(?<=[( ])!(?=[(\w])/g, ''], ['some → every', /\.some\(/g, '.every('],
  ['always', /(?<=\.\.\.\()[^()]*(?:\([^()]*\)[^()]*)*(?= \? \[)/g, 'true'], ['never', /(?<=\.\.\.\()[^()]*(?:\([^()]*\)[^()]*)*(?= \? \[)/g, 'false'],
  ['no key', /(?<=return )\[`?.+\]$/g, '[]'], ['taken from the list', /(?<=\[)('\w+'), /g, ''], ['taken from the list', /, '\w+'(?=\]$)/g, ''], ['taken from the list', /, '\w+'(?=[,\]])/g, ''],
  ['the first, not the last', /\.at\(-1\)/g, '.at(0)'], ['the other way', /\.filter\(isApproved\)/g, ''],
  ['not exists → exists', /not exists/g, 'exists'], ['SQL and → or', /(?<=sql`[^`]*) and (?=[^`]*`)/g, ' or '], ['SQL or → and', /(?<=sql`[^`]*) or (?=[^`]*`)/g, ' and '],
]

/** Lines that are a member of a list, or one of several conditions: taken away whole. */
const removable = /^ {2,}(\.\.\..*,|.* &&)$/

/** The mutants of a file under `src`. */
export function guardsIn(file: string): Guard[] {
  const lines = readFileSync(new URL(`../../src/${file}`, import.meta.url), 'utf8').split('\n')
  const isCode = (line: string) => !/^\s*(\/\*\*|\*|\/\/|import |export type |type )/.test(line)
  const text = (n: number, line: string | null) => lines.toSpliced(n, 1, ...(line === null ? [] : [line])).join('\n')
  return lines.flatMap((line, n): Guard[] => (isCode(line) ? [
    ...(removable.test(line) ? [{ name: `${file}:${n + 1} taken away: ${line.trim()}`, file, text: text(n, null) }] : []),
    ...weakenings.flatMap(([what, pattern, by]) => [...line.matchAll(pattern)].map(({ 0: found, index }): Guard =>
      ({ name: `${file}:${n + 1} ${what}: …${line.slice(Math.max(index - 25, 0), index + found.length + 25).trim()}…`, file, text: text(n, line.slice(0, index) + by + line.slice(index + found.length)) }))),
  ] : []))
}

let current: { guard: Guard; afresh: readonly string[]; tag: string } | null = null
let count = 0

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context)
    const path = current && found.url.startsWith('file:') ? fileURLToPath(found.url.split('?')[0]!) : ''
    return current && [current.guard.file, ...current.afresh].some((file) => path.endsWith(`/src/${file}`)) ? { ...found, url: `${found.url.split('?')[0]}?${current.tag}` } : found
  },
  load(url, context, next) {
    if (current && url.endsWith(`/src/${current.guard.file}?${current.tag}`)) return { format: 'module-typescript', shortCircuit: true, source: current.guard.text }
    return next(url, context)
  },
})

/** Modules under `src` loaded anew, with the guard mutated in one of them; `afresh` are the files between. */
export async function withGuard<Made>(guard: Guard, afresh: readonly string[], load: (tag: string) => Promise<Made>): Promise<Made> {
  current = { guard, afresh, tag: `mutant=${++count}` }
  try {
    return await load(current.tag)
  } finally {
    current = null
  }
}
