/** The check codes through the API: the same for the body before the transfer and the group after it, and nothing for whoever does not see the package. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { who, type Who } from '../help/city.ts'
import { world } from '../store/city.ts'
import { served, step, type Loose, type Served } from './browser.ts'
import { walk, type Walk } from './walk.ts'

let city: Served
let way: Walk
beforeAll(async () => { city = await served(); way = walk(city, world) })
afterAll(async () => { await city.stop() })

type Shown = { key: string; code: string; state: string; how: string | null; data: string; settle: string; raisedBy: { name: string } | null; answers: { text: string; ofBody: boolean; by: { name: string } }[]; basis: { text: string; article: string | null; tag: string } }
const query = 'query ($id: ID!) { case(id: $id) { version warnings { code } checks { key code label data settle state how subjectId factId raisedBy { name } raisedOn answers { outcome text ofBody by { name } on } basis { text article tag } } returns { outline { check } } } }'
const caseOf = async (name: Who): Promise<Loose> => (await (await city.as(name))(query, { id: way.seen().id })).data.case
const checksOf = async (name: Who): Promise<Shown[]> => (await caseOf(name)).checks
const key = 'raised:DOC_SOURCE:S1:F1:0'
const go = async (...steps: [Parameters<Walk['take']>[0], Who, number?][]) => { for (const [name, by, n] of steps) await way.take(name, by, n) }

describe('the checks of a case', () => {
  it('are shown to its body while it drafts, and to nobody else', async () => {
    await go(['openCase', 'handler'])
    const own = await checksOf('handler')
    expect(own.map(({ code }) => code)).toEqual(['SINGLE_SOURCE', 'BRIBERY_THRESHOLD', 'ARTICLE_REF'])
    for (const one of own) expect([one.data.length > 0, one.settle.length > 0, one.basis.text.length > 0, one.state]).toEqual([true, true, true, 'open'])
    expect(own.find(({ code }) => code === 'BRIBERY_THRESHOLD')?.basis).toEqual({ text: '依据待核', article: null, tag: 'M' })
    expect(await checksOf('bodyHead')).toEqual(own)
    for (const name of Object.keys(who) as Who[]) if (!['handler', 'bodyHead'].includes(name)) expect(await caseOf(name), name).toBeNull()
  })

  it('are not shown to whoever knows of the case before it is handed over', async () => {
    await go(['askConsultation', 'handler'], ['answerCheck', 'handler'])
    for (const name of ['groupLeader', 'officeHead', 'leaderInCharge', 'caseManager'] as const) expect(await checksOf(name), name).toEqual([])
    expect((await checksOf('handler'))[0]).toMatchObject({ state: 'answered', answers: [{ ofBody: true, text: '经核对不适用', by: { name: 'handler' } }] })
  })

  it('are the same for the group after the transfer, with the answers of the body', async () => {
    const before = await checksOf('handler')
    await go(['transfer', 'bodyHead'])
    for (const name of ['handler', 'groupLeader', 'officeHead', 'leaderInCharge', 'commissionHead'] as const) expect(await checksOf(name), name).toEqual(before)
    expect(await checksOf('caseManager')).toEqual([])
    await go(['accept', 'groupLeader'], ['formPanel', 'groupLeader'], ['signUndertaking', 'lead'], ['signUndertaking', 'reviewer'])
    expect(await checksOf('reviewer')).toEqual(before)
    for (const name of ['otherHandler', 'otherGroupLeader', 'homeReviewer', 'spareReviewer', 'committeeHead', 'otherContact', 'archivist', 'qualityReviewer', 'auditAdmin'] as const) expect(await caseOf(name), name).toBeNull()
  })

  it('are raised and settled in the group: the body is answered the same, byte for byte, before and after', async () => {
    const before = JSON.stringify(await caseOf('handler'))
    await go(['raiseCheck', 'lead'])
    expect((await checksOf('groupLeader')).find((one) => one.key === key)).toMatchObject({ code: 'DOC_SOURCE', state: 'open', raisedBy: { name: 'lead' }, answers: [] })
    await go(['settleCheck', 'lead'])
    expect((await checksOf('officeHead')).find((one) => one.key === key)).toMatchObject({ state: 'settled', how: '已由开户行补正', answers: [{ ofBody: false, by: { name: 'lead' } }] })
    expect(JSON.stringify(await caseOf('handler'))).toBe(before)
    const ask = await city.as('handler')
    const { version } = await caseOf('handler')
    for (const name of ['raiseCheck', 'settleCheck', 'answerCheck'] as const) {
      const payload = name === 'raiseCheck' ? { code: 'INTENT', subjectId: null, factId: null, data: '未查明', settle: '查明' } : { checkKey: key, outcome: 'settled', text: '已补正' }
      expect((await step(ask, name, { ...way.seen(), version }, payload as never)).refusals, name).toMatchObject([{ code: 'WRONG_STAGE' }])
    }
  })

  it('are followed into the outline, which the body sees once the return is approved', async () => {
    const ask = await city.as('lead')
    expect((await step(ask, 'raiseCheck', { ...way.seen(), version: (await caseOf('lead')).version }, { code: 'INTENT', subjectId: 'S1', factId: null, data: '没有查明是否明知', settle: '补充本人陈述' })).refusals).toBeUndefined()
    await go(['requestInterview', 'lead', 2], ['approveInterview', 'leaderInCharge'], ['conclude', 'lead', 0], ['deliberate', 'groupLeader', 0], ['proposeReturn', 'groupLeader'])
    const raised = 'raised:INTENT:S1::0'
    expect((await checksOf('lead')).find((one) => one.key === raised)?.state).toBe('returned')
    expect((await caseOf('handler')).returns).toEqual([])
    await go(['approveReturn', 'officeHead'])
    const { returns, checks } = await caseOf('handler')
    expect(returns).toEqual([{ outline: [{ check: raised }, { check: null }] }])
    expect((checks as Shown[]).some((one) => one.key.startsWith('raised:'))).toBe(false)
    await go(['acknowledgeReturn', 'bodyHead'], ['answerOutline', 'handler'], ['submitAnswers', 'bodyHead'], ['judgeAnswers', 'lead'], ['closeAnswers', 'groupLeader'])
    expect((await checksOf('lead')).find((one) => one.key === raised)).toMatchObject({ state: 'settled', how: expect.stringContaining('补查提纲第1项') })
  })

  it('are told to the body with their ends once the report is approved', async () => {
    await go(['requestInterview', 'lead', 1], ['approveInterview', 'leaderInCharge'], ['conclude', 'lead', 1], ['deliberate', 'groupLeader', 1], ['adopt', 'groupLeader'], ['submitReport', 'lead'])
    expect((await checksOf('handler')).some((one) => one.raisedBy !== null)).toBe(false)
    await go(['approveReport', 'officeHead'])
    expect((await checksOf('handler')).filter((one) => one.raisedBy !== null).map((one) => one.state)).toEqual(['settled', 'settled'])
    expect(await checksOf('caseManager')).toEqual([])
  })
})
