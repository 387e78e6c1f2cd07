/** Files through the server that somebody starts, by requests as a page sends them; rows E01 to E10 of the catalogue of attacks. */
import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../src/api/id.ts'
import { bodyOf, headOf, links } from '../../src/store/audit.ts'
import { openDemoAccounts } from '../../src/store/sessions.ts'
import type { Store } from '../../src/store/store.ts'
import { commission, who, type Who } from '../help/city.ts'
import { docx, jpeg, mp3, mp4, pdf, png, tiff, wav, xlsx, zip } from '../help/files.ts'
import { after, cityIn, opened, type Whole } from '../store/city.ts'
import { ask, cookieOf, serving, type Running } from './running.ts'

const folder = mkdtempSync(join(tmpdir(), 'huapian-attachments-'))
const database = join(folder, 'city.db')
const kept = join(folder, 'attachments')
const password = '一个足够长的演示密码'
let store: Store
let server: Running
/** Of P25: one that is drafted, one that the group has accepted, and what hangs on nothing else. */
let draft: Whole
let handed: Whole

beforeAll(async () => {
  store = await cityIn(database)
  await openDemoAccounts(store, { commission, by: 'systemAdmin', at: new Date().toISOString() }, Object.keys(who).map((name) => ({ personId: name, login: name })), password)
  draft = await opened(store)
  handed = await opened(store)
  server = await serving({ DATABASE_URL: database, NODE_ENV: 'test', ATTACHMENT_MAX_MB: '60', RATE_PER_SESSION: '1000', RATE_PER_ADDRESS: '1000' })
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

type Words = Record<string, string>
type Sent = { status: number; id: string; codes: string[]; messages: string[] }

const addressOf = (c: Whole, words: Words = {}) =>
  `${server.url}/attachments?${new URLSearchParams({ case: encodeId('Case', c.case.id), place: 'package', volume: 'material', title: '一份材料', name: '材料.pdf', operationKey: randomUUID(), ...words }).toString()}`

async function send(name: Who, c: Whole, body: Buffer, words: Words = {}, headers: Record<string, string> = {}): Promise<Sent> {
  const response = await fetch(addressOf(c, words), { method: 'POST', headers: { 'content-type': 'application/octet-stream', 'sec-fetch-site': 'same-origin', cookie: await as(name), ...headers }, body: new Uint8Array(body) })
  const said = (await response.json()) as { attachment?: { id: string }; refusals?: { code: string; message: string }[] }
  return { status: response.status, id: said.attachment?.id ?? '', codes: said.refusals?.map(({ code }) => code) ?? [], messages: said.refusals?.map(({ message }) => message) ?? [] }
}

const get = async (name: Who, id: string): Promise<Response> => fetch(`${server.url}/attachments/${id}`, { headers: { cookie: await as(name), 'sec-fetch-site': 'same-origin' } })

type Listed = { id: string; title: string; fileName: string; mediaType: string; volume: string; number: number | null; pageFrom: number | null; pageTo: number | null; pages: number | null; bytes: number; sha256: string; address: string | null; withdrawnReason: string | null; mayWithdraw: boolean }
async function listed(name: Who, c: Whole): Promise<Listed[] | null> {
  const answer = await ask(server.url, `{ case(id: "${encodeId('Case', c.case.id)}") { attachments { id title fileName mediaType volume number pageFrom pageTo pages bytes sha256 address withdrawnReason mayWithdraw } } }`, { cookie: await as(name) })
  return ((await answer.json()) as { data: { case: { attachments: Listed[] } | null } }).data.case?.attachments ?? null
}

const files = (): string[] => readdirSync(join(kept, commission), { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
/** Signing in is not what is looked for. */
const linksSince = async (seq: number) => (await links(store, commission, seq, 100)).map((link) => bodyOf(link)).filter((link) => link?.kind !== 'session')

describe('a file that is attached', () => {
  it('comes back byte by byte under its name, as a download that no browser runs', async () => {
    const bytes = pdf(3, { bytes: 200_000, mark: 'whole' })
    const sent = await send('handler', draft, bytes, { title: '立案决定书', name: '立案决定书（扫描）.pdf', volume: 'procedure' })
    expect(sent).toMatchObject({ status: 201 })
    const response = await get('handler', sent.id)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream', 'content-length': String(bytes.length), 'x-content-type-options': 'nosniff', 'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'", 'cross-origin-resource-policy': 'same-origin',
      'content-disposition': `attachment; filename="_________.pdf"; filename*=UTF-8''${encodeURIComponent('立案决定书（扫描）.pdf')}`,
    })
    expect(sha256(Buffer.from(await response.arrayBuffer()))).toBe(sha256(bytes))
    const [first] = (await listed('handler', draft)) ?? []
    expect(first).toMatchObject({ title: '立案决定书', mediaType: 'application/pdf', volume: 'procedure', number: 1, pageFrom: 1, pageTo: 3, pages: 3, bytes: bytes.length, sha256: sha256(bytes), address: `/attachments/${sent.id}` })
  })

  it('goes along in the dossier of whoever sees it', async () => {
    const bytes = pdf(2, { mark: 'dossier' })
    await send('handler', draft, bytes, { title: '谈话笔录', name: '谈话笔录.pdf' })
    const out = join(folder, 'draft.zip')
    await promisify(execFile)(process.execPath, ['--import', './src/setup/launch.js', 'src/main.ts', 'dossier', draft.case.number, '--out', out, '--as', 'handler'], { env: { ...process.env, DATABASE_URL: database, NODE_ENV: 'test' } })
    const enclosed = Object.entries(unzipSync(readFileSync(out))).filter(([name]) => name.startsWith('附件/'))
    expect(enclosed.map(([name]) => name)).toEqual(['附件/程序卷/001 立案决定书（扫描）.pdf', '附件/材料卷/001 谈话笔录.pdf'])
    expect(Buffer.from(enclosed[1]?.[1] ?? []).equals(bytes)).toBe(true)
    expect((await promisify(execFile)(process.execPath, ['src/verifier/verify-chain.mjs', out])).stdout).toMatch(/^全部相符：/)
  })

  it('lies on the disk sealed: nothing of it can be read there', async () => {
    const mark = `只在这份文件里的话${randomUUID()}`
    await send('handler', draft, pdf(1, { mark }))
    const everything = Buffer.concat(files().map((file) => readFileSync(file)))
    expect(everything.includes(Buffer.from(mark))).toBe(false)
    expect(everything.includes(Buffer.from('%PDF'))).toBe(false)
  })

  it('may have 50 megabytes, of which the server holds no more at a time than of 15', async () => {
    const most = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))?.[1]) / 1000
    async function inAndOut(bytes: Buffer): Promise<number> {
      if (process.platform === 'linux') writeFileSync(`/proc/${server.child.pid}/clear_refs`, '5') // the mark of the most held begins anew
      const sent = await send('handler', draft, bytes, { title: '大卷' })
      expect(sent.status).toBe(201)
      const response = await get('handler', sent.id)
      const hash = createHash('sha256')
      for await (const piece of response.body ?? []) hash.update(piece)
      expect(hash.digest('hex')).toBe(sha256(bytes))
      return process.platform === 'linux' ? most() : 0
    }
    const [small, large] = [await inAndOut(pdf(1, { bytes: 15_000_000 })), await inAndOut(pdf(1, { bytes: 50_000_000, mark: 'large' }))]
    console.log(`15 MB in and out: ${small.toFixed(0)} MB held at the most; 50 MB: ${large.toFixed(0)} MB`)
    expect(large - small).toBeLessThan(30)
  }, 60_000)

  it('is kept once however many cases it hangs on, and is none the less given for each', async () => {
    const bytes = pdf(2, { mark: 'in two cases' })
    const before = files().length
    const [one, other] = [await send('handler', draft, bytes), await send('handler', handed, bytes)]
    expect(files()).toHaveLength(before + 1)
    for (const { id } of [one, other]) expect(sha256(Buffer.from(await (await get('handler', id)).arrayBuffer()))).toBe(sha256(bytes))
  })

  it('leaves a link that says what it is and never what it is called', async () => {
    const { seq } = await headOf(store, commission)
    const bytes = pdf(1, { mark: 'link' })
    await send('handler', draft, bytes, { title: '只在题名里的话' })
    const said = await linksSince(seq)
    expect(said).toMatchObject([{ kind: 'attachment', event: 'attached', by: 'handler', caseId: draft.case.id, place: 'package', volume: 'material', mediaType: 'application/pdf', bytes: bytes.length, content: sha256(bytes) }])
    expect(JSON.stringify(said)).not.toContain('只在题名里的话')
  })

  it('is numbered within its volume, with the pages it takes up there; recordings take none', async () => {
    const c = await opened(store)
    const give = (title: string, body: Buffer, name: string, words: Words = {}) => send('handler', c, body, { title, name, ...words })
    await give('笔录', pdf(4, { mark: 'n1' }), '笔录.pdf')
    await give('录音', wav(), '录音.wav')
    await give('说明', docx(), '说明.docx', { pages: '2' })
    await give('身份证', jpeg(), '身份证.jpg', { volume: 'identity' })
    expect(((await listed('handler', c)) ?? []).map(({ title, volume, number, pageFrom, pageTo }) => [volume, number, title, pageFrom, pageTo])).toEqual([
      ['identity', 1, '身份证', 1, 1], ['material', 1, '笔录', 1, 4], ['material', 2, '录音', null, null], ['material', 3, '说明', 5, 6],
    ])
  })

  it.each<[string, Buffer, string, Words]>([
    ['JPEG', jpeg(), '照片.JPG', {}], ['PNG', png(), '图.png', {}], ['TIFF', tiff(), '扫描.tif', { pages: '3' }], ['Word', docx(), '说明.docx', { pages: '1' }], ['Excel', xlsx(), '清单.xlsx', { pages: '1' }],
    ['WAV', wav(), '同录.wav', {}], ['MP3', mp3(), '同录.mp3', {}], ['MP4', mp4(), '同录.mp4', {}],
  ])('may be %s', async (_kind, bytes, name, words) => {
    expect(await send('handler', await opened(store), bytes, { name, ...words })).toMatchObject({ status: 201, codes: [] })
  })

  it('is attached once for one operation key, and not twice at the same place', async () => {
    const bytes = pdf(1, { mark: 'twice' })
    const operationKey = randomUUID()
    const [one, same] = await Promise.all([send('handler', draft, bytes, { operationKey }), send('handler', draft, bytes, { operationKey })])
    expect(same).toEqual(one)
    expect(await send('handler', draft, bytes)).toMatchObject({ status: 409, codes: ['ATTACHED_BEFORE'] })
    expect(await send('handler', draft, pdf(1, { mark: 'other' }), { operationKey })).toMatchObject({ codes: ['OPERATION_KEY_REUSED'] })
  })
})

describe('a file that is not what it says (E01)', () => {
  const page = Buffer.from('<!doctype html><script>fetch("/graphql")</script>')
  it.each<[string, Buffer, string, string]>([
    ['a page of HTML', page, '材料.pdf', 'UNKNOWN_TYPE'],
    ['a page of HTML that says so', page, '材料.html', 'UNKNOWN_TYPE'],
    ['a drawing with script in it', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), '图.png', 'UNKNOWN_TYPE'],
    ['a program', Buffer.from('MZ\x90\0\x03'), '材料.pdf', 'UNKNOWN_TYPE'],
    ['a program by its name', pdf(1), '材料.pdf.exe', 'UNKNOWN_TYPE'],
    ['a picture called a paper', png(), '材料.pdf', 'NAME_DIFFERS'],
    ['a paper called a picture', pdf(1), '材料.jpg', 'NAME_DIFFERS'],
    ['a name without an ending', pdf(1), '材料', 'UNKNOWN_TYPE'],
    ['a paper that is packed files too', Buffer.concat([pdf(1), zip([{ name: 'a.txt' }])]), '材料.pdf', 'MIXED_TYPE'],
    ['a picture that is packed files too', Buffer.concat([jpeg(), zip([{ name: 'a.class' }])]), '照片.jpg', 'MIXED_TYPE'],
    ['a picture that is a page too', jpeg(10, 10, '<script>alert(1)</script>'), '照片.jpg', 'MIXED_TYPE'],
    ['a picture that is a paper too', jpeg(10, 10, '%PDF-1.4'), '照片.jpg', 'MIXED_TYPE'],
    ['packed files', zip([{ name: 'a.txt' }]), '材料.docx', 'UNKNOWN_TYPE'],
    ['packed files behind a page', Buffer.concat([Buffer.from('PK\x03\x04<!doctype html>', 'latin1'), docx()]), '材料.docx', 'UNFIT_FILE'],
    ['a document with macros', docx({ name: 'word/vbaProject.bin' }), '材料.docx', 'UNFIT_FILE'],
    ['a document that would be unpacked elsewhere (E03)', docx({ name: '../../etc/passwd' }), '材料.docx', 'UNFIT_FILE'],
    ['a document that points elsewhere (E03)', docx({ name: 'word/link', mode: 0xa1ff }), '材料.docx', 'UNFIT_FILE'],
    ['a document that unpacks to very much', docx({ name: 'word/media/a.xml', unpacked: 4_000_000_000 }), '材料.docx', 'UNFIT_FILE'],
    ['a document that is locked', docx({ name: 'word/a.xml', flags: 1 }), '材料.docx', 'UNFIT_FILE'],
    ['a picture of very many points (E06)', png(50_000, 50_000), '图.png', 'UNFIT_FILE'],
    ['a paper cut off', pdf(1).subarray(0, -8), '材料.pdf', 'UNFIT_FILE'],
    ['nothing', Buffer.alloc(0), '材料.pdf', 'EMPTY'],
  ])('%s is refused, and leaves nothing', async (_what, bytes, name, code) => {
    const before = [files().length, (await listed('handler', draft))?.length]
    expect(await send('handler', draft, bytes, { name, pages: '1' })).toMatchObject({ status: 422, codes: [code] })
    expect([files().length, (await listed('handler', draft))?.length]).toEqual(before)
    expect(readdirSync(join(kept, 'incoming'))).toEqual([])
  })

  it('is asked for its pages where nobody can count them', async () => {
    expect(await send('handler', draft, docx(), { name: '说明.docx' })).toMatchObject({ status: 422, codes: ['PAGES_WANTED'] })
    expect(await send('handler', draft, Buffer.concat([Buffer.from('%PDF-1.5\n1 0 obj << /Type /ObjStm >>\n%%EOF\n')]), { name: '说明.pdf' })).toMatchObject({ codes: ['PAGES_WANTED'] })
  })
})

describe('the name of a file (E04)', () => {
  it.each([
    ['../../etc/报告.pdf', '报告.pdf'], ['C:\\windows\\报告.pdf', '报告.pdf'], ['报告\r\nSet-Cookie: a=b.pdf', '报告Set-Cookie_ a=b.pdf'], ['报\u202egpj.告.pdf', '报gpj.告.pdf'], ['con.pdf', '_con.pdf'],
    [`${'长'.repeat(300)}.pdf`, `${'长'.repeat(116)}.pdf`], ['a"b;c.pdf', 'a_b_c.pdf'], ['.隐.pdf', '隐.pdf'], ['\u{20bb7}野.PDF', '\u{20bb7}野.pdf'],
  ])('%j is kept as %j', async (given, name) => {
    const c = await opened(store)
    const sent = await send('handler', c, pdf(1), { name: given })
    expect((await listed('handler', c))?.[0]?.fileName).toBe(name)
    const { headers } = await get('handler', sent.id)
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w.~%-]+$/)
    expect(decodeURIComponent(headers.get('content-disposition')?.split("''")[1] ?? '')).toBe(name)
  })

  it('that reads as another ending than it has is taken for the ending it has', async () => {
    expect(await send('handler', draft, pdf(1), { name: '报告\u202efdp.exe' })).toMatchObject({ codes: ['UNKNOWN_TYPE'] })
  })
})

describe('an upload', () => {
  it('that is broken off leaves nothing', async () => {
    const before = [files().length, (await listed('handler', draft))?.length]
    const cookie = await as('handler')
    await new Promise<void>((done) => {
      const asked = request(addressOf(draft), { method: 'POST', headers: { 'content-type': 'application/octet-stream', cookie, 'content-length': 5_000_000 } })
      asked.on('error', () => {}).on('close', done)
      asked.write(pdf(1, { bytes: 1_000_000 }))
      setTimeout(() => {
        expect(readdirSync(join(kept, 'incoming'))).toHaveLength(1)
        asked.destroy()
      }, 300)
    })
    for (let n = 0; n < 50 && readdirSync(join(kept, 'incoming')).length > 0; n++) await sleep(50)
    expect(readdirSync(join(kept, 'incoming'))).toEqual([])
    expect([files().length, (await listed('handler', draft))?.length]).toEqual(before)
  })

  it('of more than is allowed is refused, by the length it says or by what comes, and its sender hears why', async () => {
    const bytes = pdf(1, { bytes: 61_000_000 })
    expect(await send('handler', draft, bytes)).toMatchObject({ status: 413, codes: ['TOO_LARGE'], messages: ['文件太大：一份附件最多 60 兆字节，请分开扫描'] })
    const cookie = await as('handler')
    const inPieces = await new Promise<number>((done, failed) => {
      const asked = request(addressOf(draft), { method: 'POST', headers: { 'content-type': 'application/octet-stream', cookie } }, (response) => { response.resume(); done(response.statusCode ?? 0) }).on('error', failed)
      for (let at = 0; at < bytes.length; at += 1_000_000) asked.write(bytes.subarray(at, at + 1_000_000))
      asked.end()
    })
    expect(inPieces).toBe(413)
    expect(readdirSync(join(kept, 'incoming'))).toEqual([])
  }, 60_000)

  it('without a session, from a foreign page, or as a form is refused', async () => {
    expect(await send('handler', draft, pdf(1), {}, { cookie: '' })).toMatchObject({ status: 401, codes: ['UNAUTHENTICATED'] })
    expect(await send('handler', draft, pdf(1), {}, { 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403, codes: ['FOREIGN_ORIGIN'] })
    for (const type of ['multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'text/plain', 'application/pdf']) expect(await send('handler', draft, pdf(1), {}, { 'content-type': type }), type).toMatchObject({ status: 400, codes: ['BAD_USER_INPUT'] })
  })

  it.each<[string, Words]>([
    ['a place that is none', { place: '__proto__' }], ['a volume that is none', { volume: 'constructor' }], ['a case that is none', { case: 'x' }], ['a title that cannot be kept', { title: 'a\0b' }], ['pages that are none', { pages: '-1' }],
    ['a word too many', { attachedBy: 'officeHead' }], ['a key that is none', { operationKey: 'x' }],
  ])('with %s is refused', async (_what, words) => {
    expect(await send('handler', draft, pdf(1), words)).toMatchObject({ status: 400, codes: ['BAD_USER_INPUT'] })
  })

  it.each<[string, Words, string]>([['a fact that is not there', { place: 'fact', item: 'F99' }, 'NO_SUCH_ITEM'], ['no title', { title: ' ' }, 'NOT_WRITTEN'], ['a volume of others', { volume: 'review' }, 'WRONG_VOLUME'], ['a paper that is not there yet', { place: 'decision' }, 'NOT_THERE_YET'], ['a place of others', { place: 'deliberation', volume: 'review' }, 'NOT_YOURS']])('with %s is refused by the rule', async (_what, words, code) => {
    expect(await send('handler', draft, pdf(1), words)).toMatchObject({ status: 409, codes: [code] })
  })
})

describe('who sees a file', () => {
  it('is who sees the part that it hangs on: the group only what was handed over, and the body adds nothing to that', async () => {
    const c = await opened(store)
    const { id } = await send('handler', c, pdf(1, { mark: 'seen' }))
    expect((await get('groupLeader', id)).status).toBe(404)
    await after(store, c, 'transfer', who.bodyHead)
    expect((await get('groupLeader', id)).status).toBe(200)
    expect(await send('handler', c, pdf(1, { mark: 'late' }))).toMatchObject({ status: 409, codes: ['HANDED_OVER'] })
    expect((await listed('groupLeader', c))?.map((one) => [one.number, one.mayWithdraw])).toEqual([[1, false]])
  })

  it('gets the same for one that is hidden as for one that is not there, and the log says the same of both', async () => {
    const { id } = await send('handler', draft, pdf(1, { mark: 'hidden' }))
    const missing = encodeId('Attachment', 'f'.repeat(24))
    const told = async (name: Who, one: string) => {
      const { seq } = await headOf(store, commission)
      const response = await get(name, one)
      const links_ = (await linksSince(seq)).map((link) => ({ kind: link?.kind, what: link?.what, cases: link?.cases ?? null, attachments: link?.attachments ?? null, denied: Array.isArray(link?.denied) ? link.denied.length : 0 }))
      return { status: response.status, headers: [...response.headers].filter(([header]) => header !== 'date'), body: await response.text(), links: links_ }
    }
    for (const name of ['otherHandler', 'otherGroupLeader', 'otherZoneReviewer', 'groupLeader', 'caseManager', 'systemAdmin', 'auditAdmin'] as const) {
      const hidden = await told(name, id)
      expect(hidden, name).toEqual(await told(name, missing))
      expect(hidden).toMatchObject({ status: 404, body: '没有找到这份附件', links: [{ kind: 'denied', what: ['attachment'], cases: null }] })
    }
    expect(await send('otherHandler', draft, pdf(1))).toMatchObject({ status: 409, codes: ['NO_SUCH_CASE'] })
    expect(await send('otherHandler', { ...draft, case: { ...draft.case, id: 'xm-nothere' } }, pdf(1))).toMatchObject({ status: 409, codes: ['NO_SUCH_CASE'] })
  })

  it('is no longer who has recused himself', async () => {
    let c = await opened(store)
    const { id } = await send('handler', c, pdf(1, { mark: 'recused' }))
    for (const [step, by] of [['transfer', who.bodyHead], ['accept', who.groupLeader], ['formPanel', who.groupLeader]] as const) c = await after(store, c, step, by)
    expect((await get('reviewer', id)).status).toBe(200)
    c = await after(store, c, 'requestRecusal', who.reviewer, { personId: 'reviewer', ground: 'fairness', reason: '与本案有牵连', requester: null })
    c = await after(store, c, 'decideRecusal', who.officeHead, { personId: 'reviewer', grant: true, ground: null, reason: '属实', paper: null })
    expect((await get('reviewer', id)).status).toBe(404)
    expect((await get('lead', id)).status).toBe(200)
  })

  it('is on record for each reading, before the first byte', async () => {
    const { id } = await send('handler', draft, pdf(1, { mark: 'record' }))
    const { seq } = await headOf(store, commission)
    await get('bodyHead', id)
    await get('handler', id)
    const attachment = Buffer.from(id, 'base64url').toString().split(':')[1]
    expect(await linksSince(seq)).toMatchObject(['bodyHead', 'handler'].map((by) => ({ kind: 'reading', by, what: ['attachment'], cases: [draft.case.id], attachments: [attachment] })))
  })

  it('made with Word is read line by line with the same right and record, and nothing else is', async () => {
    const paragraphs = ['关于用车的说明', '2026年3月2日'].map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`).join('')
    const word = zip([{ name: '[Content_Types].xml', data: '<?xml version="1.0"?><Types/>' }, { name: 'word/document.xml', data: `<?xml version="1.0"?><w:document><w:body>${paragraphs}</w:body></w:document>` }])
    const { id } = await send('handler', draft, word, { name: '说明.docx', pages: '1' })
    const { id: other } = await send('handler', draft, pdf(1, { mark: 'no lines' }))
    const lines = async (name: Who, which = id) => { const response = await fetch(`${server.url}/attachments/${which}/lines`, { headers: { cookie: await as(name), 'sec-fetch-site': 'same-origin' } }); return [response.status, await response.text()] }
    const { seq } = await headOf(store, commission)
    expect(await lines('handler')).toEqual([200, JSON.stringify({ lines: ['关于用车的说明', '2026年3月2日'] })])
    expect(await lines('groupLeader')).toEqual([404, '没有找到这份附件']) // not handed over
    expect(await lines('handler', other)).toEqual([415, '这份附件不是 Word 文件，请下载查看'])
    expect((await linksSince(seq)).map((link) => [link?.kind, link?.by])).toEqual([['reading', 'handler'], ['denied', 'groupLeader'], ['reading', 'handler']])
  })

  it('keeps files of the review from the body, and numbers what each sees without a gap', async () => {
    let c = await opened(store)
    await send('handler', c, pdf(1, { mark: 'own' }))
    for (const [step, by] of [['transfer', who.bodyHead], ['accept', who.groupLeader], ['formPanel', who.groupLeader]] as const) c = await after(store, c, step, by)
    const { id, status } = await send('lead', c, pdf(2, { mark: 'internal' }), { place: 'internal', volume: 'review', title: '阅卷摘录' })
    expect(status).toBe(201)
    expect((await get('handler', id)).status).toBe(404)
    expect((await listed('handler', c))?.map(({ volume, number }) => [volume, number])).toEqual([['material', 1]])
    expect((await listed('officeHead', c))?.map(({ volume, number }) => [volume, number])).toEqual([['material', 1], ['review', 1]])
    expect(await send('handler', c, pdf(1), { place: 'internal', volume: 'review' })).toMatchObject({ codes: ['NOT_YOURS'] })
    expect(await send('spareReviewer', c, pdf(1), { place: 'internal', volume: 'review' })).toMatchObject({ codes: ['NO_SUCH_CASE'] })
  })

  it('is nobody of another page: a foreign origin is not heard', async () => {
    const { id } = await send('handler', draft, pdf(1, { mark: 'foreign' }))
    expect((await fetch(`${server.url}/attachments/${id}`, { headers: { cookie: await as('handler'), 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
    expect((await fetch(`${server.url}/attachments/${id}`)).status).toBe(401)
  })
})

describe('an attachment that is withdrawn', () => {
  const withdraw = async (name: Who, id: string, reason: string) => ((await (await ask(server.url, `mutation { withdrawAttachment(attachmentId: "${id}", reason: "${reason}") { ... on AttachmentWithdrawn { attachment { withdrawnReason address number } } ... on AttachmentRefused { refusals { code } } } }`, { cookie: await as(name) })).json()) as { data: { withdrawAttachment: unknown } }).data.withdrawAttachment

  it('stays in the list with its reason, and its file is given to nobody', async () => {
    const c = await opened(store)
    const { id } = await send('handler', c, pdf(1, { mark: 'wrong file' }))
    await send('handler', c, pdf(2, { mark: 'right file' }), { title: '对的' })
    const { seq } = await headOf(store, commission)
    expect(await withdraw('handler', id, '')).toEqual({ refusals: [{ code: 'NOT_WRITTEN' }] })
    expect(await withdraw('otherHandler', id, '好奇')).toEqual({ refusals: [{ code: 'NO_SUCH_ATTACHMENT' }] })
    expect(await withdraw('bodyHead', id, '传错了文件')).toEqual({ attachment: { withdrawnReason: '传错了文件', address: null, number: null } })
    expect(await withdraw('handler', id, '再撤一次')).toEqual({ refusals: [{ code: 'WITHDRAWN_BEFORE' }] })
    expect((await linksSince(seq)).map((link) => link?.event ?? link?.kind)).toEqual(['refusal', 'refusal', 'attachmentWithdrawn', 'refusal'])
    const response = await get('handler', id)
    expect([response.status, await response.text()]).toEqual([410, '这份附件已经撤回'])
    expect((await listed('handler', c))?.map(({ title, number, withdrawnReason }) => [title, number, withdrawnReason])).toEqual([['一份材料', null, '传错了文件'], ['对的', 1, null]])
    await after(store, c, 'transfer', who.bodyHead)
    expect((await listed('groupLeader', c))?.map(({ title }) => title)).toEqual(['对的'])
    expect(await withdraw('handler', (await listed('handler', c))?.[1]?.id ?? '', '已经移送')).toEqual({ refusals: [{ code: 'HANDED_OVER' }] })
  })
})

describe('a file that was changed on the disk', () => {
  const run = promisify(execFile)
  const verified = (environment: Record<string, string> = {}) => run(process.execPath, ['--import', './src/setup/launch.js', 'src/main.ts', 'verify'], { env: { DATABASE_URL: database, NODE_ENV: 'test', ...environment } })
    .then(({ stdout }) => ({ status: 0, stdout }), (error: { code: number; stdout: string }) => ({ status: error.code, stdout: error.stdout }))

  it('by one byte, cut off or taken away is refused in a sentence, and named by the check; whole again it is given', async () => {
    const c = await opened(store)
    const before = new Set(files())
    const { id } = await send('handler', c, pdf(1, { bytes: 300_000, mark: 'flipped' }))
    const [file = ''] = files().filter((one) => !before.has(one))
    const whole = readFileSync(file)
    const attachment = Buffer.from(id, 'base64url').toString().split(':')[1]
    const flipped = Buffer.from(whole)
    flipped[150_000] = (flipped[150_000] ?? 0) ^ 1
    for (const [bytes, why] of [[null, '文件不见了'], [whole.subarray(0, -70_000), '长度不对，可能被截断或者改动'], [flipped, '第3段被改动']] as const) {
      if (bytes === null) rmSync(file)
      else writeFileSync(file, bytes)
      const response = await get('handler', id)
      expect([response.status, await response.text()]).toEqual([500, `这份附件的文件${why}，不能给出，请告知系统管理员从备份恢复`])
    }
    const check = await verified()
    expect(check.stdout.split('\n').filter((line) => line.includes('附件'))).toEqual([`${c.case.number}：附件 ${attachment} 的文件第3段被改动`])
    expect(check.status).toBe(1)
    writeFileSync(file, whole)
    expect((await get('handler', id)).status).toBe(200)
    expect(await verified()).toMatchObject({ status: 0 })
  }, 60_000)

  it('is not opened with another key: neither the server nor the check goes on', async () => {
    const other = join(folder, 'other.key')
    writeFileSync(other, 'cd'.repeat(32), { mode: 0o600 })
    await expect(serving({ DATABASE_URL: database, NODE_ENV: 'test', ATTACHMENT_KEY_FILE: other })).rejects.toThrow(/不是用现在的密钥封存的/)
    expect(await verified({ ATTACHMENT_KEY_FILE: other })).toEqual({ status: 1, stdout: expect.stringMatching(/不是用现在的密钥封存的/) as string })
  }, 60_000)
})
