/** Keys, heads and exports by the real commands and a real server. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'huapian-audit-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const command = ['--import', './src/setup/launch.js', 'src/main.ts']
function huapian(words: string[], environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...command, ...words], { encoding: 'utf8', env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  return { code: status, out: stdout, complaint: stderr }
}

/** Serves until it has said its address, then tells it to stop; gives all it printed and its exit code. */
async function served(environment: Record<string, string>): Promise<{ code: number | null; printed: string }> {
  const child = spawn(process.execPath, [...command, 'serve'], { env: { PORT: '0', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  let told = false // once: a second signal ends it at once
  const hear = (data: Buffer) => {
    printed += data.toString()
    if (told || !printed.includes('按 Ctrl+C 停止')) return
    told = true
    child.kill('SIGTERM')
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, printed }
}

const database = at('one.db')
const environment = { DATABASE_URL: database, AUDIT_HEADS_DIR: at('second-place') }
beforeAll(() => { expect(huapian(['simulate', '--cases', '2', '--years', '1', '--seed', '5'], environment).code).toBe(0) }, 120_000)

describe('a key', { timeout: 120_000 }, () => {
  it('is made by a command, and shown by its public half only', () => {
    const made = huapian(['audit', 'key', '--out', at('key.pem')], { NODE_ENV: 'production' })
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^公钥编号 [0-9a-f]{16}，私钥已存入[\s\S]*BEGIN PUBLIC KEY/) })
    expect(statSync(at('key.pem')).mode & 0o777).toBe(0o600)
    const shown = huapian(['audit', 'key'], { AUDIT_KEY_FILE: at('key.pem') })
    expect(shown.out).toContain(/公钥编号 [0-9a-f]{16}/.exec(made.out)?.[0])
    expect(made.out + shown.out).not.toContain('PRIVATE')
    expect(huapian(['audit', 'key', '--out', at('key.pem')])).toMatchObject({ code: 1, complaint: expect.stringContaining('已经存在，不覆盖') })
    expect(huapian(['audit', 'key'], { AUDIT_KEY_FILE: at('none.pem') })).toMatchObject({ code: 1, complaint: expect.stringContaining('读不到链头签名密钥') })
  })

  it('is wanted in production, and less than half a year of records is refused', () => {
    expect(huapian(['serve'], { NODE_ENV: 'production', DATABASE_URL: at('production.db') })).toMatchObject({ code: 2, complaint: expect.stringContaining('AUDIT_KEY_FILE：生产环境必须指定') })
    expect(huapian(['serve'], { AUDIT_KEEP_DAYS: '179' })).toMatchObject({ code: 2, complaint: expect.stringContaining('AUDIT_KEEP_DAYS：审计记录至少保存 180 天') })
    expect(huapian(['serve'], { NODE_ENV: 'production', DATABASE_URL: at('production.db'), AUDIT_KEY_FILE: at('none.pem'), FACTOR_KEY_FILE: at('factor.key'), ATTACHMENT_KEY_FILE: at('factor.key') })).toMatchObject({ code: 1, complaint: expect.stringContaining('读不到链头签名密钥') })
    expect(existsSync(at('production.db'))).toBe(false)
  })

  it('given, production starts with it and says where heads are not kept', async () => {
    huapian(['audit', 'key', '--out', at('production.pem')])
    writeFileSync(at('factor.key'), 'ab'.repeat(32), { mode: 0o600 })
    const { code, printed } = await served({ NODE_ENV: 'production', DATABASE_URL: at('production.db'), AUDIT_KEY_FILE: at('production.pem'), FACTOR_KEY_FILE: at('factor.key'), ATTACHMENT_KEY_FILE: at('factor.key') })
    expect([code, printed]).toEqual([0, expect.stringMatching(/链头签名密钥：.*公钥编号 [0-9a-f]{16}[\s\S]*没有用 AUDIT_HEADS_DIR 指定第二处/)])
  })
})

describe('heads in a second place', { timeout: 120_000 }, () => {
  it('are written at start and stop; a database set back is refused and verified wrong; one that goes on is served', async () => {
    copyFileSync(database, at('earlier.db'))
    expect((await served(environment)).code).toBe(0)
    expect(statSync(at('audit-key.pem')).mode & 0o777).toBe(0o600)
    const file = join(environment.AUDIT_HEADS_DIR, 'xm.heads.jsonl')
    const seqs = readFileSync(file, 'utf8').trim().split('\n').map((line) => (JSON.parse(line) as { seq: number }).seq)
    expect(seqs.length).toBeGreaterThan(1) // accounts are made between start and stop
    expect(huapian(['verify'], environment)).toMatchObject({ code: 0, out: '全部相符\n', complaint: expect.stringContaining('不由审计链证明的表：sessions（') })

    const setBack = { ...environment, DATABASE_URL: at('earlier.db') }
    expect(await served(setBack)).toEqual({ code: 1, printed: expect.stringMatching(new RegExp(`数据库的审计链 xm 只到第\\d+条，另处保存的链头（.*）已到第${seqs.at(-1)}条.*拒绝启动`)) })
    expect(huapian(['verify'], setBack)).toMatchObject({ code: 1, out: expect.stringContaining(`另处保存的链头为第${seqs.at(-1)}条`) })

    expect((await served(environment)).code).toBe(0)
  })

  it('that are not signed as they should be are named by verify, and a link that was bent by its number', () => {
    const head = readFileSync(join(environment.AUDIT_HEADS_DIR, 'xm.heads.jsonl'), 'utf8').split('\n')[0] ?? ''
    writeFileSync(at('bent.jsonl'), head.replace(/"seq":\d+/, '"seq":1'))
    expect(huapian(['verify', '--heads', at('bent.jsonl')], environment)).toMatchObject({ code: 1, out: expect.stringContaining('bent.jsonl 第1行：签名不符') })
    expect(huapian(['verify', '--heads', at('none.jsonl')], environment)).toMatchObject({ code: 1, complaint: expect.stringContaining('读不到链头文件') })
    copyFileSync(database, at('tampered.db'))
    const db = new Database(at('tampered.db'))
    db.exec(`drop trigger audit_no_update; update audit set body = replace(body, '"step"', '"stup"') where seq = 7`)
    db.close()
    expect(huapian(['verify'], { DATABASE_URL: at('tampered.db') })).toMatchObject({ code: 1, out: expect.stringContaining('第7条的内容与其杂凑值不符') })
  })
})

describe('an export', { timeout: 120_000 }, () => {
  it('is checked by the one file, with the public key of the installation', () => {
    const made = huapian(['audit', 'export', '--out', at('audit.jsonl')], { ...environment, AUDIT_KEEP_DAYS: '3650' })
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^已导出第1条至第\d+条到/) })
    expect(statSync(at('audit.jsonl')).mode & 0o777).toBe(0o600)
    expect(readFileSync(at('audit.jsonl'), 'utf8').split('\n')[0]).toContain('不少于3650天')
    writeFileSync(at('public.pem'), huapian(['audit', 'key'], environment).out)
    const { status, stdout } = spawnSync(process.execPath, ['src/verifier/verify-chain.mjs', at('audit.jsonl'), '--key', at('public.pem'), '--heads', join(environment.AUDIT_HEADS_DIR, 'xm.heads.jsonl')], { encoding: 'utf8' })
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^全部相符：xm 第1条至第\d+条/)])
    expect(huapian(['verify'], environment)).toMatchObject({ code: 0 })
  })

  it('overwrites nothing, and says what is wrong with its options', () => {
    expect(huapian(['audit', 'export', '--out', at('audit.jsonl')], environment)).toMatchObject({ code: 1, complaint: expect.stringContaining('已经存在') })
    expect(huapian(['audit', 'export', '--out', at('none/audit.jsonl')], environment)).toMatchObject({ code: 1, complaint: expect.stringContaining('写不了') })
    expect(huapian(['audit', 'export', '--out', at('late.jsonl'), '--from', '999999'], environment)).toMatchObject({ code: 1, complaint: expect.stringMatching(/只到第\d+条/) })
    expect(huapian(['audit', 'export'], environment)).toMatchObject({ code: 2, complaint: expect.stringContaining('缺少选项 --out <文件>') })
    expect(huapian(['audit', 'nothing'], environment)).toMatchObject({ code: 2, complaint: expect.stringContaining('没有“nothing”这个命令') })
    expect(huapian(['audit'], environment)).toMatchObject({ code: 2, complaint: expect.stringContaining('没有写明做什么') })
  })
})

describe('the log on the command line', { timeout: 120_000 }, () => {
  const list = (...words: string[]) => huapian(['audit', 'list', ...words], environment)
  it('is listed for the audit administrator alone, by what is asked for, and written to a file', () => {
    const told = list('--as', 'a3', '--kind', 'step', '--action', 'transfer')
    const lines = told.out.trimEnd().split('\n')
    expect([told.code, lines.at(-1)]).toEqual([0, `共 ${lines.length - 1} 条`])
    expect(lines.slice(0, -1).every((line) => /^\d+ {2}.+办理 {2}移送审理 .+已经做成/.test(line))).toBe(true)
    expect(list('--as', 'a3', '--kind', 'step', '--until', '2000-01-01').out).toBe('共 0 条\n')
    expect(list('--as', 'a2')).toMatchObject({ code: 1, out: '', complaint: '审计记录只有审计管理员可以查阅\n' })
    expect(list('--as', 'a3', '--out', at('log.csv'), '--action', 'transfer')).toMatchObject({ code: 0, out: expect.stringMatching(/^已导出 \d+ 条到 /) as unknown })
    const file = readFileSync(at('log.csv'), 'utf8')
    expect(file).toContain('筛选条件,事项：移送审理')
    expect(file.trimEnd().split('\r\n').filter((line) => line.includes(',移送审理,'))).toHaveLength(lines.length - 1)
    for (const [words, sentence] of [[['--kind', 'nothing'], '--kind 不能是“nothing”'], [['--since', '2026-02-30'], '--since 不能是“2026-02-30”'], [['--out', at('log.txt')], '应当以 .xlsx 或者 .csv 结尾']] as const)
      expect(list('--as', 'a3', ...words)).toMatchObject({ code: 2, complaint: expect.stringContaining(sentence) as unknown })
    expect(list('--as', 'a3', '--out', at('log.csv'))).toMatchObject({ code: 1, complaint: expect.stringContaining('已经存在') as unknown })
  })
})
