/**
 * 五书比对: the five papers of a case held against each other for its reader. The filing and the investigation report are
 * files of the body, read with the right to see them and on record like a download; who does not see what was handed
 * over whole has nothing to hold against anything.
 */
import { basis } from '../review/law.ts'
import type { Actor } from '../review/people.ts'
import type { Filed } from '../review/attachment.ts'
import { collate, type Cell, type Row } from '../papers/collation.ts'
import { deskFor } from '../papers/desk.ts'
import { fivePapers, fivePaperWords, givenSource, knownTo, ownSources, type FivePaper, type GivenPaper, type Source } from '../papers/five-papers.ts'
import { paperMaker } from '../papers/papers.ts'
import { linesOfWord } from '../papers/word-reader.ts'
import { BadFile } from '../papers/zip.ts'
import type { AttachmentFiles } from '../store/attachment-files.ts'
import { attachmentFor, attachmentsOf } from '../store/attachments.ts'
import { find, type Found } from '../store/cases.ts'
import { kinds } from '../store/file-kinds.ts'
import { Damaged } from '../store/sealed-file.ts'
import type { LoadedMoment } from '../store/settings.ts'
import type { Store } from '../store/store.ts'
import { asker, builder } from './builder.ts'
import { CollationStateEnum, FivePaperEnum } from './enums.ts'
import { badInput } from './errors.ts'
import { encodeId, idOf } from './id.ts'
import { BasisType } from './refusal.ts'
import { spend } from './summary.ts'

/** Whether a column has a text: it was read, there is none, or there is one that only the eye can read. */
type CollationState = 'read' | 'absent' | 'unreadable'
type Column = { paper: FivePaper; label: string; state: CollationState; texts: { name: string; address: string | null }[]; note: string | null; attachmentId: string | null }
type Choice = { id: string; title: string; fileName: string }
/** The table: a column for each of the five, the rows in which they must agree, and the files of which one can be chosen for the first two. */
export type Collation = { columns: Column[]; rows: Row[]; differences: number; choices: Choice[] }

type Asking = { store: Store; who: Actor; moment: LoadedMoment; files: AttachmentFiles | null }
/** Which files stand for the two reports of the body (global ids; null: by their titles), and a text that is not kept in place of one paper. */
export type Chosen = { filing?: string | null; investigation?: string | null; given?: Partial<Record<GivenPaper, { name: string; lines: readonly string[] }>> }

/** By what the title of a file tells what it is. A report of the first check is no report of the investigation. */
const titled = { filing: /立案(?!决定|通知)/, investigation: /(?:审查|调查)(?:调查)?报告/ } as const
/** No paper that somebody writes is longer. */
export const mostBytes = 20_000_000
const mostCharacters = 400_000
/** So many rows of a list one comparison counts for: it makes papers and reads files. */
const rowsOfOne = 100

/** The table for whoever asks; null where they do not see the handed papers whole. A chosen file that is hidden or not there is asked for in vain alike. */
export async function collationFor({ store, who, moment, files }: Asking, found: Found, { filing, investigation, given = {} }: Chosen): Promise<Collation | null> {
  const desk = deskFor(found, moment)
  const own = ownSources(desk)
  if (own === null) return null
  const filed = (await attachmentsOf(store, who, found.case.id, paperMaker(moment))).filter(({ attachment: one }) => one.withdrawnBy === null && ['package', 'fact', 'evidence', 'answer'].includes(one.place))
  const wanted = { filing, investigation }
  const columns: Column[] = []
  const sources: Source[] = []
  for (const paper of fivePapers) {
    const column: Column = { paper, label: fivePaperWords[paper], state: 'absent', texts: [], note: null, attachmentId: null }
    const text = paper === 'ledger' ? undefined : given[paper]
    if (text && paper !== 'ledger') {
      sources.push(givenSource(desk, paper, text.name, text.lines))
      columns.push({ ...column, state: 'read', texts: [{ name: text.name, address: null }] })
    } else if (paper === 'filing' || paper === 'investigation') {
      const one = chosenFrom(filed, paper, wanted[paper] ?? null)
      const read = one ? await linesFrom({ store, who, moment, files }, one) : null
      if (read && 'lines' in read && one) sources.push(givenSource(desk, paper, one.attachment.title, read.lines))
      columns.push(one && read ? {
        ...column, state: 'lines' in read ? 'read' : 'unreadable', note: 'lines' in read ? null : read.note, attachmentId: encodeId('Attachment', one.attachment.id),
        texts: [{ name: one.attachment.title, address: `/attachments/${encodeId('Attachment', one.attachment.id)}` }],
      } : column)
    } else {
      const made = own.filter((one) => one.paper === paper)
      sources.push(...made)
      const texts = paper === 'ledger' ? [{ name: fivePaperWords.ledger, address: null }] : made.map(({ name, key }) => ({ name, address: `/papers/${encodeId('Case', found.case.id)}/${encodeURIComponent(key ?? '')}` }))
      columns.push({ ...column, state: made.length > 0 ? 'read' : 'absent', texts: made.length > 0 ? texts : [] })
    }
  }
  const rows = collate(sources, knownTo(desk))
  return { columns, rows, differences: rows.filter(({ message }) => message !== null).length, choices: filed.map(({ attachment: { id, title, fileName } }) => ({ id: encodeId('Attachment', id), title, fileName })) }
}

/** The file that was chosen, or the last one with a fitting title; a Word file before any other. */
function chosenFrom(filed: readonly Filed[], paper: 'filing' | 'investigation', id: string | null): Filed | null {
  if (id !== null) {
    const one = filed.find(({ attachment }) => attachment.id === idOf('Attachment', id))
    if (!one) throw badInput('没有找到这份附件，请重新选择')
    return one
  }
  const fitting = filed.filter(({ attachment: one }) => [one.title, one.fileName].some((name) => titled[paper].test(name) && !/初核|初步核实|审理/.test(name))).toSorted((one, other) => (one.attachment.attachedAt < other.attachment.attachedAt ? 1 : -1))
  return fitting.find(({ attachment }) => attachment.mediaType === kinds.docx.mediaType) ?? fitting[0] ?? null
}

/** The lines of a file, or why it is to be compared by eye. */
async function linesFrom({ store, who, moment, files }: Asking, { attachment: one }: Filed): Promise<{ lines: string[] } | { note: string }> {
  if (one.mediaType !== kinds.docx.mediaType) return { note: '不是 Word 文档（docx），不能读取，请人工比对' }
  if (one.bytes > mostBytes) return { note: '文件太大，不能读取，请人工比对' }
  if (files === null || !(await attachmentFor(store, who, one.id, paperMaker(moment)))) return { note: '文件现在不能读取，请人工比对' }
  try {
    const pieces: Buffer[] = []
    for await (const piece of await files.read(who.commission, one)) pieces.push(piece)
    return { lines: await readWord(Buffer.concat(pieces)) }
  } catch (error) {
    if (error instanceof BadFile) return { note: error.message }
    if (error instanceof Damaged) return { note: `文件${error.message}，不能读取，请告知系统管理员从备份恢复` }
    throw error
  }
}

/** The lines of a Word file that is no longer than a paper can be. Throws `BadFile` with one sentence. */
export async function readWord(bytes: Uint8Array): Promise<string[]> {
  const lines = await linesOfWord(bytes)
  if (lines.reduce((sum, line) => sum + line.length, 0) > mostCharacters) throw new BadFile('文字太多，不像一份文书，请只留下这份文书再试')
  return lines
}

const CellTextType = builder.objectRef<Cell['said'][number]>('CollationText').implement({
  description: '一份文书怎样写一件事',
  fields: (t) => ({
    words: t.exposeString('words', { description: '原文' }),
    where: t.exposeString('where', { description: '写在哪里：第几行，台账的哪一栏' }),
  }),
})
const CellType = builder.objectRef<Cell>('CollationCell').implement({
  description: '一份文书在一行里的内容；没有写的为空',
  fields: (t) => ({
    said: t.field({ type: [CellTextType], description: '写了什么，写在哪里', resolve: ({ said }) => said }),
    wanted: t.exposeBoolean('wanted', { description: '这种文书应当写而没有写' }),
    differs: t.exposeBoolean('differs', { description: '与别的文书不一致' }),
  }),
})
const RowType = builder.objectRef<Row>('CollationRow').implement({
  description: '应当一致的一件事',
  fields: (t) => ({
    key: t.exposeString('key', { description: '这一行的代号' }),
    label: t.exposeString('label', { description: '什么事' }),
    cells: t.field({ type: [CellType], description: '五书各一格，次序同 columns', resolve: ({ cells }) => cells }),
    message: t.exposeString('message', { nullable: true, description: '哪里不一致或者漏写；一致的为 null' }),
    basis: t.field({ type: BasisType, nullable: true, description: '漏写的，应当写的依据', resolve: ({ rule }) => (rule === null ? null : basis(rule)) }),
  }),
})
const TextNameType = builder.objectRef<Column['texts'][number]>('CollationSource').implement({
  description: '一栏由哪份文书或者附件读出',
  fields: (t) => ({
    name: t.exposeString('name', { description: '名称' }),
    address: t.exposeString('address', { nullable: true, description: '查看或者下载的地址；台账和没有保存的文件为 null' }),
  }),
})
const ColumnType = builder.objectRef<Column>('CollationColumn').implement({
  description: '五书之一',
  fields: (t) => ({
    paper: t.expose('paper', { type: FivePaperEnum, description: '哪一种' }),
    label: t.exposeString('label', { description: '名称' }),
    state: t.expose('state', { type: CollationStateEnum, description: '有没有可以比对的文字' }),
    texts: t.field({ type: [TextNameType], description: '由哪些文书或者附件读出', resolve: ({ texts }) => texts }),
    note: t.exposeString('note', { nullable: true, description: '不能读取的原因' }),
    attachmentId: t.id({ nullable: true, description: '所用附件的全局编号', resolve: ({ attachmentId }) => attachmentId }),
  }),
})
const ChoiceType = builder.objectRef<Choice>('CollationChoice').implement({
  description: '可以作为立案报告或者审查调查报告的附件',
  fields: (t) => ({
    id: t.id({ description: '附件的全局编号', resolve: ({ id }) => id }),
    title: t.exposeString('title', { description: '题名' }),
    fileName: t.exposeString('fileName', { description: '文件名' }),
  }),
})
const CollationType = builder.objectRef<Collation>('Collation').implement({
  description: '五书比对：立案报告、审查调查报告、审理报告、处分决定、台账行逐项核对；提示，不妨碍办理',
  fields: (t) => ({
    columns: t.field({ type: [ColumnType], description: '五书，按形成的先后', resolve: ({ columns }) => columns }),
    rows: t.field({ type: [RowType], description: '应当一致的各项', resolve: ({ rows }) => rows }),
    differences: t.exposeInt('differences', { description: '不一致或者漏写的有几项' }),
    choices: t.field({ type: [ChoiceType], description: '可以选用的附件', resolve: ({ choices }) => choices }),
  }),
})

builder.queryField('collation', (t) => t.field({
  type: CollationType,
  nullable: true,
  description: '一个案件的五书比对；没有的案件、无权查看的案件和看不到移送材料的人都是 null。读取附件与下载一样有记录',
  args: {
    caseId: t.arg.id({ description: '案件的全局编号' }),
    filing: t.arg.id({ required: false, description: '立案报告是哪份附件；不写的按题名找' }),
    investigation: t.arg.id({ required: false, description: '审查调查报告是哪份附件；不写的按题名找' }),
  },
  resolve: async (_root, { caseId, filing, investigation }, context) => {
    spend(context, rowsOfOne)
    const found = await find(context.store, asker(context), idOf('Case', caseId))
    return found ? collationFor({ ...context, who: asker(context) }, found, { filing: filing ?? null, investigation: investigation ?? null }) : null
  },
}))
