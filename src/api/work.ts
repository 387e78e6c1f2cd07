/** 工作台: what the person asking has to do, what waits for their decision, what others have, what is finished. */
import type { GraphQLResolveInfo } from 'graphql'
import type { Shelf } from '../store/list.ts'
import { asker, builder, type Context } from './builder.ts'
import { CaseConnection, CaseSummaryType, casePage, type Slice } from './summary.ts'

/** One shelf: what is to be done by due day, what is finished by the last change. */
const shelf = (context: Context, info: GraphQLResolveInfo, name: Shelf, slice: Slice) =>
  casePage(context, info, { shelf: name }, name === 'done' ? { by: 'changedAt', direction: 'desc' } : { by: 'dueOn', direction: 'asc' }, slice)

const WorkType = builder.objectRef<object>('Work').implement({
  description: '工作台：本人以当前职务的工作，每一栏都有件数',
  fields: (t) => ({
    toAct: t.connection({ description: '待办：等我这一方办理，按届满日由早到晚', type: CaseSummaryType, resolve: (_work, slice, context, info) => shelf(context, info, 'toAct', slice) }, CaseConnection),
    asked: t.connection({ description: '待批：另有申请等我决定，按届满日由早到晚', type: CaseSummaryType, resolve: (_work, slice, context, info) => shelf(context, info, 'asked', slice) }, CaseConnection),
    waiting: t.connection({ description: '在办：等别人办理，按届满日由早到晚', type: CaseSummaryType, resolve: (_work, slice, context, info) => shelf(context, info, 'waiting', slice) }, CaseConnection),
    done: t.connection({ description: '办结：最后办理的在前', type: CaseSummaryType, resolve: (_work, slice, context, info) => shelf(context, info, 'done', slice) }, CaseConnection),
  }),
})

builder.queryField('work', (t) => t.field({ type: WorkType, description: '工作台', resolve: (_root, _args, context) => (asker(context), {}) }))
