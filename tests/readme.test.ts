import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { yogaFor } from '../src/api/yoga.ts'
import { demoPassword, seedDemo } from '../src/caseload/seed.ts'
import { openStore, type Store } from '../src/store/store.ts'
import { apiSettings } from './api/browser.ts'

const now = { on: '2026-11-24', at: '2026-11-24T03:00:00.000Z' }
let folder: string
let store: Store
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huapian-readme-'))
  store = await openStore(join(folder, 'demo.db'))
  await seedDemo(store, { commission: 'xm' }, now, () => {})
}, 180_000)
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

type Node = { id: string; version: number; title?: string; stage?: string; returns?: { kind: string; outline: unknown[] }[]; clocks?: { label: string; state: string; explanation: { text: string }[] }[] }
type Answer = { data?: { cases?: { edges: { node: Node }[] }; case?: Node; [step: string]: unknown }; errors?: unknown[] }

describe('the first walk of the README', () => {
  it('leads a newcomer from a draft to a held and explained clock, as written', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
    const blocks = [...readme.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, text]) => text ?? '')
    const outcome = blocks.find((text) => text.startsWith('fragment outcome')) ?? ''
    const walk = blocks.filter((text) => text.startsWith('# '))
    const yoga = yogaFor(store, apiSettings({ commission: 'xm' }), { now: () => now })
    const post = (query: string, cookie = '') => yoga.fetch('http://huapian.test/graphql', { method: 'POST', headers: { 'content-type': 'application/json', cookie }, body: JSON.stringify({ query }) })
    const cookies = new Map<string, string>()
    const cookieOf = async (login: string) => {
      const known = cookies.get(login) ?? (await post(`mutation { signIn(name: "${login}", password: "${demoPassword}") { __typename } }`)).headers.getSetCookie()[0]?.split(';')[0] ?? ''
      cookies.set(login, known)
      return known
    }

    /** The version on the page of the one who takes the next step. */
    const seen = async (login: string) => {
      const answer = (await (await post(`{ case(id: "${at.id}") { version } }`, await cookieOf(login))).json()) as Answer
      return answer.data?.case?.version ?? 0
    }

    let at: Node = { id: '', version: 0 }
    for (const text of walk) {
      const login = /^# (\S+)/.exec(text)?.[1] ?? ''
      const query = `${text.replaceAll('CASE', at.id).replaceAll('KEY', randomUUID())}${text.includes('...outcome') ? outcome : ''}`
      const answer = (await (await post(query.replaceAll('VERSION', String(await seen(login))), await cookieOf(login))).json()) as Answer
      expect({ text, errors: answer.errors, refused: JSON.stringify(answer.data).includes('refusals') }).toEqual({ text, errors: undefined, refused: false })
      const step = Object.values(answer.data ?? {})[0] as { case?: Node } | undefined
      at = { ...at, ...(answer.data?.cases?.edges[0]?.node ?? answer.data?.case ?? step?.case) }
    }
    expect(walk.length).toBeGreaterThan(12)
    expect(at).toMatchObject({ stage: 'supplementing', returns: [{ kind: 'supplement', outline: [{ no: 1 }] }] })
    expect(at.clocks?.find((clock) => clock.state === 'held')).toMatchObject({ state: 'held', explanation: expect.arrayContaining([{ day: expect.any(String), text: expect.stringContaining('尚未恢复'), basis: expect.anything() }]) as unknown })
  })
})
