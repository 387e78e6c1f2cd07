/** Templates as an office handles them: in the browser's way and on the command line, by the same rights, and on record. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { now } from '../../src/now.ts'
import { linesOfWord } from '../../src/papers/word-reader.ts'
import { least, templateOf } from '../help/template.ts'
import { demoAt } from '../help/demo.ts'
import { ask, cookieOf, serving, type Running } from './running.ts'

const folder = mkdtempSync(join(tmpdir(), 'huapian-templates-'))
const database = join(folder, 'demo.db')
const today = now().on
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
const get = async (login: string, path: string) => fetch(demo.url + path, { headers: { cookie: await signedIn(login) } })
const post = async (login: string, path: string, body: Uint8Array, headers: Record<string, string> = {}) => {
  const response = await fetch(demo.url + path, { method: 'POST', headers: { cookie: await signedIn(login), 'content-type': 'application/octet-stream', ...headers }, body: Buffer.from(body) })
  return { status: response.status, said: (await response.json()) as { faults?: string[]; remarks?: string[]; trial?: string | null; version?: number; refusals?: { code: string; message: string; field: string | null }[] } }
}
const asked = async <Data>(login: string, text: string) => ((await (await ask(demo.url, text, { cookie: await signedIn(login) })).json()) as { data: Data }).data
const versionsOf = async (form: string) => (await asked<{ templates: { form: string; inForce: { version: number } | null; versions: { version: number; file: string | null; addedBy: { name: string } }[] }[] }>('o1', '{ templates { form inForce { version } versions { version file addedBy { name } } } }')).templates.find((one) => one.form === form)
type Paper = { key: string; page: string; hash: string; template: { version: number; from: string } | null }
const letter = async () => (await asked<{ caseByNumber: { papers: Paper[] } }>('o1', '{ caseByNumber(number: "划审三〔2019〕6号") { papers { key page hash template { version from } } } }')).caseByNumber.papers.find(({ key }) => key === 'W09-1') ?? expect.fail('no letter')
const lastLink = (kind: string) => {
  const db = new Database(database, { readonly: true })
  try {
    return JSON.parse((db.prepare('select body from audit where kind = ? order by seq desc limit 1').get(kind) as { body: string }).body) as Record<string, unknown>
  } finally {
    db.close()
  }
}
const words = (given: Record<string, string>) => new URLSearchParams(given).toString()

describe('templates in the browser', () => {
  it('begin with the list of fields and a template to start from, for whoever keeps them and for nobody else', async () => {
    const fields = await get('o1', '/templates/fields.csv')
    expect([fields.status, fields.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
    expect(await fields.text()).toContain('正文,{@正文},是,')
    const start = await get('o1', '/templates/W11/start.docx')
    expect(start.headers.get('content-disposition')).toContain(encodeURIComponent('W11 审理报告（起始模板）.docx'))
    expect(await linesOfWord(new Uint8Array(await start.arrayBuffer()))).toContain('{@正文}')
    for (const path of ['/templates/fields.csv', '/templates/W11/start.docx']) for (const login of ['l1', 's30', 'p25-1', 'a1']) expect([login, (await get(login, path)).status]).toEqual([login, 404])
    for (const path of ['/templates/W99/start.docx', '/templates/constructor/start.docx', '/templates/W11/1.docx']) expect((await get('o1', path)).status).toBe(404)
    expect((await fetch(`${demo.url}/templates/fields.csv`)).status).toBe(401)
    expect(await asked('l1', '{ templates { form } templateFields { name } }')).toEqual({ templates: [], templateFields: [] })
  })

  it('are tried out, and nothing is kept of it', async () => {
    const { status, said } = await post('o1', '/templates/check?form=W09', await templateOf(['{标体}', '{#被审查人}']))
    expect(status).toBe(200)
    expect(said).toMatchObject({ trial: null, faults: expect.arrayContaining(['“{标体}”不是模板字段，是不是“标题”', '“{#被审查人}”没有结束：请在后面补上“{/被审查人}”']) as unknown })
    const good = await post('o1', '/templates/check?form=W09', await templateOf(least))
    expect(good.said.faults).toEqual([])
    expect(await linesOfWord(Buffer.from(good.said.trial ?? '', 'base64'))).toContain('这是用虚构的样例试生成的文书，只看版式。')
    expect(await versionsOf('W09')).toMatchObject({ inForce: null, versions: [] })
  })

  it('come in force once confirmed: Word files are set by them, pages say so, and the paper is another', async () => {
    const before = await letter()
    expect(before.template).toBeNull()
    const file = await templateOf([...least, '本室版式　{案件编号}'])
    const given = { form: 'W09', from: today, note: '换版式', name: '../退回意见书.docx' }
    expect((await post('o1', `/templates?${words({ ...given, from: '2020-01-01', note: '' })}`, file)).said.refusals).toMatchObject([{ code: 'PAST_DAY', field: 'from' }, { code: 'NOT_WRITTEN', field: 'note' }])
    expect(await post('o1', `/templates?${words(given)}`, await templateOf(['{标题}']))).toMatchObject({ status: 422, said: { refusals: [{ code: 'TEMPLATE_FAULT', field: 'file' }, { code: 'TEMPLATE_FAULT' }] } })
    expect((await letter()).hash).toBe(before.hash)
    expect(await post('o1', `/templates?${words(given)}`, file)).toMatchObject({ status: 201, said: { version: 1 } })
    expect(lastLink('settings')).toMatchObject({ event: 'templateAdded', form: 'W09', version: 1, from: today })
    expect(await versionsOf('W09')).toMatchObject({ inForce: { version: 1 }, versions: [{ version: 1, file: '/templates/W09/1.docx' }] })
    const after = await letter()
    expect(after).toMatchObject({ template: { version: 1, from: today } })
    expect(after.hash).not.toBe(before.hash)
    const word = async () => Buffer.from(await (await get('o1', `${after.page}.docx`)).arrayBuffer())
    expect((await linesOfWord(await word())).at(-1)).toBe('本室版式　划审三〔2019〕6号')
    expect((await word()).equals(await word())).toBe(true)
    expect(await (await get('o1', after.page)).text()).toContain('本页是标准式样；这种文书已启用本单位的模板第1版')
    // The same for everybody who has the paper.
    expect(Buffer.from(await (await get('p25-1', `${after.page}.docx`)).arrayBuffer()).equals(await word())).toBe(true)
    const kept = await get('o1', '/templates/W09/1.docx')
    expect(kept.headers.get('content-disposition')).toContain(encodeURIComponent('退回意见书.docx'))
    expect(Buffer.from(await kept.arrayBuffer()).equals(Buffer.from(file))).toBe(true)
    expect(lastLink('reading')).toMatchObject({ what: ['template'] })
  })

  it('are taken back, and the standard layout is there again', async () => {
    const withdraw = (form: string) => asked<{ withdrawTemplate: { template?: { inForce: unknown }; refusals?: { code: string }[] } }>('o1', `mutation { withdrawTemplate(form: "${form}", from: "${today}", note: "恢复") { ... on TemplateWithdrawn { template { inForce { version } } } ... on TemplateRefused { refusals { code } } } }`)
    expect(await withdraw('W10')).toEqual({ withdrawTemplate: { refusals: [{ code: 'NOTHING_TO_WITHDRAW' }] } })
    const before = await letter()
    expect(await withdraw('W09')).toEqual({ withdrawTemplate: { template: { inForce: null } } })
    expect(await letter()).toMatchObject({ template: null })
    expect((await letter()).hash).not.toBe(before.hash)
    expect(lastLink('settings')).toMatchObject({ event: 'templateWithdrawn', form: 'W09', version: 2 })
  })

  it('are not for the nearest who may not, nor from another page, nor as a form sends it, nor larger than allowed', async () => {
    const given = words({ form: 'W09', from: today, note: '改', name: 'a.docx' })
    for (const login of ['l1', 's30']) {
      expect(await post(login, '/templates/check?form=W09', await templateOf(least))).toMatchObject({ status: 403, said: { refusals: [{ code: 'NOT_YOURS', message: '文书模板由案件审理室主任管理' }] } })
      expect(await post(login, `/templates?${given}`, await templateOf(least))).toMatchObject({ status: 403, said: { refusals: [{ code: 'NOT_YOURS' }] } })
      expect(lastLink('refusal')).toMatchObject({ template: 'W09', codes: ['NOT_YOURS'] })
    }
    expect(await post('o1', `/templates?${given}`, await templateOf(least), { origin: 'https://elsewhere.example' })).toMatchObject({ status: 403, said: { refusals: [{ code: 'FOREIGN_ORIGIN' }] } })
    expect(await post('o1', `/templates?${given}`, await templateOf(least), { 'content-type': 'text/plain' })).toMatchObject({ status: 400 })
    expect(await post('o1', '/templates/check?form=W09', new Uint8Array(2_000_001))).toMatchObject({ status: 413, said: { refusals: [{ code: 'TOO_LARGE' }] } })
    for (const wrong of ['form=W99', 'form=W09&form=W10', 'form=W09&more=1', '']) expect(await post('o1', `/templates/check?${wrong}`, await templateOf(least))).toMatchObject({ status: 400 })
    expect(await post('o1', `/templates?${words({ form: 'W09', from: '2026-02-30', note: '改', name: 'a.docx' })}`, await templateOf(least))).toMatchObject({ status: 400 })
    expect((await versionsOf('W09'))?.versions).toHaveLength(2)
  })
})

describe('a template', () => {
  it('comes in force only once its keeper has shown again who they are', async () => {
    const cookie = cookieOf(await ask(demo.url, 'mutation { signIn(name: "o1", password: "huapian-demo") { __typename } }'))
    const db = new Database(database)
    db.exec('update sessions set confirmed_until = null')
    db.close()
    cookies.clear()
    const send = async (as: string) => fetch(`${demo.url}/templates?${words({ form: 'W20', from: today, note: '换版式', name: 'a.docx' })}`, { method: 'POST', headers: { cookie: as, 'content-type': 'application/octet-stream' }, body: Buffer.from(await templateOf(least)) })
    const refused = await send(cookie)
    expect([refused.status, await refused.json()]).toMatchObject([403, { refusals: [{ code: 'CONFIRM_FIRST' }] }])
    expect((await send(cookieOf(await ask(demo.url, 'mutation { confirm(secret: "huapian-demo") { __typename } }', { cookie })))).status).toBe(201)
  })
})

// Each command is a process of its own, which takes a while on a busy machine.
describe('huapian templates', { timeout: 120_000 }, () => {
  function huapian(...given: string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', './src/setup/launch.js', 'src/main.ts', ...given], { encoding: 'utf8', env: { DATABASE_URL: database } })
    return { code: status, out: stdout.trim(), complaint: stderr.trim() }
  }
  const templates = (...given: string[]) => huapian('templates', ...given, '--as', 'o1')

  it('goes the same way: fields, a template to start from, a check, in force, papers by it, taken back', () => {
    expect(templates('fields').out.split('\n')).toContain('正文\t{@正文}\t是\t正文：标题、段落、表格、签字行，由系统排好；单独占一段\t')
    const [start, trial, out] = [join(folder, 'start.docx'), join(folder, 'trial.docx'), join(folder, 'papers')]
    expect(templates('start', 'W09', '--out', start)).toMatchObject({ code: 0, out: `已写到 ${start}` })
    expect(templates('start', 'W09', '--out', start)).toMatchObject({ code: 1, complaint: expect.stringContaining('已经存在') as unknown })
    expect(templates('check', 'W09', start, '--out', trial)).toMatchObject({ code: 0, out: `已写到 ${trial}\n没有错误` })
    expect(strFromU8(unzipSync(readFileSync(trial))['word/document.xml'] ?? new Uint8Array())).toContain('只看版式')
    expect(templates('add', 'W09', start, '--from', today, '--note', '命令行')).toMatchObject({ code: 0, out: `W09 退回审核意见书及补查提纲：第3版，${today}起启用` })
    expect(templates('list').out.split('\n')).toContain(`W09\t退回审核意见书及补查提纲\t第3版（${today}起，start.docx）`)
    const papers = huapian('papers', 'C01', '--out', out, '--as', 'o1').out.split('\n').filter((line) => line.startsWith('W09-1'))
    expect(papers).toEqual([expect.stringMatching(/^W09-1\t[0-9a-f]{64}\t.*\.docx\t模板第3版（.*起）\t/)])
    const [, , file = ''] = papers[0]?.split('\t') ?? []
    expect(huapian('compare', file, 'C01', '--as', 'o1').out).not.toContain('已经过时')
    expect(templates('withdraw', 'W09', '--from', today, '--note', '恢复')).toMatchObject({ code: 0, out: `W09 退回审核意见书及补查提纲：${today}起用标准式样` })
    expect(huapian('compare', file, 'C01', '--as', 'o1').out).toContain('全文：这个文件已经过时：W09-1 生成以后，案件内容或者模板有变动，请重新生成')
    expect(huapian('verify').out).toContain('全部相符')
  })

  it('tells every fault, a line each, and keeps nothing', async () => {
    const file = join(folder, 'faulty.docx')
    writeFileSync(file, await templateOf(['{标体}', '{@正文}后面']))
    const { code, complaint } = templates('check', 'W09', file, '--out', join(folder, 'none.docx'))
    expect(code).toBe(1)
    expect(complaint.split('\n')).toEqual(expect.arrayContaining(['“{标体}”不是模板字段，是不是“标题”', '“{@正文}”应当单独占一段，前后不能有别的字']))
    expect(existsSync(join(folder, 'none.docx'))).toBe(false)
    const before = templates('list').out
    expect(templates('add', 'W09', file, '--from', today, '--note', '改').code).toBe(1)
    expect(templates('list').out).toBe(before)
  })

  it.each([
    ['a form that is none', ['start', 'W99', '--out', 'x.docx', '--as', 'o1'], 2, '没有这种文书，请写 W01 至 W30 中的一种'],
    ['a day that is none', ['add', 'W09', 'x.docx', '--from', '2026-02-30', '--note', 'x', '--as', 'o1'], 2, '应当是真实的日期'],
    ['a file that is not there', ['check', 'W09', join(folder, 'nothing.docx'), '--as', 'o1'], 2, '读不到文件'],
    ['nobody', ['list'], 2, '缺少选项 --as <人>'],
    ['the leader in charge', ['list', '--as', 'l1'], 1, '文书模板由案件审理室主任管理'],
    ['a group leader who would add one', ['add', 'W09', join(folder, 'start.docx'), '--from', today, '--note', 'x', '--as', 's30'], 1, '文书模板由案件审理室主任管理'],
  ])('refuses %s', (_what, given, code, sentence) => {
    expect(huapian('templates', ...given)).toMatchObject({ code, complaint: expect.stringContaining(sentence) as unknown })
  })
})
