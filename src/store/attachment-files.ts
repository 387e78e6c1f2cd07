/**
 * Where the bytes of attachments lie: a folder outside the database, sealed, each content once in a commission, under a
 * name that only the holder of the key can make of a hash. What comes in is sealed on its way to the disk and looked at as
 * it passes; it counts once it is moved to its place, whole, before the row that speaks of it is written.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { inspecting, type Found } from './file-kinds.ts'
import { Damaged, derived, sealing, unsealing, type Content } from './sealed-file.ts'
import type { SealingKey } from './sealed.ts'
import { NoSpace } from './store.ts'

/** A file that has come and is not in its place yet. Either `keep` or `drop` ends it. */
export type Incoming = Content & { found: Found; keep: () => Promise<void>; drop: () => Promise<void> }

export type AttachmentFiles = {
  /** Seals what comes, at most so many bytes; null where there is more. Whatever breaks on the way leaves nothing. */
  receive: (commission: string, from: AsyncIterable<Buffer>, name: string, most: number) => Promise<Incoming | null>
  /** Opens a content from beginning to end without giving it, then gives it: throws `Damaged` before the first byte. */
  read: (commission: string, content: Content) => Promise<AsyncGenerator<Buffer>>
  /** What is wrong with a kept content, in words; null where it is as it was. */
  fault: (commission: string, content: Content) => Promise<string | null>
  /** The names of kept files of a commission beside those of the contents given, with how long ago each was written, in milliseconds. */
  strays: (commission: string, known: AsyncIterable<Content>) => Promise<Stray[]>
  /** Takes away what broken uploads have left: everything half come that is old enough, and these strays where they are. Gives how many. */
  sweep: (strays: readonly Stray[]) => Promise<number>
}

export type Stray = { file: string; ageMs: number }

/** What is younger may be on its way still. */
const oldEnoughMs = 3_600_000

/** Makes the folder where it is missing. Throws one sentence where the key is another than the one that was used here. */
export async function openAttachmentFiles(folder: string, key: SealingKey): Promise<AttachmentFiles> {
  const coming = join(folder, 'incoming')
  await mkdir(coming, { recursive: true, mode: 0o700 })
  const marked = keyMark(folder, key)
  await marked.check()
  const places = new Map<string, Buffer>()

  /** The place of a content: of the same bytes another in each commission. */
  function placeOf(commission: string, sha256: string): string {
    const names = places.get(commission) ?? derived(key, Buffer.alloc(0), `huapian attachment names ${commission}`, 32)
    places.set(commission, names)
    const name = createHmac('sha256', names).update(sha256).digest('hex')
    return join(folder, commission, name.slice(0, 2), name)
  }

  async function openKept(commission: string, { sha256 }: Content): Promise<FileHandle> {
    return open(placeOf(commission, sha256), 'r').catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? new Damaged('文件不见了') : error
    })
  }

  /** Opens the file when the first piece is asked for, so that one that nobody reads is not left open. */
  async function* reading(commission: string, content: Content): AsyncGenerator<Buffer> {
    const file = await openKept(commission, content)
    try {
      yield* unsealing(file, key, commission, content)
    } finally {
      await file.close()
    }
  }

  return {
    async receive(commission, from, name, most) {
      await marked.leave()
      const part = join(coming, `${randomBytes(16).toString('hex')}.part`)
      const file = await open(part, 'wx', 0o600)
      const drop = () => rm(part, { force: true })
      try {
        const sealed = sealing(file, key, commission)
        const look = inspecting()
        const hash = createHash('sha256')
        let bytes = 0
        for await (const piece of from) {
          bytes += piece.length
          if (bytes > most) return await file.close(), await drop(), null
          hash.update(piece)
          look.pass(piece)
          await sealed.write(piece)
        }
        const content = { sha256: hash.digest('hex'), bytes }
        await sealed.finish(content)
        await file.close()
        return {
          ...content, found: look.found(name), drop,
          async keep() {
            const place = placeOf(commission, content.sha256)
            await mkdir(join(place, '..'), { recursive: true, mode: 0o700 })
            // Over what is there already: the same bytes, and whole again if they were damaged. It takes as long either way.
            await rename(part, place)
            await synced(join(place, '..'))
          },
        }
      } catch (error) {
        await file.close().catch(() => {})
        await drop()
        throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? new NoSpace(error) : error
      }
    },
    async read(commission, content) {
      for await (const _piece of reading(commission, content)); // whole, or nothing is given
      return reading(commission, content)
    },
    async fault(commission, content) {
      try {
        const hash = createHash('sha256')
        for await (const piece of reading(commission, content)) hash.update(piece)
        return hash.digest('hex') === content.sha256 ? null : '内容与登记的杂凑值不一致'
      } catch (error) {
        if (error instanceof Damaged) return error.message
        if ((error as NodeJS.ErrnoException).code !== undefined) return `读不出来（${(error as NodeJS.ErrnoException).code}）`
        throw error
      }
    },
    async strays(commission, known) {
      const wanted = new Set<string>()
      for await (const { sha256 } of known) wanted.add(placeOf(commission, sha256))
      return (await filesUnder(join(folder, commission))).filter(({ file }) => !wanted.has(file))
    },
    async sweep(strays) {
      const old = [...strays, ...(await filesUnder(coming))].filter(({ ageMs }) => ageMs > oldEnoughMs)
      for (const { file } of old) await rm(file, { force: true })
      return old.length
    },
  }
}

/** The first file that comes leaves the mark of its key in the folder; another key is told apart by it, before anything is read or written. */
function keyMark(folder: string, key: SealingKey): { check: () => Promise<void>; leave: () => Promise<void> } {
  const mark = derived(key, Buffer.alloc(0), 'huapian attachment key', 32).toString('hex')
  const file = join(folder, 'key-mark')
  const check = async () => {
    const left = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => { if (error.code === 'ENOENT') return null; throw error })
    if (left !== null && left.trim() !== mark) throw new Error(`附件文件夹 ${folder} 不是用现在的密钥封存的，请换回原来的密钥文件（ATTACHMENT_KEY_FILE）`)
  }
  return {
    check,
    async leave() {
      await writeFile(file, `${mark}\n`, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => { if (error.code !== 'EEXIST') throw error })
      await check()
    },
  }
}

async function filesUnder(folder: string): Promise<Stray[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => { if (error.code === 'ENOENT') return []; throw error })
  const files: Stray[] = []
  for (const one of entries.filter((entry) => entry.isFile())) {
    const file = join(one.parentPath, one.name)
    const known = await stat(file).catch(() => null) // taken away meanwhile
    if (known) files.push({ file, ageMs: Date.now() - known.mtimeMs })
  }
  return files
}

/** So that a name survives a power cut as its file does; not everywhere can a folder be synced. */
export async function synced(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => {})
  await handle?.close()
}
