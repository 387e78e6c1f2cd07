/** A fixed part of the mutants of the policy (P10 c); all of them by `npm run mutants`. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('every mutant of the sample fails a check', () => {
  const root = join(import.meta.dirname, '../..')
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', './src/setup/launch.js', 'tests/seeing/mutants.ts', '--sample'], { cwd: root, encoding: 'utf8' })
  expect({ status, said: stdout, wrong: stderr }).toMatchObject({ status: 0, said: expect.stringMatching(/^1\d\d killed, \d+ the same by construction, 0 survived\n$/) })
}, 120_000)
