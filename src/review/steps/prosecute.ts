import { blank, no, written } from '../refusal.ts'
import { demand, guard, step } from '../step.ts'

const openReturn = (returns: { answeredOn: string | null }[]) => returns.find((one) => one.answeredOn === null)

/** 移送检察机关: the case waits outside and may come back. */
export const refer = step<{ charge: string }>({
  label: '移送检察机关',
  about: '涉嫌职务犯罪、事实清楚、证据确实充分的，移送检察机关审查起诉。',
  rule: 'R-260',
  by: ['bodyHead'],
  guards: [
    written('reasoned', { charge: '涉嫌的罪名和起诉意见书' }),
    demand('crime', 'rightMeasure', (c) => (c.package.crime ? [] : [no('NO_CRIME', '移送材料没有反映涉嫌职务犯罪', 'R-260')])),
    demand('once', 'trace', (c) => (c.prosecution ? [no('ALREADY_REFERRED', '已经移送过检察机关', 'R-260')] : [])),
  ],
  apply: (c, { charge }, { who, day }) => ({ ...c, prosecution: { referredOn: day, by: who.personId, charge, from: c.stage, returns: [], result: null, concludedOn: null } }),
})

/** 记检察机关退回补充调查: at most twice, one month each; in and out by way of the group. */
export const recordProsecutorReturn = step<{ matters: string[] }>({
  label: '记检察机关退回补充调查',
  about: '检察机关退回补充调查，经划片小组转派驻机构；以两次为限。',
  rule: 'R-262',
  by: ['groupLeader', 'officeHead'],
  guards: [
    guard('matters', 'wholeReturn', (_c, { matters }) => (matters.length === 0 || matters.some(blank) ? [no('NOT_WRITTEN', '请写明退回补充调查的事项', 'R-262', 'matters')] : [])),
    demand('atMostTwo', 'wholeReturn', (c) => ((c.prosecution?.returns.length ?? 0) >= 2 ? [no('TWICE_ALREADY', '检察机关退回补充调查以两次为限', 'R-262')] : [])),
    demand('noneOpen', 'wholeReturn', (c) => (openReturn(c.prosecution?.returns ?? []) ? [no('ALREADY_PENDING', '上一次退回补充调查尚未答复', 'R-262')] : [])),
  ],
  apply: (c, { matters }, { day }) => ({ ...c, prosecution: c.prosecution && { ...c.prosecution, returns: [...c.prosecution.returns, { on: day, matters, answeredOn: null, answer: null }] } }),
})

/** 答复检察机关. */
export const answerProsecutorReturn = step<{ answer: string }>({
  label: '报送补充调查结果',
  about: '派驻机构报送检察机关退回事项的补充调查结果。',
  rule: 'R-262',
  by: ['bodyHead'],
  guards: [
    written('answered', { answer: '补充调查结果' }),
    demand('openReturn', 'trace', (c) => (openReturn(c.prosecution?.returns ?? []) ? [] : [no('NOTHING_PENDING', '没有待答复的退回事项', 'R-262')])),
  ],
  apply: (c, { answer }, { day }) => ({
    ...c, prosecution: c.prosecution && { ...c.prosecution, returns: c.prosecution.returns.map((one) => (one.answeredOn === null ? { ...one, answeredOn: day, answer } : one)) },
  }),
})

/** 记司法结果: the case goes on from where it left. */
export const concludeProsecution = step<{ result: string }>({
  label: '记司法处理结果',
  about: '记录起诉、不起诉或者裁判结果，案件回到移送前的环节。',
  rule: 'R-262',
  by: ['bodyHead', 'officeHead'],
  guards: [
    written('reasoned', { result: '司法处理结果' }),
    demand('noneOpen', 'answered', (c) => (openReturn(c.prosecution?.returns ?? []) ? [no('ALREADY_PENDING', '退回补充调查尚未答复', 'R-262')] : [])),
  ],
  apply: (c, { result }, { day }) => ({ ...c, prosecution: c.prosecution && { ...c.prosecution, result, concludedOn: day } }),
})
