/**
 * A paper (文书) before it is set: what it says, in which parts, without a word about fonts. One value is set as Word
 * (`word.ts`), shown and printed by the browser (`page.ts`) and read by the linter (`lint.ts`), so that all three agree.
 */
import { createHash } from 'node:crypto'
import { inChinese, type Day } from '../review/day.ts'
import { inHan } from '../review/numerals.ts'
import type { TemplateInForce } from '../review/template.ts'
import type { FormCode } from './catalogue.ts'

/** A part of a paper, from top to bottom. Headings carry no number of their own: `numbered` counts them. */
export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'text'; text: string }
  /** A line at the left margin: the one addressed, a label. */
  | { kind: 'flush'; text: string }
  /** Rows under a head; `widths` are shares of the line. */
  | { kind: 'table'; head: string[]; rows: string[][]; widths: number[] }
  /** A label and an empty line for a hand: signature, seal, date. */
  | { kind: 'sign'; labels: string[] }

/** The red head (版头) of a paper that one organ sends to another; the number is null where that organ gives its own. */
export type Head = { organ: string; number: string | null }

/** What stands for the fields of a template: a text each, or rows of texts. */
export type FieldData = { [name: string]: string | readonly { readonly [name: string]: string }[] }

export type Paper<Form extends string = FormCode> = {
  form: Form
  /** Which of several of the same form, as a file name may say it: `W09-2`, `W17-S1`. */
  key: string
  /** In one line each; set one below the other. */
  title: string[]
  secrecy: string | null
  head: Head | null
  addressee: string | null
  blocks: Block[]
  attachments: string[]
  /** 落款: who signs, and the day that counts for it; null where it is yet to be written. */
  closing: { organs: string[]; on: Day | null } | null
  /** 抄送. */
  copyTo: string[]
  /** 文书模板: the one of the office that its Word file is set by, with what that tells of the case; null for the standard layout. */
  template: (TemplateInForce & { data: FieldData }) | null
}

/** One paragraph for each line that says something, ended and with the marks of Chinese. */
export const text = (...lines: string[]): Block[] => lines.flatMap((line) => line.split('\n')).filter((line) => line.trim() !== '').map((line) => ({ kind: 'text', text: ended(punctuated(line.trim())) }))

/** Half-width marks beside Chinese characters as full-width ones; numbers, times and Latin text stay as they are. */
const punctuated = (said: string): string => said.replace(/(?<=[\p{sc=Han}”’》）〕])[,;:()?!]|[,;:()?!](?=[\p{sc=Han}“‘《（〔])/gu, (mark) => fullWidth[mark] ?? mark)
const fullWidth: Record<string, string> = { ',': '，', ';': '；', ':': '：', '(': '（', ')': '）', '?': '？', '!': '！' }

const ended = (said: string): string => (/[。！？：；…”]$/.test(said) ? said : `${said}。`)
export const heading = (level: 1 | 2 | 3, said: string): Block => ({ kind: 'heading', level, text: said })
export const flush = (said: string): Block => ({ kind: 'flush', text: said })
export const table = (head: string[], widths: number[], rows: string[][]): Block => ({ kind: 'table', head, rows, widths })
export const sign = (...labels: string[]): Block => ({ kind: 'sign', labels })

/** A heading with what stands below it; nothing where nothing does. */
export const section = (said: string, ...below: Block[]): Block[] => (below.length === 0 ? [] : [heading(1, said), ...below])

/** What somebody writes by hand where the system knows nothing. */
export const blankLine = '　　　　　　'

/** The blocks with their numbers: 一、（一）1. by level (GB/T 9704-2012, 7.3.3). */
export function numbered(blocks: readonly Block[]): Block[] {
  const counts = [0, 0, 0]
  return blocks.map((block) => {
    if (block.kind !== 'heading') return block
    counts.forEach((_count, n) => { if (n >= block.level) counts[n] = 0 })
    const count = (counts[block.level - 1] = (counts[block.level - 1] ?? 0) + 1)
    return { ...block, text: `${block.level === 1 ? `${inHan(count)}、` : block.level === 2 ? `（${inHan(count)}）` : `${count}.`}${block.text}` }
  })
}

/** Which template a paper is set by, in a few words; null for the standard layout. */
export const templateWords = ({ template }: Pick<Paper, 'template'>): string | null => (template === null ? null : `模板第${template.version}版（${inChinese(template.from)}起）`)

/** Everything a paper says, line by line, as one reads it. */
export function linesOf(paper: Paper<string>): string[] {
  return [
    ...(paper.head ? [paper.head.organ, ...(paper.head.number === null ? [] : [paper.head.number])] : []),
    paper.title.join(''),
    ...(paper.addressee === null ? [] : [`${paper.addressee}：`]),
    ...numbered(paper.blocks).flatMap((block) => (block.kind === 'table' ? [block.head.join('\t'), ...block.rows.map((row) => row.join('\t'))] : block.kind === 'sign' ? block.labels : [block.text])),
    ...paper.attachments.map((name, n) => `附件：${n + 1}. ${name}`),
    ...(paper.closing ? [...paper.closing.organs, ...(paper.closing.on === null ? [] : [inChinese(paper.closing.on)])] : []),
    ...(paper.copyTo.length === 0 ? [] : [`抄送：${paper.copyTo.join('，')}。`]),
  ]
}

/** Everything a paper says and by which version of the forms and of the template, as one text: what is hashed, and what is kept of a paper that was signed. */
export const textOf = ({ template, ...paper }: Paper<string>, version: string): string => JSON.stringify([
  version, paper.form, paper.key, paper.secrecy, paper.title, paper.head, paper.addressee, paper.blocks, paper.attachments, paper.closing, paper.copyTo, ...(template === null ? [] : [template.version, template.from, template.sha256, template.data]),
])

/** The paper that such a text says, and the version of its form; `open` gives the file of a version of a template, for who sets it as Word. */
export function paperFrom(kept: string, open: (form: string, version: number) => Promise<Uint8Array> = () => Promise.reject(new Error('nobody said where templates are'))): { paper: Paper; version: string } {
  const [version, form, key, secrecy, title, head, addressee, blocks, attachments, closing, copyTo, edition, from = '', sha256 = '', data = {}] = JSON.parse(kept) as
    [string, Paper['form'], string, Paper['secrecy'], string[], Paper['head'], Paper['addressee'], Block[], string[], Paper['closing'], string[], number?, Day?, string?, FieldData?]
  const template = edition === undefined ? null : { version: edition, from, sha256, data, fields: [], open: () => open(form, edition) }
  return { version, paper: { form, key, secrecy, title, head, addressee, blocks, attachments, closing, copyTo, template } }
}

/** 内容校验值: SHA-256 of that text, in hexadecimal. Another fact, another value. */
export const hashOf = (paper: Paper<string>, version: string): string => createHash('sha256').update(textOf(paper, version)).digest('hex')
