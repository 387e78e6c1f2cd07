/** 案件质量评查 as the pages ask for it: who finds what, from the plan to the end, and a defect that comes again. */
import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId, idOf } from '../../src/api/id.ts'
import { bodyOf, links } from '../../src/store/audit.ts'
import { decideLeave } from '../../src/store/leaves.ts'
import { commission, today, who, type Who } from '../help/city.ts'
import { archivedCase, secondReviewer } from '../store/archive.ts'
import { moment } from '../store/city.ts'
import { served, type Loose, type Served } from './browser.ts'

let city: Served
let c: { id: string; global: string; number: string; title: string }
beforeAll(async () => {
  city = await served()
  await secondReviewer(city.store)
  const { case: { id, number, package: { title } } } = await archivedCase(city.store)
  c = { id, global: encodeId('Case', id), number, title }
}, 120_000)
afterAll(async () => { await city.stop() })

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const refused = '__typename ... on QualityDone { checkId } ... on QualityRefused { refusals { code message field basis { text } } }'
const declared: Record<string, string> = {
  planQualityCheck: '$title: String!, $mode: QualityCheckMode!, $theme: String, $from: Day!, $until: Day!, $bodyIds: [ID!]!, $perBody: Int!, $total: Int, $caseIds: [ID!]', drawQualityCases: '', formQualityTeam: '$members: [ID!]!',
  scoreQuality: '$caseId: ID!, $marks: [QualityMarkInput!]!, $bonuses: [QualityBonusInput!]!, $grounds: [QualityGroundInput!]!, $summary: String!', fixQualityGrades: '$opinions: [OpinionInput!]!, $minutes: String!, $grades: [QualityGradeInput!]!',
  feedBackQuality: '$note: String!', answerQuality: '$measures: [QualityMeasureInput!]!, $note: String!', judgeQualityAnswer: '$bodyId: ID!, $accepted: Boolean!, $reason: String', closeQualityCheck: '$summary: String!', abandonQualityCheck: '$reason: String!',
}
async function does(by: Who, mutation: string, variables: Record<string, unknown>): Promise<Loose> {
  const more = mutation === 'planQualityCheck' ? '' : '$checkId: ID!, $version: Int!, '
  const all = `${more}${declared[mutation]}${declared[mutation] === '' ? '' : ', '}$operationKey: String!`
  const names = [...all.matchAll(/\$(\w+):/g)].map(([, name]) => `${name}: $${name}`).join(', ')
  const answer = await (await city.as(by))(`mutation (${all}) { ${mutation}(${names}) { ${refused} } }`, { operationKey: randomUUID(), ...variables })
  if (answer.errors) throw new Error(JSON.stringify(answer.errors))
  return answer.data[mutation]
}
const plan = { title: '全面评查', mode: 'full', from: '2018-01-01', until: today, bodyIds: [encodeId('Body', 'P25'), encodeId('Body', 'P03')], perBody: 1 }
const whole = `{ id title mode state version openSteps bodies { code } team { name } rubric { name repeatFactor items { itemId standard tab points } }
  cases { caseId number closedOn body { code } sheet { summary marks { markId itemId points isRepeat } score { total suggested added } signedBy { name } } fixed { grade suggested reason score } }
  draw { rule listText listHash commitment secret beacon beaconSeq fixedSeq seed seals faults lines(first: 100) { totalCount edges { node { seal number opening body { code } } } } } discussion { minutes opinions { opinion person { name } } }
  feedbacks { body { code } dueOn isOpen findings { mark { found } } answers { note accepted } } summary }`
const looks = async (by: Who, id: string): Promise<Loose> => (await (await city.as(by))(`query ($id: ID!) { qualityCheck(id: $id) ${whole} }`, { id })).data.qualityCheck
const told = async (by: Who): Promise<Loose> => (await (await city.as(by))('{ qualityFeedbacks { checkId title version isOpen isOverdue note dueOn cases { number grade score { total } } findings { mark { markId found isRepeat } } answers { note accepted measures { measure done } } rubric { name } } }')).data.qualityFeedbacks
const lists = async (by: Who): Promise<Loose> => (await (await city.as(by))('{ qualityChecks(first: 5) { totalCount edges { node { id title state bodies { code } } } } qualityCoverage { body { code } lastOn caseCount dueOn state } }')).data

/** Asks for leave to read, as a page does; granted by the leader in charge, whose confirming has tests of its own. */
async function reads(by: Who, caseId: string): Promise<void> {
  const { leave } = (await (await city.as(by))('mutation ($caseId: ID!, $from: Day!) { requestLeave(caseId: $caseId, purpose: "质量评查", from: $from, until: "2026-12-31") { ... on LeaveSaved { leave { id } } } }', { caseId, from: city.day.on })).data.requestLeave
  expect(await decideLeave(city.store, who.leaderInCharge, await moment(city.store, city.day.on), idOf('Leave', leave.id), { decision: 'granted', reason: null })).toHaveProperty('leave')
}
const opinions = ['qualityReviewer', 'second', 'leaderInCharge'].map((name) => ({ personId: encodeId('Person', name), opinion: '同意' }))
const marks = [{ itemId: 'F1', points: 4, place: '卷二第31页', found: '缺少收受地点' }]

/** From a plan to feedback, of one case. */
async function fedBack(caseId: string, title: string): Promise<string> {
  const { checkId } = await does('officeHead', 'planQualityCheck', { ...plan, title, mode: 'daily', bodyIds: [], until: city.day.on, caseIds: [caseId] })
  await does('officeHead', 'formQualityTeam', { checkId, version: 1, members: [encodeId('Person', 'qualityReviewer'), encodeId('Person', 'second')] })
  await reads('qualityReviewer', caseId)
  await does('qualityReviewer', 'scoreQuality', { checkId, version: 2, caseId, marks, bonuses: [], grounds: [], summary: '总体较好' })
  await does('officeHead', 'fixQualityGrades', { checkId, version: 3, opinions, minutes: '逐案研究', grades: [{ caseId, grade: 'excellent' }] })
  expect(await does('officeHead', 'feedBackQuality', { checkId, version: 4, note: '请整改' })).toEqual({ __typename: 'QualityDone', checkId })
  return checkId
}

describe('a quality check', () => {
  let checkId: string
  it('is planned by the head of the office alone, and refused with the reason in words', async () => {
    for (const other of ['leaderInCharge', 'commissionHead', 'qualityReviewer', 'groupLeader', 'bodyHead', 'caseManager'] as const) expect(await does(other, 'planQualityCheck', plan), other).toMatchObject({ refusals: [{ code: 'NOT_YOURS' }] })
    expect(await does('officeHead', 'planQualityCheck', { ...plan, mode: 'special', perBody: 0 })).toMatchObject({ refusals: [{ code: 'NOT_WRITTEN', field: 'theme' }, { code: 'BAD_SIZE', message: '每个派驻机构至少抽取1件，至多100件', basis: { text: '评查案件的抽取（系统设定，非法定）' } }] })
    ;({ checkId } = await does('officeHead', 'planQualityCheck', plan))
    expect(await looks('officeHead', checkId)).toMatchObject({ state: 'planned', version: 1, openSteps: ['draw', 'abandonCheck'], cases: [], draw: { secret: null, seed: null, seals: [], faults: [], lines: { totalCount: 1, edges: [{ node: { number: c.number, body: { code: 'P25' } } }] } }, rubric: { name: '项目默认' } })
  })

  it('is drawn, and whoever may open it can do the sums again', async () => {
    await does('officeHead', 'drawQualityCases', { checkId, version: 1 })
    const { draw, cases, state } = await looks('officeHead', checkId)
    expect([state, draw.faults, cases]).toEqual(['drawn', [], [expect.objectContaining({ number: c.number, sheet: null, fixed: null })]])
    expect(sha256(draw.listText)).toBe(draw.listHash)
    expect(sha256(draw.secret)).toBe(draw.commitment)
    expect(sha256(`${draw.listHash}|${draw.secret}|${draw.beacon}`)).toBe(draw.seed)
    for (const { node: { opening, seal } } of draw.lines.edges) expect(sha256(opening)).toBe(seal)
    const chain = (await links(city.store, commission, 0, 100_000))
    expect(chain.find(({ seq }) => seq === draw.beaconSeq)?.hash).toBe(draw.beacon)
    expect(bodyOf(chain.find(({ seq }) => seq === draw.fixedSeq)!)).toMatchObject({ event: 'checkPlanned', listHash: draw.listHash })
  })

  it('is there for the team from its forming on, and for nobody else', async () => {
    expect(await looks('qualityReviewer', checkId)).toBeNull()
    await does('officeHead', 'formQualityTeam', { checkId, version: 2, members: [encodeId('Person', 'qualityReviewer'), encodeId('Person', 'second')] })
    expect(await looks('qualityReviewer', checkId)).toMatchObject({ state: 'reviewing', openSteps: ['scoreCase'], team: [{ name: 'qualityReviewer' }, { name: 'second' }] })
    for (const name of Object.keys(who) as Who[]) {
      if (['officeHead', 'qualityReviewer'].includes(name)) continue
      expect(await looks(name, checkId), name).toBeNull()
      expect(await lists(name), name).toEqual({ qualityChecks: { totalCount: 0, edges: [] }, qualityCoverage: [] })
      expect(await told(name), name).toEqual([])
      for (const step of ['drawQualityCases', 'feedBackQuality', 'closeQualityCheck']) expect((await does(name, step, { checkId, version: 3, note: '', summary: '' })).refusals, name).toEqual((await does(name, step, { checkId: encodeId('QualityCheck', 'none'), version: 3, note: '', summary: '' })).refusals)
    }
    expect(await looks('officeHead', encodeId('QualityCheck', 'none'))).toBeNull()
  })

  it('is told in the list without its cases, and each look at one is a link', async () => {
    expect((await lists('officeHead')).qualityChecks).toMatchObject({ totalCount: 1, edges: [{ node: { title: '全面评查', state: 'reviewing', bodies: [{ code: 'P03' }, { code: 'P25' }] } }] })
    const before = (await links(city.store, commission, 0, 100_000)).length
    await looks('qualityReviewer', checkId)
    const left = (await links(city.store, commission, before, 100)).map((link) => bodyOf(link))
    expect(left).toMatchObject([{ kind: 'reading', by: 'qualityReviewer', what: ['quality'], cases: [c.id] }])
    const formed = (await links(city.store, commission, 0, 100_000)).find((link) => bodyOf(link)?.event === 'formTeam')
    const audit = async (args: string) => (await (await city.as('auditAdmin'))(`{ audit(first: 1, ${args}) { edges { node { label actionLabels caseIds } } } }`)).data.audit.edges.map((edge: Loose) => edge.node)
    expect(await audit(`from: ${before + 1}`)).toEqual([{ label: '阅看', actionLabels: ['评查内容'], caseIds: [c.global] }])
    expect(await audit(`from: ${formed?.seq}`)).toEqual([{ label: '案件质量评查', actionLabels: ['组成评查组'], caseIds: [] }])
  })

  it('is scored by whoever has leave to read the case, and told to its body alone once it is fed back', async () => {
    const sheet = { checkId, version: 3, caseId: c.global, marks, bonuses: [{ kind: 'suggestion', points: 1, reason: '发出建议书' }], grounds: [], summary: '总体较好' }
    expect(await does('qualityReviewer', 'scoreQuality', sheet)).toMatchObject({ refusals: [{ code: 'NOT_READ', field: 'caseId' }] })
    await reads('qualityReviewer', c.global)
    await does('qualityReviewer', 'scoreQuality', sheet)
    expect((await looks('officeHead', checkId)).cases).toMatchObject([{ sheet: { signedBy: { name: 'qualityReviewer' }, marks: [{ markId: '1-1', isRepeat: false }], score: { total: 97, added: 1, suggested: 'excellent' } } }])
    const given = { checkId, version: 4, opinions, minutes: '逐案研究', grades: [{ caseId: c.global, grade: 'qualified' }] }
    expect(await does('officeHead', 'fixQualityGrades', given)).toMatchObject({ refusals: [{ code: 'REASON_WANTED', field: 'grades.0.reason' }] })
    await does('officeHead', 'fixQualityGrades', { ...given, grades: [{ caseId: c.global, grade: 'qualified', reason: '影响较大' }] })
    await does('officeHead', 'feedBackQuality', { checkId, version: 5, note: '请整改' })
    expect(await told('bodyHead')).toEqual([{
      checkId, title: '全面评查', version: 1, isOpen: true, isOverdue: false, note: '请整改', dueOn: '2026-04-01', answers: [], rubric: { name: '项目默认' },
      cases: [{ number: c.number, grade: 'qualified', score: { total: 97 } }], findings: [{ mark: { markId: '1-1', found: '缺少收受地点', isRepeat: false } }],
    }])
    for (const other of ['otherBodyHead', 'handler', 'groupLeader', 'partyGroupContact', 'archivist'] as const) expect(await told(other), other).toEqual([])
    expect(await looks('bodyHead', checkId)).toBeNull()
  })

  it('is answered, sent back, answered again and closed; it counts for the five years', async () => {
    const answer = { checkId, measures: [{ markId: '1-1', measure: '补正并约谈承办人', done: true }], note: '已经整改' }
    expect(await does('handler', 'answerQuality', { ...answer, version: 1 })).toMatchObject({ refusals: [{ code: 'NO_SUCH_CHECK' }] })
    await does('bodyHead', 'answerQuality', { ...answer, version: 1 })
    expect(await does('bodyHead', 'answerQuality', { ...answer, version: 1 })).toMatchObject({ refusals: [{ code: 'STALE' }] })
    await does('officeHead', 'judgeQualityAnswer', { checkId, version: 7, bodyId: encodeId('Body', 'P25'), accepted: false, reason: '没有附材料' })
    expect(await told('bodyHead')).toMatchObject([{ version: 3, isOpen: true, answers: [{ accepted: false }] }])
    await does('bodyHead', 'answerQuality', { ...answer, version: 3, note: '材料已附' })
    await does('officeHead', 'judgeQualityAnswer', { checkId, version: 9, bodyId: encodeId('Body', 'P25'), accepted: true })
    await does('officeHead', 'closeQualityCheck', { checkId, version: 10, summary: '总体较好' })
    expect(await looks('officeHead', checkId)).toMatchObject({ state: 'closed', openSteps: [], summary: '总体较好' })
    expect((await lists('officeHead')).qualityCoverage).toEqual([
      { body: { code: 'P08' }, lastOn: null, caseCount: null, dueOn: '2028-03-19', state: 'covered' },
      { body: { code: 'P03' }, lastOn: today, caseCount: 0, dueOn: '2031-03-02', state: 'covered' },
      { body: { code: 'P25' }, lastOn: today, caseCount: 1, dueOn: '2031-03-02', state: 'covered' },
    ])
  })

  it('can be given up by the head of the office before it is fed back, and stays in the list', async () => {
    const { checkId: other } = await does('officeHead', 'planQualityCheck', { ...plan, title: '计划有误的评查' })
    expect(await does('leaderInCharge', 'abandonQualityCheck', { checkId: other, version: 1, reason: '计划有误' })).toMatchObject({ refusals: [{ code: 'NO_SUCH_CHECK' }] })
    expect(await does('officeHead', 'abandonQualityCheck', { checkId: other, version: 1, reason: '' })).toMatchObject({ refusals: [{ code: 'NOT_WRITTEN', field: 'reason' }] })
    await does('officeHead', 'abandonQualityCheck', { checkId: other, version: 1, reason: '计划有误' })
    expect(await looks('officeHead', other)).toMatchObject({ state: 'abandoned', openSteps: [], summary: '计划有误', draw: { secret: null, faults: [] } })
    expect(await does('officeHead', 'drawQualityCases', { checkId: other, version: 2 })).toMatchObject({ refusals: [{ code: 'WRONG_STATE' }] })
  })

  it('weighs a defect more that comes again at the body after it was to be put right', async () => {
    city.day.on = '2026-05-04'
    const { case: { id } } = await archivedCase(city.store, 1, city.day.on)
    const again = await looks('officeHead', await fedBack(encodeId('Case', id), '日常评查'))
    expect(again.cases).toMatchObject([{ sheet: { marks: [{ points: 4, isRepeat: true }], score: { total: 94 } }, fixed: { score: 94 } }])
    expect(await told('bodyHead')).toMatchObject([{ title: '日常评查', findings: [{ mark: { isRepeat: true } }] }, { title: '全面评查' }])
    city.day.on = today
  })
})
