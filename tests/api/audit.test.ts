import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { auditServer } from 'graphql-http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { served, type Served } from './browser.ts'

let city: Served
let server: Server
let url: string

beforeAll(async () => {
  city = await served()
  server = createServer((request, response) => void city.yoga(request, response))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
  await city.stop()
})

it('passes every audit of graphql-http, with no warning and no notice', async () => {
  const results = await auditServer({ url })
  expect(results.filter((one) => one.status !== 'ok').map((one) => `${one.status} ${one.id} ${one.name}: ${'reason' in one ? one.reason : ''}`)).toEqual([])
  expect(results).toHaveLength(61)
}, 60_000)
