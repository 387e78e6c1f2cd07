/** The five papers of a case through the server and the command that somebody starts. */
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../src/api/id.ts'
import { bodyOf, headOf, links } from '../../src/store/audit.ts'
import { openDemoAccounts } from '../../src/store/sessions.ts'
import type { Store } from '../../src/store/store.ts'
import { commission, who, type Who } from '../help/city.ts'
import { pdf, zip } from '../help/files.ts'
import { accepted, cityIn, opened, type Whole } from '../store/city.ts'
import { ask, cookieOf, serving, type Running } from './running.ts'

const folder = mkdtempSync(join(tmpdir(), 'huapian-collation-'))
const database = join(folder, 'city.db')
const password = '一个足够长的演示密码'
let store: Store
let server: Running
let draft: Whole
let handed: Whole

beforeAll(async () => {
  store = await cityIn(database)
  await openDemoAccounts(store, { commission, by: 'systemAdmin', at: new Date().toISOString() }, Object.keys(who).map((name) => ({ personId: name, login: name })), password)
  draft = await opened(store)
  handed = await accepted(store)
  server = await serving({ DATABASE_URL: database, NODE_ENV: 'test', RATE_PER_SESSION: '1000', RATE_PER_ADDRESS: '1000' })
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
const idOf = (c: Whole) => encodeId('Case', c.case.id)

/** A Word file of these lines. */
const word = (...lines: string[]): Buffer => zip([
  { name: '[Content_Types].xml', data: '<Types/>' },
  { name: 'word/document.xml', data: `<w:document xmlns:w="x"><w:body>${lines.map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`).join('')}</w:body></w:document>` },
])

async function attached(c: Whole, title: string, body: Buffer, name = `${title}.docx`): Promise<string> {
  const words = new URLSearchParams({ case: idOf(c), place: 'package', volume: 'procedure', title, name, pages: '3', operationKey: randomUUID() })
  const answer = await fetch(`${server.url}/attachments?${words.toString()}`, { method: 'POST', headers: { 'content-type': 'application/octet-stream', 'sec-fetch-site': 'same-origin', cookie: await as('handler') }, body: new Uint8Array(body) })
  const said = (await answer.json()) as { attachment?: { id: string } }
  return said.attachment?.id ?? expect.fail(JSON.stringify(said))
}

type Table = { differences: number; choices: { title: string }[]; columns: { paper: string; state: string; note: string | null; attachmentId: string | null; texts: { name: string; address: string | null }[] }[]; rows: { key: string; message: string | null; basis: { text: string } | null }[] }
async function table(name: Who, c: Whole, chosen = ''): Promise<{ collation: Table | null; codes: string[] }> {
  const answer = await ask(server.url, `{ collation(caseId: "${idOf(c)}"${chosen}) { differences choices { title } columns { paper state note attachmentId texts { name address } } rows { key message basis { text } } } }`, { cookie: await as(name) })
  const { data, errors } = (await answer.json()) as { data: { collation: Table | null } | null; errors?: { extensions: { code: string } }[] }
  return { collation: data?.collation ?? null, codes: errors?.map(({ extensions }) => extensions.code) ?? [] }
}
async function tried(name: Who | null, c: Whole | string, body: Buffer, words: Record<string, string> = {}, headers: Record<string, string> = {}) {
  const address = `${server.url}/collations/${typeof c === 'string' ? c : idOf(c)}?${new URLSearchParams({ paper: 'investigation', name: '报告.docx', ...words }).toString()}`
  const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/octet-stream', 'sec-fetch-site': 'same-origin', ...(name ? { cookie: await as(name) } : {}), ...headers }, body: new Uint8Array(body) })
  const said = (await answer.json()) as { collation?: Table; errors?: { message: string }[] }
  return { status: answer.status, table: said.collation, messages: said.errors?.map(({ message }) => message) ?? [] }
}
/** What the chain keeps of some work. */
async function left(work: () => Promise<unknown>) {
  const before = await headOf(store, commission)
  await work()
  return (await links(store, commission, before.seq, 1000)).map((link) => bodyOf(link) ?? {}).filter((one) => ['reading', 'denied', 'refusal', 'attachment'].includes(String(one.kind)))
}

const wrong = word('关于林某辉的审查调查报告', '2019年3月12日，对林某辉立案审查调查。')

describe('the table of a case', () => {
  it('is read from the files of the body by their titles, or those that are chosen, each on record like a download', async () => {
    const scan = await attached(draft, '立案呈批', pdf(2), '立案呈批.pdf')
    const early = await attached(draft, '初步核实报告和调查报告', word('初核'))
    const report = await attached(draft, '审查调查报告', wrong)
    const records = await left(async () => {
      const { collation } = await table('handler', draft)
      expect(collation?.columns.map(({ paper, state, texts }) => [paper, state, texts.map(({ name }) => name)])).toEqual([
        ['filing', 'unreadable', ['立案呈批']], ['investigation', 'read', ['审查调查报告']], ['report', 'absent', []], ['decision', 'absent', []], ['ledger', 'read', ['台账']],
      ])
      expect(collation?.columns.slice(0, 2).map(({ note, attachmentId, texts }) => [note, attachmentId, texts[0]?.address])).toEqual([
        ['不是 Word 文档（docx），不能读取，请人工比对', scan, `/attachments/${scan}`], [null, report, `/attachments/${report}`],
      ])
      expect(collation?.choices.map(({ title }) => title)).toEqual(['立案呈批', '初步核实报告和调查报告', '审查调查报告'])
      expect(collation?.rows.find(({ key }) => key === 'filed')?.message).toMatch(/^立案日期：审查调查报告第2行为2019年3月12日，台账“立案时间”栏为/)
      expect(collation?.differences).toBe(collation?.rows.filter(({ message }) => message !== null).length)
    })
    const inside = (global: string) => Buffer.from(global, 'base64url').toString().split(':')[1]
    expect(records).toMatchObject([{ kind: 'reading', by: 'handler', what: ['attachment', 'case'], cases: [draft.case.id], attachments: [inside(report)] }])
    expect((await table('handler', draft, `, investigation: "${early}"`)).collation?.columns[1]).toMatchObject({ state: 'read', attachmentId: early })
  })

  it('is not there for whoever does not see the case, or what was handed over', async () => {
    for (const name of ['otherZoneReviewer', 'systemAdmin', 'caseManager'] satisfies Who[]) expect(await table(name, handed), name).toEqual({ collation: null, codes: [] })
    // The group sees nothing of a draft.
    expect(await table('groupLeader', draft)).toEqual({ collation: null, codes: [] })
    expect((await table('groupLeader', handed)).collation?.columns.map(({ state }) => state)).toEqual(['absent', 'absent', 'absent', 'absent', 'read'])
  })

  it('is not made with a file of another case, nor more often than one request may ask', async () => {
    const foreign = await attached(draft, '另一份审查调查报告', word('另一份'))
    for (const id of [foreign, encodeId('Attachment', 'nothere')]) expect(await table('groupLeader', handed, `, filing: "${id}"`)).toEqual({ collation: null, codes: ['BAD_USER_INPUT'] })
    const many = await ask(server.url, `{ ${Array.from({ length: 6 }, (_one, n) => `c${n}: collation(caseId: "${idOf(handed)}") { differences }`).join(' ')} }`, { cookie: await as('groupLeader') })
    expect(((await many.json()) as { errors: { extensions: { code: string } }[] }).errors.map(({ extensions }) => extensions.code)).toEqual(['TOO_MANY_ROWS'])
  })
})

describe('a Word file that is not kept', () => {
  it('stands for one of the five while the table is made', async () => {
    const records = await left(async () => {
      const made = await tried('groupLeader', handed, wrong)
      expect(made).toMatchObject({ status: 200, table: { columns: [{ state: 'absent' }, { state: 'read', texts: [{ name: '报告.docx', address: null }] }, {}, {}, {}] } })
      expect(made.table?.rows.find(({ key }) => key === 'filed')?.message).toContain('审查调查报告第2行为2019年3月12日')
      expect(made.table?.rows.find(({ key }) => key.startsWith('post'))).toMatchObject({ message: '单位职务：审查调查报告没有写，请补写', basis: { text: expect.any(String) } })
    })
    expect(records).toMatchObject([{ kind: 'reading', by: 'groupLeader', what: ['case'], cases: [handed.case.id] }])
    expect((await table('groupLeader', handed)).collation?.columns[1]).toMatchObject({ state: 'absent' })
  })

  it.each([
    ['is no Word file', Buffer.from('hello'), {}, /^不是 Word 文件（.docx），或者已经损坏/],
    ['stands for the ledger', wrong, { paper: 'ledger' }, /^请写明是五书中的哪一份/],
    ['has no name', wrong, { name: '' }, /^文件没有名称/],
    ['comes with words that nobody knows', wrong, { keep: 'yes' }, /^地址里多了“keep”/],
    ['is longer than a paper', word('字'.repeat(400_001)), {}, /^文字太多/],
    ['is larger than a paper', Buffer.alloc(20_000_001), {}, /^文件太大，最多 20 兆字节/],
  ] satisfies [string, Buffer, Record<string, string>, RegExp][])('that %s is refused in a sentence', async (_what, bytes, words, message) => {
    expect(await tried('groupLeader', handed, bytes, words)).toEqual({ status: 400, table: undefined, messages: [expect.stringMatching(message)] })
  })

  it('is for nobody who does not see the case, and for no page of another origin', async () => {
    const nothing = { status: 404, table: undefined, messages: ['没有找到该案件，或者您看不到移送材料'] }
    expect(await tried('otherZoneReviewer', handed, wrong)).toEqual(nothing)
    expect(await tried('otherZoneReviewer', encodeId('Case', 'xm-nothere'), wrong)).toEqual(nothing)
    expect(await tried('caseManager', handed, wrong)).toEqual(nothing)
    expect((await tried(null, handed, wrong)).status).toBe(401)
    expect((await tried('groupLeader', handed, wrong, {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await tried('groupLeader', handed, wrong, {}, { 'content-type': 'text/plain' })).status).toBe(400)
  })
})

describe('huapian compare', () => {
  const run = promisify(execFile)
  const compare = (...given: string[]) => run(process.execPath, ['--import', './src/setup/launch.js', 'src/main.ts', 'compare', ...given], { env: { ...process.env, DATABASE_URL: database, NODE_ENV: 'test' } }).then(({ stdout }) => ({ code: 0, stdout, stderr: '' }), (error: { code: number; stdout: string; stderr: string }) => error)

  it('holds the five against each other, with the files that are named or those of the case', async () => {
    const file = join(folder, '审查调查报告稿.docx')
    writeFileSync(file, wrong)
    const number = handed.case.number
    expect(await compare(number, '--as', 'groupLeader')).toEqual({ code: 0, stderr: '', stdout: '立案报告：没有\n审查调查报告：没有\n审理报告：没有\n处分决定：没有\n台账：台账\n没有发现不一致\n' })
    const made = await compare(number, '--investigation', file, '--as', 'groupLeader')
    expect(made).toMatchObject({ code: 1, stdout: expect.stringMatching(/审查调查报告：审查调查报告稿\.docx\n[^]*\n立案日期：审查调查报告第2行为2019年3月12日，台账“立案时间”栏为/) })
    expect(await compare(draft.case.number, '--as', 'handler')).toMatchObject({ code: 1, stdout: expect.stringMatching(/^立案报告：立案呈批（不是 Word 文档（docx），不能读取，请人工比对）\n审查调查报告：另一份审查调查报告\n/) })
  })

  it.each([
    ['somebody of another zone', ['--as', 'otherZoneReviewer'], 1, /没有找到案件/],
    ['case management', ['--as', 'caseManager'], 1, /您看不到本案的移送材料，不能比对/],
    ['a file that is not there', ['--filing', '/nowhere.docx', '--as', 'groupLeader'], 1, /读不了文件“\/nowhere\.docx”/],
    ['a file and another', ['X', '--filing', 'a.docx'], 2, /--filing 和 --investigation 用于五书比对/],
  ] satisfies [string, string[], number, RegExp][])('is refused to %s', async (_who, given, code, stderr) => {
    expect(await compare(handed.case.number, ...given)).toMatchObject({ code, stderr: expect.stringMatching(stderr) })
  })
})
