import { afterAll, beforeAll, expect, it } from 'vitest'
import { least, templateOf } from '../help/template.ts'
import { city, faults, type City } from './browser.ts'

let here: City
beforeAll(async () => { here = await city() })
afterAll(async () => { await here.stop() })

it('the head of the office tries a template out, is told what is wrong, puts one in force and takes it back', async () => {
  const { page, complaints, go, leave } = await here.sit('o1')
  await go('/administration?tab=templates')
  await page.click('button[aria-label="上传、各版：退回审核意见书及补查提纲"]')
  await page.waitForSelector('.ant-drawer #template-file')
  const choose = async (name: string, lines: readonly string[]) => page.setInputFiles('#template-file', { name, mimeType: 'application/octet-stream', buffer: Buffer.from(await templateOf(lines)) })
  await choose('坏的.docx', ['{标体}', '{@正文}', '{密级}'])
  await page.waitForSelector('.ant-drawer .refusals')
  expect(await page.$$eval('.ant-drawer .refusals li', (all) => all.map((one) => one.textContent))).toEqual(['“{标体}”不是模板字段，是不是“标题”', '没有“{标题}”：每份文书都要有标题，不能放在“{#…}”和“{/…}”之间'])
  expect(await page.$('.ant-drawer form#add')).toBeNull()
  expect(await faults(page)).toEqual([])

  await choose('退回意见书.docx', least)
  await page.waitForSelector('.ant-drawer form#add')
  expect(await page.$eval('.ant-drawer a[download]', (one) => one.getAttribute('href'))).toMatch(/^blob:/)
  expect(await faults(page)).toEqual([])
  await page.click('.ant-drawer form#add button')
  expect(await (await page.waitForSelector('.ant-drawer .refusals')).textContent()).toBe('请写明这一版改了什么')
  await page.fill('#add_note', '换版式')
  await page.click('.ant-drawer form#add button')
  await page.waitForSelector('.ant-drawer tr:has-text("退回意见书.docx")')
  await page.waitForSelector('section[aria-label="文书模板"] tr:has-text("第1版")')
  expect(await faults(page)).toEqual([])

  await page.fill('#withdraw_note', '恢复')
  await page.click('.ant-drawer form#withdraw button')
  await page.waitForSelector('.ant-drawer tr:has-text("停用，用标准式样")')
  await page.waitForSelector('section[aria-label="文书模板"] tr:has-text("第1版")', { state: 'detached' })
  // What the server refused is in the console of the browser, by its status alone.
  expect(complaints.filter((one) => !/status of 422/.test(one))).toEqual([])
  await leave()
})

it('nobody near is offered any', async () => {
  for (const login of ['l1', 's30']) {
    const { page, go, leave } = await here.sit(login)
    await go('/administration')
    await page.waitForSelector('[role=tab]')
    expect(await page.$$eval('[role=tab]', (all) => all.map((one) => one.textContent))).not.toContain('文书模板')
    await leave()
  }
})
