/**
 * `npm run check`: types (of the pages too, whose documents are read anew first), lint, unused code, printed schema and migrations. All checks run, one line
 * each; what a failed one printed stands below its line. Exit code 1 where any failed.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrationFaults } from '../store/generate.ts'

/** What is wrong, in lines to print; empty where all is well. */
type Check = () => Promise<string>

const root = fileURLToPath(new URL('../..', import.meta.url))

const checks: Record<string, Check> = {
  类型: () => run('node_modules/typescript/bin/tsc', ['--noEmit']),
  网页: async () => (await run('src/setup/pages.ts', ['--documents'])) || run('node_modules/typescript/bin/tsc', ['--noEmit', '-p', 'src/web']),
  规范: () => run('node_modules/oxlint/bin/oxlint', ['--type-aware', '--deny-warnings', '--format=unix']),
  无用代码: () => run('node_modules/knip/bin/knip.js', ['--no-progress', '--treat-config-hints-as-errors']),
  接口定义: () => run('src/main.ts', ['schema', '--check']),
  数据库变更: async () => migrationFaults().join('\n'),
}

let failed = 0
for (const [name, check] of Object.entries(checks)) {
  const began = performance.now()
  const wrong = await check()
  if (wrong !== '') failed += 1
  process.stdout.write(`${wrong === '' ? '✓' : '✗'} ${name}（${((performance.now() - began) / 1000).toFixed(1)} 秒）\n${wrong === '' ? '' : `${wrong}\n`}`)
}
process.stdout.write(failed === 0 ? '检查全部通过\n' : `${failed} 项检查没有通过\n`)
process.exitCode = failed === 0 ? 0 : 1

/** Runs a program of the project on this Node; what it printed where it fails. */
function run(file: string, options: string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, file), ...options], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let printed = ''
    child.stdout.on('data', (data: Buffer) => { printed += data.toString() })
    child.stderr.on('data', (data: Buffer) => { printed += data.toString() })
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code) => resolve(code === 0 ? '' : printed.trim() || `退出码 ${code}`))
  })
}
