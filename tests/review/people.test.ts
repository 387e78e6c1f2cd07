import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../src/review/act.ts'
import type { Case } from '../../src/review/case.ts'
import { acting, apartFrom, barsTo, barsToAppeal, conflicts, type Person, type Post, type Role, type Roster } from '../../src/review/people.ts'
import { barredFrom, canBeBarred, maySee } from '../../src/review/visibility.ts'
import { warningsOf } from '../../src/review/warnings.ts'
import { bodies, commission, moment, roster, who } from '../help/city.ts'
import { packageOf } from '../help/offers.ts'
import { after, caseAt, notYours, worlds } from '../help/walk.ts'

const reading = caseAt('reading')
const post = (role: Role, bodyId: string | null, from: string, until: string | null): Post => ({ role, bodyId, zoneId: bodyId === null ? 'Z3' : null, from, until })
const reviewer: Person = { id: 'x', name: '某人', homeBodyId: 'P08', clearance: 'workSecret', interests: [], trainedOn: null, posts: [post('reviewer', null, '2018-01-01', null)] }
const withPerson = (person: Person): Roster => ({ ...roster, people: [...roster.people, person], person: (id) => (id === person.id ? person : roster.person(id)) })
const rules = (person: Person, c: Case = reading) => barsTo(person.id, c, withPerson(person), moment).map((bar) => bar.rule)

describe('what keeps somebody from reviewing a case', () => {
  it.each<[string, Person, string[]]>([
    ['nothing, of another body', reviewer, []],
    ['the body the person comes from', { ...reviewer, homeBodyId: 'P25' }, ['R-455']],
    ['a post there', { ...reviewer, posts: [post('handler', 'P25', '2018-01-01', null)] }, ['R-455']],
    ['temporary help there', { ...reviewer, posts: [...reviewer.posts, post('handler', 'P25', '2026-02-01', '2026-02-20')] }, ['R-455']],
    ['a post there that ended three years ago to the day', { ...reviewer, posts: [post('handler', 'P25', '2018-01-01', '2023-03-02')] }, ['R-455']],
    ['not a post that ended a day earlier', { ...reviewer, posts: [post('handler', 'P25', '2018-01-01', '2023-03-01')] }, []],
    ['a declared interest', { ...reviewer, interests: ['P25'] }, ['R-450']],
    ['having investigated it, on loan', { ...reviewer, id: 'borrowedInvestigator' }, ['R-233']],
    ['having acted on it for the body, wherever the person has moved since (B09)', { ...reviewer, id: 'bodyHead' }, ['R-454']],
  ])('is %s', (_name, person, expected) => {
    expect(rules(person)).toEqual(expected)
  })

  it('counts every body of a joint case (B10), and investigators of every round', () => {
    expect(rules(reviewer, { ...reading, package: { ...reading.package, bodyIds: ['P25', 'P08'] } })).toEqual(['R-455'])
    const earlier = packageOf(worlds.B)
    expect(rules(reviewer, { ...reading, packages: [{ ...earlier, investigators: ['x'] }] })).toEqual(['R-233'])
    expect(rules(reviewer, { ...reading, packages: [{ ...earlier, bodyIds: ['P25', 'P08'] }] })).toEqual(['R-455'])
  })

  it('is told of a person alone as the bodies to be kept apart from', () => {
    const moved: Person = { ...reviewer, interests: ['P03'], posts: [...reviewer.posts, post('handler', 'P25', '2010-01-01', '2015-01-01')] }
    expect(apartFrom(moved)).toEqual(['P08', 'P25', 'P03'])
    expect(apartFrom(moved, moment)).toEqual(['P08', 'P03'])
    expect(apartFrom(undefined)).toEqual([])
  })

  it('keeps investigators and reviewers of the original case from its appeal (R-242)', () => {
    const concluded = caseAt('proposing')
    for (const id of ['handler', 'borrowedInvestigator', 'bodyHead', 'lead', 'reviewer', 'groupLeader', 'officeHead']) expect(barsToAppeal(id, concluded, roster).map((bar) => bar.rule)).toContain('R-242')
    expect(barsToAppeal('spareReviewer', concluded, roster)).toEqual([])
  })

  /** Somebody with any past, and a case with any hand in it. */
  const past = fc.record({
    homeBodyId: fc.constantFrom(null, 'P25', 'P03', 'P08'),
    interests: fc.subarray(['P25', 'P03', 'P08']),
    posts: fc.array(fc.record({ role: fc.constantFrom<Role>('handler', 'bodyHead', 'reviewer'), bodyId: fc.constantFrom(null, 'P25', 'P03', 'P08'), zoneId: fc.constant(null), from: fc.constant('2018-01-01'), until: fc.constantFrom(null, '2021-01-01', '2025-06-30') }), { maxLength: 3 }),
  })
  const hand = fc.record({ bodyIds: fc.subarray(['P25', 'P03', 'P08'], { minLength: 1 }), investigates: fc.boolean(), investigated: fc.boolean(), acted: fc.boolean(), recused: fc.boolean() })

  it('keeps from choosing, acting and seeing alike, for whatever past and whichever post', () => {
    fc.assert(fc.property(past, hand, fc.constantFrom<Role>('reviewer', 'groupLeader', 'officeHead', 'leaderInCharge', 'committeeHead'), (about, { bodyIds, investigates, investigated, acted, recused }, role) => {
      const person: Person = { ...reviewer, ...about, posts: [post('reviewer', null, '2018-01-01', null), ...about.posts] }
      const c: Case = {
        ...reading, package: { ...reading.package, bodyIds, investigators: investigates ? ['x'] : [] }, packages: investigated ? [{ ...reading.package, investigators: ['x'] }] : [], actedForBody: acted ? ['x'] : [],
        panel: [...reading.panel, { personId: 'x', undertakingOn: moment.on, joinedOn: moment.on, leftOn: null, leftBecause: null, handover: null }],
        recusals: recused ? [{ personId: 'x', post: 'reviewer', ground: 'witness', reason: '证人', origin: 'ordered', requester: null, requestedBy: null, requestedOn: moment.on, approvedBy: 'officeHead', approvedOn: moment.on, rejectedBy: null, rejectedReason: null, paper: null, earlierWork: 'none', earlierWorkReason: null, liftedBy: null, liftedOn: null, liftedReason: null }] : [],
      }
      const at = { ...moment, roster: withPerson(person) }
      const why = conflicts('x', c, at.roster, at)
      const actor = acting({ personId: 'x', commission, role, bodyId: null, zoneId: role === 'groupLeader' || role === 'reviewer' ? 'Z3' : null })
      expect(why.length > 0).toBe(barredFrom(c).includes('x') || apartFrom(person, at).some((id) => bodyIds.includes(id)))
      if (why.length === 0) return
      expect(openSteps(c, actor, at).filter((one) => one.closedBecause === null)).toEqual([])
      expect(act(c, 'note', { volume: '一', page: 1, text: '阅', factId: null }, actor, at)).toMatchObject(notYours)
      if (barredFrom(c).includes('x')) expect(canBeBarred(actor) && maySee(actor, c)).toBe(false)
      const named = act({ ...c, panel: reading.panel }, 'changePanel', { out: null, in: 'x', because: 'reinforcement', reason: '增加', handover: null, borrowReason: '借用', reasonForDifference: '增加' }, who.officeHead, at)
      if ('refusals' in named && named.refusals[0]?.code !== 'NOT_YOURS') expect(named.refusals.map((one) => one.code)).toContain('CONFLICT')
      else expect('case' in named).toBe(false)
    }), { numRuns: 300 })
  })
})

describe('what should be known of a panel, but bars nobody', () => {
  const codes = (person: Partial<Person>) => {
    const then: Roster = { ...roster, person: (id) => { const one = roster.person(id); return one && id === 'reviewer' ? { ...one, ...person } : one }, body: (id) => bodies.find((one) => one.id === id) }
    return warningsOf(reading, moment.on, then).filter((one) => one.field === 'panel').map((one) => one.code)
  }

  it('is nothing for somebody from elsewhere', () => {
    expect(codes({})).toEqual([])
  })

  it('is a post in the body that ended long ago, and a body that watches over the same unit (R-456)', () => {
    expect(codes({ posts: [post('reviewer', null, '2018-01-01', null), post('handler', 'P25', '2010-01-01', '2015-01-01')] })).toEqual(['EARLIER_POST'])
    const shared: Roster = { ...roster, body: (id) => { const one = bodies.find((body) => body.id === id); return one && id === 'P08' ? { ...one, covers: [...one.covers, '市自然资源和规划局'] } : one } }
    expect(warningsOf(reading, moment.on, shared).map((one) => one.code)).toContain('SAME_SYSTEM')
  })

  it('is the same of a group leader: the case as such is not involved by an early look (R-457)', () => {
    const early = after(caseAt('drafting'), ['requestInvolvement', who.handler], ['approveInvolvement', who.leaderInCharge], ['recordInvolvement', who.groupLeader])
    expect(conflicts('groupLeader', early, roster)).toEqual([])
    expect(conflicts('leaderInCharge', early, roster)).toEqual([])
  })
})
