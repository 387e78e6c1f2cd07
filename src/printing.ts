/** What leaves the system of a case on the command line, and what comes back: its papers, its dossier, a Word file held against them. */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { collationFor, readWord, type Chosen } from './api/collation.ts'
import { writtenNumber } from './api/number.ts'
import { attachmentFilesOf } from './attachment-key.ts'
import type { Clerk } from './clerk.ts'
import { signerFor } from './heads.ts'
import { differences } from './papers/compare.ts'
import { deskFor } from './papers/desk.ts'
import { dossierOf, type Enclosed } from './papers/dossier.ts'
import { lint } from './papers/lint.ts'
import { linesOf, templateWords, type Paper } from './papers/paper.ts'
import { contentHash, fileName, paperMaker, papersOf, signable } from './papers/papers.ts'
import { signingState } from './papers/signing.ts'
import { linesOfWord, madeFrom, type MadeFrom } from './papers/word-reader.ts'
import { toWord } from './papers/as-word.ts'
import { progressOf } from './progress.ts'
import { volumeWords } from './review/attachment.ts'
import { findingsInView } from './review/machine.ts'
import type { Settings } from './settings.ts'
import { attachmentFor, attachmentsOf } from './store/attachments.ts'
import { byImport, byNumber, type Found } from './store/cases.ts'
import { provenCase } from './store/dossier.ts'
import { witnessed } from './store/readings.ts'
import { signaturesOf, signedTexts } from './store/signatures.ts'

type Print = (line: string) => void

/** Writes every paper of a case into a folder, all or none; prints key, content hash, file and the state of its signatures. */
export async function writePapers(clerk: Clerk, named: string, folder: string, print: Print): Promise<void> {
  const { found, signed } = await recorded(clerk, async () => {
    const read = await caseNamed(clerk, named)
    return { found: read, signed: await signaturesOf(clerk.store, clerk.who, read.case.id, paperMaker(clerk.moment)) }
  })
  const papers = papersOf(deskFor(found, clerk.moment))
  if (papers.length === 0) throw new Error('这个案件还没有形成可以由本人生成的文书')
  const files = papers.map((one) => ({ one, name: join(folder, `${fileName(one)}.docx`) }))
  for (const { name } of files) if (await access(name).then(() => true, () => false)) throw new Error(`文件“${name}”已经存在，没有写入：请另选文件夹，或者先移走它`)
  await mkdir(folder, { recursive: true })
  const told = progressOf('生成文书')
  const written: string[] = []
  try {
    for (const { one, name } of files) {
      const part = `${name}.${randomUUID()}.part`
      written.push(part)
      await writeFile(part, await toWord(one), { flag: 'wx' })
      await rename(part, name) // what is half written has another name until it is whole
      written.splice(-1, 1, name)
      told(written.length, files.length)
    }
  } catch (error) {
    await Promise.all(written.map((name) => rm(name, { force: true })))
    throw error
  }
  for (const { one, name } of files) print([one.key, contentHash(one), name, ...(one.template === null ? [] : [templateWords(one)]), signingState(found.case, signable(one), signed, clerk.moment.roster)].join('\t'))
}

/** The dossier of a case as a file, and the number of the key it is sealed with. */
export async function dossierFor(clerk: Clerk, settings: Settings, named: string, file: string): Promise<{ bytes: Uint8Array; keyId: string }> {
  if (existsSync(file)) throw new Error(`文件“${file}”已经存在，没有写入：请另选文件名，或者先移走它`)
  const { store, who, moment } = clerk
  const signer = signerFor(settings)
  const { proven, enclosed, signed } = await recorded(clerk, async () => {
    const { case: { id } } = await caseNamed(clerk, named)
    const signatures = await signaturesOf(store, who, id, paperMaker(moment))
    return { proven: await provenCase(store, who, id, moment.at), enclosed: await enclosedIn(clerk, settings, id), signed: { signatures, texts: await signedTexts(store, who, signatures, paperMaker(moment)) } }
  })
  if (!proven) throw new Error(notThere(named))
  const publicKeys = [...signer.keys].map(([keyId, key]) => ({ keyId, pem: key.export({ type: 'spki', format: 'pem' }) }))
  const bytes = await dossierOf(deskFor(proven, moment), { links: proven.links, enclosed, signed, by: who.personId, at: moment.at, seal: signer.seal, publicKeys }, progressOf('生成卷宗'))
  return { bytes, keyId: signer.keyId }
}

/** What a Word file says otherwise than the papers of a case, and its defects; one sentence each. */
export async function comparedWith(clerk: Clerk, file: string, named: string): Promise<string[]> {
  const bytes = await bytesOf(file)
  const [lines, made] = [await linesOfWord(bytes), await madeFrom(bytes)]
  const found = await recorded(clerk, () => caseNamed(clerk, named))
  const { case: c } = found
  const people = c.package.subjects.map(({ id, name, post }) => ({ name, post, expelled: findingsInView(c).some((one) => one.subjectId === id && one.party === 'expulsion') }))
  const now = papersOf(deskFor(found, clerk.moment))
  const papers = now.flatMap(linesOf)
  return [
    ...(made === null ? [] : stale(made, now)),
    ...differences(lines, { papers, people }).map(({ line, message }) => `${line === null ? '全文' : `第${line}行`}：${message}`),
    ...lint(lines, { number: c.number, title: c.package.title, tells: true, people }).map(({ line, message }) => `第${line}行：${message}`),
  ]
}

/** 已过时: that the facts or the template of a paper have changed since a file was made of it. */
function stale({ key, hash }: MadeFrom, now: readonly Paper[]): string[] {
  const paper = now.find((one) => one.key === key)
  if (!paper) return [`全文：本案现在没有文书 ${key}，这个文件已经过时，或者不是本案的文书`]
  return contentHash(paper) === hash ? [] : [`全文：这个文件已经过时：${key} 生成以后，案件内容或者模板有变动，请重新生成`]
}

/** The five papers of a case, held against each other; files given stand for the reports of the body. What each is read from, and one sentence a difference. */
export async function fiveCompared(clerk: Clerk, settings: Settings, named: string, given: { filing?: string | undefined; investigation?: string | undefined }): Promise<{ columns: string[]; messages: string[] }> {
  const texts: NonNullable<Chosen['given']> = {}
  for (const paper of ['filing', 'investigation'] as const) {
    const file = given[paper]
    if (file !== undefined) texts[paper] = { name: basename(file), lines: await readWord(await bytesOf(file)) }
  }
  const files = await attachmentFilesOf(settings)
  const table = await recorded(clerk, async () => collationFor({ ...clerk, files }, await caseNamed(clerk, named), { given: texts }))
  if (!table) throw new Error('您看不到本案的移送材料，不能比对')
  return {
    columns: table.columns.map(({ label, state, texts: read, note }) => `${label}：${state === 'absent' ? '没有' : read.map(({ name }) => name).join('、')}${note === null ? '' : `（${note}）`}`),
    messages: table.rows.flatMap(({ message }) => message ?? []),
  }
}

const bytesOf = (file: string): Promise<Buffer> => readFile(file).catch((cause: unknown) => { throw new Error(`读不了文件“${file}”，请核对路径`, { cause }) })

/** Reads, and keeps the record of it before anything is made of it. */
const recorded = <T>({ store, who, moment }: Clerk, read: () => Promise<T>): Promise<T> => witnessed(store, { commission: who.commission, at: moment.at }, read)

const notThere = (named: string): string => `没有找到案件“${named}”`

/** The case with this number, or imported under this id; hidden and missing sound the same. */
async function caseNamed({ store, who }: Clerk, named: string): Promise<Found> {
  const found = /[[(（［【〔]/.test(named) ? await byNumber(store, who, writtenNumber(named)) : await byImport(store, who, named)
  if (!found) throw new Error(notThere(named))
  if (found.side === 'closed') throw new Error('案件已归档，查阅须经分管领导批准：请先申请查阅，或者由档案员办理')
  return found
}

/** The files that hang on a case for this person, each read to its end; one that is damaged stops it all. */
async function enclosedIn({ store, who, moment }: Clerk, settings: Settings, caseId: string): Promise<Enclosed[]> {
  const filed = await attachmentsOf(store, who, caseId, paperMaker(moment))
  if (filed.length === 0) return []
  const files = await attachmentFilesOf(settings)
  const enclosed: Enclosed[] = []
  for (const { attachment: one, number, pageFrom, pageTo } of filed) {
    if (number === null || !(await attachmentFor(store, who, one.id, paperMaker(moment)))) continue
    const pieces: Buffer[] = []
    for await (const piece of await files.read(who.commission, one).catch((cause: unknown) => { throw new Error(`附件“${one.title}”的文件打不开，卷宗没有导出：请告知系统管理员从备份恢复`, { cause }) })) pieces.push(piece)
    enclosed.push({ volume: volumeWords[one.volume], number, title: one.title, fileName: one.fileName, pages: pageFrom === null ? '' : pageFrom === pageTo ? `${pageFrom}` : `${pageFrom}—${pageTo ?? ''}`, bytes: Buffer.concat(pieces) })
  }
  return enclosed
}
