/** Reading a zip file that a stranger sent: its list is taken from its end, and nothing is unpacked further than it is allowed to be, whatever it says of its size. */
import { promisify } from 'node:util'
import { crc32, inflateRaw } from 'node:zlib'

/** Why a file is not taken, in a sentence for whoever sent it. */
export class BadFile extends Error {
  override name = 'BadFile'
}

type Entry = { name: string; method: number; flags: number; crc: number; packed: number; from: number }
/** The files in it by their names; each unpacked when it is asked for, all together within what is allowed. */
export type Zip = { names: readonly string[]; read: (name: string) => Promise<Uint8Array | null> }

const inflate = promisify(inflateRaw) as (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>
const mostEntries = 5000
const damaged = (): BadFile => new BadFile('文件已经损坏，或者不是 Excel 文件（.xlsx）：请用 Excel 打开后另存为 .xlsx，再试一次')

/** Opens it. Throws `BadFile` for what is no zip, is damaged, or has a password. `mostUnpacked` is in bytes. */
export function openZip(bytes: Uint8Array, mostUnpacked: number): Zip {
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw new BadFile('这是旧格式的 .xls，或者是设了密码的文件：请用 Excel 打开，另存为没有密码的 .xlsx')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = new Map(entriesOf(bytes, view).map((one) => [one.name, one]))
  let left = mostUnpacked
  return {
    names: [...entries.keys()],
    async read(name) {
      const entry = entries.get(name)
      if (!entry) return null
      if (entry.flags & 1) throw new BadFile('文件设有密码：请去掉密码后再试')
      const unpacked = await unpack(bytes, view, entry, left)
      left -= unpacked.length
      if (crc32(unpacked) !== entry.crc) throw damaged()
      return unpacked
    },
  }
}

async function unpack(bytes: Uint8Array, view: DataView, { from, packed, method }: Entry, left: number): Promise<Uint8Array> {
  if (from + 30 > bytes.length || view.getUint32(from, true) !== 0x04034b50) throw damaged()
  const start = from + 30 + view.getUint16(from + 26, true) + view.getUint16(from + 28, true)
  const body = bytes.subarray(start, start + packed)
  if (body.length < packed) throw damaged()
  const tooMuch = new BadFile('文件解开以后太大：请拆成几个文件，或者删去不要的工作表')
  if (method === 0) {
    if (body.length > left) throw tooMuch
    return body
  }
  if (method !== 8) throw damaged()
  return inflate(body, { maxOutputLength: Math.max(1, left) }).catch((error: unknown) => {
    throw error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? tooMuch : damaged()
  })
}

/** The list of what is in it. Archives of more than 4 GB are not read. */
function entriesOf(bytes: Uint8Array, view: DataView): Entry[] {
  let end = bytes.length - 22
  while (end >= 0 && end > bytes.length - 22 - 65_536 && view.getUint32(end, true) !== 0x06054b50) end--
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw damaged()
  const count = view.getUint16(end + 10, true)
  if (count > mostEntries) throw damaged()
  const entries: Entry[] = []
  for (let at = view.getUint32(end + 16, true), n = 0; n < count; n++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw damaged()
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + view.getUint16(at + 28, true))).replaceAll('\\', '/')
    entries.push({ name, flags: view.getUint16(at + 8, true), method: view.getUint16(at + 10, true), crc: view.getUint32(at + 16, true), packed: view.getUint32(at + 20, true), from: view.getUint32(at + 42, true) })
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

const startsWith = (bytes: Uint8Array, marks: readonly number[]): boolean => marks.every((mark, n) => bytes[n] === mark)
