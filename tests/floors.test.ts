import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'

/** What each folder under `src` may import: floors below, and packages. `top` is what lies in `src` itself. */
const floors: Record<string, { below: string[]; packages: RegExp }> = {
  review: { below: [], packages: /^xstate$/ },
  store: { below: ['review'], packages: /^(node:|drizzle-orm|drizzle-kit$|better-sqlite3$|pg$|pinyin-pro$)/ },
  caseload: { below: ['review', 'store'], packages: /^(node:|zod$)/ },
  papers: { below: ['review'], packages: /^(node:|docx$|docxtemplater$|pizzip$|fflate$)/ },
  api: { below: ['review', 'store', 'papers'], packages: /^(node:|@pothos\/|@graphql-yoga\/|graphql-yoga$|graphql$|dataloader$)/ },
  web: { below: ['review'], packages: /^(react|react-dom\/client|react-router|antd(\/.+)?|@ant-design\/icons|@tanstack\/react-query|echarts\/.+|dayjs|pdfjs-dist\/legacy\/.+)$/ },
  setup: { below: ['review', 'store', 'api', 'web'], packages: /^(node:|graphql$|vite$|@vitejs\/|@graphql-codegen\/)/ },
  verifier: { below: [], packages: /^node:/ },
  top: { below: ['review', 'store', 'caseload', 'papers', 'api', 'setup'], packages: /./ },
}

/** Files that nothing imports, since somebody runs or reads them by name. */
const entries = /^src\/(main\.ts|web\/(main\.tsx|index\.html|tsconfig\.json|public\/.+|.+\.graphql)|setup\/.+|verifier\/verify-chain\.mjs|store\/(drizzle\.config|schema\.sqlite|schema\.postgres|checkpoint-worker)\.ts|caseload\/data\/cases\.json)$/

const root = dirname(import.meta.dirname)
const filesIn = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => posix.join(folder, posix.relative(join(root, folder), join(one.parentPath, one.name))))
    .toSorted()
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const floorOf = (file: string) => (file.split('/').length === 2 ? 'top' : (file.split('/')[1] ?? ''))

type Import = { file: string; from: string; target: string | null; typesOnly: boolean }
const importsOf = (file: string): Import[] =>
  [...read(file).matchAll(/^(?:import|export)\s(type\s)?(?:[^'"]*?\sfrom\s)?['"]([^'"]+)['"]|\bimport\(['"]([^'"]+)['"]\)/gm)].map(([, typesOnly, fixed, lazy]) => {
    const from = fixed ?? lazy ?? ''
    return { file, from, target: from.startsWith('.') ? posix.join(dirname(file), from) : null, typesOnly: typesOnly !== undefined }
  })

// What the build makes of the schema is nobody's writing.
const sources = filesIn('src').filter((file) => !file.startsWith('src/web/gql/'))
const code = sources.filter((file) => /\.(ts|tsx|m?js)$/.test(file))
const imports = code.flatMap(importsOf)

describe('the floors', () => {
  it('have a place for every folder under src', () => {
    expect([...new Set(sources.map(floorOf))].filter((floor) => !(floor in floors))).toEqual([])
  })

  it('import downwards only', () => {
    const upwards = imports.filter(({ file, target }) => {
      if (target === null) return false
      const [here, there] = [floorOf(file), floorOf(target)]
      return here !== there && !floors[here]?.below.includes(there)
    })
    expect(upwards.map(({ file, from }) => `${file} → ${from}`)).toEqual([])
  })

  it('use only the packages of their floor', () => {
    const foreign = imports.filter(({ file, from, target }) => target === null && !floors[floorOf(file)]?.packages.test(from))
    expect(foreign.map(({ file, from }) => `${file} → ${from}`)).toEqual([])
  })

  it('keep the clock and chance out of the core, except for the arithmetic of day.ts', () => {
    const unsteady = code.filter((file) => file.startsWith('src/review/') && file !== 'src/review/day.ts' && /\bDate\.|new Date\b|Math\.random|\bTemporal\./.test(read(file)))
    expect(unsteady).toEqual([])
  })
})

describe('the files', () => {
  it('are imported by somebody, where nobody runs them', () => {
    const imported = new Set([...imports, ...filesIn('tests').filter((file) => file.endsWith('.ts')).flatMap(importsOf)].map(({ target }) => target))
    expect(sources.filter((file) => !imported.has(file) && !entries.test(file))).toEqual([])
  })

  it('are no drawers', () => {
    const drawer = /(^|[-.])(utils?|helpers?|common|shared|misc|types?|constants?|managers?|services?)([-.]|$)/
    expect([...sources, ...filesIn('tests')].filter((file) => file.split('/').some((part) => drawer.test(part)))).toEqual([])
  })

  it('are no doors to other files', () => {
    expect(code.filter((file) => /^export\s(\*|type\s\{|\{)[^'"=]*\sfrom\s'/m.test(read(file)))).toEqual([])
  })

  it('are short enough to read', () => {
    const lines = (file: string) => read(file).split('\n').length - 1
    expect(code.filter((file) => lines(file) > 350).map((file) => `${file}: ${lines(file)}`)).toEqual([])
  })

  it('export by name', () => {
    expect(code.filter((file) => /^export default /m.test(read(file)) && !basename(file).endsWith('.config.ts'))).toEqual([])
  })
})
