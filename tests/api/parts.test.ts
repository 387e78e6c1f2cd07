/** What each of the sixteen roles is shown of one case on its way, as its page asks for all of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../src/api/id.ts'
import { roles } from '../../src/review/people.ts'
import { stepNames } from '../../src/review/steps/index.ts'
import { who, type Who } from '../help/city.ts'
import { world } from '../store/city.ts'
import { served, step, type Loose, type Served } from './browser.ts'
import { walk, type Walk } from './walk.ts'

let city: Served
let way: Walk
beforeAll(async () => { city = await served(); way = walk(city, world) })
afterAll(async () => { await city.stop() })

const whole = `query ($id: ID!) { case(id: $id) {
  number title stage holder version since secrecy subjects { name } findings { characterisation } package { title facts { text } investigators { name } } packages { title }
  panel { person { name } leftBecause handover } leadReviewer { name } recusals { reason } deputy { reason } notes { text } interviews { reason }
  panelOpinions { checklist { note } opinions { opinion dissent } } deliberations { minutes opinions { opinion } }
  returns { reason proposedBy { name } outline { problem answer { text } history { answer { text } } } } report { sections { reviewOpinion } approvedOn }
  intakeProposal { reasons } extensions { reason } bodyMeeting { minutes findings { characterisation } } partyGroupViews { opinion } opinions { opinion } decisions { minutes outcome party }
  entries { version step label from to by { name } reason } warnings { message } openSteps { step closedBecause { code message } } clocks { label state explanation { text } } reviewClock { extensions { reason } explanation { text } }
} }`
const listed = '{ cases(filter: { text: "林某辉" }) { totalCount edges { node { number title subjectNames stage holder version lastStep lastBy { name } } } } all: cases { edges { node { number title subjectNames stage version lastStep } } } figures { total stages { stage count } } work { toAct { totalCount } waiting { totalCount } } }'

/** Everything a person is shown of the case, as text. */
const shownTo = async (name: Who): Promise<{ text: string; case: Loose; list: Loose }> => {
  const ask = await city.as(name)
  const [one, list] = [await ask(whole, { id: way.seen().id }), await ask(listed)]
  expect([one.errors, list.errors]).toEqual([undefined, undefined])
  return { text: JSON.stringify([one.data, list.data]), case: one.data.case, list: list.data }
}
const go = async (...steps: [Parameters<Walk['take']>[0], Who, number?][]) => { for (const [name, by, n] of steps) await way.take(name, by, n) }
const side = { group: ['groupLeader', 'lead', 'officeHead', 'leaderInCharge', 'commissionHead'], body: ['handler', 'bodyHead'], nobody: ['otherHandler', 'otherGroupLeader', 'homeReviewer', 'borrowedInvestigator', 'otherContact', 'systemAdmin', 'securityAdmin', 'auditAdmin', 'qualityReviewer', 'archivist'] } as const

describe('a case on its way', () => {
  it('is there for nobody outside its body while it is drafted', async () => {
    await go(['openCase', 'handler'])
    for (const name of Object.keys(who) as Who[]) expect((await shownTo(name)).case === null, name).toBe(!['handler', 'bodyHead'].includes(name))
  })

  it('is answered for before it is shown: who is asked sees the question, and not the draft', async () => {
    await go(['askConsultation', 'handler'])
    for (const name of ['groupLeader', 'officeHead'] as const) {
      const { case: c, list, text } = await shownTo(name)
      expect(c).toMatchObject({ stage: 'drafting', title: '', subjects: [], package: { facts: [], investigators: [] }, entries: [{ step: 'openCase' }, { step: 'askConsultation' }] })
      expect(list).toMatchObject({ cases: { totalCount: 0 }, all: { edges: [{ node: { title: '', subjectNames: '', version: 2 } }] } })
      expect(text).not.toContain('林某辉')
    }
  })

  it('says nothing to the body of what the group does: the same answer, byte for byte, before and after', async () => {
    await go(['answerConsultation', 'groupLeader'], ['transfer', 'bodyHead'], ['accept', 'groupLeader'])
    const before = { handler: await shownTo('handler'), bodyHead: await shownTo('bodyHead') }
    await go(['formPanel', 'groupLeader'], ['signUndertaking', 'lead'], ['signUndertaking', 'reviewer'], ['note', 'lead'], ['requestInterview', 'lead', 2], ['approveInterview', 'leaderInCharge'],
      ['requestExtension', 'lead'], ['conclude', 'lead', 0], ['deliberate', 'groupLeader', 0], ['proposeReturn', 'groupLeader'])
    for (const name of side.body) expect(await shownTo(name)).toEqual(before[name])
    for (const name of side.group) {
      const { text, case: c } = await shownTo(name)
      expect(c.stage).toBe('returning')
      for (const written of ['转账记录与笔录一致', '退回前未谈话', '审议记录', '已核对', '证据不足', '问题1', '案情复杂']) expect(text, `${name} ${written}`).toContain(written)
    }
  })

  it('takes a step of the body on the version that it sees, whatever was done meanwhile', async () => {
    const ask = await city.as('handler')
    const { version } = (await shownTo('handler')).case
    expect(version).toBe(5)
    expect((await step(ask, 'proposeCorrection', { ...way.seen(), version: version + 1 }, { field: 'title', subjectId: null, after: '新名称', reason: '笔误' })).refusals).toMatchObject([{ code: 'STALE' }])
    await go(['proposeCorrection', 'handler'], ['rejectCorrection', 'groupLeader'])
  })

  it('refuses the body nothing in words that tell what the group does', async () => {
    const ask = await city.as('handler')
    for (const name of ['answerOutline', 'holdBodyMeeting', 'recordBranchMeeting'] as const) {
      const { version } = (await shownTo('handler')).case
      const payload = name === 'answerOutline' ? { answers: [] } : name === 'holdBodyMeeting' ? { due: 1, attendees: [], minutes: '', findings: [], reason: null } : { subjectId: 'S1', due: 1, present: 1, inFavour: 1, memberAttended: true, minutes: '' }
      const { refusals } = await step(ask, name, { ...way.seen(), version }, payload as never)
      expect(refusals).toMatchObject([{ code: 'WRONG_STAGE' }])
      expect(refusals[0].message).not.toContain('退回')
    }
  })

  it('shows the body a return once it is approved, and the group an answer once it is handed in', async () => {
    await go(['approveReturn', 'officeHead'])
    const { text, case: c } = await shownTo('handler')
    expect(c).toMatchObject({ stage: 'supplementing', returns: [{ reason: '证据不足', outline: [{ problem: '问题1' }, {}] }] })
    for (const written of ['审议记录', '转账记录与笔录一致', '退回前未谈话', '已核对', '案情复杂']) expect(text, written).not.toContain(written)
    await go(['acknowledgeReturn', 'bodyHead'])
    const before = await shownTo('groupLeader')
    await go(['answerOutline', 'handler'])
    expect(await shownTo('groupLeader')).toEqual(before)
    expect((await shownTo('bodyHead')).text).toContain('已调取')
    await go(['submitAnswers', 'bodyHead'])
    expect((await shownTo('groupLeader')).text).toContain('已调取')
  })

  it('shows the body the report once it is approved, and never how the group came to it', async () => {
    await go(['judgeAnswers', 'lead'], ['closeAnswers', 'groupLeader'], ['requestInterview', 'lead', 1], ['approveInterview', 'leaderInCharge'], ['conclude', 'lead', 1], ['deliberate', 'groupLeader', 1], ['adopt', 'groupLeader'])
    const before = await shownTo('handler')
    await go(['submitReport', 'lead', 0], ['sendBackReport', 'officeHead'], ['submitReport', 'lead', 0])
    expect(await shownTo('handler')).toEqual(before)
    await go(['approveReport', 'officeHead'])
    const { case: c, text } = await shownTo('handler')
    expect(c).toMatchObject({ stage: 'proposing', report: { sections: { reviewOpinion: '六' } }, notes: [], interviews: [], panelOpinions: [], deliberations: [], deputy: null })
    expect(text).not.toContain('审议记录')
  })

  it('shows the Party group the decision papers, and none of the file', async () => {
    expect((await shownTo('partyGroupContact')).case).toBeNull()
    await go(['holdBodyMeeting', 'handler'], ['sendProposal', 'bodyHead'])
    const { case: c, text } = await shownTo('partyGroupContact')
    expect(c).toMatchObject({ stage: 'consulting', subjects: [{ name: '林某辉' }], package: { facts: [], investigators: [] }, bodyMeeting: { minutes: '' }, report: null, returns: [], panel: [], entries: [{ step: 'holdBodyMeeting', reason: null }, { step: 'sendProposal' }] })
    for (const written of ['审议记录', '组务会纪要', '证据不足', '已调取', '六']) expect(text, written).not.toContain(written)
  })

  it('shows case management how it goes and by when, and nothing that was written', async () => {
    const { case: c, list, text } = await shownTo('caseManager')
    expect(c).toMatchObject({ title: '', subjects: [], stage: 'consulting', notes: [], returns: [], report: null })
    expect(c.entries.map((one: Loose) => one.step)).toContain('deliberate')
    expect(c.clocks.map((one: Loose) => one.label)).toContain('审理')
    expect(list).toMatchObject({ cases: { totalCount: 0 }, all: { edges: [{ node: { title: '', subjectNames: '', stage: 'consulting' } }] }, figures: { total: 1 } })
    for (const written of ['林某辉', '审议记录', '证据不足', '已调取', '同意', '案情复杂']) expect(text, written).not.toContain(written)
  })

  it.each(side.nobody)('is not there for the %s', async (name) => {
    const { case: c, list } = await shownTo(name)
    expect(c).toBeNull()
    expect(list).toEqual({ cases: { totalCount: 0, edges: [] }, all: { edges: [] }, figures: { total: 0, stages: [] }, work: { toAct: { totalCount: 0 }, waiting: { totalCount: 0 } } })
  })

  it('was asked for by every role there is', () => {
    const asked = new Set([...side.group, ...side.body, ...side.nobody, 'partyGroupContact', 'caseManager'].map((name) => who[name as Who].role))
    expect(roles.filter((role) => !asked.has(role))).toEqual(['committeeReviewer', 'committeeHead'])
    expect(stepNames.length).toBeGreaterThan(70)
  })
})

describe('a case that the work committee is asked to read', () => {
  it('is not there before, and afterwards without what the group wrote and said among itself (B21, B22)', async () => {
    const other = walk(city, world)
    const go2 = async (...steps: [Parameters<Walk['take']>[0], Who, number?][]) => { for (const [name, by, n] of steps) await other.take(name, by, n) }
    await go2(['openCase', 'handler'], ['transfer', 'bodyHead'], ['accept', 'groupLeader'], ['formPanel', 'groupLeader'], ['signUndertaking', 'lead'], ['signUndertaking', 'reviewer'])
    const ask = await city.as('committeeReviewer')
    const look = async () => (await ask(whole, { id: other.seen().id })).data.case
    expect(await look()).toBeNull()
    await go2(['inviteCommittee', 'officeHead'])
    const seen = await look()
    expect(seen).toMatchObject({ stage: 'accepted', subjects: [{ name: '林某辉' }], package: { title: '林某辉收受礼金案' }, panel: [{ person: { name: 'lead' } }, { person: { name: 'reviewer' } }] })
    await go2(['note', 'lead'], ['requestInterview', 'lead', 2], ['approveInterview', 'leaderInCharge'], ['conclude', 'lead', 0], ['deliberate', 'groupLeader', 0], ['proposeReturn', 'groupLeader'])
    expect(await look()).toEqual(seen)
    expect((await (await city.as('committeeHead'))(whole, { id: other.seen().id })).data.case).toMatchObject({ notes: [], deliberations: [], panelOpinions: [], interviews: [], returns: [] })
  })
})

describe('a case that is not there', () => {
  const gone = { id: encodeId('Case', 'xm-gone'), number: '', version: 5, stage: '' }

  it('does not show itself by an operation key that somebody else used, or by one of one’s own', async () => {
    const key = 'key-of-the-handler-0001'
    await step(await city.as('handler'), 'askConsultation', { ...gone, id: way.seen().id }, { question: '？' }, { operationKey: key })
    const ask = await city.as('otherHandler')
    for (const operationKey of [key, 'key-of-another-00001']) expect(await step(ask, 'proposeCorrection', { ...gone, id: way.seen().id }, { field: 'title', subjectId: null, after: '甲', reason: '乙' }, { operationKey })).toEqual(await step(ask, 'proposeCorrection', gone, { field: 'title', subjectId: null, after: '甲', reason: '乙' }, { operationKey: `${operationKey}-2` }))
  })

  it('does not show itself by a cursor of somebody else, or by one that was altered (B31)', async () => {
    const page = 'query ($after: String) { cases(first: 1, after: $after, sort: { by: number }) { edges { cursor } pageInfo { hasNextPage endCursor } } }'
    const cursor = (await (await city.as('handler'))(page)).data.cases.pageInfo.endCursor as string
    expect((await (await city.as('handler'))(page, { after: cursor })).errors).toBeUndefined()
    for (const [name, after] of [['bodyHead', cursor], ['officeHead', cursor], ['handler', `${cursor.slice(0, -3)}${cursor.endsWith('AAA') ? 'BBB' : 'AAA'}`], ['handler', cursor.slice(23)]] as const)
      expect((await (await city.as(name))(page, { after })).errors, `${name} ${after}`).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })
})
