/** Somebody who fills in the forms of the pages from what a step is to say, field by field, as the schema asks for them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { bodies, people } from '../../src/caseload/city.ts'
import type { Asked, Asks, EnumWords } from '../../src/web/asked.ts'
import { root } from './browser.ts'

type Said = Record<string, unknown>
type At = readonly (string | number)[]

const read = <Value>(name: string): Value => JSON.parse(readFileSync(join(root, 'src/web/gql', name), 'utf8')) as Value
const asks = (): Asks => read<Asks>('asks.json')
const words = (): EnumWords => read<EnumWords>('words.json')

const idOf = (at: At): string => `#${at.join('_')}`
const isSaid = (value: unknown): boolean => value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)

/** Fills in the form of a step on the screen; `labels` are what things of the case are called in it. */
export async function fill(page: Page, step: string, said: Said, labels: Readonly<Record<string, string>>): Promise<void> {
  const known = { asks: asks(), words: words() }
  await fields(known.asks.steps[step]?.filter(({ name }) => name !== 'on') ?? [], said, [])

  async function fields(asked: readonly Asked[], values: Said, at: At): Promise<void> {
    for (const one of asked) if (one.kind !== 'given' && isSaid(values[one.name])) await field(one, values[one.name], [...at, one.name])
  }

  async function field(one: Asked, value: unknown, at: At): Promise<void> {
    if (one.kind === 'group' && one.many) return rows(one, value as unknown[], at)
    if (one.kind === 'group') return fields(known.asks.groups[one.type ?? ''] ?? [], grouped(one, value), at)
    const control = page.locator(idOf(at))
    if ((await page.locator(`.ant-form-item-hidden:has(${idOf(at)})`).count()) > 0) return // stands there already
    if (one.kind === 'flag') return control.setChecked(Boolean(value))
    if (one.kind === 'line' || one.kind === 'text') {
      if (!one.many) return control.fill(String(value))
      await clear(at)
      for (const part of value as string[]) {
        await control.click()
        await page.keyboard.insertText(part)
        await page.keyboard.press('Enter')
      }
      return control.blur()
    }
    if (one.kind === 'whole' || one.kind === 'number') return control.fill(String(value))
    if (one.kind === 'day') {
      await control.fill(String(value))
      return control.press('Enter')
    }
    if (one.many) await clear(at)
    for (const part of one.many ? (value as unknown[]) : [value]) await choose(at, labelOf(one, String(part)))
    await control.blur()
  }

  /** A row for each: those that are there already are filled in, others are added. */
  async function rows(one: Asked, values: readonly unknown[], at: At): Promise<void> {
    const list = page.locator('fieldset.group', { has: page.locator(`> legend:text-matches("^${one.zh}（\\\\d+）$")`) }).last()
    for (const [n, value] of values.entries()) {
      const there = Number(/（(\d+)）/.exec((await list.locator('> legend').textContent()) ?? '')?.[1] ?? 0)
      if (n >= there) await list.locator(`> button:has-text("增加${one.zh}")`).click()
      await fields(known.asks.groups[one.type ?? ''] ?? [], grouped(one, value), [...at, n])
    }
  }

  /** Chooses what a list shows, unless it is chosen. */
  async function choose(at: At, label: string): Promise<void> {
    const select = page.locator(`.ant-select:has(${idOf(at)})`).last()
    if ((await select.innerText()).split('\n').map((text) => text.trim()).includes(label)) return
    await select.click()
    await page.keyboard.insertText(label)
    const option = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option').filter({ hasText: label })
    await option.first().waitFor()
    const exact = option.filter({ has: page.locator(`:text-is("${label}")`) })
    await ((await exact.count()) > 0 ? exact : option).first().click()
    await select.filter({ hasText: label }).waitFor()
  }

  /** Takes out what a list of texts began with. */
  async function clear(at: At): Promise<void> {
    const chosen = page.locator(`.ant-select:has(${idOf(at)}) .ant-select-selection-item-remove`)
    while ((await chosen.count()) > 0) await chosen.first().click()
  }

  function labelOf({ kind, type = '' }: Asked, value: string): string {
    if (kind === 'choice') return known.words[type]?.[value]?.[0] ?? value
    const named = kind === 'person' ? people.find(({ id }) => id === value) : kind === 'body' ? bodies.find(({ id }) => id === value) : undefined
    return named?.name ?? labels[value] ?? value
  }
}

/** What a group is given: people of the roster by their id, others by name. */
function grouped({ type }: Asked, value: unknown): Said {
  if (type === 'ParticipantInput') return people.some(({ id }) => id === value) ? { personId: value } : { name: value }
  const said = value as Said
  return type === 'JointParticipantInput' ? { participant: said.personId, layer: said.layer } : said
}
