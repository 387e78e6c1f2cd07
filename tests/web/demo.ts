/** Before all tests in a browser: the pages are built where they are not, and the demo is made once, from an empty database. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoFolder, root, serve } from './browser.ts'

export async function setup(): Promise<() => void> {
  const built = spawnSync(process.execPath, ['--import', './src/setup/launch.js', 'src/setup/pages.ts'], { cwd: root, encoding: 'utf8' })
  if (built.status !== 0) throw new Error(built.stderr)
  const folder = mkdtempSync(join(tmpdir(), 'huapian-demo-'))
  const server = await serve(folder)
  await server.stop()
  process.env[demoFolder] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
