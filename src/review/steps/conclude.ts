import { standardWords } from '../checklist.ts'
import { standards, type Case, type Opinion, type StandardMark } from '../case.ts'
import { panelOf } from '../people.ts'
import { setAside } from '../recusal.ts'
import { blank, no } from '../refusal.ts'
import { demand, guard, step } from '../step.ts'
import { heard } from './interview.ts'
import { seated } from './panel.ts'
import { earlierWorkJudged } from './recuse.ts'

type Conclusion = { checklist: StandardMark[]; opinions: Opinion[]; recommendation: 'return' | 'report' }

const outcomesNow = (c: Case) => c.interviews.flatMap((one) => (one.record && !setAside(c, one) && one.round === c.round && one.record.reading === c.reading ? [one.record.outcome] : []))

/** 审理组意见 (T8b to T10): the 24 characters one by one, everybody's opinion, and what the panel recommends. */
export const conclude = step<Conclusion>({
  label: '提出审理组意见',
  about: '审理组对照二十四字逐项提出意见，记录每人意见，提交集体审议。',
  rule: 'R-231',
  by: ['lead'],
  guards: [
    seated,
    earlierWorkJudged,
    demand('allSigned', 'separation', (c) => (c.panel.some((one) => one.leftOn === null && one.undertakingOn === null) ? [no('NOT_SIGNED', '审理组还有成员没有签署保密承诺', 'R-603')] : [])),
    guard('checklist', 'wholeFile', (_c, { checklist }) =>
      standards.flatMap((standard) => {
        const mark = checklist.find((one) => one.standard === standard)
        if (!mark) return [no('STANDARD_UNMARKED', `“${standardWords[standard]}”没有核对`, 'R-550', `checklist.${standard}`)]
        return mark.verdict !== 'pass' && blank(mark.note) ? [no('NOT_WRITTEN', `“${standardWords[standard]}”请写明情况`, 'R-550', `checklist.${standard}`)] : []
      })),
    guard('everyOpinion', 'collective', (c, { opinions }) =>
      panelOf(c).filter((id) => blank(opinions.find((one) => one.personId === id)?.opinion)).map(() => no('OPINION_MISSING', '审理组每名成员的意见都要记录', 'R-232', 'opinions'))),
    // What came up in the interview is followed up, not passed over.
    guard('newFactsReturned', 'heard', (c, { recommendation }) =>
      recommendation === 'report' && outcomesNow(c).includes('newFacts') ? [no('NEW_FACTS', '审理谈话出现新的事实或者合理申辩，请退回补充，不能直接形成报告', 'R-241', 'recommendation')] : []),
    guard('illegalEvidenceAnswered', 'wholeFile', (c, { checklist }) =>
      outcomesNow(c).includes('illegalEvidence') && blank(checklist.find((one) => one.standard === 'evidence')?.note) ? [no('ILLEGAL_EVIDENCE', '审理谈话反映可能存在非法证据，请写明核查和排除情况', 'R-236', 'checklist.evidence')] : []),
    guard('heard', 'heard', (c, { recommendation }) =>
      c.package.subjects
        .filter((subject) => !heard(c, subject.id, recommendation === 'return' ? 'beforeReturn' : 'report'))
        .map((subject) => no('NOT_HEARD', `${subject.name}尚未进行审理谈话，也没有批准不谈`, 'R-234', 'recommendation'))),
  ],
  apply: (c, { checklist, opinions, recommendation }, { who, day }) => ({
    ...c,
    panelOpinions: [...c.panelOpinions, { round: c.round, reading: c.reading, on: day, by: who.personId, checklist, opinions, recommendation }],
  }),
})
