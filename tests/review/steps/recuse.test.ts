import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../../src/review/act.ts'
import type { Case } from '../../../src/review/case.ts'
import type { Rule } from '../../../src/review/law.ts'
import { holderOf } from '../../../src/review/machine.ts'
import { leadReviewer, panelIncomplete, panelOf, type Actor } from '../../../src/review/people.ts'
import { standingIn, workOf } from '../../../src/review/recusal.ts'
import { maySee } from '../../../src/review/visibility.ts'
import { warningsOf } from '../../../src/review/warnings.ts'
import { moment, roster, today, who, type Who } from '../../help/city.ts'
import { after, caseAt, notYours, refusal, worlds, type Given } from '../../help/walk.ts'

/** A case on the Party track alone, and one on both. */
const party: Given = { world: worlds.N }
const reading = caseAt('reading', party)
const both = caseAt('reading')
const deliberating = caseAt('deliberating', party)

const ask = { personId: 'reviewer', ground: 'nearRelative', reason: '与本人有近亲属关系', requester: { kind: 'subject', name: '林某辉' } } as const
const own = { personId: 'lead', ground: 'interest', reason: '与本案有利害关系', requester: null } as const
const grant = { personId: 'reviewer', grant: true, ground: null, reason: '经核实', paper: null } as const
const asked = after(reading, ['requestRecusal', who.handler, ask])
const recused = after(asked, ['decideRecusal', who.officeHead, grant])

describe('asking for recusal', () => {
  it.each<[string, Actor]>([['the body', who.handler], ['the head of the body', who.bodyHead], ['the group', who.groupLeader], ['a colleague', who.lead]])('may be done for somebody by %s, naming the requester', (_name, actor) => {
    expect(act(reading, 'requestRecusal', ask, actor, moment)).toMatchObject({ case: { recusals: [{ personId: 'reviewer', post: 'reviewer', origin: 'asked', requester: { kind: 'subject' }, requestedBy: actor.personId, approvedBy: null }], stage: 'reading' } })
  })

  it('never names an informant', () => {
    expect(act(reading, 'requestRecusal', { ...ask, requester: { kind: 'informant', name: null } }, who.handler, moment)).toMatchObject({ case: { recusals: [{ requester: { kind: 'informant', name: null } }] } })
    expect(act(reading, 'requestRecusal', { ...ask, requester: { kind: 'informant', name: '陈某' } }, who.handler, moment)).toMatchObject(refusal('INFORMANT_NAMED', 'requester.name', 'R-451'))
  })

  it.each<[string, object, string, string, Rule | null]>([
    ['no reason', { reason: ' ' }, 'NOT_WRITTEN', 'reason', null],
    ['nobody who asks', { requester: null }, 'REQUESTER_WANTED', 'requester', 'R-451'],
    ['a requester without a name', { requester: { kind: 'other', name: '' } }, 'REQUESTER_WANTED', 'requester.name', 'R-451'],
    ['somebody who does not review', { personId: 'handler' }, 'NOT_REVIEWING', 'personId', 'R-450'],
    ['nobody we know', { personId: 'nobody' }, 'NOT_REVIEWING', 'personId', 'R-450'],
  ])('is refused with %s', (_name, changed, code, field, rule) => {
    expect(act(reading, 'requestRecusal', { ...ask, ...changed }, who.handler, moment)).toMatchObject(refusal(code, field, rule))
  })

  it('is refused while another request about the same person waits, and once that person is recused', () => {
    expect(act(asked, 'requestRecusal', ask, who.groupLeader, moment)).toMatchObject(refusal('ALREADY_PENDING', 'personId', 'R-451'))
    expect(act(recused, 'requestRecusal', ask, who.groupLeader, moment)).toMatchObject(refusal('ALREADY_RECUSED', 'personId', 'R-450'))
  })

  it('does not stop the review, nor the person it is about (R-453)', () => {
    expect(act(asked, 'note', { volume: '一', page: 1, text: '阅', factId: null }, who.reviewer, moment)).toMatchObject({ case: { stage: 'reading' } })
  })

  it.each(['spareReviewer', 'otherGroupLeader', 'homeReviewer', 'otherHandler', 'committeeReviewer', 'archivist', 'caseManager'] as const)('is not for the %s', (person) => {
    expect(act(reading, 'requestRecusal', ask, who[person], moment)).toMatchObject(notYours)
  })
})

describe('recusing oneself', () => {
  const stood = after(reading, ['requestRecusal', who.lead, own])

  it('needs no other requester', () => {
    expect(stood.recusals).toMatchObject([{ personId: 'lead', origin: 'self', requester: null, requestedBy: 'lead' }])
  })

  it('takes every step from that person until it is decided, and from nobody else (R-451)', () => {
    expect(openSteps(stood, who.lead, moment).filter((one) => one.closedBecause === null)).toEqual([])
    expect(act(stood, 'note', { volume: '一', page: 1, text: '阅', factId: null }, who.reviewer, moment)).toMatchObject({ case: { notes: [{ by: 'reviewer' }] } })
  })

  it('keeps that person off a panel meanwhile, and out of the deliberation', () => {
    const led = after(caseAt('accepted', party), ['requestRecusal', who.groupLeader, { ...own, personId: 'groupLeader' }])
    expect(act(led, 'formPanel', { members: ['lead', 'groupLeader'], borrowReason: null, reasonForDifference: '按本周分工' }, who.officeHead, moment)).toMatchObject(refusal('CONFLICT', 'members', 'R-451'))
    const meeting = after(deliberating, ['requestRecusal', who.lead, own])
    const attendees = ['groupLeader', 'lead', 'reviewer']
    expect(act(meeting, 'deliberate', { outcome: 'report', attendees, minutes: '记录', opinions: attendees.map((personId) => ({ personId, opinion: '同意', dissent: null })) }, who.groupLeader, moment)).toMatchObject(refusal('CONFLICT', 'attendees', 'R-233'))
  })

  it('ends with a refusal: the person works on', () => {
    const refused = after(stood, ['decideRecusal', who.officeHead, { ...grant, personId: 'lead', grant: false, reason: '不属于法定情形' }])
    expect(refused.recusals).toMatchObject([{ rejectedBy: 'officeHead', rejectedReason: '不属于法定情形', approvedBy: null }])
    expect(act(refused, 'note', { volume: '一', page: 1, text: '阅', factId: null }, who.lead, moment)).toMatchObject({ case: { stage: 'reading' } })
  })
})

describe('deciding on a recusal', () => {
  it('takes the case away at once: the seat, every step, and every door', () => {
    expect(recused).toMatchObject({ stage: 'reading', recusals: [{ approvedBy: 'officeHead', approvedOn: today }], panel: [{ personId: 'lead', leftOn: null }, { personId: 'reviewer', leftOn: today, leftBecause: '回避' }] })
    expect(maySee(who.reviewer, reading)).toBe(true)
    expect(maySee(who.reviewer, recused)).toBe(false)
    expect(act(recused, 'note', { volume: '一', page: 1, text: '阅', factId: null }, who.reviewer, moment)).toMatchObject(notYours)
    expect(openSteps(recused, who.reviewer, moment).filter((one) => one.closedBecause === null)).toEqual([])
  })

  it('bars the person for good, also as deputy', () => {
    expect(act(recused, 'changePanel', { out: null, in: 'reviewer', because: 'replacement', reason: '补足', handover: null, borrowReason: null, reasonForDifference: '按本周分工' }, who.groupLeader, moment)).toMatchObject(refusal('CONFLICT', 'in', 'R-450'))
    const deputed = after(reading, ['appointDeputy', who.groupLeader], ['requestRecusal', who.handler, { ...ask, personId: 'spareReviewer' }], ['decideRecusal', who.officeHead, { ...grant, personId: 'spareReviewer' }])
    expect(deputed.deputy).toBeNull()
    expect(act(deputed, 'appointDeputy', { personId: 'spareReviewer', until: today, reason: '出差' }, who.groupLeader, moment)).toMatchObject(refusal('CONFLICT', 'personId', 'R-450'))
  })

  it('may be ordered without a request, on a ground (R-452)', () => {
    expect(act(reading, 'decideRecusal', { ...grant, ground: 'witness' }, who.officeHead, moment)).toMatchObject({ case: { recusals: [{ origin: 'ordered', ground: 'witness', requestedBy: null, approvedBy: 'officeHead' }] } })
    expect(act(reading, 'decideRecusal', grant, who.officeHead, moment)).toMatchObject(refusal('NOTHING_PENDING', 'personId', 'R-452'))
    expect(act(reading, 'decideRecusal', { ...grant, ground: 'witness', grant: false }, who.officeHead, moment)).toMatchObject(refusal('NOTHING_PENDING', 'personId', 'R-452'))
  })

  it.each<[string, object, string, string]>([
    ['no reason', { reason: '' }, 'NOT_WRITTEN', 'reason'],
    ['somebody about whom nothing waits', { personId: 'lead' }, 'NOTHING_PENDING', 'personId'],
  ])('is refused with %s', (_name, changed, code, field) => {
    expect(act(asked, 'decideRecusal', { ...grant, ...changed }, who.officeHead, moment)).toMatchObject(refusal(code, field))
  })

  const about = (c: Case, personId: Who) => after(c, ['requestRecusal', who.handler, { ...ask, personId }])
  const decide = (c: Case, personId: Who, by: Who, paper: string | null = null) => act(c, 'decideRecusal', { ...grant, personId, paper }, who[by], moment)

  it.each<[string, Case, Who, Who, Who]>([
    ['a reviewer, on the Party track alone, by the head of the office', reading, 'reviewer', 'officeHead', 'committeeHead'],
    ['the group leader, on the Party track alone, by the head of the office', reading, 'groupLeader', 'officeHead', 'committeeHead'],
    ['the head of the office, on the Party track alone, by the leader in charge', reading, 'officeHead', 'leaderInCharge', 'committeeHead'],
    ['the leader in charge by the head of the organ', reading, 'leaderInCharge', 'commissionHead', 'officeHead'],
    ['a reviewer, on both tracks, by the head of the organ: the stricter rule', both, 'reviewer', 'commissionHead', 'officeHead'],
    ['the head of the office, on both tracks, by the head of the organ', both, 'officeHead', 'commissionHead', 'leaderInCharge'],
    ['a reviewer of the committee by its head', both, 'committeeReviewer', 'committeeHead', 'officeHead'],
    ['the head of the committee by the head of the organ', both, 'committeeHead', 'commissionHead', 'officeHead'],
  ])('is, of %s', (_name, c, personId, decider, below) => {
    const pending = about(c, personId)
    expect(decide(pending, personId, decider)).toMatchObject({ case: { recusals: [{ approvedBy: decider }] } })
    expect(decide(pending, personId, below)).toMatchObject(refusal('WRONG_LEVEL', 'personId', 'R-452'))
  })

  it('is, of the head of the organ, by the upper organ, whose paper the office enters', () => {
    const pending = about(both, 'commissionHead')
    expect(decide(pending, 'commissionHead', 'officeHead')).toMatchObject(refusal('NOT_WRITTEN', 'paper', 'R-452'))
    expect(decide(pending, 'commissionHead', 'officeHead', '省纪委〔2026〕5号')).toMatchObject({ case: { recusals: [{ approvedBy: 'officeHead', paper: '省纪委〔2026〕5号' }] } })
    const headless = after(pending, ['decideRecusal', who.officeHead, { ...grant, personId: 'commissionHead', paper: '省纪委〔2026〕5号' }])
    expect(decide(about(headless, 'reviewer'), 'reviewer', 'officeHead')).toMatchObject(refusal('NOT_WRITTEN', 'paper', 'R-452'))
  })

  it('may be taken by a level above', () => {
    expect(decide(asked, 'reviewer', 'leaderInCharge')).toMatchObject({ case: { recusals: [{ approvedBy: 'leaderInCharge' }] } })
  })

  it('is never for whoever asked, nor for the person concerned, whatever else they hold', () => {
    const also = (personId: string): Actor => ({ ...who.officeHead, personId })
    expect(act(after(reading, ['requestRecusal', who.groupLeader, ask]), 'decideRecusal', grant, also('groupLeader'), moment)).toMatchObject(refusal('OWN_REQUEST', null, 'R-452'))
    expect(act(asked, 'decideRecusal', grant, also('reviewer'), moment)).toMatchObject(refusal('OWN_RECUSAL', 'personId', 'R-452'))
  })

  it.each(['lead', 'groupLeader', 'bodyHead', 'committeeReviewer', 'archivist'] as const)('is not for the %s', (person) => {
    expect(act(asked, 'decideRecusal', grant, who[person], moment)).toMatchObject(notYours)
  })
})

describe('a panel that a recusal has left incomplete', () => {
  const fill = { out: null, in: 'spareReviewer', because: 'replacement', reason: '补足空缺', handover: null, borrowReason: null, reasonForDifference: null } as const

  it.each<[string, (c: Case) => unknown]>([
    ['note', (c) => act(c, 'note', { volume: '一', page: 1, text: '阅', factId: null }, who.lead, moment)],
    ['requestInterview', (c) => act(c, 'requestInterview', { kind: 'hold', scope: 'report', subjectId: 'S1', reason: '应当谈话' }, who.lead, moment)],
  ])('does not take the step %s before the leader has filled it', (step, taken) => {
    expect(taken(recused)).toMatchObject(refusal('PANEL_INCOMPLETE', null, 'R-230'))
    expect(openSteps(recused, who.lead, moment)).toContainEqual(expect.objectContaining({ step, closedBecause: expect.objectContaining({ code: 'PANEL_INCOMPLETE' }) }))
    expect(holderOf(recused, moment.policy)).toBe('group')
    expect(taken(after(recused, ['changePanel', who.groupLeader, fill]))).toMatchObject({ case: { stage: 'reading' } })
  })

  const leaderless = after(reading, ['requestRecusal', who.lead, own], ['decideRecusal', who.officeHead, { ...grant, personId: 'lead' }])

  it('has no lead before somebody is put in: whoever comes takes the lead', () => {
    expect(leadReviewer(leaderless)).toBeUndefined()
    const led = after(leaderless, ['changePanel', who.groupLeader, fill])
    expect([leadReviewer(led), panelOf(led), led.leadVacant]).toEqual(['spareReviewer', ['spareReviewer', 'reviewer'], false])
  })

  it('of three may let one of the two who stay move up', () => {
    const three = after(reading, ['changePanel', who.groupLeader, { ...fill, because: 'reinforcement' }], ['signUndertaking', who.spareReviewer], ['requestRecusal', who.lead, own], ['decideRecusal', who.officeHead, { ...grant, personId: 'lead' }])
    expect(panelIncomplete(three)).toBe(true)
    const led = after(three, ['changePanel', who.groupLeader, fill])
    expect([leadReviewer(led), panelOf(led).toSorted(), panelIncomplete(led)]).toEqual(['spareReviewer', ['reviewer', 'spareReviewer'], false])
    expect(led.panel.find((one) => one.personId === 'spareReviewer')?.undertakingOn).toBe(today)
  })

  it('is filled one by one where nobody is left', () => {
    const empty = after(leaderless, ['requestRecusal', who.handler, ask], ['decideRecusal', who.officeHead, grant])
    expect(panelOf(empty)).toEqual([])
    const one = after(empty, ['changePanel', who.groupLeader, fill])
    expect(panelIncomplete(one)).toBe(true)
    expect(panelOf(after(one, ['changePanel', who.groupLeader, { ...fill, in: 'otherZoneReviewer', borrowReason: '人手不足' }]))).toEqual(['spareReviewer', 'otherZoneReviewer'])
  })

  it('does not begin to read with one signature', () => {
    const alone = after(caseAt('empanelled', party), ['requestRecusal', who.handler, ask], ['decideRecusal', who.officeHead, grant])
    expect(act(alone, 'signUndertaking', {}, who.lead, moment)).toMatchObject({ case: { stage: 'empanelled' } })
    const full = after(alone, ['signUndertaking', who.lead], ['changePanel', who.groupLeader, fill])
    expect(act(full, 'signUndertaking', {}, who.spareReviewer, moment)).toMatchObject({ case: { stage: 'reading' } })
  })

  it('begins to read where all who stay have signed', () => {
    const three = after(caseAt('accepted', party), ['formPanel', who.groupLeader, { members: ['lead', 'spareReviewer', 'reviewer'] }], ['signUndertaking', who.lead], ['signUndertaking', who.spareReviewer], ['requestRecusal', who.handler, ask])
    expect(act(three, 'decideRecusal', grant, who.officeHead, moment)).toMatchObject({ case: { stage: 'reading' } })
  })
})

describe('while the body investigates anew', () => {
  const sentBack = caseAt('reinvestigating', party)
  const pending = after(sentBack, ['requestRecusal', who.groupLeader, { ...ask, personId: 'spareReviewer' }])
  const granted = after(pending, ['decideRecusal', who.officeHead, { ...grant, personId: 'spareReviewer' }])
  /** A draft on both tracks and with the person among the investigators, which nobody outside the body sees. */
  const drafted = (c: Case): Case => ({ ...c, package: { ...c.package, proposals: c.package.proposals.map((one) => ({ ...one, admin: 'demerit' as const })), investigators: [...c.package.investigators, 'spareReviewer'] } })

  it('what it drafts changes neither who decides nor what stands against lifting, before it is handed over', () => {
    const decided = { ...grant, personId: 'spareReviewer' }
    expect(act(drafted(pending), 'decideRecusal', decided, who.officeHead, { ...moment, known: pending })).toMatchObject({ case: { recusals: [{ approvedBy: 'officeHead' }] } })
    expect(act(drafted(pending), 'decideRecusal', decided, who.officeHead, moment)).toMatchObject(refusal('WRONG_LEVEL', 'personId', 'R-452'))
    const lift = { personId: 'spareReviewer', reason: '决定有误', paper: null }
    expect(act(drafted(granted), 'liftRecusal', lift, who.officeHead, { ...moment, known: granted })).toMatchObject({ case: { recusals: [{ liftedBy: 'officeHead' }] } })
  })
})

describe('what was done before a recusal', () => {
  const gone = after(deliberating, ['requestRecusal', who.handler, ask], ['decideRecusal', who.officeHead, grant], ['changePanel', who.groupLeader], ['signUndertaking', who.spareReviewer])
  const kept = after(gone, ['keepEarlierWork', who.groupLeader])
  const again = after(gone, ['repeatEarlierWork', who.groupLeader])

  it('is listed, and the leader is warned of it', () => {
    expect(workOf(gone, 'reviewer')).toEqual([{ kind: 'opinion', count: 1 }])
    expect(gone.recusals).toMatchObject([{ earlierWork: 'open' }])
    expect(warningsOf(gone, today, roster)).toContainEqual(expect.objectContaining({ code: 'EARLIER_WORK_OPEN', message: expect.stringContaining('审理组意见1项') }))
    expect(warningsOf(kept, today, roster).map((one) => one.code)).not.toContain('EARLIER_WORK_OPEN')
    expect(recused.recusals).toMatchObject([{ earlierWork: 'none' }])
  })

  it('lets nothing lead on before the leader has answered', () => {
    const attendees = ['groupLeader', 'lead', 'spareReviewer']
    const meeting = { outcome: 'report', attendees, minutes: '记录', opinions: attendees.map((personId) => ({ personId, opinion: '同意', dissent: null })) } as const
    expect(act(gone, 'deliberate', meeting, who.groupLeader, moment)).toMatchObject(refusal('EARLIER_WORK_OPEN', null, 'R-450'))
    expect(act(kept, 'deliberate', meeting, who.groupLeader, moment)).toMatchObject({ case: { stage: 'deliberating' } })
    const approving = after(caseAt('approving', party), ['requestRecusal', who.handler, ask], ['decideRecusal', who.officeHead, grant])
    expect(act(approving, 'approveReport', {}, who.officeHead, moment)).toMatchObject(refusal('EARLIER_WORK_OPEN', null, 'R-450'))
    expect(act(after(approving, ['keepEarlierWork', who.groupLeader]), 'approveReport', {}, who.officeHead, moment)).toMatchObject({ case: { stage: 'proposing' } })
    expect(act(approving, 'repeatEarlierWork', { personId: 'reviewer', reason: '须重新阅卷' }, who.groupLeader, moment)).toMatchObject({ case: { stage: 'reading' } })
  })

  it('done again begins a new reading, in which opinions and interviews no longer count', () => {
    expect(again).toMatchObject({ stage: 'reading', reading: gone.reading + 1, recusals: [{ earlierWork: 'again' }] })
    const talk = after(reading, ['requestInterview', who.lead, { kind: 'hold', scope: 'report' }], ['approveInterview', who.leaderInCharge], ['recordInterview', who.lead], ['requestRecusal', who.handler, ask], ['decideRecusal', who.officeHead, grant], ['changePanel', who.groupLeader], ['signUndertaking', who.spareReviewer], ['repeatEarlierWork', who.groupLeader])
    expect(openSteps(talk, who.lead, moment).find((one) => one.step === 'conclude')?.closedBecause).toBeNull()
    expect(act(talk, 'conclude', { recommendation: 'report', checklist: ['facts', 'evidence', 'nature', 'handling', 'formalities', 'procedure'].map((standard) => ({ standard: standard as 'facts', verdict: 'pass', note: '' })), opinions: panelOf(talk).map((personId) => ({ personId, opinion: '同意', dissent: null })) }, who.lead, moment)).toMatchObject(refusal('NOT_HEARD', 'recommendation', 'R-234'))
  })

  it.each(['keepEarlierWork', 'repeatEarlierWork'] as const)('is answered with a reason, once, by the leader (%s)', (step) => {
    expect(act(gone, step, { personId: 'reviewer', reason: ' ' }, who.groupLeader, moment)).toMatchObject(refusal('NOT_WRITTEN', 'reason'))
    expect(act(gone, step, { personId: 'lead', reason: '核对' }, who.groupLeader, moment)).toMatchObject(refusal('NOTHING_PENDING', 'personId', 'R-450'))
    expect(act(kept, step, { personId: 'reviewer', reason: '核对' }, who.groupLeader, moment)).toMatchObject(refusal('NOTHING_PENDING', 'personId', 'R-450'))
    for (const person of ['lead', 'officeHead', 'otherGroupLeader'] as const) expect(act(gone, step, { personId: 'reviewer', reason: '核对' }, who[person], moment)).toMatchObject(notYours)
  })
})

describe('lifting a recusal', () => {
  const lift = { personId: 'reviewer', reason: '原决定有误', paper: null } as const

  it('lets the person be chosen again, with a reason, by the level that decides', () => {
    const lifted = after(recused, ['liftRecusal', who.officeHead, lift])
    expect(lifted.recusals).toMatchObject([{ liftedBy: 'officeHead', liftedOn: today, liftedReason: '原决定有误' }])
    expect(panelOf(lifted)).toEqual(['lead'])
    expect(act(lifted, 'changePanel', { out: null, in: 'reviewer', because: 'replacement', reason: '补足', handover: null, borrowReason: null, reasonForDifference: null }, who.groupLeader, moment)).toMatchObject({ case: { panel: [{ personId: 'lead' }, { leftOn: today }, { personId: 'reviewer', leftOn: null }] } })
  })

  it('is never for investigators or people of the body', () => {
    const found = { ...recused, package: { ...recused.package, investigators: ['handler', 'reviewer'] } }
    expect(act(found, 'liftRecusal', lift, who.officeHead, moment)).toMatchObject(refusal('STILL_BARRED', 'personId', 'R-454'))
  })

  it.each<[string, object, Who, string, string]>([
    ['no reason', { reason: '' }, 'officeHead', 'NOT_WRITTEN', 'reason'],
    ['somebody who is not recused', { personId: 'lead' }, 'officeHead', 'NOT_RECUSED', 'personId'],
    ['a level below', {}, 'committeeHead', 'WRONG_LEVEL', 'personId'],
  ])('is refused with %s', (_name, changed, by, code, field) => {
    expect(act(recused, 'liftRecusal', { ...lift, ...changed }, who[by], moment)).toMatchObject(refusal(code, field))
  })

  it.each(['groupLeader', 'lead', 'reviewer', 'bodyHead'] as const)('is not for the %s', (person) => {
    expect(act(recused, 'liftRecusal', lift, who[person], moment)).toMatchObject(notYours)
  })
})

describe('an approver who is recused', () => {
  const returning = after(caseAt('returning', party), ['requestRecusal', who.handler, { ...ask, personId: 'officeHead' }], ['decideRecusal', who.leaderInCharge, { ...grant, personId: 'officeHead' }])

  it('is stood in for by the next level, who then has the case on the desk', () => {
    expect(standingIn('officeHead', returning)).toBe('leaderInCharge')
    expect(holderOf(returning, moment.policy)).toBe('leaderInCharge')
    expect(act(returning, 'approveReturn', { note: null }, who.officeHead, moment)).toMatchObject(notYours)
    expect(act(returning, 'approveReturn', { note: null }, who.leaderInCharge, moment)).toMatchObject({ case: { stage: 'supplementing' } })
  })
})
