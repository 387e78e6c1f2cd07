import fc from 'fast-check'
import { zipSync, strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { differences } from '../../src/papers/compare.ts'
import { linesOf } from '../../src/papers/paper.ts'
import { toWord } from '../../src/papers/word.ts'
import { linesOfWord } from '../../src/papers/word-reader.ts'
import { givenCase, papersSeen } from './given.ts'

const papers = papersSeen('C01')
const subject = givenCase('C01').case.package.subjects[0] ?? expect.fail('nobody')
const against = { papers: papers.flatMap(linesOf), people: [{ name: subject.name, post: subject.post }] }
const decision = linesOf(papers.find((one) => one.form === 'W17') ?? expect.fail('no decision'))
/** The decision with one thing typed otherwise. */
const changed = (from: string | RegExp, to: string) => {
  const lines = decision.map((line) => line.replace(from, to))
  expect(lines).not.toEqual(decision)
  return [...new Set(differences(lines, against).map(({ kind, words }) => `${kind} ${words}`))]
}

describe('a text held against the papers of its case', () => {
  it('agrees as it was made', () => {
    expect(differences(decision, against)).toEqual([])
  })

  it.each([
    ['a day', /2019年9月4日/, '2019年9月5日', ['day 2019年9月5日']],
    ['a sum', '26.8万元', '28.6万元', ['amount 28.6万元']],
    ['an article', '第一百零七条', '第一百零八条', ['article 第一百零八条']],
    ['a post', new RegExp(subject.post), '副局长', [`post ${subject.post}`]],
  ])('differs in %s', (_what, from, to, found) => {
    expect(changed(from, to)).toEqual(found)
  })

  it('is of somebody else where the name is missing', () => {
    expect(differences(['李某，科员。'], against)).toEqual([{ kind: 'person', line: null, words: subject.name, message: `没有写到“${subject.name}”，请核对是不是本案的文书` }])
  })

  it.each([['the same sum in yuan', '26.8万元', '268,000元'], ['a zero more', '26.8万元', '26.80万元'], ['full-width digits', '26.8万元', '２６．８万元'], ['an article in digits', '第一百零七条', '第107条'], ['a zero before the month', '2019年9月4日', '2019年09月04日']])('does not differ by %s', (_what, from, to) => {
    expect(changed(from, to)).toEqual([])
  })
})

describe('a Word file', () => {
  it('is read as it says, whoever set it', async () => {
    for (const paper of papers) {
      const lines = await linesOfWord(await toWord(paper))
      expect(lines.join('\n')).toContain(paper.title.join(''))
      expect(differences(lines, against).filter(({ kind }) => kind !== 'person' && kind !== 'post')).toEqual([])
    }
  })

  it('may be cut into runs, tabs and boxes', async () => {
    const xml = '<?xml version="1.0"?><w:document xmlns:w="x"><w:body><w:p><w:r><w:t>划审三</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">〔2019〕6号</w:t></w:r><w:r><w:tab/><w:t>甲 &amp; 乙</w:t></w:r></w:p><w:p/><w:tbl><w:tr><w:tc><w:p><w:r><w:t>格</w:t><w:br/><w:t>二</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>'
    expect(await linesOfWord(zipSync({ 'word/document.xml': strToU8(xml) }))).toEqual(['划审三〔2019〕6号\t甲 & 乙', '格', '二'])
  })

  const paragraph = (text: string, properties = '') => `<w:p>${properties}<w:r><w:t>${text}</w:t></w:r></w:p>`
  const lines = (body: string, parts: Record<string, string> = {}) =>
    linesOfWord(zipSync(Object.fromEntries(Object.entries({ document: `<w:body>${body}</w:body>`, ...parts }).map(([name, xml]) => [`word/${name}.xml`, strToU8(`<w:x xmlns:w="x">${xml}</w:x>`)]))))

  it('gives the rows of its tables with their cells, and paragraphs in a cell as lines', async () => {
    const cell = (...texts: string[]) => `<w:tc>${texts.map((one) => paragraph(one)).join('')}</w:tc>`
    const inside = `<w:tbl><w:tr>${cell('内表')}${cell('格')}</w:tr></w:tbl>`
    expect(await lines(`<w:tbl><w:tr>${cell('姓名')}${cell('林某辉')}${cell('')}${cell('性别')}${cell('男')}</w:tr><w:tr>${cell('案情')}${cell('第一段', '第二段')}${cell('备注')}</w:tr><w:tr><w:tc>${inside}${paragraph('后')}</w:tc></w:tr></w:tbl>`))
      .toEqual(['姓名\t林某辉\t\t性别\t男', '案情\t第一段', '第二段', '备注', '内表\t格', '后'])
  })

  it('leaves out what was deleted or moved away, and what stands there a second time', async () => {
    const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`
    expect(await lines([
      `<w:p><w:del><w:r><w:delText>3月12日</w:delText></w:r></w:del><w:ins>${run('3月11日')}</w:ins>${run('立案')}</w:p>`,
      `<w:p><w:moveFrom>${run('旧处')}</w:moveFrom>${run('留下')}</w:p>`,
      `<w:p><mc:AlternateContent><mc:Choice><w:txbxContent>${paragraph('框')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${paragraph('框')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:p>`,
      paragraph('两段', '<w:pPr><w:tabs><w:tab w:pos="1"/></w:tabs><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'), paragraph('合一'), paragraph('完', '<w:pPr><w:rPr><w:del w:id="2"/></w:rPr></w:pPr>'),
    ].join(''))).toEqual(['3月11日立案', '留下', '框', '两段合一', '完'])
  })

  it('has its notes, heads and feet at the end, without the numbers of pages', async () => {
    expect(await lines(paragraph('正文'), { footer2: paragraph('第1页共3页'), footer1: paragraph('抄送：办公室'), header1: paragraph('机密★10年'), footnotes: paragraph('线索受理：2018年12月12日'), endnotes: paragraph('尾注'), comments: paragraph('批注'), styles: paragraph('样式') }))
      .toEqual(['正文', '线索受理：2018年12月12日', '尾注', '机密★10年', '抄送：办公室'])
  })

  it.each([['no zip', Buffer.from('hello')], ['another zip', zipSync({ 'a.txt': strToU8('a') })], ['one with a document type', zipSync({ 'word/document.xml': strToU8('<!DOCTYPE x [<!ENTITY a "b">]><w:document/>') })], ['one that unpacks to very much', zipSync({ 'word/document.xml': new Uint8Array(60_000_000) })]])('that is %s is refused in a sentence', async (_what, bytes) => {
    await expect(linesOfWord(bytes)).rejects.toThrow(/^不是 Word 文件（.docx），或者已经损坏/)
  })

  it('of any bytes is read or refused', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      await linesOfWord(bytes).catch((error: unknown) => expect(error).toMatchObject({ name: 'BadFile' }))
    }))
  })
})
