import { holderOf } from '../machine.ts'
import { no, written } from '../refusal.ts'
import { demand, step } from '../step.ts'

type Reason = { reason: string }
type Away = { reason: string; to: string }

/** 撤销案件 (T30): by the organ that filed it; after the report only where the review proposes it. */
export const dropCase = step<Reason>({
  label: '撤销案件',
  about: '没有违纪违法事实或者证据不足的，由立案机关撤销案件并写明理由。',
  rule: 'R-260',
  by: ['bodyHead'],
  guards: [
    written<Reason>('reasoned', { reason: '撤销案件的理由' }),
    demand('proposed', 'collective', (c) =>
      c.stage === 'proposing' && c.report?.outcome !== 'withdraw' ? [no('NOT_PROPOSED', '审理意见没有建议撤销案件，不能在此时撤销', 'R-253')] : []),
  ],
  apply: (c, { reason }, { who, day }) => ({ ...c, exit: { reason, to: null, by: who.personId, on: day } }),
})

/** 移送其他机关 (TO_OTHER of R-260). */
export const handOver = step<Away>({
  label: '移送其他机关',
  about: '依照管辖移送其他机关处理，写明理由和接收机关。',
  rule: 'R-260',
  by: ['bodyHead', 'officeHead'],
  guards: [
    written<Away>('reasoned', { reason: '移送的理由', to: '接收机关' }),
    // A case under review is not taken out of it by the body alone.
    demand('ownDesk', 'collective', (c, { who, policy }) => (who.role === 'bodyHead' && holderOf(c, policy) !== 'body' ? [no('NOT_ON_YOUR_DESK', '案件正在审理，请由案件审理室办理移送', 'R-260')] : [])),
  ],
  apply: (c, { reason, to }, { who, day }) => ({ ...c, exit: { reason, to, by: who.personId, on: day } }),
})

/** 提级办理 (T29): to the city, also where the person is managed by the city. */
export const escalate = step<Reason>({
  label: '提级办理',
  about: '属于市管干部或者需要提级审查的，提级由市纪委监委办理。',
  rule: 'R-211',
  by: ['officeHead', 'leaderInCharge'],
  guards: [written<Reason>('reasoned', { reason: '提级的理由' })],
  apply: (c, { reason }, { who, day }) => ({ ...c, exit: { reason, to: '市纪委监委', by: who.personId, on: day } }),
})
