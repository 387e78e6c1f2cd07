/** Signing through the server that somebody starts, and what of it leaves: pages, Word, the command line, the dossier. */
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../src/api/id.ts'
import { openDemoAccounts } from '../../src/store/sessions.ts'
import type { Store } from '../../src/store/store.ts'
import { commission, who, type Who } from '../help/city.ts'
import { pdf } from '../help/files.ts'
import { accepted, after, cityIn, type Whole } from '../store/city.ts'
import { ask, cookieOf, serving, type Running } from './running.ts'

const folder = mkdtempSync(join(tmpdir(), 'huapian-signing-'))
const database = join(folder, 'city.db')
const password = '一个足够长的演示密码'
let store: Store
let server: Running
let sent: Whole
/** What the group tells the body when it accepts, which names the case. */
const key = 'W04-accepted'
beforeAll(async () => {
  store = await cityIn(database)
  await openDemoAccounts(store, { commission, by: 'systemAdmin', at: new Date().toISOString() }, Object.keys(who).map((name) => ({ personId: name, login: name })), password)
  sent = await accepted(store)
  server = await serving({ DATABASE_URL: database, NODE_ENV: 'test' })
}, 60_000)
afterAll(async () => {
  await server?.stop()
  await store?.close()
  rmSync(folder, { recursive: true, force: true })
})

const cookies = new Map<string, string>()
async function as(name: Who): Promise<string> {
  const known = cookies.get(name) ?? cookieOf(await ask(server.url, `mutation { signIn(name: "${name}", password: "${password}") { __typename } }`))
  cookies.set(name, known)
  return known
}
const get = async (name: Who, path: string) => fetch(server.url + path, { headers: { cookie: await as(name), 'sec-fetch-site': 'same-origin' } })

type Paper = { key: string; hash: string; page: string; stale: boolean; signersSource: string; signatures: { person: { name: string }; capacity: string; kind: string; hash: string; stale: boolean; page: string }[]; needs: { capacity: string }[]; openSignatures: { kind: string; closedBecause: { code: string } | null }[] }
async function paper(name: Who, wanted: string): Promise<Paper | null> {
  const answer = await ask(server.url, `{ case(id: "${encodeId('Case', sent.case.id)}") { papers { key hash page stale signersSource signatures { person { name } capacity kind hash stale page } needs { capacity } openSignatures { kind closedBecause { code } } } } }`, { cookie: await as(name) })
  return ((await answer.json()) as { data: { case: { papers: Paper[] } | null } }).data.case?.papers.find((one) => one.key === wanted) ?? null
}
async function sign(name: Who, wanted: string, hash: string): Promise<{ __typename: string; refusals?: { code: string; message: string }[] }> {
  const answer = await ask(server.url, `mutation { signPaper(caseId: "${encodeId('Case', sent.case.id)}", operationKey: "${randomUUID()}", key: "${wanted}", hash: "${hash}", kind: signature) { __typename ... on SignatureRefused { refusals { code message } } } }`, { cookie: await as(name) })
  return ((await answer.json()) as { data: { signPaper: { __typename: string } } }).data.signPaper
}
const run = promisify(execFile)
const command = (...given: string[]) => run(process.execPath, ['--import', './src/setup/launch.js', 'src/main.ts', ...given], { env: { ...process.env, DATABASE_URL: database, NODE_ENV: 'test' } })

describe('a paper', () => {
  it('says who signed it, who still has to, and lets each sign who may', async () => {
    const before = (await paper('groupLeader', key)) ?? expect.fail('no paper')
    expect(before).toMatchObject({ stale: false, signersSource: '系统设定，非法定', signatures: [], needs: [{ capacity: '划片小组组长' }, { capacity: '划片小组组长' }], openSignatures: [{ kind: 'signature', closedBecause: null }, { kind: 'seal', closedBecause: { code: 'SIGN_FIRST' } }] })
    expect((await paper('officeHead', key))?.openSignatures).toMatchObject([{ closedBecause: { code: 'NOT_YOURS' } }, { closedBecause: { code: 'NOT_YOURS' } }])
    expect(await sign('officeHead', key, before.hash)).toMatchObject({ __typename: 'SignatureRefused', refusals: [{ code: 'NOT_YOURS' }] })
    expect(await sign('otherGroupLeader', key, before.hash)).toMatchObject({ refusals: [{ code: 'NO_SUCH_CASE' }] })
    expect(await sign('groupLeader', key, before.hash)).toEqual({ __typename: 'PaperSigned' })
    expect(await paper('handler', key)).toMatchObject({ signatures: [{ person: { name: 'groupLeader' }, capacity: '划片小组组长', kind: 'signature', hash: before.hash, stale: false }], needs: [{ capacity: '划片小组组长' }] })
    expect((await paper('groupLeader', key))?.openSignatures).toMatchObject([{ closedBecause: { code: 'SIGNED_BEFORE' } }, { kind: 'seal', closedBecause: null }])
    expect((await (await get('handler', before.page)).text())).toMatch(/已签：groupLeader（划片小组组长）.*待签：划片小组组长用印/)
  })

  it('that was signed is read as it was after a correction, page and Word byte for byte, by whoever sees the paper; one that was not signed so is not there', async () => {
    const signed = (await paper('handler', key)) ?? expect.fail('no paper')
    const address = signed.signatures[0]?.page ?? ''
    const article = async (path: string) => /<article[\s\S]*<\/article>/.exec(await (await get('handler', path)).text())?.[0]
    const word = async (path: string) => Buffer.from(await (await get('handler', path.replace('?', '.docx?'))).arrayBuffer())
    const before = [await article(signed.page), await word(address)] as const
    expect(Buffer.from(await (await get('handler', `${signed.page}.docx`)).arrayBuffer()).equals(before[1])).toBe(true)
    const proposed = await after(store, sent, 'proposeCorrection', who.handler, { field: 'title', subjectId: null, after: '更正以后的名称', reason: '笔误' })
    sent = await after(store, proposed, 'confirmCorrection', who.groupLeader, {})
    const now = (await paper('handler', key)) ?? expect.fail('no paper')
    expect(now).toMatchObject({ stale: true, signatures: [{ stale: true, hash: signed.hash }], needs: [{}, {}] })
    expect(now.hash).not.toBe(signed.hash)
    expect(await article(now.page)).toContain('更正以后的名称')
    expect(await article(address)).toBe(before[0])
    expect((await word(address)).equals(before[1])).toBe(true)
    expect(await (await get('groupLeader', address)).text()).toContain('签署时的内容，此后内容已变')
    expect(await sign('groupLeader', key, signed.hash)).toMatchObject({ refusals: [{ code: 'PAPER_CHANGED', message: '“受理通知书”的内容在您打开以后变了，请重新阅读后再签名' }] })
    const missing = await Promise.all([get('otherHandler', address), get('partyGroupContact', address), get('handler', address.replace(signed.hash, now.hash)), get('handler', `${now.page}?signed=x`), get('handler', address.replace(key, 'W11'))])
    expect(await Promise.all(missing.map(async (one) => [one.status, await one.text()]))).toEqual(missing.map(() => [404, '没有找到这份文书，或者您不能查看']))
  })

  it('has its scanned copy beside it, and both in the dossier and on the command line', async () => {
    const words = new URLSearchParams({ case: encodeId('Case', sent.case.id), place: 'reviewPaper', item: key, volume: 'review', title: '受理通知书签署件', name: '签署件.pdf', operationKey: randomUUID() })
    const attached = await fetch(`${server.url}/attachments?${words.toString()}`, { method: 'POST', headers: { 'content-type': 'application/octet-stream', 'sec-fetch-site': 'same-origin', cookie: await as('groupLeader') }, body: new Uint8Array(pdf(2)) })
    expect([attached.status, await attached.text()]).toMatchObject([201, expect.stringContaining('attachment')])
    const listed = await ask(server.url, `{ case(id: "${encodeId('Case', sent.case.id)}") { attachments { title item { item } pageTo } } }`, { cookie: await as('handler') })
    expect(await listed.json()).toEqual({ data: { case: { attachments: [{ title: '受理通知书签署件', item: { item: key }, pageTo: 2 }] } } })

    const out = join(folder, 'case.zip')
    await command('dossier', sent.case.number, '--out', out, '--as', 'handler')
    const files = unzipSync(readFileSync(out))
    expect(Object.keys(files)).toContain('附件/审理卷/001 签署件.pdf')
    const said = JSON.parse(strFromU8(files['签署.json'] ?? new Uint8Array())) as { signatures: { key: string; by: string; hash: string; stale: boolean }[]; texts: Record<string, string> }
    expect(said.signatures).toMatchObject([{ key, by: 'groupLeader', stale: true }])
    expect(Object.keys(said.texts)).toEqual([said.signatures[0]?.hash])
    expect(strFromU8(files['卷宗.html'] ?? new Uint8Array())).toMatch(/签署情况[\s\S]*签后内容已变[\s\S]*签署时的内容/)
    expect((await run(process.execPath, ['src/verifier/verify-chain.mjs', out])).stdout).toMatch(/^全部相符：/)
    const { stdout } = await command('papers', sent.case.number, '--out', join(folder, 'papers'), '--as', 'handler')
    expect(stdout).toMatch(/^W04-accepted\t[0-9a-f]{64}\t.*\.docx\t已签：groupLeader（划片小组组长）.*签后内容已变；内容已变，须重新签署；待签：/m)
  })
})
