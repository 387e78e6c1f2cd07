import { describe, expect, it } from 'vitest'
import { act } from '../../src/review/act.ts'
import { blankCase } from '../../src/review/blank.ts'
import type { Case } from '../../src/review/case.ts'
import { stepsFrom } from '../../src/review/machine.ts'
import { entries, parts } from '../../src/review/parts.ts'
import { sideOf, sides, type Side } from '../../src/review/sides.ts'
import { roles } from '../../src/review/people.ts'
import { maySee, seenBy, seenFrom } from '../../src/review/visibility.ts'
import { commission, moment, today, who } from '../help/city.ts'
import { offers, subject, type World } from '../help/offers.ts'
import { wander } from '../help/wander.ts'

const walks = Array.from({ length: 60 }, (_, seed) => wander(seed))
const taken = walks.flat()
const world: World = { subject, party: 'warning', admin: 'none', crime: false }

describe('the table', () => {
  const withCell = <Row extends Record<string, string>>(table: Record<string, Row>, side: keyof Row, cell: string) => Object.entries(table).flatMap(([name, row]) => (row[side] === cell ? [name] : []))
  const internal = ['notes', 'interviews', 'panelOpinions', 'deliberations', 'deputy']
  const internalSteps = ['rejectIntake', 'signUndertaking', 'appointDeputy', 'note', 'raiseCheck', 'settleCheck', 'requestInterview', 'approveInterview', 'rejectInterview', 'recordInterview', 'conclude', 'deliberate', 'adopt', 'rejectReturn', 'sendBackReport', 'rejectExtension', 'rejectSuspension', 'keepEarlierWork', 'repeatEarlierWork']

  it('leaves to the group what it says among itself: nobody else sees it but the archive', () => {
    for (const part of internal) expect(parts[part as keyof typeof parts], part).toEqual({ body: 'never', review: 'always', committee: 'never', partyGroup: 'never', manager: 'never', archive: 'always', closed: 'never' })
    for (const step of internalSteps) expect(entries[step as keyof typeof entries], step).toMatchObject({ body: 'never', review: 'always', committee: 'never', partyGroup: 'never' })
    expect(withCell(parts, 'body', 'never').toSorted()).toEqual(internal.toSorted())
    expect(withCell(entries, 'body', 'never').toSorted()).toEqual([...internalSteps, 'formPanel', 'changePanel'].toSorted())
  })

  it('leaves to the body what it drafts', () => {
    expect(withCell(entries, 'body', 'always').filter((step) => entries[step as keyof typeof entries].review !== 'always')).toEqual(['openCase', 'editDraft', 'answerCheck', 'answerOutline'])
    expect(['package', 'returns'].map((part) => parts[part as keyof typeof parts].review)).toEqual(['handedOver', 'submitted'])
  })

  it('tells of recusals whoever may ask or decide, and of the work done before the group alone', () => {
    expect(parts.recusals).toEqual({ body: 'asked', review: 'always', committee: 'decided', partyGroup: 'never', manager: 'never', archive: 'always', closed: 'never' })
    for (const step of ['requestRecusal', 'decideRecusal', 'liftRecusal'] as const) expect(entries[step], step).toMatchObject({ body: 'bare', review: 'always', committee: 'always', partyGroup: 'never', closed: 'never' })
    for (const step of ['keepEarlierWork', 'repeatEarlierWork'] as const) expect(entries[step], step).toMatchObject({ body: 'never', review: 'always', committee: 'never', partyGroup: 'never', closed: 'never' })
  })

  it('shows what is approved, and not what is asked for, to those who did not ask', () => {
    for (const side of ['body', 'committee'] as const) expect(withCell(parts, side, 'approved')).toEqual(expect.arrayContaining(['intakeProposal', 'report', 'extensions', 'suspensions']))
    for (const side of ['body', 'committee'] as const) expect(withCell(entries, side, 'approved')).toEqual(expect.arrayContaining(['defer', 'refuse', 'proposeReturn', 'submitReport', 'requestExtension', 'requestSuspension']))
  })

  it('tells case management and whoever finds a case archived no more than that it is there, and how it goes', () => {
    const told = (side: 'manager' | 'closed') => Object.entries(parts).flatMap(([part, row]) => (row[side] === 'never' ? [] : [`${part}:${row[side]}`]))
    const always = ['id', 'commission', 'number', 'zoneId', 'stage'].map((part) => `${part}:always`)
    const counted = ['version', 'since', 'latestOn'].map((part) => `${part}:counted`)
    expect(told('closed')).toEqual([...always, ...counted, 'round:always', 'package:bodies', 'transferredOn:always', 'acceptedOn:always', 'classifications:always', 'decisions:outcome'])
    expect(told('manager')).toEqual([...always, ...counted, 'round:always', 'reading:always', 'package:bodies', 'openedBy:always', 'transferredOn:always', 'acceptedOn:always', 'classifications:always', 'panel:seats', 'leadVacant:always', 'committeeInvitedOn:always'])
    expect(withCell(entries, 'closed', 'always')).toEqual(['archive', 'classify'])
  })

  it('shows the Party group the decision papers alone', () => {
    expect(Object.entries(parts).flatMap(([part, row]) => (row.partyGroup === 'always' ? [part] : []))).toEqual(['id', 'commission', 'number', 'zoneId', 'classifications', 'partyGroupViews', 'branchMeetings', 'decisions', 'announcements', 'services', 'execution', 'executionReport', 'archive', 'exit'])
    expect([parts.package.partyGroup, parts.bodyMeeting.partyGroup]).toEqual(['persons', 'proposal'])
  })

  it('has a side for every role but the three administrators', () => {
    expect(roles.filter((role) => sideOf[role] === null)).toEqual(['systemAdmin', 'securityAdmin', 'auditAdmin'])
  })
})

describe('what a side sees of a case', () => {
  it('has the shape of a case, whatever is hidden', () => {
    const blank = blankCase({ id: '', commission: '', number: '', zoneId: '' })
    const kind = (value: unknown) => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value)
    const wrong = taken.filter((_one, n) => n % 5 === 0).flatMap(({ c, log, entry }) => sides.flatMap((side) => {
      const seen = seenFrom(side, c, [...log, entry]).case
      return (Object.keys(blank) as (keyof Case)[]).filter((part) => ![kind(c[part]), kind(blank[part])].includes(kind(seen[part]))).map((part) => `${side} ${part}`)
    }))
    expect(wrong).toEqual([])
    expect(Object.keys(parts).toSorted()).toEqual(Object.keys(blank).toSorted())
  })

  it('changes with the steps it sees, and by no other', () => {
    const moved = new Set<string>()
    for (const { before, log, c, entry, step } of taken)
      for (const by of [who.handler, who.officeHead, who.committeeHead, who.partyGroupContact, who.caseManager, who.archivist]) {
        const [then, now] = [seenBy(by, before, log), seenBy(by, c, [...log, entry])]
        if (!then || !now || c.stage === 'archived') continue
        expect(now.case.version, `${by.role} ${step}`).toBeGreaterThanOrEqual(then.case.version)
        if (now.case.version > then.case.version) moved.add(`${by.role} ${step}`)
        else expect({ step, seen: now }, `${by.role} ${step}`).toEqual({ step, seen: then })
      }
    expect(moved.size).toBeGreaterThan(100)
  })

  it('is enough for whoever may take a step: the same is open, the same is refused, with the same reasons', () => {
    for (const { before, log } of taken.filter((_one, n) => n % 7 === 0)) {
      if (before.version === 0) continue
      for (const by of Object.values(who)) {
        const seen = seenBy(by, before, log)
        if (!seen) continue
        const possible = new Set([...stepsFrom(before.stage), ...stepsFrom(seen.case.stage)])
        for (const step of possible)
          for (const payload of offers(before, step, world)) {
            const [whole, shown] = [act(before, step, payload, by, { ...moment, known: seen.case }), act(seen.case, step, payload, by, moment)]
            expect({ by: by.personId, step, stage: before.stage, refusals: 'refusals' in shown ? shown.refusals : [] }).toEqual({ by: by.personId, step, stage: before.stage, refusals: 'refusals' in whole ? (seen.case.stage === before.stage ? whole.refusals : 'refusals' in shown ? shown.refusals : ['hidden reason']) : [] })
          }
      }
    }
  })

  it('tells the body of a recusal whom it is about, and why where it asked itself, never that there was an informant', () => {
    const one = { post: 'reviewer', ground: 'fairness', reason: '理由', origin: 'asked', requestedOn: today, approvedBy: 'officeHead', approvedOn: today, rejectedBy: null, rejectedReason: null, paper: '文书', earlierWork: 'open', earlierWorkReason: null, liftedBy: null, liftedOn: null, liftedReason: null } as const
    const c: Case = {
      ...blankCase({ id: '', commission, number: '', zoneId: 'Z3' }), actedForBody: ['handler'],
      recusals: [
        { ...one, personId: 'lead', requester: { kind: 'subject', name: '林某辉' }, requestedBy: 'handler' },
        { ...one, personId: 'reviewer', requester: { kind: 'informant', name: null }, requestedBy: 'handler' },
        { ...one, personId: 'spareReviewer', requester: { kind: 'other', name: '陈某' }, requestedBy: 'groupLeader' },
      ],
    }
    const told = (side: Side) => seenFrom(side, c, []).case.recusals.map(({ personId, reason, requester, paper, approvedBy, earlierWork }) => [personId, reason, requester?.kind ?? null, paper, approvedBy, earlierWork])
    expect(told('body')).toEqual([['lead', '理由', 'subject', '文书', 'officeHead', 'none'], ['reviewer', '理由', null, '文书', 'officeHead', 'none'], ['spareReviewer', '', null, null, 'officeHead', 'none']])
    expect(told('committee')).toEqual([['lead', '理由', 'subject', '文书', 'officeHead', 'none'], ['reviewer', '理由', 'informant', '文书', 'officeHead', 'none'], ['spareReviewer', '理由', 'other', '文书', 'officeHead', 'none']])
    expect(seenFrom('review', c, []).case.recusals).toEqual(c.recusals)
  })

  it('tells the group who acted for the body once something is handed over, not while it drafts', () => {
    for (const { before, log, c, entry, step } of taken.filter((one) => ['editDraft', 'transfer', 'answerOutline'].includes(one.step))) {
      const [then, now] = [seenFrom('review', before, log).case.actedForBody, seenFrom('review', c, [...log, entry]).case.actedForBody]
      expect(now, step).toEqual(step === 'transfer' ? c.actedForBody : then)
    }
  })

  it('is nothing for whoever may not see the case', () => {
    for (const { c, log, entry } of taken) for (const by of Object.values(who)) expect(seenBy(by, c, [...log, entry]) !== null).toBe(maySee(by, c))
  })
})
