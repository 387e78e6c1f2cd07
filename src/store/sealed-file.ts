/**
 * Files sealed piece by piece (AES-256-GCM), so that neither sealing nor opening holds more than a piece of one. Each file
 * has a key of its own, from the master key, a salt and the commission. A piece is bound to its place and to being the
 * last, so that pieces taken out, put in another order, doubled or cut off are noticed; the head binds the file to the hash
 * and the length of what is in it, so that one file put in the place of another is noticed before a byte is given.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { SealingKey } from './sealed.ts'

/** What a file must hold: the hash of its bytes, and how many they are. */
export type Content = { sha256: string; bytes: number }

/** What is not as it was sealed, in words; the file is not to be given to anybody. */
export class Damaged extends Error {
  override name = 'Damaged'
}

const cipher = 'aes-256-gcm'
const magic = Buffer.from('HPA1')
const [saltBytes, macBytes, tagBytes] = [32, 32, 16]
const headBytes = magic.length + saltBytes + macBytes
const pieceBytes = 65_536

/** A key for one purpose, from the master key. */
export const derived = (key: SealingKey, salt: Buffer, purpose: string, bytes: number): Buffer => Buffer.from(hkdfSync('sha256', key, salt, purpose, bytes))

function keysOf(key: SealingKey, salt: Buffer, commission: string): { pieces: Buffer; head: Buffer } {
  const both = derived(key, salt, `huapian attachment ${commission}`, 64)
  return { pieces: both.subarray(0, 32), head: both.subarray(32) }
}

const headOf = (key: Buffer, salt: Buffer, { sha256, bytes }: Content): Buffer =>
  Buffer.concat([magic, salt, createHmac('sha256', key).update(magic).update(salt).update(`${sha256} ${bytes}`).digest()])

/** The nonce of a piece: its number, and whether it is the last. The key is used for this file alone. */
function nonceOf(n: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(n, 7)
  nonce[11] = last ? 1 : 0
  return nonce
}

/** Seals into an empty file what comes in any pieces; `finish` is told the hash and writes the head, and everything is on the disk once it is done. */
export function sealing(file: FileHandle, key: SealingKey, commission: string): { write: (bytes: Buffer) => Promise<void>; finish: (content: Content) => Promise<void> } {
  const salt = randomBytes(saltBytes)
  const keys = keysOf(key, salt, commission)
  const piece = Buffer.allocUnsafe(pieceBytes)
  let [filled, n, at] = [0, 0, headBytes]

  async function put(last: boolean): Promise<void> {
    const one = createCipheriv(cipher, keys.pieces, nonceOf(n, last))
    const sealed = one.update(piece.subarray(0, filled))
    one.final() // of this cipher nothing is left for the end
    await file.writev([sealed, one.getAuthTag()], at)
    ;[at, n, filled] = [at + sealed.length + tagBytes, n + 1, 0]
  }

  return {
    async write(bytes) {
      for (let taken = 0; taken < bytes.length;) {
        if (filled === pieceBytes) await put(false) // only now is it known not to be the last
        const some = bytes.copy(piece, filled, taken)
        ;[filled, taken] = [filled + some, taken + some]
      }
    },
    async finish(content) {
      await put(true)
      await file.write(headOf(keys.head, salt, content), 0, headBytes, 0)
      await file.sync()
    },
  }
}

/** Opens a sealed file piece by piece; throws `Damaged` at the first thing that is not as it was sealed, before anything is given where that is the head or the length. */
export async function* unsealing(file: FileHandle, key: SealingKey, commission: string, content: Content): AsyncGenerator<Buffer> {
  const pieces = Math.ceil(content.bytes / pieceBytes)
  const { size } = await file.stat()
  if (size !== headBytes + content.bytes + pieces * tagBytes) throw new Damaged('长度不对，可能被截断或者改动')
  const head = Buffer.alloc(headBytes)
  await file.read(head, 0, headBytes, 0)
  const salt = head.subarray(magic.length, magic.length + saltBytes)
  const keys = keysOf(key, salt, commission)
  if (!timingSafeEqual(head, headOf(keys.head, salt, content))) throw new Damaged('文件头对不上，被改动或者换过，或者密钥不是封存时用的')
  const room = Buffer.allocUnsafe(pieceBytes + tagBytes)
  for (let n = 0, at = headBytes; n < pieces; n++) {
    const last = n === pieces - 1
    const sealed = room.subarray(0, (last ? content.bytes - n * pieceBytes : pieceBytes) + tagBytes)
    const { bytesRead } = await file.read(sealed, 0, sealed.length, at)
    if (bytesRead !== sealed.length) throw new Damaged('长度不对，可能被截断或者改动')
    at += sealed.length
    yield opened(sealed, keys.pieces, n, last)
  }
}

function opened(sealed: Buffer, key: Buffer, n: number, last: boolean): Buffer {
  const one = createDecipheriv(cipher, key, nonceOf(n, last)).setAuthTag(sealed.subarray(-tagBytes))
  try {
    const bytes = one.update(sealed.subarray(0, -tagBytes))
    one.final() // throws where anything was changed
    return bytes
  } catch {
    throw new Damaged(`第${n + 1}段被改动`)
  }
}
