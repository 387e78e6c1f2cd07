import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeId } from '../../src/api/id.ts'
import { blankCase } from '../../src/review/blank.ts'
import type { Payload, StepName } from '../../src/review/steps/index.ts'
import { commission, type Who } from '../help/city.ts'
import { offers } from '../help/offers.ts'
import { world } from '../store/city.ts'
import { served, step, type Loose, type Served } from './browser.ts'
import { walk, type Walk } from './walk.ts'

let city: Served
let way: Walk
beforeAll(async () => { city = await served(); way = walk(city, world) })
afterAll(async () => { await city.stop() })

/** A step on its day. */
const take = (name: StepName, by: Who, on: string, n = 0): Promise<Loose> => {
  city.day.on = on
  return way.take(name, by, n)
}

const draft = offers(blankCase({ id: '', commission, number: '', zoneId: '' }), 'openCase', world)[0] as Payload<'openCase'>

describe('a case in the browsers of those who have it', () => {
  it('is opened by the body, with a number of its zone', async () => {
    expect(await take('openCase', 'handler', '2026-03-02')).toMatchObject({ case: { number: '划审三〔2026〕1号', version: 1, stage: 'drafting' }, entry: { step: 'openCase', label: '建立案件', on: '2026-03-02', by: { name: 'handler' } } })
  })

  it('is transferred, accepted, read, and proposed for return', async () => {
    await take('transfer', 'bodyHead', '2026-03-02')
    await take('accept', 'groupLeader', '2026-03-03')
    await take('formPanel', 'groupLeader', '2026-03-03')
    await take('signUndertaking', 'lead', '2026-03-04')
    await take('signUndertaking', 'reviewer', '2026-03-04')
    await take('note', 'lead', '2026-03-05')
    await take('requestInterview', 'lead', '2026-03-05', 2)
    await take('approveInterview', 'leaderInCharge', '2026-03-05')
    await take('conclude', 'lead', '2026-03-06', 0)
    await take('deliberate', 'groupLeader', '2026-03-09', 0)
    await take('proposeReturn', 'groupLeader', '2026-03-09')
    expect(way.seen().stage).toBe('returning')
  })

  it('is not returned by the one who proposed it', async () => {
    const outcome = await step(await city.as('groupLeader'), 'approveReturn', way.seen(), { note: null })
    expect(outcome.refusals).toMatchObject([{ code: 'NOT_YOURS', basis: { text: expect.stringContaining('《') } }])
  })

  it('is returned by the approver, and the clock stands still and says why', async () => {
    await take('approveReturn', 'officeHead', '2026-03-10')
    expect(way.seen().stage).toBe('supplementing')
    city.day.on = '2026-03-20'
    const { data } = await (await city.as('bodyHead'))(`query ($id: ID!) { case(id: $id) {
      holder reviewClock { state startedOn heldSince heldDays nominalOn dueOn netDays heldIntervals { from to days why } explanation { day text basis { text } } }
      clocks { code label state dueOn warningOnly } returns { kind grounds approvedBy { name } outline { no problem answer { text } } } } }`, { id: way.seen().id })
    expect(data.case).toMatchObject({
      holder: 'body',
      reviewClock: { state: 'held', startedOn: '2026-03-03', heldSince: '2026-03-10', heldDays: 10, nominalOn: '2026-04-03', dueOn: '2026-04-13', netDays: 7, heldIntervals: [{ from: '2026-03-10', to: null, days: 10, why: 'supplement' }] },
      returns: [{ kind: 'supplement', grounds: ['evidenceToComplete'], approvedBy: { name: 'officeHead' }, outline: [{ no: 1, answer: null }, { no: 2, answer: null }] }],
    })
    expect(data.case.clocks).toContainEqual(expect.objectContaining({ code: 'REVIEW', state: 'held' }))
    expect(data.case.clocks).toContainEqual(expect.objectContaining({ code: 'SUPPLEMENT_ANSWER', state: 'running', warningOnly: true }))
    expect(data.case.reviewClock.explanation.map((one: Loose) => one.text)).toContainEqual(expect.stringContaining('退回补充审查调查，尚未恢复'))
  })

  it('goes on after the answers, to the archive', async () => {
    await take('acknowledgeReturn', 'bodyHead', '2026-03-20')
    await take('answerOutline', 'handler', '2026-03-23')
    await take('submitAnswers', 'bodyHead', '2026-03-23')
    await take('judgeAnswers', 'lead', '2026-03-24')
    await take('closeAnswers', 'groupLeader', '2026-03-24')
    await take('requestInterview', 'lead', '2026-03-25', 0)
    await take('approveInterview', 'leaderInCharge', '2026-03-25')
    await take('recordInterview', 'lead', '2026-03-26')
    await take('conclude', 'lead', '2026-03-26', 1)
    await take('requestExtension', 'groupLeader', '2026-03-26')
    await take('approveExtension', 'leaderInCharge', '2026-03-26')
    await take('deliberate', 'groupLeader', '2026-03-27', 1)
    await take('adopt', 'groupLeader', '2026-03-27')
    await take('submitReport', 'lead', '2026-03-30', 0)
    await take('approveReport', 'officeHead', '2026-03-31')
    await take('proposeCorrection', 'handler', '2026-03-31')
    await take('confirmCorrection', 'groupLeader', '2026-03-31')
    await take('holdBodyMeeting', 'handler', '2026-04-01')
    await take('sendProposal', 'bodyHead', '2026-04-01')
    await take('recordPartyGroupView', 'partyGroupContact', '2026-04-02', 0)
    await take('recordDecision', 'handler', '2026-04-03')
    await take('announce', 'handler', '2026-04-07')
    await take('serve', 'handler', '2026-04-07')
    for (let left = (await way.kept()).execution.length; left > 0; left--) await take('recordExecution', 'handler', '2026-04-08')
    await take('reportExecution', 'handler', '2026-04-08')
    expect(way.seen().stage).toBe('reported')
  })

  it('is archived with a hash that the server computes, the same when it is asked again', async () => {
    const archive = async (operationKey: string) => step(await city.as('handler'), 'archive', before, { volumes: [{ kind: 'investigation', title: '调查卷', pages: 100 }, { kind: 'review', title: '审理卷', pages: 30 }], hash: '' }, { operationKey })
    const before = { ...way.seen(), version: (await (await city.as('handler'))('query ($id: ID!) { case(id: $id) { version } }', { id: way.seen().id })).data.case.version }
    const key = randomUUID()
    expect(await archive(key)).toMatchObject({ case: { stage: 'archived' } })
    expect(await archive(key)).toMatchObject({ case: { stage: 'archived' } })
    expect((await way.kept()).archive?.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('shows the whole of its life to whoever may see it', async () => {
    const { data, errors } = await (await city.as('archivist'))(`query ($id: ID!) { case(id: $id) {
      number stage holder version entries { version step label from to on at by { name } role reason basis { text article tag } }
      subjects { subjectId name route demands { committee partyGroupTold branch approval } } findings { party admin }
      decisions { track outcome party organName period { from endsOn reason } } execution { itemId label proof doneOn } extensions { requestedBy { name } approvedBy { name } months }
      corrections { field before after approvedBy { name } } package { intake { item label state } investigators { name person { id } } } panel { person { id name } undertakingOn }
      interviews { kind scope record { reviewers { name } } } deliberations { attendees { name } opinions { person { name } opinion dissent } } openSteps { step closedBecause { code } } archive { hash } } }`, { id: way.seen().id })
    expect(errors).toBeUndefined()
    expect(data.case).toMatchObject({
      stage: 'archived', holder: null, openSteps: [], subjects: [{ subjectId: 'S1', route: 'B', demands: { committee: false, partyGroupTold: true } }],
      decisions: [{ track: 'party', party: 'warning', period: { from: '2026-04-03', endsOn: expect.stringMatching(/^2027-04/) } }],
      corrections: [{ field: 'subjectBirthYear', before: '1970', after: '1971', approvedBy: { name: 'groupLeader' } }],
      extensions: [{ requestedBy: { name: 'groupLeader' }, approvedBy: { name: 'leaderInCharge' }, months: 1 }],
    })
    expect(data.case.entries).toHaveLength(data.case.version)
    expect(data.case.entries.filter((one: Loose) => one.basis.tag === 'M').every((one: Loose) => one.basis.article === null && one.basis.text === '依据待核')).toBe(true)
  })
})

describe('a step that is asked for twice, or too late', () => {
  it('is taken once for one operation key, and gives the first answer again', async () => {
    city.day.on = '2026-04-09'
    const key = randomUUID()
    const open = async () => step(await city.as('handler'), 'openCase', null, draft, { operationKey: key })
    const first = await open()
    expect(await open()).toEqual(first)
    const other = await step(await city.as('handler'), 'askConsultation', first.case, { question: '够不够？' }, { operationKey: key })
    expect(other.refusals).toMatchObject([{ code: 'OPERATION_KEY_REUSED' }])
  })

  it('is refused as stale, naming who was faster', async () => {
    const { case: opened } = await step(await city.as('handler'), 'openCase', null, draft)
    await step(await city.as('handler'), 'askConsultation', opened, { question: '够不够？' })
    const late = await step(await city.as('bodyHead'), 'transfer', opened, {})
    expect(late.refusals).toMatchObject([{ code: 'STALE', message: expect.stringContaining('handler提请沟通') }])
  })

  it('says all that is wrong at once, each at its field', async () => {
    const { case: opened } = await step(await city.as('handler'), 'openCase', null, { ...draft, package: { ...draft.package, facts: [], evidence: [] } })
    const outcome = await step(await city.as('bodyHead'), 'transfer', opened, {})
    expect(outcome.refusals).toMatchObject([{ code: 'NO_FACT', field: 'package.facts' }, { code: 'NO_EVIDENCE', field: 'package.evidence' }])
  })

  it('gives back the suggestion of the engine for what was weighed', async () => {
    const band = { lightest: 'warning', heaviest: 'seriousWarning' } as const
    const weighing = {
      party: [{ name: '收受礼金', band }], admin: [{ name: '收受礼金', band: { lightest: 'warning', heaviest: 'demerit' } as const }], mitigating: ['voluntaryAccount'] as const, mitigation: 'within' as const,
      aggravating: [], aggravation: 'within' as const, slight: false, exempt: false, crime: null, limited: false,
    }
    const { case: opened } = await step(await city.as('handler'), 'openCase', null, { package: { ...draft.package, proposals: draft.package.proposals.map((proposal) => ({ ...proposal, weighing })) }, number: '', zoneId: '' })
    const { data } = await (await city.as('handler'))('query ($id: ID!) { case(id: $id) { warnings { code } findings { weighing { party { name lightest heaviest } mitigating mitigation } suggestion { party admin reasons { text basis { text } } flags } } } }', { id: opened.id })
    expect(data.case.findings).toMatchObject([{ weighing: { party: [{ name: '收受礼金', ...band }], mitigating: ['voluntaryAccount'], mitigation: 'within' }, suggestion: { party: 'warning', admin: 'warning' } }])
    expect(data.case.findings[0].suggestion.reasons.length).toBeGreaterThan(0)
  })

  it('takes the day that is written on the paper, but no day that does not exist', async () => {
    const ask = await city.as('handler')
    const answer = await ask('mutation ($id: ID!, $on: Day!) { askConsultation(caseId: $id, version: 1, operationKey: "0123456789", on: $on, question: "够不够？") { __typename } }', { id: encodeId('Case', 'none'), on: '2026-02-30' })
    expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining('2026-02-30') }])
    const literal = await ask(`mutation { askConsultation(caseId: "${encodeId('Case', 'none')}", version: 1, operationKey: "0123456789", on: "2026-02-30", question: "够不够？") { __typename } }`)
    expect(literal).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
  })
})
