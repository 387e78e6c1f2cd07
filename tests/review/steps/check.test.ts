import { describe, expect, it } from 'vitest'
import { act } from '../../../src/review/act.ts'
import type { Case } from '../../../src/review/case.ts'
import { checkCodes, type CheckCode } from '../../../src/review/check-codes.ts'
import { checksOf, raisedChecksOf } from '../../../src/review/checks.ts'
import { seenFrom } from '../../../src/review/visibility.ts'
import { warningsOf } from '../../../src/review/warnings.ts'
import { moment, roster, today, who, type Who } from '../../help/city.ts'
import { after, caseAt, careful, notYours, refusal, worlds } from '../../help/walk.ts'

const raised = { code: 'DOC_SOURCE', subjectId: 'S1', factId: 'F1', data: '转账记录没有注明出处', settle: '由开户行盖章注明出处' } as const
const key = 'raised:DOC_SOURCE:S1:F1:0'
const known = 'SINGLE_SOURCE:F1:1'
const answer = { checkKey: known, outcome: 'notApplicable', text: '已有银行回单和证言相互印证' } as const
const checkIn = (c: Case, wanted: string) => checksOf(c, [], moment).find((one) => one.key === wanted)
const raisedIn = (c: Case) => raisedChecksOf(c).map(({ key: name, state, how }) => [name, state, how])

describe('raising a check', () => {
  it.each(Object.keys(checkCodes) as CheckCode[])('may be done of %s, whether a rule finds it or not', (code) => {
    const c = after(caseAt('reading'), ['raiseCheck', who.lead, { ...raised, code }])
    expect(checkIn(c, `raised:${code}:S1:F1:0`)).toMatchObject({ code, label: checkCodes[code].label, subjectId: 'S1', factId: 'F1', data: raised.data, settle: raised.settle, state: 'open', raisedBy: 'lead', raisedOn: today, answers: [] })
  })

  it.each(['reading', 'deliberating', 'reporting'] as const)('is possible while the case is %s', (stage) => {
    expect(act(caseAt(stage), 'raiseCheck', raised, who.reviewer, moment)).toMatchObject({ case: { stage, raisedChecks: [{ key, raisedBy: 'reviewer' }] } })
    expect(act(caseAt(stage), 'raiseCheck', raised, who.groupLeader, moment)).toMatchObject({ case: { stage } })
  })

  it.each(['drafting', 'transferred', 'accepted', 'empanelled', 'returning', 'supplementing', 'approving', 'proposing', 'archived'] as const)('is closed while the case is %s', (stage) => {
    expect(act(caseAt(stage), 'raiseCheck', raised, who.lead, moment)).toMatchObject(refusal('WRONG_STAGE'))
  })

  it('may be of the whole case, without a person or a fact', () => {
    expect(act(caseAt('reading'), 'raiseCheck', { ...raised, subjectId: null, factId: null }, who.lead, moment)).toMatchObject({ case: { raisedChecks: [{ key: 'raised:DOC_SOURCE:::0' }] } })
  })

  it.each([
    ['nothing found', { data: ' ' }, 'NOT_WRITTEN', 'data'], ['nothing that would settle it', { settle: '' }, 'NOT_WRITTEN', 'settle'],
    ['a person who is not of the case', { subjectId: 'S9' }, 'NO_SUCH_SUBJECT', 'subjectId'], ['a fact that is not of the case', { factId: 'F9' }, 'NO_SUCH_FACT', 'factId'],
  ])('is refused for %s', (_name, change, code, field) => {
    expect(act(caseAt('reading'), 'raiseCheck', { ...raised, ...change }, who.lead, moment)).toMatchObject(refusal(code, field))
  })

  it('is refused twice for the same person and fact, and open again after a return', () => {
    const once = after(caseAt('reading'), ['raiseCheck', who.lead, raised])
    expect(act(once, 'raiseCheck', { ...raised, data: '另一份' }, who.reviewer, moment)).toMatchObject(refusal('ALREADY_RAISED', 'code'))
    expect(act(once, 'raiseCheck', { ...raised, factId: null }, who.reviewer, moment)).toMatchObject({ case: { raisedChecks: [{}, {}] } })
    const again = after(caseAt('answered'), ['judgeAnswers', who.lead], ['closeAnswers', who.groupLeader])
    expect(act(again, 'raiseCheck', raised, who.lead, moment)).toMatchObject({ case: { raisedChecks: [{ key: 'raised:DOC_SOURCE:S1:F1:1' }] } })
  })

  it('is refused to a member who has not signed, and to a panel without its lead', () => {
    const reading = caseAt('reading')
    expect(act({ ...reading, panel: reading.panel.map((one) => ({ ...one, undertakingOn: null })) }, 'raiseCheck', raised, who.lead, moment)).toMatchObject(refusal('NOT_SIGNED', null, 'R-603'))
    expect(act({ ...reading, leadVacant: true }, 'raiseCheck', raised, who.reviewer, moment)).toMatchObject(refusal('PANEL_INCOMPLETE', null, 'R-230'))
  })

  it.each<Who>(['handler', 'bodyHead', 'spareReviewer', 'otherGroupLeader', 'officeHead', 'leaderInCharge', 'committeeReviewer', 'caseManager'])('is not for %s', (name) => {
    expect(act(caseAt('reading'), 'raiseCheck', raised, who[name], moment)).toMatchObject(notYours)
  })
})

describe('answering a check before the transfer', () => {
  it.each(['drafting', 'deferred', 'reinvestigating'] as const)('is for the body while the case is %s', (stage) => {
    const c = after(caseAt(stage), ['answerCheck', who.handler, answer])
    expect(checkIn(c, known)).toMatchObject({ state: 'answered', how: '派驻机构答复不适用：已有银行回单和证言相互印证', answers: [{ ofBody: true, outcome: 'notApplicable', by: 'handler', on: today }] })
  })

  it('may be said otherwise later: the last answer counts, all are kept', () => {
    const c = after(caseAt('drafting'), ['answerCheck', who.handler, answer], ['answerCheck', who.bodyHead, { ...answer, outcome: 'settled', text: '已补充证言' }])
    expect(checkIn(c, known)).toMatchObject({ how: '派驻机构答复已经解决：已补充证言', answers: [{ text: answer.text }, { text: '已补充证言' }] })
  })

  it('no longer stands once what was answered has changed', () => {
    const c = after(caseAt('drafting', { handed: { amountYuan: 12_000 } }), ['answerCheck', who.handler, { ...answer, checkKey: 'AMOUNT_RECALC:12000' }])
    expect(checkIn(c, 'AMOUNT_RECALC:12000')?.state).toBe('answered')
    const edited = after(c, ['editDraft', who.handler, { package: { ...c.package, amountYuan: 13_000 } }])
    expect(checkIn(edited, 'AMOUNT_RECALC:13000')?.state).toBe('open')
  })

  it.each([['no text', { text: ' ' }, 'NOT_WRITTEN', 'text'], ['a check that there is none of', { checkKey: 'VALUATION:F1' }, 'NO_SUCH_CHECK', 'checkKey'], ['a clock that does not run', { checkKey: 'TIME_LIMIT:超期2026-03-01' }, 'NO_SUCH_CHECK', 'checkKey']])('is refused for %s', (_name, change, code, field) => {
    expect(act(caseAt('drafting'), 'answerCheck', { ...answer, ...change }, who.handler, moment)).toMatchObject(refusal(code, field))
  })

  it('is closed once the case is handed over', () => {
    for (const stage of ['transferred', 'accepted', 'reading', 'supplementing', 'proposing'] as const) expect(act(caseAt(stage), 'answerCheck', answer, who.handler, moment)).toMatchObject(refusal('WRONG_STAGE'))
  })

  it.each<Who>(['otherHandler', 'groupLeader', 'officeHead', 'partyGroupContact'])('is not for %s', (name) => expect(act(caseAt('drafting'), 'answerCheck', answer, who[name], moment)).toMatchObject(notYours))
})

describe('settling a check in review', () => {
  it('gives it an end, whatever the body said, and keeps both', () => {
    const answered = after(caseAt('drafting'), ['answerCheck', who.handler, answer], ['transfer', who.bodyHead], ['accept', who.groupLeader], ['formPanel', who.groupLeader], ['signUndertaking', who.lead], ['signUndertaking', who.reviewer])
    expect(checkIn(answered, known)?.state).toBe('answered')
    const c = after(answered, ['settleCheck', who.reviewer, { checkKey: known, outcome: 'settled', text: '已核对原件' }])
    expect(checkIn(c, known)).toMatchObject({ state: 'settled', how: '已核对原件', answers: [{ ofBody: true }, { ofBody: false, by: 'reviewer' }] })
    expect(checkIn(after(c, ['settleCheck', who.groupLeader, { checkKey: known, outcome: 'notApplicable', text: '一并认定' }]), known)).toMatchObject({ state: 'notApplicable', how: '一并认定' })
  })

  it('also ends what only the clock knows', () => {
    const late = after(caseAt('reading'), ['settleCheck', who.lead, { checkKey: 'TIME_LIMIT:超期2026-04-02', outcome: 'settled', text: '已申请延长' }])
    expect(checksOf(late, [{ step: 'accept', from: 'transferred', to: 'accepted', by: 'groupLeader', on: '2026-03-02', payload: {} }], { ...moment, on: '2026-04-20' }).find(({ code }) => code === 'TIME_LIMIT')).toMatchObject({ key: 'TIME_LIMIT:超期2026-04-02', state: 'settled' })
  })

  it.each([['no text', { text: '' }, 'NOT_WRITTEN', 'text'], ['a check that there is none of', { checkKey: key }, 'NO_SUCH_CHECK', 'checkKey']])('is refused for %s', (_name, change, code, field) => {
    expect(act(caseAt('reading'), 'settleCheck', { ...answer, ...change }, who.lead, moment)).toMatchObject(refusal(code, field))
  })

  it('is refused to a member who has not signed, and to a panel without its lead', () => {
    const reading = caseAt('reading')
    expect(act({ ...reading, panel: reading.panel.map((one) => ({ ...one, undertakingOn: null })) }, 'settleCheck', answer, who.lead, moment)).toMatchObject(refusal('NOT_SIGNED', null, 'R-603'))
    expect(act({ ...reading, leadVacant: true }, 'settleCheck', answer, who.reviewer, moment)).toMatchObject(refusal('PANEL_INCOMPLETE', null, 'R-230'))
  })

  it.each<Who>(['handler', 'bodyHead', 'spareReviewer', 'otherGroupLeader', 'officeHead', 'committeeHead'])('is not for %s', (name) => expect(act(caseAt('reading'), 'settleCheck', answer, who[name], moment)).toMatchObject(notYours))
})

/** A case in which a check was raised and stands in the outline of a return. */
const asked = (): Case => {
  const c = after(caseAt('reading'), ['raiseCheck', who.lead, raised],
    ['requestInterview', who.lead, { kind: 'waive', scope: 'beforeReturn', subjectId: 'S1', reason: '退回前未谈话' }], ['approveInterview', who.leaderInCharge], ['conclude', who.lead, { recommendation: 'return' }], ['deliberate', who.groupLeader, { outcome: 'return' }])
  return after(c, ['proposeReturn', who.groupLeader, { ...careful(c, 'proposeReturn') }])
}

describe('a raised check in a return', () => {
  it('is followed through the outline to its end', () => {
    const proposed = asked()
    expect(proposed.returns[0]!.outline.map(({ check }) => check)).toEqual([key, null])
    expect(raisedIn(proposed)).toEqual([[key, 'returned', '已列入第1次退回补查提纲第1项']])
    const answered = after(proposed, ['approveReturn', who.officeHead], ['acknowledgeReturn', who.bodyHead],
      ['answerOutline', who.handler, { answers: [1, 2].map((no) => ({ no, outcome: 'done' as const, text: `已补正第${no}项`, reason: null })) }], ['submitAnswers', who.bodyHead])
    expect(raisedIn(answered)).toEqual([[key, 'returned', '第1次退回补查提纲第1项，派驻机构答复：已补正第1项']])
    const closed = after(answered, ['judgeAnswers', who.lead], ['closeAnswers', who.groupLeader])
    expect(raisedIn(closed)).toEqual([[key, 'settled', '第1次退回补查提纲第1项，派驻机构答复：已补正第1项']])
  })

  it('is not established where the body cannot prove it', () => {
    const closed = after(asked(), ['approveReturn', who.officeHead], ['acknowledgeReturn', who.bodyHead], ['answerOutline', who.handler], ['submitAnswers', who.bodyHead], ['judgeAnswers', who.lead], ['closeAnswers', who.groupLeader])
    expect(raisedIn(closed)[0]?.[2]).toContain('不能证明的不予认定')
  })

  it('is open again where the return is not approved', () => {
    expect(raisedIn(after(asked(), ['rejectReturn', who.officeHead]))).toEqual([[key, 'open', null]])
  })

  it('names a check that there is', () => {
    const c = after(caseAt('deliberating'), ['deliberate', who.groupLeader, { outcome: 'return' }])
    const payload = careful(c, 'proposeReturn')
    expect(act(c, 'proposeReturn', { ...payload, outline: payload.outline.map((item) => ({ ...item, check: key })) }, who.lead, moment)).toMatchObject({ refusals: [{ code: 'NO_SUCH_CHECK', field: 'outline.0.check' }, { field: 'outline.1.check' }] })
    expect(act(c, 'proposeReturn', { ...payload, outline: payload.outline.map((item) => ({ ...item, check: known })) }, who.lead, moment)).toMatchObject({ case: { stage: 'returning' } })
  })
})

describe('a raised check at the report', () => {
  const warned = (c: Case) => warningsOf(c, today, roster).filter(({ code }) => code === 'CHECK_OPEN').map(({ message }) => message)

  it('is named as a warning while nobody has come to an end with it, and bars nothing', () => {
    const reporting = after(caseAt('reporting'), ['raiseCheck', who.lead, raised])
    expect(warned(reporting)).toEqual([expect.stringContaining('转账记录没有注明出处')])
    const approving = after(reporting, ['submitReport', who.lead])
    expect(warned(approving)).toHaveLength(1)
    expect(warned(after(approving, ['approveReport', who.officeHead]))).toEqual([])
  })

  it('is not named once it has an end, nor before the report', () => {
    const reporting = after(caseAt('reporting'), ['raiseCheck', who.lead, raised], ['settleCheck', who.lead, { checkKey: key, outcome: 'settled', text: '已由开户行补正' }])
    expect(warned(reporting)).toEqual([])
    expect(warned(after(caseAt('reading'), ['raiseCheck', who.lead, raised]))).toEqual([])
  })
})

describe('who sees a check', () => {
  it('is the group alone while it is raised and settled; the body once the report is approved', () => {
    const approving = after(caseAt('reporting'), ['raiseCheck', who.lead, raised], ['settleCheck', who.lead, { checkKey: key, outcome: 'settled', text: '已由开户行补正' }], ['submitReport', who.lead])
    const shown = (c: Case, side: Parameters<typeof seenFrom>[0]) => { const { case: seen } = seenFrom(side, c, []); return [seen.raisedChecks.length, seen.settledChecks.length] }
    for (const side of ['body', 'committee', 'partyGroup', 'manager', 'closed'] as const) expect(shown(approving, side), side).toEqual([0, 0])
    for (const side of ['review', 'archive'] as const) expect(shown(approving, side), side).toEqual([1, 1])
    const approved = after(approving, ['approveReport', who.officeHead])
    expect(shown(approved, 'body')).toEqual([1, 1])
    for (const side of ['committee', 'partyGroup', 'manager', 'closed'] as const) expect(shown(approved, side), side).toEqual([0, 0])
  })

  it('sees the answers of the body once they were handed over with the case', () => {
    const drafted = after(caseAt('drafting', { world: worlds.A }), ['answerCheck', who.handler, answer])
    expect(drafted.checkAnswers).toHaveLength(1)
    expect(seenFrom('review', drafted, [{ step: 'openCase' }, { step: 'answerCheck' }] as never).case.checkAnswers).toEqual([])
    expect(seenFrom('review', drafted, [{ step: 'openCase' }, { step: 'answerCheck' }, { step: 'transfer' }] as never).case.checkAnswers).toHaveLength(1)
    expect(seenFrom('committee', drafted, [{ step: 'openCase' }, { step: 'transfer' }, { step: 'answerCheck' }] as never).case.checkAnswers).toEqual([])
  })
})
