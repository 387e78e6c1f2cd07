/** 集体审议会议 as the pages ask for it: who is told what, from the call to the outcome, and what the audit administrator reads of it. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../src/api/id.ts'
import { bodyOf, links } from '../../src/store/audit.ts'
import { commission, today, who, type Who } from '../help/city.ts'
import { after, type Whole } from '../store/city.ts'
import { deliberating } from '../store/deliberating.ts'
import { served, type Loose, type Served } from './browser.ts'

let city: Served
let [one, other]: Whole[] = []
const global = (c: Whole | undefined) => encodeId('Case', c?.case.id ?? '')
const people = (...names: string[]) => names.map((name) => encodeId('Person', name))
beforeAll(async () => {
  city = await served()
  ;[one, other] = [await deliberating(city.store, '甲案'), await deliberating(city.store, '乙案', true)]
}, 120_000)
afterAll(async () => { await city.stop() })

const answer = '{ __typename ... on MeetingDone { meetingId } ... on MeetingRefused { refusals { code message field basis { text } } } }'
const declared: Record<string, string> = {
  callMeeting: '$on: Day!, $time: String!, $place: String!, $invited: [ID!]!, $caseIds: [ID!]!', changeMeeting: '$meetingId: ID!, $version: Int!, $on: Day!, $time: String!, $place: String!, $invited: [ID!]!, $reason: String!',
  addMeetingItem: '$meetingId: ID!, $version: Int!, $caseId: ID!', removeMeetingItem: '$meetingId: ID!, $version: Int!, $caseId: ID!, $reason: String!', reorderMeeting: '$meetingId: ID!, $version: Int!, $caseIds: [ID!]!', openMeetingItem: '$meetingId: ID!, $version: Int!, $caseId: ID!',
  postponeMeetingItem: '$meetingId: ID!, $version: Int!, $caseId: ID!, $reason: String!', closeMeeting: '$meetingId: ID!, $version: Int!', cancelMeeting: '$meetingId: ID!, $version: Int!, $reason: String!', writeMeetingView: '$meetingId: ID!, $caseId: ID!, $opinion: String!, $dissent: String, $no: Int!',
}
async function does(by: Who, mutation: string, variables: Record<string, unknown>): Promise<Loose> {
  const all = `${declared[mutation]}, $operationKey: String!`
  const names = [...all.matchAll(/\$(\w+):/g)].map(([, name]) => `${name}: $${name}`).join(', ')
  const { data, errors } = await (await city.as(by))(`mutation (${all}) { ${mutation}(${names}) ${answer} }`, { operationKey: randomUUID(), ...variables })
  if (errors) throw new Error(JSON.stringify(errors))
  return data[mutation]
}
const looks = async (by: Who, id: string): Promise<Loose> => (await (await city.as(by))(`query ($id: ID!) { meeting(id: $id) { version openSteps isInvited itemCount zone { name } items {
  no number title standing mayWrite notReady { code } staying { name } leaving { why person { name } } outside { name } written { name } recorders { name }
  ownView { no opinion } views { person { name } opinion dissent isRecordedOtherwise recordedOpinion recordedDissent } deliberation { outcome opinions { opinion } } } } }`, { id })).data.meeting
const lists = async (by: Who): Promise<Loose> => (await (await city.as(by))('{ coming: meetings(when: coming) { totalCount } past: meetings(when: past) { totalCount } meetingCandidates { title } meetingInvitees { name } }')).data
const starts = async (by: Who): Promise<Loose> => (await (await city.as(by))('query ($id: ID!) { case(id: $id) { deliberationStart { meetingId attendees { name } opinions { opinion dissent person { name } } } } }', { id: global(one) })).data.case?.deliberationStart

describe('a meeting', () => {
  let meetingId: string
  it('is called with every panel invited along, and there for those who deliberate alone', async () => {
    const call = { on: today, time: '09:30', place: '第一会议室', invited: people('groupLeader', 'homeReviewer', 'otherZoneReviewer', 'reviewer'), caseIds: [global(one), global(other)] }
    expect(await does('lead', 'callMeeting', call)).toMatchObject({ refusals: [{ code: 'NOT_YOURS', basis: { text: expect.stringContaining('监督执纪工作规则') } }] })
    ;({ meetingId } = await does('groupLeader', 'callMeeting', call))
    expect(await looks('groupLeader', meetingId)).toMatchObject({ version: 1, itemCount: 2, zone: { name: '第三片区' }, items: [{ title: '甲案', staying: [{ name: 'groupLeader' }, { name: 'reviewer' }, { name: 'lead' }] }, { title: '乙案', leaving: [{ person: { name: 'homeReviewer' } }, { person: { name: 'reviewer' }, why: '已决定回避' }], outside: [{ name: 'otherZoneReviewer' }] }] })
    expect(await looks('reviewer', meetingId)).toMatchObject({ version: null, openSteps: [], isInvited: true, itemCount: 1, items: [{ no: 1, title: '甲案', leaving: [], outside: [] }] })
    const told = ['groupLeader', 'lead', 'reviewer', 'spareReviewer', 'homeReviewer', 'otherZoneReviewer', 'officeHead', 'leaderInCharge', 'commissionHead']
    for (const name of Object.keys(who) as Who[]) {
      const listed = await lists(name)
      expect([name, listed.coming.totalCount, await looks(name, meetingId) !== null]).toEqual([name, told.includes(name) ? 1 : 0, told.includes(name)])
      if (name !== 'groupLeader' && name !== 'officeHead') expect([name, name === 'otherGroupLeader' ? [] : listed.meetingInvitees, listed.meetingCandidates]).toEqual([name, [], []])
      expect(JSON.stringify(listed)).not.toContain(told.includes(name) ? '丙案' : '甲案')
    }
  })

  it('answers whoever may not know of it as if there were none', async () => {
    const given = { version: 1, on: today, time: '10:00', place: '别处', invited: [], reason: '不开了', caseId: global(one), caseIds: [global(one)], opinion: '同意', no: 1 }
    for (const mutation of Object.keys(declared).filter((name) => name !== 'callMeeting'))
      for (const name of ['otherGroupLeader', 'bodyHead', 'caseManager', 'committeeHead', 'auditAdmin'] as const) expect(await does(name, mutation, { ...given, meetingId }), `${name} ${mutation}`).toEqual(await does(name, mutation, { ...given, meetingId: encodeId('Meeting', 'none') }))
  })

  it('tells whoever records the views with which the form begins, once the item is open, and everybody what was recorded otherwise', async () => {
    await does('reviewer', 'writeMeetingView', { meetingId, caseId: global(one), opinion: '可以补正', dissent: '不同意退回', no: 1 })
    expect((await looks('groupLeader', meetingId)).items[0]).toMatchObject({ views: [], written: [{ name: 'reviewer' }], ownView: null })
    expect(await starts('groupLeader')).toBeNull()
    await does('groupLeader', 'openMeetingItem', { meetingId, version: 1, caseId: global(one) })
    expect(await starts('groupLeader')).toMatchObject({ meetingId, attendees: [{ name: 'lead' }, { name: 'reviewer' }, { name: 'groupLeader' }], opinions: [{ opinion: null }, { opinion: '可以补正', dissent: '不同意退回' }, { opinion: null }] })
    for (const name of Object.keys(who) as Who[]) if (name !== 'groupLeader') expect([name, (await starts(name)) ?? null]).toEqual([name, null])
    const opinions = [{ personId: 'lead', opinion: '同意', dissent: null }, { personId: 'reviewer', opinion: '可以补正', dissent: null }, { personId: 'groupLeader', opinion: '同意', dissent: null }]
    await after(city.store, one!, 'deliberate', who.groupLeader, { attendees: ['lead', 'reviewer', 'groupLeader'], opinions, outcome: 'return', minutes: '逐人发表意见' })
    expect((await looks('lead', meetingId)).items[0]).toMatchObject({ standing: 'done', views: [{ dissent: '不同意退回', isRecordedOtherwise: true, recordedOpinion: '可以补正', recordedDissent: null }], deliberation: { outcome: 'return' } })
  })

  it('seals what somebody wrote who is recused since', async () => {
    await after(city.store, one!, 'requestRecusal', who.reviewer, { personId: 'reviewer', ground: 'interest', reason: '与本案有利害关系', requester: null })
    await after(city.store, one!, 'decideRecusal', who.officeHead, { personId: 'reviewer', grant: true, ground: null, reason: '经核实', paper: null })
    expect((await looks('lead', meetingId)).items[0].views).toMatchObject([{ opinion: null, dissent: null, isRecordedOtherwise: false }])
    expect((await looks('reviewer', meetingId)).items).toEqual([])
  })

  it('leaves a reading of its cases at each look, in words for the audit administrator, and none of the hidden ones', async () => {
    const before = (await links(city.store, commission, 0, 100_000)).length
    await looks('spareReviewer', meetingId)
    expect((await links(city.store, commission, before, 10)).map((link) => bodyOf(link))).toMatchObject([{ kind: 'reading', by: 'spareReviewer', what: ['case', 'meeting'], cases: [other!.case.id] }])
    const opened = (await links(city.store, commission, 0, 100_000)).find((link) => link.kind === 'meeting' && bodyOf(link)?.event === 'meetingOpenItem')
    const audit = (await (await city.as('auditAdmin'))(`{ audit(first: 1, from: ${opened?.seq}) { edges { node { label actionLabels caseIds } } } }`)).data.audit.edges[0].node
    expect(audit).toEqual({ label: '集体审议会议', actionLabels: ['开始审议'], caseIds: [global(one)] })
  })
})
