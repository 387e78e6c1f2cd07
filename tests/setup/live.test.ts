import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoAt } from '../help/demo.ts'
import { ask, cookieOf, serving, type Running } from './running.ts'

const folder = mkdtempSync(join(tmpdir(), 'huapian-live-'))
let demo: Running
beforeAll(async () => {
  await demoAt(join(folder, 'demo.db'))
  demo = await serving({ DATABASE_URL: join(folder, 'demo.db') })
}, 120_000)
afterAll(async () => {
  await demo?.stop()
  rmSync(folder, { recursive: true, force: true })
})

type Listening = { cookie: string; heard: string[]; over: Promise<void>; close: () => void }

/** Signs in and listens: the ids of the cases that were told, as they come. */
async function listening(login: string): Promise<Listening> {
  const cookie = cookieOf(await ask(demo.url, `mutation { signIn(name: "${login}", password: "huapian-demo") { __typename } }`))
  const stopped = new AbortController()
  const response = await fetch(`${demo.url}/live`, { headers: { cookie }, signal: stopped.signal })
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
  const heard: string[] = []
  const over = (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) heard.push(...[...decoder.decode(chunk).matchAll(/^data: (.+)$/gm)].map(([, data]) => (JSON.parse(data ?? '{}') as { caseId: string }).caseId))
  })().catch(() => undefined)
  return { cookie, heard, over, close: () => stopped.abort() }
}

const answered = async (cookie: string, text: string) => ((await (await ask(demo.url, text, { cookie })).json()) as { data: Record<string, unknown> }).data
const step = (cookie: string, name: string, id: string, version: number, more = '') =>
  answered(cookie, `mutation { ${name}(caseId: "${id}", version: ${version}, operationKey: "${randomUUID()}"${more}) { __typename ... on StepTaken { case { version } } ... on StepRefused { refusals { message } } } }`)

/** The draft that the demo holds. */
async function draft(cookie: string): Promise<{ id: string; version: number }> {
  const { cases } = (await answered(cookie, 'query { cases(filter: { stages: [drafting] }) { edges { node { id } } } }')) as { cases: { edges: { node: { id: string } }[] } }
  const id = cases.edges[0]?.node.id ?? ''
  return { id, version: ((await answered(cookie, `query { case(id: "${id}") { version } }`)) as { case: { version: number } }).case.version }
}

describe('a stream', () => {
  it('tells whoever sees a step of it within a second, and nobody else; and is over with the session', async () => {
    const [head, leader, foreign, office, administrator] = [await listening('p25-1'), await listening('s30'), await listening('s10'), await listening('o1'), await listening('a1')]
    const { id, version } = await draft(head.cookie)

    // The talk before the transfer is for the body and its group.
    expect(await step(head.cookie, 'askConsultation', id, version, ', question: "可否先看事实部分？"')).toMatchObject({ askConsultation: { __typename: 'StepTaken' } })
    await expect.poll(() => head.heard, { timeout: 1000 }).toEqual([id])
    const before = leader.heard.length

    expect(await step(head.cookie, 'transfer', id, version + 1)).toMatchObject({ transfer: { __typename: 'StepTaken' } })
    await expect.poll(() => leader.heard.length, { timeout: 1000 }).toBe(before + 1)
    await expect.poll(() => office.heard.at(-1), { timeout: 1000 }).toBe(id)
    await expect.poll(() => head.heard.length, { timeout: 1000 }).toBe(2)
    expect([foreign.heard, administrator.heard]).toEqual([[], []])

    // What the group does among itself is no news to the body.
    const seen = async (cookie: string) => ((await answered(cookie, `query { case(id: "${id}") { version } }`)) as { case: { version: number } }).case.version
    expect(await step(leader.cookie, 'accept', id, await seen(leader.cookie))).toMatchObject({ accept: { __typename: 'StepTaken' } })
    await expect.poll(() => head.heard.length, { timeout: 1000 }).toBe(3)
    const proposal = ((await answered(leader.cookie, `query { case(id: "${id}") { panelProposal { proposed { id } } } }`)) as { case: { panelProposal: { proposed: { id: string }[] } } }).case.panelProposal.proposed
    expect(await step(leader.cookie, 'formPanel', id, await seen(leader.cookie), `, members: ${JSON.stringify(proposal.map((one) => one.id))}`)).toMatchObject({ formPanel: { __typename: 'StepTaken' } })
    await expect.poll(() => office.heard.length, { timeout: 1000 }).toBe(3)
    const told = head.heard.length

    // Signed out, the stream ends before it says another word.
    await answered(leader.cookie, 'mutation { signOut { at } }')
    const silent = leader.heard.length
    const member = await listening(Buffer.from(proposal[0]?.id ?? '', 'base64url').toString().slice('Person:'.length).toLowerCase())
    expect(await step(member.cookie, 'signUndertaking', id, await seen(member.cookie))).toMatchObject({ signUndertaking: { __typename: 'StepTaken' } })
    await expect.poll(() => member.heard, { timeout: 1000 }).toEqual([id])
    await leader.over
    expect(leader.heard).toHaveLength(silent)
    expect(head.heard).toHaveLength(told)
    for (const one of [head, foreign, office, administrator, member]) one.close()
  }, 60_000)

  it('is not for strangers, and no session has more than a few', async () => {
    expect((await fetch(`${demo.url}/live`)).status).toBe(401)
    expect((await fetch(`${demo.url}/live`, { headers: { cookie: 'huapian=made-up' } })).status).toBe(401)
    const first = await listening('s31')
    const stopped = new AbortController()
    const answers: Response[] = [] // kept, as whoever forgets an answer closes its stream
    for (let n = 0; n < 7; n++) answers.push(await fetch(`${demo.url}/live`, { headers: { cookie: first.cookie }, signal: stopped.signal }))
    expect(answers.map((one) => one.status)).toEqual([200, 200, 200, 200, 200, 429, 429])
    stopped.abort()
    first.close()
  })

  it('does not keep the server from stopping', async () => {
    await demoAt(join(folder, 'other.db'))
    const other = await serving({ DATABASE_URL: join(folder, 'other.db') })
    const cookie = cookieOf(await ask(other.url, 'mutation { signIn(name: "o1", password: "huapian-demo") { __typename } }'))
    const response = await fetch(`${other.url}/live`, { headers: { cookie } })
    const read = response.text().catch(() => 'cut')
    const began = performance.now()
    await other.stop()
    expect(performance.now() - began).toBeLessThan(5000)
    expect(await read).not.toBe('cut')
  }, 120_000)
})
