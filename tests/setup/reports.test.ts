/** Reports and the circular as files: for whoever may see them, in the browser and on the command line, and on record. */
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCsv } from '../../src/papers/csv-reader.ts'
import { readWorkbook, type ReadSheet } from '../../src/papers/sheet-reader.ts'
import { linesOfWord } from '../../src/papers/word-reader.ts'
import { bodyOf, headOf, links } from '../../src/store/audit.ts'
import { openStore } from '../../src/store/store.ts'
import { now } from '../../src/now.ts'
import { demoAt } from '../help/demo.ts'
import { ask, cookieOf, serving, type Running } from './running.ts'

const folder = mkdtempSync(join(tmpdir(), 'huapian-reports-'))
const database = join(folder, 'demo.db')
let demo: Running
beforeAll(async () => {
  await demoAt(database)
  demo = await serving({ DATABASE_URL: database, RATE_PER_SESSION: '1000' })
}, 120_000)
afterAll(async () => {
  await demo?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** The last half year that is over: the demo lies in the months before today. */
const over = Number(now().on.slice(5, 7)) > 6 ? `${now().on.slice(0, 4)}H1` : `${Number(now().on.slice(0, 4)) - 1}H2`

const cookies = new Map<string, string>()
async function signedIn(login: string): Promise<string> {
  const cookie = cookies.get(login) ?? cookieOf(await ask(demo.url, `mutation { signIn(name: "${login}", password: "huapian-demo") { __typename } }`))
  cookies.set(login, cookie)
  return cookie
}
const fetched = async (login: string, address: string, headers: Record<string, string> = {}): Promise<Response> => fetch(demo.url + address, { headers: { cookie: await signedIn(login), ...headers } })
const bytesOf = async (response: Response): Promise<Uint8Array> => new Uint8Array(await response.arrayBuffer())
const rowsOf = (sheet: ReadSheet | undefined): unknown[][] => (sheet?.rows ?? []).map((row) => Array.from({ length: 12 }, (_, n) => row.cells.get(n)?.value ?? null))
type Line = { label: string; value: number | null; unit: string }
const linesOf = async (login: string, period: string): Promise<Line[]> =>
  ((await (await ask(demo.url, `{ report(period: "${period}") { sections { lines { label unit value } } } }`, { cookie: await signedIn(login) })).json()) as { data: { report: { sections: { lines: Line[] }[] } } }).data.report.sections.flatMap(({ lines }) => lines)

describe('a report in a file', { timeout: 180_000 }, () => {
  it.each(['o1', 's30', 'p25-1'])('has for %s the numbers of the screen, in Excel, CSV and Word', async (login) => {
    const screen = await linesOf(login, '2026')
    const rounded = ({ value, unit }: Line) => (value === null ? null : unit === '%' ? Math.round(value * 1000) / 10 : Math.round(value * 10) / 10)
    const excel = await readWorkbook(await bytesOf(await fetched(login, '/report?period=2026&form=xlsx')))
    expect(rowsOf(excel[0]).slice(1).map(([, label, , value]) => [label, value])).toEqual(screen.map((line) => [line.label, rounded(line)]))
    expect(rowsOf(excel[2])).toContainEqual(expect.arrayContaining(['范围', '报表人可以查看的全部案件']))
    const [csv] = await readCsv(await bytesOf(await fetched(login, '/report?period=2026&form=csv')))
    const head = rowsOf(csv).findIndex(([first]) => first === '栏目')
    expect(rowsOf(csv).slice(head + 1, head + 1 + screen.length).map(([, label, , value]) => [label, value])).toEqual(screen.map((line) => [line.label, rounded(line) === null ? null : String(rounded(line))]))
    const response = await fetched(login, '/report?period=2026&form=docx')
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('报表2026.docx'))
    const word = (await linesOfWord(await bytesOf(response))).join('\n')
    for (const { label } of screen) expect(word).toContain(label)
  })

  it('is the same bytes in Word whenever it is asked for, with the definition of every line', async () => {
    const [one, other] = [await bytesOf(await fetched('o1', '/report?period=2026Q1&form=docx')), await bytesOf(await fetched('o1', '/report?period=2026Q1&form=docx'))]
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true)
    expect((await linesOfWord(one)).join('\n')).toContain('首次受理：本期首次受理的案件数')
  })

  it('is a page to print, which needs no new proof of who one is and no file', async () => {
    const page = await fetched('o1', '/report?period=2026-03&form=page')
    expect([page.status, page.headers.get('content-type'), page.headers.get('content-disposition')]).toEqual([200, 'text/html; charset=utf-8', null])
    expect(await page.text()).toMatch(/<h1 class="title">划片审理工作报表<\/h1>\n<h1 class="title">2026年3月<\/h1>/)
  })

  it('leaves one record of the export, whose words the audit knows', async () => {
    const store = await openStore(database)
    for (const login of ['a3', 's30', 'o1']) await signedIn(login)
    const before = await headOf(store, 'xm')
    await (await fetched('s30', '/report?period=2026Q1&form=xlsx')).arrayBuffer()
    await (await fetched('o1', `/circular?half=${over}&form=docx`)).arrayBuffer()
    const left = (await links(store, 'xm', before.seq, 100)).map((link) => bodyOf(link)).filter((one) => one?.kind === 'export')
    expect(left).toEqual([
      expect.objectContaining({ event: 'reportExported', form: 'xlsx', period: '2026Q1', role: 'groupLeader' }),
      expect.objectContaining({ event: 'circularExported', form: 'docx', period: over, role: 'officeHead' }),
    ])
    const told = (await (await ask(demo.url, '{ audit(first: 2) { edges { node { actionLabels } } } }', { cookie: await signedIn('a3') })).json()) as { data: { audit: { edges: { node: { actionLabels: string[] } }[] } } }
    expect(told.data.audit.edges.flatMap(({ node }) => node.actionLabels)).toEqual(['导出通报', '导出报表'])
    await store.close()
  })

  it.each([
    ['a stranger', async () => fetch(`${demo.url}/report?period=2026&form=xlsx`), 401, 'UNAUTHENTICATED', '请先登录'],
    ['a reviewer', async () => fetched('s31', '/report?period=2026&form=xlsx'), 403, 'FORBIDDEN', '审理员不看报表；报表由案件审理室、分管领导、主要负责人、小组组长和派驻机构主要负责人查看'],
    ['a leader of a group who wants the circular', async () => fetched('s30', '/circular?half=2025H2&form=docx'), 403, 'FORBIDDEN', '小组组长不起草通报；共性问题通报由案件审理室主任起草'],
    ['a page of another site', async () => fetched('o1', '/report?period=2026&form=xlsx', { 'sec-fetch-site': 'cross-site' }), 403, 'FOREIGN_ORIGIN', '请求来自别的网站，已拒绝'],
    ['whoever wants no form', async () => fetched('o1', '/report?period=2026'), 400, 'BAD_USER_INPUT', '请写明下载 xlsx、docx 还是 csv'],
    ['whoever names no period', async () => fetched('o1', '/report?form=xlsx'), 400, 'BAD_USER_INPUT', '“”不是报告期，请写作2026-03（月）、2026Q1（季）、2026H1（半年）或者 2026（年）'],
    ['a period to come', async () => fetched('o1', '/report?period=2099&form=xlsx'), 400, 'BAD_USER_INPUT', expect.stringContaining('2099年还没有开始')],
    ['a circular of a quarter', async () => fetched('o1', '/circular?half=2026Q1&form=docx'), 400, 'BAD_USER_INPUT', '2026年第一季度不是半年：共性问题通报每半年一次，请写作 2026H1 或者 2026H2'],
  ])('is not for %s', async (_who, asking, status, code, message) => {
    const response = await asking()
    expect([response.status, await response.json()]).toEqual([status, { errors: [{ message, extensions: { code } }] }])
  })

  it('waits until somebody has shown again who they are', async () => {
    await demoAt(join(folder, 'other.db'))
    const other = await serving({ DATABASE_URL: join(folder, 'other.db') })
    const cookie = cookieOf(await ask(other.url, 'mutation { signIn(name: "o1", password: "huapian-demo") { __typename } }'))
    const store = await openStore(join(folder, 'other.db'))
    await store.tx(async (db) => { await db.update(store.t.sessions).set({ confirmedUntil: null }) })
    await store.close()
    for (const address of ['/report?period=2026&form=csv', '/circular?half=2026H1&form=xlsx']) {
      const refused = await fetch(other.url + address, { headers: { cookie } })
      expect([refused.status, ((await refused.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code]).toEqual([403, 'CONFIRM_FIRST'])
    }
    await other.stop()
  })
})

describe('huapian report and huapian circular', { timeout: 180_000 }, () => {
  const file = join(folder, 'cli.db')
  const run = (words: string[], environment: Record<string, string> = {}) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', './src/setup/launch.js', 'src/main.ts', ...words], { encoding: 'utf8', input: '', env: { DATABASE_URL: file, AUDIT_KEY_FILE: join(folder, 'key.pem'), FACTOR_KEY_FILE: join(folder, 'factor.key'), ...environment } })
    return { code: status, out: stdout.trim(), complaint: stderr.trim() }
  }
  beforeAll(() => demoAt(file), 120_000)

  it('write what the head of the office sees where nobody is named, for its owner alone, and overwrite nothing', async () => {
    const out = join(folder, '年报.xlsx')
    expect(run(['report', '--period', '2026', '--out', out])).toEqual({ code: 0, out: `已导出到 ${out}`, complaint: '' })
    expect(statSync(out).mode & 0o777).toBe(0o600)
    const screen = await linesOf('o1', '2026')
    expect(rowsOf((await readWorkbook(readFileSync(out)))[0])).toHaveLength(screen.length + 1)
    expect(run(['report', '--period', '2026', '--out', out])).toEqual({ code: 1, out: '', complaint: `文件 ${out} 已经存在，不覆盖：请换一个文件名` })
  })

  it('write the circular as a paper for the bodies, with its annex', async () => {
    const [paper, annex] = [join(folder, '通报.docx'), join(folder, '统计表.xlsx')]
    expect(run(['circular', '--half', over, '--out', paper])).toMatchObject({ code: 0 })
    expect(run(['circular', '--half', over, '--out', annex])).toMatchObject({ code: 0 })
    const lines = await linesOfWord(readFileSync(paper))
    expect(lines.join('\n')).toContain('各派驻机构、各划片审理小组：')
    expect(lines.filter((line) => /^[一二三四五六七八]、/.test(line))).toEqual(['一、总体情况', '二、退回的理由', '三、补查提纲反映的问题', '四、核对发现反映的原因', '五、重复出现的问题', '六、案件质量评查发现的问题', '七、各派驻机构情况', '八、有关要求'])
    const sheets = await readWorkbook(readFileSync(annex))
    expect(sheets.map(({ name }) => name)).toEqual(['退回理由', '补查提纲的问题类别', '核对发现', '重复出现的问题', '案件质量评查发现的问题', '各派驻机构的退回', '各派驻机构的一次通过', '说明'])
    const numbers = sheets.slice(0, -1).flatMap((sheet) => rowsOf(sheet).slice(1).flatMap((row) => row.slice(1))).filter((cell) => typeof cell === 'number')
    expect(numbers.filter((n) => n > 0 && n < 5)).toEqual([])
    expect(strFromU8(unzipSync(readFileSync(paper))['word/document.xml'] ?? new Uint8Array())).not.toMatch(/划审[一二三]〔/)
  })

  it('have the rights of whoever is named', async () => {
    const out = join(folder, '本组.csv')
    expect(run(['report', '--period', '2026', '--out', out, '--as', 's30'])).toMatchObject({ code: 0 })
    const [csv] = await readCsv(readFileSync(out))
    expect(rowsOf(csv)).toContainEqual(expect.arrayContaining(['报表人', expect.stringContaining('（小组组长）')]))
    const accepted = (await linesOf('s30', '2026')).find(({ label }) => label === '首次受理')?.value
    expect(rowsOf(csv).find(([, label]) => label === '首次受理')?.[3]).toBe(String(accepted))
  })

  it.each([
    ['an administrator', ['report', '--period', '2026', '--out', 'x.csv', '--as', 'a1'], {}, 1, '系统管理员不看报表'],
    ['the leader in charge, for the circular', ['circular', '--half', '2025H2', '--out', 'x.docx', '--as', 'l1'], {}, 1, '分管领导不起草通报'],
    ['nobody named, in production', ['report', '--period', '2026', '--out', 'x.csv'], { NODE_ENV: 'production' }, 1, '生产环境必须用 --as 写明以谁的身份办理'],
    ['a period to come', ['report', '--period', '2099Q1', '--out', 'x.csv'], {}, 1, '2099年第一季度还没有开始'],
    ['what is no period', ['report', '--period', '2026-13', '--out', 'x.csv'], {}, 1, '“2026-13”不是报告期'],
    ['half a year in which nothing happened', ['circular', '--half', '2010H1', '--out', 'x.docx'], {}, 1, '2010年上半年没有受理、退回、审结的案件'],
    ['another form', ['circular', '--half', '2026H1', '--out', 'x.csv'], {}, 2, '文件名应当以 .docx 或者 .xlsx 结尾'],
    ['no period', ['report', '--out', 'x.csv'], {}, 2, '缺少选项 --period <报告期>'],
  ])('refuse %s in a line, and write nothing', (_what, words, environment, code, sentence) => {
    const refused = run(words, environment)
    expect(refused).toMatchObject({ code, out: '' })
    expect(refused.complaint).toContain(sentence)
    expect(refused.complaint).not.toContain('    at ')
    for (const name of ['x.csv', 'x.docx']) expect(existsSync(name)).toBe(false)
  })
})

describe('the material and the minutes of a meeting that was called', { timeout: 120_000 }, () => {
  const asked = async (login: string, query: string) => ((await (await ask(demo.url, query, { cookie: await signedIn(login) })).json()) as { data: Record<string, never> }).data
  let id: string
  const file = (kind: 'meeting' | 'minutes', form: string, of = id) => `/${kind}?id=${of}&form=${form}`
  beforeAll(async () => {
    const { meetingCandidates, meetingInvitees } = (await asked('s30', '{ meetingCandidates { caseId } meetingInvitees { id } }')) as unknown as { meetingCandidates: { caseId: string }[]; meetingInvitees: { id: string }[] }
    const list = (some: readonly string[]) => `[${some.map((one) => `"${one}"`).join(', ')}]`
    id = ((await asked('s30', `mutation { callMeeting(operationKey: "${randomUUID()}", on: "${now().on}", time: "09:30", place: "第一会议室", invited: ${list(meetingInvitees.map((one) => one.id))}, caseIds: ${list(meetingCandidates.map(({ caseId }) => caseId))}) { ... on MeetingDone { meetingId } } }`)).callMeeting as unknown as { meetingId: string }).meetingId
  })

  it('is one file with the brief and the papers of each case, the same bytes each time, each case read on record', async () => {
    const [one, other] = [await bytesOf(await fetched('s30', file('meeting', 'zip'))), await bytesOf(await fetched('s30', file('meeting', 'zip')))]
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true)
    const files = unzipSync(one)
    const folders = [...new Set(Object.keys(files).flatMap((name) => (name.includes('/') ? [name.split('/')[0]] : [])))]
    expect([Object.keys(files)[0], folders]).toEqual(['会议材料.docx', [expect.stringMatching(/^1 划审三/), expect.stringMatching(/^2 划审三/)]])
    const said = (await linesOfWord(files['会议材料.docx'] ?? new Uint8Array())).join('\n')
    for (const line of [`09:30。地点：第一会议室。`, '参加人：', '此前的退回和答复', '待核对事项']) expect(said).toContain(line)
    const store = await openStore(database)
    const before = await headOf(store, 'xm')
    await fetched('s30', file('meeting', 'page'))
    const left = (await links(store, 'xm', before.seq, 100)).map((link) => bodyOf(link))
    expect(left.map((link) => [link?.kind, link?.what ?? link?.event])).toEqual([['reading', ['case', 'meeting']], ['export', 'meetingExported']])
    await store.close()
  })

  it.each([
    ['the body', 'p25-1', () => file('meeting', 'zip'), 403, '会议材料由审理一方生成'],
    ['the leader of another group', 's10', () => file('meeting', 'docx'), 400, '没有找到这次会议'],
    ['a meeting that is not there', 's30', () => file('meeting', 'docx', Buffer.from('Meeting:none').toString('base64url')), 400, '没有找到这次会议'],
    ['an agenda of which nothing may be seen', 's32', () => file('meeting', 'docx'), 400, '议程中没有您可以查看的案件'],
    ['minutes before there is an outcome', 's30', () => file('minutes', 'docx'), 400, '会议还没有您可以查看的审议结果'],
    ['minutes for the body', 'p25-1', () => file('minutes', 'page'), 403, '会议材料由审理一方生成'],
    ['minutes in another form', 's30', () => file('minutes', 'zip'), 400, '请写明下载 docx'],
  ])('is refused to %s', async (_what, login, address, status, said) => {
    const response = await fetched(login, address())
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(said)])
  })

  it('is written by huapian meeting for whoever is named', () => {
    const run = (...words: string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', './src/setup/launch.js', 'src/main.ts', 'meeting', '--as', 's30', ...words], { encoding: 'utf8', input: '', env: { DATABASE_URL: database } })
      return { code: status, said: `${stdout}${stderr}`.trim() }
    }
    const out = join(folder, '会议.zip')
    expect(run('--on', now().on, '--out', out)).toEqual({ code: 0, said: `已导出到 ${out}` })
    expect(Object.keys(unzipSync(readFileSync(out)))[0]).toBe('会议材料.docx')
    expect(run('--on', '2020-01-01', '--out', join(folder, '没有.zip'))).toEqual({ code: 1, said: '2020-01-01没有您参加的会议' })
    expect(run('--on', now().on, '--minutes', '--out', join(folder, '记录.zip'))).toEqual({ code: 1, said: '会议记录是一份 Word 文件，文件名请以 .docx 结尾' })
  })
})
