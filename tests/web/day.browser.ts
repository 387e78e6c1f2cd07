import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { people } from '../../src/caseload/city.ts'
import { city, type City, type Seat } from './browser.ts'

let here: City
beforeAll(async () => { here = await city() })
afterAll(async () => { await here.stop() })

const loginOf = (name: string): string => people.find((one) => one.name === name)?.id.toLowerCase() ?? expect.fail(`nobody is called ${name}`)

/** Opens the form of a step; one that asks for nothing is ready at once. */
async function open(page: Page, label: string): Promise<void> {
  await page.click(`.steps button:has-text("${label}")`)
  await page.waitForSelector('.ant-drawer form')
  await page.waitForSelector('.ant-drawer [role=status]', { state: 'detached' })
}

/** Sends the form, and waits until the step is taken. */
async function take(page: Page): Promise<void> {
  await page.click('.ant-drawer-header button.ant-btn-primary')
  await Promise.race([
    page.waitForSelector('.ant-drawer', { state: 'detached' }),
    page.waitForSelector('.ant-drawer .refusals, .ant-drawer .ant-form-item-explain-error').then(async (found) => { throw new Error((await found.textContent()) ?? 'refused') }),
  ])
}

/** Chooses for a field, by what the list shows. */
async function choose(page: Page, field: string, ...choices: string[]): Promise<void> {
  for (const choice of choices) {
    await page.click(`.ant-drawer .ant-form-item:has(#${field}) .ant-select`)
    await page.keyboard.type(choice) // a long list shows only what fits
    await page.waitForSelector(`.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option-active:has-text("${choice}")`)
    await page.keyboard.press('Enter')
  }
  await page.click('.ant-drawer-title')
}

/** Waits until the page shows the case at a stage. */
const standing = (page: Page, stage: string) => page.waitForSelector(`.way li[aria-current]:has-text("${stage}")`)

it('a case goes from its body to the group and back with an outline, and is answered item by item', async () => {
  const seats: Seat[] = []
  const at = async (login: string, address: string): Promise<Page> => {
    const seat = await here.sit(login)
    seats.push(seat)
    await seat.page.goto(here.url + address)
    await seat.page.waitForSelector('.way')
    return seat.page
  }

  // The head of the body finds the draft and hands it over.
  const head = await here.sit('p25-1')
  seats.push(head)
  await head.page.click('tbody tr:has-text("拟移送") a')
  await head.page.waitForSelector('.way')
  const address = new URL(head.page.url()).pathname
  await open(head.page, '移送审理')
  await take(head.page)
  await standing(head.page, '已移送')

  // The leader of the group accepts it and forms the panel as proposed.
  const leader = await at('s30', address)
  await open(leader, '受理')
  await take(leader)
  await standing(leader, '已受理')
  await open(leader, '组成审理组')
  await take(leader)
  await standing(leader, '审理组已定')
  const names = await leader.$$eval('section[aria-label="审理组"] > ul > li', (items) => items.map((item) => item.firstChild?.textContent ?? ''))
  expect(names).toHaveLength(2)

  // Each member signs; the lead reads and puts the opinions down.
  const members: Page[] = []
  for (const name of names) {
    const member = await at(loginOf(name), address)
    members.push(member)
    await open(member, '签署保密承诺')
    await take(member)
  }
  const [lead, other] = members as [Page, Page]
  await lead.reload()
  await standing(lead, '阅卷')
  await open(lead, '提请审理谈话或不谈')
  await choose(lead, 'kind', '不谈')
  await choose(lead, 'scope', '只在退回之前')
  await choose(lead, 'subjectId', '蔡某生')
  await lead.fill('.ant-drawer #reason', '退回前未谈话')
  await take(lead)
  const inCharge = await at('l1', address)
  await open(inCharge, '批准审理谈话或不谈')
  await take(inCharge)
  await lead.reload()
  await standing(lead, '阅卷')
  await open(lead, '提出审理组意见')
  await choose(lead, 'recommendation', '退回')
  for (const [n, name] of names.entries()) await lead.fill(`.ant-drawer #opinions_${n}_opinion`, `${name}：建议退回补充`)
  await take(lead)
  await standing(lead, '集体审议')

  // The group deliberates and proposes the return; dissent is kept.
  await leader.reload()
  await standing(leader, '集体审议')
  await open(leader, '集体审议')
  await leader.fill('.ant-drawer #minutes', '集体审议记录')
  await choose(leader, 'attendees', '顾直方')
  await leader.click('.ant-drawer button:has-text("增加")')
  await choose(leader, 'opinions_2_personId', '顾直方')
  for (const n of [0, 1, 2]) await leader.fill(`.ant-drawer #opinions_${n}_opinion`, '同意退回')
  await leader.fill('.ant-drawer #opinions_1_dissent', '时间证据已够')
  await choose(leader, 'outcome', '退回')
  await take(leader)
  await leader.waitForSelector('text=时间证据已够')
  await open(leader, '提请退回')
  await choose(leader, 'grounds', '需要补充完善证据')
  await leader.fill('.ant-drawer #reason', '需补充完善证据')
  for (const [n, problem] of ['用车记录不全', '缺少派车审批'].entries()) {
    await leader.click('.ant-drawer button:has-text("增加补查提纲")')
    await choose(leader, `outline_${n}_category`, '证据')
    await leader.fill(`.ant-drawer #outline_${n}_problem`, problem)
    await leader.fill(`.ant-drawer #outline_${n}_toProve`, '用车的时间和路线')
    await leader.fill(`.ant-drawer #outline_${n}_evidenceWanted`, '调取派车单和通行记录')
  }
  await take(leader)
  await standing(leader, '退回呈批')

  // The office approves; the body sees the clock held, answers each item and sends the answers.
  const office = await at('o1', address)
  await open(office, '批准退回')
  await take(office)
  await standing(office, '补充审查调查')
  await head.page.waitForSelector('.way li[aria-current]:has-text("补充审查调查")', { timeout: 2000 }) // by itself: what others do appears at once
  expect(await head.page.textContent('section[aria-label="期限"]')).toContain('停止计算')
  await open(head.page, '签收退回')
  await take(head.page)
  const handler = await at('p25-2', address)
  await open(handler, '答复补查提纲')
  expect(await handler.textContent('.ant-drawer')).toContain('2. 缺少派车审批')
  for (const n of [0, 1]) await handler.fill(`.ant-drawer #answers_${n}_text`, `已调取，见材料卷第${n + 3}页`)
  await take(handler)
  await handler.waitForSelector('text=已调取，见材料卷第4页')
  await head.page.reload()
  await standing(head.page, '补充审查调查')
  await open(head.page, '报送补查情况')
  await take(head.page)
  await standing(head.page, '补查已报送')

  // The other member finds the answers beside what was asked.
  await other.reload()
  await standing(other, '补查已报送')
  expect(await other.textContent('section[aria-label="退回与补查提纲"]')).toContain('已调取，见材料卷第3页')
  expect(seats.flatMap((seat) => seat.complaints)).toEqual([])
  await Promise.all(seats.map((seat) => seat.leave()))
})
