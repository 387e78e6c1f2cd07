/** The steps of a quality check, one after another: who takes it, from where, what it refuses, what it changes. */
import type { Refusal } from './case.ts'
import type { Candidate } from './draw.ts'
import { barsToQualityCheck, reviewingPosts } from './people.ts'
import { answerDueOn, checkedBodies, findingsOf, repeatOf, scoreOfSheet, settled, type Discussion, type QualityCheck, type QualityScene, type QualityStep, type Rectification } from './quality.ts'
import { blank, no } from './refusal.ts'
import { gradeWords, failGroundWords, type Bonus, type Grade, type Ground, type Mark } from './rubric.ts'
import { cleared, levelOf } from './secrecy.ts'

/** What the store says of a draw: nobody chooses it. */
type DrawGiven = { secret: string; beacon: string; seed: string; seals: string[]; cases: Candidate[] }
type SheetGiven = { caseId: string; marks: Omit<Mark, 'id' | 'repeat'>[]; bonuses: Bonus[]; grounds: Ground[]; summary: string }
type GradesGiven = Pick<Discussion, 'attendees' | 'opinions' | 'minutes'> & { grades: { caseId: string; grade: Grade; reason: string | null }[] }

const step = <Payload>(definition: QualityStep<Payload>): QualityStep<Payload> => definition
const name = ({ roster }: QualityScene, id: string): string => roster.person(id)?.name ?? id
const wanted = (text: string | null, label: string, field: string): Refusal[] => (blank(text) ? [no('NOT_WRITTEN', `请填写${label}`, undefined, field)] : [])
const sameOnce = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && new Set(one).size === one.length && other.every((id) => one.includes(id))

/** Why somebody may not look at the cases of this check: each once, named by what it is. */
const keptFromChecking = (c: QualityCheck, personId: string, { caseOf, roster, on, policy }: QualityScene): string[] =>
  [...new Set(c.cases.flatMap(({ caseId }) => { const found = caseOf(caseId); return found ? barsToQualityCheck(personId, found, roster, { on, policy }).map(({ why }) => why) : [] }))]

/** 随机抽取. The payload is what the store made of the list, the secret and the chain. */
const draw = step<DrawGiven>({
  label: '抽取案件', about: '按名单固定时承诺的密语和其后的审计链抽取，可以由任何人重算',
  by: 'officeHead', from: ['planned'],
  check: () => [],
  apply: (c, { cases, ...drawn }, { who, on }) => ({ ...c, state: 'drawn', draw: { ...drawn, by: who.personId, on }, cases }),
})

/** 组成评查组: reviewers of quality who have nothing to do with any of the cases. May be done again until grades are fixed; the sheets of whoever is no longer there go with them. */
const formTeam = step<{ members: string[] }>({
  label: '组成评查组', about: '评查员不少于规定人数，与全部被评查案件和派驻机构没有关系',
  by: 'officeHead', from: ['drawn', 'reviewing'],
  check: (c, { members }, scene) => [
    ...(new Set(members).size === members.length && members.length >= scene.policy.qualityTeam.least ? [] : [no('TOO_FEW', `评查组至少${scene.policy.qualityTeam.least}人，不得重复`, 'R-561-team', 'members')]),
    ...members.flatMap((id, n): Refusal[] => {
      const field = `members.${n}`
      if (!reviewingPosts(scene.roster.person(id), scene.on).some(({ role }) => role === 'qualityReviewer')) return [no('NOT_A_REVIEWER', `${name(scene, id)}现在不是评查员`, 'R-561', field)]
      const clearance = scene.roster.person(id)?.clearance ?? 'workSecret'
      const bars = keptFromChecking(c, id, scene)
      return [
        ...(bars.length === 0 ? [] : [no('CONFLICT', `${name(scene, id)}不能参加这次评查：${bars.join('；')}`, 'R-561-team', field)]),
        ...(c.cases.every(({ caseId }) => { const found = scene.caseOf(caseId); return !found || cleared(clearance, levelOf(found)) }) ? [] : [no('NOT_CLEARED', `${name(scene, id)}的涉密等级不够看其中的案件`, 'R-602', field)]),
      ]
    }),
  ],
  apply: (c, { members }) => ({ ...c, state: 'reviewing', team: [...members], sheets: c.sheets.filter(({ signedBy }) => members.includes(signedBy)) }),
})

/** 评分: one sheet a case, signed by whoever of the team has read the file; signed anew until grades are fixed. */
const scoreCase = step<SheetGiven>({
  label: '评分', about: '逐项扣分写明卷页，可以加分；四种情形一票否决',
  by: 'qualityReviewer', from: ['reviewing'],
  check: (c, { caseId, marks, bonuses, grounds, summary }, scene) => {
    if (!c.team.includes(scene.who.personId)) return [no('NOT_ON_TEAM', '您不是这次评查的评查组成员', 'R-561')]
    if (!c.cases.some((one) => one.caseId === caseId)) return [no('NOT_DRAWN', '这次评查没有抽到这个案件', 'R-560-draw', 'caseId')]
    const bars = keptFromChecking(c, scene.who.personId, scene)
    return [
      ...(bars.length === 0 ? [] : [no('CONFLICT', `您现在不能评查：${bars.join('；')}`, 'R-561-team')]),
      ...(scene.reads(caseId) ? [] : [no('NOT_READ', '本案已经归档，请先申请查阅，经批准阅卷之后再评分', 'R-607', 'caseId')]),
      ...marks.flatMap(({ itemId, points, place, found }, n): Refusal[] => {
        const item = c.rubric.items.find(({ id }) => id === itemId)
        if (!item) return [no('NO_SUCH_ITEM', `评分标准里没有“${itemId}”这一项`, 'R-566', `marks.${n}.itemId`)]
        return [
          ...(points > 0 && points <= item.points ? [] : [no('BAD_POINTS', `${item.id} 每处扣分应当大于0，不超过本项的${item.points}分`, 'R-566', `marks.${n}.points`)]),
          ...wanted(place, '问题所在的卷页', `marks.${n}.place`), ...wanted(found, '发现的问题', `marks.${n}.found`),
        ]
      }),
      ...bonuses.flatMap(({ points, reason }, n) => [
        ...(points > 0 && points <= c.rubric.bonusMost ? [] : [no('BAD_POINTS', `每项加分应当大于0，不超过${c.rubric.bonusMost}分`, 'R-564', `bonuses.${n}.points`)]),
        ...wanted(reason, '加分的理由', `bonuses.${n}.reason`),
      ]),
      ...grounds.flatMap(({ reason }, n) => wanted(reason, '一票否决的理由', `grounds.${n}.reason`)),
      ...wanted(summary, '评查意见', 'summary'),
    ]
  },
  apply: (c, { caseId, marks, ...given }, { who, on, earlier }) => {
    const at = c.cases.findIndex((one) => one.caseId === caseId)
    const candidate = c.cases[at]
    const kept = marks.map((mark, n): Mark => ({ ...mark, id: `${at + 1}-${n + 1}`, repeat: candidate ? repeatOf(c, candidate, mark.itemId, earlier) : null }))
    const sheet = { caseId, marks: kept, ...given, signedBy: who.personId, signedOn: on }
    return { ...c, sheets: [...c.sheets.filter((one) => one.caseId !== caseId), sheet].sort((one, other) => orderIn(c, one.caseId) - orderIn(c, other.caseId)) }
  },
})

const orderIn = (c: QualityCheck, caseId: string): number => c.cases.findIndex((one) => one.caseId === caseId)

/** 集体研究确定等次. What the score suggests stands beside what was decided. */
const fixGrades = step<GradesGiven>({
  label: '集体研究确定等次', about: '评查组全体参加，逐案确定等次；与建议不同的写明理由',
  by: 'officeHead', from: ['reviewing'],
  check: (c, { attendees, opinions, minutes, grades }, scene) => {
    const unsigned = c.cases.filter(({ caseId }) => !c.sheets.some((sheet) => sheet.caseId === caseId)).length
    if (unsigned > 0) return [no('UNSIGNED', `还有${unsigned}件没有评分，评分齐全之后再研究`, 'R-563')]
    return [
      ...(new Set(attendees).size === attendees.length && attendees.length >= scene.policy.qualityTeam.discussing ? [] : [no('TOO_FEW', `集体研究至少${scene.policy.qualityTeam.discussing}人参加，不得重复`, 'R-563', 'attendees')]),
      ...c.team.filter((id) => !attendees.includes(id)).map((id) => no('TEAM_ABSENT', `评查组成员${name(scene, id)}没有参加`, 'R-563', 'attendees')),
      ...attendees.flatMap((id, n): Refusal[] => {
        if (reviewingPosts(scene.roster.person(id), scene.on).length === 0) return [no('NOT_A_REVIEWER', `${name(scene, id)}没有审理或者评查的职务，不能参加研究`, 'R-561', `attendees.${n}`)]
        const bars = keptFromChecking(c, id, scene)
        return bars.length === 0 ? [] : [no('CONFLICT', `${name(scene, id)}不能参加研究：${bars.join('；')}`, 'R-561-team', `attendees.${n}`)]
      }),
      ...(sameOnce(opinions.map(({ personId }) => personId), attendees) ? [] : [no('OPINIONS', '请逐人记录意见，每人一次', 'R-563', 'opinions')]),
      ...opinions.flatMap(({ opinion }, n) => wanted(opinion, '本人意见', `opinions.${n}.opinion`)),
      ...wanted(minutes, '研究记录', 'minutes'),
      ...(sameOnce(grades.map(({ caseId }) => caseId), c.cases.map(({ caseId }) => caseId)) ? [] : [no('GRADES', '请逐案确定等次，每案一次', 'R-563', 'grades')]),
      ...grades.flatMap(({ caseId, grade, reason }, n): Refusal[] => {
        const sheet = c.sheets.find((one) => one.caseId === caseId)
        if (!sheet) return []
        const { suggested } = scoreOfSheet(c, sheet)
        const [ground] = sheet.grounds
        if (ground && grade !== 'unqualified') return [no('GROUND_STANDS', `评分表认定“${failGroundWords[ground.ground]}”，只能定为不合格；认为不成立的，先修改评分表`, 'R-563-grades', `grades.${n}.grade`)]
        return grade !== suggested && blank(reason) ? [no('REASON_WANTED', `按得分建议定为${gradeWords[suggested]}，定为${gradeWords[grade]}的请写明理由`, 'R-563-grades', `grades.${n}.reason`)] : []
      }),
    ]
  },
  apply: (c, { attendees, opinions, minutes, grades }, { who, on }) => ({
    ...c, state: 'graded',
    discussion: { on, attendees, opinions, minutes, recordedBy: who.personId, grades: c.sheets.map((sheet) => {
      const { total, suggested } = scoreOfSheet(c, sheet)
      const given = grades.find(({ caseId }) => caseId === sheet.caseId)
      return { caseId: sheet.caseId, score: total, suggested, grade: given?.grade ?? suggested, reason: given?.reason ?? null }
    }) },
  }),
})

/** 反馈 to each body whose cases were looked at; whoever has nothing to put right has nothing to answer. */
const feedBack = step<{ note: string }>({
  label: '反馈评查结果', about: '向每个被评查的派驻机构反馈本机构案件的等次和问题',
  by: 'officeHead', from: ['graded'],
  check: (_c, { note }) => wanted(note, '反馈意见', 'note'),
  apply: (c, { note }, { on, policy }) => standing({ ...c, state: 'fedBack', feedbacks: checkedBodies(c).map((bodyId) => ({ bodyId, sentOn: on, dueOn: answerDueOn(on, policy), note, answers: [] })) }),
})

/** 整改答复 by the head of the body: each finding once. */
const answerFindings = step<Pick<Rectification, 'measures' | 'note'>>({
  label: '答复整改情况', about: '逐项写明整改措施和是否完成',
  by: 'bodyHead', from: ['fedBack'],
  check: (c, { measures, note }, { who }) => {
    const feedback = c.feedbacks.find(({ bodyId }) => bodyId === who.bodyId)
    if (!feedback) return [no('NOT_YOURS', '这次评查没有反馈给您所在的派驻机构', 'R-564')]
    if (settled(c, feedback)) return [no('NOTHING_PENDING', findingsOf(c, feedback.bodyId).length === 0 ? '没有需要整改的问题' : '已经答复，等待核实', 'R-564')]
    return [
      ...(sameOnce(measures.map(({ markId }) => markId), findingsOf(c, feedback.bodyId).map(({ id }) => id)) ? [] : [no('MEASURES', '请对每个问题逐一答复，每个一次', 'R-564', 'measures')]),
      ...measures.flatMap(({ measure }, n) => wanted(measure, '整改措施', `measures.${n}.measure`)),
      ...wanted(note, '整改情况', 'note'),
    ]
  },
  apply: (c, { measures, note }, { who, on }) => standing(withFeedback(c, who.bodyId, (answers) => [...answers, { measures, note, by: who.personId, on, verdict: null }])),
})

/** 核实整改: the answer stands, or the body answers again. */
const judgeAnswer = step<{ bodyId: string; accepted: boolean; reason: string | null }>({
  label: '核实整改情况', about: '认可，或者退回继续整改并写明理由',
  by: 'officeHead', from: ['fedBack', 'answered'],
  check: (c, { bodyId, accepted, reason }) => {
    const last = c.feedbacks.find((one) => one.bodyId === bodyId)?.answers.at(-1)
    if (!last || last.verdict) return [no('NOTHING_PENDING', '这个派驻机构没有等待核实的答复', 'R-564', 'bodyId')]
    return accepted ? [] : wanted(reason, '继续整改的理由', 'reason')
  },
  apply: (c, { bodyId, accepted, reason }, { who, on }) => standing(withFeedback(c, bodyId, (answers) => answers.map((one, n) => (n === answers.length - 1 ? { ...one, verdict: { accepted, reason, by: who.personId, on } } : one)))),
})

const closeCheck = step<{ summary: string }>({
  label: '办结评查', about: '整改都经核实认可之后办结，写明评查总结',
  by: 'officeHead', from: ['answered'],
  check: (c, { summary }, { roster }) => {
    const waiting = c.feedbacks.filter((one) => findingsOf(c, one.bodyId).length > 0 && one.answers.at(-1)?.verdict?.accepted !== true)
    return [
      ...(waiting.length === 0 ? [] : [no('NOT_JUDGED', `${waiting.map(({ bodyId }) => roster.body(bodyId)?.name ?? bodyId).join('、')}的整改还没有核实`, 'R-564')]),
      ...wanted(summary, '评查总结', 'summary'),
    ]
  },
  apply: (c, { summary }, { who, on }) => ({ ...c, state: 'closed', closed: { on, by: who.personId, summary } }),
})

/** 终止: before anything was fed back. What was fixed, drawn and scored stays on record. */
const abandonCheck = step<{ reason: string }>({
  label: '终止评查', about: '反馈之前可以终止并写明理由；名单、抽取和评分照样保留',
  by: 'officeHead', from: ['planned', 'drawn', 'reviewing', 'graded'],
  check: (_c, { reason }) => wanted(reason, '终止的理由', 'reason'),
  apply: (c, { reason }, { who, on }) => ({ ...c, state: 'abandoned', closed: { on, by: who.personId, summary: reason } }),
})

const withFeedback = (c: QualityCheck, bodyId: string | null, change: (answers: Rectification[]) => Rectification[]): QualityCheck =>
  ({ ...c, feedbacks: c.feedbacks.map((one) => (one.bodyId === bodyId ? { ...one, answers: change(one.answers) } : one)) })

/** Where a check stands after feedback: answered once no body has anything more to answer. */
const standing = (c: QualityCheck): QualityCheck => ({ ...c, state: c.feedbacks.every((one) => settled(c, one)) ? 'answered' : 'fedBack' })

export const qualitySteps = { draw, formTeam, scoreCase, fixGrades, feedBack, answerFindings, judgeAnswer, closeCheck, abandonCheck } as const
export type QualityStepName = keyof typeof qualitySteps
export type QualityPayload<Name extends QualityStepName> = (typeof qualitySteps)[Name] extends QualityStep<infer Payload> ? Payload : never
