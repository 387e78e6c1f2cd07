/** 签名、用印: who signed a paper, and who still has to. Signing itself is in `sign.ts`. */
import { paperMaker } from '../papers/papers.ts'
import { paperFrom } from '../papers/paper.ts'
import type { Refusal } from '../review/case.ts'
import { capacityWords, signatureKindWords, type Need, type SignatureKind, type Signed } from '../review/signing.ts'
import type { Found } from '../store/cases.ts'
import { signaturesOf, signedTexts } from '../store/signatures.ts'
import { asker, builder, type Context } from './builder.ts'
import { SignatureKindEnum } from './enums.ts'
import { encodeId } from './id.ts'
import { personOf, PersonRef } from './people.ts'
import { RefusalType } from './refusal.ts'

/** The signatures on the papers of a case that somebody reads. */
export const signaturesFor = (found: Found, context: Context): Promise<Signed[]> => signaturesOf(context.store, asker(context), found.case.id, paperMaker(found.past ?? context.moment), found)

/** Where a paper is shown; `signed` with a hash for it as it was signed, `at` with a day or a step for it as it was then. */
export const addressOf = (caseId: string, key: string, as?: { signed: string } | { at: string | number }): string => `/papers/${encodeId('Case', caseId)}/${encodeURIComponent(key)}${as === undefined ? '' : 'signed' in as ? `?signed=${as.signed}` : `?at=${as.at}`}`

export const SignatureType = builder.objectRef<Signed>('PaperSignature').implement({
  description: '签名或者用印：谁、何时、以什么身份，对哪一份内容',
  fields: (t) => ({
    kind: t.expose('kind', { type: SignatureKindEnum, description: '签名，还是用印' }),
    person: t.field({ type: PersonRef, description: '签名、用印的人', resolve: ({ by }, _args, context) => personOf(context, by) }),
    capacity: t.string({ description: '以什么身份', resolve: ({ capacity }) => capacityWords[capacity] }),
    at: t.expose('at', { type: 'Instant', description: '时刻' }),
    hash: t.exposeString('hash', { description: '所签内容的校验值' }),
    stale: t.exposeBoolean('stale', { description: '签后内容已变，或者这份文书已经没有了' }),
    page: t.string({ description: '签署时的内容，一字不差；在问号前加 .docx 是 Word 文件', resolve: ({ caseId, key, hash }) => addressOf(caseId, key, { signed: hash }) }),
  }),
})

export const NeedType = builder.objectRef<Need>('PaperNeed').implement({
  description: '还要由谁签名、用印',
  fields: (t) => ({
    kind: t.expose('kind', { type: SignatureKindEnum, description: '签名，还是用印' }),
    capacity: t.string({ description: '以什么身份', resolve: ({ capacity }) => capacityWords[capacity] }),
    people: t.field({ type: [PersonRef], description: '每人都要签的，写明还差谁；有一人签即可的为空', resolve: ({ people }, _args, context) => people.map((id) => personOf(context, id)) }),
  }),
})

export type OpenSignature = { kind: SignatureKind; closedBecause: Refusal | null }
export const OpenSignatureType = builder.objectRef<OpenSignature>('OpenSignature').implement({
  description: '本人现在能不能在这份文书上签名、用印',
  fields: (t) => ({
    kind: t.expose('kind', { type: SignatureKindEnum, description: '签名，还是用印' }),
    label: t.string({ description: '按钮上的字', resolve: ({ kind }) => signatureKindWords[kind] }),
    closedBecause: t.expose('closedBecause', { type: RefusalType, nullable: true, description: '不能的理由；能的为 null' }),
  }),
})

/** A paper that was signed and is there no more, because what it was made from was taken back. */
type Former = { caseId: string; key: string; hash: string; title: string; signatures: Signed[] }
export const FormerPaperType = builder.objectRef<Former>('FormerPaper').implement({
  description: '签署过、现在已经没有的文书：所依据的内容已经撤回或者改变',
  fields: (t) => ({
    key: t.exposeString('key', { description: '文书在本案中的编号' }),
    title: t.exposeString('title', { description: '标题' }),
    hash: t.exposeString('hash', { description: '内容校验值' }),
    page: t.string({ description: '签署时的内容', resolve: ({ caseId, key, hash }) => addressOf(caseId, key, { signed: hash }) }),
    signatures: t.expose('signatures', { type: [SignatureType], description: '签名、用印，由早到晚' }),
  }),
})

/** The papers that were signed and are there no more, for whoever may read what was signed. */
export async function formerPapers(of: Found, context: Context): Promise<Former[]> {
  const signed = await signaturesFor(of, context)
  const now = new Set(signed.length === 0 ? [] : paperMaker(context.moment).of(of).map(({ key }) => key))
  const former = signed.filter(({ key }) => !now.has(key))
  const texts = await signedTexts(context.store, asker(context), former, paperMaker(context.moment))
  return [...new Map(former.map((one) => [`${one.key} ${one.hash}`, one])).values()].map(({ caseId, key, hash }) => ({
    caseId, key, hash, title: paperFrom(texts.get(hash) ?? '').paper.title.join(''), signatures: former.filter((one) => one.key === key && one.hash === hash),
  }))
}
