import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { act } from '../../src/review/act.ts'
import { asProposed, panelProposal, proposePanel, type Assignment, type Candidate, type Loads, type Pool, type Question } from '../../src/review/assignment.ts'
import { roster, moment, who, type Who } from '../help/city.ts'
import { after, caseAt, refusal, under } from '../help/walk.ts'
import type { Bar, Person, Roster } from '../../src/review/people.ts'

const accepted = caseAt('accepted')
const scene = { ...moment, who: who.groupLeader, day: moment.on }
/** These loads and last days for some people, nothing for the rest. */
const loads = (held: Partial<Record<Who, { weight?: number; chosenOn?: string }>>): Loads => (id) => ({ weight: 0, chosenOn: null, ...held[id as Who] })
const chosen = (given: Loads, c = accepted) => panelProposal(c, { ...scene, loads: given })?.proposal.chosen
/** The roster with some people changed. */
const changed = (some: Partial<Record<Who, Partial<Person>>>): Roster => ({ ...roster, person: (id) => { const one = roster.person(id); return one && { ...one, ...some[id as Who] } } })

describe('the proposal of a panel', () => {
  it('takes the reviewers of the zone with nothing against them, and says of everybody why or why not', () => {
    const made = panelProposal(accepted, scene)
    expect(made?.proposal).toMatchObject({ chosen: ['lead', 'reviewer'], from: 'zone' })
    expect(made?.proposal.order.map(({ personId, place, because }) => `${personId} ${place}：${because}`)).toEqual([
      'lead 1：建议编入：未审理过本案，本片区，在办负担由轻到重第1，轮次由远到近第1',
      'reviewer 2：建议编入：未审理过本案，本片区，在办负担由轻到重第1，轮次由远到近第1',
      'spareReviewer 3：未编入：未审理过本案，本片区，在办负担由轻到重第1，轮次由远到近第1',
      'borrowedInvestigator null：不能编入：参与过本案审查调查（R-233）',
      'homeReviewer null：不能编入：来自移送本案的派驻机构（R-455）',
    ])
  })

  it('goes by the lightest load, then by whose turn it is, then by the id', () => {
    expect(chosen(loads({ lead: { weight: 4 }, reviewer: { weight: 8 } }))).toEqual(['spareReviewer', 'lead'])
    expect(chosen(loads({ lead: { chosenOn: '2026-02-01' }, reviewer: { chosenOn: '2026-01-01' }, spareReviewer: { chosenOn: '2026-03-01' } }))).toEqual(['reviewer', 'lead'])
    expect(chosen(loads({ lead: { weight: 4, chosenOn: '2020-01-01' } }))).toEqual(['reviewer', 'spareReviewer'])
  })

  it('returns a case to the reviewers who read it before, whatever they have in hand', () => {
    const round2 = after(caseAt('reinvestigating'), ['acknowledgeReturn', who.bodyHead], ['answerOutline', who.handler], ['transfer', who.bodyHead], ['accept', who.groupLeader])
    expect(chosen(loads({ lead: { weight: 40 }, reviewer: { weight: 30 } }), round2)).toEqual(['reviewer', 'lead'])
    const borrowed = { ...round2, panel: round2.panel.map((one) => (one.personId === 'lead' ? { ...one, personId: 'otherZoneReviewer' } : one)) }
    expect(panelProposal(borrowed, scene)?.proposal).toMatchObject({ chosen: ['reviewer', 'otherZoneReviewer'], from: 'otherZone' })
  })

  it('leaves the lead to whoever is trained, where the policy asks for it', () => {
    const trained = { ...scene, roster: changed({ reviewer: { trainedOn: '2025-01-01' }, lead: { trainedOn: '2030-01-01' } }) }
    expect(panelProposal(accepted, trained)?.proposal.chosen).toEqual(['lead', 'reviewer'])
    expect(panelProposal(accepted, { ...trained, policy: under('leadTraining', true).policy })?.proposal.chosen).toEqual(['reviewer', 'lead'])
  })

  it('borrows from another zone where the zone has fewer than two, then asks the office for its own', () => {
    const short = changed({ lead: { interests: ['P25'] }, reviewer: { interests: ['P25'] } })
    const borrowed = panelProposal(accepted, { ...scene, roster: short })?.proposal
    expect(borrowed).toMatchObject({ chosen: ['spareReviewer', 'otherZoneReviewer'], from: 'otherZone' })
    expect(borrowed?.order).toContainEqual({ personId: 'lead', place: null, because: '不能编入：申报与移送本案的派驻机构有利害关系（R-450）' })
    const none = changed({ lead: { interests: ['P25'] }, reviewer: { interests: ['P25'] }, spareReviewer: { interests: ['P25'] } })
    expect(panelProposal(accepted, { ...scene, roster: none })?.proposal).toMatchObject({ chosen: [], from: null })
    const office = changed({ lead: { interests: ['P25'] }, reviewer: { interests: ['P25'] }, spareReviewer: { posts: [{ role: 'reviewer', bodyId: null, zoneId: null, from: '2018-01-01', until: null }] } })
    expect(panelProposal(accepted, { ...scene, roster: office })?.proposal).toMatchObject({ chosen: ['otherZoneReviewer', 'spareReviewer'], from: 'office' })
  })

  it('asks for as many as a recusal has left to fill, and for a lead where that place is empty', () => {
    const recused = after(caseAt('reading'), ['requestRecusal', who.lead, { personId: 'lead', requester: null }], ['decideRecusal', who.commissionHead])
    expect(panelProposal(recused, scene)).toMatchObject({ question: { wanted: 1, leadWanted: true }, proposal: { chosen: ['spareReviewer'] } })
    expect(panelProposal(caseAt('reading'), scene)).toBeNull()
  })

  const candidate = fc.record({ personId: fc.string({ minLength: 1, maxLength: 3 }), pool: fc.constantFrom<Pool>('zone', 'otherZone', 'office', 'named'), bars: fc.constantFrom<Bar[]>([], [{ rule: 'R-455', why: '来自移送本案的派驻机构' }]), satBefore: fc.boolean(), loadRank: fc.integer({ min: 1, max: 4 }), turnRank: fc.integer({ min: 1, max: 4 }), trained: fc.boolean() })
  const question: fc.Arbitrary<Question> = fc.record({ wanted: fc.integer({ min: 1, max: 3 }), leadWanted: fc.boolean(), leadTraining: fc.boolean(), candidates: fc.uniqueArray<Candidate, string>(candidate, { selector: (one) => one.personId, maxLength: 8 }) })

  it('never chooses anybody barred, and answers the same question the same way in whatever order it is asked', () => {
    fc.assert(fc.property(question, (asked) => {
      const answer = proposePanel(asked)
      const byId = new Map(asked.candidates.map((one) => [one.personId, one]))
      expect(answer.chosen.every((id) => byId.get(id)?.bars.length === 0 && byId.get(id)?.pool !== 'named')).toBe(true)
      expect([0, asked.wanted]).toContain(answer.chosen.length)
      expect(answer.order.map((one) => one.personId).toSorted()).toEqual(asked.candidates.map((one) => one.personId).toSorted())
      if (asked.leadWanted && asked.leadTraining && answer.chosen.length > 0) expect(byId.get(answer.chosen[0] ?? '')?.trained).toBe(true)
      expect(proposePanel({ ...asked, candidates: asked.candidates.toReversed() })).toEqual(answer)
    }))
  })
})

describe('forming a panel', () => {
  const busy = { ...moment, loads: loads({ lead: { weight: 12, chosenOn: '2026-02-20' }, reviewer: { weight: 4 } }) }
  const form = (members: string[], reasonForDifference: string | null, at = busy) => act(accepted, 'formPanel', { members, borrowReason: null, reasonForDifference }, who.groupLeader, at)

  it('keeps why these and not those, in ranks only, and the same again whenever it is asked', () => {
    const outcome = form(['spareReviewer', 'lead'], '主审熟悉同类案件')
    const kept = 'entry' in outcome ? (outcome.entry.payload as { assignment: Assignment }).assignment : null
    expect(kept).toMatchObject({ chosen: ['spareReviewer', 'lead'], proposal: { chosen: ['spareReviewer', 'reviewer'] }, question: { wanted: 2, leadWanted: true } })
    expect(kept && proposePanel(kept.question)).toEqual(kept?.proposal)
    expect(kept && asProposed(kept)).toBe(false)
    expect(JSON.stringify(kept)).not.toMatch(/12|2026-02-20/)
  })

  it('keeps its own explanation, whatever was sent in its place', () => {
    const forged = { members: ['spareReviewer', 'reviewer'], borrowReason: null, reasonForDifference: null, assignment: { question: { wanted: 2, leadWanted: true, leadTraining: false, candidates: [] }, proposal: { chosen: [], from: null, order: [] }, chosen: [] } }
    expect(act(accepted, 'formPanel', forged, who.groupLeader, busy)).toMatchObject({ entry: { payload: { assignment: { chosen: ['spareReviewer', 'reviewer'] } } } })
  })

  it('as proposed needs no reason; with others, or another lead, it does', () => {
    expect(form(['spareReviewer', 'reviewer'], null)).toMatchObject({ case: { stage: 'empanelled' } })
    expect(form(['reviewer', 'spareReviewer'], null)).toMatchObject(refusal('REASON_WANTED', 'reasonForDifference', 'R-459'))
    expect(form(['spareReviewer', 'lead'], ' ')).toMatchObject(refusal('REASON_WANTED', 'reasonForDifference', 'R-459'))
    expect(form(['spareReviewer', 'reviewer', 'lead'], null)).toMatchObject({ case: { stage: 'empanelled' } })
  })

  it('is refused with somebody whose load has reached the limit, where there is one (G05)', () => {
    const limited = { ...under('panelLoadMax', 12), loads: busy.loads }
    expect(form(['spareReviewer', 'lead'], '熟悉案情', limited)).toMatchObject(refusal('LOAD_FULL', 'members', 'R-459'))
    expect(form(['spareReviewer', 'reviewer'], null, limited)).toMatchObject({ case: { stage: 'empanelled' } })
    expect(form(['spareReviewer', 'lead'], '熟悉案情')).toMatchObject({ case: { stage: 'empanelled' } })
  })

  it('may be done by the office, where the zone has nobody to lead it', () => {
    expect(act(accepted, 'formPanel', { members: ['lead', 'reviewer'], borrowReason: null, reasonForDifference: null }, who.officeHead, moment)).toMatchObject({ case: { stage: 'empanelled' } })
  })
})

describe('changing a panel', () => {
  it('keeps the explanation of whoever comes in', () => {
    const change = { out: 'reviewer', in: 'spareReviewer', because: 'absence', reason: '出差', handover: '已交接', borrowReason: null, reasonForDifference: null } as const
    expect(act(caseAt('reading'), 'changePanel', change, who.groupLeader, moment)).toMatchObject({ entry: { payload: { assignment: { question: { wanted: 1, leadWanted: false }, proposal: { chosen: ['spareReviewer'] }, chosen: ['spareReviewer'] } } } })
    expect(act(caseAt('reading'), 'changePanel', { ...change, in: 'groupLeader' }, who.groupLeader, moment)).toMatchObject(refusal('REASON_WANTED', 'reasonForDifference', 'R-459'))
  })
})
