import { afterAll, beforeAll, expect, it } from 'vitest'
import { city, type City } from './browser.ts'

let here: City
beforeAll(async () => { here = await city() })
afterAll(async () => { await here.stop() })

it('whoever develops tries the API in a page at its address, as whom they are signed in, with files of our own', async () => {
  const { page, complaints, leave } = await here.sit('s30')
  await page.goto(`${here.url}/graphql`)
  await page.waitForSelector('.graphiql-query-editor .view-lines')
  await page.click('.graphiql-query-editor .view-lines')
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText('{ me { person { name } acting { role } }') // the editor closes what was opened first
  await page.click('.graphiql-execute-button')
  await page.waitForSelector('.result-window:has-text("groupLeader")')
  expect(complaints.filter((one) => !one.startsWith('asked blob:'))).toEqual([])
  await leave()
})
