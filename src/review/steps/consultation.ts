import { no, written } from '../refusal.ts'
import { guard, step } from '../step.ts'

/** 提前沟通: the body asks the group before transfer; no effect on the clock. */
export const askConsultation = step<{ question: string }>({
  label: '提请沟通',
  about: '移送前就事实、证据、定性向划片小组提问，不起算审理期限。',
  rule: 'R-214',
  by: ['handler'],
  guards: [written('reasoned', { question: '要沟通的问题' })],
  apply: (c, { question }, { who, day }) => ({
    ...c,
    consultations: [...c.consultations, { id: c.consultations.length + 1, question, askedBy: who.personId, askedOn: day, answer: null, answeredBy: null, answeredOn: null }],
  }),
})

/** 答复沟通. */
export const answerConsultation = step<{ id: number; answer: string }>({
  label: '答复沟通',
  about: '划片小组组长答复派驻机构移送前的提问。',
  rule: 'R-214',
  by: ['groupLeader'],
  guards: [
    written('reasoned', { answer: '答复内容' }),
    guard('openQuestion', 'trace', (c, { id }) => (c.consultations.some((one) => one.id === id && one.answer === null) ? [] : [no('NO_SUCH_QUESTION', '没有待答复的这个问题', 'R-214', 'id')])),
  ],
  apply: (c, { id, answer }, { who, day }) => ({
    ...c,
    consultations: c.consultations.map((one) => (one.id === id ? { ...one, answer, answeredBy: who.personId, answeredOn: day } : one)),
  }),
})
