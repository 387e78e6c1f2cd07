/** 集体审议 in the browsers of a leader and of two members: called, written for, opened, recorded, its material fetched; live for whoever may see. */
import { mkdirSync, readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linesOfWord } from '../../src/papers/word-reader.ts'
import { ask, idOf, soon, step } from './asking.ts'
import { city, faults, type City, type Seat } from './browser.ts'
import { cut, foreign, mouseOnly } from './looking.ts'

let here: City
beforeAll(async () => { here = await city() })
afterAll(async () => { await here.stop() })

const marks = ['facts', 'evidence', 'nature', 'handling', 'formalities', 'procedure'].map((standard) => `{ standard: ${standard}, verdict: ${standard === 'evidence' ? 'minor' : 'pass'}, note: "${standard === 'evidence' ? '用车记录不全' : ''}" }`).join(' ')
const concluding = (...panel: string[]) => `, recommendation: return, checklist: [${marks}], opinions: [${panel.map((one) => `{ personId: "${idOf(one)}", opinion: "建议退回补充" }`).join(' ')}]`
/** A picture of a page, where a folder is named. */
async function pictured(name: string, seat: Seat): Promise<void> {
  await seat.page.mouse.move(5, 700)
  await seat.settled()
  const folder = process.env.HUAPIAN_SHOTS
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await seat.page.screenshot({ path: `${folder}/meeting-${name}.png`, fullPage: true })
}

describe('a meeting in the browsers of those who deliberate', () => {
  it('is called with two cases, written for in silence, opened, recorded, and fetched as one file; who was recused from one sees the other', async () => {
    const [leader, member, recused, office] = await Promise.all([here.sit('s30'), here.sit('s34'), here.sit('s33', { dark: true, english: true, width: 1920, height: 1080 }), here.sit('o1')])
    const cases = (await ask(leader, 'query { cases(first: 20, filter: { stages: [reading] }, sort: { by: number }) { edges { node { id number title } } } }')).cases as unknown as { edges: { node: { id: string; number: string; title: string } }[] }
    const [old, young] = cases.edges.map(({ node }) => node) as [{ id: string; number: string; title: string }, { id: string; number: string; title: string }]
    const lead = await here.sit('s31')
    // s33 sits on both panels, and is recused from one.
    await step(leader, young.id, 'changePanel', `, out: "${idOf('s36')}", in: "${idOf('s33')}", because: absence, reason: "出差", handover: "已交接", reasonForDifference: "按本周分工"`)
    await step(recused, young.id, 'signUndertaking')
    await step(member, young.id, 'conclude', concluding('s34', 's33'))
    await step(recused, old.id, 'requestRecusal', `, personId: "${idOf('s33')}", ground: interest, reason: "与本案有利害关系"`)
    await step(office, old.id, 'decideRecusal', `, personId: "${idOf('s33')}", grant: true, reason: "经核实"`)
    await step(leader, old.id, 'keepEarlierWork', `, personId: "${idOf('s33')}", reason: "经核对无误"`)
    await step(leader, old.id, 'changePanel', `, in: "${idOf('s34')}", because: replacement, reason: "补足空缺", reasonForDifference: "按本周分工"`)
    await step(member, old.id, 'signUndertaking')
    await step(lead, old.id, 'conclude', concluding('s31', 's34'))

    // The leader calls a meeting with both, the younger first.
    await leader.go('/meetings?call=1')
    await pictured('calling', leader)
    await leader.page.fill('#place', '第一会议室')
    await leader.page.getByRole('button', { name: `列入 ${old.number}` }).click()
    await leader.page.getByRole('button', { name: `列入 ${young.number}` }).click()
    await leader.page.getByRole('button', { name: `${young.number} 上移` }).click()
    await leader.page.locator('form button[type=submit]').click()
    await leader.page.waitForSelector('h1:has-text("第三片区小组集体审议")')
    await leader.settled()
    expect(await leader.page.locator('section h2').allTextContents()).toEqual(['会议', `1. ${young.title}`, `2. ${old.title}`])
    expect(await leader.page.locator('dt:has-text("应当离席") + dd').last().textContent()).toContain('已决定回避')

    // Whoever was recused finds the other case alone, and no trace of this one; a member writes a dissent.
    await recused.go('/')
    await recused.page.click('section:has-text("Meetings I am invited to") a')
    await recused.page.waitForSelector(`h2:has-text("1. ${young.title}")`)
    await recused.settled()
    expect(await recused.page.locator('section h2').count()).toBe(2)
    expect(await recused.page.locator(`text=${old.number}`).count()).toBe(0)
    await member.go('/')
    await member.page.click('section:has-text("我要参加的审议") a')
    const mine = member.page.locator(`section[aria-label="1. ${young.title}"]`)
    await mine.getByLabel('我的意见').fill('可以在审理中补正')
    await mine.getByLabel('不同意见（没有的不写）').fill('不同意退回，建议形成审理报告')
    await mine.getByRole('button', { name: '写下我的意见' }).click()
    await mine.locator('text=改写我的意见').waitFor()
    const his = leader.page.locator(`section[aria-label="1. ${young.title}"]`)
    await his.locator('text=已写下意见').waitFor({ timeout: soon })
    for (const seat of [leader, recused]) expect(await seat.page.locator('text=不同意退回').count()).toBe(0)

    // Opened in the meeting, it is read by all who stay, at once.
    await his.getByRole('button', { name: `开始审议 ${young.number}` }).click()
    for (const seat of [leader, recused]) await seat.page.waitForSelector('article.opinion:has-text("不同意退回，建议形成审理报告")', { timeout: soon })
    await pictured('open', leader)
    await his.getByRole('button', { name: '记录审议结果' }).click()
    await leader.page.waitForSelector('.ant-drawer #minutes')
    const drawer = leader.page.locator('.ant-drawer')
    const opinions = drawer.locator('textarea[id^="opinions_"][id$="_opinion"]')
    expect(await opinions.evaluateAll((all) => all.map((one) => (one as HTMLTextAreaElement).value))).toContain('可以在审理中补正')
    for (const one of await opinions.all()) if ((await one.inputValue()) === '') await one.fill('同意退回')
    for (const one of await drawer.locator('textarea[id^="opinions_"][id$="_dissent"]').all()) if ((await one.inputValue()) !== '') await one.fill('建议形成审理报告')
    await drawer.locator('#minutes').fill('逐人发表意见，多数同意退回')
    await drawer.locator('.ant-form-item:has(#outcome) .ant-select').click()
    await leader.page.click('.ant-select-item-option[title="退回"]')
    await drawer.locator('.ant-drawer-extra button').click()
    for (const seat of [leader, recused]) await seat.page.waitForSelector('article.opinion .hints', { timeout: soon })
    await his.locator('text=审议结果').first().waitFor()

    // One file holds the agenda, a brief of each case, and the papers of each in a folder of its own.
    const [download] = await Promise.all([leader.page.waitForEvent('download'), leader.page.getByRole('button', { name: '导出 zip' }).click()])
    expect(download.suggestedFilename()).toMatch(/^集体审议会议材料\d{8}\.zip$/)
    const files = unzipSync(readFileSync(await download.path()))
    expect(Object.keys(files)[0]).toBe('会议材料.docx')
    for (const [n, { number }] of [young, old].entries()) expect(Object.keys(files).filter((name) => name.startsWith(`${n + 1} ${number}/W`)).length, number).toBeGreaterThan(1)
    const lines = (await linesOfWord(files['会议材料.docx'] ?? new Uint8Array())).join('\n')
    for (const said of [young.title, old.title, '第一会议室', '事实与证据', '需要审议的分歧', '用车记录不全', '待核对事项', '审理期限届满']) expect(lines).toContain(said)
    const mineOnly = await recused.page.request.get(`${here.url}/meeting?id=${new URL(recused.page.url()).pathname.split('/').at(-1)}&form=page`)
    expect([await mineOnly.text()].map((text) => [text.includes(young.title), text.includes(old.number)])).toEqual([[true, false]])

    // The other is postponed, the meeting ends, the minutes hold both.
    await leader.page.getByRole('button', { name: `顺延 ${old.number}` }).click()
    await leader.page.fill('.ant-modal textarea', '时间不够')
    await leader.page.click('.ant-modal .ant-btn-primary')
    await leader.page.waitForSelector('.light:has-text("已顺延")')
    await leader.page.getByRole('button', { name: '散会' }).click()
    await leader.page.waitForSelector('h1 .stage:has-text("已散会")')
    const minutes = await (await leader.page.request.get(`${here.url}/minutes?id=${new URL(leader.page.url()).pathname.split('/').at(-1)}&form=page`)).text()
    for (const said of ['集体审议会议记录', '建议形成审理报告', '不同意退回', '时间不够', '多数同意退回']) expect(minutes).toContain(said)

    for (const [name, seat, english] of [['leader', leader, false], ['recused', recused, true], ['member', member, false]] as const) {
      await pictured(name, seat)
      expect([name, await faults(seat.page), await cut(seat.page), await mouseOnly(seat.page), await foreign(seat.page, english, await seat.heard())]).toEqual([name, [], [], [], []])
      expect(seat.complaints).toEqual([])
    }
    await Promise.all([leader, member, recused, office, lead].map((one) => one.leave()))
  }, 90_000)
})
