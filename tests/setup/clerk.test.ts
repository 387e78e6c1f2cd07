import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asClerk, asClerkOrHead } from '../../src/clerk.ts'
import { readSettings, type Settings } from '../../src/settings.ts'
import type { Actor } from '../../src/review/people.ts'
import type { Store } from '../../src/store/store.ts'
import { cityIn } from '../store/city.ts'

const folder = mkdtempSync(join(tmpdir(), 'huapian-clerk-'))
const read = readSettings({ NODE_ENV: 'development', DATABASE_URL: join(folder, 'city.db') }, { serves: false })
const settings: Settings = 'settings' in read ? read.settings : expect.fail('no settings')
let store: Store
beforeAll(async () => { store = await cityIn(join(folder, 'city.db')) })
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** As whom a command of this person works. */
async function workingAs(name: string | undefined): Promise<Actor | null> {
  const known: Actor[] = []
  await (name === undefined ? asClerkOrHead(store, settings, name, async ({ who }) => void known.push(who)) : asClerk(store, settings, name, async ({ who }) => void known.push(who)))
  return known[0] ?? null
}

describe('whoever works on the command line', () => {
  it('is kept apart from the cases of their own body, as in the browser', async () => {
    expect(await workingAs('homeReviewer')).toMatchObject({ personId: 'homeReviewer', apart: ['P25'] })
    expect(await workingAs('reviewer')).toMatchObject({ apart: ['P08'] })
  })

  it('is the head of the office where nobody is named, in development alone', async () => {
    expect(await workingAs(undefined)).toMatchObject({ personId: 'officeHead', role: 'officeHead' })
    await expect(asClerkOrHead(store, { ...settings, production: true }, undefined, async () => {})).rejects.toThrow('生产环境必须用 --as 写明以谁的身份办理')
  })

  it('is somebody on the roster', async () => {
    await expect(workingAs('nobody')).rejects.toThrow('名单里没有“nobody”')
  })
})
