/** Builds the browser application into `.web/`: `node --import ./src/setup/launch.js src/setup/pages.ts`. With `--documents` it stops after what the types need. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { generate as generateTypes } from '@graphql-codegen/cli'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { generate } from './asks.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const steps = generate()
await generateTypes({
  schema: at('../../schema.graphql'),
  documents: [at('../web/**/*.graphql')],
  silent: true,
  generates: {
    [at('../web/gql/')]: {
      preset: 'client',
      presetConfig: { fragmentMasking: false, persistedDocuments: { mode: 'replaceDocumentWithHash', hashAlgorithm: 'sha256' } },
      config: { documentMode: 'string', useTypeImports: true, enumsAsTypes: true, strictScalars: true, skipTypename: true, scalars: { Day: 'string', Instant: 'string' } },
    },
  },
}, true)

if (!process.argv.includes('--documents')) {
  process.env.NODE_ENV = 'production' // whoever builds: a test would get the development build of React, a third larger
  await build({
    configFile: false, root: at('../web'), base: '/', logLevel: 'warn', plugins: [react()],
    worker: { format: 'es' },
    build: { outDir: at('../../.web/pages'), emptyOutDir: true, target: 'chrome90', chunkSizeWarningLimit: 900, modulePreload: { polyfill: false } },
  })
  // What the reader of PDF (`src/web/read/pdf.ts`) asks for as it goes: tables of Chinese characters, fonts that a file does not bring, decoders without WebAssembly.
  const pdf = at('../../node_modules/pdfjs-dist')
  const { version } = JSON.parse(readFileSync(join(pdf, 'package.json'), 'utf8')) as { version: string }
  for (const [folder, wanted] of [['cmaps', /\.bcmap$/], ['standard_fonts', /\.(pfb|ttf)$/], ['wasm', /_nowasm_fallback\.js$/]] as const)
    for (const name of readdirSync(join(pdf, folder)).filter((one) => wanted.test(one))) cpSync(join(pdf, folder, name), at(`../../.web/pages/assets/pdf-${version}/${folder}/${name}`))
  for (const one of readdirSync(at('../../.web/pages'), { recursive: true, withFileTypes: true }).filter((file) => file.isFile())) {
    const name = join(one.parentPath, one.name)
    writeFileSync(`${name}.gz`, gzipSync(readFileSync(name), { level: 9 }))
  }
  // The server takes these and no others from the pages.
  const operations = JSON.parse(readFileSync(at('../web/gql/persisted-documents.json'), 'utf8')) as Record<string, string>
  writeFileSync(at('../../.web/operations.json'), JSON.stringify([...steps, ...Object.values(operations)]))
}
