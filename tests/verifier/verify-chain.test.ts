/** The stand-alone verifier, run as anybody would: one file copied to an empty folder, a process of its own, and an exported chain. */
import { spawnSync } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { headOf } from '../../src/store/audit.ts'
import { exportChain } from '../../src/store/export.ts'
import { signerOf, type SignedHead } from '../../src/store/signing.ts'
import type { Store } from '../../src/store/store.ts'
import { commission } from '../help/city.ts'
import { accepted, at, cityIn, opened } from '../store/city.ts'

const signer = signerOf(generateKeyPairSync('ed25519').privateKey)
const stranger = signerOf(generateKeyPairSync('ed25519').privateKey)
let folder: string
let store: Store
let lines: string[]
let heads: SignedHead[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huapian-verifier-'))
  copyFileSync(new URL('../../src/verifier/verify-chain.mjs', import.meta.url), join(folder, 'verify-chain.mjs'))
  store = await cityIn(join(folder, 'city.db'))
  await accepted(store)
  heads = [signer.sign({ commission, ...(await headOf(store, commission)), at })]
  await opened(store)
  await exportChain(store, { file: join(folder, 'audit.jsonl'), commission, from: 1, to: null, by: 'auditAdmin', at, keepDays: null, signer, heads })
  lines = readFileSync(join(folder, 'audit.jsonl'), 'utf8').trimEnd().split('\n')
  writeFileSync(join(folder, 'key.pem'), signer.publicKey)
  writeFileSync(join(folder, 'stranger.pem'), stranger.publicKey)
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

function check(file: string, ...words: string[]): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['verify-chain.mjs', file, ...words], { cwd: folder, encoding: 'utf8', env: {} })
  return { code: status, said: stdout + stderr }
}

function written(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return name
}

const checkLines = (changed: readonly string[], ...words: string[]) => check(written('changed.jsonl', `${changed.join('\n')}\n`), ...words)

/** The line of a link, by its number. */
const place = (seq: number): number => lines.findIndex((line) => line.startsWith(`{"seq":${seq},`))
const changedAt = (n: number, change: (line: string) => string): string[] => lines.map((line, k) => (k === n ? change(line) : line))

describe('an export', () => {
  it('is found right with the key of the installation, and says how much was checked', () => {
    expect(check('audit.jsonl', '--key', 'key.pem')).toEqual({ code: 0, said: '全部相符：xm 第1条至第6条，经签名的链头 2 个\n' })
  })

  it('is found right without the key, which is then to be compared', () => {
    expect(check('audit.jsonl')).toEqual({ code: 0, said: expect.stringContaining(`请核对公钥编号 ${signer.keyId}`) })
  })

  it('is found right by the SM3 that the verifier brings along', () => {
    expect(lines[place(1)]).toContain('"algorithm":"SM3"')
    expect(check('audit.jsonl', '--own-sm3', '--key', 'key.pem').code).toBe(0)
    expect(checkLines(changedAt(place(4), (line) => line.replace('transfer', 'transfex')), '--own-sm3')).toMatchObject({ code: 1, said: expect.stringContaining('第4条的内容') })
  })

  it('of a part is found right too', async () => {
    await exportChain(store, { file: join(folder, 'part.jsonl'), commission, from: 3, to: 5, by: 'auditAdmin', at, keepDays: 365, signer, heads })
    expect(check('part.jsonl', '--key', 'key.pem')).toEqual({ code: 0, said: '全部相符：xm 第3条至第5条，经签名的链头 1 个\n' })
    expect(readFileSync(join(folder, 'part.jsonl'), 'utf8')).toContain('不少于365天')
  })

  it('agrees with heads kept elsewhere, and says where those go further', async () => {
    const further = signer.sign({ commission, ...(await headOf(store, commission)), at })
    const kept = written('kept.jsonl', [...heads, further].map((head) => `${JSON.stringify(head)}\n`).join(''))
    expect(check('audit.jsonl', '--key', 'key.pem', '--heads', kept)).toEqual({ code: 0, said: expect.stringMatching(/另处保存的链头 1 个\n提醒：另处保存的链头已到第\d+条，这份文件只到第6条/) })
  })

  it('leaves a link of its own, and holds no word of a case', () => {
    expect(lines.join('\n')).not.toMatch(/林某辉|礼金|〔/)
    expect(lines.join('\n')).not.toContain('payload')
  })

  it.each<[how: string, sentence: string, change: () => string[]]>([
    ['a text edited', '第4条的内容与其杂凑值不符', () => changedAt(place(4), (line) => line.replace('transfer', 'transfex'))],
    ['a kind edited beside its text', '第4条的时间或者类别被改过', () => changedAt(place(4), (line) => line.replace('"kind":"step"', '"kind":"reading"'))],
    ['an instant edited beside its text', '第4条的时间或者类别被改过', () => changedAt(place(4), (line) => line.replace(at, '2020-01-01T00:00:00.000Z'))],
    ['an algorithm that nobody knows', '第4条用的杂凑算法不认识', () => changedAt(place(4), (line) => line.replace('"SM3"', '"MD5"'))],
    ['a link deleted', '缺少第4条', () => lines.filter((_line, n) => n !== place(4))],
    ['two links swapped', '缺少第3条', () => lines.map((line, n) => (n === place(3) ? lines[place(4)] : n === place(4) ? lines[place(3)] : line) ?? '')],
    ['a link doubled', '第4条多出来，或者次序不对', () => lines.flatMap((line, n) => (n === place(4) ? [line, line] : [line]))],
    ['the end cut off', '缺少第6条', () => lines.slice(0, place(6))],
    ['the last signed head cut off', '第6条以后的记录没有经签名的链头', () => lines.slice(0, -1)],
    ['the end cut off and the first line changed to fit', '第一行（范围和公钥）被改过：签名不符', () => changedAt(0, (line) => line.replace('"to":6', '"to":5')).slice(0, place(6))],
    ['links forged anew with all their hashes', '第1条至第5条之间被改过：与经签名的链头不符', forgedAnew],
    ['a head edited', '第5条之后的链头：签名不符', () => changedAt(place(5) + 1, (line) => line.replace(/"hash":"(.)/, (_all, digit: string) => `"hash":"${digit === '0' ? '1' : '0'}`))],
    ['a line that is none', '第4条读不懂', () => changedAt(place(4), () => '{')],
  ])('with %s is found wrong', (_how, sentence, change) => {
    expect(checkLines(change(), '--key', 'key.pem')).toEqual({ code: 1, said: expect.stringContaining(sentence) })
  })

  it('signed by somebody else is found wrong with the key of the installation', () => {
    expect(check('audit.jsonl', '--key', 'stranger.pem')).toEqual({ code: 1, said: expect.stringContaining(`不认识的公钥编号：${signer.keyId}`) })
  })

  it('that does not agree with a head kept elsewhere is found wrong, and so is such a head', () => {
    const other = signer.sign({ commission, seq: 5, hash: 'ab'.repeat(32), at })
    expect(check('audit.jsonl', '--key', 'key.pem', '--heads', written('other.jsonl', JSON.stringify(other)))).toEqual({ code: 1, said: expect.stringContaining('第5条与另处保存的链头不符') })
    const bent = { ...heads[0], seq: 4 }
    expect(check('audit.jsonl', '--key', 'key.pem', '--heads', written('bent.jsonl', JSON.stringify(bent)))).toEqual({ code: 1, said: expect.stringContaining('bent.jsonl 第1行的链头：签名不符') })
  })

  it.each([
    ['no file', [], '用法'], ['a file that is not there', ['none.jsonl'], '读不到文件'], ['another file', ['key.pem'], '不是导出的审计记录'],
    ['an option that does not exist', ['audit.jsonl', '--fast'], '用法'], ['an option without its file', ['audit.jsonl', '--key'], '缺少文件名'],
  ])('is not looked for where the words are wrong: %s', (_what, words, sentence) => {
    const [file, ...more] = words
    const { status, stderr } = spawnSync(process.execPath, ['verify-chain.mjs', ...(file === undefined ? [] : [file]), ...more], { cwd: folder, encoding: 'utf8', env: {} })
    expect([status, stderr]).toEqual([2, expect.stringContaining(sentence)])
  })
})

/** Another author in the second link, and every hash after it made to fit; the signed heads stay as they were. */
function forgedAnew(): string[] {
  let prev = ''
  return lines.map((line) => {
    const link = JSON.parse(line) as { seq?: number; body?: string; algorithm: string }
    if (link.seq === undefined || link.body === undefined) return line
    const body = link.seq === 2 ? link.body.replace('"by":"', '"by":"un') : link.body
    const hash = createHash('sm3').update(prev + body).digest('hex')
    const forged = JSON.stringify({ ...link, body, prev, hash })
    prev = hash
    return forged
  })
}

it('imports nothing but Node', () => {
  const text = readFileSync(new URL('../../src/verifier/verify-chain.mjs', import.meta.url), 'utf8')
  expect([...text.matchAll(/from '([^']+)'|import\('([^']+)'\)|require\(/g)].map(([, from]) => from)).toEqual(expect.arrayContaining([expect.stringMatching(/^node:/)]))
  expect([...text.matchAll(/from '([^']+)'/g)].filter(([, from]) => !from?.startsWith('node:'))).toEqual([])
})
