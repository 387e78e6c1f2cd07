import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { basis } from '../../src/review/law.ts'
import { links } from '../../src/store/audit.ts'
import { savePolicy } from '../../src/store/settings.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { commission, who } from '../help/city.ts'
import { accepted, after, cityIn, editor } from '../store/city.ts'

const folder = mkdtempSync(join(tmpdir(), 'huapian-digest-'))
const file = join(folder, 'city.db')
let numbers: { plain: string; secret: string }
const allow = (store: Store, value: boolean) => savePolicy(store, editor, [{ name: 'remindersOutside', from: '2018-01-01', value, basis: basis('R-603-reminders'), note: '' }])
const inStore = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
  const store = await openStore(file)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
beforeAll(async () => {
  const store = await cityIn(file)
  const secret = await accepted(store)
  numbers = { plain: (await accepted(store)).case.number, secret: secret.case.number }
  await after(store, secret, 'classify', who.leaderInCharge, { level: 'confidential', years: 5, reason: '涉及国家秘密' })
  await store.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function digest(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', './src/setup/launch.js', 'src/main.ts', 'digest', ...words], { encoding: 'utf8', env: { DATABASE_URL: file } })
  return { code: status, out: stdout, complaint: stderr.trim() }
}

describe('the digest', { timeout: 60_000 }, () => {
  it('is not made while the office has not allowed it', () => expect(digest()).toMatchObject({ code: 1, out: '', complaint: expect.stringContaining('没有开放提醒摘要') as unknown }))

  it('tells each what they have to do and to see to, with numbers and without names, and nothing that is classified', async () => {
    await inStore((store) => allow(store, true))
    const { code, out } = digest('--on', '2026-03-30')
    expect(code).toBe(0)
    const parts = out.split(/(?=^\S+，.*：截至)/m)
    expect(parts.map((part) => part.split('，')[0])).toEqual(['groupLeader', 'officeHead'])
    expect(parts[0]).toBe(`groupLeader，小组组长（第三片区）：截至2026年3月30日的到期提醒\n\n由您办理（1条）\n1. ${numbers.plain} 审理期限2026年4月2日届满，还有3个工作日，由划片小组办理\n\n请登录划片审理系统办理。本摘要不含案件内容，请勿转发。\n\n`)
    expect(out).not.toContain(numbers.secret)
    expect(out).not.toMatch(/林某/)
  })

  it('is that of one person where one is named, the nearest who may not see it told nothing', () => {
    expect(digest('--as', 'groupLeader', '--on', '2026-03-30').out).toContain(numbers.plain)
    expect(digest('--as', 'otherGroupLeader', '--on', '2026-03-30')).toMatchObject({ code: 0, out: '没有到期提醒\n' })
  })

  it('goes into one file each, which nobody else can read', () => {
    const out = join(folder, 'out')
    mkdirSync(out)
    expect(digest('--on', '2026-03-30', '--out', out)).toMatchObject({ code: 0, out: '已写入 2 份\n' })
    expect(readdirSync(out).toSorted()).toEqual(['groupLeader.txt', 'officeHead.txt'])
    expect(readFileSync(join(out, 'officeHead.txt'), 'utf8')).toContain('由您督促（1条）')
  })

  it('leaves a record for everybody who was told something', async () => {
    const read = (await inStore((store) => links(store, commission, 0, 10_000))).map((link) => JSON.parse(link.body) as { kind: string; by: string; what: string[]; cases?: string[] }).filter(({ kind }) => kind === 'reading')
    expect(read.filter(({ by, what }) => by === 'officeHead' && what.join() === 'digest').map(({ cases }) => cases?.length)).toEqual([1, 1])
  })

  it('says what is wrong with a day', () => expect(digest('--on', '2026-02-30')).toMatchObject({ code: 2, complaint: expect.stringContaining('应当是真实的日期') as unknown }))
})
