/** 试生成: a template held against the fields there are and filled with invented examples; every fault is told at once. */
import { forms, type FormCode } from './catalogue.ts'
import { fields, sampleData, type Field } from './fields.ts'
import { flush, heading, linesOf, sign, table, text, type Paper } from './paper.ts'
import { readTemplate, type Parts, type ReadTemplate, type Standing, type Wrong } from './template.ts'
import { foreignIn, openTemplate } from './template-file.ts'
import { toWord } from './word.ts'
import { linesOfWord } from './word-reader.ts'
import { BadFile } from './zip.ts'

/** 试生成的结果: what is wrong, each in a sentence; what may be meant so (`remarks`); the names used; the paper that it makes of the examples, null where something is wrong. */
export type Trial = { faults: string[]; remarks: string[]; fields: string[]; trial: Uint8Array | null }

/** Tries a template out for a form. Nothing is kept. */
export async function tryTemplate(form: FormCode, bytes: Uint8Array): Promise<Trial> {
  let parts: Parts
  try {
    parts = await openTemplate(bytes)
  } catch (error) {
    if (!(error instanceof BadFile)) throw error
    return { faults: [error.message], remarks: [], fields: [], trial: null }
  }
  const read = readTemplate(parts)
  const used = new Set(read.fields.flatMap(whole).map(({ name }) => name))
  const faults = [...new Set([...foreignIn(parts), ...read.wrong.map(inWords), ...fieldFaults(read), ...fullWidthIn(parts)])]
  const told = { remarks: fields.filter((one) => mentioned.includes(one.name) && !used.has(one.name)).map((one) => `没有用到“${one.name}”：${one.meaning.replace(/[：；，].*$/, '')}不会出现在文书里`), fields: [...used].sort() }
  if (faults.length > 0) return { ...told, faults, trial: null }
  const sample = samplePaper(form, { version: 1, from: '2026-01-01', sha256: '', fields: told.fields, open: async () => bytes, data: sampleData })
  const trial = await toWord(sample)
  const lines = new Set(await linesOfWord(trial))
  const lost = [...sample.title, ...linesOf({ ...sample, title: [], head: null, addressee: null, attachments: [], closing: null, copyTo: [] }).flatMap((line) => line.split('\t'))].filter((line) => line.trim() !== '' && ![...lines].some((one) => one.includes(line.trim())))
  return lost.length === 0 ? { ...told, faults, trial } : { ...told, faults: [`试生成的文件里缺少“${lost[0]}”：请检查标题和正文所在的位置`], trial: null }
}

/** Fields whose absence is told though a template may do without. */
const mentioned: readonly string[] = ['发文机关', '发文字号', '主送', '附件', '落款机关', '落款日期', '抄送']

/** An invented paper with every part that a form may have. */
const samplePaper = (form: FormCode, template: Paper['template']): Paper => ({
  form, key: form, title: [`关于李某同志违纪案的${forms[form].title}`, '（样例）'], secrecy: '机密★20年', head: { organ: '市纪委监委第三片区划片案件审理小组', number: '划审三〔2026〕6号' }, addressee: '驻市交通运输局纪检监察组',
  blocks: [
    ...text('这是用虚构的样例试生成的文书，只看版式。'), heading(1, '一级标题'), ...text('正文一段，写得长一些，以便看出首行缩进、行距和每行的字数是否合适，标点是否落在行首。'), heading(2, '二级标题'), heading(3, '三级标题'), ...text('正文又一段。'),
    flush('表格的名称'), table(['序号', '种类', '名称'], [12, 28, 60], [['1', '书证', '派车单'], ['2', '证人证言', '钱某的证言']]), sign('承办人签字', '日期'),
  ],
  attachments: ['检讨材料', '违纪违法事实材料'], closing: { organs: ['市纪委监委第三片区划片案件审理小组'], on: '2026-03-20' }, copyTo: ['市纪委监委案件审理室'], template,
})

const place = (at: string): string => (at === 'word/document.xml' ? '' : /header/.test(at) ? '页眉里的' : /footer/.test(at) ? '页脚里的' : /notes/.test(at) ? '注释里的' : '文件属性里的')

/** What the engine finds wrong, in words for whoever wrote the template. */
function inWords({ id, words, at }: Wrong): string {
  const here = `${place(at)}“${words.slice(0, 30)}”`
  switch (id) {
    case 'unclosed_tag': return `${here}的花括号没有收尾：应当写成“{字段}”，开头和收尾在同一段`
    case 'unopened_tag': return `${here}多了一个“}”：应当写成“{字段}”，开头和收尾在同一段`
    case 'duplicate_open_tag': case 'duplicate_close_tag': return `${here}的花括号重复：应当只写一层，如“{标题}”`
    case 'unclosed_loop': return `${place(at)}“{#${words}}”没有结束：请在后面补上“{/${words}}”`
    case 'unopened_loop': return `${place(at)}“{/${words}}”前面没有“{#${words}}”`
    case 'closing_tag_does_not_match_opening_tag': { const [from = '', to = ''] = words.split(' '); return `${place(at)}“{#${from}}”被“{/${to}}”结束：先开始的应当后结束，不能交叉` }
    case 'unbalanced_loop_tags': case 'loop_position_invalid': return `${here}的开始和结束不在同一个表格、同一段里：请放在同一个格子里、同一行里，或者各占一段`
    case 'raw_xml_tag_should_be_only_text_in_paragraph': return `“{@${words}}”应当单独占一段，前后不能有别的字`
    case 'raw_tag_outerxml_invalid': return `“{@${words}}”应当单独占一段，不能放在同一段的“{#…}”和“{/…}”之间`
    default: return `${here}处读不懂（${id}）：请把这一处删去，重新输入`
  }
}

/** What is wrong with the names: unknown ones, ones in the wrong place or way, ones that are wanted and not there. */
function fieldFaults({ fields: standing }: ReadTemplate): string[] {
  const inBody = standing.filter(({ at }) => at === 'word/document.xml')
  return [
    ...standing.flatMap((one) => placed(one, [])),
    ...fields.filter((one) => one.needed && !inBody.some(({ name, kind }) => name === one.name && (one.kind === 'set' || kind !== 'set'))).map((one) => `没有${shape(one)}：每份文书都要有${one.name}，不能放在“{#…}”和“{/…}”之间${one.name === '密级' ? '（只可以放在“{#密级}”和“{/密级}”之间）' : ''}`),
    ...fields.filter((one) => one.kind === 'set' && standing.flatMap(whole).filter(({ name }) => name === one.name).length > 1).map((one) => `${shape(one)}只能写一次`),
  ]
}

const whole = (one: Standing): Standing[] => [one, ...one.within.flatMap(whole)]
const shape = ({ name, kind }: Pick<Field, 'name' | 'kind'>): string => (kind === 'set' ? `“{@${name}}”` : kind === 'list' ? `“{#${name}}…{/${name}}”` : `“{${name}}”`)

/** A field where it stands, and those within it: of a list it is in the columns, of the paper everything but lists. */
function placed({ at, name, kind, otherwise, within }: Standing, lists: readonly Field[]): string[] {
  const columns = lists.flatMap((one) => one.columns)
  const known = fields.find((one) => one.name === name)
  const here = `${place(at)}“{${kind === 'list' ? '#' : kind === 'set' ? '@' : ''}${name}}”`
  const inner = (more: readonly Field[]) => within.flatMap((one) => placed(one, [...lists, ...more]))
  if (columns.some((one) => one.name === name)) return [...(kind === 'set' ? [`${here}应当写成“{${name}}”`] : []), ...inner([])]
  if (known === undefined) {
    const near = nearest(name, [...columns.map((one) => one.name), ...fields.map((one) => one.name)])
    const listed = fields.find((one) => one.columns.some((column) => column.name === name))
    return [`${here}不是模板字段${near !== null ? `，是不是“${near}”` : listed ? `，“${name}”要放在“{#${listed.name}}”和“{/${listed.name}}”之间` : '，请对照字段表'}`, ...inner([])]
  }
  if (known.kind === 'set') return [...(kind === 'set' ? [] : [`${here}应当写成“{@${name}}”，单独占一段`]), ...(at === 'word/document.xml' && lists.length === 0 ? [] : [`${here}只能放在正文里，不能放在页眉、页脚或者“{#…}”之间`]), ...inner([])]
  if (kind === 'set') return [`${here}应当写成${shape(known)}`]
  if (known.kind === 'list') return kind !== 'list' ? [`${here}是清单，应当写成${shape(known)}`] : [...(lists.length === 0 ? [] : [`${here}不能放在另一个清单“{#${lists[0]?.name ?? ''}}”里`]), ...inner(otherwise ? [] : [known])]
  return inner([])
}

/** The known name that differs in the fewest characters, where that is no more than half of it. */
function nearest(name: string, known: readonly string[]): string | null {
  const [best] = known.map((one) => ({ one, far: distance([...name], [...one]) })).sort((a, b) => a.far - b.far)
  return best && best.far > 0 && best.far <= Math.max(1, Math.floor([...best.one].length / 2)) ? best.one : null
}

/** How many characters must be changed, added or left out (Levenshtein). */
function distance(from: readonly string[], to: readonly string[]): number {
  let row = to.map((_, n) => n + 1)
  from.forEach((character, n) => {
    let before = n
    let left = n + 1
    row = row.map((above, m) => {
      const here = Math.min(above + 1, left + 1, before + (character === to[m] ? 0 : 1))
      before = above
      left = here
      return here
    })
  })
  return row.at(-1) ?? from.length
}

/** Fields in full-width braces, which nobody would fill. */
const fullWidthIn = (parts: Parts): string[] => Object.entries(parts).filter(([name]) => /^word\/(document|header|footer).*\.xml$/.test(name))
  .flatMap(([, part]) => [...new TextDecoder().decode(part).replace(/<[^>]*>/g, '').matchAll(/｛([^｛｝{}]{1,20})｝/g)].map(([, name = '']) => `“｛${name}｝”用了全角花括号：应当写成“{${name}}”`))
