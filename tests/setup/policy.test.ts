import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../src/review/day.ts'
import { now } from '../../src/now.ts'
import { cityIn } from '../store/city.ts'

const folder = mkdtempSync(join(tmpdir(), 'huapian-policy-'))
const file = join(folder, 'city.db')
beforeAll(async () => (await cityIn(file)).close())
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the real command on this city. */
function policy(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', './src/setup/launch.js', 'src/main.ts', 'policy', ...words], { encoding: 'utf8', env: { DATABASE_URL: file } })
  return { code: status, out: stdout.trim(), complaint: stderr.trim() }
}
const from = addDays(now().on, 3)

// Each command is a process of its own, which takes a while on a busy machine.
describe('numbers of the policy on the command line', { timeout: 60_000 }, () => {
  it('are proposed by one with what would move, confirmed by another, and listed', () => {
    const asked = ['redDays', '2', '--from', from, '--source', '主任办公会纪要', '--reason', '试行']
    expect(policy('propose', ...asked, '--as', 'groupLeader')).toMatchObject({ code: 1, complaint: '“红灯”的改动由案件审理室主任提出' })
    expect(policy('propose', ...asked.with(1, '9'), '--as', 'officeHead')).toMatchObject({ code: 1, complaint: '红灯不能早于黄灯（届满前7个工作日）' })
    const { code, out } = policy('propose', ...asked, '--as', 'officeHead')
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(new RegExp(`^红灯，${from}起：届满前 3个工作日 → 2个工作日\n在办案件没有变动\n改动 [0-9a-f]{12} 已经提出；请分管领导在`)) as unknown })
    const id = /改动 ([0-9a-f]+)/.exec(out)?.[1] ?? ''
    expect(policy('list', '--changes', 'pending', '--as', 'leaderInCharge').out).toContain(`${id}  红灯：2个工作日，${from}起  依据：主任办公会纪要`)
    expect(policy('confirm', id, '--as', 'officeHead')).toMatchObject({ code: 1, complaint: '“红灯”的改动由分管领导决定\n不能决定自己提出的改动，请由另一人决定' })
    expect(policy('confirm', id, '--as', 'leaderInCharge')).toMatchObject({ code: 0, out: expect.stringContaining(`${id} 已经同意，${from}起生效`) as unknown })
    expect(policy('list', '--as', 'officeHead').out).toContain(`redDays\t红灯\t3个工作日\t2018-01-01起\t${from}起：2个工作日`)
  })

  it('say what can be written, and refuse what is no number with exit code 2', () => {
    expect(policy('show', 'returnApprover', '--as', 'officeHead').out.split('\n')[0]).toBe('supplement\t退回补充审查调查\tofficeHead\tofficeHead 案件审理室主任、leaderInCharge 分管领导、commissionHead 主要负责人')
    expect(policy('show', 'noSuch', '--as', 'officeHead')).toMatchObject({ code: 2, complaint: expect.stringContaining('没有“noSuch”这个参数') as unknown })
  })
})
