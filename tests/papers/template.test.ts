import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { strFromU8, unzipSync, zipSync } from 'fflate'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { forms, type FormCode } from '../../src/papers/catalogue.ts'
import { fieldRows, fields } from '../../src/papers/fields.ts'
import { table, text, type Paper } from '../../src/papers/paper.ts'
import { toPage } from '../../src/papers/page.ts'
import { contentHash, papersOf } from '../../src/papers/papers.ts'
import { tryTemplate } from '../../src/papers/template-check.ts'
import { linesOfWord, madeFrom } from '../../src/papers/word-reader.ts'
import { startTemplate, toWord } from '../../src/papers/word.ts'
import type { Templates } from '../../src/review/template.ts'
import { seenFrom } from '../../src/review/visibility.ts'
import { least, partOf, templateOf } from '../help/template.ts'
import { deskOf, givenCase, papersSeen } from './given.ts'

/** Every form by one file, as if an office had put it in force. */
const by = (file: Uint8Array, used: readonly string[] = [], sha256 = 'one'): Templates => () => ({ version: 2, from: '2026-12-01', sha256, fields: used, open: async () => file })
function papersBy(templates: Templates, id = 'C02', change = (c: ReturnType<typeof givenCase>['case']) => c): Paper[] {
  const { case: c, log } = givenCase(id)
  const seen = seenFrom('archive', c, log)
  return papersOf(deskOf(change(seen.case), 'archive', seen.log, templates))
}
const letterBy = (templates: Templates): Paper => papersBy(templates).find(({ form }) => form === 'W09') ?? expect.fail('no letter')
const partsOf = async (paper: Paper) => Object.fromEntries(Object.entries(unzipSync(await toWord(paper))).map(([name, bytes]) => [name, strFromU8(bytes)]))
const faultsOf = async (lines: readonly string[], files: Record<string, string> = {}) => (await tryTemplate('W09', await templateOf(lines, files))).faults

describe('a template to start from', () => {
  it('says of every paper what the standard layout says, and nothing is wrong with it for any form', async () => {
    for (const paper of [...papersSeen('C01'), ...papersSeen('C02')]) {
      const start = await startTemplate(paper.form)
      expect([paper.key, ...await linesOfWord(await toWord({ ...paper, template: { version: 1, from: '2026-12-01', sha256: '', fields: [], open: async () => start, data: {} } }))]).toEqual([paper.key, ...await linesOfWord(await toWord(paper))])
    }
    for (const form of Object.keys(forms) as FormCode[]) expect(await tryTemplate(form, await startTemplate(form))).toMatchObject({ faults: [], remarks: [] })
  })
})

describe('a paper of a template', () => {
  it('has the facts of its case in the fields, and rows for each person', async () => {
    const file = await templateOf([...least, '{案件编号}　{派驻机构}　{片区}', '{#被审查人}', '{姓名}（{单位}{职务}）', '{/被审查人}', '{#抄送}没有抄送的看不到{/抄送}'])
    const lines = await linesOfWord(await toWord(letterBy(by(file, ['案件编号', '派驻机构', '片区', '被审查人']))))
    const { c, zone } = deskOf(givenCase('C02').case)
    expect(lines).toEqual(expect.arrayContaining([expect.stringContaining(c.number), ...c.package.subjects.map((one) => `${one.name}（${one.employer}${one.post}）`)]))
    expect(lines.find((line) => line.startsWith(c.number))).toContain(zone)
    expect(lines.join()).not.toMatch(/[{}]|【缺/)
  })

  it('carries the template and the hash of what it was made from, and none of who wrote the template', async () => {
    const core = (await partOf('docProps/core.xml')).replace(/<dc:creator>.*?<\/dc:creator>/, '<dc:creator>某打字员</dc:creator>')
    const rels = (await partOf('_rels/.rels')).replace(/<Relationship [^>]*custom-properties[^>]*\/>/, '')
    const paper = letterBy(by(await templateOf(least, { 'docProps/core.xml': core, '_rels/.rels': rels })))
    expect(await madeFrom(await toWord(paper))).toEqual({ key: paper.key, hash: contentHash(paper) })
    const parts = await partsOf(paper)
    expect(parts['docProps/custom.xml']).toContain('模板第2版（2026年12月1日起）')
    expect(parts['docProps/core.xml']).not.toContain('某打字员')
    expect(parts['_rels/.rels']?.match(/custom-properties"/g)).toHaveLength(1)
    expect(parts['[Content_Types].xml']?.match(/PartName="\/docProps\/custom\.xml"/g)).toHaveLength(1)
  })

  it('is another paper by another template, and after a change of a fact that its template uses', async () => {
    const file = await templateOf(least)
    const hash = (templates: Templates, title?: string) => contentHash(papersBy(templates, 'C02', (c) => (title === undefined ? c : { ...c, package: { ...c.package, amountYuan: 7 } })).find(({ form }) => form === 'W29' || form === 'W04') ?? expect.fail('no paper'))
    expect(hash(by(file))).not.toBe(hash(() => null))
    expect(hash(by(file, [], 'other'))).not.toBe(hash(by(file)))
    expect(hash(by(file, ['涉案金额']), 'changed')).not.toBe(hash(by(file, ['涉案金额'])))
    expect(hash(by(file), 'changed')).toBe(hash(by(file)))
  })

  it('is on its page in the standard layout, which says so', () => {
    const page = toPage(letterBy(by(new Uint8Array())), '')
    expect(page).toMatch(/本页是标准式样；这种文书已启用本单位的模板第2版（2026年12月1日起）.*<a href="W09-1\.docx">Word<\/a>/)
    expect(toPage(letterBy(() => null), '')).not.toContain('本页是标准式样')
  })

  it('is the same, byte for byte, at another time and in another time zone', async () => {
    const first = Buffer.from(await toWord(letterBy(by(await startTemplate('W09'), ['案件编号']))))
    const script = `const { papersSeen } = await import('./tests/papers/given.ts'); const { startTemplate, toWord } = await import('./src/papers/word.ts'); const file = await startTemplate('W09'); const paper = papersSeen('C02').find((one) => one.form === 'W09');
      process.stdout.write(Buffer.from(await toWord({ ...paper, template: { version: 2, from: '2026-12-01', sha256: 'one', fields: ['案件编号'], open: async () => file, data: { 案件编号: '${givenCase('C02').case.number}' } } })).toString('base64'))`
    for (const TZ of ['Asia/Shanghai', 'America/New_York']) {
      const again = execFileSync(process.execPath, ['--import', './src/setup/launch.js', '--input-type=module', '-e', script], { env: { ...process.env, TZ, NODE_OPTIONS: '' }, encoding: 'utf8' })
      expect(again === first.toString('base64')).toBe(true)
    }
    // What is written in a zip is no finer than two seconds.
    await new Promise((resolve) => setTimeout(resolve, 2100))
    expect(Buffer.from(await toWord(letterBy(by(await startTemplate('W09'), ['案件编号'])))).equals(first)).toBe(true)
  })

  it('never takes a text of the case for a field, for XML or for a field of Word', async () => {
    const file = await templateOf(['{标题}', '{#密级}{密级}{/密级}', '{主送}：{案件名称}', '{#被审查人}', '{姓名}', '{/被审查人}', '{@正文}', '{@附件}'])
    const hostile = fc.string({ unit: fc.oneof(fc.constantFrom('{', '}', '{标题}', '{@正文}', '{#被审查人}', '{/被审查人}', '<w:p>', '</w:t>', '<', '>', '&', '&amp;', '"', '{=', '<w:instrText>', '\u0000', '\u000b', '\ud800', '\udc00', '\uffff', '\n', '\t', '案'), fc.string({ minLength: 1, maxLength: 1 })), minLength: 1 })
    const bare = (said: string) => said.replace(/\s/gu, '')
    const shape = (xml = '') => xml.replace(/<w:(?:t|br|tab)\b[^>]*\/?>|<\/w:t>/g, '').replace(/>[^<]+</g, '><').replace(/(?:<w:r><\/w:r>)+/g, '<w:r></w:r>')
    const paper = { ...letterBy(() => null), title: ['题'], secrecy: '密', addressee: '甲', blocks: [...text('乙。'), table(['丙'], [100], [['丁']])], attachments: ['戊'] }
    const template = { version: 1, from: '2026-12-01', sha256: '', fields: [], open: async () => file }
    const plain = await partsOf({ ...paper, template: { ...template, data: { 案件名称: '己', 被审查人: [{ 姓名: '庚' }] } } })
    await fc.assert(fc.asyncProperty(hostile, async (said) => {
      const made = { ...paper, title: [said], secrecy: said, addressee: said, blocks: [{ kind: 'text' as const, text: said }, table(['丙'], [100], [[said.replaceAll('\n', '')]])], attachments: [said], template: { ...template, data: { 案件名称: said, 被审查人: [{ 姓名: said }] } } }
      const parts = await partsOf(made)
      expect(shape(parts['word/document.xml'])).toBe(shape(plain['word/document.xml']))
      // oxlint-disable-next-line no-control-regex
      const clean = said.toWellFormed().replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '')
      const words = bare((await linesOfWord(await toWord(made))).join(''))
      expect(words).toContain(bare(`${clean}：${clean}`))
    }), { numRuns: 60 })
  }, 60_000)
})

describe('a template that is tried out', () => {
  afterEach(() => { vi.restoreAllMocks() })

  it('is told every fault at once, in Chinese, and nothing goes to the console', async () => {
    const said = ['log', 'warn', 'error'].map((name) => vi.spyOn(console, name as 'log'))
    const stderr = vi.spyOn(process.stderr, 'write')
    const { faults, trial } = await tryTemplate('W09', await templateOf(['{标体}', '{主送', '{#被审查人}{姓名}', '{@正文}后面', '{#抄送}{/主送}', '{性名}', '｛标题｝']))
    expect(trial).toBeNull()
    expect(faults).toEqual(expect.arrayContaining([
      '“{标体}”不是模板字段，是不是“标题”', expect.stringContaining('“{主送”的花括号没有收尾'), '“{#被审查人}”没有结束：请在后面补上“{/被审查人}”', '“{@正文}”应当单独占一段，前后不能有别的字', expect.stringContaining('“{#抄送}”被“{/主送}”结束'),
      expect.stringContaining('没有“{标题}”'), expect.stringContaining('没有“{密级}”'), '“｛标题｝”用了全角花括号：应当写成“{标题}”',
    ]))
    expect(faults.join('')).not.toMatch(/[a-z]{4,}/)
    for (const one of [...said, stderr]) expect(one).not.toHaveBeenCalled()
  })

  it.each([
    ['a name within a list outside of it', ['{姓名}'], '“{姓名}”不是模板字段，“姓名”要放在“{#被审查人}”和“{/被审查人}”之间'],
    ['a list written as a text', ['{被审查人}'], '“{被审查人}”是清单，应当写成“{#被审查人}…{/被审查人}”'],
    ['a text written as a set paragraph', ['{@主送}'], '“{@主送}”应当写成“{主送}”'],
    ['a list within a list', ['{#被审查人}', '{姓名}', '{#证据}', '{名称}', '{/证据}', '{/被审查人}'], '“{#证据}”不能放在另一个清单“{#被审查人}”里'],
    ['the columns of a list where it is empty', ['{^证据}{种类}{/证据}'], '“{种类}”不是模板字段，“种类”要放在“{#证据}”和“{/证据}”之间'],
    ['a set paragraph twice', ['{@附件}', '{@附件}'], '“{@附件}”只能写一次'],
    ['what JavaScript gives every object', ['{constructor}'], '“{constructor}”不是模板字段，请对照字段表'],
    ['other marks for fields', ['{=[[ ]]=}'], '“{=[[ ]]=}”不是模板字段，请对照字段表'],
    ['a brace too many', ['{{主送}}'], '“{{主送}}”的花括号重复：应当只写一层，如“{标题}”'],
    ['a brace that opens nothing', ['主送}'], expect.stringContaining('多了一个“}”')],
    ['the body as a text', ['{正文}'], '“{正文}”应当写成“{@正文}”，单独占一段'],
  ])('is refused for %s', async (_what, lines, fault) => {
    const faults = await faultsOf([...least, ...lines])
    expect(faults).toContainEqual(fault)
  })

  it.each(least.map((one) => [one]))('is refused without %s, and where it may be left out', async (wanted) => {
    const others = least.filter((one) => one !== wanted)
    expect(await faultsOf(others)).toEqual([expect.stringContaining(`没有“${wanted}”`)])
    expect(await faultsOf([...others, '{#主送}', wanted, '{/主送}'])).toEqual([expect.stringContaining(`没有“${wanted}”`)])
  })

  it('is taken with a remark for what it leaves out, and shows what it makes of invented examples', async () => {
    const { faults, remarks, fields: used, trial } = await tryTemplate('W11', await templateOf(['{标题}', '{#密级}{密级}{/密级}', '{@正文}']))
    expect(faults).toEqual([])
    expect(used).toEqual(['密级', '标题', '正文'].sort())
    expect(remarks).toContain('没有用到“主送”：主送机关不会出现在文书里')
    expect((await linesOfWord(trial ?? expect.fail('no trial'))).slice(0, 4)).toEqual(['关于李某同志违纪案的审理报告', '（样例）', '机密★20年', '这是用虚构的样例试生成的文书，只看版式。'])
  })

  it('may use every field there is', async () => {
    const lines = fields.flatMap((one) => (one.kind === 'text' ? [`{${one.name}}`] : one.kind === 'set' ? [`{@${one.name}}`] : [`{#${one.name}}${one.columns.map((column) => `{${column.name}}`).join('')}{/${one.name}}`]))
    const { faults, remarks, trial } = await tryTemplate('W09', await templateOf(lines))
    expect([faults, remarks]).toEqual([[], []])
    expect((await linesOfWord(trial ?? expect.fail('no trial'))).join()).not.toMatch(/[{}]|【缺/)
    expect(fieldRows().slice(1).map(([name]) => name)).toEqual(fields.flatMap((one) => [one.name, ...one.columns.map((column) => `${one.name}·${column.name}`)]))
  })

  it.each([
    ['macros', async () => templateOf(least, { 'word/vbaProject.bin': 'x' }), '文件里有宏：请另存为不带宏的 .docx'],
    ['a link to the outside', async () => templateOf(least, { 'word/_rels/document.xml.rels': (await partOf('word/_rels/document.xml.rels')).replace('</Relationships>', '<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="file:///c:/a.dotm" TargetMode="External"/></Relationships>') }), '文件里有指向外面的链接“file:///c:/a.dotm”：请取消链接，图片改为嵌入'],
    ['another file in it', async () => templateOf(least, { 'word/embeddings/oleObject1.bin': 'x' }), '文件里嵌有别的文件或者控件：请删去'],
    ['a field of Word that tells the day', async () => templateOf([...least, '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DA</w:instrText></w:r><w:r><w:instrText>TE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>']), '文件里有会自己变化的域“DATE”：请改成固定的文字（页码可以用）'],
    ['a simple field that fetches', async () => templateOf([...least, '<w:p><w:fldSimple w:instr="INCLUDETEXT a.docx"/></w:p>']), '文件里有会自己变化的域“INCLUDETEXT a.docx”：请改成固定的文字（页码可以用）'],
    ['another dialect', async () => templateOf(least, { 'word/document.xml': '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p/></w:body></w:document>' }), '文件的格式不是常用的 .docx：请用 Word 或者 WPS 打开，另存为“Word 文档（.docx）”'],
  ])('is refused with %s', async (_what, made, fault) => {
    expect((await tryTemplate('W09', await made())).faults).toContain(fault)
  })

  it.each([
    ['no zip', async () => Buffer.from('hello'), /^不是 Word 文件（.docx）/],
    ['another zip', async () => zipSync({ 'a.txt': new Uint8Array(3) }), /^不是 Word 文件（.docx）/],
    ['a document type', async () => templateOf(least, { 'word/document.xml': '<!DOCTYPE x [<!ENTITY a "b">]><w:document/>' }), /^不是 Word 文件（.docx）/],
    ['elements that do not end', async () => templateOf(least, { 'word/styles.xml': '<w:styles><w:style></w:styles>' }), /^不是 Word 文件（.docx）/],
    ['too many bytes', async () => new Uint8Array(2_000_001), /^文件太大：一个模板最多 2 兆字节/],
    ['very much unpacked', async () => templateOf(least, { 'word/media/a.bmp': '0'.repeat(21_000_000) }), /^不是 Word 文件（.docx）/],
    ['very much text', async () => templateOf(least, { 'word/comments.xml': `<a>${'0'.repeat(4_100_000)}</a>` }), /^文件里的文字和格式太多/],
  ])('is refused in one sentence: %s', async (_what, made, sentence) => {
    expect(await tryTemplate('W09', await made())).toMatchObject({ faults: [expect.stringMatching(sentence)], trial: null })
  })

  it('of any bytes, and of any words in braces, is taken or refused, and never breaks', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => { expect((await tryTemplate('W09', bytes)).faults).toHaveLength(1) }))
    const words = fc.array(fc.oneof(fc.constantFrom('{', '}', '{标题}', '{@正文}', '{密级}', '{#被审查人}', '{/被审查人}', '{姓名}', '{/', '{#', '{^密级}', '{-w:p 密级}', '{/密级}', '{.}', '甲'), fc.string({ maxLength: 3 })), { maxLength: 8 })
    await fc.assert(fc.asyncProperty(fc.array(words, { maxLength: 5 }), async (lines) => {
      const { faults, trial } = await tryTemplate('W09', await templateOf([...least, ...lines.map((line) => line.join('').replace(/[^\p{sc=Han}\p{ASCII}]|\p{Cc}/gu, ''))].map((line) => (line.startsWith('<w:') ? ` ${line}` : line))))
      expect(trial === null).toBe(faults.length > 0)
    }), { numRuns: 80 })
  }, 60_000)
})
