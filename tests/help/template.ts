/** Templates as an office might write them: Word files with these paragraphs, or the one to start from with its text changed. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { startTemplate } from '../../src/papers/word.ts'

/** One paragraph of text as it stands in a file; `w:r` by itself is taken as it is. */
const paragraph = (said: string): string => (said.startsWith('<w:') ? said : `<w:p><w:r><w:t xml:space="preserve">${said.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</w:t></w:r></w:p>`)

/** What every template must have. */
export const least = ['{标题}', '{密级}', '{@正文}']

/** The template to start from with other paragraphs, and perhaps with other files in it. */
export async function templateOf(lines: readonly string[], files: Record<string, string> = {}): Promise<Uint8Array> {
  const parts = unzipSync(await startTemplate('W09'))
  const body = strFromU8(parts['word/document.xml'] ?? new Uint8Array()).replace(/(<w:body>).*(<w:sectPr\b)/s, (_all, open: string, end: string) => open + lines.map(paragraph).join('') + end)
  return zipSync({ ...parts, 'word/document.xml': strToU8(body), ...Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])) }, { level: 6 })
}

/** One of its files, to be changed. */
export const partOf = async (name: string): Promise<string> => strFromU8(unzipSync(await startTemplate('W09'))[name] ?? new Uint8Array())
