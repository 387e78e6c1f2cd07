import { standardWords } from '../checklist.ts'
import type { Case, Opinion } from '../case.ts'
import { conflicts, panelOf } from '../people.ts'
import { standsDown } from '../recusal.ts'
import { blank, no, written } from '../refusal.ts'
import { demand, guard, step } from '../step.ts'
import { heard } from './interview.ts'
import { seated } from './panel.ts'
import { earlierWorkJudged } from './recuse.ts'

/** The collective deliberation of the present reading, if it was held. */
export const deliberationNow = (c: Case) => c.deliberations.findLast((one) => one.round === c.round && one.reading === c.reading)

/** Nothing leaves the group without collective deliberation with that outcome. */
export const deliberated = (outcome: 'return' | 'report') => demand('deliberated', 'collective', (c) =>
  deliberationNow(c)?.outcome === outcome ? [] : [no('NOT_DELIBERATED', outcome === 'return' ? '请先集体审议，审议结果为退回的才能提请退回' : '请先集体审议，审议结果为同意的才能形成审理报告', 'R-232')])

type Meeting = { attendees: string[]; opinions: Opinion[]; outcome: 'return' | 'report'; minutes: string }

/** 集体审议: every opinion and dissent recorded; may be held again until the group is of one mind on the outcome. */
export const deliberate = step<Meeting>({
  label: '集体审议',
  about: '小组集体审议，记录每个人的意见和不同意见，形成审议结果。',
  rule: 'R-232',
  by: ['groupLeader'],
  guards: [
    seated,
    earlierWorkJudged,
    written<Meeting>('collective', { minutes: '审议记录' }),
    guard('panelPresent', 'collective', (c, { attendees }) =>
      panelOf(c).some((id) => !attendees.includes(id)) ? [no('PANEL_ABSENT', '审理组成员都应当参加集体审议', 'R-232', 'attendees')] : []),
    guard('beyondPanel', 'collective', (c, { attendees }, { who }) =>
      attendees.includes(who.personId) && new Set(attendees).size >= 3 && attendees.some((id) => !panelOf(c).includes(id)) ? [] : [no('NOT_COLLECTIVE', '集体审议由组长主持，审理组以外还应当有人参加，不少于三人', 'R-232', 'attendees')]),
    guard('everyOpinion', 'collective', (_c, { attendees, opinions }) =>
      attendees.filter((id) => blank(opinions.find((one) => one.personId === id)?.opinion)).map(() => no('OPINION_MISSING', '参加审议的每个人的意见都要记录', 'R-232', 'opinions'))),
    guard('noConflict', 'separation', (c, { attendees }, { roster, on, policy }) =>
      attendees.flatMap((id) => (!roster.person(id) ? ['不在名单中'] : standsDown(c, id) ? ['已主动申请回避'] : conflicts(id, c, roster, { on, policy })).map((why) => no('CONFLICT', `${roster.person(id)?.name ?? id}不能参加审议：${why}`, 'R-233', 'attendees')))),
  ],
  apply: (c, { attendees, opinions, outcome, minutes }, { who, day }) => ({
    ...c,
    deliberations: [...c.deliberations, { round: c.round, reading: c.reading, on: day, by: who.personId, attendees, opinions, outcome, minutes }],
  }),
})

type Adoption = { correctedInReview: { standard: string; how: string }[] }

/** 形成审理意见 (T15): the group adopts a resolution and the report is drafted. */
export const adopt = step<Adoption>({
  label: '通过审议，形成审理报告',
  about: '集体审议通过，转入起草审理报告；重大缺陷须说明在审理中如何纠正。',
  rule: 'R-238',
  by: ['groupLeader'],
  guards: [
    deliberated('report'),
    seated,
    earlierWorkJudged,
    demand('heard', 'heard', (c) => c.package.subjects.filter((subject) => !heard(c, subject.id, 'report')).map((subject) => no('NOT_HEARD', `${subject.name}尚未进行审理谈话，也没有批准不谈`, 'R-234'))),
    guard('majorDefects', 'wholeFile', (c, { correctedInReview }) =>
      (c.panelOpinions.at(-1)?.checklist ?? [])
        .filter((mark) => mark.verdict === 'major' && blank(correctedInReview.find((one) => one.standard === mark.standard)?.how))
        .map((mark) => no('MAJOR_DEFECT', `“${standardWords[mark.standard]}”有重大缺陷，请退回，或者写明在审理中如何纠正`, 'R-550', `correctedInReview.${mark.standard}`))),
  ],
  apply: (c) => c,
})
