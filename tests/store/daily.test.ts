import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { daily } from '../../src/daily.ts'
import { addDays } from '../../src/review/day.ts'
import { decidePolicy, proposePolicy, uncarried } from '../../src/store/policies.ts'
import { openDemoAccounts } from '../../src/store/sessions.ts'
import { commission, today, who } from '../help/city.ts'
import { editor, inACityAlone, moment } from './city.ts'
import { engines, type Engine } from './engines.ts'

const instantOn = (day: string): string => `${day}T01:00:00.000Z`

describe.each(engines)('a new day on $name, while the server runs', ({ start }) => {
  let engine: Engine
  beforeAll(async () => { engine = await start() }, 60_000)
  afterAll(async () => { await engine?.stop() }, 60_000)

  it('shuts the accounts that fell dormant, brings a value of the policy into force, and tries again what failed', async () => {
    await inACityAlone(engine, async (store) => {
      const { t, fresh } = store
      await openDemoAccounts(store, editor, ['reviewer', 'systemAdmin', 'securityAdmin'].map((name) => ({ personId: name, login: name })), '够长的密码-Day-2026')
      const asked = await proposePolicy(store, { who: who.officeHead, moment: await moment(store) }, { name: 'acceptanceCheckDays', from: addDays(today, 1), cells: [{ key: 'value', value: '5' }], source: '内部意见', reason: '三个工作日来不及', operationKey: 'day' })
      if ('refusals' in asked) throw new Error(JSON.stringify(asked.refusals))
      await decidePolicy(store, { who: who.leaderInCharge, moment: await moment(store) }, { changeId: asked.change.id, outcome: 'confirmed', note: null })
      const shut = async () => (await fresh.select({ personId: t.accounts.personId }).from(t.accounts).where(and(eq(t.accounts.commission, commission), eq(t.accounts.disabledBecause, 'dormant')))).map((one) => one.personId)
      let [day, isBroken] = [today, false]
      const failures: unknown[] = []
      const days = daily(store, commission, { now: () => { if (isBroken) throw new Error('no clock'); return { on: day, at: instantOn(day) } }, numbered: (error) => { failures.push(error); return '' } }, 5)
      try {
        day = addDays(today, 1)
        await expect.poll(() => uncarried(store, commission, day)).toEqual([])
        expect(await shut()).toEqual([])
        isBroken = true
        await expect.poll(() => failures.length).toBeGreaterThan(0)
        ;[day, isBroken] = [addDays(today, 91), false]
        await expect.poll(shut).toEqual(['reviewer'])
      } finally {
        days.stop()
      }
    })
  })
})
