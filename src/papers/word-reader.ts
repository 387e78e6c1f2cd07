/** The text of a Word file that somebody made or changed: its paragraphs in order, whatever they look like. */
import { BadXml, tokensOf, xmlText } from './xml.ts'
import { BadFile, openZip } from './zip.ts'

/** No paper unpacks to more, in bytes. */
const mostUnpacked = 50_000_000

/** The paragraphs of a .docx that say something. Throws `BadFile` with one sentence for what is none. */
export async function linesOfWord(bytes: Uint8Array): Promise<string[]> {
  try {
    const body = await openZip(bytes, mostUnpacked).read('word/document.xml')
    if (body) return paragraphs(xmlText(body))
  } catch (error) {
    if (!(error instanceof BadFile || error instanceof BadXml)) throw error
  }
  throw new BadFile('不是 Word 文件（.docx），或者已经损坏、设有密码：请用 Word 打开，另存为没有密码的 .docx，再试一次')
}

/** What a Word file says it was made from: which paper, and the content hash of that. */
export type MadeFrom = { key: string; hash: string }

/** What the properties of a .docx say; null where it was not made here, or has lost them. */
export async function madeFrom(bytes: Uint8Array): Promise<MadeFrom | null> {
  const properties = await openZip(bytes, mostUnpacked).read('docProps/custom.xml')
  if (!properties) return null
  const said = new Map<string, string>()
  let name: string | undefined
  for (const token of tokensOf(xmlText(properties))) {
    if (token.at === 'open' && token.name === 'property') name = token.attributes.name
    else if (token.at === 'text' && name !== undefined) said.set(name, (said.get(name) ?? '') + token.text.trim())
  }
  const [key, hash] = [said.get('文书编号'), said.get('内容校验值')]
  return key !== undefined && hash !== undefined ? { key, hash } : null
}

function paragraphs(xml: string): string[] {
  const lines: string[] = []
  const open: string[] = []
  let within = false
  for (const token of tokensOf(xml)) {
    const last = open.length - 1
    if (token.at === 'open') {
      within = token.name === 't' && !token.empty
      if (token.name === 'p' && !token.empty) open.push('')
      else if ((token.name === 'tab' || token.name === 'br') && last >= 0) open[last] += token.name === 'tab' ? '\t' : '\n'
    } else if (token.at === 'text' && within && last >= 0) open[last] += token.text
    else if (token.at === 'close') {
      within = false
      if (token.name === 'p') lines.push(...(open.pop() ?? '').split('\n'))
    }
  }
  return lines.map((line) => line.trim()).filter((line) => line !== '')
}
