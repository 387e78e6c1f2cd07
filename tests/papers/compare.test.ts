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

  it.each([['no zip', Buffer.from('hello')], ['another zip', zipSync({ 'a.txt': strToU8('a') })], ['one with a document type', zipSync({ 'word/document.xml': strToU8('<!DOCTYPE x [<!ENTITY a "b">]><w:document/>') })], ['one that unpacks to very much', zipSync({ 'word/document.xml': new Uint8Array(60_000_000) })]])('that is %s is refused in a sentence', async (_what, bytes) => {
    await expect(linesOfWord(bytes)).rejects.toThrow(/^不是 Word 文件（.docx），或者已经损坏/)
  })

  it('of any bytes is read or refused', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      await linesOfWord(bytes).catch((error: unknown) => expect(error).toMatchObject({ name: 'BadFile' }))
    }))
  })
})
