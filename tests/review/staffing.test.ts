import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, type Day } from '../../src/review/day.ts'
import { asDecided, decidingRefused, proposingRefused, type Grant, type Seat, type Wish } from '../../src/review/grants.ts'
import { acting, administrators, inForce, isAdministrator, roles, type Actor } from '../../src/review/people.ts'
import { rolesConcerned, suspendingRefused, wishRefused, type Staff } from '../../src/review/staffing.ts'
import { commission, today, who } from '../help/city.ts'
import { city, granted, withPerson } from '../help/staff.ts'

const yesterday = addDays(today, -1)
const codes = (wish: Wish, personId: string | null = 'newcomer', staff: Staff = city, on: Day = today) => wishRefused(wish, personId, staff, on).map((one) => one.code)

const appoint = (changes: Partial<Extract<Wish, { kind: 'appoint' }>> = {}): Wish => ({ kind: 'appoint', role: 'reviewer', bodyId: null, zoneId: 'Z3', from: today, until: null, ...changes })
const deputise = (changes: Partial<Extract<Wish, { kind: 'deputise' }>> = {}): Wish => ({ kind: 'deputise', absentPostId: 'groupLeader:groupLeader', from: today, until: '2026-03-20', ...changes })
const help = (changes: Partial<Extract<Wish, { kind: 'help' }>> = {}): Wish => ({ kind: 'help', role: 'reviewer', bodyId: null, zoneId: 'Z1', from: today, until: '2026-06-30', ...changes })
const move = (changes: Partial<Extract<Wish, { kind: 'move' }>> = {}): Wish => ({ kind: 'move', postId: 'lead:reviewer', role: 'reviewer', bodyId: null, zoneId: 'Z1', from: '2026-04-01', ...changes })
const end = (changes: Partial<Extract<Wish, { kind: 'end' }>> = {}): Wish => ({ kind: 'end', postId: 'lead:reviewer', until: '2026-03-31', ...changes })

describe('appointing', () => {
  it.each([
    ['a reviewer of a zone', appoint()], ['a handler of a body', appoint({ role: 'handler', bodyId: 'P25', zoneId: null })], ['the head of the office', appoint({ role: 'officeHead', zoneId: null })],
    ['an administrator who does nothing else', appoint({ role: 'auditAdmin', zoneId: null })], ['somebody for a time', appoint({ from: '2026-04-01', until: '2026-04-01' })],
  ])('is possible: %s', (_what, wish) => expect(codes(wish)).toEqual([]))

  it.each([
    ['somebody who is not there', appoint(), 'nobody', 'NO_SUCH_PERSON', 'personId'],
    ['to a body where a zone is wanted', appoint({ bodyId: 'P25', zoneId: null }), 'newcomer', 'WRONG_SEAT', 'zoneId'],
    ['to a zone beside the body', appoint({ role: 'handler', bodyId: 'P25' }), 'newcomer', 'WRONG_SEAT', 'bodyId'],
    ['to a zone where none is wanted', appoint({ role: 'officeHead' }), 'newcomer', 'WRONG_SEAT', 'bodyId'],
    ['to a body that is not there', appoint({ role: 'handler', bodyId: 'P99', zoneId: null }), 'newcomer', 'NO_SUCH_BODY', 'bodyId'],
    ['to a zone that is not there', appoint({ zoneId: 'Z9' }), 'newcomer', 'NO_SUCH_ZONE', 'zoneId'],
    ['from yesterday', appoint({ from: yesterday }), 'newcomer', 'BAD_DAY', 'from'],
    ['from a day that is none', appoint({ from: '2026-02-30' }), 'newcomer', 'BAD_DAY', 'from'],
    ['until before the beginning', appoint({ from: '2026-04-02', until: '2026-04-01' }), 'newcomer', 'BAD_DAY', 'until'],
    ['to what is held already', appoint(), 'lead', 'ALREADY_HELD', 'role'],
    ['an administrator to a case role', appoint(), 'systemAdmin', 'ADMIN_APART', 'role'],
    ['a reviewer as administrator', appoint({ role: 'systemAdmin', zoneId: null }), 'lead', 'ADMIN_APART', 'role'],
    ['one of the three as another', appoint({ role: 'auditAdmin', zoneId: null }), 'securityAdmin', 'ADMIN_APART', 'role'],
  ])('is refused: %s', (_what, wish, personId, code, field) => expect(wishRefused(wish, personId, city, today)).toMatchObject([{ code, field }]))

  it('after somebody has left is refused', () => expect(codes(appoint(), 'lead', withPerson(city, 'lead', { leftOn: yesterday }))).toEqual(['HAS_LEFT']))

  it('of somebody who has left is possible once two have taken them back', () => {
    const left = withPerson(city, 'lead', { leftOn: yesterday, posts: [] })
    expect(codes({ kind: 'resume' }, 'lead', left)).toEqual([])
    expect(codes(appoint(), 'lead', withPerson(left, 'lead', { leftOn: null }))).toEqual([])
  })

  it('of a former reviewer as administrator is possible once the post has ended', () => {
    const former = granted(city, end({ until: today }), 'lead', 'g')
    expect(codes(appoint({ role: 'systemAdmin', zoneId: null, from: addDays(today, 1) }), 'lead', former)).toEqual([])
    expect(codes(appoint({ role: 'systemAdmin', zoneId: null }), 'lead', former)).toEqual(['ADMIN_APART'])
  })
})

describe('moving', () => {
  it('ends one post the day before the other begins, and leaves the past as it was', () => {
    expect(codes(move(), 'lead')).toEqual([])
    const posts = granted(city, move(), 'lead', 'g').person('lead')?.posts
    expect(posts).toMatchObject([{ zoneId: 'Z3', from: '2018-01-01', until: '2026-03-31' }, { id: 'g', zoneId: 'Z1', from: '2026-04-01', until: null }])
  })

  it('may lead from a case role to an administrator, since the first has ended by then', () => {
    expect(codes(move({ role: 'systemAdmin', zoneId: null }), 'lead')).toEqual([])
  })

  it.each([
    ['a post of somebody else', move({ postId: 'reviewer:reviewer' }), 'NO_SUCH_POST'],
    ['from a day gone by', move({ from: yesterday }), 'BAD_DAY'],
  ])('is refused: %s', (_what, wish, code) => expect(codes(wish, 'lead')).toContain(code))
})

describe('ending', () => {
  it('is possible on a day to come and as of yesterday', () => {
    expect([codes(end(), 'lead'), codes(end({ until: yesterday }), 'lead')]).toEqual([[], []])
  })

  it.each([
    ['before yesterday', end({ until: '2026-02-28' }), 'lead', 'BAD_DAY'],
    ['what is not held', end({ postId: 'none' }), 'lead', 'NO_SUCH_POST'],
    ['the last of the three, before a successor', end({ postId: 'auditAdmin:auditAdmin' }), 'auditAdmin', 'LAST_ADMIN'],
  ])('is refused: %s', (_what, wish, personId, code) => expect(codes(wish, personId)).toEqual([code]))

  it('of what has ended, or would be prolonged by it, is refused', () => {
    expect(codes(end(), 'lead', granted(city, end({ until: '2026-02-01' }), 'lead', 'g'))).toEqual(['POST_ENDED'])
    expect(codes(end({ until: '2026-05-01' }), 'lead', granted(city, end({ until: '2026-04-01' }), 'lead', 'g'))).toEqual(['POST_ENDED'])
    // Moved once, nobody is moved again from the same post at a later day: the two would be held side by side until then.
    expect(codes(move({ from: '2026-05-01', zoneId: 'Z3' }), 'lead', granted(city, move(), 'lead', 'g'))).toEqual(['POST_ENDED'])
    expect(codes(move({ from: '2026-04-01' }), 'lead', granted(city, end({ until: '2026-04-01' }), 'lead', 'g'))).toEqual([])
  })

  it('of one of the three is possible once a successor is there who can sign in', () => {
    const wish = appoint({ role: 'auditAdmin', zoneId: null })
    expect(codes(end({ postId: 'auditAdmin:auditAdmin' }), 'auditAdmin', granted(city, wish, 'newcomer', 'g'))).toEqual([])
    expect(codes(end({ postId: 'auditAdmin:auditAdmin' }), 'auditAdmin', granted(city, wish, 'unknown', 'g'))).toEqual(['LAST_ADMIN'])
  })
})

describe('a deputy', () => {
  it('takes the seat of the one who is absent, for a time', () => {
    expect(codes(deputise(), 'lead')).toEqual([])
    expect(granted(city, deputise(), 'lead', 'g').person('lead')?.posts[1]).toMatchObject({ role: 'groupLeader', zoneId: 'Z3', kind: 'deputy', deputyFor: 'groupLeader:groupLeader', until: '2026-03-20' })
  })

  it.each([
    ['for a post that is not there', deputise({ absentPostId: 'none' }), 'lead', 'NO_SUCH_POST'],
    ['for somebody who heads nothing', deputise({ absentPostId: 'handler:handler' }), 'lead', 'NO_DEPUTY'],
    ['for oneself', deputise(), 'groupLeader', 'OWN_DEPUTY'],
    ['for an administrator', deputise({ absentPostId: 'systemAdmin:systemAdmin' }), 'lead', 'NO_DEPUTY'],
    ['who is an administrator', deputise(), 'systemAdmin', 'ADMIN_APART'],
  ])('is refused: %s', (_what, wish, personId, code) => expect(codes(wish, personId)).toContain(code))

  it('does not outlast the one who is absent, nor is a deputy deputised', () => {
    expect(codes(deputise(), 'lead', granted(city, end({ postId: 'groupLeader:groupLeader', until: '2026-03-10' }), 'groupLeader', 'g'))).toEqual(['BAD_DAY'])
    expect(codes(deputise({ absentPostId: 'g' }), 'reviewer', granted(city, deputise(), 'lead', 'g'))).toEqual(['NO_DEPUTY'])
  })
})

describe('temporary help', () => {
  it('is given as reviewer in another zone or as handler in another body', () => {
    expect([codes(help(), 'lead'), codes(help({ role: 'handler', bodyId: 'P25', zoneId: null }), 'lead')]).toEqual([[], []])
  })
  it('is given in no other role', () => expect(codes(help({ role: 'groupLeader' }), 'lead')).toEqual(['NOT_LENT']))
})

describe('the rest', () => {
  const locked = withPerson(city, 'lead', { account: { locked: true, shut: true }, interests: [{ id: 'i', until: null }, { id: 'old', until: yesterday }] })
  it.each<[string, Wish, string | null]>([
    ['a clearance', { kind: 'clear', level: 'secret', from: today, until: null }, 'lead'], ['unlocking', { kind: 'unlock' }, 'lead'], ['resuming', { kind: 'resume' }, 'lead'],
    ['resetting', { kind: 'resetAccount' }, 'reviewer'], ['an account', { kind: 'openAccount', login: 'x' }, 'unknown'], ['lifting an interest', { kind: 'release', interestId: 'i', until: today }, 'lead'],
    ['another home', { kind: 'rehome', bodyId: 'P08' }, 'handler'], ['leaving', { kind: 'leave', on: today, undertaking: '已签承诺书' }, 'lead'], ['another zone', { kind: 'place', bodyId: 'P25', zoneId: 'Z1', from: '2027-01-01' }, null],
  ])('is possible: %s', (_what, wish, personId) => expect(codes(wish, personId, locked)).toEqual([]))

  it.each<[string, Wish, string | null, string]>([
    ['a clearance of yesterday', { kind: 'clear', level: 'secret', from: yesterday, until: null }, 'lead', 'BAD_DAY'],
    ['unlocking what is open', { kind: 'unlock' }, 'lead', 'NOT_LOCKED'], ['resuming what is open', { kind: 'resume' }, 'lead', 'NOT_SHUT'],
    ['linking no account', { kind: 'linkSubject', issuer: 'https://id.example', subject: 'u-1' }, 'unknown', 'NO_ACCOUNT'], ['resetting the code of no account', { kind: 'resetFactor' }, 'unknown', 'NO_ACCOUNT'],
    ['linking nobody', { kind: 'linkSubject', issuer: 'https://id.example', subject: ' ' }, 'lead', 'NOT_WRITTEN'], ['linking at no address', { kind: 'linkSubject', issuer: 'id.example', subject: 'u-1' }, 'lead', 'BAD_ISSUER'],
    ['unlinking what is not linked', { kind: 'unlinkSubject', issuer: 'https://id.example', subject: 'u-1' }, 'lead', 'NO_SUCH_SUBJECT'],
    ['unlocking no account', { kind: 'unlock' }, 'unknown', 'NO_ACCOUNT'], ['resuming no account', { kind: 'resume' }, 'unknown', 'NO_ACCOUNT'], ['resetting no account', { kind: 'resetAccount' }, 'unknown', 'NO_ACCOUNT'],
    ['a second account', { kind: 'openAccount', login: 'x' }, 'lead', 'HAS_ACCOUNT'], ['a login that is taken', { kind: 'openAccount', login: 'lead' }, 'unknown', 'LOGIN_TAKEN'], ['a login that is blank', { kind: 'openAccount', login: ' ' }, 'unknown', 'LOGIN_TAKEN'],
    ['lifting what is not there', { kind: 'release', interestId: 'i', until: today }, 'lead', 'NO_SUCH_INTEREST'],
    ['the same home', { kind: 'rehome', bodyId: 'P25' }, 'handler', 'NOTHING_TO_CHANGE'], ['a home that is not there', { kind: 'rehome', bodyId: 'P99' }, 'handler', 'NO_SUCH_BODY'],
    ['leaving without an undertaking', { kind: 'leave', on: today, undertaking: ' ' }, 'lead', 'NOT_WRITTEN'], ['leaving long ago', { kind: 'leave', on: '2026-02-01', undertaking: '已签' }, 'lead', 'BAD_DAY'],
    ['leaving as the last of the three', { kind: 'leave', on: today, undertaking: '已签' }, 'systemAdmin', 'LAST_ADMIN'],
    ['the same zone', { kind: 'place', bodyId: 'P25', zoneId: 'Z3', from: today }, null, 'NOTHING_TO_CHANGE'], ['a zone that is not there', { kind: 'place', bodyId: 'P25', zoneId: 'Z9', from: today }, null, 'NO_SUCH_ZONE'],
    ['a body that is not there', { kind: 'place', bodyId: 'P99', zoneId: 'Z3', from: today }, null, 'NO_SUCH_BODY'], ['another zone as of yesterday', { kind: 'place', bodyId: 'P25', zoneId: 'Z1', from: yesterday }, null, 'BAD_DAY'],
  ])('is refused: %s', (_what, wish, personId, code) => expect(codes(wish, personId)).toEqual([code]))

  it('links a name of a provider once, with one person, and unlinks it where it is linked', () => {
    const known = { issuer: 'https://id.example', subject: 'u-1' }
    const linked = withPerson(city, 'reviewer', { subjects: [known] })
    expect(codes({ kind: 'linkSubject', ...known }, 'lead')).toEqual([])
    for (const personId of ['lead', 'reviewer']) expect(codes({ kind: 'linkSubject', ...known }, personId, linked)).toEqual(['SUBJECT_TAKEN'])
    expect(codes({ kind: 'linkSubject', ...known, issuer: 'https://other.example' }, 'lead', linked)).toEqual([])
    expect(codes({ kind: 'unlinkSubject', ...known }, 'reviewer', linked)).toEqual([])
    expect(codes({ kind: 'unlinkSubject', ...known }, 'lead', linked)).toEqual(['NO_SUCH_SUBJECT'])
  })

  it('is refused: resetting what is shut, which would open it by the way', () => expect(codes({ kind: 'resetAccount' }, 'lead', locked)).toEqual(['ACCOUNT_SHUT']))

  it('of a leaving ends what is held and what was to begin', () => {
    const both = granted(city, appoint({ role: 'caseManager', zoneId: null, from: '2026-05-01' }), 'lead', 'g')
    expect(granted(both, { kind: 'leave', on: '2026-03-31', undertaking: '已签' }, 'lead', 'h').person('lead')?.posts).toMatchObject([{ until: '2026-03-31' }, { from: '2026-05-01', until: '2026-04-30' }])
  })
})

describe('suspending', () => {
  const refused = (personId: string, asking: Actor, reason = '疑似泄密', staff = city) => suspendingRefused(personId, asking, reason, staff).map((one) => one.code)
  it('is done by either of the two alone, even of the other', () => {
    expect([refused('lead', who.systemAdmin), refused('lead', who.securityAdmin), refused('systemAdmin', who.securityAdmin)]).toEqual([[], [], []])
  })
  it.each([
    ['who only reads', 'lead', who.auditAdmin, 'NOT_YOURS'], ['the head of the office', 'lead', who.officeHead, 'NOT_YOURS'], ['themselves', 'systemAdmin', who.systemAdmin, 'OWN_GRANT'],
    ['of somebody who is not there', 'nobody', who.systemAdmin, 'NO_SUCH_PERSON'], ['of somebody without an account', 'unknown', who.systemAdmin, 'NO_ACCOUNT'],
  ])('is refused: %s', (_who, personId, asking, code) => expect(refused(personId, asking)).toEqual([code]))
  it('twice, or without a reason, is refused', () => {
    expect(refused('lead', who.systemAdmin, '疑似泄密', withPerson(city, 'lead', { account: { locked: false, shut: true } }))).toEqual(['ALREADY_SHUT'])
    expect(refused('lead', who.systemAdmin, ' ')).toEqual(['NOT_WRITTEN'])
  })
})

describe('any staffing that two people can bring about', () => {
  const somebody = fc.constantFrom('systemAdmin', 'securityAdmin', 'auditAdmin', 'commissionHead', 'lead', 'reviewer', 'groupLeader', 'newcomer', 'unknown')
  const days = fc.oneof({ weight: 5, arbitrary: fc.nat({ max: 20 }) }, { weight: 1, arbitrary: fc.integer({ min: -3, max: 60 }) })
  const role = fc.constantFrom(...roles)
  const seat = fc.oneof(
    fc.constantFrom('systemAdmin', 'securityAdmin', 'auditAdmin', 'officeHead', 'caseManager').map((one): Seat => ({ role: one, bodyId: null, zoneId: null })),
    fc.constantFrom('Z1', 'Z3').map((zoneId): Seat => ({ role: 'reviewer', bodyId: null, zoneId })),
    fc.tuple(role, fc.constantFrom('P25', 'P08', null), fc.constantFrom('Z1', 'Z3', null)).map(([one, bodyId, zoneId]): Seat => ({ role: one, bodyId, zoneId })),
  )
  const nth = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 2 }) })
  type Made = (staff: Staff, personId: string, on: Day) => Wish
  const wish: fc.Arbitrary<Made> = fc.tuple(seat, days, days, nth, somebody).chain(([at, n, m, nthPost, absent]) => {
    const postOf = (staff: Staff, id: string) => staff.person(id)?.posts[nthPost]?.id ?? ''
    const [begin, last] = [(on: Day) => addDays(on, n), (on: Day) => addDays(on, n + m)]
    return fc.constantFrom<Made[]>(
      (_staff, _id, on) => ({ kind: 'appoint', ...at, from: begin(on), until: null }),
      (_staff, _id, on) => ({ kind: 'appoint', ...at, from: begin(on), until: last(on) }),
      (_staff, _id, on) => ({ kind: 'help', ...at, from: begin(on), until: last(on) }),
      (staff, id, on) => ({ kind: 'move', postId: postOf(staff, id), ...at, from: begin(on) }),
      (staff, id, on) => ({ kind: 'end', postId: postOf(staff, id), until: begin(on) }),
      (staff, _id, on) => ({ kind: 'deputise', absentPostId: postOf(staff, absent), from: begin(on), until: last(on) }),
      (_staff, _id, on) => ({ kind: 'leave', on: begin(on), undertaking: '已签' }),
    )
  })
  // Mostly those whose duty it is, so that much is granted; sometimes anybody.
  const proposer = fc.oneof({ weight: 6, arbitrary: fc.constant('securityAdmin') }, { weight: 1, arbitrary: somebody })
  const decider = fc.oneof({ weight: 6, arbitrary: fc.constant('systemAdmin') }, { weight: 1, arbitrary: somebody })
  const act = fc.record({ personId: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('newcomer', 'lead', 'unknown') }, { weight: 1, arbitrary: somebody }), wish, proposer, decider, as: nth, alsoAs: nth, wait: fc.oneof(fc.constant(0), fc.nat({ max: 20 })) })
  const actors = (staff: Staff, personId: string, on: Day): Actor[] =>
    (staff.person(personId)?.posts ?? []).filter((post) => inForce(post, on)).map(({ role: one, bodyId, zoneId }) => acting({ personId, commission, role: one, bodyId, zoneId }))

  it('keeps the three apart on every day, traces each post to two, and leaves the past as it was', () => {
    let made = 0
    fc.assert(fc.property(fc.array(act, { minLength: 5, maxLength: 25, size: 'max' }), (acts) => {
      let staff = city
      let on = today
      const grants = new Map<string, { proposedBy: string; decidedBy: string; personId: string }>()
      acts.forEach(({ personId, wish: wanted, proposer: first, decider: second, as, alsoAs, wait }, n) => {
        const asked = wanted(staff, personId, on)
        const by = actors(staff, first, on)[as]
        const person = staff.person(personId)
        if (!by || !person || proposingRefused(asked.kind, personId, rolesConcerned(asked, person, staff, on), '工作需要', by).length > 0 || wishRefused(asked, personId, staff, on).length > 0) return
        const grant: Grant = { id: `g${n}`, personId, wish: asked, reason: '工作需要', proposedBy: first, proposedRole: by.role, proposedOn: on, proposedAt: '', lapsesOn: addDays(on, 15), outcome: null, decidedBy: null, decidedRole: null, decidedOn: null, decidedAt: null, note: null }
        on = addDays(on, wait)
        const checks = actors(staff, second, on)[alsoAs]
        const due = asDecided(asked, on)
        if (!checks || decidingRefused(grant, rolesConcerned(due, person, staff, on), checks, on).length > 0 || wishRefused(due, personId, staff, on).length > 0) return
        const before = staff
        staff = granted(staff, due, personId, grant.id)
        grants.set(grant.id, { proposedBy: first, decidedBy: second, personId })
        made++
        for (const one of before.people) {
          const held = (some: Staff) => some.person(one.id)?.posts.filter((post) => inForce(post, addDays(on, -2))).map((post) => post.id)
          expect(held(staff)).toEqual(held(before))
        }
      })
      for (const person of staff.people) {
        for (const post of person.posts.filter((one) => one.grantId !== null)) {
          const grant = grants.get(post.grantId ?? '')
          expect(grant).toMatchObject({ personId: person.id })
          expect(new Set([grant?.proposedBy, grant?.decidedBy, person.id]).size).toBe(3)
        }
        for (let n = 0; n < 100; n++) {
          const held = new Set(person.posts.filter((post) => inForce(post, addDays(today, n))).map((post) => post.role))
          if ([...held].some(isAdministrator)) expect(held.size).toBe(1)
        }
      }
      for (const one of administrators) for (let n = 0; n < 100; n++) expect(staff.people.some((person) => person.posts.some((post) => post.role === one && inForce(post, addDays(today, n))))).toBe(true)
    }), { numRuns: 150 })
    expect(made).toBeGreaterThan(100)
  })
})
