/** Asks drizzle-kit whether the tables say more than the migrations do. For checks only: it wants the development packages. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrationsFolder } from './migrations.ts'
import type { Store } from './store.ts'

/** The names of the migrations of an engine, in order. */
export const migrationNames = (engine: Store['engine']): string[] => {
  const journal: unknown = JSON.parse(readFileSync(join(migrationsFolder(engine), 'meta/_journal.json'), 'utf8'))
  return (journal as { entries: { tag: string }[] }).entries.map((entry) => entry.tag)
}

/** What is wrong with the migrations: the folders do not carry the same names, files and journal differ, or something is left to generate. */
export function migrationFaults(): string[] {
  const [sqlite, postgres] = [migrationNames('sqlite'), migrationNames('postgres')]
  return [
    ...(sqlite.join() === postgres.join() ? [] : [`drizzle/sqlite 与 drizzle/postgres 的迁移名称不同：${sqlite.join('、')}；${postgres.join('、')}`]),
    ...(['sqlite', 'postgres'] as const).flatMap((engine) => [
      ...(filesIn(migrationsFolder(engine)).join() === migrationNames(engine).join() ? [] : [`drizzle/${engine} 的文件与 _journal.json 不一致`]),
      ...leftToGenerate(engine).map((file) => `drizzle/${engine} 缺少迁移：请运行 drizzle-kit generate（会生成 ${file}）`),
    ]),
  ]
}

/** The migrations that drizzle-kit would add, made in a copy of the folder. */
function leftToGenerate(engine: Store['engine']): string[] {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const kit = join(root, 'node_modules/drizzle-kit/bin.cjs')
  if (!existsSync(kit)) throw new Error('drizzle-kit is not installed')
  const copy = mkdtempSync(join(tmpdir(), `huapian-${engine}-`))
  try {
    cpSync(migrationsFolder(engine), copy, { recursive: true })
    const made = spawnSync(process.execPath, [kit, 'generate', '--config', 'src/store/drizzle.config.ts', '--name', 'left_over'], {
      cwd: root, encoding: 'utf8', timeout: 60_000, env: { ...process.env, NODE_OPTIONS: '', ENGINE: engine, MIGRATIONS: copy },
    })
    if (made.status !== 0) throw new Error(`drizzle-kit: ${made.stderr || made.stdout}`)
    return filesIn(copy).filter((file) => !migrationNames(engine).includes(file))
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

const filesIn = (folder: string): string[] => readdirSync(folder).filter((file) => file.endsWith('.sql')).map((file) => basename(file, '.sql')).sort()
