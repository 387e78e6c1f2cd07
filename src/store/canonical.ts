/** One text for one value: JSON with sorted keys, so that whoever hashes it later gets the same hash. */
import { getHashes, hash } from 'node:crypto'

/** Text that cannot be stored and shown as it was given: a lone surrogate or NUL (P18). */
export class BadText extends Error {
  override name = 'BadText'
}

/** JSON with sorted keys; what is `undefined` is left out, as JSON does. What it shares with `read`, which was read from such a text, is in order. */
export function canonical(value: unknown, read: object | null = null): string {
  const text = JSON.stringify(inOrder(value, read as Record<string, unknown> | null)) ?? 'null'
  // JSON escapes what cannot be stored, and little else; then each text is looked at.
  return text.includes('\\u') ? written(value) : text
}

/** The value with sorted keys at every level: itself where they are, so that a case just loaded is not copied. What is given is plain data. */
function inOrder(value: unknown, read: Record<string, unknown> | null = null): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) {
    let copy: unknown[] | null = null
    for (let n = 0; n < value.length; n++) {
      const item = inOrder(value[n])
      if (item !== value[n]) (copy ??= value.slice())[n] = item
    }
    return copy ?? value
  }
  const entries = value as Record<string, unknown>
  let [before, ordered] = ['', true]
  let sorted: Map<string, unknown> | null = null
  for (const key in entries) {
    if (key < before) ordered = false
    before = key
    if (read !== null && read[key] === entries[key]) continue
    const part = inOrder(entries[key])
    if (part !== entries[key]) (sorted ??= new Map()).set(key, part)
  }
  if (ordered && sorted === null) return value
  return Object.fromEntries(Object.entries(entries).map(([key, part]) => [key, sorted?.get(key) ?? part] as const).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The same text put together piece by piece, each of which can be refused. */
function written(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`
  const entries = value as Record<string, unknown>
  return `{${Object.keys(entries).sort().filter((key) => entries[key] !== undefined).map((key) => `${quoted(key)}:${written(entries[key])}`).join(',')}}`
}

function quoted(text: string): string {
  if (!text.isWellFormed() || text.includes('\0')) throw new BadText('文字中有无法保存的字符，请删除后重试')
  return JSON.stringify(text)
}

/** SM3 (国密杂凑算法) where this Node has it; the name stands in every record. */
export const algorithm = getHashes().some((name) => name.toLowerCase() === 'sm3') ? 'SM3' : 'SHA-256'

/** The hash of some texts one after the other, in hexadecimal. Throws for an algorithm nobody knows. */
export function digest(text: string, by: string = algorithm): string {
  const name = { SM3: 'sm3', 'SHA-256': 'sha256' }[by]
  if (name === undefined) throw new Error(`不认识的杂凑算法：${by}`)
  return hash(name, text)
}
