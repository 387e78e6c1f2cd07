import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../../src/review/act.ts'
import type { Payload } from '../../../src/review/steps/index.ts'
import { moment, today, who } from '../../help/city.ts'
import { after, caseAt, notYours, refusal, twoSubjects } from '../../help/walk.ts'

type Ask = Payload<'proposeCorrection'>
const reading = caseAt('reading')
const asking: Ask = { field: 'subject.birthYear', subjectId: 'S1', after: '1971', reason: '身份证号码看错' }
const asked = after(reading, ['proposeCorrection', who.handler, asking])

describe('proposing to put a slip right', () => {
  it.each(['transferred', 'accepted', 'reading', 'supplementing', 'approving', 'proposing', 'deciding', 'executing', 'reported'] as const)('changes nothing yet, at %s', (stage) => {
    expect(act(caseAt(stage), 'proposeCorrection', asking, who.handler, moment)).toMatchObject({ case: { stage, package: { subjects: [{ birthYear: 1970 }] }, corrections: [{ ...asking, before: '1970', requestedBy: 'handler', approvedBy: null }] } })
  })

  it.each<[string, Partial<Ask>, string, string]>([
    ['a field that decides things', { field: 'subject.rank' as never, after: '副处级' }, 'NOT_CORRECTABLE', 'field'],
    ['somebody not of this case', { subjectId: 'S9' }, 'NOT_CORRECTABLE', 'field'],
    ['what stands there already', { after: '1970' }, 'NOTHING_TO_CHANGE', 'after'],
    ['a year that is none', { after: '71' }, 'NO_SUCH_YEAR', 'after'],
    ['a year of another century', { after: '1871' }, 'NO_SUCH_YEAR', 'after'],
  ])('is refused for %s', (_name, changed, code, field) => {
    expect(act(reading, 'proposeCorrection', { ...asking, ...changed }, who.handler, moment)).toMatchObject(refusal(code, field, 'R-204'))
  })

  it.each([['after', { field: 'subject.name' as const, after: ' ' }], ['reason', { reason: '' }]])('wants %s in words', (field, changed) => {
    expect(act(reading, 'proposeCorrection', { ...asking, ...changed }, who.handler, moment)).toMatchObject(refusal('NOT_WRITTEN', field))
  })

  it('is refused while another one waits', () => {
    expect(act(asked, 'proposeCorrection', { ...asking, field: 'title', after: '新名称' }, who.handler, moment)).toMatchObject(refusal('ALREADY_PENDING', null, 'R-204'))
  })

  it.each(['otherHandler', 'groupLeader', 'lead', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(reading, 'proposeCorrection', asking, who[person], moment)).toMatchObject(notYours)
  })

  it('is not possible in a draft, which is simply edited', () => {
    expect(act(caseAt('drafting'), 'proposeCorrection', asking, who.handler, moment)).toMatchObject(refusal('WRONG_STAGE', null, 'R-204'))
  })
})

describe('confirming it', () => {
  it('changes the text and keeps both versions, and the package as it was handed over', () => {
    expect(act(asked, 'confirmCorrection', {}, who.groupLeader, moment)).toMatchObject({
      case: { stage: 'reading', package: { subjects: [{ birthYear: 1971, name: '林某辉' }] }, packages: [{ subjects: [{ birthYear: 1970 }] }], corrections: [{ before: '1970', after: '1971', approvedBy: 'groupLeader', approvedOn: today }] },
    })
  })

  it.each([
    ['title', '林某辉违纪案', { title: '林某辉违纪案' }], ['subject.name', '林某煇', { subjects: [{ name: '林某煇' }] }], ['subject.post', '副局长', { subjects: [{ post: '副局长' }] }],
    ['subject.employer', '市林业局', { subjects: [{ employer: '市林业局' }] }], ['subject.ethnicity', '畲族', { subjects: [{ ethnicity: '畲族' }] }], ['subject.education', '研究生', { subjects: [{ education: '研究生' }] }],
  ] as const)('corrects %s', (field, text, handed) => {
    expect(act(after(reading, ['proposeCorrection', who.handler, { field, after: text }]), 'confirmCorrection', {}, who.groupLeader, moment)).toMatchObject({ case: { package: handed } })
  })

  it('corrects the second person and leaves the first', () => {
    const two = after(caseAt('transferred', { handed: twoSubjects }), ['proposeCorrection', who.handler, { field: 'subject.name', subjectId: 'S2', after: '陈某某' }])
    expect(act(two, 'confirmCorrection', {}, who.groupLeader, moment)).toMatchObject({ case: { package: { subjects: [{ name: '林某辉' }, { name: '陈某某' }] } } })
  })

  it('changes nothing where the group does not agree, and keeps why', () => {
    expect(act(asked, 'rejectCorrection', { reason: '与档案不符' }, who.groupLeader, moment)).toMatchObject({ case: { package: { subjects: [{ birthYear: 1970 }] }, corrections: [{ rejectedBy: 'groupLeader', rejectedReason: '与档案不符' }] } })
  })

  it('wants the reason for not agreeing', () => {
    expect(act(asked, 'rejectCorrection', { reason: '' }, who.groupLeader, moment)).toMatchObject(refusal('NOT_WRITTEN', 'reason'))
  })

  it.each([['confirmCorrection', {}], ['rejectCorrection', { reason: '否' }]] as const)('is refused where nothing waits, and the button says so: %s', (step, payload) => {
    expect(act(reading, step, payload, who.groupLeader, moment)).toMatchObject(refusal('NOTHING_PENDING', null, 'R-204'))
    expect(openSteps(reading, who.groupLeader, moment)).toContainEqual(expect.objectContaining({ step, closedBecause: expect.objectContaining({ code: 'NOTHING_PENDING' }) }))
  })

  it.each(['handler', 'bodyHead', 'lead', 'otherGroupLeader', 'officeHead', 'leaderInCharge'] as const)('is not for the %s', (person) => {
    expect(act(asked, 'confirmCorrection', {}, who[person], moment)).toMatchObject(notYours)
    expect(act(asked, 'rejectCorrection', { reason: '否' }, who[person], moment)).toMatchObject(notYours)
  })
})

describe('a correction of an earlier round', () => {
  it('lapses when the body edits the package, and overwrites nothing', () => {
    const proposed = after(caseAt('approving'), ['proposeCorrection', who.handler])
    const back = after(proposed, ['sendBackReport', who.officeHead])
    expect(back.corrections).toMatchObject([{ rejectedBy: null }])
    const again = after(caseAt('reinvestigating'), ['editDraft', who.handler])
    expect(again.corrections).toEqual([])
    const pending = { ...caseAt('reinvestigating'), corrections: proposed.corrections }
    expect(act(pending, 'editDraft', { package: pending.package }, who.handler, moment)).toMatchObject({ case: { corrections: [{ rejectedBy: 'handler', rejectedReason: expect.stringContaining('失效') as string }] } })
  })
})
