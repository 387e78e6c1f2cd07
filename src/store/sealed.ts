/**
 * Sealing what must not be read in the database: AES-256-GCM with a key that is kept outside of it. What is sealed is
 * bound to its place, so that it opens nowhere else.
 */
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto'

export type SealingKey = KeyObject

const cipher = 'aes-256-gcm'

/** A key from its 64 hexadecimal digits, or null where it is none. */
export const keyFrom = (text: string): SealingKey | null => (/^[0-9a-f]{64}$/i.test(text.trim()) ? createSecretKey(text.trim(), 'hex') : null)

export const newKeyText = (): string => randomBytes(32).toString('hex')

export function seal(key: SealingKey, secret: Buffer, place: string): string {
  const nonce = randomBytes(12)
  const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(place))
  const text = Buffer.concat([sealing.update(secret), sealing.final()])
  return ['v1', ...[nonce, sealing.getAuthTag(), text].map((part) => part.toString('base64url'))].join('.')
}

/** What was sealed, or null where the key is another, the place is another, or anything was changed. */
export function unsealed(key: SealingKey, sealed: string, place: string): Buffer | null {
  const [version, ...parts] = sealed.split('.')
  const [nonce, tag, text] = parts.map((part) => Buffer.from(part, 'base64url'))
  if (version !== 'v1' || nonce?.length !== 12 || tag?.length !== 16 || !text) return null
  try {
    const opening = createDecipheriv(cipher, key, nonce).setAAD(Buffer.from(place)).setAuthTag(tag)
    return Buffer.concat([opening.update(text), opening.final()])
  } catch {
    return null
  }
}
