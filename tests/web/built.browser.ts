/** What the build made: small enough at first, and nothing that Chrome 90 does not know. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { schema } from '../../src/api/schema.ts'
import { stepNames } from '../../src/review/steps/index.ts'
import type { Asked, Asks, EnumWords } from '../../src/web/asked.ts'
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

const written = <Read>(name: string) => JSON.parse(readFileSync(join(root, 'src/web/gql', name), 'utf8')) as Read

describe('the plain form', () => {
  const asks = written<Asks>('asks.json')
  const words = written<EnumWords>('words.json')

  it('is there for every step of the core, with every field that its mutation takes, and nothing else', () => {
    expect(Object.keys(asks.steps).toSorted()).toEqual([...stepNames].toSorted())
    for (const step of stepNames) {
      const takes = (schema.getMutationType()?.getFields()[step]?.args ?? []).map(({ name }) => name).filter((name) => !['caseId', 'version', 'operationKey'].includes(name))
      expect([step, (asks.steps[step] ?? []).map(({ name }) => name)]).toEqual([step, takes])
      expect(asks.documents[step]).toMatch(/^[0-9a-f]{64}$/)
    }
  })

  it('knows of every field what it is called in both languages, and what may be chosen or filled in for it', () => {
    const known = (one: Asked): boolean => one.kind === 'choice' ? words[one.type ?? ''] !== undefined : one.kind === 'group' ? asks.groups[one.type ?? ''] !== undefined : true
    const wrong = [...Object.entries(asks.steps), ...Object.entries(asks.groups)].flatMap(([where, fields]) => fields.filter((one) => one.zh === '' || one.en === '' || /[\u4e00-\u9fff]/.test(one.en) || !known(one)).map(({ name }) => `${where}.${name}`))
    expect(wrong).toEqual([])
  })

  it('is written by hand for no step: no file that draws forms is named after one', () => {
    const named = readdirSync(join(root, 'src/web/steps')).map((name) => name.replace(/\.tsx?$/, '')).filter((name) => (stepNames as readonly string[]).includes(name))
    expect(named).toEqual([])
    expect([...readFileSync(join(root, 'src/web/steps/form.tsx'), 'utf8').matchAll(/'(\w+)'/g)].map(([, word]) => word ?? '').filter((word) => (stepNames as readonly string[]).includes(word))).toEqual([])
  })
})

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
    // The reader of PDF files is the legacy build, which brings along what it needs of these (core-js).
    const found = files.filter((one) => one.endsWith('.js') && !/^pdf[.-]/.test(one)).flatMap((name) => Object.entries(later).flatMap(([what, how]) => { const at = how.exec(textOf(name)); return at ? [`${name}: ${what}: ${textOf(name).slice(at.index - 40, at.index + 40)}`] : [] }))
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
