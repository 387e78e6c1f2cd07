/** 时间归属: whose days one case took, stretch by stretch. */
import type { Stretch } from '../review/course.ts'
import { builder } from './builder.ts'
import { DayPartyEnum, StageEnum } from './enums.ts'

export const StretchType = builder.objectRef<Stretch>('CourseStretch').implement({
  description: '案件在一个阶段、一方手里的一段时间；首日不计，末日计入，各段相加等于首次移送以来的全部工作日',
  fields: (t) => ({
    stage: t.expose('stage', { type: StageEnum, description: '阶段' }),
    party: t.expose('party', { type: DayPartyEnum, description: '这些日子归哪一方' }),
    from: t.expose('from', { type: 'Day', description: '起始日期' }),
    to: t.expose('to', { type: 'Day', description: '终止日期；还在这里的为今天' }),
    workingDays: t.exposeInt('workingDays', { description: '工作日' }),
  }),
})
