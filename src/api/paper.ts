/** 文书: which papers a case has come to for its reader, each with its content hash and what is still wrong with it. */
import { findingsInView } from '../review/machine.ts'
import { forms, formsVersion, sourceWords, tells } from '../papers/catalogue.ts'
import { deskFor } from '../papers/desk.ts'
import { lint, type Defect } from '../papers/lint.ts'
import { linesOf, type Paper } from '../papers/paper.ts'
import { contentHash, papersOf } from '../papers/papers.ts'
import type { Found } from '../store/cases.ts'
import { builder, type Context } from './builder.ts'
import { encodeId } from './id.ts'
import { PaperTemplateType } from './template.ts'

/** A paper of a case that somebody reads. */
export type Printed = { paper: Paper; of: Found }

/** The papers of a case as its reader sees it. */
export const printedOf = (of: Found, { moment }: Pick<Context, 'moment'>): Printed[] =>
  papersOf(deskFor(of, moment)).map((paper) => ({ paper, of }))

/** What the linter says of a paper, held against its case. */
const defectsOf = ({ paper, of: { case: c } }: Printed): Defect[] => lint(linesOf(paper), {
  number: c.number, title: c.package.title, tells: tells(paper.form),
  people: c.package.subjects.map((one) => ({ name: one.name, post: one.post, expelled: findingsInView(c).some(({ subjectId, party }) => subjectId === one.id && party === 'expulsion') })),
})

/** Where a paper is shown and printed; with `.docx` behind it, where it is had as Word. */
const paperAddress = ({ paper, of }: Printed): string => `/papers/${encodeId('Case', of.case.id)}/${encodeURIComponent(paper.key)}`

const DefectType = builder.objectRef<Defect>('PaperDefect').implement({
  description: '文书中的一处问题（R-501）：提示，不妨碍生成',
  fields: (t) => ({
    code: t.exposeString('code', { description: '问题的代码' }),
    line: t.exposeInt('line', { description: '第几行' }),
    words: t.exposeString('words', { description: '有问题的文字' }),
    message: t.exposeString('message', { description: '什么问题，怎样改' }),
  }),
})

export const PaperType = builder.objectRef<Printed>('Paper').implement({
  description: '文书：由案件内容生成；内容变了，校验值就变',
  fields: (t) => ({
    key: t.string({ description: '文书在本案中的编号，如 W09-1', resolve: ({ paper }) => paper.key }),
    form: t.string({ description: '文书种类的代码，W01 至 W30', resolve: ({ paper }) => paper.form }),
    formTitle: t.string({ description: '文书种类', resolve: ({ paper }) => forms[paper.form].title }),
    formSource: t.string({ description: '式样从哪里来；不是法定的写明', resolve: ({ paper }) => sourceWords[forms[paper.form].tag] }),
    title: t.string({ description: '标题', resolve: ({ paper }) => paper.title.join('') }),
    hash: t.string({ description: '内容校验值（SHA-256，十六进制）', resolve: ({ paper }) => contentHash(paper) }),
    version: t.string({ description: '文书式样的版本（日期）', resolve: () => formsVersion }),
    template: t.field({ type: PaperTemplateType, nullable: true, description: 'Word 文件按本单位的哪一版模板生成；用标准式样的为 null', resolve: ({ paper }) => paper.template }),
    page: t.string({ description: '打印页的地址；其后加 .docx 是 Word 文件的地址', resolve: paperAddress }),
    defects: t.field({ type: [DefectType], description: '问题，由上到下', resolve: defectsOf }),
  }),
})
