/** The generated database: made once for each size, and again when tables, rules or the way of making it change. */
import { createHash, randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { people } from '../../src/caseload/city.ts'
import { demoPassword } from '../../src/caseload/seed.ts'
import { instantOf, settleCity } from '../../src/caseload/settle.ts'
import { now } from '../../src/now.ts'
import { progressOf } from '../../src/progress.ts'
import { openDemoAccounts, signIn } from '../../src/store/sessions.ts'
import { openStore } from '../../src/store/store.ts'
import { verify } from '../../src/store/verify.ts'
import { fill } from './fill.ts'
import { commission, templates, type Template } from './templates.ts'

const folder = join(tmpdir(), 'huapian-bench')
const sampled = 600

/** The file of this size; it is never served itself, only copied. */
export async function generated(cases: number): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${cases}-${fingerprint()}.db`)
  if (existsSync(file)) return file
  for (const old of readdirSync(folder).filter((name) => name.startsWith(`${cases}-`))) rmSync(join(folder, old), { force: true })
  const made = templates(now().on)
  const sample = join(folder, `sample-${randomUUID()}.db`)
  await make(sample, made, sampled, () => {})
  const faults = await faultsIn(sample)
  remove(sample)
  if (faults.length > 0) throw new Error(`生成的案件与逐步办理的不一致：\n${faults.slice(0, 10).join('\n')}`)
  process.stderr.write(`生成的案件抽查 ${sampled} 件：审计链、重演、各列、计数全部相符\n`)
  const fresh = join(folder, `making-${randomUUID()}.db`)
  await make(fresh, made, cases, progressOf(`生成 ${cases} 件`))
  renameSync(fresh, file)
  return file
}

/** The city, its accounts (opened today, so that none has fallen asleep) and so many cases. */
async function make(file: string, made: readonly Template[], cases: number, progress: (done: number, total: number) => void): Promise<void> {
  const store = await openStore(file)
  const at = instantOf('2018-01-01')
  await settleCity(store, commission, at)
  await openDemoAccounts(store, { commission, by: '演示数据', at: now().at }, people.map(({ id }) => ({ personId: id, login: id.toLowerCase() })), demoPassword)
  await store.close()
  fill(file, made, cases, progress)
}

/** What `verify` finds in a file. */
async function faultsIn(file: string): Promise<string[]> {
  const store = await openStore(file)
  const faults = await verify(store, commission, now())
  await store.close()
  return faults
}

/** A copy to be served and written to, with somebody signed in for every name: the tokens by login. */
export async function served(file: string, name: string, logins: readonly string[]): Promise<{ file: string; tokens: Record<string, string> }> {
  const copy = join(folder, `${name}-${process.pid}.db`)
  remove(copy)
  copyFileSync(file, copy)
  const store = await openStore(copy)
  const tokens: Record<string, string> = {}
  for (const login of logins) {
    const opened = await signIn(store, commission, { login, password: demoPassword }, now())
    if (!opened) throw new Error(`“${login}”登录不了`)
    tokens[login] = opened.token
  }
  await store.close()
  return { file: copy, tokens }
}

export const remove = (file: string): void => ['', '-wal', '-shm'].forEach((end) => rmSync(file + end, { force: true }))
export const megabytes = (file: string): number => Math.round(statSync(file).size / 1_000_000)

/** Stands for all that decides what the rows are. */
function fingerprint(): string {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const files = ['drizzle/sqlite', 'src/review', 'src/caseload'].flatMap((one) => readdirSync(join(root, one), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)))
  const more = ['src/store/columns.ts', 'src/store/canonical.ts', 'src/store/tables.ts', 'tests/bench/templates.ts', 'tests/bench/fill.ts'].map((one) => join(root, one))
  const hash = createHash('sha256')
  for (const file of [...files, ...more].sort()) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 12)
}
