/** The ways beside the usual one: every step that `journey.test.ts` does not take is taken here, by its mutation. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepNames, type StepName } from '../../src/review/steps/index.ts'
import type { Who } from '../help/city.ts'
import { subject, type World } from '../help/offers.ts'
import { served, type Served } from './browser.ts'
import { walk } from './walk.ts'

let city: Served
beforeAll(async () => { city = await served() })
afterAll(async () => { await city.stop() })

type Way = [step: StepName, by: Who, n?: number][]
const accepted: Way = [['openCase', 'handler'], ['transfer', 'bodyHead'], ['accept', 'groupLeader']]
const reading: Way = [...accepted, ['formPanel', 'groupLeader'], ['signUndertaking', 'lead'], ['signUndertaking', 'reviewer']]
const deliberated: Way = [...reading, ['requestInterview', 'lead', 1], ['approveInterview', 'leaderInCharge'], ['conclude', 'lead', 1], ['deliberate', 'groupLeader', 1]]
const proposing: Way = [...deliberated, ['adopt', 'groupLeader'], ['submitReport', 'lead'], ['approveReport', 'officeHead'], ['holdBodyMeeting', 'handler']]

const usual: World = { subject, party: 'warning', admin: 'none', crime: false }
const division: World = { subject: { ...subject, rank: '正处级' }, party: 'warning', admin: 'demerit', crime: true }
const grassroots: World = { subject: { ...subject, rank: '科员' }, party: 'warning', admin: 'none', crime: false }

const ways: [name: string, world: World, way: Way, end: string][] = [
  ['before transfer', usual, [
    ['openCase', 'handler'], ['editDraft', 'handler'], ['askConsultation', 'handler'], ['answerConsultation', 'groupLeader'],
    ['requestInvolvement', 'handler'], ['rejectInvolvement', 'leaderInCharge'], ['requestInvolvement', 'handler'], ['approveInvolvement', 'leaderInCharge'], ['recordInvolvement', 'groupLeader'],
    ['transfer', 'bodyHead'], ['withdraw', 'bodyHead'], ['handOver', 'bodyHead'],
  ], 'handedOver'],
  ['a deferral and a refusal', usual, [
    ['openCase', 'handler'], ['transfer', 'bodyHead'], ['defer', 'groupLeader'], ['rejectIntake', 'officeHead'], ['defer', 'groupLeader'], ['approveIntake', 'officeHead'],
    ['transfer', 'bodyHead'], ['refuse', 'groupLeader'], ['approveIntake', 'officeHead'],
  ], 'refused'],
  ['what happens beside the review', usual, [
    ...accepted, ['appointDeputy', 'groupLeader'], ['formPanel', 'groupLeader'], ['changePanel', 'groupLeader'], ['signUndertaking', 'lead'], ['signUndertaking', 'spareReviewer'],
    ['inviteCommittee', 'officeHead'], ['recordJointSession', 'lead'], ['raiseJointIssue', 'handler'], ['answerJointIssue', 'lead'], ['proposeCorrection', 'handler'], ['rejectCorrection', 'groupLeader'],
    ['requestExtension', 'lead'], ['rejectExtension', 'leaderInCharge'], ['requestSuspension', 'lead'], ['rejectSuspension', 'leaderInCharge'],
    ['requestInterview', 'lead'], ['rejectInterview', 'leaderInCharge'],
    ['requestSuspension', 'lead'], ['approveSuspension', 'leaderInCharge'], ['resume', 'groupLeader'], ['escalate', 'officeHead'],
  ], 'escalated'],
  ['checks that the body answers, and reviewers raise and settle', usual, [
    ['openCase', 'handler'], ['answerCheck', 'handler'], ['transfer', 'bodyHead'], ['accept', 'groupLeader'], ['formPanel', 'groupLeader'], ['signUndertaking', 'lead'], ['signUndertaking', 'reviewer'],
    ['raiseCheck', 'lead'], ['settleCheck', 'groupLeader'], ['escalate', 'officeHead'],
  ], 'escalated'],
  ['a recusal asked for, decided, filled, looked at and lifted', usual, [
    ...reading, ['requestInterview', 'lead', 1], ['approveInterview', 'leaderInCharge'], ['conclude', 'lead', 1], ['requestRecusal', 'handler'], ['decideRecusal', 'commissionHead'],
    ['keepEarlierWork', 'groupLeader'], ['changePanel', 'groupLeader'], ['liftRecusal', 'commissionHead'], ['escalate', 'officeHead'],
  ], 'escalated'],
  ['a recusal after which the file is read anew', usual, [
    ...deliberated, ['requestRecusal', 'lead', 1], ['decideRecusal', 'commissionHead'], ['repeatEarlierWork', 'groupLeader'], ['changePanel', 'groupLeader'], ['escalate', 'officeHead'],
  ], 'escalated'],
  ['a return that is not approved, and a report that is sent back', usual, [
    ...reading, ['requestInterview', 'lead', 1], ['approveInterview', 'leaderInCharge'], ['conclude', 'lead', 0], ['deliberate', 'groupLeader', 0], ['proposeReturn', 'groupLeader'], ['rejectReturn', 'officeHead'],
    ['deliberate', 'groupLeader', 1], ['adopt', 'groupLeader'], ['submitReport', 'lead', 1], ['sendBackReport', 'officeHead'], ['submitReport', 'lead', 1], ['approveReport', 'officeHead'], ['dropCase', 'bodyHead'],
  ], 'dropped'],
  ['the way of route A, with a dispute and the prosecutor', division, [
    ...proposing, ['recordPartyGroupView', 'handler'], ['sendProposal', 'bodyHead'], ['raiseDispute', 'committeeHead'], ['recordRuling', 'officeHead'], ['signCommitteeOpinion', 'committeeHead'],
    ['recordPartyGroupView', 'handler'], ['giveNotice', 'handler'], ['refer', 'bodyHead'], ['recordProsecutorReturn', 'officeHead'], ['answerProsecutorReturn', 'bodyHead'], ['concludeProsecution', 'bodyHead'],
    ['recordDecision', 'handler'],
  ], 'deciding'],
  ['the way of route C, with the branch', grassroots, [
    ...proposing, ['recordBranchMeeting', 'handler'], ['sendProposal', 'bodyHead'], ['skipBranchMeeting', 'bodyHead'], ['recordDecision', 'handler'],
  ], 'executing'],
  ['formalities that take longer', { ...usual, party: 'removal' }, [
    ...proposing, ['sendProposal', 'bodyHead'], ['recordPartyGroupView', 'handler'], ['recordDecision', 'handler'], ['extendFormalities', 'leaderInCharge'], ['classify', 'leaderInCharge'],
  ], 'executing'],
]

describe('by their mutations, each payload handed over whole,', () => {
  it.each(ways)('%s', async (_name, world, way, end) => {
    const one = walk(city, world)
    for (const [name, by, n] of way) await one.take(name, by, n)
    expect(one.seen().stage).toBe(end)
  })

  it('all steps are taken, here or on the journey', () => {
    const journey = readFileSync(join(import.meta.dirname, 'journey.test.ts'), 'utf8')
    const taken = new Set(ways.flatMap(([, , way]) => way.map(([name]) => name)))
    expect(stepNames.filter((name) => !taken.has(name) && !journey.includes(`'${name}', `))).toEqual([])
  })
})
