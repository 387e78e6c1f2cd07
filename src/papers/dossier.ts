/**
 * 卷宗: one file for a case, to be read, printed and checked where nothing of this system is. A zip without compression
 * whose every byte follows from what is in it: a page that holds everything to read, each paper as Word, the case and its
 * log as data, who signed what with what was signed, the links of the audit chain; and a manifest with the hash of each, which is signed.
 */
import { createHash } from 'node:crypto'
import { strToU8 } from 'fflate'
import { inChinese } from '../review/day.ts'
import { stageWords, roleWords } from '../review/words.ts'
import type { Signed } from '../review/signing.ts'
import { steps } from '../review/steps/index.ts'
import { formsVersion } from './catalogue.ts'
import { clockIn } from './instant.ts'
import { nameIn, type Desk } from './desk.ts'
import { escaped, pageStyles, paperArticle } from './page.ts'
import { paperFrom, templateWords, type Paper } from './paper.ts'
import { asName, contentHash, fileName, papersOf } from './papers.ts'
import { signatureWords } from './signing.ts'
import { stored, type Piece } from './stored.ts'
import { toWord } from './as-word.ts'

/** The name of the form, in every manifest. */
const dossierFormat = 'huapian-dossier/1'

/** A file attached to the case (附件), with where it stands in the index of its volume. */
export type Enclosed = { volume: string; number: number; title: string; fileName: string; pages: string; bytes: Uint8Array }

/** The signatures on the papers (签名、用印), and what each was put under, by hash. */
export type SignedPapers = { signatures: readonly Signed[]; texts: ReadonlyMap<string, string> }

/** What goes in beside the papers and the log: the attached files, the signatures, links of the chain (null where not every step is seen), who takes it out and when. */
export type Taken = { enclosed: readonly Enclosed[]; signed: SignedPapers; links: readonly object[] | null; by: string; at: string; seal: (text: string) => object; publicKeys: readonly { keyId: string; pem: string }[] }

/** Makes the file. Refuses nothing: what its reader may not see was not in the case that was given. */
export async function dossierOf(desk: Desk, { enclosed, signed, links, by, at, seal, publicKeys }: Taken, progress: (done: number, total: number) => void = () => {}): Promise<Uint8Array> {
  const papers = papersOf(desk)
  const pieces: Piece[] = [
    { name: '卷宗.html', bytes: strToU8(reader(desk, papers, { by, at, links, enclosed, signed })) },
    { name: '案件.json', bytes: json(desk.c) },
    { name: '流转记录.json', bytes: json(desk.log) },
    ...(signed.signatures.length === 0 ? [] : [{ name: '签署.json', bytes: json({ signatures: signed.signatures.map(({ caseId: _case, content: _content, version: _version, kept: _kept, ...one }) => one), texts: Object.fromEntries(signed.texts) }) }]),
    ...(links === null ? [] : [{ name: '审计链.jsonl', bytes: strToU8(links.map((link) => `${JSON.stringify(link)}\n`).join('')) }]),
  ]
  for (const [n, paper] of papers.entries()) {
    pieces.push({ name: `文书/${fileName(paper)}.docx`, bytes: await toWord(paper) })
    progress(n + 1, papers.length)
  }
  for (const one of enclosed) pieces.push({ name: pathOf(one), bytes: one.bytes })
  const { id, commission, number } = desk.c
  const manifest = JSON.stringify({
    format: dossierFormat, commission, caseId: id, number, side: desk.side, forms: formsVersion, exportedBy: by, exportedAt: at, publicKeys,
    papers: papers.map((paper) => ({ key: paper.key, hash: contentHash(paper), ...(paper.template === null ? {} : { template: { version: paper.template.version, from: paper.template.from, sha256: paper.template.sha256 } }) })),
    files: pieces.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })),
  }, null, 1)
  return stored([{ name: 'manifest.json', bytes: strToU8(manifest) }, { name: 'manifest.sig', bytes: strToU8(JSON.stringify(seal(manifest))) }, ...pieces])
}

/** Where an attached file lies: 附件/材料卷/003 名称. */
const pathOf = ({ volume, number, fileName: name }: Enclosed): string => `附件/${volume}/${String(number).padStart(3, '0')} ${asName(name)}`

const json = (value: unknown): Uint8Array => strToU8(`${JSON.stringify(value, null, 1)}\n`)

/** Everything to read in one page, each paper on a sheet of its own, pages numbered through. */
function reader(desk: Desk, papers: readonly Paper[], { by, at, links, enclosed, signed }: Pick<Taken, 'by' | 'at' | 'links' | 'enclosed' | 'signed'>): string {
  const { c } = desk
  const before = [...new Set(signed.signatures.filter(({ stale }) => stale).map(({ hash }) => hash))].flatMap((hash) => { const text = signed.texts.get(hash); return text === undefined ? [] : [{ hash, ...paperFrom(text) }] })
  const row = (cells: readonly string[], tag = 'td') => `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<title>${escaped(`${c.number} 卷宗`)}</title>
<style>${pageStyles}
article { break-after: page }
a { color: inherit }</style>
<article id="index">
<h1 class="title">卷宗</h1>
<p class="text">${escaped(`案件：${c.package.title}（${c.number}）。阶段：${stageWords[c.stage]}。`)}</p>
<p class="text">${escaped(`导出：${nameIn(desk, by)}，${clockIn(at)}。${links === null ? '导出人不能看到全部步骤，不附审计链。' : `附审计链${links.length}条。`}核对：node verify-chain.mjs 本文件 --key 公钥.pem`)}</p>
<h2 class="level1">目录</h2>
<table><colgroup><col class="share10"><col class="share24"><col class="share42"><col class="share24"></colgroup><thead>${row(['件号', '编号', '题名', '内容校验值'], 'th')}</thead><tbody>
${papers.map((paper, n) => `<tr><td>${n + 1}</td><td>${escaped([paper.key, templateWords(paper) ?? ''].join(' ').trim())}</td><td><a href="#p${n + 1}">${escaped(paper.title.join(''))}</a></td><td>${contentHash(paper).slice(0, 16)}</td></tr>`).join('\n')}
<tr><td>${papers.length + 1}</td><td></td><td><a href="#log">流转记录</a></td><td></td></tr>
</tbody></table>
${enclosed.length === 0 ? '' : `<h2 class="level1">附件（卷内目录）</h2>
<table><colgroup><col class="share20"><col class="share10"><col class="share54"><col class="share16"></colgroup><thead>${row(['卷', '序号', '题名、文件', '页次'], 'th')}</thead><tbody>
${enclosed.map((one) => row([one.volume, `${one.number}`, `${one.title}\n${one.fileName}`, one.pages])).join('\n')}
</tbody></table>`}
${signed.signatures.length === 0 ? '' : `<h2 class="level1">签署情况</h2>
<table><colgroup><col class="share20"><col class="share56"><col class="share24"></colgroup><thead>${row(['编号', '签名、用印', '所签内容的校验值'], 'th')}</thead><tbody>
${signed.signatures.map((one) => row([one.key, signatureWords(one, desk.roster), one.hash.slice(0, 16)])).join('\n')}
</tbody></table>`}
</article>
${papers.map((paper, n) => paperArticle(paper, `p${n + 1}`)).join('\n')}
${before.map(({ paper, hash }, n) => `<p class="note">以下是“${escaped(paper.title.join(''))}”（${escaped(paper.key)}）签署时的内容，校验值 ${hash.slice(0, 16)}，此后内容已变。</p>\n${paperArticle(paper, `s${n + 1}`)}`).join('\n')}
<article id="log">
<h1 class="title">流转记录</h1>
<table><colgroup><col class="share8"><col class="share22"><col class="share20"><col class="share32"><col class="share18"></colgroup><thead>${row(['序号', '日期', '步骤', '办理人', '进入阶段'], 'th')}</thead><tbody>
${desk.log.map((entry) => row([`${entry.version}`, inChinese(entry.on), steps[entry.step].label, `${nameIn(desk, entry.by)}（${roleWords[entry.role]}）`, stageWords[entry.to]])).join('\n')}
</tbody></table>
</article>
</html>
`
}
