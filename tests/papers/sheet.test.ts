import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { csvLines, csvOf, shownInCsv } from '../../src/papers/csv.ts'
import { readCsv } from '../../src/papers/csv-reader.ts'
import { readWorkbook, type ReadSheet } from '../../src/papers/sheet-reader.ts'
import { workbook, type Column, type SheetCell } from '../../src/papers/sheet.ts'
import { openZip } from '../../src/papers/zip.ts'

const folder = mkdtempSync(join(tmpdir(), 'huapian-sheet-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const columns: Column[] = [{ title: '文字', kind: 'text', width: 20 }, { title: '日期', kind: 'day', width: 14 }, { title: '数', kind: 'number', width: 8 }, { title: '金额', kind: 'amount', width: 12 }]
const bytesOf = async (rows: SheetCell[][]): Promise<Uint8Array> => Buffer.concat(await workbook([{ name: '表', columns, batches: [rows] }]))
const textOf = async (bytes: Uint8Array, part = 'xl/worksheets/sheet1.xml'): Promise<string> => new TextDecoder().decode((await openZip(bytes, 1e9).read(part)) ?? new Uint8Array())
const valuesOf = ({ rows }: Pick<ReadSheet, 'rows'>): (string | number | null)[][] => rows.map(({ cells }) => Array.from({ length: columns.length }, (_, n) => cells.get(n)?.value ?? null))

/** What a cell can hold of a text, said in another way than the writer does. */
const holdable = (text: string): string => [...text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')].map((one) => (/\p{Cs}/u.test(one) ? '\ufffd' : one)).filter((one) => one === '\t' || one === '\n' || !(/\p{Cc}/u.test(one) || one === '\ufffe' || one === '\uffff')).join('')

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 30 }),
  fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", "''=", ' =', '\u0001=', '_x0041_', '<![CDATA[', ']]>', '&amp;', '\ud800'), fc.string({ maxLength: 20 })).map((parts) => parts.join('')),
)

describe('a text in a cell', () => {
  it('comes back as itself, without what no cell can hold, and never as a formula', async () => {
    await fc.assert(fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 8 }), async (texts) => {
      const bytes = await bytesOf(texts.map((text) => [text, null, null, null]))
      const [sheet] = await readWorkbook(bytes)
      const wanted = texts.map(holdable)
      const read = new Map((sheet?.rows ?? []).map((row) => [row.n, row.cells.get(0)]))
      wanted.forEach((text, n) => expect(read.get(n + 2)?.value ?? '').toBe(text))
      expect([...read.values()].some((cell) => cell?.formula)).toBe(false)
      expect(await textOf(bytes)).not.toMatch(/<f[\s>/]/)
    }), { numRuns: 300 })
  })

  it('comes back from CSV too, hidden from programs that would compute it', async () => {
    await fc.assert(fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 8 }), async (texts) => {
      const bytes = Buffer.concat(csvOf([csvLines(texts.map((text) => ['x', text]))]))
      expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf')
      const [{ rows } = { rows: [] }] = await readCsv(bytes)
      expect(rows.map((row) => row.cells.get(1)?.value ?? '')).toEqual(texts.map(holdable))
      for (const field of bytes.toString().split(/\r\n/).map((line) => /^x,"?([\s\S]*?)"?$/.exec(line)?.[1] ?? '')) expect(field).not.toMatch(/^\s*[=+\-@]/)
    }), { numRuns: 300 })
  })

  it('is cut with a note where no cell could hold it, not through a character', async () => {
    const [sheet] = await readWorkbook(await bytesOf([['字'.repeat(40_000), null, null, null], ['😀'.repeat(20_000), null, null, null]]))
    const [long = '', faces = ''] = (sheet?.rows.slice(1) ?? []).map((row) => String(row.cells.get(0)?.value))
    expect(long).toHaveLength(32_767)
    expect(long).toMatch(/^字+……（原文共40000个字，一格放不下，此处截断）$/)
    expect(faces).toMatch(/^(😀)+……（原文共20000个字/u)
    expect(faces.length).toBeLessThanOrEqual(32_767)
  })

  it.each([['=1+1', "'=1+1"], ['-5', "'-5"], ["'=x", "''=x"], ["'名", "'名"], ['一', '一']])('%s is %s in CSV', (text, field) => {
    expect(Buffer.from(csvLines([[text]])).toString()).toBe(`${field}\r\n`)
    expect(shownInCsv(field)).toBe(text)
  })
})

describe('a sheet', () => {
  const rows: SheetCell[][] = [['一', '2025-10-17', 3, 1234.5], ['=HYPERLINK("x")', '1949-10-01', -1, 0], [null, '不是日期', null, Number.NaN], [{ marked: '错' }, { marked: '2025-02-30' }, { marked: 7 }, { marked: null }]]

  it('has days, numbers and texts as such, and what is no day as text', async () => {
    const [sheet] = await readWorkbook(await bytesOf(rows))
    expect(sheet?.name).toBe('表')
    expect(valuesOf(sheet ?? { rows: [] })).toEqual([['文字', '日期', '数', '金额'], ['一', '2025-10-17', 3, 1234.5], ['=HYPERLINK("x")', '1949-10-01', -1, 0], [null, '不是日期', null, 'NaN'], ['错', '2025-02-30', 7, null]])
    expect(sheet?.rows[1]?.cells.get(1)?.kind).toBe('day')
  })

  it('has a head that stays, a filter over all rows, and widths', async () => {
    const xml = await textOf(await bytesOf(rows))
    expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')
    expect(xml).toContain('<autoFilter ref="A1:D5"/>')
    expect(xml).toContain('<col min="1" max="1" width="20" customWidth="1"/>')
  })

  it('gives the same bytes whatever the zone of the machine', async () => {
    const zone = process.env.TZ
    const made: string[] = []
    for (const TZ of ['UTC', 'Asia/Shanghai', 'America/New_York']) {
      process.env.TZ = TZ
      made.push(Buffer.from(await bytesOf(rows)).toString('base64'))
    }
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
    expect(new Set(made).size).toBe(1)
  })

  it('wants names of their own for its sheets', async () => {
    await expect(workbook([{ name: '表', columns, batches: [] }, { name: '表', columns, batches: [] }])).rejects.toThrow(RangeError)
  })

  it('of 20,000 rows is written and read without stopping others', async () => {
    function* batches(): Generator<SheetCell[][]> {
      for (let n = 0; n < 20_000; n += 50) yield Array.from({ length: 50 }, (_, m) => Array.from({ length: 40 }, (_cell, k) => `第${n + m}行第${k}格，经审理认为事实清楚`))
    }
    const wide = Array.from({ length: 40 }, (_, n): Column => ({ title: `列${n}`, kind: 'text', width: 10 }))
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const began = performance.now()
    const bytes = Buffer.concat(await workbook([{ name: '表', columns: wide, batches: batches() }]))
    const written = performance.now()
    const [sheet] = await readWorkbook(bytes)
    delay.disable()
    expect(sheet?.rows).toHaveLength(20_001)
    expect(sheet?.rows[20_000]?.cells.get(39)?.value).toBe('第19999行第39格，经审理认为事实清楚')
    console.log(`20,000 × 40: ${Math.round(bytes.length / 1e6)} MB, written in ${Math.round(written - began)} ms, read in ${Math.round(performance.now() - written)} ms, longest stop ${Math.round(delay.max / 1e6)} ms, p99 ${Math.round(delay.percentile(99) / 1e6)} ms`)
    expect(delay.percentile(99) / 1e6).toBeLessThan(500)
  }, 120_000)
})

const office = spawnSync('soffice', ['--version'], { encoding: 'utf8' }).status === 0

describe.skipIf(!office)('LibreOffice', () => {
  it('reads the same texts, and computes nothing', async () => {
    const texts = ['=1+1', '+1', '-1', '@SUM(A1)', '_x0041_', ' 前后空格 ', '第一行\n第二行', '<b>&amp;</b>', '007', '\u0001=2+2', '\ud800', '2025-10-17']
    const file = join(folder, 'own.xlsx')
    writeFileSync(file, await bytesOf(texts.map((text) => [text, '2025-10-17', 3, 1234.5])))
    spawnSync('soffice', ['--headless', `-env:UserInstallation=file://${folder}/profile`, '--convert-to', 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false', '--outdir', folder, file], { encoding: 'utf8' })
    const [{ rows } = { rows: [] }] = await readCsv(Buffer.from(`\ufeff${readFileSync(join(folder, 'own.csv'), 'utf8')}`))
    expect(rows.slice(1).map((row) => String(row.cells.get(0)?.value))).toEqual(texts.map(holdable))
  }, 120_000)
})
