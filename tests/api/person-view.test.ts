/** One person in full: what each may know of the bodies they are kept apart from, and of the cases they were recused from. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId, idOf } from '../../src/api/id.ts'
import { links } from '../../src/store/audit.ts'
import { commission, type Who } from '../help/city.ts'
import { world } from '../store/city.ts'
import { served, type Loose, type Served } from './browser.ts'
import { walk, type Walk } from './walk.ts'

let city: Served
let way: Walk
const look = async (name: Who, of: string = 'lead'): Promise<Loose> =>
  (await (await city.as(name))('query ($id: ID!) { personView(personId: $id) { apartTold apart { body { code } because } recusals { caseId number ground post approvedOn } } }', { id: encodeId('Person', of) })).data.personView

beforeAll(async () => {
  city = await served()
  way = walk(city, world)
  const steps: [Parameters<Walk['take']>[0], Who, number?][] = [
    ['openCase', 'handler'], ['transfer', 'bodyHead'], ['accept', 'groupLeader'], ['formPanel', 'groupLeader'], ['signUndertaking', 'lead'], ['signUndertaking', 'reviewer'], ['requestRecusal', 'lead', 1],
  ]
  for (const step of steps) await way.take(...step)
}, 60_000)
afterAll(async () => { await city.stop() })

describe('a person in full', () => {
  it('is told with no recusal that nobody has decided', async () => {
    expect((await look('officeHead')).recusals).toEqual([])
    await way.take('decideRecusal', 'officeHead')
  })

  it('is told with the cases they were recused from to whoever may see these, and to nobody else', async () => {
    const told = [{ caseId: way.seen().id, number: way.seen().number, ground: expect.any(String), post: 'reviewer', approvedOn: city.day.on }]
    for (const name of ['officeHead', 'groupLeader', 'reviewer'] as const) expect((await look(name)).recusals, name).toEqual(told)
    for (const name of ['lead', 'otherGroupLeader', 'otherHandler', 'systemAdmin', 'securityAdmin', 'auditAdmin'] as const) expect((await look(name)).recusals, name).toEqual([])
    expect((await look('officeHead', 'reviewer')).recusals).toEqual([])
  })

  it('is told with the bodies kept apart from to oneself, administrators, office and leaders', async () => {
    const all = (await look('officeHead')).apart
    expect(all.length).toBeGreaterThan(0)
    for (const name of ['lead', 'systemAdmin', 'securityAdmin', 'leaderInCharge', 'commissionHead'] as const) expect(await look(name), name).toMatchObject({ apartTold: true, apart: all })
    for (const name of ['reviewer', 'groupLeader', 'handler', 'otherHandler', 'archivist'] as const) expect(await look(name), name).toMatchObject({ apartTold: false, apart: [] })
  })

  it('is read on record with the cases that were told', async () => {
    await look('groupLeader')
    const last = (await links(city.store, commission, 0, 2000)).at(-1)
    expect([last?.kind, JSON.parse(last?.body ?? '{}')]).toMatchObject(['reading', { by: 'groupLeader', cases: [idOf('Case', way.seen().id)] }])
  })

  it('is nobody where the roster has no such person', async () => {
    expect(await look('officeHead', 'nobody-at-all')).toEqual({ apartTold: true, apart: [], recusals: [] })
  })
})
