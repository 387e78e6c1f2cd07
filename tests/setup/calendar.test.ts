import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cityIn } from '../store/city.ts'

const folder = mkdtempSync(join(tmpdir(), 'huapian-calendar-'))
const file = join(folder, 'city.db')
beforeAll(async () => (await cityIn(file)).close())
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the real command on this city. */
function calendar(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', './src/setup/launch.js', 'src/main.ts', 'calendar', ...words], { encoding: 'utf8', env: { DATABASE_URL: file } })
  return { code: status, out: stdout.trim(), complaint: stderr.trim() }
}
const shown = (year: string) => JSON.parse(calendar('show', year, '--as', 'officeHead').out) as { year: number; source: string; holidays: string[]; madeUp: string[] }
function written(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
const notice = { year: 2029, source: '国务院办公厅关于2029年部分节假日安排的通知', holidays: ['2月13日至14日 春节'], madeUp: ['2月10日 春节'] }

// Each command is a process of its own, which takes a while on a busy machine.
describe('rest days on the command line', { timeout: 60_000 }, () => {
  it.each([
    ['a year that is none', ['show', '1800', '--as', 'officeHead'], '参数 <年份>有误：应当是年份，如 2027'],
    ['nobody', ['show', '2026'], '缺少选项 --as <人>'],
    ['a file that is not there', ['preview', join(folder, 'none.json'), '--as', 'officeHead'], '读不到这个文件'],
    ['a file that is no JSON', ['preview', written('words.json', '10月1日'), '--as', 'officeHead'], '不是 JSON'],
    ['a file with a part missing', ['publish', written('part.json', { year: 2029 }), '--as', 'officeHead'], '应当写有 year（数）、source（文字）、holidays 和 madeUp（文字的数组）'],
  ])('are refused with exit code 2 for %s', (_what, words, sentence) => {
    const { code, out, complaint } = calendar(...words)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(complaint.split('\n').filter((line) => line.includes(sentence))).toHaveLength(1)
  })

  it('are previewed without a change, then published, and shown as they were written', () => {
    const before = shown('2029')
    const path = written('2029.json', notice)
    expect(calendar('preview', path, '--as', 'officeHead')).toMatchObject({ code: 0, out: expect.stringMatching(/^2029年：3 天的上班、休息有变动（2029-02-10、2029-02-13、2029-02-14）\n没有届满日变动$/) as unknown })
    expect(shown('2029')).toEqual(before)
    expect(calendar('publish', path, '--as', 'officeHead')).toMatchObject({ code: 0, out: expect.stringContaining('2029年放假安排已经发布') as unknown })
    expect(shown('2029')).toMatchObject({ year: 2029, source: notice.source })
    expect(calendar('preview', written('again.json', shown('2029')), '--as', 'officeHead').out).toMatch(/^2029年：0 天的上班、休息有变动\n/)
  })

  it('are published by their keeper, and by nobody near', () => {
    const before = shown('2030')
    expect(calendar('publish', written('2030.json', { ...notice, year: 2030 }), '--as', 'lead')).toEqual({ code: 1, out: '', complaint: '放假安排由案件审理室主任发布' })
    expect(shown('2030')).toEqual(before)
  })

  it('say in a line each what is wrong with a notice, and publish nothing', () => {
    const before = shown('2030')
    const { code, complaint } = calendar('publish', written('bad.json', { year: 2030, source: '', holidays: ['2月30日 春节'], madeUp: [] }), '--as', 'officeHead')
    expect(code).toBe(1)
    expect(complaint.split('\n')).toEqual(expect.arrayContaining([expect.stringContaining('请填写放假通知的名称或者文号'), expect.stringContaining('2月30日')]))
    expect(shown('2030')).toEqual(before)
  })
})
