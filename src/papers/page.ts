/** A paper as a page of the browser, which prints it as Word does: the same page, lines and fonts (GB/T 9704-2012). */
import { inChinese } from '../review/day.ts'
import { cleaned } from './cell-text.ts'
import { fallback, line, page, red, size } from './layout.ts'
import { numbered, templateWords, type Block, type Paper } from './paper.ts'

/** Text as it may stand in a page. */
export const escaped = (said: string): string => cleaned(said).replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
const part = (name: string, said: string, tag = 'p'): string => `<${tag} class="${name}">${escaped(said)}</${tag}>`

/** The paper as a whole document, in the standard layout; `note` is what the reader is told above it and never printed, and so is that its Word file has another. */
export const toPage = (paper: Paper<string>, note: string): string => `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<title>${escaped(paper.title.join(''))}</title>
<link rel="stylesheet" href="/paper.css">
<p class="note">${escaped(note)}</p>${paper.template === null ? '' : `\n<p class="note">${escaped(`本页是标准式样；这种文书已启用本单位的${templateWords(paper) ?? ''}，打印和用印以 Word 文件为准：`)}<a href="${encodeURIComponent(paper.key)}.docx">Word</a></p>`}
${paperArticle(paper, paper.key)}
</html>
`

/** The paper as a part of a page. */
export function paperArticle({ head, secrecy, title, addressee, blocks, attachments, closing, copyTo }: Paper<string>, id: string): string {
  return `<article id="${escaped(id)}">
${[
    ...(secrecy === null ? [] : [part('secrecy', secrecy)]),
    ...(head ? [part(head.organ.length > 20 ? 'issuer longest' : head.organ.length > 14 ? 'issuer long' : 'issuer', head.organ), part('number', head.number ?? '〔　　〕　号')] : []),
    ...title.map((said) => part('title', said, 'h1')),
    ...(addressee === null ? [] : [part('flush', `${addressee}：`)]),
    ...numbered(blocks).map(shown),
    ...attachments.map((name, n) => part(n === 0 ? 'attachment first' : 'attachment', `${n === 0 ? '附件：' : ''}${attachments.length === 1 ? '' : `${n + 1}. `}${name}`)),
    ...(closing ? [...closing.organs.map((organ) => part('organ', organ)), part('day', closing.on === null ? '　　年　月　日' : inChinese(closing.on))] : []),
    ...(copyTo.length === 0 ? [] : [part('copies', `抄送：${copyTo.join('，')}。`)]),
  ].join('\n')}
</article>`
}

function shown(block: Block): string {
  switch (block.kind) {
    case 'heading': return part(`level${block.level}`, block.text, `h${block.level + 1}`)
    case 'text': return part('text', block.text)
    case 'flush': return part('label', block.text)
    case 'sign': return block.labels.map((label) => part('sign', `${label}：`)).join('\n')
    case 'table': return `<table><colgroup>${block.widths.map((one) => `<col class="share${one}">`).join('')}</colgroup><thead><tr>${block.head.map((said) => `<th>${escaped(said)}</th>`).join('')}</tr></thead><tbody>${block.rows.map((row) => `<tr>${row.map((said) => `<td>${escaped(said)}</td>`).join('')}</tr>`).join('')}</tbody></table>`
  }
}

/** The sheet of styles that every such page asks for. */
export const pageStyles = `@page { size: A4; margin: ${page.top}mm ${page.right}mm ${page.bottom}mm ${page.left}mm;
  @bottom-right { content: "— " counter(page) " —"; font: ${size.small}pt serif; vertical-align: top; padding-top: 7mm } }
@page :left { @bottom-right { content: none } @bottom-left { content: "— " counter(page) " —"; font: ${size.small}pt serif; vertical-align: top; padding-top: 7mm } }
html { background: #ddd }
article { box-sizing: border-box; width: ${page.width}mm; min-height: ${page.height}mm; margin: 8mm auto; padding: ${page.top}mm ${page.right}mm ${page.bottom}mm ${page.left}mm; background: #fff; color: #000; font: ${size.body}pt/${line.points}pt ${fallback.body}; letter-spacing: -${size.tighten}pt; overflow-wrap: anywhere }
.note { max-width: ${page.width}mm; margin: 4mm auto 0; font: 11pt/1.6 sans-serif; color: #333 }
p, h1, h2, h3, h4 { margin: 0; font-size: ${size.body}pt; font-weight: normal }
.secrecy, .level1, .label { font-family: ${fallback.heading} }
.issuer { margin-top: ${line.points}pt; text-align: center; font: ${size.issuer}pt/1.2 ${fallback.title}; color: #${red}; letter-spacing: 0 }
/* Long names shrink until they stand in one line. */
.issuer.long { font-size: 21pt }
.issuer.longest { font-size: 13pt }
.number { text-align: center; padding-bottom: 4mm; border-bottom: 2px solid #${red}; margin: ${size.body}pt 0 ${line.points * 2}pt }
.title { text-align: center; font: ${size.title}pt/35pt ${fallback.title}; margin-bottom: ${line.points}pt }
.level2 { font-family: ${fallback.second} }
.text, .level1, .level2, .level3 { text-indent: 2em; text-align: justify }
.level1, .level2, .level3, .label { break-after: avoid }
.label { text-align: center }
.sign { padding-left: 12em }
table { width: 100%; border-collapse: collapse; table-layout: fixed; margin-bottom: ${line.points}pt }
th, td { border: 1px solid #000; padding: 1mm 1.5mm; font-size: ${size.small}pt; line-height: 21pt; text-indent: 0; white-space: pre-line }
th { font-family: ${fallback.heading}; font-weight: normal }
tr { break-inside: avoid }
thead { display: table-header-group }
${Array.from({ length: 100 }, (_, n) => `.share${n + 1} { width: ${n + 1}% }`).join('\n')}
.attachment { padding-left: 5em }
.attachment.first { padding-left: 2em; margin-top: ${line.points}pt }
.organ { text-align: right; padding-right: 2em; break-before: avoid; break-after: avoid }
.organ:first-of-type { margin-top: ${line.points * 2}pt }
.day { text-align: right; padding-right: 4em }
.day + .copies { break-before: avoid }
.copies { margin-top: ${line.points}pt; border: solid #000; border-width: 1px 0; padding: 0 1em; font-size: ${size.small}pt }
@media print { html { background: none } .note { display: none } article { width: auto; min-height: 0; margin: 0; padding: 0 } }
`
