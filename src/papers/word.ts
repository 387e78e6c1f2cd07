/** A paper as a Word file (GB/T 9704-2012). The same paper gives the same bytes, wherever and whenever it is set. */
import {
  AlignmentType, BorderStyle, Document, Footer, HeightRule, LineRuleType, NumberFormat, PageNumber, Packer, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, VerticalAlign, WidthType,
  type IParagraphOptions, type IRunOptions,
} from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { inChinese } from '../review/day.ts'
import { forms, formsVersion, type FormCode } from './catalogue.ts'
import { cleaned } from './cell-text.ts'
import { fonts, line, page, red, size } from './layout.ts'
import { paperData } from './fields.ts'
import { hashOf, numbered, templateWords, type Block, type Paper } from './paper.ts'
import { readTemplate, withProperties, type Parts } from './template.ts'
import { openTemplate } from './template-file.ts'

/** Word counts in twentieths of a point. */
const twips = (millimetres: number): number => Math.round((millimetres / 25.4) * 1440)
const points = (given: number): number => Math.round(given * 20)

const face = (font: string) => ({ ascii: fonts.digits, hAnsi: fonts.digits, cs: fonts.digits, eastAsia: font })
const run = (said: string, font: string, more: IRunOptions = {}): TextRun => new TextRun({ text: cleaned(said), font: face(font), size: size.body * 2, characterSpacing: -points(size.tighten), ...more })
const spacing = { line: points(line.points), lineRule: LineRuleType.EXACT, before: 0, after: 0 }
const paragraph = (runs: TextRun[], more: IParagraphOptions = {}): Paragraph => new Paragraph({ spacing, children: runs, ...more })
const empty = (): Paragraph => paragraph([])

const textWidth = twips(page.width - page.left - page.right)

/** The paper set as .docx: by the template of the office where it has one, by the standard layout where not; `version` is that of the forms it was made by. */
export async function toWord(paper: Paper<string>, version: string = formsVersion): Promise<Uint8Array> {
  const { template } = paper
  const title = paper.title.join('')
  const properties = [['内容校验值', hashOf(paper, version)], ['文书版本', version], ['文书编号', paper.key], ...(template === null ? [] : [['文书模板', templateWords(paper) ?? '']])] as [string, string][]
  const body = numbered(paper.blocks).flatMap((block, n, all) => setBlock(block, paper.closing !== null && n === all.length - 1))
  if (template !== null) { // only the forms of a case have one
    const filled = readTemplate(await openTemplate(await template.open())).filledWith({ ...paperData(paper as Paper), ...template.data }, { 正文: await bodyOf(body), 附件: await bodyOf(attachmentsOf(paper)) })
    return packed(withProperties(filled, await standard(title, properties, [])))
  }
  return packed(await standard(title, properties, [
    ...headOf(paper), ...titleOf(paper), ...addresseeOf(paper), ...body, ...attachmentsOf(paper), ...(paper.closing ? closingOf(paper.closing.organs, paper.closing.on === null ? '　　年　月　日' : inChinese(paper.closing.on), paper.copyTo.length > 0) : []), ...copiesOf(paper.copyTo.join('，')),
  ]))
}

/** 起始模板: the standard layout of a form with the fields in their places, for an office to change. */
export async function startTemplate(form: FormCode): Promise<Uint8Array> {
  const where = (name: string, children: Paragraph[], mark = '#') => [paragraph([run(`{${mark}${name}}`, fonts.body)]), ...children, paragraph([run(`{/${name}}`, fonts.body)])]
  const head = { organ: '{发文机关}', number: '{发文字号}' }
  return packed(await standard(`${forms[form].title}模板`, [], [
    ...where('密级', headOf({ head: null, secrecy: '{密级}' })), ...where('发文机关', headOf({ head, secrecy: null }, longIssuer)), ...where('发文机关', [empty()], '^'),
    ...titleOf({ title: ['{标题}'], head }), ...where('主送', addresseeOf({ addressee: '{主送}' })), paragraph([run('{@正文}', fonts.body)]), paragraph([run('{@附件}', fonts.body)]),
    ...where('落款机关', closingOf(['{落款机关}'], '{落款日期}')), ...where('抄送', copiesOf('{抄送}')),
  ]))
}

/** So many characters of an issuer stand in one line of a template, whichever it is. */
const longIssuer = 22

/** Paragraphs as they stand in the body of a file. */
const bodyOf = async (children: (Paragraph | Table)[]): Promise<string> => (children.length === 0 ? '' : (/<w:body>(.*)<w:sectPr\b/s.exec(strFromU8((await standard('', [], children))['word/document.xml'] ?? new Uint8Array()))?.[1] ?? ''))

/** What the standard layout makes of paragraphs: the page, its numbers, and the properties that say what it is made from. */
async function standard(title: string, properties: readonly [string, string][], children: (Paragraph | Table)[]): Promise<Parts> {
  const document = new Document({
    title: cleaned(title),
    creator: '划片审理',
    lastModifiedBy: '划片审理',
    description: '',
    customProperties: properties.map(([name, value]) => ({ name, value })),
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: { font: face(fonts.body), size: size.body * 2 } } } },
    sections: [{
      properties: {
        page: {
          size: { width: twips(page.width), height: twips(page.height) },
          margin: { top: twips(page.top), bottom: twips(page.bottom), left: twips(page.left), right: twips(page.right), footer: twips(page.footer), header: twips(15), gutter: 0 },
          pageNumbers: { start: 1, formatType: NumberFormat.DECIMAL },
        },
        grid: { type: 'lines', linePitch: points(line.points) },
      },
      footers: { default: numberAt(AlignmentType.RIGHT), even: numberAt(AlignmentType.LEFT) },
      children,
    }],
  })
  return steady(new Uint8Array(await Packer.toArrayBuffer(document)))
}

/** —1— in 4号, right on odd pages, left on even ones, one character in. */
const numberAt = (alignment: (typeof AlignmentType)['LEFT' | 'RIGHT']): Footer => new Footer({
  children: [new Paragraph({ alignment, indent: alignment === AlignmentType.RIGHT ? { right: points(size.small) } : { left: points(size.small) }, children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: face(fonts.page), size: size.small * 2 })] })],
})

/** 版头: secrecy, the issuer in red, the number, the red line. */
function headOf({ head, secrecy }: Pick<Paper, 'head' | 'secrecy'>, characters = [...(head?.organ ?? '')].length): Paragraph[] {
  const mark = secrecy === null ? [] : [paragraph([run(secrecy, fonts.heading)])]
  if (!head) return mark
  // The issuer shrinks until it stands in one line.
  const issuer = Math.min(size.issuer, Math.floor((page.width - page.left - page.right) / 0.353 / characters))
  return [
    ...mark, empty(),
    new Paragraph({ alignment: AlignmentType.CENTER, spacing: { before: 0, after: points(size.body) }, children: [new TextRun({ text: cleaned(head.organ), font: face(fonts.title), size: issuer * 2, color: red })] }),
    new Paragraph({ alignment: AlignmentType.CENTER, spacing: { ...spacing, after: points(11) }, border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: red, space: 11 } }, children: [run(head.number ?? '〔　　〕　号', fonts.body)] }),
    empty(),
  ]
}

const titleOf = ({ title, head }: Pick<Paper, 'title' | 'head'>): Paragraph[] => [
  ...(head ? [] : [empty()]),
  ...title.map((said) => new Paragraph({ alignment: AlignmentType.CENTER, spacing: { line: points(35), lineRule: LineRuleType.EXACT, before: 0, after: 0 }, keepNext: true, children: [new TextRun({ text: cleaned(said), font: face(fonts.title), size: size.title * 2 })] })),
  empty(),
]

const addresseeOf = ({ addressee }: Pick<Paper, 'addressee'>): Paragraph[] => (addressee === null ? [] : [paragraph([run(`${addressee}：`, fonts.body)])])

/** Two characters in. */
const indented = { indent: { firstLine: points(2 * (size.body - size.tighten)) }, alignment: AlignmentType.BOTH }

/** `keepNext` for the one before the closing, which never stands on a page by itself (GB/T 9704-2012, 7.3.5). */
function setBlock(block: Block, keepNext: boolean): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading': return [paragraph([run(block.text, block.level === 1 ? fonts.heading : block.level === 2 ? fonts.second : fonts.body)], { ...indented, keepNext: true })]
    case 'text': return [paragraph([run(block.text, fonts.body)], { ...indented, keepNext })]
    case 'flush': return [paragraph([run(block.text, fonts.heading)], { alignment: AlignmentType.CENTER, keepNext: true })]
    case 'table': return [tableOf(block), empty()]
    case 'sign': return block.labels.flatMap((label) => [paragraph([run(`${label}：`, fonts.body)], { indent: { left: points(size.body * 12) }, keepLines: true, keepNext })])
  }
}

const cell = (said: string, width: number, font: string, centred: boolean): TableCell => new TableCell({
  width: { size: width, type: WidthType.DXA }, verticalAlign: VerticalAlign.CENTER, margins: { left: 80, right: 80, top: 40, bottom: 40 },
  children: said.split('\n').map((part) => new Paragraph({ alignment: centred ? AlignmentType.CENTER : AlignmentType.LEFT, spacing: { line: points(21), lineRule: LineRuleType.AT_LEAST }, children: [run(part, font, { size: size.small * 2 })] })),
})

function tableOf({ head, rows, widths }: Extract<Block, { kind: 'table' }>): Table {
  const all = widths.reduce((sum, one) => sum + one, 0)
  const columns = widths.map((one) => Math.floor((textWidth * one) / all))
  const row = (cells: string[], font: string, isHead: boolean) => new TableRow({ tableHeader: isHead, cantSplit: true, height: { value: points(28), rule: HeightRule.ATLEAST }, children: columns.map((width, n) => cell(cells[n] ?? '', width, font, isHead || width < textWidth / 6)) })
  return new Table({ layout: TableLayoutType.FIXED, width: { size: columns.reduce((sum, one) => sum + one, 0), type: WidthType.DXA }, columnWidths: columns, rows: [row(head, fonts.heading, true), ...rows.map((cells) => row(cells, fonts.body, false))] })
}

/** One line below the text, two characters in; further ones under the first name. */
const attachmentsOf = ({ attachments }: Pick<Paper, 'attachments'>): Paragraph[] => attachments.length === 0 ? [] : [
  empty(),
  ...attachments.map((name, n) => paragraph([run(`${n === 0 ? '附件：' : ''}${attachments.length === 1 ? '' : `${n + 1}. `}${name}`, fonts.body)], { indent: { left: points(size.body * (n === 0 ? 2 : 5)) }, keepNext: true })),
]

/** 落款: the organs above the day, the day four characters in from the right; it `goesOn` where copies follow. */
function closingOf(organs: readonly string[], day: string, goesOn = false): Paragraph[] {
  const right = (said: string, characters: number, last: boolean) => paragraph([run(said, fonts.body)], { alignment: AlignmentType.RIGHT, indent: { right: points(size.body * characters) }, keepNext: !last })
  const space = paragraph([], { keepNext: true })
  return [space, space, ...organs.map((organ) => right(organ, 2, false)), right(day, 4, !goesOn)]
}

/** 版记: who gets a copy, between two lines. */
function copiesOf(said: string): Paragraph[] {
  if (said === '') return []
  const edge = { style: BorderStyle.SINGLE, size: 8, color: '000000', space: 4 }
  return [paragraph([], { keepNext: true }), new Paragraph({ border: { top: edge, bottom: edge }, spacing: { line: points(24), lineRule: LineRuleType.EXACT }, indent: { left: points(size.small), right: points(size.small) }, children: [run(`抄送：${said}。`, fonts.body, { size: size.small * 2 })] })]
}

/** The files of the package with every moment of writing taken out: nothing in them says when they were set. */
function steady(file: Uint8Array): Parts {
  const parts = unzipSync(file)
  const core = parts['docProps/core.xml']
  return core ? { ...parts, 'docProps/core.xml': strToU8(strFromU8(core).replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${formsVersion}T00:00:00Z`)) } : parts
}

/** The package with its files in a fixed order and at no time. */
function packed(parts: Parts): Uint8Array {
  const names = Object.keys(parts).sort((a, b) => (a === '[Content_Types].xml' ? -1 : b === '[Content_Types].xml' ? 1 : a < b ? -1 : 1))
  return zipSync(Object.fromEntries(names.map((name) => [name, parts[name] ?? new Uint8Array()])), { level: 9, mtime: new Date(1980, 0, 1) })
}
