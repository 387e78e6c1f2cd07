import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorOf } from '../../src/caseload/city.ts'
import { demoLogins, demoPassword, seedDemo } from '../../src/caseload/seed.ts'
import { simulate } from '../../src/caseload/simulate.ts'
import { addDays } from '../../src/review/day.ts'
import { byNumber } from '../../src/store/cases.ts'
import { list } from '../../src/store/list.ts'
import { figures } from '../../src/store/figures.ts'
import { sessionOf, signIn } from '../../src/store/sessions.ts'
import { momentOf } from '../../src/store/settings.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { verify } from '../../src/store/verify.ts'

const now = { on: '2026-11-24', at: '2026-11-24T03:00:00.000Z' }
const office = actorOf('O1', 'xm')
let folder: string
let store: Store
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huapian-seed-'))
  store = await openStore(join(folder, 'demo.db'))
  await seedDemo(store, { commission: 'xm' }, now, () => {})
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

describe('the demo', () => {
  it.each([
    ['划审三〔2019〕6号', 'reading'],
    ['划审二〔2019〕19号', 'supplementing'],
    ['划审三〔2020〕5号', 'supplementing'],
    ['划审一〔2019〕3号', 'archived'],
  ])('holds %s at its suggested stage', async (number, stage) => {
    expect((await byNumber(store, actorOf(stage === 'archived' ? 'F1' : 'O1', 'xm'), number))?.case.stage).toBe(stage)
  })

  it('looks like an office at work today: open cases in many stages, none overdue by months', async () => {
    const { rows, totalCount } = await list(store, office, { sort: { by: 'changedAt', direction: 'desc' }, first: 100 })
    const open = rows.filter((row) => row.clockState === 'running')
    expect(await totalCount()).toBeGreaterThan(80)
    expect(new Set(rows.map((row) => row.stage)).size).toBeGreaterThan(6)
    expect(open.filter((row) => (row.dueOn ?? now.on) < addDays(now.on, -45))).toEqual([])
    const counted = await figures(store, office, await momentOf(store, 'xm', now.on, now.at), {})
    expect(counted).toMatchObject({ overdue: expect.any(Number) })
  })

  it('lets each group of people sign in, in the capacity it names', async () => {
    for (const { login } of demoLogins) {
      const signedIn = await signIn(store, 'xm', { login, password: demoPassword }, now)
      expect(await sessionOf(store, signedIn?.token ?? '', now)).toMatchObject({ who: { role: expect.any(String) }, mustChange: false })
    }
    expect(await signIn(store, 'xm', { login: 'o1', password: 'wrong' }, now)).toBeNull()
  })

  it('verifies: chain, replay, foreign keys', async () => {
    expect(await verify(store, 'xm', now)).toEqual([])
  })

  it('is not put into a database that holds cases', async () => {
    await expect(seedDemo(store, { commission: 'xm' }, now, () => {})).rejects.toThrow('只装入空的数据库')
  })
})

describe('simulated work', () => {
  const simulated = async (seed: number) => {
    const other = await openStore(join(folder, `simulated-${seed}-${Math.random()}.db`))
    const taken = await simulate(other, { cases: 40, years: 2, seed, commission: 'xm', today: now.on }, () => {})
    const { rows } = await list(other, office, { sort: { by: 'number', direction: 'asc' }, first: 100 })
    const faults = await verify(other, 'xm', now)
    await other.close()
    return { taken, faults, rows: rows.map(({ number, stage, title }) => ({ number, stage, title })) }
  }

  it('is the same for the same seed, another for another, and verifies', async () => {
    const [one, same, other] = [await simulated(7), await simulated(7), await simulated(8)]
    expect(one.faults).toEqual([])
    expect(same.taken).toBe(one.taken)
    expect(same.rows.map((row) => row.title).toSorted()).toEqual(one.rows.map((row) => row.title).toSorted())
    expect(other.rows).not.toEqual(one.rows)
  }, 60_000)
})
