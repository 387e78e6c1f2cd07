import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { blankCase } from '../../src/review/blank.ts'
import type { Case, Refusal } from '../../src/review/case.ts'
import { listHashOf, lineOf, type Candidate } from '../../src/review/draw.ts'
import { acting, type Actor } from '../../src/review/people.ts'
import { drawnCases, fedBackBy, repeatOf, type EarlierFinding, type QualityCheck, type QualityScene } from '../../src/review/quality.ts'
import { actOnCheck, openQualitySteps } from '../../src/review/quality-act.ts'
import { candidatesFor, planned, planRefusals, type Plan } from '../../src/review/quality-plan.ts'
import { qualitySteps, type QualityPayload, type QualityStepName } from '../../src/review/quality-steps.ts'
import { coverageOf } from '../../src/review/quality-years.ts'
import { sealOf } from '../../src/review/draw.ts'
import { bodies, commission, moment, roster, today, who } from '../help/city.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const caseOf = (id: string, bodyId: string, more: Partial<Case> = {}): Case => {
  const blank = blankCase({ id, commission, number: `划审三〔2026〕${id.slice(1)}号`, zoneId: 'Z3' })
  return { ...blank, stage: 'archived', package: { ...blank.package, bodyIds: [bodyId] }, panel: ['lead', 'reviewer'].map((personId) => ({ personId, joinedOn: today, leftOn: null, undertakingOn: null }) as unknown as Case['panel'][number]), ...more }
}
const kept = new Map([caseOf('c1', 'P25'), caseOf('c2', 'P25'), caseOf('c3', 'P03')].map((c) => [c.id, c]))
const archived = [...kept.values()].map((c) => ({ caseId: c.id, number: c.number, bodyId: c.package.bodyIds[0]!, closedOn: '2026-02-10' }))

/** Two reviewers of quality and another who sits in no body: the small city has one. */
const second: Actor = acting({ ...who.qualityReviewer, personId: 'second' })
const people = [...roster.people, { ...roster.person('qualityReviewer')!, id: 'second', name: 'second' }]
const known = new Map(people.map((person) => [person.id, person]))
const scene = (by: Actor, more: Partial<QualityScene> = {}): QualityScene =>
  ({ who: by, on: today, at: moment.at, policy: moment.policy, roster: { ...roster, people, person: (id) => known.get(id) }, caseOf: (id) => kept.get(id), reads: () => true, earlier: [], ...more })

const plan: Plan = { title: '全面评查', mode: 'full', theme: null, from: '2026-01-01', until: today, bodyIds: ['P25', 'P03', 'P08'], perBody: 1, total: null, caseIds: [] }
const candidates: Candidate[] = archived.map((one, n) => ({ ...one, blind: `${n}` }))
const begun = (changed: Partial<Plan> = {}): QualityCheck => planned({ ...plan, ...changed }, candidates, {
  id: 'k1', who: who.officeHead, on: today, policy: moment.policy, bound: { listHash: listHashOf(candidates.map((one) => lineOf(one, sha256)), sha256), commitment: sha256('密语'), seq: 7 },
})

function done<Name extends QualityStepName>(c: QualityCheck, name: Name, payload: QualityPayload<Name>, by: Actor, more: Partial<QualityScene> = {}): QualityCheck {
  const outcome = actOnCheck(c, name, payload, scene(by, more))
  if ('refusals' in outcome) throw new Error(JSON.stringify(outcome.refusals))
  return outcome.check
}
function codes<Name extends QualityStepName>(c: QualityCheck, name: Name, payload: QualityPayload<Name>, by: Actor, more: Partial<QualityScene> = {}): string[] {
  const outcome = actOnCheck(c, name, payload, scene(by, more))
  return 'refusals' in outcome ? outcome.refusals.map(({ code, field }) => (field === undefined ? code : `${code} ${field}`)) : []
}

const draw = drawnCases(candidates.map((one) => ({ ...one, seal: sealOf(one, sha256) })), plan, 'seed', sha256)
const atDrawn = done(begun(), 'draw', { secret: '密语', beacon: 'beacon', seed: 'seed', ...draw }, who.officeHead)
const atReviewing = done(atDrawn, 'formTeam', { members: ['qualityReviewer', 'second'] }, who.officeHead)
const [first, other] = atReviewing.cases
const clean = (caseId: string) => ({ caseId, marks: [], bonuses: [], grounds: [], summary: '符合要求' })
const flawed = (caseId: string) => ({ ...clean(caseId), marks: [{ itemId: 'F1', points: 4, place: '审查调查卷二第31页', found: '缺少受贿地点' }] })
const atScored = [first!, other!].reduce((c, { caseId, bodyId }) => done(c, 'scoreCase', bodyId === 'P25' ? flawed(caseId) : clean(caseId), who.qualityReviewer), atReviewing)
const opinions = ['qualityReviewer', 'second', 'officeHead'].map((personId) => ({ personId, opinion: '同意', dissent: null }))
const grades = (c: QualityCheck) => c.cases.map(({ caseId }) => ({ caseId, grade: 'excellent' as const, reason: null }))
const atGraded = done(atScored, 'fixGrades', { attendees: opinions.map(({ personId }) => personId), opinions, minutes: '逐案研究', grades: grades(atScored) }, who.officeHead)
const atFedBack = done(atGraded, 'feedBack', { note: '请整改' }, who.officeHead)
const [finding] = atFedBack.sheets.flatMap(({ marks }) => marks)
const measures = [{ markId: finding!.id, measure: '补充地点并说明', done: true }]
const atAnswered = done(atFedBack, 'answerFindings', { measures, note: '已经整改' }, who.bodyHead)

describe('a quality check', () => {
  it('goes from the list over draw, team, sheets, grades, feedback and answers to its end', () => {
    expect([atDrawn, atReviewing, atScored, atGraded, atFedBack, atAnswered].map(({ state }) => state)).toEqual(['drawn', 'reviewing', 'reviewing', 'graded', 'fedBack', 'answered'])
    expect(atFedBack.feedbacks.map(({ bodyId, dueOn }) => [bodyId, dueOn])).toEqual([['P03', '2026-04-01'], ['P25', '2026-04-01']])
    const judged = done(atAnswered, 'judgeAnswer', { bodyId: 'P25', accepted: true, reason: null }, who.officeHead)
    expect(done(judged, 'closeCheck', { summary: '总体较好' }, who.officeHead)).toMatchObject({ state: 'closed', closed: { summary: '总体较好' } })
  })

  it('draws one case of each body that has any, and keeps the cases of a daily check as they were named', () => {
    expect(atDrawn.cases.map(({ bodyId }) => bodyId).toSorted()).toEqual(['P03', 'P25'])
    expect(begun({ mode: 'daily', caseIds: ['c1', 'c2', 'c3'] })).toMatchObject({ state: 'drawn', bound: null, draw: null, bodyIds: ['P03', 'P25'] })
  })

  it('gives each step to one office alone', () => {
    const at: Record<QualityStepName, QualityCheck> = { draw: begun(), formTeam: atDrawn, scoreCase: atReviewing, fixGrades: atScored, feedBack: atGraded, answerFindings: atFedBack, judgeAnswer: atAnswered, closeCheck: atAnswered, abandonCheck: atScored }
    const by = { draw: 'officeHead', formTeam: 'officeHead', scoreCase: 'qualityReviewer', fixGrades: 'officeHead', feedBack: 'officeHead', answerFindings: 'bodyHead', judgeAnswer: 'officeHead', closeCheck: 'officeHead', abandonCheck: 'officeHead' }
    for (const name of Object.keys(qualitySteps) as QualityStepName[])
      for (const actor of Object.values(who)) {
        const mine = actor.role === by[name]
        expect(openQualitySteps(at[name], actor).includes(name), `${name} ${actor.personId}`).toBe(mine)
        if (!mine) expect(codes(at[name], name, {} as never, actor)).toEqual(['NOT_YOURS'])
      }
    expect(codes({ ...atDrawn, commission: 'elsewhere' }, 'formTeam', { members: [] }, who.officeHead)).toEqual(['NOT_YOURS'])
  })

  it('does nothing before its time, nor twice', () => {
    expect(codes(begun(), 'formTeam', { members: ['qualityReviewer', 'second'] }, who.officeHead)).toEqual(['WRONG_STATE'])
    expect(codes(atDrawn, 'draw', { secret: '', beacon: '', seed: '', seals: [], cases: [] }, who.officeHead)).toEqual(['WRONG_STATE'])
    expect(codes(atGraded, 'scoreCase', clean(first!.caseId), who.qualityReviewer)).toEqual(['WRONG_STATE'])
    expect(codes(atFedBack, 'feedBack', { note: '再次反馈' }, who.officeHead)).toEqual(['WRONG_STATE'])
  })
})

describe('giving a check up', () => {
  it('wants a reason, keeps what was done, and is no longer possible once something was fed back', () => {
    expect(codes(atScored, 'abandonCheck', { reason: ' ' }, who.officeHead)).toEqual(['NOT_WRITTEN reason'])
    for (const c of [begun(), atDrawn, atScored, atGraded]) expect(done(c, 'abandonCheck', { reason: '计划有误' }, who.officeHead)).toEqual({ ...c, state: 'abandoned', version: c.version + 1, closed: { on: today, by: 'officeHead', summary: '计划有误' } })
    for (const c of [atFedBack, atAnswered]) expect(codes(c, 'abandonCheck', { reason: '计划有误' }, who.officeHead)).toEqual(['WRONG_STATE'])
    expect(openQualitySteps(done(atScored, 'abandonCheck', { reason: '计划有误' }, who.officeHead), who.officeHead)).toEqual([])
  })
})

describe('the plan', () => {
  const refused = (changed: Partial<Plan>, by: Actor = who.officeHead): string[] => {
    const asked = { ...plan, ...changed }
    return planRefusals(asked, candidatesFor(asked, archived), by, { on: today, knows: (id) => bodies.some((one) => one.id === id) }).map(({ code, field }: Refusal) => (field === undefined ? code : `${code} ${field}`))
  }
  it.each<[string, Partial<Plan>, string[]]>([
    ['whole', {}, []],
    ['without a name', { title: ' ' }, ['NOT_WRITTEN title']],
    ['special without a theme', { mode: 'special' }, ['NOT_WRITTEN theme']],
    ['of days that lie ahead', { until: '2026-03-03' }, ['BAD_DAY until']],
    ['of days in the wrong order', { from: '2026-02-11', until: '2026-02-10' }, ['BAD_DAY until', 'NO_CASES bodyIds']],
    ['of no body', { bodyIds: [] }, ['NO_BODIES bodyIds', 'NO_CASES bodyIds']],
    ['of a body that is not there', { bodyIds: ['P25', 'P99'] }, ['NO_BODIES bodyIds']],
    ['of bodies without a case', { bodyIds: ['P08'] }, ['NO_CASES bodyIds']],
    ['of no case a body', { perBody: 0 }, ['BAD_SIZE perBody']],
    ['of fewer cases than bodies with any', { total: 1 }, ['BAD_SIZE total']],
    ['daily without a case', { mode: 'daily' }, ['NO_CASES caseIds']],
    ['daily of a case that is not there for them', { mode: 'daily', caseIds: ['c1', 'hidden'] }, ['NO_CASES caseIds']],
    ['daily of named cases', { mode: 'daily', caseIds: ['c1'] }, []],
  ])('%s', (_name, changed, expected) => { expect(refused(changed)).toEqual(expected) })

  it('looks at three hundred cases at most', () => {
    const many = Array.from({ length: 301 }, (_, n) => ({ caseId: `m${n}`, number: `${n}`, bodyId: `P${n % 4}`, closedOn: '2026-02-10' }))
    const codesOf = (changed: Partial<Plan>) => planRefusals({ ...plan, bodyIds: ['P0', 'P1', 'P2', 'P3'], ...changed }, many, who.officeHead, { on: today, knows: () => true }).map(({ code, field }) => `${code} ${field}`)
    expect(codesOf({ perBody: 100 })).toEqual(['TOO_MANY perBody'])
    expect(codesOf({ perBody: 75 })).toEqual([])
    expect(codesOf({ total: 301 })).toEqual(['BAD_SIZE total'])
    expect(codesOf({ mode: 'daily', caseIds: many.map(({ caseId }) => caseId) })).toEqual(['TOO_MANY caseIds'])
  })

  it('is made by the head of the office alone', () => {
    for (const actor of Object.values(who)) expect(refused({}, actor), actor.personId).toEqual(actor.role === 'officeHead' ? [] : ['NOT_YOURS'])
  })
})

describe('the team', () => {
  it.each([
    ['of one', ['second'], ['TOO_FEW members']],
    ['of one twice', ['second', 'second'], ['TOO_FEW members']],
    ['of somebody who is no reviewer of quality', ['second', 'spareReviewer'], ['NOT_A_REVIEWER members.1']],
  ])('%s is refused', (_name, members, expected) => { expect(codes(atDrawn, 'formTeam', { members }, who.officeHead)).toEqual(expected) })

  it.each<[string, Partial<Case>]>([
    ['sat on the panel', { panel: [{ personId: 'second', leftOn: today }] as unknown as Case['panel'] }],
    ['deliberated', { deliberations: [{ attendees: ['second'] }] as unknown as Case['deliberations'] }],
    ['investigated', { package: { ...kept.get(first!.caseId)!.package, investigators: ['second'] } }],
    ['acted for the body', { actedForBody: ['second'] }],
  ])('takes nobody who %s', (_name, more) => {
    const bent = { ...kept.get(first!.caseId)!, ...more }
    expect(codes(atDrawn, 'formTeam', { members: ['qualityReviewer', 'second'] }, who.officeHead, { caseOf: (id) => (id === bent.id ? bent : kept.get(id)) })).toEqual(['CONFLICT members.1'])
    expect(codes(atReviewing, 'scoreCase', clean(other!.caseId), second, { caseOf: (id) => (id === bent.id ? bent : kept.get(id)) })).toEqual(['CONFLICT'])
  })

  it('takes nobody of a body that is looked at, nor with too low a clearance', () => {
    const ofBody = { ...known.get('second')!, homeBodyId: first!.bodyId }
    expect(codes(atDrawn, 'formTeam', { members: ['qualityReviewer', 'second'] }, who.officeHead, { roster: { ...roster, person: (id) => (id === 'second' ? ofBody : known.get(id)) } })).toEqual(['CONFLICT members.1'])
    const secret = { ...kept.get(first!.caseId)!, classifications: [{ level: 'secret', years: 10, endsOn: null, reason: '', setBy: 'x', setOn: today }] as Case['classifications'] }
    expect(codes(atDrawn, 'formTeam', { members: ['qualityReviewer', 'second'] }, who.officeHead, { caseOf: (id) => (id === secret.id ? secret : kept.get(id)) })).toEqual(['NOT_CLEARED members.0', 'NOT_CLEARED members.1'])
  })
})

describe('a changed team', () => {
  it('takes the sheets of whoever left along, and keeps the others', () => {
    const third = { ...known.get('second')!, id: 'third', name: 'third' }
    const wider = { ...roster, person: (id: string) => (id === 'third' ? third : known.get(id)) }
    const both = done(atScored, 'scoreCase', clean(first!.caseId), second)
    const changed = done(both, 'formTeam', { members: ['qualityReviewer', 'third'] }, who.officeHead, { roster: wider })
    expect([changed.team, changed.sheets.map(({ signedBy }) => signedBy)]).toEqual([['qualityReviewer', 'third'], ['qualityReviewer']])
  })
})

describe('a sheet', () => {
  const given = flawed(first!.caseId)
  it.each([
    ['of an item that is not there', { ...given, marks: [{ ...given.marks[0]!, itemId: 'Z9' }] }, ['NO_SUCH_ITEM marks.0.itemId']],
    ['with more points than the item has', { ...given, marks: [{ ...given.marks[0]!, points: 8.5 }] }, ['BAD_POINTS marks.0.points']],
    ['with no points', { ...given, marks: [{ ...given.marks[0]!, points: 0 }] }, ['BAD_POINTS marks.0.points']],
    ['that is not a number', { ...given, marks: [{ ...given.marks[0]!, points: NaN }] }, ['BAD_POINTS marks.0.points']],
    ['without the place in the file', { ...given, marks: [{ ...given.marks[0]!, place: ' ' }] }, ['NOT_WRITTEN marks.0.place']],
    ['without what was found', { ...given, marks: [{ ...given.marks[0]!, found: '' }] }, ['NOT_WRITTEN marks.0.found']],
    ['with a bonus above what may be added', { ...given, bonuses: [{ kind: 'activeDuty' as const, points: 6, reason: '主动' }] }, ['BAD_POINTS bonuses.0.points']],
    ['with a bonus for nothing', { ...given, bonuses: [{ kind: 'activeDuty' as const, points: 1, reason: '' }] }, ['NOT_WRITTEN bonuses.0.reason']],
    ['with a ground for nothing', { ...given, grounds: [{ ground: 'noPower' as const, reason: '' }] }, ['NOT_WRITTEN grounds.0.reason']],
    ['without an opinion', { ...given, summary: '' }, ['NOT_WRITTEN summary']],
    ['of a case that was not drawn', { ...given, caseId: archived.find(({ caseId }) => !atDrawn.cases.some((one) => one.caseId === caseId))!.caseId }, ['NOT_DRAWN caseId']],
  ])('%s is refused', (_name, sheet, expected) => { expect(codes(atReviewing, 'scoreCase', sheet, who.qualityReviewer)).toEqual(expected) })

  it('is for the team alone, and wants the file read', () => {
    expect(codes({ ...atReviewing, team: ['second', 'third'] }, 'scoreCase', given, who.qualityReviewer)).toEqual(['NOT_ON_TEAM'])
    expect(codes(atReviewing, 'scoreCase', given, who.qualityReviewer, { reads: () => false })).toEqual(['NOT_READ caseId'])
  })

  it('is signed anew until grades are fixed', () => {
    const again = done(atScored, 'scoreCase', clean(first!.caseId), second)
    expect(again.sheets.map(({ caseId, signedBy, marks }) => [caseId, signedBy, marks.length])).toContainEqual([first!.caseId, 'second', 0])
    expect(again.sheets).toHaveLength(2)
  })
})

describe('a repeated defect', () => {
  const before: EarlierFinding = { checkId: 'k0', title: '上次', bodyId: 'P25', itemId: 'F1', sentOn: '2025-12-01', dueOn: '2026-01-01' }
  const at = { bodyId: 'P25', closedOn: '2026-02-10' }
  it.each<[string, Partial<EarlierFinding>, string | null]>([
    ['the same item at the same body, due before', {}, 'k0'],
    ['at another body', { bodyId: 'P03' }, null],
    ['of another item', { itemId: 'F2' }, null],
    ['that is not yet due', { dueOn: today }, null],
    ['that was fed back after the case was closed', { sentOn: '2026-02-10' }, null],
    ['of this very check', { checkId: 'k1' }, null],
  ])('is one %s', (_name, more, expected) => { expect(repeatOf({ id: 'k1', plannedOn: today }, at, 'F1', [{ ...before, ...more }])).toBe(expected) })

  it('weighs more in the sheet, and what is fed back is what later checks count', () => {
    const p25 = atReviewing.cases.find(({ bodyId }) => bodyId === 'P25')!
    const scored = done(atReviewing, 'scoreCase', flawed(p25.caseId), who.qualityReviewer, { earlier: [before] })
    expect(scored.sheets[0]).toMatchObject({ marks: [{ repeat: 'k0' }] })
    expect(fedBackBy(atFedBack)).toEqual([{ checkId: 'k1', title: '全面评查', bodyId: 'P25', itemId: 'F1', sentOn: today, dueOn: '2026-04-01' }])
  })
})

describe('fixing grades', () => {
  const given = { attendees: opinions.map(({ personId }) => personId), opinions, minutes: '逐案研究', grades: grades(atScored) }
  it('waits for every sheet', () => { expect(codes(atReviewing, 'fixGrades', given, who.officeHead)).toEqual(['UNSIGNED']) })

  it.each([
    ['too few', { attendees: ['qualityReviewer', 'second'], opinions: opinions.slice(0, 2) }, ['TOO_FEW attendees']],
    ['without a member of the team', { attendees: ['qualityReviewer', 'officeHead', 'leaderInCharge'], opinions: [opinions[0]!, opinions[2]!, { personId: 'leaderInCharge', opinion: '同意', dissent: null }] }, ['TEAM_ABSENT attendees']],
    ['with somebody of the panel', { attendees: [...given.attendees, 'reviewer'], opinions: [...opinions, { personId: 'reviewer', opinion: '同意', dissent: null }] }, ['CONFLICT attendees.3']],
    ['with somebody who reviews nothing', { attendees: [...given.attendees, 'caseManager'], opinions: [...opinions, { personId: 'caseManager', opinion: '同意', dissent: null }] }, ['NOT_A_REVIEWER attendees.3']],
    ['without an opinion of each', { opinions: opinions.slice(1) }, ['OPINIONS opinions']],
    ['with an empty opinion', { opinions: opinions.with(0, { ...opinions[0]!, opinion: '' }) }, ['NOT_WRITTEN opinions.0.opinion']],
    ['without minutes', { minutes: ' ' }, ['NOT_WRITTEN minutes']],
    ['without a grade for each case', { grades: given.grades.slice(1) }, ['GRADES grades']],
    ['otherwise than suggested, for no reason', { grades: given.grades.with(0, { ...given.grades[0]!, grade: 'flawed' as never }) }, ['REASON_WANTED grades.0.reason']],
  ])('%s is refused', (_name, changed, expected) => { expect(codes(atScored, 'fixGrades', { ...given, ...changed }, who.officeHead)).toEqual(expected) })

  it('keeps what was suggested beside what was decided and why', () => {
    const decided = done(atScored, 'fixGrades', { ...given, grades: given.grades.with(0, { ...given.grades[0]!, grade: 'qualified' as never, reason: '影响较大' as never }) }, who.officeHead)
    expect(decided.discussion!.grades.find(({ caseId }) => caseId === given.grades[0]!.caseId)).toMatchObject({ suggested: 'excellent', grade: 'qualified', reason: '影响较大' })
  })

  it('cannot talk away a ground that makes a case unqualified at once', () => {
    const grave = done(atScored, 'scoreCase', { ...clean(given.grades[0]!.caseId), grounds: [{ ground: 'mainFactWrong', reason: '金额认定错误' }] }, second)
    expect(codes(grave, 'fixGrades', { ...given, grades: given.grades.with(0, { ...given.grades[0]!, reason: '影响不大' as never }) }, who.officeHead)).toEqual(['GROUND_STANDS grades.0.grade'])
    expect(done(grave, 'fixGrades', { ...given, grades: given.grades.with(0, { ...given.grades[0]!, grade: 'unqualified' as never }) }, who.officeHead).state).toBe('graded')
  })
})

describe('what comes back', () => {
  it('goes to each body alone, and a body without a finding has nothing to answer', () => {
    expect(codes(atFedBack, 'answerFindings', { measures: [], note: '没有问题' }, who.otherBodyHead)).toEqual(['NOTHING_PENDING'])
    expect(codes(atFedBack, 'answerFindings', { measures, note: '代答' }, acting({ ...who.bodyHead, bodyId: 'P08' }))).toEqual(['NOT_YOURS'])
    expect(codes(atGraded, 'feedBack', { note: '' }, who.officeHead)).toEqual(['NOT_WRITTEN note'])
  })

  it.each([
    ['without every finding', { measures: [], note: '已经整改' }, ['MEASURES measures']],
    ['with an empty measure', { measures: [{ ...measures[0]!, measure: '' }], note: '已经整改' }, ['NOT_WRITTEN measures.0.measure']],
    ['without a word', { measures, note: '' }, ['NOT_WRITTEN note']],
  ])('%s is refused', (_name, given, expected) => { expect(codes(atFedBack, 'answerFindings', given, who.bodyHead)).toEqual(expected) })

  it('is judged once, with a reason where it does not stand, and then answered again', () => {
    expect(codes(atAnswered, 'judgeAnswer', { bodyId: 'P25', accepted: false, reason: '' }, who.officeHead)).toEqual(['NOT_WRITTEN reason'])
    expect(codes(atAnswered, 'judgeAnswer', { bodyId: 'P03', accepted: true, reason: null }, who.officeHead)).toEqual(['NOTHING_PENDING bodyId'])
    const again = done(atAnswered, 'judgeAnswer', { bodyId: 'P25', accepted: false, reason: '没有附材料' }, who.officeHead)
    expect(again.state).toBe('fedBack')
    expect(codes(again, 'judgeAnswer', { bodyId: 'P25', accepted: true, reason: null }, who.officeHead)).toEqual(['NOTHING_PENDING bodyId'])
    expect(done(again, 'answerFindings', { measures, note: '附材料' }, who.bodyHead)).toMatchObject({ state: 'answered', feedbacks: [{}, { answers: [{}, { note: '附材料' }] }] })
  })

  it('is waited for before the end', () => {
    expect(codes(atAnswered, 'closeCheck', { summary: '总结' }, who.officeHead)).toEqual(['NOT_JUDGED'])
    const judged = done(atAnswered, 'judgeAnswer', { bodyId: 'P25', accepted: true, reason: null }, who.officeHead)
    expect(codes(judged, 'closeCheck', { summary: '' }, who.officeHead)).toEqual(['NOT_WRITTEN summary'])
    expect(codes(atFedBack, 'closeCheck', { summary: '总结' }, who.officeHead)).toEqual(['WRONG_STATE'])
  })
})

describe('the five-year calendar', () => {
  it('counts from the last full check, or from the beginning of the first cycle, the next due first', () => {
    const full = [{ bodyId: 'P25', checkId: 'a', on: '2020-05-01', caseCount: 2 }, { bodyId: 'P25', checkId: 'b', on: '2021-02-28', caseCount: 3 }, { bodyId: 'P03', checkId: 'b', on: '2021-06-01', caseCount: 1 }]
    expect(coverageOf(['P03', 'P08', 'P25'], full, { on: today, ...moment.policy.qualityCycle })).toEqual([
      { bodyId: 'P25', last: full[1], dueOn: '2026-02-28', state: 'overdue' },
      { bodyId: 'P03', last: full[2], dueOn: '2026-06-01', state: 'upcoming' },
      { bodyId: 'P08', last: null, dueOn: '2028-03-19', state: 'covered' },
    ])
  })
})
