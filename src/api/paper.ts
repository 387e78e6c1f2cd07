/** 文书: which papers a case has come to for its reader, each with its content hash and what is still wrong with it. */
import { findingsInView } from '../review/machine.ts'
import { forms, formsVersion, sourceWords, tells } from '../papers/catalogue.ts'
import { deskFor } from '../papers/desk.ts'
import { lint, type Defect } from '../papers/lint.ts'
import { linesOf, type Paper } from '../papers/paper.ts'
import { contentHash, papersOf, signable } from '../papers/papers.ts'
import { capacityFor, goneStale, isFinal, kindsOn, needsOf, signersSource, type Signed } from '../review/signing.ts'
import type { Found } from '../store/cases.ts'
import { asker, builder, type Context } from './builder.ts'
import { addressOf, NeedType, OpenSignatureType, signaturesFor, SignatureType, type OpenSignature } from './signature.ts'
import { PaperTemplateType } from './template.ts'

/** A paper of a case that somebody reads; the signatures on all papers of the case are read once, where they are asked for. */
export type Printed = { paper: Paper; of: Found; signed: () => Promise<Signed[]> }

/** The papers of a case as its reader sees it. */
export function printedOf(of: Found, context: Context): Printed[] {
  let all: Promise<Signed[]> | undefined
  const signed = () => (all ??= signaturesFor(of, context))
  return papersOf(deskFor(of, of.past ?? context.moment)).map((paper) => ({ paper, of, signed }))
}

/** What the linter says of a paper, held against its case. */
const defectsOf = ({ paper, of: { case: c } }: Printed): Defect[] => lint(linesOf(paper), {
  number: c.number, title: c.package.title, tells: tells(paper.form),
  people: c.package.subjects.map((one) => ({ name: one.name, post: one.post, expelled: findingsInView(c).some(({ subjectId, party }) => subjectId === one.id && party === 'expulsion') })),
})

/** Where a paper is shown and printed; with `.docx` behind it, where it is had as Word. */
const paperAddress = ({ paper, of: { case: { id }, past } }: Printed): string => addressOf(id, paper.key, past && { at: 'on' in past.when ? past.when.on : past.when.version })

/** Which signatures a paper takes inside the system, and whether the person asking could give each. */
async function openSignatures({ paper, of: { case: c, past }, signed }: Printed, context: Context): Promise<OpenSignature[]> {
  if (past) return []
  const made = signable(paper)
  return Promise.all(kindsOn(c, made).map(async (kind) => {
    const own = capacityFor(c, made, kind, await signed(), asker(context), context.moment)
    return { kind, closedBecause: 'refusal' in own ? own.refusal : null }
  }))
}

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
    page: t.string({ description: '打印页的地址；其后（有问号的在问号前）加 .docx 是 Word 文件的地址', resolve: paperAddress }),
    signatures: t.field({ type: [SignatureType], description: '签名、用印，由早到晚；签后内容已变的留着', resolve: async ({ paper, signed }) => (await signed()).filter(({ key }) => key === paper.key) }),
    stale: t.boolean({ description: '有人签过的内容变了，还没有重新签', resolve: async ({ paper, signed }) => goneStale(signable(paper), await signed()) }),
    final: t.boolean({ description: '已经定稿：下一步不再改写；没有定稿的不催签', resolve: ({ paper, of: { case: c } }) => isFinal(c, signable(paper)) }),
    needs: t.field({ type: [NeedType], description: '还要由谁签名、用印', resolve: async ({ paper, of: { case: c }, signed }) => needsOf(c, signable(paper), await signed()) }),
    signersSource: t.string({ description: '由谁签名、用印，从哪里来；不是法定的写明', resolve: ({ paper }) => signersSource(paper.form) }),
    openSignatures: t.field({ type: [OpenSignatureType], description: '在系统内可以签名、用印的，和本人不能的理由；回看时为空', resolve: (printed, _args, context) => openSignatures(printed, context) }),
    defects: t.field({ type: [DefectType], description: '问题，由上到下', resolve: defectsOf }),
  }),
})
