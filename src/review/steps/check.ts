import type { Case } from '../case.ts'
import type { CheckAnswer, CheckCode } from '../check-codes.ts'
import { checksOf, isClockCheck, raisedKey } from '../checks.ts'
import { no, written } from '../refusal.ts'
import { guard, step, type Scene } from '../step.ts'
import { seated, signed } from './panel.ts'

type Raised = { code: CheckCode; subjectId: string | null; factId: string | null; data: string; settle: string }
type Answered = { checkKey: string; outcome: CheckAnswer['outcome']; text: string }

/** 提出核对发现: any of the 28 codes, by whoever reads the file or leads the group. */
export const raiseCheck = step<Raised>({
  label: '提出核对发现',
  about: '审理组成员或者小组组长按核对码提出发现：写明资料和怎样解决，此后列入补查提纲或者写明结论，跟到结束。',
  rule: 'R-550',
  by: ['panel', 'groupLeader'],
  guards: [
    signed,
    seated,
    written<Raised>('reasoned', { data: '发现了什么', settle: '怎样解决' }),
    guard('knownPlace', 'wholeFile', (c, { subjectId, factId }) => [
      ...(subjectId === null || c.package.subjects.some((one) => one.id === subjectId) ? [] : [no('NO_SUCH_SUBJECT', '所指的人不是本案被审查调查人', 'R-231', 'subjectId')]),
      ...(factId === null || c.package.facts.some((one) => one.id === factId) ? [] : [no('NO_SUCH_FACT', '所指的事实不在本案中', 'R-231', 'factId')]),
    ]),
    guard('once', 'trace', (c, raised) => (c.raisedChecks.some(({ key }) => key === raisedKey(c, raised)) ? [no('ALREADY_RAISED', '同一人、同一事实的这一核对码已经提出，请在原来的发现上写明结论', 'R-550', 'code')] : [])),
  ],
  apply: (c, { code, subjectId, factId, data, settle }, { who, day }) => ({
    ...c, raisedChecks: [...c.raisedChecks, { key: raisedKey(c, { code, subjectId, factId }), code, subjectId, factId, data, settle, raisedBy: who.personId, raisedOn: day }],
  }),
})

/** An answer is to a check that the one who answers sees. What the clock says stands in the log, which a step does not read: its key names the day. */
const knownCheck = guard<Answered>('knownCheck', 'trace', (c, { checkKey }, scene) =>
  checksOf(scene.known ?? c, [], scene).some(({ key }) => key === checkKey) || (isClockCheck(checkKey) && c.acceptedOn !== null) ? [] : [no('NO_SUCH_CHECK', '没有这项核对发现，请从现有的发现中选择', 'R-550', 'checkKey')])

const answer = ({ checkKey, outcome, text }: Answered, { who, day }: Scene): CheckAnswer => ({ key: checkKey, outcome, text, by: who.personId, on: day })

/** 答复核对发现: the body, of its own package, before it hands the case over; the last answer counts, all are kept. */
export const answerCheck = step<Answered>({
  label: '答复核对发现',
  about: '移送之前，派驻机构对核对发现写明已经怎样解决，或者不适用的理由；移送后审理组看得到。',
  rule: 'R-550',
  by: ['handler'],
  guards: [written<Answered>('reasoned', { text: '怎样解决的，或者不适用的理由' }), knownCheck],
  apply: (c: Case, payload, scene) => ({ ...c, checkAnswers: [...c.checkAnswers, answer(payload, scene)] }),
})

/** 处理核对发现: the panel or the group leader; the last answer counts, all are kept. */
export const settleCheck = step<Answered>({
  label: '处理核对发现',
  about: '审理组成员或者小组组长对核对发现写明结论：已经解决及怎样解决，或者不适用的理由。',
  rule: 'R-550',
  by: ['panel', 'groupLeader'],
  guards: [signed, seated, written<Answered>('reasoned', { text: '怎样解决的，或者不适用的理由' }), knownCheck],
  apply: (c: Case, payload, scene) => ({ ...c, settledChecks: [...c.settledChecks, answer(payload, scene)] }),
})
