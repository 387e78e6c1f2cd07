import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asDecided, decidersOf, decidingRefused, duties, grantKinds, proposersOf, proposingRefused, stateOf, withdrawingRefused, type Grant } from '../../src/review/grants.ts'
import { roles, type Role } from '../../src/review/people.ts'
import { today, who } from '../help/city.ts'

const grant = (changes: Partial<Grant> = {}): Grant => ({
  id: 'g1', personId: 'lead', wish: { kind: 'unlock' }, reason: '忘了密码', proposedBy: 'systemAdmin', proposedRole: 'systemAdmin', proposedOn: today, proposedAt: `${today}T01:00:00.000Z`, lapsesOn: '2026-03-17',
  outcome: null, decidedBy: null, decidedRole: null, decidedOn: null, decidedAt: null, note: null, ...changes,
})
const codes = (refusals: { code: string }[]) => refusals.map((one) => one.code)

describe('the table of duties', () => {
  it('lets one of the two propose and the other confirm, and the third only read', () => {
    for (const kind of grantKinds) expect([duties[kind].proposes, duties[kind].confirms].toSorted(), kind).toEqual(['securityAdmin', 'systemAdmin'])
  })

  it('gives posts and clearances to the security administrator to propose, accounts to the system administrator', () => {
    expect(grantKinds.filter((kind) => duties[kind].proposes === 'systemAdmin')).toEqual(['openAccount', 'resetAccount', 'resetFactor', 'linkSubject', 'unlinkSubject', 'unlock', 'resume'])
  })

  it('never lets the same role propose and decide, whoever is concerned', () => {
    fc.assert(fc.property(fc.constantFrom(...grantKinds), fc.array(fc.constantFrom(...roles), { maxLength: 3 }), (kind, concerned) => {
      const proposers = proposersOf(kind, concerned)
      expect(proposers.length).toBeGreaterThan(0)
      for (const proposer of proposers) {
        const deciders = decidersOf(proposer, concerned)
        expect(deciders).not.toContain(proposer)
        expect(deciders).not.toContain('auditAdmin')
        expect(deciders.length).toBeGreaterThan(0)
      }
    }))
  })
})

describe('proposing', () => {
  it('is for the one whose duty it is', () => {
    expect(proposingRefused('appoint', 'lead', ['reviewer'], '工作需要', who.securityAdmin)).toEqual([])
    expect(proposingRefused('unlock', 'lead', ['reviewer'], '忘了密码', who.systemAdmin)).toEqual([])
  })

  it.each([
    ['the other administrator', 'appoint', 'systemAdmin'], ['the other administrator, of accounts', 'unlock', 'securityAdmin'],
    ['who only reads', 'appoint', 'auditAdmin'], ['the head of the commission', 'appoint', 'commissionHead'], ['the head of the office', 'clear', 'officeHead'],
  ] as const)('is not for %s', (_who, kind, asking) => {
    expect(codes(proposingRefused(kind, 'lead', ['reviewer'], '工作需要', who[asking]))).toEqual(['NOT_YOURS'])
  })

  it('may come from the other where it concerns a holder of the proposing role, or nobody could help the only one', () => {
    expect(proposingRefused('resetAccount', 'systemAdmin', ['systemAdmin'], '忘了密码', who.securityAdmin)).toEqual([])
    expect(codes(proposingRefused('resetAccount', 'lead', ['reviewer'], '忘了密码', who.securityAdmin))).toEqual(['NOT_YOURS'])
  })

  it('for oneself is refused, and so is one without a reason', () => {
    expect(proposingRefused('end', 'securityAdmin', ['securityAdmin'], '', who.securityAdmin)).toMatchObject([{ code: 'OWN_GRANT', field: 'personId', basis: { rule: 'R-612-grants' } }, { code: 'NOT_WRITTEN', field: 'reason' }])
  })
})

describe('deciding', () => {
  it('is for the other administrator', () => {
    expect(decidingRefused(grant(), ['reviewer'], who.securityAdmin, today)).toEqual([])
  })

  it.each([
    ['who proposed it', grant(), who.systemAdmin, ['NOT_YOURS', 'OWN_PROPOSAL']],
    ['who proposed it, acting in the other post by now', grant(), { ...who.securityAdmin, personId: 'systemAdmin' }, ['OWN_PROPOSAL']],
    ['whom it concerns', grant({ personId: 'securityAdmin' }), who.securityAdmin, ['OWN_GRANT']],
    ['who only reads', grant(), who.auditAdmin, ['NOT_YOURS']],
    ['the head of the commission, where it concerns no administrator', grant(), who.commissionHead, ['NOT_YOURS']],
  ])('is not for %s', (_who, one, asking, expected) => {
    expect(codes(decidingRefused(one, ['reviewer'], asking, today))).toEqual(expected)
  })

  it('of what concerns an administrator may also be for the head of the commission', () => {
    expect(decidingRefused(grant({ personId: 'securityAdmin' }), ['securityAdmin'], who.commissionHead, today)).toEqual([])
  })

  it('comes once, and in time: what nobody decided has lapsed', () => {
    expect(codes(decidingRefused(grant({ outcome: 'approved' }), ['reviewer'], who.securityAdmin, today))).toEqual(['ALREADY_DECIDED'])
    expect(decidingRefused(grant(), ['reviewer'], who.securityAdmin, '2026-03-17')).toEqual([])
    expect(codes(decidingRefused(grant(), ['reviewer'], who.securityAdmin, '2026-03-18'))).toEqual(['LAPSED'])
    expect([stateOf(grant(), '2026-03-17'), stateOf(grant(), '2026-03-18'), stateOf(grant({ outcome: 'rejected' }), '2027-01-01')]).toEqual(['pending', 'lapsed', 'rejected'])
  })
})

describe('taking back', () => {
  it('is for who proposed it, while it is open', () => {
    expect(withdrawingRefused(grant(), who.systemAdmin, today)).toEqual([])
    expect(codes(withdrawingRefused(grant(), who.securityAdmin, today))).toEqual(['NOT_YOURS'])
    expect(codes(withdrawingRefused(grant({ outcome: 'rejected' }), who.systemAdmin, today))).toEqual(['ALREADY_DECIDED'])
  })
})

describe('what begins', () => {
  it('does not begin before it is decided', () => {
    const wish = { kind: 'appoint', role: 'reviewer' satisfies Role, bodyId: null, zoneId: 'Z3', from: today, until: null } as const
    expect(asDecided(wish, '2026-03-05').from).toBe('2026-03-05')
    expect(asDecided({ ...wish, from: '2026-04-01' }, '2026-03-05').from).toBe('2026-04-01')
    expect(asDecided({ kind: 'unlock' }, today)).toEqual({ kind: 'unlock' })
  })
})
