import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../src/papers/csv-reader.ts'
import { readLimits, readWorkbook, type ReadCell } from '../../src/papers/sheet-reader.ts'
import { made, textRow } from './made.ts'

const cellsOf = async (bytes: Uint8Array): Promise<Record<string, ReadCell>> => {
  const [sheet] = await readWorkbook(bytes)
  return Object.fromEntries((sheet?.rows ?? []).flatMap(({ n, cells }) => [...cells].map(([column, cell]) => [`${String.fromCharCode(65 + column)}${n}`, cell])))
}
const row = (n: number, cells: string): string => `<sheetData><row r="${n}">${cells}</row></sheetData>`

describe('a workbook of another program', () => {
  it('gives shared texts, rich ones flattened, readings left out, spaces and entities kept', async () => {
    const shared = ['<t>第一</t>', '<r><t>审</t></r><r><rPr><b/></rPr><t>〔2026〕</t></r><r><t xml:space="preserve"> 1号</t></r>', '<t>曾</t><rPh sb="0" eb="1"><t>ceng</t></rPh>', '<t>&lt;&#x4E2D;&#25991;&amp;_x000D_&gt;</t>', '<t/>', '<t><![CDATA[a<b]]></t>']
    const cells = await cellsOf(made({ shared, sheet: row(1, shared.map((_one, n) => `<c r="${'ABCDEF'[n]}1" t="s"><v>${n}</v></c>`).join('')) }))
    expect(Object.values(cells).map((cell) => cell.value)).toEqual(['第一', '审〔2026〕 1号', '曾', '<中文&\r>', 'a<b'])
  })

  it('gives days by their format, of both calendars, and no day for times and numbers', async () => {
    const formats = [0, 14, 'yyyy"年"m"月"d"日"', '[$-804]yyyy/m/d;@', 'h:mm', '0.00" 元/d"', 'General', 31]
    const sheet = row(1, formats.map((_one, n) => `<c r="${'ABCDEFGH'[n]}1" s="${n}"><v>45947.5</v></c>`).join(''))
    const kinds = (cells: Record<string, ReadCell>) => Object.values(cells).map(({ kind, value }) => [kind, value])
    const [number, day] = [['number', 45_947.5], ['day', '2025-10-17']]
    expect(kinds(await cellsOf(made({ formats, sheet })))).toEqual([number, day, day, day, number, number, number, day])
    expect(kinds(await cellsOf(made({ formats, sheet, from1904: true })))[1]).toEqual(['day', '2029-10-18'])
  })

  it('has a 29 February 1900 that never was, and knows that it is none', async () => {
    const cells = await cellsOf(made({ formats: [14], sheet: row(1, '<c r="A1"><v>59</v></c><c r="B1"><v>60</v></c><c r="C1"><v>61</v></c><c r="D1"><v>-1</v></c><c r="E1"><v>99999999</v></c>') }))
    expect(Object.values(cells).map((cell) => cell.value)).toEqual(['1900-02-28', '1900-02-29', '1900-03-01', -1, 99_999_999])
  })

  it('gives of formulas what was kept, truths as words, errors as errors, days written as such', async () => {
    const cells = await cellsOf(made({ sheet: row(1, '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"a"</f><v>甲</v></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D1" t="b"><v>1</v></c><c r="E1" t="d"><v>2025-10-17T00:00:00</v></c><c r="F1"><f>NOW()</f></c>') }))
    expect(cells).toEqual({ A1: { kind: 'number', value: 2, formula: true }, B1: { kind: 'text', value: '甲', formula: true }, C1: { kind: 'error', value: '#DIV/0!', formula: true }, D1: { kind: 'text', value: '是' }, E1: { kind: 'day', value: '2025-10-17' } })
  })

  it('fills merged cells, and no further than there are rows', async () => {
    const sheet = `<sheetData>${textRow(1, ['台账', null, null])}${textRow(2, ['甲', '一', null])}${textRow(3, [null, '二', null])}</sheetData><mergeCells count="3"><mergeCell ref="A1:C1"/><mergeCell ref="A2:A1048576"/><mergeCell ref="Z9:XFD1048576"/></mergeCells>`
    const cells = await cellsOf(made({ sheet }))
    expect(Object.entries(cells).map(([name, { value, merged }]) => `${name} ${value}${merged ? ' merged' : ''}`)).toEqual(['A1 台账', 'B1 台账 merged', 'C1 台账 merged', 'A2 甲', 'B2 一', 'B3 二', 'A3 甲 merged'])
  })

  it('reads rows and cells without names, names with a prefix, and UTF-16', async () => {
    expect(Object.keys(await cellsOf(made({ prefix: 'x', sheet: '<x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c/><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row><x:row><x:c><x:v>2</x:v></x:c></x:row></x:sheetData>' })))).toEqual(['A1', 'C1', 'A2'])
    const utf16 = Buffer.from(`\ufeff<worksheet>${row(4, '<c r="B4"><v>7</v></c>')}</worksheet>`, 'utf16le')
    expect(await cellsOf(made({ sheet: '', parts: { 'xl/worksheets/sheet1.xml': utf16 } }))).toEqual({ B4: { kind: 'number', value: 7 } })
  })

  const bomb = made({ sheet: `<sheetData>${textRow(1, ['字'.repeat(400_000)])}</sheetData>` })
  const locked = new Uint8Array(bomb)
  for (let at = 0; at < locked.length - 10; at++) if (locked[at] === 0x50 && locked[at + 1] === 0x4b && locked[at + 2] === 1 && locked[at + 3] === 2) locked[at + 8] = 1
  const sound = made({ sheet: row(1, '<c r="A1"><v>1</v></c>') })
  const body = Buffer.from(sound).indexOf('sheet1.xml') + 'sheet1.xml'.length
  const spoiled = sound.map((byte, n) => (n === body + 12 ? byte ^ 0xff : byte))
  it.each([
    ['something else', Buffer.from('这不是 Excel'), {}, '文件已经损坏，或者不是 Excel 文件（.xlsx）'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), {}, '这是旧格式的 .xls，或者是设了密码的文件'],
    ['one with a password', locked, {}, '文件设有密码'],
    ['one that was damaged', spoiled, {}, '文件已经损坏'],
    ['half of one', bomb.slice(0, 900), {}, '文件已经损坏'],
    ['one that unpacks to very much', bomb, { unpacked: 100_000 }, '文件解开以后太大'],
    ['one that is very large', bomb, { bytes: 1000 }, '文件超过'],
    ['one of many rows', made({ sheet: `<sheetData>${Array.from({ length: 12 }, (_, n) => textRow(n + 1, ['x'])).join('')}</sheetData>` }), { rows: 10 }, '工作表“台账”超过10行'],
    ['one of many columns', made({ sheet: row(3, '<c r="ZZ3"><v>1</v></c>') }), {}, '工作表“台账”第3行超过300列'],
    ['one with entities of its own', made({ sheet: '', parts: { 'xl/worksheets/sheet1.xml': '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>' } }), {}, '文件的内容不合 Excel 的格式'],
    ['one cut off in a tag', made({ sheet: '', parts: { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1"><c r=' } }), {}, '文件的内容不合 Excel 的格式'],
    ['a cell with a name that is none', made({ sheet: row(1, '<c r="1A"><v>1</v></c>') }), {}, '文件的内容不合 Excel 的格式'],
    ['one whose sheets are all hidden', made({ sheet: '', parts: { 'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="a" state="hidden" r:id="r1"/></sheets></workbook>' } }), {}, '文件里没有可以看见的工作表'],
    ['a zip of something else', made({ sheet: '', parts: { '_rels/.rels': '<Relationships/>', 'xl/workbook.xml': '' } }), {}, '文件里没有可以看见的工作表'],
  ])('refuses %s in a sentence', async (_what, bytes, limits, sentence) => {
    await expect(readWorkbook(bytes, { ...readLimits, ...limits })).rejects.toThrow(sentence)
  })
})

describe.skipIf(spawnSync('soffice', ['--version']).status !== 0)('a workbook of LibreOffice', () => {
  it('is read with its days, numbers, formulas and rich texts', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'huapian-office-'))
    const cell = (body: string, attributes = '') => `<table:table-cell ${attributes}>${body}</table:table-cell>`
    writeFileSync(join(folder, 'a.fods'), `<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles><style:style style:name="b" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style><number:date-style style:name="n"><number:year number:style="long"/><number:text>年</number:text><number:month/><number:text>月</number:text><number:day/><number:text>日</number:text></number:date-style><style:style style:name="d" style:family="table-cell" style:data-style-name="n"/></office:automatic-styles><office:body><office:spreadsheet><table:table table:name="台账"><table:table-row>${cell('<text:p>审<text:span text:style-name="b">〔2026〕</text:span>1号</text:p>', 'office:value-type="string"')}${cell('<text:p>x</text:p>', 'table:style-name="d" office:value-type="date" office:date-value="2019-03-05"')}${cell('<text:p>x</text:p>', 'office:value-type="float" office:value="12.5"')}${cell('<text:p>25</text:p>', 'table:formula="of:=[.C1]*2" office:value-type="float" office:value="25"')}${cell('<text:p>合并</text:p>', 'office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="1"')}<table:covered-table-cell/></table:table-row></table:table></office:spreadsheet></office:body></office:document>`)
    spawnSync('soffice', ['--headless', `-env:UserInstallation=file://${folder}/profile`, '--convert-to', 'xlsx', '--outdir', folder, join(folder, 'a.fods')])
    const cells = await cellsOf(readFileSync(join(folder, 'a.xlsx')))
    rmSync(folder, { recursive: true, force: true })
    expect(cells).toEqual({
      A1: { kind: 'text', value: '审〔2026〕1号' }, B1: { kind: 'day', value: '2019-03-05' }, C1: { kind: 'number', value: 12.5 }, D1: { kind: 'number', value: 25, formula: true },
      E1: { kind: 'text', value: '合并' }, F1: { kind: 'text', value: '合并', merged: true },
    })
  }, 120_000)
})

describe('a CSV file of another program', () => {
  const valuesOf = async (bytes: Uint8Array) => (await readCsv(bytes)).flatMap(({ rows }) => rows.map(({ n, cells }) => [n, ...cells.values()].map((one) => (typeof one === 'object' ? one.value : one))))
  // 姓名,单位 in GB18030.
  const gb = Buffer.from('d0d5c3fb2cb5a5cebb0d0ad5c5d2bb2cd2bb0d0a', 'hex')
  it.each([
    ['UTF-8 with a mark', Buffer.from('\ufeff姓名,单位\r\n张一,一\r\n')],
    ['UTF-8 without', Buffer.from('姓名,单位\n张一,一')],
    ['UTF-16', Buffer.from('\ufeff姓名\t单位\r\n张一\t一\r\n', 'utf16le')],
    ['GB18030', gb],
    ['semicolons', Buffer.from('姓名;单位\r张一;一\r')],
  ])('is read in %s', async (_what, bytes) => {
    expect(await valuesOf(bytes)).toEqual([[1, '姓名', '单位'], [2, '张一', '一']])
  })

  it('keeps line ends and quotes inside fields, and the numbers of rows', async () => {
    expect(await valuesOf(Buffer.from('a,b\r\n\r\n"一\n""二""",","\r\n'))).toEqual([[1, 'a', 'b'], [3, '一\n"二"', ',']])
  })

  it.each([['a quote that does not end', Buffer.from('a,"b\r\n'), '有一处引号没有成对'], ['bytes of no writing', Buffer.from([0x61, 0xff, 0xff, 0x0a]), '文件的编码不是 UTF-8，也不是 GB18030']])('refuses %s in a sentence', async (_what, bytes, sentence) => {
    await expect(readCsv(bytes)).rejects.toThrow(sentence)
  })
})
