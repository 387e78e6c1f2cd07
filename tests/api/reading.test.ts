/** Reading a file through the API: notes anchored to an attached file, one's own marks, what is new since the last return, what is offered for the outline. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId, idOf } from '../../src/api/id.ts'
import { paperMaker } from '../../src/papers/papers.ts'
import { attach } from '../../src/store/attachments.ts'
import { links } from '../../src/store/audit.ts'
import { commission, momentOn, roster, today, who, type Who } from '../help/city.ts'
import { world } from '../store/city.ts'
import { served, type Loose, type Served } from './browser.ts'
import { walk, type Walk } from './walk.ts'

let city: Served
let way: Walk
let file: string
beforeAll(async () => {
  city = await served()
  way = walk(city, world)
  await way.take('openCase', 'handler')
  file = await attached('handler', 'evidence', '1', '谈话笔录', `${today}T01:00:00.000Z`)
})
afterAll(async () => { await city.stop() })

async function attached(by: Who, place: 'evidence' | 'answer', item: string, title: string, at: string): Promise<string> {
  const moment = { ...momentOn(today), at }
  const papers = paperMaker({ ...moment, templates: () => null, roster: { ...roster, zone: () => undefined } })
  const outcome = await attach(city.store, { who: who[by], moment, papers }, idOf('Case', way.seen().id), { place, item, volume: 'material', title, fileName: `${title}.pdf`, mediaType: 'application/pdf', bytes: 1000, pages: 3, sha256: title.length.toString(16).repeat(64).slice(0, 64) }, randomUUID())
  if ('refusals' in outcome) throw new Error(JSON.stringify(outcome.refusals))
  return encodeId('Attachment', outcome.filed.attachment.id)
}

const go = async (...steps: [Parameters<Walk['take']>[0], Who, number?][]) => { for (const [name, by, n] of steps) await way.take(name, by, n) }
const caseOf = async (name: Who, fields: string): Promise<Loose> => (await (await city.as(name))(`query ($id: ID!) { case(id: $id) { version ${fields} } }`, { id: way.seen().id })).data.case
const mark = async (name: Who, pages: number[], attachmentId = file): Promise<Loose> => (await (await city.as(name))('mutation ($id: ID!, $pages: [Int!]!) { markRead(attachmentId: $id, pages: $pages) { ... on ReadMarked { pages } ... on ReadMarkRefused { refusals { code field } } } }', { id: attachmentId, pages })).data.markRead
const pagesOf = async (name: Who): Promise<number[]> => (await caseOf(name, 'attachments { readPages }')).attachments[0].readPages
const notes = 'notes { text kind page factId evidenceNo attachmentId attachmentPage by { name } }'
async function note(name: Who, more: Record<string, unknown>): Promise<Loose> {
  const { version } = await caseOf(name, '')
  return (await (await city.as(name))(`mutation ($caseId: ID!, $version: Int!, $key: String!, $kind: NoteKind, $evidenceNo: Int, $attachmentId: ID, $attachmentPage: Int) {
    note(caseId: $caseId, version: $version, operationKey: $key, volume: "材料卷", page: 2, text: "收据没有签名", factId: "F1", kind: $kind, evidenceNo: $evidenceNo, attachmentId: $attachmentId, attachmentPage: $attachmentPage) { ... on StepTaken { case { ${notes} } } ... on StepRefused { refusals { code field basis { text } } } } }`,
  { caseId: way.seen().id, version, key: randomUUID(), ...more })).data.note
}

describe('reading the file of a case', () => {
  it('is marked page by page for oneself alone, and a file that may not be read is none', async () => {
    expect(await mark('lead', [1])).toEqual({ refusals: [{ code: 'NO_SUCH_ATTACHMENT', field: null }] }) // not handed over yet
    await go(['transfer', 'bodyHead'], ['accept', 'groupLeader'], ['formPanel', 'groupLeader'], ['signUndertaking', 'lead'], ['signUndertaking', 'reviewer'])
    const before = (await links(city.store, commission, 0, 10_000)).length
    expect(await mark('lead', [3, 1, 1])).toEqual({ pages: [1, 3] })
    expect(await mark('lead', [2])).toEqual({ pages: [1, 2, 3] })
    expect([await pagesOf('lead'), await pagesOf('reviewer'), await pagesOf('handler')]).toEqual([[1, 2, 3], [], []])
    expect(await mark('lead', [4])).toEqual({ refusals: [{ code: 'NO_SUCH_PAGE', field: 'pages' }] })
    for (const name of ['committeeReviewer', 'partyGroupContact', 'caseManager', 'otherZoneReviewer'] as const) expect(await mark(name, [1]), name).toEqual({ refusals: [{ code: 'NO_SUCH_ATTACHMENT', field: null }] })
    expect((await links(city.store, commission, before, 10_000)).filter(({ body }) => body.includes('"kind":"step"'))).toEqual([])
  })

  it('is noted with fact, evidence, file and page; for the panel, and not for the body', async () => {
    const anchored = { kind: 'doubt', evidenceNo: 1, attachmentId: file, attachmentPage: 2 }
    expect(await note('reviewer', { ...anchored, attachmentPage: 4 })).toMatchObject({ refusals: [{ code: 'NO_SUCH_PAGE', field: 'attachmentPage', basis: { text: expect.any(String) } }] })
    expect(await note('reviewer', { ...anchored, attachmentId: encodeId('Attachment', 'none') })).toMatchObject({ refusals: [{ code: 'NO_SUCH_ATTACHMENT', field: 'attachmentId' }] })
    expect(await note('reviewer', anchored)).toEqual({ case: { notes: [{ text: '收据没有签名', page: 2, factId: 'F1', by: { name: 'reviewer' }, ...anchored }] } })
    expect(await note('lead', {})).toMatchObject({ case: { notes: [{}, { kind: 'record', evidenceNo: null, attachmentId: null, attachmentPage: null }] } })
    expect((await caseOf('lead', notes)).notes).toHaveLength(2)
    expect(await caseOf('handler', `${notes} outlineSuggestions { problem } sinceReturn { on }`)).toMatchObject({ notes: [], outlineSuggestions: [], sinceReturn: null })
  })

  it('gives items for the outline to those who review', async () => {
    const offered = 'outlineSuggestions { from category problem evidenceWanted toProve where check factId evidenceNo by { name } }'
    const all = (await caseOf('groupLeader', offered)).outlineSuggestions as Loose[]
    expect(all.map(({ from }) => from)).toEqual(['check', 'check', 'check', 'note'])
    expect(all.at(-1)).toMatchObject({ category: 'evidence', problem: expect.stringContaining('收据没有签名（材料卷第2页，证据1'), factId: 'F1', evidenceNo: 1, by: { name: 'reviewer' } })
    expect((await caseOf('lead', 'findingHints { subjectId field text settle wantsReason basis { text } }')).findingHints).toEqual(expect.arrayContaining([expect.objectContaining({ subjectId: 'S1', field: 'articles' })]))
  })

  it('tells after a return which files and answers are new', async () => {
    await go(['requestInterview', 'lead', 2], ['approveInterview', 'leaderInCharge'], ['conclude', 'lead', 0], ['deliberate', 'groupLeader', 0], ['proposeReturn', 'groupLeader'], ['approveReturn', 'officeHead'], ['acknowledgeReturn', 'bodyHead'], ['answerOutline', 'handler'])
    await attached('handler', 'answer', '1.1', '补充的流水', `${today}T02:00:00.000Z`)
    const fresh = 'attachments { title newSinceReturn } sinceReturn { on answered factIds evidenceNos }'
    expect(await caseOf('lead', fresh)).toMatchObject({ attachments: [{ title: '谈话笔录', newSinceReturn: false }], sinceReturn: { answered: [] } }) // not handed in yet
    await go(['submitAnswers', 'bodyHead'])
    expect(await caseOf('lead', fresh)).toMatchObject({ attachments: [{ title: '谈话笔录', newSinceReturn: false }, { title: '补充的流水', newSinceReturn: true }], sinceReturn: { on: today, answered: [1, 2], factIds: [], evidenceNos: [] } })
  })
})
