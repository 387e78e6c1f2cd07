/** Cases brought to where a test begins, by careful people and through the one door; and what a refusal looks like. */
import { expect } from 'vitest'
import { act, type Outcome } from '../../src/review/act.ts'
import { blankCase } from '../../src/review/blank.ts'
import type { Case, Package, Stage, Subject } from '../../src/review/case.ts'
import { intakeItems, isDemanded } from '../../src/review/checklist.ts'
import { basis, basisText, type Rule } from '../../src/review/law.ts'
import { findingsInView, tracksOf } from '../../src/review/machine.ts'
import type { Actor } from '../../src/review/people.ts'
import { firstPolicy, policyOn, routeOf, type Policy, type PolicyRow } from '../../src/review/policy.ts'
import type { Moment } from '../../src/review/step.ts'
import type { Payload, StepName } from '../../src/review/steps/index.ts'
import { commission, moment, momentOn, today, who } from './city.ts'
import { finding, offers, packageOf, subject, type World } from './offers.ts'

/** One kind of case for each route; the plain one goes by B, with both tracks. */
const world = (about: Partial<Subject>, party: World['party'], admin: World['admin']): World => ({ subject: { ...subject, ...about }, party, admin, crime: false })
export const worlds = {
  A: world({ rank: '副处级' }, 'seriousWarning', 'majorDemerit'),
  B: world({}, 'seriousWarning', 'majorDemerit'),
  C: world({ rank: '事业单位管理岗八级' }, 'warning', 'none'),
  'C+': world({ rank: '事业单位管理岗九级' }, 'expulsion', 'discharge'),
  D: world({ partyMember: false, partyPost: null }, 'none', 'demerit'),
  N: world({}, 'exempt', 'none'),
} as const satisfies Record<string, World>

/** What a case is made of; `handed` changes the package. */
export type Given = { world?: World; handed?: Partial<Package> }

/** A second person of the case, no member of the Party, and the package that names both. */
const secondSubject: Subject = { ...subject, id: 'S2', name: '陈某', partyMember: false, partyPost: null, deputyOrDelegate: false }
export const twoSubjects: Partial<Package> = {
  subjects: [subject, secondSubject],
  proposals: [finding(worlds.B), { ...finding(worlds.D), subjectId: 'S2' }],
}

type Line = { [Name in StepName]: readonly [step: Name, actor: Actor, changed?: Partial<Payload<Name>>, on?: Moment] }[StepName]

/** What a careful person would give for this step of this case, with what the test wants otherwise. */
export function careful<Name extends StepName>(c: Case, name: Name, changed: Partial<Payload<Name>> = {}): Payload<Name> {
  const view = findingsInView(c)[0]
  const [offered] = offers(c, name, { subject: c.package.subjects[0] ?? subject, party: view?.party ?? 'none', admin: view?.admin ?? 'none', crime: c.package.crime })
  return { ...offered, ...(offered !== undefined && 'findings' in offered ? { findings: findingsInView(c) } : {}), ...changed } as Payload<Name>
}

/** The case as these steps leave it; a refusal here is a fault of the test. */
export const after = (c: Case, ...lines: Line[]): Case =>
  lines.reduce((before, [step, actor, changed, at]) => take(act(before, step, careful(before, step, changed as never) as never, actor, at ?? moment), step), c)

function take(outcome: Outcome, step: StepName): Case {
  if ('refusals' in outcome) throw new Error(`${step} was refused: ${outcome.refusals.map((one) => `${one.code} ${one.message}`).join('; ')}`)
  return outcome.case
}

/** The decision that fits the proposal of one person on one track. */
export function decisionOn(c: Case, track: 'party' | 'admin', changed: Partial<Payload<'recordDecision'>> = {}): Payload<'recordDecision'> {
  const subjectId = changed.subjectId ?? 'S1'
  const proposed = { ...findingsInView(c).find((one) => one.subjectId === subjectId)!, ...changed.finding }
  const route = routeOf(c.package.subjects.find((one) => one.id === subjectId) ?? subject, proposed, moment.policy)
  const sanction = track === 'party' ? proposed.party : proposed.admin
  return {
    subjectId, track, organName: '有权机关', minutes: '会议纪要', measure: '诫勉', property: null, advice: null, earlierParty: null, earlierAdmin: null, unitPeriodMonths: null,
    outcome: sanction === 'exempt' ? 'exempt' : sanction === 'none' ? 'noSanction' : 'sanction',
    organ: track === 'admin' ? 'stationedBody' : route === 'C' || route === 'C+' ? 'unitCommittee' : 'partyGroup',
    approval: track === 'party' && route === 'C+' ? { organ: 'commission', organName: '市纪委', approvedOn: today } : null,
    ...changed, finding: proposed,
  }
}

const blank = blankCase({ id: 'c1', commission, number: '', zoneId: 'Z3' })
const ids = (c: Case) => c.package.subjects.map((one) => one.id)
const demandsOf = (c: Case) => ids(c).map((id) => { const one = findingsInView(c).find((other) => other.subjectId === id)!; return moment.policy.routeDemands[routeOf(c.package.subjects.find((other) => other.id === id)!, one, moment.policy)] })

/** The stage before each stage, and the steps that lead from there. */
const way: { [At in Stage]?: [from: Stage, steps: (c: Case) => Line[]] } = {
  transferred: ['drafting', () => [['transfer', who.bodyHead]]],
  deferred: ['transferred', () => [['defer', who.groupLeader], ['approveIntake', who.officeHead]]],
  refused: ['transferred', () => [['refuse', who.groupLeader], ['approveIntake', who.officeHead]]],
  accepted: ['transferred', () => [['accept', who.groupLeader]]],
  empanelled: ['accepted', () => [['formPanel', who.groupLeader]]],
  reading: ['empanelled', () => [['signUndertaking', who.lead], ['signUndertaking', who.reviewer]]],
  deliberating: ['reading', (c) => [
    ...ids(c).flatMap((subjectId): Line[] => [['requestInterview', who.lead, { kind: 'waive', scope: 'report', subjectId, reason: '事实无异议' }], ['approveInterview', who.leaderInCharge]]),
    ['conclude', who.lead, { recommendation: 'report' }],
  ]],
  returning: ['deliberating', () => [['deliberate', who.groupLeader, { outcome: 'return' }], ['proposeReturn', who.lead]]],
  supplementing: ['returning', () => [['approveReturn', who.officeHead]]],
  answered: ['supplementing', () => [['acknowledgeReturn', who.bodyHead], ['answerOutline', who.handler], ['submitAnswers', who.bodyHead]]],
  reinvestigating: ['deliberating', () => [['deliberate', who.groupLeader, { outcome: 'return' }], ['proposeReturn', who.lead, { grounds: ['mainFactsUnclear'] }], ['approveReturn', who.leaderInCharge]]],
  reporting: ['deliberating', () => [['deliberate', who.groupLeader, { outcome: 'report' }], ['adopt', who.groupLeader]]],
  approving: ['reporting', () => [['submitReport', who.lead]]],
  proposing: ['approving', () => [['approveReport', who.officeHead]]],
  executing: ['deciding', (c) => [
    ...demandsOf(c).flatMap((one, n): Line[] => (one.branch ? [['recordBranchMeeting', who.handler, { subjectId: ids(c)[n]! }]] : [])),
    ...ids(c).flatMap((subjectId): Line[] => [
      ...(tracksOf(c, subjectId).includes('admin') ? [['giveNotice', who.handler, { subjectId, admin: findingsInView(c).find((one) => one.subjectId === subjectId)!.admin }] as Line] : []),
      ...tracksOf(c, subjectId).map((track): Line => ['recordDecision', who.handler, decisionOn(c, track, { subjectId })]),
    ]),
  ]],
  reported: ['executing', (c) => [
    ...ids(c).flatMap((subjectId): Line[] => [['announce', who.handler, { subjectId }], ['serve', who.handler, { subjectId }]]),
    ...c.execution.map((item): Line => ['recordExecution', who.handler, { itemId: item.id }]),
    ['reportExecution', who.handler],
  ]],
  archived: ['reported', () => [['archive', who.handler]]],
  disputed: ['proposing', () => [['raiseDispute', who.bodyHead]]],
  suspended: ['accepted', () => [['requestSuspension', who.groupLeader], ['approveSuspension', who.leaderInCharge]]],
  prosecuting: ['proposing', () => [['refer', who.bodyHead]]],
}

/** The stages a route goes through between the body's proposal and the decision. */
function toDecision(c: Case, stage: 'committeeReview' | 'consulting' | 'deciding'): Case {
  if (demandsOf(c).some((one) => one.committee)) {
    const reviewed = after(c, ['holdBodyMeeting', who.handler], ['recordPartyGroupView', who.handler, { agrees: true }], ['sendProposal', who.bodyHead])
    if (stage === 'committeeReview') return reviewed
    const consulting = after(reviewed, ['signCommitteeOpinion', who.committeeHead])
    return stage === 'consulting' ? consulting : after(consulting, ['recordPartyGroupView', who.handler, { agrees: true }])
  }
  const sent = after(c, ['holdBodyMeeting', who.handler], ['sendProposal', who.bodyHead])
  return demandsOf(c).some((one) => one.partyGroup !== null) && stage === 'deciding' ? after(sent, ['recordPartyGroupView', who.handler, { agrees: true }]) : sent
}

/** A case at this stage, walked there step by step. */
export function caseAt(stage: Stage, given: Given = {}): Case {
  if (stage === 'drafting') {
    const drafted = { ...packageOf(given.world ?? worlds.B), ...given.handed }
    const handed = given.handed?.intake ? drafted : { ...drafted, intake: drafted.intake.map((mark, n) => (isDemanded(intakeItems[n]!.required, drafted) ? { ...mark, state: 'present' as const } : mark)) }
    return after(blank, ['openCase', who.handler, { package: handed, number: '划审三〔2026〕1号', zoneId: 'Z3' }])
  }
  if (stage === 'committeeReview' || stage === 'consulting' || stage === 'deciding') return toDecision(caseAt('proposing', given), stage)
  const [from, steps] = way[stage] ?? missing(stage)
  const before = caseAt(from, given)
  return after(before, ...steps(before))
}

const missing = (stage: Stage): never => { throw new Error(`no way leads to ${stage}`) }

/** A moment with another row in the policy table, in force from a day. */
export function under<Name extends keyof Policy>(name: Name, value: Policy[Name], from = today, on = from): Moment {
  const row = { name, value, from, basis: basis('R-254'), note: '另行规定' } as PolicyRow
  return { ...momentOn(on), policy: policyOn([...firstPolicy, row], on) }
}

/** What `act` gives when it refuses for one reason: code, field and rule. What is known from memory only is never printed as law (R-000). */
export function refusal(code: string, field?: string | null, rule?: Rule | null): object {
  const from = rule ? basis(rule) : null
  if (from?.tag === 'M') expect(basisText(from, today)).toBe('依据待核')
  return { refusals: [{ code, ...(field ? { field } : {}), ...(from ? { basis: from, ...(from.tag === 'M' ? { message: expect.not.stringContaining(from.article) } : {}) } : {}) }] }
}

/** Somebody who may not: told so, and told who may. */
export const notYours = { refusals: [{ code: 'NOT_YOURS', message: expect.stringContaining('应由') }] }
