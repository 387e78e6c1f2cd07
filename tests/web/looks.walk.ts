import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addressOf } from './addresses.ts'
import { city, faults, type City, type Look } from './browser.ts'
import { rounds } from './pages.ts'

let here: City
beforeAll(async () => { here = await city() })
afterAll(async () => { await here.stop() })

/** Both sizes, both themes, both languages. */
const looks: readonly Look[] = [{ width: 1366, height: 768 }, { width: 1920, height: 1080 }].flatMap((size) => [false, true].flatMap((dark) => [false, true].map((english) => ({ ...size, dark, english }))))

it.each(rounds())('%s finds every page without a fault in all eight looks', async (login, addresses) => {
  const folder = process.env.PICTURES
  if (folder !== undefined) mkdirSync(folder, { recursive: true })
  const seat = await here.sit(login)
  const found: string[] = []
  for (const known of addresses) {
    await seat.go(await addressOf(seat, here.url, known))
    for (const look of looks) {
      await seat.dress(look)
      const name = `${login} ${known} ${look.english ? 'en' : 'zh'} ${look.dark ? 'dark' : 'light'} ${String(look.width)}`
      if (folder !== undefined) await seat.page.screenshot({ path: join(folder, `${name.replace(/\W+/g, '_')}.png`) })
      found.push(...(await faults(seat.page)).map((fault) => `${name}: ${fault}`))
    }
  }
  expect(found).toEqual([])
  expect(seat.complaints).toEqual([])
  await seat.leave()
}, 600_000)
