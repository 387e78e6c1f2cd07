/**
 * Who sees what, said a second time and by other means: by roles instead of doors and keys, and by replaying a log from
 * which the hidden steps were taken away. What the product gives is held against it.
 */
import { replay, type Entry } from '../../src/review/act.ts'
import { blankCase } from '../../src/review/blank.ts'
import type { Case, Finding, Stage } from '../../src/review/case.ts'
import type { Actor } from '../../src/review/people.ts'
import type { Seen } from '../../src/review/visibility.ts'
import { momentAt } from './city.ts'
import { signOfPart, signOfStep, type Column } from './matrix.ts'

const ranks = ['workSecret', 'confidential', 'secret']

/** Whether somebody may see a case: by role, in the words of 10.1. */
export function mayByRole(who: Actor, c: Case): boolean {
  const { role, personId } = who
  const sits = c.panel.some((one) => one.personId === personId && one.leftOn === null) || c.deputy?.personId === personId
  const toldOf = c.packages.length > 0 || c.consultations.length > 0 || c.involvements.length > 0
  const reached: { [Role in Actor['role']]: boolean } = {
    handler: c.package.bodyIds.includes(who.bodyId ?? ''), bodyHead: c.package.bodyIds.includes(who.bodyId ?? ''),
    groupLeader: sits || (toldOf && c.zoneId === who.zoneId), reviewer: sits,
    officeHead: toldOf, leaderInCharge: toldOf, commissionHead: toldOf, caseManager: toldOf,
    committeeReviewer: invited(c), committeeHead: invited(c),
    partyGroupContact: c.bodyMeeting !== null && c.stage !== 'reporting' && c.stage !== 'approving' && c.package.bodyIds.includes(who.bodyId ?? ''),
    archivist: c.stage === 'reported' || c.stage === 'archived', qualityReviewer: c.stage === 'archived',
    systemAdmin: false, securityAdmin: false, auditAdmin: false,
  }
  const administers = role.endsWith('Admin')
  const outside = ['committeeReviewer', 'committeeHead', 'partyGroupContact'].includes(role)
  const lent = c.stage === 'archived' && !administers && !outside && who.leaves.includes(c.id)
  return c.commission === who.commission && ranks.indexOf(who.clearance) >= ranks.indexOf(c.classifications.at(-1)?.level ?? 'workSecret') && (reached[role] || lent) && !keptOut(who, c)
}

const invited = (c: Case): boolean =>
  c.stage === 'committeeReview' || c.committeeInvitedOn !== null || c.opinions.some(({ layer }) => layer === 'workCommittee') || c.disputes.some(({ from }) => from === 'committeeReview')

/** Who reviews may not have investigated, been recused, or belong to a transferring body (6.6). */
function keptOut({ role, personId, apart }: Actor, c: Case): boolean {
  if (['handler', 'bodyHead', 'partyGroupContact', 'caseManager', 'archivist'].includes(role)) return false
  const took = [c.package, ...c.packages].some(({ investigators }) => investigators.includes(personId))
  const recused = c.recusals.some((one) => one.personId === personId && one.approvedBy !== null && one.liftedBy === null)
  return took || recused || c.actedForBody.includes(personId) || c.package.bodyIds.some((id) => apart.includes(id))
}

/** From which side; an archived case is closed without a leave, save to the archivist. */
export function sideByRole({ role, leaves }: Actor, c: Case): Column {
  if (c.stage === 'archived' && role !== 'archivist' && !leaves.includes(c.id)) return 'closed'
  if (role === 'handler' || role === 'bodyHead') return 'body'
  if (role.startsWith('committee')) return 'committee'
  if (role === 'qualityReviewer' || role === 'archivist') return 'archive'
  if (role === 'partyGroupContact') return 'partyGroup'
  return role === 'caseManager' ? 'manager' : 'review'
}

const inside: readonly Stage[] = ['empanelled', 'reading', 'deliberating', 'returning', 'reporting', 'approving']
const fromOutside = (stage: Stage, side: Column): Stage => (signOfPart('stage', side) === 'o' && inside.includes(stage) ? 'accepted' : stage)

/** The steps a side sees, each with the place it has in the whole log. */
function stepsFor(side: Column, log: readonly Entry[]): Entry[] {
  return log.filter((entry, n) => isShown(signOfStep(entry.step, side), entry, log.slice(n + 1))).map((entry, n) => ({
    ...entry, version: n + 1, from: fromOutside(entry.from, side), to: fromOutside(entry.to, side),
    payload: side === 'manager' || side === 'closed' || signOfStep(entry.step, side) === '~' ? {} : entry.payload,
  }))
}

/** Who answers a request, and what ends it without one. */
export const answers: Record<string, { yes: string; no: readonly string[] }> = {
  requestInvolvement: { yes: 'approveInvolvement', no: ['rejectInvolvement'] }, proposeReturn: { yes: 'approveReturn', no: ['rejectReturn'] }, submitReport: { yes: 'approveReport', no: ['sendBackReport'] },
  defer: { yes: 'approveIntake', no: ['rejectIntake', 'withdraw', 'refuse'] }, refuse: { yes: 'approveIntake', no: ['rejectIntake', 'withdraw', 'defer'] },
  requestExtension: { yes: 'approveExtension', no: ['rejectExtension', 'accept'] }, requestSuspension: { yes: 'approveSuspension', no: ['rejectSuspension', 'accept'] },
  proposeCorrection: { yes: 'confirmCorrection', no: ['rejectCorrection', 'editDraft'] },
}

function isShown(sign: string, { step, from }: Entry, after: readonly Entry[]): boolean {
  switch (sign) {
    case '+': case '~': return true
    case '.': return false
    case 's': return after.some((one) => ['submitAnswers', 'transfer'].includes(one.step))
    case 'm': return from !== 'proposing' || after.some((one) => one.step === 'sendProposal')
    case 'a': {
      for (const one of after) {
        if (one.step === answers[step]?.yes) return true
        if (one.step === step || answers[step]?.no.includes(one.step)) return false
      }
      return false
    }
    default: throw new Error(`a step cannot be seen by ${sign}`)
  }
}

const replayed = (id: string, commission: string, log: readonly Entry[]): Case =>
  log.length === 0 ? blankCase({ id, commission, number: '', zoneId: '' }) : replay(blankCase({ id, commission, number: '', zoneId: '' }), log.map((entry, n) => ({ ...entry, version: n + 1 })), (on, at) => momentAt(on, at))

/** The log without the answers and drafts that were not handed in. */
function handedIn(c: Case, log: readonly Entry[]): { returns: Case['returns']; package: Case['package']; checkAnswers: Case['checkAnswers'] } {
  const known = worked.get(log)
  if (known) return known
  const last = log.findLastIndex(({ step }) => step === 'transfer')
  const withoutAnswers = log.filter(({ step }, n) => step !== 'answerOutline' || log.slice(n).some((one) => one.step === 'submitAnswers' || one.step === 'transfer'))
  const withoutEdits = log.filter(({ step }, n) => !['editDraft', 'answerCheck'].includes(step) || n < last)
  const then = replayed(c.id, c.commission, withoutEdits)
  const made = { returns: replayed(c.id, c.commission, withoutAnswers).returns, package: then.package, checkAnswers: then.checkAnswers }
  worked.set(log, made)
  return made
}
const worked = new WeakMap<readonly Entry[], ReturnType<typeof handedIn>>()

const blank = blankCase({ id: '', commission: '', number: '', zoneId: '' })
const approved = (one: { approvedBy?: string | null }): boolean => typeof one.approvedBy === 'string'

function partFor(part: keyof Case, side: Column, c: Case, log: readonly Entry[], seen: readonly Entry[]): unknown {
  const value = c[part]
  const list = value as readonly { approvedBy?: string | null }[]
  const sent = log.map(({ step }) => step).reduce<boolean>((is, step) => (step === 'sendProposal' ? true : step === 'holdBodyMeeting' ? false : is), false)
  const seats = c.panel.map(({ personId, joinedOn, leftOn }) => ({ personId, joinedOn, leftOn, undertakingOn: null, leftBecause: null, handover: null }))
  const sign = signOfPart(part, side)
  switch (sign) {
    case '+': return value
    case '.': return blank[part]
    case 'a': return Array.isArray(value) ? list.filter(approved) : value !== null && approved(value as { approvedBy?: string | null }) ? value : blank[part]
    case 'n': return { version: seen.length, since: (seen.filter(({ from, to }) => from !== to).at(-1) ?? seen[0])?.on ?? null, latestOn: seen.map(({ on }) => on).toSorted().at(-1) ?? null }[part as 'version' | 'since' | 'latestOn']
    case 'o': return fromOutside(c.stage, side)
    case 'h': return c.packages.length > 0 ? handedIn(c, log).package : c.involvements.some(approved) ? c.package : { ...blank.package, bodyIds: c.package.bodyIds }
    case 'p': return { ...blank.package, title: c.package.title, bodyIds: c.package.bodyIds, subjects: c.package.subjects }
    case 'b': return { ...blank.package, bodyIds: c.package.bodyIds }
    case 's': return handedIn(c, log).returns
    case 'e': return handedIn(c, log).checkAnswers
    case 't': return handedIn(c, log).returns.filter(approved)
    case 'm': return sent ? value : blank[part]
    case 'v': return c.bodyMeeting && { ...c.bodyMeeting, due: 0, attendees: [], minutes: '', reason: null }
    case 'x': return seats
    case 'd': return c.report && approved(c.report) ? seats : []
    case 'r': return c.decisions.map((one) => ({ ...one, measure: null, property: null, advice: null, minutes: '', periodReason: '', findings: outcomeOf(one.findings) }))
    case 'g': return c.reading - log.filter(({ step }) => step === 'repeatEarlierWork').length
    case 'w': {
      const last = log.findLastIndex((entry, n) => isShown(signOfStep(entry.step, side), entry, log.slice(n + 1)))
      return [...new Set(log.slice(0, last + 1).flatMap(({ bodyId, by }) => (bodyId === null ? [] : [by])))]
    }
    case 'y': return c.report && approved(c.report) ? value : blank[part]
    case 'z': return c.recusals.map((one) => ({ ...one, earlierWork: 'none', earlierWorkReason: null }))
    case 'q': return c.recusals.map((one) => {
      const bare = { ...one, earlierWork: 'none', earlierWorkReason: null }
      if (one.requestedBy === null || !c.actedForBody.includes(one.requestedBy)) return { ...bare, reason: '', requester: null, rejectedReason: null, paper: null, liftedReason: null }
      return one.requester?.kind === 'informant' ? { ...bare, requester: null } : bare
    })
    default: throw new Error(`a part cannot be seen by ${sign}`)
  }
}

const outcomeOf = ({ subjectId, party, admin }: Finding): Finding =>
  ({ subjectId, party, admin, characterisation: '', articles: [], eightPoint: { applies: false, category: null, reasonIfNot: null }, measure: null, weighing: null, suggestion: null, reasonForDifference: null })

/** A case as a side sees it. */
export function seenByMatrix(side: Column, c: Case, log: readonly Entry[]): Seen {
  const seen = stepsFor(side, log)
  const own = { side, case: Object.fromEntries((Object.keys(c) as (keyof Case)[]).map((part) => [part, partFor(part, side, c, log, seen)])) as Case, log: seen }
  if (side !== 'manager') return { ...own, process: own }
  const reviewed = seenByMatrix('review', c, log)
  const bare = reviewed.log.map((entry) => ({ ...entry, payload: entry.step === 'requestExtension' ? pick(entry.payload, 'months', 'days') : {} }))
  return { ...own, process: { case: reviewed.case, log: bare } }
}

const pick = (from: unknown, ...names: string[]): object => Object.fromEntries(names.map((name) => [name, (from as Record<string, unknown>)[name]]))


/** The steps of a log as a side sees them, and the parts whose sign is not among those left out. */
export function partsByMatrix(side: Column, c: Case, log: readonly Entry[], leftOut: RegExp): { log: Entry[]; case: Partial<Case> } {
  const seen = stepsFor(side, log)
  const some = (Object.keys(c) as (keyof Case)[]).filter((part) => !leftOut.test(signOfPart(part, side)))
  return { log: seen, case: Object.fromEntries(some.map((part) => [part, partFor(part, side, c, log, seen)])) }
}
