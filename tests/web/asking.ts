/** What a test does beside the pages: asks and takes steps as whoever sits at a browser. */
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Seat } from './browser.ts'

/** Asks as whoever sits there. */
export async function ask({ page }: Seat, query: string): Promise<Record<string, never>> {
  const answer = (await (await page.request.post(new URL('/graphql', page.url()).href, { data: { query } })).json()) as { data?: Record<string, never>; errors?: { message: string }[] }
  if (!answer.data) throw new Error(JSON.stringify(answer.errors))
  return answer.data
}

/** Takes a step in a case, which is not refused. */
export async function step(seat: Seat, id: string, name: string, more = ''): Promise<void> {
  const { version } = (await ask(seat, `query { case(id: "${id}") { version } }`)).case as unknown as { version: number }
  const answer = (await ask(seat, `mutation { ${name}(caseId: "${id}", version: ${version}, operationKey: "${randomUUID()}"${more}) { __typename ... on StepRefused { refusals { message } } } }`))[name] as unknown as { __typename: string }
  expect([name, answer]).toEqual([name, { __typename: 'StepTaken' }])
}

/** The id of the person of the demo who signs in so. */
export const idOf = (login: string) => Buffer.from(`Person:${login.toUpperCase()}`).toString('base64url')

/** A second on a quiet machine; several browsers and the server on two busy cores take longer to draw what they were told. */
export const soon = 5000
