/**
 * 另处保存的链头: signed heads in a second place, one JSON line each, only ever appended and flushed to disk. They show
 * what the database alone cannot: a tail cut off, or the whole of it set back to an earlier state (P8, H04, H06).
 */
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { chains, headOf, linkAt } from './audit.ts'
import { signatureFault, type PublicKeys, type SignedHead, type Signer } from './signing.ts'
import type { Store } from './store.ts'

const ending = '.heads.jsonl'

/** The file of a commission. */
export const headsFile = (folder: string, commission: string): string => join(folder, `${commission}${ending}`)

/** Heads out of some lines, and what is wrong with lines. A line without an end was torn while it was written, and is left out. */
export function headsIn(text: string, name: string, keys: PublicKeys): { heads: SignedHead[]; faults: string[] } {
  const heads: SignedHead[] = []
  const faults: string[] = []
  text.split('\n').forEach((line, n) => {
    if (!line.trimEnd().endsWith('}')) return
    const head = headIn(line)
    const fault = head === null ? '不是链头' : signatureFault(head, keys)
    if (head !== null && fault === null) heads.push(head)
    else faults.push(`${name} 第${n + 1}行：${fault}`)
  })
  return { heads, faults }
}

function headIn(line: string): SignedHead | null {
  try {
    const read: unknown = JSON.parse(line)
    const has = (field: string, type: 'string' | 'number') => typeof read === 'object' && read !== null && typeof (read as Record<string, unknown>)[field] === type
    return has('seq', 'number') && ['commission', 'hash', 'at', 'algorithm', 'keyId', 'signature'].every((field) => has(field, 'string')) ? (read as SignedHead) : null
  } catch {
    return null
  }
}

/** The commissions that have heads in a folder. */
export const keptCommissions = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length)).sort() : [])

/** Adds a head to the file of its commission, durable when done. */
async function append(folder: string, head: SignedHead): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const handle = await open(headsFile(folder, head.commission), 'a+', 0o600)
  try {
    const { size } = await handle.stat()
    const torn = size > 0 && (await handle.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString() !== '\n'
    await handle.write(`${torn ? '\n' : ''}${JSON.stringify(head)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Where heads go, who signs them, and how often: after so many links, or so many minutes where there are any. */
export type Keeping = { folder: string; signer: Signer; links: number; minutes: number; at: () => string; failed: (error: unknown) => void }

/**
 * Compares the database with the newest heads kept, and throws one sentence where it is older than or differs from
 * them. From then on it keeps heads there, until it is stopped; then the last ones.
 */
export async function keepHeads(store: Store, keeping: Keeping): Promise<{ stop: () => Promise<void> }> {
  const { folder, signer, links, minutes, at, failed } = keeping
  const kept = new Map<string, { seq: number; since: number }>()
  for (const commission of keptCommissions(folder)) kept.set(commission, { seq: await compared(store, keeping, commission), since: Date.now() })

  /** Keeps the head of every chain that has grown enough. */
  async function look(enough: (grown: number, since: number) => boolean): Promise<void> {
    for (const commission of await chains(store)) {
      const { seq, hash } = await headOf(store, commission)
      const before = kept.get(commission) ?? { seq: 0, since: 0 }
      if (seq === before.seq || !enough(seq - before.seq, before.since)) continue
      await append(folder, signer.sign({ commission, seq, hash, at: at() }))
      kept.set(commission, { seq, since: Date.now() })
    }
  }

  await look(() => true)
  let looking: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    looking = looking.then(() => look((grown, since) => grown >= links || Date.now() - since >= minutes * 60_000)).catch(failed)
  }, Math.min(10_000, minutes * 60_000)).unref()
  return {
    async stop() {
      clearInterval(timer)
      await looking
      await look(() => true)
    },
  }
}

/** The number of the newest head kept for a commission; throws where the database does not go on from it. */
async function compared(store: Store, { folder, signer }: Keeping, commission: string): Promise<number> {
  const file = headsFile(folder, commission)
  const { heads, faults } = headsIn(await lastLines(file), `${file} 末尾`, signer.keys)
  const [fault] = faults
  if (fault !== undefined) throw new Error(`另处保存的链头有问题：${fault}。请查明原因，或者指定以前的签名公钥，拒绝启动`)
  // Several servers may keep heads in one place, and be overtaken by one another.
  const newest = heads.reduce<SignedHead | null>((one, head) => (one === null || head.seq > one.seq ? head : one), null)
  if (newest === null) return 0
  const { seq } = await headOf(store, commission)
  if (seq < newest.seq) throw new Error(`数据库的审计链 ${commission} 只到第${seq}条，另处保存的链头（${newest.at}）已到第${newest.seq}条：数据库被换成了旧的，或者丢失了后面的记录，拒绝启动。请恢复最近的备份；确实要用另一个数据库的，先移走 ${file}`)
  const link = await linkAt(store, commission, newest.seq)
  if (link?.hash !== newest.hash) throw new Error(`数据库的审计链 ${commission} 第${newest.seq}条与另处保存的链头不符：链被改过，拒绝启动。请运行 huapian verify 查明`)
  return newest.seq
}

/** The last lines of a file, which may be long: the first of them may have lost its beginning and is left out. */
async function lastLines(file: string): Promise<string> {
  const most = 4096
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(most), 0, most, Math.max(0, size - most))
    const text = buffer.toString('utf8', 0, bytesRead)
    return size > most ? text.slice(text.indexOf('\n') + 1) : text
  } finally {
    await handle.close()
  }
}
