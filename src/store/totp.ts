/** 动态口令: time-based one-time passwords (RFC 6238, over RFC 4226), as authenticator apps and tokens compute them. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const [seconds, digits] = [30, 6]
/** Clocks of phones run fast or slow: the code of one step before and after is taken too. */
const window = [-1, 0, 1]

/** As long as the hash, as RFC 4226 advises. */
export const newSecret = (): Buffer => randomBytes(20)

/** The code of a step, the number of half minutes since 1970. */
export function codeOf(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const from = mac.readUInt8(mac.length - 1) & 0xf
  return String((mac.readUInt32BE(from) & 0x7fff_ffff) % 10 ** digits).padStart(digits, '0')
}

export const stepAt = (at: string): number => Math.floor(Date.parse(at) / 1000 / seconds)

/** The step whose code this is, of those that are taken now, or null. Every one is compared, in constant time. */
export function stepOf(secret: Buffer, code: string, at: string): number | null {
  const typed = Buffer.alloc(digits)
  const right = isCode(code)
  if (right) typed.write(bare(code))
  return window.map((away) => stepAt(at) + away).reduce<number | null>((found, step) => (timingSafeEqual(Buffer.from(codeOf(secret, step)), typed) && right ? step : found), null)
}

/** Whether a text is written as a code; people copy the gap in the middle too. */
export const isCode = (text: string): boolean => new RegExp(`^\\d{${digits}}$`).test(bare(text))
const bare = (text: string): string => text.replaceAll(' ', '')

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Base32 (RFC 4648) without padding, as it is typed into an app. */
export const base32 = (bytes: Buffer): string =>
  [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('').match(/.{1,5}/g)?.map((bits) => alphabet[Number.parseInt(bits.padEnd(5, '0'), 2)]).join('') ?? ''

/** What an app reads as a square code. */
export const uriOf = (secret: Buffer, login: string): string =>
  `otpauth://totp/${encodeURIComponent(`划片审理:${login}`)}?secret=${base32(secret)}&issuer=${encodeURIComponent('划片审理')}&algorithm=SHA1&digits=${digits}&period=${seconds}`
