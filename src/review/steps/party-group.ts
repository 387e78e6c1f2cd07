import { no, written } from '../refusal.ts'
import { guard, step } from '../step.ts'

type View = { agrees: boolean; opinion: string; minutes: string }

/** 与党组沟通: beforehand on the way to the work committee, or on the proposal itself (T19). */
export const recordPartyGroupView = step<View>({
  label: '记党组意见',
  about: '记录驻在部门党组对处分建议的意见；由派驻机构代录的须附会议纪要。',
  rule: 'R-114',
  by: ['handler', 'partyGroupContact'],
  guards: [
    written<View>('consulted', { opinion: '党组意见', minutes: '沟通记录或者会议纪要' }),
    guard('studied', 'bodyResponsible', (c) => (c.bodyMeeting ? [] : [no('NOT_STUDIED', '请先由组务会集体研究，再与党组沟通', 'R-110')])),
  ],
  apply: (c, { agrees, opinion, minutes }, { who, day }) => ({
    ...c, partyGroupViews: [...c.partyGroupViews, { on: day, agrees, opinion, minutes, enteredBy: who.personId, purpose: c.stage === 'proposing' ? 'preliminary' : 'proposal' }],
  }),
})
