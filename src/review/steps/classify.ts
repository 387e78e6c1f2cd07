import type { Classification } from '../case.ts'
import { addMonths } from '../day.ts'
import { no, written } from '../refusal.ts'
import { levelOf, longestYears, secrecyOf } from '../secrecy.ts'
import { guard, step } from '../step.ts'

type Setting = Pick<Classification, 'level' | 'years' | 'reason'>

/** 定密、变更密级: raised or lowered by the one with the power; every earlier level is kept. */
export const classify = step<Setting>({
  label: '确定或者变更密级',
  about: '定密责任人确定案件的密级和保密期限，或者提高、降低密级，写明理由；先前的密级保留。',
  rule: 'R-602',
  by: ['classifier'],
  approves: true,
  guards: [
    written<Setting>('reasoned', { reason: '定密的理由' }),
    guard('differs', 'secrecy', (c, { level, years }) => (level === levelOf(c) && years === (secrecyOf(c)?.years ?? null) ? [no('NOTHING_TO_CHANGE', '密级和保密期限与现在的相同', 'R-602', 'level')] : [])),
    guard('term', 'secrecy', (_c, { level, years }) => {
      const longest = longestYears[level]
      if (longest === null) return years === null ? [] : [no('NO_TERM', '工作秘密不定保密期限', 'R-604', 'years')]
      return years !== null && Number.isInteger(years) && years > 0 && years <= longest ? [] : [no('NO_TERM', `请写明保密期限，不超过${longest}年`, 'R-602', 'years')]
    }),
  ],
  apply: (c, { level, years, reason }, { who, day }) => ({
    ...c, classifications: [...c.classifications, { level, years, endsOn: years === null ? null : addMonths(day, years * 12), reason, setBy: who.personId, setOn: day }],
  }),
})
