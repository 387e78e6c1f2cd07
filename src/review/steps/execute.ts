import { executionWords, laterOf } from '../execution.ts'
import { blank, no, written } from '../refusal.ts'
import { addMonths, isDay } from '../day.ts'
import { demand, guard, step } from '../step.ts'
import { untold } from './announce.ts'

type Done = { itemId: string; proof: string }

/** 记执行情况: each item with its proof (T22). */
export const recordExecution = step<Done>({
  label: '记执行情况',
  about: '逐项记录处分执行情况并附证明；年度考核、“三书”落实、回访、恢复权利可以在报告执行情况之后记录。',
  rule: 'R-274',
  by: ['handler'],
  guards: [
    guard('knownItem', 'trace', (c, { itemId }) => ([...c.execution, ...laterOf(c)].some((one) => one.id === itemId) ? [] : [no('NO_SUCH_ITEM', '没有这个执行事项', 'R-274', 'itemId')])),
    written<Done>('carriedOut', { proof: '执行的证明材料' }),
  ],
  apply: (c, { itemId, proof }, { who, day }) => ({ ...c, execution: [...c.execution, ...laterOf(c).filter((one) => one.id === itemId)].map((one) => (one.id === itemId ? { ...one, proof, doneOn: day, by: who.personId } : one)) }),
})

type Longer = { itemId: string; until: string; reason: string }

/** 延长变更手续办理期限: by approval, at most six months in all. */
export const extendFormalities = step<Longer>({
  label: '延长办理变更手续',
  about: '经批准延长变更手续的办理期限，最长不超过规定的月数。',
  rule: 'R-274',
  by: ['extensionApprover'],
  approves: true,
  guards: [
    written<Longer>('reasoned', { reason: '延长的理由' }),
    guard('formalitiesOnly', 'trace', (c, { itemId }) => (c.execution.some((one) => one.id === itemId && one.kind === 'formalities' && one.doneOn === null) ? [] : [no('NO_SUCH_ITEM', '只有尚未办结的变更手续可以延长', 'R-274', 'itemId')])),
    guard('notBeyond', 'carriedOut', (c, { itemId, until }, { policy, day }) => {
      const item = c.execution.find((one) => one.id === itemId)
      const last = c.decisions.filter((one) => one.subjectId === item?.subjectId).map((one) => addMonths(one.effectiveOn, policy.formalitiesMaxMonths)).toSorted().at(-1)
      if (!isDay(until) || until < day) return [no('DAY_TOO_EARLY', '延长的截止日应当是今天或者以后的真实日期', 'R-274', 'until')]
      return last !== undefined && until > last ? [no('TOO_LONG', `变更手续最迟应当在${last}前办结`, 'R-274', 'until')] : []
    }),
  ],
  apply: (c, { itemId, until }, { who }) => ({ ...c, execution: c.execution.map((one) => (one.id === itemId ? { ...one, extendedBy: who.personId, extendedOn: until } : one)) }),
})

/** 报告执行情况 (T22): everything announced, served and carried out. */
export const reportExecution = step<{ text: string }>({
  label: '报告执行情况',
  about: '全部宣布、送达、执行完毕后，报告处分执行情况。',
  rule: 'R-275',
  by: ['handler'],
  guards: [
    written('carriedOut', { text: '执行情况' }),
    demand('announced', 'carriedOut', (c) => untold(c).announcement.map((one) => no('NOT_ANNOUNCED', `尚未向${one.name}宣布处分决定（送达不能代替宣布）`, 'R-271'))),
    demand('served', 'carriedOut', (c) => untold(c).service.map((one) => no('NOT_SERVED', `处分决定尚未送达${one.name}`, 'R-273'))),
    demand('done', 'carriedOut', (c) => c.execution.filter((one) => blank(one.proof)).map((one) => no('NOT_CARRIED_OUT', `“${executionWords[one.kind]}”尚未办结`, 'R-274', `execution.${one.id}`))),
  ],
  apply: (c, { text }, { who, day }) => ({ ...c, executionReport: { on: day, by: who.personId, text } }),
})
