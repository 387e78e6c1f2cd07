/** What lies on the disk: sealed, each content once in a commission, and told apart from everything that is not as it was sealed. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { openAttachmentFiles, type AttachmentFiles } from '../../src/store/attachment-files.ts'
import { cleanName, endingOf } from '../../src/store/file-names.ts'
import { keyFrom, newKeyText, type SealingKey } from '../../src/store/sealed.ts'
import type { Content } from '../../src/store/sealed-file.ts'
import { pdf } from '../help/files.ts'

const root = mkdtempSync(join(tmpdir(), 'huapian-sealed-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const key = keyFrom(newKeyText()) as SealingKey
let count = 0
const fresh = async (): Promise<{ folder: string; files: AttachmentFiles }> => {
  const folder = join(root, String(++count))
  return { folder, files: await openAttachmentFiles(folder, key) }
}

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function kept(files: AttachmentFiles, bytes: Buffer, { commission = 'xm', size = 10_000 } = {}): Promise<Content> {
  const incoming = await files.receive(commission, inPieces(bytes, size), '材料.pdf', 10_000_000)
  if (!incoming) throw new Error('too large')
  await incoming.keep()
  await incoming.drop()
  return { sha256: incoming.sha256, bytes: incoming.bytes }
}

async function whole(files: AttachmentFiles, content: Content, commission = 'xm'): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of await files.read(commission, content)) pieces.push(piece)
  return Buffer.concat(pieces)
}

const namesIn = (folder: string): string[] => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile() && one.name !== 'key-mark').map((one) => join(one.parentPath, one.name))

describe('what was kept', () => {
  it('comes back as it went in, whatever its length and in whatever pieces it came', async () => {
    const { files } = await fresh()
    await fc.assert(fc.asyncProperty(fc.constantFrom(1, 65_535, 65_536, 65_537, 131_072, 200_001), fc.integer({ min: 1, max: 90_000 }), async (length, size) => {
      const bytes = randomBytes(length)
      const content = await kept(files, bytes, { size })
      expect((await whole(files, content)).equals(bytes)).toBe(true)
      expect(await files.fault('xm', content)).toBeNull()
    }), { numRuns: 25 })
  })

  it('is told apart from anything else, wherever a byte was changed, doubled, taken away or put in another place', async () => {
    const { folder, files } = await fresh()
    const bytes = pdf(1, { bytes: 150_000 })
    const content = await kept(files, bytes)
    const [file = ''] = namesIn(join(folder, 'xm'))
    const sealed = readFileSync(file)
    await fc.assert(fc.asyncProperty(fc.oneof(
      fc.record({ how: fc.constant('flip' as const), at: fc.nat(sealed.length - 1), bit: fc.nat(7) }),
      fc.record({ how: fc.constant('cut' as const), at: fc.nat(sealed.length - 1), bit: fc.constant(0) }),
      fc.record({ how: fc.constant('double' as const), at: fc.nat(sealed.length - 1), bit: fc.constant(0) }),
      fc.record({ how: fc.constant('swap' as const), at: fc.constant(0), bit: fc.constant(0) }),
    ), async ({ how, at, bit }) => {
      const changed = Buffer.from(sealed)
      if (how === 'flip') changed[at] = (changed[at] ?? 0) ^ (1 << bit)
      const piece = 65_536 + 16
      const swapped = Buffer.concat([sealed.subarray(0, 68), sealed.subarray(68 + piece, 68 + 2 * piece), sealed.subarray(68, 68 + piece), sealed.subarray(68 + 2 * piece)])
      writeFileSync(file, how === 'flip' ? changed : how === 'cut' ? sealed.subarray(0, at) : how === 'double' ? Buffer.concat([sealed, sealed.subarray(at)]) : swapped)
      expect(await files.fault('xm', content)).not.toBeNull()
      await expect(files.read('xm', content)).rejects.toThrow(/./)
    }), { numRuns: 150 })
    writeFileSync(file, sealed)
    expect(await files.fault('xm', content)).toBeNull()
  })

  it('is not taken for another that was put in its place', async () => {
    const { folder, files } = await fresh()
    const one = await kept(files, pdf(1, { mark: 'one' }))
    const [place = ''] = namesIn(join(folder, 'xm'))
    await kept(files, pdf(1, { mark: 'two' }))
    const [other = ''] = namesIn(join(folder, 'xm')).filter((name) => name !== place)
    writeFileSync(place, readFileSync(other))
    expect(await files.fault('xm', one)).toMatch(/文件头对不上/)
  })

  it('lies there once, and comes whole again when it is attached once more', async () => {
    const { folder, files } = await fresh()
    const bytes = pdf(1, { mark: 'again' })
    const content = await kept(files, bytes)
    const [file = ''] = namesIn(join(folder, 'xm'))
    writeFileSync(file, 'damaged')
    await kept(files, bytes)
    expect(namesIn(folder)).toEqual([file])
    expect(await files.fault('xm', content)).toBeNull()
  })

  it('says by its name neither what it is nor that another commission has it too', async () => {
    const { folder, files } = await fresh()
    const bytes = pdf(1, { mark: 'same' })
    const content = await kept(files, bytes)
    await kept(files, bytes, { commission: 'zz' })
    const [one = '', other = ''] = ['xm', 'zz'].map((commission) => basename(namesIn(join(folder, commission))[0] ?? ''))
    expect(one).not.toBe(other)
    expect([one, other]).not.toContain(content.sha256)
    expect(await files.fault('yy', content)).toBe('文件不见了')
  })

  it('is opened by its own key alone', async () => {
    const { folder, files } = await fresh()
    const other = await openAttachmentFiles(folder, keyFrom(newKeyText()) as SealingKey) // nothing lies there yet
    await kept(files, pdf(1))
    await expect(kept(other, pdf(1))).rejects.toThrow(/不是用现在的密钥封存的/)
    await expect(openAttachmentFiles(folder, keyFrom(newKeyText()) as SealingKey)).rejects.toThrow(/不是用现在的密钥封存的/)
  })
})

describe('what comes and is not kept', () => {
  it('leaves nothing: dropped, too much, or broken off', async () => {
    const { folder, files } = await fresh()
    await (await files.receive('xm', inPieces(pdf(1), 100), '材料.pdf', 10_000))?.drop()
    expect(await files.receive('xm', inPieces(pdf(1, { bytes: 20_000 }), 100), '材料.pdf', 10_000)).toBeNull()
    async function* breaking(): AsyncGenerator<Buffer> {
      yield pdf(1)
      throw new Error('the line is gone')
    }
    await expect(files.receive('xm', breaking(), '材料.pdf', 10_000)).rejects.toThrow('the line is gone')
    expect(namesIn(folder)).toEqual([])
  })

  it('is swept once it is old: what came half, and what no row speaks of; what is young or known stays', async () => {
    const { folder, files } = await fresh()
    const known = await kept(files, pdf(1, { mark: 'known' }))
    await kept(files, pdf(1, { mark: 'stray' }))
    writeFileSync(join(folder, 'incoming', 'half.part'), 'half')
    async function* rows(): AsyncGenerator<Content> { yield known }
    expect((await files.strays('xm', rows()))).toHaveLength(1)
    expect(await files.sweep(await files.strays('xm', rows()))).toBe(0)
    const longAgo = new Date(Date.now() - 7_200_000)
    for (const name of namesIn(folder)) utimesSync(name, longAgo, longAgo)
    expect(await files.sweep(await files.strays('xm', rows()))).toBe(2)
    expect(await files.fault('xm', known)).toBeNull()
    expect(namesIn(folder)).toHaveLength(1)
  })
})

describe('a cleaned name', () => {
  it('has no path, no control, no mark of direction, no device, and stays the same when it is cleaned again', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (given) => {
      const name = cleanName(given)
      if (name === null) return
      expect(name).not.toMatch(/[/\\<>:"|?*;\p{Cc}\p{Cf}\p{Cs}]|^\.|^(con|prn|aux|nul)(\.|$)/iu)
      expect([...name].length).toBeLessThanOrEqual(121)
      expect(name.isWellFormed()).toBe(true)
      expect(cleanName(name)).toBe(name)
      expect(endingOf(name)).toBe(endingOf(cleanName(name) ?? ''))
    }), { numRuns: 400 })
  })

  it.each(['', '..', '///', '\u202e', '\0'])('is none for %j', (given) => {
    expect(cleanName(given)).toBeNull()
  })
})
