import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { linesOf, table, text, type Paper } from '../../src/papers/paper.ts'
import { toPage } from '../../src/papers/page.ts'
import { toWord } from '../../src/papers/word.ts'
import { papersSeen } from './given.ts'

const letter = (): Paper => papersSeen('C02').find((one) => one.form === 'W09') ?? expect.fail('no letter')
const parts = async (paper: Paper): Promise<Record<string, string>> => Object.fromEntries(Object.entries(unzipSync(await toWord(paper))).map(([name, bytes]) => [name, strFromU8(bytes)]))
/** What a part says, in the order of its runs. */
const said = (xml: string) => [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, words = '']) => words.replace(/&(amp|lt|gt|quot|apos);/g, (_all, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[name] ?? '')).join('')

/** Every element ends where it should, and nothing stands in the text that XML forbids. */
function wellFormed(xml: string): void {
  const open: string[] = []
  for (const [, close, name = '', rest = ''] of xml.replace(/^<\?xml.*?\?>/, '').matchAll(/<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*\s*\/?)>/g)) {
    if (close === '/') expect(open.pop()).toBe(name)
    else if (!rest.endsWith('/')) open.push(name)
  }
  expect(open).toEqual([])
  expect(xml.replace(/<[^>]*>/g, '')).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot|apos|#\d+);)|(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/u)
}

describe('a Word file', () => {
  it('has the page, the lines and the fonts of GB/T 9704', async () => {
    const { 'word/document.xml': body = '', ...others } = await parts(letter())
    const millimetres = (name: string, from = body) => Math.round((Number(new RegExp(`<w:pg(?:Sz|Mar)[^>]* w:${name}="(\\d+)"`).exec(from)?.[1]) / 1440) * 25.4)
    expect(['w', 'h', 'top', 'left', 'right', 'bottom'].map((name) => millimetres(name))).toEqual([210, 297, 37, 28, 26, 35])
    expect(body).toContain('w:type="lines"')
    expect(body).toContain('w:line="579" w:lineRule="exact"')
    for (const font of ['仿宋_GB2312', '黑体', '方正小标宋简体']) expect(body).toContain(`w:eastAsia="${font}"`)
    expect(body).toMatch(/<w:color w:val="FF0000"\/>/)
    expect(body).toMatch(/<w:sz w:val="44"\/>/)
    const footers = Object.entries(others).filter(([name]) => /footer\d+\.xml$/.test(name)).map(([, xml]) => xml)
    expect(footers.map((xml) => /<w:jc w:val="(\w+)"/.exec(xml)?.[1])).toEqual(expect.arrayContaining(['left', 'right']))
    expect(footers.every((xml) => xml.includes('PAGE'))).toBe(true)
    expect(others['word/settings.xml']).toContain('evenAndOddHeaders')
  })

  it('says what the paper says, and so does the page', async () => {
    for (const paper of papersSeen('C01')) {
      const { 'word/document.xml': body = '' } = await parts(paper)
      const page = toPage(paper, '').replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)))
      for (const words of linesOf(paper).flatMap((one) => one.split(/[\t：]|附件：/)).filter((one) => one.trim() !== '')) {
        expect(said(body)).toContain(words.trim())
        expect(page).toContain(words.trim())
      }
    }
  })

  it('is the same, byte for byte, at another time and in another time zone', async () => {
    const first = Buffer.from(await toWord(letter()))
    const script = "const { papersSeen } = await import('./tests/papers/given.ts'); const { toWord } = await import('./src/papers/word.ts'); process.stdout.write(Buffer.from(await toWord(papersSeen('C02').find((one) => one.form === 'W09'))).toString('base64'))"
    for (const TZ of ['Asia/Shanghai', 'America/New_York']) {
      const again = execFileSync(process.execPath, ['--import', './src/setup/launch.js', '--input-type=module', '-e', script], { env: { ...process.env, TZ, NODE_OPTIONS: '' }, encoding: 'utf8' })
      expect(again === first.toString('base64')).toBe(true)
    }
    // What is written in a zip is no finer than two seconds.
    await new Promise((resolve) => setTimeout(resolve, 2100))
    expect(Buffer.from(await toWord(letter())).equals(first)).toBe(true)
  })

  it('holds any text without breaking', async () => {
    const cell = fc.string({ unit: fc.oneof(fc.constantFrom('=', '<', '&', '"', '\u0000', '\u000b', '\ud800', '\udc00', '\uffff', '\n', '𠮷', '案'), fc.string({ minLength: 1, maxLength: 1 })) })
    await fc.assert(fc.asyncProperty(cell, cell, async (one, other) => {
      const files = await parts({ ...letter(), title: [one], addressee: other, blocks: [...text(one), table(['甲', '乙'], [50, 50], [[one, other]])], attachments: [other] })
      for (const [name, xml] of Object.entries(files)) if (/\.(xml|rels)$/.test(name)) wellFormed(xml)
      expect(toPage({ ...letter(), title: [one] }, other)).not.toMatch(/<script|<img/i)
    }), { numRuns: 60 })
  })
})
