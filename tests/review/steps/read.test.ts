import { describe, expect, it } from 'vitest'
import { act, openSteps } from '../../../src/review/act.ts'
import type { Rule } from '../../../src/review/law.ts'
import { moment, momentOn, who } from '../../help/city.ts'
import { after, caseAt, notYours, refusal } from '../../help/walk.ts'

const reading = caseAt('reading')
const noted = { volume: '第二卷', page: 17, text: '转账记录与笔录一致', factId: 'F1' }

describe('a reading note', () => {
  it.each(['reading', 'deliberating'] as const)('keeps volume and page, and stays at %s', (stage) => {
    expect(act(caseAt(stage), 'note', noted, who.reviewer, moment)).toMatchObject({ case: { stage, notes: [{ by: 'reviewer', on: '2026-03-02', ...noted }] } })
  })

  it('may concern the second of two facts', () => {
    const two = caseAt('reading', { handed: { facts: [{ id: 'F1', text: '收受礼金', subjectIds: ['S1'] }, { id: 'F2', text: '违规兼职', subjectIds: ['S1'] }] } })
    expect(act(two, 'note', { ...noted, factId: 'F2' }, who.lead, moment)).toMatchObject({ case: { notes: [{ factId: 'F2' }] } })
  })

  it('may concern no fact in particular', () => {
    expect(act(reading, 'note', { ...noted, factId: null }, who.lead, moment)).toMatchObject({ case: { notes: [{ factId: null }] } })
  })

  it('says what it is, and may point to a piece of evidence and to a page of an attached file', () => {
    const whole = { ...noted, kind: 'doubt' as const, evidenceNo: 1, attachmentId: 'A1', attachmentPage: 3 }
    expect(act(reading, 'note', whole, who.lead, { ...moment, files: [{ id: 'A1', pages: 3 }] })).toMatchObject({ case: { notes: [{ ...whole }] } })
  })

  it('of an old log, which was asked for no more than volume and page, is replayed to the letter', () => {
    const [entry] = [act(reading, 'note', noted, who.lead, moment)]
    expect('case' in entry! && Object.keys(entry.case.notes[0]!)).toEqual(['by', 'on', 'volume', 'page', 'text', 'factId'])
  })

  it('may be written up later than others of a later day', () => {
    const later = after(reading, ['note', who.lead, { on: '2026-03-06' }, momentOn('2026-03-09')])
    expect(act(later, 'note', { ...noted, on: '2026-03-04' }, who.reviewer, momentOn('2026-03-09'))).toMatchObject({ case: { latestOn: '2026-03-06' }, entry: { on: '2026-03-04', writtenOn: '2026-03-09' } })
  })

  it.each<[string, object, string, string, Rule | null]>([
    ['no volume', { volume: '' }, 'NOT_WRITTEN', 'volume', null],
    ['no text', { text: ' ' }, 'NOT_WRITTEN', 'text', null],
    ['page nought', { page: 0 }, 'NO_SUCH_PAGE', 'page', 'R-231'],
    ['half a page', { page: 1.5 }, 'NO_SUCH_PAGE', 'page', 'R-231'],
    ['a fact of another case', { factId: 'F9' }, 'NO_SUCH_FACT', 'factId', 'R-231'],
    ['evidence of another case', { evidenceNo: 99 }, 'NO_SUCH_EVIDENCE', 'evidenceNo', 'R-231'],
    ['a file that is not there for the reader', { attachmentId: 'A2' }, 'NO_SUCH_ATTACHMENT', 'attachmentId', 'R-231'],
    ['a page of no file', { attachmentPage: 1 }, 'NO_FILE', 'attachmentId', 'R-231'],
    ['a page behind the last of the file', { attachmentId: 'A1', attachmentPage: 4 }, 'NO_SUCH_PAGE', 'attachmentPage', 'R-231'],
    ['a page of a recording', { attachmentId: 'A3', attachmentPage: 1 }, 'NO_SUCH_PAGE', 'attachmentPage', 'R-231'],
    ['a day that does not exist', { on: '2026-02-30' }, 'NO_SUCH_DAY', 'on', null],
    ['a day in the future', { on: '2026-03-03' }, 'DAY_IN_FUTURE', 'on', null],
    ['a day before the reading', { on: '2026-03-01' }, 'DAY_TOO_EARLY', 'on', null],
  ])('is refused with %s', (_name, changed, code, field, rule) => {
    expect(act(reading, 'note', { ...noted, ...changed }, who.lead, { ...moment, files: [{ id: 'A1', pages: 3 }, { id: 'A3', pages: null }] })).toMatchObject(refusal(code, field, rule))
  })

  it('is refused before the undertaking is signed, and the button says so', () => {
    const joined = after(reading, ['changePanel', who.groupLeader, { out: null, in: 'spareReviewer', because: 'reinforcement' }])
    expect(act(joined, 'note', noted, who.spareReviewer, moment)).toMatchObject(refusal('NOT_SIGNED', null, 'R-603'))
    expect(openSteps(joined, who.spareReviewer, moment)).toContainEqual(expect.objectContaining({ step: 'note', closedBecause: expect.objectContaining({ code: 'NOT_SIGNED' }) }))
  })

  it.each(['spareReviewer', 'groupLeader', 'handler', 'officeHead', 'leaderInCharge'] as const)('is not for the %s, who is not on the panel', (person) => {
    expect(act(reading, 'note', noted, who[person], moment)).toMatchObject(notYours)
  })

  it('is not for a panel member who signs in as something else', () => {
    expect(act(reading, 'note', noted, { ...who.reviewer, role: 'handler', bodyId: 'P08' }, moment)).toMatchObject(notYours)
  })
})
