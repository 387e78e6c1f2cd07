/** Signed heads: the key outside the database, the second place, and a start that refuses a database older than what was kept. */
import { generateKeyPairSync } from 'node:crypto'
import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { headOf } from '../../src/store/audit.ts'
import { headsFile, headsIn, keepHeads, keptCommissions, type Keeping } from '../../src/store/kept-heads.ts'
import { makeSigner, readPublicKeys, readSigner, signatureFault, signerOf } from '../../src/store/signing.ts'
import type { Store } from '../../src/store/store.ts'
import { commission } from '../help/city.ts'
import { at, inACityAlone, opened } from './city.ts'
import { engines, type Engine } from './engines.ts'

const signer = signerOf(generateKeyPairSync('ed25519').privateKey)
const another = signerOf(generateKeyPairSync('ed25519').privateKey)
const head = { commission, seq: 3, hash: 'ab'.repeat(32), at }

let folder: string
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'huapian-heads-')) })
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let count = 0
const fresh = (name: string) => join(folder, `${++count}-${name}`)

describe('a signature', () => {
  it('holds for what was signed, by the key that signed it', () => {
    expect(signatureFault(signer.sign(head), signer.keys)).toBeNull()
    expect(signatureFault(signer.sign(head), another.keys)).toBe(`不认识的签名密钥：${signer.keyId}`)
  })

  it.each([['seq', 4], ['hash', 'cd'.repeat(32)], ['at', '2020-01-01T00:00:00.000Z'], ['commission', 'other'], ['signature', 'AAAA'], ['signature', '']])('fails once %s is changed', (field, value) => {
    expect(signatureFault({ ...signer.sign(head), [field]: value }, signer.keys)).toBe('签名不符')
  })

  it('fails under the name of another key, and by another algorithm', () => {
    expect(signatureFault({ ...signer.sign(head), keyId: another.keyId }, another.keys)).toBe('签名不符')
    expect(signatureFault({ ...signer.sign(head), algorithm: 'none' as 'Ed25519' }, signer.keys)).toMatch('不认识的签名算法')
  })
})

describe('a key', () => {
  it('is made once, for its owner alone, and read again', () => {
    const file = fresh('key.pem')
    const made = makeSigner(file)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const read = readSigner(file)
    expect(read.keyId).toBe(made.keyId)
    expect(signatureFault(read.sign(head), made.keys)).toBeNull()
    expect(() => makeSigner(file)).toThrow('EEXIST')
  })

  it('that was used before still counts where its public half follows', () => {
    const file = fresh('key.pem')
    const now = makeSigner(file)
    appendFileSync(file, signer.publicKey)
    expect([...readSigner(file).keys.keys()]).toEqual([now.keyId, signer.keyId])
    expect(signatureFault(signer.sign(head), readSigner(file).keys)).toBeNull()
    const publicFile = fresh('public.pem')
    writeFileSync(publicFile, signer.publicKey)
    expect([...readPublicKeys(publicFile).keys()]).toEqual([signer.keyId])
  })

  it.each([
    ['is not there', () => fresh('none.pem'), '读不到链头签名密钥'],
    ['is empty', () => keyFile(''), '应当有一个私钥'],
    ['is public only', () => keyFile(signer.publicKey), '应当有一个私钥'],
    ['is for another algorithm', () => keyFile(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' })), '不是 Ed25519 的密钥'],
    ['is damaged', () => keyFile('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'), '不是 Ed25519 的密钥'],
    ['others can read', () => { const file = fresh('key.pem'); makeSigner(file); chmodSync(file, 0o640); return file }, '别人也能读写'],
  ])('is refused in one sentence where it %s', (_how, file, sentence) => {
    expect(() => readSigner(file())).toThrow(sentence)
  })

  function keyFile(text: string | Buffer): string {
    const file = fresh('key.pem')
    writeFileSync(file, text, { mode: 0o600 })
    return file
  }
})

describe.each(engines)('heads kept beside $name', ({ start }) => {
  let engine: Engine
  beforeAll(async () => { engine = await start() }, 60_000)
  afterAll(async () => { await engine?.stop() }, 60_000)
  let place: string
  beforeEach(() => { place = fresh('place') })

  const keeping = (more: Partial<Keeping> = {}): Keeping => ({ folder: place, signer, links: 1000, minutes: 60, at: () => at, failed: (error) => { throw error }, ...more })
  const kept = () => headsIn(readFileSync(headsFile(place, commission), 'utf8'), 'heads', signer.keys)
  const alone = (use: (store: Store, url: string) => Promise<void>) => inACityAlone(engine, use)

  it('are written at the start and at the end, signed, and not twice', async () => {
    await alone(async (store) => {
      const first = await keepHeads(store, keeping())
      expect(kept().heads.map(({ seq }) => seq)).toEqual([2])
      await opened(store)
      await first.stop()
      await (await keepHeads(store, keeping())).stop()
      expect(kept()).toMatchObject({ heads: [{ seq: 2 }, { seq: 3 }], faults: [] })
      expect(kept().heads.at(-1)?.hash).toBe((await headOf(store, commission)).hash)
      expect(statSync(headsFile(place, commission)).mode & 0o777).toBe(0o600)
      expect(keptCommissions(place)).toEqual([commission])
    })
  })

  it('are written as the chain grows', async () => {
    await alone(async (store) => {
      const running = await keepHeads(store, keeping({ links: 1, minutes: 1 / 600 })) // looks every tenth of a second
      await opened(store)
      await expect.poll(() => kept().heads.length, { timeout: 5000 }).toBe(2)
      await running.stop()
    })
  })

  it('let a database that goes on from them start, also after a line was torn', async () => {
    await alone(async (store) => {
      await (await keepHeads(store, keeping())).stop()
      appendFileSync(headsFile(place, commission), '{"commission":"xm","se')
      await opened(store)
      await (await keepHeads(store, keeping())).stop()
      await (await keepHeads(store, keeping())).stop()
      expect(kept()).toMatchObject({ heads: [{ seq: 2 }, { seq: 3 }], faults: [] })
    })
  })

  it('refuse a database that is older, that is empty, or that went another way', async () => {
    await alone(async (store) => {
      await opened(store)
      await (await keepHeads(store, keeping())).stop()
      await alone(async (older) => {
        await expect(keepHeads(older, keeping())).rejects.toThrow(/只到第2条，另处保存的链头.*已到第3条：数据库被换成了旧的.*拒绝启动/)
        await opened(older)
        await expect(keepHeads(older, keeping())).rejects.toThrow(/第3条与另处保存的链头不符：链被改过，拒绝启动/)
      })
      writeFileSync(headsFile(place, 'other'), `${JSON.stringify(signer.sign({ ...head, commission: 'other' }))}\n`)
      await expect(keepHeads(store, keeping())).rejects.toThrow(/审计链 other 只到第0条/)
    })
  })

  it('refuse where a head was not signed by this installation, until its former key is named', async () => {
    await alone(async (store) => {
      await (await keepHeads(store, keeping({ signer: another }))).stop()
      await expect(keepHeads(store, keeping())).rejects.toThrow(/不认识的签名密钥.*拒绝启动/)
      const both = { ...signer, keys: new Map([...signer.keys, ...another.keys]) }
      await (await keepHeads(store, keeping({ signer: both }))).stop()
    })
  })
})
