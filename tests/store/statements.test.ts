/** What a step asks of the database: the figures are kept with it, so they must not make it long. */
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cityIn, reported } from './city.ts'

it('takes a case from its draft to the approved report with few statements a step', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huapian-statements-'))
  const store = await cityIn(join(folder, 'city.db'))
  const probe = new Database(':memory:')
  const statement = Object.getPrototypeOf(probe.prepare('select 1')) as { source: string } & Record<'all' | 'get' | 'run', (...args: unknown[]) => unknown>
  probe.close()
  const before = { all: statement.all, get: statement.get, run: statement.run }
  const counted = { all: 0, tallies: 0 }
  await reported(store) // builds and prepares
  for (const name of ['all', 'get', 'run'] as const)
    statement[name] = function (this: typeof statement, ...args) {
      counted.all++
      if (/"tallies"/.test(this.source)) counted.tallies++
      return before[name].apply(this, args)
    }
  try {
    await reported(store)
  } finally {
    Object.assign(statement, before)
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
  // 518 and 37 at the time of writing; 563 and 82 before days, returns and changes were counted with it, and written together.
  expect(counted.all).toBeLessThan(530)
  expect(counted.tallies).toBeLessThan(45)
})
