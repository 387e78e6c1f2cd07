import { it } from 'vitest'
import { changes, fitting } from './changes.ts'
import { cursorsOf, differences, menuOf, partedBy, planFor } from './compare.ts'
import { storyOf } from './stories.ts'
import { cityOf, grown, razed, served, worldOf } from './worlds.ts'
it('probe', async () => {
  let t = performance.now()
  const lap = (s: string) => { console.log(s, Math.round(performance.now() - t)); t = performance.now() }
  const [story] = fitting(['own'], 1)
  lap('fitting')
  const other = changes[1]!.change(story!)!
  lap('change')
  const city = await cityOf(); lap('city')
  const common = await grown(city, [storyOf(3, { key: 'a1', cast: 'own', number: 'n1', length: 24 })]); lap('grown')
  const a = await worldOf(common, [story!]); lap(`world a ${story!.lines.length}`)
  const b = await worldOf(common, [other]); lap('world b')
  const [sa, sb] = [await served(a), await served(b)]; lap('served')
  const pair = { name: '', a, b, story: story!, id: a.kept.find((one) => one.key === story!.key)!.id }
  const { blind } = partedBy(pair); lap('parted')
  const menu = menuOf(pair); lap(`menu ${Object.entries(menu).map(([k, v]) => `${k} ${v.length}`).join()}`)
  const known = new Map<string, string>()
  for (const who of blind.slice(0, 6)) {
    const plan = planFor(who, pair, menu, await cursorsOf(sa, who.personId), { people: 1, sampled: 8, steps: 4 }, 1); lap('plan')
    await differences(sa, sb, who, plan, known); lap(`${who.role} ${plan.length}`)
  }
  await sa.stop(); await sb.stop(); await a.store.close(); await b.store.close(); lap('stop')
  razed(city)
}, 100000)
