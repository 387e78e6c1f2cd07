import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoAt } from '../help/demo.ts'
import { ask, cookieOf, serving, type Running } from './running.ts'

const folder = mkdtempSync(join(tmpdir(), 'huapian-printed-'))
const database = join(folder, 'demo.db')
let demo: Running
beforeAll(async () => {
  await demoAt(database)
  demo = await serving({ DATABASE_URL: database })
}, 120_000)
afterAll(async () => {
  await demo?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const signedIn = async (login: string) => cookieOf(await ask(demo.url, `mutation { signIn(name: "${login}", password: "huapian-demo") { __typename } }`))
const get = (path: string, cookie = '') => fetch(demo.url + path, { headers: { cookie } })
type Paper = { key: string; title: string; page: string; hash: string }
/** The papers of the returned case C01, as somebody has them. */
async function papersOf(cookie: string): Promise<Paper[]> {
  const answer = await ask(demo.url, '{ caseByNumber(number: "划审三〔2019〕6号") { papers { key title page hash } } }', { cookie })
  return ((await answer.json()) as { data: { caseByNumber: { papers: Paper[] } | null } }).data.caseByNumber?.papers ?? []
}
const readings = () => {
  const db = new Database(database, { readonly: true })
  try {
    return (db.prepare("select count(*) as count from audit where kind = 'reading'").get() as { count: number }).count
  } finally {
    db.close()
  }
}

describe('a paper', () => {
  it('is shown for print and had as Word by whoever sees its case, each time on record', async () => {
    const cookie = await signedIn('o1')
    const letter = (await papersOf(cookie)).find((one) => one.key === 'W09-1') ?? expect.fail('no letter')
    const before = readings()
    const page = await get(letter.page, cookie)
    expect([page.status, page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([200, 'text/html; charset=utf-8', 'no-store'])
    const text = await page.text()
    expect(text).toContain('退回重新审查调查审核意见书')
    expect(text).toContain(letter.hash)
    expect(text).not.toMatch(/<script/i)
    const file = await get(`${letter.page}.docx`, cookie)
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'])
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''W09-1%20/)
    expect(Buffer.from(await file.arrayBuffer()).subarray(0, 2).toString()).toBe('PK')
    expect(readings() - before).toBe(2)
    expect((await get('/paper.css')).headers.get('content-type')).toBe('text/css; charset=utf-8')
  })

  it('is not there for whoever does not see the case, nor is one that was never made', async () => {
    const letter = (await papersOf(await signedIn('o1'))).find((one) => one.key === 'W09-1') ?? expect.fail('no letter')
    const answers = await Promise.all([
      get(letter.page, await signedIn('s10')), get(letter.page, await signedIn('a1')), get(letter.page.replace('W09-1', 'W17-S1-party'), await signedIn('o1')), get('/papers/nonsense/W09-1', await signedIn('o1')), get(`${letter.page}.docx`, await signedIn('s10')),
    ])
    expect(await Promise.all(answers.map(async (one) => [one.status, await one.text()]))).toEqual(answers.map(() => [404, '没有找到这份文书，或者您不能查看']))
    expect((await get(letter.page)).status).toBe(401)
  })

  it('of what the group does among itself is not for the body', async () => {
    const forms = async (login: string) => new Set((await papersOf(await signedIn(login))).map((one) => one.key.slice(0, 3)))
    expect(await forms('p25-1')).toContain('W09')
    expect(await forms('p25-1')).not.toContain('W08')
    expect(await forms('o1')).toContain('W08')
  })
})

describe('huapian papers', () => {
  const run = promisify(execFile)
  const command = (...given: string[]) => run(process.execPath, ['--import', './src/setup/launch.js', 'src/main.ts', ...given], { env: { ...process.env, DATABASE_URL: database } }).then(({ stdout }) => ({ code: 0, stdout, stderr: '' }), (error: { code: number; stdout: string; stderr: string }) => error)
  const papers = (...given: string[]) => command('papers', ...given)

  it('writes every paper of a case, known by its number or by the id it was imported under, with the hash that the pages show', async () => {
    const wanted = await papersOf(await signedIn('o1'))
    const before = readings()
    const [byId, byNumber] = [join(folder, 'by-id'), join(folder, 'by-number')]
    const { code, stdout } = await papers('C01', '--out', byId)
    expect(code).toBe(0)
    expect(stdout.trim().split('\n').map((line) => line.split('\t').slice(0, 2))).toEqual(wanted.map((one) => [one.key, one.hash]))
    expect(readings()).toBe(before + 1)
    expect((await papers('划审三[2019]6号', '--out', byNumber)).code).toBe(0)
    expect(readdirSync(byId).length).toBe(wanted.length)
    for (const name of readdirSync(byId)) expect(readFileSync(join(byId, name)).equals(readFileSync(join(byNumber, name)))).toBe(true)
  })

  it('writes nothing over what is there, and nothing at all then', async () => {
    const there = join(folder, 'by-id')
    const before = readdirSync(there).map((name) => readFileSync(join(there, name)).toString('base64'))
    expect(await papers('C01', '--out', there)).toMatchObject({ code: 1, stderr: expect.stringMatching(/^文件“.*”已经存在，没有写入/) })
    expect(readdirSync(there).map((name) => readFileSync(join(there, name)).toString('base64'))).toEqual(before)
  })

  it.each([
    ['somebody of another zone', ['C01', '--as', 's10'], '没有找到案件“C01”'],
    ['an administrator', ['C01', '--as', 'A1'], '没有找到案件“C01”'],
    ['nobody for a case that is not', ['C99'], '没有找到案件“C99”'],
    ['nobody but the archivist, and those with leave, for an archived case', ['C03'], '案件已归档，查阅须经分管领导批准：请先申请查阅，或者由档案员办理'],
    ['nobody who is not on the roster', ['C01', '--as', 'nobody'], '名单里没有“nobody”'],
  ])('is for %s', async (_who, given, sentence) => {
    const out = join(folder, 'never')
    expect(await papers(...given, '--out', out)).toMatchObject({ code: 1, stderr: expect.stringContaining(sentence) })
    expect(existsSync(out)).toBe(false)
  })

  it('has a dossier beside it, which the verifier finds right, and which is written over nothing', async () => {
    const file = join(folder, 'C01.zip')
    expect(await command('dossier', 'C01', '--out', file)).toMatchObject({ code: 0, stdout: expect.stringContaining('核对：node verify-chain.mjs') })
    await expect(run(process.execPath, ['src/verifier/verify-chain.mjs', file])).resolves.toMatchObject({ stdout: expect.stringMatching(/^全部相符：卷宗 划审三〔2019〕6号，文件 \d+ 个，审计链 \d\d 条/) })
    expect(await command('dossier', 'C01', '--out', file)).toMatchObject({ code: 1, stderr: expect.stringContaining('已经存在') })
    for (const [named, as, sentence] of [['C01', 's10', '没有找到案件'], ['C03', 'O1', '案件已归档']] as const)
      expect(await command('dossier', named, '--out', join(folder, 'never.zip'), '--as', as)).toMatchObject({ code: 1, stderr: expect.stringContaining(sentence) })
    expect(existsSync(join(folder, 'never.zip'))).toBe(false)
  })

  it('is held against its case when it comes back: right as it left, wrong for another case, refused where it is no Word file', async () => {
    const form = join(folder, 'by-id', readdirSync(join(folder, 'by-id')).find((name) => name.startsWith('W01-1')) ?? '')
    expect(await command('compare', form, 'C01')).toMatchObject({ code: 0, stdout: '与案件的文书一致，没有发现差错\n' })
    const other = await command('compare', form, 'C02')
    expect(other).toMatchObject({ code: 1, stdout: expect.stringMatching(/第\d+行：案件编号写成了“划审三〔2019〕6号”/) })
    expect(other.stdout).toMatch(/全文：没有写到“王某某”/)
    expect(await command('compare', database, 'C01')).toMatchObject({ code: 1, stderr: expect.stringContaining('不是 Word 文件（.docx）') })
    expect(await command('compare', form, 'C01', '--as', 's10')).toMatchObject({ code: 1, stderr: expect.stringContaining('没有找到案件“C01”') })
  })
})
