/**
 * Goes first wherever this project's TypeScript is run (`node --import ./src/setup/launch.js …`): an
 * old Node gets one sentence, where without it it would print a stack trace, or crash in the SQLite
 * driver. What was compiled once is kept for the next start, of the processes that this one starts too.
 * Plain JavaScript, and nothing imported that an old Node lacks.
 */
import { existsSync, readFileSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const here = (path) => new URL(`../../${path}`, import.meta.url)
const needed = readFileSync(here('.node-version'), 'utf8').trim()
const stop = (sentence) => {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

if (Number(process.versions.node.split('.')[0]) < Number(needed.split('.')[0]))
  stop(`需要 Node ${needed}，现在运行的是 ${process.versions.node}：请用 npm start、npm test 或 npm run -s huapian，它们会用项目自带的 Node。`)
if (!existsSync(here('node_modules/commander'))) stop('所需的组件还没有安装：请先运行 npm ci --ignore-scripts，或者直接运行 npm start。')

process.env.NODE_COMPILE_CACHE ??= fileURLToPath(here('.huapian/compiled'))
module.enableCompileCache(process.env.NODE_COMPILE_CACHE)

/**
 * Node reads the whole table of exports of a package again for each of its files, which for this one, whose table is
 * long, is a third of every start. A file beside another needs no table.
 */
module.registerHooks({
  resolve: (specifier, context, next) =>
    context.parentURL?.includes('/node_modules/drizzle-orm/') && /^\.\.?\/.*\.js$/.test(specifier) ? { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true } : next(specifier, context),
})
