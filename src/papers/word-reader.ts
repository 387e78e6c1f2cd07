/** The text of a Word file that somebody made or changed, whatever it looks like. */
import { BadXml, tokensOf, xmlText } from './xml.ts'
import { BadFile, openZip } from './zip.ts'

/** No paper unpacks to more, in bytes. */
const mostUnpacked = 50_000_000

/** Beside the text itself, in this order: notes, and what stands at the head and foot of every page. */
const beside = /^word\/(?:footnotes|endnotes|header\d*|footer\d*)\.xml$/
/** What was taken out, what stands there a second time for older programs, and how a paragraph looks. */
const silent = new Set(['del', 'moveFrom', 'Fallback', 'pPr', 'rPr', 'instrText'])

/**
 * The lines of a .docx that say something: its paragraphs, and its tables row by row with the cells parted by tabs; then
 * its notes, heads and feet. What was deleted while changes were tracked is not text. Throws `BadFile` with one sentence for what is none.
 */
export async function linesOfWord(bytes: Uint8Array): Promise<string[]> {
  try {
    const zip = openZip(bytes, mostUnpacked)
    const body = await zip.read('word/document.xml')
    if (body) {
      const lines = linesIn(xmlText(body))
      for (const name of zip.names.filter((one) => beside.test(one)).toSorted(byKind)) {
        const xml = await zip.read(name)
        if (xml) lines.push(...linesIn(xmlText(xml)).filter((line) => /\p{sc=Han}/u.test(line.replace(/[第共页]/g, ''))))
      }
      return lines
    }
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

const kinds = ['footnotes', 'endnotes', 'header', 'footer']
const byKind = (one: string, other: string): number => {
  const at = (name: string) => kinds.findIndex((kind) => name.startsWith(`word/${kind}`))
  return at(one) - at(other) || (one < other ? -1 : 1)
}

/** A paragraph that is being read, a cell with its lines, a row with its cells. */
type Open = { at: 'p'; text: string; joined: boolean } | { at: 'tc'; lines: string[] } | { at: 'tr'; cells: string[][] }

function linesIn(xml: string): string[] {
  const lines: string[] = []
  const open: Open[] = []
  let [within, hushed, carried] = [false, 0, '']
  /** Where a line goes: into the cell around it, or to the others. */
  const say = (said: readonly string[]) => {
    const cell = open.findLast((one) => one.at === 'tc')
    ;(cell?.lines ?? lines).push(...said)
  }
  for (const token of tokensOf(xml)) {
    if (token.at === 'open') {
      const last = open.at(-1)
      // The end of the paragraph itself was deleted: what follows goes on in it.
      if (token.name === 'del' && token.empty && last?.at === 'p') last.joined = true
      if (hushed > 0 || silent.has(token.name)) hushed += token.empty ? 0 : 1
      else if (token.name === 'p' && !token.empty) {
        open.push({ at: 'p', text: carried, joined: false })
        carried = ''
      } else if (token.name === 'tc' && !token.empty) open.push({ at: 'tc', lines: [] })
      else if (token.name === 'tr' && !token.empty) open.push({ at: 'tr', cells: [] })
      else if (last?.at === 'p' && marks[token.name] !== undefined) last.text += marks[token.name]
      within = token.name === 't' && !token.empty && hushed === 0
    } else if (token.at === 'text') {
      const last = open.at(-1)
      if (within && last?.at === 'p') last.text += token.text
    } else {
      within = false
      if (hushed > 0) hushed--
      else if (token.name === open.at(-1)?.at) {
        const last = open.pop()
        const around = open.at(-1)
        if (last?.at === 'p' && last.joined) carried = last.text
        else if (last?.at === 'p') say(linesOf(last.text))
        else if (last?.at === 'tc' && around?.at === 'tr') around.cells.push(last.lines)
        else if (last?.at === 'tr') say(rowLines(last.cells))
      }
    }
  }
  return [...lines, ...linesOf(carried)]
}

const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter((line) => line !== '')

const marks: Readonly<Record<string, string>> = { tab: '\t', br: '\n', cr: '\n', noBreakHyphen: '-' }

/** A row in one line; where a cell has several lines, they stay lines, the first behind the cells before it. */
function rowLines(cells: readonly (readonly string[])[]): string[] {
  const lines: string[] = []
  let goesOn = false
  for (const cell of cells) {
    const [first = '', ...rest] = cell
    if (goesOn && lines.length > 0) lines[lines.length - 1] += `\t${first}`
    else lines.push(first)
    lines.push(...rest)
    goesOn = rest.length === 0
  }
  return lines.map((line) => line.replace(/\t+$/, '')).filter((line) => line.trim() !== '')
}
