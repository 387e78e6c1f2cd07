/** The addresses of the table of pages, with a case and a meeting that are there. */
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Seat } from './browser.ts'

/** The address of a case that somebody has on the desk. */
export async function aCase({ page, go }: Seat): Promise<string> {
  await go('/')
  return (await page.getAttribute('tbody a', 'href')) ?? expect.fail('no case on the desk')
}

/** The address of a meeting that whoever sits there has called, with all that can be put on it. */
async function aMeeting({ page }: Seat, url: string): Promise<string> {
  const ask = async (query: string) => ((await (await page.request.post(`${url}/graphql`, { data: { query } })).json()) as { data: Record<string, unknown> }).data
  const list = (some: readonly string[]) => `[${some.map((one) => `"${one}"`).join(', ')}]`
  const { meetingCandidates: cases, meetingInvitees: people, meetings } = (await ask('{ meetingCandidates { caseId } meetingInvitees { id } meetings(when: coming) { edges { node { id } } } }')) as { meetingCandidates: { caseId: string }[]; meetingInvitees: { id: string }[]; meetings: { edges: { node: { id: string } }[] } }
  const [before] = meetings.edges
  if (before) return `/meetings/${before.node.id}`
  const { callMeeting } = (await ask(`mutation { callMeeting(operationKey: "${randomUUID()}", on: "2099-01-05", time: "09:30", place: "第一会议室", invited: ${list(people.map(({ id }) => id))}, caseIds: ${list(cases.map(({ caseId }) => caseId))}) { ... on MeetingDone { meetingId } } }`)) as { callMeeting: { meetingId: string } }
  return `/meetings/${callMeeting.meetingId}`
}

/** An address as the table has it, of a case and a meeting that are there. */
export const addressOf = async (seat: Seat, url: string, known: string): Promise<string> => (known.startsWith('a case') ? known.replace('a case', await aCase(seat)) : known === 'a meeting' ? aMeeting(seat, url) : known)
