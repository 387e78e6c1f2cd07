/** A dossier, checked as anybody would: one file of the verifier in an empty folder, a process of its own, and Node alone. */
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dossierOf } from '../../src/papers/dossier.ts'
import { provenCase } from '../../src/store/dossier.ts'
import { links } from '../../src/store/audit.ts'
import { signerOf } from '../../src/store/signing.ts'
import type { Store } from '../../src/store/store.ts'
import { commission, moment, roster, who, type Who } from '../help/city.ts'
import { accepted, at, cityIn, reported } from '../store/city.ts'

const signer = signerOf(generateKeyPairSync('ed25519').privateKey)
const stranger = signerOf(generateKeyPairSync('ed25519').privateKey)
let folder: string
let store: Store
let caseId: string
let whole: Buffer

const enclosed = [{ volume: '材料卷', number: 1, title: '转账记录', fileName: '转账/记录.pdf', pages: '1—3', bytes: Buffer.from('%PDF-1.7 转账记录') }]

async function dossier(name: Who): Promise<Buffer | null> {
  const proven = await provenCase(store, who[name], caseId, at)
  if (!proven) return null
  const publicKeys = [{ keyId: signer.keyId, pem: signer.publicKey }]
  return Buffer.from(await dossierOf({ c: proven.case, log: proven.log, side: proven.side, roster, zone: '第三片区', moment, templates: () => null }, { enclosed, signed: { signatures: [], texts: new Map() }, links: proven.links, by: who[name].personId, at, seal: signer.seal, publicKeys }))
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huapian-dossier-'))
  copyFileSync(new URL('../../src/verifier/verify-chain.mjs', import.meta.url), join(folder, 'verify-chain.mjs'))
  store = await cityIn(join(folder, 'city.db'))
  caseId = (await accepted(store)).case.id
  writeFileSync(join(folder, 'key.pem'), signer.publicKey)
  writeFileSync(join(folder, 'stranger.pem'), stranger.publicKey)
  whole = (await dossier('groupLeader')) ?? expect.fail('no dossier')
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

function check(bytes: Uint8Array, ...words: string[]): { code: number | null; said: string } {
  writeFileSync(join(folder, 'case.zip'), bytes)
  const { status, stdout, stderr } = spawnSync(process.execPath, ['verify-chain.mjs', 'case.zip', ...words], { cwd: folder, encoding: 'utf8', env: {} })
  return { code: status, said: stdout + stderr }
}

const flipped = (place: number): Buffer => Buffer.from(whole.map((byte, n) => (n === place ? byte ^ 1 : byte)))
/** Where each file lies: from the first byte of its head to the last of what is in it. */
const places = (): { name: string; from: number; data: number; until: number }[] => {
  const found = []
  for (let from = 0; whole.readUInt32LE(from) === 0x04034b50;) {
    const data = from + 30 + whole.readUInt16LE(from + 26)
    const until = data + whole.readUInt32LE(from + 22)
    found.push({ name: whole.toString('utf8', from + 30, data), from, data, until })
    from = until
  }
  return found
}

describe('a dossier', () => {
  it('is found right with the key of the installation, with everything that is in it', () => {
    expect(check(whole, '--key', 'key.pem')).toEqual({ code: 0, said: expect.stringMatching(/^全部相符：卷宗 .*，文件 \d+ 个，审计链 2 条\n$/) })
  })

  it('holds the papers, the case, its log and the links, all to be read without this system', () => {
    const files = unzipSync(whole)
    expect(Object.keys(files)).toEqual(['manifest.json', 'manifest.sig', '卷宗.html', '案件.json', '流转记录.json', '审计链.jsonl', '文书/W01 移送审理登记表.docx', '文书/W04-accepted 受理通知书.docx', '附件/材料卷/001 转账记录.pdf'])
    const page = strFromU8(files['卷宗.html'] ?? new Uint8Array())
    expect(page).toContain('移送审理登记表')
    expect(page).toContain('转账记录')
    expect(strFromU8(files['附件/材料卷/001 转账记录.pdf'] ?? new Uint8Array())).toBe('%PDF-1.7 转账记录')
    expect(page).not.toMatch(/<script|src=|https?:/)
  })

  it('is found wrong with another key', () => {
    expect(check(whole, '--key', 'stranger.pem')).toMatchObject({ code: 1, said: expect.stringContaining('不认识的公钥编号') })
  })

  it('is found wrong, with the name of the file, once one byte of any file is another', () => {
    for (const { name, data, until } of places()) {
      const { code, said } = check(flipped(Math.floor((data + until) / 2)), '--key', 'key.pem')
      expect({ name, code }).toEqual({ name, code: 1 })
      expect(said).toContain(name)
    }
  })

  it('is found wrong once any byte of what holds the files together is another', () => {
    const first = places()[2] ?? expect.fail('no file')
    const end = places().at(-1)?.until ?? 0
    const heads = Array.from({ length: first.data - first.from }, (_, n) => first.from + n)
    const rest = Array.from({ length: 40 }, (_, n) => end + Math.floor((n * (whole.length - end - 1)) / 39))
    for (const place of [...heads, ...rest]) expect({ place, code: check(flipped(place), '--key', 'key.pem').code }).toEqual({ place, code: 1 })
  }, 120_000)

  it('is found wrong cut short, made longer, or with a file taken out', () => {
    const [taken] = places().slice(-1)
    for (const other of [whole.subarray(0, whole.length - 1), Buffer.concat([whole, Buffer.from('x')]), Buffer.concat([whole.subarray(0, taken?.from), whole.subarray(taken?.until)])])
      expect(check(other, '--key', 'key.pem').code).toBe(1)
  })

  it('has no links for whoever does not see every step, and is none for whoever does not see the case', async () => {
    const { case: reviewed } = await reported(store)
    const linksOf = async (name: Who) => (await provenCase(store, who[name], reviewed.id, at))?.links ?? null
    expect(await linksOf('bodyHead')).toBeNull()
    expect(await linksOf('caseManager')).toBeNull()
    expect((await linksOf('groupLeader'))?.length).toBeGreaterThan(10)
    for (const name of ['otherGroupLeader', 'otherBodyHead', 'systemAdmin'] as const) expect(await dossier(name)).toBeNull()
  })

  it('leaves a link that says who took it out, before it is given', async () => {
    const all = await links(store, commission, 0, 1000)
    expect(all.filter((one) => one.kind === 'export').map((one) => JSON.parse(one.body) as object)).toContainEqual(expect.objectContaining({ by: 'groupLeader', event: 'dossierExported', caseId }))
  })
})
