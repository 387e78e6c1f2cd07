/** What the build made: small enough at first, and nothing that Chrome 90 does not know. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { root } from './browser.ts'

const folder = join(root, '.web/pages')
const files = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js') || name.endsWith('.css'))
const textOf = (name: string) => readFileSync(join(folder, 'assets', name), 'utf8')

/** What came to Chrome after 90, and what only pages have that came over https. Who asks first whether it is there may have it. */
const later: Record<string, RegExp> = {
  'crypto.randomUUID (92, https only)': /\brandomUUID\b/,
  'at (92)': /\.at\((-?\d|[a-z]+\))/,
  'Object.hasOwn (93)': /\bObject\.hasOwn\b/,
  'structuredClone (98)': /(?<!typeof )\bstructuredClone\(/,
  'findLast (97)': /\.findLast(Index)?\(/,
  'toSorted and its kind (110)': /\.(toSorted|toReversed|toSpliced)\(/,
  'groupBy (117)': /\b(Object|Map)\.groupBy\b/,
  'Promise.withResolvers, Promise.try (119, 128)': /\bPromise\.(withResolvers|try)\b/,
  'Array.fromAsync (121)': /\bArray\.fromAsync\b/,
  'AbortSignal.timeout, AbortSignal.any (103, 116)': /\bAbortSignal\.(timeout|any)\b/,
  'isSubsetOf and its kind (122)': /\.(isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(/,
  'URL.canParse (120)': /\bURL\.canParse\b/,
  'v as a flag of a regular expression (112)': /new RegExp\([^)]*,\s*[`"'][a-z]*v[a-z]*[`"']\)/,
}

describe('the built files', () => {
  it('are written in the language of Chrome 90, to the letter', () => {
    // What had to be written otherwise for Chrome 90 would come out changed: classes with blocks and private names, ??= and its kind are kept or rewritten by the same rules as the build.
    for (const name of files.filter((one) => one.endsWith('.js'))) {
      const { warnings } = transformSync(textOf(name), { target: 'chrome90', loader: 'js', supported: { 'top-level-await': true } })
      expect([name, warnings.map(({ text }) => text)]).toEqual([name, []])
      expect([name, /\bstatic\s*\{|#\w+ in \w/.exec(textOf(name))?.[0] ?? null]).toEqual([name, null])
    }
  })

  it('call nothing that came later, or only over https', () => {
    const found = files.filter((one) => one.endsWith('.js')).flatMap((name) => Object.entries(later).flatMap(([what, how]) => { const at = how.exec(textOf(name)); return at ? [`${name}: ${what}: ${textOf(name).slice(at.index - 40, at.index + 40)}`] : [] }))
    expect(found).toEqual([])
  })

  it('have styles of our own that Chrome 90 knows', () => {
    for (const name of files.filter((one) => one.endsWith('.css'))) expect([name, /:has\(|@layer|@container|color-mix|\d[dsl]v[hw]\b|subgrid|:focus-within\(/.exec(textOf(name))?.[0] ?? null]).toEqual([name, null])
  })

  it('are at most 400 kB compressed for the first page, and charts come later', () => {
    const html = readFileSync(join(folder, 'index.html'), 'utf8')
    const first = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '')
    const bytes = [...new Set(first)].reduce((sum, path) => sum + statSync(join(folder, `${path}.gz`)).size, 0)
    expect(first.length).toBeGreaterThan(0)
    expect(bytes).toBeLessThan(400_000)
    const charts = files.filter((name) => name.startsWith('charts-'))
    expect(charts.length).toBeGreaterThan(0)
    expect(charts.some((name) => html.includes(name))).toBe(false)
  })
})
