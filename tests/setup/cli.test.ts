import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { progressOf } from '../../src/progress.ts'

const folder = mkdtempSync(join(tmpdir(), 'huapian-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the real command with nothing else in its environment. */
function huapian(words: string[], environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', './src/setup/launch.js', 'src/main.ts', ...words], { encoding: 'utf8', env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  return { code: status, out: stdout, complaint: stderr.trim().split('\n') }
}

describe('the command line', () => {
  it('explains every command and every setting', () => {
    const { code, out } = huapian(['--help'])
    expect(code).toBe(0)
    for (const word of ['serve', 'seed', 'replay', 'verify', 'simulate', 'schema', 'operations', 'audit', 'PORT', 'DATABASE_URL', 'COMMISSION', 'AUDIT_KEY_FILE', 'AUDIT_HEADS_DIR', 'AUDIT_SYSLOG', 'AUDIT_KEEP_DAYS', '退出码']) expect(out).toContain(word)
    expect(out).not.toMatch(/Usage|Options|Commands|display/)
  })

  it.each(['serve', 'seed', 'replay', 'verify', 'simulate', 'schema', 'audit', 'audit export', 'audit key'])('explains %s with its exit codes, in Chinese', (command) => {
    const { code, out } = huapian([...command.split(' '), '--help'])
    expect(code).toBe(0)
    expect(out).toMatch(/用法：/)
    expect(out).toMatch(/退出码：0 .*1 /)
    expect(out).not.toMatch(/Usage|Options|Arguments|display|default/)
  })

  it.each([
    ['a command that does not exist', ['serv'], '没有“serv”这个命令'],
    ['an option that does not exist', ['verify', '--fast'], '没有“--fast”这个选项'],
    ['a missing file name', ['replay'], '缺少参数 <文件>'],
    ['an option without its value', ['replay', 'a.json', '--database'], '后面缺少内容'],
    ['a number that is none', ['simulate', '--cases', 'many'], '应当是不小于 1 的整数'],
    ['too many words', ['verify', 'now'], '参数太多'],
  ])('says in one line what is wrong with %s', (_what, words, sentence) => {
    const { code, out, complaint } = huapian(words)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(complaint).toEqual([expect.stringContaining(sentence)])
  })

  it.each([['serve'], ['seed'], ['verify'], ['simulate']])('%s names every fault of the settings before anything else', (command) => {
    const { code, complaint } = huapian([command], { PORT: 'x', DATABASE_URL: 'mysql://h/d', COMMISSION: '厦门' })
    expect(code).toBe(2)
    expect(complaint).toEqual(['设置有误：', expect.stringMatching(/^PORT：/), expect.stringMatching(/^DATABASE_URL：/), expect.stringMatching(/^COMMISSION：/)])
  })

  it.each([
    ['a file that is no database', 'package.json', '不是数据库文件'],
    ['a place where no file can be', '/dev/null/huapian.db', '不能存放文件'],
    ['a server that is not there', 'postgres://nobody@127.0.0.1:1/none', '连不上'],
  ])('says in one line that it cannot open %s', (_what, url, sentence) => {
    const { code, complaint } = huapian(['verify'], { DATABASE_URL: url })
    expect(code).toBe(1)
    expect(complaint).toEqual([expect.stringContaining(sentence)])
  })

  it.each([['seed'], ['simulate']])('%s invents nothing in production', (command) => {
    const { code, complaint } = huapian([command], { NODE_ENV: 'production', AUDIT_KEY_FILE: join(folder, 'key.pem'), DATABASE_URL: join(folder, 'production.db') })
    expect(code).toBe(1)
    expect(complaint).toEqual(['生产环境不装入演示和模拟的案件'])
    expect(existsSync(join(folder, 'production.db'))).toBe(false)
  })

  it('simulates, finds nothing wrong with it, and does not put the demo on top', () => {
    const environment = { DATABASE_URL: join(folder, 'simulated.db') }
    expect(huapian(['simulate', '--cases', '3', '--years', '1', '--seed', '7'], environment)).toMatchObject({ code: 0, out: expect.stringMatching(/^3 件，共 \d+ 个步骤\n$/) })
    expect(huapian(['verify'], environment)).toMatchObject({ code: 0, out: '全部相符\n' })
    expect(huapian(['seed'], environment)).toMatchObject({ code: 1, complaint: [expect.stringContaining('已经有案件')] })
  })

  it('shows progress as plain lines where there is no terminal', () => {
    const lines: string[] = []
    const progress = progressOf('核对', { write: (text) => lines.push(text) })
    for (let done = 0; done <= 40; done += 1) progress(done, 40)
    expect(lines).toEqual(Array.from({ length: 10 }, (_, n) => `核对 ${(n + 1) * 10}%（${(n + 1) * 4}/40）\n`))
  })
})
