import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { subject } from '../help/offers.ts'
import { served, step as taking, type Loose, type Served } from './browser.ts'
import { walk, type Walk } from './walk.ts'

let city: Served
beforeAll(async () => { city = await served() }, 60_000)
afterAll(() => city.stop())

const asks = async (name: Parameters<Served['as']>[0], one: Walk, fields: string): Promise<Loose> =>
  (await (await city.as(name))(`query ($id: ID!) { case(id: $id) { ${fields} } }`, { id: one.seen().id })).data.case
const begun = async (): Promise<Walk> => {
  const one = walk(city, { subject, party: 'warning', admin: 'none', crime: false })
  for (const [step, by] of [['openCase', 'handler'], ['transfer', 'bodyHead'], ['accept', 'groupLeader']] as const) await one.take(step, by)
  return one
}
const reading = async (): Promise<Walk> => {
  const one = await begun()
  for (const [step, by] of [['formPanel', 'groupLeader'], ['signUndertaking', 'lead'], ['signUndertaking', 'reviewer']] as const) await one.take(step, by)
  return one
}

const proposal = 'panelProposal { wanted leadWanted from proposed { name } candidates { person { name } pool eligible place because chosen loadRank turnRank bars { why basis { rule text } } } }'

describe('the proposal of a panel', () => {
  it('is shown to whoever may form it, with the reason for and against everybody', async () => {
    const one = await begun()
    for (const name of ['groupLeader', 'officeHead'] as const)
      expect((await asks(name, one, proposal)).panelProposal).toMatchObject({
        wanted: 2, leadWanted: true, from: 'zone', proposed: [{ name: 'lead' }, { name: 'reviewer' }],
        candidates: expect.arrayContaining([expect.objectContaining({ person: { name: 'homeReviewer' }, eligible: false, place: null, bars: [{ why: '来自移送本案的派驻机构', basis: { rule: 'R-455', text: '自查他审（系统设定，非法定）' } }] })]),
      })
    for (const name of ['handler', 'leaderInCharge'] as const) expect((await asks(name, one, proposal)).panelProposal).toBeNull()
  })

  it('is null once the panel sits, and is kept with the step for the reviewing side alone', async () => {
    const one = await reading()
    expect(await asks('groupLeader', one, `${proposal} panelIncomplete assignments { chosen { name } proposed { name } candidates { because } }`)).toMatchObject({ panelProposal: null, panelIncomplete: false, assignments: [{ chosen: [{ name: 'lead' }, { name: 'reviewer' }], proposed: [{ name: 'lead' }, { name: 'reviewer' }] }] })
    for (const name of ['handler', 'bodyHead'] as const) expect((await asks(name, one, 'assignments { wanted }')).assignments).toEqual([])
  })
})

describe('a recusal', () => {
  it('takes the case away on the next request, seals what was written, and asks the leader what becomes of it', async () => {
    const one = await reading()
    await one.take('note', 'reviewer')
    expect((await asks('reviewer', one, 'notes { text }')).notes).toEqual([{ text: '转账记录与笔录一致' }])
    await one.take('requestRecusal', 'handler')
    expect((await asks('reviewer', one, 'notes { text beforeRecusal }')).notes).toEqual([{ text: '转账记录与笔录一致', beforeRecusal: false }])
    await one.take('decideRecusal', 'officeHead')

    expect(await asks('reviewer', one, 'number')).toBeNull()
    const told = 'panelIncomplete leadReviewer { name } notes { text beforeRecusal by { name } } recusals { person { name } post ground origin requester { kind name } approvedBy { name } earlierWork work { kind count } } warnings { code }'
    expect(await asks('lead', one, told)).toMatchObject({
      panelIncomplete: true, leadReviewer: { name: 'lead' }, notes: [{ text: null, beforeRecusal: true, by: { name: 'reviewer' } }],
      recusals: [{ person: { name: 'reviewer' }, post: 'reviewer', ground: 'nearRelative', origin: 'asked', requester: { kind: 'subject', name: '林某辉' }, approvedBy: { name: 'officeHead' }, earlierWork: 'open', work: [{ kind: 'note', count: 1 }] }],
    })
    expect((await asks('groupLeader', one, told))).toMatchObject({ notes: [{ text: '转账记录与笔录一致' }], warnings: expect.arrayContaining([{ code: 'EARLIER_WORK_OPEN' }]) })
    expect((await asks('groupLeader', one, 'panelProposal { wanted leadWanted proposed { name } }')).panelProposal).toEqual({ wanted: 1, leadWanted: false, proposed: [{ name: 'spareReviewer' }] })

    const toBody = 'version recusals { person { name } reason requester { kind } approvedBy { name } earlierWork earlierWorkReason work { kind } } entries { step reason }'
    const before = await asks('handler', one, toBody)
    expect(before).toMatchObject({ recusals: [{ person: { name: 'reviewer' }, reason: '与本人有近亲属关系', requester: { kind: 'subject' }, approvedBy: { name: 'officeHead' }, earlierWork: 'none', earlierWorkReason: null, work: [] }], entries: expect.arrayContaining([{ step: 'decideRecusal', reason: null }]) })
    await one.take('keepEarlierWork', 'groupLeader')
    expect(await asks('handler', one, toBody)).toEqual(before)
    expect((await asks('lead', one, 'notes { text }')).notes).toEqual([{ text: '转账记录与笔录一致' }])
  })

  it('of the work committee is asked for and decided there, and seen by both', async () => {
    const one = await begun()
    await one.take('inviteCommittee', 'groupLeader')
    const at = async (name: 'committeeReviewer' | 'committeeHead') => ({ ...one.seen(), version: (await asks(name, one, 'version')).version })
    const own = { personId: 'committeeReviewer', ground: 'interest', reason: '与本案有利害关系', requester: null } as const
    const asked = await taking(await city.as('committeeReviewer'), 'requestRecusal', await at('committeeReviewer'), own)
    expect(asked.refusals).toBeUndefined()
    expect((await asks('committeeHead', one, 'recusals { person { name } reason approvedBy { name } }')).recusals).toEqual([{ person: { name: 'committeeReviewer' }, reason: '与本案有利害关系', approvedBy: null }])
    const decided = await taking(await city.as('committeeHead'), 'decideRecusal', await at('committeeHead'), { personId: 'committeeReviewer', grant: true, ground: null, reason: '经核实', paper: null })
    expect(decided.refusals).toBeUndefined()
    expect(await asks('committeeReviewer', one, 'number')).toBeNull()
    expect((await asks('groupLeader', one, 'recusals { person { name } approvedBy { name } }')).recusals).toEqual([{ person: { name: 'committeeReviewer' }, approvedBy: { name: 'committeeHead' } }])
  })

  it('whose earlier work is done again leaves it sealed for everybody', async () => {
    const one = await reading()
    await one.take('note', 'reviewer')
    for (const [step, by] of [['requestRecusal', 'handler'], ['decideRecusal', 'officeHead'], ['repeatEarlierWork', 'groupLeader']] as const) await one.take(step, by)
    for (const name of ['lead', 'groupLeader', 'officeHead'] as const) expect((await asks(name, one, 'notes { text }')).notes).toEqual([{ text: null }])
    expect((await one.kept()).notes).toMatchObject([{ text: '转账记录与笔录一致' }])
  })
})
