import type { Case, OutlineItem, Return } from '../case.ts'
import { pointRefusals } from '../pointing.ts'
import { blank, no } from '../refusal.ts'
import { demand, guard, step } from '../step.ts'

/** The outline that is being worked on: that of the last return. */
const outlineOf = (c: Case): OutlineItem[] => c.returns.at(-1)?.outline ?? []
const withOutline = (c: Case, change: (item: OutlineItem) => OutlineItem): Case => ({
  ...c, returns: c.returns.map((one, n) => (n === c.returns.length - 1 ? { ...one, outline: one.outline.map(change) } : one)),
})

const lastReturn = (c: Case, changed: Partial<Return>): Return[] => c.returns.map((one, n) => (n === c.returns.length - 1 ? { ...one, ...changed } : one))

const acknowledged = demand('acknowledged', 'wholeReturn', (c) => (c.returns.at(-1)?.acknowledgedBy === null ? [no('NOT_ACKNOWLEDGED', '请主要负责人先签收退回', 'R-254')] : []))

type Answer = { no: number; outcome: 'done' | 'cannot'; text: string; reason: string | null; attachmentId?: string | null; page?: number | null }

/** 答复补查提纲: item by item, as often as wanted before it is handed in; what cannot be done says why. */
export const answerOutline = step<{ answers: Answer[] }>({
  label: '答复补查提纲',
  about: '派驻机构逐项答复补查提纲；无法补充的书面说明原因。',
  rule: 'R-255',
  by: ['handler'],
  guards: [
    acknowledged,
    guard('some', 'answered', (_c, { answers }) => (answers.length === 0 ? [no('NO_ANSWER', '请至少答复一项', 'R-255', 'answers')] : [])),
    guard('whole', 'answered', (c, { answers }, { files = [] }) =>
      answers.flatMap((answer, n) => {
        const item = outlineOf(c).find((one) => one.no === answer.no)
        if (!item) return [no('NO_SUCH_ITEM', `补查提纲没有第${answer.no}项`, 'R-255', `answers.${n}.no`)]
        if (item.judgement?.verdict === 'accepted') return [no('ITEM_ACCEPTED', `第${answer.no}项已经小组确认，不必再答复`, 'R-249', `answers.${n}.no`)]
        if (blank(answer.text)) return [no('NOT_WRITTEN', `请写明第${answer.no}项的补查情况`, 'R-255', `answers.${n}.text`)]
        const { attachmentId = null, page = null } = answer
        return [
          ...(answer.outcome === 'cannot' && blank(answer.reason) ? [no('REASON_WANTED', `第${answer.no}项无法补充，请写明原因`, 'R-255', `answers.${n}.reason`)] : []),
          ...pointRefusals(files, { attachmentId, page }, 'R-255', { file: `answers.${n}.attachmentId`, page: `answers.${n}.page` }),
        ]
      })),
  ],
  apply: (c, { answers }, { who, day }) =>
    withOutline(c, (item) => {
      const answer = answers.find((one) => one.no === item.no)
      if (!answer) return item
      const history = item.answer && item.judgement ? [...item.history, { answer: item.answer, judgement: item.judgement }] : item.history
      return { ...item, history, judgement: null, answer: { outcome: answer.outcome, text: answer.text, reason: answer.reason, ...pointed(answer), by: who.personId, on: day } }
    }),
})

/** The file and page that an answer names; what was not asked for when it was made is not in it. */
const pointed = ({ attachmentId, page }: Answer): Pick<Answer, 'attachmentId' | 'page'> => ({ ...(attachmentId === undefined ? {} : { attachmentId }), ...(page === undefined ? {} : { page }) })

/** 报送补查情况 (T13): only when every item is answered. */
export const submitAnswers = step<object>({
  label: '报送补查情况',
  about: '全部答复后，派驻机构主要负责人报送补查情况。',
  rule: 'R-255',
  by: ['bodyHead'],
  guards: [
    demand('everyItem', 'answered', (c) => outlineOf(c).filter((item) => item.answer === null || item.judgement?.verdict === 'again').map((item) => no('ITEM_UNANSWERED', `补查提纲第${item.no}项尚未答复`, 'R-255', `outline.${item.no}`))),
  ],
  apply: (c, _payload, { day }) => ({ ...c, returns: lastReturn(c, { answeredOn: day }) }),
})

type Judgement = { no: number; verdict: 'accepted' | 'again'; request: string | null }

/** 确认补查答复: item by item, accepted or asked again. */
export const judgeAnswers = step<{ judgements: Judgement[] }>({
  label: '确认补查答复',
  about: '小组逐项确认答复，或者写明还要补什么。',
  rule: 'R-249',
  by: ['lead', 'groupLeader'],
  guards: [
    guard('some', 'answered', (_c, { judgements }) => (judgements.length === 0 ? [no('NO_ANSWER', '请至少确认一项', 'R-249', 'judgements')] : [])),
    guard('whole', 'answered', (c, { judgements }) =>
      judgements.flatMap((judgement, n) => {
        if (!outlineOf(c).some((one) => one.no === judgement.no && one.answer !== null)) return [no('NO_SUCH_ITEM', `第${judgement.no}项没有可以确认的答复`, 'R-249', `judgements.${n}.no`)]
        return judgement.verdict === 'again' && blank(judgement.request) ? [no('REQUEST_WANTED', `请写明第${judgement.no}项还要补什么`, 'R-249', `judgements.${n}.request`)] : []
      })),
  ],
  apply: (c, { judgements }, { who, day }) =>
    withOutline(c, (item) => {
      const judgement = judgements.find((one) => one.no === item.no)
      return judgement ? { ...item, judgement: { verdict: judgement.verdict, request: judgement.request, by: who.personId, on: day } } : item
    }),
})

/** 确认完毕: all accepted and the clock runs on; or the items asked again go back to the body. */
export const closeAnswers = step<object>({
  label: '补查确认完毕',
  about: '逐项确认完毕：全部认可的恢复审理，仍需补充的退给派驻机构继续补查。',
  rule: 'R-249',
  by: ['lead', 'groupLeader'],
  guards: [demand('everyItem', 'answered', (c) => outlineOf(c).filter((item) => item.judgement === null).map((item) => no('ITEM_UNJUDGED', `第${item.no}项还没有确认`, 'R-249', `outline.${item.no}`)))],
  apply: (c, _payload, { day }) => {
    if (outlineOf(c).every((item) => item.judgement?.verdict === 'accepted')) return { ...c, reading: c.reading + 1, returns: lastReturn(c, { acceptedOn: day }) }
    return { ...c, returns: lastReturn(c, { answeredOn: null }) }
  },
})
