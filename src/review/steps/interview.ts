import type { Case, Interview, InterviewSections } from '../case.ts'
import { setAside } from '../recusal.ts'
import { anotherThan, asked, blank, decideOpen, no, open, written } from '../refusal.ts'
import { demand, guard, step } from '../step.ts'
import { seated, signed } from './panel.ts'

type Ask = Pick<Interview, 'kind' | 'scope' | 'subjectId' | 'reason'>

const pending = demand('pending', 'trace', (c) => (open(c.interviews) ? [] : [no('NOTHING_PENDING', '没有待批准的审理谈话申请', 'R-234')]))

/** What an interview or its waiver covers: `report` lets the case go on to the report, `beforeReturn` only back to the body. */
export const heard = (c: Case, subjectId: string, scope: Interview['scope']): boolean =>
  c.interviews.some((one) =>
    one.subjectId === subjectId && one.round === c.round && one.approvedBy !== null && !setAside(c, one) &&
    (one.kind === 'hold' ? one.record !== null : one.scope === 'report' || scope === 'beforeReturn'))

/** 提请审理谈话, or its waiver (T8, T8b): the talk is the rule, a waiver wants a reason and is shut in the four cases of R-234. */
export const requestInterview = step<Ask>({
  label: '提请审理谈话或不谈',
  about: '审理组提请批准审理谈话；不谈的写明理由；退回前暂不谈的，补查后再谈。',
  rule: 'R-234',
  by: ['lead', 'groupLeader'],
  guards: [
    signed,
    seated,
    written<Ask>('reasoned', { reason: '谈话或者不谈的理由' }),
    guard('knownSubject', 'heard', (c, { subjectId }) => (c.package.subjects.some((one) => one.id === subjectId) ? [] : [no('NO_SUCH_SUBJECT', '请选择本案被审查调查人', 'R-234', 'subjectId')])),
    guard('waivable', 'heard', (c, { kind, scope }) =>
      kind === 'waive' && scope === 'report' && c.package.interviewDuties.length > 0 ? [no('INTERVIEW_DUE', '被留置拟移送起诉、可能存在非法证据、对事实有异议或者本人要求谈话的，不能免除审理谈话', 'R-234', 'kind')] : []),
    guard('oneAtATime', 'trace', (c) => (open(c.interviews) ? [no('ALREADY_PENDING', '已有一份审理谈话申请待批准', 'R-234')] : [])),
  ],
  apply: (c, { kind, scope, subjectId, reason }, scene) => ({ ...c, interviews: [...c.interviews, { kind, scope, subjectId, reason, round: c.round, record: null, ...asked(scene) }] }),
})

/** 批准审理谈话或不谈. */
export const approveInterview = step<object>({
  label: '批准审理谈话或不谈',
  about: '有权领导批准审理谈话，或者批准不谈。',
  rule: 'R-234',
  by: ['interviewApprover'],
  approves: true,
  guards: [pending, anotherThan((c) => open(c.interviews)?.requestedBy)],
  apply: (c, _payload, { who, day }) => ({ ...c, interviews: decideOpen(c.interviews, { approvedBy: who.personId, approvedOn: day }) }),
})

/** 不批准. */
export const rejectInterview = step<{ reason: string }>({
  label: '不批准审理谈话申请',
  about: '有权领导不批准，并写明理由。',
  rule: 'R-234',
  by: ['interviewApprover'],
  approves: true,
  guards: [pending, written('reasoned', { reason: '不批准的理由' })],
  apply: (c, { reason }, { who }) => ({ ...c, interviews: decideOpen(c.interviews, { rejectedBy: who.personId, rejectedReason: reason }) }),
})

type Record = { subjectId: string; reviewers: string[]; sections: InterviewSections; signed: boolean; refusalNote: string | null; outcome: 'noObjection' | 'illegalEvidence' | 'newFacts' }

const due = (c: Case, subjectId: string) => c.interviews.find((one) => one.subjectId === subjectId && one.round === c.round && one.kind === 'hold' && one.approvedBy !== null && one.record === null && !setAside(c, one))

/** 审理谈话笔录 (T9): at least two reviewers of the panel, five parts, signed or the refusal noted. */
export const recordInterview = step<Record>({
  label: '记审理谈话',
  about: '记录审理谈话：不少于两名审理人员，五个部分齐全，本人签名或者注明拒签。',
  rule: 'R-235',
  by: ['panel'],
  guards: [
    signed,
    seated,
    guard('approved', 'fourEyes', (c, { subjectId }) => (due(c, subjectId) ? [] : [no('NOT_APPROVED', '审理谈话须先经批准', 'R-234', 'subjectId')])),
    guard('twoReviewers', 'twoPersons', (_c, { reviewers }) => (new Set(reviewers).size < 2 ? [no('TOO_FEW_REVIEWERS', '审理谈话不少于两人', 'R-234', 'reviewers')] : [])),
    guard('ofPanel', 'separation', (c, { reviewers }) =>
      reviewers.every((id) => c.panel.some((one) => one.personId === id && one.leftOn === null)) ? [] : [no('NOT_ON_PANEL', '谈话人应当是审理组成员', 'R-235', 'reviewers')]),
    guard('fiveParts', 'wholeFile', (_c, { sections }) => Object.entries(sections).filter(([, text]) => blank(text)).map(([part]) => no('NOT_WRITTEN', '审理谈话的五个部分都要写', 'R-235', `sections.${part}`))),
    guard('signedOrNoted', 'reasoned', (_c, { signed: yes, refusalNote }) => (yes || !blank(refusalNote) ? [] : [no('NOT_SIGNED', '本人没有签名的，请注明拒签情况', 'R-235', 'refusalNote')])),
  ],
  apply: (c, { subjectId, reviewers, sections, signed: yes, refusalNote, outcome }, { day }) => ({
    ...c,
    interviews: c.interviews.map((one) => (one === due(c, subjectId) ? { ...one, record: { on: day, reading: c.reading, reviewers, sections, signed: yes, refusalNote, outcome } } : one)),
  }),
})
