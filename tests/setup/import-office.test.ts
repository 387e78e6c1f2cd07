/** Sheets that LibreOffice made, not we: merged cells, headings of two rows, rich and wide text, wrong days, formulas, errors, very long cells, hidden rows and sheets, empty columns. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { choose, chosenOf, corrected, importTemplate, load, outlookOf, readLines, type Reading } from '../../src/import.ts'
import type { Actor } from '../../src/review/people.ts'
import { sheetKinds, type SheetKind } from '../../src/review/sheet-columns.ts'
import type { Store } from '../../src/store/store.ts'
import { who } from '../help/city.ts'
import { cityIn, moment } from '../store/city.ts'

const isThere = spawnSync('soffice', ['--version']).status === 0
const folder = mkdtempSync(join(tmpdir(), 'huapian-office-'))
let store: Store
const converted = (filter: string | null, ...files: string[]) => spawnSync('soffice', ['--headless', `-env:UserInstallation=file://${folder}/profile`, '--convert-to', 'xlsx', ...(filter === null ? [] : [`--infilter=${filter}`]), '--outdir', folder, ...files.map((name) => join(folder, name))])
const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content)
const long = '长'.repeat(40_000)

const cell = (text: string, attributes = '') => `<table:table-cell office:value-type="string" ${attributes}><text:p>${text}</text:p></table:table-cell>`
const covered = (n: number) => `<table:covered-table-cell table:number-columns-repeated="${n}"/>`
const empty = (n = 1) => `<table:table-cell table:number-columns-repeated="${n}"/>`
const row = (cells: string, attributes = '') => `<table:table-row ${attributes}>${cells}</table:table-row>`
const down = 'table:number-rows-spanned="2" table:number-columns-spanned="1"'
const names = ['office', 'table', 'text', 'style', 'number'].map((one) => `xmlns:${one}="urn:oasis:names:tc:opendocument:xmlns:${one === 'number' ? 'datastyle' : one}:1.0"`).join(' ')
/** A list of staff, with a sheet that nobody sees. */
const staff = `<?xml version="1.0" encoding="UTF-8"?><office:document ${names} xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles>
  <style:style style:name="b" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>
  <number:date-style style:name="n"><number:year number:style="long"/><number:text>年</number:text><number:month/><number:text>月</number:text><number:day/><number:text>日</number:text></number:date-style><style:style style:name="d" style:family="table-cell" style:data-style-name="n"/></office:automatic-styles><office:body><office:spreadsheet>
  <table:table table:name="名册">
    ${row(cell('某委人员名册', 'table:number-columns-spanned="6" table:number-rows-spanned="1"') + covered(5))}
    ${row(cell('编号', down) + cell('姓名', down) + cell('任职', 'table:number-columns-spanned="3" table:number-rows-spanned="1"') + covered(2) + cell('帐号', down) + empty(20))}
    ${row(covered(2) + cell('职务') + cell('片区') + cell('起任日期') + covered(1) + empty(20))}
    ${row(cell('Ｎ０１') + cell('张<text:span text:style-name="b">　三</text:span>') + '<table:table-cell table:formula="of:=&quot;审理&quot;&amp;&quot;员&quot;" office:value-type="string" office:string-value="审理员"><text:p>审理员</text:p></table:table-cell>' + cell('第三片区') + '<table:table-cell table:style-name="d" office:value-type="date" office:date-value="2026-05-01"><text:p>x</text:p></table:table-cell>' + cell('ＺＨＡＮＧ'))}
    ${row(cell('N02') + cell('李四') + cell('审理员') + cell('第三片区') + cell('２０２６年２月３０日') + '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""><text:p>#DIV/0!</text:p></table:table-cell>')}
    ${row(cell('N03') + cell(long) + cell('局长') + empty(2) + cell('n3'))}
    ${row(cell('N04') + cell('王五') + empty(3) + cell('wang'), 'table:visibility="collapse"')}
    ${row(cell('合计') + empty(4) + '<table:table-cell office:value-type="float" office:value="4"><text:p>4</text:p></table:table-cell>')}
  </table:table>
  <table:table table:name="作废" table:style-name="h">${row(cell('人员编号') + cell('姓名'))}${row(cell('H1') + cell('隐藏'))}</table:table></office:spreadsheet></office:body></office:document>`

const ledger = `<html><head><meta charset="utf-8"></head><body><table>
  <tr><td colspan=9>某委二〇一九年案件台账</td></tr>
  <tr><td rowspan=2>案号</td><td rowspan=2>移送单位</td><td rowspan=2>姓名</td><td rowspan=2>受理日期</td><td colspan=2>处分情况</td><td rowspan=2>主要事实</td><td rowspan=2>归档日期</td><td rowspan=2></td></tr>
  <tr><td>党纪处分</td><td>涉案金额（万元）</td></tr>
  <tr><td rowspan=2><b>划审</b>〔２０１９〕<i>8号</i></td><td rowspan=2>市自然资源和规划局</td><td>张　某</td><td>２０１９年３月５日</td><td>严重警告</td><td>１．５</td><td>收受<font color="red">礼金</font></td><td>2019-08-01</td><td></td></tr>
  <tr><td>李某</td><td>2019-03-05</td><td>警告</td><td>2</td><td></td><td></td><td></td></tr>
  <tr><td>划审[2019]9号</td><td>P25</td><td>王某</td><td>2025-02-30</td><td>通报</td><td>很多</td><td></td><td>2019年3月</td><td></td></tr>
</table></body></html>`

beforeAll(async () => {
  if (!isThere) return
  store = await cityIn(join(folder, 'city.db'))
  write('staff.fods', staff)
  write('ledger.html', ledger)
  write('rest.csv', '\ufeff2027年放假安排,,,\n日期,放假/上班,名称,放假通知\n2027-10-01,放假,国庆节,某通知\n２０２７年１０月２日,休,国庆节,\n2027-10-09,调休上班,国庆节,\n2027-02-30,放假,春节,\n')
  write('bodies.csv', '\ufeff代号,名称,驻在部门,监督单位,片区\nＰ９０,驻某局纪检监察组,某局,某局；某中心,第一片区\nP25,驻别处纪检监察组,市自然资源和规划局,,Z3\n')
  converted(null, 'staff.fods')
  converted('HTML (StarCalc)', 'ledger.html')
  converted('CSV:44,34,76,1', 'rest.csv', 'bodies.csv')
}, 900_000)
afterAll(async () => {
  await store?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe.skipIf(!isThere)('a sheet of LibreOffice', { timeout: 120_000 }, () => {
  async function read(by: Actor, kind: SheetKind, name: string): Promise<Reading> {
    const chosen = choose(await load(name, readFileSync(join(folder, name))), kind, undefined, { columns: {} })
    if ('faults' in chosen) throw new Error(chosen.faults.join())
    return readLines({ store, who: by, moment: await moment(store) }, kind, chosen, {}, () => {})
  }
  const told = (reading: Reading) => ({ sheet: reading.sheet.name, head: reading.heading.n, rows: reading.lines.map(({ n }) => n), faults: reading.lines.flatMap((line) => line.faults.map((one) => one.message)), remarks: reading.lines.flatMap((line) => line.remarks.map((one) => one.message)) })

  it('of people is read without its hidden sheet, with each fault by row and cell', async () => {
    expect((await load('x', readFileSync(join(folder, 'staff.xlsx')))).sheets.map((one) => one.name)).toEqual(['名册'])
    const reading = await read(who.systemAdmin, 'people', 'staff.xlsx')
    expect(told(reading)).toEqual({
      sheet: '名册', head: 3, rows: [4, 5, 6, 7],
      faults: [
        '第5行“起任日期”（E5）：“２０２６年２月３０日”不是日期', '第5行“帐号”（F5）：“#DIV/0!”是公式出的错',
        // LibreOffice itself keeps no more than a cell of Excel holds.
        expect.stringMatching(/^第6行“姓名”（B6）：有(32767|40000)个字，这一栏最多50个字$/), expect.stringMatching(/^第6行“职务”（C6）：没有“局长”这个职务/),
      ],
      remarks: ['第4行“职务”（C4）：是公式，取文件里存下的值“审理员”', '第5行“帐号”（F5）：是公式，取文件里存下的值“#DIV/0!”', '第7行：在文件里是隐藏的'],
    })
    expect(chosenOf(reading).kept).toEqual([
      { n: 4, id: 'N01', name: '张三', homeBodyId: undefined, seats: [{ role: 'reviewer', bodyId: null, zoneId: 'Z3' }], from: '2026-05-01', until: null, login: 'zhang', clearance: null },
      { n: 7, id: 'N04', name: '王五', homeBodyId: undefined, seats: [], from: null, until: null, login: 'wang', clearance: null },
    ])
  })

  it('of old cases is read with its heading of two rows and its merged cells', async () => {
    const reading = await read(who.officeHead, 'cases', 'ledger.xlsx')
    expect(told(reading)).toMatchObject({ head: 3, rows: [4, 5, 6], faults: ['第6行“受理日期”（D6）：“2025-02-30”不是日期', '第6行“党纪处分”（E6）：没有“通报”这种党纪处分', '第6行“涉案金额（万元）”（F6）：“很多”不是金额', '第6行“归档日期”（H6）：“2019年3月”只写到月，应当写到日'] })
    expect(chosenOf(reading).kept).toMatchObject([
      { number: '划审〔2019〕8号', name: '张某', bodyIds: ['P25'], acceptedOn: '2019-03-05', archivedOn: '2019-08-01', cells: { facts: '收受礼金', amount: 15_000, party: '严重警告' } },
      { number: '划审〔2019〕8号', name: '李某', bodyIds: ['P25'], acceptedOn: '2019-03-05', cells: { amount: 20_000 } },
    ])
  })

  it('of rest days and of bodies is read with the days it made of them', async () => {
    const rest = await read(who.officeHead, 'calendar', 'rest.xlsx')
    expect(told(rest)).toMatchObject({ head: 2, faults: ['第6行“日期”（A6）：“2027-02-30”不是日期'] })
    expect(await outlookOf({ store, who: who.officeHead, moment: await moment(store) }, rest, chosenOf(rest).kept)).toMatchObject({ calendar: { days: ['2027-10-01', '2027-10-09'] } })
    const bodies = await read(who.systemAdmin, 'bodies', 'bodies.xlsx')
    expect(told(bodies).faults).toEqual(['第3行“名称”（B3）：名单里P25是“驻自然资源和规划局纪检监察组”；已有的派驻机构不能由导入改写'])
    expect(chosenOf(bodies).kept).toMatchObject([{ id: 'P90', covers: ['某局', '某中心'], zoneId: 'Z1' }])
  })

  it('comes back with the same faults once it has been given back and is read again; every template is read by its own titles', async () => {
    const reading = await read(who.systemAdmin, 'people', 'staff.xlsx')
    write('corrected.xlsx', Buffer.concat(await corrected(reading)))
    for (const kind of sheetKinds) write(`template-${kind}.xlsx`, Buffer.concat(await importTemplate(kind)))
    const again = await read(who.systemAdmin, 'people', 'corrected.xlsx')
    expect(told(again).faults.map((one) => one.slice(0, 8))).toEqual(told(reading).faults.map((one) => one.slice(0, 8)))
    for (const kind of sheetKinds) expect('heading' in choose(await load('t', readFileSync(join(folder, `template-${kind}.xlsx`))), kind, undefined, { columns: {} })).toBe(true)
  })
})
