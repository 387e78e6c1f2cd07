/**
 * What kind a file is, told by what is in it, never by its name alone: its beginning, its end and, for packed papers, the
 * list of what is packed. A file that could be read as two kinds is refused. Nothing is unpacked.
 */
import { endingOf } from './file-names.ts'

export const kinds = {
  pdf: { words: 'PDF', mediaType: 'application/pdf', endings: ['pdf'] },
  jpeg: { words: 'JPEG 图片', mediaType: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  png: { words: 'PNG 图片', mediaType: 'image/png', endings: ['png'] },
  tiff: { words: 'TIFF 图片', mediaType: 'image/tiff', endings: ['tif', 'tiff'] },
  docx: { words: 'Word 文档（docx）', mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', endings: ['docx'] },
  xlsx: { words: 'Excel 表格（xlsx）', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', endings: ['xlsx'] },
  wav: { words: 'WAV 录音', mediaType: 'audio/wav', endings: ['wav'] },
  mp3: { words: 'MP3 录音', mediaType: 'audio/mpeg', endings: ['mp3'] },
  mp4: { words: 'MP4 录像', mediaType: 'video/mp4', endings: ['mp4'] },
} as const satisfies Record<string, { words: string; mediaType: string; endings: readonly string[] }>
export type Kind = keyof typeof kinds

/** What a file turned out to be, with its pages where these can be counted; recordings have none. Or why it is not taken. */
export type Found = { kind: Kind; pages: number | 'none' | 'unknown' } | { code: 'EMPTY' | 'UNKNOWN_TYPE' | 'MIXED_TYPE' | 'NAME_DIFFERS' | 'UNFIT_FILE'; message: string }

const refused = (code: Extract<Found, { code: string }>['code'], message: string): Found => ({ code, message })
const accepted = Object.values(kinds).map(({ words }) => words).join('、')

const headMost = 65_536
/** Room for the list of a packed paper, which lies at the end. */
const tailMost = 1_048_576
/** A picture of more is a trap for whoever opens it. */
const mostPixels = 400_000_000

/** Looks at a file as it passes by; holds a little of its beginning and its end. `found` is asked at the end, with the name it came under. */
export function inspecting(): { pass: (bytes: Buffer) => void; found: (name: string) => Found } {
  const head: Buffer[] = []
  let [headBytes, bytes, tailBytes] = [0, 0, 0]
  const tail: Buffer[] = []
  const counting = countingPages()
  return {
    pass(piece) {
      if (piece.length === 0) return
      bytes += piece.length
      if (headBytes < headMost) {
        const some = Buffer.from(piece.subarray(0, headMost - headBytes))
        head.push(some)
        headBytes += some.length
      }
      tail.push(piece)
      tailBytes += piece.length
      while (tail.length > 1 && tailBytes - (tail[0]?.length ?? 0) >= tailMost) tailBytes -= tail.shift()?.length ?? 0
      counting.pass(piece)
    },
    found(name) {
      if (bytes === 0) return refused('EMPTY', '文件是空的')
      const found = kindOf({ head: Buffer.concat(head), tail: Buffer.concat(tail).subarray(-tailMost), bytes })
      if (!('kind' in found)) return found
      if (!(kinds[found.kind].endings as readonly string[]).includes(endingOf(name))) return refused('NAME_DIFFERS', `文件名是“${name}”，内容却是${kinds[found.kind].words}，请核对以后改名再传`)
      return found.kind === 'pdf' ? { kind: 'pdf', pages: counting.pages() } : found
    },
  }
}

type Ends = { head: Buffer; tail: Buffer; bytes: number }
const starts = (bytes: Buffer, text: string, at = 0): boolean => bytes.subarray(at, at + text.length).equals(Buffer.from(text, 'latin1'))

/** A page that a browser would run, or a paper in another reader's eyes, near the beginning: what is of one kind has neither. */
const foreign = /<(!doctype|html|head|body|script|svg|iframe|\?php)|%PDF-/i

function kindOf(ends: Ends): Found {
  const { head, tail } = ends
  const told = firstTold(ends)
  if (!told) return refused('UNKNOWN_TYPE', `文件内容不是可以附加的类型（${accepted}），请转换以后再传`)
  const packed = told === 'packed'
  const opening = head.subarray(told === 'pdf' ? 8 : 0, 1024).toString('latin1')
  if ((packed ? /%PDF-/ : foreign).test(opening) || (!packed && listAtEnd(tail) !== null)) return refused('MIXED_TYPE', '文件里夹带了别的类型的内容，不能附加，请用原件重新扫描或者导出')
  return packed ? packedKind(ends) : (faults[told]?.(ends) ?? { kind: told, pages: told === 'jpeg' || told === 'png' ? 1 : told === 'tiff' || told === 'pdf' ? 'unknown' : 'none' })
}

/** By the first bytes. */
function firstTold({ head }: Ends): Exclude<Kind, 'docx' | 'xlsx'> | 'packed' | null {
  if (/^%PDF-[12]\.\d/.test(head.subarray(0, 8).toString('latin1'))) return 'pdf'
  if (starts(head, '\xff\xd8\xff')) return 'jpeg'
  if (starts(head, '\x89PNG\r\n\x1a\n')) return 'png'
  if (starts(head, 'II*\0') || starts(head, 'MM\0*')) return 'tiff'
  if (starts(head, 'PK\x03\x04')) return 'packed'
  if (starts(head, 'RIFF') && starts(head, 'WAVEfmt ', 8)) return 'wav'
  if (/^.{4}ftyp(isom|iso[2-9]|mp4[12]|avc1|M4[AV] |qt  |3gp.|dash|MSNV)/s.test(head.subarray(0, 12).toString('latin1'))) return 'mp4'
  return isMp3(head) ? 'mp3' : null
}

/** Sound begins with a frame, or with a tag of a said length and then one. */
function isMp3(head: Buffer): boolean {
  const tag = starts(head, 'ID3') && head.length > 10 ? 10 + [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((head[at] ?? 0) & 0x7f), 0) : 0
  if (tag + 4 > head.length) return tag > 0 // a picture in the tag is longer than what is held of the beginning
  const frame = head.readUInt32BE(tag)
  return frame >>> 21 === 0x7ff && ((frame >>> 19) & 3) !== 1 && ((frame >>> 17) & 3) === 1 && ![0, 15].includes((frame >>> 12) & 15) && ((frame >>> 10) & 3) !== 3
}

const broken = refused('UNFIT_FILE', '文件不完整，或者已经损坏，请重新扫描或者导出')
const faults: { [Name in Kind]?: (ends: Ends) => Found | null } = {
  pdf: ({ tail }) => (tail.subarray(-2048).includes('%%EOF') ? null : broken),
  jpeg: ({ head, tail }) => (tail.lastIndexOf(Buffer.from([0xff, 0xd9])) < 0 ? broken : tooLarge(sizeOfJpeg(head))),
  png: ({ head, tail }) => (head.length < 24 || !starts(head, 'IHDR', 12) || !starts(tail.subarray(-8), 'IEND') ? broken : tooLarge([head.readUInt32BE(16), head.readUInt32BE(20)])),
  tiff: ({ head, bytes }) => {
    const first = head.length < 8 ? 0 : starts(head, 'II') ? head.readUInt32LE(4) : head.readUInt32BE(4)
    return first < 8 || first >= bytes ? broken : null
  },
  wav: ({ head, bytes }) => (head.readUInt32LE(4) > bytes ? broken : null),
}

const tooLarge = ([width, height]: readonly [number, number]): Found | null =>
  width * height > mostPixels ? refused('UNFIT_FILE', `图片有 ${width}×${height} 个像素，太大了，请按实际大小重新扫描`) : null

/** Width and height as the frame of a picture says them; nothing where that lies beyond the beginning. */
function sizeOfJpeg(head: Buffer): [number, number] {
  for (let at = 2; at + 9 < head.length && head[at] === 0xff;) {
    const marker = head[at + 1] ?? 0
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return [head.readUInt16BE(at + 7), head.readUInt16BE(at + 5)]
    at += 2 + head.readUInt16BE(at + 2)
  }
  return [0, 0]
}

/** Where the list of a packed file ends, when one ends this file; null where none does. */
function listAtEnd(tail: Buffer): number | null {
  for (let at = tail.length - 22; at >= 0 && at >= tail.length - 65_557; at--)
    if (tail.readUInt32LE(at) === 0x06054b50 && at + 22 + tail.readUInt16LE(at + 20) === tail.length) return at
  return null
}

/** Reads the list of a packed paper: nothing before or between, no strange names, no macros, not locked, no trap that unpacks to very much. */
function packedKind({ tail, bytes }: Ends): Found {
  const end = listAtEnd(tail)
  if (end === null) return broken
  const [count, size, from] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)]
  if (end - size < 0 || from + size + (tail.length - end) !== bytes) return broken
  const names: string[] = []
  let unpacked = 0
  let at = end - size
  for (let n = 0; n < count; n++) {
    if (at + 46 > end || tail.readUInt32LE(at) !== 0x02014b50) return broken
    const [flags, nameBytes, extraBytes, noteBytes] = [tail.readUInt16LE(at + 8), tail.readUInt16LE(at + 28), tail.readUInt16LE(at + 30), tail.readUInt16LE(at + 32)]
    const name = tail.subarray(at + 46, at + 46 + nameBytes).toString('utf8')
    if ((flags & 1) !== 0) return refused('UNFIT_FILE', '文件设了打开密码，请去掉密码再传')
    if (/^[/\\]|\\|(^|\/)\.\.(\/|$)|[\p{Cc}:]/u.test(name) || tail.readUInt32LE(at + 38) >>> 28 === 0xa) return refused('UNFIT_FILE', '文件里有不正常的内部路径，不能附加')
    unpacked += tail.readUInt32LE(at + 24)
    names.push(name)
    at += 46 + nameBytes + extraBytes + noteBytes
  }
  if (at !== end) return broken
  if (unpacked > 50_000_000 && unpacked > bytes * 200) return refused('UNFIT_FILE', '文件展开以后大得不正常，不能附加')
  if (names.some((name) => /vbaProject|\.(exe|dll|js|vbs|jar|class|html?|svg)$|^META-INF\//i.test(name))) return refused('UNFIT_FILE', '文件里有宏或者程序，请另存为不含宏的文件再传')
  const [word, sheet] = [names.includes('word/document.xml'), names.includes('xl/workbook.xml')]
  if (!names.includes('[Content_Types].xml') || word === sheet) return refused('UNKNOWN_TYPE', `压缩包不能附加，只接受${accepted}`)
  return { kind: word ? 'docx' : 'xlsx', pages: 'unknown' }
}

/** Counts the pages of a PDF whose list of pages lies open; where objects are packed together it does not know. */
function countingPages(): { pass: (bytes: Buffer) => void; pages: () => number | 'unknown' } {
  const reach = 32
  let [rest, pages, packed] = [Buffer.alloc(0), 0, false]
  function look(bytes: Buffer, until: number): void {
    for (let at = bytes.indexOf('/Type'); at >= 0 && at < until; at = bytes.indexOf('/Type', at + 5)) {
      const said = /^\/Type\s*\/(Page|ObjStm)(?![A-Za-z])/.exec(bytes.subarray(at, at + reach).toString('latin1'))?.[1]
      if (said === 'Page') pages++
      else if (said === 'ObjStm') packed = true
    }
  }
  return {
    pass(bytes) {
      const both = rest.length === 0 ? bytes : Buffer.concat([rest, bytes])
      look(both, both.length - reach)
      rest = Buffer.from(both.subarray(Math.max(both.length - reach, 0)))
    },
    pages() {
      look(rest, rest.length)
      rest = Buffer.alloc(0)
      return packed || pages === 0 ? 'unknown' : pages
    },
  }
}
