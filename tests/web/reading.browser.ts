import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { encodeId } from '../../src/api/id.ts'
import { city, faults, type City, type Seat } from './browser.ts'

let here: City
beforeAll(async () => { here = await city() })
afterAll(async () => { await here.stop() })

/** A PDF of so many pages, each with a line of its own, as a scanner's program would write it. */
function lined(...pages: string[]): Buffer {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_one, n) => `${4 + n * 2} 0 R`).join(' ')}] >>`, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages.flatMap((text, n) => {
      const drawn = `BT /F1 24 Tf 60 700 Td (${text}) Tj ET`
      return [`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + n * 2} 0 R >>`, `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`]
    })]
  let file = '%PDF-1.4\n'
  const places = objects.map((object, n) => { const at = file.length; file += `${n + 1} 0 obj\n${object}\nendobj\n`; return at })
  const table = file.length
  return Buffer.from(`${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`)
}

const id = (person: string) => encodeId('Person', person)
const opened: Seat[] = []
async function sit(login: string): Promise<Page> {
  const seat = await here.sit(login)
  opened.push(seat)
  return seat.page
}

/** Signs somebody in who needs no page, and gives the cookie. */
async function signIn(login: string): Promise<string> {
  const answer = await fetch(`${here.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }, body: JSON.stringify({ query: `mutation { signIn(name: "${login}", password: "huapian-demo") { __typename } }` }) })
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? expect.fail(`${login} is not let in`)
}
/** Asks the API as whoever sits at a page or has a cookie; a step is taken on the version that they see. */
async function ask<Data>(as: Page | string, query: string): Promise<Data> {
  const answer = typeof as === 'string'
    ? await fetch(`${here.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie: as }, body: JSON.stringify({ query }) })
    : await as.context().request.post(`${here.url}/graphql`, { data: { query }, headers: { 'sec-fetch-site': 'same-origin' }, maxRetries: 2 })
  return ((await answer.json()) as { data: Data }).data
}
async function step(page: Page | string, caseId: string, name: string, args = ''): Promise<void> {
  const { case: { version } } = await ask<{ case: { version: number } }>(page, `{ case(id: "${caseId}") { version } }`)
  const { outcome } = await ask<{ outcome: { refusals?: unknown } }>(page, `mutation { outcome: ${name}(caseId: "${caseId}", version: ${version}, operationKey: "${crypto.randomUUID()}"${args && `, ${args}`}) { ... on StepRefused { refusals { code message } } } }`)
  expect(outcome, name).toEqual({})
}
/** Opens the form of a step; it is sent by `take`. */
async function open(page: Page, label: string): Promise<void> {
  await page.click(`.steps button:has-text("${label}")`)
  await page.waitForSelector('.ant-drawer form')
  await page.waitForSelector('.ant-drawer [role=status]', { state: 'detached' })
}
async function take(page: Page): Promise<void> {
  await page.click('.ant-drawer-header button.ant-btn-primary')
  await Promise.race([
    page.waitForSelector('.ant-drawer', { state: 'detached' }),
    page.waitForSelector('.ant-drawer .refusals, .ant-drawer .ant-form-item-explain-error').then(async (found) => { throw new Error((await found.textContent()) ?? 'refused') }),
  ])
}
async function choose(page: Page, field: string, choice: string): Promise<void> {
  await page.click(`.ant-form-item:has(#${field}) .ant-select`)
  await page.click(`.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option:has-text("${choice}")`)
}

it('a file is read page by page and noted, the doubt becomes an item, is answered with file and page, and accepted', async () => {
  const body = await sit('p25-1')
  const caseId = (await ask<{ cases: { edges: { node: { id: string } }[] } }>(body, '{ cases(filter: { stages: [drafting] }) { edges { node { id } } } }')).cases.edges[0]!.node.id
  const attached = await body.context().request.post(`${here.url}/attachments?${new URLSearchParams({ case: caseId, place: 'evidence', item: '1', volume: 'material', title: '用车登记簿', name: '用车登记簿.pdf', operationKey: crypto.randomUUID() })}`, { data: lined('Register of cars, page one', 'Register of cars, page two'), headers: { 'content-type': 'application/octet-stream', 'sec-fetch-site': 'same-origin' } })
  expect(attached.status()).toBe(201)
  const [leader, lead, member] = [await sit('s30'), await sit('s33'), await sit('s31')]
  await step(body, caseId, 'transfer')
  await step(leader, caseId, 'accept')
  await step(leader, caseId, 'formPanel', `members: ["${id('S33')}", "${id('S31')}"], reasonForDifference: "按本周分工"`)
  for (const page of [lead, member]) await step(page, caseId, 'signUndertaking')

  // The lead turns the pages, which are marked as they go, and notes a doubt with two keys.
  const fetched: string[] = []
  lead.on('request', (one) => { if (one.url().includes('/attachments/')) fetched.push(one.url()) })
  await lead.goto(`${here.url}/cases/${caseId}/read`)
  await lead.waitForSelector('.leaf canvas[data-page="1"]')
  await lead.waitForSelector('text=读了 1/2 页 >> nth=0')
  await lead.focus('.leaf')
  await lead.keyboard.press('ArrowRight')
  await lead.waitForSelector('.leaf canvas[data-page="2"]')
  await lead.waitForSelector('.read-so-far:has-text("读了 2/2 页")')
  expect(await lead.textContent('.reader details .lines')).toBe('Register of cars, page two')
  await lead.focus('.leaf')
  await lead.keyboard.press('d')
  await lead.keyboard.insertText('第二页没有驾驶人签名')
  await lead.keyboard.press('Control+Enter')
  await lead.waitForSelector('.notes li:has-text("第二页没有驾驶人签名")')
  expect(await lead.textContent('.notes li')).toMatch(/^疑点 第二页没有驾驶人签名毕慎之，.+，材料卷第2页，证据 1$/)
  await lead.waitForSelector('.ant-message-notice', { state: 'detached' })
  expect(fetched).toHaveLength(1) // each time is on record
  expect(await faults(lead)).toEqual([])
  // The other member reads the note, and nothing as read; the body neither.
  await member.goto(`${here.url}/cases/${caseId}/read?file=paper`)
  await member.waitForSelector('.notes li:has-text("第二页没有驾驶人签名")')
  expect(await member.textContent('.read-so-far')).toBe('读了 0/2 页')
  await body.goto(`${here.url}/cases/${caseId}/read`)
  await body.waitForSelector('.leaf canvas[data-page="1"]')
  expect(await body.textContent('main')).not.toContain('驾驶人签名')

  await step(lead, caseId, 'requestInterview', 'kind: waive, scope: beforeReturn, subjectId: "S1", reason: "退回前未谈话"')
  await step(await signIn('l1'), caseId, 'approveInterview')
  await step(lead, caseId, 'conclude', `recommendation: return, checklist: [${['facts', 'evidence', 'nature', 'handling', 'formalities', 'procedure'].map((standard) => `{ standard: ${standard}, verdict: ${standard === 'formalities' ? 'minor, note: "登记簿没有盖章"' : 'pass, note: ""'} }`).join()}], opinions: [{ personId: "${id('S33')}", opinion: "建议退回" }, { personId: "${id('S31')}", opinion: "同意" }]`)
  const all = ['S30', 'S33', 'S31'].map(id)
  await step(leader, caseId, 'deliberate', `outcome: return, minutes: "集体审议记录", attendees: [${all.map((one) => `"${one}"`).join()}], opinions: [${all.map((one) => `{ personId: "${one}", opinion: "同意退回" }`).join()}]`)

  // The leader takes the doubt and what the checklist lacks as they are offered.
  await leader.goto(`${here.url}/cases/${caseId}`)
  await open(leader, '提请退回')
  await choose(leader, 'grounds', '需要补充完善证据')
  await leader.fill('.ant-drawer #reason', '需补充完善证据')
  for (const words of ['驾驶人签名', '登记簿没有盖章']) await leader.click(`.offered li:has-text("${words}") button`)
  expect(await leader.locator('.offered li:has-text("驾驶人签名")').count()).toBe(0)
  expect(await leader.inputValue('#outline_0_problem')).toBe('第二页没有驾驶人签名（材料卷第2页，证据1 ' + (await ask<{ case: { package: { evidence: { name: string }[] } } }>(leader, `{ case(id: "${caseId}") { package { evidence { name } } } }`)).case.package.evidence[0]!.name + '）')
  await leader.mouse.move(10, 500)
  expect(await faults(leader)).toEqual([])
  await take(leader)
  await step(await signIn('o1'), caseId, 'approveReturn')
  await step(body, caseId, 'acknowledgeReturn')

  // The body answers each item, with a file attached right there and its page.
  await body.goto(`${here.url}/cases/${caseId}`)
  await open(body, '答复补查提纲')
  await body.click('.ant-drawer button:has-text("给第 1 项附加文件")')
  await body.setInputFiles('#attach-file', { name: '驾驶人说明.pdf', mimeType: 'application/octet-stream', buffer: lined('Statement of the driver') })
  await body.locator('.ant-drawer-header button:has-text("上传")').click()
  await body.waitForSelector('.ant-drawer .papers a:has-text("驾驶人说明")')
  await body.waitForSelector('#attach-file', { state: 'detached' })
  expect(await faults(body)).toEqual([])
  await choose(body, 'answers_0_attachmentId', '驾驶人说明')
  await body.fill('#answers_0_page', '1')
  for (const [n, words] of ['已由驾驶人说明并签名', '已补盖章'].entries()) await body.fill(`#answers_${n}_text`, words)
  await take(body)
  await body.waitForSelector('section[aria-label="退回与补查提纲"]:has-text("已补盖章")')
  await step(body, caseId, 'submitAnswers')

  // The lead judges request and answer side by side, and finds the new file marked.
  await lead.goto(`${here.url}/cases/${caseId}`)
  await open(lead, '确认补查答复')
  expect(await lead.textContent('.ant-drawer .sides >> nth=0')).toMatch(/核实并说明：第二页没有驾驶人签名.*已由驾驶人说明并签名.*驾驶人说明 第 1 页/)
  await take(lead)
  await lead.waitForSelector('section[aria-label="退回与补查提纲"] .light.green:has-text("认可")')
  await lead.goto(`${here.url}/cases/${caseId}/read`)
  await lead.waitForSelector('.reading-head:has-text("新附件 1 份，已答复第1、2项")')
  expect(opened.flatMap(({ complaints }) => complaints)).toEqual([])
  for (const seat of opened) await seat.leave()
}, 120_000)
