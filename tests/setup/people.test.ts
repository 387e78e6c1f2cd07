import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issueCode, openDemoAccounts, signIn } from '../../src/store/sessions.ts'
import { openStore } from '../../src/store/store.ts'
import { verify } from '../../src/store/verify.ts'
import { now } from '../../src/now.ts'
import { commission, who } from '../help/city.ts'
import { cityIn, editor } from '../store/city.ts'

const folder = mkdtempSync(join(tmpdir(), 'huapian-people-'))
const file = join(folder, 'city.db')
const password = '一个足够长的演示密码'
beforeAll(async () => {
  const store = await cityIn(file)
  await openDemoAccounts(store, { ...editor, at: now().at }, Object.keys(who).map((name) => ({ personId: name, login: name })), password)
  await store.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the real command on this city. */
function people(words: string[], { production = false, input = '' } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', './src/setup/launch.js', 'src/main.ts', 'people', ...words], { encoding: 'utf8', input, env: { DATABASE_URL: file, NODE_ENV: production ? 'production' : 'development', AUDIT_KEY_FILE: join(folder, 'key.pem'), FACTOR_KEY_FILE: join(folder, 'factor.key') } })
  return { code: status, out: stdout.trim().split('\n'), complaint: stderr.trim() }
}
const proposed = (line = ''): string => /^提请 (\w+)/.exec(line)?.[1] ?? ''

// Each command is a process of its own, which takes a while on a busy machine.
describe('the staff on the command line', { timeout: 120_000 }, () => {
  it('is explained in Chinese, each command with its exit codes', () => {
    const { code, out } = people(['--help'])
    expect(code).toBe(0)
    for (const word of ['list', 'add', 'appoint', 'move', 'suspend', 'end', 'reset', 'deputise', 'help', 'proposals', 'confirm', '退出码']) expect(out.join('\n')).toContain(word)
    const one = people(['deputise', '--help']).out.join('\n')
    expect(one).toMatch(/用法：[\s\S]*--as <人>[\s\S]*退出码：0 .*1 /)
    expect(one).not.toMatch(/Usage|Options|Arguments|default/)
  })

  it.each([
    ['without a command', [], '没有写明做什么'],
    ['with one that does not exist', ['promote'], '没有“promote”这个命令'],
    ['as nobody', ['list'], '缺少选项 --as <人>'],
    ['for no reason', ['reset', 'lead', '--as', 'systemAdmin'], '缺少选项 --reason <理由>'],
    ['to a role that does not exist', ['appoint', 'lead', '局长', '--as', 'securityAdmin', '--reason', '工作需要'], '没有“局长”这个职务'],
    ['until a day that does not exist', ['end', 'lead', '审理员', '--until', '2026-02-30', '--as', 'securityAdmin', '--reason', '工作需要'], '应当是真实的日期'],
    ['in a state that does not exist', ['proposals', '--state', 'done', '--as', 'auditAdmin'], '可以写：等待决定'],
  ])('says what is wrong with a command %s', (_what, words, sentence) => {
    const { code, complaint } = people(words)
    expect(code).toBe(2)
    expect(complaint.split('\n').at(-1)).toContain(sentence)
  })

  it('appoints by two, and says in a line each why not', () => {
    expect(people(['add', 'wang', '王某', '--home', 'P03', '--as', 'systemAdmin'])).toMatchObject({ code: 0 })
    expect(people(['appoint', 'wang', '审理员', '--zone', 'Z3', '--reason', '新到任', '--as', 'systemAdmin'])).toMatchObject({ code: 1, complaint: '任职由安全保密管理员提请' })
    const asked = people(['appoint', 'wang', '审理员', '--zone', 'Z3', '--reason', '新到任', '--as', 'securityAdmin'])
    expect(asked).toMatchObject({ code: 0, out: [expect.stringMatching(/^提请 \w{12} 任职：审理员（第三片区），.*请另一位管理员在.*以前决定$/)] })
    expect(people(['proposals', '--as', 'auditAdmin']).out).toEqual([expect.stringMatching(/王某 {2}任职：.*提请人：securityAdmin {2}等待决定$/)])
    expect(people(['confirm', proposed(asked.out[0]), '--as', 'securityAdmin'])).toMatchObject({ code: 1, complaint: '这项提请由系统管理员决定\n不能决定自己提出的提请，请由另一人决定' })
    expect(people(['confirm', proposed(asked.out[0]), '--as', 'systemAdmin'])).toMatchObject({ code: 0, out: [expect.stringContaining('已经同意')] })
    expect(people(['list', '--as', 'auditAdmin']).out).toContain('wang  王某  审理员（第三片区）')
  })

  it('gives each of the two half of the code', () => {
    const asked = people(['open', 'wang', 'wangmou', '--reason', '新到任', '--as', 'systemAdmin'])
    expect(asked.out[1]).toMatch(/^一次性登录码的前一半：\w{6}，只显示这一次/)
    expect(people(['confirm', proposed(asked.out[0]), '--as', 'securityAdmin']).out[1]).toMatch(/^一次性登录码的后一半：\w{6}，/)
  })

  it('asks in production for the password of whoever is named, and lets nobody else', async () => {
    const words = ['suspend', 'otherHandler', '--reason', '疑似泄密', '--as', 'systemAdmin']
    expect(people(words, { production: true, input: '不对\n' })).toMatchObject({ code: 1, complaint: '登录名或者密码不对，或者帐号已经锁定、停用' })
    expect(people(['suspend', 'otherHandler', '--reason', '疑似泄密', '--as', 'officeHead'], { production: true, input: `${password}\n` })).toMatchObject({ code: 1, complaint: '停用帐号由系统管理员或者安全保密管理员办理' })
    expect(people(words, { production: true, input: `${password}\n` })).toMatchObject({ code: 0, complaint: '' })
    const store = await openStore(file)
    const time = now()
    expect(await signIn(store, commission, { login: 'otherhandler', password }, time)).toBeNull()
    const issued = await issueCode(store, { ...editor, at: time.at }, 'lead', 'lead')
    expect(await verify(store, commission, time)).toEqual([])
    await store.close()
    expect(people(['list', '--as', 'lead'], { production: true, input: `${'code' in issued ? issued.code : ''}\n` })).toMatchObject({ code: 1, complaint: '请先用登录码登录系统，设置自己的密码' })
  })
})
