import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readGiven } from '../../src/caseload/given.ts'
import { planFor } from '../../src/caseload/rehearse.ts'
import { steps } from '../../src/review/steps/index.ts'
import { city, root, type City, type Seat } from './browser.ts'
import { fill } from './filling.ts'

let here: City
beforeAll(async () => { here = await city() })
afterAll(async () => { await here.stop() })

const picture = async (page: Page, name: string) => { if (process.env.PICTURES !== undefined) await page.screenshot({ path: `${process.env.PICTURES}/${name}.png`, fullPage: true }) }

/** Sends the form, showing once more who one is where that is asked for, and waits until the step is taken. */
async function take(page: Page): Promise<void> {
  const [send, takenIn] = ['.ant-drawer-extra button.ant-btn-primary', '.ant-drawer .ant-alert:has-text("请核对后再按一次")']
  const answers = '.ant-drawer .refusals, .ant-drawer .ant-form-item-explain-error, .ant-modal input[type=password], body:not(:has(.ant-drawer))'
  await page.click(send)
  await page.locator(`${takenIn}, ${answers}`).first().waitFor({ state: 'attached' })
  if ((await page.locator(takenIn).count()) > 0) { // the news of the step before came after the form was opened
    await page.click(send)
    await page.locator(answers).first().waitFor({ state: 'attached' })
  }
  const password = page.locator('.ant-modal input[type=password]')
  if ((await password.count()) > 0) {
    await password.fill('huapian-demo')
    await page.click('.ant-modal button.ant-btn-primary')
    await page.waitForSelector('.ant-drawer', { state: 'detached' })
  }
  const refused = page.locator('.ant-drawer .refusals, .ant-drawer .ant-form-item-explain-error')
  if ((await refused.count()) > 0) throw new Error((await refused.first().textContent()) ?? 'refused')
}

/** Opinions as the form has them: those of the panel are there, whoever chairs is added. */
const inOrder = (said: Record<string, unknown>, chair: string): Record<string, unknown> =>
  Array.isArray(said.opinions) ? { ...said, opinions: (said.opinions as { personId: string }[]).toSorted((one, other) => Number(one.personId === chair) - Number(other.personId === chair)) } : said

it('the content of C01 is typed in as a new case and goes to the archive through the pages alone', async () => {
  const read = readGiven(readFileSync(join(root, 'src/caseload/data/cases.json'), 'utf8'))
  if ('faults' in read) throw new Error(read.faults.map(({ message }) => message).join())
  const [given] = read.cases
  if (!given) throw new Error('no case')
  const [first, ...plan] = planFor(given)
  if (first?.step !== 'openCase') throw new Error('a plan begins with a draft')

  const seats = new Map<string, Seat>()
  const seat = async (person: string): Promise<Seat> => {
    const known = seats.get(person) ?? (await here.sit(person.toLowerCase()))
    seats.set(person, known)
    return known
  }

  const handler = await seat(first.by)
  await handler.go('/cases/new')
  await fill(handler.page, 'openCase', { ...first.payload }, { S1: given.subject.name, ...Object.fromEntries(first.payload.package.facts.map(({ id, text }) => [id, `${id} ${text.slice(0, 30)}`])) }).catch(async (error: unknown) => { await picture(handler.page, 'whole-failed'); throw error })
  await picture(handler.page, 'whole-draft')
  await handler.page.click('button:has-text("保存草稿")')
  await handler.page.waitForURL(/\/cases\/(?!new)/)
  const address = new URL(handler.page.url()).pathname

  const items = new Map<string, string>()
  for (const [n, { step, by, payload }] of plan.entries()) {
    const { page } = await seat(by)
    if (new URL(page.url()).pathname !== address) await page.goto(here.url + address) // once a person: what others do appears by itself
    await page.waitForSelector('.way')
    if (step === 'recordExecution' && items.size === 0)
      for (const { itemId, label } of (await page.evaluate(`fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ case(id: "${decodeURIComponent(address.split('/')[2] ?? '')}") { execution { itemId label } } }' }) }).then((answer) => answer.json()).then(({ data }) => data.case.execution)`)) as { itemId: string; label: string }[]) items.set(itemId, label)
    try {
      await page.locator('.steps button', { hasText: new RegExp(`^${steps[step].label}$`) }).click()
      await page.waitForSelector('.ant-drawer form')
      await page.waitForSelector('.ant-drawer [role=status]:has(.ant-skeleton)', { state: 'detached' })
      await fill(page, step, inOrder({ ...payload }, by), { S1: given.subject.name, ...Object.fromEntries(items) })
      await take(page)
    } catch (error) {
      await picture(page, 'whole-failed')
      throw new Error(`step ${n} ${step} of ${by}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
    }
    await picture(page, `whole-${String(n).padStart(2, '0')}-${step}`)
  }
  const office = await seat('O1')
  await office.go('/dashboard')
  await picture(office.page, 'whole-dashboard')
  expect([...seats.values()].flatMap(({ complaints }) => complaints)).toEqual([])
}, 600_000)
