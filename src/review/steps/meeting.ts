import type { Finding } from '../case.ts'
import { findingsFaults, sameMeasure, withSuggestion } from '../finding.ts'
import { routesOf } from '../machine.ts'
import { blank, no, written } from '../refusal.ts'
import { demand, guard, step } from '../step.ts'

type Meeting = { due: number; attendees: string[]; minutes: string; findings: Finding[]; reason: string | null }

/** 组务会集体研究 (T17): quorum, minutes, and the proposal for everybody; a ruling on a dispute binds it (T31). */
export const holdBodyMeeting = step<Meeting>({
  label: '组务会集体研究',
  about: '派驻机构组务会研究审理报告，形成处分建议；与审理意见不一致的写明理由。',
  rule: 'R-110',
  by: ['handler'],
  guards: [
    demand('undecided', 'consulted', (c) => (c.decisions.length > 0 ? [no('ALREADY_DECIDED', '有权机关已经作出决定，不能再改变处分建议', 'R-115')] : [])),
    written<Meeting>('bodyResponsible', { minutes: '会议纪要' }),
    guard('quorum', 'bodyResponsible', (_c, { due, attendees }) =>
      attendees.length * 2 > due && new Set(attendees).size === attendees.length && attendees.length <= due ? [] : [no('NO_QUORUM', '到会人数应当超过应到人数的一半，且不重复', 'R-110', 'attendees')]),
    guard('findings', 'rightMeasure', (c, { findings }, { day }) => findingsFaults(c, findings, 'findings', day)),
    guard('differs', 'reasoned', (c, { findings, reason }) =>
      findings.some((one) => !sameMeasure(one, c.report?.findings.find((other) => other.subjectId === one.subjectId))) && blank(reason)
        ? [no('REASON_WANTED', '处分建议与审理意见不一致，请写明理由', 'R-116', 'reason')] : []),
    guard('boundByRuling', 'ruled', (c, { findings }) => {
      const ruling = c.disputes.findLast((one) => one.findings !== null)
      return ruling?.findings && findings.some((one) => !sameMeasure(one, ruling.findings?.find((other) => other.subjectId === one.subjectId)))
        ? [no('RULED_OTHERWISE', '派出机关已经裁定，处分建议应当与裁定一致', 'R-119', 'findings')] : []
    }),
  ],
  apply: (c, { due, attendees, minutes, findings, reason }, { who, day }) => ({
    ...c,
    bodyMeeting: { on: day, by: who.personId, due, attendees, minutes, findings: findings.map((one) => withSuggestion(c, one, day)), followsReview: findings.every((one) => sameMeasure(one, c.report?.findings.find((other) => other.subjectId === one.subjectId))), reason },
    // Another measure wants a new opinion of the second layer, new views, votes and notices; the log keeps the old ones.
    ...(findings.every((one) => sameMeasure(one, c.bodyMeeting?.findings.find((other) => other.subjectId === one.subjectId)))
      ? {} : { opinions: c.opinions.filter((one) => one.layer === 'zone'), partyGroupViews: [], branchMeetings: [], notices: [] }),
  }),
})

/** 提出处分建议 (T18): to the work committee, the Party group or the deciding organ, as the route says. */
export const sendProposal = step<object>({
  label: '提出处分建议',
  about: '按办理路径，把处分建议报工委审理、与党组沟通或者提请有权机关决定。',
  rule: 'R-114',
  by: ['bodyHead'],
  guards: [
    demand('studied', 'bodyResponsible', (c) => (c.bodyMeeting ? [] : [no('NOT_STUDIED', '请先由组务会集体研究', 'R-110')])),
    demand('proposes', 'rightMeasure', (c) => (c.report?.outcome === 'withdraw' ? [no('WITHDRAWAL_PROPOSED', '审理意见为撤销案件，请办理撤销案件', 'R-253')] : [])),
    demand('agreedBeforehand', 'consulted', (c, { policy }) =>
      routesOf(c, policy).some((route) => policy.routeDemands[route].committee) && !c.partyGroupViews.at(-1)?.agrees
        ? [no('NOT_AGREED', '报工委审理之前，请先与驻在部门党组就处分初步建议取得一致', 'R-116')] : []),
  ],
  apply: (c) => c,
})
