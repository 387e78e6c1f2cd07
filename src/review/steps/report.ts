import type { Finding, Report } from '../case.ts'
import { eightPointFaults, findingsFaults, withSuggestion } from '../finding.ts'
import { withEightPointHint } from '../finding-hints.ts'
import { blank, no, written } from '../refusal.ts'
import { demand, guard, step } from '../step.ts'
import { deliberationNow } from './deliberate.ts'
import { seated, signed } from './panel.ts'
import { earlierWorkJudged } from './recuse.ts'

const sectionWords: Record<keyof Report['sections'], string> = {
  person: '被审查调查人基本情况', course: '审查调查和审理经过', facts: '违纪违法事实及证据', property: '涉案财物', investigatorsOpinion: '派驻机构意见',
  reviewOpinion: '审理意见', attitude: '态度和认识变化', procedure: '程序和手续',
}

type Draft = { sections: Report['sections']; findings: Finding[]; outcome: 'propose' | 'withdraw' }

/** 呈报审理报告 (T16): all parts of R-238, and a finding for everybody. */
export const submitReport = step<Draft>({
  label: '呈报审理报告',
  about: '起草完成的审理报告呈报批准：各部分齐全，对每名被审查调查人写明定性处理意见。',
  rule: 'R-238',
  by: ['lead'],
  guards: [
    signed,
    seated,
    earlierWorkJudged,
    guard('allParts', 'wholeFile', (_c, { sections }) =>
      (Object.keys(sectionWords) as (keyof Report['sections'])[]).filter((part) => blank(sections[part])).map((part) => no('NOT_WRITTEN', `审理报告缺少“${sectionWords[part]}”`, 'R-238', `sections.${part}`))),
    guard('findings', 'rightMeasure', (c, { findings }, { day }) => findingsFaults(c, findings, 'findings', day)),
    guard('eightPoint', 'wholeFile', (c, { findings }, { policy }) => findings.flatMap((one, n) => eightPointFaults(c, one, `findings.${n}`, policy))),
  ],
  completed: (c, payload, { known, policy }) => ({ ...payload, findings: payload.findings.map((one) => withEightPointHint(known ?? c, one, policy)) }),
  apply: (c, { sections, findings, outcome }, { who, day }) => ({
    ...c, report: { sections, findings: findings.map((one) => withSuggestion(c, one, day)), outcome, submittedBy: who.personId, submittedOn: day, approvedBy: null, approvedOn: null, sentBackReason: null },
  }),
})

/** 批准审理报告: ends the review clock and signs the opinion of the first layer. */
export const approveReport = step<object>({
  label: '批准审理报告',
  about: '批准审理报告，审理期限终止，报告交派驻机构。',
  rule: 'R-239',
  by: ['reportApprover'],
  approves: true,
  guards: [
    earlierWorkJudged,
    // Whoever read the file, wrote the report or led the deliberation has made it; leaving the panel does not undo that.
    demand('notOfPanel', 'fourEyes', (c, { who }) =>
      [...c.panel.map((one) => one.personId), c.report?.submittedBy, deliberationNow(c)?.by].includes(who.personId) ? [no('OWN_REQUEST', '审理组成员和主持审议的人不能批准本案审理报告', 'R-239')] : []),
  ],
  apply: (c, _payload, { who, day }) => ({
    ...c,
    report: c.report && { ...c.report, approvedBy: who.personId, approvedOn: day },
    opinions: [...c.opinions, { layer: 'zone', signedBy: c.report?.submittedBy ?? '', signedOn: day, enteredBy: who.personId, opinion: c.report?.sections.reviewOpinion ?? '', agrees: true, minutes: '' }],
  }),
})

/** 退回修改审理报告 (T26). */
export const sendBackReport = step<{ reason: string }>({
  label: '退回修改审理报告',
  about: '批准人要求修改审理报告，并写明意见。',
  rule: 'R-239',
  by: ['reportApprover'],
  approves: true,
  guards: [written('reasoned', { reason: '修改意见' })],
  apply: (c, { reason }) => ({ ...c, report: c.report && { ...c.report, sentBackReason: reason } }),
})
