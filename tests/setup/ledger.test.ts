/** The ledger as a file: exactly the rows, order and filter of the screen, for whoever may see them, and on record. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ledgerColumns, ledgerKeys, type LedgerKey } from '../../src/review/ledger.ts'
import { readCsv } from '../../src/papers/csv-reader.ts'
import { readWorkbook, type ReadRow, type ReadSheet } from '../../src/papers/sheet-reader.ts'
import { bodyOf, headOf, links } from '../../src/store/audit.ts'
import { declareInterest } from '../../src/store/interests.ts'
import { actorOf } from '../../src/store/roster.ts'
import { momentOf } from '../../src/store/settings.ts'
import { openStore } from '../../src/store/store.ts'
import { verify } from '../../src/store/verify.ts'
import { now } from '../../src/now.ts'
import { demoAt } from '../help/demo.ts'
import { ask, cookieOf, serving, type Running } from './running.ts'

const folder = mkdtempSync(join(tmpdir(), 'huapian-ledger-'))
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

const cookies = new Map<string, string>()
async function signedIn(login: string): Promise<string> {
  const cookie = cookies.get(login) ?? cookieOf(await ask(demo.url, `mutation { signIn(name: "${login}", password: "huapian-demo") { __typename } }`))
  cookies.set(login, cookie)
  return cookie
}
const answered = async (cookie: string, text: string) => ((await (await ask(demo.url, text, { cookie })).json()) as { data: Record<string, { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string }; edges: { node: { number: string; title: string; subjectNames: string; acceptedOn: string | null; returnsCount: number } }[] }> }).data

const fetched = async (login: string, address: string, headers: Record<string, string> = {}): Promise<Response> => fetch(`${demo.url}/ledger?${address}`, { headers: { cookie: await signedIn(login), ...headers } })
const bytesOf = async (response: Response): Promise<Uint8Array> => new Uint8Array(await response.arrayBuffer())

const column = (key: LedgerKey): number => ledgerKeys.indexOf(key)
const at = (row: ReadRow, key: LedgerKey) => row.cells.get(column(key))?.value ?? null
const about = (sheet: ReadSheet | undefined): Record<string, unknown> => Object.fromEntries((sheet?.rows ?? []).map((row) => [row.cells.get(0)?.value, row.cells.get(1)?.value]))

/** The rows of the screen, all pages of them. */
async function onScreen(login: string, filter: string, sort: string) {
  const cookie = await signedIn(login)
  const rows: { number: string; title: string; subjectNames: string; acceptedOn: string | null; returnsCount: number }[] = []
  for (let after = ''; ; ) {
    const { cases } = await answered(cookie, `{ cases(first: 100, filter: {${filter}}, sort: {${sort}}${after}) { pageInfo { hasNextPage endCursor } edges { node { number title subjectNames acceptedOn returnsCount } } } }`)
    rows.push(...(cases?.edges ?? []).map(({ node }) => node))
    if (!cases?.pageInfo.hasNextPage) return rows
    after = `, after: "${cases.pageInfo.endCursor}"`
  }
}

describe('the ledger in a file', { timeout: 180_000 }, () => {
  const filters: [what: string, address: string, filter: string, sort: string][] = [
    ['everything', '', '', 'by: dueOn'],
    ['by acceptance, the latest first', 'by=acceptedOn&down=1', '', 'by: acceptedOn, descending: true'],
    ['of some stages', 'stage=reading&stage=executing&by=number', 'stages: [reading, executing]', 'by: number'],
    ['returned before', 'returned=1', 'returned: true', 'by: dueOn'],
    ['overdue, held by the group', 'overdue=1&holder=group', 'overdue: true, holder: group', 'by: dueOn'],
    ['accepted between two days', 'acceptedFrom=2026-01-01&acceptedTo=2026-06-30', 'acceptedFrom: "2026-01-01", acceptedTo: "2026-06-30"', 'by: dueOn'],
    ['with words', `text=${encodeURIComponent('局')}`, 'text: "局"', 'by: dueOn'],
    ['open', 'open=1', 'open: true', 'by: dueOn'],
    ['behind a figure of the dashboard', 'counted=sent&key=any&open=1', 'counted: { by: sent, key: "any" }, open: true', 'by: dueOn'],
    ['due from a day on', 'dueFrom=2026-11-20', 'dueFrom: "2026-11-20"', 'by: dueOn'],
    ['of nothing', 'stage=escalated', 'stages: [escalated]', 'by: dueOn'],
  ]
  for (const login of ['o1', 's30', 's31', 'p25-1', 'w3', 'm1'])
    it.each(filters)(`has for ${login} the cases that the screen has: %s`, async (_what, address, filter, sort) => {
      const screen = await onScreen(login, filter, sort)
      const response = await fetched(login, `form=xlsx&${address}`)
      expect(response.status).toBe(200)
      const [ledger, told] = await readWorkbook(await bytesOf(response))
      const rows = ledger?.rows.slice(1) ?? []
      const numbers = rows.map((row) => at(row, 'number'))
      expect(numbers.filter((number, n) => number !== numbers[n - 1])).toEqual(screen.map((row) => row.number))
      expect(about(told)).toMatchObject({ 案件数: screen.length, '行数（一人一行）': rows.length })
      for (const one of screen) {
        const own = rows.filter((row) => at(row, 'number') === one.number)
        expect(own.map((row) => at(row, 'name') ?? '').join('、')).toBe(one.subjectNames)
        expect(own.map((row) => [at(row, 'title'), at(row, 'acceptedOn'), at(row, 'returnsCount')])).toEqual(own.map(() => [one.title || null, one.acceptedOn, one.returnsCount]))
      }
    })

  it('is the same as CSV, with who made it, when and by which filter in its head', async () => {
    const [excel, csv] = [await readWorkbook(await bytesOf(await fetched('s30', 'form=xlsx&returned=1'))), await readCsv(await bytesOf(await fetched('s30', 'form=csv&returned=1')))]
    const [sheet] = csv
    const head = sheet?.rows.findIndex((row) => row.cells.get(0)?.value === '序号') ?? -1
    expect(about({ name: '', rows: sheet?.rows.slice(0, head) ?? [] })).toMatchObject({ 导出人: expect.stringContaining('（小组组长）'), 导出时间: expect.stringMatching(/^\d{4}年\d{1,2}月\d{1,2}日 \d{2}:\d{2}:\d{2}（北京时间）$/), 筛选条件: '退回过的', 最高密级: '工作秘密' })
    const texts = (rows: ReadRow[] = []) => rows.map((row) => ledgerKeys.map((_key, n) => String(row.cells.get(n)?.value ?? '')))
    expect(texts(sheet?.rows.slice(head))).toEqual(texts(excel[0]?.rows))
    expect(texts(excel[0]?.rows)[0]).toEqual(ledgerKeys.map((key) => ledgerColumns[key].title))
  })

  it('has only the columns that are asked for', async () => {
    const [ledger] = await readWorkbook(await bytesOf(await fetched('o1', 'form=xlsx&keys=number,name,party')))
    expect([...(ledger?.rows[0]?.cells.values() ?? [])].map((cell) => cell.value)).toEqual(['案件编码', '姓名', '党纪处分'])
  })

  it('tells case management and the Party group no more than the screen', async () => {
    const managed = (await readWorkbook(await bytesOf(await fetched('m1', 'form=xlsx'))))[0]?.rows.slice(1) ?? []
    expect(managed.length).toBeGreaterThan(50)
    const written: LedgerKey[] = ['name', 'title', 'post', 'facts', 'amount', 'proposedNature', 'reviewedNature', 'measure', 'property']
    expect(managed.flatMap((row) => written.map((key) => at(row, key)).filter((value) => value !== null))).toEqual([])
    // What was decided is told of archived cases alone, to everybody who sees that there is one.
    const decided: LedgerKey[] = ['party', 'admin', 'decidedOn', 'decidedBy']
    expect(managed.filter((row) => at(row, 'stage') !== '已归档').flatMap((row) => decided.map((key) => at(row, key)).filter((value) => value !== null))).toEqual([])
    // The body knows nothing of the panel before the report is approved; the group does.
    const of = async (login: string) => (await readWorkbook(await bytesOf(await fetched(login, 'form=xlsx&stage=accepted&stage=reading'))))[0]?.rows.slice(1) ?? []
    expect((await of('p25-1')).map((row) => at(row, 'panel'))).toEqual((await of('p25-1')).map(() => null))
    expect((await of('s30')).some((row) => at(row, 'panel') !== null)).toBe(true)
  })

  it.each([
    ['a stranger', async () => fetch(`${demo.url}/ledger?form=xlsx`), 401, 'UNAUTHENTICATED', '请先登录'],
    ['an administrator', async () => fetched('a1', 'form=xlsx'), 403, 'FORBIDDEN', '系统管理员不查看案件，不能导出台账；请由查看案件的职务导出'],
    ['a page of another site', async () => fetched('o1', 'form=xlsx', { 'sec-fetch-site': 'cross-site' }), 403, 'FOREIGN_ORIGIN', '请求来自别的网站，已拒绝'],
    ['whoever wants no form', async () => fetched('o1', ''), 400, 'BAD_USER_INPUT', '请写明下载 xlsx 还是 csv'],
    ['a stage that does not exist', async () => fetched('o1', 'form=csv&stage=done'), 400, 'BAD_USER_INPUT', '地址里的 stage 不能是“done”'],
    ['a day that does not exist', async () => fetched('o1', 'form=csv&acceptedFrom=2026-02-30'), 400, 'BAD_USER_INPUT', '地址里的 acceptedFrom 不能是“2026-02-30”'],
    ['a figure that does not exist', async () => fetched('o1', 'form=csv&counted=took'), 400, 'BAD_USER_INPUT', '地址里的 counted 不能是“took”'],
    ['a column that does not exist', async () => fetched('o1', 'form=csv&keys=notes'), 400, 'BAD_USER_INPUT', '地址里的 keys 不能是“notes”'],
  ])('is not for %s', async (_who, asking, status, code, message) => {
    const response = await asking()
    expect(response.status).toBe(status)
    expect(await response.json()).toEqual({ errors: [{ message, extensions: { code } }] })
  })

  it('leaves a record of each batch and one of the export, without the words that were searched for', async () => {
    const store = await openStore(database)
    await signedIn('a3')
    const before = await headOf(store, 'xm')
    const screen = await onScreen('s30', 'text: "局"', 'by: dueOn')
    const after = await headOf(store, 'xm')
    expect(after.seq).toBeGreaterThan(before.seq)
    const response = await fetched('s30', `form=csv&text=${encodeURIComponent('局')}`)
    await response.arrayBuffer()
    const left = (await links(store, 'xm', after.seq, 100)).map((link) => bodyOf(link))
    expect(left.map((one) => one?.kind)).toEqual(['reading', 'export'])
    expect((left[0] as { cases: string[] }).cases).toHaveLength(screen.length)
    expect(left[1]).toMatchObject({ event: 'ledgerExported', form: 'csv', filter: { searched: true }, cases: screen.length, role: 'groupLeader' })
    expect(JSON.stringify(left)).not.toContain('局')
    const told = await answered(await signedIn('a3'), '{ audit(first: 1) { edges { node { label actionLabels } } } }') as unknown as { audit: { edges: { node: unknown }[] } }
    expect(told.audit.edges[0]?.node).toEqual({ label: '导出', actionLabels: ['导出台账'] })
    expect(await verify(store, 'xm', now())).toEqual([])
    await store.close()
  })

  it('waits until somebody has shown again who they are', async () => {
    await demoAt(join(folder, 'other.db'))
    const other = await serving({ DATABASE_URL: join(folder, 'other.db') })
    const cookie = cookieOf(await ask(other.url, 'mutation { signIn(name: "o1", password: "huapian-demo") { __typename } }'))
    const store = await openStore(join(folder, 'other.db'))
    await store.tx(async (db) => { await db.update(store.t.sessions).set({ confirmedUntil: null }) })
    await store.close()
    const refused = await fetch(`${other.url}/ledger?form=csv`, { headers: { cookie } })
    expect([refused.status, await refused.json()]).toEqual([403, { errors: [{ message: '请先再次确认身份（密码或者动态口令），再办理这一步', extensions: { code: 'CONFIRM_FIRST' } }] }])
    const again = cookieOf(await ask(other.url, 'mutation { confirm(secret: "huapian-demo") { __typename } }', { cookie }))
    expect((await fetch(`${other.url}/ledger?form=csv`, { headers: { cookie: again } })).status).toBe(200)
    await other.stop()
  })

  it('is made once at a time for a person', async () => {
    const answers = await Promise.all(Array.from({ length: 3 }, () => fetched('o1', 'form=xlsx')))
    expect(answers.map((one) => one.status).toSorted((one, other) => one - other)).toEqual([200, 429, 429])
    await Promise.all(answers.map((one) => one.arrayBuffer()))
  })
})

describe('huapian ledger', { timeout: 180_000 }, () => {
  const file = join(folder, 'cli.db')
  const run = (words: string[], environment: Record<string, string> = {}) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', './src/setup/launch.js', 'src/main.ts', ...words], { encoding: 'utf8', input: '', env: { DATABASE_URL: file, AUDIT_KEY_FILE: join(folder, 'key.pem'), FACTOR_KEY_FILE: join(folder, 'factor.key'), ...environment } })
    return { code: status, out: stdout.trim(), complaint: stderr.trim() }
  }
  beforeAll(() => demoAt(file), 120_000)

  it('writes what the head of the office sees where nobody is named, for its owner alone, and overwrites nothing', async () => {
    const out = join(folder, '全部.xlsx')
    const made = run(['ledger', '--out', out])
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^已导出 \d+ 件、\d+ 行到 /), complaint: expect.stringContaining('导出台账 100%') })
    expect(statSync(out).mode & 0o777).toBe(0o600)
    const [ledger, told] = await readWorkbook(readFileSync(out))
    expect(`已导出 ${String(about(told)['案件数'])} 件、${(ledger?.rows.length ?? 0) - 1} 行到 ${out}`).toBe(made.out)
    const accepted = (ledger?.rows.slice(1) ?? []).map((row) => String(at(row, 'acceptedOn') ?? '9999'))
    expect(accepted).toEqual(accepted.toSorted())
    expect(run(['ledger', '--out', out])).toEqual({ code: 1, out: '', complaint: `文件 ${out} 已经存在，不覆盖：请换一个文件名` })
  })

  it('has the rights of whoever is named, and the filter that is asked for', async () => {
    const out = join(folder, '三片区.csv')
    expect(run(['ledger', '--out', out, '--as', 'p25-1', '--stage', '已受理', '--stage', 'reading', '--from', '2026-01-01'])).toMatchObject({ code: 0 })
    const [sheet] = await readCsv(readFileSync(out))
    expect(about({ name: '', rows: sheet?.rows.slice(0, 9) ?? [] })).toMatchObject({ 导出人: expect.stringContaining('派驻机构'), 筛选条件: '阶段：已受理、阅卷；受理日期自2026年1月1日起' })
  })

  it('keeps whoever is named apart from a body in which they have an interest, as the browser does', async () => {
    const bodiesFor = async (name: string) => {
      const out = join(folder, `${name}.xlsx`)
      expect(run(['ledger', '--out', out, '--as', 'l1']).code).toBe(0)
      return (await readWorkbook(readFileSync(out)))[0]?.rows.slice(1).filter((row) => String(at(row, 'body')).includes('教育局')).length
    }
    expect(await bodiesFor('之前')).toBeGreaterThan(0)
    const store = await openStore(file)
    const moment = await momentOf(store, 'xm', now().on, now().at)
    const leader = moment.roster.person('L1')
    if (!leader?.posts[0]) throw new Error('the demo has a leader in charge')
    expect(await declareInterest(store, { who: actorOf('xm', 'L1', leader.posts[0]), moment }, { personId: 'L1', bodyId: 'P32', unit: null, note: '近亲属在该单位任职', from: moment.on })).toHaveProperty('interest')
    await store.close()
    expect(await bodiesFor('之后')).toBe(0)
  })

  it.each([
    ['an administrator', ['--out', 'x.csv', '--as', 'a1'], {}, 1, '系统管理员不查看案件'],
    ['somebody not on the roster', ['--out', 'x.csv', '--as', 'nobody'], {}, 1, '名单里没有“nobody”'],
    ['nobody named, in production', ['--out', 'x.csv'], { NODE_ENV: 'production' }, 1, '生产环境必须用 --as 写明以谁的身份办理'],
    ['another form', ['--out', 'x.pdf'], {}, 2, '文件名应当以 .xlsx 或者 .csv 结尾'],
    ['a stage that does not exist', ['--out', 'x.csv', '--stage', '办完'], {}, 2, '可以写：拟移送、已移送'],
    ['no file', [], {}, 2, '缺少选项 --out <文件>'],
  ])('refuses %s in a line, and writes nothing', (_what, words, environment, code, sentence) => {
    const refused = run(['ledger', ...words], environment)
    expect(refused).toMatchObject({ code, out: '' })
    expect(refused.complaint).toContain(sentence)
    expect(refused.complaint).not.toContain('    at ')
    expect(existsSync('x.csv')).toBe(false)
  })
})
