/**
 * The steps of a given case, in order, each with the person who takes it and the day on which it falls
 * (`data/README.md`). What the file does not say is supplied and marked 演示补全.
 */
import { standards } from '../review/case.ts'
import { standardWords } from '../review/checklist.ts'
import type { Day } from '../review/day.ts'
import type { Role } from '../review/people.ts'
import { routeOf, type Policy } from '../review/policy.ts'
import type { Payload, StepName } from '../review/steps/index.ts'
import { bodies } from './city.ts'
import { adminOrganOf, advisedParty, categoryOf, executionIdsOf, findingOf, groundsOf, noPostParty, packageOf, partyOrganOf, propertyText, subjectId, supplied } from './facts.ts'
import { kindOfReturn, returnsOf, type Given, type GivenReturn } from './given.ts'

/** One step of the plan; `field` is where its day stands in the file. */
export type Planned = { [Name in StepName]: { step: Name; payload: Payload<Name>; by: string; on: Day; field: string } }[StepName]

/** How long an extension is: the file gives only the new due day. */
export type Length = { months: number; days: number }

/** Who holds a role that the policy names, in the demo city. */
const holding = (role: Role, given: Given): string => {
  switch (role) {
    case 'leaderInCharge': return 'L1'
    case 'commissionHead': return 'L2'
    case 'groupLeader': return given.review.leaderId
    case 'bodyHead': return `${given.transferringBody.code}-1`
    default: return 'O1'
  }
}

/** The steps of one case; `extension` says how long the extension is, where the file has one. */
export function planOf(given: Given, policy: Policy, extension: Length): Planned[] {
  const plan: Planned[] = []
  const { dates, review, finalSanction } = given
  const code = given.transferringBody.code
  const [head, handler, leader] = [`${code}-1`, `${code}-2`, review.leaderId]
  const panel = review.reviewerIds
  const lead = panel[0] ?? leader
  const handed = packageOf(given)
  const party = noPostParty(given, finalSanction.party)
  const admin = finalSanction.government
  const final = findingOf(given, given.characterizationAfterReview, party, admin)
  const measure = finalSanction.organizational ?? (party === 'exempt' ? `批评教育（${supplied}）` : null)

  let on: Day = dates.transferredOn
  let field = 'dates.transferredOn'
  const at = (day: Day | null | undefined, where: string) => {
    on = day ?? on
    field = where
  }
  const take = <Name extends StepName>(step: Name, by: string, payload: Payload<Name>) => {
    // @NOTE the compiler cannot tie a union member to its generic name; the signature does.
    plan.push({ step, payload, by, on, field } as Planned)
  }

  const draft = () => {
    take('openCase', handler, { package: handed, number: given.caseNo, zoneId: bodies.find((body) => body.id === code)?.zoneId ?? '' })
    if (!review.earlyIntervention) return
    take('requestInvolvement', handler, { ground: 'A', ticks: { complex: true, factsEstablished: true, tentativeOpinion: true }, reason: `案情重大复杂，商请提前介入（${supplied}）` })
    take('approveInvolvement', holding(policy.involvementApprover, given), {})
    take('recordInvolvement', leader, { opinion: `就事实、证据和适用规定提出意见（${supplied}）` })
  }
  const accept = () => {
    take('accept', leader, {})
    take('formPanel', leader, { members: panel, borrowReason: null, reasonForDifference: `按当时的分工（${supplied}）` })
    for (const member of panel) take('signUndertaking', member, {})
  }
  const opinion = (recommendation: 'return' | 'report') => {
    const back = recommendation === 'return'
    const attendees = [leader, ...panel]
    take('conclude', lead, {
      recommendation,
      checklist: standards.map((standard) => (back && standard === 'evidence' ? { standard, verdict: 'minor', note: review.issuesFound.map((issue) => issue.text).join('；') || supplied } : { standard, verdict: 'pass', note: standardWords[standard] })),
      opinions: panel.map((personId) => ({ personId, opinion: `${back ? '建议退回' : '同意'}（${supplied}）`, dissent: null })),
    })
    take('deliberate', leader, { attendees, outcome: recommendation, minutes: `集体审议记录（${supplied}）`, opinions: attendees.map((personId) => ({ personId, opinion: `${back ? '同意退回' : '同意审理组意见'}（${supplied}）`, dissent: null })) })
  }
  const sendBack = (back: GivenReturn, n: number) => {
    const kind = kindOfReturn(back)
    at(back.on, `review.returns.${n}.on`)
    take('requestInterview', lead, { kind: 'waive', scope: 'beforeReturn', subjectId, reason: '退回前未谈话' })
    take('approveInterview', holding(policy.interviewApprover, given), {})
    opinion('return')
    take('proposeReturn', leader, { grounds: groundsOf(back), reason: back.reason, outline: back.items.map((item) => ({ category: categoryOf(item), problem: back.reason, evidenceWanted: item, toProve: `查清该项（${supplied}）` })) })
    take('approveReturn', holding(policy.returnApprover[kind], given), { note: n >= policy.returnCountWarn ? supplied : null })
    take('acknowledgeReturn', head, {})

    at(back.resubmittedOn, `review.returns.${n}.resubmittedOn`)
    take('answerOutline', handler, { answers: back.items.map((item, k) => ({ no: k + 1, outcome: 'done', text: `已补查：${item}（${supplied}）`, reason: null })) })
    take(kind === 'reinvestigation' ? 'transfer' : 'submitAnswers', head, {})

    const last = n === returnsOf(given).length - 1
    at(last ? dates.reacceptedOn : review.periods[n + 1]?.start, last ? 'dates.reacceptedOn' : `review.periods.${n + 1}.start`)
    if (kind === 'reinvestigation') return accept()
    take('judgeAnswers', lead, { judgements: back.items.map((_item, k) => ({ no: k + 1, verdict: 'accepted', request: null })) })
    take('closeAnswers', leader, {})
  }
  const together = (kind: 'reading' | 'discussion') => {
    if (review.jointReadingWithWorkCommittee) take('recordJointSession', lead, { kind, note: supplied, participants: [{ personId: lead, layer: 'zone' }, { personId: 'W1', layer: 'workCommittee' }] })
  }
  const talk = () => {
    at(dates.talkOn, 'dates.talkOn')
    if (dates.talkOn === null) at(dates.collectiveOn, 'dates.collectiveOn')
    if (review.jointReadingWithWorkCommittee) take('inviteCommittee', 'O1', { reason: `须报工委审理，集中审理（${supplied}）` })
    together('reading')
    take('requestInterview', lead, { kind: dates.talkOn === null ? 'waive' : 'hold', scope: 'report', subjectId, reason: dates.talkOn === null ? `批准不谈（${supplied}）` : '审理谈话' })
    take('approveInterview', holding(policy.interviewApprover, given), {})
    if (dates.talkOn !== null) take('recordInterview', lead, { subjectId, reviewers: panel, signed: true, refusalNote: null, outcome: 'noObjection', sections: { rights: supplied, facts: supplied, defence: supplied, methods: supplied, education: supplied } })
  }
  const read = () => {
    let talked = false
    returnsOf(given).forEach((back, n) => {
      if (!talked && dates.talkOn !== null && dates.talkOn < back.on) { talk(); talked = true }
      sendBack(back, n)
    })
    if (!talked) talk()
  }
  const report = () => {
    const after = given.characterizationAfterReview
    at(dates.collectiveOn, 'dates.collectiveOn')
    together('discussion')
    opinion('report')
    take('adopt', leader, { correctedInReview: [] })
    at(dates.concludedOn, 'dates.concludedOn')
    take('submitReport', lead, {
      sections: { person: supplied, course: supplied, facts: after.facts, property: propertyText(given) ?? '不涉及财物', investigatorsOpinion: given.proposedByBody.characterization, reviewOpinion: after.characterization, attitude: supplied, procedure: supplied },
      findings: [findingOf(given, after, advisedParty(given), after.advisedGovernmentSanction)], outcome: 'propose',
    })
    take('approveReport', holding(policy.reportApprover, given), {})
  }
  const study = () => {
    const demands = policy.routeDemands[routeOf(handed.subjects[0]!, { party, admin }, policy)]
    const differs = advisedParty(given) !== party || given.characterizationAfterReview.advisedGovernmentSanction !== admin
    const view = { agrees: true, opinion: `同意（${supplied}）`, minutes: supplied }
    at(dates.groupStudyOn, 'dates.groupStudyOn')
    take('holdBodyMeeting', handler, { due: 3, attendees: [head, handler, `${code} 组员`], minutes: `组务会纪要（${supplied}）`, findings: [final], reason: differs ? supplied : null })
    if (demands.branch) take('recordBranchMeeting', handler, { subjectId, due: 20, present: 18, inFavour: 17, memberAttended: true, minutes: `支部大会记录（${supplied}）` })
    if (demands.committee) take('recordPartyGroupView', handler, view)
    take('sendProposal', head, {})
    if (demands.committee) {
      at(dates.workCommitteeOn, 'dates.workCommitteeOn')
      take('signCommitteeOpinion', 'W3', { opinion: `同意（${supplied}）`, agrees: true, minutes: supplied, signedBy: null })
      at(dates.decidedOn, 'dates.decidedOn')
    }
    if (demands.partyGroup !== null) take('recordPartyGroupView', handler, view)
  }
  const tracks = [...(handed.subjects[0]!.partyMember ? (['party'] as const) : []), ...(!handed.subjects[0]!.partyMember || admin !== 'none' ? (['admin'] as const) : [])]
  const decide = () => {
    const route = routeOf(handed.subjects[0]!, { party, admin }, policy)
    const common = { subjectId, finding: final, advice: null, minutes: `会议纪要（${supplied}）`, earlierParty: null, earlierAdmin: null, property: propertyText(given), measure }
    at(dates.decidedOn, 'dates.decidedOn')
    if (admin !== 'none') take('giveNotice', handler, { subjectId, facts: given.characterizationAfterReview.facts, basis: given.characterizationAfterReview.articles.join('、') || supplied, admin, defence: null, adopted: null, by: [head, handler] })
    for (const track of tracks) {
      const sanction = track === 'party' ? party : admin
      take('recordDecision', handler, {
        ...common, track, outcome: sanction === 'exempt' ? 'exempt' : sanction === 'none' ? 'noSanction' : 'sanction',
        organ: track === 'party' ? partyOrganOf(given, route) : adminOrganOf(given),
        organName: (track === 'party' ? finalSanction.partyDecisionOrgan : finalSanction.governmentDecisionOrgan) ?? supplied,
        unitPeriodMonths: track === 'admin' ? (finalSanction.governmentPeriodMonths ?? (finalSanction.governmentPeriodEndsOn === null ? null : 24)) : null,
        approval: track === 'party' && policy.routeDemands[route].approval ? { organ: 'workCommittee', organName: '市直机关纪检监察工委', approvedOn: on } : null,
      })
    }
  }
  const execute = () => {
    at(dates.announcedOn, 'dates.announcedOn')
    take('announce', handler, { subjectId, announcers: [head, handler], scope: `所在党支部和本人（${supplied}）`, opinion: supplied, refusedToSign: false })
    take('serve', handler, { subjectId, receiver: given.subject.name, proof: `送达回证（${supplied}）` })
    at(dates.archivedOn, 'dates.archivedOn')
    for (const itemId of executionIdsOf(given, party, tracks, measure)) take('recordExecution', handler, { itemId, proof: supplied })
    take('reportExecution', handler, { text: supplied })
    take('archive', handler, { volumes: [{ kind: 'investigation', title: '审查调查卷', pages: 120 }, { kind: 'review', title: '审理卷', pages: 40 }], hash: '0'.repeat(64) })
  }

  draft()
  take('transfer', head, {})
  at(dates.acceptedOn, 'dates.acceptedOn')
  accept()
  read()
  report()
  study()
  decide()
  execute()
  return withExtension(plan, given, holding(policy.extensionApprover, given), extension)
}

/** The extension stands after everything of its day, but before the report that would end the clock. */
function withExtension(plan: Planned[], given: Given, approver: string, { months, days }: Length): Planned[] {
  const { extension, reviewerIds, leaderId } = given.review
  if (!extension) return plan
  const [on, field] = [extension.approvedOn, 'review.extension.approvedOn']
  const after = plan.findIndex((one) => one.on > on || (one.step === 'submitReport' && one.on === on))
  const place = after === -1 ? plan.length : after
  return [
    ...plan.slice(0, place),
    { step: 'requestExtension', by: reviewerIds[0] ?? leaderId, on, field, payload: { months, days, reason: extension.reason } },
    { step: 'approveExtension', by: approver, on, field, payload: {} },
    ...plan.slice(place),
  ]
}
