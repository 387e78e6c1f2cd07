/** Small files of every kind that is taken, and some that pretend to be one. */
import { crc32, deflateSync } from 'node:zlib'

/** A paper of so many pages, filled up to at least so many bytes with what does not repeat. */
export function pdf(pages: number, { bytes = 0, mark = '' } = {}): Buffer {
  const leaves = Array.from({ length: pages }, (_, n) => `${n + 3} 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n`).join('')
  const head = Buffer.from(`%PDF-1.4\n%${mark}\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Count ${pages} >>\nendobj\n${leaves}`)
  return Buffer.concat([head, noise(Math.max(bytes - head.length, 0)), Buffer.from('\ntrailer << /Root 1 0 R >>\n%%EOF\n')])
}

/** Bytes in no order, the same at every run. */
function noise(bytes: number): Buffer {
  const words = new Uint32Array(Math.ceil(bytes / 4))
  for (let n = 0, x = 123_456_789; n < words.length; n++) {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    words[n] = x
  }
  return Buffer.from(words.buffer, 0, bytes)
}

export function png(width = 2, height = 2): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const said = Buffer.concat([Buffer.from(type), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(said))
    return Buffer.concat([length, said, sum])
  }
  const frame = Buffer.alloc(13)
  frame.writeUInt32BE(width, 0)
  frame.writeUInt32BE(height, 4)
  frame.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', frame), chunk('IDAT', deflateSync(Buffer.alloc(6))), chunk('IEND', Buffer.alloc(0))])
}

export const jpeg = (width = 100, height = 100, inside = ''): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, inside.length + 2]), Buffer.from(inside), Buffer.from([0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 0xff, 0xd9])])

export const tiff = (): Buffer => Buffer.from('II*\0\x08\0\0\0\0\0\0\0\0\0', 'latin1')

export function wav(): Buffer {
  const head = Buffer.from('RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\x04\0\0\0abcd', 'latin1')
  head.writeUInt32LE(head.length - 8, 4)
  return head
}

export const mp3 = (): Buffer => Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(413)])
export const mp4 = (): Buffer => Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08mdat', 'latin1')

type Packed = { name: string; data?: string; flags?: number; mode?: number; unpacked?: number }

/** A packed file, nothing pressed together; with whatever is said otherwise in its list. */
export function zip(entries: readonly Packed[]): Buffer {
  const parts: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  for (const { name, data = 'x', flags = 0, mode = 0, unpacked } of entries) {
    const [bytes, called] = [Buffer.from(data), Buffer.from(name)]
    const local = Buffer.alloc(30)
    local.write('PK\x03\x04', 'latin1')
    local.writeUInt16LE(flags, 6)
    local.writeUInt32LE(crc32(bytes), 14)
    local.writeUInt32LE(bytes.length, 18)
    local.writeUInt32LE(bytes.length, 22)
    local.writeUInt16LE(called.length, 26)
    const line = Buffer.alloc(46)
    line.write('PK\x01\x02', 'latin1')
    line.writeUInt16LE(flags, 8)
    line.writeUInt32LE(crc32(bytes), 16)
    line.writeUInt32LE(bytes.length, 20)
    line.writeUInt32LE(unpacked ?? bytes.length, 24)
    line.writeUInt16LE(called.length, 28)
    line.writeUInt32LE(mode * 65_536, 38)
    line.writeUInt32LE(at, 42)
    parts.push(local, called, bytes)
    list.push(line, called)
    at += local.length + called.length + bytes.length
  }
  const index = Buffer.concat(list)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(index.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, index, end])
}

export const docx = (...more: Packed[]): Buffer => zip([{ name: '[Content_Types].xml', data: '<?xml version="1.0"?><Types/>' }, { name: 'word/document.xml', data: '<?xml version="1.0"?><w:document/>' }, ...more])
export const xlsx = (...more: Packed[]): Buffer => zip([{ name: '[Content_Types].xml' }, { name: 'xl/workbook.xml' }, ...more])
