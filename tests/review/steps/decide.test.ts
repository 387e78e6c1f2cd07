import { describe, expect, it } from 'vitest'
import { act } from '../../../src/review/act.ts'
import type { Case, Finding } from '../../../src/review/case.ts'
import { organs, type Decision, type Organ } from '../../../src/review/decision.ts'
import type { Rule } from '../../../src/review/law.ts'
import { moment, momentOn, today, who } from '../../help/city.ts'
import { subject } from '../../help/offers.ts'
import { after, caseAt, decisionOn, notYours, refusal, worlds } from '../../help/walk.ts'

type Route = keyof typeof worlds
type Changed = Parameters<typeof decisionOn>[2]
const notice = { subjectId: 'S1', facts: '收受礼金', basis: '政务处分法', admin: 'majorDemerit', defence: null, adopted: null, by: ['bodyHead', 'handler'] } as const
const told = (c: Case, admin: Decision['admin'] = 'majorDemerit') => after(c, ['giveNotice', who.handler, { admin }])

/** A case of each route ready for its decision: told of the measure, the branch heard. */
const ready = (route: Route): Case => {
  const c = told(caseAt('deciding', { world: worlds[route] }), worlds[route].admin)
  return route === 'C' || route === 'C+' ? after(c, ['recordBranchMeeting', who.handler]) : c
}
const deciding = ready('B')
const differently = (changed: Partial<Finding>): Changed => ({ finding: { ...decisionOn(deciding, 'party').finding, reasonForDifference: '情节变化', ...changed } })
const worldOf = (party: Finding['party'], admin: Finding['admin'], about = {}) => after(caseAt('deciding', { world: { ...worlds.B, party, admin, subject: { ...subject, ...about } } }), ['giveNotice', who.handler, { admin }])

describe('telling the person beforehand', () => {
  const untold = caseAt('deciding')

  it('keeps facts, basis, measure and the defence, and stays', () => {
    expect(act(untold, 'giveNotice', { ...notice, by: [...notice.by], defence: '请求从轻', adopted: '部分采纳' }, who.handler, moment)).toMatchObject({ case: { stage: 'deciding', notices: [{ admin: 'majorDemerit', on: today, defence: '请求从轻', adopted: '部分采纳' }] } })
  })

  it.each<[string, object, string, string, Rule | null]>([
    ['no facts', { facts: '' }, 'NOT_WRITTEN', 'facts', null],
    ['no basis', { basis: '' }, 'NOT_WRITTEN', 'basis', null],
    ['a stranger', { subjectId: 'S9' }, 'NO_SUCH_SUBJECT', 'subjectId', null],
    ['one person who tells', { by: ['handler', 'handler'] }, 'TOO_FEW_PEOPLE', 'by', 'R-237'],
    ['a defence and no answer', { defence: '请求从轻', adopted: '' }, 'NOT_WRITTEN', 'adopted', 'R-237'],
  ])('is refused with %s', (_name, changed, code, field, rule) => {
    expect(act(untold, 'giveNotice', { ...notice, by: [...notice.by], ...changed }, who.handler, moment)).toMatchObject(refusal(code, field, rule))
  })

  describe('again, after a defence', () => {
    const defended = after(untold, ['giveNotice', who.handler, { admin: 'demerit', defence: '请求从轻', adopted: '不予采纳' }])

    it('is refused for a heavier measure without hearing the person again', () => {
      expect(act(defended, 'giveNotice', { ...notice, by: [...notice.by] }, who.handler, moment)).toMatchObject(refusal('WORSE_AFTER_DEFENCE', 'defence', 'R-237'))
    })

    it.each([['for the same measure', { admin: 'demerit' as const }], ['once the person was heard again', { defence: '仍请求从轻', adopted: '不予采纳' }]])('is possible %s', (_name, changed) => {
      expect(act(defended, 'giveNotice', { ...notice, by: [...notice.by], ...changed }, who.handler, moment)).toMatchObject({ case: { notices: [{}, {}] } })
    })
  })

  it.each(['otherHandler', 'groupLeader', 'partyGroupContact', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(untold, 'giveNotice', { ...notice, by: [...notice.by] }, who[person], moment)).toMatchObject(notYours)
  })
})

describe('who decides', () => {
  const power: Record<Route, Organ[]> = {
    A: ['partyGroup', 'partyCommittee', 'commission'], B: ['partyGroup', 'partyCommittee', 'commission'],
    C: ['unitCommittee', 'partyCommittee', 'commission'], 'C+': ['unitCommittee', 'partyCommittee', 'commission'],
    D: [], N: ['partyGroup', 'unitCommittee', 'partyCommittee', 'commission'],
  }
  const onParty = (['A', 'B', 'C', 'C+', 'N'] as const).map((route) => [route, ready(route)] as const)
  const table = (has: boolean) => onParty.flatMap(([route, c]) => organs.filter((organ) => power[route].includes(organ) === has).map((organ) => [route, organ, c] as const))
  const administrative: Organ[] = ['stationedBody', 'supervisoryCommission', 'appointingOrgan']

  it.each(table(true))('on route %s the %s has power over a Party sanction', (_route, organ, c) => {
    expect(act(c, 'recordDecision', decisionOn(c, 'party', { organ }), who.handler, moment)).toMatchObject({ case: { decisions: [{ track: 'party', organ }] } })
  })

  it.each(table(false))('on route %s the %s has none', (_route, organ, c) => {
    expect(act(c, 'recordDecision', decisionOn(c, 'party', { organ }), who.handler, moment)).toMatchObject(refusal('NO_POWER', 'organ', 'R-114'))
  })

  it.each(administrative)('over an administrative sanction the %s has power', (organ) => {
    expect(act(ready('D'), 'recordDecision', decisionOn(ready('D'), 'admin', { organ }), who.handler, moment)).toMatchObject({ case: { stage: 'executing', decisions: [{ track: 'admin', organ }] } })
  })

  it.each(organs.filter((organ) => !administrative.includes(organ)))('over an administrative sanction the %s has none', (organ) => {
    expect(act(deciding, 'recordDecision', decisionOn(deciding, 'admin', { organ }), who.handler, moment)).toMatchObject(refusal('NO_POWER', 'organ', 'R-140'))
  })
})

describe('the day a decision takes effect', () => {
  const later = momentOn('2026-03-09')

  it('is the day of the deciding meeting, not that of writing', () => {
    expect(act(deciding, 'recordDecision', decisionOn(deciding, 'party', { on: '2026-03-06' }), who.handler, later)).toMatchObject({ case: { decisions: [{ decidedOn: '2026-03-06', effectiveOn: '2026-03-06' }] }, entry: { writtenOn: '2026-03-09' } })
  })

  it('is on route C+ the day of the approval', () => {
    const c = ready('C+')
    const approval = { organ: 'workCommittee', organName: '纪检监察工委', approvedOn: '2026-03-09' } as const
    expect(act(c, 'recordDecision', decisionOn(c, 'party', { on: '2026-03-06', approval }), who.handler, later)).toMatchObject({ case: { decisions: [{ decidedOn: '2026-03-06', effectiveOn: '2026-03-09', periodEndsOn: '2031-03-09' }] } })
  })

  it.each([['missing', null], ['by the Party committee', { organ: 'partyCommittee', organName: '机关党委', approvedOn: today } as const]])('wants the approval of a higher organ for expulsion: refused where it is %s', (_name, approval) => {
    const c = ready('C+')
    expect(act(c, 'recordDecision', decisionOn(c, 'party', { approval }), who.handler, moment)).toMatchObject(refusal('APPROVAL_WANTED', 'approval', 'R-125'))
  })

  it.each([['before the meeting', '2026-03-05'], ['in the future', '2026-03-10']])('cannot be approved %s', (_name, approvedOn) => {
    const c = ready('C+')
    expect(act(c, 'recordDecision', decisionOn(c, 'party', { on: '2026-03-06', approval: { organ: 'commission', organName: '市纪委', approvedOn } }), who.handler, later)).toMatchObject(refusal('DAY_OUT_OF_ORDER', 'approval.approvedOn', 'R-115'))
  })
})

describe('what a decision asks for', () => {
  it('is kept whole, with the period and the list of what is to be done', () => {
    expect(act(deciding, 'recordDecision', decisionOn(deciding, 'party', { property: '收缴', measure: null }), who.handler, moment)).toMatchObject({
      case: {
        stage: 'deciding', decisions: [{ subjectId: 'S1', outcome: 'sanction', party: 'seriousWarning', periodEndsOn: '2027-09-02', enteredBy: 'handler', minutes: '会议纪要' }],
        execution: [{ kind: 'notifyUnit' }, { kind: 'personalFile' }, { kind: 'property' }, { kind: 'representativeNotice' }],
      },
    })
  })

  it.each<[string, 'party' | 'admin', Changed, string, string, Rule | null]>([
    ['nobody of this case', 'party', { subjectId: 'S9', finding: { ...decisionOn(deciding, 'party').finding, subjectId: 'S9' } }, 'NO_SUCH_SUBJECT', 'subjectId', null],
    ['the finding of somebody else', 'party', { finding: { ...decisionOn(deciding, 'party').finding, subjectId: 'S2' } }, 'NO_SUCH_SUBJECT', 'subjectId', null],
    ['no organ', 'party', { organName: '' }, 'NOT_WRITTEN', 'organName', null],
    ['no minutes', 'party', { minutes: '' }, 'NOT_WRITTEN', 'minutes', null],
    ['no word on what it was', 'party', differently({ characterisation: '' }), 'NOT_WRITTEN', 'finding.characterisation', 'R-231'],
    ['the eight-point rules and no category', 'party', differently({ eightPoint: { applies: true, category: '', reasonIfNot: null } }), 'EIGHT_POINT_CATEGORY', 'finding.eightPoint.category', 'R-440'],
    ['facts that look like them and no reason', 'party', differently({ eightPoint: { applies: false, category: null, reasonIfNot: null } }), 'EIGHT_POINT_UNANSWERED', 'finding.eightPoint.reasonIfNot', 'R-440'],
    ['another measure than proposed and no reason', 'party', differently({ party: 'warning', reasonForDifference: null }), 'REASON_WANTED', 'finding.reasonForDifference', 'R-420'],
    ['a measure of another route', 'party', differently({ party: 'exempt' }), 'ROUTE_CHANGED', 'finding', 'R-114'],
    ['a heavier measure than the person was told', 'admin', differently({ admin: 'demotion' }), 'WORSE_THAN_NOTICE', 'finding.admin', 'R-237'],
    ['an outcome that is no sanction', 'party', { outcome: 'noSanction' }, 'OUTCOME_DOES_NOT_FIT', 'outcome', 'R-260'],
  ])('is refused with %s', (_name, track, changed, code, field, rule) => {
    const decided = decisionOn(deciding, track, changed)
    expect(act(deciding, 'recordDecision', { ...decided, outcome: changed?.outcome ?? (decided.finding[track] === 'exempt' ? 'exempt' : 'sanction') }, who.handler, moment)).toMatchObject(refusal(code, field, rule))
  })

  it('may differ from the proposal with the reason', () => {
    expect(act(deciding, 'recordDecision', decisionOn(deciding, 'party', differently({ party: 'warning' })), who.handler, moment)).toMatchObject({ case: { decisions: [{ party: 'warning' }] } })
  })

  it('is refused a second time on the same track', () => {
    const decided = after(deciding, ['recordDecision', who.handler, decisionOn(deciding, 'party')])
    expect(act(decided, 'recordDecision', decisionOn(decided, 'party'), who.handler, moment)).toMatchObject(refusal('ALREADY_DECIDED', 'track', 'R-260'))
  })

  it('is refused on a track that wants none', () => {
    expect(act(ready('D'), 'recordDecision', { ...decisionOn(ready('D'), 'admin'), track: 'party', organ: 'partyGroup', outcome: 'noSanction' }, who.handler, moment)).toMatchObject({ refusals: [{ code: 'NO_SUCH_TRACK', field: 'track', basis: { rule: 'R-260' } }, { code: 'NO_POWER' }] })
    expect(act(ready('C'), 'recordDecision', { ...decisionOn(ready('C'), 'admin'), outcome: 'noSanction' }, who.handler, moment)).toMatchObject(refusal('NO_SUCH_TRACK', 'track', 'R-260'))
  })

  it.each<[string, Case, 'party' | 'admin', string, Rule]>([
    ['no opinion of the work committee', { ...ready('A'), opinions: ready('A').opinions.slice(0, 1) }, 'party', 'COMMITTEE_MISSING', 'R-118'],
    ['no agreement of the Party group', { ...deciding, partyGroupViews: [] }, 'party', 'NOT_CONSULTED', 'R-114'],
    ['no branch meeting', caseAt('deciding', { world: worlds.C }), 'party', 'BRANCH_MISSING', 'R-126'],
    ['nobody told beforehand', caseAt('deciding'), 'admin', 'NO_NOTICE', 'R-237'],
  ])('is refused with %s', (_name, c, track, code, rule) => {
    expect(act(c, 'recordDecision', decisionOn(c, track), who.handler, moment)).toMatchObject(refusal(code, null, rule))
  })

  it('is content where the branch was skipped for a reason', () => {
    const skipped = after(caseAt('deciding', { world: worlds.C }), ['skipBranchMeeting', who.bodyHead])
    expect(act(skipped, 'recordDecision', decisionOn(skipped, 'party'), who.handler, moment)).toMatchObject({ case: { stage: 'executing' } })
  })

  it('is refused on a day before the branch met, or the person was told', () => {
    const written = momentOn('2026-03-09')
    const branch = after(caseAt('deciding', { world: worlds.C }), ['recordBranchMeeting', who.handler, { on: '2026-03-06' }, written])
    expect(act(branch, 'recordDecision', decisionOn(branch, 'party', { on: '2026-03-05' }), who.handler, written)).toMatchObject(refusal('BRANCH_MISSING', null, 'R-126'))
    const late = after(caseAt('deciding'), ['giveNotice', who.handler, { on: '2026-03-06' }, written])
    expect(act(late, 'recordDecision', decisionOn(late, 'admin', { on: '2026-03-05' }), who.handler, written)).toMatchObject(refusal('NOTICE_TOO_LATE', 'on', 'R-237'))
  })

  it('may be heavier once the person was told again', () => {
    expect(act(told(deciding, 'demotion'), 'recordDecision', decisionOn(deciding, 'admin', differently({ admin: 'demotion' })), who.handler, moment)).toMatchObject({ case: { decisions: [{ admin: 'demotion' }] } })
  })

  it.each<[string, object, Finding['party'], Finding['admin'], 'party' | 'admin', string, string, Rule]>([
    ['removal from a Party post that nobody holds', { partyPost: null }, 'removal', 'dismissal', 'party', 'NO_PARTY_POST', 'finding.party', 'R-420'],
    ['an administrative sanction for somebody retired', { retired: true }, 'warning', 'demerit', 'party', 'RETIRED', 'finding.admin', 'R-260'],
    ['tracks that do not match and no reason', {}, 'expulsion', 'warning', 'party', 'TRACKS_DO_NOT_MATCH', 'finding.reasonForDifference', 'R-430'],
  ])('is refused with %s', (_name, about, party, admin, track, code, field, rule) => {
    const c = { ...worldOf('warning', 'none', about) }
    const asked = { ...c, bodyMeeting: { ...c.bodyMeeting!, findings: [{ ...c.bodyMeeting!.findings[0]!, party, admin, reasonForDifference: null }] } }
    expect(act(asked, 'recordDecision', decisionOn(asked, track), who.handler, moment)).toMatchObject(refusal(code, field, rule))
  })

  it('is refused where it gives a Party sanction to somebody outside the Party', () => {
    const c = ready('D')
    expect(act(c, 'recordDecision', decisionOn(c, 'admin', { finding: { ...decisionOn(c, 'admin').finding, party: 'warning' } }), who.handler, moment)).toMatchObject(refusal('NOT_A_MEMBER', 'finding.party', 'R-140'))
  })

  it.each(['otherHandler', 'partyGroupContact', 'groupLeader', 'committeeHead', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(deciding, 'recordDecision', decisionOn(deciding, 'party'), who[person], moment)).toMatchObject(notYours)
  })
})

describe('an approval from above', () => {
  it.each([['by an organ without the power', { organ: 'zoneGroup', organName: '小组', approvedOn: today }], ['by nobody named', { organ: 'commission', organName: '', approvedOn: today }]] as const)('is refused %s', (_name, approval) => {
    expect(act(deciding, 'recordDecision', decisionOn(deciding, 'party', { approval }), who.handler, moment)).toMatchObject(refusal('NO_POWER_TO_APPROVE', 'approval.organ', 'R-125'))
  })

  it('is refused for a day that does not exist', () => {
    expect(act(deciding, 'recordDecision', decisionOn(deciding, 'party', { approval: { organ: 'commission', organName: '市纪委', approvedOn: '2026-02-30' } }), who.handler, moment)).toMatchObject(refusal('DAY_OUT_OF_ORDER', 'approval.approvedOn', 'R-115'))
  })

  it('is wanted for every expulsion by a unit, also where an exception chose the route', () => {
    const excepted = worldOf('expulsion', 'discharge', { rank: '事业单位管理岗九级', routeException: { route: 'C', reason: '指定' } })
    const branch = after(excepted, ['recordBranchMeeting', who.handler])
    expect(act(branch, 'recordDecision', decisionOn(branch, 'party', { organ: 'unitCommittee', approval: null }), who.handler, moment)).toMatchObject(refusal('APPROVAL_WANTED', 'approval', 'R-125'))
  })
})

describe('a retired member of the Party', () => {
  it('may have the benefits adjusted beside the Party sanction', () => {
    const retired = caseAt('deciding', { world: { ...worlds.B, party: 'removal', admin: 'none', subject: { ...subject, retired: true } } })
    expect(act(retired, 'recordDecision', { ...decisionOn(retired, 'admin'), outcome: 'retireeAdjustment', organ: 'appointingOrgan' }, who.handler, moment)).toMatchObject({ case: { stage: 'deciding', decisions: [{ track: 'admin', outcome: 'retireeAdjustment' }] } })
  })
})
