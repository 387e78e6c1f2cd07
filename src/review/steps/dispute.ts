import type { Finding } from '../case.ts'
import { findingsFaults } from '../finding.ts'
import { anotherThan, blank, no, written } from '../refusal.ts'
import { demand, guard, step } from '../step.ts'

type Raise = { between: string; opinions: string[] }

/** 提请裁定争议 (T20): both opinions go to the commission that sends the body. */
export const raiseDispute = step<Raise>({
  label: '提请裁定争议',
  about: '派驻机构与工委、党组意见不一致又协商不成的，附双方意见报派出机关裁定。',
  rule: 'R-119',
  by: ['bodyHead', 'committeeHead'],
  guards: [
    written<Raise>('reasoned', { between: '争议双方和争议事项' }),
    demand('undecided', 'ruled', (c) => (c.decisions.length > 0 ? [no('ALREADY_DECIDED', '有权机关已经作出决定，不能再提请裁定', 'R-119')] : [])),
    guard('bothOpinions', 'ruled', (_c, { opinions }) => (opinions.length === 2 && !opinions.some(blank) ? [] : [no('ONE_OPINION_ONLY', '请附上争议双方的意见', 'R-119', 'opinions')])),
  ],
  apply: (c, { between, opinions }, { who, day }) => ({
    ...c, disputes: [...c.disputes, { raisedBy: who.personId, raisedOn: day, between, opinions: [opinions[0] ?? '', opinions[1] ?? ''], from: c.stage, ruling: null, findings: null, ruledOn: null, enteredBy: null }],
  }),
})

type Ruling = { ruling: string; findings: Finding[] }

/** 记裁定 (T31): entered by the office; binds what follows. */
export const recordRuling = step<Ruling>({
  label: '记派出机关裁定',
  about: '案件审理室记录派出机关的裁定，案件回到争议发生的环节，按裁定办理。',
  rule: 'R-119',
  by: ['officeHead'],
  guards: [
    anotherThan((c) => c.disputes.at(-1)?.raisedBy),
    written<Ruling>('ruled', { ruling: '裁定内容' }),
    guard('sane', 'ruled', (c, { findings }, { day }) => findingsFaults(c, findings, 'findings', day)),
  ],
  apply: (c, { ruling, findings }, { who, day }) => ({
    ...c,
    disputes: c.disputes.map((one, n) => (n === c.disputes.length - 1 ? { ...one, ruling, findings, ruledOn: day, enteredBy: who.personId } : one)),
    bodyMeeting: c.bodyMeeting && { ...c.bodyMeeting, findings },
  }),
})
