/** XML as a run of openings, texts and closings: as much of it as office files need. Names lose their prefix. A document type, by which entities could be declared, is refused. */

export type XmlToken =
  | { at: 'open'; name: string; attributes: Readonly<Record<string, string>>; empty: boolean }
  | { at: 'text'; text: string }
  | { at: 'close'; name: string }

/** It is no XML, or XML that is not taken. */
export class BadXml extends Error {
  override name = 'BadXml'
}

/** The bytes as text: UTF-8, or UTF-16 where they begin so. */
export function xmlText(bytes: Uint8Array): string {
  const [first, second] = bytes
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
}

/** The tokens of a text, in order. */
export function* tokensOf(xml: string): Generator<XmlToken> {
  for (let at = 0; at < xml.length; ) {
    const start = xml.indexOf('<', at)
    if (start === -1) return
    if (start > at) yield { at: 'text', text: unescaped(xml.slice(at, start)) }
    if (xml.startsWith('<![CDATA[', start)) {
      const end = endOf(xml, ']]>', start)
      yield { at: 'text', text: xml.slice(start + 9, end) }
      at = end + 3
    } else if (xml.startsWith('<!--', start)) at = endOf(xml, '-->', start + 4) + 3
    else if (xml.startsWith('<?', start)) at = endOf(xml, '?>', start) + 2
    else if (xml.startsWith('<!', start)) throw new BadXml('document type')
    else {
      const end = endOfTag(xml, start)
      if (xml[start + 1] === '/') yield { at: 'close', name: bare(xml.slice(start + 2, end).trim()) }
      else yield opening(xml.slice(start + 1, end))
      at = end + 1
    }
  }
}

function endOf(xml: string, mark: string, from: number): number {
  const end = xml.indexOf(mark, from)
  if (end === -1) throw new BadXml(`no ${mark}`)
  return end
}

/** Where a tag ends; `>` may stand in the value of an attribute. Each character is looked at a fixed number of times, whatever was sent. */
function endOfTag(xml: string, start: number): number {
  let [at, end] = [start + 1, endOf(xml, '>', start + 1)]
  for (;;) {
    const quote = xml.slice(at, end).search(/["']/)
    if (quote === -1) return end
    at = endOf(xml, xml[at + quote] ?? '', at + quote + 1) + 1
    if (at > end) end = endOf(xml, '>', at)
  }
}

const bare = (name: string): string => name.slice(name.indexOf(':') + 1)

function opening(tag: string): XmlToken {
  const name = /^[^\s/]*/.exec(tag)?.[0] ?? ''
  const attributes: Record<string, string> = {}
  const attribute = /\s*([^\s=/"']+)\s*=\s*("[^"]*"|'[^']*')/y
  attribute.lastIndex = name.length
  for (let found = attribute.exec(tag); found; found = attribute.exec(tag)) attributes[bare(found[1] ?? '')] = unescaped((found[2] ?? '').slice(1, -1))
  return { at: 'open', name: bare(name), attributes, empty: tag.endsWith('/') }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const unescaped = (text: string): string => (text.includes('&') ? text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w+);/g, (whole, name: string) => (name.startsWith('#') ? characterOf(name) : (entities[name] ?? whole))) : text)

function characterOf(name: string): string {
  const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\ufffd'
}
