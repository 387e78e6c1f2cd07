import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, idOf, soon, step } from './asking.ts'
import { city, faults, type City, type Seat } from './browser.ts'

let here: City
beforeAll(async () => { here = await city() })
afterAll(async () => { await here.stop() })

/** Who is at a layer of the room, as a page shows it. */
const at = (seat: Seat, layer: string, name: string) => seat.page.locator(`article[aria-label="${layer}"] .ant-tag:has-text("${name}")`)
const shows = (seat: Seat, layer: string, name: string) => at(seat, layer, name).waitFor({ timeout: soon })

describe('a joint review in the browsers of three parties', () => {
  it('shows each who is here, what is raised and who has signed; and nothing to the nearest who may not', async () => {
    const [body, zone, committee, foreign, member] = await Promise.all([here.sit('p25-1'), here.sit('s30'), here.sit('w1', { dark: true, english: true, width: 1920, height: 1080 }), here.sit('s11'), here.sit('s33')])
    const id = ((await ask(body, 'query { cases(filter: { stages: [drafting] }) { edges { node { id } } } }')).cases as unknown as { edges: { node: { id: string } }[] }).edges[0]!.node.id
    await step(body, id, 'transfer')
    await step(zone, id, 'accept')
    await step(zone, id, 'formPanel', `, members: ["${idOf('s33')}", "${idOf('s31')}"], reasonForDifference: "按本周分工"`)
    await step(zone, id, 'inviteCommittee', ', reason: "处级干部案件"')
    const names = Object.fromEntries(await Promise.all(([['body', body], ['zone', zone], ['committee', committee], ['member', member]] as const).map(async ([key, seat]) => [key, ((await ask(seat, 'query { me { person { name } } }')).me as unknown as { person: { name: string } }).person.name]))) as Record<string, string>

    await zone.go(`/cases/${id}`)
    await zone.page.click('a:has-text("集中审理室")')
    await zone.page.waitForSelector('h1:has-text("集中审理室")')
    for (const one of [body, committee]) {
      await one.page.goto(`${here.url}/cases/${id}/joint`)
      await one.page.waitForSelector('main h1')
    }
    await shows(zone, '派驻机构', names.body!)
    await shows(zone, '工委', names.committee!)
    await shows(body, '工委', names.committee!)
    await shows(body, '划片小组', names.zone!)

    // A member of the panel is told of among the group and to the committee, not to the body; and to nobody once they stand down.
    await member.page.goto(`${here.url}/cases/${id}/joint`)
    await shows(zone, '划片小组', names.member!)
    await shows(member, '工委', names.committee!)
    expect(await at(body, '划片小组', names.member!).count()).toBe(0)
    await foreign.page.goto(`${here.url}/cases/${id}/joint`)
    await foreign.page.waitForSelector('text=没有找到该案件')
    await step(member, id, 'requestRecusal', `, personId: "${idOf('s33')}", ground: interest, reason: "与本案有利害关系"`)
    await at(zone, '划片小组', names.member!).waitFor({ state: 'detached', timeout: soon })
    await at(member, '工委', names.committee!).waitFor({ state: 'detached', timeout: soon })
    expect(await foreign.page.locator('.ant-tag').count()).toBe(0)

    // What one raises appears to the others, in the column of its layer.
    await body.page.waitForSelector('section li:has-text("回避")') // the page has what the member did
    await body.page.click('button:has-text("提出争点")')
    await body.page.fill('#question', '礼金数额是二万元还是一万八千元')
    await body.page.click('.ant-drawer button:has-text("提出争点")')
    const question = 'th:has-text("礼金数额是二万元还是一万八千元")'
    await body.page.waitForSelector(question)
    for (const one of [zone, committee]) await one.page.waitForSelector(question, { timeout: soon })
    await step(zone, id, 'answerJointIssue', ', no: 1, text: "以银行流水为准", settled: true')
    await committee.page.waitForSelector('td:has-text("以银行流水为准")', { timeout: soon })
    await step(committee, id, 'answerJointIssue', ', no: 1, text: "同意以流水为准", settled: true')
    await zone.page.waitForSelector('th .green:has-text("已解决")', { timeout: soon })
    expect(await zone.page.locator('text=尚未签署').count()).toBe(2)

    const shots = process.env.HUAPIAN_SHOTS
    for (const [name, seat] of [['body', body], ['zone', zone], ['committee', committee]] as const) {
      await seat.page.mouse.move(5, 700) // off the button that was in the drawer
      if (shots) { mkdirSync(shots, { recursive: true }); await seat.page.screenshot({ path: `${shots}/${name}.png`, fullPage: true }) }
      expect([name, await faults(seat.page)]).toEqual([name, []])
      expect(await seat.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBeLessThanOrEqual(0)
      expect(seat.complaints).toEqual([])
    }

    // Whoever closes the page is gone.
    await body.leave()
    await at(zone, '派驻机构', names.body!).waitFor({ state: 'detached', timeout: soon })
    await Promise.all([zone, committee, foreign, member].map((one) => one.leave()))
  }, 60_000)
})
