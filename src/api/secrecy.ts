/** 密级 of a case: what is in force, and all that was set before. */
import type { Classification } from '../review/case.ts'
import { builder } from './builder.ts'
import { SecrecyLevelEnum } from './enums.ts'
import { personOf, PersonRef } from './people.ts'

export const ClassificationType = builder.objectRef<Classification>('Classification').implement({
  description: '定密：确定或者变更的密级，先前的都保留',
  fields: (t) => ({
    level: t.expose('level', { type: SecrecyLevelEnum, description: '密级' }),
    years: t.exposeInt('years', { nullable: true, description: '保密期限（年）；工作秘密为 null' }),
    endsOn: t.expose('endsOn', { type: 'Day', nullable: true, description: '保密期限届满的日期；期满不自行降低密级' }),
    reason: t.exposeString('reason', { description: '理由' }),
    setBy: t.field({ type: PersonRef, description: '定密责任人', resolve: (one, _args, context) => personOf(context, one.setBy) }),
    setOn: t.expose('setOn', { type: 'Day', description: '日期' }),
  }),
})
