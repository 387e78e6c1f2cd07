/**
 * The demo as `huapian seed` makes it, made once a run for all files that begin with it; each works on a copy. What the
 * first start does with an empty database is tested where that is the question (`seed.test.ts`, `server.test.ts`).
 */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const folderName = 'HUAPIAN_TEST_DEMO'

/** Before all tests: a folder for it, which goes with the run. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'huapian-demo-'))
  process.env[folderName] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

/** Puts a database with the demo at a path where there is none. */
export async function demoAt(file: string): Promise<void> {
  const folder = process.env[folderName] ?? ''
  const [made, making] = [join(folder, 'demo.db'), join(folder, 'making')]
  while (!existsSync(made)) {
    if (isFirst(making)) make(join(making, 'demo.db'), made)
    else await sleep(100)
  }
  copyFileSync(made, file)
}

/** Whoever makes the folder makes the demo; all others wait. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch {
    return false
  }
}

function make(file: string, made: string): void {
  const { status, stderr } = spawnSync(process.execPath, ['--import', './src/setup/launch.js', 'src/main.ts', 'seed'], { encoding: 'utf8', env: { DATABASE_URL: file } })
  if (status !== 0) throw new Error(`the demo could not be made: ${stderr}`)
  renameSync(file, made)
}
