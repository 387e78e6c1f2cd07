/** 流程图, and by whom a step can be taken. */
import type { WayStop } from '../review/way.ts'
import type { Able } from '../review/who-can.ts'
import { builder } from './builder.ts'
import { StageEnum, WayStateEnum } from './enums.ts'
import { personOf, PersonRef } from './people.ts'

const StayType = builder.objectRef<WayStop['stays'][number]>('WayStay').implement({
  description: '在一个阶段停留的一段时间',
  fields: (t) => ({
    from: t.expose('from', { type: 'Day', description: '哪一天到的' }),
    to: t.expose('to', { type: 'Day', nullable: true, description: '哪一天离开的；还在这里的为 null' }),
  }),
})

export const WayStopType = builder.objectRef<WayStop>('WayStop').implement({
  description: '流程图上的一个阶段',
  fields: (t) => ({
    stage: t.expose('stage', { type: StageEnum, description: '阶段' }),
    under: t.expose('under', { type: StageEnum, nullable: true, description: '旁路从哪个阶段走出去；主路上的为 null' }),
    state: t.expose('state', { type: WayStateEnum, description: '已经走过、现在在这里，还是还没有到' }),
    stays: t.expose('stays', { type: [StayType], description: '每次停留，由早到晚；没有到过的为空' }),
  }),
})

export const AbleType = builder.objectRef<Able>('Able').implement({
  description: '可以办理的一种人',
  fields: (t) => ({
    label: t.exposeString('label', { description: '以什么身份' }),
    people: t.field({ type: [PersonRef], description: '是谁；人多的和不给本人看的为空', resolve: ({ people }, _args, context) => people.map((id) => personOf(context, id)) }),
  }),
})
