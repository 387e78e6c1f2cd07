/** 模板文件: a Word file that an office sent, opened within bounds. What could run, fetch or change by itself is not taken. */
import { tokensOf, xmlText, BadXml } from './xml.ts'
import { BadFile, openZip } from './zip.ts'
import type { Parts } from './template.ts'

/** The largest file that is taken, in bytes. */
export const mostTemplateBytes = 2_000_000
/** What it may unpack to, and how many files may be in it. */
const [mostUnpacked, mostFiles] = [20_000_000, 300]
/** What the text alone may unpack to: reading it takes time. */
const mostText = 4_000_000

const notWord = '不是 Word 文件（.docx），或者已经损坏、设有密码：请用 Word 打开，另存为没有密码的 .docx，再试一次'

/** Its files by their names. Throws `BadFile` with one sentence for what is no Word file. */
export async function openTemplate(bytes: Uint8Array): Promise<Parts> {
  if (bytes.length > mostTemplateBytes) throw new BadFile(`文件太大：一个模板最多 ${mostTemplateBytes / 1_000_000} 兆字节，请压缩或者去掉图片`)
  const parts: Record<string, Uint8Array> = {}
  try {
    const zip = openZip(bytes, mostUnpacked)
    const names = zip.names.filter((name) => !name.endsWith('/'))
    if (names.length > mostFiles || !['[Content_Types].xml', '_rels/.rels', 'word/document.xml'].every((name) => names.includes(name))) throw new BadFile(notWord)
    for (const name of names) parts[name] = (await zip.read(name)) ?? new Uint8Array()
    for (const [name, part] of Object.entries(parts)) if (isText(name)) nested(part)
  } catch (error) {
    if (!(error instanceof BadFile || error instanceof BadXml)) throw error
    throw new BadFile(notWord, { cause: error })
  }
  if (Object.entries(parts).reduce((sum, [name, part]) => sum + (isText(name) ? part.length : 0), 0) > mostText) throw new BadFile('文件里的文字和格式太多：模板只写版式，请删去不用的内容')
  return parts
}

/** Throws `BadXml` where elements do not end as they should, or where it is not in UTF-8, in which everybody else reads it. */
function nested(bytes: Uint8Array): void {
  if (bytes[0] === 0xff || bytes[0] === 0xfe) throw new BadXml('no UTF-8')
  const open: string[] = []
  for (const token of tokensOf(xmlText(bytes))) {
    if (token.at === 'open' && !token.empty) open.push(token.name)
    if (token.at === 'close' && open.pop() !== token.name) throw new BadXml(token.name)
  }
  if (open.length > 0) throw new BadXml(open.join())
}

const isText = (name: string): boolean => /\.(xml|rels)$/i.test(name)

/** Fields of Word that count pages and chapters: with the same paper they say the same. */
const steadyFields = /^\s*(PAGE|NUMPAGES|SECTION|SECTIONPAGES|STYLEREF|SEQ)\b/i

/** What in it is not taken, each in a sentence. */
export function foreignIn(parts: Parts): string[] {
  const faults: string[] = []
  const names = Object.keys(parts)
  const textOf = (name: string): string => xmlText(parts[name] ?? new Uint8Array())
  if (names.some((name) => /vbaProject|vbaData/i.test(name)) || /macroEnabled|vbaProject/i.test(textOf('[Content_Types].xml'))) faults.push('文件里有宏：请另存为不带宏的 .docx')
  if (names.some((name) => /\/(embeddings|activeX|afchunk)/i.test(name))) faults.push('文件里嵌有别的文件或者控件：请删去')
  if (!textOf('[Content_Types].xml').includes('</Types>') || !textOf('_rels/.rels').includes('</Relationships>') || !/<w:document\b[^>]*"http:\/\/schemas\.openxmlformats\.org\/wordprocessingml\/2006\/main"/.test(textOf('word/document.xml'))) faults.push('文件的格式不是常用的 .docx：请用 Word 或者 WPS 打开，另存为“Word 文档（.docx）”')
  for (const name of names.filter((one) => one.endsWith('.rels')))
    for (const token of tokensOf(textOf(name))) {
      if (token.at !== 'open' || token.name !== 'Relationship') continue
      const { TargetMode, Target = '', Type = '' } = token.attributes
      if (TargetMode?.toLowerCase() === 'external' || /^[a-z][a-z0-9+.-]*:|^\/\/|^\\\\/i.test(Target)) faults.push(`文件里有指向外面的链接“${Target.slice(0, 60)}”：请取消链接，图片改为嵌入`)
      else if (/\/(aFChunk|attachedTemplate|oleObject|control)$/i.test(Type)) faults.push('文件里嵌有别的文件或者控件：请删去')
    }
  for (const name of names.filter((one) => /^word\/.+\.xml$/.test(one)))
    for (const said of instructionsIn(textOf(name))) if (!steadyFields.test(said)) faults.push(`文件里有会自己变化的域“${said.trim().slice(0, 40)}”：请改成固定的文字（页码可以用）`)
  return [...new Set(faults)]
}

/** The instructions of Word's own fields, each put together from its runs. */
function instructionsIn(xml: string): string[] {
  const found: string[] = []
  const open: string[] = []
  let within = false
  for (const token of tokensOf(xml)) {
    if (token.at === 'open') {
      within = token.name === 'instrText' && !token.empty
      const { fldCharType: mark, instr } = token.attributes
      if (token.name === 'fldSimple') found.push(instr ?? '')
      if (token.name === 'fldChar' && mark === 'begin') open.push('')
      if (token.name === 'fldChar' && mark === 'end' && open.length > 0) found.push(open.pop() ?? '')
    } else if (token.at === 'text' && within) {
      if (open.length === 0) found.push(token.text)
      else open[open.length - 1] += token.text
    } else if (token.at === 'close') within = false
  }
  return [...found, ...open]
}
