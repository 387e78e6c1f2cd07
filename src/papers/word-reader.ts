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
